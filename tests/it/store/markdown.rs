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
