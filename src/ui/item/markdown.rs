//! Markdown while it is written: headings, lists, tasks, code, emphasis, links and mentions look like what they are, every
//! character stays where it is typed. The signs step back, the words stand out.
//!
//! Not here: the read note (`notes.rs` shows it with a Markdown viewer).

use std::collections::HashMap;
use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat};
use egui::{Galley, Ui};

use crate::ui::theme::{TextRole, Tokens, Weight};

/// The last layout. A line that is still the same is not laid out again: typing in a long note costs about one line.
#[derive(Default)]
pub(super) struct Live {
    /// What a layout depends on besides the text.
    key: Key,
    /// How full the font atlas was: when it is emptied, every layout is void.
    filled: f32,
    lines: HashMap<u64, Arc<Galley>>,
    last: Option<Arc<Galley>>,
}

/// The width, the theme, the magnification, the size of the font atlas.
type Key = (u32, bool, u32, [usize; 2]);

impl Live {
    /// The text laid out in this width.
    pub(super) fn galley(&mut self, ui: &Ui, t: &Tokens, text: &str, width: f32) -> Arc<Galley> {
        let scale = ui.pixels_per_point();
        let (size, filled) = ui.fonts(|f| (f.font_image_size(), f.font_atlas_fill_ratio()));
        let key = (width.to_bits(), t.dark, scale.to_bits(), size);
        if key != self.key || filled < self.filled {
            self.key = key;
            self.lines.clear();
            self.last = None;
        }
        self.filled = filled;
        if let Some(galley) = self.last.as_ref().filter(|galley| galley.text() == text) {
            return Arc::clone(galley);
        }
        let mono = egui::TextStyle::Monospace.resolve(ui.style());
        let looks = Looks::new(t, mono);
        let mut known = HashMap::with_capacity(self.lines.len() + 1);
        let mut galleys = Vec::with_capacity(self.lines.len() + 1);
        let mut in_block = false;
        for line in paragraphs(text) {
            let fence = line.trim_start().starts_with("```");
            let code = fence || in_block;
            in_block ^= fence;
            let sum = egui::Id::unique((line, code)).value();
            let old = self.lines.get(&sum).or_else(|| known.get(&sum));
            let galley = match old.filter(|galley| galley.text() == line) {
                Some(galley) => Arc::clone(galley),
                None => {
                    let mut job = job(&looks, line, code);
                    job.wrap.max_width = width;
                    ui.fonts_mut(|fonts| fonts.layout_job(job))
                }
            };
            known.insert(sum, Arc::clone(&galley));
            galleys.push(galley);
        }
        self.lines = known;
        let mut whole = LayoutJob::simple(
            text.to_owned(),
            looks.plain.font_id.clone(),
            looks.plain.color,
            width,
        );
        whole.wrap.max_width = width;
        let galley = Arc::new(Galley::concat(Arc::new(whole), &galleys, scale));
        self.last = Some(Arc::clone(&galley));
        galley
    }
}

/// The lines of a text without their ends, except that the last line keeps its own: the cursor can stand behind it.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let rest = text.get(from..)?;
        let end = rest.find('\n').unwrap_or(rest.len());
        if end + 1 >= rest.len() {
            start = None;
            return Some(rest);
        }
        start = Some(from + end + 1);
        rest.get(..end)
    })
}

/// How the pieces of a text look.
struct Looks {
    plain: TextFormat,
    strong: TextFormat,
    heading: [TextFormat; 3],
    sign: TextFormat,
    code: TextFormat,
    link: TextFormat,
    done: TextFormat,
    quote: TextFormat,
}

impl Looks {
    fn new(t: &Tokens, mono: egui::FontId) -> Self {
        let body = TextRole::Body;
        let code = TextFormat {
            font_id: mono,
            background: t.sunken,
            ..body.format(Weight::Regular, t.text)
        };
        let done = TextFormat {
            strikethrough: egui::Stroke::new(1.0, t.muted),
            ..body.format(Weight::Regular, t.muted)
        };
        let quote = TextFormat {
            italics: true,
            ..body.format(Weight::Regular, t.muted)
        };
        Self {
            plain: body.format(Weight::Regular, t.text),
            strong: body.format(Weight::SemiBold, t.text),
            heading: [
                TextRole::ItemTitle.format(Weight::SemiBold, t.text),
                TextRole::Section.format(Weight::SemiBold, t.text),
                body.format(Weight::SemiBold, t.text),
            ],
            sign: body.format(Weight::Regular, t.muted),
            code,
            link: body.format(Weight::Medium, t.accent),
            done,
            quote,
        }
    }
}

