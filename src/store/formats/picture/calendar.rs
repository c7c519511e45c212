//! The calendar: months from the first study day to the last interview or session, every session a bar with the number of its step.
//!
//! Not here: times of day (the report and the calendar file have them).

use super::canvas::{Canvas, Face, fits};
use super::font::Weight;
use super::{EDGE, HEAD, Options, heading};
use crate::domain::{Day, Minutes, Outcome, Plan, PlanIndex, Session, SessionKind, WEEK, Weekday};
use crate::store::formats::palette::Palette;
use crate::store::formats::sums;

const CELL: f32 = 168.0;
const MONTH: f32 = CELL * 7.0;
/// Height of a month's name and of its weekdays.
const TITLE: f32 = 66.0;
/// Height of the number of a day.
const DATE: f32 = 30.0;
const BAR: f32 = 22.0;
/// The least and the most bars of a day.
const BARS: (usize, usize) = (2, 14);
const GAP: f32 = 28.0;
/// The most months.
const MONTHS: usize = 24;
const SMALL: f32 = 12.0;

struct Month {
    first: Day,
    weeks: Vec<Line>,
    height: f32,
}

/// A week of a month.
struct Line {
    from: Day,
    height: f32,
    bars: usize,
}

/// Draws it.
pub fn draw(plan: &Plan, options: &Options) -> Canvas {
    let index = PlanIndex::new(plan);
    let (first, last) = sums::days(plan, &index);
    let mut most = MONTHS;
    loop {
        let (months, more) = months(plan, &index, first, last, most);
        let beside = match months.len() {
            0..=3 => 1,
            4..=12 => 2,
            _ => 3,
        };
        let (width, height) = size(&months, beside);
        if !fits(width, height) && most > 1 {
            most = most * 3 / 4;
            continue;
        }
        let note = if more {
            format!("Only the first {} months are shown", months.len())
        } else {
            String::new()
        };
        let palette = Palette::of(options.dark);
        let mut canvas = Canvas::new(width, height, &palette.bg);
        heading(&mut canvas, plan, options, width, &note);
        let mut y = EDGE + HEAD;
        for row in months.chunks(beside) {
            let mut x = EDGE;
            for month in row {
                paint_month(&mut canvas, (x, y), plan, &index, month, options);
                x += MONTH + GAP;
            }
            y += row_height(row) + GAP;
        }
        return canvas;
    }
}

fn row_height(row: &[Month]) -> f32 {
    row.iter().map(|month| month.height).fold(0.0, f32::max)
}

fn size(months: &[Month], beside: usize) -> (f32, f32) {
    let rows = months.chunks(beside).map(|row| row_height(row) + GAP);
    let across = u16::try_from(beside).map_or(1.0, f32::from);
    (
        2.0 * EDGE + across * (MONTH + GAP) - GAP,
        EDGE + HEAD + rows.sum::<f32>() - GAP + EDGE,
    )
}

/// The months, at most so many, and whether there would be more.
fn months(plan: &Plan, index: &PlanIndex, from: Day, last: Day, most: usize) -> (Vec<Month>, bool) {
    let mut months = Vec::new();
    let mut first = from.month_start();
    while first <= last {
        if months.len() >= most {
            return (months, true);
        }
        let next = first.plus(31).month_start();
        let mut weeks = Vec::new();
        let mut height = TITLE;
        let mut week = first.week_start(Weekday::Mon);
        while week < next && week <= last && week <= Day::MAX.plus(-7) {
            if week.plus(6) < from {
                week = week.plus(7);
                continue;
            }
            let days = week
                .until(week.plus(7))
                .filter(|day| *day >= first && *day < next);
            let bars = days.map(|day| entries(plan, index, day).len()).max();
            let bars = bars.unwrap_or(0).clamp(BARS.0, BARS.1);
            let line = DATE + u16::try_from(bars).map_or(0.0, f32::from) * BAR + 8.0;
            weeks.push(Line {
                from: week,
                height: line,
                bars,
            });
            height += line;
            week = week.plus(7);
        }
        months.push(Month {
            first,
            weeks,
            height,
        });
        if next <= first {
            break;
        }
        first = next;
    }
    (months, false)
}

