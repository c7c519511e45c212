//! Stories of drills: a sitting of twenty with keys and with the mouse, undo in the middle, prompts of one's own, and what
//! reviews cost.

use cairn::domain::{
    Edit, Grade, ItemId, Minutes, Moment, Outcome, Plan, PromptId, Session, SessionId, SessionKind,
    Status,
};
use cairn::planner::{Drills, Queue};
use cairn::state::{Action, Command, Drill, View};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::design::scroll_and_click;
use crate::support::app::{Setup, Window, monday, real_plan};

fn id(text: &str) -> ItemId {
    ItemId::new(text).expect("an id")
}

/// The real plan with some of it finished a few days before.
fn studied() -> Plan {
    let mut plan = real_plan();
    let done: Vec<ItemId> = plan.prompts.iter().map(|p| p.item.clone()).collect();
    let mut items: Vec<ItemId> = Vec::new();
    for item in done {
        if !items.contains(&item) && items.len() < 8 {
            items.push(item);
        }
    }
    for item in items {
        let status = Edit::SetStatus {
            item,
            status: Status::Done,
            at: Moment::parse("2026-11-26T20:00:00").expect("a moment"),
        };
        plan = plan.apply(&status).expect("done");
    }
    plan.rules.max_prompts = 20;
    plan
}

fn practice(plan: Plan) -> Window {
    let mut window = Setup::with(plan).open();
    window.go(View::Practice);
    window
}

fn grades(window: &Window) -> Vec<Grade> {
    let plan = window.plan();
    let mut all: Vec<_> = plan.reviews.iter().map(|r| (r.at, r.grade)).collect();
    all.sort();
    all.into_iter().map(|one| one.1).collect()
}

fn current(window: &Window) -> Option<PromptId> {
    let sitting = window.state().sitting()?;
    sitting.current().cloned()
}

fn queue(window: &Window) -> Queue {
    let plan = window.plan();
    Queue::of(&plan, &Drills::read(&plan), monday())
}

/// Reveals, waits and rates with keys.
fn rate(window: &mut Window, key: Key) {
    window.key(Key::Space);
    assert!(window.shows("How did it go?"), "the answer is shown");
    window.env.pass_minutes(1);
    window.key(key);
}

#[test]
fn a_sitting_of_twenty_with_undo_by_keys() {
    let mut window = practice(studied());
    let before = window.plan();
    assert!(window.shows("20 prompts are due, about 14 min"));
    let due: Vec<PromptId> = queue(&window).due.into_iter().map(|d| d.prompt).collect();
    assert_eq!(due.len(), 20);
    let keys = egui::Modifiers::COMMAND | egui::Modifiers::SHIFT;
    window.chord(egui::Modifiers::SHIFT, Key::R);
    assert!(window.shows("0 of 20 done"));
    for prompt in due.iter().take(4) {
        assert_eq!(current(&window).as_ref(), Some(prompt));
        let ask = before.prompts.get(prompt).expect("a prompt").ask.clone();
        assert!(window.shows(&ask));
        assert!(
            !window.shows("How did it go?"),
            "not before it is asked for"
        );
        window.key(Key::Num3);
        assert_eq!(current(&window).as_ref(), Some(prompt), "not rated unseen");
        rate(&mut window, Key::Num3);
    }
    assert!(window.shows("4 of 20 done"));

    // The fifth is rated wrongly: U takes it back, with its minutes.
    let four = window.plan();
    rate(&mut window, Key::Num4);
    assert_eq!(window.plan().reviews.len(), 5);
    window.key(Key::U);
    assert!(*window.plan() == *four, "exactly as before");
    assert_eq!(current(&window), due.get(4).cloned());
    assert!(
        window.shows("How did it go?"),
        "it was seen: it can be rated again"
    );
    // Not recalled: it comes again at the end.
    window.key(Key::Num1);
    assert_eq!(window.plan().reviews.len(), 5);
    assert!(window.shows("4 of 20 done"), "it still waits");
    assert!(window.shows("It was “Again”."));

    // Ctrl+Z and Ctrl+Shift+Z are the same steps.
    window.ctrl(Key::Z);
    assert_eq!(current(&window), due.get(4).cloned());
    window.chord(keys, Key::Z);
    assert_eq!(current(&window), due.get(5).cloned());
    assert_eq!(window.plan().reviews.len(), 5);

    for prompt in due.iter().skip(5) {
        assert_eq!(current(&window).as_ref(), Some(prompt));
        rate(&mut window, Key::Num3);
    }
    assert_eq!(current(&window), due.get(4).cloned());
    assert!(window.shows("once more"));
    rate(&mut window, Key::Num2);

    assert!(window.shows("That was all"));
    assert!(window.shows("20 prompts, 21 answers in 20 min."));
    for tally in ["Again: 1", "Hard: 1", "Good: 19", "Easy: 0"] {
        assert!(window.shows(tally), "{tally}");
    }
    assert!(window.shows("When they come back"));
    let fives = |words: &str| window.shows(words);
    assert!(fives("Your log has "), "what was written down is said");
    assert!(window.shows("Worth another look"));
    let plan = window.plan();
    assert_eq!(plan.reviews.len(), 21);
    assert_eq!(
        grades(&window)
            .iter()
            .filter(|g| **g == Grade::Again)
            .count(),
        1
    );
    assert!(plan.reviews.iter().all(|review| review.seconds <= 60));

    // Each item has one review today, with the minutes really spent; nothing ahead was touched.
    let is_new = |s: &&std::sync::Arc<Session>| !before.sessions.contains(&s.id);
    let logged: Vec<_> = plan.sessions.iter().filter(is_new).collect();
    assert!(!logged.is_empty());
    for session in &logged {
        assert_eq!(session.kind, SessionKind::Review);
        assert_eq!((session.outcome, session.on), (Outcome::Done, monday()));
    }
    let minutes: Minutes = logged.iter().map(|s| s.spent).sum();
    assert!(
        (Minutes(20)..=Minutes(28)).contains(&minutes),
        "{minutes:?}"
    );
    for session in before.sessions.iter() {
        assert_eq!(plan.sessions.get(&session.id), Some(session));
    }

    window.key(Key::Enter);
    assert!(window.state().sitting().is_none());
    assert!(window.shows("Done for today: 20 prompts"));
}

