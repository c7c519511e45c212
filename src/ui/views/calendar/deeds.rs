//! What the commands of the calendar do to the session that is selected, and to the day that has the focus.
//!
//! Not here: the same deeds by mouse (`drag.rs`, `resize.rs`), the menus (`menus.rs`).

use crate::domain::Edit;
use crate::domain::session::Session;
use crate::domain::time::Day;
use crate::state::{Action, Command};
use crate::ui::context::ViewContext;

use super::drag::{Deed, fixed};
use super::moving::Moving;
use super::resize::STEP;
use super::{CalendarView, Scale, menus};

/// How many days a command moves the session.
const MOVES: [(Command, i64); 4] = [
    (Command::SessionEarlier, -1),
    (Command::SessionLater, 1),
    (Command::SessionWeekEarlier, -7),
    (Command::SessionWeekLater, 7),
];
/// How many days away a command puts a copy.
const COPIES: [(Command, i64); 2] = [
    (Command::CopySessionEarlier, -1),
    (Command::CopySessionLater, 1),
];

impl CalendarView {
    /// Carries out the command that was just given.
    pub(super) fn commands(&mut self, cx: &ViewContext) {
        if cx.take(Command::CalendarMonth) {
            self.set_scale(cx, Scale::Month);
        }
        if cx.take(Command::CalendarWeek) {
            self.set_scale(cx, Scale::Week);
        }
        if cx.take(Command::CalendarAgenda) {
            self.set_scale(cx, Scale::Agenda);
        }
        if cx.take(Command::CalendarToday) {
            self.show_today(cx);
        }
        if cx.take(Command::CalendarBack) {
            self.turn(cx, -1);
        }
        if cx.take(Command::CalendarForward) {
            self.turn(cx, 1);
        }
        if cx.take(Command::Backlog) {
            self.forget_backlog_filter();
            cx.send(Action::CalendarBacklog(!cx.settings.calendar_backlog));
        }
        if cx.take(Command::FindInBacklog) {
            self.find_in_backlog(cx);
        }
        if cx.take(Command::GoToDate) {
            self.ask_date(cx);
        }
        for (command, days) in MOVES {
            if cx.take(command) {
                self.move_selected(cx, days);
            }
        }
        for (command, days) in COPIES {
            if cx.take(command)
                && let Some(session) = Self::selected(cx)
            {
                self.copy_to(cx, session, session.on.plus(days));
            }
        }
        if cx.take(Command::CopySession)
            && let Some(session) = Self::selected(cx)
        {
            let next = session.on.plus(1);
            self.moving = Some(Moving::copy(&session.id, next, cx.today()));
        }
        for (command, by) in [
            (Command::SessionLonger, i64::from(STEP)),
            (Command::SessionShorter, -i64::from(STEP)),
        ] {
            if cx.take(command) {
                self.lengthen_selected(cx, by);
            }
        }
        if cx.take(Command::FinishSession)
            && let Some(session) = Self::movable(cx)
        {
            cx.edit(menus::done(cx, session));
        }
        if cx.take(Command::RemoveSession)
            && let Some(session) = Self::movable(cx)
        {
            cx.edit(Edit::DeleteSession(session.id.clone()));
        }
        if cx.take(Command::PinSession) {
            Self::pin_selected(cx);
        }
        if cx.take(Command::BusyTime) {
            self.new_busy(cx, self.focus_day(cx));
        }
        if cx.take(Command::DayOff) {
            menus::toggle_day_off(cx, self.focus_day(cx));
        }
    }

    fn move_selected(&mut self, cx: &ViewContext, days: i64) {
        let Some(session) = Self::movable(cx) else {
            return;
        };
        let to = session.on.plus(days);
        if self.put(cx, session, to) {
            self.show_day(cx, to);
        }
    }

    /// Puts a pinned copy of a session on a day, which is then the one that is selected.
    pub(super) fn copy_to(&mut self, cx: &ViewContext, session: &Session, to: Day) -> bool {
        let put = self.carry_out(cx, &Deed::copy(session), to);
        if put {
            self.show_day(cx, to);
        }
        put
    }

    fn lengthen_selected(&mut self, cx: &ViewContext, by: i64) {
        if let Some(session) = Self::movable(cx) {
            let minutes = super::resize::stepped(session.minutes, by);
            self.set_length(cx, session, minutes);
        }
    }

    fn pin_selected(cx: &ViewContext) {
        if let Some(session) = Self::movable(cx) {
            menus::pin(cx, &session.id, !session.pinned);
        }
    }

    /// The session that is selected, where it may be changed; says why it may not be.
    fn movable(cx: &ViewContext) -> Option<&Session> {
        let session = Self::selected(cx)?;
        if let Some(reason) = fixed(session) {
            cx.send(Action::Hint(reason.to_owned()));
            return None;
        }
        Some(session)
    }

    /// The session that is selected; says what to do where none is.
    fn selected(cx: &ViewContext) -> Option<&Session> {
        let id = cx.selection.session.as_ref();
        let session = id.and_then(|id| cx.plan.sessions.get(id));
        if session.is_none() {
            cx.send(Action::Hint(
                "Select a session first: click it, or press Enter on its day.".to_owned(),
            ));
        }
        session.map(|session| &**session)
    }
}
