//! Several items at once, in the inspector: what they are, and what can be done to all of them in one step.

use egui::Ui;

use crate::domain::{Depth, Edit, Item, ItemField, Minutes, Status};
use crate::state::{Action, Command, many};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, MenuItem, TextField, paint_step_badge, popup_menu, text};

use super::heading;
use crate::ui::plan_words::step_of;

/// So many titles are listed; the rest is counted.
const LISTED: usize = 8;

/// What is being typed.
#[derive(Default)]
pub struct ManyPanel {
    tag: String,
}

impl ManyPanel {
    /// Draws what is selected and what can be done to it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let ids = cx.selection.all();
        let items = ids.iter().filter_map(|id| cx.plan.items.get(id));
        let mut items: Vec<&Item> = items.map(|item| &**item).collect();
        items.sort_by_cached_key(|item| (cx.plan.step_number(item.step.as_ref()), item.order));
        head(ui, cx, &items);
        statuses(ui, cx, &items);
        depths(ui, cx, &items);
        self.places(ui, cx, &items);
        ui.add_space(space::L);
        ui.horizontal_wrapped(|ui| {
            let keys = cx.keys_of(Command::Deselect);
            let none = Button::new("Select nothing").small().shortcut_hint(&keys);
            if ui.add(none).clicked() {
                cx.run(Command::Deselect);
            }
            let keys = cx.keys_of(Command::DeleteItem);
            let words = format!("Delete {} items", items.len());
            let delete = Button::danger(&words).small().shortcut_hint(&keys);
            if ui.add(delete).clicked() {
                cx.run(Command::DeleteItem);
            }
        });
    }

    /// Where they belong: their step and their tags.
    fn places(&mut self, ui: &mut Ui, cx: &ViewContext, items: &[&Item]) {
        heading(ui, "Step");
        let button = ui.add(
            Button::new("Move to…")
                .small()
                .trailing_icon(Icon::ChevronDown),
        );
        popup_menu(&button, |ui| {
            for step in cx.plan.steps_in_order() {
                let here = items
                    .iter()
                    .all(|item| item.step.as_ref() == Some(&step.id));
                let entry = MenuItem::new(step.short_title()).checked(here);
                if ui.add(entry).clicked() {
                    let moved = items.iter().map(|item| item.id.clone());
                    if let Some(edit) = many::move_to(moved, Some(&step.id), step.short_title()) {
                        cx.edit(edit);
                    }
                    ui.close();
                }
            }
        });
        heading(ui, "Tags");
        let common: Vec<&String> = items.first().map_or_else(Vec::new, |first| {
            let on_all = |tag: &&String| items.iter().all(|item| item.tags.contains(tag));
            first.tags.iter().filter(on_all).collect()
        });
        if !common.is_empty() {
            ui.horizontal_wrapped(|ui| {
                for tag in common {
                    let name = format!("Take the tag {tag} off all");
                    let button = Button::new(tag)
                        .small()
                        .trailing_icon(Icon::Close)
                        .name(&name);
                    if ui.add(button).clicked() {
                        tagged(cx, items, tag, false);
                    }
                }
            });
        }
        let field = TextField::new(&mut self.tag, "Add a tag to all")
            .placeholder("Add a tag to all, then Enter")
            .width(ui.available_width())
            .show(ui);
        let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
        if field.response.lost_focus() && enter {
            let tag = std::mem::take(&mut self.tag);
            let tag = tag.trim().trim_start_matches('#');
            if !tag.is_empty() {
                tagged(cx, items, tag, true);
            }
            field.response.request_focus();
        }
    }
}

fn head(ui: &mut Ui, cx: &ViewContext, items: &[&Item]) {
    text::item_title(ui, &format!("{} items selected", items.len()));
    let left: u32 = items
        .iter()
        .map(|item| cx.index.remaining(&cx.plan, &item.id).0)
        .fold(0, u32::saturating_add);
    let words = match left {
        0 => "Nothing left to do in them.".to_owned(),
        left => format!("{} left in all.", format::minutes(Minutes(left))),
    };
    text::small(ui, &words);
    ui.add_space(space::S);
    let t = theme::tokens(ui);
    for item in items.iter().take(LISTED) {
        ui.horizontal(|ui| {
            let (badge, _) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), egui::Sense::hover());
            paint_step_badge(ui, badge, step_of(&cx.plan, item));
            let title = item.short_title();
            text::truncated(ui, TextRole::Pill, Weight::Regular, t.text, title)
                .on_hover_text(&item.title);
        });
    }
    if items.len() > LISTED {
        text::small(ui, &format!("and {} more", items.len() - LISTED));
    }
}

fn statuses(ui: &mut Ui, cx: &ViewContext, items: &[&Item]) {
    heading(ui, "Status of all");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        for (status, command) in [
            (Status::ToDo, Command::MarkToDo),
            (Status::InProgress, Command::MarkInProgress),
            (Status::Done, Command::MarkDone),
            (Status::Skipped, Command::MarkSkipped),
        ] {
            let count = items.iter().filter(|item| item.status == status).count();
            let words = format!("{} · {count}", format::status(status));
            let keys = cx.keys_of(command);
            let name = format!("Mark all as {}", format::status(status).to_lowercase());
            let button = Button::new(&words).small().name(&name);
            if ui.add(button.shortcut_hint(&keys)).clicked() {
                cx.run(command);
            }
        }
    });
}

fn depths(ui: &mut Ui, cx: &ViewContext, items: &[&Item]) {
    heading(ui, "Depth of all");
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::XS, space::XS);
        for (depth, command) in [
            (Some(Depth::Lean), Command::DepthLean),
            (Some(Depth::Core), Command::DepthCore),
            (Some(Depth::Deep), Command::DepthDeep),
            (None, Command::DepthAuto),
        ] {
            let is = |item: &&&Item| match depth {
                Some(depth) => item.depth_fixed && item.depth == depth,
                None => !item.depth_fixed,
            };
            let count = items.iter().filter(is).count();
            let words = match depth {
                Some(depth) => format::depth(depth),
                None => "planner's choice",
            };
            let shown = format!("{words} · {count}");
            let name = format!("Set all to {words}");
            let keys = cx.keys_of(command);
            let button = Button::new(&shown).small().name(&name);
            if ui.add(button.shortcut_hint(&keys)).clicked() {
                cx.run(command);
            }
        }
    });
}

/// Puts a tag on all that lack it, or takes it off.
fn tagged(cx: &ViewContext, items: &[&Item], tag: &str, on: bool) {
    let other = items
        .iter()
        .filter(|item| item.tags.iter().any(|known| known == tag) != on);
    let edits: Vec<Edit> = other
        .map(|item| {
            let mut tags = item.tags.clone();
            if on {
                tags.push(tag.to_owned());
            } else {
                tags.retain(|known| known != tag);
            }
            Edit::ChangeItem {
                item: item.id.clone(),
                field: ItemField::Tags(tags),
            }
        })
        .collect();
    if edits.is_empty() {
        cx.send(Action::Say(format!("All of them have the tag {tag}.")));
        return;
    }
    let verb = if on { "Tagged" } else { "Took the tag off" };
    let label = format!(
        "{verb} {}: {tag}",
        format::count(edits.len(), "item", "items")
    );
    cx.edit(Edit::Several { label, edits });
}
