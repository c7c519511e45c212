//! From the user's plan to what the planner works on: days counted from today, minutes that are really free, what is
//! open at which depths, what stays where it is, and the [`Problem`] for one choice of depths.
//!
//! Not here: choosing the depths (`depth`), and turning the answer into sessions again (`way_back`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::index::place_in_path;
use crate::domain::{
    CutReason, Day, Depth, Interview, Item, ItemId, Kind, Minutes, Outcome, Plan, Relation, Round,
    Session, SessionId, SessionKind, Status,
};

use super::cause::Named;
use super::choice::{Choice, choices};
use super::drill::Drills;
use super::drilled::Drilled;
use super::memory::{self, Remembered};
use super::problem::{MAX_DAYS, MAX_MINUTES};

/// The shortest time in which a design prompt is practised against the clock, in minutes.
pub(crate) const MOCK_MINUTES: i32 = 45;

/// An interview ahead.
#[derive(Debug)]
pub(crate) struct Aim<'a> {
    pub interview: &'a Interview,
    /// Its day, from today; at least 1.
    pub day: i32,
    /// Days before it without new material; at least the last one.
    pub buffer: i32,
}

/// An item that is open and takes time.
#[derive(Debug)]
pub(crate) struct Task<'a> {
    pub item: &'a Item,
    /// Place in the whole path: a unique number.
    pub position: i64,
    /// Priority × how much each interview ahead asks for it.
    pub asked: Vec<i64>,
    /// Whether the user fixed its depth.
    pub fixed: bool,
    /// Depths it can have, from the least; at least one.
    pub choices: Vec<Choice>,
    /// Open tasks that must be complete before it.
    pub prerequisites: Vec<usize>,
    /// Minutes of study that the user has put on days ahead.
    pub pinned: i32,
    /// The last day of those.
    pub pinned_until: Option<i32>,
    /// The first day ahead on which the user wants it reviewed.
    pub review_by_hand: Option<i32>,
    /// Minutes of study that the schedule before had for it on days ahead, and whether it had any at all (missed ones
    /// counted).
    pub before: i32,
    pub was_planned: bool,
}

impl Task<'_> {
    /// Whether any interview ahead asks for it.
    pub fn is_asked(&self) -> bool {
        self.asked.iter().any(|&a| a > 0)
    }

    /// The choice for a depth.
    pub fn at(&self, depth: Depth) -> Option<&Choice> {
        self.choices.iter().find(|c| c.depth == depth)
    }
}

/// A plan, read for planning.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub plan: &'a Plan,
    pub today: Day,
    /// Interviews ahead, by day.
    pub aims: Vec<Aim<'a>>,
    /// The last interview's day, from today; 0 where none is ahead.
    pub days: i32,
    /// Minutes the user has on each day, less what is spent today.
    pub there: Vec<i32>,
    /// As `there`, less what only takes its time ([`Self::reserved`]).
    pub capacity: Vec<i32>,
    /// Days that take no new material.
    pub buffer: Vec<bool>,
    /// What is open, in the order of the path.
    pub tasks: Vec<Task<'a>>,
    /// What is done and remembered.
    pub done: Vec<Remembered<'a>>,
    /// Sessions ahead that stay as they are: pinned, begun, or timed now.
    pub fixed: Vec<&'a Session>,
    /// Of those, with their days, the ones that only take their time: they are no work of an open task and no review of
    /// what is done.
    pub reserved: Vec<(usize, &'a Session)>,
    /// Sessions that come on top of what their items take: they count as no work of theirs.
    extras: BTreeSet<&'a SessionId>,
    /// The planner's own sessions: those ahead, and those that were missed.
    pub free: Vec<&'a Session>,
    /// Of the planner's own reviews ahead, those that answers to prompts have made needless: they are not in `free`.
    pub spared: Vec<&'a Session>,
    /// Items whose planned reviews do not suit what was answered of them (`drilled`).
    pub recall: Option<Named>,
    /// Whether something was planned for a day before today and did not take place.
    pub behind: bool,
    /// The shortest useful session on these days, in minutes.
    pub shortest: i32,
}

/// Minutes as the planner counts them.
pub(crate) fn count(minutes: Minutes) -> i32 {
    i32::try_from(minutes.0)
        .unwrap_or(i32::MAX)
        .min(MAX_MINUTES)
}

