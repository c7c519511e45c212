//! How a Markdown list is read: which headings are steps, what nested entries become, what is left out.

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui, vec2};

use crate::store::formats::markdown::{Nested, Options, Outline};
use crate::ui::theme::space;
use crate::ui::widgets::{Checkbox, Segmented, text};

/// Height of a heading's row, points.
const ROW: f32 = 28.0;
/// Width of a step inwards.
const INDENT: f32 = 18.0;

/// Shows the options, no higher than `height`. Gives them anew where one was changed.
pub(super) fn ui(
    ui: &mut Ui,
    outline: &Outline,
    options: &Options,
    height: f32,
) -> Option<Options> {
    let mut next = options.clone();
    let top = ui.cursor().top();
    levels(ui, outline, &mut next);
    if outline
        .entries
        .iter()
        .any(|entry| !entry.children.is_empty())
    {
        let all = [Nested::Parts, Nested::Items, Nested::Steps];
        let mut chosen = all.iter().position(|one| *one == next.nested).unwrap_or(0);
        ui.horizontal_wrapped(|ui| {
            text::muted(ui, "Entries within entries are");
            let names = ["Parts to tick", "Items", "Items, the outer one a step"];
            Segmented::new("Entries within entries are", &names)
                .small()
                .show(ui, &mut chosen);
        });
        next.nested = all.get(chosen).copied().unwrap_or_default();
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::L, space::XS);
        ui.add(Checkbox::labeled(&mut next.tags, "Groups are tags, too"));
        ui.add(Checkbox::labeled(
            &mut next.clean,
            "Take hidden characters out of titles",
        ));
    });
    ui.add_space(space::S);
    text::field_label(ui, "What comes in, by heading");
    let room = (height - (ui.cursor().top() - top)).max(60.0);
    headings(ui, outline, &mut next, room);
    (next != *options).then_some(next)
}

/// Which level of heading is a step.
fn levels(ui: &mut Ui, outline: &Outline, next: &mut Options) {
    let levels: BTreeSet<u8> = outline
        .headings
        .iter()
        .map(|heading| heading.level)
        .collect();
    if levels.is_empty() {
        return;
    }
    let levels: Vec<u8> = std::iter::once(0).chain(levels).collect();
    let names: Vec<String> = levels
        .iter()
        .map(|level| match level {
            0 => "None".to_owned(),
            7 => "Bold lines".to_owned(),
            level => "#".repeat(usize::from(*level)),
        })
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut chosen = levels
        .iter()
        .rposition(|level| *level <= next.step_level)
        .unwrap_or(0);
    ui.horizontal_wrapped(|ui| {
        text::muted(ui, "Steps are the headings down to");
        let shown = Segmented::new("Steps are the headings down to", &names)
            .small()
            .show(ui, &mut chosen);
        if shown.changed() {
            next.step_level = levels.get(chosen).copied().unwrap_or(0);
        }
    });
}

fn headings(ui: &mut Ui, outline: &Outline, next: &mut Options, room: f32) {
    let least = outline
        .headings
        .iter()
        .map(|heading| heading.level)
        .min()
        .unwrap_or(1);
    ScrollArea::vertical()
        .id_salt("headings")
        .max_height(room)
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, outline.headings.len(), |ui, rows| {
            for at in rows {
                let Some(heading) = outline.headings.get(at) else {
                    continue;
                };
                ui.allocate_ui(
                    vec2(ui.available_width(), ROW - ui.spacing().item_spacing.y),
                    |ui| {
                        ui.horizontal(|ui| {
                            ui.add_space(INDENT * f32::from(heading.level.saturating_sub(least)));
                            if heading.entries == 0 {
                                ui.add_space(28.0);
                                text::truncated(
                                    ui,
                                    crate::ui::theme::TextRole::Body,
                                    crate::ui::theme::Weight::Regular,
                                    crate::ui::theme::tokens(ui).muted,
                                    &heading.title,
                                );
                                return;
                            }
                            let mut taken = !next.left_out.contains(&at);
                            let shown: String = heading.title.chars().take(80).collect();
                            let label = format!("{shown} · {}", heading.entries);
                            if ui.add(Checkbox::labeled(&mut taken, &label)).changed() {
                                if taken {
                                    next.left_out.remove(&at);
                                } else {
                                    next.left_out.insert(at);
                                }
                            }
                        });
                    },
                );
            }
        });
}
