//! The sessions that are proposed for stages that went badly: shown first, planned by one press or key, or left.

use egui::Ui;

use crate::domain::{Edit, Interview, Run, RunDeed, Session, SessionId};
use crate::planner::{FollowUp, follow_ups};
use crate::state::Command;
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
            let name = cx.plan.short_title_of(&one.help.item);
            let strong = format!("{}: {} of 5.", one.name, one.rating);
            let text = words(cx, one, run);
            let (icon, tone) = (Icon::CalendarPlus, Tone::Accent);
            let banner = Banner::new(tone, &text).strong(&strong).icon(icon);
            let action = one
                .on
                .map(|(day, _)| format!("Plan it on {}", format::day(day)));
            let leave_it = format!("Leave {name} out");
            let banner = match &action {
                Some(action) => banner.action(action).second(&leave_it),
                None => banner.second(&leave_it),
            };
            let pressed = banner.show(ui);
            if pressed.action || (plan && place == 0) {
                accept(cx, run, one);
            }
            if pressed.second || (leave && place == 0) {
                answer(cx, run, one, None);
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

/// “30 min of ‘Statistics’ (precision and recall) on Tue 1 Dec, where 1 h is free, would help before the Onsite.”
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
    let from = one.on.map_or(cx.today(), |(day, _)| day).plus(1);
    let next = cx.plan.next_interview(from);
    let last = cx.plan.interviews_in_order().into_iter().next_back();
    let ahead = |interview: &&Interview| interview.on > cx.today();
    let interview = if one.on.is_some() { next } else { last };
    let before = match interview.filter(ahead) {
        Some(interview) => format!("before {}", interview.name),
        None => "in the next two weeks".to_owned(),
    };
    match one.on {
        Some((day, free)) => format!(
            "{what} would help. {} has {} free, {before}.",
            format::day_long(day),
            format::minutes(free)
        ),
        None => format!("{what} would help, but no day {before} has that much free."),
    }
}

fn accept(cx: &ViewContext, run: &Run, one: &FollowUp) {
    let Some((on, _)) = one.on else { return };
    let id: SessionId = cx.fresh_id(one.help.item.as_str());
    let item = one.help.item.clone();
    let session = Session::new(id.clone(), item, one.kind, on, one.minutes);
    answer(cx, run, one, Some((session, id)));
}

fn answer(cx: &ViewContext, run: &Run, one: &FollowUp, session: Option<(Session, SessionId)>) {
    let (session, id) = session.unzip();
    let deed = RunDeed::FollowUp {
        stage: one.stage.clone(),
        session: id,
    };
    let label = deed.label(&cx.plan, &run.id);
    let mut edits: Vec<Edit> = session.map(Edit::AddSession).into_iter().collect();
    let run = run.id.clone();
    edits.push(Edit::Run { run, deed });
    cx.edit(Edit::Several { label, edits });
}
