//! What is said of files that are no plan, and what becomes of plans that are not quite right.

use cairn::domain::{ItemId, Link, Plan, Relation, Row as _, Status, StepId};
use cairn::store::format::{MAX_DEPTH, Problem, read_plan, read_plan_bytes, write_plan};

use crate::support::plans::sample;

fn text() -> String {
    write_plan(&sample()).expect("written")
}

fn error(text: &str) -> String {
    read_plan(text, "plan.ron")
        .expect_err("no plan")
        .to_string()
}

const HEAD: &str = "(format: 1, id: \"p\", name: \"P\", start_on: \"2026-11-30\"";

#[test]
fn a_missing_field_is_named_with_its_place() {
    let text = format!(
        "{HEAD},\nitems: [\n    (id: \"a\", kind: Topic, title: \"A\"),\n    (id: \"b\", kind: Topic),\n])"
    );
    assert_eq!(
        error(&text),
        "plan.ron, line 4, column 26 (items -> 2 -> title): the field \"title\" is missing. Nothing was changed."
    );
}

#[test]
fn every_error_says_file_place_field_and_that_nothing_was_changed() {
    let item = |fields: &str| {
        format!("{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\", {fields})])")
    };
    for (text, place, said) in [
        (
            item("status: Paused"),
            "(items -> 1 -> status)",
            "\"Paused\" is not known here; it is one of ToDo, InProgress, Done, Skipped",
        ),
        (item("order: 1.5"), "(items -> 1", ""),
        (
            item("importance: 900"),
            "(items -> 1 -> importance)",
            "too large",
        ),
        (item("importance: -1"), "(items -> 1 -> importance)", ""),
        (
            item("done_at: \"2026-02-30T10:00:00\""),
            "(items -> 1 -> done_at)",
            "is no moment",
        ),
        (
            item("title: \"B\""),
            "(items -> 1",
            "the field \"title\" is there twice",
        ),
        (
            item("parts: [(id: \"A b\", title: \"x\")]"),
            "(items -> 1 -> parts -> 1 -> id)",
            "is no id",
        ),
        (item("zz: 1, zz: 2"), "(items -> 1", "there twice"),
        (
            format!("{HEAD}, start_on: \"2026-11-30\")"),
            "(start_on)",
            "there twice",
        ),
        (
            format!("{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\") (id: \"b\")])"),
            "(items",
            "missing before this",
        ),
        (
            format!("{HEAD})\n(a: 1)"),
            ", line 2, column 1",
            "there is more text after the end",
        ),
        (format!("{HEAD}, name2: "), "", "Nothing was changed"),
        (HEAD.to_owned(), "", "ends too early"),
        (
            format!("{HEAD}, availability: (exceptions: {{\"2026-13-01\": 0}}))"),
            "(availability -> exceptions",
            "is no date",
        ),
        ("hello".to_owned(), ", line 1", ""),
        (
            "(name: \"x\")".to_owned(),
            "(format)",
            "the field \"format\" is missing",
        ),
    ] {
        let error = error(&text);
        assert!(error.starts_with("plan.ron"), "{error}");
        assert!(
            error.contains(place) && error.contains(said),
            "{error}\ndoes not say {place} {said}"
        );
        assert!(error.ends_with(". Nothing was changed."), "{error}");
        assert!(!error.contains(".."), "{error}");
    }
}

#[test]
fn two_rows_with_one_id_are_refused() {
    let text = format!(
        "{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\"), (id: \"a\", kind: Topic, title: \"B\")])"
    );
    assert!(error(&text).contains("the id “a” is there twice"));
}

#[test]
fn damage_is_seen_before_it_is_read() {
    let mut bytes = text().into_bytes();
    let at = bytes
        .windows(6)
        .position(|b| b == b"title:")
        .expect("a title")
        + 9;
    for broken in [0u8, 7, 0x0b, 0x1b, 0x7f] {
        bytes[at] = broken;
        let error = read_plan_bytes(&bytes, "plan.ron").expect_err("damaged");
        assert_eq!(error.problem, Problem::Damaged(broken));
        assert!(error.place.is_some_and(|place| place.line > 1));
    }
    bytes[at] = 0xff;
    let error = read_plan_bytes(&bytes, "plan.ron").expect_err("damaged");
    assert_eq!(error.problem, Problem::NoText);
    // A sector of zeros, anywhere.
    let whole = text().into_bytes();
    for from in (0..whole.len()).step_by(97) {
        let mut zeroed = whole.clone();
        let to = (from + 512).min(zeroed.len());
        zeroed[from..to].fill(0);
        assert!(read_plan_bytes(&zeroed, "plan.ron").is_err());
    }
}

