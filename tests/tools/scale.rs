//! Times of the planner on larger and larger generated problems, quick and full: `scale [--full]`. One line each; the
//! best and the middle of several runs, building the model included. Only measures; quality is shown by `solve --table`.

use std::time::Instant;

use cairn::planner::{Effort, Interview, Item, ItemKind, PastMemory, Problem, Weights, schedule};

/// A made-up study path: chains of prerequisites, two ordered lists, mocks, some work done.
fn path(items: usize, weeks: i32) -> Problem {
    let days = weeks * 7;
    let mut p = Problem::empty(days);
    p.capacity = (0..days)
        .map(|d| [60, 60, 45, 60, 0, 150, 120][(d % 7) as usize])
        .collect();
    p.interviews = vec![
        Interview {
            id: "phone".to_owned(),
            day: (days / 2).max(1),
            buffer_days: 2,
        },
        Interview {
            id: "onsite".to_owned(),
            day: days,
            buffer_days: 2,
        },
    ];
    p.items = (0..items)
        .map(|i| {
            let mock = i % 40 == 39;
            let done = !mock && i % 11 == 0;
            let estimate = [30, 45, 60, 90, 120, 55, 200][i % 7];
            let whole = mock || i % 3 == 0;
            let priority = [1, 2, 3, 5, 8][(i * 7) % 5];
            let value = priority * i64::from(estimate) / 5;
            Item {
                id: format!("item-{i:05}"),
                kind: if mock {
                    ItemKind::Mock
                } else {
                    ItemKind::Study
                },
                step: 1 + (i * 5 / items.max(1)) as u8,
                list: (i % 9 == 1).then_some((i % 2) as u32),
                position: i as i64,
                estimate,
                done: if done { estimate } else { 0 },
                prerequisites: if i % 4 == 2 && (i - 1) % 40 != 39 {
                    vec![i - 1]
                } else {
                    Vec::new()
                },
                value: vec![if i % 3 == 1 { value } else { 0 }, value],
                min_session: if whole { estimate } else { 30 },
                splittable: !whole,
                review_minutes: if mock || i % 5 == 3 { 0 } else { 10 },
                stability: 2.3065,
                difficulty: [3.0, 5.0, 7.0][i % 3],
                memory: done.then_some(PastMemory {
                    stability: 4.0,
                    last: -((i % 13) as i32),
                }),
                earliest: 0,
                latest: days - 1,
            }
        })
        .collect();
    p.fair = p.fair_load();
    p.weights = Weights::usual(p.mean_value());
    p
}

// A tool that measures needs a clock; the planner has none.
#[allow(clippy::disallowed_methods)]
fn main() {
    let full = std::env::args().any(|a| a == "--full");
    let (effort, runs) = if full {
        (Effort::Full, 3)
    } else {
        (Effort::Quick, 15)
    };
    println!(
        "{:>7} {:>6} {:>10} {:>10} {:>9} {:>9}",
        "items", "weeks", "best ms", "middle ms", "z1", "of"
    );
    for (items, weeks) in [
        (60, 8),
        (120, 12),
        (500, 26),
        (1_000, 52),
        (2_000, 52),
        (5_000, 52),
        (10_000, 52),
    ] {
        if full && items > 500 {
            break;
        }
        let problem = path(items, weeks);
        let mut times = Vec::new();
        let mut score = cairn::planner::Score::default();
        for _ in 0..runs {
            let start = Instant::now();
            score = schedule(&problem, effort).score;
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        println!(
            "{items:>7} {weeks:>6} {:>10.2} {:>10.2} {:>9} {:>9}",
            times[0],
            times[runs / 2],
            score.z1,
            score.z1_all
        );
    }
}
