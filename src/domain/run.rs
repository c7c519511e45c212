//! Design sessions: a prompt worked through stage by stage against a clock, with what was written, how each stage was
//! rated, and what comes next. The clock is kept as the instant since which it runs, so that it needs no writes.
//!
//! Not here: what is asked in a stage and what its levels mean (`design.rs`), what an edit does (`apply/runs.rs`).

use serde::{Deserialize, Serialize};

use super::clocks;
use super::id::{ItemId, RunId, SessionId, StageId};
use super::item::{BriefKind, Notes};
use super::plan::Plan;
use super::table::Row;
use super::time::{Minutes, Moment, Stamp};

/// The longest that one stage takes, in seconds: a week.
pub const MAX_STAGE: u32 = 7 * clocks::LONGEST;
/// The most stages of a design session.
pub const MAX_STAGES: usize = 40;
/// The most lines of the comparison list that can be ticked.
pub const MAX_COMPARED: usize = 200;
/// A stage rated so, or lower, is worth a session of its own.
pub const WEAK: u8 = 2;

crate::record! {
    /// A stage of a design session.
    pub struct RunStage {
        /// Unique within the design session: `estimate`.
        pub id: StageId,
        /// What it is called.
        pub name: String,
        /// What it should take, in seconds.
        pub planned: u32 = 0,
        /// What it took so far, in seconds, without the stretch that runs now.
        pub spent: u32 = 0,
        /// How it went, 1 to 5.
        pub rating: Option<u8> = None,
        /// The session that was planned because it went badly; it may be gone since.
        pub follow_up: Option<SessionId> = None,
        /// Whether the user wants no such session.
        pub refused: bool = false,
        /// What was written in it.
        pub notes: Notes = Notes::default(),
    }
}

impl RunStage {
    /// A stage that has not begun.
    pub fn new(id: StageId, name: impl Into<String>, minutes: Minutes) -> Self {
        Self {
            id,
            name: name.into(),
            planned: minutes.0.saturating_mul(60),
            spent: 0,
            rating: None,
            follow_up: None,
            refused: false,
            notes: Notes::default(),
            unknown: Default::default(),
        }
    }

    /// Whether it went so badly that it is worth a session of its own.
    pub fn is_weak(&self) -> bool {
        self.rating.is_some_and(|rating| rating <= WEAK)
    }
}

crate::record! {
    /// A design session, running or over.
    pub struct Run {
        /// Its name in the plan.
        pub id: RunId,
        /// The prompt.
        pub item: ItemId,
        /// Which staged clock it goes by.
        pub kind: BriefKind = BriefKind::Plain,
        /// How long it should take in all.
        pub minutes: Minutes,
        /// When it began, by the user's own clock.
        pub started: Moment,
        /// Its stages, in order.
        pub stages: Vec<RunStage> = Vec::new(),
        /// The stage that it is at; it counts from 0.
        pub at: u32 = 0,
        /// Since when the clock of that stage runs; none: it stands.
        pub running_since: Option<Stamp> = None,
        /// When it was finished.
        pub finished: Option<Moment> = None,
        /// The mock in the log; it may be gone since.
        pub session: Option<SessionId> = None,
        /// The lines of the comparison list that are ticked.
        pub compared: Vec<String> = Vec::new(),
        /// What to do better the next time.
        pub next_steps: Notes = Notes::default(),
    }
}

impl Row for Run {
    type Key = RunId;
    fn key(&self) -> RunId {
        self.id.clone()
    }
}

impl Run {
    /// A design session that has not begun to run.
    pub fn new(
        id: RunId,
        item: ItemId,
        kind: BriefKind,
        minutes: Minutes,
        started: Moment,
        stages: Vec<RunStage>,
    ) -> Self {
        Self {
            id,
            item,
            kind,
            minutes,
            started,
            stages,
            at: 0,
            running_since: None,
            finished: None,
            session: None,
            compared: Vec::new(),
            next_steps: Notes::default(),
            unknown: Default::default(),
        }
    }

    /// The stage that it is at, as a place in its stages.
    pub fn at(&self) -> usize {
        usize::try_from(self.at).unwrap_or(usize::MAX)
    }

    /// The stage that it is at.
    pub fn stage(&self) -> Option<&RunStage> {
        self.stages.get(self.at())
    }

    /// The place of a stage.
    pub fn place_of(&self, stage: &StageId) -> Option<usize> {
        self.stages.iter().position(|one| one.id == *stage)
    }

    /// Whether its clock runs.
    pub fn is_running(&self) -> bool {
        self.finished.is_none() && self.running_since.is_some()
    }

