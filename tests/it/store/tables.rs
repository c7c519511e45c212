//! The table for spreadsheets, and addresses for the browser.

use cairn::domain::{Edit, ItemField, ItemId};
use cairn::store::formats::csv::{COLUMNS, harmless, sessions};
use cairn::store::links::safe_url;
use proptest::prelude::*;

use crate::support::plans::{Dice, any_plan, sample};

fn rows(table: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn sessions_stand_at_the_times_that_the_calendar_shows() {
    let mut plan = sample();
    // Monday 7 December has windows at 07:30 (30 min: too short for any) and 19:00; put three sessions there.
    let monday = cairn::domain::Day::from_ymd(2026, 12, 7).expect("a day");
    for id in ["s01", "s02", "s03"] {
        let id = cairn::domain::SessionId::slug(id);
        plan.sessions.update(&id, |session| session.on = monday);
    }
    let rows = rows(&sessions(&plan).expect("a table"));
    assert_eq!(rows[0], COLUMNS);
    assert_eq!(rows.len(), 1 + plan.sessions.len());
    let first = [
        "2026-12-01",
        "19:00",
        "paper.attention",
        "Attention is all you need",
        "Research papers",
        "study",
        "45",
        "true",
        "true",
    ];
    assert_eq!(rows[1], first);
    let starts: Vec<&str> = rows
        .iter()
        .filter(|row| row[0] == "2026-12-07")
        .map(|row| row[1].as_str())
        .collect();
    assert_eq!(starts, ["19:00", "19:45", "20:30", "21:15"]);
}

#[test]
fn no_cell_is_a_formula() {
    for (cell, expected) in [
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("-2", "'-2"),
        ("\tx", "'\tx"),
        ("a=b", "a=b"),
        ("", ""),
    ] {
        assert_eq!(harmless(cell), expected);
    }
    let title = ItemField::Title("=HYPERLINK(\"http://x\",\"y\")".into());
    let item = ItemId::slug("paper.attention");
    let plan = sample()
        .apply(&Edit::ChangeItem { item, field: title })
        .expect("changed");
    let rows = rows(&sessions(&plan).expect("a table"));
    assert!(rows[1][3].starts_with("'=HYPERLINK"));
}

proptest! {
    #[test]
    fn any_plan_is_a_table_of_nine_columns_without_formulas(plan in any_plan()) {
        let rows = rows(&sessions(&plan).expect("a table"));
        prop_assert_eq!(rows.len(), 1 + plan.sessions.len());
        for row in &rows[1..] {
            prop_assert_eq!(row.len(), COLUMNS.len());
            for cell in row {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn what_is_opened_is_always_the_web(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let schemes = ["https://", "http://", "javascript:", "file:///", "data:", "HTTPS://", "java\nscript:", " https://", "//"];
        let text = format!("{}{}", dice.pick(&schemes), dice.text());
        if let Ok(url) = safe_url(&text) {
            prop_assert!(url.starts_with("http://") || url.starts_with("https://"));
            prop_assert!(url.is_ascii() && !url.chars().any(|c| c.is_control() || c == ' ' || c == '"'), "{:?}", url);
        }
    }
}

#[test]
fn hostile_addresses_are_refused() {
    for bad in [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "https://user:pass@example.org",
        "https://u@example.org",
        "data:text/html,x",
        "vscode://x",
        "https://",
        "http:///",
        "example.org",
        "-h",
        "--help",
        "",
        "https://exa mple.org",
    ] {
        assert!(safe_url(bad).is_err(), "{bad} → {:?}", safe_url(bad));
    }
    assert!(safe_url(&format!("https://example.org/{}", "x".repeat(3_000))).is_err());
    let shown = safe_url("https://аpple.com/a b").expect("an address");
    assert!(
        shown.starts_with("https://xn--") && shown.ends_with("/a%20b"),
        "{shown}"
    );
}
