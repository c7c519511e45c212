//! Looking back on a week: one page of what was planned and done, what was learned and what moves, a line of one's own and
//! one decision. Nothing is changed without being shown first: the decision leads to the proposal or to “What if…”.
//!
//! Not here: the figures (`domain::week_review`), the page as a file (`store::formats::week`).

mod cards;
mod decide;

use egui::{Align, Frame, Id, Layout, Margin, ScrollArea, Ui, vec2};

use crate::domain::week_review::{last_study_day, reviewable, week_to_review};
use crate::domain::{Day, Edit, Week, WeekNote, WeekReview};
use crate::planner::Wish;
use crate::state::{Action, Command, Memo, Revision};
use crate::store::export::{Options, What};
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::format;
use crate::ui::theme::{Icon, frame, space};
use crate::ui::widgets::{Button, Follow as _, IconButton, TextField, empty_state, text};

/// Narrower than this (points) everything stands in one column.
const TWO_COLUMNS: f32 = 840.0;
/// Cards are no wider than this in all, points.
const WIDEST: f32 = 1_240.0;

/// The view's own state: which week, and the line that is being typed.
#[derive(Default)]
pub struct WeekView {
    chosen: Option<Week>,
    weeks: Memo<(Revision, Day), (Week, Vec<Week>)>,
    review: Memo<(Revision, Day, Week), WeekReview>,
    said: cards::Said,
    line: Draft<Week>,
    want_line: bool,
    wish: Option<(Week, Wish)>,
}

impl WeekView {
    /// Draws the view.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let today = cx.today();
        let weeks = self.weeks.get((cx.revision, today), || {
            let first = week_to_review(&cx.plan, &cx.index, today);
            (first, reviewable(&cx.plan, &cx.index, today))
        });
        let (usual, weeks) = &*weeks;
        let week = self.chosen.filter(|week| weeks.contains(week));
        let week = week.unwrap_or(*usual);
        let at = weeks.iter().position(|one| *one == week);
        // The newest comes first.
        let before = at.and_then(|at| weeks.get(at + 1)).copied();
        let after = at.and_then(|at| weeks.get(at.checked_sub(1)?)).copied();
        if cx.take(Command::WeekBefore) {
            self.chosen = before.or(self.chosen);
        }
        if cx.take(Command::WeekAfter) {
            self.chosen = after.or(self.chosen);
        }
        self.want_line |= cx.take(Command::WeekLine);
        let review = self.review.get((cx.revision, today, week), || {
            WeekReview::new(&cx.plan, &cx.index, week, today)
        });
        ScrollArea::vertical()
            .id_salt(("week review", week.to_string()))
            .auto_shrink(false)
            .page(ui, |ui| {
                let margin = Margin::same(frame::PADDING as i8);
                Frame::new().inner_margin(margin).show(ui, |ui| {
                    ui.set_width(ui.available_width().min(WIDEST));
                    ui.spacing_mut().item_spacing.y = 0.0;
                    self.head(ui, cx, &review, (before, after));
                    self.page(ui, cx, &review);
                });
            });
    }

    /// Sends what is still being typed.
    pub fn flush(&mut self, cx: &ViewContext) {
        if let Some((week, ready)) = self.line.take_with_key(cx) {
            send(cx, week, ready);
        }
    }

    /// What “What if…” is to begin with, and the week that it is the decision of; both are forgotten then.
    pub fn take_wish(&mut self) -> (Option<Week>, Wish) {
        self.wish
            .take()
            .map_or_else(Default::default, |(week, wish)| (Some(week), wish))
    }

    fn head(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        review: &WeekReview,
        (before, after): (Option<Week>, Option<Week>),
    ) {
        let week = review.week;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::S);
            text::title(ui, &format!("Week of {}", format::day(week.monday())));
            for (to, icon, command) in [
                (before, Icon::ChevronLeft, Command::WeekBefore),
                (after, Icon::ChevronRight, Command::WeekAfter),
            ] {
                let keys = cx.keys_of(command);
                let button = IconButton::new(icon, command.name()).shortcut_hint(&keys);
                if ui.add_enabled(to.is_some(), button).clicked() {
                    self.chosen = to;
                }
            }
            for (what, name) in [
                (What::WeekMarkdown, "Export as Markdown…"),
                (What::WeekPage, "Export as a page…"),
            ] {
                let button = Button::quiet(name).icon(Icon::Export).small();
                if ui.add(button).clicked() {
                    let usual = Options::usual(cx.today(), cx.now.stamp);
                    let options = Options {
                        week: Some(week),
                        ..usual
                    };
                    cx.send(Action::Export(what, Box::new(options)));
                }
            }
        });
        ui.add_space(space::XS);
        text::muted(ui, &cards::summary(review));
        ui.add_space(space::L);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, review: &WeekReview) {
        if review.is_empty() {
            let words =
                "There was no session in this week. A line about it can be written all the same.";
            empty_state(ui, Icon::Calendar, "A week without study", words, None);
            ui.add_space(space::L);
            self.own_line(ui, cx, review);
            return;
        }
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            cards::planned(ui, cx, review);
            ui.add_space(space::S);
            cards::learned(ui, cx, review);
            ui.add_space(space::S);
            cards::moves(ui, cx, review, &mut self.said);
            ui.add_space(space::S);
            self.decide(ui, cx, review);
            ui.add_space(space::S);
            self.own_line(ui, cx, review);
            return;
        }
        let left = ((width - space::L) * 0.5).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::L;
            column(ui, left, |ui| {
                cards::planned(ui, cx, review);
                ui.add_space(space::S);
                cards::learned(ui, cx, review);
            });
            column(ui, width - space::L - left, |ui| {
                cards::moves(ui, cx, review, &mut self.said);
                ui.add_space(space::S);
                self.decide(ui, cx, review);
                ui.add_space(space::S);
                self.own_line(ui, cx, review);
            });
        });
    }

    fn decide(&mut self, ui: &mut Ui, cx: &ViewContext, review: &WeekReview) {
        if let Some(wish) = decide::ui(ui, cx, review) {
            self.wish = Some((review.week, wish));
            cx.run(Command::WhatIf);
        }
    }

    /// The user's own line for the week.
    fn own_line(&mut self, ui: &mut Ui, cx: &ViewContext, review: &WeekReview) {
        let week = review.week;
        let shown = cx.plan.weeks.get(&week).map_or("", |note| &note.line);
        if let Some((of, ready)) = self.line.begin(cx, &week, shown) {
            send(cx, of, ready);
        }
        cards::card(ui, "In your words", |ui| {
            let field = TextField::new(&mut self.line.text, "A line about the week")
                .placeholder("What to remember of this week…")
                .icon(Icon::Note)
                .id(Id::unique(("week line", week.to_string())))
                .on_surface()
                .show(ui);
            if std::mem::take(&mut self.want_line) {
                field.response.request_focus();
                field.response.scroll_to_me(None);
            }
            if field.cancelled() {
                self.line.cancel();
            } else if let Some(ready) = self.line.end(ui, cx, field.response.has_focus()) {
                send(cx, week, ready);
            }
        });
    }
}

