//! Plans as people have them, of any size and the same for the same seed: five steps, papers in their order, what builds
//! on what, some of it done, one or more interviews. For tests of the bridge to the planner and for its bench; plans
//! with awkward texts are in `plans`.
#![allow(dead_code, reason = "each test uses what it needs")]

use cairn::domain::id::Id;
use cairn::domain::{
    Answers, Availability, Day, Depth, Effort, Interview, Item, Kind, Link, Minutes, Moment, Plan,
    Relation, Round, Session, SessionKind, Status, Step, StepId, Weekly,
};

use super::plans::Dice;

/// The Monday on which these plans begin.
pub fn monday() -> Day {
    Day::from_ymd(2027, 1, 4).expect("a day")
}

/// What a plan is made like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// How many items.
    pub items: usize,
    /// Weeks until the onsite.
    pub weeks: u32,
    /// Work at the depth “core”, in percent of the time there is.
    pub load: u32,
    /// Interviews before the onsite.
    pub earlier: usize,
}

impl Shape {
    /// A shape for a seed: 8 to 70 items, 2 to 14 weeks, from roomy to hopeless.
    pub fn of(seed: u64) -> Self {
        let mut d = Dice::new(seed ^ 0x5EED);
        let items = d.roll(8, 70);
        Self {
            items: items as usize,
            weeks: (items / 6).clamp(2, 12) + d.roll(0, 2),
            load: d.pick(&[45, 60, 75, 90, 105, 140, 200]),
            earlier: d.pick(&[0, 0, 0, 1, 1, 2]),
        }
    }
}

/// The plan of this seed, with a shape that belongs to it.
pub fn plan(seed: u64) -> Plan {
    shaped(seed, Shape::of(seed))
}

/// A plan of this shape, with nothing scheduled yet.
pub fn shaped(seed: u64, shape: Shape) -> Plan {
    let mut dice = Dice::new(seed);
    let d = &mut dice;
    let mut plan = Plan::empty(Id::slug("plan"), "Plan", monday());
    for (n, step) in STEPS.iter().enumerate() {
        plan.steps
            .put(Step::new(Id::slug(step), n as u32 + 1, *step));
    }
    for n in 0..shape.items {
        plan.items.put(item(d, n, shape.items));
    }
    links(d, &mut plan);
    progress(d, &mut plan);
    let days = i64::from(shape.weeks) * 7;
    for n in 0..shape.earlier {
        let on = monday().plus(days * (n as i64 + 1) / (shape.earlier as i64 + 2) + 3);
        let round = d.pick(&[Round::Screen, Round::Coding, Round::MlTheory, Round::Design]);
        let id = Id::slug(&format!("early-{n}"));
        plan.interviews
            .put(Interview::new(id, round.name(), round, on));
    }
    let onsite = monday().plus(days);
    let mut onsite = Interview::new(Id::slug("onsite"), "Onsite", Round::Onsite, onsite);
    onsite.buffer_days = d.roll(1, 3) as u8;
    plan.interviews.put(onsite);
    plan.availability = availability(d, &plan, shape);
    plan
}

/// The plan over the built-in path from the answers that are filled in before anybody says anything.
pub fn built_in(path: &cairn::domain::Path) -> Plan {
    Answers::sensible(monday()).plan(Id::slug("plan"), path)
}

const STEPS: [&str; 5] = ["fundamentals", "algorithms", "papers", "books", "design"];

