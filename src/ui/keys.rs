//! Keys: reads the shortcuts of the commands and says which command was given.
//!
//! Not here: which commands there are (`state/command.rs`); keys that a widget claims while it has the focus.

use egui::{Context, Event, Key, Modifiers};

use crate::state::{AppState, Command, Keymap};

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

    /// The key that was pressed in this frame, taken out of the input. Keys that only change others (Shift) are none.
    pub fn pressed(ctx: &Context) -> Option<Self> {
        let (key, modifiers) = ctx.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::Key {
                    key,
                    pressed: true,
                    repeat: false,
                    modifiers,
                    ..
                } => Some((*key, *modifiers)),
                _ => None,
            })
        })?;
        ctx.input_mut(|input| input.consume_key(modifiers, key));
        let sign = matches!(key, Key::Questionmark | Key::Plus);
        Some(Self {
            command: modifiers.command,
            shift: modifiers.shift && !sign,
            alt: modifiers.alt,
            key,
        })
    }

    /// As commands and settings write it: “Ctrl+Shift+Z”.
    pub fn text(self) -> String {
        let mut text = String::new();
        for (held, name) in [
            (self.command, "Ctrl+"),
            (self.shift, "Shift+"),
            (self.alt, "Alt+"),
        ] {
            if held {
                text.push_str(name);
            }
        }
        text.push_str(match self.key {
            Key::ArrowUp => "ArrowUp",
            Key::ArrowDown => "ArrowDown",
            Key::ArrowLeft => "ArrowLeft",
            Key::ArrowRight => "ArrowRight",
            Key::Questionmark => "?",
            Key::Slash => "/",
            other => other.name(),
        });
        text
    }

    /// The shortcuts of a command.
    pub fn of(keymap: &Keymap, command: Command) -> impl Iterator<Item = Self> {
        let keys = keymap.keys(command).split_whitespace();
        keys.filter_map(Self::parse)
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
pub fn shown(keymap: &Keymap, command: Command) -> Option<String> {
    keymap.keys(command).split_whitespace().next().map(pretty)
}

/// All shortcuts of a command as people write them.
pub fn all_shown(keymap: &Keymap, command: Command) -> Vec<String> {
    let keys = keymap.keys(command).split_whitespace();
    keys.map(pretty).collect()
}

/// A shortcut as people write it.
pub fn pretty(text: &str) -> String {
    text.replace("ArrowLeft", "←")
        .replace("ArrowRight", "→")
        .replace("ArrowUp", "↑")
        .replace("ArrowDown", "↓")
        .replace("PageUp", "Page up")
        .replace("PageDown", "Page down")
        .replace("Comma", ",")
        .replace("Period", ".")
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
            let hit = Chord::of(&state.keymap, command).find(|chord| chord.matches(key, modifiers));
            let Some(chord) = hit else { continue };
            if typing && chord.belongs_to_text() {
                continue;
            }
            if on_widget && matches!(chord.key, Key::Enter | Key::Space) && chord.is_bare() {
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
                let chord = Chord::parse(text);
                assert!(chord.is_some(), "{command:?}: {text}");
                assert_eq!(chord.map(Chord::text).as_deref(), Some(text), "{command:?}");
            }
        }
    }
}
