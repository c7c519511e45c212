//! Draws the graph: nodes as small cards, links as curves. What lies near the node that is looked at stands out, the rest steps
//! back. Below a certain size cards are marks without words.

use egui::epaint::{CubicBezierShape, PathStroke};
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::domain::{Relation, Status};
use crate::ui::theme::{Icon, TextRole, Tokens, Weight, radius};

use super::model::{Edge, Node};

/// Below this magnification the nodes have no words.
pub(super) const WORDS_FROM: f32 = 0.5;
/// Below this magnification links are straight.
const CURVES_FROM: f32 = 0.3;

/// How much a thing stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stress {
    /// Nothing is looked at.
    Even,
    /// What is looked at.
    Focus,
    /// It comes before what is looked at.
    Before,
    /// What is looked at opens it up.
    After,
    /// Linked in another way.
    Beside,
    /// Something else is looked at.
    Away,
}

impl Stress {
    fn is_near(self) -> bool {
        !matches!(self, Self::Even | Self::Away)
    }
}

pub(super) fn node(painter: &Painter, t: &Tokens, rect: Rect, node: &Node, zoom: f32, s: Stress) {
    let colors = t.step(node.step);
    let away = s == Stress::Away;
    if zoom < WORDS_FROM {
        let rect = rect.shrink2(vec2(0.0, rect.height() * 0.15));
        let fill = if away { t.border } else { colors.ink };
        painter.rect_filled(rect, (3.0 * zoom).max(1.0), fill);
        if s == Stress::Focus {
            let ring = Stroke::new(2.0, t.accent);
            painter.rect_stroke(rect.expand(2.0), 3.0, ring, egui::StrokeKind::Outside);
        }
        return;
    }
    let (fill, line) = match s {
        Stress::Focus => (t.accent_soft, Stroke::new(2.0, t.accent)),
        Stress::Before | Stress::After => (t.surface, Stroke::new(1.5, t.accent)),
        Stress::Beside => (t.surface, Stroke::new(1.5, t.border_strong)),
        Stress::Even | Stress::Away => (t.surface, t.line()),
    };
    painter.rect(rect, radius::CHIP, fill, line, egui::StrokeKind::Inside);
    let stripe = Rect::from_min_size(rect.min, vec2(4.0 * zoom, rect.height()));
    let ink = if away { t.border } else { colors.ink };
    painter.rect_filled(stripe, radius::CHIP, ink);
    let mark = match node.status {
        Status::ToDo => None,
        Status::InProgress => Some((Icon::Play, t.accent)),
        Status::Done => Some((Icon::Check, t.ok)),
        Status::Skipped => Some((Icon::Close, t.muted)),
    };
    let mut right = rect.right() - 6.0 * zoom;
    if let Some((icon, color)) = mark {
        let size = 13.0 * zoom;
        icon.paint(
            painter,
            pos2(right - size / 2.0, rect.center().y),
            size,
            color,
        );
        right -= size + 4.0 * zoom;
    }
    let color = if away { t.muted } else { t.text };
    let mut format = TextRole::Chip.format(Weight::Medium, color);
    format.font_id.size *= zoom;
    format.line_height = None;
    let mut job = egui::text::LayoutJob::single_section(node.short.clone(), format);
    let left = rect.left() + 10.0 * zoom;
    job.wrap = egui::text::TextWrapping::truncate_at_width((right - left).max(1.0));
    let galley = painter.layout_job(job);
    let at = pos2(left, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, color);
}

/// A link from the side of one node to the side of another, with a head at the end that it points to.
pub(super) fn edge(
    painter: &Painter,
    t: &Tokens,
    edge: Edge,
    ends: (Rect, Rect),
    zoom: f32,
    s: Stress,
) {
    let (from, to) = ends;
    let color = match s {
        Stress::Away => t.border.gamma_multiply(0.45),
        Stress::Even => t.border,
        Stress::Beside => t.muted,
        Stress::Before | Stress::After | Stress::Focus => t.accent,
    };
    let width = if s.is_near() { 1.8 } else { 1.0 };
    let [a, b, c, d] = curve(from, to, zoom);
    if zoom < CURVES_FROM {
        painter.line_segment([a, d], Stroke::new(width, color));
        return;
    }
    let bezier = CubicBezierShape::from_points_stroke(
        [a, b, c, d],
        false,
        Color32::TRANSPARENT,
        PathStroke::new(width, color),
    );
    // Dashes tell the relations apart where somebody looks; elsewhere they would only be noise.
    match dashes(edge.relation).filter(|_| s.is_near()) {
        Some((dash, gap)) => {
            let points = bezier.flatten(Some(0.5));
            let stroke = Stroke::new(width, color);
            painter.extend(Shape::dashed_line(&points, stroke, dash, gap));
        }
        None => {
            painter.add(bezier);
        }
    }
    if s != Stress::Away {
        head(painter, d, c, zoom, color);
    }
}

/// The dashes of a relation, in points: dash and gap; `None`: a whole line.
fn dashes(relation: Relation) -> Option<(f32, f32)> {
    match relation {
        Relation::BuildsOn => None,
        Relation::GroundedIn => Some((9.0, 4.0)),
        Relation::ExplainedBy => Some((2.5, 3.5)),
        Relation::Practises => Some((6.0, 6.0)),
        Relation::DrawsOn => Some((4.0, 2.0)),
    }
}

/// A sample of a relation's line, for the legend.
pub(super) fn sample(painter: &Painter, rect: Rect, relation: Relation, color: Color32) {
    let (a, b) = (rect.left_center(), rect.right_center());
    let stroke = Stroke::new(1.6, color);
    match dashes(relation) {
        Some((dash, gap)) => painter.extend(Shape::dashed_line(&[a, b], stroke, dash, gap)),
        None => {
            painter.line_segment([a, b], stroke);
        }
    }
}

/// From side to side where there is room between them, else around on one side.
fn curve(from: Rect, to: Rect, zoom: f32) -> [Pos2; 4] {
    let bend = 46.0 * zoom;
    if to.left() > from.right() {
        let (a, d) = (from.right_center(), to.left_center());
        let bend = bend.max((d.x - a.x) * 0.35);
        return [a, a + vec2(bend, 0.0), d - vec2(bend, 0.0), d];
    }
    if from.left() > to.right() {
        let (a, d) = (from.left_center(), to.right_center());
        let bend = bend.max((a.x - d.x) * 0.35);
        return [a, a - vec2(bend, 0.0), d + vec2(bend, 0.0), d];
    }
    // One below the other: out and in on the left.
    let (a, d) = (from.left_center(), to.left_center());
    let bend = (26.0 * zoom).max((a.y - d.y).abs() * 0.12);
    [a, a - vec2(bend, 0.0), d - vec2(bend, 0.0), d]
}

fn head(painter: &Painter, tip: Pos2, before: Pos2, zoom: f32, color: Color32) {
    let size = (6.0 * zoom).clamp(3.0, 9.0);
    let back = (before - tip).normalized() * size;
    let side = vec2(-back.y, back.x) * 0.5;
    painter.add(Shape::convex_polygon(
        vec![tip, tip + back + side, tip + back - side],
        color,
        Stroke::NONE,
    ));
}
