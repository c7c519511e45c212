//! The calendar: months and weeks of sessions on their days, with the time there is. Reading order: [`model`] (data),
//! [`layout`] (geometry), `month` and `week` (drawing), `session` (chips), `menus`, `focus` (keys), `drag` with `landing`
//! (what a move would do) and `edges`, `resize` (lengths), `deeds` (commands), `backlog` with
//! `unplanned`, `busy` (times taken by something else).
//!
//! Not here: what is selected and the document (the state has them); edits are asked for, never made.

mod agenda;
mod backlog;
mod busy;
mod days;
mod deeds;
mod drag;
mod edges;
mod focus;
mod ground;
mod header;
mod landing;
mod layout;
mod menus;
mod model;
mod month;
mod moving;
mod resize;
mod session;
mod unplanned;
mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Pos2, Shape, Ui, UiBuilder, vec2};

use crate::domain::time::Day;
use crate::domain::{Plan, SessionId};
use crate::planner::Breaks;
use crate::state::{Action, Gesture, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::theme::{frame, space};
use crate::ui::views::busy_form::BusyForm;

use drag::{Deed, Drag};
use landing::Landing;
use layout::Span;
use model::Model;

/// Months, weeks, or one day below the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Scale {
    #[default]
    Month,
    Week,
    Agenda,
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
    landings: Memo<(Source, Deed), BTreeMap<Day, Landing>>,
    longer: Memo<resize::Asked, Landing>,
    moving: Option<moving::Moving>,
    drag: Option<Drag>,
    /// The edge that is dragged.
    resize: Option<resize::Resize>,
    /// The date that is asked for in the head.
    going: Option<header::Going>,
    clicked: Option<Clicked>,
    /// The minutes of this day are being stepped: one step of undo.
    stepping: Option<(Day, Gesture)>,
    had_selection: bool,
    /// What was selected no longer is.
    deselected: bool,
    agenda: agenda::Agenda,
    backlog: backlog::Backlog,
    /// Where the backlog is on the screen.
    beside: Option<egui::Rect>,
    /// The chosen row of the backlog is to be in sight.
    follow_row: bool,
    /// The busy time that is being added or changed.
    busy: Option<BusyForm>,
    /// Rings, drawn over everything else.
    over: Vec<Shape>,
}

impl CalendarView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        // Escape may have been taken for “Select nothing”: it leads out of the sessions all the same.
        self.deselected = self.had_selection && cx.selection.item.is_none();
        self.had_selection = cx.selection.item.is_some();
        self.commands(cx);
        self.drag_goes_on(ui);
        let margin = egui::Margin::symmetric(frame::PADDING as i8, 20);
        egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            self.header(ui, cx);
            ui.add_space(space::L);
            let name = self.title(cx, false);
            let mut room = ui.available_rect_before_wrap();
            let beside = Self::backlog_width(cx, room.width());
            self.beside = None;
            if beside > 0.0 {
                let (left, right) = room.split_left_right_at_x(room.left() + beside);
                self.beside = Some(left);
                self.backlog(ui, cx, left);
                room = right.with_min_x(right.left() + space::M);
            }
            if room.width() <= 0.0 {
                // There is room for the backlog only.
                return;
            }
            let builder = UiBuilder::new()
                .id_salt("grid")
                .max_rect(room)
                .accessibility_role(match self.scale {
                    Scale::Agenda => egui::Role::List,
                    Scale::Month | Scale::Week => egui::Role::Grid,
                })
                .accessibility_label(name);
            ui.scope_builder(builder, |ui| self.page(ui, cx));
            self.double_click(ui, cx);
            self.moving(ui, cx);
        });
        self.busy_dialog(ui, cx);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if self.scale == Scale::Agenda {
            self.agenda(ui, cx);
            return;
        }
        let span = self.span(cx);
        let model = self.model(cx, span);
        self.focus_keys(ui, cx, &model);
        match self.scale {
            Scale::Week => self.week(ui, cx, &model),
            Scale::Month | Scale::Agenda => self.month(ui, cx, &model),
        }
    }

    fn shown_day(&self, cx: &ViewContext) -> Day {
        self.shown.unwrap_or_else(|| self.home(cx))
    }

    /// Where the view opens: this week; of the months that hold this week the later one, which has more to come.
    fn home(&self, cx: &ViewContext) -> Day {
        match self.scale {
            Scale::Month => cx.today().week_start(cx.first_weekday()).plus(6),
            Scale::Week | Scale::Agenda => cx.today(),
        }
    }

    fn focus_day(&self, cx: &ViewContext) -> Day {
        self.focus.unwrap_or_else(|| cx.today())
    }

    fn span(&self, cx: &ViewContext) -> Span {
        let begins = cx.first_weekday();
        match self.scale {
            Scale::Month => Span::month(self.shown_day(cx), begins),
            Scale::Week | Scale::Agenda => Span::week(self.shown_day(cx), begins),
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

    fn set_scale(&mut self, cx: &ViewContext, scale: Scale) {
        if self.scale == scale {
            return;
        }
        // The week of the day that was last acted on, where it is in the month shown; this week opens as it did at first.
        let focus = self.focus_day(cx);
        let week = |day: Day| day.week_start(cx.first_weekday());
        if self.span(cx).contains(focus) {
            self.shown = (week(focus) != week(cx.today())).then_some(focus);
        }
        self.scale = scale;
        self.follow = true;
        self.agenda.go_to(focus);
    }

    fn show_today(&mut self, cx: &ViewContext) {
        self.shown = None;
        self.focus = None;
        self.follow = true;
        self.agenda.go_to(cx.today());
    }

    /// One month or week on or back; the focus goes along.
    fn turn(&mut self, cx: &ViewContext, by: i32) {
        let shown = self.shown_day(cx);
        let focus = self.focus_day(cx);
        let to = match self.scale {
            Scale::Month => layout::next_month(shown, by),
            Scale::Week | Scale::Agenda => shown.plus(7 * i64::from(by)),
        };
        self.shown = Some(to);
        self.focus = Some(match self.scale {
            Scale::Month if layout::same_month(to, cx.today()) => cx.today(),
            Scale::Month => to,
            Scale::Week | Scale::Agenda => focus.plus(7 * i64::from(by)),
        });
        self.agenda.go_to(self.focus_day(cx));
    }

    /// Makes sure that a day is in sight, and lets the keys act on it.
    fn show_day(&mut self, cx: &ViewContext, day: Day) {
        self.focus = Some(day);
        self.follow = true;
        let stays = match self.scale {
            Scale::Month => layout::same_month(self.shown_day(cx), day),
            Scale::Week | Scale::Agenda => self.span(cx).contains(day),
        };
        if self.scale == Scale::Agenda {
            self.agenda.go_to(day);
        }
        if !stays {
            self.shown = Some(day);
        }
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
