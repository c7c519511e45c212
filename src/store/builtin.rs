//! What comes with the program: the study path and the pack of further rounds, embedded as text and read once.
//!
//! Not here: what a plan makes of them (`domain::plan`).

use std::sync::LazyLock;

use crate::domain::design::{ClockGuide, DesignGuide};
use crate::domain::plan::FORMAT;
use crate::domain::{Path, Plan, Table};

use super::format;

/// The text of the built-in path.
pub const PATH_TEXT: &str = include_str!("../../data/path.ron");
/// The text of the recall prompts for the built-in path.
pub const PROMPTS_TEXT: &str = include_str!("../../data/prompts.ron");
/// The text of the pack of further rounds. Its links may point into the built-in path.
pub const ROUNDS_TEXT: &str = include_str!("../../data/packs/rounds.ron");

/// The built-in study path, with its recall prompts.
pub fn path() -> &'static Path {
    static PATH: LazyLock<Path> = LazyLock::new(|| {
        let mut path = read(PATH_TEXT, "path.ron");
        path.prompts = read(PROMPTS_TEXT, "prompts.ron").prompts;
        path
    });
    &PATH
}

/// The optional pack of further interview rounds.
pub fn pack_rounds() -> &'static Path {
    static PACK: LazyLock<Path> = LazyLock::new(|| read(ROUNDS_TEXT, "rounds.ron"));
    &PACK
}

/// The text of the guide of design sessions.
pub const DESIGN_TEXT: &str = include_str!("../../data/design.ron");

/// What design sessions go by.
pub fn design() -> &'static DesignGuide {
    static GUIDE: LazyLock<DesignGuide> = LazyLock::new(|| {
        let none = || ClockGuide { stages: Vec::new() };
        format::parse(DESIGN_TEXT, "design.ron").unwrap_or_else(|error| {
            log::error!("{error}");
            DesignGuide {
                ml: none(),
                plain: none(),
            }
        })
    });
    &GUIDE
}

/// The text of the plan to look around in.
pub const EXAMPLE_TEXT: &str = include_str!("../../data/samples/six-weeks.ron");

/// The plan to look around in, as it was made up; `domain::example` moves it to today. It is read when it is asked for.
pub fn example() -> Option<Plan> {
    let read = format::read_plan(EXAMPLE_TEXT, "six-weeks.ron");
    match read {
        Ok(read) => Some(read.plan),
        Err(error) => {
            log::error!("{error}");
            None
        }
    }
}

/// A test proves that both read without a word; should one not, the program still starts, with an empty path.
fn read(text: &str, name: &str) -> Path {
    format::parse(text, name).unwrap_or_else(|error| {
        log::error!("{error}");
        Path {
            format: FORMAT,
            name: String::new(),
            steps: Table::default(),
            items: Table::default(),
            links: Table::default(),
            prompts: Table::default(),
            unknown: Default::default(),
        }
    })
}
