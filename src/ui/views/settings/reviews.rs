//! What reviews from memory aim at, how many are asked a day, the numbers of the memory model, and what all that costs in
//! minutes a day, worked out while it is changed.

use egui::Ui;

use crate::domain::apply::{BOUNDS, PARAMETERS, TARGETS};
use crate::domain::recall::MAX_PROMPTS;
use crate::domain::{Day, Edit, Rules};
use crate::planner::fsrs::Fsrs;
use crate::planner::queue::{Cost, cost};
use crate::state::{Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::widgets::{Button, Slider, Stepper, TextField, text};

use super::{SettingsView, row, section};

/// Recall to compare with, in per mille.
const COMPARED: [u16; 4] = [800, 850, 900, 950];
/// How wide the figure beside the slider is, points.
const FIGURE: f32 = 48.0;

/// The card's own state.
#[derive(Default)]
pub(super) struct Reviews {
    /// The numbers as they are being typed.
    numbers: Option<String>,
    costs: Memo<(Revision, Day), Costs>,
}

struct Costs {
    now: Cost,
    others: Vec<(u16, Cost)>,
}

impl SettingsView {
    /// The card.
    pub(super) fn reviews_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let about = "Prompts come back just before you would forget them.";
        section(ui, "Reviews from memory", Some(about), |ui| {
            self.target(ui, cx);
            self.most(ui, cx);
            let key = (cx.outline, cx.today());
            let costs = self.reviews.costs.get(key, || Costs::of(cx));
            ui.add_space(space::XS);
            text::body(ui, &costs.in_words());
            text::small(ui, &costs.compared());
            ui.add_space(space::S);
            self.numbers(ui, cx);
        });
    }

    fn target(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let rules = &cx.plan.rules;
        let words = "Recall to aim at";
        text::body(ui, words);
        ui.horizontal(|ui| {
            let mut percent = i64::from(rules.target_recall) / 10;
            let said = format!("{percent} %");
            let range = i64::from(TARGETS.start() / 10)..=i64::from(TARGETS.end() / 10);
            let width = (ui.available_width() - FIGURE - space::S).max(80.0);
            let slider = Slider::new(&mut percent, range, words, &said).page(5);
            let changed = slider.width(width).show(ui).changed();
            let t = theme::tokens(ui);
            text::styled(ui, TextRole::Body, Weight::SemiBold, t.text, &said);
            if changed && let Ok(percent) = u16::try_from(percent) {
                let mut rules = rules.clone();
                rules.target_recall = percent * 10;
                self.strokes.send(ui, cx, words, Edit::SetRules(rules));
            }
        });
    }

    fn most(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let words = "Prompts a day, at most";
        row(ui, words, |ui| {
            let mut number = u32::from(cx.plan.rules.max_prompts);
            let said = |n: u32| n.to_string();
            let read = |text: &str| text.trim().parse().ok();
            let stepper = Stepper::new(&mut number, words, &said, &read).step(5);
            if stepper
                .range(0..=u32::from(MAX_PROMPTS))
                .width(120.0)
                .show(ui)
                .changed()
                && let Ok(number) = u16::try_from(number)
            {
                let mut rules = cx.plan.rules.clone();
                rules.max_prompts = number;
                self.strokes.send(ui, cx, words, Edit::SetRules(rules));
            }
        });
    }

    fn numbers(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let rules = &cx.plan.rules;
        text::body(ui, "Numbers of the memory model (FSRS-6)");
        text::small(
            ui,
            "21 numbers, as other programs with FSRS-6 fit them to your own reviews. Leave them if you have none.",
        );
        let written = written(rules);
        let typed = self.reviews.numbers.get_or_insert_with(|| written.clone());
        let read = read(typed);
        let wrong = read.as_ref().err().cloned();
        let field = TextField::new(typed, "Numbers of the memory model")
            .on_surface()
            .error(wrong.is_some())
            .show(ui);
        let left = !field.response.has_focus();
        if field.committed()
            && let Ok(numbers) = &read
            && *numbers != rules.fsrs
        {
            let mut rules = rules.clone();
            rules.fsrs = numbers.clone();
            cx.edit(Edit::SetRules(rules));
        }
        match wrong {
            Some(wrong) => {
                let t = theme::tokens(ui);
                text::sentence(ui, TextRole::Chip, t.bad, &[(&wrong, false)]);
            }
            // The field follows the plan: undo, and numbers as the program writes them.
            None if left => self.reviews.numbers = None,
            None => {}
        }
        if !rules.fsrs.is_empty() || self.reviews.numbers.as_ref().is_some_and(|n| *n != written) {
            let usual = Button::quiet("Use the usual numbers")
                .icon(Icon::Reset)
                .small();
            if ui.add(usual).clicked() {
                self.reviews.numbers = None;
                if !rules.fsrs.is_empty() {
                    let mut rules = rules.clone();
                    rules.fsrs = Vec::new();
                    cx.edit(Edit::SetRules(rules));
                }
            }
        }
    }
}

