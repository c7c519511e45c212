//! How calm replans of plans are: every kind of change, over the built-in path and random plans, against the bars; what
//! is pinned stays, and replanning twice changes nothing more.
//!
//! Asked of each case. Seen to fail when the schedule in force is never kept, when what is missed is planned from
//! nothing, and when a session that is pinned is planned like the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cairn::domain::id::Id;
use cairn::domain::{
    Day, Edit, Interview, ItemId, Kind, Minutes, Plan, PlanIndex, Relation, Session, SessionId,
    SessionKind,
};
use cairn::planner::{Effort, Found, PlanDiff, find_plan};

use super::support::*;
use crate::support::study;

/// What happened to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Nothing,
    DayDone,
    MissedWithSlack,
    MissedWithout,
    ItemAdded,
    ItemDeleted,
    DayOffWithSlack,
    DayOffWithout,
    DateLater,
    DateEarlier,
    LessTime,
}

impl Change {
    /// The largest share of the sessions ahead that may be gone, in percent; what cannot stay is not counted.
    fn bar(self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::DayDone => 6,
            Self::MissedWithSlack | Self::DayOffWithSlack => 15,
            Self::MissedWithout | Self::DayOffWithout => 20,
            Self::ItemAdded | Self::ItemDeleted => 5,
            // Another frame: only legal, and at rest afterwards.
            Self::DateLater | Self::DateEarlier | Self::LessTime => 100,
        }
    }
}

#[derive(Default)]
struct Table {
    rows: BTreeMap<Change, (usize, f64, f64)>,
    wrong: Vec<String>,
}

impl Table {
    fn add(&mut self, change: Change, name: &str, (gone, shown): (usize, usize)) {
        let percent = 100.0 * gone as f64 / shown.max(1) as f64;
        let row = self.rows.entry(change).or_default();
        *row = (row.0 + 1, row.1 + percent, row.2.max(percent));
        let allowed = match change {
            Change::Nothing => 0,
            // One session is allowed where the plan is so short that one is more than the bar.
            _ => (shown * change.bar() / 100).max(1),
        };
        if gone > allowed {
            self.wrong
                .push(format!("{change:?}, {name}: {gone} of {shown} gone"));
        }
    }

    fn print(&self, title: &str) {
        println!("{title}\n  change            cases  mean % worst %   bar %");
        for (change, (count, sum, worst)) in &self.rows {
            let mean = sum / *count as f64;
            let name = format!("{change:?}");
            println!(
                "  {name:<16} {count:>6} {mean:>7.2} {worst:>7.2} {:>7}",
                change.bar()
            );
        }
        for wrong in &self.wrong {
            println!("    {wrong}");
        }
    }
}

/// How many of the sessions ahead are gone from their day, of how many; what is pinned or cannot stay is not counted.
fn gone(before: &Plan, found: &Found, today: Day, forced: &dyn Fn(Day) -> bool) -> (usize, usize) {
    let sessions = &found.schedule.sessions;
    let kept: BTreeSet<_> = sessions.iter().map(|s| (&s.item, s.kind, s.on)).collect();
    let shown: Vec<_> = before
        .sessions
        .iter()
        .filter(|s| s.is_ahead(today) && !s.pinned && s.spent == Minutes::ZERO && !forced(s.on))
        .collect();
    let gone = shown
        .iter()
        .filter(|s| !kept.contains(&(&s.item, s.kind, s.on)));
    (gone.count(), shown.len())
}

/// Plans anew, checks, takes it, and notes where doing so again changes something.
fn anew(table: &mut Table, what: &str, plan: &Plan, today: Day, effort: Effort) -> (Found, Plan) {
    let found = find_plan(plan, today, effort, &|| false);
    check(plan, &found.schedule, today);
    let next = with(plan, &found.schedule, today);
    let again = find_plan(&next, today, effort, &|| false);
    if with(&next, &again.schedule, today) != next {
        let diff = PlanDiff::between(&next, &again.schedule, today);
        let (moved, removed) = (diff.moved(), diff.removed());
        let more = (
            diff.added(),
            diff.resized(),
            diff.newly_cut(),
            diff.restored(),
            diff.depth_changes(),
        );
        table.wrong.push(format!(
            "{what}: planned twice, changed twice: {moved} moved, {removed} removed, {more:?}"
        ));
    }
    (found, next)
}

