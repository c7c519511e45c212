//! The figures of Progress, worked out once per revision, day and interview: what happened, what is planned, and (readiness)
//! the one figure that is a model's guess.
//!
//! Not here: where things stand on the screen (`chart.rs`, `cards.rs`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::week_review::sums;
use crate::domain::{
    Day, Interview, InterviewId, Item, ItemId, Minutes, Outcome, Plan, PlanIndex, Status, Weekday,
};
use crate::planner::estimates::Estimates;
use crate::planner::{Drills, Readiness};
use crate::ui::plan_words::step_of;

use super::shares;

/// A step's share.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRow {
    /// 1 to 5; 0 for others.
    pub step: u8,
    /// Its short title.
    pub title: String,
    /// Minutes done of its planned study.
    pub done: Minutes,
    /// Minutes of its planned study: done, and planned before the interview.
    pub whole: Minutes,
    /// Minutes of it that are planned only after the interview, for a later one.
    pub later: Minutes,
    /// Readiness in it for the interview by the plan as it stands, in per mille.
    pub ready: Option<u16>,
    /// Whether the interview asks for it.
    pub asked: bool,
}

/// One day of the map of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCell {
    /// The day.
    pub day: Day,
    /// Minutes done.
    pub done: Minutes,
    /// Minutes there were, or will be.
    pub there: Minutes,
    /// Whether it was taken off.
    pub off: bool,
}

/// One week.
#[derive(Clone, Debug, PartialEq)]
pub struct WeekRow {
    /// Its Monday.
    pub monday: Day,
    /// Minutes done.
    pub done: Minutes,
    /// Minutes done or planned.
    pub load: Minutes,
    /// Minutes that are or were planned, as looking back on the week says it.
    pub planned: Minutes,
    /// Minutes there are.
    pub there: Minutes,
    /// Minutes done (past weeks) or done and planned (this one and those to come), by step in the order of the path; what
    /// has no step last.
    pub by_step: Vec<Minutes>,
    /// Monday to Sunday.
    pub days: Vec<DayCell>,
}

/// A finished item's estimate against what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The item.
    pub item: ItemId,
    /// Its short title.
    pub title: String,
    /// 1 to 5; 0 for others.
    pub step: u8,
    /// What it was to take.
    pub estimate: Minutes,
    /// What it took, without reviews.
    pub spent: Minutes,
}

/// A point of a line: a day, and the minutes added up to its end.
pub type Point = (Day, u32);

/// All figures for one interview (or for the whole plan).
#[derive(Clone, Debug)]
pub struct Model {
    /// The interview; `None`: the whole plan.
    pub interview: Option<InterviewId>,
    /// Minutes done of the planned study.
    pub done: Minutes,
    /// Minutes of the planned study: for an interview what is done and what is planned before it.
    pub whole: Minutes,
    /// Minutes of study that the interview asks for and that are planned only after it, for a later one.
    pub later: Minutes,
    /// Minutes planned from today on until the interview, reviews and mocks counted.
    pub to_come: Minutes,
    /// What was done by day, added up, to today.
    pub line_done: Vec<Point>,
    /// What is or was planned by day, added up.
    pub line_plan: Vec<Point>,
    /// The first day of the chart.
    pub from: Day,
    /// The last day of the chart: the interview, or the last session.
    pub to: Day,
    /// Readiness for the interview by the plan as it stands, in per mille; `None` where none is ahead that asks for anything.
    pub ready: Option<u16>,
    /// Minutes that should have been done by the end of yesterday, by the plan as it stands.
    pub due: Minutes,
    /// Minutes spent, everything counted.
    pub spent: Minutes,
    /// By step.
    pub steps: Vec<StepRow>,
    /// Week by week, from the first to the last.
    pub weeks: Vec<WeekRow>,
    /// Days in a row with something done, days off not counted.
    pub streak: u32,
    /// The paces that the log shows, and what they propose.
    pub learned: Estimates,
    /// Finished items, the last one first.
    pub estimates: Vec<Estimate>,
}

