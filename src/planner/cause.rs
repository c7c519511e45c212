//! What changed in a plan since its schedule was made: why the days ahead may want planning anew.
//!
//! Not here: whether they do (`settled`), the words (`ui`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{
    Day, Depth, Item, ItemId, Minutes, Outcome, Plan, Relation, Rules, Session, SessionId,
    SessionKind,
};

use super::follow_up::extras;
use super::from_plan::Facts;
use super::missed::missed_summary;

/// Days further ahead than this are not looked at one by one.
const FAR: i64 = 3 * 366;

/// Items that something happened to: the first of them in the order of their ids, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its short title, kept for when the item itself is gone.
    pub first: String,
    /// At least 1.
    pub count: usize,
}

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Sessions of days gone by did not take place.
    Missed {
        /// How many.
        sessions: usize,
        /// Their minutes.
        minutes: Minutes,
    },
    /// Single days have more or less time than before.
    Days {
        /// The first of them.
        first: Day,
        /// The last of them.
        last: Day,
        /// How many there are.
        count: usize,
        /// Time on all of them before.
        from: Minutes,
        /// Time on all of them now.
        to: Minutes,
        /// Whether all of them are days off now.
        off: bool,
        /// What takes the time, where it is one busy time that is new.
        busy: Option<String>,
    },
    /// The hours of the week changed.
    Week {
        /// Before.
        from: Minutes,
        /// Now.
        to: Minutes,
    },
    /// An interview is on another day.
    InterviewMoved {
        /// Its name.
        name: String,
        /// Its day before.
        from: Day,
        /// Its day now.
        to: Day,
    },
    /// There is another interview.
    InterviewAdded {
        /// Its name.
        name: String,
        /// Its day.
        on: Day,
    },
    /// An interview is off.
    InterviewGone {
        /// Its name.
        name: String,
    },
    /// An interview asks for other things, or leaves other days free of new material.
    InterviewChanged {
        /// Its name.
        name: String,
    },
    /// Items are new.
    Added(Named),
    /// Items are gone.
    Deleted(Named),
    /// The depth of items was chosen; the depth where it is one for all.
    Depth(Named, Option<Depth>),
    /// The importance of items changed.
    Importance(Named),
    /// The time that items take changed.
    Estimate(Named),
    /// Items were finished, skipped or opened again.
    Status(Named),
    /// What is recalled of items is other than the planned reviews were made for.
    Recall(Named),
    /// What builds on what changed.
    Order,
    /// How well a step is known changed.
    Knowledge {
        /// The step's short title.
        step: String,
    },
    /// The rules of planning changed.
    Rules,
    /// More stands on days than they have time for.
    Overfull {
        /// The first of them.
        first: Day,
        /// How many there are.
        count: usize,
    },
    /// Items have neither a session nor a word why they are left out.
    Unplanned(Named),
    /// Sessions of items were ended before their time, and what is left has no place.
    CutShort(Named),
    /// Sessions were put on days when no interview is left that they could serve.
    TooLate {
        /// How many.
        sessions: usize,
    },
    /// Sessions were put elsewhere, made longer or shorter, added or taken out by hand.
    ByHand {
        /// How many.
        sessions: usize,
    },
}

