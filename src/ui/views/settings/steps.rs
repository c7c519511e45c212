//! The steps of the path with how well they are known, and what the planner keeps to.

use egui::{Ui, vec2};

use crate::domain::Edit;
use crate::domain::path::Step;
use crate::domain::plan::Rules;
use crate::domain::time::Minutes;
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, control, space};
use crate::ui::views::fields::known_ui;
use crate::ui::widgets::{Button, IconButton, Stepper, step_badge, text};

use super::{SettingsView, row, section};
use crate::ui::views::texts::Name;

/// Width of how well a step is known.
const KNOWN: f32 = 148.0;
/// Under this width a step takes two rows.
const ONE_ROW: f32 = 470.0;

impl SettingsView {
    pub(super) fn steps_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let about = "What you know already takes less time.";
        section(ui, "Steps", Some(about), |ui| {
            for step in cx.plan.steps_in_order() {
                ui.push_id(&step.id, |ui| self.step(ui, cx, step));
            }
            ui.add_space(space::XS);
            let add = Button::new(Command::NewStep.name())
                .small()
                .icon(Icon::Plus);
            if ui.add(add).clicked() {
                cx.run(Command::NewStep);
            }
        });
    }

    fn step(&mut self, ui: &mut Ui, cx: &ViewContext, step: &Step) {
        let room = ui.available_width();
        let one_row = room >= ONE_ROW;
        let fixed = control::BADGE + 2.0 * control::TARGET + 3.0 * space::S;
        let title = room - fixed - if one_row { KNOWN + space::S } else { 0.0 };
        let known = |ui: &mut Ui| {
            if let Some(familiarity) = known_ui(ui, &step.title, step.familiarity) {
                cx.edit(Edit::SetFamiliarity {
                    step: step.id.clone(),
                    familiarity,
                });
            }
        };
        let open = self.step_open.as_ref() == Some(&step.id);
        ui.horizontal(|ui| {
            step_badge(ui, u8::try_from(step.order).unwrap_or(0));
            let name = Name::Step(step.id.clone());
            let label = format!("Title of step {}", step.order);
            self.texts.ui(
                ui,
                cx,
                &name,
                |f| f.width(title.max(90.0)).small().on_surface(),
                &label,
            );
            if one_row {
                ui.allocate_ui(vec2(KNOWN, control::SMALL), known);
            }
            let label = format!("Short title and purpose of {}", step.title);
            let more = IconButton::new(Icon::Edit, &label).small().selected(open);
            if ui.add(more).clicked() {
                self.step_open = (!open).then(|| step.id.clone());
            }
            self.delete_step(ui, cx, step);
        });
        let indent = control::BADGE + space::S;
        if !one_row {
            ui.horizontal(|ui| {
                ui.add_space(indent);
                known(ui);
            });
        }
        if open {
            for (words, name) in [
                ("Short title", Name::Short(step.id.clone())),
                ("Purpose", Name::Purpose(step.id.clone())),
            ] {
                ui.horizontal(|ui| {
                    ui.add_space(indent);
                    ui.allocate_ui(vec2(74.0, control::SMALL), |ui| {
                        text::field_label(ui, words)
                    });
                    let label = format!("{words} of step {}", step.order);
                    self.texts
                        .ui(ui, cx, &name, |f| f.small().on_surface(), &label);
                });
            }
        }
    }

    fn delete_step(&mut self, ui: &mut Ui, cx: &ViewContext, step: &Step) {
        let items = cx.index.items_of(Some(&step.id)).len();
        let label = format!("Delete the step {}", step.title);
        let hint = if items == 0 {
            label.clone()
        } else {
            let items = format::count(items, "item", "items");
            format!("It still has {items}: move or delete them first")
        };
        let button = IconButton::new(Icon::Trash, &label).small().tooltip(&hint);
        if ui.add_enabled(items == 0, button).clicked() {
            cx.edit(Edit::DeleteStep(step.id.clone()));
        }
    }

    pub(super) fn rules_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        section(ui, "How the days are filled", None, |ui| {
            let rules = &cx.plan.rules;
            self.rule(
                ui,
                cx,
                "Study sessions a day, at most",
                (1, 12),
                rules.max_items,
                |r, n| r.max_items = n,
            );
            self.rule(
                ui,
                cx,
                "Reviews a day, at most",
                (0, 20),
                rules.max_reviews,
                |r, n| r.max_reviews = n,
            );
            let reviews = rules.max_item_reviews;
            self.rule(
                ui,
                cx,
                "Reviews of one item, at most",
                (1, 10),
                reviews,
                |r, n| r.max_item_reviews = n,
            );
            self.length(
                ui,
                cx,
                "Shortest study session",
                (5, 480),
                rules.min_session,
                |r, m| r.min_session = m,
            );
            self.length(
                ui,
                cx,
                "Length of a review",
                (5, 240),
                rules.review,
                |r, m| r.review = m,
            );
        });
    }

    fn rule(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        words: &str,
        (least, most): (u32, u32),
        now: u8,
        set: impl FnOnce(&mut Rules, u8),
    ) {
        row(ui, words, |ui| {
            let mut number = u32::from(now);
            let said = |n: u32| n.to_string();
            let read = |text: &str| text.trim().parse().ok();
            let stepper = Stepper::new(&mut number, words, &said, &read).step(1);
            let stepper = stepper.range(least..=most).width(120.0);
            if stepper.show(ui).changed()
                && let Ok(number) = u8::try_from(number)
            {
                let mut rules = cx.plan.rules.clone();
                set(&mut rules, number);
                self.strokes.send(ui, cx, words, Edit::SetRules(rules));
            }
        });
    }

    fn length(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        words: &str,
        (least, most): (u32, u32),
        now: Minutes,
        set: impl FnOnce(&mut Rules, Minutes),
    ) {
        row(ui, words, |ui| {
            let mut minutes = now.0;
            let said = |n: u32| format::minutes(Minutes(n));
            let read = |text: &str| format::parse_minutes(text).map(|m| m.0);
            let stepper = Stepper::new(&mut minutes, words, &said, &read).step(5);
            let stepper = stepper.range(least..=most).width(120.0);
            if stepper.show(ui).changed() {
                let mut rules = cx.plan.rules.clone();
                set(&mut rules, Minutes(minutes));
                self.strokes.send(ui, cx, words, Edit::SetRules(rules));
            }
        });
    }
}
