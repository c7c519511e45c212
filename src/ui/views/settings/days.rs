//! The time there is: hours by weekday, when they begin, and single days that are otherwise.

use egui::{Ui, vec2};

use crate::domain::Edit;
use crate::domain::availability::{Weekly, Window};
use crate::domain::edit::say_day;
use crate::domain::time::{Clock, Day, Minutes, WEEK, Weekday};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::views::fields::{
    DayRange, RangeWord, clock_read, hours, range_ui, runs, week_start, weekday_name,
};
use crate::ui::widgets::{Button, DateField, IconButton, Stepper, text};

use super::{SettingsView, section};

/// What is being added to the days.
#[derive(Default)]
pub(super) enum Adding {
    /// Nothing.
    #[default]
    Nothing,
    /// Days off.
    Off(DayRange),
    /// A day with another time.
    Other(Day, u32),
}

impl SettingsView {
    pub(super) fn hours_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let weekly = &cx.plan.availability.weekly;
        let about = format!("{} a week", format::minutes(weekly.total()));
        section(ui, "Time a day", Some(&about), |ui| {
            let mut minutes = WEEK.map(|day| weekly.minutes(day));
            if let Some(day) = hours(ui, week_start(cx), &mut minutes) {
                let at = day.num_days_from_monday() as usize;
                let to = minutes.get(at).copied().unwrap_or_default();
                let mut next = weekly.clone();
                stretch(&mut next, day, to);
                self.strokes
                    .send(ui, cx, ("hours", at), Edit::SetWeekly(next));
            }
            ui.add_space(space::XS);
            text::field_label(ui, "Beginning at");
            self.beginnings(ui, cx, weekly);
        });
    }

    fn beginnings(&mut self, ui: &mut Ui, cx: &ViewContext, weekly: &Weekly) {
        let gap = space::S - 2.0;
        let width = ((ui.available_width() - 6.0 * gap) / 7.0)
            .floor()
            .clamp(44.0, 92.0);
        let first = week_start(cx).num_days_from_monday() as usize;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for n in 0..7 {
                let Some(&day) = WEEK.get((first + n) % 7) else {
                    continue;
                };
                let window = weekly.on(day).first();
                let mut at = window.map_or(0, |window| u32::from(window.at.minutes()));
                let short = day.to_string();
                let name = format!("{} begins at", weekday_name(day));
                let none = window.is_none();
                let said = move |minutes: u32| clock_said(minutes, none);
                let tile = Stepper::new(&mut at, &name, &said, &clock_read)
                    .range(0..=24 * 60 - 1)
                    .tile(&short)
                    .width(width);
                let changed = ui.add_enabled_ui(!none, |ui| tile.show(ui).changed()).inner;
                if changed && let Ok(minutes) = u16::try_from(at) {
                    let mut next = weekly.clone();
                    if let Some(window) = next.on_mut(day).first_mut() {
                        window.at = Clock::from_minutes(minutes);
                    }
                    self.strokes
                        .send(ui, cx, ("begins", n), Edit::SetWeekly(next));
                }
            }
        });
    }

    pub(super) fn days_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        section(ui, "Days off and other days", None, |ui| {
            let exceptions = &cx.plan.availability.exceptions;
            let over = exceptions.range(..today).count();
            let ahead = || exceptions.range(today..);
            if ahead().next().is_none() {
                text::muted(ui, "Every day ahead has its usual time.");
            }
            let chips = |ui: &mut Ui| {
                ui.spacing_mut().item_spacing = vec2(space::S - 2.0, space::S - 2.0);
                let off = ahead().filter(|(_, minutes)| **minutes == Minutes::ZERO);
                for (first, last) in runs(off.map(|(day, _)| *day)) {
                    let said = format!("{}: off", format::days(first, last, today));
                    exception(ui, cx, &said, first, last);
                }
                for (day, minutes) in ahead().filter(|(_, minutes)| **minutes > Minutes::ZERO) {
                    let said = format!(
                        "{}: {}",
                        format::day_of_year(*day, today),
                        format::minutes(*minutes)
                    );
                    exception(ui, cx, &said, *day, *day);
                }
            };
            if ahead().next().is_some() {
                ui.horizontal_wrapped(chips);
            }
            if over > 0 {
                text::small(
                    ui,
                    &format!("And {} that are over.", format::count(over, "day", "days")),
                );
            }
            self.add_days(ui, cx);
        });
    }

    fn add_days(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        match &mut self.adding {
            Adding::Nothing => {
                ui.horizontal_wrapped(|ui| {
                    let tomorrow = today.plus(1);
                    let off = Button::new("Add days off…").small().icon(Icon::CalendarOff);
                    if ui.add(off).clicked() {
                        self.adding = Adding::Off(DayRange::new(tomorrow));
                    }
                    let other = Button::new("Another time on a day…")
                        .small()
                        .icon(Icon::Clock);
                    if ui.add(other).clicked() {
                        self.adding = Adding::Other(tomorrow, 120);
                    }
                });
            }
            Adding::Off(range) => match range_ui(ui, cx, range) {
                RangeWord::None => {}
                RangeWord::Close => self.adding = Adding::Nothing,
                RangeWord::Add(first, last) => {
                    cx.edit(set_days(first, last, Some(Minutes::ZERO), today));
                    self.adding = Adding::Nothing;
                }
            },
            Adding::Other(day, minutes) => {
                let mut word = None;
                ui.horizontal_wrapped(|ui| {
                    DateField::new(day, "Day with another time", today)
                        .week_from(week_start(cx))
                        .on_surface()
                        .width(168.0)
                        .show(ui);
                    let said = |n: u32| format::minutes(Minutes(n));
                    let read = |text: &str| format::parse_minutes(text).map(|m| m.0);
                    Stepper::new(minutes, "Time on that day", &said, &read)
                        .width(130.0)
                        .show(ui);
                    if ui.add(Button::new("Add").name("Add this day")).clicked() {
                        word = Some(true);
                    }
                    if ui.add(IconButton::new(Icon::Close, "Add no day")).clicked() {
                        word = Some(false);
                    }
                });
                if word == Some(true) {
                    cx.edit(set_days(*day, *day, Some(Minutes(*minutes)), today));
                }
                if word.is_some() {
                    self.adding = Adding::Nothing;
                }
            }
        }
    }
}

