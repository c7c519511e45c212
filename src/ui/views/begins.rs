//! The field for when an interview begins: on the evening before it, and in the settings.

use egui::{Id, Ui};

use crate::domain::{Clock, Edit, Interview, InterviewId};
use crate::ui::context::ViewContext;
use crate::ui::theme::Icon;
use crate::ui::widgets::TextField;

/// Width of the field, points.
const WIDTH: f32 = 96.0;

/// What is being typed, and for which interview.
#[derive(Default)]
pub(super) struct Begins(Option<(InterviewId, String)>);

impl Begins {
    /// Sends what is still being typed: the view is left.
    pub fn flush(&mut self, cx: &ViewContext) {
        if let Some((id, typed)) = self.0.take()
            && let Some(one) = cx.plan.interviews.get(&id)
        {
            send(cx, one, &typed);
        }
    }

    /// Draws the field, and changes the interview when it is left.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, one: &Interview, label: &str) {
        let said = one.at.map(|at| at.to_string()).unwrap_or_default();
        let typing = self.0.as_ref().filter(|(of, _)| *of == one.id);
        let is_typing = typing.is_some();
        let mut typed = typing.map_or(said, |(_, typed)| typed.clone());
        let wrong = !typed.trim().is_empty() && clock(&typed).is_none();
        let field = TextField::new(&mut typed, label)
            .placeholder("14:00")
            .icon(Icon::Clock)
            .id(Id::unique((label, "begins", one.id.as_str())))
            .width(WIDTH)
            .small()
            .on_surface()
            .error(wrong)
            .show(ui);
        if field.cancelled() {
            self.0 = None;
        } else if field.committed() || (field.response.lost_focus() && is_typing) {
            self.0 = None;
            send(cx, one, &typed);
        } else if field.response.has_focus() {
            self.0 = Some((one.id.clone(), typed));
        }
    }
}

/// Changes the interview, where a time was typed that can be read, or none.
fn send(cx: &ViewContext, one: &Interview, typed: &str) {
    let at = clock(typed);
    if at != one.at && (at.is_some() || typed.trim().is_empty()) {
        let next = Interview { at, ..one.clone() };
        cx.edit(Edit::PutInterview(Box::new(next)));
    }
}

/// “14:00”, “9:30”, “14”.
fn clock(text: &str) -> Option<Clock> {
    let text = text.trim();
    let text = match text.split_once([':', '.']) {
        Some((hour, minute)) => format!("{hour:0>2}:{minute}"),
        None => format!("{text:0>2}:00"),
    };
    Clock::parse(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        for (text, said) in [
            ("14:00", "14:00"),
            ("9:30", "09:30"),
            ("9", "09:00"),
            ("14.15", "14:15"),
        ] {
            assert_eq!(clock(text).map(|at| at.to_string()).as_deref(), Some(said));
        }
        assert_eq!(clock("25:00"), None);
        assert_eq!(clock("noon"), None);
    }
}
