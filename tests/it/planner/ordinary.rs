//! Generated problems of the kinds that people really have: some weeks of evenings, one or two interviews, papers in
//! their order, a few mocks. What the stability of replans is measured on. `generator` makes the wild ones.

use cairn::planner::{
    Effort, Interview, Item, ItemKind, PastMemory, Problem, Session, SessionKind, Weights, schedule,
};

use super::generator::Dice;

/// What sets a class apart from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Fits,
    Tight,
    Overloaded,
    TwoInterviews,
    Pins,
    LongSessions,
    DaysOff,
    Mocks,
    OddMinutes,
    MostlyDone,
    DeepChains,
    NoSplitting,
}

impl Class {
    pub const ALL: [Self; 12] = [
        Self::Fits,
        Self::Tight,
        Self::Overloaded,
        Self::TwoInterviews,
        Self::Pins,
        Self::LongSessions,
        Self::DaysOff,
        Self::Mocks,
        Self::OddMinutes,
        Self::MostlyDone,
        Self::DeepChains,
        Self::NoSplitting,
    ];

    /// Work in percent of the time there is.
    fn load(self, dice: &mut Dice) -> i64 {
        i64::from(match self {
            Self::Fits => dice.roll(60, 72),
            Self::Tight | Self::NoSplitting => dice.roll(88, 98),
            Self::Overloaded => dice.roll(125, 160),
            Self::Pins => dice.roll(80, 95),
            _ => dice.roll(68, 92),
        })
    }
}

/// The problem of this seed, its class, and its name for messages. `largest` bounds the number of items.
pub fn problem(seed: u64, largest: i32) -> (String, Class, Problem) {
    let mut dice = Dice::new(seed.wrapping_add(0xCA1));
    let d = &mut dice;
    let class = Class::ALL[(seed % 12) as usize];
    let most = d.pick(&[20, 30, 45, 60, 90, 120]).min(largest);
    let count = d.roll(12, most.max(13));
    let weeks = (count / 9).clamp(2, 12);
    let days = weeks * 7;
    let mut p = Problem::empty(days);
    p.max_items = if weeks > 8 { 4 } else { 3 };
    p.max_reviews = 4;
    p.max_item_reviews = 2;
    let buffer = 1 + weeks / 5;
    let end = |id: &str, day| Interview {
        id: id.to_owned(),
        day,
        buffer_days: buffer,
    };
    p.interviews.push(end("onsite", days));
    if class == Class::TwoInterviews || (weeks > 6 && d.chance(50)) {
        p.interviews.insert(0, end("phone", days * 2 / 5));
    }
    for n in 0..count {
        let item = item(d, class, &p, n, count);
        p.items.push(item);
    }
    put_mocks(d, class, &mut p);
    capacity(d, class, &mut p);
    p.fair = p.fair_load();
    p.weights = Weights::usual(p.mean_value());
    if class == Class::Pins {
        pin_some(d, &mut p);
    }
    (format!("{class:?} {seed}"), class, p)
}

