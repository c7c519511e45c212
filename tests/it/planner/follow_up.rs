//! What is proposed after a design session: days with room, no day of an interview nor its rest, in time for the next one;
//! and a schedule that serves goes on serving with it.

use cairn::domain::{
    Answers, BriefKind, Day, Edit, Interview, InterviewId, ItemId, Kind, Minutes, Moment, Plan,
    PlanId, PlanIndex, Round, Run, RunDeed, RunId, Session, SessionId, StageId, Weekly,
};
use cairn::planner::{Effort, FollowUp, find_plan, follow_ups, serves};
use cairn::store::builtin;

use crate::support::app::monday;

/// The path with time to spare: four hours a day.
fn wide() -> Plan {
    let mut plan = Answers::sensible(monday()).plan(PlanId::slug("plan-wide"), builtin::path());
    plan.availability.weekly = Weekly::of_minutes([Minutes(240); 7]);
    plan
}

/// The plan after a design session of this prompt on its first day, with every stage rated 1; the schedule is made anew.
fn after(mut plan: Plan, prompt: &ItemId) -> Plan {
    let started = Moment::parse(&format!("{}T19:00:00", monday())).expect("a moment");
    let stages = builtin::design().ml.stages(Minutes(45));
    let mut run = Run::new(
        id(),
        prompt.clone(),
        BriefKind::Ml,
        Minutes(45),
        started,
        stages,
    );
    run.finished = Some(started);
    plan = plan.apply(&Edit::StartRun(Box::new(run))).expect("it fits");
    let stages: Vec<StageId> = builtin::design()
        .ml
        .stages
        .iter()
        .map(|s| s.id.clone())
        .collect();
    for stage in stages {
        let deed = RunDeed::Rate {
            stage,
            rating: Some(1),
        };
        plan = plan.apply(&Edit::Run { run: id(), deed }).expect("rated");
    }
    let schedule = Box::new(find_plan(&plan, monday(), Effort::Quick, &|| false).schedule);
    let today = monday();
    plan.apply(&Edit::Replan { schedule, today })
        .expect("planned")
}

fn id() -> RunId {
    RunId::slug("run")
}

fn proposed(plan: &Plan) -> Vec<FollowUp> {
    let run = plan.runs.get(&id()).expect("there");
    let index = PlanIndex::new(plan);
    follow_ups(plan, &index, monday(), run, &builtin::design().ml)
}

fn prompts(plan: &Plan) -> Vec<ItemId> {
    let prompts = plan
        .items
        .iter()
        .filter(|item| item.kind == Kind::DesignPrompt);
    prompts.map(|item| item.id.clone()).collect()
}

fn with_a_call(mut plan: Plan, on: Day, round: Round) -> Plan {
    let call = Interview::new(InterviewId::slug("call"), "Call", round, on);
    plan.interviews.put(call);
    plan
}

#[test]
fn planned_before_the_next_interview_and_the_schedule_goes_on_serving() {
    let (mut planned, mut held) = (0, 0);
    for (n, prompt) in prompts(&wide()).iter().enumerate().step_by(4) {
        let call = monday().plus(4 + n as i64 % 9);
        let mut plan = after(with_a_call(wide(), call, Round::Design), prompt);
        for one in proposed(&plan) {
            let Some((day, free)) = one.on else { continue };
            assert!(free >= one.minutes && day > monday());
            for interview in plan.interviews.iter() {
                let rest = interview.on.plus(-i64::from(interview.buffer_days.max(1)));
                assert!(
                    !(rest..=interview.on.plus(1)).contains(&day),
                    "{day} is beside {}",
                    interview.name
                );
            }
            assert!(plan.availability.minutes(day) > Minutes::ZERO);
            let before = one.before.as_ref().and_then(|id| plan.interviews.get(id));
            assert!(before.is_some_and(|interview| interview.on > day));
            let served = serves(&plan, monday());
            let session: SessionId = SessionId::slug(&format!("extra-{planned}"));
            let item = one.help.item.clone();
            let add = Session::new(session.clone(), item, one.kind, day, one.minutes);
            let deed = RunDeed::FollowUp {
                stage: one.stage.clone(),
                session: Some(session),
            };
            let edits = vec![Edit::AddSession(add), Edit::Run { run: id(), deed }];
            let label = "Planned".to_owned();
            plan = plan
                .apply(&Edit::Several { label, edits })
                .expect("it fits");
            planned += 1;
            held += usize::from(served);
            assert_eq!(serves(&plan, monday()), served, "{prompt}: {one:?}");
        }
    }
    assert!(
        planned > 10 && held > 10,
        "{planned} planned, {held} of them where it served"
    );
}

#[test]
fn days_beside_interviews_stay_free_and_where_there_is_no_room_it_is_said() {
    let prompt = prompts(&wide()).swap_remove(0);
    // Tomorrow and the day after are all there is.
    let mut plan = with_a_call(wide(), monday().plus(2), Round::Design);
    let others: Vec<InterviewId> = plan
        .interviews
        .keys()
        .filter(|id| id.as_str() != "call")
        .cloned()
        .collect();
    for other in others {
        plan.interviews.remove(&other);
    }
    let plan = after(plan, &prompt);
    let proposals = proposed(&plan);
    assert!(!proposals.is_empty(), "something is proposed");
    for one in proposals {
        assert_eq!(one.on, None, "the day before is for resting");
        assert_eq!(one.before, Some(InterviewId::slug("call")));
    }
    // An interview that does not ask for design is none to hurry for, and its days stay free all the same.
    let call = monday().plus(3);
    let mut plan = with_a_call(wide(), call, Round::Coding);
    plan.interviews.update(&InterviewId::slug("call"), |one| {
        one.weights.insert(cairn::domain::StepId::slug("design"), 0);
    });
    let plan = after(plan, &prompt);
    let proposals = proposed(&plan);
    assert!(!proposals.is_empty(), "something is proposed");
    for one in proposals {
        assert_ne!(one.before, Some(InterviewId::slug("call")));
        let (day, _) = one.on.expect("weeks are left");
        assert!(!(call.plus(-1)..=call.plus(1)).contains(&day));
    }
}

#[test]
fn in_a_full_plan_room_is_made() {
    let plan = crate::support::app::real_plan();
    let prompt = prompts(&plan).swap_remove(0);
    let mut plan = after(plan, &prompt);
    let one = proposed(&plan).swap_remove(0);
    assert_eq!(one.on, None, "every day is full");
    let day = one.make_room.expect("the planner's own work can move");
    let session: SessionId = SessionId::slug("extra");
    let add = Session::new(
        session.clone(),
        one.help.item.clone(),
        one.kind,
        day,
        one.minutes,
    );
    let deed = RunDeed::FollowUp {
        stage: one.stage.clone(),
        session: Some(session.clone()),
    };
    for edit in [Edit::AddSession(add), Edit::Run { run: id(), deed }] {
        plan = plan.apply(&edit).expect("it fits");
    }
    assert!(!serves(&plan, monday()), "something has to move");
    let schedule = Box::new(find_plan(&plan, monday(), Effort::Quick, &|| false).schedule);
    let today = monday();
    let plan = plan
        .apply(&Edit::Replan { schedule, today })
        .expect("planned");
    let of_day = plan.sessions.iter().filter(|s| s.on == day);
    let load: Minutes = of_day.map(|s| s.load()).sum();
    assert!(
        load <= plan.availability.minutes(day),
        "it fits the day now"
    );
    assert!(plan.sessions.get(&session).is_some_and(|s| s.on == day));
}