/// What stands on a day.
enum Entry<'a> {
    Interview(String),
    DayOff,
    Busy(String),
    Session(&'a Session),
}

fn entries<'a>(plan: &'a Plan, index: &PlanIndex, day: Day) -> Vec<Entry<'a>> {
    let mut all = Vec::new();
    for interview in plan.interviews_in_order() {
        if interview.on == day {
            let name = match interview.name.trim() {
                "" => interview.round.name(),
                name => name,
            };
            all.push(Entry::Interview(name.to_owned()));
        }
    }
    if plan.availability.is_day_off(day) {
        all.push(Entry::DayOff);
    }
    // What the user does otherwise is nobody's business: only that the time is taken.
    for part in plan.availability.busy.on(day).iter().take(4) {
        let words = if part.is_whole_day() {
            "busy".to_owned()
        } else {
            use crate::domain::busy::clock;
            format!("busy {}–{}", clock(part.slot.from), clock(part.slot.to))
        };
        all.push(Entry::Busy(words));
    }
    let sessions = index.day(day).sessions.iter();
    let sessions = sessions.filter_map(|id| plan.sessions.get(id));
    all.extend(sessions.map(|session| Entry::Session(session)));
    all
}

fn paint_month(
    canvas: &mut Canvas,
    (x, y): (f32, f32),
    plan: &Plan,
    index: &PlanIndex,
    month: &Month,
    options: &Options,
) {
    let palette = Palette::of(options.dark);
    let bold = Face {
        weight: Weight::Bold,
        size: 18.0,
        colour: &palette.text,
    };
    let name = month.first.date().format("%B %Y").to_string();
    canvas.text(x, y + 22.0, &name, bold, MONTH);
    let small = Face {
        weight: Weight::Regular,
        size: SMALL,
        colour: &palette.muted,
    };
    let mut left = x;
    for day in WEEK {
        canvas.text(left + 8.0, y + 54.0, &day.to_string(), small, CELL - 16.0);
        left += CELL;
    }
    let next = month.first.plus(31).month_start();
    let mut top = y + TITLE;
    for week in &month.weeks {
        let mut left = x;
        for day in week.from.until(week.from.plus(7)) {
            if day >= month.first && day < next {
                let box_ = (left, top, week.height, week.bars);
                paint_day(canvas, box_, plan, index, day, options);
            }
            left += CELL;
        }
        top += week.height;
    }
}

fn paint_day(
    canvas: &mut Canvas,
    (x, y, height, bars): (f32, f32, f32, usize),
    plan: &Plan,
    index: &PlanIndex,
    day: Day,
    options: &Options,
) {
    let palette = Palette::of(options.dark);
    let off = plan.availability.is_day_off(day);
    let ground = if off {
        &palette.sunken
    } else {
        &palette.surface
    };
    canvas.rect(x, y, CELL, height, 0.0, ground, Some(&palette.border));
    let number = day.ymd().2.to_string();
    let today = day == options.today;
    if today {
        canvas.rect(x + 5.0, y + 6.0, 26.0, 20.0, 10.0, &palette.accent, None);
    }
    let face = Face {
        weight: if today { Weight::Bold } else { Weight::Medium },
        size: 13.0,
        colour: if today {
            &palette.on_accent
        } else {
            &palette.text
        },
    };
    canvas.centred(x + 18.0, y + 20.5, &number, face, 26.0);
    load(canvas, x + CELL - 58.0, y + 14.0, plan, index, day, palette);
    let all = entries(plan, index, day);
    let mut top = y + DATE;
    let too_many = all.len() > bars;
    let shown = if too_many {
        bars.saturating_sub(1)
    } else {
        all.len()
    };
    for entry in all.iter().take(shown) {
        paint_entry(canvas, x + 6.0, top, plan, entry, day, options);
        top += BAR;
    }
    if too_many {
        let words = format!("+ {} more", all.len() - shown);
        let muted = Face {
            weight: Weight::Regular,
            size: SMALL,
            colour: &palette.muted,
        };
        canvas.text(x + 12.0, top + 13.0, &words, muted, CELL - 24.0);
    }
}

