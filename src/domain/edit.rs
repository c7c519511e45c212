//! Edits: every deed that changes a plan, as a value with a label. Menus and toasts say the label.
//!
//! Not here: what an edit does to the plan (`apply/`); commands of the program (`state/command.rs`).

use serde::{Deserialize, Serialize};

use super::availability::Weekly;
use super::busy::Busy;
use super::id::{BusyId, InterviewId, ItemId, LinkId, PartId, PromptId, RunId, SessionId, StepId};
use super::interview::Interview;
use super::item::{Brief, Depth, Effort, Item, Kind, Notes, Part, Status, WebLink};
use super::link::Link;
use super::path::{Familiarity, Step};
use super::plan::{Plan, Rules};
use super::recall::{Prompt, Review};
use super::run::{Run, RunDeed};
use super::schedule::Schedule;
use super::session::{Session, SessionKind};
use super::time::{Day, Minutes, Moment, Stamp};
use super::timer::{Rhythm, TimerDeed};
use super::week::{Week, WeekNote};

/// A change to one field of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ItemField {
    /// Its full title.
    Title(String),
    /// Its short title.
    Short(String),
    /// Its kind.
    Kind(Kind),
    /// Its authors.
    Byline(String),
    /// Its year.
    Year(Option<i32>),
    /// Its heading within the step.
    Group(String),
    /// What it is for.
    Purpose(String),
    /// Minutes at each depth.
    Effort(Effort),
    /// 1 to 5.
    Importance(u8),
    /// Where it can be read or watched.
    Urls(Vec<WebLink>),
    /// What a design prompt asks for.
    Brief(Option<Box<Brief>>),
    /// Words to find it by.
    Tags(Vec<String>),
    /// The user's own estimate of the whole effort; `None` goes back to the path's.
    Estimate(Option<Minutes>),
    /// Time it takes this user, in percent of what the path expects (10 to 1,000); `None` goes back to the path's.
    Pace(Option<u32>),
    /// Its pages (or problems) in all, where its parts do not say theirs; 0: not known.
    Pages(u32),
    /// How well the user knows it, 1 to 5.
    Rating(Option<u8>),
    /// What the user wrote.
    Notes(Notes),
}

impl ItemField {
    /// What it is called in a label.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Short(_) => "short title",
            Self::Kind(_) => "kind",
            Self::Byline(_) => "authors",
            Self::Year(_) => "year",
            Self::Group(_) => "group",
            Self::Purpose(_) => "purpose",
            Self::Effort(_) => "effort",
            Self::Importance(_) => "importance",
            Self::Urls(_) => "web links",
            Self::Brief(_) => "brief",
            Self::Tags(_) => "tags",
            Self::Estimate(_) => "estimate",
            Self::Pace(_) => "pace",
            Self::Pages(_) => "pages",
            Self::Rating(_) => "rating",
            Self::Notes(_) => "notes",
        }
    }
}

