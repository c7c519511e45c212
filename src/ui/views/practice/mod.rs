//! The Practice view: design prompts to think through against the clock, and the reviews that are due.
//!
//! Not here: the staged clock with its rubric (`design/`), a sitting (`drill/`), the reviews that are planned (`reviews.rs`).

mod brief;
mod design;
mod drill;
mod model;
mod reviews;

use std::collections::BTreeMap;

use egui::{Align, Frame, Id, Margin, Response, ScrollArea, Sense, Ui, vec2};

use crate::domain::{Day, Edit, ItemId, SessionId};
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, frame, space};
use crate::ui::views::today::{Before, clock, finish_session};
use crate::ui::widgets::{Banner, Button, Card, Follow as _, empty_state, text};

pub use design::open as open_design;
use model::{Model, PromptRow};

/// Narrower than this (points) the brief stands below the list.
const TWO_COLUMNS: f32 = 760.0;
/// Cards are no wider than this in all, points.
const WIDEST: f32 = 1_240.0;

/// The view's own state: which prompt is looked at, and what of its brief is open.
#[derive(Default)]
pub struct PracticeView {
    model: Memo<(Revision, Day), Model>,
    chosen: Option<ItemId>,
    given: design::Given,
    /// The chosen prompt is to come into sight.
    into_sight: bool,
    /// How high the list and the chosen prompt were in the last frame, points.
    heights: [f32; 2],
    open: brief::Open,
    before: BTreeMap<SessionId, Before>,
    design: design::DesignScreen,
    drill: drill::DrillScreen,
    due: drill::DueCard,
}

