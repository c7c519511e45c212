//! A sitting on screen: the question, the answer once it is wanted.
//!
//! Not here: the four grades with what each leads to (`grades.rs`), the quiet end (`end.rs`), what a rating does
//! (`state/drilling.rs`), what is due (`planner/queue`), the way in (`due.rs`).

mod due;
mod end;
mod grades;
mod words;

use egui::{Align, Frame, Key, Layout, Margin, ScrollArea, TextEdit, Ui, vec2};

use crate::domain::{Item, Prompt, PromptId};
use crate::state::{Command, Sitting};
use crate::ui::answer::AnswerText;
use crate::ui::context::ViewContext;
use crate::ui::keys;
use crate::ui::plan_words::step_of;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, frame, radius, space};
use crate::ui::widgets::{Button, Card, Chip, Follow as _, ProgressBar, step_badge, text};

pub use due::DueCard;

/// The column of a sitting is no wider than this, points.
const COLUMN: f32 = 760.0;

/// The grades stand below the page only where they leave room for it: they take no more of the window than this share.
const MOST: f32 = 0.6;

/// The view's own state: what is typed, and what is worked out for the end.
#[derive(Default)]
pub struct DrillScreen {
    /// What the user types before the answer is shown; it is kept nowhere.
    typed: String,
    /// Which question that is for: the prompt, and how many were rated before it.
    of: Option<(PromptId, usize)>,
    answer: AnswerText,
    /// Whether the answer was shown in the last frame.
    was_revealed: bool,
    /// Whether nothing had the focus in the last frame: Tab then leads into the answer's box.
    unfocused: bool,
    /// Where question, answer and grades are higher than the window: how high the grades are that stand below the page.
    pinned: Option<f32>,
    /// The answer is to come into sight above them.
    to_answer: bool,
    end: end::EndPage,
}

impl DrillScreen {
    /// Draws the sitting that goes on.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
        let question = sitting
            .current()
            .map(|id| (id.clone(), sitting.answers.len()));
        if question != self.of {
            self.of = question;
            self.typed.clear();
        }
        let pinned = self.pinned.filter(|_| sitting.revealed);
        self.pinned = pinned;
        let room = ui.available_height() - pinned.map_or(0.0, |high| high + 2.0 * space::S);
        ScrollArea::vertical()
            .id_salt("drill")
            .max_height(room)
            .auto_shrink(false)
            .page(ui, |ui| {
                column(ui, frame::PADDING, |ui| self.page(ui, cx, sitting));
            });
        if pinned.is_some()
            && let Some((prompt, item)) = asked(cx, sitting)
        {
            column(ui, space::S, |ui| {
                grades::ui(ui, cx, sitting, item, prompt);
            });
        }
        self.unfocused = ui.memory(|memory| memory.focused().is_none());
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
        let Some((prompt, item)) = asked(cx, sitting) else {
            self.end.ui(ui, cx, sitting);
            return;
        };
        head(ui, cx, sitting);
        let top = ui.cursor().top();
        Card::new().margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            about(ui, cx, sitting, item, prompt);
            ui.add_space(space::XS);
            text::item_title(ui, &prompt.ask);
            ui.add_space(space::S);
            if sitting.revealed {
                self.revealed(ui, cx, prompt);
            } else {
                self.hidden(ui, cx);
            }
        });
        if sitting.revealed && self.pinned.is_none() {
            let above = ui.cursor().top();
            grades::ui(ui, cx, sitting, item, prompt);
            let (high, seen) = (ui.cursor().top() - above, ui.clip_rect().height());
            if ui.cursor().top() - top > seen && high <= seen * MOST {
                // The answer is read from its beginning, and the grades are in sight.
                self.pinned = Some(high);
                self.to_answer = true;
                ui.ctx().request_discard("the grades stand below the page");
            } else if !self.was_revealed {
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
        let tab = |ui: &Ui| ui.input(|i| i.key_pressed(Key::Tab) && i.modifiers.is_none());
        let covered = ui.memory(|memory| memory.top_modal_layer().is_some());
        let writes = self.unfocused && !covered && tab(ui);
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
        if writes {
            // egui would go to the first button of the window.
            shown.inner.request_focus();
        }
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            let button = Button::primary("Show the answer").icon(Icon::Eye);
            if ui.add(button).clicked() {
                cx.run(Command::DrillReveal);
            }
            let keys = keys_in_words(cx, Command::DrillReveal, focused);
            let write = match (focused, keys.is_empty()) {
                (true, _) => keys,
                (false, true) => "Tab to write".to_owned(),
                (false, false) => format!("{keys}; Tab to write"),
            };
            if !write.is_empty() {
                text::small(ui, &write);
            }
        });
    }

    fn revealed(&mut self, ui: &mut Ui, cx: &ViewContext, prompt: &Prompt) {
        let t = theme::tokens(ui);
        if self.pinned.is_some() && std::mem::take(&mut self.to_answer) {
            ui.scroll_to_cursor(Some(Align::TOP));
        }
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
            self.answer.ui(ui, cx.revision, prompt);
        });
    }
}

/// What is asked now, and what it is about.
fn asked<'a>(cx: &'a ViewContext, sitting: &Sitting) -> Option<(&'a Prompt, &'a Item)> {
    let prompt = sitting.current().and_then(|id| cx.plan.prompts.get(id))?;
    Some((prompt, cx.plan.items.get(&prompt.item)?))
}

/// The column in the middle that everything stands in, with so much room above and below.
fn column(ui: &mut Ui, padding: f32, contents: impl FnOnce(&mut Ui)) {
    let width = (ui.available_width() - 2.0 * frame::PADDING).min(COLUMN);
    let side = ((ui.available_width() - width) / 2.0)
        .max(frame::PADDING)
        .floor();
    let margin = Margin {
        left: side.min(127.0) as i8,
        right: 0,
        ..Margin::symmetric(0, padding as i8)
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space((side - f32::from(margin.left)).max(0.0));
        Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                contents(ui);
            });
        });
    });
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
fn about(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting, item: &Item, prompt: &Prompt) {
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
        } else if cx.recalled.drills().of(&prompt.id).is_none() {
            ui.add(Chip::new("new"));
        }
    });
}

/// The way back from a slip.
fn foot(ui: &mut Ui, cx: &ViewContext, sitting: &Sitting) {
    let Some(last) = sitting.answers.last() else {
        return;
    };
    ui.horizontal_wrapped(|ui| {
        let keys = cx.keys_of(Command::DrillUndo);
        let button = Button::quiet("Take the last rating back")
            .icon(Icon::Undo)
            .small();
        if ui.add(button.shortcut_hint(&keys)).clicked() {
            cx.run(Command::DrillUndo);
        }
        text::small(ui, &format!("It was “{}”.", last.grade.name()));
    });
}

/// The keys of a command as they are bound, in words: “Enter or Space”; while something is written those that are not
/// letters of it: “Ctrl+Enter while you write”.
fn keys_in_words(cx: &ViewContext, command: Command, writing: bool) -> String {
    let all = cx.keymap.keys(command).split_whitespace();
    let chord = |key: &&str| key.contains("Ctrl+") || key.contains("Alt+");
    let fit: Vec<String> = all
        .filter(|key| chord(key) == writing)
        .map(keys::pretty)
        .collect();
    let words = fit.join(" or ");
    match writing && !words.is_empty() {
        true => format!("{words} while you write"),
        false => words,
    }
}
