//! Paces and proposed estimates in words, and the small field for pages or problems: the same on Today, on an item's page and in
//! Progress.
//!
//! Not here: how a pace is learned (`planner/estimates`).

use egui::{Response, Ui};

use crate::domain::Plan;
use crate::domain::item::{Kind, MAX_PAGES};
use crate::planner::estimates::{Basis, Estimates, Pace, Proposal, Unit, edit};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::widgets::{Button, Stepper, text};

/// A number of pages or problems; “–” where none was counted.
pub fn units_stepper(ui: &mut Ui, units: &mut u32, name: &str) -> Response {
    let say = |n: u32| match n {
        0 => "–".to_owned(),
        n => n.to_string(),
    };
    let read = |text: &str| match text.trim() {
        "" | "–" | "-" => Some(0),
        text => text.parse().ok(),
    };
    Stepper::new(units, name, &say, &read)
        .step(1)
        .range(0..=MAX_PAGES)
        .show(ui)
}

/// “pages”, “problems”.
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Pages => "pages",
        Unit::Problems => "problems",
    }
}

/// “9 pages/h over 5 sessions → 11 h 20 left instead of 8 h”. One that is drawn towards what is usual says so: “12 pages/h in
/// 1 session; with what is usual: 13.3”. Of others: “Book: 24 % longer than the path expects over 5 sessions, here 7.7 pages/h”.
pub fn proposal_words(plan: &Plan, proposal: &Proposal) -> String {
    let kind = plan.items.get(&proposal.item).map(|item| &item.kind);
    let kind = kind.map_or("Items", format::kind);
    let why = match &proposal.why {
        Basis::Units {
            unit,
            per_hour,
            logged,
            percent,
            sessions,
        } => {
            let learned = rate(*unit, *per_hour);
            let over = match sessions {
                1 => "in 1 session".to_owned(),
                n => format!("over {n} sessions"),
            };
            match logged.map(|logged| rate(*unit, logged)) {
                Some(logged) if logged == learned => format!("{logged} {over}"),
                Some(logged) => format!("{logged} {over}; with what is usual: {learned}"),
                None => format!("{kind}: {} {over}, here {learned}", than(*percent)),
            }
        }
        Basis::Ratio { percent, items } => {
            let over = format::count(*items, "item", "items");
            format!("{kind}: {percent} % of the estimate over {over}")
        }
    };
    format!(
        "{why} → {} left instead of {}",
        format::minutes(proposal.left),
        format::minutes(proposal.was)
    )
}

/// “9.4 pages/h”, “20 min a problem”.
fn rate(unit: Unit, per_hour: f64) -> String {
    match unit {
        Unit::Pages => format!("{} pages/h", number(per_hour)),
        Unit::Problems => format!("{:.0} min a problem", 60.0 / per_hour.max(0.01)),
    }
}

/// What a pace is against the path, from percent of its estimate.
fn than(percent: u32) -> String {
    match i64::from(percent) - 100 {
        -4..=4 => "about as the path expects".to_owned(),
        n if n > 0 => format!("{n} % longer than the path expects"),
        n => format!("{} % shorter than the path expects", -n),
    }
}

/// “9”, “9.4”.
fn number(n: f64) -> String {
    let tenths = (n * 10.0).round() / 10.0;
    if (tenths - tenths.round()).abs() < 0.05 || tenths >= 20.0 {
        return format!("{:.0}", tenths.round());
    }
    format!("{tenths:.1}")
}

/// “Books: 9 pages an hour over 5 sessions; 30 % slower than the path”.
pub fn pace_words(pace: &Pace) -> String {
    let kind = format::kind(&pace.kind);
    let how = match (crate::planner::estimates::unit(&pace.kind), pace.per_hour()) {
        (Some(Unit::Problems), Some(per_hour)) => {
            format!("{:.0} min a problem", 60.0 / per_hour.max(0.01))
        }
        (Some(Unit::Pages), Some(per_hour)) => format!("{} pages an hour", number(per_hour)),
        _ => match (&pace.kind, pace.each) {
            (Kind::Paper, Some(each)) => format!("{} a paper", format::minutes(each)),
            (_, Some(each)) => format!("{} each", format::minutes(each)),
            _ => "begun".to_owned(),
        },
    };
    let over = match (pace.sessions, pace.items) {
        (0, items) => format::count(items, "item", "items"),
        (sessions, _) => format::count(sessions, "session", "sessions"),
    };
    let than = than((pace.ratio * 100.0).round() as u32);
    format!("{kind}: {how} over {over}, {than}")
}

/// A proposal with the button that takes it.
pub fn proposal(ui: &mut Ui, cx: &ViewContext, one: &Proposal) {
    let words = proposal_words(&cx.plan, one);
    text::muted(ui, &words);
    let name = format!(
        "Take {} left for {}",
        format::minutes(one.left),
        cx.plan.short_title_of(&one.item)
    );
    let label = format!("Take {} left", format::minutes(one.left));
    let button = Button::new(&label).name(&name).small();
    if ui
        .add(button.tooltip("Changes the estimate; the schedule stays until you replan"))
        .clicked()
        && let Some(edit) = edit(&cx.plan, &[one])
    {
        cx.edit(edit);
    }
}

/// The button that takes all of them.
pub fn take_all(ui: &mut Ui, cx: &ViewContext, estimates: &Estimates) {
    let all: Vec<&Proposal> = estimates.proposals.iter().collect();
    if all.len() < 2 {
        return;
    }
    let label = format!("Take all {}", all.len());
    let name = format!("Take all {} proposed estimates", all.len());
    let button = Button::new(&label).name(&name).small();
    if ui
        .add(button.tooltip("One change, undone as one; the schedule stays until you replan"))
        .clicked()
        && let Some(edit) = edit(&cx.plan, &all)
    {
        cx.edit(edit);
    }
}
