//! What it would mean to put a session on a day, for each day in sight, before it is done.
//!
//! Not here: what breaks (`planner::breaks`), its words (`ui::breaks`), the ghost (`drag.rs`), the edit itself.

use std::collections::BTreeMap;

use egui::Rect;

use crate::domain::session::Session;
use crate::domain::time::{Day, Minutes};
use crate::planner::{Break, Breaks, Lifted, Weight, What};
use crate::ui::breaks::{self, Line, Mood};
use crate::ui::context::ViewContext;
use crate::ui::format;

use super::drag::Deed;

/// What a move would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landing {
    /// Whether it can be put there at all.
    pub allowed: bool,
    /// “Fri 4 Dec: 1 h 30 of 1 h”.
    pub headline: String,
    /// What it would break or strain, most serious first.
    pub breaks: Vec<Break>,
    /// What the day would hold.
    pub load: Minutes,
    /// It is there already.
    pub stays: bool,
}

/// The day that a drag would end on.
#[derive(Clone, Debug)]
pub struct Target {
    /// The day.
    pub day: Day,
    /// Where it is on the screen.
    pub rect: Rect,
    /// What it would mean.
    pub landing: Landing,
}

impl Landing {
    /// What would break, in a word: for the days that would not do.
    pub fn mark(&self) -> Option<&'static str> {
        let worst = self.breaks.first().filter(|_| self.allowed)?;
        (worst.weight == Weight::Breaks).then(|| breaks::short(&worst.what))
    }

    /// The lines of the hint below the headline.
    pub fn lines(&self, cx: &ViewContext) -> Vec<Line> {
        if !self.allowed || self.stays {
            return Vec::new();
        }
        breaks::lines(&cx.plan, &self.breaks)
    }

    /// As lines of their own, where it is refused, too.
    pub fn all_lines(&self, cx: &ViewContext) -> Vec<Line> {
        let mood = if self.allowed {
            Mood::Notes
        } else {
            Mood::Refuses
        };
        let mut all = vec![Line {
            mood,
            text: self.headline.clone(),
        }];
        all.extend(self.lines(cx));
        all
    }
}

/// What a deed would mean on each of these days.
pub fn landings(
    known: &Breaks,
    deed: &Deed,
    days: impl Iterator<Item = Day>,
) -> BTreeMap<Day, Landing> {
    let lifted = match deed {
        Deed::Move(session) => known.lift(std::slice::from_ref(session)),
        Deed::Add(item, kind, minutes) => Some(known.lift_new(item, *kind, *minutes)),
    };
    let Some(lifted) = lifted else {
        return BTreeMap::new();
    };
    let from = match deed {
        Deed::Move(session) => known.plan().sessions.get(session).map(|s| s.on),
        Deed::Add(..) => None,
    };
    days.map(|day| (day, landing(&lifted, from, day))).collect()
}

/// What it would mean for a session to last this long where it is.
pub fn lasting(known: &Breaks, session: &Session, minutes: Minutes) -> Landing {
    let Some(lifted) = known.lift(std::slice::from_ref(&session.id)) else {
        return Landing::default();
    };
    let mut found = landing(&lifted.lasting(minutes), None, session.on);
    // A session that was missed may be given another length before it is moved.
    found.allowed = true;
    found.breaks.retain(|one| one.what != What::Past);
    if found.headline.ends_with("planned on it") {
        found.headline = format!("{}: missed", format::day(session.on));
    }
    found
}

fn landing(lifted: &Lifted<'_>, from: Option<Day>, to: Day) -> Landing {
    let (load, there) = lifted.load(to);
    let stays = from == Some(to);
    let found = match stays {
        true => Vec::new(),
        false => lifted.on(to),
    };
    let past = found.iter().any(|one| one.what == What::Past);
    let day = format::day(to);
    let headline = match (stays, past, there) {
        (true, ..) => format!("{day}: stays where it is"),
        (_, true, _) => format!("{day} is over: nothing can be planned on it"),
        (.., Minutes::ZERO) => format!("{day}: {}", format::minutes(load)),
        _ => format!(
            "{day}: {} of {}",
            format::minutes(load),
            format::minutes(there)
        ),
    };
    Landing {
        allowed: !past,
        headline,
        breaks: found,
        load,
        stays,
    }
}
