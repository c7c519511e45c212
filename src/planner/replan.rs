//! The order of work of one run, and how much of it each effort is worth: from nothing, or calmly from the plan shown
//! before. How sessions go back and how a mend searches is in `mend`.
//!
//! What holds whatever the searches do: a plan that nothing has happened to stays as it is, but for what goes in beside
//! it and, in full effort, at most a twentieth of it; after something was missed no more than 15 % of the sessions shown
//! are gone where there is room to spare, and 20 % where there is not, unless more became impossible. In full
//! effort, what moving more would cover comes back to be offered, and a new plan is looked at as if it were in force:
//! what would move then moves at once.

use super::budget::Budget;
use super::mend::{Bound, mend};
use super::model::Model;
use super::place::Manner;
use super::search::Search;
use super::state::Snapshot;
use super::{Effort, Part};

/// So many sets of items that cover equally much are compared.
const EQUALS: usize = 10;
/// So often a calm plan that covers too little, or moves too much, is looked for anew.
const ROUNDS: usize = 3;

/// Runs the search; the plan is in `search.state` afterwards. Returns a plan
/// that covers more at the price of moving more, where a calmer one was taken.
pub(crate) fn run(search: &mut Search, effort: Effort, part: Part) -> Option<Snapshot> {
    let budget = Budget::of(search.state.model, effort).part(part.work);
    if search.state.model.previous_total > 0 {
        return again(search, &budget, effort, part);
    }
    first(search, &budget, effort);
    None
}

/// How much recall is remembered, as a power of two.
pub(crate) fn cache_bits(effort: Effort) -> u32 {
    if effort == Effort::Full { 16 } else { 12 }
}

/// From nothing to a plan.
fn first(search: &mut Search, budget: &Budget, effort: Effort) {
    search.construct();
    search.equals_wanted = if effort == Effort::Full { EQUALS } else { 0 };
    improve(search, budget);
    search.equals_wanted = 0;
    if effort == Effort::Full {
        steady(search, budget, i64::MAX);
    }
}

/// From the constructed plan to a good one.
fn improve(search: &mut Search, budget: &Budget) {
    search.fit_all(budget.fit);
    search.cover(budget.cover);
    search.add_reviews();
    search.note();
    // Which of the sets that cover as much is worth most shows only when each has been polished a little.
    for (_, equal) in std::mem::take(&mut search.equals) {
        search.state.restore(&equal);
        search.add_reviews();
        search.note();
        let best = std::mem::replace(&mut search.best, search.state.snapshot());
        search.polish(budget.polish / 20, 20);
        if (best.terms.z1, best.z2) > (search.best.terms.z1, search.best.z2) {
            search.best = best;
        }
    }
    search.back_to_best();
    search.polish(budget.polish, 20);
    complete(search);
}

/// What still goes in, and the reviews that still pay, without touching anything: the same again changes nothing.
fn complete(search: &mut Search) {
    let manner = Manner {
        as_before: true,
        ..Manner::PLAIN
    };
    let mut order = search.wanted.clone();
    order.sort_by_key(|&i| (-search.density[i as usize], i));
    search.fill(&order, manner);
    spare_reviews(search);
    search.note();
}

/// From the plan shown before: as it is where it still serves, otherwise mended with few moves.
fn again(search: &mut Search, budget: &Budget, effort: Effort, part: Part) -> Option<Snapshot> {
    let large = search.state.model.items.len() > 2000;
    super::mend::repair(
        search,
        match effort {
            Effort::Full => 200,
            Effort::Quick if large => 0,
            Effort::Quick => 40,
        },
    );
    let shown = search.state.snapshot();
    complete(search);
    let kept = search.state.snapshot();
    search.best = kept.clone();
    let other = match part.moves {
        Some(most) => asked(search, budget, &shown, (most, part.reviews)),
        None if shown.terms.gone == 0 => {
            let stays = untouched(search, budget, effort, &shown);
            search.state.restore(&stays);
            search.best = stays;
            fuller(search, effort)
        }
        None => missed(search, budget, effort),
    };
    let chosen = search.best.clone();
    search.state.restore(&chosen);
    other.filter(|other| other.terms.z1 > chosen.terms.z1)
}

