//! Busy times in the calendar: hatched blocks in the week, a mark in the month, rows in the day's menu, and the dialog that
//! adds and changes them.
//!
//! Not here: the form itself (`views/busy_form.rs`); what busy times leave of a day (`domain/availability.rs`).

use egui::{
    CornerRadius, Frame, Id, Margin, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
};
use egui::{pos2, vec2};

use crate::domain::busy::{DAY_FROM, DAY_TO, Part};
use crate::domain::time::Day;
use crate::domain::{BusyId, Plan, Slot};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use crate::ui::views::busy_form::{BusyForm, Word};
use crate::ui::widgets::{MenuItem, hatch, menu_separator, paint, text};

use super::CalendarView;
use super::focus::roving;
use super::layout::{self, CHIP, CHIP_STEP, Hours};
use super::menus::short;
use super::model::{DayModel, clock};

/// No more are said when the pointer rests on a day.
pub const MOST_IN_TIP: usize = 6;
/// No more are offered in a day's menu.
const MOST_IN_MENU: usize = 8;
/// Lower blocks have no words.
const READABLE: f32 = 13.0;
/// Blocks at least this tall say their times in a second line.
const TWO_LINES: f32 = 38.0;
/// Blocks at the same time stand this far apart.
const LANE: f32 = 14.0;

/// What a busy time takes of one day, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct BusyModel {
    /// Of which busy time.
    pub id: BusyId,
    /// Its block on this day.
    pub widget: Id,
    /// From when to when on this day.
    pub slot: Slot,
    /// It takes the whole day.
    pub whole: bool,
    /// “Dentist”, “Busy”.
    pub title: String,
    /// “18:00–20:00”, “until 09:00”, “from 22:00”, “all day”.
    pub hours: String,
    /// “Busy 18:00–20:00: Dentist”.
    pub name: String,
    /// How many others it overlaps that begin before it.
    lane: usize,
}

/// What is taken of a day, early first.
pub fn on(plan: &Plan, day: Day) -> Vec<BusyModel> {
    let parts = plan.availability.busy.on(day);
    let mut made: Vec<BusyModel> = Vec::with_capacity(parts.len());
    for part in parts {
        let Some(busy) = plan.availability.busy.get(&part.id) else {
            continue;
        };
        let hours = hours(part);
        let mut name = format!("Busy {hours}");
        if !busy.title.is_empty() {
            name += ": ";
            name += &busy.title;
        }
        let lane = made.iter().filter(|o| o.slot.meets(part.slot)).count();
        made.push(BusyModel {
            id: part.id.clone(),
            widget: Id::unique(("calendar busy", part.id.as_str(), day)),
            slot: part.slot,
            whole: part.is_whole_day(),
            title: busy.name().to_owned(),
            hours,
            name,
            lane,
        });
    }
    made
}

fn hours(part: &Part) -> String {
    let Slot { from, to } = part.slot;
    match (from <= DAY_FROM, to >= DAY_TO) {
        (true, true) => "all day".to_owned(),
        (true, false) => format!("until {}", clock(to)),
        (false, true) => format!("from {}", clock(from)),
        (false, false) => format!("{}–{}", clock(from), clock(to)),
    }
}

impl DayModel {
    /// Busy times that take all of it.
    pub fn whole_days(&self) -> impl Iterator<Item = &BusyModel> {
        self.busy.iter().filter(|busy| busy.whole)
    }

    /// What is said on its ground: that it is off, or what takes all of it.
    pub fn ground_words(&self) -> Option<&str> {
        if self.off {
            return Some("day off");
        }
        self.whole_days().next().map(|busy| busy.title.as_str())
    }

    /// Busy times with hours.
    pub fn timed(&self) -> impl Iterator<Item = &BusyModel> {
        self.busy.iter().filter(|busy| !busy.whole)
    }

    /// Whether the block stands inside a session that it interrupts: then it lies over it.
    fn interrupts(&self, busy: &BusyModel) -> bool {
        let inside = |slot: Slot| slot.from < busy.slot.from && busy.slot.to < slot.to;
        self.sessions.iter().any(|s| inside(s.slot))
    }
}

impl CalendarView {
    /// Whether the dialog is open.
    pub fn asks(&self) -> bool {
        self.busy.is_some()
    }

