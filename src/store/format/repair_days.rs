//! What belongs to days as it can be: interviews with their lists, the time there is, busy times, what is said of weeks, the
//! rules of planning.
//!
//! Not here: sessions (`repair.rs`), design sessions and the timer (`repair_runs.rs`).

use super::{recall, texts};
use crate::domain::busy::MAX_BUSY;
use crate::domain::eve::{self, MAX_EVE_LINES, MAX_LINE_CHARS};
use crate::domain::item::MAX_TITLE_CHARS;
use crate::domain::week::MAX_WEEK_CHARS;
use crate::domain::{BusyId, Day, Interview, Minutes, Notes, Plan, Rules, Window};

/// The longest day.
const DAY: Minutes = Minutes::hours(24);
/// The most days before an interview that take no new material.
const MAX_BUFFER_DAYS: u8 = 60;
/// The most lines and the most ticks of a list for the evening before: two lists that were merged may have more lines than
/// are taken one by one.
const MOST_LINES: usize = 4 * MAX_EVE_LINES;
/// The longest tick, in characters: a line with what it is before it.
const TICK: usize = MAX_LINE_CHARS + 20;

/// Repairs what belongs to days; says what it did.
pub(super) fn days(plan: &mut Plan, notes: &mut Vec<String>) {
    interviews(plan, notes);
    availability(plan, notes);
    busy(plan, notes);
    weeks(plan, notes);
    rules(&mut plan.rules, notes);
}

fn interviews(plan: &mut Plan, notes: &mut Vec<String>) {
    let wrong: Vec<_> = plan
        .interviews
        .iter()
        .filter(|one| {
            one.buffer_days > MAX_BUFFER_DAYS
                || one.weights.values().any(|weight| *weight > 3)
                || one.name.trim().is_empty()
                || !texts::short_name(&one.name)
                || !one.has_fair_place()
                || !is_fine_list(one)
        })
        .map(|one| one.id.clone())
        .collect();
    for id in wrong {
        plan.interviews.update(&id, |one| {
            if one.name.trim().is_empty() {
                one.name = one.round.name().to_owned();
                notes.push(format!("The interview “{id}” had no name: it is “{}” now.", one.name));
            }
            if one.buffer_days > MAX_BUFFER_DAYS {
                one.buffer_days = MAX_BUFFER_DAYS;
                notes.push(format!(
                    "‘{}’ had more than {MAX_BUFFER_DAYS} buffer days: it has {MAX_BUFFER_DAYS} now.",
                    one.name
                ));
            }
            for (step, weight) in &mut one.weights {
                if *weight > 3 {
                    notes.push(format!(
                        "How much “{step}” matters for ‘{}’ was {weight}; it goes from 0 to 3, so it is 3 now.",
                        one.name
                    ));
                    *weight = 3;
                }
            }
            texts::name(&mut one.name, &format!("the interview “{id}”"), notes);
            if !one.has_fair_place() {
                one.place = texts::head(&one.place, MAX_TITLE_CHARS);
                notes.push(format!(
                    "The place of ‘{}’ was longer than {MAX_TITLE_CHARS} characters: it was cut to that.",
                    one.name
                ));
            }
            list(one, notes);
        });
    }
}

/// Whether [`list`] has nothing to do.
fn is_fine_list(one: &Interview) -> bool {
    let (lines, ticks) = (one.logistics.lines(), &one.eve_done);
    let in_order = ticks.iter().zip(ticks.iter().skip(1)).all(|(a, b)| a < b);
    lines.len() <= MOST_LINES
        && lines.iter().all(|line| texts::within(line, MAX_LINE_CHARS))
        && ticks.len() <= MOST_LINES
        && ticks.iter().all(|tick| texts::within(tick, TICK))
        && in_order
        && !eve::has_lost_ticks(one)
}

