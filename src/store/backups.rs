//! Earlier versions of a plan: what a save swaps out becomes the newest backup. They are thinned by age, so that much of
//! the last hours and something of every month stays; what may be needed for good stays for good.
//!
//! Order is by number, never by the clock: a clock that jumps thins nothing that is new. The name of a file says all that
//! a list shows, so listing reads no plan.
//!
//! Not here: when a backup is made (`keep.rs`), what restoring does to the open plan (`state/`).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::Plan;
use crate::domain::time::Stamp;

use super::file::{OpenError, open_plan};
use super::format::Loaded;
use super::fs::Fs;

/// The newest backups, which all stay.
pub const NEWEST: usize = 20;
/// The age classes behind them: one backup a period (in seconds), so many of them. A month has 30 days here.
pub const CLASSES: [(i64, usize); 4] = [
    (3_600, 24),
    (24 * 3_600, 30),
    (7 * 24 * 3_600, 12),
    (30 * 24 * 3_600, 12),
];
/// The most bytes of all backups together that do not stay for good; the newest [`AT_LEAST`] stay however large.
pub const MOST_BYTES: u64 = 200 << 20;
/// See [`MOST_BYTES`].
pub const AT_LEAST: usize = 3;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A save put a newer version in its place. The only kind that is thinned.
    Saved,
    /// The file as it was before this program first rewrote it: it had comments, repairs or an older format.
    Original,
    /// Before an import.
    Import,
    /// Before another program's changes were merged.
    Merge,
    /// Before an earlier version was restored.
    Restore,
    /// Another program's version that the user chose to overwrite.
    Outside,
}

impl Why {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Saved, "saved"),
        (Self::Original, "original"),
        (Self::Import, "import"),
        (Self::Merge, "merge"),
        (Self::Restore, "restore"),
        (Self::Outside, "outside"),
    ];

    fn name(self) -> &'static str {
        let named = Self::ALL.iter().find(|(why, _)| *why == self);
        named.map_or("saved", |(_, name)| name)
    }

    fn named(name: &str) -> Option<Self> {
        let named = Self::ALL.iter().find(|(_, known)| *known == name);
        named.map(|(why, _)| *why)
    }

    /// Whether it stays for good.
    pub fn stays(self) -> bool {
        self != Self::Saved
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Saved => "saved",
            Self::Original => "as it was found",
            Self::Import => "before an import",
            Self::Merge => "before a merge",
            Self::Restore => "before a restore",
            Self::Outside => "another program's version",
        })
    }
}

/// How much is in a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Items.
    pub items: usize,
    /// Sessions.
    pub sessions: usize,
}

impl Counts {
    /// Those of a plan.
    pub fn of(plan: &Plan) -> Self {
        Self {
            items: plan.items.len(),
            sessions: plan.sessions.len(),
        }
    }
}

/// An earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Its number; a newer one has a higher one.
    pub number: u64,
    /// When it was put away, by the clock of then.
    pub when: Stamp,
    /// How much is in it, where that was known.
    pub counts: Option<Counts>,
    /// Its length in bytes.
    pub bytes: u64,
    /// Why it was made.
    pub why: Why,
    /// Its file.
    pub path: PathBuf,
}

fn file_name(number: u64, when: Stamp, counts: Option<Counts>, why: Why) -> String {
    let counts = counts.map_or_else(
        || "x_x".to_owned(),
        |counts| format!("{}_{}", counts.items, counts.sessions),
    );
    format!("{number:08}_{}_{counts}_{}.ron", when.0, why.name())
}

fn parse(name: &str) -> Option<(u64, Stamp, Option<Counts>, Why)> {
    let mut parts = name.strip_suffix(".ron")?.split('_');
    let number = parts.next()?.parse().ok()?;
    let when = Stamp(parts.next()?.parse().ok()?);
    let (items, sessions) = (parts.next()?, parts.next()?);
    let why = Why::named(parts.next()?)?;
    let counts = match (items.parse(), sessions.parse()) {
        (Ok(items), Ok(sessions)) => Some(Counts { items, sessions }),
        _ => None,
    };
    parts
        .next()
        .is_none()
        .then_some((number, when, counts, why))
}

