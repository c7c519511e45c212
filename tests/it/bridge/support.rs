//! Plans to plan, and a checker of schedules that shares no code with the planner.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cairn::domain::id::Id;
use cairn::domain::{
    CutReason, Day, Edit, Interview, Item, ItemId, Kind, Link, Minutes, Outcome, Plan, PlanIndex,
    Relation, Round, Schedule, Session, SessionKind, Status, Weekly,
};
use cairn::planner::{Effort, PlanDiff, schedule_plan};

/// A Monday.
pub fn monday() -> Day {
    Day::from_ymd(2027, 1, 4).expect("a day")
}

/// Minutes a day, the same every day of the week.
pub fn every_day(minutes: u32) -> Weekly {
    Weekly::of_minutes([Minutes(minutes); 7])
}

/// Ten hours a week.
pub fn ten_hours() -> Weekly {
    Weekly::of_minutes([75, 75, 75, 75, 60, 120, 120].map(Minutes))
}

/// A plan over the built-in path with one onsite in so many days.
pub fn real(days: i64, weekly: Weekly) -> Plan {
    let mut plan = Plan::from_path(
        Id::slug("plan"),
        "Plan",
        monday(),
        cairn::store::builtin::path(),
    );
    plan.availability.weekly = weekly;
    let on = monday().plus(days);
    plan.interviews.put(Interview::new(
        Id::slug("onsite"),
        "Onsite",
        Round::Onsite,
        on,
    ));
    plan
}

/// An item of one length at every depth.
pub fn item(id: &str, hours: u32) -> Item {
    let mut item = Item::new(Id::slug(id), Kind::Custom("Thing".to_owned()), id);
    item.effort = cairn::domain::Effort::flat(Minutes::hours(hours));
    item
}

/// A plan with these items, an hour a day, and an onsite in so many days.
pub fn small(items: Vec<Item>, days: i64) -> Plan {
    let mut plan = Plan::empty(Id::slug("plan"), "Plan", monday());
    plan.availability.weekly = every_day(60);
    for item in items {
        plan.items.put(item);
    }
    let on = monday().plus(days);
    plan.interviews.put(Interview::new(
        Id::slug("onsite"),
        "Onsite",
        Round::Onsite,
        on,
    ));
    plan
}

/// `from` builds on `to`.
pub fn link(plan: &mut Plan, from: &str, to: &str) {
    plan.links
        .put(Link::new(Id::slug(from), Relation::BuildsOn, Id::slug(to)));
}

/// The schedule for a day, quickly.
pub fn quick(plan: &Plan, today: Day) -> Schedule {
    schedule_plan(plan, today, Effort::Quick)
}

/// The plan with a schedule in it.
pub fn with(plan: &Plan, schedule: &Schedule, today: Day) -> Plan {
    let edit = Edit::Replan {
        schedule: Box::new(schedule.clone()),
        today,
    };
    plan.apply(&edit).expect("a schedule fits its plan")
}

/// Schedules, checks and applies.
pub fn planned(plan: &Plan, today: Day) -> Plan {
    let schedule = quick(plan, today);
    check(plan, &schedule, today);
    with(plan, &schedule, today)
}

/// Replanning changes nothing.
pub fn check_settled(plan: &Plan, today: Day) {
    let again = quick(plan, today);
    let diff = PlanDiff::between(plan, &again, today);
    assert!(
        diff.is_empty(),
        "a second replan changes something: {diff:#?}"
    );
    let next = with(plan, &again, today);
    assert!(next == *plan, "a second replan changes the plan");
}