fn item(d: &mut Dice, class: Class, p: &Problem, n: i32, count: i32) -> Item {
    let step = 1 + n * 5 / count;
    let priority = i64::from(d.pick(&[1, 2, 2, 3, 3, 5, 5, 8]));
    let mut estimate = match d.roll(1, 10) {
        1..=6 => 5 * d.roll(5, 12),
        7..=9 => 5 * d.roll(13, 24),
        _ => 5 * d.roll(25, 46),
    };
    if class == Class::OddMinutes {
        estimate += d.roll(0, 4);
    }
    let shortest = if class == Class::LongSessions { 45 } else { 30 };
    let splittable = class != Class::NoSplitting && estimate >= 2 * shortest;
    let finished = class == Class::MostlyDone && d.chance(55) || d.chance(8);
    let done = if finished {
        estimate
    } else if d.chance(6) {
        d.roll(1, estimate / 5 - 1) * 5
    } else {
        0
    };
    let links = if class == Class::DeepChains { 80 } else { 30 };
    let same = |i: &usize| p.items[*i].step == step as u8;
    let before: Vec<usize> = (0..p.items.len()).rev().take(4).filter(same).collect();
    let prerequisites = if !before.is_empty() && d.chance(links) {
        vec![if class == Class::DeepChains {
            before[0]
        } else {
            d.pick(&before)
        }]
    } else {
        Vec::new()
    };
    let asked = p.interviews.iter().map(|k| {
        let factor = if k.id == "onsite" { 2 } else { 1 };
        let wanted = k.id == "onsite" || step <= 2 || step == 4;
        i64::from(wanted) * factor * priority * i64::from(estimate) / 5
    });
    Item {
        id: format!("s{step}-{n:03}"),
        kind: ItemKind::Study,
        step: step as u8,
        list: match step {
            3 => Some(0),
            4 if d.chance(60) => Some(1),
            _ => None,
        },
        position: i64::from(n),
        estimate,
        done,
        prerequisites,
        value: asked.collect(),
        min_session: if splittable { shortest } else { estimate },
        splittable,
        review_minutes: 10,
        stability: d.pick(&[1.2931, 2.3065, 4.2]),
        difficulty: d.pick(&[3.0, 5.0, 7.0]),
        memory: finished.then(|| PastMemory {
            stability: d.pick(&[2.3065, 6.0, 14.0]),
            last: -d.roll(0, 12),
        }),
        earliest: 0,
        latest: p.days - 1,
    }
}

fn put_mocks(d: &mut Dice, class: Class, p: &mut Problem) {
    let count = if class == Class::Mocks { 4 } else { 1 };
    for n in 1..=count {
        let minutes = d.pick(&[45, 60]);
        let asked = p.interviews.iter();
        let asked = asked.map(|k| i64::from(k.id == "onsite") * 9 * i64::from(minutes) / 5);
        p.items.push(Item {
            id: format!("mock-{n}"),
            kind: ItemKind::Mock,
            step: 5,
            list: None,
            position: 1_000 + n,
            estimate: minutes,
            done: 0,
            prerequisites: Vec::new(),
            value: asked.collect(),
            min_session: minutes,
            splittable: false,
            review_minutes: 0,
            stability: 2.3065,
            difficulty: 5.0,
            memory: None,
            earliest: p.days * 3 / 5 / 7 * 7,
            latest: p.days - 1,
        });
    }
}

/// Evenings, longer weekends and days off, with as much time in all as the class says.
fn capacity(d: &mut Dice, class: Class, p: &mut Problem) {
    let work: i64 = p
        .items
        .iter()
        .filter(|i| i.remaining() > 0)
        .map(|i| i64::from(i.remaining() + i.review_minutes))
        .sum();
    let off = if class == Class::DaysOff { 30 } else { 8 };
    let rhythm = d.pick(&[
        [4, 4, 4, 4, 3, 8, 8],
        [4, 4, 4, 4, 4, 5, 5],
        [4, 4, 4, 4, 0, 10, 6],
        [3, 3, 3, 3, 3, 3, 3],
    ]);
    let shares: Vec<i64> = (0..p.days)
        .map(|day| {
            if d.chance(off) {
                0
            } else {
                rhythm[(day % 7) as usize]
            }
        })
        .collect();
    let there = work * 100 / class.load(d);
    let sum: i64 = shares.iter().sum::<i64>().max(1);
    let step = if class == Class::OddMinutes { 1 } else { 5 };
    p.capacity = shares
        .iter()
        .map(|share| ((there * share / sum + step / 2) / step * step) as i32)
        .collect();
}

/// Some sessions of a first plan, put by hand where they are or a day later.
fn pin_some(d: &mut Dice, p: &mut Problem) {
    let plan = schedule(p, Effort::Quick);
    for s in plan
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Study)
    {
        let day = s.day + d.roll(0, 1);
        let taken = p.pins.iter().any(|o| o.item == s.item && o.day == day);
        if day > 0 && day < p.days && !taken && d.chance(12) {
            p.pins.push(Session {
                item: s.item,
                kind: s.kind,
                day,
                minutes: s.minutes,
            });
        }
    }
}
