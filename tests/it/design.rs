//! The guide of design sessions, the sharing out of minutes, and the clock as values: no window.

use cairn::domain::design::{LEVELS, help_for};
use cairn::domain::run::share_out;
use cairn::domain::{
    Beat, BriefKind, Edit, ItemId, Kind, Minutes, Moment, Notes, Phase, Plan, PlanId, Rhythm, Run,
    RunDeed, RunId, SessionId, SessionKind, StageId, Stamp, Timer, TimerDeed,
};
use cairn::store::builtin;
use cairn::store::format::{read_plan, write_plan};
use proptest::prelude::*;

fn plan() -> Plan {
    let start = cairn::domain::Day::from_ymd(2026, 11, 30).expect("a day");
    Plan::from_path(PlanId::slug("p"), "Plan", start, builtin::path())
}

fn item(text: &str) -> ItemId {
    ItemId::new(text).expect("an id")
}

fn run(kind: BriefKind, minutes: u32) -> Run {
    let minutes = Minutes(minutes);
    let stages = builtin::design().clock(kind).stages(minutes);
    let started = Moment::parse("2026-11-30T19:00:00").expect("a moment");
    let (id, item) = (RunId::slug("run"), item("design.surge-pricing"));
    let mut run = Run::new(id, item, kind, minutes, started, stages);
    run.running_since = Some(Stamp(1_000));
    run
}

fn does(plan: &Plan, deed: RunDeed) -> Plan {
    let run = RunId::slug("run");
    plan.apply(&Edit::Run { run, deed }).expect("it fits")
}

fn seconds(plan: &Plan) -> Vec<u32> {
    let run = plan.runs.iter().next().expect("a run");
    run.stages.iter().map(|stage| stage.spent).collect()
}

proptest! {
    #[test]
    fn shares_add_up_and_keep_to_proportion(
        whole in 0_u32..1_000,
        weights in proptest::collection::vec(0_u32..60, 1..12),
    ) {
        let shares = share_out(Minutes(whole), &weights);
        let sum: u32 = weights.iter().sum();
        prop_assert_eq!(shares.len(), weights.len());
        prop_assume!(sum > 0);
        prop_assert_eq!(shares.iter().map(|share| share.0).sum::<u32>(), whole);
        for (share, weight) in shares.iter().zip(&weights) {
            let exact = f64::from(whole) * f64::from(*weight) / f64::from(sum);
            prop_assert!((f64::from(share.0) - exact).abs() < 1.0);
        }
    }

    #[test]
    fn stages_of_any_length_add_up(minutes in 1_u32..600) {
        for kind in [BriefKind::Ml, BriefKind::Plain] {
            let stages = builtin::design().clock(kind).stages(Minutes(minutes));
            let sum: u32 = stages.iter().map(|stage| stage.planned).sum();
            prop_assert_eq!(sum, minutes * 60);
        }
    }

    #[test]
    fn focus_and_breaks_lose_no_second(
        seconds in 0_u32..200_000,
        work in 1_u32..90,
        short in 1_u32..30,
        long in 1_u32..60,
        rounds in 1_u8..8,
    ) {
        let [work, short, long] = [work, short, long].map(Minutes);
        let rhythm = Rhythm { on: true, work, short, long, rounds, ..Rhythm::default() };
        let now = rhythm.beat(seconds);
        let next = rhythm.beat(seconds + 1);
        let step = u32::from(now.phase == Phase::Focus);
        prop_assert_eq!(next.worked, now.worked + step);
        prop_assert!(now.left >= 1);
        if now.left > 1 {
            let Beat { phase, round, left, over, .. } = next;
            prop_assert_eq!((phase, round, left, over), (now.phase, now.round, now.left - 1, now.over));
        } else {
            prop_assert_eq!(next.over, now.over + 1);
        }
    }
}

