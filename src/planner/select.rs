//! A first choice of what to plan, made by counting minutes only: the most valuable per minute, with all it needs
//! first, as long as the minutes before each interview last. Days are not looked at; laying the choice on days, in
//! the order of the path, is left to `search`.

use super::focus::{OUT, rooms_for};
use super::model::Model;
use super::problem::Minutes;

/// What was chosen.
pub(crate) struct Choice {
    /// For each item the first of its wants it is to be covered for, or [`OUT`].
    pub level: Vec<u8>,
    /// The chosen items in the order in which they are best put on days.
    pub order: Vec<u32>,
}

/// The count so far.
struct Count<'m> {
    model: &'m Model<'m>,
    /// Minutes before each interview day: for study, for everything.
    room: Vec<(i64, i64)>,
    need: Vec<(i64, i64)>,
    days: Vec<i32>,
    /// For each item the interview day (by place in `days`) its study is needed for.
    due: Vec<u8>,
    /// What the attempt under way has changed.
    changed: Vec<(u32, u8)>,
    stack: Vec<(u32, u8)>,
}

/// Not needed.
const FREE: u8 = u8::MAX;

impl Count<'_> {
    /// Makes the study of `i` and all it needs due for day number `k`.
    fn demand(&mut self, i: u32, k: u8) {
        self.stack.clear();
        self.stack.push((i, k));
        while let Some((i, k)) = self.stack.pop() {
            let item = &self.model.items[i as usize];
            let was = self.due[i as usize];
            if was <= k || item.left == 0 {
                continue;
            }
            self.changed.push((i, was));
            self.shift(i, k);
            self.stack
                .extend(item.prerequisites.iter().map(|&p| (p, k)));
        }
    }

    /// Takes the attempt back.
    fn undo(&mut self) {
        while let Some((i, was)) = self.changed.pop() {
            self.shift(i, was);
        }
    }

    /// Makes `i` alone due for day number `k`.
    fn shift(&mut self, i: u32, k: u8) {
        let item = &self.model.items[i as usize];
        let minutes = i64::from(item.left);
        let study = if item.mock { 0 } else { minutes };
        let was = std::mem::replace(&mut self.due[i as usize], k);
        if let Some(slot) = self.need.get_mut(was as usize) {
            slot.0 -= study;
            slot.1 -= minutes;
        }
        if let Some(slot) = self.need.get_mut(k as usize) {
            slot.0 += study;
            slot.1 += minutes;
        }
    }

    fn fits(&self) -> bool {
        let (mut study, mut all) = (0, 0);
        self.need.iter().zip(&self.room).all(|(need, room)| {
            study += need.0;
            all += need.1;
            study <= room.0 && all <= room.1
        })
    }

    /// Whether `i` can be covered from its want number `level` on; keeps the count if so.
    fn take(&mut self, i: u32, level: u8, was: u8) -> bool {
        let item = &self.model.items[i as usize];
        let class = |level: u8| {
            let want = item.wants.get(level as usize);
            want.map(|w| self.days.partition_point(|&d| d < w.day))
        };
        let Some(k) = class(level) else {
            return false;
        };
        let before = class(was);
        let review = i64::from(item.review);
        self.demand(i, k as u8);
        self.need[k].1 += review;
        if let Some(k) = before {
            self.need[k].1 -= review;
        }
        if self.fits() {
            self.changed.clear();
            return true;
        }
        self.need[k].1 -= review;
        if let Some(k) = before {
            self.need[k].1 += review;
        }
        self.undo();
        false
    }
}

/// Chooses with `per_cent` of the minutes there are (for study at most `most` a session), in `order`; with `first` for the earliest interview that is
/// possible at once, otherwise for the last one first and for earlier ones where minutes are left.
pub(crate) fn choose(
    model: &Model,
    order: &[u32],
    most: Minutes,
    per_cent: i64,
    first: bool,
) -> Choice {
    let rooms = rooms_for(model, most);
    let mut count = Count {
        model,
        room: (rooms.iter())
            .map(|&(_, study, all)| (study * per_cent / 100, all * per_cent / 100))
            .collect(),
        need: vec![(0, 0); rooms.len()],
        days: rooms.iter().map(|d| d.0).collect(),
        due: vec![FREE; model.items.len()],
        changed: Vec::new(),
        stack: Vec::new(),
    };
    let mut level = vec![OUT; model.items.len()];
    for &i in order {
        let wants = model.items[i as usize].wants.len().min(OUT as usize) as u8;
        let mut tries = 0..wants;
        let taken = match first {
            true => tries.find(|&l| count.take(i, l, OUT)),
            false => tries.next_back().filter(|&l| count.take(i, l, OUT)),
        };
        if let Some(l) = taken {
            level[i as usize] = l;
        }
    }
    if !first {
        // By what each is worth for the earlier interviews alone.
        let mut early: Vec<(i64, u32)> = (order.iter().copied())
            .filter(|&i| level[i as usize] != OUT && level[i as usize] > 0)
            .map(|i| {
                let item = &model.items[i as usize];
                let sooner = item.wants.iter().take(level[i as usize] as usize);
                let worth: i64 = sooner.map(|w| w.value).sum();
                (-(worth * 1024 / i64::from(item.left.max(1))), i)
            })
            .collect();
        early.sort_unstable();
        for (_, i) in early {
            let was = level[i as usize];
            if let Some(l) = (0..was).find(|&l| count.take(i, l, was)) {
                level[i as usize] = l;
            }
        }
    }
    Choice {
        order: by_path(model, &level, &count),
        level,
    }
}

/// Whether all of `wanted` can be covered for every interview with `per_cent` of the minutes there are, by counting.
pub(crate) fn everything_fits(model: &Model, wanted: &[u32], per_cent: i64) -> bool {
    let level = choose(model, wanted, Minutes::MAX, per_cent, true).level;
    wanted.iter().all(|&i| level[i as usize] == 0)
}

/// The chosen items by the interview they are needed for, then in the order of the path; of a list, nothing later
/// than what follows it.
fn by_path(model: &Model, level: &[u8], count: &Count) -> Vec<u32> {
    let mut due = count.due.clone();
    for members in &model.lists {
        let mut soonest = FREE;
        for &i in members.iter().rev() {
            let slot = &mut due[i as usize];
            if *slot != FREE {
                soonest = soonest.min(*slot);
                *slot = soonest;
            }
        }
    }
    let mut order: Vec<u32> = (0..model.items.len() as u32)
        .filter(|&i| level[i as usize] != OUT)
        .collect();
    order.sort_by_key(|&i| (due[i as usize], model.rank[i as usize]));
    order
}

/// Minutes of study that one session brings in the end, as items are: with few sessions a day, no more than this for
/// each can be counted on.
pub(crate) fn usual(model: &Model, wanted: &[u32]) -> Minutes {
    let open = |&i: &u32| i64::from(model.items[i as usize].open);
    let sum: i64 = wanted.iter().map(open).sum();
    // Sessions that stand alone on a day or are parts of a cut item are shorter than the mean item.
    let minutes = sum * 4 / (5 * wanted.len().max(1) as i64);
    Minutes::try_from(minutes).unwrap_or(Minutes::MAX)
}
