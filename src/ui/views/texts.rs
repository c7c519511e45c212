//! Text fields of settings, and of the card for the evening before: each a draft that becomes an edit when the typing pauses or the field is left. An empty name
//! is never sent: the old one comes back.

use std::collections::BTreeMap;

use egui::{Response, Ui};

use crate::domain::item::MAX_TITLE_CHARS;
use crate::domain::{Edit, InterviewId, Plan, StepId};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::widgets::TextField;

/// What a text belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Name {
    /// The plan's name.
    Plan,
    /// An interview's name.
    Interview(InterviewId),
    /// Where an interview is; it may be empty.
    Place(InterviewId),
    /// A step's title.
    Step(StepId),
    /// A step's short title; it may be empty.
    Short(StepId),
    /// A step's purpose; it may be empty.
    Purpose(StepId),
}

impl Name {
    /// What the plan says; `None` where it is gone.
    fn of<'a>(&self, plan: &'a Plan) -> Option<&'a str> {
        match self {
            Self::Plan => Some(&plan.name),
            Self::Interview(id) => plan.interviews.get(id).map(|one| one.name.as_str()),
            Self::Place(id) => plan.interviews.get(id).map(|one| one.place.as_str()),
            Self::Step(id) => plan.steps.get(id).map(|step| step.title.as_str()),
            Self::Short(id) => plan.steps.get(id).map(|step| step.short.as_str()),
            Self::Purpose(id) => plan.steps.get(id).map(|step| step.purpose.as_str()),
        }
    }

    fn can_be(&self, text: &str) -> bool {
        let signs = text.trim().chars().count();
        let least = usize::from(!matches!(
            self,
            Self::Place(_) | Self::Short(_) | Self::Purpose(_)
        ));
        (least..=MAX_TITLE_CHARS).contains(&signs)
    }

    /// What it may be, in words.
    fn allowed(&self) -> &'static str {
        match self {
            Self::Place(_) | Self::Short(_) | Self::Purpose(_) => {
                "At most 1,000 characters; the old text comes back"
            }
            _ => "A name has 1 to 1,000 characters; the old one comes back",
        }
    }

    fn edit(&self, plan: &Plan, text: String) -> Option<Edit> {
        let text = text.trim().to_owned();
        match self {
            Self::Plan => Some(Edit::RenamePlan(text)),
            Self::Interview(id) | Self::Place(id) => {
                let mut interview = (**plan.interviews.get(id)?).clone();
                match self {
                    Self::Place(_) => interview.place = text,
                    _ => interview.name = text,
                }
                Some(Edit::PutInterview(Box::new(interview)))
            }
            Self::Step(id) | Self::Short(id) | Self::Purpose(id) => {
                let mut step = (**plan.steps.get(id)?).clone();
                match self {
                    Self::Short(_) => step.short = text,
                    Self::Purpose(_) => step.purpose = text,
                    _ => step.title = text,
                }
                Some(Edit::ChangeStep {
                    step: id.clone(),
                    title: step.title,
                    short: step.short,
                    purpose: step.purpose,
                })
            }
        }
    }
}

/// All drafts of a view.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<Name, Draft<Name>>);

impl Texts {
    /// Shows a field, made by `field` from the text, and sends what was typed.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        name: &Name,
        field: impl FnOnce(TextField<'_>) -> TextField<'_>,
        label: &str,
    ) -> Option<Response> {
        let document = name.of(&cx.plan)?;
        let draft = self.0.entry(name.clone()).or_default();
        draft.begin(cx, name, document);
        let fine = name.can_be(&draft.text);
        let shown = field(TextField::new(&mut draft.text, label).error(!fine)).show(ui);
        let has_focus = shown.response.has_focus();
        let response = shown.response.clone();
        let response = if fine {
            response
        } else {
            response.on_hover_text(name.allowed())
        };
        if name.can_be(&draft.text) {
            if let Some(ready) = draft.end(ui, cx, has_focus) {
                send(cx, name, ready);
            }
        } else if !has_focus {
            draft.cancel();
        }
        Some(response)
    }

    /// Sends what has not been sent.
    pub fn flush(&mut self, cx: &ViewContext) {
        for (name, draft) in &mut self.0 {
            if !name.can_be(&draft.text) {
                draft.cancel();
            }
            if let Some(ready) = draft.take_unsent(cx) {
                send(cx, name, ready);
            }
        }
        self.0.clear();
    }

    /// Drafts of what was deleted go.
    pub fn forget_what_is_gone(&mut self, plan: &Plan) {
        self.0.retain(|name, _| name.of(plan).is_some());
    }
}

fn send(cx: &ViewContext, name: &Name, ready: Ready) {
    if let Some(edit) = name.edit(&cx.plan, ready.text) {
        cx.send(Action::EditIn(edit, ready.gesture));
    }
}
