//! Toasts: what just happened, said for a few seconds, with a way back.

use std::collections::VecDeque;

use super::document::Revision;

/// How long a toast is shown, in seconds; a failure stays until it is closed.
pub const TOAST_SECONDS: f64 = 6.0;
/// How long one is shown that offers a look at something, or a way elsewhere.
pub const LOOK_SECONDS: f64 = 15.0;
/// How long one is shown that says what a deed breaks.
pub const WARNING_SECONDS: f64 = 12.0;

/// The most that are shown at once.
const MOST: usize = 3;

/// What is said below a deed that breaks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// One line: what it breaks.
    pub text: String,
    /// Whether a replan can mend it.
    pub replan: bool,
    /// Nothing is wrong: it is only good to know.
    pub calm: bool,
}

/// Something that is said in passing.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// Tells toasts apart.
    pub id: u64,
    /// What happened.
    pub text: String,
    /// What the deed breaks.
    pub warning: Option<Warning>,
    /// Whether it went wrong.
    pub failed: bool,
    /// Offers undo while the plan is at this revision.
    pub undo: Option<Revision>,
    /// Offers a look at a better schedule.
    pub look: bool,
    /// Says why nothing was done: no tick belongs beside it.
    pub hint: bool,
    /// Offers the settings.
    pub settings: bool,
    /// Offers the way back into the example.
    pub example: bool,
    /// Says that a step was taken back.
    pub undone: bool,
    /// Says that a focus or a break has begun: it holds while that lasts.
    pub turn: bool,
    /// Screen time (seconds) at which it goes; set when it is first drawn.
    pub until: Option<f64>,
}

/// The toasts on screen, oldest first; at most three.
#[derive(Clone, Debug, Default)]
pub struct Toasts {
    all: VecDeque<Toast>,
    next: u64,
}

impl Toasts {
    /// Says something.
    pub fn say(&mut self, text: impl Into<String>) {
        self.push(text.into(), false, None);
    }

    /// Says why nothing was done, or what to do first. The same is said once.
    pub fn hint(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.all.retain(|toast| toast.text != text);
        self.push(text, false, None);
        if let Some(last) = self.all.back_mut() {
            last.hint = true;
        }
    }

    /// Says that there is nothing to plan for, and offers the settings.
    pub(super) fn no_interview_ahead(&mut self) {
        self.hint(
            "No interview lies ahead, so there is nothing to plan for. Set a date in Settings.",
        );
        if let Some(last) = self.all.back_mut() {
            last.settings = true;
        }
    }

    /// Says that the example was left, and offers the way back into it.
    pub(super) fn left_example(&mut self) {
        self.say("You left the example. It is put away.");
        if let Some(last) = self.all.back_mut() {
            last.example = true;
        }
    }

    /// Closes the offer of the way back into the example.
    pub(super) fn close_example(&mut self) {
        self.all.retain(|toast| !toast.example);
    }

    /// Says that there is a better schedule, and offers a look at it.
    pub fn offer(&mut self, text: impl Into<String>) {
        self.close_looks();
        self.push(text.into(), false, None);
        if let Some(last) = self.all.back_mut() {
            last.look = true;
        }
    }

    /// Closes the offers of a look.
    pub fn close_looks(&mut self) {
        self.all.retain(|toast| !toast.look);
    }

    /// Says what was done, with undo while the plan is at `revision`.
    pub fn done(&mut self, text: impl Into<String>, revision: Revision) {
        // One undo is enough: an older offer would no longer hold.
        self.close_offers();
        self.push(text.into(), false, Some(revision));
    }

    /// Says what was taken back, in the place of what was said of the step before: going back through many steps leaves one
    /// toast.
    pub fn undone(&mut self, label: &str) {
        self.close_offers();
        self.push(format!("Undone: {label}"), false, None);
        if let Some(last) = self.all.back_mut() {
            last.undone = true;
        }
    }

