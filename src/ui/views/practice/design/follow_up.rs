//! The sessions that are proposed for stages that went badly: shown first, planned by one press or key, or left.

use egui::Ui;

use crate::domain::{Edit, Run, RunDeed, Session, SessionId};
use crate::planner::{FollowUp, follow_ups};
use crate::state::{Action, Command};
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, Tone, space};
use crate::ui::widgets::{Banner, text};

impl super::DesignScreen {
    /// Draws the proposals, and what was planned before.
    pub(super) fn follow_ups(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        if !run.stages.iter().any(|stage| stage.is_weak()) {
            return;
        }
        let guide = builtin::design().clock(run.kind);
        let key = (cx.revision, cx.today(), run.id.clone());
        let proposed = self.proposed.get(key, || {
            follow_ups(&cx.plan, &cx.index, cx.today(), run, guide)
        });
        text::section_title(ui, "Worth another look");
        let (plan, leave) = (
            cx.take(Command::FollowUpPlan),
            cx.take(Command::FollowUpLeave),
        );
        for (place, one) in proposed.iter().enumerate() {
            let strong = format!("{}: {} of 5.", one.name, one.rating);
            let text = words(cx, one, run);
            let (icon, tone) = (Icon::CalendarPlus, Tone::Accent);
            let banner = Banner::new(tone, &text).strong(&strong).icon(icon);
            let action = match (one.on, one.make_room) {
                (Some((day, _)), _) => Some(format!("Plan it on {}", format::day(day))),
                (None, Some(day)) => Some(format!("Make room on {}…", format::day(day))),
                (None, None) => None,
            };
            let banner = banner.second("No follow-up");
            let banner = match &action {
                Some(action) => banner.action(action),
                None => banner,
            };
            let pressed = banner.show(ui);
            if pressed.action || (plan && place == 0) {
                accept(cx, run, one);
            }
            if pressed.second || (leave && place == 0) {
                cx.edit(answer(cx, run, one, None));
            }
            ui.add_space(space::S);
        }
        for stage in run.stages.iter().filter(|stage| stage.is_weak()) {
            let session = stage.follow_up.as_ref();
            let session = session.and_then(|id| cx.plan.sessions.get(id));
            let words = match session {
                Some(session) => format!(
                    "{}: {} of ‘{}’ is planned {}.",
                    stage.name,
                    format::minutes(session.minutes),
                    cx.plan.short_title_of(&session.item),
                    format::day_near(session.on, cx.today()),
                ),
                None if stage.refused => format!("{}: no follow-up.", stage.name),
                None => continue,
            };
            text::muted(ui, &words);
        }
        ui.add_space(space::L);
    }
}

/// “30 min of ‘Statistics’ (precision and recall) would help. Tuesday 1 December is the first day with room for it before
/// Onsite: 1 h is free.”
fn words(cx: &ViewContext, one: &FollowUp, run: &Run) -> String {
    let minutes = format::minutes(one.minutes);
    let what = if one.help.item == run.item {
        format!("{minutes} more with this prompt")
    } else if one.help.place.is_empty() {
        format!("{minutes} of ‘{}’", cx.plan.short_title_of(&one.help.item))
    } else {
        let title = cx.plan.short_title_of(&one.help.item);
        format!("{minutes} of ‘{title}’ ({})", one.help.place)
    };
    let before = one
        .before
        .as_ref()
        .and_then(|id| cx.plan.interviews.get(id));
    let before = match before {
        Some(interview) => format!("before {}", interview.name),
        None => "in the next two weeks".to_owned(),
    };
    match (one.on, one.make_room) {
        (Some((day, free)), _) => format!(
            "{what} would help. {} is the first day with room for it {before}: {} free.",
            format::day_long(day),
            format::minutes(free)
        ),
        (None, Some(day)) => format!(
            "{what} would help. No day has room for it {before}; on {} other work can move, and you see first what.",
            format::day_long(day)
        ),
        (None, None) => format!("{what} would help, but no day {before} has room for it."),
    }
}

fn accept(cx: &ViewContext, run: &Run, one: &FollowUp) {
    let day = one.on.map(|(day, _)| day);
    let Some(on) = day.or(one.make_room) else {
        return;
    };
    let id: SessionId = cx.fresh_id(one.help.item.as_str());
    let item = one.help.item.clone();
    let session = Session::new(id.clone(), item, one.kind, on, one.minutes);
    let edit = answer(cx, run, one, Some((session, id)));
    match day {
        Some(_) => cx.edit(edit),
        // The day is too full now: what moves is shown before anything changes.
        None => cx.send(Action::ReplanWith(Box::new(edit))),
    }
}

fn answer(
    cx: &ViewContext,
    run: &Run,
    one: &FollowUp,
    session: Option<(Session, SessionId)>,
) -> Edit {
    let (session, id) = session.unzip();
    let deed = RunDeed::FollowUp {
        stage: one.stage.clone(),
        session: id,
    };
    let label = deed.label(&cx.plan, &run.id);
    let mut edits: Vec<Edit> = session.map(Edit::AddSession).into_iter().collect();
    let run = run.id.clone();
    edits.push(Edit::Run { run, deed });
    Edit::Several { label, edits }
}