    /// Seconds of the stretch that runs now; 0 where the clock stands or was set back.
    pub fn stretch(&self, now: Stamp) -> u32 {
        let since = self.running_since.filter(|_| self.finished.is_none());
        since.map_or(0, |since| clocks::stretch(since, now))
    }

    /// Writes the stretch that runs down, and stops the clock.
    pub fn pause(&mut self, at: Stamp) {
        let stretch = self.stretch(at);
        let place = self.at();
        if let Some(stage) = self.stages.get_mut(place) {
            stage.spent = stage.spent.saturating_add(stretch).min(MAX_STAGE);
        }
        self.running_since = None;
    }

    /// Pauses the clock where it runs, else lets it go on.
    pub fn toggle(&self, at: Stamp) -> RunDeed {
        if self.is_running() {
            RunDeed::Pause { at }
        } else {
            RunDeed::Resume { at }
        }
    }

    /// Seconds spent in the stage at a place, with the stretch that runs now.
    pub fn spent_in(&self, place: usize, now: Stamp) -> u32 {
        let spent = self.stages.get(place).map_or(0, |stage| stage.spent);
        if place == self.at() {
            return spent.saturating_add(self.stretch(now));
        }
        spent
    }

    /// Seconds spent in all.
    pub fn spent(&self, now: Stamp) -> u32 {
        let stages = self.stages.iter().map(|stage| stage.spent);
        stages.fold(self.stretch(now), u32::saturating_add)
    }

    /// What it took in whole minutes, to the nearest, at least one.
    pub fn minutes_spent(&self, now: Stamp) -> Minutes {
        Minutes(self.spent(now).saturating_add(30) / 60).max(Minutes(1))
    }

    /// The mean of the ratings, where there are any.
    pub fn mean_rating(&self) -> Option<f32> {
        let rated: Vec<f32> = self
            .stages
            .iter()
            .filter_map(|stage| stage.rating.map(f32::from))
            .collect();
        let count = u16::try_from(rated.len()).ok().filter(|count| *count > 0)?;
        Some(rated.iter().sum::<f32>() / f32::from(count))
    }

    /// “Design session: Twitter, 3.2 of 5 on average, weakest in “Estimate”.”, for a title of its prompt. Without ratings
    /// the prompt alone; where no stage was rated 3 or lower, no weakest one.
    pub fn sentence(&self, title: &str) -> String {
        let mut words = format!("Design session: {title}");
        if let Some(mean) = self.mean_rating() {
            words.push_str(&format!(", {mean:.1} of 5 on average"));
        }
        let rated = self.stages.iter().filter_map(|s| Some((s.rating?, s)));
        if let Some((rating, stage)) = rated.min_by_key(|(rating, _)| *rating)
            && rating <= 3
        {
            words.push_str(&format!(", weakest in “{}”", stage.name));
        }
        words.push('.');
        words
    }

    /// What was written, stage by stage, as one Markdown text; empty where nothing was.
    pub fn write_up(&self) -> String {
        let mut out = String::new();
        let stages = self.stages.iter().map(|stage| (&*stage.name, &stage.notes));
        for (name, notes) in stages.chain([("Next steps", &self.next_steps)]) {
            let text = notes.text();
            if text.trim().is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&format!("### {name}\n\n{}", text.trim_end()));
        }
        out
    }
}

/// A deed in a design session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RunDeed {
    /// Stops the clock for a while.
    Pause {
        /// Now.
        at: Stamp,
    },
    /// Lets the clock go on.
    Resume {
        /// Now.
        at: Stamp,
    },
    /// Goes to another stage; the clock goes on where it ran.
    GoTo {
        /// The stage.
        stage: StageId,
        /// Now.
        at: Stamp,
    },
    /// Takes seconds back from the stage that it is at: nobody was there.
    TakeBack {
        /// How many.
        seconds: u32,
        /// Now.
        at: Stamp,
    },
    /// Changes what is written in a stage.
    Write {
        /// The stage.
        stage: StageId,
        /// The whole text.
        notes: Notes,
    },
    /// Says how a stage went.
    Rate {
        /// The stage.
        stage: StageId,
        /// 1 to 5; `None` takes it back.
        rating: Option<u8>,
    },
    /// Ticks a line of the comparison list, or clears the tick.
    Compare {
        /// The line.
        line: String,
        /// Whether it is ticked.
        ticked: bool,
    },
    /// Changes what to do better the next time.
    NextSteps(Notes),
    /// Ends it; the mock in the log is written by edits of its own.
    Finish {
        /// Now.
        at: Stamp,
        /// Now, by the user's own clock.
        ended: Moment,
        /// The mock in the log.
        session: SessionId,
    },
    /// Says what becomes of a stage that went badly.
    FollowUp {
        /// The stage.
        stage: StageId,
        /// The session that was planned; `None`: the user wants none.
        session: Option<SessionId>,
    },
    /// Throws it away with what was written.
    Delete,
}

