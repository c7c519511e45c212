//! Random plans: legal, varied, full of awkward texts, and the same for the same seed.
#![allow(dead_code, reason = "each test uses what it needs")]

use std::collections::BTreeMap;

use cairn::domain::apply::BOUNDS;
use cairn::domain::schedule::{Cut, CutReason};
use cairn::domain::{
    Availability, Brief, BriefKind, Busy, BusyId, Clock, Day, Decision, Depth, Effort, Familiarity,
    Grade, Interview, InterviewId, Item, ItemId, Kind, Link, Minutes, Moment, Notes, Outcome, Part,
    PartId, Plan, PlanId, Prompt, PromptId, Relation, Review, ReviewId, Round, Rules, Run, RunId,
    Session, SessionId, SessionKind, StageId, Stamp, Status, Step, StepId, Timer, WEEK, WebLink,
    Week, WeekNote, Weekly, Why, Window,
};
use proptest::prelude::*;

/// A small seeded generator (splitmix).
pub struct Dice(u64);

impl Dice {
    /// The same rolls for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0, below `below`.
    pub fn below(&mut self, below: usize) -> usize {
        (self.next() % below.max(1) as u64) as usize
    }

    /// A number in `low..=high`.
    pub fn roll(&mut self, low: u32, high: u32) -> u32 {
        low + self.below((high - low + 1) as usize) as u32
    }

    /// Yes, in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Sometimes something.
    pub fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(50).then(|| make(self))
    }

    /// Any text, awkward ones among them.
    pub fn text(&mut self) -> String {
        const BITS: &[&str] = &[
            "GPT-3",
            "attention",
            " ",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\t",
            "\u{7}",
            "\u{0}",
            "\u{202e}",
            "é",
            "漢字",
            "👩‍🔬",
            "//",
            "/*",
            "*/",
            "<<<<<<<",
            "=1+1",
            "'",
            "r#\"",
            "\u{feff}",
            "None",
            "Some(1)",
            "(",
            "]",
            ",",
            ":",
            "https://example.org/a?b=c#d",
            "\u{85}",
            "\u{2028}",
            "  ",
            "—",
            "\u{1F600}",
        ];
        let mut text = String::new();
        for _ in 0..self.below(8) {
            text.push_str(BITS[self.below(BITS.len())]);
        }
        text
    }

    /// A text with at least one letter, as titles have.
    pub fn title(&mut self) -> String {
        format!("{}x{}", self.text(), self.text())
    }

    fn day(&mut self) -> Day {
        Day::from_ymd(2026, 11, 30)
            .expect("a day")
            .plus(self.below(400) as i64 - 100)
    }

    fn moment(&mut self) -> Moment {
        let (hour, minute) = (self.below(24), self.below(60));
        Moment::parse(&format!("{}T{hour:02}:{minute:02}:07", self.day())).expect("a moment")
    }

    fn minutes(&mut self, most: u32) -> Minutes {
        Minutes(self.roll(0, most))
    }
}

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

