//! Why the forecast is as it is, and what would change it: one thing is turned off (or on) at a time, the same courses
//! are taken again, and what moves is its effect.
//!
//! A cause is named only where the log shows it: a pace needs finished or begun items of its group, missed and short days need planned
//! days. Too few hours are what is still wrong with pace and days as planned.
//!
//! Not here: the courses (`course`), the words.

use crate::domain::{ItemId, Minutes, Plan, StepId};

use super::course::{Came, Switches};
use super::road::{self, Work};
use super::{COMPARED, Forecast, Study};

/// A cause has to cost so much to be named: days, or per mille of readiness.
const WORTH_NAMING: f64 = 1.0;
const SHARE_WORTH_NAMING: f64 = 5.0;
/// A day later is as bad as so many per mille of readiness less: an order to name things in, nothing more.
const DAY: f64 = 4.0;
/// What is held in memory well.
const GOOD_RECALL: f64 = 0.9;
/// Planned days and timed items that a cause needs behind it.
const DAYS_NEEDED: u32 = 5;
const ITEMS_NEEDED: f64 = 1.5;

/// What something does to the forecast. Positive is bad for a cause, good for a remedy.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Effect {
    /// Days that the work is done later (of a remedy: earlier), on average.
    pub days: f64,
    /// Per mille of readiness on the day that are lost (of a remedy: gained), on average.
    pub per_mille: f64,
}

impl Effect {
    fn weight(&self) -> f64 {
        self.per_mille + DAY * self.days.clamp(-60.0, 60.0)
    }

    fn is_worth_naming(&self) -> bool {
        let clearly = self.days >= WORTH_NAMING || self.per_mille >= SHARE_WORTH_NAMING;
        clearly && self.weight() > 0.0
    }
}

/// Something that costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// What it is.
    pub why: Why,
    /// What it costs.
    pub effect: Effect,
}

/// What a cause is.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// Items of a step take longer than estimated.
    Pace {
        /// The step; `None`: items without one.
        step: Option<StepId>,
        /// How much longer, in percent of the estimate: 130 is three tenths more.
        percent: u32,
    },
    /// Planned days do not take place.
    DaysMissed {
        /// So many of a hundred.
        percent: u32,
    },
    /// Days bring less than was planned for them.
    ShortDays {
        /// So much of what was planned, in percent.
        percent: u32,
    },
    /// Items are left out by the schedule.
    LeftOut {
        /// How many.
        items: usize,
    },
    /// What is studied of a step will be forgotten by then.
    Recall {
        /// The step; `None`: items without one.
        step: Option<StepId>,
    },
    /// There is too little time on the days before.
    Hours,
}

/// Something that would help.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// What it is.
    pub remedy: Remedy,
    /// What it brings.
    pub effect: Effect,
}

/// What would help.
#[derive(Clone, Debug, PartialEq)]
pub enum Remedy {
    /// More time on each day that has any.
    MoreTime(Minutes),
    /// Leaving an item out.
    Skip {
        /// The item.
        item: ItemId,
        /// What it would still take.
        minutes: Minutes,
    },
    /// One more review of what is finished of a step, shortly before.
    Review {
        /// The step; `None`: items without one.
        step: Option<StepId>,
        /// How many items.
        items: usize,
    },
}

/// What came of many courses, for one interview.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    /// Days until all is done; a course that does not end counts as all the days looked at.
    days: f64,
    ready: f64,
}

fn mean(came: &[Came], k: usize, horizon: f64) -> Mean {
    let n = came.len().max(1) as f64;
    let days = came.iter().map(|c| {
        let done = c.done.get(k).copied().flatten();
        done.map_or(horizon, f64::from)
    });
    Mean {
        days: days.sum::<f64>() / n,
        ready: came.iter().filter_map(|c| c.ready.get(k)).sum::<f64>() / n,
    }
}

/// How much worse `is` is than `would` be.
fn cost(is: Mean, would: Mean) -> Effect {
    Effect {
        days: is.days - would.days,
        per_mille: (would.ready - is.ready) * 1_000.0,
    }
}

