//! The table: virtual rows, heads that sort, keys that move.

use egui::{Align, Key, Layout, Modifiers, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use crate::domain::{ItemId, Minutes, Status};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, radius, space};
use crate::ui::widgets::{context_menu, paint_step_badge};

use super::model::{Column, Filter, Line, Row, Rows, Sort};

/// Height of a row, in points.
const ROW: f32 = 36.0;
/// Height of the heads.
const HEAD: f32 = 34.0;

/// Where the table is.
#[derive(Default)]
pub(super) struct TableState {
    /// Scroll to this row in the next frame.
    show: Option<usize>,
    /// The row that a range of rows starts from (Shift).
    anchor: Option<ItemId>,
}

/// The columns that are wanted and have room, the least wanted left out first. Without a choice of the user all are.
fn columns(width: f32, chosen: &[String]) -> Vec<Column> {
    let wanted = |column: &Column| is_chosen(chosen, *column);
    let mut left = width - 240.0;
    let mut kept = vec![Column::Title];
    for column in [
        Column::Status,
        Column::Next,
        Column::Left,
        Column::Kind,
        Column::Depth,
        Column::Spent,
        Column::Links,
        Column::Effort,
        Column::Importance,
        Column::Step,
    ]
    .into_iter()
    .filter(wanted)
    {
        let needs = room(column) + space::M;
        if left < needs {
            break;
        }
        left -= needs;
        kept.push(column);
    }
    Column::ALL
        .into_iter()
        .filter(|column| kept.contains(column))
        .collect()
}

/// Whether the column is to be shown. The title always is.
pub(super) fn is_chosen(chosen: &[String], column: Column) -> bool {
    column == Column::Title || chosen.is_empty() || chosen.iter().any(|id| id == column.id())
}

fn room(column: Column) -> f32 {
    match column {
        Column::Title => 240.0,
        Column::Kind => 112.0,
        Column::Step => 104.0,
        Column::Status => 100.0,
        Column::Next => 104.0,
        Column::Depth | Column::Links => 66.0,
        Column::Importance => 88.0,
        Column::Effort | Column::Spent | Column::Left => 74.0,
    }
}

pub(super) fn ui(
    ui: &mut Ui,
    cx: &ViewContext,
    state: &mut TableState,
    filter: &mut Filter,
    rows: &Rows,
) {
    let t = theme::tokens(ui);
    let width = ui.available_width() - 2.0 * space::M - space::L;
    let shown = columns(width, &cx.settings.library_columns);
    move_by_keys(ui, cx, state, rows);
    egui::Frame::new()
        .fill(t.surface)
        .stroke(t.line())
        .corner_radius(radius::CARD)
        .inner_margin(egui::Margin::symmetric(12, 4))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::M;
            ui.visuals_mut().selection.bg_fill = t.accent_soft;
            let mut table = TableBuilder::new(ui)
                .id_salt(("library", shown.len(), filter.group))
                .sense(Sense::click())
                .cell_layout(Layout::left_to_right(Align::Center))
                .auto_shrink([false, false]);
            for column in &shown {
                table = table.column(match column {
                    Column::Title => Width::remainder().at_least(200.0).clip(true),
                    other => Width::exact(room(*other)).clip(true),
                });
            }
            if let Some(row) = state.show.take() {
                table = table.scroll_to_row(row, None);
            }
            table
                .header(HEAD, |mut header| {
                    for column in &shown {
                        header.col(|ui| head(ui, *column, filter));
                    }
                })
                .body(|body| {
                    body.rows(ROW, rows.lines.len(), |row| {
                        match rows.lines.get(row.index()) {
                            Some(Line::Head(name, count, closed)) => {
                                group_ui(row, filter, (name, *count, *closed), &shown);
                            }
                            Some(Line::Row(n)) => {
                                if let Some(item) = rows.list.get(*n) {
                                    row_ui(row, cx, state, rows, item, &shown);
                                }
                            }
                            None => {}
                        }
                    });
                });
        });
}

