//! What would help most: each remedy is tried on the same courses as the causes, and what moves is its effect. It may be done from
//! today on, and a step is reviewed only where its fading is what costs most.
//!
//! Not here: what goes wrong (`causes`), the words.

use std::collections::BTreeSet;

use crate::domain::{Day, ItemId, Minutes, Plan, Relation, StepId};

use super::Study;
use super::causes::{Effect, Mean, cost};
use super::course::Switches;
use super::road::{self, Work};

/// So much more time a day is tried.
const MORE: Minutes = Minutes(30);
/// A last review is best so many days before: late enough to stay, early enough to mend what it finds.
const BEFORE: i32 = 2;

/// Something that would help.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// What it is.
    pub remedy: Remedy,
    /// What it brings.
    pub effect: Effect,
}

/// What would help.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// More time on each day that has any. What it leaves is for what is left out.
    MoreTime(Minutes),
    /// Leaving an item out.
    Skip {
        /// The item.
        item: ItemId,
        /// What it would still take.
        minutes: Minutes,
    },
    /// One more review of what is finished of a step, shortly before.
    Review {
        /// The step; `None`: items without one.
        step: Option<StepId>,
        /// How many items.
        items: usize,
        /// When: today or later, before the interview.
        on: Day,
    },
}

/// A remedy, and what it brings for each interview; `None` where it is none for it.
pub(super) type Tried = (Remedy, Vec<Option<Effect>>);

/// What might help. `faded`: by interview, the step whose fading costs most.
pub(super) fn try_all(
    plan: &Plan,
    study: &Study,
    today: Day,
    now: &[Mean],
    faded: &[Option<usize>],
    try_it: &dyn Fn(&Switches) -> Vec<Mean>,
    cancelled: &dyn Fn() -> bool,
) -> Vec<Tried> {
    let effects = |switches: &Switches| -> Vec<Option<Effect>> {
        let would = try_it(switches);
        let pairs = now.iter().zip(&would);
        pairs.map(|(a, b)| Some(cost(*a, *b))).collect()
    };
    let mut tried = Vec::new();
    let more = Switches {
        more: f64::from(MORE.0),
        ..Switches::default()
    };
    tried.push((Remedy::MoreTime(MORE), effects(&more)));
    // What something open builds on is not left out alone.
    let open = |id: &ItemId| plan.items.get(id).is_some_and(|item| item.status.is_open());
    let builds = plan
        .links
        .iter()
        .filter(|link| link.relation == Relation::BuildsOn);
    let needed: BTreeSet<&ItemId> = builds
        .filter(|link| open(&link.from))
        .map(|link| &link.to)
        .collect();
    // What is not begun and is worth least for its time.
    let least = study
        .road
        .work
        .iter()
        .enumerate()
        .filter(|(_, work)| work.studied <= 0.0 && work.estimate >= 30.0)
        .filter(|(_, work)| plan.items.get(&work.item).is_some_and(|i| !i.depth_fixed))
        .filter(|(_, work)| !needed.contains(&work.item))
        .min_by(|(_, a), (_, b)| worth(a).total_cmp(&worth(b)));
    if let Some((n, work)) = least.filter(|_| !cancelled()) {
        let skip = Switches {
            skip: Some(n),
            ..Switches::default()
        };
        let minutes = road::open_minutes(work);
        let item = work.item.clone();
        tried.push((Remedy::Skip { item, minutes }, effects(&skip)));
    }
    for step in 0..=study.road.steps.len() {
        if !faded.contains(&Some(step)) || cancelled() {
            continue;
        }
        let review = Switches {
            review: Some((step, BEFORE)),
            ..Switches::default()
        };
        let effects = effects(&review);
        for (k, (_, day)) in study.road.aims.iter().enumerate() {
            if faded.get(k) != Some(&Some(step)) {
                continue;
            }
            let finished = study.road.finished.iter().filter(|f| f.step == step);
            let to_come = study.road.work.iter();
            let to_come = to_come.filter(|w| w.step == step && w.asked.get(k) == Some(&true));
            let remedy = Remedy::Review {
                step: study.road.steps.get(step).cloned(),
                items: finished.count() + to_come.count(),
                on: today.plus(i64::from((day - BEFORE).max(0))),
            };
            let own = effects.iter().enumerate();
            let own = own.map(|(at, effect)| effect.filter(|_| at == k));
            tried.push((remedy, own.collect()));
        }
    }
    tried
}

/// What a piece of work gives for each of its minutes.
fn worth(work: &Work) -> f64 {
    work.value.iter().sum::<f64>() * work.gain / work.estimate.max(1.0)
}
