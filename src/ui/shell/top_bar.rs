//! The top bar: plan, countdown, cushion, search, undo, redo, replan.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::state::{Action, AppState, Command, SaveState, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, Tone};
use crate::ui::widgets::{
    Button, ButtonKind, IconButton, MenuItem, Pill, menu_separator, menu_title, popup_menu,
};
use crate::ui::{format, keys};

pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    let t = theme::tokens(ui);
    let frame = Frame::new()
        .fill(t.surface)
        .stroke(t.line())
        .inner_margin(Margin {
            left: 8,
            right: 20,
            top: 0,
            bottom: 0,
        });
    Panel::top("top bar")
        .exact_size(theme::frame::TOP_BAR)
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                right_side(ui, cx, state);
                ui.add_space(8.0);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.set_clip_rect(ui.max_rect().expand(4.0).intersect(ui.clip_rect()));
                    left_side(ui, cx, state);
                });
            });
        });
}

fn left_side(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    let name = match (cx.has_plan, state.opening) {
        (true, _) => cx.plan.name.as_str(),
        (false, true) => "Opening…",
        (false, false) => "Cairn",
    };
    let shown: String = if name.chars().count() > 34 {
        name.chars().take(33).chain(['…']).collect()
    } else {
        name.to_owned()
    };
    let button = ui
        .add(
            Button::new(&shown)
                .kind(ButtonKind::Title)
                .trailing_icon(Icon::ChevronDown)
                .name(&format!("Plan: {name}")),
        )
        .on_hover_text(state.document.as_ref().map_or_else(
            || "Plans and files".to_owned(),
            |document| document.path().display().to_string(),
        ));
    popup_menu(&button, |ui| plan_menu(ui, cx, state));
    if let Some(reason) = state.document.as_ref().and_then(|d| d.read_only()) {
        ui.add(Pill::new("read-only").icon(Icon::Lock).tone(Tone::Warn))
            .on_hover_text(reason);
    }
    if let SaveState::Failed(message) = &state.save_state {
        ui.add(Pill::new("not saved").icon(Icon::Warning).tone(Tone::Bad))
            .on_hover_text(message);
    }
    if !cx.has_plan || cx.view() == View::Welcome {
        return;
    }
    timer(ui, cx);
    let width = ui.available_width();
    if width > 150.0 {
        countdown(ui, cx, width > 270.0);
    }
    if ui.available_width() > 130.0 {
        cushion_pill(ui, cx);
    }
}

/// The timer that runs, in every view; a click shows it.
fn timer(ui: &mut Ui, cx: &ViewContext) {
    let Some(timer) = &cx.plan.timer else { return };
    let Some(session) = cx.plan.sessions.get(&timer.session) else {
        return;
    };
    let running = cx.now.stamp.minutes_since(timer.since);
    let title: String = cx
        .plan
        .short_title_of(&session.item)
        .chars()
        .take(18)
        .collect();
    let name = format!("Timer: {title}, running for {}", format::minutes(running));
    let time = format::minutes(running);
    let pill = Pill::new(&title)
        .strong(&time)
        .icon(Icon::Clock)
        .tone(Tone::Accent);
    if ui.add(pill.opens(&name)).clicked() {
        cx.send(Action::Go(View::Today));
    }
}

fn countdown(ui: &mut Ui, cx: &ViewContext, wide: bool) {
    let today = cx.today();
    let Some(interview) = cx.plan.next_interview(today) else {
        let pill = Pill::new("No interview ahead").icon(Icon::Flag);
        ui.add(pill).on_hover_text("Add the next one in Settings.");
        return;
    };
    let days = match interview.on.since(today) {
        0 => "Today".to_owned(),
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    };
    let on = format::day_of_year(interview.on, today);
    let name: String = interview.name.chars().take(24).collect();
    let text = match (days.as_str(), wide) {
        ("Today", _) => format!("is {name}"),
        (_, true) => format!("to {name} · {on}"),
        (_, false) => format!("to {name}"),
    };
    ui.add(Pill::new(&text).strong(&days).icon(Icon::Flag))
        .on_hover_text(format!(
            "{} on {}",
            interview.name,
            format::day_full(interview.on)
        ));
}

fn cushion_pill(ui: &mut Ui, cx: &ViewContext) {
    let Some(cushion) = cx.cushions.whole else {
        return;
    };
    let amount = format::signed(cushion);
    let left_out = cx.plan.cuts.len();
    if cushion >= 0 && left_out > 0 {
        let words = format!(
            "{} left out so that the rest fits; {amount} is still free. The board says which and why. More hours or lean depths bring them back.",
            format::count(left_out, "item is", "items are")
        );
        let count = left_out.to_string();
        let pill = Pill::new("left out")
            .strong(&count)
            .icon(Icon::Info)
            .tone(Tone::Warn);
        ui.add(pill.grounded()).on_hover_text(words);
        return;
    }
    let (tone, icon) = if cushion >= 0 {
        (Tone::Ok, Icon::Check)
    } else {
        (Tone::Warn, Icon::Warning)
    };
    let pill = Pill::new("cushion").strong(&amount).icon(icon).tone(tone);
    ui.add(pill.grounded()).on_hover_text(if cushion >= 0 {
        "Time to spare before the last interview, after everything that is planned."
    } else {
        "So much more time is needed than there is. Replan, choose lean depths, or add time."
    });
}

