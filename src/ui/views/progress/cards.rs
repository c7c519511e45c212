//! The smaller cards of Progress: steps, days, hours by week, estimates against what things took.

use egui::{Align, Layout, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, Minutes};
use crate::planner::estimates::Estimates;
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::pace;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, radius, space};
use crate::ui::widgets::{Button, Card, Chip, ProgressBar, step_badge, text};

use super::chart;
use super::model::{Model, WeekRow, share};
use super::tables;

/// So many proposed estimates are listed.
const PROPOSED: usize = 4;
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
                    let ready = step
                        .ready
                        .map_or_else(String::new, |share| format!("{} % ready", (share + 5) / 10));
                    figure(ui, 76.0, Weight::Regular, false, &ready);
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
            "The share studied; how ready you will be in it if the plan is kept to (studied × recalled on the day); and the cushion, time to spare before the first interview that asks for the step."
                .to_owned();
        if model.steps.iter().any(|step| !step.asked) {
            let goal = goal.unwrap_or("This interview");
            words.push_str(&format!(" {goal} does not ask for every step."));
        }
        text::small(ui, &words);
    });
}

/// The map of days.
pub fn days(ui: &mut Ui, model: &Model, today: Day, as_table: bool) {
    card(ui, "Days", |ui| {
        if as_table {
            tables::days(ui, model, today);
        } else {
            chart::heat_map(ui, model, today);
        }
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
pub fn weeks(ui: &mut Ui, model: &Model, today: Day, as_table: bool) {
    card(ui, "Hours by week", |ui| {
        if as_table {
            tables::weeks(ui, model);
            return;
        }
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
                    stacked(ui, model, week, &format!("{name}{}", by_step(model, week)));
                },
            );
        }
        text::small(
            ui,
            "Past weeks: done of the time there was. Coming weeks: planned of the time there is.",
        );
    });
}

/// “; Fundamentals 2 h, Papers 1 h”.
fn by_step(model: &Model, week: &WeekRow) -> String {
    let said: Vec<String> = model
        .steps
        .iter()
        .zip(&week.by_step)
        .filter(|(_, minutes)| **minutes > Minutes::ZERO)
        .map(|(step, minutes)| format!("{} {}", step.title, format::minutes(*minutes)))
        .collect();
    match said.is_empty() {
        true => String::new(),
        false => format!("; {}", said.join(", ")),
    }
}

/// A bar of the week's hours, step by step, against the time there is.
fn stacked(ui: &mut Ui, model: &Model, week: &WeekRow, name: &str) {
    let t = theme::tokens(ui);
    let size = vec2(ui.available_width(), 10.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    let all: Minutes = week.by_step.iter().copied().sum();
    let whole = week.there.0.max(all.0).max(1) as f32;
    let painter = ui.painter();
    painter.rect_filled(rect, radius::CHIP, t.sunken);
    let mut left = rect.left();
    for (n, minutes) in week.by_step.iter().enumerate() {
        let width = rect.width() * minutes.0 as f32 / whole;
        if width < 0.5 {
            continue;
        }
        let step = model.steps.get(n).map_or(0, |step| step.step);
        let part = Rect::from_min_size(
            pos2(left, rect.top()),
            vec2((width - 1.0).max(1.0), rect.height()),
        );
        painter.rect_filled(part, 2.0, t.step(step).ink);
        left += width;
    }
    if all > week.there {
        // Where the time that there is ends.
        let x = rect.left() + rect.width() * week.there.0 as f32 / whole;
        painter.vline(x, rect.expand(2.0).y_range(), Stroke::new(1.5, t.text));
    }
    response.on_hover_text(name);
}

/// How much of a finished item stays.
pub fn recall(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    card(ui, "What stays", contents);
}

/// How fast the user is with each kind, and what that makes of the time left.
fn paces(ui: &mut Ui, cx: &ViewContext, learned: &Estimates) {
    for one in &learned.paces {
        text::muted(ui, &pace::pace_words(one));
    }
    if learned.proposals.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        let count = format::count(learned.proposals.len(), "item", "items");
        text::field_label(ui, &format!("Your pace gives {count} another time left"));
        pace::take_all(ui, cx, learned);
    });
    for one in learned.proposals.iter().take(PROPOSED) {
        let title = cx.plan.short_title_of(&one.item);
        text::truncated(
            ui,
            TextRole::Body,
            Weight::Medium,
            theme::tokens(ui).text,
            title,
        );
        pace::proposal(ui, cx, one);
    }
    if learned.proposals.len() > PROPOSED {
        let more = format::count(learned.proposals.len() - PROPOSED, "item", "items");
        text::small(
            ui,
            &format!("and {more} more; each shows it on its own page"),
        );
    }
    ui.separator();
}

/// What finished items took against what they were to take.
pub fn estimates(ui: &mut Ui, cx: &ViewContext, model: &Model) {
    card(ui, "Estimate and time spent", |ui| {
        let t = theme::tokens(ui);
        paces(ui, cx, &model.learned);
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
