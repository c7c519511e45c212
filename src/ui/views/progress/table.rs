//! Charts as tables: the same figures, row by row, for the eye and for screen readers. Only the rows in sight are drawn; a
//! column is as wide as its widest cell, and where there is no room for all of them the table scrolls sideways. The arrow keys go
//! from row to row once the table has the focus.
//!
//! Not here: the figures (`model`), the charts.

use egui::{Align2, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, TextRole, Weight, radius, space};
use crate::ui::widgets::paint;

use super::pointed::{self, Points};

/// Height of a row, points.
const ROW: f32 = 22.0;
/// Rows that are in sight at once.
const IN_SIGHT: f32 = 11.0;
/// The widest that a column is, points.
const WIDEST: f32 = 150.0;

/// A table: the heads of its columns, and its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called.
    name: &'static str,
    /// The heads of the columns; the first one names the row.
    heads: Vec<String>,
    /// The cells, row by row.
    rows: Vec<Vec<String>>,
    /// The longest cell of each column, or its head.
    longest: Vec<String>,
}

impl Table {
    /// A table of these rows.
    pub fn new(name: &'static str, heads: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let column = |n: usize| {
            let cells = rows.iter().filter_map(|row| row.get(n));
            let longest = cells.max_by_key(|cell| cell.chars().count());
            longest.cloned().unwrap_or_default()
        };
        let longest = heads.iter().enumerate().map(|(n, head)| {
            let cell = column(n);
            let wider = cell.chars().count() > head.chars().count();
            if wider { cell } else { head.clone() }
        });
        Self {
            name,
            longest: longest.collect(),
            heads,
            rows,
        }
    }

    /// Draws it.
    pub fn show(&self, ui: &mut Ui) {
        let widths = self.widths(ui);
        let whole: f32 = widths.iter().sum();
        let high = ROW * IN_SIGHT.min(self.rows.len().max(1) as f32);
        let size = vec2(ui.available_width(), ROW + high);
        let place = egui::Rect::from_min_size(ui.next_widget_position(), size);
        let sense = Sense::hover() | Sense::focusable_noninteractive();
        let response = ui.interact(place, ui.scope_id().with(self.name), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Table, true, self.name));
        let before = ui.data(|data| data.get_temp::<usize>(response.id));
        let points = Points {
            count: self.rows.len(),
            start: 0,
            across: 0,
            down: 1,
            hovered: None,
        };
        let chosen = pointed::chosen(ui, &response, points);
        if let Some(row) = chosen.and_then(|at| self.rows.get(at)) {
            let words = self.words(row);
            ui.ctx()
                .accesskit_node_builder(response.id, |node| node.set_value(words));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::horizontal()
            .id_salt((self.name, "across"))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.set_min_width(whole);
                self.line(ui, &self.heads, &widths, Kind::Head);
                let mut area = ScrollArea::vertical()
                    .id_salt(self.name)
                    .max_height(high)
                    .min_scrolled_height(high)
                    .auto_shrink([false, true]);
                if let Some(at) = chosen.filter(|_| chosen != before) {
                    area = area.vertical_scroll_offset((at as f32 * ROW - high / 2.0).max(0.0));
                }
                area.show_rows(ui, ROW, self.rows.len(), |ui, range| {
                    let first = range.start;
                    let rows = self.rows.get(range).unwrap_or(&[]);
                    for (n, row) in rows.iter().enumerate() {
                        let kind = if chosen == Some(first + n) {
                            Kind::Chosen
                        } else {
                            Kind::Row
                        };
                        self.line(ui, row, &widths, kind);
                    }
                });
            });
    }

    /// How wide each column is: as its longest cell; what room is left over is shared out.
    fn widths(&self, ui: &Ui) -> Vec<f32> {
        let t = theme::tokens(ui);
        let natural = self.longest.iter().enumerate().map(|(n, words)| {
            let role = TextRole::Chip;
            let text = paint::line(ui, role, Weight::SemiBold, t.text, words, WIDEST);
            text.size().x + if n == 0 { 0.0 } else { space::M }
        });
        let mut widths: Vec<f32> = natural.collect();
        let over = ui.available_width() - widths.iter().sum::<f32>() - space::M;
        let share = (over / widths.len().max(1) as f32).clamp(0.0, 60.0);
        for width in &mut widths {
            *width += share;
        }
        widths
    }

    /// A row in words: “Mon 30 Nov, planned 3 h, done 2 h”. Empty cells are left out.
    fn words(&self, row: &[String]) -> String {
        let cells = row.iter().zip(&self.heads).enumerate();
        let said = cells.filter(|(n, (cell, _))| *n == 0 || !cell.is_empty());
        let said = said.map(|(n, (cell, head))| match n {
            0 => cell.clone(),
            _ => format!("{head} {cell}"),
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn line(&self, ui: &mut Ui, cells: &[String], widths: &[f32], kind: Kind) {
        let t = theme::tokens(ui);
        let whole: f32 = widths.iter().sum();
        let (rect, response) = ui.allocate_exact_size(vec2(whole, ROW), Sense::hover());
        let head = kind == Kind::Head;
        let words = match head {
            true => format!("{}, table: {}", self.name, cells.join(", ")),
            false => self.words(cells),
        };
        let role = if head { Role::Heading } else { Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, true, &words));
        let (weight, ink) = match head {
            true => (Weight::SemiBold, t.muted),
            false => (Weight::Regular, t.text),
        };
        if kind == Kind::Chosen {
            ui.painter().rect_filled(rect, radius::CHIP, t.accent_soft);
        }
        let mut right = rect.left();
        for (n, (cell, width)) in cells.iter().zip(widths).enumerate() {
            right += width;
            let room = if n == 0 { *width } else { width - space::XS };
            let text = paint::line(ui, TextRole::Chip, weight, ink, cell, room);
            let x = if n == 0 {
                rect.left()
            } else {
                let place = pos2(right, rect.center().y);
                Align2::RIGHT_CENTER.anchor_size(place, text.size()).left()
            };
            paint::line_at(ui.painter(), x, rect.center().y, text);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Head,
    Row,
    Chosen,
}

/// Heads of columns.
pub fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
