//! The five answers that a first plan is made of.
//!
//! Not here: how they are asked (`ui/views/welcome`), how the plan is scheduled (`planner/`).

use std::collections::{BTreeMap, BTreeSet};

use super::availability::{Availability, Weekly};
use super::id::{InterviewId, PlanId, StepId};
use super::interview::{Interview, Round};
use super::path::{Familiarity, Path};
use super::plan::Plan;
use super::time::{Day, Minutes};

/// An interview as it is first told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterviewAnswer {
    /// What it is called; empty: as its round is called.
    pub name: String,
    /// What it asks about.
    pub round: Round,
    /// Its day.
    pub on: Day,
}

/// What the user said: interviews, time a weekday, what they know, days off, the first day.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// What the plan is called; empty: after its last interview.
    pub name: String,
    /// At least one.
    pub interviews: Vec<InterviewAnswer>,
    /// Minutes a weekday, Monday first.
    pub minutes: [Minutes; 7],
    /// How well each step is known; steps that are not named are new.
    pub familiarity: BTreeMap<StepId, Familiarity>,
    /// Days without study.
    pub days_off: BTreeSet<Day>,
    /// The first study day.
    pub start_on: Day,
}

impl Answers {
    /// What is filled in before the user says anything: an onsite in eight weeks, an hour on Monday to Thursday and
    /// two on Saturday and Sunday, everything new, from today on.
    pub fn sensible(today: Day) -> Self {
        let hour = Minutes::hours(1);
        let two = Minutes::hours(2);
        Self {
            name: String::new(),
            interviews: vec![InterviewAnswer {
                name: String::new(),
                round: Round::Onsite,
                on: today.plus(56),
            }],
            minutes: [hour, hour, hour, hour, Minutes::ZERO, two, two],
            familiarity: BTreeMap::new(),
            days_off: BTreeSet::new(),
            start_on: today,
        }
    }

    /// The plan that these answers make over a path, with nothing scheduled yet.
    pub fn plan(&self, id: PlanId, path: &Path) -> Plan {
        let mut plan = Plan::from_path(id, self.plan_name(), self.start_on, path);
        for (n, answer) in self.interviews.iter().enumerate() {
            let name = interview_name(answer);
            let mut slug = InterviewId::slug(&name);
            if plan.interviews.contains(&slug) {
                slug = InterviewId::slug(&format!("{name}-{}", n + 1));
            }
            plan.interviews
                .put(Interview::new(slug, name, answer.round, answer.on));
        }
        plan.availability = Availability {
            weekly: Weekly::of_minutes(self.minutes),
            exceptions: self
                .days_off
                .iter()
                .map(|day| (*day, Minutes::ZERO))
                .collect(),
            ..Availability::default()
        };
        for (step, familiarity) in &self.familiarity {
            plan.steps
                .update(step, |step| step.familiarity = *familiarity);
        }
        plan
    }

    /// The plan's name: as given, else after the last interview.
    pub fn plan_name(&self) -> String {
        if !self.name.trim().is_empty() {
            return self.name.trim().to_owned();
        }
        match self.interviews.iter().max_by_key(|answer| answer.on) {
            Some(last) => format!(
                "{} {}",
                interview_name(last),
                last.on.date().format("%B %Y")
            ),
            None => "Study plan".to_owned(),
        }
    }
}

fn interview_name(answer: &InterviewAnswer) -> String {
    if answer.name.trim().is_empty() {
        answer.round.name().to_owned()
    } else {
        answer.name.trim().to_owned()
    }
}
