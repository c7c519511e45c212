//! The field for a longer text in Markdown ([`Pen`]): it looks like what it means while it is written, mentions are offered.
//! And such a field with a draft of its own ([`Sheet`]), for texts other than an item's notes; `K` names the text.
//!
//! Not here: reading and writing the notes of an item (`notes.rs`), when a draft is sent (`ui/draft.rs`).

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Frame, Id, Margin, Response, TextEdit, Ui};

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
    /// At least and at most so many lines; more make it no higher.
    pub rows: (usize, usize),
}

/// What a field for Markdown needs from frame to frame besides its text.
#[derive(Default)]
pub(super) struct Pen {
    live: Live,
    offer: Offer,
}

impl Pen {
    /// Draws the field over `text`; `of` is the item that the text is about. `enter`: it is to have the cursor.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        (id, of): (Id, &ItemId),
        text: &mut String,
        look: Look<'_>,
        enter: bool,
    ) -> Response {
        let t = theme::tokens(ui);
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
        let open = self.offer.keys(ui, cx, id, text, of);
        let live = &mut self.live;
        let mut layouter = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            live.galley(ui, t, text.as_str(), width)
        };
        let response = frame
            .show(ui, |ui| {
                let (least, most) = look.rows;
                let rows = text.lines().count().clamp(least, most);
                ui.add(
                    TextEdit::multiline(text)
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
        if enter {
            response.request_focus();
        }
        if let Some(open) = open {
            let clicked = if open.taken.is_none() {
                self.offer.ui(ui, cx, &open)
            } else {
                None
            };
            if let Some(named) = open.taken.as_ref().or(clicked.as_ref()) {
                open.take(ui, cx, id, text, named);
            }
        }
        response
    }
}

/// What is being written.
pub struct Sheet<K> {
    draft: Draft<K>,
    pen: Pen,
    /// The text whose field is to have the cursor when it is drawn.
    enter: Option<K>,
}

impl<K> Default for Sheet<K> {
    fn default() -> Self {
        Self {
            draft: Draft::default(),
            pen: Pen::default(),
            enter: None,
        }
    }
}

impl<K: PartialEq + Clone + std::hash::Hash + std::fmt::Debug> Sheet<K> {
    /// Puts the cursor into the field of this text, as soon as it is drawn.
    pub fn focus(&mut self, key: K) {
        self.enter = Some(key);
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
        let id = ui.make_persistent_id(("sheet", key));
        let enter = self.enter.take_if(|wanted| wanted == key).is_some();
        let text = &mut self.draft.text;
        let response = self.pen.ui(ui, cx, (id, of), text, look, enter);
        if enter {
            // Who comes back goes on where the text ends.
            let end = CCursor::new(text.chars().count());
            let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::one(end)));
            state.store(ui.ctx(), id);
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
