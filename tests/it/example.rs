//! The plan to look around in: it reads without a word, holds what it promises, and lies right on every day.

use cairn::domain::example::{as_of, moved};
use cairn::domain::{Day, Grade, Outcome, Plan, PlanIndex, Week, WeekReview};
use cairn::planner::{Drills, Readiness, serves, serves_knowing};
use cairn::store::builtin::{EXAMPLE_TEXT, example};
use cairn::store::format::{read_plan, write_plan};

fn plan() -> Plan {
    example().expect("the example reads")
}

/// A Thursday far from the example's own days.
fn today() -> Day {
    Day::from_ymd(2027, 4, 15).expect("a day")
}

/// Every date that a text names.
fn dates(text: &str) -> Vec<Day> {
    let at = |from: usize| text.get(from..from + 10).and_then(|t| Day::parse(t).ok());
    (0..text.len()).filter_map(at).collect()
}

#[test]
fn it_reads_without_a_word() {
    let read = read_plan(EXAMPLE_TEXT, "six-weeks.ron").expect("a plan");
    assert_eq!(read.notes, Vec::<String>::new());
    assert!(read.plan.example);
    assert_eq!(write_plan(&read.plan).expect("written"), EXAMPLE_TEXT);
}

#[test]
fn it_holds_six_weeks_of_a_real_life() {
    let plan = plan();
    let index = PlanIndex::new(&plan);
    let is = |outcome| {
        plan.sessions
            .iter()
            .filter(|s| s.outcome == outcome)
            .count()
    };
    assert!(is(Outcome::Done) >= 50, "{} done", is(Outcome::Done));
    assert!(is(Outcome::Skipped) >= 1);
    assert_eq!(plan.interviews.len(), 2);
    let lapses = plan.reviews.iter().filter(|r| r.grade == Grade::Again);
    assert!(plan.reviews.len() >= 200 && lapses.count() >= 15);
    assert!(plan.runs.len() >= 2);
    for run in plan.runs.iter() {
        assert!(run.finished.is_some() && run.stages.iter().all(|s| s.rating.is_some()));
        assert!(
            run.session
                .as_ref()
                .is_some_and(|s| plan.sessions.contains(s))
        );
    }
    assert!(plan.items.iter().filter(|i| !i.notes.is_empty()).count() >= 8);
    assert!(
        plan.items
            .iter()
            .any(|i| i.id.as_str().starts_with("book.") && index.item(&i.id).studied.0 > 200)
    );
    let holiday = plan.availability.exceptions.values().filter(|m| m.0 == 0);
    assert!(holiday.count() >= 3);
    let first = Week::of(plan.start_on);
    for n in 0..6 {
        let review = WeekReview::new(&plan, &index, first.plus(n), first.plus(6).monday());
        assert!(review.done.0 > 100, "week {n}: {}", review.done.0);
        assert!(review.learned.len() >= 2 && review.recalled <= review.asked);
        assert!(n == 0 || review.asked >= 10, "week {n}: {}", review.asked);
    }
    let runs: usize = (0..6)
        .map(|n| {
            WeekReview::new(&plan, &index, first.plus(n), first.monday())
                .runs
                .len()
        })
        .sum();
    assert_eq!(runs, plan.runs.len());
    let missed = plan
        .sessions
        .iter()
        .filter(|s| s.is_missed(first.plus(6).monday()));
    assert!(missed.count() >= 1, "something was missed");
}

#[test]
fn on_every_day_of_a_week_today_lies_in_the_sixth_and_the_log_before_it() {
    for day in today().until(today().plus(7)) {
        let plan = as_of(&plan(), day);
        assert!(plan.example);
        assert_eq!(Week::of(day), Week::of(plan.start_on).plus(5), "{day}");
        for session in plan.sessions.iter() {
            let over = session.outcome != Outcome::Planned;
            assert!(!over || session.on < day, "{day}: {}", session.id);
        }
        assert!(plan.reviews.iter().all(|review| review.at.day() < day));
        assert!(plan.runs.iter().all(|run| run.started.day() < day));
        assert!(plan.interviews.iter().all(|one| one.on > day));
        let text = write_plan(&plan).expect("written");
        let read = read_plan(&text, "example.ron").expect("read");
        assert_eq!(read.notes, Vec::<String>::new(), "{day}");
    }
}

#[test]
fn no_date_is_left_behind() {
    let here = plan();
    let there = moved(&here, 28);
    let (before, after) = (
        dates(&write_plan(&here).expect("written")),
        dates(&write_plan(&there).expect("written")),
    );
    assert!(before.len() > 400, "{} dates", before.len());
    // Rows keep their places, so each date is 28 days later than it was.
    let later: Vec<Day> = before.iter().map(|day| day.plus(28)).collect();
    let first = later.iter().zip(&after).find(|(a, b)| a != b);
    assert_eq!(first, None);
    assert!(
        later == after,
        "a field with a date is not moved: see domain/example.rs"
    );
    // And back: not a byte is lost on the way.
    let back = moved(&there, -28);
    let here = Plan {
        made_for: 0,
        ..here
    };
    assert_eq!(
        write_plan(&back).expect("written"),
        write_plan(&here).expect("written")
    );
}

#[test]
fn what_was_replayed_already_gives_the_same_figures() {
    let mut before = None;
    for day in today().until(today().plus(7)) {
        let plan = as_of(&plan(), day);
        assert!(!plan.reviews.is_empty());
        // As the program goes on: only the prompts whose ratings differ are replayed.
        let drills = match &before {
            Some((old, drills)) => Drills::after_edit(drills, old, &plan),
            None => Drills::read(&plan),
        };
        let ready = Readiness::knowing(&plan, day, &drills);
        assert_eq!(ready, Readiness::of(&plan, day), "{day}");
        assert_ne!(ready, Readiness::default());
        assert_eq!(serves_knowing(&plan, day, &drills), serves(&plan, day));
        before = Some((plan, drills));
    }
}
