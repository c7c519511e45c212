//! How calm replans are: every kind of change, on the public instances and on generated problems, against the bars.
//!
//! Asked of each case, not of a mean. Seen to fail when a replan starts from nothing, when it looks for more by moving
//! without a limit, when what was missed goes in after what waits for it, and when ties are broken by the place in the
//! list. The fast share is quick and small. The tests of the whole are ignored, as they take minutes; what is missed
//! there is said beside each.

use std::collections::{BTreeMap, BTreeSet};

use cairn::planner::{Effort, Problem, Schedule, SessionKind, schedule};

use super::{changes, checker, instance, instances, ordinary};

/// Generated problems have the seeds from 100 up to this one.
const SEEDS: u64 = 280;

/// What happened to the plan that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Nothing,
    DayDone,
    MissedWithSlack,
    MissedWithout,
    ItemAdded,
    ItemDeleted,
    /// Half an hour more on one day, planned again and planned from nothing.
    LongerDay,
    LongerAnew,
}

impl Kind {
    /// The largest share of the sessions shown that may be gone, in percent.
    fn bar(self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::DayDone => 6,
            Self::MissedWithSlack => 15,
            Self::MissedWithout => 20,
            Self::ItemAdded | Self::ItemDeleted => 5,
            // Nothing happened to what is planned.
            Self::LongerDay => 5,
            // Only its value is bounded.
            Self::LongerAnew => 100,
        }
    }
}

/// All cases of one kind: gone, shown, and whatever went wrong.
#[derive(Default)]
struct Cases {
    count: u32,
    sum: f64,
    worst: f64,
    wrong: Vec<String>,
}

#[derive(Default)]
struct Table {
    kinds: BTreeMap<Kind, Cases>,
}

impl Table {
    fn add(&mut self, kind: Kind, name: &str, (gone, shown): (u32, u32), fault: Option<String>) {
        let cases = self.kinds.entry(kind).or_default();
        let percent = 100.0 * f64::from(gone) / f64::from(shown.max(1));
        cases.count += 1;
        cases.sum += percent;
        cases.worst = cases.worst.max(percent);
        // One session is allowed where the plan is so short that one is more than the bar.
        let allowed = match kind {
            Kind::Nothing => 0,
            _ => (shown * kind.bar() / 100).max(1),
        };
        if gone > allowed {
            cases.wrong.push(format!("{name}: {gone} of {shown} gone"));
        }
        cases.wrong.extend(fault.map(|f| format!("{name}: {f}")));
    }

    fn print(&self, title: &str) {
        println!("{title}");
        println!(
            "  {:<16} {:>6} {:>7} {:>7} {:>7}  wrong",
            "change", "cases", "mean %", "worst %", "bar %"
        );
        for (kind, cases) in &self.kinds {
            println!(
                "  {:<16} {:>6} {:>7.2} {:>7.2} {:>7}  {}",
                format!("{kind:?}"),
                cases.count,
                cases.sum / f64::from(cases.count.max(1)),
                cases.worst,
                kind.bar(),
                cases.wrong.len()
            );
        }
        for fault in self
            .kinds
            .iter()
            .flat_map(|(k, c)| c.wrong.iter().map(move |w| (k, w)))
        {
            println!("    {:?}: {}", fault.0, fault.1);
        }
    }

