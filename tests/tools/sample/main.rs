//! Makes the plan to look around in, `data/samples/six-weeks.ron`: six weeks of somebody's study, the same each time. Run it
//! again when the format grows: `cargo run --release --example sample > data/samples/six-weeks.ron`.
//!
//! Days are lived one after the other with the program's own planner and edits. Not here: what happens of itself (`story`),
//! moving it to today (`domain/example.rs`).

mod story;

use std::collections::BTreeMap;

use cairn::domain::{
    BriefKind, Clock, Day, Edit, Grade, ItemField, ItemId, Kind, Minutes, Moment, Notes, Outcome,
    Plan, PromptId, Review, ReviewId, Run, RunId, Session, SessionId, SessionKind, Status, Week,
    WeekNote,
};
use cairn::planner::{Effort, schedule_plan};
use cairn::store::builtin;
use cairn::store::format::write_plan;

use story::{LATE, NOTES, OWN, TRIP, WEEKS, begin};

/// The first day: a Monday.
const BEGIN: (i32, u32, u32) = (2026, 10, 12);
/// So many days are lived.
const DAYS: i64 = 42;
/// Small chances from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// How the memory of a prompt stands in this made-up life.
struct Card {
    due: i64,
    interval: f64,
    seen: bool,
}

struct Life {
    plan: Plan,
    dice: Dice,
    cards: BTreeMap<PromptId, Card>,
    reviews: u32,
}

fn main() {
    let first = Day::from_ymd(BEGIN.0, BEGIN.1, BEGIN.2).expect("a day");
    let mut life = Life {
        plan: begin(first),
        dice: Dice(2026),
        cards: BTreeMap::new(),
        reviews: 0,
    };
    life.own_sessions(first);
    life.replan(first);
    for n in 0..DAYS {
        life.live(first, n);
    }
    life.look_back(first);
    // A schedule as it stood on the Monday of the sixth week serves the days after it.
    let text = write_plan(&life.plan).expect("a plan can be written");
    print!("{text}");
}

impl Life {
    fn edit(&mut self, edit: &Edit) {
        match self.plan.apply(edit) {
            Ok(next) => self.plan = next,
            Err(error) => eprintln!("not done: {error}: {edit:?}"),
        }
    }

    fn replan(&mut self, today: Day) {
        let schedule = Box::new(schedule_plan(&self.plan, today, Effort::Full));
        self.edit(&Edit::Replan { schedule, today });
    }

    /// One day: on Mondays what was missed finds a new day, in the evening there is study, then cards.
    fn live(&mut self, first: Day, n: i64) {
        let today = first.plus(n);
        if n > 0 && n % 7 == 0 {
            self.replan(today);
        }
        let mut at = 18 * 60 + 55 + self.dice.below(20) as u16;
        let tired = self.dice.percent(7) || LATE.contains(&n);
        let sessions: Vec<Session> = self
            .plan
            .sessions
            .iter()
            .filter(|s| s.on == today && s.outcome == Outcome::Planned)
            .map(|s| Session::clone(s))
            .collect();
        for session in sessions {
            if !session.pinned && (tired || self.dice.percent(7)) {
                if self.dice.percent(15) {
                    let skip = Edit::SkipSession {
                        session: session.id.clone(),
                        at: moment(today, at),
                    };
                    self.edit(&skip);
                }
                continue;
            }
            // Books go slower than thought, algorithms a little, the rest as planned.
            let pace = match self
                .plan
                .items
                .get(&session.item)
                .map(|item| item.kind.clone())
            {
                Some(Kind::Book) => 118,
                Some(Kind::Algorithm) => 108,
                _ => 98,
            };
            let jitter = 85 + self.dice.below(31) as u32;
            let spent = Minutes(
                (session.minutes.0 * pace * jitter / 10_000)
                    .div_ceil(5)
                    .max(1)
                    * 5,
            );
            at = (at + spent.0 as u16 + 4).min(23 * 60 + 40);
            let design = self
                .plan
                .items
                .get(&session.item)
                .is_some_and(|i| i.kind == Kind::DesignPrompt);
            self.edit(&Edit::FinishSession {
                session: session.id.clone(),
                spent,
                at: moment(today, at),
            });
            // Nine pages an hour of a hard book, half an hour a problem.
            let units = match self
                .plan
                .items
                .get(&session.item)
                .map(|item| item.kind.clone())
            {
                Some(Kind::Book) => spent.0 * 9 * jitter / 6_000,
                Some(Kind::Algorithm) if session.kind == SessionKind::Study => spent.0 / 30,
                _ => 0,
            };
            if units > 0 {
                self.edit(&Edit::SetUnits {
                    session: session.id.clone(),
                    units,
                });
            }
            match session.kind {
                SessionKind::Study => self.studied(&session.item, today, n, at),
                SessionKind::Mock if design => self.design(&session, today, spent, at),
                _ => {}
            }
        }
        if !TRIP.contains(&n) && n > 1 {
            self.cards_of(today, n, at);
        }
    }

