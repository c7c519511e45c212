//! Everything of a plan that can be found by words: items by their titles, authors and tags, their parts, their web links,
//! and the lines of their notes. Made once a revision; a query then looks at what can match at all, and scores only that.
//!
//! Not here: how well words match (`find.rs`); commands (`shell/palette.rs`).

use memchr::memmem;

use crate::domain::{Item, ItemId, Plan, RunId};

use super::find::{Finder, letters};

/// The fewest letters that notes are searched for: one letter is in all of them.
const NOTES_FROM: usize = 2;
/// The most lines of one item's notes that are found.
const LINES: usize = 3;
/// How much better a title is than a part or an address with the same words.
const TITLE: u32 = 12;
/// What a line of a note counts: it has the very words.
const LINE: u32 = 20;

/// Something that was found, and how well it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Larger is better; sizes mean nothing between two queries.
    pub score: u32,
    /// The item that it is, or belongs to.
    pub item: ItemId,
    /// What of the item.
    pub what: What,
}

/// What of an item was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The item itself.
    Item,
    /// A part, by its place in the list.
    Part(usize),
    /// A web link, by its place in the list.
    Link(usize),
    /// A line of the notes, by its number from 0.
    Line(usize),
    /// A line of what was written in a design session, by its number from 0.
    Written(RunId, usize),
}

/// A text to score, with the letters that are in it.
struct Text {
    text: String,
    letters: u64,
}

impl Text {
    fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
            letters: letters(text),
        })
    }
}

/// What one item has.
struct Entry {
    id: ItemId,
    title: Option<Text>,
    short: Option<Text>,
    others: Vec<Text>,
    parts: Vec<(usize, Text)>,
    links: Vec<(usize, Text)>,
    /// The notes in small letters, line by line.
    notes: String,
}

/// What was written in a design session, in small letters, and the place of its item among the entries.
struct Written {
    run: RunId,
    of: usize,
    text: String,
}

/// All texts of a plan.
#[derive(Default)]
pub struct Haystack(Vec<Entry>, Vec<Written>);

impl Haystack {
    /// Reads a plan: O(all its text).
    pub fn new(plan: &Plan) -> Self {
        let entries: Vec<Entry> = plan.items.iter().map(|item| Entry::new(item)).collect();
        let written = plan.runs.iter().filter_map(|run| {
            // The rows of a plan stand in the order of their ids.
            let of = entries.binary_search_by(|entry| entry.id.cmp(&run.item));
            let text = run.write_up().to_lowercase();
            let run = run.id.clone();
            of.ok().map(|of| Written { run, of, text })
        });
        let written = written.collect();
        Self(entries, written)
    }

    /// The best hits for a query, at most `most`, the best first; equal ones in the order of the items' ids.
    pub fn find(&self, query: &str, most: usize) -> Vec<Hit> {
        let query = query.trim();
        if query.is_empty() {
            return Vec::new();
        }
        let mut finder = Finder::new(query);
        // A sign of exclusion turns the meaning of letters round.
        let wanted = if query.contains('!') {
            0
        } else {
            letters(query)
        };
        let exact = query.to_lowercase();
        let in_notes = (exact.chars().count() >= NOTES_FROM).then(|| memmem::Finder::new(&exact));
        let mut hits: Vec<(u32, usize, What)> = Vec::new();
        // Titles that lack the very words, and where a hit of theirs stands already: looked at letter by letter below.
        let mut rest: Vec<(usize, Option<usize>)> = Vec::new();
        for (n, entry) in self.0.iter().enumerate() {
            let mut score = |text: &Text| {
                let possible = wanted & !text.letters == 0;
                possible.then(|| finder.words(&text.text)).flatten()
            };
            let titles = entry.title.iter().chain(&entry.short);
            if let Some(found) = titles.filter_map(&mut score).max() {
                hits.push((found + TITLE, n, What::Item));
            } else {
                let found = entry.others.iter().filter_map(&mut score).max();
                rest.push((n, found.map(|_| hits.len())));
                hits.extend(found.map(|found| (found / 2, n, What::Item)));
            }
            for (part, text) in &entry.parts {
                if let Some(found) = score(text) {
                    hits.push((found / 2 + 1, n, What::Part(*part)));
                }
            }
            for (link, text) in &entry.links {
                if let Some(found) = score(text) {
                    hits.push((found / 3, n, What::Link(*link)));
                }
            }
            if let Some(finder) = &in_notes {
                for line in lines(&entry.notes, finder) {
                    hits.push((LINE, n, What::Line(line)));
                }
            }
        }
        if let Some(finder) = &in_notes {
            for written in &self.1 {
                for line in lines(&written.text, finder) {
                    let what = What::Written(written.run.clone(), line);
                    hits.push((LINE, written.of, what));
                }
            }
        }
        // Where the very words are in enough titles, letters here and there are of no interest.
        let enough = self.0.len() - rest.len() >= most;
        for (n, known) in rest.into_iter().filter(|_| !enough) {
            let titles = self.0.get(n).into_iter();
            let titles = titles.flat_map(|entry| entry.title.iter().chain(&entry.short));
            let possible = titles.filter(|text| wanted & !text.letters == 0);
            let found = possible.filter_map(|text| finder.score(&text.text)).max();
            let Some(found) = found.map(|found| found + TITLE) else {
                continue;
            };
            match known.and_then(|known| hits.get_mut(known)) {
                Some(hit) => hit.0 = hit.0.max(found),
                None => hits.push((found, n, What::Item)),
            }
        }
        let better =
            |a: &(u32, usize, What), b: &(u32, usize, What)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
        if hits.len() > most && most > 0 {
            hits.select_nth_unstable_by(most - 1, better);
            hits.truncate(most);
        }
        hits.sort_by(better);
        hits.into_iter()
            .filter_map(|(score, n, what)| {
                let item = self.0.get(n)?.id.clone();
                Some(Hit { score, item, what })
            })
            .collect()
    }
}

