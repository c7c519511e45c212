//! Where things stand: which days a month or a week shows, the cells of the grid, how many chips fit, how tall an hour is.
//!
//! Not here: colours and words.

use egui::{Pos2, Rect, pos2, vec2};

use crate::domain::Slot;
use crate::domain::time::{Day, Weekday};

/// Columns of the grid.
pub const COLUMNS: usize = 7;
/// Lowest row of a month; where there is less room, the grid scrolls.
pub const MIN_ROW: f32 = 56.0;
/// Height of a chip.
pub const CHIP: f32 = 20.0;
/// From the top of one chip to the top of the next.
pub const CHIP_STEP: f32 = 22.0;
/// Height of a cell's first line, with the number and the bar.
pub const TOP: f32 = 32.0;
/// Room at the sides of a cell.
pub const PAD: f32 = 8.0;
/// Width of a “+2” beside a chip.
pub const BESIDE: f32 = 24.0;
/// Narrower cells have less room at their sides.
const NARROW: f32 = 90.0;

/// Months and weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day shown.
    pub first: Day,
    /// How many weeks.
    pub weeks: i64,
}

impl Span {
    /// The whole weeks of a month: at least five, so that the grid does not jump from month to month.
    pub fn month(of: Day, week_begins: Weekday) -> Self {
        let first = of.month_start().week_start(week_begins);
        let next = next_month(of, 1);
        let days = next.since(first);
        Self {
            first,
            weeks: ((days + 6) / 7).max(5),
        }
    }

    /// The week of a day.
    pub fn week(of: Day, week_begins: Weekday) -> Self {
        Self {
            first: of.week_start(week_begins),
            weeks: 1,
        }
    }

    /// How many days.
    pub fn days(self) -> i64 {
        self.weeks * 7
    }

    /// Whether this day is shown.
    pub fn contains(self, day: Day) -> bool {
        (0..self.days()).contains(&day.since(self.first))
    }
}

/// The first day of the month that many months later (negative: earlier).
pub fn next_month(of: Day, months: i32) -> Day {
    let (year, month, _) = of.ymd();
    let count = year * 12 + month as i32 - 1 + months;
    Day::from_ymd(count.div_euclid(12), (count.rem_euclid(12) + 1) as u32, 1)
        .unwrap_or_else(|| of.month_start())
}

/// Whether two days are of one month.
pub fn same_month(a: Day, b: Day) -> bool {
    a.month_start() == b.month_start()
}

/// A grid of seven columns on whole pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// All of it.
    pub rect: Rect,
    rows: usize,
}

impl Grid {
    /// `rows` rows in a rectangle.
    pub fn new(rect: Rect, rows: usize) -> Self {
        Self {
            rect,
            rows: rows.max(1),
        }
    }

    /// The cell of the `n`th day.
    pub fn cell(&self, n: usize) -> Rect {
        let (row, column) = (n / COLUMNS, n % COLUMNS);
        let x = |column: usize| {
            (self.rect.left() + self.rect.width() * column as f32 / COLUMNS as f32).round()
        };
        let y = |row: usize| {
            (self.rect.top() + self.rect.height() * row as f32 / self.rows as f32).round()
        };
        Rect::from_min_max(pos2(x(column), y(row)), pos2(x(column + 1), y(row + 1)))
    }

    /// The day under a point.
    pub fn at(&self, pos: Pos2) -> Option<usize> {
        if !self.rect.contains(pos) {
            return None;
        }
        let column = (pos.x - self.rect.left()) / self.rect.width() * COLUMNS as f32;
        let row = (pos.y - self.rect.top()) / self.rect.height() * self.rows as f32;
        let column = (column as usize).min(COLUMNS - 1);
        let row = (row as usize).min(self.rows - 1);
        Some(row * COLUMNS + column)
    }
}

/// How the lines of a month's cell are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lines {
    /// Chips shown.
    pub shown: usize,
    /// Chips that are left for the list of the day.
    pub more: usize,
    /// Whether “+n” stands beside the last chip, for want of a line of its own.
    pub beside: bool,
}

impl Lines {
    /// For a cell of this height with so many things on it.
    pub fn of(height: f32, things: usize) -> Self {
        let room = ((height - TOP - 2.0 + CHIP_STEP - CHIP) / CHIP_STEP).floor();
        let room = if room > 0.0 { room as usize } else { 0 };
        if things <= room {
            return Self {
                shown: things,
                more: 0,
                beside: false,
            };
        }
        if room <= 1 {
            return Self {
                shown: room,
                more: things - room,
                beside: true,
            };
        }
        let shown = room - 1;
        Self {
            shown,
            more: things - shown,
            beside: false,
        }
    }
}

/// Room at the sides of a cell of this width.
pub fn side(width: f32) -> f32 {
    if width < NARROW { 4.0 } else { PAD }
}

