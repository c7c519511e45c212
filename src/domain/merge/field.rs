//! How any field of a plan is said, compared and copied. The record macro does it for records, field by field; this module
//! has the traits, and the walk through two plans that collects what differs.
//!
//! Not here: each sort of field (`values.rs`, `lists.rs`, `tables.rs`).

use std::borrow::Cow;

use super::change::{Change, ChangeId, TableName, What};
use super::names::Names;

/// The longest value in words, in characters.
const MAX_WORDS: usize = 300;
/// What is said where there is nothing.
pub const NOTHING: &str = "–";

/// Something that a record can have.
pub trait Field: Clone + PartialEq {
    /// What it says, in words that a person understands; [`NOTHING`] where that is nothing.
    fn words(&self, names: &Names<'_>) -> String;

    /// Tells the walk what differs. By default the field as a whole.
    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before != after {
            let words = (before.words(walk.names()), after.words(walk.names()));
            walk.changed(words.0, words.1);
        }
    }

    /// Becomes what it is in `from`, as a whole or, where the way goes on, in one place.
    fn take(&mut self, from: &Self, _way: &[&str]) {
        *self = from.clone();
    }
}

/// What the record macro knows of a record: its fields, once and for all.
pub trait Record: Clone + PartialEq {
    /// The names of its fields, as in files.
    const FIELDS: &'static [&'static str];

    /// Tells the walk what differs, field by field.
    fn differ_in_fields(before: &Self, after: &Self, walk: &mut Walk<'_>);

    /// One field becomes what it is in `from`.
    fn take_field(&mut self, from: &Self, field: &str, way: &[&str]);

    /// The fields with what they say.
    fn fields_in_words(&self, names: &Names<'_>) -> Vec<(&'static str, String)>;
}

/// A record inside another in words: “requirements: Who posts?; kind: plain”.
pub fn record_in_words(record: &impl Record, names: &Names<'_>) -> String {
    let said: Vec<String> = record
        .fields_in_words(names)
        .into_iter()
        .filter(|(_, words)| words != NOTHING)
        .map(|(field, words)| format!("{}: {words}", field_name(field)))
        .collect();
    if said.is_empty() {
        return NOTHING.to_owned();
    }
    said.join("; ")
}

/// What a field is called.
pub fn field_name(field: &str) -> Cow<'_, str> {
    let name = match field {
        "start_on" => "first study day",
        "on" => "date",
        "short" => "short title",
        "byline" => "authors",
        "sequence" => "list",
        "order" => "place in the step",
        "group" => "heading",
        "urls" => "web links",
        "brief" => "design brief",
        "ml" => "machine-learning part",
        "functional" => "functional requirements",
        "non_functional" => "non-functional requirements",
        "numbers" => "scale numbers",
        "deep_dives" => "deeper questions",
        "depth_fixed" => "depth chosen by you",
        "done_at" => "finished",
        "done_on" => "ticked",
        "rating" => "how well you know it",
        "minutes" => "length",
        "spent" => "time spent",
        "ended_at" => "ended",
        "why" => "why it is there",
        "buffer_days" => "buffer days",
        "weights" => "weight of",
        "round" => "what it asks about",
        "place" => "where",
        "relation" => "how they bear on each other",
        "familiarity" => "how well you knew it",
        "all_day" => "all day",
        "source" => "from another calendar",
        "start" => "begins",
        "max_items" => "most study sessions a day",
        "max_reviews" => "most reviews a day",
        "max_item_reviews" => "most reviews of one item",
        "min_session" => "shortest session",
        "review" => "length of a review",
        "mon" => "Monday",
        "tue" => "Tuesday",
        "wed" => "Wednesday",
        "thu" => "Thursday",
        "fri" => "Friday",
        "sat" => "Saturday",
        "sun" => "Sunday",
        other if other.contains('_') => return Cow::Owned(other.replace('_', " ")),
        other => other,
    };
    Cow::Borrowed(name)
}

/// A step of the way: as it stands in the change's id, and as people call it (empty: not said).
struct Segment {
    id: Cow<'static, str>,
    label: Option<String>,
}

/// The way through two versions of a plan, and what was found to differ on it.
pub struct Walk<'a> {
    names: Names<'a>,
    way: Vec<Segment>,
    title: Option<String>,
    list: Vec<Change>,
    same: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(names: Names<'a>) -> Self {
        Self {
            names,
            way: Vec::new(),
            title: None,
            list: Vec::new(),
            same: 0,
        }
    }

    /// What things are called.
    pub fn names(&self) -> &Names<'a> {
        &self.names
    }

    /// Goes into a field.
    pub fn enter(&mut self, field: &'static str) {
        self.way.push(Segment {
            id: Cow::Borrowed(field),
            label: None,
        });
    }

    /// Goes into one entry of a list, which is said in the place of the list.
    pub(super) fn enter_entry(&mut self, id: String, label: String) {
        self.way.push(Segment {
            id: Cow::Owned(id),
            label: Some(label),
        });
    }

    /// Goes back.
    pub fn leave(&mut self) {
        self.way.pop();
    }

    /// Goes into a row of a table.
    pub(super) fn enter_row(&mut self, id: String, title: String) {
        self.title = Some(title);
        self.way.push(Segment {
            id: Cow::Owned(id),
            label: Some(String::new()),
        });
    }

    /// Goes back to the table.
    pub(super) fn leave_row(&mut self) {
        self.title = None;
        self.way.pop();
    }

    /// So many rows are the same.
    pub(super) fn count_same(&mut self, rows: usize) {
        self.same += rows;
    }

    /// What is here differs.
    pub fn changed(&mut self, before: String, after: String) {
        let what = What::Changed {
            field: self.field(),
            before: cut(before),
            after: cut(after),
        };
        self.push(what);
    }

    /// The row is new, or gone.
    pub(super) fn row(&mut self, what: What) {
        self.push(what);
    }

    fn push(&mut self, what: What) {
        let mut segments = self.way.iter().map(|segment| &*segment.id);
        let first = segments.next().unwrap_or_default();
        let table = TableName::of(first, segments.next());
        let id: Vec<&str> = self.way.iter().map(|segment| &*segment.id).collect();
        let title = self
            .title
            .clone()
            .unwrap_or_else(|| table.name().to_owned());
        self.list.push(Change {
            id: ChangeId::new(&id.join("/")),
            table,
            title,
            what,
            conflict: false,
        });
    }

    /// “estimate”, “part “Chapter 2”, ticked”.
    fn field(&self) -> String {
        let mut said: Vec<Cow<'_, str>> = Vec::new();
        for (n, segment) in self.way.iter().enumerate() {
            match &segment.label {
                // An entry of a list is said in the place of the list.
                Some(label) => {
                    said.pop();
                    said.push(Cow::Borrowed(label));
                }
                // The table says this much.
                None if (n == 0 && self.way.len() > 1) || segment.id == "weekly" => {}
                None => said.push(field_name(&segment.id)),
            }
        }
        said.retain(|word| !word.is_empty());
        said.join(", ")
    }

    pub(super) fn done(self) -> super::change::Changes {
        super::change::Changes {
            list: self.list,
            same: self.same,
        }
    }
}

/// Cut to a length that fits a line or two.
fn cut(words: String) -> String {
    if words.chars().nth(MAX_WORDS).is_none() {
        return words;
    }
    let mut cut: String = words.chars().take(MAX_WORDS).collect();
    cut.push('…');
    cut
}
