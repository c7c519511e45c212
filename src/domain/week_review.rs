//! Looking back on a week: what was planned and what was done, what was learned, what is left over. A function of the plan.
//!
//! A missed session that was planned anew stands where it is now, so the week that it was missed in does not show it any
//! more: sessions are the log, and there is no second one. Notes carry no dates; those of the items that were studied in
//! the week are shown.
//!
//! Not here: what the user says about the week (`week.rs`), what a replan would do (`planner/`), words (`ui/`, `store/`).

use std::collections::{BTreeMap, BTreeSet};

use super::id::{ItemId, RunId, SessionId, StepId};
use super::index::PlanIndex;
use super::item::Item;
use super::plan::Plan;
use super::session::{Outcome, Session, SessionKind};
use super::time::{Day, Minutes};
use super::week::{Decision, Week};

/// The most lines of an item's notes that are shown: its last ones.
const NOTE_LINES: usize = 4;

/// A week that is looked back on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekReview {
    /// Which.
    pub week: Week,
    /// Which week of the plan it is, from 1; 0 before the plan began.
    pub number: u32,
    /// How many weeks the plan has, to the last interview.
    pub of: u32,
    /// By step, in the order of the path; steps without time in this week are left out. Items without a step come last.
    pub steps: Vec<StepLine>,
    /// What was planned in all. What nobody planned (a mock, time written down by hand) is in what was done, not here.
    pub planned: Minutes,
    /// What of it was planned until now: before today, and what of today took place already.
    pub due: Minutes,
    /// Whether nothing more is to come: the last study day of the week is here, or past.
    pub over: bool,
    /// What was done in all.
    pub done: Minutes,
    /// On how many days something was done.
    pub days: u32,
    /// What was learned, item by item: what was finished first, then in the order of the path.
    pub learned: Vec<Learned>,
    /// How many prompts were asked from memory, counted each time.
    pub asked: u32,
    /// How many of them were recalled.
    pub recalled: u32,
    /// The design sessions that were finished, by time.
    pub runs: Vec<RunId>,
    /// Sessions of this week that did not take place, by day.
    pub missed: Vec<SessionId>,
    /// Sessions that were left out on purpose, by day.
    pub skipped: Vec<SessionId>,
    /// Minutes planned for the week after.
    pub next: Minutes,
    /// Minutes that the week after has.
    pub next_room: Minutes,
}

/// What was learned of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learned {
    /// The item.
    pub item: ItemId,
    /// Whether it was finished.
    pub finished: bool,
    /// How well the user knows it, 1 to 5.
    pub rating: Option<u8>,
    /// The titles of the parts that were ticked.
    pub parts: Vec<String>,
    /// The last lines of its notes, where it was studied.
    pub notes: Vec<String>,
}

/// A step's time in the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The step; none: items without one.
    pub step: Option<StepId>,
    /// What was planned.
    pub planned: Minutes,
    /// What was done.
    pub done: Minutes,
}

