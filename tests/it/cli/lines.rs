//! Command lines that make no sense, and help.

use super::Here;

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
