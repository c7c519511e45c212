//! Charts as pictures in the page (SVG): hours by week against the time there is, and hours of study adding up.
//!
//! Each says in words what it shows; its numbers stand in the table beside it. Lines and bars differ by pattern and place,
//! not only by colour. Not here: the tables.

use std::fmt::Write as _;

use super::escape::text;
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{Day, Minutes, Outcome, Plan, PlanIndex};
use crate::store::formats::sums::{self, Week};

/// Width and height of a chart, in its own units.
const SIZE: (f64, f64) = (720.0, 250.0);
/// Where its lines begin and end.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 704.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 218.0;
/// The most marks along the bottom.
const MARKS: usize = 12;

/// Planned and done by week, with the time there is as a line.
pub fn weeks(out: &mut String, weeks: &[Week], today: Day) {
    let most = weeks
        .iter()
        .map(|week| week.capacity.max(week.done + week.ahead));
    let most = most.max().unwrap_or(Minutes::ZERO);
    let scale = Scale::of(most);
    let done: Minutes = weeks.iter().map(|week| week.done).sum();
    let ahead: Minutes = weeks.iter().map(|week| week.ahead).sum();
    let room: Minutes = weeks.iter().map(|week| week.capacity).sum();
    let words = format!(
        "Hours by week, {}: {} done, {} planned, {} there.",
        weeks_of(weeks),
        say_minutes(done),
        say_minutes(ahead),
        say_minutes(room)
    );
    begin(out, "Hours by week", &words);
    scale.lines(out);
    let step = (RIGHT - LEFT) / count(weeks.len().max(1));
    let width = (step * 0.6).max(0.5);
    let mut line = String::new();
    for (at, week) in weeks.iter().enumerate() {
        let left = LEFT + step * count(at);
        let x = left + (step - width) / 2.0;
        let up = scale.y(week.done);
        let top = scale.y(week.done + week.ahead);
        bar(out, "f-done", x, up, width, BOTTOM - up);
        bar(out, "f-ahead", x, top, width, up - top);
        let y = scale.y(week.capacity);
        let _ = write!(
            line,
            "{}{left:.1} {y:.1}H{:.1}",
            if at == 0 { "M" } else { "L" },
            left + step
        );
        if at % weeks.len().div_ceil(MARKS) == 0 {
            let words = week.from.date().format("%-d %b").to_string();
            mark(out, left + step / 2.0, &words);
        }
        if today >= week.from && today < week.from.plus(7) {
            let x = left + step / 2.0;
            let _ = write!(
                out,
                "<line class=\"l-day\" x1=\"{x:.1}\" y1=\"{BOTTOM}\" x2=\"{x:.1}\" y2=\"{:.1}\"/>",
                BOTTOM + 5.0
            );
        }
    }
    if !line.is_empty() {
        let _ = write!(out, "<path class=\"l-room\" d=\"{line}\"/>");
    }
    out.push_str("</svg>\n<figcaption>");
    key(
        out,
        "<rect class=\"f-done\" width=\"22\" height=\"10\" rx=\"2\"/>",
        "done (below)",
    );
    key(
        out,
        "<rect class=\"f-ahead\" width=\"22\" height=\"10\" rx=\"2\"/>",
        "planned (above)",
    );
    key(
        out,
        "<path class=\"l-room\" d=\"M1 5H21\"/>",
        "time there is",
    );
    out.push_str("</figcaption>\n</figure>\n");
}

