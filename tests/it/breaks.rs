//! What a move would break, against the rules read off the moved plan by code that shares nothing with the planner: for
//! random plans with a legal schedule, every session is tried on many days.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use cairn::domain::id::Id;
use cairn::domain::{
    CutReason, Day, Edit, Interview, Item, ItemId, Minutes, Plan, PlanIndex, Relation, Round,
    Schedule, Session, SessionId, SessionKind, Weekly,
};
use cairn::planner::{Break, Breaks, Weight, What};

use crate::bridge::support::{check, item, link, monday, quick, small, with};

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A few items with links and an ordered list, one to three interviews, odd days off.
fn plan(seed: u64) -> Plan {
    let mut chance = Chance(seed.wrapping_mul(7_919) + 17);
    let count = 5 + chance.below(8);
    let items: Vec<Item> = (0..count)
        .map(|n| {
            let mut made = item(&format!("i{n:02}"), 1 + chance.below(3) as u32);
            made.order = n as i64 * 10;
            made.importance = 1 + chance.below(5) as u8;
            if chance.below(3) == 0 {
                made.sequence = "papers".to_owned();
            }
            if chance.below(4) == 0 {
                made.step = Some(Id::slug(["algorithms", "books"][chance.below(2) as usize]));
            }
            made
        })
        .collect();
    let days = 14 + chance.below(20) as i64;
    let mut plan = small(items, days);
    plan.availability.weekly = Weekly::of_minutes(
        [(); 7].map(|()| Minutes([0, 30, 45, 60, 60, 90, 120][chance.below(7) as usize])),
    );
    plan.availability
        .weekly
        .set_minutes(cairn::domain::Weekday::Sun, Minutes(120));
    for n in 1..count {
        if chance.below(3) == 0 {
            let to = chance.below(n);
            link(&mut plan, &format!("i{n:02}"), &format!("i{to:02}"));
        }
    }
    for n in 0..chance.below(3) {
        let id = format!("extra{n}");
        let round = [Round::Coding, Round::Screen, Round::Design][chance.below(3) as usize];
        let on = monday().plus(3 + chance.below(days as u64) as i64);
        let mut interview = Interview::new(Id::slug(&id), id.clone(), round, on);
        interview.buffer_days = chance.below(3) as u8;
        plan.interviews.put(interview);
    }
    for _ in 0..chance.below(4) {
        let on = monday().plus(chance.below(days as u64) as i64);
        plan.availability
            .exceptions
            .insert(on, Minutes(chance.below(3) as u32 * 40));
    }
    plan.rules.max_items = 1 + chance.below(3) as u8;
    plan.rules.max_reviews = 1 + chance.below(3) as u8;
    plan
}

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

fn day(n: i64) -> Day {
    monday().plus(n)
}

fn put(plan: &mut Plan, id: &str, of: &str, kind: SessionKind, on: Day, pinned: bool) {
    let mut session = Session::new(Id::slug(id), Id::slug(of), kind, on, Minutes(30));
    session.pinned = pinned;
    plan.sessions.put(session);
}

fn prepared(plan: Plan) -> Breaks {
    let plan = Arc::new(plan);
    let index = Arc::new(PlanIndex::new(&plan));
    Breaks::prepare(&plan, &index, monday())
}

fn on(breaks: &Breaks, session: &str, to: Day) -> Vec<(Weight, What)> {
    let lifted = breaks.lift(&[Id::slug(session)]).expect("it is there");
    let found = lifted.on(to).into_iter();
    found.map(|one| (one.weight, one.what)).collect()
}

#[test]
fn what_the_user_holds_in_place_only_strains() {
    let mut plan = small(vec![item("a", 1), item("b", 1)], 30);
    link(&mut plan, "b", "a");
    put(&mut plan, "a1", "a", SessionKind::Study, day(2), false);
    put(&mut plan, "b1", "b", SessionKind::Study, day(5), true);
    let breaks = prepared(plan);
    let after = What::Dependant {
        item: Id::slug("b"),
        begins_on: day(5),
    };
    assert_eq!(on(&breaks, "a1", day(7)), [(Weight::Strains, after)]);
    let before = What::Prerequisite {
        item: Id::slug("a"),
        complete_on: day(2),
    };
    let unpinned = What::Unpinned { from: day(5) };
    assert_eq!(
        on(&breaks, "b1", day(1)),
        [(Weight::Breaks, before), (Weight::Notes, unpinned)]
    );
    assert_eq!(
        on(&breaks, "a1", day(5)),
        [],
        "on the same day is early enough"
    );
}

