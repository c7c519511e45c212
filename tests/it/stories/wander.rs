//! Somebody who presses anything: seeded walks over whatever is on screen, with pointer, keys, words, time and sizes of the
//! window. Nothing may fail, whatever is on screen has a name, the plan can be written and read at every moment, and all of it
//! can be undone.

use std::sync::Arc;

use cairn::domain::Plan;
use cairn::state::Command;
use cairn::store::format::{read_plan, write_plan};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, pos2, vec2};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};

use crate::support::app::{Setup, Window};
use crate::support::plans::Dice;

/// What can be pressed, by what it is.
const PRESSED: [Role; 14] = [
    Role::Button,
    Role::CheckBox,
    Role::RadioButton,
    Role::Link,
    Role::MenuItem,
    Role::MenuItemCheckBox,
    Role::ListItem,
    Role::ListBoxOption,
    Role::Row,
    Role::Tab,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::SpinButton,
    Role::Slider,
];

const KEYS: [Key; 24] = [
    Key::ArrowDown,
    Key::ArrowUp,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Space,
    Key::Delete,
    Key::Backspace,
    Key::Home,
    Key::End,
    Key::PageDown,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::A,
    Key::D,
    Key::L,
    Key::M,
    Key::R,
    Key::S,
    Key::U,
    Key::W,
];

const WORDS: [&str; 8] = [
    "RLHF survey 2h @fri #papers",
    "数式と記法",
    "e\u{301}\u{200D}👩‍🔬 مرحبا",
    "",
    "-1",
    "99999999999999999999",
    "31 Feb 2027",
    "[[GPT-3]] - [ ] a task\n| a | b |",
];

/// Leaves the program.
const NOT_GIVEN: [Command; 1] = [Command::Quit];

struct Walk {
    window: Window,
    dice: Dice,
    /// What was done last, for whoever has to find out what went wrong.
    said: Vec<String>,
}

impl Walk {
    fn step(&mut self) {
        match self.dice.below(20) {
            0..=8 => self.press(),
            9..=11 => self.give_a_command(),
            12..=14 => self.press_a_key(),
            15 => self.write(),
            16 => self.drag(),
            17 => {
                let minutes = self.dice.pick(&[1, 20, 95, 700, 1_440]);
                self.said.push(format!("{minutes} min pass"));
                self.window.env.pass_minutes(minutes);
                self.window.run();
            }
            18 => {
                let back = self.dice.chance(70);
                self.said
                    .push(if back { "undo" } else { "redo" }.to_owned());
                self.window.command(match back {
                    true => Command::Undo,
                    false => Command::Redo,
                });
            }
            _ => self.turn(),
        }
    }

    /// Presses something that is on screen, by pointer or as a screen reader does.
    fn press(&mut self) {
        let nodes: Vec<_> = self
            .window
            .harness
            .query_all(
                By::new().predicate(|node| PRESSED.contains(&node.role()) && !node.is_disabled()),
            )
            .collect();
        if nodes.is_empty() {
            return;
        }
        let node = &nodes[self.dice.below(nodes.len())];
        let name = node.accesskit_node().label();
        self.said.push(format!(
            "{:?} “{}”",
            node.accesskit_node().role(),
            name.unwrap_or_default()
        ));
        match self.dice.below(6) {
            0 => node.click_accesskit(),
            1 => node.click_secondary(),
            2 => node.focus(),
            _ => node.click(),
        }
        drop(nodes);
        self.window.run();
    }

    fn give_a_command(&mut self) {
        let command = self.dice.pick(Command::ALL);
        if NOT_GIVEN.contains(&command) || !self.window.state().is_enabled(command) {
            return;
        }
        self.said.push(format!("{command:?}"));
        self.window.command(command);
    }

    fn press_a_key(&mut self) {
        let key = self.dice.pick(&KEYS);
        let modifiers = self.dice.pick(&[
            Modifiers::NONE,
            Modifiers::NONE,
            Modifiers::NONE,
            Modifiers::SHIFT,
            Modifiers::COMMAND,
            Modifiers::ALT,
        ]);
        self.said.push(format!("{modifiers:?} {key:?}"));
        self.window.chord(modifiers, key);
    }

    fn write(&mut self) {
        let words = self.dice.pick(&WORDS);
        self.said.push(format!("writes “{words}”"));
        self.window.type_text(words);
        if self.dice.chance(50) {
            self.window.key(Key::Enter);
        }
    }

    fn drag(&mut self) {
        let size = self.window.harness.ctx.content_rect().size();
        let mut place = || {
            let (x, y) = (
                self.dice.below(size.x as usize),
                self.dice.below(size.y as usize),
            );
            pos2(x as f32, y as f32)
        };
        let (from, to) = (place(), place());
        self.said.push(format!("drags {from:?} to {to:?}"));
        let harness = &mut self.window.harness;
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        harness.event(Event::PointerMoved(from));
        harness.event(button(from, true));
        harness.run_ok();
        harness.event(Event::PointerMoved(from.lerp(to, 0.5)));
        harness.run_ok();
        harness.event(Event::PointerMoved(to));
        harness.run_ok();
        if self.dice.chance(20) {
            harness.key_press(Key::Escape);
        }
        harness.event(button(to, false));
        harness.event(Event::PointerGone);
        harness.run_ok();
    }

