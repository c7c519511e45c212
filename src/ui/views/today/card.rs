//! A session's card: what it says and what can be pressed on it. It changes nothing itself: it hands back deeds.
//!
//! Not here: its right side with the minutes and the button (`card_side.rs`), what it asks below (`card_asks.rs`).

use egui::{Align, Id, Layout, Rect, Response, Sense, Ui, UiBuilder, pos2, vec2};

use crate::domain::{PartId, Phase};
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::widgets::{
    Card, Checkbox, Chip, MenuItem, context_menu, menu_separator, step_badge, text,
};

use super::card_asks::{afterwards, other_minutes};
use super::card_model::{CardModel, CardState};
use super::card_side::Side;
use super::deeds::Deed;

/// Under this width (points) the buttons stand below the words.
const NARROW: f32 = 470.0;
/// Height of the two lines of words.
const WORDS: f32 = 46.0;

/// What a card shows besides its model.
pub struct CardLook {
    /// Whether it is selected.
    pub selected: bool,
    /// Whether its button is the one thing to do.
    pub primary: bool,
    /// Whether the timer stands.
    pub paused: bool,
    /// Seconds on the running timer, earlier stints counted.
    pub elapsed: i64,
    /// The break that its timer is in, and seconds until it ends.
    pub resting: Option<(Phase, u32)>,
    /// Whether the rating is asked for, with the parts that were done; the rating so far.
    pub asks: Option<(Vec<PartId>, String, Option<u8>)>,
    /// The keys of done, skip and more, for the menu.
    pub keys: [String; 3],
}

/// What came of drawing a card.
pub struct CardOutput {
    /// The card itself, for the focus.
    pub response: Response,
    /// What was asked.
    pub deeds: Vec<Deed>,
}

/// Draws a card. `other` is the minutes being chosen where other minutes are asked for; `below` draws what is under
/// the words (the note line).
pub fn card(
    ui: &mut Ui,
    model: &CardModel,
    look: &CardLook,
    other: Option<&mut u32>,
    below: Option<&mut dyn FnMut(&mut Ui)>,
) -> CardOutput {
    let mut deeds = Vec::new();
    let id = Id::unique(("session card", model.session.as_str()));
    let faded = !model.state.is_open();
    let shown = Card::new()
        .stripe(model.step)
        .margin(egui::Margin::symmetric(12, 12))
        .faded(faded)
        .selected(look.selected)
        .show_clickable(ui, id, &model.name, Sense::click(), |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            row(ui, model, look, &mut deeds);
            let indent = control::TARGET + space::M;
            if let Some(minutes) = other {
                indented(ui, indent, |ui| {
                    other_minutes(ui, model, minutes, &mut deeds)
                });
            }
            if let Some((parts, words, rating)) = &look.asks {
                indented(ui, indent, |ui| {
                    afterwards(ui, model, parts, words, *rating, &mut deeds)
                });
            }
            if let Some(below) = below {
                indented(ui, indent, below);
            }
        });
    let response = shown.response;
    context_menu(&response, |ui| menu(ui, model, look, &mut deeds));
    if response.clicked() {
        deeds.push(Deed::Select);
    }
    if response.double_clicked() {
        deeds.push(Deed::Open);
    }
    CardOutput { response, deeds }
}

/// What stands below the words, in line with them.
fn indented(ui: &mut Ui, indent: f32, contents: impl FnOnce(&mut Ui)) {
    let margin = egui::Margin {
        left: indent as i8,
        top: space::S as i8,
        ..Default::default()
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        contents(ui);
    });
}

/// The words at the left, minutes and buttons at the right or, where it is narrow, below.
fn row(ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
    let width = ui.available_width();
    let side = Side::new(ui, model, look);
    let narrow = width < NARROW;
    let (rect, _) = ui.allocate_exact_size(vec2(width, WORDS), Sense::hover());
    let mut left = rect;
    if !narrow {
        left.max.x = (rect.right() - side.width - space::L).max(rect.left());
    }
    words(ui, model, left, deeds);
    let right = if narrow {
        ui.add_space(space::S);
        let (below, _) = ui.allocate_exact_size(vec2(width, control::HEIGHT), Sense::hover());
        let mut below = below;
        below.min.x += control::TARGET + space::M;
        below
    } else {
        rect
    };
    let align = if narrow {
        Layout::left_to_right(Align::Center)
    } else {
        let mut area = right;
        area.min.x = rect.right() - side.width;
        return ui_at(ui, area, Layout::left_to_right(Align::Center), |ui| {
            side.ui(ui, model, look, deeds);
        });
    };
    ui_at(ui, right, align, |ui| side.ui(ui, model, look, deeds));
}

fn ui_at(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    contents(&mut child);
}