/// The list for the evening before, and its ticks. Ticks of lines that are gone go without a word.
fn list(one: &mut Interview, notes: &mut Vec<String>) {
    let lines = one.logistics.lines();
    let long = lines.len() > MOST_LINES;
    if long
        || lines
            .iter()
            .any(|line| !texts::within(line, MAX_LINE_CHARS))
    {
        let short = lines.iter().take(MOST_LINES);
        let short = short.map(|line| match texts::within(line, MAX_LINE_CHARS) {
            true => line.clone(),
            false => texts::head(line, MAX_LINE_CHARS),
        });
        one.logistics = Notes::from_lines(short.collect());
        notes.push(format!(
            "The list for the evening before ‘{}’ was too long: it has {MOST_LINES} lines of {MAX_LINE_CHARS} characters at most.",
            one.name
        ));
    }
    one.eve_done.retain(|tick| texts::within(tick, TICK));
    one.eve_done.sort();
    one.eve_done.dedup();
    eve::drop_lost_ticks(one);
    one.eve_done.truncate(MOST_LINES);
}

/// The user's lines about weeks.
fn weeks(plan: &mut Plan, notes: &mut Vec<String>) {
    for (week, note) in &mut plan.weeks {
        if !texts::within(&note.line, MAX_WEEK_CHARS) {
            note.line = texts::head(&note.line, MAX_WEEK_CHARS);
            notes.push(format!(
                "What was written about the week of {week} was longer than {MAX_WEEK_CHARS} characters: it was cut to that."
            ));
        }
    }
}

fn availability(plan: &mut Plan, notes: &mut Vec<String>) {
    for day in crate::domain::WEEK {
        if plan.availability.weekly.minutes(day) <= DAY {
            continue;
        }
        notes.push(format!(
            "{day} had more than 24 hours to study: it has 24 now."
        ));
        let mut left = DAY;
        let windows: &mut Vec<Window> = plan.availability.weekly.on_mut(day);
        for window in windows.iter_mut() {
            window.minutes = window.minutes.min(left);
            left = left.saturating_sub(window.minutes);
        }
        windows.retain(|window| window.minutes > Minutes::ZERO);
    }
    let long: Vec<Day> = plan
        .availability
        .exceptions
        .iter()
        .filter(|(_, minutes)| **minutes > DAY)
        .map(|(day, _)| *day)
        .collect();
    for day in long {
        plan.availability.exceptions.insert(day, DAY);
        notes.push(format!("{day} had more than 24 hours: it has 24 now."));
    }
}

/// Busy times as they can be: not empty, not longer than they may be, whole days whole.
fn busy(plan: &mut Plan, notes: &mut Vec<String>) {
    let times = &mut plan.availability.busy;
    let wrong: Vec<BusyId> = times
        .iter()
        .filter(|busy| {
            let fine = (Minutes(1)..=MAX_BUSY).contains(&busy.minutes);
            !fine || !texts::short_name(&busy.title) || ***busy != (***busy).clone().tidied()
        })
        .map(|busy| busy.id.clone())
        .collect();
    for id in wrong {
        let Some(gone) = times.remove(&id) else {
            continue;
        };
        let mut busy = (*gone).clone().tidied();
        if busy.minutes == Minutes::ZERO {
            notes.push(format!("The busy time “{id}” had no length: it is gone."));
            continue;
        }
        if busy.minutes > MAX_BUSY {
            busy.minutes = MAX_BUSY;
            notes.push(format!(
                "The busy time “{id}” was longer than 31 days: it was cut to that."
            ));
        }
        if !texts::short_name(&busy.title) {
            busy.title = texts::head(&busy.title, MAX_TITLE_CHARS);
            notes.push(format!(
                "The title of the busy time “{id}” was longer than {MAX_TITLE_CHARS} characters: it was cut to that."
            ));
        }
        times.put(busy);
    }
}

fn rules(rules: &mut Rules, notes: &mut Vec<String>) {
    let before = rules.clone();
    rules.max_items = rules.max_items.max(1);
    rules.min_session = rules.min_session.clamp(Minutes(5), Minutes::hours(8));
    rules.review = rules.review.clamp(Minutes(1), Minutes::hours(4));
    recall::rules(rules);
    if *rules != before {
        notes.push("Planning rules out of range were set to the nearest that works.".to_owned());
    }
}
