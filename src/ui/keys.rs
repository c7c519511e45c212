//! Keys: reads the shortcuts of the commands and says which command was given.
//!
//! Not here: which commands there are (`state/command.rs`); keys that a widget claims while it has the focus.

use egui::{Context, Event, Key, Modifiers};

use crate::state::{AppState, Command};

/// A shortcut, read from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl (on macOS: Cmd).
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Chord {
    /// Reads “Ctrl+Shift+Z”. `None` where that names no key.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut command, mut shift, mut alt, mut key) = (false, false, false, None);
        for part in text.split('+') {
            match part {
                "Ctrl" => command = true,
                "Shift" => shift = true,
                "Alt" => alt = true,
                name => key = Some(Key::from_name(name)?),
            }
        }
        Some(Self {
            command,
            shift,
            alt,
            key: key?,
        })
    }

    /// The shortcuts of a command.
    pub fn of(command: Command) -> impl Iterator<Item = Self> {
        command.keys().split_whitespace().filter_map(Self::parse)
    }

    /// Whether it is a bare key, which belongs to a text field that has the focus.
    fn is_bare(self) -> bool {
        !self.command && !self.alt && !is_function_key(self.key)
    }

    /// Whether a text field that has the focus uses it itself.
    fn belongs_to_text(self) -> bool {
        let moves = matches!(
            self.key,
            Key::ArrowLeft
                | Key::ArrowRight
                | Key::ArrowUp
                | Key::ArrowDown
                | Key::Home
                | Key::End
                | Key::Delete
        );
        let edits = self.command
            && matches!(
                self.key,
                Key::A | Key::C | Key::V | Key::X | Key::Y | Key::Z
            );
        self.is_bare() || moves || edits
    }

    fn matches(self, key: Key, modifiers: Modifiers) -> bool {
        // A sign that needs Shift on some keyboards (“?”, “+”) is the same key with or without it.
        let sign = matches!(self.key, Key::Questionmark | Key::Plus);
        self.key == key
            && self.command == modifiers.command
            && self.alt == modifiers.alt
            && (sign || self.shift == modifiers.shift)
    }
}

fn is_function_key(key: Key) -> bool {
    matches!(
        key,
        Key::F1
            | Key::F2
            | Key::F3
            | Key::F4
            | Key::F5
            | Key::F6
            | Key::F7
            | Key::F8
            | Key::F9
            | Key::F10
            | Key::F11
            | Key::F12
    )
}

/// The first shortcut of a command as people write it: “Ctrl+K”, “Ctrl+←”.
pub fn shown(command: Command) -> Option<String> {
    command.keys().split_whitespace().next().map(pretty)
}

/// All shortcuts of a command as people write them.
pub fn all_shown(command: Command) -> Vec<String> {
    command.keys().split_whitespace().map(pretty).collect()
}

fn pretty(text: &str) -> String {
    text.replace("ArrowLeft", "←")
        .replace("ArrowRight", "→")
        .replace("ArrowUp", "↑")
        .replace("ArrowDown", "↓")
        .replace("PageUp", "Page up")
        .replace("PageDown", "Page down")
        .replace("Comma", ",")
        .replace("Plus", "+")
        .replace("Equals", "=")
        .replace("Minus", "−")
        .replace("Escape", "Esc")
        .replace('+', " ")
        .replace("Ctrl  ", "Ctrl +")
}

/// The command that was given by key in this frame, if one was. The key is taken out of the input.
/// `was_typing` says whether a text field had the focus when the last frame ended: Escape takes it away before anything
/// is drawn.
pub fn command_given(ctx: &Context, state: &AppState, was_typing: bool) -> Option<Command> {
    let typing = was_typing || ctx.text_edit_focused();
    // Enter and Space press the widget that has the focus; a bare key means a command only elsewhere.
    let on_widget = ctx.memory(|memory| memory.focused().is_some());
    let pressed: Vec<(Key, Modifiers)> = ctx.input(|input| {
        let keys = input.events.iter().filter_map(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => Some((*key, *modifiers)),
            _ => None,
        });
        keys.collect()
    });
    for (key, modifiers) in pressed {
        for &command in Command::ALL {
            let hit = Chord::of(command).find(|chord| chord.matches(key, modifiers));
            let Some(chord) = hit else { continue };
            if typing && chord.belongs_to_text() {
                continue;
            }
            if on_widget && matches!(chord.key, Key::Enter) && chord.is_bare() {
                continue;
            }
            if !state.is_enabled(command) {
                continue;
            }
            ctx.input_mut(|input| input.consume_key(modifiers, key));
            return Some(command);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_names_a_key() {
        for &command in Command::ALL {
            for text in command.keys().split_whitespace() {
                assert!(Chord::parse(text).is_some(), "{command:?}: {text}");
            }
        }
    }
}
