//! The design sessions of one prompt beside each other: when, how long, and how each stage went.

use egui::{Grid, ScrollArea, Ui};

use crate::domain::{ItemId, Run};
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, space};
use crate::ui::widgets::{Button, Chip, text};

/// The most that are compared; the prompt's page has the rest.
const COMPARED: usize = 12;

/// How far the words of a small link are from its left edge, points.
const LINK: f32 = 10.0;

/// Draws the table where there is more than one to compare.
pub fn ui(ui: &mut Ui, cx: &ViewContext, run: &Run) {
    table(ui, cx, &run.item, Some(run));
}

/// Draws the table of a prompt's finished design sessions, the newest first. `shown` is the one that is looked at.
pub fn table(ui: &mut Ui, cx: &ViewContext, item: &ItemId, shown: Option<&Run>) {
    let runs = cx.plan.runs.iter().map(|run| &**run);
    let mut runs: Vec<&Run> = runs.filter(|run| run.item == *item).collect();
    runs.retain(|run| run.finished.is_some());
    if runs.is_empty() || (shown.is_some() && runs.len() < 2) {
        return;
    }
    runs.sort_by(|a, b| (b.started, &a.id).cmp(&(a.started, &b.id)));
    runs.truncate(COMPARED);
    text::section_title(ui, "Your design sessions of this prompt");
    let t = theme::tokens(ui);
    let mut names: Vec<&str> = Vec::new();
    for stage in runs.iter().flat_map(|run| &run.stages) {
        if !names.contains(&stage.name.as_str()) {
            names.push(&stage.name);
        }
    }
    ScrollArea::horizontal()
        .id_salt(("past design sessions", item.as_str()))
        .show(ui, |ui| {
            let grid = Grid::new("past design sessions")
                .spacing([space::L, space::S])
                .min_col_width(52.0);
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            grid.show(ui, |ui| {
                for word in ["When", "Time", "Mean"].iter().chain(&names) {
                    let weight = Weight::Medium;
                    ui.horizontal(|ui| {
                        // In line with the words of the links below it.
                        if *word == "When" {
                            ui.add_space(LINK);
                        }
                        text::styled(ui, TextRole::Chip, weight, t.muted, word);
                    });
                }
                ui.end_row();
                for run in runs {
                    row(ui, cx, run, &names, shown);
                    ui.end_row();
                }
            });
        });
}

fn row(ui: &mut Ui, cx: &ViewContext, run: &Run, names: &[&str], shown: Option<&Run>) {
    let day = format::day_near(run.started.day(), cx.today());
    if shown.is_some_and(|shown| shown.id == run.id) {
        ui.horizontal(|ui| {
            ui.add_space(LINK);
            text::medium(ui, &format!("{day} (this one)"));
        });
    } else {
        let name = format!("Open the design session of {day}, {}", run.started.clock());
        let open = Button::quiet(&day).small().name(&name);
        if ui.add(open).clicked() {
            cx.send(Action::ShowRun(Some(run.id.clone())));
        }
    }
    let spent = run.minutes_spent(cx.now.stamp);
    let time = format!(
        "{} of {}",
        format::minutes(spent),
        format::minutes(run.minutes)
    );
    // On one line, however narrow the column begins.
    let (font, ink) = (TextRole::Body.font(), theme::tokens(ui).text);
    let words = egui::RichText::new(time).font(font).color(ink);
    ui.add(egui::Label::new(words).extend());
    match run.mean_rating() {
        Some(mean) => text::medium(ui, &format!("{mean:.1}")),
        None => text::muted(ui, "–"),
    };
    for name in names {
        let stage = run.stages.iter().find(|stage| stage.name == *name);
        match stage.map(|stage| (stage.rating, stage.is_weak())) {
            Some((Some(rating), weak)) => {
                let words = rating.to_string();
                let chip = if weak {
                    Chip::new(&words).tone(Tone::Warn).icon(Icon::Flag)
                } else {
                    Chip::new(&words)
                };
                ui.add(chip);
            }
            _ => {
                text::muted(ui, "–");
            }
        }
    }
}
