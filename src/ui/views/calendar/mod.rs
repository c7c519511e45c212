//! The calendar: months and weeks of sessions on their days, with the time there is. Reading order: [`model`] (data),
//! [`layout`] (geometry), `month` and `week` (drawing), `session` (chips), `menus`, `focus` (keys), `drag` with `landing`
//! (what a move would do), `busy` (times taken by something else).
//!
//! Not here: what is selected and the document (the state has them); edits are asked for, never made.

mod busy;
mod drag;
mod focus;
mod landing;
mod layout;
mod menus;
mod model;
mod month;
mod moving;
mod session;
mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Layout, Pos2, Shape, Ui, UiBuilder, vec2};

use crate::domain::time::{Day, Weekday};
use crate::domain::{Plan, SessionId};
use crate::planner::Breaks;
use crate::state::{Action, Command, Gesture, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, frame, space};
use crate::ui::views::busy_form::BusyForm;
use crate::ui::widgets::{Button, IconButton, Pill, Segmented, text};

use drag::Drag;
use landing::Landing;
use layout::Span;
use model::Model;

/// Months or weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scale {
    #[default]
    Month,
    Week,
}

/// What the model is made from.
#[derive(Clone, Debug)]
struct Source {
    plan: Arc<Plan>,
    today: Day,
    span: Span,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan) && self.today == other.today && self.span == other.span
    }
}

/// A click that a second one may make a double click, wherever its chip has gone meanwhile.
#[derive(Clone, Debug)]
struct Clicked {
    session: SessionId,
    at: Pos2,
    time: f64,
}

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct CalendarView {
    scale: Scale,
    /// A day of the month or week that is shown; none: today.
    shown: Option<Day>,
    /// The day that the keys act on; none: today.
    focus: Option<Day>,
    /// The focus went elsewhere by key: what is scrolled must follow.
    follow: bool,
    model: Memo<Source, Model>,
    breaks: Memo<(Revision, Day), Breaks>,
    landings: Memo<(Source, SessionId), BTreeMap<Day, Landing>>,
    moving: Option<moving::Moving>,
    drag: Option<Drag>,
    clicked: Option<Clicked>,
    /// The minutes of this day are being stepped: one step of undo.
    stepping: Option<(Day, Gesture)>,
    had_selection: bool,
    /// The busy time that is being added or changed.
    busy: Option<BusyForm>,
    /// Rings, drawn over everything else.
    over: Vec<Shape>,
}

