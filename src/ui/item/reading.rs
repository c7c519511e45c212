//! The read note: Markdown shown piece by piece. Tasks have boxes to tick, mentions lead to their items; pieces out of sight are
//! not drawn, so that a long note costs no more than a short one.
//!
//! Not here: the note while it is written (`notes.rs`, `markdown.rs`).

use egui::Ui;
use egui_commonmark::{CommonMarkCache, CommonMarkViewer};

use crate::domain::ItemId;
use crate::domain::mentions::Mentions;
use crate::state::{Memo, Revision};
use crate::ui::theme::space;
use crate::ui::widgets::Checkbox;

use super::mentioned::Linked;

/// How far text that is not bold goes from the ink towards the softer one, 0 to 1.
const SOFTER: f32 = 0.7;

/// Pieces of a text end at an empty line once they are so long, in bytes.
const LONG: usize = 2_000;

/// What the user did in a read note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Did {
    /// Followed a mention.
    Follow(ItemId),
    /// Pressed the box of a task: the whole note afterwards.
    Tick(String),
}

/// The state of one read note.
#[derive(Default)]
pub(in crate::ui) struct Reader {
    /// Whether tasks are read as lists: what is shown is no note, and nothing in it can be ticked.
    no_tasks: bool,
    cache: CommonMarkCache,
    pieces: Memo<(Revision, String), Vec<Piece>>,
    /// How high each piece was when it was drawn last, and at which width.
    heights: Vec<f32>,
    width: f32,
    of: usize,
}

/// A piece of a note.
#[derive(Clone, Debug)]
enum Piece {
    /// Text.
    Text(Linked),
    /// A line of a list: how far it is indented, its sign, and its words.
    Line {
        indent: usize,
        sign: String,
        words: Linked,
    },
    /// A task: how far it is indented, where its mark is in the note, whether it is done, and its words.
    Task {
        indent: usize,
        mark: usize,
        done: bool,
        words: Linked,
        name: String,
    },
}

impl Reader {
    /// For texts in which nothing can be ticked.
    pub(in crate::ui) fn without_tasks() -> Self {
        Self {
            no_tasks: true,
            ..Self::default()
        }
    }

    /// Draws a note; says what was done in it.
    pub(in crate::ui) fn ui(
        &mut self,
        ui: &mut Ui,
        revision: Revision,
        note: &str,
        known: &Mentions,
    ) -> Option<Did> {
        let key = (revision, note.to_owned());
        let pieces = self.pieces.get(key, || pieces(note, known, !self.no_tasks));
        let width = ui.available_width();
        let of = std::sync::Arc::as_ptr(&pieces) as usize;
        if (self.width - width).abs() > 0.5 || self.heights.len() != pieces.len() || self.of != of {
            self.width = width;
            self.of = of;
            self.heights = vec![f32::NAN; pieces.len()];
        }
        let mut did = None;
        for (n, piece) in pieces.iter().enumerate() {
            let top = ui.cursor().min;
            let height = self.heights.get(n).copied().unwrap_or(f32::NAN);
            let room = egui::Rect::from_min_size(top, egui::vec2(width, height));
            if height.is_finite() && !ui.is_rect_visible(room) {
                ui.allocate_space(room.size());
                continue;
            }
            let drawn = ui.push_id(n, |ui| {
                ui.set_width(width);
                self.piece(ui, note, piece)
            });
            if let Some(height) = self.heights.get_mut(n) {
                *height = drawn.response.rect.height();
            }
            did = did.or(drawn.inner);
        }
        did
    }