/// How much of the time is not needed, in per mille, the least over the interviews: what is planned is wanted at its
/// depth with one review.
fn slack(plan: &Plan, today: Day) -> i64 {
    let index = PlanIndex::new(plan);
    let aims: Vec<&Interview> = plan.interviews_in_order();
    let aims: Vec<&Interview> = aims.into_iter().filter(|a| a.on > today).collect();
    let taper = |day: Day| {
        let last =
            |a: &&&Interview| day < a.on && day >= a.on.plus(-i64::from(a.buffer_days.max(1)));
        aims.iter().any(|a| last(&a))
    };
    let mut least = 1_000;
    for (n, aim) in aims.iter().enumerate() {
        let asked = |item: &&cairn::domain::Item| {
            let step = item.step.as_ref();
            let by = |a: &&Interview| step.is_none_or(|step| a.weight(step) > 0);
            item.status.is_open() && !plan.cuts.contains(&item.id) && aims[..=n].iter().any(by)
        };
        let items: Vec<_> = plan.items.iter().map(|i| &**i).filter(asked).collect();
        let study: i64 = items
            .iter()
            .map(|i| i64::from(index.remaining(plan, &i.id).0))
            .sum();
        let reviews = items.len() as i64 * i64::from(plan.rules.review.0);
        let days = today.max(plan.start_on).until(aim.on);
        let days = days.filter(|d| aims.iter().all(|a| a.on != *d));
        let (mut all, mut new) = (0_i64, 0_i64);
        for day in days {
            let minutes = i64::from(plan.availability.minutes(day).0);
            all += minutes;
            new += if taper(day) { 0 } else { minutes };
        }
        least = least.min((all - study - reviews) * 1_000 / all.max(1));
        least = least.min((new - study) * 1_000 / new.max(1));
    }
    least
}

/// Everything that can happen to one plan.
fn happen(table: &mut Table, name: &str, plan: &Plan, effort: Effort) {
    let today = plan.start_on;
    let never = |_: Day| false;
    let (_, mut plan) = anew(table, name, plan, today, effort);
    let pinned = pin_two(&mut plan, today);
    let (found, plan) = anew(table, name, &plan, today, effort);
    table.add(Change::Nothing, name, gone(&plan, &found, today, &never));

    let tomorrow = today.plus(1);
    let ahead = plan.last_day().is_some_and(|last| last > tomorrow.plus(1));
    if ahead {
        let mut done = plan.clone();
        do_day(&mut done, today);
        let (found, _) = anew(table, &format!("{name}, day done"), &done, tomorrow, effort);
        table.add(Change::DayDone, name, gone(&done, &found, tomorrow, &never));
    }
    // The first day on which something was planned goes by.
    let first = plan
        .sessions
        .iter()
        .filter(|s| s.is_ahead(today) && !s.pinned);
    if let Some(missed) = first.map(|s| s.on).min()
        && plan.last_day().is_some_and(|last| last > missed.plus(2))
    {
        let next = missed.plus(1);
        let slack = slack(&plan, next);
        let (found, after) = anew(table, &format!("{name}, day missed"), &plan, next, effort);
        let change = match slack >= 150 {
            true => Change::MissedWithSlack,
            false => Change::MissedWithout,
        };
        table.add(change, name, gone(&plan, &found, next, &never));
        assert!(!after.sessions.iter().any(|s| s.is_missed(next)), "{name}");
        for (id, on) in &pinned {
            let there = after.sessions.get(id).map(|s| s.on);
            assert_eq!(there, Some(*on), "{name}: a pinned session moved");
        }
        day_off(table, name, &plan, next.plus(2), effort);
    }
    items(table, name, &plan, today, effort);
    frames(table, name, &plan, today, effort);
}

