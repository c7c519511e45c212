//! One course that things may take: day by day, from today until all planned work is done, for one person that the log
//! may come from. What was not done moves to the next days with time, as a replan has it; nobody works ahead.
//!
//! Not here: what is drawn from where (`belief`), how ready one is at its end (`on_the_day`), what many
//! courses say together (`mod`).

use super::belief::{Belief, Person};
use super::draw::Draws;
use super::left_out::Extra;
use super::on_the_day::{Needs, weigh};
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
    /// More minutes on every day that has any. What they leave after the planned work is for what is left out.
    pub more: f64,
    /// As much time on every day as anybody needs.
    pub endless: bool,
    /// Items of this step are recalled by at least this share.
    pub recall_floor: Option<(usize, f64)>,
    /// This work is skipped.
    pub skip: Option<usize>,
    /// What is left out is studied besides, without its time being missed elsewhere: spread evenly over the days before each interview,
    /// with no reviews.
    pub left_out_too: bool,
    /// What is finished of this step is reviewed once more, so many days before each interview, or today where it is that near.
    pub review: Option<(usize, i32)>,
}

/// What came of a course.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    /// By interview, and at the end all together: the day on which its work was done; `None`: not within the days looked at.
    pub done: Vec<Option<i32>>,
    /// By interview: readiness, 0 to 1.
    pub ready: Vec<f64>,
    /// By interview, and at the end all together, by day: minutes done since today of what it asks for, where that is kept.
    pub minutes: Vec<Vec<f64>>,
}

/// How far one piece of work is at an interview.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reached {
    /// Minutes done since today, and the day of the last of them.
    pub done: f64,
    pub last: Option<i32>,
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
        minutes: vec![Vec::new(); if keep_days { aims + 1 } else { 0 }],
    };
    // What is planned, then what is left out.
    let planned = road.work.len();
    let mut reached = vec![Reached::default(); planned + road.left_out.len()];
    let mut extra = Extra::new(&road.left_out, &person, number);
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
    let mut sums = vec![0.0; aims + 1];
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
            came.keep(&sums);
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
            if switches.more > 0.0 && time.is_finite() {
                let spare = (time * brings - minutes).clamp(0.0, switches.more * brings);
                extra.take(spare, day, reached.get_mut(planned..).unwrap_or_default());
            }
            let others = road
                .other_for
                .iter()
                .map(|days| days.get(place(day)).copied());
            for (sum, other) in sums.iter_mut().zip(others.chain([Some(other)])) {
                *sum += other.unwrap_or(0.0);
            }
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
                let value = road
                    .work
                    .get(block.work)
                    .map_or(&[][..], |work| &work.value);
                for (sum, value) in sums.iter_mut().zip(value.iter().chain([&1.0])) {
                    if *value > 0.0 {
                        *sum += takes;
                    }
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
        came.keep(&sums);
    }
    while at_aim.len() < aims {
        at_aim.push(reached.clone());
    }
    let needs = Needs {
        planned: &need,
        left_out: &extra.need,
    };
    weigh(road, &person, number, switches, &needs, &at_aim, &mut came);
    came
}

impl Came {
    /// Notes how far the minutes are at the end of a day.
    fn keep(&mut self, sums: &[f64]) {
        for (days, sum) in self.minutes.iter_mut().zip(sums) {
            days.push(*sum);
        }
    }
}

fn place(day: i32) -> usize {
    usize::try_from(day).unwrap_or(usize::MAX)
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
