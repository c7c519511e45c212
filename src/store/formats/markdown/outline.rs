//! What a list holds, and the path that it gives: which headings are steps, which are left out, what nested lists are.
//!
//! Not here: reading the text (`blocks.rs`, `entry.rs`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Day, Kind, Minutes, Notes, Path, Status, WebLink};

use super::super::draft::{Builder, Draft, PartDraft};
use super::super::kinds;

/// A heading of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 (outermost) to 6 as in the text; 7 for a line of bold text or the summary of details.
    pub level: u8,
    /// Its title.
    pub title: String,
    /// The line of the text that it is on, from 1.
    pub line: usize,
    /// The heading that it is below, where there is one.
    pub parent: Option<usize>,
    /// How many entries stand directly below it.
    pub entries: usize,
    /// Whether our own export says that it is a step or a group, and the id of the step.
    pub own: Option<Own>,
}

/// What our own export says of a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The id of the step.
    pub id: Option<String>,
    /// Its place in the path.
    pub order: Option<u32>,
}

/// An entry: a list item, a row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// What else it says, in one line.
    pub purpose: String,
    /// Who wrote it.
    pub byline: String,
    /// When it was published.
    pub year: Option<i32>,
    /// Its links to the web.
    pub urls: Vec<WebLink>,
    /// How long it takes.
    pub minutes: Option<Minutes>,
    /// Its task box.
    pub status: Option<Status>,
    /// The day it was ticked, where the list says so.
    pub done_on: Option<Day>,
    /// What else stands in it, as text.
    pub notes: Vec<String>,
    /// Entries nested in it.
    pub children: Vec<Entry>,
    /// The line of the text that it begins on, from 1.
    pub line: usize,
    /// The heading that it stands below.
    pub heading: Option<usize>,
    /// The group that a table or a list says, besides headings.
    pub group: String,
    /// Whether it only names what is nested in it: “Resources:”.
    pub label: bool,
    /// Whether its box is a sign like ✅, which may only decorate.
    pub glyph: bool,
    /// What our own exports say in a mark.
    pub mark: Option<super::mark::Mark>,
}

/// What entries nested in others become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nested {
    /// Tickable parts of the outer entry; what is nested deeper, too.
    #[default]
    Parts,
    /// Items of their own; the outer entry is their group.
    Items,
    /// Items of their own; the outer entry is their step.
    Steps,
}

/// How a path is made of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The deepest level of heading that is a step (1 to 7); deeper ones are groups. 0: headings make no steps.
    pub step_level: u8,
    /// The headings (by their place in [`Outline::headings`]) whose own entries are left out. Headings below them stay.
    pub left_out: BTreeSet<usize>,
    /// What entries nested in others become.
    pub nested: Nested,
    /// Whether groups are also tags.
    pub tags: bool,
    /// Whether titles lose hidden characters.
    pub clean: bool,
    /// The day that ticks without a date are of; without it ticked parts stay open.
    pub ticked_on: Option<Day>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            step_level: 2,
            left_out: BTreeSet::new(),
            nested: Nested::Parts,
            tags: false,
            clean: true,
            ticked_on: None,
        }
    }
}

/// A list as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// What it is called.
    pub name: String,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Its entries, in order.
    pub entries: Vec<Entry>,
    /// How it is likely meant.
    pub guess: Options,
    /// Sentences for the user: what was left out, what is odd.
    pub notes: Vec<String>,
}

impl Outline {
    /// The path that the list gives.
    pub fn path(&self, options: &Options) -> Path {
        let mut builder = Builder::new(&self.name, options.clean);
        builder.ticked_on = options.ticked_on;
        let titles = self.step_titles(options);
        for entry in &self.entries {
            if entry
                .heading
                .is_some_and(|at| options.left_out.contains(&at))
            {
                continue;
            }
            self.put(entry, options, &titles, &mut builder);
        }
        builder.path()
    }

    /// Whether it is a checklist that this program wrote.
    pub fn is_own(&self) -> bool {
        self.headings.iter().any(|heading| heading.own.is_some())
    }

