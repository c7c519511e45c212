//! Readiness: how much of what an interview asks for will be prepared by then and still be recalled on its day. An
//! estimate from a model, to compare plans by; not a chance of passing.
//!
//! For an interview it is
//!
//! ```text
//!   Σ value × gain × coverage × recall  /  Σ value        over the items it asks for, at most 1
//! ```
//!
//! - *value*: importance × how much the interview asks for the item × minutes at the depth “core”;
//! - *gain*: what the depth is worth, “core” being 1 (`choice`: lean 0.62, deep 1.2);
//! - *coverage*: 0 to 1, the share of the item's minutes at its depth that are studied before the day of the interview;
//!   an item that is left out has none but what was studied of it already;
//! - *recall*: 0 to 1, predicted by FSRS-6 (`fsrs`) for the day of the interview, from the last study before it and the
//!   reviews after that; mocks are not counted.
//!
//! Items that the user skipped and items that take no time count nowhere. Not here: making a schedule.

use std::collections::BTreeMap;

use crate::domain::{
    Day, Depth, InterviewId, Item, ItemId, Minutes, Outcome, Plan, Schedule, Session, SessionKind,
    StepId,
};

use super::choice::{Choice, choices};
use super::drill::Drills;
use super::from_plan::{Facts, count, rest};
use super::fsrs::{Fsrs, Memory};
use super::memory;

/// Reviews whose both outcomes are followed; earlier ones are taken as recalled. (Each doubles the work.)
const FOLLOWED: usize = 5;

/// How ready a plan makes the user, by the model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Every interview ahead, by day.
    pub interviews: Vec<ReadyFor>,
    /// All of them together, each counted by what it asks for, in per mille (0 to 1000). `None` where nothing is asked.
    pub whole: Option<u16>,
}

/// Readiness for one interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyFor {
    /// The interview.
    pub interview: InterviewId,
    /// In per mille (0 to 1000). `None` where it asks for nothing that takes time.
    pub per_mille: Option<u16>,
    /// The same of each step that it asks for; what has no step last.
    pub steps: Vec<(Option<StepId>, u16)>,
}

impl Readiness {
    /// Of a plan as it stands: with the sessions ahead that are in it. O(n log n) for n items and sessions.
    #[must_use]
    pub fn of(plan: &Plan, today: Day) -> Self {
        let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today));
        let depth = |item: &Item| item.depth;
        read(&Facts::read(plan, today), ahead.map(|s| &**s), &depth)
    }

    /// As [`Self::of`], where the ratings of this very plan have been replayed already.
    #[must_use]
    pub fn knowing(plan: &Plan, today: Day, drills: &Drills) -> Self {
        let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today));
        let depth = |item: &Item| item.depth;
        let facts = Facts::knowing(plan, today, drills);
        read(&facts, ahead.map(|s| &**s), &depth)
    }

    /// Of a plan with another schedule in place of the sessions ahead. O(n log n) for n items and sessions.
    #[must_use]
    pub fn with(plan: &Plan, schedule: &Schedule, today: Day) -> Self {
        let depth = |item: &Item| schedule.depths.get(&item.id).copied().unwrap_or(item.depth);
        read(&Facts::read(plan, today), schedule.sessions.iter(), &depth)
    }

    /// For one interview, in per mille.
    #[must_use]
    pub fn per_mille(&self, interview: &InterviewId) -> Option<u16> {
        let found = self.interviews.iter().find(|r| r.interview == *interview);
        found.and_then(|ready| ready.per_mille)
    }
}

/// The sessions of one item.
#[derive(Debug, Default)]
struct Course {
    /// Minutes studied already, and the last day of it, from today (0 or before).
    studied: i64,
    last: Option<i32>,
    /// Study to come: days from today and minutes.
    study: Vec<(i32, i64)>,
    /// Days of reviews to come.
    reviews: Vec<i32>,
}

