//! What a proposed schedule changes: for the preview before it is applied, and for one line that sums it up.
//!
//! Not here: making the schedule (`entry`), the words (`ui`).

use std::collections::BTreeSet;

use crate::domain::{
    Cut, Day, Depth, ItemId, Minutes, Outcome, Plan, Schedule, SessionId, SessionKind,
};

/// One thing that a proposed schedule changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A session goes to another day; from a day before today: it was missed. Its length may change with it.
    Moved {
        /// The session.
        session: SessionId,
        /// What is studied.
        item: ItemId,
        /// How.
        kind: SessionKind,
        /// The day it was on.
        from: Day,
        /// The day it goes to.
        to: Day,
    },
    /// A session stays on its day with another length.
    Resized {
        /// The session.
        session: SessionId,
        /// What is studied.
        item: ItemId,
        /// Its day.
        on: Day,
        /// Its length before.
        from: Minutes,
        /// Its length after.
        to: Minutes,
    },
    /// A new session.
    Added {
        /// The session.
        session: SessionId,
        /// What is studied.
        item: ItemId,
        /// How.
        kind: SessionKind,
        /// Its day.
        on: Day,
        /// Its length.
        minutes: Minutes,
    },
    /// A session goes.
    Removed {
        /// The session.
        session: SessionId,
        /// What would have been studied.
        item: ItemId,
        /// How.
        kind: SessionKind,
        /// Its day; before today: it was missed.
        on: Day,
        /// Its length.
        minutes: Minutes,
    },
    /// An item is left out that was not before.
    Cut {
        /// The item.
        item: ItemId,
        /// Why, and what it would need.
        cut: Cut,
    },
    /// An item that was left out is planned again.
    Restored {
        /// The item.
        item: ItemId,
    },
    /// An item that is planned before and after gets another depth.
    Depth {
        /// The item.
        item: ItemId,
        /// Its depth before.
        from: Depth,
        /// Its depth after.
        to: Depth,
    },
}

/// What kind of change it is, in the order in which people want to read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A session that did not take place: where it goes now, or that it is not needed any more.
    Missed,
    /// A session ahead that goes to another day.
    Moved,
    /// A session that stays on its day with another length.
    Resized,
    /// An item that fits again.
    Restored,
    /// A session that comes in.
    Added,
    /// A session ahead that goes.
    Removed,
    /// An item that is left out from now on.
    Cut,
    /// An item that gets another depth.
    Depth,
}

impl Group {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Missed,
        Self::Moved,
        Self::Resized,
        Self::Restored,
        Self::Added,
        Self::Removed,
        Self::Cut,
        Self::Depth,
    ];
}

impl Change {
    /// What kind of change it is, seen from `today`.
    #[must_use]
    pub fn group(&self, today: Day) -> Group {
        match self {
            Self::Moved { from, .. } if *from < today => Group::Missed,
            Self::Removed { on, .. } if *on < today => Group::Missed,
            Self::Moved { .. } => Group::Moved,
            Self::Resized { .. } => Group::Resized,
            Self::Added { .. } => Group::Added,
            Self::Removed { .. } => Group::Removed,
            Self::Cut { .. } => Group::Cut,
            Self::Restored { .. } => Group::Restored,
            Self::Depth { .. } => Group::Depth,
        }
    }

    /// The session it is about, where it is about one.
    #[must_use]
    pub fn session(&self) -> Option<&SessionId> {
        match self {
            Self::Moved { session, .. }
            | Self::Resized { session, .. }
            | Self::Added { session, .. }
            | Self::Removed { session, .. } => Some(session),
            Self::Cut { .. } | Self::Restored { .. } | Self::Depth { .. } => None,
        }
    }

    /// The item it is about.
    #[must_use]
    pub fn item(&self) -> &ItemId {
        match self {
            Self::Moved { item, .. }
            | Self::Resized { item, .. }
            | Self::Added { item, .. }
            | Self::Removed { item, .. }
            | Self::Cut { item, .. }
            | Self::Restored { item }
            | Self::Depth { item, .. } => item,
        }
    }

    /// The day it is about: the new day of what moves; none for what concerns an item as a whole.
    #[must_use]
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::Moved { to, .. } => Some(*to),
            Self::Resized { on, .. } | Self::Added { on, .. } | Self::Removed { on, .. } => {
                Some(*on)
            }
            Self::Cut { .. } | Self::Restored { .. } | Self::Depth { .. } => None,
        }
    }
}

/// What a proposed schedule changes in a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanDiff {
    changes: Vec<Change>,
    kept: usize,
}

