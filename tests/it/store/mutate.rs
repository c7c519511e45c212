//! Broken inputs for every reader: good files are changed at random (bytes, lines, brackets, numbers, words of the format)
//! and given to a reader, which must neither panic nor take long. What made the reader say something new is changed
//! further, so that the runs get past the first check.
//!
//! A target is a function from bytes to a [`Said`]: what the reader made of them, in a few words. Use it like this:
//! `Mutations::new("csv", &[good.as_bytes()], &[b",", b"\""]).run(4_000, |bytes| said(read(bytes)));`
//!
//! Not here: the changes themselves (`mutate/changes.rs`), and what the readers are. Each target lives beside the other tests of its format; `targets.rs` has those of RON,
//! settings and addresses.
#![expect(
    clippy::disallowed_methods,
    reason = "how long a run takes is measured"
)]

mod changes;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::support::plans::Dice;

/// What a reader made of an input, short: the kind of error, or that it was taken. Numbers and quoted words should be left
/// out (see [`said`]), else everything is new.
pub type Said = String;

/// Good inputs, the words of the format, and how the runs are made.
pub struct Mutations<'a> {
    name: &'a str,
    good: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    seed: u64,
    limit: Duration,
    largest: usize,
}

/// How the runs went. Printed at their end, too.
#[derive(Debug)]
pub struct Report {
    /// How many there were.
    pub runs: u64,
    /// How many inputs the reader took.
    pub taken: u64,
    /// How many different things it said.
    pub said: usize,
    /// The slowest run.
    pub slowest: Duration,
    /// All of them together.
    pub time: Duration,
}

/// A message without what differs from input to input: numbers, and what stands in quotes.
pub fn said<T, E: std::fmt::Display>(read: &Result<T, E>) -> Said {
    let Err(error) = read else {
        return "taken".to_owned();
    };
    let mut out = String::new();
    let mut quoted = false;
    for c in error.to_string().chars() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            c if quoted || c.is_ascii_digit() => continue,
            _ => {}
        }
        out.push(c);
        if out.len() > 160 {
            break;
        }
    }
    out
}

impl<'a> Mutations<'a> {
    /// Of these good inputs, with these words of the format. A run may take two seconds.
    pub fn new(name: &'a str, good: &[&[u8]], words: &[&[u8]]) -> Self {
        let seed = std::env::var("CAIRN_SEED")
            .ok()
            .and_then(|s| s.parse().ok());
        Self {
            name,
            good: good.iter().map(|bytes| bytes.to_vec()).collect(),
            words: words.iter().map(|bytes| bytes.to_vec()).collect(),
            seed: seed.unwrap_or(0x5EED),
            // An unoptimised build beside others on a busy machine is no measure.
            limit: Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 2 }),
            largest: 1 << 16,
        }
    }

    /// Another time limit a run.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Runs the target on so many inputs; the good ones come first, unchanged.
    ///
    /// # Panics
    /// Where the target panics or takes too long. Says the seed, the number of the run, and where the input is kept.
    pub fn run(&self, runs: u64, target: impl Fn(&[u8]) -> Said) -> Report {
        let mut dice = Dice::new(self.seed);
        let mut pool = Pool {
            fine: self.good.clone(),
            odd: Vec::new(),
        };
        let mut heard: BTreeSet<Said> = BTreeSet::new();
        let (mut taken, mut slowest) = (0, Duration::ZERO);
        let watch = Watch::new(self.name, self.seed, self.limit);
        let begun = Instant::now();
        for run in 0..runs {
            let input = match self.good.get(usize::try_from(run).unwrap_or(usize::MAX)) {
                Some(good) => good.clone(),
                None => self.mutant(&mut dice, &pool),
            };
            watch.begins(run);
            let start = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| target(&input)));
            let time = start.elapsed();
            slowest = slowest.max(time);
            let Ok(outcome) = outcome else {
                self.fail(run, &input, "it panicked")
            };
            if time > self.limit {
                self.fail(run, &input, &format!("it took {time:?}"));
            }
            let fine = outcome == "taken";
            taken += u64::from(fine);
            let new = !fine && heard.insert(outcome);
            if input.len() <= self.largest && (new || (fine && dice.below(64) == 0)) {
                let first = if fine { self.good.len() } else { 0 };
                pool.keep(fine, first, input, &mut dice);
            }
        }
        let report = Report {
            runs,
            taken,
            said: heard.len(),
            slowest,
            time: begun.elapsed(),
        };
        eprintln!(
            "{}: seed {}, {} runs, {:.0} a second, {} taken, {} different answers, slowest {:?}",
            self.name,
            self.seed,
            report.runs,
            report.runs as f64 / report.time.as_secs_f64().max(1e-9),
            report.taken,
            report.said,
            report.slowest
        );
        report
    }

    fn fail(&self, run: u64, input: &[u8], what: &str) -> ! {
        let file = std::env::temp_dir().join(format!("cairn-{}-{}-{run}", self.name, self.seed));
        let kept = std::fs::write(&file, input)
            .map_or_else(|e| e.to_string(), |()| file.display().to_string());
        panic!(
            "{}: {what} at run {run} of seed {} ({} bytes, kept as {kept}): {}",
            self.name,
            self.seed,
            input.len(),
            String::from_utf8_lossy(&input[..input.len().min(2_000)])
        );
    }
}

