//! A field for one line of text. Enter or leaving it commits, Escape puts the old text back.

use super::key_cap;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Align, CornerRadius, Frame, Id, Key, Layout, Margin, Rect, Response, Stroke, StrokeKind,
    TextEdit, Ui, UiBuilder, pos2, vec2,
};

/// What happened to the text in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldEvent {
    /// Nothing.
    #[default]
    None,
    /// It is being typed.
    Edited,
    /// Enter was pressed, or the field was left with another text than before.
    Committed,
    /// Escape: the text is what it was before.
    Cancelled,
}

/// What a field returns.
pub struct FieldOutput {
    /// The response of the text itself (focus, changes).
    pub response: Response,
    /// What happened.
    pub event: FieldEvent,
}

impl FieldOutput {
    /// The text is to be taken.
    pub fn committed(&self) -> bool {
        self.event == FieldEvent::Committed
    }

    /// The text changed while typing (for search as you type).
    pub fn edited(&self) -> bool {
        self.event == FieldEvent::Edited
    }

    /// Escape was pressed.
    pub fn cancelled(&self) -> bool {
        self.event == FieldEvent::Cancelled
    }
}

/// `TextField::new(&mut text, "Plan name").show(ui).committed()`
#[must_use]
pub struct TextField<'a> {
    text: &'a mut String,
    name: &'a str,
    placeholder: &'a str,
    icon: Option<Icon>,
    keys: Option<&'a str>,
    width: Option<f32>,
    height: f32,
    id: Option<Id>,
    on_surface: bool,
    error: bool,
    room: f32,
}

impl<'a> TextField<'a> {
    /// The text and the name of the field, which is not shown.
    pub fn new(text: &'a mut String, name: &'a str) -> Self {
        Self {
            text,
            name,
            placeholder: "",
            icon: None,
            keys: None,
            width: None,
            height: control::HEIGHT,
            id: None,
            on_surface: false,
            error: false,
            room: 0.0,
        }
    }

    /// Words shown while it is empty.
    pub fn placeholder(mut self, text: &'a str) -> Self {
        self.placeholder = text;
        self
    }

    /// An icon at its left.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The key that leads here, shown at the right while it is empty.
    pub fn shortcut_hint(mut self, keys: &'a str) -> Self {
        self.keys = Some(keys);
        self
    }

    /// This wide, points; else all the room there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// 28 high, for rows.
    pub fn small(mut self) -> Self {
        self.height = control::SMALL;
        self
    }

    /// 32 high, for bars.
    pub fn bar(mut self) -> Self {
        self.height = control::FIELD;
        self
    }

    /// It stands on a card or bar: its ground is the window's, not white.
    pub fn on_surface(mut self) -> Self {
        self.on_surface = true;
        self
    }

    /// The text cannot be used as it is (say why in words beside it).
    pub fn error(mut self, error: bool) -> Self {
        self.error = error;
        self
    }

    /// So much room at its right end stays free for something else, points.
    pub fn room_right(mut self, room: f32) -> Self {
        self.room = room;
        self
    }

    /// A fixed id, to move the focus here.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui) -> FieldOutput {
        let tokens = theme::tokens(ui);
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let (rect, outer) = ui.allocate_exact_size(
            vec2(width, self.height),
            super::paint::click_without_focus(),
        );
        let id = self.id.unwrap_or_else(|| outer.id.with("text"));
        let focused = ui.memory(|memory| memory.has_focus(id));

        let ground = if self.on_surface {
            tokens.bg
        } else {
            tokens.surface
        };
        let stroke = match (self.error, focused, outer.hovered()) {
            (true, ..) => Stroke::new(1.5, tokens.bad),
            (false, true, _) => Stroke::new(control::FOCUS, tokens.accent),
            (false, false, true) => Stroke::new(1.0, tokens.border_strong),
            (false, false, false) => tokens.line(),
        };
        let corner = CornerRadius::same(radius::CONTROL);
        ui.painter()
            .rect(rect, corner, ground, stroke, StrokeKind::Inside);

        let mut inner = rect.shrink2(vec2(12.0, 0.0));
        inner.max.x = (inner.max.x - self.room).max(inner.min.x);
        if let Some(icon) = self.icon {
            let size = 16.0;
            let center = pos2(inner.left() + size / 2.0, rect.center().y);
            icon.paint(ui.painter(), center, size, tokens.muted);
            inner.min.x += size + space::S + 1.0;
        }
        if let Some(keys) = self.keys
            && self.text.is_empty()
        {
            let cap = key_cap::width(ui, keys);
            let right = rect.right() - 10.0;
            let area =
                Rect::from_min_max(pos2(right - cap, rect.top()), pos2(right, rect.bottom()));
            key_cap::paint_key_cap(ui, area, keys);
            inner.max.x = area.left() - space::S;
        }

        let font = TextRole::Body.font();
        let hint = TextRole::Body
            .rich_in(Weight::Regular, self.placeholder)
            .color(tokens.faint);
        let before = id.with("text before");
        if focused {
            let old = self.text.clone();
            ui.data_mut(|data| data.get_temp_mut_or(before, old).len());
        }
        let builder = UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center));
        let mut field = ui.new_child(builder);
        field.set_clip_rect(inner.expand(2.0).intersect(ui.clip_rect()));
        let text = &mut *self.text;
        let edit = TextEdit::singleline(text)
            .id(id)
            .font(font)
            .text_color(tokens.text)
            .hint_text(hint)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .desired_width(inner.width())
            .align(egui::Align2::LEFT_CENTER);
        let response = edit
            .show(&mut field)
            .response
            .response
            .accessible_name(self.name);
        if outer.clicked() {
            response.request_focus();
        }
        outer.on_hover_cursor(egui::CursorIcon::Text);

        if response.gained_focus() {
            let old = self.text.clone();
            ui.data_mut(|data| data.insert_temp(before, old));
        }
        let mut event = FieldEvent::None;
        if response.changed() {
            event = FieldEvent::Edited;
        }
        if response.lost_focus() {
            let old = ui.data_mut(|data| data.remove_temp::<String>(before));
            let (escape, enter) = ui.input(|input| {
                (
                    input.key_pressed(Key::Escape),
                    input.key_pressed(Key::Enter),
                )
            });
            if escape {
                if let Some(old) = old {
                    *self.text = old;
                    event = FieldEvent::Cancelled;
                }
            } else if old.is_some_and(|old| enter || old != *self.text) {
                event = FieldEvent::Committed;
            }
        }
        FieldOutput { response, event }
    }
}

/// Selects all of a text field: what is typed next replaces it.
pub(in crate::ui) fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEditState::load(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state
        .cursor
        .set_char_range(Some(CCursorRange::two(CCursor::default(), end)));
    state.store(ui.ctx(), id);
}
