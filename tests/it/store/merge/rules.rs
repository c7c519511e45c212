//! What a merge does where two sides meet: a rule each.

use cairn::domain::merge::{Conflict, Kept, merge, merge_without_base};
use cairn::domain::schedule::{Cut, CutReason};
use cairn::domain::{
    ItemId, Link, Minutes, Notes, Outcome, Plan, Relation, RunId, Session, SessionId, SessionKind,
    Stamp, Status, StepId, Timer,
};

use crate::support::plans::sample;

fn paper() -> ItemId {
    ItemId::slug("paper.attention")
}

fn with(plan: &Plan, change: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = plan.clone();
    change(&mut plan);
    plan
}

fn with_item(plan: &Plan, change: impl FnOnce(&mut cairn::domain::Item)) -> Plan {
    with(plan, |plan| {
        plan.items.update(&paper(), change);
    })
}

fn places(conflicts: &[Conflict]) -> Vec<&str> {
    conflicts.iter().map(|c| c.id.as_str()).collect()
}

#[test]
fn fields_of_one_item_come_from_both() {
    let base = sample();
    let ours = with_item(&base, |item| item.estimate = Some(Minutes(90)));
    let theirs = with_item(&base, |item| {
        item.tags.push("must".into());
        item.parts[1].done_on = item.parts[0].done_on;
    });
    let merged = merge(&base, &ours, &theirs);
    assert!(merged.report.is_clean());
    let item = merged.plan.items.get(&paper()).expect("it is there");
    assert_eq!(item.estimate, Some(Minutes(90)));
    assert_eq!(item.tags.last().map(String::as_str), Some("must"));
    assert!(item.parts[1].done_on.is_some());
    assert_eq!(merged.report.from_theirs.list.len(), 2);
    assert_eq!(merged.report.from_ours.list.len(), 1);
}

#[test]
fn a_value_that_both_changed_is_reported_with_both() {
    let base = sample();
    let ours = with_item(&base, |item| item.estimate = Some(Minutes(120)));
    let theirs = with_item(&base, |item| item.estimate = Some(Minutes(180)));
    let merged = merge(&base, &ours, &theirs);
    let said: Vec<String> = merged
        .report
        .conflicts
        .iter()
        .map(|c| c.in_words())
        .collect();
    assert_eq!(
        said,
        ["Attention is all you need: estimate: 2 h here, 3 h there; what is here was kept"]
    );
}

#[test]
fn an_edit_counts_more_than_a_deletion_and_brings_back_what_went_with_it() {
    let base = sample();
    let ours = with(&base, |plan| {
        plan.items.remove(&paper());
        plan.links
            .retain(|link| link.from != paper() && link.to != paper());
        plan.sessions.retain(|session| session.item != paper());
        plan.timer = None;
    });
    let theirs = with_item(&base, |item| item.notes = Notes::from_text("Mine."));
    for (a, b) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, a, b);
        let item = merged.plan.items.get(&paper()).expect("it is there");
        assert_eq!(item.notes.text(), "Mine.");
        assert_eq!(merged.plan.links, base.links);
        assert_eq!(merged.plan.sessions, base.sessions);
        assert_eq!(places(&merged.report.conflicts), ["items/paper.attention"]);
    }
}

#[test]
fn a_deleted_item_or_step_that_the_other_needs_comes_back() {
    let base = sample();
    let talk = ItemId::slug("talk.scaling-a1b2c3d");
    let ours = with(&base, |plan| {
        plan.items.remove(&talk);
        plan.cuts.remove(&talk);
    });
    let theirs = with(&base, |plan| {
        plan.links
            .put(Link::new(talk.clone(), Relation::DrawsOn, paper()));
    });
    let merged = merge(&base, &ours, &theirs);
    assert!(merged.plan.items.contains(&talk));
    let said: Vec<String> = merged
        .report
        .conflicts
        .iter()
        .map(|c| c.in_words())
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");

    let empty = StepId::slug("empty");
    let base = with(&base, |plan| {
        plan.steps
            .put(cairn::domain::Step::new(empty.clone(), 9, "Empty"));
    });
    let ours = with(&base, |plan| {
        plan.steps.remove(&empty);
    });
    let theirs = with_item(&base, |item| item.step = Some(empty.clone()));
    let merged = merge(&base, &ours, &theirs);
    assert!(merged.plan.steps.contains(&empty));
}

