//! A drawing: rectangles, lines and texts as SVG, made into a PNG by `resvg` with the bundled Inter, and fonts of the system
//! for what Inter does not have (`fonts.rs`).
//!
//! Nothing is loaded: the drawing holds no pictures and no addresses. Not here: what is drawn.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::font::Weight;
use super::{PictureError, fonts};
use crate::store::formats::html::escape;

/// The most pixels of a picture: 160 MB while it is drawn.
const MAX_PIXELS: f32 = 40_000_000.0;
/// The longest side, in pixels: many programs open no longer ones.
const MAX_SIDE: f32 = 16_000.0;
/// Pixels to a unit, the best first.
const SCALES: [f32; 4] = [2.0, 1.5, 1.0, 0.75];

/// A drawing of a size.
pub struct Canvas {
    width: f32,
    height: f32,
    body: String,
    clips: usize,
    /// Signs that the font does not have.
    signs: BTreeSet<char>,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Face<'a> {
    /// How bold.
    pub weight: Weight,
    /// In units.
    pub size: f32,
    /// `#RRGGBB`.
    pub colour: &'a str,
}

/// Whether a drawing of this size may be made at all.
pub fn fits(width: f32, height: f32) -> bool {
    scale(width, height).is_some()
}

fn scale(width: f32, height: f32) -> Option<f32> {
    SCALES.into_iter().find(|scale| {
        let (width, height) = (width * scale, height * scale);
        width * height <= MAX_PIXELS && width.max(height) <= MAX_SIDE
    })
}

impl Canvas {
    /// An empty one on a ground.
    pub fn new(width: f32, height: f32, ground: &str) -> Self {
        let mut canvas = Self {
            width: width.ceil(),
            height: height.ceil(),
            body: String::new(),
            clips: 0,
            signs: BTreeSet::new(),
        };
        let (width, height) = (canvas.width, canvas.height);
        canvas.rect(0.0, 0.0, width, height, 0.0, ground, None);
        canvas
    }

    /// A rectangle with round corners, and an edge where one is given.
    #[expect(clippy::too_many_arguments, reason = "place, size, look")]
    pub fn rect(
        &mut self,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        round: f32,
        fill: &str,
        edge: Option<&str>,
    ) {
        let edge = edge.map_or_else(String::new, |edge| {
            format!(" stroke=\"{edge}\" stroke-width=\"1\"")
        });
        let _ = write!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"{round:.1}\" fill=\"{fill}\"{edge}/>",
            width.max(0.0),
            height.max(0.0)
        );
    }

    /// A line of strokes, as `d` of an SVG path says it, moved to a place. `d` is ours, never the user's.
    pub fn stroke(&mut self, x: f32, y: f32, d: &str, colour: &str, width: f32) {
        let _ = write!(
            self.body,
            "<path transform=\"translate({x:.1} {y:.1})\" d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        );
    }

    /// A text in one line, its baseline at `y`, never wider than `room`.
    pub fn text(&mut self, x: f32, y: f32, text: &str, face: Face<'_>, room: f32) {
        let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = visible(&line);
        if line.is_empty() || room <= 0.0 {
            return;
        }
        let line = face.weight.fitted(&line, face.size, room);
        // What Inter does not have is as wide as another font says.
        let mut others = face.weight.missing(&line).peekable();
        let clip = others.peek().is_some().then(|| {
            self.signs.extend(others);
            self.clips += 1;
            let _ = write!(
                self.body,
                "<clipPath id=\"c{}\"><rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{room:.1}\" height=\"{:.1}\"/></clipPath>",
                self.clips,
                y - face.size * 1.2,
                face.size * 1.7
            );
            format!(" clip-path=\"url(#c{})\"", self.clips)
        });
        let clip = clip.unwrap_or_default();
        let _ = write!(
            self.body,
            "<g{clip}><text x=\"{x:.1}\" y=\"{y:.1}\" font-family=\"Inter\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\">{}</text></g>",
            face.size,
            face.weight.number(),
            face.colour,
            escape::text(&line)
        );
    }

    /// As [`Self::text`], with its middle at `x`.
    pub fn centred(&mut self, x: f32, y: f32, text: &str, face: Face<'_>, room: f32) {
        let text = face.weight.fitted(&visible(text), face.size, room);
        let wide = face.weight.width(&text, face.size);
        self.text(x - wide / 2.0, y, &text, face, room);
    }

    /// As [`Self::text`], with its end at `x`.
    pub fn right(&mut self, x: f32, y: f32, text: &str, face: Face<'_>, room: f32) {
        let text = face.weight.fitted(&visible(text), face.size, room);
        let wide = face.weight.width(&text, face.size);
        self.text(x - wide, y, &text, face, room);
    }

    /// The drawing as SVG.
    pub fn svg(&self) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\">{}</svg>",
            self.body,
            w = self.width,
            h = self.height
        )
    }

    /// The drawing as a PNG, with two pixels to a unit where there is room.
    ///
    /// # Errors
    /// Where it is too large or cannot be drawn.
    pub fn png(&self) -> Result<Vec<u8>, PictureError> {
        let scale = scale(self.width, self.height).ok_or(PictureError::TooLarge)?;
        let (fontdb, lost) = fonts::for_signs(&self.signs);
        let options = Options {
            font_family: "Inter".to_owned(),
            fontdb,
            ..Options::default()
        };
        let mut svg = self.svg();
        if !lost.is_empty() {
            // They stand in texts only: all else is ASCII.
            svg.retain(|sign| !lost.contains(&sign));
            svg = svg.replace("  ", " ").replace("  ", " ");
        }
        let tree = Tree::from_str(&svg, &options)
            .map_err(|error| PictureError::Drawing(error.to_string()))?;
        let (width, height) = (pixels(self.width * scale), pixels(self.height * scale));
        let mut pixmap = Pixmap::new(width, height).ok_or(PictureError::TooLarge)?;
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut pixmap.as_mut(),
        );
        pixmap
            .encode_png()
            .map_err(|error| PictureError::Drawing(error.to_string()))
    }
}

/// Without signs that a picture has no place for: controls, and marks that turn the direction of what follows.
fn visible(text: &str) -> String {
    let turns = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{200e}' | '\u{200f}');
    text.chars()
        .filter(|sign| !sign.is_control() && !turns(*sign))
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within MAX_SIDE"
)]
fn pixels(n: f32) -> u32 {
    n.clamp(1.0, MAX_SIDE) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_no_font_has_is_left_out() {
        let drawn = |text: &str| {
            let mut canvas = Canvas::new(200.0, 40.0, "#ffffff");
            let face = Face {
                weight: Weight::Regular,
                size: 14.0,
                colour: "#000000",
            };
            canvas.text(10.0, 20.0, text, face, 180.0);
            canvas.png().map_err(|error| error.to_string())
        };
        let plain = drawn("Trees and heaps");
        assert!(plain.is_ok());
        // U+0378 is no sign of any script.
        assert_eq!(
            drawn("\u{378} Trees and \u{378}\u{378} heaps \u{378}"),
            plain
        );
        assert_ne!(drawn("Trees"), plain);
    }
}
