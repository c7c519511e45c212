//! How any field of a plan is said, compared and copied. The record macro does it for records, field by field; this module
//! has the traits, and the walk through two plans that collects what differs.
//!
//! Not here: each sort of field (`values.rs`, `lists.rs`, `tables.rs`).

use std::borrow::Cow;

use super::change::{Change, Changes, What};
use super::names::Names;
use super::three::Three;
use super::way::Way;

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

    /// One value of two versions of it, and of what both came from where that is known. By default what only one side
    /// changed counts; where both did, ours does, and that is reported.
    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        three.choose(base, ours, theirs)
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

    /// One record of two, field by field.
    fn merge_fields(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>)
    -> Self;

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
        "units" => "pages or problems done",
        "ended_at" => "ended",
        "why" => "why it is there",
        "buffer_days" => "buffer days",
        "weights" => "weight of",
        "runs" => "design sessions",
        "running_since" => "clock runs since",
        "next_steps" => "next steps",
        "compared" => "ticked comparisons",
        "follow_up" => "follow-up",
        "rhythm" => "focus and breaks",
        "limits" => "most cards in",
        "weeks" => "looking back on",
        "example" => "an example",
        "line" => "your line",
        "decision" => "what you decided",
        "logistics" => "what to bring",
        "eve_done" => "ticked for the evening before",
        "round" => "what it asks about",
        "place" => "where",
        "cuts" => "left out by the schedule",
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
        "target_recall" => "recall to aim at, per mille",
        "fsrs" => "numbers of the memory model",
        "max_prompts" => "most prompts a day",
        "ask" => "question",
        "at" => "when",
        "grade" => "how it went",
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

/// The way through two versions of a plan, and what was found to differ on it.
pub struct Walk<'a> {
    names: Names<'a>,
    way: Way,
    list: Vec<Change>,
    same: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(names: Names<'a>) -> Self {
        Self {
            names,
            way: Way::default(),
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
        self.way.enter(field);
    }

    /// Goes back.
    pub fn leave(&mut self) {
        self.way.leave();
    }

    /// The way itself, to go on to rows and entries of lists.
    pub(super) fn way(&mut self) -> &mut Way {
        &mut self.way
    }

    /// So many rows are the same.
    pub(super) fn count_same(&mut self, rows: usize) {
        self.same += rows;
    }

    /// What is here differs.
    pub fn changed(&mut self, before: String, after: String) {
        self.found(What::Changed {
            field: self.way.field(),
            before: cut(before),
            after: cut(after),
        });
    }

    /// A change is here.
    pub(super) fn found(&mut self, what: What) {
        self.list.push(Change {
            id: self.way.id(),
            table: self.way.table(),
            title: self.way.title(),
            what,
            conflict: false,
            also: Vec::new(),
            twin: None,
            own_title: false,
        });
    }

    pub(super) fn done(self) -> Changes {
        Changes {
            list: self.list,
            same: self.same,
        }
    }
}

/// Cut to a length that fits a line or two.
pub(super) fn cut(words: String) -> String {
    if words.chars().nth(MAX_WORDS).is_none() {
        return words;
    }
    let mut cut: String = words.chars().take(MAX_WORDS).collect();
    cut.push('…');
    cut
}
