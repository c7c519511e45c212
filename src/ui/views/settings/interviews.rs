//! The plan's name and start, and its interviews.

use egui::{Align, Layout, Ui, vec2};

use crate::domain::Edit;
use crate::domain::interview::{Interview, Round};
use crate::domain::path::Step;
use crate::domain::time::Day;
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::cushion;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::views::fields::{HOW_TO_WRITE, problem, week_start};
use crate::ui::widgets::{
    Button, DateField, FilterChip, IconButton, Segmented, Stepper, step_badge, text,
};

use super::{SettingsView, row, section};
use crate::ui::views::texts::Name;

/// Most buffer days that can be asked for.
const MOST_BUFFER: u32 = 60;
/// Width of a date in a row.
const DATE: f32 = 168.0;
/// How much a step matters, 0 to 3.
const WEIGHTS: [&str; 4] = ["Not", "Little", "Some", "Most"];

impl SettingsView {
    pub(super) fn plan_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        section(ui, "Plan", None, |ui| {
            row(ui, "Name", |ui| {
                let width = (ui.available_width() - 90.0).clamp(120.0, 320.0);
                self.texts.ui(
                    ui,
                    cx,
                    &Name::Plan,
                    |f| f.width(width).on_surface(),
                    "Name of the plan",
                );
            });
            let mut start = cx.plan.start_on;
            let mut unreadable = false;
            row(ui, "First day", |ui| {
                let field = DateField::new(&mut start, "First day", cx.today())
                    .week_from(week_start(cx))
                    .on_surface()
                    .width(DATE)
                    .show(ui);
                unreadable = field.unreadable();
                if field.changed() {
                    let edit = Edit::SetStart(start);
                    if field.response.has_focus() {
                        self.strokes.send(ui, cx, "start", edit);
                    } else {
                        cx.edit(edit);
                    }
                }
            });
            problem(ui, unreadable.then_some(HOW_TO_WRITE));
        });
    }

    pub(super) fn interviews_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        section(ui, "Interviews", None, |ui| {
            let interviews = cx.plan.interviews_in_order();
            if interviews.is_empty() {
                text::muted(
                    ui,
                    "No interview yet: without one the plan works towards no date.",
                );
            }
            for (n, interview) in interviews.into_iter().enumerate() {
                if n > 0 {
                    ui.add_space(space::XS);
                    let line = theme::tokens(ui).line();
                    let (area, _) = ui
                        .allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
                    ui.painter().hline(area.x_range(), area.center().y, line);
                    ui.add_space(space::XS);
                }
                ui.push_id(&interview.id, |ui| self.interview(ui, cx, interview));
            }
            ui.add_space(space::XS);
            let add = Button::new(Command::NewInterview.name())
                .small()
                .icon(Icon::Plus);
            if ui.add(add).clicked() {
                self.new_interview(cx);
            }
        });
    }

    fn interview(&mut self, ui: &mut Ui, cx: &ViewContext, interview: &Interview) {
        let today = cx.today();
        let mut on = interview.on;
        let mut unreadable = false;
        ui.horizontal(|ui| {
            let width = (ui.available_width() - DATE - control::TARGET - 2.0 * space::S).max(90.0);
            let name = Name::Interview(interview.id.clone());
            let label = format!("Name of {}", interview.name);
            let field = self
                .texts
                .ui(ui, cx, &name, |f| f.width(width).on_surface(), &label);
            if self.fresh.as_ref() == Some(&interview.id)
                && let Some(field) = field
            {
                field.request_focus();
                field.scroll_to_me(Some(Align::Center));
                self.fresh = None;
            }
            let label = format!("Date of {}", interview.name);
            let field = DateField::new(&mut on, &label, today)
                .week_from(week_start(cx))
                .on_surface()
                .width(DATE)
                .show(ui);
            unreadable = field.unreadable();
            if field.changed() {
                let edit = changed(interview, |i| i.on = on);
                if field.response.has_focus() {
                    self.strokes.send(ui, cx, ("date", &interview.id), edit);
                } else {
                    cx.edit(edit);
                }
            }
            let label = format!("Delete {}", interview.name);
            if ui
                .add(IconButton::new(Icon::Trash, &label).small())
                .clicked()
            {
                cx.edit(Edit::DeleteInterview(interview.id.clone()));
            }
        });
        problem(ui, unreadable.then_some(HOW_TO_WRITE));
        when(ui, interview.on, today);
        cushion::of_interview(ui, cx, interview);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S - 2.0, space::XS);
            for round in Round::ALL {
                let on = interview.round == round;
                let name = format!("{}: {}", interview.name, round.name());
                if FilterChip::choice(round.name(), on)
                    .name(&name)
                    .show(ui)
                    .clicked()
                    && !on
                {
                    cx.edit(changed(interview, |i| i.round = round));
                }
            }
        });
        self.when_and_where(ui, cx, interview);
        self.buffer(ui, cx, interview);
        let open = self.weights_of.as_ref() == Some(&interview.id);
        let (icon, verb) = if open {
            (Icon::ChevronDown, "Hide")
        } else {
            (Icon::ChevronRight, "Show")
        };
        ui.horizontal(|ui| {
            let name = format!("{verb} how much each step matters for {}", interview.name);
            let button = Button::quiet("How much each step matters")
                .small()
                .icon(icon);
            if ui.add(button.name(&name)).clicked() {
                self.weights_of = (!open).then(|| interview.id.clone());
            }
            if !interview.weights.is_empty() {
                let button = Button::quiet("As usual").small().icon(Icon::Reset);
                let hint = format!(
                    "The usual weights of a {} round",
                    interview.round.name().to_lowercase()
                );
                if ui.add(button.tooltip(&hint)).clicked() {
                    cx.edit(changed(interview, |i| i.weights.clear()));
                }
            }
        });
        if open {
            for step in cx.plan.steps_in_order() {
                weight(ui, cx, interview, step);
            }
        }
    }

    /// When it begins and where it is: the evening before asks for both, and so do calendars.
    fn when_and_where(&mut self, ui: &mut Ui, cx: &ViewContext, interview: &Interview) {
        row(ui, "Begins at", |ui| {
            let label = format!("{} begins at", interview.name);
            self.begins.ui(ui, cx, interview, &label);
        });
        row(ui, "Where", |ui| {
            let width = (ui.available_width() - space::S).clamp(120.0, 320.0);
            let name = Name::Place(interview.id.clone());
            let label = format!("Where {} is", interview.name);
            let hint = "Address, or the link of the call";
            self.texts.ui(
                ui,
                cx,
                &name,
                |f| f.placeholder(hint).width(width).on_surface(),
                &label,
            );
        });
    }

    fn buffer(&mut self, ui: &mut Ui, cx: &ViewContext, interview: &Interview) {
        row(ui, "Last days without new material", |ui| {
            let mut days = u32::from(interview.buffer_days);
            let name = format!("Last days without new material before {}", interview.name);
            let said = |n: u32| format::count(n as usize, "day", "days");
            let read = |text: &str| text.split_whitespace().next()?.parse().ok();
            let stepper = Stepper::new(&mut days, &name, &said, &read)
                .step(1)
                .range(0..=MOST_BUFFER);
            if stepper.show(ui).changed() {
                let days = u8::try_from(days).unwrap_or(interview.buffer_days);
                let edit = changed(interview, |i| i.buffer_days = days);
                self.strokes.send(ui, cx, ("buffer", &interview.id), edit);
            }
        });
    }
}

