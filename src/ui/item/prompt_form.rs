//! The form of one prompt: question, answer, part. What is typed is in the plan a moment later, as with notes, so that it
//! outlives another view and a kill; the whole form is one step of undo. Its button and Ctrl+Enter close it, Escape puts
//! everything back as it was.

use egui::{Align, Frame, Key, Margin, Modifiers, TextEdit, Ui};

use crate::domain::{Edit, Item, ItemId, Notes, PartId, Prompt, PromptId};
use crate::state::{Action, Gesture};
use crate::ui::context::ViewContext;
use crate::ui::draft::Draft;
use crate::ui::theme::{self, Icon, TextRole, radius, space};
use crate::ui::widgets::{Button, Card, MenuItem, TextField, bring_whole, popup_menu, text};

/// Between the fields of a form where they are one text: no keyboard writes it.
const BETWEEN: char = '\u{1f}';
/// What a prompt asks whose answer was written first.
const NO_QUESTION: &str = "?";

/// A prompt that is being written.
pub(super) struct Form {
    /// What it asks about.
    pub item: ItemId,
    /// The one that is written; a new one is in the plan once something was typed.
    pub prompt: PromptId,
    /// As it was before; `None`: it is new.
    before: Option<Prompt>,
    part: Option<PartId>,
    ask: String,
    answer: String,
    fresh: bool,
    /// When to send it; its text is all fields as one.
    draft: Draft<PromptId>,
    gesture: Gesture,
}

/// How the form was left.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    No,
    Cancel,
    Save,
}

impl Form {
    pub(super) fn new(cx: &ViewContext, item: &ItemId, prompt: Option<&Prompt>) -> Self {
        let id = prompt.map(|prompt| prompt.id.clone());
        let mut form = Self {
            item: item.clone(),
            prompt: id.unwrap_or_else(|| cx.fresh_id(&format!("{item}.own"))),
            before: prompt.cloned(),
            part: prompt.and_then(|prompt| prompt.part.clone()),
            ask: prompt.map_or_else(String::new, |prompt| prompt.ask.clone()),
            answer: prompt.map_or_else(String::new, |prompt| prompt.answer.text()),
            fresh: true,
            draft: Draft::default(),
            gesture: cx.fresh_gesture(),
        };
        let (key, text) = (form.prompt.clone(), form.text());
        form.draft.begin(cx, &key, &text);
        form
    }

    /// Whether the prompt is new.
    pub(super) fn is_new(&self) -> bool {
        self.before.is_none()
    }

    fn text(&self) -> String {
        let part = self.part.as_ref().map_or("", |part| part.as_str());
        format!("{}{BETWEEN}{}{BETWEEN}{part}", self.ask, self.answer)
    }

    /// Sends what has not been sent yet.
    pub(super) fn flush(&mut self, cx: &ViewContext) {
        self.draft.text = self.text();
        if self.draft.take_unsent(cx).is_some() {
            self.send(cx);
        }
    }

    /// Puts everything back as it was before the form was opened.
    pub(super) fn cancel(self, cx: &ViewContext) {
        let Some(there) = cx.plan.prompts.get(&self.prompt) else {
            return;
        };
        let edit = match self.before {
            None => Edit::DeletePrompt(self.prompt),
            Some(before) if **there != before => Edit::ChangePrompt {
                prompt: before.id,
                part: before.part,
                ask: before.ask,
                answer: before.answer,
            },
            Some(_) => return,
        };
        cx.send(Action::EditIn(edit, self.gesture));
    }

    fn send(&self, cx: &ViewContext) {
        let answer = Notes::from_text(self.answer.trim_end());
        let ask = match self.ask.trim() {
            "" if answer.is_empty() => None,
            "" => Some(NO_QUESTION.to_owned()),
            ask => Some(ask.to_owned()),
        };
        let there = cx.plan.prompts.get(&self.prompt);
        let edit = match (there, ask) {
            // Nothing is left of a new one.
            (Some(_), None) if self.is_new() => Edit::DeletePrompt(self.prompt.clone()),
            (_, None) => return,
            (None, Some(ask)) => {
                let (id, item) = (self.prompt.clone(), self.item.clone());
                let mut prompt = Prompt::new(id, item, ask, answer);
                prompt.part.clone_from(&self.part);
                Edit::AddPrompt(Box::new(prompt))
            }
            (Some(there), Some(ask)) => {
                if there.ask == ask && there.answer == answer && there.part == self.part {
                    return;
                }
                Edit::ChangePrompt {
                    prompt: self.prompt.clone(),
                    part: self.part.clone(),
                    ask,
                    answer,
                }
            }
        };
        cx.send(Action::EditIn(edit, self.gesture));
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) -> Left {
        let (mut left, mut writing) = (Left::No, false);
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
            writing |= field.response.has_focus();
            writing |= self.answer_ui(ui);
            if !item.parts.is_empty() {
                self.part_ui(ui, item);
            }
            ui.horizontal_wrapped(|ui| {
                let ready = !self.ask.trim().is_empty();
                let button = Button::primary("Done").small().name("Done with the prompt");
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
            bring_whole(ui, shown.response.rect, Some(Align::Center));
        }
        ui.add_space(space::XS);
        self.draft.text = self.text();
        if self.draft.end(ui, cx, writing).is_some() {
            self.send(cx);
        }
        left
    }

    /// Whether the answer is being written.
    fn answer_ui(&mut self, ui: &mut Ui) -> bool {
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
        shown.inner.has_focus()
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
