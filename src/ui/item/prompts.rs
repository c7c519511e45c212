//! The prompts of an item: what is asked from memory, when each comes next, and on the page writing one's own.
//!
//! Not here: the sitting (`views/practice/drill`), the form (`prompt_form.rs`).

use std::collections::BTreeSet;

use egui::{Id, Sense, Ui};

use crate::domain::{Day, Edit, Item, ItemId, PartId, Prompt, PromptId};
use crate::planner::Next;
use crate::planner::drill::Aims;
use crate::state::{Command, Memo, Revision};
use crate::ui::answer::AnswerText;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, space};
use crate::ui::widgets::{
    Button, Card, Chip, IconButton, MenuItem, menu_separator, popup_menu, text,
};

use super::prompt_form::{Form, Left};
use super::{Place, heading};

/// What is shown and written about prompts.
#[derive(Default)]
pub(super) struct PromptsEditor {
    rows: Memo<(Revision, Day, ItemId), Vec<Row>>,
    open: BTreeSet<PromptId>,
    form: Option<Form>,
    answer: AnswerText,
}

/// A prompt as it is listed.
#[derive(Clone, Debug)]
struct Row {
    prompt: Prompt,
    /// The title of its part where that is another than the row's before.
    part: Option<String>,
    /// “due”, “next Fri 4 Dec”, “paused”, “new”.
    when: String,
    due: bool,
    /// The prompt it would go before when moved up, and the one when moved down (`Some(None)`: to the end).
    up: Option<PromptId>,
    down: Option<Option<PromptId>>,
}

impl PromptsEditor {
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, place: Place) {
        let key = (cx.outline, cx.today(), item.id.clone());
        let rows = self.rows.get(key, || rows(cx, item));
        match place {
            Place::Inspector => brief(ui, cx, item, &rows),
            Place::Page => self.page(ui, cx, item, &rows),
        }
    }

    /// Sends what is still being written, where it is whole.
    pub(super) fn flush(&mut self, cx: &ViewContext) {
        if let Some(mut form) = self.form.take() {
            form.flush(cx);
        }
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, rows: &[Row]) {
        if cx.take(Command::NewPrompt) {
            self.flush(cx);
            self.form = Some(Form::new(cx, &item.id, None));
        }
        if self.form.as_ref().is_some_and(|form| form.item != item.id) {
            self.flush(cx);
        }
        heading(ui, "Prompts to answer from memory");
        if rows.is_empty() {
            text::muted(ui, "None yet. What would an interviewer ask about it?");
        }
        for row in rows {
            if let Some(part) = &row.part {
                ui.add_space(space::XS);
                text::small(ui, part);
            }
            let form = self.form.as_ref();
            match form.filter(|form| form.prompt == row.prompt.id) {
                // A new one is written below the others, although it is in the plan already.
                Some(form) if form.is_new() => {}
                Some(_) => self.form_ui(ui, cx, item),
                None => self.row(ui, cx, item, row),
            }
        }
        ui.add_space(space::XS);
        let writes_new = self.form.as_ref().is_some_and(Form::is_new);
        if writes_new {
            self.form_ui(ui, cx, item);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let keys = cx.keys_of(Command::NewPrompt);
            let button = Button::new("Write a prompt").icon(Icon::Plus).small();
            if ui.add(button.shortcut_hint(&keys)).clicked() {
                self.flush(cx);
                self.form = Some(Form::new(cx, &item.id, None));
            }
            drill(ui, cx, rows);
        });
    }

    fn form_ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        let Some(form) = &mut self.form else { return };
        match form.ui(ui, cx, item) {
            Left::No => {}
            Left::Cancel => {
                if let Some(form) = self.form.take() {
                    form.cancel(cx);
                }
            }
            Left::Save => self.flush(cx),
        }
    }

    fn row(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, row: &Row) {
        let prompt = &row.prompt;
        let t = theme::tokens(ui);
        let open = self.open.contains(&prompt.id);
        let state = if open {
            "answer shown"
        } else {
            "answer folded"
        };
        let name = format!("{}, {}, {state}", prompt.ask, row.when);
        let id = Id::unique(("prompt", prompt.id.as_str()));
        let card = Card::new().compact().faded(prompt.paused);
        let mut menu = None;
        let shown = card.show_clickable(ui, id, &name, Sense::click(), |ui| {
            let width = ui.available_width();
            ui.set_width(width);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let tone = if row.due { Tone::Accent } else { Tone::Neutral };
                let when = Chip::new(&row.when).tone(tone);
                let side = when.width(ui) + theme::control::SMALL + 2.0 * space::S;
                ui.vertical(|ui| {
                    ui.set_width((width - side).max(60.0));
                    text::body(ui, &prompt.ask);
                });
                ui.add(when);
                let name = format!("More for “{}”", prompt.short_ask());
                menu = Some(ui.add(IconButton::new(Icon::More, &name).small()));
            });
            if open {
                ui.add_space(space::XS);
                text::styled(ui, TextRole::Chip, Weight::SemiBold, t.muted, "Answer");
                self.answer.ui(ui, cx.revision, prompt);
            }
        });
        if shown.response.clicked() && !self.open.remove(&prompt.id) {
            self.open.insert(prompt.id.clone());
        }
        if let Some(button) = menu {
            popup_menu(&button, |ui| self.menu(ui, cx, item, row));
        }
        ui.add_space(space::XS);
    }

    fn menu(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, row: &Row) {
        let prompt = &row.prompt;
        if ui.add(MenuItem::new("Edit").icon(Icon::Edit)).clicked() {
            self.flush(cx);
            self.form = Some(Form::new(cx, &item.id, Some(prompt)));
            ui.close();
        }
        let (words, icon) = match prompt.paused {
            true => ("Take up again", Icon::Play),
            false => ("Pause", Icon::Pause),
        };
        if ui.add(MenuItem::new(words).icon(icon)).clicked() {
            cx.edit(Edit::PausePrompt {
                prompt: prompt.id.clone(),
                paused: !prompt.paused,
            });
            ui.close();
        }
        menu_separator(ui);
        let moved = |before| Edit::MovePrompt {
            prompt: prompt.id.clone(),
            before,
        };
        let up = MenuItem::new("Move up").icon(Icon::ArrowUp);
        if ui.add_enabled(row.up.is_some(), up).clicked() {
            cx.edit(moved(row.up.clone()));
            ui.close();
        }
        let down = MenuItem::new("Move down").icon(Icon::ArrowDown);
        if ui.add_enabled(row.down.is_some(), down).clicked() {
            cx.edit(moved(row.down.clone().flatten()));
            ui.close();
        }
        menu_separator(ui);
        let delete = MenuItem::new("Delete the prompt")
            .icon(Icon::Trash)
            .danger();
        if ui.add(delete).clicked() {
            cx.edit(Edit::DeletePrompt(prompt.id.clone()));
            ui.close();
        }
    }
}

