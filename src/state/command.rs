//! Commands: everything the program can be told to do without further words. Menus, the palette, shortcuts and the help
//! sheet are all made from this one list.
//!
//! Not here: deeds with content (`domain/edit.rs`), what a command does (`dispatch.rs`, and the views for their own).

use super::action::View;

/// Where a command can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere.
    Program,
    /// Where a plan is open.
    Plan,
    /// Where an item is selected, in every view.
    Item,
    /// While a sitting asks prompts.
    Drill,
    /// In one view only; the view carries it out.
    View(View),
}

impl Scope {
    /// The heading in the help sheet.
    pub fn title(self) -> &'static str {
        match self {
            Self::Program => "Everywhere",
            Self::Plan => "With a plan open",
            Self::Item => "With an item selected",
            Self::Drill => "While drilling",
            Self::View(view) => view.name(),
        }
    }

    /// Whether a key cannot mean two things in these places at once. While a sitting asks, commands of items and views are
    /// not given.
    pub fn meets(self, other: Self) -> bool {
        let wide = |scope| matches!(scope, Self::Program | Self::Plan);
        let item = |scope| matches!(scope, Self::Item);
        let drill = self == Self::Drill || other == Self::Drill;
        self == other || wide(self) || wide(other) || !drill && (item(self) || item(other))
    }
}

macro_rules! commands {
    ($( $(#[$doc:meta])* $name:ident: $scope:expr, $title:literal, $keys:literal, $help:literal; )*) => {
        /// Something the program can be told to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $( #[doc = $help] $name, )*
        }

        impl Command {
            /// All of them, in the order of the help sheet.
            pub const ALL: &'static [Self] = &[$( Self::$name, )*];

            /// Where it can be given.
            pub fn scope(self) -> Scope {
                match self { $( Self::$name => $scope, )* }
            }

            /// Its name in files: that of the variant. It never changes.
            pub fn id(self) -> &'static str {
                match self { $( Self::$name => stringify!($name), )* }
            }

            /// Its name: sentence case, with an ellipsis where more is asked.
            pub fn name(self) -> &'static str {
                match self { $( Self::$name => $title, )* }
            }

            /// The shortcuts it comes with, as text (“Ctrl+Shift+Z”), the one to show first; several are parted by a space.
            /// The user's own are in [`super::Keymap`].
            pub fn keys(self) -> &'static str {
                match self { $( Self::$name => $keys, )* }
            }

            /// One line of what it does.
            pub fn help(self) -> &'static str {
                match self { $( Self::$name => $help, )* }
            }
        }
    };
}

