//! The evening before an interview: a short list to tick off. Nothing new is learned then.
//!
//! The list is made from the plan: when and where, the user's own lines, a few things to look over lightly, and sleep.
//! Only the user's lines and the ticks are kept, in the interview.
//!
//! Not here: how it looks (`ui/views/today`).

use super::id::ItemId;
use super::interview::Interview;
use super::plan::Plan;
use super::session::Outcome;
use super::time::{Day, Minutes};

/// The most lines of one's own.
pub const MAX_EVE_LINES: usize = 50;
/// The longest of them, in characters.
pub const MAX_LINE_CHARS: usize = 500;
/// How many items are looked over: enough for half an hour, too few to worry.
const LOOK_OVER: usize = 3;

/// What the ticks of the user's own lines begin with.
const OWN: &str = "own:";

fn is_lost(one: &Interview, tick: &str) -> bool {
    let own = tick.strip_prefix(OWN);
    own.is_some_and(|own| !one.logistics.lines().iter().any(|line| line == own))
}

/// Whether a line of one's own is ticked that is not in the list any more.
pub fn has_lost_ticks(one: &Interview) -> bool {
    one.eve_done.iter().any(|tick| is_lost(one, tick))
}

/// Takes the ticks of lines out that are not in the list any more.
pub fn drop_lost_ticks(one: &mut Interview) {
    let mut ticks = std::mem::take(&mut one.eve_done);
    ticks.retain(|tick| !is_lost(one, tick));
    one.eve_done = ticks;
}

/// What a line of the list is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EveLine {
    /// When it is: the day and the time are right, and in the calendar.
    When,
    /// A line of the user's own.
    Own(String),
    /// Looking an item over lightly.
    LookOver(ItemId),
    /// Stopping early, and sleeping.
    Sleep,
}

impl EveLine {
    /// Its name in the file, by which it is ticked.
    pub fn name(&self) -> String {
        match self {
            Self::When => "when".to_owned(),
            Self::Own(text) => format!("{OWN}{text}"),
            Self::LookOver(item) => format!("look-over:{item}"),
            Self::Sleep => "sleep".to_owned(),
        }
    }
}

/// The interview that is tomorrow or today; the earlier one of several.
pub fn near(plan: &Plan, today: Day) -> Option<&Interview> {
    let near = |one: &&Interview| (0..=1).contains(&one.on.since(today));
    plan.interviews_in_order().into_iter().find(near)
}

/// The list for the evening before an interview.
#[derive(Clone, Debug, PartialEq)]
pub struct EveList {
    /// The interview.
    pub interview: Interview,
    /// The lines, and whether each is ticked.
    pub lines: Vec<(EveLine, bool)>,
}

impl EveList {
    /// The list of the interview that is tomorrow or today, where there is one; the earlier one of several.
    pub fn of(plan: &Plan, today: Day) -> Option<Self> {
        let interview = near(plan, today)?;
        let own = interview.logistics.lines().iter();
        let own = own.filter(|line| !line.trim().is_empty());
        let own: Vec<EveLine> = own.map(|line| EveLine::Own(line.clone())).collect();
        let over = look_over(plan, interview)
            .into_iter()
            .map(EveLine::LookOver);
        let mut lines = vec![EveLine::When];
        lines.extend(own);
        lines.extend(over);
        lines.push(EveLine::Sleep);
        let ticked = |line: EveLine| {
            let done = interview.eve_done.contains(&line.name());
            (line, done)
        };
        Some(Self {
            interview: interview.clone(),
            lines: lines.into_iter().map(ticked).collect(),
        })
    }

    /// How many lines are ticked.
    pub fn done(&self) -> usize {
        self.lines.iter().filter(|(_, done)| *done).count()
    }
}

/// What to look over lightly: what the interview asks for most and what was studied already; nothing that is new. Of equal
/// ones, what was studied longest ago.
fn look_over(plan: &Plan, interview: &Interview) -> Vec<ItemId> {
    let mut known: std::collections::BTreeMap<&ItemId, Day> = std::collections::BTreeMap::new();
    for session in plan.sessions.iter() {
        if session.outcome == Outcome::Done && session.spent > Minutes::ZERO {
            let last = known.entry(&session.item).or_insert(session.on);
            *last = (*last).max(session.on);
        }
    }
    let mut ranked: Vec<_> = known
        .into_iter()
        .filter_map(|(id, last)| {
            let item = plan.items.get(id)?;
            let weight = interview.weight(item.step.as_ref()?);
            let worth = u32::from(weight) * u32::from(item.importance);
            (worth > 0).then_some((std::cmp::Reverse(worth), last, id))
        })
        .collect();
    ranked.sort();
    let ids = ranked.into_iter().map(|(_, _, id)| id.clone());
    ids.take(LOOK_OVER).collect()
}
