//! Stories of looking back on a week: the card on Today, the page, the line, the decision, earlier weeks, the export.

use cairn::domain::week_review::{last_study_day, week_to_review};
use cairn::domain::{Decision, Minutes, PlanIndex, Week, WeekReview};
use cairn::state::{Command, View};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::today::{half_week, thursday};
use crate::support::app::{Setup, Window};

fn on(day: cairn::domain::Day) -> Window {
    let mut window = Setup::with(half_week()).open();
    window.env.script(|script| {
        script.now.today = day;
        script.now.moment =
            cairn::domain::Moment::parse(&format!("{day}T19:00:00")).expect("a moment");
    });
    window.run();
    window
}

fn sunday() -> cairn::domain::Day {
    thursday().plus(3)
}

#[test]
fn the_model_reads_the_week_from_the_log() {
    let plan = half_week();
    let index = PlanIndex::new(&plan);
    let week = Week::of(thursday());
    assert_eq!(last_study_day(&plan, &index, week), Some(sunday()));
    assert_eq!(week_to_review(&plan, &index, thursday()), week.plus(-1));
    assert_eq!(week_to_review(&plan, &index, sunday()), week);
    let review = WeekReview::new(&plan, &index, week, thursday());
    // Mon 60 + 30, Tue 75 missed, Wed 50 + 40, Thu 30 done and 60 + 20 ahead, Sun 60 + 45 ahead.
    assert_eq!(
        review.planned,
        Minutes(60 + 30 + 75 + 50 + 40 + 30 + 80 + 105)
    );
    assert_eq!(review.done, Minutes(60 + 30 + 50 + 40 + 30));
    assert_eq!((review.days, review.missed.len()), (3, 1));
    assert_eq!(review.number, 2);
    // Until now 60 + 30 + 75 + 50 + 40 + 30 were due: with 75 missed that is no reason for fewer hours.
    assert_eq!((review.due, review.over), (Minutes(285), false));
    assert_eq!(review.suggested(&plan), Some(Decision::Replan));
    // On its last day the whole week is looked at.
    let whole = WeekReview::new(&plan, &index, week, sunday());
    assert!(whole.over);
    assert_eq!(whole.suggested(&plan), Some(Decision::Lighten));
    let whole: Minutes = review.steps.iter().map(|line| line.done).sum();
    assert_eq!(whole, review.done);
    let before = WeekReview::new(&plan, &index, week.plus(-1), thursday());
    assert_eq!((before.done, before.planned), (Minutes(325), Minutes(325)));
    assert_eq!(before.percent(), Some(100));
}

#[test]
fn on_the_last_study_day_today_leads_to_the_page() {
    let mut window = on(sunday());
    assert!(window.shows("The last study day of the week."));
    window.click("Look back…");
    assert_eq!(window.state().view, View::Week);
    assert!(window.shows("Week of Mon 30 Nov"));
    assert!(window.shows("3 h 30 done of 7 h 50 planned, on 3 days"));
    assert!(window.shows("Fundamentals: 2 h 20 of 2 h 20 planned"));
    assert!(window.shows("Did not take place"));
    window.run();
    assert!(window.shows("With a new plan: ") && window.shows("find a new day"));
    assert!(window.plan().sessions == half_week().sessions, "only shown");
    assert!(window.shows("What 3 h 30 a week in place of"));
    // Not in the middle of the week.
    let window = on(thursday().plus(-1));
    assert!(!window.shows("Look back…"));
}

#[test]
fn what_is_only_looked_at_is_no_decision() {
    let mut window = on(sunday());
    window.command(Command::WeekReview);
    let week = Week::of(sunday());
    let before = window.plan();
    let decided = |window: &Window| window.plan().weeks.get(&week).and_then(|n| n.decision);
    window.click("Keep going");
    assert_eq!(decided(&window), Some(Decision::KeepGoing));
    assert!(window.shows("Keep going: decided"));
    // Each of the others is opened and closed again: what was decided stands.
    for name in ["Take it lighter…", "Find more time…"] {
        window.click(name);
        assert!(window.shows("What if…"), "it is shown first");
        assert!(window.plan().sessions == before.sessions, "nothing moved");
        window.click("Close");
        assert_eq!(decided(&window), Some(Decision::KeepGoing));
    }
    window.click("Plan again…");
    assert!(window.state().proposal.is_some(), "a proposal, not a deed");
    assert_eq!(decided(&window), Some(Decision::KeepGoing));
    window.click("Keep the plan as it is");
    assert_eq!(decided(&window), Some(Decision::KeepGoing));
    // A plan that is made later, without looking back, decides nothing either.
    window.command(Command::Replan);
    window.click("Use the new plan");
    assert_eq!(decided(&window), Some(Decision::KeepGoing));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(window.plan().weeks.is_empty());
    assert!(window.plan().sessions == before.sessions);
}

#[test]
fn a_decision_counts_once_it_is_carried_out_and_is_undone_with_it() {
    let mut window = on(sunday());
    window.command(Command::WeekReview);
    window.key(Key::L);
    window.type_text("A full week.");
    window.key(Key::Enter);
    let week = Week::of(sunday());
    let before = window.plan();
    let decided = |window: &Window| window.plan().weeks.get(&week).and_then(|n| n.decision);
    window.click("Plan again…");
    window.click("Use the new plan");
    assert_eq!(decided(&window), Some(Decision::Replan));
    assert_eq!(
        window.plan().weeks.get(&week).expect("there").line,
        "A full week."
    );
    assert!(window.plan().sessions != before.sessions);
    window.ctrl(Key::Z);
    assert_eq!(decided(&window), None);
    assert!(
        window.plan().sessions == before.sessions,
        "one step of undo"
    );
    let hours = window.plan().availability.weekly.total();
    window.click("Take it lighter…");
    window.click("Use these");
    assert_eq!(decided(&window), Some(Decision::Lighten));
    assert!(window.plan().availability.weekly.total() < hours);
    window.click("Keep the plan as it is");
    assert_eq!(
        decided(&window),
        Some(Decision::Lighten),
        "the hours are set"
    );
    window.ctrl(Key::Z);
    assert_eq!(decided(&window), None);
    assert_eq!(window.plan().availability.weekly.total(), hours);
    window.click("Find more time…");
    window.click("Use these");
    assert_eq!(decided(&window), Some(Decision::MoreTime));
}

