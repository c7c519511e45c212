//! A sitting on screen: the question, the answer once it is wanted, the four grades with the date that each leads to, and
//! the quiet end.
//!
//! Not here: what a rating does (`state/drilling.rs`), what is due (`planner/queue`), the way in (`due.rs`).

mod due;
mod words;

use egui::{
    Align, Frame, Id, Key, Layout, Margin, Modifiers, ScrollArea, Sense, TextEdit, Ui, vec2,
};

use crate::domain::{Day, Grade, Item, Prompt, PromptId};
use crate::planner::drill::Aims;
use crate::planner::{Drills, Queue};
use crate::state::{Action, Command, Drill, Memo, Revision, Sitting};
use crate::ui::answer::AnswerText;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tokens, Tone, Weight, frame, radius, space};
use crate::ui::views::today::step_of;
use crate::ui::widgets::{Button, Card, Chip, ProgressBar, key_cap, step_badge, text};

pub use due::DueCard;

/// The column of a sitting is no wider than this, points.
const COLUMN: f32 = 760.0;
/// Narrower than this (points) the grades stand in two rows.
const FOUR: f32 = 520.0;

/// The view's own state: what is typed, and what is worked out.
#[derive(Default)]
pub struct DrillScreen {
    /// What the user types before the answer is shown; it is kept nowhere.
    typed: String,
    /// Which question that is for: the prompt, and how many were rated before it.
    of: Option<(PromptId, usize)>,
    answer: AnswerText,
    /// Whether the answer was shown in the last frame.
    was_revealed: bool,
    drills: Memo<(Revision, Day), (Drills, Queue)>,
}

impl DrillScreen {
    /// Draws the sitting that goes on.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
        let today = cx.today();
        let known = self.drills.get((cx.outline, today), || {
            let drills = Drills::read(&cx.plan);
            let queue = Queue::of(&cx.plan, &drills, today);
            (drills, queue)
        });
        let question = sitting
            .current()
            .map(|id| (id.clone(), sitting.grades.len()));
        if question != self.of {
            self.of = question;
            self.typed.clear();
        }
        ScrollArea::vertical()
            .id_salt("drill")
            .auto_shrink(false)
            .show(ui, |ui| {
                let padding = frame::PADDING;
                let width = (ui.available_width() - 2.0 * padding).min(COLUMN);
                let side = ((ui.available_width() - width) / 2.0).max(padding).floor();
                let margin = Margin::symmetric(side as i8, padding as i8);
                let margin = Margin {
                    left: side.min(127.0) as i8,
                    right: 0,
                    ..margin
                };
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.add_space((side - f32::from(margin.left)).max(0.0));
                    Frame::new().inner_margin(margin).show(ui, |ui| {
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                            self.page(ui, cx, sitting, &known);
                        });
                    });
                });
            });
    }

    fn page(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        sitting: &Sitting,
        (drills, queue): &(Drills, Queue),
    ) {
        let prompt = sitting.current().and_then(|id| cx.plan.prompts.get(id));
        let item = prompt.and_then(|prompt| cx.plan.items.get(&prompt.item));
        let (Some(prompt), Some(item)) = (prompt, item) else {
            end(ui, cx, sitting, drills, queue);
            return;
        };
        head(ui, cx, sitting);
        let top = ui.cursor().top();
        Card::new().margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            about(ui, cx, sitting, item, prompt, drills);
            ui.add_space(space::XS);
            text::item_title(ui, &prompt.ask);
            ui.add_space(space::S);
            if sitting.revealed {
                self.revealed(ui, prompt);
            } else {
                self.hidden(ui, cx);
            }
        });
        if sitting.revealed {
            grades(ui, cx, sitting, item, prompt, drills);
            let fits = ui.cursor().top() - top <= ui.clip_rect().height();
            if !self.was_revealed && fits {
                // The grades come into sight with the answer.
                ui.scroll_to_cursor(Some(Align::BOTTOM));
            }
        }
        self.was_revealed = sitting.revealed;
        foot(ui, cx, sitting);
    }

    /// Before the answer is shown: room to write it down, for whoever likes to.
    fn hidden(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let t = theme::tokens(ui);
        let id = ui.make_persistent_id("drill answer");
        let focused = ui.memory(|memory| memory.has_focus(id));
        let stroke = match focused {
            true => egui::Stroke::new(theme::control::FOCUS, t.accent),
            false => t.line(),
        };
        let ground = Frame::new()
            .fill(t.bg)
            .stroke(stroke)
            .corner_radius(radius::CARD)
            .inner_margin(Margin::symmetric(12, 10));
        let shown = ground.show(ui, |ui| {
            ui.add(
                TextEdit::multiline(&mut self.typed)
                    .id(id)
                    .frame(Frame::NONE)
                    .font(TextRole::Body.font())
                    .desired_width(f32::INFINITY)
                    .desired_rows(3)
                    .hint_text("Say it aloud, or write it here if you like. Nobody reads it."),
            )
        });
        ui.ctx().accesskit_node_builder(shown.inner.id, |node| {
            node.set_label("Your answer, optional");
        });
        ui.add_space(space::XS);
        let keys = cx.keys_of(Command::DrillReveal);
        ui.horizontal(|ui| {
            let button = Button::primary("Show the answer").icon(Icon::Eye);
            let button = button.shortcut_hint(&keys);
            if ui.add(button).clicked() {
                cx.run(Command::DrillReveal);
            }
            if focused {
                text::small(ui, "Ctrl+Enter while you write");
            } else {
                text::small(ui, "Space or Enter");
            }
        });
    }

    fn revealed(&mut self, ui: &mut Ui, prompt: &Prompt) {
        let t = theme::tokens(ui);
        if !self.typed.trim().is_empty() {
            text::field_label(ui, "You wrote");
            text::muted(ui, self.typed.trim());
            ui.add_space(space::S);
        }
        text::field_label(ui, "Answer");
        let ground = Frame::new()
            .fill(t.bg)
            .corner_radius(radius::CARD)
            .inner_margin(Margin::symmetric(14, 12));
        ground.show(ui, |ui| {
            ui.set_width(ui.available_width());
            self.answer.ui(ui, &prompt.answer);
        });
    }
}