/// Weight of an importance of 1 to 5.
pub(crate) fn priority(importance: u8) -> i64 {
    match importance {
        0 | 1 => 1,
        2 => 2,
        3 => 3,
        4 => 5,
        _ => 8,
    }
}

/// How much an interview asks for an item: 0 is not at all. The onsite counts twice.
pub(crate) fn asks(interview: &Interview, item: &Item) -> i64 {
    let weight = match &item.step {
        Some(step) => interview.weight(step),
        None => 2,
    };
    let rounds = if interview.round == Round::Onsite {
        2
    } else {
        1
    };
    i64::from(weight) * rounds
}

impl<'a> Facts<'a> {
    /// Reads the plan once: O(n log n).
    pub fn read(plan: &'a Plan, today: Day) -> Self {
        Self::remembering(plan, today, Drilled::read(plan))
    }

    /// As [`Self::read`], where the ratings of this very plan have been replayed already.
    pub fn knowing(plan: &'a Plan, today: Day, drills: &Drills) -> Self {
        Self::remembering(plan, today, Drilled::of_plan(plan, drills))
    }

    /// As [`Self::read`], for who asks for time and work only: the answers to prompts are left aside.
    pub fn work(plan: &'a Plan, today: Day) -> Self {
        Self::remembering(plan, today, None)
    }

    fn remembering(plan: &'a Plan, today: Day, drilled: Option<Drilled>) -> Self {
        let aims = aims(plan, today);
        let days = aims.last().map_or(0, |aim| aim.day);
        let length = usize::try_from(days).unwrap_or(0);
        let mut facts = Self {
            plan,
            today,
            aims,
            days,
            there: vec![0; length],
            capacity: Vec::new(),
            buffer: vec![false; length],
            tasks: Vec::new(),
            done: Vec::new(),
            fixed: Vec::new(),
            reserved: Vec::new(),
            extras: super::follow_up::extras(plan),
            free: Vec::new(),
            spared: Vec::new(),
            recall: None,
            behind: false,
            shortest: count(plan.rules.min_session).max(1),
        };
        facts.read_days();
        let sums = facts.read_sessions();
        facts.read_items(&sums, drilled.as_ref());
        facts.read_links();
        facts.read_fixed();
        facts.spared = super::drilled::spared(&facts);
        if !facts.spared.is_empty() {
            let spared: BTreeSet<_> = facts.spared.iter().map(|s| &s.id).collect();
            facts.free.retain(|session| !spared.contains(&session.id));
        }
        facts.recall = super::drilled::misfits(&facts);
        let longest = facts.capacity.iter().copied().max().unwrap_or(0);
        if longest > 0 {
            facts.shortest = facts.shortest.min(longest);
        }
        facts
    }

    /// The number of a day from today where it is on the calendar.
    pub fn number(&self, day: Day) -> Option<usize> {
        let number = usize::try_from(day.since(self.today)).ok()?;
        (number < self.there.len()).then_some(number)
    }

    /// Whether the schedule in force leaves a task out that an interview asked for then.
    pub fn was_left_out(&self, task: &Task) -> bool {
        let cut = self.plan.cuts.get(&task.item.id);
        cut.is_some_and(|cut| cut.reason != CutReason::NotAsked)
    }

    /// Whether the user has fixed the depth of a task since it was planned or left out: it is asked for now. Fixing a
    /// depth takes an item off the list of what is left out (`Edit::SetDepth`), a replan that finds no place puts it back.
    pub fn is_asked_now(&self, task: usize) -> bool {
        let task = self.tasks.get(task);
        task.is_some_and(|t| t.fixed && !t.was_planned && !self.was_left_out(t))
    }

    /// Minutes ahead on which nothing is planned.
    pub fn free_minutes(&self) -> i64 {
        let mut free: Vec<i64> = self.there.iter().map(|&m| i64::from(m)).collect();
        for session in self.free.iter().chain(&self.fixed) {
            if let Some(slot) = self.number(session.on).and_then(|d| free.get_mut(d)) {
                *slot -= i64::from(rest(session));
            }
        }
        free.into_iter().filter(|&m| m > 0).sum()
    }

    /// Whether a session that stays comes on top of what its item takes.
    pub fn is_extra(&self, session: &Session) -> bool {
        self.extras.contains(&session.id)
    }

    /// Length of a review in minutes.
    pub fn review(&self) -> i32 {
        count(self.plan.rules.review)
    }

