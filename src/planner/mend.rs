//! Mending the plan shown before: what is still legal goes back where it was, what was interrupted goes in between if
//! it can, and a search then makes up for what is lost without moving more than a few of the sessions shown. How far a
//! run may go, and whether what comes of it is shown, is decided in `replan`.

use std::collections::BTreeSet;

use super::model::NEVER;
use super::place::{Manner, insert_closure, place_study};
use super::problem::{Day, Minutes, SessionKind};
use super::score::Terms;
use super::search::Search;
use super::state::{Snapshot, State};

/// Days from today on whose sessions count as near: people have set their minds on them.
const NEAR: Day = 2;

/// As it was, where that still serves.
const AS_BEFORE: Manner = Manner {
    as_before: true,
    ..Manner::PLAIN
};

/// How calm a search is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// So many of the sessions shown may be gone; where more are gone anyway, no more than that.
    pub most: i64,
    /// What moving one of them has to bring in value covered.
    pub price: i64,
    /// What each above the most costs.
    pub over: i64,
}

impl Bound {
    /// Within so many per cent of the sessions shown. All moves together have to bring half a per cent.
    pub fn percent(search: &Search, percent: i64) -> Self {
        let model = search.state.model;
        let most = (model.previous_count * percent / 100).max(1);
        Self {
            most,
            price: search.state.terms.z1 / (200 * most),
            over: 2 * model.worth / model.previous_count.max(1),
        }
    }

    fn value(self, terms: &Terms) -> i64 {
        terms.z1 - self.price * terms.gone - self.over * (terms.gone - self.most).max(0)
    }

    /// Whether `a` is the better plan to show.
    pub fn prefers(self, a: &Snapshot, b: &Snapshot) -> bool {
        (self.value(&a.terms), a.z2) > (self.value(&b.terms), b.z2)
    }
}

/// Puts every session of the plan before that is still legal back, then what was interrupted: with room made for it in
/// up to `tries` ways, or with what waits for it giving way, whichever moves less.
pub(crate) fn repair(search: &mut Search, tries: usize) {
    put_back(search, tries);
    if search.state.terms.gone == 0 || tries == 0 {
        return;
    }
    let bound = Bound::percent(search, 15);
    let pushed = search.state.snapshot();
    put_back(search, 0);
    let gave_way = search.state.snapshot();
    if !bound.prefers(&gave_way, &pushed) {
        search.state.restore(&pushed);
        hold(search);
    }
}

/// One way to do so.
fn put_back(search: &mut Search, tries: usize) {
    let model = search.state.model;
    for i in 0..model.items.len() {
        search.state.lift(i);
    }
    // What waits for something that was interrupted keeps its place: that is to come in before it.
    for &i in &model.order {
        put_whole(&mut search.state, i as usize);
    }
    for &i in &model.order {
        put_reviews(&mut search.state, i as usize);
    }
    hold(search);
    let mut waiting: BTreeSet<(u32, u32)> = broken(search).collect();
    let mut gone: Vec<u32> = Vec::new();
    let mut left = tries;
    while let Some((_, i)) = waiting.pop_first() {
        gone.push(i);
        let i = i as usize;
        // Where it cannot come in, what waits for it gives way, the first first.
        while !resume(search, i, &mut left) {
            let Some(next) = next_after(&search.state, i).filter(|j| !gone.contains(j)) else {
                break;
            };
            search.state.lift(next as usize);
            search.held.retain(|held| held.0 != next);
            waiting.insert((model.rank[next as usize], next));
        }
        put_reviews(&mut search.state, i);
    }
    if !gone.is_empty() {
        give_way(search, gone);
        hold(search);
    }
    search.state.commit();
}

