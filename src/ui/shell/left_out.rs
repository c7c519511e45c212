//! What did not fit: every item that is left out or kept below core, the most important first, with why and what it would
//! cost to keep it.
//!
//! Not here: changing the schedule (replanning does, after the user fixed a depth), the words (`ui/plan_words`).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use egui::{Ui, vec2};

use crate::domain::{CutReason, Day, Depth, Edit, Item, ItemField, ItemId, Plan};
use crate::planner::verdict::to_keep;
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, space};
use crate::ui::widgets::{Button, text};
use crate::ui::{format, plan_words};

use super::lines::{Entries, Entry, Extra, Line, LineList};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 680.0;
/// Width of the button beside each line.
const SIDE: f32 = 160.0;
/// In a plan with more items, the price of one is worked out a frame.
const MANY: usize = 1_000;

/// The dialog's own state.
#[derive(Default)]
pub(super) struct LeftOut {
    open: bool,
    fresh: bool,
    list: LineList,
    entries: Memo<(Revision, Day), Entries>,
    costs: BTreeMap<ItemId, String>,
    costs_at: Option<(Revision, Day)>,
}

impl LeftOut {
    pub(super) fn open(&mut self) {
        *self = Self {
            open: true,
            fresh: true,
            ..Self::default()
        };
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Draws it over the window, where it is open.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if !self.open {
            return;
        }
        if !cx.has_plan {
            self.open = false;
            return;
        }
        let key = (cx.revision, cx.today());
        if self.costs_at != Some(key) {
            self.costs_at = Some(key);
            self.costs.clear();
        }
        let entries = self.entries.get(key, || entries(&cx.plan));
        let mut done = false;
        let modal = super::modal(ui, "left out").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            text::item_title(ui, "What did not fit");
            ui.add_space(space::XS);
            if entries.lines() == 0 {
                wrapped(ui, "Nothing is left out, and nothing is kept below core.");
            } else {
                wrapped(ui, "The time there is goes to what counts most an hour. What you keep here becomes a must at that depth; replan, and something else gives way.");
                ui.add_space(space::S);
                let used = ui.min_rect().height();
                let most = (window.height() - 2.0 * space::XL - 90.0 - used).max(72.0);
                let room = most.min(entries.height()).min(480.0);
                self.list_ui(ui, cx, &entries, room);
            }
            ui.add_space(space::M);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                let out_of_date = !cx.standing.causes().is_empty();
                if out_of_date {
                    let replan = Button::primary("Replan…").icon(Icon::Replan);
                    if ui.add(replan).clicked() {
                        done = true;
                        cx.run(Command::Replan);
                    }
                }
                let close = ui.add(Button::new("Close"));
                if std::mem::take(&mut self.fresh) {
                    close.request_focus();
                }
                done |= close.clicked();
                let what_if = Button::quiet(Command::WhatIf.name()).icon(Icon::Sliders);
                if ui.add(what_if.tooltip(Command::WhatIf.help())).clicked() {
                    done = true;
                    cx.run(Command::WhatIf);
                }
            });
        });
        if done || modal.should_close() {
            self.open = false;
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &ViewContext, entries: &Entries, room: f32) {
        let large = cx.plan.items.len() > MANY;
        let (mut worked, mut more) = (0, false);
        let costs = &mut self.costs;
        let mut cost = |line: &Line| -> String {
            if let Some(known) = costs.get(&line.item) {
                return known.clone();
            }
            if large && worked > 0 {
                more = true;
                return String::new();
            }
            worked += 1;
            let words = cost(cx, &line.item);
            costs.insert(line.item.clone(), words.clone());
            words
        };
        let mut controls = |ui: &mut Ui, line: &Line| {
            let Some(item) = cx.plan.items.get(&line.item) else {
                return;
            };
            if !line.costs {
                return;
            }
            let depth = plan_words::wanted_depth(&cx.plan, item);
            let label = format!("Keep at {}", format::depth(depth));
            let name = format!("Keep {} at {}", line.title, format::depth(depth));
            ui.add_space(space::S);
            if ui.add(Button::new(&label).small().name(&name)).clicked() {
                keep(cx, item, depth);
            }
        };
        let mut extra = Extra {
            cost: &mut cost,
            side: SIDE,
            controls: &mut controls,
        };
        let name = "Items that did not fit";
        self.list.ui(ui, name, room, entries, &mut extra);
        if more {
            ui.request_repaint();
        }
    }
}