    fn read_days(&mut self) {
        for (n, slot) in self.there.iter_mut().enumerate() {
            let day = self.today.plus(n as i64);
            if day >= self.plan.start_on {
                *slot = count(self.plan.availability.minutes(day)).min(24 * 60);
            }
        }
        for aim in &self.aims {
            if let Some(slot) = usize::try_from(aim.day)
                .ok()
                .and_then(|d| self.there.get_mut(d))
            {
                *slot = 0;
            }
            for day in (aim.day - aim.buffer).max(0)..aim.day {
                if let Some(slot) = usize::try_from(day)
                    .ok()
                    .and_then(|d| self.buffer.get_mut(d))
                {
                    *slot = true;
                }
            }
        }
    }

    fn read_sessions(&mut self) -> BTreeMap<&'a ItemId, Sums> {
        let plan = self.plan;
        let mut sums: BTreeMap<&ItemId, Sums> = BTreeMap::new();
        let timed = plan.timer.as_ref().map(|timer| &timer.session);
        let mut spent_today = 0;
        for session in plan.sessions.iter().map(Arc::as_ref) {
            let sum = sums.entry(&session.item).or_default();
            let spent = count(session.spent);
            let when = session.ended_at.map_or(session.on, |at| at.day());
            if spent > 0 && when == self.today {
                spent_today += spent;
            }
            let missed = session.is_missed(self.today) && timed != Some(&session.id);
            // What was begun on an earlier day is over: taking a schedule makes it the log of what was spent.
            let over = missed && spent > 0;
            let done = over || session.outcome == Outcome::Done;
            match session.kind {
                SessionKind::Study => sum.studied = sum.studied.saturating_add(spent),
                SessionKind::Review if done => sum.reviews.push(when),
                SessionKind::Mock if done => sum.mocked = true,
                _ => {}
            }
            self.behind |= missed;
            if over || session.outcome != Outcome::Planned {
                if spent > 0 {
                    sum.last = sum.last.max(Some(when));
                }
                continue;
            }
            let begun = spent > 0 || timed == Some(&session.id);
            let missed = session.on < self.today;
            if !missed && (begun || session.pinned) {
                self.fixed.push(session);
            } else if !begun {
                self.free.push(session);
                if session.kind == SessionKind::Study {
                    sum.was_planned = true;
                    if !missed {
                        sum.before = sum.before.saturating_add(count(session.minutes));
                    }
                }
            }
        }
        if let Some(slot) = self.there.first_mut() {
            *slot = (*slot - spent_today).max(0);
        }
        self.capacity = self.there.clone();
        sums
    }

    fn read_items(&mut self, sums: &BTreeMap<&'a ItemId, Sums>, drilled: Option<&Drilled>) {
        let plan = self.plan;
        let mut ranked: Vec<&Item> = plan.items.iter().map(Arc::as_ref).collect();
        ranked.sort_by_cached_key(|item| place_in_path(plan, &item.id));
        let none = Sums::default();
        for (position, item) in ranked.into_iter().enumerate() {
            let sum = sums.get(&item.id).unwrap_or(&none);
            let asked: Vec<i64> = self
                .aims
                .iter()
                .map(|aim| priority(item.importance) * asks(aim.interview, item))
                .collect();
            let position = position as i64;
            match item.status {
                Status::Skipped => {}
                Status::Done => {
                    self.done.push(memory::remembered(
                        plan,
                        item,
                        (self.today, self.days),
                        drilled.and_then(|all| all.of(&item.id)),
                        position,
                        asked,
                        sum.last,
                        &sum.reviews,
                        sum.mocked,
                    ));
                }
                Status::ToDo | Status::InProgress => {
                    let choices = choices(plan, item, sum.studied);
                    if choices.is_empty() {
                        continue;
                    }
                    self.tasks.push(Task {
                        item,
                        position,
                        asked,
                        fixed: item.depth_fixed,
                        choices,
                        prerequisites: Vec::new(),
                        pinned: 0,
                        pinned_until: None,
                        review_by_hand: None,
                        before: sum.before,
                        was_planned: sum.was_planned,
                    });
                }
            }
        }
    }

    /// Prerequisites among open tasks. Within one ordered list the order does the work; a circle is cut open.
    fn read_links(&mut self) {
        let by_id: BTreeMap<&ItemId, usize> = self
            .tasks
            .iter()
            .enumerate()
            .map(|(n, task)| (&task.item.id, n))
            .collect();
        let mut wanted: Vec<(usize, usize)> = Vec::new();
        for link in self.plan.links.iter() {
            if link.relation != Relation::BuildsOn {
                continue;
            }
            let (Some(&from), Some(&to)) = (by_id.get(&link.from), by_id.get(&link.to)) else {
                continue;
            };
            let list = |n: usize| self.tasks.get(n).map_or("", |t| t.item.sequence.as_str());
            if from == to || (!list(from).is_empty() && list(from) == list(to)) {
                continue;
            }
            wanted.push((from, to));
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut before = vec![Vec::new(); self.tasks.len()];
        for (from, to) in wanted {
            before[from].push(to);
        }
        open_circles(&mut before);
        for (task, before) in self.tasks.iter_mut().zip(before) {
            task.prerequisites = before;
        }
    }

    /// What stays where it is: pins of open tasks count as their work, everything else only takes its time.
    fn read_fixed(&mut self) {
        let by_id: BTreeMap<&ItemId, usize> = self
            .tasks
            .iter()
            .enumerate()
            .map(|(n, task)| (&task.item.id, n))
            .collect();
        for session in &self.fixed {
            let Some(day) = self.number(session.on) else {
                continue;
            };
            let left = rest(session);
            let task = by_id
                .get(&session.item)
                .and_then(|&n| self.tasks.get_mut(n));
            let mut reserved = false;
            match (session.kind, task) {
                _ if self.extras.contains(&session.id) => reserved = true,
                (SessionKind::Study, Some(task)) => {
                    task.pinned = task.pinned.saturating_add(left);
                    if left > 0 {
                        task.pinned_until = task.pinned_until.max(Some(day as i32));
                    }
                }
                (SessionKind::Review, Some(task)) => {
                    let day = day as i32;
                    if task.review_by_hand.is_none_or(|d| day < d) {
                        task.review_by_hand = Some(day);
                    }
                    reserved = true;
                }
                (SessionKind::Review, None) => {
                    let known = self.done.iter().any(|d| d.item.id == session.item);
                    reserved = !known || self.review() == 0;
                }
                _ => reserved = true,
            }
            if reserved && let Some(slot) = self.capacity.get_mut(day) {
                *slot = (*slot - left).max(0);
                self.reserved.push((day, session));
            }
        }
    }

    /// The day from which mocks are held: at 60 % of the way from the start to the last interview.
    pub fn mocks_from(&self) -> i32 {
        let start = self.plan.start_on.since(self.today);
        let mark = start + (i64::from(self.days) - start) * 3 / 5;
        i32::try_from(mark.clamp(0, i64::from(self.days))).unwrap_or(0)
    }
}

