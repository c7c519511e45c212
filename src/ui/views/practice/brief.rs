//! A prompt's brief, each part folded until it is wanted: first think, then look.

use egui::Ui;

use crate::domain::{Brief, ItemId};
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, text};

/// Which parts are open. Another prompt begins with all of them folded.
#[derive(Default)]
pub struct Open {
    of: Option<ItemId>,
    parts: [bool; 5],
}

impl Open {
    /// Folds everything where another prompt is looked at.
    pub fn follow(&mut self, item: Option<&ItemId>) {
        if self.of.as_ref() != item {
            self.of = item.cloned();
            self.parts = [false; 5];
        }
    }

    /// Draws the parts of a brief.
    pub fn ui(&mut self, ui: &mut Ui, brief: &Brief) {
        let ml: &[String] = if brief.ml.is_empty() {
            &[]
        } else {
            std::slice::from_ref(&brief.ml)
        };
        let parts: [(&str, &[String]); 5] = [
            ("Functional requirements to ask about", &brief.functional),
            (
                "Non-functional requirements to ask about",
                &brief.non_functional,
            ),
            ("Numbers to estimate", &brief.numbers),
            ("The machine-learning component", ml),
            ("Where they go deeper", &brief.deep_dives),
        ];
        text::small(ui, "Think first, then open a part to check.");
        ui.spacing_mut().item_spacing.y = space::XS;
        for ((title, lines), open) in parts.into_iter().zip(&mut self.parts) {
            if lines.is_empty() {
                continue;
            }
            let icon = if *open {
                Icon::ChevronDown
            } else {
                Icon::ChevronRight
            };
            let state = if *open { "open" } else { "folded" };
            let name = format!(
                "{title}, {}, {state}",
                format::count(lines.len(), "entry", "entries")
            );
            let button = Button::quiet(title).icon(icon).small().name(&name);
            if ui.add(button).clicked() {
                *open = !*open;
            }
            if *open {
                list(ui, lines, space::XL);
            }
        }
    }
}

/// Lines with a dot before each, so far from the left, in points.
pub(super) fn list(ui: &mut Ui, lines: &[String], indent: f32) {
    let t = theme::tokens(ui);
    for line in lines {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(indent);
            text::styled(ui, TextRole::Body, Weight::Regular, t.muted, "•");
            ui.add_space(space::S);
            ui.vertical(|ui| text::body(ui, line));
        });
    }
    ui.add_space(space::XS);
}
