//! Estimates that learn: how long this user takes for a page, a problem, a paper, against what the path expects; and what
//! that makes of the time that open items still need. Only proposed, with why; taking a proposal is an edit.
//!
//! **How.** What is seen is the logarithm of minutes taken over minutes expected: of each session with its pages (or
//! problems) written down, and of each finished item that was timed. The path's estimate stands for one in which nothing
//! was seen (0). The mean of a kind is drawn towards 0, an item's own towards its kind's; how much, the spread of what was
//! seen says (empirical Bayes: weight of the start = variance of one observation / variance of people, 0.35², or of
//! items, 0.15²; the variance of an observation starts as 0.3² worth two observations). So five even sessions at 9 pages
//! an hour count for nearly all, five that differ widely for less.
//!
//! Not here: the edit (`domain`), the words (`ui`), the forecast's own view of pace (`forecast/belief`), which also looks at what is
//! not known.

use std::collections::BTreeMap;

use crate::domain::{
    Edit, Item, ItemField, ItemId, Kind, Minutes, Outcome, Plan, SessionKind, Status,
};

/// Spread of people and of items about a kind, as variances of the logarithm.
const PEOPLE: f64 = 0.35 * 0.35;
const ITEMS: f64 = 0.15 * 0.15;
/// Variance of one observation at the start, and how many observations that is worth.
const NOISE: f64 = 0.3 * 0.3;
const NOISE_WORTH: f64 = 2.0;
/// Observations before anything is proposed.
const NEEDED: usize = 3;
/// A proposal differs from what stands by at least this share, and so many minutes.
const APART: f64 = 0.1;
const APART_MINUTES: f64 = 15.0;
/// A pace is between a fifth and five times what is expected, in percent.
const PACES: std::ops::RangeInclusive<u32> = 20..=500;

/// What one unit of an item is called: pages of books and papers, problems of algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pages.
    Pages,
    /// Problems.
    Problems,
}

/// What is counted of an item of this kind; `None`: only its time is.
#[must_use]
pub fn unit(kind: &Kind) -> Option<Unit> {
    match kind {
        Kind::Book | Kind::Paper | Kind::Resource => Some(Unit::Pages),
        Kind::Algorithm => Some(Unit::Problems),
        _ => None,
    }
}

/// How fast the user is with one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// The kind.
    pub kind: Kind,
    /// Sessions with units, and finished items without.
    pub sessions: usize,
    /// See `sessions`.
    pub items: usize,
    /// Minutes taken for each minute expected, as learned: 1.3 is three tenths slower than the path.
    pub ratio: f64,
    /// Units and minutes of the sessions that have units.
    pub units: u32,
    /// See `units`.
    pub minutes: Minutes,
    /// Of finished items the mean minutes one took.
    pub each: Option<Minutes>,
}

impl Pace {
    /// Units an hour, as they were logged.
    #[must_use]
    pub fn per_hour(&self) -> Option<f64> {
        (self.minutes.0 > 0 && self.units > 0)
            .then(|| f64::from(self.units) * 60.0 / f64::from(self.minutes.0))
    }
}

/// A new estimate for what is left of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The item.
    pub item: ItemId,
    /// Time left as it stands.
    pub was: Minutes,
    /// Time left as it would be.
    pub left: Minutes,
    /// Its pace, in percent of the path's estimate: what [`edit`] sets.
    pub pace: u32,
    /// Why.
    pub why: Basis,
}

/// What a proposal rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// So many units an hour over so many sessions; of this item itself, or of others of its kind.
    Units {
        /// What is counted.
        unit: Unit,
        /// How many an hour, as learned: drawn towards what is usual, the more the less was seen.
        per_hour: f64,
        /// How many an hour were logged, of this item itself; `None` where they are sessions of others.
        logged: Option<f64>,
        /// What the kind takes of its estimate, in percent.
        percent: u32,
        /// Over so many sessions.
        sessions: usize,
    },
    /// Items of its kind took so much of their estimate, in percent.
    Ratio {
        /// In percent.
        percent: u32,
        /// Over so many items.
        items: usize,
    },
}

/// What the log says of one item.
#[derive(Clone, Debug, Default)]
struct Log {
    studied: u32,
    /// Units of sessions that have any, with their minutes.
    units: u32,
    with_units: u32,
    /// Logarithms of taken over expected, of its sessions with units.
    seen: Vec<f64>,
}

