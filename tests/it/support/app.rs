//! The whole program in a test: the real shell over the real state, with a scripted world and a folder of its own.
#![allow(dead_code, reason = "each story uses what it needs")]

use std::path::PathBuf;
use std::sync::Arc;

use cairn::app::CairnApp;
use cairn::domain::{Answers, Day, Edit, Plan, PlanId};
use cairn::planner::{Effort, schedule_plan};
use cairn::state::{Action, AppState, Command, Jobs, ScriptedEnv, Start, View};
use cairn::store::places::Places;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// The day that stories happen on: a Monday.
pub fn monday() -> Day {
    Day::from_ymd(2026, 11, 30).expect("a day")
}

/// A plan over the real path, made from the sensible answers and scheduled.
pub fn real_plan() -> Plan {
    let path = cairn::store::builtin::path();
    let plan = Answers::sensible(monday()).plan(PlanId::slug("plan-test"), path);
    let schedule = Box::new(schedule_plan(&plan, monday(), Effort::Quick));
    let today = monday();
    plan.apply(&Edit::Replan { schedule, today })
        .expect("a schedule fits its plan")
}

/// The program in a window of a test.
pub struct Window {
    /// The harness, for queries that the helpers below do not have.
    pub harness: Harness<'static, CairnApp>,
    /// The scripted world.
    pub env: ScriptedEnv,
    /// The folder that the program keeps everything in; gone with the test.
    pub home: tempfile::TempDir,
}

/// How the window comes up.
pub struct Setup {
    size: egui::Vec2,
    zoom: f32,
    theme: egui::Theme,
    plan: Option<Plan>,
    file: Option<PathBuf>,
    home: Option<tempfile::TempDir>,
    now: Option<cairn::state::Now>,
}

impl Setup {
    /// A window of 1440×900 with nothing opened: the five questions.
    pub fn empty() -> Self {
        Self {
            size: vec2(1440.0, 900.0),
            zoom: 1.0,
            theme: egui::Theme::Light,
            plan: None,
            file: None,
            home: None,
            now: None,
        }
    }

    /// A window with this plan opened.
    pub fn with(plan: Plan) -> Self {
        Self {
            plan: Some(plan),
            ..Self::empty()
        }
    }

    /// A window with [`real_plan`] opened.
    pub fn real() -> Self {
        Self::with(real_plan())
    }

    /// Another size, in points.
    pub fn size(mut self, width: f32, height: f32) -> Self {
        self.size = vec2(width, height);
        self
    }

    /// Another magnification (1.0 to 2.0).
    pub fn zoom(mut self, zoom: f32) -> Self {
        self.zoom = zoom;
        self
    }

    /// Dark.
    pub fn dark(mut self) -> Self {
        self.theme = egui::Theme::Dark;
        self
    }

    /// Opens this file at the start, as `cairn PLAN.ron` does.
    pub fn file(mut self, file: PathBuf) -> Self {
        self.file = Some(file);
        self
    }

    /// Lives in a folder that was there before.
    pub fn home(mut self, home: tempfile::TempDir) -> Self {
        self.home = Some(home);
        self
    }

    /// Comes up at this moment.
    pub fn at(mut self, now: cairn::state::Now) -> Self {
        self.now = Some(now);
        self
    }

