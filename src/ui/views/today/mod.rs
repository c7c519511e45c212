//! The Today view: what to do now. Today's sessions in order, what was missed, and the week around them.
//!
//! Not here: planning (the shell asks the planner and shows what it found), the item itself (the inspector).

mod card;
mod card_asks;
mod card_model;
mod card_side;
mod deeds;
mod eve;
mod keys;
mod model;
mod note;
mod rest;
mod week;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{EventFilter, Frame, Id, Margin, ScrollArea, Ui};

use crate::domain::eve::near;
use crate::domain::{Day, Interview, Outcome, PartId, Phase, Session, SessionId, SessionKind};
use crate::planner::Cause;
use crate::state::{Action, Command, Memo, Revision, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, Tone, frame, space};
use crate::ui::views::week::card_for_today;
use crate::ui::widgets::{Banner, Button, Follow as _, text};
use crate::ui::{format, plan_words};

use card::{CardLook, card};
use card_model::{CardModel, CardState};
use deeds::Deed;
use model::Model;
use note::QuickNote;

pub use card_side::clock;
pub use deeds::Before;

/// Cards and lines are no wider than this, points.
const WIDEST: f32 = 1_120.0;

/// The interview whose evening before, or whose day, it is.
fn eve_of(cx: &ViewContext) -> Option<&Interview> {
    near(&cx.plan, cx.today())
}

/// What may be said about the session that was just finished.
struct Finished {
    session: SessionId,
    parts: Vec<PartId>,
    words: String,
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
    /// The day on whose quiet page all sessions are shown.
    shows_all: Option<Day>,
    /// What is said of the week.
    week_over: Memo<(Revision, Day), Option<(String, String)>>,
    /// The session whose card has the focus, as it was last said.
    pointed: Option<SessionId>,
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
            .page(ui, |ui| {
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
        self.eve.flush(cx);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Arc<Model>) {
        text::title(ui, &format::day_long(cx.today()));
        ui.add_space(space::XS - 1.0);
        if let Some(interview) = eve_of(cx) {
            return self.quiet_page(ui, cx, model, interview.on == cx.today());
        }
        text::muted(ui, &model.summary);
        rest::verdict(ui, cx, model);
        ui.add_space(space::L);
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
        self.cards_ui(ui, cx, model, &|_| true);
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

    /// The evening before an interview, and its day: the list, and light reviews. What was missed and what does not fit is
    /// no matter now; other sessions of today are there for whoever asks.
    fn quiet_page(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Arc<Model>, is_day: bool) {
        let words = if is_day {
            "The day itself. Nothing has to be studied today."
        } else {
            "The evening before. Nothing new today: a light review at most."
        };
        text::muted(ui, words);
        ui.add_space(space::L);
        self.eve.ui(ui, cx);
        let all = self.shows_all == Some(cx.today());
        let light = |card: &CardModel| {
            card.kind == SessionKind::Review || card.state != CardState::Open || all
        };
        self.cards_ui(ui, cx, model, &light);
        let more = model.cards.iter().filter(|card| !light(card)).count();
        if more > 0 {
            let sessions = format::count(more, "session", "sessions");
            let words = format!(
                "Show {sessions} that {} planned for today",
                if more == 1 { "was" } else { "were" }
            );
            let button = Button::quiet(&words).icon(Icon::ChevronDown).small();
            if ui.add(button).clicked() {
                self.shows_all = Some(cx.today());
            }
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

    fn cards_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        model: &Arc<Model>,
        shows: &dyn Fn(&CardModel) -> bool,
    ) {
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
        for one in self.in_order(model).into_iter().filter(|card| shows(card)) {
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

    /// What is open first, each in the order of the day; what was done or left out stands below. The card that was just
    /// ticked stays where it is while it asks how it went.
    fn in_order<'m>(&self, model: &'m Model) -> Vec<&'m CardModel> {
        let asks = self.finished.as_ref().map(|finished| &finished.session);
        let open = |card: &&CardModel| card.state.is_open() || asks == Some(&card.session);
        let (first, last): (Vec<&CardModel>, Vec<&CardModel>) = model.cards.iter().partition(open);
        first.into_iter().chain(last).collect()
    }

    fn look(
        &self,
        cx: &ViewContext,
        one: &CardModel,
        primary: bool,
        keys: &[String; 3],
    ) -> CardLook {
        let timer = cx.plan.timer.as_ref();
        let timer = timer.filter(|timer| timer.session == one.session);
        let beat = timer.and_then(|timer| timer.beat(cx.now.stamp));
        let resting = beat.filter(|beat| beat.phase != Phase::Focus);
        let elapsed = timer.map_or(0, |timer| {
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
            resting: resting.map(|beat| (beat.phase, beat.left)),
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
