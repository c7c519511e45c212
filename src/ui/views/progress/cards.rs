//! The smaller cards of Progress: steps, days, hours by week, estimates against what things took.

use egui::{Align, Layout, Ui, vec2};

use crate::domain::{Day, Minutes};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{Button, Card, Chip, ProgressBar, step_badge, text};

use super::chart;
use super::model::{Model, share};

/// So many finished items are listed.
const FINISHED: usize = 8;
/// So many weeks are listed: some of the past, more of what comes.
const WEEKS_BACK: i64 = 3;
const WEEKS_ON: i64 = 5;

fn card(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    Card::new().margin(egui::Margin::same(20)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        text::section_title(ui, title);
        contents(ui);
    });
}

/// A row of fixed height whose right part is drawn first, so that the rest knows its room.
fn row(ui: &mut Ui, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), control::TARGET);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), left);
    });
}

/// A text at the right end of a column so wide.
fn figure(ui: &mut Ui, width: f32, weight: Weight, strong: bool, words: &str) {
    let t = theme::tokens(ui);
    let (ink, role) = if strong {
        (t.text, TextRole::Body)
    } else {
        (t.muted, TextRole::Chip)
    };
    let size = vec2(width, control::TARGET);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width);
        text::styled(ui, role, weight, ink, words);
    });
}

/// Each step's share and cushion.
pub fn steps(ui: &mut Ui, model: &Model, goal: Option<&str>) {
    card(ui, "Steps", |ui| {
        let t = theme::tokens(ui);
        let name_room = (ui.available_width() * 0.28).clamp(70.0, 130.0);
        for step in &model.steps {
            let percent = share(step.done, step.whole);
            let cushion = match (step.asked, step.cushion) {
                (false, _) => "not asked".to_owned(),
                (true, Some(minutes)) => format::signed(minutes),
                (true, None) => "–".to_owned(),
            };
            row(
                ui,
                |ui| {
                    figure(ui, 66.0, Weight::Regular, false, &cushion);
                    figure(ui, 48.0, Weight::SemiBold, true, &format!("{percent} %"));
                },
                |ui| {
                    step_badge(ui, step.step);
                    let size = vec2(name_room, control::TARGET);
                    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(name_room);
                        let ink = if step.asked { t.text } else { t.muted };
                        text::truncated(ui, TextRole::Body, Weight::Regular, ink, &step.title);
                    });
                    let name = format!(
                        "{}: {} of {}, {percent} %",
                        step.title,
                        format::minutes(step.done),
                        format::minutes(step.whole)
                    );
                    let fraction = step.done.0 as f32 / step.whole.0.max(1) as f32;
                    let bar = ProgressBar::new(fraction, &name).step(step.step).thick();
                    ui.add(bar).on_hover_text(&name);
                },
            );
        }
        let mut words =
            "Right: the cushion, time to spare before the first interview that asks for the step."
                .to_owned();
        if model.steps.iter().any(|step| !step.asked) {
            let goal = goal.unwrap_or("This interview");
            words.push_str(&format!(" {goal} does not ask for every step."));
        }
        text::small(ui, &words);
    });
}

/// The map of days.
pub fn days(ui: &mut Ui, model: &Model, today: Day) {
    card(ui, "Days", |ui| {
        chart::heat_map(ui, model, today);
        let whole: Minutes = model.weeks.iter().map(|week| week.done).sum();
        let weeks = model
            .weeks
            .iter()
            .filter(|week| week.done > Minutes::ZERO)
            .count();
        let mut words = if whole == Minutes::ZERO {
            "Nothing done yet: the first session makes the first mark.".to_owned()
        } else {
            format!(
                "{} in {}",
                format::hours(whole),
                format::count(weeks, "week", "weeks")
            )
        };
        match model.streak {
            0 => {}
            1 => words.push_str(" · 1 day in a row"),
            n => words.push_str(&format!(" · {n} days in a row, days off not counted")),
        }
        text::small(ui, &words);
    });
}

