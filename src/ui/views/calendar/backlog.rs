//! The backlog: a panel at the left of the calendar with what is unplanned or left out. A row is dragged onto a day, or
//! Enter plans it on the day that has the focus.
//!
//! Not here: what is listed (`unplanned.rs`), what a drop does (`drag.rs`).

use std::sync::Arc;

use egui::{
    CornerRadius, EventFilter, Id, Key, Modifiers, Popup, Rect, Role, ScrollArea, Sense,
    SetOpenCommand, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::domain::session::SessionKind;
use crate::domain::time::Day;
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use crate::ui::widgets::{IconButton, MenuItem, TextField, menu_title, paint, text};

use super::CalendarView;
use super::drag::{Deed, Load};
use super::unplanned::{Row, rows};

/// The least room for the backlog beside the days, points.
const BOTH: f32 = 460.0;
/// Height of a row, points.
const ROW: f32 = 44.0;
/// Size of the chip that is carried.
const CHIP: egui::Vec2 = vec2(150.0, 22.0);

/// The panel's own state.
#[derive(Default)]
pub struct Backlog {
    query: String,
    rows: Memo<(Revision, Day, String), Vec<Row>>,
    /// The row that Tab comes to, and that Enter in the filter plans.
    chosen: usize,
    /// The filter is to have the focus.
    find: bool,
    /// The chosen row is to have the focus: the one that had it may be gone.
    refocus: bool,
}

/// What a row was told to do.
enum Told {
    Choose,
    Plan,
    Take(Rect),
}

impl CalendarView {
    /// How wide the backlog is; 0 where it is hidden. Where there is no room for both it takes the place of the days: Enter
    /// plans on the day that it names.
    pub(super) fn backlog_width(cx: &ViewContext, room: f32) -> f32 {
        match cx.settings.calendar_backlog {
            true if room < BOTH => room,
            true => (room * 0.27).clamp(190.0, 264.0).min(room / 2.0),
            false => 0.0,
        }
    }

    /// Shows the backlog with the cursor in its filter.
    pub(super) fn find_in_backlog(&mut self, cx: &ViewContext) {
        if !cx.settings.calendar_backlog {
            cx.send(Action::CalendarBacklog(true));
        }
        self.backlog.find = true;
        self.backlog.chosen = 0;
    }

    /// What was looked for is not looked for the next time.
    pub(super) fn forget_backlog_filter(&mut self) {
        self.backlog.query.clear();
        self.backlog.chosen = 0;
    }

    /// Draws the panel.
    pub(super) fn backlog(&mut self, ui: &mut Ui, cx: &ViewContext, rect: Rect) {
        let t = theme::tokens(ui);
        let edge = t.line();
        ui.painter()
            .add(paint::boxed(rect, radius::CARD, t.surface, edge));
        let key = (cx.revision, cx.today(), self.backlog.query.clone());
        let query = self.backlog.query.clone();
        let list = self
            .backlog
            .rows
            .get(key, || rows(&cx.plan, &cx.index, cx.today(), &query));
        let builder = UiBuilder::new()
            .id_salt("backlog")
            .max_rect(rect.shrink2(vec2(space::M, space::S)))
            .accessibility_role(Role::Region)
            .accessibility_label("Backlog");
        ui.scope_builder(builder, |ui| {
            ui.shrink_clip_rect(rect);
            ui.horizontal(|ui| {
                ui.set_min_height(control::SMALL);
                text::section_title(ui, "Backlog");
                let right = egui::Layout::right_to_left(egui::Align::Center);
                ui.with_layout(right, |ui| {
                    let keys = cx.keys_of(Command::Backlog);
                    let close = IconButton::new(Icon::Close, "Hide the backlog")
                        .small()
                        .shortcut_hint(&keys);
                    if ui.add(close).clicked() {
                        self.forget_backlog_filter();
                        cx.send(Action::CalendarBacklog(false));
                    }
                    text::small(ui, &list.len().to_string());
                });
            });
            ui.add_space(space::XS);
            self.backlog_filter(ui, cx, &list);
            ui.add_space(space::S);
            if list.is_empty() {
                if std::mem::take(&mut self.backlog.refocus) {
                    self.backlog.find = true;
                    ui.request_repaint();
                }
                let words = match self.backlog.query.trim().is_empty() {
                    true => {
                        "Everything open has its time. What is left out or not planned stands here."
                    }
                    false => "Nothing to plan is called that.",
                };
                ui.add(egui::Label::new(TextRole::Chip.rich(words).color(t.muted)).wrap());
                return;
            }
            self.backlog_rows(ui, cx, &list);
        });
    }

    fn backlog_filter(&mut self, ui: &mut Ui, cx: &ViewContext, list: &[Row]) {
        let id = Id::unique("backlog filter");
        let keys = cx.keys_of(Command::FindInBacklog);
        let focused = ui.memory(|memory| memory.has_focus(id));
        if focused {
            // The arrows choose a row while the cursor stays here.
            for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
                if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                    self.choose(list, by);
                }
            }
        }
        let day = self.focus_day(cx);
        let hint = format!("Plan on {}", format::day(day));
        let out = TextField::new(&mut self.backlog.query, "Find in the backlog")
            .id(id)
            .icon(Icon::Search)
            .placeholder(&hint)
            .shortcut_hint(&keys)
            .small()
            .show(ui);
        if out.edited() {
            self.backlog.chosen = 0;
        }
        if out.cancelled() {
            self.backlog.query.clear();
        }
        if std::mem::take(&mut self.backlog.find) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let lost = focused && !ui.memory(|memory| memory.has_focus(id));
        if lost && ui.input(|input| input.key_pressed(Key::Enter)) {
            if let Some(row) = list.get(self.backlog.chosen) {
                self.plan_row(cx, row);
            }
            // The key is used up; the list has the focus, so that undo is for the plan.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            self.backlog.refocus = true;
        } else if lost && ui.input(|input| input.key_pressed(Key::Escape)) {
            let day = super::model::day_widget(day);
            ui.memory_mut(|memory| memory.request_focus(day));
        }
    }

    fn choose(&mut self, list: &[Row], by: isize) {
        let last = list.len().saturating_sub(1);
        self.backlog.chosen = self.backlog.chosen.saturating_add_signed(by).min(last);
        self.follow_row = true;
    }

    fn plan_row(&mut self, cx: &ViewContext, row: &Row) {
        let deed = Deed::Add(row.item.clone(), SessionKind::Study, row.minutes);
        self.carry_out(cx, &deed, self.focus_day(cx));
    }

    fn backlog_rows(&mut self, ui: &mut Ui, cx: &ViewContext, list: &Arc<Vec<Row>>) {
        self.backlog.chosen = self.backlog.chosen.min(list.len().saturating_sub(1));
        let focused = ui.memory(|memory| memory.focused());
        if let Some(at) = list.iter().position(|row| Some(row.widget) == focused) {
            self.backlog.chosen = at;
            self.row_keys(ui, cx, list);
        }
        ScrollArea::vertical()
            .id_salt("backlog rows")
            .auto_shrink(false)
            .show_viewport(ui, |ui, view| {
                let size = vec2(ui.available_width(), ROW * list.len() as f32);
                let (all, _) = ui.allocate_exact_size(size, Sense::hover());
                let first = (view.min.y / ROW).floor().max(0.0) as usize;
                let last = (view.max.y / ROW).ceil().max(0.0) as usize;
                let chosen = self.backlog.chosen;
                if std::mem::take(&mut self.backlog.refocus)
                    && let Some(row) = list.get(chosen)
                {
                    ui.memory_mut(|memory| memory.request_focus(row.widget));
                    self.follow_row = true;
                }
                let place = |n: usize| {
                    let top = all.top() + n as f32 * ROW;
                    Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), ROW - 2.0))
                };
                if std::mem::take(&mut self.follow_row) {
                    ui.scroll_to_rect(place(chosen), None);
                }
                for (n, row) in list.iter().enumerate() {
                    let focused = focused == Some(row.widget);
                    if (n < first || n >= last) && !focused && n != chosen {
                        continue;
                    }
                    match self.backlog_row(ui, cx, row, (place(n), n == chosen)) {
                        Some(Told::Choose) => {
                            self.backlog.chosen = n;
                            ui.memory_mut(|memory| memory.request_focus(row.widget));
                            cx.send(Action::Select(row.item.clone()));
                        }
                        Some(Told::Plan) => {
                            self.backlog.chosen = n;
                            self.backlog.refocus = true;
                            self.plan_row(cx, row);
                        }
                        Some(Told::Take(rect)) => {
                            self.backlog.chosen = n;
                            ui.memory_mut(|memory| memory.request_focus(row.widget));
                            self.take_up(ui, Load::Item(row.item.clone(), row.minutes), rect);
                        }
                        None => {}
                    }
                }
            });
    }

    /// Up and down go from row to row, Escape back to the day.
    fn row_keys(&mut self, ui: &Ui, cx: &ViewContext, list: &[Row]) {
        let Some(row) = list.get(self.backlog.chosen) else {
            return;
        };
        let filter = EventFilter {
            vertical_arrows: true,
            escape: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row.widget, filter));
        if Popup::is_any_open(ui.ctx()) {
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
            if pressed(key) {
                self.choose(list, by);
                self.backlog.refocus = true;
            }
        }
        if pressed(Key::Escape) || self.deselected {
            let day = super::model::day_widget(self.focus_day(cx));
            ui.memory_mut(|memory| memory.request_focus(day));
        }
        if pressed(Key::Menu) || ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10))
        {
            Popup::open_id(ui.ctx(), row.widget.with("popup"));
        }
    }

    fn backlog_row(
        &self,
        ui: &Ui,
        cx: &ViewContext,
        row: &Row,
        (rect, chosen): (Rect, bool),
    ) -> Option<Told> {
        let t = theme::tokens(ui);
        let sense = Sense::click_and_drag();
        let response = super::focus::roving(ui, rect, row.widget, sense, chosen);
        let selected = cx.is_selected(&row.item);
        response
            .widget_info(|| WidgetInfo::selected(Role::Button, true, selected, row.name.as_str()));
        let rest = if selected { t.accent_soft } else { t.surface };
        let fill = paint::reaction(ui, &response, rest, t.hover, t.pressed);
        let calm = Stroke::new(1.0, if chosen { t.border_strong } else { t.border });
        ui.painter()
            .add(paint::boxed(rect, radius::CHIP, fill, calm));
        let ink = t.step(row.step).ink;
        let stripe = Rect::from_min_max(rect.min, pos2(rect.left() + 3.0, rect.bottom()));
        ui.painter().rect_filled(stripe, CornerRadius::same(2), ink);
        let left = rect.left() + 10.0;
        let room = rect.right() - 6.0 - left;
        let title = paint::line(ui, TextRole::Chip, Weight::Medium, t.text, &row.title, room);
        paint::line_at(ui.painter(), left, rect.top() + 13.0, title);
        let y = rect.top() + 30.0;
        let mut x = left;
        if row.why.is_some() {
            let size = control::ICON_CHIP;
            Icon::Scissors.paint(ui.painter(), pos2(x + size / 2.0, y), size, t.muted);
            x += size + 4.0;
        }
        let needs = match &row.why {
            Some(_) => format!("{} · left out", row.needs),
            None => row.needs.clone(),
        };
        let role = TextRole::Chip;
        let room = rect.right() - 6.0 - x;
        let line = paint::line(ui, role, Weight::Regular, t.muted, &needs, room);
        paint::line_at(ui.painter(), x, y, line);
        paint::focus_ring(ui, &response, rect.shrink(2.0), radius::CHIP);

        let mut told = None;
        if response.drag_started_by(egui::PointerButton::Primary) {
            let at = ui.input(|input| input.pointer.press_origin());
            let at = at.unwrap_or_else(|| rect.center());
            told = Some(Told::Take(Rect::from_min_size(at - vec2(14.0, 11.0), CHIP)));
        } else if response.clicked() {
            told = Some(match ui.input(|input| input.pointer.any_click()) {
                true => Told::Choose,
                false => Told::Plan,
            });
        }
        if response.double_clicked() {
            cx.send(Action::OpenItem(row.item.clone()));
        }
        if self.row_menu(&response, cx, row) {
            told = Some(Told::Plan);
        }
        if response.hovered() && self.drag.is_none() {
            let day = format::day(self.focus_day(cx));
            let mut tip = format!("{}\n{}", cx.plan.title_of(&row.item), row.needs);
            if let Some(why) = &row.why {
                tip += "\nLeft out: ";
                tip += why;
            }
            tip += &format!("\nDrag it to a day; Enter plans it on {day}");
            response.on_hover_text(TextRole::Pill.rich(tip));
        }
        told
    }

    /// The menu of a row. Whether it was told to plan it.
    fn row_menu(&self, response: &egui::Response, cx: &ViewContext, row: &Row) -> bool {
        let opens = response.secondary_clicked();
        let id = Popup::default_response_id(response);
        if !opens && !Popup::is_id_open(&response.ctx, id) {
            return false;
        }
        let mut plans = false;
        Popup::menu(response)
            .open_memory(opens.then_some(SetOpenCommand::Bool(true)))
            .gap(space::XS)
            .show(|ui| {
                ui.set_min_width(200.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                menu_title(ui, &row.title);
                let words = format!("Plan on {}", format::day(self.focus_day(cx)));
                let plan = MenuItem::new(&words).icon(Icon::CalendarPlus);
                if ui.add(plan).clicked() {
                    plans = true;
                    ui.close();
                }
                let open = MenuItem::new("Open the item page").icon(Icon::File);
                if ui.add(open).clicked() {
                    cx.send(Action::OpenItem(row.item.clone()));
                    ui.close();
                }
            });
        plans
    }
}
