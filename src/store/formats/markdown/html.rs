//! The little of HTML that lists in Markdown use: lists, headings, summaries, links.
//!
//! Not here: tags within a line (`inline.rs`).

use super::inline::{Inline, Passed, name_of};

/// What a block of HTML holds.
#[derive(Debug, Default)]
pub struct Found {
    /// In order.
    pub things: Vec<Thing>,
    /// Comments that were passed over.
    pub comments: usize,
    /// Pictures that were passed over.
    pub images: usize,
}

/// A thing of a block of HTML.
#[derive(Debug)]
pub enum Thing {
    /// A heading; 7: a summary.
    Heading(u8, Inline),
    /// An item of a list.
    Item(Inline),
    /// Other text.
    Text(Inline),
    /// The end of details.
    End,
}

/// Goes over a block of HTML.
pub fn read(html: &str) -> Found {
    let mut found = Found::default();
    let mut inline = Inline::default();
    let mut kind = 0u8;
    let mut rest = html;
    while !rest.is_empty() {
        let Some(open) = rest.find('<') else {
            inline.push(&decoded(rest));
            break;
        };
        let (text, tag) = rest.split_at(open);
        inline.push(&decoded(text));
        let end = if tag.starts_with("<!--") {
            tag.find("-->").map(|at| at + 3)
        } else {
            tag.find('>').map(|at| at + 1)
        };
        let end = end.unwrap_or(tag.len());
        let (tag, after) = tag.split_at(end);
        rest = after;
        let (name, closes) = name_of(tag);
        let starts = match (name.as_str(), closes) {
            ("li", false) => Some(LI),
            ("summary", false) => Some(7),
            ("h1", false) => Some(1),
            ("h2", false) => Some(2),
            ("h3", false) => Some(3),
            ("h4", false) => Some(4),
            ("h5", false) => Some(5),
            ("h6", false) => Some(6),
            ("ul" | "ol" | "p" | "div" | "details" | "table" | "tr", false) => Some(0),
            (
                "li" | "summary" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "div" | "ul"
                | "ol" | "details",
                true,
            ) => Some(0),
            _ => None,
        };
        if let Some(starts) = starts {
            take(&mut found, &mut inline, kind);
            kind = starts;
            if name == "details" && closes {
                found.things.push(Thing::End);
            }
            continue;
        }
        match inline.html(tag) {
            Passed::Comment => found.comments += 1,
            Passed::Image => found.images += 1,
            Passed::Nothing => {}
        }
    }
    take(&mut found, &mut inline, kind);
    found
}

const LI: u8 = 255;

fn take(found: &mut Found, inline: &mut Inline, kind: u8) {
    let inline = std::mem::take(inline);
    if inline.is_empty() {
        return;
    }
    found.things.push(match kind {
        LI => Thing::Item(inline),
        0 => Thing::Text(inline),
        level => Thing::Heading(level, inline),
    });
}

fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