/// A plan that nothing has happened to: it stays as it is, with what goes in without touching it. In full effort a
/// twentieth of it may move for what is worth a hundredth more; a quick run has not looked long enough to say so.
fn untouched(search: &mut Search, budget: &Budget, effort: Effort, shown: &Snapshot) -> Snapshot {
    let kept = search.state.snapshot();
    let stays = match kept.terms.z1 > shown.terms.z1 {
        true => &kept,
        // Spare reviews and the like do not make another plan of one that nothing has happened to.
        false => shown,
    };
    if effort == Effort::Full && kept.terms.z1 < search.state.model.worth {
        let bound = Bound::percent(search, 5);
        mend(search, budget.cover / 8, bound);
        complete(search);
        let few = search.state.snapshot();
        if gains(&kept, &few, 1) {
            return few;
        }
    }
    stays.clone()
}

/// A plan of which something was missed or became impossible: a hard limit on what moves, whatever it gains. What
/// could be had without one comes back, to be offered.
fn missed(search: &mut Search, budget: &Budget, effort: Effort) -> Option<Snapshot> {
    let model = search.state.model;
    let passes = if effort == Effort::Full { 2 } else { 1 };
    let mut bound = Bound::percent(search, 15);
    for _ in 0..ROUNDS {
        mend(search, budget.cover / passes, bound);
        // Mostly once is enough.
        if search.best.terms.gone <= bound.most || search.cancelled {
            break;
        }
    }
    let less = search.best.clone();
    let roomy = slack(model) >= 15;
    if !roomy && less.terms.z1 < model.worth {
        let wider = Bound::percent(search, 20);
        mend(search, budget.cover / passes, wider);
        if gains(&less, &search.best, 1) {
            bound = wider;
        } else {
            search.state.restore(&less);
            search.best = less;
        }
    }
    calmly(search, budget);
    let mut calm = search.best.clone();
    let widest = Bound::percent(search, 20);
    let broken = calm.terms.gone > widest.most;
    let hopeless = calm.terms.gone * 2 > model.previous_count;
    if effort == Effort::Quick && !broken {
        // The full run looks further.
        return None;
    }
    let free = anew(search, budget, effort);
    if hopeless || broken && gains(&calm, &free, 10) {
        // There is no calm answer: the best one, then.
        search.best = free;
        return None;
    }
    if !roomy && gains(&calm, &free, 1) {
        // From the other side, and once more without a price, until it is near enough.
        let wide = Bound { price: 0, ..widest };
        bound = widest;
        for _ in 0..ROUNDS {
            search.most_gone = widest.most;
            if let Some(back) = super::mend::back_from(search, &free, budget.cover, wide)
                && wide.prefers(&back, &calm)
            {
                calm = back;
            }
            search.state.restore(&calm);
            mend(search, budget.cover, wide);
            if wide.prefers(&search.best, &calm) {
                calm = search.best.clone();
            }
            if calm.terms.z1 * 50 >= free.terms.z1 * 49 {
                break;
            }
        }
        search.state.restore(&calm);
        search.best = calm;
        calmly(search, budget);
        calm = search.best.clone();
    }
    search.best = calm;
    if effort == Effort::Full {
        let gone = search.best.terms.gone;
        steady(search, budget, bound.most.max(gone));
    }
    Some(free)
}

/// Better days for what is there, with few moves, and what still goes in.
fn calmly(search: &mut Search, budget: &Budget) {
    spare_reviews(search);
    search.polish(budget.polish / 2, 3);
    complete(search);
}

