//! A new card at the foot of a column: one line, with what was understood of it as chips.
//!
//! Not here: how the line is read (`quick.rs`).

use egui::{Id, Rect, Ui, UiBuilder, vec2};

use crate::domain::item::Effort;
use crate::domain::{Day, Edit, Item, Kind, Minutes, Session, SessionKind, Status, StepId};
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, Tone, control, space};
use crate::ui::widgets::{Button, Chip, TextField, text};

use super::model::{Column, Key, Model};
use super::quick::{self, Line, Names};
use super::{BoardView, REVEAL_FRAMES};

/// Room for the button below the list of a column.
pub(super) const FOOT: f32 = control::SMALL + 2.0 * PAD;
/// Around it.
const PAD: f32 = 6.0;
/// The most tags of an item that are taken from a line.
const MOST_TAGS: usize = 16;

/// The line that is being typed.
#[derive(Clone, Debug)]
pub(super) struct Adding {
    /// In which column.
    pub(super) key: Key,
    text: String,
    /// The cursor goes there.
    focus: bool,
    /// The room it took in the frame before.
    height: f32,
}

/// What the column decides about a new card.
#[derive(Clone, Debug, Default)]
struct Given {
    step: Option<StepId>,
    /// It is not plain from the column which step that is.
    says_step: bool,
    status: Status,
    /// The week that it is planned in.
    week: Option<Day>,
}

impl BoardView {
    /// The room that the foot of a column takes.
    pub(super) fn foot(&self, key: &Key) -> f32 {
        match &self.adding {
            Some(adding) if adding.key == *key => adding.height.max(FOOT),
            _ => FOOT,
        }
    }

    /// Opens the line in the column with the focus, or the first.
    pub(super) fn add_card(&mut self, cx: &ViewContext, model: &Model) {
        let focused = self.tab_stop(cx, model).and_then(|item| model.place(&item));
        let n = focused.map_or(0, |(x, _)| x);
        if let Some(column) = model.columns.get(n) {
            self.across.entry(self.projection).or_default().reveal(
                self.layout.left(n),
                self.layout.left(n) + self.layout.width_of(n),
            );
            self.open_line(&column.key);
        }
    }

    pub(super) fn open_line(&mut self, key: &Key) {
        let text = self.adding.take().map(|adding| adding.text);
        self.adding = Some(Adding {
            key: key.clone(),
            text: text.unwrap_or_default(),
            focus: true,
            height: FOOT,
        });
    }

    /// Draws the foot of a column.
    pub(super) fn foot_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        model: &Model,
        column: &Column,
        rect: Rect,
    ) {
        let area = rect.shrink2(vec2(super::layout::INSET, PAD));
        let builder = UiBuilder::new().id_salt("foot").max_rect(area);
        ui.scope_builder(builder, |ui| {
            let open = self.adding.as_ref().is_some_and(|a| a.key == column.key);
            if !open {
                let name = format!("Add a card to {}", column.title);
                let keys = cx.keys_of(Command::QuickAdd);
                let button = Button::quiet("Add a card").icon(Icon::Plus).small();
                if ui.add(button.name(&name).shortcut_hint(&keys)).clicked() {
                    self.open_line(&column.key);
                    ui.request_repaint();
                }
                return;
            }
            self.line_ui(ui, cx, model, column);
        });
    }

    fn line_ui(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model, column: &Column) {
        let Some(mut adding) = self.adding.take() else {
            return;
        };
        let id = Id::unique("board quick add");
        if std::mem::take(&mut adding.focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        ui.spacing_mut().interact_size.y = control::CHIP;
        let top = ui.cursor().top();
        let known = self.names.get(cx.revision, || Names::of(&cx.plan));
        let read = |text: &str| quick::read(text, cx.today(), &known);
        let name = format!("New card in {}", column.title);
        let field = TextField::new(&mut adding.text, &name)
            .placeholder("RLHF survey 2h @fri !4")
            .on_surface()
            .small()
            .id(id);
        let out = field.show(ui);
        let line = read(&adding.text);
        let given = given(column);
        ui.horizontal_wrapped(|ui| {
            if adding.text.trim().is_empty() {
                text::small(ui, "2h · @day · #step or tag · !1–5 · p:kind");
            } else {
                chips(ui, cx, &line, &given);
            }
        });
        let height = ui.cursor().top() - top + 2.0 * PAD;
        if (height - adding.height).abs() > 0.5 {
            adding.height = height;
            ui.request_repaint();
        }
        let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
        if out.response.lost_focus() && enter {
            if line.title.is_empty() {
                ui.memory_mut(|memory| memory.request_focus(id));
            } else {
                self.add(cx, &line, &given);
                adding.text.clear();
                adding.focus = true;
            }
            ui.request_repaint();
        } else if out.response.lost_focus() && adding.text.trim().is_empty() || out.cancelled() {
            if out.cancelled()
                && let Some(item) = self.tab_stop(cx, model)
            {
                self.focus_on(ui, model, item);
            }
            ui.request_repaint();
            return;
        }
        self.adding = Some(adding);
    }

    /// Adds the card, with its session where a day is said: one edit.
    fn add(&mut self, cx: &ViewContext, line: &Line, given: &Given) {
        let step = line.step.clone().or_else(|| given.step.clone());
        let last = cx.index.items_of(step.as_ref()).last();
        let last = last.and_then(|id| cx.plan.items.get(id));
        // What is added to the papers is a paper.
        let usual = last
            .filter(|_| step.is_some())
            .map(|item| item.kind.clone());
        let kind = line.kind.clone().or(usual).unwrap_or(Kind::Topic);
        let mut item = Item::new(cx.fresh_id(&line.title), kind, line.title.as_str());
        item.step = step;
        item.order = last.map_or(0, |item| item.order).saturating_add(1_000);
        item.tags = line.tags.iter().take(MOST_TAGS).cloned().collect();
        item.importance = line.importance.unwrap_or(item.importance);
        let minutes = line.minutes.unwrap_or(Minutes::hours(1));
        item.effort = Effort::flat(minutes);
        item.estimate = line.minutes;
        let (id, at, status) = (item.id.clone(), cx.now.moment, given.status);
        let mut edits = Vec::new();
        let mut label = format!("Added ‘{}’", item.short_title());
        let day = line
            .day
            .or_else(|| given.week.and_then(|start| best_day(cx, start)));
        edits.push(Edit::AddItem(Box::new(item)));
        if status != Status::ToDo {
            let item = id.clone();
            edits.push(Edit::SetStatus { item, status, at });
        }
        if let Some(on) = day.filter(|_| status.is_open()) {
            let free = cx.plan.availability.minutes(on);
            let free = free.saturating_sub(cx.index.day(on).load);
            let least = cx.plan.rules.min_session.min(minutes);
            let length = minutes.min(free).max(least);
            let fresh = cx.fresh_id(id.as_str());
            let session = Session::new(fresh, id.clone(), SessionKind::Study, on, length);
            edits.push(Edit::AddSession(session));
            let day = format::day(on);
            label = if cx.plan.availability.minutes(on) == Minutes::ZERO {
                let length = format::minutes(length);
                format!("{label} with {length} on {day}, which has no study time")
            } else if length < minutes {
                let (length, all) = (format::minutes(length), format::minutes(minutes));
                format!("{label} and planned {length} of its {all} on {day}")
            } else {
                format!("{label} and planned it on {day}")
            };
        }
        let only = if edits.len() == 1 { edits.pop() } else { None };
        cx.edit(only.unwrap_or(Edit::Several { label, edits }));
        self.focus = Some(id);
        self.reveal = REVEAL_FRAMES;
    }
}

