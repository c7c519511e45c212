//! The program is killed at any moment of an edit or a save: the file is whole, and file and journal together hold every
//! edit that was acknowledged. The child is this very test binary, run again; it goes on from what the one before left.
//!
//! Two audits follow each kill. The first reads the bytes with its own few lines and knows nothing of the store. The second
//! opens the plan as the program would.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use cairn::domain::time::Stamp;
use cairn::domain::{ItemId, Plan};
use cairn::store::Saver;
use cairn::store::format::{read_plan_bytes, write_plan};
use cairn::store::fs::Disk;
use cairn::store::local::Local;
use cairn::store::open::{Opening, Outcome, open};
use cairn::store::places::Places;

use super::open::with_item;
use crate::support::plans::{Dice, sample};

const FOLDER: &str = "CAIRN_KILL_TEST_FOLDER";
const MODE: &str = "CAIRN_KILL_TEST_MODE";
/// Items that are edited in turn.
const SLOTS: u64 = 7;
const LONG: Duration = Duration::from_secs(20);

/// What the child does between two words.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mode {
    /// Edits, one after the other; they are saved by themselves now and then.
    Edits,
    /// Edits and saves each of them.
    Saves,
    /// Writes each edit into the file in place: what must be caught.
    InPlace,
}

fn slot(n: u64) -> ItemId {
    ItemId::slug(&format!("slot-{}", n % SLOTS))
}

/// The plan of the n-th edit: its number is in its name and in one of the items.
fn edit(plan: &Plan, n: u64) -> Plan {
    let mut plan = plan.clone();
    plan.name = format!("Plan {n}");
    let mark = format!("mark {} is {n} of them", n % SLOTS);
    plan.items.update(&slot(n), |item| item.purpose = mark);
    plan
}

fn start() -> Plan {
    let mut plan = sample();
    for n in 0..SLOTS {
        plan = with_item(&plan, slot(n).as_str());
    }
    for n in 0..60 {
        plan = with_item(&plan, &format!("filling-{n}"));
    }
    edit(&plan, 0)
}

fn number(plan: &Plan) -> u64 {
    let number = plan.name.trim_start_matches("Plan ").parse();
    number.expect("a number")
}

fn opening(home: &Path) -> Opening {
    Opening {
        path: home.join("synced/plan.ron"),
        places: Places::under(home),
        fs: Arc::new(Disk),
        time: Arc::new(|| Stamp(1_800_000_000)),
        on_news: Arc::new(|_| {}),
        take_over: false,
    }
}

fn say(n: u64) {
    let mut out = std::io::stdout();
    writeln!(out, "\ndone {n}").expect("somebody reads");
    out.flush().expect("somebody reads");
}

/// Edits plan after plan and says on standard output which one is safe. Does nothing in a usual run.
#[test]
fn child() {
    let Some(home) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mode = match std::env::var(MODE).as_deref() {
        Ok("Edits") => Mode::Edits,
        Ok("Saves") => Mode::Saves,
        _ => Mode::InPlace,
    };
    let file = home.join("synced/plan.ron");
    if mode == Mode::InPlace {
        let mut plan = start();
        for n in 1.. {
            plan = edit(&plan, n);
            let text = write_plan(&plan).expect("a text");
            std::fs::write(&file, text).expect("written");
            say(n);
        }
    }
    let Outcome::Opened(opened) = open(opening(&home)) else {
        panic!("it opens");
    };
    let mut plan = opened.loaded.plan;
    let keep = opened.keep.expect("kept");
    let saver = Saver::spawn(Box::new(|_| {}));
    saver.keep(Arc::clone(&keep));
    for n in number(&plan) + 1.. {
        plan = edit(&plan, n);
        saver.save(plan.clone(), file.clone(), n);
        match mode {
            Mode::Edits => assert!(keep.flush(LONG), "in the journal"),
            _ => assert!(saver.flush(LONG), "in the file"),
        }
        say(n);
        if mode == Mode::Edits && n % 40 == 0 {
            saver.flush_soon();
        }
    }
}

