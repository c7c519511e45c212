//! The cards of a week: planned and done, learned, what moves.

use std::sync::Arc;

use egui::{Align, Layout, Ui, vec2};

use crate::domain::week_review::Learned;
use crate::domain::{Day, ItemId, Minutes, SessionId, WeekReview};
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::plan_words::step_of;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{Button, Card, Chip, ProgressBar, step_badge, text};
use crate::ui::{format, plan_words};

/// Room for “12 h 45 of 12 h 45”, points.
const FIGURES: f32 = 124.0;
/// Titles in lists are cut to so many characters.
const TITLE: usize = 40;
/// So many lines of a list are shown.
const LINES: usize = 12;

/// A card with its title.
pub(super) fn card(ui: &mut Ui, title: &str, contents: impl FnOnce(&mut Ui)) {
    Card::new().margin(egui::Margin::same(20)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        text::section_title(ui, title);
        contents(ui);
    });
}

/// “Week 3 of 8 · 6 h 20 of 8 h done, on 5 days”.
pub(super) fn summary(review: &WeekReview) -> String {
    let mut words = Vec::new();
    match (review.number, review.of) {
        (0, _) | (_, 0) => {}
        (number, of) if number <= of => words.push(format!("Week {number} of {of}")),
        _ => {}
    }
    let days = usize::try_from(review.days).unwrap_or(usize::MAX);
    if review.planned > Minutes::ZERO || review.done > Minutes::ZERO {
        words.push(format!(
            "{} done of {} planned, on {}",
            format::minutes(review.done),
            format::minutes(review.planned),
            format::count(days, "day", "days")
        ));
    }
    words.join(" · ")
}

/// What was planned and what was done, by step.
pub(super) fn planned(ui: &mut Ui, cx: &ViewContext, review: &WeekReview) {
    card(ui, "Planned and done", |ui| {
        let t = theme::tokens(ui);
        let room = (ui.available_width() * 0.32).clamp(80.0, 160.0);
        for line in &review.steps {
            let step = line.step.as_ref().and_then(|id| cx.plan.steps.get(id));
            let title = step.map_or("Other", |step| step.short_title());
            let number = step.and_then(|step| u8::try_from(step.order).ok());
            let number = number.filter(|n| *n <= 5).unwrap_or(0);
            let done = format::minutes(line.done);
            let (figures, words) = match line.planned {
                Minutes::ZERO => (format!("{done} unplanned"), format!("{done}, unplanned")),
                planned => {
                    let figures = format!("{done} of {}", format::minutes(planned));
                    (figures.clone(), format!("{figures} planned"))
                }
            };
            let size = vec2(ui.available_width(), control::TARGET);
            ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let size = vec2(FIGURES, control::TARGET);
                ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
                    ui.set_min_width(FIGURES);
                    text::styled(ui, TextRole::Chip, Weight::Regular, t.muted, &figures);
                });
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    step_badge(ui, number);
                    let size = vec2(room, control::TARGET);
                    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(room);
                        text::truncated(ui, TextRole::Body, Weight::Regular, t.text, title);
                    });
                    let name = format!("{title}: {words}");
                    let fraction = line.done.0 as f32 / line.planned.0.max(1) as f32;
                    ui.add(ProgressBar::new(fraction, &name).step(number).thick())
                        .on_hover_text(&name);
                });
            });
        }
    });
}

/// What was finished and ticked, how well it is known, and the last lines of the notes, item by item; what was recalled;
/// the design sessions.
pub(super) fn learned(ui: &mut Ui, cx: &ViewContext, review: &WeekReview) {
    card(ui, "Learned", |ui| {
        if review.learned.is_empty() && review.asked == 0 && review.runs.is_empty() {
            text::muted(
                ui,
                "Parts that you tick, ratings and notes of what was studied come together here.",
            );
            return;
        }
        if review.asked > 0 {
            let words = format!(
                "{} of {} recalled.",
                review.recalled,
                format::count(review.asked as usize, "prompt", "prompts")
            );
            text::body(ui, &words);
        }
        for run in review.runs.iter().filter_map(|id| cx.plan.runs.get(id)) {
            text::body(ui, &run.sentence(cx.plan.short_title_of(&run.item)));
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for learned in review.learned.iter().take(LINES) {
            learned_item(ui, cx, learned);
            ui.add_space(space::S);
        }
        if review.learned.len() > LINES {
            text::small(ui, &format!("and {} more", review.learned.len() - LINES));
        }
    });
}

fn learned_item(ui: &mut Ui, cx: &ViewContext, learned: &Learned) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        item(ui, cx, &learned.item, "");
        if learned.finished {
            ui.add(Chip::new("finished").icon(Icon::Check).tone(Tone::Ok));
        }
        if let Some(rating) = learned.rating {
            text::small(ui, &format!("known {rating} of 5"));
        }
    });
    let indent = |ui: &mut Ui, words: &str| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(control::BADGE + space::S);
            ui.vertical(|ui| text::small(ui, words));
        });
    };
    if !learned.parts.is_empty() {
        indent(ui, &format!("Ticked: {}", learned.parts.join(" · ")));
    }
    if !learned.notes.is_empty() {
        indent(ui, "From its notes, whenever they were written:");
    }
    for line in &learned.notes {
        indent(ui, line);
    }
}

