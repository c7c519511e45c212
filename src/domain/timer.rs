//! The timer of a session, and the rhythm of focus and breaks that it may keep. Everything follows from instants and from
//! seconds that were counted before, so a running timer needs no writes and outlives the program.
//!
//! Not here: the clock of a design session (`run.rs`), what an edit does (`apply/timer.rs`).

use serde::{Deserialize, Serialize};

use super::clocks;
use super::id::SessionId;
use super::time::{Minutes, Stamp};

/// The longest focus or break, in minutes.
pub const MAX_PHASE: Minutes = Minutes(240);
/// The most rounds before a long break.
pub const MAX_ROUNDS: u8 = 12;

crate::record! {
    /// Focus and breaks in turn (“Pomodoro”, Francesco Cirillo 2006): after each round of focus a short break, after the last
    /// one a long break, and again. Breaks are not logged.
    pub struct Rhythm {
        /// Whether timers keep it.
        pub on: bool = false,
        /// Minutes of focus, 1 to [`MAX_PHASE`].
        pub work: Minutes = Minutes(25),
        /// Minutes of a short break.
        pub short: Minutes = Minutes(5),
        /// Minutes of the long break.
        pub long: Minutes = Minutes(15),
        /// Rounds of focus before the long break, 1 to [`MAX_ROUNDS`].
        pub rounds: u8 = 4,
    }
}

impl Default for Rhythm {
    fn default() -> Self {
        Self {
            on: false,
            work: Minutes(25),
            short: Minutes(5),
            long: Minutes(15),
            rounds: 4,
            unknown: Default::default(),
        }
    }
}

/// What is to be done in a stretch of the rhythm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Work.
    Focus,
    /// A short break.
    Short,
    /// The long break.
    Long,
}

impl Phase {
    /// As it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Focus => "Focus",
            Self::Short => "Short break",
            Self::Long => "Long break",
        }
    }
}

/// Where in the rhythm a timer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    /// What is to be done.
    pub phase: Phase,
    /// The round, from 1.
    pub round: u8,
    /// Seconds until the next phase.
    pub left: u32,
    /// Seconds of focus up to now.
    pub worked: u32,
    /// Phases that are over.
    pub over: u32,
}

impl Rhythm {
    /// Within range.
    #[must_use]
    pub fn sane(mut self) -> Self {
        for minutes in [&mut self.work, &mut self.short, &mut self.long] {
            *minutes = (*minutes).clamp(Minutes(1), MAX_PHASE);
        }
        self.rounds = self.rounds.clamp(1, MAX_ROUNDS);
        self
    }

    /// Where the rhythm is so many seconds after its beginning.
    pub fn beat(&self, seconds: u32) -> Beat {
        let sane = self.clone().sane();
        let [work, short, long] = [sane.work, sane.short, sane.long].map(|minutes| minutes.0 * 60);
        let rounds = u32::from(sane.rounds);
        let whole = rounds * work + (rounds - 1) * short + long;
        let (turns, mut left) = (seconds / whole, seconds % whole);
        let mut worked = turns.saturating_mul(rounds * work);
        let mut over = turns.saturating_mul(rounds * 2);
        for round in 1..=sane.rounds {
            let last = round == sane.rounds;
            let pause = if last { long } else { short };
            let phase = if last { Phase::Long } else { Phase::Short };
            for (phase, length) in [(Phase::Focus, work), (phase, pause)] {
                let focus = phase == Phase::Focus;
                if left < length {
                    worked = worked.saturating_add(if focus { left } else { 0 });
                    let left = length - left;
                    return Beat {
                        phase,
                        round,
                        left,
                        worked,
                        over,
                    };
                }
                left -= length;
                over = over.saturating_add(1);
                worked = worked.saturating_add(if focus { length } else { 0 });
            }
        }
        Beat {
            phase: Phase::Focus,
            round: 1,
            left: work,
            worked,
            over,
        }
    }
}

