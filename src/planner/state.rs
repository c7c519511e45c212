//! A plan under construction: sessions by item and loads by day; its score is in `score`.
//! Every change is logged, so that a failed or worse attempt is taken back exactly. What is legal is asked here
//! (`window`, `study_room`, `review_fits`); what is wise is decided in `place` and the searches.

use super::model::{Model, NEVER, at};
use super::problem::{Day, Minutes, Session, SessionKind};
use super::recall::RecallCache;
use super::score::Terms;

/// The sessions of one item that are not pinned.
#[derive(Clone, Debug, Default)]
pub(crate) struct Placed {
    /// Study sessions by day.
    pub study: Vec<(Day, Minutes)>,
    /// Review days, rising.
    pub reviews: Vec<Day>,
    pub mock: Option<Day>,
    minutes: Minutes,
    /// Day of completion, pins included; −1 if finished before, [`NEVER`] if not complete.
    pub complete: Day,
    /// Part of the score that this item brings.
    pub(super) z1: i64,
    pub(super) recall: i64,
    pub(super) dirty: bool,
}

/// One change, as needed to take it back.
#[derive(Clone, Copy, Debug)]
enum Change {
    Study(u32, Day, Minutes, bool),
    Review(u32, Day, bool),
    Mock(u32, Day, bool),
}

/// A plan under construction.
#[derive(Debug)]
pub(crate) struct State<'m> {
    pub model: &'m Model<'m>,
    pub items: Vec<Placed>,
    pub load: Vec<Minutes>,
    pub studies: Vec<u32>,
    pub reviews: Vec<u32>,
    pub mocks: Vec<u32>,
    /// Items with study, and with a review, that is not pinned, by day; in no order.
    pub studied_on: Vec<Vec<u32>>,
    pub reviewed_on: Vec<Vec<u32>>,
    /// Minutes that each day has for one more study session.
    pub(super) study_free: Vec<Minutes>,
    /// Minutes that each day has for one more review.
    pub(super) review_free: Vec<Minutes>,
    /// Minutes left on all days that take study.
    pub room: i64,
    pub(super) by_step: Vec<u32>,
    /// How many different steps are studied on each day.
    pub(super) steps_on: Vec<u32>,
    /// Ranks of list members with study that is not pinned.
    listed: Vec<Vec<u32>>,
    pub terms: Terms,
    log: Vec<Change>,
    pub(super) dirty: Vec<u32>,
    pub(super) saved: Vec<(u32, i64, i64)>,
    saved_terms: Terms,
    pub cache: RecallCache,
}

/// The sessions of a plan, to go back to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Snapshot {
    sessions: Vec<(u32, SessionKind, Day, Minutes)>,
    pub terms: Terms,
    pub z2: i64,
}

impl<'m> State<'m> {
    /// The plan with only the pinned sessions.
    pub fn new(model: &'m Model<'m>, cache_bits: u32) -> Self {
        let days = model.days;
        let mut state = Self {
            model,
            items: vec![Placed::default(); model.items.len()],
            load: vec![0; days],
            studies: vec![0; days],
            reviews: vec![0; days],
            mocks: vec![0; days],
            studied_on: vec![Vec::new(); days],
            reviewed_on: vec![Vec::new(); days],
            review_free: (0..days)
                .map(|d| match model.review_limit[d] {
                    0 => 0,
                    _ => model.limit[d],
                })
                .collect(),
            room: (model.limit.iter().zip(&model.buffer))
                .filter(|(_, buffered)| !**buffered)
                .map(|(&minutes, _)| i64::from(minutes))
                .sum(),
            study_free: (0..days)
                .map(|d| {
                    if model.buffer[d] || model.study_limit[d] == 0 {
                        0
                    } else {
                        model.limit[d]
                    }
                })
                .collect(),
            by_step: vec![0; days * model.steps],
            steps_on: vec![0; days],
            listed: vec![Vec::new(); model.lists.len()],
            terms: Terms {
                moved: model.previous_total,
                gone: model.previous_count,
                ..Terms::default()
            },
            log: Vec::new(),
            dirty: Vec::new(),
            saved: Vec::new(),
            saved_terms: Terms::default(),
            cache: RecallCache::new(cache_bits),
        };
        for (i, item) in model.items.iter().enumerate() {
            for &(day, minutes) in &item.pinned_study {
                state.count_study(i, day, minutes, true);
            }
            state.terms.fragments -= i64::from(!item.pinned_study.is_empty());
            for &day in &item.pinned_reviews {
                state.count_review(i, day, true);
            }
            if let Some(day) = item.pinned_mock {
                state.count_mock(i, day, true);
            }
            state.items[i].complete = state.completion(i);
            state.touch(i);
        }
        state.settle();
        state.commit();
        state
    }