fn head(ui: &mut Ui, column: Column, filter: &mut Filter) {
    let t = theme::tokens(ui);
    let (icon, order) = match filter.sort {
        Sort::Up(by) if by == column => (Some(Icon::ChevronUp), ", sorted, smallest first"),
        Sort::Down(by) if by == column => (Some(Icon::ChevronDown), ", sorted, largest first"),
        _ => (None, ""),
    };
    let name = format!("Sort by {}{order}", column.name().to_lowercase());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEAD - 6.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let color = if response.hovered() || icon.is_some() {
        t.text
    } else {
        t.muted
    };
    let galley =
        ui.painter()
            .layout_job(TextRole::Chip.job(Weight::SemiBold, color, column.name()));
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let right = at.x + galley.size().x;
    ui.painter().galley(at, galley, color);
    if let Some(icon) = icon {
        icon.paint(
            ui.painter(),
            egui::pos2(right + 10.0, rect.center().y),
            14.0,
            color,
        );
    }
    if crate::ui::widgets::focused(&response) {
        ui.painter().rect_stroke(
            rect.expand(1.0),
            radius::CHIP,
            egui::Stroke::new(theme::control::FOCUS, t.accent),
            egui::StrokeKind::Outside,
        );
    }
    if response.on_hover_text(column.help()).clicked() {
        filter.sort = filter.sort.clicked(column);
    }
}

/// The head of a group: pressed, its rows are hidden, or shown again.
fn group_ui(
    mut row: TableRow<'_, '_>,
    filter: &mut Filter,
    (name, count, closed): (&str, usize, bool),
    shown: &[Column],
) {
    for column in shown {
        row.col(|ui| {
            if *column != Column::Title {
                return;
            }
            let t = theme::tokens(ui);
            let icon = if closed {
                Icon::ChevronRight
            } else {
                Icon::ChevronDown
            };
            icon.show(ui, 14.0, t.muted);
            let words = TextRole::Pill.rich_in(Weight::SemiBold, format!("{name} · {count}"));
            ui.add(
                egui::Label::new(words.color(t.text))
                    .truncate()
                    .selectable(false),
            );
        });
    }
    let response = row.response();
    let does = if closed { "Show" } else { "Hide" };
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{does} {name}, {count}")));
    let enter = crate::ui::widgets::focused(&response)
        && response
            .ctx
            .input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    if (response.clicked() || enter) && !filter.closed.remove(name) && !closed {
        filter.closed.insert(name.to_owned());
    }
}

fn row_ui(
    mut row: TableRow<'_, '_>,
    cx: &ViewContext,
    state: &mut TableState,
    rows: &Rows,
    item: &Row,
    shown: &[Column],
) {
    let selected = cx.is_selected(&item.id);
    row.set_selected(selected);
    for column in shown {
        row.col(|ui| cell(ui, item, *column));
    }
    let response = row.response();
    let words = format!(
        "{}, {}, {}{}",
        item.title,
        item.kind,
        format::status(item.status).to_lowercase(),
        if item.next_words.is_empty() {
            String::new()
        } else {
            format!(", next {}", item.next_words)
        }
    );
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, &words));
    if response.double_clicked() {
        cx.send(Action::OpenItem(item.id.clone()));
    } else if response.clicked() {
        let held = response.ctx.input(|input| input.modifiers);
        if held.shift {
            select_to(cx, state, rows, &item.id);
        } else {
            state.anchor = Some(item.id.clone());
            cx.send(if held.command {
                Action::ToggleSelected(item.id.clone())
            } else {
                Action::Select(item.id.clone())
            });
        }
    }
    if crate::ui::widgets::focused(&response)
        && response
            .ctx
            .input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    {
        cx.send(Action::OpenItem(item.id.clone()));
    }
    context_menu(&response, |ui| super::menu::ui(ui, cx, &item.id));
}

