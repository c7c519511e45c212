//! Random plans: legal, varied, full of awkward texts, and the same for the same seed.
//!
//! Not here: the small plan that is always the same (`sample`), what is rolled (`dice`).
#![allow(dead_code, reason = "each test uses what it needs")]

mod dice;
mod sample;

use std::collections::BTreeMap;

use cairn::domain::apply::BOUNDS;
use cairn::domain::schedule::{Cut, CutReason};
use cairn::domain::{
    Availability, Brief, BriefKind, Busy, BusyId, Clock, Day, Decision, Depth, Effort, Familiarity,
    Grade, Interview, InterviewId, Item, ItemId, Kind, Link, Minutes, Notes, Outcome, Part, PartId,
    Plan, PlanId, Prompt, PromptId, Relation, Review, ReviewId, Round, Rules, Run, RunId, Session,
    SessionId, SessionKind, Stamp, Status, Step, StepId, Timer, WEEK, WebLink, Week, WeekNote,
    Weekly, Why, Window,
};
use proptest::prelude::*;

pub use dice::Dice;
#[allow(unused_imports, reason = "a bench uses the random ones only")]
pub use sample::sample;

/// Any legal plan.
pub fn any_plan() -> impl Strategy<Value = Plan> {
    any::<u64>().prop_map(random_plan)
}

/// The legal plan of this seed.
pub fn random_plan(seed: u64) -> Plan {
    let mut dice = Dice::new(seed);
    let d = &mut dice;
    let mut plan = Plan::empty(PlanId::slug(&format!("plan-{seed}")), d.title(), d.day());
    for n in 0..d.roll(0, 6) {
        let mut step = Step::new(StepId::slug(&format!("step-{n}")), d.roll(1, 9), d.title());
        step.short = d.text();
        step.purpose = d.text();
        step.familiarity = d.pick(&Familiarity::ALL);
        plan.steps.put(step);
    }
    for n in 0..d.roll(0, 12) {
        plan.items.put(item(d, n, &plan));
    }
    links(d, &mut plan);
    for n in 0..d.roll(0, 3) {
        let id = InterviewId::slug(&format!("interview-{n}"));
        let mut interview = Interview::new(id, d.title(), d.pick(&Round::ALL), d.day());
        interview.buffer_days = d.roll(0, 60) as u8;
        for step in plan.steps.keys() {
            if d.chance(30) {
                interview.weights.insert(step.clone(), d.roll(0, 3) as u8);
            }
        }
        interview.at = d.maybe(|d| Clock::from_minutes(d.roll(0, 1_439) as u16));
        interview.place = d.maybe(|d| d.title()).unwrap_or_default();
        if d.chance(40) {
            interview.logistics = Notes::from_text(&d.text());
            interview.eve_done = vec!["sleep".to_owned(), "when".to_owned()];
        }
        plan.interviews.put(interview);
    }
    for _ in 0..d.roll(0, 3) {
        let note = WeekNote {
            line: d.text(),
            decision: d.maybe(|d| d.pick(&Decision::ALL)),
            ..WeekNote::default()
        };
        plan.weeks.insert(Week::of(d.day()), note);
    }
    plan.availability = availability(d);
    if d.chance(30) {
        plan.rules = Rules {
            max_items: d.roll(1, 9) as u8,
            max_reviews: d.roll(0, 9) as u8,
            max_item_reviews: d.roll(0, 9) as u8,
            min_session: Minutes(d.roll(5, 480)),
            review: Minutes(d.roll(1, 240)),
            target_recall: d.roll(700, 970) as u16,
            max_prompts: d.roll(0, 500) as u16,
            ..Rules::default()
        };
    }
    if d.chance(20) {
        let tenths = |(low, high): (f64, f64)| low + (high - low) * f64::from(d.roll(0, 10)) / 10.0;
        plan.rules.fsrs = BOUNDS.into_iter().map(tenths).collect();
    }
    sessions(d, &mut plan);
    prompts(d, &mut plan);
    runs(d, &mut plan);
    plan
}

