//! The agenda: one day below the other, with interviews, busy times, sessions and the time that is free. Only what is in
//! sight is drawn, and only its days are put into words.
//!
//! Not here: which days there are and how tall (`days.rs`), the rows themselves (`session.rs`, `busy.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    EventFilter, Key, Modifiers, Popup, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::domain::time::{Day, Minutes};
use crate::state::{Action, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use crate::ui::widgets::{CapacityBar, paint};

use super::CalendarView;
use super::days::{AgendaDay, Days, HEAD, ROW};
use super::focus::roving;
use super::ground::{interview, target as paint_target};
use super::landing::Target;
use super::model::{DayModel, clock, day_model, day_widget, session_widget};
use super::session::Shown;

/// No wider than this: lines that long are not read.
const WIDEST: f32 = 940.0;
/// Room for the time of a row.
const TIME: f32 = 58.0;
/// Width of the capacity bar.
const BAR: f32 = 72.0;

/// The agenda's own state.
#[derive(Default)]
pub struct Agenda {
    days: Memo<(Revision, Day), Days>,
    /// The words of the days that were in sight.
    words: BTreeMap<Day, Arc<DayModel>>,
    words_at: Option<(Revision, Day)>,
    /// The day that is to stand at the top.
    go: Option<Day>,
    opened: bool,
}

impl Agenda {
    /// Puts a day to the top.
    pub fn go_to(&mut self, day: Day) {
        self.go = Some(day);
    }
}

/// In narrower rows the head of a day says no month, points.
const SHORT: f32 = 400.0;

impl CalendarView {
    /// Draws it.
    pub(super) fn agenda(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let key = (cx.revision, cx.today());
        let days = self
            .agenda
            .days
            .get(key, || Days::new(&cx.plan, &cx.index, cx.today()));
        if self.agenda.words_at != Some(key) {
            self.agenda.words_at = Some(key);
            self.agenda.words.clear();
        }
        self.agenda_keys(ui, cx, &days);
        let mut area = ScrollArea::vertical().id_salt("agenda").auto_shrink(false);
        if !std::mem::replace(&mut self.agenda.opened, true) {
            self.agenda.go = Some(self.focus_day(cx));
        }
        if let Some(day) = self.agenda.go.take()
            && let Some((_, made)) = days.all.get(days.place(day))
        {
            area = area.vertical_scroll_offset(made.top);
        }
        let mut target = None;
        let mut inside = Rect::NOTHING;
        area.show_viewport(ui, |ui, view| {
            let width = ui.available_width().min(WIDEST);
            let size = vec2(width, days.height.max(view.height()));
            let (all, _) = ui.allocate_exact_size(size, Sense::hover());
            inside = ui.clip_rect().intersect(all);
            self.scroll_at_edges(ui);
            target = self.agenda_target(ui, cx, &days, all);
            let (first, last) = (days.at(view.min.y), days.at(view.max.y));
            let focus = days.place(self.focus_day(cx));
            for (n, (day, made)) in days.all.iter().enumerate() {
                // The day that has the keys is drawn out of sight, too: Tab and a screen reader come to it.
                if (n < first || n > last) && n != focus {
                    continue;
                }
                let top = all.top() + made.top;
                let height = made.height();
                let rect = Rect::from_min_size(pos2(all.left(), top), vec2(width, height));
                let d = self.words_of(cx, *day);
                if let Some(target) = target.as_ref().filter(|target| target.day == *day) {
                    paint_target(ui, theme::tokens(ui), &target.landing, rect);
                }
                self.agenda_day(ui, cx, &d, made, rect);
            }
            ui.painter().extend(std::mem::take(&mut self.over));
        });
        self.drag_ui(ui, cx, inside, target);
    }

    /// A day in words; made when it comes into sight.
    fn words_of(&mut self, cx: &ViewContext, day: Day) -> Arc<DayModel> {
        let known = self.known(cx);
        let words = &mut self.agenda.words;
        let made = words
            .entry(day)
            .or_insert_with(|| Arc::new(day_model(&known, &cx.index, cx.today(), day)));
        Arc::clone(made)
    }

    /// The day below what is carried, and what letting go there would do.
    fn agenda_target(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        days: &Days,
        all: Rect,
    ) -> Option<Target> {
        let pos = self.drag_pos(ui).filter(|p| ui.clip_rect().contains(*p))?;
        let deed = self.deed(ui, cx)?;
        let (day, made) = days.all.get(days.at(pos.y - all.top()))?;
        let top = all.top() + made.top;
        let rect = Rect::from_min_size(pos2(all.left(), top), vec2(all.width(), made.height()));
        Some(Target {
            day: *day,
            rect: rect.shrink2(vec2(0.0, space::XS)),
            landing: self.landing(cx, &deed, *day),
        })
    }

    fn agenda_day(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        d: &DayModel,
        made: &AgendaDay,
        rect: Rect,
    ) {
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD));
        let has_keys = self.focus_day(cx) == d.day;
        let response = roving(ui, head, d.widget, Sense::click(), has_keys);
        let free = d.capacity.saturating_sub(d.load);
        let free = (!d.past && free > Minutes::ZERO && !d.off)
            .then(|| format!("{} free", format::minutes(free)));
        let mut name = d.name.clone();
        if let Some(free) = &free {
            name = format!("{name}, {free}");
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, name.as_str()));
        self.day_clicked(ui, cx, d, &response);
        if response.hovered() && self.drag.is_none() {
            response
                .clone()
                .on_hover_text_at_pointer(TextRole::Pill.rich(&d.tip));
        }
        let builder = UiBuilder::new()
            .id_salt(d.day)
            .max_rect(rect)
            .accessibility_parent(d.widget);
        ui.scope_builder(builder, |ui| {
            if ui.is_rect_visible(head) {
                self.agenda_head(ui, cx, d, head, free.as_deref());
                paint::focus_ring(ui, &response, head.shrink(3.0), radius::BADGE);
            }
            let mut n = 0;
            let mut next = || {
                let top = rect.top() + HEAD + n as f32 * ROW;
                n += 1;
                Rect::from_min_max(
                    pos2(rect.left() + TIME, top),
                    pos2(rect.right() - space::S, top + ROW - 4.0),
                )
            };
            for (name, tip) in &d.interviews {
                let row = next();
                if ui.is_rect_visible(row) {
                    interview(ui, row, name, tip);
                }
            }
            for busy in d.busy.iter().take(made.busy) {
                let row = next();
                if ui.is_rect_visible(row) {
                    let from = if busy.whole {
                        ""
                    } else {
                        &clock(busy.slot.from)
                    };
                    time(ui, row, from);
                    self.block(ui, cx, d, busy, row);
                }
            }
            for s in &d.sessions {
                let row = next();
                let focused = ui.memory(|memory| memory.has_focus(s.widget));
                if !ui.is_rect_visible(row) && !focused {
                    continue;
                }
                if focused && std::mem::take(&mut self.follow) {
                    ui.scroll_to_rect(row.expand(ROW), None);
                }
                time(ui, row, &clock(s.slot.from));
                let shown = Shown {
                    rect: row,
                    calm: d.past,
                    focusable: has_keys,
                };
                self.session(ui, cx, s, shown);
            }
        });
        if paint::focused(&response) && std::mem::take(&mut self.follow) {
            ui.scroll_to_rect(head.expand(ROW), None);
        }
    }

    /// The day, how full it is, and what is free.
    fn agenda_head(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        d: &DayModel,
        head: Rect,
        free: Option<&str>,
    ) {
        let t = theme::tokens(ui);
        let y = (head.top() + 22.0).round();
        ui.painter()
            .hline(head.x_range(), head.top() + 2.5, t.line());
        let number = Rect::from_min_size(
            pos2(head.left() + 2.0, y - control::TARGET / 2.0),
            vec2(28.0, control::TARGET),
        );
        let left = self.number_in(ui, cx, d, number, false).max(number.right());
        let mut right = head.right() - space::S;
        if d.capacity > Minutes::ZERO || d.load > Minutes::ZERO {
            let bar =
                Rect::from_center_size(pos2(right - BAR / 2.0, y), vec2(BAR, control::BAR_THIN));
            CapacityBar::new(d.load.0, d.capacity.0, "").paint(ui, bar);
            right -= BAR + space::S;
        }
        let over = d.over() > Minutes::ZERO && !d.past;
        let mut figure = d.figure.clone();
        if over && d.capacity > Minutes::ZERO {
            figure += &format!(", {} over", format::minutes(d.over()));
        }
        let buffer = d.buffer.as_ref().map(|_| "buffer");
        for word in [buffer, free].into_iter().flatten() {
            figure = format!("{figure} · {word}");
        }
        let ink = if over { t.warn } else { t.muted };
        let role = TextRole::Chip;
        let near = (0..7).contains(&d.day.since(cx.today()));
        let this_year = d.day.ymd().0 == cx.today().ymd().0;
        let names = d
            .day
            .date()
            .format(match (this_year, near || head.width() < SHORT) {
                (_, true) => "%A",
                (true, false) => "%A · %B",
                (false, false) => "%A · %B %Y",
            });
        let names = format!("{names} · {}", format::in_days(d.day, cx.today()));
        let room = right - left - space::M;
        let galley = paint::line(ui, role, Weight::Regular, ink, &figure, room * 0.6);
        let mut x = right - galley.size().x;
        paint::line_at(ui.painter(), x, y, galley);
        if over {
            let size = control::ICON_CHIP;
            x -= size + 4.0;
            Icon::Warning.paint(ui.painter(), pos2(x + size / 2.0, y), size, t.warn);
        }
        let ink = if d.past { t.muted } else { t.text };
        let left = left + space::S;
        let room = x - left - space::M;
        let galley = paint::line(ui, TextRole::Body, Weight::Medium, ink, &names, room);
        paint::line_at(ui.painter(), left, y, galley);
    }

    /// Up and down go from row to row over the days, Enter and the rest are as in the other pages.
    fn agenda_keys(&mut self, ui: &Ui, cx: &ViewContext, days: &Days) {
        let focused = ui.memory(|memory| memory.focused());
        if Popup::is_any_open(ui.ctx()) || self.drag.is_some() {
            if let Some(id) = focused.filter(|id| self.agenda_row(*id).is_some()) {
                let free = EventFilter::default();
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, free));
            }
            return;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let Some(id) = focused else {
            if pressed(Key::ArrowDown) || pressed(Key::ArrowUp) {
                let day = self.focus_day(cx);
                self.agenda_focus(ui, cx, days, days.place(day), None);
            }
            return;
        };
        let Some((day, session)) = self.agenda_row(id) else {
            return;
        };
        self.focus = Some(day);
        let filter = EventFilter {
            vertical_arrows: true,
            horizontal_arrows: true,
            escape: session.is_some(),
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let place = days.place(day);
        let sessions = |place: usize| days.all.get(place).map_or(0, |(_, made)| made.sessions);
        if session.is_some() && (self.deselected || pressed(Key::Escape)) {
            self.agenda_focus(ui, cx, days, place, None);
        } else if pressed(Key::ArrowDown) {
            let next = session.map_or(0, |n| n + 1);
            match next < sessions(place) {
                true => self.agenda_focus(ui, cx, days, place, Some(next)),
                false => self.agenda_focus(ui, cx, days, place + 1, None),
            }
        } else if pressed(Key::ArrowUp) {
            match (session, place) {
                (Some(0), _) => self.agenda_focus(ui, cx, days, place, None),
                (Some(n), _) => self.agenda_focus(ui, cx, days, place, Some(n - 1)),
                (None, 0) => {}
                (None, _) => {
                    let last = sessions(place - 1).checked_sub(1);
                    self.agenda_focus(ui, cx, days, place - 1, last);
                }
            }
        } else if pressed(Key::ArrowRight) {
            self.agenda_focus(ui, cx, days, place + 1, None);
        } else if pressed(Key::ArrowLeft) {
            self.agenda_focus(ui, cx, days, place.saturating_sub(1), None);
        } else if pressed(Key::Menu)
            || ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F10))
        {
            match session {
                Some(_) => Popup::open_id(ui.ctx(), id.with("popup")),
                None => super::focus::open_menu(ui, day),
            }
        }
    }

    /// The day of a row, and which of its sessions it is.
    fn agenda_row(&self, id: egui::Id) -> Option<(Day, Option<usize>)> {
        self.agenda.words.values().find_map(|d| {
            let session = d.sessions.iter().position(|s| s.widget == id);
            (d.widget == id || session.is_some()).then_some((d.day, session))
        })
    }

    fn agenda_focus(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        days: &Days,
        place: usize,
        session: Option<usize>,
    ) {
        let Some((day, _)) = days.all.get(place) else {
            return;
        };
        self.focus = Some(*day);
        self.follow = true;
        let id = session.and_then(|n| cx.index.day(*day).sessions.get(n));
        let widget = match id {
            Some(id) => {
                cx.send(Action::SelectSession(id.clone()));
                session_widget(id)
            }
            None => day_widget(*day),
        };
        super::focus::focus(ui, widget);
    }
}

/// When something begins, before its row.
fn time(ui: &Ui, row: Rect, words: &str) {
    let t = theme::tokens(ui);
    let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, words);
    let x = row.left() - space::S - galley.size().x;
    paint::line_at(ui.painter(), x, row.center().y, galley);
}
