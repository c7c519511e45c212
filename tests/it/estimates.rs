//! Estimates that learn: pages an hour reach the chapters that are left, errors shrink with the log, and nothing changes
//! unasked.

use cairn::domain::id::Id;
use cairn::domain::{
    Day, Depth, Edit, Effort, Item, ItemField, ItemId, Kind, Minutes, Moment, Outcome, Part,
    PartId, Plan, Session, SessionKind, Status,
};
use cairn::planner::estimates::{Basis, Estimates, Unit, edit};

use crate::forecast::simulator::Dice;

fn monday() -> Day {
    Day::from_ymd(2027, 1, 4).expect("a day")
}

fn path() -> Plan {
    Plan::from_path(
        Id::slug("plan"),
        "Plan",
        monday(),
        cairn::store::builtin::path(),
    )
}

fn read(plan: &mut Plan, item: &ItemId, n: i64, minutes: u32, units: u32) {
    let id = Id::slug(&format!("{item}-read-{n}"));
    let mut session = Session::new(
        id,
        item.clone(),
        SessionKind::Study,
        monday().plus(n),
        Minutes(minutes),
    );
    session.spent = Minutes(minutes);
    session.outcome = Outcome::Done;
    session.units = units;
    plan.sessions.put(session);
    plan.items.update(item, |i| i.status = Status::InProgress);
}

/// Pages an hour that the time left of a book comes to.
fn pace_left(plan: &Plan, item: &ItemId) -> f64 {
    let book = plan.items.get(item).expect("a book");
    let read: u32 = plan
        .sessions
        .iter()
        .filter(|s| s.item == *item)
        .map(|s| s.units)
        .sum();
    let spent: u32 = plan
        .sessions
        .iter()
        .filter(|s| s.item == *item)
        .map(|s| s.spent.0)
        .sum();
    let left = plan.effort(book).0 - spent;
    f64::from(book.pages_at(book.depth) - read) * 60.0 / f64::from(left)
}

#[test]
fn five_sessions_at_nine_pages_an_hour_reach_the_chapters_that_are_left() {
    for (name, minutes) in [
        ("book.deep-learning", 60),
        ("book.prml", 90),
        ("book.rl", 40),
    ] {
        let mut plan = path();
        let item: ItemId = Id::slug(name);
        plan.items.update(&item, |book| book.depth = Depth::Deep);
        let before = pace_left(&plan, &item);
        for n in 0..5 {
            read(&mut plan, &item, n, minutes, minutes * 9 / 60);
        }
        let estimates = Estimates::read(&plan);
        let proposal = estimates.of(&item).expect("a proposal");
        let Basis::Units {
            unit: Unit::Pages,
            per_hour,
            logged: Some(logged),
            sessions: 5,
            ..
        } = proposal.why
        else {
            panic!("{proposal:?}");
        };
        assert!(
            (logged - 9.0).abs() < 0.45,
            "as it was written down: {logged}"
        );
        assert!((per_hour - 9.0).abs() < 0.45, "{name}: {per_hour}");
        let all: Vec<_> = estimates
            .proposals
            .iter()
            .filter(|p| p.item == item)
            .collect();
        let taken = plan
            .apply(&edit(&plan, &all).expect("an edit"))
            .expect("it fits");
        let after = pace_left(&taken, &item);
        assert!(
            (after - 9.0).abs() <= 0.45,
            "{name}: {before} before, {after} after"
        );
        assert!(
            Estimates::read(&taken).of(&item).is_none(),
            "asked once, not twice"
        );
    }
}

#[test]
fn other_books_follow_with_their_own_pages() {
    let mut plan = path();
    let item: ItemId = Id::slug("book.deep-learning");
    plan.items.update(&item, |book| book.depth = Depth::Deep);
    for n in 0..5 {
        read(&mut plan, &item, n, 60, 7);
    }
    let estimates = Estimates::read(&plan);
    let other = estimates.of(&Id::slug("book.prml")).expect("a proposal");
    assert!(other.left > other.was, "{other:?}");
    assert!(matches!(other.why, Basis::Units { logged: None, .. }));
    let words = cairn::ui::pace::proposal_words(&plan, other);
    assert!(
        words.starts_with("Book: ")
            && words.contains(" than the path expects over 5 sessions, here "),
        "{words}"
    );
    let all: Vec<_> = estimates.proposals.iter().collect();
    let at_once = edit(&plan, &all).expect("an edit");
    assert!(at_once.label(&plan).contains("items by your pace"));
    let taken = plan.apply(&at_once).expect("it fits");
    let other = taken.items.get(&Id::slug("book.prml")).expect("the book");
    let at = |depth| taken.effort_at(other, depth);
    assert!(
        at(Depth::Lean) < at(Depth::Core) && at(Depth::Core) < at(Depth::Deep),
        "depths stay apart"
    );
}

#[test]
fn nothing_is_proposed_from_little_or_against_the_user() {
    let mut plan = path();
    let item: ItemId = Id::slug("book.deep-learning");
    for n in 0..2 {
        read(&mut plan, &item, n, 60, 5);
    }
    assert_eq!(Estimates::read(&plan).proposals, Vec::new());
    let other: ItemId = Id::slug("book.prml");
    for n in 2..6 {
        read(&mut plan, &item, n, 60, 5);
    }
    let own = Edit::ChangeItem {
        item: other.clone(),
        field: ItemField::Estimate(Some(Minutes::hours(20))),
    };
    let plan = plan.apply(&own).expect("it fits");
    let estimates = Estimates::read(&plan);
    assert!(estimates.of(&item).is_some());
    assert!(
        estimates.of(&other).is_none(),
        "what the user said of it stands"
    );
    let again = Edit::ChangeItem {
        item,
        field: ItemField::Pace(Some(5)),
    };
    assert!(plan.apply(&again).is_err());
}

