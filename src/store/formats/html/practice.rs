//! Practice in a report: the design sessions with their ratings, and the prompts that were asked.
//!
//! Not here: what there is to say (`formats/practice.rs`).

use std::fmt::Write as _;

use super::escape::text;
use super::section;
use super::tables::{CLOSE, table};
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{Notes, Plan, Run};
use crate::store::formats::practice::{asked, finished, level, minutes, say_time, spent};

/// The section, where anything was practised; with what was written where that is wanted.
pub fn section_of(out: &mut String, plan: &Plan, notes: bool) {
    let (runs, asked) = (finished(plan), asked(plan));
    if runs.is_empty() && asked.is_empty() {
        return;
    }
    section(out, "practice", "Practice", |out| {
        if !runs.is_empty() {
            overview(out, plan, &runs);
        }
        if !asked.is_empty() {
            let columns = [
                ("Item", false),
                ("Prompts", true),
                ("Asked", true),
                ("Recalled", true),
            ];
            table(out, "Prompts that were answered from memory", &columns);
            for (item, sum) in &asked {
                let _ = writeln!(
                    out,
                    "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
                    text(plan.title_of(item)),
                    sum.prompts,
                    sum.asked,
                    sum.recalled
                );
            }
            out.push_str(CLOSE);
        }
        for run in &runs {
            write_up(out, plan, run, notes);
        }
    });
}

fn overview(out: &mut String, plan: &Plan, runs: &[&Run]) {
    let columns = [
        ("Design session", false),
        ("Day", false),
        ("Took", true),
        ("Planned", true),
        ("Mean rating", true),
    ];
    table(out, "Design sessions", &columns);
    for run in runs {
        let mean = run
            .mean_rating()
            .map_or_else(|| "–".to_owned(), |mean| format!("{mean:.1}"));
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"t\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{mean}</td></tr>",
            text(plan.title_of(&run.item)),
            say_day(run.started.day()),
            say_minutes(spent(run)),
            say_minutes(run.minutes)
        );
    }
    out.push_str(CLOSE);
}

fn write_up(out: &mut String, plan: &Plan, run: &Run, notes: bool) {
    let _ = writeln!(
        out,
        "<h3><bdi>{}</bdi>, {}</h3>",
        text(plan.title_of(&run.item)),
        say_day(run.started.day())
    );
    let columns = [
        ("Stage", false),
        ("Planned", true),
        ("Took", true),
        ("Rated", true),
        ("What that means", false),
    ];
    table(out, "", &columns);
    for stage in &run.stages {
        let rating = stage
            .rating
            .map_or_else(|| "–".to_owned(), |rating| format!("{rating} of 5"));
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{rating}</td><td>{}</td></tr>",
            text(&stage.name),
            say_minutes(minutes(stage.planned)),
            say_time(stage.spent),
            text(level(run, stage))
        );
    }
    out.push_str(CLOSE);
    if !run.compared.is_empty() {
        let lines: Vec<String> = run.compared.iter().map(|line| text(line)).collect();
        let _ = writeln!(
            out,
            "<p>Held against the list, these were there:</p>\n<ul><li>{}</li></ul>",
            lines.join("</li><li>")
        );
    }
    if notes {
        for stage in run.stages.iter().filter(|stage| !stage.notes.is_empty()) {
            written(out, &stage.name, &stage.notes);
        }
        if !run.next_steps.is_empty() {
            written(out, "Next steps", &run.next_steps);
        }
    }
}

fn written(out: &mut String, heading: &str, notes: &Notes) {
    let _ = writeln!(
        out,
        "<h4><bdi>{}</bdi></h4>\n<div class=\"note\" dir=\"auto\">{}</div>",
        text(heading),
        text(&notes.text())
    );
}
