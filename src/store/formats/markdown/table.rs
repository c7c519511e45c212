//! Tables: a row is an entry. What a column is, its name says.
//!
//! Not here: tables in files of their own (`csv/`).

use crate::domain::{Status, WebLink};

use super::super::draft::web;
use super::super::words;
use super::entry;
use super::inline::Inline;
use super::outline::Entry;

/// The most columns that are looked at.
const MAX_COLUMNS: usize = 1_000;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Title,
    Purpose,
    Minutes { hours: bool },
    Status,
    By,
    Year,
    Group,
    Links,
    Number,
    Other,
}

/// A table while it is read.
#[derive(Debug, Default)]
pub struct Sheet {
    names: Vec<String>,
    rows: Vec<(usize, Vec<Option<Box<Inline>>>)>,
    cells: Vec<Option<Box<Inline>>>,
    begun: Option<usize>,
}

impl Sheet {
    /// The cells so far are the names of the columns.
    pub fn head(&mut self) {
        let cells = self.cells.drain(..);
        self.names = cells
            .map(|cell| cell.map(|cell| cell.plain()).unwrap_or_default())
            .collect();
    }

    /// A row begins.
    pub fn row(&mut self, line: usize) {
        self.close();
        self.begun = Some(line);
    }

    /// A cell ends.
    pub fn cell(&mut self, inline: Inline) {
        // A table has some columns; what lies beyond a thousand is no list of anything.
        if self.cells.len() >= MAX_COLUMNS {
            return;
        }
        // Short rows are filled up with empty cells: those must not cost much.
        let empty = inline.is_empty() && inline.links.is_empty() && inline.task.is_none();
        self.cells.push((!empty).then(|| Box::new(inline)));
    }

    fn close(&mut self) {
        let mut cells = std::mem::take(&mut self.cells);
        let last = cells
            .iter()
            .rposition(Option::is_some)
            .map_or(0, |at| at + 1);
        cells.truncate(last);
        cells.shrink_to_fit();
        if let Some(line) = self.begun.take() {
            self.rows.push((line, cells));
        }
    }

    /// The entries.
    pub fn entries(mut self, kept: &mut usize) -> Vec<Entry> {
        self.close();
        let columns = self.columns();
        let mut entries = Vec::new();
        for (line, cells) in &self.rows {
            *kept += cells
                .iter()
                .flatten()
                .map(|cell| cell.kept.len())
                .sum::<usize>();
            if let Some(mut entry) = row(&self.names, &columns, cells) {
                entry.line = *line;
                entries.push(entry);
            }
        }
        entries
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<Column> = self.names.iter().map(|name| column(name)).collect();
        let mut titles = columns
            .iter_mut()
            .filter(|column| **column == Column::Title);
        if titles.next().is_some() {
            titles.for_each(|other| *other = Column::Other);
            return columns;
        }
        // No column has a name for it: the first that could be one, with words in most rows.
        let wordy = |at: usize| {
            let cells = self
                .rows
                .iter()
                .filter_map(|(_, cells)| cells.get(at)?.as_deref());
            let cells = cells
                .take(50)
                .filter(|cell| cell.text.chars().any(char::is_alphabetic));
            cells.count() * 2 > self.rows.len().min(50)
        };
        let likely = |wanted: &[Column]| {
            let mut all = columns.iter().enumerate();
            all.position(|(at, column)| wanted.contains(column) && wordy(at))
        };
        let at = likely(&[Column::Other])
            .or_else(|| likely(&[Column::Links]))
            .or_else(|| likely(&[Column::Group, Column::Purpose]));
        if let Some(column) = at.and_then(|at| columns.get_mut(at)) {
            *column = Column::Title;
        }
        columns
    }
}