/// Writes the line into the plan, beside the week's decision.
fn send(cx: &ViewContext, week: Week, ready: Ready) {
    let known = cx.plan.weeks.get(&week).cloned().unwrap_or_default();
    let note = WeekNote {
        line: ready
            .text
            .chars()
            .take(crate::domain::week::MAX_WEEK_CHARS)
            .collect(),
        ..known
    };
    let note = Box::new(note);
    cx.send(Action::EditIn(
        Edit::SetWeekNote { week, note },
        ready.gesture,
    ));
}

fn column(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        contents(ui);
    });
}

/// What Today says of it: on the week's last study day and after it, until something was decided or written.
pub fn card_for_today(cx: &ViewContext) -> Option<(String, String)> {
    let today = cx.today();
    let week = week_to_review(&cx.plan, &cx.index, today);
    if cx.plan.weeks.contains_key(&week) || today > week.sunday().plus(2) {
        return None;
    }
    let last = last_study_day(&cx.plan, &cx.index, week);
    if week == Week::of(today) && last.is_none_or(|last| today < last) {
        return None;
    }
    let review = WeekReview::new(&cx.plan, &cx.index, week, today);
    if review.is_empty() || review.done == crate::domain::Minutes::ZERO {
        return None;
    }
    let strong = if week == Week::of(today) {
        "The last study day of the week.".to_owned()
    } else {
        format!("The week of {} is over.", format::day(week.monday()))
    };
    let words = format!(
        "{} of {} planned is done. Two minutes to look back?",
        format::minutes(review.done),
        format::minutes(review.planned)
    );
    Some((strong, words))
}
