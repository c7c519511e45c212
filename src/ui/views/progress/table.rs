//! Charts as tables: the same figures, row by row, for the eye and for screen readers. Only the rows in sight are drawn.
//!
//! Not here: the figures (`model`), the charts.

use egui::{Align2, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, TextRole, Weight, space};
use crate::ui::widgets::paint;

/// Height of a row, points.
const ROW: f32 = 22.0;
/// Rows that are in sight at once.
const IN_SIGHT: f32 = 11.0;

/// A table: the heads of its columns, and its rows.
pub struct Table<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The heads of the columns; the first one names the row.
    pub heads: &'a [&'a str],
    /// The cells, row by row.
    pub rows: &'a [Vec<String>],
}

impl Table<'_> {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui) {
        let heads: Vec<String> = self.heads.iter().map(|&head| head.to_owned()).collect();
        self.line(ui, &heads, true);
        let high = ROW * IN_SIGHT.min(self.rows.len().max(1) as f32);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .id_salt(self.name)
            .max_height(high)
            .min_scrolled_height(high)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, self.rows.len(), |ui, range| {
                for row in self.rows.get(range).unwrap_or(&[]) {
                    self.line(ui, row, false);
                }
            });
    }

    fn line(&self, ui: &mut Ui, cells: &[String], head: bool) {
        let t = theme::tokens(ui);
        let width = ui.available_width();
        let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
        let words: Vec<String> = match head {
            true => cells.to_vec(),
            false => cells
                .iter()
                .enumerate()
                .map(|(n, cell)| match (n, self.heads.get(n)) {
                    (1.., Some(head)) => format!("{head} {cell}"),
                    _ => cell.clone(),
                })
                .collect(),
        };
        let words = match head {
            true => format!("{}, table: {}", self.name, words.join(", ")),
            false => words.join(", "),
        };
        let role = if head { Role::Heading } else { Role::Label };
        response.widget_info(|| WidgetInfo::labeled(role, true, &words));
        let columns = cells.len().max(1) as f32;
        // The first column has more room: it names the row.
        let first = (width * 1.4 / (columns + 0.4)).min(150.0);
        let each = (width - first - space::S) / (columns - 1.0).max(1.0);
        let (weight, ink) = match head {
            true => (Weight::SemiBold, t.muted),
            false => (Weight::Regular, t.text),
        };
        for (n, cell) in cells.iter().enumerate() {
            let room = if n == 0 { first } else { each - space::S };
            let text = paint::line(ui, TextRole::Chip, weight, ink, cell, room);
            if n == 0 {
                paint::line_at(ui.painter(), rect.left(), rect.center().y, text);
                continue;
            }
            let right = rect.left() + first + each * n as f32;
            let place = Align2::RIGHT_CENTER.anchor_size(pos2(right, rect.center().y), text.size());
            paint::line_at(ui.painter(), place.left(), rect.center().y, text);
        }
    }
}
