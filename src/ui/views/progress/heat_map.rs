//! The map of days: a column a week, a row a weekday; the stronger the colour, the more was done.
//!
//! Not here: its figures (`model`), its table (`tables`).

use egui::{Align2, Color32, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, Minutes};
use crate::ui::format;
use crate::ui::theme::{self, TextRole, Weight, radius};
use crate::ui::widgets::paint;

use super::model::{DayCell, Model};
use super::pointed::{self, Points};

/// The map of days: a column a week, a row a weekday; the stronger the colour, the more was done.
pub fn heat_map(ui: &mut Ui, model: &Model, today: Day) {
    let t = theme::tokens(ui);
    let count = model.weeks.len().max(1);
    let width = ui.available_width();
    let labels = 28.0;
    let gap = 3.0;
    let cell = (((width - labels) / count as f32) - gap).clamp(2.0, 44.0);
    let high = 15.0;
    let size = vec2(width, 7.0 * (high + gap));
    let (rect, response) =
        ui.allocate_exact_size(size, Sense::hover() | Sense::focusable_noninteractive());
    let words: Vec<String> = model
        .weeks
        .iter()
        .filter(|week| week.done > Minutes::ZERO)
        .map(|week| {
            format!(
                "week of {}: {}",
                format::day(week.monday),
                format::minutes(week.done)
            )
        })
        .collect();
    let words = if words.is_empty() {
        "Nothing done yet".to_owned()
    } else {
        format!("Minutes done by day; {}", words.join(", "))
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    for (row, name) in ["Mon", "", "Wed", "", "Fri", "", "Sun"]
        .into_iter()
        .enumerate()
    {
        let y = rect.top() + row as f32 * (high + gap) + high / 2.0;
        let text = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, name);
        paint::line_at(painter, rect.left(), y, text);
    }
    let pointer = response.hover_pos();
    let cell_at = |column: usize, row: usize| {
        let x = rect.left() + labels + column as f32 * (cell + gap);
        let y = rect.top() + row as f32 * (high + gap);
        Rect::from_min_size(pos2(x, y), vec2(cell, high))
    };
    let first = model.weeks.first().map_or(today, |week| week.monday);
    let mut hovered = None;
    for (column, week) in model.weeks.iter().enumerate() {
        for (row, day) in week.days.iter().enumerate() {
            let area = cell_at(column, row);
            painter.rect_filled(area, radius::CHIP - 2, heat(t, day));
            if day.day == today {
                painter.add(paint::boxed(
                    area.expand(1.5),
                    radius::CHIP - 1,
                    Color32::TRANSPARENT,
                    Stroke::new(1.5, t.text),
                ));
            }
            if day.off && cell > 8.0 {
                painter.text(
                    area.center(),
                    Align2::CENTER_CENTER,
                    "–",
                    TextRole::Chip.font(),
                    t.muted,
                );
            }
            if pointer.is_some_and(|pos| area.expand(gap / 2.0).contains(pos)) {
                hovered = Some(column * 7 + row);
            }
        }
    }
    let points = Points {
        count: model.weeks.len() * 7,
        start: usize::try_from(today.since(first)).unwrap_or(0),
        across: 7,
        down: 1,
        hovered,
    };
    let chosen = pointed::chosen(ui, &response, points);
    let day = |at: usize| {
        model
            .weeks
            .get(at / 7)
            .and_then(|week| week.days.get(at % 7))
    };
    if let Some((at, day)) = chosen.and_then(|at| day(at).map(|day| (at, day))) {
        let area = cell_at(at / 7, at % 7);
        painter.add(paint::boxed(
            area.expand(1.5),
            radius::CHIP - 1,
            Color32::TRANSPARENT,
            Stroke::new(1.0, t.border_strong),
        ));
        let mut words = format::day(day.day);
        if day.day <= today {
            words.push_str(&format!(": {} done", format::minutes(day.done)));
        }
        if day.off {
            words.push_str(", day off");
        } else if day.there > Minutes::ZERO {
            let of = if day.day <= today { " of" } else { ":" };
            words.push_str(&format!("{of} {} there", format::minutes(day.there)));
        }
        pointed::say(ui, &response, area, &words);
    }
}

/// Four shades: nothing, under an hour, under two, two hours and more.
fn heat(t: &theme::Tokens, day: &DayCell) -> Color32 {
    let strength = match day.done.0 {
        0 => return t.sunken,
        1..=44 => 0.25,
        45..=89 => 0.5,
        _ => 0.8,
    };
    t.surface.lerp_to_gamma(t.accent, strength)
}
