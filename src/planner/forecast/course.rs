//! One course that things may take: day by day, from today until all planned work is done, for one person that the log
//! may come from. What was not done moves to the next days with time, as a replan has it; nobody works ahead.
//!
//! Not here: what is drawn from where (`belief`), what many courses say together (`mod`).

use crate::planner::fsrs::Fsrs;

use super::belief::{Belief, Person};
use super::draw::Draws;
use super::evidence::after;
use super::road::Road;

/// So little is done the same day.
const LAST_MINUTES: f64 = 10.0;

/// What is other than believed, to see what it costs or brings.
#[derive(Clone, Debug, Default)]
pub(super) struct Switches {
    /// Items of this group take what was estimated (where they would take longer).
    pub pace_as_estimated: Vec<usize>,
    /// Every planned day takes place.
    pub no_misses: bool,
    /// A day brings what was planned for it (where it would bring less).
    pub full_days: bool,
    /// More minutes on every day that has any.
    pub more: f64,
    /// As much time on every day as anybody needs.
    pub endless: bool,
    /// Items of this step are recalled by at least this share.
    pub recall_floor: Option<(usize, f64)>,
    /// This work is skipped.
    pub skip: Option<usize>,
    /// What is finished of this step is reviewed once more so many days before each interview.
    pub review: Option<(usize, i32)>,
}

/// What came of a course.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    /// By interview, and at the end all together: the day on which its work was done; `None`: not within the days looked at.
    pub done: Vec<Option<i32>>,
    /// By interview: readiness, 0 to 1.
    pub ready: Vec<f64>,
    /// By interview and step: readiness lost by forgetting.
    pub forgotten: Vec<Vec<f64>>,
    /// By day: minutes done since today, where that is kept.
    pub minutes: Vec<f64>,
}

/// How far one piece of work is at an interview.
#[derive(Clone, Copy, Debug, Default)]
struct Reached {
    done: f64,
    last: Option<i32>,
}

/// What is recalled later, of what was last seen at all.
struct Recall<'a> {
    fsrs: &'a Fsrs,
    strength: f64,
    attends: f64,
}

impl Recall<'_> {
    /// The share recalled on a day: with reviews on these days, of which not every one takes place.
    fn on(
        &self,
        mut memory: crate::planner::fsrs::Memory,
        mut last: i32,
        reviews: impl Iterator<Item = i32>,
        day: i32,
        draws: &mut Draws,
    ) -> f64 {
        memory.stability *= self.strength;
        for review in reviews {
            let (attends, recalled) = (draws.even(), draws.even());
            if review <= last || review >= day || attends > self.attends {
                continue;
            }
            let days = f64::from(review - last);
            let recall = self.fsrs.recall(days, memory.stability);
            memory = after(self.fsrs, memory, days, recalled < recall);
            last = review;
        }
        self.fsrs
            .recall(f64::from((day - last).max(0)), memory.stability)
    }
}

