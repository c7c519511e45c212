//! The new plan before it is taken: what changed, what would move, why, and the two answers to it. It is the same for a
//! missed session, another date, a day off, another depth.
//!
//! Not here: finding it (`state/planning`), the words (`ui/plan_words`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Id, Key, Layout, Modifiers, Rect, Ui, UiBuilder, vec2};

use crate::domain::{Depth, Edit, ItemId, Plan, Session, SessionId};
use crate::planner::verdict::to_keep;
use crate::planner::{Change, Group};
use crate::state::{Action, Memo, Offer, Proposal, Search};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, Segmented, paint, text};
use crate::ui::{format, plan_words};

use super::lines::{Entries, Entry, Extra, Line, LineList};

/// In a window lower than this, points, the words above the list scroll in a few lines.
const LOW: f32 = 460.0;
/// The dialog is no wider than this, points.
const WIDEST: f32 = 640.0;
/// In a plan with more items, what it would cost to keep one is worked out for one line a frame.
const MANY: usize = 1_000;

/// The dialog's own state.
#[derive(Default)]
pub(super) struct ProposalDialog {
    list: LineList,
    model: Memo<u64, Model>,
    costs: BTreeMap<ItemId, String>,
    shown: Option<u64>,
    was_open: bool,
    /// Where it stood in the last frame.
    rect: Option<Rect>,
    stands: Stands,
}

/// The height that the dialog opened with. It is kept while it is open, so that no button moves where a better plan comes.
#[derive(Default)]
struct Stands {
    /// In a window of this height, points, all of it is so high.
    tall: Option<(f32, f32)>,
    /// How high the part below the list was, without and with a choice.
    feet: [Option<f32>; 2],
}

/// While a better plan is looked for, there is room for a list of this height, points.
const ROOM_TO_COME: f32 = 120.0;

/// What the dialog says, worked out once a proposal.
struct Model {
    because: String,
    verdict: String,
    losses: String,
    moves: String,
    stays: String,
    entries: Entries,
    /// The plan as it would be.
    next: Plan,
}

impl ProposalDialog {
    /// Says that no proposal is there.
    pub(super) fn closed(&mut self) {
        if self.was_open {
            *self = Self::default();
        }
    }

