//! `cairn merge` on the command line, and as git's merge driver in a repository of its own.

use std::path::Path;
use std::process::{Command, Output};

use cairn::domain::{ItemId, Minutes, Plan};
use cairn::store::format::{read_plan, write_plan};

use crate::support::plans::sample;

fn cairn(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cairn"))
        .env("CAIRN_HOME", folder.join("home"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn write(folder: &Path, name: &str, plan: &Plan) {
    let text = write_plan(plan).expect("it is written");
    std::fs::write(folder.join(name), text).expect("a file");
}

fn read(folder: &Path, name: &str) -> Plan {
    let text = std::fs::read_to_string(folder.join(name)).expect("a file");
    let loaded = read_plan(&text, name).expect("a plan");
    assert_eq!(loaded.notes, Vec::<String>::new());
    loaded.plan
}

/// The sample with another estimate and another rating of one item.
fn changed(estimate: Option<u32>, rating: Option<u8>) -> Plan {
    let mut plan = sample();
    plan.items.update(&ItemId::slug("paper.attention"), |item| {
        if let Some(estimate) = estimate {
            item.estimate = Some(Minutes(estimate));
        }
        item.rating = rating.or(item.rating);
    });
    plan
}

#[test]
fn the_exit_code_says_how_a_merge_went() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    write(at, "base.ron", &sample());
    write(at, "a.ron", &changed(Some(60), None));
    write(at, "b.ron", &changed(None, Some(1)));
    write(at, "c.ron", &changed(Some(90), None));
    std::fs::write(at.join("bad.ron"), "(format: 1,\n  oops").expect("a file");
    let run = |ours: &str, theirs: &str| {
        let output = cairn(at, &["merge", "base.ron", ours, theirs, "--out", "out.ron"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), said)
    };
    assert_eq!(run("a.ron", "b.ron"), (Some(0), String::new()));
    assert_eq!(read(at, "out.ron"), changed(Some(60), Some(1)));
    let (code, said) = run("a.ron", "c.ron");
    assert_eq!(code, Some(1));
    let text =
        "Attention is all you need: estimate: 1 h here, 1 h 30 there; what is here was kept\n";
    assert_eq!(said, text);
    read(at, "out.ron");
    let (code, said) = run("a.ron", "bad.ron");
    assert_eq!(code, Some(3));
    assert!(said.starts_with("Not merged: bad.ron, line 2"), "{said}");
    let output = cairn(
        at,
        &["merge", "/dev/null", "a.ron", "a.ron", "--out", "out.ron"],
    );
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(read(at, "out.ron"), changed(Some(60), None));
}

#[test]
fn git_merges_plans_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let git = |arguments: &[&str]| {
        Command::new("git")
            .current_dir(at)
            .env("HOME", at)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
    };
    if git(&["init", "-q", "-b", "main"]).is_err() {
        println!("git is not there: nothing was tried");
        return;
    }
    let fine = |arguments: &[&str]| {
        let output = git(arguments).expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    let program = env!("CARGO_BIN_EXE_cairn");
    let driver = format!("'{program}' merge %O %A %B --out %A --name %P");
    fine(&["config", "merge.cairn.driver", &driver]);
    std::fs::write(at.join(".gitattributes"), "*.ron merge=cairn\n").expect("a file");
    write(at, "plan.ron", &sample());
    fine(&["add", "."]);
    fine(&["commit", "-qm", "base"]);
    fine(&["checkout", "-qb", "other"]);
    write(at, "plan.ron", &changed(Some(60), None));
    fine(&["commit", "-qam", "other"]);
    fine(&["checkout", "-q", "main"]);
    // The very next line: git's own merge would leave marks.
    write(at, "plan.ron", &changed(None, Some(1)));
    fine(&["commit", "-qam", "mine"]);
    fine(&["merge", "-q", "--no-edit", "other"]);
    assert_eq!(read(at, "plan.ron"), changed(Some(60), Some(1)));

    fine(&["checkout", "-qb", "third", "HEAD~1"]);
    write(at, "plan.ron", &changed(Some(90), Some(1)));
    fine(&["commit", "-qam", "third"]);
    let output = git(&["merge", "--no-edit", "main"]).expect("git runs");
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("1 h 30 here, 1 h there"), "{said}");
    let notes = read(at, "plan.ron")
        .items
        .get(&ItemId::slug("paper.attention"))
        .expect("there")
        .notes
        .text();
    assert!(
        notes.ends_with("[Changed in both copies: estimate: 1 h 30 here, 1 h there.]"),
        "{notes}"
    );
}
