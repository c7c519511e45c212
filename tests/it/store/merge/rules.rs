//! What a merge does where two sides meet: a rule each.

use cairn::domain::merge::{Conflict, Kept, merge, merge_without_base};
use cairn::domain::schedule::{Cut, CutReason};
use cairn::domain::{
    ItemId, Link, Minutes, Notes, Outcome, Plan, Relation, Session, SessionId, SessionKind, Status,
    StepId,
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
