//! What it would break to put a session on a day, before it is done: the planner's hard rules, asked for one session.
//!
//! [`Breaks::prepare`] reads a plan once a revision; [`Breaks::lift`] takes a session up, looking only at its item and
//! what is linked to it; [`Lifted::on`] says what a day would mean, looking only at that day. So it can be asked for
//! every day in sight while something is dragged.
//!
//! Not here: the words (`ui::breaks`), and mending what is broken (that is a replan).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{
    Day, Interview, InterviewId, Item, ItemId, Minutes, Outcome, Plan, PlanIndex, Session,
    SessionId, SessionKind,
};

pub use super::lifted::Lifted;

/// How much it matters. The order is from most to least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// A rule that the planner never breaks.
    Breaks,
    /// Allowed, but worse than before.
    Strains,
    /// Good to know.
    Notes,
}

/// What a day would mean for a session. The order is from most to least serious.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The day is before today: nothing can be planned on it.
    Past,
    /// The day is before the plan's first one.
    BeforeStart {
        /// The first day.
        start: Day,
    },
    /// The day of an interview.
    OnInterview {
        /// Which.
        interview: InterviewId,
    },
    /// After an interview.
    AfterInterview {
        /// Which.
        interview: InterviewId,
        /// Whether it asks for the item (else it is the last one there is).
        asks: bool,
    },
    /// Before something that it builds on is complete.
    Prerequisite {
        /// What it builds on.
        item: ItemId,
        /// When that is complete.
        complete_on: Day,
    },
    /// It builds on something that is neither done nor planned.
    PrerequisiteUnplanned {
        /// What it builds on.
        item: ItemId,
    },
    /// After something that builds on it has begun.
    Dependant {
        /// What builds on it.
        item: ItemId,
        /// When that begins.
        begins_on: Day,
    },
    /// A review or mock before its study is complete.
    BeforeStudy {
        /// The last day of study.
        complete_on: Day,
    },
    /// Study on or after the day of its own review, or after its own mock.
    AfterRecall {
        /// Review or mock.
        kind: SessionKind,
        /// Its day.
        on: Day,
    },
    /// Before an item that comes first in their ordered list.
    BeforeInList {
        /// The one that comes first.
        item: ItemId,
        /// Its last day.
        on: Day,
    },
    /// After an item that comes later in their ordered list.
    AfterInList {
        /// The one that comes later.
        item: ItemId,
        /// Its first day.
        on: Day,
    },
    /// The item was ready in time for an interview, and would not be any more.
    Unready {
        /// Which.
        interview: InterviewId,
        /// Whether it is only the review that would come too late.
        only_review: bool,
    },
    /// New material on a day that is kept free of it.
    NewMaterial {
        /// Before which interview.
        interview: InterviewId,
    },
    /// The user took the day off.
    DayOff,
    /// There is no time on that weekday.
    NoTime,
    /// More than there is time for.
    Full {
        /// By so much.
        over: Minutes,
        /// Time there is on the day.
        there: Minutes,
    },
    /// More of a kind than the user wants on a day.
    TooMany {
        /// Of what.
        kind: SessionKind,
        /// How many it would be.
        count: usize,
        /// How many there should be at most.
        most: usize,
    },
    /// More reviews of one item than the user wants.
    TooManyReviews {
        /// How many it would be.
        count: usize,
        /// How many there should be at most.
        most: usize,
    },
    /// Shorter than a useful session.
    Short {
        /// The shortest useful one.
        least: Minutes,
    },
    /// It leaves the day it was pinned to.
    Unpinned {
        /// That day.
        from: Day,
    },
}

impl What {
    /// Whether it is about the order of things or about dates, and not about how much a day holds.
    #[must_use]
    pub fn is_order(&self) -> bool {
        matches!(
            self,
            Self::BeforeStart { .. }
                | Self::OnInterview { .. }
                | Self::AfterInterview { .. }
                | Self::Prerequisite { .. }
                | Self::Dependant { .. }
                | Self::BeforeStudy { .. }
                | Self::AfterRecall { .. }
                | Self::BeforeInList { .. }
                | Self::AfterInList { .. }
                | Self::Unready { .. }
                | Self::NewMaterial { .. }
        )
    }
}

