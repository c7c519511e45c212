//! The order of work of one run, and how much of it each effort is worth: from nothing, or calmly from the plan shown
//! before. A plan that is still good is only disturbed when it gains enough.

use super::budget::Budget;
use super::model::NEVER;
use super::place::Manner;
use super::problem::{Day, Minutes, SessionKind};
use super::search::Search;
use super::state::{Snapshot, State};
use super::{Effort, Part};

/// Runs the search; the plan is in `search.state` afterwards. Returns a plan
/// that covers more at the price of moving more, where a calmer one was taken.
pub(crate) fn run(search: &mut Search, effort: Effort, part: Part) -> Option<Snapshot> {
    let budget = Budget::of(search.state.model, effort).part(part.work);
    if search.state.model.previous_total > 0 {
        return again(search, &budget, effort, part.moves);
    }
    search.construct();
    improve(search, &budget);
    None
}

/// From the constructed plan to a good one.
fn improve(search: &mut Search, budget: &Budget) {
    search.fit_all(budget.fit);
    search.cover(budget.cover);
    search.add_reviews();
    search.note();
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

/// From the plan shown before: as it is where it still serves, mended with few moves, or made anew.
fn again(
    search: &mut Search,
    budget: &Budget,
    effort: Effort,
    moves: Option<i64>,
) -> Option<Snapshot> {
    repair(search);
    let intact = search.state.terms.moved == 0;
    let shown = search.state.snapshot();
    // What nobody had to move on the first two days stays.
    search.most_near = search.state.terms.near;
    complete(search);
    let kept = search.state.snapshot();

    let model = search.state.model;
    search.best = kept.clone();
    // Within 5 %, then 15 %, then 20 % of the sessions shown, one after the other while something is missing; with
    // room to spare there is hardly a reason for so many.
    let roomy = super::select::everything_fits(model, &search.wanted, 85);
    let steps: &[i64] = if roomy {
        &[5, 10, 15, 20]
    } else {
        &[5, 15, 20]
    };
    // Together as much as one search of the full effort; a quick one is small enough.
    let calm_steps = budget.cover / if effort == Effort::Full { 3 } else { 1 };
    let mut small = kept.clone();
    for &percent in steps {
        if roomy && percent == 20 && search.best.terms.z1 * 50 >= model.worth * 49 {
            break;
        }
        if percent > 5 && moves.is_some_and(|most| percent > most) {
            break;
        }
        search.most_gone = model.previous_count * percent / 100;
        search.cover(calm_steps);
        if percent == 5 {
            // As it would be shown if no more were moved; the search goes on without the spare reviews.
            let bare = search.state.snapshot();
            spare_reviews(search);
            search.note();
            small = std::mem::replace(&mut search.best, bare);
            let bare = search.best.clone();
            search.state.restore(&bare);
        }
        if search.best.terms.z1 == model.worth {
            break;
        }
    }
    spare_reviews(search);
    search.polish(budget.polish / 2, 3);
    complete(search);
    let calm = search.best.clone();

    search.most_gone = i64::MAX;
    search.most_near = i64::MAX;
    if moves.is_some_and(|most| most < 100) {
        // Nothing freer is asked for.
    } else if effort == Effort::Quick && calm.terms.z1 * 50 >= model.worth * 49 {
        // Good enough to look at; the full run looks further.
    } else if calm.terms.z1 < model.worth {
        search.construct();
        if calm.terms.z1 >= search.best.terms.z1 {
            search.state.restore(&calm);
            search.best = calm.clone();
        }
        improve(search, budget);
    } else {
        search.polish(budget.polish / 2, 20);
        complete(search);
    }
    let free = search.best.clone();

    let (chosen, other) = choose(&calm, &free, model.previous_count, effort);
    // A plan that still serves as a whole is only disturbed for enough.
    let stays = match moves {
        // Whoever says how many may move has something to take in: it stays only where nothing more is covered.
        Some(_) => chosen.terms.z1 <= kept.terms.z1,
        None => !worth_moving(&kept, chosen, effort),
    };
    let (chosen, other) = if intact && stays {
        let few = moves.is_none() && effort == Effort::Full && gains(&kept, &small, 1);
        // Spare reviews and the like do not make another plan of one that nothing has happened to.
        let fills = kept.terms.z1 > shown.terms.z1;
        let calm = match (few, fills) {
            (true, _) => &small,
            (false, true) => &kept,
            (false, false) => &shown,
        };
        let best = if other.terms.z1 > chosen.terms.z1 {
            other
        } else {
            chosen
        };
        (calm, best)
    } else {
        (chosen, other)
    };
    search.state.restore(chosen);
    search.best = chosen.clone();
    (other.terms.z1 > chosen.terms.z1).then(|| other.clone())
}

/// Which of the two plans is shown, and which is the other.
fn choose<'a>(
    calm: &'a Snapshot,
    free: &'a Snapshot,
    shown: i64,
    effort: Effort,
) -> (&'a Snapshot, &'a Snapshot) {
    let fifth = |s: &Snapshot| s.terms.gone * 5 <= shown;
    let close = |part: i64| {
        (calm.terms.z1 - free.terms.z1).abs() * part <= free.terms.z1.max(calm.terms.z1)
    };
    // Moving more than a fifth of the plan takes more than 2 % of what it prepares; a quick run has not looked long
    // enough to say so for less than 12 %.
    let calmer = fifth(calm) && !fifth(free) && close(if effort == Effort::Full { 50 } else { 8 });
    let together = |s: &Snapshot| s.terms.z1.saturating_mul(1000).saturating_add(s.z2);
    let better = if close(200) {
        together(calm) >= together(free)
    } else {
        calm.terms.z1 > free.terms.z1
    };
    if calmer || better {
        (calm, free)
    } else {
        (free, calm)
    }
}

