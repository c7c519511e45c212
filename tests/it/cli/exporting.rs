//! Exports from the command line: tables, copies, calendars, a week looked back on.

use cairn::store::exchange::open_plan;

use super::{Here, read};

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
