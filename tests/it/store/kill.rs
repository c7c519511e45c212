//! The program is killed at any moment of a save: the file is whole, and nothing that was called saved is gone. The child
//! is this very test binary, run again.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use cairn::store::file::{Base, save_plan};
use cairn::store::format::read_plan_bytes;
use cairn::store::fs::Disk;

use crate::support::plans::{Dice, sample};

const FOLDER: &str = "CAIRN_KILL_TEST_FOLDER";
const KILLS: u64 = 60;

/// Saves plan after plan and says on standard output which one is saved. Does nothing in a usual run.
#[test]
fn child() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    let file = Path::new(&folder).join("plan.ron");
    let mut plan = sample();
    let mut base = Base::Any;
    for n in 1_u64.. {
        plan.name = format!("Plan {n}");
        base = Base::Known(save_plan(&Disk, &file, &plan, base).expect("saved").hash);
        let mut out = std::io::stdout();
        writeln!(out, "\nsaved {n}").expect("somebody reads");
        out.flush().expect("somebody reads");
    }
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_saved() {
    let home = tempfile::tempdir().expect("a folder");
    let file = home.path().join("plan.ron");
    let mut dice = Dice::new(0x5EED);
    let mut midway = 0;
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().expect("this binary"))
            .args(["store::kill::child", "--exact", "--nocapture"])
            .env(FOLDER, home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its output"));
        // Wait until it is at work.
        let mut line = String::new();
        while !line.starts_with("saved ") {
            line.clear();
            assert!(
                lines.read_line(&mut line).expect("a line") > 0,
                "the child ended by itself"
            );
        }
        std::thread::sleep(Duration::from_micros(u64::from(dice.roll(0, 30_000))));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let mut rest = String::new();
        lines.read_to_string(&mut rest).expect("text");
        let said = |text: &str| {
            let numbers = text
                .split_inclusive('\n')
                .filter(|line| line.ends_with('\n'));
            let numbers = numbers.filter_map(|line| {
                line.trim()
                    .strip_prefix("saved ")
                    .and_then(|n| n.parse::<u64>().ok())
            });
            numbers.max()
        };
        let acknowledged = said(&rest).or(said(&line)).expect("a number");
        let bytes = std::fs::read(&file).expect("the file is there");
        let loaded = read_plan_bytes(&bytes, "plan.ron")
            .unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        let there: u64 = loaded
            .plan
            .name
            .trim_start_matches("Plan ")
            .parse()
            .expect("a number");
        assert!(
            there >= acknowledged,
            "kill {kill}: {acknowledged} was saved, {there} is there"
        );
        let left = super::file::names(home.path()).len() - 1;
        midway += usize::from(left > 0);
        for name in super::file::names(home.path())
            .iter()
            .filter(|name| name.ends_with(".tmp"))
        {
            std::fs::remove_file(home.path().join(name)).expect("gone");
        }
    }
    assert!(midway > 0, "no kill fell into a save");
}
