//! What is timed, in the top bar of every view: the timer with its focus and breaks, and the design session.

use egui::Ui;

use crate::domain::{Beat, Edit, Minutes, Phase, Timer, TimerDeed};
use crate::state::{Action, Command, View};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, Tone};
use crate::ui::widgets::{MenuItem, Pill, menu_separator, menu_title, popup_menu};

/// Five minutes, in seconds.
const FIVE: u32 = 300;

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext) {
    timer(ui, cx);
    design(ui, cx);
}

/// The timer; a press opens what can be done with it.
fn timer(ui: &mut Ui, cx: &ViewContext) {
    let Some(timer) = &cx.plan.timer else { return };
    let Some(session) = cx.plan.sessions.get(&timer.session) else {
        return;
    };
    // Whole minutes, as the clock on the card counts them.
    let running = Minutes(timer.worked(cx.now.stamp) / 60);
    let title = cx.plan.short_title_of(&session.item);
    let title: String = title.chars().take(18).collect();
    let beat = timer.beat(cx.now.stamp);
    let (time, said) = words(timer, beat, running);
    let name = format!("Timer: {title}, {said}");
    let (icon, tone) = match beat.map(|beat| beat.phase) {
        _ if timer.paused => (Icon::Pause, Tone::Neutral),
        Some(Phase::Short | Phase::Long) => (Icon::Hourglass, Tone::Ok),
        Some(Phase::Focus) | None => (Icon::Clock, Tone::Accent),
    };
    let pill = Pill::new(&title).strong(&time).icon(icon).tone(tone);
    let response = ui.add(pill.opens(&name));
    popup_menu(&response, |ui| menu(ui, cx, timer, beat, &said));
}

/// The figure, and the whole in words.
fn words(timer: &Timer, beat: Option<Beat>, running: Minutes) -> (String, String) {
    let so_far = format::minutes(running);
    if timer.paused {
        return ("paused".to_owned(), format!("paused after {so_far}"));
    }
    match beat {
        None => (so_far.clone(), format!("running for {so_far}")),
        Some(beat) => {
            let left = format::minutes(Minutes(beat.left.saturating_add(59) / 60));
            let rounds = timer.rhythm.as_ref().map_or(1, |rhythm| rhythm.rounds);
            let phase = beat.phase.name();
            let time = match beat.phase {
                Phase::Focus => format!("{left} left"),
                Phase::Short | Phase::Long => format!("break, {left}"),
            };
            let said = format!(
                "{phase}, {left} left, round {} of {rounds}, {so_far} so far",
                beat.round
            );
            (time, said)
        }
    }
}

fn menu(ui: &mut Ui, cx: &ViewContext, timer: &Timer, beat: Option<Beat>, said: &str) {
    menu_title(ui, said);
    let entry = |ui: &mut Ui, words: &str, icon: Icon, command: Command| {
        let keys = cx.keys_of(command);
        let item = MenuItem::new(words).icon(icon).shortcut(&keys);
        if ui.add(item).clicked() {
            cx.run(command);
            ui.close();
        }
    };
    if timer.paused {
        entry(ui, "Go on", Icon::Play, Command::PauseTimer);
    } else {
        entry(ui, "Pause", Icon::Pause, Command::PauseTimer);
    }
    match beat.map(|beat| beat.phase) {
        Some(Phase::Focus) => entry(ui, "Take the break now", Icon::Skip, Command::NextPhase),
        Some(_) => entry(ui, "Skip the break", Icon::Skip, Command::NextPhase),
        None => {}
    }
    entry(ui, "Stop and log", Icon::Stop, Command::ToggleTimer);
    menu_separator(ui);
    let back = MenuItem::new("Take 5 minutes back").icon(Icon::Undo);
    if timer.worked(cx.now.stamp) >= FIVE && ui.add(back).clicked() {
        cx.edit(Edit::Timer(TimerDeed::TakeBack { seconds: FIVE }));
        ui.close();
    }
    let show = MenuItem::new("Show the session").icon(Icon::Today);
    if ui.add(show).clicked() {
        cx.send(Action::SelectSession(timer.session.clone()));
        cx.send(Action::Go(View::Today));
        ui.close();
    }
}

/// The design session that runs or is paused, in every view but its own; a click shows it.
fn design(ui: &mut Ui, cx: &ViewContext) {
    let Some(run) = crate::ui::views::practice::open_design(&cx.plan) else {
        return;
    };
    // A sitting stands in place of the design session.
    if cx.view() == View::Practice && cx.sitting.is_none() && cx.run_shown.as_ref() == Some(&run.id)
    {
        return;
    }
    let Some(stage) = run.stage() else { return };
    let spent = run.spent_in(run.at(), cx.now.stamp);
    let over = spent.checked_sub(stage.planned).filter(|over| *over >= 60);
    let minutes = |seconds: u32| format::minutes(Minutes(seconds / 60));
    let time = match (run.is_running(), over) {
        (false, _) => "paused".to_owned(),
        (true, Some(over)) => format!("{} over", minutes(over)),
        (true, None) => minutes(spent),
    };
    let title: String = cx.plan.short_title_of(&run.item).chars().take(18).collect();
    let name = format!("Design session: {title}, {}, {time}", stage.name);
    let (icon, tone) = match over {
        Some(_) => (Icon::Warning, Tone::Warn),
        None => (Icon::Mock, Tone::Accent),
    };
    let pill = Pill::new(&title).strong(&time).icon(icon).tone(tone);
    if ui.add(pill.opens(&name)).clicked() {
        cx.send(Action::ShowRun(Some(run.id.clone())));
        cx.send(Action::Go(View::Practice));
    }
}
