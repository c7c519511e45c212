//! What a row of an import makes of the user's own row: what there is to study comes from the import, what the user did and
//! wrote stays.
//!
//! Not here: which rows belong together (`take.rs`).

use super::field::{NOTHING, Record};
use super::names::Names;
use super::notes;
use super::values::further;
use crate::domain::item::{Effort, Item, Part};
use crate::domain::path::Step;
use crate::domain::plan::Plan;
use crate::domain::session::{Outcome, Session};
use crate::domain::time::Minutes;

/// Fields of an item that say what there is to study: an import's count, where they say anything.
pub const STUDY_FIELDS: [&str; 14] = [
    "kind",
    "title",
    "short",
    "byline",
    "year",
    "step",
    "group",
    "order",
    "sequence",
    "purpose",
    "effort",
    "importance",
    "brief",
    "pages",
];
/// Fields of an item that hold several things: what either has is kept.
pub const UNITED_FIELDS: [&str; 3] = ["urls", "parts", "tags"];
/// Fields of an item that are the user's own.
pub const OWN_FIELDS: [&str; 8] = [
    "status",
    "depth",
    "depth_fixed",
    "estimate",
    "pace",
    "rating",
    "done_at",
    "notes",
];
/// Fields of a step that say what there is to study.
const STEP_FIELDS: [&str; 4] = ["order", "title", "short", "purpose"];

/// What an import may bring besides what there is to study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Brings {
    /// Nothing: it is somebody else's plan.
    Study,
    /// Progress and notes too: it is another copy of the same plan.
    All,
    /// Progress and notes too, and what it does not say it leaves out: it is a list. Where the plan's own rows stand, and
    /// how their titles are spelt, is not its business.
    List,
}

/// Takes the fields over that say anything; `skip` names those that do not.
fn take_fields<T: Record>(mine: &mut T, theirs: &T, fields: &[&str], skip: &[&str]) {
    let names = Names::new([]);
    let said = theirs.fields_in_words(&names);
    for field in fields.iter().filter(|field| !skip.contains(field)) {
        let says = |(name, words): &(&str, String)| name == field && words != NOTHING;
        if said.iter().any(says) {
            mine.take_field(theirs, field, &[]);
        }
    }
}

/// The user's item with what the import says of it.
pub(super) fn item(mine: &Item, theirs: &Item, brings: Brings) -> Item {
    let mut item = mine.clone();
    let mut skip: Vec<&str> = Vec::new();
    if brings == Brings::List {
        skip.push("order");
        if same_title(&mine.title, &theirs.title) {
            skip.push("title");
        }
        if theirs.effort == Effort::default() {
            skip.push("effort");
        }
        if theirs.importance == 3 {
            skip.push("importance");
        }
    }
    if theirs.pages == 0 {
        skip.push("pages");
    }
    take_fields(&mut item, theirs, &STUDY_FIELDS, &skip);
    unite(&mut item.urls, &theirs.urls);
    unite(&mut item.tags, &theirs.tags);
    item.parts = parts(&mine.parts, &theirs.parts, brings);
    if brings != Brings::Study {
        if further(mine.status, theirs.status) {
            item.status = theirs.status;
            item.done_at = theirs.done_at.or(mine.done_at);
        }
        item.notes = notes::united(&mine.notes, &theirs.notes);
        item.estimate = mine.estimate.or(theirs.estimate);
        item.pace = mine.pace.or(theirs.pace);
        item.rating = mine.rating.or(theirs.rating);
    }
    item
}

/// An item that only the import has.
pub(super) fn new_item(theirs: &Item, brings: Brings) -> Item {
    let mut item = theirs.clone();
    if brings == Brings::Study {
        let fresh = Item::new(item.id.clone(), item.kind.clone(), "");
        for field in OWN_FIELDS {
            item.take_field(&fresh, field, &[]);
        }
        for part in &mut item.parts {
            part.done_on = None;
        }
    }
    item
}

/// The user's step with what the import says of it.
pub(super) fn step(mine: &Step, theirs: &Step, brings: Brings) -> Step {
    let mut step = mine.clone();
    let mut skip: Vec<&str> = Vec::new();
    if brings == Brings::List {
        skip.push("order");
        if same_title(&mine.title, &theirs.title) {
            skip.push("title");
        }
    }
    take_fields(&mut step, theirs, &STEP_FIELDS, &skip);
    step
}

