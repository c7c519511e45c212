//! The notes of an item: Markdown, read as text, written as lines. What is typed is sent after a pause, so a crash costs
//! next to nothing; one stay in the field is one step of undo.

use egui::{Align, Frame, Key, Layout, Margin, Role, Sense, Ui, WidgetInfo};

use crate::domain::mentions::Mentions;
use crate::domain::{Item, ItemField, ItemId, Notes};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::theme::{self, Icon, radius, space};
use crate::ui::widgets::{Button, MenuItem, popup_menu, text};

use super::reading::{Did, Reader};
use super::sheet::{Look, Pen};
use super::study::change;
use super::templates::Template;
use super::{Note, heading};

/// What is being written.
#[derive(Default)]
pub(super) struct NotesEditor {
    draft: Draft<ItemId>,
    writing: Option<ItemId>,
    fresh: bool,
    reader: Reader,
    pen: Pen,
}

impl NotesEditor {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, note: Note<'_>) {
        let (writes, known) = note;
        if writes {
            self.write(item);
        }
        let writing = self.writing.as_ref() == Some(&item.id);
        let text = item.notes.text();
        if let Some((other, left)) = self.draft.begin(cx, &item.id, &text) {
            send(cx, &other, left);
            self.writing = writes.then(|| item.id.clone());
        }
        ui.horizontal(|ui| {
            ui.vertical(|ui| heading(ui, "Notes"));
            ui.with_layout(Layout::right_to_left(Align::Max), |ui| {
                if writing {
                    self.templates(ui, item);
                    if ui
                        .add(Button::quiet("Read").icon(Icon::Eye).small())
                        .clicked()
                    {
                        self.writing = None;
                    }
                } else if !self.draft.text.trim().is_empty()
                    && ui
                        .add(
                            Button::quiet("Write")
                                .icon(Icon::Edit)
                                .small()
                                .name("Write a note"),
                        )
                        .clicked()
                {
                    self.write(item);
                }
            });
        });
        if self.writing.as_ref() == Some(&item.id) {
            self.edit(ui, cx, item);
        } else {
            self.read(ui, cx, item, known);
            // What was typed a moment ago and not sent yet goes with the field.
            if let Some(ready) = self.draft.end(ui, cx, false) {
                send(cx, &item.id, ready);
            }
        }
    }

    /// Sends what is still being typed.
    pub(super) fn flush(&mut self, cx: &ViewContext) {
        if let Some((item, ready)) = self.draft.take_with_key(cx) {
            send(cx, &item, ready);
        }
    }

    fn write(&mut self, item: &Item) {
        self.writing = Some(item.id.clone());
        self.fresh = true;
    }

    fn edit(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        let id = ui.make_persistent_id("notes text");
        let name = format!("Notes of {}", item.short_title());
        let look = Look {
            name: &name,
            hint: "Markdown works: # heading, - list, - [ ] task, **strong**, `code`. [[ mentions an item.",
            rows: (8, 30),
        };
        let enter = std::mem::take(&mut self.fresh);
        let text = &mut self.draft.text;
        let response = self.pen.ui(ui, cx, (id, &item.id), text, look, enter);
        if let Some(ready) = self.draft.end(ui, cx, response.has_focus()) {
            send(cx, &item.id, ready);
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.writing = None;
        }
        text::small(ui, "Saved while you type. Esc shows it as text.");
    }

    fn read(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, known: &Mentions) {
        let t = theme::tokens(ui);
        if self.draft.text.trim().is_empty() {
            text::muted(ui, "What would you say about it in an interview?");
            ui.add_space(space::XS);
            let name = format!("Write a note about {}", item.short_title());
            ui.horizontal(|ui| {
                let button = Button::new("Write a note").icon(Icon::Note).small();
                if ui.add(button.name(&name)).clicked() {
                    self.write(item);
                }
                self.templates(ui, item);
            });
            return;
        }
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(t.line())
            .corner_radius(radius::CARD)
            .inner_margin(Margin::symmetric(12, 10));
        let (reader, note) = (&mut self.reader, &self.draft.text);
        // A click beside the words begins to write; the words themselves can be selected, their links followed, their tasks
        // ticked: the ground lies below them.
        let ground = egui::UiBuilder::new()
            .id_salt("notes ground")
            .sense(Sense::click());
        let shown = ui.scope_builder(ground, |ui| {
            let shown = frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::XS;
                reader.ui(ui, cx.revision, note, known)
            });
            shown.inner
        });
        match shown.inner {
            Some(Did::Follow(item)) if cx.item_page.is_some() => cx.send(Action::OpenItem(item)),
            Some(Did::Follow(item)) => cx.send(Action::Select(item)),
            Some(Did::Tick(text)) => {
                let notes = ItemField::Notes(Notes::from_text(&text));
                cx.send(Action::EditQuietly(change(item, notes)));
            }
            None => {}
        }
        let ground = shown.response;
        let name = format!("Notes of {}: click to write", item.short_title());
        ground.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if crate::ui::widgets::focused(&ground) {
            ui.painter().rect_stroke(
                ground.rect,
                radius::CARD,
                egui::Stroke::new(theme::control::FOCUS, t.accent),
                egui::StrokeKind::Outside,
            );
        }
        if ground.clicked() {
            self.write(item);
        }
    }
}

impl NotesEditor {
    /// The templates that fit: as one button where one does, else as a menu.
    fn templates(&mut self, ui: &mut Ui, item: &Item) {
        let mut chosen = None;
        match Template::of(item) {
            Some(template) => {
                let name = format!("Insert the template: {}", template.name());
                let button = Button::quiet(template.name()).icon(Icon::Layers).small();
                let button = button.name(&name).tooltip("Puts its headings at the end");
                if ui.add(button).clicked() {
                    chosen = Some(template);
                }
            }
            None => {
                let button = Button::quiet("Template").icon(Icon::Layers).small();
                let button = ui.add(button.name("Insert a template"));
                popup_menu(&button, |ui| {
                    for template in Template::ALL {
                        if ui.add(MenuItem::new(template.name())).clicked() {
                            chosen = Some(template);
                            ui.close();
                        }
                    }
                });
            }
        }
        if let Some(template) = chosen {
            template.add_to(&mut self.draft.text, item);
            self.write(item);
        }
    }
}

fn send(cx: &ViewContext, item: &ItemId, ready: Ready) {
    let Some(item) = cx.plan.items.get(item) else {
        return;
    };
    let notes = ItemField::Notes(Notes::from_text(&ready.text));
    cx.send(Action::EditIn(change(item, notes), ready.gesture));
}