    /// Draws it over the window.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, proposal: &Proposal) {
        let fresh = !std::mem::replace(&mut self.was_open, true);
        if self.shown != Some(proposal.number) {
            self.shown = Some(proposal.number);
            self.list = LineList::default();
            self.costs.clear();
        }
        let model = self
            .model
            .get(proposal.number, || Model::new(&cx.plan, proposal));
        let modal = super::modal(ui, "proposal").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            ui.spacing_mut().item_spacing.y = 0.0;
            let low = window.height() < LOW;
            text::item_title(ui, "The new plan");
            ui.add_space(space::XS);
            if low {
                egui::ScrollArea::vertical()
                    .id_salt("head")
                    .max_height(48.0)
                    .min_scrolled_height(48.0)
                    .auto_shrink([false, true])
                    .show(ui, |ui| head(ui, &model));
            } else {
                head(ui, &model);
            }
            let foot = match (low, &proposal.fuller) {
                (true, None) => 82.0,
                (true, Some(_)) => 112.0,
                (false, None) => 132.0,
                (false, Some(_)) => 200.0,
            };
            let choice = usize::from(proposal.fuller.is_some());
            let known = self.stands.feet.get(choice).copied().flatten();
            let used = ui.min_rect().height();
            let most = (window.height() - 2.0 * space::XL - 24.0 - foot - used).max(56.0);
            let foot = known.unwrap_or(foot);
            let kept = self
                .stands
                .tall
                .filter(|(of, _)| !low && *of == window.height());
            let room = match kept {
                Some((_, tall)) => tall - used - space::S - foot,
                None if proposal.search == Search::AtWork && !low => {
                    model.entries.height().clamp(ROOM_TO_COME, 460.0).min(most)
                }
                None => most.min(model.entries.height()).min(460.0),
            };
            let room = room.max(48.0);
            ui.add_space(space::S);
            let top = ui.min_rect().bottom();
            let entered = self.list_ui(ui, cx, &model, room);
            let left = room - (ui.min_rect().bottom() - top);
            if left > 0.0 && !low {
                ui.add_space(left);
            }
            let above = ui.min_rect().height();
            foot_ui(ui, cx, proposal, &model, (fresh, low), entered);
            let all = ui.min_rect().height();
            if let Some(foot) = self.stands.feet.get_mut(choice) {
                *foot = Some(all - above);
            }
            if kept.is_none() {
                self.stands.tall = Some((window.height(), all));
            } else if known.is_none() {
                ui.ctx()
                    .request_discard("the height of the foot is known now");
            }
        });
        if modal.should_close() {
            cx.send(Action::Dismiss);
        }
        // Another height moves it to the middle again, a frame later.
        if self.rect.replace(modal.response.rect) != Some(modal.response.rect) {
            ui.request_repaint();
        }
        // While somebody presses something, what is on screen stays.
        let busy = ui.input(|input| {
            input.pointer.any_down() || input.pointer.any_released() || input.key_down(Key::Enter)
        });
        if proposal.is_waiting() && !busy {
            cx.send(Action::LetBetterIn);
            ui.request_repaint();
        } else if proposal.is_waiting() {
            ui.request_repaint_after_secs(0.2);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Arc<Model>, room: f32) -> bool {
        if model.entries.lines() == 0 {
            text::muted(ui, "Nothing has to move so far.");
            return false;
        }
        let large = cx.plan.items.len() > MANY;
        let mut worked = 0;
        let mut more = false;
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
            let words = cost_of(&model.next, cx, &line.item);
            costs.insert(line.item.clone(), words.clone());
            words
        };
        let mut none = |_: &mut Ui, _: &Line| {};
        let mut extra = Extra {
            cost: &mut cost,
            side: 0.0,
            controls: &mut none,
        };
        let entered = self
            .list
            .ui(ui, "What would change", room, &model.entries, &mut extra);
        if more {
            ui.request_repaint();
        }
        entered
    }
}

/// What it would cost to keep an item that is left out or reduced, in the plan as it would be.
fn cost_of(plan: &Plan, cx: &ViewContext, item: &ItemId) -> String {
    let Some(it) = plan.items.get(item) else {
        return String::new();
    };
    let depth = plan_words::wanted_depth(plan, it);
    to_keep(plan, cx.today(), item, depth)
        .map(|cost| plan_words::to_keep(depth, &cost, cx.today()))
        .unwrap_or_default()
}

fn head(ui: &mut Ui, model: &Model) {
    let t = theme::tokens(ui);
    let lines = [
        (&model.verdict, true, t.text),
        (&model.losses, false, t.text),
        (&model.moves, false, t.text),
        (&model.because, false, t.muted),
        (&model.stays, false, t.muted),
    ];
    let said = lines.into_iter().filter(|(words, ..)| !words.is_empty());
    for (n, (words, strong, ink)) in said.enumerate() {
        if n > 0 {
            ui.add_space(space::XS);
        }
        text::sentence(ui, TextRole::Body, ink, &[(words, strong)]);
    }
}

fn choice_ui(ui: &mut Ui, cx: &ViewContext, proposal: &Proposal, low: bool) {
    let Some(fuller) = &proposal.fuller else {
        return;
    };
    let calm = &proposal.calm;
    let long = [
        plan_words::choice("Calm", &calm.diff, &calm.schedule),
        plan_words::choice("Fuller", &fuller.diff, &fuller.schedule),
    ];
    let width: f32 = long
        .iter()
        .map(|label| {
            let wide = paint::whole_line(
                ui,
                TextRole::Body,
                Weight::SemiBold,
                theme::tokens(ui).text,
                label,
            );
            wide.size().x + 26.0
        })
        .sum();
    let mut chosen = usize::from(proposal.takes_fuller);
    let fits = width + 4.0 <= ui.available_width();
    ui.add_space(if low { 0.0 } else { space::M });
    let name = "Which plan";
    let changed = if fits {
        let labels = long.each_ref().map(String::as_str);
        Segmented::new(name, &labels)
            .show(ui, &mut chosen)
            .changed()
    } else {
        Segmented::new(name, &["Calm", "Fuller"])
            .show(ui, &mut chosen)
            .changed()
    };
    if !fits && !low {
        for words in &long {
            ui.add_space(2.0);
            text::small(ui, words);
        }
    }
    if changed {
        cx.send(Action::ChooseFuller(chosen == 1));
    }
}