/// Takes course number `number`. Equal numbers draw the same, whatever is switched.
pub(super) fn run(
    road: &Road,
    belief: &Belief,
    number: usize,
    switches: &Switches,
    keep_days: bool,
) -> Came {
    let person = switched(belief.person(&mut Draws::of(number, 1)), switches);
    let need = needs(road, &person, number, switches);
    let mut days = Draws::of(number, 2);
    let aims = road.aims.len();
    let mut came = Came {
        done: vec![None; aims + 1],
        ready: vec![0.0; aims],
        forgotten: vec![vec![0.0; road.steps.len() + 1]; aims],
        minutes: Vec::new(),
    };
    let mut reached = vec![Reached::default(); road.work.len()];
    let mut at_aim: Vec<Vec<Reached>> = Vec::with_capacity(aims);
    // By interview: pieces of work that are not done.
    let mut open: Vec<usize> = vec![0; aims + 1];
    let mut left: Vec<f64> = need.clone();
    for (work, need) in road.work.iter().zip(&need) {
        if *need <= 0.0 {
            continue;
        }
        for (slot, asked) in open.iter_mut().zip(work.asked.iter().chain([&true])) {
            *slot += usize::from(*asked);
        }
    }
    for (slot, open) in came.done.iter_mut().zip(&open) {
        if *open == 0 {
            *slot = Some(0);
        }
    }
    // The place in the blocks, and what is left of the one there.
    let mut at = 0;
    let mut rest = block_need(road, &need, 0);
    // Due by the day: the sum of the blocks up to it that are not done.
    let (mut due, mut next_due) = (0.0_f64, 0);
    let mut shown = true;
    let mut sum = 0.0;
    for (day, (&time, &other)) in (0_i32..).zip(road.time.iter().zip(&road.other)) {
        while at_aim.len() < aims
            && road
                .aims
                .get(at_aim.len())
                .is_some_and(|(_, on)| *on <= day)
        {
            at_aim.push(reached.clone());
        }
        while let Some(block) = road.blocks.get(next_due).filter(|b| b.day <= day) {
            due += need.get(block.work).copied().unwrap_or(0.0) * block.share;
            next_due += 1;
        }
        let (chance, brings) = (days.even(), days.normal());
        if at >= road.blocks.len() && at_aim.len() >= aims {
            break;
        }
        if time <= 0.0 && other <= 0.0 {
            if keep_days {
                came.minutes.push(sum);
            }
            continue;
        }
        shown = switches.no_misses
            || chance
                < if shown {
                    person.shows
                } else {
                    person.shows_after_miss
                };
        if shown {
            let brings = (person.share + person.share_spread * brings).clamp(0.05, 1.5);
            let brings = if switches.full_days {
                brings.max(1.0)
            } else {
                brings
            };
            let time = match (time > 0.0, switches.endless) {
                (false, _) => 0.0,
                (true, true) => f64::INFINITY,
                (true, false) => time + switches.more,
            };
            let mut minutes = (time.min(due) * brings).min(due);
            // Nobody leaves the last minutes for another day.
            if due - minutes < LAST_MINUTES && time >= due {
                minutes = due;
            }
            sum += minutes + other;
            due -= minutes;
            while minutes > 1e-9 {
                let Some(block) = road.blocks.get(at) else {
                    break;
                };
                let takes = rest.min(minutes);
                minutes -= takes;
                rest -= takes;
                if let Some(reached) = reached.get_mut(block.work) {
                    reached.done += takes;
                    reached.last = Some(day);
                }
                if rest > 1e-9 {
                    break;
                }
                finish(
                    road,
                    block.work,
                    block_need(road, &need, at),
                    day,
                    &mut left,
                    &mut open,
                    &mut came,
                );
                at += 1;
                rest = block_need(road, &need, at);
            }
        }
        if keep_days {
            came.minutes.push(sum);
        }
    }
    while at_aim.len() < aims {
        at_aim.push(reached.clone());
    }
    weigh(road, &person, number, switches, &need, &at_aim, &mut came);
    came
}

fn block_need(road: &Road, need: &[f64], at: usize) -> f64 {
    let block = road.blocks.get(at);
    block.map_or(0.0, |b| need.get(b.work).copied().unwrap_or(0.0) * b.share)
}

/// A block is done: perhaps its work is, perhaps all that an interview waits for.
fn finish(
    road: &Road,
    work: usize,
    minutes: f64,
    day: i32,
    left: &mut [f64],
    open: &mut [usize],
    came: &mut Came,
) {
    let (Some(left), Some(work)) = (left.get_mut(work), road.work.get(work)) else {
        return;
    };
    let was_open = *left > 1e-6;
    *left -= minutes;
    if !was_open || *left > 1e-6 {
        return;
    }
    let asked = work.asked.iter().chain([&true]);
    for ((open, done), asked) in open.iter_mut().zip(&mut came.done).zip(asked) {
        if *asked && *open > 0 {
            *open -= 1;
            if *open == 0 {
                *done = Some(day);
            }
        }
    }
}

fn switched(mut person: Person, switches: &Switches) -> Person {
    for &group in &switches.pace_as_estimated {
        if let Some(pace) = person.paces.get_mut(group) {
            *pace = pace.min(0.0);
        }
    }
    if switches.full_days {
        person.share = person.share.max(1.0);
    }
    if switches.no_misses {
        person.shows = 1.0;
        person.shows_after_miss = 1.0;
    }
    person
}

