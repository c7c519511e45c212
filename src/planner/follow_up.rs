//! What is proposed for a stage of a design session that went badly: what to study for it, and a day before the interview
//! whose free time it fits.
//!
//! Not here: what helps with which stage (`domain/design.rs`), taking a proposal (an edit like any other).

use std::collections::BTreeMap;

use crate::domain::design::{ClockGuide, Help, help_for};
use crate::domain::{Day, ItemId, Minutes, Plan, PlanIndex, Run, SessionKind, StageId, Status};

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
    /// The first day from tomorrow on with so much free time, and how much is free there; `None`: there is no such day
    /// before the last interview.
    pub on: Option<(Day, Minutes)>,
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
    let planned = |stage: &crate::domain::RunStage| {
        let session = stage.follow_up.as_ref();
        session.is_some_and(|session| plan.sessions.contains(session))
    };
    let weak = run.stages.iter().filter(|stage| stage.is_weak());
    let weak = weak.filter(|stage| !stage.refused && !planned(stage));
    let mut taken: Vec<ItemId> = Vec::new();
    let mut load: BTreeMap<Day, Minutes> = BTreeMap::new();
    let minutes = plan.rules.min_session.max(LONG);
    let mut proposed = Vec::new();
    for stage in weak {
        let help = help_for(plan, &run.item, guide.stage(&stage.id), &taken);
        taken.push(help.item.clone());
        let free = |day: Day| {
            let load = index.day(day).load + load.get(&day).copied().unwrap_or(Minutes::ZERO);
            plan.availability.minutes(day).saturating_sub(load)
        };
        let first = today.plus(1);
        let end = plan.last_day().filter(|last| *last > today);
        let end = end.map_or(today.plus(WITHIN + 1), |last| last.min(today.plus(YEAR)));
        let fits = |minutes: Minutes| first.until(end).find(|day| free(*day) >= minutes);
        // A short one, where there is no room for the usual length.
        let short = plan.rules.min_session;
        let found = fits(minutes).map(|day| (day, minutes));
        let found = found.or_else(|| fits(short).map(|day| (day, short)));
        let on = found.map(|(day, _)| (day, free(day)));
        let minutes = found.map_or(minutes, |(_, minutes)| minutes);
        if let Some((day, _)) = on {
            *load.entry(day).or_insert(Minutes::ZERO) += minutes;
        }
        let done = plan.items.get(&help.item).map(|item| item.status) == Some(Status::Done);
        proposed.push(FollowUp {
            stage: stage.id.clone(),
            name: stage.name.clone(),
            rating: stage.rating.unwrap_or(0),
            help,
            kind: if done {
                SessionKind::Review
            } else {
                SessionKind::Study
            },
            minutes,
            on,
        });
    }
    proposed
}
