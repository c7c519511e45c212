//! The rows of each table: what they are called, and which of their fields belong together in a merge.

use super::field::Record;
use super::names::Names;
use super::report::Kept;
use super::three::Three;
use crate::domain::busy::Busy;
use crate::domain::edit::say_day;
use crate::domain::interview::Interview;
use crate::domain::item::{Item, Status};
use crate::domain::link::Link;
use crate::domain::path::Step;
use crate::domain::recall::{Prompt, Review};
use crate::domain::run::Run;
use crate::domain::schedule::Cut;
use crate::domain::session::{Outcome, Session};
use crate::domain::table::Row;
use crate::domain::time::Minutes;

/// A row that people have a name for.
pub(super) trait Titled: Row + Record {
    /// What it is called.
    fn called(&self, names: &Names<'_>) -> String;

    /// Fields that belong together do so in the merged row too.
    fn mend(&mut self, _base: Option<&Self>, _ours: &Self, _theirs: &Self, _three: &mut Three<'_>) {
    }
}

impl Titled for Step {
    fn called(&self, _: &Names<'_>) -> String {
        self.title.clone()
    }
}
impl Titled for Item {
    fn called(&self, _: &Names<'_>) -> String {
        self.title.clone()
    }

    /// When it was finished is said by the side whose status counts.
    fn mend(&mut self, base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) {
        let was = base.map_or(Status::ToDo, |base| base.status);
        if ours.status == theirs.status || ours.status == was || theirs.status == was {
            return;
        }
        let (from, kept) = if self.status == ours.status {
            (ours, Kept::Ours)
        } else {
            (theirs, Kept::Theirs)
        };
        if self.done_at != from.done_at {
            self.done_at = from.done_at;
            three.enter("done_at");
            three.differ(&ours.done_at, &theirs.done_at, kept);
            three.leave();
        }
    }
}
impl Titled for Interview {
    fn called(&self, _: &Names<'_>) -> String {
        self.name.clone()
    }
}
impl Titled for Busy {
    fn called(&self, _: &Names<'_>) -> String {
        self.in_words()
    }

    /// What a whole day is made of comes from one side.
    fn mend(&mut self, _: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) {
        if *self == self.clone().tidied() {
            return;
        }
        for (field, differ) in [
            ("start", ours.start != theirs.start),
            ("minutes", ours.minutes != theirs.minutes),
            ("all_day", ours.all_day != theirs.all_day),
        ] {
            if differ {
                three.enter(field);
                three.conflict(ours.hours(), theirs.hours(), Kept::Ours);
                three.leave();
            }
        }
        (self.start, self.minutes, self.all_day) = (ours.start, ours.minutes, ours.all_day);
    }
}
impl Titled for Session {
    fn called(&self, names: &Names<'_>) -> String {
        format!("{} of {}", self.kind.name(), names.session(self))
    }

    /// A session that one side logged stands where and how long it was logged, wherever the other moved it.
    fn mend(&mut self, base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) {
        let was = |side: &Self| {
            let (outcome, spent) = base.map_or((Outcome::Planned, Minutes::ZERO), |base| {
                (base.outcome, base.spent)
            });
            side.outcome != Outcome::Planned && side.outcome != outcome || side.spent > spent
        };
        let (from, kept) = match (was(ours), was(theirs)) {
            (true, false) => (ours, Kept::Ours),
            (false, true) => (theirs, Kept::Theirs),
            _ => return,
        };
        if self.on != from.on {
            self.on = from.on;
            three.enter("on");
            three.differ(&ours.on, &theirs.on, kept);
            three.leave();
        }
        if self.minutes != from.minutes {
            self.minutes = from.minutes;
            three.enter("minutes");
            three.differ(&ours.minutes, &theirs.minutes, kept);
            three.leave();
        }
    }
}
impl Titled for Run {
    fn called(&self, names: &Names<'_>) -> String {
        let (item, on) = (names.item(&self.item), say_day(self.started.day()));
        format!("design session of ‘{item}’ on {on}")
    }

    /// The clock is one side's as a whole where both moved it: that of the side which finished, else of the one that counted
    /// more, whichever side it is.
    fn mend(&mut self, base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) {
        let clock = |run: &Self| {
            let spent: Vec<u32> = run.stages.iter().map(|stage| stage.spent).collect();
            (run.at, run.running_since, run.finished, spent)
        };
        let moved = |side: &Self| base.is_none_or(|base| clock(base) != clock(side));
        if clock(ours) == clock(theirs) || !moved(ours) || !moved(theirs) {
            return;
        }
        let rank = |run: &Self| {
            let spent = run.stages.iter().map(|stage| u64::from(stage.spent));
            let spent: u64 = spent.sum();
            (run.finished, spent, run.running_since, run.at)
        };
        let (from, kept) = if rank(theirs) > rank(ours) {
            (theirs, Kept::Theirs)
        } else {
            (ours, Kept::Ours)
        };
        macro_rules! settle {
            ($($field:ident),*) => {$(
                if self.$field != from.$field {
                    self.$field = from.$field;
                    three.enter(stringify!($field));
                    three.differ(&ours.$field, &theirs.$field, kept);
                    three.leave();
                }
            )*};
        }
        settle!(at, running_since, finished);
        if self.stages.len() != from.stages.len() {
            return;
        }
        for (place, stage) in self.stages.iter_mut().enumerate() {
            let spent = |run: &Self| run.stages.get(place).map_or(0, |stage| stage.spent);
            if stage.spent == spent(from) {
                continue;
            }
            stage.spent = spent(from);
            three.enter("stages");
            let label = format!("stage “{}”", stage.name);
            three.way().enter_entry(stage.id.to_string(), label);
            three.enter("spent");
            three.differ(&spent(ours), &spent(theirs), kept);
            three.leave();
            three.leave();
            three.leave();
        }
    }
}
impl Titled for Cut {
    fn called(&self, names: &Names<'_>) -> String {
        names.item(&self.item)
    }
}
impl Titled for Link {
    fn called(&self, names: &Names<'_>) -> String {
        let (from, to) = (names.item(&self.from), names.item(&self.to));
        format!("‘{from}’ {} ‘{to}’", self.relation.forward())
    }
}
impl Titled for Prompt {
    fn called(&self, names: &Names<'_>) -> String {
        format!("“{}” of ‘{}’", self.short_ask(), names.item(&self.item))
    }
}
impl Titled for Review {
    fn called(&self, names: &Names<'_>) -> String {
        format!(
            "“{}” on {}",
            names.prompt(&self.prompt),
            say_day(self.at.day())
        )
    }
}
