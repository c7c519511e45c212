//! Planning anew as the user meets it: shown first, explained, undoable, calm; what did not fit and what it would cost.

use cairn::domain::{Day, Depth, Edit, ItemId, Minutes, Plan, Schedule, SessionId};
use cairn::planner::{Effort, Found, Worth, find_plan};
use cairn::state::{Action, Command, Event, Search, View};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window, monday, real_plan};

/// A window in which nothing was done for three days.
fn behind() -> Window {
    let mut window = Setup::real().open();
    pass_days(&mut window, 3);
    window
}

fn pass_days(window: &mut Window, days: i64) {
    window.env.pass_minutes(days * 24 * 60);
    window.run();
}

/// Holds the full search back, as if it took long.
fn hold(window: &Window) {
    window.state().jobs().hold();
}

fn let_go(window: &mut Window) -> usize {
    let jobs = window.state().jobs().let_go();
    window.run();
    jobs
}

/// Lets the full search answer with this.
fn answer(
    window: &mut Window,
    schedule: Schedule,
    worth: Worth,
    fuller: Option<(Schedule, Worth)>,
) {
    let ticket = window.state().search_ticket().expect("a search is at work");
    let found = Box::new(Found {
        schedule,
        worth,
        fuller,
    });
    window.state().jobs().reply()(Event::Planned { ticket, found });
    window.run();
}

fn quick(plan: &Plan, today: Day) -> Found {
    find_plan(plan, today, Effort::Quick, &|| false)
}

/// The quick schedule with the last cut item taken back, so that one more fits.
fn with_one_cut_less(mut schedule: Schedule) -> Schedule {
    let last = schedule.cuts.keys().next_back().cloned();
    if let Some(last) = last {
        schedule.cuts.remove(&last);
    }
    schedule
}

fn first_ahead(plan: &Plan, today: Day) -> SessionId {
    let ahead = plan.sessions.iter().filter(|s| s.on > today);
    ahead
        .min_by_key(|s| (s.on, s.id.clone()))
        .expect("one")
        .id
        .clone()
}

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
fn the_quick_plan_comes_at_once_and_a_better_one_says_so() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    assert!(window.shows("Looking for a better one…"));
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let mut worth = found.worth;
    worth.ready += 1;
    let better = with_one_cut_less(found.schedule.clone());
    let fits = found.schedule.cuts.len() > better.cuts.len();
    answer(&mut window, better.clone(), worth, None);
    assert!(window.shows("A better plan was found"));
    if fits {
        assert!(window.shows("1 more item fits than in the quick one shown first"));
    }
    window.key(Key::Enter);
    assert_eq!(window.plan().cuts.len(), better.cuts.len());
}

#[test]
fn a_plan_that_is_not_better_changes_nothing_on_screen() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let shown = window.state().proposal.as_ref().expect("shown").number;
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    answer(&mut window, Schedule::default(), found.worth, None);
    let proposal = window.state().proposal.as_ref().expect("still shown");
    assert_eq!(proposal.number, shown);
    assert_eq!(proposal.search, Search::Nothing);
    assert!(window.shows("A longer search found nothing better."));
}

#[test]
fn what_is_accepted_is_what_was_on_screen() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let shown = found.schedule.clone();
    let mut worth = found.worth;
    worth.ready += 1;
    // The button goes down, the better plan arrives, the button goes up.
    let rect = window.harness.get_by_label("Use the new plan").rect();
    let press = |down| egui::Event::PointerButton {
        pos: rect.center(),
        button: egui::PointerButton::Primary,
        pressed: down,
        modifiers: egui::Modifiers::NONE,
    };
    window
        .harness
        .event(egui::Event::PointerMoved(rect.center()));
    window.harness.event(press(true));
    window.harness.step();
    let ticket = window.state().search_ticket().expect("at work");
    let better = Box::new(Found {
        schedule: Schedule::default(),
        worth,
        fuller: None,
    });
    window.state().jobs().reply()(Event::Planned {
        ticket,
        found: better,
    });
    window.harness.step();
    window.harness.event(press(false));
    window.run();
    assert!(window.state().proposal.is_none(), "it was accepted");
    let plan = window.plan();
    let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today)).count();
    assert_eq!(ahead, shown.sessions.len(), "the one that was on screen");
}

