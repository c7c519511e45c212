//! What a wish comes to, in words, beside the plan as it is: verdict, readiness, time, and which items come and go.
//!
//! Not here: the sliders (`knobs`).

use egui::{Align, Layout, Stroke, Ui, vec2};

use crate::domain::ItemId;
use crate::planner::{Outlook, WhatIf, Wish};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{Chip, ProgressBar, text};

/// So many items are named.
const NAMED: usize = 4;
/// Width of the words at the left, points; in narrower dialogs they stand above.
const LABEL: f32 = 168.0;
const NARROW: f32 = 480.0;

/// Draws it. `is_this`: the answer is to this very wish, not to one a moment ago.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, answer: &WhatIf, wish: &Wish, is_this: bool) {
    let moved = !wish.is_empty();
    let (before, after) = (&*answer.before, &*answer.after);
    ui.separator();
    ui.add_space(space::S);
    let heading = if moved { "It would be" } else { "As it is now" };
    ui.horizontal(|ui| {
        text::section_title(ui, heading);
        if !is_this {
            text::small(ui, "working it out…");
        }
    });
    ui.add_space(space::XS);
    row(ui, "Verdict", |ui| verdict(ui, before, after, moved));
    for ready in &after.readiness.interviews {
        let name = cx.plan.interviews.get(&ready.interview);
        let name = name.map_or("the interview", |one| one.name.as_str());
        let was = before.readiness.per_mille(&ready.interview);
        row(ui, &format!("Ready for {name}"), |ui| {
            readiness(ui, name, was, ready.per_mille, moved);
        });
    }
    row(ui, "Time left free", |ui| {
        let (was, is) = (free(before.free), free(after.free));
        change(ui, &was, &is, moved);
    });
    let lists = [
        ("Comes in", &answer.comes_in),
        ("Drops out", &answer.drops_out),
        ("Studied deeper", &answer.deeper),
        ("Studied leaner", &answer.leaner),
    ];
    let mut any = false;
    for (label, items) in lists {
        if !items.is_empty() {
            any = true;
            row(ui, label, |ui| {
                let words = named(cx, items);
                let all: Vec<&str> = items.iter().map(|id| cx.plan.title_of(id)).collect();
                text::body(ui, &words).on_hover_text(all.join("\n"));
            });
        }
    }
    if moved && is_this && !any {
        row(ui, "Items", |ui| {
            text::body(ui, "The same items, at the same depths.");
        });
    }
    ui.add_space(space::M);
    let missed = cx.plan.sessions.iter().any(|s| s.is_missed(cx.today()));
    let mut words = "Readiness is an estimate for a plan that is kept to (Progress takes into account what usually goes wrong): how much of what the interview asks for is prepared by then and still recalled on its day, by a model of memory. It compares plans; it does not foretell a result.".to_owned();
    if missed {
        words.push_str(" What was missed is planned again on both sides.");
    }
    text::small(ui, &words);
}

/// All of it on one line, where there is no room for more: “Ready 50 % → 62 % · 13 left out, 18 at lean”.
pub(super) fn summary(ui: &mut Ui, answer: &WhatIf, wish: &Wish) {
    let (before, after) = (&*answer.before, &*answer.after);
    let percent = |outlook: &Outlook| outlook.readiness.whole.map(percent);
    let ready = match (percent(before), percent(after)) {
        (Some(was), Some(is)) if was != is && !wish.is_empty() => {
            format!("Ready {was} % → {is} % · ")
        }
        (_, Some(is)) => format!("Ready {is} % · "),
        (_, None) => String::new(),
    };
    let t = theme::tokens(ui);
    let words = format!("{ready}{}", in_words(after));
    text::truncated(ui, TextRole::Body, Weight::SemiBold, t.text, &words);
}

/// A line: its name at the left, or above where there is no room.
fn row(ui: &mut Ui, label: &str, contents: impl FnOnce(&mut Ui)) {
    if ui.available_width() < NARROW {
        text::field_label(ui, label);
        contents(ui);
        ui.add_space(space::XS);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.allocate_ui_with_layout(
            vec2(LABEL, control::TARGET),
            Layout::left_to_right(Align::Min),
            |ui| {
                ui.set_min_width(LABEL);
                let t = theme::tokens(ui);
                text::truncated(ui, TextRole::Body, Weight::Regular, t.muted, label);
            },
        );
        ui.vertical(|ui| {
            ui.set_width(ui.available_width());
            ui.set_min_height(control::TARGET);
            contents(ui);
        });
    });
}

