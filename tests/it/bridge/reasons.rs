//! What a reason says is true: every claim that a session or a cut makes is looked up in the finished schedule, by code
//! that knows only calendars and links.
//!
//! Seen to fail when “only day” is said of any long session, when the item named as waiting does not wait, when a first
//! review is not the first, and when something is said to lack time while there is plenty.

use std::collections::{BTreeMap, BTreeSet};

use cairn::domain::{
    CutReason, Day, Interview, Item, ItemId, Minutes, Plan, Relation, Schedule, Session,
    SessionKind, Why,
};

use super::support::*;
use crate::support::study;

/// A schedule laid out by day, with what is asked of it.
struct Sheet<'a> {
    plan: &'a Plan,
    schedule: &'a Schedule,
    /// The plan with the schedule in it.
    next: Plan,
    today: Day,
    load: BTreeMap<Day, u32>,
    faults: Vec<String>,
}

impl<'a> Sheet<'a> {
    fn new(plan: &'a Plan, schedule: &'a Schedule, today: Day) -> Self {
        let mut load = BTreeMap::new();
        for s in &schedule.sessions {
            *load.entry(s.on).or_default() += s.minutes.0 - s.spent.0;
        }
        Self {
            plan,
            schedule,
            next: with(plan, schedule, today),
            today,
            load,
            faults: Vec::new(),
        }
    }

    fn item(&self, id: &ItemId) -> &Item {
        self.next.items.get(id).expect("an item")
    }

    fn aims(&self) -> Vec<&Interview> {
        let all = self.plan.interviews_in_order().into_iter();
        all.filter(|i| i.on > self.today).collect()
    }

    /// Interviews ahead that ask for an item.
    fn asking(&self, item: &Item) -> Vec<&Interview> {
        let by = |a: &&Interview| item.step.as_ref().is_none_or(|step| a.weight(step) > 0);
        self.aims().into_iter().filter(by).collect()
    }

    fn taper(&self, day: Day) -> bool {
        let last =
            |a: &&Interview| day < a.on && day >= a.on.plus(-i64::from(a.buffer_days.max(1)));
        self.aims().iter().any(last) || self.aims().iter().any(|a| a.on == day)
    }

    fn there(&self, day: Day) -> u32 {
        let interview = self.aims().iter().any(|a| a.on == day);
        match day < self.plan.start_on || interview {
            true => 0,
            false => self.plan.availability.minutes(day).0,
        }
    }

    fn free(&self, day: Day) -> u32 {
        self.there(day)
            .saturating_sub(self.load.get(&day).copied().unwrap_or(0))
    }

    fn of(&self, item: &ItemId, kind: SessionKind) -> Vec<&Session> {
        let all = self.schedule.sessions.iter();
        all.filter(|s| s.item == *item && s.kind == kind).collect()
    }

    fn end(&self, item: &ItemId) -> Option<Day> {
        self.of(item, SessionKind::Study).iter().map(|s| s.on).max()
    }

    fn start(&self, item: &ItemId) -> Option<Day> {
        self.of(item, SessionKind::Study).iter().map(|s| s.on).min()
    }

    /// What waits for an item directly, planned.
    fn waiting(&self, item: &ItemId) -> Vec<ItemId> {
        let links = self.plan.links.iter();
        let direct = links.filter(|l| l.relation == Relation::BuildsOn && l.to == *item);
        let planned = direct.filter(|l| self.start(&l.from).is_some());
        planned.map(|l| l.from.clone()).collect()
    }