/// One line with the looks of its pieces. `code`: it stands in a block of code.
fn job(looks: &Looks, line: &str, code: bool) -> LayoutJob {
    let mut job = LayoutJob::default();
    if code {
        add(&mut job, line, &looks.code);
    } else {
        line_of(&mut job, line, looks);
    }
    if job.sections.is_empty() {
        // An empty line has the usual height.
        add(&mut job, "", &looks.plain);
    }
    job
}

/// Puts a piece at the end; pieces of one look are one section.
fn add(job: &mut LayoutJob, text: &str, format: &TextFormat) {
    let from = job.text.len();
    job.text.push_str(text);
    let to = job.text.len();
    match job.sections.last_mut() {
        Some(last) if last.format == *format => last.byte_range.end = ByteIndex(to),
        _ => job.sections.push(LayoutSection {
            leading_space: 0.0,
            byte_range: ByteIndex(from)..ByteIndex(to),
            format: format.clone(),
        }),
    }
}

fn line_of(job: &mut LayoutJob, line: &str, looks: &Looks) {
    let body = line.trim_start_matches([' ', '\t']);
    let (indent, _) = line.split_at(line.len() - body.len());
    let level = body.bytes().take_while(|b| *b == b'#').count();
    let after = body.get(level..).unwrap_or_default();
    if (1..=6).contains(&level) && after.starts_with([' ', '\n']) {
        let format = looks.heading.get(level - 1).unwrap_or(&looks.strong);
        let mut sign = format.clone();
        sign.color = looks.sign.color;
        add(job, indent, &looks.plain);
        add(job, body.get(..level).unwrap_or_default(), &sign);
        add(job, after, format);
        return;
    }
    add(job, indent, &looks.plain);
    if let Some(rest) = body.strip_prefix('>') {
        add(job, ">", &looks.sign);
        inline(job, rest, &looks.quote, looks);
        return;
    }
    let marker = marker(body);
    let (sign, rest) = body.split_at(marker);
    add(job, sign, &looks.sign);
    let done = sign.contains("[x]") || sign.contains("[X]");
    inline(
        job,
        rest,
        if done { &looks.done } else { &looks.plain },
        looks,
    );
}

/// The length of “- ”, “3. ”, “- [ ] ” at the beginning of a line.
fn marker(line: &str) -> usize {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let end = match bytes.first() {
        Some(b'-' | b'*' | b'+') if bytes.get(1) == Some(&b' ') => 2,
        _ if (1..=9).contains(&digits)
            && matches!(bytes.get(digits), Some(b'.' | b')'))
            && bytes.get(digits + 1) == Some(&b' ') =>
        {
            digits + 2
        }
        _ => return 0,
    };
    let rest = line.get(end..).unwrap_or_default();
    let task = ["[ ] ", "[x] ", "[X] "]
        .iter()
        .any(|task| rest.starts_with(task));
    if task { end + 4 } else { end }
}

/// Code, strong, emphasis, links and mentions within a line.
fn inline(job: &mut LayoutJob, line: &str, plain: &TextFormat, looks: &Looks) {
    let mut rest = line;
    while let Some(at) = rest.find(['`', '*', '[']) {
        let (before, here) = rest.split_at(at);
        let piece = piece(here);
        let Some((length, sign, kind)) = piece else {
            let one = at + 1;
            add(job, rest.get(..one).unwrap_or_default(), plain);
            rest = rest.get(one..).unwrap_or_default();
            continue;
        };
        add(job, before, plain);
        let format = match kind {
            Piece::Code => &looks.code,
            Piece::Strong => &looks.strong,
            Piece::Emphasis => &TextFormat {
                italics: true,
                ..plain.clone()
            },
            Piece::Link => &looks.link,
        };
        let whole = here.get(..length).unwrap_or_default();
        let inside = whole.get(sign..length - sign).unwrap_or_default();
        let mut signs = format.clone();
        signs.color = looks.sign.color;
        add(job, whole.get(..sign).unwrap_or_default(), &signs);
        add(job, inside, format);
        add(job, whole.get(length - sign..).unwrap_or_default(), &signs);
        rest = here.get(length..).unwrap_or_default();
    }
    add(job, rest, plain);
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Code,
    Strong,
    Emphasis,
    Link,
}

