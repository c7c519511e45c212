//! Dragging a session to another day: what is carried, the ghost, the hint beside the day, the drop. Escape gives it up.
//!
//! Not here: what the move would do (`landing.rs`); the same moves by key (`mod.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Area, DragAndDrop, Id, Order, Pos2, Sense, Ui, Vec2};

use crate::domain::session::{Outcome, Session};
use crate::domain::time::Day;
use crate::domain::{Edit, SessionId};
use crate::planner::Breaks;
use crate::state::Action;
use crate::ui::breaks::{self, Hint};
use crate::ui::context::ViewContext;
use crate::ui::theme;

use super::CalendarView;
use super::landing::{Landing, Target, landings};
use super::model::SessionModel;
use super::session::paint_session;

/// What is carried, as egui keeps it: it gives it up on Escape and when the button is let go.
struct Carried;

/// A drag that goes on.
#[derive(Clone, Debug)]
pub struct Drag {
    /// What is carried.
    pub session: SessionId,
    /// Where on the chip it was taken.
    grab: Vec2,
    /// How large the chip is.
    size: Vec2,
}

/// Why a session stays where it is, for the ones that do.
pub fn fixed(session: &Session) -> Option<&'static str> {
    match session.outcome {
        Outcome::Planned => None,
        Outcome::Done => Some("It took place: what was done stays on its day."),
        Outcome::Skipped => Some("It is skipped. Put it back first, then move it."),
    }
}

impl CalendarView {
    /// Begins a drag.
    pub(super) fn take_up(&mut self, ui: &Ui, session: &SessionId, rect: egui::Rect) {
        let at = ui.input(|input| input.pointer.press_origin());
        let at = at.unwrap_or_else(|| rect.center());
        DragAndDrop::set_payload(ui.ctx(), Carried);
        self.drag = Some(Drag {
            session: session.clone(),
            grab: at - rect.min,
            size: rect.size(),
        });
    }

    /// Forgets a drag that egui gave up (Escape).
    pub(super) fn drag_goes_on(&mut self, ui: &Ui) {
        if self.drag.is_some() && !DragAndDrop::has_payload_of_type::<Carried>(ui.ctx()) {
            self.drag = None;
        }
    }

    /// Where the pointer carries something to.
    pub(super) fn drag_pos(&self, ui: &Ui) -> Option<Pos2> {
        self.drag.as_ref()?;
        ui.input(|input| input.pointer.interact_pos())
    }

    /// The plan as it is read for questions about moves.
    pub(super) fn known(&mut self, cx: &ViewContext) -> Arc<Breaks> {
        let key = (cx.revision, cx.today());
        self.breaks
            .get(key, || Breaks::prepare(&cx.plan, &cx.index, cx.today()))
    }

    /// What it would mean to let go over each of the days in sight, while something is carried.
    pub(super) fn landings(&mut self, cx: &ViewContext) -> Arc<BTreeMap<Day, Landing>> {
        let drag = self.drag.as_ref().map(|drag| drag.session.clone());
        let Some(session) = drag.and_then(|id| cx.plan.sessions.get(&id)) else {
            return Arc::default();
        };
        let known = self.known(cx);
        let span = self.span(cx);
        let key = (self.source(cx, span), session.id.clone());
        let days = span.first.until(span.first.plus(span.days()));
        self.landings.get(key, || landings(&known, session, days))
    }

    /// Draws the ghost and its words; puts the session down where the button was let go.
    pub(super) fn drag_ui(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        carried: Option<&SessionModel>,
        target: Option<Target>,
    ) {
        let Some(drag) = self.drag.clone() else {
            return;
        };
        let released = ui.input(|input| input.pointer.any_released());
        if released {
            DragAndDrop::clear_payload(ui.ctx());
            self.drag = None;
            if let (Some(target), Some(session)) = (target, cx.plan.sessions.get(&drag.session)) {
                self.put(cx, session, target.day);
            }
            return;
        }
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else {
            return;
        };
        ui.ctx()
            .output_mut(|output| output.cursor_icon = egui::CursorIcon::Grabbing);
        // On a new page the chip itself may be out of sight: then a fresh one is made of the plan.
        let fresh;
        let carried = match carried {
            Some(carried) => carried,
            None => {
                let Some(session) = cx.plan.sessions.get(&drag.session) else {
                    return;
                };
                fresh = super::model::session_model(&cx.plan, session, cx.today());
                &fresh
            }
        };
        Area::new(Id::unique("calendar ghost"))
            .order(Order::Tooltip)
            .interactable(false)
            .constrain(true)
            .fixed_pos(pointer - drag.grab)
            .show(ui.ctx(), |ui| {
                let (rect, _) = ui.allocate_exact_size(drag.size, Sense::hover());
                let shadow: egui::Shadow = theme::tokens(ui).float_shadow.into();
                let corner = egui::CornerRadius::same(theme::radius::CHIP);
                ui.painter().add(shadow.as_shape(rect, corner));
                paint_session(ui, carried, rect, false, 1.0);
            });
        let lines = target.as_ref().map(|target| target.landing.lines(cx));
        let hint = Hint {
            name: "calendar",
            title: match &target {
                Some(target) => &target.landing.headline,
                None => "Let go over a day, or press Esc",
            },
            lines: lines.as_deref().unwrap_or_default(),
        };
        hint.show(ui, target.as_ref().map(|target| target.rect), pointer);
    }

    /// What it would mean to move a session to a day, also out of sight.
    pub(super) fn landing(&mut self, cx: &ViewContext, session: &Session, to: Day) -> Landing {
        let known = self.known(cx);
        let mut found = landings(&known, session, std::iter::once(to));
        found.remove(&to).unwrap_or_default()
    }

    /// Asks for the move, or says why not. Whether it was asked for.
    pub(super) fn put(&mut self, cx: &ViewContext, session: &Session, to: Day) -> bool {
        if session.on == to {
            return false;
        }
        let landing = self.landing(cx, session, to);
        if !landing.allowed {
            cx.send(Action::Hint(format!("{}.", landing.headline)));
            return false;
        }
        let edit = Edit::MoveSession {
            session: session.id.clone(),
            on: to,
        };
        cx.edit_warned(edit, breaks::warning(&cx.plan, &landing.breaks));
        cx.send(Action::SelectSession(session.id.clone()));
        true
    }
}
