//! The Library view: everything there is to study as a table, and the item page.

mod model;
mod page;
mod table;

use egui::{Align, Frame, Layout, Margin, Ui};

use crate::domain::Status;
use crate::state::{Action, Command, Memo};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::item::ItemPanel;
use crate::ui::theme::{Icon, TextRole, Weight, frame, space};
use crate::ui::widgets::{
    Button, FilterChip, MenuItem, TextField, empty_state, menu_separator, text,
};

use model::{Filter, Key, KindFilter, Rows, StatusFilter};

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct LibraryView {
    filter: Filter,
    rows: Memo<Key, Rows>,
    page: ItemPanel,
    table: table::TableState,
}

impl LibraryView {
    /// Draws the table, or the page of the item that is open.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if let Some(item) = &cx.item_page {
            page::ui(ui, cx, &mut self.page, item);
            return;
        }
        let margin = Margin::same(frame::PADDING as i8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let rows = self
                .rows
                .get(Key::of(cx, &self.filter), || model::rows(cx, &self.filter));
            self.head(ui, cx, &rows);
            ui.add_space(space::M);
            if rows.list.is_empty() {
                self.nothing(ui, cx);
                return;
            }
            table::ui(ui, cx, &mut self.table, &mut self.filter, &rows);
        });
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.page.flush(cx);
    }

    fn head(&mut self, ui: &mut Ui, cx: &ViewContext, rows: &Rows) {
        let wide = ui.available_width() > 820.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            text::title(ui, "Library");
            let shown = if rows.list.len() == rows.all {
                format::count(rows.all, "item", "items")
            } else {
                let all = format::count(rows.all, "item", "items");
                format!("{} of {all}", rows.list.len())
            };
            let t = crate::ui::theme::tokens(ui);
            if wide {
                self.filters(ui, cx, rows);
            }
            text::styled(ui, TextRole::Body, Weight::Regular, t.muted, &shown);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let keys = cx.keys_of(Command::NewItem);
                let add = Button::new("Add item").icon(Icon::Plus);
                if ui.add(add.shortcut_hint(&keys)).clicked() {
                    cx.run(Command::NewItem);
                }
                let step = Button::quiet("Add step").icon(Icon::Layers);
                if ui.available_width() > 130.0 && ui.add(step).clicked() {
                    cx.run(Command::NewStep);
                }
            });
        });
        if !wide {
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| self.filters(ui, cx, rows));
        }
    }

    fn filters(&mut self, ui: &mut Ui, cx: &ViewContext, rows: &Rows) {
        let keys = cx.keys_of(Command::LibraryFilter);
        let field = TextField::new(&mut self.filter.text, "Filter the library")
            .placeholder("Filter")
            .icon(Icon::Filter)
            .shortcut_hint(&keys)
            .width(170.0)
            .bar()
            .on_surface()
            .show(ui);
        if cx.take(Command::LibraryFilter) {
            field.response.request_focus();
        }
        // Enter, or an arrow down, goes on to the first row.
        let down = field.response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::ArrowDown));
        let enter = field.response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if (down || enter)
            && let Some(first) = rows.list.first()
        {
            field.response.surrender_focus();
            cx.send(Action::Select(first.id.clone()));
        }
        self.chips(ui, cx);
    }

    fn chips(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let steps = cx.plan.steps_in_order();
        let here = self
            .filter
            .step
            .as_ref()
            .and_then(|step| cx.plan.steps.get(step));
        let words = match (&self.filter.resources, here) {
            (true, _) => "Resources",
            (false, Some(step)) => step.short_title(),
            (false, None) => "All steps",
        };
        let on = here.is_some() || self.filter.resources;
        let name = format!("Step: {words}");
        FilterChip::new(words, on).name(&name).menu(ui, |ui| {
            if ui.add(MenuItem::new("All steps").checked(!on)).clicked() {
                self.filter.step = None;
                self.filter.resources = false;
                ui.close();
            }
            for step in &steps {
                let checked = self.filter.step.as_ref() == Some(&step.id);
                if ui
                    .add(MenuItem::new(&step.title).checked(checked))
                    .clicked()
                {
                    self.filter.step = Some(step.id.clone());
                    self.filter.resources = false;
                    ui.close();
                }
            }
            if ui
                .add(MenuItem::new("Resources").checked(self.filter.resources))
                .clicked()
            {
                self.filter.step = None;
                self.filter.resources = true;
                ui.close();
            }
        });
        let words = self.filter.kind.name();
        let name = format!("Kind: {words}");
        FilterChip::new(words, self.filter.kind != KindFilter::All)
            .name(&name)
            .menu(ui, |ui| {
                for kind in KindFilter::ALL {
                    let checked = self.filter.kind == kind;
                    if ui
                        .add(MenuItem::new(kind.name()).checked(checked))
                        .clicked()
                    {
                        self.filter.kind = kind;
                        ui.close();
                    }
                    if kind == KindFilter::All {
                        menu_separator(ui);
                    }
                }
            });
        let words = self.filter.status.name();
        let name = format!("Status: {words}");
        FilterChip::new(words, self.filter.status != StatusFilter::Any)
            .name(&name)
            .menu(ui, |ui| {
                let mut choice = |ui: &mut Ui, status: StatusFilter| {
                    let checked = self.filter.status == status;
                    if ui
                        .add(MenuItem::new(status.name()).checked(checked))
                        .clicked()
                    {
                        self.filter.status = status;
                        ui.close();
                    }
                };
                choice(ui, StatusFilter::Any);
                choice(ui, StatusFilter::NotDone);
                menu_separator(ui);
                for status in Status::ALL {
                    choice(ui, StatusFilter::Is(status));
                }
            });
        if self.filter.is_on() && ui.add(Button::quiet("Show all").small()).clicked() {
            self.filter.clear();
        }
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if self.filter.is_on() {
            let words = "Fewer letters or fewer filters show more.";
            if empty_state(ui, Icon::Search, "Nothing matches", words, Some("Show all")) {
                self.filter.clear();
            }
        } else if empty_state(
            ui,
            Icon::Library,
            "Nothing to study yet",
            "Add what you want to learn, or import a path.",
            Some("Add an item"),
        ) {
            cx.run(Command::NewItem);
        }
    }
}
