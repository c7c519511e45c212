//! What the board shows, as values: every item as a card (once a revision), and the cards of each column (once a
//! revision, projection and filter).
//!
//! Not here: sizes and places on the screen (`layout.rs`), what the words of a card are (`face.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    CutReason, Day, InterviewId, Item, ItemId, Minutes, Outcome, Plan, PlanIndex, SessionId,
    Status, StepId,
};
use crate::ui::theme::Icon;

use super::filter::{Filter, haystack};
use super::heads::{Tally, finish, limit, status_columns, step_columns};
use super::{interview, week};

/// What the columns are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Projection {
    /// The steps of the path.
    #[default]
    Step,
    /// To do, in progress, done, skipped.
    Status,
    /// Weeks, by the next session.
    Week,
    /// Interviews, by what they ask.
    Interview,
}

impl Projection {
    /// In the order of their switch.
    pub(super) const ALL: [Self; 4] = [Self::Step, Self::Status, Self::Week, Self::Interview];
}

/// Names a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A step; `None`: what has no step.
    Step(Option<StepId>),
    /// A status.
    Status(Status),
    /// The week that begins on this day.
    Week(Day),
    /// Open, without a session ahead.
    NotPlanned,
    /// Done, in the weeks.
    Finished,
    /// What this interview asks most.
    Interview(InterviewId),
    /// What no interview asks.
    NotAsked,
}

impl Key {
    /// Its name in files. It never changes. Weeks share one, but for `single`.
    pub(super) fn id(&self, single: bool) -> String {
        match self {
            Self::Step(Some(step)) => format!("step.{step}"),
            Self::Step(None) => "resources".to_owned(),
            Self::Status(status) => format!("status.{status:?}").to_lowercase(),
            Self::Week(start) if single => format!("week.{start}"),
            Self::Week(_) => "week".to_owned(),
            Self::NotPlanned => "not-planned".to_owned(),
            Self::Finished => "finished".to_owned(),
            Self::Interview(interview) => format!("interview.{interview}"),
            Self::NotAsked => "not-asked".to_owned(),
        }
    }

    /// Whether a card counts for the column's limit: in a step what is begun, elsewhere what is there.
    pub(super) fn counts(&self, status: Status) -> bool {
        !matches!(self, Self::Step(_)) || status == Status::InProgress
    }

    /// What is counted, in words.
    pub(super) fn counted(&self) -> &'static str {
        match self {
            Self::Step(_) => "cards in progress",
            _ => "cards",
        }
    }
}

/// The session that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// The session.
    pub(super) session: SessionId,
    /// Its day, today or later.
    pub(super) on: Day,
    /// Whether it is pinned.
    pub(super) pinned: bool,
}

/// What a card says besides the item itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Facts {
    /// Minutes studied.
    pub(super) spent: Minutes,
    /// Minutes the item takes at its depth.
    pub(super) whole: Minutes,
    /// Minutes still to study.
    pub(super) left: Minutes,
    /// Links in both directions.
    pub(super) links: usize,
    /// The session that comes next.
    pub(super) next: Option<Next>,
    /// The day of the oldest session that did not take place.
    pub(super) missed: Option<Day>,
    /// Why the schedule leaves it out.
    pub(super) cut: Option<CutReason>,
    /// Its step's number; 0 for supporting material.
    pub(super) step: u8,
}

/// An item on the board.
#[derive(Debug)]
pub(super) struct Card {
    /// The item.
    pub(super) item: Arc<Item>,
    /// What is said of it.
    pub(super) facts: Facts,
    /// What it can be found by.
    haystack: String,
}

impl Card {
    /// Whether it looks the same as another card of the same item.
    pub(super) fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.item, &other.item) && self.facts == other.facts
    }

    /// How far the user has come with it, 0 to 1.
    pub(super) fn progress(&self) -> f32 {
        if self.item.status == Status::Done {
            return 1.0;
        }
        let time = match (self.facts.spent.0, self.facts.whole.0) {
            (_, 0) => 0.0,
            (spent, whole) => spent as f32 / whole as f32,
        };
        let parts = match self.item.parts_done() {
            (_, 0) => 0.0,
            (done, all) => done as f32 / all as f32,
        };
        time.max(parts).min(0.97)
    }
}

