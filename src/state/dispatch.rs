//! Carries out actions and commands.
//!
//! Not here: commands of one view ([`super::Scope::View`]): the view carries them out itself.

use crate::domain::item::{Depth, Status};
use crate::domain::session::{Session, SessionKind};
use crate::domain::{Edit, Grade, ItemId, SessionId};
use crate::store::settings::Theme;

use super::action::{Action, Selection, View};
use super::app_state::AppState;
use super::command::{Command, Scope};
use super::document::Gesture;
use super::env::fresh_id;
use super::jobs::{Event, FilePurpose};
use super::planning::Along;
use super::sitting::Drill;

/// The smallest and the largest magnification.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.8..=2.0;

impl AppState {
    /// Carries out an action.
    pub fn dispatch(&mut self, action: Action) {
        match action {
            Action::Edit(edit) => self.edit(&edit, None, true),
            Action::EditWarned(edit, warning) => {
                let before = self.document.as_ref().map(|d| d.revision());
                self.edit(&edit, None, true);
                let now = self.document.as_ref().map(|d| d.revision());
                if before != now {
                    self.toasts.warn_of_last(warning);
                }
            }
            Action::EditIn(edit, gesture) => self.edit(&edit, Some(gesture), false),
            Action::EditQuietly(edit) => self.edit(&edit, None, false),
            Action::Run(command) => self.run(command),
            Action::Go(view) => self.go(view),
            Action::Select(item) => self.selection = Selection::of(item),
            Action::ToggleSelected(item) => self.selection.toggle(item),
            Action::SelectAll(mut items) => {
                let last = items.pop();
                self.selection = Selection {
                    others: items.into_iter().collect(),
                    item: None,
                    session: None,
                };
                if let Some(last) = last {
                    self.selection.others.remove(&last);
                    self.selection.item = Some(last);
                }
            }
            Action::SelectSession(session) => self.select_session(session),
            Action::PointAt(session) => self.pointed = session,
            Action::Deselect => self.selection = super::Selection::default(),
            Action::OpenItem(item) => {
                self.selection = Selection::of(item.clone());
                self.item_page = Some(item);
                self.view = View::Library;
            }
            Action::CloseItem => self.item_page = None,
            Action::ShowRun(run) => {
                if run.is_some() {
                    self.leave_drill();
                }
                self.run_shown = run;
            }
            Action::OpenUrl(url) => self.open_url(&url),
            Action::OpenAskedLink => self.open_asked_link(),
            Action::Create(answers) => self.create(&answers),
            Action::OpenPath(path) => self.open_path(path),
            Action::BackToExample => self.back_to_example(),
            Action::ImportOrOpen(path) if self.document.is_none() => self.open_path(path),
            Action::ImportOrOpen(path) | Action::ImportPath(path) => self.look_at(path),
            Action::ImportAs(how, choice) => self.import_as(*how, choice),
            Action::AcceptImport(refused) => self.accept_import(&refused),
            Action::LookAtVersion(number) => self.look_at_version(number),
            Action::RestoreVersion => self.restore_version(),
            Action::AnswerNotice(id, answer) => self.answer_notice(id, answer),
            Action::GoOnWith(backup) => self.go_on_with(backup.map(|backup| *backup)),
            Action::GoOnWithMerged => self.go_on_with_merged(),
            Action::ShowDifferences => self.show_differences(),
            Action::OpenFolder(folder) => {
                if let Err(error) = self.env.open_file(&folder) {
                    self.toasts.failed(error);
                }
            }
            Action::Export(what, options) => self.export(what, *options),
            // A typed path: the desktop's dialog would have asked.
            Action::ExportTo(_, path) if self.places.exists(&path) => self.toasts.failed(format!(
                "{} is there already, so nothing was written. Choose another name.",
                path.display()
            )),
            Action::ExportTo(what, path) => self.export_to(what, path),
            Action::SaveTo(path) => self.save_to(path),
            Action::Attach(path) => self.use_file(FilePurpose::Attach, path),
            Action::AskWhatIf(wish) => self.ask_what_if(*wish),
            Action::ReplanAfter(week) => self.replan_along(Along::Week(week)),
            Action::ReplanWith(edit) => self.replan_along(Along::Edit(edit)),
            Action::AcceptProposal => self.accept_proposal(),
            Action::LetBetterIn => self.let_better_in(),
            Action::ChooseFuller(fuller) => self.choose_fuller(fuller),
            Action::StopSearch => self.stop_search(),
            Action::LookAtBetter => self.look_at_better(),
            Action::Dismiss => {
                if self.trouble.is_some() {
                    self.toasts
                        .hint("The file was left as it is. Open it again from the menu of plans.");
                }
                self.dismiss_proposal();
                self.import = None;
                self.path_field = None;
                self.ask_link = None;
                self.versions = None;
                self.trouble = None;
                self.shown_changes = None;
            }
            Action::Drill(drill) => self.start_drill(&drill),
            Action::Say(text) => self.toasts.say(text),
            Action::Hint(text) => self.toasts.hint(text),
            Action::Zoom(zoom) => {
                let zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
                self.change_settings(|settings| settings.zoom = zoom);
            }
            Action::ForgetRecent(path) => {
                self.change_settings(|settings| settings.forget(&path));
            }
            Action::BindKey(command, key) => {
                self.change_settings(|settings| settings.bind(command, key.as_deref()));
            }
            Action::UsualKeys(Some(command)) => {
                self.change_settings(|settings| settings.unbind(command));
            }
            Action::UsualKeys(None) => self.change_settings(|settings| settings.keys.clear()),
            Action::LibraryLooks(group, columns) => self.change_settings(|settings| {
                settings.library_group = group;
                settings.library_columns = columns;
            }),
            Action::CalendarBacklog(shown) => {
                self.change_settings(|settings| settings.calendar_backlog = shown);
            }
            Action::SaveBoardFilter(filter) => {
                self.change_settings(|settings| settings.keep_filter(*filter));
            }
            Action::ForgetBoardFilter(name) => {
                self.change_settings(|settings| settings.forget_filter(&name));
            }
            Action::CollapseColumn(column, collapse) => {
                self.change_settings(|settings| match column {
                    Some(column) => settings.collapse(&column, collapse),
                    None => settings.board_collapsed.clear(),
                });
            }
            Action::Remind(lead) => self.set_reminder(lead),
            Action::Foresee => self.foresee(),
            Action::TryReminder => self.try_reminder(),
            Action::Chime(on) => self.change_settings(|settings| settings.chime = on),
            Action::TryChime => self.chime(),
            Action::NotifyTurns(on) => {
                self.change_settings(|settings| settings.turns_notify = on);
            }
            Action::AskAwayAfter(minutes) => {
                let minutes = minutes.min(super::attention::MAX_IDLE);
                self.change_settings(|settings| settings.idle_after = minutes);
            }
            Action::WeekStartsOn(day) => {
                self.change_settings(|settings| settings.set_week_start(day));
            }
        }
    }

