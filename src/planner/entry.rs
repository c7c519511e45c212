//! The planner's door for the program: a plan in, a schedule out. It chooses depths, asks the planner, steps back
//! where the work cannot be laid out, and leaves a schedule that still serves as it is.
//!
//! A first plan tries the order of the path, then any order, then a choice of depths with a little less in it. A replan
//! keeps depths and sessions (`depth::keep`, `settled`), lowers what does not fit any more, and works out in full effort what
//! a plan made anew would be worth: that one is offered where it is clearly worth more, and never taken unasked.
//!
//! Where the rules of a good plan live: depths, musts before niceties, and time kept free for catching up in `depth`; no
//! new material on the last day (buffer days) and the interviews' values in `from_plan`; study that ends early where there
//! is room (`study_until`), mocks from 60 % on and the order of the path in `pose`; days of one step are dear in the
//! `score`; what stays in a replan in `settled`, here and in `replan`; why a session is where it is in `reason` and `way_back`.
//!
//! Not here: one attempt (`attempt`), how sessions are placed (`schedule`), which depths are worth their time (`depth`).

use crate::domain::{CutReason, Day, ItemId, Plan, Schedule};

use super::Effort;
use super::attempt::{self, Attempt, Manner};
use super::depth::{self, Depths};
use super::drill::Drills;
use super::from_plan::Facts;
use super::made_for::Asked;
use super::pose::{self, Order};
use super::settled::settled;
use super::worth::Worth;

/// A first plan keeps the order of the path where it gives up no more than so many per mille.
const NEAR: i64 = 15;
/// A schedule that still serves is given up for one that prepares so many per mille more; where the same is studied
/// and only more of it in time for an earlier interview, for so many.
const WORTH_IT: i64 = 15;
const WORTH_LATE: i64 = 50;
/// From so many items on a plan is large: there is time for few tries.
const LARGE: usize = 300;
/// From so many per cent of the time on that nothing is planned in a plan is roomy.
const ROOMY: i64 = 15;
/// A fuller schedule is offered where it is worth so many per mille more.
const OFFERED: i64 = 10;

/// What the attempts of one run get of its effort's work, in per cent.
#[derive(Clone, Copy)]
struct Shares {
    each: usize,
    tries: usize,
    /// Of the full effort, for the last attempt, where it begins from nothing and where it mends.
    full: usize,
    mend: usize,
}

impl Shares {
    const QUICK: Self = Self {
        each: 16,
        tries: 3,
        full: 0,
        mend: 0,
    };
    const FULL: Self = Self {
        each: 30,
        tries: 4,
        full: 50,
        mend: 30,
    };
}

/// What planning a plan anew found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The schedule to propose: the best that leaves most of what is planned where it is.
    pub schedule: Schedule,
    /// What it is worth.
    pub worth: Worth,
    /// A schedule worth more that moves many more sessions, where there is one: to be offered, never to be taken
    /// unasked. Only looked for in full effort.
    pub fuller: Option<(Schedule, Worth)>,
}

/// The schedule for the days from `today` on: pure, and the same every time. It keeps what is pinned and begun where it
/// is, and moves as little of the rest as it can. To be put into the plan with `Edit::Replan`.
#[must_use]
pub fn schedule_plan(plan: &Plan, today: Day, effort: Effort) -> Schedule {
    schedule_plan_with(plan, today, effort, &|| false)
}

/// As [`schedule_plan`], and asks `cancelled` now and then whether to stop early; the schedule is legal all the same.
#[must_use]
pub fn schedule_plan_with(
    plan: &Plan,
    today: Day,
    effort: Effort,
    cancelled: &dyn Fn() -> bool,
) -> Schedule {
    find_plan(plan, today, effort, cancelled).schedule
}

/// Whether the schedule in force still serves: planning anew would leave every session where it is. Much less work than
/// planning; where it says no, planning may still find nothing better.
#[must_use]
pub fn serves(plan: &Plan, today: Day) -> bool {
    still_serves(&Facts::read(plan, today))
}

/// As [`serves`], where the ratings of this very plan have been replayed already.
#[must_use]
pub fn serves_knowing(plan: &Plan, today: Day, drills: &Drills) -> bool {
    still_serves(&Facts::knowing(plan, today, drills))
}

fn still_serves(facts: &Facts) -> bool {
    if facts.aims.is_empty() || facts.tasks.is_empty() {
        return true;
    }
    if Asked::of(facts).holds(facts, Effort::Quick) {
        return true;
    }
    if facts.recall.is_some() {
        return false;
    }
    let kept = depth::keep(facts, &depth::held(facts));
    settled(facts).is_some_and(|choice| {
        let (_, worth) = attempt::stay(facts, &choice);
        !promising(&kept, &choice, &worth)
    })
}