/// Every item as a card, in the order of the path.
#[derive(Debug, Default)]
pub(super) struct Deck {
    cards: Vec<Arc<Card>>,
}

impl Deck {
    /// Reads the plan once.
    pub(super) fn new(plan: &Plan, index: &PlanIndex, today: Day) -> Self {
        let steps = plan.steps_in_order();
        let ids = steps
            .iter()
            .map(|step| Some(&step.id))
            .chain([None])
            .flat_map(|step| index.items_of(step).iter());
        let cards = ids
            .filter_map(|id| plan.items.get(id))
            .map(|item| Arc::new(card(plan, index, today, item)))
            .collect();
        Self { cards }
    }

    /// The cards in the order of the path.
    pub(super) fn cards(&self) -> &[Arc<Card>] {
        &self.cards
    }

    /// The latest of the days that items are next planned for.
    pub(super) fn last_session(&self) -> Option<Day> {
        let days = self
            .cards
            .iter()
            .filter_map(|card| card.facts.next.as_ref());
        days.map(|next| next.on).max()
    }
}

fn card(plan: &Plan, index: &PlanIndex, today: Day, item: &Arc<Item>) -> Card {
    let sums = index.item(&item.id);
    let first = sums.next.as_ref();
    let missed = first.filter(|(day, _)| *day < today).map(|(day, _)| *day);
    let planned = |id: &SessionId| {
        let session = plan.sessions.get(id)?;
        let ahead = session.outcome == Outcome::Planned && session.on >= today;
        ahead.then(|| Next {
            session: id.clone(),
            on: session.on,
            pinned: session.pinned,
        })
    };
    let next = match (first, missed) {
        (None, _) => None,
        (Some((_, id)), None) => planned(id),
        (Some(_), Some(_)) => sums.sessions.iter().find_map(planned),
    };
    let step = plan.step_number(item.step.as_ref());
    Card {
        item: Arc::clone(item),
        facts: Facts {
            spent: sums.studied,
            whole: plan.effort(item),
            left: index.remaining(plan, &item.id),
            links: index.links(&item.id).len(),
            next,
            missed,
            cut: plan.cuts.get(&item.id).map(|cut| cut.reason.clone()),
            step: u8::try_from(step).unwrap_or(u8::MAX),
        },
        haystack: haystack(item),
    }
}

/// A column with its cards.
#[derive(Debug)]
pub(super) struct Column {
    /// Which one.
    pub(super) key: Key,
    /// At its head.
    pub(super) title: String,
    /// The badge of a step, or the icon of another column.
    pub(super) badge: Badge,
    /// At the right of its head: “2/3”.
    pub(super) count: String,
    /// Filled part of its bar, 0 to 1; none: no bar.
    pub(super) bar: Option<f32>,
    /// Whether more is planned than there is time.
    pub(super) over: bool,
    /// How many cards count for its limit, and how many the user wants at most.
    pub(super) limit: Option<(usize, u8)>,
    /// Beside the bar: “9 h left”.
    pub(super) note: String,
    /// More about it, for the pointer and for those who do not see the screen.
    pub(super) help: String,
    /// What it is called in the accessibility tree.
    pub(super) name: String,
    /// What it says where it has no cards.
    pub(super) empty: String,
    /// Its cards that pass the filter, in order.
    pub(super) cards: Vec<Arc<Card>>,
}

/// What stands before a column's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Badge {
    /// A step's number.
    Step(u8),
    /// An icon.
    Icon(Icon),
}

/// The board.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// Its columns from left to right.
    pub(super) columns: Vec<Column>,
    /// Where each card is: column and place in it.
    places: BTreeMap<ItemId, (usize, usize)>,
    /// Whether the plan has any items.
    pub(super) has_items: bool,
}

