//! What a frame costs in each view, while it is scrolled and while something is dragged over it: `cargo bench --bench views`.
//! With 60 items, 1,000, and 5,000 items and 10,000 sessions. Prints p50, p95 and the longest, in milliseconds of one
//! thread, for the window's whole pass and its tessellation, without drawing. The bar is 8 ms at p95.
#![expect(clippy::disallowed_methods, reason = "a bench measures time")]

use std::sync::Arc;
use std::time::Instant;

use cairn::app::CairnApp;
use cairn::domain::{
    Answers, Day, Edit, Item, ItemField, ItemId, Kind, Minutes, Notes, Plan, PlanId, PlanIndex,
    Session, SessionId, SessionKind, StepId,
};
use cairn::planner::Breaks;
use cairn::state::{Action, AppState, Command, Jobs, ScriptedEnv, Start, View};
use cairn::store::places::Places;
use cairn::ui::haystack::Haystack;
use eframe::App as _;
use egui::{
    Context, Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, RawInput, Rect, TouchPhase,
    pos2, vec2,
};

/// Items and sessions of the plans; the smallest is about the built-in path.
const SIZES: [(usize, usize); 3] = [(60, 120), (1_000, 2_000), (5_000, 10_000)];
const FRAMES: usize = 300;
/// Milliseconds of a frame at p95.
const BAR: f64 = 8.0;

fn today() -> Day {
    Day::from_ymd(2026, 11, 30).expect("a day")
}

fn plan(items: usize, sessions: usize) -> Plan {
    let mut answers = Answers::sensible(today());
    for interview in &mut answers.interviews {
        interview.on = today().plus(150);
    }
    let mut plan = answers.plan(PlanId::slug("plan-bench"), cairn::store::builtin::path());
    let steps = plan.steps_in_order();
    let steps: Vec<StepId> = steps.iter().map(|step| step.id.clone()).collect();
    for n in plan.items.len()..items {
        let id = ItemId::slug(&format!("own.{n:05}"));
        let words = "with a few more words ".repeat(n % 4);
        let mut item = Item::new(id, Kind::Topic, format!("Item number {n} {words}"));
        item.step = steps.get(n % steps.len()).cloned();
        item.order = 100_000 + n as i64 * 10;
        plan.items.put(item);
    }
    let items: Vec<ItemId> = plan.items.keys().cloned().collect();
    for n in 0..sessions {
        let id = SessionId::slug(&format!("session-{n:05}"));
        let on = today().plus((n % 150) as i64);
        let item = items.get(n % items.len()).cloned().expect("an item");
        let session = Session::new(id, item, SessionKind::Study, on, Minutes(30));
        plan.sessions.put(session);
    }
    plan
}

struct Bench {
    ctx: Context,
    app: CairnApp,
    frame: eframe::Frame,
    time: f64,
    _home: tempfile::TempDir,
}

