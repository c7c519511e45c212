//! The Settings view: what the plan keeps to (interviews, hours, days, rules, steps), and what holds for all plans (look,
//! files). Everything about the plan is an edit and can be undone; nothing moves before the user replans.
//!
//! Not here: the five questions of a new plan (`views/welcome`).

mod busy;
mod days;
mod interviews;
mod program;
mod reminders;
mod reviews;
mod steps;
mod timer;

use std::fmt::Debug;
use std::hash::Hash;

use egui::{Frame, Id, Margin, ScrollArea, Ui};

use crate::domain::interview::{Interview, Round};
use crate::domain::{Edit, InterviewId, StepId};
use crate::state::{Action, Command, Gesture, Memo};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, space};
use crate::ui::widgets::{Button, Card, Follow as _, text};

use crate::ui::views::begins::Begins;
use crate::ui::views::busy_form::BusyForm;
use crate::ui::views::texts::Texts;

use busy::{Ahead, AheadOf};
use days::Adding;

/// The whole page is no wider than this.
const PAGE: f32 = 1_180.0;
/// In narrower views the two columns are one.
const TWO_COLUMNS: f32 = 980.0;

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct SettingsView {
    texts: Texts,
    adding: Adding,
    /// The interview whose weights are open.
    weights_of: Option<InterviewId>,
    /// The step whose short title and purpose are open.
    step_open: Option<StepId>,
    /// The interview whose name gets the focus.
    fresh: Option<InterviewId>,
    strokes: Strokes,
    /// The busy time that is being added or changed.
    busy: Option<BusyForm>,
    ahead: Memo<AheadOf, Ahead>,
    reviews: reviews::Reviews,
    begins: Begins,
}

/// Edits that belong together while the focus stays where it is: one step of undo.
#[derive(Default)]
pub(super) struct Strokes(Option<(Id, Option<Id>, Gesture)>);

impl Strokes {
    /// Sends an edit of a field that is stepped or typed.
    pub(super) fn send(&mut self, ui: &Ui, cx: &ViewContext, field: impl Hash + Debug, edit: Edit) {
        let field = ui.make_persistent_id(field);
        let focus = ui.memory(|memory| memory.focused());
        let gesture = match self.0 {
            Some((known, at, gesture)) if known == field && at == focus => gesture,
            _ => cx.fresh_gesture(),
        };
        self.0 = Some((field, focus, gesture));
        cx.send(Action::EditIn(edit, gesture));
    }
}

impl SettingsView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        ScrollArea::vertical()
            .id_salt("settings")
            .auto_shrink(false)
            .page(ui, |ui| {
                let padding = theme::frame::PADDING;
                let width = (ui.available_width() - 2.0 * padding).min(PAGE);
                let side = ((ui.available_width() - width) / 2.0).floor();
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.add_space(side);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.x = space::S;
                        ui.set_width(width);
                        Frame::new()
                            .inner_margin(Margin::symmetric(0, padding as i8))
                            .show(ui, |ui| self.page(ui, cx, width));
                    });
                });
            });
        self.texts.forget_what_is_gone(&cx.plan);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, width: f32) {
        self.head(ui, cx);
        ui.add_space(space::S);
        if width < TWO_COLUMNS {
            self.plan_column(ui, cx);
            self.second_column(ui, cx);
            return;
        }
        let column = (width - space::L) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                ui.set_width(column);
                self.plan_column(ui, cx);
            });
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                ui.set_width(column);
                self.second_column(ui, cx);
            });
        });
    }

    fn head(&mut self, ui: &mut Ui, cx: &ViewContext) {
        text::title(ui, "Settings");
        if !cx.has_plan {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            text::styled(
                ui,
                theme::TextRole::Body,
                theme::Weight::Regular,
                theme::tokens(ui).muted,
                "Nothing moves by itself: what you change here counts when you replan.",
            );
            let button = Button::quiet("See what would move")
                .small()
                .icon(Icon::Replan);
            let keys = cx.keys_of(Command::Replan);
            if ui.add(button.shortcut_hint(&keys)).clicked() {
                cx.run(Command::Replan);
            }
        });
    }

    fn plan_column(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if !cx.has_plan {
            section(ui, "Plan", None, |ui| {
                text::muted(ui, "No plan is open: make one, or open one.");
                ui.horizontal(|ui| {
                    for (command, icon) in [
                        (Command::NewPlan, Icon::Plus),
                        (Command::OpenPlan, Icon::FolderOpen),
                    ] {
                        if ui.add(Button::new(command.name()).icon(icon)).clicked() {
                            cx.run(command);
                        }
                    }
                });
            });
            return;
        }
        self.plan_card(ui, cx);
        self.interviews_card(ui, cx);
        self.hours_card(ui, cx);
        self.days_card(ui, cx);
        self.busy_card(ui, cx);
    }

    fn second_column(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if cx.has_plan {
            self.steps_card(ui, cx);
            self.rules_card(ui, cx);
            self.reviews_card(ui, cx);
        }
        timer::card(ui, cx, &mut self.strokes);
        reminders::card(ui, cx);
        program::look_card(ui, cx);
        program::files_card(ui, cx);
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.texts.flush(cx);
        self.begins.flush(cx);
    }

    /// Adds an interview two weeks after the last one, and puts the cursor into its name.
    pub fn new_interview(&mut self, cx: &ViewContext) {
        let today = cx.today();
        let on = match cx.plan.last_day() {
            Some(last) => last.max(today).plus(14),
            None => today.plus(28),
        };
        let id: InterviewId = cx.fresh_id("interview");
        let interview = Interview::new(id.clone(), "New interview", Round::Onsite, on);
        cx.edit(Edit::PutInterview(Box::new(interview)));
        self.fresh = Some(id);
    }
}

/// A card with a title and one line of what it is about.
fn section(ui: &mut Ui, title: &str, about: Option<&str>, contents: impl FnOnce(&mut Ui)) {
    Card::new().margin(20).show(ui, |ui| {
        ui.set_width(ui.available_width());
        text::section_title(ui, title);
        if let Some(about) = about {
            ui.add_space(-space::XS);
            text::small(ui, about);
        }
        ui.add_space(space::XS);
        contents(ui);
    });
    ui.add_space(space::S);
}

/// A row with its words at the left and its control at the right.
fn row(ui: &mut Ui, words: &str, control: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            control(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let t = theme::tokens(ui);
                let (role, weight) = (theme::TextRole::Body, theme::Weight::Regular);
                text::truncated(ui, role, weight, t.text, words);
            });
        });
    });
}