/// Something that would be broken or strained.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Break {
    /// How much it matters.
    pub weight: Weight,
    /// What.
    pub what: What,
}

/// A plan, read for questions about single moves.
#[derive(Debug)]
pub struct Breaks {
    pub(super) plan: Arc<Plan>,
    pub(super) index: Arc<PlanIndex>,
    pub(super) today: Day,
    pub(super) aims: Vec<Aim>,
    pub(super) spent_today: Minutes,
    lists: BTreeMap<String, List>,
}

/// An interview ahead.
#[derive(Debug)]
pub(super) struct Aim {
    pub id: InterviewId,
    pub on: Day,
    /// The first day before it without new material.
    pub free_from: Day,
}

/// Days from the first to the last study session of an item that is still to come.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    /// Of those the planner may move.
    pub own: Option<(Day, Day)>,
    /// Of those that stay where the user put them.
    pub fixed: Option<(Day, Day)>,
}

impl Span {
    fn add(&mut self, session: &Session) {
        let span = match is_own(session) {
            true => &mut self.own,
            false => &mut self.fixed,
        };
        let on = session.on;
        *span = Some(span.map_or((on, on), |(first, last)| (first.min(on), last.max(on))));
    }

    /// The last day of all.
    pub fn last(&self) -> Option<Day> {
        self.own.map(|s| s.1).max(self.fixed.map(|s| s.1))
    }
}

/// Whether the planner may move a session. What the user holds in place is exempt from the rules, and so is what
/// stands in its way.
pub(super) fn is_own(session: &Session) -> bool {
    !session.pinned && session.spent == Minutes::ZERO
}

/// Minutes of a session that are still to come.
pub(super) fn rest(session: &Session) -> Minutes {
    session.minutes.saturating_sub(session.spent)
}

/// A day that bounds another, by an item of the same list.
pub(super) type Bound<'a> = Option<(Day, &'a ItemId)>;

/// An ordered list.
#[derive(Debug, Default)]
struct List {
    /// By order.
    entries: Vec<(i64, ItemId, Span)>,
    /// For each place, which entry up to it ends last: of the planner's, of the user's.
    ends: Vec<[Option<(Day, usize)>; 2]>,
    /// For each place, which entry from it on begins first.
    begins: Vec<[Option<(Day, usize)>; 2]>,
}

impl List {
    fn close(&mut self) {
        self.entries.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let spans = |span: &Span| [span.own, span.fixed];
        let mut so_far = [None; 2];
        for (at, (_, _, span)) in self.entries.iter().enumerate() {
            for (best, span) in so_far.iter_mut().zip(spans(span)) {
                let here = span.map(|s| (s.1, at));
                if here.map(|h| h.0) > best.map(|b: (Day, usize)| b.0) {
                    *best = here;
                }
            }
            self.ends.push(so_far);
        }
        let mut so_far: [Option<(Day, usize)>; 2] = [None; 2];
        for (at, (_, _, span)) in self.entries.iter().enumerate().rev() {
            for (best, span) in so_far.iter_mut().zip(spans(span)) {
                if let Some((first, _)) = span
                    && best.is_none_or(|b| first <= b.0)
                {
                    *best = Some((first, at));
                }
            }
            self.begins.push(so_far);
        }
        self.begins.reverse();
    }

    fn named(&self, bound: Option<&[Option<(Day, usize)>; 2]>) -> [Bound<'_>; 2] {
        let none = [None; 2];
        bound.unwrap_or(&none).map(|bound| {
            let (day, at) = bound?;
            self.entries.get(at).map(|(_, item, _)| (day, item))
        })
    }
}

