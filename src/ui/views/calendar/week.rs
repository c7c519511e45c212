//! The week: seven columns below their days, sessions as tall as they are long, at the times of the windows.

use egui::{
    Align2, CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
};
use egui::{WidgetInfo, pos2, vec2};

use crate::domain::time::{Day, Minutes};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use crate::ui::widgets::{CapacityBar, paint};

use super::CalendarView;
use super::focus::roving;
use std::collections::BTreeMap;

use super::ground::{
    day_ground, described, interview, mark, shade, target as paint_target, week_number,
};
use super::landing::{Landing, Target};
use super::layout::{CHIP_STEP, COLUMNS, Grid, Hours, Stretch, blocks, side};
use super::model::{DayModel, Model, clock};
use super::session::Shown;

/// Width of the axis with the hours.
const AXIS: f32 = 48.0;
/// Height of a day's head without its interviews.
const HEAD: f32 = 56.0;
/// No more busy times that last all day are shown in a head.
pub const MOST_CHIPS: usize = 3;
/// Room above the first hour.
const AIR: f32 = 8.0;

impl CalendarView {
    pub(super) fn week(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let t = theme::tokens(ui);
        let whole = ui.available_rect_before_wrap();
        let columns = Rect::from_min_max(pos2(whole.left() + AXIS, whole.top()), whole.max);
        let corner = CornerRadius::same(radius::CARD);
        ui.painter().rect_filled(columns, corner, t.surface);

        let grid = Grid::new(columns, 1);
        let under = self
            .drag_pos(ui)
            .and_then(|pos| grid.at(pos))
            .and_then(|n| Some((n, model.days.get(n)?.day)));
        let landings = self.landings(ui, cx);
        let target = under.and_then(|(n, day)| {
            Some(Target {
                day,
                rect: grid.cell(n),
                landing: landings.get(&day)?.clone(),
            })
        });

        let chips = |d: &DayModel| d.interviews.len() + d.whole_days().count().min(MOST_CHIPS);
        let interviews = model.days.iter().map(chips).max();
        let head = HEAD + interviews.unwrap_or(0) as f32 * CHIP_STEP;
        let heads = Rect::from_min_size(columns.min, vec2(columns.width(), head));
        for (n, d) in model.days.iter().enumerate() {
            let cell = Grid::new(heads, 1).cell(n);
            let day = target.as_ref().map(|target| target.day);
            self.head(ui, cx, d, cell, (landings.get(&d.day), day == Some(d.day)));
        }
        let corner_of = vec2(AXIS - space::XS, control::TARGET);
        let number = Rect::from_min_size(pos2(whole.left(), whole.top() + 6.0), corner_of);
        week_number(ui, number, self.span(cx).first);
        ui.painter()
            .hline(columns.x_range(), heads.bottom() + 0.5, t.line());
        ui.advance_cursor_after_rect(Rect::from_min_size(
            whole.min,
            vec2(whole.width(), head + 1.0),
        ));
        ScrollArea::vertical()
            .id_salt("week")
            .auto_shrink(false)
            .show(ui, |ui| {
                self.hours(ui, cx, model, &landings, target.as_ref())
            });
        for column in 1..COLUMNS {
            let x = grid.cell(column).left() + 0.5;
            ui.painter().vline(x, columns.y_range(), t.line());
        }
        ui.painter()
            .rect_stroke(columns, corner, t.line(), StrokeKind::Inside);
        ui.painter().extend(std::mem::take(&mut self.over));
        self.drag_ui(ui, cx, columns, target);
    }

