//! Random planning problems for the property tests: sound, varied, and the same for the same seed.

use cairn::planner::{
    Interview, Item, ItemKind, PastMemory, Problem, Session, SessionKind, Weights,
};

/// A small seeded generator (xorshift).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A number in `low..=high`.
    pub fn roll(&mut self, low: i32, high: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        low + (self.0 % (i64::from(high) - i64::from(low) + 1) as u64) as i32
    }

    pub fn chance(&mut self, percent: i32) -> bool {
        self.roll(1, 100) <= percent
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(0, of.len() as i32 - 1) as usize]
    }
}

/// A random sound problem with at most `most` items.
pub fn problem(seed: u64, most: i32) -> Problem {
    let mut dice = Dice::new(seed);
    let days = 7 * dice.roll(1, 26) + dice.roll(0, 3);
    let count = dice.roll(0, most);
    let mut p = Problem::empty(days);
    let generous = dice.pick(&[0, 60, 120, 240, 600]);
    p.capacity = (0..days)
        .map(|_| {
            if dice.chance(20) {
                0
            } else {
                dice.roll(0, generous)
            }
        })
        .collect();
    p.max_items = dice.roll(0, 4) as u32;
    p.max_reviews = dice.roll(0, 5) as u32;
    p.max_item_reviews = dice.roll(0, 3) as u32;
    let interviews = dice.roll(1, 4);
    let mut ends: Vec<i32> = (1..interviews).map(|_| dice.roll(1, days)).collect();
    ends.push(days);
    ends.sort_unstable();
    p.interviews = ends
        .iter()
        .enumerate()
        .map(|(k, &day)| Interview {
            id: format!("k{k}"),
            day,
            buffer_days: dice.roll(0, 4),
        })
        .collect();
    let chains = dice.chance(50);
    for i in 0..count {
        let item = item(&mut dice, i, days, interviews, chains);
        p.items.push(item);
    }
    for i in 0..p.items.len() {
        let studies: Vec<usize> = p.items[i]
            .prerequisites
            .iter()
            .copied()
            .filter(|&q| p.items[q].kind == ItemKind::Study)
            .collect();
        p.items[i].prerequisites = studies;
    }
    if dice.chance(50) {
        pins(&mut dice, &mut p);
    }
    if dice.chance(40) && count > 0 {
        for _ in 0..dice.roll(0, 3 * count) {
            let item = dice.roll(0, count - 1) as usize;
            let kind = match p.items[item].kind {
                ItemKind::Mock => SessionKind::Mock,
                ItemKind::Study if dice.chance(50) => SessionKind::Study,
                ItemKind::Study => SessionKind::Review,
            };
            let session = Session {
                item,
                kind,
                day: dice.roll(0, days - 1),
                minutes: dice.roll(5, 90),
            };
            let same =
                |s: &Session| (s.item, s.kind, s.day) == (session.item, session.kind, session.day);
            if !p.previous.iter().any(same) {
                p.previous.push(session);
            }
        }
    }
    p.fair = p.fair_load();
    p.weights = Weights::usual(p.mean_value());
    p
}

fn item(dice: &mut Dice, i: i32, days: i32, interviews: i32, chains: bool) -> Item {
    let mock = dice.chance(6);
    let estimate = dice.pick(&[5, 20, 35, 47, 60, 90, 120, 240, 600]);
    let done = if mock || dice.chance(70) {
        0
    } else {
        dice.roll(0, estimate + 10)
    };
    let review_minutes = if mock {
        0
    } else {
        dice.pick(&[0, 5, 10, 10, 15])
    };
    let earliest = if dice.chance(15) {
        dice.roll(0, days)
    } else {
        0
    };
    let splittable = !mock && dice.chance(60);
    let prerequisites = if chains && i > 0 {
        (0..dice.roll(0, 2))
            .map(|_| dice.roll((i - 6).max(0), i - 1) as usize)
            .collect()
    } else {
        Vec::new()
    };
    Item {
        id: format!("i{:03}", (i * 37) % 1009),
        kind: if mock {
            ItemKind::Mock
        } else {
            ItemKind::Study
        },
        step: dice.roll(1, 5) as u8,
        list: dice.chance(30).then(|| dice.roll(0, 1) as u32),
        position: i64::from(i),
        estimate,
        done,
        prerequisites,
        value: (0..interviews)
            .map(|_| {
                if dice.chance(60) {
                    i64::from(dice.roll(1, 300))
                } else {
                    0
                }
            })
            .collect(),
        min_session: if splittable {
            dice.pick(&[5, 15, 25, 30, 60])
        } else {
            estimate
        },
        splittable,
        review_minutes,
        stability: dice.pick(&[0.5, 2.3065, 4.2, 9.0]),
        difficulty: dice.pick(&[1.0, 3.0, 5.0, 7.5, 10.0]),
        memory: (done >= estimate && !mock).then(|| PastMemory {
            stability: dice.pick(&[1.0, 4.0, 30.0]),
            last: -dice.roll(0, 20),
        }),
        earliest,
        latest: if dice.chance(15) {
            dice.roll(earliest - 1, days + 3)
        } else {
            days - 1
        },
    }
}

fn pins(dice: &mut Dice, p: &mut Problem) {
    for item in 0..p.items.len() {
        if !dice.chance(12) {
            continue;
        }
        let it = &p.items[item];
        let left = it.remaining();
        let day = |dice: &mut Dice| dice.roll(0, p.days - 1);
        match it.kind {
            ItemKind::Mock => {
                let day = day(dice);
                p.pins.push(Session {
                    item,
                    kind: SessionKind::Mock,
                    day,
                    minutes: left,
                });
            }
            ItemKind::Study if left == 0 && it.review_minutes > 0 => {
                let day = day(dice);
                let minutes = dice.pick(&[5, 10, 25]);
                p.pins.push(Session {
                    item,
                    kind: SessionKind::Review,
                    day,
                    minutes,
                });
            }
            ItemKind::Study if left > 0 => {
                let mut rest = left;
                let mut days = Vec::new();
                while rest > 0 && dice.chance(60) {
                    let minutes = if it.splittable {
                        dice.roll(1, rest)
                    } else {
                        left
                    };
                    let day = day(dice);
                    if !days.contains(&day) {
                        days.push(day);
                        p.pins.push(Session {
                            item,
                            kind: SessionKind::Study,
                            day,
                            minutes,
                        });
                        rest -= minutes;
                    }
                }
            }
            ItemKind::Study => {}
        }
    }
}
