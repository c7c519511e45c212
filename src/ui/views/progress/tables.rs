//! The rows of the tables that stand in for the charts.
//!
//! Not here: how a table is drawn (`table`).

use egui::Ui;

use crate::domain::{Day, Minutes};
use crate::planner::forecast::Forecast;
use crate::ui::format;

use super::model::{Model, Point};
use super::table::Table;

/// Hours done against hours planned, week by week, with the forecast of each week's end.
pub fn burn_up(ui: &mut Ui, model: &Model, today: Day, forecast: Option<&Forecast>) {
    let at = |line: &[Point], day: Day| {
        let before = line.partition_point(|(on, _)| *on <= day);
        let before = before.checked_sub(1).and_then(|at| line.get(at));
        before.map_or(0, |(_, minutes)| *minutes)
    };
    let now = model.line_done.last().map_or(0, |(_, minutes)| *minutes);
    let say = |minutes: u32| format::hours(Minutes(minutes));
    let rows: Vec<Vec<String>> = model
        .weeks
        .iter()
        .map(|week| {
            let end = week.monday.plus(6);
            let ahead = end > today;
            let done = if ahead && week.monday > today {
                String::new()
            } else {
                say(at(&model.line_done, end))
            };
            let band = forecast.and_then(|f| f.line.iter().find(|one| one.day == end));
            let likely = band.map_or_else(String::new, |one| {
                let [low, likely, high] = one.minutes.map(|more| say(now.saturating_add(more)));
                format!("{likely} ({low} to {high})")
            });
            vec![
                format::day(end),
                say(at(&model.line_plan, end)),
                done,
                likely,
            ]
        })
        .collect();
    let heads = ["Until", "planned", "done", "likely"];
    let name = "Hours done against hours planned";
    Table {
        name,
        heads: &heads,
        rows: &rows,
    }
    .show(ui);
}

/// The map of days.
pub fn days(ui: &mut Ui, model: &Model, today: Day) {
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
    let heads = ["Day", "done", "there"];
    Table {
        name: "Days",
        heads: &heads,
        rows: &rows,
    }
    .show(ui);
}

/// Hours by week and step, against the time there is.
pub fn weeks(ui: &mut Ui, model: &Model) {
    let steps: Vec<&str> = model.steps.iter().map(|step| step.title.as_str()).collect();
    let mut heads = vec!["Week of", "all", "there"];
    heads.extend(&steps);
    let rows: Vec<Vec<String>> = model
        .weeks
        .iter()
        .map(|week| {
            let all: Minutes = week.by_step.iter().copied().sum();
            let mut cells = vec![
                week.monday.date().format("%-d %b").to_string(),
                format::hours(all),
                format::hours(week.there),
            ];
            let of_step = |n: usize| week.by_step.get(n).copied().unwrap_or_default();
            cells.extend((0..steps.len()).map(|n| format::hours(of_step(n))));
            cells
        })
        .collect();
    Table {
        name: "Hours by week and step",
        heads: &heads,
        rows: &rows,
    }
    .show(ui);
}