    /// Weekday, number, capacity in words, interviews.
    fn head(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        d: &DayModel,
        rect: Rect,
        (landing, target): (Option<&Landing>, bool),
    ) {
        let t = theme::tokens(ui);
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, rect, d.widget, Sense::click(), has_keys);
        response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, d.name.as_str()));
        described(ui, d, landing);
        self.day_clicked(ui, cx, d, &response);
        day_ground(ui, t, d, rect);
        if let Some(landing) = landing {
            shade(ui, t, landing, rect);
            if target {
                paint_target(ui, t, landing, rect);
            }
        }
        if paint::focused(&response) {
            self.over.push(
                egui::epaint::RectShape::stroke(
                    rect.shrink(1.0),
                    CornerRadius::same(radius::BADGE),
                    Stroke::new(control::FOCUS, t.accent),
                    StrokeKind::Inside,
                )
                .into(),
            );
        }
        if response.hovered() && self.drag.is_none() {
            response.clone().on_hover_text(TextRole::Pill.rich(&d.tip));
        }
        let builder = UiBuilder::new()
            .id_salt(d.day)
            .max_rect(rect)
            .accessibility_parent(d.widget);
        ui.scope_builder(builder, |ui| {
            let pad = side(rect.width());
            let weekday = d.day.date().format("%a").to_string();
            let y = rect.top() + 18.0;
            let role = TextRole::Chip;
            let galley = paint::whole_line(ui, role, Weight::Regular, t.muted, &weekday);
            let end = paint::line_at(ui.painter(), rect.left() + pad, y, galley);
            let area = Rect::from_min_size(
                pos2(end + 1.0, rect.top() + 6.0),
                vec2(28.0, control::TARGET),
            );
            let end = self.number_in(ui, cx, d, area, false);
            self.head_figures(ui, d, rect, (landing, target), end);
            for (n, (name, tip)) in d.interviews.iter().enumerate() {
                let chip = Rect::from_min_size(
                    pos2(
                        rect.left() + pad,
                        rect.top() + HEAD - 2.0 + n as f32 * CHIP_STEP,
                    ),
                    vec2(rect.width() - 2.0 * pad, super::layout::CHIP),
                );
                interview(ui, chip, name, tip);
            }
            let top = rect.top() + HEAD - 2.0 + d.interviews.len() as f32 * CHIP_STEP;
            self.busy_chips(ui, cx, d, rect, top);
        });
    }

    fn head_figures(
        &self,
        ui: &Ui,
        d: &DayModel,
        rect: Rect,
        (landing, target): (Option<&Landing>, bool),
        left: f32,
    ) {
        let t = theme::tokens(ui);
        let pad = side(rect.width());
        let load = landing
            .filter(|_| target)
            .map_or(d.load, |landing| landing.load);
        let over = load > d.capacity && load > Minutes::ZERO;
        let ink = if over && !d.past { t.warn } else { t.muted };
        let mut x = rect.left() + pad;
        let y = rect.top() + 40.0;
        if over && !d.past {
            let size = control::ICON_CHIP;
            Icon::Warning.paint(ui.painter(), pos2(x + size / 2.0, y), size, ink);
            x += size + 4.0;
        }
        let width = rect.right() - pad - x;
        let galley = paint::line(ui, TextRole::Chip, Weight::Regular, ink, &d.figure, width);
        paint::line_at(ui.painter(), x, y, galley);
        let bar = 44.0_f32.min(rect.width() * 0.28);
        let right = rect.right() - pad;
        if let Some(word) = landing.and_then(Landing::mark) {
            mark(ui, t, word, left + 4.0..=right, rect.top() + 18.0);
            return;
        }
        if (d.capacity > Minutes::ZERO || over) && right - bar > left + 4.0 {
            let area = Rect::from_center_size(
                pos2(right - bar / 2.0, (rect.top() + 18.0).round()),
                vec2(bar, control::BAR_THIN),
            );
            CapacityBar::new(load.0, d.capacity.0, "").paint(ui, area);
        }
        if d.buffer.is_some() {
            let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, "buffer");
            let end = right - bar - space::XS;
            if left + 4.0 + galley.size().x <= end {
                paint::line_at(ui.painter(), left + 4.0, rect.top() + 18.0, galley);
            }
        }
    }

    fn hours(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        model: &Model,
        landings: &BTreeMap<Day, Landing>,
        target: Option<&Target>,
    ) {
        self.scroll_at_edges(ui);
        let t = theme::tokens(ui);
        let room = ui.available_height();
        let slots = model.days.iter().flat_map(|d| {
            let sessions = d.sessions.iter().map(|s| s.slot);
            d.windows.iter().copied().chain(sessions)
        });
        let beside = model.days.iter().flat_map(DayModel::timed);
        let hours = Hours::around(slots, beside.map(|b| b.slot), room - 2.0 * AIR);
        let placed: Vec<Vec<(f32, f32)>> = model
            .days
            .iter()
            .map(|d| blocks(&hours, d.sessions.iter().map(|s| s.slot)))
            .collect();
        let lowest = placed.iter().filter_map(|day| day.last());
        let lowest = lowest.map(|(top, height)| top + height).fold(0.0, f32::max);
        let height = (hours.height().max(lowest) + 2.0 * AIR).max(room);
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let columns = Rect::from_min_max(pos2(rect.left() + AXIS, rect.top()), rect.max);
        let grid = Grid::new(columns, 1);
        let top = columns.top() + AIR;
        for (n, d) in model.days.iter().enumerate() {
            self.column_ground(ui, cx, d, grid.cell(n), top, &hours);
            if let Some(landing) = landings.get(&d.day) {
                shade(ui, t, landing, grid.cell(n));
            }
            if let Some(target) = target.filter(|target| target.day == d.day) {
                paint_target(ui, t, &target.landing, grid.cell(n));
            }
        }
        axis(ui, &hours, rect, columns, top);
        let mut grown = None;
        for ((n, d), placed) in model.days.iter().enumerate().zip(&placed) {
            let cell = grid.cell(n);
            let has_keys = self.focus_day(cx) == d.day;
            let builder = UiBuilder::new()
                .id_salt((d.day, "column"))
                .max_rect(cell)
                .accessibility_parent(d.widget);
            ui.scope_builder(builder, |ui| {
                self.busy_blocks(ui, cx, d, cell, (top, &hours, false));
                for (s, (y, height)) in d.sessions.iter().zip(placed) {
                    let block = Rect::from_min_size(
                        pos2(cell.left() + 4.0, top + y),
                        vec2((cell.width() - 8.0).max(8.0), *height),
                    );
                    let focused = ui.memory(|memory| memory.has_focus(s.widget));
                    if !ui.is_rect_visible(block) && !focused {
                        continue;
                    }
                    if focused && std::mem::take(&mut self.follow) {
                        ui.scroll_to_rect(block, None);
                    }
                    let shown = Shown {
                        rect: block,
                        calm: d.past,
                        focusable: has_keys,
                    };
                    self.session(ui, cx, s, shown);
                    if self.edge(ui, s, block) {
                        grown = Some((s, block));
                    }
                }
                self.busy_blocks(ui, cx, d, cell, (top, &hours, true));
            });
        }
        self.now_line(ui, cx, model, grid, top, &hours);
        if let Some((s, block)) = grown {
            self.drag_edge(ui, cx, s, block, hours.scale());
        }
    }

    /// When there is time, and when there is none.
    fn column_ground(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        cell: Rect,
        top: f32,
        hours: &Hours,
    ) {
        let t = theme::tokens(ui);
        let response = ui.interact(cell, d.widget.with("column"), Sense::CLICK);
        self.day_clicked(ui, cx, d, &response);
        if d.ground_words().is_some() {
            day_ground(ui, t, d, cell);
            return;
        }
        ui.painter().rect_filled(cell.shrink(0.5), 0, t.bg);
        for window in &d.windows {
            let y = top + hours.y(window.from)..=top + hours.y(window.to);
            let area = Rect::from_min_max(
                pos2(cell.left() + 1.0, *y.start()),
                pos2(cell.right(), *y.end()),
            );
            let fill = if d.buffer.is_some() {
                t.surface.lerp_to_gamma(t.accent_soft, 0.45)
            } else {
                t.surface
            };
            ui.painter().rect_filled(area, 0, fill);
        }
    }

    /// Where today is now.
    fn now_line(
        &self,
        ui: &Ui,
        cx: &ViewContext,
        model: &Model,
        grid: Grid,
        top: f32,
        hours: &Hours,
    ) {
        let today = cx.today();
        let Some(n) = model.days.iter().position(|d| d.day == today) else {
            return;
        };
        let clock = u32::from(cx.now.moment.clock().minutes());
        // After midnight it is still the evening of the study day.
        let rollover = crate::domain::time::ROLLOVER_HOUR * 60;
        let minute = if clock < rollover {
            clock + 24 * 60
        } else {
            clock
        };
        if !hours.contains(minute) {
            return;
        }
        let t = theme::tokens(ui);
        let y = (top + hours.y(minute)).round();
        let cell = grid.cell(n);
        let line = Stroke::new(1.5, t.accent);
        ui.painter().hline(cell.x_range(), y, line);
        ui.painter()
            .circle_filled(pos2(cell.left() + 1.0, y), 3.5, t.accent);
    }
}

