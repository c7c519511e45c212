//! Broken plans, paths, settings and addresses: nothing panics, nothing takes long. What is read can be written, and reads
//! back as the same.

use cairn::store::format::{
    parse, read_path_bytes, read_plan_bytes, write, write_path, write_plan, write_plan_checked,
};
use cairn::store::links::safe_url;
use cairn::store::settings::{Recent, Settings};

use super::mutate::{Mutations, Said, said};
use crate::support::plans::{random_plan, sample};

/// Runs in a usual test run, and in the long one (`cargo test --release -- --ignored`).
const FEW: u64 = 3_000;
const MANY: u64 = 1_000_000;

const RON_WORDS: &[&[u8]] = &[
    b"format: 1,",
    b"format: 2,",
    b"format: 0,",
    b"id: \"a\"",
    b"id: \"paper.gpt\"",
    b"kind: Topic",
    b"title: \"T\"",
    b"items: [",
    b"links: [",
    b"sessions: [",
    b"steps: [",
    b"(from: \"paper.gpt\", to: \"paper.gpt\", relation: BuildsOn),",
    b"relation: DrawsOn",
    b"status: Paused",
    b"status: Done",
    b"Custom(\"x\")",
    b"Some(",
    b"None",
    b"Some(None)",
    b"()",
    b"2026-02-30",
    b"2026-12-01",
    b"24:00",
    b"2026-12-01T10:00:00",
    b"zz: (a: 1, b: [2]),",
    b"unknown: 1,",
    b"r#\"",
    b"\"#",
    b"#![enable(implicit_some)]",
    b"#![enable(unwrap_newtypes)]",
    b"b\"x\"",
    b"'x'",
    b": ",
    b",",
    b"/*",
    b"// x\n",
    b"weights: {\"papers\": 9}",
    b"notes: [",
    b"minutes: 0",
    b"\\u{0}",
    b"on: \"2026-12-01\"",
];

fn plan(bytes: &[u8]) -> Said {
    let read = read_plan_bytes(bytes, "plan.ron");
    if let Ok(loaded) = &read
        && loaded.read_only.is_none()
    {
        let text = write_plan_checked(&loaded.plan).expect("what was read can be written");
        let again =
            read_plan_bytes(text.as_bytes(), "plan.ron").expect("what was written can be read");
        assert!(again.plan == loaded.plan, "it reads back as it was");
        assert_eq!(
            again.notes,
            Vec::<String>::new(),
            "what was repaired is right from then on"
        );
    }
    said(&read)
}

fn path(bytes: &[u8]) -> Said {
    let read = read_path_bytes(bytes, "path.ron");
    if let Ok(loaded) = &read {
        let text = write_path(&loaded.path).expect("what was read can be written");
        let again =
            read_path_bytes(text.as_bytes(), "path.ron").expect("what was written can be read");
        assert!(again.path == loaded.path, "it reads back as it was");
    }
    said(&read)
}

fn settings(bytes: &[u8]) -> Said {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return "no text".to_owned();
    };
    said(&parse::<Settings>(text, "settings.ron"))
}

fn address(bytes: &[u8]) -> Said {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return "no text".to_owned();
    };
    let read = safe_url(text);
    if let Ok(url) = &read {
        assert!(
            url.starts_with("http://") || url.starts_with("https://"),
            "{url}"
        );
        assert!(url.bytes().all(|b| b.is_ascii_graphic()), "{url:?}");
        let rest = url.split_once("//").map_or("", |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        assert!(!host.is_empty() && !host.contains('@'), "{url}");
        assert_eq!(
            safe_url(url).as_ref(),
            Ok(url),
            "what was checked is checked again"
        );
    }
    said(&read)
}

fn plans(runs: u64) {
    let mut good: Vec<String> = (0..12)
        .map(|seed| write_plan(&random_plan(seed)).expect("written"))
        .collect();
    good.retain(|text| text.len() < 6_000);
    good.push(write_plan(&sample()).expect("written"));
    good.push("(format: 1, id: \"p\", name: \"P\", start_on: \"2026-11-30\", items: [(id: \"a\", kind: Topic, title: \"A\")])".into());
    good.push("(format: 0, name: \"P\", start: \"2026-11-30\", items: [(id: \"a\", title: \"A\", effort: 60, notes: \"x\\ny\")])".into());
    let good: Vec<&[u8]> = good.iter().map(String::as_bytes).collect();
    let report = Mutations::new("plan", &good, RON_WORDS).run(runs, plan);
    assert!(report.said > 20 && report.taken > runs / 50, "{report:?}");
}