/// A chip that takes the exception away.
fn exception(ui: &mut Ui, cx: &ViewContext, said: &str, first: Day, last: Day) {
    let name = format!("Back to the usual time: {said}");
    let chip = Button::new(said)
        .small()
        .trailing_icon(Icon::Close)
        .name(&name);
    if ui.add(chip).clicked() {
        cx.edit(set_days(first, last, None, cx.today()));
    }
}

/// One deed for a run of days.
fn set_days(first: Day, last: Day, minutes: Option<Minutes>, today: Day) -> Edit {
    let one = |on| Edit::SetDay { on, minutes };
    if first >= last {
        return one(first);
    }
    let label = match minutes {
        Some(Minutes::ZERO) => format!("Took {} off", format::days(first, last, today)),
        Some(minutes) => format!(
            "Gave {} {}",
            format::days(first, last, today),
            format::minutes(minutes)
        ),
        None => format!(
            "Gave {} to {} their usual time",
            say_day(first),
            say_day(last)
        ),
    };
    Edit::Several {
        label,
        edits: first.until(last.plus(1)).map(one).collect(),
    }
}

/// Gives a weekday so many minutes: what is more goes to its last window, what is less is taken from the end.
fn stretch(weekly: &mut Weekly, day: Weekday, to: Minutes) {
    if weekly.on(day).len() < 2 || to == Minutes::ZERO {
        weekly.set_minutes(day, to);
        return;
    }
    let windows = weekly.on_mut(day);
    let mut left = to;
    let last = windows.len() - 1;
    let mut kept: Vec<Window> = Vec::new();
    for (n, window) in windows.iter().enumerate() {
        let minutes = if n == last {
            left
        } else {
            window.minutes.min(left)
        };
        left = left - minutes;
        if minutes > Minutes::ZERO {
            kept.push(Window { minutes, ..*window });
        }
    }
    *windows = kept;
}

fn clock_said(minutes: u32, none: bool) -> String {
    if none {
        return "–".to_owned();
    }
    Clock::from_minutes(u16::try_from(minutes).unwrap_or(u16::MAX)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stretch_at_their_end() {
        let window = |at: u16, minutes| Window {
            at: Clock::from_minutes(at),
            minutes: Minutes(minutes),
        };
        let mut weekly = Weekly::default();
        *weekly.on_mut(Weekday::Mon) = vec![window(480, 30), window(1140, 60)];
        stretch(&mut weekly, Weekday::Mon, Minutes(105));
        assert_eq!(
            *weekly.on(Weekday::Mon),
            [window(480, 30), window(1140, 75)]
        );
        stretch(&mut weekly, Weekday::Mon, Minutes(20));
        assert_eq!(*weekly.on(Weekday::Mon), [window(480, 20)]);
        stretch(&mut weekly, Weekday::Mon, Minutes(0));
        assert!(weekly.on(Weekday::Mon).is_empty());
        stretch(&mut weekly, Weekday::Mon, Minutes(45));
        assert_eq!(weekly.minutes(Weekday::Mon), Minutes(45));
    }
}
