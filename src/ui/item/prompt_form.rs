//! The form of one prompt: question, answer, part. Saved with Ctrl+Enter or its button, left with Escape; what was written
//! is saved too when the view is left.

use egui::{Align, Frame, Key, Margin, Modifiers, TextEdit, Ui};

use crate::domain::{Edit, Item, ItemId, Notes, PartId, Prompt, PromptId};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, radius, space};
use crate::ui::widgets::{Button, Card, MenuItem, TextField, popup_menu, text};

/// A prompt that is being written.
pub(super) struct Form {
    /// What it asks about.
    pub item: ItemId,
    /// The one that is changed; `None`: a new one.
    pub prompt: Option<PromptId>,
    part: Option<PartId>,
    ask: String,
    answer: String,
    fresh: bool,
}

/// How the form was left.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    No,
    Cancel,
    Save,
}

impl Form {
    pub(super) fn new(item: &ItemId, prompt: Option<&Prompt>) -> Self {
        Self {
            item: item.clone(),
            prompt: prompt.map(|prompt| prompt.id.clone()),
            part: prompt.and_then(|prompt| prompt.part.clone()),
            ask: prompt.map_or_else(String::new, |prompt| prompt.ask.clone()),
            answer: prompt.map_or_else(String::new, |prompt| prompt.answer.text()),
            fresh: true,
        }
    }

    /// The edit that it comes to; `None` where there is no question, or nothing was changed.
    pub(super) fn edit(self, cx: &ViewContext) -> Option<Edit> {
        let ask = self.ask.trim().to_owned();
        if ask.is_empty() {
            return None;
        }
        let answer = Notes::from_text(self.answer.trim_end());
        let Some(prompt) = self.prompt else {
            let id = cx.fresh_id(&format!("{}.own", self.item));
            let mut prompt = Prompt::new(id, self.item, ask, answer);
            prompt.part = self.part;
            return Some(Edit::AddPrompt(Box::new(prompt)));
        };
        let there = cx.plan.prompts.get(&prompt)?;
        if there.ask == ask && there.answer == answer && there.part == self.part {
            return None;
        }
        Some(Edit::ChangePrompt {
            prompt,
            part: self.part,
            ask,
            answer,
        })
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, item: &Item) -> Left {
        let mut left = Left::No;
        let save = ui.input_mut(|input| {
            let inside = !self.fresh;
            inside && input.consume_key(Modifiers::COMMAND, Key::Enter)
        });
        let fresh = std::mem::take(&mut self.fresh);
        let shown = Card::new().selected(true).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let field = TextField::new(&mut self.ask, "Question")
                .placeholder("What would an interviewer ask?")
                .on_surface()
                .show(ui);
            if fresh {
                field.response.request_focus();
            }
            if field.cancelled() {
                left = Left::Cancel;
            }
            self.answer_ui(ui);
            if !item.parts.is_empty() {
                self.part_ui(ui, item);
            }
            ui.horizontal_wrapped(|ui| {
                let ready = !self.ask.trim().is_empty();
                let button = Button::primary("Save").small().name("Save the prompt");
                let button = button.shortcut_hint("Ctrl+Enter");
                if ui.add_enabled(ready, button).clicked() || save && ready {
                    left = Left::Save;
                }
                let cancel = Button::quiet("Cancel").small();
                if ui.add(cancel.name("Cancel the prompt")).clicked() {
                    left = Left::Cancel;
                }
                if !ready {
                    text::small(ui, "A prompt needs a question.");
                }
            });
        });
        if fresh {
            // Wherever it was asked for, the whole form comes into sight.
            shown.response.scroll_to_me(Some(Align::Center));
        }
        ui.add_space(space::XS);
        left
    }

    fn answer_ui(&mut self, ui: &mut Ui) {
        let t = theme::tokens(ui);
        let id = ui.make_persistent_id("prompt answer");
        let stroke = match ui.memory(|memory| memory.has_focus(id)) {
            true => egui::Stroke::new(theme::control::FOCUS, t.accent),
            false => t.line(),
        };
        let ground = Frame::new()
            .fill(t.bg)
            .stroke(stroke)
            .corner_radius(radius::CONTROL)
            .inner_margin(Margin::symmetric(10, 8));
        let shown = ground.show(ui, |ui| {
            ui.add(
                TextEdit::multiline(&mut self.answer)
                    .id(id)
                    .frame(Frame::NONE)
                    .font(TextRole::Body.font())
                    .desired_width(f32::INFINITY)
                    .desired_rows(4)
                    .hint_text("What a good answer holds. Markdown works."),
            )
        });
        ui.ctx()
            .accesskit_node_builder(shown.inner.id, |node| node.set_label("Answer"));
    }

    fn part_ui(&mut self, ui: &mut Ui, item: &Item) {
        let whole = "The item as a whole";
        let title = |id: &PartId| item.parts.iter().find(|part| part.id == *id);
        let now = self.part.as_ref().and_then(title);
        let now = now.map_or(whole, |part| part.title.as_str());
        ui.horizontal_wrapped(|ui| {
            text::small(ui, "About");
            let name = format!("Part: {now}");
            let button = Button::new(now).trailing_icon(Icon::ChevronDown).small();
            let button = ui.add(button.name(&name));
            popup_menu(&button, |ui| {
                let none = MenuItem::new(whole).checked(self.part.is_none());
                if ui.add(none).clicked() {
                    self.part = None;
                    ui.close();
                }
                for part in &item.parts {
                    let on = self.part.as_ref() == Some(&part.id);
                    if ui.add(MenuItem::new(&part.title).checked(on)).clicked() {
                        self.part = Some(part.id.clone());
                        ui.close();
                    }
                }
            });
        });
    }
}
