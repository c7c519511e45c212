//! Where files live: plans, settings, local state. `CAIRN_HOME` moves all of it below one folder (tests and pictures).
//!
//! Not here: what is in the files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The environment variable that moves everything below one folder.
pub const HOME_VARIABLE: &str = "CAIRN_HOME";
/// How plan files end.
pub const EXTENSION: &str = "ron";
/// The longest part of a plan's name that becomes its file's name, in characters.
const MAX_STEM: usize = 60;

/// The folders of this user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    plans: PathBuf,
    config: PathBuf,
    state: PathBuf,
}

/// This system says of no folder that it is the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no home folder was found. Set CAIRN_HOME to a folder that you may write to")]
pub struct NoHome;

impl Places {
    /// Below `CAIRN_HOME` where that is set, else where this system puts such files.
    ///
    /// # Errors
    /// Where there is no home folder.
    pub fn find() -> Result<Self, NoHome> {
        Self::find_with(std::env::var_os(HOME_VARIABLE))
    }

    fn find_with(home: Option<OsString>) -> Result<Self, NoHome> {
        if let Some(home) = home.filter(|home| !home.is_empty()) {
            return Ok(Self::under(Path::new(&home)));
        }
        let folders = ProjectDirs::from("", "", "cairn").ok_or(NoHome)?;
        let state = folders
            .state_dir()
            .unwrap_or_else(|| folders.data_local_dir());
        Ok(Self {
            plans: folders.data_dir().join("plans"),
            config: folders.config_dir().to_path_buf(),
            state: state.to_path_buf(),
        })
    }

    /// Everything below one folder.
    pub fn under(home: &Path) -> Self {
        Self {
            plans: home.join("plans"),
            config: home.join("config"),
            state: home.join("state"),
        }
    }

    /// The folder of new plans.
    pub fn plans(&self) -> PathBuf {
        self.plans.clone()
    }

    /// The folder of the settings.
    pub fn config(&self) -> PathBuf {
        self.config.clone()
    }

    /// The folder of what is of this machine only: it is never in a synced folder.
    pub fn state(&self) -> PathBuf {
        self.state.clone()
    }

    /// Where the window's size and place are kept.
    pub fn window_state(&self) -> PathBuf {
        self.state.join("window.ron")
    }

    /// Whether there is a file (and not a folder) of this name.
    pub fn exists(&self, path: &Path) -> bool {
        path.is_file()
    }

    /// The folder of the example, apart from the user's plans.
    pub fn examples(&self) -> PathBuf {
        self.state.join("examples")
    }

    /// The file of the example: there is one at most.
    pub fn example_file(&self) -> PathBuf {
        self.examples().join(format!("Example.{EXTENSION}"))
    }

    /// A path for a new plan of this name that no file has yet: “Onsite.ron”, “Onsite 2.ron” …
    pub fn new_plan_file(&self, name: &str) -> PathBuf {
        let stem = stem(name);
        let path = |n: u32| {
            let number = if n > 1 {
                format!(" {n}")
            } else {
                String::new()
            };
            self.plans.join(format!("{stem}{number}.{EXTENSION}"))
        };
        (1..u32::MAX)
            .map(path)
            .find(|path| std::fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| path(1))
    }
}

/// The part of a plan's name that every file system takes as the name of a file.
pub fn stem(name: &str) -> String {
    let mut stem = String::new();
    for c in name.chars() {
        let fine = c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')' | ',' | '.');
        let c = if fine { c } else { ' ' };
        if c != ' ' || !stem.ends_with(' ') {
            stem.push(c);
        }
        if stem.chars().count() >= MAX_STEM || stem.len() > 180 {
            break;
        }
    }
    let stem = stem.trim_matches([' ', '.']).to_owned();
    let device = stem.split('.').next().unwrap_or_default().trim();
    let device = device.to_ascii_uppercase();
    let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&device.as_str())
        || (device.len() == 4
            && (device.starts_with("COM") || device.starts_with("LPT"))
            && device.ends_with(|c: char| c.is_ascii_digit()));
    if stem.is_empty() || reserved {
        return format!("Plan {stem}").trim_end().to_owned();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_names_of_files() {
        for (name, expected) in [
            ("Onsite at Acme", "Onsite at Acme"),
            ("../../etc/passwd", "etc passwd"),
            ("a/b\\c:d*e?", "a b c d e"),
            ("  .hidden. ", "hidden"),
            ("con", "Plan con"),
            ("com1.x", "Plan com1.x"),
            ("", "Plan"),
            ("\u{202e}\n", "Plan"),
            ("Vorstellungsgespräch", "Vorstellungsgespräch"),
        ] {
            assert_eq!(stem(name), expected, "{name:?}");
        }
        assert!(stem(&"ü".repeat(500)).len() <= 200);
    }

    #[test]
    fn one_variable_moves_everything() {
        let places = Places::find_with(Some("/x".into()));
        assert_eq!(places, Ok(Places::under(Path::new("/x"))));
    }
}