    /// Opens the dialog for a new busy time.
    pub(super) fn new_busy(&mut self, cx: &ViewContext, day: Day) {
        self.busy = Some(BusyForm::new(&cx.plan, day));
    }

    /// Opens the dialog for one that is there.
    fn change_busy(&mut self, cx: &ViewContext, id: &BusyId) {
        if let Some(busy) = cx.plan.availability.busy.get(id) {
            self.busy = Some(BusyForm::of(&cx.plan, busy));
        }
    }

    /// The dialog, where it is open.
    pub(super) fn busy_dialog(&mut self, ui: &Ui, cx: &ViewContext) {
        let Some(form) = &mut self.busy else { return };
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(space::XL as i8));
        let modal = egui::Modal::new(Id::unique("busy time")).frame(frame);
        let shown = modal.show(ui.ctx(), |ui| {
            ui.set_width(400.0_f32.min(ui.ctx().content_rect().width() - 64.0));
            text::item_title(ui, "Busy time");
            ui.add_space(space::M);
            form.ui(ui, cx)
        });
        match &shown.inner {
            Word::Done(edit) => cx.edit(edit.clone()),
            Word::Close => {}
            Word::None if shown.should_close() => {}
            Word::None => return,
        }
        self.busy = None;
        let day = super::model::day_widget(self.focus_day(cx));
        ui.memory_mut(|memory| memory.request_focus(day));
    }

    /// The rows of the day's menu.
    pub(super) fn busy_rows(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel) {
        for busy in d.busy.iter().take(MOST_IN_MENU) {
            let words = short(&format!("{}: {}", busy.hours, busy.title));
            if ui.add(MenuItem::new(&words).icon(Icon::Edit)).clicked() {
                self.change_busy(cx, &busy.id);
                ui.close();
            }
        }
        if d.busy.len() > MOST_IN_MENU {
            let words = format!("{} more in the settings", d.busy.len() - MOST_IN_MENU);
            if ui.add(MenuItem::new(&words).icon(Icon::Settings)).clicked() {
                cx.send(Action::Go(crate::state::View::Settings));
                ui.close();
            }
        }
        let key = cx.keys_of(crate::state::Command::BusyTime);
        let add = MenuItem::new("Busy time…").icon(Icon::Clock).shortcut(&key);
        if ui.add(add).clicked() {
            self.new_busy(cx, d.day);
            ui.close();
        }
        menu_separator(ui);
    }

    /// The chips of whole days in the head of a week's day, below `top`.
    pub(super) fn busy_chips(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        column: Rect,
        top: f32,
    ) {
        let side = layout::side(column.width());
        for (n, busy) in d.whole_days().take(super::week::MOST_CHIPS).enumerate() {
            let rect = Rect::from_min_size(
                pos2(column.left() + side, top + n as f32 * CHIP_STEP),
                vec2((column.width() - 2.0 * side).max(8.0), CHIP),
            );
            self.block(ui, cx, d, busy, rect);
        }
    }

    /// The blocks of a week's day; `over` asks for those that lie over a session, else for the others.
    pub(super) fn busy_blocks(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        column: Rect,
        (top, hours, over): (f32, &Hours, bool),
    ) {
        for (n, busy) in d.timed().enumerate() {
            if d.interrupts(busy) != over {
                continue;
            }
            let fold = hours.fold_of(busy.slot.from, busy.slot.to);
            let (from, to) = match fold {
                // Several share a strip: the first stands for all, each is in the day's menu.
                Some(strip) => {
                    let same =
                        |o: &&BusyModel| hours.fold_of(o.slot.from, o.slot.to) == Some(strip);
                    if d.timed().take(n).any(|o| same(&o)) {
                        continue;
                    }
                    let count = d.timed().filter(same).count();
                    if count > 1 {
                        let area = column_part(column, top + strip.0, strip.1, 0.0);
                        self.strip(ui, d, area, count);
                        continue;
                    }
                    (strip.0, strip.0 + strip.1)
                }
                None => (hours.y(busy.slot.from), hours.y(busy.slot.to)),
            };
            let lane = busy.lane.min(4) as f32 * LANE.min(column.width() / 6.0);
            let rect = column_part(column, top + from, to - from, lane);
            self.block(ui, cx, d, busy, rect);
        }
    }

    /// Several busy times in hours that are folded.
    fn strip(&mut self, ui: &Ui, d: &DayModel, rect: Rect, count: usize) {
        let has_keys = self.focus == Some(d.day);
        let id = d.widget.with(("busy strip", rect.top() as i32));
        let response = roving(ui, rect, id, Sense::click(), has_keys);
        let words = format::count(count, "busy time", "busy times");
        let name = format!("{words} on {}", format::day(d.day));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        paint_block(ui, rect, &words, None);
        paint::focus_ring(ui, &response, rect.shrink(2.0), radius::CHIP);
        if response.clicked() {
            self.focus = Some(d.day);
            super::focus::open_menu(ui, d.day);
        }
        if response.hovered() && self.drag.is_none() {
            response.on_hover_text(TextRole::Pill.rich(&d.tip));
        }
    }

    /// One busy time; a click changes it.
    pub(super) fn block(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        d: &DayModel,
        busy: &BusyModel,
        rect: Rect,
    ) {
        let focused = ui.memory(|memory| memory.has_focus(busy.widget));
        if !ui.is_rect_visible(rect) && !focused {
            return;
        }
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, rect, busy.widget, Sense::click(), has_keys);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, busy.name.as_str()));
        let hours = (!busy.whole).then_some(busy.hours.as_str());
        paint_block(ui, rect, &busy.title, hours);
        if response.hovered() && self.drag.is_none() {
            let edge = Stroke::new(1.0, theme::tokens(ui).border_strong);
            outline(ui, rect, edge);
        }
        paint::focus_ring(ui, &response, rect.shrink(2.0), radius::CHIP);
        if response.clicked() {
            self.focus = Some(d.day);
            self.change_busy(cx, &busy.id);
        }
        if response.hovered() && self.drag.is_none() {
            let tip = format!("{}\nClick to change it", busy.name);
            response.on_hover_text(TextRole::Pill.rich(tip));
        }
    }
}

