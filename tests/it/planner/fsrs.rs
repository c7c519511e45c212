//! The memory model against vectors made with py-fsrs 6.3.2.

use cairn::planner::fsrs::{Fsrs, Memory};
use serde_json::Value;

use super::instance;

const NEAR: f64 = 1e-9;

fn vectors() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/planner/fsrs_vectors.json"
    );
    instance::load(path).unwrap()
}

fn fsrs(value: &Value) -> Fsrs {
    let w: Vec<f64> = value["w"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_f64().unwrap())
        .collect();
    Fsrs::new(w.try_into().unwrap())
}

#[test]
fn one_review_is_as_in_py_fsrs() {
    let value = vectors();
    let model = fsrs(&value);
    assert_eq!(model, Fsrs::default());
    let cases = value["single_review"].as_array().unwrap();
    for case in cases {
        let number = |name: &str| case[name].as_f64().unwrap();
        let memory = Memory {
            stability: number("s"),
            difficulty: number("d"),
        };
        let r = model.recall(number("gap"), memory.stability);
        let after = match case["recalled"].as_bool().unwrap() {
            true => model.after_recall(memory, r),
            false => model.after_lapse(memory, r),
        };
        assert!((r - number("r")).abs() < NEAR, "{case}");
        assert!(
            (after.stability / number("s_after") - 1.0).abs() < NEAR,
            "{case} {after:?}"
        );
        assert!(
            (after.difficulty - number("d_after")).abs() < NEAR,
            "{case} {after:?}"
        );
    }
    assert!(cases.len() >= 90);
}

#[test]
fn expected_recall_is_as_in_py_fsrs() {
    let value = vectors();
    let model = fsrs(&value);
    let cases = value["expected"].as_array().unwrap();
    for case in cases {
        let number = |name: &str| case[name].as_f64().unwrap();
        let reviews: Vec<i32> = case["reviews"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r.as_i64().unwrap() as i32)
            .collect();
        let memory = Memory {
            stability: number("s0"),
            difficulty: number("diff"),
        };
        let have = model.expected(memory, 0, &reviews, case["day"].as_i64().unwrap() as i32);
        assert!(
            (have - number("expected_recall")).abs() < NEAR,
            "{case} {have}"
        );
    }
    assert!(cases.len() >= 800);
}
