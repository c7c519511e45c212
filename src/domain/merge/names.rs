//! What the things of two versions of a plan are called, for the words of a change.

use crate::domain::id::{ItemId, PromptId, SessionId, StepId};
use crate::domain::plan::Plan;
use crate::domain::session::Session;

use crate::domain::edit::say_day;

/// Looks names up in the newer version, then in the older one.
#[derive(Clone)]
pub struct Names<'a> {
    plans: Vec<&'a Plan>,
}

impl<'a> Names<'a> {
    /// Of these versions, the first first.
    pub fn new(plans: impl IntoIterator<Item = &'a Plan>) -> Self {
        Self {
            plans: plans.into_iter().collect(),
        }
    }

    /// The title of an item, or its id.
    pub fn item(&self, id: &ItemId) -> String {
        let mut found = self.plans.iter().filter_map(|plan| plan.items.get(id));
        found
            .next()
            .map_or_else(|| id.to_string(), |item| item.short_title().to_owned())
    }

    /// The title of a step, or its id.
    pub fn step(&self, id: &StepId) -> String {
        let mut found = self.plans.iter().filter_map(|plan| plan.steps.get(id));
        found
            .next()
            .map_or_else(|| id.to_string(), |step| step.title.clone())
    }

    /// “What does Bayes’ rule say?”, or the id.
    pub fn prompt(&self, id: &PromptId) -> String {
        let mut found = self.plans.iter().filter_map(|plan| plan.prompts.get(id));
        found
            .next()
            .map_or_else(|| id.to_string(), |prompt| prompt.short_ask())
    }

    /// “‘GPT-3’ on Fri 4 Dec”, or the id.
    pub fn session_of(&self, id: &SessionId) -> String {
        let mut found = self.plans.iter().filter_map(|plan| plan.sessions.get(id));
        found
            .next()
            .map_or_else(|| id.to_string(), |session| self.session(session))
    }

    /// “‘GPT-3’ on Fri 4 Dec”.
    pub fn session(&self, session: &Session) -> String {
        format!("‘{}’ on {}", self.item(&session.item), say_day(session.on))
    }
}
