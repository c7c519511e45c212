//! Which prompt is given to whoever asks for one: what is planned for today, then what is planned next, then what went badly,
//! then what was practised least. What the plan leaves out comes after all that, what the user skipped last. Asked again,
//! it gives another one.
//!
//! Not here: showing it (`practice/mod.rs`).

use std::collections::BTreeSet;

use crate::domain::{Day, Item, ItemId, Kind, Status};
use crate::ui::context::ViewContext;

/// The prompts that were given since the view was opened; they are not given again before all others were.
#[derive(Default)]
pub struct Given(BTreeSet<ItemId>);

/// What speaks for a prompt; the least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Planned, on this day; what was missed counts as today's.
    Planned(Day),
    /// Not planned; the last time so many stages went badly.
    Weak(std::cmp::Reverse<usize>),
    /// Not planned; practised so many times.
    Open(usize),
    /// The plan leaves it out.
    LeftOut,
    /// The user skipped it.
    Skipped,
}

impl Given {
    /// A prompt to practise; chance decides between equals. `None`: there is none.
    pub fn next(&mut self, cx: &ViewContext) -> Option<ItemId> {
        let items = cx.plan.items.iter().map(|item| &**item);
        let prompts = items.filter(|item| item.kind == Kind::DesignPrompt);
        let mut ranked: Vec<(Rank, ItemId)> = prompts
            .map(|item| (rank(cx, item), item.id.clone()))
            .collect();
        let usable = |rank: &Rank| !matches!(rank, Rank::LeftOut | Rank::Skipped);
        if ranked.iter().any(|(rank, _)| usable(rank)) {
            ranked.retain(|(rank, _)| usable(rank));
        }
        if ranked.iter().all(|(_, id)| self.0.contains(id)) {
            self.0.clear();
        }
        ranked.retain(|(_, id)| !self.0.contains(id));
        let best = ranked.iter().map(|(rank, _)| *rank).min()?;
        ranked.retain(|(rank, _)| *rank == best);
        let count = u64::try_from(ranked.len()).ok()?;
        let place = usize::try_from(cx.fresh_number().checked_rem(count)?).ok()?;
        let (_, id) = ranked.into_iter().nth(place)?;
        self.0.insert(id.clone());
        Some(id)
    }
}

fn rank(cx: &ViewContext, item: &Item) -> Rank {
    if item.status == Status::Skipped {
        return Rank::Skipped;
    }
    if let Some((day, _)) = &cx.index.item(&item.id).next {
        return Rank::Planned((*day).max(cx.today()));
    }
    if cx.plan.cuts.contains(&item.id) {
        return Rank::LeftOut;
    }
    let runs = cx.plan.runs.iter().filter(|run| run.item == item.id);
    let last = runs
        .filter(|run| run.finished.is_some())
        .max_by_key(|run| run.finished);
    let weak = last.map_or(0, |run| run.stages.iter().filter(|s| s.is_weak()).count());
    match weak {
        0 => Rank::Open(super::practised(cx, &item.id)),
        weak => Rank::Weak(std::cmp::Reverse(weak)),
    }
}