#[test]
fn the_guide_says_what_there_is_to_say() {
    for kind in [BriefKind::Ml, BriefKind::Plain] {
        let clock = builtin::design().clock(kind);
        assert_eq!(clock.minutes(), Minutes(45));
        let mut ids = std::collections::BTreeSet::new();
        for stage in &clock.stages {
            assert!(ids.insert(&stage.id), "{}", stage.id);
            assert!(stage.asks.len() >= 4, "{}", stage.id);
            assert_eq!(stage.levels.len(), LEVELS, "{}", stage.id);
            assert!(stage.compare.len() >= 3, "{}", stage.id);
        }
    }
    let minutes = |kind| -> Vec<u32> {
        let stages = &builtin::design().clock(kind).stages;
        stages.iter().map(|stage| stage.minutes).collect()
    };
    assert_eq!(minutes(BriefKind::Ml), [5, 5, 10, 10, 8, 7]);
    assert_eq!(minutes(BriefKind::Plain), [5, 5, 20, 15]);
}

#[test]
fn each_prompt_has_help_for_what_can_be_studied() {
    let plan = plan();
    for prompt in plan.items.iter().filter(|i| i.kind == Kind::DesignPrompt) {
        let kind = prompt.brief.as_ref().map_or(BriefKind::Plain, |b| b.kind);
        for stage in &builtin::design().clock(kind).stages {
            let help = help_for(&plan, &prompt.id, Some(stage), &[]);
            assert!(plan.items.contains(&help.item));
            let own = help.item == prompt.id;
            assert_eq!(
                own,
                stage.helped_by.is_empty(),
                "{}: {}",
                prompt.id,
                stage.id
            );
        }
    }
    let surge = item("design.surge-pricing");
    let ml = builtin::design().clock(BriefKind::Ml);
    let data = ml.stage(&StageId::slug("data"));
    let help = help_for(&plan, &surge, data, &[]);
    assert_eq!(help.item, item("topic.statistics"));
    let again = help_for(&plan, &surge, data, &[help.item]);
    assert_ne!(again.item, item("topic.statistics"), "each stage its own");
}

#[test]
fn the_clock_counts_stage_by_stage_and_stands_while_paused() {
    let started = plan()
        .apply(&Edit::StartRun(Box::new(run(BriefKind::Plain, 45))))
        .expect("it begins");
    let stage = |text: &str| StageId::slug(text);
    let to = |text: &str, at| RunDeed::GoTo {
        stage: stage(text),
        at: Stamp(at),
    };
    let plan = does(&started, to("estimate", 1_400));
    assert_eq!(seconds(&plan), [400, 0, 0, 0]);
    let plan = does(&plan, RunDeed::Pause { at: Stamp(1_500) });
    let plan = does(&plan, to("high-level", 2_000));
    let run = plan.runs.iter().next().expect("a run");
    assert!(
        !run.is_running(),
        "going on does not start a clock that stands"
    );
    let plan = does(&plan, RunDeed::Resume { at: Stamp(3_000) });
    let run = plan.runs.iter().next().expect("a run");
    assert_eq!(run.spent_in(2, Stamp(3_090)), 90);
    assert_eq!(run.spent(Stamp(3_090)), 590);
    let back = does(&plan, to("clarify", 3_090));
    let back = does(&back, to("high-level", 3_100));
    assert_eq!(seconds(&back), [410, 100, 90, 0]);
    // A clock that was set back takes nothing away.
    let early = does(&plan, RunDeed::Pause { at: Stamp(2_000) });
    assert_eq!(seconds(&early), [400, 100, 0, 0]);
    let taken = does(
        &plan,
        RunDeed::TakeBack {
            seconds: 60,
            at: Stamp(3_090),
        },
    );
    assert_eq!(seconds(&taken), [400, 100, 30, 0]);
    let text = write_plan(&taken).expect("written");
    assert_eq!(read_plan(&text, "plan.ron").expect("read").plan, taken);
}

#[test]
fn one_thing_is_timed_at_a_time() {
    let mut plan = plan();
    let session = cairn::domain::Session::new(
        SessionId::slug("s"),
        item("algo.heaps"),
        SessionKind::Study,
        plan.start_on,
        Minutes(30),
    );
    plan.sessions.put(session);
    let start = Edit::StartTimer {
        session: SessionId::slug("s"),
        at: Stamp(400),
    };
    let plan = plan.apply(&start).expect("it starts");
    let running = plan
        .apply(&Edit::StartRun(Box::new(run(BriefKind::Ml, 60))))
        .expect("it begins");
    assert!(running.timer.is_none());
    let spent = running.sessions.get(&SessionId::slug("s")).expect("there");
    assert_eq!(spent.spent, Minutes(10));
    let again = Edit::StartTimer {
        session: SessionId::slug("s"),
        at: Stamp(1_120),
    };
    let timed = running.apply(&again).expect("it starts");
    assert!(!timed.runs.iter().next().expect("a run").is_running());
    assert_eq!(seconds(&timed).first(), Some(&120));
}

