//! How long it takes until the first picture is on screen, against an empty eframe window in the same run:
//! `cargo bench --bench startup` (with a display). Prints the medians and their ratio.
#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cairn::app::CairnApp;
use cairn::domain::Day;
use cairn::state::{AppState, Jobs, RealEnv, Start};
use cairn::store::places::Places;

/// How often each window is opened.
const RUNS: usize = 11;

/// Says on standard output that the first frame is on screen: when the second one is asked for.
struct Once<A> {
    inner: A,
    frames: u32,
}

impl<A: eframe::App> eframe::App for Once<A> {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.inner.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.inner.ui(ui, frame);
        self.frames += 1;
        if self.frames == 2 {
            println!("on screen");
            let _ = std::io::stdout().flush();
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
        ui.ctx().request_repaint();
    }
}

struct Empty;

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("Nothing");
    }
}

fn child(which: &str) {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1440.0, 900.0]),
        ..Default::default()
    };
    let outcome = if which == "empty" {
        let app = |_: &eframe::CreationContext<'_>| {
            Ok(Box::new(Once {
                inner: Empty,
                frames: 0,
            }) as Box<dyn eframe::App>)
        };
        eframe::run_native("empty", options, Box::new(app))
    } else {
        let start = Start {
            file: None,
            today: Day::from_ymd(2026, 11, 30),
        };
        let app = move |creation: &eframe::CreationContext<'_>| {
            let ctx = creation.egui_ctx.clone();
            let jobs = Jobs::on_threads(Arc::new(move || ctx.request_repaint()));
            let state = AppState::new(
                Box::new(RealEnv::new(start.today)),
                jobs,
                Places::find().expect("a home"),
            );
            let inner = CairnApp::new(&creation.egui_ctx, state, &start);
            Ok(Box::new(Once { inner, frames: 0 }) as Box<dyn eframe::App>)
        };
        eframe::run_native("cairn", options, Box::new(app))
    };
    if let Err(error) = outcome {
        eprintln!("no window: {error}");
        std::process::exit(1);
    }
}

fn measure(which: &str) -> Duration {
    let me = std::env::current_exe().expect("this program");
    let start = Instant::now();
    let mut child = Command::new(me)
        .args(["--child", which])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    let out = child.stdout.take().expect("a pipe");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let took = start.elapsed();
    let _ = child.wait();
    assert_eq!(
        line.trim(),
        "on screen",
        "the {which} window did not come up"
    );
    took
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--child") {
        return child(args.get(at + 1).map_or("cairn", String::as_str));
    }
    if std::env::var_os("DISPLAY").is_none() && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        println!("no display: nothing measured");
        return;
    }
    for which in ["empty", "cairn"] {
        measure(which); // warms the page cache
    }
    let (mut empty, mut cairn) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        empty.push(measure("empty"));
        cairn.push(measure("cairn"));
    }
    let (empty, cairn) = (median(empty), median(cairn));
    let ratio = cairn.as_secs_f64() / empty.as_secs_f64();
    println!(
        "first picture, median of {RUNS}: empty window {empty:.0?}, Cairn {cairn:.0?}, ratio {ratio:.2}"
    );
}
