//! The board: a column a step, its cards below each other; long columns go on beside themselves.
//!
//! Not here: what a card of the window shows besides (`ui/views/board`).

use super::canvas::{Canvas, Face, fits};
use super::font::Weight;
use super::{EDGE, HEAD, Options, badge, heading};
use crate::domain::edit::{say_day, say_minutes};
use crate::domain::{Item, Minutes, Plan, PlanIndex, Status};
use crate::store::formats::in_order;
use crate::store::formats::palette::Palette;
use crate::store::formats::sums::{self, StepSums};

const COLUMN: f32 = 252.0;
const GAP: f32 = 12.0;
/// Within a column.
const PAD: f32 = 10.0;
/// Height of a column's heading.
const TOP: f32 = 62.0;
const CARD: f32 = COLUMN - 2.0 * PAD;
const LINE: f32 = 18.0;
const TITLE: f32 = 14.0;
const SMALL: f32 = 12.0;
/// The most lines of a title.
const LINES: usize = 3;
/// The least height that a column may have before it goes on beside itself.
const TALL: f32 = 1_500.0;

/// What a card says.
struct Card {
    title: Vec<String>,
    chips: Vec<String>,
    /// Of a hundred, how much is studied; `None` where nothing is begun.
    percent: Option<u32>,
    done: bool,
    height: f32,
}

/// A column, or a part of one.
struct Column<'a> {
    number: u32,
    title: &'a str,
    sums: StepSums,
    cards: Vec<Card>,
    /// Which part of the column this is, and how many there are.
    part: (usize, usize),
    height: f32,
}

/// Draws it.
pub fn draw(plan: &Plan, options: &Options) -> Canvas {
    let index = PlanIndex::new(plan);
    let steps = in_order(plan);
    let longest = steps
        .iter()
        .map(|(_, items)| items.len())
        .max()
        .unwrap_or(0);
    let mut most = longest.max(1);
    let mut tall = TALL;
    loop {
        let columns = columns(plan, &index, &steps, most, tall);
        let (width, height) = size(&columns);
        let balanced = width <= height * 1.8 || columns.iter().all(|column| column.part.1 == 1);
        if !balanced && tall < 7_000.0 {
            tall *= 1.4;
            continue;
        }
        if !fits(width, height) && most > 4 {
            most = most * 3 / 4;
            tall = TALL;
            continue;
        }
        return paint(plan, options, &columns, (width, height), most);
    }
}

fn columns<'a>(
    plan: &'a Plan,
    index: &PlanIndex,
    steps: &[(Option<&'a crate::domain::Step>, Vec<&Item>)],
    most: usize,
    tall: f32,
) -> Vec<Column<'a>> {
    let mut all = Vec::new();
    for (step, items) in steps {
        let sums = StepSums::of(plan, index, items);
        let cards = items.iter().take(most);
        let cards: Vec<Card> = cards.map(|item| card(plan, index, item)).collect();
        let mut parts: Vec<Vec<Card>> = vec![Vec::new()];
        let mut high = TOP;
        for card in cards {
            if high + card.height > tall {
                parts.push(Vec::new());
                high = TOP;
            }
            high += card.height + 8.0;
            if let Some(part) = parts.last_mut() {
                part.push(card);
            }
        }
        let of = parts.len();
        for (at, cards) in parts.into_iter().enumerate() {
            let cards_high: f32 = cards.iter().map(|card| card.height + 8.0).sum();
            all.push(Column {
                number: sums::number(*step),
                title: step.map_or("Additional resources", |step| step.short_title()),
                sums: sums.clone(),
                cards,
                part: (at + 1, of),
                height: TOP + cards_high + PAD,
            });
        }
    }
    all
}

