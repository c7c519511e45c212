//! The right side: the weeks as bars, the verdict in a sentence, the first days.
//!
//! Not here: how it is worked out (`model`).

use egui::{
    Align, CornerRadius, Layout, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::SessionKind;
use crate::domain::time::Minutes;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::step_badge::icon_badge;
use crate::ui::widgets::{Card, Pill, paint, step_badge, text};

use super::model::{FirstRow, Preview, Week};

/// Height of the bars, points.
const CHART: f32 = 190.0;
/// Widest bar.
const WIDEST: f32 = 62.0;
/// Between two bars, and between two parts of one.
const GAP: f32 = 14.0;
const PART_GAP: f32 = 3.0;

/// Draws both cards.
pub(super) fn ui(ui: &mut Ui, preview: &Preview) {
    Card::new().margin(22).show(ui, |ui| {
        ui.set_width(ui.available_width());
        head(ui, preview);
        ui.add_space(space::XS);
        let t = theme::tokens(ui);
        let pieces: Vec<(&str, bool)> = preview
            .sentence
            .iter()
            .map(|(text, strong)| (text.as_str(), *strong))
            .collect();
        text::sentence(ui, TextRole::Body, t.text, &pieces);
        ui.add_space(space::XL);
        chart(ui, preview);
        ui.add_space(space::S);
        legend(ui, preview);
    });
    if preview.first.is_empty() {
        return;
    }
    ui.add_space(space::S);
    Card::new().margin(22).show(ui, |ui| {
        ui.set_width(ui.available_width());
        text::section_title(ui, "First three days");
        ui.add_space(space::XS);
        for row in &preview.first {
            first_row(ui, row);
        }
    });
}

/// What stands in the preview's place while the answers cannot be planned.
pub(super) fn impossible(ui: &mut Ui, why: &str) {
    Card::new().margin(22).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let t = theme::tokens(ui);
            Icon::Warning.show(ui, control::ICON, t.warn);
            text::section_title(ui, "No plan yet");
        });
        text::muted(ui, why);
    });
}

fn head(ui: &mut Ui, preview: &Preview) {
    if ui.available_width() < 460.0 {
        text::section_title(ui, &preview.title);
        verdict(ui, preview);
        return;
    }
    ui.horizontal(|ui| {
        text::section_title(ui, &preview.title);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            verdict(ui, preview)
        });
    });
}

/// Hours there are, of hours that everything would need.
pub(super) fn verdict(ui: &mut Ui, preview: &Preview) {
    let there = format::hours(preview.there);
    let (tone, icon) = if preview.fits {
        (Tone::Ok, Icon::Check)
    } else {
        (Tone::Warn, Icon::Warning)
    };
    let needed = format!("there, {} for everything", format::hours(preview.wanted));
    let pill = Pill::new(&needed)
        .strong(&there)
        .icon(icon)
        .tone(tone)
        .grounded();
    ui.add(pill.tooltip(
        "Time you have until the last interview, and the time that everything asked for would take at the depth core",
    ));
}

fn chart(ui: &mut Ui, preview: &Preview) {
    let width = ui.available_width();
    let count = preview.weeks.len().max(1) as f32;
    let pitch = (width / count).min(WIDEST + GAP);
    let gap = GAP.min(pitch * 0.2);
    let line = TextRole::Chip.line();
    let (area, _) = ui.allocate_exact_size(vec2(width, CHART + line + space::XS), Sense::hover());
    if !ui.is_rect_visible(area) {
        return;
    }
    let floor = area.top() + CHART;
    let tallest = preview.tallest().0.max(1) as f32;
    let label_width = 52.0;
    let every = (label_width / pitch).ceil().max(1.0) as usize;
    for (n, week) in preview.weeks.iter().enumerate() {
        let left = area.left() + n as f32 * pitch + gap / 2.0;
        let bar = Rect::from_min_max(pos2(left, area.top()), pos2(left + pitch - gap, floor));
        let response = ui.interact(bar, ui.scope_id().with(("week", n)), Sense::hover());
        let told = preview.told(week);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, told.replace('\n', ", ")));
        bar_parts(ui, week, bar, tallest, response.hovered());
        response.on_hover_text(told);
        if n % every == 0 {
            let t = theme::tokens(ui);
            let said = week.from.date().format("%-d %b").to_string();
            let galley = paint::whole_line(ui, TextRole::Chip, Weight::Regular, t.muted, &said);
            let x = if every == 1 {
                bar.center().x - galley.size().x / 2.0
            } else {
                bar.left()
            };
            paint::line_at(ui.painter(), x, floor + space::XS + line / 2.0, galley);
        }
    }
}

