//! Markdown while it is written: headings, lists, tasks, code, emphasis, links and mentions look like what they are, every
//! character stays where it is typed. The signs step back, the words stand out.
//!
//! Not here: the read note (`notes.rs` shows it with a Markdown viewer).

use std::sync::Arc;

use egui::text::{ByteIndex, LayoutJob, LayoutSection, TextFormat};
use egui::{Galley, Ui};

use crate::ui::theme::{TextRole, Tokens, Weight};

/// The last layout, kept until the text or the width changes.
#[derive(Default)]
pub(super) struct Live {
    last: Option<(String, u32, bool, Arc<Galley>)>,
}

impl Live {
    /// The text laid out in this width.
    pub(super) fn galley(&mut self, ui: &Ui, t: &Tokens, text: &str, width: f32) -> Arc<Galley> {
        if let Some((known, wide, dark, galley)) = &self.last
            && *wide == width.to_bits()
            && *dark == t.dark
            && known == text
        {
            return Arc::clone(galley);
        }
        let mono = egui::TextStyle::Monospace.resolve(ui.style());
        let mut job = job(&Looks::new(t, mono), text);
        job.wrap.max_width = width;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        self.last = Some((
            text.to_owned(),
            width.to_bits(),
            t.dark,
            Arc::clone(&galley),
        ));
        galley
    }
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

/// The whole text with the looks of its pieces: one pass.
fn job(looks: &Looks, text: &str) -> LayoutJob {
    let mut job = LayoutJob::default();
    let mut in_block = false;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_start().starts_with("```");
        if fence || in_block {
            add(&mut job, line, &looks.code);
            in_block ^= fence;
            continue;
        }
        line_of(&mut job, line, looks);
    }
    if text.ends_with('\n') || text.is_empty() {
        // The line of the cursor after the last line break has the usual height.
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
        let job = job(&looks(), text);
        assert_eq!(job.text, text, "every character stays");
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
