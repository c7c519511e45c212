//! Prints a plan for an instance of the planning problem (JSON in, JSON out), or a table over a folder of them.
//!
//! `solve [--quick] INSTANCE.json` prints the plan; `solve [--quick] --table DIR OPTIMA.json` prints for every instance
//! what is lost against the best known values, and the time. The schema is the one of the planner's notes. Only this
//! tool knows JSON; the planner itself does not.

use std::process::ExitCode;
use std::time::Instant;

use cairn::planner::{Effort, schedule};

#[path = "../it/planner/instance.rs"]
mod instance;
use instance::{field, load, read_problem, whole, write_plan};

const USAGE: &str =
    "usage: solve [--quick] INSTANCE.json\n       solve [--quick] --table DIR OPTIMA.json";

fn main() -> ExitCode {
    let mut effort = Effort::Full;
    let mut table = false;
    let mut paths = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => effort = Effort::Quick,
            "--table" => table = true,
            "--help" | "-h" => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            other if other.starts_with("--") => {
                return fail(&format!("unknown option {other}\n{USAGE}"));
            }
            other => paths.push(other.to_owned()),
        }
    }
    let result = match (table, paths.as_slice()) {
        (true, [folder, optima]) => print_table(folder, optima, effort),
        (false, [path]) => print_plan(path, effort),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => fail(&message),
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn print_plan(path: &str, effort: Effort) -> Result<(), String> {
    let instance = load(path)?;
    let problem = read_problem(&instance).map_err(|e| format!("{path}: {e}"))?;
    let plan = schedule(&problem, effort);
    println!("{}", write_plan(&problem, &plan));
    Ok(())
}

// A tool that measures needs a clock; the planner has none.
#[allow(clippy::disallowed_methods)]
fn print_table(folder: &str, optima: &str, effort: Effort) -> Result<(), String> {
    let optima = load(optima)?;
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .map_err(|e| format!("{folder}: {e}"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|name| optima.get(name).is_some())
        .collect();
    names.sort_unstable();
    println!(
        "{:<22} {:>7} {:>7} {:>7}  {:>9} {:>9} {:>7}  {:>8} {:>9}",
        "instance", "z1", "best", "loss %", "z2", "best", "loss %", "ms", "moved"
    );
    let (mut loss1, mut loss2, mut worst1, mut worst2) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    let (mut equal, mut reached, mut time) = (0, 0, 0.0_f64);
    for name in &names {
        let instance = load(&format!("{folder}/{name}.json"))?;
        let problem = read_problem(&instance).map_err(|e| format!("{name}: {e}"))?;
        let start = Instant::now();
        let plan = schedule(&problem, effort);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let best = field(&optima, name)?;
        let (z1, z2) = (whole(best, "z1")?, whole(best, "z2")?);
        let loss = |have: i64, best: i64| 100.0 * (best - have) as f64 / best.max(1) as f64;
        let first = loss(plan.score.z1, z1);
        loss1 += first;
        worst1 = worst1.max(first);
        reached += i32::from(plan.score.z1 >= z1);
        time = time.max(ms);
        let second = if plan.score.z1 == z1 {
            equal += 1;
            let second = loss(plan.score.z2, z2);
            loss2 += second;
            worst2 = worst2.max(second);
            format!("{second:.3}")
        } else {
            "-".to_owned()
        };
        let (gone, shown) = plan.score.moved_sessions;
        println!(
            "{name:<22} {:>7} {z1:>7} {first:>7.3}  {:>9} {z2:>9} {second:>7}  {ms:>8.2} {gone:>4}/{shown}",
            plan.score.z1, plan.score.z2
        );
    }
    println!(
        "z1: mean loss {:.3} %, worst {worst1:.3} %, reached {reached} of {}; z2 at equal z1: mean loss {:.3} %, worst {worst2:.3} %; slowest {time:.1} ms",
        loss1 / names.len().max(1) as f64,
        names.len(),
        loss2 / f64::from(equal.max(1)),
    );
    Ok(())
}