#[test]
fn what_belongs_to_a_deleted_prompt_goes_with_it() {
    let plan = plan()
        .apply(&Edit::StartRun(Box::new(run(BriefKind::Ml, 60))))
        .expect("it begins");
    let gone = Edit::DeleteItem(item("design.surge-pricing"));
    assert!(plan.apply(&gone).expect("deleted").runs.is_empty());
}

#[test]
fn a_design_session_of_a_missing_prompt_is_kept_for_its_notes() {
    let mut plan = plan()
        .apply(&Edit::StartRun(Box::new(run(BriefKind::Ml, 60))))
        .expect("it begins");
    let surge = item("design.surge-pricing");
    plan.items.remove(&surge);
    plan.links
        .retain(|link| link.from != surge && link.to != surge);
    plan.runs.update(&RunId::slug("run"), |run| {
        run.at = 99;
        run.stages[0].rating = Some(9);
        run.stages[1].notes = Notes::from_lines(vec!["é".repeat(40_000)]);
        run.finished = Some(run.started);
    });
    let loaded = read_plan(&write_plan(&plan).expect("written"), "plan.ron").expect("read");
    assert_eq!(loaded.notes.len(), 2, "{:?}", loaded.notes);
    let run = loaded.plan.runs.iter().next().expect("a run");
    assert!(loaded.plan.items.contains(&run.item));
    assert_eq!((run.at, run.running_since), (5, None));
    assert_eq!(run.stages[0].rating, Some(5));
    assert_eq!(run.stages[1].notes.lines().len(), 2);
    let again = read_plan(&write_plan(&loaded.plan).expect("written"), "plan.ron").expect("read");
    assert_eq!(again.notes, Vec::<String>::new());
}

#[test]
fn a_timer_with_a_rhythm_logs_focus_only() {
    let mut timer = Timer::new(SessionId::slug("s"), Stamp(0));
    timer.rhythm = Some(Rhythm {
        on: true,
        ..Rhythm::default()
    });
    let mut plan = plan();
    let session = cairn::domain::Session::new(
        SessionId::slug("s"),
        item("algo.heaps"),
        SessionKind::Study,
        plan.start_on,
        Minutes(60),
    );
    plan.sessions.put(session);
    plan.timer = Some(timer);
    let minute = |minute: i64| Stamp(minute * 60);
    let does = |plan: &Plan, deed| plan.apply(&Edit::Timer(deed)).expect("it fits");
    let worked = |plan: &Plan, at| plan.timer.as_ref().map(|timer| timer.minutes(at).0);
    assert_eq!(
        worked(&plan, minute(28)),
        Some(25),
        "a break counts nothing"
    );
    let skipped = does(&plan, TimerDeed::NextPhase { at: minute(28) });
    assert_eq!(
        worked(&skipped, minute(33)),
        Some(30),
        "the break is cut short"
    );
    let early = does(&plan, TimerDeed::NextPhase { at: minute(10) });
    assert_eq!(
        worked(&early, minute(12)),
        Some(10),
        "a break before its time"
    );
    assert_eq!(worked(&early, minute(17)), Some(12));
    let paused = does(&plan, TimerDeed::Pause { at: minute(10) });
    assert_eq!(worked(&paused, minute(500)), Some(10));
    let on = does(&paused, TimerDeed::Resume { at: minute(500) });
    assert_eq!(worked(&on, minute(507)), Some(17));
    let taken = does(&on, TimerDeed::TakeBack { seconds: 240 });
    assert_eq!(worked(&taken, minute(507)), Some(13));
    let stopped = taken.apply(&Edit::StopTimer { at: minute(507) });
    let stopped = stopped.expect("it stops");
    let session = stopped.sessions.get(&SessionId::slug("s")).expect("there");
    assert_eq!(session.spent, Minutes(13));
}
