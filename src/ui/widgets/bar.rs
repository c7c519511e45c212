//! Bars: how much of a thing is done, and how much of a day is taken.

use crate::ui::theme::{self, control};
use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Ui, Widget, WidgetInfo, vec2};

/// `ui.add(ProgressBar::new(0.4, "2 of 5 parts").step(3))`
#[must_use]
pub struct ProgressBar<'a> {
    fraction: f32,
    name: &'a str,
    step: Option<u8>,
    height: f32,
    width: Option<f32>,
    on_sunken: bool,
}

impl<'a> ProgressBar<'a> {
    /// The fraction done (0 to 1) and what it says in words.
    pub fn new(fraction: f32, name: &'a str) -> Self {
        Self {
            fraction: if fraction.is_finite() {
                fraction.clamp(0.0, 1.0)
            } else {
                0.0
            },
            name,
            step: None,
            height: control::BAR,
            width: None,
            on_sunken: false,
        }
    }

    /// In the colour of a step instead of the accent.
    pub fn step(mut self, step: u8) -> Self {
        self.step = Some(step);
        self
    }

    /// 4 high, for cards.
    pub fn thin(mut self) -> Self {
        self.height = control::BAR_THIN;
        self
    }

    /// 8 high, for tables of bars.
    pub fn thick(mut self) -> Self {
        self.height = control::BAR_THICK;
        self
    }

    /// This wide, points; else all the room there is.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// It stands on a sunken ground, so its empty part must be darker.
    pub fn on_sunken(mut self) -> Self {
        self.on_sunken = true;
        self
    }
}

impl Widget for ProgressBar<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let tokens = theme::tokens(ui);
        let width = self
            .width
            .unwrap_or_else(|| ui.available_width())
            .max(self.height);
        let (rect, response) = ui.allocate_exact_size(vec2(width, self.height), Sense::hover());
        let (name, fraction) = (self.name, self.fraction);
        response.widget_info(|| WidgetInfo {
            value: Some(f64::from(fraction) * 100.0),
            ..WidgetInfo::labeled(Role::ProgressIndicator, true, name)
        });
        let ink = self
            .step
            .map_or(tokens.accent, |step| tokens.step(step).ink);
        let empty = if self.on_sunken {
            tokens.border
        } else {
            tokens.sunken
        };
        paint_bar(ui, rect, self.fraction, ink, empty);
        response
    }
}

/// How much of a day's time is taken. Full is accent; over is the warning colour
/// (say the figure in words beside it).
#[must_use]
pub struct CapacityBar<'a> {
    used: u32,
    capacity: u32,
    name: &'a str,
    width: f32,
    height: f32,
}

impl<'a> CapacityBar<'a> {
    /// Minutes used, minutes there, and what that says in words: "Tue 5 Jan: 1 h 30 of 1 h 15".
    pub fn new(used: u32, capacity: u32, name: &'a str) -> Self {
        Self {
            used,
            capacity,
            name,
            width: 44.0,
            height: control::BAR_THIN,
        }
    }

    /// This wide, points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Whether more is planned than there is time.
    pub fn is_over(&self) -> bool {
        self.used > self.capacity
    }

    fn fraction(&self) -> f32 {
        match (self.used, self.capacity) {
            (0, _) => 0.0,
            (_, 0) => 1.0,
            (used, capacity) => (used as f32 / capacity as f32).min(1.0),
        }
    }

    /// Paints it into a rectangle, for hand-made layouts.
    pub fn paint(&self, ui: &Ui, rect: Rect) {
        let tokens = theme::tokens(ui);
        let ink = if self.is_over() {
            tokens.warn
        } else {
            tokens.accent
        };
        paint_bar(ui, rect, self.fraction(), ink, tokens.sunken);
        if self.is_over() && self.capacity > 0 {
            // Where the day's time ends: seen by its shape, too.
            let share = self.capacity as f32 / self.used.max(1) as f32;
            let x = (rect.left() + rect.width() * share).round();
            let tick = egui::Stroke::new(1.5, tokens.warn);
            ui.painter()
                .vline(x, rect.top() - 3.0..=rect.bottom() + 3.0, tick);
        }
    }
}

impl Widget for CapacityBar<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let size = vec2(self.width, self.height);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo {
            value: Some(f64::from(self.used)),
            ..WidgetInfo::labeled(Role::Meter, true, self.name)
        });
        self.paint(ui, rect);
        response.on_hover_text(self.name)
    }
}

/// A round-ended bar. A part that is not empty is at least a dot.
pub fn paint_bar(ui: &Ui, rect: Rect, fraction: f32, ink: Color32, empty: Color32) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let corner = CornerRadius::same((rect.height() / 2.0).ceil().clamp(0.0, 255.0) as u8);
    ui.painter().rect_filled(rect, corner, empty);
    if fraction > 0.0 {
        let width = (rect.width() * fraction.min(1.0)).max(rect.height());
        let filled = Rect::from_min_size(rect.min, vec2(width, rect.height()));
        ui.painter().rect_filled(filled, corner, ink);
    }
}
