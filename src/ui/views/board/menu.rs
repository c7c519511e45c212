//! The menu of a card: the other mouse button, Shift+F10 or the menu key.

use egui::containers::menu::{SubMenu, menu_style};
use egui::{Align, Layout, Popup, PopupKind, Pos2, Response, Ui};

use crate::domain::item::Depth;
use crate::domain::{Edit, Item, ItemId, Session, SessionKind, Status};
use crate::state::{Action, Command, many};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{MenuItem, menu_separator, menu_title};

/// Narrowest menu, points.
const WIDTH: f32 = 232.0;

/// The menu that is open.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CardMenu {
    /// The card's item.
    pub(super) item: ItemId,
    at: Pos2,
    by_key: bool,
    fresh: bool,
}

impl CardMenu {
    /// Opens it at a point. By key, its first row gets the focus.
    pub(super) fn open(item: ItemId, at: Pos2, by_key: bool) -> Self {
        Self {
            item,
            at,
            by_key,
            fresh: true,
        }
    }

    /// Draws it. False where it was closed.
    pub(super) fn ui(&mut self, card: &Response, cx: &ViewContext) -> bool {
        let Some(item) = cx.plan.items.get(&self.item) else {
            return false;
        };
        let popup = Popup::from_response(card)
            .kind(PopupKind::Menu)
            .layout(Layout::top_down_justified(Align::Min))
            .style(menu_style)
            .at_position(self.at)
            .accessible_name(format!("Menu of {}", item.short_title()))
            .open_memory(None);
        let id = popup.get_id();
        let fresh = self.fresh;
        if fresh {
            Popup::open_id(&card.ctx, id);
        }
        let focus_first = self.by_key && fresh;
        popup.show(|ui| {
            ui.set_min_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            rows(ui, cx, item, focus_first);
        });
        self.fresh = false;
        let open = Popup::is_id_open(&card.ctx, id);
        if !open && self.by_key {
            card.request_focus();
        }
        open
    }
}

/// Whether what the menu says is for all selected items.
fn among_many(cx: &ViewContext, item: &Item) -> bool {
    cx.selection.is_many() && cx.is_selected(&item.id)
}

fn rows(ui: &mut Ui, cx: &ViewContext, item: &Item, focus_first: bool) {
    let id = &item.id;
    let keys = cx.keys_of(Command::OpenItem);
    let open = MenuItem::new("Open the item page").icon(Icon::Panel);
    let open = ui.add(open.shortcut(&keys));
    if focus_first {
        open.request_focus();
    }
    if open.clicked() {
        cx.send(Action::OpenItem(id.clone()));
    }
    if let Some(link) = item.urls.first() {
        let keys = cx.keys_of(Command::OpenLink);
        let row = MenuItem::new("Open in the browser").icon(Icon::External);
        if ui.add(row.shortcut(&keys)).clicked() {
            cx.send(Action::OpenUrl(link.url.clone()));
        }
    }
    let keys = cx.keys_of(Command::PlanSession);
    let row = MenuItem::new("Plan a session today").icon(Icon::CalendarPlus);
    if ui.add(row.shortcut(&keys)).clicked() {
        let minutes = cx.plan.rules.min_session;
        let fresh = cx.fresh_id(id.as_str());
        let session = Session::new(fresh, id.clone(), SessionKind::Study, cx.today(), minutes);
        cx.edit(Edit::AddSession(session));
    }
    menu_separator(ui);
    let many = among_many(cx, item);
    let status = if many {
        "Status of the selected items"
    } else {
        "Status"
    };
    menu_title(ui, status);
    for (status, command) in [
        (Status::ToDo, Command::MarkToDo),
        (Status::InProgress, Command::MarkInProgress),
        (Status::Done, Command::MarkDone),
        (Status::Skipped, Command::MarkSkipped),
    ] {
        let keys = cx.keys_of(command);
        let row = MenuItem::new(format::status(status)).checked(item.status == status);
        let clicked = ui.add(row.shortcut(&keys)).clicked();
        if clicked && many {
            cx.run(command);
        } else if clicked && item.status != status {
            let (item, at) = (id.clone(), cx.now.moment);
            cx.edit(Edit::SetStatus { item, status, at });
        }
    }
    menu_separator(ui);
    under(ui, Icon::Layers, "Depth", |ui| depths(ui, cx, item));
    under(ui, Icon::Move, "Move to", |ui| steps(ui, cx, item));
    menu_separator(ui);
    let keys = cx.keys_of(Command::DeleteItem);
    let delete = if many {
        format!("Delete {} items", cx.selection.all().len())
    } else {
        "Delete the item".to_owned()
    };
    let row = MenuItem::new(&delete).icon(Icon::Trash).danger();
    let clicked = ui.add(row.shortcut(&keys)).clicked();
    if clicked && many {
        cx.run(Command::DeleteItem);
    } else if clicked {
        cx.edit(Edit::DeleteItem(id.clone()));
    }
}

/// A row that opens a menu of its own beside it.
fn under(ui: &mut Ui, icon: Icon, label: &str, contents: impl FnOnce(&mut Ui)) {
    let row = ui.add(MenuItem::new(label).icon(icon).shortcut("›"));
    SubMenu::new().show(ui, &row, |ui| {
        ui.set_min_width(WIDTH);
        ui.spacing_mut().item_spacing.y = 0.0;
        contents(ui);
    });
}

fn depths(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let set = |ui: &mut Ui, words: &str, depth: Option<Depth>, command: Command| {
        let on = match depth {
            Some(depth) => item.depth_fixed && item.depth == depth,
            None => !item.depth_fixed,
        };
        let keys = cx.keys_of(command);
        let row = MenuItem::new(words).checked(on).shortcut(&keys);
        let clicked = ui.add(row).clicked();
        if clicked && among_many(cx, item) {
            cx.run(command);
        } else if clicked && !on {
            let item = item.id.clone();
            cx.edit(Edit::SetDepth { item, depth });
        }
    };
    for (depth, command) in [
        (Depth::Lean, Command::DepthLean),
        (Depth::Core, Command::DepthCore),
        (Depth::Deep, Command::DepthDeep),
    ] {
        set(ui, format::depth_help(depth), Some(depth), command);
    }
    set(ui, "Let the planner choose", None, Command::DepthAuto);
}

fn steps(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let steps = cx.plan.steps_in_order();
    let steps = steps.iter().map(|step| {
        let words = format!("{}  {}", step.order, step.short_title());
        (Some(step.id.clone()), words, step.short_title())
    });
    for (step, words, name) in steps.chain([(None, "Resources".to_owned(), "Resources")]) {
        let on = item.step == step;
        let clicked = ui.add(MenuItem::new(&words).checked(on)).clicked();
        if clicked && among_many(cx, item) {
            if let Some(edit) = many::move_to(cx.selection.all(), step.as_ref(), name) {
                cx.edit(edit);
            }
        } else if clicked && !on {
            let (item, before) = (item.id.clone(), None);
            cx.edit(Edit::MoveItem { item, step, before });
        }
    }
}
