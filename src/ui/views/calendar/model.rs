//! What the calendar shows, day by day, worked out from the plan once a revision and range: words, states, times of day.
//!
//! Not here: where things stand on screen (`layout.rs`), what a move would do (`landing.rs`).

use egui::Id;

use crate::domain::session::{Outcome, Session, SessionKind};
use crate::domain::time::{Day, Minutes};
use crate::domain::{ItemId, Plan, PlanIndex, SessionId, Slot, times};
use crate::planner::Breaks;
use crate::ui::{breaks, format};

use super::busy::{self, BusyModel};

/// The days of a month's or a week's grid.
#[derive(Debug, Default)]
pub struct Model {
    /// One after the other, seven a row.
    pub days: Vec<DayModel>,
}

/// What became of a session, as the calendar tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Still to come.
    Ahead,
    /// Its day is over and it did not take place.
    Missed,
    /// It took place.
    Done,
    /// Left out on purpose.
    Skipped,
}

/// A session on its day.
#[derive(Debug)]
pub struct SessionModel {
    /// The session.
    pub id: SessionId,
    /// What is studied.
    pub item: ItemId,
    /// Its widget, the same wherever it is shown.
    pub widget: Id,
    /// How it is studied.
    pub kind: SessionKind,
    /// 1 to 5; anything else is a resource.
    pub step: u8,
    /// The words of its chip.
    pub title: String,
    /// What it takes, or took, of its day.
    pub minutes: Minutes,
    /// What became of it.
    pub state: State,
    /// Whether the planner leaves it alone.
    pub pinned: bool,
    /// When it would come, in minutes since the midnight that the study day began with; what interrupts it counted.
    pub slot: Slot,
    /// What it breaks where the user put it: “before ‘GPT-1’, which it builds on (Tue 5 Jan)”.
    pub warning: Option<String>,
    /// “GPT-3, study, 45 min, pinned”.
    pub name: String,
}

impl SessionModel {
    /// Why it stays where it is, for the ones that do.
    pub fn fixed(&self) -> Option<&'static str> {
        match self.state {
            State::Ahead | State::Missed => None,
            State::Done => Some("It took place: what was done stays on its day."),
            State::Skipped => Some("It is skipped. Put it back first, then move it."),
        }
    }

    /// Says what it breaks where the user put it. The planner's own sessions break nothing.
    fn warn(&mut self, known: &Breaks) {
        if !self.pinned || self.state != State::Ahead {
            return;
        }
        let found = known.standing(&self.id);
        let Some(worst) = found.first() else { return };
        let words = breaks::words(known.plan(), &worst.what);
        self.name += ", warning: ";
        self.name += &words;
        self.warning = Some(words);
    }
}

/// A day of the grid.
#[derive(Debug)]
pub struct DayModel {
    /// The day.
    pub day: Day,
    /// Its widget.
    pub widget: Id,
    /// Planned for it, or done on it.
    pub load: Minutes,
    /// Time there is.
    pub capacity: Minutes,
    /// Time that is set for it, before busy times take their part.
    pub allotted: Minutes,
    /// When the user is busy, early first.
    pub busy: Vec<BusyModel>,
    /// Time there is as a rule.
    pub usual: Minutes,
    /// Whether other minutes than the usual ones are set for it.
    pub changed: bool,
    /// The user took it off.
    pub off: bool,
    /// Whether it is before today.
    pub past: bool,
    /// Names of the interviews on it, with what is said when the pointer rests on them.
    pub interviews: Vec<(String, String)>,
    /// The interview that it is kept free of new material for.
    pub buffer: Option<String>,
    /// When there is time, as windows since midnight.
    pub windows: Vec<Slot>,
    /// What is on it, in order.
    pub sessions: Vec<SessionModel>,
    /// “1 h 30 of 1 h”, “day off”, “no time”.
    pub figure: String,
    /// “Tuesday 5 January: 1 h 30 of 1 h, 2 sessions”.
    pub name: String,
    /// What is said when the pointer rests on it.
    pub tip: String,
}

impl DayModel {
    /// Minutes more than there is time for.
    pub fn over(&self) -> Minutes {
        self.load.saturating_sub(self.capacity)
    }
}