#[test]
fn a_line_is_written_with_keys_alone_and_earlier_weeks_can_be_opened() {
    let mut window = on(sunday());
    window.ctrl(Key::Num7);
    assert_eq!(window.state().view, View::Week);
    window.key(Key::L);
    window.type_text("Arrays take longer than I think.");
    window.key(Key::Enter);
    window.run();
    let week = Week::of(sunday());
    let line = |window: &Window, week: Week| {
        let note = window.plan().weeks.get(&week).cloned();
        note.map(|note| note.line)
    };
    assert_eq!(
        line(&window, week).as_deref(),
        Some("Arrays take longer than I think.")
    );
    window.key(Key::PageUp);
    assert!(window.shows("Week of Mon 23 Nov"));
    assert!(window.shows("5 h 25 done of 5 h 25 planned, on 5 days"));
    window.key(Key::PageDown);
    assert!(window.shows("Week of Mon 30 Nov"));
    window.ctrl(Key::Z);
    assert_eq!(line(&window, week), None);
    let text = window.on_disk();
    let said = text.find("\n    weeks:").map(|at| &text[at..]);
    assert_eq!(said.map(|said| &said[..200.min(said.len())]), None);
}

#[test]
fn the_page_is_exported_as_markdown_and_html() {
    let mut window = on(sunday());
    window.command(Command::WeekReview);
    window.click("Keep going");
    for (name, file) in [
        ("Export as Markdown…", "w.md"),
        ("Export as a page…", "w.html"),
    ] {
        let path = window.home.path().join(file);
        window
            .env
            .script(|script| script.files.push(Some(path.clone())));
        window.harness.get_by_label(name).click();
        window.run();
        let text = std::fs::read_to_string(&path).expect("written");
        assert!(text.contains("Week of Mon 30 Nov to Sun 6 Dec"), "{text}");
        assert!(
            text.contains("3 h 30 done of 7 h 50 planned, on 3 of 7 days"),
            "{text}"
        );
        assert!(text.contains("Decision: keep going"), "{text}");
        let asked = window.env.script(|script| script.asked.last().cloned());
        let name = match asked.map(|request| request.kind) {
            Some(cairn::state::env::DialogKind::Save(name)) => name,
            other => panic!("no place was asked for: {other:?}"),
        };
        assert!(name.contains("-week-2026-w49."), "{name}");
    }
}

#[test]
fn a_week_that_has_only_begun_is_not_judged() {
    let mut plan = half_week();
    let week = Week::of(thursday());
    // Nothing was ever done: the plan begins on this Monday.
    let old: Vec<_> = plan.sessions.iter().map(|s| (s.id.clone(), s.on)).collect();
    for (id, on) in old {
        plan.sessions.update(&id, |one| {
            one.outcome = cairn::domain::Outcome::Planned;
            one.spent = Minutes::ZERO;
            one.ended_at = None;
        });
        if on < week.monday() {
            plan.sessions.remove(&id);
        }
    }
    plan.start_on = week.monday();
    let last = plan.last_day().expect("an interview");
    let index = PlanIndex::new(&plan);
    let review = WeekReview::new(&plan, &index, week, week.monday());
    assert_eq!((review.due, review.over), (Minutes::ZERO, false));
    assert_eq!(review.suggested(&plan), None);
    assert!(review.lighter().0 * 2 >= review.planned.0);
    // The day of the interview begins no week of study.
    let weeks = last.since(week.monday());
    assert_eq!(i64::from(review.of), (weeks + 6) / 7);
    let mut window = Setup::with(plan).open();
    window.env.script(|script| {
        script.now.today = week.monday();
        script.now.moment =
            cairn::domain::Moment::parse(&format!("{}T19:00:00", week.monday())).expect("a moment");
    });
    window.run();
    window.command(Command::WeekReview);
    assert!(window.shows("Nothing was planned before today."));
    assert!(!window.shows("Everything that was planned"));
    assert!(!window.shows("suggested"));
}

#[test]
fn what_nobody_planned_is_done_and_not_planned() {
    let mut plan = half_week();
    let week = Week::of(thursday());
    let before = WeekReview::new(&plan, &PlanIndex::new(&plan), week, sunday());
    let mut mock = super::today::session(
        "mock-extra",
        "algo.arrays",
        cairn::domain::SessionKind::Mock,
        thursday(),
        53,
    );
    mock.logged = true;
    mock.outcome = cairn::domain::Outcome::Done;
    mock.spent = Minutes(53);
    plan.sessions.put(mock);
    let index = PlanIndex::new(&plan);
    let review = WeekReview::new(&plan, &index, week, sunday());
    assert_eq!(review.planned, before.planned);
    assert_eq!(review.done, before.done + Minutes(53));
    let sums = cairn::domain::week_review::sums(&plan, &index, week);
    assert_eq!(sums, (review.planned, review.done), "Today says the same");
}
