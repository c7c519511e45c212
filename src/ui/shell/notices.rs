//! Notices across the window, below the top bar: what happened to the plan outside it, with the deeds that answer it.
//!
//! Not here: what they are about (`state/notice`), what the answers do (`state/keeping`).

use std::borrow::Cow;

use egui::{Frame, Margin, Panel, Ui};

use crate::domain::Minutes;
use crate::state::attention::Timed;
use crate::state::keeping::who;
use crate::state::notice::{Answer, Notice, What};
use crate::state::{Action, AppState};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, Tone, space};
use crate::ui::widgets::Banner;

/// The most of the window's height that notices take.
const MOST: f32 = 0.36;

/// How a notice reads.
struct Said {
    tone: Tone,
    icon: Icon,
    strong: String,
    text: String,
    first: Cow<'static, str>,
    second: &'static str,
}

/// Draws the notices, where there are any.
pub(super) fn ui(ui: &mut Ui, cx: &ViewContext, state: &AppState) {
    if state.notices.iter().next().is_none() {
        return;
    }
    let t = theme::tokens(ui);
    let margin = Margin {
        left: 16,
        right: 16,
        top: 10,
        bottom: 2,
    };
    Panel::top("notices")
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(t.bg).inner_margin(margin))
        .show(ui, |ui| {
            // In a small window the view counts more: then they scroll, the worst first.
            let most = (ui.ctx().content_rect().height() * MOST).max(64.0);
            egui::ScrollArea::vertical()
                .id_salt("notices")
                .max_height(most)
                // The panel is as high as they are, not they as high as it was before.
                .min_scrolled_height(most)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = space::S;
                    for notice in state.notices.iter() {
                        ui.push_id(notice.id, |ui| notice_ui(ui, cx, notice));
                    }
                });
        });
}

fn notice_ui(ui: &mut Ui, cx: &ViewContext, notice: &Notice) {
    let said = said(&notice.what);
    let mut banner = Banner::new(said.tone, &said.text)
        .strong(&said.strong)
        .icon(said.icon)
        .dismissible();
    if !said.first.is_empty() {
        banner = banner.action(&said.first);
    }
    if !said.second.is_empty() {
        banner = banner.second(said.second);
    }
    let pressed = banner.show(ui);
    let answer = match (pressed.action, pressed.second, pressed.dismissed) {
        (true, ..) => Answer::First,
        (_, true, _) => Answer::Second,
        (.., true) => Answer::Dismiss,
        _ => return,
    };
    cx.send(Action::AnswerNotice(notice.id, answer));
}

fn said(what: &What) -> Said {
    let say = |tone, icon, strong: String, text: String, first: &'static str, second| Said {
        tone,
        icon,
        strong,
        text,
        first: Cow::Borrowed(first),
        second,
    };
    let name = |path: &std::path::Path| {
        path.file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    match what {
        What::Restored { text, damaged } => {
            let (tone, icon) = if *damaged {
                (Tone::Warn, Icon::Warning)
            } else {
                (Tone::Ok, Icon::History)
            };
            say(
                tone,
                icon,
                text.clone(),
                "The program ended before the plan was saved.".to_owned(),
                "",
                "",
            )
        }
        What::Merged {
            changes,
            conflicts,
            revision,
        } => {
            let n = format::count(changes.list.len(), "change", "changes");
            let strong = if changes.list.len() == 1 {
                format!("{n} of another program is in the plan.")
            } else {
                format!("{n} of another program are in the plan.")
            };
            let text = match conflicts.len() {
                0 => "Nothing of yours was lost.".to_owned(),
                1 => "Once both sides said something: look at it.".to_owned(),
                n => format!("{n} times both sides said something: look at it."),
            };
            let tone = if conflicts.is_empty() {
                Tone::Accent
            } else {
                Tone::Warn
            };
            say(
                tone,
                Icon::Replan,
                strong,
                text,
                "Show",
                if revision.is_some() { "Undo" } else { "" },
            )
        }
        What::OtherWindow(other) => say(
            Tone::Warn,
            Icon::Lock,
            format!("{} has this plan.", who(*other)),
            "Here you can only look at it.".to_owned(),
            "Take over",
            "",
        ),
        What::TakenOver { late } => say(
            Tone::Warn,
            Icon::Lock,
            "Another window has taken this plan over.".to_owned(),
            if *late {
                "What you typed last is kept as an earlier version; taking the plan back puts it in."
            } else {
                "Everything was saved before. Here you can only look at it."
            }
            .to_owned(),
            "Take it back",
            "",
        ),
        What::Copies(copies) => {
            let n = format::count(copies.len(), "copy", "copies");
            let names: Vec<String> = copies.iter().take(2).map(|copy| name(copy)).collect();
            say(
                Tone::Warn,
                Icon::Copy,
                format!("A sync program left {n} with other changes:"),
                names.join(", "),
                "Merge…",
                "",
            )
        }
        What::Gone => say(
            Tone::Bad,
            Icon::Error,
            "The plan’s file is no longer there.".to_owned(),
            "The plan itself is safe in this window and in its journal.".to_owned(),
            "Save it again",
            "Save elsewhere…",
        ),
        What::Damaged(error) => say(
            Tone::Bad,
            Icon::Error,
            "Another program damaged the plan’s file.".to_owned(),
            format!("{error} The plan in this window is whole; the damaged file is kept aside."),
            "Save this plan",
            "Save elsewhere…",
        ),
        What::Shrunk { from, to } => say(
            Tone::Warn,
            Icon::Warning,
            format!("Only {to} of {from} items are left."),
            "It is not saved before you say so.".to_owned(),
            "Save it",
            "Undo",
        ),
        What::Idle { timed, seconds } => {
            let minutes = format::minutes(Minutes(seconds.saturating_add(30) / 60));
            let what = match timed {
                Timed::Session(_) => "The timer",
                Timed::Run(_) => "The design session",
            };
            let strong = format!("{what} ran on for {minutes} with nothing done here.");
            let text = "Were you away?".to_owned();
            let (tone, icon) = (Tone::Accent, Icon::Clock);
            Said {
                first: Cow::Owned(format!("Take back {minutes}")),
                ..say(tone, icon, strong, text, "", "Keep")
            }
        }
        What::Text(text) => say(
            Tone::Neutral,
            Icon::Info,
            String::new(),
            text.clone(),
            "",
            "",
        ),
    }
}
