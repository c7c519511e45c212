//! What an import makes of a plan: nothing the second time, nothing of the user's is lost.

use cairn::domain::merge::What;
use cairn::domain::{Day, ItemId, Notes, Plan, Status};
use cairn::store::formats::ics::Zone;
use cairn::store::formats::recognise;
use cairn::store::formats::{csv, markdown};
use cairn::store::import::{Choices, Proposal, propose};

use crate::support::plans::{random_plan, sample};

fn today() -> Day {
    Day::from_ymd(2026, 12, 5).expect("a day")
}

fn proposed(mine: &Plan, text: &str, name: &str) -> Proposal {
    let incoming = recognise(text.as_bytes(), name).unwrap_or_else(|error| panic!("{error}"));
    propose(mine, &incoming, name, &Choices::usual(today(), Zone::Local))
}

const LIST: &str = "# Course\n\n## Trees\n\n- [x] Binary trees (2h)\n- [ ] [Heaps](https://heaps.example)\n  - [x] Push\n  - [ ] Pop\n\n## Graphs\n\n- BFS: queue, levels\n";

#[test]
fn the_same_list_twice_changes_nothing() {
    let mine = sample();
    let first = proposed(&mine, LIST, "course.md");
    let added = first
        .offer
        .changes
        .list
        .iter()
        .filter(|change| change.what == What::Added);
    assert_eq!(added.count(), 5, "{:#?}", first.offer.changes);
    let again = proposed(&first.offer.after, LIST, "course.md");
    assert!(again.offer.changes.is_empty(), "{:#?}", again.offer.changes);
    assert_eq!(again.offer.after, first.offer.after);
    // Another name of the file makes no difference.
    let again = proposed(&first.offer.after, LIST, "course (1).md");
    assert_eq!(again.offer.after, first.offer.after);
}

#[test]
fn a_newer_list_keeps_what_the_user_did() {
    let mut mine = proposed(&sample(), LIST, "course.md").offer.after;
    let heaps = mine
        .items
        .iter()
        .find(|item| item.title == "Heaps")
        .expect("there")
        .id
        .clone();
    mine.items.update(&heaps, |item| {
        item.status = Status::Done;
        item.notes = Notes::from_text("mine");
        item.rating = Some(4);
    });
    let newer = LIST
        .replace(
            "[Heaps](https://heaps.example)",
            "[Heaps](https://heaps.example) (3h)",
        )
        .replace("- BFS", "- DFS\n- BFS");
    let offer = proposed(&mine, &newer, "course.md").offer;
    let item = offer.after.items.get(&heaps).expect("there");
    assert_eq!(
        (item.status, item.notes.text().as_str(), item.rating),
        (Status::Done, "mine", Some(4))
    );
    assert_eq!(item.effort.core.0, 180);
    assert!(offer.after.items.iter().any(|item| item.title == "DFS"));
}

#[test]
fn our_own_exports_change_nothing() {
    for seed in 0..30 {
        let plan = if seed == 0 {
            sample()
        } else {
            plain(random_plan(seed))
        };
        for (text, name) in [
            (markdown::write(&plan), "a.md"),
            (csv::items(&plan).expect("a table"), "a.csv"),
        ] {
            let offer = proposed(&plan, &text, name).offer;
            let real: Vec<_> = offer
                .changes
                .list
                .iter()
                // An empty step is not in a list of items, so the others move up.
                .filter(|change| !change.id.as_str().starts_with("steps/"))
                .collect();
            assert!(real.is_empty(), "{seed} {name}: {real:#?}");
        }
    }
}

/// Texts that fit a line; progress as the program itself makes it.
fn plain(mut plan: Plan) -> Plan {
    let line = |text: &str| {
        let text: String = text
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    for id in ids {
        plan.items.update(&id, |item| {
            for text in [
                &mut item.title,
                &mut item.purpose,
                &mut item.byline,
                &mut item.group,
            ] {
                *text = line(text);
            }
            if let cairn::domain::Kind::Custom(name) = &mut item.kind {
                *name = format!("my {}", line(name)).trim().to_owned();
            }
            item.tags = item
                .tags
                .iter()
                .map(|tag| line(tag))
                .filter(|tag| !tag.is_empty())
                .collect();
            item.urls.clear();
            item.notes = Notes::from_text(line(&item.notes.text()).as_str());
            for part in &mut item.parts {
                part.title = format!("{} {}", line(&part.title), part.id);
            }
            if item.status == Status::ToDo && item.parts.iter().any(|part| part.done_on.is_some()) {
                item.status = Status::InProgress;
            }
        });
    }
    let ids: Vec<_> = plan.steps.keys().cloned().collect();
    for (n, id) in ids.into_iter().enumerate() {
        plan.steps.update(&id, |step| {
            step.title = format!("{} {n}", line(&step.title))
        });
    }
    plan
}

#[test]
fn the_first_row_of_a_table_is_a_header_where_it_reads_like_one() {
    let header = |text: &str| match recognise(text.as_bytes(), "table.csv") {
        Ok(cairn::store::formats::Incoming::Table(sheet)) => {
            let path = sheet.path(&sheet.guess);
            let titles = path.items.iter().map(|item| item.title.clone());
            (sheet.guess.header, titles.collect::<Vec<String>>())
        }
        other => panic!("{other:?}"),
    };
    let (is, titles) =
        header("No.,Übung,Seite\n1,Two Sum,https://a.example/1\n2,LRU,https://a.example/2\n");
    assert!(is);
    assert_eq!(titles, ["LRU", "Two Sum"]);
    let (is, titles) = header("Was,Wo\nTwo Sum,Arrays\n3Sum,Arrays\nLRU,Design\nLFU,Design\n");
    assert!(is && !titles.contains(&"Was".to_owned()), "{titles:?}");
    let (is, titles) = header("Two Sum,Arrays,x\n3Sum,Arrays,y\nLRU,Design,z\nLFU,Design,w\n");
    assert!(!is && titles.contains(&"Two Sum".to_owned()), "{titles:?}");
    // The user's word counts.
    let text = "Two Sum,Arrays,x\n3Sum,Arrays,y\nLRU,Design,z\n";
    let Ok(cairn::store::formats::Incoming::Table(sheet)) = recognise(text.as_bytes(), "t.csv")
    else {
        panic!("a table");
    };
    let mut columns = sheet.guess.clone();
    assert_eq!(sheet.name_of(&columns, 1), "Column 2: Arrays");
    columns.header = true;
    assert_eq!(sheet.path(&columns).items.len(), 2);
    assert_eq!(sheet.name_of(&columns, 1), "Arrays");
}

#[test]
fn a_plan_beyond_the_limits_of_an_import_is_refused() {
    let mut plan = sample();
    for n in 0..20_001 {
        let id = ItemId::slug(&format!("many-{n}"));
        let item = cairn::domain::Item::new(id, cairn::domain::Kind::Topic, "X");
        plan.items.put(item);
    }
    let text = cairn::store::format::write_plan(&plan).expect("text");
    let error = recognise(text.as_bytes(), "many.ron").map(|_| ());
    let error = error.map_err(|error| error.to_string());
    assert!(
        error.as_ref().is_err_and(|e| e.contains("at most 20000")),
        "{error:?}"
    );
    let mut text = cairn::store::format::write_plan(&sample()).expect("text");
    text.push_str(&format!("// {}\n", "x".repeat(8 << 20)));
    let error = recognise(text.as_bytes(), "long.ron").map(|_| ());
    assert!(error.is_err_and(|error| error.to_string().contains("8")));
}
