//! The burn-up chart: what is done, day by day, against what is planned, and what is likely. Painted by hand: two lines and a
//! grid need no charting library.
//!
//! Not here: the map of days (`heat_map`), the figures (`model`).

use egui::{Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, Minutes};
use crate::planner::forecast::{Forecast, MinutesBand, Prospect};
use crate::ui::format;
use crate::ui::theme::{self, TextRole, Weight, radius, space};
use crate::ui::widgets::paint;

use super::model::{Model, Point};
use super::outlook;
use super::pointed::{self, Points};

/// Height of the chart, points.
const HEIGHT: f32 = 250.0;
/// Room for the hours at the left and the dates below.
const LEFT: f32 = 40.0;
const BELOW: f32 = 22.0;

/// The chart. `goal` names the day at the right end.
pub fn burn_up(
    ui: &mut Ui,
    model: &Model,
    today: Day,
    goal: Option<&str>,
    forecast: Option<(&Forecast, &Prospect)>,
) {
    let t = theme::tokens(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) =
        ui.allocate_exact_size(size, Sense::hover() | Sense::focusable_noninteractive());
    let mut words = in_words(model, today);
    if let Some((forecast, prospect)) = forecast {
        words.push(' ');
        words.push_str(&outlook::in_words(forecast, prospect));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let area = Rect::from_min_max(
        rect.min + vec2(LEFT, 10.0),
        pos2(rect.right() - 30.0, rect.bottom() - BELOW),
    );
    let most = |line: &[Point]| line.last().map_or(0, |(_, minutes)| *minutes);
    let top_hours = nice_hours(most(&model.line_plan).max(most(&model.line_done)));
    let span = (model.to.since(model.from) + 1).max(1) as f32;
    let x_of = |day: Day| {
        let along = (day.since(model.from) + 1) as f32 / span;
        area.left() + area.width() * along.clamp(0.0, 1.0)
    };
    let y_of =
        |minutes: u32| area.bottom() - area.height() * minutes as f32 / (top_hours * 60) as f32;
    let painter = ui.painter();
    let role = TextRole::Chip;
    for quarter in 0..=4_u32 {
        let hours = top_hours * quarter / 4;
        let y = y_of(hours * 60).round() + 0.5;
        painter.hline(area.x_range(), y, Stroke::new(1.0, t.border));
        let text = if quarter == 4 {
            format!("{hours} h")
        } else {
            hours.to_string()
        };
        let text = paint::whole_line(ui, role, Weight::Regular, t.muted, &text);
        let x = area.left() - space::S - text.size().x;
        paint::line_at(painter, x, y, text);
    }
    dates(ui, model, area, &x_of, goal);
    let point = |(day, minutes): &Point| pos2(x_of(*day), y_of(*minutes));
    let plan: Vec<Pos2> = model.line_plan.iter().map(point).collect();
    let done: Vec<Pos2> = model.line_done.iter().map(point).collect();
    let prospect = forecast.map(|(_, prospect)| prospect);
    if let Some(prospect) = prospect {
        band(ui, model, today, prospect, area, &x_of, &y_of);
    }
    if plan.len() > 1 {
        painter.extend(Shape::dotted_line(&plan, t.muted, 4.0, 0.9));
    }
    if let Some(end) = plan.get(plan.len() * 2 / 5).filter(|_| plan.len() > 4) {
        let text = paint::whole_line(ui, role, Weight::Regular, t.muted, "plan");
        paint::line_at(
            painter,
            end.x - text.size().x - space::S,
            end.y - 12.0,
            text,
        );
    }
    if done.len() > 1 {
        painter.add(Shape::line(done.clone(), Stroke::new(2.5, t.accent)));
    }
    if let (Some(end), Some((_, minutes))) = (done.last(), model.line_done.last()) {
        painter.circle_filled(*end, 5.0, t.accent);
        let said = format::minutes(Minutes(*minutes));
        let text = if model.to < today {
            format!("{said} done")
        } else {
            format!("today {said}")
        };
        let text = paint::whole_line(ui, role, Weight::SemiBold, t.text, &text);
        let x = (end.x + 10.0).min(area.right() - text.size().x);
        // Beside the line where there is room, else above it.
        let y = if x < end.x + 10.0 {
            (end.y - 18.0).max(area.top() + 10.0)
        } else {
            (end.y + 14.0).min(area.bottom() - 12.0)
        };
        // On its own ground, so that a line of the grid does not run through it.
        let ground = Rect::from_min_size(pos2(x, y - 9.0), text.size()).expand(2.0);
        painter.rect_filled(ground, radius::CHIP, t.surface);
        paint::line_at(painter, x, y, text);
    }
    hover(ui, model, today, &response, area, &x_of, prospect);
}

/// What is likely to be done by each day to come of what the interview asks for, and its range.
fn band(
    ui: &Ui,
    model: &Model,
    today: Day,
    prospect: &Prospect,
    area: Rect,
    x_of: &dyn Fn(Day) -> f32,
    y_of: &dyn Fn(u32) -> f32,
) {
    let t = theme::tokens(ui);
    let now = model.line_done.last().map_or(0, |(_, minutes)| *minutes);
    let days = prospect.line.iter().filter(|one| one.day <= model.to);
    let at = |one: &MinutesBand, n: usize| {
        let more = one.minutes.get(n).copied().unwrap_or(0);
        let y = y_of(now.saturating_add(more)).max(area.top());
        pos2(x_of(one.day), y)
    };
    let start = pos2(x_of(today.plus(-1)), y_of(now));
    let mut line = vec![start];
    let (mut low, mut high) = (start, start);
    let painter = ui.painter().with_clip_rect(area);
    let fill = t.accent.gamma_multiply(0.13);
    for one in days {
        let (from, to) = (at(one, 0), at(one, 2));
        let quad = vec![low, high, to, from];
        painter.add(Shape::convex_polygon(quad, fill, Stroke::NONE));
        (low, high) = (from, to);
        line.push(at(one, 1));
    }
    if line.len() > 1 {
        painter.extend(Shape::dashed_line(
            &line,
            Stroke::new(2.0, t.accent),
            5.0,
            4.0,
        ));
        if let Some(middle) = line.get(line.len() * 3 / 5) {
            let text = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, "forecast");
            let x = (middle.x + space::S).min(area.right() - text.size().x);
            paint::line_at(
                &painter,
                x,
                (middle.y + 16.0).min(area.bottom() - 8.0),
                text,
            );
        }
    }
}

