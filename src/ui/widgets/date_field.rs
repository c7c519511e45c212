//! A day: typed as people write it, stepped with the arrow keys, or picked from a month.
//!
//! Not the date picker of `egui_extras`: that one asks the machine for today's date, begins every week on Monday, keeps
//! the choice until “Save” is pressed, and its lists of years and months have no names for people who do not see them.

use super::menu::popup_panel;
use super::paint;
use super::{IconButton, TextField, text};
use crate::domain::time::{Day, Weekday};
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

/// Width and height of a day in the month, points.
const CELL: egui::Vec2 = vec2(36.0, 30.0);

/// `DateField::new(&mut day, "Interview date", cx.today()).show(ui).changed()`
#[must_use]
pub struct DateField<'a> {
    day: &'a mut Day,
    name: &'a str,
    today: Day,
    first: Weekday,
    long: bool,
    small: bool,
    on_surface: bool,
    width: Option<f32>,
    error: bool,
    within: (Day, Day),
}

/// A day that was typed and cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It comes before this day, the earliest.
    Early(Day),
    /// It comes after this day, the latest.
    Late(Day),
}

/// What a date field returns.
pub struct DateOutput {
    /// The response of the text; it has changed when the day has.
    pub response: Response,
    unreadable: bool,
    outside: Option<Outside>,
}

impl DateOutput {
    /// Another day was chosen.
    pub fn changed(&self) -> bool {
        self.response.changed()
    }

    /// What was typed is no day: say beside the field how to write one. The day is what it was before.
    pub fn unreadable(&self) -> bool {
        self.unreadable
    }

    /// What was typed is a day that cannot be used: say beside the field which one can. The day is what it was before.
    pub fn outside(&self) -> Option<Outside> {
        self.outside
    }
}

impl<'a> DateField<'a> {
    /// The day, the name of the field (not shown), and today.
    pub fn new(day: &'a mut Day, name: &'a str, today: Day) -> Self {
        Self {
            day,
            name,
            today,
            first: Weekday::Mon,
            long: false,
            small: false,
            on_surface: false,
            width: None,
            error: false,
            within: (Day::MIN, Day::MAX),
        }
    }

    /// In full, with the year: “Tuesday 26 January 2027”.
    pub fn long(mut self) -> Self {
        self.long = true;
        self
    }

    /// 28 high, for rows.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// It stands on a card.
    pub fn on_surface(mut self) -> Self {
        self.on_surface = true;
        self
    }

    /// Weeks begin on this day.
    pub fn week_from(mut self, first: Weekday) -> Self {
        self.first = first;
        self
    }

    /// This wide, points; else all the room there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// Only days from the first to the last of these can be chosen; another that is typed is told by
    /// [`DateOutput::outside`].
    pub fn within(mut self, first: Day, last: Day) -> Self {
        self.within = (first, last.max(first));
        self
    }

