//! Fields that are one value: texts, numbers, dates, choices.
//!
//! Not here: lists (`lists.rs`), tables (`tables.rs`).

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use super::report::Kept;
use super::three::Three;
use crate::domain::availability::Window;
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::id::{Id, kind};
use crate::domain::interview::Round;
use crate::domain::item::{BriefKind, Depth, Effort, Kind, Status, WebLink};
use crate::domain::link::Relation;
use crate::domain::path::Familiarity;
use crate::domain::recall::Grade;
use crate::domain::schedule::CutReason;
use crate::domain::session::{Outcome, SessionKind, Why};
use crate::domain::time::{Clock, Day, Minutes, Moment, Stamp};
use crate::domain::week::Decision;

/// Fields whose words are made by one expression.
macro_rules! said {
    ($( $ty:ty : |$value:ident, $names:ident| $words:expr; )*) => {$(
        impl Field for $ty {
            fn words(&self, $names: &Names<'_>) -> String {
                let $value = self;
                $words
            }
        }
    )*};
}

said! {
    String: |text, _n| if text.trim().is_empty() { NOTHING.to_owned() } else { text.clone() };
    bool: |yes, _n| if *yes { "yes" } else { "no" }.to_owned();
    u8: |number, _n| number.to_string();
    u16: |number, _n| number.to_string();
    u32: |number, _n| number.to_string();
    u64: |number, _n| number.to_string();
    i32: |number, _n| number.to_string();
    i64: |number, _n| number.to_string();
    Minutes: |minutes, _n| say_minutes(*minutes);
    Clock: |clock, _n| clock.to_string();
    Moment: |at, _n| format!("{}, {}", say_day(at.day()), at.clock());
    Stamp: |at, _n| format!("{} s after 1970", at.0);
    Depth: |depth, _n| depth_word(*depth).to_owned();
    Kind: |kind, _n| kind_word(kind).to_owned();
    BriefKind: |kind, _n| match kind {
        BriefKind::Ml => "a machine-learning system",
        BriefKind::Plain => "a plain system",
    }.to_owned();
    WebLink: |link, _n| web_words(link);
    Window: |window, _n| format!("{} from {}", say_minutes(window.minutes), window.at);
    Round: |round, _n| round.name().to_owned();
    Relation: |relation, _n| relation.forward().to_owned();
    Familiarity: |known, _n| match known {
        Familiarity::New => "new",
        Familiarity::Some => "partly known",
        Familiarity::Well => "well known",
    }.to_owned();
    Decision: |decision, _n| Decision::words(*decision).to_owned();
    SessionKind: |kind, _n| kind.name().to_owned();
    Grade: |grade, _n| grade.name().to_lowercase();
    Outcome: |outcome, _n| match outcome {
        Outcome::Planned => "planned",
        Outcome::Done => "done",
        Outcome::Skipped => "skipped",
    }.to_owned();
    Why: |why, names| why_words(why, names);
    CutReason: |reason, names| cut_words(reason, names);
    Id<kind::Step>: |id, names| names.step(id);
    Id<kind::Item>: |id, names| names.item(id);
    Id<kind::Session>: |id, names| names.session_of(id);
    Id<kind::Prompt>: |id, names| names.prompt(id);
    Id<kind::Review>: |id, _n| id.to_string();
    Id<kind::Plan>: |id, _n| id.to_string();
    Id<kind::Part>: |id, _n| id.to_string();
    Id<kind::Link>: |id, _n| id.to_string();
    Id<kind::Interview>: |id, _n| id.to_string();
    Id<kind::Busy>: |id, _n| id.to_string();
    Id<kind::Run>: |id, _n| id.to_string();
    Id<kind::Stage>: |id, _n| id.to_string();
}

/// “Fri 4 Dec”; with the year where two days are of different years.
impl Field for Day {
    fn words(&self, _: &Names<'_>) -> String {
        say_day(*self)
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before == after {
            return;
        }
        let years = before.ymd().0 != after.ymd().0;
        let say = |day: &Self| {
            if years {
                day.date().format("%a %-d %b %Y").to_string()
            } else {
                say_day(*day)
            }
        };
        walk.changed(say(before), say(after));
    }
}