/// The widget of a day.
pub fn day_widget(day: Day) -> Id {
    Id::unique(("calendar day", day))
}

/// The widget of a session.
pub fn session_widget(session: &SessionId) -> Id {
    Id::unique(("calendar session", session.as_str()))
}

impl Model {
    /// The days from `first` on.
    pub fn new(known: &Breaks, index: &PlanIndex, today: Day, first: Day, count: i64) -> Self {
        let days = first.until(first.plus(count));
        Self {
            days: days
                .map(|day| day_model(known, index, today, day))
                .collect(),
        }
    }
}

/// A day in words.
pub fn day_model(known: &Breaks, index: &PlanIndex, today: Day, day: Day) -> DayModel {
    let plan = known.plan();
    let sums = index.day(day);
    let capacity = plan.availability.minutes(day);
    let off = plan.availability.is_day_off(day);
    let windows = plan.availability.windows(day);
    let mut sessions: Vec<SessionModel> = sums
        .sessions
        .iter()
        .filter_map(|id| plan.sessions.get(id))
        .map(|session| {
            let mut made = session_model(plan, session, today);
            made.warn(known);
            made
        })
        .collect();
    let lengths = sessions.iter().map(|session| session.minutes);
    let slots = times::lay(&plan.availability, day, lengths.collect::<Vec<_>>());
    for (session, slot) in sessions.iter_mut().zip(slots) {
        session.slot = slot;
    }
    let busy = busy::on(plan, day);
    let mut interviews = Vec::new();
    let mut buffer = None;
    for interview in plan.interviews_in_order() {
        let before = interview.on.since(day);
        if before == 0 {
            let tip = format!(
                "{} on {}, {}",
                interview.name,
                format::day_full(day),
                format::in_days(day, today)
            );
            interviews.push((interview.name.clone(), tip));
        } else if before > 0 && before <= i64::from(interview.buffer_days) && buffer.is_none() {
            buffer = Some(interview.name.clone());
        }
    }
    let allotted = plan.availability.allotted(day);
    let taken = capacity < allotted;
    let figure = match (off, capacity, sums.load) {
        (true, _, Minutes::ZERO) => "day off".to_owned(),
        (true, _, load) => format!("{} on a day off", format::minutes(load)),
        (false, Minutes::ZERO, Minutes::ZERO) if taken => "busy".to_owned(),
        (false, Minutes::ZERO, load) if taken => format!("{}, no time left", format::minutes(load)),
        (false, Minutes::ZERO, Minutes::ZERO) => "no time".to_owned(),
        (false, Minutes::ZERO, load) => format!("{}, no time set", format::minutes(load)),
        (false, capacity, load) => {
            format!("{} of {}", format::minutes(load), format::minutes(capacity))
        }
    };
    let mut made = DayModel {
        day,
        widget: day_widget(day),
        load: sums.load,
        capacity,
        allotted,
        busy,
        usual: plan.availability.weekly.minutes(day.weekday()),
        changed: plan.availability.exceptions.contains_key(&day),
        off,
        past: day < today,
        interviews,
        buffer,
        windows,
        sessions,
        figure,
        name: String::new(),
        tip: String::new(),
    };
    made.name = day_name(&made, today);
    made.tip = day_tip(&made, today);
    made
}

fn day_name(d: &DayModel, today: Day) -> String {
    let mut name = format!("{}: {}", format::day_long(d.day), d.figure);
    if !d.sessions.is_empty() {
        name += ", ";
        name += &format::count(d.sessions.len(), "session", "sessions");
    }
    for (interview, _) in &d.interviews {
        name += ", ";
        name += interview;
    }
    for busy in &d.busy {
        name += ", ";
        name += &busy.name;
    }
    if let Some(interview) = &d.buffer {
        name += &format!(", buffer day before {interview}");
    }
    if d.day == today {
        name += ", today";
    }
    name
}

