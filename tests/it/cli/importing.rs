//! Imports from the command line: told first, done once.

use super::{Here, read};

#[test]
fn import_says_what_it_would_change_and_changes_it_once() {
    let here = Here::new();
    let plan = here.make();
    let before = read(&plan);
    let list = here.path("course.md");
    let text =
        "# Course\n\n## Trees\n\n- [x] Binary heaps (2h)\n- [ ] [Tries](https://tries.example)\n";
    std::fs::write(&list, text).expect("written");
    let into = plan.to_str().expect("text");
    let said = here.fine(&["import", "course.md", "--into", into, "--dry-run"]);
    assert!(said.contains("added    Items: Tries"), "{said}");
    assert!(
        said.lines()
            .last()
            .is_some_and(|line| line.contains("3 added")),
        "{said}"
    );
    assert_eq!(read(&plan), before);
    let said = here.fine(&["import", "course.md", "--into", into, "--out", "other.ron"]);
    assert!(
        said.contains("3 added") && said.contains("other.ron"),
        "{said}"
    );
    assert_eq!(read(&plan), before);
    here.fine(&["import", "course.md", "--into", into]);
    let after = read(&plan);
    assert_eq!(after, read(&here.path("other.ron")));
    let said = here.fine(&["import", "course.md", "--into", into]);
    assert!(said.contains("left as it is"), "{said}");
    assert_eq!(read(&plan), after);
    // The plan of before is among the backups, byte for byte.
    let mut open = vec![here.path("home")];
    let mut found = false;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("listed") {
            let path = entry.expect("listed").path();
            if path.is_dir() {
                open.push(path);
            } else {
                found |= std::fs::read(&path).is_ok_and(|bytes| bytes == before.as_bytes());
            }
        }
    }
    assert!(found, "no backup");
    // A table with its columns named, and what is wrong in it.
    let table = here.path("more.csv");
    std::fs::write(
        &table,
        "what;how long\nSkip lists;1,5 h\nBloom filters;soon\n",
    )
    .expect("written");
    let output = here.run(&[
        "import",
        "more.csv",
        "--into",
        into,
        "--dry-run",
        "--columns",
        "title=what,minutes=2",
    ]);
    let (out, error) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        out.contains("Skip lists") && !out.contains("Bloom filters"),
        "{out}"
    );
    assert!(error.contains("line 3: “soon” is no time"), "{error}");
    here.wrong(
        1,
        &[
            "import",
            "more.csv",
            "--into",
            into,
            "--columns",
            "title=no",
        ],
    );
    here.wrong(1, &["import", "missing.md", "--into", into]);
    here.wrong(
        1,
        &["import", "more.csv", "--into", into, "--step-level", "2"],
    );
    here.wrong(2, &["import", "more.csv"]);
    // A plan of a newer version is not taken apart.
    let newer = read(&plan).replacen("format: 1", "format: 99", 1);
    assert!(newer.contains("format: 99"));
    std::fs::write(here.path("newer.ron"), newer).expect("written");
    let before = read(&plan);
    let said = here.wrong(1, &["import", "newer.ron", "--into", into]);
    assert!(said.contains("newer version"), "{said}");
    assert_eq!(read(&plan), before);
}

#[test]
fn import_leaves_out_what_the_plan_has_under_other_steps() {
    let here = Here::new();
    let plan = here.make();
    let into = plan.to_str().expect("text");
    let list = "# Mine\n\n## To read again\n\n- [Attention Is All You Need](https://arxiv.org/pdf/1706.03762.pdf)\n- Reading groups\n";
    std::fs::write(here.path("mine.md"), list).expect("written");
    let said = here.fine(&["import", "mine.md", "--into", into, "--dry-run"]);
    assert!(
        said.contains("left out Items: Attention Is All You Need: already in your plan, under"),
        "{said}"
    );
    assert!(
        said.contains("2 added") && said.contains("1 is already in your plan"),
        "{said}"
    );
    here.fine(&["import", "mine.md", "--into", into]);
    assert_eq!(read(&plan).matches("Attention Is All You Need").count(), 1);
    let said = here.fine(&["import", "mine.md", "--into", into]);
    assert!(said.contains("left as it is"), "{said}");
    here.fine(&["import", "mine.md", "--into", into, "--twins"]);
    assert_eq!(read(&plan).matches("Attention Is All You Need").count(), 2);
}
