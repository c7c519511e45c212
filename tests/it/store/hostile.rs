//! Lists and tables that want to hurt: very large, very deep, very many, hidden characters. Each is refused with a place or
//! read within two seconds and 64 MiB + 8 × its size; that is measured in a process of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "how long an import takes is measured"
)]

use std::time::{Duration, Instant};

use cairn::store::formats::text::{MAX_BYTES, MAX_ITEMS};
use cairn::store::formats::{Incoming, recognise, text};

use super::mutate::{Mutations, Said, said};

const MB: usize = 1 << 20;

/// So many bytes of a text, over and over.
fn filled(with: &str, bytes: usize) -> String {
    with.repeat(bytes / with.len())
}

/// A name, the file's name, its content, and what must be said where it must be refused.
type Bomb = (
    &'static str,
    &'static str,
    fn() -> String,
    Option<&'static str>,
);

const BOMBS: &[Bomb] = &[
    (
        "quotes",
        "a.md",
        || filled(">", 8 * MB),
        Some("column 600001: more than 600,000"),
    ),
    (
        "spaced quotes",
        "a.md",
        || filled("> ", 8 * MB),
        Some("more than 600,000"),
    ),
    (
        "dashes",
        "a.md",
        || filled("- ", 4 * MB) + "a",
        Some("line 1, column 49: lists"),
    ),
    (
        "numbers",
        "a.md",
        || filled("1. ", 4 * MB) + "a",
        Some("line 1, column 73: lists"),
    ),
    ("a rule", "a.md", || filled("- ", 4 * MB), None),
    (
        "brackets",
        "a.md",
        || filled("[", 8 * MB),
        Some("more than 600,000"),
    ),
    ("few brackets", "a.md", || filled("[", 599_000), None),
    ("bracket pairs", "a.md", || filled("[](", 590_000), None),
    ("links", "a.md", || filled("[a](<b", 1_000_000), None),
    (
        "stars",
        "a.md",
        || filled("*", 8 * MB),
        Some("more than 600,000"),
    ),
    ("few stars", "a.md", || filled("*a**b ", 900_000), None),
    ("underlines", "a.md", || filled("_a __b", 900_000), None),
    ("backticks", "a.md", || filled("`a``b", 900_000), None),
    (
        "backtick lengths",
        "a.md",
        || (1..1_000).map(|n| "`".repeat(n) + "a").collect(),
        None,
    ),
    ("comments", "a.md", || filled("<!-- a ", 2 * MB), None),
    ("instructions", "a.md", || filled("<?a ", 2 * MB), None),
    (
        "sections of data",
        "a.md",
        || filled("<![CDATA[a", 1_400_000),
        None,
    ),
    ("tags", "a.md", || filled("<a b='", 3 * MB), None),
    ("one line", "a.md", || filled("word ", 8 * MB), None),
    ("one word", "a.md", || filled("w", 8 * MB), None),
    (
        "headings",
        "a.md",
        || filled("# a\n", 4 * MB),
        Some("more than "),
    ),
    (
        "six thousand headings",
        "a.md",
        || filled("# a\n", 24_000),
        Some("line 5001, column 1: this list has more than 5000 headings"),
    ),
    (
        "items",
        "a.md",
        || filled("- a\n", 8 * MB),
        Some("more than "),
    ),
    (
        "twenty thousand and one",
        "a.md",
        || filled("- a\n", 4 * (MAX_ITEMS + 1)),
        Some("line 20001, column 1: this list has more than 20000 items"),
    ),
    (
        "twenty thousand",
        "a.md",
        || filled("- a\n", 4 * MAX_ITEMS),
        None,
    ),
    (
        "the same title",
        "a.md",
        || filled("- a: b, c, d, e\n", 16 * MAX_ITEMS),
        None,
    ),
    (
        "empty items",
        "a.md",
        || filled("-\n", 600_000),
        Some("items"),
    ),
    (
        "staircase",
        "a.md",
        || (0..2_000).map(|n| " ".repeat(2 * n) + "- a\n").collect(),
        Some("nested deeper"),
    ),
    (
        "lines after deep lists",
        "a.md",
        || "- ".repeat(24) + "a\n" + &filled("\n", 500_000),
        None,
    ),
    (
        "lazy lines",
        "a.md",
        || "> ".repeat(24) + "a\n" + &filled("a\n", 1_000_000),
        None,
    ),
    (
        "wide table",
        "a.md",
        || {
            format!("{}\n{}\n", "|a".repeat(100_000), "|-".repeat(100_000))
                + &filled("|\n", 100_000)
        },
        None,
    ),
    (
        "tall table",
        "a.md",
        || "|a|b|\n|-|-|\n".to_owned() + &filled("|a|b|\n", 300_000),
        Some("items"),
    ),
    (
        "broad table",
        "a.md",
        || format!("{}\n{}\n", "|a".repeat(1_000), "|-".repeat(1_000)) + &filled("|a\n", 57_000),
        None,
    ),
    (
        "references",
        "a.md",
        || filled("[a]: b\n", 1_000_000) + &filled("[a]", 200_000),
        None,
    ),
    (
        "long reference",
        "a.md",
        || format!("[a]: {}\n", "b".repeat(100_000)) + &filled("- [a]\n", 100_000),
        None,
    ),
    ("entities", "a.md", || filled("&#x41;", 3 * MB), None),
    ("escapes", "a.md", || filled("\\*", 590_000), None),
    (
        "list in HTML",
        "a.md",
        || "<ul>\n".to_owned() + &filled("<li>a", 2 * MB),
        Some("more than "),
    ),
    (
        "open HTML",
        "a.md",
        || "<div>\n".to_owned() + &filled("<", 500_000),
        None,
    ),
    (
        "front matter",
        "a.md",
        || "---\n".to_owned() + &filled("a: b\n", 2 * MB),
        None,
    ),
    ("footnotes", "a.md", || filled("[^a]: b\n", 1_000_000), None),
    (
        "durations",
        "a.md",
        || "- ".to_owned() + &filled("1 h 2 min ", 8 * MB - 10),
        None,
    ),
    (
        "commas",
        "a.md",
        || "- a: ".to_owned() + &filled("b, ", 8 * MB - 10),
        None,
    ),
    ("tabs", "a.md", || filled("\t", 8 * MB - 2) + "a", None),
    (
        "hidden",
        "a.md",
        || filled("\u{202e}\u{200b}", 8 * MB),
        None,
    ),
    ("fences", "a.md", || filled("```\n", 590_000), None),
    (
        "too large",
        "a.md",
        || filled("a ", MAX_BYTES + 2),
        Some("this file is 8.0 MB, an import may have 8 MB"),
    ),
    (
        "cells",
        "a.csv",
        || filled(",", 8 * MB),
        Some("line 1, column 201: this row has more than 200 cells"),
    ),
    (
        "rows of cells",
        "a.csv",
        || filled(&(",".repeat(150) + "\n"), 8 * MB),
        Some("more than 500000 cells"),
    ),
    (
        "rows",
        "a.csv",
        || "title,url\n".to_owned() + &filled("a,\n", 6 * MB),
        Some("line 20002, column 1: this table has more than 20000 rows"),
    ),
    (
        "full table",
        "a.csv",
        || {
            "title,step,minutes,url,parts\n".to_owned()
                + &filled("a,b,1h,https://a.example,c;d;e\n", 30 * MAX_ITEMS)
        },
        None,
    ),
    (
        "empty rows",
        "a.csv",
        || "title\n".to_owned() + &filled("\n", 8 * MB - 10),
        Some("more than 20000 rows"),
    ),
    (
        "open quote",
        "a.csv",
        || "title,url\n\"a".to_owned() + &filled("b\n", 8 * MB - 100),
        Some("line 2, column 1: this quotation mark is not closed"),
    ),
    (
        "quotes in quotes",
        "a.csv",
        || "title\n\"".to_owned() + &filled("\"\"", 8 * MB - 100) + "\"",
        None,
    ),
    (
        "one cell",
        "a.csv",
        || "title,notes\na,".to_owned() + &filled("b", 8 * MB - 100),
        None,
    ),
    (
        "parts",
        "a.csv",
        || "title,parts\na,".to_owned() + &filled("b;", 8 * MB - 100),
        None,
    ),
    (
        "addresses",
        "a.csv",
        || "title,url\na,".to_owned() + &filled("https://a.example ", 8 * MB - 100),
        None,
    ),
    (
        "steps",
        "a.csv",
        || {
            "title,step\n".to_owned()
                + &(0..MAX_ITEMS)
                    .map(|n| format!("a,s{n}\n"))
                    .collect::<String>()
        },
        None,
    ),
];

