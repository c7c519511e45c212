//! The thin binary: starts Cairn. Everything else is in the library.

use std::process::ExitCode;

use cairn::cli::{self, Outcome};
use cairn::store::places::Places;

/// How long a save may take when the program is asked to end.
#[cfg(unix)]
const LAST_SAVE: std::time::Duration = std::time::Duration::from_millis(2_500);

/// A program that is asked to end (the session ends, somebody stops it) saves first. It does not wait for the window, which
/// may not be drawn for minutes where it is hidden. And a file that grows beyond what the system allows is an error like
/// others, not the end of the program.
#[cfg(unix)]
fn heed_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::{flag, iterator::Signals};

    let unread = std::sync::Arc::default();
    if let Err(error) = flag::register(SIGXFSZ, unread) {
        log::warn!("a file that grows too large will end the program: {error}");
    }
    let mut signals = match Signals::new([SIGHUP, SIGINT, SIGTERM]) {
        Ok(signals) => signals,
        Err(error) => return log::warn!("a signal will end the program without a save: {error}"),
    };
    let spawned = std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if let Some(signal) = signals.forever().next() {
                cairn::store::saver::flush_all(LAST_SAVE);
                std::process::exit(128 + signal);
            }
        });
    if let Err(error) = spawned {
        log::warn!("no thread for signals: {error}");
    }
}

#[cfg(not(unix))]
fn heed_signals() {}

fn main() -> ExitCode {
    env_logger::init();
    heed_signals();
    let start = match cli::run(std::env::args_os()) {
        Outcome::Exit(code) => return ExitCode::from(code),
        Outcome::Window(start) => start,
    };
    let ended = Places::find()
        .map_err(|error| error.to_string())
        .and_then(|places| cairn::app::run(start, places));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cairn: {error}");
            ExitCode::FAILURE
        }
    }
}
