//! The Progress view: how much of the planned work is done, how that came about, where the time went, and how ready the
//! plan as it stands would make one.
//!
//! Not here: what another plan would come to (“What if…” says that).

mod advice;
mod cards;
mod chart;
mod heat_map;
mod model;
mod outlook;
mod pointed;
mod recall;
mod shares;
mod table;
mod tables;
mod weeks;

use egui::{Frame, Margin, ScrollArea, Ui, vec2};

use crate::domain::{Day, InterviewId, Minutes};
use crate::planner::Wish;
use crate::state::{Action, Command, Memo, Revision, View};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, frame, space};
use crate::ui::widgets::{
    Button, Card, Follow as _, MenuItem, Segmented, empty_state, popup_menu, text,
};

use model::Model;
use tables::Tables;

/// Narrower than this (points) everything stands in one column.
const TWO_COLUMNS: f32 = 840.0;
/// Cards are no wider than this in all, points.
const WIDEST: f32 = 1_400.0;

/// Names of interviews are no longer than this here, in characters.
const LONGEST: usize = 36;

/// A name of at most so many characters.
fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let kept = name.chars().take(most.saturating_sub(1));
    kept.chain(['…']).collect()
}

type Key = (Revision, Day, Option<InterviewId>);

/// The view's own state: which interview is looked at.
#[derive(Default)]
pub struct ProgressView {
    interview: Option<InterviewId>,
    /// Charts are shown as tables.
    as_tables: bool,
    curve: recall::RecallCurve,
    advice: advice::Advice,
    model: Memo<Key, Model>,
    tables: tables::Known,
}

impl ProgressView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        ScrollArea::vertical()
            .id_salt("progress")
            .auto_shrink(false)
            .page(ui, |ui| {
                let margin = Margin::same(frame::PADDING as i8);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width().min(WIDEST));
                    self.page(ui, cx);
                });
            });
    }

    /// What “What if…” is to begin with; it is forgotten then.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.advice.take_wish()
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        if cx.take(Command::FiguresAsTables) {
            self.as_tables = !self.as_tables;
        }
        self.head(ui, cx);
        ui.add_space(space::S);
        if cx.plan.sessions.is_empty() {
            let words = "Figures come with the first session. Plan the days ahead, or start with what is next on Today.";
            if empty_state(
                ui,
                Icon::Progress,
                "Nothing to show yet",
                words,
                Some("Go to Today"),
            ) {
                cx.send(Action::Go(View::Today));
            }
            return;
        }
        let key = (cx.outline, today, self.interview.clone());
        let model = self.model.get(key.clone(), || {
            Model::new(
                &cx.plan,
                &cx.index,
                cx.recalled.drills(),
                self.interview.as_ref(),
                today,
            )
        });
        let interview = self
            .interview
            .as_ref()
            .and_then(|id| cx.plan.interviews.get(id));
        let goal = interview.map(|one| shortened(&one.name, LONGEST));
        let goal = goal.as_deref();
        let on = interview.map(|one| one.on);
        let forecast = cx.forecast.forecast.as_ref();
        let known = &mut self.tables;
        let tables = self
            .as_tables
            .then(|| known.of(key, &model, today, forecast));
        let tables = tables.as_deref();
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            outlook::card(ui, cx, &model, (goal, on), &mut self.advice);
            ui.add_space(space::S);
            share_card(ui, cx, &model, goal, tables);
            ui.add_space(space::S);
            cards::steps(ui, cx, &model, goal);
            ui.add_space(space::S);
            cards::days(ui, &model, today, tables);
            ui.add_space(space::S);
            weeks::weeks(ui, &model, today, tables);
            ui.add_space(space::S);
            cards::estimates(ui, cx, &model);
            ui.add_space(space::S);
            cards::recall(ui, |ui| self.curve.ui(ui, cx, tables.is_some()));
            return;
        }
        let left = ((width - space::L) * 0.53).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            column(ui, left, |ui| {
                outlook::card(ui, cx, &model, (goal, on), &mut self.advice);
                ui.add_space(space::S);
                share_card(ui, cx, &model, goal, tables);
                ui.add_space(space::S);
                cards::estimates(ui, cx, &model);
            });
            column(ui, width - space::L - left, |ui| {
                cards::steps(ui, cx, &model, goal);
                ui.add_space(space::S);
                cards::days(ui, &model, today, tables);
                ui.add_space(space::S);
                weeks::weeks(ui, &model, today, tables);
                ui.add_space(space::S);
                cards::recall(ui, |ui| self.curve.ui(ui, cx, tables.is_some()));
            });
        });
    }

    /// The title and, where there are several interviews, which one is looked at.
    fn head(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let interviews = cx.plan.interviews_in_order();
        let known = |id: &InterviewId| interviews.iter().position(|one| one.id == *id);
        let at = self.interview.as_ref().and_then(known);
        let at = at.or_else(|| interviews.iter().position(|one| one.on >= cx.today()));
        let mut at = at.unwrap_or_else(|| interviews.len().saturating_sub(1));
        ui.horizontal_wrapped(|ui| {
            text::title(ui, "Progress");
            ui.add_space(space::M);
            if (2..=5).contains(&interviews.len()) {
                let short = |name: &str| shortened(name, LONGEST / interviews.len() + 4);
                let names: Vec<String> = interviews.iter().map(|one| short(&one.name)).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                Segmented::new("Progress towards", &names).show(ui, &mut at);
            } else if let Some(one) = interviews.get(at).filter(|_| interviews.len() > 5) {
                let name = format!("Progress towards {}", one.name);
                let label = shortened(&one.name, LONGEST);
                let button = Button::new(&label).name(&name).small();
                let button = ui.add(button.trailing_icon(Icon::ChevronDown));
                popup_menu(&button, |ui| {
                    for (n, one) in interviews.iter().enumerate() {
                        if ui.add(MenuItem::new(&one.name).current(n == at)).clicked() {
                            at = n;
                            ui.close();
                        }
                    }
                });
            }
            let keys = cx.keys_of(Command::WeekReview);
            let back = Button::new("Week review").icon(Icon::Calendar).small();
            if ui.add(back.shortcut_hint(&keys)).clicked() {
                cx.run(Command::WeekReview);
            }
            let keys = cx.keys_of(Command::FiguresAsTables);
            let label = if self.as_tables {
                "As charts"
            } else {
                "As tables"
            };
            let tables = Button::new(label).icon(Icon::ListChecks).small();
            if ui.add(tables.shortcut_hint(&keys)).clicked() {
                self.as_tables = !self.as_tables;
            }
        });
        self.interview = interviews.get(at).map(|one| one.id.clone());
    }
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, 0.0), |ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            contents(ui);
        });
    });
}