impl Bench {
    fn new((items, sessions): (usize, usize)) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let places = Places::under(home.path());
        let file = places.new_plan_file("bench");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let text = cairn::store::format::write_plan(&plan(items, sessions)).expect("a text");
        std::fs::write(&file, text).expect("a file");
        let ctx = Context::default();
        let start = Start {
            file: Some(file),
            today: None,
        };
        let state = AppState::new(Box::new(ScriptedEnv::new(today())), Jobs::inline(), places);
        let mut app = CairnApp::new(&ctx, state, &start);
        app.state_mut().begin_frame();
        app.state_mut().dispatch(Action::Go(View::Board));
        Self {
            ctx,
            app,
            frame: eframe::Frame::_new_kittest(),
            time: 0.0,
            _home: home,
        }
    }

    /// One frame; what it cost in milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.time),
            focused: true,
            events,
            ..Default::default()
        };
        let (app, frame) = (&mut self.app, &mut self.frame);
        let begun = Instant::now();
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            app.logic(&ctx, frame);
            app.ui(ui, frame);
        });
        let shapes = self.ctx.tessellate(output.shapes.clone(), 1.0);
        let cost = begun.elapsed().as_secs_f64() * 1_000.0;
        assert!(!shapes.is_empty(), "something is drawn");
        output.drop_without_applying_deltas();
        cost
    }

    fn revision(&self) -> Option<u64> {
        let document = self.app.state().document.as_ref();
        document.map(|document| document.revision())
    }

    fn report(name: &str, mut costs: Vec<f64>) {
        costs.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let n = (costs.len() as f64 * share) as usize;
            costs.get(n.min(costs.len() - 1)).copied().unwrap_or(0.0)
        };
        let (p50, p95, worst) = (at(0.5), at(0.95), at(1.0));
        let mark = if p95 > BAR { "  over the bar" } else { "" };
        println!("{name:<24} p50 {p50:6.2} ms   p95 {p95:6.2} ms   longest {worst:6.2} ms{mark}");
    }

    fn settle(&mut self) {
        let costs = (0..60).map(|_| self.frame(Vec::new())).collect();
        Self::report("  first sixty frames", costs);
    }

    fn scroll(&mut self) {
        let at = pos2(700.0, 500.0);
        let costs = (0..FRAMES)
            .map(|_| {
                self.frame(vec![
                    Event::PointerMoved(at),
                    Event::MouseWheel {
                        unit: MouseWheelUnit::Point,
                        delta: vec2(0.0, -180.0),
                        phase: TouchPhase::Move,
                        modifiers: Modifiers::NONE,
                        source: egui::MouseWheelSource::Wheel,
                    },
                ])
            })
            .collect();
        Self::report("  scrolling", costs);
    }

    fn button(at: Pos2, pressed: bool) -> Event {
        Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    fn drag(&mut self, from: Pos2) {
        for _ in 0..30 {
            self.frame(Vec::new());
        }
        self.frame(vec![Event::PointerMoved(from)]);
        self.frame(vec![Self::button(from, true)]);
        let costs = (0..FRAMES)
            .map(|n| {
                let turn = n as f32 / 40.0;
                let at = pos2(
                    700.0 + 500.0 * turn.sin(),
                    520.0 + 330.0 * (turn * 1.7).cos(),
                );
                self.frame(vec![Event::PointerMoved(at)])
            })
            .collect();
        Self::report("  dragging", costs);
        let at = pos2(700.0, 500.0);
        self.frame(vec![Event::PointerMoved(at)]);
        let before = self.revision();
        let drop = self.frame(vec![Self::button(at, false)]);
        let next = self.frame(Vec::new());
        if before == self.revision() {
            println!("  (nothing lay where the drag began)");
        }
        println!("  the drop                 {drop:6.2} ms, the frame after {next:6.2} ms");
        for _ in 0..30 {
            self.frame(Vec::new());
        }
    }
}

/// What the questions about moves cost by themselves: read the plan, take a session up, ask for six weeks of days.
fn questions() {
    let plan = Arc::new(plan(5_000, 10_000));
    let index = Arc::new(PlanIndex::new(&plan));
    let begun = Instant::now();
    let breaks = Breaks::prepare(&plan, &index, today());
    let read = begun.elapsed().as_secs_f64() * 1_000.0;
    let ids: Vec<SessionId> = plan.sessions.keys().step_by(10).cloned().collect();
    let begun = Instant::now();
    let mut asked = 0;
    for id in &ids {
        let Some(lifted) = breaks.lift(std::slice::from_ref(id)) else {
            continue;
        };
        asked += (0..42)
            .filter(|n| !lifted.on(today().plus(*n)).is_empty())
            .count();
    }
    let each = begun.elapsed().as_secs_f64() * 1_000_000.0 / (ids.len() as f64 * 42.0);
    assert!(asked > 0, "some days would not do");
    println!("what a move would break   read {read:6.2} ms   a day {each:6.2} µs");
}

