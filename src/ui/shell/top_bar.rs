//! The top bar: plan, countdown, cushion, search, undo, redo, replan.

use egui::{Align, Frame, Layout, Margin, Panel, Ui};

use crate::domain::eve::near;
use crate::state::{Action, AppState, Command, SaveState, View};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, Tone};
use crate::ui::widgets::{
    Button, ButtonKind, IconButton, MenuItem, Pill, menu_separator, menu_title, popup_menu,
};
use crate::ui::{format, plan_words};

use super::timed;

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
    // The figures beside it count more than the whole of a long name.
    let most = match ui.available_width() {
        width if width < 260.0 => 8,
        width if width < 420.0 => 14,
        width if width < 560.0 => 22,
        _ => 34,
    };
    let shown: String = if name.chars().count() > most {
        name.chars().take(most - 1).chain(['…']).collect()
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
    timed::ui(ui, cx);
    pills(ui, cx, state);
}

/// What a pill says: the figure, the words at three lengths, and what it means.
struct Said {
    strong: String,
    words: [String; 3],
    icon: Icon,
    tone: Tone,
    grounded: bool,
    help: String,
    /// Its name, where it can be pressed, and what it does then.
    opens: Option<(String, Action)>,
}

impl Said {
    fn pill(&self, length: usize) -> Pill<'_> {
        let words = self.words.get(length).map_or("", String::as_str);
        let mut pill = Pill::new(words)
            .strong(&self.strong)
            .icon(self.icon)
            .tone(self.tone);
        if self.grounded {
            pill = pill.grounded();
        }
        match &self.opens {
            Some((name, _)) => pill.opens(name),
            None => pill,
        }
    }
}

/// How the plan stands, at the length that the room allows: standing, countdown, cushion.
fn pills(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    // On the evening before an interview, and on its day, how the plan stands is no matter.
    let quiet = near(&cx.plan, cx.today()).is_some();
    let standing = standing(cx, state).filter(|_| !quiet);
    let cushion = cushion(cx).filter(|_| !quiet);
    let all: Vec<Said> = [standing, Some(countdown(cx)), cushion]
        .into_iter()
        .flatten()
        .collect();
    let gap = ui.spacing().item_spacing.x;
    let room = ui.available_width();
    let width = |lengths: [usize; 3], ui: &Ui| -> f32 {
        let each = all.iter().zip(lengths);
        each.map(|(said, length)| said.pill(length).width(ui) + gap)
            .sum()
    };
    // The words get shorter from the right; the figures stay.
    let forms = [
        [0, 0, 0],
        [0, 1, 0],
        [1, 1, 1],
        [1, 2, 1],
        [1, 2, 2],
        [2, 2, 2],
    ];
    let forms = forms.map(|form| match all.len() {
        3 => form,
        // Without word of the standing, countdown and cushion come first.
        _ => {
            let [_, countdown, cushion] = form;
            [countdown, cushion, cushion]
        }
    });
    let fitting = forms.iter().find(|form| width(**form, ui) <= room);
    let lengths = fitting.copied().unwrap_or([2, 2, 2]);
    for (said, length) in all.iter().zip(lengths) {
        if said.pill(length).width(ui) > ui.available_width() {
            return;
        }
        let pill = ui.add(said.pill(length)).on_hover_text(&said.help);
        if let Some((_, action)) = &said.opens
            && pill.clicked()
        {
            cx.send(action.clone());
        }
    }
}

/// That the schedule does not serve any more, or that there is a better one.
fn standing(cx: &ViewContext, state: &AppState) -> Option<Said> {
    let key = cx.keys_of(Command::Replan);
    if state.better.is_some() {
        return Some(Said {
            strong: String::new(),
            words: ["A better plan was found", "Better plan", "Better"].map(str::to_owned),
            icon: Icon::Replan,
            tone: Tone::Accent,
            grounded: true,
            help: "A fuller search found a better plan. Look at what would change.".to_owned(),
            opens: Some((
                "A better plan was found: look at it".to_owned(),
                Action::LookAtBetter,
            )),
        });
    }
    let causes = cx.standing.causes();
    let mut interviews = cx.plan.interviews.iter();
    // Without an interview ahead there is nothing to plan for.
    if causes.is_empty() || !interviews.any(|interview| interview.on > cx.today()) {
        return None;
    }
    let because = plan_words::because(causes, cx.today());
    Some(Said {
        strong: String::new(),
        words: ["The plan no longer matches", "Out of date", ""].map(str::to_owned),
        icon: Icon::Replan,
        tone: Tone::Warn,
        grounded: false,
        help: format!("{because} Replan shows what would move ({key})."),
        opens: Some((
            "The plan no longer matches: replan".to_owned(),
            Action::Run(Command::Replan),
        )),
    })
}