#[test]
fn a_sitting_with_the_mouse_and_an_answer_written_down() {
    let mut window = practice(studied());
    window.click("Start the reviews");
    let first = current(&window).expect("a prompt");
    window.harness.get_by_label("Your answer, optional").click();
    window.run();
    window.type_text("I would say 3 things");
    window.key(Key::Num3);
    assert!(window.plan().reviews.is_empty(), "keys belong to the text");
    window.click("Show the answer");
    assert!(window.shows("I would say 3 things"));
    assert!(window.shows("Again, asked again in this sitting"));
    for grade in ["Hard", "Good", "Easy"] {
        assert!(window.shows(&format!("{grade}, asked again ")), "{grade}");
    }
    window.click_containing("Good, asked again");
    let plan = window.plan();
    let review = plan.reviews.iter().next().expect("rated");
    assert_eq!((&review.prompt, review.grade), (&first, Grade::Good));
    assert!(
        !window.shows("I would say 3 things"),
        "a new question, an empty field"
    );
    window.click("Take the last rating back");
    assert!(window.plan().reviews.is_empty());
    assert_eq!(current(&window), Some(first));
    window.click("End the sitting");
    assert!(window.shows("20 prompts are due"));
}

#[test]
fn a_design_session_that_counts_on_shows_during_a_sitting() {
    let mut window = practice(studied());
    window.click("Practise this now");
    window.action(Action::Drill(Drill::Queue));
    assert!(window.state().sitting().is_some());
    window.click_containing("Design session: ");
    assert!(window.state().sitting().is_none());
    window.type_text("written at once");
    window.go(View::Today);
    let plan = window.plan();
    let run = plan.runs.iter().next().expect("a design session");
    assert_eq!(run.stages[0].notes.text(), "written at once");
}

