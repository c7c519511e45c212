//! What a move is said to break, against a second way to find it: the plan after the move, with all its faults looked at.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use cairn::domain::{
    CutReason, Day, Interview, ItemId, Plan, PlanIndex, Relation, Schedule, Session, SessionId,
    SessionKind,
};
use cairn::planner::{Break, Breaks, Weight, What};

use super::{Chance, plan};
use crate::bridge::support::{check, monday, quick, with};

/// Holds a few study sessions of a first schedule in place, some of them a day off where they were.
fn hold_some(plan: &mut Plan, seed: u64) {
    let first = with(plan, &quick(plan, monday()), monday());
    let mut chance = Chance(seed);
    let sessions: Vec<_> = first.sessions.iter().cloned().collect();
    let study = sessions.iter().filter(|s| s.kind == SessionKind::Study);
    for session in study {
        if chance.below(6) > 0 {
            continue;
        }
        let mut held = (**session).clone();
        held.pinned = true;
        held.on = held.on.plus(chance.below(2) as i64);
        plan.sessions.put(held);
    }
}

/// Whatever stands against a session where it is, in codes: read from the whole plan, pair by pair.
fn faults(plan: &Plan, moved: &SessionId, today: Day) -> BTreeSet<String> {
    let s = plan.sessions.get(moved).expect("it is there");
    let mut found = BTreeSet::new();
    let mut say = |is: bool, code: String| {
        if is {
            found.insert(code);
        }
    };
    let ahead: Vec<&Arc<Session>> = plan.sessions.iter().filter(|s| s.is_ahead(today)).collect();
    let aims: Vec<&Interview> = plan
        .interviews_in_order()
        .into_iter()
        .filter(|i| i.on > today)
        .collect();
    let study = s.kind == SessionKind::Study;
    say(s.on < today, "past".to_owned());
    if s.on < today {
        return found;
    }
    say(s.on < plan.start_on, "start".to_owned());
    let on_the_day = aims.iter().any(|a| a.on == s.on);
    say(on_the_day, "interview".to_owned());
    say(aims.iter().all(|a| a.on < s.on), "after all".to_owned());
    let buffer = |a: &&Interview| (1..=i64::from(a.buffer_days).max(1)).contains(&a.on.since(s.on));
    say(study && aims.iter().any(buffer), "buffer".to_owned());
    let day: Vec<_> = ahead.iter().filter(|x| x.on == s.on).collect();
    let load: u32 = day.iter().map(|x| x.minutes.0).sum();
    let there = plan.availability.minutes(s.on).0;
    say(!on_the_day && load > there, "time".to_owned());
    let same = day.iter().filter(|x| x.kind == s.kind).count();
    let most = match s.kind {
        SessionKind::Study => plan.rules.max_items,
        SessionKind::Review => plan.rules.max_reviews,
        SessionKind::Mock => 1,
    };
    say(same > usize::from(most), "count".to_owned());
    // What the user holds in place does not stand in the way of the planner's own.
    let of = |item, kind, held: bool| {
        let own = ahead
            .iter()
            .filter(move |x| x.item == item && x.kind == kind && (held || !x.pinned));
        own.map(|x| x.on).collect::<Vec<Day>>()
    };
    let complete = of(s.item.clone(), SessionKind::Study, true)
        .into_iter()
        .max();
    let days = |item: &ItemId, held| of(item.clone(), SessionKind::Study, held);
    let first = |item: &ItemId| days(item, false).into_iter().min();
    let last = |item: &ItemId| days(item, true).into_iter().max();
    let own_last = |item: &ItemId| days(item, false).into_iter().max();
    let me = plan.items.get(&s.item).expect("an item");
    if study {
        for link in plan
            .links
            .iter()
            .filter(|l| l.relation == Relation::BuildsOn)
        {
            let (a, b) = (plan.items.get(&link.from), plan.items.get(&link.to));
            let (Some(a), Some(b)) = (a, b) else { continue };
            if !a.sequence.is_empty() && a.sequence == b.sequence {
                continue;
            }
            if link.from == s.item {
                say(last(&link.to) > Some(s.on), format!("before {}", link.to));
            }
            if link.to == s.item {
                let early = first(&link.from).is_some_and(|day| day < s.on);
                say(early, format!("after {}", link.from));
            }
        }
        for other in plan
            .items
            .iter()
            .filter(|o| !me.sequence.is_empty() && o.sequence == me.sequence)
        {
            say(
                other.order < me.order && own_last(&other.id) > Some(s.on),
                "list before".to_owned(),
            );
            let early = first(&other.id).is_some_and(|day| day < s.on);
            say(other.order > me.order && early, "list after".to_owned());
        }
        let reviews = of(s.item.clone(), SessionKind::Review, false);
        say(reviews.iter().any(|r| *r <= s.on), "recall".to_owned());
    }
    say(
        s.kind == SessionKind::Review && complete >= Some(s.on),
        "study".to_owned(),
    );
    found
}