fn unite<T: PartialEq + Clone>(mine: &mut Vec<T>, theirs: &[T]) {
    for value in theirs {
        if !mine.contains(value) {
            mine.push(value.clone());
        }
    }
}

/// The parts of both in the import's order; what only the user has stands where it stood.
fn parts(mine: &[Part], theirs: &[Part], brings: Brings) -> Vec<Part> {
    let same = |a: &Part, b: &Part| a.id == b.id;
    let titled = |a: &Part, b: &Part| plain(&a.title) == plain(&b.title);
    // By id first; by title only what neither has under the other's id.
    let of_mine = |part: &Part| {
        mine.iter().position(|own| same(own, part)).or_else(|| {
            let free = |own: &Part| !theirs.iter().any(|other| same(other, own));
            mine.iter().position(|own| titled(own, part) && free(own))
        })
    };
    let mut taken: Vec<usize> = Vec::new();
    let mut all: Vec<Part> = Vec::new();
    for part in theirs {
        let found = of_mine(part).filter(|place| !taken.contains(place));
        match found.and_then(|place| mine.get(place).map(|own| (place, own))) {
            Some((place, own)) => {
                taken.push(place);
                let mut part = part.clone();
                part.id = own.id.clone();
                part.done_on = match brings {
                    Brings::Study => own.done_on,
                    _ => own.done_on.or(part.done_on),
                };
                if part.pages == 0 {
                    // Not said: lists cannot say it.
                    part.pages = own.pages;
                }
                part.unknown = own.unknown.clone();
                all.push(part);
            }
            None => {
                let mut part = part.clone();
                if brings == Brings::Study {
                    part.done_on = None;
                }
                if !mine.iter().any(|own| same(own, &part)) {
                    all.push(part);
                }
            }
        }
    }
    for (place, own) in mine.iter().enumerate() {
        if taken.contains(&place) {
            continue;
        }
        let before = mine.get(..place).unwrap_or_default().iter().rev();
        let behind = before
            .filter_map(|part| all.iter().position(|there| same(there, part)))
            .next();
        all.insert(behind.map_or(0, |place| place + 1), own.clone());
    }
    all
}

/// Whether two titles differ in capitals, spaces and a colon or a full stop at the end only.
fn same_title(a: &str, b: &str) -> bool {
    let said = |title: &str| {
        let title = title.trim_end_matches([':', '.', ' ']).to_lowercase();
        title.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    said(a) == said(b)
}

/// A title as it is compared: lower case, without what is no letter and no digit. “C++” and “C#” are not “C”.
pub(super) fn plain(title: &str) -> String {
    let letters = title.chars().flat_map(char::to_lowercase);
    let mut plain = String::with_capacity(title.len());
    let mut before = ' ';
    for c in letters {
        let sign = matches!(c, '+' | '#') && (before.is_alphanumeric() || before == '+');
        if c.is_alphanumeric() || sign {
            plain.push(c);
        }
        before = c;
    }
    if plain.is_empty() {
        return title.trim().to_owned();
    }
    plain
}

/// What another copy of the same plan logged is logged here too.
pub(super) fn logged(plan: &mut Plan, theirs: &Plan) {
    let is_logged = |s: &Session| s.outcome != Outcome::Planned || s.spent > Minutes::ZERO;
    for session in theirs.sessions.iter().filter(|s| is_logged(s)) {
        if !plan.items.contains(&session.item) {
            continue;
        }
        match plan.sessions.get(&session.id) {
            Some(mine) if is_logged(mine) => {}
            _ => plan.sessions.put_shared(std::sync::Arc::clone(session)),
        }
    }
    for review in theirs.reviews.iter() {
        if plan.prompts.contains(&review.prompt) && !plan.reviews.contains(&review.id) {
            plan.reviews.put_shared(std::sync::Arc::clone(review));
        }
    }
    for run in theirs.runs.iter() {
        if plan.items.contains(&run.item) && !plan.runs.contains(&run.id) {
            plan.runs.put_shared(std::sync::Arc::clone(run));
        }
    }
}

/// Whether the status of an import counts.
pub(super) fn is_progress(field: &str) -> bool {
    matches!(
        field,
        "status" | "done_at" | "notes" | "urls" | "tags" | "order"
    )
}
