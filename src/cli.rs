//! `cairn` without a window: make, check, replan and export plans with the same library.
//!
//! Exit codes: 0 done, 1 it did not work (the reason is on standard error), 2 the command line makes no sense.
//!
//! Not here: what the commands do (`store/`, `planner/`, `domain/`), opening the window (`app.rs`).

mod export;
mod import;
mod merge;
mod mistaken;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::domain::answers::InterviewAnswer;
use crate::domain::{
    Answers, Day, Edit, Kind, Minutes, Plan, Round, Status, Verdict, WEEK, edit::say_minutes,
};
use crate::planner::{Effort, schedule_plan};
use crate::state::env::fresh_id;
use crate::state::{Env as _, RealEnv, Start};
use crate::store::file::{Base, name_of, save_plan};
use crate::store::format::Loaded;
use crate::store::fs::Disk;
use crate::store::{builtin, exchange};

/// What the command line comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is done: end with this code.
    Exit(u8),
    /// Open the window.
    Window(Start),
}

/// A calm desktop study planner for machine-learning engineering interviews.
///
/// Without a command it opens the window, with the plan where one is named.
#[derive(Debug, Parser)]
#[command(name = "cairn", version, disable_help_subcommand = true)]
struct Arguments {
    /// The plan to open in the window.
    #[arg(value_name = "PLAN.ron")]
    plan: Option<PathBuf>,
    /// The day to take for today (to try things out), as 2027-01-15.
    #[arg(long, global = true, value_name = "DAY", value_parser = Day::parse)]
    today: Option<Day>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a plan over the built-in path and schedules it.
    New(New),
    /// Says in one line what a plan holds and whether it fits; the text of the error and code 1 where it is no plan.
    Check {
        /// The plan.
        #[arg(value_name = "PLAN.ron")]
        file: PathBuf,
    },
    /// Plans the days ahead again.
    Replan {
        /// The plan.
        #[arg(value_name = "PLAN.ron")]
        file: PathBuf,
        /// Where the new plan goes; without it, into the same file.
        #[arg(long, value_name = "OTHER.ron")]
        out: Option<PathBuf>,
    },
    Import(import::Import),
    /// Writes a plan in another format.
    Export(export::Export),
    /// Merges two plans that came from one, by rows and fields. Also git's merge driver:
    /// cairn merge %O %A %B --out %A --name %P. Code 0: merged; 1: merged, with things that both changed; 3: not merged.
    Merge(merge::Merge),
}

#[derive(Debug, clap::Args)]
struct New {
    /// The file of the new plan. It must not exist yet.
    #[arg(long, value_name = "PLAN.ron")]
    out: PathBuf,
    /// An interview: a day, with a name where you like: 2027-01-15 or Acme=2027-01-15. May be given several times. A
    /// name like “coding” or “system design” also says what the interview asks about; else it is a whole onsite day.
    #[arg(long, required = true, value_name = "[NAME=]DAY", value_parser = interview)]
    interview: Vec<InterviewAnswer>,
    /// What the plan is called.
    #[arg(long)]
    name: Option<String>,
    /// Minutes to study on each weekday: mon=60,tue=60,sat=120. Days that are not named get none. Without this, an
    /// hour on Monday to Thursday and two on Saturday and Sunday.
    #[arg(long, value_name = "DAY=MINUTES,…", value_parser = weekly)]
    minutes: Option<WeekMinutes>,
    /// The first study day; without it, today.
    #[arg(long, value_name = "DAY", value_parser = Day::parse)]
    start: Option<Day>,
}

/// Minutes a weekday, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WeekMinutes([Minutes; 7]);

/// Does what the command line says, up to opening the window.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => {
            // A command that is mistyped makes nonsense of what stands behind it.
            if error.use_stderr()
                && let Some(error) = mistaken::first_of(&given).and_then(mistaken::command)
            {
                return misused(&error);
            }
            // Help and version go to standard output and are no error.
            let _ = error.print();
            return Outcome::Exit(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let Some(command) = arguments.command else {
        if let Some(error) = arguments.plan.as_deref().and_then(mistaken::command) {
            return misused(&error);
        }
        return Outcome::Window(Start {
            file: arguments.plan,
            today: arguments.today,
        });
    };
    if let Some(plan) = arguments.plan {
        return misused(&format!(
            "“{}” stands before the command: name the plan behind it",
            plan.display()
        ));
    }
    let mut env = RealEnv::new(arguments.today);
    let today = env.now().today;
    let done = match command {
        Command::New(new) => match new.answers(today) {
            Ok(answers) => make(&new.out, &answers, today, &mut env),
            Err(error) => return misused(&error),
        },
        Command::Check { file } => check(&file, today),
        Command::Replan { file, out } => replan(&file, out.as_deref(), today),
        Command::Export(export) => match export.check() {
            Ok(()) => export.run(env.now()),
            Err(error) => return misused(&error),
        },
        Command::Import(import) => import::run(&import, today, &env),
        Command::Merge(what) => return Outcome::Exit(merge::run(&what)),
    };
    match done {
        Ok(text) => {
            // Nobody may be reading any more.
            if !text.is_empty() {
                let _ = writeln!(std::io::stdout(), "{text}");
            }
            Outcome::Exit(0)
        }
        Err(error) => {
            tell(&error);
            Outcome::Exit(1)
        }
    }
}

