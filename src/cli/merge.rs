//! `cairn merge`: one plan of two that came from one, also as git's merge driver.
//!
//! In `.gitattributes`: `*.ron merge=cairn`; in the git configuration, below `[merge "cairn"]`:
//! `driver = cairn merge %O %A %B --out %A --name %P`.
//!
//! Exit codes: 0 merged, 1 merged with conflicts (the file is a legal plan; what was changed on both sides is said on
//! standard error, and in the notes of the items that it is about), 2 the command line makes no sense, 3 not merged (the
//! reason is on standard error, the output was not touched).
//!
//! Not here: how plans are merged (`domain/merge`, `store/merged.rs`).

use std::path::PathBuf;

use crate::store::merged::merge_files;

use super::tell;

/// What to merge.
#[derive(Debug, clap::Args)]
pub struct Merge {
    /// The plan that both came from; an empty or missing file where that is not known.
    #[arg(value_name = "BASE.ron")]
    base: PathBuf,
    /// One of the two.
    #[arg(value_name = "OURS.ron")]
    ours: PathBuf,
    /// The other.
    #[arg(value_name = "THEIRS.ron")]
    theirs: PathBuf,
    /// Where the merged plan goes, in the place of what is there.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What the file is called in messages (git's %P).
    #[arg(long)]
    name: Option<String>,
}

/// Merges, and says how it went: the exit code.
pub fn run(what: &Merge) -> u8 {
    let name = what.name.as_deref();
    match merge_files(&what.base, &what.ours, &what.theirs, &what.out, name) {
        Ok(merged) => {
            for note in &merged.notes {
                tell(note);
            }
            for conflict in &merged.conflicts {
                tell(&conflict.in_words());
            }
            u8::from(!merged.conflicts.is_empty())
        }
        Err(error) => {
            tell(&format!("Not merged: {error}"));
            3
        }
    }
}
