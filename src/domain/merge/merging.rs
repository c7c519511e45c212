//! One plan made of two that came from one: three-way, by rows and fields.
//!
//! What only one side wrote is in the result. Where both wrote, the result has one of them by a rule, or both, and the
//! report has both. An edit counts more than a removal. The result is legal.
//!
//! **Schedules.** Where both sides planned the days ahead again, ours' schedule counts for what is only planned, so that
//! no item's work is planned twice; what either side logged or pinned is kept. What was left out, and what the schedule
//! was made for, go with the schedule.
//!
//! **Clocks.** At most one runs: of several the one that began last, whichever side it is of. The others keep what they counted
//! until then; the time of a timer that is not kept goes into its session.
//!
//! Not here: reading the two files (`store/`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::ChangeId;
use super::changes::changes;
use super::field::{Field as _, NOTHING};
use super::names::Names;
use super::report::{Conflict, Kept, Merged, Report};
use super::settle::{Mended, settle};
use super::three::Three;
use crate::domain::clocks::Clock;
use crate::domain::edit::say_minutes;
use crate::domain::id::{ItemId, PromptId, SessionId};
use crate::domain::plan::Plan;
use crate::domain::session::{Outcome, Session};
use crate::domain::table::Row;
use crate::domain::time::Minutes;
use crate::domain::timer::Timer;

/// One plan of `ours` and `theirs`, which both came from `base`. Where nothing overlaps it does not matter which of the
/// two is which.
///
/// O(n log n) in the rows of all three; rows that they share in memory are not read.
pub fn merge(base: &Plan, ours: &Plan, theirs: &Plan) -> Merged {
    merge_from(Some(base), ours, theirs)
}

/// As [`merge`], where it is not known what both came from: what either has is in the result, nothing counts as deleted.
pub fn merge_without_base(ours: &Plan, theirs: &Plan) -> Merged {
    merge_from(None, ours, theirs)
}

/// The most lines of conflicts that are put into the notes of one item.
const MAX_MARKED: usize = 50;

/// Puts the conflicts of items into their notes, so that a merge without anybody watching loses neither value. Returns
/// how many.
pub fn mark(plan: &mut Plan, conflicts: &[Conflict]) -> usize {
    let mut lines: BTreeMap<ItemId, Vec<String>> = BTreeMap::new();
    for conflict in conflicts {
        let mut way = conflict.id.way();
        let (Some("items"), Some(id), Some(field)) = (way.next(), way.next(), way.next()) else {
            continue;
        };
        if let (Ok(id), true) = (ItemId::new(id), field != "notes") {
            let line = format!(
                "[Changed in both copies: {}: {} here, {} there.]",
                conflict.field, conflict.ours, conflict.theirs
            );
            let lines = lines.entry(id).or_default();
            if lines.len() < MAX_MARKED {
                lines.push(line.replace(['\n', '\r'], " "));
            }
        }
    }
    let mut marked = 0;
    for (id, lines) in lines {
        marked += lines.len();
        plan.items.update(&id, |item| {
            let all = item.notes.lines().iter().cloned();
            item.notes = all.chain(lines).collect();
        });
    }
    marked
}

fn merge_from(known: Option<&Plan>, ours: &Plan, theirs: &Plan) -> Merged {
    let nothing = Plan::empty(ours.id.clone(), String::new(), ours.start_on);
    let base = known.unwrap_or(&nothing);
    let mut three = Three::new(Names::new([ours, theirs, base]));
    let mut theirs_taken = theirs.clone();
    theirs_taken.format = ours.format.max(theirs.format);
    let mut ours_taken = ours.clone();
    ours_taken.format = theirs_taken.format;
    timer(base, &mut ours_taken, &mut theirs_taken, &mut three);
    // Without a base, the same sum says that it is one schedule.
    let one = known.is_none() && ours.made_for == theirs.made_for;
    if !one && planned_again(base, ours) && planned_again(base, theirs) {
        let found = three.found();
        schedule(base, ours, &mut theirs_taken, &mut three);
        if three.found() == found {
            // One and the same schedule, made for different reasons.
            ours_taken.made_for = ours.made_for.max(theirs.made_for);
        }
        theirs_taken.made_for = ours_taken.made_for;
    }
    let mut plan = Plan::merge(known, &ours_taken, &theirs_taken, &mut three);
    let mut conflicts = Vec::new();
    come_back(&mut plan, [base, ours, theirs]);
    let mended = settle(&mut plan, &[ours, theirs, base], base);
    if !mended.is_empty() {
        come_back(&mut plan, [base, ours, theirs]);
        for one in mended {
            conflicts.extend(said(one, &plan, [base, ours, theirs]));
        }
    }
    ratings_come_back(&mut plan, [base, ours, theirs]);
    conflicts.extend(three.done());
    let report = report(&plan, ours, theirs, conflicts);
    Merged { plan, report }
}

