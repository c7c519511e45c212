//! Small files that want to be large values, and files beyond a limit: refused with line and column, in little time and
//! memory. Each is read by a child (this very test binary, run again), whose memory is measured where the system tells.
#![expect(
    clippy::disallowed_methods,
    reason = "how long a reader takes is measured"
)]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use cairn::store::format::{MAX_FILE_BYTES, read_plan_bytes};

const FILE: &str = "CAIRN_BOMB_FILE";
const HEAD: &str = "(format: 1, id: \"p\", name: \"P\", start_on: \"2026-11-30\",\n";

/// Its name, what is in it for a size, and what is said of it.
type Bomb = (&'static str, fn(usize) -> String, &'static str);

fn until(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&piece(n));
    }
    text
}

const ITEM: &str = "items: [(id: \"a\", kind: Topic, title: \"A\",";

fn bombs() -> Vec<Bomb> {
    vec![
        (
            "depth",
            |size| format!("{HEAD}zz: {}", "[".repeat(size)),
            "nested deeper than 24 levels. It was not opened.",
        ),
        (
            "parentheses",
            |size| "(".repeat(size),
            "nested deeper than 24 levels. It was not opened.",
        ),
        (
            "options",
            |size| format!("{HEAD}timer: {}", "Some(".repeat(size / 5)),
            "nested deeper than 24 levels. It was not opened.",
        ),
        (
            "empty items",
            |size| format!("{HEAD}items: [{}])", "(),".repeat(size / 3)),
            "",
        ),
        (
            "items",
            |size| {
                format!(
                    "{HEAD}items: [\n{}])",
                    until(size, |n| format!("(id:\"a{n}\",kind:Topic,title:\"\"),\n"))
                )
            },
            "more than 50,000 items. It was not opened.",
        ),
        (
            "sessions",
            |size| {
                format!(
                    "{HEAD}sessions: [\n{}])",
                    until(size, |n| format!(
                        "(id:\"a{n}\",item:\"a\",kind:Mock,on:\"2026-12-01\",minutes:1),\n"
                    ))
                )
            },
            "more than 50,000 items. It was not opened.",
        ),
        (
            "unknown values",
            |size| format!("{HEAD}zz: [{}])", "(),".repeat(size / 3)),
            "It was not opened.|does not know. Nothing was changed.",
        ),
        (
            "one unknown text",
            |size| format!("{HEAD}zz: \"{}\")", "x".repeat(size)),
            "a text in this file is longer than 1 MB. It was not opened.",
        ),
        (
            "title",
            |size| {
                format!(
                    "{HEAD}items: [(id: \"a\", kind: Topic, title: \"{}\")])",
                    "x".repeat(size)
                )
            },
            "a text in this file is longer than 1 MB. It was not opened.",
        ),
        (
            "id",
            |size| {
                format!(
                    "{HEAD}items: [(id: \"{}\", kind: Topic, title: \"A\")])",
                    "x".repeat(size.min(1_000_000))
                )
            },
            "is no id",
        ),
        (
            "raw text",
            |size| format!("{HEAD}zz: r#\"{}\"#)", "\"".repeat(size)),
            "a text in this file is longer than 1 MB. It was not opened.",
        ),
        (
            "open text",
            |size| format!("{HEAD}name2: \"{}", "\\n".repeat(size / 2)),
            "a text in this file is longer than 1 MB. It was not opened.",
        ),
        (
            "lines",
            |size| format!("{HEAD}{ITEM} notes: [{}])])", "\"\",".repeat(size / 3)),
            "It was not opened.|a note holds at most 1 MB of text. Nothing was changed.",
        ),
        (
            "note",
            |size| {
                format!(
                    "{HEAD}{ITEM} notes: [{}])])",
                    until(size, |_| format!("\"{}\",\n", "x".repeat(60_000)))
                )
            },
            "a note holds at most 1 MB of text. Nothing was changed.",
        ),
        (
            "names",
            |size| format!("{HEAD}{})", until(size, |n| format!("zb{n}: 1,\n"))),
            "more than 1000 field names that this version does not know. Nothing was changed.",
        ),
        (
            "unknown bytes",
            |size| {
                format!(
                    "{HEAD}{})",
                    until(size, |n| format!(
                        "zz{}: \"{}\",\n",
                        n % 900,
                        "x".repeat(50_000)
                    ))
                )
            },
            "does not know. Nothing was changed.|is there twice. Nothing was changed.",
        ),
        (
            "twice",
            |_| format!("{HEAD}name: \"Q\")"),
            "is there twice. Nothing was changed.",
        ),
        (
            "keys twice",
            |_| {
                format!(
                    "{HEAD}availability: (exceptions: {{\"2026-12-24\": 0,\n\"2026-12-24\": 60}}))"
                )
            },
            "“2026-12-24” is there twice. Nothing was changed.",
        ),
        (
            "comments",
            |size| format!("{HEAD}{}", "/*".repeat(size / 2)),
            "",
        ),
        (
            "NaN",
            |_| "(format: 1, id: \"p\", name: NaN, start_on: \"2026-11-30\")".into(),
            "Nothing was changed.",
        ),
        (
            "number",
            |_| format!("{HEAD}made_for: 18446744073709551616)"),
            "too large or too small here. Nothing was changed.",
        ),
        (
            "1e400",
            |_| format!("{HEAD}made_for: 1e400)"),
            "Nothing was changed.",
        ),
        (
            "inf",
            |_| format!("{HEAD}rules: (max_items: inf))"),
            "Nothing was changed.",
        ),
        (
            "year",
            |_| "(format: 1, id: \"p\", name: \"P\", start_on: \"+262142-12-31\")".into(),
            "Nothing was changed.",
        ),
        (
            "month",
            |_| "(format: 1, id: \"p\", name: \"P\", start_on: \" 2026-1-1\")".into(),
            "Nothing was changed.",
        ),
    ]
}

