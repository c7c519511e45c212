//! What a view is given: the plan and what is worked out from it, to read; and a queue, to ask for things. A view never
//! changes the document itself.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use crate::domain::id::Id;
use crate::domain::time::{Day, Weekday};
use crate::domain::{Edit, ItemId, Plan, PlanIndex, RunId, SessionId};
use crate::planner::Cushions;
use crate::state::foresight::Moves;
use crate::state::{
    Action, AppState, Command, Gesture, Keymap, Now, Recalled, Revision, Selection, ShownForecast,
    Sitting, Standing, View, Warning, id_of_chance,
};
use crate::store::settings::Settings;

use super::keys;

/// What a view reads, and where it leaves what it asks for.
pub struct ViewContext {
    /// The open plan; an empty one on the welcome view.
    pub plan: Arc<Plan>,
    /// What is worked out from it.
    pub index: Arc<PlanIndex>,
    /// The time there is before a date less the time still needed by then.
    pub cushions: Arc<Cushions>,
    /// Names the plan's state: the key of every memo.
    pub revision: Revision,
    /// Names the plan's state apart from its notes: the key of memos that do not look at them.
    pub outline: Revision,
    /// The time of this frame.
    pub now: Now,
    /// What is selected.
    pub selection: Selection,
    /// What the user set for all plans.
    pub settings: Arc<Settings>,
    /// Which keys give which command.
    pub keymap: Arc<Keymap>,
    /// The item whose page the library shows.
    pub item_page: Option<ItemId>,
    /// The design session that Practice shows.
    pub run_shown: Option<RunId>,
    /// Whether a plan is open.
    pub has_plan: bool,
    /// Whether the user waits for the planner.
    pub planning: bool,
    /// The sitting that asks prompts.
    pub sitting: Option<Arc<Sitting>>,
    /// What is known from memory and what is due, worked out where it is asked for.
    pub recalled: Arc<Recalled>,
    /// What the days to come are likely to bring; only where it is looked at.
    pub forecast: ShownForecast,
    /// Whether the schedule still serves the plan.
    pub standing: Arc<Standing>,
    /// What planning again would move, where that was asked for and is known.
    pub foreseen: Option<Arc<Moves>>,
    /// Why the desktop showed no reminder, where it did not.
    pub remind_refused: Option<String>,
    desktop_week: Weekday,
    view: View,
    command: Cell<Option<Command>>,
    queue: RefCell<Vec<Action>>,
    random: Cell<u64>,
}

impl ViewContext {
    /// The context of this frame.
    pub fn of(state: &mut AppState) -> Self {
        let random = state.random();
        let index = state.index().unwrap_or_default();
        let plan = match &state.document {
            Some(document) => Arc::clone(document.plan()),
            None => Arc::new(Plan::empty(Id::slug("none"), "", state.now.today)),
        };
        let foreseen = state.foresight.of(&plan, state.now.today).cloned();
        Self {
            plan,
            index,
            forecast: match state.view {
                View::Progress => state.forecast(),
                _ => ShownForecast::default(),
            },
            cushions: state.cushions(),
            revision: state.document.as_ref().map_or(0, |d| d.revision()),
            outline: state.document.as_ref().map_or(0, |d| d.outline()),
            now: state.now,
            selection: state.selection.clone(),
            settings: Arc::clone(&state.settings),
            keymap: Arc::clone(&state.keymap),
            item_page: state.item_page.clone(),
            run_shown: state.run_shown.clone(),
            has_plan: state.document.is_some(),
            planning: state.is_planning(),
            sitting: state.sitting().cloned(),
            recalled: state.recalled(),
            standing: state.standing(),
            foreseen,
            remind_refused: state.remind_refused.clone(),
            desktop_week: state.desktop_week,
            view: state.view,
            command: Cell::new(state.view_command.take()),
            queue: RefCell::default(),
            random: Cell::new(random),
        }
    }

    /// The study day.
    pub fn today(&self) -> Day {
        self.now.today
    }

    /// The day that weeks begin with on screen.
    pub fn first_weekday(&self) -> Weekday {
        self.settings.first_weekday(self.desktop_week)
    }

    /// The view that is shown.
    pub fn view(&self) -> View {
        self.view
    }

    /// Whether a sitting is on screen: the keys are its own.
    pub fn is_drilling(&self) -> bool {
        self.view == View::Practice && self.sitting.is_some()
    }

    /// Asks for something; it is done after the frame.
    pub fn send(&self, action: Action) {
        self.queue.borrow_mut().push(action);
    }

    /// Asks for an edit, with a toast that offers undo.
    pub fn edit(&self, edit: Edit) {
        self.send(Action::Edit(edit));
    }

    /// Asks for an edit that breaks or strains something, where it does: the toast says what.
    pub fn edit_warned(&self, edit: Edit, warning: Option<Warning>) {
        match warning {
            Some(warning) => self.send(Action::EditWarned(edit, warning)),
            None => self.edit(edit),
        }
    }

    /// Gives a command.
    pub fn run(&self, command: Command) {
        self.send(Action::Run(command));
    }

    /// Whether this command of the view was just given; it is then taken as carried out.
    pub fn take(&self, command: Command) -> bool {
        if self.command.get() == Some(command) {
            self.command.set(None);
            return true;
        }
        false
    }

    /// A number that was not there before.
    pub fn fresh_number(&self) -> u64 {
        // The steps of SplitMix64, from the frame's own random number.
        let state = self.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// An id for something new: words and chance.
    pub fn fresh_id<K>(&self, words: &str) -> Id<K> {
        id_of_chance(words, self.fresh_number())
    }

    /// A gesture that has just begun: its edits are one step of undo.
    pub fn fresh_gesture(&self) -> Gesture {
        Gesture(self.fresh_number())
    }

    /// Whether this item is selected, alone or among others.
    pub fn is_selected(&self, item: &ItemId) -> bool {
        self.selection.has(item)
    }

    /// The keys of a command, in the words of `ui/keys.rs`: “Ctrl+K”; empty where it has none.
    pub fn keys_of(&self, command: Command) -> String {
        keys::shown(&self.keymap, command).unwrap_or_default()
    }

    /// Whether this session is selected.
    pub fn is_session_selected(&self, session: &SessionId) -> bool {
        self.selection.session.as_ref() == Some(session)
    }

    /// What was asked for in this frame, and the command that nobody took.
    pub fn finish(self) -> (Vec<Action>, Option<Command>) {
        (self.queue.into_inner(), self.command.get())
    }
}