impl PlanDiff {
    /// Compares the sessions ahead (and the missed ones), the cuts and the depths of `plan` with a schedule made for
    /// `today`.
    #[must_use]
    pub fn between(plan: &Plan, schedule: &Schedule, today: Day) -> Self {
        let mut diff = Self::default();
        diff.read_sessions(plan, schedule, today);
        diff.changes
            .sort_by_cached_key(|c| (c.day(), c.item().clone()));
        for cut in schedule.cuts.iter() {
            if !plan.cuts.contains(&cut.item) {
                diff.changes.push(Change::Cut {
                    item: cut.item.clone(),
                    cut: (**cut).clone(),
                });
            }
        }
        for item in plan.cuts.keys() {
            let back = !schedule.cuts.contains(item);
            if back && schedule.sessions.iter().any(|s| s.item == *item) {
                diff.changes.push(Change::Restored { item: item.clone() });
            }
        }
        for (id, &to) in &schedule.depths {
            let Some(item) = plan.items.get(id) else {
                continue;
            };
            let left_out = schedule.cuts.contains(id) || plan.cuts.contains(id);
            if !item.depth_fixed && item.depth != to && !left_out {
                diff.changes.push(Change::Depth {
                    item: id.clone(),
                    from: item.depth,
                    to,
                });
            }
        }
        diff
    }

    fn read_sessions(&mut self, plan: &Plan, schedule: &Schedule, today: Day) {
        let mut seen: BTreeSet<&SessionId> = BTreeSet::new();
        for new in &schedule.sessions {
            seen.insert(&new.id);
            let (session, item, kind) = (new.id.clone(), new.item.clone(), new.kind);
            let Some(old) = plan.sessions.get(&new.id) else {
                self.changes.push(Change::Added {
                    session,
                    item,
                    kind,
                    on: new.on,
                    minutes: new.minutes,
                });
                continue;
            };
            if old.on != new.on {
                self.changes.push(Change::Moved {
                    session,
                    item,
                    kind,
                    from: old.on,
                    to: new.on,
                });
            } else if old.minutes != new.minutes {
                self.changes.push(Change::Resized {
                    session,
                    item,
                    on: new.on,
                    from: old.minutes,
                    to: new.minutes,
                });
            } else {
                self.kept += 1;
            }
        }
        let timed = plan.timer.as_ref().map(|timer| &timer.session);
        for old in plan.sessions.iter() {
            let stays = old.outcome != Outcome::Planned
                || old.spent > Minutes::ZERO
                || (old.pinned && old.on >= today)
                || timed == Some(&old.id);
            if !stays && !seen.contains(&old.id) {
                self.changes.push(Change::Removed {
                    session: old.id.clone(),
                    item: old.item.clone(),
                    kind: old.kind,
                    on: old.on,
                    minutes: old.minutes,
                });
            }
        }
    }

    /// All changes: sessions by day first, then cuts, what comes back, and depths.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether applying the schedule changes nothing that one can see.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    fn count(&self, which: impl Fn(&Change) -> bool) -> usize {
        self.changes.iter().filter(|change| which(change)).count()
    }

    /// How many sessions go to another day.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.count(|c| matches!(c, Change::Moved { .. }))
    }

    /// How many sessions go to another day that were not missed.
    #[must_use]
    pub fn moved_ahead(&self, today: Day) -> usize {
        self.count(|c| matches!(c, Change::Moved { from, .. } if *from >= today))
    }

    /// How many changes of a kind there are.
    #[must_use]
    pub fn of(&self, group: Group, today: Day) -> usize {
        self.count(|c| c.group(today) == group)
    }

    /// How many sessions stay on their day with another length.
    #[must_use]
    pub fn resized(&self) -> usize {
        self.count(|c| matches!(c, Change::Resized { .. }))
    }

    /// How many sessions are new.
    #[must_use]
    pub fn added(&self) -> usize {
        self.count(|c| matches!(c, Change::Added { .. }))
    }

    /// How many sessions go.
    #[must_use]
    pub fn removed(&self) -> usize {
        self.count(|c| matches!(c, Change::Removed { .. }))
    }

    /// How many items are left out that were not before.
    #[must_use]
    pub fn newly_cut(&self) -> usize {
        self.count(|c| matches!(c, Change::Cut { .. }))
    }

    /// How many items are planned again that were left out.
    #[must_use]
    pub fn restored(&self) -> usize {
        self.count(|c| matches!(c, Change::Restored { .. }))
    }

    /// How many items get another depth.
    #[must_use]
    pub fn depth_changes(&self) -> usize {
        self.count(|c| matches!(c, Change::Depth { .. }))
    }

    /// How many sessions ahead stay exactly as they are.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.kept
    }
}
