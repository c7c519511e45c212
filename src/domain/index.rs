//! The index of a plan: what needs the whole plan read, worked out once per revision.
//!
//! Not here: anything that depends on a filter or on the screen (`ui/views`).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::id::{ItemId, LinkId, SessionId, StepId};
use super::item::Item;
use super::link::Relation;
use super::plan::Plan;
use super::session::{Outcome, Session, SessionKind};
use super::time::{Day, Minutes};

/// One end of a link, as seen from an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// The link.
    pub link: LinkId,
    /// The item at its other end.
    pub item: ItemId,
    /// How they bear on each other.
    pub relation: Relation,
    /// Whether the item looked from has the link (else it is pointed to).
    pub forward: bool,
    /// Where in the target.
    pub place: String,
}

impl Neighbour {
    /// “builds on”, “used in” …, read from the item looked from.
    pub fn verb(&self) -> &'static str {
        if self.forward {
            self.relation.forward()
        } else {
            self.relation.backward()
        }
    }
}

/// What an item's sessions add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemSums {
    /// Minutes spent on it, reviews and mocks counted.
    pub spent: Minutes,
    /// Minutes spent studying it.
    pub studied: Minutes,
    /// Minutes of sessions still to come.
    pub ahead: Minutes,
    /// Its sessions by day.
    pub sessions: Vec<SessionId>,
    /// The first session to come, with its day (the day may be past: then it was missed).
    pub next: Option<(Day, SessionId)>,
}

/// What a day's sessions add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaySums {
    /// What is planned for it or took place on it.
    pub load: Minutes,
    /// What is done of it.
    pub done: Minutes,
    /// Its sessions in the order they are taken: done ones first as they ended, then study, mocks and reviews in the order of the path.
    pub sessions: Vec<SessionId>,
}

impl ItemSums {
    /// Adds its sessions up, and puts them in order.
    fn add_up(&mut self, plan: &Plan) {
        let mut sums = Self::default();
        let ids = std::mem::take(&mut self.sessions);
        let known = |id: &SessionId| plan.sessions.get(id).map(|session| session.on);
        sums.sessions = ids;
        sums.sessions
            .sort_by_cached_key(|id| (known(id), id.clone()));
        for session in sums.sessions.iter().filter_map(|id| plan.sessions.get(id)) {
            sums.spent += session.spent;
            if session.kind == SessionKind::Study {
                sums.studied += session.spent;
            }
            if session.outcome == Outcome::Planned {
                sums.ahead += session.minutes.saturating_sub(session.spent);
                if sums.next.is_none() {
                    sums.next = Some((session.on, session.id.clone()));
                }
            }
        }
        *self = sums;
    }
}

impl DaySums {
    /// Adds its sessions up, and puts them in the order they are taken.
    fn add_up(&mut self, plan: &Plan, path: &Path) {
        self.load = Minutes::ZERO;
        self.done = Minutes::ZERO;
        for session in self.sessions.iter().filter_map(|id| plan.sessions.get(id)) {
            self.load += session.load();
            self.done += session.spent;
        }
        self.sessions.sort_by_cached_key(|id| {
            let session = plan.sessions.get(id);
            let ended = session.and_then(|s| s.ended_at);
            let kind = session.map(|s| s.kind);
            let place = session.map_or(u32::MAX, |s| path.rank(&s.item));
            (ended.is_none(), ended, kind, place, id.clone())
        });
    }
}

/// Sessions that are not the same value in both plans, as they were and as they are.
fn changed<'a>(
    before: &'a Plan,
    plan: &'a Plan,
) -> Vec<(Option<&'a Session>, Option<&'a Session>)> {
    let mut found = Vec::new();
    let mut old = before.sessions.entries().peekable();
    let mut new = plan.sessions.entries().peekable();
    loop {
        match (old.peek(), new.peek()) {
            (Some((a, was)), Some((b, is))) => match a.cmp(b) {
                Ordering::Equal => {
                    if !Arc::ptr_eq(was, is) {
                        found.push((Some(&***was), Some(&***is)));
                    }
                    old.next();
                    new.next();
                }
                Ordering::Less => {
                    found.push((Some(&***was), None));
                    old.next();
                }
                Ordering::Greater => {
                    found.push((None, Some(&***is)));
                    new.next();
                }
            },
            (Some((_, was)), None) => {
                found.push((Some(&***was), None));
                old.next();
            }
            (None, Some((_, is))) => {
                found.push((None, Some(&***is)));
                new.next();
            }
            (None, None) => return found,
        }
    }
}

