//! The focus timer: focus and breaks in turn, what is said when they end, and when to ask whether somebody was there.
//!
//! Not here: counting (`domain/timer.rs`), noticing (`state/attention.rs`).

use egui::Ui;

use crate::domain::{Edit, Minutes, Rhythm};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{Button, Checkbox, Segmented, Stepper, text};

use super::{Strokes, row, section};

/// After how many minutes without input it is asked, and what that is called.
const IDLE: [(u16, &str); 4] = [(0, "Never"), (10, "10 min"), (15, "15 min"), (30, "30 min")];

pub(super) fn card(ui: &mut Ui, cx: &ViewContext, strokes: &mut Strokes) {
    let about = "The timer runs for any session, survives a restart, and writes your log.";
    section(ui, "Focus timer", Some(about), |ui| {
        if cx.has_plan {
            rhythm(ui, cx, strokes);
        }
        row(ui, "Ask whether you were away after", |ui| {
            let now = cx.settings.idle_after;
            // A file may say other minutes: the nearest stands for them.
            let far = |place: &usize| IDLE.get(*place).map_or(u16::MAX, |one| one.0.abs_diff(now));
            let mut chosen = (0..IDLE.len()).min_by_key(far).unwrap_or(0);
            let labels = IDLE.map(|(_, label)| label);
            let choice = Segmented::new("Ask whether you were away after", &labels).small();
            if choice.show(ui, &mut chosen).changed()
                && let Some((minutes, _)) = IDLE.get(chosen)
            {
                cx.send(Action::AskAwayAfter(*minutes));
            }
        });
        let mut chime = cx.settings.chime;
        let name = "A quiet chime when a stage, a focus or a break ends";
        ui.horizontal_wrapped(|ui| {
            if ui.add(Checkbox::labeled(&mut chime, name)).changed() {
                cx.send(Action::Chime(chime));
            }
            let hear = Button::quiet("Hear it").icon(Icon::Play).small();
            if chime && ui.add(hear.name("Hear the chime")).clicked() {
                cx.send(Action::TryChime);
            }
        });
        let mut notify = cx.settings.turns_notify;
        let name = "A notification of the desktop then";
        if ui.add(Checkbox::labeled(&mut notify, name)).changed() {
            cx.send(Action::NotifyTurns(notify));
        }
    });
}

fn rhythm(ui: &mut Ui, cx: &ViewContext, strokes: &mut Strokes) {
    let now = &cx.plan.rhythm;
    let mut on = now.on;
    let name = "Focus and breaks in turn (Pomodoro)";
    if ui.add(Checkbox::labeled(&mut on, name)).changed() {
        let rhythm = Rhythm { on, ..now.clone() };
        cx.edit(Edit::SetRhythm(rhythm));
    }
    if !now.on {
        return;
    }
    let say = |n: u32| format::minutes(Minutes(n));
    let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
    let mut next = now.clone();
    for (name, minutes) in [
        ("Focus", &mut next.work),
        ("Short break", &mut next.short),
        ("Long break", &mut next.long),
    ] {
        row(ui, name, |ui| {
            let name = format!("Minutes of {}", format::lower_first(name));
            let field = Stepper::new(&mut minutes.0, &name, &say, &read);
            field.step(5).range(1..=240).show(ui);
        });
    }
    row(ui, "Rounds before the long break", |ui| {
        let mut rounds = u32::from(next.rounds);
        let say = |n: u32| n.to_string();
        let read = |text: &str| text.trim().parse().ok();
        let field = Stepper::new(&mut rounds, "Rounds before the long break", &say, &read);
        field.step(1).range(1..=12).show(ui);
        next.rounds = u8::try_from(rounds).unwrap_or(next.rounds);
    });
    if next != *now {
        strokes.send(ui, cx, "rhythm", Edit::SetRhythm(next));
    }
    text::small(
        ui,
        "Breaks are not logged. A timer that runs keeps the rhythm that it began with.",
    );
}
