//! The menu of an item in the library: for this one, or for all that are selected where it is one of them.

use egui::Ui;

use crate::domain::{ItemId, Status};
use crate::state::{Action, Command};
use crate::ui::context::ViewContext;
use crate::ui::theme::Icon;
use crate::ui::widgets::{MenuItem, menu_separator, menu_title};

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, item: &ItemId) {
    let many = cx.selection.is_many() && cx.is_selected(item);
    let count = cx.selection.others.len() + 1;
    let words = format!("{count} items");
    let title = if many {
        words.as_str()
    } else {
        cx.plan.short_title_of(item)
    };
    menu_title(ui, title);
    let entry = |ui: &mut Ui, entry: MenuItem<'_>, command: Command| {
        let keys = cx.keys_of(command);
        if ui.add(entry.shortcut(&keys)).clicked() {
            if !many {
                cx.send(Action::Select(item.clone()));
            }
            cx.run(command);
            ui.close();
        }
    };
    if !many {
        let open = MenuItem::new("Open the item page").icon(Icon::External);
        entry(ui, open, Command::OpenItem);
        let note = MenuItem::new("Write a note").icon(Icon::Note);
        entry(ui, note, Command::EditNotes);
        let plan = MenuItem::new("Plan a session today").icon(Icon::Plus);
        entry(ui, plan, Command::PlanSession);
        menu_separator(ui);
    }
    let status = cx.plan.items.get(item).map(|item| item.status);
    for (words, command, is) in [
        ("To do", Command::MarkToDo, Status::ToDo),
        ("In progress", Command::MarkInProgress, Status::InProgress),
        ("Done", Command::MarkDone, Status::Done),
        ("Skipped", Command::MarkSkipped, Status::Skipped),
    ] {
        let here = !many && status == Some(is);
        entry(ui, MenuItem::new(words).checked(here), command);
    }
    menu_separator(ui);
    let words = if many {
        format!("Delete {count} items")
    } else {
        "Delete the item".to_owned()
    };
    let delete = MenuItem::new(&words).icon(Icon::Trash).danger();
    entry(ui, delete, Command::DeleteItem);
}