/// All backups in a folder, the newest first. No folder is no backups.
///
/// # Errors
/// Where the folder cannot be read.
pub fn list(fs: &dyn Fs, folder: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs.list(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut all: Vec<Backup> = entries
        .into_iter()
        .filter_map(|entry| {
            let (number, when, counts, why) = parse(entry.name.to_str()?)?;
            Some(Backup {
                number,
                when,
                counts,
                bytes: entry.look.bytes,
                why,
                path: folder.join(&entry.name),
            })
        })
        .collect();
    all.sort_by(|a, b| (b.number, &b.path).cmp(&(a.number, &a.path)));
    Ok(all)
}

/// Reads one.
///
/// # Errors
/// Where it cannot be read or is no plan.
pub fn read(fs: &dyn Fs, backup: &Backup) -> Result<Loaded, OpenError> {
    open_plan(fs, &backup.path)
}

/// Which backups are to go, of a list with the newest first.
pub fn superfluous(all: &[Backup]) -> Vec<&Backup> {
    let mut stay = vec![false; all.len()];
    for (stays, (n, backup)) in stay.iter_mut().zip(all.iter().enumerate()) {
        *stays = n < NEWEST || backup.why.stays();
    }
    for (period, most) in CLASSES {
        let mut last = None;
        let mut count = 0;
        for (stays, backup) in stay.iter_mut().zip(all) {
            let now = backup.when.0.div_euclid(period);
            if count < most && last != Some(now) {
                last = Some(now);
                count += 1;
                *stays = true;
            }
        }
    }
    let mut bytes = 0_u64;
    for (n, (stays, backup)) in stay.iter_mut().zip(all).enumerate() {
        if *stays && !backup.why.stays() {
            bytes = bytes.saturating_add(backup.bytes);
            *stays = n < AT_LEAST || bytes <= MOST_BYTES;
        }
    }
    let gone = all.iter().zip(stay).filter(|(_, stays)| !stays);
    gone.map(|(backup, _)| backup).collect()
}

/// What a backup is made of.
#[derive(Clone, Copy, Debug)]
pub enum From<'a> {
    /// This file, which then is no longer where it was.
    File(&'a Path, &'a [u8]),
    /// These bytes.
    Bytes(&'a [u8]),
}

/// Makes a backup, and thins the others.
///
/// # Errors
/// Where the system refuses; a file that was to be moved is then where it was.
pub fn add(
    fs: &dyn Fs,
    folder: &Path,
    from: From<'_>,
    when: Stamp,
    counts: Option<Counts>,
    why: Why,
) -> io::Result<PathBuf> {
    fs.make_folder(folder)?;
    let all = list(fs, folder)?;
    let number = all
        .first()
        .map_or(0, |newest| newest.number.saturating_add(1));
    let path = folder.join(file_name(number, when, counts, why));
    match from {
        From::File(file, bytes) => match fs.rename_over(file, &path) {
            Ok(()) => {}
            // On another disk than the plan.
            Err(_) => {
                write(fs, &path, bytes)?;
                let _ = fs.remove(file);
            }
        },
        From::Bytes(bytes) => write(fs, &path, bytes)?,
    }
    // An error here costs nothing but room; the next backup tries again.
    let all = list(fs, folder)?;
    for backup in superfluous(&all) {
        if let Err(error) = fs.remove(&backup.path) {
            log::warn!("{}: {error}", backup.path.display());
        }
    }
    Ok(path)
}

fn write(fs: &dyn Fs, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Under another name until it is whole.
    let temp = path.with_extension("tmp");
    let mut file = fs.create(&temp, None)?;
    let written = fs
        .write(&mut file, bytes)
        .and_then(|()| fs.sync(&file))
        .and_then(|()| fs.rename_over(&temp, path));
    drop(file);
    if written.is_err() {
        let _ = fs.remove(&temp);
    }
    written
}
