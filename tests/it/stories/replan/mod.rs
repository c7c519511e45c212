//! Planning anew as the user meets it: shown first, explained, undoable, calm. Here ways to hold a search back and to answer for it.

mod dialog;
mod noticed;
mod searching;

use cairn::domain::{Day, Plan, Schedule, SessionId};
use cairn::planner::{Effort, Found, Worth, find_plan};
use cairn::state::Event;

use crate::support::app::{Setup, Window};

/// A window in which nothing was done for three days.
fn behind() -> Window {
    let mut window = Setup::real().open();
    pass_days(&mut window, 3);
    window
}

fn pass_days(window: &mut Window, days: i64) {
    window.env.pass_minutes(days * 24 * 60);
    window.run();
}

/// Holds the full search back, as if it took long.
fn hold(window: &Window) {
    window.state().jobs().hold();
}

fn let_go(window: &mut Window) -> usize {
    let jobs = window.state().jobs().let_go();
    window.run();
    jobs
}

/// Lets the full search answer with this.
fn answer(
    window: &mut Window,
    schedule: Schedule,
    worth: Worth,
    fuller: Option<(Schedule, Worth)>,
) {
    let ticket = window.state().search_ticket().expect("a search is at work");
    let found = Box::new(Found {
        schedule,
        worth,
        fuller,
    });
    window.state().jobs().reply()(Event::Planned { ticket, found });
    window.run();
}

fn quick(plan: &Plan, today: Day) -> Found {
    find_plan(plan, today, Effort::Quick, &|| false)
}

/// The quick schedule with the last cut item taken back, so that one more fits.
fn with_one_cut_less(mut schedule: Schedule) -> Schedule {
    let last = schedule.cuts.keys().next_back().cloned();
    if let Some(last) = last {
        schedule.cuts.remove(&last);
    }
    schedule
}

fn first_ahead(plan: &Plan, today: Day) -> SessionId {
    let ahead = plan.sessions.iter().filter(|s| s.on > today);
    ahead
        .min_by_key(|s| (s.on, s.id.clone()))
        .expect("one")
        .id
        .clone()
}