    // ---- what is allowed --------------------------------------------------------------------------------------

    /// Minutes that are free on a day.
    #[inline]
    pub fn free(&self, day: Day) -> Minutes {
        self.model.limit[at(day)] - self.load[at(day)]
    }

    /// Minutes that item `i` could study on a day of its window.
    #[inline]
    pub fn study_room(&self, i: usize, day: Day) -> Minutes {
        let item = &self.model.items[i];
        if !item.pinned_study.is_empty() && item.has_study_pin(day) {
            return 0;
        }
        self.study_free[at(day)]
    }

    /// Whether the mock `i` could be held on a day of its window.
    #[inline]
    pub fn mock_fits(&self, i: usize, day: Day) -> bool {
        let d = at(day);
        self.mocks[d] < self.model.mock_limit[d] && self.free(day) >= self.model.items[i].left
    }

    /// Whether a review of `i` could be held on a day.
    #[inline]
    pub fn review_fits(&self, i: usize, day: Day) -> bool {
        let item = &self.model.items[i];
        let placed = &self.items[i];
        self.review_free[at(day)] >= item.review
            && placed.complete < day
            && !placed.reviews.contains(&day)
            && !item.pinned_reviews.contains(&day)
    }

    /// What each day of `lo..=hi` has for one more study session of an item without pinned days.
    #[inline]
    pub fn study_rooms(&self, lo: Day, hi: Day) -> &[Minutes] {
        self.study_free.get(at(lo)..=at(hi)).unwrap_or(&[])
    }

    /// Whether one more review of `i` is allowed at all.
    #[inline]
    pub fn review_left(&self, i: usize) -> bool {
        let item = &self.model.items[i];
        item.review > 0
            && self.items[i].reviews.len() + item.pinned_reviews.len()
                < self.model.most_reviews(item)
    }

    /// First and last day on which a session of `i` that is not pinned may lie, from its window, its
    /// prerequisites, its list and what waits for it; `None` when a prerequisite is not complete.
    pub fn window(&self, i: usize) -> Option<(Day, Day)> {
        let complete = |p: &u32| self.items[*p as usize].complete != NEVER;
        let ready = self.model.items[i].prerequisites.iter().all(complete);
        ready.then(|| self.loose_window(i)).flatten()
    }

    /// As [`State::window`], as if prerequisites that are not complete were still to come.
    pub fn loose_window(&self, i: usize) -> Option<(Day, Day)> {
        let item = &self.model.items[i];
        let (mut lo, mut hi) = (item.earliest, item.latest);
        for &p in &item.prerequisites {
            let complete = self.items[p as usize].complete;
            if complete != NEVER {
                lo = lo.max(complete);
            }
        }
        for &b in &item.dependants {
            let other = &self.items[b as usize];
            let first = other.study.first().map(|s| s.0).or(other.mock);
            if let Some(first) = first {
                hi = hi.min(first);
            }
        }
        if let Some((list, rank)) = item.list {
            let members = &self.model.lists[list as usize];
            let listed = &self.listed[list as usize];
            let place = listed.partition_point(|&r| r < rank);
            if let Some(&before) = place.checked_sub(1).and_then(|p| listed.get(p)) {
                let other = &self.items[members[before as usize] as usize];
                lo = lo.max(other.study.last().map_or(0, |s| s.0));
            }
            let next = place + usize::from(listed.get(place) == Some(&rank));
            if let Some(&after) = listed.get(next) {
                let other = &self.items[members[after as usize] as usize];
                hi = hi.min(other.study.first().map_or(Day::MAX, |s| s.0));
            }
        }
        (lo <= hi).then_some((lo, hi))
    }

    /// Whether `i` has such a session on this day that is not pinned.
    pub fn has(&self, i: usize, kind: SessionKind, day: Day) -> bool {
        let placed = &self.items[i];
        match kind {
            SessionKind::Study => placed.study.iter().any(|s| s.0 == day),
            SessionKind::Review => placed.reviews.contains(&day),
            SessionKind::Mock => placed.mock == Some(day),
        }
    }

