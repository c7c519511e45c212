//! The forecast card: how ready on the day and by when, each with its range, what costs most, and what would help most.
//!
//! Not here: the forecast (`planner/forecast`), the chart with its band (`chart`), what would help (`advice`).

use egui::{Align, Layout, Margin, Sense, Ui, vec2};

use crate::domain::{Day, Plan, StepId};
use crate::planner::forecast::{
    Cause, DayBand, Done, Effect, Forecast, Prospect, Rests, ShareBand, Why,
};
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::widgets::{Button, Card, step_badge, text};

use super::advice::Advice;
use super::model::Model;

/// What readiness means, for the tooltip.
pub const READY_MEANS: &str = "Ready means: of everything that this interview asks for, weighed by importance and size, how much is studied by then (coverage) times how much of that is still recalled on the day (predicted by FSRS-6, a model of memory). It compares plans; it is not a chance of passing.";

/// What is other about the figure of a plan that is kept to.
const KEPT_TO: &str = "As in “What if…”: every planned session takes place and takes as long as planned. The large figure above takes into account what usually goes wrong, as your log shows it.";

/// The card.
pub fn card(
    ui: &mut Ui,
    cx: &ViewContext,
    model: &Model,
    (goal, on): (Option<&str>, Option<Day>),
    advice: &mut Advice,
) {
    let shown = &cx.forecast;
    let forecast = shown.forecast.as_deref();
    let interview = model.interview.as_ref();
    let prospect = forecast.and_then(|f| f.of(interview).map(|one| (f, one)));
    let goal = goal.unwrap_or("the interview");
    if prospect.is_none() && model.ready.is_none() && shown.is_new {
        return;
    }
    let t = theme::tokens(ui);
    Card::new().margin(Margin::same(22)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        ui.horizontal(|ui| {
            let head = if model.ready.is_some() {
                format!("Ready for {goal}")
            } else {
                "All planned work".to_owned()
            };
            text::muted(ui, &head).on_hover_text(READY_MEANS);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                what_if(ui, cx);
                if !shown.is_new {
                    text::small(ui, "working it out…");
                }
            });
        });
        if let Some((_, prospect)) = prospect {
            numbers(ui, cx.today(), prospect, on);
        }
        if let Some(ready) = model.ready {
            let percent = (u32::from(ready) + 5) / 10;
            let words =
                format!("Ready for {goal}: {percent} % if the plan is kept to from today on.");
            text::small(ui, &words).on_hover_text(KEPT_TO);
        }
        let Some((forecast, prospect)) = prospect else {
            return;
        };
        if !prospect.causes.is_empty() {
            ui.add_space(space::XS);
            text::field_label(ui, "What costs most");
            for cause in &prospect.causes {
                cause_row(ui, cx, cause);
            }
        }
        advice.ui(ui, cx, prospect, on);
        text::styled_wrapped(ui, TextRole::Chip, t.muted, &rests(&forecast.rests));
    });
}

fn what_if(ui: &mut Ui, cx: &ViewContext) {
    let key = cx.keys_of(Command::WhatIf);
    let button = Button::new(Command::WhatIf.name())
        .icon(Icon::Sliders)
        .small()
        .tooltip(Command::WhatIf.help())
        .shortcut_hint(&key);
    if ui.add(button).clicked() {
        cx.run(Command::WhatIf);
    }
}

/// The big number, the ranges, and when the work is done.
fn numbers(ui: &mut Ui, today: Day, prospect: &Prospect, on: Option<Day>) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
        if let Some(ready) = &prospect.ready {
            text::big(ui, &format!("{} %", percent(ready.likely))).on_hover_text(
                "The middle of the range: half of the ways things may go end above it, half below.",
            );
        }
        ui.vertical(|ui| {
            ui.add_space(if prospect.ready.is_some() { 10.0 } else { 2.0 });
            if let Some(ready) = &prospect.ready {
                text::sentence(
                    ui,
                    TextRole::Body,
                    t.muted,
                    &[("on the day, likely ", false), (&share_range(ready), true)],
                );
            }
            let done = done_words(&prospect.done, today);
            let mut pieces: Vec<(&str, bool)> = done
                .iter()
                .map(|(words, strong)| (words.as_str(), *strong))
                .collect();
            let late = chance(prospect, on);
            pieces.push((&late, false));
            text::sentence(ui, TextRole::Body, t.muted, &pieces);
        });
    });
}

