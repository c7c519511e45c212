//! Reminders of the day's first session: off, or so many minutes before it.
//!
//! Not here: when one is due (`state/reminders.rs`).

use egui::Ui;

use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, Tone};
use crate::ui::widgets::{Banner, Button, Segmented, text};

use super::{row, section};

/// The leads that are offered, in minutes, and what they are called.
const LEADS: [(Option<u16>, &str); 5] = [
    (None, "Off"),
    (Some(0), "On time"),
    (Some(10), "10 min"),
    (Some(30), "30 min"),
    (Some(60), "1 h"),
];

pub(super) fn card(ui: &mut Ui, cx: &ViewContext) {
    let about = "A notification of the desktop, once a day, before the first session. None on days off, and none when you have begun already.";
    section(ui, "Reminders", Some(about), |ui| {
        row(ui, "Before the first session", |ui| {
            let now = cx.settings.remind.then_some(cx.settings.remind_lead);
            // A file may say other minutes: the nearest stands for them.
            let far = |place: &usize| match (LEADS.get(*place).map(|one| one.0), now) {
                (Some(Some(lead)), Some(now)) => lead.abs_diff(now),
                (Some(None), None) => 0,
                _ => u16::MAX,
            };
            let mut chosen = (0..LEADS.len()).min_by_key(far).unwrap_or(0);
            let labels = LEADS.map(|(_, label)| label);
            let leads = Segmented::new("Before the first session", &labels).small();
            if leads.show(ui, &mut chosen).changed()
                && let Some((lead, _)) = LEADS.get(chosen)
            {
                cx.send(Action::Remind(*lead));
            }
        });
        if !cx.settings.remind {
            return;
        }
        if let Some(why) = &cx.remind_refused {
            let words = format!("{why}. Cairn itself works as before.");
            Banner::new(Tone::Warn, &words)
                .strong("The desktop showed no notification.")
                .show(ui);
        }
        let button = Button::new("Show one now").small().icon(Icon::Eye);
        if ui.add(button).clicked() {
            cx.send(Action::TryReminder);
        }
        text::small(
            ui,
            "It comes while Cairn is open, at the time of the day's first study window.",
        );
    });
}
