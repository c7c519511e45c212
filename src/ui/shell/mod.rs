//! The shell: rail, top bar, the current view, inspector, and what lies over them.

mod ask_link;
mod change_list;
mod dialogs;
mod example;
mod export;
mod help;
mod import;
mod left_out;
mod lines;
mod list_focus;
mod notices;
mod palette;
mod proposal;
mod rail;
mod shown_changes;
mod timed;
mod toasts;
mod top_bar;
mod trouble;
mod versions;
mod what_if;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::state::{Action, AppState, Command, View};

use super::context::ViewContext;
use super::item::{ItemPanel, ManyPanel, Place};
use super::keys;
use super::theme;
use super::views::board::BoardView;
use super::views::calendar::CalendarView;
use super::views::library::LibraryView;
use super::views::practice::PracticeView;
use super::views::progress::ProgressView;
use super::views::settings::SettingsView;
use super::views::today::TodayView;
use super::views::week::WeekView;
use super::views::welcome::WelcomeView;
use super::widgets::Follow as _;

/// Under this width (points) the inspector lies over the view.
const NARROW: f32 = 1_100.0;

/// The state of the views and of what lies over them.
#[derive(Default)]
pub struct Shell {
    welcome: WelcomeView,
    today: TodayView,
    board: BoardView,
    calendar: CalendarView,
    library: LibraryView,
    practice: PracticeView,
    progress: ProgressView,
    week: WeekView,
    settings: SettingsView,
    inspector: ItemPanel,
    many: ManyPanel,
    palette: palette::Palette,
    help: help::Help,
    dialogs: dialogs::Dialogs,
    what_if: what_if::WhatIfDialog,
    shown: Option<View>,
    was_typing: bool,
}

impl Shell {
    /// Draws the window and carries out what was asked for.
    pub fn ui(&mut self, ui: &mut Ui, state: &mut AppState) {
        if state.is_planning()
            && !self.something_over(state)
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
        {
            state.dispatch(Action::StopSearch);
        }
        if state.view == View::Welcome
            && state.document.is_some()
            && !self.something_over(state)
            && !egui::Popup::is_any_open(ui.ctx())
            && !(self.was_typing || ui.ctx().text_edit_focused())
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
        {
            // Another plan was thought of: back to the one that is open.
            state.dispatch(Action::Go(View::Today));
        }
        // Several keys may come in one frame, where the last one took long: none of them is lost.
        while !self.something_over(state)
            && state.view_command.is_none()
            && !egui::Popup::is_any_open(ui.ctx())
            && let Some(command) = keys::command_given(ui.ctx(), state, self.was_typing)
        {
            state.run(command);
        }
        if !self.something_over(state) {
            // The side buttons of a mouse, as in a browser.
            for (button, command) in [
                (egui::PointerButton::Extra1, Command::GoBack),
                (egui::PointerButton::Extra2, Command::GoForward),
            ] {
                if ui.input(|input| input.pointer.button_pressed(button)) {
                    state.run(command);
                }
            }
        }
        let cx = ViewContext::of(state);
        if self.shown.is_some_and(|shown| shown != cx.view()) {
            self.flush(&cx);
        }
        self.shown = Some(cx.view());
        self.open_overlays(&cx);

        rail::ui(ui, &cx, state);
        top_bar::ui(ui, &cx, state);
        example::ui(ui, &cx);
        notices::ui(ui, &cx, state);
        self.inspector_ui(ui, &cx);
        let t = theme::tokens(ui);
        CentralPanel::default()
            .frame(Frame::new().fill(t.bg))
            .show(ui, |ui| self.view_ui(ui, &cx));

        toasts::ui(ui, &cx, state);
        self.what_if.ui(ui, &cx, state);
        self.dialogs.ui(ui, &cx, state);
        self.help.ui(ui, &cx);
        self.palette.ui(ui, &cx, state);
        self.was_typing = ui.ctx().text_edit_focused();
        let (actions, _) = cx.finish();
        for action in actions {
            state.dispatch(action);
        }
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.inspector.flush(cx);
        self.library.flush(cx);
        self.today.flush(cx);
        self.week.flush(cx);
        self.settings.flush(cx);
        self.practice.flush(cx);
    }

    /// The window is about to close: nothing that was typed may be left behind.
    pub fn closing(&mut self, state: &mut AppState) {
        let cx = ViewContext::of(state);
        self.flush(&cx);
        for action in cx.finish().0 {
            state.dispatch(action);
        }
    }

    fn something_over(&self, state: &AppState) -> bool {
        self.palette.is_open()
            || self.help.is_open()
            || self.what_if.is_open()
            || self.dialogs.is_open(state)
            || self.board.is_dragging()
            || self.calendar.asks()
    }

