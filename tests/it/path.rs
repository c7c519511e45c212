//! The built-in path is whole: the counts, the links, the addresses.

use std::collections::{BTreeMap, BTreeSet};

use cairn::domain::{Depth, Item, ItemId, Kind, Path, Relation};
use cairn::store::builtin::{PATH_TEXT, PROMPTS_TEXT, ROUNDS_TEXT, pack_rounds, path};
use cairn::store::format::{parse, read_path};
use url::Url;

fn of_kind(path: &Path, kind: Kind) -> Vec<&Item> {
    let mut items: Vec<&Item> = path
        .items
        .iter()
        .map(|item| &**item)
        .filter(|item| item.kind == kind)
        .collect();
    items.sort_by_key(|item| item.order);
    items
}

/// Both together: links of the pack may point into the path.
fn all_items() -> BTreeMap<ItemId, Item> {
    let both = path().items.iter().chain(pack_rounds().items.iter());
    both.map(|item| (item.id.clone(), (**item).clone()))
        .collect()
}

#[test]
fn it_reads_without_a_word() {
    let read = read_path(PATH_TEXT, "path.ron").expect("the path is a path");
    assert_eq!(read.notes, Vec::<String>::new());
    let mut with_prompts = read.path;
    let prompts = read_path(PROMPTS_TEXT, "prompts.ron").expect("prompts");
    assert_eq!(prompts.notes, Vec::<String>::new());
    with_prompts.prompts = prompts.path.prompts;
    assert_eq!(&with_prompts, path());
    let pack: Path = parse(ROUNDS_TEXT, "rounds.ron").expect("the pack is a path");
    assert_eq!(&pack, pack_rounds());
    assert!(!pack.items.is_empty());
    for path in [path(), pack_rounds()] {
        assert!(path.unknown.is_empty());
        assert!(
            path.items.iter().all(|item| item.unknown.is_empty()),
            "a misspelt field"
        );
        assert!(
            path.links.iter().all(|link| link.unknown.is_empty()),
            "a misspelt field"
        );
        assert!(
            path.steps.iter().all(|step| step.unknown.is_empty()),
            "a misspelt field"
        );
        let parts = path.items.iter().flat_map(|item| &item.parts);
        assert!(
            parts.into_iter().all(|part| part.unknown.is_empty()),
            "a misspelt field"
        );
    }
}

#[test]
fn it_has_what_the_five_steps_need() {
    let path = path();
    let orders: BTreeSet<u32> = path.steps.iter().map(|step| step.order).collect();
    assert_eq!(orders, (1..=5).collect());
    let topics = of_kind(path, Kind::Topic);
    assert_eq!(topics.len(), 3);
    assert_eq!(
        topics.iter().map(|topic| topic.parts.len()).sum::<usize>(),
        11
    );
    assert_eq!(of_kind(path, Kind::Algorithm).len(), 13);
    assert_eq!(of_kind(path, Kind::Book).len(), 4);
    assert!(
        of_kind(path, Kind::Book)
            .iter()
            .all(|book| book.parts.len() >= 5)
    );
    assert_eq!(of_kind(path, Kind::Resource).len(), 7);
    assert_eq!(of_kind(path, Kind::DesignPrompt).len(), 14);
    assert_eq!(path.items.len(), 3 + 13 + 7 + 4 + 14 + 7);
}

#[test]
fn the_papers_come_in_order() {
    let papers = of_kind(path(), Kind::Paper);
    let ids: Vec<&str> = papers.iter().map(|paper| paper.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "paper.transformer",
            "paper.gpt-1",
            "paper.gpt-2",
            "paper.gpt-3",
            "paper.codex",
            "paper.llama",
            "paper.llama-2"
        ]
    );
    let lists: BTreeSet<&str> = papers.iter().map(|paper| paper.sequence.as_str()).collect();
    assert_eq!(lists.len(), 1);
    assert!(!lists.contains(""));
    assert!(
        papers
            .iter()
            .all(|paper| paper.year.is_some() && !paper.byline.is_empty())
    );
}

#[test]
fn every_prompt_says_all_that_a_session_needs() {
    for prompt in of_kind(path(), Kind::DesignPrompt) {
        let brief = prompt
            .brief
            .as_ref()
            .unwrap_or_else(|| panic!("{} has no brief", prompt.id));
        let lists = [
            &brief.functional,
            &brief.non_functional,
            &brief.numbers,
            &brief.deep_dives,
        ];
        assert!(lists.iter().all(|list| !list.is_empty()), "{}", prompt.id);
        assert!(
            lists
                .iter()
                .all(|list| list.iter().all(|line| !line.trim().is_empty())),
            "{}",
            prompt.id
        );
        assert!(!brief.ml.trim().is_empty(), "{}", prompt.id);
    }
}