fn item(d: &mut Dice, n: u32, plan: &Plan) -> Item {
    let kind = match d.below(7) {
        0 => Kind::Topic,
        1 => Kind::Algorithm,
        2 => Kind::Paper,
        3 => Kind::Book,
        4 => Kind::DesignPrompt,
        5 => Kind::Resource,
        _ => Kind::Custom(d.text()),
    };
    let mut item = Item::new(ItemId::slug(&format!("item-{n}")), kind, d.title());
    let steps: Vec<StepId> = plan.steps.keys().cloned().collect();
    if !steps.is_empty() && d.chance(80) {
        item.step = Some(d.pick(&steps));
    }
    item.short = d.text();
    item.byline = d.text();
    item.year = d.maybe(|d| d.roll(0, 9_999) as i32);
    item.group = d.text();
    item.order = i64::from(d.roll(0, 9_000)) - 1_000;
    item.sequence = d.text();
    item.purpose = d.text();
    item.effort = Effort {
        lean: d.minutes(600),
        core: d.minutes(6_000),
        deep: d.minutes(600_000),
    };
    item.importance = d.roll(1, 5) as u8;
    for _ in 0..d.below(3) {
        let url = format!("https://example.org/{}", d.below(99));
        item.urls.push(WebLink {
            label: d.text(),
            url,
        });
    }
    for n in 0..d.below(5) {
        let mut part = Part::new(PartId::slug(&format!("part-{n}")), d.title());
        part.depth = d.pick(&Depth::ALL);
        part.done_on = d.maybe(Dice::day);
        item.parts.push(part);
    }
    item.brief = d.maybe(|d| Brief {
        kind: d.pick(&[BriefKind::Ml, BriefKind::Plain]),
        functional: (0..d.below(3)).map(|_| d.text()).collect(),
        non_functional: (0..d.below(3)).map(|_| d.text()).collect(),
        numbers: (0..d.below(3)).map(|_| d.text()).collect(),
        ml: d.text(),
        deep_dives: (0..d.below(3)).map(|_| d.text()).collect(),
        unknown: Default::default(),
    });
    item.tags = (0..d.below(4)).map(|_| d.text()).collect();
    item.status = d.pick(&Status::ALL);
    item.depth = d.pick(&Depth::ALL);
    item.depth_fixed = d.chance(30);
    item.estimate = d.maybe(|d| d.minutes(600_000));
    item.rating = d.maybe(|d| d.roll(1, 5) as u8);
    item.done_at = d.maybe(Dice::moment);
    item.notes = Notes::from_text(
        &(0..d.below(4))
            .map(|_| d.text())
            .collect::<Vec<_>>()
            .join("\n"),
    );
    item
}

/// Prerequisites only point to items made before, so they make no circle.
fn links(d: &mut Dice, plan: &mut Plan) {
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    for (n, from) in ids.iter().enumerate() {
        for _ in 0..d.below(3) {
            let relation = d.pick(&Relation::ALL);
            let to = match relation {
                Relation::BuildsOn if n == 0 => continue,
                Relation::BuildsOn => ids[d.below(n)].clone(),
                _ => d.pick(&ids),
            };
            if to != *from {
                let mut link = Link::new(from.clone(), relation, to);
                link.place = d.text();
                plan.links.put(link);
            }
        }
    }
}

fn availability(d: &mut Dice) -> Availability {
    let mut weekly = Weekly::default();
    for day in WEEK {
        for _ in 0..d.below(3) {
            let at = Clock::from_minutes(d.roll(0, 1_439) as u16);
            weekly.on_mut(day).push(Window {
                at,
                minutes: d.minutes(300),
            });
        }
    }
    let exceptions: BTreeMap<Day, Minutes> = (0..d.below(5))
        .map(|_| (d.day(), d.minutes(1_440)))
        .collect();
    let busy = (0..d.below(6)).map(|n| busy(d, n)).collect();
    Availability {
        weekly,
        exceptions,
        busy,
        ..Availability::default()
    }
}

fn busy(d: &mut Dice, n: usize) -> Busy {
    let id = BusyId::slug(&format!("busy-{n}"));
    let start = Clock::from_minutes(d.roll(0, 1_439) as u16);
    let most = d.pick(&[60, 600, 6_000, 44_640]);
    let mut busy = Busy::new(id, d.day(), start, Minutes(d.roll(1, most))).called(d.text());
    busy.all_day = d.chance(25);
    busy.source = d.maybe(Dice::text);
    busy.tidied()
}

fn sessions(d: &mut Dice, plan: &mut Plan) {
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    if ids.is_empty() {
        return;
    }
    for n in 0..d.below(15) {
        let kind = d.pick(&[SessionKind::Study, SessionKind::Review, SessionKind::Mock]);
        let id = SessionId::slug(&format!("session-{n}"));
        let mut session = Session::new(id, d.pick(&ids), kind, d.day(), d.minutes(300));
        session.pinned = d.chance(20);
        session.outcome = d.pick(&[Outcome::Planned, Outcome::Done, Outcome::Skipped]);
        session.spent = d.minutes(200);
        session.ended_at = d.maybe(Dice::moment);
        session.why = d.maybe(|d| why(d, &ids));
        plan.sessions.put(session);
    }
    for id in &ids {
        if d.chance(10) {
            let reason = match d.below(6) {
                0 => CutReason::NoTime,
                1 => CutReason::TooLong,
                2 => CutReason::Window,
                3 => CutReason::Prerequisite(d.pick(&ids)),
                4 => CutReason::NoReview,
                _ => CutReason::NotAsked,
            };
            plan.cuts.put(Cut::new(id.clone(), reason, d.minutes(300)));
        }
    }
    let sessions: Vec<SessionId> = plan.sessions.keys().cloned().collect();
    if !sessions.is_empty() && d.chance(30) {
        plan.timer = Some(Timer::new(d.pick(&sessions), Stamp(1_800_000_000)));
    }
}