/// Every hard rule, read off the schedule as the user would.
pub fn check(plan: &Plan, schedule: &Schedule, today: Day) {
    let next = with(plan, schedule, today);
    let index = PlanIndex::new(&next);
    let aims: Vec<&Interview> = next.interviews_in_order();
    let aims: Vec<&Interview> = aims.into_iter().filter(|i| i.on > today).collect();
    let ids: BTreeSet<_> = schedule.sessions.iter().map(|s| &s.id).collect();
    assert_eq!(ids.len(), schedule.sessions.len(), "an id is there twice");
    let own = |s: &&Session| !s.pinned && s.spent == Minutes::ZERO;
    let mut by_day: BTreeMap<Day, Vec<&Session>> = BTreeMap::new();
    let mut slots = BTreeSet::new();
    for s in &schedule.sessions {
        assert!(s.on >= today, "{} lies in the past", s.id);
        by_day.entry(s.on).or_default().push(s);
        if own(&s) {
            assert!(s.minutes > Minutes::ZERO && s.why.is_some());
            assert!(
                slots.insert((&s.item, s.kind, s.on)),
                "{} twice a day",
                s.item
            );
            let last = aims.last().expect("an interview ahead").on;
            assert!(s.on < last && s.on >= plan.start_on, "{} on {}", s.id, s.on);
            assert!(
                aims.iter().all(|a| a.on != s.on),
                "{} on an interview day",
                s.id
            );
            let item = plan.items.get(&s.item).expect("an item");
            assert_ne!(item.status, Status::Skipped);
            if s.kind == SessionKind::Study {
                let buffered = aims
                    .iter()
                    .any(|a| s.on < a.on && s.on >= a.on.plus(-i64::from(a.buffer_days.max(1))));
                assert!(!buffered, "new material on a buffer day: {}", s.id);
            }
        }
    }
    let spent: Minutes = plan
        .sessions
        .iter()
        .filter(|s| s.ended_at.map_or(s.on, |at| at.day()) == today)
        .map(|s| s.spent)
        .sum();
    for (day, sessions) in &by_day {
        let there = plan.availability.minutes(*day);
        let there = if *day == today { there - spent } else { there };
        let left = |s: &&Session| s.minutes - s.spent;
        let load: Minutes = sessions.iter().map(left).sum();
        let by_hand: Minutes = sessions.iter().filter(|s| !own(s)).map(left).sum();
        if sessions.iter().any(own) {
            assert!(load <= there.max(by_hand), "{day}: {load:?} of {there:?}");
        }
        for (kind, most) in [
            (SessionKind::Study, plan.rules.max_items),
            (SessionKind::Review, plan.rules.max_reviews),
            (SessionKind::Mock, 1),
        ] {
            let count = sessions.iter().filter(|s| s.kind == kind).count();
            let hand = sessions
                .iter()
                .filter(|s| s.kind == kind && !own(s))
                .count();
            assert!(
                count <= usize::from(most).max(hand),
                "{day}: {count} of {kind:?}"
            );
        }
    }
    check_work(plan, &next, &index, schedule, today);
}

