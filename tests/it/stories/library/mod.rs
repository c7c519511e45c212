//! The library and the item page. Here what their stories share.

mod adding;
mod graph;
mod item_page;
mod notes;
mod table;

use cairn::domain::{Item, ItemId};
use egui_kittest::kittest::Queryable as _;

use crate::support::app::{Setup, Window};

fn id(text: &str) -> ItemId {
    ItemId::slug(text)
}

fn item(window: &Window, id: &ItemId) -> Item {
    Item::clone(window.plan().items.get(id).expect("it is there"))
}

/// The titles of the rows on screen, from top to bottom.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.harness.get_all_by_role(egui::Role::Row);
    let names = rows.filter_map(|row| egui_kittest::kittest::NodeT::accesskit_node(&row).label());
    names
        .map(|name| name.split(", ").next().unwrap_or("").to_owned())
        .collect()
}

fn page(of: &str) -> Window {
    let mut window = Setup::real().size(1_440.0, 2_600.0).open();
    window.action(cairn::state::Action::OpenItem(id(of)));
    window
}
