//! What is laid out already goes into the problem: what was done, planned sessions, mocks, reserved time.

use std::collections::{BTreeMap, BTreeSet};

use super::super::depth::Depths;
use super::super::from_plan::{Facts, MOCK_MINUTES, count, is_prompt, rest};
use super::super::problem::{self, ItemKind, MAX_MINUTES, PastMemory, Session, SessionKind};
use super::{Posed, Stands, step_of, takes_time, values};
use crate::domain::{ItemId, Session as Planned, SessionKind as Kind};

/// Mocks at most in one plan, and a week.
const MOST_MOCKS: i64 = 6;
const MOCKS_A_WEEK: i64 = 2;

pub(super) fn put_done<'a>(
    facts: &Facts<'a>,
    posed: &mut Posed<'a>,
    by_item: &mut BTreeMap<(&'a ItemId, bool), usize>,
) {
    let review = facts.review();
    if review == 0 {
        return;
    }
    let by_hand: BTreeSet<&ItemId> = facts
        .fixed
        .iter()
        .filter(|s| s.kind == Kind::Review && !facts.is_extra(s))
        .map(|s| &s.item)
        .collect();
    for done in &facts.done {
        let item = done.item;
        let asked = done.asked.iter().any(|&a| a > 0) && takes_time(facts, item);
        if !asked && !by_hand.contains(&item.id) {
            continue;
        }
        let whole = count(facts.plan.effort(item)).clamp(5, MAX_MINUTES);
        by_item.insert((&item.id, false), posed.stands.len());
        posed.stands.push(Stands::Done(item));
        posed.problem.items.push(problem::Item {
            id: item.id.to_string(),
            kind: ItemKind::Study,
            step: step_of(facts, item),
            list: None,
            position: done.position,
            estimate: whole,
            done: whole,
            prerequisites: Vec::new(),
            value: values(&done.asked, whole),
            min_session: facts.shortest,
            splittable: true,
            review_minutes: review,
            stability: done.memory.stability,
            difficulty: done.memory.difficulty,
            memory: Some(PastMemory {
                stability: done.memory.stability,
                last: done.last,
            }),
            earliest: 0,
            latest: (facts.days - 1).max(0),
        });
    }
}

/// Which design prompts are practised as mocks in the last two fifths of the plan, where there is time for it besides
/// the study: a prompt once studied is tried again against the clock. Those that were planned before come first.
pub(crate) fn mocks<'a>(facts: &Facts<'a>, depths: &Depths) -> Vec<&'a ItemId> {
    let from = facts.mocks_from();
    let late = facts
        .capacity
        .iter()
        .skip(usize::try_from(from).unwrap_or(0));
    if late.copied().max().unwrap_or(0) < MOCK_MINUTES {
        return Vec::new();
    }
    let weeks = (i64::from(facts.days - from) * MOCKS_A_WEEK + 6) / 7;
    let spare = depths.slack / 2 / i64::from(MOCK_MINUTES);
    let most = weeks.min(spare).clamp(0, MOST_MOCKS);
    let with = |sessions: &[&'a Planned]| -> BTreeSet<&'a ItemId> {
        let mocks = sessions.iter().filter(|s| s.kind == Kind::Mock);
        mocks.map(|s| &s.item).collect()
    };
    let (by_hand, before) = (with(&facts.fixed), with(&facts.free));
    let open = facts.tasks.iter().zip(&depths.choice);
    let open = open
        .filter(|(_, choice)| choice.is_some())
        .map(|(task, _)| (task.item, &task.asked, task.position));
    let done = facts.done.iter().filter(|done| !done.mocked);
    let done = done.map(|done| (done.item, &done.asked, done.position));
    let mut prompts: Vec<_> = open
        .chain(done)
        .filter(|(item, asked, _)| {
            is_prompt(item) && !by_hand.contains(&item.id) && asked.iter().any(|&a| a > 0)
        })
        .map(|(item, asked, position)| {
            let asked: i64 = asked.iter().sum();
            (!before.contains(&item.id), -asked, position, &item.id)
        })
        .collect();
    prompts.sort_unstable();
    let most = usize::try_from(most).unwrap_or(0);
    prompts.into_iter().take(most).map(|p| p.3).collect()
}