    /// What this user puts into the plan by hand: a book on Saturdays, a paper now and then, mocks with the clock.
    fn own_sessions(&mut self, first: Day) {
        for (n, item, kind, minutes) in OWN {
            let Ok(item) = ItemId::new(item) else {
                continue;
            };
            let id = SessionId::slug(&format!("{item}-own-{n}"));
            let session = Session::new(id, item, kind, first.plus(n), Minutes(minutes));
            self.edit(&Edit::AddSession(session));
        }
    }

    /// Ticks, notes, ratings, and at the end of an item: done.
    fn studied(&mut self, id: &ItemId, today: Day, n: i64, at: u16) {
        let Some(item) = self.plan.items.get(id).cloned() else {
            return;
        };
        let spent: u32 = self
            .plan
            .sessions
            .iter()
            .filter(|s| s.item == *id && s.kind == SessionKind::Study)
            .map(|s| s.spent.0)
            .sum();
        let whole = self.plan.effort(&item).0.max(1);
        let parts: Vec<_> = item.parts_in_depth().cloned().collect();
        let ticked = (parts.len() as u32 * spent / whole) as usize;
        for part in parts
            .iter()
            .take(ticked)
            .filter(|part| part.done_on.is_none())
        {
            self.edit(&Edit::TickPart {
                item: id.clone(),
                part: part.id.clone(),
                done_on: Some(today),
            });
        }
        if item.notes.is_empty()
            && let Some((_, text)) = NOTES.iter().find(|(known, _)| *known == id.as_str())
        {
            self.edit(&Edit::ChangeItem {
                item: id.clone(),
                field: ItemField::Notes(Notes::from_text(text)),
            });
        }
        let rating = if spent >= whole {
            3 + self.dice.below(3) as u8
        } else {
            2 + self.dice.below(2) as u8
        };
        self.edit(&Edit::ChangeItem {
            item: id.clone(),
            field: ItemField::Rating(Some(rating)),
        });
        if spent + 5 >= whole {
            for part in &parts {
                if self.plan.items.get(id).is_some_and(|i| {
                    i.parts
                        .iter()
                        .any(|p| p.id == part.id && p.done_on.is_none())
                }) {
                    self.edit(&Edit::TickPart {
                        item: id.clone(),
                        part: part.id.clone(),
                        done_on: Some(today),
                    });
                }
            }
            self.edit(&Edit::SetStatus {
                item: id.clone(),
                status: Status::Done,
                at: moment(today, at),
            });
        }
        // What was studied can be asked from tomorrow on: a few a day.
        let prompts: Vec<PromptId> = self
            .plan
            .prompts
            .iter()
            .filter(|p| p.item == *id)
            .map(|p| p.id.clone())
            .collect();
        let known = (prompts.len() * spent.min(whole) as usize).div_ceil(whole as usize);
        for (k, prompt) in prompts.into_iter().take(known).enumerate() {
            self.cards.entry(prompt).or_insert(Card {
                due: n + 1 + k as i64 / 3,
                interval: 1.0,
                seen: false,
            });
        }
    }

