//! Reading a table: the separator, quoted cells with line ends in them, a header. Our own reader rather than the `csv`
//! crate's, because that one takes an open quotation mark for a cell that lasts to the end of the file, without a word.
//!
//! Not here: which column is what (`pick.rs`).

use crate::store::format::{Place, ReadError};

use super::super::text::{Hidden, MAX_ITEMS, count, wrong_at};
use super::pick::Columns;

/// The most columns of a table.
pub const MAX_COLUMNS: usize = 200;
/// The most cells of a table.
pub const MAX_CELLS: usize = 500_000;

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of the file that it begins on, from 1.
    pub line: usize,
    /// Its cells; there may be fewer than columns.
    pub cells: Vec<String>,
}

/// A table as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What the path is called: the file without its ending.
    pub name: String,
    /// The names of the columns; “Column 1” and so on where the table is likely to have no header.
    pub columns: Vec<String>,
    /// All rows, with the first, which may be the header: see [`Columns::header`].
    pub rows: Vec<Row>,
    /// Which column is likely what.
    pub guess: Columns,
    /// Whether it is a table that this program wrote: then one `'` before what looks like a formula goes.
    pub own: bool,
    /// Sentences for the user.
    pub notes: Vec<String>,
}

/// Reads a table.
///
/// # Errors
/// Where a quotation mark is not closed, or where it has more than [`MAX_ITEMS`] rows, [`MAX_COLUMNS`] columns or
/// [`MAX_CELLS`] cells.
pub fn read(text: &str, file: &str) -> Result<Sheet, ReadError> {
    let (separator, text, skipped) = separator(text);
    let mut rows = Rows::new(text, separator, file, skipped).all()?;
    rows.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let known = rows
        .first()
        .is_some_and(|row| Columns::is_header(&row.cells));
    let header = known || super::header::is_likely(&rows);
    let first = rows.first().map(|row| row.cells.clone());
    let first = first.unwrap_or_default();
    let mut columns: Vec<String> = if header { first.clone() } else { Vec::new() };
    columns.resize(width, String::new());
    for (at, name) in columns.iter_mut().enumerate() {
        *name = name.trim().to_owned();
        if name.is_empty() {
            *name = format!("Column {}", at + 1);
        }
    }
    let own = columns
        .iter()
        .map(String::as_str)
        .eq(super::write::ITEM_COLUMNS);
    let mut notes = Vec::new();
    if !header {
        notes.push(
            "The first row was taken for an item, not for the names of the columns.".to_owned(),
        );
    } else if !known {
        notes.push("The first row was taken for the names of the columns: none of them is known, so say which is what.".to_owned());
    }
    notes.extend(Hidden::count(text).note());
    let body = rows.get(usize::from(header)..).unwrap_or_default();
    let mut guess = match (header, known) {
        (false, _) => Columns::guess_from(body),
        (true, true) => Columns::guess(&columns),
        (true, false) => Columns::guess(&columns).and_from(Columns::guess_from(body)),
    };
    guess.header = header;
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    Ok(Sheet {
        name: name.to_owned(),
        columns,
        rows,
        guess,
        own,
        notes,
    })
}

/// Whether a text is likely a table: a header with names that are known, or several lines with as many separators.
pub fn looks_like(text: &str) -> bool {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(20);
    let Some(first) = lines.next() else {
        return false;
    };
    if is_markup(first) {
        return false;
    }
    let (separator, ..) = separator(text);
    let cells: Vec<String> = cells_of(first, separator);
    if cells.len() >= 2 && Columns::is_header(&cells) {
        return true;
    }
    let mut many = 1;
    for line in lines {
        if is_markup(line) || cells_of(line, separator).len() != cells.len() {
            return false;
        }
        many += 1;
    }
    cells.len() >= 3 && many >= 3
}

/// Whether a line begins as Markdown or HTML does.
fn is_markup(line: &str) -> bool {
    [
        "# ", "## ", "### ", "- ", "* ", "+ ", "> ", "|", "```", "---", "[", "!", "<", "1. ",
    ]
    .iter()
    .any(|mark| line.starts_with(mark))
}

fn cells_of(line: &str, separator: char) -> Vec<String> {
    let text: String = line.chars().take(10_000).collect();
    let row = Rows::new(&text, separator, "", 0).next();
    row.ok().flatten().map(|row| row.cells).unwrap_or_default()
}

