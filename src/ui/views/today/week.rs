//! The strip “This week”: seven days with what was done and what is planned, by step, on one scale.

use egui::{Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::week_review::sums;
use crate::domain::{self, Day, Minutes, Outcome, Plan, PlanIndex, SessionId, Weekday};
use crate::ui::format;
use crate::ui::theme::{self, TextRole, Weight, control, radius, space};
use crate::ui::widgets::{Card, hatch, paint, text};

use crate::ui::plan_words::step_of;

/// Height of a day's well, points.
const WELL: f32 = 84.0;
/// Height of a line of a day's head, points.
const HEAD: f32 = 18.0;

/// One session's share of a day.
#[derive(Clone, Debug, PartialEq)]
struct Segment {
    step: u8,
    minutes: Minutes,
    missed: bool,
}

/// One day of the strip.
#[derive(Clone, Debug, PartialEq)]
struct WeekDay {
    day: Day,
    there: Minutes,
    load: Minutes,
    off: bool,
    segments: Vec<Segment>,
    /// “Mon 28”.
    head: String,
    /// “1 h 30”, “missed”, “day off”.
    amount: String,
    /// Everything in one sentence.
    name: String,
    first: Option<SessionId>,
}

/// The week of a day, Monday to Sunday.
#[derive(Clone, Debug, PartialEq)]
pub struct Week {
    days: Vec<WeekDay>,
    today: Day,
    /// The minutes that fill a well.
    scale: Minutes,
    /// “6 h 10 of 9 h done”.
    summary: String,
}

impl Week {
    /// Reads the plan.
    pub fn new(plan: &Plan, index: &PlanIndex, today: Day) -> Self {
        let monday = today.week_start(Weekday::Mon);
        let days: Vec<WeekDay> = monday
            .until(monday.plus(7))
            .map(|day| week_day(plan, index, day, today))
            .collect();
        let scale = days
            .iter()
            .map(|day| day.there.max(day.load))
            .max()
            .unwrap_or_default()
            .max(Minutes::hours(1));
        // As looking back on the week says it.
        let (planned, done) = sums(plan, index, domain::Week::of(today));
        let (said, all) = (format::minutes(done), format::minutes(planned));
        let summary = match (planned, done) {
            (Minutes::ZERO, Minutes::ZERO) => "nothing planned".to_owned(),
            (Minutes::ZERO, _) => format!("{said} done"),
            _ => format!("{said} of {all} done"),
        };
        Self {
            days,
            today,
            scale,
            summary,
        }
    }

    /// Draws it. The day that was pressed, with its first session.
    pub fn ui(&self, ui: &mut Ui) -> Option<(Day, Option<SessionId>)> {
        let t = theme::tokens(ui);
        ui.horizontal(|ui| {
            text::section_title(ui, "This week");
            text::styled(ui, TextRole::Body, Weight::Regular, t.muted, &self.summary);
        });
        ui.add_space(space::S);
        let mut pressed = None;
        Card::new().show(ui, |ui| {
            let gap = if ui.available_width() < 560.0 {
                space::XS
            } else {
                space::M
            };
            let count = self.days.len().max(1) as f32;
            let width = ((ui.available_width() - gap * (count - 1.0)) / count).max(8.0);
            let two_lines = width < 104.0;
            let head = if two_lines { 2.0 * HEAD } else { HEAD };
            let height = head + space::XS + WELL;
            let (rect, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
            for (at, day) in self.days.iter().enumerate() {
                let left = rect.left() + at as f32 * (width + gap);
                let area = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
                if self.day_ui(ui, day, area, two_lines) {
                    pressed = Some((day.day, day.first.clone()));
                }
            }
        });
        pressed
    }

    fn day_ui(&self, ui: &mut Ui, day: &WeekDay, area: Rect, two_lines: bool) -> bool {
        let t = theme::tokens(ui);
        let response = ui.interact(
            area,
            ui.scope_id().with(("week day", day.day)),
            Sense::click(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &day.name));
        if !ui.is_rect_visible(area) {
            return response.clicked();
        }
        let is_today = day.day == self.today;
        let (weight, ink) = if is_today {
            (Weight::SemiBold, t.accent)
        } else {
            (Weight::Regular, t.muted)
        };
        let role = TextRole::Chip;
        let painter = ui.painter();
        let y = area.top() + HEAD / 2.0;
        let narrow = area.width() < 46.0;
        let head: &str = if narrow {
            day.head.get(..1).unwrap_or_default()
        } else {
            &day.head
        };
        let head = paint::line(ui, role, weight, ink, head, area.width());
        let head_end = paint::line_at(painter, area.left(), y, head);
        let amount_room = if two_lines {
            area.width()
        } else {
            area.right() - head_end - space::XS
        };
        let amount_ink = if day.segments.iter().any(|s| s.missed) {
            t.warn
        } else {
            t.muted
        };
        if !(narrow && two_lines && amount_room < 30.0) {
            let amount = paint::line(
                ui,
                role,
                Weight::Regular,
                amount_ink,
                &day.amount,
                amount_room,
            );
            let (x, y) = if two_lines {
                (area.left(), y + HEAD)
            } else {
                (area.right() - amount.size().x, y)
            };
            paint::line_at(painter, x, y, amount);
        }
        let well = Rect::from_min_max(pos2(area.left(), area.bottom() - WELL), area.max);
        self.well(ui, day, well, response.hovered());
        paint::focus_ring(ui, &response, area.expand(2.0), radius::BADGE);
        let clicked = response.clicked();
        response
            .on_hover_text(&day.name)
            .on_hover_cursor(egui::CursorIcon::PointingHand);
        clicked
    }

    fn well(&self, ui: &Ui, day: &WeekDay, well: Rect, hovered: bool) {
        let t = theme::tokens(ui);
        let ground = if hovered {
            t.sunken.lerp_to_gamma(t.text, 0.05)
        } else {
            t.sunken
        };
        let painter = ui.painter();
        painter.rect_filled(well, radius::BADGE, ground);
        if day.off {
            hatch(ui, well);
            painter.add(paint::boxed(
                well,
                radius::BADGE,
                egui::Color32::TRANSPARENT,
                t.line(),
            ));
        }
        let inner = well.shrink(3.0);
        let unit = inner.height() / self.scale.0.max(1) as f32;
        if day.there > Minutes::ZERO && day.there < self.scale {
            // Where the day is full.
            let y = (inner.bottom() - day.there.0 as f32 * unit).round() + 0.5;
            painter.hline(inner.x_range(), y, Stroke::new(1.0, t.border));
        }
        let pale = day.day < self.today;
        let mut bottom = inner.bottom();
        for segment in &day.segments {
            let height = segment.minutes.0 as f32 * unit;
            let bar = Rect::from_min_max(
                pos2(inner.left(), (bottom - height).max(inner.top())),
                pos2(inner.right(), bottom - 1.0),
            );
            bottom -= height;
            if bar.height() < 1.0 {
                continue;
            }
            let colors = t.step(segment.step);
            if segment.missed {
                // An outline, not a block: nothing was done there.
                let stroke = Stroke::new(1.0, t.border_strong);
                painter.add(paint::boxed(
                    bar,
                    radius::CHIP - 2,
                    egui::Color32::TRANSPARENT,
                    stroke,
                ));
                continue;
            }
            let fade = |ink: egui::Color32| {
                if pale {
                    ground.lerp_to_gamma(ink, 0.5)
                } else {
                    ink
                }
            };
            painter.rect_filled(bar, radius::CHIP - 2, fade(colors.tint));
            let stripe = Rect::from_min_size(bar.min, vec2(control::STRIPE - 1.0, bar.height()));
            painter.rect_filled(stripe, radius::CHIP - 3, fade(colors.ink));
        }
    }
}

fn week_day(plan: &Plan, index: &PlanIndex, day: Day, today: Day) -> WeekDay {
    let sums = index.day(day);
    let there = plan.availability.minutes(day);
    let off = plan.availability.is_day_off(day);
    let mut segments = Vec::new();
    let mut missed = Minutes::ZERO;
    for session in sums.sessions.iter().filter_map(|id| plan.sessions.get(id)) {
        if session.outcome == Outcome::Skipped && session.spent == Minutes::ZERO {
            continue;
        }
        let is_missed = session.is_missed(today);
        let step = plan
            .items
            .get(&session.item)
            .map_or(0, |item| step_of(plan, item));
        if is_missed {
            missed += session.minutes.saturating_sub(session.spent);
        }
        segments.push(Segment {
            step,
            minutes: session.load(),
            missed: is_missed,
        });
    }
    let done = sums.done;
    let amount = match (sums.load, missed, off) {
        (Minutes::ZERO, _, true) => "day off".to_owned(),
        (Minutes::ZERO, ..) => "–".to_owned(),
        (load, missed, _) if missed > Minutes::ZERO => {
            if missed >= load {
                "missed".to_owned()
            } else {
                format!("−{} missed", format::minutes(missed))
            }
        }
        (load, ..) => format::minutes(load),
    };
    let mut facts = Vec::new();
    if done > Minutes::ZERO {
        facts.push(format!("{} done", format::minutes(done)));
    }
    if missed > Minutes::ZERO {
        facts.push(format!("{} missed", format::minutes(missed)));
    }
    let ahead = sums.load.saturating_sub(done).saturating_sub(missed);
    if ahead > Minutes::ZERO && day >= today {
        facts.push(format!("{} planned", format::minutes(ahead)));
    }
    if off {
        facts.push("day off".to_owned());
    } else if there > Minutes::ZERO {
        facts.push(format!("{} there", format::minutes(there)));
    }
    if facts.is_empty() {
        facts.push("no study time".to_owned());
    }
    WeekDay {
        day,
        there,
        load: sums.load,
        off,
        segments,
        head: day.date().format("%a %-d").to_string(),
        amount,
        name: format!("{}: {}", format::day(day), facts.join(", ")),
        first: sums.sessions.first().cloned(),
    }
}
