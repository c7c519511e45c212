//! Files of every released format load for ever.

use cairn::store::format::{read_plan, write_plan};

use crate::support::plans::sample;

const V1: &str = include_str!("../../fixtures/plan-v1.ron");

#[test]
fn a_plan_of_format_1_loads_for_ever() {
    let loaded = read_plan(V1, "plan-v1.ron").expect("read");
    assert_eq!(loaded.notes, Vec::<String>::new());
    assert_eq!(loaded.read_only, None);
    assert_eq!(loaded.plan, sample());
}

/// The layout of the text is part of the format too: a change to it makes every plan of every user differ.
/// `CAIRN_BLESS=1` writes the fixture anew, which is right only as long as format 1 was never released.
#[test]
fn the_layout_stays() {
    let text = write_plan(&sample()).expect("written");
    if std::env::var_os("CAIRN_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/plan-v1.ron");
        std::fs::write(path, &text).expect("a fixture");
        return;
    }
    assert_eq!(text, V1);
}
