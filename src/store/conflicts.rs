//! What tools leave behind that could not merge: git's marks inside a file, taken apart into the two (or three) files that
//! they came from, and copies that sync programs put beside a file, known by their names.
//!
//! Not here: merging (`domain/merge`), looking for copies on disk (`found.rs`).

/// The files that a marked text was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The text with our side of every conflict.
    pub ours: String,
    /// The text with their side.
    pub theirs: String,
    /// The text that both came from, where the marks hold it (git's `diff3` and `zdiff3` styles).
    pub base: Option<String>,
    /// How many conflicts there were.
    pub conflicts: usize,
}

/// Why a marked text could not be taken apart. Lines count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// A mark that does not belong there.
    #[error(
        "line {0}: a mark of a merge (<<<<<<<, |||||||, ======= or >>>>>>>) stands where none can be; put the file right by hand"
    )]
    Stray(usize),
    /// The file ends inside a conflict.
    #[error(
        "line {0}: the conflict that begins here (<<<<<<<) does not end; put the file right by hand"
    )]
    Open(usize),
}

/// Which side of a conflict a line is on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Outside,
    Ours,
    Base,
    Theirs,
}

/// Takes a text with git's conflict marks apart. `None` where it has none.
///
/// # Errors
/// Where the marks are not in order.
pub fn sides(text: &str) -> Result<Option<Sides>, MarkError> {
    let mut out = Sides {
        ours: String::new(),
        theirs: String::new(),
        base: None,
        conflicts: 0,
    };
    let mut base = String::new();
    let mut based = 0;
    let (mut at, mut begun) = (At::Outside, 0);
    for (line, n) in text.split_inclusive('\n').zip(1..) {
        at = match (mark(line), at) {
            (Some('<'), At::Outside) => {
                begun = n;
                out.conflicts += 1;
                At::Ours
            }
            (Some('|'), At::Ours) => {
                based += 1;
                At::Base
            }
            (Some('='), At::Ours | At::Base) => At::Theirs,
            (Some('>'), At::Theirs) => At::Outside,
            // A line of equal signs may be a heading's.
            (Some(sign), _) if sign != '=' || at == At::Theirs => return Err(MarkError::Stray(n)),
            _ => {
                if matches!(at, At::Outside | At::Ours) {
                    out.ours.push_str(line);
                }
                if matches!(at, At::Outside | At::Theirs) {
                    out.theirs.push_str(line);
                }
                if matches!(at, At::Outside | At::Base) {
                    base.push_str(line);
                }
                at
            }
        };
    }
    if at != At::Outside {
        return Err(MarkError::Open(begun));
    }
    if out.conflicts == 0 {
        return Ok(None);
    }
    // Only where every conflict says what it came from is that a whole file.
    out.base = (based == out.conflicts).then_some(base);
    Ok(Some(out))
}

/// The sign of a mark: seven of it at the start of the line, then nothing, or a blank and a name.
fn mark(line: &str) -> Option<char> {
    let line = line.trim_end_matches(['\n', '\r']);
    let sign = line.chars().next().filter(|c| "<|=>".contains(*c))?;
    let rest = line.trim_start_matches(sign);
    let seven = line.len() - rest.len() == 7;
    (seven && (rest.is_empty() || rest.starts_with(' ') && sign != '=')).then_some(sign)
}

/// What stands in round or square brackets behind the name of a copy, in lower case and several languages: Dropbox,
/// Nextcloud, ownCloud, Seafile, pCloud and their like.
const IN_BRACKETS: [&str; 16] = [
    "conflicted copy",
    "conflict copy",
    "conflicted",
    "case conflict",
    "selective sync conflict",
    "sfconflict",
    "conflict ",
    "in konflikt stehende kopie",
    "konfliktbehaftete kopie",
    "copie en conflit",
    "copia en conflicto",
    "copia in conflitto",
    "cópia em conflito",
    "conflicterende kopie",
    "конфликтующая копия",
    "競合コピー",
];

/// Whether `other` is, by its name, a copy of the file `plan` that a sync program made because both sides had changed it.
/// Both are names without folders.
///
/// A copy that only has a computer's name or a number behind it (OneDrive's `plan-LAPTOP.ron`, `plan (1).ron`) is not
/// told from a plan of its own.
pub fn is_copy_of(plan: &str, other: &str) -> bool {
    let (stem, extension) = plan.rsplit_once('.').unwrap_or((plan, ""));
    let Some(rest) = other.strip_prefix(stem) else {
        return false;
    };
    let middle = match extension {
        "" => Some(rest),
        extension => rest
            .strip_suffix(extension)
            .and_then(|rest| rest.strip_suffix('.')),
    };
    let Some(middle) = middle else {
        return false;
    };
    if let Some(stamp) = middle.strip_prefix(".sync-conflict-") {
        return is_stamp(stamp);
    }
    if let Some(stamp) = middle.strip_prefix("_conflict-") {
        return is_stamp(stamp);
    }
    let inside = middle.trim_start();
    let inside = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| inside.strip_prefix(open)?.strip_suffix(close));
    let Some(inside) = inside else {
        return false;
    };
    let inside = inside.to_lowercase();
    IN_BRACKETS.iter().any(|words| inside.contains(words))
}

/// `20260102-123456`, and what a program puts behind that.
fn is_stamp(text: &str) -> bool {
    let digits = |text: Option<&str>, length: usize| {
        text.is_some_and(|t| t.len() == length && t.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut parts = text.splitn(3, '-');
    let name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    digits(parts.next(), 8) && digits(parts.next(), 6) && parts.next().is_none_or(name)
}
