//! “Move to…” and “Copy to…”: a date, and what that would do, before it is done.
//!
//! Not here: the drag (`drag.rs`), moves and copies by key (`deeds.rs`).

use egui::{Id, Key, Margin, Ui};

use crate::domain::SessionId;
use crate::domain::time::Day;
use crate::ui::breaks;
use crate::ui::context::ViewContext;
use crate::ui::theme::{TextRole, space};
use crate::ui::widgets::{Button, DateField, text};

use super::CalendarView;
use super::drag::Deed;

/// Width of the dialog, points.
const WIDTH: f32 = 320.0;
/// Room for the lines that say what the move would do, in lines: so that nothing jumps.
const LINES: f32 = 5.0;
/// The name of its field.
const FIELD: &str = "New day";

/// A session that is being moved to a date.
#[derive(Clone, Debug)]
pub struct Moving {
    session: SessionId,
    to: Day,
    fresh: bool,
    at_once: bool,
    copy: bool,
}

impl Moving {
    /// Begins on the day it is on, or today where that is over.
    pub fn new(session: &SessionId, on: Day, today: Day) -> Self {
        Self {
            session: session.clone(),
            to: on.max(today),
            fresh: true,
            at_once: false,
            copy: false,
        }
    }

    /// A move that needs no date to be asked for.
    pub fn at_once(session: &SessionId, to: Day) -> Self {
        Self {
            session: session.clone(),
            to,
            fresh: false,
            at_once: true,
            copy: false,
        }
    }

    /// A copy, on this day to begin with, or today where that is over.
    pub fn copy(session: &SessionId, on: Day, today: Day) -> Self {
        Self {
            copy: true,
            ..Self::new(session, on, today)
        }
    }
}

impl CalendarView {
    /// The dialog, where it is open.
    pub(super) fn moving(&mut self, ui: &Ui, cx: &ViewContext) {
        let Some(mut moving) = self.moving.take() else {
            return;
        };
        let Some(session) = cx.plan.sessions.get(&moving.session) else {
            return;
        };
        if moving.at_once {
            self.put(cx, session, moving.to);
            return;
        }
        let deed = match moving.copy {
            true => Deed::copy(session),
            false => Deed::Move(session.id.clone()),
        };
        let landing = self.landing(cx, &deed, moving.to);
        let frame = egui::Frame::popup(ui.style()).inner_margin(Margin::same(space::XL as i8));
        let modal = egui::Modal::new(Id::unique("move a session")).frame(frame);
        let mut done = false;
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 4.0 * space::XL));
            ui.spacing_mut().item_spacing.y = space::S;
            let title = cx.plan.short_title_of(&session.item);
            let verb = if moving.copy { "Copy" } else { "Move" };
            text::section_title(ui, &format!("{verb} ‘{title}’ to"));
            let out = DateField::new(&mut moving.to, FIELD, cx.today())
                .week_from(cx.first_weekday())
                .show(ui);
            if std::mem::take(&mut moving.fresh) {
                DateField::enter(ui, FIELD, moving.to, cx.today());
            }
            let enter =
                out.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let height = LINES * TextRole::Chip.line() + space::S;
            let top = ui.cursor().top();
            if out.unreadable() {
                text::small(ui, "Write a day like 4 Dec, tomorrow or in 2 weeks.");
            } else {
                breaks::show_live(ui, &landing.all_lines(cx));
            }
            ui.add_space((height - (ui.cursor().top() - top)).max(0.0));
            ui.horizontal(|ui| {
                let can = landing.allowed && !landing.stays && !out.unreadable();
                let go = ui.add_enabled(can, Button::primary(verb));
                done |= go.clicked() || (enter && can);
                if ui.add(Button::new("Cancel")).clicked() {
                    ui.close();
                }
            });
        });
        if done {
            if self.carry_out(cx, &deed, moving.to) {
                self.show_day(cx, moving.to);
            }
        } else if !shown.should_close() {
            self.moving = Some(moving);
        }
    }
}