/// Fills in causes and remedies.
pub(super) fn explain(
    plan: &Plan,
    study: &Study,
    forecast: &mut Forecast,
    cancelled: &dyn Fn() -> bool,
) {
    let horizon = study.road.time.len() as f64;
    let base = study.courses(COMPARED, &Switches::default(), false);
    let aims = forecast.prospects.len();
    let means =
        |came: &[Came]| -> Vec<Mean> { (0..aims).map(|k| mean(came, k, horizon)).collect() };
    let now = means(&base);
    let try_it = |switches: &Switches| means(&study.courses(COMPARED, switches, false));
    let mut causes: Vec<(Why, Vec<Effect>)> = Vec::new();
    let mut add = |why: Why, from: &[Mean], would: &[Mean]| {
        let effects = from.iter().zip(would).map(|(a, b)| cost(*a, *b));
        causes.push((why, effects.collect()));
    };
    let step = |n: usize| study.road.steps.get(n).cloned();
    let used = |n: usize| study.road.work.iter().any(|work| work.group == n);
    let steps = study.road.steps.len();
    for group in (0..=steps + 1).filter(|n| used(*n)) {
        let seen = study.evidence.paces.get(group).map_or(0.0, |p| p.weight());
        let percent = (study.belief.pace(group) * 100.0).round() as u32;
        if seen < ITEMS_NEEDED || percent < 105 || cancelled() {
            continue;
        }
        let switches = Switches {
            pace_as_estimated: vec![group],
            ..Switches::default()
        };
        add(
            Why::Pace {
                step: step(group),
                percent,
            },
            &now,
            &try_it(&switches),
        );
    }
    let rests = study.evidence.shown + study.evidence.missed;
    if rests >= DAYS_NEEDED && !cancelled() {
        let percent = (study.belief.misses() * 100.0).round() as u32;
        let switches = Switches {
            no_misses: true,
            ..Switches::default()
        };
        if study.evidence.missed > 0 {
            add(Why::DaysMissed { percent }, &now, &try_it(&switches));
        }
        let percent = (study.belief.share() * 100.0).round() as u32;
        let switches = Switches {
            full_days: true,
            ..Switches::default()
        };
        if percent <= 95 {
            add(Why::ShortDays { percent }, &now, &try_it(&switches));
        }
    }
    for n in 0..=steps {
        if cancelled() {
            return;
        }
        let switches = Switches {
            recall_floor: Some((n, GOOD_RECALL)),
            ..Switches::default()
        };
        let has = study.road.finished.iter().any(|f| f.step == n)
            || study.road.work.iter().any(|w| w.step == n);
        if has && !study.road.aims.is_empty() {
            add(Why::Recall { step: step(n) }, &now, &try_it(&switches));
        }
    }
    let as_planned = Switches {
        pace_as_estimated: (0..=steps + 1).collect(),
        no_misses: true,
        full_days: true,
        ..Switches::default()
    };
    let endless = Switches {
        endless: true,
        ..as_planned.clone()
    };
    add(Why::Hours, &try_it(&as_planned), &try_it(&endless));
    let out = &study.road.left_out;
    let lost = |k: usize| -> Effect {
        let whole = study.road.whole.get(k).copied().unwrap_or(0.0);
        let worth = out
            .iter()
            .map(|one| one.gain * one.value.get(k).copied().unwrap_or(0.0));
        Effect {
            days: 0.0,
            per_mille: if whole > 0.0 {
                worth.sum::<f64>() / whole * 800.0
            } else {
                0.0
            },
        }
    };
    causes.push((
        Why::LeftOut { items: out.len() },
        (0..aims).map(lost).collect(),
    ));
    let helps = helps(plan, study, &base, &now, &try_it, cancelled);
    for (k, prospect) in forecast.prospects.iter_mut().enumerate() {
        let mut own: Vec<Cause> = causes
            .iter()
            .filter_map(|(why, effects)| {
                let mut effect = *effects.get(k)?;
                if let Why::LeftOut { items } = why
                    && *items == 0
                {
                    return None;
                }
                effect.per_mille = if prospect.ready.is_some() {
                    effect.per_mille
                } else {
                    0.0
                };
                Some(Cause {
                    why: why.clone(),
                    effect,
                })
            })
            .filter(|cause| cause.effect.is_worth_naming())
            .collect();
        own.sort_by(|a, b| b.effect.weight().total_cmp(&a.effect.weight()));
        // Everything fades a little: only the step where that costs most is named.
        let mut faded = false;
        own.retain(|cause| {
            let fades = matches!(cause.why, Why::Recall { .. });
            let keep = !(fades && faded);
            faded |= fades;
            keep
        });
        own.truncate(3);
        prospect.causes = own;
        let mut own: Vec<Help> = helps
            .iter()
            .filter_map(|(remedy, effects)| {
                let effect = *effects.get(k)?;
                Some(Help {
                    remedy: remedy.clone(),
                    effect,
                })
            })
            .filter(|help| help.effect.is_worth_naming())
            // Leaving something out is no help where all is done in time anyway.
            .filter(|help| {
                let late = prospect.in_time.is_none_or(|chance| chance < 800);
                late || !matches!(help.remedy, Remedy::Skip { .. })
            })
            .collect();
        own.sort_by(|a, b| b.effect.weight().total_cmp(&a.effect.weight()));
        own.truncate(3);
        prospect.helps = own;
    }
}