fn read<'a>(
    facts: &Facts<'a>,
    ahead: impl Iterator<Item = &'a Session>,
    depth: &dyn Fn(&Item) -> Depth,
) -> Readiness {
    let (plan, today) = (facts.plan, facts.today);
    let mut courses: BTreeMap<&ItemId, Course> = BTreeMap::new();
    let number = |day: Day| i32::try_from(day.since(today)).unwrap_or(i32::MAX);
    for session in plan.sessions.iter() {
        if session.kind == SessionKind::Study && session.spent > Minutes::ZERO {
            let when = session.ended_at.map_or(session.on, |at| at.day());
            let course = courses.entry(&session.item).or_default();
            course.studied += i64::from(count(session.spent));
            course.last = course.last.max(Some(number(when).min(0)));
        }
    }
    for session in ahead.filter(|s| s.outcome == Outcome::Planned) {
        let course = courses.entry(&session.item).or_default();
        match session.kind {
            SessionKind::Study => {
                let left = i64::from(rest(session).max(0));
                course.study.push((number(session.on), left));
            }
            SessionKind::Review => course.reviews.push(number(session.on)),
            SessionKind::Mock => {}
        }
    }
    for course in courses.values_mut() {
        course.reviews.sort_unstable();
        course.reviews.dedup();
    }
    let fsrs = Fsrs::of(&plan.rules);
    let none = Course::default();
    // By interview: what is there, in minutes × per mille, and what could be, in minutes.
    let mut sums = vec![(0_i128, 0_i128); facts.aims.len()];
    let mut of_steps: BTreeMap<(usize, Option<&StepId>), (i128, i128)> = BTreeMap::new();
    let mut add = |item: &'a Item, asked: &[i64], choices: &[Choice], known: Known| {
        let Some(choice) = at_most(choices, depth(item)) else {
            return;
        };
        let size = i128::from(size(plan, item));
        let course = courses.get(&item.id).unwrap_or(&none);
        let pairs = sums.iter_mut().zip(&facts.aims).zip(asked).enumerate();
        for (k, ((sum, aim), &asked)) in pairs {
            if asked <= 0 {
                continue;
            }
            let asked = i128::from(asked);
            sum.1 += asked * size;
            let of_step = of_steps.entry((k, item.step.as_ref())).or_default();
            of_step.1 += asked * size;
            let (covered, last) = known.by(aim.day, course, i64::from(choice.whole));
            let Some(last) = last.filter(|_| covered > 0) else {
                continue;
            };
            let between = course.reviews.iter().copied();
            let reviews: Vec<i32> = between.filter(|&r| last < r && r < aim.day).collect();
            let recall = recall(&fsrs, known.memory, last, &reviews, aim.day);
            let part = i128::from(choice.gain) * i128::from(covered) * i128::from(recall);
            let there = asked * part / i128::from(choice.whole.max(1));
            sum.0 += there;
            of_step.0 += there;
        }
    };
    for task in &facts.tasks {
        let known = Known {
            memory: memory::start(plan, task.item),
            done: None,
        };
        add(task.item, &task.asked, &task.choices, known);
    }
    for done in &facts.done {
        let known = Known {
            memory: done.memory,
            done: Some(done.last),
        };
        add(done.item, &done.asked, &choices(plan, done.item, 0), known);
    }
    let interviews = facts
        .aims
        .iter()
        .zip(&sums)
        .enumerate()
        .map(|(k, (aim, sum))| ReadyFor {
            interview: aim.interview.id.clone(),
            per_mille: share(*sum),
            steps: step_shares(&of_steps, k),
        });
    let whole = sums
        .iter()
        .fold((0, 0), |all, sum| (all.0 + sum.0, all.1 + sum.1));
    Readiness {
        interviews: interviews.collect(),
        whole: share(whole),
    }
}

/// What is known of an item today.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// Of a done item its memory today, else the one it begins with.
    memory: Memory,
    /// Of a done item the day of its last study or review, from today.
    done: Option<i32>,
}

impl Known {
    /// Minutes covered before a day, of `whole`, and the last day of that.
    fn by(&self, day: i32, course: &Course, whole: i64) -> (i64, Option<i32>) {
        if self.done.is_some() {
            return (whole, self.done);
        }
        let (mut covered, mut last) = (course.studied, course.last);
        for &(on, minutes) in course.study.iter().filter(|(on, _)| *on < day) {
            covered += minutes;
            last = last.max(Some(on));
        }
        (covered.min(whole), last)
    }
}

/// Minutes at the depth “core”; of an item that has none there, the most at any depth. As `choice` sees it.
pub(crate) fn size(plan: &Plan, item: &Item) -> i32 {
    match count(plan.effort_at(item, Depth::Core)) {
        0 => {
            let all = Depth::ALL.into_iter();
            all.map(|depth| count(plan.effort_at(item, depth)))
                .max()
                .unwrap_or(0)
        }
        core => core,
    }
}

