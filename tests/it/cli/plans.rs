//! Plans made, checked and replanned from the command line.

use cairn::domain::{ItemId, Minutes, Outcome, Status, Weekday};
use cairn::store::exchange::open_plan;

use super::{Here, read};

#[test]
fn new_and_check_say_what_there_is() {
    let here = Here::new();
    let file = here.make();
    let line = here.fine(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(line.lines().count(), 1);
    let start = "plan.ron: 14 design prompts, 7 papers, 4 books, 13 algorithm items, 3 topics, 7 resources; 0 of 48 done; ";
    assert!(line.starts_with(start), "{line}");
    assert!(
        line.contains(" sessions; fits") || line.contains(" sessions; does not fit"),
        "{line}"
    );
    let plan = open_plan(&file).expect("a plan").plan;
    assert_eq!(plan.interviews.len(), 1);
    assert_eq!(plan.start_on.to_string(), "2026-11-30");
    assert!(plan.sessions.len() > 20);
    assert_eq!(plan.availability.weekly.total(), Minutes(480));
    assert!(
        !line.contains("busy"),
        "nothing is said of what is not there"
    );
}

#[test]
fn check_counts_the_busy_times() {
    let here = Here::new();
    let file = here.make();
    let row =
        |id: &str| format!("(id: \"{id}\", on: \"2026-12-10\", start: \"18:00\", minutes: 90)");
    let field = format!("availability: (busy: [{}, {}],", row("a"), row("b"));
    std::fs::write(&file, read(&file).replacen("availability: (", &field, 1)).expect("a file");
    let line = here.fine(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert!(line.contains(" sessions; 2 busy times; "), "{line}");
}

#[test]
fn new_takes_all_that_it_is_told() {
    let here = Here::new();
    here.fine(&[
        "--today",
        "2026-11-30",
        "new",
        "--out",
        "sub/folder/p.ron",
        "--interview",
        "2027-02-26",
        "--interview",
        "Coding=2027-01-15",
        "--name",
        "Winter",
        "--minutes",
        "mon=90,sat=200",
        "--start",
        "2026-12-07",
    ]);
    let plan = open_plan(&here.path("sub/folder/p.ron"))
        .expect("a plan")
        .plan;
    assert_eq!((plan.name.as_str(), plan.interviews.len()), ("Winter", 2));
    assert_eq!(plan.start_on.to_string(), "2026-12-07");
    assert_eq!(plan.availability.weekly.minutes(Weekday::Mon), Minutes(90));
    assert_eq!(plan.availability.weekly.total(), Minutes(290));
    assert!(
        plan.sessions
            .iter()
            .all(|session| session.on >= plan.start_on)
    );
    assert!(
        plan.sessions
            .iter()
            .all(|session| matches!(session.on.weekday(), Weekday::Mon | Weekday::Sat))
    );
}

#[test]
fn new_never_overwrites() {
    let here = Here::new();
    std::fs::write(here.path("plan.ron"), "mine").expect("a file");
    let said = here.wrong(
        1,
        &[
            "new",
            "--out",
            "plan.ron",
            "--interview",
            "2027-01-26",
            "--today",
            "2026-11-30",
        ],
    );
    assert_eq!(said, "plan.ron already exists. It was not overwritten.\n");
    assert_eq!(read(&here.path("plan.ron")), "mine");
}

#[test]
fn the_file_is_one_to_read() {
    let here = Here::new();
    let text = read(&here.make());
    assert!(text.starts_with("(\n    format: 1,\n    id: \"plan-"));
    assert!(
        text.lines()
            .all(|line| line.chars().count() <= 400 && !line.ends_with(' '))
    );
    let blocks = text.lines().filter(|line| *line == "        (").count();
    assert!(blocks > 100, "one row a block");
}

#[test]
fn check_says_what_is_wrong_and_where() {
    let here = Here::new();
    let file = here.make();
    let whole = read(&file);
    let said = here.wrong(1, &["check", "nothing.ron"]);
    assert_eq!(
        said,
        "nothing.ron: there is no such file or folder. Nothing was changed.\n"
    );
    let broken = whole.replacen("title: \"Attention Is All You Need\",", "", 1);
    assert_ne!(broken, whole);
    std::fs::write(&file, &broken).expect("a file");
    let said = here.wrong(1, &["check", "plan.ron"]);
    assert!(said.starts_with("plan.ron, line "), "{said}");
    assert!(
        said.contains("-> title): the field \"title\" is missing. Nothing was changed."),
        "{said}"
    );
    std::fs::write(&file, whole.replacen("format: 1", "format: 2", 1)).expect("a file");
    let said = here.wrong(1, &["check", "plan.ron"]);
    assert_eq!(
        said,
        "plan.ron: Made by a newer version (format 2, this program reads up to 1).\n"
    );
    here.wrong(1, &["replan", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(read(&file), whole.replacen("format: 1", "format: 2", 1));
    std::fs::write(&file, "").expect("a file");
    assert_eq!(
        here.wrong(1, &["check", "plan.ron"]),
        "plan.ron: the file is empty. Nothing was changed.\n"
    );
}

#[test]
fn check_tells_what_it_had_to_repair() {
    let here = Here::new();
    let file = here.make();
    let whole = read(&file);
    std::fs::write(&file, format!("// my own\n{whole}")).expect("a file");
    let output = here.run(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        said,
        "plan.ron: This file has a comment, which the next save will not keep.\n"
    );
}

#[test]
fn replan_keeps_what_is_done_and_moves_the_rest_ahead() {
    let here = Here::new();
    let file = here.make();
    // Two weeks went by; one session was done.
    let plan = open_plan(&file).expect("a plan").plan;
    let first = plan
        .sessions
        .iter()
        .min_by_key(|s| (s.on, s.id.clone()))
        .expect("a session")
        .clone();
    let text = read(&file);
    let block = format!("            id: \"{}\",\n", first.id);
    let done = format!(
        "{block}            outcome: Done,\n            spent: {},\n",
        first.minutes.0
    );
    std::fs::write(&file, text.replacen(&block, &done, 1)).expect("a file");
    let before = read(&file);
    here.fine(&[
        "replan",
        "plan.ron",
        "--today",
        "2026-12-14",
        "--out",
        "later.ron",
    ]);
    assert_eq!(read(&file), before, "with --out the plan itself stays");
    let later = open_plan(&here.path("later.ron")).expect("a plan").plan;
    let kept = later
        .sessions
        .get(&first.id)
        .expect("what was done is kept");
    assert_eq!((kept.on, kept.outcome), (first.on, Outcome::Done));
    let today = cairn::domain::Day::parse("2026-12-14").expect("a day");
    assert!(
        later
            .sessions
            .iter()
            .all(|s| s.outcome == Outcome::Done || s.on >= today)
    );
    here.fine(&["replan", "plan.ron", "--today", "2026-12-14"]);
    assert_eq!(read(&file), read(&here.path("later.ron")), "twice the same");
    here.fine(&["replan", "plan.ron", "--today", "2026-12-14"]);
    assert_eq!(
        read(&file),
        read(&here.path("later.ron")),
        "nothing moves where nothing changed"
    );
}

#[test]
fn ticking_a_part_by_hand_is_a_small_change() {
    let here = Here::new();
    let file = here.make();
    let plan = open_plan(&file).expect("a plan").plan;
    let item = plan.items.get(&ItemId::slug("paper.gpt-3")).expect("there");
    assert_eq!(item.status, Status::ToDo);
    let part = item.parts.first().expect("it has parts").id.clone();
    let edit = cairn::domain::Edit::TickPart {
        item: item.id.clone(),
        part,
        done_on: Some(plan.start_on),
    };
    let (before, after) = (
        read(&file),
        cairn::store::format::write_plan(&plan.apply(&edit).expect("ticked")).expect("text"),
    );
    let old: std::collections::BTreeSet<&str> = before.lines().collect();
    let new = after.lines().filter(|line| !old.contains(line)).count();
    assert!((1..=6).contains(&new), "{new} lines");
}
