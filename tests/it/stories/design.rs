//! Stories of design sessions: a whole mock with pause, overrun and a kill in the middle, with the mouse and with keys alone;
//! the log, the rubric, the follow-up that is proposed, planned and undone.

use std::path::{Path, PathBuf};

use cairn::domain::{
    BriefKind, CutReason, Day, Edit, ItemId, Minutes, Moment, Outcome, Plan, Run, RunId, Session,
    SessionId, SessionKind, Status,
};
use cairn::state::{Action, Command, View};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::today::{half_week, thursday};
use crate::support::app::{Setup, Window};

fn on_practice(plan: Plan) -> Window {
    let mut window = Setup::with(plan).open();
    window.env.pass_minutes(3 * 24 * 60);
    window.go(View::Practice);
    window
}

fn item(text: &str) -> ItemId {
    ItemId::new(text).expect("an id")
}

fn run_of(window: &Window) -> Run {
    let plan = window.plan();
    let run = plan.runs.iter().next_back().expect("a design session");
    (**run).clone()
}

fn spent(window: &Window) -> Vec<u32> {
    let run = run_of(window);
    run.stages.iter().map(|stage| stage.spent / 60).collect()
}

/// Starts a design session of this prompt with the mouse.
fn begin(window: &mut Window, prompt: &str) {
    window.click_containing(prompt);
    window.click("Practise this now");
}

/// Lets minutes pass on screen.
fn pass(window: &mut Window, minutes: i64) {
    window.env.pass_minutes(minutes);
    window.run();
}

/// Scrolls to what has this name, and clicks it.
pub fn scroll_and_click(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).scroll_to_me();
    window.run();
    window.click(name);
}

/// Everything below a folder, as it is at this moment.
fn files_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((path.clone(), std::fs::read(path).expect("readable")));
            }
        }
    }
    files
}

/// Kills the program as it is; what it leaves.
pub fn kill(window: Window) -> tempfile::TempDir {
    let killed = files_of(window.home.path());
    let home = window.home;
    drop(window.harness);
    for (path, _) in files_of(home.path()) {
        std::fs::remove_file(path).expect("gone");
    }
    for (path, bytes) in killed {
        std::fs::write(path, bytes).expect("as it was");
    }
    home
}

/// Kills the program as it is `seconds` of the real clock from now, and opens it again. Time goes on meanwhile.
pub fn kill_and_reopen(window: Window, seconds: f64, minutes: i64) -> Window {
    std::thread::sleep(std::time::Duration::from_secs_f64(seconds));
    let file = window.state().document.as_ref().expect("open").path();
    let file = file.to_owned();
    window.env.pass_minutes(minutes);
    let now = window.env.script(|script| script.now);
    let home = kill(window);
    let mut window = Setup::empty().home(home).file(file).at(now).open();
    window.run();
    window
}

