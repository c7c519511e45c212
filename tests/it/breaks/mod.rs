//! What a move would break, against the rules read off the moved plan by code that shares nothing with the planner: for
//! random plans with a legal schedule, every session is tried on many days.

mod asked;
mod oracle;

use cairn::domain::id::Id;
use cairn::domain::{Interview, Item, Minutes, Plan, Round, Weekly};

use crate::bridge::support::{item, link, monday, small};

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A few items with links and an ordered list, one to three interviews, odd days off.
fn plan(seed: u64) -> Plan {
    let mut chance = Chance(seed.wrapping_mul(7_919) + 17);
    let count = 5 + chance.below(8);
    let items: Vec<Item> = (0..count)
        .map(|n| {
            let mut made = item(&format!("i{n:02}"), 1 + chance.below(3) as u32);
            made.order = n as i64 * 10;
            made.importance = 1 + chance.below(5) as u8;
            if chance.below(3) == 0 {
                made.sequence = "papers".to_owned();
            }
            if chance.below(4) == 0 {
                made.step = Some(Id::slug(["algorithms", "books"][chance.below(2) as usize]));
            }
            made
        })
        .collect();
    let days = 14 + chance.below(20) as i64;
    let mut plan = small(items, days);
    plan.availability.weekly = Weekly::of_minutes(
        [(); 7].map(|()| Minutes([0, 30, 45, 60, 60, 90, 120][chance.below(7) as usize])),
    );
    plan.availability
        .weekly
        .set_minutes(cairn::domain::Weekday::Sun, Minutes(120));
    for n in 1..count {
        if chance.below(3) == 0 {
            let to = chance.below(n);
            link(&mut plan, &format!("i{n:02}"), &format!("i{to:02}"));
        }
    }
    for n in 0..chance.below(3) {
        let id = format!("extra{n}");
        let round = [Round::Coding, Round::Screen, Round::Design][chance.below(3) as usize];
        let on = monday().plus(3 + chance.below(days as u64) as i64);
        let mut interview = Interview::new(Id::slug(&id), id.clone(), round, on);
        interview.buffer_days = chance.below(3) as u8;
        plan.interviews.put(interview);
    }
    for _ in 0..chance.below(4) {
        let on = monday().plus(chance.below(days as u64) as i64);
        plan.availability
            .exceptions
            .insert(on, Minutes(chance.below(3) as u32 * 40));
    }
    plan.rules.max_items = 1 + chance.below(3) as u8;
    plan.rules.max_reviews = 1 + chance.below(3) as u8;
    plan
}
