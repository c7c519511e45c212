//! Dragging a session to another day: what is carried, the ghost with its words, the drop. Escape gives it up.
//!
//! Not here: what the move would do (`landing.rs`); the same moves by key (`mod.rs`).

use egui::{Area, DragAndDrop, Frame, Id, Order, Pos2, Sense, Ui, Vec2, vec2};

use crate::domain::session::{Outcome, Session};
use crate::domain::time::Day;
use crate::domain::{Edit, SessionId};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::text;

use super::CalendarView;
use super::landing::{Landing, landing};
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

    /// What it would mean to let go over this day.
    pub(super) fn landing_on(&mut self, cx: &ViewContext, to: Day) -> Option<Landing> {
        let drag = self.drag.as_ref()?;
        let session = cx.plan.sessions.get(&drag.session)?;
        let span = self.span(cx);
        let key = (self.source(cx, span), drag.session.clone(), to);
        let found = self.landing.get(key, || {
            landing(&cx.plan, &cx.index, session, to, cx.today())
        });
        Some(Landing::clone(&found))
    }

    /// Draws the ghost and its words; puts the session down where the button was let go.
    pub(super) fn drag_ui(
        &mut self,
        ui: &Ui,
        cx: &ViewContext,
        carried: Option<&SessionModel>,
        target: Option<(Day, Landing)>,
    ) {
        let Some(drag) = self.drag.clone() else {
            return;
        };
        let released = ui.input(|input| input.pointer.any_released());
        if released {
            DragAndDrop::clear_payload(ui.ctx());
            self.drag = None;
            if let (Some((to, _)), Some(session)) = (target, cx.plan.sessions.get(&drag.session)) {
                self.put(cx, session, to);
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
                ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
                let (rect, _) = ui.allocate_exact_size(drag.size, Sense::hover());
                let shadow: egui::Shadow = theme::tokens(ui).float_shadow.into();
                let corner = egui::CornerRadius::same(theme::radius::CHIP);
                ui.painter().add(shadow.as_shape(rect, corner));
                paint_session(ui, carried, rect, false, 1.0);
                ui.add_space(space::XS);
                words(ui, target.as_ref().map(|(_, landing)| landing));
            });
    }

    /// Asks for the move, or says why not. Whether it was asked for.
    pub(super) fn put(&mut self, cx: &ViewContext, session: &Session, to: Day) -> bool {
        if session.on == to {
            return false;
        }
        let landing = landing(&cx.plan, &cx.index, session, to, cx.today());
        if !landing.allowed {
            cx.send(Action::Say(format!("{}.", landing.headline)));
            return false;
        }
        cx.edit(Edit::MoveSession {
            session: session.id.clone(),
            on: to,
        });
        true
    }
}

/// What letting go here would do.
fn words(ui: &mut Ui, landing: Option<&Landing>) {
    let t = theme::tokens(ui);
    Frame::popup(ui.style())
        .inner_margin(egui::Margin::symmetric(10, 6))
        .show(ui, |ui| {
            let Some(landing) = landing else {
                text::small(ui, "Let go over a day, or press Esc");
                return;
            };
            let ink = if landing.allowed { t.text } else { t.bad };
            text::styled(ui, TextRole::Pill, Weight::SemiBold, ink, &landing.headline);
            ui.spacing_mut().interact_size.y = TextRole::Chip.line();
            for warning in &landing.warnings {
                ui.horizontal(|ui| {
                    Icon::Warning.show(ui, theme::control::ICON_CHIP, t.warn);
                    text::styled(ui, TextRole::Chip, Weight::Regular, t.text, warning);
                });
            }
        });
}
