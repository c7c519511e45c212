//! What if: the plan with other hours a week or other days of its interviews, planned quickly, beside the plan as it is.
//! Nothing of it enters the plan; [`edit`] is the deed that makes a wish true.
//!
//! Not here: the memory model (`fsrs`), readiness (`readiness`), the words (`ui`).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::edit::{say_day, say_minutes};
use crate::domain::index::place_in_path;
use crate::domain::{
    CutReason, Day, Decision, Depth, Edit, Interview, InterviewId, ItemId, Minutes, Plan, Schedule,
    Verdict, WEEK, Weekly, Window,
};

use super::entry::find_anew;
use super::readiness::Readiness;
use super::{Effort, find_plan};

/// Hours a week are wished in steps of so many minutes.
pub const STEP: u32 = 5;
/// So many per mille more ready are clearly more.
const CLEARLY: i64 = 20;
/// The most minutes of one day.
const DAY: u32 = 24 * 60;

/// What is asked: anything that is not named stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Minutes in a whole week, in place of what the weekdays come to now. Single days with other hours keep them.
    pub weekly: Option<Minutes>,
    /// Other days of interviews.
    pub dates: BTreeMap<InterviewId, Day>,
}

impl Wish {
    /// Without what the plan has already: equal wishes ask for equal plans.
    #[must_use]
    pub fn of(mut self, plan: &Plan) -> Self {
        let now = plan.availability.weekly.total();
        self.weekly = self.weekly.filter(|minutes| *minutes != now);
        self.dates
            .retain(|id, on| plan.interviews.get(id).is_some_and(|one| one.on != *on));
        self
    }

    /// Whether it asks for anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.weekly.is_none() && self.dates.is_empty()
    }

    /// The plan as it is wished, not scheduled anew.
    #[must_use]
    pub fn plan(&self, plan: &Plan) -> Plan {
        let mut wished = plan.clone();
        if let Some(total) = self.weekly {
            wished.availability.weekly = scaled(&plan.availability.weekly, total);
        }
        for (id, on) in &self.dates {
            wished.interviews.update(id, |one| one.on = *on);
        }
        wished
    }
}

/// The edit that makes a wish true, as one deed; `None` where it asks for nothing.
#[must_use]
pub fn edit(plan: &Plan, wish: &Wish) -> Option<Edit> {
    let wish = wish.clone().of(plan);
    let (mut edits, mut dates) = (Vec::new(), Vec::new());
    if let Some(total) = wish.weekly {
        let weekly = scaled(&plan.availability.weekly, total);
        edits.push(Edit::SetWeekly(weekly));
    }
    for (id, on) in &wish.dates {
        let Some(one) = plan.interviews.get(id) else {
            continue;
        };
        let mut moved: Interview = (**one).clone();
        moved.on = *on;
        dates.push(format!("{} on {}", one.name, say_day(*on)));
        edits.push(Edit::PutInterview(Box::new(moved)));
    }
    let dates = dates.join(", ");
    let label = match (wish.weekly.map(say_minutes), dates.is_empty()) {
        (None, true) => return None,
        (Some(hours), true) => format!("Set {hours} a week"),
        (Some(hours), false) => format!("Set {hours} a week and {dates}"),
        (None, false) => format!("Set {dates}"),
    };
    Some(Edit::Several { label, edits })
}

/// What was decided with a wish that comes true: fewer hours take it lighter, more hours or a later date give more time.
/// `None`: neither.
#[must_use]
pub fn decision(plan: &Plan, wish: &Wish) -> Option<Decision> {
    let wish = wish.clone().of(plan);
    let now = plan.availability.weekly.total();
    let later = |(id, on): (&InterviewId, &Day)| {
        let one = plan.interviews.get(id);
        one.is_some_and(|one| one.on < *on)
    };
    match wish.weekly {
        Some(weekly) if weekly < now => Some(Decision::Lighten),
        Some(_) => Some(Decision::MoreTime),
        None => wish.dates.iter().any(later).then_some(Decision::MoreTime),
    }
}

/// The same week with so many minutes in all, to the nearest step of [`STEP`]: each window gets its share, in whole
/// steps, and keeps its start. A week without any time is filled evenly.
#[must_use]
pub fn scaled(weekly: &Weekly, total: Minutes) -> Weekly {
    let before = weekly.total();
    if total == before {
        return weekly.clone();
    }
    let steps = (total.0.saturating_add(STEP / 2)) / STEP;
    let mut next = weekly.clone();
    if before == Minutes::ZERO {
        let days = WEEK.len() as u32;
        for (day, n) in WEEK.into_iter().zip(0..) {
            let more = u32::from(n < steps % days);
            next.set_minutes(day, Minutes(((steps / days + more) * STEP).min(DAY)));
        }
        return next;
    }
    // Whole steps for each window first, the rest to those that miss most of their share.
    let (whole, sum) = (u64::from(steps), u64::from(before.0));
    let windows = WEEK.into_iter().flat_map(|day| weekly.on(day).iter());
    let shares: Vec<u64> = windows.map(|w| u64::from(w.minutes.0) * whole).collect();
    let mut given: Vec<u64> = shares.iter().map(|share| share / sum).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|&n| Reverse(shares.get(n).map_or(0, |share| share % sum)));
    let rest = whole.saturating_sub(given.iter().sum());
    for n in order
        .into_iter()
        .take(usize::try_from(rest).unwrap_or(usize::MAX))
    {
        if let Some(slot) = given.get_mut(n) {
            *slot += 1;
        }
    }
    let mut given = given.into_iter();
    for day in WEEK {
        let windows = next.on_mut(day);
        for window in windows.iter_mut() {
            let steps = given
                .next()
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(0);
            window.minutes = Minutes(steps.saturating_mul(STEP));
        }
        keep_apart(windows);
        windows.retain(|window| window.minutes > Minutes::ZERO);
    }
    next
}