fn check_work(plan: &Plan, next: &Plan, index: &PlanIndex, schedule: &Schedule, today: Day) {
    let aims: Vec<&Interview> = next.interviews_in_order();
    let aims: Vec<&Interview> = aims.into_iter().filter(|i| i.on > today).collect();
    let study = |id: &ItemId| -> Vec<&Session> {
        let all = schedule.sessions.iter();
        all.filter(|s| s.item == *id && s.kind == SessionKind::Study)
            .collect()
    };
    let mut late = 0;
    for item in next.items.iter() {
        let sessions = study(&item.id);
        let open = item.status.is_open() && next.effort(item) > Minutes::ZERO;
        let cut = schedule.cuts.get(&item.id);
        if !open {
            assert!(cut.is_none() || sessions.is_empty());
            continue;
        }
        let own: Vec<_> = sessions
            .iter()
            .filter(|s| !s.pinned && s.spent == Minutes::ZERO)
            .collect();
        let asked = aims
            .iter()
            .any(|a| item.step.as_ref().is_none_or(|step| a.weight(step) > 0));
        if cut.is_some() {
            assert!(own.is_empty(), "{} is cut and planned", item.id);
            continue;
        }
        if !asked && own.is_empty() {
            continue;
        }
        // What the user put after the last interview prepares for nothing.
        let end = aims.last().map_or(today, |a| a.on);
        let inside = sessions.iter().filter(|s| s.on < end);
        let sum: Minutes = inside.map(|s| s.minutes - s.spent).sum();
        let left = index.remaining(next, &item.id);
        let by_hand: Minutes = sum - own.iter().map(|s| s.minutes).sum();
        assert_eq!(
            sum,
            left.max(by_hand),
            "{}: planned against needed",
            item.id
        );
        let inside = sessions.iter().filter(|s| s.on < end);
        let done = inside.map(|s| s.on).max().expect("sessions");
        let reviewed = |before: Day| {
            let mut all = schedule.sessions.iter();
            all.any(|s| {
                s.item == item.id && s.kind == SessionKind::Review && s.on > done && s.on < before
            })
        };
        if asked {
            let mut asking = aims
                .iter()
                .filter(|a| item.step.as_ref().is_none_or(|step| a.weight(step) > 0));
            let ready = |a: &&Interview| {
                done < a.on && (plan.rules.review == Minutes::ZERO || reviewed(a.on))
            };
            let first = asking.clone().next();
            let on_time = asking.find(|a| ready(a));
            late += usize::from(on_time.map(|a| a.on) != first.map(|a| a.on));
        }
        for review in schedule
            .sessions
            .iter()
            .filter(|s| s.item == item.id && s.kind == SessionKind::Review && !s.pinned)
        {
            assert!(
                review.on > done,
                "{} is reviewed before it is done",
                item.id
            );
            assert_eq!(review.minutes, plan.rules.review);
        }
        for link in plan.links.iter() {
            if link.relation != Relation::BuildsOn || link.from != item.id {
                continue;
            }
            let Some(before) = next.items.get(&link.to) else {
                continue;
            };
            let list = !item.sequence.is_empty() && item.sequence == before.sequence;
            let waits = before.status.is_open() && next.effort(before) > Minutes::ZERO && !list;
            if !waits || own.is_empty() {
                continue;
            }
            let inside = study(&before.id).into_iter().filter(|s| s.on < end);
            let end = inside.map(|s| s.on).max();
            let start = own.iter().map(|s| s.on).min();
            assert!(
                end.is_some() && end <= start,
                "{} before {}",
                item.id,
                before.id
            );
        }
    }
    let mut lists: BTreeMap<&str, Vec<(i64, Day, Day)>> = BTreeMap::new();
    for item in next.items.iter().filter(|i| !i.sequence.is_empty()) {
        let own = study(&item.id)
            .into_iter()
            .filter(|s| !s.pinned && s.spent == Minutes::ZERO);
        let days: Vec<Day> = own.map(|s| s.on).collect();
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
            lists
                .entry(&item.sequence)
                .or_default()
                .push((item.order, *first, *last));
        }
    }
    for list in lists.values_mut() {
        list.sort();
        assert!(
            list.windows(2).all(|pair| pair[0].2 <= pair[1].1),
            "{list:?}"
        );
    }
    let verdict = &schedule.verdict;
    assert_eq!(verdict.cut as usize, schedule.cuts.len());
    if !aims.is_empty() {
        let missing = schedule
            .cuts
            .iter()
            .any(|c| c.reason != CutReason::NotAsked);
        assert_eq!(
            verdict.fits,
            !missing && late == 0,
            "{verdict:?}, {late} late"
        );
    }
    // Pins stay as they are.
    for s in plan
        .sessions
        .iter()
        .filter(|s| s.is_ahead(today) && s.pinned)
    {
        let there = schedule.sessions.iter().find(|x| x.id == s.id);
        assert_eq!(there, Some(&**s), "a pinned session changed");
    }
    let depth = |id: &ItemId| next.items.get(id).map(|i| i.depth);
    for item in plan.items.iter().filter(|i| i.depth_fixed) {
        assert_eq!(depth(&item.id), Some(item.depth));
    }
}

/// Says that a session took place as planned.
pub fn finish(plan: &mut Plan, session: &Arc<Session>) {
    let at = cairn::domain::Moment::parse(&format!("{}T20:00:00", session.on)).expect("a moment");
    let edit = Edit::FinishSession {
        session: session.id.clone(),
        spent: session.minutes,
        at,
    };
    *plan = plan.apply(&edit).expect("it can be finished");
    let index = PlanIndex::new(plan);
    let item = plan.items.get(&session.item).expect("an item");
    let whole = plan.effort(item);
    if session.kind == SessionKind::Study && index.item(&item.id).studied >= whole {
        let edit = Edit::SetStatus {
            item: item.id.clone(),
            status: Status::Done,
            at,
        };
        *plan = plan.apply(&edit).expect("it can be done");
    }
}

/// Finishes everything planned for a day.
pub fn do_day(plan: &mut Plan, day: Day) {
    let sessions: Vec<_> = plan
        .sessions
        .iter()
        .filter(|s| s.on == day && s.outcome == Outcome::Planned)
        .cloned()
        .collect();
    for session in &sessions {
        finish(plan, session);
    }
}
