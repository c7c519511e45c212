//! Texts and addresses of a plan as parts of a page.
//!
//! Not here: anything that makes tags.

use crate::domain::WebLink;
use crate::store::links::safe_url;

/// A text for a page, outside and inside of quotation marks. Control characters, which no page may have, go.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(sign),
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            // Not even as references are these part of a page.
            _ if sign.is_control() || is_no_character(sign) => {}
            _ => out.push(sign),
        }
    }
    out
}

fn is_no_character(sign: char) -> bool {
    let code = u32::from(sign);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// A link that may be opened; its words alone where it may not.
pub fn link(url: &str, words: &str) -> String {
    match safe_url(url) {
        Ok(url) => format!(
            "<a href=\"{}\" rel=\"noopener noreferrer\"><bdi>{}</bdi></a>",
            text(&url),
            text(words)
        ),
        Err(_) => format!("<bdi>{}</bdi>", text(words)),
    }
}

/// The links of an item to the web, one after the other.
pub fn links(links: &[WebLink]) -> String {
    let web = links.iter().filter(|link| safe_url(&link.url).is_ok());
    let each = web.map(|one| {
        let words = match one.label.trim() {
            "" => "link",
            label => label,
        };
        link(&one.url, words)
    });
    each.collect::<Vec<_>>().join(" · ")
}
