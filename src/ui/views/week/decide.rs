//! The one decision of a week: four ways to go on, each said with this week's figures. What it leads to is shown before
//! anything moves, and only where that is taken the plan keeps the decision; until then what was decided before stands.

use egui::Ui;

use crate::domain::week::decide;
use crate::domain::{Decision, Minutes, WeekReview};
use crate::planner::Wish;
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, Tone, space};
use crate::ui::widgets::{Button, Chip, text};

use super::cards::card;

/// Half an hour on four days: what “more time” begins with.
const MORE: u32 = 120;

/// The buttons are as wide as each other, points.
const BUTTON: f32 = 150.0;
/// In less room than this, points, the words stand below the buttons.
const BESIDE: f32 = 340.0;

/// Draws the card; says what “What if…” is to begin with, where a decision leads there.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, review: &WeekReview) -> Option<Wish> {
    let known = cx.plan.weeks.get(&review.week);
    let decided = known.and_then(|note| note.decision);
    let suggested = review.suggested(&cx.plan);
    let mut asked = None;
    card(ui, "One decision", |ui| {
        for decision in Decision::ALL {
            let taken = decided == Some(decision);
            let label = label(decision);
            let name = if taken {
                format!("{label}: decided")
            } else {
                label.to_owned()
            };
            let button = if decided.is_none() && Some(decision) == suggested {
                Button::primary(label)
            } else {
                Button::new(label)
            };
            let button = if taken {
                button.icon(Icon::Check)
            } else {
                button
            };
            let can = decision != Decision::Replan || !cx.planning;
            let button = button.name(&name).min_width(BUTTON);
            let said = |ui: &mut Ui| {
                text::muted(ui, &words(cx, review, decision));
                if taken {
                    ui.add(Chip::new("decided").icon(Icon::Check).tone(Tone::Ok));
                }
                if decided.is_none() && Some(decision) == suggested {
                    ui.add(Chip::new("suggested"));
                }
            };
            let wide = ui.available_width() >= BESIDE;
            let pressed = if wide {
                // The words stand in a column of their own: a second line begins below the first.
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing = egui::vec2(space::M, space::XS);
                    let pressed = ui.add_enabled(can, button).clicked();
                    ui.vertical(|ui| {
                        ui.add_space(space::S - 2.0);
                        said(ui);
                    });
                    pressed
                })
                .inner
            } else {
                let pressed = ui.add_enabled(can, button).clicked();
                said(ui);
                pressed
            };
            if pressed {
                asked = Some(decision);
            }
        }
    });
    let decision = asked?;
    let now = cx.plan.availability.weekly.total();
    let weekly = match decision {
        Decision::KeepGoing => {
            if decided != Some(decision) {
                cx.edit(decide(&cx.plan, review.week, decision));
            }
            return None;
        }
        Decision::Replan => {
            cx.send(Action::ReplanAfter(review.week));
            return None;
        }
        Decision::Lighten => lighter(cx, review),
        Decision::MoreTime => now + Minutes(MORE),
    };
    Some(Wish {
        weekly: Some(weekly),
        ..Wish::default()
    })
}

fn label(decision: Decision) -> &'static str {
    match decision {
        Decision::KeepGoing => "Keep going",
        Decision::Replan => "Plan again…",
        Decision::Lighten => "Take it lighter…",
        Decision::MoreTime => "Find more time…",
    }
}

/// Minutes a week to try: what was done, and at most an hour less than now.
fn lighter(cx: &ViewContext, review: &WeekReview) -> Minutes {
    let now = cx.plan.availability.weekly.total();
    review.lighter().min(now.saturating_sub(Minutes(60)))
}

/// What it means this week.
fn words(cx: &ViewContext, review: &WeekReview, decision: Decision) -> String {
    let now = cx.plan.availability.weekly.total();
    match decision {
        Decision::KeepGoing => "The plan stays as it is.".to_owned(),
        Decision::Replan => match review.missed.len() {
            0 => "Looks for a better order of the days ahead.".to_owned(),
            n => format!(
                "Finds a new day for {}; shown first.",
                format::count(n, "session", "sessions")
            ),
        },
        Decision::Lighten => format!(
            "What {} a week in place of {} would leave out.",
            format::minutes(lighter(cx, review)),
            format::minutes(now)
        ),
        Decision::MoreTime => format!(
            "What {} a week, or another date, would bring.",
            format::minutes(now + Minutes(MORE))
        ),
    }
}
