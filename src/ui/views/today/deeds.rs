//! What can be done with a session from its card, and the edits that do it.
//!
//! Not here: which gesture means which deed (`card.rs`, `mod.rs`).

use std::collections::BTreeMap;

use crate::domain::{Edit, ItemField, Minutes, Outcome, PartId, Plan, Session, SessionId, Status};
use crate::state::{Action, Command, Drill};
use crate::ui::context::ViewContext;
use crate::ui::format;

/// A quarter of an hour.
pub const QUARTER: Minutes = Minutes(15);
/// The longest session that is logged, a day.
const LONGEST: Minutes = Minutes::hours(24);

/// What a card was asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Show it in the inspector.
    Select,
    /// Show the item's page.
    Open,
    /// Tick or untick.
    Toggle,
    /// Done, with these minutes.
    Finish(Minutes),
    /// Ask for other minutes in the card.
    AskMinutes,
    /// Leave it out.
    Skip,
    /// Ask the item's prompts.
    Drill,
    /// Start the timer.
    Start,
    /// Stop the timer.
    Stop,
    /// Pause the timer, or let it go on.
    Pause,
    /// Log a quarter of an hour more.
    More,
    /// Plan a quarter of an hour more.
    Longer,
    /// Move it to tomorrow.
    Tomorrow,
    /// Pin or unpin.
    Pin(bool),
    /// Open the line for a note.
    Note,
    /// How well the item is known, 1 to 5.
    Rate(u8),
    /// The whole item is finished.
    FinishItem,
    /// The parts that the session was for are done.
    TickParts(Vec<PartId>),
    /// So many pages or problems were done.
    Count(u32),
    /// Close what the card asks.
    Close,
}

/// What a session was before it was ticked, to put exactly that back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    spent: Minutes,
    status: Status,
}

/// Minutes that a tick writes down: what the timer and earlier stints add up to, else what was planned.
pub fn minutes_to_log(cx: &ViewContext, session: &Session) -> Minutes {
    let timed = cx
        .plan
        .timer
        .as_ref()
        .filter(|timer| timer.session == session.id)
        .map_or(Minutes::ZERO, |timer| {
            timer.minutes(cx.now.stamp).min(LONGEST)
        });
    let whole = (session.spent + timed).min(LONGEST);
    if whole == Minutes::ZERO {
        session.minutes
    } else {
        whole
    }
}

/// Says that a session took place. Seen where the user looks, so without a toast.
pub fn finish(
    cx: &ViewContext,
    memory: &mut BTreeMap<SessionId, Before>,
    session: &Session,
    spent: Minutes,
) {
    let status = cx
        .plan
        .items
        .get(&session.item)
        .map_or(Status::ToDo, |item| item.status);
    if session.outcome != Outcome::Done {
        let before = Before {
            spent: session.spent,
            status,
        };
        memory.insert(session.id.clone(), before);
    }
    let at = match (session.outcome, session.ended_at) {
        (Outcome::Done, Some(at)) => at,
        _ => cx.now.moment,
    };
    cx.send(Action::EditQuietly(Edit::FinishSession {
        session: session.id.clone(),
        spent,
        at,
    }));
}

/// Takes a tick or a skip back, with the minutes that the tick wrote down.
pub fn reopen(cx: &ViewContext, memory: &mut BTreeMap<SessionId, Before>, session: &Session) {
    let before = memory.remove(&session.id);
    let mut edits = Vec::new();
    if session.outcome == Outcome::Done {
        let spent = match before {
            Some(before) => before.spent,
            // Ticked in an earlier run: exactly the planned minutes are a tick's, others were measured.
            None if session.spent == session.minutes => Minutes::ZERO,
            None => session.spent,
        };
        if spent != session.spent {
            edits.push(Edit::FinishSession {
                session: session.id.clone(),
                spent,
                at: cx.now.moment,
            });
        }
    }
    edits.push(Edit::ReopenSession(session.id.clone()));
    if let Some(before) = before
        && let Some(item) = cx.plan.items.get(&session.item)
        && before.status == Status::ToDo
        && item.status == Status::InProgress
    {
        edits.push(Edit::SetStatus {
            item: session.item.clone(),
            status: Status::ToDo,
            at: cx.now.moment,
        });
    }
    let label = Edit::ReopenSession(session.id.clone()).label(&cx.plan);
    cx.send(Action::EditQuietly(Edit::Several { label, edits }));
}

/// Carries out the deeds that are one edit or one command.
pub fn carry_out(cx: &ViewContext, plan: &Plan, session: &Session, deed: &Deed) {
    let id = session.id.clone();
    let item = session.item.clone();
    match deed {
        Deed::Select => cx.send(Action::SelectSession(id)),
        Deed::Open => {
            cx.send(Action::SelectSession(id));
            cx.run(Command::OpenItem);
        }
        Deed::Skip => cx.edit(Edit::SkipSession {
            session: id,
            at: cx.now.moment,
        }),
        Deed::Drill => cx.send(Action::Drill(Drill::Session(id))),
        Deed::Start => {
            let at = cx.now.stamp;
            cx.send(Action::EditQuietly(Edit::StartTimer { session: id, at }));
        }
        Deed::Stop => {
            let at = cx.now.stamp;
            cx.send(Action::EditQuietly(Edit::StopTimer { at }));
        }
        Deed::Pause => {
            let at = cx.now.stamp;
            if let Some(timer) = &plan.timer {
                cx.send(Action::EditQuietly(Edit::Timer(timer.toggle(at))));
            }
        }
        Deed::More => cx.edit(Edit::AddMinutes {
            session: id,
            minutes: QUARTER,
        }),
        Deed::Longer => cx.edit(Edit::ResizeSession {
            session: id,
            minutes: (session.minutes + QUARTER).min(LONGEST),
        }),
        Deed::Tomorrow => cx.edit(Edit::MoveSession {
            session: id,
            on: cx.today().plus(1),
        }),
        Deed::Pin(pinned) => cx.edit(Edit::PinSession {
            session: id,
            pinned: *pinned,
        }),
        Deed::Rate(rating) => cx.send(Action::EditQuietly(Edit::ChangeItem {
            item,
            field: ItemField::Rating(Some(*rating)),
        })),
        Deed::Count(units) => cx.send(Action::EditQuietly(Edit::SetUnits {
            session: id,
            units: *units,
        })),
        Deed::FinishItem => cx.edit(Edit::SetStatus {
            item,
            status: Status::Done,
            at: cx.now.moment,
        }),
        Deed::TickParts(parts) => {
            let on = Some(cx.today());
            let edits: Vec<Edit> = parts
                .iter()
                .map(|part| Edit::TickPart {
                    item: item.clone(),
                    part: part.clone(),
                    done_on: on,
                })
                .collect();
            let label = format!(
                "Ticked {} of ‘{}’",
                format::count(parts.len(), "part", "parts"),
                plan.short_title_of(&item)
            );
            cx.edit(Edit::Several { label, edits });
        }
        // These open or close something in the view.
        Deed::Toggle | Deed::Finish(_) | Deed::AskMinutes | Deed::Note | Deed::Close => {}
    }
}
