//! What the backlog lists: open items that have more left to study than is planned, what counts most first.
//!
//! Not here: how it is shown (`backlog.rs`).

use std::cmp::Reverse;

use egui::Id;

use crate::domain::index::place_in_path;
use crate::domain::session::SessionKind;
use crate::domain::time::{Day, Minutes};
use crate::domain::{Item, ItemId, Plan, PlanIndex};
use crate::ui::find::Finder;
use crate::ui::format;

/// The longest session that is planned at once.
const LONGEST: Minutes = Minutes(60);

/// An item with time that is not planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The item.
    pub item: ItemId,
    /// Its widget.
    pub widget: Id,
    /// 1 to 5; anything else is a resource.
    pub step: u8,
    /// Its short title.
    pub title: String,
    /// “2 h to plan”, “30 min of 2 h to plan”.
    pub needs: String,
    /// Why it is left out, where it is.
    pub why: Option<String>,
    /// How long its next session would be.
    pub minutes: Minutes,
    /// All of it in words.
    pub name: String,
}

/// The items that have time to plan and match a query, the best match first; without a query what counts most.
pub fn rows(plan: &Plan, index: &PlanIndex, today: Day, query: &str) -> Vec<Row> {
    let mut finder = (!query.trim().is_empty()).then(|| Finder::new(query));
    let mut found: Vec<(u32, &Item, Minutes)> = Vec::new();
    for item in plan.items.iter() {
        let open = to_plan(plan, index, today, item);
        if open == Minutes::ZERO {
            continue;
        }
        let score = match &mut finder {
            Some(finder) => match finder.titles(item) {
                Some(score) => score,
                None => continue,
            },
            None => 0,
        };
        found.push((score, item, open));
    }
    found.sort_by_cached_key(|(score, item, _)| {
        let place = place_in_path(plan, &item.id);
        (Reverse(*score), Reverse(item.importance), place)
    });
    found
        .into_iter()
        .map(|(_, item, open)| row(plan, index, item, open))
        .collect()
}

/// Minutes of study that are still needed and not planned; crumbs beside what is planned do not count.
fn to_plan(plan: &Plan, index: &PlanIndex, today: Day, item: &Item) -> Minutes {
    let left = index.remaining(plan, &item.id);
    if left == Minutes::ZERO {
        return Minutes::ZERO;
    }
    let sessions = index.item(&item.id).sessions.iter();
    let mut planned = Minutes::ZERO;
    for session in sessions.filter_map(|id| plan.sessions.get(id)) {
        if session.kind == SessionKind::Study && session.is_ahead(today) {
            planned += session.minutes.saturating_sub(session.spent);
        }
    }
    let open = left.saturating_sub(planned);
    match planned > Minutes::ZERO && open < plan.rules.min_session {
        true => Minutes::ZERO,
        false => open,
    }
}

fn row(plan: &Plan, index: &PlanIndex, item: &Item, open: Minutes) -> Row {
    let left = index.remaining(plan, &item.id);
    let needs = match open < left {
        true => format!(
            "{} of {} to plan",
            format::minutes(open),
            format::minutes(left)
        ),
        false => format!("{} to plan", format::minutes(open)),
    };
    let cut = plan.cuts.iter().find(|cut| cut.item == item.id);
    let title = plan.short_title_of(&item.id).to_owned();
    let mut name = format!("{title}, {needs}");
    if cut.is_some() {
        name += ", left out";
    }
    Row {
        item: item.id.clone(),
        widget: Id::unique(("backlog", item.id.as_str())),
        step: u8::try_from(plan.step_number(item.step.as_ref())).unwrap_or(0),
        title,
        needs,
        why: cut.map(|cut| format::cut(plan, cut)),
        minutes: open.min(LONGEST),
        name,
    }
}
