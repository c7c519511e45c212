//! What a place says when nothing is in it yet: what will be here and what to do.

use super::button::Button;
use super::paint;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use egui::{Ui, vec2};

/// An icon, a title, a sentence, and perhaps a button; centred. True when the button was pressed.
pub fn empty_state(ui: &mut Ui, icon: Icon, title: &str, text: &str, action: Option<&str>) -> bool {
    let tokens = theme::tokens(ui);
    let mut pressed = false;
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.add_space(space::XL);
        let side = 52.0;
        let (rect, _) = ui.allocate_exact_size(vec2(side, side), egui::Sense::hover());
        ui.painter()
            .circle(rect.center(), side / 2.0, tokens.surface, tokens.line());
        icon.paint(ui.painter(), rect.center(), 24.0, tokens.muted);
        ui.add_space(space::S);
        super::text::section_title(ui, title);
        let width = ui.available_width().min(420.0);
        let galley = paint::lines(
            ui,
            TextRole::Body,
            Weight::Regular,
            tokens.muted,
            text,
            width,
        );
        ui.allocate_ui(vec2(galley.size().x.ceil() + 1.0, galley.size().y), |ui| {
            ui.set_max_width(width);
            let rich = TextRole::Body.rich(text).color(tokens.muted);
            ui.add(egui::Label::new(rich).wrap().halign(egui::Align::Center));
        });
        if let Some(action) = action {
            ui.add_space(space::S);
            pressed = ui.add(Button::new(action)).clicked();
        }
        ui.add_space(space::XL);
    });
    pressed
}
