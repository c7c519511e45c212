//! How a list is likely meant: which headings are steps, which are left out, what nested lists are.
//!
//! Not here: what is made of it (`outline.rs`).

use std::collections::BTreeSet;

use super::outline::{Entry, Heading, Nested, Options, Outline};

/// The likely options.
pub fn options(outline: &Outline) -> Options {
    if outline.is_own() {
        // One of our own checklists: it says what it is.
        return Options::default();
    }
    let left_out: BTreeSet<usize> = outline
        .headings
        .iter()
        .enumerate()
        .filter(|(at, heading)| is_left_out(&heading.title) && !is_list(outline, *at))
        .map(|(at, _)| at)
        .collect();
    let nested = nested(outline, &left_out);
    let step_level = step_level(outline, &left_out);
    // What stands below a step that is left out goes with it.
    let below = (0..outline.headings.len()).filter(|at| {
        let step = outline.step_of(Some(*at), step_level);
        step.is_some_and(|step| left_out.contains(&step))
    });
    let left_out = left_out.iter().copied().chain(below).collect();
    Options {
        step_level,
        nested,
        left_out,
        tags: false,
        clean: true,
        ticked_on: None,
    }
}

/// Whether a section, whatever it is called, is the list itself: most entries of the text stand in it. Links to places
/// in the same text are no entries.
fn is_list(outline: &Outline, at: usize) -> bool {
    let all = |entries: &mut dyn Iterator<Item = &Entry>| -> usize {
        entries.map(|entry| 1 + entry.children.len()).sum()
    };
    let here = all(&mut outline.entries.iter().filter(|e| e.heading == Some(at)));
    here >= 10 && here * 2 > all(&mut outline.entries.iter())
}

/// Whether a section of this name is about the list and no part of it.
fn is_left_out(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    let whole = [
        "contents",
        "table of contents",
        "table of content",
        "toc",
        "index",
        "license",
        "licence",
        "licensing",
        "contributing",
        "contribution",
        "contributions",
        "contribute",
        "contributors",
        "contributor",
        "how to contribute",
        "contribution guidelines",
        "acknowledgements",
        "acknowledgments",
        "acknowledgement",
        "acknowledgment",
        "credits",
        "sponsors",
        "sponsor",
        "support",
        "supporters",
        "changelog",
        "change log",
        "code of conduct",
        "star history",
        "stargazers",
        "about the author",
        "about the authors",
        "about me",
        "author",
        "authors",
        "maintainers",
        "maintainer",
        "translations",
        "translation",
        "disclaimer",
        "contact",
        "contact me",
        "support me",
        "donate",
        "donations",
        "thanks",
        "special thanks",
        "citation",
        "citing",
        "how to cite",
        "legend",
        "feedback",
        "quick links",
        "navigation",
        "connect with me",
        "follow me",
        "buy me a coffee",
        "inhalt",
        "lizenz",
        "how it works",
        "introduction to this repository",
        "about this repo",
        "about this repository",
        "updates",
        "news",
        "testimonials",
        "目录",
        "介绍",
        "仓库介绍",
        "项目介绍",
        "前言",
        "关于我",
        "关于作者",
        "关于本仓库",
        "关注我",
        "联系我",
        "联系我们",
        "交流群",
        "加群",
        "贡献",
        "如何贡献",
        "贡献者",
        "贡献指南",
        "参与贡献",
        "鸣谢",
        "致谢",
        "感谢",
        "特别感谢",
        "赞助",
        "捐赠",
        "许可",
        "许可证",
        "协议",
        "版权",
        "更新日志",
        "更新记录",
        "食用指南",
        "仓库食用指南",
        "使用指南",
        "使用说明",
        "大事件",
        "目次",
        "ライセンス",
        "contribuir",
        "licencia",
        "licença",
        "mitwirken",
        "danksagung",
    ];
    whole.contains(&text.as_str())
        || text.starts_with("how to use")
        || text.starts_with("table of contents")
        || text.starts_with("contributing ")
        || text.starts_with("acknowledgements and ")
        || text.starts_with("acknowledgments and ")
        || text.starts_with("license ")
        || text.starts_with("translations ")
}

