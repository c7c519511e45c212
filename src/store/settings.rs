//! What the program remembers of how the user wants it: never anything of a plan.
//!
//! Not here: the window's size and place (eframe keeps those).

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::{Day, Weekday};

use super::file::{Base, SaveError, save_bytes};
use super::format;
use super::fs::{Disk, Fs as _};
use super::places::Places;

/// The most plans in the list of recent ones.
pub const MAX_RECENT: usize = 12;
/// The most collapsed columns that are remembered: the weeks of old plans go first.
const MAX_COLLAPSED: usize = 100;
/// The most filters of the board that are kept.
const MAX_FILTERS: usize = 50;
/// The smallest and the largest zoom.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;
/// The most bytes of a settings file.
const MAX_BYTES: usize = 1 << 20;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The day that weeks begin with on screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeekStart {
    /// As the desktop's language has it.
    #[default]
    Desktop,
    /// Always Monday.
    Monday,
    /// Always Sunday.
    Sunday,
}

/// A plan that was open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its file.
    pub path: String,
    /// What it was called then.
    pub name: String,
}

/// Keys that the user gave a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyBinding {
    /// The command's name.
    pub command: String,
    /// Its keys, parted by spaces (“Ctrl+Shift+R”); empty: none.
    pub keys: String,
}

/// A filter of the board with a name. Steps and kinds are kept by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedFilter {
    /// What the user calls it.
    pub name: String,
    /// Words that must occur.
    pub text: String,
    /// Steps; an empty name stands for supporting material.
    pub steps: Vec<String>,
    /// Kinds.
    pub kinds: Vec<String>,
    /// Status, as its menu calls it.
    pub status: String,
}

crate::record! {
    not merged:
    /// The settings of this user on this machine.
    pub struct Settings {
        /// Light or dark.
        pub theme: Theme = Theme::System,
        /// How large everything is drawn; 1 is normal, see [`ZOOM`].
        pub zoom: f32 = 1.0,
        /// Whether the panel on the right is shown.
        pub inspector: bool = true,
        /// Whether weeks begin on Sunday: what programs before `week_start` read and wrote.
        pub week_starts_on_sunday: bool = false,
        /// The day that weeks begin with.
        pub week_start: WeekStart = WeekStart::Desktop,
        /// Whether the calendar shows its backlog.
        pub calendar_backlog: bool = false,
        /// The plan that was open last; it is opened again.
        pub last_plan: Option<String> = None,
        /// Whether the example was open last, over that plan; it is opened again.
        pub in_example: bool = false,
        /// The plans that were open, the newest first.
        pub recent: Vec<Recent> = Vec::new(),
        /// Hosts that the user agreed to open in the browser, in punycode.
        pub link_hosts: Vec<String> = Vec::new(),
        /// What the rows of the library stand under; empty: nothing.
        pub library_group: String = String::new(),
        /// The columns of the library; none: all that have room.
        pub library_columns: Vec<String> = Vec::new(),
        /// Columns of the board that are collapsed, by their names; the last one is the newest.
        pub board_collapsed: Vec<String> = Vec::new(),
        /// Filters of the board with names, by name.
        pub board_filters: Vec<SavedFilter> = Vec::new(),
        /// Commands with other keys than the usual ones.
        pub keys: Vec<KeyBinding> = Vec::new(),
        /// Whether the desktop reminds of the day's first session.
        pub remind: bool = false,
        /// How many minutes before it; 0 to 120.
        pub remind_lead: u16 = 10,
        /// The study day of the last reminder: there is one a day at most.
        pub reminded_on: Option<Day> = None,
        /// Whether a chime sounds when a stage, a focus or a break ends.
        pub chime: bool = false,
        /// Whether the desktop says so, too.
        pub turns_notify: bool = false,
        /// After how many minutes without input it is asked whether somebody was there; 0: never.
        pub idle_after: u16 = 15,
        /// When somebody was last there while something was timed, in seconds since 1970 UTC.
        pub attended: Option<i64> = None,
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 1.0,
            inspector: true,
            week_starts_on_sunday: false,
            week_start: WeekStart::Desktop,
            calendar_backlog: false,
            last_plan: None,
            in_example: false,
            recent: Vec::new(),
            link_hosts: Vec::new(),
            library_group: String::new(),
            library_columns: Vec::new(),
            board_collapsed: Vec::new(),
            board_filters: Vec::new(),
            keys: Vec::new(),
            remind: false,
            remind_lead: 10,
            reminded_on: None,
            chime: false,
            turns_notify: false,
            idle_after: 15,
            attended: None,
            unknown: Default::default(),
        }
    }
}

