//! The sessions of an item: what took place and what is to come. What was written down can be corrected here, and time that was
//! not timed can be added by hand.

use egui::Ui;

use crate::domain::{
    Day, Edit, Item, ItemId, Minutes, Moment, Outcome, Session, SessionId, SessionKind,
};
use crate::planner::estimates::unit;
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::pace::{unit_name, units_stepper};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, DateField, IconButton, Stepper, text};

use super::heading;

/// The most past sessions that are listed; the calendar has the rest.
const LISTED: usize = 12;
/// The most sessions to come that are listed.
const COMING: usize = 30;
/// The longest that is written down by hand, minutes.
const LONGEST: u32 = 24 * 60;

/// What is being written down.
#[derive(Default)]
pub(super) struct History {
    /// The session whose minutes are corrected, and the minutes.
    correct: Option<(SessionId, u32)>,
    /// The day and the minutes that are added.
    add: Option<(Day, u32)>,
    /// What was added last: it is listed, however long ago it was.
    added: Option<SessionId>,
    /// The item that it is about.
    of: Option<ItemId>,
}

impl History {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        if self.of.as_ref() != Some(&item.id) {
            *self = Self {
                of: Some(item.id.clone()),
                ..Self::default()
            };
        }
        heading(ui, "Sessions");
        let sums = cx.index.item(&item.id);
        if sums.sessions.is_empty() {
            text::muted(ui, "None yet.");
        }
        let all = sums.sessions.iter();
        let all = all.filter_map(|id| cx.plan.sessions.get(id));
        let (coming, past): (Vec<_>, Vec<_>) = all.partition(|s| s.is_ahead(cx.today()));
        let from = past.len().saturating_sub(LISTED);
        let (earlier, newest) = past.split_at_checked(from).unwrap_or_default();
        let added = earlier
            .iter()
            .filter(|session| self.added.as_ref() == Some(&session.id));
        let shown: Vec<_> = added.collect();
        let hidden = earlier.len().saturating_sub(shown.len());
        if hidden > 0 {
            let (ones, are) = if hidden == 1 {
                ("one", "is")
            } else {
                ("ones", "are")
            };
            text::small(
                ui,
                &format!("{hidden} earlier {ones} {are} in the calendar."),
            );
        }
        let near = coming.iter().take(COMING);
        for session in shown.into_iter().chain(newest).chain(near) {
            self.session(ui, cx, session);
        }
        if coming.len() > COMING {
            let more = coming.len() - COMING;
            text::small(ui, &format!("{more} later ones are in the calendar."));
        }
        ui.add_space(space::XS);
        self.by_hand(ui, cx, item);
    }

    fn session(&mut self, ui: &mut Ui, cx: &ViewContext, session: &Session) {
        let day = format::day(session.on);
        ui.horizontal(|ui| {
            let icon = match session.outcome {
                Outcome::Done => Icon::Check,
                Outcome::Skipped => Icon::Close,
                Outcome::Planned if session.pinned => Icon::Pin,
                Outcome::Planned => Icon::Clock,
            };
            let label = words(session, cx);
            if ui.add(Button::quiet(&label).icon(icon).small()).clicked() {
                cx.send(Action::SelectSession(session.id.clone()));
            }
            if session.outcome == Outcome::Planned {
                let name = format!("Delete the session on {day}");
                if ui.add(IconButton::new(Icon::Trash, &name)).clicked() {
                    cx.edit(Edit::DeleteSession(session.id.clone()));
                }
            }
            // What the timer counts now is written down when it stops.
            let timed = cx.plan.timer.as_ref();
            let timed = timed.is_some_and(|timer| timer.session == session.id);
            if session.on <= cx.today() && !timed {
                let name = format!("Correct the minutes of {day}");
                let button = IconButton::new(Icon::Edit, &name).tooltip("Correct the minutes");
                if ui.add(button).clicked() {
                    let open = self.correct.as_ref().map(|open| &open.0);
                    self.correct = (open != Some(&session.id)).then(|| {
                        let spent = session.spent.max(if session.outcome == Outcome::Planned {
                            session.minutes
                        } else {
                            Minutes::ZERO
                        });
                        (session.id.clone(), spent.0)
                    });
                }
            }
        });
        if session.outcome == Outcome::Done
            && session.kind == SessionKind::Study
            && let Some(unit) = cx
                .plan
                .items
                .get(&session.item)
                .and_then(|item| unit(&item.kind))
        {
            ui.indent(("units", session.id.as_str()), |ui| {
                ui.horizontal(|ui| {
                    let what = unit_name(unit);
                    text::small(ui, what);
                    let mut units = session.units;
                    let name = format!("{what} done on {}", format::day(session.on));
                    if units_stepper(ui, &mut units, &name).changed() {
                        let session = session.id.clone();
                        let edit = Edit::SetUnits { session, units };
                        cx.send(Action::EditQuietly(edit));
                    }
                });
            });
        }
        if session.is_ahead(cx.today()) {
            let why = format::why(&cx.plan, session);
            ui.indent(("why", session.id.as_str()), |ui| text::small(ui, &why));
        }
        let Some((of, minutes)) = self.correct.as_mut().filter(|open| open.0 == session.id) else {
            return;
        };
        let name = format!("Minutes spent on {day}");
        let (mut done, mut cancelled) = (None, false);
        ui.horizontal_wrapped(|ui| {
            let entered = stepper(ui, minutes, &name);
            let button = Button::new("Write it down").small();
            if ui.add(button.name("Write these minutes down")).clicked() || entered {
                done = Some((of.clone(), Minutes(*minutes)));
            }
            let cancel = Button::quiet("Cancel").small();
            cancelled = ui
                .add(cancel.name("Leave the minutes as they are"))
                .clicked();
        });
        let close = cancelled || done.is_some();
        if let Some((session_id, spent)) = done {
            let at = session
                .ended_at
                .filter(|_| session.outcome == Outcome::Done);
            cx.edit(Edit::FinishSession {
                session: session_id,
                spent,
                at: at.unwrap_or_else(|| when(cx, session.on)),
            });
        }
        if close {
            self.correct = None;
        }
    }

    /// Time that was not timed.
    fn by_hand(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        let Some((day, minutes)) = &mut self.add else {
            let button = Button::quiet("Add time by hand…").icon(Icon::Plus).small();
            if ui.add(button).clicked() {
                self.add = Some((cx.today(), cx.plan.rules.min_session.0));
            }
            return;
        };
        let mut close = false;
        ui.horizontal_wrapped(|ui| {
            DateField::new(day, "Day of the session", cx.today()).show(ui);
            let entered = stepper(ui, minutes, "Minutes by hand");
            let ahead = *day > cx.today();
            let button = Button::new("Add it").small().name("Add this time");
            if (ui.add(button).clicked() || entered) && !ahead {
                let id: SessionId = cx.fresh_id(item.id.as_str());
                let spent = Minutes(*minutes);
                let (item, kind) = (item.id.clone(), SessionKind::Study);
                let mut session = Session::new(id.clone(), item, kind, *day, spent);
                session.logged = true;
                self.added = Some(id.clone());
                cx.edit(Edit::Several {
                    label: format!(
                        "Added {} of ‘{}’ on {}",
                        format::minutes(spent),
                        cx.plan.short_title_of(&session.item),
                        format::day(*day)
                    ),
                    edits: vec![
                        Edit::AddSession(session),
                        Edit::FinishSession {
                            session: id,
                            spent,
                            at: when(cx, *day),
                        },
                    ],
                });
                close = true;
            }
            close |= ui
                .add(Button::quiet("Cancel").small().name("Add no time"))
                .clicked();
            if ahead {
                text::small(ui, "That day is still to come.");
            }
        });
        if close {
            self.add = None;
        }
    }
}

