//! Dragging to a day: a session, which is moved or (with Ctrl) copied, or an item of the backlog; and a session back to the
//! backlog. What is carried, the ghost, the hint beside the day, the drop. Escape gives it up.
//!
//! Not here: what the drop would do (`landing.rs`), the edges (`edges.rs`); the same by key (`deeds.rs`).

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Area, DragAndDrop, Id, Order, Pos2, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2};

use crate::domain::session::{Outcome, Session, SessionKind};
use crate::domain::time::{Day, Minutes};
use crate::domain::{Edit, ItemId, SessionId};
use crate::planner::Breaks;
use crate::state::Action;
use crate::ui::breaks::{self, Hint, Line, Mood};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, TextRole, Weight, radius};
use crate::ui::widgets::paint;

use super::CalendarView;
use super::landing::{Landing, Target, landings};
use super::model::{SessionModel, session_model};
use super::session::paint_session;

/// What is carried, as egui keeps it: it gives it up on Escape and when the button is let go.
pub struct Carried;

/// What can be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// A session that is there.
    Session(SessionId),
    /// An item of the backlog, and how long its session would be.
    Item(ItemId, Minutes),
}

/// What letting go does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The session goes to the day.
    Move(SessionId),
    /// Another session comes to the day.
    Add(ItemId, SessionKind, Minutes),
}

impl Deed {
    /// Another session like this one.
    pub fn copy(session: &Session) -> Self {
        Self::Add(session.item.clone(), session.kind, session.minutes)
    }
}

/// A drag that goes on.
#[derive(Clone, Debug)]
pub struct Drag {
    /// What is carried.
    pub load: Load,
    /// Where on the chip it was taken.
    grab: Vec2,
    /// How large the chip is.
    size: Vec2,
    /// It was over the grid.
    pub entered: bool,
    /// Which way the page will turn, and since when.
    pub edge: Option<(i32, f64)>,
}

impl Drag {
    /// Whether this session is carried.
    pub fn carries(&self, id: &SessionId) -> bool {
        matches!(&self.load, Load::Session(carried) if carried == id)
    }
}

