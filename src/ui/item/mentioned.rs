//! Mentions (`[[GPT-3]]`) on screen: links in the read note, a list to choose from while one is typed, and the items whose notes
//! name this one.
//!
//! Not here: which text is a mention, and whom it means (`domain/mentions.rs`).

use egui::text::{CCursor, CCursorRange};
use egui::{Key, Modifiers, TextEdit, Ui};

use crate::domain::mentions::{Mentions, mentions};
use crate::domain::{Item, ItemId};
use crate::ui::context::ViewContext;
use crate::ui::find;
use crate::ui::theme::{self, TextRole, Weight, space};
use crate::ui::widgets::{MenuItem, text};

use super::{Place, go_to, heading};
use crate::ui::plan_words::step_of;

/// The most items that are offered while a mention is typed.
const OFFERED: usize = 6;

/// A note made ready for a Markdown viewer: its mentions are links.
#[derive(Clone, Debug, Default)]
pub(super) struct Linked {
    pub(super) text: String,
    /// The addresses of the mentions, and whom they mean.
    pub(super) links: Vec<(String, ItemId)>,
}

impl Linked {
    pub(super) fn new(note: &str, known: &Mentions) -> Self {
        let mut made = Self::default();
        let mut done = 0;
        for (range, name) in mentions(note) {
            let Some(item) = known.item(name) else {
                continue;
            };
            made.text
                .push_str(note.get(done..range.start).unwrap_or_default());
            let url = format!("cairn-item:{}", made.links.len());
            made.text.push('[');
            for letter in name.chars() {
                if letter.is_ascii_punctuation() {
                    made.text.push('\\');
                }
                made.text.push(letter);
            }
            made.text.push_str("](");
            made.text.push_str(&url);
            made.text.push(')');
            made.links.push((url, item.clone()));
            done = range.end;
        }
        made.text.push_str(note.get(done..).unwrap_or_default());
        made
    }
}

/// The list that is offered while a mention is typed.
#[derive(Default)]
pub(super) struct Offer {
    chosen: usize,
    query: String,
    /// The user closed the list for this query.
    closed: bool,
}

impl Offer {
    /// Takes the keys of the list before the field sees them. Says what was chosen by key.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        field: egui::Id,
        text: &str,
        but: &ItemId,
    ) -> Option<Open> {
        let open = Open::at_cursor(ui, field, text)?;
        if open.query != self.query {
            self.query.clone_from(&open.query);
            self.chosen = 0;
            self.closed = false;
        }
        if self.closed {
            return None;
        }
        let found = find::items(&cx.plan, &open.query, but, OFFERED);
        if found.is_empty() {
            return None;
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let last = found.len() - 1;
        if pressed(Key::ArrowDown) {
            self.chosen = if self.chosen >= last {
                0
            } else {
                self.chosen + 1
            };
        }
        if pressed(Key::ArrowUp) {
            self.chosen = self.chosen.checked_sub(1).unwrap_or(last);
        }
        self.chosen = self.chosen.min(last);
        if pressed(Key::Escape) {
            self.closed = true;
            return None;
        }
        let enter = pressed(Key::Enter) || pressed(Key::Tab);
        Some(Open {
            taken: enter.then(|| found.get(self.chosen).cloned()).flatten(),
            found,
            ..open
        })
    }

    /// Draws the list below the field; says what was clicked.
    pub(super) fn ui(&self, ui: &mut Ui, cx: &ViewContext, open: &Open) -> Option<ItemId> {
        let t = theme::tokens(ui);
        let mut taken = None;
        ui.add_space(space::XS);
        egui::Frame::new()
            .fill(t.sunken)
            .corner_radius(theme::radius::CONTROL)
            .inner_margin(space::XS)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 0.0;
                text::small(ui, "Mention an item: ↑ ↓ choose, Enter takes it");
                for (n, id) in open.found.iter().enumerate() {
                    let entry = MenuItem::new(cx.plan.title_of(id)).checked(n == self.chosen);
                    if ui.add(entry).clicked() {
                        taken = Some(id.clone());
                    }
                }
            });
        taken
    }
}

