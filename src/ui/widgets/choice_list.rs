//! One of several, one below the other, each with a line that says what it is: a radio group under headings. Tab goes to
//! the chosen one, arrow keys choose.

use super::paint;
use super::segmented::arrow;
use crate::ui::theme::{self, TextRole, Weight, radius, space};
use egui::{Color32, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// Height of a row, points.
const ROW: f32 = 44.0;
/// Height of a heading.
const HEADING: f32 = 28.0;
/// Half the width of the round mark.
const MARK: f32 = 8.0;

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The heading above it, where another begins.
    pub heading: Option<&'a str>,
    /// Its name.
    pub title: &'a str,
    /// What it is, in a line.
    pub help: &'a str,
}

/// What came of showing the list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chosen {
    /// Another row was chosen.
    pub changed: bool,
    /// Enter or a double click on a row: it is meant.
    pub entered: bool,
}

/// Shows the rows as wide as the room there is. `focus` puts the focus on the chosen one.
pub fn choice_list(
    ui: &mut Ui,
    name: &str,
    rows: &[Choice<'_>],
    chosen: &mut usize,
    focus: bool,
) -> Chosen {
    let headings = rows.iter().filter(|row| row.heading.is_some()).count();
    let height = ROW * rows.len() as f32 + HEADING * headings as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let builder = UiBuilder::new()
        .id_salt(("choices", name))
        .max_rect(rect)
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name);
    let mut child = ui.new_child(builder);
    let ui = &mut child;
    let tokens = theme::tokens(ui);
    let before = *chosen;
    let mut said = Chosen::default();
    let mut members = Vec::with_capacity(rows.len());
    let mut focused = None;
    let mut y = rect.top();
    for (index, row) in rows.iter().enumerate() {
        if let Some(heading) = row.heading {
            let galley =
                paint::whole_line(ui, TextRole::Pill, Weight::SemiBold, tokens.muted, heading);
            paint::line_at(
                ui.painter(),
                rect.left() + space::S,
                y + HEADING - 10.0,
                galley,
            );
            y += HEADING;
        }
        let area = Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), ROW));
        y += ROW;
        let on = index == before;
        let sense = if on {
            Sense::click()
        } else {
            paint::click_without_focus()
        };
        let member = ui.interact(area, ui.scope_id().with(index), sense);
        if member.clicked() {
            *chosen = index;
        }
        said.entered |= member.double_clicked();
        if paint::focused(&member) {
            focused = Some(index);
        }
        let label = format!("{}. {}", row.title, row.help);
        let enabled = ui.is_enabled();
        member.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, on, &label));
        if on && focus {
            member.request_focus();
            member.scroll_to_me(None);
        }
        paint_row(ui, &member, area, row, on);
        members.push(member);
    }
    if let Some(index) = focused {
        let id = members.get(index).map(|member| member.id);
        let enter = |input: &mut egui::InputState| {
            input.consume_key(egui::Modifiers::NONE, egui::Key::Enter)
        };
        if ui.input_mut(enter) {
            said.entered = true;
        }
        let to = arrow(ui, id, index, rows.len());
        if let Some(to) = to {
            *chosen = to;
        }
        let follow = to.or((index != *chosen).then_some(*chosen));
        if let Some(member) = follow.and_then(|to| members.get(to)) {
            member.request_focus();
            member.scroll_to_me(None);
        }
    }
    said.changed = *chosen != before;
    said
}

fn paint_row(ui: &Ui, member: &egui::Response, area: Rect, row: &Choice<'_>, on: bool) {
    if !ui.is_rect_visible(area) {
        return;
    }
    let t = theme::tokens(ui);
    let inner = area.shrink2(vec2(0.0, 1.0));
    let fill = if on {
        t.accent_soft
    } else {
        paint::reaction(ui, member, Color32::TRANSPARENT, t.hover, t.pressed)
    };
    ui.painter().rect_filled(inner, radius::CONTROL, fill);
    let center = pos2(area.left() + space::M + MARK, area.center().y);
    let ring = if on { t.accent } else { t.border_strong };
    let stroke = Stroke::new(1.5, ring);
    ui.painter().circle(center, MARK, t.surface, stroke);
    if on {
        ui.painter().circle_filled(center, MARK - 4.0, t.accent);
    }
    let left = center.x + MARK + space::M;
    let room = area.right() - space::M - left;
    let (role, weight) = (TextRole::Body, Weight::Medium);
    let title = paint::line(ui, role, weight, t.text, row.title, room);
    paint::line_at(ui.painter(), left, area.top() + 14.0, title);
    let ink = paint::words(t, on);
    let help = paint::line(ui, TextRole::Pill, Weight::Regular, ink, row.help, room);
    let cut = help.elided;
    paint::line_at(ui.painter(), left, area.top() + 31.0, help);
    paint::focus_ring(ui, member, inner.shrink(2.0), radius::CONTROL);
    if cut {
        member.clone().on_hover_text(row.help);
    }
}
