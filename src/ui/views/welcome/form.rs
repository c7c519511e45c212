//! The left side: the five questions. Each says beside itself what is wrong with its answer.

use egui::{Align, Layout, Ui, vec2};

use crate::domain::{Answers, InterviewAnswer, Round};
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, space};
use crate::ui::views::fields::{
    DayRange, HOW_TO_WRITE, RangeWord, hours, known_ui, problem, range_ui, runs, week_start,
};
use crate::ui::widgets::{Button, DateField, FilterChip, IconButton, TextField, step_badge, text};

use super::model::Problems;

/// The rounds that are asked about here; the settings have them all.
const ROUNDS: [(&str, Round); 5] = [
    ("Screen", Round::Screen),
    ("Coding", Round::Coding),
    ("ML theory", Round::MlTheory),
    ("Design", Round::Design),
    ("Onsite", Round::Onsite),
];

/// Most interviews that are asked for here.
const MOST_INTERVIEWS: usize = 8;

/// What is being typed and not an answer yet.
#[derive(Debug, Default)]
pub(super) struct Adding {
    /// The days to take off, while they are asked for.
    days_off: Option<DayRange>,
}

impl Adding {
    /// Takes what was filled in and not added yet into the answers, or says what is wrong with it.
    pub(super) fn take_into(&mut self, answers: &mut Answers) -> Result<(), &'static str> {
        if let Some(filled) = self.days_off.and_then(|range| range.filled()) {
            let (first, last) = filled?;
            answers.days_off.extend(first.until(last.plus(1)));
        }
        self.days_off = None;
        Ok(())
    }
}

/// Draws the questions, `width` points wide.
pub(super) fn ui(
    ui: &mut Ui,
    cx: &ViewContext,
    answers: &mut Answers,
    adding: &mut Adding,
    problems: &Problems,
) {
    text::welcome_title(ui, "When is the interview?");
    ui.add_space(-space::XS);
    let t = theme::tokens(ui);
    let intro =
        "Five answers, then a plan for every day until then. All of it can be changed later.";
    ui.add(
        egui::Label::new(
            TextRole::Section
                .rich_in(Weight::Regular, intro)
                .color(t.muted),
        )
        .wrap(),
    );
    ui.add_space(space::M);
    interviews(ui, cx, answers, problems);
    ui.add_space(space::M);
    text::field_label(ui, "Time a day");
    hours(ui, week_start(cx), &mut answers.minutes);
    problem(ui, problems.hours);
    ui.add_space(space::M);
    text::field_label(ui, "How well do you know it already?");
    familiarity(ui, answers);
    ui.add_space(space::M);
    start_and_name(ui, cx, answers, problems);
    ui.add_space(space::M);
    days_off(ui, cx, answers, adding, problems);
}

fn interviews(ui: &mut Ui, cx: &ViewContext, answers: &mut Answers, problems: &Problems) {
    let today = cx.today();
    let count = answers.interviews.len();
    text::field_label(ui, if count > 1 { "Interviews" } else { "Interview" });
    let mut remove = None;
    let mut another = false;
    for (n, interview) in answers.interviews.iter_mut().enumerate() {
        if n > 0 {
            ui.add_space(space::XS);
        }
        let wrong = problems.interviews.get(n).copied().flatten();
        let which = if n == 0 {
            String::new()
        } else {
            format!(" {}", n + 1)
        };
        let width = ui.available_width();
        let mut unreadable = false;
        ui.horizontal(|ui| {
            let room = if count > 1 { 128.0 } else { 94.0 };
            let name = format!("Interview date{which}");
            let field = DateField::new(&mut interview.on, &name, today)
                .long()
                .week_from(week_start(cx))
                .error(wrong.is_some())
                .width(width - room)
                .show(ui);
            unreadable = field.unreadable();
            text::truncated(
                ui,
                TextRole::Body,
                Weight::Regular,
                theme::tokens(ui).muted,
                &format::in_days(interview.on, today),
            );
            if count > 1 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let name = format!("Remove interview {}", n + 1);
                    if ui
                        .add(IconButton::new(Icon::Close, &name).small())
                        .clicked()
                    {
                        remove = Some(n);
                    }
                });
            }
        });
        problem(
            ui,
            if unreadable {
                Some(HOW_TO_WRITE)
            } else {
                wrong
            },
        );
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S - 2.0, space::XS);
            for (label, round) in ROUNDS {
                let name = format!("{label} round{which}");
                let chip = FilterChip::choice(label, interview.round == round);
                if chip.name(&name).tooltip(asks(round)).show(ui).clicked() {
                    interview.round = round;
                }
            }
            if n + 1 == count && count < MOST_INTERVIEWS {
                let chip = FilterChip::choice("+ another", false);
                another = chip
                    .button()
                    .name("Add another interview")
                    .tooltip("Several rounds on several days")
                    .show(ui)
                    .clicked();
            }
        });
    }
    if let Some(n) = remove {
        answers.interviews.remove(n);
    }
    if another {
        let last = answers
            .interviews
            .iter()
            .map(|interview| interview.on)
            .max();
        let on = last.unwrap_or(today).max(today).plus(7);
        answers.interviews.push(InterviewAnswer {
            name: String::new(),
            round: Round::Onsite,
            on,
        });
    }
}

