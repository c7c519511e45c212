//! Where things are: widths of columns, heights of cards, the place of each card in its column. Cards are as high as
//! their words; what is not on the screen yet is estimated and measured a few cards a frame.
//!
//! Not here: pixels (`paint.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::text::TextWrapping;
use egui::{Color32, Galley, Pos2, Rect, Ui, Vec2, pos2, vec2};

use crate::domain::{Day, ItemId, Plan};
use crate::state::Revision;
use crate::ui::theme::{TextRole, Weight, control, space};
use crate::ui::widgets::Chip;

use super::face::{Face, Tag};
use super::model::{Card, Model, Projection};

/// The narrowest column, points.
pub(super) const MIN_WIDTH: f32 = 220.0;
/// The widest column, points.
const MAX_WIDTH: f32 = 380.0;
/// Between two columns.
pub(super) const GAP: f32 = space::M;
/// Height of a column's head, down to where its list begins.
pub(super) const HEAD: f32 = 68.0;
/// Between a column's edge and its cards.
pub(super) const INSET: f32 = 10.0;
/// Above the first card, so that its ring is not cut.
pub(super) const LIST_TOP: f32 = space::XS;
/// Between two cards.
pub(super) const CARD_GAP: f32 = space::S;
/// Around a card's words: left and right, above and below.
pub(super) const PAD: Vec2 = vec2(space::M, 11.0);
/// Between the title and the chips, between chips, between their rows.
const CHIP_GAP: f32 = 6.0;
/// Above a card's bar.
const BAR_GAP: f32 = 9.0;
/// Most lines of a title.
const TITLE_LINES: usize = 3;
/// Cards measured ahead in a frame.
const MEASURED_A_FRAME: usize = 110;

/// A card with its words and its height.
#[derive(Debug)]
pub(super) struct Measured {
    /// The card.
    pub(super) card: Arc<Card>,
    /// Its words.
    pub(super) face: Face,
    /// Its height, points.
    pub(super) height: f32,
    /// Height of its title, points.
    pub(super) title_height: f32,
    /// Where each chip is, from the left top corner of the words.
    pub(super) chips: Vec<Rect>,
    /// Whether the title is cut.
    pub(super) cut: bool,
}

/// The title of a card, laid out.
pub(super) fn title_galley(ui: &Ui, text: &str, color: Color32, width: f32) -> Arc<Galley> {
    let mut format = TextRole::Body.format(Weight::Medium, color);
    format.line_height = Some(TextRole::Pill.line());
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap = TextWrapping {
        max_width: width.max(1.0),
        max_rows: TITLE_LINES,
        ..Default::default()
    };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The widget that shows a tag.
pub(super) fn chip(tag: &Tag) -> Chip<'_> {
    let mut chip = Chip::new(&tag.text).tone(tag.tone);
    if let Some(icon) = tag.icon {
        chip = chip.icon(icon);
    }
    if tag.bare { chip.bare() } else { chip }
}

/// Room for a card's words at a card's width.
pub(super) fn words_width(card: f32, striped: bool) -> f32 {
    let stripe = if striped { control::STRIPE } else { 0.0 };
    card - 2.0 * PAD.x - stripe
}

fn measure(ui: &Ui, face: Face, card: Arc<Card>, width: f32) -> Measured {
    let title = title_galley(ui, &face.title, Color32::PLACEHOLDER, width);
    let mut chips = Vec::with_capacity(face.tags.len());
    let mut at = Pos2::ZERO;
    for tag in &face.tags {
        let wide = chip(tag).width(ui).min(width);
        if at.x > 0.0 && at.x + wide > width {
            at = pos2(0.0, at.y + control::CHIP + CHIP_GAP);
        }
        chips.push(Rect::from_min_size(at, vec2(wide, control::CHIP)));
        at.x += wide + CHIP_GAP;
    }
    let title_height = title.size().y;
    let mut height = 2.0 * PAD.y + title_height;
    if let Some(last) = chips.last() {
        height += CHIP_GAP + last.bottom();
    }
    if face.bar.is_some() {
        height += BAR_GAP + control::BAR_THIN;
    }
    Measured {
        card,
        face,
        height: height.round(),
        title_height,
        chips,
        cut: title.elided,
    }
}