    /// Does an edit and says so, or says why not.
    pub(super) fn edit(&mut self, edit: &Edit, gesture: Option<Gesture>, say: bool) {
        let late = self.is_late(gesture);
        let Some(document) = &mut self.document else {
            return;
        };
        if let Some(reason) = document.read_only().filter(|_| !late) {
            let text = format!(
                "Not done: this plan can only be looked at. {reason} Save it under another name to go on (Ctrl+Shift+S)."
            );
            self.toasts.failed(text);
            return;
        }
        let (before, items) = (document.revision(), document.plan().items.len());
        match document.apply_in(edit, gesture) {
            Ok(label) => {
                let revision = document.revision();
                if revision == before {
                    return;
                }
                if late {
                    return self.keep_late();
                }
                let left = document.plan().items.len();
                if left < items {
                    // The user did that, and can undo it: no reason to ask again when it is saved.
                    self.saver.allow(document.path(), left);
                }
                if say {
                    self.toasts.done(label, revision);
                    if let Some(freed) = super::freed::by(edit, document.plan(), self.now.today) {
                        self.toasts.warn_of_last(freed);
                    }
                } else {
                    self.toasts.close_offers();
                }
                self.forget_what_is_gone();
            }
            Err(error) => self.toasts.failed(format!("Not done: {error}.")),
        }
    }