    /// The headings above, innermost first.
    pub fn above(&self, heading: Option<usize>) -> impl Iterator<Item = (usize, &Heading)> {
        let mut next = heading;
        // A parent always comes before what is below it, so this ends.
        std::iter::from_fn(move || {
            let at = next?;
            let heading = self.headings.get(at)?;
            next = heading.parent.filter(|parent| *parent < at);
            Some((at, heading))
        })
    }

    /// The heading that makes the step of what stands below this one.
    pub(super) fn step_of(&self, heading: Option<usize>, level: u8) -> Option<usize> {
        let own = self
            .above(heading)
            .find(|(_, heading)| heading.level <= level);
        own.map(|(at, _)| at)
    }

    /// The titles of the steps by their heading; where two are called the same, with the heading above.
    fn step_titles(&self, options: &Options) -> BTreeMap<usize, String> {
        let used: BTreeSet<usize> = self
            .entries
            .iter()
            .filter(|entry| {
                !entry
                    .heading
                    .is_some_and(|at| options.left_out.contains(&at))
            })
            .filter_map(|entry| self.step_of(entry.heading, options.step_level))
            .collect();
        let title = |at: usize| {
            self.headings
                .get(at)
                .map_or("", |heading| heading.title.as_str())
        };
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        for at in &used {
            *times.entry(title(*at)).or_default() += 1;
        }
        let full = |at: usize| {
            let own = title(at);
            let above = self.headings.get(at).and_then(|heading| heading.parent);
            let above =
                above.filter(|above| self.headings.get(*above).is_some_and(|h| h.level > 1));
            match above {
                Some(above) if times.get(own).copied().unwrap_or(0) > 1 => {
                    format!("{}: {own}", title(above))
                }
                _ => own.to_owned(),
            }
        };
        used.iter().map(|at| (*at, full(*at))).collect()
    }

    fn put(
        &self,
        entry: &Entry,
        options: &Options,
        titles: &BTreeMap<usize, String>,
        builder: &mut Builder,
    ) {
        let step = self.step_of(entry.heading, options.step_level);
        let mut place: Vec<String> = self
            .above(entry.heading)
            .map(|(_, h)| h.title.clone())
            .collect();
        place.reverse();
        let below = self
            .above(entry.heading)
            .take_while(|(at, _)| Some(*at) != step);
        let mut groups: Vec<&str> = below.map(|(_, heading)| heading.title.as_str()).collect();
        groups.reverse();
        if !entry.group.is_empty() {
            groups.push(&entry.group);
            place.push(entry.group.clone());
        }
        let mut at = Place {
            step: step.and_then(|step| titles.get(&step)).cloned(),
            own: step.and_then(|step| self.headings.get(step)?.own.clone()),
            groups: groups
                .into_iter()
                .filter(|group| !group.is_empty())
                .map(str::to_owned)
                .collect(),
            place,
            sections: self.sections(entry),
        };
        let nested = if entry.label
            && entry.urls.is_empty()
            && entry.status.is_none()
            && options.nested == Nested::Parts
        {
            Nested::Items
        } else {
            options.nested
        };
        if nested == Nested::Parts || entry.children.is_empty() || entry.mark.is_some() {
            builder.add(at.draft(entry, options));
            return;
        }
        // The outer entry is a heading; where it is more than that, it is an item, too.
        if !entry.urls.is_empty() || entry.status.is_some() {
            let alone = Entry {
                children: Vec::new(),
                ..entry.clone()
            };
            builder.add(at.draft(&alone, options));
        }
        if nested == Nested::Steps {
            at.step = Some(entry.title.clone());
            at.own = None;
        } else {
            at.groups.push(entry.title.clone());
        }
        at.place.push(entry.title.clone());
        at.sections.insert(0, entry.title.clone());
        for child in &entry.children {
            builder.add(at.draft(child, options));
        }
    }

