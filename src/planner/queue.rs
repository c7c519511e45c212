//! The review queue: which prompts are due on a day, in the order of what would be forgotten most by the interview, and
//! how many minutes a day that comes to.
//!
//! Due is what has been studied and was never asked, or whose recall falls to what the rules aim at. An item that is done
//! is studied as a whole; of one that is begun, its ticked parts and what asks about it as a whole are, and where no part
//! is ticked, all of it. What a session of today began is asked from tomorrow on: a day's count does not grow while one
//! studies or sits a mock. Paused prompts are never due. Not here: the memory of a prompt (`drill`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::index::place_in_path;
use crate::domain::{
    Day, Grade, Item, ItemId, Minutes, Part, PartId, Plan, Prompt, PromptId, SessionKind, Status,
};

use super::drill::{Aims, Drills, Known, Next};
use super::memory;

/// What an answer takes before anything is known of the user's pace, in seconds.
const USUAL_SECONDS: u32 = 40;
/// Ratings from which on the user's own pace counts, and how many of the last are looked at.
const KNOWN_PACE: usize = 10;
const LATE_PACE: usize = 200;
/// The longest time that what reviews cost is worked out for, in days.
const AHEAD: i64 = 28;

/// A prompt that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The prompt.
    pub prompt: PromptId,
    /// Its item.
    pub item: ItemId,
    /// Predicted recall on the day of the next interview that asks for it, in per mille, were it not asked again.
    pub recall: u16,
}

/// Where a due prompt stands in the queue: its recall in per mille, then its item's place in the path, then its own.
type Place = (u16, (u32, i64, ItemId), i64);

/// What is due on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// What to ask today, least recall on the interview day first; no more than the rules allow a day.
    pub due: Vec<Due>,
    /// How many more are due than the rules allow.
    pub more: usize,
    /// How many prompts were answered today.
    pub answered: usize,
    /// How many prompts ask about what has been studied, without the paused ones.
    pub studied: usize,
    /// How many of them are asked from tomorrow on, because they were begun today.
    pub begun: usize,
    /// The next day after today on which some fall due, and how many.
    pub next: Option<(Day, usize)>,
    /// What an answer takes, in seconds: the mean of the user's latest.
    pub seconds: u32,
}

impl Queue {
    /// Reads a plan: O(n log n) in its prompts, sessions and ratings.
    #[must_use]
    pub fn of(plan: &Plan, drills: &Drills, today: Day) -> Self {
        let mut queue = Self::whole(plan, drills, today);
        let room = usize::from(plan.rules.max_prompts).saturating_sub(queue.answered);
        queue.more = queue.due.len().saturating_sub(room);
        queue.due.truncate(room);
        queue
    }

    /// As [`Self::of`], not held to what the rules allow a day.
    #[must_use]
    pub fn whole(plan: &Plan, drills: &Drills, today: Day) -> Self {
        let studied = Studied::of(plan);
        let mut queue = Self {
            answered: answered_on(plan, today),
            seconds: seconds(plan),
            ..Self::default()
        };
        let mut aims: BTreeMap<&ItemId, Aims> = BTreeMap::new();
        let mut later: BTreeMap<Day, usize> = BTreeMap::new();
        let mut due: Vec<(Place, Due)> = Vec::new();
        for prompt in plan.prompts.iter().filter(|prompt| !prompt.paused) {
            let Some(item) = plan.items.get(&prompt.item) else {
                continue;
            };
            let Some(since) = studied.since(item, prompt, today) else {
                continue;
            };
            queue.studied += 1;
            if drills.of(&prompt.id).is_none() && studied.begun_today(item, prompt, today) {
                queue.begun += 1;
                *later.entry(today.plus(1)).or_default() += 1;
                continue;
            }
            let aims = aims
                .entry(&prompt.item)
                .or_insert_with(|| Aims::of(plan, item, today));
            let known = drills.of(&prompt.id);
            match known.map(|known| drills.next_within(aims, known)) {
                Some(Next::On(day)) if day > today => {
                    *later.entry(day).or_default() += 1;
                    continue;
                }
                Some(Next::Holds(_) | Next::Over) => continue,
                Some(Next::On(_)) | None => {}
            }
            if aims.today || aims.over {
                continue;
            }
            let fresh = Known {
                memory: memory::start(plan, item),
                last: since,
            };
            let day = aims.next().unwrap_or(today);
            let recall = drills.recall(known.unwrap_or(&fresh), day);
            let recall = (recall * 1_000.0).round() as u16;
            let of = Due {
                prompt: prompt.id.clone(),
                item: prompt.item.clone(),
                recall,
            };
            let place = (recall, place_in_path(plan, &item.id), prompt.order);
            due.push((place, of));
        }
        due.sort_by(|a, b| (&a.0, &a.1.prompt).cmp(&(&b.0, &b.1.prompt)));
        queue.due = due.into_iter().map(|one| one.1).collect();
        queue.next = later.into_iter().next();
        queue
    }