    /// Days on which a study session of this length could be instead: new material is allowed, there is room and a free
    /// place, and what comes before and after in its order stays so.
    fn other_days(&self, s: &Session) -> Vec<Day> {
        let item = self.item(&s.item);
        let last = self.asking(item).last().map(|a| a.on);
        let last = last
            .or_else(|| self.aims().last().map(|a| a.on))
            .unwrap_or(self.today);
        let (mut from, mut to) = (self.today, last.plus(-2));
        for link in self
            .plan
            .links
            .iter()
            .filter(|l| l.relation == Relation::BuildsOn)
        {
            if link.from == s.item
                && let Some(end) = self.end(&link.to)
            {
                from = from.max(end);
            }
            if link.to == s.item
                && let Some(start) = self.start(&link.from)
            {
                to = to.min(start);
            }
        }
        for other in self
            .next
            .items
            .iter()
            .filter(|o| !o.sequence.is_empty() && o.id != s.item)
        {
            if other.sequence == item.sequence {
                let (start, end) = (self.start(&other.id), self.end(&other.id));
                if other.order < item.order {
                    from = from.max(end.unwrap_or(from));
                } else {
                    to = to.min(start.unwrap_or(to));
                }
            }
        }
        let reviews = self.of(&s.item, SessionKind::Review);
        if let Some(review) = reviews.iter().map(|r| r.on).min() {
            to = to.min(review.plus(-1));
        }
        let places = |day: Day| {
            let study = |o: &&Session| o.on == day && o.kind == SessionKind::Study;
            let count = self.schedule.sessions.iter().filter(study).count();
            count < usize::from(self.plan.rules.max_items)
        };
        let own = self.of(&s.item, SessionKind::Study);
        let fits = |day: &Day| {
            *day != s.on
                && !self.taper(*day)
                && self.free(*day) >= s.minutes.0
                && places(*day)
                && own.iter().all(|o| o.on != *day)
        };
        from.until(to.plus(1)).filter(fits).collect()
    }

    fn session(&mut self, s: &Session) {
        let Some(why) = s.why.clone() else {
            if !s.pinned && s.spent == Minutes::ZERO {
                self.faults.push(format!("{}: no reason", s.id));
            }
            return;
        };
        let item = self.item(&s.item).clone();
        let wrong = match &why {
            Why::You => (!s.pinned).then(|| "nobody put it there".to_owned()),
            Why::Next => (s.kind != SessionKind::Study).then(|| "not new material".to_owned()),
            Why::Mock => (s.kind != SessionKind::Mock).then(|| "not a mock".to_owned()),
            Why::NextInList { waits } => self.list(s, &item, waits.as_ref()),
            Why::Unlocks { first, count } => self.unlocks(s, first, *count),
            Why::OnlyDay { minutes } => {
                let days = self.other_days(s);
                (*minutes != s.minutes || !days.is_empty()).then(|| format!("other days: {days:?}"))
            }
            Why::LastChance { interview } => {
                let later: Vec<Day> = self
                    .other_days(s)
                    .into_iter()
                    .filter(|d| *d > s.on)
                    .collect();
                // Two may have one name: one of them is meant.
                let named = |a: &&Interview| a.name == *interview && a.on > s.on;
                let aim = self.aims().into_iter().find(named).map(|a| a.on);
                let later = later
                    .into_iter()
                    .find(|d| aim.is_none_or(|aim| *d < aim.plus(-1)));
                match aim {
                    None => Some("an interview that is not ahead".to_owned()),
                    Some(aim) if s.on >= aim => Some("after the interview".to_owned()),
                    _ if s.kind == SessionKind::Study => later.map(|d| format!("{d} would do")),
                    _ => None,
                }
            }
            Why::FirstReview => self.first_review(s, &item),
            Why::RecallFalls { percent } => {
                let sane = s.kind == SessionKind::Review && (1..100).contains(percent);
                (!sane).then(|| "not a review that lifts anything".to_owned())
            }
            Why::Part { part, parts } => {
                let days: BTreeSet<Day> = self
                    .of(&s.item, SessionKind::Study)
                    .iter()
                    .filter(|o| o.minutes > o.spent)
                    .map(|o| o.on)
                    .collect();
                let own = days.iter().filter(|d| **d <= s.on).count();
                let right = (own, days.len()) == (*part as usize, *parts as usize) && *part > 1;
                (!right).then(|| format!("it is {own} of {}", days.len()))
            }
            Why::After { item: before } => {
                let other = self.item(before);
                let place = |id: &ItemId| cairn::domain::index::place_in_path(&self.next, id);
                let comes = other.step == item.step && place(before) < place(&s.item);
                let done = self.end(before).is_some_and(|end| end <= s.on);
                (!comes || !done).then(|| format!("{before} does not come before it"))
            }
            Why::For { interview, on } => {
                let asking = self.asking(&item);
                let aim = asking.iter().find(|a| a.name == *interview && a.on == *on);
                let last = self.aims().last().map(|a| a.on);
                let early = self.end(&s.item).is_some_and(|end| end < *on) && last > Some(*on);
                (aim.is_none() || !early).then(|| "it is not what pulls it forward".to_owned())
            }
            Why::Kept => {
                let same = |o: &&std::sync::Arc<Session>| {
                    o.item == s.item && o.kind == s.kind && o.on == s.on
                };
                let before = self.plan.sessions.iter().any(|o| same(&o));
                (!before).then(|| "it was not there before".to_owned())
            }
        };
        if let Some(wrong) = wrong {
            self.faults
                .push(format!("{} on {} says {why:?}: {wrong}", s.id, s.on));
        }
    }

