//! Whether somebody is there while something is timed, and when focus turns into a break. Where nothing was done for a while,
//! the time can be taken back; nothing is taken unasked. A stage or a focus that ends is said once, with a chime and a
//! notification of the desktop where the user wants them.
//!
//! Not here: counting (`domain/timer.rs`, `domain/run.rs`), making the sound (`store/sound.rs`).

use std::sync::Arc;

use crate::domain::edit::say_minutes;
use crate::domain::{Edit, Minutes, Phase, Plan, RunDeed, RunId, SessionId, Stamp, TimerDeed};

use super::app_state::AppState;
use super::jobs::Event;
use super::notice::What;

/// The longest time without input that is passed over, in minutes.
pub const MAX_IDLE: u16 = 240;
/// That somebody is there is kept so often, in seconds, while something is timed.
const KEPT: i64 = 60;

/// What is timed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timed {
    /// A session, by the timer.
    Session(SessionId),
    /// A design session.
    Run(RunId),
}

impl Timed {
    /// What is timed in a plan now.
    pub fn of(plan: &Plan) -> Option<Self> {
        if let Some(timer) = plan.timer.as_ref().filter(|timer| !timer.paused) {
            return Some(Self::Session(timer.session.clone()));
        }
        let run = plan.runs.iter().find(|run| run.is_running());
        run.map(|run| Self::Run(run.id.clone()))
    }
}

/// What was seen of the user and of the clock.
#[derive(Clone, Debug, Default)]
pub struct Attention {
    timed: Option<Timed>,
    /// The last input.
    input: Option<Stamp>,
    /// The last frame.
    frame: Option<Stamp>,
    /// How many phases, or stages, are over.
    over: Option<u32>,
}

impl AppState {
    /// Looks once a frame. `input`: somebody touched a key, the mouse, the window.
    pub fn attend(&mut self, input: bool) {
        let now = self.now.stamp;
        let timed = self.document.as_ref().and_then(|d| Timed::of(d.plan()));
        let Some(timed) = timed else {
            if self.attention.timed.take().is_some() {
                self.toasts.close_turns();
                self.notices
                    .forget(|what| matches!(what, What::Idle { .. }));
            }
            return;
        };
        if self.attention.timed.as_ref() != Some(&timed) {
            self.toasts.close_turns();
            self.notices
                .forget(|what| matches!(what, What::Idle { .. }));
            // It ran before this window looked: since then nobody was here. Else it was started just now.
            let began = self.began(&timed).unwrap_or(now);
            let kept = self.settings.attended.map(Stamp);
            let last = if self.attention.frame.is_none() || began.0.saturating_add(KEPT) < now.0 {
                began.max(kept.unwrap_or(began))
            } else {
                now
            };
            self.attention = Attention {
                timed: Some(timed.clone()),
                input: Some(last),
                frame: Some(now),
                over: None,
            };
        }
        self.away(&timed, input);
        self.turns(&timed);
        self.attention.frame = Some(now);
    }

    /// Since when it runs.
    fn began(&self, timed: &Timed) -> Option<Stamp> {
        let plan = self.document.as_ref()?.plan();
        match timed {
            Timed::Session(_) => plan.timer.as_ref().map(|timer| timer.since),
            Timed::Run(run) => plan.runs.get(run)?.running_since,
        }
    }

    /// Offers to take time back where nobody was there.
    fn away(&mut self, timed: &Timed, input: bool) {
        let now = self.now.stamp;
        let idle = i64::from(self.settings.idle_after.min(MAX_IDLE)) * 60;
        let last = self.attention.input.unwrap_or(now);
        let frame = self.attention.frame.unwrap_or(now);
        // A window whose frames stopped was asleep, or out of sight.
        let asleep = idle > 0 && now.0.saturating_sub(frame.0) >= idle;
        let opened = frame == now;
        if idle > 0 && now.0.saturating_sub(last.0) >= idle && (input || asleep || opened) {
            let from = if asleep { frame.max(last) } else { last };
            let seconds = self.counted_since(timed, from);
            if i64::from(seconds) >= idle.min(60) {
                let timed = timed.clone();
                self.notices.say(What::Idle { timed, seconds });
            }
            self.attention.input = Some(now);
        }
        if input {
            self.attention.input = Some(now);
        }
        let last = self.attention.input.map_or(now.0, |last| last.0);
        let kept = self.settings.attended.unwrap_or(i64::MIN);
        if last.saturating_sub(kept) >= KEPT || kept > now.0 {
            self.change_settings(|settings| settings.attended = Some(last));
        }
    }