fn countdown(cx: &ViewContext) -> Said {
    let today = cx.today();
    let said = |strong: String, words: [String; 3], help: String| Said {
        strong,
        words,
        icon: Icon::Flag,
        tone: Tone::Neutral,
        grounded: false,
        help,
        opens: None,
    };
    let Some(interview) = cx.plan.next_interview(today) else {
        return said(
            String::new(),
            ["No interview ahead", "No interview", "None"].map(str::to_owned),
            "No interview is ahead. Add the next one in Settings.".to_owned(),
        );
    };
    let on = format::day_of_year(interview.on, today);
    let name: String = interview.name.chars().take(24).collect();
    let help = format!("{} on {}", interview.name, format::day_full(interview.on));
    let days = interview.on.since(today);
    let opens = (days > 0).then(|| {
        let (in_days, what_if) = (format::in_days(interview.on, today), Command::WhatIf);
        let name = format!("{} {in_days}: what if…", interview.name);
        (name, Action::Run(what_if))
    });
    let said = |strong, words, help| Said {
        opens,
        ..said(strong, words, help)
    };
    match days {
        0 => said(
            "Today".to_owned(),
            [format!("is {name}"), format!("is {name}"), String::new()],
            help,
        ),
        n => said(
            format::count(usize::try_from(n).unwrap_or(0), "day", "days"),
            [
                format!("to {name} · {on}"),
                format!("to {name}"),
                String::new(),
            ],
            help,
        ),
    }
}

fn cushion(cx: &ViewContext) -> Option<Said> {
    let cushion = cx.cushions.whole?;
    let amount = format::signed(cushion);
    let left_out = cx.cushions.left_out;
    let key = cx.keys_of(Command::LeftOut);
    if cushion >= 0 && left_out > 0 {
        let are = format::count(left_out, "item is", "items are");
        return Some(Said {
            strong: left_out.to_string(),
            words: ["left out", "left out", "out"].map(str::to_owned),
            icon: Icon::Info,
            tone: Tone::Warn,
            grounded: true,
            help: format!(
                "{are} left out so that the rest fits; {amount} is still free. See which, why, and what it would cost to keep them ({key})."
            ),
            opens: Some((
                format!("{left_out} left out: see what did not fit"),
                Action::Run(Command::LeftOut),
            )),
        });
    }
    let (tone, icon, help) = if cushion >= 0 {
        let help = "Cushion: time to spare before the last interview, after everything that is planned. See what other hours or dates would change";
        (Tone::Ok, Icon::Check, help)
    } else {
        let help = "So much more time is needed than there is. Replan, choose lean depths, or add time: see what that would change";
        (Tone::Warn, Icon::Warning, help)
    };
    let key = cx.keys_of(Command::WhatIf);
    let opens = format!("Cushion {amount}: what if…");
    Some(Said {
        strong: amount,
        words: ["cushion", "cushion", ""].map(str::to_owned),
        icon,
        tone,
        grounded: true,
        help: format!("{help} ({key})."),
        opens: Some((opens, Action::Run(Command::WhatIf))),
    })
}

fn right_side(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    let narrow = ui.available_width() < 860.0;
    let tight = ui.available_width() < 620.0;
    let keys_of = |command| cx.keys_of(command);
    if cx.has_plan {
        let key = keys_of(Command::Replan);
        let hint = format!("{} ({key})", Command::Replan.help());
        if state.is_planning() {
            let stop = Button::new("Planning… Stop").icon(Icon::Stop);
            let stop = ui.add(stop.name("Planning: stop"));
            if stop.on_hover_text("Stops the planner (Escape)").clicked() {
                cx.send(Action::StopSearch);
            }
        } else if tight {
            let button = IconButton::new(Icon::Replan, Command::Replan.name());
            if ui.add(button.shortcut_hint(&key)).clicked() {
                cx.run(Command::Replan);
            }
        } else {
            let button = Button::new("Replan").icon(Icon::Replan);
            if ui.add(button).on_hover_text(hint).clicked() {
                cx.run(Command::Replan);
            }
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
        let key = cx.keys_of(command);
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
    item(ui, Command::WhatIf, Icon::Sliders);
    menu_separator(ui);
    item(ui, Command::SaveAs, Icon::Save);
    item(ui, Command::Import, Icon::Import);
    item(ui, Command::Export, Icon::Export);
    item(ui, Command::Versions, Icon::History);
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
        let key = cx.keys_of(command);
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