fn bar_parts(ui: &Ui, week: &Week, bar: Rect, tallest: f32, hovered: bool) {
    let t = theme::tokens(ui);
    let scale = CHART / tallest;
    if week.planned() == Minutes::ZERO {
        // A week without study is a line, not a hole.
        ui.painter()
            .hline(bar.x_range(), bar.bottom() - 0.5, t.line());
        return;
    }
    let mut bottom = bar.bottom();
    for (step, minutes) in &week.parts {
        let height = (minutes.0 as f32 * scale).max(2.0);
        let gap = PART_GAP.min(height * 0.4);
        let part = Rect::from_min_max(
            pos2(bar.left(), bottom - height + gap),
            pos2(bar.right(), bottom),
        );
        bottom -= height;
        let colors = t.step(*step);
        let corner = CornerRadius::same(if part.height() < 8.0 { 1 } else { 4 });
        let width = if hovered { 2.0 } else { 1.2 };
        let stroke = if part.height() < 5.0 || part.width() < 5.0 {
            Stroke::NONE
        } else {
            Stroke::new(width, colors.ink)
        };
        // A sliver has no room for an outline: it is a little darker instead.
        let fill = if stroke == Stroke::NONE {
            colors.tint.lerp_to_gamma(colors.ink, 0.45)
        } else {
            colors.tint
        };
        ui.painter()
            .rect(part, corner, fill, stroke, StrokeKind::Inside);
        // The colour never stands alone: where there is room, the step's number stands in the bar.
        if part.height() >= TextRole::Chip.line() && part.width() >= 16.0 {
            if *step == 0 {
                Icon::Review.paint(ui.painter(), part.center(), control::ICON_CHIP, colors.ink);
            } else {
                let number = step.to_string();
                let galley =
                    paint::whole_line(ui, TextRole::Chip, Weight::SemiBold, colors.ink, &number);
                let x = part.center().x - galley.size().x / 2.0;
                paint::line_at(ui.painter(), x, part.center().y, galley);
            }
        }
    }
}

fn legend(ui: &mut Ui, preview: &Preview) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS + 2.0, space::XS);
        for (step, name) in &preview.legend {
            pair(ui, |ui| {
                step_badge(ui, *step);
                text::small(ui, name);
            });
        }
        if preview.reviews {
            pair(ui, |ui| {
                icon_badge(ui, 0, Icon::Review, "Reviews and mocks");
                text::small(ui, "reviews and mocks");
            });
        }
    });
}

/// A badge with its word, kept on one line.
fn pair(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        ui.horizontal(contents);
    });
    ui.add_space(space::S);
}

fn first_row(ui: &mut Ui, row: &FirstRow) {
    let t = theme::tokens(ui);
    ui.horizontal(|ui| {
        let (area, _) = ui.allocate_exact_size(vec2(92.0, control::BADGE), Sense::hover());
        if let Some(day) = row.day {
            let said = format::day(day);
            let label = egui::Label::new(TextRole::Body.rich(said).color(t.muted));
            let mut left = ui.new_child(
                egui::UiBuilder::new()
                    .max_rect(area)
                    .layout(Layout::left_to_right(Align::Center)),
            );
            left.add(label);
        }
        match row.kind {
            SessionKind::Study => step_badge(ui, row.step),
            SessionKind::Review => icon_badge(ui, row.step, Icon::Review, "Review"),
            SessionKind::Mock => icon_badge(ui, row.step, Icon::Mock, "Mock interview"),
        };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            text::styled(
                ui,
                TextRole::Body,
                Weight::Regular,
                t.muted,
                &format::minutes(row.minutes),
            );
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::truncated(ui, TextRole::Body, Weight::Regular, t.text, &row.title);
            });
        });
    });
}
