//! Items of an import that the plan has already, under another step or another title. They are marked, and left out unless
//! the user takes them; nothing of the plan's own item changes.
//!
//! Not here: items that are the plan's own by their id, or by title and step (`take.rs`), refusing (`changes.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Changes, What};
use super::take_rows::plain;
use crate::domain::id::{ItemId, StepId};
use crate::domain::item::{Item, Kind};
use crate::domain::path::Path;
use crate::domain::plan::Plan;

/// Titles that say nothing by themselves: many lists have a chapter of this name.
const COMMON: [&str; 14] = [
    "introduction",
    "intro",
    "overview",
    "summary",
    "conclusion",
    "exercises",
    "homework",
    "quiz",
    "review",
    "project",
    "projects",
    "resources",
    "practice",
    "basics",
];

/// Marks what of the path's new rows the plan has already. The path has the plan's ids where they belong together.
pub(super) fn mark(mine: &Plan, path: &Path, changes: &mut Changes) {
    if changes.list.iter().all(|change| change.what != What::Added) {
        return;
    }
    let known = Known::of(mine, path);
    let new = path.items.iter().filter(|i| !mine.items.contains(&i.id));
    let found = new.filter_map(|item| Some((&item.id, known.twin(item)?)));
    let twins: BTreeMap<&ItemId, &Item> = found.collect();
    // A step comes in for its items: one that has only twins is left out with them.
    let steps = |twin: bool| -> BTreeSet<&StepId> {
        let of = path.items.iter();
        let of = of.filter(|item| twins.contains_key(&item.id) == twin);
        of.filter_map(|item| item.step.as_ref()).collect()
    };
    let (twin_steps, other_steps) = (steps(true), steps(false));
    let steps: BTreeSet<&str> = twin_steps
        .difference(&other_steps)
        .map(|id| id.as_str())
        .collect();
    let by_id: BTreeMap<&str, &Item> = twins.iter().map(|(id, own)| (id.as_str(), *own)).collect();
    // Links that a twin brings would bring the twin.
    let links: BTreeSet<String> = path
        .links
        .iter()
        .filter(|link| twins.contains_key(&link.from) || twins.contains_key(&link.to))
        .map(|link| crate::domain::Row::key(&**link).to_string())
        .collect();
    for change in changes
        .list
        .iter_mut()
        .filter(|change| change.what == What::Added)
    {
        let mut way = change.id.way();
        let (table, row) = (way.next().unwrap_or(""), way.next().unwrap_or(""));
        change.twin = match table {
            "items" => by_id.get(row).map(|own| place(mine, own, &change.title)),
            "steps" if steps.contains(row) => {
                Some("all of it is already in your plan, under other steps".to_owned())
            }
            "links" if links.contains(row) => Some("of an item that is left out".to_owned()),
            _ => None,
        };
    }
    // What comes in first.
    changes
        .list
        .sort_by_key(|change| (change.table, change.twin.is_some()));
}

/// “already in your plan, under Books”, “already in your plan as “GPT-3”, under Papers”.
fn place(mine: &Plan, own: &Item, title: &str) -> String {
    let named = if plain(&own.title) == plain(title) {
        String::new()
    } else {
        format!(" as “{}”", own.title)
    };
    let step = own.step.as_ref().and_then(|id| mine.steps.get(id));
    match step {
        Some(step) => format!("already in your plan{named}, under {}", step.title),
        None => format!("already in your plan{named}, without a step"),
    }
}

/// The plan's items by what they are known by.
struct Known<'a> {
    by_title: BTreeMap<String, Vec<&'a Item>>,
    by_url: BTreeMap<String, Vec<&'a Item>>,
    /// The rows of the list by their addresses: one that many rows share names none of them.
    titles_of_url: BTreeMap<String, BTreeSet<String>>,
    /// The plan's items that are in the list themselves.
    met: BTreeSet<&'a ItemId>,
}

impl<'a> Known<'a> {
    fn of(mine: &'a Plan, path: &'a Path) -> Self {
        let mut known = Self {
            by_title: BTreeMap::new(),
            by_url: BTreeMap::new(),
            titles_of_url: BTreeMap::new(),
            met: path.items.keys().collect(),
        };
        for item in mine.items.iter() {
            known.by_title.entry(title(item)).or_default().push(item);
            let urls: BTreeSet<String> = item.urls.iter().filter_map(|l| address(&l.url)).collect();
            for url in urls {
                known.by_url.entry(url).or_default().push(item);
            }
        }
        for item in path.items.iter() {
            for url in item.urls.iter().filter_map(|link| address(&link.url)) {
                let titles = known.titles_of_url.entry(url).or_default();
                titles.insert(title(item));
            }
        }
        known
    }

    fn twin(&self, item: &Item) -> Option<&'a Item> {
        let key = title(item);
        let same = self.by_title.get(&key).filter(|_| !is_common(&key));
        // The book of a list is not the topic of the same name that the list has, too.
        let fits = |own: &&&Item| own.kind == item.kind || !self.met.contains(&own.id);
        let by_title = same.and_then(|same| {
            let alike = same.iter().find(|own| own.kind == item.kind);
            alike.or_else(|| same.iter().find(fits)).copied()
        });
        by_title.or_else(|| {
            let mut urls = item.urls.iter().filter_map(|link| address(&link.url));
            urls.find_map(|url| {
                let alone = self.titles_of_url.get(&url).is_none_or(|t| t.len() <= 1);
                match self.by_url.get(&url).map(Vec::as_slice) {
                    Some([own]) if alone => Some(*own),
                    _ => None,
                }
            })
        })
    }
}

/// The title as it is compared; of a design prompt without the word before what is designed.
fn title(item: &Item) -> String {
    let title = item.title.trim();
    if item.kind == Kind::DesignPrompt {
        let mut words = title.split_whitespace().peekable();
        if words.next_if(|word| plain(word) == "design").is_some() {
            words.next_if(|word| matches!(plain(word).as_str(), "a" | "an" | "the"));
            let rest: String = words.collect();
            if !rest.is_empty() {
                return plain(&rest);
            }
        }
    }
    plain(title)
}

fn is_common(title: &str) -> bool {
    title.is_empty() || COMMON.contains(&title)
}

/// An address as it is compared: without scheme, `www.` and a slash at the end; of a paper of arXiv the paper. None where
/// it names a whole site.
fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let rest = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest,
        _ => return Some(url.to_owned()),
    };
    let (host, page) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let page = page.trim_end_matches('/');
    if page.is_empty() {
        return None;
    }
    let paper = ["abs/", "pdf/", "html/"]
        .iter()
        .find_map(|kind| page.strip_prefix(kind))
        .filter(|_| host == "arxiv.org" || host == "export.arxiv.org");
    let Some(paper) = paper else {
        return Some(format!("{host}/{page}"));
    };
    let paper = paper.split(['?', '#']).next().unwrap_or(paper);
    let paper = paper.strip_suffix(".pdf").unwrap_or(paper);
    let version = |(_, n): &(&str, &str)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    let bare = paper.rsplit_once('v').filter(version);
    Some(format!(
        "arxiv.org/{}",
        bare.map_or(paper, |(paper, _)| paper)
    ))
}