impl PracticeView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        if let Some(sitting) = &cx.sitting {
            self.drill.ui(ui, cx, sitting);
            return;
        }
        if self.design.ui(ui, cx) {
            return;
        }
        let today = cx.today();
        let model = self.model.get((cx.revision, today), || {
            Model::new(&cx.plan, &cx.index, today)
        });
        self.choose(cx, &model);
        self.commands(cx);
        if cx.plan.timer.as_ref().is_some_and(|timer| !timer.paused) {
            ui.request_repaint_after_secs(1.0);
        }
        ScrollArea::vertical()
            .id_salt("practice")
            .auto_shrink(false)
            .page(ui, |ui| {
                let margin = Margin::same(frame::PADDING as i8);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width().min(WIDEST));
                    self.page(ui, cx, &model);
                });
            });
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.design.flush(cx);
    }

    fn commands(&mut self, cx: &ViewContext) {
        if cx.take(Command::GivePrompt) {
            self.give(cx);
        }
        let item = self.chosen.as_ref().and_then(|id| cx.plan.items.get(id));
        if let Some(item) = item
            && cx.take(Command::DesignNext)
        {
            self.design.begin(cx, item);
        }
    }

    /// Chooses a prompt to practise, and says which. An inspector that is open follows; it does not open for it.
    fn give(&mut self, cx: &ViewContext) {
        let Some(item) = self.given.next(cx) else {
            let words = "There is no design prompt to give.";
            return cx.send(Action::Hint(words.to_owned()));
        };
        let title = cx.plan.title_of(&item);
        cx.send(Action::Say(format!("Practise ‘{title}’.")));
        if cx.selection.item.is_some() {
            cx.send(Action::Select(item.clone()));
        }
        self.chosen = Some(item);
        self.into_sight = true;
    }

    /// The selected item where it is a prompt, else the one looked at last, else the first that is open.
    fn choose(&mut self, cx: &ViewContext, model: &Model) {
        let there = |id: &ItemId| model.prompts.iter().any(|row| row.item == *id);
        let selected = cx.selection.item.clone().filter(|id| there(id));
        let last = self.chosen.take().filter(|id| there(id));
        let first = || {
            model
                .prompts
                .iter()
                .find(|row| row.status.is_open())
                .or(model.prompts.first())
        };
        let chosen = selected
            .or(last)
            .or_else(|| first().map(|row| row.item.clone()));
        self.open.follow(chosen.as_ref());
        self.chosen = chosen;
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        text::title(ui, "Practice");
        ui.add_space(-space::XS);
        let words = if model.prompts.is_empty() {
            "Reviews that are due".to_owned()
        } else {
            format!(
                "{} of {} design prompts done",
                model.done,
                model.prompts.len()
            )
        };
        text::muted(ui, &words);
        ui.add_space(space::S);
        self.due_and_reviews(ui, cx, model);
        ui.add_space(space::M);
        if model.prompts.is_empty() {
            let words = "Add an item of the kind design prompt, and it can be practised here against the clock.";
            empty_state(ui, Icon::Design, "No design prompts", words, None);
            return;
        }
        self.open_run(ui, cx);
        ui.horizontal_wrapped(|ui| {
            text::section_title(ui, "Design prompts");
            let keys = cx.keys_of(Command::GivePrompt);
            let button = Button::new("Give me one").icon(Icon::Mock).small();
            let button = button.name("Give me a prompt").shortcut_hint(&keys);
            let tip = "What is planned next, then what went badly or was practised least";
            if ui.add(button.tooltip(tip)).clicked() {
                self.give(cx);
            }
        });
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            let top = ui.cursor().top();
            self.prompt(ui, cx);
            if std::mem::take(&mut self.into_sight) {
                let rect = ui.min_rect();
                ui.scroll_to_rect(rect.with_min_y(top), Some(Align::TOP));
            }
            ui.add_space(space::M);
            self.list(ui, cx, model);
            return;
        }
        let left = (width * 0.42).min(460.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            for (width, is_list) in [(left, true), (width - left - space::L, false)] {
                ui.allocate_ui(vec2(width, 0.0), |ui| {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        let clip = ui.clip_rect();
                        let mut top = ui.cursor().top();
                        if is_list {
                            self.list(ui, cx, model);
                        } else {
                            // It goes along with the list: what is chosen far below is seen beside it.
                            let [list, own] = self.heights;
                            let sight = clip.shrink2(vec2(0.0, space::M));
                            let most = sight.top().min(sight.bottom() - own);
                            let shift = (most - top).min(list - own).max(0.0).floor();
                            ui.add_space(shift);
                            top = ui.cursor().top();
                            self.prompt(ui, cx);
                        }
                        let height = ui.min_rect().bottom() - top;
                        let [list, own] = &mut self.heights;
                        let known = if is_list { list } else { own };
                        if (std::mem::replace(known, height) - height).abs() > 1.0 {
                            ui.ctx().request_repaint();
                        }
                    });
                });
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        ui.spacing_mut().item_spacing.y = space::XS;
        for row in &model.prompts {
            let chosen = self.chosen.as_ref() == Some(&row.item);
            let card = prompt_card(ui, row, chosen);
            if chosen && std::mem::take(&mut self.into_sight) {
                card.scroll_to_me(None);
            }
            if card.clicked() {
                cx.send(Action::Select(row.item.clone()));
            }
        }
    }

    /// The chosen prompt: practise it, and its brief.
    fn prompt(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let Some(item) = self.chosen.as_ref().and_then(|id| cx.plan.items.get(id)) else {
            return;
        };
        let t = theme::tokens(ui);
        Card::new().margin(Margin::same(20)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            text::item_title(ui, &item.title);
            if !item.purpose.is_empty() {
                text::muted(ui, &item.purpose);
            }
            ui.add_space(space::XS);
            let running = cx.plan.timer.as_ref().and_then(|timer| {
                let session = cx.plan.sessions.get(&timer.session)?;
                (session.item == item.id).then_some((timer, session))
            });
            if let Some((timer, session)) = running {
                ui.horizontal_wrapped(|ui| {
                    let since = i64::from(timer.worked(cx.now.stamp));
                    let elapsed = since.saturating_add(i64::from(session.spent.0) * 60);
                    let words = format!("{} of {}", clock(elapsed), format::minutes(session.minutes));
                    text::styled(ui, TextRole::Section, Weight::SemiBold, t.accent, &words);
                    let done = Button::primary("Done").icon(Icon::Check).name("Finish the practice");
                    if ui.add(done).clicked() {
                        finish_session(cx, &mut self.before, session);
                    }
                    let stop = Button::new("Stop").icon(Icon::Stop).name("Stop the practice");
                    if ui.add(stop).clicked() {
                        let at = cx.now.stamp;
                        cx.send(Action::EditQuietly(Edit::StopTimer { at }));
                    }
                });
            } else {
                design::start(ui, cx, &mut self.design, item);
            }
            ui.add_space(space::S);
            match &item.brief {
                Some(brief) => self.open.ui(ui, brief),
                None => {
                    text::muted(ui, "This prompt has no brief: write down what to ask and estimate in its notes.");
                }
            }
            ui.add_space(space::S);
            design::past(ui, cx, &item.id);
        });
    }

    /// The design session that is not finished: it is there wherever one looks.
    fn open_run(&self, ui: &mut Ui, cx: &ViewContext) {
        let Some(run) = design::open(&cx.plan) else {
            return;
        };
        let prompt = cx.plan.title_of(&run.item);
        let stage = run.stage().map_or("", |stage| &*stage.name);
        let words = format!("{prompt}, at “{stage}”.");
        let strong = if run.is_running() {
            "A design session runs."
        } else {
            "A design session is paused."
        };
        let banner = Banner::new(Tone::Accent, &words).strong(strong);
        let banner = banner.icon(Icon::Clock).action("Show it");
        if banner.show(ui).action {
            cx.send(Action::ShowRun(Some(run.id.clone())));
        }
        ui.add_space(space::M);
    }

    /// What is due from memory, and the reviews that are planned: beside each other where there is room.
    fn due_and_reviews(&mut self, ui: &mut Ui, cx: &ViewContext, model: &Model) {
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            self.due.ui(ui, cx);
            ui.add_space(space::M);
            self.reviews(ui, cx, model);
            return;
        }
        let column = (width - space::L) / 2.0;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            for is_due in [true, false] {
                ui.allocate_ui(vec2(column, 0.0), |ui| {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.x = space::S;
                        ui.set_width(column);
                        if is_due {
                            self.due.ui(ui, cx);
                        } else {
                            self.reviews(ui, cx, model);
                        }
                    });
                });
            }
        });
    }
}

/// A prompt in the list.
fn prompt_card(ui: &mut Ui, row: &PromptRow, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let id = Id::unique(("prompt", row.item.as_str()));
    let done = row.status == crate::domain::Status::Done;
    let card = Card::new()
        .compact()
        .stripe(row.step)
        .selected(chosen)
        .faded(done);
    let shown = card.show_clickable(ui, id, &row.name, Sense::click(), |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        if done {
            text::done(ui, TextRole::Body, Weight::Medium, &row.title);
        } else {
            text::truncated(ui, TextRole::Body, Weight::Medium, t.text, &row.title);
        }
        let words = format!("{} · {}", row.facts, row.clock);
        text::truncated(ui, TextRole::Chip, Weight::Regular, t.muted, &words);
    });
    shown.response
}