impl WeekReview {
    /// Reads the plan. O(days of the week × their sessions + items).
    pub fn new(plan: &Plan, index: &PlanIndex, week: Week, today: Day) -> Self {
        let mut by_step: BTreeMap<Option<StepId>, (Minutes, Minutes)> = BTreeMap::new();
        let mut studied: BTreeSet<&ItemId> = BTreeSet::new();
        let (mut missed, mut skipped, mut days) = (Vec::new(), Vec::new(), 0);
        let mut due = Minutes::ZERO;
        for day in week.days() {
            let sums = index.day(day);
            days += u32::from(sums.done > Minutes::ZERO);
            for id in &sums.sessions {
                let Some(session) = plan.sessions.get(id) else {
                    continue;
                };
                let step = plan.items.get(&session.item).and_then(|i| i.step.clone());
                let (planned, done) = by_step.entry(step).or_default();
                *done += session.spent;
                if session.outcome == Outcome::Skipped {
                    skipped.push(id.clone());
                }
                let was = as_planned(session);
                *planned += was;
                if day < today || session.outcome == Outcome::Done {
                    due += was;
                }
                if session.is_missed(today) {
                    missed.push(id.clone());
                }
                if session.spent > Minutes::ZERO && session.kind == SessionKind::Study {
                    studied.insert(&session.item);
                }
            }
        }
        let mut steps = Vec::new();
        let in_order = plan.steps_in_order();
        let named = in_order.iter().map(|step| Some(step.id.clone()));
        for step in named.chain([None]) {
            if let Some((planned, done)) = by_step.get(&step)
                && (*planned > Minutes::ZERO || *done > Minutes::ZERO)
            {
                steps.push(StepLine {
                    step,
                    planned: *planned,
                    done: *done,
                });
            }
        }
        let (mut asked, mut recalled) = (0, 0);
        for review in plan.reviews.iter().filter(|r| Week::of(r.at.day()) == week) {
            asked += 1;
            recalled += u32::from(review.grade.is_recalled());
        }
        let next = week.plus(1);
        let ahead = |day: Day| {
            let sessions = index.day(day).sessions.iter();
            let sessions = sessions.filter_map(|id| plan.sessions.get(id));
            let left = |s: &Session| s.minutes.saturating_sub(s.spent);
            let planned = sessions.filter(|s| s.outcome == Outcome::Planned);
            planned.map(|s| left(s)).sum::<Minutes>()
        };
        Self {
            week,
            number: number(plan, week),
            // The day of the last interview is none to study on.
            of: plan
                .last_day()
                .map_or(0, |last| number(plan, Week::of(last.plus(-1)))),
            due,
            over: today > week.sunday()
                || last_study_day(plan, index, week).is_some_and(|last| today >= last),
            planned: steps.iter().map(|line| line.planned).sum(),
            done: steps.iter().map(|line| line.done).sum(),
            steps,
            days,
            learned: learned(plan, week, &studied),
            asked,
            recalled,
            runs: runs(plan, week),
            missed,
            skipped,
            next: next.days().map(ahead).sum(),
            next_room: next.days().map(|day| plan.availability.minutes(day)).sum(),
        }
    }

    /// Whether nothing was planned and nothing done.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.learned.is_empty() && self.asked == 0
    }

    /// `done` of `planned` in whole percent, at most 999; `None` where nothing was planned.
    pub fn percent(&self) -> Option<u32> {
        (self.planned > Minutes::ZERO).then(|| {
            let exact = u64::from(self.done.0) * 100 / u64::from(self.planned.0.max(1));
            u32::try_from(exact.min(999)).unwrap_or(999)
        })
    }
}

/// What the figures speak for; the user decides.
impl WeekReview {
    /// Under three fifths of what was planned until now: it was too much; said once half of the week is behind. Something
    /// missed: plan again. Items left out, or more planned for the week after than it has: more time. Else: keep going.
    /// `None` while nothing was due yet.
    pub fn suggested(&self, plan: &Plan) -> Option<Decision> {
        let half = self.over || self.due.0 * 2 >= self.planned.0;
        let judged = if self.over { self.planned } else { self.due };
        let little = u64::from(self.done.0) * 5 < u64::from(judged.0) * 3;
        if judged == Minutes::ZERO && self.done == Minutes::ZERO {
            return None;
        }
        Some(if half && little {
            Decision::Lighten
        } else if !self.missed.is_empty() {
            Decision::Replan
        } else if self.next > self.next_room || !plan.cuts.is_empty() {
            Decision::MoreTime
        } else {
            Decision::KeepGoing
        })
    }

    /// Minutes a week that would have been kept, up to the next half hour, at least two hours: what was done; while the week
    /// lasts, the same share of all of it; three quarters of it where nothing was due yet.
    pub fn lighter(&self) -> Minutes {
        let (planned, done) = (u64::from(self.planned.0), u64::from(self.done.0));
        let kept = match (self.over, u64::from(self.due.0)) {
            (true, _) => done,
            (false, 0) => planned * 3 / 4,
            (false, due) => planned * done / due,
        };
        let kept = u32::try_from(kept).unwrap_or(u32::MAX);
        Minutes(kept.div_ceil(30).saturating_mul(30).max(120))
    }
}

/// What a session counts as planned time: what was skipped and what nobody planned counts as none.
fn as_planned(session: &Session) -> Minutes {
    if session.logged || session.outcome == Outcome::Skipped {
        return Minutes::ZERO;
    }
    session.minutes
}