fn search_ui(ui: &mut Ui, cx: &ViewContext, proposal: &Proposal) {
    let t = theme::tokens(ui);
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 30.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            match proposal.search {
                Search::AtWork => {
                    Icon::Hourglass.show(ui, 15.0, t.muted);
                    text::muted(ui, "Looking for a better one…");
                    let stop = Button::quiet("Stop").small().name("Stop looking");
                    if ui.add(stop).clicked() {
                        cx.send(Action::StopSearch);
                    }
                }
                Search::Better(better) => {
                    Icon::CheckCircle.show(ui, 15.0, t.tone(theme::Tone::Ok).ink);
                    let words = plan_words::better(better);
                    text::truncated(ui, TextRole::Body, Weight::Medium, t.text, &words);
                }
                Search::Nothing => {
                    Icon::Check.show(ui, 15.0, t.muted);
                    text::muted(ui, "A longer search found nothing better.");
                }
                Search::Stopped => {
                    Icon::Stop.show(ui, 15.0, t.muted);
                    text::muted(
                        ui,
                        "The search was stopped. This plan can be used as it is.",
                    );
                }
            }
        },
    );
}

fn foot_ui(
    ui: &mut Ui,
    cx: &ViewContext,
    proposal: &Proposal,
    model: &Model,
    (fresh, low): (bool, bool),
    entered: bool,
) {
    choice_ui(ui, cx, proposal, low);
    if !low {
        ui.add_space(space::S);
    }
    search_ui(ui, cx, proposal);
    if !low {
        text::small(
            ui,
            "Nothing has changed yet. You can undo it afterwards, too.",
        );
        ui.add_space(space::M);
    }
    let can = model.entries.lines() > 0;
    // What comes and goes above must not take the focus away.
    let own = UiBuilder::new().scope_id(Id::unique("answers to a proposal"));
    ui.scope_builder(own, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
            let accept = Button::primary("Use the new plan").icon(Icon::Check);
            let accept = ui.add_enabled(can, accept);
            let keep = ui.add(Button::new("Keep the plan as it is"));
            if fresh {
                if can {
                    accept.request_focus();
                } else {
                    keep.request_focus();
                }
            }
            // Enter says yes wherever the focus is, but on another button.
            let nowhere = ui.memory(|memory| memory.focused().is_none());
            let enter = || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            let entered = entered || (nowhere && enter());
            if accept.clicked() || (can && entered) {
                cx.send(Action::AcceptProposal);
            } else if keep.clicked() {
                cx.send(Action::Dismiss);
            }
        })
    });
}

impl Model {
    fn new(plan: &Plan, proposal: &Proposal) -> Self {
        let today = proposal.today;
        let offer = proposal.shown();
        let replan = Edit::Replan {
            schedule: offer.schedule.clone(),
            today,
        };
        let next = proposal.base.apply(&replan);
        let next = next.unwrap_or_else(|_| plan.clone());
        Self {
            because: plan_words::because(&proposal.causes, today),
            verdict: plan_words::verdict(&offer.schedule),
            moves: plan_words::moves(&offer.diff, today),
            losses: plan_words::losses(plan, &offer.diff, today),
            stays: stays(plan, offer, proposal),
            entries: entries(plan, &next, offer, proposal),
            next,
        }
    }
}

/// What does not change: “41 sessions stay as they are, your 2 pinned ones among them.”
fn stays(plan: &Plan, offer: &Offer, proposal: &Proposal) -> String {
    let ahead = plan.sessions.iter().filter(|s| s.is_ahead(proposal.today));
    let pinned = ahead.filter(|s| s.pinned).count();
    let pinned_words = match pinned {
        0 => String::new(),
        1 => ", your pinned one among them".to_owned(),
        n => format!(", your {n} pinned ones among them"),
    };
    match offer.diff.kept() {
        0 if pinned == 0 => String::new(),
        0 | 1 if pinned > 0 => format!(
            "{} where you put {}.",
            format::count(pinned, "pinned session stays", "pinned sessions stay"),
            if pinned == 1 { "it" } else { "them" }
        ),
        kept => format!(
            "{} as they are{pinned_words}.",
            format::count(kept, "session stays", "sessions stay")
        )
        .replace("1 session stays as they are", "1 session stays as it is"),
    }
}