    /// The headings that tell of what sort an entry is, innermost first; the title of the whole list only where it is
    /// alone.
    fn sections(&self, entry: &Entry) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if !entry.group.is_empty() {
            all.push(entry.group.clone());
        }
        let above = self.above(entry.heading);
        all.extend(
            above
                .filter(|(_, h)| h.level > 1)
                .map(|(_, h)| h.title.clone()),
        );
        if all.is_empty() {
            all.extend(self.above(entry.heading).map(|(_, h)| h.title.clone()));
        }
        all
    }
}

/// Where an entry stands.
struct Place {
    step: Option<String>,
    own: Option<Own>,
    groups: Vec<String>,
    place: Vec<String>,
    sections: Vec<String>,
}

impl Place {
    fn draft(&self, entry: &Entry, options: &Options) -> Draft {
        let mut draft = Draft::new(&entry.title, Kind::Topic);
        draft.step.clone_from(&self.step);
        draft.step_id = self.own.as_ref().and_then(|own| own.id.clone());
        draft.step_order = self.own.as_ref().and_then(|own| own.order);
        draft.place.clone_from(&self.place);
        draft.item.group = self.groups.join(" · ");
        if options.tags {
            draft.item.tags = self.groups.iter().take(64).cloned().collect();
        }
        draft.item.purpose.clone_from(&entry.purpose);
        draft.item.byline.clone_from(&entry.byline);
        draft.item.year = entry.year;
        for link in &entry.urls {
            draft.link(link.clone());
        }
        let mut notes = entry.notes.clone();
        let mut inner = Inner::default();
        for child in &entry.children {
            inner.take(child, "", &mut draft, &mut notes);
        }
        draft.item.notes = Notes::from_text(&notes.join("\n"));
        if let Some(minutes) = entry.minutes.or(inner.minutes) {
            draft.takes(minutes);
        }
        let all_ticked = !draft.parts.is_empty() && draft.parts.iter().all(|part| part.done);
        draft.item.status = match entry.status {
            Some(status) => status,
            None if all_ticked => Status::Done,
            None => Status::ToDo,
        };
        draft.done_on = entry.done_on;
        draft.item.kind = self.kind(&draft);
        if let Some(mark) = &entry.mark {
            mark.put(&mut draft);
        }
        draft
    }

    fn kind(&self, draft: &Draft) -> Kind {
        let signs = |section| kinds::Signs {
            section,
            title: &draft.item.title,
            urls: &draft.item.urls,
            byline: &draft.item.byline,
        };
        let guesses = self
            .sections
            .iter()
            .map(|section| kinds::guess(&signs(section)));
        let found = guesses.into_iter().find(|kind| *kind != Kind::Topic);
        found.unwrap_or_else(|| kinds::guess(&signs("")))
    }
}

/// What nested entries add up to.
#[derive(Default)]
struct Inner {
    minutes: Option<Minutes>,
}

impl Inner {
    fn take(&mut self, entry: &Entry, above: &str, draft: &mut Draft, notes: &mut Vec<String>) {
        let title = match above {
            "" => entry.title.clone(),
            above => format!(
                "{} › {}",
                super::super::draft::line(above, 40, false),
                entry.title
            ),
        };
        for link in &entry.urls {
            let mut link = link.clone();
            if link.label.is_empty() {
                link.label.clone_from(&entry.title);
            }
            draft.link(link);
        }
        let said = match entry.purpose.as_str() {
            "" => title.clone(),
            purpose => format!("{title}: {purpose}"),
        };
        draft.parts.push(PartDraft {
            title: said,
            done: entry.status == Some(Status::Done),
            done_on: entry.done_on,
            id: entry.mark.as_ref().and_then(|mark| mark.id.clone()),
            depth: entry.mark.as_ref().and_then(|mark| mark.depth),
        });
        notes.extend(entry.notes.iter().cloned());
        if let Some(minutes) = entry.minutes {
            self.minutes = Some(self.minutes.unwrap_or(Minutes::ZERO) + minutes);
        }
        for child in &entry.children {
            self.take(child, &entry.title, draft, notes);
        }
    }
}