    // ---- changes ----------------------------------------------------------------------------------------------

    pub fn add_study(&mut self, i: usize, day: Day, minutes: Minutes) {
        self.log.push(Change::Study(i as u32, day, minutes, true));
        self.put_study(i, day, minutes, true);
    }

    /// Takes one study session away; the item must be made complete again by the caller.
    pub fn drop_study(&mut self, i: usize, day: Day) {
        if let Some(&(_, minutes)) = self.items[i].study.iter().find(|s| s.0 == day) {
            self.log.push(Change::Study(i as u32, day, minutes, false));
            self.put_study(i, day, minutes, false);
        }
    }

    pub fn add_review(&mut self, i: usize, day: Day) {
        self.log.push(Change::Review(i as u32, day, true));
        self.put_review(i, day, true);
    }

    pub fn drop_review(&mut self, i: usize, day: Day) {
        self.log.push(Change::Review(i as u32, day, false));
        self.put_review(i, day, false);
    }

    pub fn add_mock(&mut self, i: usize, day: Day) {
        self.log.push(Change::Mock(i as u32, day, true));
        self.put_mock(i, day, true);
    }

    /// Takes the study (or mock) of `i` that is not pinned away, and its reviews.
    pub fn lift(&mut self, i: usize) {
        self.lift_reviews(i);
        self.lift_study(i);
    }

    pub fn lift_reviews(&mut self, i: usize) {
        while let Some(&day) = self.items[i].reviews.last() {
            self.drop_review(i, day);
        }
    }

    /// Takes only the study away; its reviews must be gone or be put right by the caller.
    pub fn lift_study(&mut self, i: usize) {
        while let Some(&(day, minutes)) = self.items[i].study.last() {
            self.log.push(Change::Study(i as u32, day, minutes, false));
            self.put_study(i, day, minutes, false);
        }
        if let Some(day) = self.items[i].mock {
            self.log.push(Change::Mock(i as u32, day, false));
            self.put_mock(i, day, false);
        }
    }

    /// Takes `i` away with everything that waits for it; the items are added to `gone`.
    pub fn lift_with_dependants(&mut self, i: usize, gone: &mut Vec<u32>) {
        let mut stack = vec![i as u32];
        while let Some(top) = stack.pop() {
            let item = top as usize;
            let placed = &self.items[item];
            let any = !placed.study.is_empty() || placed.mock.is_some();
            if !any && placed.reviews.is_empty() {
                continue;
            }
            self.lift(item);
            gone.push(top);
            if self.items[item].complete == NEVER {
                stack.extend_from_slice(&self.model.items[item].dependants);
            }
        }
    }

    /// A place in the log to return to with [`State::undo_to`].
    #[inline]
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back everything since `mark`.
    pub fn undo_to(&mut self, mark: usize) {
        while self.log.len() > mark {
            match self.log.pop() {
                Some(Change::Study(i, day, minutes, added)) => {
                    self.put_study(i as usize, day, minutes, !added);
                }
                Some(Change::Review(i, day, added)) => self.put_review(i as usize, day, !added),
                Some(Change::Mock(i, day, added)) => self.put_mock(i as usize, day, !added),
                None => break,
            }
        }
    }

    /// Makes everything so far the state to return to.
    pub fn commit(&mut self) {
        self.settle();
        self.log.clear();
        self.saved.clear();
        self.saved_terms = self.terms;
    }

    /// Takes everything since the last commit back.
    pub fn rollback(&mut self) {
        self.undo_to(0);
        for &i in &self.dirty {
            self.items[i as usize].dirty = false;
        }
        self.dirty.clear();
        while let Some((i, z1, recall)) = self.saved.pop() {
            let placed = &mut self.items[i as usize];
            placed.z1 = z1;
            placed.recall = recall;
        }
        self.terms = self.saved_terms;
    }

