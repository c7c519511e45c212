//! The program without a window: what it prints, what it writes, and the codes that it ends with.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use cairn::domain::{ItemId, Minutes, Outcome, Status, Weekday};
use cairn::store::exchange::open_plan;

/// A folder, and the program in it.
struct Here(tempfile::TempDir);

impl Here {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        // No display: what needs a window must fail rather than hang.
        for gone in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(gone);
        }
        command
            .env("CAIRN_HOME", self.0.path().join("home"))
            .current_dir(self.0.path());
        command.args(arguments).output().expect("the program runs")
    }

    /// Runs it; it must end with 0 and say nothing on standard error.
    fn fine(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*error),
            (Some(0), ""),
            "{arguments:?}"
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs it; it must end with this code, with nothing on standard output. Gives standard error.
    fn wrong(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            (output.status.code(), &*said),
            (Some(code), ""),
            "{arguments:?}"
        );
        String::from_utf8(output.stderr).expect("text")
    }

    /// A new plan in this folder. It is made once for all tests: planning takes a while in a debug build.
    fn make(&self) -> PathBuf {
        static PLAN: LazyLock<String> = LazyLock::new(|| {
            let here = Here::new();
            let interview = ["--interview", "Acme=2027-01-26"];
            let day = ["--today", "2026-11-30"];
            here.fine(&[&["new", "--out", "plan.ron"][..], &interview, &day].concat());
            read(&here.path("plan.ron"))
        });
        let file = self.path("plan.ron");
        std::fs::write(&file, &*PLAN).expect("a file");
        file
    }
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a file")
}

