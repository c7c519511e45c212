//! Hours by week: a bar a week around today, step by step, against the time there is.
//!
//! Not here: its figures (`model`), its table (`tables`).

use egui::{Align, Layout, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, Minutes};
use crate::ui::format;
use crate::ui::theme::{self, TextRole, Weight, control, radius, space};
use crate::ui::widgets::text;

use super::cards::{card, figure, row};
use super::model::{Model, WeekRow};
use super::pointed::{self, Points};
use super::tables::Tables;

/// So many weeks are listed: some of the past, more of what comes.
const WEEKS_BACK: i64 = 3;
const WEEKS_ON: i64 = 5;

/// Hours done, planned and there, week by week around today.
pub fn weeks(ui: &mut Ui, model: &Model, today: Day, tables: Option<&Tables>) {
    card(ui, "Hours by week", |ui| {
        if let Some(tables) = tables {
            tables.weeks.show(ui);
            text::small(
                ui,
                "Past weeks by step: done. This week and those to come: done or planned.",
            );
            return;
        }
        let t = theme::tokens(ui);
        let this = today.week_start(crate::domain::Weekday::Mon);
        let near = |monday: Day| (-7 * WEEKS_BACK..=7 * WEEKS_ON).contains(&monday.since(this));
        let rows: Vec<&WeekRow> = model.weeks.iter().filter(|w| near(w.monday)).collect();
        let high = (control::TARGET + space::S) * rows.len() as f32 - space::S;
        let size = vec2(ui.available_width(), high.max(1.0));
        let place = Rect::from_min_size(ui.next_widget_position(), size);
        let sense = Sense::hover() | Sense::focusable_noninteractive();
        let chart = ui.interact(place, ui.scope_id().with("weeks"), sense);
        chart.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Hours by week, a bar a week"));
        let points = Points {
            count: rows.len(),
            start: rows
                .iter()
                .position(|week| week.monday == this)
                .unwrap_or(0),
            across: 0,
            down: 1,
            hovered: None,
        };
        let chosen = pointed::chosen(ui, &chart, points);
        for (n, week) in rows.into_iter().enumerate() {
            let is_this = week.monday == this;
            let is_past = week.monday < this;
            let used = if is_past { week.done } else { week.load };
            let words = match (is_past, is_this) {
                (true, _) => format!("{} of {}", hours(week.done), hours(week.there)),
                (_, true) => {
                    format!("{} of {} planned", hours(week.done), hours(week.planned))
                }
                _ => format!("{} of {}", hours(week.load), hours(week.there)),
            };
            row(
                ui,
                control::TARGET,
                |ui| figure(ui, 172.0, Weight::Regular, false, &words),
                |ui| {
                    let size = vec2(74.0, control::TARGET);
                    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                        ui.set_min_width(74.0);
                        let (weight, ink, label) = if is_this {
                            (Weight::SemiBold, t.accent, "This week".to_owned())
                        } else {
                            let label = week.monday.date().format("%-d %b").to_string();
                            (Weight::Regular, t.text, label)
                        };
                        text::styled(ui, TextRole::Pill, weight, ink, &label);
                    });
                    let what = if is_past { "done" } else { "done or planned" };
                    let over = if used > week.there {
                        ", more than there is"
                    } else {
                        ""
                    };
                    let name = format!(
                        "Week of {}: {} {what} of {} there{over}",
                        format::day(week.monday),
                        format::minutes(used),
                        format::minutes(week.there)
                    );
                    let name = format!("{name}{}", by_step(model, week));
                    let bar = stacked(ui, model, week, &name);
                    if chosen == Some(n) {
                        pointed::say(ui, &chart, bar, &name);
                    }
                },
            );
        }
        text::small(
            ui,
            "Past weeks: done of the time there was. This week: done of what is planned. Coming weeks: planned of the time there is.",
        );
    });
}

/// “; Fundamentals 2 h, Papers 1 h”.
fn by_step(model: &Model, week: &WeekRow) -> String {
    let said: Vec<String> = model
        .steps
        .iter()
        .zip(&week.by_step)
        .filter(|(_, minutes)| **minutes > Minutes::ZERO)
        .map(|(step, minutes)| format!("{} {}", step.title, format::minutes(*minutes)))
        .collect();
    match said.is_empty() {
        true => String::new(),
        false => format!("; {}", said.join(", ")),
    }
}

/// A bar of the week's hours, step by step, against the time there is.
fn stacked(ui: &mut Ui, model: &Model, week: &WeekRow, name: &str) -> Rect {
    let t = theme::tokens(ui);
    let size = vec2(ui.available_width(), 10.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    let all: Minutes = week.by_step.iter().copied().sum();
    let whole = week.there.0.max(all.0).max(1) as f32;
    let painter = ui.painter();
    painter.rect_filled(rect, radius::CHIP, t.sunken);
    let mut left = rect.left();
    for (n, minutes) in week.by_step.iter().enumerate() {
        let width = rect.width() * minutes.0 as f32 / whole;
        if width < 0.5 {
            continue;
        }
        let step = model.steps.get(n).map_or(0, |step| step.step);
        let part = Rect::from_min_size(
            pos2(left, rect.top()),
            vec2((width - 1.0).max(1.0), rect.height()),
        );
        painter.rect_filled(part, 2.0, t.step(step).ink);
        left += width;
    }
    if all > week.there {
        // Where the time that there is ends.
        let x = rect.left() + rect.width() * week.there.0 as f32 / whole;
        painter.vline(x, rect.expand(2.0).y_range(), Stroke::new(1.5, t.text));
    }
    response.on_hover_text(name);
    rect
}

/// “0” in place of “0 min” where hours are compared; to the minute, so that no difference is hidden.
fn hours(minutes: Minutes) -> String {
    if minutes == Minutes::ZERO {
        return "0".to_owned();
    }
    format::minutes(minutes)
}