/// The paces of a plan, and what they propose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Estimates {
    /// By kind, in the order of the kinds; those of which something was seen.
    pub paces: Vec<Pace>,
    /// What would change, the largest difference first.
    pub proposals: Vec<Proposal>,
}

impl Estimates {
    /// Reads the log: O(n log n).
    #[must_use]
    pub fn read(plan: &Plan) -> Self {
        let logs = logs(plan);
        let mut seen: BTreeMap<&Kind, Vec<f64>> = BTreeMap::new();
        let mut paces: BTreeMap<&Kind, Pace> = BTreeMap::new();
        let mut whole: BTreeMap<&Kind, (u32, u32)> = BTreeMap::new();
        for (id, log) in &logs {
            let Some(item) = plan.items.get(*id) else {
                continue;
            };
            let pace = paces.entry(&item.kind).or_insert_with(|| Pace {
                kind: item.kind.clone(),
                sessions: 0,
                items: 0,
                ratio: 1.0,
                units: 0,
                minutes: Minutes::ZERO,
                each: None,
            });
            pace.units = pace.units.saturating_add(log.units);
            pace.minutes += Minutes(log.with_units);
            let of_kind = seen.entry(&item.kind).or_default();
            let expected = f64::from(plan.path_effort(item, item.depth).0);
            if item.status == Status::Done && log.studied > 0 {
                let sum = whole.entry(&item.kind).or_default();
                *sum = (sum.0 + log.studied, sum.1 + 1);
            }
            if !log.seen.is_empty() {
                pace.sessions += log.seen.len();
                of_kind.extend(&log.seen);
            } else if item.status == Status::Done && log.studied >= 5 && expected > 0.0 {
                pace.items += 1;
                of_kind.push((f64::from(log.studied) / expected).ln().clamp(-1.6, 1.6));
            }
        }
        for (kind, pace) in &mut paces {
            let of_kind = seen.get(kind).map_or(&[][..], Vec::as_slice);
            pace.ratio = drawn(0.0, PEOPLE, of_kind).exp();
            if let Some((minutes, items)) = whole.get(kind) {
                pace.each = minutes.checked_div(*items).map(Minutes);
            }
        }
        let mut proposals: Vec<Proposal> = plan
            .items
            .iter()
            .filter_map(|item| propose(plan, item, logs.get(&item.id), paces.get(&item.kind)))
            .collect();
        let apart = |p: &Proposal| p.was.0.abs_diff(p.left.0);
        proposals.sort_by(|a, b| apart(b).cmp(&apart(a)).then_with(|| a.item.cmp(&b.item)));
        paces.retain(|_, pace| pace.sessions + pace.items > 0);
        Self {
            paces: paces.into_values().collect(),
            proposals,
        }
    }

    /// The proposal for an item.
    #[must_use]
    pub fn of(&self, item: &ItemId) -> Option<&Proposal> {
        self.proposals.iter().find(|one| one.item == *item)
    }
}

/// The edit that takes these proposals, as one deed; `None` where there are none.
#[must_use]
pub fn edit(plan: &Plan, proposals: &[&Proposal]) -> Option<Edit> {
    let edits: Vec<Edit> = proposals
        .iter()
        .map(|one| Edit::ChangeItem {
            item: one.item.clone(),
            field: ItemField::Pace(Some(one.pace)),
        })
        .collect();
    let label = match proposals {
        [] => return None,
        [one] => format!(
            "Set the time left of “{}” by your pace",
            plan.title_of(&one.item)
        ),
        many => format!("Set the time left of {} items by your pace", many.len()),
    };
    Some(Edit::Several { label, edits })
}

fn logs(plan: &Plan) -> BTreeMap<&ItemId, Log> {
    let mut logs: BTreeMap<&ItemId, Log> = BTreeMap::new();
    for session in plan.sessions.iter() {
        if session.kind != SessionKind::Study || session.spent == Minutes::ZERO {
            continue;
        }
        let log = logs.entry(&session.item).or_default();
        log.studied = log.studied.saturating_add(session.spent.0);
        if session.units == 0 || session.outcome == Outcome::Skipped {
            continue;
        }
        log.units = log.units.saturating_add(session.units);
        log.with_units = log.with_units.saturating_add(session.spent.0);
        let Some(item) = plan.items.get(&session.item) else {
            continue;
        };
        if let Some(expected) = minutes_a_unit(plan, item) {
            let took = f64::from(session.spent.0) / f64::from(session.units);
            log.seen.push((took / expected).ln().clamp(-1.6, 1.6));
        }
    }
    logs
}