fn percent(per_mille: u16) -> u16 {
    (per_mille + 5) / 10
}

/// “78–88 %”.
pub fn share_range(band: &ShareBand) -> String {
    let (from, to) = (percent(band.from), percent(band.to));
    if from == to {
        return format!("{from} %");
    }
    format!("{from}–{to} %")
}

/// “8–14 Jan”, “28 Dec–3 Jan”, “after 8 Jan” where the end is not in sight.
pub fn day_range(band: &DayBand, today: Day) -> String {
    let Some(to) = band.to else {
        return format!("after {}", format::day_of_year(band.from, today));
    };
    if to == band.from {
        return format::day_of_year(to, today);
    }
    let same = to.month_start() == band.from.month_start();
    let from = band.from.date().format(if same { "%-d" } else { "%-d %b" });
    let year = to.ymd().0 != today.ymd().0 && to.since(today) >= 180;
    let to = to.date().format(if year { "%-d %b %Y" } else { "%-d %b" });
    format!("{from}–{to}")
}

/// “Planned work done by Mon 11 Jan, likely 8–14 Jan”: pieces, and which are strong.
fn done_words(done: &Done, today: Day) -> Vec<(String, bool)> {
    match done {
        Done::Already => vec![("Everything planned is studied.".to_owned(), false)],
        Done::NotInSight => vec![(
            "The work takes longer than the days that are looked at.".to_owned(),
            false,
        )],
        Done::By(band) => vec![
            ("Planned work done by ".to_owned(), false),
            (format::day_of_year(band.likely, today), true),
            (format!(", likely {}", day_range(band, today)), false),
        ],
    }
}

/// How likely it is in time, in words; empty where it is near certain.
fn chance(prospect: &Prospect, on: Option<Day>) -> String {
    let (Some(chance), Some(_), Done::By(_)) = (prospect.in_time, on, &prospect.done) else {
        return String::new();
    };
    match chance {
        950.. => String::new(),
        750..950 => ". In time more likely than not.".to_owned(),
        400..750 => ". In time or not: about even.".to_owned(),
        _ => ". Likely not all in time.".to_owned(),
    }
}

fn rests(rests: &Rests) -> String {
    if rests.days == 0 && rests.items == 0 && rests.answers == 0 {
        return "No history yet: the ranges are wide and come from how such plans usually go. They narrow as you study.".to_owned();
    }
    let words = [
        (rests.days > 0).then(|| format::count(rests.days as usize, "day", "days")),
        (rests.items > 0)
            .then(|| format::count(rests.items as usize, "finished item", "finished items")),
        (rests.answers > 0).then(|| format::count(rests.answers as usize, "answer", "answers")),
    ];
    let known: Vec<String> = words.into_iter().flatten().collect();
    format!(
        "Four times of five the truth should be inside. It rests on {} so far.",
        known.join(", ")
    )
}

/// What a step is called in a sentence.
pub(super) fn step_name<'a>(plan: &'a Plan, step: Option<&StepId>) -> &'a str {
    let step = step.and_then(|id| plan.steps.get(id));
    step.map_or("what has no step", |step| step.short_title())
}

/// The number on a step's badge; 0: none.
pub(super) fn badge(plan: &Plan, step: Option<&StepId>) -> u8 {
    u8::try_from(plan.step_number(step))
        .ok()
        .filter(|n| *n <= 5)
        .unwrap_or(0)
}