/// What a round asks about.
fn asks(round: Round) -> &'static str {
    match round {
        Round::Screen => "A first call: mostly coding, a bit of everything",
        Round::Coding => "Algorithms and data structures",
        Round::MlTheory => "Machine-learning theory: fundamentals, papers, books",
        Round::Design => "System design",
        Round::Behavioural => "How you worked and why",
        Round::Onsite => "The whole day: everything",
    }
}

fn familiarity(ui: &mut Ui, answers: &mut Answers) {
    let mut steps: Vec<_> = builtin::path().steps.iter().collect();
    steps.sort_by_key(|step| step.order);
    ui.spacing_mut().item_spacing.y = space::S;
    for step in steps {
        let known = answers
            .familiarity
            .get(&step.id)
            .copied()
            .unwrap_or_default();
        ui.horizontal(|ui| {
            step_badge(ui, u8::try_from(step.order).unwrap_or(0));
            ui.add_space(2.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(chosen) = known_ui(ui, &step.title, known) {
                    answers.familiarity.insert(step.id.clone(), chosen);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let t = theme::tokens(ui);
                    text::truncated(ui, TextRole::Body, Weight::Regular, t.text, &step.title);
                });
            });
        });
    }
}

fn start_and_name(ui: &mut Ui, cx: &ViewContext, answers: &mut Answers, problems: &Problems) {
    let width = (ui.available_width() - space::M) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        ui.vertical(|ui| {
            ui.set_width(width);
            text::field_label(ui, "First day");
            let field = DateField::new(&mut answers.start_on, "First day", cx.today())
                .week_from(week_start(cx))
                .error(problems.start.is_some())
                .width(width)
                .show(ui);
            problem(
                ui,
                if field.unreadable() {
                    Some(HOW_TO_WRITE)
                } else {
                    problems.start
                },
            );
        });
        ui.vertical(|ui| {
            ui.set_width(width);
            text::field_label(ui, "Name of the plan");
            let unnamed = Answers {
                name: String::new(),
                ..answers.clone()
            };
            let usual = unnamed.plan_name();
            TextField::new(&mut answers.name, "Name of the plan")
                .placeholder(&usual)
                .width(width)
                .show(ui);
        });
    });
}

fn days_off(
    ui: &mut Ui,
    cx: &ViewContext,
    answers: &mut Answers,
    adding: &mut Adding,
    problems: &Problems,
) {
    let today = cx.today();
    text::field_label(ui, "Days off");
    let mut remove = None;
    let empty = answers.days_off.is_empty() && adding.days_off.is_some();
    let chips = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(space::S - 2.0, space::S - 2.0);
        for (first, last) in runs(answers.days_off.iter().copied()) {
            let said = format::days(first, last, today);
            let name = format!("Remove the days off {said}");
            let chip = Button::new(&said)
                .small()
                .trailing_icon(Icon::Close)
                .name(&name);
            if ui.add(chip).clicked() {
                remove = Some((first, last));
            }
        }
        if adding.days_off.is_none() {
            let button = Button::new("Add days off…").small().icon(Icon::CalendarOff);
            if ui.add(button).clicked() {
                let after = answers
                    .days_off
                    .last()
                    .map_or(answers.start_on, |day| day.plus(1));
                let day = after.max(today).plus(1);
                adding.days_off = Some(DayRange::new(day));
            }
        }
    };
    // An empty row would be a hole between the word and the fields.
    if !empty {
        ui.horizontal_wrapped(chips);
    }
    if let Some((first, last)) = remove {
        answers.days_off.retain(|day| *day < first || *day > last);
    }
    if let Some(range) = &mut adding.days_off {
        match range_ui(ui, cx, range) {
            RangeWord::None => {}
            RangeWord::Add(first, last) => {
                answers.days_off.extend(first.until(last.plus(1)));
                adding.days_off = None;
            }
            RangeWord::Close => adding.days_off = None,
        }
    }
    problem(ui, problems.days_off);
}