/// Whether there is clearly more to be had than a schedule with this choice, which is worth so much, gives.
fn promising(kept: &Depths, choice: &[Option<usize>], worth: &Worth) -> bool {
    let hopes = Worth {
        ready: kept.credit,
        layout: 0,
    };
    let enough = match kept.choice == choice {
        true => WORTH_LATE,
        false => WORTH_IT,
    };
    hopes.beats(worth, enough)
}

/// As [`schedule_plan_with`], with what the schedule is worth and the fuller one to offer.
#[must_use]
pub fn find_plan(plan: &Plan, today: Day, effort: Effort, cancelled: &dyn Fn() -> bool) -> Found {
    let facts = Facts::read(plan, today);
    if facts.aims.is_empty() {
        return Found {
            schedule: attempt::nothing_ahead(&facts),
            worth: Worth::default(),
            fuller: None,
        };
    }
    let shares = match effort {
        Effort::Quick => Shares::QUICK,
        Effort::Full => Shares::FULL,
    };
    let run = Run {
        facts: &facts,
        effort,
        shares,
        cancelled,
    };
    let asked = Asked::of(&facts);
    let first = !facts.tasks.iter().any(|task| task.was_planned);
    let (schedule, worth) = if asked.holds(&facts, effort) {
        attempt::as_it_stands(&facts)
    } else {
        let (mut schedule, worth) = if first { run.anew() } else { run.again() };
        // Half a search would find something else when asked again.
        if !cancelled() {
            schedule.made_for = asked.made(&facts, &schedule, effort);
        }
        (schedule, worth)
    };
    let fuller = if first { None } else { run.fuller(&worth) };
    Found {
        schedule,
        worth,
        fuller,
    }
}

/// A plan made from nothing but what the user placed, quickly, and what it is worth: what there would be time for, if
/// everything else could move.
pub(crate) fn find_anew(
    plan: &Plan,
    today: Day,
    cancelled: &dyn Fn() -> bool,
) -> Option<(Schedule, Worth)> {
    let facts = Facts::read(plan, today);
    let run = Run {
        facts: &facts,
        effort: Effort::Quick,
        shares: Shares::QUICK,
        cancelled,
    };
    (!facts.aims.is_empty()).then(|| run.anew())
}

/// Whether an attempt at a first plan is better than another: where one of them leaves nothing out that is asked for, that
/// is worth a little of everything else.
fn is_better(facts: &Facts, next: &Attempt, best: &Attempt) -> bool {
    let near = |a: i64, b: i64| a.saturating_mul(1_000 + NEAR) >= b.saturating_mul(1_000);
    let whole = |of: &Attempt| {
        let mut tasks = facts.tasks.iter().zip(&of.depths.choice);
        of.missing.is_empty() && tasks.all(|(task, choice)| choice.is_some() || !task.is_asked())
    };
    match (whole(next), whole(best)) {
        (true, false) => near(next.credit, best.credit),
        (false, true) => !near(best.credit, next.credit),
        _ => next.credit > best.credit,
    }
}

/// One run: the plan as read, and what may be spent on it.
struct Run<'r, 'a> {
    facts: &'r Facts<'a>,
    effort: Effort,
    shares: Shares,
    cancelled: &'r dyn Fn() -> bool,
}

