//! Looking back on a week as one page: Markdown for notes, HTML for paper and screen. Both say the same.
//!
//! Every text of the plan is escaped. Not here: what is looked back on (`domain::week_review`), where it goes (`export.rs`).

use std::fmt::Write as _;

use super::html;
use super::html::escape::text;
use super::markdown::escaped;
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::week_review::week_to_review;
use crate::domain::{Day, Interview, Plan, PlanIndex, Session, SessionId, Week, WeekReview};

/// What goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The week; without one, the one that is looked back on today.
    pub week: Option<Week>,
    /// The study day it is made on.
    pub today: Day,
    /// With the notes.
    pub notes: bool,
}

/// A part of the page.
enum Block {
    /// A heading.
    Heading(&'static str),
    /// A sentence.
    Line(String),
    /// What is listed, each with more behind it.
    List(Vec<(String, Vec<String>)>),
    /// Steps with what was planned and what was done.
    Steps(Vec<[String; 3]>),
}

/// The page in Markdown.
pub fn markdown(plan: &Plan, options: &Options) -> String {
    let (title, blocks) = page(plan, options);
    let mut out = format!("# {}\n", escaped(&title));
    for block in blocks {
        out.push('\n');
        match block {
            Block::Heading(words) => _ = writeln!(out, "## {words}"),
            Block::Line(words) => _ = writeln!(out, "{}", escaped(&words)),
            Block::List(entries) => {
                for (entry, more) in entries {
                    _ = writeln!(out, "- {}", escaped(&entry));
                    for line in more {
                        _ = writeln!(out, "  - {}", escaped(&line));
                    }
                }
            }
            Block::Steps(rows) => {
                out.push_str("| Step | Planned | Done |\n| --- | ---: | ---: |\n");
                for [step, planned, done] in rows {
                    _ = writeln!(out, "| {} | {planned} | {done} |", escaped(&step));
                }
            }
        }
    }
    out
}

/// The page in HTML: one file, without scripts, that loads nothing.
pub fn html(plan: &Plan, options: &Options) -> String {
    let (title, blocks) = page(plan, options);
    let mut out = String::new();
    html::begin(&mut out, &title);
    _ = writeln!(out, "<header><h1>{}</h1></header>", text(&title));
    for block in blocks {
        match block {
            Block::Heading(words) => _ = writeln!(out, "<h2>{words}</h2>"),
            Block::Line(words) => _ = writeln!(out, "<p>{}</p>", text(&words)),
            Block::List(entries) => {
                out.push_str("<ul>\n");
                for (entry, more) in entries {
                    _ = write!(out, "<li>{}", text(&entry));
                    if !more.is_empty() {
                        let lines: Vec<String> = more.iter().map(|line| text(line)).collect();
                        _ = write!(out, "<ul><li>{}</li></ul>", lines.join("</li><li>"));
                    }
                    out.push_str("</li>\n");
                }
                out.push_str("</ul>\n");
            }
            Block::Steps(rows) => {
                out.push_str("<table>\n<thead><tr><th scope=\"col\">Step</th><th scope=\"col\" class=\"n\">Planned</th><th scope=\"col\" class=\"n\">Done</th></tr></thead>\n<tbody>\n");
                for [step, planned, done] in rows {
                    _ = writeln!(
                        out,
                        "<tr><th scope=\"row\">{}</th><td class=\"n\">{planned}</td><td class=\"n\">{done}</td></tr>",
                        text(&step)
                    );
                }
                out.push_str("</tbody>\n</table>\n");
            }
        }
    }
    html::end(&mut out, options.today);
    out
}

fn page(plan: &Plan, options: &Options) -> (String, Vec<Block>) {
    let index = PlanIndex::new(plan);
    let week = options.week;
    let week = week.unwrap_or_else(|| week_to_review(plan, &index, options.today));
    let review = WeekReview::new(plan, &index, week, options.today);
    let title = format!(
        "Week of {} to {}",
        say_day(week.monday()),
        say_day(week.sunday())
    );
    let mut blocks = Vec::new();
    let which = match (review.number, review.of) {
        (0, _) | (_, 0) => plan.name.clone(),
        (number, of) if number > of => plan.name.clone(),
        (number, of) => format!("{} · week {number} of {of}", plan.name),
    };
    blocks.push(Block::Line(which));
    done(plan, &review, &mut blocks);
    learned(plan, &review, options.notes, &mut blocks);
    left(plan, &review, &mut blocks);
    if let Some(note) = plan.weeks.get(&week) {
        blocks.push(Block::Heading("In your words"));
        if !note.line.trim().is_empty() {
            blocks.push(Block::Line(note.line.clone()));
        }
        if let Some(decision) = note.decision {
            blocks.push(Block::Line(format!("Decision: {}.", decision.words())));
        }
    }
    (title, blocks)
}

fn done(plan: &Plan, review: &WeekReview, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("Planned and done"));
    if review.steps.is_empty() {
        blocks.push(Block::Line("Nothing was planned for this week.".to_owned()));
        return;
    }
    blocks.push(Block::Line(format!(
        "{} done of {} planned, on {} of 7 days.",
        say_minutes(review.done),
        say_minutes(review.planned),
        review.days
    )));
    let rows = review.steps.iter().map(|line| {
        let step = line.step.as_ref().and_then(|id| plan.steps.get(id));
        let title = step.map_or("Other", |step| step.title.as_str());
        let (planned, done) = (say_minutes(line.planned), say_minutes(line.done));
        [title.to_owned(), planned, done]
    });
    blocks.push(Block::Steps(rows.collect()));
}