fn cell(ui: &mut Ui, item: &Row, column: Column) {
    let t = theme::tokens(ui);
    let time = |minutes: Minutes| {
        if minutes == Minutes::ZERO {
            String::new()
        } else {
            format::minutes(minutes)
        }
    };
    let words = match column {
        Column::Title => {
            let (badge, _) = ui.allocate_exact_size(vec2(20.0, 20.0), Sense::hover());
            paint_step_badge(ui, badge, item.step);
            let (weight, color) = if item.status.is_open() {
                (Weight::Medium, t.text)
            } else {
                (Weight::Regular, t.muted)
            };
            ui.add(
                egui::Label::new(
                    TextRole::Body
                        .rich_in(weight, item.title.as_str())
                        .color(color),
                )
                .truncate()
                .selectable(false),
            );
            return;
        }
        Column::Status => {
            let (icon, color) = match item.status {
                Status::ToDo => (None, t.muted),
                Status::InProgress => (Some(Icon::Play), t.accent),
                Status::Done => (Some(Icon::Check), t.ok),
                Status::Skipped => (Some(Icon::Close), t.muted),
            };
            if let Some(icon) = icon {
                icon.show(ui, 14.0, color);
            }
            format::status(item.status).to_owned()
        }
        Column::Kind => item.kind.clone(),
        Column::Step => item.step_name.clone(),
        Column::Depth => item.depth.clone(),
        Column::Effort => time(item.effort),
        Column::Spent => time(item.spent),
        Column::Left => time(item.left),
        Column::Next => item.next_words.clone(),
        Column::Links => item.links.to_string(),
        Column::Importance => item.importance.to_string(),
    };
    if !words.is_empty() {
        ui.add(
            egui::Label::new(TextRole::Pill.rich(words).color(t.muted))
                .truncate()
                .selectable(false),
        );
    }
}

/// Up, Down, Page up, Page down, Home and End move the selection while nothing else has the focus; with Shift they
/// select all rows on the way. Ctrl+A selects all.
fn move_by_keys(ui: &Ui, cx: &ViewContext, state: &mut TableState, rows: &Rows) {
    if ui.text_edit_focused() || egui::Popup::is_any_open(ui) {
        return;
    }
    let at = cx
        .selection
        .item
        .as_ref()
        .and_then(|id| rows.list.iter().position(|row| row.id == *id));
    if ui.memory(|memory| memory.top_modal_layer().is_some()) {
        // The arrows belong to the dialog over it.
        return;
    }
    let last = rows.list.len().saturating_sub(1);
    let shift = ui.input(|input| input.modifiers.shift);
    let to = ui.input_mut(|input| {
        let held = if shift {
            Modifiers::SHIFT
        } else {
            Modifiers::NONE
        };
        let mut pressed = |key| input.consume_key(held, key);
        let by = |n: usize, down: bool| match (at, down) {
            (None, true) => 0,
            (None, false) => last,
            (Some(at), true) => at.saturating_add(n).min(last),
            (Some(at), false) => at.saturating_sub(n),
        };
        if pressed(Key::ArrowDown) {
            Some(by(1, true))
        } else if pressed(Key::ArrowUp) {
            Some(by(1, false))
        } else if pressed(Key::PageDown) {
            Some(by(10, true))
        } else if pressed(Key::PageUp) {
            Some(by(10, false))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        }
    });
    if let Some(row) = to.and_then(|n| rows.list.get(n)) {
        if shift {
            select_to(cx, state, rows, &row.id);
        } else {
            state.anchor = Some(row.id.clone());
            cx.send(Action::Select(row.id.clone()));
        }
        state.show = to.and_then(|n| rows.line_of(n));
    } else if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A)) {
        let all = rows.list.iter().map(|row| row.id.clone()).collect();
        cx.send(Action::SelectAll(all));
    }
}

/// Selects the rows from the one where the range begins up to this one.
fn select_to(cx: &ViewContext, state: &mut TableState, rows: &Rows, to: &ItemId) {
    let place = |id: &ItemId| rows.list.iter().position(|row| row.id == *id);
    let anchor = state.anchor.clone().or_else(|| cx.selection.item.clone());
    let Some(to) = place(to) else { return };
    let from = anchor.as_ref().and_then(place).unwrap_or(to);
    let mut range: Vec<ItemId> = rows
        .list
        .iter()
        .skip(from.min(to))
        .take(from.abs_diff(to) + 1)
        .map(|row| row.id.clone())
        .collect();
    if to < from {
        // The last one is where the next keys go on from.
        range.reverse();
    }
    state.anchor = rows.list.get(from).map(|row| row.id.clone());
    cx.send(Action::SelectAll(range));
}
