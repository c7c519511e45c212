//! Lists and tables with words changed: neither a panic nor a hang.

use cairn::store::formats::{Incoming, recognise};

use super::super::mutate::{Mutations, Said, said};

const MARKDOWN_WORDS: &[&[u8]] = &[
    b"# ",
    b"## ",
    b"### ",
    b"- [ ] ",
    b"- [x] ",
    b"* ",
    b"1. ",
    b"  - ",
    b"    - ",
    b"> ",
    b"**",
    b"*",
    b"__",
    b"`",
    b"```\n",
    b"[a](https://a.example)",
    b"[a](#a)",
    b"[a]",
    b"[a]: https://b.example\n",
    b"](",
    b"![i](j)",
    b"<!-- cairn: id=a kind=paper effort=1/2/3 -->",
    b"<!-- cairn: names=nothing -->",
    b"<!--",
    b"-->",
    b"<li>",
    b"</li>",
    b"<details>",
    b"<summary>",
    b"<a href=\"https://c.example\">",
    b"<br>",
    b"|",
    b"|-|-|\n",
    b"| Title | Time |\n",
    b": ",
    b" - ",
    " – ".as_bytes(),
    " · ".as_bytes(),
    b"(2h)",
    b"~1.5 hours",
    b"2-3 h",
    b"1h30",
    b" by Ann",
    b"(2019)",
    "✅ 2026-12-01".as_bytes(),
    "✅".as_bytes(),
    b":rocket:",
    b"\n\n",
    b"\n",
    b"---\n",
    b"===\n",
    b"title: x\n",
    b"Week 1",
    b"Day 2: ",
    b"Table of Contents",
    b"License",
    "\u{202e}".as_bytes(),
    "\u{200d}".as_bytes(),
    b"\\",
    b"[[a|b]]",
    b"[^1]",
    b"&amp;",
    b", ",
    "½".as_bytes(),
    "“".as_bytes(),
    "漢".as_bytes(),
    b"\t",
    b"\xff",
    b"\0",
];

const TABLE_WORDS: &[&[u8]] = &[
    b",",
    b";",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"sep=;\n",
    b"title",
    b"minutes",
    b"url",
    b"status",
    b"parts",
    b"step",
    b"id",
    b"hours",
    b"1h30",
    b"1,5",
    b"90",
    b"2:30",
    b"600/700/800;90",
    b"done",
    b"50%",
    b"https://a.example",
    b"a <https://a.example>",
    b"[x] a",
    b"'=1",
    b"'",
    b"=1+1",
    "✅ 2026-12-01".as_bytes(),
    "\u{feff}".as_bytes(),
    b"\xff\xfe",
    b"\0",
    b" ",
];

fn markdown_target(bytes: &[u8]) -> Said {
    let read = recognise(bytes, "list.md");
    if let Ok(Incoming::Markdown(outline)) = &read {
        let path = outline.path(&outline.guess);
        // Every choice gives a path.
        for level in [0, 1, 7] {
            let options = cairn::store::formats::markdown::Options {
                step_level: level,
                nested: cairn::store::formats::markdown::Nested::Items,
                tags: true,
                clean: false,
                ticked_on: cairn::domain::Day::from_ymd(2026, 12, 1),
                ..outline.guess.clone()
            };
            let _ = outline.path(&options);
        }
        // What it gives can be written for ever.
        let text = cairn::store::format::write_path(&path).expect("it can be written");
        let back = cairn::store::format::read_path(&text, "p").expect("it can be read");
        assert_eq!(back.path, path);
        assert_eq!(back.notes, Vec::<String>::new());
    }
    said(&read)
}

fn table_target(bytes: &[u8]) -> Said {
    let read = recognise(bytes, "list.csv");
    if let Ok(Incoming::Table(sheet)) = &read {
        let (path, problems) = sheet.take(&sheet.guess);
        let out: std::collections::BTreeSet<usize> = problems
            .iter()
            .filter(|problem| problem.text.contains("row was left out"))
            .map(|problem| problem.line)
            .collect();
        assert_eq!(
            path.items.len() + out.len(),
            sheet.body(&sheet.guess).len(),
            "each row is an item or a problem"
        );
        if let Ok(text) = cairn::store::format::write_path(&path) {
            let back = cairn::store::format::read_path(&text, "p").expect("it can be read");
            assert_eq!(back.notes, Vec::<String>::new());
        }
    }
    said(&read)
}

fn markdown_mutations() -> Mutations<'static> {
    let own = cairn::store::formats::markdown::write(&crate::support::plans::sample());
    Mutations::new(
        "markdown",
        &[
            include_bytes!("../../../fixtures/lists.txt")
                .get(..6_000)
                .expect("long"),
            own.as_bytes(),
        ],
        MARKDOWN_WORDS,
    )
}

fn table_mutations() -> Mutations<'static> {
    let own = cairn::store::formats::csv::items(&crate::support::plans::sample()).expect("a table");
    let other = b"Name;Section;Hours;Link;Done\nA;B;1,5;https://a.example;x\n\"C\nD\";B;2;;\n";
    Mutations::new("tables", &[own.as_bytes(), other], TABLE_WORDS)
}

#[test]
fn some_changed_lists_and_tables() {
    markdown_mutations().run(300, markdown_target);
    table_mutations().run(600, table_target);
}

#[test]
#[ignore = "a million runs each"]
fn a_million_changed_lists() {
    let report = markdown_mutations().run(1_000_000, markdown_target);
    assert!(report.taken > 0 && report.said > 3, "{report:?}");
}

#[test]
#[ignore = "a million runs each"]
fn a_million_changed_tables() {
    let report = table_mutations().run(1_000_000, table_target);
    assert!(report.taken > 0 && report.said > 3, "{report:?}");
}

#[test]
#[should_panic(expected = "it panicked")]
fn a_reader_that_breaks_is_caught() {
    markdown_mutations().run(2_000, |bytes| {
        assert!(!bytes.contains(&0), "broken on purpose");
        said(&recognise(bytes, "list.md"))
    });
}