/// A window that would run into the next one ends there; what is over goes to the last of the day.
fn keep_apart(windows: &mut [Window]) {
    let starts: Vec<u32> = windows.iter().map(|w| u32::from(w.at.minutes())).collect();
    let mut over = Minutes::ZERO;
    for (window, pair) in windows.iter_mut().zip(starts.windows(2)) {
        let gap = match pair {
            [a, b] if b > a => Minutes(b - a),
            _ => continue,
        };
        over += window.minutes.saturating_sub(gap);
        window.minutes = window.minutes.min(gap);
    }
    let taken: Minutes = windows.iter().rev().skip(1).map(|w| w.minutes).sum();
    if let Some(last) = windows.last_mut() {
        last.minutes = (last.minutes + over).min(Minutes(DAY).saturating_sub(taken));
    }
}

/// How a plan comes out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// The schedule, where it was planned anew.
    pub schedule: Schedule,
    /// Readiness for the interviews ahead.
    pub readiness: Readiness,
    /// Items that an interview ahead asks for and that are left out.
    pub left_out: usize,
    /// Minutes until the last interview that nothing is planned in; negative: more is put into them than there is.
    pub free: i64,
}

impl Outlook {
    /// Plans a plan quickly and says how it comes out. `cancelled` is asked now and then whether to stop early.
    #[must_use]
    pub fn of(plan: &Plan, today: Day, cancelled: &dyn Fn() -> bool) -> Self {
        let schedule = find_plan(plan, today, Effort::Quick, cancelled).schedule;
        Self::with(plan, schedule, today)
    }

    /// As [`Self::of`], for a wish: where a plan that moves little leaves something out, what there is time for is told
    /// by a plan made anew, if that leaves out less. What does not come in for the calm's sake is offered when the wish
    /// is made true.
    fn wished(plan: &Plan, today: Day, cancelled: &dyn Fn() -> bool) -> Self {
        let calm = find_plan(plan, today, Effort::Quick, cancelled);
        let out = |schedule: &Schedule| schedule.cuts.iter().filter(|c| asked(&c.reason)).count();
        let least = out(&calm.schedule);
        let anew = (least > 0)
            .then(|| find_anew(plan, today, cancelled))
            .flatten();
        let schedule = match anew {
            Some((anew, worth))
                if out(&anew) < least && !calm.worth.beats(&worth, CLEARLY)
                    || out(&anew) == least && worth.beats(&calm.worth, 0) =>
            {
                anew
            }
            _ => calm.schedule,
        };
        Self::with(plan, schedule, today)
    }

    fn with(plan: &Plan, schedule: Schedule, today: Day) -> Self {
        let left_out = schedule.cuts.iter().filter(|c| asked(&c.reason)).count();
        let Verdict {
            available, planned, ..
        } = schedule.verdict;
        Self {
            readiness: Readiness::with(plan, &schedule, today),
            left_out,
            free: i64::from(available.0) - i64::from(planned.0),
            schedule,
        }
    }

    /// Whether everything that is asked is prepared in time, how thoroughly ever.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.schedule.verdict.fits
    }

    /// Items at a lower depth than core because of the time.
    #[must_use]
    pub fn reduced(&self) -> usize {
        usize::try_from(self.schedule.verdict.reduced).unwrap_or(usize::MAX)
    }
}

/// Whether an item that is left out for this reason is asked for at all.
fn asked(reason: &CutReason) -> bool {
    *reason != CutReason::NotAsked
}

/// The plan as a wish would have it, beside the plan as it is. Both are planned the same way, so that what differs
/// comes from the wish alone.
#[derive(Clone, Debug, Default)]
pub struct WhatIf {
    /// The plan as it is, planned today: a plan that still serves stays as it stands.
    pub before: Arc<Outlook>,
    /// The plan as it is wished.
    pub after: Arc<Outlook>,
    /// Items that are left out before and planned after, the most important ones first.
    pub comes_in: Vec<ItemId>,
    /// Items that are planned before and left out after.
    pub drops_out: Vec<ItemId>,
    /// Items that are planned in both, after more thoroughly.
    pub deeper: Vec<ItemId>,
    /// Items that are planned in both, after less thoroughly.
    pub leaner: Vec<ItemId>,
}

