//! Everything the window shows and does, without the window.

use std::path::PathBuf;
use std::sync::Arc;

use crate::domain::time::{Day, Weekday};
use crate::domain::{ItemId, Plan, PlanIndex, RunId, SessionId};
use crate::planner::Cushions;
use crate::store::links::Target;
use crate::store::places::Places;
use crate::store::saver::Saver;
use crate::store::settings::Settings;

use super::action::{Selection, View};
use super::attention::Attention;
use super::document::{Document, Revision};
use super::env::{Env, Now};
use super::forecasting::Forecasts;
use super::foresight::Foresight;
use super::importing::Import;
use super::jobs::{Event, FilePurpose, Jobs};
use super::keeping::{ShownChanges, Troubled};
use super::keymap::Keymap;
use super::memo::Memo;
use super::notice::Notices;
use super::planning::{Along, Proposal, Run};
use super::standing::Standings;
use super::toast::Toasts;
use super::trail::Trail;
use super::versions::Versions;
use super::what_if::WhatIfs;

/// Whether the plan is on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// The file holds what is on screen.
    #[default]
    Saved,
    /// The autosave thread has it.
    Saving,
    /// It could not be written; it is tried again after the next change.
    Failed(String),
}

/// How the program starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The plan file to open, where one was named.
    pub file: Option<PathBuf>,
    /// The study day to live in, in place of the real one.
    pub today: Option<Day>,
}

/// Asks for a path inside the window: where the desktop has no file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathField {
    /// What for.
    pub purpose: FilePurpose,
    /// What is proposed.
    pub proposal: PathBuf,
}

/// The state of the program.
pub struct AppState {
    /// The open plan; none: the five questions are shown.
    pub document: Option<Document>,
    /// A plan file is being read.
    pub opening: bool,
    /// What the user set for all plans.
    pub settings: Arc<Settings>,
    /// Which keys give which command, by the settings.
    pub keymap: Arc<Keymap>,
    /// The view that is shown.
    pub view: View,
    /// What is selected.
    pub selection: Selection,
    /// The item whose page the library shows.
    pub item_page: Option<ItemId>,
    /// The design session that Practice shows.
    pub run_shown: Option<RunId>,
    /// The session whose card has the keyboard focus on Today.
    pub(super) pointed: Option<SessionId>,
    /// Whether somebody is there while something is timed.
    pub(super) attention: Attention,
    /// What is said in passing.
    pub toasts: Toasts,
    /// The schedule that waits for the user's word.
    pub proposal: Option<Proposal>,
    /// What is done together with taking the proposal.
    pub(super) along: Option<Along>,
    /// A better schedule than the one in force, which a fuller search found for a new plan.
    pub better: Option<Box<Proposal>>,
    /// What other hours or dates would come to.
    pub what_ifs: WhatIfs,
    /// What is known of the days to come.
    pub(super) forecasts: Forecasts,
    /// The import that waits for the user's word.
    pub import: Option<Import>,
    /// The earlier versions of the plan, where they are looked at.
    pub versions: Option<Versions>,
    /// A plan whose file cannot be opened.
    pub trouble: Option<Troubled>,
    /// Changes that are looked at.
    pub shown_changes: Option<ShownChanges>,
    /// What happened to the plan outside this window.
    pub notices: Notices,
    /// The path field, where it is open.
    pub path_field: Option<PathField>,
    /// The link that waits for the user's word.
    pub ask_link: Option<Target>,
    /// Whether the plan is on disk.
    pub save_state: SaveState,
    /// The user asked to quit.
    pub quit: bool,
    /// A command of the current view that the view has not carried out yet.
    pub view_command: Option<super::command::Command>,
    /// The time of this frame.
    pub now: Now,
    /// The day that weeks begin with in the desktop's language.
    pub desktop_week: Weekday,
    pub(super) env: Box<dyn Env>,
    pub(super) jobs: Jobs,
    pub(super) places: Places,
    pub(super) saver: Saver,
    pub(super) export_options: Option<crate::store::export::Options>,
    pub(super) asked_at: Option<super::env::Now>,
    /// The file of a plan that is not kept yet: it must not be saved before.
    pub(super) beginning: Option<PathBuf>,
    pub(super) sent_to_saver: Option<Revision>,
    pub(super) run: Option<Run>,
    /// The plan was taken over while something was typed.
    pub(super) late: Option<super::late::Late>,
    pub(super) drilling: super::drilling::Drilling,
    pub(super) recalled: super::recalled::Last,
    pub(super) standings: Standings,
    pub(super) trail: Trail,
    /// When the day's first session comes.
    pub(super) first: Memo<(Revision, Day), Option<super::reminders::First>>,
    /// What planning again would move.
    pub foresight: Foresight,
    /// The plan that was open before the example.
    pub(super) before_example: Option<PathBuf>,
    /// Minutes until the reminder is due, as this frame began.
    pub(super) reminder_due: Option<i64>,
    /// Why the desktop showed no reminder, where it did not.
    pub remind_refused: Option<String>,
    index: Memo<Revision, PlanIndex>,
    /// The plan that was read last: of the next one only what differs is read.
    indexed: Option<(Arc<Plan>, Arc<PlanIndex>)>,
    cushions: Memo<(Revision, Day), Cushions>,
}

