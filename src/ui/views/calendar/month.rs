//! The month: seven columns, five or six rows, a day a cell.

use egui::{Color32, CornerRadius, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui};
use egui::{UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::time::Minutes;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tokens, Weight, control, radius};
use crate::ui::widgets::{CapacityBar, paint};

use super::CalendarView;
use super::busy;
use super::focus::{number_widget, roving};
use super::ground::{day_ground, described, interview, mark, shade, target, week_number};
use super::landing::{Landing, Target};
use super::layout::{self, COLUMNS, Grid, Lines, MIN_ROW, same_month};
use super::model::{DayModel, Model, SessionModel};
use super::session::Shown;

/// Height of the line with the weekdays.
const WEEKDAYS: f32 = 26.0;
/// Room for the numbers of the weeks; none where the page is narrow.
const GUTTER: f32 = 26.0;
/// Narrower pages have no numbers of weeks.
const ROOMY: f32 = 620.0;
/// Width of a capacity bar.
const BAR: f32 = 44.0;

/// How a cell is drawn.
#[derive(Clone, Copy)]
struct Cell<'a> {
    rect: Rect,
    /// Of another month.
    other: bool,
    /// What a drag would do here.
    landing: Option<&'a Landing>,
    /// Whether the drag would end here.
    target: bool,
}

impl CalendarView {
    pub(super) fn month(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let whole = ui.available_rect_before_wrap();
        let gutter = if whole.width() < ROOMY { 0.0 } else { GUTTER };
        let line = Rect::from_min_size(whole.min, vec2(whole.width(), WEEKDAYS));
        weekdays(ui, line.with_min_x(line.left() + gutter), model);
        ui.advance_cursor_after_rect(Rect::from_min_size(
            whole.min,
            vec2(whole.width(), WEEKDAYS),
        ));
        let rows = model.days.len() / COLUMNS;
        let room = ui.available_height();
        let height = room.max(MIN_ROW * rows as f32);
        let mut target = None;
        let mut inside = Rect::NOTHING;
        ScrollArea::vertical()
            .id_salt("month")
            .auto_shrink(false)
            .show(ui, |ui| {
                let size = vec2(ui.available_width(), height);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let beside = rect.with_max_x(rect.left() + gutter);
                let rect = rect.with_min_x(rect.left() + gutter);
                inside = rect.intersect(ui.clip_rect());
                if gutter > 0.0 {
                    week_numbers(ui, model, Grid::new(rect, rows), beside);
                }
                self.scroll_at_edges(ui);
                target = self.cells(ui, cx, model, Grid::new(rect, rows));
            });
        self.drag_ui(ui, cx, inside, target);
    }

    fn cells(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        model: &Model,
        grid: Grid,
    ) -> Option<Target> {
        let t = theme::tokens(ui);
        let shown = self.shown_day(cx);
        let under = self
            .drag_pos(ui)
            .filter(|pos| ui.clip_rect().contains(*pos))
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
        let corner = CornerRadius::same(radius::CARD);
        ui.painter().rect_filled(grid.rect, corner, t.surface);
        for (n, d) in model.days.iter().enumerate() {
            let rect = grid.cell(n);
            if !ui.is_rect_visible(rect) && self.focus_day(cx) != d.day {
                continue;
            }
            let cell = Cell {
                rect,
                other: !same_month(d.day, shown),
                landing: landings.get(&d.day),
                target: target.as_ref().is_some_and(|target| target.day == d.day),
            };
            self.cell(ui, cx, d, cell);
        }
        lines(ui, grid, model.days.len() / COLUMNS);
        ui.painter()
            .rect_stroke(grid.rect, corner, t.line(), StrokeKind::Inside);
        ui.painter().extend(std::mem::take(&mut self.over));
        target
    }

