//! The sliders of “What if…”: the hours a week, and a day for each interview ahead; each can be typed, too.
//!
//! Not here: what they come to (`outcome`).

use egui::{Align, Layout, Ui, vec2};

use crate::domain::time::{Day, Minutes};
use crate::domain::{Interview, InterviewId};
use crate::planner::Wish;
use crate::planner::what_if::STEP;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::date_field::Outside;
use crate::ui::widgets::{DateField, Slider, Stepper, text};

/// The slider of hours reaches so far at least, and the typed figure so far at most, in minutes a week.
const USUAL: i64 = 40 * 60;
const MOST: u32 = 16 * 7 * 60;
/// An arrow key on the hours, and a page key, in minutes.
const HOURS_STEP: i64 = 30;
const HOURS_PAGE: i64 = 5 * 60;
/// The slider of a date reaches so many days to each side at least.
const AROUND: i64 = 56;
/// The furthest day that can be wished, from today.
const FURTHEST: i64 = 3 * 366;
/// Width of the field beside a slider, points; in narrower dialogs it goes below.
const FIELD: f32 = 176.0;
const NARROW: f32 = 440.0;

/// Draws them; what is moved goes into the wish.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, wish: &mut Wish, fresh: bool) {
    hours(ui, cx, wish, fresh);
    for interview in cx.plan.interviews_in_order() {
        if interview.on > cx.today() {
            ui.add_space(space::M);
            date(ui, cx, interview, wish);
        }
    }
}

/// A slider with its field at the right, or below where there is no room.
fn beside(ui: &mut Ui, slider: impl FnOnce(&mut Ui), field: impl FnOnce(&mut Ui)) {
    if ui.available_width() < NARROW {
        slider(ui);
        field(ui);
        return;
    }
    let size = vec2(ui.available_width(), control::HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let room = vec2(size.x - FIELD - space::M, size.y);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), slider);
        field(ui);
    });
}

/// The name of a slider, and where the plan stands.
fn title(ui: &mut Ui, name: &str, now: &str) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        text::styled(ui, TextRole::Body, Weight::SemiBold, t.text, name);
        text::styled(ui, TextRole::Chip, Weight::Regular, t.muted, now);
    });
}

fn hours(ui: &mut Ui, cx: &ViewContext, wish: &mut Wish, fresh: bool) {
    let now = cx.plan.availability.weekly.total();
    let mut wished = wish.weekly.unwrap_or(now);
    title(
        ui,
        "Hours a week",
        &format!(
            "now {}, shared out over the weekdays as now",
            format::minutes(now)
        ),
    );
    let before = wished;
    let mut slid = i64::from(wished.0);
    let mut typed = wished.0;
    let most = USUAL.max(slid).max(i64::from(now.0));
    let said = format!("{} a week", format::minutes(wished));
    beside(
        ui,
        |ui| {
            let slider = Slider::new(&mut slid, 0..=most, "Hours a week", &said)
                .step(HOURS_STEP)
                .page(HOURS_PAGE)
                .mark(i64::from(now.0))
                .show(ui);
            if fresh {
                slider.request_focus();
            }
        },
        |ui| {
            let name = "Hours a week, in figures";
            let said = |n| format::minutes(Minutes(n));
            Stepper::new(&mut typed, name, &said, &read_hours)
                .step(HOURS_STEP as u32)
                .range(0..=MOST.max(now.0))
                .width(FIELD)
                .show(ui);
        },
    );
    if slid != i64::from(before.0) {
        wished = Minutes(u32::try_from(slid).unwrap_or(0));
    } else if typed != before.0 {
        wished = Minutes(typed);
    }
    if wished != before {
        wish.weekly = Some(wished);
    }
}

/// A bare figure means hours here: “12” is 12 h. To whole steps.
fn read_hours(text: &str) -> Option<u32> {
    let bare = text.trim().replace(',', ".");
    let hours = bare.parse::<f64>().ok();
    let minutes = match hours.filter(|hours| (0.0..=168.0).contains(hours)) {
        Some(hours) => (hours * 60.0).round() as u32,
        None => format::parse_minutes(text)?.0,
    };
    Some((minutes + STEP / 2) / STEP * STEP)
}

fn date(ui: &mut Ui, cx: &ViewContext, interview: &Interview, wish: &mut Wish) {
    let today = cx.today();
    let id: &InterviewId = &interview.id;
    let before = wish.dates.get(id).copied().unwrap_or(interview.on);
    let shown = |on: Day| {
        let day = format::day_of_year(on, today);
        format!("{day}, {}", format::in_days(on, today))
    };
    ui.push_id(("date of", id.as_str()), |ui| {
        let stands = if before == interview.on {
            format!("now {}", shown(before))
        } else {
            format!("{}; now {}", shown(before), format::day(interview.on))
        };
        title(ui, &interview.name, &stands);
        let number = |on: Day| on.since(today);
        let mut slid = number(before);
        let mut typed = before;
        let mut wrong = None;
        let (earliest, latest) = (today.plus(1), today.plus(FURTHEST).max(before));
        let first = (number(interview.on) - AROUND).max(1).min(slid);
        let last = (number(interview.on) + AROUND).max(slid);
        let name = format!("Date of {}", interview.name);
        beside(
            ui,
            |ui| {
                Slider::new(&mut slid, first..=last, &name, &shown(before))
                    .step(1)
                    .page(7)
                    .mark(number(interview.on))
                    .show(ui);
            },
            |ui| {
                let name = format!("{name}, typed");
                let field = DateField::new(&mut typed, &name, today)
                    .on_surface()
                    .within(earliest, latest)
                    .width(FIELD)
                    .show(ui);
                wrong = match field.outside() {
                    _ if field.unreadable() => {
                        Some("That is no date: write it as 26 Jan 2027.".to_owned())
                    }
                    Some(Outside::Early(day)) => Some(format!(
                        "The earliest is {}.",
                        format::day_of_year(day, today)
                    )),
                    Some(Outside::Late(day)) => Some(format!(
                        "The latest is {}.",
                        format::day_of_year(day, today)
                    )),
                    None => None,
                };
            },
        );
        let mut wished = before;
        if slid != number(before) {
            wished = today.plus(slid);
        } else if typed != before {
            wished = typed;
        }
        if let Some(wrong) = wrong {
            let t = theme::tokens(ui);
            ui.horizontal(|ui| {
                Icon::Warning.show(ui, control::ICON_CHIP, t.tone(Tone::Bad).ink);
                text::small(ui, &wrong);
            });
        }
        if wished != before {
            wish.dates.insert(id.clone(), wished);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::read_hours;

    #[test]
    fn a_bare_figure_is_hours() {
        for (text, minutes) in [
            ("12", 720),
            ("12,5", 750),
            ("12 h 30", 750),
            ("90 min", 90),
            ("11 h 02", 660),
            ("0", 0),
        ] {
            assert_eq!(read_hours(text), Some(minutes), "{text}");
        }
        assert_eq!(read_hours("many"), None);
    }
}