#[test]
fn an_empty_file_is_no_new_plan() {
    for text in ["", "  \n", "\u{feff}"] {
        assert_eq!(
            error(text),
            "plan.ron: the file is empty. Nothing was changed."
        );
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_are_no_harm() {
    let marked = format!("\u{feff}{}", text().replace('\n', "\r\n"));
    assert_eq!(
        read_plan_bytes(marked.as_bytes(), "plan.ron")
            .expect("read")
            .plan,
        sample()
    );
}

#[test]
fn what_git_leaves_behind_is_named() {
    let text = text().replacen("    name:", "<<<<<<< HEAD\n    name:", 1);
    let error = error(&text);
    assert!(
        error.starts_with("plan.ron, line 4, column 1: git left both sides of a merge"),
        "{error}"
    );
}

#[test]
fn bombs_are_refused_with_a_place() {
    let deep = format!("{HEAD}, zz: {}{})", "[".repeat(60), "]".repeat(60));
    let said = format!("this file is nested deeper than {MAX_DEPTH} levels. It was not opened.");
    assert!(error(&deep).ends_with(&said));
    let wide = format!("{HEAD}, zz: [{}])", "(),".repeat(4_100_000));
    assert!(error(&wide).ends_with("this file has more than 4,000,000 values. It was not opened."));
    let items = "(id:\"a\",kind:Topic,title:\"\"),".to_owned();
    let rows: String = (0..50_001)
        .map(|n| items.replacen("\"a\"", &format!("\"a{n}\""), 1))
        .collect();
    let error_text = error(&format!("{HEAD},\nitems:[\n{rows}])"));
    assert!(
        error_text.starts_with("plan.ron, line 3, column "),
        "{error_text}"
    );
    assert!(
        error_text.ends_with("this file has more than 50,000 items. It was not opened."),
        "{error_text}"
    );
    let large = " ".repeat(33 << 20);
    assert_eq!(
        error(&large),
        "plan.ron: this file is 33.0 MB, the limit is 32 MB. It was not opened."
    );
}

#[test]
fn what_nests_as_deep_as_is_allowed_is_kept() {
    let levels = MAX_DEPTH - 3;
    let raw = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let text = format!("{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\", zz: {raw})])");
    let loaded = read_plan(&text, "plan.ron").expect("read");
    let again = write_plan(&loaded.plan).expect("written");
    assert_eq!(
        read_plan(&again, "plan.ron").expect("read").plan,
        loaded.plan
    );
    assert!(again.contains(&raw));
}

/// A plan of two items and what else is given.
fn repaired(rest: &str) -> (Plan, Vec<String>) {
    let text = format!(
        "{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\"), (id: \"b\", kind: Topic, title: \"B\")], {rest})"
    );
    let loaded = read_plan(&text, "plan.ron").expect("read");
    // What was repaired is right from then on.
    let text = write_plan(&loaded.plan).expect("written");
    let again = read_plan(&text, "plan.ron").expect("read");
    assert_eq!((again.plan, again.notes), (loaded.plan.clone(), vec![]));
    (loaded.plan, loaded.notes)
}

#[test]
fn a_link_to_nothing_gets_an_item_that_is_not_planned() {
    let (plan, notes) =
        repaired("links: [(from: \"a\", to: \"gone\", relation: DrawsOn, place: \"ch. 2\")]");
    let stand_in = plan.items.get(&ItemId::slug("gone")).expect("it is there");
    assert_eq!(stand_in.status, Status::Skipped);
    assert_eq!(plan.links.len(), 1);
    assert_eq!(notes.len(), 1);
    assert!(
        notes[0].contains("“gone” is named by a link of “a” but is not there"),
        "{notes:?}"
    );
}

#[test]
fn a_session_of_nothing_keeps_its_log() {
    let (plan, notes) = repaired(
        "sessions: [(id: \"s\", item: \"gone\", kind: Study, on: \"2026-12-01\", minutes: 30, outcome: Done, spent: 40)], timer: (session: \"t\", since: 5)",
    );
    assert!(plan.items.contains(&ItemId::slug("gone")));
    assert_eq!(plan.sessions.len(), 1);
    assert_eq!(plan.timer, None);
    assert_eq!(notes.len(), 2, "{notes:?}");
}

#[test]
fn a_step_that_is_not_there_is_added() {
    let text = format!("{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\", step: \"gone\")])");
    let loaded = read_plan(&text, "plan.ron").expect("read");
    assert!(loaded.plan.steps.contains(&StepId::slug("gone")));
    assert_eq!(loaded.notes.len(), 1);
}

#[test]
fn circles_and_links_to_oneself_are_undone() {
    let (plan, notes) = repaired(
        "links: [(from: \"a\", to: \"b\", relation: BuildsOn), (from: \"b\", to: \"a\", relation: BuildsOn, place: \"x\"), (from: \"b\", to: \"a\", relation: DrawsOn, place: \"y\"), (from: \"a\", to: \"a\", relation: Practises)]",
    );
    let (a, b) = (ItemId::slug("a"), ItemId::slug("b"));
    assert!(
        plan.links
            .contains(&Link::new(a.clone(), Relation::BuildsOn, b.clone()).key())
    );
    assert!(
        !plan
            .links
            .contains(&Link::new(b.clone(), Relation::BuildsOn, a.clone()).key())
    );
    let weaker = plan
        .links
        .get(&Link::new(b, Relation::DrawsOn, a).key())
        .expect("kept");
    assert_eq!(weaker.place, "y; x");
    assert_eq!(plan.links.len(), 2);
    assert_eq!(notes.len(), 2, "{notes:?}");
}

#[test]
fn long_chains_and_large_circles_do_not_hold_it_up() {
    let n = 5_000;
    let items: String = (0..n)
        .map(|i| format!("(id:\"i{i}\",kind:Topic,title:\"T\"),"))
        .collect();
    let links: String = (0..n)
        .map(|i| format!("(from:\"i{i}\",to:\"i{}\",relation:BuildsOn),", (i + 1) % n))
        .collect();
    let text = format!("{HEAD}, items: [{items}], links: [{links}])");
    let loaded = read_plan(&text, "plan.ron").expect("read");
    assert_eq!(loaded.notes.len(), 1);
    assert_eq!(loaded.plan.links.len(), n);
}

#[test]
fn numbers_out_of_range_are_brought_back_and_said() {
    let text = format!(
        "{HEAD}, items: [(id: \"a\", kind: Topic, title: \"A\", importance: 9, rating: 0, estimate: 700000, effort: (lean: 1, core: 2, deep: 999999))],
        interviews: [(id: \"i\", name: \"I\", round: Onsite, on: \"2027-01-01\", buffer_days: 200, weights: {{\"papers\": 7}})],
        availability: (weekly: (mon: [(at: \"08:00\", minutes: 1000), (at: \"20:00\", minutes: 1000)]), exceptions: {{\"2026-12-24\": 5000}}),
        rules: (max_items: 0))"
    );
    let loaded = read_plan(&text, "plan.ron").expect("read");
    let item = loaded.plan.items.get(&ItemId::slug("a")).expect("there");
    assert_eq!((item.importance, item.rating), (5, Some(1)));
    assert_eq!(item.estimate.map(|m| m.0), Some(600_000));
    assert_eq!(item.effort.deep.0, 600_000);
    assert_eq!(
        loaded
            .plan
            .availability
            .weekly
            .minutes(cairn::domain::Weekday::Mon)
            .0,
        1_440
    );
    assert_eq!(loaded.notes.len(), 9, "{:#?}", loaded.notes);
}

#[test]
fn a_title_that_is_too_long_moves_to_the_notes() {
    let title = "é".repeat(1_200);
    let text =
        format!("{HEAD}, items: [(id: \"a\", kind: Topic, title: \"{title}\", notes: [\"n\"])])");
    let loaded = read_plan(&text, "plan.ron").expect("read");
    let item = loaded.plan.items.get(&ItemId::slug("a")).expect("there");
    assert_eq!(item.title.chars().count(), 1_000);
    assert_eq!(item.notes.text(), format!("{title}\n\nn"));
}