#[test]
fn an_answer_is_written_and_rated_by_keys_in_a_low_window() {
    let mut window = Setup::with(studied()).size(1_440.0, 900.0).zoom(2.0).open();
    window.go(View::Practice);
    window.command(Command::StartReviews);
    assert!(window.shows("Tab to write"), "the key to the box is said");
    window.key(Key::Tab);
    window.type_text("from memory");
    window.ctrl(Key::Enter);
    assert!(window.shows("You wrote"));
    window.run();
    let screen = window.harness.ctx.content_rect();
    for grade in ["Again, ", "Hard, ", "Good, ", "Easy, "] {
        let found = window.harness.query_all_by_label_contains(grade).next();
        let at = found.expect("a grade").rect();
        assert!(screen.contains_rect(at), "{grade} is in sight: {at:?}");
    }
    let answer = window.harness.get_by_label("Answer").rect();
    assert!(
        answer.bottom() < screen.height() / 2.0,
        "so is the answer: {answer:?}"
    );
    let asked = current(&window);
    window.key(Key::Num3);
    assert_ne!(current(&window), asked);
}

#[test]
fn the_end_says_why_its_figures_differ() {
    let mut window = practice(studied());
    window.click("Start the reviews");
    rate(&mut window, Key::Num1);
    rate(&mut window, Key::Num3);
    window.key(Key::Escape);
    assert!(window.shows("the one that you did not recall is asked once more, too"));
    assert!(window.shows("asked again if you go on, else tomorrow"));
}

#[test]
fn a_planned_review_is_done_with_the_minutes_really_spent() {
    let mut plan = studied();
    let item = plan.prompts.iter().next().expect("a prompt").item.clone();
    let session = SessionId::slug("review-1");
    plan.sessions.put(Session::new(
        session.clone(),
        item.clone(),
        SessionKind::Review,
        monday().plus(-1),
        Minutes(10),
    ));
    let mut window = practice(plan);
    window.action(Action::Drill(Drill::Session(session.clone())));
    let asked = window.state().sitting().expect("a sitting").asked;
    assert!(asked >= 3);
    for _ in 0..asked {
        rate(&mut window, Key::Num3);
    }
    let plan = window.plan();
    let done = plan.sessions.get(&session).expect("there");
    assert_eq!(done.outcome, Outcome::Done);
    assert_eq!(done.spent, Minutes(asked as u32));
    assert_eq!(plan.reviews.len(), asked);
    // Taken back one by one, it is to come again.
    for _ in 0..asked {
        window.ctrl(Key::Z);
    }
    let back = window.plan();
    let session = back.sessions.get(&session).expect("there");
    assert_eq!(
        (session.outcome, session.spent),
        (Outcome::Planned, Minutes::ZERO)
    );
}

#[test]
fn a_sitting_survives_other_views_and_ends_with_escape() {
    let mut window = practice(studied());
    window.click("Start the reviews");
    rate(&mut window, Key::Num3);
    let at = current(&window);
    window.go(View::Board);
    // Elsewhere the keys mean what they always do.
    window.key(Key::Num4);
    assert_eq!(window.plan().reviews.len(), 1);
    window.go(View::Practice);
    assert_eq!(current(&window), at);
    // The prompt that is asked is deleted meanwhile: the next one comes.
    let prompt = at.clone().expect("a prompt");
    window.action(Action::Edit(Edit::DeletePrompt(prompt)));
    assert_ne!(current(&window), at);
    assert!(window.shows("1 of 19 done"));
    window.key(Key::U);
    assert_eq!(window.plan().reviews.len(), 1, "another change came since");
    window.key(Key::Escape);
    assert!(
        window.shows("Enough for now"),
        "what was rated is looked at"
    );
    assert!(window.shows("1 of 19 prompts done, 1 answer in 1 min."));
    assert!(window.shows("Good: 1"));
    window.key(Key::Escape);
    assert!(window.state().sitting().is_none());
    assert_eq!(window.plan().reviews.len(), 1, "what was rated stays");
}

#[test]
fn an_item_is_drilled_by_choosing_it() {
    let mut window = practice(studied());
    let open = id("topic.calculus");
    let plan = window.plan();
    let item = plan.items.get(&open).expect("an item");
    let count = plan.prompts_of(item).len();
    window.action(Action::Select(open));
    window.key(Key::R);
    let sitting = window.state().sitting().expect("a sitting").clone();
    assert_eq!((sitting.asked, sitting.title.as_str()), (count, "Calculus"));
    window.key(Key::Escape);
    window.action(Action::Deselect);
    window.command(Command::DrillItem);
    assert!(window.state().sitting().is_none(), "nothing is selected");
}