/// The changes in groups, each with its heading.
fn entries(plan: &Plan, next: &Plan, offer: &Offer, proposal: &Proposal) -> Entries {
    let today = proposal.today;
    let after: BTreeMap<&SessionId, &Session> = offer
        .schedule
        .sessions
        .iter()
        .map(|session| (&session.id, session))
        .collect();
    let mut grouped: BTreeMap<Group, Vec<&Change>> = BTreeMap::new();
    for change in offer.diff.changes() {
        grouped.entry(change.group(today)).or_default().push(change);
    }
    let mut all = Vec::new();
    for (group, mut changes) in grouped {
        if matches!(group, Group::Cut | Group::Restored) {
            changes.sort_by_key(|change| {
                let importance = plan.items.get(change.item()).map_or(0, |i| i.importance);
                (std::cmp::Reverse(importance), change.item().clone())
            });
        }
        all.push(Entry::Heading(
            plan_words::group(group).to_owned(),
            changes.len(),
        ));
        for change in changes {
            all.push(Entry::Line(line(
                (plan, next),
                offer,
                proposal,
                change,
                &after,
            )));
        }
    }
    Entries::new(all)
}

fn line(
    (plan, next): (&Plan, &Plan),
    offer: &Offer,
    proposal: &Proposal,
    change: &Change,
    after: &BTreeMap<&SessionId, &Session>,
) -> Line {
    let today = proposal.today;
    let item = change.item();
    let step = plan.items.get(item).map_or(0, |it| {
        u8::try_from(plan.step_number(it.step.as_ref())).unwrap_or(0)
    });
    let kind = match change {
        Change::Moved { kind, .. } | Change::Added { kind, .. } | Change::Removed { kind, .. } => {
            Some(*kind)
        }
        _ => None,
    };
    let short = plan.short_title_of(item);
    let title = match kind {
        Some(kind) if kind != crate::domain::SessionKind::Study => {
            format!("{short} · {}", kind.name())
        }
        _ => short.to_owned(),
    };
    let mut what = plan_words::change(change, today);
    let is_missed = change.group(today) == Group::Missed;
    let mut costs = false;
    let why = match change {
        Change::Removed { item, .. } => {
            if is_missed {
                what = format!("missed {what}");
            }
            plan_words::why_gone(plan, &offer.schedule, item)
        }
        Change::Cut { cut, .. } => {
            costs = true;
            format::cut(plan, cut)
        }
        Change::Restored { item } => {
            let own = offer.schedule.sessions.iter().filter(|s| s.item == *item);
            match own.min_by_key(|s| (s.on, s.kind)) {
                Some(first) => format!("First on {}.", format::day_of_year(first.on, today)),
                None => String::new(),
            }
        }
        Change::Depth { item, from, to } => {
            costs = to < from && *to < Depth::Core;
            depth_why(plan, item, *from, *to)
        }
        Change::Moved { session, .. }
        | Change::Resized { session, .. }
        | Change::Added { session, .. } => after
            .get(session)
            .map_or_else(String::new, |session| format::why(next, session)),
    };
    Line {
        item: item.clone(),
        step,
        title,
        what,
        why,
        costs,
    }
}

fn depth_why(plan: &Plan, item: &ItemId, from: Depth, to: Depth) -> String {
    let Some(it) = plan.items.get(item) else {
        return String::new();
    };
    let (before, after) = (plan.effort_at(it, from), plan.effort_at(it, to));
    if to > from {
        format!(
            "There is time for more of it: {} in place of {}.",
            format::minutes(after),
            format::minutes(before)
        )
    } else {
        format!(
            "{} in place of {}, so that more fits.",
            format::minutes(after),
            format::minutes(before)
        )
    }
}
