//! How long a plan of 12,500 items (about 6 MB of text) takes to load and to save, against RON alone in the same run, and
//! how much of the window's own thread a save takes: `cargo bench --bench store`. Prints medians and their ratios.
//!
//! Load: the file is read, checked, hashed, parsed and looked through for repairs; against reading it and
//! `ron::from_str` into the same types. Save: the plan is written as text, read back and compared, put into a new file,
//! synced and exchanged; against RON's own pretty text, written to a new file and synced.
#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use cairn::domain::{
    Day, Edit, Interview, InterviewId, Item, ItemField, ItemId, Kind, Link, Minutes, Notes,
    Outcome, Part, PartId, Plan, PlanId, Relation, Round, Session, SessionId, SessionKind, Status,
    Step, StepId, WebLink, Why,
};
use cairn::store::Saver;
use cairn::store::file::{Base, open_plan, save_plan};
use cairn::store::format::{read_plan_bytes, write_plan, write_plan_checked};
use cairn::store::fs::Disk;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

/// What is measured against what.
const ITEMS: usize = 12_500;
const BAR_LOAD: f64 = 1.3;
const BAR_SAVE: f64 = 2.0;
const BAR_FRAME: Duration = Duration::from_millis(4);

/// A plan as somebody may have it after years: notes, parts, addresses, prerequisites, a log.
fn plan(items: usize) -> Plan {
    let start = Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN);
    let mut plan = Plan::empty(PlanId::slug("large"), "A large plan", start);
    for n in 0..40 {
        plan.steps.put(Step::new(
            StepId::slug(&format!("step-{n}")),
            n,
            format!("Step {n}: a field of its own"),
        ));
    }
    let acme = InterviewId::slug("acme");
    plan.interviews
        .put(Interview::new(acme, "Acme", Round::Onsite, start.plus(300)));
    let id = |n: usize| ItemId::slug(&format!("paper.some-name-{n}"));
    for n in 0..items {
        let mut item = Item::new(
            id(n),
            Kind::Paper,
            format!("On the training of large models, volume {n}"),
        );
        item.step = Some(StepId::slug(&format!("step-{}", n % 40)));
        item.order = i64::try_from(n).unwrap_or(0) * 1_000;
        if n % 3 == 0 {
            item.byline = "A. Author, B. Author and C. Author".to_owned();
            item.year = Some(2017);
        }
        if n % 4 == 0 {
            item.tags = vec!["transformer".to_owned(), "training".to_owned()];
        }
        item.status = if n % 3 == 0 {
            Status::Done
        } else {
            Status::ToDo
        };
        if n % 2 == 0 {
            let url = format!("https://arxiv.org/abs/{n:09}");
            item.urls.push(WebLink {
                label: "arXiv".to_owned(),
                url,
            });
        }
        for part in 0..n % 3 {
            let part = Part::new(
                PartId::slug(&format!("p{part}")),
                format!("Section {part}: method and results"),
            );
            item.parts.push(part);
        }
        if n % 3 == 1 {
            item.notes = Notes::from_text(
                "# What I think\n\nWhy is the *scaling* needed? “Variance” grows with the dimension.",
            );
        }
        plan.items.put(item);
        if n > 0 && n % 2 == 0 {
            plan.links
                .put(Link::new(id(n), Relation::BuildsOn, id(n / 2)));
        }
        if n % 4 == 0 {
            let name = SessionId::slug(&format!("{}.s1", id(n)));
            let on = start.plus(i64::try_from(n).unwrap_or(0) / 50);
            let mut session = Session::new(name, id(n), SessionKind::Study, on, Minutes(45));
            session.why = Some(Why::Next);
            session.outcome = if n % 8 == 0 {
                Outcome::Done
            } else {
                Outcome::Planned
            };
            plan.sessions.put(session);
        }
    }
    plan
}

/// The median of many, and the longest. What a run gives is dropped outside the time.
struct Times(Vec<Duration>);

impl Times {
    fn add<T>(&mut self, run: impl FnOnce() -> T) {
        let start = Instant::now();
        let made = black_box(run());
        self.0.push(start.elapsed());
        drop(made);
    }