/// A small plan with everything in it: the same for ever, kept as `tests/fixtures/plan-v1.ron`.
pub fn sample() -> Plan {
    let day = |text: &str| Day::parse(text).expect("a day");
    let id = |text: &str| ItemId::new(text).expect("an id");
    let mut plan = Plan::empty(
        PlanId::slug("plan-k3x9q2a"),
        "Onsite at “Acme”",
        day("2026-11-30"),
    );
    let mut step = Step::new(StepId::slug("papers"), 3, "Research papers");
    step.short = "Papers".into();
    step.purpose = "From attention to chat models.".into();
    step.familiarity = Familiarity::Some;
    plan.steps.put(step);
    plan.steps
        .put(Step::new(StepId::slug("design"), 5, "System design"));

    let mut first = Item::new(
        id("paper.attention"),
        Kind::Paper,
        "Attention is all you need",
    );
    first.short = "Attention".into();
    first.byline = "Vaswani et al.".into();
    first.year = Some(2017);
    first.step = Some(StepId::slug("papers"));
    first.group = "Foundations".into();
    first.order = 1_000;
    first.sequence = "papers".into();
    first.purpose = "The architecture that all later papers take for granted.".into();
    first.effort = Effort {
        lean: Minutes(60),
        core: Minutes(180),
        deep: Minutes(420),
    };
    first.importance = 5;
    first.urls.push(WebLink {
        label: "arXiv".into(),
        url: "https://arxiv.org/abs/1706.03762".into(),
    });
    let mut part = Part::new(PartId::slug("model"), "Model and attention");
    part.done_on = Some(day("2026-12-01"));
    first.parts.push(part);
    let mut part = Part::new(PartId::slug("training"), "Training and results");
    part.depth = Depth::Core;
    first.parts.push(part);
    first.tags = vec!["transformer".into(), "NLP".into()];
    first.status = Status::InProgress;
    first.depth = Depth::Deep;
    first.depth_fixed = true;
    first.estimate = Some(Minutes(300));
    first.rating = Some(4);
    first.notes = Notes::from_text(
        "# Attention\n\nWhy *scaled*? \"variance\" of a dot product.\n\ttabs, a back\\slash, 漢字 👩‍🔬",
    );
    plan.items.put(first);

    let mut second = Item::new(id("paper.gpt"), Kind::Paper, "GPT");
    second.step = Some(StepId::slug("papers"));
    second.order = 2_000;
    second.status = Status::Done;
    second.done_at = Moment::parse("2026-12-03T21:15:00").ok();
    plan.items.put(second);

    let mut prompt = Item::new(id("design.feed"), Kind::DesignPrompt, "A news feed");
    prompt.step = Some(StepId::slug("design"));
    prompt.brief = Some(Brief {
        kind: BriefKind::Ml,
        functional: vec!["Who posts, who reads?".into(), "Ranked or by time?".into()],
        non_functional: vec!["Latency of the first screen".into()],
        numbers: vec!["Posts a second (about 5,000)".into()],
        ml: "Ranking with feedback".into(),
        deep_dives: vec!["Fan-out on write against read".into()],
        unknown: Default::default(),
    });
    plan.items.put(prompt);
    let own = Kind::Custom("Talk".into());
    plan.items.put(Item::new(
        id("talk.scaling-a1b2c3d"),
        own,
        "A talk on scaling",
    ));

    let mut link = Link::new(id("paper.gpt"), Relation::BuildsOn, id("paper.attention"));
    link.place = "section 3".into();
    plan.links.put(link);
    plan.links.put(Link::new(
        id("design.feed"),
        Relation::DrawsOn,
        id("paper.attention"),
    ));

    let mut onsite = Interview::new(
        InterviewId::slug("acme"),
        "Acme",
        Round::Onsite,
        day("2027-01-26"),
    );
    onsite.buffer_days = 2;
    onsite.weights.insert(StepId::slug("papers"), 3);
    onsite.at = Clock::parse("14:30").ok();
    onsite.logistics = Notes::from_text("Video link in the invitation\nCharger, a glass of water");
    onsite.eve_done = vec!["own:Charger, a glass of water".into(), "sleep".into()];
    plan.interviews.put(onsite);
    let said = WeekNote {
        line: "Evenings work better than “I” thought.".into(),
        decision: Some(Decision::KeepGoing),
        ..WeekNote::default()
    };
    plan.weeks.insert(Week::of(day("2026-12-02")), said);
    plan.interviews.put(Interview::new(
        InterviewId::slug("screen"),
        "Screen",
        Round::Screen,
        day("2026-12-18"),
    ));
    plan.availability.weekly = Weekly::of_minutes([60, 60, 60, 60, 0, 120, 120].map(Minutes));
    let early = Window {
        at: Clock::from_minutes(450),
        minutes: Minutes(30),
    };
    plan.availability.weekly.mon.insert(0, early);
    plan.availability
        .exceptions
        .insert(day("2026-12-24"), Minutes::ZERO);
    plan.availability
        .exceptions
        .insert(day("2026-12-28"), Minutes(240));
    plan.rules.max_items = 2;

    let all = [
        Why::You,
        Why::Next,
        Why::NextInList {
            waits: Some(id("paper.gpt")),
        },
        Why::NextInList { waits: None },
        Why::Unlocks {
            first: id("paper.gpt"),
            count: 3,
        },
        Why::LastChance {
            interview: "Acme".into(),
        },
        Why::FirstReview,
        Why::RecallFalls { percent: 83 },
        Why::OnlyDay {
            minutes: Minutes(45),
        },
        Why::Mock,
        Why::Kept,
    ];
    for (n, why) in all.into_iter().enumerate() {
        let kind = [SessionKind::Study, SessionKind::Review, SessionKind::Mock][n % 3];
        let on = day("2026-12-01").plus(n as i64);
        let session = SessionId::slug(&format!("s{n:02}"));
        let mut session = Session::new(session, id("paper.attention"), kind, on, Minutes(45));
        session.pinned = n == 0;
        session.why = Some(why);
        if n == 0 {
            session.outcome = Outcome::Done;
            session.spent = Minutes(50);
            session.ended_at = Moment::parse("2026-12-01T19:52:10").ok();
        }
        plan.sessions.put(session);
    }
    plan.cuts.put(Cut::new(
        id("design.feed"),
        CutReason::Prerequisite(id("paper.gpt")),
        Minutes(90),
    ));
    plan.cuts.put(Cut::new(
        id("talk.scaling-a1b2c3d"),
        CutReason::NoTime,
        Minutes(60),
    ));
    let mut timer = Timer::new(SessionId::slug("s01"), Stamp(1_796_100_000));
    timer.banked = 300;
    timer.rhythm = Some(cairn::domain::Rhythm {
        on: true,
        ..Default::default()
    });
    plan.timer = Some(timer);
    plan.rhythm.on = true;
    let names = [("clarify", "Clarify", 7), ("estimate", "Estimate", 6)];
    let stages = names.map(|(id, name, minutes)| {
        cairn::domain::RunStage::new(StageId::slug(id), name, Minutes(minutes))
    });
    let mut run = Run::new(
        RunId::slug("run.feed-a1b2c3d"),
        id("design.feed"),
        BriefKind::Ml,
        Minutes(60),
        Moment::parse("2026-12-02T19:00:00").expect("a moment"),
        stages.to_vec(),
    );
    if let [first, second] = run.stages.as_mut_slice() {
        first.spent = 431;
        first.rating = Some(2);
        first.follow_up = Some(SessionId::slug("s02"));
        first.notes = Notes::from_text("Who reads?\n- everybody");
        second.refused = true;
    }
    run.at = 1;
    run.finished = Moment::parse("2026-12-02T20:04:00").ok();
    run.session = Some(SessionId::slug("s00"));
    run.compared = vec!["I said back what I will build".to_owned()];
    run.next_steps = Notes::from_text("Numbers first");
    plan.runs.put(run);
    plan
}
