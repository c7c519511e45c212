//! What would help most, line by line. Each line leads to what it says: more time to “What if…” with that time set, reviews and
//! leaving something out to a proposal below the line, which says what it does before it is taken.
//!
//! Not here: what helps and how much (`planner/forecast`), where reviews have room (`planner/last_reviews`).

use egui::Ui;

use crate::domain::{
    Day, Edit, InterviewId, ItemId, Minutes, Session, SessionKind, Status, StepId, WEEK,
};
use crate::planner::forecast::{Help, Prospect, Remedy};
use crate::planner::{LastReviews, Wish, last_reviews};
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::plan_words::step_of;
use crate::ui::theme::{Tone, control, space};
use crate::ui::widgets::{Button, Chip, step_badge, text};

use super::outlook::{badge, clock, effect_words, row, step_name};
use super::shortened;

type ReviewKey = (Revision, Day, Option<InterviewId>, Option<StepId>, Day);

/// The state of the list: which line is open, and what “What if…” is to begin with.
#[derive(Default)]
pub(super) struct Advice {
    open: Option<Remedy>,
    wish: Option<Wish>,
    reviews: Memo<ReviewKey, LastReviews>,
}

impl Advice {
    /// What “What if…” is to begin with; it is forgotten then.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// The list, where there is anything.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, prospect: &Prospect, on: Option<Day>) {
        // The evening before is for rest: nothing is asked for then.
        if prospect.helps.is_empty() || on.is_some_and(|day| day.since(cx.today()) <= 1) {
            return;
        }
        ui.add_space(space::XS);
        text::field_label(ui, "What would help most");
        for help in &prospect.helps {
            self.line(ui, cx, help);
            if self.open.as_ref() != Some(&help.remedy) {
                continue;
            }
            ui.horizontal_top(|ui| {
                ui.add_space(control::BADGE + space::S);
                ui.vertical(|ui| match &help.remedy {
                    Remedy::MoreTime(_) => {}
                    Remedy::Skip { item, .. } => self.leave_out(ui, cx, item),
                    Remedy::Review { step, on, .. } => {
                        let about = (step.as_ref(), *on);
                        self.review(ui, cx, prospect.interview.as_ref(), about);
                    }
                });
            });
        }
    }

    fn line(&mut self, ui: &mut Ui, cx: &ViewContext, help: &Help) {
        let effect = effect_words(&help.effect, true);
        let open = self.open.as_ref() == Some(&help.remedy);
        row(
            ui,
            control::SMALL,
            |ui| {
                ui.add(Chip::new(&effect).tone(Tone::Ok));
            },
            |ui| {
                let (label, tip) = match &help.remedy {
                    Remedy::MoreTime(minutes) => {
                        clock(ui);
                        let label = format!("{} more on each study day", format::minutes(*minutes));
                        (label, "Opens “What if…” with this time set")
                    }
                    Remedy::Skip { item, minutes } => {
                        let step = cx.plan.items.get(item);
                        step_badge(ui, step.map_or(0, |item| step_of(&cx.plan, item)));
                        let title = shortened(cx.plan.short_title_of(item), 28);
                        let label = format!("Leave out {title} ({})", format::minutes(*minutes));
                        (label, "Shows first what that does")
                    }
                    Remedy::Review { step, on, .. } => {
                        step_badge(ui, badge(&cx.plan, step.as_ref()));
                        let name = shortened(step_name(&cx.plan, step.as_ref()), 20);
                        let label = format!("Review {name} once more {}", when(cx, *on));
                        (label, "Shows first which reviews, and on which days")
                    }
                };
                let button = Button::quiet(&label).small().tooltip(tip);
                if !ui.add(button).clicked() {
                    return;
                }
                if let Remedy::MoreTime(minutes) = &help.remedy {
                    self.wish = Some(more_time(cx, *minutes));
                    cx.run(Command::WhatIf);
                } else {
                    self.open = (!open).then(|| help.remedy.clone());
                }
            },
        );
    }

    fn leave_out(&mut self, ui: &mut Ui, cx: &ViewContext, id: &ItemId) {
        let title = cx.plan.short_title_of(id);
        let sessions = cx.index.item(id).sessions.iter();
        let ahead = sessions
            .filter_map(|session| cx.plan.sessions.get(session))
            .filter(|session| session.is_ahead(cx.today()) && session.spent == Minutes::ZERO);
        let (count, minutes) = ahead.fold((0, Minutes::ZERO), |(count, sum), session| {
            (count + 1, sum + session.minutes)
        });
        let frees = match count {
            0 => "Nothing is planned for it".to_owned(),
            n => format!(
                "It frees {} in {}",
                format::minutes(minutes),
                format::count(n, "session", "sessions")
            ),
        };
        let words = format!(
            "{frees}; nothing that is open builds on it. It counts as neither done nor to do, and can be put back at any time."
        );
        text::muted(ui, &words);
        ui.horizontal_wrapped(|ui| {
            let leave = Button::new("Leave it out").small();
            if ui.add(leave.name(&format!("Leave {title} out"))).clicked() {
                self.open = None;
                cx.edit(Edit::SetStatus {
                    item: id.clone(),
                    status: Status::Skipped,
                    at: cx.now.moment,
                });
            }
            let show = Button::quiet("Show it").small();
            if ui.add(show.name(&format!("Show {title}"))).clicked() {
                cx.send(Action::Select(id.clone()));
            }
            self.cancel(ui);
        });
    }

    fn review(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        interview: Option<&InterviewId>,
        (step, on): (Option<&StepId>, Day),
    ) {
        let today = cx.today();
        let key = (cx.revision, today, interview.cloned(), step.cloned(), on);
        let found = self.reviews.get(key, || {
            last_reviews(&cx.plan, &cx.index, today, interview, step, on)
        });
        text::muted(ui, &review_words(cx, &found));
        for (day, items) in by_day(&found) {
            let titles: Vec<&str> = items.iter().map(|id| cx.plan.short_title_of(id)).collect();
            let words = format!(
                "{}: {}",
                format::day_near(day, cx.today()),
                titles.join(", ")
            );
            text::body(ui, &words);
        }
        ui.horizontal_wrapped(|ui| {
            if !found.planned.is_empty() {
                let many = format::count(found.planned.len(), "review", "reviews");
                let label = format!("Plan {many}");
                let tip = "They stay on their days when the plan is made again; one step of undo";
                if ui.add(Button::new(&label).small().tooltip(tip)).clicked() {
                    self.open = None;
                    plan_reviews(cx, step, &found);
                }
            }
            self.cancel(ui);
        });
    }

    fn cancel(&mut self, ui: &mut Ui) {
        let button = Button::quiet("Cancel").small().name("Leave it as it is");
        if ui.add(button).clicked() {
            self.open = None;
        }
    }
}

