//! What the Today view shows, worked out once per revision and day: the cards, the summary, what was missed, what comes
//! next. A card is read in `card_model.rs`, the strip of the week in `week.rs`.
//!
//! Not here: anything that moves with the clock (the running timer), and where things stand on the screen.

use std::collections::BTreeSet;

use crate::domain::{Day, Item, ItemId, Minutes, Outcome, Plan, PlanIndex, SessionId, Status};
use crate::ui::{format, plan_words};

use super::card_model::{CardModel, CardState, card};
use super::week::Week;

/// A session to come, as an empty state offers it.
#[derive(Clone, Debug, PartialEq)]
pub struct NextUp {
    /// The session.
    pub session: SessionId,
    /// “‘Heaps’ on Wed 2 Dec, 45 min”.
    pub words: String,
}

/// What there is to say where no session is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// There are open sessions today.
    Busy,
    /// Today's sessions are all done or skipped.
    AllDone,
    /// The plan begins later, on this day.
    NotBegun(Day),
    /// Nothing is planned for today, but something later.
    NothingToday,
    /// Everything that is open is done.
    Finished,
    /// There are open items, but nothing is planned.
    NotPlanned,
    /// There is no interview ahead.
    NoInterview,
}

/// How the plan comes out.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Everything that is asked for is planned, at core or deeper.
    Fits,
    /// Something is left out or kept below core: in words.
    Reduced(String),
}

/// What the view shows.
#[derive(Clone, Debug)]
pub struct Model {
    /// “3 sessions, 1 h 50 of your 2 h · first at 19:00”.
    pub summary: String,
    /// How the plan comes out; none where nothing is planned.
    pub verdict: Option<Verdict>,
    /// Today's sessions in order.
    pub cards: Vec<CardModel>,
    /// What was missed, in words: the strong sentence and the one behind it.
    pub missed: Option<(String, String)>,
    /// What to say where nothing is open.
    pub rest: Rest,
    /// The next session after today.
    pub next: Option<NextUp>,
    /// Whether today was taken off.
    pub day_off: bool,
    /// Minutes done today.
    pub done: Minutes,
    /// This week.
    pub week: Week,
}

fn verdict(plan: &Plan, today: Day) -> Option<Verdict> {
    let planned = plan.sessions.iter().any(|s| s.is_ahead(today));
    let ahead = plan.interviews.iter().any(|i| i.on > today);
    if !planned || !ahead {
        return None;
    }
    let (cut, reduced) = plan_words::did_not_fit(plan);
    Some(match plan_words::not_everything(cut, reduced) {
        Some(words) => Verdict::Reduced(words),
        None => Verdict::Fits,
    })
}

impl Model {
    /// Reads the plan.
    pub fn new(plan: &Plan, index: &PlanIndex, today: Day) -> Self {
        let mut ids: Vec<SessionId> = index.day(today).sessions.clone();
        if let Some(timer) = &plan.timer
            && !ids.contains(&timer.session)
        {
            // A timer that runs for another day's session must not run unseen.
            ids.insert(0, timer.session.clone());
        }
        let open = plan.prompts.iter().filter(|prompt| !prompt.paused);
        let asked: BTreeSet<&ItemId> = open.map(|prompt| &prompt.item).collect();
        let mut cards: Vec<CardModel> = Vec::with_capacity(ids.len());
        for id in &ids {
            let Some(session) = plan.sessions.get(id) else {
                continue;
            };
            let Some(item) = plan.items.get(&session.item) else {
                continue;
            };
            // A second session of the same item goes on where the first ends.
            let taken = cards
                .iter()
                .flat_map(|card| card.parts.iter())
                .filter(|part| item.parts.iter().any(|p| p.id == **part))
                .count();
            cards.push(card(plan, &asked, item, session, taken));
        }
        let next = next_up(plan, index, today);
        Self {
            summary: summary(plan, index, &cards, today),
            verdict: verdict(plan, today),
            missed: missed(plan, index, today),
            rest: rest(plan, &cards, next.is_some(), today),
            next,
            day_off: plan.availability.is_day_off(today),
            done: index.day(today).done,
            week: Week::new(plan, index, today),
            cards,
        }
    }

    /// The first session that is still to do and whose timer does not run.
    pub fn first_open(&self) -> Option<&CardModel> {
        self.cards.iter().find(|card| card.state == CardState::Open)
    }

    /// Whether a timer runs for one of the cards.
    pub fn running(&self) -> Option<&CardModel> {
        self.cards
            .iter()
            .find(|card| card.state == CardState::Running)
    }

    /// The card of a session.
    pub fn card(&self, session: &SessionId) -> Option<&CardModel> {
        self.cards.iter().find(|card| card.session == *session)
    }
}

