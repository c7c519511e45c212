//! Random deeds of every kind; many fit the plan, some do not.

use cairn::domain::item::{Effort, Item};
use cairn::domain::{
    Day, Decision, Depth, Edit, Familiarity, Interview, InterviewId, ItemField, ItemId, Kind, Link,
    Minutes, Moment, Notes, Part, PartId, Plan, Relation, Rhythm, Round, Session, SessionId,
    SessionKind, Stamp, Status, Step, StepId, WEEK, WebLink, Week, WeekNote,
};

use super::any_rows::{any_busy, any_recall, any_run, any_timer_deed};

/// Small chances from a seed: the same in every run.
pub struct Dice(pub(super) u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below.max(1)
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            return None;
        }
        from.get(self.roll(from.len()))
    }
}

pub(super) fn monday() -> Day {
    Day::from_ymd(2026, 11, 30).expect("a day")
}

pub(super) fn words(dice: &mut Dice) -> String {
    let words = [
        "naïve",
        "Bayes",
        "“quoted”",
        "back\\slash",
        "日本語",
        "line\nbreak",
        "x",
        "🙂",
        "tab\there",
        "é́",
    ];
    (0..=dice.roll(3))
        .map(|_| words[dice.roll(words.len())])
        .collect::<Vec<_>>()
        .join(" ")
}