/// What begins here: its length, the length of its signs on either side, and what it is.
fn piece(text: &str) -> Option<(usize, usize, Piece)> {
    let close = |sign: &str, kind| {
        let inside = text.strip_prefix(sign)?;
        let end = inside.find(sign)?;
        let words = inside.get(..end)?;
        let fine = !words.is_empty()
            && (kind == Piece::Code || !words.starts_with(' ') && !words.ends_with(' '));
        fine.then_some((end + 2 * sign.len(), sign.len(), kind))
    };
    if text.starts_with('`') {
        return close("`", Piece::Code);
    }
    if text.starts_with("**") {
        return close("**", Piece::Strong);
    }
    if text.starts_with('*') {
        return close("*", Piece::Emphasis);
    }
    if let Some(inside) = text.strip_prefix("[[") {
        let end = inside.find("]]")?;
        return (end > 0).then_some((end + 4, 2, Piece::Link));
    }
    // [words](address)
    let middle = text.find("](")?;
    let end = text.get(middle..)?.find(')')?;
    (middle > 1).then_some((middle + end + 1, 1, Piece::Link))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Theme;

    fn looks() -> Looks {
        Looks::new(Theme::Light.tokens(), egui::FontId::default())
    }

    fn words(text: &str) -> Vec<(String, TextFormat)> {
        let mut all = Vec::new();
        let mut in_block = false;
        for line in paragraphs(text) {
            let fence = line.starts_with("```");
            let job = job(&looks(), line, fence || in_block);
            in_block ^= fence;
            assert_eq!(job.text, line, "every character stays");
            all.extend(pieces_of(job));
        }
        all
    }

    fn pieces_of(job: LayoutJob) -> Vec<(String, TextFormat)> {
        let sections = job.sections.into_iter();
        sections
            .map(|s| {
                (
                    job.text[s.byte_range.start.0..s.byte_range.end.0].to_owned(),
                    s.format,
                )
            })
            .collect()
    }

    #[test]
    fn pieces_look_like_what_they_are_and_no_character_is_lost() {
        let looks = looks();
        let text = "# Idea\n- [x] read **it** and `L(C)`\n* *a* [[GPT-3]] [x](https://e.org)\n```\n# code\n```\n> said\n1. one *\n";
        let found = words(text);
        let of = |format: &TextFormat| -> Vec<&str> {
            let same = found.iter().filter(|(_, f)| f == format);
            same.map(|(text, _)| text.as_str()).collect()
        };
        assert_eq!(of(&looks.strong), ["it"]);
        assert!(of(&looks.link).contains(&"GPT-3"));
        assert!(
            of(&looks.heading[0])
                .iter()
                .any(|words| words.contains("Idea"))
        );
        assert!(of(&looks.code).iter().any(|words| words.contains("# code")));
        assert!(of(&looks.done).contains(&"read "));
    }

    #[test]
    fn lines_put_together_are_the_text() {
        for text in ["", "a", "a\n", "a\nb", "\n", "\n\n", "a\n\nb\n"] {
            let lines: Vec<&str> = paragraphs(text).collect();
            assert_eq!(lines.join("\n"), text, "{lines:?}");
        }
    }

    #[test]
    fn odd_signs_are_words() {
        for text in [
            "",
            "\n",
            "*",
            "**",
            "`",
            "[",
            "[[",
            "[[]]",
            "a * b * c",
            "2*3*4",
            "#no",
            "-no",
            "é`ü`*ß*",
            "```",
            "1.",
            "[](",
            "[a](b",
            "****",
            "- [ ]",
        ] {
            words(text);
        }
    }
}
