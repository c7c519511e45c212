//! What every list that comes in is gathered into, whatever its format: items in order, with the headings above them.
//! From it a [`Path`] is made. The same list always gives the same ids.
//!
//! Not here: how a format says these things (`markdown/`, `csv/`).

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use crate::domain::id::Id;
use crate::domain::item::{MAX_NOTE_BYTES, MAX_TITLE_CHARS, MAX_URL_BYTES};
use crate::domain::plan::FORMAT;
use crate::domain::{
    Day, Depth, Effort, Item, ItemId, Kind, Minutes, Moment, Notes, Part, PartId, Path, Status,
    Step, StepId, Table, WebLink,
};

use super::text::cleaned;

/// The most steps that a list makes.
pub const MAX_STEPS: usize = 200;
/// The most parts that one item gets.
pub const MAX_PARTS: usize = 1_000;
/// The most links that one item gets.
pub const MAX_LINKS: usize = 2_000;

/// A part that is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartDraft {
    /// What it is called.
    pub title: String,
    /// Whether it is ticked.
    pub done: bool,
    /// When it was ticked, where the list says so.
    pub done_on: Option<Day>,
    /// Its id, where the list says it.
    pub id: Option<String>,
    /// The least depth at which it is studied, where the list says it.
    pub depth: Option<Depth>,
}

/// An item that is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The item, complete but for its id, its step, its order and its parts.
    pub item: Item,
    /// Its id, where the list says it.
    pub id: Option<String>,
    /// The headings above it, outermost first; they tell items of one title apart.
    pub place: Vec<String>,
    /// The day it was finished, where the list says it.
    pub done_on: Option<Day>,
    /// The title of its step.
    pub step: Option<String>,
    /// The id of its step, where the list says it.
    pub step_id: Option<String>,
    /// The place of its step in the path, where the list says it.
    pub step_order: Option<u32>,
    /// Its own place, where the list says it.
    pub order: Option<i64>,
    /// Its parts.
    pub parts: Vec<PartDraft>,
}

impl Draft {
    /// An item of which only the title is known.
    pub fn new(title: &str, kind: Kind) -> Self {
        Self {
            item: Item::new(ItemId::slug("x"), kind, title),
            id: None,
            place: Vec::new(),
            done_on: None,
            step: None,
            step_id: None,
            step_order: None,
            order: None,
            parts: Vec::new(),
        }
    }

    /// The time that it needs.
    pub fn takes(&mut self, minutes: Minutes) {
        self.item.effort = Effort::flat(minutes);
    }

    /// Another link, where it may be one and is not there yet.
    pub fn link(&mut self, link: WebLink) {
        let there = self.item.urls.iter().any(|other| other.url == link.url);
        if !there && self.item.urls.len() < MAX_LINKS {
            self.item.urls.push(link);
        }
    }
}

/// The address where it is one of the web (http or https, with a host, no user, not too long).
pub fn web(address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.len() > MAX_URL_BYTES {
        return None;
    }
    if address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let url = Url::parse(address).ok()?;
    let fine = matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && url.username().is_empty()
        && url.password().is_none();
    fine.then(|| address.to_owned())
}

/// One line of at most so many characters, without hidden characters where `clean` says so.
pub fn line(text: &str, most: usize, clean: bool) -> String {
    let text = if clean {
        cleaned(text)
    } else {
        text.to_owned()
    };
    let mut out = String::new();
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    cut(&mut out, most);
    out
}

fn cut(text: &mut String, most: usize) {
    if text.len() > most
        && let Some((at, _)) = text.char_indices().nth(most)
    {
        let end = text.char_indices().nth(most.saturating_sub(1));
        text.truncate(end.map_or(at, |(end, _)| end));
        text.push('…');
    }
}

/// Makes a path of what was gathered.
#[derive(Debug)]
pub struct Builder {
    name: String,
    clean: bool,
    drafts: Vec<Draft>,
    /// The day that ticks without a date are of.
    pub ticked_on: Option<Day>,
}

impl Builder {
    /// Nothing yet. `clean`: titles lose their hidden characters.
    pub fn new(name: &str, clean: bool) -> Self {
        Self {
            name: line(name, MAX_TITLE_CHARS, clean),
            clean,
            drafts: Vec::new(),
            ticked_on: None,
        }
    }