    /// What the due prompts take in all.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        minutes(self.due.len() as u64 * u64::from(self.seconds))
    }
}

/// What reviews are expected to cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Minutes on a day, on average.
    pub minutes: Minutes,
    /// On the fullest day.
    pub most: Minutes,
    /// Over so many days from today.
    pub days: i64,
}

/// What reviews cost with the plan's rules, over the days until the last interview, at most four weeks: each prompt of
/// what is studied, or will be by the schedule, is asked when it is due, and is recalled as often as the model says.
/// Chance is made of the prompt's id: the same plan costs the same.
#[must_use]
pub fn cost(plan: &Plan, drills: &Drills, today: Day) -> Cost {
    let studied = Studied::of(plan);
    let coming = coming(plan, today);
    let last = plan.last_day().unwrap_or(today.plus(AHEAD));
    let days = last.since(today).clamp(0, AHEAD);
    let mut asked = vec![0_u64; usize::try_from(days).unwrap_or(0)];
    for prompt in plan.prompts.iter().filter(|prompt| !prompt.paused) {
        let Some(item) = plan.items.get(&prompt.item) else {
            continue;
        };
        let from = match studied.since(item, prompt, today) {
            Some(_) if studied.begun_today(item, prompt, today) => Some(today.plus(1)),
            Some(_) => Some(today),
            None => coming.get(&prompt.item).map(|day| day.plus(1)),
        };
        let Some(from) = from else { continue };
        let aims = Aims::of(plan, item, today);
        let mut known = drills.of(&prompt.id).copied();
        let mut on = from;
        let mut chance = Chance::of(prompt.id.as_str());
        loop {
            if let Some(known) = &known {
                match drills.next_within(&aims, known) {
                    Next::On(day) => on = day.max(from),
                    Next::Holds(_) | Next::Over => break,
                }
            }
            let Some(slot) = usize::try_from(on.since(today))
                .ok()
                .and_then(|day| asked.get_mut(day))
            else {
                break;
            };
            let recall = known.map_or(0.8, |known| drills.recall(&known, on));
            let grade = match chance.next() < recall {
                true => Grade::Good,
                false => Grade::Again,
            };
            // What is not recalled is asked once more on the same day.
            *slot += if grade == Grade::Again { 2 } else { 1 };
            known = Some(drills.answer(known.as_ref(), on, grade));
        }
    }
    let most = u64::from(plan.rules.max_prompts);
    let mut waiting = 0;
    for day in &mut asked {
        let all = *day + waiting;
        *day = all.min(most);
        waiting = all - *day;
    }
    let seconds = u64::from(seconds(plan));
    let all: u64 = asked.iter().sum();
    let fullest = asked.iter().max().copied().unwrap_or(0);
    Cost {
        minutes: minutes(all * seconds / asked.len().max(1) as u64),
        most: minutes(fullest * seconds),
        days,
    }
}

