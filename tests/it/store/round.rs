//! What goes out as a checklist or a table comes back as it was, as far as the format holds it.

use cairn::domain::{Item, Kind, Notes, Path, Plan, Row, Status, Table, WebLink};
use cairn::store::formats::{Incoming, recognise};
use cairn::store::formats::{csv, markdown, text};
use proptest::prelude::*;

use crate::support::plans::{Dice, any_plan, random_plan};

/// A text as it comes back: one line, without hidden characters.
fn line(text: &str) -> String {
    let text = text::cleaned(&text.replace(['\r', '\u{2028}', '\u{85}'], " "));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What both formats hold of an item; what they do not hold is made the same.
fn held(item: &Item) -> Item {
    let mut held = Item::new(item.id.clone(), kind(&item.kind), line(&item.title));
    held.group = line(&item.group);
    held.purpose = line(&item.purpose);
    held.byline = line(&item.byline);
    held.year = item.year;
    held.effort = item.effort;
    held.estimate = item.estimate;
    held.status = item.status;
    held.step.clone_from(&item.step);
    held.urls.clone_from(&item.urls);
    for link in &mut held.urls {
        link.label = line(&link.label);
    }
    held.parts.clone_from(&item.parts);
    for part in &mut held.parts {
        part.title = line(&part.title);
    }
    held.tags.clone_from(&item.tags);
    held.notes = item.notes.clone();
    held
}

fn kind(kind: &Kind) -> Kind {
    match kind {
        Kind::Custom(name) => Kind::Custom(line(name)),
        kind => kind.clone(),
    }
}

/// A random plan whose texts a list can hold: one line where it has one line, web addresses, no group that returns.
fn listed(seed: u64) -> Plan {
    let mut plan = random_plan(seed);
    let mut dice = Dice::new(seed ^ 0x5eed);
    let ids: Vec<_> = plan.items.keys().cloned().collect();
    for id in ids {
        let urls: Vec<WebLink> = (0..dice.below(3))
            .map(|n| WebLink {
                label: format!("{}l{n}", dice.text()),
                url: format!("https://example.org/a_{n}?b=*c*&d=[e](f)#g{n}~"),
            })
            .collect();
        plan.items.update(&id, |item| {
            item.urls = urls;
            if let Kind::Custom(name) = &item.kind {
                item.kind = Kind::Custom(line(&format!("my {name}")));
            }
            item.notes = Notes::from_text(&item.notes.text().replace(['\0', '\r'], ""));
            item.tags = item
                .tags
                .iter()
                .map(|tag| line(&tag.replace([',', ';'], "")))
                .filter(|tag| !tag.is_empty())
                .collect();
            if item.status == Status::ToDo && item.parts.iter().any(|part| part.done_on.is_some()) {
                item.status = Status::InProgress;
            }
        });
    }
    let used = plan.items.clone();
    plan.steps
        .retain(|step| used.iter().any(|item| item.step.as_ref() == Some(&step.id)));
    plan
}

fn compare(plan: &Plan, path: &Path, ordered: bool) {
    let mut steps: Vec<_> = plan
        .steps
        .iter()
        .map(|step| (step.order, step.id.clone(), line(&step.title)))
        .collect();
    steps.sort();
    let title_of = |table: &Table<cairn::domain::Step>, item: &Item| {
        item.step
            .as_ref()
            .and_then(|step| table.get(step))
            .map(|step| line(&step.title))
    };
    assert_eq!(path.items.len(), plan.items.len());
    for item in plan.items.iter() {
        let back = path
            .items
            .get(&item.key())
            .unwrap_or_else(|| panic!("{} is gone", item.id));
        let mut expected = held(item);
        let mut found = held(back);
        let step = title_of(&plan.steps, item);
        if ordered {
            assert_eq!(title_of(&path.steps, back), step);
        }
        (expected.step, found.step) = (None, None);
        for (a, b) in expected.parts.iter_mut().zip(&mut found.parts) {
            if !ordered {
                // A table says neither the ids nor the depths of parts.
                (a.id, a.depth) = (b.id.clone(), b.depth);
            }
            a.unknown = b.unknown.clone();
        }
        assert_eq!(found, expected);
    }
}

fn markdown_round(plan: &Plan) {
    let text = markdown::write(plan);
    let outline = markdown::read(&text, "x.md").unwrap_or_else(|error| panic!("{error}\n{text}"));
    let path = outline.path(&outline.guess);
    if let Ok(file) = std::env::var("CAIRN_LIST") {
        std::fs::write(file, &text).expect("written");
    }
    compare(plan, &path, false);
    // Read again and again it is the same.
    let again = markdown::read(&text, "x.md").expect("a list");
    assert_eq!(again.path(&again.guess), path);
}

fn table_round(plan: &Plan) {
    let text = csv::items(plan).expect("a table");
    let Ok(Incoming::Table(sheet)) = recognise(text.as_bytes(), "x.csv") else {
        panic!("no table");
    };
    assert!(sheet.own);
    let (path, problems) = sheet.take(&sheet.guess);
    assert_eq!(problems, []);
    compare(plan, &path, false);
}

proptest! {
    #[test]
    fn a_checklist_comes_back(seed in any::<u64>()) {
        markdown_round(&listed(seed));
    }

    #[test]
    fn a_table_comes_back(seed in any::<u64>()) {
        table_round(&listed(seed));
    }

    #[test]
    fn any_plan_can_be_written_and_read(plan in any_plan()) {
        let text = markdown::write(&plan);
        let outline = markdown::read(&text, "x.md").expect("a list");
        prop_assert_eq!(outline.entries.len(), plan.items.len());
        let table = csv::items(&plan).expect("a table");
        let mut reader = ::csv::ReaderBuilder::new().has_headers(true).from_reader(table.as_bytes());
        for row in reader.records() {
            for cell in row.expect("a row").iter() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']), "{:?}", cell);
            }
        }
    }
}

#[test]
#[ignore = "10,000 plans"]
fn ten_thousand_plans_come_back() {
    for seed in 0..10_000 {
        let plan = listed(seed);
        markdown_round(&plan);
        table_round(&plan);
    }
}