impl Breaks {
    /// Reads a plan: O(n) in its items and sessions. Keep it until the plan or the day changes.
    #[must_use]
    pub fn prepare(plan: &Arc<Plan>, index: &Arc<PlanIndex>, today: Day) -> Self {
        let aims = plan.interviews_in_order().into_iter();
        let aims = aims.filter(|interview| interview.on > today);
        let aims = aims.map(|interview| Aim {
            id: interview.id.clone(),
            on: interview.on,
            free_from: interview.on.plus(-i64::from(interview.buffer_days.max(1))),
        });
        let spent = plan.sessions.iter().filter(|session| {
            session.spent > Minutes::ZERO
                && session.ended_at.map_or(session.on, |at| at.day()) == today
        });
        let mut breaks = Self {
            plan: Arc::clone(plan),
            index: Arc::clone(index),
            today,
            aims: aims.collect(),
            spent_today: spent.map(|session| session.spent).sum(),
            lists: BTreeMap::new(),
        };
        let mut lists: BTreeMap<String, List> = BTreeMap::new();
        let in_lists = plan.items.iter().filter(|item| !item.sequence.is_empty());
        for item in in_lists.filter(|item| item.status.is_open()) {
            let span = breaks.span(&item.id, &[]);
            if span.last().is_none() {
                continue;
            }
            let entry = (item.order, item.id.clone(), span);
            match lists.get_mut(&item.sequence) {
                Some(list) => list.entries.push(entry),
                None => {
                    let list = lists.entry(item.sequence.clone()).or_default();
                    list.entries.push(entry);
                }
            }
        }
        lists.values_mut().for_each(List::close);
        breaks.lists = lists;
        breaks
    }

    /// The plan it was made from.
    #[must_use]
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// Takes up sessions of one item; `None` where there are none.
    #[must_use]
    pub fn lift(&self, sessions: &[SessionId]) -> Option<Lifted<'_>> {
        Lifted::sessions(self, sessions)
    }

    /// A session that is not there yet.
    #[must_use]
    pub fn lift_new(&self, item: &ItemId, kind: SessionKind, minutes: Minutes) -> Lifted<'_> {
        Lifted::fresh(self, item, kind, minutes)
    }

    /// What a session breaks where it stands: of order and dates only, a day says itself when it is too full.
    #[must_use]
    pub fn standing(&self, session: &SessionId) -> Vec<Break> {
        let Some(on) = self.plan.sessions.get(session).map(|s| s.on) else {
            return Vec::new();
        };
        let mut found = match self.lift(std::slice::from_ref(session)) {
            Some(lifted) if on >= self.today => lifted.on(on),
            _ => Vec::new(),
        };
        found.retain(|one| one.what.is_order() && one.weight != Weight::Notes);
        found
    }

    /// Whether there is something to study in an item.
    pub(super) fn is_open(&self, item: &Item) -> bool {
        item.status.is_open() && self.plan.effort(item) > Minutes::ZERO
    }

    pub(super) fn interview(&self, aim: &Aim) -> Option<&Interview> {
        self.plan.interviews.get(&aim.id).map(|one| &**one)
    }

    /// Sessions of an item that are still to come, without these.
    pub(super) fn ahead<'a>(
        &'a self,
        item: &ItemId,
        without: &'a [SessionId],
    ) -> impl Iterator<Item = &'a Session> {
        let ids = self.index.item(item).sessions.iter();
        ids.filter(|id| !without.contains(id))
            .filter_map(|id| self.plan.sessions.get(id))
            .filter(|s| s.outcome == Outcome::Planned && s.on >= self.today)
            .map(|s| &**s)
    }

    /// The study of an item that is still to come, without these sessions.
    pub(super) fn span(&self, item: &ItemId, without: &[SessionId]) -> Span {
        let mut span = Span::default();
        for session in self.ahead(item, without) {
            if session.kind == SessionKind::Study {
                span.add(session);
            }
        }
        span
    }

    /// In the ordered list of an item: which one before it ends last, and which one after it begins first; of those that
    /// the planner may move, and of those that the user holds in place.
    pub(super) fn in_list(&self, item: &Item) -> ([Bound<'_>; 2], [Bound<'_>; 2]) {
        let none = ([None; 2], [None; 2]);
        if item.sequence.is_empty() {
            return none;
        }
        let Some(list) = self.lists.get(&item.sequence) else {
            return none;
        };
        let from = list.entries.partition_point(|e| e.0 < item.order);
        let to = list.entries.partition_point(|e| e.0 <= item.order);
        let before = from.checked_sub(1).and_then(|at| list.ends.get(at));
        (list.named(before), list.named(list.begins.get(to)))
    }
}