/// What the path expects for one unit, in minutes; `None` where it is not known how many there are.
fn minutes_a_unit(plan: &Plan, item: &Item) -> Option<f64> {
    unit(&item.kind)?;
    let units = item.pages_at(item.depth);
    let minutes = plan.path_effort(item, item.depth).0;
    (units > 0 && minutes > 0).then(|| f64::from(minutes) / f64::from(units))
}

/// The mean of what was seen, drawn towards a start whose variance this is.
fn drawn(start: f64, variance: f64, seen: &[f64]) -> f64 {
    let n = seen.len() as f64;
    if seen.is_empty() {
        return start;
    }
    let mean = seen.iter().sum::<f64>() / n;
    let apart: f64 = seen.iter().map(|x| (x - mean).powi(2)).sum();
    let noise = (NOISE * NOISE_WORTH + apart) / (NOISE_WORTH + n);
    let weight = noise / variance;
    (start * weight + mean * n) / (weight + n)
}

fn propose(plan: &Plan, item: &Item, log: Option<&Log>, pace: Option<&Pace>) -> Option<Proposal> {
    let expected = plan.path_effort(item, item.depth);
    if !item.status.is_open() || expected == Minutes::ZERO {
        return None;
    }
    let pace = pace?;
    let none = Log::default();
    let log = log.unwrap_or(&none);
    let own = !log.seen.is_empty();
    // What the user said of this very item stands, unless its own pages say otherwise.
    let enough = pace.sessions + pace.items >= NEEDED;
    if !enough || (item.estimate.is_some() && log.seen.len() < NEEDED) {
        return None;
    }
    let ratio = drawn(
        pace.ratio.ln(),
        ITEMS + PEOPLE / (pace.sessions + pace.items) as f64,
        &log.seen,
    )
    .exp();
    let whole = f64::from(expected.0);
    let units = item.pages_at(item.depth);
    let left = match share_left(item, log, units) {
        Some(share) => whole * ratio * share,
        None => (whole * ratio - f64::from(log.studied)).max(f64::from(plan.rules.min_session.0)),
    };
    let now = f64::from(plan.effort(item).0) - f64::from(log.studied);
    let now = now.max(f64::from(plan.rules.min_session.0));
    let apart = (left - now).abs();
    if apart < APART_MINUTES || apart < APART * now {
        return None;
    }
    let all = f64::from(log.studied) + left;
    let percent = (all / whole * 100.0).round() as u32;
    let percent = percent.clamp(*PACES.start(), *PACES.end());
    let unit = unit(&item.kind).filter(|_| units > 0 && pace.sessions > 0);
    let why = match unit {
        Some(unit) => Basis::Units {
            unit,
            per_hour: f64::from(units) / (whole * ratio) * 60.0,
            logged: own.then(|| f64::from(log.units) * 60.0 / f64::from(log.with_units.max(1))),
            percent: (pace.ratio * 100.0).round() as u32,
            sessions: if own { log.seen.len() } else { pace.sessions },
        },
        None => Basis::Ratio {
            percent: (ratio * 100.0).round() as u32,
            items: pace.items.max(1),
        },
    };
    let five = |minutes: f64| Minutes((minutes / 5.0).round().max(1.0) as u32 * 5);
    Some(Proposal {
        item: item.id.clone(),
        was: five(now),
        left: five(
            f64::from(plan.path_effort(item, item.depth).at_pace(percent).0)
                - f64::from(log.studied),
        ),
        pace: percent,
        why,
    })
}

/// The share of an item that is left by its pages, those of ticked parts among them, 0 to 1; `None` where nobody counts
/// them: parts differ too much in length to say it by their number.
fn share_left(item: &Item, log: &Log, units: u32) -> Option<f64> {
    let ticked: u32 = item
        .parts_in_depth()
        .filter(|p| p.done_on.is_some())
        .map(|p| p.pages)
        .sum();
    if units > 0 && (log.units > 0 || ticked > 0) {
        let done = log.units.max(ticked).min(units);
        return Some(1.0 - f64::from(done) / f64::from(units));
    }
    None
}