fn misused(error: &str) -> Outcome {
    let error = Arguments::command().error(ErrorKind::ValueValidation, error);
    let _ = error.print();
    Outcome::Exit(2)
}

fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

impl New {
    fn answers(&self, today: Day) -> Result<Answers, String> {
        let start_on = self.start.unwrap_or(today);
        for interview in &self.interview {
            if interview.on < start_on {
                return Err(format!(
                    "the interview on {} is before the first study day, {start_on}",
                    interview.on
                ));
            }
        }
        let mut answers = Answers {
            name: self.name.clone().unwrap_or_default(),
            interviews: self.interview.clone(),
            start_on,
            ..Answers::sensible(today)
        };
        if let Some(WeekMinutes(minutes)) = self.minutes {
            answers.minutes = minutes;
        }
        Ok(answers)
    }
}

fn make(out: &Path, answers: &Answers, today: Day, env: &mut RealEnv) -> Result<String, String> {
    if std::path::Path::symlink_metadata(out).is_ok() {
        return Err(format!(
            "{} already exists. It was not overwritten.",
            name_of(out)
        ));
    }
    let plan = answers.plan(fresh_id(env, "plan"), builtin::path());
    let (plan, verdict) = planned(&plan, today)?;
    save_plan(&Disk, out, &plan, Base::Absent).map_err(|error| error.to_string())?;
    Ok(summary(out, &plan, &verdict))
}

fn check(file: &Path, today: Day) -> Result<String, String> {
    let loaded = load(file)?;
    if let Some(reason) = loaded.read_only {
        return Err(format!("{}: {reason}.", name_of(file)));
    }
    let verdict = schedule_plan(&loaded.plan, today, Effort::Quick).verdict;
    Ok(summary(file, &loaded.plan, &verdict))
}

fn replan(file: &Path, out: Option<&Path>, today: Day) -> Result<String, String> {
    let loaded = load(file)?;
    if let Some(reason) = loaded.read_only {
        return Err(format!("{}: {reason}.", name_of(file)));
    }
    let (plan, verdict) = planned(&loaded.plan, today)?;
    let (to, base) = match out {
        Some(out) => (out, Base::Any),
        None => (file, Base::Known(loaded.hash)),
    };
    save_plan(&Disk, to, &plan, base).map_err(|error| error.to_string())?;
    Ok(summary(to, &plan, &verdict))
}

/// Opens a plan; what there is to say about it goes to standard error.
fn load(file: &Path) -> Result<Loaded, String> {
    let loaded = exchange::open_plan(file).map_err(|error| mistaken::file(file, &error))?;
    for note in &loaded.notes {
        tell(&format!("{}: {note}", name_of(file)));
    }
    Ok(loaded)
}

fn planned(plan: &Plan, today: Day) -> Result<(Plan, Verdict), String> {
    let schedule = Box::new(schedule_plan(plan, today, Effort::Full));
    let verdict = schedule.verdict.clone();
    let plan = plan
        .apply(&Edit::Replan { schedule, today })
        .map_err(|error| format!("It could not be planned: {error}."))?;
    Ok((plan, verdict))
}

/// One line: items by kind, done, sessions, verdict.
fn summary(file: &Path, plan: &Plan, verdict: &Verdict) -> String {
    let done = plan.items.iter().filter(|item| item.status == Status::Done);
    let busy = match plan.availability.busy.len() {
        0 => String::new(),
        n => format!("{}; ", count(n, "busy time", "busy times")),
    };
    format!(
        "{}: {}; {} of {} done; {}; {busy}{}",
        name_of(file),
        kinds(plan),
        done.count(),
        plan.items.len(),
        count(plan.sessions.len(), "session", "sessions"),
        verdict_text(verdict)
    )
}

/// “14 design prompts, 7 papers, …”
fn kinds(plan: &Plan) -> String {
    let of = |kind: &Kind| plan.items.iter().filter(|item| item.kind == *kind).count();
    let known = [
        (Kind::DesignPrompt, "design prompt", "design prompts"),
        (Kind::Paper, "paper", "papers"),
        (Kind::Book, "book", "books"),
        (Kind::Algorithm, "algorithm item", "algorithm items"),
        (Kind::Topic, "topic", "topics"),
        (Kind::Resource, "resource", "resources"),
    ];
    let mut parts: Vec<String> = known
        .iter()
        .map(|(kind, one, many)| (of(kind), one, many))
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    let mut own: BTreeMap<&str, usize> = BTreeMap::new();
    for item in plan.items.iter() {
        if let Kind::Custom(name) = &item.kind {
            *own.entry(name.trim()).or_default() += 1;
        }
    }
    parts.extend(own.iter().map(|(name, n)| format!("{n} “{name}”")));
    if parts.is_empty() {
        return "no items".to_owned();
    }
    parts.join(", ")
}

