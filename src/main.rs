//! The thin binary: starts Cairn. Everything else is in the library.

use std::process::ExitCode;

use cairn::cli::{self, Outcome};
use cairn::store::places::Places;

fn main() -> ExitCode {
    env_logger::init();
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