fn report(plan: &Plan, ours: &Plan, theirs: &Plan, conflicts: Vec<Conflict>) -> Report {
    let places: BTreeSet<&ChangeId> = conflicts.iter().map(|conflict| &conflict.id).collect();
    let marked = |before: &Plan| {
        let mut found = changes(before, plan);
        for change in &mut found.list {
            change.conflict = places.contains(&change.id);
        }
        found
    };
    Report {
        from_theirs: marked(ours),
        from_ours: marked(theirs),
        conflicts,
    }
}

/// Where both sides did something with the timer: the one that was started or paused last is kept. The other one, of another
/// session, is stopped at that instant, and what it counted is logged as by stopping it. A timer that one side stopped stays
/// stopped.
fn timer(base: &Plan, ours: &mut Plan, theirs: &mut Plan, three: &mut Three<'_>) {
    if ours.timer == theirs.timer {
        return;
    }
    if ours.timer == base.timer || theirs.timer == base.timer {
        let changed = if ours.timer == base.timer {
            &theirs.timer
        } else {
            &ours.timer
        }
        .clone();
        ours.timer.clone_from(&changed);
        theirs.timer = changed;
        return;
    }
    let of_base = |timer: &Timer| {
        let before = base.timer.as_ref();
        before.is_some_and(|before| before.session == timer.session)
    };
    let rank = |timer: &Option<Timer>| {
        let timer = timer.as_ref();
        // Stopped counts more than the same one gone on with, less than another one.
        let sort = timer.map_or(1, |timer| if of_base(timer) { 0 } else { 2 });
        let last = timer.map(|t| (t.since, t.banked, t.session.clone(), t.paused, t.taken));
        (sort, last)
    };
    let kept_side = if rank(&theirs.timer) > rank(&ours.timer) {
        Kept::Theirs
    } else {
        Kept::Ours
    };
    three.enter("timer");
    three.differ(&ours.timer, &theirs.timer, kept_side);
    three.leave();
    let (winner, loser) = match kept_side {
        Kept::Theirs => (&theirs.timer, &mut *ours),
        _ => (&ours.timer, &mut *theirs),
    };
    let winner = winner.clone();
    if let (Some(kept), Some(lost)) = (&winner, &loser.timer)
        && kept.session != lost.session
    {
        let minutes = lost.minutes(kept.since);
        let session = lost.session.clone();
        if minutes > Minutes::ZERO && loser.sessions.contains(&session) {
            loser.sessions.update(&session, |s| s.spent += minutes);
            three.enter("sessions");
            let title = three.names().session_of(&session);
            three.way().enter_row(session.to_string(), title);
            three.enter("spent");
            let stopped = format!("{} by its timer", say_minutes(minutes));
            let other = "another timer".to_owned();
            let (here, there) = match kept_side {
                Kept::Theirs => (stopped, other),
                _ => (other, stopped),
            };
            three.conflict(here, there, Kept::Both);
            three.leave();
            three.way().leave_row();
            three.leave();
        }
    }
    ours.timer.clone_from(&winner);
    theirs.timer = winner;
}

/// Names the schedule as a whole in a conflict's id (no id of a session has this sign).
const AHEAD: &str = "=ahead";

/// Whether a side planned the days ahead again.
fn planned_again(base: &Plan, side: &Plan) -> bool {
    side.made_for != base.made_for || side.cuts != base.cuts
}

