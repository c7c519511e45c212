//! Random edits of sessions, interviews, time and the plan as a whole.

use cairn::domain::schedule::{Cut, CutReason};
use cairn::domain::{
    Busy, BusyId, Clock, Decision, Interview, InterviewId, Minutes, Notes, Outcome, Plan, Round,
    RunId, Session, SessionId, SessionKind, Stamp, Table, Timer, WEEK, Week, Window,
};

use super::edits::{any_key, day, fresh, moment, stop_lost_timer, unknown};
use crate::support::plans::Dice;

pub fn sessions(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = any_key(d, &plan.sessions);
    match (d.below(8), id) {
        (0..=2, Some(id)) => {
            plan.sessions.update(&id, |session| {
                session.outcome = d.pick(&[Outcome::Done, Outcome::Done, Outcome::Skipped]);
                session.spent += Minutes(d.roll(1, 90));
                session.ended_at = Some(moment(d));
            });
        }
        (3, Some(id)) => {
            plan.sessions.update(&id, |session| {
                session.on = day(d);
                session.pinned = true;
            });
        }
        (4, Some(id)) => {
            plan.sessions
                .update(&id, |session| session.minutes = Minutes(d.roll(5, 200)));
        }
        (5, Some(id)) => {
            plan.sessions.remove(&id);
            stop_lost_timer(plan);
        }
        (6, Some(id)) => {
            let since = Stamp(1_800_000_000 + d.below(9) as i64);
            plan.timer = d.maybe(|_| Timer::new(id, since));
        }
        _ => {
            let id = SessionId::slug(&fresh(d, side, "session"));
            if let Some(item) = any_key(d, &plan.items)
                && !plan.sessions.contains(&id)
            {
                let mut session =
                    Session::new(id, item, SessionKind::Study, day(d), Minutes(d.roll(5, 90)));
                session.pinned = d.chance(50);
                plan.sessions.put(session);
            }
        }
    }
}

/// A new design session, or something in one that is there.
pub fn runs(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = any_key(d, &plan.runs);
    let at = Stamp(1_800_000_000 + d.below(9) as i64);
    match (d.below(8), id) {
        (0..=4, Some(id)) => {
            plan.runs.update(&id, |run| {
                let place = d.below(run.stages.len());
                match d.below(6) {
                    0 => run.stages[place].rating = d.maybe(|d| d.roll(1, 5) as u8),
                    1 => run.stages[place].notes = Notes::from_text(&d.text()),
                    2 => run.next_steps = Notes::from_text(&d.text()),
                    3 => run.stages[place].refused = d.chance(50),
                    4 => {
                        run.at = place as u32;
                        run.stages[place].spent += d.roll(1, 600);
                        run.running_since = (run.finished.is_none()).then_some(at);
                    }
                    _ => {
                        run.running_since = None;
                        run.finished = Some(moment(d));
                    }
                }
            });
        }
        (5, Some(id)) => {
            plan.runs.remove(&id);
        }
        _ => {
            let id = RunId::slug(&fresh(d, side, "run"));
            if let Some(item) = any_key(d, &plan.items)
                && !plan.runs.contains(&id)
            {
                let mut run = crate::support::plans::run(d, 0, item, &[]);
                run.id = id;
                plan.runs.put(run);
            }
        }
    }
}

/// As the planner leaves it: new sessions ahead, new cuts.
pub fn replan(plan: &mut Plan, d: &mut Dice, side: &str) {
    let timed = plan.timer.as_ref().map(|timer| timer.session.clone());
    plan.sessions.retain(|s| {
        s.outcome != Outcome::Planned
            || s.spent > Minutes::ZERO
            || s.pinned
            || timed.as_ref() == Some(&s.id)
    });
    for n in 0..d.below(6) {
        if let Some(item) = any_key(d, &plan.items) {
            let id = SessionId::slug(&format!("planned-{side}-{n}"));
            if !plan.sessions.contains(&id) {
                let minutes = Minutes(d.roll(5, 90));
                plan.sessions
                    .put(Session::new(id, item, SessionKind::Study, day(d), minutes));
            }
        }
    }
    plan.cuts = Table::default();
    for _ in 0..d.below(3) {
        if let Some(item) = any_key(d, &plan.items) {
            plan.cuts
                .put(Cut::new(item, CutReason::NoTime, Minutes(d.roll(1, 90))));
        }
    }
    plan.made_for = d.below(1_000) as u64 + 1;
}

