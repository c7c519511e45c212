//! The plan: the user's whole document, as a value. Cloning it is cheap; it changes only through [`Plan::apply`].
//!
//! Not here: how an edit changes it (`apply/`), questions that need the whole plan read (`index.rs`).

use std::collections::BTreeMap;

use super::availability::Availability;
use super::id::{ItemId, PlanId, StepId};
use super::interview::Interview;
use super::item::{Depth, Item};
use super::link::Link;
use super::path::{Familiarity, Path, Step};
use super::recall::{Prompt, Review};
use super::run::Run;
use super::schedule::Cut;
use super::session::Session;
use super::table::Table;
use super::time::{Day, Minutes};
use super::timer::{Rhythm, Timer};
use super::week::{Week, WeekNote};

/// The version of the file format that this program writes.
pub const FORMAT: u32 = 1;

crate::record! {
    /// What the planner must keep to, besides the time there is.
    pub struct Rules {
        /// Most study sessions on one day.
        pub max_items: u8 = 3,
        /// Most reviews on one day.
        pub max_reviews: u8 = 4,
        /// Most reviews of one item.
        pub max_item_reviews: u8 = 3,
        /// The shortest useful study session.
        pub min_session: Minutes = Minutes(25),
        /// The length of a review.
        pub review: Minutes = Minutes(10),
        /// Recall that reviews aim at, in per mille: a prompt is due when its predicted recall falls to this; 700 to 970.
        pub target_recall: u16 = 900,
        /// Parameters w0 … w20 of the memory model (FSRS-6); empty: the defaults.
        pub fsrs: Vec<f64> = Vec::new(),
        /// Most prompts that the review queue asks on one day.
        pub max_prompts: u16 = 40,
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            max_items: 3,
            max_reviews: 4,
            max_item_reviews: 3,
            min_session: Minutes(25),
            review: Minutes(10),
            target_recall: 900,
            fsrs: Vec::new(),
            max_prompts: 40,
            unknown: Default::default(),
        }
    }
}

crate::record! {
    /// Everything the user keeps in one file.
    pub struct Plan {
        /// Version of the file format: [`FORMAT`].
        pub format: u32,
        /// Names this plan wherever its file is.
        pub id: PlanId,
        /// What the user calls it.
        pub name: String,
        /// The first study day.
        pub start_on: Day,
        /// What it works towards.
        pub interviews: Table<Interview> = Table::default(),
        /// The time there is.
        pub availability: Availability = Availability::default(),
        /// What the planner keeps to.
        pub rules: Rules = Rules::default(),
        /// The steps of the path.
        pub steps: Table<Step> = Table::default(),
        /// What there is to study, with the user's progress and notes.
        pub items: Table<Item> = Table::default(),
        /// How items bear on each other.
        pub links: Table<Link> = Table::default(),
        /// The schedule and the log.
        pub sessions: Table<Session> = Table::default(),
        /// What the last schedule left out, and why.
        pub cuts: Table<Cut> = Table::default(),
        /// What is asked from memory.
        pub prompts: Table<Prompt> = Table::default(),
        /// How the answers went.
        pub reviews: Table<Review> = Table::default(),
        /// What the schedule in force was made for: a sum by which the planner knows that nothing has changed since; 0:
        /// not known. Any other number is only a reason to look again.
        pub made_for: u64 = 0,
        /// The timer that runs now.
        pub timer: Option<Timer> = None,
        /// How many cards the user wants in a column of the board at most; the columns' names are the board's own.
        pub limits: BTreeMap<String, u8> = BTreeMap::new(),
        /// Design sessions, running and over.
        pub runs: Table<Run> = Table::default(),
        /// The rhythm of focus and breaks that timers keep.
        pub rhythm: Rhythm = Rhythm::default(),
        /// What the user says about the weeks that they looked back on.
        pub weeks: BTreeMap<Week, WeekNote> = BTreeMap::new(),
        /// Whether it is an example to look around in, and nobody's own.
        pub example: bool = false,
    }
}

impl Plan {
    /// A plan with nothing in it.
    pub fn empty(id: PlanId, name: impl Into<String>, start_on: Day) -> Self {
        Self {
            format: FORMAT,
            id,
            name: name.into(),
            start_on,
            interviews: Table::default(),
            availability: Availability::default(),
            rules: Rules::default(),
            steps: Table::default(),
            items: Table::default(),
            links: Table::default(),
            sessions: Table::default(),
            cuts: Table::default(),
            prompts: Table::default(),
            reviews: Table::default(),
            made_for: 0,
            timer: None,
            limits: BTreeMap::new(),
            runs: Table::default(),
            rhythm: Rhythm::default(),
            weeks: BTreeMap::new(),
            example: false,
            unknown: Default::default(),
        }
    }

    /// A plan over a path, with nothing scheduled yet.
    pub fn from_path(id: PlanId, name: impl Into<String>, start_on: Day, path: &Path) -> Self {
        let mut plan = Self::empty(id, name, start_on);
        plan.steps = path.steps.clone();
        plan.items = path.items.clone();
        plan.links = path.links.clone();
        plan.prompts = path.prompts.clone();
        plan
    }

    /// The steps in the order of the path.
    pub fn steps_in_order(&self) -> Vec<&Step> {
        let mut steps: Vec<&Step> = self.steps.iter().map(|step| &**step).collect();
        steps.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
        steps
    }

    /// The number a step is shown with, from 1; 0 for items without a step.
    pub fn step_number(&self, step: Option<&StepId>) -> u32 {
        step.and_then(|step| self.steps.get(step))
            .map_or(0, |step| step.order)
    }

    /// The interviews by date.
    pub fn interviews_in_order(&self) -> Vec<&Interview> {
        let mut all: Vec<&Interview> = self.interviews.iter().map(|one| &**one).collect();
        all.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
        all
    }

    /// The next interview on or after `today`.
    pub fn next_interview(&self, today: Day) -> Option<&Interview> {
        self.interviews_in_order()
            .into_iter()
            .find(|interview| interview.on >= today)
    }

    /// The last interview's day.
    pub fn last_day(&self) -> Option<Day> {
        self.interviews.iter().map(|interview| interview.on).max()
    }

    /// The whole effort of an item at a depth: the user's estimate where there is one, else the path's, at the pace that the
    /// user took over for it.
    pub fn effort_at(&self, item: &Item, depth: Depth) -> Minutes {
        if let Some(estimate) = item.estimate {
            return estimate;
        }
        let expected = self.path_effort(item, depth);
        item.pace.map_or(expected, |pace| expected.at_pace(pace))
    }

    /// What the path expects for an item at a depth: its effort, shortened by how well the user knows its step.
    pub fn path_effort(&self, item: &Item, depth: Depth) -> Minutes {
        let known = item
            .step
            .as_ref()
            .and_then(|step| self.steps.get(step))
            .map_or(Familiarity::New, |step| step.familiarity);
        item.effort.at(depth).percent(known.effort_percent())
    }

    /// The whole effort of an item at its depth.
    pub fn effort(&self, item: &Item) -> Minutes {
        self.effort_at(item, item.depth)
    }

    /// The title of an item, or its id where there is no such item.
    pub fn title_of<'a>(&'a self, item: &'a ItemId) -> &'a str {
        self.items
            .get(item)
            .map_or(item.as_str(), |item| item.title.as_str())
    }

    /// The short title of an item, or its id where there is no such item.
    pub fn short_title_of<'a>(&'a self, item: &'a ItemId) -> &'a str {
        self.items
            .get(item)
            .map_or(item.as_str(), |item| item.short_title())
    }
}
