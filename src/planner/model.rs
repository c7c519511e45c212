//! The problem made ready for search: items in a canonical order, day limits, windows, pins and the links between
//! items as dense indexes. Built once per run and never changed; no decisions are taken here.

use super::fsrs::{Fsrs, Memory};
use super::problem::{Day, Item, ItemKind, Minutes, Problem, SessionKind};

/// Completion day of something that is not complete.
pub(crate) const NEVER: Day = Day::MAX;

/// Reviews of one item at most, whatever is allowed: the expected recall looks at every outcome of each, and more gain
/// next to nothing.
const MOST_REVIEWS: u32 = 6;

/// An interview that wants an item.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Want {
    /// Index of the interview.
    pub interview: usize,
    /// Day of the interview.
    pub day: Day,
    /// Value, above 0.
    pub value: i64,
}

/// An item, ready for search.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Index in the problem.
    pub source: usize,
    pub mock: bool,
    /// Minutes left in all.
    pub left: Minutes,
    /// Minutes left that no pin covers.
    pub open: Minutes,
    /// Shortest session that is not pinned.
    pub shortest: Minutes,
    pub splittable: bool,
    pub review: Minutes,
    /// Memory class, see [`Model::classes`].
    pub class: u32,
    /// Day of the memory's last refresh for a finished item.
    pub refreshed: Day,
    pub earliest: Day,
    pub latest: Day,
    pub prerequisites: Vec<u32>,
    pub dependants: Vec<u32>,
    /// Ordered list and rank in it.
    pub list: Option<(u32, u32)>,
    /// Dense number of the step.
    pub step: usize,
    /// Interviews that want it, by day; sum of their values.
    pub wants: Vec<Want>,
    pub worth: i64,
    /// Pinned study sessions (day, minutes) by day; pinned reviews; pinned mock.
    pub pinned_study: Vec<(Day, Minutes)>,
    pub pinned_reviews: Vec<Day>,
    pub pinned_mock: Option<Day>,
    /// Sessions shown before: kind, day, price of losing it.
    pub previous: Vec<(SessionKind, Day, Minutes, i64)>,
}

impl Entry {
    /// Whether a first review is part of being prepared.
    #[inline]
    pub fn needs_review(&self) -> bool {
        self.left > 0 && self.review > 0
    }

    /// Price of losing the previous sessions of this kind on this day.
    pub fn previous_weight(&self, kind: SessionKind, day: Day) -> i64 {
        self.previous
            .iter()
            .filter(|p| p.0 == kind && p.1 == day)
            .map(|p| p.3)
            .sum()
    }

    #[inline]
    pub fn has_study_pin(&self, day: Day) -> bool {
        self.pinned_study.iter().any(|p| p.0 == day)
    }
}

/// The problem, ready for search.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    pub problem: &'a Problem,
    pub days: usize,
    pub items: Vec<Entry>,
    /// Items so that prerequisites come first.
    pub order: Vec<u32>,
    /// Place in `order`.
    pub rank: Vec<u32>,
    pub lists: Vec<Vec<u32>>,
    pub steps: usize,
    /// Minutes a day can carry: its capacity, or what is pinned on it.
    pub limit: Vec<Minutes>,
    /// Sessions a day can carry, by kind.
    pub study_limit: Vec<u32>,
    pub review_limit: Vec<u32>,
    pub mock_limit: Vec<u32>,
    pub buffer: Vec<bool>,
    /// The days of `buffer`, rising.
    pub quiet_days: Vec<Day>,
    pub fsrs: Fsrs,
    /// Different starting memories.
    pub classes: Vec<Memory>,
    /// Sum of all prices of previous sessions.
    pub previous_total: i64,
    /// Number of previous sessions.
    pub previous_count: i64,
    /// Value of everything that is not finished.
    pub worth: i64,
    /// Mean positive value × recall weight: the unit of the second score.
    pub unit: i64,
}

/// Index of a day that is known to be on the calendar.
#[inline]
pub(crate) fn at(day: Day) -> usize {
    usize::try_from(day).unwrap_or(0)
}

/// Price class of losing a session shown for `day`.
fn nearness(day: Day) -> i64 {
    match day {
        ..=2 => 3,
        3..=7 => 2,
        _ => 1,
    }
}

