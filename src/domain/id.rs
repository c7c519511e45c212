//! Typed, stable identifiers. Built-in things have readable slugs (`paper.gpt-3`); what a user creates gets a random
//! suffix where it is made (`state/env.rs`), so that two copies of one plan can be merged.
//!
//! Not here: how an id is drawn at random.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest id, in bytes.
pub const MAX_ID_BYTES: usize = 120;

/// An identifier of a `K`: 1 to [`MAX_ID_BYTES`] bytes of `a-z 0-9 . - _ > +`. Cheap to clone.
pub struct Id<K> {
    text: Arc<str>,
    of: PhantomData<fn() -> K>,
}

/// Marker types, one a table.
pub mod kind {
    /// Marks [`super::PlanId`].
    pub enum Plan {}
    /// Marks [`super::StepId`].
    pub enum Step {}
    /// Marks [`super::ItemId`].
    pub enum Item {}
    /// Marks [`super::PartId`].
    pub enum Part {}
    /// Marks [`super::LinkId`].
    pub enum Link {}
    /// Marks [`super::InterviewId`].
    pub enum Interview {}
    /// Marks [`super::SessionId`].
    pub enum Session {}
    /// Marks [`super::BusyId`].
    pub enum Busy {}
    /// Marks [`super::PromptId`].
    pub enum Prompt {}
    /// Marks [`super::ReviewId`].
    pub enum Review {}
    /// Marks [`super::RunId`].
    pub enum Run {}
    /// Marks [`super::StageId`].
    pub enum Stage {}
}

/// Names one plan for ever, wherever its file is moved.
pub type PlanId = Id<kind::Plan>;
/// Names a step of the path: `fundamentals`.
pub type StepId = Id<kind::Step>;
/// Names an item: `paper.gpt-3`.
pub type ItemId = Id<kind::Item>;
/// Names a part within its item: `ch-02`.
pub type PartId = Id<kind::Part>;
/// Names a link; made of its two ends and its relation, so equal links are one link.
pub type LinkId = Id<kind::Link>;
/// Names an interview.
pub type InterviewId = Id<kind::Interview>;
/// Names a session; it stays the same when the session moves.
pub type SessionId = Id<kind::Session>;
/// Names a busy time; it stays the same when the busy time moves.
pub type BusyId = Id<kind::Busy>;
/// Names a recall prompt; one of the path begins with its item's id: `topic.statistics.bayes-rule`.
pub type PromptId = Id<kind::Prompt>;
/// Names one rated answer.
pub type ReviewId = Id<kind::Review>;
/// Names a design session.
pub type RunId = Id<kind::Run>;
/// Names a stage within its design session: `estimate`.
pub type StageId = Id<kind::Stage>;

/// Why a text is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is no id: use 1 to {MAX_ID_BYTES} of a–z, 0–9, dot, dash, underscore, + and >")]
pub struct IdError {
    text: String,
}

impl<K> Id<K> {
    /// Reads an id.
    ///
    /// # Errors
    /// Where the text is empty, too long, or has a character that ids do not have.
    pub fn new(text: &str) -> Result<Self, IdError> {
        let fine =
            |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'>' | b'+');
        if text.is_empty() || text.len() > MAX_ID_BYTES || !text.bytes().all(fine) {
            let text = text.chars().take(60).collect();
            return Err(IdError { text });
        }
        Ok(Self {
            text: text.into(),
            of: PhantomData,
        })
    }

    /// An id from any words: lower case, what does not fit becomes a dash, cut to length, `x` where nothing is left.
    pub fn slug(words: &str) -> Self {
        let mut text = String::with_capacity(words.len().min(MAX_ID_BYTES));
        let mut take = |c: char| {
            match c {
                'a'..='z' | '0'..='9' | '.' | '_' | '>' | '+' => text.push(c),
                _ if !text.is_empty() && !text.ends_with('-') => text.push('-'),
                _ => {}
            }
            text.len() < MAX_ID_BYTES
        };
        if words.is_ascii() {
            let _ = words.bytes().all(|b| take(b.to_ascii_lowercase().into()));
        } else {
            let _ = words.chars().flat_map(char::to_lowercase).all(take);
        }
        let text = text.trim_matches('-');
        let text = if text.is_empty() { "x" } else { text };
        Self {
            text: text.into(),
            of: PhantomData,
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        Self {
            text: Arc::clone(&self.text),
            of: PhantomData,
        }
    }
}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.text)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::record::text(deserializer, "an id", Self::new)
    }
}