    fn cell(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel, cell: Cell<'_>) {
        let t = theme::tokens(ui);
        let rect = cell.rect;
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, rect, d.widget, Sense::click(), has_keys);
        response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, d.name.as_str()));
        described(ui, d, cell.landing);
        self.day_clicked(ui, cx, d, &response);
        ground(ui, t, d, cell);
        if paint::focused(&response) {
            let ring = egui::Shape::from(egui::epaint::RectShape::stroke(
                rect.shrink(1.0),
                CornerRadius::same(radius::BADGE),
                Stroke::new(control::FOCUS, t.accent),
                StrokeKind::Inside,
            ));
            self.over.push(ring);
            if std::mem::take(&mut self.follow) {
                ui.scroll_to_rect(rect, None);
            }
        }
        // Over the free space below the sessions it would only be in the way.
        let head = rect.top()..=rect.top() + layout::TOP;
        let over_head = |pos: egui::Pos2| head.contains(&pos.y);
        if self.drag.is_none() && response.hover_pos().is_some_and(over_head) {
            response
                .clone()
                .on_hover_text_at_pointer(TextRole::Pill.rich(&d.tip));
        }
        // What is on the day hangs below it in the accessibility tree.
        let builder = UiBuilder::new()
            .id_salt(d.day)
            .max_rect(rect)
            .accessibility_parent(d.widget);
        ui.scope_builder(builder, |ui| {
            let left = self.number(ui, cx, d, rect, cell.other);
            let left = busy::mark(ui, d, left, rect);
            figure(ui, t, d, cell, left);
            self.things(ui, cx, d, cell);
        });
    }

    /// A click on a day lets the keys act on it; the other button opens its menu.
    pub(super) fn day_clicked(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        response: &egui::Response,
    ) {
        if response.clicked() {
            let by_pointer = ui.input(|input| input.pointer.any_click());
            if by_pointer {
                self.focus = Some(d.day);
                ui.memory_mut(|memory| memory.request_focus(d.widget));
            } else {
                self.enter(ui, cx, d.day);
            }
        }
        if response.secondary_clicked() {
            self.focus = Some(d.day);
            egui::Popup::open_id(ui.ctx(), number_widget(d.day).with("popup"));
        }
    }

    /// The number, which opens the day's menu. Says where it ends.
    fn number(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        d: &DayModel,
        cell: Rect,
        other: bool,
    ) -> f32 {
        let side = layout::side(cell.width());
        let area = Rect::from_min_size(
            pos2(cell.left() + (side - 5.0).max(1.0), cell.top() + 4.0),
            vec2(28.0, control::TARGET),
        );
        self.number_in(ui, cx, d, area, other)
    }

    /// The number in a place of 28 by 24.
    pub(super) fn number_in(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        d: &DayModel,
        area: Rect,
        other: bool,
    ) -> f32 {
        let t = theme::tokens(ui);
        let today = d.day == cx.today();
        let number = d.day.ymd().2.to_string();
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, area, number_widget(d.day), Sense::click(), has_keys);
        let name = format!("Menu of {}", format::day(d.day));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        let ink = match (today, d.past || other) {
            (true, _) => t.on_accent,
            (_, true) => t.muted,
            _ => t.text,
        };
        let rest = if today {
            t.accent
        } else {
            Color32::TRANSPARENT
        };
        let over = if today { t.accent_hover } else { t.pressed };
        let fill = paint::reaction(ui, &response, rest, over, over);
        let weight = if today {
            Weight::SemiBold
        } else {
            Weight::Medium
        };
        let galley = paint::whole_line(ui, TextRole::Body, weight, ink, &number);
        let pill = if today {
            area.shrink2(vec2(2.0, 1.0))
        } else {
            let width = galley.size().x + 10.0;
            Rect::from_min_size(area.min + vec2(0.0, 1.0), vec2(width, area.height() - 2.0))
        };
        let corner = if today { radius::PILL } else { radius::BADGE };
        ui.painter()
            .add(paint::boxed(pill, corner, fill, Stroke::NONE));
        let x = if today {
            pill.center().x - galley.size().x / 2.0
        } else {
            area.left() + 5.0
        };
        let end = paint::line_at(ui.painter(), x, pill.center().y, galley);
        paint::focus_ring(ui, &response, pill.shrink(2.0), corner);
        self.day_menu(&response, cx, d);
        if response.hovered() && self.drag.is_none() {
            let tip = format!("{}\nClick for its menu; F takes it off", d.tip);
            response.on_hover_text(TextRole::Pill.rich(tip));
        }
        end.max(pill.right())
    }

    /// Interviews and sessions, as many as there is room for.
    fn things(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel, cell: Cell<'_>) {
        let rect = cell.rect;
        let all = d.interviews.len() + d.sessions.len();
        let words = d.ground_words();
        let off_line = usize::from(words.is_some());
        let lines = Lines::of(rect.height(), all + off_line);
        let mut n = 0;
        if let Some(words) = words.filter(|_| lines.shown > 0) {
            let t = theme::tokens(ui);
            let mut line = layout::chip(rect, 0);
            if lines.beside && lines.shown == 1 {
                line.max.x -= layout::BESIDE + 2.0;
            }
            let galley = paint::line(
                ui,
                TextRole::Chip,
                Weight::Regular,
                t.muted,
                words,
                line.width(),
            );
            paint::line_at(ui.painter(), line.left(), line.center().y, galley);
            n = 1;
        }
        for (name, tip) in &d.interviews {
            if n >= lines.shown {
                break;
            }
            let mut chip = layout::chip(rect, n);
            if lines.beside && n + 1 == lines.shown {
                chip.max.x -= layout::BESIDE + 2.0;
            }
            interview(ui, chip, name, tip);
            n += 1;
        }
        let room = lines.shown.saturating_sub(n);
        let has_keys = self.focus_day(cx) == d.day;
        for (place, s) in in_sight(d, cx, room).enumerate() {
            let mut chip = layout::chip(rect, n + place);
            if lines.beside && n + place + 1 == lines.shown {
                chip.max.x -= layout::BESIDE + 2.0;
            }
            let shown = Shown {
                rect: chip,
                calm: d.past || cell.other,
                focusable: has_keys,
            };
            self.session(ui, cx, s, shown);
        }
        if lines.more > 0 {
            self.more(ui, cx, d, cell, lines);
        }
    }

    fn more(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel, cell: Cell<'_>, lines: Lines) {
        let t = theme::tokens(ui);
        let mut place = layout::chip(cell.rect, lines.shown);
        let mut words = format!("+{} more", lines.more);
        if lines.beside {
            place = layout::chip(cell.rect, lines.shown.saturating_sub(1));
            place.min.x = place.max.x - layout::BESIDE;
            words = format!("+{}", lines.more);
            if lines.shown == 0 {
                place = Rect::from_min_max(
                    pos2(place.left(), cell.rect.top() + 4.0),
                    pos2(place.right(), cell.rect.top() + 4.0 + control::TARGET),
                );
            }
        }
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, place, d.widget.with("more"), Sense::click(), has_keys);
        let name = format!("{} more on {}", lines.more, format::day(d.day));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        let fill = paint::reaction(ui, &response, Color32::TRANSPARENT, t.hover, t.pressed);
        ui.painter()
            .add(paint::boxed(place, radius::CHIP, fill, Stroke::NONE));
        let galley = paint::line(
            ui,
            TextRole::Chip,
            Weight::Medium,
            t.muted,
            &words,
            place.width(),
        );
        let x = if lines.beside {
            place.center().x - galley.size().x / 2.0
        } else {
            place.left() + 6.0
        };
        paint::line_at(ui.painter(), x, place.center().y, galley);
        paint::focus_ring(ui, &response, place.shrink(2.0), radius::CHIP);
        self.day_list(&response, cx, d);
    }
}

