//! Fields that the Welcome view and the Settings share: hours by weekday, how well a step is known, a range of days, and
//! the words for what is wrong.

use egui::{Key, Ui};

use crate::domain::path::Familiarity;
use crate::domain::time::{Day, Minutes, WEEK, Weekday};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::widgets::{Button, DateField, IconButton, Segmented, Stepper, text};

/// The weekday that weeks begin on.
pub(super) fn week_start(cx: &ViewContext) -> Weekday {
    cx.first_weekday()
}

/// What is wrong, under the field that it is about.
pub(super) fn problem(ui: &mut Ui, why: Option<&str>) {
    let Some(why) = why else { return };
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        Icon::Warning.show(ui, control::ICON_CHIP, t.bad);
        ui.add(egui::Label::new(TextRole::Chip.rich(why).color(t.bad)).wrap());
    });
}

/// What is said where a date cannot be read.
pub(super) const HOW_TO_WRITE: &str =
    "That is no date: write it as 26 Jan 2027, or pick it from the calendar.";

/// Seven tiles, a weekday each.
pub(super) fn hours(ui: &mut Ui, first: Weekday, minutes: &mut [Minutes; 7]) -> Option<Weekday> {
    let gap = space::S - 2.0;
    let width = ((ui.available_width() - 6.0 * gap) / 7.0)
        .floor()
        .clamp(44.0, 92.0);
    let mut changed = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for n in 0..7 {
            let at = (first.num_days_from_monday() as usize + n) % 7;
            let (Some(day), Some(minutes)) = (WEEK.get(at), minutes.get_mut(at)) else {
                continue;
            };
            let short = day.to_string();
            let tile = Stepper::new(&mut minutes.0, weekday_name(*day), &hours_said, &hours_read)
                .tile(&short)
                .width(width);
            if tile.show(ui).changed() {
                changed = Some(*day);
            }
        }
    });
    changed
}

/// “1 h 30”, or a dash.
fn hours_said(minutes: u32) -> String {
    if minutes == 0 {
        return "–".to_owned();
    }
    format::minutes(Minutes(minutes))
}

fn hours_read(text: &str) -> Option<u32> {
    format::parse_minutes(text).map(|minutes| minutes.0)
}

/// A weekday in full.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// New, some, well; `Some` where another was chosen.
pub(super) fn known_ui(ui: &mut Ui, title: &str, known: Familiarity) -> Option<Familiarity> {
    let mut at = Familiarity::ALL
        .iter()
        .position(|one| *one == known)
        .unwrap_or(0);
    let labels = Familiarity::ALL.map(format::familiarity);
    let name = format!("How well you know {title}");
    let response = Segmented::new(&name, &labels).small().show(ui, &mut at);
    let chosen = response
        .changed()
        .then(|| Familiarity::ALL.get(at).copied());
    chosen.flatten()
}

/// Days in a row as runs, for lists of days off.
pub(super) fn runs(days: impl IntoIterator<Item = Day>) -> Vec<(Day, Day)> {
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if day.since(*last) == 1 => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}

/// What was said about a range of days.
pub(super) enum RangeWord {
    /// Nothing yet.
    None,
    /// From the first to the last, both counted.
    Add(Day, Day),
    /// Not after all.
    Close,
}

/// The longest range of days off, in days.
const LONGEST_RANGE: i64 = 366;

/// A range of days that is being asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct DayRange {
    first: Day,
    last: Day,
    /// Somebody chose a day: it is more than a proposal.
    touched: bool,
    /// What is wrong with what was typed.
    wrong: Option<&'static str>,
}

impl DayRange {
    /// Proposes one day.
    pub fn new(day: Day) -> Self {
        Self {
            first: day,
            last: day,
            touched: false,
            wrong: None,
        }
    }

    /// What was filled in, both days counted, or what is wrong with it; `None` while it is only a proposal.
    pub fn filled(&self) -> Option<Result<(Day, Day), &'static str>> {
        match self.wrong {
            Some(wrong) => Some(Err(wrong)),
            None => self.touched.then_some(Ok((self.first, self.last))),
        }
    }
}

/// Asks for a range of days in one row. Enter in the last field adds it.
pub(super) fn range_ui(ui: &mut Ui, cx: &ViewContext, range: &mut DayRange) -> RangeWord {
    let mut word = RangeWord::None;
    let width = ((ui.available_width() - 150.0) / 2.0).clamp(118.0, 190.0);
    ui.horizontal_wrapped(|ui| {
        let (first, last) = (&mut range.first, &mut range.last);
        let from = DateField::new(first, "First day off", cx.today())
            .week_from(week_start(cx))
            .width(width)
            .show(ui);
        if from.changed() && *last < *first {
            *last = *first;
        }
        text::styled(
            ui,
            TextRole::Body,
            Weight::Regular,
            theme::tokens(ui).muted,
            "to",
        );
        let backwards = *last < *first;
        let to = DateField::new(last, "Last day off", cx.today())
            .week_from(week_start(cx))
            .error(backwards)
            .width(width)
            .show(ui);
        range.touched |= from.changed() || to.changed();
        let days = last.since(*first) + 1;
        range.wrong = if from.unreadable() || to.unreadable() {
            Some("A day off is no date: write it as 26 Jan 2027, or pick it from the calendar.")
        } else if days < 1 {
            Some("The last day off comes before the first.")
        } else if days > LONGEST_RANGE {
            Some("That is more than a year off: choose an earlier last day.")
        } else {
            None
        };
        let fine = range.wrong.is_none();
        let count = format::count(usize::try_from(days).unwrap_or(0), "day", "days");
        let hint = range.wrong.unwrap_or(&count);
        let add = Button::new("Add").name("Add these days off").tooltip(hint);
        let pressed = ui.add_enabled(fine, add).clicked();
        let entered = to.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if fine && (pressed || entered) {
            word = RangeWord::Add(*first, *last);
        }
        if ui
            .add(IconButton::new(Icon::Close, "Add no days off"))
            .clicked()
        {
            word = RangeWord::Close;
        }
    });
    problem(ui, range.wrong);
    word
}

/// “19:30”, “19”, “7:30”.
pub(super) fn clock_read(text: &str) -> Option<u32> {
    let (hour, minute) = text.trim().split_once(':').unwrap_or((text.trim(), "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_row_are_one_run() {
        let day = |n| Day::from_ymd(2026, 12, n).unwrap_or(Day::MIN);
        let found = runs([day(1), day(2), day(3), day(6)]);
        assert_eq!(found, [(day(1), day(3)), (day(6), day(6))]);
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        assert_eq!(clock_read("19:30"), Some(1170));
        assert_eq!(clock_read("7"), Some(420));
        assert_eq!(clock_read("24:00"), None);
        assert_eq!(clock_read("noon"), None);
    }
}