fn verdict_text(verdict: &Verdict) -> String {
    let hours = |minutes: Minutes| {
        if minutes == Minutes::ZERO {
            return "no time".to_owned();
        }
        say_minutes(minutes)
    };
    let mut text = if verdict.fits {
        "fits".to_owned()
    } else {
        "does not fit".to_owned()
    };
    let _ = write!(
        text,
        ": {} planned, {} there until the last interview",
        hours(verdict.planned),
        hours(verdict.available)
    );
    if verdict.reduced > 0 {
        let _ = write!(text, ", {} at a lower depth", verdict.reduced);
    }
    if verdict.cut > 0 {
        let _ = write!(text, ", {} left out", verdict.cut);
    }
    text
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `2027-01-15` or `Acme=2027-01-15`.
fn interview(text: &str) -> Result<InterviewAnswer, String> {
    // The last sign counts, so that a name may have one.
    let (name, day) = text.rsplit_once('=').unwrap_or(("", text));
    let on = Day::parse(day.trim()).map_err(|error| error.to_string())?;
    let name = name.trim().to_owned();
    Ok(InterviewAnswer {
        round: round_of(&name),
        name,
        on,
    })
}

/// What an interview of this name asks about.
fn round_of(name: &str) -> Round {
    let name = name.to_lowercase();
    let words: BTreeSet<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if has(&["screen", "phone", "recruiter"]) {
        Round::Screen
    } else if has(&["coding", "code", "algorithms"]) {
        Round::Coding
    } else if has(&["design"]) {
        Round::Design
    } else if has(&["theory"]) {
        Round::MlTheory
    } else if has(&["behavioural", "behavioral"]) {
        Round::Behavioural
    } else {
        Round::Onsite
    }
}

/// `mon=60,tue=60`.
fn weekly(text: &str) -> Result<WeekMinutes, String> {
    let mut minutes: [Option<Minutes>; 7] = [None; 7];
    for part in text.split(',').filter(|part| !part.trim().is_empty()) {
        let wrong = || format!("“{part}” is no weekday with minutes: write it as mon=60");
        let (day, amount) = part.split_once('=').ok_or_else(wrong)?;
        let day = day.trim().to_lowercase();
        let place = WEEK.iter().position(|weekday| {
            let short = weekday.to_string().to_lowercase();
            day.len() >= 3 && (day == short || full_name(&short) == day)
        });
        let place = place
            .and_then(|place| minutes.get_mut(place))
            .ok_or_else(wrong)?;
        let amount: u32 = amount.trim().parse().map_err(|_| wrong())?;
        if amount > 24 * 60 {
            return Err(format!("{day} has at most 1440 minutes, not {amount}"));
        }
        if place.replace(Minutes(amount)).is_some() {
            return Err(format!("{day} is there twice"));
        }
    }
    Ok(WeekMinutes(
        minutes.map(|amount| amount.unwrap_or(Minutes::ZERO)),
    ))
}

fn full_name(short: &str) -> String {
    let rest = match short {
        "tue" => "s",
        "wed" => "nes",
        "thu" => "rs",
        "sat" => "ur",
        _ => "",
    };
    format!("{short}{rest}day")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn weeks_are_read() {
        let week = weekly("mon=60, Tuesday=30,sat=0,").map(|week| week.0.map(|m| m.0));
        assert_eq!(week, Ok([60, 30, 0, 0, 0, 0, 0]));
        let full = weekly("monday=1,tuesday=2,wednesday=3,thursday=4,friday=5,saturday=6,sunday=7");
        assert_eq!(
            full.map(|week| week.0.map(|m| m.0)),
            Ok([1, 2, 3, 4, 5, 6, 7])
        );
        for wrong in [
            "mon",
            "mo=5",
            "mon=-5",
            "mon=1500",
            "mon=1,mon=2",
            "mon=x",
            "foo=1",
        ] {
            assert!(weekly(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn interviews_are_read() {
        let day = Day::parse("2027-01-15").map_err(|e| e.to_string());
        let read = |text: &str| interview(text).map(|i| (i.name, i.round, i.on));
        let of = |name: &str, round| day.clone().map(|day| (name.to_owned(), round, day));
        assert_eq!(read("2027-01-15"), of("", Round::Onsite));
        assert_eq!(read("Acme=2027-01-15"), of("Acme", Round::Onsite));
        assert_eq!(read("a=b=2027-01-15"), of("a=b", Round::Onsite));
        assert_eq!(
            read("Phone screen=2027-01-15"),
            of("Phone screen", Round::Screen)
        );
        assert_eq!(
            read("System design=2027-01-15"),
            of("System design", Round::Design)
        );
        assert!(read("Acme=tomorrow").is_err());
    }
}
