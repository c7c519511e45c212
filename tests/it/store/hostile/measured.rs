//! Each bomb read in a process of its own, with its time and memory measured.

use crate::support::peak;
use std::time::{Duration, Instant};

use super::bombs::BOMBS;
use super::import;

/// The child: makes a bomb, reads it, prints what was said, how long it took and how much memory more it took.
#[test]
#[ignore = "started by the test of bombs, for one each"]
fn one_bomb() {
    let Some(number) = std::env::var("CAIRN_BOMB")
        .ok()
        .and_then(|n| n.parse::<usize>().ok())
    else {
        return;
    };
    let (_, name, make, _) = BOMBS[number];
    let bytes = make().into_bytes();
    let before = peak();
    let start = Instant::now();
    let outcome = import(&bytes, name);
    let time = start.elapsed();
    println!(
        "bomb {} {} {} {}",
        bytes.len(),
        time.as_millis(),
        peak().saturating_sub(before),
        outcome.map_or_else(|error| error, |items| format!("{items} items"))
    );
}

#[test]
#[ignore = "one process a bomb"]
fn bombs_are_refused_or_harmless() {
    let mut wrong = Vec::new();
    for (number, (what, _, _, refused)) in BOMBS.iter().enumerate() {
        let child = std::process::Command::new(std::env::current_exe().expect("a name"))
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "store::hostile::measured::one_bomb",
            ])
            .env("CAIRN_BOMB", number.to_string())
            .output()
            .expect("it starts");
        let out = String::from_utf8_lossy(&child.stdout).into_owned();
        let Some(line) = out
            .lines()
            .find_map(|line| line.split_once("bomb ").map(|(_, line)| line.to_owned()))
        else {
            wrong.push(format!(
                "{what}: no answer: {}",
                String::from_utf8_lossy(&child.stderr)
            ));
            continue;
        };
        println!("{what}: {line}");
        let mut words = line.splitn(4, ' ');
        let mut next = || words.next().unwrap_or_default();
        let (bytes, millis, kib) = (next().to_owned(), next().to_owned(), next().to_owned());
        let said = next().to_owned();
        let number = |text: &str| text.parse::<usize>().expect("a number");
        let limit = 64 * 1024 + 8 * number(&bytes) / 1024;
        if number(&kib) > limit {
            wrong.push(format!("{what}: {kib} KiB, at most {limit}"));
        }
        let limit = if cfg!(debug_assertions) {
            30_000
        } else {
            2_000
        };
        if number(&millis) > limit {
            wrong.push(format!("{what}: {millis} ms"));
        }
        match refused {
            Some(words) if !said.contains(words) => {
                wrong.push(format!("{what}: “{said}” does not say “{words}”"))
            }
            None if !said.ends_with(" items") => wrong.push(format!("{what}: refused: {said}")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn small_bombs_are_harmless() {
    for (what, name, make, _) in BOMBS {
        let text = make();
        let end = text.floor_char_boundary(text.len().min(20_000));
        let start = Instant::now();
        let _ = import(&text.as_bytes()[..end], name);
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
    }
}
