//! Which column of a table is what, and the items that it then gives. Rows that give none are listed with their line.
//!
//! Not here: reading the table (`read.rs`).

use std::collections::BTreeMap;

use crate::domain::{Day, Depth, Kind, Minutes, Notes, Path, Status, WebLink};

use super::super::draft::{Builder, Draft, MAX_PARTS, PartDraft, web};
use super::super::words;
use super::read::{Row, Sheet};

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title; the one that must be there.
    Title,
    /// The step.
    Step,
    /// A heading within the step.
    Group,
    /// What sort of thing it is.
    Kind,
    /// How long it takes.
    Minutes,
    /// How far the user has come.
    Status,
    /// Addresses of the web.
    Url,
    /// Tickable parts.
    Parts,
    /// Notes.
    Notes,
    /// What it is for.
    Purpose,
    /// Who wrote it.
    By,
    /// When it was published.
    Year,
    /// Words to find it by.
    Tags,
    /// Its id.
    Id,
    /// Its place among the others; only of our own tables.
    Order,
}

impl Field {
    /// All of them, in the order that they are offered.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Step,
        Self::Group,
        Self::Kind,
        Self::Minutes,
        Self::Status,
        Self::Url,
        Self::Parts,
        Self::Notes,
        Self::Purpose,
        Self::By,
        Self::Year,
        Self::Tags,
        Self::Id,
        Self::Order,
    ];

    /// Its name, as in `--columns title=Name`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Step => "step",
            Self::Group => "group",
            Self::Kind => "kind",
            Self::Minutes => "minutes",
            Self::Status => "status",
            Self::Url => "url",
            Self::Parts => "parts",
            Self::Notes => "notes",
            Self::Purpose => "purpose",
            Self::By => "by",
            Self::Year => "year",
            Self::Tags => "tags",
            Self::Id => "id",
            Self::Order => "order",
        }
    }

    /// Names of columns, in lower case, that mean it; the best first.
    fn known(self) -> &'static [&'static str] {
        match self {
            Self::Title => &[
                "title",
                "name",
                "item",
                "task",
                "task name",
                "topic",
                "problem",
                "problem name",
                "question",
                "subject",
                "resource",
                "book",
                "paper",
                "course",
                "lesson",
                "chapter",
                "content",
                "summary",
                "what",
                "titel",
                "aufgabe",
                "thema",
            ],
            Self::Step => &[
                "step",
                "section",
                "module",
                "unit",
                "phase",
                "stage",
                "week",
                "category",
                "list",
                "project",
                "area",
                "schritt",
                "kategorie",
                "column",
                "bucket",
                "milestone",
            ],
            Self::Group => &[
                "group",
                "subcategory",
                "sub-category",
                "subsection",
                "day",
                "pattern",
                "gruppe",
            ],
            Self::Kind => &["kind", "type", "art", "typ"],
            Self::Minutes => &[
                "how long",
                "minutes",
                "min",
                "mins",
                "estimate",
                "estimated time",
                "time estimate",
                "duration",
                "time",
                "hours",
                "hrs",
                "h",
                "effort",
                "length",
                "estimate (min)",
                "estimate (h)",
                "minuten",
                "stunden",
                "dauer",
                "zeit",
                "estimated hours",
                "time (min)",
                "time (h)",
                "time needed",
            ],
            Self::Status => &[
                "status",
                "state",
                "done",
                "done?",
                "completed",
                "complete",
                "progress",
                "finished",
                "check",
                "solved",
                "checked",
                "erledigt",
            ],
            Self::Url => &[
                "url",
                "urls",
                "link",
                "links",
                "href",
                "address",
                "website",
                "web",
                "source",
                "leetcode link",
            ],
            Self::Parts => &[
                "parts",
                "subtasks",
                "sub-tasks",
                "checklist",
                "subtopics",
                "chapters",
                "teile",
            ],
            Self::Notes => &[
                "notes", "note", "comment", "comments", "remarks", "notizen", "details",
            ],
            Self::Purpose => &[
                "purpose",
                "description",
                "about",
                "why",
                "goal",
                "beschreibung",
            ],
            Self::By => &["by", "author", "authors", "byline", "instructor", "autor"],
            Self::Year => &["year", "published", "jahr"],
            Self::Tags => &["tags", "labels", "keywords", "tag", "label", "topics"],
            Self::Id => &["id"],
            Self::Order => &["order"],
        }
    }
}

/// Which column is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column (from 0) of each field that has one.
    pub of: BTreeMap<Field, usize>,
    /// Whether the first row names the columns: then it is no item.
    pub header: bool,
    /// Whether bare numbers of [`Field::Minutes`] are hours.
    pub hours: bool,
    /// The day that ticked parts without a date are of; without it they stay open.
    pub ticked_on: Option<Day>,
    /// Whether titles lose hidden characters.
    pub clean: bool,
}