/// What the share of planned study counts, for the tooltip.
const COUNTED: &str = "Study only: a finished item counts as what it was to take, one that is begun as the minutes spent on it; what is left out and what is planned after the interview is not in it. The chart below counts the minutes of the log, with reviews and mocks.";

/// The big number and the chart.
fn share_card(
    ui: &mut Ui,
    cx: &ViewContext,
    model: &Model,
    goal: Option<&str>,
    tables: Option<&Tables>,
) {
    let t = theme::tokens(ui);
    Card::new().margin(Margin::same(22)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        let label = match goal {
            Some(goal) => format!("Planned study done for {goal}"),
            None => "Planned study done".to_owned(),
        };
        text::muted(ui, &label);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
            text::big(ui, &format!("{} %", model.percent()));
            ui.vertical(|ui| {
                ui.add_space(22.0);
                let done = format::minutes(model.done);
                let whole = format::minutes(model.whole);
                let pieces = [
                    (done.as_str(), true),
                    (" of ", false),
                    (whole.as_str(), true),
                    (", by minutes; reviews not counted", false),
                ];
                text::sentence(ui, TextRole::Body, t.muted, &pieces);
            })
            .response
            .on_hover_text(COUNTED);
        });
        if model.later > Minutes::ZERO {
            let later = format::minutes(model.later);
            let words = format!(
                "{later} more of what it asks for is planned after it, for a later interview."
            );
            text::small(ui, &words);
        }
        ui.add_space(space::L);
        let forecast = cx.forecast.forecast.as_deref();
        let forecast = forecast.and_then(|f| f.of(model.interview.as_ref()).map(|one| (f, one)));
        text::field_label(
            ui,
            "Hours done against hours planned, reviews and mocks counted",
        );
        ui.add_space(space::XS);
        if let Some(tables) = tables {
            tables.burn_up.show(ui);
        } else {
            chart::burn_up(ui, model, cx.today(), goal, forecast);
        }
        ui.add_space(space::S);
        text::muted(ui, &pace(model));
    });
}

/// How what is done compares with what was planned until yesterday.
fn pace(model: &Model) -> String {
    if model.due == Minutes::ZERO {
        return "Nothing was planned before today.".to_owned();
    }
    let apart = i64::from(model.spent.0) - i64::from(model.due.0);
    let by = format::minutes(Minutes(
        u32::try_from(apart.unsigned_abs()).unwrap_or(u32::MAX),
    ));
    let due = format::minutes(model.due);
    let mut words = match apart {
        0 => format!("As much as was planned before today: {due}."),
        n if n > 0 => format!("{by} more than was planned before today ({due})."),
        _ => format!("{by} less than was planned before today ({due})."),
    };
    if model.to_come > Minutes::ZERO {
        let to_come = format::minutes(model.to_come);
        words.push_str(&format!(" {to_come} planned from today on."));
    }
    words
}
