//! The length of a session: the lower edge of its block in the week is dragged, five minutes at a time, and the new minutes
//! are said meanwhile. Escape gives it up.
//!
//! Not here: the same by key (`deeds.rs`), what the day would hold (`landing.rs`).

use egui::{
    CornerRadius, CursorIcon, DragAndDrop, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
};
use egui::{pos2, vec2};

use crate::domain::session::Session;
use crate::domain::time::{Day, Minutes};
use crate::domain::{Edit, SessionId};
use crate::state::Revision;
use crate::ui::breaks::{self, Hint};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, control, radius};
use crate::ui::{format, widgets::paint};

use super::CalendarView;
use super::drag::Carried;
use super::landing::{Landing, lasting};
use super::model::SessionModel;
use super::session::paint_session;

/// Lengths are multiples of this, minutes.
pub const STEP: u32 = 5;
/// The longest session.
const LONGEST: u32 = 24 * 60;
/// Height of what is taken hold of, points.
const HANDLE: f32 = 8.0;
/// Lower blocks leave room to take hold of the block itself.
const LOW: f32 = 24.0;

/// An edge that is being dragged.
#[derive(Clone, Debug)]
pub struct Resize {
    /// Whose.
    pub session: SessionId,
    /// From the edge to the pointer.
    grab: f32,
    /// The length it would get.
    to: Minutes,
}

/// What the answer about a length depends on.
pub type Asked = (Revision, Day, SessionId, Minutes);

/// The next multiple of five minutes in this direction.
pub fn stepped(minutes: Minutes, by: i64) -> Minutes {
    let step = i64::from(STEP);
    let now = i64::from(minutes.0);
    let next = match by < 0 {
        true => (now + by + step - 1).div_euclid(step) * step,
        false => (now + by).div_euclid(step) * step,
    };
    Minutes(next.clamp(step, i64::from(LONGEST)) as u32)
}

/// The length that is nearest to so many points more.
fn dragged(minutes: Minutes, points: f32, scale: f32) -> Minutes {
    let more = if scale > 0.0 { points / scale } else { 0.0 };
    let steps = ((minutes.0 as f32 + more) / STEP as f32).round().max(1.0);
    let dragged = Minutes((steps as u32).saturating_mul(STEP).min(LONGEST));
    // What was not moved keeps its odd minutes.
    if more.abs() < STEP as f32 / 2.0 {
        minutes
    } else {
        dragged
    }
}

