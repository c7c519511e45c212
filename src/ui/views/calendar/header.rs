//! The head of the calendar: what is shown, the way back and forth, today, a date to go to, months or weeks.

use egui::{Align, Key, Layout, Modifiers, Ui};

use crate::domain::time::Day;
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, DateField, IconButton, Pill, Segmented, text};

use super::{CalendarView, Scale, layout};

/// The name of the field for a date.
const FIELD: &str = "Go to date";
/// Width of that field, points.
const FIELD_WIDTH: f32 = 148.0;

/// What the pill says when the pointer rests on it.
const HINT: &str = "Arrow keys choose a day, Enter goes to its sessions, Ctrl with an arrow moves the session. In the week, drag the lower edge of a session to change its minutes. Hold Ctrl while dragging to copy.";

/// In narrower heads months are short, and the field for a date has a line of its own.
const WIDE: f32 = 880.0;
/// In narrower heads today is an icon, and weeks say no year.
const NARROW: f32 = 640.0;
/// In narrower heads what is shown is chosen on a second line.
const TINY: f32 = 420.0;

/// A date that is being asked for.
#[derive(Clone, Copy, Debug)]
pub struct Going {
    to: Day,
    fresh: bool,
}

impl CalendarView {
    /// “January 2027”, “4 – 10 January 2027”.
    pub(super) fn title(&self, cx: &ViewContext, short: bool) -> String {
        let shown = self.shown_day(cx);
        if self.scale == Scale::Month {
            return format::month(shown);
        }
        if self.scale == Scale::Agenda {
            return "Agenda".to_owned();
        }
        let span = self.span(cx);
        let (first, last) = (span.first.date(), span.first.plus(6).date());
        let name = if short { "%b" } else { "%B" };
        if layout::same_month(span.first, span.first.plus(6)) {
            return format!(
                "{} – {}",
                first.format("%-d"),
                last.format(&format!("%-d {name} %Y"))
            );
        }
        let both = format!("%-d {name}");
        format!(
            "{} – {}",
            first.format(&both),
            last.format(&format!("{both} %Y"))
        )
    }

    pub(super) fn header(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let width = ui.available_width();
        let asks = self.going.is_some();
        let tiny = width < TINY;
        ui.horizontal(|ui| {
            ui.set_min_height(crate::ui::theme::control::HEIGHT);
            self.place(ui, cx, width);
            if !tiny {
                self.choices(ui, cx, width);
            }
        });
        if tiny {
            ui.horizontal(|ui| self.choices(ui, cx, width));
        }
        if width < WIDE && asks {
            // A line of its own: beside the others it would push the days out of the window.
            ui.horizontal_wrapped(|ui| self.date_ui(ui, cx));
        }
    }

    /// What is shown, and the way to what is before and after it.
    fn place(&mut self, ui: &mut Ui, cx: &ViewContext, width: f32) {
        let title = self.title(cx, width < WIDE);
        let year = format!(" {}", self.shown_day(cx).ymd().0);
        let narrow = width < NARROW && self.scale == Scale::Week;
        let month = self.shown_day(cx).date().format("%b %Y").to_string();
        let title = match (narrow, self.scale) {
            (true, _) => title.trim_end_matches(year.as_str()),
            (false, Scale::Month) if width < NARROW => month.as_str(),
            _ => title.as_str(),
        };
        text::title(ui, title);
        ui.add_space(space::M);
        let (what, back, forward) = match self.scale {
            Scale::Month => ("month", "Month before", "Month after"),
            Scale::Week => ("week", "Week before", "Week after"),
            Scale::Agenda => ("day", "Week before", "Week after"),
        };
        ui.spacing_mut().item_spacing.x = 0.0;
        let button = IconButton::new(Icon::ChevronLeft, back).shortcut_hint("Page up");
        if ui.add(button).clicked() {
            self.turn(cx, -1);
        }
        let button = IconButton::new(Icon::ChevronRight, forward).shortcut_hint("Page down");
        if ui.add(button).clicked() {
            self.turn(cx, 1);
        }
        ui.spacing_mut().item_spacing.x = space::S;
        ui.add_space(space::XS);
        let name = format!("Show the {what} of today");
        let clicked = if width < NARROW {
            let button = IconButton::new(Icon::Today, &name).shortcut_hint("Home");
            ui.add(button).clicked()
        } else {
            let button = Button::new("Today").name(&name).tooltip(&name);
            ui.add(button.shortcut_hint("Home")).clicked()
        };
        if clicked {
            self.show_today(cx);
        }
        ui.add_space(space::S);
    }

    /// Month, week or agenda; the date to go to; what can be done, where there is room to say it.
    fn choices(&mut self, ui: &mut Ui, cx: &ViewContext, width: f32) {
        const SCALES: [Scale; 3] = [Scale::Month, Scale::Week, Scale::Agenda];
        let now = SCALES.iter().position(|scale| *scale == self.scale);
        let mut chosen = now.unwrap_or(0);
        let mut choice = Segmented::new("Show", &["Month", "Week", "Agenda"]);
        if width < NARROW {
            choice = choice.small();
        }
        if choice.show(ui, &mut chosen).changed()
            && let Some(scale) = SCALES.get(chosen)
        {
            self.set_scale(cx, *scale);
        }
        ui.add_space(space::S);
        if width >= WIDE || self.going.is_none() {
            self.date_ui(ui, cx);
        }
        let hint = Pill::new("drag to move · P pins · F day off");
        if ui.available_width() > 236.0 {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add(hint.tooltip(HINT));
            });
        }
    }

    /// Opens the field for a date.
    pub(super) fn ask_date(&mut self, cx: &ViewContext) {
        self.going = Some(Going {
            to: self.focus_day(cx),
            fresh: true,
        });
    }

    /// The button for a date, or the field that it opens: Enter goes there, Escape stays.
    fn date_ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let Some(mut going) = self.going.take() else {
            let keys = cx.keys_of(Command::GoToDate);
            let name = Command::GoToDate.name();
            let button = IconButton::new(Icon::CalendarDays, name).shortcut_hint(&keys);
            if ui.add(button).clicked() {
                self.ask_date(cx);
            }
            return;
        };
        let field = DateField::id(ui, FIELD).with("text");
        let out = DateField::new(&mut going.to, FIELD, cx.today())
            .week_from(cx.first_weekday())
            .width(FIELD_WIDTH)
            .small()
            .show(ui);
        if std::mem::take(&mut going.fresh) {
            DateField::enter(ui, FIELD, going.to, cx.today());
            self.going = Some(going);
            return;
        }
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        let picked = out.changed() && !ui.memory(|memory| memory.has_focus(field));
        if (out.response.lost_focus() && enter && !out.unreadable()) || picked {
            self.show_day(cx, going.to);
            // The key is used up: it must not also press the day that gets the focus.
            ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            let day = super::model::day_widget(going.to);
            ui.memory_mut(|memory| memory.request_focus(day));
            return;
        }
        let escape = ui.input(|input| input.key_pressed(Key::Escape));
        if out.response.lost_focus() && escape {
            let day = super::model::day_widget(self.focus_day(cx));
            ui.memory_mut(|memory| memory.request_focus(day));
            return;
        }
        if out.unreadable() {
            text::small(ui, "Write a day like 12 Dec, tomorrow or in 3 weeks.");
        }
        self.going = Some(going);
    }
}
