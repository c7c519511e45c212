//! What an item costs at each depth it can be given, and what that is worth.
//!
//! Not here: which depth it gets (`depth`).

use crate::domain::{Depth, Item, Plan};

use super::from_plan::count;

/// What an item costs at one depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub depth: Depth,
    /// Minutes still to study.
    pub left: i32,
    /// Minutes in all, what is done counted.
    pub whole: i32,
    /// What it gives, in minutes of preparation at the depth “core”.
    pub gain: i64,
}

/// The depths an item can be given and what each costs; none where it takes no time.
pub(crate) fn choices(plan: &Plan, item: &Item, studied: i32) -> Vec<Choice> {
    let whole = |depth| count(plan.effort_at(item, depth));
    let size = match whole(Depth::Core) {
        0 => Depth::ALL.into_iter().map(whole).max().unwrap_or(0),
        core => core,
    };
    let at = |depth: Depth, percent: i64| {
        let whole = whole(depth);
        let left = match (whole - studied).max(0) {
            0 => count(plan.rules.min_session).max(1),
            left => left,
        };
        Choice {
            depth,
            left,
            whole,
            gain: i64::from(size) * percent / 100,
        }
    };
    let percent = |depth| match depth {
        Depth::Lean => 62,
        Depth::Core => 100,
        Depth::Deep => 120,
    };
    let real: Vec<Depth> = Depth::ALL.into_iter().filter(|&d| whole(d) > 0).collect();
    let same = real.windows(2).all(|pair| match pair {
        [a, b] => whole(*a) == whole(*b),
        _ => true,
    });
    if item.depth_fixed {
        return match whole(item.depth) {
            0 => Vec::new(),
            _ => vec![at(item.depth, if same { 100 } else { percent(item.depth) })],
        };
    }
    if same {
        let depth = real.iter().copied().find(|&d| d == item.depth);
        return depth
            .or_else(|| real.first().copied())
            .map(|depth| vec![at(depth, 100)])
            .unwrap_or_default();
    }
    let mut choices: Vec<Choice> = Vec::new();
    for depth in real {
        if choices.last().is_none_or(|last| whole(depth) > last.whole) {
            choices.push(at(depth, percent(depth)));
        }
    }
    choices
}