impl Costs {
    fn of(cx: &ViewContext) -> Self {
        let (plan, today, drills) = (&cx.plan, cx.today(), cx.recalled.drills());
        let at = |target: u16| (target, cost(plan, &drills.aiming_at(target), today));
        Self {
            now: cost(plan, drills, today),
            others: COMPARED.into_iter().map(at).collect(),
        }
    }

    fn in_words(&self) -> String {
        let Cost {
            minutes,
            most,
            days,
        } = self.now;
        if days == 0 {
            return "No interview is ahead: nothing is asked.".to_owned();
        }
        format!(
            "That is about {} a day over the next {}, {} on the fullest.",
            format::minutes(minutes),
            format::count(usize::try_from(days).unwrap_or(0), "day", "days"),
            format::minutes(most)
        )
    }

    /// “A day at 80 %: 3 min · 85 %: 4 min”.
    fn compared(&self) -> String {
        let parts: Vec<String> = self
            .others
            .iter()
            .map(|(target, cost)| format!("{} %: {}", target / 10, format::minutes(cost.minutes)))
            .collect();
        format!("A day at {}", parts.join(" · "))
    }
}

/// The parameters in force, as text.
fn written(rules: &Rules) -> String {
    let numbers = Fsrs::of(rules)
        .parameters()
        .map(|number| number.to_string());
    numbers.join(", ")
}

/// Reads 21 numbers; the usual ones, or none, are an empty list.
///
/// # Errors
/// What is wrong, in words.
fn read(text: &str) -> Result<Vec<f64>, String> {
    let words: Vec<&str> = text
        .split([',', ';', ' ', '\n', '\t', '[', ']'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut numbers = Vec::with_capacity(PARAMETERS);
    for (n, word) in words.iter().enumerate() {
        let place = n + 1;
        let number: f64 = word.parse().map_err(|_| {
            let short: String = word.chars().take(20).collect();
            format!(
                "Number {place} is “{short}”: write it like 0.212, with commas between the numbers."
            )
        })?;
        if let Some((low, high)) = BOUNDS.get(n)
            && !(number >= *low && number <= *high)
        {
            return Err(format!(
                "Number {place} is {number}: it goes from {low} to {high}."
            ));
        }
        numbers.push(number);
    }
    if numbers.len() != PARAMETERS {
        return Err(format!(
            "The model takes {PARAMETERS} numbers; there {}.",
            match numbers.len() {
                1 => "is one".to_owned(),
                n => format!("are {n}"),
            }
        ));
    }
    let usual = Fsrs::default();
    match numbers.iter().eq(usual.parameters()) {
        true => Ok(Vec::new()),
        false => Ok(numbers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_errors_are_said() {
        assert_eq!(read(""), Ok(Vec::new()));
        assert_eq!(read(&written(&Rules::default())), Ok(Vec::new()));
        let mut own: Vec<String> = Fsrs::default().parameters().map(|n| n.to_string()).to_vec();
        own[2] = "3.5".to_owned();
        let numbers = read(&format!("[{}]", own.join(", ")));
        assert_eq!(numbers.map(|n| (n.len(), n[2])), Ok((21, 3.5)));
        let said = |text: &str| read(text).err().unwrap_or_default();
        assert!(
            said("1, two").starts_with("Number 2 is “two”"),
            "{}",
            said("1, two")
        );
        assert_eq!(said("0.5"), "The model takes 21 numbers; there is one.");
        assert_eq!(said("1 2"), "The model takes 21 numbers; there are 2.");
        assert!(said("1, 2, 3, 4, 11").contains("it goes from 1 to 10"));
        assert!(said("NaN").contains("it goes from"));
    }
}