/// What differs between a plan whose schedule served and the plan now, as far as planning goes.
#[must_use]
pub fn causes(before: &Plan, now: &Plan, today: Day) -> Vec<Cause> {
    let mut causes = missed(now, today);
    time(before, now, today, &mut causes);
    interviews(before, now, &mut causes);
    items(before, now, &mut causes);
    let builds = |plan: &Plan| -> Vec<(ItemId, ItemId)> {
        let links = plan.links.iter();
        let builds = links.filter(|link| link.relation == Relation::BuildsOn);
        builds.map(|l| (l.from.clone(), l.to.clone())).collect()
    };
    let kept = |(from, to): &(ItemId, ItemId)| now.items.contains(from) && now.items.contains(to);
    let known =
        |(from, to): &(ItemId, ItemId)| before.items.contains(from) && before.items.contains(to);
    if !before.links.same(&now.links) {
        let mut old = builds(before);
        let mut new = builds(now);
        old.retain(kept);
        new.retain(known);
        if old != new {
            causes.push(Cause::Order);
        }
    }
    for step in now.steps.iter() {
        let old = before.steps.get(&step.id);
        if old.is_some_and(|old| old.familiarity != step.familiarity) {
            let step = step.short_title().to_owned();
            causes.push(Cause::Knowledge { step });
        }
    }
    if before.reviews != now.reviews {
        causes.extend(Facts::read(now, today).recall.map(Cause::Recall));
    }
    if planning(&before.rules) != planning(&now.rules) {
        causes.push(Cause::Rules);
    }
    let old: BTreeSet<&ItemId> = cut_short(before, today).map(|item| &item.id).collect();
    let mut short = Names::default();
    for item in cut_short(now, today).filter(|item| !old.contains(&item.id)) {
        short.add(item);
    }
    causes.extend(short.named().map(Cause::CutShort));
    let late = put_too_late(before, now, today);
    if late > 0 {
        causes.push(Cause::TooLate { sessions: late });
    }
    let sessions = by_hand(before, now, today).saturating_sub(late);
    if sessions > 0 {
        causes.push(Cause::ByHand { sessions });
    }
    causes
}

/// The rules without those of the review queue, which no schedule depends on.
fn planning(rules: &Rules) -> Rules {
    let usual = Rules::default();
    Rules {
        target_recall: usual.target_recall,
        max_prompts: usual.max_prompts,
        ..rules.clone()
    }
}

/// How many sessions ahead were put on days when no interview is left that asks for them.
#[must_use]
pub fn put_too_late(before: &Plan, now: &Plan, today: Day) -> usize {
    if before.sessions.same(&now.sessions) {
        return 0;
    }
    let put = now.sessions.iter().filter(|session| {
        let old = before.sessions.get(&session.id);
        session.is_ahead(today) && old.is_none_or(|old| old.on != session.on)
    });
    let last = |item: &Item| {
        let step = item.step.as_ref()?;
        let asking = now.interviews.iter().filter(|one| one.weight(step) > 0);
        asking.map(|one| one.on).max()
    };
    put.filter(|session| {
        let item = now.items.get(&session.item);
        let last = item.and_then(|item| last(item));
        last.is_some_and(|last| last > today && session.on >= last)
    })
    .count()
}

/// Open items with a session that was ended before its time, of which more is left than is planned.
fn cut_short(plan: &Plan, today: Day) -> impl Iterator<Item = &Item> {
    let mut spent: BTreeMap<&ItemId, Minutes> = BTreeMap::new();
    let mut ahead: BTreeMap<&ItemId, Minutes> = BTreeMap::new();
    let mut ended: BTreeSet<&ItemId> = BTreeSet::new();
    let study = plan.sessions.iter();
    for session in study.filter(|s| s.kind == SessionKind::Study) {
        *spent.entry(&session.item).or_default() += session.spent;
        if session.outcome == Outcome::Done && session.spent < session.minutes {
            ended.insert(&session.item);
        }
        if session.is_ahead(today) {
            let left = session.minutes.saturating_sub(session.spent);
            *ahead.entry(&session.item).or_default() += left;
        }
    }
    let of = |all: &BTreeMap<&ItemId, Minutes>, item: &ItemId| {
        all.get(item).copied().unwrap_or_default()
    };
    let items: Vec<&Item> = ended
        .into_iter()
        .filter_map(|item| plan.items.get(item).map(|item| &**item))
        .filter(|item| item.status.is_open() && !plan.cuts.contains(&item.id))
        .filter(|item| plan.effort(item) > of(&spent, &item.id) + of(&ahead, &item.id))
        .collect();
    items.into_iter()
}

/// What was missed, where anything was.
#[must_use]
pub fn missed(plan: &Plan, today: Day) -> Vec<Cause> {
    let summary = missed_summary(plan, today);
    if summary.total == Minutes::ZERO {
        return Vec::new();
    }
    vec![Cause::Missed {
        sessions: summary.count(),
        minutes: summary.total,
    }]
}