/// The name of the sitting, how far it is, and the way out.
fn head(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
    let (done, asked) = (sitting.done(), sitting.asked);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let keys = cx.keys_of(Command::DrillLeave);
            let button = Button::quiet("End the sitting").small();
            if ui.add(button.shortcut_hint(&keys)).clicked() {
                cx.run(Command::DrillLeave);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let t = theme::tokens(ui);
                let (role, weight) = (TextRole::ViewTitle, Weight::SemiBold);
                text::truncated(ui, role, weight, t.text, &sitting.title);
            });
        });
    });
    let words = format!("{done} of {asked} done");
    ui.horizontal(|ui| {
        let share = done as f32 / asked.max(1) as f32;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            text::small(ui, &words);
            let width = ui.available_width().max(40.0);
            ui.add(ProgressBar::new(share, &words).width(width).on_sunken());
        });
    });
}

/// What the question is about.
fn about(
    ui: &mut Ui,
    cx: &ViewContext,
    sitting: &Sitting,
    item: &Item,
    prompt: &Prompt,
    drills: &Drills,
) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
        step_badge(ui, step_of(&cx.plan, item));
        let part = prompt.part.as_ref();
        let part = part.and_then(|id| item.parts.iter().find(|part| part.id == *id));
        let words = match part {
            Some(part) => format!("{} · {}", item.short_title(), part.title),
            None => item.short_title().to_owned(),
        };
        text::muted(ui, &words);
        if sitting.is_again() {
            ui.add(Chip::new("once more").tone(Tone::Warn).icon(Icon::Review));
        } else if drills.of(&prompt.id).is_none() {
            ui.add(Chip::new("new"));
        }
    });
}

/// The four grades, each with what it leads to.
fn grades(
    ui: &mut Ui,
    cx: &ViewContext,
    sitting: &Sitting,
    item: &Item,
    prompt: &Prompt,
    drills: &Drills,
) {
    let today = cx.today();
    let aims = Aims::of(&cx.plan, item, today);
    text::field_label(ui, "How did it go?");
    let columns = if ui.available_width() < FOUR { 2 } else { 4 };
    let gap = space::S;
    let width = (ui.available_width() - gap * (columns - 1) as f32) / columns as f32;
    for row in [
        Command::RateAgain,
        Command::RateHard,
        Command::RateGood,
        Command::RateEasy,
    ]
    .into_iter()
    .zip(Grade::ALL)
    .collect::<Vec<_>>()
    .chunks(columns)
    {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for &(command, grade) in row {
                let known = drills.after(&prompt.id, today, grade);
                let next = drills.next_within(&aims, &known);
                let again = grade == Grade::Again && sitting.comes_again();
                let (short, long) = match again {
                    true => (
                        "in this sitting".to_owned(),
                        "asked again in this sitting".to_owned(),
                    ),
                    false => (words::next(next, today), words::next_long(next, today)),
                };
                let name = format!("{}, {long}", grade.name());
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    if grade_button(ui, cx, (command, grade), &short, &name) {
                        cx.run(command);
                    }
                });
            }
        });
    }
}

