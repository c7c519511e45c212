//! What edits do. [`Plan::apply`] takes a plan and an edit and gives the next plan, or an error and nothing happened:
//! it works on a copy that shares what does not change.
//!
//! Not here: labels (`edit.rs`), undo (`state/document.rs`).

mod busy;
mod eve;
mod items;
mod links;
mod recall;
mod runs;
mod sessions;
mod timer;
mod weeks;

pub use recall::{BOUNDS, PARAMETERS, TARGETS, parameters_fit};

use super::edit::Edit;
use super::id::{
    BusyId, InterviewId, ItemId, LinkId, PartId, PromptId, RunId, SessionId, StageId, StepId,
};
use super::item::MAX_TITLE_CHARS;
use super::plan::Plan;
use super::table::MAX_ROWS;
use super::time::Minutes;

/// The largest limit of a column.
const MAX_LIMIT: u8 = 99;
/// The longest name of a column, in bytes.
const MAX_COLUMN_BYTES: usize = 256;

/// Why an edit could not be done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names an item that is not in the plan.
    #[error("there is no item “{0}” in this plan")]
    NoItem(ItemId),
    /// It names a step that is not in the plan.
    #[error("there is no step “{0}” in this plan")]
    NoStep(StepId),
    /// It names a part that the item does not have.
    #[error("there is no part “{0}” in this item")]
    NoPart(PartId),
    /// It names a link that is not in the plan.
    #[error("there is no link “{0}” in this plan")]
    NoLink(LinkId),
    /// It names an interview that is not in the plan.
    #[error("there is no interview “{0}” in this plan")]
    NoInterview(InterviewId),
    /// It names a session that is not in the plan.
    #[error("there is no session “{0}” in this plan")]
    NoSession(SessionId),
    /// It names a prompt that is not in the plan.
    #[error("there is no prompt “{0}” in this plan")]
    NoPrompt(PromptId),
    /// It names a design session that is not in the plan.
    #[error("there is no design session “{0}” in this plan")]
    NoRun(RunId),
    /// It names a stage that the design session does not have.
    #[error("there is no stage “{0}” in this design session")]
    NoStage(StageId),
    /// It names a busy time that is not in the plan.
    #[error("there is no busy time “{0}” in this plan")]
    NoBusy(BusyId),
    /// The id is taken.
    #[error("the id “{0}” is already taken")]
    Taken(String),
    /// A title or name is empty or too long.
    #[error("a title has 1 to {MAX_TITLE_CHARS} characters")]
    Title,
    /// A number is outside its range.
    #[error("{0}")]
    Range(&'static str),
    /// A link would make items wait for each other in a circle.
    #[error("‘{0}’ already waits for ‘{1}’: they cannot build on each other")]
    Circle(String, String),
    /// A link from an item to itself.
    #[error("an item cannot be linked to itself")]
    Itself,
    /// The step still has items.
    #[error("the step still has {0} items: move or delete them first")]
    StepInUse(usize),
    /// No timer runs.
    #[error("no timer is running")]
    NoTimer,
    /// The plan is full.
    #[error("a plan holds at most {MAX_ROWS} entries of a kind")]
    Full,
    /// An address that cannot be opened.
    #[error("“{0}” is no http or https address, and no file:/// address of a file")]
    Url(String),
}

/// The outcome of an edit.
pub type Applied = Result<(), EditError>;

impl Plan {
    /// The plan after an edit.
    ///
    /// # Errors
    /// Where the edit does not fit the plan; the plan itself is untouched in any case.
    pub fn apply(&self, edit: &Edit) -> Result<Self, EditError> {
        let mut next = self.clone();
        next.change(edit)?;
        Ok(next)
    }

