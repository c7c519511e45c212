//! Mentions: `[[GPT-3]]` in a note names another item by its title, its short title or its id. Read from the other end it is a
//! back-link: the items whose notes name this one.
//!
//! Not here: links with a meaning (`link.rs`); what a note looks like.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::id::ItemId;
use super::item::Item;
use super::plan::Plan;

/// The longest name between the brackets, in bytes: what is longer is no mention.
const LONGEST: usize = 400;

/// The mentions of a text: where each stands, brackets and all, and the name in it. What stands in code (between
/// backticks, or in a block of three) is no mention.
pub fn mentions(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut in_block = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let here = start;
        start += line.len();
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if !in_block && line.contains("[[") {
            in_line(line, here, &mut found);
        }
    }
    found
}

fn in_line<'a>(line: &'a str, start: usize, found: &mut Vec<(Range<usize>, &'a str)>) {
    let mut at = 0;
    let mut in_code = false;
    while let Some(rest) = line.get(at..) {
        let Some(next) = rest.find(['`', '[']) else {
            return;
        };
        let here = at + next;
        at = here + 1;
        if rest.as_bytes().get(next) == Some(&b'`') {
            // An odd tick at the end begins no code.
            in_code = !in_code && line.get(at..).is_some_and(|rest| rest.contains('`'));
            continue;
        }
        if in_code {
            continue;
        }
        let Some(inside) = line.get(here..).and_then(|rest| rest.strip_prefix("[[")) else {
            continue;
        };
        let Some(end) = inside.find("]]") else {
            return;
        };
        let name = inside.get(..end).unwrap_or_default();
        let whole = here..here + end + 4;
        if !name.trim().is_empty() && name.len() <= LONGEST && !name.contains("[[") {
            at = whole.end;
            found.push((start + whole.start..start + whole.end, name.trim()));
        }
    }
}

/// Who is meant by which name, and who is named by whom. Made once a revision.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    names: Arc<BTreeMap<String, ItemId>>,
    back: BTreeMap<ItemId, Vec<ItemId>>,
    /// The items that mention any, as they were, with the names in their notes: what did not change is not read again.
    read: BTreeMap<ItemId, (Arc<Item>, Vec<String>)>,
}

impl Mentions {
    /// Reads the titles and the notes of a plan: O(all its notes).
    pub fn new(plan: &Plan) -> Self {
        Self::default().again(plan, true)
    }

    /// Reads what changed since. `titles`: whether titles may have changed, too.
    pub fn again(&self, plan: &Plan, titles: bool) -> Self {
        let names = if titles {
            Arc::new(names(plan))
        } else {
            Arc::clone(&self.names)
        };
        let mut all = Self {
            names,
            ..Self::default()
        };
        for item in plan.items.iter() {
            let named = match self.read.get(&item.id) {
                Some((known, named)) if Arc::ptr_eq(known, item) => named.clone(),
                _ => named_in(item),
            };
            for name in &named {
                let Some(other) = all.item(name).cloned() else {
                    continue;
                };
                let by = all.back.entry(other).or_default();
                if by.last() != Some(&item.id) && !by.contains(&item.id) {
                    by.push(item.id.clone());
                }
            }
            if !named.is_empty() {
                let read = (Arc::clone(item), named);
                all.read.insert(item.id.clone(), read);
            }
        }
        all
    }

    /// The item that a name means. Case and white space do not count.
    pub fn item(&self, name: &str) -> Option<&ItemId> {
        self.names.get(&plain(name))
    }

    /// The items whose notes name this one, in the order of their ids.
    pub fn of(&self, item: &ItemId) -> &[ItemId] {
        self.back.get(item).map_or(&[], Vec::as_slice)
    }
}

/// The items by all that they are called.
fn names(plan: &Plan) -> BTreeMap<String, ItemId> {
    let mut names = BTreeMap::new();
    // The first of two with the same name has it; an id is always the item's own.
    for item in plan.items.iter() {
        for name in [&item.short, &item.title] {
            let name = plain(name);
            if !name.is_empty() {
                names.entry(name).or_insert_with(|| item.id.clone());
            }
        }
    }
    for item in plan.items.iter() {
        names.insert(plain(item.id.as_str()), item.id.clone());
    }
    names
}

/// The names in the notes of an item.
fn named_in(item: &Item) -> Vec<String> {
    if !item.notes.lines().iter().any(|line| line.contains("[[")) {
        return Vec::new();
    }
    let text = item.notes.text();
    let found = mentions(&text).into_iter();
    found.map(|(_, name)| name.to_owned()).collect()
}

fn plain(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Kind, Notes, PlanId};

    #[test]
    fn mentions_stand_between_two_brackets_and_not_in_code() {
        let text = "See [[GPT-3]] and [[ few  shot ]].\n`[[no]]` [[yes]] ` [[too]]\n```\n[[no]]\n```\n[[]] [[a [[b]] [x]";
        let names: Vec<&str> = mentions(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["GPT-3", "few  shot", "yes", "too", "b"]);
        for (range, name) in mentions(text) {
            let whole = &text[range];
            assert!(whole.starts_with("[[") && whole.ends_with("]]") && whole.contains(name));
        }
    }

    #[test]
    fn a_name_is_a_title_a_short_title_or_an_id_and_is_read_from_both_ends() {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", Day::MIN);
        let id = |text: &str| ItemId::slug(text);
        let mut gpt = Item::new(id("paper.gpt-3"), Kind::Paper, "Few-Shot Learners");
        gpt.short = "GPT-3".to_owned();
        let mut other = Item::new(id("topic.a"), Kind::Topic, "Scaling");
        other.notes =
            Notes::from_text("[[gpt-3]], [[few-shot  LEARNERS]], [[paper.gpt-3]], [[who]]");
        plan.items.put(gpt);
        plan.items.put(other);
        let all = Mentions::new(&plan);
        assert_eq!(all.of(&id("paper.gpt-3")), [id("topic.a")]);
        assert_eq!(all.item("Scaling"), Some(&id("topic.a")));
        assert_eq!(all.item("who"), None);
        assert!(all.of(&id("topic.a")).is_empty());

        plan.items
            .update(&id("topic.a"), |item| item.notes = Notes::from_text("none"));
        let later = all.again(&plan, false);
        assert!(
            later.of(&id("paper.gpt-3")).is_empty(),
            "what changed is read again"
        );
        assert_eq!(all.again(&plan, true).back, later.back);
    }
}