fn learned(plan: &Plan, review: &WeekReview, notes: bool, blocks: &mut Vec<Block>) {
    if review.learned.is_empty() && review.asked == 0 && review.runs.is_empty() {
        return;
    }
    blocks.push(Block::Heading("Learned"));
    if review.asked > 0 {
        let words = format!("{} of {} prompts recalled.", review.recalled, review.asked);
        blocks.push(Block::Line(words));
    }
    for run in review.runs.iter().filter_map(|id| plan.runs.get(id)) {
        blocks.push(Block::Line(run.sentence(plan.title_of(&run.item))));
    }
    let entries = review.learned.iter().map(|learned| {
        let mut words = plan.title_of(&learned.item).to_owned();
        if learned.finished {
            words.push_str(": finished");
        }
        if let Some(rating) = learned.rating {
            _ = write!(words, ", known {rating} of 5");
        }
        let mut more = Vec::new();
        if !learned.parts.is_empty() {
            more.push(format!("Ticked: {}", learned.parts.join(" · ")));
        }
        if notes && !learned.notes.is_empty() {
            more.push("From its notes, whenever they were written:".to_owned());
            more.extend(learned.notes.iter().cloned());
        }
        (words, more)
    });
    blocks.push(Block::List(entries.collect()));
}

fn left(plan: &Plan, review: &WeekReview, blocks: &mut Vec<Block>) {
    let say = |id: &SessionId| {
        let session: &Session = plan.sessions.get(id)?;
        let on = say_day(session.on);
        let minutes = say_minutes(session.minutes);
        Some(format!("{}, {minutes}, {on}", plan.title_of(&session.item)))
    };
    for (heading, ids) in [
        ("Did not take place", &review.missed),
        ("Left out on purpose", &review.skipped),
    ] {
        let lines: Vec<_> = ids
            .iter()
            .filter_map(say)
            .map(|l| (l, Vec::new()))
            .collect();
        if !lines.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.push(Block::List(lines));
        }
    }
    blocks.push(Block::Heading("The week after"));
    blocks.push(Block::Line(format!(
        "{} planned of {} there.",
        say_minutes(review.next),
        say_minutes(review.next_room)
    )));
    let near = |one: &&Interview| Week::of(one.on) == review.week.plus(1);
    for one in plan.interviews_in_order().into_iter().filter(near) {
        blocks.push(Block::Line(format!("{}: {}.", one.name, say_day(one.on))));
    }
}