/// Whoever says how many may move has something to take in: the plan stays only where nothing more is covered.
fn asked(
    search: &mut Search,
    budget: &Budget,
    shown: &Snapshot,
    (moves, reviews): (i64, bool),
) -> Option<Snapshot> {
    let model = search.state.model;
    let kept = search.state.snapshot();
    let intact = shown.terms.gone == 0;
    if kept.terms.z1 < model.worth {
        for percent in [5, 15, 20] {
            if percent > 5 && percent > moves || search.best.terms.z1 == model.worth {
                break;
            }
            let bound = Bound::percent(search, percent);
            mend(search, budget.cover, bound);
        }
    }
    if !intact || search.best.terms.z1 > kept.terms.z1 {
        calmly(search, budget);
    }
    let calm = search.best.clone();
    if moves >= 100 && calm.terms.z1 < model.worth {
        let free = anew(search, budget, Effort::Quick);
        if free.terms.z1 > calm.terms.z1 {
            search.best = free;
            return None;
        }
        search.best = calm;
    }
    if intact && search.best.terms.z1 <= kept.terms.z1 {
        search.best = match reviews || kept.terms.z1 > shown.terms.z1 {
            true => kept,
            false => shown.clone(),
        };
    }
    None
}

/// What could be covered if nothing had to stay, where something is missing.
fn fuller(search: &mut Search, effort: Effort) -> Option<Snapshot> {
    let model = search.state.model;
    if effort == Effort::Quick || search.best.terms.z1 == model.worth {
        return None;
    }
    let best = search.best.clone();
    let budget = Budget::of(model, effort);
    let free = anew(search, &budget, effort);
    search.best = best;
    Some(free)
}

/// The plan made from nothing, seen from the one shown.
fn anew(search: &mut Search, budget: &Budget, effort: Effort) -> Snapshot {
    let mut bare = search.state.model.problem.clone();
    bare.previous.clear();
    let model = Model::new(&bare);
    let mut other = Search::new(&model, cache_bits(effort), search.cancel);
    other.cancelled = search.cancelled;
    first(&mut other, budget, effort);
    search.cancelled = other.cancelled;
    search.most_gone = i64::MAX;
    search.held.clear();
    search.state.restore(&other.best);
    search.state.snapshot()
}

/// Makes the plan one that would stay if it were in force: planned again, nothing moves. What would be moved is moved
/// at once, as long as no more than `most` sessions shown before are gone.
fn steady(search: &mut Search, budget: &Budget, most: i64) {
    for _ in 0..8 {
        let best = search.best.clone();
        search.state.restore(&best);
        if best.terms.z1 == search.state.model.worth || search.cancelled {
            return;
        }
        let mut same = search.state.model.problem.clone();
        same.previous = search.state.sessions();
        let model = Model::new(&same);
        let mut other = Search::new(&model, cache_bits(Effort::Full), search.cancel);
        super::mend::repair(&mut other, 0);
        let shown = other.state.snapshot();
        complete(&mut other);
        other.best = other.state.snapshot();
        let next = untouched(&mut other, budget, Effort::Full, &shown);
        search.cancelled = other.cancelled;
        if next.terms.gone == 0 && next.terms.z1 == best.terms.z1 {
            return;
        }
        search.state.restore(&next);
        if search.state.terms.gone > most || search.cancelled {
            search.state.restore(&best);
            return;
        }
        search.best = search.state.snapshot();
    }
}

/// How much of the time there is will not be needed, in per cent, by counting: everything wanted that is not finished,
/// with one review each, against the days before the interview that wants it. The least over the interviews.
fn slack(model: &Model) -> i64 {
    let rooms = super::focus::rooms(model);
    let shares = rooms.iter().flat_map(|&(day, study, all)| {
        let (mut new, mut whole) = (0, 0);
        for item in &model.items {
            if item.left > 0 && item.wants.iter().any(|w| w.day <= day) {
                let left = i64::from(item.left);
                new += if item.mock { 0 } else { left };
                whole += left + i64::from(item.review);
            }
        }
        [
            (study - new) * 100 / study.max(1),
            (all - whole) * 100 / all.max(1),
        ]
    });
    shares.min().unwrap_or(0)
}

/// Whether `other` covers more by over `percent` per cent.
fn gains(kept: &Snapshot, other: &Snapshot, percent: i64) -> bool {
    (other.terms.z1 - kept.terms.z1) * 100 > kept.terms.z1 * percent
}

/// Reviews that pay in the room that is left, without touching the others.
fn spare_reviews(search: &mut Search) {
    for i in 0..search.state.items.len() {
        if search.stopped(i) {
            break;
        }
        while search.add_best_review(i) {}
    }
    search.state.commit();
}