impl AppState {
    /// A program that has just started; [`Self::start`] opens what is to be opened.
    pub fn new(env: Box<dyn Env>, jobs: Jobs, places: Places) -> Self {
        let now = env.now();
        let desktop_week = env.first_weekday();
        let (settings, note) = Settings::load(&places);
        let reply = jobs.reply();
        let saver = Saver::spawn(Box::new(move |event| reply(Event::Save(event))));
        let mut toasts = Toasts::default();
        if let Some(note) = note {
            toasts.failed(note);
        }
        let keymap = Arc::new(Keymap::of(&settings));
        Self {
            document: None,
            opening: false,
            keymap,
            settings: Arc::new(settings),
            view: View::Welcome,
            selection: Selection::default(),
            item_page: None,
            run_shown: None,
            attention: Attention::default(),
            toasts,
            proposal: None,
            along: None,
            pointed: None,
            better: None,
            what_ifs: WhatIfs::default(),
            forecasts: Forecasts::default(),
            import: None,
            versions: None,
            trouble: None,
            shown_changes: None,
            notices: Notices::default(),
            path_field: None,
            ask_link: None,
            save_state: SaveState::Saved,
            quit: false,
            view_command: None,
            now,
            desktop_week,
            env,
            jobs,
            places,
            saver,
            export_options: None,
            asked_at: None,
            beginning: None,
            sent_to_saver: None,
            run: None,
            late: None,
            drilling: Default::default(),
            recalled: None,
            standings: Standings::default(),
            trail: Trail::default(),
            first: Memo::default(),
            foresight: Foresight::default(),
            before_example: None,
            reminder_due: None,
            remind_refused: None,
            index: Memo::default(),
            indexed: None,
            cushions: Memo::default(),
        }
    }

    /// Opens the plan that was named, else the last one (or the example, where that was open over it), else asks the five
    /// questions.
    pub fn start(&mut self, start: &Start) {
        let named = start.file.clone();
        if named.is_none() && self.settings.in_example {
            return self.go_on_in_example();
        }
        self.put_example_away();
        let last = self.settings.last_plan.clone().map(PathBuf::from);
        if let Some(file) = named.or(last.filter(|path| self.places.exists(path))) {
            self.open_path(file);
        }
    }

    /// Begins a frame: asks the clock, takes what the jobs sent.
    pub fn begin_frame(&mut self) {
        self.now = self.env.now();
        while let Some(event) = self.jobs.next() {
            self.take(event);
        }
        self.drop_stale_plans();
        self.remind();
        self.sweep_drill();
    }

    /// Ends a frame: hands what changed to the autosave thread.
    pub fn end_frame(&mut self) {
        self.follow_trail();
        self.autosave();
    }

    /// The index of the open plan, worked out once an outline.
    pub fn index(&mut self) -> Option<Arc<PlanIndex>> {
        let document = self.document.as_ref()?;
        let plan = Arc::clone(document.plan());
        let before = self.indexed.take();
        let index = self.index.get(document.outline(), || match &before {
            Some((old, index)) => index.after(old, &plan),
            None => PlanIndex::new(&plan),
        });
        self.indexed = Some((plan, Arc::clone(&index)));
        Some(index)
    }

    /// The cushions of the open plan, worked out once an outline and day.
    pub fn cushions(&mut self) -> Arc<Cushions> {
        let Some(document) = &self.document else {
            return Arc::default();
        };
        let (plan, today) = (Arc::clone(document.plan()), self.now.today);
        self.cushions
            .get((document.outline(), today), || Cushions::new(&plan, today))
    }

    /// Seconds until the screen must be drawn again though nothing happens: the next minute of a running timer or of a
    /// design session, the next turn of focus and break, the next study day, the reminder.
    pub fn next_wake(&self) -> Option<f32> {
        let (screen, reminder) = (self.screen_wake(), self.reminder_wake());
        match (screen, reminder) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }

    fn screen_wake(&self) -> Option<f32> {
        let document = self.document.as_ref()?;
        let now = self.now.stamp;
        if let Some(timer) = document.plan().timer.as_ref().filter(|t| !t.paused) {
            let minute = 60 - timer.worked(now) % 60;
            let turn = timer.beat(now).map_or(minute, |beat| beat.left.max(1));
            return Some(minute.min(turn) as f32);
        }
        if let Some(run) = document.plan().runs.iter().find(|run| run.is_running()) {
            return Some((60 - run.spent_in(run.at(), now) % 60) as f32);
        }
        let clock = u32::from(self.now.moment.clock().minutes());
        let rollover = crate::domain::time::ROLLOVER_HOUR * 60;
        let minutes = (rollover + 24 * 60 - clock - 1) % (24 * 60) + 1;
        Some((minutes * 60) as f32)
    }

    /// The jobs off the frame.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// A number nobody can guess.
    pub fn random(&mut self) -> u64 {
        self.env.random()
    }

    /// Changes the settings and keeps them.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let settings = Arc::make_mut(&mut self.settings);
        change(settings);
        let keymap = Keymap::of(settings);
        if keymap != *self.keymap {
            self.keymap = Arc::new(keymap);
        }
        let (settings, places) = (settings.clone(), self.places.clone());
        self.saver.settings(settings, places);
    }
}