/// Works a wish out. `before` is [`WhatIf::before`] of the same plan and day where it is known already. Two quick plans
/// at most; none more than that for an empty wish.
#[must_use]
pub fn what_if(
    plan: &Plan,
    today: Day,
    wish: &Wish,
    before: Option<Arc<Outlook>>,
    cancelled: &dyn Fn() -> bool,
) -> WhatIf {
    let before = before.unwrap_or_else(|| Arc::new(Outlook::of(plan, today, cancelled)));
    let wish = wish.clone().of(plan);
    if wish.is_empty() {
        return WhatIf {
            after: Arc::clone(&before),
            before,
            ..WhatIf::default()
        };
    }
    let after = Arc::new(Outlook::wished(&wish.plan(plan), today, cancelled));
    let mut what_if = WhatIf {
        before,
        after,
        ..WhatIf::default()
    };
    what_if.compare(plan);
    what_if
}

impl WhatIf {
    fn compare(&mut self, plan: &Plan) {
        let (before, after) = (&self.before.schedule, &self.after.schedule);
        let out = |schedule: &Schedule, id: &ItemId| {
            let cut = schedule.cuts.get(id);
            cut.is_some_and(|cut| asked(&cut.reason))
        };
        let gone = |schedule: &Schedule, id: &ItemId| schedule.cuts.contains(id);
        for id in before.cuts.keys().filter(|id| out(before, id)) {
            if !gone(after, id) {
                self.comes_in.push(id.clone());
            }
        }
        for id in after.cuts.keys().filter(|id| out(after, id)) {
            if !gone(before, id) {
                self.drops_out.push(id.clone());
            }
        }
        for (id, to) in &after.depths {
            if gone(before, id) || gone(after, id) {
                continue;
            }
            let own = plan.items.get(id).map_or(Depth::Core, |item| item.depth);
            match before.depths.get(id).unwrap_or(&own).cmp(to) {
                std::cmp::Ordering::Less => self.deeper.push(id.clone()),
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Greater => self.leaner.push(id.clone()),
            }
        }
        for ids in [
            &mut self.comes_in,
            &mut self.drops_out,
            &mut self.deeper,
            &mut self.leaner,
        ] {
            ids.sort_by_cached_key(|id| {
                let importance = plan.items.get(id).map_or(0, |item| item.importance);
                (Reverse(importance), place_in_path(plan, id))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Clock, Weekday};

    fn minutes(weekly: &Weekly) -> [u32; 7] {
        WEEK.map(|day| weekly.minutes(day).0)
    }

    fn week(minutes: [u32; 7]) -> Weekly {
        Weekly::of_minutes(minutes.map(Minutes))
    }

    #[test]
    fn hours_are_shared_out_by_weekday() {
        let own = week([60, 60, 60, 60, 0, 120, 120]);
        let twice = scaled(&own, Minutes(960));
        assert_eq!(minutes(&twice), [120, 120, 120, 120, 0, 240, 240]);
        let less = scaled(&own, Minutes(400));
        assert_eq!(minutes(&less), [50, 50, 50, 50, 0, 100, 100]);
        for total in [0, 5, 10, 245, 300, 333, 1_000, 2_000] {
            let wished = scaled(&own, Minutes(total));
            assert_eq!(wished.total().0, (total + 2) / 5 * 5, "{total}");
            assert!(
                WEEK.iter()
                    .all(|day| wished.minutes(*day).0.is_multiple_of(5))
            );
        }
        assert_eq!(scaled(&own, own.total()), own);
    }

    #[test]
    fn windows_keep_their_start_and_do_not_meet() {
        let mut own = Weekly::default();
        let at = |hour: u16, minutes| Window {
            at: Clock::from_minutes(hour * 60),
            minutes: Minutes(minutes),
        };
        own.mon = vec![at(7, 30), at(8, 30)];
        own.sat = vec![at(10, 60)];
        let wished = scaled(&own, Minutes(480));
        assert_eq!(wished.mon, vec![at(7, 60), at(8, 180)]);
        assert_eq!(wished.sat, vec![at(10, 240)]);
        let none = scaled(&own, Minutes::ZERO);
        assert_eq!(none, Weekly::default());
    }

    #[test]
    fn a_week_without_time_is_filled_evenly() {
        let wished = scaled(&Weekly::default(), Minutes(75));
        assert_eq!(minutes(&wished), [15, 10, 10, 10, 10, 10, 10]);
        let start = wished.on(Weekday::Mon).first().map(|w| w.at.minutes());
        assert_eq!(start, Some(19 * 60));
    }

    #[test]
    fn no_day_is_longer_than_a_day() {
        let own = week([0, 0, 0, 0, 0, 0, 600]);
        let wished = scaled(&own, Minutes::hours(60));
        assert_eq!(minutes(&wished), [0, 0, 0, 0, 0, 0, 1_440]);
    }
}
