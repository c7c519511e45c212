//! Edits of busy times.

use super::{Applied, EditError, room};
use crate::domain::busy::{Busy, BusyTimes, MAX_BUSY, MAX_SOURCE_CHARS};
use crate::domain::edit::Edit;
use crate::domain::item::MAX_TITLE_CHARS;
use crate::domain::time::Minutes;

pub(super) fn change(times: &mut BusyTimes, edit: &Edit) -> Applied {
    match edit {
        Edit::AddBusy(busy) => {
            if times.get(&busy.id).is_some() {
                return Err(EditError::Taken(busy.id.to_string()));
            }
            let busy = checked(busy)?;
            room(times.len() + 1)?;
            times.put(busy);
        }
        Edit::ChangeBusy(busy) => {
            if times.get(&busy.id).is_none() {
                return Err(EditError::NoBusy(busy.id.clone()));
            }
            times.put(checked(busy)?);
        }
        Edit::RemoveBusy(id) => {
            let gone = times.remove(id);
            gone.ok_or_else(|| EditError::NoBusy(id.clone()))?;
        }
        _ => {}
    }
    Ok(())
}

/// A busy time as the plan keeps it, where it can.
fn checked(busy: &Busy) -> Result<Busy, EditError> {
    let busy = busy.clone().tidied();
    if busy.title.chars().count() > MAX_TITLE_CHARS {
        return Err(EditError::Range(
            "the title of a busy time has at most 1,000 characters",
        ));
    }
    if busy.minutes == Minutes::ZERO || busy.minutes > MAX_BUSY {
        return Err(EditError::Range(
            "a busy time lasts 1 minute to 31 days: add a longer one in parts",
        ));
    }
    let source = busy.source.as_deref().unwrap_or_default();
    if source.chars().count() > MAX_SOURCE_CHARS {
        return Err(EditError::Range(
            "what a busy time came from has at most 1,000 characters",
        ));
    }
    Ok(busy)
}