/// Where the chips begin below the title.
pub(super) fn chips_top(title_height: f32) -> f32 {
    title_height + CHIP_GAP
}

/// What the measured cards hang on besides the cards themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ground {
    width: f32,
    pixels: f32,
    today: Day,
    projection: Projection,
}

/// The measured cards, kept as long as they look the same.
#[derive(Debug, Default)]
pub(super) struct Measures {
    ground: Option<Ground>,
    revision: Revision,
    known: BTreeMap<ItemId, Arc<Measured>>,
    /// Where the measuring ahead goes on: column and place.
    ahead: (usize, usize),
    /// Counts changes of heights.
    generation: u64,
}

impl Measures {
    /// Begins a frame: forgets what was measured for another width, magnification or day.
    pub(super) fn begin(
        &mut self,
        ui: &Ui,
        width: f32,
        today: Day,
        projection: Projection,
        revision: Revision,
    ) {
        let ground = Ground {
            width,
            pixels: ui.pixels_per_point(),
            today,
            projection,
        };
        if self.ground != Some(ground) {
            self.ground = Some(ground);
            self.known.clear();
            self.generation += 1;
        }
        if self.revision != revision {
            self.revision = revision;
            self.generation += 1;
        }
    }

    /// The measured card; measures it where that was not done yet.
    pub(super) fn card(&mut self, ui: &Ui, plan: &Plan, card: &Arc<Card>) -> Arc<Measured> {
        if let Some(known) = self.known.get(&card.item.id)
            && (Arc::ptr_eq(&known.card, card) || known.card.same(card))
        {
            return Arc::clone(known);
        }
        let Some(ground) = self.ground else {
            let face = Face::new(plan, card, Projection::Step, plan.start_on);
            return Arc::new(measure(ui, face, Arc::clone(card), MIN_WIDTH));
        };
        let face = Face::new(plan, card, ground.projection, ground.today);
        let width = words_width(ground.width, ground.projection != Projection::Step);
        let measured = Arc::new(measure(ui, face, Arc::clone(card), width));
        let before = self
            .known
            .insert(card.item.id.clone(), Arc::clone(&measured));
        if before.is_none_or(|before| before.height != measured.height) {
            self.generation += 1;
        }
        measured
    }

    /// Measures some cards that were not on the screen yet. True where more are left.
    pub(super) fn work(&mut self, ui: &Ui, plan: &Plan, model: &Model) -> bool {
        let mut budget = MEASURED_A_FRAME;
        let (mut x, mut y) = self.ahead;
        while budget > 0 {
            let Some(column) = model.columns.get(x) else {
                self.ahead = (x, 0);
                return false;
            };
            let Some(card) = column.cards.get(y) else {
                (x, y) = (x + 1, 0);
                continue;
            };
            let fresh = |known: &Arc<Measured>| known.card.same(card);
            if !self.known.get(&card.item.id).is_some_and(fresh) {
                self.card(ui, plan, card);
                budget -= 1;
            }
            y += 1;
        }
        self.ahead = (x, y);
        true
    }

    /// Looks at all cards again for what is to be measured (another model).
    pub(super) fn rewind(&mut self) {
        self.ahead = (0, 0);
    }

    /// The height of a card: measured, or estimated from its title.
    fn height(&self, card: &Card) -> f32 {
        if let Some(known) = self.known.get(&card.item.id) {
            return known.height;
        }
        let width = self.ground.map_or(MIN_WIDTH, |ground| ground.width);
        let a_line = (width / (TextRole::Body.size() * 0.55)).max(1.0);
        let lines = (card.item.title.len() as f32 / a_line).ceil();
        let lines = lines.clamp(1.0, TITLE_LINES as f32);
        2.0 * PAD.y + lines * TextRole::Pill.line() + CHIP_GAP + control::CHIP
    }
}

/// Tops and heights of a column's cards, from the top of its list.
#[derive(Clone, Debug, Default)]
pub(super) struct Stack {
    /// The top of each card, and the end of the last with its gap.
    tops: Vec<f32>,
}