/// Twenty sessions of somebody whose pace for books and for algorithms is not the path's: the error of what is left, before and after.
fn errors(seed: u64) -> (f64, f64) {
    let mut dice = Dice::new(seed);
    let mut plan = Plan::empty(Id::slug("plan"), "Plan", monday());
    let kinds = [Kind::Book, Kind::Algorithm, Kind::Paper];
    // Somebody reads at half or at twice the speed.
    let slow = kinds.clone().map(|_| dice.between(-0.7, 0.7).exp());
    let mut truth: Vec<(ItemId, f64)> = Vec::new();
    for n in 0..24_usize {
        let kind = n % 3;
        let id: ItemId = Id::slug(&format!("item-{n:02}"));
        let mut item = Item::new(id.clone(), kinds[kind].clone(), "Item");
        let expected = dice.between(60.0, 300.0).round();
        item.effort = Effort::flat(Minutes(expected as u32));
        item.pages = if kind == 2 {
            0
        } else {
            dice.between(20.0, 60.0) as u32
        };
        plan.items.put(item);
        truth.push((id, expected * slow[kind] * dice.between(0.85, 1.17)));
    }
    for n in 0..20_usize {
        let (id, whole) = truth[n % 12].clone();
        let item = plan.items.get(&id).expect("the item").clone();
        let already = plan.sessions.iter().filter(|s| s.item == id).count() as u32;
        if item.pages == 0 {
            read(&mut plan, &id, n as i64, whole as u32, 0);
            let at = Moment::parse("2027-01-20T20:00:00").expect("a moment");
            plan = plan
                .apply(&Edit::SetStatus {
                    item: id,
                    status: Status::Done,
                    at,
                })
                .expect("done");
            continue;
        }
        let units = (item.pages / 4).max(1);
        let minutes = whole / f64::from(item.pages) * f64::from(units) * dice.between(0.75, 1.3);
        read(
            &mut plan,
            &id,
            n as i64 + i64::from(already),
            minutes.max(1.0) as u32,
            units,
        );
    }
    let error = |plan: &Plan| -> f64 {
        let open = truth.iter().filter_map(|(id, whole)| {
            let item = plan.items.get(id)?;
            let fresh = plan.sessions.iter().all(|s| s.item != *id);
            (item.status.is_open() && fresh)
                .then(|| (f64::from(plan.effort(item).0) / whole).ln().abs())
        });
        let all: Vec<f64> = open.collect();
        all.iter().sum::<f64>() / all.len() as f64
    };
    let before = error(&plan);
    let estimates = Estimates::read(&plan);
    let all: Vec<_> = estimates.proposals.iter().collect();
    let after =
        edit(&plan, &all).map_or(before, |edit| error(&plan.apply(&edit).expect("it fits")));
    (before, after)
}

#[test]
fn after_twenty_sessions_the_error_is_less_than_half() {
    let (mut before, mut after) = (0.0, 0.0);
    for seed in 0..200 {
        let (b, a) = errors(seed);
        before += b;
        after += a;
    }
    println!(
        "mean error {:.3} at the start, {:.3} after twenty sessions",
        before / 200.0,
        after / 200.0
    );
    assert!(after < before / 2.0, "{before} {after}");
}

#[test]
fn chapters_without_pages_share_what_the_others_leave() {
    let mut book = Item::new(ItemId::slug("book"), Kind::Book, "A book");
    book.pages = 100;
    let chapter = |n: u32, depth: Depth, pages: u32| {
        let mut part = Part::new(PartId::slug(&format!("ch-{n}")), format!("{n}"));
        (part.depth, part.pages) = (depth, pages);
        part
    };
    book.parts = vec![
        chapter(1, Depth::Lean, 0),
        chapter(2, Depth::Lean, 0),
        chapter(3, Depth::Core, 0),
        chapter(4, Depth::Deep, 0),
    ];
    assert_eq!(book.pages_at(Depth::Lean), 50);
    assert_eq!(book.pages_at(Depth::Deep), 100);
    // One is counted: the book does not shrink to it.
    book.parts[0].pages = 40;
    assert_eq!(book.pages_at(Depth::Lean), 60);
    assert_eq!(book.pages_at(Depth::Core), 80);
    assert_eq!(book.pages_at(Depth::Deep), 100);
    // All are: what was said of the whole counts no more.
    for (part, pages) in book.parts.iter_mut().zip([40, 10, 30, 50]) {
        part.pages = pages;
    }
    assert_eq!(book.pages_at(Depth::Lean), 50);
    assert_eq!(book.pages_at(Depth::Deep), 130);
    // More is counted than the whole was thought to be.
    book.parts[3].pages = 0;
    book.parts[2].pages = 90;
    assert_eq!(book.pages_at(Depth::Deep), 140);
    book.parts.clear();
    assert_eq!(book.pages_at(Depth::Deep), 100);
}

#[test]
fn what_was_logged_and_what_is_made_of_it_are_told_apart() {
    let mut plan = path();
    let others: ItemId = Id::slug("book.deep-learning");
    for n in 0..5 {
        read(&mut plan, &others, n, 60, 7);
    }
    let item: ItemId = Id::slug("book.prml");
    read(&mut plan, &item, 9, 25, 5);
    let estimates = Estimates::read(&plan);
    let one = estimates.of(&item).expect("a proposal");
    let words = cairn::ui::pace::proposal_words(&plan, one);
    assert!(
        words.starts_with("12 pages/h in 1 session; with what is usual: "),
        "{words}"
    );
}
