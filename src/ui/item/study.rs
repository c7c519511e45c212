//! How an item is studied: why it is where it is, status, depth, estimate, rating, interviews.

use egui::Ui;

use crate::domain::{CutReason, Depth, Edit, Item, ItemField, Minutes, Status};
use crate::planner::estimates::{Proposal, unit};
use crate::planner::verdict::to_keep;
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::pace::{self, unit_name, units_stepper};
use crate::ui::theme::space;
use crate::ui::widgets::{Button, Checkbox, Segmented, Stepper, text};
use crate::ui::{format, plan_words};

use super::heading;

/// Why it is planned where it is, or why it is not.
/// `cost` says what it would take to keep it, where it is left out or reduced.
pub(super) fn why(ui: &mut Ui, cx: &ViewContext, item: &Item, cost: &str) {
    let sums = cx.index.item(&item.id);
    let ahead = sums
        .sessions
        .iter()
        .filter_map(|id| cx.plan.sessions.get(id));
    let next = ahead
        .filter(|s| s.is_ahead(cx.today()))
        .min_by_key(|s| (s.on, s.id.clone()));
    let words = match (next, cx.plan.cuts.get(&item.id)) {
        _ if item.status == Status::Skipped => {
            "You left it out. It counts as neither done nor to do.".to_owned()
        }
        (Some(session), _) => {
            let day = format::day_near(session.on, cx.today());
            let what = format!(
                "{}, {}",
                session.kind.name(),
                format::minutes(session.minutes)
            );
            let lean = if plan_words::is_reduced(&cx.plan, item) {
                " Only at lean: the time goes to what counts more an hour."
            } else {
                ""
            };
            format!(
                "Next {day} ({what}). {}{lean}",
                format::why(&cx.plan, session)
            )
        }
        (None, Some(cut)) if item.status.is_open() => {
            format!("Left out for now. {}", format::cut(&cx.plan, cut))
        }
        (None, _) if item.status == Status::Done => return,
        (None, _) if cx.plan.effort(item).0 == 0 => {
            "Supporting material: its time counts in the items it belongs to.".to_owned()
        }
        (None, _) => "Not planned yet. Replan to find it a place.".to_owned(),
    };
    heading(ui, "Why here");
    text::body(ui, &words);
    if cost.is_empty() {
        return;
    }
    ui.add_space(space::XS);
    text::muted(ui, cost);
    ui.add_space(space::XS);
    let all = cx.keys_of(Command::LeftOut);
    let button = Button::quiet("What did not fit…").small();
    if ui.add(button.shortcut_hint(&all)).clicked() {
        cx.run(Command::LeftOut);
    }
}

/// What it would take to keep an item that is left out or kept below core; empty for any other.
pub(super) fn cost(cx: &ViewContext, item: &Item) -> String {
    let cut = cx.plan.cuts.get(&item.id);
    let asked = cut.is_some_and(|cut| cut.reason != CutReason::NotAsked);
    let left_out = asked && item.status.is_open();
    if !left_out && !plan_words::is_reduced(&cx.plan, item) {
        return String::new();
    }
    let depth = plan_words::wanted_depth(&cx.plan, item);
    to_keep(&cx.plan, cx.today(), &item.id, depth)
        .map(|cost| plan_words::to_keep(depth, &cost, cx.today()))
        .unwrap_or_default()
}

/// To do, in progress, done, skipped.
pub(super) fn status(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    heading(ui, "Status");
    let labels = Status::ALL.map(format::status);
    let mut chosen = Status::ALL
        .iter()
        .position(|s| *s == item.status)
        .unwrap_or(0);
    if Segmented::new("Status of the item", &labels)
        .small()
        .show(ui, &mut chosen)
        .changed()
        && let Some(status) = Status::ALL.get(chosen)
    {
        cx.edit(Edit::SetStatus {
            item: item.id.clone(),
            status: *status,
            at: cx.now.moment,
        });
    }
}