    /// The day cannot be used (say why in words beside it).
    pub fn error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }

    /// The id that a field of this name has in this ui.
    pub fn id(ui: &Ui, name: &str) -> Id {
        ui.make_persistent_id(("date field", name))
    }

    /// Puts the cursor into a field of this name that shows this day, so that what is typed replaces it.
    pub fn enter(ui: &Ui, name: &str, day: Day, today: Day) {
        let id = Self::id(ui, name).with("text");
        ui.memory_mut(|memory| memory.request_focus(id));
        super::text_field::select_all(ui, id, &format::day_of_year(day, today));
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> DateOutput {
        let id = Self::id(ui, self.name);
        let (text_id, before) = (id.with("text"), *self.day);
        let mut typing: Typing = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        // The error is about one text in one drawing of the field: another day from outside, or the field shown anew,
        // and it is over.
        let pass = ui.ctx().cumulative_pass_nr();
        let away = typing.shown_at.is_none_or(|at| pass > at + 1);
        if typing.day != Some(before) || away {
            typing.unreadable = false;
            typing.outside = None;
            if !ui.memory(|memory| memory.has_focus(text_id)) {
                typing.text = None;
            }
        }
        if ui.memory(|memory| memory.has_focus(text_id)) {
            let by = stepped(ui);
            if by != 0 {
                *self.day = self.day.plus(by).clamp(self.within.0, self.within.1);
                typing.text = None;
            }
        }
        let said = if self.long {
            format::day_full(*self.day)
        } else {
            format::day_of_year(*self.day, self.today)
        };
        let mut text = typing.text.clone().unwrap_or(said);
        let mut field = TextField::new(&mut text, self.name)
            .id(text_id)
            .error(self.error || typing.unreadable || typing.outside.is_some())
            .room_right(control::TARGET);
        if let Some(width) = self.width {
            field = field.width(width);
        }
        if self.small {
            field = field.small();
        }
        if self.on_surface {
            field = field.on_surface();
        }
        let shown = ui.scope(|ui| field.show(ui));
        let (out, field_rect) = (shown.inner, shown.response.rect);
        let mut response = out.response.clone();
        if response.gained_focus() {
            typing.before = Some(before);
            typing.unreadable = false;
            typing.outside = None;
            if !ui.input(|input| input.pointer.any_click()) {
                super::text_field::select_all(ui, text_id, &text);
            }
        }
        if out.edited() {
            let read = format::parse_day(&text, self.today);
            if let Some(day) = read.filter(|day| self.outside(*day).is_none()) {
                *self.day = day;
            }
            typing.unreadable = false;
            typing.outside = None;
            typing.text = Some(text);
        } else if out.cancelled() {
            *self.day = typing.before.unwrap_or(*self.day);
            typing = Typing::default();
        } else if response.lost_focus()
            && let Some(text) = typing.text.take()
        {
            let read = format::parse_day(&text, self.today);
            typing.unreadable = read.is_none();
            typing.outside = read.and_then(|day| self.outside(day));
        }

        if let Some(day) = self.pick(ui, id, field_rect) {
            *self.day = day.clamp(self.within.0, self.within.1);
            typing = Typing::default();
        }
        if *self.day != before {
            typing.unreadable = false;
            typing.outside = None;
            response.mark_changed();
        }
        typing.day = Some(*self.day);
        typing.shown_at = Some(pass);
        let (unreadable, outside) = (typing.unreadable, typing.outside);
        ui.data_mut(|data| data.insert_temp(id, typing));
        DateOutput {
            response,
            unreadable,
            outside,
        }
    }

    fn outside(&self, day: Day) -> Option<Outside> {
        let (first, last) = self.within;
        match day {
            day if day < first => Some(Outside::Early(first)),
            day if day > last => Some(Outside::Late(last)),
            _ => None,
        }
    }

    /// The button at the right end and the month below it.
    fn pick(&self, ui: &mut Ui, id: Id, field: Rect) -> Option<Day> {
        let side = control::TARGET;
        let center = pos2(field.right() - side / 2.0 - 5.0, field.center().y);
        let area = Rect::from_center_size(center, vec2(side, side));
        let mut corner = ui.new_child(egui::UiBuilder::new().id_salt(id).max_rect(area));
        let name = format!("Calendar: {}", crate::ui::format::lower_first(self.name));
        let button = corner.add(
            IconButton::new(Icon::CalendarDays, &name)
                .small()
                .tooltip("Pick from the calendar"),
        );
        let cursor_id = id.with("cursor");
        let shown = popup_panel(&button, |ui| {
            let known: Cursor = ui.data(|data| data.get_temp(cursor_id)).unwrap_or_default();
            let mut month = Month {
                cursor: known.at.unwrap_or(*self.day),
                wants_focus: known.at.is_none() || known.wants_focus,
                chosen: *self.day,
                today: self.today,
                first: self.first,
            };
            let picked = month.ui(ui);
            let cursor = Cursor {
                at: Some(month.cursor),
                wants_focus: month.wants_focus,
            };
            ui.data_mut(|data| data.insert_temp(cursor_id, cursor));
            if picked.is_some() {
                ui.close();
            }
            picked
        });
        let picked = shown.flatten();
        if shown.is_none() || picked.is_some() {
            ui.data_mut(|data| data.remove_temp::<Cursor>(cursor_id));
        }
        if picked.is_some() {
            button.request_focus();
        }
        picked
    }
}

/// Where the keys are in the open month.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    at: Option<Day>,
    wants_focus: bool,
}

/// What is being typed.
#[derive(Clone, Debug, Default)]
struct Typing {
    text: Option<String>,
    before: Option<Day>,
    unreadable: bool,
    outside: Option<Outside>,
    /// The day when it was last shown, and in which pass of the window that was.
    day: Option<Day>,
    shown_at: Option<u64>,
}

/// Days that the arrow and page keys ask for.
fn stepped(ui: &Ui) -> i64 {
    ui.input_mut(|input| {
        let mut times = |key| input.count_and_consume_key(Modifiers::NONE, key) as i64;
        times(Key::ArrowUp) - times(Key::ArrowDown)
            + 7 * (times(Key::PageUp) - times(Key::PageDown))
    })
}

/// A month to pick from. Arrow keys go by days and weeks, page keys by months, Home and End to the ends of the week.
struct Month {
    cursor: Day,
    /// Its day is to have the focus as soon as it is drawn.
    wants_focus: bool,
    chosen: Day,
    today: Day,
    first: Weekday,
}