commands! {
    Palette: Scope::Program, "Find or do anything…", "Ctrl+K", "Searches commands, items and notes";
    Help: Scope::Program, "Keyboard shortcuts", "? F1", "Shows every key";
    ChangeKeys: Scope::Program, "Change keys…", "", "Gives commands other keys";
    NewPlan: Scope::Program, "New plan…", "Ctrl+Shift+N", "Asks the five questions for another plan";
    OpenPlan: Scope::Program, "Open a plan…", "Ctrl+O", "Opens a plan file";
    OpenExample: Scope::Program, "Look around with an example", "", "Opens six made-up weeks in a file of their own; nothing of yours is touched";
    LeaveExample: Scope::Plan, "Leave the example", "", "Back to where you were; the example is put away";
    KeepExample: Scope::Plan, "Keep the example as my plan", "", "Makes a plan of your own of it, as it is now";
    Import: Scope::Program, "Import…", "Ctrl+Shift+I", "Brings in a plan, a study list, a table or a calendar";
    ThemeLight: Scope::Program, "Light theme", "", "Dark ink on paper";
    ThemeDark: Scope::Program, "Dark theme", "", "Light ink on slate";
    ThemeSystem: Scope::Program, "Theme of the desktop", "", "Follows the desktop's own setting";
    ZoomIn: Scope::Program, "Zoom in", "Ctrl+Plus Ctrl+Equals", "Makes everything larger, up to 200 %";
    ZoomOut: Scope::Program, "Zoom out", "Ctrl+Minus", "Makes everything smaller";
    ZoomReset: Scope::Program, "Actual size", "Ctrl+0", "Back to 100 %";
    Quit: Scope::Program, "Quit", "Ctrl+Q", "Saves and closes the window";

    GoToday: Scope::Plan, "Go to Today", "Ctrl+1", "What to do now";
    GoBoard: Scope::Plan, "Go to Board", "Ctrl+2", "The path as a board";
    GoCalendar: Scope::Plan, "Go to Calendar", "Ctrl+3", "The weeks until the interview";
    GoLibrary: Scope::Plan, "Go to Library", "Ctrl+4", "Everything there is to study";
    GoPractice: Scope::Plan, "Go to Practice", "Ctrl+5", "Design prompts and reviews";
    GoProgress: Scope::Plan, "Go to Progress", "Ctrl+6", "How far you have come";
    WeekReview: Scope::Plan, "Look back on the week", "Ctrl+7", "What was planned and done, what was learned, what moves";
    GoSettings: Scope::Program, "Go to Settings", "Ctrl+Comma", "Interviews, hours, look";
    Undo: Scope::Plan, "Undo", "Ctrl+Z", "Takes the last change back";
    Redo: Scope::Plan, "Redo", "Ctrl+Shift+Z Ctrl+Y", "Does it again";
    Replan: Scope::Plan, "Replan…", "Ctrl+R", "Plans the days ahead again and shows what moves first";
    LeftOut: Scope::Plan, "What did not fit…", "Ctrl+L", "Every item that is left out or reduced, and what it would cost to keep";
    WhatIf: Scope::Plan, "What if…", "W", "Shows what more or fewer hours, or another date, would change";
    SaveAs: Scope::Plan, "Save as…", "Ctrl+Shift+S", "Keeps the plan in another file from now on";
    SaveNow: Scope::Plan, "Save now", "Ctrl+S", "Writes the file at once (it is saved by itself anyway)";
    Export: Scope::Plan, "Export…", "Ctrl+E", "Writes the plan for calendars, spreadsheets, print, or other people";
    Versions: Scope::Plan, "Earlier versions…", "Ctrl+H", "Looks at the plan as it was, and restores it";
    AddRounds: Scope::Plan, "Add more interview rounds", "", "Adds the optional pack: ML coding, behavioural, LLM design, experiments, SQL";
    NewItem: Scope::Plan, "Add an item…", "Ctrl+N", "Adds something of your own to study";
    NewStep: Scope::Plan, "Add a step…", "", "Adds a step of your own to the path";
    NewInterview: Scope::Plan, "Add an interview…", "", "Adds another interview";
    GoBack: Scope::Plan, "Back", "Alt+ArrowLeft", "To the place that was shown before";
    GoForward: Scope::Plan, "Forward", "Alt+ArrowRight", "To the place that was left by going back";
    NewPrompt: Scope::Plan, "Write a prompt…", "Shift+P", "A question of your own to answer from memory: about what is being drilled, else about the selected item";
    StartReviews: Scope::Plan, "Start the reviews", "Shift+R", "Asks what is due, from memory, one prompt after the other";
    ToggleInspector: Scope::Plan, "Show or hide the inspector", "Ctrl+I", "The panel on the right";
    ToggleTimer: Scope::Plan, "Start or stop the timer", "Ctrl+T", "For the session that is next, or that runs";
    PauseTimer: Scope::Plan, "Pause the timer, or go on", "Ctrl+Period", "Of the session or the design session; what was counted stays";
    NextPhase: Scope::Plan, "End the focus or the break", "Ctrl+Shift+Period", "Where the timer keeps focus and breaks in turn";

    OpenItem: Scope::Item, "Open the item page", "Enter", "Everything about the item on one page";
    Deselect: Scope::Item, "Select nothing", "Escape", "Closes the inspector's item";
    MarkDone: Scope::Item, "Mark as done", "D", "Done items stamp the time";
    MarkInProgress: Scope::Item, "Mark as in progress", "I", "Begun, not finished";
    MarkToDo: Scope::Item, "Mark as to do", "T", "Not begun";
    MarkSkipped: Scope::Item, "Skip the item", "X", "Left out on purpose; it counts as neither done nor to do";
    DepthLean: Scope::Item, "Depth: lean", "1", "Enough to talk about it";
    DepthCore: Scope::Item, "Depth: core", "2", "Interview-ready";
    DepthDeep: Scope::Item, "Depth: deep", "3", "Thorough";
    DepthAuto: Scope::Item, "Depth: let the planner choose", "0", "The planner fits it to the time there is";
    EditNotes: Scope::Item, "Write a note", "N", "Puts the cursor into the item's notes";
    OpenLink: Scope::Item, "Open in the browser", "O", "Opens the item's first web link";
    AttachFile: Scope::Item, "Attach a file…", "Ctrl+Shift+A", "Keeps a link to a file of this computer; it is opened only after asking";
    PlanSession: Scope::Item, "Plan a session today", "S", "Adds a pinned session of the item to today";
    DrillItem: Scope::Item, "Drill the item", "R", "Asks its prompts from memory, what is due first";
    DeleteItem: Scope::Item, "Delete the item", "Delete", "With its links and sessions; undo brings all back";

    DrillReveal: Scope::Drill, "Show the answer", "Enter Ctrl+Enter Space", "After you have answered from memory";
    RateAgain: Scope::Drill, "Rate: again", "1", "Not recalled; it comes again in this sitting";
    RateHard: Scope::Drill, "Rate: hard", "2", "Recalled with trouble";
    RateGood: Scope::Drill, "Rate: good", "3", "Recalled";
    RateEasy: Scope::Drill, "Rate: easy", "4", "Recalled at once";
    DrillUndo: Scope::Drill, "Take the last rating back", "U", "And rate it again";
    DrillLeave: Scope::Drill, "End the sitting", "Escape", "Shows how it went, then goes back; what was rated stays";

    StartPlan: Scope::View(View::Welcome), "Start with this plan", "Ctrl+Enter", "Makes the plan from your answers and opens it";

    BoardByStep: Scope::View(View::Board), "Board by step", "Alt+1", "One column a step";
    BoardByStatus: Scope::View(View::Board), "Board by status", "Alt+2", "To do, in progress, done, skipped";
    BoardByWeek: Scope::View(View::Board), "Board by week", "Alt+3", "One column a week until the interview";
    BoardByInterview: Scope::View(View::Board), "Board by interview", "Alt+4", "One column an interview, with what it asks most";
    CardLeft: Scope::View(View::Board), "Move the card left", "Ctrl+ArrowLeft", "To the column on the left";
    CardRight: Scope::View(View::Board), "Move the card right", "Ctrl+ArrowRight", "To the column on the right";
    CardUp: Scope::View(View::Board), "Move the card up", "Ctrl+ArrowUp", "Before the card above";
    CardDown: Scope::View(View::Board), "Move the card down", "Ctrl+ArrowDown", "After the card below";
    QuickAdd: Scope::View(View::Board), "Add a card", "A", "One line at the foot of the column: RLHF survey 2h @fri #papers !5";
    CollapseColumn: Scope::View(View::Board), "Collapse the column", "C", "To a narrow strip; Enter on the strip opens it";
    OpenColumns: Scope::View(View::Board), "Open all columns", "Shift+C", "Those that are collapsed";
    ColumnMenu: Scope::View(View::Board), "Menu of the column", "M", "Its limit of cards, and more";
    BoardFilter: Scope::View(View::Board), "Filter the board", "Ctrl+F /", "Puts the cursor into the filter";
    BoardFilters: Scope::View(View::Board), "Saved filters…", "F", "Chooses one, names the one in use, or deletes one";

    CalendarMonth: Scope::View(View::Calendar), "Month", "Alt+1", "One month";
    CalendarWeek: Scope::View(View::Calendar), "Week", "Alt+2", "One week with times";
    CalendarAgenda: Scope::View(View::Calendar), "Agenda", "Alt+3", "One day below the other, from today on";
    CalendarToday: Scope::View(View::Calendar), "Show today", "Home", "Back to the current month or week";
    CalendarBack: Scope::View(View::Calendar), "Back", "PageUp", "The month or week before";
    CalendarForward: Scope::View(View::Calendar), "Forward", "PageDown", "The month or week after";
    SessionEarlier: Scope::View(View::Calendar), "Move the session a day earlier", "Ctrl+ArrowLeft", "It is pinned there";
    SessionLater: Scope::View(View::Calendar), "Move the session a day later", "Ctrl+ArrowRight", "It is pinned there";
    SessionWeekEarlier: Scope::View(View::Calendar), "Move the session a week earlier", "Ctrl+ArrowUp", "It is pinned there";
    SessionWeekLater: Scope::View(View::Calendar), "Move the session a week later", "Ctrl+ArrowDown", "It is pinned there";
    SessionLonger: Scope::View(View::Calendar), "Make the session 5 minutes longer", "Ctrl+Shift+ArrowDown", "It is pinned where it is";
    SessionShorter: Scope::View(View::Calendar), "Make the session 5 minutes shorter", "Ctrl+Shift+ArrowUp", "It is pinned where it is";
    CopySession: Scope::View(View::Calendar), "Copy the session to…", "C", "Asks for the day of the copy";
    CopySessionEarlier: Scope::View(View::Calendar), "Copy the session to the day before", "Ctrl+Shift+ArrowLeft", "The copy is pinned there";
    CopySessionLater: Scope::View(View::Calendar), "Copy the session to the day after", "Ctrl+Shift+ArrowRight", "The copy is pinned there";
    Backlog: Scope::View(View::Calendar), "Show or hide the backlog", "L", "What is unplanned or left out, to drag onto a day";
    FindInBacklog: Scope::View(View::Calendar), "Plan something on the day…", "A Ctrl+F /", "Finds in the backlog; Enter plans it on the day that has the focus";
    GoToDate: Scope::View(View::Calendar), "Go to date…", "G", "Shows the day that you type: 12 Dec, in 3 weeks";
    FinishSession: Scope::View(View::Calendar), "Mark the session as done", "Ctrl+D", "With the time it was planned for";
    RemoveSession: Scope::View(View::Calendar), "Delete the session", "Backspace", "Its item stands in the backlog again where it still needs time";
    PinSession: Scope::View(View::Calendar), "Pin or unpin the session", "P", "A pinned session stays where it is when the plan changes";
    DayOff: Scope::View(View::Calendar), "Day off, or on again", "F", "For the day that has the focus";
    BusyTime: Scope::View(View::Calendar), "Busy time…", "B", "Something else takes a part of the day that has the focus";

    SessionDone: Scope::View(View::Today), "Mark the session as done", "Ctrl+D", "With the time it was planned for, or the timer's";
    SessionSkip: Scope::View(View::Today), "Skip the session", "Ctrl+Shift+D", "Leaves it out on purpose";
    SessionMore: Scope::View(View::Today), "Add 15 minutes", "Ctrl+M", "To the session that is selected";

    FiguresAsTables: Scope::View(View::Progress), "Figures as tables or charts", "F", "The same figures row by row";

    WeekBefore: Scope::View(View::Week), "The week before", "PageUp", "Looks back on an earlier week";
    WeekAfter: Scope::View(View::Week), "The week after", "PageDown", "Towards the current week";
    WeekLine: Scope::View(View::Week), "Write a line about the week", "L", "Puts the cursor into the line";

    DesignNext: Scope::View(View::Practice), "Begin the design session, or go to the next stage", "Ctrl+Enter", "After the last stage it is finished";
    DesignBack: Scope::View(View::Practice), "Back a stage", "Ctrl+Shift+Enter", "To the stage before";
    DesignFinish: Scope::View(View::Practice), "Finish the design session", "Ctrl+Shift+F", "Ends it at this stage and writes the log";
    GivePrompt: Scope::View(View::Practice), "Give me a prompt", "Ctrl+G", "What is planned next, then what went badly or was practised least";
    FollowUpPlan: Scope::View(View::Practice), "Plan the follow-up", "A", "For the stage rated 1 or 2, on the day that is shown";
    FollowUpLeave: Scope::View(View::Practice), "Do without the follow-up", "Shift+A", "It is not proposed again";

    LibraryTable: Scope::View(View::Library), "Library as a table", "Alt+1", "Rows to sort, filter and group";
    LibraryGraph: Scope::View(View::Library), "Library as a graph", "Alt+2", "What each item needs and unlocks, as a picture";
    LibraryFilter: Scope::View(View::Library), "Filter the library", "Ctrl+F /", "Puts the cursor into the filter";
    Back: Scope::View(View::Library), "Back to the table", "Alt+ArrowUp", "Leaves the item page";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let mut taken: BTreeMap<(&str, Scope), Command> = BTreeMap::new();
        for &command in Command::ALL {
            for key in command.keys().split_whitespace() {
                let scope = command.scope();
                for (&(other, place), &by) in &taken {
                    assert!(
                        other != key || !place.meets(scope),
                        "{key}: {command:?} and {by:?}"
                    );
                }
                taken.insert((key, scope), command);
            }
        }
    }
}