/// Minutes of a session that stays which are still to come.
pub(crate) fn rest(session: &Session) -> i32 {
    count(session.minutes.saturating_sub(session.spent))
}

/// What an item's sessions add up to.
#[derive(Debug, Default)]
struct Sums {
    studied: i32,
    reviews: Vec<Day>,
    mocked: bool,
    last: Option<Day>,
    before: i32,
    was_planned: bool,
}

fn aims(plan: &Plan, today: Day) -> Vec<Aim<'_>> {
    let mut aims: Vec<Aim> = plan
        .interviews
        .iter()
        .filter(|interview| interview.on > today)
        .map(|interview| Aim {
            interview,
            day: i32::try_from(interview.on.since(today))
                .unwrap_or(MAX_DAYS)
                .clamp(1, MAX_DAYS),
            buffer: i32::from(interview.buffer_days).max(1),
        })
        .collect();
    aims.sort_by(|a, b| (a.day, &a.interview.id).cmp(&(b.day, &b.interview.id)));
    aims
}

/// Takes out the prerequisites that close a circle, the same ones every time.
fn open_circles(before: &mut [Vec<usize>]) {
    // 0 not seen, 1 on the way, 2 finished
    let mut state = vec![0_u8; before.len()];
    for start in 0..before.len() {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let at = *at;
            let Some(&to) = before[at].get(*next) else {
                state[at] = 2;
                way.pop();
                continue;
            };
            match state[to] {
                0 => {
                    *next += 1;
                    state[to] = 1;
                    way.push((to, 0));
                }
                1 => {
                    before[at].remove(*next);
                }
                _ => *next += 1,
            }
        }
    }
}

/// Whether an item can be practised as a mock.
pub(crate) fn is_prompt(item: &Item) -> bool {
    item.kind == Kind::DesignPrompt
}
