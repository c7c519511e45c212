//! What is proposed for a stage of a design session that went badly: what to study for it, and the first day with room for
//! it before the next interview that asks for design. Days off have no room; the day of an interview, its rest before and
//! the day after stay free.
//!
//! What is planned so comes on top of an item's own time ([`extras`]): the rest of the plan stays as it is.
//!
//! Not here: what helps with which stage (`domain/design.rs`), taking a proposal (an edit like any other).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::design::{ClockGuide, Help, help_for};
use crate::domain::{
    Day, Interview, InterviewId, ItemId, Minutes, Outcome, Plan, PlanIndex, Run, RunStage,
    SessionId, SessionKind, StageId, Status,
};

use super::breaks::is_own;
use super::from_plan::asks;

/// Where no interview is ahead, a day within so many is looked for.
const WITHIN: i64 = 14;
/// No day is looked for farther ahead than a year.
const YEAR: i64 = 366;
/// The longest that is proposed.
const LONG: Minutes = Minutes(30);

/// A session that is proposed for a stage that went badly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The stage.
    pub stage: StageId,
    /// What it is called.
    pub name: String,
    /// How it was rated.
    pub rating: u8,
    /// What to study.
    pub help: Help,
    /// How.
    pub kind: SessionKind,
    /// How long.
    pub minutes: Minutes,
    /// The first day from tomorrow on with room for it, and how much is free there; `None`: there is no such day before the
    /// last interview.
    pub on: Option<(Day, Minutes)>,
    /// Where there is no such day: the first one on which other work can give way.
    pub make_room: Option<Day>,
    /// The interview that it comes before; without a day, the last one that asks for it. `None`: none is ahead.
    pub before: Option<InterviewId>,
}

/// The sessions that were planned after design sessions: they come on top of the time that their items take.
pub(crate) fn extras(plan: &Plan) -> BTreeSet<&SessionId> {
    let stages = plan.runs.iter().flat_map(|run| &run.stages);
    stages
        .filter_map(|stage| stage.follow_up.as_ref())
        .collect()
}

/// The sessions that are proposed for the stages that went badly, where the user has not said yet what becomes of them.
/// They fit beside each other.
pub fn follow_ups(
    plan: &Plan,
    index: &PlanIndex,
    today: Day,
    run: &Run,
    guide: &ClockGuide,
) -> Vec<FollowUp> {
    let planned = |stage: &RunStage| {
        let session = stage.follow_up.as_ref();
        session.is_some_and(|session| plan.sessions.contains(session))
    };
    let weak = run.stages.iter().filter(|stage| stage.is_weak());
    let weak = weak.filter(|stage| !stage.refused && !planned(stage));
    let mut taken: Vec<ItemId> = Vec::new();
    let mut days = Days::ahead(plan, index, today, &run.item);
    let usual = plan.rules.min_session.max(LONG);
    let mut proposed = Vec::new();
    for stage in weak {
        let help = help_for(plan, &run.item, guide.stage(&stage.id), &taken);
        taken.push(help.item.clone());
        let done = plan.items.get(&help.item).map(|item| item.status) == Some(Status::Done);
        let kind = if done {
            SessionKind::Review
        } else {
            SessionKind::Study
        };
        let found = days.find(usual, plan.rules.min_session);
        let minutes = found.map_or(usual, |(_, minutes)| minutes);
        let on = found.map(|(day, _)| (day, days.free(day)));
        let make_room = if on.is_none() {
            days.first_movable(minutes)
        } else {
            None
        };
        let day = on.map(|(day, _)| day).or(make_room);
        let before = day.map_or(days.aims.last().copied(), |day| days.aim_after(day));
        let before = before.map(|aim| aim.id.clone());
        if let Some(day) = day {
            days.take(day, minutes);
        }
        proposed.push(FollowUp {
            stage: stage.id.clone(),
            name: stage.name.clone(),
            rating: stage.rating.unwrap_or(0),
            help,
            kind,
            minutes,
            on,
            make_room,
            before,
        });
    }
    proposed
}