impl Path {
    fn new(plan: &Plan) -> Self {
        let items = in_order(plan);
        let ranks = items.iter().zip(0..).map(|(i, n)| (i.id.clone(), n));
        let mut path = Self {
            ranks: ranks.collect(),
            ..Self::default()
        };
        for link in plan.links.iter() {
            let id = Plan::link_id(link);
            let mut add = |at: &ItemId, other: &ItemId, forward: bool| {
                path.links.entry(at.clone()).or_default().push(Neighbour {
                    link: id.clone(),
                    item: other.clone(),
                    relation: link.relation,
                    forward,
                    place: link.place.clone(),
                });
            };
            add(&link.from, &link.to, true);
            add(&link.to, &link.from, false);
        }
        let ranks = &path.ranks;
        let rank = |id: &ItemId| ranks.get(id).copied().unwrap_or(u32::MAX);
        for neighbours in path.links.values_mut() {
            neighbours.sort_by_key(|n| (!n.forward, n.relation, rank(&n.item)));
        }
        for item in items {
            let step = path.by_step.entry(item.step.clone()).or_default();
            step.push(item.id.clone());
        }
        path
    }

    fn rank(&self, id: &ItemId) -> u32 {
        self.ranks.get(id).copied().unwrap_or(u32::MAX)
    }
}

/// All items in the order of the path: by step, then by their order; those without a step last.
fn in_order(plan: &Plan) -> Vec<&Item> {
    let number = |item: &Item| match plan.step_number(item.step.as_ref()) {
        0 => u32::MAX,
        number => number,
    };
    let mut items: Vec<&Item> = plan.items.iter().map(|item| &**item).collect();
    // By id they come from the table; the sort keeps that among equals.
    items.sort_by_cached_key(|item| (number(item), item.order));
    items
}

/// Worked out from one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanIndex {
    items: BTreeMap<ItemId, ItemSums>,
    days: BTreeMap<Day, DaySums>,
    /// What depends on items, links and steps only: the same value for all plans that share those.
    path: Arc<Path>,
}

/// Worked out from the items, links and steps of one plan.
#[derive(Clone, Debug, Default, PartialEq)]
struct Path {
    links: BTreeMap<ItemId, Vec<Neighbour>>,
    by_step: BTreeMap<Option<StepId>, Vec<ItemId>>,
    /// Where each item stands in the path, looked up instead of worked out again for each comparison.
    ranks: BTreeMap<ItemId, u32>,
}

impl PlanIndex {
    /// Reads the plan once: O(n log n) in its items, links and sessions.
    pub fn new(plan: &Plan) -> Self {
        let mut index = Self {
            path: Arc::new(Path::new(plan)),
            ..Self::default()
        };
        for session in plan.sessions.iter() {
            let sums = index.items.entry(session.item.clone()).or_default();
            sums.sessions.push(session.id.clone());
            let day = index.days.entry(session.on).or_default();
            day.sessions.push(session.id.clone());
        }
        for sums in index.items.values_mut() {
            sums.add_up(plan);
        }
        for day in index.days.values_mut() {
            day.add_up(plan, &index.path);
        }
        index
    }

