//! Pixels: a card, a column's ground and head, the marks of a drag.
//!
//! Not here: where things are (`layout.rs`), what a press does (`mod.rs`).

use egui::{Painter, Pos2, Rect, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, radius, space};
use crate::ui::widgets::paint as draw;
use crate::ui::widgets::{Card as Sheet, paint_bar, paint_step_badge};

use super::layout::{self, Measured, PAD};
use super::model::{Badge, Column};

/// How a card is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// The ring.
    pub(super) ring: bool,
    /// The pointer is over it.
    pub(super) hovered: bool,
    /// It is being dragged.
    pub(super) lifted: bool,
    /// With the stripe of its step.
    pub(super) striped: bool,
}

/// Draws a card.
pub(super) fn card(ui: &Ui, painter: &Painter, rect: Rect, measured: &Measured, look: Look) {
    let t = theme::tokens(ui);
    let face = &measured.face;
    let step = measured.card.facts.step;
    let mut sheet = Sheet::new()
        .selected(look.ring)
        .hovered(look.hovered)
        .lifted(look.lifted);
    if look.striped {
        sheet = sheet.stripe(step).faded(face.out);
    }
    painter.extend(sheet.shapes(t, rect));

    let stripe = if look.striped { control::STRIPE } else { 0.0 };
    let origin = rect.min + PAD + vec2(stripe, 0.0);
    let width = layout::words_width(rect.width(), look.striped);
    let ink = if face.out { t.muted } else { t.text };
    let title = layout::title_galley(ui, &face.title, ink, width);
    painter.galley(draw::snap(painter, origin), title, ink);

    let top = origin + vec2(0.0, layout::chips_top(measured.title_height));
    for (tag, place) in face.tags.iter().zip(&measured.chips) {
        let area = place.translate(top.to_vec2());
        let colors = t.tone(tag.tone);
        if !tag.bare {
            painter.rect_filled(area, radius::CHIP, colors.tint);
        }
        let pad = if tag.bare { 2.0 } else { 6.0 };
        let mut x = area.left() + pad;
        if let Some(icon) = tag.icon {
            let size = control::ICON_CHIP;
            let center = pos2(x + size / 2.0, area.center().y);
            icon.paint(painter, center, size, colors.ink);
            x += size + space::XS;
        }
        let room = area.right() - pad - x + 1.0;
        let role = TextRole::Chip;
        let galley = draw::line(ui, role, Weight::Regular, colors.ink, &tag.text, room);
        draw::line_at(painter, x, area.center().y, galley);
    }
    if let Some(fraction) = face.bar {
        let bottom = rect.bottom() - PAD.y;
        let area = Rect::from_min_max(
            pos2(origin.x, bottom - control::BAR_THIN),
            pos2(origin.x + width, bottom),
        );
        let corner = control::BAR_THIN / 2.0;
        painter.rect_filled(area, corner, t.sunken);
        let filled = vec2((area.width() * fraction).max(area.height()), area.height());
        if fraction > 0.0 {
            let ink = t.step(step).ink;
            painter.rect_filled(Rect::from_min_size(area.min, filled), corner, ink);
        }
    }
}

/// Draws the edges of cards below the one in the air.
pub(super) fn pile(ui: &Ui, painter: &Painter, rect: Rect) {
    let t = theme::tokens(ui);
    for by in [8.0, 4.0] {
        let under = rect.translate(vec2(by, by));
        painter.rect(under, radius::CARD, t.surface, t.line(), StrokeKind::Inside);
    }
}

/// Says in the corner of the card in the air how many there are.
pub(super) fn count(ui: &Ui, painter: &Painter, rect: Rect, count: usize) {
    let t = theme::tokens(ui);
    let (role, bold) = (TextRole::Chip, Weight::SemiBold);
    let words = draw::whole_line(ui, role, bold, t.on_accent, &count.to_string());
    let size = vec2((words.size().x + 2.0 * space::S).max(22.0), 22.0);
    let badge = Rect::from_center_size(rect.right_top() + vec2(-size.x / 4.0, 2.0), size);
    painter.rect_filled(badge, 11.0, t.accent);
    let x = badge.center().x - words.size().x / 2.0;
    draw::line_at(painter, x, badge.center().y, words);
}

