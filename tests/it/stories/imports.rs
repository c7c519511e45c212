//! Imports: what a file would change is shown first, chosen from, taken as one step of undo; the same again changes nothing.

use cairn::domain::{Edit, ItemField, ItemId, Notes, Plan, Status};
use cairn::state::Action;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window, real_plan};

fn file(window: &Window, name: &str, text: &str) -> std::path::PathBuf {
    let file = window.home.path().join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

fn import(window: &mut Window, name: &str, text: &str) {
    let file = file(window, name, text);
    window.action(Action::ImportPath(file));
    assert!(
        window.shows(&format!("Import {name}")),
        "{:?}",
        window.toasts()
    );
}

fn text_of(plan: &Plan) -> String {
    cairn::store::format::write_plan(plan).expect("text")
}

#[test]
fn a_friends_newer_path_comes_in_and_what_is_mine_stays() {
    let mut window = Setup::real().open();
    let mine = ItemId::slug("paper.gpt-3");
    let at = window.state().now.moment;
    let notes = Notes::from_text("my own words");
    window.action(Action::Edit(Edit::ChangeItem {
        item: mine.clone(),
        field: ItemField::Notes(notes),
    }));
    window.action(Action::Edit(Edit::SetStatus {
        item: mine.clone(),
        status: Status::Done,
        at,
    }));
    let before = window.plan();

    let mut friend = real_plan();
    friend.id = cairn::domain::PlanId::slug("another");
    friend.items.update(&mine, |item| {
        item.title = "GPT-3, second edition".to_owned()
    });
    let mut new = friend
        .items
        .get(&mine)
        .map(|item| (**item).clone())
        .expect("there");
    new.id = ItemId::slug("paper.new");
    new.title = "A new paper".to_owned();
    friend.items.put(new);
    import(&mut window, "friend.ron", &text_of(&friend));
    assert_eq!(
        *window.plan(),
        *before,
        "nothing changes before it is accepted"
    );
    assert!(window.shows("A new paper"));
    window.click_containing("Import 2 changes");
    let after = window.plan();
    let item = after.items.get(&mine).expect("there");
    assert_eq!(item.title, "GPT-3, second edition");
    assert_eq!(item.status, Status::Done);
    assert!(item.notes.text().contains("my own words"));
    assert!(after.items.contains(&ItemId::slug("paper.new")));

    import(&mut window, "friend.ron", &text_of(&friend));
    assert!(window.shows("nothing would change"));
    window.click("Close");
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before, "one step of undo");
}

#[test]
fn a_change_can_be_refused_with_keys_alone() {
    let mut window = Setup::real().open();
    let before = window.plan();
    import(
        &mut window,
        "list.md",
        "# Systems\n\n- Consensus (2 h)\n- Caches (90 min)\n",
    );
    let all = window.plan();
    assert_eq!(*all, *before);
    let row = window
        .harness
        .query_all_by_label_contains("Added Systems")
        .next();
    row.expect("the first change").focus();
    window.run();
    window.key(Key::ArrowDown);
    window.key(Key::Space);
    assert!(window.shows("Import 2 changes"), "one is refused");
    window.chord(egui::Modifiers::COMMAND, Key::Enter);
    let after = window.plan();
    let there = |title: &str| after.items.iter().any(|item| item.title == title);
    assert!(there("Consensus"));
    let titles: Vec<&str> = after.items.iter().map(|item| item.title.as_str()).collect();
    assert!(!there("Caches"), "it was refused: {titles:?}");
}

#[test]
fn replacing_and_a_plan_of_its_own_are_offered_for_plans() {
    let mut window = Setup::real().open();
    let before = window.plan();
    let mut other = real_plan();
    other.name = "Friend's plan".to_owned();
    import(&mut window, "friend.ron", &text_of(&other));
    window.click("In place of this plan");
    window.click_containing("Import 1 change");
    assert_eq!(window.plan().name, "Friend's plan");
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
    import(&mut window, "friend.ron", &text_of(&other));
    window.click("As a plan of its own");
    window.click("Open as a plan");
    assert_eq!(window.plan().name, "Friend's plan");
    assert_ne!(window.plan().id, other.id, "a copy has an id of its own");
}

