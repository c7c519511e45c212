//! The Library view: everything there is to study as a table or as a graph, and the item page.

mod graph;
mod menu;
mod model;
mod page;
mod table;

use egui::{Align, Frame, Layout, Margin, Ui};

use crate::domain::Status;
use crate::state::{Action, Command, Memo, View};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::item::ItemPanel;
use crate::ui::theme::{Icon, TextRole, Weight, frame, space};
use crate::ui::widgets::text_field::select_all;
use crate::ui::widgets::{
    Button, FilterChip, MenuItem, Segmented, TextField, empty_state, menu_separator, text,
};

use model::{Column, Filter, Group, Key, KindFilter, Rows, StatusFilter};

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct LibraryView {
    filter: Filter,
    rows: Memo<Key, Rows>,
    page: ItemPanel,
    table: table::TableState,
    graph: graph::GraphView,
    as_graph: bool,
}

impl LibraryView {
    /// Draws the table, or the page of the item that is open.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        for (command, as_graph) in [
            (Command::LibraryTable, false),
            (Command::LibraryGraph, true),
        ] {
            if cx.take(command) {
                self.as_graph = as_graph;
                if cx.item_page.is_some() {
                    cx.send(Action::Go(View::Library));
                }
            }
        }
        if let Some(item) = &cx.item_page {
            page::ui(ui, cx, &mut self.page, item);
            return;
        }
        if self.filter.group.id() != cx.settings.library_group {
            let wanted = |group: &&Group| group.id() == cx.settings.library_group;
            self.filter.group = Group::ALL.iter().find(wanted).copied().unwrap_or_default();
        }
        let margin = Margin::same(frame::PADDING as i8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            // The filter may change while the head is drawn: what is drawn below it is of the same filter as these rows.
            let key = Key::of(cx, &self.filter);
            let rows = self.rows.get(key.clone(), || model::rows(cx, &self.filter));
            self.head(ui, cx, &rows);
            ui.add_space(space::S);
            self.shelves(ui, cx, &rows);
            ui.add_space(space::S);
            if rows.lines.is_empty() {
                self.nothing(ui, cx);
                return;
            }
            if self.as_graph {
                self.graph.ui(ui, cx, key, &rows);
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
            // What is typed next takes the place of the last filter.
            select_all(ui, field.response.id, &self.filter.text);
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

    /// The kinds of things as shelves, and how the table looks.
    fn shelves(&mut self, ui: &mut Ui, cx: &ViewContext, rows: &Rows) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
            for (kind, count) in &rows.shelves {
                let on = self.filter.kind == *kind;
                if *count == 0 && !on && *kind != KindFilter::All {
                    continue;
                }
                let words = format!("{} · {count}", kind.name());
                let name = format!("Shelf: {}", kind.name());
                if FilterChip::new(&words, on).name(&name).show(ui).clicked() {
                    self.filter.kind = if on { KindFilter::All } else { *kind };
                }
            }
            ui.add_space(space::M);
            let keys = [Command::LibraryTable, Command::LibraryGraph].map(|c| cx.keys_of(c));
            let mut chosen = usize::from(self.as_graph);
            let ways = Segmented::new("Show as", &["Table", "Graph"]).small();
            let ways = ways.show(ui, &mut chosen);
            if ways.changed() {
                self.as_graph = chosen == 1;
            }
            ways.on_hover_text(format!("Table {}, graph {}", keys[0], keys[1]));
            if !self.as_graph {
                self.looks(ui, cx);
            }
        });
    }

    /// Which columns the table has, and what its rows stand under.
    fn looks(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let grouped = self.filter.group != Group::None;
        let words = if grouped {
            self.filter.group.name()
        } else {
            "Group"
        };
        let name = format!("Groups: {}", self.filter.group.name());
        FilterChip::new(words, grouped).name(&name).menu(ui, |ui| {
            for group in Group::ALL {
                let entry = MenuItem::new(group.name()).checked(self.filter.group == group);
                if ui.add(entry).clicked() {
                    cx.send(Action::LibraryLooks(
                        group.id().to_owned(),
                        cx.settings.library_columns.clone(),
                    ));
                    ui.close();
                }
            }
        });
        let own = !cx.settings.library_columns.is_empty();
        let chip = FilterChip::new("Columns", own).name("Columns of the table");
        chip.menu(ui, |ui| {
            let chosen = &cx.settings.library_columns;
            let send = |columns: Vec<String>| {
                let group = cx.settings.library_group.clone();
                cx.send(Action::LibraryLooks(group, columns));
            };
            for column in Column::ALL.into_iter().skip(1) {
                let on = table::is_chosen(chosen, column);
                let entry = MenuItem::new(column.name()).checked(on);
                let entry = ui.add(entry).on_hover_text(column.help());
                if entry.clicked() {
                    let kept = Column::ALL.into_iter().filter(|other| {
                        if *other == column {
                            !on
                        } else {
                            table::is_chosen(chosen, *other)
                        }
                    });
                    send(kept.map(|column| column.id().to_owned()).collect());
                }
            }
            menu_separator(ui);
            if ui.add(MenuItem::new("All that have room")).clicked() {
                send(Vec::new());
                ui.close();
            }
        });
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