/// An interview that was changed.
fn changed(interview: &Interview, change: impl FnOnce(&mut Interview)) -> Edit {
    let mut next = interview.clone();
    change(&mut next);
    Edit::PutInterview(Box::new(next))
}

/// “in 8 weeks”, or that it is over.
fn when(ui: &mut Ui, on: Day, today: Day) {
    let said = if on < today {
        format!("{}: over", format::in_days(on, today))
    } else {
        format::in_days(on, today)
    };
    text::small(ui, &said);
}

fn weight(ui: &mut Ui, cx: &ViewContext, interview: &Interview, step: &Step) {
    let mut chosen = usize::from(interview.weight(&step.id));
    ui.horizontal(|ui| {
        step_badge(ui, u8::try_from(step.order).unwrap_or(0));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let name = format!("How much {} matters for {}", step.title, interview.name);
            if Segmented::new(&name, &WEIGHTS)
                .small()
                .show(ui, &mut chosen)
                .changed()
            {
                let weight = u8::try_from(chosen).unwrap_or(0);
                cx.edit(changed(interview, |i| {
                    if i.round.usual_weight(&step.id) == weight {
                        i.weights.remove(&step.id);
                    } else {
                        i.weights.insert(step.id.clone(), weight);
                    }
                }));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let t = theme::tokens(ui);
                text::truncated(
                    ui,
                    TextRole::Body,
                    Weight::Regular,
                    t.text,
                    step.short_title(),
                );
            });
        });
    });
}