/// What is changed further: inputs that are right, and inputs that made the reader say something new.
struct Pool {
    fine: Vec<Vec<u8>>,
    odd: Vec<Vec<u8>>,
}

impl Pool {
    fn pick(&self, dice: &mut Dice) -> &Vec<u8> {
        let from = if self.odd.is_empty() || dice.chance(70) {
            &self.fine
        } else {
            &self.odd
        };
        &from[dice.below(from.len())]
    }

    /// Keeps one more, in the place of another where there are many; the first stay.
    fn keep(&mut self, fine: bool, first: usize, input: Vec<u8>, dice: &mut Dice) {
        let pool = if fine { &mut self.fine } else { &mut self.odd };
        if pool.len() < first + 300 {
            pool.push(input);
        } else {
            let at = first + dice.below(pool.len() - first);
            pool[at] = input;
        }
    }
}

/// Ends the process where a run hangs: a test cannot be stopped from inside.
struct Watch {
    run: Arc<AtomicU64>,
}

impl Watch {
    fn new(name: &str, seed: u64, limit: Duration) -> Self {
        let run = Arc::new(AtomicU64::new(0));
        let watched = Arc::downgrade(&run);
        let name = name.to_owned();
        std::thread::spawn(move || {
            let (mut last, mut since) = (0, Instant::now());
            loop {
                std::thread::sleep(Duration::from_millis(500));
                let Some(run) = watched.upgrade() else {
                    return;
                };
                let now = run.load(Ordering::Relaxed);
                if now != last {
                    (last, since) = (now, Instant::now());
                } else if since.elapsed() > limit * 15 {
                    eprintln!("{name}: run {now} of seed {seed} does not end");
                    std::process::abort();
                }
            }
        });
        Self { run }
    }

    fn begins(&self, run: u64) {
        self.run.store(run, Ordering::Relaxed);
    }
}

#[test]
fn a_reader_that_panics_or_hangs_is_caught_and_the_good_inputs_come_first() {
    let good: &[u8] = b"(a: 1, b: [2, 3], c: \"x\")";
    let caught = |target: fn(&[u8]) -> Said| {
        let quiet = Mutations::new("broken", &[good], &[b"b:"]).limit(Duration::from_millis(250));
        catch_unwind(AssertUnwindSafe(|| quiet.run(2_000, target))).is_err()
    };
    assert!(!caught(|_| "taken".into()));
    assert!(caught(|bytes| {
        assert!(!bytes.windows(2).any(|two| two == b"99"), "a bug");
        String::new()
    }));
    assert!(caught(|bytes| {
        if bytes.len() > 60 {
            std::thread::sleep(Duration::from_millis(300));
        }
        String::new()
    }));
    let first = std::cell::RefCell::new(None);
    Mutations::new("first", &[good], &[]).run(1, |bytes| {
        *first.borrow_mut() = Some(bytes.to_vec());
        String::new()
    });
    assert_eq!(first.borrow().as_deref(), Some(good));
}
