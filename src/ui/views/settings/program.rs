//! What holds for all plans: the look, the week, files.

use std::path::Path;

use egui::{Align, Layout, Ui};

use crate::state::{Action, Command};
use crate::store::settings::{Theme, WeekStart};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, IconButton, Segmented, text};

use super::{row, section};

/// The themes in the order of their switch.
const THEMES: [(&str, Theme, Command); 3] = [
    ("Light", Theme::Light, Command::ThemeLight),
    ("Dark", Theme::Dark, Command::ThemeDark),
    ("As the desktop", Theme::System, Command::ThemeSystem),
];

pub(super) fn look_card(ui: &mut Ui, cx: &ViewContext) {
    section(ui, "Look", None, |ui| {
        row(ui, "Theme", |ui| {
            let now = THEMES
                .iter()
                .position(|(_, theme, _)| *theme == cx.settings.theme);
            let mut chosen = now.unwrap_or(0);
            let labels = THEMES.map(|(label, ..)| label);
            if Segmented::new("Theme", &labels)
                .show(ui, &mut chosen)
                .changed()
                && let Some((_, _, command)) = THEMES.get(chosen)
            {
                cx.run(*command);
            }
        });
        row(ui, "Size", |ui| {
            let zoom = cx.settings.zoom;
            for (command, icon) in [
                (Command::ZoomReset, Icon::Reset),
                (Command::ZoomIn, Icon::Plus),
            ] {
                zoom_button(ui, cx, command, icon);
            }
            let said = format!("{:.0} %", zoom * 100.0);
            let ink = theme::tokens(ui).text;
            text::styled(ui, TextRole::Body, Weight::Medium, ink, &said);
            zoom_button(ui, cx, Command::ZoomOut, Icon::Minus);
        });
        row(ui, "Keys", |ui| {
            let changed = Command::ALL
                .iter()
                .filter(|c| cx.keymap.is_changed(**c))
                .count();
            let words = match changed {
                0 => "Change keys…".to_owned(),
                n => format!("Change keys… ({n} of your own)"),
            };
            if ui.add(Button::new(&words).small()).clicked() {
                cx.run(Command::ChangeKeys);
            }
        });
        row(ui, "Weeks begin on", |ui| {
            let all = [WeekStart::Desktop, WeekStart::Monday, WeekStart::Sunday];
            let now = all
                .iter()
                .position(|start| *start == cx.settings.week_start);
            let mut chosen = now.unwrap_or(0);
            let days = Segmented::new("Weeks begin on", &["As the desktop", "Monday", "Sunday"]);
            if days.show(ui, &mut chosen).changed()
                && let Some(start) = all.get(chosen)
            {
                cx.send(Action::WeekStartsOn(*start));
            }
        });
    });
}

fn zoom_button(ui: &mut Ui, cx: &ViewContext, command: Command, icon: Icon) {
    let keys = cx.keys_of(command);
    let button = IconButton::new(icon, command.name())
        .bordered()
        .shortcut_hint(&keys);
    if ui.add(button).clicked() {
        cx.run(command);
    }
}

pub(super) fn files_card(ui: &mut Ui, cx: &ViewContext) {
    section(ui, "Files", None, |ui| {
        let open_now = cx.settings.last_plan.as_deref().filter(|_| cx.has_plan);
        if let Some(path) = open_now {
            text::muted(ui, "Every change is saved by itself, in");
            ui.add_space(-space::XS);
            text::body(ui, path);
        }
        ui.horizontal_wrapped(|ui| {
            let with_plan = [
                (Command::SaveAs, Icon::Save),
                (Command::Export, Icon::Export),
                (Command::Versions, Icon::History),
            ];
            let always = [
                (Command::OpenPlan, Icon::FolderOpen),
                (Command::Import, Icon::Import),
            ];
            let with_plan = with_plan.into_iter().filter(|_| cx.has_plan);
            for (command, icon) in with_plan.chain(always) {
                let keys = cx.keys_of(command);
                let button = Button::new(command.name()).small().icon(icon);
                if ui
                    .add(button.tooltip(command.help()).shortcut_hint(&keys))
                    .clicked()
                {
                    cx.run(command);
                }
            }
        });
        recent(ui, cx, open_now);
    });
}

fn recent(ui: &mut Ui, cx: &ViewContext, open_now: Option<&str>) {
    let others: Vec<_> = cx
        .settings
        .recent
        .iter()
        .filter(|recent| Some(recent.path.as_str()) != open_now)
        .collect();
    ui.add_space(space::S);
    text::field_label(ui, "Recent plans");
    if others.is_empty() {
        text::small(ui, "Other plans that you open are listed here.");
    }
    for recent in others {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("Forget {}", recent.name);
                let forget = IconButton::new(Icon::Close, &name).small();
                let forget = forget.tooltip("Take it off this list; the file stays");
                if ui.add(forget).clicked() {
                    cx.send(Action::ForgetRecent(recent.path.clone().into()));
                }
                let name = format!("Open {}", recent.name);
                if ui.add(Button::new("Open").small().name(&name)).clicked() {
                    cx.send(Action::OpenPath(recent.path.clone().into()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let t = theme::tokens(ui);
                    let file = Path::new(&recent.path).file_name();
                    let file = file.map_or_else(String::new, |f| f.to_string_lossy().into_owned());
                    let said = format!("{} · {file}", recent.name);
                    text::truncated(ui, TextRole::Body, Weight::Regular, t.text, &said)
                        .on_hover_text(&recent.path);
                });
            });
        });
    }
}