/// Draws the frame that selects what it touches.
pub(super) fn band(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    let line = Stroke::new(1.0, t.accent);
    let fill = t.accent.gamma_multiply(0.12);
    ui.painter()
        .rect(rect, radius::CHIP, fill, line, StrokeKind::Inside);
}

/// Draws a column's ground; `target`: a card would be dropped into it.
pub(super) fn well(ui: &Ui, rect: Rect, target: bool) {
    let t = theme::tokens(ui);
    if !target {
        ui.painter().rect_filled(rect, radius::COLUMN, t.sunken);
        return;
    }
    let fill = t.sunken.lerp_to_gamma(t.accent_soft, 0.7);
    let line = Stroke::new(control::FOCUS, t.accent);
    ui.painter()
        .rect(rect, radius::COLUMN, fill, line, StrokeKind::Inside);
}

/// Draws a collapsed column: a strip with its badge, its count and its title from top to bottom.
pub(super) fn strip(ui: &Ui, rect: Rect, column: &Column, look: Look) {
    let t = theme::tokens(ui);
    well(ui, rect, look.lifted);
    let x = rect.center().x;
    let badge = Rect::from_center_size(
        pos2(x, rect.top() + 22.0),
        vec2(control::BADGE, control::BADGE),
    );
    match column.badge {
        Badge::Step(step) => paint_step_badge(ui, badge, step),
        Badge::Icon(icon) => icon.paint(ui.painter(), badge.center(), 16.0, t.muted),
    }
    let role = TextRole::Chip;
    let room = rect.width() - space::XS;
    let full = column.limit.is_some_and(|(n, most)| n > usize::from(most));
    let ink = if full { t.warn } else { t.muted };
    let count = draw::line(ui, role, Weight::SemiBold, ink, &column.count, room);
    let left = x - count.size().x / 2.0;
    draw::line_at(ui.painter(), left, rect.top() + 48.0, count);
    let ink = if look.hovered { t.text } else { t.muted };
    let from = rect.top() + 64.0;
    let room = (rect.bottom() - from - space::M).max(1.0);
    let (body, bold) = (TextRole::Body, Weight::SemiBold);
    let title = draw::line(ui, body, bold, ink, &column.title, room);
    // A quarter turn: its left end is at the top.
    let at = pos2(x + title.size().y / 2.0, from);
    let shape = egui::epaint::TextShape::new(at, title, ink);
    ui.painter()
        .add(shape.with_angle(std::f32::consts::FRAC_PI_2));
    if look.ring {
        let line = Stroke::new(control::FOCUS, t.accent);
        ui.painter()
            .rect_stroke(rect, radius::COLUMN, line, StrokeKind::Inside);
    }
}