fn right_side(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    let narrow = ui.available_width() < 860.0;
    let keys_of = |command| keys::shown(command).unwrap_or_default();
    if cx.has_plan {
        let key = keys_of(Command::Replan);
        let button = Button::new(if state.planning {
            "Planning…"
        } else {
            "Replan"
        })
        .icon(Icon::Replan);
        let hint = format!("{} ({key})", Command::Replan.help());
        if ui
            .add_enabled(!state.planning, button)
            .on_hover_text(hint)
            .clicked()
        {
            cx.run(Command::Replan);
        }
        ui.add_space(4.0);
        for (command, icon, label) in [
            (
                Command::Redo,
                Icon::Redo,
                state.document.as_ref().and_then(|d| d.redo_label()),
            ),
            (
                Command::Undo,
                Icon::Undo,
                state.document.as_ref().and_then(|d| d.undo_label()),
            ),
        ] {
            let key = keys_of(command);
            let name = match label {
                Some(label) => format!("{}: {label}", command.name()),
                None => command.name().to_owned(),
            };
            let button = IconButton::new(icon, &name).shortcut_hint(&key);
            if ui.add_enabled(state.is_enabled(command), button).clicked() {
                cx.run(command);
            }
        }
        ui.add_space(8.0);
    }
    let key = keys_of(Command::Palette);
    if narrow {
        let button = IconButton::new(Icon::Search, Command::Palette.name()).shortcut_hint(&key);
        if ui.add(button).clicked() {
            cx.run(Command::Palette);
        }
    } else if super::palette::search_button(ui, &key).clicked() {
        cx.run(Command::Palette);
    }
}

fn plan_menu(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    ui.set_min_width(300.0);
    let item = |ui: &mut Ui, command: Command, icon: Icon| {
        let key = keys::shown(command).unwrap_or_default();
        let item = MenuItem::new(command.name()).icon(icon).shortcut(&key);
        if ui.add_enabled(state.is_enabled(command), item).clicked() {
            cx.run(command);
            ui.close();
        }
    };
    item(ui, Command::NewPlan, Icon::Plus);
    item(ui, Command::OpenPlan, Icon::FolderOpen);
    let current = state.document.as_ref().map(|d| d.path().to_owned());
    let recent: Vec<_> = state
        .settings
        .recent
        .iter()
        .filter(|recent| current.as_deref() != Some(std::path::Path::new(&recent.path)))
        .take(6)
        .collect();
    if !recent.is_empty() {
        menu_separator(ui);
        menu_title(ui, "Recent plans");
        for recent in recent {
            let twins = state
                .settings
                .recent
                .iter()
                .filter(|r| r.name == recent.name);
            let file = std::path::Path::new(&recent.path).file_name();
            let file = file.map(|name| name.to_string_lossy().into_owned());
            let label = match file {
                Some(file) if twins.count() > 1 => format!("{} · {file}", recent.name),
                _ => recent.name.clone(),
            };
            let button = ui.add(MenuItem::new(&label).icon(Icon::File));
            if button.on_hover_text(&recent.path).clicked() {
                cx.send(Action::OpenPath(recent.path.clone().into()));
                ui.close();
            }
        }
    }
    menu_separator(ui);
    item(ui, Command::SaveAs, Icon::Save);
    item(ui, Command::Import, Icon::Import);
    item(ui, Command::ExportRon, Icon::Export);
    item(ui, Command::ExportCsv, Icon::Export);
    menu_separator(ui);
    let label = |command: Command, what: Option<&str>| match what {
        Some(what) => format!("{}: {}", command.name(), first_lower(what)),
        None => command.name().to_owned(),
    };
    for (command, icon, what) in [
        (
            Command::Undo,
            Icon::Undo,
            state.document.as_ref().and_then(|d| d.undo_label()),
        ),
        (
            Command::Redo,
            Icon::Redo,
            state.document.as_ref().and_then(|d| d.redo_label()),
        ),
    ] {
        let key = keys::shown(command).unwrap_or_default();
        let text: String = label(command, what).chars().take(44).collect();
        let item = MenuItem::new(&text).icon(icon).shortcut(&key);
        if ui.add_enabled(state.is_enabled(command), item).clicked() {
            cx.run(command);
            ui.close();
        }
    }
    menu_separator(ui);
    item(ui, Command::AddRounds, Icon::Layers);
    item(ui, Command::Help, Icon::Keyboard);
    item(ui, Command::GoSettings, Icon::Settings);
    item(ui, Command::Quit, Icon::Close);
}

fn first_lower(text: &str) -> String {
    let mut signs = text.chars();
    match signs.next() {
        Some(first) => first.to_lowercase().chain(signs).collect(),
        None => String::new(),
    }
}
