//! A journal as text, one line a record: `crc32 number kind what`. The number goes up by one; the check sum is of all that
//! follows it. Line breaks within a record are escaped.
//!
//! Kinds: `journal` (always the first: version and plan), `file` (a content that the plan's file has or is about to get,
//! and what makes it into the plan as it is at this point), `edit` (what makes the plan before into the plan after).
//! So whichever of these contents is found in the file, the plan is that content, its patch, and every edit after it.
//!
//! Not here: writing (`mod.rs`), what a patch is (`patch.rs`).

use crate::domain::{Plan, PlanId};
use crate::store::format;
use crate::store::hash::Hash;

use super::patch::Patch;

/// The version of the journal's format.
const VERSION: u32 = 1;
/// The most bytes of a journal that is read.
pub const MAX_BYTES: usize = 256 << 20;

/// One record of a journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// Which plan it is of.
    Journal(PlanId),
    /// The plan is what this content of its file and the patch make. Without a hash: there is no file, and the patch makes
    /// it from nothing.
    File(Option<Hash>, Patch),
    /// The plan changed.
    Edit(Patch),
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            }),
            c => out.push(c),
        }
    }
    Some(out)
}

/// The line of a record, with its line end.
///
/// # Errors
/// Where the plan holds what the format cannot.
pub fn line(number: u64, record: &Record) -> Result<String, format::WriteError> {
    let patch = |patch: &Patch| format::write_line(patch).map(|text| escaped(&text));
    let what = match record {
        Record::Journal(plan) => format!("{number} journal {VERSION} {plan}"),
        Record::File(None, made) => format!("{number} file none {}", patch(made)?),
        Record::File(Some(hash), made) => format!("{number} file {hash} {}", patch(made)?),
        Record::Edit(made) => format!("{number} edit {}", patch(made)?),
    };
    let sum = crc32fast::hash(what.as_bytes());
    Ok(format!("{sum:08x} {what}\n"))
}

/// Number and record of a line without its line end. `None`: damaged.
fn record(line: &[u8]) -> Option<(u64, Record)> {
    let text = std::str::from_utf8(line).ok()?;
    let (sum, what) = text.split_at_checked(8)?;
    let what = what.strip_prefix(' ')?;
    let plain = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    if !sum.bytes().all(plain)
        || u32::from_str_radix(sum, 16).ok()? != crc32fast::hash(what.as_bytes())
    {
        return None;
    }
    let (number, what) = what.split_once(' ')?;
    let number = number.parse().ok()?;
    let (kind, what) = what.split_once(' ')?;
    let patch = |text: &str| format::parse::<Patch>(&unescaped(text)?, "journal").ok();
    let record = match kind {
        "journal" => {
            let (version, plan) = what.split_once(' ')?;
            if version.parse::<u32>() != Ok(VERSION) {
                return None;
            }
            Record::Journal(PlanId::new(plan).ok()?)
        }
        "file" => {
            let (hash, made) = what.split_once(' ')?;
            let hash = match hash {
                "none" => None,
                hash => Some(Hash::parse(hash)?),
            };
            Record::File(hash, patch(made)?)
        }
        "edit" => Record::Edit(patch(what)?),
        _ => return None,
    };
    Some((number, record))
}

/// A journal that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The plan it is of, where its first line could be read.
    pub plan: Option<PlanId>,
    /// What could be read, in order.
    pub records: Vec<Record>,
    /// How many records are damaged or missing in between.
    pub lost: u64,
    /// The last line was cut off as it was written: it was never promised to be there.
    pub torn: bool,
}

/// Reads a journal, as much of it as there is.
pub fn read(bytes: &[u8]) -> Read {
    let mut read = Read::default();
    // The number that the next record should have.
    let mut next = 0;
    // Lines that could not be read since the last one that could.
    let mut unread = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let whole = line.strip_suffix(b"\n");
        match record(whole.unwrap_or(line)) {
            Some((number, record)) if number >= next => {
                read.lost = read.lost.saturating_add(number - next);
                next = number.saturating_add(1);
                unread = 0;
                match record {
                    Record::Journal(plan) => read.plan = Some(plan),
                    record => read.records.push(record),
                }
            }
            _ if whole.is_none() => read.torn = true,
            _ => unread += 1,
        }
    }
    read.lost = read.lost.saturating_add(unread);
    read
}

/// What a journal makes of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// The plan as it was last.
    pub plan: Plan,
    /// How many changes that is since the content it began with.
    pub changes: u64,
}

impl Read {
    /// Whether the journal says how to go on from a file with this content (`None`: from no file).
    pub fn knows(&self, content: Option<Hash>) -> bool {
        let there = |record: &Record| matches!(record, Record::File(hash, _) if *hash == content);
        self.records.iter().any(there)
    }

    /// The last plan, from a content that the journal [knows](Self::knows) and the plan that it holds.
    pub fn replay(&self, content: Option<Hash>, start: &Plan) -> Option<Replayed> {
        Some(self.replay_from(self.place_of(content)?, start))
    }

    /// Where the journal last speaks of this content.
    pub fn place_of(&self, content: Option<Hash>) -> Option<usize> {
        let known = |record: &Record| matches!(record, Record::File(hash, _) if *hash == content);
        self.records.iter().rposition(known)
    }

    /// Every edit that can be read, on top of a plan: for a journal that lost its beginning.
    pub fn replay_all(&self, start: &Plan) -> Replayed {
        self.replay_from(0, start)
    }

    fn replay_from(&self, at: usize, start: &Plan) -> Replayed {
        let mut plan = start.clone();
        let mut changes = 0;
        for (n, record) in self.records.iter().skip(at).enumerate() {
            let patch = match record {
                Record::Edit(patch) => patch,
                Record::File(_, patch) if n == 0 => patch,
                _ => continue,
            };
            if !patch.is_empty() {
                plan = patch.apply(&plan);
                changes += 1;
            }
        }
        Replayed { plan, changes }
    }
}
