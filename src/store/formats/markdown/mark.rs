//! The mark that our own checklists carry in a comment behind each item, so that they can be read back as they were:
//! `<!-- cairn: id=paper.attention kind=paper effort=90/240/480 -->`. It is not seen where the text is shown.
//!
//! Not here: the lines themselves (`write.rs`).

use std::fmt::Write as _;

use crate::domain::{Depth, Effort, Item, Kind, Minutes, Part, Status, Step};

use super::super::draft::Draft;
use super::super::words;

/// What a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The id of the item or part.
    pub id: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<Kind>,
    /// Minutes at three depths.
    pub effort: Option<Effort>,
    /// The user's own estimate.
    pub estimate: Option<Minutes>,
    /// The least depth of a part.
    pub depth: Option<Depth>,
    /// The place among the others.
    pub order: Option<i64>,
    /// What a task box cannot say.
    pub status: Option<Status>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whether it stands behind a heading of ours that only sets apart and names nothing.
    pub nameless: bool,
}

impl Mark {
    /// The mark in a comment, where it is one.
    pub fn read(comment: &str) -> Option<Self> {
        let text = comment.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
        let text = text.trim().strip_prefix("cairn:")?;
        let mut mark = Self::default();
        for word in text.split_ascii_whitespace() {
            let (name, value) = word.split_once('=')?;
            let value = plain(value);
            match name {
                "id" => mark.id = Some(value).filter(|id| !id.is_empty()),
                "kind" => mark.kind = Some(words::kind(&value).unwrap_or(Kind::Custom(value))),
                "own" => mark.kind = Some(Kind::Custom(value)),
                "effort" => mark.effort = effort(&value),
                "estimate" => mark.estimate = value.parse().ok().map(Minutes),
                "depth" => {
                    mark.depth = Depth::ALL
                        .into_iter()
                        .find(|depth| depth_name(*depth) == value);
                }
                "names" => mark.nameless = value == "nothing",
                "order" => mark.order = value.parse().ok(),
                "status" => mark.status = words::status(&value),
                "tag" if mark.tags.len() < 64 => mark.tags.push(value),
                // What a later version may add.
                _ => {}
            }
        }
        Some(mark)
    }

    /// The mark of an item.
    pub fn of_item(item: &Item) -> String {
        let mut text = format!("<!-- cairn: id={}", item.id);
        match &item.kind {
            Kind::Custom(name) => _ = write!(text, " own={}", hidden(name)),
            kind => _ = write!(text, " kind={}", hidden(words::kind_name(kind))),
        }
        let effort = item.effort;
        _ = write!(
            text,
            " effort={}/{}/{}",
            effort.lean.0, effort.core.0, effort.deep.0
        );
        _ = write!(text, " order={}", item.order);
        if let Some(estimate) = item.estimate {
            _ = write!(text, " estimate={}", estimate.0);
        }
        if matches!(item.status, Status::InProgress | Status::Skipped) {
            _ = write!(text, " status={}", hidden(words::status_name(item.status)));
        }
        for tag in &item.tags {
            _ = write!(text, " tag={}", hidden(tag));
        }
        text.push_str(" -->");
        text
    }

    /// The mark of a heading: of a step with its id, of a group, or of what has no name.
    pub fn of_heading(step: Option<&Step>, nameless: bool) -> String {
        match (step, nameless) {
            (_, true) => "<!-- cairn: names=nothing -->".to_owned(),
            (Some(step), _) => format!(
                "<!-- cairn: id={} order={} names=step -->",
                step.id, step.order
            ),
            (None, _) => "<!-- cairn: names=group -->".to_owned(),
        }
    }

    /// The mark of a part.
    pub fn of_part(part: &Part) -> String {
        format!(
            "<!-- cairn: id={} depth={} -->",
            part.id,
            depth_name(part.depth)
        )
    }

    /// Puts what it says into an item.
    pub fn put(&self, draft: &mut Draft) {
        draft.id.clone_from(&self.id);
        draft.order = self.order;
        let item = &mut draft.item;
        if let Some(kind) = &self.kind {
            item.kind = kind.clone();
        }
        if let Some(effort) = self.effort {
            item.effort = effort;
        }
        item.estimate = self.estimate;
        // The box is what a person changes: where it is ticked, it says more.
        if item.status == Status::ToDo
            && let Some(status) = self.status
        {
            item.status = status;
        }
        item.tags.clone_from(&self.tags);
    }
}

fn depth_name(depth: Depth) -> &'static str {
    match depth {
        Depth::Lean => "lean",
        Depth::Core => "core",
        Depth::Deep => "deep",
    }
}

fn effort(text: &str) -> Option<Effort> {
    let mut three = text.split('/').map(|part| part.parse().ok().map(Minutes));
    let mut next = || three.next().flatten();
    Some(Effort {
        lean: next()?,
        core: next()?,
        deep: next()?,
    })
}

/// Letters and digits as they are, all else as `%41` of its bytes: neither `--` nor `>` nor a space can be in it.
fn hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() {
            out.push(char::from(b));
        } else {
            _ = write!(out, "%{b:02x}");
        }
    }
    out
}

fn plain(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        if b != b'%' {
            out.push(b);
            continue;
        }
        let two = [rest.next().unwrap_or(0), rest.next().unwrap_or(0)];
        let byte = std::str::from_utf8(&two)
            .ok()
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        out.push(byte.unwrap_or(b'?'));
    }
    String::from_utf8_lossy(&out).into_owned()
}