/// Lean, core, deep, with what each costs.
pub(super) fn depth(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let at = |depth| cx.plan.effort_at(item, depth);
    if Depth::ALL.iter().all(|depth| at(*depth) == Minutes::ZERO) {
        return;
    }
    heading(ui, "Depth");
    let labels = Depth::ALL.map(|depth| {
        let minutes = at(depth);
        match minutes {
            Minutes::ZERO => format!("{} · skip", capital(format::depth(depth))),
            _ => format!(
                "{} · {}",
                capital(format::depth(depth)),
                format::minutes(minutes)
            ),
        }
    });
    let labels = labels.each_ref().map(String::as_str);
    let mut chosen = Depth::ALL
        .iter()
        .position(|d| *d == item.depth)
        .unwrap_or(1);
    if Segmented::new("Depth of the item", &labels)
        .small()
        .show(ui, &mut chosen)
        .changed()
    {
        cx.edit(Edit::SetDepth {
            item: item.id.clone(),
            depth: Depth::ALL.get(chosen).copied(),
        });
    }
    ui.add_space(space::XS);
    let mut planner = !item.depth_fixed;
    if ui
        .add(Checkbox::labeled(&mut planner, "The planner may change it"))
        .changed()
    {
        cx.edit(Edit::SetDepth {
            item: item.id.clone(),
            depth: (!planner).then_some(item.depth),
        });
    }
}

fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(signs).collect()
    })
}

/// The user's own estimate of the whole.
pub(super) fn estimate(ui: &mut Ui, cx: &ViewContext, item: &Item, proposal: Option<&Proposal>) {
    heading(ui, "Estimate of the whole");
    let mut minutes = cx.plan.effort(item).0;
    ui.horizontal(|ui| {
        let stepper = Stepper::new(
            &mut minutes,
            "Estimate of the whole item",
            &|n| format::minutes(Minutes(n)),
            &|t| format::parse_minutes(t).map(|m| m.0),
        );
        if stepper.step(30).range(5..=60_000).show(ui).changed() {
            cx.edit(change(item, ItemField::Estimate(Some(Minutes(minutes)))));
        }
        if item.estimate.is_some() {
            let back = ui.add(Button::quiet("Back to the path's").small());
            if back
                .on_hover_text("Takes the path's hours for the chosen depth again.")
                .clicked()
            {
                cx.edit(change(item, ItemField::Estimate(None)));
            }
        }
    });
    let spent = cx.index.item(&item.id).spent;
    let at_pace = item.pace.filter(|_| item.estimate.is_none());
    let words = match (item.estimate, at_pace) {
        (Some(_), _) => "Your own estimate".to_owned(),
        (None, Some(pace)) => format!("At your pace: {pace} % of the path's, for the chosen depth"),
        (None, None) => "From the path, for the chosen depth".to_owned(),
    };
    text::small(
        ui,
        &format!("{words}; {} spent so far.", format::minutes(spent)),
    );
    if at_pace.is_some() {
        let back = ui.add(Button::quiet("Back to the path's pace").small());
        if back.clicked() {
            cx.edit(change(item, ItemField::Pace(None)));
        }
    }
    if let Some(unit) = unit(&item.kind)
        .filter(|_| item.parts.is_empty() || item.parts.iter().any(|p| p.pages == 0))
    {
        ui.horizontal(|ui| {
            let what = unit_name(unit);
            text::small(ui, &format!("{what} in all"));
            let mut pages = item.pages;
            let name = format!("{what} of the whole item");
            if units_stepper(ui, &mut pages, &name).changed() {
                cx.edit(change(item, ItemField::Pages(pages)));
            }
        });
    }
    if let Some(one) = proposal {
        pace::proposal(ui, cx, one);
    }
}

/// How well the user knows it.
pub(super) fn rating(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    heading(ui, "How well do you know it?");
    let mut chosen = item.rating.map_or(0, usize::from);
    let labels = ["Not rated", "1", "2", "3", "4", "5"];
    if Segmented::new("How well you know it, 1 to 5", &labels)
        .small()
        .show(ui, &mut chosen)
        .changed()
    {
        let rating = u8::try_from(chosen).ok().filter(|n| *n > 0);
        cx.edit(change(item, ItemField::Rating(rating)));
    }
    text::small(ui, "1: hardly · 3: fairly · 5: by heart");
}

/// The interviews it matters for.
pub(super) fn interviews(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let Some(step) = &item.step else { return };
    heading(ui, "Matters for");
    let ahead: Vec<_> = cx
        .plan
        .interviews_in_order()
        .into_iter()
        .filter(|i| i.on >= cx.today())
        .collect();
    if ahead.is_empty() {
        text::muted(ui, "No interview is ahead.");
    }
    for interview in ahead {
        let weight = match interview.weight(step) {
            0 => "not asked",
            1 => "a little",
            2 => "much",
            _ => "the heart of it",
        };
        let on = format::day_of_year(interview.on, cx.today());
        text::body(ui, &format!("{} · {on}: {weight}", interview.name));
    }
}

pub(super) fn change(item: &Item, field: ItemField) -> Edit {
    Edit::ChangeItem {
        item: item.id.clone(),
        field,
    }
}