/// The `n`th chip of a cell.
pub fn chip(cell: Rect, n: usize) -> Rect {
    let side = side(cell.width());
    Rect::from_min_size(
        pos2(cell.left() + side, cell.top() + TOP + n as f32 * CHIP_STEP),
        vec2((cell.width() - 2.0 * side).max(8.0), CHIP),
    )
}

/// The hours of a week view. Hours on which nothing can happen all week are folded into a thin strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    /// From early to late, without gaps.
    pub stretches: Vec<Stretch>,
}

/// Some hours in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// From this minute since midnight: a whole hour.
    pub from: u32,
    /// To this one.
    pub to: u32,
    /// How far below the top it begins.
    pub top: f32,
    /// How tall it is.
    pub height: f32,
    /// Nothing can happen in it.
    pub folded: bool,
}

/// Least and most points an hour.
const HOUR: std::ops::RangeInclusive<f32> = 76.0..=150.0;
/// Height of folded hours.
const FOLD: f32 = 26.0;
/// Shorter gaps (minutes) are not worth a fold.
const SHORT_GAP: u32 = 60;

impl Hours {
    /// Around these slots, in a height. `beside` is what may stand in folded hours: it opens none, but there are folds for
    /// it before the first hour and after the last.
    pub fn around(
        slots: impl Iterator<Item = Slot>,
        beside: impl Iterator<Item = Slot>,
        height: f32,
    ) -> Self {
        let whole_hours = |slot: Slot| (slot.from / 60 * 60, slot.to.div_ceil(60) * 60);
        let mut busy: Vec<(u32, u32)> = slots
            .filter(|slot| slot.from < slot.to)
            .map(whole_hours)
            .collect();
        if busy.is_empty() {
            busy.push((18 * 60, 21 * 60));
        }
        busy.sort_unstable();
        let mut open: Vec<(u32, u32)> = Vec::new();
        for (from, to) in busy {
            match open.last_mut() {
                Some((_, end)) if from <= end.saturating_add(SHORT_GAP) => *end = to.max(*end),
                _ => open.push((from, to)),
            }
        }
        let (first, last) = (open.first().copied(), open.last().copied());
        let (first, last) = first.zip(last).map_or((0, 0), |(f, l)| (f.0, l.1));
        let (mut early, mut late) = (first, last);
        for (from, to) in beside.map(whole_hours) {
            early = early.min(from);
            late = late.max(to);
        }
        let minutes: u32 = open.iter().map(|(from, to)| to - from).sum();
        let outside = usize::from(early < first) + usize::from(late > last);
        let folds = (open.len().saturating_sub(1) + outside) as f32 * FOLD;
        let hour = (height - folds) / (minutes as f32 / 60.0);
        let scale = hour.clamp(*HOUR.start(), *HOUR.end()) / 60.0;
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut top = 0.0;
        let mut end = early;
        for (from, to) in open.into_iter().chain([(late, late)]) {
            let mut add = |from: u32, to: u32, height: f32, folded: bool| {
                if from < to {
                    stretches.push(Stretch {
                        from,
                        to,
                        top,
                        height,
                        folded,
                    });
                    top += height;
                }
            };
            add(end, from, FOLD, true);
            add(from, to, (to - from) as f32 * scale, false);
            end = to;
        }
        Self { stretches }
    }

    /// Top and height of the folded hours that hold all of this; `None` where some of it is in hours that are not folded.
    pub fn fold_of(&self, from: u32, to: u32) -> Option<(f32, f32)> {
        let fold = self
            .stretches
            .iter()
            .find(|s| s.folded && s.from <= from && to <= s.to)?;
        Some((fold.top, fold.height))
    }

    /// Height of all of them.
    pub fn height(&self) -> f32 {
        self.stretches.last().map_or(0.0, |s| s.top + s.height)
    }

    /// Points a minute, where hours are not folded.
    pub fn scale(&self) -> f32 {
        let open = self.stretches.iter().find(|s| !s.folded && s.from < s.to);
        open.map_or(1.0, |s| s.height / (s.to - s.from) as f32)
    }

    /// How far below the top a minute stands.
    pub fn y(&self, minute: u32) -> f32 {
        let here = self.stretches.iter().find(|s| minute <= s.to);
        match here {
            Some(s) => {
                let into = minute.saturating_sub(s.from) as f32 / (s.to - s.from).max(1) as f32;
                s.top + s.height * into
            }
            None => self.height(),
        }
    }

    /// Whether a minute is among them.
    pub fn contains(&self, minute: u32) -> bool {
        let (first, last) = (self.stretches.first(), self.stretches.last());
        first.is_some_and(|s| s.from <= minute) && last.is_some_and(|s| minute <= s.to)
    }
}

