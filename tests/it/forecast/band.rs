//! The band holds the truth about four times of five, over a thousand simulated lives.

use cairn::domain::Day;
use cairn::planner::forecast::{Done, bands};

use super::simulator::{Character, Dice, Set, live, start};

/// A plan and how far it has come.
pub fn drawn(dice: &mut Dice) -> Set {
    let interview = dice.between(28.0, 70.0) as i64;
    let day = dice.between(45.0, 150.0) as u32;
    let weekly = [
        day,
        day,
        day,
        day,
        dice.between(0.0, 1.5) as u32 * day,
        day * 2,
        day,
    ];
    let minutes = f64::from(weekly.iter().sum::<u32>()) / 7.0 * interview as f64;
    // As much as fits, give or take: an item is three hours on average.
    let items = (minutes * dice.between(0.55, 0.95) / 180.0) as usize;
    Set {
        steps: 4,
        items: items.max(5),
        weekly,
        interview,
        today: (interview as f64 * dice.between(0.0, 0.7)) as i64,
        prompts: 3,
    }
}

#[derive(Default)]
struct Count {
    of: u32,
    inside: u32,
    below: u32,
    above: u32,
    width: f64,
}

impl Count {
    fn add(&mut self, truth: f64, from: f64, to: f64) {
        self.of += 1;
        self.width += to - from;
        if truth < from {
            self.below += 1;
        } else if truth > to {
            self.above += 1;
        } else {
            self.inside += 1;
        }
    }

    fn percent(&self) -> f64 {
        100.0 * f64::from(self.inside) / f64::from(self.of)
    }
}

#[test]
fn four_fifths_of_a_thousand_lives_are_inside_the_band() {
    let (mut days, mut ready) = (Count::default(), Count::default());
    let mut early = [Count::default(), Count::default()];
    for seed in 0..1_000 {
        let mut dice = Dice::new(seed + 77);
        let set = drawn(&mut dice);
        let who = Character::drawn(&mut dice, set.steps);
        let (plan, truth) = live(seed, &set, &who);
        let today = start().plus(set.today);
        let Some(forecast) = bands(&plan, today) else {
            panic!("there is a plan: {seed}");
        };
        let prospect = &forecast.prospects[0];
        let from_today = |day: Day| day.since(today) as f64;
        let done = truth.done.map_or(f64::INFINITY, from_today);
        match prospect.done {
            Done::Already => assert!(done < 0.0, "{seed}"),
            Done::NotInSight => days.add(0.0, 1.0, 1.0),
            Done::By(band) => {
                let to = band.to.map_or(1e6, from_today);
                days.add(done, from_today(band.from), to);
                let late = usize::from(set.today * 3 > set.interview);
                early[late].add(done, from_today(band.from), to);
            }
        }
        let band = prospect.ready.expect("an interview asks for it");
        ready.add(
            truth.ready * 1_000.0,
            f64::from(band.from) - 0.5,
            f64::from(band.to) + 0.5,
        );
    }
    for (name, count) in [
        ("days", &days),
        ("ready", &ready),
        ("little history", &early[0]),
        ("much", &early[1]),
    ] {
        println!(
            "{name}: {:.1} % of {} inside, {} below, {} above, mean width {:.1}",
            count.percent(),
            count.of,
            count.below,
            count.above,
            count.width / f64::from(count.of)
        );
    }
    assert!(
        (75.0..=85.0).contains(&days.percent()),
        "{}",
        days.percent()
    );
    assert!(
        (75.0..=85.0).contains(&ready.percent()),
        "{}",
        ready.percent()
    );
    let width = |c: &Count| c.width / f64::from(c.of);
    assert!(
        width(&early[1]) < width(&early[0]),
        "history makes it narrower"
    );
}