impl CalendarView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        self.commands(cx);
        self.drag_goes_on(ui);
        let margin = egui::Margin::symmetric(frame::PADDING as i8, 20);
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            self.header(ui, cx);
            ui.add_space(space::L);
            let span = self.span(cx);
            let model = self.model(cx, span);
            self.focus_keys(ui, cx, &model);
            let name = self.title(cx, false);
            let builder = UiBuilder::new()
                .id_salt("grid")
                .max_rect(ui.available_rect_before_wrap())
                .accessibility_role(egui::Role::Grid)
                .accessibility_label(name);
            ui.scope_builder(builder, |ui| match self.scale {
                Scale::Month => self.month(ui, cx, &model),
                Scale::Week => self.week(ui, cx, &model),
            });
            self.double_click(ui, cx);
            self.moving(ui, cx);
        });
        self.busy_dialog(ui, cx);
    }

    fn week_begins(cx: &ViewContext) -> Weekday {
        if cx.settings.week_starts_on_sunday {
            Weekday::Sun
        } else {
            Weekday::Mon
        }
    }

    fn shown_day(&self, cx: &ViewContext) -> Day {
        self.shown.unwrap_or_else(|| self.home(cx))
    }

    /// Where the view opens: this week; of the months that hold this week the later one, which has more to come.
    fn home(&self, cx: &ViewContext) -> Day {
        match self.scale {
            Scale::Month => cx.today().week_start(Self::week_begins(cx)).plus(6),
            Scale::Week => cx.today(),
        }
    }

    fn focus_day(&self, cx: &ViewContext) -> Day {
        self.focus.unwrap_or_else(|| cx.today())
    }

    fn span(&self, cx: &ViewContext) -> Span {
        let begins = Self::week_begins(cx);
        match self.scale {
            Scale::Month => Span::month(self.shown_day(cx), begins),
            Scale::Week => Span::week(self.shown_day(cx), begins),
        }
    }

    fn source(&self, cx: &ViewContext, span: Span) -> Source {
        Source {
            plan: Arc::clone(&cx.plan),
            today: cx.today(),
            span,
        }
    }

    fn model(&mut self, cx: &ViewContext, span: Span) -> Arc<Model> {
        let source = self.source(cx, span);
        let known = self.known(cx);
        self.model.get(source, || {
            Model::new(&known, &cx.index, cx.today(), span.first, span.days())
        })
    }

    /// “January 2027”, “4 – 10 January 2027”.
    fn title(&self, cx: &ViewContext, short: bool) -> String {
        let shown = self.shown_day(cx);
        if self.scale == Scale::Month {
            return format::month(shown);
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

    fn header(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let width = ui.available_width();
        ui.horizontal(|ui| {
            ui.set_min_height(crate::ui::theme::control::HEIGHT);
            text::title(ui, &self.title(cx, width < 760.0));
            ui.add_space(space::M);
            let (what, back, forward) = match self.scale {
                Scale::Month => ("month", "Month before", "Month after"),
                Scale::Week => ("week", "Week before", "Week after"),
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
            let button = Button::new("Today")
                .name(&name)
                .tooltip(&name)
                .shortcut_hint("Home");
            if ui.add(button).clicked() {
                self.show_today();
            }
            ui.add_space(space::S);
            let mut chosen = usize::from(self.scale == Scale::Week);
            let choice = Segmented::new("Show", &["Month", "Week"]).show(ui, &mut chosen);
            if choice.changed() {
                let scale = if chosen == 1 { Scale::Week } else { Scale::Month };
                self.set_scale(cx, scale);
            }
            let hint = Pill::new("drag to move · P pins · F day off");
            if ui.available_width() > 236.0 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add(hint.tooltip(
                        "Arrow keys choose a day, Enter goes to its sessions, Ctrl with an arrow moves the session",
                    ));
                });
            }
        });
    }

    fn set_scale(&mut self, cx: &ViewContext, scale: Scale) {
        if self.scale == scale {
            return;
        }
        // The week of the day that was last acted on, where it is in the month shown.
        let focus = self.focus_day(cx);
        if self.span(cx).contains(focus) {
            self.shown = Some(focus);
        }
        self.scale = scale;
        self.follow = true;
    }

    fn show_today(&mut self) {
        self.shown = None;
        self.focus = None;
        self.follow = true;
    }

    /// One month or week on or back; the focus goes along.
    fn turn(&mut self, cx: &ViewContext, by: i32) {
        let shown = self.shown_day(cx);
        let focus = self.focus_day(cx);
        let to = match self.scale {
            Scale::Month => layout::next_month(shown, by),
            Scale::Week => shown.plus(7 * i64::from(by)),
        };
        self.shown = Some(to);
        self.focus = Some(match self.scale {
            Scale::Month if layout::same_month(to, cx.today()) => cx.today(),
            Scale::Month => to,
            Scale::Week => focus.plus(7 * i64::from(by)),
        });
    }

    /// Makes sure that a day is in sight, and lets the keys act on it.
    fn show_day(&mut self, cx: &ViewContext, day: Day) {
        self.focus = Some(day);
        self.follow = true;
        let stays = match self.scale {
            Scale::Month => layout::same_month(self.shown_day(cx), day),
            Scale::Week => self.span(cx).contains(day),
        };
        if !stays {
            self.shown = Some(day);
        }
    }

    fn commands(&mut self, cx: &ViewContext) {
        if cx.take(Command::CalendarMonth) {
            self.set_scale(cx, Scale::Month);
        }
        if cx.take(Command::CalendarWeek) {
            self.set_scale(cx, Scale::Week);
        }
        if cx.take(Command::CalendarToday) {
            self.show_today();
        }
        if cx.take(Command::CalendarBack) {
            self.turn(cx, -1);
        }
        if cx.take(Command::CalendarForward) {
            self.turn(cx, 1);
        }
        for (command, days) in [
            (Command::SessionEarlier, -1),
            (Command::SessionLater, 1),
            (Command::SessionWeekEarlier, -7),
            (Command::SessionWeekLater, 7),
        ] {
            if cx.take(command) {
                self.move_selected(cx, days);
            }
        }
        if cx.take(Command::PinSession) {
            Self::pin_selected(cx);
        }
        if cx.take(Command::BusyTime) {
            self.new_busy(cx, self.focus_day(cx));
        }
        if cx.take(Command::DayOff) {
            menus::toggle_day_off(cx, self.focus_day(cx));
        }
    }

    fn move_selected(&mut self, cx: &ViewContext, days: i64) {
        let Some(session) = Self::selected(cx) else {
            return;
        };
        if let Some(reason) = drag::fixed(session) {
            cx.send(Action::Hint(reason.to_owned()));
            return;
        }
        let to = session.on.plus(days);
        if self.put(cx, session, to) {
            self.show_day(cx, to);
        }
    }

    fn pin_selected(cx: &ViewContext) {
        if let Some(session) = Self::selected(cx) {
            match drag::fixed(session) {
                Some(reason) => cx.send(Action::Hint(reason.to_owned())),
                None => menus::pin(cx, &session.id, !session.pinned),
            }
        }
    }

    /// The session that is selected; says what to do where none is.
    fn selected(cx: &ViewContext) -> Option<&crate::domain::Session> {
        let id = cx.selection.session.as_ref();
        let session = id.and_then(|id| cx.plan.sessions.get(id));
        if session.is_none() {
            cx.send(Action::Hint(
                "Select a session first: click it, or press Enter on its day.".to_owned(),
            ));
        }
        session.map(|session| &**session)
    }

    /// A second click opens the item page, also where the first one made the chips move.
    fn double_click(&mut self, ui: &Ui, cx: &ViewContext) {
        let second = ui.input(|input| {
            let pointer = &input.pointer;
            let twice = pointer.button_double_clicked(egui::PointerButton::Primary);
            twice.then(|| pointer.interact_pos()).flatten()
        });
        let (Some(at), Some(first)) = (second, &self.clicked) else {
            return;
        };
        let now = ui.input(|input| input.time);
        if at.distance(first.at) < 8.0
            && now - first.time < 1.0
            && let Some(session) = cx.plan.sessions.get(&first.session)
        {
            cx.send(Action::OpenItem(session.item.clone()));
            self.clicked = None;
        }
    }
}
