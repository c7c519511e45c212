//! What is believed about the user: a start that holds for people in general, and what the log makes of it.
//!
//! **Where the start comes from.** Plans take longer than planned: in Buehler, Griffin and Ross (1994, “Exploring the
//! planning fallacy”) theses took 55 days where 34 were predicted; in the surveys that Moløkken and Jørgensen (2003)
//! put together, projects overran by 30 to 40 %. Those estimates were hopes of the people themselves; a path's are somebody else's experience, so the
//! start here is milder, and wide: 15 % over, with two thirds of all people between 12 % under and 50 % over. That four planned days of five take
//! place, that a missed day makes the next one a little likelier to be missed, and that a day brings nine tenths of what
//! was planned for it are this program's own assumptions, each worth about a week of evidence. Memory starts from
//! FSRS's default parameters, with people up to about half as far apart either way.
//!
//! Not here: reading the log (`evidence`), what a belief does to a plan (`course`).

use crate::planner::fsrs::Fsrs;

use super::draw::Draws;
use super::evidence::Evidence;

/// Logarithm of time taken over time estimated: its mean over people, how far people are apart, how far one person's
/// steps are apart, how far items of one step are apart.
const PACE: f64 = 0.14;
const PACE_PEOPLE: f64 = 0.27;
const PACE_STEPS: f64 = 0.13;
const PACE_ITEMS: f64 = 0.30;
/// The same for estimates that the user made or took over: closer to the truth.
const OWN_PACE: f64 = 0.05;
const OWN_PEOPLE: f64 = 0.15;
/// Planned days that take place: so many of five, worth so many days.
const SHOWN: f64 = 4.8;
const MISSED: f64 = 1.2;
/// How much a missed day makes the next one likelier to be missed, 0 (not) to 1; worth so many days after a miss.
const STICKS: f64 = 0.2;
const STICKS_WORTH: f64 = 8.0;
/// What a day brings of what was planned for it, how far days are apart, and what that is worth in days.
const SHARE: f64 = 0.92;
const SHARE_DAYS: f64 = 0.22;
const SHARE_WORTH: f64 = 4.0;
/// Logarithm of the strength of memory against FSRS's defaults: how far people are apart.
const MEMORY_PEOPLE: f64 = 0.4;
/// The values of it that are weighed, from −[`GRID`]/10 to +[`GRID`]/10.
pub(super) const GRID: i32 = 14;

/// One person that the log may come from.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The chance that a planned day takes place after one that did, and after one that did not.
    pub shows: f64,
    pub shows_after_miss: f64,
    /// What a day brings of what was planned: mean and deviation.
    pub share: f64,
    pub share_spread: f64,
    /// By group: logarithm of time taken over time estimated.
    pub paces: Vec<f64>,
    /// Deviation of single items from that.
    pub pace_spread: f64,
    /// Strength of memory, 1: as FSRS's defaults.
    pub memory: f64,
}

/// What is believed.
#[derive(Clone, Debug)]
pub(super) struct Belief {
    shown: f64,
    missed: f64,
    sticks: f64,
    sticks_spread: f64,
    share: f64,
    share_spread: f64,
    share_error: f64,
    /// Mean and variance of the person's own pace.
    pace: (f64, f64),
    /// By group: mean of what was seen, and its weight.
    seen: Vec<(f64, f64)>,
    /// The last group: the user's own estimates.
    own: (f64, f64),
    pace_spread: f64,
    /// Chances of the values of the grid, added up.
    memory: Vec<f64>,
}

impl Belief {
    /// What the log makes of the start.
    pub fn new(evidence: &Evidence, fsrs: &Fsrs) -> Self {
        let (share, share_spread, share_error) = share(&evidence.shares);
        let (sticks, sticks_spread) = sticks(evidence);
        let spread = item_spread(evidence);
        let noise = spread * spread;
        let steps = evidence.paces.len().saturating_sub(1);
        let seen: Vec<(f64, f64)> = evidence
            .paces
            .iter()
            .take(steps)
            .map(|paces| (paces.mean(), paces.weight()))
            .collect();
        // Normal with known spreads: every step seen says something of the person.
        let (mut weight, mut sum) = (
            1.0 / (PACE_PEOPLE * PACE_PEOPLE),
            PACE / (PACE_PEOPLE * PACE_PEOPLE),
        );
        for (mean, n) in seen.iter().filter(|(_, n)| *n > 0.0) {
            let says = 1.0 / (PACE_STEPS * PACE_STEPS + noise / n);
            weight += says;
            sum += says * mean;
        }
        let own = evidence.paces.last();
        let (own_mean, own_n) = own.map_or((0.0, 0.0), |p| (p.mean(), p.weight()));
        Self {
            shown: SHOWN + f64::from(evidence.shown),
            missed: MISSED + f64::from(evidence.missed),
            sticks,
            sticks_spread,
            share,
            share_spread,
            share_error,
            pace: (sum / weight, 1.0 / weight),
            seen,
            own: pooled((OWN_PACE, OWN_PEOPLE * OWN_PEOPLE), own_mean, own_n, noise),
            pace_spread: spread,
            memory: memory(&evidence.recalled, fsrs),
        }
    }

