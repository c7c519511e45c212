//! The recall curve of a finished item that is chosen: how it fell, what reviews did, and how it is predicted to go on.
//!
//! Not here: the prediction (`planner/curve`).

use egui::{Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Day, ItemId, Plan, Status};
use crate::planner::curve::{OnDay, curve};
use crate::state::{Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, MenuItem, paint, popup_menu, text};

use super::pointed::{self, Points};
use super::table::{Table, heads};

/// Height of the curve, points.
const HEIGHT: f32 = 150.0;
const LEFT: f32 = 44.0;
/// So many items can be chosen from: the last finished ones.
const CHOICE: usize = 20;

/// Which item is looked at.
#[derive(Default)]
pub struct RecallCurve {
    item: Option<ItemId>,
    /// The items that can be chosen, with their short titles; the last finished one first.
    done: Memo<Revision, Vec<(ItemId, String)>>,
    table: Memo<(Revision, Day, ItemId), Table>,
    known: Memo<(Revision, Day, ItemId), Option<Vec<OnDay>>>,
}

impl RecallCurve {
    /// What is in the card.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, as_table: bool) {
        let done = self.done.get(cx.outline, || finished(&cx.plan));
        let chosen = self.item.as_ref().and_then(|id| cx.plan.items.get(id));
        let chosen = chosen.filter(|item| item.status == Status::Done);
        let first = done.first().and_then(|(id, _)| cx.plan.items.get(id));
        let Some(item) = chosen.or(first).cloned() else {
            text::muted(
                ui,
                "Finish an item, and it shows here how much of it stays.",
            );
            return;
        };
        let name = format!("Recall curve of {}", item.short_title());
        let button = Button::new(item.short_title())
            .name(&name)
            .trailing_icon(Icon::ChevronDown);
        let button = ui.add(button.small());
        popup_menu(&button, |ui| {
            for (id, title) in done.iter() {
                let entry = MenuItem::new(title).current(*id == item.id);
                if ui.add(entry).clicked() {
                    self.item = Some(id.clone());
                    ui.close();
                }
            }
        });
        let today = cx.today();
        let until = cx
            .plan
            .next_interview(today)
            .map_or(today.plus(30), |one| one.on);
        let key = (cx.outline, today, item.id.clone());
        let days = self.known.get(key, || curve(&cx.plan, &item, today, until));
        let Some(days) = days.as_deref() else { return };
        if as_table {
            let key = (cx.outline, today, item.id.clone());
            self.table.get(key, || in_rows(days, today)).show(ui);
            return;
        }
        draw(ui, days, today);
        text::small(
            ui,
            "Predicted by FSRS-6, a model of memory. Dots are reviews; planned ones are taken as recalled.",
        );
    }
}

/// The last finished items.
fn finished(plan: &Plan) -> Vec<(ItemId, String)> {
    let mut done: Vec<_> = plan.items.iter().collect();
    done.retain(|item| item.status == Status::Done);
    done.sort_by(|a, b| (b.done_at, &a.id).cmp(&(a.done_at, &b.id)));
    done.truncate(CHOICE);
    let named = done.into_iter();
    named
        .map(|item| (item.id.clone(), item.short_title().to_owned()))
        .collect()
}

fn in_rows(days: &[OnDay], today: Day) -> Table {
    let rows = days.iter().map(|one| {
        vec![
            format::day(one.day),
            format!("{} %", (one.per_mille + 5) / 10),
            review_words(one, today).to_owned(),
        ]
    });
    let heads = heads(&["Day", "Recall", "Review"]);
    Table::new("Recall by day", heads, rows.collect())
}

fn review_words(day: &OnDay, today: Day) -> &'static str {
    match day.review {
        None => "",
        Some(_) if day.day > today => "planned",
        Some(true) => "recalled",
        Some(false) => "not recalled",
    }
}