#[test]
fn the_way_a_list_is_read_can_be_adjusted() {
    let mut window = Setup::real().open();
    import(
        &mut window,
        "plan.md",
        "# My plan\n\n## Week 1\n\n- Skew heaps\n- Rope trees\n\n## Later\n\n- Quantum computing\n",
    );
    window.click("How it is read");
    window.click_containing("Later · 1");
    window.click("What comes in");
    assert!(!window.shows("Quantum computing"));
    window.click_containing("Import 3 changes");
    let titles: Vec<String> = window
        .plan()
        .items
        .iter()
        .map(|item| item.title.clone())
        .collect();
    assert!(titles.iter().any(|title| title == "Rope trees"));
    assert!(!titles.iter().any(|title| title == "Quantum computing"));
}

#[test]
fn escape_changes_nothing_and_a_file_of_another_kind_says_so() {
    let mut window = Setup::real().open();
    let before = window.plan();
    import(&mut window, "list.md", "- Consensus\n");
    window.key(Key::Escape);
    assert_eq!(*window.plan(), *before);
    let file = window.home.path().join("picture.png");
    std::fs::write(&file, [0x89, b'P', b'N', b'G', 0, 1, 2, 3]).expect("a file");
    window.action(Action::ImportPath(file));
    let toasts = window.toasts().join(" ");
    assert!(toasts.contains("this is a picture"), "{toasts}");
    assert_eq!(*window.plan(), *before);
}

#[test]
fn a_calendar_takes_time_and_is_brought_up_to_date() {
    let calendar = |start: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:dentist@x\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let mut window = Setup::real().open();
    let day = window
        .state()
        .now
        .today
        .plus(3)
        .to_string()
        .replace('-', "");
    import(&mut window, "my.ics", &calendar(&format!("{day}T190000")));
    window.click_containing("Import 1 change");
    assert_eq!(window.plan().availability.busy.table().len(), 1);
    import(&mut window, "my.ics", &calendar(&format!("{day}T190000")));
    assert!(window.shows("nothing would change"));
    window.click("Close");
    import(&mut window, "my.ics", &calendar(&format!("{day}T200000")));
    window.click_containing("Import 1 change");
    let plan = window.plan();
    let starts: Vec<String> = plan
        .availability
        .busy
        .table()
        .iter()
        .map(|busy| busy.start.to_string())
        .collect();
    assert_eq!(starts, ["20:00"], "moved, not doubled");
}

#[test]
fn what_the_plan_has_under_other_steps_is_left_out_unless_ticked() {
    let mut window = Setup::real().open();
    let before = window.plan();
    let list = "# Mine\n\n## To read again\n\n- [Few-shot learners](https://www.arxiv.org/pdf/2005.14165v4.pdf)\n- Reading groups\n";
    import(&mut window, "mine.md", list);
    assert!(window.shows("1 is already in your plan"));
    assert!(window.shows("left out unless ticked"));
    window.click_containing("Import 2 changes");
    let titles = |plan: &Plan| {
        plan.items
            .iter()
            .filter(|i| i.title.contains("ew-shot learners"))
            .count()
    };
    assert_eq!(titles(&window.plan()), titles(&before));
    for item in before.items.iter() {
        assert_eq!(window.plan().items.get(&item.id), Some(item));
    }
    // Again: nothing is ticked, and the user may tick it.
    import(&mut window, "mine.md", list);
    window.click_containing("Few-shot learners: already in your plan");
    window.click_containing("Import 1 change");
    assert_eq!(window.plan().items.len(), before.items.len() + 2);
}

#[test]
fn a_series_of_a_calendar_is_one_row() {
    let mut window = Setup::real().open();
    let day = window
        .state()
        .now
        .today
        .plus(3)
        .to_string()
        .replace('-', "");
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:team@x\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:{day}T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY:Team meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    import(&mut window, "work.ics", &text);
    assert!(window.shows("10:00–11:00 · 4 times"));
    let row = window
        .harness
        .query_all_by_label_contains("Added Team meeting")
        .next();
    row.expect("the series").focus();
    window.run();
    window.key(Key::Space);
    assert!(window.shows("Import 0 changes"));
    window.key(Key::Space);
    window.click_containing("Import 1 change");
    assert_eq!(window.plan().availability.busy.table().len(), 4);
}

#[test]
fn whether_a_table_has_a_header_is_the_users_word() {
    let mut window = Setup::real().open();
    import(
        &mut window,
        "table.csv",
        "Skew heaps,Odd,x\nRope trees,Odd,y\nCuckoo hashing,Even,z\n",
    );
    assert!(window.shows("Skew heaps"));
    window.click("How it is read");
    assert!(window.shows("Column 1: Skew heaps"));
    window.click("The first row names the columns");
    window.click("What comes in");
    assert!(!window.shows("Added Skew heaps"));
    assert!(window.shows("Added Rope trees"));
}