/// Hours done and planned, adding up from the first day to the last.
pub fn burn_up(out: &mut String, plan: &Plan, index: &PlanIndex, today: Day) {
    let (first, last) = sums::days(plan, index);
    let span = last.since(first).max(1);
    let (mut done, mut planned) = (Minutes::ZERO, Minutes::ZERO);
    let (mut done_line, mut plan_line) =
        (vec![(first, Minutes::ZERO)], vec![(first, Minutes::ZERO)]);
    for (day, sums) in index.days() {
        let there = sums.sessions.iter().filter_map(|id| plan.sessions.get(id));
        for session in there {
            done += session.spent;
            if session.outcome != Outcome::Skipped {
                planned += session.minutes;
            }
        }
        plan_line.push((day, planned));
        if day <= today {
            done_line.push((day, done));
        }
    }
    if (first..=last).contains(&today) {
        done_line.push((today, done_line.last().map_or(done, |(_, sum)| *sum)));
    }
    let scale = Scale::of(planned.max(done));
    let words = format!(
        "Hours adding up from {} to {}: {} done so far, {} planned in all.",
        say_day(first),
        say_day(last),
        say_minutes(done),
        say_minutes(planned)
    );
    begin(out, "Hours adding up", &words);
    scale.lines(out);
    let x = |day: Day| LEFT + (RIGHT - LEFT) * days(day.since(first)) / days(span);
    let marks = i64::try_from(MARKS / 2).unwrap_or(6).min(span);
    for n in 0..=marks {
        let day = first.plus(span * n / marks);
        mark(out, x(day), &day.date().format("%-d %b").to_string());
    }
    for interview in plan.interviews.iter().take(12) {
        if (first..=last).contains(&interview.on) {
            let at = x(interview.on);
            let _ = write!(
                out,
                "<line class=\"l-talk\" x1=\"{at:.1}\" y1=\"{TOP}\" x2=\"{at:.1}\" y2=\"{BOTTOM}\"/>"
            );
        }
    }
    let path = |points: &[(Day, Minutes)]| {
        let mut path = String::new();
        for (at, (day, sum)) in points.iter().enumerate() {
            let sign = if at == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{sign}{:.1} {:.1}", x(*day), scale.y(*sum));
        }
        path
    };
    let _ = write!(
        out,
        "<path class=\"l-plan\" d=\"{}\"/><path class=\"l-done\" d=\"{}\"/>",
        path(&plan_line),
        path(&done_line)
    );
    out.push_str("</svg>\n<figcaption>");
    key(out, "<path class=\"l-done\" d=\"M1 5H21\"/>", "done");
    key(out, "<path class=\"l-plan\" d=\"M1 5H21\"/>", "planned");
    if !plan.interviews.is_empty() {
        key(out, "<path class=\"l-talk\" d=\"M11 0V10\"/>", "interview");
    }
    out.push_str("</figcaption>\n</figure>\n");
}

fn begin(out: &mut String, title: &str, words: &str) {
    let (width, height) = SIZE;
    let _ = write!(
        out,
        "<figure>\n<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\"><title>{}</title><desc>{}</desc>",
        text(words),
        text(title),
        text(words)
    );
}

fn bar(out: &mut String, class: &str, x: f64, y: f64, width: f64, height: f64) {
    if height > 0.05 {
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }
}

fn mark(out: &mut String, x: f64, words: &str) {
    let x = x.clamp(LEFT + 14.0, RIGHT - 14.0);
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        BOTTOM + 19.0,
        text(words)
    );
}

fn key(out: &mut String, sign: &str, words: &str) {
    let _ = write!(
        out,
        "<span><svg viewBox=\"0 0 22 10\" aria-hidden=\"true\">{sign}</svg>{words}</span>"
    );
}

fn weeks_of(weeks: &[Week]) -> String {
    match weeks.len() {
        1 => "1 week".to_owned(),
        n => format!("{n} weeks"),
    }
}

/// Hours along the side.
struct Scale {
    /// Minutes at the top.
    top: u32,
    /// Minutes between two lines.
    step: u32,
}

impl Scale {
    /// Reaches up to so many minutes, with three to six lines at whole numbers of hours.
    fn of(most: Minutes) -> Self {
        let hours = most.0.div_ceil(60).max(1);
        let mut step = 1;
        for next in [
            1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000,
        ] {
            step = next;
            if hours.div_ceil(next) <= 5 {
                break;
            }
        }
        let step = if hours.div_ceil(step) > 6 {
            hours.div_ceil(5)
        } else {
            step
        };
        Self {
            top: hours.div_ceil(step).saturating_mul(step).saturating_mul(60),
            step: step.saturating_mul(60),
        }
    }

    fn y(&self, minutes: Minutes) -> f64 {
        let share = f64::from(minutes.0.min(self.top)) / f64::from(self.top.max(1));
        BOTTOM - (BOTTOM - TOP) * share
    }

    fn lines(&self, out: &mut String) {
        let mut at = 0_u32;
        while at <= self.top {
            let y = self.y(Minutes(at));
            let _ = write!(
                out,
                "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{RIGHT}\" y2=\"{y:.1}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{} h</text>",
                LEFT - 7.0,
                y + 4.0,
                at / 60
            );
            at = at.saturating_add(self.step.max(1));
        }
    }
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(1e9, f64::from)
}

fn days(n: i64) -> f64 {
    i32::try_from(n).map_or(1e9, f64::from)
}
