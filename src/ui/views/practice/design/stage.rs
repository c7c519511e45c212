//! The stage that a design session is at: what to ask, what the prompt's brief says to it (folded: first think, then
//! look), and the notes.

use std::collections::BTreeSet;

use egui::{Ui, vec2};

use crate::domain::design::BriefPart;
use crate::domain::{Brief, Run, RunId, RunStage, StageId};
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::item::sheet::Look;
use crate::ui::theme::{Icon, space};
use crate::ui::views::practice::brief::list;
use crate::ui::widgets::{Button, text};

/// Narrower than this (points) the notes stand below what to ask.
const TWO_COLUMNS: f32 = 820.0;

/// Which parts of the brief are open; another stage begins with all of them folded.
#[derive(Default)]
pub struct Hints {
    of: Option<(RunId, StageId)>,
    open: BTreeSet<&'static str>,
}

impl super::DesignScreen {
    /// Draws the stage.
    pub(super) fn stage(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        let Some(stage) = run.stage() else { return };
        let of = Some((run.id.clone(), stage.id.clone()));
        if self.hints.of != of {
            self.hints.open.clear();
            self.hints.of = of;
        }
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            self.notes(ui, cx, run, stage);
            ui.add_space(space::M);
            self.ask(ui, cx, run, stage);
            return;
        }
        let left = (width * 0.4).min(480.0);
        let spacing = ui.spacing().item_spacing;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::XL;
            for (width, asks) in [(left, true), (width - left - space::XL, false)] {
                ui.allocate_ui(vec2(width, 0.0), |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing = spacing;
                        ui.set_width(width);
                        if asks {
                            self.ask(ui, cx, run, stage);
                        } else {
                            self.notes(ui, cx, run, stage);
                        }
                    });
                });
            }
        });
    }

    fn ask(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run, stage: &RunStage) {
        let guide = builtin::design().clock(run.kind).stage(&stage.id);
        let Some(guide) = guide else { return };
        text::section_title(ui, "What to ask");
        list(ui, &guide.asks, space::S);
        let item = cx.plan.items.get(&run.item);
        let Some(brief) = item.and_then(|item| item.brief.as_ref()) else {
            return;
        };
        let parts = parts_of(&guide.brief, brief);
        if parts.is_empty() {
            return;
        }
        ui.add_space(space::S);
        text::small(
            ui,
            "Of this prompt. Think first, then open a part to check.",
        );
        for part in parts {
            let lines = part.of(brief);
            let open = self.hints.open.contains(part.name());
            let (icon, state) = if open {
                (Icon::ChevronDown, "open")
            } else {
                (Icon::ChevronRight, "folded")
            };
            let count = format::count(lines.len(), "entry", "entries");
            let name = format!("{}, {count}, {state}", part.name());
            let button = Button::quiet(part.name()).icon(icon).small().name(&name);
            if ui.add(button).clicked() && !self.hints.open.remove(part.name()) {
                self.hints.open.insert(part.name());
            }
            if open {
                list(ui, lines, space::S);
            }
        }
    }

    fn notes(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run, stage: &RunStage) {
        text::section_title(ui, &format!("Notes: {}", format::lower_first(&stage.name)));
        let name = format!("Notes of the stage {}", stage.name);
        let look = Look {
            name: &name,
            hint: "What you say and decide. Markdown works: - list, **strong**, `code`.",
            rows: (12, 40),
        };
        let key = (run.id.clone(), Some(stage.id.clone()));
        let document = stage.notes.text();
        let of = (&key, &run.item);
        for (key, ready) in self.sheet.ui(ui, cx, of, &document, look) {
            super::send(cx, &key, ready);
        }
        text::small(ui, "Saved while you type. Each stage has notes of its own.");
    }
}

/// The parts of the brief that belong to the stage and say something.
fn parts_of(parts: &[BriefPart], brief: &Brief) -> Vec<BriefPart> {
    let said = |part: &&BriefPart| !part.of(brief).is_empty();
    parts.iter().filter(said).copied().collect()
}