fn grade_button(
    ui: &mut Ui,
    cx: &ViewContext,
    (command, grade): (Command, Grade),
    next: &str,
    name: &str,
) -> bool {
    let t = theme::tokens(ui);
    let id = Id::unique(("grade", grade.name()));
    let card = Card::new().compact();
    let shown = card.show_clickable(ui, id, name, Sense::click(), |ui| {
        let width = ui.available_width();
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 0.0;
        let size = vec2(width, theme::control::SMALL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            let (role, weight) = (TextRole::Body, Weight::SemiBold);
            text::styled(ui, role, weight, ink(t, grade), grade.name());
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let keys = cx.keys_of(command);
                if !keys.is_empty() {
                    key_cap(ui, &keys);
                }
            });
        });
        text::truncated(ui, TextRole::Chip, Weight::Regular, t.muted, next);
    });
    shown.response.clicked()
}

fn ink(t: &Tokens, grade: Grade) -> egui::Color32 {
    match grade {
        Grade::Again => t.bad,
        Grade::Hard => t.warn,
        Grade::Good => t.ok,
        Grade::Easy => t.accent,
    }
}

/// The way back from a slip.
fn foot(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
    let Some(last) = sitting.grades.last() else {
        return;
    };
    ui.horizontal(|ui| {
        let keys = cx.keys_of(Command::DrillUndo);
        let button = Button::quiet("Take the last rating back")
            .icon(Icon::Undo)
            .small();
        if ui.add(button.shortcut_hint(&keys)).clicked() {
            cx.run(Command::DrillUndo);
        }
        text::small(ui, &format!("It was “{}”.", last.name()));
    });
}

/// The end: how it went, what lapsed, when it goes on.
fn end(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting, drills: &Drills, queue: &Queue) {
    let today = cx.today();
    head(ui, cx, sitting);
    ui.add_space(space::S);
    Card::new().margin(Margin::same(20)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        text::item_title(ui, "That was all");
        text::body(ui, &words::answers(&sitting.grades, sitting.seconds));
        let lapsed: Vec<_> = sitting
            .lapsed()
            .filter_map(|id| cx.plan.prompts.get(id))
            .collect();
        if !lapsed.is_empty() {
            ui.add_space(space::S);
            text::field_label(ui, "Worth another look");
            for prompt in lapsed {
                lapse(ui, cx, prompt, drills);
            }
        }
        ui.add_space(space::S);
        let next = match (queue.due.len(), queue.next) {
            (0, Some((day, count))) => format!(
                "Next: {} {}.",
                format::count(count, "prompt", "prompts"),
                match day.since(today) {
                    1 => "tomorrow".to_owned(),
                    _ => format!("on {}", format::day_near(day, today)),
                }
            ),
            (0, None) => "Nothing else falls due before the interview.".to_owned(),
            (due, _) => format!(
                "{} still due today.",
                format::count(due, "prompt is", "prompts are")
            ),
        };
        text::muted(ui, &next);
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let keys = cx.keys_of(Command::DrillLeave);
            let button = Button::primary("Back to Practice").icon(Icon::Check);
            let pressed = ui.add(button.shortcut_hint(&keys)).clicked();
            let enter = ui.memory(|memory| memory.focused().is_none())
                && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
            if pressed || enter {
                cx.run(Command::DrillLeave);
            }
            if !queue.due.is_empty() {
                let words = format!("Go on with {}", queue.due.len());
                if ui.add(Button::new(&words).icon(Icon::Play)).clicked() {
                    cx.send(Action::Drill(Drill::Queue));
                }
            }
        });
    });
    foot(ui, cx, sitting);
}

/// A prompt that was not recalled, with its next date; pressed it opens the item.
fn lapse(ui: &mut Ui, cx: &ViewContext, prompt: &Prompt, drills: &Drills) {
    let Some(item) = cx.plan.items.get(&prompt.item) else {
        return;
    };
    let today = cx.today();
    let next = drills
        .of(&prompt.id)
        .map(|known| words::next_long(drills.next(&cx.plan, item, known, today), today));
    let words = format!("{} · {}", item.short_title(), next.unwrap_or_default());
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