/// The same codes, of what the program says.
fn codes(found: &[Break], last: Day, to: Day) -> BTreeSet<String> {
    let hard = found.iter().filter(|one| one.weight == Weight::Breaks);
    let code = |one: &Break| {
        Some(match &one.what {
            What::Past => "past".to_owned(),
            What::BeforeStart { .. } => "start".to_owned(),
            What::OnInterview { .. } => "interview".to_owned(),
            What::AfterInterview { .. } if to > last => "after all".to_owned(),
            What::AfterInterview { .. } | What::Unready { .. } => return None,
            What::Prerequisite { item, .. } => format!("before {item}"),
            What::Dependant { item, .. } => format!("after {item}"),
            What::BeforeStudy { .. } => "study".to_owned(),
            What::AfterRecall { .. } => "recall".to_owned(),
            What::BeforeInList { .. } => "list before".to_owned(),
            What::AfterInList { .. } => "list after".to_owned(),
            What::NewMaterial { .. } => "buffer".to_owned(),
            What::DayOff | What::NoTime | What::Full { .. } => "time".to_owned(),
            What::TooMany { .. } | What::TooManyReviews { .. } => "count".to_owned(),
            What::PrerequisiteUnplanned { .. } | What::Short { .. } | What::Unpinned { .. } => {
                panic!("{one:?} is no hard rule")
            }
        })
    };
    hard.filter_map(code).collect()
}

/// The plan with a session elsewhere, still the planner's own.
fn elsewhere(plan: &Plan, session: &SessionId, to: Day) -> Plan {
    let mut moved = plan.clone();
    moved.sessions.update(session, |s| s.on = to);
    moved
}

/// Whether the whole schedule is still legal and its verdict still true.
fn is_legal(plan: &Plan, schedule: &Schedule, session: &SessionId, to: Day) -> bool {
    let mut moved = schedule.clone();
    for s in moved.sessions.iter_mut().filter(|s| s.id == *session) {
        s.on = to;
    }
    catch_unwind(AssertUnwindSafe(|| check(plan, &moved, monday()))).is_ok()
}

#[test]
fn what_a_move_is_said_to_break_is_what_it_breaks() {
    let today = monday();
    let (mut tried, mut broken, mut seen) = (0, 0, BTreeSet::new());
    for seed in 0..80 {
        let mut plan = plan(seed);
        if seed >= 50 {
            hold_some(&mut plan, seed);
        }
        let schedule = quick(&plan, today);
        check(&plan, &schedule, today);
        let next = Arc::new(with(&plan, &schedule, today));
        let index = Arc::new(PlanIndex::new(&next));
        let breaks = Breaks::prepare(&next, &index, today);
        let last = next.last_day().expect("an interview");
        let cut = schedule
            .cuts
            .iter()
            .any(|c| c.reason != CutReason::NotAsked);
        let whole = schedule.verdict.fits || cut;
        let mut chance = Chance(seed);
        let sessions: Vec<_> = next.sessions.iter().cloned().collect();
        for s in &sessions {
            if s.pinned {
                continue;
            }
            let stands = breaks.standing(&s.id);
            let legally = stands.iter().all(|one| one.weight != Weight::Breaks);
            assert!(legally, "seed {seed}, {}: {stands:?}", s.id);
            let lifted = breaks
                .lift(std::slice::from_ref(&s.id))
                .expect("it is there");
            for _ in 0..6 {
                let to = today.plus(chance.below(last.since(today) as u64 + 4) as i64 - 1);
                let there = sessions.iter().filter(|x| x.on == to && x.id != s.id);
                let there: Vec<_> = there.map(|x| (&x.item, x.kind)).collect();
                let twice = there.contains(&(&s.item, s.kind))
                    || there.iter().collect::<BTreeSet<_>>().len() < there.len();
                if twice || to == s.on {
                    continue;
                }
                let found = lifted.on(to);
                assert!(found.is_sorted(), "{found:?}");
                let said = codes(&found, last, to);
                let real = faults(&elsewhere(&next, &s.id, to), &s.id, today);
                assert_eq!(said, real, "seed {seed}, {} to {to}: {found:?}", s.id);
                let unready = found.iter().any(|one| match one.what {
                    What::Unready { .. } => true,
                    What::AfterInterview { .. } => s.kind == SessionKind::Study,
                    _ => false,
                });
                let harmless = said.is_empty() && !(schedule.verdict.fits && unready);
                // Where it did not fit for want of time before an interview, a move may even mend that.
                if whole {
                    let legal = is_legal(&plan, &schedule, &s.id, to);
                    assert_eq!(harmless, legal, "seed {seed}, {} to {to}: {found:?}", s.id);
                }
                tried += 1;
                broken += usize::from(!harmless);
                seen.extend(
                    real.into_iter()
                        .map(|code| code.split(' ').next().unwrap_or("").to_owned()),
                );
                if unready {
                    seen.insert("unready".to_owned());
                }
            }
        }
    }
    assert!(
        tried > 2_000 && broken > 500 && tried - broken > 200,
        "{broken} of {tried}"
    );
    let all = [
        "after",
        "before",
        "buffer",
        "count",
        "interview",
        "list",
        "past",
        "recall",
        "study",
        "time",
        "unready",
    ];
    for code in all {
        assert!(seen.contains(code), "{code} came up: {seen:?}");
    }
}
