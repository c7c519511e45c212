//! The keys of the commands: those that the program comes with, and those that the user set in their place.
//!
//! A key is text here (“Ctrl+Shift+Z”, the names of egui's keys, several parted by a space); `ui/keys.rs` reads it.
//! Kept in the settings file by the command's own name, so that a file of a newer program loses nothing.

use std::collections::BTreeMap;

use crate::store::settings::{KeyBinding, Settings};

use super::command::Command;

/// Keys that belong to the widgets everywhere: no command may have them.
const RESERVED: [(&str, &str); 13] = [
    ("Tab", "it goes to the next control"),
    ("Shift+Tab", "it goes to the control before"),
    ("Space", "it presses what has the focus"),
    ("Shift+Space", "it presses what has the focus"),
    ("ArrowUp", "the arrows move the focus"),
    ("ArrowDown", "the arrows move the focus"),
    ("ArrowLeft", "the arrows move the focus"),
    ("ArrowRight", "the arrows move the focus"),
    ("Ctrl+C", "it copies"),
    ("Ctrl+V", "it pastes"),
    ("Ctrl+X", "it cuts"),
    ("Ctrl+A", "it selects everything"),
    ("Shift+F10", "it opens the menu of what has the focus"),
];

/// Which keys give which command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap(BTreeMap<Command, String>);

/// Why a key cannot be given to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// Another command has it in the same place.
    #[error("“{}” has this key ({})", .0.name().trim_end_matches('…'), .0.scope().title().to_lowercase())]
    Taken(Command),
    /// The controls of every window need it.
    #[error("this key is needed everywhere: {0}")]
    Reserved(&'static str),
}

impl Keymap {
    /// As the settings have it. What is not understood is left out: the command keeps its usual keys.
    pub fn of(settings: &Settings) -> Self {
        let mut map = Self::default();
        for binding in &settings.keys {
            let command = Command::ALL.iter().find(|c| c.id() == binding.command);
            let Some(&command) = command else { continue };
            let free: Vec<&str> = binding
                .keys
                .split_whitespace()
                .filter(|key| map.clash(command, key).is_none())
                .collect();
            map.0.insert(command, free.join(" "));
        }
        map
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, command: Command) -> &str {
        self.0.get(&command).map_or(command.keys(), String::as_str)
    }

    /// Whether the user gave the command other keys.
    pub fn is_changed(&self, command: Command) -> bool {
        self.0.contains_key(&command)
    }

    /// Why this key cannot be given to this command; `None`: it can.
    pub fn clash(&self, command: Command, key: &str) -> Option<Clash> {
        let key = tidy(key);
        if let Some((_, why)) = RESERVED.iter().find(|(reserved, _)| tidy(reserved) == key) {
            return Some(Clash::Reserved(why));
        }
        let other = Command::ALL.iter().find(|&&other| {
            other != command
                && command.scope().meets(other.scope())
                && self.keys(other).split_whitespace().any(|k| tidy(k) == key)
        });
        other.map(|other| Clash::Taken(*other))
    }
}

/// The same key is the same text.
fn tidy(key: &str) -> String {
    let (mut command, mut shift, mut alt, mut last) = (false, false, false, "");
    for part in key.split('+') {
        match part {
            "Ctrl" => command = true,
            "Shift" => shift = true,
            "Alt" => alt = true,
            name => last = name,
        }
    }
    let mut text = String::new();
    for (held, name) in [(command, "Ctrl+"), (shift, "Shift+"), (alt, "Alt+")] {
        if held {
            text.push_str(name);
        }
    }
    text + last
}

impl Settings {
    /// Gives a command this key in the place of its own; no key: none gives it any more.
    pub fn bind(&mut self, command: Command, key: Option<&str>) {
        self.unbind(command);
        let command = command.id().to_owned();
        let keys = key.map(tidy).unwrap_or_default();
        self.keys.push(KeyBinding { command, keys });
    }

    /// Gives a command its usual keys again.
    pub fn unbind(&mut self, command: Command) {
        self.keys.retain(|binding| binding.command != command.id());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_given_refused_and_taken_back() {
        let mut settings = Settings::default();
        let map = Keymap::of(&settings);
        assert_eq!(map.keys(Command::Replan), "Ctrl+R");
        assert_eq!(
            map.clash(Command::Replan, "Ctrl+K"),
            Some(Clash::Taken(Command::Palette))
        );
        assert!(matches!(
            map.clash(Command::Replan, "Ctrl+C"),
            Some(Clash::Reserved(_))
        ));
        // Two views may have the same key, a view and the whole program may not.
        assert_eq!(map.clash(Command::LibraryTable, "Alt+3"), None);
        assert_eq!(
            map.clash(Command::CalendarMonth, "Shift+Ctrl+Z"),
            Some(Clash::Taken(Command::Redo))
        );

        settings.bind(Command::Replan, Some("Shift+Ctrl+R"));
        let map = Keymap::of(&settings);
        assert_eq!(map.keys(Command::Replan), "Ctrl+Shift+R");
        assert_eq!(
            map.clash(Command::Palette, "Ctrl+R"),
            None,
            "it is free now"
        );
        settings.unbind(Command::Replan);
        assert_eq!(Keymap::of(&settings), Keymap::default());
    }

    #[test]
    fn what_is_not_understood_changes_nothing() {
        let mut settings = Settings::default();
        for (command, keys) in [("Fly", "Ctrl+K"), ("Replan", "Ctrl+K Ctrl+Shift+R")] {
            let (command, keys) = (command.to_owned(), keys.to_owned());
            settings.keys.push(KeyBinding { command, keys });
        }
        let map = Keymap::of(&settings);
        assert_eq!(map.keys(Command::Palette), "Ctrl+K");
        assert_eq!(
            map.keys(Command::Replan),
            "Ctrl+Shift+R",
            "less what is taken"
        );
    }
}