/// Pins two study sessions after the first week; which they are and where.
fn pin_two(plan: &mut Plan, today: Day) -> Vec<(SessionId, Day)> {
    let late = |s: &&Arc<Session>| {
        s.kind == SessionKind::Study && s.on > today.plus(6) && s.is_ahead(today)
    };
    let some: Vec<_> = plan.sessions.iter().filter(late).take(2).cloned().collect();
    let mut pinned = Vec::new();
    for session in some {
        let edit = Edit::PinSession {
            session: session.id.clone(),
            pinned: true,
        };
        *plan = plan.apply(&edit).expect("a pin");
        pinned.push((session.id.clone(), session.on));
    }
    pinned
}

fn day_off(table: &mut Table, name: &str, plan: &Plan, from: Day, effort: Effort) {
    let today = plan.start_on;
    let ahead = plan.sessions.iter().filter(|s| s.on >= from && !s.pinned);
    let Some(on) = ahead.map(|s| s.on).min() else {
        return;
    };
    if plan.sessions.iter().any(|s| s.on == on && s.pinned) {
        return;
    }
    let minutes = Some(Minutes::ZERO);
    let off = plan
        .apply(&Edit::SetDay { on, minutes })
        .expect("a day off");
    let change = match slack(&off, today) >= 150 {
        true => Change::DayOffWithSlack,
        false => Change::DayOffWithout,
    };
    let (found, after) = anew(table, &format!("{name}, day off"), &off, today, effort);
    assert!(
        !after
            .sessions
            .iter()
            .any(|s| s.on == on && s.is_ahead(today)),
        "{name}"
    );
    table.add(change, name, gone(&off, &found, today, &|day| day == on));
}

fn items(table: &mut Table, name: &str, plan: &Plan, today: Day, effort: Effort) {
    let never = |_: Day| false;
    let mut extra = item("one-more", 1);
    (extra.importance, extra.kind) = (1, Kind::Topic);
    extra.step = plan.steps.keys().next().cloned();
    let more = plan
        .apply(&Edit::AddItem(Box::new(extra)))
        .expect("an item");
    let (found, _) = anew(table, &format!("{name}, one more"), &more, today, effort);
    table.add(Change::ItemAdded, name, gone(&more, &found, today, &never));

    let builds = |id: &ItemId| {
        let mut links = plan.links.iter();
        links.any(|l| l.relation == Relation::BuildsOn && l.to == *id)
    };
    let least = plan
        .items
        .iter()
        .filter(|i| i.status.is_open() && !builds(&i.id) && !plan.cuts.contains(&i.id))
        .filter(|i| {
            plan.sessions
                .iter()
                .any(|s| s.item == i.id && s.is_ahead(today))
        })
        .filter(|i| !plan.sessions.iter().any(|s| s.item == i.id && s.pinned))
        .min_by_key(|i| (i.importance, i.id.clone()));
    if let Some(least) = least.filter(|i| i.importance <= 2) {
        let less = plan
            .apply(&Edit::DeleteItem(least.id.clone()))
            .expect("a deletion");
        let (found, _) = anew(table, &format!("{name}, less"), &less, today, effort);
        table.add(
            Change::ItemDeleted,
            name,
            gone(&less, &found, today, &never),
        );
    }
}

