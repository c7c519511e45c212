//! Undo is exact: after any deeds, n undos give the very bytes from before, n redos the very bytes from after.

use cairn::domain::item::{Effort, Item};
use cairn::domain::{
    Answers, BriefKind, Busy, BusyId, Clock, Day, Decision, Depth, Edit, Familiarity, Grade,
    Interview, InterviewId, ItemField, ItemId, Kind, Link, Minutes, Moment, Notes, Part, PartId,
    Plan, PlanId, Prompt, PromptId, Relation, Review, ReviewId, Rhythm, Round, Row as _, Run,
    RunDeed, RunId, Session, SessionId, SessionKind, StageId, Stamp, Status, Step, StepId,
    TimerDeed, WEEK, WebLink, Week, WeekNote,
};
use cairn::planner::{Effort as Work, schedule_plan};
use cairn::state::Document;
use cairn::store::format::{read_plan, write_plan};

/// Small chances from a seed: the same in every run.
pub struct Dice(u64);

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

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            return None;
        }
        from.get(self.roll(from.len()))
    }
}

fn monday() -> Day {
    Day::from_ymd(2026, 11, 30).expect("a day")
}

fn words(dice: &mut Dice) -> String {
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

/// A deed with prompts and ratings.
fn any_recall(
    plan: &Plan,
    dice: &mut Dice,
    n: usize,
    (item, parts): (ItemId, Vec<PartId>),
    at: Moment,
) -> Edit {
    let prompts: Vec<PromptId> = plan.prompts.keys().cloned().collect();
    let prompt = dice.pick(&prompts).cloned();
    let prompt = prompt.unwrap_or_else(|| PromptId::slug("none"));
    let new = |dice: &mut Dice, n: usize| {
        let answer = Notes::from_text(&words(dice));
        let id = PromptId::slug(&format!("prompt-{n}"));
        let mut new = Prompt::new(id, item.clone(), words(dice), answer);
        new.part = dice.pick(&parts).cloned();
        new
    };
    match dice.roll(9) {
        0 => Edit::AddPrompts((0..3).map(|k| new(dice, 1_000 * n + k)).collect()),
        1 => Edit::AddPrompt(Box::new(new(dice, n))),
        2 => Edit::ChangePrompt {
            prompt,
            part: None,
            ask: words(dice),
            answer: Notes::from_text(&words(dice)),
        },
        3 => Edit::MovePrompt {
            prompt,
            before: dice.pick(&prompts).cloned(),
        },
        4 => Edit::PausePrompt {
            prompt,
            paused: dice.roll(2) == 0,
        },
        5 if dice.roll(3) == 0 => Edit::DeletePrompt(prompt),
        _ => Edit::Review(Review::new(
            ReviewId::slug(&format!("review-{n}")),
            prompt,
            at,
            Grade::ALL[dice.roll(4)],
            dice.roll(90) as u32,
        )),
    }
}

fn any_timer_deed(dice: &mut Dice, n: usize) -> TimerDeed {
    let at = Stamp(1_000_000 + n as i64 * 600);
    match dice.roll(4) {
        0 => TimerDeed::Pause { at },
        1 => TimerDeed::Resume { at },
        2 => TimerDeed::NextPhase { at },
        _ => TimerDeed::TakeBack {
            seconds: dice.roll(4_000) as u32,
        },
    }
}

/// A new design session, or something in one that is there.
fn any_run(
    plan: &Plan,
    dice: &mut Dice,
    n: usize,
    item: ItemId,
    session: SessionId,
    ended: Moment,
) -> Edit {
    let at = Stamp(1_000_000 + n as i64 * 600);
    let runs: Vec<_> = plan.runs.iter().cloned().collect();
    let Some(run) = dice.pick(&runs).filter(|_| !dice.0.is_multiple_of(4)) else {
        let id = RunId::slug(&format!("run-{n}"));
        let (kind, minutes) = (BriefKind::Ml, Minutes(45 + 15 * dice.roll(2) as u32));
        let stages = cairn::store::builtin::design().clock(kind).stages(minutes);
        let mut run = Run::new(id, item, kind, minutes, ended, stages);
        run.running_since = Some(at);
        return Edit::StartRun(Box::new(run));
    };
    let stages: Vec<StageId> = run.stages.iter().map(|stage| stage.id.clone()).collect();
    let stage = dice.pick(&stages).cloned().unwrap_or(StageId::slug("x"));
    let notes = Notes::from_text(&words(dice));
    let deed = match dice.roll(11) {
        0 => RunDeed::Pause { at },
        1 => RunDeed::Resume { at },
        2 | 3 => RunDeed::GoTo { stage, at },
        4 => RunDeed::TakeBack { seconds: 90, at },
        5 => RunDeed::Write { stage, notes },
        6 => RunDeed::Rate {
            stage,
            rating: (dice.roll(4) > 0).then(|| dice.roll(7) as u8),
        },
        7 => RunDeed::Compare {
            line: words(dice),
            ticked: dice.roll(3) > 0,
        },
        8 => RunDeed::NextSteps(notes),
        9 => RunDeed::FollowUp {
            stage,
            session: (dice.roll(2) == 0).then_some(session),
        },
        _ if dice.roll(3) == 0 => RunDeed::Delete,
        _ => RunDeed::Finish { at, ended, session },
    };
    let run = run.id.clone();
    Edit::Run { run, deed }
}

fn any_busy(dice: &mut Dice, n: usize, on: Day, minutes: Minutes) -> Busy {
    let id = BusyId::slug(&format!("busy-{n}"));
    let start = Clock::from_minutes(dice.roll(1_440) as u16);
    let mut busy = Busy::new(id, on, start, minutes).called(words(dice));
    busy.all_day = dice.roll(4) == 0;
    busy.source = (dice.roll(2) == 0).then(|| words(dice));
    busy
}

fn start() -> Plan {
    let mut plan =
        Answers::sensible(monday()).plan(PlanId::slug("undo"), cairn::store::builtin::path());
    assert!(
        plan.items
            .iter()
            .any(|i| i.brief.as_ref().is_some_and(|b| b.kind == BriefKind::Ml))
    );
    let schedule = Box::new(schedule_plan(&plan, monday(), Work::Quick));
    plan = plan
        .apply(&Edit::Replan {
            schedule,
            today: monday(),
        })
        .expect("it fits");
    plan
}

fn bytes(plan: &Plan) -> String {
    write_plan(plan).expect("every plan can be written")
}

#[test]
fn n_undos_give_the_bytes_from_before_and_n_redos_those_from_after() {
    let first = start();
    let mut kinds = std::collections::BTreeSet::new();
    for seed in 1..=12 {
        let mut dice = Dice::new(seed);
        let mut document = Document::open(first.clone(), "plan.ron".into(), true);
        let mut done = 0;
        for n in 0..120 {
            let edit = any_edit(document.plan(), &mut dice, n);
            let before = document.revision();
            let plan_before = document.plan().clone();
            match document.apply(&edit) {
                Ok(label) => {
                    assert!(!label.is_empty());
                    if document.revision() != before {
                        done += 1;
                        kinds.insert(
                            format!("{edit:?}")
                                .split(['(', ' '])
                                .next()
                                .unwrap_or("")
                                .to_owned(),
                        );
                    }
                }
                Err(_) => {
                    assert_eq!(
                        document.revision(),
                        before,
                        "a refused edit changes nothing"
                    );
                    assert_eq!(**document.plan(), *plan_before);
                }
            }
        }
        let last = bytes(document.plan());
        for _ in 0..done {
            assert!(document.undo().is_some(), "seed {seed}");
        }
        assert!(document.undo().is_none());
        assert_eq!(
            bytes(document.plan()),
            bytes(&first),
            "seed {seed}: all undone"
        );
        assert!(!document.is_dirty(), "back at the saved revision");
        for _ in 0..done {
            assert!(document.redo().is_some(), "seed {seed}");
        }
        assert_eq!(bytes(document.plan()), last, "seed {seed}: all done again");
        assert!(done > 40, "the dice must find edits that fit: {done}");
    }
    assert!(
        kinds.len() >= 25,
        "nearly every kind of edit took place: {kinds:?}"
    );
}

#[test]
fn whatever_was_done_is_read_back_as_it_was() {
    let mut plan = start();
    let mut dice = Dice::new(99);
    for n in 0..400 {
        let edit = any_edit(&plan, &mut dice, n);
        if let Ok(next) = plan.apply(&edit) {
            plan = next;
        }
        if n % 10 == 0 {
            let text = bytes(&plan);
            let again = read_plan(&text, "plan.ron")
                .expect("what was written can be read")
                .plan;
            assert_eq!(again, plan, "after {edit:?}");
            assert_eq!(bytes(&again), text);
        }
    }
}

#[test]
fn links_never_dangle_and_prerequisites_never_form_a_circle() {
    let mut plan = start();
    let mut dice = Dice::new(7);
    for n in 0..600 {
        let edit = any_edit(&plan, &mut dice, n);
        let Ok(next) = plan.apply(&edit) else {
            continue;
        };
        plan = next;
        for link in plan.links.iter() {
            assert!(
                plan.items.contains(&link.from) && plan.items.contains(&link.to),
                "{:?} after {edit:?}",
                link.key()
            );
        }
        for run in plan.runs.iter() {
            assert!(
                plan.items.contains(&run.item),
                "{:?} after {edit:?}",
                run.id
            );
            assert!(run.at() < run.stages.len(), "{:?} after {edit:?}", run.id);
        }
        for session in plan.sessions.iter() {
            assert!(
                plan.items.contains(&session.item),
                "{:?} after {edit:?}",
                session.id
            );
        }
        for prompt in plan.prompts.iter() {
            let item = plan.items.get(&prompt.item).expect("its item is there");
            let has = |part: &PartId| item.parts.iter().any(|there| there.id == *part);
            assert!(prompt.part.as_ref().is_none_or(has), "after {edit:?}");
        }
        for review in plan.reviews.iter() {
            assert!(plan.prompts.contains(&review.prompt), "after {edit:?}");
        }
    }
    // No item waits for itself: take out what waits for nothing, until nothing is left.
    let mut waits: Vec<(ItemId, ItemId)> = plan
        .links
        .iter()
        .filter(|link| link.relation == Relation::BuildsOn)
        .map(|link| (link.from.clone(), link.to.clone()))
        .collect();
    loop {
        let froms: std::collections::BTreeSet<ItemId> =
            waits.iter().map(|(from, _)| from.clone()).collect();
        let left = waits.len();
        waits.retain(|(_, to)| froms.contains(to));
        if waits.len() == left {
            break;
        }
    }
    assert!(waits.is_empty(), "a circle: {waits:?}");
}

#[test]
fn at_least_two_hundred_steps_can_be_undone() {
    let mut document = Document::open(start(), "plan.ron".into(), true);
    for n in 0..300 {
        document
            .apply(&Edit::RenamePlan(format!("Name {n}")))
            .expect("a name");
    }
    let mut undone = 0;
    while document.undo().is_some() {
        undone += 1;
    }
    assert!(undone >= 200, "{undone}");
}