    fn open_overlays(&mut self, cx: &ViewContext) {
        if cx.take(Command::Palette) {
            self.palette.open();
        }
        if cx.take(Command::Help) {
            self.help.open(false);
        }
        if cx.take(Command::ChangeKeys) {
            self.help.open(true);
        }
        if cx.take(Command::WhatIf) {
            let (week, wish) = self.week.take_wish();
            let asked = self.progress.take_wish();
            self.what_if.open(cx, (week, asked.unwrap_or(wish)));
        }
        if cx.take(Command::NewItem) {
            self.dialogs.new_item(cx);
        }
        if cx.take(Command::LeftOut) {
            self.dialogs.left_out();
        }
        if cx.take(Command::Export) {
            self.dialogs.export(cx);
        }
        if cx.take(Command::NewStep) {
            self.dialogs.new_step();
        }
        if cx.take(Command::NewInterview) {
            cx.send(Action::Go(View::Settings));
            self.settings.new_interview(cx);
        }
    }

    fn view_ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        // A view is drawn below the panels in its own id space, so that nothing of one leaks into another.
        ui.push_id(cx.view(), |ui| match cx.view() {
            View::Welcome => self.welcome.ui(ui, cx),
            View::Today => self.today.ui(ui, cx),
            View::Board => self.board.ui(ui, cx),
            View::Calendar => self.calendar.ui(ui, cx),
            View::Library => self.library.ui(ui, cx),
            View::Practice => self.practice.ui(ui, cx),
            View::Progress => self.progress.ui(ui, cx),
            View::Week => self.week.ui(ui, cx),
            View::Settings => self.settings.ui(ui, cx),
        });
    }

    fn inspector_ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let on_page = cx.view() == View::Library && cx.item_page.is_some();
        let fits =
            !matches!(cx.view(), View::Welcome | View::Settings) && !on_page && !cx.is_drilling();
        let Some(item) = cx.selection.item.clone() else {
            return;
        };
        if !cx.has_plan || !fits || !cx.settings.inspector {
            return;
        }
        let t = theme::tokens(ui);
        let frame = Frame::new().fill(t.surface).stroke(t.line());
        let width = theme::frame::INSPECTOR;
        if ui.ctx().content_rect().width() >= NARROW {
            Panel::right("inspector")
                .exact_size(width)
                .resizable(false)
                .frame(frame)
                .show(ui, |ui| {
                    // In a ui of its own: what is too wide for it must not push the panel over the view.
                    let rect = ui.max_rect();
                    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect));
                    self.inspector_body(&mut inside, cx, &item);
                    ui.advance_cursor_after_rect(rect);
                });
            return;
        }
        // Below the notices: their buttons are not to be covered.
        let window = ui.available_rect_before_wrap();
        let left = (window.right() - width).max(window.left());
        let rect = egui::Rect::from_min_max(egui::pos2(left, window.top()), window.max);
        egui::Area::new(egui::Id::unique("inspector over"))
            .order(egui::Order::Middle)
            .fixed_pos(rect.min)
            .show(ui.ctx(), |ui| {
                frame.shadow(ui.visuals().popup_shadow).show(ui, |ui| {
                    ui.set_min_size(rect.size());
                    ui.set_max_size(rect.size());
                    self.inspector_body(ui, cx, &item);
                });
            });
    }

    fn inspector_body(&mut self, ui: &mut Ui, cx: &ViewContext, item: &crate::domain::ItemId) {
        // Whatever is too wide is cut here: it must never push the view aside.
        let room = ui.max_rect();
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(room));
        ui.shrink_clip_rect(room);
        egui::ScrollArea::vertical()
            .id_salt("inspector scroll")
            .auto_shrink(false)
            .follow(&mut ui, |ui| {
                let margin = Margin::same(theme::frame::INSPECTOR_PADDING as i8);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    if cx.selection.is_many() {
                        self.many.ui(ui, cx);
                    } else {
                        self.inspector.ui(ui, cx, item, Place::Inspector);
                    }
                    // The end can be scrolled above what is said at the foot of the window.
                    ui.add_space(UNDER_TOASTS);
                });
            });
    }
}

/// Room at the end of the inspector, points.
const UNDER_TOASTS: f32 = 72.0;
/// In a window lower than this (points) a dialog scrolls as a whole, so that its buttons can always be reached.
const LOW: f32 = 420.0;

/// A dialog in the middle of the window, with room around what it says.
struct Dialog {
    modal: egui::Modal,
    /// The height there is for its contents, where that is little.
    room: Option<f32>,
}

fn modal(ui: &Ui, name: &'static str) -> Dialog {
    let height = ui.ctx().content_rect().height();
    let low = height < LOW;
    let margin = if low {
        theme::space::M
    } else {
        theme::space::XL
    };
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(margin as i8));
    Dialog {
        modal: egui::Modal::new(egui::Id::unique(name)).frame(frame),
        room: low.then_some(height - 2.0 * margin - 2.0 * theme::space::S),
    }
}

impl Dialog {
    fn show<T>(
        self,
        ctx: &egui::Context,
        contents: impl FnOnce(&mut Ui) -> T,
    ) -> egui::ModalResponse<T> {
        let room = self.room;
        self.modal.show(ctx, |ui| match room {
            None => contents(ui),
            Some(room) => {
                egui::ScrollArea::vertical()
                    .max_height(room)
                    .min_scrolled_height(room)
                    .follow(ui, contents)
                    .inner
            }
        })
    }
}
