//! When a plan no longer serves, and what a new one does about it.

use cairn::domain::{Depth, Edit, ItemId, Minutes, Plan, Schedule};
use cairn::state::{Action, View};
use egui::Key;

use super::{answer, behind, first_ahead, hold, pass_days, quick};
use crate::support::app::{Setup, monday};

#[test]
fn i_am_behind_is_one_key_and_one_step_of_undo() {
    let mut window = behind();
    let before = window.plan();
    window.ctrl(Key::R);
    assert!(window.shows("The new plan"));
    assert!(window.shows("Missed, and where it goes"));
    assert!(window.shows("missed sessions find a new day"));
    assert!(window.shows("were missed ("), "it says why");
    assert_eq!(*window.plan(), *before, "nothing has changed yet");
    window.key(Key::Enter);
    assert_ne!(*window.plan(), *before);
    assert!(window.state().proposal.is_none());
    let planned = window.plan();
    window.ctrl(Key::R);
    assert_eq!(*window.plan(), *planned, "twice changes nothing");
    assert!(window.state().proposal.is_none());
    assert!(window.toasts().iter().any(|t| t.contains("up to date")));
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step takes it back");
    window.ctrl(Key::R);
    window.key(Key::Escape);
    assert_eq!(*window.plan(), *before, "Escape keeps the plan");
    assert!(window.state().proposal.is_none());
}

#[test]
fn without_an_interview_ahead_nothing_is_proposed_and_nothing_goes() {
    let mut window = Setup::real().open();
    let last = window.plan().last_day().expect("an interview");
    pass_days(&mut window, last.since(monday()));
    for days in [0, 3] {
        pass_days(&mut window, days);
        let before = window.plan();
        window.ctrl(Key::R);
        assert!(window.state().proposal.is_none());
        assert!(window.shows("there is nothing to plan for"));
        assert_eq!(*window.plan(), *before);
    }
    window.click("Set a date");
    assert_eq!(window.state().view, View::Settings);
}

#[test]
fn a_new_plan_is_not_turned_over_for_little() {
    let mut window = Setup::empty().open();
    hold(&window);
    let answers = cairn::domain::Answers::sensible(monday());
    window.action(Action::Create(Box::new(answers)));
    let plan = window.plan();
    let mut worth = quick(&plan, monday()).worth;
    worth.ready += 1;
    let turned_over = Schedule {
        sessions: plan
            .sessions
            .iter()
            .map(|s| {
                let mut s = (**s).clone();
                s.on = s.on.plus(1);
                s
            })
            .collect(),
        cuts: plan.cuts.clone(),
        ..Schedule::default()
    };
    answer(&mut window, turned_over, worth, None);
    assert!(!window.shows("A better plan was found"));
}

#[test]
fn pinned_sessions_stay_and_it_says_so() {
    let mut window = Setup::real().open();
    let session = first_ahead(&window.plan(), monday().plus(6));
    let on = window.plan().sessions.get(&session).expect("one").on;
    window.action(Action::Edit(Edit::PinSession {
        session: session.clone(),
        pinned: true,
    }));
    pass_days(&mut window, 3);
    window.ctrl(Key::R);
    assert!(window.shows("pinned"), "the dialog says that it stays");
    window.key(Key::Enter);
    let plan = window.plan();
    let pinned = plan.sessions.get(&session).expect("still there");
    assert!(pinned.pinned);
    assert_eq!(pinned.on, on);
}

#[test]
fn a_day_off_makes_the_plan_out_of_date_and_says_so() {
    let mut window = Setup::real().open();
    assert!(!window.shows("The plan no longer matches"));
    let on = window
        .plan()
        .sessions
        .iter()
        .map(|s| s.on)
        .find(|on| *on > monday().plus(7))
        .expect("a day with a session");
    window.action(Action::Edit(Edit::SetDay {
        on,
        minutes: Some(Minutes::ZERO),
    }));
    assert!(
        window.state().proposal.is_none(),
        "nothing comes up by itself"
    );
    assert!(window.shows("The plan no longer matches"));
    window.click("The plan no longer matches: replan");
    assert!(window.shows("is now a day off."));
    window.key(Key::Enter);
    assert!(!window.shows("The plan no longer matches"));
    window.ctrl(Key::Z);
    assert!(window.shows("The plan no longer matches"));
    window.ctrl(Key::Z);
    assert!(
        !window.shows("The plan no longer matches"),
        "back to what was"
    );
}