fn words(ui: &mut Ui, model: &CardModel, area: Rect, deeds: &mut Vec<Deed>) {
    let t = theme::tokens(ui);
    let done = matches!(model.state, CardState::Done(_));
    let faded = !model.state.is_open();
    let mut ticked = done;
    let side = control::TARGET;
    let tick = Rect::from_center_size(
        pos2(area.left() + side / 2.0, area.center().y),
        vec2(side, side),
    );
    let name = format!("Done: {}", model.title);
    ui_at(ui, tick, Layout::left_to_right(Align::Center), |ui| {
        if ui.add(Checkbox::new(&mut ticked, &name)).changed() {
            deeds.push(Deed::Toggle);
        }
    });
    let mut area = area;
    area.min.x += side + space::M;
    let upper = Rect::from_min_max(area.min, pos2(area.right(), area.top() + WORDS / 2.0));
    let lower = Rect::from_min_max(pos2(area.left(), upper.bottom()), area.max);
    ui_at(ui, upper, Layout::left_to_right(Align::Center), |ui| {
        ui.scope(|ui| {
            if faded {
                ui.multiply_opacity(0.6);
            }
            step_badge(ui, model.step);
        });
        let kind = Chip::new(model.kind.name());
        let kind_room = kind.width(ui) + space::S;
        let pin_room = if model.pinned { 24.0 + space::S } else { 0.0 };
        let room = (ui.available_width() - kind_room - pin_room).max(40.0);
        let title = ui
            .scope(|ui| {
                ui.set_max_width(room);
                if faded && !model.logged {
                    text::done(ui, TextRole::Section, Weight::SemiBold, &model.title)
                } else {
                    // What nobody planned is not ticked off either: it is a line of the log.
                    let (weight, ink) = (Weight::SemiBold, if faded { t.muted } else { t.text });
                    text::truncated(ui, TextRole::Section, weight, ink, &model.title)
                }
            })
            .inner;
        if !model.parts_help.is_empty() {
            title.on_hover_text(&model.parts_help);
        }
        ui.add(kind);
        if model.pinned {
            ui.add(
                Chip::new("")
                    .icon(Icon::Pin)
                    .bare()
                    .tooltip("Pinned: it stays here when the plan changes"),
            );
        }
    });
    ui_at(ui, lower, Layout::left_to_right(Align::Center), |ui| {
        text::truncated(ui, TextRole::Body, Weight::Regular, t.muted, &model.why);
    });
}

pub(super) fn menu(ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
    let [done_keys, skip_keys, more_keys] = &look.keys;
    let mut item = |ui: &mut Ui, item: MenuItem<'_>, deed: Deed| {
        if ui.add(item).clicked() {
            deeds.push(deed);
            ui.close();
        }
    };
    if model.drills && model.state == CardState::Open {
        let timer = MenuItem::new("Start the timer").icon(Icon::Play);
        item(ui, timer, Deed::Start);
    }
    if model.state.is_open() {
        let done = MenuItem::new("Done").icon(Icon::Check).shortcut(done_keys);
        item(ui, done, Deed::Toggle);
        let other = MenuItem::new("Done with other minutes…").icon(Icon::Clock);
        item(ui, other, Deed::AskMinutes);
        let skip = MenuItem::new("Skip").icon(Icon::Skip).shortcut(skip_keys);
        item(ui, skip, Deed::Skip);
    } else {
        let back = MenuItem::new("Put back").icon(Icon::Reset);
        item(ui, back, Deed::Toggle);
        let other = MenuItem::new("Change the minutes…").icon(Icon::Clock);
        if matches!(model.state, CardState::Done(_)) {
            item(ui, other, Deed::AskMinutes);
        }
    }
    menu_separator(ui);
    let more = MenuItem::new("Log 15 minutes more")
        .icon(Icon::Plus)
        .shortcut(more_keys);
    item(ui, more, Deed::More);
    if model.state.is_open() {
        let longer = MenuItem::new("Make it 15 minutes longer").icon(Icon::Hourglass);
        item(ui, longer, Deed::Longer);
        let tomorrow = MenuItem::new("Move to tomorrow").icon(Icon::ArrowRight);
        item(ui, tomorrow, Deed::Tomorrow);
        let (words, icon) = if model.pinned {
            ("Unpin", Icon::PinOff)
        } else {
            ("Pin to today", Icon::Pin)
        };
        item(
            ui,
            MenuItem::new(words).icon(icon),
            Deed::Pin(!model.pinned),
        );
    }
    menu_separator(ui);
    item(
        ui,
        MenuItem::new("Write a note").icon(Icon::Note),
        Deed::Note,
    );
    item(
        ui,
        MenuItem::new("Open the item").icon(Icon::Panel),
        Deed::Open,
    );
}
