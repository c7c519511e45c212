//! What a newer version wrote is kept, word for word.

use cairn::store::format::{Loaded, read_plan, write_plan};
use proptest::prelude::*;

use crate::support::plans::{Dice, random_plan, sample};

/// A value as a newer version may have written it: any shape, with comments and odd spacing inside.
fn value(d: &mut Dice, depth: usize) -> String {
    let inner = |d: &mut Dice| value(d, depth + 1);
    match d.below(if depth > 4 { 8 } else { 14 }) {
        0 => "5".into(),
        1 => "-1.5e3".into(),
        2 => "true".into(),
        3 => "Some(\"x // no comment\")".into(),
        4 => "r#\"raw \" text\"#".into(),
        5 => "'c'".into(),
        6 => "Weekly".into(),
        7 => "()".into(),
        8 => format!("[{}, {},]", inner(d), inner(d)),
        9 => format!("Weekly(days: {}, /* every */ of: {})", inner(d), inner(d)),
        10 => format!("{{ \"a\": {}, 7: {} }}", inner(d), inner(d)),
        11 => format!("({}, {})", inner(d), inner(d)),
        12 => format!("(\n  a: {}, // why\n      b: {},\n)", inner(d), inner(d)),
        _ => format!("Foo({})", inner(d)),
    }
}

/// Puts a field into the text after each line that ends an `id`, `name` or `title`, at most `most` times.
pub fn with_fields(text: &str, d: &mut Dice, most: usize) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut added = Vec::new();
    for line in text.lines() {
        out.push_str(line);
        out.push('\n');
        let trimmed = line.trim_start();
        let row = ["id: ", "title: ", "name: ", "from: "]
            .iter()
            .any(|field| trimmed.starts_with(field));
        if row && line.ends_with(',') && added.len() < most && d.chance(40) {
            let indent = &line[..line.len() - trimmed.len()];
            let raw = value(d, 0);
            out.push_str(&format!("{indent}zz_new_{}: {raw},\n", added.len() % 50));
            added.push(raw);
        }
    }
    (out, added)
}

fn read(text: &str) -> Result<Loaded, TestCaseError> {
    read_plan(text, "plan.ron").map_err(|e| TestCaseError::fail(format!("{e}\n{text}")))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn unknown_fields_stay_byte_for_byte(seed in any::<u64>()) {
        let mut d = Dice::new(seed);
        let text = write_plan(&random_plan(seed)).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let (text, added) = with_fields(&text, &mut d, 20);
        let mut last = None;
        let mut now = text;
        for round in 0..3 {
            let loaded = read(&now)?;
            prop_assert_eq!(&loaded.notes, &Vec::<String>::new(), "round {}", round);
            now = write_plan(&loaded.plan).map_err(|e| TestCaseError::fail(e.to_string()))?;
            for raw in &added {
                prop_assert!(now.contains(raw.as_str()), "{raw} is not in\n{now}");
            }
            if let Some(last) = &last {
                prop_assert_eq!(last, &now);
            }
            last = Some(now.clone());
        }
    }
}

#[test]
fn comments_inside_unknown_values_are_kept_and_others_are_announced() {
    let text = write_plan(&sample()).expect("written");
    let kept = text.replacen(
        "    name: ",
        "    later: (\n  // why\n  a: 1, /* and */\n),\n    name: ",
        1,
    );
    let loaded = read_plan(&kept, "plan.ron").expect("read");
    assert_eq!(loaded.notes, Vec::<String>::new());
    assert!(
        write_plan(&loaded.plan)
            .expect("written")
            .contains("(\n  // why\n  a: 1, /* and */\n)")
    );
    let lost = kept.replacen("    name: ", "    // my plan\n    name: ", 1);
    let notes = read_plan(&lost, "plan.ron").expect("read").notes;
    assert_eq!(
        notes,
        ["This file has a comment, which the next save will not keep."]
    );
}

#[test]
fn a_newer_plan_is_opened_to_look_at_and_never_written() {
    let text = write_plan(&sample())
        .expect("written")
        .replacen("format: 1", "format: 2", 1);
    let loaded = read_plan(&text, "plan.ron").expect("read");
    let reason = "Made by a newer version (format 2, this program reads up to 1)";
    assert_eq!(loaded.read_only.as_deref(), Some(reason));
    assert!(write_plan(&loaded.plan).is_err());
    // What cannot be read says that it is newer rather than that it is wrong.
    let text = text.replacen("status: InProgress", "status: Paused", 1);
    let error = read_plan(&text, "plan.ron").expect_err("newer");
    assert_eq!(
        error.to_string(),
        format!("plan.ron: {reason}. Nothing was changed.")
    );
}