/// Whole minutes, up.
fn minutes(seconds: u64) -> Minutes {
    Minutes(u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX))
}

/// How many prompts were answered on a study day.
fn answered_on(plan: &Plan, day: Day) -> usize {
    let of_day = plan.reviews.iter().filter(|r| r.at.day() == day);
    let prompts: BTreeSet<&PromptId> = of_day.map(|review| &review.prompt).collect();
    prompts.len()
}

/// What an answer takes, in seconds.
fn seconds(plan: &Plan) -> u32 {
    let mut timed: Vec<_> = plan.reviews.iter().filter(|r| r.seconds > 0).collect();
    if timed.len() < KNOWN_PACE {
        return USUAL_SECONDS;
    }
    timed.sort_by_key(|review| (review.at, &review.id));
    let late = timed.iter().rev().take(LATE_PACE);
    let all: u64 = late.map(|review| u64::from(review.seconds.min(300))).sum();
    let count = timed.len().min(LATE_PACE) as u64;
    u32::try_from(all / count.max(1)).map_or(USUAL_SECONDS, |mean| mean.max(1))
}

/// When what has been studied was.
struct Studied<'a> {
    /// The first and the last day with time spent on an item.
    days: BTreeMap<&'a ItemId, (Day, Day)>,
}

impl<'a> Studied<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut days: BTreeMap<&ItemId, (Day, Day)> = BTreeMap::new();
        let study = plan.sessions.iter();
        let study = study.filter(|s| s.kind != SessionKind::Review && s.spent > Minutes::ZERO);
        for session in study {
            let on = session.ended_at.map_or(session.on, |at| at.day());
            let (first, last) = days.entry(&session.item).or_insert((on, on));
            *first = on.min(*first);
            *last = on.max(*last);
        }
        Self { days }
    }

    /// Whether what a prompt asks about was begun by a session of today, and nobody said more of it.
    fn begun_today(&self, item: &Item, prompt: &Prompt, today: Day) -> bool {
        let is_asked = |part: &&Part| prompt.part.as_ref() == Some(&part.id);
        let part = item.parts.iter().find(is_asked);
        let ticked = part.is_some_and(|part| part.done_on.is_some());
        let first = self.days.get(&item.id).map(|days| days.0);
        item.status == Status::InProgress && !ticked && first.is_some_and(|day| day >= today)
    }

    /// Since when what a prompt asks about has been studied; `None` where it has not.
    fn since(&self, item: &Item, prompt: &Prompt, today: Day) -> Option<Day> {
        let part = |id: &PartId| item.parts.iter().find(|part| part.id == *id);
        let part = prompt.part.as_ref().and_then(part);
        let ticked = part.and_then(|part| part.done_on);
        let last = self.days.get(&item.id).map(|days| days.1);
        let day = match item.status {
            Status::Done => item.done_at.map(|at| at.day()).or(ticked).or(last),
            Status::InProgress => {
                let none = item.parts.iter().all(|part| part.done_on.is_none());
                if part.is_some() && ticked.is_none() && !none {
                    return None;
                }
                ticked.or(last)
            }
            Status::ToDo | Status::Skipped => return None,
        };
        Some(day.unwrap_or(today).min(today))
    }
}

/// The day on which the study that is planned of each item ends.
fn coming(plan: &Plan, today: Day) -> BTreeMap<&ItemId, Day> {
    let mut ends: BTreeMap<&ItemId, Day> = BTreeMap::new();
    let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today));
    for session in ahead.filter(|s| s.kind == SessionKind::Study) {
        let day = ends.entry(&session.item).or_insert(session.on);
        *day = session.on.max(*day);
    }
    ends
}

/// Numbers from 0 to 1 that look like chance and are always the same: FNV-1a, then SplitMix64.
struct Chance(u64);

impl Chance {
    fn of(text: &str) -> Self {
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        }))
    }

    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