    /// Whether a command can be given now.
    pub fn is_enabled(&self, command: Command) -> bool {
        let open = self.document.is_some() && self.view != View::Welcome;
        match command {
            Command::Undo => {
                let document = self.document.as_ref();
                open && document
                    .is_some_and(|d| d.read_only().is_none() && d.undo_label().is_some())
            }
            Command::Redo => {
                let document = self.document.as_ref();
                open && document
                    .is_some_and(|d| d.read_only().is_none() && d.redo_label().is_some())
            }
            // The ways back to the plan that is open.
            Command::GoToday
            | Command::GoBoard
            | Command::GoCalendar
            | Command::GoLibrary
            | Command::GoPractice
            | Command::GoProgress => self.document.is_some(),
            Command::LeaveExample | Command::KeepExample => open && self.is_example(),
            Command::PauseTimer => self.can_pause(),
            Command::GoBack => open && self.can_go_back(),
            Command::GoForward => open && self.can_go_forward(),
            Command::OpenLink => self
                .selected_item()
                .is_some_and(|item| !item.urls.is_empty()),
            Command::AddRounds => {
                open && self.document.as_ref().is_some_and(|d| {
                    let pack = crate::store::builtin::pack_rounds();
                    !pack.items.keys().all(|id| d.plan().items.contains(id))
                })
            }
            _ => match command.scope() {
                Scope::Program => true,
                Scope::Plan => open,
                Scope::Item => open && self.selection.item.is_some() && !self.is_drilling(),
                Scope::Drill => open && self.is_drilling(),
                Scope::View(View::Welcome) => self.view == View::Welcome,
                Scope::View(view) => open && self.view == view && !self.is_drilling(),
            },
        }
    }