/// An item that can be shown in the inspector; `more` tells the names of several buttons of one item apart.
fn item(ui: &mut Ui, cx: &ViewContext, id: &ItemId, more: &str) {
    let Some(known) = cx.plan.items.get(id) else {
        return;
    };
    step_badge(ui, step_of(&cx.plan, known));
    let whole = known.short_title();
    let title = if whole.chars().count() > TITLE {
        let head: String = whole.chars().take(TITLE - 1).collect();
        format!("{}…", head.trim_end())
    } else {
        whole.to_owned()
    };
    let name = format!("Show {title}{more}");
    let button = Button::quiet(&title).name(&name).tooltip(&known.title);
    // Its words stand beside the badge, its ground reaches under it.
    ui.add_space(-space::M);
    if ui.add(button.small()).clicked() {
        cx.send(Action::Select(id.clone()));
    }
}

/// What did not take place, and what the week after holds.
pub(super) fn moves(ui: &mut Ui, cx: &ViewContext, review: &WeekReview, said: &mut Said) {
    card(ui, "What moves", |ui| {
        if review.missed.is_empty() && review.skipped.is_empty() {
            text::body(ui, all_well(review));
        }
        listed(ui, cx, "Did not take place", &review.missed);
        listed(ui, cx, "Left out on purpose", &review.skipped);
        let causes = cx.standing.causes();
        if !causes.is_empty() {
            let because = plan_words::because(causes, cx.today());
            text::muted(ui, &format!("The plan ahead no longer matches. {because}"));
        }
        if !review.missed.is_empty() || !causes.is_empty() {
            foreseen(ui, cx, said);
            let keys = cx.keys_of(Command::Replan);
            let button = Button::new("Show what moves…").icon(Icon::Replan);
            let help = "Plans the days ahead again and shows it; nothing changes until you take it";
            let button = button.tooltip(help).shortcut_hint(&keys);
            if ui.add_enabled(!cx.planning, button).clicked() {
                cx.run(Command::Replan);
            }
        }
        let next = if review.next_room == Minutes::ZERO && review.next == Minutes::ZERO {
            "The week after is free.".to_owned()
        } else {
            format!(
                "The week after: {} planned of {} there.",
                format::minutes(review.next),
                format::minutes(review.next_room)
            )
        };
        text::muted(ui, &next);
    });
}

/// What is said where nothing was missed.
fn all_well(review: &WeekReview) -> &'static str {
    match (review.over, review.due) {
        (true, _) => "Everything that was planned took place, or has a new day already.",
        (false, Minutes::ZERO) => "Nothing was planned before today.",
        (false, _) => "Everything that was planned until now took place, or has a new day already.",
    }
}

/// What planning again would move, in words: worked out once for each answer.
pub(super) type Said = Memo<(Revision, Day, usize), String>;

/// What planning again would move, in a sentence or two; worked out off the frame.
fn foreseen(ui: &mut Ui, cx: &ViewContext, said: &mut Said) {
    let Some(moves) = &cx.foreseen else {
        cx.send(Action::Foresee);
        text::muted(ui, "Working out what a new plan would move…");
        return;
    };
    let today = cx.today();
    let key = (cx.revision, today, Arc::as_ptr(moves) as usize);
    let words = said.get(key, || {
        let sentences = [
            plan_words::moves(&moves.diff, today),
            plan_words::losses(&cx.plan, &moves.diff, today),
            plan_words::verdict(&moves.schedule),
        ];
        let words: Vec<&str> = sentences
            .iter()
            .map(String::as_str)
            .filter(|s| !s.is_empty())
            .collect();
        format!("With a new plan: {}", words.join(" "))
    });
    text::muted(ui, &words);
}

fn listed(ui: &mut Ui, cx: &ViewContext, heading: &str, ids: &[SessionId]) {
    if ids.is_empty() {
        return;
    }
    text::field_label(ui, heading);
    for session in ids
        .iter()
        .take(LINES)
        .filter_map(|id| cx.plan.sessions.get(id))
    {
        let size = vec2(ui.available_width(), control::SMALL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let on = format!(", {}", format::day(session.on));
            item(ui, cx, &session.item, &on);
            let words = format!(
                "{} · {}",
                format::minutes(session.minutes),
                format::day(session.on)
            );
            let ink = theme::tokens(ui).muted;
            text::truncated(ui, TextRole::Chip, Weight::Regular, ink, &words);
        });
    }
    if ids.len() > LINES {
        text::small(ui, &format!("and {} more", ids.len() - LINES));
    }
}