/// Draws a column's head into the top of its rectangle.
pub(super) fn head(ui: &Ui, rect: Rect, column: &Column) {
    let t = theme::tokens(ui);
    let left = rect.left() + space::M;
    let right = rect.right() - space::M;
    let y = rect.top() + 22.0;
    let badge = Rect::from_center_size(
        pos2(left + control::BADGE / 2.0, y),
        vec2(control::BADGE, control::BADGE),
    );
    let mut ink = t.accent;
    match column.badge {
        Badge::Step(step) => {
            ink = t.step(step).ink;
            paint_step_badge(ui, badge, step);
        }
        Badge::Icon(icon) => icon.paint(ui.painter(), badge.center(), 16.0, t.muted),
    }
    let role = TextRole::Pill;
    // At the very right is the button of the column's menu.
    let right_of_count = right - control::TARGET - space::XS / 2.0;
    let words = match column.limit {
        Some((count, most)) if !matches!(column.badge, Badge::Step(_)) || count > 0 => {
            format!("{count} of {most}")
        }
        _ => column.count.clone(),
    };
    let full = column.limit.is_some_and(|(n, most)| n > usize::from(most));
    let (ink_of_count, weight) = if full {
        (t.warn, Weight::SemiBold)
    } else {
        (t.muted, Weight::Regular)
    };
    let count = draw::whole_line(ui, role, weight, ink_of_count, &words);
    let mut count_x = right_of_count - count.size().x;
    draw::line_at(ui.painter(), count_x, y, count);
    if full {
        count_x -= space::XS + control::ICON_CHIP;
        let at = pos2(count_x + control::ICON_CHIP / 2.0, y);
        Icon::Warning.paint(ui.painter(), at, control::ICON_CHIP, t.warn);
    }
    let x = badge.right() + space::S;
    let room = count_x - space::S - x;
    let title = draw::line(
        ui,
        TextRole::Body,
        Weight::SemiBold,
        t.text,
        &column.title,
        room,
    );
    draw::line_at(ui.painter(), x, y, title);

    let y = rect.top() + 50.0;
    let tone = t.tone(if column.over {
        Tone::Warn
    } else {
        Tone::Neutral
    });
    let room = rect.width() - 2.0 * space::M;
    let note = draw::line(
        ui,
        TextRole::Chip,
        Weight::Regular,
        tone.ink,
        &column.note,
        room,
    );
    let Some(bar) = column.bar else {
        draw::line_at(ui.painter(), left, y, note);
        return;
    };
    let mut end = right;
    if !column.note.is_empty() {
        end -= note.size().x;
        draw::line_at(ui.painter(), end, y, note);
        end -= space::S;
    }
    let half = control::BAR / 2.0;
    let area = Rect::from_min_max(pos2(left, y - half), pos2(end, y + half));
    if area.width() > space::L {
        let ink = if column.over { t.warn } else { ink };
        paint_bar(ui, area, bar, ink, t.border);
    }
}

/// Marks the place where a card would be dropped: the room it takes, and the line it goes in at.
pub(super) fn slot(ui: &Ui, rect: Rect) {
    let t = theme::tokens(ui);
    ui.painter()
        .rect_filled(rect, radius::CARD, t.accent_soft.gamma_multiply(0.8));
    let y = rect.top() - layout::CARD_GAP / 2.0;
    let line = Rect::from_min_max(pos2(rect.left(), y - 1.0), pos2(rect.right(), y + 1.0));
    ui.painter().rect_filled(line, 1.0, t.accent);
    ui.painter()
        .circle_filled(pos2(rect.left(), y), 3.0, t.accent);
}

/// Says beside the pointer what letting go would do.
pub(super) fn hint(ui: &Ui, at: Pos2, text: &str, acts: bool) {
    let t = theme::tokens(ui);
    egui::Area::new(egui::Id::unique("board drop hint"))
        .order(egui::Order::Tooltip)
        .fixed_pos(at)
        .interactable(false)
        .show(ui.ctx(), |ui| {
            egui::Frame::new()
                .fill(t.surface)
                .stroke(t.line())
                .corner_radius(radius::CONTROL)
                .shadow(ui.visuals().popup_shadow)
                .inner_margin(egui::Margin::symmetric(10, 6))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        ui.spacing_mut().item_spacing.x = 6.0;
                        let (icon, ink) = if acts {
                            (Icon::ArrowRight, t.accent)
                        } else {
                            (Icon::CircleOff, t.muted)
                        };
                        icon.show(ui, control::ICON_CHIP, ink);
                        let ink = if acts { t.text } else { t.muted };
                        let role = TextRole::Pill;
                        crate::ui::widgets::text::styled(ui, role, Weight::Medium, ink, text);
                    });
                });
        });
}

/// Words in the middle of an empty column.
pub(super) fn empty_column(ui: &mut Ui, rect: Rect, text: &str) {
    let builder = UiBuilder::new().max_rect(rect.shrink2(vec2(space::M, space::L)));
    ui.scope_builder(builder, |ui| {
        let ink = theme::tokens(ui).muted;
        let rich = TextRole::Pill.rich(text).color(ink);
        ui.vertical_centered(|ui| {
            ui.add(egui::Label::new(rich).wrap().halign(egui::Align::Center));
        });
    });
}