/// Where the chapters of a book begin by its contents, where its own parts have a title page, and what follows the last chapter.
type Contents = (&'static str, &'static [u32], &'static [u32], u32);

/// Bishop 2006; Murphy 2012; Deep Learning as on deeplearningbook.org (contents/TOC.html); Sutton & Barto 2018.
const CONTENTS: [Contents; 4] = [
    (
        "book.prml",
        &[
            1, 67, 137, 179, 225, 291, 325, 359, 423, 461, 523, 559, 605, 653,
        ],
        &[],
        677,
    ),
    (
        "book.murphy",
        &[
            1, 27, 65, 97, 149, 191, 217, 245, 281, 307, 337, 381, 421, 479, 515, 543, 589, 631,
            661, 707, 731, 767, 815, 837, 875, 907, 945, 995,
        ],
        &[],
        1009,
    ),
    (
        "book.deep-learning",
        &[
            1, 29, 51, 78, 96, 164, 224, 271, 326, 367, 416, 438, 485, 499, 524, 555, 587, 603,
            629, 651,
        ],
        &[27, 162, 482],
        717,
    ),
    (
        "book.rl",
        &[
            1, 25, 47, 73, 91, 119, 141, 159, 197, 243, 257, 287, 321, 341, 377, 421, 459,
        ],
        &[23, 195, 339],
        481,
    ),
];

#[test]
fn chapters_have_the_pages_of_the_books_contents() {
    for (id, begins, titles, end) in CONTENTS {
        let book = path()
            .items
            .get(&ItemId::new(id).expect("an id"))
            .expect("a book");
        let pages: Vec<u32> = book.parts.iter().map(|part| part.pages).collect();
        let ends = begins.iter().skip(1).chain([&end]);
        let expected: Vec<u32> = begins
            .iter()
            .zip(ends)
            .map(|(begin, next)| {
                let title = titles.iter().find(|at| (begin..next).contains(at));
                title.unwrap_or(next) - begin
            })
            .collect();
        assert_eq!(pages, expected, "{id}");
        for (n, part) in book.parts.iter().enumerate() {
            assert!(part.title.starts_with(&format!("{} ", n + 1)), "{id}: {n}");
        }
    }
}

#[test]
fn every_item_is_complete() {
    let linked: BTreeSet<ItemId> = [path(), pack_rounds()]
        .iter()
        .flat_map(|path| path.links.iter())
        .flat_map(|link| [link.from.clone(), link.to.clone()])
        .collect();
    for (source, item) in [path(), pack_rounds()]
        .iter()
        .flat_map(|p| p.items.iter().map(move |item| (p, item)))
    {
        assert!(!item.purpose.is_empty(), "{} has no purpose", item.id);
        assert!(item.purpose.chars().count() <= 140, "{}: one line", item.id);
        let effort = item.effort;
        assert!(
            effort.lean <= effort.core && effort.core <= effort.deep,
            "{}: {effort:?}",
            item.id
        );
        assert!((1..=5).contains(&item.importance), "{}", item.id);
        let resource = item.kind == Kind::Resource;
        assert_eq!(item.step.is_none(), resource, "{}", item.id);
        if let Some(step) = &item.step {
            assert!(source.steps.contains(step), "{}", item.id);
            assert!(effort.at(Depth::Core).0 > 0, "{}", item.id);
        }
        assert!(linked.contains(&item.id), "{} has no link", item.id);
        let parts: BTreeSet<_> = item.parts.iter().map(|part| &part.id).collect();
        assert_eq!(
            parts.len(),
            item.parts.len(),
            "{}: two parts with one id",
            item.id
        );
    }
}

#[test]
fn no_link_dangles_and_prerequisites_make_no_circle() {
    let items = all_items();
    let mut before: BTreeMap<ItemId, BTreeSet<ItemId>> = items
        .keys()
        .map(|id| (id.clone(), BTreeSet::new()))
        .collect();
    for link in path().links.iter().chain(pack_rounds().links.iter()) {
        assert!(
            items.contains_key(&link.from),
            "{} → {}",
            link.from,
            link.to
        );
        assert!(items.contains_key(&link.to), "{} → {}", link.from, link.to);
        assert_ne!(link.from, link.to);
        if link.relation == Relation::BuildsOn {
            before
                .entry(link.from.clone())
                .or_default()
                .insert(link.to.clone());
        }
    }
    assert!(
        path()
            .links
            .iter()
            .all(|link| path().items.contains(&link.from) && path().items.contains(&link.to))
    );
    // Take away what waits for nothing until nothing is left.
    while !before.is_empty() {
        let free: Vec<ItemId> = before
            .iter()
            .filter(|(_, waits)| waits.is_empty())
            .map(|(id, _)| id.clone())
            .collect();
        assert!(
            !free.is_empty(),
            "a circle among {:?}",
            before.keys().collect::<Vec<_>>()
        );
        for id in free {
            before.remove(&id);
            before.values_mut().for_each(|waits| {
                waits.remove(&id);
            });
        }
    }
}

#[test]
fn all_addresses_are_of_the_web_and_durable() {
    for item in all_items().values() {
        let needs_one = matches!(item.kind, Kind::Paper | Kind::Resource | Kind::Book);
        assert!(
            !needs_one || !item.urls.is_empty(),
            "{} has no address",
            item.id
        );
        for link in &item.urls {
            let url = Url::parse(&link.url)
                .unwrap_or_else(|error| panic!("{}: {} {error}", item.id, link.url));
            assert!(
                matches!(url.scheme(), "http" | "https"),
                "{}: {url}",
                item.id
            );
            assert!(
                url.host_str().is_some_and(|host| host.contains('.')),
                "{}: {url}",
                item.id
            );
            assert!(url.username().is_empty() && url.password().is_none());
            assert!(
                !link.label.trim().is_empty(),
                "{}: {url} has no label",
                item.id
            );
            assert_eq!(
                cairn::store::links::safe_url(&link.url).as_deref(),
                Ok(url.as_str())
            );
        }
    }
}

/// Prompts of an item, by part.
fn prompts_by_part(path: &Path, item: &Item) -> BTreeMap<String, usize> {
    let mut parts = BTreeMap::new();
    for prompt in path.prompts.iter().filter(|p| p.item == item.id) {
        let part = prompt.part.as_ref().map_or("", |part| part.as_str());
        *parts.entry(part.to_owned()).or_default() += 1;
    }
    parts
}

#[test]
fn every_item_has_its_recall_prompts() {
    for path in [path(), pack_rounds()] {
        for item in path.items.iter() {
            let parts = prompts_by_part(path, item);
            let count: usize = parts.values().sum();
            let least = match item.kind {
                Kind::Topic | Kind::Algorithm | Kind::Paper | Kind::Book => 3,
                Kind::Custom(_) => 3,
                Kind::DesignPrompt => 2,
                Kind::Resource => 0,
            };
            assert!(count >= least, "{}: {count} prompts", item.id);
            assert!(
                !parts.contains_key(""),
                "{}: a prompt without a part",
                item.id
            );
            // Spread: no item has all its prompts in one part.
            assert!(least == 0 || parts.len() >= 2, "{}: {parts:?}", item.id);
            // Of a topic every part is asked about, of the others the parts with theory.
            if item.kind == Kind::Topic {
                assert_eq!(parts.len(), item.parts.len(), "{}: {parts:?}", item.id);
                assert!(parts.values().all(|n| *n >= 2), "{}: {parts:?}", item.id);
            }
        }
    }
}

#[test]
fn recall_prompts_are_short_and_each_is_asked_once() {
    let mut asked: BTreeSet<String> = BTreeSet::new();
    for path in [path(), pack_rounds()] {
        for prompt in path.prompts.iter() {
            let id = &prompt.id;
            assert!(prompt.unknown.is_empty(), "{id}: a misspelt field");
            let item = path.items.get(&prompt.item).expect("its item");
            assert!(id.as_str().starts_with(&format!("{}.", item.id)), "{id}");
            let part = prompt.part.as_ref().expect("a part");
            assert!(item.parts.iter().any(|p| p.id == *part), "{id}: {part}");
            let (ask, answer) = (prompt.ask.chars().count(), prompt.answer.text());
            assert!((10..=200).contains(&ask), "{id}: {ask} characters");
            assert!(prompt.ask.contains(['?', '.']), "{id}: no sentence");
            let lines = prompt.answer.lines().len();
            assert!((2..=6).contains(&lines), "{id}: {lines} lines");
            assert!(answer.chars().count() <= 900, "{id}: too long");
            assert!(answer.lines().all(|line| line.starts_with("- ")), "{id}");
            assert!(asked.insert(prompt.ask.to_lowercase()), "{id}: asked twice");
        }
    }
    assert!(asked.len() >= 200, "{}", asked.len());
}