#[test]
fn several_sessions_and_new_ones_are_asked_about_too() {
    let mut plan = small(vec![item("a", 1), item("b", 1)], 30);
    link(&mut plan, "b", "a");
    put(&mut plan, "a1", "a", SessionKind::Study, day(2), false);
    put(&mut plan, "a2", "a", SessionKind::Study, day(3), false);
    put(&mut plan, "ar", "a", SessionKind::Review, day(6), false);
    let breaks = prepared(plan);
    let whats = |found: Vec<Break>| found.into_iter().map(|one| one.what).collect::<Vec<_>>();
    let both = breaks
        .lift(&[Id::slug("a1"), Id::slug("a2")])
        .expect("they are there");
    assert_eq!(whats(both.on(day(4))), []);
    let recall = What::AfterRecall {
        kind: SessionKind::Review,
        on: day(6),
    };
    assert_eq!(whats(both.on(day(8)))[0], recall);
    let with_review = breaks
        .lift(&[Id::slug("a2"), Id::slug("ar")])
        .expect("they are there");
    assert_eq!(
        whats(with_review.on(day(8)))[0],
        What::BeforeStudy {
            complete_on: day(8)
        }
    );

    let new = breaks.lift_new(&Id::slug("b"), SessionKind::Study, Minutes(60));
    assert_eq!(whats(new.on(day(9))), []);
    let early = whats(new.on(day(2)));
    assert_eq!(
        early[0],
        What::Prerequisite {
            item: Id::slug("a"),
            complete_on: day(3)
        }
    );
    assert_eq!(
        early[1],
        What::Full {
            over: Minutes(30),
            there: Minutes(60)
        }
    );
    let short = breaks.lift_new(&Id::slug("b"), SessionKind::Study, Minutes(10));
    assert_eq!(
        whats(short.on(day(9))),
        [What::Short { least: Minutes(25) }]
    );
    // A review moves along where the study is said to end later.
    let review = breaks
        .lift(&[Id::slug("ar")])
        .expect("it is there")
        .studied_until(day(8));
    assert_eq!(
        whats(review.on(day(8)))[0],
        What::BeforeStudy {
            complete_on: day(8)
        }
    );
    assert_eq!(whats(review.on(day(9))), []);
}

#[test]
fn readiness_for_each_interview_counts() {
    let mut plan = small(vec![item("a", 1)], 30);
    let screen = Interview::new(Id::slug("screen"), "Screen", Round::Screen, day(10));
    plan.interviews.put(screen);
    put(&mut plan, "a1", "a", SessionKind::Study, day(2), false);
    put(&mut plan, "ar", "a", SessionKind::Review, day(8), false);
    let breaks = prepared(plan);
    let unready = |only_review| What::Unready {
        interview: Id::slug("screen"),
        only_review,
    };
    assert_eq!(
        on(&breaks, "ar", day(12)),
        [(Weight::Breaks, unready(true))]
    );
    let after = What::AfterInterview {
        interview: Id::slug("screen"),
        asks: true,
    };
    let found = on(&breaks, "a1", day(12));
    assert_eq!(
        found[0].1,
        What::AfterRecall {
            kind: SessionKind::Review,
            on: day(8)
        }
    );
    assert!(found.contains(&(Weight::Breaks, unready(false))));
    assert!(found.contains(&(Weight::Strains, after)));
    assert_eq!(
        on(&breaks, "a1", day(10))[0].1,
        What::OnInterview {
            interview: Id::slug("screen")
        }
    );
    let new = What::NewMaterial {
        interview: Id::slug("screen"),
    };
    assert!(on(&breaks, "a1", day(9)).contains(&(Weight::Breaks, new)));
}

#[test]
fn a_question_is_quick_whatever_the_size_of_the_plan() {
    // Counted, not timed: what one item and one day have to do with it, not the plan.
    let items: Vec<Item> = (0..2_000)
        .map(|n| {
            let mut made = item(&format!("i{n:04}"), 1);
            made.sequence = "all".to_owned();
            made.order = n;
            made
        })
        .collect();
    let mut plan = small(items, 150);
    for n in 0..4_000 {
        let of = format!("i{:04}", n % 2_000);
        put(
            &mut plan,
            &format!("s{n:05}"),
            &of,
            SessionKind::Study,
            day(n % 150),
            false,
        );
    }
    let breaks = prepared(plan);
    let mut asked = 0;
    for n in 0..200 {
        let lifted = breaks
            .lift(&[Id::slug(&format!("s{n:05}"))])
            .expect("it is there");
        for to in 0..42 {
            asked += usize::from(!lifted.on(day(to)).is_empty());
        }
    }
    assert!(asked > 0);
}

#[test]
fn a_move_in_the_plan_is_what_was_asked_about() {
    let plan = plan(3);
    let schedule = quick(&plan, monday());
    let next = Arc::new(with(&plan, &schedule, monday()));
    let index = Arc::new(PlanIndex::new(&next));
    let breaks = Breaks::prepare(&next, &index, monday());
    for s in next.sessions.iter() {
        for n in 0..20 {
            let to = day(n);
            let lifted = breaks
                .lift(std::slice::from_ref(&s.id))
                .expect("it is there");
            let before: Vec<Break> = lifted.on(to);
            let edit = Edit::MoveSession {
                session: s.id.clone(),
                on: to,
            };
            let moved = Arc::new(next.apply(&edit).expect("it can be moved"));
            let index = Arc::new(PlanIndex::new(&moved));
            let after = Breaks::prepare(&moved, &index, monday()).standing(&s.id);
            // What stands there afterwards was said before.
            for one in &after {
                assert!(
                    before.iter().any(|b| b.what == one.what),
                    "{one:?} was not in {before:?}"
                );
            }
        }
    }
}