fn day_tip(d: &DayModel, today: Day) -> String {
    let mut lines = vec![format!(
        "{}, {}",
        format::day_full(d.day),
        format::in_days(d.day, today)
    )];
    if d.off && d.load == Minutes::ZERO {
        lines.push("A day off.".to_owned());
    } else if d.allotted == Minutes::ZERO && d.load == Minutes::ZERO {
        lines.push("No time is set for it.".to_owned());
    } else {
        let verb = if d.past { "taken" } else { "planned" };
        lines.push(format!("{} {verb}", d.figure));
    }
    if d.over() > Minutes::ZERO && !d.past {
        lines.push(format!(
            "{} more than there is time for",
            format::minutes(d.over())
        ));
    }
    for busy in d.busy.iter().take(busy::MOST_IN_TIP) {
        lines.push(busy.name.clone());
    }
    if d.busy.len() > busy::MOST_IN_TIP {
        lines.push(format!("and {} more", d.busy.len() - busy::MOST_IN_TIP));
    }
    if d.capacity < d.allotted && !d.off {
        lines.push(format!(
            "{} of {} left to study",
            format::minutes(d.capacity),
            format::minutes(d.allotted)
        ));
    }
    if d.changed && !d.off {
        lines.push(format!("Its usual time is {}", say_time(d.usual)));
    }
    if let Some(interview) = &d.buffer {
        lines.push(format!(
            "Kept free before {interview}: only reviews and mocks, nothing new"
        ));
    }
    lines.join("\n")
}

fn say_time(minutes: Minutes) -> String {
    match minutes {
        Minutes::ZERO => "none".to_owned(),
        minutes => format::minutes(minutes),
    }
}

/// A session as its chip tells it (without its time of day).
pub fn session_model(plan: &Plan, session: &Session, today: Day) -> SessionModel {
    let short = plan.short_title_of(&session.item);
    let state = match session.outcome {
        Outcome::Done => State::Done,
        Outcome::Skipped => State::Skipped,
        Outcome::Planned if session.on < today => State::Missed,
        Outcome::Planned => State::Ahead,
    };
    let minutes = times::length(session);
    let title = match session.kind {
        SessionKind::Mock => format!("Mock: {short}"),
        SessionKind::Study | SessionKind::Review => short.to_owned(),
    };
    let mut name = format!(
        "{short}, {}, {}",
        session.kind.name(),
        format::minutes(minutes)
    );
    if session.pinned && matches!(state, State::Ahead | State::Missed) {
        name += ", pinned";
    }
    name += match state {
        State::Ahead => "",
        State::Missed => ", missed",
        State::Done => ", done",
        State::Skipped => ", skipped",
    };
    let step = plan
        .items
        .get(&session.item)
        .and_then(|item| item.step.as_ref());
    SessionModel {
        id: session.id.clone(),
        item: session.item.clone(),
        widget: session_widget(&session.id),
        kind: session.kind,
        step: u8::try_from(plan.step_number(step)).unwrap_or(0),
        title,
        minutes,
        state,
        pinned: session.pinned && matches!(state, State::Ahead | State::Missed),
        slot: Slot { from: 0, to: 0 },
        warning: None,
        name,
    }
}

/// What is said when the pointer rests on a session; made only then.
pub fn session_tip(plan: &Plan, s: &SessionModel) -> String {
    let Some(session) = plan.sessions.get(&s.id) else {
        return String::new();
    };
    let (state, minutes) = (s.state, s.minutes);
    let kind = match session.kind {
        SessionKind::Study => "Study",
        SessionKind::Review => "Review",
        SessionKind::Mock => "Mock interview",
    };
    let mut lines = vec![
        plan.title_of(&session.item).to_owned(),
        format!(
            "{kind}, {} on {}",
            format::minutes(minutes),
            format::day(session.on)
        ),
    ];
    match state {
        State::Ahead => {
            lines.push(format::why(plan, session));
            if session.pinned {
                lines.push("Pinned: the planner leaves it here.".to_owned());
            }
            if let Some(warning) = &s.warning {
                lines.push(format!("Breaks: {warning}. Replan to mend it."));
            }
        }
        State::Missed => {
            lines.push("Missed. Drag it to a day ahead, or replan.".to_owned());
        }
        State::Done => lines.push("It took place: what was done stays on its day.".to_owned()),
        State::Skipped => lines.push("Skipped. Put it back to move it.".to_owned()),
    }
    lines.join("\n")
}

/// “19:30” for minutes since midnight; past midnight it goes on from 00:00.
pub fn clock(minutes: u32) -> String {
    crate::domain::busy::clock(minutes).to_string()
}
