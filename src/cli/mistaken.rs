//! Words for what was meant otherwise: a command that is mistyped, a file that is no plan.
//!
//! Not here: what the commands take (`cli.rs`), reading files (`store/`).

use std::ffi::OsString;
use std::path::Path;

use clap::CommandFactory as _;

use super::{Arguments, name_of};
use crate::store::exchange;
use crate::store::file::OpenError;

/// The most letters that a mistyped command differs in.
const NEAR: usize = 2;

/// The first word of a command line that is no option: a plan or a command.
pub(super) fn first_of(given: &[OsString]) -> Option<&Path> {
    let mut words = given.iter().skip(1);
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        if text == "--today" {
            words.next();
        } else if !text.starts_with('-') {
            return Some(Path::new(word));
        }
    }
    None
}

/// What to say of a word in the place of a plan that is neither a file nor a command, and looks more like a command: it
/// has no folder and no ending. A path that is not there is another matter: the window says what became of that plan.
pub(super) fn command(word: &Path) -> Option<String> {
    let text = word.to_str()?;
    let name = |c: char| c.is_ascii_alphabetic() || c == '-' || c == '_';
    if text.is_empty() || !text.chars().all(name) || word.symlink_metadata().is_ok() {
        return None;
    }
    let known: Vec<String> = Arguments::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    if known.iter().any(|known| known == text) {
        return None;
    }
    let typed = text.to_lowercase();
    let meant = known
        .iter()
        .map(|known| (distance(known, &typed), known))
        .min()
        .filter(|(far, known)| *far <= NEAR && *far < known.len());
    let hint = match meant {
        Some((_, known)) => format!("Did you mean “{known}”?"),
        None => format!("The commands are {}.", known.join(", ")),
    };
    Some(format!("there is no command and no file “{text}”. {hint}"))
}

/// Why a file was not opened as a plan; where it is something else that is known, what it is and what to do with it.
pub(super) fn file(file: &Path, error: &OpenError) -> String {
    let other = match error {
        OpenError::Read(_) => exchange::other_than_plan(file),
        OpenError::Io { .. } => None,
    };
    match other {
        Some(what) => format!(
            "{}: this looks like {what}, not like a plan of Cairn. “cairn import” takes it into a plan. Nothing was changed.",
            name_of(file)
        ),
        None => error.to_string(),
    }
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().take(40).collect());
    let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (n, x) in a.iter().enumerate() {
        let mut row = vec![n + 1];
        for (m, y) in b.iter().enumerate() {
            let other = at(&above, m) + usize::from(x != y);
            let mut best = other.min(at(&above, m + 1) + 1).min(at(&row, m) + 1);
            let crossed = n > 0 && m > 0 && a.get(n - 1) == Some(y) && b.get(m - 1) == Some(x);
            if crossed {
                best = best.min(at(&before, m - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    at(&above, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_near_or_far() {
        for (a, b, far) in [
            ("export", "exprot", 1),
            ("export", "export", 0),
            ("check", "chek", 1),
            ("check", "", 5),
            ("new", "merge", 4),
        ] {
            assert_eq!(distance(a, b), far, "{a} {b}");
        }
    }
}
