//! A design session on screen: the staged clock while it runs, then the rubric, the comparison and what comes next.
//! Everything that counts is in the plan; this is only what is looked at.
//!
//! Not here: choosing a prompt (`start.rs` draws that in Practice's own page), what a stage asks (`data/design.ron`).

mod clock;
mod follow_up;
mod give;
mod past;
mod review;
mod stage;
mod start;

use egui::{Frame, Margin, ScrollArea, Ui};

use crate::domain::{Day, Edit, ItemId, Notes, Plan, Run, RunDeed, RunId, StageId};
use crate::planner::FollowUp;
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::draft::Ready;
use crate::ui::item::sheet::Sheet;
use crate::ui::theme::{Icon, frame, space};
use crate::ui::widgets::{Button, Follow as _, text};

pub use give::Given;
pub use start::ui as start;

/// The design session that is not finished; of several the one that began last.
pub fn open(plan: &Plan) -> Option<&Run> {
    let runs = plan.runs.iter().map(|run| &**run);
    let open = runs.filter(|run| run.finished.is_none());
    open.max_by_key(|run| (run.is_running(), run.started))
}

/// The finished design sessions of a prompt beside each other.
pub fn past(ui: &mut Ui, cx: &ViewContext, item: &ItemId) {
    past::table(ui, cx, item, None);
}

/// Columns are no wider than this in all, points.
const WIDEST: f32 = 1_240.0;

/// Which text of a design session: a stage's notes, or (`None`) the next steps.
type TextKey = (RunId, Option<StageId>);

/// What is looked at.
#[derive(Default)]
pub struct DesignScreen {
    start: start::Choice,
    sheet: Sheet<TextKey>,
    next_steps: Sheet<TextKey>,
    hints: stage::Hints,
    review: review::Open,
    /// What was on screen last, and in which pass.
    seen: Option<(RunId, u64)>,
    /// The sessions that are proposed after the run that is shown.
    proposed: Memo<(Revision, Day, RunId), Vec<FollowUp>>,
}

impl DesignScreen {
    /// Draws the design session that is shown, in place of the page. False where none is.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) -> bool {
        let Some(run) = cx.run_shown.as_ref().and_then(|id| cx.plan.runs.get(id)) else {
            return false;
        };
        self.arrive(ui, run);
        if run.finished.is_none() {
            self.keys(cx, run);
        }
        if run.is_running() {
            ui.request_repaint_after_secs(1.0);
        }
        ScrollArea::vertical()
            .id_salt("design session")
            .auto_shrink(false)
            .page(ui, |ui| {
                let margin = Margin::same(frame::PADDING as i8);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width().min(WIDEST));
                    ui.push_id(run.id.as_str(), |ui| self.page(ui, cx, run));
                });
            });
        true
    }

    /// Who comes back to a session that is not finished goes on writing: the cursor is in the notes of its stage.
    fn arrive(&mut self, ui: &Ui, run: &Run) {
        let pass = ui.ctx().cumulative_pass_nr();
        let before = self.seen.replace((run.id.clone(), pass));
        let stayed = before.is_some_and(|(id, last)| id == run.id && pass <= last + 1);
        if !stayed && run.finished.is_none() {
            let stage = run.stage().map(|stage| stage.id.clone());
            self.sheet.focus((run.id.clone(), stage));
        }
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        for sheet in [&mut self.sheet, &mut self.next_steps] {
            if let Some((key, ready)) = sheet.flush(cx) {
                send(cx, &key, ready);
            }
        }
    }

    fn keys(&mut self, cx: &ViewContext, run: &Run) {
        if cx.take(Command::DesignNext) {
            self.go_on(cx, run);
        }
        if cx.take(Command::DesignBack) {
            self.go_back(cx, run);
        }
        if cx.take(Command::DesignFinish) {
            self.finish(cx, run);
        }
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        ui.horizontal_wrapped(|ui| {
            let back = Button::quiet("All prompts").icon(Icon::ArrowLeft).small();
            if ui.add(back.name("Back to all prompts")).clicked() {
                self.flush(cx);
                cx.send(Action::ShowRun(None));
            }
        });
        text::title(ui, cx.plan.title_of(&run.item));
        ui.add_space(space::XS);
        if run.finished.is_some() {
            self.review(ui, cx, run);
        } else {
            self.running(ui, cx, run);
        }
    }

    fn running(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        match clock::ui(ui, cx, run) {
            Some(clock::Pressed::Pause) => pause(cx, run),
            Some(clock::Pressed::Back) => self.go_back(cx, run),
            Some(clock::Pressed::Next) => self.go_on(cx, run),
            Some(clock::Pressed::Finish) => self.finish(cx, run),
            Some(clock::Pressed::Stage(stage)) => self.go_to(cx, run, &stage),
            None => {}
        }
        ui.add_space(space::L);
        self.stage(ui, cx, run);
    }

    /// To the next stage; from the last one to the end.
    fn go_on(&mut self, cx: &ViewContext, run: &Run) {
        match run.stages.get(run.at() + 1) {
            Some(stage) => self.go_to(cx, run, &stage.id),
            None => self.finish(cx, run),
        }
    }

    fn go_back(&mut self, cx: &ViewContext, run: &Run) {
        let before = run.at().checked_sub(1);
        if let Some(stage) = before.and_then(|place| run.stages.get(place)) {
            self.go_to(cx, run, &stage.id);
        }
    }

    fn go_to(&mut self, cx: &ViewContext, run: &Run, stage: &StageId) {
        self.flush(cx);
        self.sheet.focus((run.id.clone(), Some(stage.clone())));
        let (stage, at) = (stage.clone(), cx.now.stamp);
        quietly(cx, run, RunDeed::GoTo { stage, at });
    }

    /// Ends it, and writes the mock into the log.
    fn finish(&mut self, cx: &ViewContext, run: &Run) {
        self.flush(cx);
        cx.edit(finish(cx, run));
    }
}