    /// The window, drawn once.
    pub fn open(self) -> Window {
        let home = self
            .home
            .unwrap_or_else(|| tempfile::tempdir().expect("a folder"));
        let env = ScriptedEnv::new(monday());
        if let Some(now) = self.now {
            env.script(|script| script.now = now);
        }
        let places = Places::under(home.path());
        let mut start = Start::default();
        if let Some(plan) = &self.plan {
            let file = places.new_plan_file(&plan.name);
            if let Some(folder) = file.parent() {
                std::fs::create_dir_all(folder).expect("a folder");
            }
            let text = cairn::store::format::write_plan(plan).expect("a plan can be written");
            std::fs::write(&file, text).expect("a file");
            start.file = Some(file);
        }
        if self.file.is_some() {
            start.file = self.file;
        }
        let world = env.clone();
        let theme = match self.theme {
            egui::Theme::Light => Command::ThemeLight,
            egui::Theme::Dark => Command::ThemeDark,
        };
        let zoom = self.zoom;
        let builder = Harness::builder()
            .with_size(self.size)
            .with_theme(self.theme)
            .with_max_steps(60)
            .with_step_dt(1.0 / 30.0);
        let mut harness = builder.build_eframe(move |creation| {
            let mut state = AppState::new(Box::new(world), Jobs::inline(), places);
            state.run(theme);
            state.dispatch(Action::Zoom(zoom));
            CairnApp::new(&creation.egui_ctx, state, &start)
        });
        harness.run_ok();
        Window { harness, env, home }
    }
}

impl Window {
    /// Runs frames until nothing moves any more.
    pub fn run(&mut self) {
        self.harness.run_ok();
    }

    /// The plan as it is now.
    pub fn plan(&self) -> Arc<Plan> {
        let document = self.harness.state().state().document.as_ref();
        Arc::clone(document.expect("a plan is open").plan())
    }

    /// The state.
    pub fn state(&self) -> &AppState {
        self.harness.state().state()
    }

    /// Gives a command, as a menu would.
    pub fn command(&mut self, command: Command) {
        self.harness.state_mut().state_mut().run(command);
        self.run();
    }

    /// Sends an action, as a view would.
    pub fn action(&mut self, action: Action) {
        self.harness.state_mut().state_mut().dispatch(action);
        self.run();
    }

    /// Shows a view.
    pub fn go(&mut self, view: View) {
        self.action(Action::Go(view));
    }

    /// Clicks what has this name.
    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.run();
    }

    /// Clicks the first thing whose name contains these words.
    pub fn click_containing(&mut self, words: &str) {
        let node = self.harness.query_all_by_label_contains(words).next();
        node.unwrap_or_else(|| panic!("nothing is called “…{words}…”"))
            .click();
        self.run();
    }

    /// Presses a key.
    pub fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.run();
    }

    /// Presses a key with Ctrl.
    pub fn ctrl(&mut self, key: Key) {
        self.chord(Modifiers::COMMAND, key);
    }

    /// Presses a key with these modifiers.
    pub fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.run();
    }

    /// Types into what has the focus.
    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.run();
    }

    /// Takes hold of what is at `from` and carries it to `to`. It is not let go.
    pub fn carry(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.harness.hover_at(from);
        self.harness.step();
        self.harness.drag_at(from);
        self.harness.step();
        for part in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from + (to - from) * part);
            self.harness.step();
        }
        self.harness.step();
    }

    /// Clicks twice, as fast as frames come.
    pub fn double_click(&mut self, at: egui::Pos2) {
        for _ in 0..2 {
            self.harness.hover_at(at);
            self.harness.drag_at(at);
            self.harness.step();
            self.harness.event(egui::Event::PointerButton {
                pos: at,
                button: egui::PointerButton::Primary,
                pressed: false,
                modifiers: Modifiers::NONE,
            });
            self.harness.step();
        }
        self.run();
    }

    /// Whether something on screen has a name that contains these words.
    pub fn shows(&self, words: &str) -> bool {
        self.harness
            .query_all_by_label_contains(words)
            .next()
            .is_some()
    }

    /// The texts of the toasts.
    pub fn toasts(&self) -> Vec<String> {
        self.state()
            .toasts
            .iter()
            .map(|toast| toast.text.clone())
            .collect()
    }

    /// What is on disk for the open plan, after everything that was handed over is written.
    pub fn on_disk(&mut self) -> String {
        let state = self.harness.state_mut().state_mut();
        assert!(state.flush(), "everything can be written");
        let path = state
            .document
            .as_ref()
            .expect("a plan is open")
            .path()
            .to_owned();
        std::fs::read_to_string(path).expect("the file is there")
    }
}
