//! After a design session: how each stage went, with what each level means in sight before one is chosen; what to hold
//! oneself against; what to do better; what to study for it.
//!
//! Not here: the sessions that are proposed (`follow_up.rs`), earlier design sessions (`past.rs`).

use egui::{Key, Margin, Modifiers, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Edit, Run, RunDeed, RunId, RunStage, StageId};
use crate::state::Action;
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::item::sheet::Look;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, radius, space};
use crate::ui::views::today::clock;
use crate::ui::widgets::{Button, Card, Checkbox, Chip, focused, paint, text};

/// Which stage is being rated.
#[derive(Default)]
pub struct Open {
    of: Option<RunId>,
    stage: Option<StageId>,
}

impl super::DesignScreen {
    /// Draws what comes after a design session.
    pub(super) fn review(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        self.follow(run);
        self.digits(ui, cx, run);
        text::muted(ui, &summary(cx, run));
        ui.add_space(space::S);
        self.rubric(ui, cx, run);
        ui.add_space(space::L);
        self.follow_ups(ui, cx, run);
        compare(ui, cx, run);
        ui.add_space(space::L);
        text::section_title(ui, "Next steps");
        let look = Look {
            name: "What to do better the next time",
            hint: "What will you do in another way the next time?",
            rows: (3, 40),
        };
        let key = (run.id.clone(), None);
        let document = run.next_steps.text();
        for (key, ready) in self
            .next_steps
            .ui(ui, cx, (&key, &run.item), &document, look)
        {
            super::send(cx, &key, ready);
        }
        ui.add_space(space::L);
        super::past::ui(ui, cx, run);
        ui.add_space(space::L);
        ui.horizontal_wrapped(|ui| {
            let done = Button::primary("Done").icon(Icon::Check);
            if ui.add(done.name("Done with the design session")).clicked() {
                self.flush(cx);
                cx.send(Action::ShowRun(None));
            }
            let page = Button::new("Open the prompt’s page").icon(Icon::Panel);
            if ui.add(page).clicked() {
                self.flush(cx);
                cx.send(Action::OpenItem(run.item.clone()));
            }
            let delete = Button::quiet("Delete").icon(Icon::Trash);
            let delete = delete.name("Delete this design session");
            let tip = "With what was written in it; the mock stays in the log. Undo brings it back";
            if ui.add(delete.tooltip(tip)).clicked() {
                let (run, deed) = (run.id.clone(), RunDeed::Delete);
                cx.edit(Edit::Run { run, deed });
                cx.send(Action::ShowRun(None));
            }
        });
    }

    /// Another design session begins with its first stage that is not rated.
    fn follow(&mut self, run: &Run) {
        if self.review.of.as_ref() != Some(&run.id) {
            self.review.of = Some(run.id.clone());
            self.review.stage = first_unrated(run);
        }
    }

    /// 1 to 5 rate the stage that is open, where nothing is being typed.
    fn digits(&mut self, ui: &Ui, cx: &ViewContext, run: &Run) {
        let Some(stage) = self.review.stage.clone() else {
            return;
        };
        if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
        for (key, rating) in keys.into_iter().zip(1_u8..) {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.rate(cx, run, &stage, rating);
            }
        }
    }

    fn rate(&mut self, cx: &ViewContext, run: &Run, stage: &StageId, rating: u8) {
        let rating = Some(rating);
        let fresh = run
            .stages
            .iter()
            .any(|s| s.id == *stage && s.rating.is_none());
        let deed = RunDeed::Rate {
            stage: stage.clone(),
            rating,
        };
        super::quietly(cx, run, deed);
        if fresh {
            let mut others = run.stages.iter();
            let open = others.find(|other| other.rating.is_none() && other.id != *stage);
            self.review.stage = open.map(|other| other.id.clone());
        }
    }

    fn rubric(&mut self, ui: &mut Ui, cx: &ViewContext, run: &Run) {
        text::section_title(ui, "How did each stage go?");
        let rated = run.stages.iter().filter(|stage| stage.rating.is_some());
        let words = format!(
            "{} of {} rated. Read the levels, then choose one, or press 1 to 5.",
            rated.count(),
            run.stages.len()
        );
        text::small(ui, &words);
        for stage in &run.stages {
            let open = self.review.stage.as_ref() == Some(&stage.id);
            Card::new().compact().show(ui, |ui| {
                ui.set_width(ui.available_width());
                if head(ui, run, stage, open) {
                    self.review.stage = (!open).then(|| stage.id.clone());
                }
                if !open {
                    return;
                }
                if let Some(rating) = levels(ui, run, stage) {
                    self.rate(cx, run, &stage.id, rating);
                }
                if !stage.notes.is_empty() {
                    ui.add_space(space::XS);
                    text::small(ui, "You wrote:");
                    text::muted(ui, &stage.notes.text());
                }
            });
        }
    }
}

fn first_unrated(run: &Run) -> Option<StageId> {
    let mut stages = run.stages.iter();
    stages.find(|s| s.rating.is_none()).map(|s| s.id.clone())
}

/// “Mon 30 Nov, 47 min of 45 min; 2 stages took longer than planned.”
fn summary(cx: &ViewContext, run: &Run) -> String {
    let over = run
        .stages
        .iter()
        .filter(|stage| stage.spent > stage.planned);
    let over = match over.count() {
        0 => "No stage took longer than planned".to_owned(),
        1 => "1 stage took longer than planned".to_owned(),
        n => format!("{n} stages took longer than planned"),
    };
    format!(
        "Begun {}; {} of {}. {over}.",
        super::start::begun(cx, run),
        format::minutes(run.minutes_spent(cx.now.stamp)),
        format::minutes(run.minutes),
    )
}