    /// Gives a command.
    pub fn run(&mut self, command: Command) {
        if !self.is_enabled(command) {
            return;
        }
        match command {
            Command::NewPlan => self.go(View::Welcome),
            Command::OpenPlan => self.ask_file(FilePurpose::Open),
            Command::Import => self.ask_file(FilePurpose::Import),
            Command::SaveAs => self.ask_file(FilePurpose::SaveAs),
            Command::AttachFile => self.ask_file(FilePurpose::Attach),
            Command::SaveNow => {
                self.autosave();
                self.toasts
                    .say("Saved. Every change is saved by itself, too.");
            }
            Command::ThemeLight => self.change_settings(|s| s.theme = Theme::Light),
            Command::ThemeDark => self.change_settings(|s| s.theme = Theme::Dark),
            Command::ThemeSystem => self.change_settings(|s| s.theme = Theme::System),
            Command::ZoomIn => self.zoom_by(0.1),
            Command::ZoomOut => self.zoom_by(-0.1),
            Command::ZoomReset => self.dispatch(Action::Zoom(1.0)),
            Command::Quit => self.quit = true,
            Command::GoToday => self.go(View::Today),
            Command::GoBoard => self.go(View::Board),
            Command::GoCalendar => self.go(View::Calendar),
            Command::GoLibrary => self.go(View::Library),
            Command::GoPractice => self.go(View::Practice),
            Command::GoProgress => self.go(View::Progress),
            Command::OpenExample => self.open_example(),
            Command::LeaveExample => self.leave_example(),
            Command::KeepExample => self.keep_example(),
            Command::WeekReview => self.go(View::Week),
            Command::GoSettings => self.go(View::Settings),
            Command::GoBack => self.go_back(),
            Command::GoForward => self.go_forward(),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Replan => {
                self.along = None;
                self.replan();
            }
            Command::Versions => self.show_versions(),
            Command::AddRounds => self.add_path(crate::store::builtin::pack_rounds()),
            Command::ToggleInspector => {
                self.change_settings(|s| s.inspector = !s.inspector);
            }
            Command::ToggleTimer => self.toggle_timer(),
            Command::PauseTimer => self.pause_timer(),
            Command::NextPhase => self.next_phase(),
            Command::OpenItem => {
                if let Some(item) = self.selection.item.clone() {
                    self.dispatch(Action::OpenItem(item));
                }
            }
            Command::Deselect => self.dispatch(Action::Deselect),
            Command::MarkDone => self.mark_selected(Status::Done),
            Command::MarkInProgress => self.mark_selected(Status::InProgress),
            Command::MarkToDo => self.mark_selected(Status::ToDo),
            Command::MarkSkipped => self.mark_selected(Status::Skipped),
            Command::DepthLean => self.deepen_selected(Some(Depth::Lean)),
            Command::DepthCore => self.deepen_selected(Some(Depth::Core)),
            Command::DepthDeep => self.deepen_selected(Some(Depth::Deep)),
            Command::DepthAuto => self.deepen_selected(None),
            Command::OpenLink => {
                let url = self.selected_item().and_then(|item| item.urls.first());
                if let Some(url) = url.map(|link| link.url.clone()) {
                    self.open_url(&url);
                }
            }
            Command::PlanSession => self.plan_session(),
            Command::StartReviews => self.start_drill(&Drill::Queue),
            Command::DrillItem => {
                if let Some(item) = self.selection.item.clone() {
                    self.start_drill(&Drill::Item(item));
                }
            }
            Command::DrillReveal => self.reveal(),
            Command::RateAgain => self.rate(Grade::Again),
            Command::RateHard => self.rate(Grade::Hard),
            Command::RateGood => self.rate(Grade::Good),
            Command::RateEasy => self.rate(Grade::Easy),
            Command::DrillUndo => self.undo_rating(),
            Command::DrillLeave => self.end_drill(),
            Command::NewPrompt => self.new_prompt(),
            Command::DeleteItem => self.delete_selected(),
            Command::EditNotes => {
                let on_page = self.view == View::Library && self.item_page.is_some();
                if self.view == View::Settings {
                    self.run(Command::OpenItem);
                } else if !on_page && !self.settings.inspector {
                    self.change_settings(|s| s.inspector = true);
                }
                self.view_command = Some(command);
            }
            // The window shows the palette, the help sheet and what asks for something new; the views carry out their own.
            _ => self.view_command = Some(command),
        }
    }

    fn zoom_by(&mut self, step: f32) {
        let zoom = ((self.settings.zoom + step) * 10.0).round() / 10.0;
        self.dispatch(Action::Zoom(zoom));
    }

    fn go(&mut self, view: View) {
        if self.document.is_none() && !matches!(view, View::Welcome | View::Settings) {
            return;
        }
        if view == View::Library && self.view == View::Library {
            self.item_page = None;
        }
        self.view = view;
    }

    pub(super) fn undo(&mut self) {
        // Where the plan can only be looked at, nothing is taken back either.
        let document = self.document.as_mut();
        let document = document.filter(|document| document.read_only().is_none());
        let undone = document.and_then(|document| document.undo());
        if let Some(undone) = undone {
            self.toasts.undone(&undone.label);
            self.after_undo(undone.subject);
        }
    }

    fn redo(&mut self) {
        let document = self.document.as_mut();
        let document = document.filter(|document| document.read_only().is_none());
        let redone = document.and_then(|document| document.redo());
        if let (Some(redone), Some(document)) = (redone, &self.document) {
            self.toasts.done(redone.label, document.revision());
            self.after_undo(redone.subject);
        }
    }