impl Settings {
    /// The settings file.
    pub fn file(places: &Places) -> PathBuf {
        places.config().join("settings.ron")
    }

    /// The settings, and what there is to say: a damaged file is copied aside, and the usual settings stand in for it.
    pub fn load(places: &Places) -> (Self, Option<String>) {
        let path = Self::file(places);
        let bytes = match Disk.read(&path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return (Self::default(), None);
            }
            Err(error) => {
                let said = super::file::say(&error);
                let note =
                    format!("The settings could not be read ({said}); these are the usual ones.");
                return (Self::default(), Some(note));
            }
        };
        let read = std::str::from_utf8(&bytes)
            .map_err(|error| error.to_string())
            .and_then(|text| {
                format::parse::<Self>(text, "settings.ron").map_err(|error| error.to_string())
            });
        match read {
            Ok(settings) => (settings.sane(), None),
            Err(error) => {
                let aside = places.config().join("settings.damaged.ron");
                let kept = match std::fs::write(&aside, &bytes) {
                    Ok(()) => format!(" The file is kept as “{}”.", aside.display()),
                    Err(_) => String::new(),
                };
                let note = format!("These are the usual settings: {error}{kept}");
                (Self::default(), Some(note))
            }
        }
    }

    /// Writes them; the file is the old or the new one at every moment.
    ///
    /// # Errors
    /// Where the system refuses; the file is what it was.
    pub fn save(&self, places: &Places) -> Result<(), SaveError> {
        let path = Self::file(places);
        let file = super::file::name_of(&path);
        if let Err(error) = std::fs::create_dir_all(places.config()) {
            return Err(SaveError::Io { file, error });
        }
        let text = match format::write(&self.clone().sane()) {
            Ok(text) => text,
            Err(error) => return Err(SaveError::Write { file, error }),
        };
        save_bytes(&Disk, &path, text.as_bytes(), Base::Any)?;
        Ok(())
    }

    /// Puts a plan at the head of the recent ones; it is opened again at the next start.
    pub fn opened(&mut self, file: &Path, name: &str) {
        // A path that is no text cannot be in the file; such a plan is not remembered.
        let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf());
        let Some(path) = absolute.to_str().map(str::to_owned) else {
            return;
        };
        self.recent.retain(|other| other.path != path);
        let name = name.to_owned();
        self.last_plan = Some(path.clone());
        self.in_example = false;
        self.recent.insert(0, Recent { path, name });
        self.recent.truncate(MAX_RECENT);
    }

    /// Keeps a filter of the board, in the place of the one with its name.
    pub fn keep_filter(&mut self, filter: SavedFilter) {
        self.forget_filter(&filter.name);
        self.board_filters.push(filter);
        self.board_filters.sort_by(|a, b| a.name.cmp(&b.name));
        self.board_filters.truncate(MAX_FILTERS);
    }

    /// Forgets a filter of the board.
    pub fn forget_filter(&mut self, name: &str) {
        self.board_filters.retain(|other| other.name != name);
    }

    /// Collapses a column of the board, or opens it again.
    pub fn collapse(&mut self, column: &str, collapse: bool) {
        self.board_collapsed.retain(|other| other != column);
        if collapse {
            self.board_collapsed.push(column.to_owned());
        }
        let more = self.board_collapsed.len().saturating_sub(MAX_COLLAPSED);
        self.board_collapsed.drain(..more);
    }

    /// Takes a plan out of the recent ones.
    pub fn forget(&mut self, file: &Path) {
        self.recent.retain(|other| Path::new(&other.path) != file);
        if self.last_plan.as_deref().map(Path::new) == Some(file) {
            self.last_plan = None;
        }
    }

    /// The day that a week begins with on screen, where the desktop's own is this one.
    pub fn first_weekday(&self, desktop: Weekday) -> Weekday {
        match self.week_start {
            WeekStart::Desktop => desktop,
            WeekStart::Monday => Weekday::Mon,
            WeekStart::Sunday => Weekday::Sun,
        }
    }

    /// Sets the day that weeks begin with, for older programs, too.
    pub fn set_week_start(&mut self, start: WeekStart) {
        self.week_start = start;
        self.week_starts_on_sunday = start == WeekStart::Sunday;
    }

    /// Within range.
    fn sane(mut self) -> Self {
        self.recent.truncate(MAX_RECENT);
        // An older program knows Monday and Sunday only; Monday was what stood there unasked.
        if self.week_starts_on_sunday && self.week_start == WeekStart::Desktop {
            self.week_start = WeekStart::Sunday;
        }
        self.zoom = if self.zoom.is_finite() {
            self.zoom.clamp(*ZOOM.start(), *ZOOM.end())
        } else {
            1.0
        };
        self
    }
}