/// A cause in words, and its step's number where it has one.
pub fn cause_words(plan: &Plan, why: &Why) -> (String, Option<u8>) {
    match why {
        Why::Pace { step, percent } => {
            let times = format!("{}.{}", percent / 100, percent % 100 / 10);
            let name = step_name(plan, step.as_ref());
            (
                format!("{name}: about {times} times its estimate"),
                Some(badge(plan, step.as_ref())),
            )
        }
        Why::DaysMissed { percent } => {
            let words = match percent {
                0..=12 => "About one planned day in ten is lost".to_owned(),
                13..=22 => "About one planned day in five is lost".to_owned(),
                n => format!("About {} of ten planned days are lost", (n + 5) / 10),
            };
            (words, None)
        }
        Why::ShortDays { percent } => (
            format!("Days bring about {percent} % of what is planned for them"),
            None,
        ),
        Why::LeftOut { items } => (
            format!(
                "{} not planned at all, for lack of time",
                format::count(*items, "item is", "items are")
            ),
            None,
        ),
        Why::Recall { step } => {
            let name = step_name(plan, step.as_ref());
            (
                format!("{name}: some of it will have faded by then"),
                Some(badge(plan, step.as_ref())),
            )
        }
        Why::Hours => (
            "What is planned takes more time than there is".to_owned(),
            None,
        ),
    }
}

/// “−4 points”, “3 days later”, both; `good`: “+4 points”, “3 days earlier”.
pub fn effect_words(effect: &Effect, good: bool) -> String {
    let (points, days) = effect.shown();
    let mut words = Vec::new();
    if points != 0 {
        let sign = if (points > 0) == good { "+" } else { "−" };
        let one = if points.abs() == 1 { "point" } else { "points" };
        words.push(format!("{sign}{} {one}", points.abs()));
    }
    if days != 0 {
        let later = if (days > 0) == good {
            "earlier"
        } else {
            "later"
        };
        let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
        words.push(format!("{} {later}", format::count(count, "day", "days")));
    }
    if words.is_empty() {
        return "less than a point".to_owned();
    }
    words.join(", ")
}

/// A line with something at its right end.
pub(super) fn row(ui: &mut Ui, high: f32, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), high);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), left);
    });
}

/// A clock in the room of a badge: the words beside it begin where those of the other rows do.
pub(super) fn clock(ui: &mut Ui) {
    let side = control::BADGE;
    let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    Icon::Clock.paint(ui.painter(), rect.center(), 16.0, theme::tokens(ui).muted);
}

fn cause_row(ui: &mut Ui, cx: &ViewContext, cause: &Cause) {
    let t = theme::tokens(ui);
    let (words, step) = cause_words(&cx.plan, &cause.why);
    let effect = effect_words(&cause.effect, false);
    row(
        ui,
        control::TARGET,
        |ui| {
            text::styled(ui, TextRole::Body, Weight::SemiBold, t.text, &effect);
        },
        |ui| {
            match step {
                Some(step) => {
                    step_badge(ui, step);
                }
                None => clock(ui),
            }
            text::truncated(ui, TextRole::Body, Weight::Regular, t.text, &words).on_hover_text(
                format!(
                    "{words}. {}: {}.",
                    without(&cause.why),
                    effect_words(&cause.effect, true)
                ),
            );
        },
    );
}

/// What a cause is measured against.
fn without(why: &Why) -> &'static str {
    match why {
        Why::Pace { .. } => "If it took what was estimated",
        Why::DaysMissed { .. } => "If no planned day were lost",
        Why::ShortDays { .. } => "If each day brought all that is planned for it",
        Why::LeftOut { .. } => "If they were studied too, without a review",
        Why::Recall { .. } => "If nine tenths of it were recalled",
        Why::Hours => "If there were time for all of it",
    }
}

/// The forecast in one sentence, for people who do not see the chart.
pub fn in_words(forecast: &Forecast, prospect: &Prospect) -> String {
    let mut words = String::new();
    if let Some(ready) = &prospect.ready {
        words = format!(
            "Forecast: {} % on the day, likely {}. ",
            percent(ready.likely),
            share_range(ready)
        );
    }
    for (piece, _) in done_words(&prospect.done, forecast.today) {
        words.push_str(&piece);
    }
    words
}