#[test]
fn a_plan_from_before_gets_the_prompts_of_the_path() {
    let mut plan = studied();
    plan.prompts = Default::default();
    let mut window = practice(plan);
    assert!(window.shows("questions about what is in your plan"));
    let label = format!(
        "Add {} prompts",
        cairn::store::builtin::path().prompts.len()
    );
    window.click(&label);
    assert!(window.plan().prompts == cairn::store::builtin::path().prompts);
    assert!(window.shows("20 prompts are due"));
    window.ctrl(Key::Z);
    assert!(window.plan().prompts.is_empty(), "one step");
}

#[test]
fn a_review_on_today_is_drilled_from_its_card() {
    let mut plan = studied();
    let item = id("topic.calculus");
    let session = SessionId::slug("review-today");
    let kind = SessionKind::Review;
    plan.sessions.put(Session::new(
        session.clone(),
        item,
        kind,
        monday(),
        Minutes(10),
    ));
    let mut window = Setup::with(plan).open();
    window.go(View::Today);
    window.click("Drill Calculus");
    assert_eq!(window.state().view, View::Practice);
    assert_eq!(
        window.state().sitting().expect("a sitting").title,
        "Calculus"
    );
    let asked = window.state().sitting().expect("a sitting").asked;
    let there = |window: &Window| {
        let plan = window.plan();
        let there = plan.sessions.get(&session).expect("there");
        (there.outcome, there.spent)
    };
    rate(&mut window, Key::Num3);
    // Leaving early ticks nothing off: what was done is written down, the review stays open.
    assert_eq!(there(&window), (Outcome::Planned, Minutes(1)));
    window.key(Key::Escape);
    assert!(window.shows("Enough for now"));
    assert!(window.shows("Your log has 1 min of it. Planned review still open: Calculus."));
    window.key(Key::Escape);
    window.go(View::Today);
    assert!(window.shows("Calculus, review, 1 min of 10 min"));

    // Going on from the end, it is done with the last prompt, and one undo opens it again.
    window.click("Drill Calculus");
    for _ in 1..asked {
        rate(&mut window, Key::Num3);
    }
    assert_eq!(there(&window).0, Outcome::Planned);
    window.key(Key::Escape);
    window.click_containing("Go on with the other 1");
    rate(&mut window, Key::Num3);
    assert_eq!(there(&window), (Outcome::Done, Minutes(asked as u32 + 1)));
    assert!(window.shows("That was all"));
    assert!(window.shows("Planned review done: Calculus."));
    window.key(Key::U);
    assert_eq!(there(&window).0, Outcome::Planned);
    assert!(
        window.state().selection.item.is_none(),
        "nothing pops up beside it"
    );
    window.key(Key::Num3);
    window.key(Key::Escape);
    assert!(window.state().sitting().is_none());
    assert!(
        window.state().selection.item.is_none(),
        "nor when it is left"
    );
}

#[test]
fn a_drill_that_nobody_planned_is_told_from_what_was_put_there() {
    let mut plan = studied();
    let on = monday();
    plan.sessions.retain(|session| session.on > on);
    let planned = SessionId::slug("study-today");
    let item = id("algo.heap");
    let item = plan.items.get(&item).map_or_else(
        || {
            plan.items
                .iter()
                .find(|i| i.status.is_open())
                .expect("open")
                .id
                .clone()
        },
        |item| item.id.clone(),
    );
    let kind = SessionKind::Study;
    plan.sessions
        .put(Session::new(planned, item, kind, on, Minutes(30)));
    let mut window = practice(plan);
    window.action(Action::Drill(Drill::Item(id("topic.calculus"))));
    rate(&mut window, Key::Num3);
    window.key(Key::Escape);
    window.key(Key::Escape);
    let plan = window.plan();
    let log = plan.sessions.iter().find(|s| s.logged).expect("a log");
    assert!(!log.pinned && log.why.is_none());
    window.go(View::Today);
    assert!(window.shows("Prompts answered from memory."));
    assert!(!window.shows("You put it here."));
    let top = |words: &str| {
        let node = window.harness.query_all_by_label_contains(words).next();
        node.expect("a card").rect().top()
    };
    assert!(
        top("study, 30 min") < top("Calculus, review, 1 min, done"),
        "what is done stands below what is open"
    );
}