/// The line of a stage, which opens it. True when it was pressed.
fn head(ui: &mut Ui, run: &Run, stage: &RunStage, open: bool) -> bool {
    let mut pressed = false;
    let time = format!(
        "{} of {}",
        clock(i64::from(stage.spent)),
        clock(i64::from(stage.planned))
    );
    let over = stage.spent > stage.planned;
    let guide = builtin::design().clock(run.kind).stage(&stage.id);
    let level = |rating: u8| {
        let place = usize::from(rating).checked_sub(1)?;
        guide?.levels.get(place).cloned()
    };
    ui.horizontal_wrapped(|ui| {
        let (icon, state) = if open {
            (Icon::ChevronDown, "open")
        } else {
            (Icon::ChevronRight, "folded")
        };
        let rated = match stage.rating {
            Some(rating) => format!("rated {rating}"),
            None => "not rated".to_owned(),
        };
        let name = format!("{}, {rated}, {time}, {state}", stage.name);
        let button = Button::quiet(&stage.name).icon(icon).small().name(&name);
        pressed = ui.add(button).clicked();
        if let Some(rating) = stage.rating {
            let (tone, icon) = if stage.is_weak() {
                (Tone::Warn, Icon::Flag)
            } else {
                (Tone::Ok, Icon::Check)
            };
            ui.add(Chip::new(&format!("{rating} of 5")).tone(tone).icon(icon));
        }
        let chip = Chip::new(&time).icon(if over { Icon::Warning } else { Icon::Clock });
        ui.add(chip.tone(if over { Tone::Warn } else { Tone::Neutral }));
        if let Some(words) = stage.rating.filter(|_| !open).and_then(level) {
            text::small(ui, &words);
        }
    });
    pressed
}

/// The levels, one below the other, with what they mean. Says which one was chosen.
fn levels(ui: &mut Ui, run: &Run, stage: &RunStage) -> Option<u8> {
    let guide = builtin::design().clock(run.kind).stage(&stage.id);
    let none = [const { String::new() }; crate::domain::design::LEVELS];
    let levels: &[String] = guide.map_or(&none, |guide| &guide.levels);
    let mut chosen = None;
    let label = format!("Level of {}", stage.name);
    let builder = egui::UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(label);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (words, level) in levels.iter().zip(1_u8..) {
            if level_row(ui, stage, level, words) {
                chosen = Some(level);
            }
        }
    });
    chosen
}

/// One level. True when it was chosen.
fn level_row(ui: &mut Ui, stage: &RunStage, level: u8, words: &str) -> bool {
    let t = theme::tokens(ui);
    let on = stage.rating == Some(level);
    let width = ui.available_width();
    let (role, ink) = (TextRole::Body, paint::words(t, on));
    let left = 40.0;
    let galley = paint::lines(
        ui,
        role,
        Weight::Regular,
        ink,
        words,
        width - left - space::M,
    );
    let height = (galley.size().y + 2.0 * 5.0).max(control::SMALL + 2.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let name = format!("{}, level {level}: {words}", stage.name);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, &name));
    if ui.is_rect_visible(rect) {
        let fill = if on {
            t.accent_soft
        } else {
            paint::reaction(
                ui,
                &response,
                egui::Color32::TRANSPARENT,
                t.hover,
                t.pressed,
            )
        };
        ui.painter().rect_filled(rect, radius::CONTROL, fill);
        let number = level.to_string();
        let strong = if on { t.accent } else { t.text };
        let line = paint::line(
            ui,
            TextRole::Section,
            Weight::SemiBold,
            strong,
            &number,
            20.0,
        );
        paint::line_at(ui.painter(), rect.left() + space::M, rect.center().y, line);
        if on {
            let stroke = Stroke::new(1.5, t.accent);
            let kind = egui::StrokeKind::Inside;
            ui.painter()
                .rect_stroke(rect, radius::CONTROL, stroke, kind);
        }
        let at = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ink);
        if focused(&response) {
            let stroke = Stroke::new(control::FOCUS, t.accent);
            let kind = egui::StrokeKind::Inside;
            ui.painter()
                .rect_stroke(rect, radius::CONTROL, stroke, kind);
        }
    }
    response.clicked()
}

/// What to hold oneself against, stage by stage.
fn compare(ui: &mut Ui, cx: &ViewContext, run: &Run) {
    let guide = builtin::design().clock(run.kind);
    if guide.stages.is_empty() {
        return;
    }
    text::section_title(ui, "Hold your design against this");
    text::small(ui, "Tick what was there. What is left is a good next step.");
    Card::new().margin(Margin::same(16)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for stage in &guide.stages {
            text::medium(ui, &stage.name);
            for line in &stage.compare {
                let mut ticked = run.compared.contains(line);
                let name = format!("{}: {line}", stage.name);
                let checkbox = Checkbox::labeled(&mut ticked, &name).text(line);
                if ui.add(checkbox).changed() {
                    let line = line.clone();
                    super::quietly(cx, run, RunDeed::Compare { line, ticked });
                }
            }
            ui.add_space(space::XS);
        }
    });
}