/// The sessions that are shown where there is room for `room`: the first ones, and the selected one always.
fn in_sight<'a>(
    d: &'a DayModel,
    cx: &'a ViewContext,
    room: usize,
) -> impl Iterator<Item = &'a SessionModel> {
    let selected = cx.selection.session.as_ref();
    let hidden = d.sessions.get(room..).unwrap_or_default();
    let selected = hidden.iter().find(|s| room > 0 && selected == Some(&s.id));
    let first = room.saturating_sub(usize::from(selected.is_some()));
    d.sessions.iter().take(first).chain(selected)
}

/// The numbers of the weeks beside their rows.
fn week_numbers(ui: &Ui, model: &Model, grid: Grid, beside: Rect) {
    for (row, week) in model.days.chunks(COLUMNS).enumerate() {
        let cell = grid.cell(row * COLUMNS);
        let place = Rect::from_min_max(
            pos2(beside.left(), cell.top() + 4.0),
            pos2(beside.right() - 4.0, cell.top() + 4.0 + control::TARGET),
        );
        if let Some(d) = week.first() {
            week_number(ui, place, d.day);
        }
    }
}

/// The names of the weekdays above the columns.
fn weekdays(ui: &Ui, rect: Rect, model: &Model) {
    let t = theme::tokens(ui);
    let grid = Grid::new(rect, 1);
    for (n, d) in model.days.iter().take(COLUMNS).enumerate() {
        let cell = grid.cell(n);
        let side = layout::side(cell.width());
        let words = d.day.date().format("%a").to_string();
        let galley = paint::line(
            ui,
            TextRole::Chip,
            Weight::Regular,
            t.muted,
            &words,
            cell.width(),
        );
        let y = cell.top() + 8.0;
        paint::line_at(ui.painter(), cell.left() + side, y, galley);
    }
}