/// The days that a session may be proposed for.
struct Days<'a> {
    /// The interviews that it is for, by day.
    aims: Vec<&'a Interview>,
    /// What is free on each day, and how much of its work the planner may move.
    free: BTreeMap<Day, (Minutes, Minutes)>,
}

/// Of a day with so many minutes, that is planned with so many of which some can be moved: what is free, and what more would
/// be where they move. An overfull day has to lose what is too much first.
pub(super) fn room(there: Minutes, load: Minutes, movable: Minutes) -> (Minutes, Minutes) {
    let free = there.saturating_sub(load);
    let without = there.saturating_sub(load.saturating_sub(movable));
    (free, without.saturating_sub(free))
}

/// The rest before each interview, its own day and the day after it.
pub(super) fn kept_days(one: &Interview) -> impl Iterator<Item = Day> {
    let rest = i64::from(one.buffer_days.max(1));
    one.on.plus(-rest).until(one.on.plus(2))
}

impl<'a> Days<'a> {
    /// From tomorrow to the day before the last interview that asks for the prompt, a year at most.
    fn ahead(plan: &'a Plan, index: &PlanIndex, today: Day, prompt: &ItemId) -> Self {
        let all = plan.interviews_in_order();
        let mut aims: Vec<&Interview> = all.iter().copied().filter(|i| i.on > today).collect();
        let item = plan.items.get(prompt);
        let asked = |one: &Interview| item.is_none_or(|item| asks(one, item) > 0);
        if aims.iter().any(|one| asked(one)) {
            aims.retain(|one| asked(one));
        }
        let end = aims.last().map(|last| last.on);
        let end = end.unwrap_or(today.plus(WITHIN + 1)).min(today.plus(YEAR));
        let first = today.plus(1);
        // The rest before an interview and the day after it: work there would do more harm than good.
        let mut kept: BTreeSet<Day> = BTreeSet::new();
        for one in &all {
            kept.extend(kept_days(one));
        }
        let days = first.until(end).filter(|day| !kept.contains(day));
        let free = days.map(|day| {
            let sums = index.day(day);
            let there = plan.availability.minutes(day);
            let sessions = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
            let moves = sessions.filter(|s| is_own(s) && s.outcome == Outcome::Planned);
            let movable: Minutes = moves.map(|session| session.minutes).sum();
            (day, room(there, sums.load, movable))
        });
        let free = free.filter(|(_, (free, movable))| *free + *movable > Minutes::ZERO);
        Self {
            aims,
            free: free.collect(),
        }
    }

    fn free(&self, day: Day) -> Minutes {
        self.free.get(&day).map_or(Minutes::ZERO, |day| day.0)
    }

    /// The first interview after a day.
    fn aim_after(&self, day: Day) -> Option<&'a Interview> {
        self.aims.iter().copied().find(|aim| aim.on > day)
    }

    /// The first day with room for the usual length; for a short one, where that is in time for an earlier interview.
    fn find(&self, usual: Minutes, short: Minutes) -> Option<(Day, Minutes)> {
        let fits = |minutes: Minutes| {
            let mut days = self.free.iter();
            let day = days.find(|(_, day)| day.0 >= minutes)?.0;
            Some((*day, minutes))
        };
        let (long, short) = (fits(usual), fits(short));
        let aim = |found: Option<(Day, Minutes)>| {
            let aim = found.and_then(|(day, _)| self.aim_after(day));
            aim.map(|aim| aim.on)
        };
        match long {
            Some(_) if aim(short) >= aim(long) => long,
            _ => short,
        }
    }

    /// The first day on which so much is free once the planner has moved other work away.
    fn first_movable(&self, minutes: Minutes) -> Option<Day> {
        let mut days = self.free.iter();
        let day = days.find(|(_, (free, movable))| *free + *movable >= minutes);
        day.map(|(day, _)| *day)
    }

    fn take(&mut self, day: Day, minutes: Minutes) {
        if let Some((free, movable)) = self.free.get_mut(&day) {
            *movable = movable.saturating_sub(minutes.saturating_sub(*free));
            *free = free.saturating_sub(minutes);
        }
    }
}