/// An edit of any kind; many fit the plan, some do not.
pub fn any_edit(plan: &Plan, dice: &mut Dice, n: usize) -> Edit {
    let items: Vec<ItemId> = plan.items.keys().cloned().collect();
    let sessions: Vec<SessionId> = plan.sessions.keys().cloned().collect();
    let steps: Vec<StepId> = plan.steps.keys().cloned().collect();
    let links: Vec<_> = plan.links.keys().cloned().collect();
    let item = dice
        .pick(&items)
        .cloned()
        .unwrap_or_else(|| ItemId::slug("none"));
    let other = dice
        .pick(&items)
        .cloned()
        .unwrap_or_else(|| ItemId::slug("none"));
    let session = dice
        .pick(&sessions)
        .cloned()
        .unwrap_or_else(|| SessionId::slug("none"));
    let step = dice
        .pick(&steps)
        .cloned()
        .unwrap_or_else(|| StepId::slug("none"));
    let parts: Vec<PartId> = plan
        .items
        .get(&item)
        .map(|i| i.parts.iter().map(|p| p.id.clone()).collect())
        .unwrap_or_default();
    let part = dice
        .pick(&parts)
        .cloned()
        .unwrap_or_else(|| PartId::slug("none"));
    let day = monday().plus(dice.roll(90) as i64 - 10);
    let at = Moment::parse(&format!("{day}T19:{:02}:00", dice.roll(60))).expect("a moment");
    let minutes = Minutes(dice.roll(200) as u32);
    let depth = Depth::ALL[dice.roll(3)];
    match dice.roll(45) {
        0 => Edit::RenamePlan(words(dice)),
        1 if dice.roll(2) == 0 => Edit::SetLimit {
            column: format!("status.{n}"),
            title: words(dice),
            limit: (dice.roll(3) > 0).then(|| dice.roll(100) as u8),
        },
        1 => Edit::SetStart(day),
        2 => Edit::AddStep(Step::new(
            StepId::slug(&format!("step-{n}")),
            6 + n as u32,
            words(dice),
        )),
        3 => Edit::ChangeStep {
            step,
            title: words(dice),
            short: String::new(),
            purpose: words(dice),
        },
        4 => Edit::SetFamiliarity {
            step,
            familiarity: Familiarity::ALL[dice.roll(3)],
        },
        5 => Edit::DeleteStep(step),
        6 => {
            let mut new = Item::new(
                ItemId::slug(&format!("mine-{n}")),
                Kind::Custom(words(dice)),
                words(dice),
            );
            new.step = Some(step);
            new.effort = Effort::flat(minutes);
            new.urls.push(WebLink {
                label: words(dice),
                url: "https://example.org/a?b=c".to_owned(),
            });
            Edit::AddItem(Box::new(new))
        }
        7 => Edit::ChangeItem {
            item,
            field: ItemField::Title(words(dice)),
        },
        8 => Edit::ChangeItem {
            item,
            field: ItemField::Notes(Notes::from_text(&words(dice))),
        },
        9 => Edit::ChangeItem {
            item,
            field: match dice.roll(3) {
                0 => ItemField::Pace(Some(dice.roll(2_000) as u32)),
                1 => ItemField::Pages(dice.roll(900) as u32),
                _ => ItemField::Estimate(Some(minutes)),
            },
        },
        10 => Edit::ChangeItem {
            item,
            field: ItemField::Rating(Some(dice.roll(7) as u8)),
        },
        11 => Edit::ChangeItem {
            item,
            field: ItemField::Tags(vec![words(dice)]),
        },
        12 => Edit::MoveItem {
            item,
            step: Some(step),
            before: (dice.roll(2) == 0).then_some(other),
        },
        13 => Edit::SetStatus {
            item,
            status: Status::ALL[dice.roll(4)],
            at,
        },
        14 => Edit::SetDepth {
            item,
            depth: (dice.roll(3) > 0).then_some(depth),
        },
        15 => Edit::DeleteItem(item),
        16 => Edit::AddPart {
            item,
            part: Part::new(PartId::slug(&format!("part-{n}")), words(dice)),
        },
        17 if dice.roll(2) == 0 => Edit::SetPages {
            item,
            pages: vec![(part, dice.roll(120_000) as u32)],
        },
        17 => Edit::ChangePart {
            item,
            part,
            title: words(dice),
            depth,
        },
        18 => Edit::TickPart {
            item,
            part,
            done_on: (dice.roll(3) > 0).then_some(day),
        },
        19 => Edit::MovePart {
            item,
            part,
            before: dice.pick(&parts).cloned(),
        },
        20 => Edit::DeletePart { item, part },
        21 => Edit::PutLink(Link::new(item, Relation::ALL[dice.roll(5)], other)),
        22 => match dice.pick(&links) {
            Some(old) => Edit::ReplaceLink {
                old: old.clone(),
                new: Link::new(item, Relation::DrawsOn, other),
            },
            None => Edit::SetStart(day),
        },
        23 => match dice.pick(&links) {
            Some(link) => Edit::DeleteLink(link.clone()),
            None => Edit::SetStart(day),
        },
        24 if dice.roll(3) == 0 => Edit::SetWeekNote {
            week: Week::of(day),
            note: Box::new(WeekNote {
                line: if dice.roll(3) == 0 {
                    String::new()
                } else {
                    words(dice)
                },
                decision: (dice.roll(2) == 0).then(|| Decision::ALL[dice.roll(4)]),
                ..WeekNote::default()
            }),
        },
        24 if dice.roll(2) == 0 => {
            let interview = InterviewId::slug(&format!("interview-{}", dice.roll(4)));
            if dice.roll(2) == 0 {
                Edit::SetLogistics {
                    interview,
                    logistics: Notes::from_text(&words(dice)),
                }
            } else {
                Edit::TickEve {
                    interview,
                    line: words(dice),
                    done: dice.roll(3) > 0,
                }
            }
        }
        24 => {
            let id = InterviewId::slug(&format!("interview-{}", dice.roll(4)));
            Edit::PutInterview(Box::new(Interview::new(
                id,
                words(dice),
                Round::ALL[dice.roll(6)],
                day,
            )))
        }
        25 => match plan.interviews.keys().next() {
            Some(id) => Edit::DeleteInterview(id.clone()),
            None => Edit::SetStart(day),
        },
        26 => {
            let mut weekly = plan.availability.weekly.clone();
            weekly.set_minutes(WEEK[dice.roll(7)], minutes);
            Edit::SetWeekly(weekly)
        }
        27 => Edit::SetDay {
            on: day,
            minutes: (dice.roll(3) > 0).then_some(minutes),
        },
        28 => Edit::AddSession(Session::new(
            SessionId::slug(&format!("own-{n}")),
            item,
            SessionKind::Study,
            day,
            minutes,
        )),
        29 => Edit::MoveSession { session, on: day },
        30 => Edit::ResizeSession { session, minutes },
        31 => Edit::PinSession {
            session,
            pinned: dice.roll(2) == 0,
        },
        32 => Edit::FinishSession {
            session,
            spent: minutes,
            at,
        },
        33 => match dice.roll(4) {
            0 => Edit::SkipSession { session, at },
            1 => Edit::ReopenSession(session),
            2 if dice.roll(2) == 0 => Edit::SetUnits {
                session,
                units: dice.roll(40) as u32,
            },
            2 => Edit::AddMinutes { session, minutes },
            _ => Edit::DeleteSession(session),
        },
        34 => match dice.roll(2) {
            0 => Edit::StartTimer {
                session,
                at: Stamp(1_000_000 + n as i64 * 600),
            },
            _ => Edit::StopTimer {
                at: Stamp(1_000_000 + n as i64 * 600),
            },
        },
        37..=39 => any_recall(plan, dice, n, (item, parts), at),
        35 => Edit::AddBusy(any_busy(dice, n, day, minutes)),
        36 => match plan.availability.busy.iter().next() {
            Some(there) if dice.roll(3) > 0 => {
                let mut busy = any_busy(dice, n, day, minutes);
                busy.id = there.id.clone();
                Edit::ChangeBusy(busy)
            }
            Some(there) => Edit::RemoveBusy(there.id.clone()),
            None => Edit::AddBusy(any_busy(dice, n, day, minutes)),
        },
        40 => match dice.roll(3) {
            0 => Edit::SetRhythm(Rhythm {
                on: dice.roll(2) == 0,
                work: minutes,
                rounds: dice.roll(20) as u8,
                ..Rhythm::default()
            }),
            _ => Edit::Timer(any_timer_deed(dice, n)),
        },
        41..=43 => any_run(plan, dice, n, item, session, at),
        _ => Edit::Several {
            label: "Two things".to_owned(),
            edits: vec![
                Edit::SetDepth {
                    item: item.clone(),
                    depth: Some(depth),
                },
                Edit::SetStatus {
                    item,
                    status: Status::InProgress,
                    at,
                },
            ],
        },
    }
}
