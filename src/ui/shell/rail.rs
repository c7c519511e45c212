//! The left rail: the views, with settings at its foot.

use egui::containers::scroll_area::ScrollBarVisibility;
use egui::{Align, Frame, Layout, Margin, Panel, ScrollArea, Ui};

use crate::state::{Action, AppState, Command, View};
use crate::ui::context::ViewContext;
use crate::ui::keys;
use crate::ui::theme::{self, Icon};
use crate::ui::widgets::{mark, rail_button};

/// A window lower than this (points) shows no mark.
const SHORT: f32 = 480.0;
/// Room for settings at the foot.
const FOOT: f32 = 60.0;

const VIEWS: [(View, Icon, Command); 6] = [
    (View::Today, Icon::Today, Command::GoToday),
    (View::Board, Icon::Board, Command::GoBoard),
    (View::Calendar, Icon::Calendar, Command::GoCalendar),
    (View::Library, Icon::Library, Command::GoLibrary),
    (View::Practice, Icon::Practice, Command::GoPractice),
    (View::Progress, Icon::Progress, Command::GoProgress),
];

/// The place of the rail that a view belongs to: the week review is opened from Progress, and goes back there.
fn place_of(view: View) -> View {
    match view {
        View::Week => View::Progress,
        view => view,
    }
}

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    let t = theme::tokens(ui);
    let frame = Frame::new()
        .fill(t.sunken)
        .stroke(t.line())
        .inner_margin(Margin::symmetric(8, 12));
    Panel::left("rail")
        .exact_size(theme::frame::RAIL)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            let short = ui.available_height() < SHORT;
            let room = ui.available_height() - FOOT;
            // In a low window the places scroll, so that none lies over another.
            ScrollArea::vertical()
                .max_height(room.max(0.0))
                .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
                .show(ui, |ui| {
                    ui.vertical_centered(|ui| {
                        if !short {
                            mark(ui, 30.0);
                            ui.add_space(14.0);
                        }
                        ui.spacing_mut().item_spacing.y = if short { 0.0 } else { 4.0 };
                        for (view, icon, command) in VIEWS {
                            let keys = keys::shown(&cx.keymap, command);
                            ui.add_enabled_ui(state.is_enabled(command), |ui| {
                                let here = place_of(cx.view()) == view;
                                if rail_button(ui, icon, view.name(), here, keys.as_deref())
                                    .clicked()
                                {
                                    cx.send(Action::Run(command));
                                }
                            });
                        }
                    });
                });
            ui.with_layout(Layout::bottom_up(Align::Center), |ui| {
                let keys = keys::shown(&cx.keymap, Command::GoSettings);
                let here = cx.view() == View::Settings;
                if rail_button(ui, Icon::Settings, "Settings", here, keys.as_deref()).clicked() {
                    cx.run(Command::GoSettings);
                }
            });
        });
}