#[test]
fn prerequisites_never_make_a_circle() {
    let base = sample();
    let feed = ItemId::slug("design.feed");
    let gpt = ItemId::slug("paper.gpt");
    let link = |from: &ItemId, to: &ItemId| Link::new(from.clone(), Relation::BuildsOn, to.clone());
    let ours = with(&base, |plan| plan.links.put(link(&feed, &gpt)));
    let theirs = with(&base, |plan| plan.links.put(link(&paper(), &feed)));
    let there = merge(&base, &ours, &theirs);
    let back = merge(&base, &theirs, &ours);
    assert_eq!(there.plan, back.plan);
    assert_eq!(there.report.conflicts.len(), 1);
    let strong = there.plan.links.iter();
    assert_eq!(
        strong.filter(|l| l.relation == Relation::BuildsOn).count(),
        2
    );
}

#[test]
fn notes_are_merged_by_lines_and_keep_both() {
    let base = with_item(&sample(), |item| {
        item.notes = Notes::from_text("a\nb\nc\nd\ne")
    });
    let ours = with_item(&base, |item| item.notes = Notes::from_text("A\nb\nc\nd\ne"));
    let theirs = with_item(&base, |item| {
        item.notes = Notes::from_text("a\nb\nc\nd\nE\nf")
    });
    let notes = |plan: &Plan| plan.items.get(&paper()).map(|item| item.notes.text());
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(notes(&merged.plan).as_deref(), Some("A\nb\nc\nd\nE\nf"));
    assert!(merged.report.is_clean());

    let theirs = with_item(&base, |item| {
        item.notes = Notes::from_text("aa\nb\nc\nd\ne")
    });
    let merged = merge(&base, &ours, &theirs);
    let text = "[Changed in both copies. Here:]\nA\n[There:]\naa\n\
                [End of what was changed in both copies.]\nb\nc\nd\ne";
    assert_eq!(notes(&merged.plan).as_deref(), Some(text));
    assert_eq!(merged.report.conflicts[0].kept, Kept::Both);
}

#[test]
fn done_counts_more_than_begun_with_its_time() {
    let base = with_item(&sample(), |item| item.status = Status::ToDo);
    let ours = with_item(&base, |item| item.status = Status::InProgress);
    let at = sample()
        .items
        .get(&ItemId::slug("paper.gpt"))
        .and_then(|item| item.done_at);
    let theirs = with_item(&base, |item| {
        item.status = Status::Done;
        item.done_at = at;
    });
    for (a, b) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, a, b);
        let item = merged.plan.items.get(&paper()).expect("it is there");
        assert_eq!((item.status, item.done_at), (Status::Done, at));
    }
}

/// The plan as a planner leaves it: one session ahead for the paper, on this day, under this id.
fn planned(plan: &Plan, id: &str, day: i64, sum: u64) -> Plan {
    with(plan, |plan| {
        plan.timer = None;
        plan.sessions
            .retain(|s| s.outcome != Outcome::Planned || s.spent > Minutes::ZERO || s.pinned);
        let on = plan.start_on.plus(day);
        let id = SessionId::slug(id);
        let kind = SessionKind::Study;
        plan.sessions
            .put(Session::new(id, paper(), kind, on, Minutes(60)));
        plan.cuts = [Cut::new(
            ItemId::slug("design.feed"),
            CutReason::NoTime,
            Minutes(sum as u32),
        )]
        .into_iter()
        .collect();
        plan.made_for = sum;
    })
}