#[test]
fn a_prompt_is_written_about_what_was_just_drilled() {
    let mut window = practice(studied());
    // Nothing is drilled and nothing selected: that is said.
    let keys = egui::Modifiers::SHIFT;
    window.chord(keys, Key::P);
    assert!(
        window
            .toasts()
            .iter()
            .any(|toast| toast.contains("Select an item first"))
    );
    assert_eq!(window.state().item_page, None);

    // Another item is selected; the prompt is meant for the one that is asked.
    window.action(Action::Select(id("topic.calculus")));
    window.click("Start the reviews");
    let asked = current(&window).expect("a prompt");
    let plan = window.plan();
    let item = plan.prompts.get(&asked).expect("a prompt").item.clone();
    rate(&mut window, Key::Num3);
    window.key(Key::Escape);
    assert!(window.shows("Enough for now"));
    window.chord(keys, Key::P);
    assert_eq!(window.state().item_page.as_ref(), Some(&item));
    window.type_text("Why?");
    let field = window
        .harness
        .get_by_role_and_label(Role::TextInput, "Question");
    assert!(field.is_focused(), "the cursor is in it");
    let screen = window.harness.ctx.content_rect();
    let seen = field.rect();
    assert!(screen.contains_rect(seen), "{seen:?} is on screen");
    let save = window.harness.get_by_label("Done with the prompt").rect();
    assert!(screen.contains_rect(save), "the whole form is: {save:?}");
    window.ctrl(Key::Enter);
    let plan = window.plan();
    let own = plan
        .prompts
        .iter()
        .find(|p| p.ask == "Why?")
        .expect("it is there");
    assert_eq!(own.item, item);
}

#[test]
fn counts_stay_while_a_mock_begins_and_ends() {
    let mut window = practice(studied());
    let words = |window: &Window| {
        let queue = queue(window);
        (queue.due.len(), queue.more, queue.begun)
    };
    let before = words(&window);
    let plan = window.plan();
    let prompt = plan.items.iter().find(|item| {
        let asks = !plan.prompts_of(item).is_empty();
        item.kind == cairn::domain::Kind::DesignPrompt && asks && item.status == Status::ToDo
    });
    let prompt = prompt.expect("a design prompt").id.clone();
    window.action(Action::Select(prompt.clone()));
    window.ctrl(Key::Enter);
    assert_eq!(words(&window), before, "beginning adds nothing");
    window.env.pass_minutes(1);
    window.run();
    window.click("Finish the design session early");
    let plan = window.plan();
    let item = plan.items.get(&prompt).expect("there");
    assert_eq!(item.status, Status::InProgress);
    let asks = plan.prompts_of(item).len();
    let (due, more, begun) = words(&window);
    assert_eq!((due, more), (before.0, before.1), "today's count stays");
    assert_eq!(begun, asks);
    let tomorrow = Queue::of(&plan, &Drills::read(&plan), monday().plus(1));
    assert_eq!(tomorrow.begun, 0, "tomorrow they are asked");
}

#[test]
fn a_prompt_of_ones_own_is_written_changed_paused_moved_and_deleted() {
    let mut window = practice(studied());
    let item = id("topic.calculus");
    window.action(Action::Select(item.clone()));
    // From the palette, or with its key.
    window.chord(egui::Modifiers::SHIFT, Key::P);
    assert_eq!(window.state().item_page, Some(item.clone()));
    let before = window.plan().prompts.len();
    window.type_text("What does the chain rule say?");
    window.harness.get_by_label("Answer").focus();
    window.run();
    window.type_text("The derivative of a composition is a **product**.");
    window.ctrl(Key::Enter);
    let plan = window.plan();
    assert_eq!(plan.prompts.len(), before + 1);
    let own = plan.prompts.iter().find(|p| p.id.as_str().contains(".own"));
    let own = own.expect("it is there").clone();
    assert_eq!(own.ask, "What does the chain rule say?");
    assert_eq!(own.item, item);
    assert_eq!(
        own.answer.text(),
        "The derivative of a composition is a **product**."
    );

    // Its answer is shown as text when it is wanted.
    let name = |state: &str| format!("What does the chain rule say?, new, {state}");
    scroll_and_click(&mut window, &name("answer folded"));
    assert!(window.shows("product"));
    let more = "More for “What does the chain rule say?”";
    let menu = |window: &mut Window, entry: &str| {
        scroll_and_click(window, more);
        window.click(entry);
    };
    menu(&mut window, "Pause");
    let there = |window: &Window| window.plan().prompts.get(&own.id).cloned();
    assert!(there(&window).expect("there").paused);
    menu(&mut window, "Take up again");
    assert!(!there(&window).expect("there").paused);

    // Changed in place; Escape leaves it as it was.
    menu(&mut window, "Edit");
    window.type_text(" In words.");
    window.click("Done with the prompt");
    assert_eq!(
        there(&window).expect("there").ask,
        "What does the chain rule say? In words."
    );
    window.ctrl(Key::Z);
    assert_eq!(there(&window).expect("there").ask, own.ask);

    menu(&mut window, "Delete the prompt");
    assert!(there(&window).is_none());
    window.ctrl(Key::Z);
    assert!(there(&window).is_some());
}