impl Stack {
    /// The top of the card at this place (at the end: where the next would be).
    pub(super) fn top(&self, n: usize) -> f32 {
        let last = self.tops.last().copied().unwrap_or(LIST_TOP);
        self.tops.get(n).copied().unwrap_or(last)
    }

    /// The height of the card at this place.
    pub(super) fn height(&self, n: usize) -> f32 {
        (self.top(n + 1) - self.top(n) - CARD_GAP).max(0.0)
    }

    /// The height of the whole list.
    pub(super) fn total(&self) -> f32 {
        self.top(self.len()) + space::XS
    }

    /// How many cards there are.
    pub(super) fn len(&self) -> usize {
        self.tops.len().saturating_sub(1)
    }

    /// The first card that ends below `y`.
    pub(super) fn first_below(&self, y: f32) -> usize {
        self.tops.partition_point(|top| *top <= y).saturating_sub(1)
    }
}

/// The geometry of the whole board.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Width of a column that is open.
    pub(super) width: f32,
    /// The left edge of each column, and the right edge of the last with its gap.
    edges: Vec<f32>,
    /// Which columns are collapsed.
    shut: Vec<bool>,
    /// The columns' stacks.
    pub(super) stacks: Vec<Stack>,
    of: Option<(usize, u64)>,
}

impl Layout {
    /// Works the stacks out again where the model or a height changed. Says whether it did.
    pub(super) fn update(&mut self, model: &Arc<Model>, measures: &Measures) -> bool {
        let of = (Arc::as_ptr(model) as usize, measures.generation);
        if self.of == Some(of) {
            return false;
        }
        self.of = Some(of);
        self.stacks = model
            .columns
            .iter()
            .map(|column| {
                let mut tops = Vec::with_capacity(column.cards.len() + 1);
                let mut y = LIST_TOP;
                for card in &column.cards {
                    tops.push(y);
                    y += measures.height(card) + CARD_GAP;
                }
                tops.push(y);
                Stack { tops }
            })
            .collect();
        true
    }

    /// Sets the columns beside each other in the room there is; `shut` says which are collapsed.
    pub(super) fn set_columns(&mut self, room: f32, shut: &[bool]) {
        self.shut = shut.to_vec();
        let strips = shut.iter().filter(|shut| **shut).count();
        let taken = strips as f32 * (STRIP + GAP);
        self.width = column_width(room - taken, shut.len() - strips);
        let mut x = 0.0;
        self.edges.clear();
        for shut in shut {
            self.edges.push(x);
            x += GAP + if *shut { STRIP } else { self.width };
        }
        self.edges.push(x);
    }

    /// The left edge of a column, from the left edge of the board.
    pub(super) fn left(&self, n: usize) -> f32 {
        let last = self.edges.last().copied().unwrap_or_default();
        self.edges.get(n).copied().unwrap_or(last)
    }

    /// The width of a column.
    pub(super) fn width_of(&self, n: usize) -> f32 {
        (self.left(n + 1) - self.left(n) - GAP).max(0.0)
    }

    /// Whether the column is collapsed.
    pub(super) fn is_shut(&self, n: usize) -> bool {
        self.shut.get(n).copied().unwrap_or_default()
    }

    /// The width of the whole board.
    pub(super) fn total(&self, columns: usize) -> f32 {
        (self.left(columns) - GAP).max(0.0)
    }

    /// The column at `x` from the left edge of the board; the gap belongs half to each side.
    pub(super) fn column_at(&self, x: f32, columns: usize) -> Option<usize> {
        let x = x + GAP / 2.0;
        let n = self.edges.partition_point(|edge| *edge <= x);
        n.checked_sub(1).filter(|n| *n < columns)
    }
}

/// The width of a collapsed column.
pub(super) const STRIP: f32 = 44.0;

/// The width of each of so many columns in the room there is.
fn column_width(room: f32, columns: usize) -> f32 {
    let columns = columns.max(1) as f32;
    ((room - GAP * (columns - 1.0)) / columns)
        .floor()
        .clamp(MIN_WIDTH, MAX_WIDTH)
}