/// A deed of the user. Applied whole or not at all by [`Plan::apply`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Gives the plan another name.
    RenamePlan(String),
    /// Moves the first study day.
    SetStart(Day),
    /// Changes what the planner keeps to.
    SetRules(Rules),

    /// Says how many cards the user wants in a column of the board at most.
    SetLimit {
        /// The column's name in the plan.
        column: String,
        /// What it is called on screen, for the label.
        title: String,
        /// At most so many, 1 to 99; `None`: no limit.
        limit: Option<u8>,
    },

    /// Adds a step.
    AddStep(Step),
    /// Gives a step other titles and another purpose.
    ChangeStep {
        /// The step.
        step: StepId,
        /// Its new title.
        title: String,
        /// Its new short title.
        short: String,
        /// Its new purpose.
        purpose: String,
    },
    /// Says how well the user knows a step.
    SetFamiliarity {
        /// The step.
        step: StepId,
        /// How well.
        familiarity: Familiarity,
    },
    /// Deletes a step that has no items.
    DeleteStep(StepId),

    /// Adds an item.
    AddItem(Box<Item>),
    /// Changes one field of an item.
    ChangeItem {
        /// The item.
        item: ItemId,
        /// The field with its new value.
        field: ItemField,
    },
    /// Puts an item into a step, before another of its items or at the end.
    MoveItem {
        /// The item.
        item: ItemId,
        /// The step it goes to; `None`: supporting material.
        step: Option<StepId>,
        /// The item it goes before; `None`: at the end.
        before: Option<ItemId>,
    },
    /// Says how far the user has come. Into done stamps the time, out of it clears the stamp.
    SetStatus {
        /// The item.
        item: ItemId,
        /// Its new status.
        status: Status,
        /// Now.
        at: Moment,
    },
    /// Fixes the depth of an item, or (`None`) leaves it to the planner again.
    SetDepth {
        /// The item.
        item: ItemId,
        /// How thoroughly.
        depth: Option<Depth>,
    },
    /// Deletes an item with its links and its sessions.
    DeleteItem(ItemId),

    /// Adds a part at the end.
    AddPart {
        /// The item.
        item: ItemId,
        /// The part.
        part: Part,
    },
    /// Changes a part's title and depth.
    ChangePart {
        /// The item.
        item: ItemId,
        /// The part.
        part: PartId,
        /// Its new title.
        title: String,
        /// The least depth at which it is studied.
        depth: Depth,
    },
    /// Says how many pages (or problems) parts of an item have, one of them or several as one deed.
    SetPages {
        /// The item.
        item: ItemId,
        /// The parts, each with its number, 0 to 100,000; 0: not known.
        pages: Vec<(PartId, u32)>,
    },
    /// Ticks a part, or clears the tick.
    TickPart {
        /// The item.
        item: ItemId,
        /// The part.
        part: PartId,
        /// The study day it was done; `None` clears it.
        done_on: Option<Day>,
    },
    /// Moves a part before another, or to the end.
    MovePart {
        /// The item.
        item: ItemId,
        /// The part.
        part: PartId,
        /// The part it goes before.
        before: Option<PartId>,
    },
    /// Deletes a part.
    DeletePart {
        /// The item.
        item: ItemId,
        /// The part.
        part: PartId,
    },

    /// Adds a link between two items, or changes the place of the one that is there.
    PutLink(Link),
    /// Puts another link in the place of one.
    ReplaceLink {
        /// The one that goes.
        old: LinkId,
        /// The one that comes.
        new: Link,
    },
    /// Deletes a link.
    DeleteLink(LinkId),

    /// Adds an interview, or puts it in the place of the one with its id.
    PutInterview(Box<Interview>),
    /// Deletes an interview.
    DeleteInterview(InterviewId),
    /// Says where to be and what to bring on the day of an interview, a line each.
    SetLogistics {
        /// The interview.
        interview: InterviewId,
        /// The lines.
        logistics: Notes,
    },
    /// Ticks a line of the list for the evening before an interview, or takes the tick back.
    TickEve {
        /// The interview.
        interview: InterviewId,
        /// The line, by its name in the file.
        line: String,
        /// Whether it is ticked.
        done: bool,
    },
    /// Says something about a week that was looked back on; nothing: what was said is taken away.
    SetWeekNote {
        /// The week.
        week: Week,
        /// What is said.
        note: Box<WeekNote>,
    },

    /// Changes the time there is by weekday.
    SetWeekly(Weekly),
    /// Gives one day other minutes (0: a day off), or (`None`) the usual ones again.
    SetDay {
        /// The day.
        on: Day,
        /// Its minutes.
        minutes: Option<Minutes>,
    },
    /// Adds a time that is taken by something else.
    AddBusy(Busy),
    /// Puts another busy time in the place of the one with its id.
    ChangeBusy(Busy),
    /// Removes a busy time.
    RemoveBusy(BusyId),

    /// Adds a session by hand; it is pinned.
    AddSession(Session),
    /// Moves a session to another day and pins it there.
    MoveSession {
        /// The session.
        session: SessionId,
        /// Its new day.
        on: Day,
    },
    /// Changes the planned length of a session and pins it.
    ResizeSession {
        /// The session.
        session: SessionId,
        /// Its new length, at least one minute.
        minutes: Minutes,
    },
    /// Pins a session, or lets the planner move it again.
    PinSession {
        /// The session.
        session: SessionId,
        /// Whether it stays.
        pinned: bool,
    },
    /// Says that a session took place.
    FinishSession {
        /// The session.
        session: SessionId,
        /// Minutes really spent in all.
        spent: Minutes,
        /// Now.
        at: Moment,
    },
    /// Leaves a session out on purpose.
    SkipSession {
        /// The session.
        session: SessionId,
        /// Now.
        at: Moment,
    },
    /// Makes a finished or skipped session one to come again; what was spent stays.
    ReopenSession(SessionId),
    /// Adds minutes to what was spent on a session.
    AddMinutes {
        /// The session.
        session: SessionId,
        /// How many more.
        minutes: Minutes,
    },
    /// Writes down how many pages or problems were done in a session; 0: not counted.
    SetUnits {
        /// The session.
        session: SessionId,
        /// How many.
        units: u32,
    },
    /// Deletes a session.
    DeleteSession(SessionId),

    /// Starts the timer for a session; one that runs is stopped first.
    StartTimer {
        /// The session.
        session: SessionId,
        /// Now.
        at: Stamp,
    },
    /// Stops the timer and adds its minutes to its session.
    StopTimer {
        /// Now.
        at: Stamp,
    },
    /// Pauses the timer, lets it go on, takes time back.
    Timer(TimerDeed),
    /// Changes the rhythm of focus and breaks; the timer that runs keeps its own.
    SetRhythm(Rhythm),

    /// Starts a design session; a timer or another design session's clock is stopped first.
    StartRun(Box<Run>),
    /// Does something in a design session.
    Run {
        /// The design session.
        run: RunId,
        /// What.
        deed: RunDeed,
    },

    /// Adds prompts to the plan, as a path brings them: those of items that are not there, and those that are there
    /// already, are passed over.
    AddPrompts(Vec<Prompt>),
    /// Adds one prompt, behind those of its part.
    AddPrompt(Box<Prompt>),
    /// Changes a prompt's question, answer and part.
    ChangePrompt {
        /// The prompt.
        prompt: PromptId,
        /// The part it asks about.
        part: Option<PartId>,
        /// Its new question.
        ask: String,
        /// Its new answer.
        answer: Notes,
    },
    /// Moves a prompt before another of its part, or behind them all.
    MovePrompt {
        /// The prompt.
        prompt: PromptId,
        /// The prompt it goes before.
        before: Option<PromptId>,
    },
    /// Leaves a prompt out of reviews for now, or takes it in again.
    PausePrompt {
        /// The prompt.
        prompt: PromptId,
        /// Whether it is left out.
        paused: bool,
    },
    /// Deletes a prompt with its reviews.
    DeletePrompt(PromptId),
    /// Says how an answer from memory went.
    Review(Review),

    /// Puts a new schedule in the place of the sessions ahead.
    Replan {
        /// What the planner found.
        schedule: Box<Schedule>,
        /// The study day it was made for.
        today: Day,
    },
    /// Puts a whole other content in the place of this plan's (an import).
    ReplaceAll(Box<Plan>),
    /// Several edits as one deed.
    Several {
        /// What the whole is called.
        label: String,
        /// One after the other; if one fails, none happens.
        edits: Vec<Edit>,
    },
}