/// The colour of a day.
fn ground(ui: &Ui, t: &Tokens, d: &DayModel, cell: Cell<'_>) {
    let rect = cell.rect;
    day_ground(ui, t, d, rect);
    if let Some(landing) = cell.landing {
        shade(ui, t, landing, rect);
        if cell.target {
            target(ui, t, landing, rect);
        }
    }
}

/// How full the day is: a bar; more than full is also said in figures. Before it, what is special about the day.
fn figure(ui: &Ui, t: &Tokens, d: &DayModel, cell: Cell<'_>, left: f32) {
    let rect = cell.rect;
    let side = layout::side(rect.width());
    let y = rect.top() + 16.0;
    if let Some(word) = cell.landing.and_then(Landing::mark) {
        mark(ui, t, word, left + 4.0..=rect.right() - side, y);
        return;
    }
    let landing = cell.landing.filter(|_| cell.target);
    let load = landing.map_or(d.load, |landing| landing.load);
    let over = load.saturating_sub(d.capacity);
    let mut right = rect.right() - side;
    let width = BAR.min(rect.width() * 0.28);
    if d.capacity > Minutes::ZERO || load > Minutes::ZERO {
        let bar = Rect::from_center_size(
            pos2(right - width / 2.0, y.round()),
            vec2(width, control::BAR_THIN),
        );
        if right - width > left + 4.0 {
            CapacityBar::new(load.0, d.capacity.0, "").paint(ui, bar);
            right -= width + 6.0;
        }
    }
    let line =
        |words: &str, ink| paint::whole_line(ui, TextRole::Chip, Weight::Regular, ink, words);
    if over > Minutes::ZERO && !d.past {
        let whole = match d.capacity {
            Minutes::ZERO => format!("{}, no time", format::minutes(load)),
            there => format!("{} of {}", format::minutes(load), format::minutes(there)),
        };
        let short = format!("+{}", format::minutes(over));
        for words in [whole, short] {
            let galley = line(&words, t.warn);
            if right - galley.size().x >= left + 4.0 {
                let x = right - galley.size().x;
                paint::line_at(ui.painter(), x, y, galley);
                return;
            }
        }
        let x = right - control::ICON_CHIP / 2.0;
        if x - 6.0 > left {
            Icon::Warning.paint(ui.painter(), pos2(x, y), control::ICON_CHIP, t.warn);
        }
        return;
    }
    if d.buffer.is_some() {
        let galley = line("buffer", t.muted);
        let icon = control::ICON_CHIP;
        if left + 4.0 + galley.size().x <= right {
            paint::line_at(ui.painter(), left + 4.0, y, galley);
        } else if left + icon <= right {
            Icon::Flag.paint(ui.painter(), pos2(left + icon / 2.0, y), icon, t.muted);
        }
    }
}

/// The lines between the cells.
fn lines(ui: &Ui, grid: Grid, rows: usize) {
    let line = theme::tokens(ui).line();
    let edge = grid.rect;
    for row in 1..rows {
        let y = grid.cell(row * COLUMNS).top() + 0.5;
        ui.painter().hline(edge.x_range(), y, line);
    }
    for column in 1..COLUMNS {
        let x = grid.cell(column).left() + 0.5;
        ui.painter().vline(x, edge.y_range(), line);
    }
}
