//! Something else comes up: busy times are added, seen, changed and planned around, with the mouse and with keys.

use cairn::domain::busy::MAX_BUSY;
use cairn::domain::{Busy, BusyId, Clock, Day, Edit, Minutes, Plan, times};
use cairn::state::{Action, Command, View};
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window, monday, real_plan};

fn calendar(plan: Plan, week: bool) -> Window {
    let mut window = Setup::with(plan).open();
    window.go(View::Calendar);
    if week {
        window.command(Command::CalendarWeek);
    }
    window
}

fn busy(id: &str, on: Day, from: u16, minutes: u32, title: &str) -> Busy {
    let start = Clock::from_minutes(from);
    Busy::new(BusyId::slug(id), on, start, Minutes(minutes)).called(title)
}

fn with(all: impl IntoIterator<Item = Busy>) -> Plan {
    all.into_iter().fold(real_plan(), |plan, one| {
        plan.apply(&Edit::AddBusy(one)).expect("it fits")
    })
}

fn spin(window: &mut Window, field: &str, text: &str) {
    let found = window
        .harness
        .get_by_role_and_label(egui::Role::SpinButton, field);
    found.click();
    window.run();
    window.ctrl(Key::A);
    window.type_text(text);
    window.key(Key::Enter);
}

/// The names of what the busy times of the plan are called.
fn said(window: &Window) -> Vec<String> {
    let plan = window.plan();
    plan.availability
        .busy
        .iter()
        .map(|b| b.in_words())
        .collect()
}

