//! Text that is being typed. A draft lives in the view until it is sent as an edit: after a short pause of the typing, when
//! the field loses the focus, after [`MOST_TYPED`] characters, or at the latest every [`LATEST`] seconds. Once sent it is in
//! the journal, and outlives a kill. All edits of one stay in the field are one step of undo.

use egui::Ui;

use crate::state::Gesture;

use super::context::ViewContext;

/// A pause of the typing, in seconds, after which the draft is sent.
pub const PAUSE: f64 = 0.25;
/// So many typed characters are sent without waiting for a pause.
pub const MOST_TYPED: usize = 64;
/// The longest that a change stays a draft, in seconds.
pub const LATEST: f64 = 0.9;

/// A text field's draft. `K` says what the text belongs to: another key starts another draft.
#[derive(Clone, Debug)]
pub struct Draft<K> {
    key: Option<K>,
    /// The text in the field: give it to the widget.
    pub text: String,
    /// The document's text that the draft began from, or sent last.
    base: String,
    gesture: Option<Gesture>,
    first_change: Option<f64>,
    last_change: f64,
    /// Characters typed since the draft was sent.
    typed: usize,
    live: bool,
}

impl<K> Default for Draft<K> {
    fn default() -> Self {
        Self {
            key: None,
            text: String::new(),
            base: String::new(),
            gesture: None,
            first_change: None,
            last_change: 0.0,
            typed: 0,
            live: false,
        }
    }
}

/// A draft whose time has come: send it as an edit of this gesture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ready {
    /// The whole text.
    pub text: String,
    /// The gesture that makes the edits one step of undo.
    pub gesture: Gesture,
}

impl<K: PartialEq + Clone> Draft<K> {
    /// Call before the field is drawn, with what the document says. Where the draft is another thing's, what is left of
    /// the old one is given back to be sent first.
    pub fn begin(&mut self, cx: &ViewContext, key: &K, document: &str) -> Option<(K, Ready)> {
        if self.key.as_ref() != Some(key) {
            let left = self.take_unsent(cx);
            let left = self.key.take().zip(left);
            *self = Self {
                key: Some(key.clone()),
                text: document.to_owned(),
                base: document.to_owned(),
                ..Self::default()
            };
            return left;
        }
        if self.base != document && self.first_change.is_none() {
            // Undo, or another place, changed it: the field follows.
            self.text = document.to_owned();
            self.base = document.to_owned();
            self.gesture = None;
        }
        None
    }

    /// Call after the field was drawn. Says when the draft is to be sent.
    pub fn end(&mut self, ui: &Ui, cx: &ViewContext, has_focus: bool) -> Option<Ready> {
        let now = ui.input(|input| input.time);
        if self.text == self.base {
            self.first_change = None;
            if !has_focus {
                self.gesture = None;
            }
            return None;
        }
        let first = *self.first_change.get_or_insert(now);
        let (some, typed) = ui.input(|input| typed(&input.events));
        self.typed += typed;
        if some {
            self.last_change = now;
        }
        let due = (self.last_change + PAUSE).min(first + LATEST);
        if has_focus && now < due && self.typed < MOST_TYPED {
            ui.request_repaint_after_secs((due - now) as f32 + 0.01);
            return None;
        }
        let ready = self.take_unsent(cx);
        if !has_focus {
            self.gesture = None;
        }
        ready
    }

    /// Throws the typing away and shows the document's text again.
    pub fn cancel(&mut self) {
        self.text.clone_from(&self.base);
        self.first_change = None;
        self.gesture = None;
    }

    /// What the text belongs to.
    pub fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// Whether the field was in use when it was drawn last.
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Says whether the field is in use.
    pub fn set_live(&mut self, live: bool) {
        self.live = live;
    }

    /// What has not been sent yet, with what it belongs to.
    pub fn take_with_key(&mut self, cx: &ViewContext) -> Option<(K, Ready)> {
        let ready = self.take_unsent(cx)?;
        self.key.clone().map(|key| (key, ready))
    }

    /// What has not been sent yet.
    pub fn take_unsent(&mut self, cx: &ViewContext) -> Option<Ready> {
        self.first_change = None;
        self.typed = 0;
        if self.text == self.base {
            return None;
        }
        let gesture = *self.gesture.get_or_insert_with(|| cx.fresh_gesture());
        self.base.clone_from(&self.text);
        Some(Ready {
            text: self.text.clone(),
            gesture,
        })
    }
}

/// Whether something was typed, and how many characters.
fn typed(events: &[egui::Event]) -> (bool, usize) {
    let mut some = false;
    let mut characters = 0;
    for event in events {
        match event {
            egui::Event::Text(text) | egui::Event::Paste(text) => {
                some = true;
                characters += text.chars().count();
            }
            egui::Event::Ime(_) | egui::Event::Key { .. } => some = true,
            _ => {}
        }
    }
    (some, characters)
}