impl CalendarView {
    /// The lower edge of a block. Whether it is dragged.
    pub(super) fn edge(&mut self, ui: &Ui, s: &SessionModel, block: Rect) -> bool {
        if s.fixed().is_some() || self.drag.is_some() {
            return false;
        }
        let height = if block.height() < LOW {
            HANDLE / 2.0
        } else {
            HANDLE
        };
        let handle = Rect::from_min_max(
            pos2(block.left(), block.bottom() - height),
            pos2(block.right(), block.bottom() + 1.0),
        );
        // Not for Tab: its keys are commands of the session itself.
        let response = ui.interact(handle, s.widget.with("edge"), Sense::DRAG);
        let name = format!("Length of {}: {}", s.title, format::minutes(s.minutes));
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name.as_str()));
        if response.drag_started_by(egui::PointerButton::Primary) {
            let at = ui.input(|input| input.pointer.press_origin());
            DragAndDrop::set_payload(ui.ctx(), Carried);
            self.resize = Some(Resize {
                session: s.id.clone(),
                grab: at.map_or(0.0, |at| at.y - block.bottom()),
                to: s.minutes,
            });
        }
        let mine = self.resize.as_ref().is_some_and(|r| r.session == s.id);
        if mine || response.hovered() {
            ui.set_cursor_icon(CursorIcon::ResizeVertical);
        }
        if !mine && response.hovered() {
            let grip = Rect::from_center_size(
                pos2(block.center().x, block.bottom() - 3.0),
                vec2(28.0_f32.min(block.width() / 2.0), 3.0),
            );
            let ink = theme::tokens(ui).accent;
            self.over.push(paint::boxed(grip, 2, ink, Stroke::NONE));
        }
        mine
    }

    /// The block as long as it would be, over the others. `scale`: points a minute.
    pub(super) fn drag_edge(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        s: &SessionModel,
        block: Rect,
        scale: f32,
    ) {
        let (Some(mut resize), Some(session)) = (self.resize.take(), cx.plan.sessions.get(&s.id))
        else {
            return;
        };
        let pointer = ui.input(|input| input.pointer.interact_pos());
        if let Some(pointer) = pointer {
            let points = pointer.y - resize.grab - block.bottom();
            resize.to = dragged(session.minutes, points, scale);
        }
        if ui.input(|input| input.pointer.any_released()) {
            DragAndDrop::clear_payload(ui.ctx());
            self.set_length(cx, session, resize.to);
            return;
        }
        let more = (resize.to.0 as f32 - session.minutes.0 as f32) * scale;
        let grown = Rect::from_min_max(
            block.min,
            pos2(
                block.right(),
                (block.bottom() + more).max(block.top() + HANDLE),
            ),
        );
        let shown = super::model::session_model(&cx.plan, session, cx.today());
        let slot = crate::domain::Slot {
            from: s.slot.from,
            to: s.slot.from.saturating_add(resize.to.0),
        };
        let shown = SessionModel {
            minutes: resize.to,
            slot,
            ..shown
        };
        let t = theme::tokens(ui);
        ui.painter().rect_filled(grown, radius::CHIP, t.surface);
        paint_session(ui, &shown, grown, false, 1.0);
        ui.painter().rect_stroke(
            grown,
            CornerRadius::same(radius::CHIP),
            Stroke::new(control::FOCUS, t.accent),
            StrokeKind::Outside,
        );
        let landing = self.longer(cx, session, resize.to);
        let was = match resize.to == session.minutes {
            true => "as it is".to_owned(),
            false => format!("was {}", format::minutes(session.minutes)),
        };
        let title = format!("{}, {was}", format::minutes(resize.to));
        let lines = landing.all_lines(cx);
        let hint = Hint {
            name: "calendar length",
            title: &title,
            lines: &lines,
        };
        hint.show(ui, Some(grown), pointer.unwrap_or(grown.max));
        self.resize = Some(resize);
    }

    /// What it would mean for a session to last this long.
    fn longer(&mut self, cx: &ViewContext, session: &Session, to: Minutes) -> Landing {
        let known = self.known(cx);
        let asked = (cx.revision, cx.today(), session.id.clone(), to);
        let found = self.longer.get(asked, || lasting(&known, session, to));
        (*found).clone()
    }

    /// Asks for another length, and says what that strains.
    pub(super) fn set_length(&mut self, cx: &ViewContext, session: &Session, to: Minutes) {
        if session.minutes == to {
            return;
        }
        let landing = self.longer(cx, session, to);
        let edit = Edit::ResizeSession {
            session: session.id.clone(),
            minutes: to,
        };
        cx.edit_warned(edit, breaks::warning(&cx.plan, &landing.breaks));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_multiples_of_five() {
        for (now, by, then) in [
            (45, 5, 50),
            (45, -5, 40),
            (42, 5, 45),
            (42, -5, 40),
            (5, -5, 5),
            (1_438, 5, 1_440),
            (1_440, 5, 1_440),
        ] {
            assert_eq!(stepped(Minutes(now), by), Minutes(then), "{now} {by}");
        }
        assert_eq!(dragged(Minutes(42), 1.0, 1.0), Minutes(42));
        assert_eq!(dragged(Minutes(42), 4.0, 1.0), Minutes(45));
        assert_eq!(dragged(Minutes(42), -400.0, 1.0), Minutes(5));
        assert_eq!(dragged(Minutes(45), 40.0, 2.0), Minutes(65));
    }
}