/// A date in a label: “Fri 4 Dec”.
pub fn say_day(day: Day) -> String {
    day.date().format("%a %-d %b").to_string()
}

/// Minutes in a label: “45 min”, “1 h”, “1 h 30”.
pub fn say_minutes(minutes: Minutes) -> String {
    match (minutes.0 / 60, minutes.0 % 60) {
        (0, m) => format!("{m} min"),
        (h, 0) => format!("{h} h"),
        (h, m) => format!("{h} h {m:02}"),
    }
}

impl Edit {
    /// What was done, in the past tense, for toasts and for the undo menu: “Moved ‘GPT-3’ to Fri 4 Dec”. `before` is
    /// the plan that the edit is applied to.
    pub fn label(&self, before: &Plan) -> String {
        let item = |id: &ItemId| format!("‘{}’", before.short_title_of(id));
        let step = |id: &StepId| {
            before
                .steps
                .get(id)
                .map_or_else(|| id.to_string(), |s| s.short_title().to_owned())
        };
        let session = |id: &SessionId| {
            before
                .sessions
                .get(id)
                .map_or_else(|| "a session".to_owned(), |s| session_name(before, s))
        };
        let prompt = |id: &PromptId| {
            let prompt = before.prompts.get(id);
            prompt.map_or_else(|| "a prompt".to_owned(), |p| format!("“{}”", p.short_ask()))
        };
        let interview = |id: &InterviewId| {
            let name = before.interviews.get(id).map(|i| i.name.clone());
            name.unwrap_or_default()
        };
        match self {
            Self::RenamePlan(name) => format!("Renamed the plan to “{name}”"),
            Self::SetStart(day) => format!("Moved the start to {}", say_day(*day)),
            Self::SetRules(_) => "Changed the planning rules".to_owned(),
            Self::SetLimit { title, limit, .. } => match limit {
                Some(limit) => format!("Set a limit of {limit} for {title}"),
                None => format!("Took the limit of {title} away"),
            },
            Self::AddStep(step) => format!("Added the step “{}”", step.title),
            Self::ChangeStep { title, .. } => format!("Changed the step “{title}”"),
            Self::SetFamiliarity {
                step: id,
                familiarity,
            } => {
                let known = match familiarity {
                    Familiarity::New => "new",
                    Familiarity::Some => "partly known",
                    Familiarity::Well => "well known",
                };
                format!("Marked {} as {known}", step(id))
            }
            Self::DeleteStep(id) => format!("Deleted the step “{}”", step(id)),
            Self::AddItem(added) => format!("Added ‘{}’", added.short_title()),
            Self::ChangeItem { item: id, field } => {
                format!("Changed the {} of {}", field.name(), item(id))
            }
            Self::MoveItem {
                item: id,
                step: to,
                before: ahead_of,
            } => {
                let stays = before.items.get(id).is_some_and(|i| i.step == *to);
                match (stays, ahead_of, to) {
                    (true, Some(other), _) => format!("Moved {} before {}", item(id), item(other)),
                    (true, None, _) => format!("Moved {} to the end", item(id)),
                    (false, _, Some(to)) => format!("Moved {} to {}", item(id), step(to)),
                    (false, _, None) => format!("Moved {} to the resources", item(id)),
                }
            }
            Self::SetStatus {
                item: id, status, ..
            } => match status {
                Status::ToDo => format!("Put {} back to do", item(id)),
                Status::InProgress => format!("Began {}", item(id)),
                Status::Done => format!("Finished {}", item(id)),
                Status::Skipped => format!("Skipped {}", item(id)),
            },
            Self::SetDepth { item: id, depth } => match depth {
                Some(Depth::Lean) => format!("Set {} to lean", item(id)),
                Some(Depth::Core) => format!("Set {} to core", item(id)),
                Some(Depth::Deep) => format!("Set {} to deep", item(id)),
                None => format!("Left the depth of {} to the planner", item(id)),
            },
            Self::DeleteItem(id) => format!("Deleted {}", item(id)),
            Self::AddPart { item: id, part } => {
                format!("Added the part “{}” to {}", part.title, item(id))
            }
            Self::ChangePart {
                item: id, title, ..
            } => format!("Changed the part “{title}” of {}", item(id)),
            Self::SetPages { item: id, pages } => say_pages(before, id, pages),
            Self::TickPart {
                item: id,
                part,
                done_on,
            } => {
                let title = part_title(before, id, part);
                let verb = if done_on.is_some() {
                    "Ticked"
                } else {
                    "Unticked"
                };
                format!("{verb} “{title}” of {}", item(id))
            }
            Self::MovePart { item: id, part, .. } => {
                format!("Moved “{}” in {}", part_title(before, id, part), item(id))
            }
            Self::DeletePart { item: id, part } => {
                format!(
                    "Deleted “{}” from {}",
                    part_title(before, id, part),
                    item(id)
                )
            }
            Self::PutLink(link) => format!(
                "Linked {} {} {}",
                item(&link.from),
                link.relation.forward(),
                item(&link.to)
            ),
            Self::ReplaceLink { new, .. } => {
                format!("Changed a link of {}", item(&new.from))
            }
            Self::DeleteLink(id) => match before.links.get(id) {
                Some(link) => {
                    format!("Unlinked {} and {}", item(&link.from), item(&link.to))
                }
                None => "Deleted a link".to_owned(),
            },
            Self::PutInterview(interview) => {
                let verb = match before.interviews.get(&interview.id) {
                    Some(old) if old.on != interview.on => "Moved",
                    Some(_) => "Changed",
                    None => "Added",
                };
                let on = say_day(interview.on);
                match verb {
                    "Moved" => format!("Moved ‘{}’ to {on}", interview.name),
                    "Added" => format!("Added ‘{}’ on {on}", interview.name),
                    _ => format!("Changed ‘{}’", interview.name),
                }
            }
            Self::DeleteInterview(id) => {
                format!("Deleted ‘{}’", interview(id))
            }
            Self::SetLogistics { interview: id, .. } => {
                format!("Changed what to bring to ‘{}’", interview(id))
            }
            Self::TickEve {
                interview: id,
                done,
                ..
            } => {
                let verb = if *done { "Ticked" } else { "Opened again" };
                format!("{verb} a line for ‘{}’", interview(id))
            }
            Self::SetWeekNote { week, note } => {
                let old = before.weeks.get(week).and_then(|note| note.decision);
                let on = say_day(week.monday());
                match note.decision.filter(|new| old != Some(*new)) {
                    Some(new) => format!("Decided after the week of {on}: {}", new.words()),
                    None => format!("Wrote about the week of {on}"),
                }
            }
            Self::SetWeekly(_) => "Changed the weekly hours".to_owned(),
            Self::SetDay { on, minutes } => match minutes {
                Some(Minutes::ZERO) => format!("Took {} off", say_day(*on)),
                Some(minutes) => format!("Gave {} {}", say_day(*on), say_minutes(*minutes)),
                None => format!("Gave {} its usual time", say_day(*on)),
            },
            Self::AddBusy(busy) => format!("Busy {}", busy.clone().tidied().in_words()),
            Self::ChangeBusy(busy) => {
                format!("Changed to busy {}", busy.clone().tidied().in_words())
            }
            Self::RemoveBusy(id) => match before.availability.busy.get(id) {
                Some(busy) => format!("No longer busy {}", busy.in_words()),
                None => "Removed a busy time".to_owned(),
            },
            Self::AddSession(added) => format!(
                "Planned ‘{}’ on {}",
                before.short_title_of(&added.item),
                say_day(added.on)
            ),
            Self::MoveSession { session: id, on } => {
                format!("Moved {} to {}", session(id), say_day(*on))
            }
            Self::ResizeSession {
                session: id,
                minutes,
            } => format!("Gave {} {}", session(id), say_minutes(*minutes)),
            Self::PinSession {
                session: id,
                pinned,
            } => {
                let verb = if *pinned { "Pinned" } else { "Unpinned" };
                format!("{verb} {}", session(id))
            }
            Self::FinishSession {
                session: id, spent, ..
            } => format!("Did {} ({})", session(id), say_minutes(*spent)),
            Self::SkipSession { session: id, .. } => format!("Skipped {}", session(id)),
            Self::ReopenSession(id) => format!("Put {} back", session(id)),
            Self::AddMinutes {
                session: id,
                minutes,
            } => format!("Added {} to {}", say_minutes(*minutes), session(id)),
            Self::DeleteSession(id) => match before.sessions.get(id) {
                Some(s) if s.kind == SessionKind::Study => {
                    format!("Deleted a session of {}", session(id))
                }
                _ => format!("Deleted {}", session(id)),
            },
            Self::SetUnits { session: id, units } => match units {
                0 => format!("Counted nothing in {}", session(id)),
                units => {
                    let item = before.sessions.get(id).map(|session| &session.item);
                    let (one, many) = item.map_or(("", ""), |item| counted(before, item));
                    let unit = if *units == 1 { one } else { many };
                    format!("Counted {units} {unit} in {}", session(id))
                }
            },
            Self::StartTimer { session: id, .. } => format!("Started {}", session(id)),
            Self::StopTimer { at } => match &before.timer {
                Some(timer) => format!(
                    "Stopped {} after {}",
                    session(&timer.session),
                    say_minutes(timer.minutes(*at))
                ),
                None => "Stopped the timer".to_owned(),
            },
            Self::AddPrompts(prompts) => match prompts.len() {
                1 => "Added a prompt".to_owned(),
                count => format!("Added {count} prompts"),
            },
            Self::AddPrompt(prompt) => {
                format!("Added “{}” to {}", prompt.short_ask(), item(&prompt.item))
            }
            Self::ChangePrompt { prompt: id, .. } => format!("Changed {}", prompt(id)),
            Self::MovePrompt { prompt: id, .. } => format!("Moved {}", prompt(id)),
            Self::PausePrompt { prompt: id, paused } => {
                let verb = if *paused { "Paused" } else { "Took up again" };
                format!("{verb} {}", prompt(id))
            }
            Self::DeletePrompt(id) => format!("Deleted {}", prompt(id)),
            Self::Review(review) => {
                format!("Rated {} {}", prompt(&review.prompt), review.grade.name())
            }
            Self::Timer(deed) => {
                let of = before.timer.as_ref().map(|timer| session(&timer.session));
                let of = of.unwrap_or_else(|| "the timer".to_owned());
                match deed {
                    TimerDeed::Pause { .. } => format!("Paused {of}"),
                    TimerDeed::Resume { .. } => format!("Went on with {of}"),
                    TimerDeed::TakeBack { seconds } => {
                        let minutes = Minutes(seconds.saturating_add(30) / 60);
                        format!("Took {} back from {of}", say_minutes(minutes))
                    }
                    TimerDeed::NextPhase { .. } => "Went on to the next phase".to_owned(),
                }
            }
            Self::SetRhythm(rhythm) if rhythm.on != before.rhythm.on => {
                let on = if rhythm.on { "on" } else { "off" };
                format!("Turned focus and breaks {on}")
            }
            Self::SetRhythm(_) => "Changed the rhythm of focus and breaks".to_owned(),
            Self::StartRun(run) => format!(
                "Began a design session of ‘{}’",
                before.short_title_of(&run.item)
            ),
            Self::Run { run, deed } => deed.label(before, run),
            Self::Replan { .. } => "Replanned".to_owned(),
            Self::ReplaceAll(plan) => format!("Imported “{}”", plan.name),
            Self::Several { label, .. } => label.clone(),
        }
    }