/// Takes away what waits for something that could not come in, and tries all that once more.
fn give_way(search: &mut Search, mut gone: Vec<u32>) {
    let model = search.state.model;
    for &i in &model.order {
        let ready = |p: &u32| search.state.items[*p as usize].complete != NEVER;
        if !model.items[i as usize].prerequisites.iter().all(ready) {
            search.state.lift_with_dependants(i as usize, &mut gone);
        }
    }
    gone.sort_unstable_by_key(|&i| model.rank[i as usize]);
    gone.dedup();
    for &i in &gone {
        let i = i as usize;
        if search.state.items[i].complete == NEVER && !model.items[i].wants.is_empty() {
            put(search, i, AS_BEFORE);
        }
    }
    for &i in &gone {
        put_reviews(&mut search.state, i as usize);
    }
}

/// The first in the plan of what has to come after `i`.
fn next_after(state: &State, i: usize) -> Option<u32> {
    let model = state.model;
    let item = &model.items[i];
    let later = item.list.map(|(list, rank)| {
        let members = &model.lists[list as usize];
        members.get(rank as usize + 1..).unwrap_or(&[])
    });
    let all = item.dependants.iter().chain(later.unwrap_or(&[]));
    let first = |j: &u32| {
        let placed = &state.items[*j as usize];
        placed.study.first().map(|s| s.0).or(placed.mock)
    };
    let placed = all.filter_map(|j| first(j).map(|day| (day, *j)));
    placed.min().map(|(_, j)| j)
}

/// What was planned and is not any more, and what has to come before something that still is.
fn broken<'s>(search: &'s Search) -> impl Iterator<Item = (u32, u32)> + 's {
    let model = search.state.model;
    let order = model.order.iter().copied();
    order
        .filter(|&i| {
            let item = &model.items[i as usize];
            let waits = |d: &u32| {
                let placed = &search.state.items[*d as usize];
                !placed.study.is_empty() || placed.mock.is_some()
            };
            let planned = item.previous.iter().any(|p| match p.0 {
                SessionKind::Study => !item.has_study_pin(p.1),
                SessionKind::Review => !item.pinned_reviews.contains(&p.1),
                SessionKind::Mock => item.pinned_mock.is_none(),
            });
            search.state.items[i as usize].complete == NEVER
                && (planned && !item.wants.is_empty() || item.dependants.iter().any(waits))
        })
        .map(|i| (model.rank[i as usize], i))
}

/// From now on the sessions of the first two days that are where they were stay there.
fn hold(search: &mut Search) {
    let mut held = std::mem::take(&mut search.held);
    held.clear();
    for (i, item) in search.state.model.items.iter().enumerate() {
        let near = item.previous.iter().filter(|p| p.1 < NEAR);
        let here = near.filter(|p| search.state.has(i, p.0, p.1));
        held.extend(here.map(|p| (i as u32, p.0, p.1)));
    }
    search.held = held;
}

/// Puts `i` into the plan, for an interview or for what waits for it.
fn put(search: &mut Search, i: usize, manner: Manner) -> bool {
    let model = search.state.model;
    let (state, scratch) = (&mut search.state, &mut search.scratch);
    match model.items[i].wants.is_empty() {
        true => place_study(state, scratch, &mut search.rng, i, model.last_day(), manner),
        false => insert_closure(state, scratch, &mut search.rng, i, manner),
    }
}

/// Puts something interrupted in before what waits for it: where there is room, or where least has to move to make some.
fn resume(search: &mut Search, i: usize, tries: &mut usize) -> bool {
    if search.state.items[i].complete != NEVER || put(search, i, AS_BEFORE) {
        return true;
    }
    let mark = search.state.mark();
    let mut best = None;
    for n in 0..12 {
        if *tries == 0 {
            break;
        }
        *tries -= 1;
        if push_in(search, i, n % 3) && search.keeps_held() {
            search.state.settle();
            let terms = &search.state.terms;
            let key = (terms.z1, -terms.gone);
            if best.as_ref().is_none_or(|b: &(_, _)| key > b.0) {
                best = Some((key, search.state.snapshot()));
            }
        }
        search.state.undo_to(mark);
    }
    if let Some((_, best)) = &best {
        search.state.restore(best);
    }
    best.is_some()
}