#[test]
fn what_reviews_aim_at_is_set_with_what_it_costs() {
    let mut window = Setup::with(studied()).size(1440.0, 2400.0).open();
    window.go(View::Settings);
    assert!(window.shows("a day over the next 28 days"));
    assert!(window.shows("A day at 80 %: "));
    let slider = |window: &mut Window| {
        let found = window
            .harness
            .get_by_role_and_label(Role::Slider, "Recall to aim at");
        found.focus();
    };
    slider(&mut window);
    window.run();
    for _ in 0..3 {
        window.key(Key::ArrowLeft);
    }
    assert_eq!(window.plan().rules.target_recall, 870);
    window.ctrl(Key::Z);
    assert_eq!(window.plan().rules.target_recall, 900, "one step");

    let field = "Numbers of the memory model";
    window.harness.get_by_label(field).focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text("1, 2, x");
    assert!(window.shows("Number 3 is “x”"));
    window.ctrl(Key::A);
    window.type_text("1, 2, 3");
    assert!(window.shows("The model takes 21 numbers; there are 3."));
    window.key(Key::Enter);
    assert!(window.plan().rules.fsrs.is_empty(), "refused");
    let mut own = cairn::planner::fsrs::DEFAULT_PARAMETERS;
    own[2] = 3.5;
    let text = own.map(|number| number.to_string()).join(" ");
    window.harness.get_by_label(field).focus();
    window.run();
    window.ctrl(Key::A);
    window.type_text(&text);
    window.key(Key::Enter);
    assert_eq!(window.plan().rules.fsrs, own);
    window.click("Use the usual numbers");
    assert!(window.plan().rules.fsrs.is_empty());
}

/// Time passes while the cursor stands in a field.
fn pause(window: &mut Window) {
    for _ in 0..40 {
        window.harness.step();
    }
}

#[test]
fn a_half_written_prompt_is_never_lost() {
    let mut window = practice(studied());
    let item = id("topic.calculus");
    window.action(Action::Select(item.clone()));
    let before = window.plan();
    let keys = egui::Modifiers::SHIFT;
    let own = |window: &Window| {
        let plan = window.plan();
        let own = plan
            .prompts
            .iter()
            .find(|p| !before.prompts.contains(&p.id));
        own.map(|prompt| (prompt.ask.clone(), prompt.answer.text()))
    };
    window.chord(keys, Key::P);
    window.type_text("What is a ");
    pause(&mut window);
    assert_eq!(own(&window), Some(("What is a".to_owned(), String::new())));
    window.type_text("gradient?");
    window.harness.get_by_label("Answer").focus();
    window.run();
    window.type_text("The vector of");
    // Another view: what was written is there, in one step of undo.
    window.go(View::Board);
    let whole = ("What is a gradient?".to_owned(), "The vector of".to_owned());
    assert_eq!(own(&window), Some(whole));
    window.ctrl(Key::Z);
    assert!(window.plan().prompts == before.prompts, "one step");

    // An answer without a question is kept too, and Escape puts everything back.
    window.action(Action::Select(item.clone()));
    window.chord(keys, Key::P);
    window.harness.get_by_label("Answer").focus();
    window.run();
    window.type_text("Only an answer");
    pause(&mut window);
    let kept = ("?".to_owned(), "Only an answer".to_owned());
    assert_eq!(own(&window), Some(kept));
    window.click("Cancel the prompt");
    assert_eq!(own(&window), None);

    // A prompt that was there is put back as it was.
    let plan = window.plan();
    let first = plan.prompts_of(plan.items.get(&item).expect("there"));
    let first = first.first().expect("a prompt").ask.clone();
    scroll_and_click(&mut window, &format!("More for “{}”", short(&first)));
    window.click("Edit");
    window.type_text("XYZ");
    pause(&mut window);
    assert!(window.plan().prompts.iter().any(|p| p.ask.contains("XYZ")));
    window.key(Key::Escape);
    window.run();
    assert!(window.plan().prompts == before.prompts);
}