/// “before → after”, or what is where nothing is wished.
fn change(ui: &mut Ui, was: &str, is: &str, moved: bool) {
    let t = theme::tokens(ui);
    if moved && was != is {
        let pieces = [(was, false), (" → ", false), (is, true)];
        text::sentence(ui, TextRole::Body, t.text, &pieces);
    } else {
        text::sentence(ui, TextRole::Body, t.text, &[(is, true)]);
    }
}

fn verdict(ui: &mut Ui, before: &Outlook, after: &Outlook, moved: bool) {
    let t = theme::tokens(ui);
    let (icon, tone) = if after.fits() {
        (Icon::Check, Tone::Ok)
    } else {
        (Icon::Warning, Tone::Warn)
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        icon.show(ui, control::ICON, t.tone(tone).ink);
        ui.vertical(|ui| change(ui, &in_words(before), &in_words(after), moved));
    });
}

/// “Everything fits”, “3 left out, 5 at lean”.
fn in_words(outlook: &Outlook) -> String {
    let lean = match outlook.reduced() {
        0 => String::new(),
        n => format!("{n} at lean"),
    };
    match (outlook.fits(), outlook.left_out) {
        (true, _) if lean.is_empty() => "Everything fits".to_owned(),
        (true, _) => format!("Everything fits, {lean}"),
        (false, 0) if lean.is_empty() => {
            "Some items are ready only for a later interview".to_owned()
        }
        (false, 0) => format!("Some items are ready only for a later interview, {lean}"),
        (false, n) if lean.is_empty() => format!("{n} left out"),
        (false, n) => format!("{n} left out, {lean}"),
    }
}

fn readiness(ui: &mut Ui, name: &str, before: Option<u16>, is: Option<u16>, moved: bool) {
    let Some(now) = is else {
        text::body(ui, "It asks for nothing that takes time.");
        return;
    };
    let said = |n: i32| format!("{n} %");
    let (is, was) = (percent(now), before.map(percent));
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        match was.filter(|was| moved && *was != is) {
            Some(was) => {
                change(ui, &said(was), &said(is), moved);
                let (tone, icon) = if is > was {
                    (Tone::Ok, Icon::ArrowUp)
                } else {
                    (Tone::Warn, Icon::ArrowDown)
                };
                let (by, told) = if is > was {
                    (format!("+{}", is - was), "more")
                } else {
                    (format!("−{}", was - is), "less")
                };
                let points = format::count((is - was).unsigned_abs() as usize, "point", "points");
                let told = format!("{by}: {points} {told} for {name}");
                ui.add(Chip::new(&by).icon(icon).tone(tone).tooltip(&told));
            }
            None => change(ui, &said(is), &said(is), moved),
        }
    });
    let bar = format!("Readiness for {name}: {is} %");
    let bar = ui.add(ProgressBar::new(f32::from(now) / 1_000.0, &bar));
    if let Some(was) = before.filter(|was| moved && *was != now) {
        // Where it stands now.
        let t = theme::tokens(ui);
        let x = bar.rect.left() + bar.rect.width() * f32::from(was) / 1_000.0;
        let stroke = Stroke::new(1.5, t.border_strong);
        ui.painter()
            .vline(x, bar.rect.y_range().expand(space::XS), stroke);
    }
    ui.add_space(space::XS);
}

fn percent(per_mille: u16) -> i32 {
    (i32::from(per_mille) + 5) / 10
}

/// “4 h 30”, “none”, “2 h too much is planned”.
fn free(minutes: i64) -> String {
    match minutes {
        0 => "none".to_owned(),
        n if n > 0 => format::signed(n).trim_start_matches('+').to_owned(),
        n => format!(
            "{} more is planned than there is",
            format::signed(-n).trim_start_matches('+')
        ),
    }
}

/// “Attention, GPT-3, Adam, BERT and 5 more”.
fn named(cx: &ViewContext, items: &[ItemId]) -> String {
    let titles: Vec<&str> = items
        .iter()
        .take(NAMED)
        .map(|id| cx.plan.short_title_of(id))
        .collect();
    match (titles.as_slice(), items.len().saturating_sub(NAMED)) {
        ([], _) => String::new(),
        ([one], _) => (*one).to_owned(),
        ([most @ .., last], 0) => format!("{} and {last}", most.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}