fn size(columns: &[Column<'_>]) -> (f32, f32) {
    let count = columns.iter().fold(0.0, |n: f32, _| n + 1.0).max(2.0);
    let height = columns
        .iter()
        .map(|column| column.height)
        .fold(160.0, f32::max);
    (
        2.0 * EDGE + count * (COLUMN + GAP) - GAP,
        EDGE + HEAD + height + EDGE,
    )
}

fn card(plan: &Plan, index: &PlanIndex, item: &Item) -> Card {
    let title = match item.title.trim() {
        "" => item.short_title(),
        title => title,
    };
    let title = Weight::Medium.lines(title, TITLE, CARD - 24.0, LINES);
    let effort = plan.effort(item);
    let sums = index.item(&item.id);
    let mut chips = Vec::new();
    match item.status {
        Status::Done => chips.push(format!("done · {}", say_minutes(sums.spent))),
        Status::Skipped => chips.push("skipped".to_owned()),
        Status::ToDo | Status::InProgress => {
            chips.push(if effort == Minutes::ZERO {
                "any time".to_owned()
            } else {
                format!("{} · {}", sums::depth(item.depth), say_minutes(effort))
            });
        }
    }
    let open = item.status.is_open();
    if let (Some((day, _)), true) = (&sums.next, open) {
        chips.push(say_day(*day));
    } else if open && plan.cuts.contains(&item.id) {
        chips.push("left out".to_owned());
    }
    let studied = sums.studied.0.min(effort.0);
    let percent = match item.status {
        Status::Done => Some(100),
        Status::Skipped => None,
        _ => (studied * 100)
            .checked_div(effort.0)
            .filter(|percent| *percent > 0),
    };
    let lines = title.iter().fold(0.0, |n: f32, _| n + 1.0).max(1.0);
    let bar = if percent.is_some() { 12.0 } else { 0.0 };
    Card {
        height: 10.0 + lines * LINE + 6.0 + 20.0 + bar + 10.0,
        title,
        chips,
        percent,
        done: item.status == Status::Done,
    }
}

fn paint(
    plan: &Plan,
    options: &Options,
    columns: &[Column<'_>],
    (width, height): (f32, f32),
    most: usize,
) -> Canvas {
    let palette = Palette::of(options.dark);
    let mut canvas = Canvas::new(width, height, &palette.bg);
    let shown: usize = columns.iter().map(|column| column.cards.len()).sum();
    let note = if shown < plan.items.len() {
        format!(
            "The first {most} items of each step are shown: {shown} of {}",
            plan.items.len()
        )
    } else {
        String::new()
    };
    heading(&mut canvas, plan, options, width, &note);
    let mut x = EDGE;
    for column in columns {
        let y = EDGE + HEAD;
        canvas.rect(x, y, COLUMN, column.height, 12.0, &palette.sunken, None);
        column_head(&mut canvas, x, y, column, palette);
        let mut at = y + TOP;
        for card in &column.cards {
            paint_card(&mut canvas, x + PAD, at, card, column.number, palette);
            at += card.height + 8.0;
        }
        x += COLUMN + GAP;
    }
    canvas
}

fn column_head(canvas: &mut Canvas, x: f32, y: f32, column: &Column<'_>, palette: &Palette) {
    badge(canvas, x + PAD, y + 12.0, column.number, palette);
    let sums = &column.sums;
    let small = Face {
        weight: Weight::Regular,
        size: SMALL,
        colour: &palette.muted,
    };
    let count = format!("{}/{}", sums.done, sums.all);
    let count_wide = small.weight.width(&count, small.size);
    canvas.right(x + COLUMN - PAD, y + 26.5, &count, small, 80.0);
    let title = match column.part {
        (_, 1) => column.title.to_owned(),
        (part, of) => format!("{} ({part} of {of})", column.title),
    };
    let bold = Face {
        weight: Weight::Semibold,
        size: 14.5,
        colour: &palette.text,
    };
    let room = COLUMN - 2.0 * PAD - 28.0 - count_wide - 10.0;
    canvas.text(x + PAD + 28.0, y + 27.0, &title, bold, room);
    let left = match sums.left {
        Minutes::ZERO if sums.done < sums.all => "any time".to_owned(),
        Minutes::ZERO => "nothing left".to_owned(),
        left => format!("{} left", say_minutes(left)),
    };
    let left_wide = small.weight.width(&left, small.size) + 10.0;
    canvas.right(x + COLUMN - PAD, y + 49.0, &left, small, 120.0);
    let bar = CARD - left_wide;
    let percent = u16::try_from(sums.percent_of_time()).map_or(0.0, f32::from);
    meter(
        canvas,
        x + PAD,
        y + 42.0,
        bar,
        percent,
        (&palette.border, &palette.step(column.number).ink),
    );
}

/// A bar that is full for so many of a hundred.
fn meter(
    canvas: &mut Canvas,
    x: f32,
    y: f32,
    width: f32,
    percent: f32,
    (ground, ink): (&str, &str),
) {
    canvas.rect(x, y, width, 4.0, 2.0, ground, None);
    if percent > 0.0 {
        let full = (width * percent.min(100.0) / 100.0).max(4.0);
        canvas.rect(x, y, full, 4.0, 2.0, ink, None);
    }
}

fn paint_card(canvas: &mut Canvas, x: f32, y: f32, card: &Card, number: u32, palette: &Palette) {
    canvas.rect(
        x,
        y,
        CARD,
        card.height,
        10.0,
        &palette.surface,
        Some(&palette.border),
    );
    let face = Face {
        weight: Weight::Medium,
        size: TITLE,
        colour: &palette.text,
    };
    let mut at = y + 10.0;
    for line in &card.title {
        canvas.text(x + 12.0, at + 14.0, line, face, CARD - 24.0);
        at += LINE;
    }
    if card.title.is_empty() {
        at += LINE;
    }
    at += 6.0;
    let small = Face {
        weight: Weight::Regular,
        size: SMALL,
        colour: &palette.muted,
    };
    let mut left = x + 12.0;
    for (n, chip) in card.chips.iter().enumerate() {
        let tick = if card.done && n == 0 { 14.0 } else { 0.0 };
        let wide = small.weight.width(chip, small.size) + 12.0 + tick;
        if left + wide > x + CARD - 12.0 {
            break;
        }
        canvas.rect(left, at, wide, 18.0, 5.0, &palette.sunken, None);
        if tick > 0.0 {
            canvas.stroke(left + 5.0, at + 4.0, "M1 5.5L4 8.5L9.5 2", &palette.ok, 1.6);
        }
        canvas.text(left + 6.0 + tick, at + 13.2, chip, small, wide);
        left += wide + 6.0;
    }
    if let Some(percent) = card.percent {
        let percent = u16::try_from(percent).map_or(0.0, f32::from);
        meter(
            canvas,
            x + 12.0,
            at + 25.0,
            CARD - 24.0,
            percent,
            (&palette.sunken, &palette.step(number).ink),
        );
    }
}