/// The choice for a depth; where there is none, the next one below, else the least.
pub(crate) fn at_most(choices: &[Choice], depth: Depth) -> Option<&Choice> {
    let below = choices.iter().rev().find(|choice| choice.depth <= depth);
    below.or_else(|| choices.first())
}

/// Expected recall in per mille, for any number of reviews.
fn recall(fsrs: &Fsrs, memory: Memory, last: i32, reviews: &[i32], day: i32) -> i64 {
    let (early, late) = reviews.split_at(reviews.len().saturating_sub(FOLLOWED));
    let (mut memory, mut last) = (memory, last);
    for &review in early {
        let recall = fsrs.recall(f64::from(review - last), memory.stability);
        memory = fsrs.after_recall(memory, recall);
        last = review;
    }
    fsrs.expected_per_mille(memory, last, late, day)
}

/// By step, for an interview.
fn step_shares(
    all: &BTreeMap<(usize, Option<&StepId>), (i128, i128)>,
    aim: usize,
) -> Vec<(Option<StepId>, u16)> {
    let mut shares: Vec<(Option<StepId>, u16)> = all
        .iter()
        .filter(|((k, _), _)| *k == aim)
        .filter_map(|((_, step), sum)| Some((step.cloned(), share(*sum)?)))
        .collect();
    shares.sort_by_key(|(step, _)| step.is_none());
    shares
}