impl Entry {
    fn new(item: &Item) -> Self {
        let named = |(n, text): (usize, &str)| Some((n, Text::new(text)?));
        let parts = item.parts.iter().map(|part| part.title.as_str());
        let links: Vec<String> = item
            .urls
            .iter()
            .map(|link| format!("{} {}", link.label, link.url))
            .collect();
        let others = item.tags.iter().map(String::as_str);
        let others = others.chain([item.byline.as_str(), item.group.as_str()]);
        Self {
            id: item.id.clone(),
            title: Text::new(&item.title),
            short: Text::new(&item.short).filter(|short| short.text != item.title),
            others: others.filter_map(Text::new).collect(),
            parts: parts.enumerate().filter_map(named).collect(),
            links: links
                .iter()
                .map(String::as_str)
                .enumerate()
                .filter_map(named)
                .collect(),
            notes: item.notes.text().to_lowercase(),
        }
    }
}

/// The first lines that have the words.
fn lines(notes: &str, finder: &memmem::Finder<'_>) -> Vec<usize> {
    let bytes = notes.as_bytes();
    let (mut found, mut line, mut at) = (Vec::new(), 0, 0);
    while found.len() < LINES {
        let Some(rest) = bytes.get(at..) else { break };
        let Some(hit) = finder.find(rest) else { break };
        let before = rest.get(..hit).unwrap_or_default();
        line += before.iter().filter(|b| **b == b'\n').count();
        found.push(line);
        // On with the next line.
        let rest = rest.get(hit..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'\n', rest) else {
            break;
        };
        at += hit + end + 1;
        line += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Kind, Notes, Part, PartId, PlanId, WebLink};

    fn plan() -> Plan {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", Day::MIN);
        let id = ItemId::slug("paper.gpt-3");
        let title = "Language Models are Few-Shot Learners";
        let mut gpt = Item::new(id, Kind::Paper, title);
        gpt.short = "GPT-3".to_owned();
        gpt.notes = Notes::from_text("Idea\nscaling makes few-shot work\n\nİ and ß: Scaling again");
        gpt.parts
            .push(Part::new(PartId::slug("p1"), "In-context learning"));
        gpt.urls.push(WebLink {
            label: "arXiv".to_owned(),
            url: "https://arxiv.org/abs/2005.14165".to_owned(),
        });
        plan.items.put(gpt);
        let calculus = ItemId::slug("topic.calculus");
        plan.items
            .put(Item::new(calculus, Kind::Topic, "Naïve calculus"));
        plan
    }

    #[test]
    fn items_parts_links_and_notes_are_found() {
        let hay = Haystack::new(&plan());
        let first = |query: &str| hay.find(query, 9).into_iter().next().map(|hit| hit.what);
        assert_eq!(first("gpt3"), Some(What::Item));
        assert_eq!(first("few shot"), Some(What::Item));
        assert_eq!(first("naive"), Some(What::Item));
        assert_eq!(first("context"), Some(What::Part(0)));
        assert_eq!(first("2005.14165"), Some(What::Link(0)));
        assert_eq!(first("scaling makes"), Some(What::Line(1)));
        assert_eq!(first("weather"), None);
        assert_eq!(first("  "), None);
        let lines: Vec<What> = hay.find("scaling", 9).into_iter().map(|h| h.what).collect();
        assert_eq!(lines, [What::Line(1), What::Line(3)]);
    }

    #[test]
    fn the_best_are_kept_in_order() {
        let mut plan = plan();
        for n in 0..50 {
            let id = ItemId::slug(&format!("own.{n:02}"));
            let title = format!("Some scaling thing {n}");
            plan.items.put(Item::new(id, Kind::Topic, title));
        }
        let hay = Haystack::new(&plan);
        let all = hay.find("scaling", 1_000);
        assert_eq!(hay.find("scaling", 7), all[..7]);
    }
}