/// What was planned for a week and what of it is done: the figures that are shown of a week everywhere.
pub fn sums(plan: &Plan, index: &PlanIndex, week: Week) -> (Minutes, Minutes) {
    let ids = week.days().flat_map(|day| &index.day(day).sessions);
    let sessions = ids.filter_map(|id| plan.sessions.get(id));
    sessions.fold((Minutes::ZERO, Minutes::ZERO), |(planned, done), one| {
        (planned + as_planned(one), done + one.spent)
    })
}

/// The last day of a week that has study on it: the last with a session, else the last with time for one.
pub fn last_study_day(plan: &Plan, index: &PlanIndex, week: Week) -> Option<Day> {
    let mut backwards = week.days().rev();
    let with = |day: &Day| !index.day(*day).sessions.is_empty();
    let there = |day: &Day| plan.availability.minutes(*day) > Minutes::ZERO;
    backwards
        .clone()
        .find(with)
        .or_else(|| backwards.find(there))
}

/// The week to look back on today: this one from its last study day on; before that, the week before.
pub fn week_to_review(plan: &Plan, index: &PlanIndex, today: Day) -> Week {
    let week = Week::of(today);
    match last_study_day(plan, index, week) {
        Some(last) if today < last && week.monday() > plan.start_on => week.plus(-1),
        _ => week,
    }
}

/// The weeks that have something to look back on, the newest first, up to the one that `today` is in.
pub fn reviewable(plan: &Plan, index: &PlanIndex, today: Day) -> Vec<Week> {
    let first = plan.sessions.iter().map(|session| session.on).min();
    let first = Week::of(first.map_or(plan.start_on, |first| first.min(plan.start_on)));
    let mut week = Week::of(today);
    let mut weeks = Vec::new();
    // Two years are more than anybody plans.
    while week >= first && weeks.len() < 104 {
        let some = week.days().any(|day| !index.day(day).sessions.is_empty());
        if some || plan.weeks.contains_key(&week) || week == Week::of(today) {
            weeks.push(week);
        }
        week = week.plus(-1);
    }
    weeks
}

fn number(plan: &Plan, week: Week) -> u32 {
    let weeks = week.monday().since(Week::of(plan.start_on).monday()) / 7 + 1;
    u32::try_from(weeks.max(0)).unwrap_or(0)
}

fn learned(plan: &Plan, week: Week, studied: &BTreeSet<&ItemId>) -> Vec<Learned> {
    let mut found = Vec::new();
    for item in plan.items.iter() {
        let finished = item.done_at.is_some_and(|at| Week::of(at.day()) == week);
        let ticked = item.parts.iter();
        let ticked = ticked.filter(|part| part.done_on.map(Week::of) == Some(week));
        let parts: Vec<String> = ticked.map(|part| part.title.clone()).collect();
        let studied = studied.contains(&item.id);
        if !finished && parts.is_empty() && !studied {
            continue;
        }
        let learned = Learned {
            item: item.id.clone(),
            finished,
            rating: item.rating,
            parts,
            notes: if studied { notes(item) } else { Vec::new() },
        };
        let step = plan.step_number(item.step.as_ref());
        found.push(((!finished, step, item.order), learned));
    }
    found.sort_by(|(a, one), (b, other)| (a, &one.item).cmp(&(b, &other.item)));
    found.into_iter().map(|(_, learned)| learned).collect()
}

/// The last lines of an item's notes.
fn notes(item: &Item) -> Vec<String> {
    let lines = item.notes.lines().iter();
    let lines = lines
        .map(|line| plain(line))
        .filter(|line| !line.is_empty());
    let said: Vec<String> = lines.collect();
    let from = said.len().saturating_sub(NOTE_LINES);
    said.into_iter().skip(from).collect()
}

fn runs(plan: &Plan, week: Week) -> Vec<RunId> {
    let finished = plan
        .runs
        .iter()
        .filter_map(|run| Some((run.finished?, &run.id)));
    let in_week = finished.filter(|(at, _)| Week::of(at.day()) == week);
    let mut found: Vec<_> = in_week.collect();
    found.sort();
    found.into_iter().map(|(_, id)| id.clone()).collect()
}

/// A line of a note without the signs of lists, headings and mentions.
fn plain(line: &str) -> String {
    let line = line.trim_start();
    let bare = line.trim_start_matches(['#', '>', '-', '*', '+']);
    // “-3” is a number, “- three” a list.
    let line = if bare.starts_with(' ') { bare } else { line };
    line.trim().replace("[[", "").replace("]]", "")
}