impl Model {
    /// The share done, 0 to 100.
    pub fn percent(&self) -> u32 {
        share(self.done, self.whole)
    }

    /// Reads the plan; `drills` is what its ratings come to. `interview`: only what it asks for, up to its day.
    pub fn new(
        plan: &Plan,
        index: &PlanIndex,
        drills: &Drills,
        interview: Option<&InterviewId>,
        today: Day,
    ) -> Self {
        let interview = interview
            .and_then(|id| plan.interviews.get(id))
            .map(|one| &**one);
        let asked: BTreeSet<&ItemId> = plan
            .items
            .iter()
            .filter(|item| asks_for(interview, item))
            .map(|item| &item.id)
            .collect();
        let (mut steps, [done, whole, later]) =
            shares::by_step(plan, index, interview, &asked, today);

        let mut done_on: BTreeMap<Day, u32> = BTreeMap::new();
        let mut planned_on: BTreeMap<Day, u32> = BTreeMap::new();
        let mut spent = Minutes::ZERO;
        for session in plan.sessions.iter() {
            let late = interview.is_some_and(|one| session.on > one.on);
            if late || !asked.contains(&session.item) {
                continue;
            }
            spent += session.spent;
            *done_on.entry(session.on).or_default() += session.spent.0;
            if session.outcome != Outcome::Skipped && !session.logged {
                *planned_on.entry(session.on).or_default() += session.minutes.0;
            }
        }
        done_on.retain(|day, minutes| *day <= today && *minutes > 0);
        let first = [
            Some(plan.start_on),
            done_on.keys().next().copied(),
            planned_on.keys().next().copied(),
        ]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(today);
        // Of an interview that is over the chart ends with it.
        let over = interview.is_some_and(|one| one.on < today);
        let last = [
            interview.map(|one| one.on).or_else(|| plan.last_day()),
            planned_on.keys().next_back().copied(),
            Some(today).filter(|_| !over),
        ];
        let last = last
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(today)
            .max(first.plus(1));
        let ready = Readiness::knowing(plan, today, drills);
        let of_steps =
            interview.and_then(|one| ready.interviews.iter().find(|r| r.interview == one.id));
        for (row, step) in steps.iter_mut().zip(plan.steps_in_order()) {
            let found =
                of_steps.and_then(|r| r.steps.iter().find(|(id, _)| id.as_ref() == Some(&step.id)));
            row.ready = found.map(|(_, share)| *share);
        }
        let ready = match interview {
            Some(one) => ready.per_mille(&one.id),
            None => ready.whole,
        };
        let due = Minutes(planned_on.range(..today).map(|(_, minutes)| *minutes).sum());
        let to_come = Minutes(planned_on.range(today..).map(|(_, minutes)| *minutes).sum());
        Self {
            interview: interview.map(|one| one.id.clone()),
            done,
            whole,
            later,
            to_come,
            line_done: added_up(&done_on, first, Some(today.min(last))),
            line_plan: added_up(&planned_on, first, None),
            from: first,
            to: last,
            ready,
            due,
            spent,
            steps,
            weeks: weeks(plan, index, first, last.max(today), today),
            streak: streak(plan, index, today),
            learned: Estimates::read(plan),
            estimates: estimates(plan, index, &asked),
        }
    }
}

/// `done` of `whole` in whole percent: 100 only where nothing is left.
pub fn share(done: Minutes, whole: Minutes) -> u32 {
    if whole == Minutes::ZERO {
        return 0;
    }
    let exact = u64::from(done.0) * 100 / u64::from(whole.0);
    u32::try_from(exact.min(100)).unwrap_or(100)
}

fn asks_for(interview: Option<&Interview>, item: &Item) -> bool {
    match (interview, &item.step) {
        (Some(interview), Some(step)) => interview.weight(step) > 0,
        _ => true,
    }
}

