//! Today by key: arrows walk over the cards, Space ticks, Enter opens; and the commands of the view.
//!
//! Not here: what a deed does (`deeds.rs`).

use std::sync::Arc;

use egui::{Key, Modifiers, Ui};

use crate::state::{Action, Command};
use crate::ui::context::ViewContext;

use super::TodayView;
use super::deeds::Deed;
use super::model::Model;

impl TodayView {
    /// Keys of the cards: arrows move, Space ticks, Enter opens.
    pub(super) fn keys(&mut self, ui: &Ui, cx: &ViewContext, model: &Arc<Model>) {
        let focused = ui.memory(|memory| memory.focused());
        let at = self.cards.iter().position(|(_, id)| Some(*id) == focused);
        // A command of the plan (the timer) means the card that the cursor is on.
        let pointed = at.and_then(|at| self.cards.get(at));
        let pointed = pointed.map(|(session, _)| session.clone());
        if pointed != self.pointed {
            cx.send(Action::PointAt(pointed.clone()));
            self.pointed = pointed;
        }
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

    pub(super) fn commands(&mut self, cx: &ViewContext, model: &Arc<Model>) {
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
}