/// Beside a view: how many there are, and the way to drill or write one.
fn brief(ui: &mut Ui, cx: &ViewContext, item: &Item, rows: &[Row]) {
    if rows.is_empty() && item.kind == crate::domain::Kind::Resource {
        return;
    }
    heading(ui, "Prompts");
    let due = rows.iter().filter(|row| row.due).count();
    let words = match (rows.len(), due) {
        (0, _) => "None yet.".to_owned(),
        (all, 0) => format!("{}, none due", format::count(all, "prompt", "prompts")),
        (all, due) => format!("{}, {due} due", format::count(all, "prompt", "prompts")),
    };
    text::muted(ui, &words);
    ui.horizontal_wrapped(|ui| {
        drill(ui, cx, rows);
        let button = Button::quiet("Write a prompt").icon(Icon::Plus).small();
        let keys = cx.keys_of(Command::NewPrompt);
        if ui.add(button.shortcut_hint(&keys)).clicked() {
            cx.run(Command::NewPrompt);
        }
    });
}

fn drill(ui: &mut Ui, cx: &ViewContext, rows: &[Row]) {
    if rows.iter().all(|row| row.prompt.paused) {
        return;
    }
    let keys = cx.keys_of(Command::DrillItem);
    let button = Button::new("Drill").icon(Icon::Play).small();
    let button = button.name("Drill the item").shortcut_hint(&keys);
    if ui.add(button).clicked() {
        cx.run(Command::DrillItem);
    }
}

fn rows(cx: &ViewContext, item: &Item) -> Vec<Row> {
    let (plan, today) = (&cx.plan, cx.today());
    let drills = cx.recalled.drills();
    let aims = Aims::of(plan, item, today);
    let prompts = plan.prompts_of(item);
    let title = |id: &PartId| item.parts.iter().find(|part| part.id == *id);
    let mut last: Option<&PartId> = None;
    let mut rows = Vec::with_capacity(prompts.len());
    for (n, prompt) in prompts.iter().enumerate() {
        let part = prompt.part.as_ref().and_then(title);
        let shown = part.filter(|part| last != Some(&part.id));
        last = part.map(|part| &part.id);
        let known = drills.of(&prompt.id);
        let (when, due) = match known.map(|known| drills.next_within(&aims, known)) {
            _ if prompt.paused => ("paused".to_owned(), false),
            None => ("new".to_owned(), false),
            Some(Next::On(day)) if day <= today => ("due".to_owned(), true),
            Some(Next::On(day)) => (format!("next {}", format::day_near(day, today)), false),
            Some(Next::Holds(_)) => ("holds to the interview".to_owned(), false),
            Some(Next::Over) => ("not again".to_owned(), false),
        };
        let same = |other: &&&Prompt| other.part == prompt.part;
        let up = n.checked_sub(1).and_then(|n| prompts.get(n)).filter(same);
        let down = prompts.get(n + 1).filter(same);
        let after = prompts.get(n + 2).filter(same);
        rows.push(Row {
            prompt: Prompt::clone(prompt),
            part: shown.map(|part| format!("{}:", part.title)),
            when,
            due,
            up: up.map(|prompt| prompt.id.clone()),
            down: down.map(|_| after.map(|prompt| prompt.id.clone())),
        });
    }
    rows
}
