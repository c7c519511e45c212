//! The Today view: what to do now. Today's sessions in order, what was missed, and the week around them.
//!
//! Not here: planning (the shell asks the planner and shows what it found), the item itself (the inspector).

mod card;
mod deeds;
mod eve;
mod model;
mod note;
mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{EventFilter, Frame, Id, Key, Margin, Modifiers, ScrollArea, Ui};

use crate::domain::{Day, Edit, Outcome, PartId, Session, SessionId};
use crate::planner::Cause;
use crate::state::{Action, Command, Memo, Revision, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, Tone, frame, space};
use crate::ui::views::week::card_for_today;
use crate::ui::widgets::{Banner, Button, empty_state, text};
use crate::ui::{format, plan_words};

use card::{CardLook, card};
use deeds::Deed;
use model::{CardModel, CardState, Model, Rest, Verdict};
use note::QuickNote;

pub use card::clock;
pub use deeds::Before;
pub use model::step_of;

/// Cards and lines are no wider than this, points.
const WIDEST: f32 = 1_120.0;

/// What may be said about the session that was just finished.
struct Finished {
    session: SessionId,
    parts: Vec<PartId>,
    words: String,
}

/// How the plan comes out, in words, and the way to what did not fit.
fn verdict(ui: &mut Ui, cx: &ViewContext, model: &Model) {
    let Some(verdict) = &model.verdict else {
        return;
    };
    ui.add_space(space::XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(space::S, 0.0);
        match verdict {
            // Where something has no place yet, or too little time is left, that is said elsewhere.
            Verdict::Fits if !cx.standing.causes().is_empty() => {}
            Verdict::Fits => match cx.cushions.whole {
                Some(spare) if spare > 0 => {
                    let spare = format::signed(spare);
                    let spare = spare.trim_start_matches('+');
                    text::muted(ui, &format!("Everything fits, with {spare} to spare."));
                }
                Some(0) => {
                    text::muted(ui, "Everything fits, just so.");
                }
                _ => {}
            },
            Verdict::Reduced(words) => {
                text::muted(ui, words);
                let keys = cx.keys_of(Command::LeftOut);
                let button = Button::quiet(Command::LeftOut.name()).small();
                if ui.add(button.shortcut_hint(&keys)).clicked() {
                    cx.run(Command::LeftOut);
                }
            }
        }
    });
}

/// Says that a session took place, with the timer's minutes or the planned ones.
pub fn finish_session(
    cx: &ViewContext,
    memory: &mut BTreeMap<SessionId, Before>,
    session: &Session,
) {
    let spent = deeds::minutes_to_log(cx, session);
    deeds::finish(cx, memory, session, spent);
}

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub struct TodayView {
    model: Memo<(Revision, Day), Model>,
    /// What ticked sessions were before.
    before: BTreeMap<SessionId, Before>,
    finished: Option<Finished>,
    /// The minutes being chosen for a session.
    other: Option<(SessionId, u32)>,
    note: QuickNote,
    note_open: Option<SessionId>,
    /// The cards of the last frame with their focus ids.
    cards: Vec<(SessionId, Id)>,
    /// The evening before an interview.
    eve: eve::Eve,
    /// What is said of the week.
    week_over: Memo<(Revision, Day), Option<(String, String)>>,
    /// The card that gets the focus when it is drawn next.
    want_focus: Option<SessionId>,
}