fn short(ask: &str) -> String {
    let prompt = cairn::domain::Prompt::new(
        PromptId::slug("x"),
        id("x"),
        ask,
        cairn::domain::Notes::default(),
    );
    prompt.short_ask()
}

#[test]
fn a_rebound_key_shows_where_it_is_named() {
    let mut window = practice(studied());
    let bind = |command, key: &str| Action::BindKey(command, Some(key.to_owned()));
    window.action(bind(Command::DrillReveal, "Ctrl+Shift+L"));
    window.action(bind(Command::DrillItem, "Shift+J"));
    window.click("Start the reviews");
    assert!(!window.shows("Enter or Space"));
    window.harness.get_by_label("Your answer, optional").focus();
    window.run();
    assert!(window.shows("Ctrl Shift L while you write"));
}

#[test]
fn near_the_interview_the_grades_are_told_apart() {
    let mut plan = studied();
    for interview in plan.interviews.iter().cloned().collect::<Vec<_>>() {
        let mut next = (*interview).clone();
        next.on = monday().plus(3);
        plan.interviews.put(next);
    }
    let mut window = practice(plan);
    window.click("Start the reviews");
    window.key(Key::Space);
    let name = |grade: &str| {
        let start = format!("{grade}, ");
        let found = window.harness.query_all_by_label_contains(&start).next();
        let label = found.expect("a grade").accesskit_node().label();
        label.unwrap_or_default()
    };
    let share = |name: &str| -> f64 {
        let (_, share) = name.rsplit_once("; ").expect("a share");
        let (share, _) = share.split_once(" %").expect("percent");
        share.parse().expect("a number")
    };
    let [hard, good, easy] = ["Hard", "Good", "Easy"].map(name);
    assert!(good.contains("Thu 3 Dec"), "{good}");
    assert!(share(&hard) < share(&good) && share(&good) < share(&easy));
}

#[test]
fn a_lapse_shows_as_a_chip_and_brings_a_review_that_is_shown_first() {
    let mut plan = studied();
    let item = plan.prompts.iter().map(|p| p.item.clone());
    let item = item
        .into_iter()
        .find(|id| plan.items.get(id).is_some_and(|i| i.status == Status::Done))
        .expect("an item that is done");
    // Known well: answered with ease more than once, so that the plan has few reviews of it.
    let prompts: Vec<PromptId> = plan
        .prompts_of(plan.items.get(&item).expect("there"))
        .iter()
        .map(|p| p.id.clone())
        .collect();
    for (n, prompt) in prompts.iter().enumerate() {
        for day in ["2026-11-26", "2026-11-28"] {
            let at = Moment::parse(&format!("{day}T20:{n:02}:00")).expect("a moment");
            let id = cairn::domain::ReviewId::slug(&format!("known-{n}-{day}"));
            let review = cairn::domain::Review::new(id, prompt.clone(), at, Grade::Easy, 20);
            plan = plan.apply(&Edit::Review(review)).expect("rated");
        }
    }
    let schedule = cairn::planner::schedule_plan(&plan, monday(), cairn::planner::Effort::Quick);
    let schedule = Box::new(schedule);
    let today = monday();
    plan = plan.apply(&Edit::Replan { schedule, today }).expect("fits");
    let mut window = practice(plan);
    assert!(
        !window.shows("The plan no longer matches"),
        "the plan serves"
    );
    let reviews = |window: &Window| {
        let plan = window.plan();
        let own = plan.sessions.iter().filter(|s| s.item == item);
        let ahead = own.filter(|s| s.kind == SessionKind::Review && s.on > monday());
        ahead.map(|s| s.on).collect::<Vec<_>>()
    };
    let before = reviews(&window);
    assert!(!before.is_empty());
    window.action(Action::Drill(Drill::Item(item.clone())));
    while current(&window).is_some() {
        rate(&mut window, Key::Num1);
    }
    assert!(window.shows("That was all"));
    assert_eq!(reviews(&window), before, "nothing moves by itself");
    for view in [View::Practice, View::Board] {
        window.go(view);
        assert!(window.shows("The plan no longer matches"), "{view:?}");
    }
    let plan = window.plan();
    let title = plan.short_title_of(&item).to_owned();
    window.go(View::Today);
    assert!(window.shows(&format!("what you recall of {title} changed")));
    window.go(View::Board);
    window.click_containing("The plan no longer matches");
    assert!(
        window.shows(&format!("{title} · review.")),
        "what moves is shown"
    );
    assert_eq!(reviews(&window), before, "it is shown first");
    window.click("Use the new plan");
    let after = reviews(&window);
    assert!(
        after.first() < before.first(),
        "{before:?} became {after:?}"
    );
    assert!(!window.shows("The plan no longer matches"));
    window.ctrl(Key::Z);
    assert_eq!(reviews(&window), before, "one step back");
}