    fn piece(&mut self, ui: &mut Ui, note: &str, piece: &Piece) -> Option<Did> {
        match piece {
            Piece::Text(text) => self.text(ui, text),
            Piece::Line {
                indent,
                sign,
                words,
            } => {
                let mut did = None;
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    ui.add_space(space::XS + *indent as f32 * space::S);
                    let ink = crate::ui::theme::tokens(ui).muted;
                    // A sign stands on the base line of its words: it is text like them.
                    ui.label(egui::RichText::new(sign).color(ink));
                    let left = ui.available_width();
                    ui.vertical(|ui| {
                        ui.set_width(left);
                        did = self.text(ui, words);
                    });
                });
                did
            }
            Piece::Task {
                indent,
                mark,
                done,
                words,
                name,
            } => {
                let mut on = *done;
                let mut did = None;
                ui.horizontal_top(|ui| {
                    ui.add_space(*indent as f32 * space::S);
                    ui.spacing_mut().item_spacing.x = space::S;
                    if ui.add(Checkbox::new(&mut on, name)).changed() {
                        let mut ticked = note.to_owned();
                        let sign = if on { "x" } else { " " };
                        ticked.replace_range(*mark..*mark + 1, sign);
                        did = Some(Did::Tick(ticked));
                    }
                    let left = ui.available_width();
                    ui.vertical(|ui| {
                        ui.set_width(left);
                        did = did.take().or(self.text(ui, words));
                    });
                });
                did
            }
        }
    }

    fn text(&mut self, ui: &mut Ui, text: &Linked) -> Option<Did> {
        self.cache.link_hooks_clear();
        for (url, _) in &text.links {
            self.cache.add_link_hook(url.as_str());
        }
        ui.scope(|ui| {
            inks(ui);
            CommonMarkViewer::new()
                .max_image_width(Some(1))
                .show(ui, &mut self.cache, &text.text);
        });
        let pressed = |url: &str| self.cache.get_link_hook(url) == Some(true);
        let found = text.links.iter().find(|(url, _)| pressed(url));
        found.map(|(_, item)| Did::Follow(item.clone()))
    }
}

/// The viewer tells bold by its ink alone: what is not bold steps back a little.
fn inks(ui: &mut Ui) {
    let t = crate::ui::theme::tokens(ui);
    let visuals = ui.visuals_mut();
    visuals.override_text_color = None;
    visuals.widgets.noninteractive.fg_stroke.color = t.text.lerp_to_gamma(t.muted, SOFTER);
    visuals.widgets.active.fg_stroke.color = t.text;
}

/// Takes a note apart: tasks by themselves, the text between them, long texts at empty lines.
fn pieces(note: &str, known: &Mentions, tasks: bool) -> Vec<Piece> {
    let mut found = Vec::new();
    let (mut from, mut start, mut in_code) = (0, 0, false);
    let text = |from: usize, to: usize, found: &mut Vec<Piece>| {
        let part = note.get(from..to).unwrap_or_default();
        if !part.trim().is_empty() {
            found.push(Piece::Text(Linked::new(part, known)));
        }
    };
    // Whether the line before belongs to a list, and whether one can begin: at the start, or after an empty line.
    let (mut in_list, mut can_begin, mut list_from) = (false, true, 0);
    for line in note.split_inclusive('\n') {
        let here = start;
        start += line.len();
        let (was_list, could_begin) = (in_list, can_begin);
        (in_list, can_begin) = (false, line.trim().is_empty());
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        if let Some((indent, mark)) = task(line).filter(|_| tasks) {
            text(from, here, &mut found);
            from = start;
            let words = line.get(mark + 2..).unwrap_or_default().trim();
            found.push(Piece::Task {
                indent,
                mark: here + mark,
                done: line.as_bytes().get(mark) != Some(&b' '),
                words: Linked::new(words, known),
                name: words.to_owned(),
            });
        } else if let Some((indent, sign, at)) = list_line(line, was_list, could_begin) {
            text(from, here, &mut found);
            from = start;
            in_list = true;
            list_from = here + at;
            let words = line.get(at..).unwrap_or_default().trim();
            found.push(Piece::Line {
                indent,
                sign,
                words: Linked::new(words, known),
            });
        } else if was_list
            && from == here
            && line.starts_with([' ', '\t'])
            && !line.trim().is_empty()
            && let Some(Piece::Line { words, .. }) = found.last_mut()
        {
            // It goes on with the line of the list before it.
            in_list = true;
            from = start;
            let whole = note.get(list_from..start).unwrap_or_default();
            *words = Linked::new(&one_line(whole), known);
        } else if line.trim().is_empty() && start - from > LONG {
            text(from, start, &mut found);
            from = start;
        }
    }
    text(from, note.len(), &mut found);
    found
}

