//! Export: for whom, and how. The place is asked for afterwards.
//!
//! Not here: making the bytes (`store/export`), writing them (`state/exporting`).

use egui::{ScrollArea, Ui};

use crate::domain::Minutes;
use crate::state::Action;
use crate::store::export::{Options, What};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, Checkbox, Choice, Segmented, choice_list, text};

/// The dialog is no wider than this, points.
const WIDEST: f32 = 560.0;
/// Height of what a format asks, points.
const DETAILS: f32 = 56.0;
/// The reminders that are offered, minutes before a session, and what they are called.
const ALARMS: [(u32, &str); 5] = [
    (0, "None"),
    (5, "5 min"),
    (15, "15 min"),
    (30, "30 min"),
    (60, "1 h"),
];

/// The dialog's own state.
#[derive(Default)]
pub(super) struct ExportDialog {
    open: Option<Open>,
    /// What was chosen last time.
    last: usize,
}

struct Open {
    chosen: usize,
    alarm: usize,
    done: bool,
    notes: bool,
    dark: bool,
    fresh: bool,
}

impl ExportDialog {
    pub(super) fn open(&mut self, cx: &ViewContext) {
        if cx.has_plan {
            self.open = Some(Open {
                chosen: self.last,
                alarm: 0,
                done: false,
                notes: true,
                dark: false,
                fresh: true,
            });
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Draws it over the window, where it is open.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let Some(open) = &mut self.open else { return };
        let mut done = false;
        let modal = super::modal(ui, "export").show(ui.ctx(), |ui| {
            let window = ui.ctx().content_rect();
            ui.set_width(WIDEST.min(window.width() - 80.0));
            text::item_title(ui, "Export");
            ui.add_space(space::XS);
            let rows: Vec<Choice<'_>> = What::ALL.into_iter().map(choice).collect();
            let low = window.height() < super::LOW;
            let around = if low { 156.0 } else { 236.0 };
            let mut room = (window.height() - around).clamp(90.0, 560.0);
            let before = What::ALL.get(open.chosen).copied().unwrap_or(What::Plan);
            let asks = low || asks(before);
            if !asks {
                // The list has the room of what is not asked, so that no strip stays empty and nothing jumps.
                room += DETAILS + space::M;
            }
            let listed = ScrollArea::vertical()
                .id_salt("what to export")
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    let fresh = std::mem::take(&mut open.fresh);
                    choice_list(ui, "What to export", &rows, &mut open.chosen, fresh)
                })
                .inner;
            let what = What::ALL.get(open.chosen).copied().unwrap_or(What::Plan);
            if asks {
                ui.add_space(space::M);
                open.details(ui, what);
            }
            ui.add_space(space::M);
            ui.horizontal(|ui| {
                let go = Button::primary("Choose where…").icon(Icon::Export);
                if ui.add(go).clicked() || listed.entered {
                    cx.send(Action::Export(what, Box::new(open.options(cx))));
                    done = true;
                }
                done |= ui.add(Button::quiet("Cancel")).clicked();
            });
        });
        if done || modal.should_close() {
            self.last = open.chosen;
            self.open = None;
        }
    }
}

impl Open {
    fn options(&self, cx: &ViewContext) -> Options {
        let alarm = ALARMS.get(self.alarm).map_or(0, |(minutes, _)| *minutes);
        Options {
            alarm: (alarm > 0).then_some(Minutes(alarm)),
            done: self.done,
            notes: self.notes,
            dark: self.dark,
            ..Options::usual(cx.today(), cx.now.stamp)
        }
    }

    /// What the chosen format asks; always as high, so that nothing jumps, where there is room for that.
    fn details(&mut self, ui: &mut Ui, what: What) {
        let low = ui.ctx().content_rect().height() < super::LOW;
        let height = if low { 0.0 } else { DETAILS };
        let top = ui.cursor().top();
        match what {
            What::Calendar => {
                ui.horizontal_wrapped(|ui| {
                    text::muted(ui, "Reminder before each session");
                    let names = ALARMS.map(|(_, name)| name);
                    Segmented::new("Reminder before each session", &names)
                        .small()
                        .show(ui, &mut self.alarm);
                });
                ui.add(Checkbox::labeled(
                    &mut self.done,
                    "With the sessions that are done",
                ));
            }
            What::Markdown
            | What::DesignMarkdown
            | What::Report
            | What::WeekMarkdown
            | What::WeekPage => {
                ui.add(Checkbox::labeled(&mut self.notes, "With your notes"));
            }
            What::BoardPicture | What::CalendarPicture => {
                let mut chosen = usize::from(self.dark);
                Segmented::new("Look of the picture", &["Light", "Dark"])
                    .small()
                    .show(ui, &mut chosen);
                self.dark = chosen == 1;
            }
            What::Template => {
                text::muted(
                    ui,
                    "Notes, dates, times and names of companies stay with you.",
                );
            }
            What::Plan
            | What::Path
            | What::SessionTable
            | What::ItemTable
            | What::DesignTable
            | What::AnswerTable => {}
        }
        let used = ui.cursor().top() - top;
        ui.add_space((height - used).max(0.0));
    }
}

fn choice(what: What) -> Choice<'static> {
    let (heading, title, help) = match what {
        What::Plan => (
            Some("For Cairn"),
            "The whole plan",
            "RON · everything, to keep or to open elsewhere",
        ),
        What::Path => (
            None,
            "The study path",
            "RON · steps, items and links, without your progress",
        ),
        What::Template => (
            None,
            "A template",
            "RON · the plan to share, without anything personal",
        ),
        What::Calendar => (
            Some("For other programs"),
            "Calendar",
            "ICS · one event a session; exporting again moves what moved",
        ),
        What::Markdown => (
            None,
            "Checklist",
            "Markdown · steps, items and parts to tick, with links",
        ),
        What::SessionTable => (
            None,
            "Table of sessions",
            "CSV · every session with its date and minutes",
        ),
        What::ItemTable => (
            None,
            "Table of items",
            "CSV · every item with its step, time and status",
        ),
        What::DesignMarkdown => (
            None,
            "Design sessions",
            "Markdown · what you wrote, with the rubric and the comparison",
        ),
        What::DesignTable => (
            None,
            "Table of design sessions",
            "CSV · every stage with its minutes and rating",
        ),
        What::AnswerTable => (
            None,
            "Table of answers",
            "CSV · every prompt answered from memory, and how it went",
        ),
        What::Report => (
            Some("To print and to show"),
            "Report",
            "HTML · the plan by week, your progress and practice, on paper or screen",
        ),
        What::WeekMarkdown => (
            None,
            "Week review",
            "Markdown · what was done and learned in the week",
        ),
        What::WeekPage => (
            None,
            "Week review as a page",
            "HTML · one page, on paper or screen",
        ),
        What::BoardPicture => (None, "Picture of the board", "PNG · every card"),
        What::CalendarPicture => (
            None,
            "Picture of the calendar",
            "PNG · from the start to the last interview",
        ),
    };
    Choice {
        heading,
        title,
        help,
    }
}

/// Whether there is anything to choose, or to say, about this format.
fn asks(what: What) -> bool {
    !matches!(
        what,
        What::Plan
            | What::Path
            | What::SessionTable
            | What::ItemTable
            | What::DesignTable
            | What::AnswerTable
    )
}