impl Month {
    fn ui(&mut self, ui: &mut Ui) -> Option<Day> {
        let width = 7.0 * CELL.x;
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(0.0, space::XS);
        ui.horizontal(|ui| {
            text::strong(ui, &format::month(self.cursor));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let next = IconButton::new(Icon::ChevronRight, "Next month").small();
                if ui.add(next).clicked() {
                    self.cursor = months_later(self.cursor, 1);
                }
                let back = IconButton::new(Icon::ChevronLeft, "Month before").small();
                if ui.add(back).clicked() {
                    self.cursor = months_later(self.cursor, -1);
                }
            });
        });
        let start = self.cursor.month_start().week_start(self.first);
        let (head, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
        for n in 0..7_u8 {
            let word = start.plus(i64::from(n)).date().format("%a").to_string();
            let x = head.left() + (f32::from(n) + 0.5) * CELL.x;
            let t = theme::tokens(ui);
            ui.painter().text(
                pos2(x, head.center().y),
                Align2::CENTER_CENTER,
                word,
                TextRole::Chip.font(),
                t.muted,
            );
        }
        let (grid, _) = ui.allocate_exact_size(vec2(width, 6.0 * CELL.y), Sense::hover());
        let mut picked = None;
        let mut focused = false;
        for n in 0..42_u8 {
            let day = start.plus(i64::from(n));
            let at = vec2(f32::from(n % 7) * CELL.x, f32::from(n / 7) * CELL.y);
            let cell = Rect::from_min_size(grid.min + at, CELL);
            let response = self.day_ui(ui, cell, day);
            if response.clicked() {
                picked = Some(day);
            }
            if self.wants_focus && day == self.cursor {
                response.request_focus();
                self.wants_focus = false;
            }
            if paint::focused(&response) {
                focused = true;
                let filter = EventFilter {
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..Default::default()
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            }
        }
        if focused {
            let to = self.key(ui);
            if to != self.cursor {
                self.cursor = to;
                self.wants_focus = true;
                ui.request_repaint();
            }
        }
        let (on, when) = (
            format::day_of_year(self.cursor, self.today),
            format::in_days(self.cursor, self.today),
        );
        text::small(ui, &format!("{on}, {when}"));
        picked
    }

    fn day_ui(&self, ui: &Ui, cell: Rect, day: Day) -> Response {
        let t = theme::tokens(ui);
        let sense = if day == self.cursor {
            Sense::click()
        } else {
            paint::click_without_focus()
        };
        let response = ui.interact(cell, ui.make_persistent_id(("day", day)), sense);
        let chosen = day == self.chosen;
        response.widget_info(|| {
            WidgetInfo::selected(Role::Button, true, chosen, format::day_full(day))
        });
        let box_ = cell.shrink2(vec2(3.0, 2.0));
        let (_, month, number) = day.ymd();
        let ink = match (chosen, day < self.today, month == self.cursor.ymd().1) {
            (true, ..) => t.on_accent,
            (_, false, true) => t.text,
            (_, true, true) => t.muted,
            (_, _, false) => t.faint,
        };
        let fill = if chosen {
            t.accent
        } else {
            let over = t.hover.lerp_to_gamma(t.text, 0.06);
            paint::reaction(ui, &response, egui::Color32::TRANSPARENT, over, t.pressed)
        };
        let edge = if day == self.today {
            Stroke::new(1.0, t.border_strong)
        } else {
            Stroke::NONE
        };
        ui.painter()
            .add(paint::boxed(box_, radius::BADGE, fill, edge));
        let weight = if chosen || day == self.today {
            Weight::SemiBold
        } else {
            Weight::Regular
        };
        let galley = paint::whole_line(ui, TextRole::Pill, weight, ink, &number.to_string());
        let center = box_.center();
        paint::line_at(
            ui.painter(),
            center.x - galley.size().x / 2.0,
            center.y,
            galley,
        );
        paint::focus_ring(ui, &response, box_.shrink(2.0), radius::BADGE);
        response
    }

    fn key(&self, ui: &Ui) -> Day {
        let at = self.cursor;
        ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            if pressed(Key::ArrowLeft) {
                at.plus(-1)
            } else if pressed(Key::ArrowRight) {
                at.plus(1)
            } else if pressed(Key::ArrowUp) {
                at.plus(-7)
            } else if pressed(Key::ArrowDown) {
                at.plus(7)
            } else if pressed(Key::PageUp) {
                months_later(at, -1)
            } else if pressed(Key::PageDown) {
                months_later(at, 1)
            } else if pressed(Key::Home) {
                at.week_start(self.first)
            } else if pressed(Key::End) {
                at.week_start(self.first).plus(6)
            } else {
                at
            }
        })
    }
}

/// The same day of another month, or that month's last.
fn months_later(day: Day, months: i32) -> Day {
    let (year, month, number) = day.ymd();
    let month = i32::try_from(month).unwrap_or(1) - 1 + months;
    let year = year + month.div_euclid(12);
    let month = u32::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    (0..4)
        .filter_map(|back| Day::from_ymd(year, month, number.saturating_sub(back)))
        .next()
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_they_end() {
        let day = |y, m, d| Day::from_ymd(y, m, d).unwrap_or(Day::MIN);
        assert_eq!(months_later(day(2027, 1, 31), 1), day(2027, 2, 28));
        assert_eq!(months_later(day(2026, 12, 5), 1), day(2027, 1, 5));
        assert_eq!(months_later(day(2027, 1, 5), -1), day(2026, 12, 5));
        assert_eq!(months_later(Day::MAX, 1), Day::MAX);
    }
}
