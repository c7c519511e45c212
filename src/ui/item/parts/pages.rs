//! How many pages (or problems) the parts of an item have: said beside each part, given one after the other, or taken from the
//! built-in path where a plan from before does not have them.
//!
//! Not here: the pages of the whole (`study.rs`), what they make of an estimate (`planner/estimates`).

use egui::{Ui, vec2};

use crate::domain::{Edit, Item, ItemId, Part, PartId};
use crate::planner::estimates::{Unit, unit};
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::pace::{unit_name, units_stepper};
use crate::ui::theme::{self, Icon, TextRole, control, space};
use crate::ui::widgets::{Button, Card, Stepper, text};

/// Points beside a part for its field while numbers are given, else for its number in words.
const FIELD: f32 = 140.0;
const WORDS: f32 = 120.0;
/// A title takes at most so many points of the row while numbers are given.
const COLUMN: f32 = 400.0;

/// Whose numbers are being given, and which field comes next.
#[derive(Default)]
pub(super) struct Giving {
    of: Option<ItemId>,
    next: Option<PartId>,
}

impl Giving {
    /// Whether the numbers of this item are being given.
    pub(super) fn is_on(&self, item: &Item) -> bool {
        self.of.as_ref() == Some(&item.id) && unit(&item.kind).is_some()
    }

    /// Points that the title of a part leaves free beside it.
    pub(super) fn room(&self, item: &Item) -> f32 {
        match (unit(&item.kind), self.is_on(item)) {
            (None, _) => 0.0,
            (Some(_), true) => FIELD,
            (Some(_), false) => WORDS,
        }
    }

    /// The title of a part, at most so wide. While numbers are given, their fields stand below each other.
    pub(super) fn beside<R>(
        &self,
        ui: &mut Ui,
        item: &Item,
        width: f32,
        title: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        if self.is_on(item) {
            let size = vec2(width.min(COLUMN), control::HEIGHT);
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            return ui
                .allocate_ui_with_layout(size, layout, |ui| {
                    ui.set_min_width(size.x);
                    title(ui)
                })
                .inner;
        }
        ui.scope(|ui| {
            ui.set_max_width(width);
            title(ui)
        })
        .inner
    }

    /// Begins, with this part.
    pub(super) fn begin(&mut self, item: &Item, part: Option<&Part>) {
        self.of = Some(item.id.clone());
        self.next = part.map(|part| part.id.clone());
    }

    /// The field of one part. Enter goes on to the next part on screen.
    pub(super) fn field(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, part: &Part) {
        let Some(unit) = unit(&item.kind) else { return };
        let mut pages = part.pages;
        let name = format!("{} of “{}”", capital(unit_name(unit)), part.title);
        let field = units_stepper(ui, &mut pages, &name);
        if self.next.as_ref() == Some(&part.id) {
            self.next = None;
            field.request_focus();
            field.scroll_to_me(None);
        }
        if field.changed() {
            cx.send(crate::state::Action::EditQuietly(Edit::SetPages {
                item: item.id.clone(),
                pages: vec![(part.id.clone(), pages)],
            }));
        }
        if Stepper::entered(ui, &field) {
            self.next = behind(item, part).map(|part| part.id.clone());
        }
    }

    /// Below the parts: the way in and out, with the sum of what is known.
    pub(super) fn foot(&mut self, ui: &mut Ui, item: &Item) {
        let Some(unit) = unit(&item.kind).filter(|_| !item.parts.is_empty()) else {
            return;
        };
        let on = self.is_on(item);
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            if on {
                if ui.add(Button::new("Done counting").small()).clicked() {
                    self.of = None;
                }
                text::small(ui, &sum(item, unit));
            } else {
                let words = format!("Give the {}", unit_name(unit));
                let button = ui.add(Button::quiet(&words).icon(Icon::Edit).small());
                let why = format!(
                    "How many {} each part has. Estimates learn from them.",
                    unit_name(unit)
                );
                if button.on_hover_text(why).clicked() {
                    self.begin(item, first(item));
                }
            }
        });
    }
}