/// Words that go on over several lines, as one.
fn one_line(words: &str) -> String {
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    lines.join(" ").trim().to_owned()
}

/// A line of a list: how far it is indented, its sign as it is shown, and where its words begin. A list goes on after
/// another line of it (`after`), else begins at an empty line (`begins`), by a bullet or the number 1 also within a text.
fn list_line(line: &str, after: bool, begins: bool) -> Option<(usize, String, usize)> {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - body.len();
    if indent >= 4 && !after {
        return None;
    }
    let level = indent.min(12);
    if let Some(rest) = body.strip_prefix(['-', '*', '+']) {
        let words = rest.trim();
        let rule = words.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
        let is_item = rest.starts_with(' ') && !rule;
        return is_item.then(|| (level, "•".to_owned(), indent + 1));
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let number = body.get(..digits)?;
    let rest = body.get(digits..)?.strip_prefix(['.', ')'])?;
    let fits = (1..=3).contains(&digits) && (after || begins || number == "1");
    let is_item = fits && rest.starts_with(' ') && !rest.trim().is_empty();
    is_item.then(|| (level, format!("{number}."), indent + digits + 1))
}

/// Where the mark of a task is in its line, “- [x] ” for one, and how far the line is indented.
fn task(line: &str) -> Option<(usize, usize)> {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - body.len();
    let rest = body.strip_prefix(['-', '*', '+'])?.strip_prefix(" [")?;
    let is_task = [" ] ", "x] ", "X] "]
        .iter()
        .any(|sign| rest.starts_with(sign));
    is_task.then_some((indent.min(12), indent + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_taken_apart_and_nothing_is_lost() {
        let note = "# Head\nwords\n- [ ] one\n  - [x] two\n```\n- [ ] code\n```\nend";
        let found = pieces(note, &Mentions::default(), true);
        let said: Vec<String> = found
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.text.clone(),
                Piece::Line {
                    indent,
                    sign,
                    words,
                } => format!("{indent} {sign} {}", words.text),
                Piece::Task {
                    indent,
                    mark,
                    done,
                    name,
                    ..
                } => {
                    assert!(matches!(note.as_bytes().get(*mark), Some(b' ' | b'x')));
                    format!("{indent} {done} {name}")
                }
            })
            .collect();
        let code = "```\n- [ ] code\n```\nend";
        assert_eq!(said, ["# Head\nwords\n", "0 false one", "2 true two", code]);
    }

    #[test]
    fn lists_are_told_from_what_looks_like_them() {
        let said = |note: &str| -> Vec<String> {
            let found = pieces(note, &Mentions::default(), false);
            let said = found.iter().map(|piece| match piece {
                Piece::Line {
                    indent,
                    sign,
                    words,
                } => format!("{indent}{sign}{}", words.text),
                Piece::Text(text) => text.text.clone(),
                Piece::Task { name, .. } => name.clone(),
            });
            said.collect()
        };
        assert_eq!(
            said("Two:\n- one\n  goes on\n  - deep\n* **two**\nafter"),
            ["Two:\n", "0•one goes on", "2•deep", "0•**two**", "after"]
        );
        assert_eq!(said("1. a\n2) b\n"), ["01.a", "02.b"]);
        for words in [
            "In\n2026. A year",
            "---",
            "* * *",
            "-5 °C",
            "*so*",
            "    - code",
            "> - said",
        ] {
            assert_eq!(said(words), [words], "{words}");
        }
    }

    #[test]
    fn a_long_note_is_many_pieces() {
        let note = "Some words about it.\n\n".repeat(5_000);
        let found = pieces(&note, &Mentions::default(), true);
        assert!(found.len() > 40, "{}", found.len());
    }
}