#[test]
fn a_whole_mock_session_with_pause_overrun_and_a_kill() {
    let mut window = on_practice(half_week());
    begin(&mut window, "Twitter, core");
    assert!(window.shows("Stage 1 of 4"));
    assert!(window.shows("Clarify: 5:00 left of 5 min"));
    let run = run_of(&window);
    assert_eq!((run.kind, run.minutes), (BriefKind::Plain, Minutes(45)));
    assert_eq!(
        run.started,
        Moment::parse("2026-12-03T19:00:00").expect("a moment")
    );
    // First think: what the prompt says is folded.
    assert!(!window.shows("a home timeline"), "folded");
    window.type_text("- who reads, who writes");
    pass(&mut window, 4);
    assert!(window.shows("1:00 left: come to the end"));
    pass(&mut window, 3);
    assert!(window.shows("+2:00 over 5 min: finish the thought"));
    window.click("Next stage");
    assert_eq!(spent(&window), [7, 0, 0, 0]);
    window.click("Pause the design session");
    pass(&mut window, 30);
    assert!(window.shows("(paused)"));
    assert_eq!(
        run_of(&window).spent(window.env.script(|s| s.now.stamp)),
        7 * 60
    );
    window.click("Let the clock go on");
    pass(&mut window, 4);
    window.click("Next stage");
    assert_eq!(spent(&window), [7, 4, 0, 0]);
    // Another view and back: the clock goes on, and is in sight.
    window.go(View::Board);
    pass(&mut window, 5);
    window.click_containing("Design session: Twitter, High-level design, 5 min");
    assert!(window.shows("Stage 3 of 4"));
    window.click("Notes of the stage High-level design");
    window.type_text("fan-out on write");
    // Killed within a second of the typing, and opened ten minutes later.
    window.harness.run_steps(27);
    let mut window = kill_and_reopen(window, 0.25, 10);
    let run = run_of(&window);
    assert_eq!(run.stages[0].notes.text(), "- who reads, who writes");
    assert_eq!(run.stages[2].notes.text(), "fan-out on write");
    assert!(run.is_running());
    window.go(View::Practice);
    assert!(window.shows("A design session runs."));
    window.click("Show it");
    assert!(window.shows("High-level design: 5:00 left of 20 min"));
    pass(&mut window, 7);
    window.click("Next stage");
    assert_eq!(spent(&window), [7, 4, 22, 0]);
    pass(&mut window, 10);
    window.click("Finish the design session");
    let run = run_of(&window);
    assert_eq!(spent(&window), [7, 4, 22, 10]);
    assert_eq!(
        run.finished.map(|at| at.clock().to_string()),
        Some("20:13".to_owned())
    );
    // The log: no mock was planned until today, so one is written.
    let plan = window.plan();
    let id = run.session.as_ref().expect("in the log");
    let mock = plan.sessions.get(id).expect("there");
    assert_eq!(
        (mock.kind, mock.outcome),
        (SessionKind::Mock, Outcome::Done)
    );
    assert_eq!((mock.on, mock.spent), (thursday(), Minutes(43)));
    assert_eq!(
        plan.items.get(&run.item).expect("there").status,
        Status::InProgress
    );
    assert!(window.shows("43 min of 45 min. 2 stages took longer than planned."));
    // The write-up is on the prompt’s page.
    scroll_and_click(&mut window, "Open the prompt’s page");
    assert_eq!(window.state().view, View::Library);
    window.click_containing("Write-up of today: 43 min of 45 min, not rated, folded");
    assert!(window.shows("fan-out on write"));
    // And it is found.
    window.ctrl(Key::K);
    window.type_text("fan-out on wr");
    assert!(window.shows("fan-out on write"));
    window.key(Key::Escape);
    // One step of undo takes the end back, and the clock goes on.
    window.command(Command::Undo);
    assert!(run_of(&window).finished.is_none());
    assert!(!window.plan().sessions.contains(id));
}