/// A row that gives no item, or not all that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub text: String,
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.text)
    }
}

impl Columns {
    /// Whether these cells are names of columns.
    pub(super) fn is_header(cells: &[String]) -> bool {
        let known = |cell: &String| {
            let cell = cell.trim().to_lowercase();
            Field::ALL
                .iter()
                .any(|field| field.known().contains(&cell.as_str()))
        };
        let found = cells.iter().filter(|cell| known(cell)).count();
        let short = cells.iter().all(|cell| cell.chars().count() <= 40);
        short && (found >= 2 || (found == 1 && (cells.len() == 1 || known_title(cells))))
    }

    /// Which column is likely what, by its name.
    pub(super) fn guess(columns: &[String]) -> Self {
        let mut guess = Self {
            clean: true,
            ..Self::default()
        };
        let names: Vec<String> = columns
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        for field in Field::ALL {
            let free = |at: &usize| !guess.of.values().any(|taken| taken == at);
            let known = field.known().iter();
            let at = known
                .filter_map(|known| names.iter().position(|name| name == known))
                .find(free);
            if let Some(at) = at {
                guess.of.insert(field, at);
            }
        }
        guess.hours = guess.is_hours(&names);
        guess.title_or_first(columns.len());
        guess
    }

    /// Which column is likely what, by what is in it.
    pub(super) fn guess_from(rows: &[Row]) -> Self {
        let mut guess = Self {
            clean: true,
            ..Self::default()
        };
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let all = |at: usize, fits: &dyn Fn(&str) -> bool| {
            let mut cells = rows.iter().take(200).filter_map(|row| row.cells.get(at));
            let cells = cells
                .by_ref()
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty());
            let mut some = false;
            cells.inspect(|_| some = true).all(fits) && some
        };
        for at in 0..width {
            let field = if all(at, &|cell| web(cell).is_some()) {
                Field::Url
            } else if all(at, &|cell| words::minutes(cell, false).is_some()) {
                Field::Minutes
            } else if all(at, &|cell| words::status(cell).is_some()) {
                Field::Status
            } else {
                Field::Title
            };
            guess.of.entry(field).or_insert(at);
        }
        guess.title_or_first(width);
        guess
    }

    /// It with what another guess says of columns that this one does not name.
    pub(super) fn and_from(mut self, other: Self) -> Self {
        if let (Some(first), Some(better)) =
            (self.of.get(&Field::Title), other.of.get(&Field::Title))
        {
            // Only the first column that was free.
            if first != better {
                self.of.remove(&Field::Title);
            }
        }
        for (field, at) in other.of {
            if !self.of.contains_key(&field) && !self.of.values().any(|taken| *taken == at) {
                self.of.insert(field, at);
            }
        }
        self
    }

    fn title_or_first(&mut self, width: usize) {
        if self.of.contains_key(&Field::Title) {
            return;
        }
        let free = (0..width).find(|at| !self.of.values().any(|taken| taken == at));
        if let Some(at) = free {
            self.of.insert(Field::Title, at);
        }
    }

    fn is_hours(&self, names: &[String]) -> bool {
        let name = self.of.get(&Field::Minutes).and_then(|at| names.get(*at));
        name.is_some_and(|name| {
            let words = name.split(|c: char| !c.is_alphanumeric());
            words
                .into_iter()
                .any(|word| matches!(word, "h" | "hrs" | "hours" | "hour" | "stunden"))
        })
    }

    /// The guess of a table with the columns that a user names: `title=Name,minutes=3` (a name, or a number from 1;
    /// nothing behind the sign: no column).
    ///
    /// # Errors
    /// Where there is no such field or column.
    pub fn with(mut self, sheet: &Sheet, said: &str) -> Result<Self, String> {
        for one in said.split(',').map(str::trim).filter(|one| !one.is_empty()) {
            let wrong = || format!("“{one}” names no column: write it as title=Name or title=1");
            let (field, column) = one.split_once('=').ok_or_else(wrong)?;
            let name = field.trim().to_lowercase();
            let field = Field::ALL.into_iter().find(|field| field.name() == name);
            let field = field.ok_or_else(|| {
                let all: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
                format!("“{name}” is no field; it is one of {}", all.join(", "))
            })?;
            let column = column.trim();
            if column.is_empty() {
                self.of.remove(&field);
                continue;
            }
            let is = |there: &String| there.trim().eq_ignore_ascii_case(column);
            let first = sheet.rows.first().filter(|_| !sheet.guess.header);
            let in_first = || first.and_then(|row| row.cells.iter().position(is));
            let named = sheet.columns.iter().position(is).or_else(|| {
                // Whoever names a column by its first cell says that the first row is a header.
                let at = in_first().filter(|_| column.parse::<usize>().is_err());
                self.header |= at.is_some();
                at
            });
            let numbered = || column.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let at = named
                .or_else(numbered)
                .filter(|at| *at < sheet.columns.len());
            let at = at.ok_or_else(|| {
                format!(
                    "the table has no column “{column}”; it has {}",
                    sheet.columns.join(", ")
                )
            })?;
            self.of.retain(|_, there| *there != at);
            self.of.insert(field, at);
        }
        let names: Vec<String> = sheet
            .columns
            .iter()
            .map(|name| name.to_lowercase())
            .collect();
        self.hours = self.is_hours(&names);
        Ok(self)
    }
}