pub(super) fn put_mocks<'a>(
    facts: &Facts<'a>,
    mocks: &[&'a ItemId],
    posed: &mut Posed<'a>,
    by_item: &mut BTreeMap<(&'a ItemId, bool), usize>,
) {
    let last = (facts.days - 1).max(0);
    for id in mocks {
        let open = facts.tasks.iter().find(|t| t.item.id == **id);
        let done = facts.done.iter().find(|d| d.item.id == **id);
        let known = open
            .map(|t| (t.item, &t.asked, t.position))
            .or_else(|| done.map(|d| (d.item, &d.asked, d.position)));
        let Some((item, asked, position)) = known else {
            continue;
        };
        let study = by_item.get(&(&item.id, false)).copied();
        by_item.insert((&item.id, true), posed.stands.len());
        posed.stands.push(Stands::Mock(item));
        posed.problem.items.push(problem::Item {
            // No id of a plan has a space: this one is free.
            id: format!("{} mock", item.id),
            kind: ItemKind::Mock,
            step: step_of(facts, item),
            list: None,
            position,
            estimate: MOCK_MINUTES,
            done: 0,
            prerequisites: study.filter(|_| open.is_some()).into_iter().collect(),
            value: values(asked, MOCK_MINUTES),
            min_session: MOCK_MINUTES,
            splittable: false,
            review_minutes: 0,
            stability: 1.0,
            difficulty: 5.0,
            memory: None,
            earliest: facts.mocks_from().min(last),
            latest: last,
        });
    }
}

/// Pins, and the plan before.
pub(super) fn put_sessions<'a>(
    facts: &Facts<'a>,
    posed: &mut Posed<'a>,
    by_item: &BTreeMap<(&'a ItemId, bool), usize>,
) {
    let kinds = |kind: Kind| match kind {
        Kind::Study => SessionKind::Study,
        Kind::Review => SessionKind::Review,
        Kind::Mock => SessionKind::Mock,
    };
    let mut pins: BTreeMap<(usize, SessionKind, i32), i32> = BTreeMap::new();
    for session in &facts.fixed {
        let minutes = rest(session);
        let (Some(day), Some(&item)) = (
            facts.number(session.on),
            by_item.get(&(&session.item, false)),
        ) else {
            continue;
        };
        let done = matches!(posed.stands.get(item), Some(Stands::Done(_)));
        let real = match session.kind {
            Kind::Study => !done,
            Kind::Review => done,
            Kind::Mock => false,
        };
        if real && minutes > 0 && !facts.is_extra(session) {
            let slot = pins
                .entry((item, kinds(session.kind), day as i32))
                .or_insert(0);
            *slot = slot.saturating_add(minutes).min(MAX_MINUTES);
        }
    }
    let mut before: BTreeMap<(usize, SessionKind, i32), i32> = BTreeMap::new();
    for session in &facts.free {
        let (Some(day), Some(&item)) = (
            facts.number(session.on),
            by_item.get(&(&session.item, session.kind == Kind::Mock)),
        ) else {
            continue;
        };
        let known = posed.problem.items.get(item);
        let real = known.is_some_and(|i| match session.kind {
            Kind::Study => i.remaining() > 0,
            Kind::Review => i.review_minutes > 0,
            Kind::Mock => true,
        });
        let minutes = count(session.minutes).max(1);
        if real {
            before.insert((item, kinds(session.kind), day as i32), minutes);
        }
    }
    let flat = |map: BTreeMap<(usize, SessionKind, i32), i32>| {
        map.into_iter()
            .map(|((item, kind, day), minutes)| Session {
                item,
                kind,
                day,
                minutes,
            })
            .collect()
    };
    posed.problem.pins = flat(pins);
    posed.problem.previous = flat(before);
}

/// What stays and only takes its time: each an item of its own that nobody asks for, pinned, so that it counts among the
/// sessions of its day. What comes on top of an item's time ([`Facts::is_extra`]) takes its minutes only.
pub(super) fn put_reserved(facts: &Facts, posed: &mut Posed) {
    for (day, session) in &facts.reserved {
        let minutes = rest(session);
        if minutes == 0 || facts.is_extra(session) {
            continue;
        }
        let review = session.kind == Kind::Review;
        let (kind, of) = match session.kind {
            Kind::Study => (ItemKind::Study, SessionKind::Study),
            Kind::Review => (ItemKind::Study, SessionKind::Review),
            Kind::Mock => (ItemKind::Mock, SessionKind::Mock),
        };
        let item = posed.stands.len();
        posed.stands.push(Stands::Reserved);
        posed.problem.items.push(problem::Item {
            // No id of a plan has a space: this one is free.
            id: format!("{} stays", session.id),
            kind,
            step: facts
                .plan
                .items
                .get(&session.item)
                .map_or(u8::MAX, |i| step_of(facts, i)),
            list: None,
            position: i64::from(i32::MAX),
            estimate: minutes,
            done: if review { minutes } else { 0 },
            prerequisites: Vec::new(),
            value: Vec::new(),
            min_session: minutes,
            splittable: true,
            review_minutes: if review { minutes } else { 0 },
            stability: 1.0,
            difficulty: 5.0,
            memory: review.then_some(PastMemory {
                stability: 1.0,
                last: 0,
            }),
            earliest: 0,
            latest: (facts.days - 1).max(0),
        });
        posed.problem.pins.push(Session {
            item,
            kind: of,
            day: *day as i32,
            minutes,
        });
    }
}
