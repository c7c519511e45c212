//! The same plan for TaskJuggler: the project file, and how long `tj3` takes with it. What TaskJuggler has no word for is
//! left out in its favour: reviews, mocks, depths, the most sessions a day, the order of a list without prerequisites.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use cairn::domain::{Day, Depth, Plan, Relation, WEEK};

/// The project file: every open item as a task with its effort at the depth “core”, its priority, what it builds on and
/// the deadline; working hours and days off as the plan has them. Times are in steps of `slot` minutes, efforts rounded
/// up to them.
pub fn project(plan: &Plan, today: Day, slot: u32) -> String {
    let mut text = String::new();
    let end = plan.last_day().unwrap_or(today);
    // Half as long again: what does not fit is reported late, not refused.
    let weeks = (end.since(today) / 7 * 3 / 2).max(2);
    let _ = writeln!(text, "project plan \"Plan\" {today} +{weeks}w {{");
    let _ = writeln!(text, "  timezone \"UTC\"\n  timingresolution {slot} min");
    for day in WEEK {
        let name = format!("{day:?}").to_lowercase();
        let minutes = plan.availability.weekly.minutes(day).0 / slot * slot;
        let _ = match minutes {
            0 => writeln!(text, "  workinghours {name} off"),
            m => {
                let (from, to) = (8 * 60, 8 * 60 + m);
                let hours = format!(
                    "{}:{:02} - {}:{:02}",
                    from / 60,
                    from % 60,
                    to / 60,
                    to % 60
                );
                writeln!(text, "  workinghours {name} {hours}")
            }
        };
    }
    let _ = writeln!(text, "}}\nresource me \"Me\" {{");
    for (day, minutes) in &plan.availability.exceptions {
        if minutes.0 == 0 {
            let _ = writeln!(text, "  leaves annual {day} +1d");
        }
    }
    let _ = writeln!(text, "}}");
    let name = |id: &str| id.replace(['-', '.'], "_");
    for item in plan.items.iter().filter(|item| item.status.is_open()) {
        let effort = plan.effort_at(item, Depth::Core).0.div_ceil(slot).max(1) * slot;
        let id = name(item.id.as_str());
        let _ = writeln!(
            text,
            "task {id} \"{id}\" {{\n  effort {effort}min\n  allocate me"
        );
        let _ = writeln!(
            text,
            "  priority {}\n  maxend {end}",
            100 + 150 * u32::from(item.importance)
        );
        for link in plan.links.iter() {
            let open = plan.items.get(&link.to).is_some_and(|i| i.status.is_open());
            if link.from == item.id && link.relation == Relation::BuildsOn && open {
                let _ = writeln!(text, "  depends {}", name(link.to.as_str()));
            }
        }
        let _ = writeln!(text, "}}");
    }
    text
}

/// A project with one task of a quarter of an hour: what `tj3` takes to start.
pub fn empty(today: Day) -> String {
    format!(
        "project plan \"Plan\" {today} +2w {{\n  timezone \"UTC\"\n}}\nresource me \"Me\"\n\
         task a \"A\" {{\n  effort 15min\n  allocate me\n}}\n"
    )
}

/// Whether `tj3` is there.
pub fn version() -> Option<String> {
    let out = Command::new("tj3").arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout);
    Some(text.lines().next()?.to_owned())
}

/// Processor time of all children that have ended, where the system tells (Linux), in hundredths of a second.
fn children() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = text.rsplit_once(')')?;
    let mut of_children = fields.split_whitespace().skip(13).take(2);
    let (user, system) = (of_children.next()?, of_children.next()?);
    Some(user.parse::<u64>().ok()? + system.parse::<u64>().ok()?)
}

/// The middle of so many runs of `tj3` on a project, and whether it scheduled all of it. Processor time where the system
/// tells it, so that other programs on the machine do not count.
#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
pub fn time(project: &str, folder: &Path, runs: usize) -> (Duration, bool) {
    let file = folder.join("plan.tjp");
    std::fs::write(&file, project).expect("a file");
    let mut times = Vec::new();
    let mut whole = true;
    for _ in 0..runs {
        let (begun, before) = (Instant::now(), children());
        let status = Command::new("tj3")
            .args(["--silent", "--no-color", "--no-reports"])
            .arg(&file)
            .current_dir(folder)
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .expect("tj3 runs");
        let worked = children()
            .zip(before)
            .map(|(now, then)| now.saturating_sub(then));
        times.push(worked.map_or_else(|| begun.elapsed(), |w| Duration::from_millis(10 * w)));
        whole &= status.success();
    }
    times.sort();
    (times[times.len() / 2], whole)
}