/// Hours done, planned and there, week by week around today.
pub fn weeks(ui: &mut Ui, model: &Model, today: Day) {
    card(ui, "Hours by week", |ui| {
        let t = theme::tokens(ui);
        let this = today.week_start(crate::domain::Weekday::Mon);
        let near = |monday: Day| (-7 * WEEKS_BACK..=7 * WEEKS_ON).contains(&monday.since(this));
        for week in model.weeks.iter().filter(|week| near(week.monday)) {
            let is_this = week.monday == this;
            let is_past = week.monday < this;
            let used = if is_past { week.done } else { week.load };
            let words = match (is_past, is_this) {
                (true, _) => format!("{} of {}", hours(week.done), hours(week.there)),
                (_, true) => format!(
                    "{} done, {} of {}",
                    hours(week.done),
                    hours(week.load),
                    hours(week.there)
                ),
                _ => format!("{} of {}", hours(week.load), hours(week.there)),
            };
            row(
                ui,
                |ui| figure(ui, 172.0, Weight::Regular, false, &words),
                |ui| {
                    let size = vec2(74.0, control::TARGET);
                    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(74.0);
                        let (weight, ink, label) = if is_this {
                            (Weight::SemiBold, t.accent, "This week".to_owned())
                        } else {
                            let label = week.monday.date().format("%-d %b").to_string();
                            (Weight::Regular, t.text, label)
                        };
                        text::styled(ui, TextRole::Pill, weight, ink, &label);
                    });
                    let what = if is_past { "done" } else { "done or planned" };
                    let over = if used > week.there {
                        ", more than there is"
                    } else {
                        ""
                    };
                    let name = format!(
                        "Week of {}: {} {what} of {} there{over}",
                        format::day(week.monday),
                        format::minutes(used),
                        format::minutes(week.there)
                    );
                    let fraction = used.0 as f32 / week.there.0.max(1) as f32;
                    ui.add(ProgressBar::new(fraction, &name).thick())
                        .on_hover_text(&name);
                },
            );
        }
        text::small(
            ui,
            "Past weeks: done of the time there was. Coming weeks: planned of the time there is.",
        );
    });
}

/// What finished items took against what they were to take.
pub fn estimates(ui: &mut Ui, cx: &ViewContext, model: &Model) {
    card(ui, "Estimate and time spent", |ui| {
        let t = theme::tokens(ui);
        if model.estimates.is_empty() {
            text::muted(
                ui,
                "Finish an item that you timed, and it says here how close its estimate was.",
            );
            return;
        }
        let estimate: Minutes = model.estimates.iter().map(|one| one.estimate).sum();
        let spent: Minutes = model.estimates.iter().map(|one| one.spent).sum();
        let words = format!(
            "{} took {}; {} were estimated ({}).",
            format::count(model.estimates.len(), "finished item", "finished items"),
            format::minutes(spent),
            format::minutes(estimate),
            difference(estimate, spent)
        );
        text::muted(ui, &words);
        for one in model.estimates.iter().take(FINISHED) {
            row(
                ui,
                |ui| {
                    let apart = difference(one.estimate, one.spent);
                    let tone = if one.spent > one.estimate {
                        Tone::Warn
                    } else {
                        Tone::Neutral
                    };
                    ui.add(Chip::new(&apart).tone(tone));
                    let words = format!(
                        "{} of {}",
                        format::minutes(one.spent),
                        format::minutes(one.estimate)
                    );
                    text::styled(ui, TextRole::Chip, Weight::Regular, t.muted, &words);
                },
                |ui| {
                    step_badge(ui, one.step);
                    let name = format!("Show {}", one.title);
                    let title: String = if one.title.chars().count() > 28 {
                        one.title.chars().take(27).chain(['…']).collect()
                    } else {
                        one.title.clone()
                    };
                    let button = Button::quiet(&title)
                        .name(&name)
                        .tooltip(&one.title)
                        .small();
                    if ui.add(button).clicked() {
                        cx.send(Action::Select(one.item.clone()));
                    }
                },
            );
        }
        if model.estimates.len() > FINISHED {
            let rest = model.estimates.len() - FINISHED;
            let words = format!(
                "and {} finished earlier",
                format::count(rest, "item", "items")
            );
            ui.horizontal(|ui| {
                Icon::CheckCircle.show(ui, 14.0, t.muted);
                text::small(ui, &words);
            });
        }
    });
}

/// “+30 %”, “−10 %”, “as estimated”.
fn difference(estimate: Minutes, spent: Minutes) -> String {
    if estimate == Minutes::ZERO {
        return "no estimate".to_owned();
    }
    let apart = (i64::from(spent.0) - i64::from(estimate.0)) * 100 / i64::from(estimate.0);
    match apart {
        0 => "as estimated".to_owned(),
        n if n > 0 => format!("+{n} %"),
        n => format!("−{} %", -n),
    }
}

/// “0” in place of “0 min” where hours are compared.
fn hours(minutes: Minutes) -> String {
    if minutes == Minutes::ZERO {
        return "0".to_owned();
    }
    format::hours(minutes)
}