/// How full the day is.
fn load(
    canvas: &mut Canvas,
    x: f32,
    y: f32,
    plan: &Plan,
    index: &PlanIndex,
    day: Day,
    palette: &Palette,
) {
    let there = plan.availability.minutes(day);
    let load = index.day(day).load;
    let of_plan = day >= plan.start_on && plan.last_day().is_none_or(|last| day <= last);
    if load == Minutes::ZERO && (there == Minutes::ZERO || !of_plan) {
        return;
    }
    canvas.rect(x, y, 50.0, 4.0, 2.0, &palette.sunken, None);
    let over = load > there;
    let share = if over {
        50.0
    } else {
        let share = u64::from(load.0) * 50 / u64::from(there.0.max(1));
        u16::try_from(share).map_or(50.0, f32::from)
    };
    if share > 0.0 {
        let ink = if over { &palette.warn } else { &palette.accent };
        canvas.rect(x, y, share.max(4.0), 4.0, 2.0, ink, None);
    }
}

fn paint_entry(
    canvas: &mut Canvas,
    x: f32,
    y: f32,
    plan: &Plan,
    entry: &Entry<'_>,
    day: Day,
    options: &Options,
) {
    let palette = Palette::of(options.dark);
    let wide = CELL - 12.0;
    let face = |weight, colour| Face {
        weight,
        size: SMALL,
        colour,
    };
    match entry {
        Entry::Interview(name) => {
            canvas.rect(x, y, wide, 19.0, 5.0, &palette.accent, None);
            let bold = face(Weight::Semibold, palette.on_accent.as_str());
            canvas.text(x + 8.0, y + 13.6, name, bold, wide - 14.0);
        }
        Entry::DayOff => {
            let muted = face(Weight::Regular, palette.muted.as_str());
            canvas.text(x + 4.0, y + 13.6, "day off", muted, wide);
        }
        Entry::Busy(words) => {
            canvas.rect(
                x,
                y,
                wide,
                19.0,
                5.0,
                &palette.sunken,
                Some(&palette.border),
            );
            let muted = face(Weight::Regular, palette.muted.as_str());
            canvas.text(x + 8.0, y + 13.6, words, muted, wide - 14.0);
        }
        Entry::Session(session) => {
            let number = sums::step_of(plan, &session.item);
            let step = palette.step(number);
            canvas.rect(x, y, wide, 19.0, 5.0, &step.tint, None);
            canvas.rect(x, y, 3.5, 19.0, 1.5, &step.ink, None);
            let bold = face(Weight::Bold, step.ink.as_str());
            let sign = if number == 0 {
                "–".to_owned()
            } else {
                number.to_string()
            };
            canvas.text(x + 9.0, y + 13.6, &sign, bold, 20.0);
            let mut left = x + 14.0 + Weight::Bold.width(&sign, SMALL);
            let done = session.outcome == Outcome::Done;
            if done {
                canvas.stroke(left, y + 4.0, "M1 5.5L4 8.5L9.5 2", &step.ink, 1.6);
                left += 14.0;
            } else if session.kind == SessionKind::Review {
                canvas.stroke(
                    left,
                    y + 4.0,
                    "M9 3.2A4.2 4.2 0 1 0 9.6 7M9.4 0.8V3.6H6.6",
                    &step.ink,
                    1.4,
                );
                left += 14.0;
            }
            let title = plan.short_title_of(&session.item);
            let words = match session.kind {
                SessionKind::Mock => format!("Mock: {title}"),
                SessionKind::Study | SessionKind::Review => title.to_owned(),
            };
            let words = match session.outcome {
                Outcome::Skipped => format!("skipped: {words}"),
                Outcome::Planned if session.is_missed(options.today) => format!("missed: {words}"),
                _ => words,
            };
            debug_assert_eq!(session.on, day);
            let ink = face(Weight::Regular, step.ink.as_str());
            canvas.text(left, y + 13.6, &words, ink, x + wide - 5.0 - left);
        }
    }
}