/// Puts `i` in after `out` things that are in its way, which come in again afterwards.
fn push_in(search: &mut Search, i: usize, out: usize) -> bool {
    let mut gone = std::mem::take(&mut search.gone);
    gone.clear();
    if let Some((lo, hi)) = search.state.window(i)
        && out > 0
    {
        let day = lo + search.rng.below((hi - lo + 1) as usize) as Day;
        for _ in 0..out {
            let there = &search.state.studied_on[super::model::at(day)];
            let Some(&j) = there.get(search.rng.below(there.len())) else {
                break;
            };
            search.state.lift_with_dependants(j as usize, &mut gone);
        }
    }
    let manner = Manner {
        squeeze: true,
        ..search.random_manner()
    };
    let done = put(search, i, manner);
    gone.sort_unstable_by_key(|&j| search.state.model.rank[j as usize]);
    let back = Manner {
        as_before: true,
        ..manner
    };
    for &j in &gone {
        if search.state.items[j as usize].complete == NEVER {
            put(search, j as usize, back);
        }
        put_reviews(&mut search.state, j as usize);
    }
    search.gone = gone;
    done
}

/// The study or mock of `i` exactly as before, if that is still all of it and legal but for what has to come before.
fn put_whole(state: &mut State, i: usize) -> bool {
    let item = &state.model.items[i];
    if item.previous.is_empty() || state.items[i].complete != NEVER {
        return false;
    }
    let Some((lo, hi)) = state.loose_window(i) else {
        return false;
    };
    if item.mock {
        let mut before = item.previous.iter().map(|p| p.1);
        let day = before.find(|&d| (lo..=hi).contains(&d) && state.mock_fits(i, d));
        if let Some(day) = day {
            state.add_mock(i, day);
        }
        return day.is_some();
    }
    let mut days: Vec<(Day, Minutes)> = item
        .previous
        .iter()
        .filter(|p| p.0 == SessionKind::Study && !item.has_study_pin(p.1))
        .map(|p| (p.1, p.2))
        .collect();
    days.dedup_by_key(|s| s.0);
    let minutes: i64 = days.iter().map(|s| i64::from(s.1)).sum();
    let whole = minutes == i64::from(item.open);
    let legal = days.iter().all(|&(day, minutes)| {
        (lo..=hi).contains(&day) && minutes >= item.shortest && minutes <= state.study_room(i, day)
    });
    let good = whole && legal && (item.splittable || days.len() == 1);
    if good {
        for (day, minutes) in days {
            state.add_study(i, day, minutes);
        }
    }
    good
}

/// The reviews of `i` as before, where they still serve.
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

/// One step of a search: something missing is taken in, always or `often` in a hundred, or something moved goes home.
/// Says whether there is anything to weigh.
fn stir(search: &mut Search, target: Option<usize>, often: Option<usize>) -> bool {
    match target {
        Some(target) if often.is_none_or(|often| search.rng.chance(often)) => {
            search.ruin(target);
            search.recreate(target);
            search.recall_reviews();
        }
        _ => {
            if !go_home(search) {
                search.state.rollback();
                return false;
            }
        }
    }
    search.state.settle();
    true
}

/// Ruin and recreate on the value covered, less the price of what moves, within the bound.
pub(crate) fn mend(search: &mut Search, steps: usize, bound: Bound) {
    let model = search.state.model;
    let spread = model.problem.mean_value().max(1);
    search.most_gone = bound.most;
    let mut before = search.state.terms;
    let mut best = search.state.snapshot();
    // Going home is worth some steps even where nothing is missing.
    let mut homeward = steps / 8;
    for step in 0..steps {
        if search.stopped(step) || best.terms.gone == 0 && best.terms.z1 == model.worth {
            break;
        }
        let cycle = (steps / 4).max(1);
        let left = (cycle - step % cycle) as i64;
        let temperature = spread * 30 * left / (100 * cycle as i64);
        let target = search.random_lacking();
        if target.is_none() {
            if homeward == 0 {
                break;
            }
            homeward -= usize::from(before.gone <= bound.most);
        }
        let often = match (before.gone, before.gone > bound.most) {
            (0, _) => None,
            (_, true) => Some(50),
            (_, false) => Some(80),
        };
        if !stir(search, target, often) {
            continue;
        }
        let tolerance = search.cooling.tolerance(&mut search.rng, temperature) / 2;
        let now = search.state.terms;
        if search.is_calm(&before) && bound.value(&now) + tolerance >= bound.value(&before) {
            search.state.commit();
            before = now;
            let calm = now.gone <= bound.most || now.gone <= best.terms.gone;
            if calm && bound.value(&now) > bound.value(&best.terms) {
                best = search.state.snapshot();
            }
        } else {
            search.state.rollback();
        }
    }
    search.state.restore(&best);
    search.best = best;
}

