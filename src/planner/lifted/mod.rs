//! Sessions in the air: what is known of them once, and what each day would mean for them.
//!
//! Not here: the questions that are asked of a day (`asks.rs`).

mod asks;

use super::breaks::{Bound, Break, Breaks, Weight, What, is_own, rest};
use crate::domain::{
    Day, Item, ItemId, Minutes, Outcome, Relation, Session, SessionId, SessionKind,
};

/// Sessions of one item that were taken up, or one that is not there yet.
#[derive(Debug)]
pub struct Lifted<'a> {
    base: &'a Breaks,
    item: ItemId,
    ids: Vec<SessionId>,
    /// How many of each kind: study, review, mock.
    counts: [usize; 3],
    minutes: Minutes,
    /// Where the first of them stood.
    from: Option<Day>,
    /// Where one was pinned.
    pinned: Option<Day>,
    /// Whether the length is another than the plan's.
    new_length: bool,
    fresh: bool,
    /// Whether the item has something left to study.
    open: bool,
    /// Which interviews ahead ask for it.
    asked: Vec<bool>,
    /// Which of them it is ready for in time as things are.
    ready: Vec<bool>,
    /// Its other sessions: the last day of study, reviews and mocks.
    studied: Option<Day>,
    recalls: Vec<Recall<'a>>,
    /// What it builds on: complete on which day.
    before: Vec<(Option<Day>, &'a ItemId)>,
    /// What builds on it: the first day of what the planner may move, and of the rest.
    after: Vec<([Option<Day>; 2], &'a ItemId)>,
    list: ([Bound<'a>; 2], [Bound<'a>; 2]),
}

/// A review or mock of the item that stays where it is.
#[derive(Clone, Debug)]
struct Recall<'a> {
    session: &'a SessionId,
    kind: SessionKind,
    on: Day,
    /// Whether the planner may move it.
    own: bool,
}

fn place(kind: SessionKind) -> usize {
    match kind {
        SessionKind::Study => 0,
        SessionKind::Review => 1,
        SessionKind::Mock => 2,
    }
}

impl Recall<'_> {
    /// Whether study on this day would come too late for it.
    fn is_overtaken(&self, to: Day) -> bool {
        match self.kind {
            SessionKind::Review => self.on <= to,
            _ => self.on < to,
        }
    }
}

impl<'a> Lifted<'a> {
    pub(super) fn sessions(base: &'a Breaks, ids: &[SessionId]) -> Option<Self> {
        let known = || ids.iter().filter_map(|id| base.plan.sessions.get(id));
        let item = known().next()?.item.clone();
        let mut lifted = Self::of(base, &item, ids);
        for session in known().filter(|s| s.item == item) {
            if let Some(count) = lifted.counts.get_mut(place(session.kind)) {
                *count += 1;
            }
            lifted.minutes += rest(session);
            lifted.from = Some(lifted.from.map_or(session.on, |from| from.min(session.on)));
            if session.pinned {
                lifted.pinned = Some(session.on);
            }
        }
        Some(lifted)
    }

    pub(super) fn fresh(
        base: &'a Breaks,
        item: &ItemId,
        kind: SessionKind,
        minutes: Minutes,
    ) -> Self {
        let mut lifted = Self::of(base, item, &[]);
        if let Some(count) = lifted.counts.get_mut(place(kind)) {
            *count = 1;
        }
        lifted.minutes = minutes;
        lifted.new_length = true;
        lifted.fresh = true;
        lifted
    }

    fn of(base: &'a Breaks, id: &ItemId, ids: &[SessionId]) -> Self {
        let mut lifted = Self {
            base,
            item: id.clone(),
            ids: ids.to_vec(),
            counts: [0; 3],
            minutes: Minutes::ZERO,
            from: None,
            pinned: None,
            new_length: false,
            fresh: false,
            open: false,
            asked: vec![false; base.aims.len()],
            ready: vec![false; base.aims.len()],
            studied: None,
            recalls: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            list: ([None; 2], [None; 2]),
        };
        let Some(item) = base.plan.items.get(id) else {
            return lifted;
        };
        lifted.open = base.is_open(item);
        for (asked, aim) in lifted.asked.iter_mut().zip(&base.aims) {
            *asked = base.interview(aim).is_some_and(|interview| {
                item.step
                    .as_ref()
                    .is_none_or(|step| interview.weight(step) > 0)
            });
        }
        lifted.read_sessions();
        lifted.read_links(item);
        lifted.list = base.in_list(item);
        lifted
    }

