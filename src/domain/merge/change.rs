//! What a difference between two plans is: its place, what it is called, what it was and what it is.
//!
//! Not here: how differences are found (`changes.rs`).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::field::NOTHING;
use crate::domain::plan::Plan;

/// The place of a change in a plan: a table, a row, a field, and what lies in that, with slashes between. It names the
/// same place for ever; it is not for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(Arc<str>);

impl ChangeId {
    /// From its text.
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// As text: `items/paper.gpt-3/status`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The table, the row, the field and so on.
    pub fn way(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in a plan something is, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableName {
    /// The plan's own name, first day and timer.
    Plan,
    /// Interviews.
    Interviews,
    /// The time of each weekday.
    Week,
    /// Days with more or less time than their weekday has.
    Days,
    /// Busy times.
    Busy,
    /// What the planner keeps to.
    Rules,
    /// The steps of the path.
    Steps,
    /// Items with their parts.
    Items,
    /// Links between items.
    Links,
    /// Sessions: the schedule and the log.
    Sessions,
    /// What the schedule leaves out.
    Cuts,
    /// What is asked from memory.
    Prompts,
    /// How the answers went.
    Reviews,
    /// Design sessions.
    Runs,
}

impl TableName {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 14] = [
        Self::Plan,
        Self::Interviews,
        Self::Week,
        Self::Days,
        Self::Busy,
        Self::Rules,
        Self::Steps,
        Self::Items,
        Self::Links,
        Self::Sessions,
        Self::Cuts,
        Self::Prompts,
        Self::Reviews,
        Self::Runs,
    ];

    /// As a heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "Plan",
            Self::Interviews => "Interviews",
            Self::Week => "Weekly time",
            Self::Days => "Days",
            Self::Busy => "Busy times",
            Self::Rules => "Planning rules",
            Self::Steps => "Steps",
            Self::Items => "Items",
            Self::Links => "Links",
            Self::Sessions => "Sessions",
            Self::Cuts => "Left out",
            Self::Prompts => "Prompts",
            Self::Reviews => "Ratings",
            Self::Runs => "Design sessions",
        }
    }

    /// Where the fields of a plan belong, by the field and, within the user's time, the field there.
    pub(super) fn of(field: &str, within: Option<&str>) -> Self {
        match (field, within) {
            ("interviews", _) => Self::Interviews,
            ("availability", Some("exceptions")) => Self::Days,
            ("availability", Some("busy")) => Self::Busy,
            ("availability", _) => Self::Week,
            ("rules", _) => Self::Rules,
            ("steps", _) => Self::Steps,
            ("items", _) => Self::Items,
            ("links", _) => Self::Links,
            ("sessions", _) => Self::Sessions,
            ("cuts", _) => Self::Cuts,
            ("prompts", _) => Self::Prompts,
            ("reviews", _) => Self::Reviews,
            ("runs", _) => Self::Runs,
            _ => Self::Plan,
        }
    }
}

/// What became of a row or a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The row is new.
    Added,
    /// The row is gone.
    Removed,
    /// A field of it is different.
    Changed {
        /// What the field is called: “estimate”, “part “Chapter 2”, ticked”.
        field: String,
        /// What it was, in words: “2 h”; “–” for nothing.
        before: String,
        /// What it is.
        after: String,
    },
}

/// One difference that can be taken back by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place.
    pub id: ChangeId,
    /// Where in the plan it is.
    pub table: TableName,
    /// What its row is called: an item's title, “‘GPT-3’ on Fri 4 Dec”.
    pub title: String,
    /// What became of it.
    pub what: What,
    /// Whether both sides say something, and not the same: worth a look.
    pub conflict: bool,
    /// Further differences that are taken or refused with it: the other dates of a series.
    pub also: Vec<ChangeId>,
    /// Where the plan has the same already: “already in your plan, under Books”. It is left out unless the user takes it.
    pub twin: Option<String>,
    /// A list of titles has another title than the user gave the item: theirs stays unless they take the list's.
    pub own_title: bool,
}