/// A note of so many bytes, as somebody may have pasted it.
fn long_note(bytes: usize) -> Notes {
    let mut text = String::new();
    for n in 0.. {
        text.push_str(&format!(
            "## Section {n}\n\nThe loss falls with *compute*, see [[GPT-3]] and `L(C)`.\n- [ ] read it again\n\n"
        ));
        if text.len() > bytes {
            break;
        }
    }
    Notes::from_text(&text)
}

fn typing(bench: &mut Bench) {
    let item = ItemId::slug("paper.gpt-3");
    let field = ItemField::Notes(long_note(100_000));
    let change = Edit::ChangeItem {
        item: item.clone(),
        field,
    };
    let state = bench.app.state_mut();
    state.dispatch(Action::Edit(change));
    state.dispatch(Action::OpenItem(item));
    bench.settle();
    bench.app.state_mut().run(Command::EditNotes);
    for _ in 0..30 {
        bench.frame(Vec::new());
    }
    let costs = (0..FRAMES)
        .map(|n| {
            let letter = if n % 9 == 8 { " " } else { "e" };
            bench.frame(vec![Event::Text(letter.to_owned())])
        })
        .collect();
    Bench::report("  typing in 100 KB", costs);
    bench.app.state_mut().run(Command::Undo);
}

/// What a query costs among 10,000 items with notes, letter by letter.
fn find() {
    let mut plan = plan(10_000, 0);
    let ids: Vec<ItemId> = plan.items.keys().cloned().collect();
    for id in &ids {
        let notes = Notes::from_text(
            "# What I think\n\nThe variance grows with the dimension, so scale by its root.\n- ask about the warm-up\n",
        );
        let field = ItemField::Notes(notes);
        let item = id.clone();
        plan = plan
            .apply(&Edit::ChangeItem { item, field })
            .expect("a note");
    }
    let begun = Instant::now();
    let hay = Haystack::new(&plan);
    let read = begun.elapsed().as_secs_f64() * 1_000.0;
    println!("find among 10,000 items: read once a revision {read:6.2} ms");
    for query in [
        "a",
        "ite",
        "variance",
        "number 77",
        "warm-up",
        "gpt3",
        "xyzzy",
    ] {
        let costs = (0..50)
            .map(|_| {
                let begun = Instant::now();
                std::hint::black_box(hay.find(query, 60));
                begun.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        Bench::report(&format!("  “{query}”"), costs);
    }
}

fn main() {
    questions();
    find();
    for size in SIZES {
        let mut bench = Bench::new(size);
        println!("\n{} items, {} sessions, 1440×900", size.0, size.1);
        for (name, command) in [
            ("board by step", Command::BoardByStep),
            ("board by status", Command::BoardByStatus),
            ("board by week", Command::BoardByWeek),
        ] {
            println!("{name}");
            bench.app.state_mut().run(command);
            bench.settle();
            bench.scroll();
            bench.drag(pos2(260.0, 320.0));
        }
        bench.app.state_mut().dispatch(Action::Go(View::Calendar));
        for (name, command, from) in [
            (
                "calendar, month",
                Command::CalendarMonth,
                pos2(198.0, 230.0),
            ),
            (
                "calendar, week",
                Command::CalendarWeek,
                pos2(1_146.0, 260.0),
            ),
            (
                "calendar, agenda",
                Command::CalendarAgenda,
                pos2(400.0, 210.0),
            ),
        ] {
            println!("{name}");
            bench.app.state_mut().run(command);
            bench.settle();
            bench.scroll();
            bench.drag(from);
        }
        for view in [
            View::Today,
            View::Library,
            View::Practice,
            View::Progress,
            View::Settings,
        ] {
            println!("{}", view.name().to_lowercase());
            bench.app.state_mut().dispatch(Action::Go(view));
            bench.settle();
            bench.scroll();
        }
        println!("item page");
        typing(&mut bench);
    }
}