    /// Of its list, or in a first plan of its step: something comes before it, and what waits comes after.
    fn list(&self, s: &Session, item: &Item, waits: Option<&ItemId>) -> Option<String> {
        let together = |o: &Item| match item.sequence.is_empty() {
            true => o.step == item.step,
            false => o.sequence == item.sequence,
        };
        let place = |o: &Item| cairn::domain::index::place_in_path(&self.next, &o.id);
        let before = self
            .next
            .items
            .iter()
            .any(|o| together(o) && place(o) < place(item));
        if !before || s.kind != SessionKind::Study {
            return Some("it is first in its list".to_owned());
        }
        let waits = self.next.items.get(waits?)?;
        let late = self.start(&waits.id).is_some_and(|start| start >= s.on);
        let behind = together(waits) && place(waits) > place(item) && late;
        (!behind).then(|| format!("{} does not wait for it", waits.id))
    }

    fn unlocks(&self, s: &Session, first: &ItemId, count: u32) -> Option<String> {
        let direct = self.waiting(&s.item);
        let mocks = self.of(&s.item, SessionKind::Mock);
        if *first == s.item && !mocks.is_empty() {
            return None;
        }
        if !direct.contains(first) {
            return Some(format!("{first} does not wait for it"));
        }
        if self.start(first) < Some(s.on) {
            return Some(format!("{first} begins before it"));
        }
        let mut all: BTreeSet<ItemId> = BTreeSet::new();
        let mut open = direct;
        while let Some(id) = open.pop() {
            if all.insert(id.clone()) {
                open.extend(self.waiting(&id));
            }
        }
        (all.len() != count as usize).then(|| format!("{} wait for it", all.len()))
    }

    /// Without this review the item would not have been recalled before some interview that asks for it.
    fn first_review(&self, s: &Session, item: &Item) -> Option<String> {
        let Some(end) = self.end(&s.item).filter(|end| *end < s.on) else {
            return Some("it is not studied before".to_owned());
        };
        let reviews = self.of(&s.item, SessionKind::Review);
        let others = || reviews.iter().filter(|r| r.id != s.id && r.on > end);
        let needed = self
            .asking(item)
            .iter()
            .any(|a| s.on < a.on && !others().any(|r| r.on < a.on));
        (!needed).then(|| "another review comes before every interview".to_owned())
    }

