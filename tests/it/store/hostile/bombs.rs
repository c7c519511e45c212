//! Lists and tables that ask for as much work and memory as they can.

use cairn::store::formats::text::{MAX_BYTES, MAX_ITEMS};

pub(super) const MB: usize = 1 << 20;

/// So many bytes of a text, over and over.
pub(super) fn filled(with: &str, bytes: usize) -> String {
    with.repeat(bytes / with.len())
}

/// A name, the file's name, its content, and what must be said where it must be refused.
pub(super) type Bomb = (
    &'static str,
    &'static str,
    fn() -> String,
    Option<&'static str>,
);

pub(super) const BOMBS: &[Bomb] = &[
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