impl Changes {
    /// What they are about, in a few words: “‘GPT-3’, 2 sessions”; empty where nothing differs.
    pub fn in_short(&self) -> String {
        let titles = |table: TableName| -> BTreeSet<&str> {
            let of = self.list.iter().filter(|change| change.table == table);
            of.map(|change| change.title.as_str()).collect()
        };
        let tables: BTreeSet<TableName> = self.list.iter().map(|change| change.table).collect();
        let said = tables.into_iter().map(|table| {
            let titles = titles(table);
            match (table, titles.len()) {
                (TableName::Items, 1) => format!("‘{}’", titles.into_iter().collect::<String>()),
                (TableName::Items, n) => format!("{n} items"),
                (TableName::Sessions, 1) => "1 session".to_owned(),
                (TableName::Sessions, n) => format!("{n} sessions"),
                (TableName::Prompts, 1) => "1 prompt".to_owned(),
                (TableName::Prompts, n) => format!("{n} prompts"),
                (TableName::Plan, _) => {
                    let fields = self.list.iter().filter(|change| change.table == table);
                    let fields: BTreeSet<&str> = fields
                        .filter_map(|change| match &change.what {
                            What::Changed { field, .. } => Some(field.as_ref()),
                            What::Added | What::Removed => None,
                        })
                        .collect();
                    fields.into_iter().collect::<Vec<_>>().join(", ")
                }
                _ => table.name().to_lowercase(),
            }
        });
        said.collect::<Vec<_>>().join(", ")
    }
}

impl Change {
    /// In one line: “GPT-3: estimate: 2 h → 3 h”, “Added GPT-3”.
    pub fn in_words(&self) -> String {
        match &self.what {
            What::Added if self.twin.is_some() => {
                let place = self.twin.as_deref().unwrap_or_default();
                format!("{}: {place}", self.title)
            }
            What::Added => format!("Added {}", self.title),
            What::Removed => format!("Removed {}", self.title),
            What::Changed {
                field,
                before,
                after,
            } => format!("{}: {field}: {}", self.title, said(before, after)),
        }
    }
}

/// “2 h → 3 h”; of notes the lines that went and those that came: “− read it ⏎ + read it twice”.
pub fn said(before: &str, after: &str) -> String {
    let (gone, new) = (before.starts_with("− "), after.starts_with("+ "));
    match (gone, new) {
        (true, true) => format!("{before} ⏎ {after}"),
        (false, true) if before == NOTHING => after.to_owned(),
        (true, false) if after == NOTHING => before.to_owned(),
        _ => format!("{before} → {after}"),
    }
}

/// All that differs between two plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// By table, then in the order of the ids.
    pub list: Vec<Change>,
    /// How many rows are the same in both; of an import: how many of its own.
    pub same: usize,
}

impl Changes {
    /// Whether there is nothing that a person would see.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many are worth a look.
    pub fn conflicts(&self) -> usize {
        self.list.iter().filter(|change| change.conflict).count()
    }

    /// What is left out unless the user takes it.
    pub fn left_out(&self) -> BTreeSet<ChangeId> {
        let kept = |change: &&Change| change.twin.is_some() || change.own_title;
        let kept = self.list.iter().filter(kept);
        kept.map(|change| change.id.clone()).collect()
    }

    /// How many items are left out because the plan has them already: “21 are already in your plan under other steps or
    /// titles: left out”. None where there are none.
    pub fn twins_in_words(&self) -> Option<String> {
        let twin = |c: &&Change| c.twin.is_some() && c.table == TableName::Items;
        match self.list.iter().filter(twin).count() {
            0 => None,
            1 => Some("1 is already in your plan under another step or title: left out".to_owned()),
            n => Some(format!(
                "{n} are already in your plan under other steps or titles: left out"
            )),
        }
    }

    /// All that is refused with these: the other dates of a series go with the one that stands for it.
    pub fn with_their_series(&self, refused: &BTreeSet<ChangeId>) -> BTreeSet<ChangeId> {
        let of = |change: &&Change| refused.contains(&change.id);
        let also = self.list.iter().filter(of).flat_map(|c| &c.also);
        refused.iter().chain(also).cloned().collect()
    }

    /// “3 added, 2 changed, 1 removed, 120 the same”. What is left out is not counted.
    pub fn summary(&self) -> String {
        let list = || self.list.iter().filter(|change| change.twin.is_none());
        let count = |of: fn(&What) -> bool| list().filter(|c| of(&c.what)).count();
        let parts = [
            (count(|what| *what == What::Added), "added"),
            (
                count(|what| matches!(what, What::Changed { .. })),
                "changed",
            ),
            (count(|what| *what == What::Removed), "removed"),
            (self.same, "the same"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        if parts.is_empty() {
            return "nothing changed".to_owned();
        }
        parts.join(", ")
    }
}

/// What an import or a merge would make of a plan: shown first, chosen from, then taken as one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The plan with everything taken.
    pub after: Plan,
    /// How it differs from the plan there is.
    pub changes: Changes,
}
