//! An item's memory from the answers to its prompts, and where the reviews that are planned do not suit it any more.
//!
//! **How prompts make up an item.** What is recalled of an item on a day is the mean over its prompts, those left out for
//! now not counted. A prompt that was never answered counts with the memory that the item would have without prompts:
//! from the user's rating, its reviews taken as recalled. The planner works with one memory an item: it is the one, last
//! refreshed on the day of the latest answer, that predicts this mean for the day of the last interview (without one: in
//! 30 days). Its difficulty is the mean of the prompts'. So a lapse shortens it, and the planner brings a review closer; an
//! early success lengthens it, and the review can be spared.
//!
//! Not here: the memory of one prompt (`drill`), what the planner does with it (`entry`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Day, ItemId, Plan, Session, SessionKind};

use super::cause::Named;
use super::drill::{Drills, Known};
use super::from_plan::{Facts, count, rest};
use super::fsrs::{Fsrs, Memory};
use super::memory::Remembered;
use super::problem::Weights;
use super::worth::mean;

/// Days ahead that count where no interview is ahead.
const WITHOUT_INTERVIEW: i32 = 30;
/// One more review is wanted where it adds so much recall on the interview day, in per mille.
const WANTED: i64 = 60;
/// Reviews that are looked at: each doubles the work.
const FOLLOWED: usize = 5;

/// The answers to the prompts of one item.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answers {
    /// What is known of each prompt that counts; `None` for one that was never answered.
    prompts: Vec<Option<Known>>,
    /// The study days with answers.
    pub days: BTreeSet<Day>,
}

/// The answers of all items that have any.
#[derive(Debug)]
pub(crate) struct Drilled(BTreeMap<ItemId, Answers>);

impl Drilled {
    /// Reads a plan; `None` where no prompt was ever answered.
    pub fn read(plan: &Plan) -> Option<Self> {
        Self::of_plan(plan, &Drills::read(plan))
    }

    /// As [`Self::read`], where the ratings have been replayed already.
    pub fn of_plan(plan: &Plan, drills: &Drills) -> Option<Self> {
        if plan.reviews.is_empty() {
            return None;
        }
        let mut all: BTreeMap<ItemId, Answers> = BTreeMap::new();
        for prompt in plan.prompts.iter().filter(|prompt| !prompt.paused) {
            let of_item = all.entry(prompt.item.clone()).or_default();
            of_item.prompts.push(drills.of(&prompt.id).copied());
        }
        for review in plan.reviews.iter() {
            let prompt = plan.prompts.get(&review.prompt);
            if let Some(of_item) = prompt.and_then(|prompt| all.get_mut(&prompt.item)) {
                of_item.days.insert(review.at.day());
            }
        }
        all.retain(|_, answers| answers.prompts.iter().any(Option::is_some));
        Some(Self(all))
    }

    /// The answers of an item, where there are any.
    pub fn of(&self, item: &ItemId) -> Option<&Answers> {
        self.0.get(item)
    }
}

impl Answers {
    /// The item's memory and the day from today (0 or before) it was last refreshed on. `without` is its memory without
    /// prompts, `days` the day of the last interview from today; 0: none.
    pub fn whole(
        &self,
        fsrs: &Fsrs,
        without: (Memory, i32),
        today: Day,
        days: i32,
    ) -> (Memory, i32) {
        let on = if days > 0 { days } else { WITHOUT_INTERVIEW };
        let ago = |day: Day| {
            i32::try_from(day.since(today))
                .unwrap_or(-4_000)
                .clamp(-4_000, 0)
        };
        let latest = self.prompts.iter().flatten().map(|known| ago(known.last));
        let (Some(latest), count) = (latest.max(), self.prompts.len() as f64) else {
            return without;
        };
        let (mut recall, mut difficulty) = (0.0, 0.0);
        for prompt in &self.prompts {
            let (memory, last) = prompt.map_or(without, |known| (known.memory, ago(known.last)));
            recall += fsrs.recall(f64::from(on - last), memory.stability);
            difficulty += memory.difficulty;
        }
        let memory = Memory {
            stability: fsrs.stability_for(recall / count, f64::from(on - latest)),
            difficulty: difficulty / count,
        };
        (memory, latest)
    }
}

/// The planner's reviews ahead that are not worth their place any more, for what the answers to their item's prompts say:
/// each adds less to what is recalled on the interview days than it costs by the planner's own measure.
pub(crate) fn spared<'a>(facts: &Facts<'a>) -> Vec<&'a Session> {
    let mut spared = Vec::new();
    let price = price(facts);
    let mut own: BTreeMap<&ItemId, Vec<&Session>> = BTreeMap::new();
    for session in facts.free.iter().filter(|s| s.kind == SessionKind::Review) {
        own.entry(&session.item).or_default().push(session);
    }
    for done in facts.done.iter().filter(|done| done.drilled) {
        let look = Look::at(facts, done, price);
        let own = own.get(&done.item.id).into_iter().flatten();
        let mut planned: Vec<(i32, &Session)> = own
            .filter_map(|s| Some((i32::try_from(s.on.since(facts.today)).ok()?, *s)))
            .filter(|(day, _)| *day > done.last && *day < facts.days)
            .collect();
        planned.sort_by_key(|(day, session)| (*day, &session.id));
        planned.truncate(FOLLOWED);
        // The last first: the others count for more without it.
        while let Some((_, session)) = planned.last() {
            let days: Vec<i32> = planned.iter().map(|(day, _)| *day).collect();
            let fewer = days.get(..days.len() - 1).unwrap_or_default();
            if look.worth(&days) - look.worth(fewer) >= look.price {
                break;
            }
            spared.push(*session);
            planned.pop();
        }
    }
    spared
}