/// The newest number of each slot that the bytes on disk name: the file, and the good lines of the newest journal.
fn marks(file: &[u8], journals: &[Vec<u8>]) -> BTreeMap<u64, u64> {
    let mut marks = BTreeMap::new();
    let mut take = |text: &str| {
        for found in text.split("mark ").skip(1) {
            let mut words = found.split(' ');
            let slot = words.next().and_then(|word| word.parse::<u64>().ok());
            let number = words.nth(1).and_then(|word| word.parse::<u64>().ok());
            if let (Some(slot), Some(number)) = (slot, number) {
                let newest: &mut u64 = marks.entry(slot).or_default();
                *newest = number.max(*newest);
            }
        }
    };
    take(&String::from_utf8_lossy(file));
    for journal in journals {
        for line in String::from_utf8_lossy(journal).split_inclusive('\n') {
            let (Some(sum), Some(rest)) = (line.get(..8), line.get(9..)) else {
                continue;
            };
            let good = u32::from_str_radix(sum, 16)
                == Ok(crc32fast::hash(rest.trim_end_matches('\n').as_bytes()));
            if good && line.ends_with('\n') {
                take(rest);
            }
        }
    }
    marks
}

/// What the kills hit and what they broke.
#[derive(Debug, Default)]
struct Report {
    kills: u64,
    edits: u64,
    in_save: u64,
    torn_lines: u64,
    restored: u64,
    wrong: Vec<String>,
}

fn kill(mode: Mode, kills: u64, seed: u64) -> Report {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("synced/plan.ron");
    std::fs::create_dir_all(home.path().join("synced")).expect("a folder");
    std::fs::write(&file, write_plan(&start()).expect("a text")).expect("a file");
    let local = Local::of(Arc::new(Disk), &Places::under(home.path()), &file);
    let mut dice = Dice::new(seed);
    let mut report = Report::default();
    for kill in 0..kills {
        let mut child = Command::new(std::env::current_exe().expect("this binary"))
            .args(["store::kill::child", "--exact", "--nocapture"])
            .env(FOLDER, home.path())
            .env(MODE, format!("{mode:?}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its output"));
        // Wait until it is at work.
        let mut line = String::new();
        while !line.starts_with("done ") {
            line.clear();
            let there = lines.read_line(&mut line).expect("a line") > 0;
            assert!(there, "kill {kill}: the child ended by itself");
        }
        let most = if mode == Mode::Edits { 12_000 } else { 40_000 };
        std::thread::sleep(Duration::from_micros(u64::from(dice.roll(0, most))));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let mut rest = String::new();
        lines.read_to_string(&mut rest).expect("text");
        let text = line + &rest;
        let whole = text.split_inclusive('\n').filter(|l| l.ends_with('\n'));
        let done = whole.filter_map(|l| l.trim().strip_prefix("done ")?.parse::<u64>().ok());
        let acknowledged = done.max().expect("a number");
        report.kills += 1;
        audit(&mut report, &file, &local, acknowledged, kill, mode);
        if mode == Mode::InPlace {
            // The next one begins afresh.
            std::fs::write(&file, write_plan(&start()).expect("a text")).expect("a file");
        } else if report.wrong.is_empty() {
            audit_opened(&mut report, home.path(), acknowledged, kill);
        }
        if report.wrong.len() > 3 {
            break;
        }
    }
    println!(
        "{mode:?}, seed {seed}: {} kills, {} edits acknowledged, {} kills within a save, {} torn lines, {} starts that \
         restored something, {} wrong",
        report.kills,
        report.edits,
        report.in_save,
        report.torn_lines,
        report.restored,
        report.wrong.len()
    );
    report
}