    /// Says that a focus or a break has begun, in the place of what was said of the one before.
    pub fn turn(&mut self, text: impl Into<String>) {
        self.close_turns();
        self.push(text.into(), false, None);
        if let Some(last) = self.all.back_mut() {
            last.turn = true;
        }
    }

    /// Closes what was said of a focus or a break: it is over, or the timer stands.
    pub fn close_turns(&mut self) {
        self.all.retain(|toast| !toast.turn);
    }

    /// Says what went wrong. The same failure is said once.
    pub fn failed(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.all
            .retain(|toast| !(toast.failed && toast.text == text));
        self.push(text, true, None);
    }

    /// Says below what was just done what it breaks.
    pub(super) fn warn_of_last(&mut self, warning: Warning) {
        if let Some(last) = self.all.back_mut().filter(|toast| toast.undo.is_some()) {
            last.warning = Some(warning);
        }
    }

    fn push(&mut self, text: String, failed: bool, undo: Option<Revision>) {
        self.next += 1;
        self.all.push_back(Toast {
            id: self.next,
            text,
            warning: None,
            failed,
            undo,
            look: false,
            hint: false,
            settings: false,
            example: false,
            undone: false,
            turn: false,
            until: None,
        });
        while self.all.len() > MOST {
            // What went wrong stays until it is closed, as long as there is anything else to make room.
            let first = self.all.iter().position(|toast| !toast.failed);
            let newest = self.all.len() - 1;
            self.all
                .remove(first.filter(|at| *at < newest).unwrap_or(0));
        }
    }

    /// Those to show at this screen time (seconds), and when the next one goes.
    pub fn at(&mut self, time: f64) -> Option<f64> {
        for toast in &mut self.all {
            if toast.until.is_none() && !toast.failed {
                let seconds = if toast.look || toast.settings || toast.example {
                    LOOK_SECONDS
                } else if toast.warning.is_some() {
                    WARNING_SECONDS
                } else {
                    TOAST_SECONDS
                };
                toast.until = Some(time + seconds);
            }
        }
        self.all
            .retain(|toast| toast.until.is_none_or(|until| until > time));
        self.all
            .iter()
            .filter_map(|toast| toast.until)
            .reduce(f64::min)
    }

    /// All that are shown.
    pub fn iter(&self) -> impl Iterator<Item = &Toast> {
        self.all.iter()
    }

    /// Closes one.
    pub fn close(&mut self, id: u64) {
        self.all.retain(|toast| toast.id != id);
    }

    /// Closes the offers of undo, and what was said of an undo: something newer was done or undone.
    pub fn close_offers(&mut self) {
        self.all
            .retain(|toast| toast.undo.is_none() && !toast.undone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(toasts: &Toasts) -> Vec<&str> {
        toasts.iter().map(|toast| toast.text.as_str()).collect()
    }

    #[test]
    fn going_back_and_forth_leaves_one_toast() {
        let mut toasts = Toasts::default();
        toasts.say("Exported");
        for label in ["c", "b", "a"] {
            toasts.undone(label);
        }
        assert_eq!(said(&toasts), ["Exported", "Undone: a"]);
        toasts.done("a", Revision::default());
        assert_eq!(said(&toasts), ["Exported", "a"]);
        toasts.undone("a");
        assert_eq!(said(&toasts), ["Exported", "Undone: a"]);
    }

    #[test]
    fn a_failure_makes_no_room_for_what_merely_was_done() {
        let mut toasts = Toasts::default();
        toasts.failed("The disk is full");
        for n in 0..5 {
            toasts.say(n.to_string());
        }
        assert_eq!(said(&toasts), ["The disk is full", "3", "4"]);
        for n in 5..8 {
            toasts.failed(n.to_string());
        }
        assert_eq!(said(&toasts), ["5", "6", "7"]);
        toasts.say("Done");
        assert_eq!(said(&toasts), ["6", "7", "Done"]);
    }
}
