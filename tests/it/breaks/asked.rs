//! Moves that are asked about one by one: what the user holds, several at once, readiness, how long an answer takes.

use std::sync::Arc;

use cairn::domain::id::Id;
use cairn::domain::{
    Day, Edit, Interview, Item, Minutes, Plan, PlanIndex, Round, Session, SessionKind,
};
use cairn::planner::{Break, Breaks, Weight, What};

use super::plan;
use crate::bridge::support::{item, link, monday, quick, small, with};

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