fn prompts(d: &mut Dice, plan: &mut Plan) {
    let items: Vec<_> = plan.items.iter().cloned().collect();
    if items.is_empty() {
        return;
    }
    for n in 0..d.below(8) {
        let item = d.pick(&items);
        let id = PromptId::slug(&format!("prompt-{n}"));
        let answer = Notes::from_text(&d.text());
        let mut prompt = Prompt::new(id.clone(), item.id.clone(), d.title(), answer);
        if !item.parts.is_empty() && d.chance(60) {
            prompt.part = Some(d.pick(&item.parts).id);
        }
        prompt.order = i64::from(d.roll(0, 9_000)) - 1_000;
        prompt.paused = d.chance(20);
        plan.prompts.put(prompt);
        for k in 0..d.below(4) {
            let review = ReviewId::slug(&format!("review-{n}-{k}"));
            let grade = d.pick(&Grade::ALL);
            let (at, seconds) = (d.moment(), d.roll(0, 3_600));
            plan.reviews
                .put(Review::new(review, id.clone(), at, grade, seconds));
        }
    }
}

/// A design session with everything in it.
pub fn run(d: &mut Dice, n: usize, item: ItemId, sessions: &[SessionId]) -> Run {
    let kind = d.pick(&[BriefKind::Ml, BriefKind::Plain]);
    let minutes = Minutes(d.roll(1, 120));
    let stages = cairn::store::builtin::design().clock(kind).stages(minutes);
    let id = RunId::slug(&format!("run-{n}"));
    let mut run = Run::new(id, item, kind, minutes, d.moment(), stages);
    run.at = d.below(run.stages.len()) as u32;
    for stage in &mut run.stages {
        stage.spent = d.roll(0, 900);
        stage.rating = d.maybe(|d| d.roll(1, 5) as u8);
        stage.refused = d.chance(10);
        stage.notes = Notes::from_text(&d.text());
        if !sessions.is_empty() && d.chance(20) {
            stage.follow_up = Some(d.pick(sessions));
        }
    }
    match d.below(3) {
        0 => run.running_since = Some(Stamp(1_800_000_000 + d.roll(0, 9_000) as i64)),
        1 => run.finished = Some(d.moment()),
        _ => {}
    }
    run.next_steps = Notes::from_text(&d.text());
    run.compared = (0..d.below(3)).map(|_| d.text()).collect();
    run.compared.sort();
    run.compared.dedup();
    run
}

fn runs(d: &mut Dice, plan: &mut Plan) {
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    let sessions: Vec<SessionId> = plan.sessions.keys().cloned().collect();
    if ids.is_empty() {
        return;
    }
    for n in 0..d.below(4) {
        let item = d.pick(&ids);
        plan.runs.put(run(d, n, item, &sessions));
    }
    if d.chance(20) {
        plan.rhythm.on = d.chance(50);
        plan.rhythm.rounds = d.roll(1, 12) as u8;
    }
    if let Some(timer) = &mut plan.timer {
        timer.banked = d.roll(0, 9_000);
        timer.paused = d.chance(30);
        timer.taken = d.roll(0, 100);
        timer.rhythm = d.maybe(|_| plan.rhythm.clone());
    }
    cairn::domain::clocks::settle(plan);
}

fn why(d: &mut Dice, ids: &[ItemId]) -> Why {
    match d.below(10) {
        0 => Why::You,
        1 => Why::Next,
        2 => Why::NextInList {
            waits: d.maybe(|d| d.pick(ids)),
        },
        3 => Why::Unlocks {
            first: d.pick(ids),
            count: d.roll(0, 20),
        },
        4 => Why::LastChance {
            interview: d.text(),
        },
        5 => Why::FirstReview,
        6 => Why::RecallFalls {
            percent: d.roll(0, 100) as u8,
        },
        7 => Why::OnlyDay {
            minutes: d.minutes(300),
        },
        8 => Why::Mock,
        _ => Why::Kept,
    }
}