    fn read_sessions(&mut self) {
        let base = self.base;
        let mut all_studied = None;
        let mut all_reviews = Vec::new();
        for session in base.ahead(&self.item, &[]) {
            let lifted = self.ids.contains(&session.id);
            match session.kind {
                SessionKind::Study => {
                    all_studied = all_studied.max(Some(session.on));
                    if !lifted {
                        self.studied = self.studied.max(Some(session.on));
                    }
                }
                kind => {
                    if kind == SessionKind::Review {
                        all_reviews.push(session.on);
                    }
                    if !lifted {
                        self.recalls.push(Recall {
                            session: &session.id,
                            kind,
                            on: session.on,
                            own: is_own(session),
                        });
                    }
                }
            }
        }
        for ((ready, asked), aim) in self.ready.iter_mut().zip(&self.asked).zip(&base.aims) {
            *ready = *asked && base.is_ready(all_studied, &all_reviews, aim);
        }
    }

    fn read_links(&mut self, item: &Item) {
        let base = self.base;
        if !self.open {
            return;
        }
        for link in base.index.links(&self.item) {
            if link.relation != Relation::BuildsOn || link.item == self.item {
                continue;
            }
            let Some(other) = base.plan.items.get(&link.item) else {
                continue;
            };
            // Within one ordered list the order does the work.
            let listed = !item.sequence.is_empty() && item.sequence == other.sequence;
            if listed || !base.is_open(other) {
                continue;
            }
            let span = base.span(&link.item, &[]);
            if link.forward {
                self.before.push((span.last(), &link.item));
            } else {
                let first = [span.own.map(|s| s.0), span.fixed.map(|s| s.0)];
                self.after.push((first, &link.item));
            }
        }
    }

    /// As if it were this long.
    #[must_use]
    pub fn lasting(mut self, minutes: Minutes) -> Self {
        self.new_length = minutes != self.minutes;
        self.minutes = minutes;
        self
    }

    /// As if the study of the item were complete on this day.
    #[must_use]
    pub fn studied_until(mut self, day: Day) -> Self {
        self.studied = Some(day);
        self
    }

    /// As if these reviews and mocks of the item were on other days.
    #[must_use]
    pub fn with_recalls(mut self, moved: &[(SessionId, Day)]) -> Self {
        for (session, day) in moved {
            let known = self.recalls.iter_mut().find(|r| r.session == session);
            if let Some(recall) = known {
                recall.on = *day;
            }
        }
        self
    }

    /// The reviews and mocks that would not come after the study any more if it were on this day, and that the planner
    /// may move; by day.
    #[must_use]
    pub fn overtaken(&self, to: Day) -> Vec<SessionId> {
        if !self.open || !self.has(SessionKind::Study) {
            return Vec::new();
        }
        let late = self.recalls.iter().filter(|r| r.own && r.is_overtaken(to));
        let mut late: Vec<_> = late.map(|r| (r.on, r.session)).collect();
        late.sort_unstable();
        late.into_iter().map(|(_, id)| id.clone()).collect()
    }

    /// The last day of study if it were put on this day.
    #[must_use]
    pub fn complete_on(&self, to: Day) -> Option<Day> {
        match self.has(SessionKind::Study) {
            true => self.studied.max(Some(to)),
            false => self.studied,
        }
    }

    /// What the day holds with it, and the time there is on the day.
    #[must_use]
    pub fn load(&self, to: Day) -> (Minutes, Minutes) {
        let base = self.base;
        let mut load = self.minutes;
        for session in self.others(to) {
            load += rest(session);
        }
        if to == base.today {
            load += base.spent_today;
        }
        (load, base.plan.availability.minutes(to))
    }

    /// What it would break or strain on this day, most serious first. Empty: it fits.
    #[must_use]
    pub fn on(&self, to: Day) -> Vec<Break> {
        let base = self.base;
        let mut found = Vec::new();
        if to < base.today {
            found.push(Break {
                weight: Weight::Breaks,
                what: What::Past,
            });
            return found;
        }
        let start = base.plan.start_on;
        let mut add = |weight: Weight, what: What| found.push(Break { weight, what });
        if to < start {
            add(Weight::Breaks, What::BeforeStart { start });
        }
        let late = self.interviews(to, &mut add);
        if self.has(SessionKind::Study) {
            self.order(to, &mut add);
        }
        self.recall(to, &mut add);
        if !late {
            self.readiness(to, &mut add);
        }
        if !base.aims.iter().any(|aim| aim.on == to) {
            self.time(to, &mut add);
        }
        self.counting(to, &mut add);
        self.own(to, &mut add);
        found.sort();
        found
    }

    fn has(&self, kind: SessionKind) -> bool {
        self.counts.get(place(kind)).is_some_and(|&n| n > 0)
    }

    /// What else is to come on a day.
    fn others(&self, day: Day) -> impl Iterator<Item = &Session> {
        let ids = self.base.index.day(day).sessions.iter();
        ids.filter(|id| !self.ids.contains(id))
            .filter_map(|id| self.base.plan.sessions.get(id))
            .filter(|s| s.outcome == Outcome::Planned)
            .map(|s| &**s)
    }
}
