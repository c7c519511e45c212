//! Whether the schedule in force can simply stay: it is legal today, nothing of it was missed, and nothing is new. Then
//! a replan moves not a single session, unless there is clearly more to be had; running it twice changes nothing.
//!
//! Not here: making a schedule, and whether there is more to be had (`entry`).

use std::collections::BTreeMap;

use crate::domain::{CutReason, ItemId, SessionKind as Kind};

use super::depth::Held;
use super::from_plan::Facts;
use super::pose;
use super::problem::{ItemKind, Problem, Session, SessionKind};

/// The choice of each task in the schedule in force, where it can stay; `None` in it: left out.
pub(crate) fn settled(facts: &Facts) -> Option<Held> {
    if facts.behind || facts.free.is_empty() {
        return None;
    }
    let mut choice: Held = Vec::with_capacity(facts.tasks.len());
    for task in &facts.tasks {
        let planned = task.before.saturating_add(task.pinned);
        if planned == 0 {
            let cut = facts.plan.cuts.get(&task.item.id).map(|cut| &cut.reason);
            let known = cut.is_some_and(|reason| *reason != CutReason::NotAsked);
            if task.is_asked() && !known {
                return None;
            }
            choice.push(None);
            continue;
        }
        let at = task
            .choices
            .iter()
            .position(|c| c.depth == task.item.depth)?;
        let left = task.choices.get(at)?.left.max(task.pinned);
        if planned != left {
            return None;
        }
        choice.push(Some(at));
    }
    let mocks: Vec<&ItemId> = facts
        .free
        .iter()
        .filter(|s| s.kind == Kind::Mock)
        .map(|s| &s.item)
        .collect();
    let posed = pose::pose(facts, &choice, &[], &mocks, facts.days, &pose::Order::Free);
    let whole = posed.problem.previous.len() == facts.free.len();
    (whole && is_legal(&posed.problem)).then_some(choice)
}

/// Whether `previous` together with the pins keeps every hard rule. Work that is not whole was sorted out before.
fn is_legal(problem: &Problem) -> bool {
    let days = problem.capacity.len();
    let buffer = problem.buffer_days();
    let capacity = problem.effective_capacity();
    let mut free = vec![[0_i32; 4]; days];
    let mut pinned = vec![[0_i32; 4]; days];
    let mut spans: Vec<Span> = vec![Span::default(); problem.items.len()];
    let day_of = |s: &Session| {
        usize::try_from(s.day)
            .unwrap_or(0)
            .min(days.saturating_sub(1))
    };
    let kind_of = |s: &Session| match s.kind {
        SessionKind::Study => 1,
        SessionKind::Review => 2,
        SessionKind::Mock => 3,
    };
    for (sessions, sums, by_hand) in [
        (&problem.previous, &mut free, false),
        (&problem.pins, &mut pinned, true),
    ] {
        for s in sessions {
            let sum = &mut sums[day_of(s)];
            sum[0] += s.minutes;
            sum[kind_of(s)] += 1;
            let span = &mut spans[s.item];
            match s.kind {
                SessionKind::Review if by_hand => span.reviews_by_hand += 1,
                SessionKind::Review => span.reviews.push(s.day),
                _ => {
                    span.end = span.end.max(Some(s.day));
                    span.minutes += s.minutes;
                    if by_hand {
                        span.by_hand += s.minutes;
                    } else {
                        span.parts.push((s.day, s.minutes));
                    }
                }
            }
        }
    }
    let limits = [problem.max_items, problem.max_reviews, 1];
    for day in 0..days {
        let (f, p) = (free[day], pinned[day]);
        if f[0] + p[0] > capacity[day].max(p[0]) && f[0] > 0 {
            return false;
        }
        for (kind, &limit) in limits.iter().enumerate() {
            let limit = i32::try_from(limit).unwrap_or(i32::MAX).max(p[kind + 1]);
            if f[kind + 1] + p[kind + 1] > limit {
                return false;
            }
        }
        if buffer[day] && f[1] > 0 {
            return false;
        }
    }
    let mut lists: BTreeMap<u32, Vec<(i64, i32, i32)>> = BTreeMap::new();
    for (item, span) in problem.items.iter().zip(&spans) {
        if !is_item_legal(problem, item, span, &spans) {
            return false;
        }
        let days = (
            span.parts.iter().map(|p| p.0).min(),
            span.parts.iter().map(|p| p.0).max(),
        );
        if let (Some(list), (Some(first), Some(last))) = (item.list, days) {
            lists
                .entry(list)
                .or_default()
                .push((item.position, first, last));
        }
    }
    lists.values_mut().all(|list| {
        list.sort_unstable();
        list.windows(2).all(|pair| match pair {
            [a, b] => a.2 <= b.1,
            _ => true,
        })
    })
}

/// The sessions of one item.
#[derive(Clone, Debug, Default)]
struct Span {
    /// Study (or mock) sessions that are not pinned.
    parts: Vec<(i32, i32)>,
    end: Option<i32>,
    minutes: i32,
    by_hand: i32,
    reviews: Vec<i32>,
    reviews_by_hand: usize,
}

fn is_item_legal(
    problem: &Problem,
    item: &super::problem::Item,
    span: &Span,
    spans: &[Span],
) -> bool {
    let left = item.remaining();
    let open = left - span.by_hand;
    if item.kind == ItemKind::Mock && span.parts.is_empty() && span.minutes == 0 {
        return true;
    }
    if left > 0 && span.minutes != left {
        return false;
    }
    let whole = !item.splittable || item.kind == ItemKind::Mock;
    if whole && span.parts.len() + usize::from(span.by_hand > 0) > 1 {
        return false;
    }
    let shortest = item.min_session.min(open);
    for &(day, minutes) in &span.parts {
        if minutes < shortest || day < item.earliest || day > item.latest {
            return false;
        }
        let waits = item
            .prerequisites
            .iter()
            .any(|&p| problem.items[p].remaining() > 0 && spans[p].end.is_none_or(|end| end > day));
        if waits {
            return false;
        }
    }
    let reviews = span.reviews.len();
    let most = usize::try_from(problem.max_item_reviews).unwrap_or(usize::MAX);
    if reviews > 0 && reviews + span.reviews_by_hand > most.max(span.reviews_by_hand) {
        return false;
    }
    let complete = if left == 0 { Some(-1) } else { span.end };
    span.reviews
        .iter()
        .all(|&r| complete.is_some_and(|c| c < r))
}
