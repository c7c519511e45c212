//! Lists in Markdown become paths.

use cairn::domain::{Item, Path};
use cairn::store::formats::markdown::{self, Outline};
use cairn::store::formats::{Incoming, recognise};

fn outline(text: &str) -> Outline {
    markdown::read(text, "list.md").expect("a list")
}

/// The path of a list in short: a step a line, then its items with all they have.
fn shown(path: &Path) -> String {
    let mut steps: Vec<_> = path.steps.iter().collect();
    steps.sort_by_key(|step| step.order);
    let mut items: Vec<_> = path.items.iter().collect();
    items.sort_by_key(|item| item.order);
    let mut out = String::new();
    for item in items.iter().filter(|item| item.step.is_none()) {
        out.push_str(&line(item));
    }
    for step in steps {
        out.push_str(&format!("# {}\n", step.title));
        for item in items
            .iter()
            .filter(|item| item.step.as_ref() == Some(&step.id))
        {
            out.push_str(&line(item));
        }
    }
    out
}

fn line(item: &Item) -> String {
    let mut out = format!("{:?} {}", item.kind, item.title);
    if !item.group.is_empty() {
        out.push_str(&format!(" @ {}", item.group));
    }
    if !item.byline.is_empty() {
        out.push_str(&format!(" by {}", item.byline));
    }
    if let Some(year) = item.year {
        out.push_str(&format!(" ({year})"));
    }
    if item.effort != cairn::domain::Effort::default() {
        out.push_str(&format!(" {}m", item.effort.core.0));
    }
    if item.status != cairn::domain::Status::ToDo {
        out.push_str(&format!(" {:?}", item.status));
    }
    if !item.purpose.is_empty() {
        out.push_str(&format!(" :: {}", item.purpose));
    }
    for part in &item.parts {
        out.push_str(&format!("\n    - {}", part.title));
    }
    for link in &item.urls {
        out.push_str(&format!("\n    {} <{}>", link.label, link.url));
    }
    for note in item.notes.lines() {
        out.push_str(&format!("\n    > {note}"));
    }
    out.push('\n');
    out
}

#[test]
#[ignore = "shows what a list becomes: CAIRN_LIST=file"]
fn show() {
    let Ok(file) = std::env::var("CAIRN_LIST") else {
        return;
    };
    let bytes = std::fs::read(&file).expect("readable");
    match recognise(&bytes, &file) {
        Ok(Incoming::Markdown(outline)) => {
            println!("{} {:?}\n{:#?}", outline.name, outline.guess, outline.notes);
            println!("{}", shown(&outline.path(&outline.guess)));
        }
        other => println!("{other:?}"),
    }
}

#[test]
fn a_plain_list_is_a_path() {
    let outline = outline("# Plan\n\n## One\n\n- [ ] Arrays (2h)\n- [x] Lists\n");
    let path = outline.path(&outline.guess);
    assert_eq!(shown(&path), "# One\nTopic Arrays 120m\nTopic Lists Done\n");
}

/// Lists of every style, written for this test, and what each becomes: `=== name`, the list, `--->`, the path.
const LISTS: &str = include_str!("../../fixtures/lists.txt");

#[test]
fn lists_of_every_style_become_paths() {
    let mut seen = String::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for one in LISTS.split("=== ").skip(1) {
        let (name, rest) = one.split_once('\n').expect("a name");
        let (list, expected) = rest.split_once("--->\n").unwrap_or((rest, ""));
        let list = list.replace("␍\n", "\r\n");
        let Ok(Incoming::Markdown(outline)) = recognise(list.as_bytes(), "list.md") else {
            panic!("{name} is no list");
        };
        let path = outline.path(&outline.guess);
        let mut found = format!("name: {}\n", path.name);
        for note in &outline.notes {
            found.push_str(&format!("note: {note}\n"));
        }
        found.push_str(&shown(&path));
        if found != expected {
            wrong.push(name.to_owned());
        }
        let again = markdown::read(&list.replace("\r\n", "\n"), "list.md").expect("a list");
        assert_eq!(
            again.path(&again.guess),
            path,
            "{name}: the same list gives the same path"
        );
        let list = list.replace("\r\n", "␍\n");
        seen.push_str(&format!("=== {name}\n{list}--->\n{found}"));
        count += 1;
    }
    if let Ok(file) = std::env::var("CAIRN_LISTS_OUT") {
        std::fs::write(file, &seen).expect("written");
    }
    assert!(count >= 25, "{count} lists");
    assert!(wrong.is_empty(), "these differ: {wrong:?}");
}