#[test]
fn with_keys_alone() {
    let mut window = on_practice(half_week());
    let said = given(&mut window);
    window.ctrl(Key::Enter);
    let begun = run_of(&window).item;
    assert!(begun.as_str().starts_with("design."));
    assert_eq!(
        said,
        format!("Practise ‘{}’.", window.plan().title_of(&begun))
    );
    assert!(window.state().selection.item.is_none());
    window.type_text("by hand");
    let stages = run_of(&window).stages.len();
    for n in 1..stages {
        pass(&mut window, 6);
        window.ctrl(Key::Enter);
        assert_eq!(run_of(&window).at(), n);
    }
    assert_eq!(run_of(&window).stages[0].notes.text(), "by hand");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    assert_eq!(run_of(&window).at() + 2, stages);
    window.ctrl(Key::Period);
    assert!(!run_of(&window).is_running());
    window.ctrl(Key::T);
    assert!(run_of(&window).is_running(), "the key of the timer, too");
    window.chord(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert!(run_of(&window).finished.is_some());
    // Nothing is typed now: digits rate one stage after the other.
    window.key(Key::Escape);
    for n in 0..stages {
        window.key([Key::Num4, Key::Num5][n % 2]);
    }
    let ratings: Vec<u8> = run_of(&window)
        .stages
        .iter()
        .filter_map(|s| s.rating)
        .collect();
    assert_eq!(ratings.len(), stages);
    assert_eq!(ratings[..2], [4, 5]);
    assert!(!window.shows("Worth another look"));
    // Taking a rating back selects nothing: digits still rate.
    window.command(Command::Undo);
    assert!(window.state().selection.item.is_none());
    let depths =
        |window: &Window| -> Vec<_> { window.plan().items.iter().map(|i| i.depth).collect() };
    let before = depths(&window);
    window.key(Key::Num3);
    assert_eq!(depths(&window), before);
}

#[test]
fn the_cursor_goes_along_to_the_stage_that_is_shown() {
    let mut window = on_practice(half_week());
    begin(&mut window, "URL shortener");
    window.type_text("who writes");
    for (modifiers, words) in [
        (Modifiers::COMMAND, "two"),
        (Modifiers::COMMAND, "three"),
        (Modifiers::COMMAND | Modifiers::SHIFT, ", again"),
    ] {
        window.chord(modifiers, Key::Enter);
        window.type_text(words);
    }
    window.click("Next stage");
    window.type_text(", too");
    // Leaving the page sends what was typed last.
    window.go(View::Board);
    let run = run_of(&window);
    let notes: Vec<String> = run.stages.iter().map(|stage| stage.notes.text()).collect();
    assert_eq!(notes[..3], ["who writes", "two, again", "three, too"]);
}

#[test]
fn a_planned_mock_is_done_by_it_and_sixty_minutes_add_up() {
    let mut plan = half_week();
    let twitter = item("design.twitter");
    plan.sessions
        .update(&SessionId::slug("sun-1"), |mock| mock.on = thursday());
    let mut window = on_practice(plan);
    window.click_containing("Twitter, core");
    window.click("Length: 60 minutes");
    window.click("Clock: ML design");
    assert!(window.shows(
        "Minutes a stage: clarify 7, frame as an ML problem 7, data and features 13, model 13, serving and scale 11, evaluation and monitoring 9."
    ));
    window.click("Practise this now");
    let run = run_of(&window);
    let planned: Vec<u32> = run.stages.iter().map(|s| s.planned / 60).collect();
    assert_eq!(planned, [7, 7, 13, 13, 11, 9]);
    assert_eq!(run.kind, BriefKind::Ml);
    pass(&mut window, 50);
    window.click("Finish the design session early");
    let plan = window.plan();
    let mock = plan.sessions.get(&SessionId::slug("sun-1")).expect("there");
    assert_eq!((mock.outcome, mock.spent), (Outcome::Done, Minutes(50)));
    let of = plan.sessions.iter().filter(|s| s.item == twitter);
    assert_eq!(of.count(), 1, "no second one");
}

#[test]
fn a_mock_that_is_left_early_stays_planned_with_its_minutes() {
    let mut plan = half_week();
    let id = SessionId::slug("sun-1");
    plan.sessions.update(&id, |mock| mock.on = thursday());
    let mut window = on_practice(plan);
    begin(&mut window, "Twitter, core");
    pass(&mut window, 1);
    window.click("Finish the design session early");
    let there = |window: &Window| {
        let plan = window.plan();
        let mock = plan.sessions.get(&id).expect("there");
        (mock.outcome, mock.spent)
    };
    assert_eq!(there(&window), (Outcome::Planned, Minutes(1)));
    window.go(View::Today);
    assert!(window.shows("mock, 1 min of "));
    // One that nobody planned is a line of the log: said as such, and not struck out.
    window.go(View::Practice);
    window.action(Action::ShowRun(None));
    begin(&mut window, "Surge pricing for ride sharing, core");
    pass(&mut window, 1);
    window.click("Finish the design session early");
    let plan = window.plan();
    let log = plan.sessions.iter().find(|s| s.logged).expect("a log");
    assert_eq!(
        (log.outcome, log.spent, log.pinned),
        (Outcome::Done, Minutes(1), false)
    );
    window.go(View::Today);
    assert!(window.shows("A mock of your own accord."));
}

/// A finished design session of surge pricing, on its Thursday evening.
fn after_a_mock() -> Window {
    let mut window = on_practice(half_week());
    begin(&mut window, "Surge pricing for ride sharing, core");
    pass(&mut window, 46);
    window.click("Finish the design session early");
    window
}

fn rate(window: &mut Window, stage: &str, level: u8) {
    window.click_containing(&format!("{stage}, level {level}:"));
}

#[test]
fn the_levels_are_read_before_one_is_chosen() {
    let mut window = after_a_mock();
    assert!(window.shows("Clarify, level 1: I began to design without asking."));
    assert!(window.shows("Clarify, level 5: Every question changed a decision later"));
    rate(&mut window, "Clarify", 3);
    assert_eq!(run_of(&window).stages[0].rating, Some(3));
    assert!(
        window.shows("Frame as an ML problem, level 1"),
        "on to the next"
    );
    window.click_containing("Clarify, rated 3");
    rate(&mut window, "Clarify", 4);
    assert_eq!(run_of(&window).stages[0].rating, Some(4));
    let line = "Clarify: I said back what I will build and what not, and the interviewer agreed";
    window.click(line);
    assert_eq!(run_of(&window).compared.len(), 1);
    window.click(line);
    assert!(run_of(&window).compared.is_empty());
    let steps = window
        .harness
        .get_by_label("What to do better the next time");
    steps.focus();
    window.run();
    window.type_text("numbers first");
    scroll_and_click(&mut window, "Done with the design session");
    assert_eq!(run_of(&window).next_steps.text(), "numbers first");
    // Past ones are beside each other on the prompt’s card.
    assert!(window.shows("Your design sessions of this prompt"));
    window.click_containing("Open the design session of");
    assert!(window.shows("How did each stage go?"));
    scroll_and_click(&mut window, "Delete this design session");
    assert!(window.plan().runs.is_empty());
    assert!(!window.shows("How did each stage go?"));
    window.command(Command::Undo);
    assert_eq!(run_of(&window).next_steps.text(), "numbers first");
}

#[test]
fn a_follow_up_is_proposed_accepted_and_undone() {
    let mut window = after_a_mock();
    rate(&mut window, "Clarify", 4);
    rate(&mut window, "Frame as an ML problem", 3);
    let before = window.plan();
    rate(&mut window, "Data and features", 2);
    assert!(window.shows("Worth another look"));
    // Friday has no time, Saturday is off: Sunday has two hours, 1 h 45 of them planned.
    assert_eq!(window.plan().sessions, before.sessions, "only shown so far");
    let planned = |window: &Window| -> Vec<Session> {
        let plan = window.plan();
        let new = plan
            .sessions
            .iter()
            .filter(|s| !before.sessions.contains(&s.id));
        new.map(|session| (**session).clone()).collect()
    };
    let label = {
        let nodes = window.harness.query_all_by_label_contains("Plan it on");
        let node = nodes.into_iter().next().expect("proposed");
        node.accesskit_node().label().expect("a name")
    };
    window.click(&label);
    let new = planned(&window);
    let [session] = new.as_slice() else {
        panic!("one session: {new:?}")
    };
    assert_eq!(session.item, item("topic.statistics"));
    assert!(session.on > thursday() && session.pinned);
    let plan = window.plan();
    let interview = plan.next_interview(thursday()).expect("ahead");
    assert!(session.on < interview.on);
    let load: Minutes = plan
        .sessions
        .iter()
        .filter(|s| s.on == session.on)
        .map(|s| s.load())
        .sum();
    assert!(
        load <= plan.availability.minutes(session.on),
        "it fits the day"
    );
    let stage = run_of(&window).stages[2].clone();
    assert_eq!(stage.follow_up.as_ref(), Some(&session.id));
    assert!(window.shows("Data and features: 30 min of ‘Statistics’ is planned"));
    assert!(!window.shows("Plan it on"));
    window.command(Command::Undo);
    assert_eq!(planned(&window), []);
    assert!(window.shows("Plan it on"), "proposed again");
    // By key, and once more refused by key.
    window.key(Key::A);
    assert_eq!(planned(&window).len(), 1);
    window.command(Command::Undo);
    window.chord(Modifiers::SHIFT, Key::A);
    assert_eq!(planned(&window), []);
    assert!(!window.shows("Plan it on"));
    assert!(window.shows("Data and features: no follow-up."));
}

#[test]
fn where_every_day_is_full_nothing_changes_before_the_proposal_is_taken() {
    let mut window = Setup::real().open();
    window.go(View::Practice);
    begin(&mut window, "Surge pricing for ride sharing,");
    pass(&mut window, 46);
    window.click("Finish the design session early");
    rate(&mut window, "Clarify", 1);
    assert!(window.shows("Make room on"));
    let before = window.plan();
    window.key(Key::A);
    assert!(window.shows("Nothing has changed yet"));
    assert!(!window.shows("Fuller"), "room for one thing is asked for");
    assert_eq!(window.plan(), before, "only shown");
    let accept = "Use the new plan";
    assert!(window.state().search_ticket().is_none(), "searched");
    let button = window.harness.get_by_label(accept);
    assert!(button.is_focused(), "also where a better one came");
    window.key(Key::Escape);
    assert_eq!(window.plan(), before, "left as it is");
    assert!(window.shows("Make room on"), "and still not answered");
    window.key(Key::A);
    window.key(Key::Enter);
    let stage = run_of(&window).stages[0].clone();
    let plan = window.plan();
    let session = stage
        .follow_up
        .as_ref()
        .and_then(|id| plan.sessions.get(id));
    let session = session.expect("planned");
    let of_day = plan.sessions.iter().filter(|s| s.on == session.on);
    let load: Minutes = of_day.map(|s| s.load()).sum();
    assert!(load <= plan.availability.minutes(session.on));
    window.command(Command::Undo);
    assert_eq!(window.plan(), before, "one step");
}

#[test]
fn who_comes_back_goes_on_writing() {
    let mut window = on_practice(half_week());
    begin(&mut window, "Twitter, core");
    window.type_text("one");
    window.go(View::Today);
    // By the pill of the clock, from a drill, and from the prompts.
    window.click_containing("Design session: ");
    window.type_text(", two");
    window.key(Key::Escape);
    window.click("Back to all prompts");
    window.click("Show it");
    window.type_text(", three");
    window.key(Key::Escape);
    let mut window = kill_and_reopen(window, 1.2, 1);
    window.click_containing("Design session: ");
    window.type_text(", four");
    window.go(View::Today);
    let notes = run_of(&window).stages[0].notes.text();
    assert_eq!(notes, "one, two, three, four");
}

#[test]
fn over_midnight_it_belongs_to_the_evening_it_began() {
    let mut window = on_practice(half_week());
    pass(&mut window, 4 * 60 + 40);
    begin(&mut window, "Twitter, core");
    // 23:40 until 00:25, and the clocks of the country go back an hour meanwhile.
    window.env.script(|script| {
        script.now.stamp.0 += 45 * 60;
        let day: Day = thursday().plus(1);
        script.now.moment = Moment::parse(&format!("{day}T00:25:00")).expect("a moment");
    });
    window.run();
    window.click("Finish the design session early");
    let run = run_of(&window);
    let plan = window.plan();
    let mock = plan.sessions.get(run.session.as_ref().expect("logged"));
    let mock = mock.expect("there");
    assert_eq!((mock.on, mock.spent), (thursday(), Minutes(45)));
    window.env.script(|script| {
        script.now.today = thursday().plus(1);
        let day: Day = thursday().plus(1);
        script.now.moment = Moment::parse(&format!("{day}T04:00:00")).expect("a moment");
    });
    window.run();
    assert!(window.shows("45 min of 45 min"));
}

/// The prompt that “Give me one” gives.
fn given(window: &mut Window) -> String {
    window.ctrl(Key::G);
    let toasts = window.toasts();
    let last = toasts.iter().rfind(|toast| toast.starts_with("Practise"));
    last.cloned().unwrap_or_default()
}

#[test]
fn a_prompt_is_given_as_it_is_planned_then_as_it_went() {
    let mut plan = half_week();
    let ids = plan.sessions.iter().map(|s| (s.id.clone(), s.item.clone()));
    let design: Vec<_> = ids
        .filter(|(_, item)| item.as_str().starts_with("design."))
        .collect();
    for (session, _) in design {
        plan.sessions.remove(&session);
    }
    let prompts = plan
        .items
        .keys()
        .filter(|id| id.as_str().starts_with("design."));
    let prompts: Vec<ItemId> = prompts.cloned().collect();
    let title = |n: usize| {
        format!(
            "Practise ‘{}’.",
            plan.items.get(&prompts[n]).expect("there").title
        )
    };
    let titles: Vec<String> = (0..prompts.len()).map(title).collect();
    // The last one is planned for today, the one before it for tomorrow; one went badly, two were left out.
    let n = prompts.len();
    for (place, days) in [(n - 1, 0), (n - 2, 1)] {
        let id = SessionId::slug(&format!("mock-{place}"));
        let item = prompts[place].clone();
        let kind = SessionKind::Mock;
        let on = thursday().plus(days);
        plan.sessions
            .put(Session::new(id, item, kind, on, Minutes(45)));
    }
    for (place, prompt) in prompts.iter().enumerate().skip(2) {
        let started = Moment::parse("2026-11-20T19:00:00").expect("a moment");
        let mut stages = cairn::store::builtin::design().plain.stages(Minutes(45));
        stages[0].rating = Some(if place == n - 3 { 1 } else { 4 });
        let id = RunId::slug(&format!("run.{prompt}"));
        let (kind, item) = (BriefKind::Plain, prompt.clone());
        let mut run = Run::new(id, item, kind, Minutes(45), started, stages);
        run.finished = Some(started);
        plan = plan.apply(&Edit::StartRun(Box::new(run))).expect("it fits");
    }
    plan.cuts.put(cairn::domain::Cut::new(
        prompts[0].clone(),
        CutReason::NoTime,
        Minutes(60),
    ));
    plan.items
        .update(&prompts[1], |item| item.status = Status::Skipped);
    let mut window = on_practice(plan);
    for place in [n - 1, n - 2, n - 3] {
        assert_eq!(given(&mut window), titles[place]);
    }
    assert_eq!(window.state().selection.item, None, "no inspector opens");
    for _ in 0..n {
        let said = given(&mut window);
        assert!(said != titles[0] && said != titles[1], "{said}");
    }
    // The card that is far down is in sight, and what is said of the prompt beside it.
    while given(&mut window) != titles[n - 1] {}
    window.run();
    let screen = window.harness.ctx.content_rect();
    for words in ["Practise this now", "Length: 45 minutes"] {
        let at = window.harness.get_by_label(words).rect();
        assert!(screen.contains_rect(at), "{words}: {at:?}");
    }
}

/// Everything that can be pressed has a name, at any size of the window.
#[test]
fn every_size_has_everything() {
    for (width, height, zoom) in [(900.0, 600.0, 1.0), (1_600.0, 1_000.0, 2.0)] {
        let mut window = Setup::with(half_week())
            .size(width, height)
            .zoom(zoom)
            .open();
        window.env.pass_minutes(3 * 24 * 60);
        window.go(View::Practice);
        window.action(Action::Select(item("design.twitter")));
        window.ctrl(Key::Enter);
        assert!(
            window.shows("Stage 4: Deep dive, 15 min planned"),
            "{width}"
        );
        window.click_containing("Stage 4: Deep dive");
        assert_eq!(run_of(&window).at(), 3);
        assert!(window.shows("Finish the design session"));
    }
}
