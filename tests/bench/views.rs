//! What a frame costs in each view, while it is scrolled and while something is dragged over it: `cargo bench --bench views`.
//! With 60 items, 1,000, and 5,000 items, 10,000 sessions and 5,000 ratings over a year. Prints p50, p95 and the longest, in milliseconds of one
//! thread, for the window's whole pass and its tessellation, without drawing. The bar is 8 ms at p95.

use std::sync::Arc;

use cairn::app::CairnApp;
use cairn::domain::{
    Answers, Day, Edit, Grade, Item, ItemField, ItemId, Kind, Minutes, Moment, Notes, Outcome,
    Plan, PlanId, PlanIndex, Prompt, PromptId, Review, ReviewId, Session, SessionId, SessionKind,
    StepId,
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
    if sessions >= 10_000 {
        year(&mut plan);
    }
    plan
}

fn noon(day: Day) -> Moment {
    Moment::new(day.date().and_hms_opt(12, 0, 0).expect("a time"))
}

/// What a year leaves behind: half of the sessions took place, and 5,000 ratings of 1,000 prompts.
fn year(plan: &mut Plan) {
    let sessions: Vec<Session> = plan.sessions.iter().map(|s| Session::clone(s)).collect();
    for (n, mut session) in sessions.into_iter().enumerate().filter(|(n, _)| n % 2 == 1) {
        session.on = today().plus(-1 - (n as i64 * 7) % 365);
        session.outcome = Outcome::Done;
        session.spent = Minutes(20 + (n as u32 * 7) % 25);
        session.ended_at = Some(noon(session.on));
        plan.sessions.put(session);
    }
    let items: Vec<ItemId> = plan.items.keys().take(250).cloned().collect();
    let grades = [
        Grade::Good,
        Grade::Good,
        Grade::Again,
        Grade::Easy,
        Grade::Hard,
    ];
    for n in 0..1_000_usize {
        let item = items.get(n % items.len()).cloned().expect("an item");
        let id = PromptId::slug(&format!("{item}.bench-{n}"));
        let answer = Notes::from_text("What one would say.");
        plan.prompts
            .put(Prompt::new(id.clone(), item, "What is it?", answer));
        for r in 0..5_usize {
            let at = noon(today().plus(-5 - (n as i64 % 300) - 12 * (4 - r as i64)));
            let review = ReviewId::slug(&format!("bench-{n}-{r}"));
            let grade = grades[(n + r) % grades.len()];
            plan.reviews
                .put(Review::new(review, id.clone(), at, grade, 40));
        }
    }
}

/// Milliseconds that this thread has worked, where the system tells: other programs on the machine do not count.
#[cfg(unix)]
fn clock() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1_000.0 + time.tv_nsec as f64 / 1e6
}

/// Milliseconds that have passed.
#[cfg(not(unix))]
fn clock() -> f64 {
    static BEGUN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let begun = BEGUN.get_or_init(std::time::Instant::now);
    begun.elapsed().as_secs_f64() * 1_000.0
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
        let begun = clock();
        let output = self.ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            app.logic(&ctx, frame);
            app.ui(ui, frame);
        });
        let shapes = self.ctx.tessellate(output.shapes.clone(), 1.0);
        let cost = clock() - begun;
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

    /// A place where something can be taken up: each of a grid is tried, and let go again.
    fn grip(&mut self) -> Option<Pos2> {
        let places = (0..30).flat_map(|row| (0..30).map(move |column| (row, column)));
        let places = places
            .map(|(row, column)| pos2(120.0 + 43.0 * column as f32, 160.0 + 23.0 * row as f32));
        for at in places {
            self.frame(vec![Event::PointerMoved(at)]);
            self.frame(vec![Self::button(at, true)]);
            for way in [8.0, 30.0] {
                self.frame(vec![Event::PointerMoved(at + vec2(way, 0.0))]);
            }
            let taken = egui::DragAndDrop::has_any_payload(&self.ctx);
            self.frame(vec![Event::Key {
                key: egui::Key::Escape,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            }]);
            self.frame(vec![Self::button(at + vec2(30.0, 0.0), false)]);
            if taken {
                return Some(at);
            }
        }
        None
    }

    fn drag(&mut self, from: Option<Pos2>) {
        for _ in 0..30 {
            self.frame(Vec::new());
        }
        let Some(from) = from.or_else(|| self.grip()) else {
            println!("  (nothing in sight can be dragged)");
            return;
        };
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
            println!("  (it was put down where it may not lie)");
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
    let begun = clock();
    let breaks = Breaks::prepare(&plan, &index, today());
    let read = clock() - begun;
    let ids: Vec<SessionId> = plan.sessions.keys().step_by(10).cloned().collect();
    let begun = clock();
    let mut asked = 0;
    for id in &ids {
        let Some(lifted) = breaks.lift(std::slice::from_ref(id)) else {
            continue;
        };
        asked += (0..42)
            .filter(|n| !lifted.on(today().plus(*n)).is_empty())
            .count();
    }
    let each = (clock() - begun) * 1_000.0 / (ids.len() as f64 * 42.0);
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
    let begun = clock();
    let hay = Haystack::new(&plan);
    let read = clock() - begun;
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
                let begun = clock();
                std::hint::black_box(hay.find(query, 60));
                clock() - begun
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
            bench.drag(Some(pos2(260.0, 320.0)));
        }
        bench.app.state_mut().dispatch(Action::Go(View::Calendar));
        for (name, command) in [
            ("calendar, month", Command::CalendarMonth),
            ("calendar, week", Command::CalendarWeek),
            ("calendar, agenda", Command::CalendarAgenda),
        ] {
            println!("{name}");
            bench.app.state_mut().run(command);
            bench.settle();
            bench.scroll();
            bench.drag(None);
        }
        for view in [
            View::Today,
            View::Library,
            View::Practice,
            View::Progress,
            View::Week,
            View::Settings,
        ] {
            println!("{}", view.name().to_lowercase());
            bench.app.state_mut().dispatch(Action::Go(view));
            bench.settle();
            bench.scroll();
        }
        println!("design session");
        bench.app.state_mut().dispatch(Action::Deselect);
        bench.app.state_mut().dispatch(Action::Go(View::Practice));
        bench.settle();
        bench.app.state_mut().run(Command::DesignNext);
        bench.settle();
        bench.scroll();
        bench.app.state_mut().run(Command::DesignFinish);
        println!("rubric");
        bench.settle();
        bench.scroll();
        bench.app.state_mut().dispatch(Action::ShowRun(None));
        println!("item page");
        typing(&mut bench);
    }
}