/// Ctrl copies.
fn copies(ui: &Ui) -> bool {
    ui.input(|input| input.modifiers.command)
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
    pub(super) fn take_up(&mut self, ui: &Ui, load: Load, rect: Rect) {
        let at = ui.input(|input| input.pointer.press_origin());
        let at = at.unwrap_or_else(|| rect.center());
        DragAndDrop::set_payload(ui.ctx(), Carried);
        self.drag = Some(Drag {
            load,
            grab: at - rect.min,
            size: rect.size(),
            entered: false,
            edge: None,
        });
    }

    /// Forgets a drag that egui gave up (Escape).
    pub(super) fn drag_goes_on(&mut self, ui: &Ui) {
        let carries = self.drag.is_some() || self.resize.is_some();
        if carries && !DragAndDrop::has_payload_of_type::<Carried>(ui.ctx()) {
            self.drag = None;
            self.resize = None;
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

    /// What letting go would do now.
    pub(super) fn deed(&self, ui: &Ui, cx: &ViewContext) -> Option<Deed> {
        match &self.drag.as_ref()?.load {
            Load::Item(item, minutes) => {
                Some(Deed::Add(item.clone(), SessionKind::Study, *minutes))
            }
            Load::Session(id) => {
                let session = cx.plan.sessions.get(id)?;
                Some(match copies(ui) {
                    true => Deed::copy(session),
                    false => Deed::Move(id.clone()),
                })
            }
        }
    }

    /// What it would mean to let go over each of the days in sight, while something is carried.
    pub(super) fn landings(&mut self, ui: &Ui, cx: &ViewContext) -> Arc<BTreeMap<Day, Landing>> {
        let Some(deed) = self.deed(ui, cx) else {
            return Arc::default();
        };
        let known = self.known(cx);
        let span = self.span(cx);
        let key = (self.source(cx, span), deed.clone());
        let days = span.first.until(span.first.plus(span.days()));
        self.landings.get(key, || landings(&known, &deed, days))
    }

    /// Draws the ghost and its words; puts down what is carried where the button was let go.
    pub(super) fn drag_ui(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        grid: Rect,
        target: Option<Target>,
    ) {
        let (Some(drag), Some(deed)) = (self.drag.clone(), self.deed(ui, cx)) else {
            self.drag = None;
            return;
        };
        let released = ui.input(|input| input.pointer.any_released());
        let back = self.goes_back(ui, &drag.load);
        if released {
            DragAndDrop::clear_payload(ui.ctx());
            self.drag = None;
            if let Some(id) = back {
                cx.edit(Edit::DeleteSession(id));
            } else if let Some(target) = target {
                self.carry_out(cx, &deed, target.day);
            }
            return;
        }
        let edge = match back {
            Some(_) => None,
            None => self.turn_at_edges(ui, cx, grid),
        };
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else {
            return;
        };
        let copy = matches!((&drag.load, &deed), (Load::Session(_), Deed::Add(..)));
        ui.set_cursor_icon(match copy {
            true => egui::CursorIcon::Copy,
            false => egui::CursorIcon::Grabbing,
        });
        if let Some(carried) = carried(cx, &drag.load) {
            let at = pointer - drag.grab;
            ghost(ui, &carried, Rect::from_min_size(at, drag.size), copy);
        }
        let mut lines = Vec::new();
        if back.is_some() {
            lines.push(Line {
                mood: Mood::Notes,
                text: "The session goes; what it was for is found here again".to_owned(),
            });
        } else if copy {
            lines.push(Line {
                mood: Mood::Notes,
                text: "A copy: the session that is there stays".to_owned(),
            });
        }
        lines.extend(target.iter().flat_map(|target| target.landing.lines(cx)));
        let title = match (&target, edge) {
            _ if back.is_some() => "Back to the backlog",
            (Some(target), _) => target.landing.headline.as_str(),
            (None, Some(words)) => words,
            (None, None) => "Let go over a day, or press Esc",
        };
        let hint = Hint {
            name: "calendar",
            title,
            lines: &lines,
        };
        hint.show(ui, target.as_ref().map(|target| target.rect), pointer);
    }

    /// The session that letting go now would take out of the calendar: one that is carried over the backlog.
    fn goes_back(&self, ui: &Ui, load: &Load) -> Option<SessionId> {
        let Load::Session(id) = load else { return None };
        let at = ui.input(|input| input.pointer.interact_pos())?;
        let over = self.beside.is_some_and(|beside| beside.contains(at));
        over.then(|| id.clone())
    }

    /// What it would mean to move a session to a day, also out of sight.
    pub(super) fn landing(&mut self, cx: &ViewContext, deed: &Deed, to: Day) -> Landing {
        let known = self.known(cx);
        let mut found = landings(&known, deed, std::iter::once(to));
        found.remove(&to).unwrap_or_default()
    }

    /// Asks for the move, or says why not. Whether it was asked for.
    pub(super) fn put(&mut self, cx: &ViewContext, session: &Session, to: Day) -> bool {
        self.carry_out(cx, &Deed::Move(session.id.clone()), to)
    }

    /// Asks for what letting go over a day does, or says why not. Whether it was asked for.
    pub(super) fn carry_out(&mut self, cx: &ViewContext, deed: &Deed, to: Day) -> bool {
        let landing = self.landing(cx, deed, to);
        if landing.stays {
            return false;
        }
        if !landing.allowed {
            cx.send(Action::Hint(format!("{}.", landing.headline)));
            return false;
        }
        let (edit, session) = match deed {
            Deed::Move(id) => {
                let session = id.clone();
                (Edit::MoveSession { session, on: to }, id.clone())
            }
            Deed::Add(item, kind, minutes) => {
                let id: SessionId = cx.fresh_id(item.as_str());
                let session = Session::new(id.clone(), item.clone(), *kind, to, *minutes);
                (Edit::AddSession(session), id)
            }
        };
        cx.edit_warned(edit, breaks::warning(&cx.plan, &landing.breaks));
        cx.send(Action::SelectSession(session));
        true
    }
}

/// What is carried, as its chip tells it.
fn carried(cx: &ViewContext, load: &Load) -> Option<SessionModel> {
    match load {
        Load::Session(id) => {
            let session = cx.plan.sessions.get(id)?;
            Some(session_model(&cx.plan, session, cx.today()))
        }
        Load::Item(item, minutes) => {
            let id = SessionId::slug("carried");
            let (kind, today) = (SessionKind::Study, cx.today());
            let session = Session::new(id, item.clone(), kind, today, *minutes);
            Some(session_model(&cx.plan, &session, today))
        }
    }
}

/// What is carried, below the pointer; a copy says that it is one.
fn ghost(ui: &Ui, carried: &SessionModel, rect: Rect, copy: bool) {
    Area::new(Id::unique("calendar ghost"))
        .order(Order::Tooltip)
        .interactable(false)
        .constrain(true)
        .fixed_pos(rect.min)
        .show(ui.ctx(), |ui| {
            let (rect, _) = ui.allocate_exact_size(rect.size(), Sense::hover());
            let t = theme::tokens(ui);
            let shadow: egui::Shadow = t.float_shadow.into();
            let corner = egui::CornerRadius::same(radius::CHIP);
            ui.painter().add(shadow.as_shape(rect, corner));
            paint_session(ui, carried, rect, false, 1.0);
            if !copy {
                return;
            }
            let role = TextRole::Chip;
            let galley = paint::whole_line(ui, role, Weight::SemiBold, t.on_accent, "copy");
            let size = vec2(galley.size().x + 10.0, 16.0);
            let badge =
                Rect::from_min_size(pos2(rect.right() - size.x - 2.0, rect.top() + 2.0), size);
            ui.painter()
                .add(paint::boxed(badge, radius::PILL, t.accent, Stroke::NONE));
            paint::line_at(ui.painter(), badge.left() + 5.0, badge.center().y, galley);
        });
}
