//! The board: the plan's items as cards in columns, by step, by status or by week. Boards are projections of the items
//! with drop rules, never containers.
//!
//! Reading order: `model.rs` and `heads.rs` (what is shown), `face.rs` (its words), `layout.rs` (where), `paint.rs` (pixels),
//! `columns.rs` (a frame of it), `select.rs` (which cards), `drag.rs`, `flight.rs`, `room.rs`, `drops.rs` and `several.rs`
//! (moving them), `focus.rs` (keys), `head.rs` (a column's menu and
//! its strip), `add.rs` and `quick.rs` (new cards), `bar.rs`, `saved.rs` and
//! `filter.rs`.

mod add;
mod bar;
mod columns;
mod drag;
mod drops;
mod face;
mod filter;
mod flight;
mod focus;
mod head;
mod heads;
mod interview;
mod layout;
mod menu;
mod model;
mod paint;
mod quick;
mod room;
mod saved;
mod select;
mod several;
mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Frame, Pos2, Rect, Ui};

use crate::domain::{Day, ItemId, PlanId, Weekday};
use crate::planner::Breaks;
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, frame, space};
use crate::ui::widgets::empty_state;

use self::add::Adding;
use self::drag::Drag;
use self::drops::{Drop, Target};
use self::filter::Filter;
use self::layout::{Layout, Measures};
use self::menu::CardMenu;
use self::model::{Card, Deck, Key, Model, Projection};
use self::quick::Names;
use self::saved::Saved;
use self::select::Band;
use self::week::Place;

/// Two clicks within this time (seconds) and distance (points) open an item, also where the first one made the
/// inspector come and moved the cards.
const DOUBLE: (f64, f32) = (0.3, 8.0);
/// For so many frames a card that was moved is brought into view: it moves after the frame that asked for it.
const REVEAL_FRAMES: u8 = 3;

/// Names the plan that something was worked out from.
type Source = (PlanId, Revision, Day);

/// How far a list is scrolled.
#[derive(Clone, Copy, Debug, Default)]
struct Scroll {
    /// Points above what is seen.
    offset: f32,
    /// Points that are seen.
    room: f32,
    /// Where it is to be scrolled in the next frame.
    wanted: Option<f32>,
}

impl Scroll {
    /// Scrolls on by so much, within a content so long.
    fn scroll_on(&mut self, by: f32, total: f32) {
        let to = (self.offset + by).clamp(0.0, (total - self.room).max(0.0));
        if by != 0.0 && to != self.offset {
            self.wanted = Some(to);
        }
    }

    /// Scrolls so far that a range is seen.
    fn reveal(&mut self, from: f32, to: f32) {
        if self.room <= 0.0 {
            return;
        }
        let now = self.wanted.unwrap_or(self.offset);
        if from < now {
            self.wanted = Some(from.max(0.0));
        } else if to > now + self.room {
            self.wanted = Some((to - self.room).min(from).max(0.0));
        }
    }
}

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct BoardView {
    projection: Projection,
    filter: Filter,
    saved: Saved,
    deck: Memo<Source, Deck>,
    model: Memo<(Source, Projection, Filter, Weekday), Model>,
    breaks: Memo<(Revision, Day), Breaks>,
    place: Memo<(Revision, Day, ItemId, Day), Place>,
    measures: Measures,
    layout: Layout,
    /// Which model was laid out last.
    laid_out: usize,
    scrolls: BTreeMap<Key, Scroll>,
    across: BTreeMap<Projection, Scroll>,
    /// Where the columns are on the screen.
    area: Option<Rect>,
    /// The card that Tab comes to.
    focus: Option<ItemId>,
    /// Where that card was: column and place.
    focus_place: (usize, usize),
    /// Where that card is on the screen.
    focus_rect: Option<Rect>,
    reveal: u8,
    selected: Option<ItemId>,
    drag: Option<Drag>,
    drags: u64,
    /// The last press on a card: when, where, on which.
    pressed: Option<(f64, Pos2, ItemId)>,
    /// A card that is selected when it is clear that no second press follows: since when.
    waiting: Option<(f64, ItemId)>,
    menu: Option<CardMenu>,
    /// The card that a range of cards starts from (Shift).
    anchor: Option<ItemId>,
    /// Cards are picked one by one by key: the arrows leave the selection as it is.
    picking: bool,
    /// The frame that is drawn around cards to select them.
    band: Option<Band>,
    /// What letting go of the cards in the air would do.
    in_the_air: Memo<(Revision, Day, u64, Option<Target>), Drop>,
    /// The line of a new card.
    adding: Option<Adding>,
    /// The column whose menu is asked for by key.
    open_menu: Option<Key>,
    /// The names that such a line can use.
    names: Memo<Revision, Names>,
}

