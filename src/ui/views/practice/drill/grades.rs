//! The four grades, each with what it leads to: when the prompt is asked again, and what would be left of it on the day of the
//! interview. Near an interview the dates are cut at it and say the same; then the second figure tells the grades apart.
//!
//! Not here: what a rating does (`state/drilling.rs`).

use egui::{Align, Id, Layout, Sense, Ui, vec2};

use crate::domain::{Grade, Item, Prompt};
use crate::planner::drill::Aims;
use crate::state::{Command, Sitting};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, TextRole, Tokens, Weight, space};
use crate::ui::widgets::{Card, key_cap, text};

use super::words;

/// Narrower than this (points) the grades stand in two rows.
const FOUR: f32 = 520.0;
/// Narrower than this (points) they stand below each other.
const TWO: f32 = 300.0;

/// The commands, from worst to best as [`Grade::ALL`].
const COMMANDS: [Command; 4] = [
    Command::RateAgain,
    Command::RateHard,
    Command::RateGood,
    Command::RateEasy,
];

/// What a grade leads to, in words.
struct Outlook {
    command: Command,
    grade: Grade,
    /// When the prompt is asked again.
    next: String,
    /// What is left on the day of the interview; empty where none is ahead.
    left: String,
    /// Both in one sentence.
    name: String,
}

/// Draws the grades.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting, item: &Item, prompt: &Prompt) {
    let aims = Aims::of(&cx.plan, item, cx.today());
    text::field_label(ui, "How did it go?");
    let all = outlooks(cx, sitting, &aims, prompt);
    let width = ui.available_width();
    let columns = match width {
        _ if width < TWO => 1,
        _ if width < FOUR => 2,
        _ => 4,
    };
    let gap = space::S;
    let width = (width - gap * (columns - 1) as f32) / columns as f32;
    for row in all.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for one in row {
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    if button(ui, cx, one) {
                        cx.run(one.command);
                    }
                });
            }
        });
    }
    if let Some(day) = aims.next() {
        let words = format!(
            "The share is what would be recalled {}, were it not asked again before.",
            words::on(day, cx.today())
        );
        text::small(ui, &words);
    }
}

fn outlooks(cx: &ViewContext, sitting: &Sitting, aims: &Aims, prompt: &Prompt) -> Vec<Outlook> {
    let (today, drills) = (cx.today(), cx.recalled.drills());
    let after = Grade::ALL.map(|grade| drills.after(&prompt.id, today, grade));
    let shares = aims.next().map(|day| {
        let shares = after.map(|known| drills.recall(&known, day));
        (day, words::shares(&shares))
    });
    let mut all = Vec::with_capacity(COMMANDS.len());
    for (n, (command, (grade, known))) in COMMANDS
        .into_iter()
        .zip(Grade::ALL.into_iter().zip(after))
        .enumerate()
    {
        let next = drills.next_within(aims, &known);
        let (next, long) = match grade == Grade::Again && sitting.comes_again() {
            true => (
                "in this sitting".to_owned(),
                "asked again in this sitting".to_owned(),
            ),
            false => (words::next(next, today), words::next_long(next, today)),
        };
        let mut name = format!("{}, {long}", grade.name());
        let mut left = String::new();
        if let Some((day, shares)) = &shares
            && let Some(share) = shares.get(n)
        {
            left = format!("{share} {}", words::on(*day, today));
            name.push_str(&format!("; {share} {}", words::on(*day, today)));
        }
        all.push(Outlook {
            command,
            grade,
            next,
            left,
            name,
        });
    }
    all
}

fn button(ui: &mut Ui, cx: &ViewContext, one: &Outlook) -> bool {
    let t = theme::tokens(ui);
    let id = Id::unique(("grade", one.grade.name()));
    let card = Card::new().compact();
    let shown = card.show_clickable(ui, id, &one.name, Sense::click(), |ui| {
        let width = ui.available_width();
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let size = vec2(width, theme::control::SMALL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            let (role, weight) = (TextRole::Body, Weight::SemiBold);
            text::styled(ui, role, weight, ink(t, one.grade), one.grade.name());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let keys = cx.keys_of(one.command);
                if !keys.is_empty() {
                    key_cap(ui, &keys);
                }
            });
        });
        for line in [&one.next, &one.left] {
            if !line.is_empty() {
                text::truncated(ui, TextRole::Chip, Weight::Regular, t.muted, line);
            }
        }
    });
    shown.response.clicked()
}

/// The ink of a grade; its name stands in it.
pub(super) fn ink(t: &Tokens, grade: Grade) -> egui::Color32 {
    match grade {
        Grade::Again => t.bad,
        Grade::Hard => t.warn,
        Grade::Good => t.ok,
        Grade::Easy => t.accent,
    }
}
