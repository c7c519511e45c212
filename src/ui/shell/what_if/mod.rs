//! “What if…”: sliders for the hours a week and for the days of the interviews ahead, and beside them what would become of
//! the plan. Nothing is changed by moving them; “Use these” makes it true and asks for a new plan. Where it was opened by
//! looking back on a week, that is the week's decision then.
//!
//! Not here: what a wish comes to (`planner/what_if.rs`), working it out off the frame (`state/what_if.rs`).

mod knobs;
mod outcome;

use egui::{Align, Key, Layout, ScrollArea, Ui};

use crate::domain::week::decide;
use crate::domain::{Edit, Week};
use crate::planner::{Wish, what_if};
use crate::state::{Action, AppState, Command, Question, Revision};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, Follow as _, IconButton, empty_state, text};

/// Width of the dialog, points.
const WIDTH: f32 = 680.0;
/// Height of what is between the head and the buttons, points.
const HEIGHT: f32 = 640.0;
/// In lower windows (points) the buttons move along with the sliders, and what comes of them stays in sight as one line.
const LOW: f32 = 460.0;

/// The dialog.
#[derive(Default)]
pub(super) struct WhatIfDialog {
    open: Option<Open>,
}

/// What is wished while the dialog is open.
struct Open {
    revision: Revision,
    wish: Wish,
    /// The week that is looked back on, where using the wish is the decision of it.
    week: Option<Week>,
    /// The first slider is to have the focus.
    fresh: bool,
    /// A text field had the focus when the last frame ended: Escape is meant for it.
    was_typing: bool,
}

impl WhatIfDialog {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Opens it with what was wished already, as the decision of a week where there is one.
    pub(super) fn open(&mut self, cx: &ViewContext, (week, wish): (Option<Week>, Wish)) {
        self.open = Some(Open {
            revision: cx.revision,
            wish: wish.of(&cx.plan),
            week,
            fresh: true,
            was_typing: false,
        });
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, state: &AppState) {
        let Some(open) = &mut self.open else { return };
        if open.revision != cx.revision {
            // Another plan, or another state of it: the wish was about the old one.
            *open = Open {
                revision: cx.revision,
                wish: Wish::default(),
                week: None,
                fresh: false,
                was_typing: false,
            };
        }
        let typing = open.was_typing;
        let mut closes = !cx.has_plan;
        let modal = super::modal(ui, "what if").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDTH.min(window.width() - 64.0));
            let low = window.height() < LOW;
            let height = if low {
                window.height() - 234.0
            } else {
                HEIGHT.min(window.height() - 230.0)
            };
            closes |= head(ui, low);
            // Where not all is in sight, the bar says so without being asked for.
            ui.spacing_mut().scroll.dormant_handle_opacity = 0.25;
            let ahead = cx.plan.interviews.iter().any(|one| one.on > cx.today());
            ScrollArea::vertical()
                .max_height(height.max(110.0))
                .min_scrolled_height(height.max(110.0))
                .auto_shrink([false, !ahead || low])
                .follow(ui, |ui| {
                    // Room for the bar, and for the ring of what has the focus.
                    ui.set_width(ui.available_width() - space::M);
                    if !ahead {
                        closes |= nothing_ahead(ui, cx);
                        return;
                    }
                    open.body(ui, cx, state);
                });
            if ahead && low {
                ui.add_space(space::S);
                open.summary(ui, cx, state);
                ui.add_space(space::S);
            } else if ahead {
                ui.add_space(space::L);
            }
            if ahead {
                closes |= open.buttons(ui, cx);
            }
        });
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        closes |= modal.should_close() && !(typing && escape);
        open.was_typing = ui.ctx().text_edit_focused();
        if closes {
            self.open = None;
        }
    }
}

impl Open {
    fn body(&mut self, ui: &mut Ui, cx: &ViewContext, state: &AppState) {
        knobs::ui(ui, cx, &mut self.wish, self.fresh);
        self.fresh = false;
        self.wish = std::mem::take(&mut self.wish).of(&cx.plan);
        let question = self.question(cx);
        if state.what_ifs.is_new(&question) {
            cx.send(Action::AskWhatIf(Box::new(self.wish.clone())));
            // The answer may be there as soon as this frame ends.
            ui.request_repaint();
        }
        ui.add_space(space::L);
        match state.what_ifs.answer(&question) {
            Some((answer, is_this)) => outcome::ui(ui, cx, answer, &self.wish, is_this),
            None => {
                text::muted(ui, "Working it out…");
            }
        }
    }

    fn question(&self, cx: &ViewContext) -> Question {
        Question {
            revision: cx.revision,
            today: cx.today(),
            wish: self.wish.clone(),
        }
    }

    /// The one line for low windows.
    fn summary(&self, ui: &mut Ui, cx: &ViewContext, state: &AppState) {
        match state.what_ifs.answer(&self.question(cx)) {
            Some((answer, _)) => outcome::summary(ui, answer, &self.wish),
            None => {
                text::muted(ui, "Working it out…");
            }
        }
    }

    /// What “Use these” does, as one deed.
    fn edit(&self, cx: &ViewContext) -> Option<Edit> {
        let used = what_if::edit(&cx.plan, &self.wish)?;
        let decided = self.week.zip(what_if::decision(&cx.plan, &self.wish));
        Some(match decided {
            Some((week, decision)) => Edit::Several {
                label: used.label(&cx.plan),
                edits: vec![used, decide(&cx.plan, week, decision)],
            },
            None => used,
        })
    }

    /// Says whether the dialog closes.
    fn buttons(&mut self, ui: &mut Ui, cx: &ViewContext) -> bool {
        let mut closes = false;
        ui.horizontal_wrapped(|ui| {
            let edit = self.edit(cx);
            let button = Button::primary("Use these").icon(Icon::Check).tooltip(
                "Sets these hours and dates, then shows what the new plan would move. Undo takes it back.",
            );
            if ui.add_enabled(edit.is_some(), button).clicked()
                && let Some(edit) = edit
            {
                cx.edit(edit);
                cx.run(Command::Replan);
                closes = true;
            }
            let back = Button::new("Reset")
                .icon(Icon::Reset)
                .tooltip("Puts the sliders back to the hours and dates that the plan has");
            if ui.add_enabled(!self.wish.is_empty(), back).clicked() {
                self.wish = Wish::default();
            }
            closes |= ui.add(Button::quiet("Close")).clicked();
        });
        closes
    }
}

/// Says whether the dialog closes.
fn head(ui: &mut Ui, low: bool) -> bool {
    let mut closes = false;
    ui.horizontal(|ui| {
        text::title(ui, "What if…");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = IconButton::new(Icon::Close, "Close without changing anything");
            closes = ui.add(close).clicked();
        });
    });
    if !low {
        let words = "Move a slider and see what would become of the plan. Nothing changes until you use it.";
        text::muted(ui, words);
        ui.add_space(space::M);
    }
    closes
}

/// Says whether the dialog closes.
fn nothing_ahead(ui: &mut Ui, cx: &ViewContext) -> bool {
    let words = "Hours and dates matter once there is a day to be ready for. Add the next interview, then look here again.";
    let title = "No interview ahead";
    let pressed = empty_state(ui, Icon::Flag, title, words, Some("Add an interview…"));
    if pressed {
        cx.run(Command::NewInterview);
    }
    pressed
}
