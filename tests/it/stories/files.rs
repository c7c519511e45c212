//! Files: a plan is on disk before anybody thinks of saving; open, recent, save as, export, import, drop.

use cairn::domain::{Edit, Status};
use cairn::state::{Action, Command, View};
use egui::Key;

use crate::support::app::{Setup, monday, real_plan};

#[test]
fn a_new_plan_is_on_disk_at_once_and_comes_back_after_the_window_closes() {
    let mut window = Setup::empty().open();
    assert_eq!(window.state().view, View::Welcome);
    window.action(Action::Create(Box::new(cairn::domain::Answers::sensible(
        monday(),
    ))));
    assert_eq!(window.state().view, View::Today);
    let text = window.on_disk();
    assert!(text.contains("paper.gpt-3"));
    let plan = window.plan();
    window.harness.state_mut().state_mut().flush();
    let home = window.home;
    drop(window.harness);
    let again = Setup::empty().home(home).open();
    assert_eq!(*again.plan(), *plan, "the last plan is opened again");
}

#[test]
fn every_change_is_on_disk_without_saving() {
    let mut window = Setup::real().open();
    let at = window.state().now.moment;
    let item = cairn::domain::ItemId::slug("paper.gpt-2");
    window.action(Action::Edit(Edit::SetStatus {
        item,
        status: Status::Done,
        at,
    }));
    assert!(window.on_disk().contains("status: Done"));
}

#[test]
fn a_plan_is_opened_through_the_dialog_and_listed_as_recent() {
    let mut window = Setup::real().open();
    let mut other = real_plan();
    other.name = "Another".to_owned();
    let file = window.home.path().join("another.ron");
    std::fs::write(
        &file,
        cairn::store::format::write_plan(&other).expect("text"),
    )
    .expect("a file");
    window.env.script(|script| script.files.push(Some(file)));
    window.command(Command::OpenPlan);
    assert_eq!(window.plan().name, "Another");
    let recent: Vec<&str> = window
        .state()
        .settings
        .recent
        .iter()
        .map(|r| r.name.as_str())
        .collect();
    assert_eq!(recent.first(), Some(&"Another"));
    assert!(
        recent.len() >= 2,
        "the plan before is still listed: {recent:?}"
    );
}

#[test]
fn without_a_file_dialog_a_path_can_be_typed() {
    let mut window = Setup::real().open();
    window.command(Command::Export);
    window.click("Table of sessions. CSV · every session with its date and minutes");
    window.click("Choose where…");
    assert!(
        window.shows("Path of the file"),
        "the field opens where the desktop gave no answer"
    );
    window.click("Export");
    let exported = std::fs::read_dir(window.state().places_of_plans()).expect("a folder");
    let csv = exported
        .flatten()
        .find(|file| file.path().extension().is_some_and(|e| e == "csv"));
    let text = std::fs::read_to_string(csv.expect("a table was written").path()).expect("readable");
    assert!(text.starts_with("date,start,item,title,step,kind,minutes,pinned,done"));
}

#[test]
fn a_damaged_file_is_said_with_its_place_and_nothing_is_lost() {
    let mut window = Setup::real().open();
    let before = window.plan();
    let file = window.home.path().join("broken.ron");
    std::fs::write(
        &file,
        "(\n    format: 1,\n    id: \"x\",\n    name: 5,\n)\n",
    )
    .expect("a file");
    window.action(Action::OpenPath(file.clone()));
    assert!(window.shows("This plan’s file is damaged"));
    assert!(window.shows("broken.ron, line 4"));
    window.click("Leave it as it is");
    assert_eq!(*window.plan(), *before, "the open plan stays");
    assert!(
        std::fs::read_to_string(file)
            .expect("still there")
            .contains("name: 5")
    );
}

#[test]
fn save_as_keeps_the_plan_elsewhere_from_now_on() {
    let mut window = Setup::real().open();
    let file = window.home.path().join("elsewhere.ron");
    window
        .env
        .script(|script| script.files.push(Some(file.clone())));
    window.command(Command::SaveAs);
    window.action(Action::Edit(Edit::RenamePlan("Elsewhere".to_owned())));
    assert!(window.on_disk().contains("Elsewhere"));
    assert!(
        std::fs::read_to_string(file)
            .expect("written")
            .contains("Elsewhere")
    );
}

#[test]
fn the_optional_rounds_are_added_in_one_step() {
    let mut window = Setup::real().open();
    let before = window.plan();
    window.command(Command::AddRounds);
    assert!(window.plan().items.len() >= before.items.len() + 5);
    window.command(Command::AddRounds);
    window.ctrl(Key::Z);
    assert_eq!(*window.plan(), *before);
}

#[test]
fn another_plan_shows_its_own_sessions_and_so_does_the_first_again() {
    let mut window = Setup::real().open();
    let first = window
        .state()
        .document
        .as_ref()
        .map(|d| d.path().to_owned());
    let mut answers = cairn::domain::Answers::sensible(monday());
    answers.minutes = [cairn::domain::Minutes(45); 7];
    answers.name = "Second".to_owned();
    window.action(Action::Create(Box::new(answers)));
    assert_eq!(window.plan().name, "Second");
    for round in 0..2 {
        let plan = window.plan();
        let index = window.harness.state_mut().state_mut().index();
        let fresh = cairn::domain::PlanIndex::new(&plan);
        assert_eq!(index.as_deref(), Some(&fresh), "round {round}");
        if round == 0 {
            window.harness.state_mut().state_mut().flush();
            window.action(Action::OpenPath(first.clone().expect("a file")));
            assert_ne!(window.plan().name, "Second");
        }
    }
}
