//! The row above the columns: title, what the columns are, what they leave out, “Add item”.

use egui::{Align, Id, Key, Layout, ScrollArea, Ui, vec2};

use crate::domain::{Kind, StepId};
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, control, space};
use crate::ui::widgets::text_field::select_all;
use crate::ui::widgets::{Button, FilterChip, IconButton, MenuItem, Segmented, TextField, text};

use super::filter::{Filter, StatusFilter};
use super::model::Projection;
use super::saved::Saved;

/// In less room (points) the filters stand on a row of their own.
const ONE_ROW: f32 = 1_230.0;
/// In less room (points) there is no title, and the filters scroll to the side.
const TINY: f32 = 480.0;
/// Width of the text filter.
const FIELD: f32 = 176.0;

/// What the row was told.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// Enter was pressed in the text filter: on to the first card.
    pub(super) to_cards: bool,
}

/// Draws the row. `find` puts the cursor into the text filter.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &ViewContext,
    projection: &mut Projection,
    (filter, saved): (&mut Filter, &mut Saved),
    find: bool,
) -> Told {
    let one_row = ui.available_width() >= ONE_ROW;
    let tiny = ui.available_width() < TINY;
    let mut told = Told::default();
    ui.horizontal(|ui| {
        ui.set_min_height(control::HEIGHT);
        ui.spacing_mut().item_spacing.x = 10.0;
        if !tiny {
            text::title(ui, "Board");
            ui.add_space(space::S);
        }
        let mut chosen = Projection::ALL
            .iter()
            .position(|one| one == projection)
            .unwrap_or(0);
        let mut columns = Segmented::new("Columns", &["Step", "Status", "Week", "Interview"]);
        if tiny {
            columns = columns.small();
        }
        columns.show(ui, &mut chosen);
        if let Some(now) = Projection::ALL.get(chosen) {
            *projection = *now;
        }
        if one_row {
            told = filters(ui, cx, (filter, saved), find);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = cx.keys_of(Command::NewItem);
            let clicked = if tiny {
                let add = IconButton::new(Icon::Plus, "Add item");
                ui.add(add.shortcut_hint(&keys)).clicked()
            } else {
                let add = Button::new("Add item").icon(Icon::Plus);
                ui.add(add.shortcut_hint(&keys)).clicked()
            };
            if clicked {
                cx.run(Command::NewItem);
            }
        });
    });
    if tiny {
        ui.add_space(space::XS);
        ScrollArea::horizontal()
            .id_salt("board filters")
            .show(ui, |ui| {
                ui.horizontal(|ui| told = filters(ui, cx, (filter, saved), find));
            });
    } else if !one_row {
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(10.0, space::S);
            told = filters(ui, cx, (filter, saved), find);
        });
    }
    told
}

fn filters(
    ui: &mut Ui,
    cx: &ViewContext,
    (filter, saved): (&mut Filter, &mut Saved),
    find: bool,
) -> Told {
    let id = Id::unique("board filter");
    if find {
        ui.memory_mut(|memory| memory.request_focus(id));
        // What is typed next takes the place of the last filter.
        select_all(ui, id, &filter.text);
    }
    let field = TextField::new(&mut filter.text, "Filter the board")
        .placeholder("Filter")
        .icon(Icon::Search)
        .shortcut_hint("/")
        .bar()
        .width(FIELD)
        .id(id);
    let out = field.show(ui);
    let enter = ui.input(|input| input.key_pressed(Key::Enter));
    let told = Told {
        to_cards: out.committed() && enter,
    };
    if out.cancelled() {
        filter.text.clear();
    }
    step_chip(ui, cx, filter);
    kind_chip(ui, cx, filter);
    status_chip(ui, filter);
    saved.ui(ui, cx, filter);
    if !filter.is_empty() {
        let clear = Button::quiet("Clear").small().name("Clear all filters");
        if ui.add(clear).clicked() {
            *filter = Filter::default();
        }
    }
    told
}

fn step_chip(ui: &mut Ui, cx: &ViewContext, filter: &mut Filter) {
    let name = |step: &Option<StepId>| match step {
        Some(step) => cx
            .plan
            .steps
            .get(step)
            .map_or_else(|| step.to_string(), |step| step.short_title().to_owned()),
        None => "Resources".to_owned(),
    };
    let words = match (filter.steps.len(), filter.steps.first()) {
        (0, _) => "All steps".to_owned(),
        (1, Some(only)) => name(only),
        (n, _) => format!("{n} steps"),
    };
    let on = !filter.steps.is_empty();
    let label = format!("Steps shown: {words}");
    FilterChip::new(&words, on).name(&label).panel(ui, |ui| {
        if ui.add(MenuItem::new("All steps").checked(!on)).clicked() {
            filter.steps.clear();
        }
        let steps = cx.plan.steps_in_order();
        let steps = steps.iter().map(|step| Some(step.id.clone()));
        for step in steps.chain([None]) {
            let words = match cx.plan.step_number(step.as_ref()) {
                0 => name(&step),
                number => format!("{number}  {}", name(&step)),
            };
            let on = filter.steps.contains(&step);
            if ui.add(MenuItem::new(&words).checked(on)).clicked() && !filter.steps.remove(&step) {
                filter.steps.insert(step);
            }
        }
    });
}

fn kind_chip(ui: &mut Ui, cx: &ViewContext, filter: &mut Filter) {
    let words = match (filter.kinds.len(), filter.kinds.first()) {
        (0, _) => "All kinds".to_owned(),
        (1, Some(only)) => format::kind(only).to_owned(),
        (n, _) => format!("{n} kinds"),
    };
    let on = !filter.kinds.is_empty();
    let label = format!("Kinds shown: {words}");
    FilterChip::new(&words, on).name(&label).panel(ui, |ui| {
        if ui.add(MenuItem::new("All kinds").checked(!on)).clicked() {
            filter.kinds.clear();
        }
        // Read only while the menu is open.
        let own = cx.plan.items.iter().filter_map(|item| match &item.kind {
            Kind::Custom(_) => Some(item.kind.clone()),
            _ => None,
        });
        let own: std::collections::BTreeSet<Kind> = own.collect();
        for kind in Kind::BUILT_IN.into_iter().chain(own) {
            let on = filter.kinds.contains(&kind);
            let item = MenuItem::new(format::kind(&kind)).checked(on);
            if ui.add(item).clicked() && !filter.kinds.remove(&kind) {
                filter.kinds.insert(kind);
            }
        }
    });
}

fn status_chip(ui: &mut Ui, filter: &mut Filter) {
    let now = filter.status;
    let on = now != StatusFilter::Any;
    let label = format!("Status shown: {}", now.name());
    FilterChip::new(now.name(), on).name(&label).menu(ui, |ui| {
        for status in StatusFilter::ALL {
            let item = MenuItem::new(status.name()).checked(status == now);
            if ui.add(item).clicked() {
                filter.status = status;
            }
        }
    });
}
