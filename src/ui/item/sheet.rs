//! A field for a longer text in Markdown, for texts other than an item's notes: mentions are offered, what is typed is sent
//! as it is in notes. `K` names the text.
//!
//! Not here: the notes of an item (`notes.rs`), when a draft is sent (`ui/draft.rs`).

use egui::{Frame, Margin, TextEdit, Ui};

use crate::domain::ItemId;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::theme::{self, radius};

use super::markdown::Live;
use super::mentioned::Offer;

/// How a field looks and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its name.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// At least so many lines.
    pub rows: usize,
}

/// What is being written.
pub struct Sheet<K> {
    draft: Draft<K>,
    live: Live,
    offer: Offer,
    take_focus: bool,
}

impl<K> Default for Sheet<K> {
    fn default() -> Self {
        Self {
            draft: Draft::default(),
            live: Live::default(),
            offer: Offer::default(),
            take_focus: false,
        }
    }
}

impl<K: PartialEq + Clone + std::hash::Hash + std::fmt::Debug> Sheet<K> {
    /// Puts the cursor into the field when it is drawn next.
    pub fn focus(&mut self) {
        self.take_focus = true;
    }

    /// Draws the field; gives what is to be sent, the text that was left first. `of` is the item that the text is about.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        (key, of): (&K, &ItemId),
        document: &str,
        look: Look<'_>,
    ) -> Vec<(K, Ready)> {
        let mut send: Vec<(K, Ready)> = Vec::new();
        send.extend(self.draft.begin(cx, key, document));
        let t = theme::tokens(ui);
        let id = ui.make_persistent_id(("sheet", key));
        let focused = ui.memory(|memory| memory.has_focus(id));
        let stroke = if focused {
            egui::Stroke::new(theme::control::FOCUS, t.accent)
        } else {
            t.line()
        };
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(stroke)
            .corner_radius(radius::CARD)
            .inner_margin(Margin::symmetric(12, 10));
        let open = self.offer.keys(ui, cx, id, &self.draft.text, of);
        let live = &mut self.live;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            live.galley(ui, t, text.as_str(), width)
        };
        let response = frame
            .show(ui, |ui| {
                let rows = self.draft.text.lines().count().clamp(look.rows, 40);
                ui.add(
                    TextEdit::multiline(&mut self.draft.text)
                        .id(id)
                        .frame(Frame::NONE)
                        .font(theme::TextRole::Body.font())
                        .layouter(&mut layouter)
                        .desired_width(f32::INFINITY)
                        .desired_rows(rows)
                        .hint_text(look.hint),
                )
            })
            .inner;
        let name = look.name.to_owned();
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_label(name));
        if std::mem::take(&mut self.take_focus) {
            response.request_focus();
        }
        if let Some(open) = open {
            let clicked = if open.taken.is_none() {
                self.offer.ui(ui, cx, &open)
            } else {
                None
            };
            if let Some(named) = open.taken.as_ref().or(clicked.as_ref()) {
                open.take(ui, cx, id, &mut self.draft.text, named);
            }
        }
        if let Some(ready) = self.draft.end(ui, cx, response.has_focus()) {
            send.push((key.clone(), ready));
        }
        send
    }

    /// What is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) -> Option<(K, Ready)> {
        self.draft.take_with_key(cx)
    }
}
