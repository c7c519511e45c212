//! What sort of thing an item of a list likely is: its title, its section, where its links point.
//!
//! Not here: words in a column that names the kind (`words.rs`).

use crate::domain::{Kind, WebLink};

/// What there is to go by.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'a> {
    /// The headings above it.
    pub section: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its links.
    pub urls: &'a [WebLink],
    /// Who wrote it.
    pub byline: &'a str,
}

/// Hosts of papers.
const PAPERS: [&str; 9] = [
    "arxiv.org",
    "openreview.net",
    "aclanthology.org",
    "aclweb.org",
    "papers.nips.cc",
    "proceedings.neurips.cc",
    "proceedings.mlr.press",
    "jmlr.org",
    "dl.acm.org",
];
/// Hosts of problems to solve.
const PROBLEMS: [&str; 8] = [
    "leetcode.com",
    "leetcode.cn",
    "hackerrank.com",
    "codeforces.com",
    "neetcode.io",
    "codewars.com",
    "spoj.com",
    "lintcode.com",
];
/// Hosts of books.
const BOOKS: [&str; 8] = [
    "amazon.com",
    "amzn.to",
    "oreilly.com",
    "manning.com",
    "goodreads.com",
    "mitpress.mit.edu",
    "packtpub.com",
    "nostarch.com",
];
/// Hosts of videos, courses and writing.
const RESOURCES: [&str; 14] = [
    "youtube.com",
    "youtu.be",
    "coursera.org",
    "udemy.com",
    "edx.org",
    "medium.com",
    "substack.com",
    "github.com",
    "vimeo.com",
    "notion.so",
    "docs.google.com",
    "towardsdatascience.com",
    "kaggle.com",
    "khanacademy.org",
];

/// The likely kind.
pub fn guess(signs: &Signs<'_>) -> Kind {
    let section = format!(" {} ", words(signs.section));
    let title = format!(" {} ", words(signs.title));
    let hosts: Vec<String> = signs
        .urls
        .iter()
        .filter_map(|link| host(&link.url))
        .collect();
    let on = |known: &[&str]| {
        hosts.iter().any(|host| {
            known
                .iter()
                .any(|known| host == known || host.ends_with(&format!(".{known}")))
        })
    };
    let says =
        |text: &str, any: &[&str]| any.iter().any(|word| text.contains(&format!(" {word} ")));
    if on(&PAPERS) {
        return Kind::Paper;
    }
    if on(&PROBLEMS) {
        return Kind::Algorithm;
    }
    // The nearest heading comes last and counts most; a book list within a chapter on algorithms is a book list.
    if says(
        &section,
        &["papers", "paper", "publications", "research papers"],
    ) {
        return Kind::Paper;
    }
    if says(&section, &["books", "book", "textbooks", "textbook"]) {
        return Kind::Book;
    }
    let resource = [
        "resources",
        "resource",
        "videos",
        "video",
        "courses",
        "course",
        "blogs",
        "blog",
        "tutorials",
        "tools",
        "links",
        "podcasts",
        "newsletters",
        "lectures",
        "articles",
        "websites",
        "channels",
        "moocs",
    ];
    if !signs.byline.is_empty() && signs.urls.is_empty() {
        return Kind::Book;
    }
    if says(&section, &resource) {
        return Kind::Resource;
    }
    if says(&section, &["design"])
        || says(&title, &["system design"])
        || title.starts_with(" design ")
    {
        if on(&RESOURCES) && !title.starts_with(" design ") {
            return Kind::Resource;
        }
        return Kind::DesignPrompt;
    }
    if on(&BOOKS)
        || (!signs.byline.is_empty() && signs.urls.is_empty())
        || says(&title, &["book", "textbook"])
    {
        return Kind::Book;
    }
    if says(&title, &["paper"]) && !signs.urls.is_empty() {
        return Kind::Paper;
    }
    let algorithms = [
        "algorithms",
        "algorithm",
        "data structures",
        "data structure",
        "dsa",
        "leetcode",
        "coding",
        "problems",
        "dynamic programming",
        "sorting",
        "trees",
        "graphs",
        "arrays",
        "neetcode",
        "blind 75",
    ];
    if says(&section, &algorithms) && !on(&RESOURCES) {
        return Kind::Algorithm;
    }
    if on(&RESOURCES)
        || says(
            &title,
            &[
                "video", "course", "lecture", "lectures", "tutorial", "podcast", "blog",
            ],
        )
    {
        return Kind::Resource;
    }
    Kind::Topic
}

/// Lower case, with single spaces between words.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    words.join(" ")
}

fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.trim_start_matches("www.").to_lowercase())
}