crate::record! {
    /// The timer that runs now.
    pub struct Timer {
        /// What it runs for.
        pub session: SessionId,
        /// Since when, in seconds since 1970 UTC; where it stands: when it was stopped.
        pub since: Stamp,
        /// Seconds counted before that.
        pub banked: u32 = 0,
        /// Whether it stands still.
        pub paused: bool = false,
        /// Seconds that were taken back: nobody was there.
        pub taken: u32 = 0,
        /// The rhythm that it keeps.
        pub rhythm: Option<Rhythm> = None,
    }
}

impl Timer {
    /// A timer that begins now.
    pub fn new(session: SessionId, since: Stamp) -> Self {
        Self {
            session,
            since,
            banked: 0,
            paused: false,
            taken: 0,
            rhythm: None,
            unknown: Default::default(),
        }
    }

    /// Seconds since it was started, without pauses, with breaks. A clock that was set back counts as standing still.
    pub fn passed(&self, now: Stamp) -> u32 {
        if self.paused {
            return self.banked;
        }
        self.banked.saturating_add(clocks::stretch(self.since, now))
    }

    /// Where in its rhythm it is, where it keeps one.
    pub fn beat(&self, now: Stamp) -> Option<Beat> {
        let rhythm = self.rhythm.as_ref()?;
        Some(rhythm.beat(self.passed(now)))
    }

    /// Seconds of work: without pauses, breaks and what was taken back.
    pub fn worked(&self, now: Stamp) -> u32 {
        let worked = match self.beat(now) {
            Some(beat) => beat.worked,
            None => self.passed(now),
        };
        worked.saturating_sub(self.taken)
    }

    /// [`Self::worked`] in whole minutes, to the nearest.
    pub fn minutes(&self, now: Stamp) -> Minutes {
        Minutes(self.worked(now).saturating_add(30) / 60)
    }

    /// Writes what has passed down, so that the count goes on from `at`.
    pub fn settle(&mut self, at: Stamp) {
        self.banked = self.passed(at);
        self.since = at;
    }

    /// Pauses it where it runs, else lets it go on.
    pub fn toggle(&self, at: Stamp) -> TimerDeed {
        if self.paused {
            TimerDeed::Resume { at }
        } else {
            TimerDeed::Pause { at }
        }
    }

    /// Lets it stand, with what it has counted.
    pub fn pause(&mut self, at: Stamp) {
        self.settle(at);
        self.paused = true;
    }
}

/// A deed with the timer that runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TimerDeed {
    /// Lets it stand.
    Pause {
        /// Now.
        at: Stamp,
    },
    /// Lets it go on.
    Resume {
        /// Now.
        at: Stamp,
    },
    /// Takes seconds of work back: nobody was there.
    TakeBack {
        /// How many.
        seconds: u32,
    },
    /// Ends the focus or the break that it is in.
    NextPhase {
        /// Now.
        at: Stamp,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_rounds_and_a_long_break() {
        let rhythm = Rhythm {
            on: true,
            ..Rhythm::default()
        };
        let said = |minute: u32| {
            let beat = rhythm.beat(minute * 60);
            (beat.phase, beat.round, beat.left / 60, beat.worked / 60)
        };
        assert_eq!(said(0), (Phase::Focus, 1, 25, 0));
        assert_eq!(said(24), (Phase::Focus, 1, 1, 24));
        assert_eq!(said(25), (Phase::Short, 1, 5, 25));
        assert_eq!(said(30), (Phase::Focus, 2, 25, 25));
        assert_eq!(said(115), (Phase::Long, 4, 15, 100));
        assert_eq!(said(130), (Phase::Focus, 1, 25, 100));
        assert_eq!(said(131), (Phase::Focus, 1, 24, 101));
        assert_eq!(rhythm.beat(130 * 60).over, 8);
    }

    #[test]
    fn a_clock_that_is_set_back_counts_nothing() {
        let timer = Timer::new(SessionId::slug("s"), Stamp(1_000));
        assert_eq!(timer.worked(Stamp(400)), 0);
        assert_eq!(timer.worked(Stamp(1_090)), 90);
        assert_eq!(timer.minutes(Stamp(1_090)), Minutes(2));
    }
}
