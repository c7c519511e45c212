//! What the planner's plans are worth and how long they take: `cargo bench --bench planner [-- OPTION …]`.
//!
//! Prints, in one run: what is lost against the best values known for the public instances; times of quick and full
//! plans, building the problem from a plan included, with their growth; how soon a cancelled run stops; the built-in
//! path against one frame; and the ratio to TaskJuggler where `tj3` is installed. Times are those of one thread, not of the
//! wall, where the system tells them; the waits of a cancelled run are by the wall. Options: `--instances DIR` (or the
//! variable `PLANNER_INSTANCES`) for other instances with an `optima.json` among them; `--only quality|time|tj3`;
//! `--tjp ITEMS WEEKS` prints the project file for TaskJuggler and stops.
#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use cairn::domain::{Day, Edit, Minutes, Plan};
use cairn::planner::{self, Effort, find_plan, schedule_plan};

#[path = "../it/planner/instance.rs"]
#[allow(dead_code, reason = "the bench only reads")]
mod instance;
#[path = "../it/support/plans/mod.rs"]
mod plans;
#[path = "../it/support/study.rs"]
mod study;
mod tj3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1).cloned()
    };
    if let Some(at) = arguments.iter().position(|a| a == "--tjp") {
        let number = |n: usize| arguments.get(at + n).and_then(|a| a.parse::<u32>().ok());
        let (items, weeks) = (number(1).unwrap_or(60), number(2).unwrap_or(8));
        let plan = plan(items as usize, weeks, 85);
        print!("{}", tj3::project(&plan, study::monday(), 5));
        return;
    }
    let only = after("--only");
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    if wanted("quality") {
        let folder = after("--instances").or_else(|| std::env::var("PLANNER_INSTANCES").ok());
        let here = || concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/planner").to_owned();
        let folder = PathBuf::from(folder.unwrap_or_else(here));
        for effort in [Effort::Full, Effort::Quick] {
            quality(&folder, effort);
        }
    }
    if wanted("time") {
        quick_times();
        full_times();
        frames();
    }
    if wanted("tj3") {
        against_taskjuggler();
    }
}

fn plan(items: usize, weeks: u32, load: u32) -> Plan {
    let shape = study::Shape {
        items,
        weeks,
        load,
        earlier: 1,
    };
    study::shaped(7, shape)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Time this thread has run, where the system tells (Linux): other programs on the machine do not count.
fn worked() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

/// What a run takes, in milliseconds of one thread.
fn cost(run: impl FnOnce()) -> f64 {
    let (begun, before) = (Instant::now(), worked());
    run();
    let worked = worked()
        .zip(before)
        .map(|(now, then)| now.saturating_sub(then));
    ms(worked.unwrap_or_else(|| begun.elapsed()))
}

/// The middle and the longest of so many runs, after one that is not counted. The system counts in ticks of some
/// milliseconds: what is shorter is run many times in a row for one value.
fn timed(runs: usize, mut run: impl FnMut()) -> (f64, f64) {
    let begun = Instant::now();
    run();
    let once = ms(begun.elapsed()).max(0.05);
    let row = (60.0 / once).ceil().clamp(1.0, 200.0);
    let mut times: Vec<f64> = (0..runs)
        .map(|_| cost(|| (0..row as usize).for_each(|_| run())) / row)
        .collect();
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() - 1])
}

fn held(yes: bool) -> &'static str {
    if yes { "held" } else { "MISSED" }
}