fn summary(plan: &Plan, index: &PlanIndex, cards: &[CardModel], today: Day) -> String {
    let there = plan.availability.minutes(today);
    let count = cards
        .iter()
        .filter(|card| card.state != CardState::Skipped)
        .count();
    if count == 0 {
        if there == Minutes::ZERO {
            return if plan.availability.is_day_off(today) {
                "A day off".to_owned()
            } else {
                "No study time on this day".to_owned()
            };
        }
        return format!("{} to study, nothing planned", format::minutes(there));
    }
    let load = index.day(today).load;
    let mut words = format!(
        "{}, {}",
        format::count(count, "session", "sessions"),
        format::minutes(load)
    );
    if there == Minutes::ZERO {
        words.push_str(if plan.availability.is_day_off(today) {
            " on a day off"
        } else {
            ""
        });
    } else {
        words.push_str(&format!(" of your {}", format::minutes(there)));
    }
    let left: Minutes = cards
        .iter()
        .filter(|card| card.state.is_open())
        .map(|card| card.minutes.saturating_sub(card.spent))
        .sum();
    let begun = cards
        .iter()
        .any(|card| card.state != CardState::Open || card.spent > Minutes::ZERO);
    if load > there && there > Minutes::ZERO {
        words.push_str(&format!(" · {} over", format::minutes(load - there)));
    }
    if !begun {
        if let Some(at) = plan.availability.starts_at(today) {
            words.push_str(&format!(" · first at {at}"));
        }
    } else if left > Minutes::ZERO {
        words.push_str(&format!(" · {} to go", format::minutes(left)));
    } else if !cards.iter().any(|card| card.state.is_open()) {
        words.push_str(" · all done");
    }
    words
}

/// What was missed: minutes by day where that is short enough to say, else how much since when.
fn missed(plan: &Plan, index: &PlanIndex, today: Day) -> Option<(String, String)> {
    let mut days: Vec<(Day, Minutes)> = Vec::new();
    for id in index.missed(plan, today) {
        let session = plan.sessions.get(&id)?;
        let minutes = session.minutes.saturating_sub(session.spent);
        match days.last_mut() {
            Some((day, sum)) if *day == session.on => *sum += minutes,
            _ => days.push((session.on, minutes)),
        }
    }
    days.retain(|(_, minutes)| *minutes > Minutes::ZERO);
    let (first, _) = *days.first()?;
    let whole: Minutes = days.iter().map(|(_, minutes)| *minutes).sum();
    // Up to a week back a day is called by its weekday.
    let name = |day: Day| match today.since(day) {
        1 => "Yesterday".to_owned(),
        n if n < 7 => day.date().format("%A").to_string(),
        _ => format::day_of_year(day, today),
    };
    let strong = match days.as_slice() {
        [(day, minutes)] => format!("{}’s {} was missed.", name(*day), say(*minutes)),
        [_, _] | [_, _, _] => {
            let by_day: Vec<String> = days
                .iter()
                .map(|(day, minutes)| format!("{} {}", name(*day), format::minutes(*minutes)))
                .collect();
            format!("{} missed: {}.", format::minutes(whole), by_day.join(", "))
        }
        _ => format!(
            "{} missed on {} days since {}.",
            format::minutes(whole),
            days.len(),
            format::day_of_year(first, today)
        ),
    };
    let behind = "See where it fits now; nothing changes before you say so.".to_owned();
    Some((strong, behind))
}

/// “75 minutes” up to an hour and a half, “2 h 15” beyond.
fn say(minutes: Minutes) -> String {
    if minutes < Minutes(60) {
        format!("{} minutes", minutes.0)
    } else {
        format::minutes(minutes)
    }
}

fn next_up(plan: &Plan, index: &PlanIndex, today: Day) -> Option<NextUp> {
    let (day, id) = index
        .days()
        .filter(|(day, _)| *day > today)
        .find_map(|(day, sums)| {
            let open = |id: &&SessionId| {
                plan.sessions
                    .get(*id)
                    .is_some_and(|s| s.outcome == Outcome::Planned)
            };
            sums.sessions.iter().find(open).map(|id| (day, id.clone()))
        })?;
    let session = plan.sessions.get(&id)?;
    let on = match format::day_near(day, today) {
        near if near == "tomorrow" => near,
        other => format!("on {other}"),
    };
    Some(NextUp {
        words: format!(
            "‘{}’ {on}, {}",
            plan.short_title_of(&session.item),
            format::minutes(session.minutes)
        ),
        session: id,
    })
}

fn rest(plan: &Plan, cards: &[CardModel], next: bool, today: Day) -> Rest {
    if cards.iter().any(|card| card.state.is_open()) {
        return Rest::Busy;
    }
    if !next {
        let open = |item: &Item| item.status.is_open() && plan.effort(item) > Minutes::ZERO;
        let left = plan.items.iter().any(|item| open(item));
        let done = plan.items.iter().any(|item| item.status == Status::Done);
        if !left && done {
            return Rest::Finished;
        }
    }
    if !cards.is_empty() {
        return Rest::AllDone;
    }
    if plan.next_interview(today).is_none() {
        return Rest::NoInterview;
    }
    if today < plan.start_on {
        return Rest::NotBegun(plan.start_on);
    }
    if next {
        Rest::NothingToday
    } else {
        Rest::NotPlanned
    }
}