/// Whether a session is the planner's to move: only planned, by the planner, and nothing done of it.
fn is_free(session: &Session, plan: &Plan) -> bool {
    let timed = plan.timer.as_ref().is_some_and(|t| t.session == session.id);
    session.outcome == Outcome::Planned
        && session.spent == Minutes::ZERO
        && !session.pinned
        && !timed
}

/// Both planned again: what is free in theirs becomes what it is in ours, with what was left out.
fn schedule(base: &Plan, ours: &Plan, theirs: &mut Plan, three: &mut Three<'_>) {
    let free = |plan: &Plan, id: &SessionId| {
        plan.sessions
            .get(id)
            .is_none_or(|session| is_free(session, plan))
    };
    let old = theirs.clone();
    let ids: BTreeSet<&SessionId> = ours.sessions.keys().chain(old.sessions.keys()).collect();
    let (found, mut differ) = (three.found(), false);
    three.enter("sessions");
    for id in ids {
        let (mine, other) = (ours.sessions.get(id), old.sessions.get(id));
        if mine == other || !free(ours, id) || !free(&old, id) {
            continue;
        }
        if other != base.sessions.get(id) {
            let say = |session: Option<&Arc<Session>>, names: &Names<'_>| {
                session.map_or_else(
                    || "not planned".to_owned(),
                    |session| super::field::record_in_words(&**session, names),
                )
            };
            let named = mine.or(other);
            let title = named.map(|s| super::rows::Titled::called(&**s, three.names()));
            let words = (say(mine, three.names()), say(other, three.names()));
            three
                .way()
                .enter_row(id.to_string(), title.unwrap_or_default());
            three.conflict(words.0, words.1, Kept::Ours);
            three.way().leave_row();
        }
        differ = true;
        match mine {
            Some(mine) => theirs.sessions.put_shared(Arc::clone(mine)),
            None => {
                theirs.sessions.remove(id);
            }
        }
    }
    if differ && three.found() == found {
        // Theirs planned nothing that ours has not: that ours' counts is said all the same.
        let words = ("planned".to_owned(), "planned in another way".to_owned());
        three
            .way()
            .enter_entry(AHEAD.to_owned(), "days ahead".to_owned());
        three.conflict(words.0, words.1, Kept::Ours);
        three.leave();
    }
    three.leave();
    if theirs.cuts != ours.cuts {
        let titles = |plan: &Plan, names: &Names<'_>| {
            let titles: Vec<String> = plan.cuts.iter().map(|cut| names.item(&cut.item)).collect();
            if titles.is_empty() {
                return NOTHING.to_owned();
            }
            titles.join(", ")
        };
        let words = (titles(ours, three.names()), titles(theirs, three.names()));
        three.enter("cuts");
        three.conflict(words.0, words.1, Kept::Ours);
        three.leave();
        theirs.cuts = ours.cuts.clone();
    }
}

/// An item that one side deleted and that is there all the same, for the other changed it, gets back what went with it:
/// its links, sessions, prompts and their reviews, as the other side has them.
fn come_back(plan: &mut Plan, [base, ours, theirs]: [&Plan; 3]) {
    for (without, with) in [(ours, theirs), (theirs, ours)] {
        if without.items.same(&base.items) {
            continue;
        }
        let gone = |id: &&ItemId| !without.items.contains(id) && base.items.contains(id);
        let back: BTreeSet<&ItemId> = plan.items.keys().filter(gone).collect();
        if back.is_empty() {
            continue;
        }
        let (mut links, mut sessions) = (plan.links.clone(), plan.sessions.clone());
        let mut prompts = plan.prompts.clone();
        let mut runs = plan.runs.clone();
        for (id, run) in with.runs.entries() {
            if back.contains(&run.item) && !runs.contains(id) {
                runs.put_shared(Arc::clone(run));
            }
        }
        for (id, link) in with.links.entries() {
            let ends = back.contains(&link.from) || back.contains(&link.to);
            let there = plan.items.contains(&link.from) && plan.items.contains(&link.to);
            if ends && there && !links.contains(id) {
                links.put_shared(Arc::clone(link));
            }
        }
        for (id, session) in with.sessions.entries() {
            if back.contains(&session.item) && !sessions.contains(id) {
                sessions.put_shared(Arc::clone(session));
            }
        }
        for (id, prompt) in with.prompts.entries() {
            if back.contains(&prompt.item) && !prompts.contains(id) {
                prompts.put_shared(Arc::clone(prompt));
            }
        }
        (plan.links, plan.sessions, plan.runs) = (links, sessions, runs);
        plan.prompts = prompts;
    }
}