#[test]
fn the_search_is_stopped_by_its_button_and_by_closing() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let ticket = window.state().search_ticket().expect("at work");
    window.click("Stop looking");
    assert_eq!(window.state().search_ticket(), None);
    assert!(window.shows("The search was stopped."));
    let_go(&mut window);
    assert!(
        window.shows("The search was stopped."),
        "its answer is stale"
    );
    window.key(Key::Escape);
    hold(&window);
    window.ctrl(Key::R);
    assert_ne!(window.state().search_ticket(), Some(ticket));
    window.key(Key::Escape);
    assert_eq!(window.state().search_ticket(), None, "nobody waits for it");
    let_go(&mut window);
    assert!(
        window.state().proposal.is_none(),
        "nothing comes up by itself"
    );
}

#[test]
fn a_change_under_the_dialog_is_planned_anew() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let first = window.state().proposal.as_ref().expect("shown").revision;
    let ticket = window.state().search_ticket();
    window.action(Action::Edit(Edit::SetDay {
        on: monday().plus(10),
        minutes: Some(Minutes::ZERO),
    }));
    let proposal = window.state().proposal.as_ref().expect("shown anew");
    assert_ne!(proposal.revision, first);
    assert_ne!(window.state().search_ticket(), ticket);
    assert_eq!(let_go(&mut window), 2);
    let proposal = window.state().proposal.as_ref().expect("still there");
    assert_ne!(proposal.search, Search::AtWork);
    window.key(Key::Enter);
    let plan = window.plan();
    let off = plan.sessions.iter().any(|s| s.on == monday().plus(10));
    assert!(!off, "nothing stands on the day off");
}

