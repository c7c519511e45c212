//! The line for a quick note below a session's card. What is typed there stands in the item's notes a moment later, as
//! one more list item; the field only shows that last line.

use egui::{Id, Ui};

use crate::domain::{Edit, ItemField, ItemId, Notes, SessionId};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::theme::Icon;
use crate::ui::widgets::TextField;

/// The one line that can be typed at a time.
#[derive(Default)]
pub struct QuickNote {
    /// Whose notes it goes to.
    of: Option<(SessionId, ItemId)>,
    /// The notes without the line.
    before: String,
    /// Counts the lines, so that each has a draft of its own.
    line: u32,
    draft: Draft<(SessionId, u32)>,
    take_focus: bool,
    /// Whether a line was added since the field was opened.
    added: bool,
}

/// What became of the field in this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteEvent {
    /// Escape: put it away.
    pub closed: bool,
}

impl QuickNote {
    /// Puts the cursor into the field when it is drawn next.
    pub fn focus(&mut self) {
        self.take_focus = true;
    }

    /// Draws the field for a session.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        session: &SessionId,
        item: &ItemId,
    ) -> NoteEvent {
        let Some(known) = cx.plan.items.get(item) else {
            return NoteEvent::default();
        };
        let notes = known.notes.text();
        if self.of.as_ref().map(|of| &of.0) != Some(session) {
            self.flush(cx);
            self.of = Some((session.clone(), item.clone()));
            self.before.clone_from(&notes);
            self.added = false;
            self.line += 1;
        }
        let shown = match line_of(&self.before, &notes) {
            Some(line) => line.to_owned(),
            None => {
                // The notes were changed elsewhere, or a line was undone.
                self.before.clone_from(&notes);
                String::new()
            }
        };
        let key = (session.clone(), self.line);
        self.draft.begin(cx, &key, &shown);
        let name = format!("Note on {}", known.short_title());
        let placeholder = if self.added {
            "Added to the notes. Another line…"
        } else {
            "A line for the notes…"
        };
        let field = TextField::new(&mut self.draft.text, &name)
            .placeholder(placeholder)
            .icon(Icon::Note)
            .id(Id::unique(("quick note", session.as_str())))
            .on_surface()
            .show(ui);
        if std::mem::take(&mut self.take_focus) {
            field.response.request_focus();
            field.response.scroll_to_me(None);
        }
        if field.cancelled() {
            self.draft.text.clear();
            if let Some(ready) = self.draft.take_unsent(cx) {
                self.send(cx, ready);
            }
            return NoteEvent { closed: true };
        }
        let has_focus = field.response.has_focus();
        if let Some(ready) = self.draft.end(ui, cx, has_focus) {
            self.send(cx, ready);
        }
        if field.committed() && !self.draft.text.trim().is_empty() {
            if let Some(ready) = self.draft.take_unsent(cx) {
                self.send(cx, ready);
            }
            self.next_line();
            self.added = true;
            self.take_focus = ui.input(|input| input.key_pressed(egui::Key::Enter));
        }
        NoteEvent::default()
    }

    /// Sends what is still being typed; the line is then written.
    pub fn flush(&mut self, cx: &ViewContext) {
        if let Some(ready) = self.draft.take_unsent(cx) {
            self.send(cx, ready);
        }
        self.next_line();
    }

    /// The line is written: the next one begins behind it.
    fn next_line(&mut self) {
        self.before = with_line(&self.before, &self.draft.text);
        self.line += 1;
        self.draft = Draft::default();
    }

    fn send(&self, cx: &ViewContext, ready: Ready) {
        let Some((_, item)) = &self.of else { return };
        let text = with_line(&self.before, &ready.text);
        let edit = Edit::ChangeItem {
            item: item.clone(),
            field: ItemField::Notes(Notes::from_text(&text)),
        };
        cx.send(Action::EditIn(edit, ready.gesture));
    }
}

/// The notes with one more list item.
fn with_line(before: &str, line: &str) -> String {
    let line = line.trim();
    if line.is_empty() {
        return before.to_owned();
    }
    if before.is_empty() {
        return format!("- {line}");
    }
    format!("{}\n- {line}", before.trim_end_matches('\n'))
}

/// The line that stands behind the notes as they were before it.
fn line_of<'a>(before: &str, notes: &'a str) -> Option<&'a str> {
    if notes == before {
        return Some("");
    }
    let rest = notes.strip_prefix(before.trim_end_matches('\n'))?;
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    rest.strip_prefix("- ").filter(|line| !line.contains('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_again() {
        for before in ["", "# Idea", "# Idea\n", "- one\n- two"] {
            let notes = with_line(before, "why divide by √d?");
            assert_eq!(line_of(before, &notes), Some("why divide by √d?"));
            assert_eq!(line_of(before, before), Some(""));
            assert_eq!(line_of(before, "something else"), None);
            assert_eq!(with_line(before, "  "), before);
        }
    }
}