    fn median(&mut self) -> Duration {
        self.0.sort_unstable();
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    fn longest(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }
}

/// Two ways, turn by turn, so that what else the machine does hits both.
fn against<A, B>(
    runs: usize,
    mut ours: impl FnMut() -> A,
    mut plain: impl FnMut() -> B,
) -> (Duration, Duration, f64) {
    let (mut one, mut other) = (Times(Vec::new()), Times(Vec::new()));
    for _ in 0..runs {
        one.add(&mut ours);
        other.add(&mut plain);
    }
    // The median of the ratios of neighbours, so that a slow minute hits both sides.
    let mut ratios: Vec<f64> = one
        .0
        .iter()
        .zip(&other.0)
        .map(|(a, b)| a.as_secs_f64() / b.as_secs_f64())
        .collect();
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN);
    (one.median(), other.median(), ratio)
}

fn plain_load(file: &Path) -> Option<Plan> {
    let text = std::fs::read_to_string(file).ok()?;
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(&text).ok()
}

fn plain_save(plan: &Plan, file: &Path) -> std::io::Result<()> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    let text = options
        .to_string_pretty(plan, PrettyConfig::default())
        .map_err(std::io::Error::other)?;
    let mut file = File::create(file)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runs: usize = std::env::var("CAIRN_RUNS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(25);
    let home = tempfile::tempdir()?;
    let (file, other) = (home.path().join("plan.ron"), home.path().join("plain.ron"));
    let plan = plan(ITEMS);
    let mut base = Base::Known(save_plan(&Disk, &file, &plan, Base::Absent)?.hash);
    let bytes = std::fs::read(&file)?;
    assert_eq!(
        plain_load(&file).as_ref(),
        Some(&plan),
        "both read the same"
    );
    println!(
        "{ITEMS} items, {:.1} MB, {runs} runs",
        bytes.len() as f64 / 1e6
    );

    let (ours, plain, load) = against(runs, || open_plan(&Disk, &file), || plain_load(&file));
    println!("load  {ours:>10.1?}, RON alone {plain:>10.1?}: {load:.2} (bar {BAR_LOAD})");
    let mut changed = plan.clone();
    let mut round = 0;
    let (ours, plain, save) = against(
        runs,
        || {
            round += 1;
            changed.name = format!("Round {round}");
            let saved = save_plan(&Disk, &file, &changed, base);
            if let Ok(saved) = &saved {
                base = Base::Known(saved.hash);
            }
            saved.is_ok()
        },
        || plain_save(&plan, &other).is_ok(),
    );
    println!("save  {ours:>10.1?}, RON alone {plain:>10.1?}: {save:.2} (bar {BAR_SAVE})");

    // What the window's own thread does: hand over the plan after each change.
    let saver = Saver::spawn(Box::new(|_| ()));
    let target = home.path().join("handed.ron");
    let item = plan.items.keys().next().cloned().ok_or("no item")?;
    let (mut handed, mut edited, mut now) = (Times(Vec::new()), Times(Vec::new()), plan.clone());
    for revision in 1..=400_u64 {
        let field = ItemField::Title(format!("Title {revision}"));
        let edit = Edit::ChangeItem {
            item: item.clone(),
            field,
        };
        edited.add(|| now = now.apply(&edit).unwrap_or_else(|_| plan.clone()));
        handed.add(|| saver.save(now.clone(), target.clone(), revision));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(saver.flush(Duration::from_secs(60)), "all of it was saved");
    let (edit, hand) = (edited.median(), handed.median());
    let longest = handed.longest();
    println!(
        "frame {hand:>10.1?} to hand over (longest {longest:.1?}), {edit:.1?} for the edit itself (bar {BAR_FRAME:?})"
    );

    // The parts, for those who look for what is slow.
    let text = String::from_utf8(bytes.clone())?;
    let part = |name: &str, run: &dyn Fn() -> bool| {
        let mut times = Times(Vec::new());
        (0..runs).for_each(|_| times.add(run));
        println!("      {:>10.1?} {name}", times.median());
    };
    part("write as text", &|| write_plan(&plan).is_ok());
    part("write and read back", &|| write_plan_checked(&plan).is_ok());
    part("read the bytes as a plan", &|| {
        read_plan_bytes(&bytes, "p").is_ok()
    });
    part("RON alone, from memory", &|| {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str::<Plan>(&text).is_ok()
    });
    part("checked for limits and damage, and parsed", &|| {
        cairn::store::format::parse::<Plan>(&text, "p").is_ok()
    });
    part("SHA-256", &|| {
        cairn::store::hash::Hash::of(&bytes).to_string().is_empty()
    });
    if load > BAR_LOAD || save > BAR_SAVE || hand > BAR_FRAME {
        return Err("a bar is not held".into());
    }
    Ok(())
}