impl<'a> Run<'_, 'a> {
    fn attempt(
        &self,
        depths: Depths,
        until: i32,
        order: Order<'a>,
        moves: Option<i64>,
    ) -> Attempt<'a> {
        let manner = Manner {
            until,
            order,
            by_due: false,
            moves,
            effort: Effort::Quick,
            work: self.shares.each,
        };
        Attempt::new(self.facts, depths, manner, self.cancelled)
    }

    /// A plan made from nothing but what the user placed.
    fn anew(&self) -> (Schedule, Worth) {
        let facts = self.facts;
        let mut best = self.ordered_or_free();
        let there: i64 = facts.there.iter().map(|&m| i64::from(m)).sum();
        let mut held_back = 0;
        let chosen = best.depths.choice.iter().flatten().count();
        // A large plan has no time for another try, and what one item less does to it is not much.
        let mut missing = match chosen > LARGE {
            true => 0,
            false => best.missing_minutes,
        };
        for n in 1..self.shares.tries {
            if missing == 0 || (self.cancelled)() {
                break;
            }
            let roomy = best.depths.slack * 5 >= there;
            if n == 1 && (roomy || facts.aims.len() > 1) {
                // With room, all the days there are, and a longer look; else the time before an earlier interview to what
                // is chosen for it alone.
                let manner = Manner {
                    until: if roomy { facts.days } else { best.manner.until },
                    by_due: !roomy,
                    order: Order::Free,
                    work: self.shares.each * if roomy { 3 } else { 1 },
                    ..best.manner.clone()
                };
                let next = Attempt::new(facts, best.depths.clone(), manner, self.cancelled);
                if is_better(facts, &next, &best) {
                    missing = next.missing_minutes;
                    best = next;
                }
                continue;
            }
            held_back += missing + missing / 8 + 15;
            let depths = depth::choose(facts, held_back);
            let until = pose::study_until(facts, &depths.choice);
            let next = self.attempt(depths, until, Order::Free, None);
            missing = next.missing_minutes;
            if is_better(facts, &next, &best) {
                best = next;
            }
        }
        let best = match chosen > LARGE && !depth::has_deep_nice(facts, &best.depths) {
            true => best,
            false => self.musts_first(best),
        };
        self.finish(best)
    }

    /// What is worth most of all that there is time for, in the order of the path where that costs next to nothing and
    /// leaves nothing out; else each item where it pays.
    fn ordered_or_free(&self) -> Attempt<'a> {
        let facts = self.facts;
        let depths = depth::choose(facts, 0);
        let until = pose::study_until(facts, &depths.choice);
        let aim = depths.credit;
        // An earlier interview pulls its own steps forward, whatever the path says.
        let several = facts.aims.len() > 1;
        let least = if several { 0 } else { NEAR };
        let near =
            |of: &Attempt| of.credit.saturating_mul(1_000 + least) >= aim.saturating_mul(1_000);
        let good = |of: &Attempt| of.missing.is_empty() && near(of);
        let there: i64 = facts.there.iter().map(|&m| i64::from(m)).sum();
        let roomy = depths.slack * 4 >= there;
        let mut best: Option<Attempt<'a>> = None;
        if facts.tasks.iter().all(|t| t.pinned == 0) && (roomy || !several) {
            let order = Order::Path(Vec::new());
            let ordered = self.attempt(depths.clone(), until, order, None);
            if good(&ordered) || (self.cancelled)() {
                return ordered;
            }
            let step = |&n: &usize| facts.tasks.get(n)?.item.step.as_ref();
            let but: Vec<_> = ordered.missing.iter().filter_map(step).collect();
            if near(&ordered) && !but.is_empty() && facts.tasks.len() <= LARGE {
                let freed = self.attempt(depths.clone(), until, Order::Path(but), None);
                if good(&freed) {
                    return freed;
                }
            }
            best = Some(ordered);
        }
        let free = self.attempt(depths, until, Order::Free, None);
        match best {
            Some(best) if best.credit >= free.credit && !good(&free) => best,
            _ => free,
        }
    }

    /// Where a must could not be laid out beside what is nice to have, the same with less of that.
    fn musts_first(&self, best: Attempt<'a>) -> Attempt<'a> {
        let facts = self.facts;
        let musts = |attempt: &Attempt| -> Vec<usize> {
            let missing = attempt.missing.iter().copied();
            missing.filter(|&n| depth::is_must(facts, n)).collect()
        };
        let out = musts(&best);
        if out.is_empty() || !depth::has_nice(facts, &best.depths) || (self.cancelled)() {
            return best;
        }
        let Some(lower) = depth::lower(facts, &best.depths, &out) else {
            return best;
        };
        let next = Attempt::new(facts, lower, best.manner.clone(), self.cancelled);
        let still = out
            .iter()
            .filter(|n| next.depths.choice.get(**n) == Some(&None));
        match still.count() + musts(&next).len() < out.len() {
            true => next,
            false => best,
        }
    }

    /// In full effort, looks at the best attempt once more; the better one of both.
    fn finish(&self, best: Attempt<'a>) -> (Schedule, Worth) {
        let facts = self.facts;
        let quick = best.schedule(facts);
        if self.effort == Effort::Quick || (self.cancelled)() {
            return quick;
        }
        let manner = Manner {
            effort: Effort::Full,
            work: match best.manner.moves {
                Some(_) => self.shares.mend,
                None => self.shares.full,
            },
            ..best.manner.clone()
        };
        let full = Attempt::new(facts, best.depths.clone(), manner, self.cancelled).schedule(facts);
        // More moves take more than a little more that is ready.
        let as_ready = full.1.ready >= quick.1.ready && full.1.layout > quick.1.layout;
        let out = |of: &Schedule| {
            let mut cuts = of.cuts.iter();
            cuts.any(|cut| cut.reason != CutReason::NotAsked)
        };
        // What everything has its place in is not given up for more of something else.
        let whole = out(&quick.0) || !out(&full.0);
        let better = match best.manner.moves.is_some() {
            _ if !whole => false,
            true => as_ready || full.1.beats(&quick.1, OFFERED),
            false => full.1 > quick.1,
        };
        if better { full } else { quick }
    }

    /// A plan that leaves what is planned where it is, as far as it can.
    fn again(&self) -> (Schedule, Worth) {
        let facts = self.facts;
        let kept = depth::keep(facts, &depth::held(facts));
        let Some(choice) = settled(facts) else {
            return self.mend(kept, true);
        };
        let (stays, worth) = attempt::stay(facts, &choice);
        let wished = self.wished(&kept, &choice);
        let forgotten = facts.recall.is_some();
        if promising(&kept, &choice, &worth) || !wished.is_empty() || forgotten {
            let (mended, more) = self.mend(kept, true);
            let comes_in = wished.iter().any(|item| !mended.cuts.contains(item));
            // Reviews for what was forgotten take nothing from what is studied.
            let recalls = forgotten && more.ready >= worth.ready && more.layout > worth.layout;
            if comes_in || recalls || more.beats(&worth, WORTH_IT) {
                return (mended, more);
            }
        }
        (stays, worth)
    }

    /// What the user asked for by fixing its depth, and comes in again.
    fn wished(&self, kept: &Depths, choice: &[Option<usize>]) -> Vec<&'a ItemId> {
        let tasks = self.facts.tasks.iter().zip(&kept.choice).zip(choice);
        let back =
            tasks.filter(|((task, kept), now)| task.fixed && kept.is_some() && now.is_none());
        back.map(|((task, _), _)| &task.item.id).collect()
    }

    /// Keeps what can be kept; what could not be laid out is lowered or left out.
    fn mend(&self, kept: Depths, wishes: bool) -> (Schedule, Worth) {
        let facts = self.facts;
        let all = kept.clone();
        let until = pose::study_until(facts, &kept.choice);
        let mut best = self.attempt(kept, until, Order::Free, Some(5));
        let tries = match facts.tasks.len() > LARGE {
            true => 2,
            false => self.shares.tries,
        };
        for n in 1..tries {
            if best.missing.is_empty() || (self.cancelled)() {
                break;
            }
            // For something new few sessions move; for what was promised more of them may.
            let promised = |n: &usize| facts.tasks.get(*n).is_some_and(|task| task.was_planned);
            let next = if n == 1 && best.missing.iter().any(promised) {
                self.attempt(best.depths.clone(), facts.days, Order::Free, Some(15))
            } else if let Some(lower) = depth::lower(facts, &best.depths, &best.missing) {
                self.attempt(lower, facts.days, Order::Free, Some(5))
            } else {
                break;
            };
            if next.calm_credit() > best.calm_credit() {
                best = next;
            }
        }
        // With plenty of time for what would be left out, a fifth of the sessions may move for it.
        let laid = |a: &Attempt| a.depths.choice.iter().flatten().count() - a.missing.len();
        let wanted = all.choice.iter().flatten().count();
        if laid(&best) < wanted && self.is_roomy() && !(self.cancelled)() {
            let next = self.attempt(all.clone(), facts.days, Order::Free, Some(20));
            if laid(&next) > laid(&best) {
                best = next;
            }
        }
        // What the user asks for now, or asked for and got, is worth moving more for.
        let asked = |attempt: &Attempt| {
            let held = |n: usize| facts.tasks[n].fixed && facts.tasks[n].was_planned;
            let open =
                (0..facts.tasks.len()).filter(|&n| wishes && (facts.is_asked_now(n) || held(n)));
            let out =
                |n: &usize| attempt.depths.choice[*n].is_none() || attempt.missing.contains(n);
            open.filter(|&n| all.choice[n].is_some())
                .filter(out)
                .count()
        };
        for moves in [20, 40] {
            if asked(&best) == 0 || (self.cancelled)() {
                break;
            }
            let manner = Manner {
                until: facts.days,
                work: 3 * self.shares.each,
                moves: Some(moves),
                ..best.manner.clone()
            };
            let next = Attempt::new(facts, all.clone(), manner, self.cancelled);
            if asked(&next) < asked(&best) {
                best = next;
            }
        }
        if asked(&best) > 0 {
            // It cannot be had calmly: then nothing gives way for it.
            return self.mend(depth::keep_as_it_is(facts, &depth::held(facts)), false);
        }
        let best = self.musts_first(best);
        self.finish(best)
    }

    /// Whether so much time is free that want of time is hardly a reason to leave anything out.
    fn is_roomy(&self) -> bool {
        let there: i64 = self.facts.there.iter().map(|&m| i64::from(m)).sum();
        self.facts.free_minutes() * 100 >= there * ROOMY
    }

    /// A plan made anew, where it is clearly worth more than the one that moves little.
    fn fuller(&self, calm: &Worth) -> Option<(Schedule, Worth)> {
        if self.effort == Effort::Quick || (self.cancelled)() {
            return None;
        }
        let (schedule, worth) = self.anew();
        worth.beats(calm, OFFERED).then_some((schedule, worth))
    }
}
