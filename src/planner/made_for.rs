//! What a schedule was made for: one number over everything that planning reads, what came of it and the effort. A plan
//! whose number still holds is left as it stands, byte for byte: planning it again would be asking the same again.
//!
//! The number is FNV-1a over whole words, the same on every machine and in every run. Ids and whole minutes go in, no
//! fractions. What planning does not read (names, notes, reasons) does not count. Whoever changes how plans are made
//! changes [`WAY`]. Not here: what is read (`from_plan`), what is done where nothing changed (`entry`).

use crate::domain::{Cut, CutReason, Day, Depth, ItemId, Schedule, Session, SessionKind, Table};

use super::Effort;
use super::from_plan::{Facts, is_prompt, rest};

/// The way plans are made: another one makes other plans.
const WAY: u64 = 1;
/// FNV-1a, 64 bits.
const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x100_0000_01b3;

/// A sum over words. Each step is one to one, so that a single change always shows.
#[derive(Clone, Copy)]
struct Sum(u64);

impl Sum {
    fn word(&mut self, word: u64) {
        let next = (self.0 ^ word).wrapping_mul(PRIME);
        // Words are whole here: what a product leaves in the upper half is brought down.
        self.0 = next ^ (next >> 32);
    }

    fn number(&mut self, number: i64) {
        self.word(u64::from_le_bytes(number.to_le_bytes()));
    }

    fn count(&mut self, count: usize) {
        self.word(count as u64);
    }

    fn day(&mut self, day: Day, today: Day) {
        self.number(day.since(today));
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        for part in text.as_bytes().chunks(8) {
            let mut word = [0_u8; 8];
            for (to, from) in word.iter_mut().zip(part) {
                *to = *from;
            }
            self.word(u64::from_le_bytes(word));
        }
    }
}

/// Everything that planning these facts reads, whatever stands in the schedule in force.
#[derive(Clone, Copy)]
pub(crate) struct Asked(Sum);

impl Asked {
    /// Reads the facts once.
    pub fn of(facts: &Facts) -> Self {
        let mut sum = Sum(BASIS);
        sum.word(WAY);
        days(facts, &mut sum);
        tasks(facts, &mut sum);
        done(facts, &mut sum);
        fixed(facts, &mut sum);
        Self(sum)
    }

    /// The number of a schedule made of this with an effort; never 0, which stands for none.
    pub fn made(&self, facts: &Facts, schedule: &Schedule, effort: Effort) -> u64 {
        let fixed: std::collections::BTreeSet<_> = facts.fixed.iter().map(|s| &s.id).collect();
        let own = schedule.sessions.iter();
        let own = own.filter(|s| !fixed.contains(&s.id));
        let depth = |id: &ItemId, now| schedule.depths.get(id).copied().unwrap_or(now);
        self.with(facts, own, &depth, &schedule.cuts, effort)
    }

    /// Whether the schedule in force was made of this with at least that effort.
    pub fn holds(&self, facts: &Facts, effort: Effort) -> bool {
        let plan = facts.plan;
        let made = |effort| {
            let own = facts.free.iter().copied();
            self.with(facts, own, &|_, now| now, &plan.cuts, effort)
        };
        plan.made_for != 0
            && (plan.made_for == made(Effort::Full)
                || effort == Effort::Quick && plan.made_for == made(Effort::Quick))
    }

    fn with<'s>(
        &self,
        facts: &Facts,
        own: impl Iterator<Item = &'s Session>,
        depth: &dyn Fn(&ItemId, Depth) -> Depth,
        cuts: &Table<Cut>,
        effort: Effort,
    ) -> u64 {
        let mut sum = self.0;
        // In whatever order they come.
        let (mut count, mut all) = (0_usize, 0_u64);
        for session in own {
            all = all.wrapping_add(of_session(session, facts.today));
            count += 1;
        }
        sum.count(count);
        sum.word(all);
        for task in &facts.tasks {
            sum.word(depth(&task.item.id, task.item.depth) as u64);
        }
        sum.count(cuts.len());
        for cut in cuts.iter() {
            sum.text(cut.item.as_str());
            sum.word(match &cut.reason {
                CutReason::NoTime => 0,
                CutReason::TooLong => 1,
                CutReason::Window => 2,
                CutReason::Prerequisite(_) => 3,
                CutReason::NoReview => 4,
                CutReason::NotAsked => 5,
            });
            sum.word(u64::from(cut.minutes.0));
        }
        sum.word(match effort {
            Effort::Quick => 1,
            Effort::Full => 2,
        });
        sum.0.max(1)
    }
}

