//! Writing and reading are each other's mirror, and the text is one to read and to compare.

use cairn::domain::{Day, Edit, ItemId, Notes, PartId, Plan, Status};
use cairn::store::builtin;
use cairn::store::format::{
    parse, read_path, read_plan, write, write_path, write_plan, write_plan_checked,
};
use proptest::prelude::*;

use crate::support::plans::{any_plan, sample};

fn real_plan() -> Plan {
    let start = Day::from_ymd(2026, 11, 30).expect("a day");
    Plan::from_path(
        cairn::domain::PlanId::slug("plan-x"),
        "A plan",
        start,
        builtin::path(),
    )
}

/// How many lines of each text the other does not have (a lower bound of what `diff` shows, by longest common lines).
fn changed_lines(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (old.len() - head - tail, new.len() - head - tail)
}

proptest! {
    #[test]
    fn a_plan_reads_back_as_it_was_written(plan in any_plan()) {
        let text = write_plan_checked(&plan).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let loaded = read_plan(&text, "plan.ron").map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(&loaded.notes, &Vec::<String>::new());
        prop_assert_eq!(&loaded.read_only, &None);
        prop_assert_eq!(&loaded.plan, &plan);
        prop_assert_eq!(write_plan(&loaded.plan).ok(), Some(text));
    }

    #[test]
    fn the_text_has_no_sign_that_is_not_seen(plan in any_plan()) {
        let text = write_plan(&plan).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let unseen = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{feff}';
        prop_assert!(!text.contains(unseen));
        prop_assert!(text.starts_with("(\n    format: 1,\n    id: "));
        prop_assert!(text.ends_with("\n)\n"));
        prop_assert!(text.lines().all(|line| !line.ends_with(' ')));
    }

    #[test]
    fn a_cut_off_file_is_never_read(plan in any_plan(), at in 0.0_f64..1.0) {
        let text = write_plan(&plan).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let whole = text.trim_end().len();
        let mut at = (whole as f64 * at) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        prop_assert!(read_plan(&text[..at], "plan.ron").is_err());
    }
}

#[test]
fn the_real_path_reads_back_as_it_was_written() {
    for path in [builtin::path(), builtin::pack_rounds()] {
        let text = write_path(path).expect("written");
        let pack = read_path(&text, "path.ron").expect("read");
        assert_eq!(pack.path.items, path.items);
        let again: cairn::domain::Path = parse(&text, "path.ron").expect("read");
        assert_eq!(again, *path);
    }
}

#[test]
fn ticking_one_part_changes_at_most_six_lines() {
    let plan = real_plan();
    let before = write_plan(&plan).expect("written");
    for item in plan.items.iter() {
        for part in &item.parts {
            let edit = Edit::TickPart {
                item: item.id.clone(),
                part: part.id.clone(),
                done_on: Some(plan.start_on),
            };
            let after = write_plan(&plan.apply(&edit).expect("ticked")).expect("written");
            let moved = line_changes(&before, &after);
            assert!(moved <= 6, "{} {}: {moved} lines", item.id, part.id);
        }
    }
}

/// Lines that are gone and lines that have come, whichever are more.
fn line_changes(old: &str, new: &str) -> usize {
    let mut count: std::collections::BTreeMap<&str, i64> = std::collections::BTreeMap::new();
    old.lines()
        .for_each(|line| *count.entry(line).or_default() -= 1);
    new.lines()
        .for_each(|line| *count.entry(line).or_default() += 1);
    let gone: i64 = count.values().filter(|n| **n < 0).map(|n| -n).sum();
    let come: i64 = count.values().filter(|n| **n > 0).sum();
    gone.max(come) as usize
}

#[test]
fn one_changed_note_line_is_one_changed_line() {
    let plan = sample();
    let id = ItemId::slug("paper.attention");
    let before = write_plan(&plan).expect("written");
    let text = plan
        .items
        .get(&id)
        .expect("there")
        .notes
        .text()
        .replace("Why", "How");
    let field = cairn::domain::ItemField::Notes(Notes::from_text(&text));
    let after = plan
        .apply(&Edit::ChangeItem { item: id, field })
        .expect("changed");
    assert_eq!(
        changed_lines(&before, &write_plan(&after).expect("written")),
        (1, 1)
    );
}

#[test]
fn a_row_is_a_block_and_short_things_stay_on_their_line() {
    let text = write_plan(&sample()).expect("written");
    for line in [
        "            effort: (lean: 60, core: 180, deep: 420),",
        "            tags: [\"transformer\", \"NLP\"],",
        "                (id: \"training\", title: \"Training and results\", depth: Core),",
        "            kind: Custom(\"Talk\"),",
        "            why: Unlocks(first: \"paper.gpt\", count: 3),",
        "            year: 2017,",
        "                \"# Attention\",",
    ] {
        assert!(
            text.lines().any(|there| there == line),
            "{line}\nis not in\n{text}"
        );
    }
    assert!(text.lines().all(|line| line.chars().count() <= 160));
}

#[test]
fn what_the_format_cannot_hold_is_not_written() {
    #[derive(serde::Serialize)]
    struct Number {
        n: f64,
    }
    for n in [f64::NAN, f64::INFINITY] {
        assert!(write(&Number { n }).is_err());
    }
    assert_eq!(
        write(&Number { n: 1e-7 }).expect("written"),
        "(\n    n: 1e-7,\n)\n"
    );
    let mut newer = sample();
    newer.format = 2;
    let said = write_plan(&newer).map_err(|e| e.to_string());
    assert!(said.is_err_and(|e| e.contains("newer version (format 2")));
}

#[test]
fn statuses_and_parts_are_changed_by_hand() {
    let text = write_plan(&sample()).expect("written");
    let by_hand = text
        .replace("status: InProgress", "status: Done")
        .replace("due: None", "");
    let plan = read_plan(&by_hand, "plan.ron").expect("read").plan;
    let item = plan
        .items
        .get(&ItemId::slug("paper.attention"))
        .expect("there");
    assert_eq!(item.status, Status::Done);
    assert_eq!(item.parts[0].id, PartId::slug("model"));
    // `Some(…)` is read too.
    let some = text.replace("year: 2017", "year: Some(2017)");
    assert_eq!(read_plan(&some, "plan.ron").expect("read").plan, sample());
}