/// The separator of a table: what its first line says (`sep=;`), else what stands in it most often outside quotes.
/// With the text that the table begins at, and the lines before that.
fn separator(text: &str) -> (char, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(said) = first.trim().strip_prefix("sep=")
        && let Some(said @ (',' | ';' | '\t' | '|')) = said.chars().next()
    {
        return (said, rest, 1);
    }
    let head = text.trim_start_matches(['\n', ' ']);
    let line = head.split('\n').next().unwrap_or_default();
    let mut best = (0, ',');
    for sign in ['\t', ';', ',', '|'] {
        let mut quoted = false;
        let mut found = 0usize;
        for c in line.chars().take(10_000) {
            quoted ^= c == '"';
            found += usize::from(c == sign && !quoted);
        }
        if found > best.0 {
            best = (found, sign);
        }
    }
    (best.1, text, 0)
}

/// Goes over a text row by row.
struct Rows<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
    file: &'a str,
    line: usize,
    column: usize,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, separator: char, file: &'a str, skipped: usize) -> Self {
        Self {
            rest: text.chars().peekable(),
            separator,
            file,
            line: 1 + skipped,
            column: 1,
        }
    }

    fn all(mut self) -> Result<Vec<Row>, ReadError> {
        let mut rows = Vec::new();
        let mut cells = 0;
        while let Some(row) = self.next()? {
            cells += row.cells.len();
            // The header is a row, too.
            if rows.len() > MAX_ITEMS {
                return Err(self.beyond(row.line, &format!("more than {MAX_ITEMS} rows")));
            }
            if cells > MAX_CELLS {
                return Err(self.beyond(row.line, &format!("more than {MAX_CELLS} cells")));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn beyond(&self, line: usize, what: &str) -> ReadError {
        let place = Place { line, column: 1 };
        wrong_at(self.file, place, format!("this table has {what}"))
    }

    fn step(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn next(&mut self) -> Result<Option<Row>, ReadError> {
        if self.rest.peek().is_none() {
            return Ok(None);
        }
        let mut row = Row {
            line: self.line,
            cells: Vec::new(),
        };
        loop {
            if row.cells.len() >= MAX_COLUMNS {
                let place = Place {
                    line: self.line,
                    column: self.column,
                };
                let text = format!("this row has more than {MAX_COLUMNS} cells");
                return Err(wrong_at(self.file, place, text));
            }
            let cell = self.cell()?;
            row.cells.push(cell);
            match self.step() {
                Some(c) if c == self.separator => {}
                // A line end, or the end.
                _ => return Ok(Some(row)),
            }
        }
    }

    /// A cell; what ends it is not taken.
    fn cell(&mut self) -> Result<String, ReadError> {
        let mut cell = String::new();
        while self.rest.peek() == Some(&' ') && self.separator != ' ' {
            cell.push(' ');
            self.step();
        }
        if self.rest.peek() == Some(&'"') {
            cell.clear();
            let place = Place {
                line: self.line,
                column: self.column,
            };
            self.step();
            loop {
                match self.step() {
                    Some('"') if self.rest.peek() == Some(&'"') => {
                        self.step();
                        cell.push('"');
                    }
                    Some('"') => break,
                    Some(c) => cell.push(c),
                    None => {
                        return Err(wrong_at(
                            self.file,
                            place,
                            "this quotation mark is not closed",
                        ));
                    }
                }
            }
        }
        // What stands behind a closing quotation mark belongs to the cell.
        while let Some(&c) = self.rest.peek() {
            if c == '\n' || c == self.separator {
                break;
            }
            cell.push(c);
            self.step();
        }
        Ok(cell)
    }
}

impl Sheet {
    /// The rows that can be items.
    pub fn body(&self, columns: &Columns) -> &[Row] {
        let header = usize::from(columns.header);
        self.rows.get(header..).unwrap_or_default()
    }

    /// What a column is called: its header, or where there is none its number and its first value.
    pub fn name_of(&self, columns: &Columns, at: usize) -> String {
        let first = self.rows.first().and_then(|row| row.cells.get(at));
        let first = first.map_or("", |cell| cell.trim());
        match (columns.header, first) {
            (_, "") => format!("Column {}", at + 1),
            (true, name) => name.to_owned(),
            (false, value) => format!("Column {}: {value}", at + 1),
        }
    }

    /// “12 rows, 5 columns”.
    pub fn summary(&self) -> String {
        format!(
            "{}, {}",
            count(self.body(&self.guess).len(), "row", "rows"),
            count(self.columns.len(), "column", "columns")
        )
    }
}