    /// The item that the edit is about, where it is about one: undo selects it.
    pub fn subject(&self, plan: &Plan) -> Option<ItemId> {
        let of_session = |id: &SessionId| plan.sessions.get(id).map(|s| s.item.clone());
        let of_prompt = |id: &PromptId| plan.prompts.get(id).map(|p| p.item.clone());
        match self {
            Self::AddItem(item) => Some(item.id.clone()),
            Self::ChangeItem { item, .. }
            | Self::MoveItem { item, .. }
            | Self::SetStatus { item, .. }
            | Self::SetDepth { item, .. }
            | Self::DeleteItem(item)
            | Self::AddPart { item, .. }
            | Self::ChangePart { item, .. }
            | Self::SetPages { item, .. }
            | Self::TickPart { item, .. }
            | Self::MovePart { item, .. }
            | Self::DeletePart { item, .. } => Some(item.clone()),
            Self::PutLink(link) | Self::ReplaceLink { new: link, .. } => Some(link.from.clone()),
            Self::AddSession(session) => Some(session.item.clone()),
            Self::MoveSession { session, .. }
            | Self::ResizeSession { session, .. }
            | Self::PinSession { session, .. }
            | Self::FinishSession { session, .. }
            | Self::SkipSession { session, .. }
            | Self::ReopenSession(session)
            | Self::AddMinutes { session, .. }
            | Self::SetUnits { session, .. }
            | Self::DeleteSession(session)
            | Self::StartTimer { session, .. } => of_session(session),
            Self::AddPrompt(prompt) => Some(prompt.item.clone()),
            Self::ChangePrompt { prompt, .. }
            | Self::MovePrompt { prompt, .. }
            | Self::PausePrompt { prompt, .. }
            | Self::DeletePrompt(prompt) => of_prompt(prompt),
            Self::StartRun(run) => Some(run.item.clone()),
            Self::Run { run, .. } => plan.runs.get(run).map(|run| run.item.clone()),
            Self::Several { edits, .. } => edits.iter().find_map(|edit| edit.subject(plan)),
            _ => None,
        }
    }
}

