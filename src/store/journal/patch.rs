//! What makes one plan into another: the rows that are new or different, whole, and the names of those that are gone.
//! Only new values are kept: the old ones are in the plan that the patch is for.
//!
//! Rows that both plans share in memory are not looked into, so a patch costs little however large the plan is.
//!
//! Not here: how patches are kept on disk (`lines.rs`), merging (`domain/merge`).

use std::cmp::Ordering;
use std::sync::Arc;

use crate::domain::schedule::Cut;
use crate::domain::{
    Availability, Busy, BusyId, BusyTimes, Interview, InterviewId, Item, ItemId, Link, LinkId,
    Plan, Prompt, PromptId, Review, ReviewId, Row, Run, RunId, Session, SessionId, Step, StepId,
    Table,
};

crate::record! {
    not merged:
    /// The names of rows that are gone.
    #[derive(Default)]
    pub struct Gone {
        /// Interviews.
        pub interviews: Vec<InterviewId> = Vec::new(),
        /// Steps.
        pub steps: Vec<StepId> = Vec::new(),
        /// Items.
        pub items: Vec<ItemId> = Vec::new(),
        /// Links.
        pub links: Vec<LinkId> = Vec::new(),
        /// Sessions.
        pub sessions: Vec<SessionId> = Vec::new(),
        /// What was left out.
        pub cuts: Vec<ItemId> = Vec::new(),
        /// Busy times.
        pub busy: Vec<BusyId> = Vec::new(),
        /// Prompts.
        pub prompts: Vec<PromptId> = Vec::new(),
        /// Ratings.
        pub reviews: Vec<ReviewId> = Vec::new(),
        /// Design sessions.
        pub runs: Vec<RunId> = Vec::new(),
    }
}

crate::record! {
    not merged:
    /// What makes one plan into another.
    #[derive(Default)]
    pub struct Patch {
        /// The plan without its tables and busy times, where anything of that changed.
        pub head: Option<Plan> = None,
        /// Interviews, new or different.
        pub interviews: Table<Interview> = Table::default(),
        /// Steps.
        pub steps: Table<Step> = Table::default(),
        /// Items.
        pub items: Table<Item> = Table::default(),
        /// Links.
        pub links: Table<Link> = Table::default(),
        /// Sessions.
        pub sessions: Table<Session> = Table::default(),
        /// What was left out.
        pub cuts: Table<Cut> = Table::default(),
        /// Busy times.
        pub busy: Table<Busy> = Table::default(),
        /// Prompts.
        pub prompts: Table<Prompt> = Table::default(),
        /// Ratings.
        pub reviews: Table<Review> = Table::default(),
        /// Design sessions.
        pub runs: Table<Run> = Table::default(),
        /// What is gone.
        pub gone: Gone = Gone::default(),
    }
}

/// The plan without its tables and busy times.
fn head(plan: &Plan) -> Plan {
    Plan {
        interviews: Table::default(),
        availability: Availability {
            busy: BusyTimes::default(),
            ..plan.availability.clone()
        },
        steps: Table::default(),
        items: Table::default(),
        links: Table::default(),
        sessions: Table::default(),
        cuts: Table::default(),
        prompts: Table::default(),
        reviews: Table::default(),
        runs: Table::default(),
        ..plan.clone()
    }
}

/// The rows of `after` that are not in `before` as they are, and the names of those that are only in `before`. Both come
/// in the order of their names.
fn differ<'a, T: Row + PartialEq + 'a>(
    before: impl Iterator<Item = &'a Arc<T>>,
    after: impl Iterator<Item = &'a Arc<T>>,
) -> (Table<T>, Vec<T::Key>) {
    let (mut put, mut gone) = (Table::default(), Vec::new());
    let (mut before, mut after) = (before.peekable(), after.peekable());
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return (put, gone),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => {
                before.next();
                after.next();
                continue;
            }
            (Some(old), Some(new)) => old.key().cmp(&new.key()),
        };
        let old = before.next_if(|_| order != Ordering::Greater);
        let new = after.next_if(|_| order != Ordering::Less);
        match (old, new) {
            (Some(old), None) => gone.push(old.key()),
            (Some(old), Some(new)) if old == new => {}
            (_, Some(new)) => put.put_shared(Arc::clone(new)),
            (None, None) => return (put, gone),
        }
    }
}

fn change<T: Row>(table: &mut Table<T>, put: &Table<T>, gone: &[T::Key]) {
    for key in gone {
        table.remove(key);
    }
    for row in put.iter() {
        table.put_shared(Arc::clone(row));
    }
}

impl Patch {
    /// What makes `before` into `after`.
    pub fn between(before: &Plan, after: &Plan) -> Self {
        let mut patch = Self::default();
        let (old, new) = (head(before), head(after));
        if old != new {
            patch.head = Some(new);
        }
        macro_rules! table {
            ($($name:ident),*) => { $(
                if !before.$name.same(&after.$name) {
                    (patch.$name, patch.gone.$name) = differ(before.$name.iter(), after.$name.iter());
                }
            )* };
        }
        table!(
            interviews, steps, items, links, sessions, cuts, prompts, reviews, runs
        );
        let (busy, gone) = differ(
            before.availability.busy.iter(),
            after.availability.busy.iter(),
        );
        (patch.busy, patch.gone.busy) = (busy, gone);
        patch
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The plan that it makes of another. What is gone already stays gone.
    pub fn apply(&self, to: &Plan) -> Plan {
        let mut plan = match &self.head {
            None => to.clone(),
            Some(head) => {
                let mut plan = head.clone();
                plan.availability.busy = to.availability.busy.clone();
                macro_rules! keep {
                    ($($name:ident),*) => { $( plan.$name = to.$name.clone(); )* };
                }
                keep!(
                    interviews, steps, items, links, sessions, cuts, prompts, reviews, runs
                );
                plan
            }
        };
        macro_rules! table {
            ($($name:ident),*) => { $(
                change(&mut plan.$name, &self.$name, &self.gone.$name);
            )* };
        }
        table!(
            interviews, steps, items, links, sessions, cuts, prompts, reviews, runs
        );
        for id in &self.gone.busy {
            plan.availability.busy.remove(id);
        }
        if !self.busy.is_empty() {
            let there = plan.availability.busy.iter();
            let mut rows: Table<Busy> = there.map(|busy| Busy::clone(busy)).collect();
            change(&mut rows, &self.busy, &[]);
            plan.availability.busy = rows.into();
        }
        plan
    }
}