    /// The index of a plan that came from `before` by an edit; this one is the index of `before`. Where only sessions
    /// changed, only their items and days are read again. Equal to [`Self::new`] of the plan.
    pub fn after(&self, before: &Plan, plan: &Plan) -> Self {
        let same_path = before.items.same(&plan.items)
            && before.links.same(&plan.links)
            && before.steps.same(&plan.steps);
        if !same_path {
            return Self::new(plan);
        }
        let mut index = self.clone();
        if before.sessions.same(&plan.sessions) {
            return index;
        }
        let mut items: BTreeSet<ItemId> = BTreeSet::new();
        let mut days: BTreeSet<Day> = BTreeSet::new();
        for (old, new) in changed(before, plan) {
            for session in [old, new].into_iter().flatten() {
                items.insert(session.item.clone());
                days.insert(session.on);
            }
            if let Some(old) = old {
                index.forget(old);
            }
            if let Some(new) = new {
                let sums = index.items.entry(new.item.clone()).or_default();
                sums.sessions.push(new.id.clone());
                let day = index.days.entry(new.on).or_default();
                day.sessions.push(new.id.clone());
            }
        }
        for item in items {
            match index.items.get_mut(&item) {
                Some(sums) if sums.sessions.is_empty() => drop(index.items.remove(&item)),
                Some(sums) => sums.add_up(plan),
                None => {}
            }
        }
        for on in days {
            match index.days.get_mut(&on) {
                Some(day) if day.sessions.is_empty() => drop(index.days.remove(&on)),
                Some(day) => day.add_up(plan, &index.path),
                None => {}
            }
        }
        index
    }

    fn forget(&mut self, session: &Session) {
        if let Some(sums) = self.items.get_mut(&session.item) {
            sums.sessions.retain(|id| *id != session.id);
        }
        if let Some(day) = self.days.get_mut(&session.on) {
            day.sessions.retain(|id| *id != session.id);
        }
    }

    /// What an item's sessions add up to.
    pub fn item(&self, id: &ItemId) -> &ItemSums {
        static NONE: std::sync::LazyLock<ItemSums> = std::sync::LazyLock::new(ItemSums::default);
        self.items.get(id).unwrap_or(&NONE)
    }

    /// What a day's sessions add up to.
    pub fn day(&self, day: Day) -> &DaySums {
        static NONE: std::sync::LazyLock<DaySums> = std::sync::LazyLock::new(DaySums::default);
        self.days.get(&day).unwrap_or(&NONE)
    }

    /// Days that have sessions, in order.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (Day, &DaySums)> {
        self.days.iter().map(|(day, sums)| (*day, sums))
    }

    /// The links of an item in both directions: its own first, by relation, in the order of the path.
    pub fn links(&self, id: &ItemId) -> &[Neighbour] {
        self.path.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// The items of a step (or of none) in the order of the path.
    pub fn items_of(&self, step: Option<&StepId>) -> &[ItemId] {
        self.path
            .by_step
            .get(&step.cloned())
            .map_or(&[], Vec::as_slice)
    }

    /// Minutes of study an item still needs at its depth: zero where it is done or skipped, at least
    /// the shortest session where it is open but its time is used up.
    pub fn remaining(&self, plan: &Plan, id: &ItemId) -> Minutes {
        let Some(item) = plan.items.get(id) else {
            return Minutes::ZERO;
        };
        let whole = plan.effort(item);
        if !item.status.is_open() || whole == Minutes::ZERO {
            return Minutes::ZERO;
        }
        let left = whole.saturating_sub(self.item(id).studied);
        if left == Minutes::ZERO {
            return plan.rules.min_session;
        }
        left
    }

    /// Sessions of days before `today` that did not take place, oldest first.
    pub fn missed(&self, plan: &Plan, today: Day) -> Vec<SessionId> {
        self.days
            .range(..today)
            .flat_map(|(_, day)| day.sessions.iter())
            .filter(|id| plan.sessions.get(id).is_some_and(|s| s.is_missed(today)))
            .cloned()
            .collect()
    }
}

/// Where an item stands in the whole path: by step, then by its order; items without a step come last.
pub fn place_in_path(plan: &Plan, id: &ItemId) -> (u32, i64, ItemId) {
    let Some(item) = plan.items.get(id) else {
        return (u32::MAX, i64::MAX, id.clone());
    };
    let step = match plan.step_number(item.step.as_ref()) {
        0 => u32::MAX,
        number => number,
    };
    (step, item.order, id.clone())
}

impl Plan {
    fn link_id(link: &super::link::Link) -> LinkId {
        use super::table::Row as _;
        link.key()
    }
}
