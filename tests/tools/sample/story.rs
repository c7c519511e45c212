//! What happens in the six weeks besides study: where it begins, a trip, late evenings, sessions of one's own, what is written down.
//!
//! Not here: how a day is lived (`main`).

use std::collections::BTreeMap;

use cairn::domain::*;
use cairn::store::builtin;

/// The days of a trip, from the first day.
pub const TRIP: std::ops::RangeInclusive<i64> = 24..=27;

/// Evenings that were lost to work, from the first day.
pub const LATE: [i64; 4] = [9, 16, 29, 36];

/// Sessions of the user's own: the day, the item, how and how long.
pub const OWN: [(i64, &str, SessionKind, u32); 11] = [
    (5, "book.deep-learning", SessionKind::Study, 75),
    (12, "book.deep-learning", SessionKind::Study, 80),
    (17, "design.url-shortener", SessionKind::Mock, 45),
    (19, "book.deep-learning", SessionKind::Study, 70),
    (20, "paper.transformer", SessionKind::Study, 90),
    (30, "design.twitter", SessionKind::Mock, 45),
    (33, "paper.transformer", SessionKind::Study, 80),
    (34, "book.deep-learning", SessionKind::Study, 60),
    (35, "design.news-feed", SessionKind::Mock, 45),
    (37, "paper.gpt-1", SessionKind::Study, 30),
    (40, "book.deep-learning", SessionKind::Study, 75),
];

pub const WEEKS: [(&str, Option<Decision>); 5] = [
    (
        "Evenings work better than I thought; the first one after work is the hard one.",
        Some(Decision::KeepGoing),
    ),
    (
        "Arrays and hash tables sit. Bayes still needs paper and a pen.",
        Some(Decision::KeepGoing),
    ),
    (
        "Two late days at work. Moved what was missed, nothing lost.",
        Some(Decision::Replan),
    ),
    ("Four days by the sea, planned and worth it.", None),
    (
        "Transformer paper: attention from memory twice, without looking.",
        Some(Decision::KeepGoing),
    ),
];

pub const NOTES: [(&str, &str); 14] = [
    (
        "topic.statistics",
        "## Bayes, the test question\n- Base rate first, always\n- Write the two ways to a positive, then divide\n\nPower: 16 σ²/δ² an arm.",
    ),
    (
        "topic.linear-algebra",
        "- Projection: residual is orthogonal to every column\n- SVD exists for every matrix, eigenvectors do not\n- [[Statistics and probability]]: covariance is symmetric, so its axes are orthogonal",
    ),
    (
        "topic.calculus",
        "- Softmax with cross-entropy: p − y\n- Shapes: dL/dW = X^T G",
    ),
    (
        "algo.arrays",
        "- Window only if the condition is monotone\n- Negative numbers: prefix sums and a map",
    ),
    (
        "algo.hash-tables",
        "- Check, then insert (two-sum)\n- Run of integers: begin only where x − 1 is absent",
    ),
    (
        "algo.linked-lists",
        "- Dummy head saves three ifs\n- Slow and fast meet, then one restarts at the head",
    ),
    (
        "algo.trees",
        "- What goes up, what goes down? Say it first\n- Bounds for a search tree, not children",
    ),
    (
        "algo.graphs",
        "- Mark when queued, not when taken\n- Directed cycle: three colours",
    ),
    ("algo.sorting", "- Quickselect: random pivot, one side only"),
    (
        "algo.searching",
        "- Half open: lo = mid + 1, hi = mid\n- Search on the answer if feasible is monotone",
    ),
    (
        "paper.transformer",
        "Why scale? The variance of q·k is d.\n\n- n²·d against n·d²: attention wins while n < d\n- decoder: mask, then cross, then feed-forward",
    ),
    (
        "paper.gpt-1",
        "One decoder, fine-tune everything; λ = 0.5 for the language loss.",
    ),
    (
        "book.deep-learning",
        "Ch. 6: sigmoid is fine at the output because the log undoes it.\n\nCh. 7: early stopping is like L2.",
    ),
    (
        "design.url-shortener",
        "- 62⁷ is 3.5 trillion\n- counter in blocks, then a keyed permutation",
    ),
];

/// The plan before the first day: two interviews, evenings and week-ends, a trip.
pub fn begin(first: Day) -> Plan {
    let minutes = [75, 75, 90, 75, 0, 180, 150].map(Minutes);
    let mut familiarity = BTreeMap::new();
    familiarity.insert(StepId::slug("fundamentals"), Familiarity::Some);
    let screen = InterviewAnswer {
        name: "Phone screen".to_owned(),
        round: Round::Screen,
        on: first.plus(7 * 6 + 3),
    };
    let onsite = InterviewAnswer {
        name: "Onsite".to_owned(),
        round: Round::Onsite,
        on: first.plus(7 * 10 + 1),
    };
    let answers = Answers {
        name: "Onsite at Northwind (example)".to_owned(),
        interviews: vec![screen, onsite],
        minutes,
        familiarity,
        days_off: TRIP.map(|n| first.plus(n)).collect(),
        start_on: first,
    };
    let mut plan = answers.plan(PlanId::slug("example"), builtin::path());
    let near: Interview = plan
        .interviews
        .get(&cairn::domain::InterviewId::slug("Phone screen"))
        .map(|one| Interview::clone(one))
        .expect("the phone screen");
    plan.interviews.put(Interview {
        at: Clock::parse("16:30").ok(),
        logistics: Notes::from_text("Video link is in the invitation\nHeadphones, charger, a glass of water\nShared editor: try it once"),
        ..near
    });
    plan.example = true;
    plan
}
