//! Random deeds with prompts, the timer, design sessions and busy times.

use cairn::domain::{
    BriefKind, Busy, BusyId, Clock, Day, Edit, Grade, ItemId, Minutes, Moment, Notes, PartId, Plan,
    Prompt, PromptId, Review, ReviewId, Run, RunDeed, RunId, SessionId, StageId, Stamp, TimerDeed,
};

use super::any::{Dice, words};

/// A deed with prompts and ratings.
pub(super) fn any_recall(
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

pub(super) fn any_timer_deed(dice: &mut Dice, n: usize) -> TimerDeed {
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
pub(super) fn any_run(
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

pub(super) fn any_busy(dice: &mut Dice, n: usize, on: Day, minutes: Minutes) -> Busy {
    let id = BusyId::slug(&format!("busy-{n}"));
    let start = Clock::from_minutes(dice.roll(1_440) as u16);
    let mut busy = Busy::new(id, on, start, minutes).called(words(dice));
    busy.all_day = dice.roll(4) == 0;
    busy.source = (dice.roll(2) == 0).then(|| words(dice));
    busy
}