    /// Seconds of work that were counted since then.
    fn counted_since(&self, timed: &Timed, from: Stamp) -> u32 {
        let now = self.now.stamp;
        let Some(plan) = self.document.as_ref().map(|d| d.plan()) else {
            return 0;
        };
        match timed {
            Timed::Session(_) => plan.timer.as_ref().map_or(0, |timer| {
                timer.worked(now).saturating_sub(timer.worked(from))
            }),
            Timed::Run(run) => plan
                .runs
                .get(run)
                .map_or(0, |run| run.stretch(now).saturating_sub(run.stretch(from))),
        }
    }

    /// Takes the time back that nobody was there.
    pub(super) fn take_back(&mut self, timed: &Timed, seconds: u32) {
        let at = self.now.stamp;
        let edit = match timed {
            Timed::Session(_) => Edit::Timer(TimerDeed::TakeBack { seconds }),
            Timed::Run(run) => Edit::Run {
                run: run.clone(),
                deed: RunDeed::TakeBack { seconds, at },
            },
        };
        self.edit(&edit, None, true);
    }

    /// Says when focus, a break or a stage ends.
    fn turns(&mut self, timed: &Timed) {
        let now = self.now.stamp;
        let Some(plan) = self.document.as_ref().map(|d| Arc::clone(d.plan())) else {
            return;
        };
        let (over, words) = match timed {
            Timed::Session(_) => {
                let beat = plan.timer.as_ref().and_then(|timer| timer.beat(now));
                let Some(beat) = beat else { return };
                let left = say_minutes(Minutes(beat.left.saturating_add(59) / 60));
                let words = match beat.phase {
                    Phase::Focus => format!("The break is over: {left} of focus."),
                    Phase::Short => format!("A short break: {left}."),
                    Phase::Long => format!("A long break: {left}."),
                };
                (beat.over, words)
            }
            Timed::Run(run) => {
                let Some(run) = plan.runs.get(run) else {
                    return;
                };
                let Some(stage) = run.stage() else { return };
                let over = run.spent_in(run.at(), now) >= stage.planned;
                // Each stage is over once, whatever the one before was.
                let count = run.at.saturating_mul(2) + u32::from(over);
                (count, format!("The time for “{}” is over.", stage.name))
            }
        };
        let before = self.attention.over.replace(over);
        let turned = match (timed, before) {
            (_, None) => false,
            (Timed::Session(_), Some(before)) => before != over,
            (Timed::Run(_), Some(before)) => before / 2 == over / 2 && before < over,
        };
        if !turned {
            return;
        }
        if matches!(timed, Timed::Session(_)) {
            self.toasts.turn(words.clone());
        }
        if self.settings.chime {
            self.chime();
        }
        if self.settings.turns_notify {
            self.env.notify("Cairn", &words, Box::new(|_| {}));
        }
    }

    /// Sounds the chime.
    pub(super) fn chime(&mut self) {
        let reply = self.jobs().reply();
        let reply = Box::new(move |result| reply(Event::Chimed(result)));
        self.env.chime(reply);
    }

    /// What became of it.
    pub(super) fn chimed(&mut self, result: Result<(), String>) {
        if let Err(error) = result {
            log::warn!("no chime: {error}");
            self.change_settings(|settings| settings.chime = false);
            self.toasts.hint(format!(
                "The chime could not be played ({error}), so it is off. A notification of the desktop can stand in for it."
            ));
        }
    }
}
