//! The memory model against vectors made with py-fsrs 6.3.2.

use cairn::domain::{Grade, Rules};
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

/// Histories of up to nine answers with all four grades, some on one day, with the default parameters and with others.
#[test]
fn whole_histories_are_as_in_py_fsrs() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/planner/fsrs_reviews.json"
    );
    let value = instance::load(path).unwrap();
    let numbers = |value: &Value| -> Vec<f64> {
        let list = value.as_array().unwrap().iter();
        list.map(|v| v.as_f64().unwrap()).collect()
    };
    let rules = Rules {
        fsrs: numbers(&value["other"]),
        ..Rules::default()
    };
    let (usual, other) = (Fsrs::default(), Fsrs::of(&rules));
    assert_ne!(usual, other);
    let (mut answers, mut same_day, mut first) = (0, 0, [0; 4]);
    for case in value["cases"].as_array().unwrap() {
        let model = match case["default"].as_bool().unwrap() {
            true => &usual,
            false => &other,
        };
        let target = case["target"].as_f64().unwrap() / 1_000.0;
        let mut known: Option<(Memory, f64)> = None;
        for step in case["steps"].as_array().unwrap() {
            let step = numbers(step);
            let grade = Grade::ALL[step[1] as usize - 1];
            let memory = match known {
                None => {
                    first[step[1] as usize - 1] += 1;
                    model.first(grade)
                }
                Some((memory, last)) => {
                    same_day += usize::from(last == step[0]);
                    model.after(memory, (step[0] - last) as i64, grade)
                }
            };
            answers += 1;
            let near = |have: f64, want: f64| (have / want - 1.0).abs() < 1e-6;
            assert!(near(memory.stability, step[2]), "{case}: {memory:?}");
            assert!(near(memory.difficulty, step[3]), "{case}: {memory:?}");
            let interval = model.interval(memory.stability, target);
            assert_eq!(interval, step[4] as i64, "{case}: {memory:?}");
            let recall = model.recall(step[5], memory.stability);
            assert!(near(recall, step[6]), "{case}: {recall}");
            let back = model.stability_for(recall, step[5]);
            let clamped = !(0.01..=0.9999).contains(&recall);
            assert!(clamped || near(back, memory.stability), "{case}: {back}");
            known = Some((memory, step[0]));
        }
    }
    assert!(answers >= 250 && same_day >= 30, "{answers} {same_day}");
    assert!(first.iter().all(|count| *count >= 3), "{first:?}");
}