#[test]
fn a_busy_time_is_added_by_key_replanned_around_and_all_of_it_undone() {
    let mut window = calendar(real_plan(), false);
    let before = window.plan();
    let free = before.availability.minutes(monday());
    assert!(free > Minutes::ZERO, "Mondays have time");
    assert!(before.sessions.iter().any(|s| s.on == monday()));

    window.key(Key::Home);
    window.key(Key::B);
    assert!(window.shows("Title of the busy time"));
    window.type_text("Dentist");
    window.key(Key::Enter);
    assert_eq!(said(&window), ["Mon 30 Nov 19:00–21:00: Dentist"]);
    assert!(
        window
            .toasts()
            .contains(&"Busy Mon 30 Nov 19:00–21:00: Dentist".to_owned())
    );
    assert!(window.shows("busy") || window.shows("Busy 19:00–21:00: Dentist"));
    let with_it = window.plan();
    let left = with_it.availability.minutes(monday());
    assert!(left < free);
    let load = |plan: &Plan, day: Day| -> Minutes {
        let there = plan.sessions.iter().filter(|s| s.on == day);
        there.map(|s| s.load()).sum()
    };
    assert!(load(&with_it, monday()) > left, "the day is over-full");
    assert!(window.shows("no time left") || window.shows("1 h of"));

    window.command(Command::Replan);
    assert!(
        window.state().proposal.is_some(),
        "the new plan is shown first"
    );
    window.action(Action::AcceptProposal);
    let after = window.plan();
    assert!(
        load(&after, monday()) <= left,
        "what no longer fits went elsewhere"
    );

    window.command(Command::Undo);
    assert_eq!(*window.plan(), *with_it);
    window.command(Command::Undo);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_busy_time_is_added_and_changed_from_the_days_menu() {
    let mut window = calendar(real_plan(), false);
    window.click("Menu of Thu 10 Dec");
    window.click("Busy time…");
    window.type_text("Conference");
    window.click("All day");
    spin(&mut window, "Days of the busy time", "2");
    window.click("Add the busy time");
    assert_eq!(
        said(&window),
        ["Thu 10 Dec – Fri 11 Dec, all day: Conference"]
    );
    assert!(window.shows("no time left"), "it is over-full");
    assert!(window.shows("Busy all day: Conference"));

    window.click("Menu of Fri 11 Dec");
    window.click("all day: Conference");
    window.click("All day");
    spin(&mut window, "Busy from", "9");
    spin(&mut window, "Busy to", "17:30");
    window.click("Save the busy time");
    assert_eq!(said(&window), ["Thu 10 Dec 09:00–17:30: Conference"]);

    window.click("Menu of Thu 10 Dec");
    window.click("09:00–17:30: Conference");
    window.key(Key::Escape);
    assert_eq!(said(&window).len(), 1, "Escape changes nothing");
    window.click("Menu of Thu 10 Dec");
    window.click("09:00–17:30: Conference");
    window.click("Remove the busy time");
    assert!(window.plan().availability.busy.is_empty());
    window.command(Command::Undo);
    assert_eq!(said(&window).len(), 1);
}

#[test]
fn an_end_that_is_the_beginning_is_not_taken() {
    let mut window = calendar(real_plan(), false);
    window.key(Key::Home);
    window.key(Key::B);
    spin(&mut window, "Busy from", "18:00");
    spin(&mut window, "Busy to", "18:00");
    assert!(window.shows("It ends when it begins"));
    window.click("Add the busy time");
    assert!(window.plan().availability.busy.is_empty());
    spin(&mut window, "Busy to", "2");
    assert!(window.shows("8 h; takes 1 h"), "over midnight");
    window.click("Change no busy time");
    assert!(window.plan().availability.busy.is_empty());
}

#[test]
fn the_week_shows_blocks_that_keys_and_clicks_change() {
    let tuesday = monday().plus(1);
    let plan = with([
        busy("a", tuesday, 19 * 60 + 15, 30, "Call home"),
        busy("b", tuesday, 16 * 60, 60, "Stand-up"),
        busy("c", tuesday, 14 * 60, 60, "Review"),
    ]);
    let mut window = calendar(plan, true);
    assert!(window.shows("Busy 19:15–19:45: Call home"));
    assert!(
        window.shows("2 busy times on Tue 1 Dec"),
        "beside the hours shown"
    );
    window.click("2 busy times on Tue 1 Dec");
    assert!(window.shows("16:00–17:00: Stand-up"));
    window.key(Key::Escape);

    let block = "Busy 19:15–19:45: Call home";
    window.harness.get_by_label(block).focus();
    window.run();
    window.key(Key::Enter);
    assert!(window.shows("Title of the busy time"));
    window.ctrl(Key::A);
    window.type_text("Call mum");
    window.key(Key::Enter);
    assert!(window.shows("Busy 19:15–19:45: Call mum"));
    window.click("Busy 19:15–19:45: Call mum");
    window.click("Remove the busy time");
    assert!(!window.shows("Call mum,") && said(&window).len() == 2);
}

#[test]
fn the_calendar_and_the_table_say_the_same_times() {
    let mut plan = with([busy("a", monday().plus(1), 19 * 60 + 15, 30, "Call")]);
    let off = Edit::SetDay {
        on: monday().plus(2),
        minutes: Some(Minutes::ZERO),
    };
    plan = plan.apply(&off).expect("a day off");
    let index = cairn::domain::PlanIndex::new(&plan);
    let table = cairn::store::formats::csv::sessions(&plan).expect("a table");
    for day in monday().until(monday().plus(14)) {
        let sessions = index.day(day).sessions.iter();
        let sessions: Vec<_> = sessions.filter_map(|id| plan.sessions.get(id)).collect();
        let slots = times::of_sessions(&plan, day, sessions.iter().map(|s| &***s));
        let starts: Vec<String> = slots
            .iter()
            .map(|slot| cairn::domain::busy::clock(slot.from).to_string())
            .collect();
        let rows = table
            .lines()
            .filter(|line| line.starts_with(&day.to_string()));
        let told: Vec<String> = rows
            .filter_map(|line| line.split(',').nth(1).map(str::to_owned))
            .collect();
        assert_eq!(told, starts, "{day}");
    }
    // And the week says it in its blocks.
    let mut window = calendar(plan, true);
    window.run();
    let tuesday = window.plan().availability.free(monday().plus(1));
    assert_eq!(tuesday.len(), 2, "before the call and after it");
}

#[test]
fn the_settings_list_what_is_ahead_and_change_it() {
    let over = busy("z", monday().plus(-20), 600, 60, "Long ago");
    let mut window = Setup::with(with([over])).size(1440.0, 2400.0).open();
    window.go(View::Settings);
    let before = window.plan();
    assert!(window.shows("Nothing else is on your calendar ahead"));
    assert!(window.shows("And 1 busy time that is over"));
    window.click("Add a busy time…");
    window.type_text("Dentist");
    window.click("Add the busy time");
    let name = "Tue 1 Dec 19:00–21:00: Dentist";
    assert!(window.shows(&format!("Change busy {name}")));
    window.click(&format!("Change busy {name}"));
    spin(&mut window, "Busy to", "20:00");
    window.click("Save the busy time");
    assert!(window.shows("Change busy Tue 1 Dec 19:00–20:00: Dentist"));
    window.click("Remove busy Tue 1 Dec 19:00–20:00: Dentist");
    assert!(window.shows("Nothing else is on your calendar ahead"));
    for _ in 0..3 {
        window.command(Command::Undo);
    }
    assert_eq!(*window.plan(), *before);
}

#[test]
fn thousands_of_busy_times_are_a_list_of_a_few_rows() {
    let all = (0..3_000_i64).map(|n| {
        let on = monday().plus(1 + n % 200);
        busy(&format!("b{n}"), on, 14 * 60, 30, &format!("Meeting {n}"))
    });
    let edits = all.map(Edit::AddBusy).collect();
    let label = "Imported".to_owned();
    let plan = real_plan();
    let plan = plan.apply(&Edit::Several { label, edits }).expect("fits");
    let mut window = Setup::with(plan).open();
    window.go(View::Settings);
    let rows = window.harness.query_all_by_label_contains("Change busy ");
    assert!(rows.count() < 30);
    window.go(View::Calendar);
    window.command(Command::CalendarWeek);
    let strips = window.harness.query_all_by_label_contains("busy times on");
    assert!(strips.count() >= 6);
}

#[test]
fn what_another_calendar_brings_keeps_its_length_when_it_is_renamed() {
    let mut long = busy("trip", monday().plus(1), 18 * 60, 30 * 60, "Trip");
    long.source = Some("uid-7".into());
    assert!(long.minutes <= MAX_BUSY);
    let mut window = Setup::with(with([long.clone()]))
        .size(1440.0, 2400.0)
        .open();
    window.go(View::Settings);
    window.click("Change busy Tue 1 Dec 18:00 – Thu 3 Dec 00:00: Trip");
    window.ctrl(Key::A);
    window.type_text("Journey");
    window.key(Key::Enter);
    let plan = window.plan();
    let kept = plan.availability.busy.get(&long.id).expect("it is there");
    assert_eq!(kept.title, "Journey");
    assert_eq!(
        (kept.minutes, kept.source.as_deref()),
        (long.minutes, Some("uid-7"))
    );
    window.action(Action::Go(View::Calendar));
    assert!(window.shows("Busy from 18:00: Journey"));
}
