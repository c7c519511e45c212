//! Filters with a name: kept in the settings, because what one likes to look at is no part of the plan, and choosing a
//! filter is no edit. Steps and kinds are kept by name, so that a filter serves every plan that has them.

use egui::{Key, Popup, Ui};

use crate::domain::{Kind, Plan, StepId};
use crate::state::{Action, Command};
use crate::store::settings::SavedFilter;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{
    FilterChip, MenuItem, TextField, menu_separator, menu_title, popup_panel, text,
};

use super::filter::{Filter, StatusFilter};

/// The longest name, in characters.
const LONGEST: usize = 40;
/// Width of the field for it, points.
const FIELD: f32 = 232.0;
/// The name of supporting material in a saved filter.
const RESOURCES: &str = "";

/// The menu of saved filters.
#[derive(Debug, Default)]
pub(super) struct Saved {
    /// The name that is typed for the filter in use.
    name: String,
    /// It is opened by key.
    pub(super) open: bool,
}

/// A filter as the settings keep it.
fn keep(name: &str, filter: &Filter) -> SavedFilter {
    let step = |step: &Option<StepId>| match step {
        Some(step) => step.to_string(),
        None => RESOURCES.to_owned(),
    };
    let kind = |kind: &Kind| format::kind(kind).to_owned();
    SavedFilter {
        name: name.to_owned(),
        text: filter.text.trim().to_owned(),
        steps: filter.steps.iter().map(step).collect(),
        kinds: filter.kinds.iter().map(kind).collect(),
        status: filter.status.name().to_owned(),
    }
}

/// A kept filter for this plan: steps that it does not have are left out.
fn use_of(saved: &SavedFilter, plan: &Plan) -> Filter {
    let step = |name: &String| {
        if name == RESOURCES {
            return Some(None);
        }
        let known = plan.steps.iter().find(|step| step.id.as_str() == name);
        known.map(|step| Some(step.id.clone()))
    };
    let kind = |name: &String| {
        let known = Kind::BUILT_IN
            .into_iter()
            .find(|kind| format::kind(kind) == name);
        known.unwrap_or_else(|| Kind::Custom(name.clone()))
    };
    let status = StatusFilter::ALL;
    Filter {
        text: saved.text.clone(),
        steps: saved.steps.iter().filter_map(step).collect(),
        kinds: saved.kinds.iter().map(kind).collect(),
        status: status
            .into_iter()
            .find(|status| status.name() == saved.status)
            .unwrap_or_default(),
    }
}

impl Saved {
    /// The chip with its menu: choose one, name the filter in use, delete one.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, filter: &mut Filter) {
        let all = &cx.settings.board_filters;
        if cx.take(Command::BoardFilters) {
            self.open = !(all.is_empty() && filter.is_empty());
            if !self.open {
                let words = "Set a filter first: then it can be kept under a name here.";
                cx.send(Action::Hint(words.to_owned()));
            }
        }
        if all.is_empty() && filter.is_empty() && !self.open {
            return;
        }
        let now = all.iter().find(|one| use_of(one, &cx.plan) == *filter);
        let now = now.filter(|_| !filter.is_empty());
        let words = now.map_or("Saved filters", |one| one.name.as_str());
        let label = match now {
            Some(one) => format!("Saved filters: {}", one.name),
            None => "Saved filters".to_owned(),
        };
        let chip = FilterChip::new(words, now.is_some()).icon(Icon::Star);
        let response = chip.name(&label).show(ui);
        let mut fresh = false;
        if std::mem::take(&mut self.open) {
            Popup::open_id(ui, Popup::default_response_id(&response));
            fresh = true;
        }
        popup_panel(&response, |ui| {
            ui.set_min_width(240.0);
            ui.spacing_mut().item_spacing.y = 0.0;
            self.rows(ui, cx, filter, now, fresh || response.clicked());
        });
    }

    fn rows(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        filter: &mut Filter,
        now: Option<&SavedFilter>,
        fresh: bool,
    ) {
        let mut first = fresh;
        for one in &cx.settings.board_filters {
            let here = now.is_some_and(|now| now.name == one.name);
            let row = ui.add(MenuItem::new(&one.name).checked(here));
            if std::mem::take(&mut first) {
                row.request_focus();
            }
            if row.clicked() {
                *filter = use_of(one, &cx.plan);
                ui.close();
            }
        }
        if !cx.settings.board_filters.is_empty() {
            menu_separator(ui);
        }
        if let Some(now) = now {
            let words = format!("Delete the filter “{}”", now.name);
            let row = MenuItem::new(&words).icon(Icon::Trash).danger();
            if ui.add(row).clicked() {
                cx.send(Action::ForgetBoardFilter(now.name.clone()));
                ui.close();
            }
            return;
        }
        if filter.is_empty() {
            ui.add_space(space::XS);
            text::small(ui, "Set a filter first, then give it a name here.");
            return;
        }
        menu_title(ui, "Save the filter in use");
        let field = TextField::new(&mut self.name, "Name of this filter")
            .placeholder("Name, then Enter")
            .icon(Icon::Save)
            .width(FIELD)
            .show(ui);
        if std::mem::take(&mut first) {
            field.response.request_focus();
        }
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        let name: String = self.name.trim().chars().take(LONGEST).collect();
        if field.response.lost_focus() && enter && !name.is_empty() {
            let kept = keep(&name, filter);
            cx.send(Action::SaveBoardFilter(Box::new(kept)));
            self.name.clear();
            ui.close();
        }
    }
}