    fn change(&mut self, edit: &Edit) -> Applied {
        match edit {
            Edit::RenamePlan(name) => {
                self.name = checked_title(name)?;
                Ok(())
            }
            Edit::SetStart(day) => {
                self.start_on = *day;
                Ok(())
            }
            Edit::SetRules(rules) => {
                if rules.min_session < Minutes(5) || rules.min_session > Minutes::hours(8) {
                    return Err(EditError::Range("a session lasts 5 minutes to 8 hours"));
                }
                if rules.review < Minutes(1) || rules.review > Minutes::hours(4) {
                    return Err(EditError::Range("a review lasts 1 minute to 4 hours"));
                }
                recall::check_rules(rules)?;
                if rules.max_items == 0 {
                    return Err(EditError::Range("a day takes at least one session"));
                }
                self.rules = rules.clone();
                Ok(())
            }
            Edit::SetLimit { column, limit, .. } => {
                match limit {
                    Some(1..=MAX_LIMIT) if column.len() <= MAX_COLUMN_BYTES => {
                        self.limits.insert(column.clone(), limit.unwrap_or(1));
                    }
                    Some(_) => return Err(EditError::Range("a limit goes from 1 to 99")),
                    None => {
                        self.limits.remove(column);
                    }
                }
                room(self.limits.len())
            }
            Edit::AddStep(_)
            | Edit::ChangeStep { .. }
            | Edit::SetFamiliarity { .. }
            | Edit::DeleteStep(_)
            | Edit::AddItem(_)
            | Edit::ChangeItem { .. }
            | Edit::MoveItem { .. }
            | Edit::SetStatus { .. }
            | Edit::SetDepth { .. }
            | Edit::DeleteItem(_)
            | Edit::AddPart { .. }
            | Edit::ChangePart { .. }
            | Edit::SetPages { .. }
            | Edit::TickPart { .. }
            | Edit::MovePart { .. }
            | Edit::DeletePart { .. } => items::change(self, edit),
            Edit::PutLink(_) | Edit::ReplaceLink { .. } | Edit::DeleteLink(_) => {
                links::change(self, edit)
            }
            Edit::PutInterview(interview) => {
                checked_title(&interview.name)?;
                if interview.buffer_days > 60 {
                    return Err(EditError::Range("an interview has 0 to 60 buffer days"));
                }
                if !interview.has_fair_place() {
                    return Err(EditError::Range("a place has at most 1,000 characters"));
                }
                self.interviews.put((**interview).clone());
                room(self.interviews.len())
            }
            Edit::DeleteInterview(id) => self
                .interviews
                .remove(id)
                .map(|_| ())
                .ok_or_else(|| EditError::NoInterview(id.clone())),
            Edit::SetLogistics { .. } | Edit::TickEve { .. } => eve::change(self, edit),
            Edit::SetWeekNote { week, note } => weeks::set(self, *week, note),
            Edit::SetWeekly(weekly) => {
                for day in super::time::WEEK {
                    if weekly.minutes(day) > Minutes::hours(24) {
                        return Err(EditError::Range("a day has at most 24 hours"));
                    }
                }
                self.availability.weekly = weekly.clone();
                Ok(())
            }
            Edit::SetDay { on, minutes } => {
                match minutes {
                    Some(minutes) if *minutes > Minutes::hours(24) => {
                        return Err(EditError::Range("a day has at most 24 hours"));
                    }
                    Some(minutes) => self.availability.exceptions.insert(*on, *minutes),
                    None => self.availability.exceptions.remove(on),
                };
                Ok(())
            }
            Edit::AddBusy(_) | Edit::ChangeBusy(_) | Edit::RemoveBusy(_) => {
                busy::change(&mut self.availability.busy, edit)
            }
            Edit::AddSession(_)
            | Edit::MoveSession { .. }
            | Edit::ResizeSession { .. }
            | Edit::PinSession { .. }
            | Edit::FinishSession { .. }
            | Edit::SkipSession { .. }
            | Edit::ReopenSession(_)
            | Edit::AddMinutes { .. }
            | Edit::SetUnits { .. }
            | Edit::DeleteSession(_)
            | Edit::StartTimer { .. }
            | Edit::StopTimer { .. }
            | Edit::Replan { .. } => sessions::change(self, edit),
            Edit::AddPrompts(_)
            | Edit::AddPrompt(_)
            | Edit::ChangePrompt { .. }
            | Edit::MovePrompt { .. }
            | Edit::PausePrompt { .. }
            | Edit::DeletePrompt(_)
            | Edit::Review(_) => recall::change(self, edit),
            Edit::Timer(deed) => timer::change(self, deed),
            Edit::SetRhythm(rhythm) => {
                self.rhythm = rhythm.clone().sane();
                Ok(())
            }
            Edit::StartRun(run) => runs::start(self, run),
            Edit::Run { run, deed } => runs::change(self, run, deed),
            Edit::ReplaceAll(plan) => {
                let (id, example) = (self.id.clone(), self.example);
                *self = (**plan).clone();
                (self.id, self.example) = (id, example);
                Ok(())
            }
            Edit::Several { edits, .. } => edits.iter().try_for_each(|edit| self.change(edit)),
        }
    }
}

/// The title without white space around it, where it is one.
fn checked_title(title: &str) -> Result<String, EditError> {
    let title = title.trim();
    if title.is_empty() || title.chars().count() > MAX_TITLE_CHARS {
        return Err(EditError::Title);
    }
    Ok(title.to_owned())
}

fn room(rows: usize) -> Applied {
    if rows > MAX_ROWS {
        return Err(EditError::Full);
    }
    Ok(())
}
