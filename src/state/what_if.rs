//! What if: works wishes out off the frame, the newest one first, and keeps what came of the last one. The document is
//! only read.
//!
//! Not here: what a wish does to a plan (`planner/what_if.rs`), the sliders (`ui`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::domain::time::Day;
use crate::planner::{WhatIf, Wish, what_if};

use super::app_state::AppState;
use super::document::Revision;
use super::jobs::Event;

/// What is asked: of which state of which plan, on which day, with which wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The state of the plan.
    pub revision: Revision,
    /// The day.
    pub today: Day,
    /// Without what the plan has already.
    pub wish: Wish,
}

impl Question {
    /// Whether both are about the same plan and day.
    fn is_beside(&self, other: &Self) -> bool {
        (self.revision, self.today) == (other.revision, other.today)
    }
}

/// The last answer, and what is being worked out.
#[derive(Debug, Default)]
pub struct WhatIfs {
    answer: Option<(Question, Arc<WhatIf>)>,
    /// The newest question that is not answered.
    wanted: Option<Question>,
    /// What a job works on, and how to stop it.
    running: Option<(Question, Arc<AtomicBool>)>,
}

impl WhatIfs {
    /// The last answer that is about this plan and day, and whether it answers this very question.
    pub fn answer(&self, question: &Question) -> Option<(&Arc<WhatIf>, bool)> {
        let (known, answer) = self.answer.as_ref()?;
        known
            .is_beside(question)
            .then_some((answer, known == question))
    }

    /// Whether this question has to be asked: it is neither answered nor being worked out.
    pub fn is_new(&self, question: &Question) -> bool {
        let answered = self.answer.as_ref().is_some_and(|(q, _)| q == question);
        let asked = self.wanted.as_ref() == Some(question);
        !answered && !asked
    }
}

impl AppState {
    /// Works a wish out, off the frame. One that is being worked out for an older wish is given up.
    pub(super) fn ask_what_if(&mut self, wish: Wish) {
        let Some(document) = &self.document else {
            return;
        };
        let question = Question {
            revision: document.revision(),
            today: self.now.today,
            wish: wish.of(document.plan()),
        };
        if !self.what_ifs.is_new(&question) {
            return;
        }
        self.what_ifs.wanted = Some(question);
        match &self.what_ifs.running {
            Some((_, stop)) => stop.store(true, Ordering::Relaxed),
            None => self.answer_next(),
        }
    }

    fn answer_next(&mut self) {
        let (Some(document), Some(question)) = (&self.document, self.what_ifs.wanted.clone())
        else {
            return;
        };
        if document.revision() != question.revision {
            self.what_ifs.wanted = None;
            return;
        }
        let before = self.what_ifs.answer(&question);
        let before = before.map(|(answer, _)| Arc::clone(&answer.before));
        let plan = Arc::clone(document.plan());
        let stop = Arc::new(AtomicBool::new(false));
        self.what_ifs.running = Some((question.clone(), Arc::clone(&stop)));
        self.jobs.start("what if", move || {
            let stopped = || stop.load(Ordering::Relaxed);
            let answer = what_if(&plan, question.today, &question.wish, before, &stopped);
            Event::WhatIf {
                answer: (!stopped()).then(|| Box::new(answer)),
            }
        });
    }

    /// Takes an answer; `None`: it was given up for a newer question.
    pub(super) fn what_if_answered(&mut self, answer: Option<Box<WhatIf>>) {
        let Some((question, _)) = self.what_ifs.running.take() else {
            return;
        };
        if let Some(answer) = answer {
            if self.what_ifs.wanted.as_ref() == Some(&question) {
                self.what_ifs.wanted = None;
            }
            self.what_ifs.answer = Some((question, Arc::from(answer)));
        }
        self.answer_next();
    }
}