/// Beside a part: what it has, or what the path would say.
pub(super) fn note(ui: &mut Ui, item: &Item, part: &Part, offered: &[(PartId, u32)]) {
    let Some(unit) = unit(&item.kind) else { return };
    let offer = offered.iter().find(|(id, _)| *id == part.id);
    let words = match (part.pages, offer) {
        (0, Some((_, pages))) => format!("{} in the path", counted(*pages, unit)),
        (0, None) => return,
        (pages, _) => counted(pages, unit),
    };
    let t = theme::tokens(ui);
    text::styled_wrapped(ui, TextRole::Chip, t.muted, &words);
}

/// What the path knows of parts that have no number here. Empty where there is nothing to take.
pub(super) fn offered(item: &Item) -> Vec<(PartId, u32)> {
    if unit(&item.kind).is_none() || item.parts.iter().all(|part| part.pages > 0) {
        return Vec::new();
    }
    let paths = [builtin::path(), builtin::pack_rounds()];
    let Some(known) = paths.iter().find_map(|path| path.items.get(&item.id)) else {
        return Vec::new();
    };
    let open = item.parts.iter().filter(|part| part.pages == 0);
    open.filter_map(|part| {
        let known = known.parts.iter().find(|one| one.id == part.id)?;
        (known.pages > 0).then(|| (part.id.clone(), known.pages))
    })
    .collect()
}

/// The offer itself: the numbers stand beside the parts already, one press takes them all.
pub(super) fn offer(ui: &mut Ui, cx: &ViewContext, item: &Item, offered: &[(PartId, u32)]) {
    let Some(unit) = unit(&item.kind).filter(|_| !offered.is_empty()) else {
        return;
    };
    let what = unit_name(unit);
    let sum = offered.iter().fold(0_u32, |n, (_, m)| n.saturating_add(*m));
    Card::new().compact().show(ui, |ui| {
        ui.set_width(ui.available_width());
        let parts = if item.kind == crate::domain::Kind::Book {
            format::count(offered.len(), "chapter", "chapters")
        } else {
            format::count(offered.len(), "part", "parts")
        };
        let words = format!(
            "The path knows the {what} of {parts}, {sum} in all. With them, estimates learn from what you read."
        );
        text::muted(ui, &words);
        let label = format!("Take the {what}");
        if ui.add(Button::new(&label).small()).clicked() {
            cx.edit(Edit::SetPages {
                item: item.id.clone(),
                pages: offered.to_vec(),
            });
        }
    });
    ui.add_space(space::XS);
}

/// “26 pages”.
fn counted(n: u32, unit: Unit) -> String {
    let one = match unit {
        Unit::Pages => "page",
        Unit::Problems => "problem",
    };
    format::count(n as usize, one, unit_name(unit))
}

/// “12 of 14 known, 580 pages”.
fn sum(item: &Item, unit: Unit) -> String {
    let known = item.parts.iter().filter(|part| part.pages > 0).count();
    let all = item
        .parts
        .iter()
        .fold(0_u32, |n, part| n.saturating_add(part.pages));
    format!(
        "{known} of {} known, {}",
        format::count(item.parts.len(), "part", "parts"),
        counted(all, unit)
    )
}

/// Parts in the order in which they stand on screen: those that the depth asks for come first.
fn in_order(item: &Item) -> impl Iterator<Item = &Part> {
    let more = item.parts.iter().filter(|part| part.depth > item.depth);
    item.parts_in_depth().chain(more)
}

/// Where giving begins: at the first part without a number, else at the first.
fn first(item: &Item) -> Option<&Part> {
    in_order(item)
        .find(|part| part.pages == 0)
        .or_else(|| in_order(item).next())
}

fn behind<'a>(item: &'a Item, part: &Part) -> Option<&'a Part> {
    in_order(item).skip_while(|one| one.id != part.id).nth(1)
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}