impl<T: Field> Field for Option<T> {
    fn words(&self, names: &Names<'_>) -> String {
        self.as_ref()
            .map_or_else(|| NOTHING.to_owned(), |value| value.words(names))
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        match (before, after) {
            (Some(before), Some(after)) => T::differ(before, after, walk),
            (None, None) => {}
            _ => {
                let names = walk.names();
                let (old, mut new) = (before.words(names), after.words(names));
                if old == new {
                    new = "added".to_owned();
                }
                walk.changed(old, new);
            }
        }
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            let base = base.and_then(Option::as_ref);
            return Some(T::merge(base, ours, theirs, three));
        }
        // Something is kept before nothing.
        let there = |ours: &Self, _: &Self| {
            if ours.is_some() {
                Kept::Ours
            } else {
                Kept::Theirs
            }
        };
        three.choose_or(base, ours, theirs, there)
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        match (self.as_mut(), from) {
            (Some(there), Some(from)) => there.take(from, way),
            _ => self.clone_from(from),
        }
    }
}

/// Done is kept before begun, begun before to do.
impl Field for Status {
    fn words(&self, _: &Names<'_>) -> String {
        status_word(*self).to_owned()
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        three.choose_or(base, ours, theirs, |ours, theirs| {
            if further(*ours, *theirs) {
                Kept::Theirs
            } else {
                Kept::Ours
            }
        })
    }
}

/// Whether the second is further on the way from “to do” to “done”.
pub(super) fn further(from: Status, to: Status) -> bool {
    let on_the_way = |status| status != Status::Skipped;
    on_the_way(from) && on_the_way(to) && from < to
}

/// Merged depth by depth.
impl Field for Effort {
    fn words(&self, _: &Names<'_>) -> String {
        effort_words(self)
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        let Some(base) = base else {
            return three.choose(None, ours, theirs);
        };
        let mut at = |of: fn(&Self) -> Minutes, depth: &'static str| {
            three.enter(depth);
            let minutes = three.choose(Some(&of(base)), &of(ours), &of(theirs));
            three.leave();
            minutes
        };
        Self {
            lean: at(|effort| effort.lean, "lean"),
            core: at(|effort| effort.core, "core"),
            deep: at(|effort| effort.deep, "deep"),
        }
    }
}

pub(super) fn status_word(status: Status) -> &'static str {
    match status {
        Status::ToDo => "to do",
        Status::InProgress => "in progress",
        Status::Done => "done",
        Status::Skipped => "skipped",
    }
}

fn depth_word(depth: Depth) -> &'static str {
    match depth {
        Depth::Lean => "lean",
        Depth::Core => "core",
        Depth::Deep => "deep",
    }
}

fn kind_word(kind: &Kind) -> &str {
    match kind {
        Kind::Topic => "topic",
        Kind::Algorithm => "algorithm",
        Kind::Paper => "paper",
        Kind::Book => "book",
        Kind::DesignPrompt => "design prompt",
        Kind::Resource => "resource",
        Kind::Custom(name) => name,
    }
}

fn effort_words(effort: &Effort) -> String {
    if effort.lean == effort.core && effort.core == effort.deep {
        return say_minutes(effort.core);
    }
    let [lean, core, deep] = [effort.lean, effort.core, effort.deep].map(say_minutes);
    format!("lean {lean}, core {core}, deep {deep}")
}

fn web_words(link: &WebLink) -> String {
    if link.label.trim().is_empty() {
        return link.url.clone();
    }
    format!("{} ({})", link.label, link.url)
}

fn why_words(why: &Why, names: &Names<'_>) -> String {
    match why {
        Why::You => "you put it there".to_owned(),
        Why::Next => "next in the path".to_owned(),
        Why::NextInList { .. } => "next in its list".to_owned(),
        Why::Unlocks { first, .. } => format!("‘{}’ builds on it", names.item(first)),
        Why::LastChance { interview } => format!("the last chance before {interview}"),
        Why::FirstReview => "a first review".to_owned(),
        Why::RecallFalls { percent } => format!("recall would fall to {percent} %"),
        Why::OnlyDay { minutes } => format!("the only day with {}", say_minutes(*minutes)),
        Why::Mock => "practice".to_owned(),
        Why::Kept => "it was there before".to_owned(),
        Why::Part { part, parts } => format!("session {part} of {parts}"),
        Why::After { item } => format!("it comes after ‘{}’", names.item(item)),
        Why::For { interview, on } => format!("for {interview} on {}", say_day(*on)),
    }
}

fn cut_words(reason: &CutReason, names: &Names<'_>) -> String {
    match reason {
        CutReason::NoTime => "no time".to_owned(),
        CutReason::TooLong => "no day is long enough".to_owned(),
        CutReason::Window => "no day is left for new material".to_owned(),
        CutReason::Prerequisite(item) => format!("‘{}’ is left out", names.item(item)),
        CutReason::NoReview => "no time to review it".to_owned(),
        CutReason::NotAsked => "no interview asks for it".to_owned(),
    }
}