#[test]
fn two_schedules_do_not_double_the_work() {
    let base = planned(&sample(), "old", 10, 1);
    let logged = SessionId::slug("old");
    let mut ours = planned(&base, "mine", 20, 2);
    ours.sessions
        .put((**base.sessions.get(&logged).expect("it is there")).clone());
    ours.sessions.update(&logged, |session| {
        session.outcome = Outcome::Done;
        session.spent = Minutes(50);
    });
    let theirs = planned(&base, "yours", 30, 3);
    let merged = merge(&base, &ours, &theirs);
    let has = |plan: &Plan, id: &str| plan.sessions.contains(&SessionId::slug(id));
    assert!(has(&merged.plan, "mine") && !has(&merged.plan, "yours"));
    assert!(has(&merged.plan, "old"), "what was logged is kept");
    assert_eq!((merged.plan.made_for, &merged.plan.cuts), (2, &ours.cuts));
    assert_eq!(
        places(&merged.report.conflicts),
        ["sessions/yours", "cuts", "sessions/old"]
    );
    // The other way round theirs counts; what was logged is kept.
    let merged = merge(&base, &theirs, &ours);
    assert!(!has(&merged.plan, "mine") && has(&merged.plan, "yours"));
    assert!(has(&merged.plan, "old"));
    assert_eq!((merged.plan.made_for, &merged.plan.cuts), (3, &theirs.cuts));
}

#[test]
fn a_schedule_that_one_side_made_is_taken_whole() {
    let base = planned(&sample(), "old", 10, 1);
    let theirs = planned(&base, "yours", 30, 3);
    let ours = with_item(&base, |item| item.rating = Some(2));
    let merged = merge(&base, &ours, &theirs);
    assert!(merged.report.is_clean());
    assert_eq!(merged.plan.sessions, theirs.sessions);
    assert_eq!((merged.plan.made_for, &merged.plan.cuts), (3, &theirs.cuts));
}

#[test]
fn a_logged_session_stands_where_it_was_logged() {
    let base = planned(&sample(), "old", 10, 1);
    let id = SessionId::slug("old");
    let ours = with(&base, |plan| {
        plan.sessions.update(&id, |session| {
            session.on = session.on.plus(5);
            session.pinned = true;
        });
    });
    let theirs = with(&base, |plan| {
        plan.sessions.update(&id, |session| {
            session.outcome = Outcome::Done;
            session.spent = Minutes(40);
        });
    });
    for (a, b) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, a, b);
        let session = merged.plan.sessions.get(&id).expect("it is there");
        assert_eq!(session.on, base.start_on.plus(10));
        assert_eq!(
            (session.outcome, session.spent),
            (Outcome::Done, Minutes(40))
        );
        assert_eq!(places(&merged.report.conflicts), ["sessions/old/on"]);
    }
}

#[test]
fn without_a_base_both_are_taken() {
    let base = sample();
    let ours = with_item(&base, |item| item.rating = None);
    let theirs = with(&base, |plan| {
        plan.items.remove(&ItemId::slug("talk.scaling-a1b2c3d"));
        plan.cuts.remove(&ItemId::slug("talk.scaling-a1b2c3d"));
        plan.rules.review = Minutes(20);
    });
    let merged = merge_without_base(&ours, &theirs);
    assert_eq!(merged.plan.items, base.items);
    assert_eq!(merged.plan.rules.review, Minutes(20));
    assert!(merged.report.is_clean(), "{:?}", merged.report.conflicts);
}

/// The sample without clocks, with three design sessions that stand.
fn three_stand() -> Plan {
    with(&sample(), |plan| {
        plan.timer = None;
        plan.runs.retain(|_| false);
        let prompt = ItemId::slug("design.feed");
        let mut dice = crate::support::plans::Dice::new(7);
        for n in 0..3 {
            let mut run = crate::support::plans::run(&mut dice, n, prompt.clone(), &[]);
            run.running_since = None;
            run.finished = None;
            run.at = 0;
            run.stages[0].spent = 60;
            plan.runs.put(run);
        }
    })
}