/// What a new card gets from its column.
fn given(column: &Column) -> Given {
    let mut given = Given::default();
    match &column.key {
        Key::Step(step) => given.step.clone_from(step),
        Key::Status(status) => given.status = *status,
        Key::Finished => given.status = Status::Done,
        Key::Week(start) => given.week = Some(*start),
        Key::NotPlanned | Key::NotAsked => {}
        // The step of the cards there: it is what the interview asks.
        Key::Interview(_) => {
            let first = column.cards.first();
            given.step = first.and_then(|card| card.item.step.clone());
            given.says_step = true;
        }
    }
    given
}

/// The day of a week, from today on, with the most time left.
fn best_day(cx: &ViewContext, start: Day) -> Option<Day> {
    let free = |day: &Day| {
        let there = i64::from(cx.plan.availability.minutes(*day).0);
        there - i64::from(cx.index.day(*day).load.0)
    };
    let days = start.max(cx.today()).until(start.plus(7));
    days.max_by_key(|day| (free(day), std::cmp::Reverse(*day)))
}

/// What was understood.
fn chips(ui: &mut Ui, cx: &ViewContext, line: &Line, given: &Given) {
    if line.title.is_empty() {
        let chip = Chip::new("A title is missing").icon(Icon::Warning);
        ui.add(chip.tone(Tone::Warn));
    }
    if let Some(minutes) = line.minutes {
        ui.add(Chip::new(&format::minutes(minutes)).icon(Icon::Clock));
    }
    let open = given.status.is_open();
    if let Some(day) = line.day.filter(|_| open) {
        ui.add(Chip::new(&format::day(day)).icon(Icon::Pin));
    }
    if line.day.is_some() && !open {
        let words = "no day: it is not open";
        ui.add(Chip::new(words).icon(Icon::Warning).tone(Tone::Warn));
    }
    let given_step = given.step.as_ref().filter(|_| given.says_step);
    let step = line.step.as_ref().or(given_step);
    if let Some(step) = step.and_then(|step| cx.plan.steps.get(step)) {
        let number = u8::try_from(step.order).unwrap_or(u8::MAX);
        let words = format!("{} {}", step.order, step.short_title());
        ui.add(Chip::new(&words).tone(Tone::Step(number)));
    }
    for tag in &line.tags {
        ui.add(Chip::new(tag).icon(Icon::Tag));
    }
    if let Some(importance) = line.importance {
        ui.add(Chip::new(&format!("{importance} of 5")).icon(Icon::Star));
    }
    if let Some(kind) = &line.kind {
        ui.add(Chip::new(format::kind(kind)).icon(Icon::Library));
    }
    for doubt in &line.doubts {
        let words = format!("‘{doubt}’ is no day ahead");
        ui.add(Chip::new(&words).icon(Icon::Warning).tone(Tone::Warn));
    }
}
