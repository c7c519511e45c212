//! At what time of day the sessions of a day come. The planner only counts minutes; calendar and exports both ask here, so
//! that they say the same.
//!
//! Sessions keep their order and follow each other without gaps where they can. Each begins in the first free slot, from
//! where the one before ends, that has room for the whole of it. One that no slot ahead has room for begins at once and
//! goes on for as long as it takes, past the end of its window too; only busy times interrupt it, as long as there is
//! something of the study day left after them.
//!
//! Not here: how much time there is (`availability.rs`), the order of a day's sessions (`index.rs`).

use super::availability::Availability;
use super::busy::{DAY_TO, Slot};
use super::plan::Plan;
use super::session::{Outcome, Session};
use super::time::{Day, Minutes};

/// When each of a day's sessions comes: `sessions` in the order that they are taken. What interrupts one is counted in.
pub fn of_sessions<'a>(
    plan: &Plan,
    day: Day,
    sessions: impl IntoIterator<Item = &'a Session>,
) -> Vec<Slot> {
    let lengths = sessions.into_iter().map(length);
    lay(&plan.availability, day, lengths)
}

/// The room that a session takes: what was planned where it was skipped.
pub fn length(session: &Session) -> Minutes {
    match session.outcome {
        Outcome::Skipped => session.minutes,
        Outcome::Planned | Outcome::Done => session.load(),
    }
}

/// Lays lengths of time into the free time of a day, one after the other.
pub fn lay(
    availability: &Availability,
    day: Day,
    lengths: impl IntoIterator<Item = Minutes>,
) -> Vec<Slot> {
    let free = availability.free(day);
    let taken = availability.taken(day);
    let mut at = free
        .first()
        .map_or_else(|| availability.usually_from(day), |slot| slot.from);
    // Slots before this one are over.
    let mut here = 0;
    let mut laid = Vec::new();
    for minutes in lengths {
        while free.get(here).is_some_and(|slot| slot.to <= at) {
            here += 1;
        }
        let ahead = free.get(here..).unwrap_or_default();
        let roomy = ahead.iter().find(|slot| {
            let from = slot.from.max(at);
            slot.to.saturating_sub(from) >= minutes.0
        });
        // Else in what is left of the slot here, or past all of them.
        let from = match roomy.or(ahead.first()) {
            Some(slot) => slot.from.max(at),
            None => at,
        };
        let slot = run(&taken, from, minutes);
        at = slot.to;
        laid.push(slot);
    }
    laid
}

/// From a minute on for so long, without the minutes that are taken.
fn run(taken: &[Slot], from: u32, minutes: Minutes) -> Slot {
    let mut slot = Slot { from, to: from };
    let mut left = minutes.0;
    for busy in taken.iter().filter(|busy| busy.to > from) {
        if slot.to.saturating_add(left) <= busy.from || busy.to >= DAY_TO {
            break;
        }
        let before = busy.from.saturating_sub(slot.to);
        left -= before.min(left);
        if slot.to == slot.from && before == 0 {
            // Nothing of it yet: it begins after.
            slot.from = busy.to;
        }
        slot.to = busy.to;
    }
    slot.to = slot.to.saturating_add(left);
    slot
}
