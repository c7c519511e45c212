//! The design sessions of a prompt: when, how long, how they went, and what was written in them.
//!
//! Not here: a design session while it runs, and its rubric (`ui/views/practice/design`).

use std::collections::BTreeMap;

use egui::Ui;

use crate::domain::mentions::Mentions;
use crate::domain::{Item, Run, RunId};
use crate::state::{Action, View};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{Button, text};

use super::heading;
use super::reading::{Did, Reader};

/// Which write-ups are open.
#[derive(Default)]
pub(super) struct RunsList {
    open: BTreeMap<RunId, Reader>,
}

impl RunsList {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, known: &Mentions) {
        let mut runs: Vec<&Run> = cx
            .plan
            .runs
            .iter()
            .map(|run| &**run)
            .filter(|run| run.item == item.id)
            .collect();
        if runs.is_empty() {
            return;
        }
        runs.sort_by(|a, b| (b.started, &a.id).cmp(&(a.started, &b.id)));
        heading(ui, "Design sessions");
        for run in runs {
            let words = words(cx, run);
            let open = self.open.contains_key(&run.id);
            let (icon, state) = if open {
                (Icon::ChevronDown, "open")
            } else {
                (Icon::ChevronRight, "folded")
            };
            ui.horizontal_wrapped(|ui| {
                let name = format!("Write-up of {words}, {state}");
                let button = Button::quiet(&words).icon(icon).small().name(&name);
                if ui.add(button).clicked() && self.open.remove(&run.id).is_none() {
                    self.open.insert(run.id.clone(), Reader::default());
                }
            });
            let Some(reader) = self.open.get_mut(&run.id) else {
                continue;
            };
            ui.indent(("write-up", run.id.as_str()), |ui| {
                let text = run.write_up();
                if text.is_empty() {
                    text::muted(ui, "Nothing was written.");
                } else if let Some(Did::Follow(item)) = reader.ui(ui, cx.revision, &text, known) {
                    cx.send(Action::OpenItem(item));
                }
                let name = format!("Show the design session of {words} in Practice");
                let show = Button::new("Show in Practice").icon(Icon::Practice).small();
                if ui.add(show.name(&name)).clicked() {
                    cx.send(Action::ShowRun(Some(run.id.clone())));
                    cx.send(Action::Go(View::Practice));
                }
            });
        }
    }
}

/// “Mon 30 Nov: 47 min of 45 min, 3.2 of 5”.
fn words(cx: &ViewContext, run: &Run) -> String {
    let day = format::day_near(run.started.day(), cx.today());
    let spent = format::minutes(run.minutes_spent(cx.now.stamp));
    let whole = format::minutes(run.minutes);
    let rated = match (run.finished, run.mean_rating()) {
        (None, _) => ", not finished".to_owned(),
        (_, Some(mean)) => format!(", {mean:.1} of 5"),
        (_, None) => ", not rated".to_owned(),
    };
    format!("{day}: {spent} of {whole}{rated}")
}