/// A word as no language has it, and words of scripts that Latin letters do not fit.
const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsordnungen";

#[test]
fn long_words_and_other_scripts_stay_in_the_window() {
    let mut plan = studied();
    let item = id("topic.calculus");
    plan.items.update(&item, |item| {
        item.title = format!("{LONG} Электрификация");
        item.short = item.title.clone();
    });
    let prompts: Vec<PromptId> = plan
        .prompts_of(plan.items.get(&item).expect("there"))
        .iter()
        .map(|p| p.id.clone())
        .collect();
    for prompt in &prompts {
        plan.prompts.update(prompt, |prompt| {
            prompt.ask = format!("{LONG}? Τι είναι η κλίση; {LONG}");
            prompt.answer = cairn::domain::Notes::from_text(&format!(
                "- {LONG}\n- Градиент {LONG}\n\n`{LONG}`"
            ));
        });
    }
    let kind = SessionKind::Review;
    for (n, days) in [(1, 0), (2, -3)] {
        let session = SessionId::slug(&format!("long-{n}"));
        let mut session = Session::new(
            session,
            item.clone(),
            kind,
            monday().plus(days),
            Minutes(10),
        );
        session.pinned = true;
        plan.sessions.put(session);
    }
    for (width, height, zoom) in [
        (900.0, 600.0, 1.0),
        (1_440.0, 900.0, 2.0),
        (1_440.0, 900.0, 1.0),
    ] {
        let mut window = Setup::with(plan.clone())
            .size(width, height)
            .zoom(zoom)
            .open();
        let inside = |window: &Window, what: &str| {
            let screen = window.harness.ctx.content_rect();
            let buttons = window.harness.query_all_by_role(Role::Button);
            for node in buttons {
                let (rect, label) = (
                    node.rect(),
                    node.accesskit_node().label().unwrap_or_default(),
                );
                assert!(
                    rect.right() <= screen.right() + 1.0 && rect.left() >= screen.left() - 1.0,
                    "{what} at {width}×{height}, {zoom}: {label} is at {rect:?} of {screen:?}"
                );
            }
        };
        window.go(View::Practice);
        inside(&window, "Practice");
        window.action(Action::Drill(Drill::Item(item.clone())));
        inside(&window, "the question");
        window.key(Key::Space);
        inside(&window, "the answer");
        window.key(Key::Num1);
        window.key(Key::Escape);
        inside(&window, "the end");
        window.key(Key::Escape);
        window.action(Action::Select(item.clone()));
        inside(&window, "the inspector");
        window.action(Action::OpenItem(item.clone()));
        inside(&window, "the page");
    }
}

#[test]
fn the_end_of_the_inspector_can_be_scrolled_above_what_is_said() {
    let mut window = Setup::with(studied()).size(900.0, 600.0).open();
    window.go(View::Board);
    let plan = window.plan();
    let items: Vec<ItemId> = plan.items.keys().take(3).cloned().collect();
    window.action(Action::SelectAll(items));
    let name = "Delete 3 items";
    window.harness.get_by_label(name).scroll_to_me();
    window.run();
    for _ in 0..5 {
        let at = window.harness.get_by_label(name).rect().center();
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -400.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: egui::Modifiers::NONE,
        });
        window.run();
    }
    let bottom = window.harness.get_by_label(name).rect().bottom();
    assert!(bottom < 600.0 - 60.0, "{bottom}");
}