impl RunDeed {
    /// Whether it changes nothing but what is written.
    pub fn is_writing(&self) -> bool {
        matches!(self, Self::Write { .. } | Self::NextSteps(_))
    }

    /// What was done, in the past tense.
    pub fn label(&self, before: &Plan, run: &RunId) -> String {
        let run = before.runs.get(run);
        let prompt = run.map_or("a prompt", |run| before.short_title_of(&run.item));
        let stage = |id: &StageId| {
            let named = run.and_then(|run| run.stages.iter().find(|s| s.id == *id));
            named.map_or_else(|| id.to_string(), |stage| format!("“{}”", stage.name))
        };
        match self {
            Self::Pause { .. } => format!("Paused the design session of ‘{prompt}’"),
            Self::Resume { .. } => format!("Went on with the design session of ‘{prompt}’"),
            Self::GoTo { stage: id, .. } => format!("Went to {} of ‘{prompt}’", stage(id)),
            Self::TakeBack { seconds, .. } => {
                let minutes = super::edit::say_minutes(Minutes(seconds.saturating_add(30) / 60));
                format!("Took {minutes} back from the design session of ‘{prompt}’")
            }
            Self::Write { stage: id, .. } => format!("Wrote in {} of ‘{prompt}’", stage(id)),
            Self::Rate {
                stage: id,
                rating: Some(rating),
            } => format!("Rated {} of ‘{prompt}’ {rating}", stage(id)),
            Self::Rate { stage: id, .. } => {
                format!("Took the rating of {} of ‘{prompt}’ back", stage(id))
            }
            Self::Compare { ticked: true, .. } => {
                format!("Ticked a comparison of ‘{prompt}’")
            }
            Self::Compare { .. } => format!("Unticked a comparison of ‘{prompt}’"),
            Self::NextSteps(_) => format!("Wrote the next steps of ‘{prompt}’"),
            Self::Finish { .. } => format!("Finished the design session of ‘{prompt}’"),
            Self::FollowUp {
                stage: id,
                session: Some(_),
            } => format!("Planned a follow-up for {} of ‘{prompt}’", stage(id)),
            Self::FollowUp { stage: id, .. } => {
                format!("Did without a follow-up for {} of ‘{prompt}’", stage(id))
            }
            Self::Delete => format!("Deleted a design session of ‘{prompt}’"),
        }
    }
}

/// Shares `whole` out by weight in whole minutes, so that the shares add up to it exactly (the method of the largest
/// remainder; of equal remainders the earlier one counts). Nothing where there is no weight.
pub fn share_out(whole: Minutes, weights: &[u32]) -> Vec<Minutes> {
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    if sum == 0 {
        return vec![Minutes::ZERO; weights.len()];
    }
    let exact = |weight: &u32| u64::from(whole.0) * u64::from(*weight);
    let mut shares: Vec<u64> = weights.iter().map(|weight| exact(weight) / sum).collect();
    let left = u64::from(whole.0).saturating_sub(shares.iter().sum());
    let mut order: Vec<usize> = (0..weights.len()).collect();
    let remainder = |place: &usize| weights.get(*place).map_or(0, exact) % sum;
    order.sort_by_key(|place| (std::cmp::Reverse(remainder(place)), *place));
    for place in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(share) = shares.get_mut(place) {
            *share += 1;
        }
    }
    let minutes = |share| Minutes(u32::try_from(share).unwrap_or(u32::MAX));
    shares.into_iter().map(minutes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rounds_of_interviews() {
        let ml = [5, 5, 10, 10, 8, 7];
        let said = |whole, weights: &[u32]| -> Vec<u32> {
            let shares = share_out(Minutes(whole), weights);
            shares.into_iter().map(|minutes| minutes.0).collect()
        };
        assert_eq!(said(45, &ml), ml);
        assert_eq!(said(60, &ml), [7, 7, 13, 13, 11, 9]);
        assert_eq!(said(45, &[5, 5, 20, 15]), [5, 5, 20, 15]);
        assert_eq!(said(60, &[5, 5, 20, 15]), [7, 7, 26, 20]);
        assert_eq!(said(3, &[0, 0]), [0, 0]);
    }
}
