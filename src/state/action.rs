//! Actions: what a view asks for. Views send them while they draw; they are carried out after the frame's pass.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::domain::merge::ChangeId;
use crate::domain::{Answers, Edit, ItemId, RunId, SessionId, Week};

use crate::planner::Wish;
use crate::store::backups::Backup;
use crate::store::export::{Options, What};
use crate::store::settings::SavedFilter;
use crate::store::settings::WeekStart;

use super::command::Command;
use super::document::Gesture;
use super::importing::How;
use super::notice::Answer;
use super::toast::Warning;

/// A place of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The five questions.
    Welcome,
    /// What to do now.
    #[default]
    Today,
    /// The path as a board.
    Board,
    /// The weeks until the interview.
    Calendar,
    /// Everything there is to study, and the item page.
    Library,
    /// Design prompts and reviews.
    Practice,
    /// How far the user has come.
    Progress,
    /// Looking back on a week.
    Week,
    /// Interviews, hours, look.
    Settings,
}

impl View {
    /// As the rail and the headings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Welcome => "Welcome",
            Self::Today => "Today",
            Self::Board => "Board",
            Self::Calendar => "Calendar",
            Self::Library => "Library",
            Self::Practice => "Practice",
            Self::Progress => "Progress",
            Self::Week => "Week review",
            Self::Settings => "Settings",
        }
    }
}

/// What is selected. It survives a change of view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The item that was selected last: the inspector shows it where it is alone.
    pub item: Option<ItemId>,
    /// The session of it that was meant, where one was.
    pub session: Option<SessionId>,
    /// Other items that are selected with it.
    pub others: BTreeSet<ItemId>,
}

impl Selection {
    /// Only this item.
    pub fn of(item: ItemId) -> Self {
        Self {
            item: Some(item),
            ..Self::default()
        }
    }

    /// Whether the item is selected, alone or among others.
    pub fn has(&self, item: &ItemId) -> bool {
        self.item.as_ref() == Some(item) || self.others.contains(item)
    }

    /// Whether more than one item is selected.
    pub fn is_many(&self) -> bool {
        self.item.is_some() && !self.others.is_empty()
    }

    /// All items that are selected, in the order of their ids.
    pub fn all(&self) -> BTreeSet<ItemId> {
        let mut all = self.others.clone();
        all.extend(self.item.clone());
        all
    }

    /// Takes an item in, or out again.
    pub fn toggle(&mut self, item: ItemId) {
        self.session = None;
        if self.item.as_ref() == Some(&item) {
            self.item = self.others.pop_last();
        } else if !self.others.remove(&item)
            && let Some(last) = self.item.replace(item)
        {
            self.others.insert(last);
        }
    }

    /// Forgets items that are gone.
    pub(super) fn retain(&mut self, there: impl Fn(&ItemId) -> bool) {
        self.others.retain(&there);
        if self.item.as_ref().is_some_and(|item| !there(item)) {
            self.item = self.others.pop_last();
            self.session = None;
        }
    }
}