fn draw(ui: &mut Ui, days: &[OnDay], today: Day) {
    let t = theme::tokens(ui);
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) =
        ui.allocate_exact_size(size, Sense::hover() | Sense::focusable_noninteractive());
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return;
    };
    let percent = |one: &OnDay| (one.per_mille + 5) / 10;
    let now = days.iter().find(|one| one.day == today);
    let words = format!(
        "Recall from {} to {}: {} % today, {} % predicted for {}; {}",
        format::day(first.day),
        format::day(last.day),
        now.map_or(0, percent),
        percent(last),
        format::day(last.day),
        format::count(
            days.iter().filter(|one| one.review.is_some()).count(),
            "review",
            "reviews"
        ),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &words));
    let area = egui::Rect::from_min_max(
        rect.min + vec2(LEFT, 8.0),
        pos2(rect.right() - space::S, rect.bottom() - 20.0),
    );
    let span = (days.len().max(2) - 1) as f32;
    let x_of = |n: usize| area.left() + area.width() * n as f32 / span;
    let y_of = |per_mille: u16| area.bottom() - area.height() * f32::from(per_mille) / 1_000.0;
    let painter = ui.painter();
    for share in [0, 250, 500, 750, 1_000_u16] {
        let y = y_of(share).round() + 0.5;
        painter.hline(area.x_range(), y, Stroke::new(1.0, t.border));
        if share % 500 == 0 {
            let words = format!("{} %", share / 10);
            let text = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, &words);
            paint::line_at(painter, area.left() - space::S - text.size().x, y, text);
        }
    }
    let mut past = Vec::new();
    let mut ahead = Vec::new();
    for (n, one) in days.iter().enumerate() {
        let line = if one.day <= today {
            &mut past
        } else {
            &mut ahead
        };
        line.push(pos2(x_of(n), y_of(one.per_mille)));
        if one.review.is_some() {
            line.push(pos2(x_of(n), y_of(1_000)));
        }
    }
    if let Some(end) = past.last() {
        ahead.insert(0, *end);
    }
    painter.add(Shape::line(past, Stroke::new(2.5, t.accent)));
    painter.extend(Shape::dashed_line(
        &ahead,
        Stroke::new(2.0, t.accent),
        5.0,
        4.0,
    ));
    for (n, one) in days.iter().enumerate() {
        let Some(recalled) = one.review else { continue };
        let at = pos2(x_of(n), y_of(1_000));
        // A ring is one that was not recalled, or that is still to come.
        if recalled && one.day <= today {
            painter.circle_filled(at, 4.0, t.accent);
        } else {
            painter.circle(at, 4.0, t.surface, Stroke::new(1.5, t.accent));
        }
    }
    for (n, align) in [(0, 0.0), (days.len() - 1, 1.0)] {
        let Some(one) = days.get(n) else { continue };
        let words = one.day.date().format("%-d %b").to_string();
        let text = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, &words);
        paint::line_at(
            painter,
            x_of(n) - text.size().x * align,
            area.bottom() + 12.0,
            text,
        );
    }
    let pointer = response
        .hover_pos()
        .filter(|pos| area.expand(4.0).contains(*pos));
    let under = |pos: egui::Pos2| {
        let along = (pos.x - area.left()) / area.width() * span;
        (along.round().max(0.0) as usize).min(days.len() - 1)
    };
    let points = Points {
        count: days.len(),
        start: days.iter().position(|one| one.day == today).unwrap_or(0),
        across: 1,
        down: 0,
        hovered: pointer.map(under),
    };
    let Some(at) = pointed::chosen(ui, &response, points) else {
        return;
    };
    if let Some(one) = days.get(at) {
        painter.vline(x_of(at), area.y_range(), Stroke::new(1.0, t.border_strong));
        let review = review_words(one, today);
        let review = if review.is_empty() {
            String::new()
        } else {
            format!(", review: {review}")
        };
        let words = format!(
            "{}: {} % recalled{review}",
            format::day(one.day),
            percent(one)
        );
        let line = egui::Rect::from_x_y_ranges(x_of(at)..=x_of(at) + 1.0, area.y_range());
        pointed::say(ui, &response, line, &words);
    }
}