/// Reads a list as an import does, up to the path and the problems.
fn import(bytes: &[u8], name: &str) -> Result<usize, String> {
    match recognise(bytes, name).map_err(|error| error.to_string())? {
        Incoming::Markdown(outline) => Ok(outline.path(&outline.guess).items.len()),
        Incoming::Table(sheet) => Ok(sheet.take(&sheet.guess).0.items.len()),
        _ => Ok(0),
    }
}

/// The child: makes a bomb, reads it, prints what was said, how long it took and how much memory more it took.
#[test]
#[ignore = "started by the test of bombs, for one each"]
fn one_bomb() {
    let Some(number) = std::env::var("CAIRN_BOMB")
        .ok()
        .and_then(|n| n.parse::<usize>().ok())
    else {
        return;
    };
    let (_, name, make, _) = BOMBS[number];
    let bytes = make().into_bytes();
    let before = peak();
    let start = Instant::now();
    let outcome = import(&bytes, name);
    let time = start.elapsed();
    println!(
        "bomb {} {} {} {}",
        bytes.len(),
        time.as_millis(),
        peak().saturating_sub(before),
        outcome.map_or_else(|error| error, |items| format!("{items} items"))
    );
}

/// The most memory this process has had, in KiB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

#[test]
#[ignore = "one process a bomb"]
fn bombs_are_refused_or_harmless() {
    let mut wrong = Vec::new();
    for (number, (what, _, _, refused)) in BOMBS.iter().enumerate() {
        let child = std::process::Command::new(std::env::current_exe().expect("a name"))
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "store::hostile::one_bomb",
            ])
            .env("CAIRN_BOMB", number.to_string())
            .output()
            .expect("it starts");
        let out = String::from_utf8_lossy(&child.stdout).into_owned();
        let Some(line) = out
            .lines()
            .find_map(|line| line.split_once("bomb ").map(|(_, line)| line.to_owned()))
        else {
            wrong.push(format!(
                "{what}: no answer: {}",
                String::from_utf8_lossy(&child.stderr)
            ));
            continue;
        };
        println!("{what}: {line}");
        let mut words = line.splitn(4, ' ');
        let mut next = || words.next().unwrap_or_default();
        let (bytes, millis, kib) = (next().to_owned(), next().to_owned(), next().to_owned());
        let said = next().to_owned();
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let limit = 64 * 1024 + 8 * number(&bytes) / 1024;
        if number(&kib) > limit {
            wrong.push(format!("{what}: {kib} KiB, at most {limit}"));
        }
        let limit = if cfg!(debug_assertions) {
            30_000
        } else {
            2_000
        };
        if number(&millis) > limit {
            wrong.push(format!("{what}: {millis} ms"));
        }
        match refused {
            Some(words) if !said.contains(words) => {
                wrong.push(format!("{what}: “{said}” does not say “{words}”"))
            }
            None if !said.ends_with(" items") => wrong.push(format!("{what}: refused: {said}")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn small_bombs_are_harmless() {
    for (what, name, make, _) in BOMBS {
        let text = make();
        let end = text.floor_char_boundary(text.len().min(20_000));
        let start = Instant::now();
        let _ = import(&text.as_bytes()[..end], name);
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
    }
}

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
            include_bytes!("../../fixtures/lists.txt")
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

#[test]
fn hidden_characters_are_counted_and_taken_out_of_titles() {
    let list = "- [ ] pay\u{202e}load\u{200b} \u{7}one\u{e0041}\n- [ ] fine 👩\u{200d}🔬 x\n";
    let Ok(Incoming::Markdown(outline)) = recognise(list.as_bytes(), "list.md") else {
        panic!("no list");
    };
    let note = outline
        .notes
        .iter()
        .find(|note| note.contains("Hidden characters"));
    assert!(note.is_some_and(|note| note.contains("1 control character, 1 character that turns the direction of writing, 1 character without width, 1 invisible tag character")), "{note:?}");
    let titles = |clean| {
        let options = cairn::store::formats::markdown::Options {
            clean,
            ..outline.guess.clone()
        };
        let path = outline.path(&options);
        let mut items: Vec<_> = path
            .items
            .iter()
            .map(|item| (item.order, item.title.clone()))
            .collect();
        items.sort();
        items
            .into_iter()
            .map(|(_, title)| title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(true), ["payload one", "fine 👩\u{200d}🔬 x"]);
    assert_eq!(
        titles(false)[0],
        "pay\u{202e}load\u{200b} \u{7}one\u{e0041}"
    );
    assert_eq!(text::cleaned("a\u{2066}b"), "ab");
}

#[test]
fn what_a_file_is_its_content_says() {
    let kind = |bytes: &[u8], name: &str| match recognise(bytes, name) {
        Ok(Incoming::Plan(_)) => "plan".to_owned(),
        Ok(Incoming::Path(_)) => "path".to_owned(),
        Ok(Incoming::Markdown(_)) => "markdown".to_owned(),
        Ok(Incoming::Table(_)) => "table".to_owned(),
        Ok(Incoming::Calendar(_)) => "calendar".to_owned(),
        Err(error) => error.to_string(),
    };
    let plan = cairn::store::format::write_plan(&crate::support::plans::sample()).expect("written");
    let built_in =
        cairn::store::format::write_path(cairn::store::builtin::path()).expect("written");
    assert_eq!(kind(plan.as_bytes(), "x.txt"), "plan");
    assert_eq!(
        kind(
            format!("\u{feff}{plan}").replace('\n', "\r\n").as_bytes(),
            "x"
        ),
        "plan"
    );
    assert_eq!(kind(built_in.as_bytes(), "x.md"), "path");
    assert_eq!(
        kind(
            b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
            "x.csv"
        ),
        "calendar"
    );
    assert_eq!(kind(b"# A\n\n- b, c\n- d, e\n", "x"), "markdown");
    assert_eq!(kind(b"Title,URL\na,\n", "x.txt"), "table");
    assert_eq!(kind(b"Name;Minutes\r\na;90\r\n", "x"), "table");
    assert_eq!(
        kind("\u{feff}a\tb\tc\nd\te\tf\ng\th\ti\n".as_bytes(), "x"),
        "table"
    );
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "title,step\na,b\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(kind(&wide, "x"), "table");
    assert!(kind(b"%PDF-1.7", "x.md").contains("this is a PDF"));
    assert!(
        kind(b"a\xffb", "x.md").contains("line 1, column 2"),
        "{}",
        kind(b"a\xffb", "x.md")
    );
    assert!(kind(b"a\n b\0", "x.md").contains("line 2, column 3"));
    assert!(kind(b" \n", "x.md").contains("empty"));
}
