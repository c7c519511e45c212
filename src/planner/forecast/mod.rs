//! The forecast: by when the planned work for each interview will be done, and how ready one will be on its day; each as
//! a range that should hold the truth four times of five.
//!
//! `evidence` reads the log, `belief` says what it makes of what holds for people in general (and where that comes
//! from), `road` is the plan ahead, `course` takes it once for a person that the log may come from. Here many courses are
//! taken together: the middle one is the likely one, the band leaves out the tenth at either end. `causes` turns one thing
//! off at a time and takes the same courses again.
//!
//! *Ready* means what [`super::readiness`] defines: coverage × predicted recall, weighed by what the interview asks for.
//! It counts steps, never seconds; the draws are seeded, so the same plan and day give the same forecast. Not here: the words.

mod belief;
mod causes;
mod course;
mod draw;
mod evidence;
mod helps;
mod left_out;
mod on_the_day;
mod road;

use crate::domain::{Day, InterviewId, Plan};

use belief::Belief;
use course::{Came, Switches};
use evidence::Evidence;
use road::Road;

pub(crate) use evidence::answers;

pub use causes::{Cause, Effect, Why};
pub use helps::{Help, Remedy};

/// So many courses make a band.
const COURSES: usize = 400;
/// So many make a difference: the same draws on both sides.
const COMPARED: usize = 160;
/// The share of courses that a band leaves out at either end.
const TAIL: f64 = 0.1;

/// What the forecast rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rests {
    /// Planned days of the last eight weeks.
    pub days: u32,
    /// Finished items that were timed.
    pub items: u32,
    /// Prompts answered.
    pub answers: u32,
}

/// A day with its band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayBand {
    /// The likely day.
    pub likely: Day,
    /// The earliest and the latest day of the band; `None`: beyond what is looked at.
    pub from: Day,
    /// See `from`.
    pub to: Option<Day>,
}

/// A share with its band, in per mille (0 to 1000).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareBand {
    /// The likely share.
    pub likely: u16,
    /// The least of the band.
    pub from: u16,
    /// The most of it.
    pub to: u16,
}

/// Minutes done by the end of a day, from today on, with their band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MinutesBand {
    /// The day.
    pub day: Day,
    /// The least, the likely and the most minutes.
    pub minutes: [u32; 3],
}

/// When the work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing that is asked is open.
    Already,
    /// By about then.
    By(DayBand),
    /// More likely than not beyond the days that are looked at.
    NotInSight,
}

/// The forecast for one interview, or for the whole plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// The interview; `None`: everything planned.
    pub interview: Option<InterviewId>,
    /// When its work is done.
    pub done: Done,
    /// The chance, in per mille, that it is done before the day of the interview.
    pub in_time: Option<u16>,
    /// Readiness on its day; `None` where there is no interview, or it asks for nothing.
    pub ready: Option<ShareBand>,
    /// What costs most, the worst first; at most three.
    pub causes: Vec<Cause>,
    /// What would help, the best first; at most three.
    pub helps: Vec<Help>,
    /// Minutes done after today of what it asks for, reviews counted, day by day until the interview.
    pub line: Vec<MinutesBand>,
}

/// The forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The day it is made on.
    pub today: Day,
    /// What it rests on.
    pub rests: Rests,
    /// One for each interview ahead, by day; the last one is for the whole plan.
    pub prospects: Vec<Prospect>,
}

impl Forecast {
    /// For an interview; `None`: for the whole plan.
    #[must_use]
    pub fn of(&self, interview: Option<&InterviewId>) -> Option<&Prospect> {
        self.prospects
            .iter()
            .find(|one| one.interview.as_ref() == interview)
    }
}

/// The forecast with its causes: some thirty times the courses of a band. `None` where nothing is planned, open or done.
#[must_use]
pub fn forecast(plan: &Plan, today: Day, cancelled: &dyn Fn() -> bool) -> Option<Forecast> {
    let study = Study::read(plan, today)?;
    let mut forecast = study.bands(today);
    causes::explain(plan, &study, &mut forecast, cancelled);
    Some(forecast)
}

/// The forecast without causes.
#[must_use]
pub fn bands(plan: &Plan, today: Day) -> Option<Forecast> {
    Some(Study::read(plan, today)?.bands(today))
}

/// What courses are taken of.
struct Study {
    road: Road,
    evidence: Evidence,
    belief: Belief,
}

impl Study {
    fn read(plan: &Plan, today: Day) -> Option<Self> {
        let road = Road::read(plan, today);
        if road.work.is_empty() && road.finished.is_empty() {
            return None;
        }
        let evidence = Evidence::read(plan, &road.steps, today, road.used);
        let belief = Belief::new(&evidence, &road.fsrs);
        Some(Self {
            road,
            evidence,
            belief,
        })
    }

    fn courses(&self, count: usize, switches: &Switches, keep_days: bool) -> Vec<Came> {
        (0..count)
            .map(|n| course::run(&self.road, &self.belief, n, switches, keep_days))
            .collect()
    }