    fn after_undo(&mut self, subject: Option<ItemId>) {
        self.follow_drill();
        let now = self.document.as_ref().map(|d| d.revision());
        self.notices.forget(|what| match what {
            super::notice::What::Merged { revision, .. } => revision.is_some() && *revision != now,
            _ => false,
        });
        let there = subject.filter(|id| {
            let plan = self.document.as_ref().map(|d| d.plan());
            plan.is_some_and(|plan| plan.items.contains(id))
        });
        // Beside a design session the digits rate: they must not come to mean an item.
        let rating = self.view == View::Practice && self.run_shown.is_some();
        // Nor does anything come up beside a sitting, or when it ends.
        if let Some(item) = there
            && !rating
            && !self.is_drilling()
            && !self.selection.has(&item)
        {
            self.selection = Selection::of(item);
        }
        self.forget_what_is_gone();
    }

    /// Selections and pages of what was deleted are closed.
    pub(super) fn forget_what_is_gone(&mut self) {
        let Some(plan) = self.document.as_ref().map(|d| d.plan()) else {
            return;
        };
        self.selection.retain(|id| plan.items.contains(id));
        if self
            .selection
            .session
            .as_ref()
            .is_some_and(|id| !plan.sessions.contains(id))
        {
            self.selection.session = None;
        }
        if self
            .item_page
            .as_ref()
            .is_some_and(|id| !plan.items.contains(id))
        {
            self.item_page = None;
        }
    }

    fn selected_item(&self) -> Option<&crate::domain::Item> {
        let id = self.selection.item.as_ref()?;
        let plan = self.document.as_ref()?.plan();
        plan.items.get(id).map(|item| &**item)
    }

    fn select_session(&mut self, session: SessionId) {
        let plan = self.document.as_ref().map(|d| d.plan());
        let item = plan.and_then(|plan| plan.sessions.get(&session).map(|s| s.item.clone()));
        if let Some(item) = item {
            self.selection = Selection::of(item);
            self.selection.session = Some(session);
        }
    }

    fn plan_session(&mut self) {
        let (Some(item), Some(document)) = (self.selection.item.clone(), &self.document) else {
            return;
        };
        let minutes = document.plan().rules.min_session;
        let today = self.now.today;
        let id = fresh_id(&mut *self.env, item.as_str());
        let session = Session::new(id, item, SessionKind::Study, today, minutes);
        self.edit(&Edit::AddSession(session), None, true);
    }

    /// Takes what a job sent.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::File { purpose, path } => self.file_chosen(purpose, path),
            Event::Opened {
                path,
                outcome,
                marked,
            } => self.opened(path, *outcome, marked),
            Event::Differs { path, result } => self.differ(&path, result),
            Event::Begun { path, outcome } => self.begun(&path, *outcome),
            Event::News(news) => self.news(*news),
            Event::OutsideMerged(done) => self.outside_merged(*done),
            Event::ToAttach { item, path, there } => self.attach(&item, path, there),
            Event::CopySettled => {}
            Event::Looked { path, result } => self.looked(path, result),
            Event::Offered { ticket, offered } => self.offered(ticket, *offered),
            Event::VersionsListed { path, result } => self.versions_listed(&path, result),
            Event::VersionsTold { path, told } => self.versions_told(&path, told),
            Event::VersionRead { number, result } => self.version_read(number, result),
            Event::Exported { path, result } => self.exported(&path, result),
            Event::Planned { ticket, found } => self.planned(ticket, found),
            Event::Checked {
                revision,
                today,
                serves,
            } => self.checked(revision, today, serves),
            Event::Forecast { ticket, forecast } => self.forecast_came(ticket, forecast),
            Event::WhatIf { answer } => self.what_if_answered(answer),
            Event::Foreseen(moves) => self.foreseen(*moves),
            Event::Reminded(result) => self.reminded(result),
            Event::Chimed(result) => self.chimed(result),
            Event::Example(plan) => self.example_read(plan.map(|plan| *plan)),
            Event::ExampleGone => {}
            Event::Save(event) => self.save_event(event),
        }
    }
}
