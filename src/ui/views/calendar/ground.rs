//! What days and interviews are drawn on in every page: the ground of a day, what a drag would do to it, an interview.
//!
//! Not here: the pages (`month.rs`, `week.rs`, `agenda.rs`).

use chrono::Datelike as _;
use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use crate::domain::time::{Day, Minutes, Weekday};
use crate::ui::breaks::warnings;
use crate::ui::theme::{self, Icon, TextRole, Tokens, Weight, control, radius};
use crate::ui::widgets::{hatch, paint};

use super::landing::Landing;
use super::model::DayModel;

/// Narrower interviews have no flag: the words are worth more.
const NARROW_CHIP: f32 = 72.0;

/// Hatched where it is off, plain paper where there is no time, tinted where it is kept free before an interview.
pub fn day_ground(ui: &Ui, t: &Tokens, d: &DayModel, rect: Rect) {
    let inside = rect.shrink(0.5);
    if d.ground_words().is_some() {
        hatch(ui, inside);
    } else if d.capacity == Minutes::ZERO {
        ui.painter().rect_filled(inside, 0, t.bg);
    } else if d.buffer.is_some() {
        let tint = t.surface.lerp_to_gamma(t.accent_soft, 0.45);
        ui.painter().rect_filled(inside, 0, tint);
    }
    if d.buffer.is_some() {
        taper(ui, t, inside);
    }
}

/// The dashes below a day that is kept free of new material: they lead to the interview, also where colours are not seen.
fn taper(ui: &Ui, t: &Tokens, rect: Rect) {
    const DASH: f32 = 8.0;
    let y = rect.bottom() - 3.0;
    let line = Stroke::new(2.0, t.accent);
    let mut x = rect.left() + DASH / 2.0;
    while x + DASH <= rect.right() {
        ui.painter().hline(x..=x + DASH, y, line);
        x += 2.0 * DASH;
    }
}

/// While something is carried, a day says in the tree whether it would do.
pub fn described(ui: &Ui, d: &DayModel, landing: Option<&Landing>) {
    let Some(landing) = landing.filter(|landing| landing.allowed) else {
        return;
    };
    ui.ctx().accesskit_node_builder(d.widget, |node| {
        node.set_description(landing.mark().unwrap_or("fits"));
    });
}

/// A day that would not do for what is carried.
pub fn shade(ui: &Ui, t: &Tokens, landing: &Landing, rect: Rect) {
    if landing.mark().is_some() {
        // Thin, so that a day off and a buffer day are seen through it.
        let veil = t.warn_soft.gamma_multiply(0.45);
        ui.painter().rect_filled(rect.shrink(0.5), 0, veil);
    }
}

/// Why a day would not do, in an icon and a word where there is room for it.
pub fn mark(ui: &Ui, t: &Tokens, word: &str, room: std::ops::RangeInclusive<f32>, y: f32) {
    let icon = control::ICON_CHIP;
    let mut right = *room.end();
    let galley = paint::whole_line(ui, TextRole::Chip, Weight::Medium, t.warn, word);
    if right - galley.size().x - icon - 4.0 >= *room.start() {
        right -= galley.size().x;
        paint::line_at(ui.painter(), right, y, galley);
        right -= 4.0;
    }
    if right - icon >= room.start() - 4.0 {
        let center = pos2(right - icon / 2.0, y);
        Icon::Warning.paint(ui.painter(), center, icon, t.warn);
    }
}

/// The day that a drag would end on.
pub fn target(ui: &Ui, t: &Tokens, landing: &Landing, rect: Rect) {
    let fits = !warnings(&landing.breaks).any(|_| true);
    let (fill, edge) = match (landing.allowed, fits) {
        (false, _) => (t.bad_soft, t.bad),
        (true, false) => (t.warn_soft, t.warn),
        (true, true) => (t.accent_soft, t.accent),
    };
    ui.painter().rect_filled(rect, 0, fill);
    ui.painter().rect_stroke(
        rect.shrink(1.0),
        CornerRadius::same(radius::BADGE),
        Stroke::new(control::FOCUS, edge),
        StrokeKind::Inside,
    );
}

/// An interview: the one solid chip.
pub fn interview(ui: &mut Ui, rect: Rect, name: &str, tip: &str) {
    let t = theme::tokens(ui);
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tip));
    ui.painter()
        .add(paint::boxed(rect, radius::CHIP, t.accent, Stroke::NONE));
    let icon = control::ICON_CHIP;
    let y = rect.center().y;
    let mut left = rect.left() + 6.0;
    if rect.width() >= NARROW_CHIP {
        let center = pos2(left + icon / 2.0, y);
        Icon::Flag.paint(ui.painter(), center, icon, t.on_accent);
        left += icon + 4.0;
    }
    let galley = paint::line(
        ui,
        TextRole::Chip,
        Weight::SemiBold,
        t.on_accent,
        name,
        rect.right() - 4.0 - left,
    );
    paint::line_at(ui.painter(), left, y, galley);
    if response.hovered() {
        response.on_hover_text(TextRole::Pill.rich(tip));
    }
}

/// The number of a week, as ISO 8601 counts: the week of its Thursday.
pub fn iso_week(first: Day) -> u32 {
    let days = i64::from(first.weekday().num_days_from_monday());
    let thursday = (i64::from(Weekday::Thu.num_days_from_monday()) - days).rem_euclid(7);
    first.plus(thursday).date().iso_week().week()
}

/// The number of the week that begins on this day, in the middle of a place.
pub fn week_number(ui: &Ui, rect: Rect, first: Day) {
    let t = theme::tokens(ui);
    let week = iso_week(first);
    let id = ui.scope_id().with(("week number", first));
    let response = ui.interact(rect, id, Sense::hover());
    let name = format!("Week {week}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name.as_str()));
    let role = TextRole::Chip;
    let words = match rect.width() > 40.0 {
        true => format!("W {week}"),
        false => week.to_string(),
    };
    let galley = paint::whole_line(ui, role, Weight::Regular, t.muted, &words);
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.center().y);
    paint::line_at(ui.painter(), at.x, at.y, galley);
    response.on_hover_text(TextRole::Pill.rich(name));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_counted_by_their_thursday() {
        let day = |y, m, d| Day::from_ymd(y, m, d).expect("a day");
        assert_eq!(iso_week(day(2026, 12, 28)), 53);
        assert_eq!(iso_week(day(2027, 1, 4)), 1);
        assert_eq!(iso_week(day(2027, 1, 3)), 1, "a week from Sunday on");
        assert_eq!(iso_week(day(2027, 1, 2)), 1, "and one from Saturday on");
    }
}
