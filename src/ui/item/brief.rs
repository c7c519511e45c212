//! What a design prompt asks for: requirements, numbers, the machine-learning component, deep dives.

use egui::Ui;

use crate::domain::{BriefKind, Item};
use crate::ui::theme::space;
use crate::ui::widgets::text;

use super::heading;

pub(super) fn ui(ui: &mut Ui, item: &Item) {
    let Some(brief) = &item.brief else { return };
    heading(ui, "The prompt");
    text::muted(
        ui,
        match brief.kind {
            BriefKind::Ml => {
                "A machine-learning design: clarify, frame, data, model, serve, evaluate."
            }
            BriefKind::Plain => "A system design: clarify, estimate, draw, dive deep.",
        },
    );
    list(
        ui,
        "Functional requirements to ask about",
        &brief.functional,
    );
    list(
        ui,
        "Non-functional requirements to ask about",
        &brief.non_functional,
    );
    list(ui, "Numbers to estimate", &brief.numbers);
    if !brief.ml.is_empty() {
        list(
            ui,
            "The machine-learning part worth raising",
            std::slice::from_ref(&brief.ml),
        );
    }
    list(ui, "Deep dives", &brief.deep_dives);
}

fn list(ui: &mut Ui, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(space::S);
    text::medium(ui, title);
    for line in lines {
        ui.horizontal_top(|ui| {
            text::muted(ui, "•");
            ui.vertical(|ui| text::body(ui, line));
        });
    }
}