impl<'a> Model<'a> {
    /// Prepares a problem that has passed [`Problem::check`].
    pub fn new(problem: &'a Problem) -> Self {
        let days = problem.capacity.len();
        let mut sources: Vec<usize> = (0..problem.items.len()).collect();
        sources.sort_by(|&a, &b| {
            let key = |i: usize| {
                let item = &problem.items[i];
                (item.step, item.position, item.id.as_str())
            };
            key(a).cmp(&key(b))
        });
        let mut canonical = vec![0_u32; sources.len()];
        for (to, &from) in sources.iter().enumerate() {
            canonical[from] = to as u32;
        }
        let mut steps: Vec<u8> = problem.items.iter().map(|i| i.step).collect();
        steps.sort_unstable();
        steps.dedup();
        let mut classes: Vec<Memory> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        let mut items: Vec<Entry> = sources
            .iter()
            .map(|&s| entry(problem, s, &canonical, &steps))
            .collect();
        for item in &mut items {
            let source = &problem.items[item.source];
            let memory = match (item.left, source.memory) {
                (0, Some(past)) => Memory {
                    stability: past.stability,
                    difficulty: source.difficulty,
                },
                _ => Memory {
                    stability: source.stability,
                    difficulty: source.difficulty,
                },
            };
            let key = (memory.stability.to_bits(), memory.difficulty.to_bits());
            item.class = *known.entry(key).or_insert_with(|| {
                classes.push(memory);
                (classes.len() - 1) as u32
            });
        }
        let lists = number_lists(problem, &mut items);
        for i in 0..items.len() {
            for p in items[i].prerequisites.clone() {
                items[p as usize].dependants.push(i as u32);
            }
        }
        let mut model = Self {
            problem,
            days,
            order: Vec::new(),
            rank: vec![0; items.len()],
            lists,
            steps: steps.len().max(1),
            limit: problem.effective_capacity(),
            study_limit: vec![problem.max_items; days],
            review_limit: vec![problem.max_reviews; days],
            mock_limit: vec![1; days],
            quiet_days: (0..problem.days)
                .zip(problem.buffer_days())
                .filter(|(_, buffered)| *buffered)
                .map(|(day, _)| day)
                .collect(),
            buffer: problem.buffer_days(),
            fsrs: Fsrs::new(problem.fsrs),
            classes,
            previous_total: 0,
            previous_count: 0,
            worth: 0,
            unit: problem
                .mean_value()
                .saturating_mul(problem.weights.recall)
                .max(1),
            items,
        };
        model.order = model.topological();
        for (rank, &i) in model.order.iter().enumerate() {
            model.rank[i as usize] = rank as u32;
        }
        model.take_pins(&canonical);
        model.take_previous(&canonical);
        model.worth = model
            .items
            .iter()
            .filter(|i| i.left > 0)
            .map(|i| i.worth)
            .sum();
        model
    }

    /// Prerequisites first, otherwise in canonical order.
    fn topological(&self) -> Vec<u32> {
        let mut waiting: Vec<usize> = self.items.iter().map(|i| i.prerequisites.len()).collect();
        let mut ready: std::collections::BTreeSet<u32> = (0..self.items.len() as u32)
            .filter(|&i| waiting[i as usize] == 0)
            .collect();
        let mut order = Vec::with_capacity(self.items.len());
        while let Some(i) = ready.pop_first() {
            order.push(i);
            for &next in &self.items[i as usize].dependants {
                waiting[next as usize] -= 1;
                if waiting[next as usize] == 0 {
                    ready.insert(next);
                }
            }
        }
        order
    }