/// Minutes that each piece of work still takes.
fn needs(road: &Road, person: &Person, number: usize, switches: &Switches) -> Vec<f64> {
    let mut draws = Draws::of(number, 3);
    road.work
        .iter()
        .enumerate()
        .map(|(n, work)| {
            let own = [draws.normal(), draws.normal(), draws.normal()];
            if switches.skip == Some(n) {
                return 0.0;
            }
            let pace = person.paces.get(work.group).copied().unwrap_or(0.0);
            let known = work.begun > 0.15 && work.studied > 0.0;
            // What is known to be done says how long the rest takes; where only the minutes are known, it takes longer
            // than it has taken.
            let whole = |draw: f64| work.estimate * (pace + person.pace_spread * draw).exp();
            if known {
                let shape = work.studied / work.begun;
                let mix = work.begun.min(0.9);
                let all = shape.powf(mix) * whole(own[0] * (1.0 - mix)).powf(1.0 - mix);
                return (all * (1.0 - work.begun)).max(5.0);
            }
            let fits = own
                .iter()
                .map(|&o| whole(o))
                .find(|all| *all > work.studied + 5.0);
            let all = fits.unwrap_or(work.studied * 1.1 + 10.0);
            (all - work.studied).max(5.0)
        })
        .collect()
}

/// Readiness on the day of each interview.
fn weigh(
    road: &Road,
    person: &Person,
    number: usize,
    switches: &Switches,
    need: &[f64],
    at_aim: &[Vec<Reached>],
    came: &mut Came,
) {
    let recall = Recall {
        fsrs: &road.fsrs,
        strength: person.memory,
        attends: if switches.no_misses {
            1.0
        } else {
            person.shows
        },
    };
    let floored = |step: usize, recalled: f64| match switches.recall_floor {
        Some((of, floor)) if of == step => recalled.max(floor),
        _ => recalled,
    };
    for (k, (_, day)) in road.aims.iter().enumerate() {
        let whole = road.whole.get(k).copied().unwrap_or(0.0).max(1e-9);
        let (mut ready, none) = (0.0, Vec::new());
        let reached = at_aim.get(k).unwrap_or(&none);
        let mut count = |step: usize, worth: f64, recalled: f64| {
            let recalled = floored(step, recalled);
            ready += worth * recalled;
            if let Some(lost) = came.forgotten.get_mut(k).and_then(|l| l.get_mut(step)) {
                *lost += worth * (1.0 - recalled) / whole;
            }
        };
        let again = |step: usize| {
            switches
                .review
                .filter(|(of, _)| *of == step)
                .map(|(_, before)| day - before)
        };
        for (n, ((work, need), reached)) in road.work.iter().zip(need).zip(reached).enumerate() {
            let value = work.value.get(k).copied().unwrap_or(0.0);
            let all = work.studied + need;
            let covered = ((work.studied + reached.done) / all.max(1.0)).min(1.0);
            if value <= 0.0 || covered <= 0.0 || *need <= 0.0 {
                continue;
            }
            let last = reached.last.unwrap_or(0);
            let mut draws = Draws::of(number, 1_000 + n as u64);
            let reviews = work
                .reviews
                .iter()
                .map(|gap| last + gap)
                .chain(again(work.step));
            let recalled = recall.on(work.memory, last, reviews, *day, &mut draws);
            count(work.step, value * work.gain * covered, recalled);
        }
        for (n, done) in road.finished.iter().enumerate() {
            let value = done.value.get(k).copied().unwrap_or(0.0);
            if value <= 0.0 {
                continue;
            }
            let mut draws = Draws::of(number, 1_000_000 + n as u64);
            let reviews = done.reviews.iter().copied().chain(again(done.step));
            let recalled = recall.on(done.memory, done.last, reviews, *day, &mut draws);
            count(done.step, value * done.gain, recalled);
        }
        if let Some(slot) = came.ready.get_mut(k) {
            *slot = (ready / whole).clamp(0.0, 1.0);
        }
    }
}