/// What a view asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Do an edit, with a toast that offers undo.
    Edit(Edit),
    /// Do an edit that breaks something: its toast says what, and offers undo and, where it helps, a replan.
    EditWarned(Edit, Warning),
    /// Do an edit that is part of a longer gesture (typing): one step of undo together, no toast.
    EditIn(Edit, Gesture),
    /// Do an edit that the user sees happen where they look (a tick, a tick taken back): no toast.
    EditQuietly(Edit),
    /// Carry out a command.
    Run(Command),
    /// Show a view.
    Go(View),
    /// Select an item.
    Select(ItemId),
    /// Select an item beside those that are selected, or take it out of them (Ctrl+click).
    ToggleSelected(ItemId),
    /// Select all of these; the last is the one that further keys start from (Shift+click, a frame drawn around them).
    SelectAll(Vec<ItemId>),
    /// Select a session with its item.
    SelectSession(SessionId),
    /// The card of this session has the keyboard focus on Today; `None`: none has.
    PointAt(Option<SessionId>),
    /// Select nothing.
    Deselect,
    /// Show the item page.
    OpenItem(ItemId),
    /// Show this design session in Practice; `None`: the prompts.
    ShowRun(Option<RunId>),
    /// Leave the item page for the library's table.
    CloseItem,
    /// Open a link: in the browser, or a file (checked there, and asked first where it leads somewhere new).
    OpenUrl(String),
    /// Open the link that was shown and asked about.
    OpenAskedLink,
    /// Make a plan from the answers, schedule it and open it.
    Create(Box<Answers>),
    /// Open a plan file.
    OpenPath(PathBuf),
    /// Back into the example that was just left.
    BackToExample,
    /// A file was dropped on the window: open it where no plan is open, else ask what to do with it.
    ImportOrOpen(PathBuf),
    /// Look at a file to import.
    ImportPath(PathBuf),
    /// Read what is to be imported in another way, or do something else with it.
    ImportAs(Box<How>, ImportChoice),
    /// Bring in what was offered, without these changes.
    AcceptImport(BTreeSet<ChangeId>),
    /// Show how an earlier version differs from the plan.
    LookAtVersion(u64),
    /// Put the earlier version that is looked at in the place of the plan's content.
    RestoreVersion,
    /// Answer a notice.
    AnswerNotice(u64, Answer),
    /// Go on with an earlier version, or with the plan as this machine had it last, in place of a file that cannot be read.
    GoOnWith(Option<Box<Backup>>),
    /// Go on with both sides of a file with conflict marks, merged.
    GoOnWithMerged,
    /// Show how a damaged file differs from the last good copy.
    ShowDifferences,
    /// Show a folder in the desktop's own program.
    OpenFolder(PathBuf),
    /// Ask for a file, and export to it in this way.
    Export(What, Box<Options>),
    /// Export to this file, in the way that was last chosen.
    ExportTo(What, PathBuf),
    /// Keep the plan in this file from now on.
    SaveTo(PathBuf),
    /// Attach this file to the item that is selected.
    Attach(PathBuf),
    /// Work out what other hours or dates would come to. Nothing is changed by it.
    AskWhatIf(Box<Wish>),
    /// Plan the days ahead again as what is decided after this week: where the proposal is taken, that was decided.
    ReplanAfter(Week),
    /// Plan the days ahead as they would be with this edit. Nothing is changed before the proposal is taken; then both are one
    /// step.
    ReplanWith(Box<Edit>),
    /// Take the proposed schedule that is shown.
    AcceptProposal,
    /// Show what the full search found in place of the proposal, where it is better.
    LetBetterIn,
    /// Look at the fuller schedule, or back at the calm one.
    ChooseFuller(bool),
    /// Stop the planner; a proposal on screen stays.
    StopSearch,
    /// Show the better schedule that was found for a new plan.
    LookAtBetter,
    /// Close what asks (a proposal, an import, a path field).
    Dismiss,
    /// Begin to ask prompts.
    Drill(super::sitting::Drill),
    /// Say something in a toast.
    Say(String),
    /// Say why nothing was done, or what to do first.
    Hint(String),
    /// Set the magnification: 1.0 to 2.0.
    Zoom(f32),
    /// Forget a plan in the list of recent ones.
    ForgetRecent(PathBuf),
    /// Give a command this key in the place of its own; `None`: no key at all.
    BindKey(Command, Option<String>),
    /// Give a command its usual keys again; `None`: all commands.
    UsualKeys(Option<Command>),
    /// What the rows of the library stand under, and its columns (their names in the settings; none: all).
    LibraryLooks(String, Vec<String>),
    /// Whether the calendar shows its backlog.
    CalendarBacklog(bool),
    /// Keep a filter of the board under its name.
    SaveBoardFilter(Box<SavedFilter>),
    /// Forget the filter of the board with this name.
    ForgetBoardFilter(String),
    /// Collapse a column of the board, or open it again; `None`: open all.
    CollapseColumn(Option<String>, bool),
    /// Let the desktop remind of the day's first session so many minutes before it; `None`: not at all.
    Remind(Option<u16>),
    /// Work out what planning again would move. Nothing is changed by it.
    Foresee,
    /// Show a reminder now, to see whether the desktop shows it.
    TryReminder,
    /// Whether a chime sounds when a stage, a focus or a break ends.
    Chime(bool),
    /// Sound the chime now.
    TryChime,
    /// Whether the desktop says so, too.
    NotifyTurns(bool),
    /// After how many minutes without input it is asked whether somebody was there; 0: never.
    AskAwayAfter(u16),
    /// The day that weeks begin with on screen.
    WeekStartsOn(WeekStart),
}

/// What to do with an imported file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportChoice {
    /// A plan of its own beside this one.
    Copy,
    /// In the place of this plan's content (undo brings it back).
    Replace,
    /// What is new comes in, what the user made of theirs stays.
    Merge,
}