/// A session in a label: “‘GPT-3’”, “the review of ‘GPT-3’”.
fn session_name(plan: &Plan, session: &Session) -> String {
    let title = plan.short_title_of(&session.item);
    match session.kind {
        SessionKind::Study => format!("‘{title}’"),
        SessionKind::Review => format!("the review of ‘{title}’"),
        SessionKind::Mock => format!("the mock of ‘{title}’"),
    }
}

fn part_title<'a>(plan: &'a Plan, item: &ItemId, part: &'a PartId) -> &'a str {
    plan.items
        .get(item)
        .and_then(|item| item.parts.iter().find(|p| p.id == *part))
        .map_or(part.as_str(), |part| part.title.as_str())
}

/// What is counted of an item: one, and several of it.
fn counted(plan: &Plan, item: &ItemId) -> (&'static str, &'static str) {
    match plan.items.get(item).map(|item| &item.kind) {
        Some(Kind::Algorithm) => ("problem", "problems"),
        _ => ("page", "pages"),
    }
}

/// “Gave “1 Introduction” of PRML 66 pages”, “Gave 14 parts of PRML their pages”.
fn say_pages(plan: &Plan, item: &ItemId, pages: &[(PartId, u32)]) -> String {
    let of = plan.short_title_of(item);
    let (one, many) = counted(plan, item);
    match pages {
        [(part, 0)] => format!(
            "Left the {many} of “{}” of ‘{of}’ open",
            part_title(plan, item, part)
        ),
        [(part, n)] => {
            let unit = if *n == 1 { one } else { many };
            let title = part_title(plan, item, part);
            format!("Gave “{title}” of ‘{of}’ {n} {unit}")
        }
        all => format!("Gave {} parts of ‘{of}’ their {many}", all.len()),
    }
}