impl TodayView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let key = (cx.revision, cx.today());
        let model = self
            .model
            .get(key, || Model::new(&cx.plan, &cx.index, cx.today()));
        self.keys(ui, cx, &model);
        self.commands(cx, &model);
        if model.running().is_some() && cx.plan.timer.as_ref().is_some_and(|t| !t.paused) {
            // The figures of the timer.
            ui.request_repaint_after_secs(1.0);
        }
        ScrollArea::vertical()
            .id_salt("today")
            .auto_shrink(false)
            .show(ui, |ui| {
                let margin = frame::PADDING as i8;
                Frame::new()
                    .inner_margin(Margin::same(margin))
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width().min(WIDEST));
                        ui.spacing_mut().item_spacing.y = 0.0;
                        self.page(ui, cx, &model);
                    });
            });
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.note.flush(cx);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Arc<Model>) {
        text::title(ui, &format::day_long(cx.today()));
        ui.add_space(space::XS - 1.0);
        text::muted(ui, &model.summary);
        verdict(ui, cx, model);
        ui.add_space(space::L);
        self.eve.ui(ui, cx);
        if let Some((strong, behind)) = &model.missed {
            let label = if cx.planning {
                "Planning…"
            } else {
                "Show the new plan…"
            };
            let banner = Banner::new(Tone::Warn, behind).strong(strong).action(label);
            if banner.show(ui).action && !cx.planning {
                cx.run(Command::Replan);
            }
            ui.add_space(space::L);
        }
        self.out_of_date(ui, cx, model);
        self.cards_ui(ui, cx, model);
        self.rest_ui(ui, cx, model);
        self.week_over(ui, cx);
        ui.add_space(space::XL);
        if let Some((_, first)) = model.week.ui(ui) {
            if let Some(session) = first {
                cx.send(Action::SelectSession(session));
            }
            cx.send(Action::Go(View::Calendar));
        }
    }

    /// That the week can be looked back on.
    fn week_over(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let key = (cx.revision, cx.today());
        let said = self.week_over.get(key, || card_for_today(cx));
        let Some((strong, words)) = &*said else {
            return;
        };
        ui.add_space(space::M);
        let banner = Banner::new(Tone::Neutral, words)
            .strong(strong)
            .icon(Icon::Calendar)
            .action("Look back…");
        if banner.show(ui).action {
            cx.run(Command::WeekReview);
        }
    }

    /// That the schedule does not serve any more, where it is not for what was missed alone.
    fn out_of_date(&self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let causes = cx.standing.causes();
        let other = causes
            .iter()
            .any(|cause| !matches!(cause, Cause::Missed { .. }));
        if !other || model.missed.is_some() {
            return;
        }
        let because = plan_words::because(causes, cx.today());
        let banner = Banner::new(Tone::Neutral, &because)
            .strong("The plan no longer matches.")
            .icon(Icon::Replan)
            .action("Show the new plan…");
        if banner.show(ui).action && !cx.planning {
            cx.run(Command::Replan);
        }
        ui.add_space(space::L);
    }

    fn cards_ui(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Arc<Model>) {
        let mut drawn = Vec::with_capacity(model.cards.len());
        let mut asked: Vec<(SessionId, Deed)> = Vec::new();
        let next = match model.running() {
            Some(_) => None,
            None => model.first_open().map(|card| card.session.clone()),
        };
        let note_at = self.note_at(model);
        let menu_keys = [
            Command::SessionDone,
            Command::SessionSkip,
            Command::SessionMore,
        ]
        .map(|command| cx.keys_of(command));
        for one in &model.cards {
            let look = self.look(cx, one, next.as_ref() == Some(&one.session), &menu_keys);
            let other = match &mut self.other {
                Some((session, minutes)) if *session == one.session => Some(minutes),
                _ => None,
            };
            let mut closed = false;
            let note = &mut self.note;
            let item = cx.plan.sessions.get(&one.session).map(|s| s.item.clone());
            let mut line = |ui: &mut Ui| {
                if let Some(item) = &item {
                    closed = note.ui(ui, cx, &one.session, item).closed;
                }
            };
            let with_note = note_at.as_ref() == Some(&one.session);
            let below: Option<&mut dyn FnMut(&mut Ui)> =
                if with_note { Some(&mut line) } else { None };
            let out = card(ui, one, &look, other, below);
            ui.add_space(10.0);
            if closed {
                self.note_open = None;
                self.want_focus = Some(one.session.clone());
            }
            if self.want_focus.as_ref() == Some(&one.session) {
                self.want_focus = None;
                out.response.request_focus();
                out.response.scroll_to_me(None);
            }
            if crate::ui::widgets::focused(&out.response) {
                // The arrows are the view's, not egui's search for a neighbour.
                let filter = EventFilter {
                    vertical_arrows: true,
                    ..Default::default()
                };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(out.response.id, filter));
            }
            drawn.push((one.session.clone(), out.response.id));
            asked.extend(
                out.deeds
                    .into_iter()
                    .map(|deed| (one.session.clone(), deed)),
            );
        }
        self.cards = drawn;
        for (session, deed) in asked {
            self.carry_out(cx, model, &session, deed);
        }
    }

    fn look(
        &self,
        cx: &ViewContext,
        one: &CardModel,
        primary: bool,
        keys: &[String; 3],
    ) -> CardLook {
        let elapsed = cx
            .plan
            .timer
            .as_ref()
            .filter(|timer| timer.session == one.session)
            .map_or(0, |timer| {
                let since = i64::from(timer.worked(cx.now.stamp));
                since.saturating_add(i64::from(one.spent.0) * 60)
            });
        let done = matches!(one.state, CardState::Done(_));
        let asks = self
            .finished
            .as_ref()
            .filter(|finished| done && finished.session == one.session)
            .map(|finished| {
                let item = cx.plan.sessions.get(&one.session).map(|s| &s.item);
                let item = item.and_then(|id| cx.plan.items.get(id));
                let open: Vec<PartId> = finished
                    .parts
                    .iter()
                    .filter(|id| {
                        let part = item.and_then(|i| i.parts.iter().find(|p| p.id == **id));
                        part.is_some_and(|part| part.done_on.is_none())
                    })
                    .cloned()
                    .collect();
                (open, finished.words.clone(), item.and_then(|i| i.rating))
            });
        CardLook {
            selected: cx.is_session_selected(&one.session),
            primary,
            paused: cx.plan.timer.as_ref().is_some_and(|timer| timer.paused),
            elapsed,
            asks,
            keys: keys.clone(),
        }
    }

    /// The card that has the note line: the one that was asked for, else the one just finished, else the running one.
    fn note_at(&self, model: &Model) -> Option<SessionId> {
        let finished = self.finished.as_ref().map(|finished| &finished.session);
        let running = model.running().map(|card| &card.session);
        [self.note_open.as_ref(), running, finished]
            .into_iter()
            .flatten()
            .find(|session| model.card(session).is_some())
            .cloned()
    }

    fn rest_ui(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let today = cx.today();
        let next = model.next.as_ref();
        let forward = next.map(|_| "Do it today");
        let mut bring = false;
        match &model.rest {
            Rest::Busy => {}
            Rest::AllDone => {
                let strong = match model.done {
                    crate::domain::Minutes::ZERO => "Nothing left today.".to_owned(),
                    done => format!("That was today: {}.", format::minutes(done)),
                };
                let behind = match next {
                    Some(next) => format!("Next is {}.", next.words),
                    None => "Nothing else is planned.".to_owned(),
                };
                ui.add_space(space::XS);
                let mut banner = Banner::new(Tone::Ok, &behind).strong(&strong);
                if next.is_some() {
                    banner = banner.action("Do it today");
                }
                bring = banner.show(ui).action;
            }
            Rest::NotBegun(start) => {
                let mut words = format!(
                    "It begins on {}, {}.",
                    format::day_of_year(*start, today),
                    format::in_days(*start, today)
                );
                if let Some(next) = next {
                    words.push_str(&format!(" First is {}.", next.words));
                }
                bring = empty_state(
                    ui,
                    Icon::Calendar,
                    "Your plan has not begun yet",
                    &words,
                    forward,
                );
            }
            Rest::NothingToday => {
                let title = if model.day_off {
                    "A day off"
                } else {
                    "Nothing planned for today"
                };
                let words =
                    next.map_or_else(String::new, |next| format!("Next is {}.", next.words));
                bring = empty_state(ui, Icon::Coffee, title, &words, forward);
            }
            Rest::Finished => {
                let words = "Everything in the plan is done. Reviews stay in Practice; add another interview when there is one.";
                if empty_state(
                    ui,
                    Icon::CheckCircle,
                    "The plan is finished",
                    words,
                    Some("Open Practice"),
                ) {
                    cx.send(Action::Go(View::Practice));
                }
            }
            Rest::NotPlanned => {
                let words = "There is something left to study, but no session for it. Plan the days ahead, or add one with S on an item.";
                if empty_state(
                    ui,
                    Icon::Replan,
                    "Nothing is planned",
                    words,
                    Some("Replan…"),
                ) {
                    cx.run(Command::Replan);
                }
            }
            Rest::NoInterview => {
                let words = "Add the next interview, and the days until then are planned for it.";
                if empty_state(
                    ui,
                    Icon::Flag,
                    "No interview ahead",
                    words,
                    Some("Add an interview…"),
                ) {
                    cx.run(Command::NewInterview);
                }
                if let Some(next) = next {
                    ui.vertical_centered(|ui| {
                        bring = ui
                            .add(Button::quiet(&format!("Do {} today", next.words)))
                            .clicked();
                    });
                }
            }
        }
        if bring && let Some(next) = next {
            cx.edit(Edit::MoveSession {
                session: next.session.clone(),
                on: today,
            });
        }
    }

    /// Keys of the cards: arrows move, Space ticks, Enter opens.
    fn keys(&mut self, ui: &Ui, cx: &ViewContext, model: &Arc<Model>) {
        let focused = ui.memory(|memory| memory.focused());
        let at = self.cards.iter().position(|(_, id)| Some(*id) == focused);
        let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let Some(at) = at else {
            let covered = egui::Popup::is_any_open(ui.ctx())
                || ui.memory(|memory| memory.top_modal_layer().is_some());
            if focused.is_none() && !covered && pressed(Key::ArrowDown) {
                self.want_focus = self.cards.first().map(|(session, _)| session.clone());
                // egui would go on from there in the same frame.
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
            }
            return;
        };
        let Some((session, _)) = self.cards.get(at).cloned() else {
            return;
        };
        let to = if pressed(Key::ArrowDown) {
            Some((at + 1).min(self.cards.len().saturating_sub(1)))
        } else if pressed(Key::ArrowUp) {
            Some(at.saturating_sub(1))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(self.cards.len().saturating_sub(1))
        } else {
            None
        };
        if let Some((session, _)) = to.and_then(|to| self.cards.get(to)).cloned() {
            // An open inspector follows.
            if cx.selection.item.is_some() {
                cx.send(Action::SelectSession(session.clone()));
            }
            self.want_focus = Some(session);
            return;
        }
        if pressed(Key::Space) {
            self.carry_out(cx, model, &session, Deed::Toggle);
            // Its place in the list changes; the focus goes with it.
            self.want_focus = Some(session);
        } else if pressed(Key::Enter) {
            self.carry_out(cx, model, &session, Deed::Open);
        }
    }

    fn commands(&mut self, cx: &ViewContext, model: &Arc<Model>) {
        let selected = cx
            .selection
            .session
            .as_ref()
            .and_then(|session| model.card(session));
        let open = || model.running().or_else(|| model.first_open());
        let deeds = [
            (Command::SessionDone, Deed::Toggle),
            (Command::SessionSkip, Deed::Skip),
            (Command::SessionMore, Deed::More),
        ];
        for (command, deed) in deeds {
            if !cx.take(command) {
                continue;
            }
            let aim = match deed {
                // A selected card that is ticked already is no aim: nobody asks for it to be done once more.
                Deed::More => selected.or_else(open),
                _ => selected.filter(|card| card.state.is_open()).or_else(open),
            };
            match aim.map(|card| card.session.clone()) {
                Some(session) => self.carry_out(cx, model, &session, deed),
                None => cx.send(Action::Say("No session is open today.".to_owned())),
            }
        }
    }

    fn carry_out(&mut self, cx: &ViewContext, model: &Arc<Model>, id: &SessionId, deed: Deed) {
        let Some(session) = cx.plan.sessions.get(id).cloned() else {
            return;
        };
        match deed {
            Deed::Toggle if session.outcome == Outcome::Planned => {
                let spent = deeds::minutes_to_log(cx, &session);
                self.finish(cx, model, &session, spent);
            }
            Deed::Toggle => {
                deeds::reopen(cx, &mut self.before, &session);
                self.finished = None;
            }
            Deed::Finish(spent) => {
                self.other = None;
                self.finish(cx, model, &session, spent);
            }
            Deed::AskMinutes => {
                let minutes = match session.outcome {
                    Outcome::Done => session.spent,
                    _ => deeds::minutes_to_log(cx, &session),
                };
                self.other = Some((id.clone(), minutes.0.max(1)));
                self.finished = None;
            }
            Deed::Note => {
                self.note_open = Some(id.clone());
                self.note.focus();
            }
            Deed::Close => {
                self.other = None;
                self.finished = None;
            }
            Deed::FinishItem => {
                deeds::carry_out(cx, &cx.plan, &session, &deed);
                self.finished = None;
            }
            deed => deeds::carry_out(cx, &cx.plan, &session, &deed),
        }
    }

    fn finish(
        &mut self,
        cx: &ViewContext,
        model: &Model,
        session: &Session,
        spent: crate::domain::Minutes,
    ) {
        deeds::finish(cx, &mut self.before, session, spent);
        let card = model.card(&session.id);
        self.note_open = None;
        self.other = None;
        self.finished = Some(Finished {
            session: session.id.clone(),
            parts: card.map(|card| card.parts.clone()).unwrap_or_default(),
            words: card
                .map(|card| card.parts_words.clone())
                .unwrap_or_default(),
        });
    }
}