/// The interview a week later or earlier, and an hour less a week.
fn frames(table: &mut Table, name: &str, plan: &Plan, today: Day, effort: Effort) {
    let onsite = plan.interviews_in_order().last().map(|i| (*i).clone());
    let onsite = onsite.expect("an interview");
    for (change, days) in [(Change::DateLater, 7), (Change::DateEarlier, -7)] {
        let mut moved = onsite.clone();
        moved.on = onsite.on.plus(days);
        if moved.on <= today.plus(2) {
            continue;
        }
        let edit = Edit::PutInterview(Box::new(moved.clone()));
        let other = plan.apply(&edit).expect("a date");
        let (found, _) = anew(table, &format!("{name}, {change:?}"), &other, today, effort);
        let late = |day: Day| day >= moved.on.plus(-i64::from(moved.buffer_days.max(1)));
        table.add(change, name, gone(&other, &found, today, &late));
    }
    let mut weekly = plan.availability.weekly.clone();
    let longest = cairn::domain::WEEK
        .into_iter()
        .max_by_key(|d| weekly.minutes(*d));
    let longest = longest.expect("a weekday");
    let minutes = weekly.minutes(longest).saturating_sub(Minutes::hours(1));
    weekly.set_minutes(longest, minutes);
    let less = plan.apply(&Edit::SetWeekly(weekly)).expect("a week");
    let (found, _) = anew(table, &format!("{name}, less"), &less, today, effort);
    let shorter = |day: Day| day.weekday() == longest;
    table.add(Change::LessTime, name, gone(&less, &found, today, &shorter));
}

fn built_in() -> Vec<(String, Plan)> {
    let mut all = Vec::new();
    for (days, hours) in [(28, ten_hours()), (56, ten_hours()), (84, every_day(120))] {
        all.push((format!("built-in, {days} days"), real(days, hours)));
    }
    let mut two = real(70, ten_hours());
    let on = monday().plus(24);
    let coding = Interview::new(
        Id::slug("coding"),
        "Coding",
        cairn::domain::Round::Coding,
        on,
    );
    two.interviews.put(coding);
    all.push(("built-in, two interviews".to_owned(), two));
    all
}

/// The fast share: the built-in path in four weeks, and small random plans, seeds 0 … 7.
#[test]
#[ignore = "not held yet: a few of about 90 changes move more than their bar"]
fn replans_of_a_few_plans_are_calm() {
    let mut table = Table::default();
    let (name, plan) = built_in().swap_remove(0);
    happen(&mut table, &name, &plan, Effort::Quick);
    for seed in 0..8 {
        let shape = study::Shape {
            items: 10 + seed as usize,
            weeks: 3,
            ..study::Shape::of(seed)
        };
        let plan = study::shaped(seed, shape);
        happen(&mut table, &format!("seed {seed}"), &plan, Effort::Quick);
    }
    assert!(table.wrong.is_empty(), "{:#?}", table.wrong);
}

/// The built-in path four ways, random plans, seeds 100 … 219, and roomy ones, seeds 300 … 369:
/// `cargo test --release -- --ignored --nocapture replans_of_many_plans`.
fn measured(effort: Effort) {
    let mut table = Table::default();
    for (name, plan) in built_in() {
        happen(&mut table, &name, &plan, effort);
    }
    for seed in 100..220 {
        happen(
            &mut table,
            &format!("seed {seed}"),
            &study::plan(seed),
            effort,
        );
    }
    // So much time that some is over although everything is studied deeply.
    for seed in 300..370 {
        let shape = study::Shape {
            load: 18 + seed as u32 % 4 * 4,
            ..study::Shape::of(seed)
        };
        let plan = study::shaped(seed, shape);
        happen(&mut table, &format!("roomy seed {seed}"), &plan, effort);
    }
    table.print(&format!("{effort:?}, plans"));
    for change in [
        Change::MissedWithSlack,
        Change::MissedWithout,
        Change::ItemDeleted,
    ] {
        let count = table.rows.get(&change).map_or(0, |row| row.0);
        assert!(count >= 50, "only {count} of {change:?}");
    }
    assert!(table.wrong.is_empty(), "{:#?}", table.wrong);
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn quick_replans_of_many_plans_are_calm() {
    measured(Effort::Quick);
}

#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn full_replans_of_many_plans_are_calm() {
    measured(Effort::Full);
}