    /// Every bar but those of the kinds in `but`.
    fn assert_held(&self, but: &[Kind]) {
        let asked = self.kinds.iter().filter(|(kind, _)| !but.contains(kind));
        let wrong: Vec<_> = asked.flat_map(|(_, c)| &c.wrong).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// Schedules and checks.
fn made(name: &str, problem: &Problem, effort: Effort) -> Schedule {
    assert_eq!(problem.check(), Ok(()), "{name}");
    let plan = schedule(problem, effort);
    let report = checker::check(problem, &plan);
    assert!(
        report.violations.is_empty(),
        "{name}: {:?}",
        report.violations
    );
    if let Some(other) = &plan.reshuffle {
        assert!(other.score.z1 > plan.score.z1, "{name}: nothing gained");
    }
    plan
}

/// Everything that can happen to one problem.
fn happen(table: &mut Table, name: &str, problem: &Problem, effort: Effort, seed: u64) {
    let plan = made(name, problem, effort);
    if !problem.previous.is_empty() {
        missed_day(table, name, problem, None, &plan, effort);
    }
    let (again, same) = nothing(table, name, problem, &plan, effort);
    permuted(name, &again, &same, effort, seed);

    if let Some(next) = changes::next_day(problem, &plan, true) {
        let new = made(name, &next, effort);
        table.add(Kind::DayDone, name, new.score.moved_sessions, None);
    }
    if plan.sessions.iter().any(|s| s.day == 0 && !s.pinned)
        && let Some(next) = changes::next_day(problem, &plan, false)
    {
        let new = made(name, &next, effort);
        missed_day(table, name, &next, Some(&plan), &new, effort);
        nothing(table, &format!("{name}, mended"), &next, &new, effort);
    }
    let more = changes::one_more(problem, &plan, 30 + (seed % 4) as i32 * 10);
    let new = made(name, &more, effort);
    table.add(Kind::ItemAdded, name, new.score.moved_sessions, None);
    if let Some(less) = changes::one_less(problem, &plan) {
        let new = made(name, &less, effort);
        table.add(Kind::ItemDeleted, name, new.score.moved_sessions, None);
    }
    let bare = changes::from_nothing(problem);
    let first = match problem.previous.is_empty() {
        true => plan,
        false => made(name, &bare, effort),
    };
    for (kind, base, before, allowed) in [
        (Kind::LongerDay, &again, &same, 0),
        (Kind::LongerAnew, &bare, &first, first.score.z1 / 200),
    ] {
        let Some(longer) = changes::longer_day(base, seed as usize * 7 + 1) else {
            continue;
        };
        let new = made(name, &longer, effort);
        let lost = before.score.z1 - new.score.z1;
        let fault = format!("half an hour more cost {lost} of {}", before.score.z1);
        let fault = (lost > allowed).then_some(fault);
        table.add(kind, name, new.score.moved_sessions, fault);
    }
}

/// The same again: the plan comes back word for word.
fn nothing(
    table: &mut Table,
    name: &str,
    problem: &Problem,
    plan: &Schedule,
    effort: Effort,
) -> (Problem, Schedule) {
    let again = changes::shown(problem, plan);
    let same = made(name, &again, effort);
    let fault = || Some("another plan without any change".to_owned());
    let differs = key(&same) != key(plan);
    let gone = same.score.moved_sessions;
    table.add(Kind::Nothing, name, gone, differs.then(fault).flatten());
    (again, same)
}

fn key(plan: &Schedule) -> Vec<(usize, SessionKind, i32, i32)> {
    let all = plan.sessions.iter();
    all.map(|s| (s.item, s.kind, s.day, s.minutes)).collect()
}

fn permuted(name: &str, problem: &Problem, plan: &Schedule, effort: Effort, seed: u64) {
    let other = changes::permuted(problem, seed);
    let text = |p: &Problem, s: &Schedule| instance::write_plan(p, s).to_string();
    assert_eq!(
        text(problem, plan),
        text(&other, &schedule(&other, effort)),
        "{name}: the order of the input matters"
    );
}

/// A day was missed, and `new` is the replan; `plan` is the one shown before, where its first day is known.
fn missed_day(
    table: &mut Table,
    name: &str,
    next: &Problem,
    plan: Option<&Schedule>,
    new: &Schedule,
    effort: Effort,
) {
    let gone = new.score.moved_sessions;
    if changes::slack(next) >= 150 {
        let early = plan.map_or_else(Vec::new, |plan| needless(next, plan, new));
        let fault = (!early.is_empty()).then(|| format!("of the next two days: {early:?}"));
        table.add(Kind::MissedWithSlack, name, gone, fault);
        return;
    }
    if effort == Effort::Quick {
        // It is followed by a full run, which looks for what could be covered if nothing had to stay.
        table.add(Kind::MissedWithout, name, gone, None);
        return;
    }
    // What could be covered if nothing had to stay.
    let free = made(name, &changes::from_nothing(next), effort).score.z1;
    let have = new.score.z1;
    let offered = new.reshuffle.as_ref().map_or(have, |r| r.score.z1);
    let wrong = have * 100 < free * 98 || free * 99 > have * 100 && offered * 100 < free * 99;
    let fault = || format!("covers {have}, offers {offered}, {free} could be had");
    table.add(Kind::MissedWithout, name, gone, wrong.then(fault));
}

/// Sessions of today and tomorrow that are gone although nothing of what they wait for was missed.
fn needless(next: &Problem, before: &Schedule, new: &Schedule) -> Vec<(String, i32)> {
    let missed = before.sessions.iter().filter(|s| s.day == 0);
    let mut late: BTreeSet<usize> = missed.map(|s| s.item).collect();
    loop {
        let list = |i: usize| next.items[i].list;
        let follows = |i: usize, other: usize| {
            next.items[i].prerequisites.contains(&other)
                || (list(i).is_some()
                    && list(i) == list(other)
                    && next.items[i].position > next.items[other].position)
        };
        let more: Vec<usize> = (0..next.items.len())
            .filter(|i| !late.contains(i) && late.iter().any(|&o| follows(*i, o)))
            .collect();
        if more.is_empty() {
            break;
        }
        late.extend(more);
    }
    let kept: BTreeSet<_> = new
        .sessions
        .iter()
        .map(|s| (s.item, s.kind, s.day))
        .collect();
    let soon = next.previous.iter().filter(|s| s.day <= 1);
    soon.filter(|s| !late.contains(&s.item) && !kept.contains(&(s.item, s.kind, s.day)))
        .map(|s| (next.items[s.item].id.clone(), s.day))
        .collect()
}

/// The fast share: quick plans of small problems, seeds 0 … 23, two of each class.
#[test]
fn small_quick_replans_stay_within_the_bars() {
    let mut table = Table::default();
    for seed in 0..24 {
        let (name, _, problem) = ordinary::problem(seed, 20);
        happen(&mut table, &name, &problem, Effort::Quick, seed);
    }
    table.assert_held(&[Kind::LongerAnew]);
}

/// The public instances, and at least fifty generated problems for each kind of change.
fn measured(effort: Effort, but: &[Kind]) {
    let mut tables = Vec::new();
    let mut table = Table::default();
    for (n, (name, problem, _)) in instances::public().into_iter().enumerate() {
        happen(&mut table, &name, &problem, effort, n as u64);
    }
    table.print(&format!("{effort:?}, public instances"));
    tables.push(table);
    let mut table = Table::default();
    for seed in 100..SEEDS {
        let (name, _, problem) = ordinary::problem(seed, 120);
        happen(&mut table, &name, &problem, effort, seed);
    }
    table.print(&format!("{effort:?}, generated problems"));
    for (kind, cases) in &table.kinds {
        assert!(cases.count >= 50, "only {} of {kind:?}", cases.count);
    }
    tables.push(table);
    for table in &tables {
        table.assert_held(but);
    }
}

/// `cargo test --release -- --ignored --nocapture replans_stay_within_the_bars` prints the tables.
#[test]
#[ignore = "minutes without optimisation: cargo test --release -- --ignored"]
fn quick_replans_stay_within_the_bars() {
    // Two quick plans from nothing differ by what a quick run misses; no replan is among them.
    measured(Effort::Quick, &[Kind::LongerAnew]);
}

/// Not held: without slack, a plan that moves no more than a fifth covers over 2 % less than one made anew in every
/// eighth case (6 % at most); the one made anew is offered.
#[test]
#[ignore = "minutes without optimisation; 11 of 111 replans without slack cover over 2 % less than could be had"]
fn full_replans_stay_within_the_bars() {
    measured(Effort::Full, &[]);
}
