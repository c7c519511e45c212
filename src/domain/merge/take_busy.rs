//! What the import of a calendar would make of a plan's busy times. A busy time remembers its calendar and the event it
//! came from, so that the same calendar read again updates what it brought, and takes out what is no longer in it.
//!
//! Not here: reading the calendar (`store/formats/ics`), how its dates are shown (`take_series.rs`).

use std::collections::{BTreeMap, BTreeSet};

use super::change::Offer;
use super::changes::changes;
use super::take_series as series;
use crate::domain::busy::{Busy, MAX_SOURCE_CHARS};
use crate::domain::id::BusyId;
use crate::domain::plan::Plan;
use crate::domain::time::Day;

/// Stands between the calendar and its event in [`Busy::source`].
const OF: &str = " › ";
/// The longest name of a calendar that is remembered, in characters.
const MAX_CALENDAR_CHARS: usize = 200;

/// What the busy times of a calendar would make of mine. `calendar` names it: the file's name.
///
/// Each of `busy` has its event's id in [`Busy::source`]. One that is there already, from whatever calendar, is updated.
/// One that came from this calendar, on the first day of `busy` or later, and is not in `busy` any more, goes. Everything
/// else stays.
pub fn take_busy(mine: &Plan, calendar: &str, busy: &[Busy]) -> Offer {
    let calendar = calendar_name(calendar);
    let there = mine.availability.busy.table();
    let mut by_event: BTreeMap<&str, &BusyId> = BTreeMap::new();
    for row in there.iter() {
        if let Some(source) = &row.source {
            by_event.entry(event_of(source)).or_insert(&row.id);
        }
    }
    let mut rows = there.clone();
    let mut met: BTreeSet<BusyId> = BTreeSet::new();
    for new in busy {
        let event = new.source.as_deref().map(event_of);
        let known = event.and_then(|event| by_event.get(event)).copied();
        let mut row = new.clone().tidied();
        row.source = event.map(|event| source(&calendar, event));
        match known.and_then(|id| rows.get(id)) {
            Some(own) => {
                row.id = own.id.clone();
                row.unknown = own.unknown.clone();
                if **own != row {
                    rows.put(row.clone());
                }
            }
            None => {
                let free = |id: &BusyId| !rows.contains(id) && !met.contains(id);
                if !free(&row.id) {
                    let mut ids = (2..).map(|n| BusyId::slug(&format!("{}-{n}", new.id)));
                    if let Some(id) = ids.find(free) {
                        row.id = id;
                    }
                }
                rows.put(row.clone());
            }
        }
        met.insert(row.id);
    }
    if let Some(first) = busy.iter().map(|busy| busy.on).min() {
        let gone = |row: &Busy| came_from(row, &calendar, first) && !met.contains(&row.id);
        rows.retain(|row| !gone(row));
    }
    let mut after = mine.clone();
    if !rows.same(there) {
        after.availability.busy = rows.into();
    }
    let mut changes = changes(mine, &after);
    let was = mine.availability.busy.table();
    let is = after.availability.busy.table();
    let same = met.iter().filter(|id| was.get(id) == is.get(id));
    changes.same = same.count();
    series::fold(&mut changes, was, is);
    Offer { after, changes }
}

fn came_from(row: &Busy, calendar: &str, first: Day) -> bool {
    let from = row
        .source
        .as_deref()
        .and_then(|source| source.split_once(OF));
    row.on >= first && from.is_some_and(|(name, _)| name == calendar)
}

/// The name of a calendar as it is remembered.
fn calendar_name(calendar: &str) -> String {
    let name = calendar.trim().replace('›', ">");
    name.chars().take(MAX_CALENDAR_CHARS).collect()
}

/// The event's own id.
pub(super) fn event_of(source: &str) -> &str {
    source.split_once(OF).map_or(source, |(_, event)| event)
}

fn source(calendar: &str, event: &str) -> String {
    let whole = format!("{calendar}{OF}{event}");
    whole.chars().take(MAX_SOURCE_CHARS).collect()
}