fn wrapped(ui: &mut Ui, words: &str) {
    let ink = theme::tokens(ui).text;
    text::sentence(ui, TextRole::Body, ink, &[(words, false)]);
}

/// Fixes the depth of an item and makes it a must, as one step of undo: the next planning keeps it if anything can.
fn keep(cx: &ViewContext, item: &Item, depth: Depth) {
    let gesture = cx.fresh_gesture();
    let id = item.id.clone();
    let set = Edit::SetDepth {
        item: id.clone(),
        depth: Some(depth),
    };
    cx.send(Action::EditIn(set, gesture));
    if cx.plan.cuts.contains(&id) {
        let change = Edit::ChangeItem {
            item: id,
            field: ItemField::Importance(5),
        };
        cx.send(Action::EditIn(change, gesture));
    }
    cx.send(Action::Say(format!(
        "{} is to be kept at {}: replan to take it in.",
        item.short_title(),
        format::depth(depth)
    )));
}

/// What it would cost to keep an item, in words.
fn cost(cx: &ViewContext, item: &ItemId) -> String {
    let Some(it) = cx.plan.items.get(item) else {
        return String::new();
    };
    let depth = plan_words::wanted_depth(&cx.plan, it);
    to_keep(&cx.plan, cx.today(), item, depth)
        .map(|cost| plan_words::to_keep(depth, &cost, cx.today()))
        .unwrap_or_default()
}

fn entries(plan: &Plan) -> Entries {
    let by_importance = |item: &&Item| (Reverse(item.importance), item.order, item.id.clone());
    let cut = plan.cuts.keys().filter_map(|id| plan.items.get(id));
    let cut: Vec<&Item> = cut
        .map(|item| &**item)
        .filter(|item| item.status.is_open())
        .collect();
    let reduced = plan.items.iter().map(|item| &**item);
    let mut reduced: Vec<&Item> = reduced
        .filter(|item| plan_words::is_reduced(plan, item))
        .collect();
    let asks = |item: &&Item| {
        let cut = plan.cuts.get(&item.id);
        cut.is_some_and(|cut| cut.reason != CutReason::NotAsked)
    };
    let (mut cut, mut unasked): (Vec<&Item>, Vec<&Item>) = cut.into_iter().partition(asks);
    unasked.sort_by_key(by_importance);
    cut.sort_by_key(by_importance);
    reduced.sort_by_key(by_importance);
    let mut all = Vec::new();
    for (name, items) in [
        ("Left out", cut),
        ("Only at lean", reduced),
        ("No interview ahead asks for it", unasked),
    ] {
        if items.is_empty() {
            continue;
        }
        all.push(Entry::Heading(name.to_owned(), items.len()));
        all.extend(items.into_iter().map(|item| Entry::Line(line(plan, item))));
    }
    Entries::new(all)
}

fn line(plan: &Plan, item: &Item) -> Line {
    let step = u8::try_from(plan.step_number(item.step.as_ref())).unwrap_or(0);
    let unasked = plan
        .cuts
        .get(&item.id)
        .is_some_and(|cut| cut.reason == CutReason::NotAsked);
    let (what, why) = match plan.cuts.get(&item.id) {
        Some(cut) => (String::new(), format::cut(plan, cut)),
        None => (
            format!(
                "{} of {}",
                format::minutes(plan.effort_at(item, item.depth)),
                format::minutes(plan.effort_at(item, crate::domain::Depth::Core))
            ),
            "Enough to talk about it; more time would make it interview-ready.".to_owned(),
        ),
    };
    Line {
        item: item.id.clone(),
        step,
        title: item.short_title().to_owned(),
        what,
        why,
        costs: !unasked,
    }
}