fn added_up(by_day: &BTreeMap<Day, u32>, first: Day, until: Option<Day>) -> Vec<Point> {
    let mut sum = 0_u32;
    let mut line = vec![(first.plus(-1), 0)];
    for (day, minutes) in by_day {
        if day.since(line.last().map_or(first, |(day, _)| *day)) > 1 {
            // It stood still in between.
            line.push((day.plus(-1), sum));
        }
        sum = sum.saturating_add(*minutes);
        line.push((*day, sum));
    }
    if let Some(until) = until
        && line.last().is_some_and(|(day, _)| *day < until)
    {
        line.push((until, sum));
    }
    line
}

fn weeks(plan: &Plan, index: &PlanIndex, first: Day, last: Day, today: Day) -> Vec<WeekRow> {
    let mut rows = Vec::new();
    let order = plan.steps_in_order();
    let places: BTreeMap<_, _> = order.iter().enumerate().map(|(n, s)| (&s.id, n)).collect();
    let steps = order.len() + 1;
    let this = today.week_start(Weekday::Mon);
    let mut by_week: BTreeMap<Day, Vec<Minutes>> = BTreeMap::new();
    for session in plan.sessions.iter() {
        let week = session.on.week_start(Weekday::Mon);
        let minutes = if week < this {
            session.spent
        } else {
            session.load()
        };
        let item = plan.items.get(&session.item);
        let step = item.and_then(|item| item.step.as_ref());
        let place = step.and_then(|step| places.get(step)).copied();
        let row = by_week
            .entry(week)
            .or_insert_with(|| vec![Minutes::ZERO; steps]);
        if let Some(slot) = row.get_mut(place.unwrap_or(steps - 1)) {
            *slot += minutes;
        }
    }
    // Two years are more than anybody plans; the map is not drawn longer, and begins a year ago at the earliest.
    let first = first.max(today.plus(-364));
    let mut monday = first.week_start(Weekday::Mon);
    while monday <= last && rows.len() < 104 {
        let days: Vec<DayCell> = monday
            .until(monday.plus(7))
            .map(|day| DayCell {
                day,
                done: index.day(day).done,
                there: plan.availability.minutes(day),
                off: plan.availability.is_day_off(day),
            })
            .collect();
        rows.push(WeekRow {
            monday,
            done: days.iter().map(|day| day.done).sum(),
            load: days.iter().map(|day| index.day(day.day).load).sum(),
            planned: sums(plan, index, crate::domain::Week::of(monday)).0,
            by_step: by_week
                .remove(&monday)
                .unwrap_or_else(|| vec![Minutes::ZERO; steps]),
            there: days.iter().map(|day| day.there).sum(),
            days,
        });
        monday = monday.plus(7);
    }
    rows
}

fn streak(plan: &Plan, index: &PlanIndex, today: Day) -> u32 {
    let mut count = 0;
    let mut day = today;
    // Today counts where something is done already; it breaks nothing where not.
    if index.day(today).done == Minutes::ZERO {
        day = today.plus(-1);
    }
    while day >= plan.start_on.plus(-400) && day > Day::MIN {
        if index.day(day).done > Minutes::ZERO {
            count += 1;
        } else if plan.availability.minutes(day) > Minutes::ZERO || day < plan.start_on {
            break;
        }
        day = day.plus(-1);
    }
    count
}

fn estimates(plan: &Plan, index: &PlanIndex, asked: &BTreeSet<&ItemId>) -> Vec<Estimate> {
    let mut all: Vec<_> = plan
        .items
        .iter()
        .filter(|item| item.status == Status::Done && asked.contains(&item.id))
        .filter(|item| index.item(&item.id).studied > Minutes::ZERO)
        .collect();
    all.sort_by(|a, b| (b.done_at, &a.id).cmp(&(a.done_at, &b.id)));
    all.into_iter()
        .map(|item| Estimate {
            item: item.id.clone(),
            title: item.short_title().to_owned(),
            step: step_of(plan, item),
            estimate: plan.effort(item),
            spent: index.item(&item.id).studied,
        })
        .collect()
}
