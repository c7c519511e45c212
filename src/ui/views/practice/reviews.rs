//! The reviews that are planned for today or were missed: each can be drilled, ticked or left out.
//!
//! Not here: prompts that are due, whatever is planned (`drill/due.rs`).

use egui::{Align, Layout, Ui, vec2};

use crate::domain::Edit;
use crate::state::{Action, Drill};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, space};
use crate::ui::views::today::finish_session;
use crate::ui::widgets::{Button, Card, Chip, step_badge, text};

use super::PracticeView;
use super::model::{Model, ReviewRow};

/// Narrower than this (points) a review has two lines: what, and what can be done.
const ONE_LINE: f32 = 470.0;

impl PracticeView {
    pub(super) fn reviews(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        text::section_title(ui, "Reviews due");
        if model.reviews.is_empty() {
            let words = match &model.next_review {
                Some(next) => format!("None is due. The next is {next}."),
                None => "None is due. They are planned for what you have studied.".to_owned(),
            };
            text::muted(ui, &words);
            return;
        }
        Card::new().compact().show(ui, |ui| {
            let width = ui.available_width();
            ui.set_width(width);
            let size = vec2(width, theme::control::HEIGHT);
            for (n, review) in model.reviews.iter().enumerate() {
                let line = Layout::right_to_left(Align::Center);
                if width >= ONE_LINE {
                    ui.allocate_ui_with_layout(size, line, |ui| {
                        self.deeds(ui, cx, review);
                        minutes(ui, review);
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            what(ui, review);
                        });
                    });
                    continue;
                }
                if n > 0 {
                    ui.add_space(space::XS);
                }
                ui.allocate_ui_with_layout(size, line, |ui| {
                    minutes(ui, review);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        what(ui, review);
                    });
                });
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
                    self.deeds(ui, cx, review);
                });
            }
        });
    }

    /// What can be done with a review. The order on screen follows the layout: the first stands outermost.
    fn deeds(&mut self, ui: &mut Ui, cx: &ViewContext, review: &ReviewRow) {
        let session = cx.plan.sessions.get(&review.session);
        let skip = |ui: &mut Ui| {
            let name = format!("Skip the review of {}", review.title);
            if ui.add(Button::quiet("Skip").small().name(&name)).clicked() {
                cx.edit(Edit::SkipSession {
                    session: review.session.clone(),
                    at: cx.now.moment,
                });
            }
        };
        let drill = |ui: &mut Ui| {
            if let Some(session) = session.filter(|_| review.drills) {
                let name = format!("Drill {}", review.title);
                let button = Button::new("Drill").icon(Icon::Play).small().name(&name);
                if ui.add(button).clicked() {
                    cx.send(Action::Drill(Drill::Session(session.id.clone())));
                }
            }
        };
        let mut done = |ui: &mut Ui| {
            let name = format!("Review of {} done", review.title);
            let button = Button::new("Done").icon(Icon::Check).small().name(&name);
            if ui.add(button).clicked()
                && let Some(session) = session
            {
                finish_session(cx, &mut self.before, session);
            }
        };
        if ui.layout().main_dir() == egui::Direction::RightToLeft {
            skip(ui);
            drill(ui);
            done(ui);
        } else {
            done(ui);
            drill(ui);
            skip(ui);
        }
    }
}

fn minutes(ui: &mut Ui, review: &ReviewRow) {
    let t = theme::tokens(ui);
    let words = format::minutes(review.minutes);
    text::styled(ui, TextRole::Pill, Weight::Medium, t.text, &words);
}

/// The item, and since when it is due.
fn what(ui: &mut Ui, review: &ReviewRow) {
    let t = theme::tokens(ui);
    step_badge(ui, review.step);
    let tone = match review.overdue {
        true => Tone::Warn,
        false => Tone::Neutral,
    };
    let when = Chip::new(&review.when).tone(tone).icon(Icon::Review);
    let room = (ui.available_width() - when.width(ui) - space::S).max(40.0);
    ui.scope(|ui| {
        ui.set_max_width(room);
        text::truncated(ui, TextRole::Body, Weight::Medium, t.text, &review.title);
    });
    ui.add(when);
}