    /// Another size of the window.
    fn turn(&mut self) {
        let (width, height) = self.dice.pick(&[
            (1_440.0, 900.0),
            (900.0, 600.0),
            (1_600.0, 1_000.0),
            (700.0, 450.0),
        ]);
        self.said.push(format!("{width} × {height}"));
        self.window.harness.set_size(vec2(width, height));
        self.window.run();
    }

    /// What must be so at every moment.
    fn look(&self) {
        let unnamed = self.window.harness.query_all(By::new().predicate(|node| {
            let nameless = |text: Option<String>| text.is_none_or(|text| text.trim().is_empty());
            PRESSED.contains(&node.role())
                && nameless(node.label())
                && nameless(node.value())
                && nameless(node.placeholder().map(str::to_owned))
        }));
        let unnamed: Vec<String> = unnamed
            .map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect()))
            .collect();
        assert!(unnamed.is_empty(), "without a name: {unnamed:?}");
    }

    fn check_the_plan(&self) {
        if self.window.state().document.is_none() {
            return;
        }
        let plan = self.window.plan();
        let text = write_plan(&plan).expect("it can be written");
        let back = read_plan(&text, "plan.ron").expect("it can be read");
        assert!(
            back.notes.is_empty(),
            "nothing has to be mended: {:?}",
            back.notes
        );
        assert_eq!(back.plan, *plan);
    }
}

/// Walks so many steps; then takes everything back.
fn walk(seed: u64, steps: usize, window: Window) {
    // There are no fonts of the system here.
    let tofu = egui::MissingGlyphPolicy::Tofu;
    window.harness.ctx.set_missing_glyph_policy(tofu);
    let mut walk = Walk {
        window,
        dice: Dice::new(seed),
        said: Vec::new(),
    };
    let identity = |window: &Window| {
        let document = window.state().document.as_ref();
        document.map(|document| document.path().to_owned())
    };
    let mut began: Option<(std::path::PathBuf, Arc<Plan>)> =
        identity(&walk.window).map(|path| (path, walk.window.plan()));
    for step in 0..steps {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            walk.step();
            walk.look();
            if step % 8 == 0 {
                walk.check_the_plan();
            }
        }));
        if let Err(panic) = done {
            let last = walk.said.len().saturating_sub(12);
            eprintln!("seed {seed}, step {step}: {:#?}", &walk.said[last..]);
            std::panic::resume_unwind(panic);
        }
        // Another plan was opened: what is undone is its own.
        let now = identity(&walk.window);
        if now != began.as_ref().map(|(path, _)| path.clone()) {
            let document = walk.window.state().document.as_ref();
            let saved_as = document.is_some_and(|document| document.undo_label().is_some());
            let before = began.take().filter(|_| saved_as).map(|(_, plan)| plan);
            began = now.map(|path| (path, before.unwrap_or_else(|| walk.window.plan())));
        }
    }
    walk.check_the_plan();
    let Some((_, before)) = began else {
        return;
    };
    for _ in 0..10 {
        walk.window.key(Key::Escape);
    }
    let mut left = 5_000;
    while walk.window.state().is_enabled(Command::Undo) && left > 0 {
        walk.window.command(Command::Undo);
        left -= 1;
    }
    let after = walk.window.plan();
    let left = cairn::domain::merge::changes(&before, &after);
    assert!(left.is_empty(), "seed {seed}, not undone: {:#?}", left.list);
    assert_eq!(*after, *before, "seed {seed}: all of it is undone");
}

#[test]
fn whatever_is_pressed_in_the_example_nothing_fails_and_all_is_undone() {
    for seed in 0..2 {
        let mut window = Setup::empty().open();
        window.command(Command::OpenExample);
        walk(seed, 150, window);
    }
}

#[test]
fn whatever_is_pressed_in_a_new_plan_nothing_fails_and_all_is_undone() {
    walk(100, 150, Setup::real().size(900.0, 600.0).zoom(1.5).open());
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn a_long_walk_fails_nowhere() {
    // Where to go on: CAIRN_SEED.
    let first = std::env::var("CAIRN_SEED").ok();
    let first = first.and_then(|seed| seed.parse().ok()).unwrap_or(1_000);
    for seed in first..first + 40 {
        eprintln!("seed {seed}");
        let window = match seed % 3 {
            0 => Setup::empty().open(),
            1 => Setup::real().open(),
            _ => {
                let mut window = Setup::empty().open();
                window.command(Command::OpenExample);
                window
            }
        };
        walk(seed, 400, window);
    }
}