/// What in a plan does not fit together by itself, whatever it was before: for a plan that was just opened.
#[must_use]
pub fn misfits(plan: &Plan, today: Day) -> Vec<Cause> {
    let mut causes = missed(plan, today);
    let mut loads: BTreeMap<Day, (Minutes, bool)> = BTreeMap::new();
    let mut planned: BTreeSet<&ItemId> = BTreeSet::new();
    for session in plan.sessions.iter().filter(|s| s.is_ahead(today)) {
        let load = loads.entry(session.on).or_default();
        load.0 += session.load();
        load.1 |= !session.pinned;
        planned.insert(&session.item);
    }
    let over = |(day, (load, moves)): &(&Day, &(Minutes, bool))| {
        *moves && *load > plan.availability.minutes(**day)
    };
    let mut over = loads.iter().filter(over).map(|(day, _)| *day);
    if let Some(first) = over.next() {
        let count = 1 + over.count();
        causes.push(Cause::Overfull { first, count });
    }
    let ahead: Vec<_> = plan.interviews.iter().filter(|i| i.on > today).collect();
    if planned.is_empty() || ahead.is_empty() {
        return causes;
    }
    causes.extend(Facts::read(plan, today).recall.map(Cause::Recall));
    let mut short = Names::default();
    let mut named: BTreeSet<&ItemId> = BTreeSet::new();
    for item in cut_short(plan, today) {
        let asked = |step| ahead.iter().any(|one| one.weight(step) > 0);
        if item.step.as_ref().is_some_and(asked) {
            named.insert(&item.id);
            short.add(item);
        }
    }
    causes.extend(short.named().map(Cause::CutShort));
    let mut left = Names::default();
    for item in plan.items.iter().filter(|item| item.status.is_open()) {
        let asked = item.step.as_ref().is_some_and(|step| {
            let mut ahead = ahead.iter();
            ahead.any(|interview| interview.weight(step) > 0)
        });
        let known =
            planned.contains(&item.id) || plan.cuts.contains(&item.id) || named.contains(&item.id);
        let spent = || {
            let own = plan.sessions.iter().filter(|s| s.item == item.id);
            own.map(|s| s.spent).sum::<Minutes>()
        };
        if asked && !known && plan.effort(item) > Minutes::ZERO && plan.effort(item) > spent() {
            left.add(item);
        }
    }
    causes.extend(left.named().map(Cause::Unplanned));
    causes
}

fn time(before: &Plan, now: &Plan, today: Day, causes: &mut Vec<Cause>) {
    if before.availability == now.availability {
        return;
    }
    let (old, new) = (&before.availability, &now.availability);
    if old.weekly.total() != new.weekly.total() {
        causes.push(Cause::Week {
            from: old.weekly.total(),
            to: new.weekly.total(),
        });
        return;
    }
    let last = now.last_day().unwrap_or(today);
    let last = last.min(today.plus(FAR));
    let mut days: Vec<(Day, Minutes, Minutes)> = Vec::new();
    for on in today.until(last) {
        let (from, to) = (old.minutes(on), new.minutes(on));
        if from != to {
            days.push((on, from, to));
        }
    }
    let (Some((first, ..)), Some((last, ..))) = (days.first(), days.last()) else {
        return;
    };
    causes.push(Cause::Days {
        first: *first,
        last: *last,
        count: days.len(),
        from: days.iter().map(|day| day.1).sum(),
        to: days.iter().map(|day| day.2).sum(),
        off: days.iter().all(|day| new.is_day_off(day.0)),
        busy: new_busy(before, now, &days),
    });
}

/// The title of the one busy time that is new and lies on all of these days.
fn new_busy(before: &Plan, now: &Plan, days: &[(Day, Minutes, Minutes)]) -> Option<String> {
    let (old, new) = (&before.availability.busy, &now.availability.busy);
    let mut fresh = new.iter().filter(|busy| old.get(&busy.id).is_none());
    let one = fresh.next().filter(|_| fresh.next().is_none())?;
    let there = |day: &(Day, Minutes, Minutes)| new.on(day.0).iter().any(|part| part.id == one.id);
    days.iter().all(there).then(|| one.title.clone())
}