fn paths(runs: u64) {
    let small = "(format: 1, name: \"P\", steps: [(id: \"s\", order: 1, title: \"S\")], items: [(id: \"a\", kind: Paper, title: \"A\", step: \"s\", parts: [(id: \"p\", title: \"Part\")])], links: [(from: \"a\", to: \"b\", relation: BuildsOn)])";
    let one = "(\n    format: 1,\n    name: \"P\",\n    items: [\n        (\n            id: \"a\",\n            kind: Custom(\"x\"),\n            title: \"A\",\n            brief: (kind: Ml, functional: [\"q\"], ml: \"m\"),\n            urls: [(label: \"l\", url: \"https://x.org\")],\n        ),\n    ],\n)\n";
    let report =
        Mutations::new("path", &[small.as_bytes(), one.as_bytes()], RON_WORDS).run(runs, path);
    assert!(report.said > 20 && report.taken > runs / 50, "{report:?}");
}

fn all_settings(runs: u64) {
    let good = Settings {
        last_plan: Some("/home/a/plan.ron".to_owned()),
        zoom: 1.25,
        link_hosts: vec!["arxiv.org".to_owned()],
        recent: vec![Recent {
            path: "/a".to_owned(),
            name: "A".to_owned(),
        }],
        ..Settings::default()
    };
    let good = write(&good).expect("written");
    let words: &[&[u8]] = &[
        b"zoom: NaN",
        b"zoom: 1e400",
        b"theme: Dark",
        b"recent: [",
        b"Some(",
        b"None",
        b"zz: 1,",
        b"(path: \"\", name: \"\"),",
    ];
    let report = Mutations::new("settings", &[good.as_bytes()], words).run(runs, settings);
    assert!(report.said > 10 && report.taken > runs / 50, "{report:?}");
}

fn addresses(runs: u64) {
    let good: &[&[u8]] = &[
        b"https://arxiv.org/abs/1706.03762",
        b"http://[::1]:8080/a?b=c#d",
        b"https://xn--pple-43d.com/%41",
        b"HTTP://EXAMPLE.org:80/../a b",
        "https://аpple.com/漢字?q=é".as_bytes(),
        b"https://1.2.3.4/",
        b"javascript:alert(1)",
        b"https://user:pass@example.org/",
    ];
    let words: &[&[u8]] = &[
        b"javascript:",
        b"file:///",
        b"data:text/html,",
        b"https://",
        b"//",
        b"\\\\",
        b"@",
        b":",
        b"%00",
        b"%0d%0a",
        b"#",
        b"?",
        b"[::1]",
        b"0x7f.1",
        b"..",
        b"xn--",
        b"\t",
        b"\n",
        b" ",
        "。".as_bytes(),
        "\u{ad}".as_bytes(),
        "\u{200d}".as_bytes(),
        "ß".as_bytes(),
        b"vscode://",
        b"mailto:",
    ];
    let report = Mutations::new("address", good, words).run(runs, address);
    assert!(report.said >= 5 && report.taken > runs / 50, "{report:?}");
}

#[test]
fn broken_plans() {
    plans(FEW);
}

#[test]
fn broken_paths() {
    paths(FEW);
}

#[test]
fn broken_settings() {
    all_settings(FEW);
}

#[test]
fn broken_addresses() {
    addresses(FEW);
}

#[test]
#[ignore = "a million runs"]
fn a_million_broken_plans() {
    plans(MANY);
}

#[test]
#[ignore = "a million runs"]
fn a_million_broken_paths() {
    paths(MANY);
}

#[test]
#[ignore = "a million runs"]
fn a_million_broken_settings() {
    all_settings(MANY);
}

#[test]
#[ignore = "a million runs"]
fn a_million_broken_addresses() {
    addresses(MANY);
}
