//! How the busy times of an import are shown: by time, and what recurs as one row: “Team meeting · every Tue 10:00–11:00 ·
//! 12 times”. Taking or refusing that row means all its dates.
//!
//! Not here: which busy times come and go (`take_busy.rs`).

use std::collections::BTreeMap;

use super::change::{Change, Changes, Offer, TableName, What};
use super::take_busy::event_of;
use crate::domain::busy::Busy;
use crate::domain::edit::say_day;
use crate::domain::id::BusyId;
use crate::domain::plan::Plan;
use crate::domain::table::Table;
use crate::domain::time::{Clock, Day, Minutes};

/// What the dates of one series have in common.
type Series = (bool, String, String, Clock, Minutes, bool);

/// The offer with its busy times by time and by series.
#[must_use]
pub fn by_series(mine: &Plan, mut offer: Offer) -> Offer {
    let was = mine.availability.busy.table();
    fold(
        &mut offer.changes,
        was,
        offer.after.availability.busy.table(),
    );
    offer
}

/// Puts the busy times of a list of changes in the order of time, and folds series.
pub(super) fn fold(changes: &mut Changes, was: &Table<Busy>, is: &Table<Busy>) {
    let busy_of = |change: &Change| {
        let id = BusyId::new(change.id.way().nth(2)?).ok()?;
        is.get(&id).or_else(|| was.get(&id)).cloned()
    };
    let mut others: Vec<Change> = Vec::new();
    let mut busy: Vec<(Change, std::sync::Arc<Busy>)> = Vec::new();
    for change in std::mem::take(&mut changes.list) {
        match busy_of(&change).filter(|_| change.table == TableName::Busy) {
            Some(row) => busy.push((change, row)),
            None => others.push(change),
        }
    }
    busy.sort_by_key(|(_, row)| (row.on, row.slot(), row.title.clone()));
    let mut folded: Vec<(Change, Vec<std::sync::Arc<Busy>>)> = Vec::new();
    let mut known: BTreeMap<Series, usize> = BTreeMap::new();
    for (change, row) in busy {
        let place = series_of(&change, &row).map(|key| *known.entry(key).or_insert(folded.len()));
        match place.and_then(|place| folded.get_mut(place)) {
            Some((first, rows)) => {
                first.also.push(change.id);
                rows.push(row);
            }
            None => folded.push((change, vec![row])),
        }
    }
    let at = others.partition_point(|change| change.table < TableName::Busy);
    let folded = folded.into_iter().map(|(mut change, rows)| {
        if let ([first, .., last], 2..) = (rows.as_slice(), rows.len()) {
            let days: Vec<Day> = rows.iter().map(|row| row.on).collect();
            change.title = format!(
                "{} · {} {} · {} times, until {}",
                first.name(),
                rhythm(&days),
                first.hours(),
                rows.len(),
                say_day(last.on)
            );
        }
        change
    });
    others.splice(at..at, folded);
    changes.list = others;
}

/// What series a change is of: only whole dates that come or go are folded.
fn series_of(change: &Change, row: &Busy) -> Option<Series> {
    let added = match change.what {
        What::Added => true,
        What::Removed => false,
        What::Changed { .. } => return None,
    };
    let event = event_of(row.source.as_deref()?);
    let (event, _) = event.rsplit_once('/')?;
    let (title, event) = (row.title.clone(), event.to_owned());
    Some((added, event, title, row.start, row.minutes, row.all_day))
}

/// “every Tue”, “Tue, Thu”, “every day”, “from Tue 1 Dec”.
fn rhythm(days: &[Day]) -> String {
    let gaps = || {
        days.windows(2).map(|pair| match pair {
            [a, b] => b.since(*a),
            _ => 0,
        })
    };
    let short = |day: Day| day.date().format("%a").to_string();
    let first = days.first().copied().unwrap_or(Day::MIN);
    if gaps().all(|gap| gap == 1) {
        return "every day".to_owned();
    }
    if gaps().all(|gap| gap == 7) {
        return format!("every {}", short(first));
    }
    if gaps().all(|gap| gap % 7 == 0) {
        return match gaps().min().unwrap_or(7) / 7 {
            1 => format!("most {}s", first.date().format("%A")),
            n => format!("every {n} weeks, {}", short(first)),
        };
    }
    let mut names: Vec<(u32, String)> = Vec::new();
    for day in days {
        let name = (day.weekday().num_days_from_monday(), short(*day));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.sort();
    if names.len() <= 5 && gaps().all(|gap| gap <= 7) {
        let names: Vec<String> = names.into_iter().map(|name| name.1).collect();
        return names.join(", ");
    }
    format!("from {}", say_day(first))
}