    /// The cards of an evening: those that are due, at most a dozen.
    fn cards_of(&mut self, today: Day, n: i64, at: u16) {
        if self.dice.percent(22) {
            return;
        }
        let mut due: Vec<(i64, PromptId)> = self
            .cards
            .iter()
            .filter(|(_, card)| card.due <= n)
            .map(|(id, card)| (card.due, id.clone()))
            .collect();
        due.sort();
        let mut minute = (at + 6).min(23 * 60 + 41);
        for (_, id) in due.into_iter().take(12) {
            let seconds = 25 + self.dice.below(80) as u32;
            let roll = self.dice.below(100);
            let Some(card) = self.cards.get_mut(&id) else {
                continue;
            };
            let lapse = if card.seen { 9 } else { 17 };
            let (grade, factor) = match roll {
                r if r < lapse => (Grade::Again, 0.0),
                r if r < lapse + 17 => (Grade::Hard, 1.3),
                r if r < 88 => (Grade::Good, 2.3),
                _ => (Grade::Easy, 3.1),
            };
            card.interval = if grade == Grade::Again {
                1.0
            } else {
                (card.interval * factor).max(1.0)
            };
            card.seen = true;
            card.due = n + (card.interval.round() as i64).max(1);
            self.reviews += 1;
            let review = Review::new(
                ReviewId::slug(&format!("review-{:04}", self.reviews)),
                id,
                moment(today, minute),
                grade,
                seconds,
            );
            self.edit(&Edit::Review(review));
            minute = (minute + 1).min(23 * 60 + 59);
        }
    }

    /// A mock of a design prompt, stage by stage.
    fn design(&mut self, session: &Session, today: Day, spent: Minutes, at: u16) {
        let done = self.plan.runs.len();
        let kind = self
            .plan
            .items
            .get(&session.item)
            .and_then(|i| i.brief.as_ref())
            .map_or(BriefKind::Plain, |b| b.kind);
        let guide = builtin::design().clock(kind);
        let whole = Minutes(45);
        let mut stages = guide.stages(whole);
        let last = stages.len().saturating_sub(1);
        for (place, stage) in stages.iter_mut().enumerate() {
            stage.spent = stage.planned * (80 + self.dice.below(45) as u32) / 100;
            let luck = self.dice.below(3) as u8;
            stage.rating = Some(if place == last && done == 0 {
                2
            } else {
                (2 + luck + u8::from(done > 1)).min(5)
            });
            if place == 0 {
                stage.notes = Notes::from_text(
                    "- Who uses it, and what must never be wrong?\n- Reads against writes; how fresh?",
                );
            }
        }
        let id = RunId::slug(&format!("run-{}", done + 1));
        let mut run = Run::new(
            id,
            session.item.clone(),
            kind,
            whole,
            moment(today, at.saturating_sub(spent.0 as u16)),
            stages,
        );
        run.at = last as u32;
        run.finished = Some(moment(today, at));
        run.session = Some(session.id.clone());
        run.next_steps = Notes::from_text(
            "- Numbers first, then boxes.\n- Say what fails and what the user sees.",
        );
        self.plan.runs.put(run);
    }

    /// What was said about the first five weeks.
    fn look_back(&mut self, first: Day) {
        for (n, (line, decision)) in WEEKS.iter().enumerate() {
            let week = Week::of(first).plus(n as i64);
            let note = WeekNote {
                line: (*line).to_owned(),
                decision: *decision,
                ..WeekNote::default()
            };
            self.edit(&Edit::SetWeekNote {
                week,
                note: Box::new(note),
            });
        }
    }
}

fn moment(day: Day, minute: u16) -> Moment {
    let text = format!("{day}T{}:00", Clock::from_minutes(minute));
    Moment::parse(&text).expect("a moment")
}