pub fn interviews(plan: &mut Plan, d: &mut Dice, side: &str) {
    let id = any_key(d, &plan.interviews);
    match (d.below(5), id) {
        (0, Some(id)) => {
            plan.interviews.remove(&id);
        }
        (1..=3, Some(id)) => {
            let step = any_key(d, &plan.steps);
            plan.interviews.update(&id, |one| match d.below(6) {
                0 => one.name = d.title(),
                3 => {
                    one.logistics = Notes::from_text(&d.text());
                    cairn::domain::eve::drop_lost_ticks(one);
                }
                4 => {
                    one.logistics = Notes::from_text(side);
                    one.eve_done = vec![format!("own:{side}")];
                }
                1 => one.on = day(d),
                2 => one.round = d.pick(&Round::ALL),
                _ => {
                    if let Some(step) = step {
                        one.weights.insert(step, d.roll(0, 3) as u8);
                    }
                }
            });
        }
        _ => {
            let id = InterviewId::slug(&fresh(d, side, "interview"));
            if !plan.interviews.contains(&id) {
                let interview = Interview::new(id, d.title(), Round::Onsite, day(d));
                plan.interviews.put(interview);
            }
        }
    }
}

pub fn busy(plan: &mut Plan, d: &mut Dice, side: &str) {
    let times = &mut plan.availability.busy;
    let n = d.below(times.len());
    let id = times.iter().nth(n).map(|busy| busy.id.clone());
    match (d.below(4), id) {
        (0, Some(id)) => {
            times.remove(&id);
        }
        (1 | 2, Some(id)) => {
            if let Some(busy) = times.get(&id) {
                let mut busy = (**busy).clone();
                match d.below(4) {
                    0 => busy.title = d.title(),
                    1 => busy.on = day(d),
                    2 => busy.minutes = Minutes(d.roll(10, 300)),
                    _ => busy.all_day = !busy.all_day,
                }
                times.put(busy.tidied());
            }
        }
        _ => {
            let id = BusyId::slug(&fresh(d, side, "busy"));
            let start = Clock::from_minutes(d.roll(0, 1_439) as u16);
            let busy = Busy::new(id, day(d), start, Minutes(d.roll(10, 300)));
            times.put(busy.called(d.title()).tidied());
        }
    }
}

pub fn time(plan: &mut Plan, d: &mut Dice) {
    if d.chance(60) {
        let on = day(d).week_start(WEEK[0]);
        if d.chance(70) {
            let minutes = Minutes(d.roll(0, 300));
            plan.availability.exceptions.insert(on, minutes);
        } else {
            plan.availability.exceptions.remove(&on);
        }
        return;
    }
    let on = d.pick(&WEEK);
    let at = Clock::from_minutes(d.roll(0, 1_439) as u16);
    let minutes = Minutes(d.roll(10, 200));
    *plan.availability.weekly.on_mut(on) = vec![Window { at, minutes }];
}

pub fn whole(plan: &mut Plan, d: &mut Dice) {
    match d.below(6) {
        5 => {
            let week = Week::of(day(d));
            let note = plan.weeks.entry(week).or_default();
            note.line = d.title();
            note.decision = d.maybe(|d| d.pick(&Decision::ALL));
        }
        0 => plan.name = d.title(),
        1 => plan.start_on = day(d),
        2 => plan.rules.max_items = d.roll(1, 9) as u8,
        3 => unknown(&mut plan.unknown, d),
        _ => plan.rules.review = Minutes(d.roll(1, 60)),
    }
}
