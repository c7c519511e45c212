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

/// The items of a list as it is guessed, each with its step.
fn guessed(text: &str) -> Vec<(String, String)> {
    let Ok(cairn::store::formats::Incoming::Markdown(outline)) =
        recognise(text.as_bytes(), "list.md")
    else {
        panic!("a list");
    };
    let path = outline.path(&outline.guess);
    let mut items: Vec<_> = path.items.iter().collect();
    items.sort_by_key(|item| item.order);
    let step = |item: &cairn::domain::Item| {
        let step = item.step.as_ref().and_then(|id| path.steps.get(id));
        step.map_or(String::new(), |step| step.title.clone())
    };
    let said = items.iter().map(|item| (step(item), item.title.clone()));
    said.collect()
}

#[test]
fn a_table_of_contents_that_is_the_list_itself_comes_in() {
    let mut text = "# Guides\n\nSome words.\n\n# Table of Contents\n\n".to_owned();
    for chapter in ["Web", "Data"] {
        text.push_str(&format!("* [{chapter}](https://x.example/{chapter})\n"));
        for n in 1..=6 {
            let line = format!("  * [{chapter} guide {n}](https://x.example/{chapter}/{n})\n");
            text.push_str(&line);
        }
    }
    text.push_str("\n# License\n\n- MIT\n");
    let items = guessed(&text);
    assert!(
        items.contains(&("Web".to_owned(), "Web guide 1".to_owned())),
        "{items:#?}"
    );
    assert!(!items.iter().any(|item| item.1 == "MIT"), "{items:#?}");
    // One that only leads to what stands below is left out as before.
    let items = guessed(
        "# A\n\n## Contents\n\n- [B](#b)\n- [C](#c)\n\n## B\n\n- b\n- bb\n\n## C\n\n- c\n- cc\n",
    );
    assert_eq!(items.len(), 4, "{items:#?}");
}

#[test]
fn works_that_are_cited_one_a_paragraph_are_items() {
    let text = "# Roadmap\n\nSome words on it.\n\n## 1.1 Survey\n\n**[1]** LeCun, Yann, and Geoffrey Hinton. \"**Deep learning**.\" Nature 521.7553 (2015): 436-444. [[pdf]](https://x.example/deep.pdf) **(Three Giants' Survey)** :star::star:\n\n## 1.2 Nets\n\n**[2]** Hinton, Geoffrey E. \"**A fast learning algorithm**.\" (2006): 1527-1554. [[pdf]](https://x.example/fast.pdf)**(Eve)** :star:\n\n[3] **Going deeper with convolutions**, Szegedy et al. [[pdf]](https://x.example/going.pdf)\n";
    let items: Vec<String> = guessed(text).into_iter().map(|item| item.1).collect();
    assert_eq!(
        items,
        [
            "Deep learning",
            "A fast learning algorithm",
            "Going deeper with convolutions"
        ]
    );
}

#[test]
fn what_is_about_a_list_is_left_out_in_chinese_too() {
    let text = "# 笔记\n\n## 仓库介绍\n\n- 第一部分\n- 第二部分\n\n## 算法\n\n- 快速排序\n- 归并排序\n\n## 数据结构\n\n- 栈与队列\n- 哈希表\n\n## 贡献\n\n- 请提问题\n";
    let steps: std::collections::BTreeSet<String> =
        guessed(text).into_iter().map(|item| item.0).collect();
    assert_eq!(steps.into_iter().collect::<Vec<_>>(), ["数据结构", "算法"]);
}