    /// The share of planned days that is expected to be missed, 0 to 1.
    pub fn misses(&self) -> f64 {
        self.missed / (self.shown + self.missed)
    }

    /// What a day is expected to bring of what is planned for it.
    pub fn share(&self) -> f64 {
        self.share
    }

    /// The pace expected in a group: 1.3 takes three tenths longer than estimated.
    pub fn pace(&self, group: usize) -> f64 {
        if group >= self.seen.len() {
            return self.own.0.exp();
        }
        let (mean, n) = self.seen.get(group).copied().unwrap_or_default();
        let from = (self.pace.0, PACE_STEPS * PACE_STEPS);
        pooled(from, mean, n, self.pace_spread * self.pace_spread)
            .0
            .exp()
    }

    /// Somebody that the log may come from.
    pub fn person(&self, draws: &mut Draws) -> Person {
        let shows = draws.beta(self.shown, self.missed).clamp(0.02, 0.995);
        let sticks = (self.sticks + self.sticks_spread * draws.normal()).clamp(0.0, 0.7);
        let share = (self.share + self.share_error * draws.normal()).clamp(0.1, 1.4);
        let pace = self.pace.0 + self.pace.1.sqrt() * draws.normal();
        let noise = self.pace_spread * self.pace_spread;
        let mut paces: Vec<f64> = self
            .seen
            .iter()
            .map(|&(mean, n)| {
                let (mean, var) = pooled((pace, PACE_STEPS * PACE_STEPS), mean, n, noise);
                mean + var.sqrt() * draws.normal()
            })
            .collect();
        paces.push(self.own.0 + self.own.1.sqrt() * draws.normal());
        let at = draws.even();
        let place = self.memory.partition_point(|sum| *sum < at) as i32;
        let memory = (f64::from(place - GRID) + draws.even() - 0.5) / 10.0;
        Person {
            shows: shows + sticks * (1.0 - shows),
            shows_after_miss: shows * (1.0 - sticks),
            share,
            share_spread: self.share_spread,
            paces,
            pace_spread: self.pace_spread,
            memory: memory.exp(),
        }
    }
}

/// Mean and variance after `n` observations with this mean and this noise each.
fn pooled((mean, var): (f64, f64), seen: f64, n: f64, noise: f64) -> (f64, f64) {
    if n <= 0.0 || noise <= 0.0 {
        return (mean, var);
    }
    let weight = 1.0 / var + n / noise;
    ((mean / var + seen * n / noise) / weight, 1.0 / weight)
}

/// What a day brings: mean, deviation of days, deviation of the mean.
fn share(seen: &[f64]) -> (f64, f64, f64) {
    let n = seen.len() as f64;
    let mean = (SHARE * SHARE_WORTH + seen.iter().sum::<f64>()) / (SHARE_WORTH + n);
    let apart: f64 = seen.iter().map(|x| (x - mean).powi(2)).sum();
    let var = (6.0 * SHARE_DAYS * SHARE_DAYS + apart) / (6.0 + n);
    (mean, var.sqrt(), (var / (SHARE_WORTH + n)).sqrt())
}

/// How much misses stick together: mean and deviation.
fn sticks(evidence: &Evidence) -> (f64, f64) {
    let (back, away) = evidence.after_miss;
    let after = f64::from(back + away);
    let shows = (SHOWN + f64::from(evidence.shown))
        / (SHOWN + MISSED + f64::from(evidence.shown + evidence.missed));
    let seen = if after > 0.0 {
        1.0 - f64::from(back) / after / shows.max(0.05)
    } else {
        0.0
    };
    let mean = (STICKS * STICKS_WORTH + seen * after) / (STICKS_WORTH + after);
    (mean.clamp(0.0, 0.6), 0.35 / (STICKS_WORTH + after).sqrt())
}

/// How far items are apart from their group: the start, and what is seen.
fn item_spread(evidence: &Evidence) -> f64 {
    let (mut sum, mut n) = (10.0 * PACE_ITEMS * PACE_ITEMS, 10.0);
    for paces in evidence.paces.iter().filter(|p| p.seen.len() > 1) {
        let mean = paces.mean();
        let apart = paces.seen.iter().map(|(x, w)| w * (x - mean).powi(2));
        sum += apart.sum::<f64>();
        n += paces.weight() - 1.0;
    }
    (sum / n).max(0.01).sqrt()
}

/// Chances of the values of the grid, added up: what people have, weighed by what was recalled.
fn memory(recalled: &[(f64, f64, bool)], fsrs: &Fsrs) -> Vec<f64> {
    let logs: Vec<f64> = (-GRID..=GRID)
        .map(|n| {
            let log = f64::from(n) / 10.0;
            let strength = log.exp();
            let start = -0.5 * (log / MEMORY_PEOPLE).powi(2);
            let seen = recalled.iter().map(|&(days, stability, yes)| {
                let recall = fsrs.recall(days, stability * strength);
                let chance = if yes { recall } else { 1.0 - recall };
                chance.max(1e-6).ln()
            });
            start + seen.sum::<f64>()
        })
        .collect();
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    let mut sums: Vec<f64> = logs
        .iter()
        .map(|log| {
            sum += (log - most).exp();
            sum
        })
        .collect();
    for slot in &mut sums {
        *slot /= sum;
    }
    sums
}