    fn take_pins(&mut self, canonical: &[u32]) {
        let mut minutes = vec![0; self.days];
        let mut counts = [
            vec![0_u32; self.days],
            vec![0; self.days],
            vec![0; self.days],
        ];
        for pin in &self.problem.pins {
            let day = at(pin.day);
            minutes[day] += pin.minutes;
            let item = &mut self.items[canonical[pin.item] as usize];
            let kind = match pin.kind {
                SessionKind::Study => {
                    item.pinned_study.push((pin.day, pin.minutes));
                    item.open -= pin.minutes;
                    0
                }
                SessionKind::Review => {
                    item.pinned_reviews.push(pin.day);
                    1
                }
                SessionKind::Mock => {
                    item.pinned_mock = Some(pin.day);
                    item.open = 0;
                    2
                }
            };
            counts[kind][day] += 1;
        }
        for item in &mut self.items {
            item.pinned_study.sort_unstable();
            item.pinned_reviews.sort_unstable();
            item.shortest = item.shortest.min(item.open).max(1);
        }
        let [study, reviews, mocks] = counts;
        for day in 0..self.days {
            self.limit[day] = self.limit[day].max(minutes[day]);
            self.study_limit[day] = self.study_limit[day].max(study[day]);
            self.review_limit[day] = self.review_limit[day].max(reviews[day]);
            self.mock_limit[day] = self.mock_limit[day].max(mocks[day]);
        }
    }

    fn take_previous(&mut self, canonical: &[u32]) {
        for session in &self.problem.previous {
            let item = &mut self.items[canonical[session.item] as usize];
            if session.kind == SessionKind::Study && item.left == 0 {
                continue;
            }
            let price = nearness(session.day);
            self.previous_total += price;
            self.previous_count += 1;
            item.previous
                .push((session.kind, session.day, session.minutes, price));
        }
        for item in &mut self.items {
            item.previous.sort_unstable();
        }
    }

    /// Most reviews an item gets.
    #[inline]
    pub fn most_reviews(&self, item: &Entry) -> usize {
        let most = self.problem.max_item_reviews.min(MOST_REVIEWS) as usize;
        most.max(item.pinned_reviews.len())
    }

    /// The last day of the calendar.
    pub fn last_day(&self) -> Day {
        self.problem.days - 1
    }
}

fn entry(problem: &Problem, source: usize, canonical: &[u32], steps: &[u8]) -> Entry {
    let item: &Item = &problem.items[source];
    let left = item.remaining();
    let mut prerequisites: Vec<u32> = item.prerequisites.iter().map(|&p| canonical[p]).collect();
    prerequisites.sort_unstable();
    prerequisites.dedup();
    let mut wants: Vec<Want> = item
        .value
        .iter()
        .zip(&problem.interviews)
        .enumerate()
        .filter(|(_, (value, _))| **value > 0)
        .map(|(interview, (&value, i))| Want {
            interview,
            day: i.day,
            value,
        })
        .collect();
    wants.sort_by_key(|w| (w.day, w.interview));
    Entry {
        source,
        mock: item.kind == ItemKind::Mock,
        left,
        open: left,
        shortest: item.min_session,
        splittable: item.splittable && item.kind == ItemKind::Study,
        review: item.review_minutes,
        class: 0,
        refreshed: item.memory.map_or(0, |m| m.last),
        earliest: item.earliest.max(0),
        latest: item.latest.min(problem.days - 1),
        prerequisites,
        dependants: Vec::new(),
        list: None,
        step: steps.binary_search(&item.step).unwrap_or(0),
        worth: wants.iter().map(|w| w.value).sum(),
        wants,
        pinned_study: Vec::new(),
        pinned_reviews: Vec::new(),
        pinned_mock: None,
        previous: Vec::new(),
    }
}

/// Members of each ordered list by position; lists are numbered by their first member in canonical order.
fn number_lists(problem: &Problem, items: &mut [Entry]) -> Vec<Vec<u32>> {
    let mut lists: Vec<Vec<u32>> = Vec::new();
    let mut by_name = std::collections::BTreeMap::new();
    for (i, item) in items.iter().enumerate() {
        let source = &problem.items[item.source];
        let Some(name) = source.list else { continue };
        if item.mock {
            continue;
        }
        let number = *by_name.entry(name).or_insert_with(|| {
            lists.push(Vec::new());
            lists.len() - 1
        });
        lists[number].push(i as u32);
    }
    for (number, members) in lists.iter_mut().enumerate() {
        members.sort_by_key(|&i| problem.items[items[i as usize].source].position);
        for (rank, &i) in members.iter().enumerate() {
            items[i as usize].list = Some((number as u32, rank as u32));
        }
    }
    lists
}
