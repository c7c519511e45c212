//! The index of a plan: what needs the whole plan read, worked out once per revision.
//!
//! Not here: anything that depends on a filter or on the screen (`ui/views`).

use std::collections::BTreeMap;

use super::id::{ItemId, LinkId, SessionId, StepId};
use super::item::Item;
use super::link::Relation;
use super::plan::Plan;
use super::session::{Outcome, SessionKind};
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

/// Worked out from one plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanIndex {
    items: BTreeMap<ItemId, ItemSums>,
    days: BTreeMap<Day, DaySums>,
    links: BTreeMap<ItemId, Vec<Neighbour>>,
    by_step: BTreeMap<Option<StepId>, Vec<ItemId>>,
}

impl PlanIndex {
    /// Reads the plan once: O(n log n) in its items, links and sessions.
    pub fn new(plan: &Plan) -> Self {
        let mut index = Self::default();
        let items = in_order(plan);
        // Where each item stands in the path, looked up instead of worked out again for each comparison.
        let ranks: Ranks<'_> = items.iter().zip(0..).map(|(i, n)| (&i.id, n)).collect();
        let rank = |id: &ItemId| ranks.get(id).copied().unwrap_or(u32::MAX);
        index.read_sessions(plan, &ranks);
        for link in plan.links.iter() {
            let id = Plan::link_id(link);
            let mut add = |at: &ItemId, other: &ItemId, forward: bool| {
                index.links.entry(at.clone()).or_default().push(Neighbour {
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
        for neighbours in index.links.values_mut() {
            neighbours.sort_by_key(|n| (!n.forward, n.relation, rank(&n.item)));
        }
        for item in items {
            let step = index.by_step.entry(item.step.clone()).or_default();
            step.push(item.id.clone());
        }
        index
    }

    fn read_sessions(&mut self, plan: &Plan, ranks: &Ranks<'_>) {
        for session in plan.sessions.iter() {
            let sums = self.items.entry(session.item.clone()).or_default();
            sums.spent += session.spent;
            if session.kind == SessionKind::Study {
                sums.studied += session.spent;
            }
            if session.outcome == Outcome::Planned {
                sums.ahead += session.minutes.saturating_sub(session.spent);
                let here = (session.on, session.id.clone());
                if sums.next.as_ref().is_none_or(|next| here < *next) {
                    sums.next = Some(here);
                }
            }
            sums.sessions.push(session.id.clone());
            let day = self.days.entry(session.on).or_default();
            day.load += session.load();
            day.done += session.spent;
            day.sessions.push(session.id.clone());
        }
        let by_day = |id: &SessionId| plan.sessions.get(id).map(|session| session.on);
        for sums in self.items.values_mut() {
            sums.sessions
                .sort_by_cached_key(|id| (by_day(id), id.clone()));
        }
        for day in self.days.values_mut() {
            day.sessions.sort_by_cached_key(|id| {
                let session = plan.sessions.get(id);
                let ended = session.and_then(|s| s.ended_at);
                let kind = session.map(|s| s.kind);
                let place = session.and_then(|s| ranks.get(&s.item).copied());
                let place = place.unwrap_or(u32::MAX);
                (ended.is_none(), ended, kind, place, id.clone())
            });
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
        self.links.get(id).map_or(&[], Vec::as_slice)
    }

    /// The items of a step (or of none) in the order of the path.
    pub fn items_of(&self, step: Option<&StepId>) -> &[ItemId] {
        self.by_step.get(&step.cloned()).map_or(&[], Vec::as_slice)
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

/// The number of each item in the order of the path.
type Ranks<'a> = BTreeMap<&'a ItemId, u32>;

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