/// Whether `other` covers more by over `percent` per cent.
fn gains(kept: &Snapshot, other: &Snapshot, percent: i64) -> bool {
    (other.terms.z1 - kept.terms.z1) * 100 > kept.terms.z1 * percent
}

/// Whether a plan that still serves as a whole is given up for another: for 3 % more prepared, or 5 % more of the
/// second score; in a quick run, which finds something else every time, only for 10 % more prepared.
fn worth_moving(kept: &Snapshot, chosen: &Snapshot, effort: Effort) -> bool {
    match effort {
        Effort::Quick => gains(kept, chosen, 10),
        Effort::Full if chosen.terms.z1 > kept.terms.z1 => gains(kept, chosen, 3),
        Effort::Full => (chosen.z2 - kept.z2) * 20 > kept.z2.abs(),
    }
}

/// Puts every session of the plan before that is still legal back: whole items first, then what was interrupted.
fn repair(search: &mut Search) {
    let model = search.state.model;
    for i in 0..model.items.len() {
        search.state.lift(i);
    }
    for &i in &model.order {
        put_whole(search, i as usize);
    }
    for &i in &model.order {
        put_reviews(&mut search.state, i as usize);
    }
    search.state.commit();
    let manner = Manner {
        as_before: true,
        ..Manner::PLAIN
    };
    let interrupted: Vec<u32> = model
        .order
        .iter()
        .copied()
        .filter(|&i| {
            let item = &model.items[i as usize];
            !item.previous.is_empty()
                && !item.wants.is_empty()
                && search.state.items[i as usize].complete == NEVER
        })
        .collect();
    search.fill(&interrupted, manner);
    for &i in &interrupted {
        put_reviews(&mut search.state, i as usize);
    }
    search.state.commit();
}

/// The study or mock of `i` exactly as before, if that is still all of it and legal.
fn put_whole(search: &mut Search, i: usize) {
    let model = search.state.model;
    let item = &model.items[i];
    if search.state.items[i].complete != NEVER {
        return;
    }
    if item.mock {
        let before = item.previous.iter().map(|p| p.1);
        let window = search.state.window(i);
        let day = before
            .filter(|&d| window.is_some_and(|(lo, hi)| (lo..=hi).contains(&d)))
            .find(|&d| search.state.mock_fits(i, d));
        if let Some(day) = day {
            search.state.add_mock(i, day);
        }
        return;
    }
    let Some((lo, hi)) = search.state.window(i) else {
        return;
    };
    let mut days: Vec<(Day, Minutes)> = item
        .previous
        .iter()
        .filter(|p| p.0 == SessionKind::Study && !item.has_study_pin(p.1))
        .map(|p| (p.1, p.2))
        .collect();
    days.dedup_by_key(|s| s.0);
    let whole = days.iter().map(|s| s.1).sum::<Minutes>() == item.open;
    let legal = days.iter().all(|&(day, minutes)| {
        (lo..=hi).contains(&day)
            && minutes >= item.shortest
            && minutes <= search.state.study_room(i, day)
    });
    if whole && legal && (item.splittable || days.len() == 1) {
        for (day, minutes) in days {
            search.state.add_study(i, day, minutes);
        }
    }
}

pub(crate) fn put_reviews(state: &mut State, i: usize) {
    let item = &state.model.items[i];
    if state.items[i].complete == NEVER || item.review == 0 {
        return;
    }
    for &(kind, day, _, _) in &item.previous {
        if kind == SessionKind::Review && state.review_left(i) && state.review_fits(i, day) {
            state.add_review(i, day);
        }
    }
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