    fn cut(&mut self, id: &ItemId, reason: &CutReason, minutes: u32) {
        let item = self.item(id).clone();
        let asking: Vec<Day> = self.asking(&item).iter().map(|a| a.on).collect();
        let last = asking.iter().max().copied().unwrap_or(self.today);
        let days = || self.today.until(last.plus(-1)).filter(|d| !self.taper(*d));
        let wrong = match reason {
            CutReason::NotAsked => {
                (!asking.is_empty()).then(|| "an interview asks for it".to_owned())
            }
            _ if asking.is_empty() => Some("no interview asks for it".to_owned()),
            CutReason::Prerequisite(other) => {
                let mut links = self.plan.links.iter();
                let linked = links
                    .any(|l| l.relation == Relation::BuildsOn && l.from == *id && l.to == *other);
                let out = linked && self.schedule.cuts.contains(other);
                (!out).then(|| format!("{other} is not left out"))
            }
            CutReason::Window => {
                let day = days().find(|d| self.there(*d) > 0);
                day.map(|d| format!("{d} could be used"))
            }
            CutReason::TooLong => {
                let day = days().find(|d| self.there(*d) >= minutes.max(1));
                day.map(|d| format!("{d} is long enough"))
            }
            CutReason::NoTime | CutReason::NoReview => {
                // The slack that is kept for a missed day is not free.
                let free: u32 = days().map(|d| self.free(d)).sum();
                let there: u32 = self.today.until(last).map(|d| self.there(d)).sum();
                let much = minutes + self.plan.rules.review.0 + there / 8;
                let plenty = *reason == CutReason::NoTime && free > much;
                plenty.then(|| format!("{free} of {there} minutes are free, {minutes} would do"))
            }
        };
        if let Some(wrong) = wrong {
            self.faults
                .push(format!("{id} is left out, {reason:?}: {wrong}"));
        }
    }

    fn look(mut self) -> Vec<String> {
        for s in &self.schedule.sessions {
            self.session(s);
        }
        for cut in self.schedule.cuts.iter() {
            self.cut(&cut.item, &cut.reason, cut.minutes.0);
        }
        self.faults
    }
}

/// Of the first plan, and of the replan after a missed day.
fn look(name: &str, plan: &Plan, counts: &mut BTreeMap<String, usize>) -> Vec<String> {
    let first = quick(plan, monday());
    let with_it = with(plan, &first, monday());
    let days = with_it.sessions.iter().filter(|s| s.is_ahead(monday()));
    let today = days.map(|s| s.on).min().unwrap_or(monday()).plus(1);
    let mut faults = Sheet::new(plan, &first, monday()).look();
    let mut all = vec![first];
    if plan.last_day().is_some_and(|last| last > today.plus(2)) {
        let second = quick(&with_it, today);
        faults.extend(Sheet::new(&with_it, &second, today).look());
        all.push(second);
    }
    for schedule in &all {
        for why in schedule.sessions.iter().filter_map(|s| s.why.as_ref()) {
            let kind = format!("{why:?}");
            let kind = kind.split([' ', '(']).next().unwrap_or_default();
            *counts.entry(kind.to_owned()).or_default() += 1;
        }
    }
    faults
        .into_iter()
        .map(|fault| format!("{name}: {fault}"))
        .collect()
}

fn all_true(plans: &[(String, Plan)]) {
    let mut counts = BTreeMap::new();
    let faults: Vec<String> = plans
        .iter()
        .flat_map(|(name, plan)| look(name, plan, &mut counts))
        .collect();
    println!(
        "{} plans, {} untrue; said: {counts:?}",
        plans.len(),
        faults.len()
    );
    assert!(faults.is_empty(), "{faults:#?}");
    for kind in ["Next", "Unlocks", "FirstReview", "RecallFalls"] {
        assert!(
            counts.contains_key(kind),
            "nobody ever says {kind}: {counts:?}"
        );
    }
}

fn plans(seeds: std::ops::Range<u64>) -> Vec<(String, Plan)> {
    let mut all: Vec<(String, Plan)> = Vec::new();
    for (days, weekly) in [
        (56, ten_hours()),
        (28, every_day(60)),
        (120, every_day(120)),
    ] {
        all.push((format!("built-in, {days} days"), real(days, weekly)));
    }
    all.extend(seeds.map(|seed| (format!("seed {seed}"), study::plan(seed))));
    all
}

#[test]
#[ignore = "not held yet: a few cuts lack time only in the days that nothing has to move on"]
fn every_reason_is_true() {
    all_true(&plans(0..12));
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn every_reason_of_three_hundred_plans_is_true() {
    all_true(&plans(2_000..2_300));
}
