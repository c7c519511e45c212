//! The quiet end of a sitting: how many were asked, how it went, what comes back when, what was written down, and the ways on.
//!
//! Not here: ending it (`state/drilling.rs`).

use std::collections::BTreeMap;

use egui::{Id, Margin, Role, Sense, Ui, vec2};

use crate::domain::{Day, Grade, Outcome, Prompt};
use crate::planner::Next;
use crate::planner::drill::Aims;
use crate::state::{Action, Command, Memo, Revision, Sitting};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::plan_words::step_of;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, Card, text};

use super::{foot, grades, words};

/// The most lines of what comes back when; what is later is counted.
const LINES: usize = 5;
/// The most names of reviews in a sentence.
const NAMES: usize = 3;

/// What is worked out for the page.
#[derive(Default)]
pub(super) struct EndPage {
    known: Memo<(Revision, Day, usize), Known>,
}

/// What the page says.
struct Known {
    /// When, and how many of those that were answered.
    back: Vec<(String, String)>,
    /// What was written down.
    log: String,
    /// What else falls due.
    next: String,
}

impl EndPage {
    /// Draws the page.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
        let key = (cx.revision, cx.today(), sitting.answers.len());
        let known = self.known.get(key, || Known::of(cx, sitting));
        let ink = theme::tokens(ui).text;
        let (role, weight) = (TextRole::ViewTitle, Weight::SemiBold);
        text::truncated(ui, role, weight, ink, &sitting.title);
        Card::new().margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let title = match sitting.ended {
                true => "Enough for now",
                false => "That was all",
            };
            text::item_title(ui, title);
            text::body(ui, &words::answers(sitting));
            if !sitting.answers.is_empty() {
                ui.add_space(space::XS);
                tallies(ui, sitting);
                ui.add_space(space::XS);
                text::field_label(ui, "When they come back");
                for (when, count) in &known.back {
                    line(ui, when, count);
                }
                lapses(ui, cx, sitting);
                ui.add_space(space::XS);
                text::muted(ui, &known.log);
            }
            text::muted(ui, &known.next);
            ui.add_space(space::S);
            ways(ui, cx, sitting);
        });
        foot(ui, cx, sitting);
    }
}

impl Known {
    fn of(cx: &ViewContext, sitting: &Sitting) -> Self {
        let queue = cx.recalled.queue();
        let today = cx.today();
        let next = match (queue.due.len(), queue.next) {
            (0, Some((day, count))) => format!(
                "Nothing else is due today. {} due {}.",
                format::count(count, "prompt is", "prompts are"),
                words::on(day, today)
            ),
            (0, None) => "Nothing else falls due.".to_owned(),
            (due, _) => format!(
                "{} still due today.",
                format::count(due, "prompt is", "prompts are")
            ),
        };
        let again = sitting
            .lapsed()
            .filter(|id| sitting.waits_again(id))
            .count();
        let next = match again {
            0 => next,
            1 => format!(
                "{next} If you go on, the one that you did not recall is asked once more, too."
            ),
            n => format!(
                "{next} If you go on, the {n} that you did not recall are asked once more, too."
            ),
        };
        Self {
            back: back(cx, sitting),
            log: log(cx, sitting),
            next,
        }
    }
}

/// When the prompts that were answered come back: a line a day, the next first.
fn back(cx: &ViewContext, sitting: &Sitting) -> Vec<(String, String)> {
    let today = cx.today();
    let mut days: BTreeMap<Day, usize> = BTreeMap::new();
    let mut held: BTreeMap<Day, usize> = BTreeMap::new();
    let mut over = 0;
    for answer in sitting.answered() {
        let prompt = cx.plan.prompts.get(&answer.prompt);
        let item = prompt.and_then(|prompt| cx.plan.items.get(&prompt.item));
        let known = cx.recalled.drills().of(&answer.prompt);
        let (Some(item), Some(known)) = (item, known) else {
            continue;
        };
        let aims = Aims::of(&cx.plan, item, today);
        match cx.recalled.drills().next_within(&aims, known) {
            Next::On(day) => *days.entry(day.max(today)).or_default() += 1,
            Next::Holds(day) => *held.entry(day).or_default() += 1,
            Next::Over => over += 1,
        }
    }
    let count = |count: usize| format::count(count, "prompt", "prompts");
    let later: usize = days.values().skip(LINES).sum();
    let mut lines: Vec<(String, String)> = days
        .iter()
        .take(LINES)
        .map(|(day, n)| {
            (
                words::first_upper(&format::day_near(*day, today)),
                count(*n),
            )
        })
        .collect();
    if later > 0 {
        lines.push(("Later".to_owned(), count(later)));
    }
    for (day, n) in held {
        let when = format!(
            "Not before the interview on {}",
            format::day_of_year(day, today)
        );
        lines.push((when, count(n)));
    }
    if over > 0 {
        lines.push(("Not again: the interviews are over".to_owned(), count(over)));
    }
    lines
}