    /// One more item, after those that are there.
    pub fn add(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// The path.
    pub fn path(self) -> Path {
        let ids = ids(&self.drafts);
        let mut steps = Steps::default();
        let mut path = Path {
            format: FORMAT,
            name: if self.name.is_empty() {
                "Imported list".to_owned()
            } else {
                self.name
            },
            steps: Table::default(),
            items: Table::default(),
            links: Table::default(),
            prompts: Table::default(),
            unknown: Default::default(),
        };
        let mut order = 0;
        let ordered = in_order(&self.drafts);
        for (draft, id) in self.drafts.into_iter().zip(ids) {
            let title = line(
                draft.step.as_deref().unwrap_or_default(),
                MAX_TITLE_CHARS,
                self.clean,
            );
            let step = steps.of(
                title.clone(),
                draft.step_id,
                draft.step_order,
                &mut path.steps,
            );
            order += 1_000;
            let mut item = draft.item;
            if step.is_none() && !title.is_empty() && item.group.is_empty() {
                // Too many steps: it is a group at least.
                item.group.clone_from(&title);
            }
            item.id = id;
            item.step = step;
            item.order = draft.order.filter(|_| ordered).unwrap_or(order);
            let whole = line(&item.title, usize::MAX, self.clean);
            item.title = line(&whole, MAX_TITLE_CHARS, false);
            if item.title.is_empty() {
                "Untitled".clone_into(&mut item.title);
            }
            if item.title.len() < whole.len() {
                // Cut off is not lost.
                item.notes = Notes::from_text(&format!("{whole}\n\n{}", item.notes.text()));
            }
            for minutes in [
                &mut item.effort.lean,
                &mut item.effort.core,
                &mut item.effort.deep,
            ] {
                *minutes = (*minutes).min(Minutes::MAX);
            }
            item.estimate = item.estimate.map(|minutes| minutes.min(Minutes::MAX));
            if item.status == Status::Done && item.done_at.is_none() {
                // A list says the day; noon of it is as good as any.
                item.done_at = draft
                    .done_on
                    .and_then(|day| Moment::parse(&format!("{day}T12:00:00")).ok());
            }
            item.purpose = line(&item.purpose, MAX_TITLE_CHARS, self.clean);
            item.byline = line(&item.byline, MAX_TITLE_CHARS, self.clean);
            item.group = line(&item.group, MAX_TITLE_CHARS, self.clean);
            let mut drafts = draft.parts;
            let rest = drafts.split_off(drafts.len().min(MAX_PARTS));
            if !rest.is_empty() {
                // What is too much for parts stays as text.
                let rest: Vec<&str> = rest.iter().map(|part| part.title.as_str()).collect();
                item.notes =
                    Notes::from_text(&format!("{}\n{}", item.notes.text(), rest.join("\n")));
            }
            if item.notes.text().len() > MAX_NOTE_BYTES {
                let mut text = item.notes.text();
                text.truncate(text.floor_char_boundary(MAX_NOTE_BYTES - 4));
                item.notes = Notes::from_text(&text);
            }
            item.parts = parts(drafts, self.clean, self.ticked_on);
            if item.status == Status::ToDo && item.parts.iter().any(|part| part.done_on.is_some()) {
                item.status = Status::InProgress;
            }
            path.items.put(item);
        }
        path
    }
}

/// Whether every item says its place, and they stand in that order within each step: nobody has moved one.
fn in_order(drafts: &[Draft]) -> bool {
    let mut last: BTreeMap<Option<&str>, i64> = BTreeMap::new();
    drafts.iter().all(|draft| {
        let Some(order) = draft.order else {
            return false;
        };
        let before = last.insert(draft.step.as_deref(), order);
        before.is_none_or(|before| before <= order)
    })
}

/// The steps so far.
#[derive(Default)]
struct Steps {
    known: BTreeMap<(String, Option<String>), StepId>,
    free: Free,
}

impl Steps {
    /// The step of this title, made where it is not there yet; `None` without a title, and beyond [`MAX_STEPS`].
    fn of(
        &mut self,
        title: String,
        id: Option<String>,
        order: Option<u32>,
        steps: &mut Table<Step>,
    ) -> Option<StepId> {
        if title.is_empty() {
            return None;
        }
        let name = (title, id);
        if let Some(id) = self.known.get(&name) {
            return Some(id.clone());
        }
        if self.known.len() >= MAX_STEPS {
            return None;
        }
        let (title, said) = &name;
        let wanted = said.clone().unwrap_or_else(|| key(title, 80));
        let id: StepId = self.free.of(&wanted);
        let number = u32::try_from(self.known.len() + 1).unwrap_or(u32::MAX);
        let mut step = Step::new(id.clone(), order.unwrap_or(number), title.clone());
        let own = said.is_some();
        // “Books (to ground your understanding)” is “Books” where there is little room.
        if let Some((short, _)) = title
            .strip_suffix(')')
            .and_then(|title| title.split_once(" ("))
            && !own
        {
            short.clone_into(&mut step.short);
        }
        steps.put(step);
        self.known.insert(name, id.clone());
        Some(id)
    }
}

fn parts(drafts: Vec<PartDraft>, clean: bool, ticked_on: Option<Day>) -> Vec<Part> {
    let mut free = Free::default();
    let titled = drafts.into_iter().filter_map(|draft| {
        let title = line(&draft.title, MAX_TITLE_CHARS, clean);
        (!title.is_empty()).then_some((title, draft))
    });
    let parts = titled.take(MAX_PARTS).map(|(title, draft)| {
        let wanted = draft.id.unwrap_or_else(|| key(&title, 80));
        let id: PartId = free.of(&wanted);
        let mut part = Part::new(id, title);
        part.depth = draft.depth.unwrap_or(part.depth);
        part.done_on = draft.done_on.or(ticked_on.filter(|_| draft.done));
        part
    });
    parts.collect()
}

/// Ids that are not there yet. Many equal wishes must not cost the square of their number.
#[derive(Default)]
struct Free {
    taken: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Free {
    /// The first of `wanted`, `wanted-2`, `wanted-3` … that is free.
    fn of<K>(&mut self, wanted: &str) -> Id<K> {
        // With room for a number: what is cut off again would never become free.
        let short = wanted
            .get(..wanted.floor_char_boundary(100))
            .unwrap_or(wanted);
        let number = self.next.entry(wanted.to_owned()).or_insert(1);
        loop {
            let text = match *number {
                1 => wanted.to_owned(),
                n => format!("{short}-{n}"),
            };
            *number = number.saturating_add(1);
            let id = Id::slug(&text);
            if self.taken.insert(id.as_str().to_owned()) {
                return id;
            }
        }
    }
}

/// Ids from titles: the nearest heading and the title; all headings where that is there twice; then a number.
fn ids(drafts: &[Draft]) -> Vec<ItemId> {
    let near: Vec<String> = drafts.iter().map(|draft| near(draft, 1)).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for id in &near {
        *times.entry(id).or_default() += 1;
    }
    let mut free = Free::default();
    for draft in drafts {
        // An id that the list says is kept, whoever else would like it.
        if let Some(id) = &draft.id {
            let id: ItemId = Id::slug(id);
            free.taken.insert(id.as_str().to_owned());
        }
    }
    let mut said: BTreeSet<ItemId> = BTreeSet::new();
    let ids = drafts.iter().zip(&near).map(|(draft, near_id)| {
        if let Some(id) = &draft.id {
            let id: ItemId = Id::slug(id);
            if said.insert(id.clone()) {
                return id;
            }
        }
        let again = times.get(near_id.as_str()).copied().unwrap_or(0) > 1;
        free.of(&if again {
            near_all(draft)
        } else {
            near_id.clone()
        })
    });
    ids.collect()
}

fn near(draft: &Draft, headings: usize) -> String {
    let from = draft.place.len().saturating_sub(headings);
    let above = draft.place.get(from..).unwrap_or_default().join(" ");
    let title = key(&draft.item.title, 68);
    if above.is_empty() {
        return title;
    }
    format!("{}.{title}", key(&above, 40))
}

fn near_all(draft: &Draft) -> String {
    near(draft, draft.place.len())
}

/// An id of at most so many bytes; with a sum behind it where letters were lost or cut off.
fn key(words: &str, most: usize) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric() || c.is_whitespace() || ".,:;!?'\"()[]&/-_–—’“”…".contains(c)
    };
    let slug = ItemId::slug(words);
    let slug = slug.as_str();
    let fine = words.chars().all(|c| plain(c) || c == '+');
    if fine && slug.len() <= most {
        return slug.to_owned();
    }
    let sum = words.bytes().fold(0x811c_9dc5_u32, |sum, b| {
        (sum ^ u32::from(b)).wrapping_mul(0x0100_0193)
    });
    let head = slug
        .get(..slug.floor_char_boundary(most.saturating_sub(9)))
        .unwrap_or(slug);
    format!("{}-{sum:08x}", head.trim_end_matches(['-', '.']))
}