fn of_kind(kind: SessionKind) -> u64 {
    match kind {
        SessionKind::Study => 0,
        SessionKind::Review => 1,
        SessionKind::Mock => 2,
    }
}

fn of_session(session: &Session, today: Day) -> u64 {
    let mut sum = Sum(BASIS);
    sum.text(session.item.as_str());
    sum.word(of_kind(session.kind));
    sum.day(session.on, today);
    sum.word(u64::from(session.minutes.0));
    sum.0
}

fn days(facts: &Facts, sum: &mut Sum) {
    let plan = facts.plan;
    let (today, rules) = (facts.today, &plan.rules);
    sum.number(today.since(Day::MIN));
    sum.day(plan.start_on, today);
    for number in [
        u32::from(rules.max_items),
        u32::from(rules.max_reviews),
        u32::from(rules.max_item_reviews),
        rules.min_session.0,
        rules.review.0,
    ] {
        sum.word(u64::from(number));
    }
    // The usual parameters are left out: what was planned with them stays.
    for parameter in &rules.fsrs {
        sum.word(parameter.to_bits());
    }
    sum.count(facts.aims.len());
    for aim in &facts.aims {
        sum.text(aim.interview.id.as_str());
        sum.number(i64::from(aim.day));
        sum.number(i64::from(aim.buffer));
    }
    sum.count(facts.there.len());
    for &minutes in &facts.there {
        sum.number(i64::from(minutes));
    }
    sum.count(plan.steps.len());
    for step in plan.steps.iter() {
        sum.text(step.id.as_str());
        sum.word(u64::from(step.order));
        sum.word(step.familiarity as u64);
    }
}

fn tasks(facts: &Facts, sum: &mut Sum) {
    sum.count(facts.tasks.len());
    for task in &facts.tasks {
        let item = task.item;
        sum.text(item.id.as_str());
        sum.text(item.step.as_ref().map_or("", |step| step.as_str()));
        sum.text(&item.sequence);
        sum.number(task.position);
        let flags = [task.fixed, is_prompt(item)];
        let flags = flags.iter().fold(0, |all, &flag| 2 * all + u64::from(flag));
        sum.word(flags << 16 | u64::from(item.importance) << 8 | rating(item.rating));
        for &asked in &task.asked {
            sum.number(asked);
        }
        sum.count(task.choices.len());
        for choice in &task.choices {
            sum.word(choice.depth as u64);
            sum.number(i64::from(choice.left));
            sum.number(i64::from(choice.whole));
            sum.number(choice.gain);
        }
        sum.count(task.prerequisites.len());
        for &before in &task.prerequisites {
            sum.count(before);
        }
    }
}

fn done(facts: &Facts, sum: &mut Sum) {
    sum.count(facts.done.len());
    for done in &facts.done {
        let item = done.item;
        sum.text(item.id.as_str());
        sum.text(item.step.as_ref().map_or("", |step| step.as_str()));
        sum.number(done.position);
        sum.word(u64::from(facts.plan.effort(item).0));
        let takes_time = super::pose::takes_time(facts, item);
        let flags = [done.mocked, is_prompt(item), takes_time];
        let flags = flags.iter().fold(0, |all, &flag| 2 * all + u64::from(flag));
        sum.word(flags << 8 | rating(item.rating));
        for &asked in &done.asked {
            sum.number(asked);
        }
        sum.number(i64::from(done.finished));
        if done.drilled {
            // To a thousandth: it comes from powers, which machines need not round alike.
            let thousandths = |value: f64| (value * 1_000.0).round() as i64;
            sum.number(thousandths(done.memory.stability));
            sum.number(thousandths(done.memory.difficulty));
            sum.number(i64::from(done.last));
        }
        sum.count(done.reviews.len());
        for &day in &done.reviews {
            sum.number(i64::from(day));
        }
    }
}

fn rating(rating: Option<u8>) -> u64 {
    rating.map_or(0xFF, u64::from)
}

/// What the user placed, and what is begun.
fn fixed(facts: &Facts, sum: &mut Sum) {
    sum.count(facts.fixed.len());
    for session in &facts.fixed {
        sum.text(session.item.as_str());
        sum.word(of_kind(session.kind));
        sum.day(session.on, facts.today);
        sum.number(i64::from(rest(session)));
        if facts.is_extra(session) {
            sum.word(1);
        }
    }
}
