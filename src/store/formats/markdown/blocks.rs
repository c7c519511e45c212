//! Goes over the text once: headings, lists with what is nested in them, tables, and paragraphs that may be entries.
//!
//! Not here: what an entry says (`entry.rs`), how the list is meant (`guess.rs`).

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options as Flags, Parser, Tag, TagEnd};

use crate::store::format::{Place, ReadError};

use super::super::text::{MAX_ITEMS, wrong_at};
use super::entry::{self, Raw};
use super::html::{self, Thing};
use super::inline::{Inline, Passed};
use super::limits::{MAX_DEPTH, MAX_HEADINGS};
use super::outline::{Entry, Heading, Own};
use super::table::Sheet;

/// What was passed over, to be said.
#[derive(Debug, Default)]
pub struct Skipped {
    /// Pictures.
    pub images: usize,
    /// Lists of links to places in the same text.
    pub contents: usize,
    /// Comments.
    pub comments: usize,
    /// Blocks of code that belong to no entry.
    pub code: usize,
    /// Quotes that belong to no entry.
    pub quotes: usize,
    /// Paragraphs that are no entries.
    pub paragraphs: usize,
    /// Footnotes.
    pub footnotes: usize,
    /// Links that are no http or https addresses.
    pub kept: usize,
}

/// What the text holds.
#[derive(Debug, Default)]
pub struct Found {
    /// In order.
    pub headings: Vec<Heading>,
    /// In order.
    pub entries: Vec<Entry>,
    /// Paragraphs that may be entries where there is no list below their heading.
    pub paragraphs: Vec<Entry>,
    /// The first words below each heading.
    pub first: Vec<String>,
    /// What was passed over.
    pub passed: Skipped,
}

/// Goes over the text. `base`: lines that were taken off its beginning.
///
/// # Errors
/// Where there are more items or headings, or deeper nesting, than there may be.
pub fn read(text: &str, base: usize, file: &str) -> Result<Found, ReadError> {
    let flags = Flags::ENABLE_TABLES
        | Flags::ENABLE_TASKLISTS
        | Flags::ENABLE_STRIKETHROUGH
        | Flags::ENABLE_FOOTNOTES
        | Flags::ENABLE_HEADING_ATTRIBUTES
        | Flags::ENABLE_WIKILINKS;
    let mut reader = Reader {
        text,
        file,
        line: (0, base + 1),
        ..Reader::default()
    };
    for (event, range) in Parser::new_ext(text, flags).into_offset_iter() {
        reader.take(event, range)?;
    }
    Ok(reader.found)
}

/// A list that is open: how many of the entries in it are links to places in the same text.
#[derive(Debug, Default)]
struct List {
    entries: Vec<Entry>,
    anchors: usize,
    all: usize,
    /// The same for its own items, without nested ones.
    outer: usize,
    items: usize,
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    file: &'a str,
    found: Found,
    /// A byte and its line: lines are counted from there on.
    line: (usize, usize),
    inline: Inline,
    lists: Vec<List>,
    items: Vec<Raw>,
    heading: Option<(u8, usize)>,
    table: Option<Sheet>,
    /// A line that is a heading if a list follows.
    likely: Option<(String, usize)>,
    /// Within what is passed over: how deep.
    quiet: usize,
    image: usize,
    /// Items so far, nested ones and rows too.
    total: usize,
    code: Option<String>,
    html: Option<String>,
}

impl<'a> Reader<'a> {
    fn line_of(&mut self, at: usize) -> usize {
        let (from, line) = self.line;
        if let Some(between) = self.text.as_bytes().get(from..at) {
            let more = between.iter().filter(|b| **b == b'\n').count();
            self.line = (at, line + more);
        }
        self.line.1
    }

    fn refuse(&self, text: String) -> ReadError {
        let place = Place {
            line: self.line.1,
            column: 1,
        };
        wrong_at(self.file, place, text)
    }

