//! `cairn export`: a plan in another format, to a file or to standard output.
//!
//! The plan itself is never written over: neither by its name, nor through a link to it. Not here: making the bytes
//! (`store/export`).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{load, name_of, tell};
use crate::domain::{InterviewId, Minutes, Plan, Week};
use crate::planner::Readiness;
use crate::state::env::Now;
use crate::store::exchange;
use crate::store::export::{self, What};

/// The longest time that a reminder comes before a session: four weeks.
const MAX_ALARM: u32 = 4 * 7 * 24 * 60;

/// What the command line says.
#[derive(Debug, clap::Args)]
pub(super) struct Export {
    /// The plan.
    #[arg(value_name = "PLAN.ron")]
    file: PathBuf,
    /// In which format.
    #[arg(long, value_enum)]
    format: Format,
    /// Where it goes; “-” is standard output. A file that is there is replaced, but never the plan itself.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// With ron: the path alone, or a template without anything personal, in place of the whole plan.
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// With csv: which table; without it, the sessions.
    #[arg(long, value_enum)]
    table: Option<TableOf>,
    /// With png: which picture; without it, the board.
    #[arg(long, value_enum)]
    picture: Option<Picture>,
    /// With png: light on dark.
    #[arg(long)]
    dark: bool,
    /// With ics: a reminder so many minutes before each session.
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_ALARM)))]
    alarm: Option<u32>,
    /// With ics: also the sessions that are done.
    #[arg(long)]
    done: bool,
    /// With md and html: without your notes.
    #[arg(long)]
    no_notes: bool,
    /// With md and html: looking back on the week of this day in place of the whole plan.
    #[arg(long, value_name = "DAY", value_parser = parse_week)]
    week: Option<Week>,
    /// With md: the write-ups of design sessions in place of the checklist.
    #[arg(long, conflicts_with = "week")]
    design: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Cairn's own: the whole plan, or what --only says.
    Ron,
    /// The sessions and interviews for calendar programs.
    Ics,
    /// A checklist with links and notes.
    Md,
    /// A table for spreadsheets.
    Csv,
    /// A report that prints well.
    Html,
    /// A picture of the board or of the calendar.
    Png,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Steps, items and links, without progress and notes.
    Path,
    /// A plan to begin from, without anything personal.
    Template,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TableOf {
    /// One row a session.
    Sessions,
    /// One row an item.
    Items,
    /// One row a stage of a design session.
    Design,
    /// One row an answer from memory.
    Answers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Picture {
    /// All cards by step.
    Board,
    /// The months from the first study day to the last interview.
    Calendar,
}

impl Export {
    /// Whether the options fit the format.
    ///
    /// # Errors
    /// Names the first that does not.
    pub(super) fn check(&self) -> Result<(), String> {
        let fits = |asked: bool, option: &str, formats: &[Format]| {
            if !asked || formats.contains(&self.format) {
                return Ok(());
            }
            let names: Vec<&str> = formats.iter().map(|format| format.name()).collect();
            let names = names.join(" or ");
            Err(format!("{option} goes with --format {names} only"))
        };
        fits(self.only.is_some(), "--only", &[Format::Ron])?;
        fits(self.table.is_some(), "--table", &[Format::Csv])?;
        fits(self.picture.is_some(), "--picture", &[Format::Png])?;
        fits(self.dark, "--dark", &[Format::Png])?;
        fits(self.alarm.is_some(), "--alarm", &[Format::Ics])?;
        fits(self.done, "--done", &[Format::Ics])?;
        fits(self.design, "--design", &[Format::Md])?;
        fits(self.week.is_some(), "--week", &[Format::Md, Format::Html])?;
        fits(self.no_notes, "--no-notes", &[Format::Md, Format::Html])
    }

    /// Does it; says what was done where it did not go to standard output.
    ///
    /// # Errors
    /// Where the plan cannot be read, or the export not be made or written.
    pub(super) fn run(&self, now: Now) -> Result<String, String> {
        let loaded = load(&self.file)?;
        let what = self.what();
        if let (What::Plan, Some(reason)) = (what, &loaded.read_only) {
            return Err(format!("{}: {reason}.", name_of(&self.file)));
        }
        let options = export::Options {
            alarm: self.alarm.map(Minutes),
            done: self.done,
            notes: !self.no_notes,
            dark: self.dark,
            week: self.week,
            ready: ready(&loaded.plan, what, now),
            ..export::Options::usual(now.today, now.stamp)
        };
        if self.out.as_os_str() == "-" {
            let bytes =
                export::bytes(&loaded.plan, what, &options).map_err(|error| error.to_string())?;
            let mut out = std::io::stdout().lock();
            return match out.write_all(&bytes).and_then(|()| out.flush()) {
                Ok(()) => Ok(String::new()),
                // Whoever reads has read enough.
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(String::new()),
                Err(error) => Err(format!("It could not be written: {error}.")),
            };
        }
        if is_same(&self.file, &self.out) {
            return Err(format!(
                "{} is the plan itself. It was not overwritten: choose another place for the export.",
                name_of(&self.out)
            ));
        }
        let folder = self.out.parent().filter(|it| !it.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            return Err(format!(
                "There is no folder {}. Nothing was written.",
                folder.display()
            ));
        }
        exchange::export(&loaded.plan, what, &options, &self.out)
            .map_err(|error| error.to_string())?;
        if let Some(note) = self.ending() {
            tell(&note);
        }
        Ok(format!("Exported to {}", self.out.display()))
    }

    /// What to say where the file's name ends other than the format's files do.
    fn ending(&self) -> Option<String> {
        let usual = self.what().extension();
        let also: &[&str] = match self.format {
            Format::Html => &["htm"],
            Format::Md => &["markdown"],
            Format::Ics => &["ical"],
            Format::Ron | Format::Csv | Format::Png => &[],
        };
        let ends = |end: &str| {
            let given = self.out.extension();
            given.is_some_and(|given| given.eq_ignore_ascii_case(end))
        };
        if ends(usual) || also.iter().any(|end| ends(end)) {
            return None;
        }
        Some(format!(
            "{}: the name does not end in .{usual}, so other programs may not know what it is.",
            name_of(&self.out)
        ))
    }

    fn what(&self) -> What {
        match self.format {
            Format::Ron => match self.only {
                None => What::Plan,
                Some(Only::Path) => What::Path,
                Some(Only::Template) => What::Template,
            },
            Format::Ics => What::Calendar,
            Format::Md if self.week.is_some() => What::WeekMarkdown,
            Format::Md if self.design => What::DesignMarkdown,
            Format::Md => What::Markdown,
            Format::Csv => match self.table {
                None | Some(TableOf::Sessions) => What::SessionTable,
                Some(TableOf::Items) => What::ItemTable,
                Some(TableOf::Design) => What::DesignTable,
                Some(TableOf::Answers) => What::AnswerTable,
            },
            Format::Html if self.week.is_some() => What::WeekPage,
            Format::Html => What::Report,
            Format::Png => match self.picture {
                None | Some(Picture::Board) => What::BoardPicture,
                Some(Picture::Calendar) => What::CalendarPicture,
            },
        }
    }
}

/// The week that a day is in.
fn parse_week(text: &str) -> Result<Week, String> {
    Week::parse(text).map_err(|error| error.to_string())
}

/// What the planner says of the interviews ahead, where the export asks for it.
fn ready(plan: &Plan, what: What, now: Now) -> BTreeMap<InterviewId, u16> {
    if what != What::Report {
        return BTreeMap::new();
    }
    let ready = Readiness::of(plan, now.today);
    let known = ready.interviews.into_iter();
    known
        .filter_map(|one| Some((one.interview, one.per_mille?)))
        .collect()
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Ron => "ron",
            Self::Ics => "ics",
            Self::Md => "md",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Png => "png",
        }
    }
}

/// Whether two names are of one file: through links as well.
fn is_same(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if real(a).is_some_and(|a| Some(a) == real(b)) {
        return true;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let place = |path: &Path| {
            let data = std::fs::metadata(path).ok()?;
            Some((data.dev(), data.ino()))
        };
        place(a).is_some_and(|a| Some(a) == place(b))
    }
    #[cfg(not(unix))]
    false
}
