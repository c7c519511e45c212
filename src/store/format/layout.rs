//! A tree of values as text: four spaces a level; the outer three levels one entry a line; further in, a short group
//! stays on one line. The same tree always gives the same text.
//!
//! Not here: how a value becomes a tree (`print.rs`).

/// No line that could be broken is longer, in characters.
const WIDTH: usize = 100;
/// Groups down to this level are never on one line: document, table, row.
const ALWAYS_BROKEN: usize = 2;
/// Lists that are one entry a line however short or long they are, so that two people's changes meet in different lines
/// and a tick never moves others.
const ONE_A_LINE: [&str; 2] = ["notes", "parts"];

/// A value on its way to text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A number, a text in quotes, a name.
    Atom(String),
    /// Text that is written as it stands, perhaps over several lines.
    Raw(String),
    /// Something in brackets.
    Group(Group),
}

/// Entries in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What stands before the bracket: the name of an enum's variant, or nothing.
    pub name: &'static str,
    /// The brackets.
    pub brackets: [char; 2],
    /// Key (`title: `, with its colon; empty in lists) and value.
    pub entries: Vec<(String, Node)>,
}

/// The text of a file, with a new line at its end.
pub fn text(tree: &Node) -> String {
    let mut out = String::new();
    put(&mut out, "", tree, 0);
    out.push('\n');
    out
}

/// The text of a value on one line.
pub fn line(tree: &Node) -> String {
    let mut out = String::new();
    put_inline(&mut out, tree);
    out
}

fn put(out: &mut String, key: &str, node: &Node, level: usize) {
    out.push_str(key);
    let group = match node {
        Node::Atom(text) | Node::Raw(text) => return out.push_str(text),
        Node::Group(group) => group,
    };
    let indent = 4 * level;
    // The comma behind it counts too.
    let room = WIDTH.saturating_sub(indent + key.chars().count() + 1);
    let spread = is_spread(key);
    let one_line =
        level > ALWAYS_BROKEN && !spread && width(node, 2).is_some_and(|width| width <= room);
    if one_line || group.entries.is_empty() {
        return put_inline(out, node);
    }
    out.push_str(group.name);
    out.push(group.brackets[0]);
    out.push('\n');
    for (key, value) in &group.entries {
        pad(out, indent + 4);
        if spread && width(value, 2).is_some() {
            out.push_str(key);
            put_inline(out, value);
        } else {
            put(out, key, value, level + 1);
        }
        out.push_str(",\n");
    }
    pad(out, indent);
    out.push(group.brackets[1]);
}

fn is_spread(key: &str) -> bool {
    let name = key.strip_suffix(": ").unwrap_or(key);
    ONE_A_LINE.contains(&name)
}

fn put_inline(out: &mut String, node: &Node) {
    let group = match node {
        Node::Atom(text) | Node::Raw(text) => return out.push_str(text),
        Node::Group(group) => group,
    };
    out.push_str(group.name);
    out.push(group.brackets[0]);
    for (n, (key, value)) in group.entries.iter().enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        out.push_str(key);
        put_inline(out, value);
    }
    out.push(group.brackets[1]);
}

/// The width on one line, in characters; `None` where it has to be broken or is nested deeper than `height`.
fn width(node: &Node, height: usize) -> Option<usize> {
    let group = match node {
        Node::Atom(text) => return Some(text.chars().count()),
        Node::Raw(text) if text.contains('\n') => return None,
        Node::Raw(text) => return Some(text.chars().count()),
        Node::Group(group) => group,
    };
    let height = height.checked_sub(1)?;
    let mut sum = group.name.len() + 2;
    for (key, value) in &group.entries {
        sum += key.chars().count() + width(value, height)? + 2;
    }
    Some(sum - if group.entries.is_empty() { 0 } else { 2 })
}

fn pad(out: &mut String, spaces: usize) {
    out.extend(std::iter::repeat_n(' ', spaces));
}