fn item(d: &mut Dice, n: usize, count: usize) -> Item {
    let at = n * 5 / count;
    let kind = [
        Kind::Topic,
        Kind::Algorithm,
        Kind::Paper,
        Kind::Book,
        Kind::DesignPrompt,
    ][at]
        .clone();
    let title = format!("Item {n}");
    let mut item = Item::new(Id::slug(&format!("item-{n:05}")), kind, title);
    item.step = Some(Id::slug(STEPS[at]));
    item.order = n as i64 * 10;
    if at == 2 {
        item.sequence = "papers".to_owned();
    }
    let core = match d.below(10) {
        0..=5 => 15 * d.roll(3, 8),
        6..=8 => 15 * d.roll(8, 14),
        _ => 15 * d.roll(14, 28),
    };
    let fives = |minutes: u32| Minutes((minutes / 5 * 5).max(15));
    item.effort = match d.chance(20) {
        true => Effort::flat(Minutes(core)),
        false => Effort {
            lean: fives(core * d.roll(35, 60) / 100),
            core: Minutes(core),
            deep: fives(core * d.roll(140, 220) / 100),
        },
    };
    item.importance = d.pick(&[1, 2, 2, 3, 3, 4, 4, 5]);
    if d.chance(8) {
        item.estimate = Some(Minutes(15 * d.roll(2, 16)));
    }
    if d.chance(10) {
        (item.depth, item.depth_fixed) = (d.pick(&Depth::ALL), true);
    }
    item.rating = if d.chance(10) {
        Some(d.roll(1, 5) as u8)
    } else {
        None
    };
    item
}

/// Now and then something builds on one of the few things before it.
fn links(d: &mut Dice, plan: &mut Plan) {
    let ids: Vec<_> = plan.items.keys().cloned().collect();
    for n in 1..ids.len() {
        if d.chance(22) {
            let to = ids[n - 1 - d.below(n.min(5))].clone();
            plan.links
                .put(Link::new(ids[n].clone(), Relation::BuildsOn, to));
        }
    }
}

/// A few are done, a few begun.
fn progress(d: &mut Dice, plan: &mut Plan) {
    let ids: Vec<_> = plan.items.keys().cloned().collect();
    for (n, id) in ids.iter().enumerate() {
        let ago = monday().plus(-(d.roll(1, 20) as i64));
        let at = Moment::parse(&format!("{ago}T19:30:00")).expect("a moment");
        if d.chance(6) {
            plan.items.update(id, |item| {
                (item.status, item.done_at) = (Status::Done, Some(at));
            });
        } else if d.chance(5) {
            let whole = plan.items.get(id).map_or(0, |item| plan.effort(item).0);
            let spent = Minutes((whole / 3).max(5));
            let session = Id::slug(&format!("log-{n}"));
            let mut log = Session::new(session, id.clone(), SessionKind::Study, ago, spent);
            (log.spent, log.outcome) = (spent, cairn::domain::Outcome::Done);
            log.ended_at = Some(at);
            plan.sessions.put(log);
            plan.items
                .update(id, |item| item.status = Status::InProgress);
        }
    }
}

/// Evenings and weekends, with so much time that the load comes out; never more than ten hours a day.
fn availability(d: &mut Dice, plan: &Plan, shape: Shape) -> Availability {
    let open = plan.items.iter().filter(|item| item.status.is_open());
    let work: u32 = open
        .map(|item| plan.effort_at(item, Depth::Core).0 + plan.rules.review.0)
        .sum();
    let week = work * 100 / shape.load.max(1) / shape.weeks.max(1);
    let rhythm = d.pick(&[
        [4, 4, 4, 4, 0, 8, 8],
        [4, 4, 4, 4, 3, 6, 6],
        [1, 1, 1, 1, 1, 1, 1],
        [0, 3, 0, 3, 0, 10, 6],
    ]);
    let sum: u32 = rhythm.iter().sum();
    let minutes = rhythm.map(|share| Minutes((week * share / sum).min(600) / 5 * 5));
    let mut availability = Availability {
        weekly: Weekly::of_minutes(minutes),
        ..Availability::default()
    };
    for day in monday().until(monday().plus(i64::from(shape.weeks) * 7)) {
        if d.chance(4) {
            availability.exceptions.insert(day, Minutes::ZERO);
        } else if d.chance(3) {
            let usual = availability.weekly.minutes(day.weekday());
            availability.exceptions.insert(day, usual.percent(50));
        }
    }
    availability
}

/// The steps of these plans.
pub fn steps() -> Vec<StepId> {
    STEPS.iter().map(|step| Id::slug(step)).collect()
}
