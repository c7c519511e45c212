//! Notes merged by lines. Where both sides changed the same lines, both stand in the result, one after the other, with a
//! line of words before each. No line is ever lost; nothing is merged within a line.

use std::collections::BTreeSet;

use diffy::{ConflictStyle, DiffOptions, Line, MergeOptions};

use crate::domain::item::Notes;

/// Stands before the lines of ours.
pub const HERE: &str = "[Changed in both copies. Here:]";
/// Stands before the lines of theirs.
pub const THERE: &str = "[There:]";
/// Stands after both.
pub const END: &str = "[End of what was changed in both copies.]";

/// With more lines than this that are not the same all over, it is not looked for what each side did: both are kept.
const MAX_LINES: usize = 8_000;

/// The merged notes, and whether both sides changed the same lines.
pub(super) fn merged(base: &Notes, ours: &Notes, theirs: &Notes) -> (Notes, bool) {
    let sides = [base, ours, theirs].map(|side| side.lines());
    let (head, tail) = same_ends(sides);
    let cut = |lines: &[String]| {
        let end = lines.len().saturating_sub(tail);
        lines.get(head..end).unwrap_or_default().to_vec()
    };
    let [was, mine, other] = sides.map(cut);
    let lines = was.len() + mine.len() + other.len();
    let (middle, both) = if lines > MAX_LINES {
        let said = |line: &str| vec![line.to_owned()];
        (
            [said(HERE), mine, said(THERE), other, said(END)].concat(),
            true,
        )
    } else {
        let [was, mine, other] = [was, mine, other].map(|lines| lines.into_iter().collect());
        let (notes, both) = merged_lines(&was, &mine, &other);
        (notes.lines().to_vec(), both)
    };
    let (all, end) = (ours.lines(), ours.lines().len().saturating_sub(tail));
    let ends = [all.get(..head), all.get(end..)].map(|part| part.unwrap_or_default().iter());
    let [first, last] = ends;
    let notes = first.cloned().chain(middle).chain(last.cloned());
    (notes.collect(), both)
}

/// How many lines at the start, and how many of the rest at the end, are the same in all.
fn same_ends(sides: [&[String]; 3]) -> (usize, usize) {
    let [a, b, c] = sides;
    let shortest = a.len().min(b.len()).min(c.len());
    let same = |x: &String, y: &String, z: &String| x == y && x == z;
    let triples = a.iter().zip(b).zip(c);
    let head = triples.take_while(|((x, y), z)| same(x, y, z)).count();
    let back = a.iter().rev().zip(b.iter().rev()).zip(c.iter().rev());
    let tail = back.take_while(|((x, y), z)| same(x, y, z)).count();
    (head, tail.min(shortest - head.min(shortest)))
}

fn merged_lines(base: &Notes, ours: &Notes, theirs: &Notes) -> (Notes, bool) {
    let [base, ours, theirs] = [base, ours, theirs].map(whole);
    // Marks that no line of the notes can be taken for.
    let signs = |text: &String| text.lines().map(longest_run).max().unwrap_or(0);
    let length = [&base, &ours, &theirs].map(signs).into_iter().max();
    let length = length.unwrap_or(0).max(7) + 1;
    let mut options = MergeOptions::new();
    options
        .set_conflict_marker_length(length)
        .set_conflict_style(ConflictStyle::Merge);
    match options.merge(&base, &ours, &theirs) {
        Ok(text) => (notes(&text), false),
        Err(text) => (marked(&text, length), true),
    }
}

/// Every line with its end, so that the last is a line like the others.
fn whole(notes: &Notes) -> String {
    let lines = notes.lines().iter().flat_map(|line| line.split('\n'));
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn notes(text: &str) -> Notes {
    lines_of(text).map(str::to_owned).collect()
}

/// Only `\n` ends a line here: other signs belong to the text.
fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_terminator('\n')
}

/// How many of one of the marks' signs a line begins with.
fn longest_run(line: &str) -> usize {
    let run = |sign: char| line.chars().take_while(|c| *c == sign).count();
    ['<', '=', '>'].map(run).into_iter().max().unwrap_or(0)
}

/// The marks in words.
fn marked(text: &str, length: usize) -> Notes {
    let said = |line: &str| {
        if longest_run(line) < length {
            return None;
        }
        match line.chars().next() {
            Some('<') => Some(HERE),
            Some('=') => Some(THERE),
            Some('>') => Some(END),
            _ => None,
        }
    };
    lines_of(text)
        .map(|line| said(line).unwrap_or(line).to_owned())
        .collect()
}

/// The lines of both where it is not known what they came from: what only one has stands where it stands there.
pub(super) fn united(mine: &Notes, theirs: &Notes) -> Notes {
    if has_all(mine, theirs) {
        return mine.clone();
    }
    if has_all(theirs, mine) {
        return theirs.clone();
    }
    if mine.lines().len() + theirs.lines().len() > MAX_LINES {
        let known: BTreeSet<&String> = mine.lines().iter().collect();
        let new = theirs.lines().iter().filter(|line| !known.contains(line));
        return mine.lines().iter().chain(new).cloned().collect();
    }
    let [old, new] = [mine, theirs].map(whole);
    let mut options = DiffOptions::new();
    options.set_context_len(usize::MAX / 4);
    let patch = options.create_patch(&old, &new);
    let lines = patch.hunks().iter().flat_map(|hunk| hunk.lines());
    lines
        .map(|line| match line {
            Line::Context(line) | Line::Delete(line) | Line::Insert(line) => line,
        })
        .map(|line| line.strip_suffix('\n').unwrap_or(line).to_owned())
        .collect()
}

/// The lines that only the first has, and those that only the second has.
pub(super) fn differing(before: &Notes, after: &Notes) -> (Vec<String>, Vec<String>) {
    let (old, new) = (before.lines(), after.lines());
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = |lines: &[String]| lines.get(head..).unwrap_or_default().to_vec();
    let (mut gone, mut come) = (rest(old), rest(new));
    while gone.last().is_some() && gone.last() == come.last() {
        gone.pop();
        come.pop();
    }
    if gone.is_empty() || come.is_empty() || gone.len() + come.len() > MAX_LINES {
        return (gone, come);
    }
    let [old, new]: [Notes; 2] = [gone, come].map(|lines| lines.into_iter().collect());
    let [old, new] = [whole(&old), whole(&new)];
    let mut options = DiffOptions::new();
    options.set_context_len(0);
    let patch = options.create_patch(&old, &new);
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    for line in patch.hunks().iter().flat_map(|hunk| hunk.lines()) {
        let bare = |line: &str| line.strip_suffix('\n').unwrap_or(line).to_owned();
        match line {
            Line::Context(_) => {}
            Line::Delete(line) => gone.push(bare(line)),
            Line::Insert(line) => come.push(bare(line)),
        }
    }
    (gone, come)
}

/// Whether all lines of `part` are in `all`, in their order.
fn has_all(all: &Notes, part: &Notes) -> bool {
    let mut rest = all.lines().iter();
    part.lines()
        .iter()
        .all(|line| rest.any(|there| there == line))
}