/// Items whose planned reviews do not suit what the answers to their prompts say: one more would add clearly to what is
/// recalled on the day of the next interview that asks for it and there is time for it, or one can be spared.
pub(crate) fn misfits(facts: &Facts) -> Option<Named> {
    let spared: BTreeSet<&ItemId> = facts.spared.iter().map(|s| &s.item).collect();
    let (mut first, mut all, ahead) = (None, 0, Ahead::of(facts));
    for done in facts.done.iter().filter(|done| done.drilled) {
        if spared.contains(&done.item.id) || wants_one_more(facts, done, &ahead) {
            first.get_or_insert_with(|| done.item.short_title().to_owned());
            all += 1;
        }
    }
    first.map(|first| Named { first, count: all })
}

/// What a review costs, in value × per mille. It is the same for all items: O(tasks).
fn price(facts: &Facts) -> i64 {
    Weights::usual(mean(facts)).review
}

/// One finished item, to try reviews on.
struct Look<'l, 'a> {
    facts: &'l Facts<'a>,
    done: &'l Remembered<'a>,
    fsrs: Fsrs,
    /// Value of the item for each interview ahead, as the planner counts it.
    values: Vec<i64>,
    /// What a review costs, in value × per mille.
    price: i64,
}

impl<'l, 'a> Look<'l, 'a> {
    fn at(facts: &'l Facts<'a>, done: &'l Remembered<'a>, price: i64) -> Self {
        let minutes = count(facts.plan.effort(done.item)).max(5) / 5;
        Self {
            facts,
            done,
            fsrs: Fsrs::of(&facts.plan.rules),
            values: done.asked.iter().map(|a| a * i64::from(minutes)).collect(),
            price,
        }
    }

    /// Expected recall on the day of an interview, in per mille, with reviews on these days (rising).
    fn recall(&self, days: &[i32], aim: i32) -> i64 {
        let before = days.get(..days.partition_point(|&day| day < aim));
        let before = before.unwrap_or_default();
        self.fsrs
            .expected_per_mille(self.done.memory, self.done.last, before, aim)
    }

    fn worth(&self, days: &[i32]) -> i64 {
        let asking = self.facts.aims.iter().zip(&self.values);
        let asking = asking.filter(|(_, value)| **value > 0);
        asking
            .map(|(aim, value)| value * self.recall(days, aim.day))
            .sum()
    }
}

/// What is planned ahead, read once for all items.
struct Ahead<'a> {
    price: i64,
    /// Days of the reviews of an item, from today.
    reviews: BTreeMap<&'a ItemId, Vec<i32>>,
    /// Minutes taken on a day.
    taken: BTreeMap<Day, i32>,
}

impl<'a> Ahead<'a> {
    fn of(facts: &Facts<'a>) -> Self {
        let mut reviews: BTreeMap<&ItemId, Vec<i32>> = BTreeMap::new();
        let mut taken: BTreeMap<Day, i32> = BTreeMap::new();
        for &session in facts.free.iter().chain(&facts.fixed) {
            *taken.entry(session.on).or_default() += rest(session);
            if session.kind == SessionKind::Review
                && let Ok(day) = i32::try_from(session.on.since(facts.today))
            {
                reviews.entry(&session.item).or_default().push(day);
            }
        }
        Self {
            price: price(facts),
            reviews,
            taken,
        }
    }
}

fn wants_one_more(facts: &Facts, done: &Remembered, ahead: &Ahead) -> bool {
    let asking = facts.aims.iter().zip(&done.asked);
    let Some((aim, _)) = asking.into_iter().find(|(_, asked)| **asked > 0) else {
        return false;
    };
    let own = ahead.reviews.get(&done.item.id).into_iter().flatten();
    let mut days: Vec<i32> = own
        .copied()
        .filter(|&day| day > done.last && day < aim.day)
        .collect();
    days.sort_unstable();
    let most = usize::from(facts.plan.rules.max_item_reviews).min(FOLLOWED);
    if days.len() >= most {
        return false;
    }
    let free = |day: i32| {
        let there = usize::try_from(day)
            .ok()
            .and_then(|day| facts.there.get(day));
        let on = facts.today.plus(i64::from(day));
        let taken = ahead.taken.get(&on).copied().unwrap_or(0);
        there.is_some_and(|there| there - taken >= facts.review())
    };
    let look = Look::at(facts, done, ahead.price);
    let (now, worth) = (look.recall(&days, aim.day), look.worth(&days));
    // Halfway to the interview, and days around it.
    let middle = (done.last.max(0) + aim.day) / 2;
    let tried = [middle, middle - 2, middle + 2, aim.day - 2];
    let mut tried = tried
        .into_iter()
        .filter(|&day| day > done.last && day > 0 && day < aim.day);
    tried.any(|day| {
        let mut more = days.clone();
        more.push(day);
        more.sort_unstable();
        !days.contains(&day)
            && look.recall(&more, aim.day) - now >= WANTED
            && look.worth(&more) - worth >= 2 * look.price
            && free(day)
    })
}
