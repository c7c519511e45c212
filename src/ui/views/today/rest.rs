//! What Today says besides its sessions: how the plan comes out; and where no session is open, that the day is done, a day
//! off, or nothing planned, and what could be done instead.
//!
//! Not here: which of these it is (`model.rs`).

use egui::Ui;

use crate::domain::{Edit, Minutes};
use crate::state::{Action, Command, View};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, Tone, space};
use crate::ui::widgets::{Banner, Button, empty_state, text};

use super::TodayView;
use super::model::{Model, Rest, Verdict};

/// How the plan comes out, in words, and the way to what did not fit.
pub(super) fn verdict(ui: &mut Ui, cx: &ViewContext, model: &Model) {
    let Some(verdict) = &model.verdict else {
        return;
    };
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::S, 0.0);
        match verdict {
            // Where something has no place yet, or too little time is left, that is said elsewhere.
            Verdict::Fits if !cx.standing.causes().is_empty() => {}
            Verdict::Fits => match cx.cushions.whole {
                Some(spare) if spare > 0 => {
                    let spare = format::signed(spare);
                    let spare = spare.trim_start_matches('+');
                    text::muted(ui, &format!("Everything fits, with {spare} to spare."));
                }
                Some(0) => {
                    text::muted(ui, "Everything fits, just so.");
                }
                _ => {}
            },
            Verdict::Reduced(words) => {
                text::muted(ui, words);
                let keys = cx.keys_of(Command::LeftOut);
                let button = Button::quiet(Command::LeftOut.name()).small();
                if ui.add(button.shortcut_hint(&keys)).clicked() {
                    cx.run(Command::LeftOut);
                }
            }
        }
    });
}

impl TodayView {
    pub(super) fn rest_ui(&self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let today = cx.today();
        let next = model.next.as_ref();
        let forward = next.map(|_| "Do it today");
        let mut bring = false;
        match &model.rest {
            Rest::Busy => {}
            Rest::AllDone => {
                let strong = match model.done {
                    Minutes::ZERO => "Nothing left today.".to_owned(),
                    done => format!("That was today: {}.", format::minutes(done)),
                };
                let behind = match next {
                    Some(next) => format!("Next is {}.", next.words),
                    None => "Nothing else is planned.".to_owned(),
                };
                ui.add_space(space::XS);
                let mut banner = Banner::new(Tone::Ok, &behind).strong(&strong);
                if next.is_some() {
                    banner = banner.action("Do it today");
                }
                bring = banner.show(ui).action;
            }
            Rest::NotBegun(start) => {
                let mut words = format!(
                    "It begins on {}, {}.",
                    format::day_of_year(*start, today),
                    format::in_days(*start, today)
                );
                if let Some(next) = next {
                    words.push_str(&format!(" First is {}.", next.words));
                }
                bring = empty_state(
                    ui,
                    Icon::Calendar,
                    "Your plan has not begun yet",
                    &words,
                    forward,
                );
            }
            Rest::NothingToday => {
                let title = if model.day_off {
                    "A day off"
                } else {
                    "Nothing planned for today"
                };
                let words =
                    next.map_or_else(String::new, |next| format!("Next is {}.", next.words));
                bring = empty_state(ui, Icon::Coffee, title, &words, forward);
            }
            Rest::Finished => {
                let words = "Everything in the plan is done. Reviews stay in Practice; add another interview when there is one.";
                if empty_state(
                    ui,
                    Icon::CheckCircle,
                    "The plan is finished",
                    words,
                    Some("Open Practice"),
                ) {
                    cx.send(Action::Go(View::Practice));
                }
            }
            Rest::NotPlanned => {
                let words = "There is something left to study, but no session for it. Plan the days ahead, or add one with S on an item.";
                if empty_state(
                    ui,
                    Icon::Replan,
                    "Nothing is planned",
                    words,
                    Some("Replan…"),
                ) {
                    cx.run(Command::Replan);
                }
            }
            Rest::NoInterview => {
                let words = "Add the next interview, and the days until then are planned for it.";
                if empty_state(
                    ui,
                    Icon::Flag,
                    "No interview ahead",
                    words,
                    Some("Add an interview…"),
                ) {
                    cx.run(Command::NewInterview);
                }
                if let Some(next) = next {
                    ui.vertical_centered(|ui| {
                        bring = ui
                            .add(Button::quiet(&format!("Do {} today", next.words)))
                            .clicked();
                    });
                }
            }
        }
        if bring && let Some(next) = next {
            cx.edit(Edit::MoveSession {
                session: next.session.clone(),
                on: today,
            });
        }
    }
}