/// The entries that are in, with the heading they stand below.
fn included<'a>(
    outline: &'a Outline,
    left_out: &'a BTreeSet<usize>,
) -> impl Iterator<Item = &'a Entry> {
    let entries = outline.entries.iter();
    entries.filter(|entry| !entry.heading.is_some_and(|at| left_out.contains(&at)))
}

/// The shallowest level whose sections share the entries out: at least two of them, none of them nearly everything, and
/// none of them one that is left out (then the levels do not mean what they say).
fn step_level(outline: &Outline, left_out: &BTreeSet<usize>) -> u8 {
    let entries: Vec<&Entry> = included(outline, left_out).collect();
    if let Some(level) = periods(outline, &entries) {
        return level;
    }
    let mut best: Option<(usize, u8)> = None;
    for level in 1..=7u8 {
        let at_level = |heading: &Heading| heading.level == level;
        if !outline.headings.iter().any(at_level) {
            continue;
        }
        let mut counts: std::collections::BTreeMap<Option<usize>, usize> = Default::default();
        for entry in &entries {
            *counts
                .entry(outline.step_of(entry.heading, level))
                .or_default() += 1;
        }
        let steps = counts.keys().filter(|step| step.is_some()).count();
        if steps == 0 {
            continue;
        }
        let about = counts
            .iter()
            .filter(|(step, _)| step.is_some_and(|at| left_out.contains(&at)));
        let about: usize = about.map(|(_, n)| n).sum();
        if about * 5 > entries.len() {
            best = Some((0, level));
            continue;
        }
        let most = counts.values().copied().max().unwrap_or(0);
        let uneven = most * 10 > entries.len() * 8 && entries.len() >= 5;
        if steps >= 2 && !uneven {
            return level;
        }
        if best.is_none_or(|(there, _)| steps >= there) {
            best = Some((steps, level));
        }
    }
    best.map_or(2, |(_, level)| level)
}

/// The shallowest level whose headings are the weeks (days, modules …) of a plan, where most entries stand below them.
fn periods(outline: &Outline, entries: &[&Entry]) -> Option<u8> {
    (1..=6u8).find(|level| {
        let is =
            |heading: &Heading| heading.level == *level && super::entry::is_period(&heading.title);
        let many = outline
            .headings
            .iter()
            .filter(|heading| is(heading))
            .count();
        let below = |entry: &&&Entry| outline.above(entry.heading).any(|(_, heading)| is(heading));
        many >= 3 && entries.iter().filter(below).count() * 2 > entries.len()
    })
}

/// What nested lists are: parts; or items, where the outer entries only group them.
fn nested(outline: &Outline, left_out: &BTreeSet<usize>) -> Nested {
    let (mut outer, mut all, mut grand, mut bare, mut rich) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    for entry in included(outline, left_out) {
        all += 1;
        if entry.children.is_empty() || entry.mark.is_some() {
            continue;
        }
        outer += 1;
        let has = |entry: &Entry| {
            entry.status.is_some() || !entry.urls.is_empty() || entry.minutes.is_some()
        };
        let many =
            entry.children.iter().filter(|child| has(child)).count() * 2 > entry.children.len();
        // A chapter may link to its page: what has many links below it is still a chapter.
        let chapter = !has(entry) || (many && entry.children.len() >= 5 && entry.status.is_none());
        bare += usize::from(chapter);
        rich += usize::from(many && chapter);
        grand += usize::from(
            entry
                .children
                .iter()
                .any(|child| !child.children.is_empty()),
        );
    }
    let groups = outer >= 1
        && bare * 10 >= outer * 8
        && (rich * 2 > outer || (grand >= 2 && grand * 2 >= outer));
    if !groups || outer * 2 < all {
        return Nested::Parts;
    }
    let sections = included(outline, left_out)
        .map(|entry| entry.heading)
        .collect::<BTreeSet<_>>();
    if sections.len() <= 1 && outer >= 2 {
        return Nested::Steps;
    }
    Nested::Items
}