fn dates(ui: &Ui, model: &Model, area: Rect, x_of: &dyn Fn(Day) -> f32, goal: Option<&str>) {
    let t = theme::tokens(ui);
    let role = TextRole::Chip;
    let painter = ui.painter();
    let y = area.bottom() + 14.0;
    let mut right = f32::INFINITY;
    if let Some(goal) = goal {
        let x = x_of(model.to);
        painter.vline(
            x.round() + 0.5,
            area.y_range(),
            Stroke::new(1.5, t.step(5).ink),
        );
        let text = paint::line(ui, role, Weight::Regular, t.muted, goal, 120.0);
        let left = (x - text.size().x / 2.0).min(area.right() + 28.0 - text.size().x);
        right = left - space::M;
        paint::line_at(painter, left, y, text);
    }
    let mut free = f32::NEG_INFINITY;
    let days = model.to.since(model.from).max(1);
    let step = (days / 4).max(1);
    for n in 0..=4 {
        let day = model.from.plus(n * step);
        if day > model.to {
            break;
        }
        let text = day.date().format("%-d %b").to_string();
        let text = paint::whole_line(ui, role, Weight::Regular, t.muted, &text);
        let width = text.size().x;
        let x = (x_of(day) - width / 2.0).max(area.left());
        if x < free || x + width > right {
            continue;
        }
        free = x + width + space::M;
        paint::line_at(painter, x, y, text);
    }
}

fn hover(
    ui: &Ui,
    model: &Model,
    today: Day,
    response: &egui::Response,
    area: Rect,
    x_of: &dyn Fn(Day) -> f32,
    prospect: Option<&Prospect>,
) {
    let t = theme::tokens(ui);
    let days = (model.to.since(model.from) + 1).max(1);
    let number = |day: i64| usize::try_from(day.clamp(0, days - 1)).unwrap_or(0);
    let pointer = response.hover_pos().filter(|pos| area.contains(*pos));
    let under = |pos: Pos2| (pos.x - area.left()) / area.width() * days as f32;
    let points = Points {
        count: number(days - 1) + 1,
        start: number(today.since(model.from)),
        across: 1,
        down: 0,
        hovered: pointer.map(|pos| number(under(pos).round() as i64 - 1)),
    };
    let Some(chosen) = pointed::chosen(ui, response, points) else {
        return;
    };
    let day = model.from.plus(i64::try_from(chosen).unwrap_or(0));
    let x = x_of(day).round() + 0.5;
    ui.painter()
        .vline(x, area.y_range(), Stroke::new(1.0, t.border_strong));
    let at = |line: &[Point]| {
        let before = line.partition_point(|(on, _)| *on <= day);
        before
            .checked_sub(1)
            .and_then(|at| line.get(at))
            .map_or(0, |(_, minutes)| *minutes)
    };
    let mut words = format!(
        "{}: {} planned",
        format::day(day),
        format::minutes(Minutes(at(&model.line_plan)))
    );
    if model.line_done.last().is_some_and(|(last, _)| day <= *last) {
        words.push_str(&format!(
            ", {} done",
            format::minutes(Minutes(at(&model.line_done)))
        ));
    }
    let band = prospect.and_then(|one| one.line.iter().find(|one| one.day == day));
    if let Some([low, likely, high]) = band.map(|one| one.minutes) {
        let now = model.line_done.last().map_or(0, |(_, minutes)| *minutes);
        let say = |more: u32| format::hours(Minutes(now.saturating_add(more)));
        words.push_str(&format!(
            ", likely {} done ({} to {})",
            say(likely),
            say(low),
            say(high)
        ));
    }
    let at = Rect::from_x_y_ranges(x..=x + 1.0, area.y_range());
    pointed::say(ui, response, at, &words);
}

/// The chart for people who do not see it.
fn in_words(model: &Model, today: Day) -> String {
    let planned = model.line_plan.last().map_or(0, |(_, minutes)| *minutes);
    format!(
        "Hours done against hours planned, {} to {}. Done by {}: {}. Planned before today: {}. Planned in all: {}.",
        format::day(model.from),
        format::day(model.to),
        format::day(today),
        format::minutes(model.spent),
        format::minutes(model.due),
        format::minutes(Minutes(planned))
    )
}

/// The next number of hours that four lines of a grid divide well.
fn nice_hours(minutes: u32) -> u32 {
    let hours = minutes.div_ceil(60).max(4);
    let step = [1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1_000, 2_500]
        .into_iter()
        .find(|step| step * 4 >= hours);
    step.map_or(hours.div_ceil(4) * 4, |step| step * 4)
}