/// Minutes × per mille over minutes, to the nearest per mille, at most all.
fn share((there, all): (i128, i128)) -> Option<u16> {
    if all <= 0 {
        return None;
    }
    let share = (2 * there + all) / (2 * all);
    u16::try_from(share.clamp(0, 1_000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Effort, Interview, Kind, Moment, PlanId, Round, SessionId, Status, Step, StepId,
    };

    fn today() -> Day {
        Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN)
    }

    /// An interview in ten days; items of an hour at every depth, importance 3.
    fn plan(items: &[&str]) -> Plan {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", today());
        let id = InterviewId::slug("onsite");
        let interview = Interview::new(id, "Onsite", Round::Onsite, today().plus(10));
        plan.interviews.put(interview);
        for name in items {
            let mut item = Item::new(ItemId::slug(name), Kind::Topic, *name);
            item.effort = Effort::flat(Minutes(60));
            plan.items.put(item);
        }
        plan
    }

    fn put(plan: &mut Plan, item: &str, kind: SessionKind, day: i64, minutes: u32) {
        let id = SessionId::slug(&format!("{item}-{day}-{}", plan.sessions.len()));
        let item = ItemId::slug(item);
        let session = Session::new(id, item, kind, today().plus(day), Minutes(minutes));
        plan.sessions.put(session);
    }

    fn whole(plan: &Plan) -> Option<u16> {
        Readiness::of(plan, today()).whole
    }

    // Something new is remembered with a stability of 2.3065 days; after t days its recall is (1 + 0.98034 t / 2.3065)^-0.1542:
    // 0.808 after 7 days, 0.774 after 10.

    #[test]
    fn one_item_counts_what_is_recalled_of_it() {
        let mut p = plan(&["a"]);
        assert_eq!(whole(&p), Some(0), "nothing is planned");
        put(&mut p, "a", SessionKind::Study, 3, 60);
        assert_eq!(whole(&p), Some(808));
        let for_it = Readiness::of(&p, today());
        assert_eq!(for_it.per_mille(&InterviewId::slug("onsite")), Some(808));
    }

    #[test]
    fn what_is_left_out_counts_nothing_and_half_of_it_half() {
        let mut p = plan(&["a", "b"]);
        put(&mut p, "a", SessionKind::Study, 3, 60);
        assert_eq!(whole(&p), Some(404));
        put(&mut p, "b", SessionKind::Study, 3, 30);
        assert_eq!(whole(&p), Some(606));
        put(&mut p, "b", SessionKind::Study, 10, 30);
        assert_eq!(whole(&p), Some(606), "the day of the interview is too late");
    }

    #[test]
    fn importance_weighs() {
        // 8 of 8 + 1 parts are there.
        let mut p = plan(&["a", "b"]);
        p.items
            .update(&ItemId::slug("a"), |item| item.importance = 5);
        p.items
            .update(&ItemId::slug("b"), |item| item.importance = 1);
        put(&mut p, "a", SessionKind::Study, 3, 60);
        assert_eq!(whole(&p), Some(718));
    }

    #[test]
    fn lean_counts_its_gain() {
        let mut p = plan(&["a"]);
        p.items.update(&ItemId::slug("a"), |item| {
            item.effort = Effort {
                lean: Minutes(30),
                core: Minutes(60),
                deep: Minutes(120),
            };
            item.depth = Depth::Lean;
        });
        put(&mut p, "a", SessionKind::Study, 3, 30);
        // 62 % of 60 minutes, in whole minutes 37, times 0.808.
        assert_eq!(whole(&p), Some(498));
        p.items
            .update(&ItemId::slug("a"), |item| item.depth = Depth::Deep);
        // A quarter of 120 % of 0.808.
        assert_eq!(whole(&p), Some(242));
    }

    #[test]
    fn what_is_done_fades_and_a_review_lifts_it() {
        let mut p = plan(&["a"]);
        p.items.update(&ItemId::slug("a"), |item| {
            item.status = Status::Done;
            item.done_at = Moment::parse("2026-11-30T10:00:00").ok();
        });
        assert_eq!(whole(&p), Some(774));
        put(&mut p, "a", SessionKind::Review, 5, 10);
        let reviewed = whole(&p).unwrap_or(0);
        let fsrs = Fsrs::default();
        let memory = memory::start(&p, &Item::new(ItemId::slug("x"), Kind::Topic, "x"));
        let expected = (fsrs.expected(memory, 0, &[5], 10) * 1_000.0).round();
        assert_eq!(f64::from(reviewed), expected);
        assert!(reviewed > 850, "{reviewed}");
        put(&mut p, "a", SessionKind::Review, 10, 10);
        assert_eq!(whole(&p), Some(reviewed), "no review on the day itself");
    }

    #[test]
    fn skipped_items_count_nowhere() {
        let mut p = plan(&["a", "b"]);
        put(&mut p, "a", SessionKind::Study, 3, 60);
        p.items
            .update(&ItemId::slug("b"), |item| item.status = Status::Skipped);
        assert_eq!(whole(&p), Some(808));
    }

    #[test]
    fn each_interview_has_its_own_and_a_day_that_is_over_none() {
        let mut p = plan(&["a", "b"]);
        let steps = ["fundamentals", "algorithms"];
        for (n, (item, step)) in ["a", "b"].into_iter().zip(steps).enumerate() {
            let step = StepId::slug(step);
            p.steps.put(Step::new(step.clone(), n as u32 + 1, "S"));
            p.items.update(&ItemId::slug(item), |i| i.step = Some(step));
        }
        let mut coding = Interview::new(
            InterviewId::slug("coding"),
            "Coding",
            Round::Coding,
            today().plus(10),
        );
        coding.weights.insert(StepId::slug("fundamentals"), 0);
        p.interviews.put(coding);
        let past = InterviewId::slug("past");
        let over = Interview::new(past.clone(), "Past", Round::Screen, today());
        p.interviews.put(over);
        put(&mut p, "b", SessionKind::Study, 3, 60);
        let ready = Readiness::of(&p, today());
        let of = |id: &str| ready.per_mille(&InterviewId::slug(id));
        assert_eq!(of("coding"), Some(808));
        assert_eq!(of("onsite"), Some(404), "both steps matter 3 there");
        // The onsite counts 2 × (3 + 3), of which half is there, the coding round 3: 9 of 15 parts.
        assert_eq!(ready.whole, Some(485));
        assert_eq!(ready.interviews.len(), 2);
        assert_eq!(ready.per_mille(&past), None);
    }

    #[test]
    fn many_reviews_are_no_more_work_than_a_few() {
        let mut p = plan(&["a"]);
        put(&mut p, "a", SessionKind::Study, 0, 60);
        let far = InterviewId::slug("onsite");
        p.interviews.update(&far, |one| one.on = today().plus(90));
        for day in 1..90 {
            put(&mut p, "a", SessionKind::Review, day, 10);
        }
        let ready = whole(&p).unwrap_or(0);
        assert!((950..=1_000).contains(&ready), "{ready}");
    }

    #[test]
    fn without_an_interview_ahead_there_is_none() {
        let mut p = plan(&["a"]);
        p.interviews.retain(|_| false);
        assert_eq!(Readiness::of(&p, today()), Readiness::default());
    }
}