fn interviews(before: &Plan, now: &Plan, causes: &mut Vec<Cause>) {
    if before.interviews.same(&now.interviews) {
        return;
    }
    for one in now.interviews_in_order() {
        let name = one.name.clone();
        match before.interviews.get(&one.id) {
            None => causes.push(Cause::InterviewAdded { name, on: one.on }),
            Some(old) if old.on != one.on => causes.push(Cause::InterviewMoved {
                name,
                from: old.on,
                to: one.on,
            }),
            Some(old)
                if old.weights != one.weights
                    || old.round != one.round
                    || old.buffer_days != one.buffer_days =>
            {
                causes.push(Cause::InterviewChanged { name });
            }
            Some(_) => {}
        }
    }
    for old in before.interviews_in_order() {
        if !now.interviews.contains(&old.id) {
            let name = old.name.clone();
            causes.push(Cause::InterviewGone { name });
        }
    }
}

/// The short titles of items.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn add(&mut self, item: &Item) {
        self.0.push(item.short_title().to_owned());
    }

    fn named(self) -> Option<Named> {
        let count = self.0.len();
        let first = self.0.into_iter().next()?;
        Some(Named { first, count })
    }
}

fn items(before: &Plan, now: &Plan, causes: &mut Vec<Cause>) {
    if before.items.same(&now.items) {
        return;
    }
    let [
        mut added,
        mut deleted,
        mut deeper,
        mut weighed,
        mut estimated,
        mut ended,
    ] = [(); 6].map(|()| Names::default());
    let mut depths = Vec::new();
    for item in now.items.iter() {
        let Some(old) = before.items.get(&item.id) else {
            added.add(item);
            continue;
        };
        if Arc::ptr_eq(old, item) {
            continue;
        }
        if old.depth_fixed != item.depth_fixed || (item.depth_fixed && old.depth != item.depth) {
            deeper.add(item);
            depths.push(item.depth_fixed.then_some(item.depth));
        }
        if old.importance != item.importance {
            weighed.add(item);
        }
        if old.estimate != item.estimate || old.effort != item.effort {
            estimated.add(item);
        }
        if old.status.is_open() != item.status.is_open() {
            ended.add(item);
        }
    }
    for old in before.items.iter() {
        if !now.items.contains(&old.id) {
            deleted.add(old);
        }
    }
    let one = depths.first().copied().flatten();
    let one = one.filter(|_| depths.iter().all(|depth| *depth == one));
    let found = [
        added.named().map(Cause::Added),
        deleted.named().map(Cause::Deleted),
        deeper.named().map(|named| Cause::Depth(named, one)),
        weighed.named().map(Cause::Importance),
        estimated.named().map(Cause::Estimate),
        ended.named().map(Cause::Status),
    ];
    causes.extend(found.into_iter().flatten());
}

/// Sessions ahead that the user placed, changed or took out. Those of items that are gone or finished are not
/// counted: that is said of the items; nor is what was planned after a design session: it moves nothing.
fn by_hand(before: &Plan, now: &Plan, today: Day) -> usize {
    if before.sessions.same(&now.sessions) {
        return 0;
    }
    let ahead = |plan: &'_ Plan| -> BTreeMap<SessionId, Arc<Session>> {
        let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today));
        ahead.map(|s| (s.id.clone(), Arc::clone(s))).collect()
    };
    let (old, new) = (ahead(before), ahead(now));
    let open = |item: &ItemId| {
        let item = now.items.get(item);
        item.is_some_and(|item| item.status.is_open())
    };
    let extras = extras(now);
    let changed = new.values().filter(|s| !extras.contains(&s.id));
    let changed = changed.filter(|s| match old.get(&s.id) {
        Some(o) => o.on != s.on || o.minutes != s.minutes,
        None => true,
    });
    let gone = old
        .values()
        .filter(|s| !now.sessions.contains(&s.id) && open(&s.item));
    changed.count() + gone.count()
}