/// With eyes of its own.
fn audit(
    report: &mut Report,
    file: &Path,
    local: &Local,
    acknowledged: u64,
    kill: u64,
    mode: Mode,
) {
    let bytes = std::fs::read(file).unwrap_or_default();
    if let Err(error) = read_plan_bytes(&bytes, "plan.ron") {
        report.wrong.push(format!("kill {kill}: torn: {error}"));
        return;
    }
    let folder = local.folder();
    let mut journals = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path
            .file_name()
            .is_some_and(|n| n.to_string_lossy().starts_with("journal-"))
        {
            journals.push(std::fs::read(path).expect("readable"));
        }
    }
    let torn = |journal: &&Vec<u8>| journal.last().is_some_and(|b| *b != b'\n');
    report.torn_lines += journals.iter().filter(torn).count() as u64;
    let beside = super::file::names(file.parent().expect("a folder"));
    report.in_save += u64::from(beside.len() > 1);
    let marks = marks(&bytes, &journals);
    for back in 0..SLOTS.min(acknowledged) {
        let n = acknowledged - back;
        let there = marks.get(&(n % SLOTS)).copied().unwrap_or_default();
        if there < n {
            let text = format!(
                "kill {kill}, {mode:?}: edit {n} of {acknowledged} is lost, {there} is there"
            );
            report.wrong.push(text);
        }
    }
}

/// As the program does.
fn audit_opened(report: &mut Report, home: &Path, acknowledged: u64, kill: u64) {
    let Outcome::Opened(opened) = open(opening(home)) else {
        report.wrong.push(format!("kill {kill}: it does not open"));
        return;
    };
    report.restored += u64::from(opened.restored.is_some());
    let plan = &opened.loaded.plan;
    let last = number(plan);
    report.edits += acknowledged.saturating_sub(report.edits);
    if last < acknowledged {
        report.wrong.push(format!(
            "kill {kill}: {acknowledged} was safe, {last} is opened"
        ));
    }
    for n in last.saturating_sub(SLOTS - 1).max(1)..=last {
        let item = plan.items.get(&slot(n)).expect("the item");
        if item.purpose != format!("mark {} is {n} of them", n % SLOTS) {
            report
                .wrong
                .push(format!("kill {kill}: at {last}, {n} is “{}”", item.purpose));
        }
    }
    if opened.outside.is_some() || opened.merged.is_some() {
        report.wrong.push(format!(
            "kill {kill}: our own save is taken for another program's"
        ));
    }
    let lost = opened.restored.is_some_and(|restored| restored.lost > 0);
    if lost || !opened.notes.is_empty() {
        report.wrong.push(format!(
            "kill {kill}: {:?}, {:?}",
            opened.restored, opened.notes
        ));
    }
    drop(opened);
    let beside = super::file::names(&home.join("synced"));
    if beside != ["plan.ron"] {
        report
            .wrong
            .push(format!("kill {kill}: left behind {beside:?}"));
    }
}

fn nothing_is_lost(mode: Mode, kills: u64, seed: u64) -> Report {
    let report = kill(mode, kills, seed);
    assert!(report.wrong.is_empty(), "{}", report.wrong.join("\n"));
    report
}

#[test]
fn a_kill_during_saves_loses_nothing() {
    let report = nothing_is_lost(Mode::Saves, 100, 0x5EED);
    assert!(report.in_save > 0, "no kill fell into a save: {report:?}");
}

#[test]
fn a_kill_during_edits_loses_nothing() {
    let report = nothing_is_lost(Mode::Edits, 100, 0xED17);
    assert!(
        report.restored > 50,
        "few kills fell between saves: {report:?}"
    );
}

#[test]
fn the_audit_catches_a_saver_that_writes_in_place() {
    let report = kill(Mode::InPlace, 100, 0xBAD);
    assert!(!report.wrong.is_empty(), "not caught: {report:?}");
}

#[test]
#[ignore = "long"]
fn many_kills_lose_nothing() {
    let saves = nothing_is_lost(Mode::Saves, 1_500, 0x5EED_0001);
    let edits = nothing_is_lost(Mode::Edits, 1_500, 0xED17_0001);
    assert!(saves.in_save > 50 && edits.restored > 1_000);
}