    fn take(&mut self, event: Event<'a>, range: std::ops::Range<usize>) -> Result<(), ReadError> {
        if self.quiet > 0 {
            match event {
                Event::Start(_) => self.quiet += 1,
                Event::End(_) => self.quiet -= 1,
                _ => {}
            }
            return Ok(());
        }
        if self.image > 0 {
            match event {
                Event::Start(Tag::Image { .. }) => self.image += 1,
                Event::End(TagEnd::Image) => self.image -= 1,
                _ => {}
            }
            return Ok(());
        }
        match event {
            Event::Start(tag) => {
                self.line_of(range.start);
                self.start(tag, range)?;
            }
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => match (&mut self.code, &mut self.html) {
                (Some(code), _) => code.push_str(&text),
                (_, Some(html)) => html.push_str(&text),
                _ => self.inline.push(&text),
            },
            Event::Code(text) => self.inline.push(&text),
            Event::Html(text) => {
                if let Some(html) = &mut self.html {
                    html.push_str(&text);
                }
            }
            Event::InlineHtml(tag) => match self.inline.html(&tag) {
                Passed::Comment => self.found.passed.comments += 1,
                Passed::Image => self.found.passed.images += 1,
                Passed::Nothing => {}
            },
            Event::SoftBreak => self.inline.push(" "),
            Event::HardBreak => self.inline.push("\n"),
            Event::TaskListMarker(done) => {
                if let Some(item) = self.items.last_mut() {
                    item.task = Some(done);
                }
            }
            Event::Rule => self.likely = None,
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'a>, range: std::ops::Range<usize>) -> Result<(), ReadError> {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some((level_of(level), self.line.1));
            }
            Tag::List(_) => {
                self.flush();
                self.promote();
                if self.lists.len() >= MAX_DEPTH {
                    return Err(self.refuse(format!(
                        "lists are nested deeper than {MAX_DEPTH} levels here"
                    )));
                }
                self.lists.push(List::default());
            }
            Tag::Item => {
                self.flush();
                let line = self.line.1;
                self.items.push(Raw {
                    line,
                    ..Raw::default()
                });
            }
            Tag::BlockQuote(_) => {
                self.flush();
                match self.items.last_mut() {
                    Some(item) => item
                        .notes
                        .extend(quoted(self.text.get(range).unwrap_or_default())),
                    None => self.found.passed.quotes += 1,
                }
                self.quiet = 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let mut code = String::new();
                if let CodeBlockKind::Fenced(language) = kind {
                    code = format!("```{language}\n");
                }
                self.code = Some(code);
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::Table(_) => {
                self.flush();
                self.promote();
                self.table = Some(Sheet::default());
            }
            Tag::TableHead => self.inline = Inline::default(),
            Tag::TableRow => {
                let line = self.line.1;
                if let Some(table) = &mut self.table {
                    table.row(line);
                }
                self.count()?;
            }
            Tag::FootnoteDefinition(_) => {
                self.flush();
                self.found.passed.footnotes += 1;
                self.quiet = 1;
            }
            Tag::Image { .. } => {
                self.found.passed.images += 1;
                self.image = 1;
            }
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => {
                if matches!(link_type, pulldown_cmark::LinkType::WikiLink { .. }) {
                    self.inline.link("");
                } else {
                    self.inline.link(&dest_url);
                }
            }
            Tag::Strong => self.inline.bold(true),
            Tag::Emphasis => self.inline.em(true),
            Tag::Paragraph => self.flush(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ReadError> {
        match tag {
            TagEnd::Heading(_) => self.end_heading()?,
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Item => self.end_item()?,
            TagEnd::List(_) => {
                self.flush();
                self.end_list();
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html()?,
            TagEnd::TableCell => {
                let inline = std::mem::take(&mut self.inline);
                if let Some(table) = &mut self.table {
                    table.cell(inline);
                }
            }
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.head();
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    let heading = self.below();
                    for mut entry in table.entries(&mut self.found.passed.kept) {
                        entry.heading = heading;
                        self.add(entry);
                    }
                }
            }
            TagEnd::Link => self.inline.unlink(),
            TagEnd::Strong => self.inline.bold(false),
            TagEnd::Emphasis => self.inline.em(false),
            _ => {}
        }
        Ok(())
    }

    /// Text that no paragraph closes belongs to the item that is open.
    fn flush(&mut self) {
        if self.table.is_some() || self.heading.is_some() {
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        if let Some(item) = self.items.last_mut() {
            item.take(inline);
        }
    }

    fn below(&self) -> Option<usize> {
        self.found.headings.len().checked_sub(1)
    }

    fn count(&mut self) -> Result<(), ReadError> {
        self.total += 1;
        if self.total > MAX_ITEMS {
            return Err(self.refuse(format!("this list has more than {MAX_ITEMS} items")));
        }
        Ok(())
    }

    fn add(&mut self, entry: Entry) {
        if let Some(heading) = entry.heading.and_then(|at| self.found.headings.get_mut(at)) {
            heading.entries += 1;
        }
        self.found.entries.push(entry);
    }

    fn head(
        &mut self,
        level: u8,
        title: String,
        line: usize,
        own: Option<Own>,
    ) -> Result<(), ReadError> {
        if self.found.headings.len() >= MAX_HEADINGS {
            return Err(self.refuse(format!("this list has more than {MAX_HEADINGS} headings")));
        }
        let mut parent = self.below();
        while let Some(at) = parent {
            match self.found.headings.get(at) {
                Some(heading) if heading.level >= level => parent = heading.parent,
                _ => break,
            }
        }
        self.found.headings.push(Heading {
            level,
            title,
            line,
            parent,
            entries: 0,
            own,
        });
        self.found.first.push(String::new());
        Ok(())
    }

    fn end_heading(&mut self) -> Result<(), ReadError> {
        let inline = std::mem::take(&mut self.inline);
        let Some((level, line)) = self.heading.take() else {
            return Ok(());
        };
        self.likely = None;
        if let Some(item) = self.items.last_mut() {
            // Some lists set the titles of their items as headings.
            item.take(inline);
            return Ok(());
        }
        if let Some(mark) = &inline.mark {
            let title = if mark.nameless {
                String::new()
            } else {
                inline.plain()
            };
            let own = Own {
                id: mark.id.clone(),
                order: mark.order.and_then(|order| u32::try_from(order).ok()),
            };
            return self.head(level, title, line, Some(own));
        }
        let title = entry::heading(&inline);
        if title.is_empty() {
            return Ok(());
        }
        self.head(level, title, line, None)
    }

    /// A line of bold text before a list is its heading.
    fn promote(&mut self) {
        if let Some((title, line)) = self.likely.take()
            && self.lists.is_empty()
            && !title.is_empty()
        {
            // Where there are too many, the next real heading says so.
            let _ = self.head(7, title, line, None);
        }
    }

    fn end_paragraph(&mut self) {
        if !self.items.is_empty() {
            self.flush();
            return;
        }
        let inline = std::mem::take(&mut self.inline);
        self.paragraph(&inline);
    }

    fn paragraph(&mut self, inline: &Inline) {
        self.likely = None;
        if inline.is_empty() {
            return;
        }
        self.found.passed.paragraphs += 1;
        if entry::is_heading(inline) {
            self.likely = Some((entry::heading(inline), self.line.1));
        }
        let heading = self.below();
        if let Some(first) = self.found.first.last_mut()
            && first.is_empty()
        {
            *first = inline.plain().chars().take(300).collect();
        }
        if self.found.paragraphs.len() < MAX_ITEMS {
            for mut entry in entry::of_paragraph(inline, self.line.1) {
                entry.heading = heading;
                self.found.paragraphs.push(entry);
            }
        }
    }

    fn end_item(&mut self) -> Result<(), ReadError> {
        self.flush();
        let Some(raw) = self.items.pop() else {
            return Ok(());
        };
        self.count()?;
        let anchor = raw.is_anchor();
        self.found.passed.kept += raw.kept();
        let line = raw.line;
        let entry = entry::of(raw);
        let heading = self.below();
        if let Some(list) = self.lists.last_mut() {
            list.all += 1;
            list.items += 1;
            list.anchors += usize::from(anchor);
            list.outer += usize::from(anchor);
            if let Some(mut entry) = entry {
                entry.heading = heading;
                entry.line = line;
                list.entries.push(entry);
            }
        }
        Ok(())
    }

    fn end_list(&mut self) {
        let Some(list) = self.lists.pop() else {
            return;
        };
        if let (Some(item), Some(outer)) = (self.items.last_mut(), self.lists.last_mut()) {
            item.children.extend(list.entries);
            outer.all += list.all;
            outer.anchors += list.anchors;
            return;
        }
        if list.anchors >= 2 && (list.anchors * 5 >= list.all * 4 || list.outer >= list.items) {
            self.found.passed.contents += 1;
            return;
        }
        let heading = self.below();
        if let Some(heading) = heading.and_then(|at| self.found.headings.get_mut(at)) {
            heading.entries += list.entries.len();
        }
        self.found.entries.extend(list.entries);
    }

    fn end_code(&mut self) {
        let Some(mut code) = self.code.take() else {
            return;
        };
        match self.items.last_mut() {
            Some(item) => {
                if code.starts_with("```") {
                    code.push_str("```");
                }
                item.notes.extend(code.lines().map(str::to_owned));
            }
            None => self.found.passed.code += 1,
        }
    }

    fn end_html(&mut self) -> Result<(), ReadError> {
        let html = self.html.take().unwrap_or_default();
        let found = html::read(&html);
        self.found.passed.comments += found.comments;
        self.found.passed.images += found.images;
        for thing in found.things {
            match (thing, self.items.last_mut()) {
                (
                    Thing::Heading(_, inline) | Thing::Item(inline) | Thing::Text(inline),
                    Some(item),
                ) => {
                    item.take(inline);
                }
                (Thing::Heading(level, inline), None) => {
                    let title = entry::heading(&inline);
                    if !title.is_empty() {
                        self.head(level, title, self.line.1, None)?;
                    }
                }
                (Thing::Item(inline), None) => {
                    self.count()?;
                    let mut raw = Raw {
                        line: self.line.1,
                        ..Raw::default()
                    };
                    raw.take(inline);
                    self.found.passed.kept += raw.kept();
                    let heading = self.below();
                    if let Some(mut entry) = entry::of(raw) {
                        entry.heading = heading;
                        entry.line = self.line.1;
                        self.add(entry);
                    }
                }
                (Thing::Text(inline), None) => self.paragraph(&inline),
                (Thing::End, _) => {}
            }
        }
        Ok(())
    }
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The lines of a quote without their marks.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.trim_end_matches('\n').split('\n').map(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        let line = line
            .strip_prefix('>')
            .map_or(line, |line| line.strip_prefix(' ').unwrap_or(line));
        line.to_owned()
    })
}
