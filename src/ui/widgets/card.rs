//! The card: a white sheet with a soft edge, a stripe for its step, a ring when it is selected.

use super::paint;
use crate::ui::theme::{self, Tokens, control, radius, space};
use egui::epaint::RectShape;
use egui::{
    Color32, CornerRadius, Frame, Id, InnerResponse, Margin, Rect, Response, Role, Sense, Shape,
    Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

/// `Card::new().stripe(3).show(ui, |ui| { … })`
#[must_use]
#[derive(Clone, Copy, Debug)]
pub struct Card {
    stripe: Option<u8>,
    selected: bool,
    faded: bool,
    hovered: bool,
    lifted: bool,
    margin: Margin,
    radius: u8,
}

impl Default for Card {
    fn default() -> Self {
        Self::new()
    }
}

impl Card {
    /// A plain card with 16 around its contents.
    pub fn new() -> Self {
        Self {
            stripe: None,
            selected: false,
            faded: false,
            hovered: false,
            lifted: false,
            margin: Margin::same(16),
            radius: radius::CARD,
        }
    }

    /// The stripe of a step at the left (0 for resources).
    pub fn stripe(mut self, step: u8) -> Self {
        self.stripe = Some(step);
        self
    }

    /// The accent ring.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// Done: the stripe is pale; contents should use muted words.
    pub fn faded(mut self, faded: bool) -> Self {
        self.faded = faded;
        self
    }

    /// The pointer is over it (for cards that are painted by hand).
    pub fn hovered(mut self, hovered: bool) -> Self {
        self.hovered = hovered;
        self
    }

    /// It is being dragged.
    pub fn lifted(mut self, lifted: bool) -> Self {
        self.lifted = lifted;
        self
    }

    /// Room around the contents.
    pub fn margin(mut self, margin: impl Into<Margin>) -> Self {
        self.margin = margin.into();
        self
    }

    /// Tighter: 12 around, for board cards.
    pub fn compact(self) -> Self {
        self.margin(Margin::symmetric(12, 11))
    }

    /// Shows it around the contents, as wide as they are.
    pub fn show<R>(self, ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
        let tokens = theme::tokens(ui);
        let ground = ui.painter().add(Shape::Noop);
        let inner = Frame::new()
            .inner_margin(self.inner_margin())
            .show(ui, contents);
        let rect = inner.response.rect;
        ui.painter()
            .set(ground, Shape::Vec(self.shapes(tokens, rect)));
        inner
    }

    /// Shows it as something that can be pressed and focused as a whole, under the contents: buttons in it
    /// still work. The id must be that of the thing shown, so that the focus follows it.
    pub fn show_clickable<R>(
        mut self,
        ui: &mut Ui,
        id: Id,
        name: &str,
        sense: Sense,
        contents: impl FnOnce(&mut Ui) -> R,
    ) -> InnerResponse<R> {
        let tokens = theme::tokens(ui);
        let ground = ui.painter().add(Shape::Noop);
        let builder = UiBuilder::new().id_salt(id).sense(sense);
        let InnerResponse { inner, response } = ui.scope_builder(builder, |ui| {
            Frame::new()
                .inner_margin(self.inner_margin())
                .show(ui, contents)
                .inner
        });
        let enabled = ui.is_enabled();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        self.hovered |= response.hovered() || response.contains_pointer();
        let mut shapes = self.shapes(tokens, response.rect);
        if paint::focused(&response) && !self.selected {
            shapes.push(paint::ring(tokens.accent, response.rect, self.radius));
        }
        ui.painter().set(ground, Shape::Vec(shapes));
        InnerResponse::new(inner, response)
    }

    /// Paints it into a rectangle, for boards and other hand-made layouts.
    pub fn paint(self, ui: &Ui, rect: Rect) {
        let shapes = self.shapes(theme::tokens(ui), rect);
        ui.painter().extend(shapes);
    }

    /// Its shapes, back to front.
    pub fn shapes(self, tokens: &Tokens, rect: Rect) -> Vec<Shape> {
        let corner = CornerRadius::same(self.radius);
        let mut shapes = shadows(tokens, rect, self.radius);
        if self.lifted {
            let shadow: egui::Shadow = tokens.float_shadow.into();
            shapes.push(shadow.as_shape(rect, corner).into());
        }
        let edge = if self.hovered {
            tokens.border_strong.lerp_to_gamma(tokens.border, 0.5)
        } else {
            tokens.border
        };
        shapes.push(paint::boxed(
            rect,
            self.radius,
            tokens.surface,
            Stroke::new(1.0, edge),
        ));
        if let Some(step) = self.stripe {
            let ink = tokens.step(step).ink;
            let ink = if self.faded {
                tokens.surface.lerp_to_gamma(ink, 0.6)
            } else {
                ink
            };
            shapes.extend(stripe(rect, self.radius, tokens, ink, edge));
        }
        if self.selected {
            shapes.push(paint::ring(tokens.accent, rect, self.radius));
        }
        shapes
    }

    fn inner_margin(self) -> Margin {
        let mut margin = self.margin;
        if self.stripe.is_some() {
            margin.left = margin.left.saturating_add(control::STRIPE as i8);
        }
        margin
    }
}

/// The two soft shadows of a sheet; none in the dark.
pub fn shadows(tokens: &Tokens, rect: Rect, radius: u8) -> Vec<Shape> {
    tokens
        .card_shadow
        .iter()
        .map(|shadow| {
            egui::Shadow::from(*shadow)
                .as_shape(rect, CornerRadius::same(radius))
                .into()
        })
        .collect()
}

/// The stripe along the left edge, following its round corners as a thick border would: the ink, the sheet
/// over it, and the hairline drawn again where it meets the stripe.
fn stripe(rect: Rect, radius: u8, tokens: &Tokens, ink: Color32, edge: Color32) -> [Shape; 4] {
    let round = f32::from(radius);
    let width = control::STRIPE;
    let left_corners = |radius: u8| CornerRadius {
        nw: radius,
        sw: radius,
        ne: 0,
        se: 0,
    };
    let band = Rect::from_min_max(rect.min, pos2(rect.left() + 2.0 * round, rect.bottom()));
    let sheet = Rect::from_min_max(
        rect.min + vec2(width, 1.0),
        pos2(rect.left() + 2.0 * round, rect.bottom() - 1.0),
    );
    // The corner of the hairline from where the stripe ends to where the band ends.
    let corner = |top: bool| {
        let (middle, up) = if top {
            (rect.top() + round, -1.0)
        } else {
            (rect.bottom() - round, 1.0)
        };
        let reach = round - 0.5;
        let mut points: Vec<egui::Pos2> = (0..=5_u8)
            .map(|i| {
                let angle = 0.55 * (1.0 - f32::from(i) / 5.0);
                let (sin, cos) = angle.sin_cos();
                pos2(rect.left() + round - reach * sin, middle + up * reach * cos)
            })
            .collect();
        points.push(pos2(band.right(), middle + up * reach));
        Shape::line(points, Stroke::new(1.0, edge))
    };
    [
        RectShape::filled(band, left_corners(radius), ink).into(),
        RectShape::filled(
            sheet,
            left_corners(radius.saturating_sub(3)),
            tokens.surface,
        )
        .into(),
        corner(true),
        corner(false),
    ]
}

/// A column or another sunken place that cards lie in.
pub fn paint_well(ui: &Ui, rect: Rect) {
    ui.painter()
        .rect_filled(rect, radius::COLUMN, theme::tokens(ui).sunken);
}

/// A response for a hand-painted card: name, role and ring.
pub fn card_info(ui: &Ui, response: &Response, name: &str) {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
}

/// The gap between two cards of a list.
pub const GAP: f32 = space::S + space::XS;