    fn put_study(&mut self, i: usize, day: Day, minutes: Minutes, add: bool) {
        let model = self.model;
        self.count_study(i, day, minutes, add);
        note_day(&mut self.studied_on, i, day, add);
        let placed = &mut self.items[i];
        let was = placed.study.len();
        if add {
            let place = placed.study.partition_point(|s| s.0 < day);
            placed.study.insert(place, (day, minutes));
            placed.minutes += minutes;
        } else {
            placed.study.retain(|s| s.0 != day);
            placed.minutes -= minutes;
        }
        let now = placed.study.len();
        let pins = model.items[i].pinned_study.len();
        self.terms.fragments -= i64::from(now + pins > 0) - i64::from(was + pins > 0);
        if let Some((list, rank)) = model.items[i].list
            && (was == 0) != (now == 0)
        {
            let listed = &mut self.listed[list as usize];
            let place = listed.partition_point(|&r| r < rank);
            if now > 0 {
                listed.insert(place, rank);
            } else if listed.get(place) == Some(&rank) {
                listed.remove(place);
            }
        }
        self.items[i].complete = self.completion(i);
        self.touch(i);
    }

    fn put_review(&mut self, i: usize, day: Day, add: bool) {
        self.count_review(i, day, add);
        note_day(&mut self.reviewed_on, i, day, add);
        let placed = &mut self.items[i];
        if add {
            let place = placed.reviews.partition_point(|&r| r < day);
            placed.reviews.insert(place, day);
        } else {
            placed.reviews.retain(|&r| r != day);
        }
        self.touch(i);
    }

    fn put_mock(&mut self, i: usize, day: Day, add: bool) {
        self.count_mock(i, day, add);
        self.items[i].mock = add.then_some(day);
        self.items[i].complete = self.completion(i);
        self.touch(i);
    }

    #[inline]
    fn completion(&self, i: usize) -> Day {
        let item = &self.model.items[i];
        let placed = &self.items[i];
        if item.mock {
            return item.pinned_mock.or(placed.mock).unwrap_or(NEVER);
        }
        if item.left == 0 {
            return -1;
        }
        if placed.minutes != item.open {
            return NEVER;
        }
        let own = placed.study.last().map_or(-1, |s| s.0);
        let pinned = item.pinned_study.last().map_or(-1, |s| s.0);
        own.max(pinned)
    }

    // ---- snapshots --------------------------------------------------------------------------------------------

    /// Everything that is not pinned.
    pub fn snapshot(&self) -> Snapshot {
        let mut sessions = Vec::new();
        for (i, placed) in self.items.iter().enumerate() {
            let i = i as u32;
            for &(day, minutes) in &placed.study {
                sessions.push((i, SessionKind::Study, day, minutes));
            }
            for &day in &placed.reviews {
                sessions.push((i, SessionKind::Review, day, 0));
            }
            if let Some(day) = placed.mock {
                sessions.push((i, SessionKind::Mock, day, 0));
            }
        }
        Snapshot {
            sessions,
            terms: self.terms,
            z2: self.z2(),
        }
    }

    /// The sessions as a plan shown before, pinned ones included.
    pub fn sessions(&self) -> Vec<Session> {
        let mut all = self.model.problem.pins.clone();
        for (i, item) in self.model.items.iter().enumerate() {
            let placed = &self.items[i];
            let study = placed.study.iter().map(|s| (SessionKind::Study, s.0, s.1));
            let reviews = placed.reviews.iter();
            let reviews = reviews.map(|&d| (SessionKind::Review, d, item.review));
            let mock = placed.mock.map(|d| (SessionKind::Mock, d, item.left));
            all.extend(
                study
                    .chain(reviews)
                    .chain(mock)
                    .map(|(kind, day, minutes)| Session {
                        item: item.source,
                        kind,
                        day,
                        minutes,
                    }),
            );
        }
        all
    }

    /// Goes back to a snapshot of the same model.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        for i in 0..self.items.len() {
            self.lift(i);
        }
        for &(i, kind, day, minutes) in &snapshot.sessions {
            match kind {
                SessionKind::Study => self.add_study(i as usize, day, minutes),
                SessionKind::Review => self.add_review(i as usize, day),
                SessionKind::Mock => self.add_mock(i as usize, day),
            }
        }
        self.commit();
    }
}

/// Keeps the list of what is on a day.
#[inline]
fn note_day(days: &mut [Vec<u32>], i: usize, day: Day, add: bool) {
    let Some(list) = days.get_mut(at(day)) else {
        return;
    };
    let i = i as u32;
    if add {
        list.push(i);
    } else if let Some(n) = list.iter().position(|&j| j == i) {
        list.swap_remove(n);
    }
}
