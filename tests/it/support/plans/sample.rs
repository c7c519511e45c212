//! A small plan with everything in it, the same for ever.

use cairn::domain::*;

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
