//! The sessions of an item: what took place and what is to come.

use egui::Ui;

use crate::domain::{Edit, Item, Outcome, Session};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{Button, IconButton, text};

use super::heading;

/// The most sessions that are listed; the calendar has the rest.
const LISTED: usize = 12;

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    heading(ui, "Sessions");
    let sums = cx.index.item(&item.id);
    if sums.sessions.is_empty() {
        text::muted(ui, "None yet.");
    }
    let from = sums.sessions.len().saturating_sub(LISTED);
    if from > 0 {
        text::small(ui, &format!("{} earlier ones are in the calendar.", from));
    }
    for id in sums.sessions.iter().skip(from) {
        let Some(session) = cx.plan.sessions.get(id) else {
            continue;
        };
        ui.horizontal(|ui| {
            let icon = match session.outcome {
                Outcome::Done => Icon::Check,
                Outcome::Skipped => Icon::Close,
                Outcome::Planned if session.pinned => Icon::Pin,
                Outcome::Planned => Icon::Clock,
            };
            let label = words(session, cx);
            if ui.add(Button::quiet(&label).icon(icon).small()).clicked() {
                cx.send(Action::SelectSession(session.id.clone()));
            }
            if session.outcome == Outcome::Planned {
                let name = format!("Delete the session on {}", format::day(session.on));
                if ui.add(IconButton::new(Icon::Trash, &name)).clicked() {
                    cx.edit(Edit::DeleteSession(session.id.clone()));
                }
            }
        });
        if session.is_ahead(cx.today()) {
            let why = format::why(&cx.plan, session);
            ui.indent(("why", id.as_str()), |ui| text::small(ui, &why));
        }
    }
}

fn words(session: &Session, cx: &ViewContext) -> String {
    let day = format::day_near(session.on, cx.today());
    let kind = session.kind.name();
    match session.outcome {
        Outcome::Done => format!("{day}: {kind}, {} done", format::minutes(session.spent)),
        Outcome::Skipped => format!("{day}: {kind}, skipped"),
        Outcome::Planned if session.on < cx.today() => format!("{day}: {kind}, missed"),
        Outcome::Planned => format!("{day}: {kind}, {}", format::minutes(session.minutes)),
    }
}
