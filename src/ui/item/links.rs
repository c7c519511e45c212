//! The links of an item, in both directions: followed, added by a fuzzy picker, changed, deleted.

use egui::{Align, Key, Layout, Response, ScrollArea, Ui, vec2};

use crate::domain::{Edit, Item, ItemId, Link, LinkId, Neighbour, Relation};
use crate::state::{Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::find;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{
    Button, IconButton, MenuItem, Segmented, TextField, bring_whole, menu_separator, popup_menu,
    row_opens_menu, step_badge, text,
};

use super::{Place, go_to, heading};
use crate::ui::plan_words::step_of;

/// The most items that the picker offers.
const OFFERED: usize = 8;
/// Frames in which a form that was just opened is brought into sight.
const BROUGHT: u8 = 3;
/// Room for the button at the end of a row, in points.
const MORE: f32 = 30.0;
/// More links than this are folded in the inspector.
const SHORT: usize = 6;

/// A link that is being made or changed.
#[derive(Default)]
pub(super) struct LinksEditor {
    open: Option<Draft>,
    unfolded: Option<ItemId>,
}

struct Draft {
    of: ItemId,
    /// The link that is changed; none: a new one.
    old: Option<LinkId>,
    query: String,
    to: Option<ItemId>,
    relation: usize,
    place: String,
    fresh: bool,
    /// The item was chosen by key: the cursor goes on.
    on_to_place: bool,
    /// Frames in which the form was brought into sight.
    brought: u8,
    found: Memo<(Revision, String, ItemId), Vec<ItemId>>,
}

impl LinksEditor {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, place: Place) {
        ui.horizontal(|ui| {
            ui.vertical(|ui| heading(ui, "Linked"));
            ui.with_layout(Layout::right_to_left(Align::Max), |ui| {
                if ui.add(IconButton::new(Icon::Plus, "Add a link")).clicked() {
                    self.open = Some(Draft {
                        of: item.id.clone(),
                        old: None,
                        query: String::new(),
                        to: None,
                        relation: 0,
                        place: String::new(),
                        fresh: true,
                        on_to_place: false,
                        brought: 0,
                        found: Memo::default(),
                    });
                }
            });
        });
        if self.open.as_ref().is_some_and(|draft| draft.of == item.id) {
            self.editor(ui, cx, item);
        }
        let links = cx.index.links(&item.id);
        if links.is_empty() {
            text::muted(
                ui,
                "Nothing yet. Link it to what it builds on or what explains it.",
            );
        }
        let folds = place == Place::Inspector
            && self.unfolded.as_ref() != Some(&item.id)
            && links.len() > SHORT + 1;
        let shown = if folds { SHORT } else { links.len() };
        for link in links.iter().take(shown) {
            ui.push_id(link.link.as_str(), |ui| self.row(ui, cx, item, link, place));
        }
        if folds {
            let label = format!("Show {} more links", links.len() - shown);
            if ui.add(Button::quiet(&label).small()).clicked() {
                self.unfolded = Some(item.id.clone());
            }
        }
    }

    fn row(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, link: &Neighbour, place: Place) {
        let Some(other) = cx.plan.items.get(&link.item) else {
            return;
        };
        let t = theme::tokens(ui);
        let words = if link.place.is_empty() {
            link.verb().to_owned()
        } else {
            format!("{} · {}", link.verb(), link.place)
        };
        ui.horizontal(|ui| {
            ui.set_min_height(38.0);
            step_badge(ui, step_of(&cx.plan, other));
            let gaps = 2.0 * ui.spacing().item_spacing.x;
            let width = (ui.available_width() - MORE - gaps).max(60.0);
            let name = format!("{}: {words}", other.title);
            let row = ui.scope_builder(
                egui::UiBuilder::new()
                    .id_salt("row")
                    .sense(egui::Sense::click()),
                |ui| {
                    ui.set_width(width);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        let title = TextRole::Body.rich_in(Weight::Medium, other.title.as_str());
                        let words = TextRole::Chip.rich(words).color(t.muted);
                        for line in [title.color(t.text), words] {
                            ui.add(egui::Label::new(line).truncate().selectable(false));
                        }
                    });
                },
            );
            let row = row.response;
            row.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, &name));
            if crate::ui::widgets::focused(&row) {
                ui.painter().rect_stroke(
                    row.rect.expand(2.0),
                    theme::radius::CHIP,
                    egui::Stroke::new(theme::control::FOCUS, t.accent),
                    egui::StrokeKind::Outside,
                );
            }
            let row = row.on_hover_cursor(egui::CursorIcon::PointingHand);
            if row.clicked() {
                go_to(cx, &other.id, place);
            }
            self.menu(ui, cx, (item, other), link, place, &row);
        });
    }

    fn menu(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        (item, other): (&Item, &Item),
        link: &Neighbour,
        place: Place,
        row: &Response,
    ) {
        let name = format!("More for the link to {}", other.short_title());
        let button = ui.add(IconButton::new(Icon::More, &name));
        row_opens_menu(row, &button);
        popup_menu(&button, |ui| {
            if ui
                .add(MenuItem::new("Go there").icon(Icon::ArrowRight))
                .clicked()
            {
                go_to(cx, &other.id, place);
                ui.close();
            }
            if ui
                .add(MenuItem::new("Change the link…").icon(Icon::Edit))
                .clicked()
            {
                let relation = Relation::ALL
                    .iter()
                    .position(|r| *r == link.relation)
                    .unwrap_or(0);
                self.open = Some(Draft {
                    of: item.id.clone(),
                    old: Some(link.link.clone()),
                    query: String::new(),
                    to: Some(other.id.clone()),
                    relation: if link.forward {
                        relation
                    } else {
                        relation + Relation::ALL.len()
                    },
                    place: link.place.clone(),
                    fresh: false,
                    on_to_place: false,
                    brought: 0,
                    found: Memo::default(),
                });
                ui.close();
            }
            menu_separator(ui);
            if ui
                .add(MenuItem::new("Delete the link").icon(Icon::Trash).danger())
                .clicked()
            {
                cx.edit(Edit::DeleteLink(link.link.clone()));
                ui.close();
            }
        });
    }

    fn editor(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        let Some(draft) = &mut self.open else { return };
        let mut close = ui.input(|input| input.key_pressed(Key::Escape));
        let t = theme::tokens(ui);
        ui.add_space(space::S);
        let form = egui::Frame::new()
            .fill(t.sunken)
            .corner_radius(theme::radius::CARD)
            .inner_margin(space::M)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                text::medium(ui, &format!("{} …", item.short_title()));
                let labels: Vec<String> = Relation::ALL
                    .iter()
                    .map(|r| r.forward().to_owned())
                    .chain(Relation::ALL.iter().map(|r| r.backward().to_owned()))
                    .collect();
                // Two rows of five: as it reads from here, and as it reads from the other end.
                let (forward, backward) = labels.split_at(Relation::ALL.len());
                let mut pick = |ui: &mut Ui, name: &str, words: &[String], offset: usize| {
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let mut chosen = draft
                        .relation
                        .checked_sub(offset)
                        .filter(|n| *n < words.len())
                        .unwrap_or(usize::MAX);
                    egui::ScrollArea::horizontal().id_salt(name).show(ui, |ui| {
                        if Segmented::new(name, &words)
                            .small()
                            .show(ui, &mut chosen)
                            .changed()
                        {
                            draft.relation = chosen + offset;
                            draft.fresh = true;
                        }
                    });
                };
                pick(ui, "How this item bears on the other", forward, 0);
                ui.add_space(space::XS);
                pick(
                    ui,
                    "How the other item bears on this one",
                    backward,
                    Relation::ALL.len(),
                );
                ui.add_space(space::S);
                if let Some(to) = draft.to.clone() {
                    ui.horizontal(|ui| {
                        text::medium(ui, cx.plan.short_title_of(&to));
                        if draft.old.is_none() && ui.add(Button::quiet("another").small()).clicked()
                        {
                            draft.to = None;
                            draft.fresh = true;
                        }
                    });
                } else {
                    let field = TextField::new(&mut draft.query, "Item to link to")
                        .placeholder("Find the other item")
                        .icon(Icon::Search)
                        .on_surface()
                        .show(ui);
                    if draft.fresh {
                        field.response.request_focus();
                        draft.fresh = false;
                    }
                    let key = (cx.revision, draft.query.clone(), item.id.clone());
                    let found = draft.found.get(key, || {
                        find::items(&cx.plan, &draft.query, &item.id, OFFERED)
                    });
                    let enter =
                        field.committed() && ui.input(|input| input.key_pressed(Key::Enter));
                    if enter {
                        draft.to = found.first().cloned();
                        draft.on_to_place = draft.to.is_some();
                    }
                    let rows = ScrollArea::vertical().max_height(200.0);
                    rows.min_scrolled_height(200.0).show(ui, |ui| {
                        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
                        for id in found.iter() {
                            let title = cx.plan.title_of(id);
                            if ui.add(MenuItem::new(title)).clicked() {
                                draft.to = Some(id.clone());
                            }
                        }
                    });
                }
                ui.add_space(space::XS);
                let place = TextField::new(&mut draft.place, "Place of the link")
                    .placeholder("Where: ch. 2, section 3 (may stay empty)")
                    .on_surface()
                    .show(ui);
                if std::mem::take(&mut draft.on_to_place) {
                    place.response.request_focus();
                }
                let entered =
                    place.response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                ui.add_space(space::S);
                ui.horizontal(|ui| {
                    let label = if draft.old.is_some() {
                        "Change the link"
                    } else {
                        "Add the link"
                    };
                    let ready = draft.to.is_some();
                    let button = ui.add_enabled(ready, Button::primary(label).small());
                    if (button.clicked() || entered)
                        && let Some(to) = &draft.to
                    {
                        let count = Relation::ALL.len();
                        let relation = Relation::ALL
                            .get(draft.relation % count)
                            .copied()
                            .unwrap_or(Relation::DrawsOn);
                        let (from, to) = if draft.relation < count {
                            (item.id.clone(), to.clone())
                        } else {
                            (to.clone(), item.id.clone())
                        };
                        let mut new = Link::new(from, relation, to);
                        new.place.clone_from(&draft.place);
                        cx.edit(match draft.old.clone() {
                            Some(old) => Edit::ReplaceLink { old, new },
                            None => Edit::PutLink(new),
                        });
                        close = true;
                    }
                    close |= ui.add(Button::quiet("Cancel").small()).clicked();
                });
            });
        // Its size is known from the second frame on.
        if draft.brought < BROUGHT {
            draft.brought += 1;
            bring_whole(ui, form.response.rect.expand(space::M), None);
            ui.request_repaint();
        }
        if close {
            self.open = None;
        }
    }
}
