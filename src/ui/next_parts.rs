//! Which parts of an item a session is for: the next ones that are not done.

use super::format;
use crate::domain::{Item, Kind, Minutes, PartId, Plan};

/// Parts of an item that a session is for.
#[derive(Clone, Debug, Default)]
pub(crate) struct NextParts {
    pub ids: Vec<PartId>,
    /// “probability theory”, “chapters 3 to 5”; empty where an item is not divided.
    pub words: String,
    /// Their titles, one a line.
    pub help: String,
}

/// Minutes of one part: an even share of the item's effort.
pub(crate) fn share(plan: &Plan, item: &Item) -> Minutes {
    let all = u32::try_from(item.parts_in_depth().count()).unwrap_or(u32::MAX);
    Minutes((plan.effort(item).0 / all.max(1)).max(1))
}

/// The parts that come next: the first unticked ones after those `taken` by sessions before, as many as the minutes of
/// the session hold, each taken as an even share of the item's effort.
pub(crate) fn of(plan: &Plan, item: &Item, minutes: Minutes, taken: usize) -> NextParts {
    let all: Vec<_> = item.parts_in_depth().collect();
    let open: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(_, part)| part.done_on.is_none())
        .skip(taken)
        .collect();
    if open.is_empty() || all.len() < 2 {
        return NextParts::default();
    }
    let count = minutes.0.div_ceil(share(plan, item).0);
    let count = usize::try_from(count).unwrap_or(1);
    let next: Vec<_> = open.into_iter().take(count.max(1)).collect();
    let noun = if item.kind == Kind::Book {
        "chapter"
    } else {
        "part"
    };
    // Books number their chapters themselves; the chapters asked for need not be the first ones.
    let number = |at: usize, title: &str| match title.split_once(' ') {
        Some((n, _)) if n.parse::<u32>().is_ok() => n.to_owned(),
        _ => (at + 1).to_string(),
    };
    let numbers: Vec<String> = next
        .iter()
        .map(|(at, part)| number(*at, &part.title))
        .collect();
    let words = match (next.as_slice(), numbers.as_slice()) {
        ([(_, part)], _) if part.title.chars().count() <= 32 => format::lower_first(&part.title),
        (_, [one]) => format!("{noun} {one}"),
        (_, [one, two]) => format!("{noun}s {one} and {two}"),
        (_, [first, .., last]) => format!("{noun}s {first} to {last}"),
        _ => String::new(),
    };
    NextParts {
        ids: next.iter().map(|(_, part)| part.id.clone()).collect(),
        words,
        help: next
            .iter()
            .map(|(_, part)| part.title.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
    }
}
