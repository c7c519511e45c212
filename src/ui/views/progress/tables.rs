//! The rows of the tables that stand in for the charts.
//!
//! Not here: how a table is drawn (`table`).

use std::sync::Arc;

use crate::domain::{Day, Minutes};
use crate::planner::forecast::{Forecast, Prospect};
use crate::state::Memo;
use crate::ui::format;

use super::Key;
use super::model::{Model, Point};
use super::table::{Table, heads};

/// Hours done against hours planned, week by week, with the forecast of each week's end.
fn burn_up(model: &Model, today: Day, prospect: Option<&Prospect>) -> Table {
    let at = |line: &[Point], day: Day| {
        let before = line.partition_point(|(on, _)| *on <= day);
        let before = before.checked_sub(1).and_then(|at| line.get(at));
        before.map_or(0, |(_, minutes)| *minutes)
    };
    let now = model.line_done.last().map_or(0, |(_, minutes)| *minutes);
    let exact = |minutes: u32| format::minutes(Minutes(minutes));
    let about = |minutes: u32| format::hours(Minutes(minutes));
    // The end of each week, and today: what is done is known until then.
    let ends = model.weeks.iter().map(|week| week.monday.plus(6));
    let mut days: Vec<Day> = ends.map(|day| day.min(model.to)).collect();
    days.dedup();
    if let Err(place) = days.binary_search(&today)
        && (model.from..=model.to).contains(&today)
    {
        days.insert(place, today);
    }
    let rows: Vec<Vec<String>> = days
        .into_iter()
        .map(|day| {
            let done = (day <= today).then(|| exact(at(&model.line_done, day)));
            let band = prospect.and_then(|one| one.line.iter().rfind(|one| one.day <= day));
            let likely = band
                .filter(|_| day > today)
                .map_or_else(String::new, |one| {
                    let [low, likely, high] =
                        one.minutes.map(|more| about(now.saturating_add(more)));
                    format!("{likely} ({low} to {high})")
                });
            let name = if day == today {
                format!("{}, today", format::day(day))
            } else {
                format::day(day)
            };
            vec![
                name,
                exact(at(&model.line_plan, day)),
                done.unwrap_or_default(),
                likely,
            ]
        })
        .collect();
    let heads = heads(&["Until", "planned", "done", "likely"]);
    Table::new("Hours done against hours planned", heads, rows)
}

/// The map of days.
fn days(model: &Model, today: Day) -> Table {
    let days = model.weeks.iter().flat_map(|week| &week.days);
    let rows: Vec<Vec<String>> = days
        .filter(|day| day.day <= today && day.day >= model.from)
        .map(|day| {
            let there = if day.off {
                "day off".to_owned()
            } else {
                format::minutes(day.there)
            };
            vec![format::day(day.day), format::minutes(day.done), there]
        })
        .collect();
    let rows: Vec<Vec<String>> = rows.into_iter().rev().collect();
    Table::new("Days", heads(&["Day", "done", "there"]), rows)
}

/// Hours by week and step, against the time there is.
fn weeks(model: &Model, today: Day) -> Table {
    let this = today.week_start(crate::domain::Weekday::Mon);
    let mut names = heads(&["Week of", "done", "planned", "there"]);
    names.extend(model.steps.iter().map(|step| step.title.clone()));
    let exact = |minutes: Minutes| match minutes {
        Minutes::ZERO => "–".to_owned(),
        minutes => format::minutes(minutes),
    };
    let rows = model.weeks.iter().map(|week| {
        let name = week.monday.date().format("%-d %b").to_string();
        // Of a week that is over, what was done; of those to come, what is planned.
        let done = (week.monday <= this).then(|| exact(week.done));
        let ahead = week.load.saturating_sub(week.done);
        let planned = (week.monday >= this).then(|| exact(ahead));
        let mut cells = vec![
            name,
            done.unwrap_or_default(),
            planned.unwrap_or_default(),
            exact(week.there),
        ];
        let of_step = |n: usize| week.by_step.get(n).copied().unwrap_or_default();
        cells.extend((0..model.steps.len()).map(|n| exact(of_step(n))));
        cells
    });
    Table::new("Hours by week and step", names, rows.collect())
}

/// All tables of a model, made once for it.
#[derive(Debug)]
pub struct Tables {
    /// Hours done against hours planned.
    pub burn_up: Table,
    /// The map of days.
    pub days: Table,
    /// Hours by week and step.
    pub weeks: Table,
    /// The forecast that is in them: while it is kept, no other one has its address.
    _forecast: Option<Arc<Forecast>>,
}

/// Keeps the tables until the model or the forecast changes.
#[derive(Debug, Default)]
pub struct Known(Memo<(Key, usize), Tables>);

impl Known {
    /// The tables.
    pub fn of(
        &mut self,
        key: Key,
        model: &Model,
        today: Day,
        forecast: Option<&Arc<Forecast>>,
    ) -> Arc<Tables> {
        let address = forecast.map_or(0, |forecast| Arc::as_ptr(forecast) as usize);
        self.0.get((key, address), || Tables {
            burn_up: burn_up(
                model,
                today,
                forecast.and_then(|f| f.of(model.interview.as_ref())),
            ),
            days: days(model, today),
            weeks: weeks(model, today),
            _forecast: forecast.cloned(),
        })
    }
}