#[test]
fn new_and_check_say_what_there_is() {
    let here = Here::new();
    let file = here.make();
    let line = here.fine(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(line.lines().count(), 1);
    let start = "plan.ron: 14 design prompts, 7 papers, 4 books, 13 algorithm items, 3 topics, 7 resources; 0 of 48 done; ";
    assert!(line.starts_with(start), "{line}");
    assert!(
        line.contains(" sessions; fits") || line.contains(" sessions; does not fit"),
        "{line}"
    );
    let plan = open_plan(&file).expect("a plan").plan;
    assert_eq!(plan.interviews.len(), 1);
    assert_eq!(plan.start_on.to_string(), "2026-11-30");
    assert!(plan.sessions.len() > 20);
    assert_eq!(plan.availability.weekly.total(), Minutes(480));
    assert!(
        !line.contains("busy"),
        "nothing is said of what is not there"
    );
}

#[test]
fn check_counts_the_busy_times() {
    let here = Here::new();
    let file = here.make();
    let row =
        |id: &str| format!("(id: \"{id}\", on: \"2026-12-10\", start: \"18:00\", minutes: 90)");
    let field = format!("availability: (busy: [{}, {}],", row("a"), row("b"));
    std::fs::write(&file, read(&file).replacen("availability: (", &field, 1)).expect("a file");
    let line = here.fine(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert!(line.contains(" sessions; 2 busy times; "), "{line}");
}

#[test]
fn new_takes_all_that_it_is_told() {
    let here = Here::new();
    here.fine(&[
        "--today",
        "2026-11-30",
        "new",
        "--out",
        "sub/folder/p.ron",
        "--interview",
        "2027-02-26",
        "--interview",
        "Coding=2027-01-15",
        "--name",
        "Winter",
        "--minutes",
        "mon=90,sat=200",
        "--start",
        "2026-12-07",
    ]);
    let plan = open_plan(&here.path("sub/folder/p.ron"))
        .expect("a plan")
        .plan;
    assert_eq!((plan.name.as_str(), plan.interviews.len()), ("Winter", 2));
    assert_eq!(plan.start_on.to_string(), "2026-12-07");
    assert_eq!(plan.availability.weekly.minutes(Weekday::Mon), Minutes(90));
    assert_eq!(plan.availability.weekly.total(), Minutes(290));
    assert!(
        plan.sessions
            .iter()
            .all(|session| session.on >= plan.start_on)
    );
    assert!(
        plan.sessions
            .iter()
            .all(|session| matches!(session.on.weekday(), Weekday::Mon | Weekday::Sat))
    );
}

#[test]
fn new_never_overwrites() {
    let here = Here::new();
    std::fs::write(here.path("plan.ron"), "mine").expect("a file");
    let said = here.wrong(
        1,
        &[
            "new",
            "--out",
            "plan.ron",
            "--interview",
            "2027-01-26",
            "--today",
            "2026-11-30",
        ],
    );
    assert_eq!(said, "plan.ron already exists. It was not overwritten.\n");
    assert_eq!(read(&here.path("plan.ron")), "mine");
}

#[test]
fn the_file_is_one_to_read() {
    let here = Here::new();
    let text = read(&here.make());
    assert!(text.starts_with("(\n    format: 1,\n    id: \"plan-"));
    assert!(
        text.lines()
            .all(|line| line.chars().count() <= 400 && !line.ends_with(' '))
    );
    let blocks = text.lines().filter(|line| *line == "        (").count();
    assert!(blocks > 100, "one row a block");
}

#[test]
fn check_says_what_is_wrong_and_where() {
    let here = Here::new();
    let file = here.make();
    let whole = read(&file);
    let said = here.wrong(1, &["check", "nothing.ron"]);
    assert_eq!(
        said,
        "nothing.ron: there is no such file or folder. Nothing was changed.\n"
    );
    let broken = whole.replacen("title: \"Attention Is All You Need\",", "", 1);
    assert_ne!(broken, whole);
    std::fs::write(&file, &broken).expect("a file");
    let said = here.wrong(1, &["check", "plan.ron"]);
    assert!(said.starts_with("plan.ron, line "), "{said}");
    assert!(
        said.contains("-> title): the field \"title\" is missing. Nothing was changed."),
        "{said}"
    );
    std::fs::write(&file, whole.replacen("format: 1", "format: 2", 1)).expect("a file");
    let said = here.wrong(1, &["check", "plan.ron"]);
    assert_eq!(
        said,
        "plan.ron: Made by a newer version (format 2, this program reads up to 1).\n"
    );
    here.wrong(1, &["replan", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(read(&file), whole.replacen("format: 1", "format: 2", 1));
    std::fs::write(&file, "").expect("a file");
    assert_eq!(
        here.wrong(1, &["check", "plan.ron"]),
        "plan.ron: the file is empty. Nothing was changed.\n"
    );
}

#[test]
fn check_tells_what_it_had_to_repair() {
    let here = Here::new();
    let file = here.make();
    let whole = read(&file);
    std::fs::write(&file, format!("// my own\n{whole}")).expect("a file");
    let output = here.run(&["check", "plan.ron", "--today", "2026-11-30"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        said,
        "plan.ron: This file has a comment, which the next save will not keep.\n"
    );
}

#[test]
fn replan_keeps_what_is_done_and_moves_the_rest_ahead() {
    let here = Here::new();
    let file = here.make();
    // Two weeks went by; one session was done.
    let plan = open_plan(&file).expect("a plan").plan;
    let first = plan
        .sessions
        .iter()
        .min_by_key(|s| (s.on, s.id.clone()))
        .expect("a session")
        .clone();
    let text = read(&file);
    let block = format!("            id: \"{}\",\n", first.id);
    let done = format!(
        "{block}            outcome: Done,\n            spent: {},\n",
        first.minutes.0
    );
    std::fs::write(&file, text.replacen(&block, &done, 1)).expect("a file");
    let before = read(&file);
    here.fine(&[
        "replan",
        "plan.ron",
        "--today",
        "2026-12-14",
        "--out",
        "later.ron",
    ]);
    assert_eq!(read(&file), before, "with --out the plan itself stays");
    let later = open_plan(&here.path("later.ron")).expect("a plan").plan;
    let kept = later
        .sessions
        .get(&first.id)
        .expect("what was done is kept");
    assert_eq!((kept.on, kept.outcome), (first.on, Outcome::Done));
    let today = cairn::domain::Day::parse("2026-12-14").expect("a day");
    assert!(
        later
            .sessions
            .iter()
            .all(|s| s.outcome == Outcome::Done || s.on >= today)
    );
    here.fine(&["replan", "plan.ron", "--today", "2026-12-14"]);
    assert_eq!(read(&file), read(&here.path("later.ron")), "twice the same");
    here.fine(&["replan", "plan.ron", "--today", "2026-12-14"]);
    assert_eq!(
        read(&file),
        read(&here.path("later.ron")),
        "nothing moves where nothing changed"
    );
}

#[test]
fn export_writes_a_table_and_a_copy() {
    let here = Here::new();
    let file = here.make();
    here.fine(&["export", "plan.ron", "--format", "csv", "--out", "plan.csv"]);
    let table = read(&here.path("plan.csv"));
    assert_eq!(
        table.lines().next(),
        Some("date,start,item,title,step,kind,minutes,pinned,done")
    );
    let plan = open_plan(&file).expect("a plan").plan;
    assert_eq!(
        csv::Reader::from_reader(table.as_bytes()).records().count(),
        plan.sessions.len()
    );
    here.fine(&["export", "plan.ron", "--format", "ron", "--out", "copy.ron"]);
    assert_eq!(read(&here.path("copy.ron")), read(&file));
    let calendar = ["export", "plan.ron", "--format", "ics", "--out", "plan.ics"];
    here.fine(&calendar);
    let events = read(&here.path("plan.ics"));
    let events = events.matches("BEGIN:VEVENT").count();
    assert_eq!(events, plan.sessions.len() + plan.interviews.len());
    here.fine(&[
        "export", "plan.ron", "--format", "ron", "--only", "path", "--out", "path.ron",
    ]);
    assert!(read(&here.path("path.ron")).contains("items: ["));
    here.fine(&[
        "export", "plan.ron", "--format", "ron", "--only", "template", "--out", "t.ron",
    ]);
    let template = open_plan(&here.path("t.ron")).expect("a plan").plan;
    assert_eq!(
        (template.items.len(), template.sessions.len()),
        (plan.items.len(), 0)
    );
    here.wrong(2, &["export", "plan.ron", "--format", "pdf", "--out", "x"]);
    here.wrong(2, &["export", "plan.ron", "--out", "x"]);
    here.wrong(
        2,
        &[
            "export", "plan.ron", "--format", "csv", "--only", "path", "--out", "x",
        ],
    );
    here.wrong(
        2,
        &[
            "export", "plan.ron", "--format", "html", "--alarm", "5", "--out", "x",
        ],
    );
    here.wrong(
        1,
        &["export", "nothing.ron", "--format", "csv", "--out", "x"],
    );
}

#[test]
fn export_never_writes_over_the_plan_itself() {
    let here = Here::new();
    let file = here.make();
    let before = read(&file);
    std::fs::hard_link(&file, here.path("hard.ron")).expect("linked");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&file, here.path("soft.ron")).expect("linked");
    for out in ["plan.ron", "./plan.ron", "hard.ron", "soft.ron"] {
        here.wrong(1, &["export", "plan.ron", "--format", "ics", "--out", out]);
        here.wrong(1, &["export", "plan.ron", "--format", "ron", "--out", out]);
    }
    assert_eq!(read(&file), before);
}

#[test]
fn export_says_where_a_name_or_a_folder_is_odd() {
    let here = Here::new();
    here.make();
    let to = |format: &str, out: &str| {
        here.run(&["export", "plan.ron", "--format", format, "--out", out])
    };
    let output = to("ics", "plan.txt");
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("does not end in .ics"), "{said}");
    for (format, out) in [("html", "a.HTML"), ("html", "b.htm"), ("md", "c.markdown")] {
        assert_eq!(String::from_utf8_lossy(&to(format, out).stderr), "");
    }
    let said = here.wrong(
        1,
        &[
            "export",
            "plan.ron",
            "--format",
            "csv",
            "--out",
            "missing/dir/x.csv",
        ],
    );
    assert_eq!(
        said,
        "There is no folder missing/dir. Nothing was written.\n"
    );
    assert!(!here.path("missing").exists());
}

#[test]
fn exports_go_to_standard_output_as_well() {
    let here = Here::new();
    here.make();
    let out = |format: &str, file: &str| {
        let output = here.run(&[
            "--today",
            "2026-11-30",
            "export",
            "plan.ron",
            "--format",
            format,
            "--out",
            file,
        ]);
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        output.stdout
    };
    let page = String::from_utf8(out("html", "-")).expect("text");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    out("html", "page.html");
    assert_eq!(read(&here.path("page.html")), page);
    let picture = out("png", "-");
    assert!(picture.starts_with(b"\x89PNG\r\n"));
    out("png", "board.png");
    assert_eq!(
        std::fs::read(here.path("board.png")).expect("a file"),
        picture
    );
    let table = String::from_utf8(out("csv", "-")).expect("text");
    assert!(table.starts_with("date,start,"), "nothing but the table");
    assert!(!here.path("-").exists());
}

#[test]
fn a_week_is_looked_back_on_without_the_window() {
    let here = Here::new();
    here.make();
    let run = |format: &str| {
        let week = "2026-12-02";
        here.run(&[
            "export", "plan.ron", "--format", format, "--week", week, "--out", "-",
        ])
    };
    let page = String::from_utf8(run("md").stdout).expect("text");
    assert!(
        page.starts_with("# Week of Mon 30 Nov to Sun 6 Dec"),
        "{page}"
    );
    assert!(page.contains("## Planned and done"));
    let page = String::from_utf8(run("html").stdout).expect("text");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Planned and done"));
    assert_eq!(
        run("csv").status.code(),
        Some(2),
        "it goes with md and html only"
    );
}

#[test]
fn a_mistyped_command_is_not_taken_for_a_plan() {
    let here = Here::new();
    for arguments in [
        &["exprot"][..],
        &["exprot", "x"],
        &["Export", "x", "--format", "csv"],
        &["--today", "2026-11-30", "exprt", "x"],
    ] {
        let said = here.wrong(2, arguments);
        assert!(said.contains("Did you mean “export”?"), "{said}");
    }
    let said = here.wrong(2, &["frobnicate"]);
    assert!(
        said.contains("no command and no file “frobnicate”"),
        "{said}"
    );
    assert!(said.contains("new, check, replan"), "{said}");
}

#[test]
fn without_a_display_one_sentence_says_so() {
    let here = Here::new();
    let file = here.make();
    for arguments in [&[][..], &["not there.ron"], &[file.to_str().expect("text")]] {
        let said = here.wrong(1, arguments);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            cfg!(target_os = "macos") || said.starts_with("cairn: There is no display"),
            "{said}"
        );
    }
}

#[test]
fn a_file_that_is_no_plan_is_called_by_its_name() {
    let here = Here::new();
    for (name, text, what) in [
        ("bad.ics", "BEGIN:VCALENDAR\nVERSION:2.0\n", "a calendar"),
        ("list.md", "# Course\n\n- [ ] Tries\n", "a list"),
        ("table.csv", "title,minutes\nTries,60\n", "a table"),
    ] {
        std::fs::write(here.path(name), text).expect("a file");
        for command in ["check", "replan"] {
            let said = here.wrong(1, &[command, name]);
            assert!(said.contains(&format!("this looks like {what}")), "{said}");
            assert!(!said.contains("struct"), "{said}");
        }
    }
}

#[test]
fn a_command_line_that_makes_no_sense_ends_with_2() {
    let here = Here::new();
    for arguments in [
        &["new", "--out", "p.ron"][..],
        &["new", "--interview", "2027-01-15"],
        &["new", "--out", "p.ron", "--interview", "soon"],
        &["new", "--out", "p.ron", "--interview", "2027-02-30"],
        &[
            "new",
            "--out",
            "p.ron",
            "--interview",
            "2027-01-15",
            "--minutes",
            "mon=lots",
        ],
        &[
            "new",
            "--out",
            "p.ron",
            "--interview",
            "2026-01-15",
            "--today",
            "2026-11-30",
        ],
        &["--today", "tomorrow", "check", "p.ron"],
        &["check"],
        &["plan.ron", "check", "p.ron"],
        &["--no-such-thing"],
    ] {
        let said = here.wrong(2, arguments);
        assert!(said.starts_with("error: "), "{arguments:?}: {said}");
    }
    assert!(!here.path("p.ron").exists());
}

#[test]
fn help_and_version_are_on_standard_output() {
    let here = Here::new();
    let help = here.fine(&["--help"]);
    for word in [
        "new",
        "check",
        "replan",
        "export",
        "--today",
        "--version",
        "PLAN.ron",
    ] {
        assert!(help.contains(word), "{help}");
    }
    assert_eq!(
        here.fine(&["--version"]),
        format!("cairn {}\n", env!("CARGO_PKG_VERSION"))
    );
    assert!(here.fine(&["new", "--help"]).contains("--interview"));
}

#[test]
fn ticking_a_part_by_hand_is_a_small_change() {
    let here = Here::new();
    let file = here.make();
    let plan = open_plan(&file).expect("a plan").plan;
    let item = plan.items.get(&ItemId::slug("paper.gpt-3")).expect("there");
    assert_eq!(item.status, Status::ToDo);
    let part = item.parts.first().expect("it has parts").id.clone();
    let edit = cairn::domain::Edit::TickPart {
        item: item.id.clone(),
        part,
        done_on: Some(plan.start_on),
    };
    let (before, after) = (
        read(&file),
        cairn::store::format::write_plan(&plan.apply(&edit).expect("ticked")).expect("text"),
    );
    let old: std::collections::BTreeSet<&str> = before.lines().collect();
    let new = after.lines().filter(|line| !old.contains(line)).count();
    assert!((1..=6).contains(&new), "{new} lines");
}

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
