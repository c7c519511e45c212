//! The parts of an item: ticked, and on the page added, renamed, reordered, deleted.
//!
//! Not here: their pages (`pages.rs`).

mod pages;

use egui::{Key, Response, Ui};

use crate::domain::{Depth, Edit, Item, ItemId, Part, PartId};
use crate::planner::estimates::unit;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::Icon;
use crate::ui::widgets::{
    Button, Checkbox, IconButton, MenuItem, TextField, menu_separator, popup_menu, row_opens_menu,
    text,
};

use super::{Place, heading};

/// More parts than this are folded in the inspector.
const SHORT: usize = 8;

/// Points beside a part for its menu.
const MENU: f32 = 44.0;

/// What is being typed about parts.
#[derive(Default)]
pub(super) struct PartsEditor {
    new: String,
    renaming: Option<(ItemId, PartId, String)>,
    unfolded: Option<ItemId>,
    giving: pages::Giving,
}

impl PartsEditor {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, place: Place) {
        if item.parts.is_empty() && place == Place::Inspector {
            return;
        }
        heading(
            ui,
            if item.kind == crate::domain::Kind::Book {
                "Chapters"
            } else {
                "Parts"
            },
        );
        let offered = match place {
            Place::Page => pages::offered(item),
            Place::Inspector => Vec::new(),
        };
        pages::offer(ui, cx, item, &offered);
        let all = place == Place::Page || self.unfolded.as_ref() == Some(&item.id);
        // What the depth does not ask for stands below, so that nobody feels behind because of it.
        let (asked, more): (Vec<&Part>, Vec<&Part>) =
            item.parts.iter().partition(|part| part.depth <= item.depth);
        let folded = !all && asked.len() > SHORT;
        let first = if folded {
            asked
                .iter()
                .position(|part| part.done_on.is_none())
                .unwrap_or(0)
                .saturating_sub(1)
        } else {
            0
        };
        let shown = if folded { SHORT } else { asked.len() };
        for part in asked.iter().skip(first).take(shown) {
            self.row(ui, cx, item, part, place, &offered);
        }
        if all && !more.is_empty() {
            ui.add_space(4.0);
            text::small(ui, "Only when studied more deeply:");
            for part in &more {
                self.row(ui, cx, item, part, place, &offered);
            }
        }
        let hidden = asked.len().saturating_sub(shown) + if all { 0 } else { more.len() };
        if hidden > 0 {
            let label = format!("Show {hidden} more");
            if ui.add(Button::quiet(&label).small()).clicked() {
                self.unfolded = Some(item.id.clone());
            }
        } else if place == Place::Inspector
            && self.unfolded.as_ref() == Some(&item.id)
            && ui.add(Button::quiet("Show fewer").small()).clicked()
        {
            self.unfolded = None;
        }
        if place == Place::Page {
            self.giving.foot(ui, item);
            self.add(ui, cx, item);
        }
    }

    fn row(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        item: &Item,
        part: &Part,
        place: Place,
        offered: &[(PartId, u32)],
    ) {
        ui.push_id(part.id.as_str(), |ui| {
            ui.horizontal(|ui| {
                if let Some((of, id, typed)) = &mut self.renaming
                    && *of == item.id
                    && *id == part.id
                {
                    let field = TextField::new(typed, "Title of the part").show(ui);
                    if !field.response.has_focus() && field.event == Default::default() {
                        field.response.request_focus();
                    }
                    if field.committed() {
                        cx.edit(Edit::ChangePart {
                            item: item.id.clone(),
                            part: part.id.clone(),
                            title: typed.clone(),
                            depth: part.depth,
                        });
                    }
                    if field.committed() || field.cancelled() || field.response.lost_focus() {
                        self.renaming = None;
                    }
                    return;
                }
                let mut ticked = part.done_on.is_some();
                let title = Checkbox::labeled(&mut ticked, &part.title);
                let tick = match place {
                    Place::Inspector => ui.add(title),
                    Place::Page => {
                        let room = self.giving.room(item) + MENU;
                        let width = (ui.available_width() - room).max(80.0);
                        self.giving.beside(ui, item, width, |ui| ui.add(title))
                    }
                };
                if tick.changed() {
                    cx.send(crate::state::Action::EditQuietly(Edit::TickPart {
                        item: item.id.clone(),
                        part: part.id.clone(),
                        done_on: ticked.then_some(cx.today()),
                    }));
                }
                if place == Place::Page {
                    if self.giving.is_on(item) {
                        self.giving.field(ui, cx, item, part);
                    } else {
                        pages::note(ui, item, part, offered);
                    }
                    self.menu(ui, cx, item, part, &tick);
                }
                if let Some(on) = part.done_on {
                    tick.on_hover_text(format!("Ticked {}", format::day_near(on, cx.today())));
                }
            });
        });
    }

    fn menu(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, part: &Part, row: &Response) {
        let name = format!("More for “{}”", part.title);
        let button = ui.add(IconButton::new(Icon::More, &name));
        row_opens_menu(row, &button);
        popup_menu(&button, |ui| {
            if ui.add(MenuItem::new("Rename").icon(Icon::Edit)).clicked() {
                self.renaming = Some((item.id.clone(), part.id.clone(), part.title.clone()));
                ui.close();
            }
            if let Some(unit) = unit(&item.kind) {
                let words = format!("Give its {}", crate::ui::pace::unit_name(unit));
                if ui.add(MenuItem::new(&words)).clicked() {
                    self.giving.begin(item, Some(part));
                    ui.close();
                }
            }
            let at = item.parts.iter().position(|p| p.id == part.id).unwrap_or(0);
            let before = at
                .checked_sub(1)
                .and_then(|n| item.parts.get(n))
                .map(|p| p.id.clone());
            let moved = |before| Edit::MovePart {
                item: item.id.clone(),
                part: part.id.clone(),
                before,
            };
            if ui
                .add_enabled(
                    before.is_some(),
                    MenuItem::new("Move up").icon(Icon::ArrowUp),
                )
                .clicked()
            {
                cx.edit(moved(before));
                ui.close();
            }
            let last = at + 1 == item.parts.len();
            if ui
                .add_enabled(!last, MenuItem::new("Move down").icon(Icon::ArrowDown))
                .clicked()
            {
                cx.edit(moved(item.parts.get(at + 2).map(|p| p.id.clone())));
                ui.close();
            }
            menu_separator(ui);
            for depth in Depth::ALL {
                let label = match depth {
                    Depth::Lean => "Studied at every depth",
                    Depth::Core => "From core on",
                    Depth::Deep => "Only when deep",
                };
                if ui
                    .add(MenuItem::new(label).checked(part.depth == depth))
                    .clicked()
                {
                    cx.edit(Edit::ChangePart {
                        item: item.id.clone(),
                        part: part.id.clone(),
                        title: part.title.clone(),
                        depth,
                    });
                    ui.close();
                }
            }
            menu_separator(ui);
            if ui
                .add(MenuItem::new("Delete the part").icon(Icon::Trash).danger())
                .clicked()
            {
                cx.edit(Edit::DeletePart {
                    item: item.id.clone(),
                    part: part.id.clone(),
                });
                ui.close();
            }
        });
    }

    fn add(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        ui.add_space(4.0);
        let field = TextField::new(&mut self.new, "Add a part")
            .placeholder("Add a part, then press Enter")
            .icon(Icon::Plus)
            .show(ui);
        let enter = ui.input(|input| input.key_pressed(Key::Enter));
        if field.committed() && !self.new.trim().is_empty() {
            let title = std::mem::take(&mut self.new);
            cx.edit(Edit::AddPart {
                item: item.id.clone(),
                part: Part::new(cx.fresh_id(&title), title.trim()),
            });
            if enter {
                field.response.request_focus();
            }
        }
    }
}