/// Top and height of blocks below one another: each at its time and as tall as it is long, but readable, and never over
/// the one before.
pub fn blocks(hours: &Hours, slots: impl Iterator<Item = Slot>) -> Vec<(f32, f32)> {
    let mut free = 0.0_f32;
    slots
        .map(|slot| {
            let top = hours.y(slot.from).max(free);
            let end = hours.y(slot.to);
            let height = (end - top).max(CHIP);
            free = top + height + 1.0;
            (top, height - 1.0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day::from_ymd(year, month, day).expect("a day")
    }

    #[test]
    fn a_month_shows_whole_weeks() {
        let january = Span::month(day(2027, 1, 20), Weekday::Mon);
        assert_eq!(january.first, day(2026, 12, 28));
        assert_eq!(january.weeks, 5);
        assert_eq!(Span::month(day(2027, 5, 1), Weekday::Mon).weeks, 6);
        // February 2027 is four weeks to the day.
        assert_eq!(Span::month(day(2027, 2, 1), Weekday::Mon).weeks, 5);
        assert_eq!(
            Span::month(day(2027, 1, 1), Weekday::Sun).first,
            day(2026, 12, 27)
        );
    }

    #[test]
    fn months_go_over_the_turn_of_the_year() {
        assert_eq!(next_month(day(2026, 12, 31), 1), day(2027, 1, 1));
        assert_eq!(next_month(day(2027, 1, 31), -1), day(2026, 12, 1));
        assert_eq!(next_month(Day::MAX, 1), Day::MAX.month_start());
    }

    #[test]
    fn chips_that_do_not_fit_are_counted() {
        let all = |n| Lines {
            shown: n,
            more: 0,
            beside: false,
        };
        assert_eq!(Lines::of(132.0, 4), all(4));
        assert_eq!(
            Lines::of(132.0, 6),
            Lines {
                shown: 3,
                more: 3,
                beside: false
            }
        );
        assert_eq!(Lines::of(56.0, 1), all(1));
        assert_eq!(
            Lines::of(56.0, 3),
            Lines {
                shown: 1,
                more: 2,
                beside: true
            }
        );
        assert_eq!(
            Lines::of(30.0, 2),
            Lines {
                shown: 0,
                more: 2,
                beside: true
            }
        );
    }

    #[test]
    fn the_grid_finds_the_cell_under_a_point() {
        let grid = Grid::new(Rect::from_min_size(pos2(10.0, 20.0), vec2(703.0, 501.0)), 5);
        for n in 0..35 {
            assert_eq!(grid.at(grid.cell(n).center()), Some(n));
        }
        assert_eq!(grid.at(pos2(9.0, 30.0)), None);
    }

    #[test]
    fn blocks_are_readable_and_never_overlap() {
        let slot = |(from, to)| Slot { from, to };
        let spans = [(600, 610), (610, 620), (620, 680)].map(slot);
        let hours = Hours::around(spans.into_iter(), [].into_iter(), 300.0);
        let made = blocks(&hours, spans.into_iter());
        for (a, b) in made.iter().zip(made.iter().skip(1)) {
            assert!(a.0 + a.1 <= b.0, "{made:?}");
        }
        assert!(made.iter().all(|(_, height)| *height >= CHIP - 1.0));
    }

    #[test]
    fn hours_without_time_are_folded() {
        let slot = |(from, to)| Slot { from, to };
        let spans = [(600, 690), (1_140, 1_200), (1_150, 1_220)].map(slot);
        let hours = Hours::around(spans.into_iter(), [].into_iter(), 500.0);
        let told = |hours: &Hours| -> Vec<_> {
            let all = hours.stretches.iter();
            all.map(|s| (s.from / 60, s.to / 60, s.folded)).collect()
        };
        assert_eq!(
            told(&hours),
            [(10, 12, false), (12, 19, true), (19, 21, false)]
        );
        assert!(hours.y(660) < hours.y(780) && hours.y(780) < hours.y(1_150));
        assert_eq!(hours.y(1_260), hours.height());
        assert!(!hours.contains(599) && hours.contains(800) && !hours.contains(1_261));
        let nothing = Hours::around([].into_iter(), [].into_iter(), 500.0);
        assert_eq!(nothing.stretches.len(), 1);
        // What stands beside opens no hours, but has a place.
        let beside = [(480, 540), (840, 900), (1_300, 1_330)].map(slot);
        let hours = Hours::around(spans.into_iter(), beside.into_iter(), 500.0);
        assert_eq!(
            told(&hours),
            [
                (8, 10, true),
                (10, 12, false),
                (12, 19, true),
                (19, 21, false),
                (21, 23, true)
            ]
        );
        assert_eq!(hours.fold_of(480, 540), Some((0.0, FOLD)));
        assert_eq!(hours.fold_of(540, 630), None);
    }
}
