//! A link is shown whole before it is opened for the first time.
//!
//! Not here: which links are asked about (`state/links`).

use egui::Ui;

use crate::state::Action;
use crate::store::links::Target;
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, space};
use crate::ui::widgets::{Button, text};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 520.0;

/// Draws the question. `fresh` on its first frame: the button that leaves everything as it is gets the focus.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, target: &Target, fresh: bool) {
    let (title, where_to, whole, words, button, icon) = match target {
        Target::Web { url, host } => (
            "Open in the browser?",
            host.as_str(),
            url.clone(),
            web_words(host),
            format!("Open {host}"),
            Icon::External,
        ),
        Target::File(path) => (
            "Open this file?",
            "",
            path.display().to_string(),
            "It opens in the program that your desktop has for it. Cairn asks each time.",
            "Open the file".to_owned(),
            Icon::File,
        ),
    };
    let modal = super::modal(ui, "link").show(ui.ctx(), |ui| {
        ui.set_width(WIDEST.min(ui.ctx().content_rect().width() - 80.0));
        text::item_title(ui, title);
        ui.add_space(space::S);
        if !where_to.is_empty() {
            text::big(ui, where_to);
        }
        let t = theme::tokens(ui);
        let shown = TextRole::Body.rich(&whole).color(t.muted);
        ui.add(egui::Label::new(shown).wrap());
        ui.add_space(space::S);
        text::body(ui, words);
        ui.add_space(space::M);
        ui.horizontal_wrapped(|ui| {
            if ui.add(Button::primary(&button).icon(icon)).clicked() {
                cx.send(Action::OpenAskedLink);
            }
            let cancel = ui.add(Button::new("Cancel"));
            if fresh {
                cancel.request_focus();
            }
            if cancel.clicked() {
                cx.send(Action::Dismiss);
            }
            if ui.add(Button::quiet("Copy the address")).clicked() {
                ui.ctx().copy_text(whole.clone());
                cx.send(Action::Say("Copied the address".to_owned()));
                cx.send(Action::Dismiss);
            }
        });
    });
    if modal.should_close() {
        cx.send(Action::Dismiss);
    }
}

fn web_words(host: &str) -> &'static str {
    if host.split('.').any(|part| part.starts_with("xn--")) {
        "This name is written in letters of other scripts, which may look like a name you know: “xn--” is how they are spelt out. Open it only if you expect it."
    } else {
        "It is the first link to this place. Cairn asks once for each, and opens nothing by itself."
    }
}
