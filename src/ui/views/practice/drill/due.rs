//! The way into a sitting, on top of Practice: what is due, how long it takes, when the next falls due; and the path's prompts
//! for a plan that was made without any.

use egui::Ui;

use crate::domain::{Day, Edit, Prompt};
use crate::planner::Queue;
use crate::state::{Command, Memo, Revision};
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, Card, text};

/// What is worked out for the card.
#[derive(Default)]
pub struct DueCard {
    offered: Memo<Revision, Vec<Prompt>>,
}

impl DueCard {
    /// Draws the card.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        let offered = self.offered.get(cx.outline, || offered(cx));
        let queue = cx.recalled.queue();
        text::section_title(ui, "From memory");
        Card::new().show(ui, |ui| {
            ui.set_width(ui.available_width());
            if cx.plan.prompts.is_empty() {
                self.none(ui, cx, &offered);
                return;
            }
            text::strong(ui, &due(queue));
            text::muted(ui, &then(queue, today));
            ui.add_space(space::XS);
            ui.horizontal_wrapped(|ui| {
                if !queue.due.is_empty() {
                    let keys = cx.keys_of(Command::StartReviews);
                    let button = Button::primary("Start the reviews").icon(Icon::Play);
                    if ui.add(button.shortcut_hint(&keys)).clicked() {
                        cx.run(Command::StartReviews);
                    }
                }
                if cx.sitting.is_none() && queue.due.is_empty() {
                    let keys = cx.keys_of(Command::DrillItem);
                    let how = match keys.is_empty() {
                        true => String::new(),
                        false => format!(": {keys}"),
                    };
                    let words = format!("Any item can be drilled from its page{how}.");
                    text::small(ui, &words);
                }
            });
        });
    }

    /// A plan without prompts: those of the path are offered.
    fn none(&self, ui: &mut Ui, cx: &ViewContext, offered: &[Prompt]) {
        if offered.is_empty() {
            text::muted(
                ui,
                "No prompts yet. Write some on an item's page: what would an interviewer ask?",
            );
            return;
        }
        let count = offered.len();
        let words = format!(
            "Cairn has {} about what is in your plan. Answered from memory, they say what you still know on the day.",
            format::count(count, "question", "questions")
        );
        text::body(ui, &words);
        ui.add_space(space::XS);
        let label = format!("Add {}", format::count(count, "prompt", "prompts"));
        if ui.add(Button::primary(&label).icon(Icon::Plus)).clicked() {
            cx.edit(Edit::AddPrompts(offered.to_vec()));
        }
    }
}

/// The path's prompts about items of a plan that has none.
fn offered(cx: &ViewContext) -> Vec<Prompt> {
    if !cx.plan.prompts.is_empty() {
        return Vec::new();
    }
    let paths = [builtin::path(), builtin::pack_rounds()];
    let all = paths.into_iter().flat_map(|path| path.prompts.iter());
    let fits = all.filter(|prompt| cx.plan.items.contains(&prompt.item));
    fits.map(|prompt| Prompt::clone(prompt)).collect()
}

fn due(queue: &Queue) -> String {
    let count = queue.due.len();
    if count == 0 {
        return match (queue.studied, queue.answered) {
            (0, _) => "Nothing to ask yet".to_owned(),
            (_, 0) => "Nothing is due today".to_owned(),
            (_, done) => format!(
                "Done for today: {}",
                format::count(done, "prompt", "prompts")
            ),
        };
    }
    format!(
        "{} due, about {}",
        format::count(count, "prompt is", "prompts are"),
        format::minutes(queue.minutes())
    )
}

fn then(queue: &Queue, today: Day) -> String {
    let mut words = Vec::new();
    if queue.studied == 0 {
        words.push("Prompts are asked once you have studied what they ask about.".to_owned());
    }
    if !queue.due.is_empty() {
        words.push("What you would have forgotten by the interview comes first.".to_owned());
    }
    if queue.more > 0 {
        words.push(format!("{} more wait for another day.", queue.more));
    }
    if queue.begun > 0 {
        words.push(format!(
            "{} about what you began today {} from tomorrow on.",
            format::count(queue.begun, "prompt", "prompts"),
            if queue.begun == 1 {
                "is asked"
            } else {
                "are asked"
            }
        ));
    }
    if let Some((day, count)) = queue
        .next
        .filter(|_| queue.due.is_empty() && queue.begun == 0)
    {
        words.push(format!(
            "The next {} due {}.",
            match count {
                1 => "is".to_owned(),
                n => format!("{n} are"),
            },
            match day.since(today) {
                1 => "tomorrow".to_owned(),
                _ => format!("on {}", format::day_near(day, today)),
            }
        ));
    }
    words.join(" ")
}