fn column(name: &str) -> Column {
    let name = name.to_lowercase();
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    if has(&[
        "title", "name", "topic", "topics", "item", "task", "problem", "book", "books", "paper",
        "papers", "course", "courses", "lesson", "lecture", "question", "subject", "chapter",
        "concept", "exercise", "project",
    ]) {
        return Column::Title;
    }
    if matches!(
        name,
        "" | "#" | "no" | "nr" | "id" | "number" | "s no" | "rank"
    ) {
        return Column::Number;
    }
    if has(&[
        "duration",
        "time",
        "hours",
        "hrs",
        "hour",
        "minutes",
        "mins",
        "min",
        "estimate",
        "estimated",
        "effort",
        "length",
    ]) {
        return Column::Minutes {
            hours: has(&["hours", "hrs", "hour", "h"]),
        };
    }
    if has(&[
        "status",
        "done",
        "completed",
        "complete",
        "finished",
        "progress",
        "solved",
    ]) {
        return Column::Status;
    }
    if has(&["author", "authors", "by", "instructor", "speaker"]) {
        return Column::By;
    }
    if has(&["year", "published"]) {
        return Column::Year;
    }
    if has(&[
        "week", "day", "section", "category", "module", "phase", "month", "pattern", "unit",
    ]) {
        return Column::Group;
    }
    if has(&[
        "description",
        "notes",
        "note",
        "about",
        "details",
        "comment",
        "comments",
        "summary",
        "why",
    ]) {
        return Column::Purpose;
    }
    if has(&[
        "link",
        "links",
        "url",
        "video",
        "videos",
        "resource",
        "resources",
        "source",
        "solution",
        "solutions",
        "code",
        "reading",
        "materials",
    ]) {
        return Column::Links;
    }
    Column::Other
}

fn row(names: &[String], columns: &[Column], cells: &[Option<Box<Inline>>]) -> Option<Entry> {
    let mut entry = Entry::default();
    for (at, cell) in cells.iter().enumerate() {
        let Some(cell) = cell.as_deref() else {
            continue;
        };
        let name = names.get(at).map_or("", String::as_str);
        let column = columns.get(at).copied().unwrap_or(Column::Other);
        let text = cell.plain();
        if cell.task.is_some() {
            entry.status = cell.task.map(box_of);
        }
        links(cell, column, name, &mut entry);
        if matches!(text.as_str(), "" | "-" | "–" | "—" | "n/a" | "N/A") {
            continue;
        }
        match column {
            Column::Title => entry.title = entry::title(&text),
            Column::Purpose => append(&mut entry.purpose, &text),
            Column::Minutes { hours } => match words::minutes(&text, hours) {
                Some(minutes) => entry.minutes = Some(minutes),
                None => entry.notes.push(format!("{name}: {text}")),
            },
            Column::Status => match words::status(&text) {
                Some(status) => entry.status = Some(status),
                None => entry.notes.push(format!("{name}: {text}")),
            },
            Column::By => entry.byline = text,
            Column::Year => {
                entry.year = text.parse().ok().filter(|year| (1000..3000).contains(year))
            }
            Column::Group if text.chars().any(char::is_alphabetic) => entry.group = text,
            Column::Group => entry.group = format!("{name} {text}"),
            Column::Links => {
                if cell.links.is_empty() && web(&text).is_none() {
                    entry.notes.push(format!("{name}: {text}"));
                }
            }
            Column::Number => {}
            Column::Other => {
                if cell.links.is_empty() {
                    entry.notes.push(match name {
                        "" => text,
                        name => format!("{name}: {text}"),
                    });
                }
            }
        }
    }
    if entry.title.is_empty() {
        let label = entry.urls.first().map(|link| link.label.clone());
        entry.title = label.filter(|label| !label.is_empty())?;
    }
    if entry.minutes.is_none() {
        entry.minutes = entry::take_minutes(&mut entry.title);
    }
    Some(entry)
}

fn links(cell: &Inline, column: Column, name: &str, entry: &mut Entry) {
    for (url, text) in cell.links.iter().zip(cell.link_texts()) {
        let text = text.trim();
        let bare = text.is_empty() || text == url;
        let label = match column {
            Column::Title => entry::label_of(url),
            _ if bare => name.to_owned(),
            _ => text.to_owned(),
        };
        entry.urls.push(WebLink {
            label,
            url: url.clone(),
        });
    }
    for address in &cell.kept {
        entry.notes.push(format!("Link: {address}"));
    }
    if cell.links.is_empty()
        && column == Column::Links
        && let Some(url) = web(&cell.plain())
    {
        entry.urls.push(WebLink {
            label: name.to_owned(),
            url,
        });
    }
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push_str(" · ");
    }
    text.push_str(more);
}

fn box_of(done: bool) -> Status {
    if done { Status::Done } else { Status::ToDo }
}