impl Model {
    /// Deals the deck to the columns.
    pub(super) fn new(
        plan: &Plan,
        index: &PlanIndex,
        today: Day,
        deck: &Deck,
        projection: Projection,
        filter: &Filter,
        first: crate::domain::Weekday,
    ) -> Self {
        let mut columns = match projection {
            Projection::Step => step_columns(plan, deck, filter),
            Projection::Status => status_columns(),
            Projection::Week => week::columns(plan, index, deck, today, first),
            Projection::Interview => interview::columns(plan, today),
        };
        let asked = match projection {
            Projection::Interview => interview::asked(plan, today),
            _ => BTreeMap::new(),
        };
        let at: BTreeMap<Key, usize> = columns
            .iter()
            .enumerate()
            .map(|(n, column)| (column.key.clone(), n))
            .collect();
        let mut tallies: Vec<Tally> = columns.iter().map(|_| Tally::default()).collect();
        let words = filter.words();
        for card in &deck.cards {
            if !filter.has_step(&card.item) {
                continue;
            }
            let key = key_of(card, projection, today, first, &asked);
            let last_week = || {
                let weeks = at.iter().rev().find(|(key, _)| matches!(key, Key::Week(_)));
                weeks.map(|(_, n)| *n)
            };
            let Some(n) = at.get(&key).copied().or_else(|| match key {
                // A session after the last column's week stands in it.
                Key::Week(_) => last_week(),
                _ => None,
            }) else {
                continue;
            };
            if let Some(tally) = tallies.get_mut(n) {
                tally.add(card);
            }
            if filter.passes(&card.item, &card.haystack, &words)
                && let Some(column) = columns.get_mut(n)
            {
                column.cards.push(Arc::clone(card));
            }
        }
        for (column, tally) in columns.iter_mut().zip(&tallies) {
            if projection == Projection::Week && matches!(column.key, Key::Week(_)) {
                column
                    .cards
                    .sort_by_key(|card| card.facts.next.as_ref().map(|next| next.on));
            }
            finish(column, tally, tallies.iter().map(|tally| tally.count).sum());
            limit(column, tally, &plan.limits);
            if filter.hides_cards() && tally.count > 0 {
                "Nothing here passes the filter.".clone_into(&mut column.empty);
            }
        }
        let mut places = BTreeMap::new();
        for (x, column) in columns.iter().enumerate() {
            for (y, card) in column.cards.iter().enumerate() {
                places.insert(card.item.id.clone(), (x, y));
            }
        }
        Self {
            columns,
            places,
            has_items: !deck.cards.is_empty(),
        }
    }

    /// Where a card is: column and place in it.
    pub(super) fn place(&self, id: &ItemId) -> Option<(usize, usize)> {
        self.places.get(id).copied()
    }

    /// The card at a place.
    pub(super) fn at(&self, (x, y): (usize, usize)) -> Option<&Arc<Card>> {
        self.columns.get(x)?.cards.get(y)
    }

    /// How many cards there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The first card.
    pub(super) fn first(&self) -> Option<&Arc<Card>> {
        self.columns.iter().find_map(|column| column.cards.first())
    }
}

fn key_of(
    card: &Card,
    projection: Projection,
    today: Day,
    first: crate::domain::Weekday,
    asked: &BTreeMap<StepId, InterviewId>,
) -> Key {
    match projection {
        Projection::Interview => {
            let step = card.item.step.as_ref();
            let by = step.and_then(|step| asked.get(step));
            by.map_or(Key::NotAsked, |id| Key::Interview(id.clone()))
        }
        Projection::Step => Key::Step(card.item.step.clone()),
        Projection::Status => Key::Status(card.item.status),
        Projection::Week => match (card.item.status, &card.facts.next) {
            (Status::Done, _) => Key::Finished,
            (Status::Skipped, _) | (_, None) => Key::NotPlanned,
            (_, Some(next)) => Key::Week(next.on.max(today).week_start(first)),
        },
    }
}