#[test]
fn the_fuller_plan_is_offered_and_never_taken_unasked() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let mut worth = found.worth;
    worth.ready += 1;
    let fuller = with_one_cut_less(found.schedule.clone());
    let fuller = Some((fuller, worth));
    answer(&mut window, found.schedule.clone(), found.worth, fuller);
    assert!(window.shows("Calm: "));
    assert!(
        !window
            .state()
            .proposal
            .as_ref()
            .expect("shown")
            .takes_fuller
    );
    window.click_containing("Fuller: ");
    assert!(
        window
            .state()
            .proposal
            .as_ref()
            .expect("shown")
            .takes_fuller
    );
    window.click("Use the new plan");
    let cuts = window.plan().cuts.len();
    assert_eq!(cuts, found.schedule.cuts.len().saturating_sub(1));
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
fn escape_leads_from_another_new_plan_back_to_this_one() {
    let mut window = Setup::real().open();
    window.command(Command::NewPlan);
    assert_eq!(window.state().view, View::Welcome);
    assert!(!window.state().is_enabled(Command::Replan));
    assert!(!window.state().is_enabled(Command::Undo));
    window.key(Key::Escape);
    window.key(Key::Escape);
    assert_eq!(window.state().view, View::Today);
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

#[test]
fn rows_are_reached_by_key_and_enter_accepts_from_there() {
    let mut window = behind();
    let before = window.plan();
    window.ctrl(Key::R);
    for _ in 0..12 {
        let focused = window.state().proposal.is_some() && on_a_row(&window);
        if focused {
            break;
        }
        window.key(Key::Tab);
    }
    assert!(on_a_row(&window), "Tab reaches the list");
    for key in [Key::ArrowDown, Key::ArrowUp, Key::End, Key::Home] {
        window.key(key);
        assert!(on_a_row(&window), "{key:?} stays in it");
    }
    window.key(Key::Enter);
    assert_ne!(*window.plan(), *before);
}

fn on_a_row(window: &Window) -> bool {
    let rows = window.harness.query_all_by_role(egui::Role::ListItem);
    rows.into_iter()
        .any(|row| row.accesskit_node().is_focused())
}

#[test]
fn what_did_not_fit_says_what_it_would_cost() {
    let mut plan = real_plan();
    // Half the time there is.
    for day in cairn::domain::time::WEEK {
        plan.availability.weekly.set_minutes(day, Minutes(45));
    }
    let schedule = Box::new(quick(&plan, monday()).schedule);
    let today = monday();
    let plan = plan
        .apply(&Edit::Replan { schedule, today })
        .expect("a schedule fits its plan");
    let cuts = plan.cuts.len();
    assert!(cuts > 0);
    let mut window = Setup::with(plan).open();
    window.go(View::Today);
    assert!(window.shows("left out"));
    window.ctrl(Key::L);
    assert!(window.shows("What did not fit"));
    assert!(window.shows("it needs"), "the price is said");
    let keep = window
        .harness
        .query_all_by_label_contains("Keep ")
        .next()
        .expect("an item that can be kept");
    keep.click();
    window.run();
    assert!(
        window
            .toasts()
            .iter()
            .any(|t| t.contains("is to be kept at"))
    );
    assert_eq!(
        window.plan().cuts.len() + 1,
        cuts,
        "the next planning asks for it afresh"
    );
    window.click("Replan…");
    assert!(window.shows("The new plan"));
    assert!(window.shows("to be studied at"));
    window.key(Key::Escape);
    window.command(Command::LeftOut);
    window.key(Key::Escape);
    assert!(!window.shows("What you keep here"));
}

#[test]
fn a_new_plan_is_searched_fully_and_what_is_better_is_offered() {
    let mut window = Setup::empty().open();
    hold(&window);
    let answers = cairn::domain::Answers::sensible(monday());
    window.action(Action::Create(Box::new(answers)));
    let plan = window.plan();
    assert!(!plan.sessions.is_empty(), "the quick plan is there at once");
    let today = monday();
    let better = Schedule {
        sessions: plan
            .sessions
            .iter()
            .skip(1)
            .map(|s| (**s).clone())
            .collect(),
        cuts: plan.cuts.clone(),
        ..Schedule::default()
    };
    let worth = Worth {
        ready: i64::MAX,
        layout: 0,
    };
    answer(&mut window, better, worth, None);
    assert_eq!(*window.plan(), *plan, "nothing changes by itself");
    assert!(window.state().proposal.is_none());
    window.click("Look…");
    assert!(window.shows("The new plan"));
    window.key(Key::Escape);
    assert_eq!(*window.plan(), *plan, "Escape keeps the plan");
    window.click("A better plan was found: look at it");
    assert!(window.shows("The new plan"));
    window.key(Key::Enter);
    assert_eq!(window.plan().sessions.len() + 1, plan.sessions.len());
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *plan);
    let _ = today;
}

#[test]
fn thousands_of_changes_are_a_list_of_which_only_what_is_in_sight_is_drawn() {
    let mut window = behind();
    hold(&window);
    window.ctrl(Key::R);
    let today = window.state().now.today;
    let found = quick(&window.plan(), today);
    let item = ItemId::slug("topic.statistics");
    let mut many = found.schedule.clone();
    for n in 0..5_000_i64 {
        let id = SessionId::new(&format!("many-{n}")).expect("an id");
        let on = today.plus(n % 40);
        let kind = cairn::domain::SessionKind::Study;
        let session = cairn::domain::Session::new(id, item.clone(), kind, on, Minutes(30));
        many.sessions.push(session);
    }
    let mut worth = found.worth;
    worth.ready += 1;
    answer(&mut window, many, worth, None);
    let rows = |window: &Window| {
        let rows = window.harness.query_all_by_role(egui::Role::ListItem);
        rows.count()
    };
    assert!(window.shows("Comes in"));
    assert!((1..60).contains(&rows(&window)), "{}", rows(&window));
    for _ in 0..12 {
        if on_a_row(&window) {
            break;
        }
        window.key(Key::Tab);
    }
    window.key(Key::End);
    assert!(on_a_row(&window), "the last row is reached");
    assert!((1..60).contains(&rows(&window)), "{}", rows(&window));
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