fn when(cx: &ViewContext, on: Day) -> String {
    match on.since(cx.today()) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("on {}", format::day_of_year(on, cx.today())),
    }
}

/// So much more on every weekday that has any time.
fn more_time(cx: &ViewContext, minutes: Minutes) -> Wish {
    let weekly = &cx.plan.availability.weekly;
    let days = WEEK
        .into_iter()
        .filter(|day| weekly.minutes(*day) > Minutes::ZERO);
    Wish {
        weekly: Some(days.fold(weekly.total(), |sum, _| sum + minutes)),
        ..Wish::default()
    }
}

/// “4 reviews of 10 min, 40 min in all, in time that is free. 3 more find no room in these days.”
fn review_words(cx: &ViewContext, found: &LastReviews) -> String {
    let mut words = Vec::new();
    let count = found.planned.len();
    if count > 0 {
        let all = Minutes(
            found
                .each
                .0
                .saturating_mul(u32::try_from(count).unwrap_or(u32::MAX)),
        );
        words.push(format!(
            "{} of {}, {} in all, {}.",
            format::count(count, "review", "reviews"),
            format::minutes(found.each),
            format::minutes(all),
            if found.others_move {
                "where other work can move: you see first what"
            } else {
                "in time that is free"
            }
        ));
    }
    if found.planned_already > 0 {
        let has = format::count(found.planned_already, "item has", "items have");
        words.push(format!("{has} a review in these days already."));
    }
    if found.without_room > 0 {
        let most = cx.plan.rules.max_reviews;
        words.push(format!(
            "{} no room in these days: their time is planned, or {most} reviews a day are the most.",
            format::count(found.without_room, "item finds", "items find")
        ));
    }
    if words.is_empty() {
        words.push("Nothing of it is finished by then.".to_owned());
    }
    words.join(" ")
}

fn by_day(found: &LastReviews) -> Vec<(Day, Vec<&ItemId>)> {
    let chunks = found.planned.chunk_by(|(_, a), (_, b)| a == b);
    chunks
        .filter_map(|chunk| {
            let day = chunk.first()?.1;
            Some((day, chunk.iter().map(|(id, _)| id).collect()))
        })
        .collect()
}

fn plan_reviews(cx: &ViewContext, step: Option<&StepId>, found: &LastReviews) {
    let add = |(item, on): &(ItemId, Day)| {
        let id = cx.fresh_id(item.as_str());
        let mut session = Session::new(id, item.clone(), SessionKind::Review, *on, found.each);
        session.pinned = true;
        Edit::AddSession(session)
    };
    let count = format::count(found.planned.len(), "review", "reviews");
    let edit = Edit::Several {
        label: format!("Planned {count} of {}", step_name(&cx.plan, step)),
        edits: found.planned.iter().map(add).collect(),
    };
    if found.others_move {
        // The days would be too full: what moves is shown before anything changes.
        cx.send(Action::ReplanWith(Box::new(edit)));
    } else {
        cx.edit(edit);
    }
}