/// The hours and their lines; a strip where hours are folded.
fn axis(ui: &Ui, hours: &Hours, rect: Rect, columns: Rect, top: f32) {
    let t = theme::tokens(ui);
    let faint = Stroke::new(1.0, t.border.gamma_multiply(0.6));
    let right = rect.left() + AXIS - space::S;
    let say = |y: f32, text: &str| {
        let font = TextRole::Chip.font();
        let painter = ui.painter();
        painter.text(pos2(right, y), Align2::RIGHT_CENTER, text, font, t.muted);
    };
    for stretch in &hours.stretches {
        if stretch.folded {
            let y = top + stretch.top;
            let strip = Rect::from_min_max(
                pos2(columns.left() + 1.0, y),
                pos2(columns.right() - 1.0, y + stretch.height),
            );
            ui.painter().rect_filled(strip, 0, t.sunken);
            let id = ui.scope_id().with(("folded", stretch.from));
            let area = strip.union(Rect::from_min_size(rect.min, vec2(AXIS, 0.0)));
            let area = Rect::from_min_max(pos2(area.left(), strip.top()), strip.max);
            let tip = format!(
                "No time all week from {} to {}",
                clock(stretch.from),
                clock(stretch.to)
            );
            ui.interact(area, id, Sense::hover()).on_hover_text(tip);
            continue;
        }
        let mut minute = stretch.from;
        while minute <= stretch.to {
            let y = (top + hours_y(stretch, minute)).round() + 0.5;
            ui.painter().hline(columns.x_range(), y, faint);
            say(y, &clock(minute));
            minute += 60;
        }
    }
}

/// How far below the top a minute of a stretch stands.
fn hours_y(stretch: &Stretch, minute: u32) -> f32 {
    let into = (minute - stretch.from) as f32 / (stretch.to - stretch.from).max(1) as f32;
    stretch.top + stretch.height * into
}
