//! The smaller cards of Progress: steps, days, estimates against what things took.
//!
//! Not here: hours by week (`weeks`), the figures (`model`).

use egui::{Align, Layout, Ui, vec2};

use crate::domain::{Day, Minutes};
use crate::planner::estimates::Estimates;
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::cushion;
use crate::ui::format;
use crate::ui::pace;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{Button, Card, Chip, ProgressBar, step_badge, text};

use super::heat_map::heat_map;
use super::model::{Model, share};
use super::shortened;
use super::tables::Tables;

/// With less room than this, points, the steps say less.
const ROOM: f32 = 460.0;
/// Room for “10 h 45 for later”, points.
const LEFT: f32 = 110.0;
/// So many proposed estimates are listed.
const PROPOSED: usize = 4;
/// So many finished items are listed.
const FINISHED: usize = 8;
/// A card with its title.
pub(super) fn card(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    Card::new().margin(egui::Margin::same(20)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        text::section_title(ui, title);
        contents(ui);
    });
}

/// A row so high whose right part is drawn first, so that the rest knows its room.
pub(super) fn row(ui: &mut Ui, high: f32, right: impl FnOnce(&mut Ui), left: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), high);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        right(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), left);
    });
}

/// A text at the right end of a column so wide.
pub(super) fn figure(ui: &mut Ui, width: f32, weight: Weight, strong: bool, words: &str) {
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

/// Each step's share, what is left of it, and how ready; and the cushion, which all of them share.
pub fn steps(ui: &mut Ui, cx: &ViewContext, model: &Model, goal: Option<&str>) {
    card(ui, "Steps", |ui| {
        let t = theme::tokens(ui);
        let name_room = (ui.available_width() * 0.28).clamp(70.0, 130.0);
        let has_ready = model.steps.iter().any(|step| step.ready.is_some());
        // Where there is little room the bar says what is left.
        let has_room = ui.available_width() >= ROOM;
        for step in &model.steps {
            let percent = share(step.done, step.whole);
            let left = step.whole.saturating_sub(step.done);
            let left = match (step.asked, left) {
                (false, _) => "not asked".to_owned(),
                (true, Minutes::ZERO) if step.later > Minutes::ZERO => {
                    format!("{} for later", format::minutes(step.later))
                }
                (true, Minutes::ZERO) => "none left".to_owned(),
                (true, left) => format!("{} left", format::minutes(left)),
            };
            let ready = step
                .ready
                .map_or_else(String::new, |share| format!("{} % ready", (share + 5) / 10));
            row(
                ui,
                control::TARGET,
                |ui| {
                    if has_ready {
                        figure(ui, 76.0, Weight::Regular, false, &ready);
                    }
                    if has_room || !step.asked {
                        figure(ui, LEFT, Weight::Regular, false, &left);
                    }
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
                        "{}: {} of {}, {percent} %; {left}",
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
        let interview = model.interview.as_ref();
        if let Some(interview) = interview.and_then(|id| cx.plan.interviews.get(id)) {
            ui.horizontal(|ui| cushion::of_interview(ui, cx, interview));
        }
        let mut words = match has_ready {
            true => "The share studied of what is planned, what of it is left, and how ready you will be in it if the plan is kept to (studied × recalled on the day).",
            false => "The share studied of what is planned, and what of it is left.",
        }
        .to_owned();
        let shows_cushion = interview.is_some_and(|id| {
            let eve = cx
                .plan
                .interviews
                .get(id)
                .map(|one| one.on.since(cx.today()));
            eve != Some(1) && cx.cushions.interviews.contains_key(id)
        });
        if shows_cushion && model.later > Minutes::ZERO {
            words.push_str(" The cushion counts all that the interview asks for, also what is planned after it.");
        }
        if model
            .steps
            .iter()
            .any(|step| step.asked && step.later > Minutes::ZERO)
        {
            words.push_str(" “For later” is planned only after this interview, for a later one; how ready you will be counts it as not studied.");
        }
        if model.steps.iter().any(|step| !step.asked) {
            let goal = goal.unwrap_or("This interview");
            words.push_str(&format!(" {goal} does not ask for every step."));
        }
        text::small(ui, &words);
    });
}

/// The map of days.
pub fn days(ui: &mut Ui, model: &Model, today: Day, tables: Option<&Tables>) {
    card(ui, "Days", |ui| {
        if let Some(tables) = tables {
            tables.days.show(ui);
        } else {
            heat_map(ui, model, today);
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
                format::minutes(whole),
                format::count(weeks, "week", "weeks")
            )
        };
        match model.streak {
            0 => {}
            1 => words.push_str(" · 1 day in a row"),
            n => words.push_str(&format!(" · {n} days in a row, days off not counted")),
        }
        if tables.is_none() && whole > Minutes::ZERO {
            words.push_str(" · the stronger, the more");
        }
        text::small(ui, &words);
    });
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
                control::SMALL,
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
                    let title = shortened(&one.title, 28);
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
