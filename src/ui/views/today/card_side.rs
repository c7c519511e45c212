//! The right side of a session's card: the minutes or the clock, the button or what became of it, the menu.

use egui::{Role, Ui, WidgetInfo};

use crate::domain::Minutes;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{Button, Chip, IconButton, paint, popup_menu, text};

use super::card::{CardLook, menu};
use super::card_model::{CardModel, CardState};
use super::deeds::Deed;

/// The right side: minutes, the button or what became of it, the menu.
pub(super) struct Side {
    minutes: String,
    control: String,
    pub width: f32,
}

impl Side {
    pub fn new(ui: &Ui, model: &CardModel, look: &CardLook) -> Self {
        let minutes = match model.state {
            CardState::Running => match look.resting {
                Some((_, left)) if !look.paused => format!("Break {}", clock(i64::from(left))),
                _ => clock(look.elapsed),
            },
            CardState::Open if model.spent > Minutes::ZERO => format!(
                "{} of {}",
                format::minutes(model.spent),
                format::minutes(model.minutes)
            ),
            CardState::Done(_) => format::minutes(model.spent),
            CardState::Open | CardState::Skipped => format::minutes(model.minutes),
        };
        let control = match model.state {
            CardState::Open if model.drills => "Drill".to_owned(),
            CardState::Open => "Start".to_owned(),
            CardState::Running => "Stop".to_owned(),
            CardState::Done(Some(at)) => format!("Done {at}"),
            CardState::Done(None) => "Done".to_owned(),
            CardState::Skipped => "Put back".to_owned(),
        };
        let measure = |role, weight, text: &str| {
            paint::whole_line(ui, role, weight, egui::Color32::PLACEHOLDER, text)
                .size()
                .x
        };
        let mut width = measure(TextRole::Section, Weight::SemiBold, &minutes) + space::M;
        width += match model.state {
            CardState::Done(_) => Chip::new(&control).width(ui),
            CardState::Open if look.primary => {
                measure(TextRole::Body, Weight::SemiBold, &control) + 28.0 + 24.0
            }
            CardState::Running => measure(TextRole::Body, Weight::Medium, &control) + 28.0 + 24.0,
            _ => measure(TextRole::Body, Weight::Medium, &control) + 28.0,
        };
        width += space::S + control::TARGET;
        if model.state == CardState::Running {
            // The button that pauses.
            width += space::S + control::TARGET;
            // The figures change their width while they run.
            width += space::S;
        }
        Self {
            minutes,
            control,
            width: width.ceil() + 1.0,
        }
    }

    pub fn ui(&self, ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
        let t = theme::tokens(ui);
        let ink = match model.state {
            CardState::Running if look.paused => t.muted,
            CardState::Running if look.resting.is_some() => t.ok,
            CardState::Running => t.accent,
            CardState::Open => t.text,
            _ => t.muted,
        };
        ui.spacing_mut().item_spacing.x = 0.0;
        let figure = text::styled(ui, TextRole::Section, Weight::SemiBold, ink, &self.minutes);
        if model.state == CardState::Running {
            let name = format!(
                "Timer{}: {} of {}",
                match look.resting {
                    _ if look.paused => ", paused".to_owned(),
                    Some((phase, left)) => {
                        let left = format::minutes(Minutes(left.saturating_add(59) / 60));
                        format!(", {}, {left} left", format::lower_first(phase.name()))
                    }
                    None => String::new(),
                },
                format::minutes(Minutes(u32::try_from(look.elapsed / 60).unwrap_or(0))),
                format::minutes(model.minutes)
            );
            figure.widget_info(|| WidgetInfo::labeled(Role::Timer, true, &name));
            figure.on_hover_text(&name);
        }
        ui.add_space(space::M);
        let short = &model.short;
        match model.state {
            CardState::Open => {
                let name = format!("{} {short}", self.control);
                let button = if look.primary {
                    Button::primary(&self.control).icon(Icon::Play)
                } else {
                    Button::new(&self.control)
                };
                if ui.add(button.name(&name)).clicked() {
                    deeds.push(if model.drills {
                        Deed::Drill
                    } else {
                        Deed::Start
                    });
                }
            }
            CardState::Running => {
                let (icon, words) = if look.paused {
                    (Icon::Play, format!("Go on with {short}"))
                } else {
                    (Icon::Pause, format!("Pause {short}"))
                };
                if ui.add(IconButton::new(icon, &words).small()).clicked() {
                    deeds.push(Deed::Pause);
                }
                ui.add_space(space::S);
                let name = format!("Stop {short}");
                let button = Button::new(&self.control).icon(Icon::Stop).name(&name);
                if ui.add(button).clicked() {
                    deeds.push(Deed::Stop);
                }
            }
            CardState::Done(_) => {
                ui.add(Chip::new(&self.control).tone(Tone::Ok));
            }
            CardState::Skipped => {
                let name = format!("Put {short} back");
                if ui.add(Button::new(&self.control).name(&name)).clicked() {
                    deeds.push(Deed::Toggle);
                }
            }
        }
        ui.add_space(space::S);
        let name = format!("More for {short}");
        let button = ui.add(IconButton::new(Icon::More, &name).tooltip("More").small());
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            popup_menu(&button, |ui| menu(ui, model, look, deeds));
        });
    }
}

/// “12:34”, “1:02:03”.
pub fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}
