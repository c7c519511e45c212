//! Pictures (PNG) of the whole board and of the whole calendar, in the look of the program.
//!
//! They show all there is, not what fits a window; where that is too much for a picture they show as much as fits and say so in the
//! picture. A step is told by its number as well as by its colour. Not here: the window (`ui/views`).

mod board;
mod calendar;
mod canvas;
mod font;
mod fonts;

use crate::domain::edit::say_day;
use crate::domain::{Day, Plan};
use crate::store::formats::palette::Palette;

use canvas::{Canvas, Face};
use font::Weight;

/// How a picture is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The study day it is made on.
    pub today: Day,
    /// Light on dark.
    pub dark: bool,
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Too many pixels.
    #[error("the picture would be too large; export a report (HTML) instead")]
    TooLarge,
    /// It could not be drawn: a defect of this program.
    #[error("program error: the picture could not be drawn ({0})")]
    Drawing(String),
}

/// All cards by step, as a PNG.
///
/// # Errors
/// Where it could not be drawn.
pub fn board(plan: &Plan, options: &Options) -> Result<Vec<u8>, PictureError> {
    board::draw(plan, options).png()
}

/// As [`board`], as SVG: what is drawn, for whoever looks into it.
pub fn board_svg(plan: &Plan, options: &Options) -> String {
    board::draw(plan, options).svg()
}

/// The months from the first study day to the last interview, as a PNG.
///
/// # Errors
/// Where it could not be drawn.
pub fn calendar(plan: &Plan, options: &Options) -> Result<Vec<u8>, PictureError> {
    calendar::draw(plan, options).png()
}

/// As [`calendar`], as SVG.
pub fn calendar_svg(plan: &Plan, options: &Options) -> String {
    calendar::draw(plan, options).svg()
}

/// Space around everything.
const EDGE: f32 = 24.0;
/// Height of the heading.
const HEAD: f32 = 64.0;

/// The heading of a picture: the plan's name, the next interview, when it was made, and what is not shown.
fn heading(canvas: &mut Canvas, plan: &Plan, options: &Options, width: f32, note: &str) {
    let palette = Palette::of(options.dark);
    let name = match plan.name.trim() {
        "" => "Study plan",
        name => name,
    };
    let bold = Face {
        weight: Weight::Bold,
        size: 20.0,
        colour: &palette.text,
    };
    let small = Face {
        weight: Weight::Regular,
        size: 13.0,
        colour: &palette.muted,
    };
    let room = width - 2.0 * EDGE;
    let made = format!("{} {}", say_day(options.today), options.today.ymd().0);
    let made_room = small.weight.width(&made, small.size) + 24.0;
    canvas.text(EDGE, EDGE + 20.0, name, bold, room - made_room);
    canvas.right(width - EDGE, EDGE + 18.0, &made, small, made_room);
    let mut words = match plan.next_interview(options.today) {
        Some(next) => {
            let name = match next.name.trim() {
                "" => next.round.name(),
                name => name,
            };
            let days = match next.on.since(options.today) {
                0 => "today".to_owned(),
                1 => "in 1 day".to_owned(),
                n => format!("in {n} days"),
            };
            format!("{days}: {name}, {}", say_day(next.on))
        }
        None => "No interview ahead".to_owned(),
    };
    if !note.is_empty() {
        // What is missing comes first, where nothing cuts it off.
        words = format!("{note} · {words}");
    }
    canvas.text(EDGE, EDGE + 42.0, &words, small, room);
}

/// The badge of a step: its number on its colour.
fn badge(canvas: &mut Canvas, x: f32, y: f32, number: u32, palette: &Palette) {
    let step = palette.step(number);
    canvas.rect(x, y, 20.0, 20.0, 6.0, &step.tint, None);
    let words = match number {
        0 => "–".to_owned(),
        n => n.to_string(),
    };
    let face = Face {
        weight: Weight::Bold,
        size: 12.0,
        colour: &step.ink,
    };
    canvas.centred(x + 10.0, y + 14.4, &words, face, 20.0);
}