/// A mention that is being typed: “[[gp” with the cursor behind it.
#[derive(Clone, Debug)]
pub(super) struct Open {
    /// Where its words begin, in characters.
    start: usize,
    /// Where the cursor is, in characters.
    end: usize,
    query: String,
    found: Vec<ItemId>,
    /// What was chosen by key.
    pub(super) taken: Option<ItemId>,
}

impl Open {
    fn at_cursor(ui: &Ui, field: egui::Id, text: &str) -> Option<Self> {
        if !ui.memory(|memory| memory.has_focus(field)) {
            return None;
        }
        let state = TextEdit::load_state(ui.ctx(), field)?;
        let end = state.cursor.char_range()?.primary.index.0;
        let at = text
            .char_indices()
            .nth(end)
            .map_or(text.len(), |(at, _)| at);
        let before = text.get(..at)?;
        let line = before.get(before.rfind('\n').map_or(0, |at| at + 1)..)?;
        let query = line.get(line.rfind("[[")? + 2..)?;
        if query.contains("]]") || query.chars().count() > 60 {
            return None;
        }
        Some(Self {
            start: end - query.chars().count(),
            end,
            query: query.to_owned(),
            found: Vec::new(),
            taken: None,
        })
    }

    /// Puts the chosen item's name in the place of what was typed, and the cursor behind it.
    pub(super) fn take(
        &self,
        ui: &Ui,
        cx: &ViewContext,
        field: egui::Id,
        text: &mut String,
        item: &ItemId,
    ) {
        let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
        let (start, mut end) = (byte(self.start), byte(self.end));
        if text.get(end..).is_some_and(|rest| rest.starts_with("]]")) {
            end += 2;
        }
        let name = cx.plan.short_title_of(item);
        text.replace_range(start..end, &format!("{name}]]"));
        let cursor = self.start + name.chars().count() + 2;
        let mut state = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
        let range = CCursorRange::one(CCursor::new(cursor));
        state.cursor.set_char_range(Some(range));
        state.store(ui.ctx(), field);
        ui.memory_mut(|memory| memory.request_focus(field));
    }
}

/// The items whose notes name this one.
pub(super) fn back_links(
    ui: &mut Ui,
    cx: &ViewContext,
    known: &Mentions,
    item: &Item,
    place: Place,
) {
    let by = known.of(&item.id);
    if by.is_empty() {
        return;
    }
    heading(ui, "Mentioned in notes of");
    let t = theme::tokens(ui);
    for id in by {
        let Some(other) = cx.plan.items.get(id) else {
            continue;
        };
        ui.horizontal(|ui| {
            crate::ui::widgets::step_badge(ui, step_of(&cx.plan, other));
            let words = TextRole::Body.rich_in(Weight::Medium, other.short_title());
            let link = ui.add(egui::Link::new(words.color(t.accent)));
            let line = other.notes.lines().iter().find(|line| {
                mentions(line)
                    .iter()
                    .any(|(_, name)| known.item(name) == Some(&item.id))
            });
            if let Some(line) = line {
                let (role, weight) = (TextRole::Chip, Weight::Regular);
                text::truncated(ui, role, weight, t.muted, line.trim()).on_hover_text(line.trim());
            }
            if link.clicked() {
                go_to(cx, id, place);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Kind, Plan, PlanId};

    #[test]
    fn mentions_become_links() {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", Day::MIN);
        let mut gpt = Item::new(
            ItemId::slug("paper.gpt-3"),
            Kind::Paper,
            "Few-Shot Learners",
        );
        gpt.short = "GPT-3".to_owned();
        plan.items.put(gpt);
        let known = Mentions::new(&plan);
        let note = "a [[gpt-3]] b\n- [ ] [[who]] c [[GPT-3]]\n- [ ] d";
        let made = Linked::new(note, &known);
        let text = "a [gpt\\-3](cairn-item:0) b\n- [ ] [[who]] c [GPT\\-3](cairn-item:1)\n- [ ] d";
        assert_eq!(made.text, text);
    }
}
