//! The two sorts of clocks that a plan can hold, the timer of a session and the clocks of design sessions: how long a
//! stretch counts, and that at most one of them runs.
//!
//! Not here: what each of them counts (`timer.rs`, `run.rs`), starting and stopping them (`apply/`).

use super::id::RunId;
use super::plan::Plan;
use super::time::Stamp;

/// The longest stretch that is counted in one go, in seconds: a day.
pub const LONGEST: u32 = 24 * 60 * 60;

/// Seconds from `since` to `now`, at most [`LONGEST`]; 0 where the clock was set back.
pub fn stretch(since: Stamp, now: Stamp) -> u32 {
    let seconds = now.0.saturating_sub(since.0);
    u32::try_from(seconds.clamp(0, i64::from(LONGEST))).unwrap_or(0)
}

/// A clock of a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// The timer.
    Timer,
    /// A design session's.
    Run(RunId),
}

/// The clocks that run, with the instants since which they do.
fn running(plan: &Plan) -> Vec<(Stamp, Clock)> {
    let timer = plan.timer.as_ref().filter(|timer| !timer.paused);
    let timer = timer.map(|timer| (timer.since, Clock::Timer));
    let runs = plan.runs.iter().filter(|run| run.is_running());
    let runs = runs.filter_map(|run| Some((run.running_since?, Clock::Run(run.id.clone()))));
    timer.into_iter().chain(runs).collect()
}

/// Stops the clocks of the design sessions other than this one.
pub fn pause_runs(plan: &mut Plan, other_than: Option<&RunId>, at: Stamp) {
    let running = plan.runs.iter().filter(|run| run.is_running());
    let running = running.filter(|run| Some(&run.id) != other_than);
    let running: Vec<RunId> = running.map(|run| run.id.clone()).collect();
    for id in running {
        plan.runs.update(&id, |run| run.pause(at));
    }
}

/// Where several clocks run, as two copies of a plan may have it once they are one: the one that began last goes on. The
/// others stand since then, with what they had counted: nobody does two things at once, and no second counts twice. Says
/// which were stopped.
pub fn settle(plan: &mut Plan) -> Vec<Clock> {
    let mut running = running(plan);
    let Some(last) = running.iter().max().cloned() else {
        return Vec::new();
    };
    running.retain(|clock| *clock != last);
    let (at, _) = last;
    for (_, clock) in &running {
        match clock {
            Clock::Timer => {
                if let Some(timer) = &mut plan.timer {
                    timer.pause(at);
                }
            }
            Clock::Run(id) => {
                plan.runs.update(id, |run| run.pause(at));
            }
        }
    }
    running.into_iter().map(|(_, clock)| clock).collect()
}