/// Brings one item back to the days it had: what is in the way there goes elsewhere.
fn go_home(search: &mut Search) -> bool {
    let model = search.state.model;
    let count = model.items.len();
    let start = search.rng.below(count);
    let away = (start..count).chain(0..start).find(|&i| {
        let previous = &model.items[i].previous;
        let study = previous.iter().filter(|p| p.0 != SessionKind::Review);
        study
            .clone()
            .any(|p| !search.state.has(i, p.0, p.1) && !model.items[i].has_study_pin(p.1))
    });
    let Some(i) = away else {
        return false;
    };
    let mut gone = std::mem::take(&mut search.gone);
    gone.clear();
    search.state.lift_with_dependants(i, &mut gone);
    for &(kind, day, minutes, _) in &model.items[i].previous {
        if kind != SessionKind::Study {
            continue;
        }
        while search.state.study_room(i, day) < minutes {
            let there = &search.state.studied_on[super::model::at(day)];
            let stranger = |j: &&u32| {
                let before = &model.items[**j as usize].previous;
                !before.iter().any(|p| p.0 == kind && p.1 == day)
            };
            let turn = search.rng.below(there.len());
            let (first, rest) = there.split_at(turn);
            let mut around = rest.iter().chain(first);
            let Some(&j) = around.clone().find(stranger).or_else(|| around.next()) else {
                break;
            };
            search.state.lift_with_dependants(j as usize, &mut gone);
        }
    }
    let home = put_whole(&mut search.state, i);
    put_reviews(&mut search.state, i);
    gone.sort_unstable_by_key(|&i| model.rank[i as usize]);
    let manner = Manner {
        as_before: true,
        ..search.random_manner()
    };
    for &j in &gone {
        if search.state.items[j as usize].complete == NEVER {
            put(search, j as usize, manner);
        }
        put_reviews(&mut search.state, j as usize);
    }
    search.gone = gone;
    // Never without what has to come before.
    let ready = |p: &u32| search.state.items[*p as usize].complete != NEVER;
    home && model.items[i].prerequisites.iter().all(ready)
}

/// From a plan that moves too much towards the one shown, giving up as little as possible; the best one within the
/// bound, if there is one.
pub(crate) fn back_from(
    search: &mut Search,
    far: &Snapshot,
    steps: usize,
    bound: Bound,
) -> Option<Snapshot> {
    let model = search.state.model;
    search.state.restore(far);
    let mut best: Option<Snapshot> = None;
    let mut before = search.state.terms;
    for step in 0..steps {
        if search.stopped(step) {
            break;
        }
        // What is too much gets dearer and dearer.
        let dear = bound.over / 4 + 2 * bound.over * step as i64 / steps as i64;
        let now = Bound {
            over: dear,
            ..bound
        };
        let value = |t: &Terms| now.value(t);
        let target = search.random_lacking();
        if !stir(search, target, Some(40)) {
            continue;
        }
        let temperature = model.worth * (steps - step) as i64 / (100 * steps as i64);
        let tolerance = search.cooling.tolerance(&mut search.rng, temperature) / 2;
        let now = search.state.terms;
        if value(&now) + tolerance >= value(&before) {
            search.state.commit();
            before = now;
            let better = |b: &Snapshot| bound.value(&now) > bound.value(&b.terms);
            if now.gone <= bound.most && best.as_ref().is_none_or(better) {
                best = Some(search.state.snapshot());
            }
        } else {
            search.state.rollback();
        }
    }
    best
}