fn column_part(column: Rect, top: f32, height: f32, lane: f32) -> Rect {
    Rect::from_min_max(
        pos2(column.left() + 2.0 + lane, top + 0.5),
        pos2(column.right() - 1.0, top + height.max(4.0) - 0.5),
    )
}

fn outline(ui: &Ui, rect: Rect, edge: Stroke) {
    let corner = CornerRadius::same(radius::CHIP);
    ui.painter()
        .rect_stroke(rect, corner, edge, StrokeKind::Inside);
}

/// A quiet, hatched block with its title and, where there is room, its hours.
fn paint_block(ui: &Ui, rect: Rect, title: &str, hours: Option<&str>) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let t = theme::tokens(ui);
    hatch(ui, rect);
    outline(ui, rect, t.line());
    if rect.height() < READABLE {
        return;
    }
    let room = rect.width() - 12.0;
    let line = |words: &str| paint::line(ui, TextRole::Chip, Weight::Regular, t.muted, words, room);
    let clip = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let x = rect.left() + 6.0;
    let two = hours.filter(|_| rect.height() >= TWO_LINES);
    let y = if rect.height() > 24.0 {
        rect.top() + 12.0
    } else {
        rect.center().y
    };
    let end = paint::line_at(&clip, x, y, line(title));
    match (two, hours) {
        (Some(hours), _) => {
            paint::line_at(&clip, x, y + 17.0, line(hours));
        }
        (None, Some(hours)) => {
            let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, hours);
            let left = rect.right() - 6.0 - galley.size().x;
            if left > end + space::S {
                paint::line_at(&clip, left, y, galley);
            }
        }
        (None, None) => {}
    }
}

/// The mark of busy times in a month's cell, beside its number. Says where it ends. What it means is in the day's name and
/// in what is said when the pointer rests on it.
pub fn mark(ui: &Ui, d: &DayModel, left: f32, cell: Rect) -> f32 {
    if d.busy.is_empty() {
        return left;
    }
    let side = control::ICON_CHIP;
    let center = pos2(
        left + 3.0 + side / 2.0,
        cell.top() + 4.0 + control::TARGET / 2.0,
    );
    if center.x + side / 2.0 > cell.right() - 4.0 {
        return left;
    }
    let ink = theme::tokens(ui).muted;
    Icon::Clock.paint(ui.painter(), center, side, ink);
    center.x + side / 2.0 + 2.0
}