/// Reads the file that it is told, and says what came of it. Does nothing in a usual run.
#[test]
fn child() {
    let Some(file) = std::env::var_os(FILE) else {
        return;
    };
    let bytes = std::fs::read(file).expect("a file");
    let start = Instant::now();
    let read = read_plan_bytes(&bytes, "plan.ron");
    let time = start.elapsed();
    let said = match &read {
        Ok(_) => "taken".to_owned(),
        Err(error) => error.to_string(),
    };
    let peak = crate::support::peak();
    println!("\nbomb\t{}\t{peak}\t{said}", time.as_micros());
}

/// What the child took, in time and kilobytes, and what it said.
fn read_in_child(file: &Path) -> (Duration, usize, String) {
    let run = Command::new(std::env::current_exe().expect("this binary"))
        .args(["store::bombs::child", "--exact", "--nocapture"])
        .env(FILE, file)
        .output()
        .expect("a child");
    let out = String::from_utf8_lossy(&run.stdout).into_owned();
    let line = out.lines().find_map(|line| line.strip_prefix("bomb\t"));
    let line = line.unwrap_or_else(|| panic!("the child died: {:?}\n{out}", run.status));
    let mut parts = line.splitn(3, '\t');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let micros = next().parse().expect("a time");
    let peak = next().parse().expect("a size");
    (Duration::from_micros(micros), peak, next())
}

/// Those that have to be large to go beyond their limit.
const LARGE: [&str; 4] = ["items", "sessions", "lines", "empty items"];

fn explode(size: usize, limit: Duration) {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    for (name, make, expected) in bombs() {
        if size < 5_000_000 && LARGE.contains(&name) {
            continue;
        }
        // Some generators go a little beyond what they are told.
        let bytes = make(size.min(MAX_FILE_BYTES - 65_536));
        std::fs::write(&file, &bytes).expect("a file");
        let (time, peak, said) = read_in_child(&file);
        let most = 64 * 1_024 + 8 * bytes.len() / 1_024;
        eprintln!(
            "{name}: {} KB, {time:?}, {peak} KB of {most}, {said}",
            bytes.len() / 1_024
        );
        assert!(said.starts_with("plan.ron, line "), "{name}: {said}");
        assert!(
            expected.split('|').any(|end| said.contains(end)),
            "{name}: {said}"
        );
        assert!(peak <= most, "{name} took {peak} KB");
        assert!(time <= limit, "{name} took {time:?}");
    }
}

#[test]
fn small_bombs_are_refused_with_a_place() {
    explode(1_300_000, Duration::from_secs(20));
}

#[test]
#[ignore = "32 MB each"]
fn large_bombs_are_refused_in_two_seconds_and_little_memory() {
    explode(MAX_FILE_BYTES, Duration::from_secs(2));
}
