//! The Welcome view: five questions, a live preview of the plan they make, one button.
//!
//! Not here: how the plan is made (`domain/answers.rs`, `planner/`) and opened (`state/planning.rs`).

mod form;
mod model;
mod preview;

use std::sync::Arc;

use egui::{Align, Frame, Layout, Margin, Panel, ScrollArea, Ui};

use crate::domain::Answers;
use crate::domain::time::{Day, Weekday};
use crate::state::{Action, Command, Memo, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, control, space};
use crate::ui::views::fields::week_start;
use crate::ui::widgets::{Button, Follow as _, text};

use form::Adding;
use model::{Preview, Problems};

/// The whole page is no wider than this; the questions take this much of it.
const PAGE: f32 = 1_180.0;
const FORM: f32 = 430.0;
/// In narrower windows the preview goes under the questions.
const SIDE_BY_SIDE: f32 = 900.0;

/// The answers so far.
#[derive(Default)]
pub struct WelcomeView {
    answers: Option<Answers>,
    adding: Adding,
    preview: Memo<(Answers, Day, Weekday), Preview>,
    /// Height of the questions in the last frame.
    form_height: f32,
    /// Ctrl+Enter was pressed; what was being typed is taken first.
    start_next: bool,
}

impl WelcomeView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        let mut answers = self
            .answers
            .take()
            .unwrap_or_else(|| Answers::sensible(today));
        if answers.start_on < today {
            answers.start_on = today;
        }
        let start = std::mem::take(&mut self.start_next);
        if cx.take(Command::StartPlan) {
            // A field commits what is typed when it loses the focus: that takes one more frame.
            ui.memory_mut(|memory| {
                if let Some(id) = memory.focused() {
                    memory.surrender_focus(id);
                }
            });
            self.start_next = true;
            ui.request_repaint();
        }
        let problems = Problems::of(&answers, today);
        let room = ui.available_size();
        let padding = theme::frame::PADDING;
        let narrow = room.x < SIDE_BY_SIDE;
        let below = self.form_height + 2.0 * padding + control::LARGE + space::XL;
        let fixed_foot = narrow || below > room.y;
        let mut pressed = false;
        if fixed_foot {
            let t = theme::tokens(ui);
            let frame = Frame::new()
                .fill(t.surface)
                .stroke(t.line())
                .inner_margin(Margin::symmetric(padding as i8, space::M as i8));
            Panel::bottom("welcome foot")
                .resizable(false)
                .frame(frame)
                .show(ui, |ui| {
                    let side = ((ui.available_width() - PAGE) / 2.0).max(0.0);
                    ui.horizontal(|ui| {
                        ui.add_space(side);
                        ui.vertical(|ui| pressed = buttons(ui, cx, &problems));
                        // The verdict stays in sight while the questions scroll.
                        if narrow && problems.first().is_none() && ui.available_width() > 290.0 {
                            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                                preview::verdict(ui, &self.previewed(cx, &answers));
                            });
                        }
                    });
                });
        }
        ScrollArea::vertical()
            .id_salt("welcome")
            .auto_shrink(false)
            .page(ui, |ui| {
                let width = (ui.available_width() - 2.0 * padding).min(PAGE);
                let side = ((ui.available_width() - width) / 2.0).floor();
                let margin = Margin {
                    left: side.min(120.0) as i8,
                    right: 0,
                    top: padding as i8,
                    bottom: padding as i8,
                };
                ui.spacing_mut().item_spacing.y = space::S;
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.add_space(0.0);
                    let rest = (side - 120.0).max(0.0);
                    ui.horizontal_top(|ui| {
                        ui.spacing_mut().item_spacing.x = 0.0;
                        ui.add_space(rest);
                        let form_width = if narrow { width } else { FORM };
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing.x = space::S;
                            ui.set_width(form_width);
                            let top = ui.cursor().top();
                            form::ui(ui, cx, &mut answers, &mut self.adding, &problems);
                            self.form_height = ui.min_rect().bottom() - top;
                            if !fixed_foot {
                                ui.add_space(space::L);
                                pressed = buttons(ui, cx, &problems);
                            }
                            if narrow {
                                ui.add_space(space::XL);
                                self.preview_ui(ui, cx, &answers, &problems);
                            }
                        });
                        if !narrow {
                            ui.add_space(space::XXL);
                            ui.vertical(|ui| {
                                ui.spacing_mut().item_spacing.x = space::S;
                                ui.set_width(width - FORM - space::XXL);
                                self.preview_ui(ui, cx, &answers, &problems);
                            });
                        }
                    });
                });
            });
        if pressed || start {
            // The answers may have changed in this very frame.
            let taken = self.adding.take_into(&mut answers);
            match taken.err().or(Problems::of(&answers, today).first()) {
                Some(why) => cx.send(Action::Say(why.to_owned())),
                None => {
                    cx.send(Action::Create(Box::new(answers)));
                    *self = Self::default();
                    return;
                }
            }
        }
        self.answers = Some(answers);
    }

    fn preview_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        answers: &Answers,
        problems: &Problems,
    ) {
        if let Some(why) = problems.first() {
            preview::impossible(ui, why);
            return;
        }
        preview::ui(ui, &self.previewed(cx, answers));
    }

    /// The plan of the answers, worked out once for them.
    fn previewed(&mut self, cx: &ViewContext, answers: &Answers) -> Arc<Preview> {
        let first = week_start(cx);
        // The name does not change the plan.
        let key = Answers {
            name: String::new(),
            ..answers.clone()
        };
        let today = cx.today();
        self.preview
            .get((key, today, first), || Preview::of(answers, today, first))
    }
}

/// The button, and the ways out. Whether it was pressed.
fn buttons(ui: &mut Ui, cx: &ViewContext, problems: &Problems) -> bool {
    let mut pressed = false;
    let why = problems.first();
    let key = cx.keys_of(Command::StartPlan);
    ui.horizontal(|ui| {
        ui.scope(|ui| {
            let help =
                why.unwrap_or("Makes the plan and opens it; everything can be changed later");
            let button = Button::primary("Start with this plan").large();
            let button = button.tooltip(help).shortcut_hint(&key);
            pressed = ui.add_enabled(why.is_none(), button).clicked();
            if cx.has_plan {
                let name: String = cx.plan.name.chars().take(32).collect();
                let label = format!("Back to {name}");
                if ui.add(Button::new(&label).icon(Icon::ArrowLeft)).clicked() {
                    cx.send(Action::Go(View::Today));
                }
            }
        });
    });
    if let Some(why) = why {
        text::small(ui, why);
    }
    if !cx.plan.example {
        let look = Button::quiet(Command::OpenExample.name())
            .icon(Icon::Eye)
            .tooltip(Command::OpenExample.help());
        if ui.add(look.small()).clicked() {
            cx.run(Command::OpenExample);
        }
    }
    pressed
}