/// What might help, with its effect for each interview.
fn helps(
    plan: &Plan,
    study: &Study,
    base: &[Came],
    now: &[Mean],
    try_it: &dyn Fn(&Switches) -> Vec<Mean>,
    cancelled: &dyn Fn() -> bool,
) -> Vec<(Remedy, Vec<Effect>)> {
    let mut helps = Vec::new();
    let mut add = |remedy: Remedy, switches: &Switches| {
        if cancelled() {
            return;
        }
        let would = try_it(switches);
        let effects = now.iter().zip(&would).map(|(a, b)| cost(*a, *b));
        helps.push((remedy, effects.collect()));
    };
    let more = Switches {
        more: 30.0,
        ..Switches::default()
    };
    add(Remedy::MoreTime(Minutes(30)), &more);
    // What is not begun and is worth least for its time.
    let least = study
        .road
        .work
        .iter()
        .enumerate()
        .filter(|(_, work)| work.studied <= 0.0 && work.estimate >= 30.0)
        .filter(|(_, work)| plan.items.get(&work.item).is_some_and(|i| !i.depth_fixed))
        .min_by(|(_, a), (_, b)| worth(a).total_cmp(&worth(b)));
    if let Some((n, work)) = least {
        let skip = Switches {
            skip: Some(n),
            ..Switches::default()
        };
        let minutes = road::open_minutes(work);
        add(
            Remedy::Skip {
                item: work.item.clone(),
                minutes,
            },
            &skip,
        );
    }
    // The step of which most will be forgotten.
    let steps = study.road.steps.len();
    let lost = |n: usize| -> f64 {
        let of = |c: &Came| c.forgotten.iter().filter_map(|by| by.get(n)).sum::<f64>();
        base.iter().map(of).sum()
    };
    let worst = (0..=steps).max_by(|a, b| lost(*a).total_cmp(&lost(*b)));
    if let Some(n) = worst.filter(|n| lost(*n) > 0.0) {
        let review = Switches {
            review: Some((n, 2)),
            ..Switches::default()
        };
        let finished = study.road.finished.iter().filter(|f| f.step == n).count();
        let to_come = study.road.work.iter().filter(|w| w.step == n).count();
        let remedy = Remedy::Review {
            step: study.road.steps.get(n).cloned(),
            items: finished + to_come,
        };
        add(remedy, &review);
    }
    helps
}

/// What a piece of work gives for each of its minutes.
fn worth(work: &Work) -> f64 {
    work.value.iter().sum::<f64>() * work.gain / work.estimate.max(1.0)
}
