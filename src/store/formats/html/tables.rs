//! The tables of a report: interviews, weeks, steps, the plan by week, items, what is left out; and the notes.
//!
//! Not here: charts, sums.

use std::fmt::Write as _;

use super::escape::{links, text};
use super::{Options, interview_name, section};
use crate::domain::busy::clock;
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{Day, Item, Minutes, Plan, PlanIndex, SessionKind, Status, Step};
use crate::store::formats::in_order;
use crate::store::formats::sums::{self, StepSums, Timed, Week};

/// The badge of a step: its number on its colour.
fn badge(number: u32) -> String {
    let class = if number <= 5 { number } else { 0 };
    match number {
        0 => "<span class=\"num s0\" aria-label=\"no step\">–</span>".to_owned(),
        n => format!("<span class=\"num s{class}\">{n}</span>"),
    }
}

fn step_title(step: Option<&Step>) -> String {
    step.map_or_else(
        || "Additional resources".to_owned(),
        |step| text(&step.title),
    )
}

/// Opens a table; caption and columns are constants of ours. Without a caption, the heading above says what it is.
pub(super) fn table(out: &mut String, caption: &str, columns: &[(&str, bool)]) {
    out.push_str("<div class=\"wide\"><table>\n");
    if !caption.is_empty() {
        let _ = writeln!(out, "<caption>{caption}</caption>");
    }
    out.push_str("<thead><tr>");
    for (name, number) in columns {
        let class = if *number { " class=\"n\"" } else { "" };
        let _ = write!(out, "<th scope=\"col\"{class}>{name}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

pub(super) const CLOSE: &str = "</tbody>\n</table></div>\n";

/// The interviews, with how ready the plan makes the user where that is known.
pub fn interviews(out: &mut String, plan: &Plan, options: &Options) {
    if plan.interviews.is_empty() {
        return;
    }
    section(out, "interviews", "Interviews", |out| {
        let known = !options.ready.is_empty();
        let mut columns = vec![
            ("Interview", false),
            ("Round", false),
            ("Day", false),
            ("Days to go", true),
        ];
        if known {
            columns.push(("Ready on the day", true));
        }
        table(out, "", &columns);
        for interview in plan.interviews_in_order() {
            let days = interview.on.since(options.today);
            let days = if days < 0 {
                "over".to_owned()
            } else {
                days.to_string()
            };
            let _ = write!(
                out,
                "<tr><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td><td class=\"t\">{}</td><td class=\"n\">{days}</td>",
                text(interview_name(interview)),
                interview.round.name(),
                super::long_day(interview.on)
            );
            if known {
                let ready = options.ready.get(&interview.id);
                let ready = ready.map_or_else(|| "–".to_owned(), |n| format!("{} %", n / 10));
                let _ = write!(out, "<td class=\"n\">{ready}</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str(CLOSE);
        if known {
            out.push_str("<p class=\"small\">Ready: an estimate from a model of memory, to compare plans by; not a chance of passing.</p>\n");
        }
    });
}

/// The numbers of the chart by week.
pub fn weeks(out: &mut String, weeks: &[Week]) {
    let columns = [
        ("Week from", false),
        ("Done", true),
        ("Planned", true),
        ("Time there is", true),
        ("Free", true),
    ];
    table(out, "The weeks of the chart in numbers", &columns);
    for week in weeks {
        let taken = week.done + week.ahead;
        let free = match week.capacity.0.checked_sub(taken.0) {
            Some(free) => say_minutes(Minutes(free)),
            None => format!("−{}", say_minutes(taken - week.capacity)),
        };
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\" class=\"t\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{free}</td></tr>",
            say_day(week.from),
            some(week.done),
            some(week.ahead),
            some(week.capacity)
        );
    }
    out.push_str(CLOSE);
}

fn some(minutes: Minutes) -> String {
    match minutes {
        Minutes::ZERO => "–".to_owned(),
        minutes => say_minutes(minutes),
    }
}

/// How far each step is.
pub fn steps(out: &mut String, plan: &Plan, index: &PlanIndex) {
    let columns = [
        ("Step", false),
        ("Items done", true),
        ("Share of the time", false),
        ("Spent", true),
        ("Left", true),
    ];
    table(out, "How far each step is", &columns);
    for (step, items) in in_order(plan) {
        let number = sums::number(step);
        let sums = StepSums::of(plan, index, &items);
        let class = if number <= 5 { number } else { 0 };
        let percent = sums.percent_of_time();
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{} <bdi>{}</bdi></th><td class=\"n\">{} of {}</td><td><span class=\"bar\" role=\"img\" aria-label=\"{percent} percent of the time\"><span class=\"b{class}\" style=\"width:{percent}%\"></span></span></td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            badge(number),
            step_title(step),
            sums.done,
            sums.all,
            some(sums.spent),
            some(sums.left)
        );
    }
    out.push_str(CLOSE);
}

/// Every session, week by week.
pub fn plan_by_week(out: &mut String, plan: &Plan, index: &PlanIndex, weeks: &[Week], today: Day) {
    out.push_str(
        "<section class=\"pages\" aria-labelledby=\"plan\">\n<h2 id=\"plan\">Plan by week</h2>\n",
    );
    let mut any = false;
    for week in weeks {
        let days = week.from.until(week.from.plus(7));
        let rows: Vec<(Day, Vec<Timed<'_>>)> = days
            .map(|day| (day, sums::sessions(plan, index, day)))
            .collect();
        let talks: Vec<_> = plan
            .interviews_in_order()
            .into_iter()
            .filter(|one| one.on >= week.from && one.on < week.from.plus(7))
            .collect();
        if rows.iter().all(|(_, sessions)| sessions.is_empty()) && talks.is_empty() {
            continue;
        }
        any = true;
        let _ = writeln!(
            out,
            "<div class=\"week\">\n<h3>{} – {}</h3>",
            say_day(week.from),
            week.from.plus(6).date().format("%a %-d %b %Y")
        );
        let columns = [
            ("Day", false),
            ("Time", false),
            ("Session", false),
            ("Kind", false),
            ("Length", true),
            ("State", false),
        ];
        table(out, "", &columns);
        let full = rows.iter().filter(|(day, sessions)| {
            !sessions.is_empty() || talks.iter().any(|talk| talk.on == *day)
        });
        for (n, (day, sessions)) in full.enumerate() {
            if n > 0 {
                // A day is not torn apart on paper: only its first row has its name.
                out.push_str("</tbody>\n<tbody>\n");
            }
            for talk in talks.iter().filter(|talk| talk.on == *day) {
                let _ = writeln!(
                    out,
                    "<tr><th scope=\"row\" class=\"t\">{}</th><td></td><td colspan=\"4\"><strong>Interview: <bdi>{}</bdi></strong></td></tr>",
                    say_day(*day),
                    text(interview_name(talk))
                );
            }
            for (at, timed) in sessions.iter().enumerate() {
                session(out, plan, *day, at == 0, timed, today);
            }
        }
        out.push_str(CLOSE);
        out.push_str("</div>\n");
    }
    if !any {
        out.push_str("<p>Nothing is scheduled.</p>\n");
    }
    out.push_str("</section>\n");
}

fn session(out: &mut String, plan: &Plan, day: Day, first: bool, timed: &Timed<'_>, today: Day) {
    let session = timed.session;
    let time = timed.slot.map_or_else(String::new, |slot| {
        format!("{}–{}", clock(slot.from), clock(slot.to))
    });
    let on = if first { say_day(day) } else { String::new() };
    let head = if first { "th scope=\"row\"" } else { "td" };
    let close = if first { "th" } else { "td" };
    let state = sums::outcome(session, today);
    let sign = match state {
        "done" => "✓ ",
        "missed" => "! ",
        _ => "",
    };
    let kind = match session.kind {
        SessionKind::Study => "study",
        SessionKind::Review => "↻ review",
        SessionKind::Mock => "mock",
    };
    let length = session.load().max(match state {
        "skipped" => session.minutes,
        _ => Minutes::ZERO,
    });
    let _ = writeln!(
        out,
        "<tr><{head} class=\"t\">{on}</{close}><td class=\"t\">{time}</td><td>{} <bdi>{}</bdi></td><td class=\"t\">{kind}</td><td class=\"n\">{}</td><td class=\"t {state}\">{sign}{state}</td></tr>",
        badge(sums::step_of(plan, &session.item)),
        text(plan.title_of(&session.item)),
        say_minutes(length)
    );
}

/// Every item by step, with its links.
pub fn items(out: &mut String, plan: &Plan, index: &PlanIndex) {
    if plan.items.is_empty() {
        return;
    }
    out.push_str(
        "<section class=\"pages\" aria-labelledby=\"items\">\n<h2 id=\"items\">Items</h2>\n",
    );
    for (step, items) in in_order(plan) {
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "<h3>{} <bdi>{}</bdi></h3>",
            badge(sums::number(step)),
            step_title(step)
        );
        let columns = [
            ("Item", false),
            ("State", false),
            ("Depth", false),
            ("Spent", true),
            ("Left", true),
        ];
        table(out, "", &columns);
        for item in items {
            row(out, plan, index, item);
        }
        out.push_str(CLOSE);
    }
    out.push_str("</section>\n");
}

fn row(out: &mut String, plan: &Plan, index: &PlanIndex, item: &Item) {
    let state = match item.status {
        Status::Done => "✓ done",
        status => sums::status(status),
    };
    let class = match item.status {
        Status::Done => "t done",
        Status::Skipped => "t off",
        _ => "t",
    };
    let mut more = String::new();
    let mut add = |words: &str, tag: &str| {
        if !words.is_empty() {
            let _ = write!(more, "<div class=\"small{tag}\">{words}</div>");
        }
    };
    let by = match (item.byline.trim(), item.year) {
        ("", None) => String::new(),
        ("", Some(year)) => year.to_string(),
        (by, None) => format!("<bdi>{}</bdi>", text(by)),
        (by, Some(year)) => format!("<bdi>{}</bdi>, {year}", text(by)),
    };
    add(&by, "");
    let (ticked, parts) = item.parts_done();
    if parts > 0 {
        add(&format!("{ticked} of {parts} parts"), "");
    }
    let others = index.links(&item.id).iter().map(|near| {
        let place = match near.place.trim() {
            "" => String::new(),
            place => format!(" ({})", text(place)),
        };
        format!(
            "{} <bdi>{}</bdi>{place}",
            near.verb(),
            text(plan.short_title_of(&near.item))
        )
    });
    add(&others.collect::<Vec<_>>().join("; "), "");
    add(&links(&item.urls), " urls");
    let _ = writeln!(
        out,
        "<tr><th scope=\"row\"><bdi>{}</bdi>{more}</th><td class=\"{class}\">{state}</td><td class=\"t\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
        text(&item.title),
        sums::depth(item.depth),
        some(index.item(&item.id).spent),
        some(index.remaining(plan, &item.id))
    );
}

/// What the schedule leaves out, and why.
pub fn cuts(out: &mut String, plan: &Plan) {
    if plan.cuts.is_empty() {
        return;
    }
    section(out, "cuts", "Left out", |out| {
        let columns = [("Item", false), ("Why", false), ("It would need", true)];
        table(out, "What the time there is leaves no room for", &columns);
        for cut in plan.cuts.iter() {
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\">{} <bdi>{}</bdi></th><td>{}</td><td class=\"n\">{}</td></tr>",
                badge(sums::step_of(plan, &cut.item)),
                text(plan.title_of(&cut.item)),
                text(&sums::cut_reason(plan, &cut.reason)),
                some(cut.minutes)
            );
        }
        out.push_str(CLOSE);
    });
}

/// The notes, as they were typed.
pub fn notes(out: &mut String, plan: &Plan) {
    let all: Vec<&Item> = in_order(plan)
        .into_iter()
        .flat_map(|(_, items)| items)
        .filter(|item| !item.notes.is_empty())
        .collect();
    if all.is_empty() {
        return;
    }
    section(out, "notes", "Notes", |out| {
        for item in all {
            let _ = writeln!(
                out,
                "<h3><bdi>{}</bdi></h3>\n<div class=\"note\" dir=\"auto\">{}</div>",
                text(&item.title),
                text(&item.notes.text())
            );
        }
    });
}