/// When something that was written down afterwards took place: on its day, at noon where that is past.
fn when(cx: &ViewContext, day: Day) -> Moment {
    let noon = day.date().and_hms_opt(12, 0, 0);
    match noon.filter(|_| day < cx.today()) {
        Some(noon) => Moment::new(noon),
        None => cx.now.moment,
    }
}

/// A field for minutes. True when Enter was pressed in it.
fn stepper(ui: &mut Ui, minutes: &mut u32, name: &str) -> bool {
    let say = |n: u32| format::minutes(Minutes(n));
    let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
    let field = Stepper::new(minutes, name, &say, &read);
    let response = field.step(5).range(1..=LONGEST).show(ui);
    Stepper::entered(ui, &response)
}

fn words(session: &Session, cx: &ViewContext) -> String {
    let day = format::day_near(session.on, cx.today());
    let kind = session.kind.name();
    let spent = format::minutes(session.spent);
    match session.outcome {
        // What was spent counts, whatever became of the session: the rows sum to what the item shows as spent.
        Outcome::Planned if session.spent > Minutes::ZERO => {
            let whole = format::minutes(session.minutes);
            format!("{day}: {kind}, {spent} done of {whole}")
        }
        Outcome::Skipped if session.spent > Minutes::ZERO => {
            format!("{day}: {kind}, {spent} done, the rest skipped")
        }
        Outcome::Done => format!("{day}: {kind}, {spent} done"),
        Outcome::Skipped => format!("{day}: {kind}, skipped"),
        Outcome::Planned if session.on < cx.today() => format!("{day}: {kind}, missed"),
        Outcome::Planned => format!("{day}: {kind}, {}", format::minutes(session.minutes)),
    }
}