/// As [`come_back`], of prompts: their ratings come back with them.
fn ratings_come_back(plan: &mut Plan, [base, ours, theirs]: [&Plan; 3]) {
    for (without, with) in [(ours, theirs), (theirs, ours)] {
        if without.prompts.same(&base.prompts) {
            continue;
        }
        let gone = |id: &PromptId| !without.prompts.contains(id) && base.prompts.contains(id);
        let mut reviews = plan.reviews.clone();
        for (id, review) in with.reviews.entries() {
            let of = &review.prompt;
            if gone(of) && plan.prompts.contains(of) && !reviews.contains(id) {
                reviews.put_shared(Arc::clone(review));
            }
        }
        plan.reviews = reviews;
    }
}

/// What made the plan legal, as a conflict: one side took out what the other needs.
fn said(one: Mended, plan: &Plan, [base, ours, theirs]: [&Plan; 3]) -> Option<Conflict> {
    let names = Names::new([plan, ours, theirs, base]);
    let needed = |here: bool| {
        let (kept, words) = ("needed by something else", "removed");
        if here {
            (kept.to_owned(), words.to_owned(), Kept::Ours)
        } else {
            (words.to_owned(), kept.to_owned(), Kept::Theirs)
        }
    };
    let (way, title, field, (ours, theirs, kept)) = match one {
        Mended::Item(id) => (
            format!("items/{id}"),
            names.item(&id),
            String::new(),
            needed(ours.items.contains(&id)),
        ),
        Mended::Prompt(id) => (
            format!("prompts/{id}"),
            names.prompt(&id),
            String::new(),
            needed(ours.prompts.contains(&id)),
        ),
        Mended::Step(id) => (
            format!("steps/{id}"),
            names.step(&id),
            String::new(),
            needed(ours.steps.contains(&id)),
        ),
        Mended::Session(id) => (
            format!("sessions/{id}"),
            names.session_of(&id),
            String::new(),
            needed(ours.sessions.contains(&id)),
        ),
        Mended::Paused(clock) => {
            let (way, title, here) = match &clock {
                Clock::Timer => {
                    let here = ours.timer.as_ref().is_some_and(|timer| !timer.paused);
                    ("timer".to_owned(), "Timer".to_owned(), here)
                }
                Clock::Run(id) => {
                    let run = plan.runs.get(id);
                    let title = run.map(|run| super::rows::Titled::called(&**run, &names));
                    let runs = ours.runs.get(id).is_some_and(|run| run.is_running());
                    (format!("runs/{id}"), title.unwrap_or_default(), runs)
                }
            };
            let [runs, later] = ["its clock runs", "another clock began later"].map(str::to_owned);
            let sides = if here {
                (runs, later, Kept::Theirs)
            } else {
                (later, runs, Kept::Ours)
            };
            (way, title, "clock".to_owned(), sides)
        }
        Mended::Weakened(link) => {
            let id = link.key();
            let circle = "it would be a prerequisite of itself, so it only draws on it".to_owned();
            let strong = link.relation.forward().to_owned();
            let sides = if ours.links.contains(&id) {
                (strong, circle, Kept::Theirs)
            } else {
                (circle, strong, Kept::Ours)
            };
            let title = super::rows::Titled::called(&link, &names);
            (
                format!("links/{id}"),
                title,
                "how they bear on each other".to_owned(),
                sides,
            )
        }
    };
    let id = ChangeId::new(&way);
    let mut parts = id.way();
    let table = super::change::TableName::of(parts.next().unwrap_or_default(), None);
    Some(Conflict {
        table,
        title,
        field,
        ours,
        theirs,
        kept,
        id: id.clone(),
    })
}