#[test]
fn a_session_cut_short_and_one_put_too_late_are_noticed() {
    let mut window = Setup::real().open();
    let plan = window.plan();
    let study = |s: &&std::sync::Arc<cairn::domain::Session>| {
        s.kind == cairn::domain::SessionKind::Study && s.minutes >= Minutes(60)
    };
    let long = plan.sessions.iter().find(study).expect("a long session");
    window.action(Action::Edit(Edit::FinishSession {
        session: long.id.clone(),
        spent: Minutes(15),
        at: window.state().now.moment,
    }));
    assert!(window.shows("The plan no longer matches"));
    window.ctrl(Key::R);
    assert!(window.shows("was cut short"));
    window.key(Key::Escape);
    window.ctrl(Key::Z);
    assert!(!window.shows("The plan no longer matches"));
    let review =
        |s: &&std::sync::Arc<cairn::domain::Session>| s.kind == cairn::domain::SessionKind::Review;
    let mut reviews = plan.sessions.iter().filter(review);
    let review = reviews.next().expect("a review").id.clone();
    let last = plan.last_day().expect("an interview");
    window.action(Action::Edit(Edit::MoveSession {
        session: review,
        on: last.plus(2),
    }));
    assert!(window.shows("The plan no longer matches"));
}

#[test]
fn another_date_and_another_depth_are_said_as_well() {
    let mut window = Setup::real().open();
    let interview = (**window.plan().interviews_in_order().first().expect("one")).clone();
    let mut earlier = interview.clone();
    earlier.on = interview.on.plus(-14);
    window.action(Action::Edit(Edit::PutInterview(Box::new(earlier))));
    window.ctrl(Key::R);
    assert!(window.shows("is now on"));
    window.key(Key::Escape);
    window.ctrl(Key::Z);
    assert!(!window.shows("The plan no longer matches"));
    let item = ItemId::slug("topic.statistics");
    window.action(Action::Edit(Edit::SetDepth {
        item,
        depth: Some(Depth::Deep),
    }));
    window.ctrl(Key::R);
    assert!(window.shows("to be studied at deep"));
}

/// Ten hours before the last interview (the first one's day has none), an item of six hours, and one of two hours that is
/// due earlier.
fn ten_hours() -> Plan {
    use cairn::domain::{Interview, InterviewId, Item, Kind, PlanId, Round, Step, StepId, Weekly};
    let mut plan = Plan::empty(PlanId::slug("ten-hours"), "Ten hours", monday());
    plan.availability.weekly = Weekly::of_minutes([Minutes(120); 7]);
    for (n, minutes) in [("late", 360), ("early", 120)] {
        let step = StepId::slug(n);
        plan.steps.put(Step::new(step.clone(), 1, n));
        let mut item = Item::new(ItemId::slug(n), Kind::Topic, n);
        item.step = Some(step);
        item.effort = cairn::domain::item::Effort::flat(Minutes(minutes));
        plan.items.put(item);
    }
    let asks = |name: &str, on: i64, weights: [u8; 2]| {
        let id = InterviewId::slug(name);
        let mut one = Interview::new(id, name, Round::Onsite, monday().plus(on));
        let steps = [StepId::slug("early"), StepId::slug("late")];
        one.weights = steps.into_iter().zip(weights).collect();
        one
    };
    plan.interviews.put(asks("Screen", 2, [2, 0]));
    plan.interviews.put(asks("Onsite", 6, [0, 2]));
    plan
}

#[test]
fn the_cushion_is_the_time_there_is_less_the_time_still_needed() {
    let both = ten_hours();
    let mut alone = both.clone();
    alone.items.remove(&ItemId::slug("early"));
    for (plan, words) in [(alone, "+4 h cushion"), (both, "+2 h cushion")] {
        let mut window = Setup::with(plan).open();
        window.action(Action::Select(ItemId::slug("late")));
        assert!(window.shows(words), "{words}");
        window.go(View::Settings);
        assert!(window.shows(words), "{words} before the interview");
    }
}
