//! Why the forecast is as it is: one thing is turned off at a time, the same courses are taken again, and what moves is its
//! effect. The three that cost most are named, those that cost most readiness first, as it is shown.
//!
//! A cause is named only where the log shows it: a pace needs finished or begun items of its group, missed and short days need planned
//! days. Too few hours are what is still wrong with pace and days as planned;
//! what is left out is what there would be if it were studied besides.
//!
//! Not here: what would help (`helps`), the courses (`course`), the words.

use crate::domain::{Plan, StepId};

use super::course::{Came, Switches};
use super::helps::{Help, Remedy, try_all};
use super::{COMPARED, Forecast, Study};

/// A cause has to cost so much to be named: days, or per mille of readiness.
const WORTH_NAMING: f64 = 1.0;
const SHARE_WORTH_NAMING: f64 = 5.0;
/// A day later is as bad as so many per mille of readiness less: an order to name things in, nothing more.
const DAY: f64 = 4.0;
/// What is held in memory well. One more review shortly before may bring more than that.
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
    /// As it is shown: whole points of readiness (hundredths of it) and whole days.
    #[must_use]
    pub fn shown(&self) -> (i64, i64) {
        let points = (self.per_mille / 10.0).round();
        (points as i64, self.days.round() as i64)
    }

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

/// What came of many courses, for one interview.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mean {
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
pub(super) fn cost(is: Mean, would: Mean) -> Effect {
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
    let items = study.road.left_out.len();
    if items > 0 && !cancelled() {
        let switches = Switches {
            left_out_too: true,
            ..Switches::default()
        };
        add(Why::LeftOut { items }, &now, &try_it(&switches));
    }
    // Everything fades a little: only the step where that costs most is named, and helped.
    let faded: Vec<Option<usize>> = (0..aims)
        .map(|k| {
            let cost = |effects: &Vec<Effect>| effects.get(k).map_or(0.0, Effect::weight);
            let fades = causes.iter().filter_map(|(why, effects)| match why {
                Why::Recall { step } => Some((study.road.place(step.as_ref()), cost(effects))),
                _ => None,
            });
            let worst = fades.max_by(|(_, a), (_, b)| a.total_cmp(b));
            worst.filter(|(_, cost)| *cost > 0.0).map(|(n, _)| n)
        })
        .collect();
    let today = forecast.today;
    let helps = try_all(plan, study, today, &now, &faded, &try_it, cancelled);
    for (k, prospect) in forecast.prospects.iter_mut().enumerate() {
        let mut own: Vec<Cause> = causes
            .iter()
            .filter_map(|(why, effects)| {
                let mut effect = *effects.get(k)?;
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
        own.retain(|cause| match &cause.why {
            Why::Recall { step } => faded.get(k) == Some(&Some(study.road.place(step.as_ref()))),
            _ => true,
        });
        worst_first(&mut own, |cause| &cause.effect);
        prospect.causes = own;
        let mut own: Vec<Help> = helps
            .iter()
            .filter_map(|(remedy, effects)| {
                let effect = (*effects.get(k)?)?;
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
        worst_first(&mut own, |help| &help.effect);
        prospect.helps = own;
    }
}

/// The three that weigh most, in the order of the figures that are shown.
fn worst_first<T>(all: &mut Vec<T>, effect: impl Fn(&T) -> &Effect) {
    all.sort_by(|a, b| effect(b).weight().total_cmp(&effect(a).weight()));
    all.truncate(3);
    all.sort_by_key(|one| std::cmp::Reverse(effect(one).shown()));
}
