//! A few small pictures of the window. They need a Vulkan driver (lavapipe will do): `cargo test --features pictures picture`.
//! `UPDATE_SNAPSHOTS=1` draws them anew; look at them before you keep them.

use cairn::domain::{Edit, ItemId};
use cairn::state::{Action, Command, View};

use crate::support::app::Setup;

#[test]
fn picture_of_the_welcome_view() {
    let mut window = Setup::empty().size(900.0, 600.0).open();
    window.harness.snapshot("welcome-light");
}

#[test]
fn picture_of_today_with_an_item_selected() {
    let mut window = Setup::real().size(1_100.0, 640.0).open();
    window.action(Action::Select(ItemId::slug("paper.transformer")));
    window.harness.snapshot("today-light");
}

#[test]
fn picture_of_the_board_in_the_dark() {
    let mut window = Setup::real().dark().size(900.0, 600.0).open();
    window.go(View::Board);
    window.harness.snapshot("board-dark");
}

#[test]
fn picture_of_the_calendar_at_twice_the_size() {
    let mut window = Setup::real().zoom(2.0).size(1_200.0, 800.0).open();
    window.go(View::Calendar);
    window.harness.snapshot("calendar-zoomed");
}

#[test]
fn picture_of_the_export_dialog_over_a_small_window() {
    let mut window = Setup::real().dark().size(900.0, 600.0).open();
    window.ctrl(egui::Key::E);
    window.key(egui::Key::End);
    window.harness.snapshot("export-dark");
}

#[test]
fn picture_of_the_earlier_versions() {
    // Their times are said on the clock of this place: the picture is of one that keeps UTC.
    if chrono::Local::now().offset().local_minus_utc() != 0 {
        return;
    }
    let mut window = Setup::real().size(900.0, 600.0).open();
    for name in ["Onsite at Northwind", "Onsite in spring", "Onsite"] {
        window.on_disk();
        window.action(Action::Edit(Edit::RenamePlan(name.to_owned())));
    }
    window.on_disk();
    window.ctrl(egui::Key::H);
    window.key(egui::Key::ArrowDown);
    window.harness.snapshot("versions-light");
}

#[test]
fn picture_of_the_study_graph() {
    let mut window = Setup::real().size(1_300.0, 720.0).open();
    window.go(View::Library);
    window.command(Command::LibraryGraph);
    window.action(Action::Select(ItemId::slug("paper.gpt-3")));
    window.harness.snapshot("graph-light");
}

#[test]
fn picture_of_the_agenda_with_the_backlog() {
    let mut window = Setup::real().dark().size(1_000.0, 640.0).open();
    window.go(View::Calendar);
    window.command(Command::CalendarAgenda);
    window.command(Command::Backlog);
    window.harness.snapshot("agenda-dark");
}

/// The example that comes with the program.
fn of_the_example(view: View, dark: bool, name: &str) {
    let setup = Setup::empty().size(1_200.0, 900.0);
    let mut window = if dark { setup.dark() } else { setup }.open();
    window.command(Command::OpenExample);
    window.go(view);
    window.harness.snapshot(name);
}

#[test]
fn picture_of_practice() {
    of_the_example(View::Practice, false, "practice-light");
}

#[test]
fn picture_of_practice_in_the_dark() {
    of_the_example(View::Practice, true, "practice-dark");
}

#[test]
fn picture_of_progress() {
    of_the_example(View::Progress, false, "progress-light");
}

#[test]
fn picture_of_progress_in_the_dark() {
    of_the_example(View::Progress, true, "progress-dark");
}

#[test]
fn picture_of_the_week_review() {
    of_the_example(View::Week, false, "week-light");
}

#[test]
fn picture_of_the_week_review_in_the_dark() {
    of_the_example(View::Week, true, "week-dark");
}