/// What was written down: minutes, and what became of the reviews that were planned.
fn log(cx: &ViewContext, sitting: &Sitting) -> String {
    let (mut done, mut open) = (Vec::new(), Vec::new());
    let mut minutes = crate::domain::Minutes::ZERO;
    for (id, spent) in sitting.logged() {
        minutes += spent;
        let Some(session) = cx.plan.sessions.get(id).filter(|s| !s.logged) else {
            continue;
        };
        let name = cx.plan.short_title_of(&session.item).to_owned();
        match session.outcome {
            Outcome::Done => done.push(name),
            Outcome::Planned => open.push(name),
            Outcome::Skipped => {}
        }
    }
    let mut said = Vec::new();
    if minutes > crate::domain::Minutes::ZERO {
        let more = minutes > words::minutes(sitting);
        let why = if more {
            ", at least one for each item"
        } else {
            ""
        };
        said.push(format!(
            "Your log has {} of it{why}.",
            format::minutes(minutes)
        ));
    }
    let mut say = |names: &[String], one: &str, many: &str| {
        if !names.is_empty() {
            let (is, of) = (if names.len() == 1 { one } else { many }, listed(names));
            said.push(format!("{is}: {of}."));
        }
    };
    say(&done, "Planned review done", "Planned reviews done");
    say(
        &open,
        "Planned review still open",
        "Planned reviews still open",
    );
    said.join(" ")
}

/// “Bayes, Calculus and 4 more”.
fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(String::as_str).collect();
    match names.len().saturating_sub(NAMES) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// How it went by grade.
fn tallies(ui: &mut Ui, sitting: &Sitting) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XL, space::XS);
        for grade in Grade::ALL {
            let count = sitting.count(grade);
            let ink = match count {
                0 => t.muted,
                _ => grades::ink(t, grade),
            };
            let name = format!("{}: {count}", grade.name());
            let said = text::styled(ui, TextRole::Section, Weight::SemiBold, ink, &name);
            said.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, &name));
        }
    });
}

/// A day, and how many come back on it.
fn line(ui: &mut Ui, when: &str, count: &str) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
        text::styled(ui, TextRole::Body, Weight::Medium, t.text, when);
        text::muted(ui, count);
    });
}

/// Those that were not recalled at first.
fn lapses(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
    let lapsed: Vec<_> = sitting
        .lapsed()
        .filter_map(|id| cx.plan.prompts.get(id))
        .collect();
    if lapsed.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    text::field_label(ui, "Worth another look");
    for prompt in lapsed {
        lapse(ui, cx, sitting, prompt);
    }
}

/// A prompt that was not recalled, with its next date; pressed it opens the item.
fn lapse(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting, prompt: &Prompt) {
    let Some(item) = cx.plan.items.get(&prompt.item) else {
        return;
    };
    let (today, drills) = (cx.today(), cx.recalled.drills());
    let next = drills
        .of(&prompt.id)
        .map(|known| words::next_long(drills.next(&cx.plan, item, known, today), today));
    let mut next = next.unwrap_or_default();
    if sitting.waits_again(&prompt.id) {
        next = format!(
            "asked again if you go on, else {}",
            next.trim_start_matches("asked again ")
        );
    }
    let words = format!("{} · {next}", item.short_title());
    let name = format!("Open {}: {}", item.short_title(), prompt.short_ask());
    let id = Id::unique(("lapse", prompt.id.as_str()));
    let card = Card::new().compact().stripe(step_of(&cx.plan, item));
    let shown = card.show_clickable(ui, id, &name, Sense::click(), |ui| {
        let t = theme::tokens(ui);
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        text::truncated(ui, TextRole::Body, Weight::Medium, t.text, &prompt.ask);
        text::truncated(ui, TextRole::Chip, Weight::Regular, t.muted, &words);
    });
    if shown.response.clicked() {
        cx.send(Action::OpenItem(item.id.clone()));
    }
}

/// On with what is left, or back.
fn ways(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
    let due = cx.recalled.queue().due.len();
    let on = match sitting.ended {
        true => Some(format!("Go on with the other {}", sitting.left())),
        false if due > 0 => Some(format!("Go on with {due}")),
        false => None,
    };
    let [reveal, leave, undo] = [
        Command::DrillReveal,
        Command::DrillLeave,
        Command::DrillUndo,
    ]
    .map(|one| cx.keys_of(one));
    let mut keys: Vec<String> = Vec::new();
    for (key, does, there) in [
        (&reveal, "goes on", on.is_some()),
        (&leave, "goes back", true),
        (
            &undo,
            "takes the last rating back",
            !sitting.answers.is_empty(),
        ),
    ] {
        if there && !key.is_empty() {
            keys.push(format!("{key} {does}"));
        }
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        let back = match on {
            None => Button::primary("Back to Practice").icon(Icon::Check),
            Some(words) => {
                let button = Button::primary(&words).icon(Icon::Play);
                if ui.add(button.shortcut_hint(&reveal)).clicked() {
                    cx.run(Command::DrillReveal);
                }
                Button::new("Back to Practice").icon(Icon::Check)
            }
        };
        if ui.add(back.shortcut_hint(&leave)).clicked() {
            cx.run(Command::DrillLeave);
        }
        let write = Button::quiet("Write a prompt").icon(Icon::Plus);
        let keys = cx.keys_of(Command::NewPrompt);
        let tip = "About what was asked last";
        if ui.add(write.shortcut_hint(&keys).tooltip(tip)).clicked() {
            cx.run(Command::NewPrompt);
        }
    });
    if !keys.is_empty() {
        text::small(ui, &format!("{}.", keys.join(", ")));
    }
}