/// Loss against the best known values, instance by instance.
fn quality(folder: &std::path::Path, effort: Effort) {
    let load = |name: &str| instance::load(&folder.join(name).to_string_lossy());
    let Ok(optima) = load("optima.json") else {
        println!("no instances in {}", folder.display());
        return;
    };
    println!("{effort:?} effort, loss against the best known");
    println!(
        "  {:<24} {:>8} {:>8} {:>7} {:>10} {:>10} {:>7} {:>8}",
        "instance", "z1", "best", "loss %", "z2", "best", "loss %", "ms"
    );
    let names = optima.as_object().expect("an object").keys();
    let (mut first, mut second, mut reached, mut slowest) = (Vec::new(), Vec::new(), 0, 0.0_f64);
    for name in names {
        let Ok(problem) = load(&format!("{name}.json")).and_then(|v| instance::read_problem(&v))
        else {
            println!("  {name:<24} not there");
            continue;
        };
        let mut plan = None;
        let took = cost(|| plan = Some(planner::schedule(&problem, effort)));
        let plan = plan.expect("a plan");
        let best = |key: &str| instance::whole(&optima[name], key).expect("a number");
        let loss = |have: i64, best: i64| 100.0 * (best - have) as f64 / best.max(1) as f64;
        let (z1, z2) = (best("z1"), best("z2"));
        first.push(loss(plan.score.z1, z1));
        reached += usize::from(plan.score.z1 >= z1);
        slowest = slowest.max(took);
        let at_equal = (plan.score.z1 == z1).then(|| loss(plan.score.z2, z2));
        second.extend(at_equal);
        println!(
            "  {name:<24} {:>8} {z1:>8} {:>7.3} {:>10} {z2:>10} {:>7} {took:>8.2}",
            plan.score.z1,
            loss(plan.score.z1, z1),
            plan.score.z2,
            at_equal.map_or("-".to_owned(), |l| format!("{l:.3}")),
        );
    }
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let worst = |of: &[f64]| of.iter().copied().fold(0.0, f64::max);
    let count = first.len();
    let bars = match effort {
        Effort::Full => {
            let z1 = mean(&first) <= 0.3 && worst(&first) <= 2.0 && reached * 4 >= count * 3;
            let z2 = mean(&second) <= 0.5 && worst(&second) <= 1.5;
            format!("bars 0.3, 2, three quarters; 0.5, 1.5: {}", held(z1 && z2))
        }
        Effort::Quick => {
            let good = mean(&first) <= 1.5 && worst(&first) <= 6.0;
            format!("bars 1.5, 6: {}", held(good))
        }
    };
    println!(
        "  z1 loss mean {:.3} %, worst {:.3} %, reached {reached} of {count}; z2 at equal z1 mean {:.3} %, worst {:.3} %; \
         slowest {slowest:.1} ms; {bars}\n",
        mean(&first),
        worst(&first),
        mean(&second),
        worst(&second),
    );
}

fn quick(plan: &Plan, today: Day) -> cairn::domain::Schedule {
    schedule_plan(plan, today, Effort::Quick)
}

fn taken(plan: &Plan, today: Day) -> Plan {
    let schedule = Box::new(quick(plan, today));
    let edit = Edit::Replan { schedule, today };
    plan.apply(&edit).expect("a schedule fits its plan")
}

/// Quick plans from a plan to a schedule: the first one, one after a missed day, one with nothing to change.
fn quick_times() {
    println!("quick, from a plan to a schedule (ms, middle and longest)");
    println!(
        "  {:>6} {:>5} {:>16} {:>16} {:>16} {:>9}  bar",
        "items", "weeks", "first", "a day missed", "as it is", "growth"
    );
    let mut before: Option<(usize, f64)> = None;
    for (items, weeks, load, bar) in [
        (60, 8, 100, Some(4.0)),
        (500, 26, 100, Some(16.0)),
        (1_000, 52, 120, None),
        (2_000, 52, 150, None),
        (5_000, 52, 300, None),
        (10_000, 52, 600, Some(100.0)),
    ] {
        let fresh = plan(items, weeks, load);
        let today = study::monday();
        let runs = if items > 2_000 { 9 } else { 21 };
        let first = timed(runs, || drop(quick(&fresh, today)));
        let with = taken(&fresh, today);
        let late = timed(runs, || drop(quick(&with, today.plus(1))));
        let same = timed(runs, || drop(quick(&with, today)));
        // From 1,000 items on at the same length: the exponent of the growth, 1 is linear.
        let growth = before
            .filter(|(n, _)| *n >= 1_000)
            .map_or_else(String::new, |(n, t)| {
                let power = (first.0 / t).ln() / (items as f64 / n as f64).ln();
                format!("n^{power:.2}")
            });
        before = Some((items, first.0));
        let worst = first.0.max(late.0).max(same.0);
        let bar = bar.map_or_else(String::new, |bar| format!("{bar} {}", held(worst <= bar)));
        let pair = |(middle, longest): (f64, f64)| format!("{middle:.2} ({longest:.2})");
        println!(
            "  {items:>6} {weeks:>5} {:>16} {:>16} {:>16} {growth:>9}  {bar}",
            pair(first),
            pair(late),
            pair(same)
        );
    }
    println!();
}

