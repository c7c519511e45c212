//! What Practice shows, worked out once per revision and day: the design prompts in study order, the reviews due.
//!
//! Not here: the staged clock and its rubric.

use std::collections::BTreeSet;

use crate::domain::{
    Brief, BriefKind, Day, Item, ItemId, Kind, Minutes, Outcome, Plan, PlanIndex, SessionId,
    SessionKind, Status,
};
use crate::ui::format;
use crate::ui::plan_words::step_of;

/// A design prompt in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PromptRow {
    /// The item.
    pub item: ItemId,
    /// Its title.
    pub title: String,
    /// 1 to 5; 0 for others.
    pub step: u8,
    /// How far the user has come.
    pub status: Status,
    /// “Design of an ML system” or “System design”.
    pub clock: &'static str,
    /// “core · In progress · next on Fri 4 Dec”.
    pub facts: String,
    /// Everything in one sentence.
    pub name: String,
}

/// A review that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRow {
    /// The session.
    pub session: SessionId,
    /// The item's short title.
    pub title: String,
    /// 1 to 5; 0 for others.
    pub step: u8,
    /// Its planned minutes.
    pub minutes: Minutes,
    /// “today”, or how long it is overdue.
    pub when: String,
    /// Whether its day is past.
    pub overdue: bool,
    /// Whether there are prompts to ask about the item.
    pub drills: bool,
}

/// What the view shows.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// In study order.
    pub prompts: Vec<PromptRow>,
    /// The oldest first.
    pub reviews: Vec<ReviewRow>,
    /// The next review after today: “Heaps on Fri 4 Dec”.
    pub next_review: Option<String>,
    /// How many prompts are done.
    pub done: usize,
}

impl Model {
    /// Reads the plan.
    pub fn new(plan: &Plan, index: &PlanIndex, today: Day) -> Self {
        let mut prompts: Vec<&Item> = plan
            .items
            .iter()
            .map(|item| &**item)
            .filter(|item| item.kind == Kind::DesignPrompt)
            .collect();
        prompts.sort_by_cached_key(|item| crate::domain::index::place_in_path(plan, &item.id));
        let prompts: Vec<PromptRow> = prompts
            .into_iter()
            .map(|item| prompt(plan, index, item, today))
            .collect();
        let done = prompts
            .iter()
            .filter(|row| row.status == Status::Done)
            .count();
        let (reviews, next_review) = reviews(plan, index, today);
        Self {
            prompts,
            reviews,
            next_review,
            done,
        }
    }
}

/// The kind of clock that fits a brief.
pub fn clock_of(brief: Option<&Brief>) -> &'static str {
    match brief.map(|brief| brief.kind) {
        Some(BriefKind::Ml) => "ML design clock",
        Some(BriefKind::Plain) | None => "system design clock",
    }
}

fn prompt(plan: &Plan, index: &PlanIndex, item: &Item, today: Day) -> PromptRow {
    let sums = index.item(&item.id);
    let mut facts = vec![
        format!(
            "{} · {}",
            format::depth(item.depth),
            format::minutes(plan.effort(item))
        ),
        format::status(item.status).to_lowercase(),
    ];
    match &sums.next {
        Some((day, _)) if *day < today => {
            facts.push(format!("missed {}", format::day_near(*day, today)))
        }
        Some((day, _)) => facts.push(format!("next {}", format::day_near(*day, today))),
        None if item.status.is_open() => facts.push("not planned".to_owned()),
        None => {}
    }
    let facts = facts.join(" · ");
    let clock = clock_of(item.brief.as_ref());
    PromptRow {
        item: item.id.clone(),
        title: item.title.clone(),
        step: step_of(plan, item),
        status: item.status,
        name: format!("{}, {facts}, {clock}", item.title),
        clock,
        facts,
    }
}

fn reviews(plan: &Plan, index: &PlanIndex, today: Day) -> (Vec<ReviewRow>, Option<String>) {
    let open = plan.prompts.iter().filter(|prompt| !prompt.paused);
    let asked: BTreeSet<&ItemId> = open.map(|prompt| &prompt.item).collect();
    let mut due = Vec::new();
    let mut next = None;
    for (day, sums) in index.days() {
        for id in &sums.sessions {
            let Some(session) = plan.sessions.get(id) else {
                continue;
            };
            if session.kind != SessionKind::Review || session.outcome != Outcome::Planned {
                continue;
            }
            let title = plan.short_title_of(&session.item).to_owned();
            if day > today {
                next.get_or_insert_with(|| format!("‘{title}’ {}", format::day_near(day, today)));
                continue;
            }
            let item = plan.items.get(&session.item);
            due.push(ReviewRow {
                session: id.clone(),
                step: item.map_or(0, |item| step_of(plan, item)),
                title,
                minutes: session.minutes,
                when: match today.since(day) {
                    0 => "today".to_owned(),
                    1 => "due yesterday".to_owned(),
                    n => format!("due {n} days ago"),
                },
                overdue: day < today,
                drills: asked.contains(&session.item),
            });
        }
        if next.is_some() && day > today {
            break;
        }
    }
    (due, next)
}
