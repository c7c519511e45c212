//! The only `impl eframe::App`: hands frames to the shell and the state, and the window's own events to them.

use std::sync::Arc;

use egui::{Context, OutputCommand, ThemePreference, Ui, ViewportCommand};

use crate::state::{Action, AppState, Env, Jobs, RealEnv, SaveState, Start};
use crate::store::places::Places;
use crate::store::settings::Theme;
use crate::ui::{Shell, theme};

/// The window.
pub struct CairnApp {
    state: AppState,
    shell: Shell,
    title: String,
    zoom: f32,
    theme: Option<Theme>,
    close_anyway: bool,
    focused: bool,
}

impl CairnApp {
    /// A window over a state. `start` says what is opened first.
    pub fn new(ctx: &Context, mut state: AppState, start: &Start) -> Self {
        theme::install(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        state.start(start);
        Self {
            state,
            shell: Shell::default(),
            title: String::new(),
            zoom: 0.0,
            theme: None,
            close_anyway: false,
            focused: true,
        }
    }

    /// The state, for tests.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The state, for tests.
    pub fn state_mut(&mut self) -> &mut AppState {
        &mut self.state
    }

    /// Zoom, theme and title follow the state.
    fn follow(&mut self, ctx: &Context) {
        let settings = Arc::clone(&self.state.settings);
        if (self.zoom - settings.zoom).abs() > f32::EPSILON {
            self.zoom = settings.zoom;
            ctx.set_zoom_factor(settings.zoom);
        }
        if self.theme != Some(settings.theme) {
            self.theme = Some(settings.theme);
            ctx.set_theme(match settings.theme {
                Theme::Light => ThemePreference::Light,
                Theme::Dark => ThemePreference::Dark,
                Theme::System => ThemePreference::System,
            });
        }
        let title = match &self.state.document {
            Some(document) => format!("{} – Cairn", document.plan().name),
            None => "Cairn".to_owned(),
        };
        if self.title != title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Web addresses go through the state's check, files dropped on the window are opened.
    fn outside(&mut self, ctx: &Context) {
        let mut urls = Vec::new();
        ctx.output_mut(|output| {
            output.commands.retain(|command| match command {
                OutputCommand::OpenUrl(open) => {
                    urls.push(open.url.clone());
                    false
                }
                _ => true,
            });
        });
        for url in urls {
            self.state.dispatch(Action::OpenUrl(url));
        }
        let dropped = ctx.input(|input| {
            let file = input.raw.dropped_files.first();
            file.map(|file| file.path().to_owned())
        });
        if let Some(path) = dropped {
            self.state.dispatch(Action::ImportOrOpen(path));
        }
    }

    /// Whoever comes back to the window may have changed the file elsewhere.
    fn back_again(&mut self, ctx: &Context) {
        let focused = ctx.input(|input| input.focused);
        if focused && !std::mem::replace(&mut self.focused, focused) {
            self.state.look_outside();
        }
        self.focused = focused;
    }

    /// Nothing that was typed may be left behind when the window closes.
    fn closing(&mut self, ctx: &Context) {
        if self.state.quit {
            self.state.quit = false;
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        if !ctx.input(|input| input.viewport().close_requested()) || self.close_anyway {
            return;
        }
        self.shell.closing(&mut self.state);
        if !self.state.flush() {
            // Once more is a decision: the user has read that it is not on disk.
            self.close_anyway = true;
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            let why = match &self.state.save_state {
                SaveState::Failed(message) => message.clone(),
                _ => "The plan is not on disk yet.".to_owned(),
            };
            self.state.toasts.failed(format!(
                "{why} Save it elsewhere (Ctrl+Shift+S), or close the window once more to give up what changed."
            ));
        }
    }
}

impl eframe::App for CairnApp {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.state.begin_frame();
        self.state
            .attend(ctx.input(|input| !input.events.is_empty()));
        self.back_again(ctx);
        self.closing(ctx);
        self.follow(ctx);
        // Also while the window is hidden: what changed goes to the autosave thread.
        self.state.end_frame();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.shell.ui(ui, &mut self.state);
        self.outside(ui.ctx());
        self.state.end_frame();
        if let Some(seconds) = self.state.next_wake() {
            ui.request_repaint_after_secs(seconds);
        }
    }

    fn save(&mut self, _storage: &mut dyn eframe::Storage) {
        // User data never goes into eframe's storage: only the window's own place and size do.
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.shell.closing(&mut self.state);
        self.state.flush();
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// Opens the window and runs until it is closed.
///
/// # Errors
/// Where the desktop gives no window: says what to do.
pub fn run(start: Start, places: Places) -> Result<(), String> {
    #[cfg(all(unix, not(target_os = "macos")))]
    if !has_display() {
        return Err(NO_DISPLAY.to_owned());
    }
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon/cairn-256.png"));
    let mut viewport = egui::ViewportBuilder::default()
        .with_app_id("cairn")
        .with_title("Cairn")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([640.0, 480.0]);
    if let Ok(icon) = icon {
        viewport = viewport.with_icon(Arc::new(icon));
    }
    let options = eframe::NativeOptions {
        viewport,
        persistence_path: Some(places.window_state()),
        ..Default::default()
    };
    let today = start.today;
    eframe::run_native(
        "cairn",
        options,
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let wake = Arc::new(move || ctx.request_repaint());
            let env: Box<dyn Env> = Box::new(RealEnv::new(today));
            let state = AppState::new(env, Jobs::on_threads(wake), places);
            Ok(Box::new(CairnApp::new(&creation.egui_ctx, state, &start)))
        }),
    )
    .map_err(|error| match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => {
            log::error!("{error}");
            NO_ANSWER.to_owned()
        }
        error => format!("The window could not be opened: {error}"),
    })
}

/// What is said where there is nothing to open a window on.
const NO_DISPLAY: &str = "There is no display to open a window on. The commands work without one: “cairn --help” names them.";
/// What is said where there should be, but the desktop refuses.
const NO_ANSWER: &str = "The window could not be opened: the display does not answer. The commands work without one: “cairn --help” names them.";

/// Whether the session names a display.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .into_iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
