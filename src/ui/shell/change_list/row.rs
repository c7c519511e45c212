//! One change as a row: its sign, its words, the box that takes or refuses it.

use egui::{Key, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{BOX, ChangeList, ROW, SHORT};
use crate::domain::merge::{Change, What, said as lines_of};
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, radius, space};
use crate::ui::widgets::paint;

impl ChangeList {
    /// Draws a change. Says whether it is to be taken, or refused, other than before.
    pub(super) fn row(
        &mut self,
        ui: &mut Ui,
        at: usize,
        rect: Rect,
        change: &Change,
        taken: Option<bool>,
    ) -> bool {
        let t = theme::tokens(ui);
        let current = at == self.focus.at;
        let sense = if current {
            Sense::click()
        } else {
            paint::click_without_focus()
        };
        let response = ui.interact(
            rect.shrink2(vec2(0.0, 1.0)),
            ui.scope_id().with(("change", at)),
            sense,
        );
        let (icon, word, tone) = sign(change);
        let name = format!("{word}. {}", change.in_words());
        response.widget_info(|| match taken {
            Some(taken) => WidgetInfo::selected(Role::CheckBox, true, taken, &name),
            None => WidgetInfo::labeled(Role::ListItem, true, &name),
        });
        self.focus.give(at, &response);
        let mut toggled = false;
        // Ctrl+Enter accepts the dialog; egui takes it for a click on what has the focus.
        let accepts = ui.input(|input| input.modifiers.command && input.key_pressed(Key::Enter));
        if response.clicked() && !accepts {
            self.focus.at = at;
            response.request_focus();
            toggled = taken.is_some();
        }
        if paint::focused(&response) {
            if response.gained_focus() {
                ui.request_repaint();
            }
            let nearest = |at, forward| super::nearest(&self.lines, at, forward);
            self.focus.keys(ui, response.id, self.lines.len(), nearest);
        }
        let over = paint::reaction(ui, &response, egui::Color32::TRANSPARENT, t.hover, t.hover);
        ui.painter()
            .rect_filled(rect.shrink2(vec2(0.0, 1.0)), radius::CONTROL, over);
        paint::focus_ring(ui, &response, rect.shrink2(vec2(3.0, 4.0)), radius::BADGE);

        let mut left = rect.left() + space::S;
        if let Some(taken) = taken {
            let square =
                Rect::from_center_size(pos2(left + BOX / 2.0, rect.center().y), vec2(BOX, BOX));
            let (edge, fill) = if taken {
                (t.ok, t.ok_soft)
            } else {
                (t.border_strong, t.surface)
            };
            ui.painter().add(paint::boxed(
                square,
                radius::BADGE,
                fill,
                Stroke::new(1.4, edge),
            ));
            if taken {
                let at = |x: f32, y: f32| square.min + vec2(x, y) * (BOX / 20.0);
                let tick = vec![at(5.4, 10.4), at(8.6, 13.5), at(14.8, 6.9)];
                ui.painter().line(tick, Stroke::new(1.8, t.ok));
            }
            left = square.right() + space::M;
        }
        let colors = t.tone(tone);
        let ink = if taken == Some(false) {
            t.muted
        } else {
            t.text
        };
        let right = rect.right() - space::L;
        let y = rect.top()
            + if rect.height() < ROW {
                SHORT / 2.0
            } else {
                15.0
            };
        let word = paint::whole_line(
            ui,
            TextRole::Pill,
            Weight::SemiBold,
            colors.ink,
            &format!("{} {word}", icon.glyph()),
        );
        let x = right - word.size().x;
        paint::line_at(ui.painter(), x, y, word);
        let title = paint::line(
            ui,
            TextRole::Body,
            Weight::Medium,
            ink,
            &change.title,
            x - space::M - left,
        );
        let mut cut = title.elided;
        paint::line_at(ui.painter(), left, y, title);
        if let What::Changed {
            field,
            before,
            after,
        } = &change.what
        {
            let y = rect.top() + 33.0;
            let room = right - left;
            let flat = |text: &str| text.replace('\n', " ⏎ ");
            let (before, after) = (flat(before), flat(after));
            let lines = before.starts_with("− ") || after.starts_with("+ ");
            let said = match lines {
                true => format!("{field}: "),
                false => format!("{field}: {before} "),
            };
            let said = paint::line(
                ui,
                TextRole::Pill,
                Weight::Regular,
                t.muted,
                &said,
                room * 0.55,
            );
            cut |= said.elided;
            let mut x = paint::line_at(ui.painter(), left, y, said);
            if !lines {
                let arrow = paint::whole_line(
                    ui,
                    TextRole::Pill,
                    Weight::Regular,
                    t.muted,
                    &Icon::ArrowRight.glyph().to_string(),
                );
                x = paint::line_at(ui.painter(), x, y, arrow) + space::XS;
            }
            let after = if lines {
                lines_of(&before, &after)
            } else {
                after
            };
            let after = paint::line(ui, TextRole::Pill, Weight::Medium, ink, &after, right - x);
            cut |= after.elided;
            paint::line_at(ui.painter(), x, y, after);
        } else if let Some(place) = &change.twin {
            let said = paint::line(
                ui,
                TextRole::Pill,
                Weight::Regular,
                t.muted,
                place,
                right - left,
            );
            cut |= said.elided;
            paint::line_at(ui.painter(), left, rect.top() + 33.0, said);
        }
        if cut {
            response.on_hover_text(change.in_words());
        }
        toggled
    }
}

/// The sign of a change: an icon, a word, a tone.
fn sign(change: &Change) -> (Icon, &'static str, Tone) {
    match change.what {
        _ if change.conflict => (Icon::Warning, "look", Tone::Warn),
        _ if change.twin.is_some() => (Icon::Check, "here already", Tone::Neutral),
        What::Added => (Icon::Plus, "new", Tone::Ok),
        What::Removed => (Icon::Minus, "gone", Tone::Bad),
        What::Changed { .. } => (Icon::Edit, "changed", Tone::Accent),
    }
}
