//! A report as one HTML file that prints well: what is planned by week, progress, charts, practice, what is left out, notes.
//!
//! One file: styles and charts are in it, nothing is loaded, no script runs (and a policy in the head forbids both).
//! Every text of the plan goes through [`escape::text`]; every address through `links::safe_url`. On screen it follows
//! the light or dark of the system; on paper it is dark on white, for A4 and Letter. A chart is never the only place of its
//! numbers: a table beside it has them.
//!
//! Not here: readiness (the caller asks the planner), sums (`sums.rs`).

mod charts;
pub(super) mod escape;
mod practice;
mod style;
mod tables;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::sums::{self, StepSums};
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{Day, InterviewId, Item, Minutes, Plan, PlanIndex, Status};

use escape::text;

/// What goes into a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The study day it is made on.
    pub today: Day,
    /// With the notes.
    pub notes: bool,
    /// How ready the plan makes the user for each interview, in per mille, by the planner's model; may be empty.
    pub ready: BTreeMap<InterviewId, u16>,
}

/// The report.
pub fn report(plan: &Plan, options: &Options) -> String {
    let index = PlanIndex::new(plan);
    let name = match plan.name.trim() {
        "" => "Study plan",
        name => name,
    };
    let mut out = String::new();
    begin(&mut out, name);
    head(&mut out, plan, &index, name, options);
    tables::interviews(&mut out, plan, options);
    let weeks = sums::weeks(plan, &index);
    section(&mut out, "hours", "Hours by week", |out| {
        charts::weeks(out, &weeks, options.today);
        tables::weeks(out, &weeks);
    });
    section(&mut out, "burn-up", "Progress", |out| {
        charts::burn_up(out, plan, &index, options.today);
        tables::steps(out, plan, &index);
    });
    tables::plan_by_week(&mut out, plan, &index, &weeks, options.today);
    practice::section_of(&mut out, plan, options.notes);
    tables::items(&mut out, plan, &index);
    tables::cuts(&mut out, plan);
    if options.notes {
        tables::notes(&mut out, plan);
    }
    end(&mut out, options.today);
    out
}

/// The head of a page, with its styles; its body begins.
pub(super) fn begin(out: &mut String, title: &str) {
    let _ = writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>",
        text(title),
        style::css()
    );
}

/// The foot of a page.
pub(super) fn end(out: &mut String, today: Day) {
    let _ = writeln!(
        out,
        "</main>\n<footer><p>Made with Cairn on {}.</p></footer>\n</body>\n</html>",
        long_day(today)
    );
}

/// A part of the report with a heading.
fn section(out: &mut String, id: &str, heading: &str, body: impl FnOnce(&mut String)) {
    let _ = writeln!(
        out,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{heading}</h2>"
    );
    body(out);
    out.push_str("</section>\n");
}

fn head(out: &mut String, plan: &Plan, index: &PlanIndex, name: &str, options: &Options) {
    let all: Vec<&Item> = plan.items.iter().map(|item| &**item).collect();
    let whole = StepSums::of(plan, index, &all);
    let _ = writeln!(out, "<header>\n<h1><bdi>{}</bdi></h1>", text(name));
    let _ = write!(out, "<p class=\"lead\">From {}", long_day(plan.start_on));
    if let Some(last) = plan.last_day() {
        let _ = write!(out, " to {}", long_day(last));
    }
    out.push_str("</p>\n");
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: &str, more: &str| {
        facts.push(format!(
            "<div><dt>{name}</dt><dd><strong>{value}</strong> {more}</dd></div>"
        ));
    };
    fact("Done", &format!("{} of {}", whole.done, whole.all), "items");
    fact("Spent", &say_minutes(whole.spent), "so far");
    fact("Left", &say_minutes(whole.left), "of study");
    let ahead: Minutes = plan
        .sessions
        .iter()
        .filter(|session| session.is_ahead(options.today))
        .map(|session| session.minutes.saturating_sub(session.spent))
        .sum();
    fact("Planned", &say_minutes(ahead), "ahead");
    if let Some(next) = plan.next_interview(options.today) {
        let days = next.on.since(options.today);
        let days = match days {
            0 => "today".to_owned(),
            1 => "1 day".to_owned(),
            n => format!("{n} days"),
        };
        let until = format!(
            "to <bdi>{}</bdi>, <span class=\"t\">{}</span>",
            text(interview_name(next)),
            say_day(next.on)
        );
        fact("Next", &days, &until);
    }
    let skipped = all.iter().filter(|item| item.status == Status::Skipped);
    let skipped = skipped.count();
    if skipped > 0 {
        fact("Skipped", &skipped.to_string(), "by choice");
    }
    if !plan.cuts.is_empty() {
        fact("Left out", &plan.cuts.len().to_string(), "of the schedule");
    }
    // Three in a row, or four: so that none is left alone in the last one.
    let four = if facts.len() % 3 == 1 { " four" } else { "" };
    let _ = writeln!(
        out,
        "<dl class=\"facts{four}\">\n{}\n</dl>\n</header>",
        facts.join("\n")
    );
}

/// What an interview is called.
fn interview_name(interview: &crate::domain::Interview) -> &str {
    match interview.name.trim() {
        "" => interview.round.name(),
        name => name,
    }
}

/// “Monday 4 January 2027”.
fn long_day(day: Day) -> String {
    day.date().format("%A %-d %B %Y").to_string()
}
