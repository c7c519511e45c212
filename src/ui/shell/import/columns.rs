//! How a table is read: which column is what.

use egui::{ScrollArea, Ui, vec2};

use crate::store::formats::csv::{Columns, Field, Sheet};
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, Checkbox, MenuItem, popup_menu, text};

/// Width of the names of the fields, points.
const NAMES: f32 = 110.0;
/// How many cells are shown of a column.
const SAMPLES: usize = 4;

/// Shows the columns, no higher than `height`. Gives them anew where one was changed.
pub(super) fn ui(ui: &mut Ui, sheet: &Sheet, columns: &Columns, height: f32) -> Option<Columns> {
    let mut next = columns.clone();
    let top = ui.cursor().top();
    ui.add(Checkbox::labeled(
        &mut next.header,
        "The first row names the columns",
    ));
    let first = sheet.rows.first().map(|row| row.cells.join(" · "));
    let first: String = first.unwrap_or_default().chars().take(120).collect();
    let t = theme::tokens(ui);
    let said = format!("First row: {}", first.replace('\n', " "));
    text::truncated(ui, TextRole::Pill, Weight::Regular, t.muted, &said);
    ui.add_space(space::S);
    let height = (height - (ui.cursor().top() - top)).max(80.0);
    ScrollArea::vertical()
        .id_salt("columns")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for field in Field::ALL {
                field_ui(ui, sheet, field, &mut next);
            }
            ui.add_space(space::S);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::L, space::XS);
                ui.add(Checkbox::labeled(
                    &mut next.hours,
                    "Times without a unit are hours",
                ));
                ui.add(Checkbox::labeled(
                    &mut next.clean,
                    "Take hidden characters out of titles",
                ));
            });
        });
    (next != *columns).then_some(next)
}

fn field_ui(ui: &mut Ui, sheet: &Sheet, field: Field, next: &mut Columns) {
    ui.horizontal(|ui| {
        let label = name(field);
        ui.allocate_ui(vec2(NAMES, 28.0), |ui| {
            ui.set_min_width(NAMES);
            text::body(ui, label);
        });
        let column = next.of.get(&field).copied();
        let chosen = column.map_or_else(|| "–".to_owned(), |at| sheet.name_of(next, at));
        let shown: String = chosen.chars().take(28).collect();
        let button = Button::new(&shown).small().trailing_icon(Icon::ChevronDown);
        let button = ui.add(button.name(&format!("Column of {label}: {chosen}")));
        popup_menu(&button, |ui| {
            let rows = ScrollArea::vertical().max_height(320.0);
            rows.min_scrolled_height(320.0).show(ui, |ui| {
                if ui.add(MenuItem::new("No column")).clicked() {
                    next.of.remove(&field);
                    ui.close();
                }
                for at in 0..sheet.columns.len() {
                    let title: String = sheet.name_of(next, at).chars().take(60).collect();
                    if ui.add(MenuItem::new(&title)).clicked() {
                        next.of.insert(field, at);
                        ui.close();
                    }
                }
            });
        });
        if let Some(column) = column {
            let cells = sheet
                .body(next)
                .iter()
                .filter_map(|row| row.cells.get(column));
            let cells = cells
                .map(|cell| cell.trim())
                .filter(|cell| !cell.is_empty())
                .take(SAMPLES);
            let cells: Vec<String> = cells.map(|cell| cell.chars().take(30).collect()).collect();
            let t = theme::tokens(ui);
            text::truncated(
                ui,
                TextRole::Pill,
                Weight::Regular,
                t.muted,
                &cells.join(" · "),
            );
        }
    });
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Title => "Title",
        Field::Step => "Step",
        Field::Group => "Group",
        Field::Kind => "Kind",
        Field::Minutes => "Time",
        Field::Status => "Status",
        Field::Url => "Links",
        Field::Parts => "Parts",
        Field::Notes => "Notes",
        Field::Purpose => "Purpose",
        Field::By => "Author",
        Field::Year => "Year",
        Field::Tags => "Tags",
        Field::Id => "Id",
        Field::Order => "Order",
    }
}