/// The full plan, and how long a cancelled one still runs.
fn full_times() {
    let today = study::monday();
    println!("full, from a plan to a schedule (ms, middle and longest of 5)");
    for (name, fresh) in [
        ("120 items × 12 weeks, tight", plan(120, 12, 100)),
        ("120 items × 12 weeks, overfull", plan(120, 12, 160)),
        (
            "the built-in path, 8 weeks",
            study::built_in(cairn::store::builtin::path()),
        ),
    ] {
        let first = timed(5, || {
            drop(find_plan(&fresh, today, Effort::Full, &|| false))
        });
        let with = taken(&fresh, today);
        let late = timed(5, || {
            drop(find_plan(&with, today.plus(1), Effort::Full, &|| false))
        });
        let mut waits = Vec::new();
        for stop in [1, 5, 20, 60, 120, 200] {
            let begun = Instant::now();
            let at = Duration::from_millis(stop);
            let cancelled = Cell::new(false);
            drop(find_plan(&fresh, today, Effort::Full, &|| {
                cancelled.set(begun.elapsed() >= at);
                cancelled.get()
            }));
            if cancelled.get() {
                waits.push(ms(begun.elapsed().saturating_sub(at)));
            }
        }
        let wait = waits.iter().copied().fold(0.0, f64::max);
        let good = held(first.0.max(late.0) <= 500.0);
        println!(
            "  {name:<32} first {:.0} ({:.0}), a day missed {:.0} ({:.0}), bar 500 {good}; cancelled, it stops within {wait:.1}",
            first.0, first.1, late.0, late.1
        );
    }
    println!();
}

/// What happens while a frame waits for it, on the built-in path.
fn frames() {
    let today = study::monday();
    println!("the built-in path against one frame of 16 ms (ms, middle and longest of 21)");
    let row = |name: &str, time: (f64, f64)| {
        println!(
            "  {name:<44} {:.2} ({:.2}) {}",
            time.0,
            time.1,
            held(time.0 <= 16.0)
        );
    };
    let path = cairn::store::builtin::path();
    for weeks in [2, 4, 8, 16, 26] {
        let mut answers = cairn::domain::Answers::sensible(today);
        for interview in &mut answers.interviews {
            interview.on = today.plus(7 * weeks);
        }
        let time = timed(21, || {
            let plan = answers.plan(cairn::domain::PlanId::slug("plan"), path);
            drop(quick(&plan, today));
        });
        row(&format!("first preview, {weeks} weeks"), time);
    }
    let with = taken(&study::built_in(path), today);
    for minutes in [30, 60, 120, 180] {
        let weekly = cairn::domain::Weekly::of_minutes([Minutes(minutes); 7]);
        let wish = with.apply(&Edit::SetWeekly(weekly)).expect("a week");
        let time = timed(21, || drop(quick(&wish, today)));
        row(&format!("what if, {} h a week", minutes * 7 / 60), time);
    }
    let some = with.sessions.iter().find(|s| s.on > today.plus(6));
    if let Some(session) = some {
        let edit = Edit::MoveSession {
            session: session.id.clone(),
            on: session.on.plus(5),
        };
        let time = timed(21, || {
            let moved = with.apply(&edit).expect("a move");
            drop(quick(&moved, today));
        });
        row("a session dropped elsewhere, planned anew", time);
    }
    let time = timed(21, || drop(quick(&with, today.plus(2))));
    row("two days missed", time);
    println!();
}

fn against_taskjuggler() {
    let Some(version) = tj3::version() else {
        println!("tj3 is not installed: no comparison with TaskJuggler (Debian: apt install tj3)");
        return;
    };
    println!("against {version}, middle of 5; the problem is built from the plan every time");
    let folder = std::env::temp_dir().join(format!("planner-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let today = study::monday();
    let (start, _) = tj3::time(&tj3::empty(today), &folder, 5);
    println!(
        "  tj3 takes {:.0} ms for a project with one task: its start",
        ms(start)
    );
    for (items, weeks) in [(60, 8), (500, 26)] {
        let plan = plan(items, weeks, 85);
        let (quick, _) = timed(21, || drop(quick(&plan, today)));
        for slot in [15, 5] {
            let (whole, good) = tj3::time(&tj3::project(&plan, today, slot), &folder, 5);
            let net = ms(whole.saturating_sub(start));
            let note = if good { "" } else { ", some of it late" };
            let (all, net_ratio) = (ms(whole) / quick, net / quick);
            println!(
                "  {items:>5} items × {weeks} weeks: quick {quick:.2} ms; tj3 in steps of {slot} min {:.0} ms, {net:.0} \
                 without its start{note}: {all:.0}× ({}), without its start {net_ratio:.0}× ({}); bar 100×",
                ms(whole),
                held(all >= 100.0),
                held(net_ratio >= 100.0)
            );
        }
    }
    let _ = std::fs::remove_dir_all(folder);
}