/// The edit that ends a design session: a mock of the prompt that is planned for today, or was missed, is done by it, unless
/// it was left early; then the mock gets the minutes and stays open. Where none is planned, one is logged on the day it began.
pub fn finish(cx: &ViewContext, run: &Run) -> Edit {
    use crate::domain::{Outcome, Session, SessionId, SessionKind, Status};
    let (at, ended) = (cx.now.stamp, cx.now.moment);
    let spent = run.minutes_spent(at);
    let planned = cx.plan.sessions.iter().filter(|session| {
        session.item == run.item
            && session.kind == SessionKind::Mock
            && session.outcome == Outcome::Planned
            && session.on <= cx.today()
    });
    let planned = planned.max_by_key(|session| session.on);
    let mut edits = Vec::new();
    let (session, spent) = match planned {
        Some(session) => (session.id.clone(), session.spent + spent),
        None => {
            let id: SessionId = cx.fresh_id(run.item.as_str());
            let (item, on) = (run.item.clone(), run.started.day());
            let mut mock = Session::new(id.clone(), item, SessionKind::Mock, on, run.minutes);
            mock.logged = true;
            edits.push(Edit::AddSession(mock));
            (id, spent)
        }
    };
    let last = run.at() + 1 >= run.stages.len();
    let early = !last && u64::from(run.spent(at)) < u64::from(run.minutes.0) * 60 / 2;
    edits.push(match planned {
        Some(mock) if early => Edit::AddMinutes {
            session: session.clone(),
            minutes: spent.saturating_sub(mock.spent),
        },
        _ => Edit::FinishSession {
            session: session.clone(),
            spent,
            at: ended,
        },
    });
    let item = cx.plan.items.get(&run.item);
    if item.is_some_and(|item| item.status == Status::ToDo) {
        edits.push(Edit::SetStatus {
            item: run.item.clone(),
            status: Status::InProgress,
            at: ended,
        });
    }
    let deed = RunDeed::Finish { at, ended, session };
    let id = run.id.clone();
    let label = deed.label(&cx.plan, &id);
    edits.push(Edit::Run { run: id, deed });
    Edit::Several { label, edits }
}

/// A deed that is seen where it is done.
fn quietly(cx: &ViewContext, run: &Run, deed: RunDeed) {
    let run = run.id.clone();
    cx.send(Action::EditQuietly(Edit::Run { run, deed }));
}

fn pause(cx: &ViewContext, run: &Run) {
    quietly(cx, run, run.toggle(cx.now.stamp));
}

/// Sends what was typed.
fn send(cx: &ViewContext, key: &TextKey, ready: Ready) {
    let (run, stage) = key.clone();
    if !cx.plan.runs.contains(&run) {
        return;
    }
    let notes = Notes::from_text(&ready.text);
    let deed = match stage {
        Some(stage) => RunDeed::Write { stage, notes },
        None => RunDeed::NextSteps(notes),
    };
    cx.send(Action::EditIn(Edit::Run { run, deed }, ready.gesture));
}

/// How often a prompt was practised: finished design sessions, and mocks that were logged without one.
fn practised(cx: &ViewContext, item: &ItemId) -> usize {
    use crate::domain::{Outcome, SessionKind};
    let runs = cx.plan.runs.iter().filter(|run| run.item == *item);
    let runs: Vec<_> = runs.filter(|run| run.finished.is_some()).collect();
    let sessions = cx.index.item(item).sessions.iter();
    let mocks = sessions.filter_map(|id| cx.plan.sessions.get(id));
    let alone = mocks.filter(|session| {
        session.kind == SessionKind::Mock
            && session.outcome == Outcome::Done
            && !runs
                .iter()
                .any(|run| run.session.as_ref() == Some(&session.id))
    });
    runs.len() + alone.count()
}