    fn bands(&self, today: Day) -> Forecast {
        let came = self.courses(COURSES, &Switches::default(), true);
        let ids = self.road.aims.iter().map(|(id, _)| Some(id.clone()));
        let prospects = ids.chain([None]).enumerate().map(|(k, interview)| {
            let days: Vec<Option<i32>> = came
                .iter()
                .map(|c| c.done.get(k).copied().flatten())
                .collect();
            let aim = self.road.aims.get(k);
            let asked = self.road.whole.get(k).is_some_and(|whole| *whole > 0.0);
            Prospect {
                interview,
                in_time: aim
                    .map(|(_, day)| per_mille(share(&days, |d| d.is_some_and(|d| d < *day)))),
                done: done(&days, today),
                ready: (aim.is_some() && asked).then(|| {
                    shares(
                        came.iter()
                            .filter_map(|c| c.ready.get(k).copied())
                            .collect(),
                    )
                }),
                causes: Vec::new(),
                helps: Vec::new(),
                line: line(
                    &came,
                    k,
                    today,
                    aim.or(self.road.aims.last()).map(|(_, day)| *day),
                ),
            }
        });
        Forecast {
            today,
            rests: Rests {
                days: self.evidence.shown + self.evidence.missed,
                items: self.evidence.finished,
                answers: u32::try_from(self.evidence.recalled.len()).unwrap_or(u32::MAX),
            },
            prospects: prospects.collect(),
        }
    }
}

fn share<T>(all: &[T], is: impl Fn(&T) -> bool) -> f64 {
    all.iter().filter(|one| is(one)).count() as f64 / all.len().max(1) as f64
}

fn per_mille(share: f64) -> u16 {
    (share * 1_000.0).round().clamp(0.0, 1_000.0) as u16
}

/// Place of a share of sorted values.
fn place(count: usize, share: f64) -> usize {
    let at = (count as f64 * share).floor() as usize;
    at.min(count.saturating_sub(1))
}

fn shares(mut all: Vec<f64>) -> ShareBand {
    all.sort_by(f64::total_cmp);
    let at = |share| per_mille(all.get(place(all.len(), share)).copied().unwrap_or(0.0));
    ShareBand {
        likely: at(0.5),
        from: at(TAIL),
        to: at(1.0 - TAIL),
    }
}

/// The band of days. Days are whole: of the bands that begin and end on the day of the tail or the next one inwards, the
/// one that holds nearest to four fifths of the courses.
fn done(all: &[Option<i32>], today: Day) -> Done {
    let mut days: Vec<i32> = all.iter().map(|day| day.unwrap_or(i32::MAX)).collect();
    days.sort_unstable();
    let at = |share| {
        days.get(place(days.len(), share))
            .copied()
            .unwrap_or(i32::MAX)
    };
    let day = |n: i32| today.plus(i64::from(n));
    let (likely, low, high) = (at(0.5), at(TAIL), at(1.0 - TAIL));
    if likely == i32::MAX {
        return Done::NotInSight;
    }
    if days.last() == Some(&0) {
        return Done::Already;
    }
    let next = |n: i32| days.iter().copied().find(|d| *d > n).unwrap_or(n);
    let before = |n: i32| days.iter().rev().copied().find(|d| *d < n).unwrap_or(n);
    let inside = |from: i32, to: i32| share(&days, |d| (from..=to).contains(d));
    let best = [low, next(low)]
        .into_iter()
        .flat_map(|from| [high, before(high)].map(|to| (from, to)))
        .filter(|(from, to)| *from <= likely && likely <= *to)
        .min_by(|a, b| {
            let apart = |(from, to): &(i32, i32)| (inside(*from, *to) - (1.0 - 2.0 * TAIL)).abs();
            apart(a).total_cmp(&apart(b))
        });
    let (from, to) = best.unwrap_or((low, high));
    Done::By(DayBand {
        likely: day(likely),
        from: day(from),
        to: (to < i32::MAX).then(|| day(to)),
    })
}

/// The band of the minutes for interview number `k` (the last: all together).
fn line(came: &[Came], k: usize, today: Day, until: Option<i32>) -> Vec<MinutesBand> {
    let all: Vec<&Vec<f64>> = came.iter().filter_map(|c| c.minutes.get(k)).collect();
    let days = all.iter().map(|days| days.len()).max().unwrap_or(0);
    let until = until
        .and_then(|day| usize::try_from(day).ok())
        .unwrap_or(days);
    (0..days.min(until))
        .map(|n| {
            let on = |days: &&Vec<f64>| days.get(n).or(days.last()).copied().unwrap_or(0.0);
            let mut all: Vec<f64> = all.iter().map(on).collect();
            all.sort_by(f64::total_cmp);
            let at = |share| all.get(place(all.len(), share)).map_or(0, |m| *m as u32);
            MinutesBand {
                day: today.plus(n as i64),
                minutes: [at(TAIL), at(0.5), at(1.0 - TAIL)],
            }
        })
        .collect()
}