fn known_title(cells: &[String]) -> bool {
    cells.iter().any(|cell| {
        let cell = cell.trim().to_lowercase();
        Field::Title
            .known()
            .iter()
            .take(6)
            .any(|known| *known == cell)
    })
}

impl Sheet {
    /// The items of the table as a path. Rows that [`Self::problems`] lists as kept out are not in it.
    pub fn path(&self, columns: &Columns) -> Path {
        self.take(columns).0
    }

    /// The rows that give no item, or not all that they say.
    pub fn problems(&self, columns: &Columns) -> Vec<RowError> {
        self.take(columns).1
    }

    /// Both at once.
    pub fn take(&self, columns: &Columns) -> (Path, Vec<RowError>) {
        let mut problems = Vec::new();
        let mut builder = Builder::new(&self.name, columns.clean);
        builder.ticked_on = columns.ticked_on;
        for row in self.body(columns) {
            let mut said = Vec::new();
            match self.draft(row, columns, &mut said) {
                Ok(draft) => builder.add(draft),
                Err(text) => said.push(format!("{text}. The row was left out")),
            }
            problems.extend(said.into_iter().map(|text| RowError {
                line: row.line,
                text,
            }));
        }
        (builder.path(), problems)
    }

    fn cell<'a>(&'a self, row: &'a Row, columns: &Columns, field: Field) -> &'a str {
        let cell = columns.of.get(&field).and_then(|at| row.cells.get(*at));
        let cell = cell.map_or("", String::as_str);
        if self.own {
            super::write::bare(cell)
        } else {
            cell
        }
    }

    fn draft(&self, row: &Row, columns: &Columns, said: &mut Vec<String>) -> Result<Draft, String> {
        let cell = |field| self.cell(row, columns, field);
        if row.cells.len() > self.columns.len() {
            return Err("it has more cells than the table has columns".to_owned());
        }
        let title = cell(Field::Title).trim();
        if title.is_empty() {
            return Err("it has no title".to_owned());
        }
        let mut draft = Draft::new(title, Kind::Topic);
        let minutes = cell(Field::Minutes).trim();
        if !minutes.is_empty() {
            self.minutes(minutes, columns, &mut draft)?;
        }
        let status = cell(Field::Status).trim();
        draft.item.status = words::status(status)
            .or_else(|| percent(status))
            .ok_or_else(|| format!("“{}” is no status that is known", short(status)))?;
        let year = cell(Field::Year).trim();
        if !year.is_empty() {
            draft.item.year = year
                .parse()
                .ok()
                .filter(|year| self.own || (-3_000..=3_000).contains(year));
            if draft.item.year.is_none() {
                said.push(format!("“{}” is no year; it was left out", short(year)));
            }
        }
        for text in lines(cell(Field::Url)) {
            match link(text) {
                Some(link) => draft.link(link),
                None => said.push(format!(
                    "“{}” is no http or https address; it was left out",
                    short(text)
                )),
            }
        }
        draft.item.group = cell(Field::Group).trim().to_owned();
        draft.item.purpose = cell(Field::Purpose).trim().to_owned();
        draft.item.byline = cell(Field::By).trim().to_owned();
        draft.item.notes = Notes::from_text(cell(Field::Notes));
        let tags = cell(Field::Tags).split([',', ';', '\n']).map(str::trim);
        draft.item.tags = tags
            .filter(|tag| !tag.is_empty())
            .take(64)
            .map(str::to_owned)
            .collect();
        draft.parts = parts(cell(Field::Parts), self.own);
        if draft.parts.len() > MAX_PARTS {
            draft.parts.truncate(MAX_PARTS);
            said.push(format!(
                "it has more than {MAX_PARTS} parts; the others were left out"
            ));
        }
        let step = cell(Field::Step).trim();
        draft.step = (!step.is_empty()).then(|| step.to_owned());
        draft.place = draft.step.iter().cloned().collect();
        let id = cell(Field::Id).trim();
        // Only our own ids are taken as they are; those of others are numbers more often than not.
        draft.id = (self.own && !id.is_empty()).then(|| id.to_owned());
        draft.order = cell(Field::Order).trim().parse().ok().filter(|_| self.own);
        let kind = cell(Field::Kind).trim();
        draft.item.kind = match words::kind(kind) {
            Some(kind) => kind,
            None if kind.is_empty() => super::super::kinds::guess(&super::super::kinds::Signs {
                section: step,
                title,
                urls: &draft.item.urls,
                byline: &draft.item.byline,
            }),
            None => Kind::Custom(kind.to_owned()),
        };
        Ok(draft)
    }