fn begins(plan: &Plan, run: u32, at: i64) -> Plan {
    with(plan, |plan| {
        let id = RunId::slug(&format!("run-{run}"));
        plan.runs.update(&id, |run| {
            run.running_since = Some(Stamp(at));
            run.stages[0].notes = Notes::from_text("written meanwhile");
        });
    })
}

fn times(plan: &Plan, session: &str, at: i64) -> Plan {
    with(plan, |plan| {
        plan.timer = Some(Timer::new(SessionId::slug(session), Stamp(at)));
    })
}

/// What runs, and what the design sessions have counted.
fn clocks(plan: &Plan) -> (usize, Vec<u32>) {
    let timer = plan.timer.as_ref().filter(|timer| !timer.paused).is_some();
    let runs = plan.runs.iter().filter(|run| run.is_running()).count();
    let spent = plan.runs.iter().map(|run| run.stages[0].spent).collect();
    (runs + usize::from(timer), spent)
}

#[test]
fn of_two_clocks_the_later_goes_on_and_no_second_is_lost() {
    let base = three_stand();
    // Two design sessions, one on each computer.
    let (ours, theirs) = (begins(&base, 0, 1_000), begins(&base, 1, 1_600));
    for (a, b) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge(&base, a, b);
        assert_eq!(clocks(&merged.plan), (1, vec![60 + 600, 60, 60]));
        let run = |n: u32| merged.plan.runs.get(&RunId::slug(&format!("run-{n}")));
        assert!(run(1).is_some_and(|run| run.is_running()));
        let notes = run(0).map(|run| run.stages[0].notes.text());
        assert_eq!(notes.as_deref(), Some("written meanwhile"));
        assert_eq!(places(&merged.report.conflicts), ["runs/run-0"]);
    }
    // A timer here, a design session there: whichever began later.
    for (timer, run, counted, runs) in [(1_000, 1_900, 900, true), (1_900, 1_000, 0, false)] {
        let (ours, theirs) = (times(&base, "s01", timer), begins(&base, 2, run));
        let there = merge(&base, &ours, &theirs).plan;
        assert_eq!(there, merge(&base, &theirs, &ours).plan);
        let spent = if runs { 60 } else { 60 + 900 };
        assert_eq!(clocks(&there), (1, vec![60, 60, spent]));
        let kept = there.timer.as_ref().expect("kept");
        assert_eq!((kept.paused, kept.banked), (runs, counted));
    }
    // Two timers: what the earlier one counted is logged.
    let before = base
        .sessions
        .get(&SessionId::slug("s01"))
        .expect("there")
        .spent;
    let other = base
        .sessions
        .keys()
        .find(|id| id.as_str() != "s01")
        .expect("another");
    let (ours, theirs) = (
        times(&base, "s01", 1_000),
        times(&base, other.as_str(), 2_800),
    );
    let there = merge(&base, &ours, &theirs).plan;
    assert_eq!(there, merge(&base, &theirs, &ours).plan);
    assert_eq!(
        there.timer.as_ref().map(|timer| &timer.session),
        Some(other)
    );
    let session = there.sessions.get(&SessionId::slug("s01")).expect("there");
    assert_eq!(session.spent, before + Minutes(30));
}

#[test]
fn one_design_session_that_both_went_on_with_has_one_clock() {
    let base = three_stand();
    let stays = with(&base, |plan| {
        plan.runs
            .update(&RunId::slug("run-0"), |run| run.stages[0].spent = 300);
    });
    let goes = with(&base, |plan| {
        plan.runs.update(&RunId::slug("run-0"), |run| {
            run.at = 1;
            run.stages[0].spent = 200;
            run.stages[1].spent = 400;
        });
    });
    let there = merge(&base, &stays, &goes).plan;
    assert_eq!(there, merge(&base, &goes, &stays).plan);
    let run = there.runs.get(&RunId::slug("run-0")).expect("there");
    assert_eq!(
        (run.at, run.stages[0].spent, run.stages[1].spent),
        (1, 200, 400)
    );
}