impl BoardView {
    /// Whether a card is in the air: the keys belong to the drag then.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some() || self.band.is_some()
    }

    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let padding = egui::Margin {
            bottom: space::L as i8,
            ..egui::Margin::same(frame::PADDING as i8)
        };
        Frame::new().inner_margin(padding).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::S;
            self.contents(ui, cx);
        });
    }

    fn contents(&mut self, ui: &mut Ui, cx: &ViewContext) {
        for (command, projection) in [
            (Command::BoardByStep, Projection::Step),
            (Command::BoardByStatus, Projection::Status),
            (Command::BoardByWeek, Projection::Week),
            (Command::BoardByInterview, Projection::Interview),
        ] {
            if cx.take(command) {
                self.projection = projection;
            }
        }
        let find = cx.take(Command::BoardFilter);
        let before = self.projection;
        let told = bar::ui(
            ui,
            cx,
            &mut self.projection,
            (&mut self.filter, &mut self.saved),
            find,
        );
        if before != self.projection {
            self.drag = None;
            self.menu = None;
            self.adding = None;
            self.reveal = REVEAL_FRAMES;
        }
        ui.add_space(space::XS);

        let first = first_weekday(cx);
        let model = self.model(cx, first);
        if model.len() == 0 && !self.columns_help(&model) {
            self.nothing(ui, cx, &model);
            return;
        }
        self.follow_selection(cx, &model);
        self.card_commands(ui, cx, &model, first);
        self.column_commands(ui, cx, &model);
        if cx.take(Command::QuickAdd) {
            self.add_card(cx, &model);
        }
        self.keys(ui, cx, &model, told.to_cards);
        self.columns(ui, cx, &model, first);
    }

    /// The model of this frame.
    fn model(&mut self, cx: &ViewContext, first: Weekday) -> Arc<Model> {
        let source: Source = (cx.plan.id.clone(), cx.revision, cx.today());
        let deck = self.deck.get(source.clone(), || {
            Deck::new(&cx.plan, &cx.index, cx.today())
        });
        let key = (source, self.projection, self.filter.clone(), first);
        let (projection, filter) = (self.projection, &self.filter);
        self.model.get(key, || {
            let today = cx.today();
            Model::new(&cx.plan, &cx.index, today, &deck, projection, filter, first)
        })
    }

    /// What letting a card go would do.
    fn drop(
        &mut self,
        cx: &ViewContext,
        model: &Model,
        first: Weekday,
        card: &Card,
        target: Option<Target>,
    ) -> Drop {
        let Some(target) = target else {
            return Drop::nowhere();
        };
        let projection = self.projection;
        let (breaks, place) = (&mut self.breaks, &mut self.place);
        let place = |start: Day| {
            let today = cx.today();
            let key = (cx.revision, today, card.item.id.clone(), start);
            place.get(key, || {
                let known = breaks.get((cx.revision, today), || {
                    Breaks::prepare(&cx.plan, &cx.index, today)
                });
                week::place(&known, card, start, today, &cx.index)
            })
        };
        drops::at(cx, place, model, projection, first, card, target)
    }

    /// Whether empty columns are worth showing: they take cards, or say why they are empty.
    fn columns_help(&self, model: &Model) -> bool {
        model.has_items && self.filter.is_empty() && !model.columns.is_empty()
    }

    fn nothing(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        self.drag = None;
        ui.add_space(space::XXL);
        if !model.has_items {
            let text = "Add what you want to study: a paper, a topic, a design prompt. It gets a card here.";
            let title = "Nothing to study yet";
            if empty_state(ui, Icon::Board, title, text, Some("Add item…")) {
                cx.run(Command::NewItem);
            }
            return;
        }
        let text =
            "No item passes all of the filter: try fewer words, or let more kinds and steps pass.";
        let title = "No match";
        if empty_state(ui, Icon::Filter, title, text, Some("Clear the filter")) {
            self.filter = Filter::default();
        }
    }

    /// What is selected elsewhere (undo, the palette) is brought into view.
    fn follow_selection(&mut self, cx: &ViewContext, model: &Model) {
        if self.selected == cx.selection.item {
            return;
        }
        self.selected.clone_from(&cx.selection.item);
        let here = |item: &ItemId| model.place(item).is_some();
        if let Some(item) = self.selected.clone().filter(here) {
            self.focus = Some(item);
            self.reveal = REVEAL_FRAMES;
        }
    }

    /// Selects a card: at once, or, where the inspector would come to lie under the pointer, when it is clear that
    /// this was not the first half of a double click.
    fn press(&mut self, ui: &Ui, cx: &ViewContext, item: ItemId, at: Option<Pos2>) {
        let now = ui.input(|input| input.time);
        self.focus = Some(item.clone());
        self.anchor = Some(item.clone());
        self.picking = false;
        let covers = |at: Pos2| {
            let edge = ui.ctx().content_rect().right() - frame::INSPECTOR;
            cx.selection.item.is_none() && cx.settings.inspector && at.x > edge
        };
        if let Some(at) = at {
            self.pressed = Some((now, at, item.clone()));
            if covers(at) {
                self.waiting = Some((now, item));
                return;
            }
        }
        self.selected = Some(item.clone());
        cx.send(Action::Select(item));
    }

    /// Opens the card of a double click, wherever the cards are by now.
    fn double(&mut self, ui: &Ui, cx: &ViewContext) -> bool {
        let (now, at, clicked) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                input.time,
                pointer.interact_pos(),
                pointer.primary_clicked(),
            )
        });
        let (Some((then, there, item)), Some(at), true) = (&self.pressed, at, clicked) else {
            return false;
        };
        if now - then > DOUBLE.0 || at.distance(*there) > DOUBLE.1 {
            return false;
        }
        cx.send(Action::OpenItem(item.clone()));
        self.pressed = None;
        self.waiting = None;
        true
    }

    /// Selects what waited for a second press that did not come.
    fn settle(&mut self, ui: &Ui, cx: &ViewContext) {
        let Some((since, item)) = self.waiting.take() else {
            return;
        };
        let left = since + DOUBLE.0 - ui.input(|input| input.time);
        if left > 0.0 {
            ui.request_repaint_after_secs(left as f32);
            self.waiting = Some((since, item));
            return;
        }
        self.selected = Some(item.clone());
        cx.send(Action::Select(item));
    }
}

fn first_weekday(cx: &ViewContext) -> Weekday {
    cx.first_weekday()
}