    fn minutes(&self, cell: &str, columns: &Columns, draft: &mut Draft) -> Result<(), String> {
        let wrong = || format!("“{}” is no time (as 90, 1h30 or 1.5 h)", short(cell));
        let read = |text: &str| {
            let own = text.parse().ok().map(Minutes).filter(|_| self.own);
            own.or_else(|| words::minutes(text, columns.hours))
                .ok_or_else(wrong)
        };
        // Our own tables have three depths where they differ, and the user's estimate.
        let (depths, estimate) = match cell.split_once(';') {
            Some((depths, estimate)) if self.own => (depths.trim(), Some(estimate.trim())),
            _ => (cell, None),
        };
        let three: Vec<&str> = depths.split('/').map(str::trim).collect();
        if let ([lean, core, deep], true) = (three.as_slice(), self.own) {
            draft.item.effort.lean = read(lean)?;
            draft.item.effort.core = read(core)?;
            draft.item.effort.deep = read(deep)?;
        } else {
            draft.takes(read(depths)?);
        }
        if let Some(estimate) = estimate {
            draft.item.estimate = Some(read(estimate)?);
        }
        Ok(())
    }
}

fn percent(text: &str) -> Option<Status> {
    let share: u32 = text.strip_suffix('%')?.trim().parse().ok()?;
    Some(match share {
        0 => Status::ToDo,
        100.. => Status::Done,
        _ => Status::InProgress,
    })
}

fn lines(cell: &str) -> impl Iterator<Item = &str> {
    let cell = cell.trim();
    // Several addresses in one cell: a line each, or with spaces between.
    let by_line = cell.contains('\n') || cell.contains('<');
    let split = cell.split(move |c: char| {
        if by_line {
            c == '\n'
        } else {
            c.is_whitespace()
        }
    });
    split.map(str::trim).filter(|line| !line.is_empty())
}

/// `https://…`, or `label <https://…>`.
fn link(text: &str) -> Option<WebLink> {
    let (label, url) = match text
        .strip_suffix('>')
        .and_then(|text| text.rsplit_once('<'))
    {
        Some((label, url)) => (label.trim(), url),
        None => ("", text.trim_end_matches([',', ';'])),
    };
    Some(WebLink {
        label: label.to_owned(),
        url: web(url)?,
    })
}

/// Parts: a line each (or with `;` between), with `[x]` before what is ticked and a day behind it.
fn parts(cell: &str, own: bool) -> Vec<PartDraft> {
    let by_line = cell.contains('\n');
    let split = cell.split(if by_line { '\n' } else { ';' }).map(str::trim);
    split
        .filter(|part| !part.is_empty())
        // One more than there may be, so that it can be said.
        .take(MAX_PARTS + 1)
        .map(|part| {
            let (done, title) = match part
                .strip_prefix("[x] ")
                .or_else(|| part.strip_prefix("[X] "))
            {
                Some(title) => (true, title),
                None => (false, part.strip_prefix("[ ] ").unwrap_or(part)),
            };
            let dated = title.rsplit_once(" ✅ ").filter(|_| done);
            let dated = dated.and_then(|(title, day)| Some((title, Day::parse(day).ok()?)));
            let mut title = dated.map_or(title, |(title, _)| title);
            let mut depth = None;
            for (mark, said) in [(" ⟨core⟩", Depth::Core), (" ⟨deep⟩", Depth::Deep)] {
                if let Some(bare) = title.strip_suffix(mark).filter(|_| own) {
                    (title, depth) = (bare, Some(said));
                }
            }
            PartDraft {
                title: title.to_owned(),
                depth,
                done,
                done_on: dated.map(|(_, day)| day),
                ..PartDraft::default()
            }
        })
        .collect()
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// Minutes as our own tables say them: one number where all depths are the same.
pub(super) fn say_effort(effort: crate::domain::Effort, estimate: Option<Minutes>) -> String {
    let mut text = if effort.lean == effort.core && effort.core == effort.deep {
        effort.core.0.to_string()
    } else {
        format!("{}/{}/{}", effort.lean.0, effort.core.0, effort.deep.0)
    };
    if let Some(estimate) = estimate {
        text.push_str(&format!(";{}", estimate.0));
    }
    text
}
