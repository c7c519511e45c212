//! The study graph: the items and their links as a picture, a band of columns for each step. What is under the pointer, or
//! selected, shows what it needs and what it unlocks. Wheel and drag move the picture, Ctrl+wheel and + − make it larger and
//! smaller, arrows go from node to node, Enter opens the page, Space selects.
//!
//! Reading order: `model.rs` (what), `layout.rs` (where), `paint.rs` (pixels), `near.rs` (what is stressed),
//! `camera.rs` (what is in sight).

mod camera;
mod layout;
mod model;
mod near;
mod paint;

use egui::accesskit::Action as Request;
use egui::{
    EventFilter, Key, Modifiers, Pos2, Rect, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2,
    vec2,
};
use layout::{HEAD, Layout};
use model::{Graph, Hidden};
use near::{Near, says};
use paint::Stress;

use super::model::{Key as RowsKey, Rows};
use crate::domain::{ItemId, Relation};
use crate::state::{Action, Memo};
use crate::ui::context::ViewContext;
use crate::ui::theme::{self, Icon, TextRole, Weight, radius, space};
use crate::ui::widgets::{FilterChip, IconButton, context_menu};

/// The smallest and the largest magnification.
const ZOOM: std::ops::RangeInclusive<f32> = 0.06..=2.0;

/// Titles can be read from this magnification on: the picture opens with no less.
const LEGIBLE: f32 = 0.7;

/// Around the picture where it is shown whole, points.
const MARGIN: f32 = 20.0;

/// Height of the line at the foot, points.
const CAPTION: f32 = 24.0;

/// How much one step of + or − magnifies.
const STEP: f32 = 1.25;

/// Graph and layout together: both follow the same key.
#[derive(Default)]
struct Picture {
    graph: Graph,
    layout: Layout,
}

/// The view's own state: what is not worth keeping in the file.
#[derive(Default)]
pub(super) struct GraphView {
    hidden: Hidden,
    picture: Memo<(RowsKey, Hidden), Picture>,
    /// What the picture was fitted to; another size or other items fit it again.
    fitted: Option<(Vec2, usize)>,
    zoom: f32,
    /// Where the picture's corner is, from the corner of the room it has.
    offset: Vec2,
    /// The node that Tab comes to.
    focus: Option<ItemId>,
    moved: bool,
}

impl GraphView {
    /// Draws the graph of these rows.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, key: RowsKey, rows: &Rows) {
        let hidden = self.hidden.clone();
        let picture = self.picture.get((key, hidden.clone()), || {
            let graph = Graph::new(cx, rows, &hidden);
            let layout = Layout::new(&graph);
            Picture { graph, layout }
        });
        self.relations(ui, &picture.graph);
        ui.add_space(space::S);
        let t = theme::tokens(ui);
        let room = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(room);
        let line = egui::StrokeKind::Inside;
        ui.painter()
            .rect(room, radius::CARD, t.surface, t.line(), line);
        let inside = room.shrink(1.0);
        let mut child = ui.new_child(UiBuilder::new().max_rect(inside));
        child.shrink_clip_rect(inside);
        self.canvas(&mut child, cx, &picture, inside);
        self.buttons(ui, &picture, inside);
    }

    /// Which relations are drawn, with a sample of their lines.
    fn relations(&mut self, ui: &mut Ui, graph: &Graph) {
        let t = theme::tokens(ui);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            for relation in Relation::ALL {
                let on = !self.hidden.contains(&relation);
                let words = format!("{} · {}", relation.forward(), graph.count(relation));
                let name = format!("Links: {}", relation.forward());
                let (line, _) = ui.allocate_exact_size(vec2(26.0, 20.0), Sense::hover());
                paint::sample(ui.painter(), line, relation, t.muted);
                if FilterChip::new(&words, on).name(&name).show(ui).clicked() {
                    if on {
                        self.hidden.insert(relation);
                    } else {
                        self.hidden.remove(&relation);
                    }
                }
            }
        });
    }

    fn canvas(&mut self, ui: &mut Ui, cx: &ViewContext, picture: &Picture, room: Rect) {
        let (graph, layout) = (&picture.graph, &picture.layout);
        let shown = (room.size(), graph.nodes.len());
        if self.fitted != Some(shown) && (!self.moved || self.fitted.is_none()) {
            let selected = cx.selection.item.as_ref().and_then(|id| graph.number(id));
            self.open_at(layout, selected, room);
        }
        self.fitted = Some(shown);
        let back = ui.interact(room, ui.scope_id().with("canvas"), Sense::drag());
        back.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Study graph"));
        self.navigate(ui, &back, layout, room);

        let (zoom, corner) = (self.zoom, room.min + self.offset);
        let rect_of = |node: usize| placed(layout.rect(node), corner, zoom);
        let seen: Vec<usize> = (0..graph.nodes.len())
            .filter(|node| rect_of(*node).intersects(room))
            .collect();
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let pointer = pointer.filter(|_| ui.rect_contains_pointer(room));
        let hovered = pointer.and_then(|at| {
            let under = |node: &&usize| rect_of(**node).expand(2.0).contains(at);
            seen.iter().find(under).copied()
        });
        let selected = cx.selection.item.as_ref().and_then(|id| graph.number(id));
        let stop = self.stop(cx, graph);
        let focused = stop.filter(|node| ui.memory(|m| m.has_focus(id_of(graph, *node))));
        let looked_at = hovered.or(focused).or(selected);
        let near = Near::of(graph, looked_at);

        self.heads(ui, graph, layout, room);
        let t = theme::tokens(ui);
        for pass in [false, true] {
            for edge in &graph.edges {
                let stress = near.edge(edge.from, edge.to);
                // Those that matter lie over the others.
                if (stress == Stress::Away || stress == Stress::Even) == pass {
                    continue;
                }
                let ends = (rect_of(edge.from), rect_of(edge.to));
                if ends.0.union(ends.1).expand(60.0).intersects(room) {
                    paint::edge(ui.painter(), t, *edge, ends, self.zoom, stress);
                }
            }
        }
        for &node in &seen {
            self.node(
                ui,
                cx,
                graph,
                node,
                rect_of(node),
                stop == Some(node),
                &near,
            );
        }
        if let Some(node) = looked_at {
            says(ui, graph, node, room);
        }
        if let Some(node) = focused {
            self.keys(ui, cx, picture, node, room);
        }
    }

    /// The names of the steps above their bands.
    fn heads(&self, ui: &Ui, graph: &Graph, layout: &Layout, room: Rect) {
        let t = theme::tokens(ui);
        for (layer, band) in graph.layers.iter().zip(&layout.bands) {
            let band = Rect::from_min_size(pos2(band.left, band.top), vec2(band.width, HEAD));
            let band = self.on_screen(band, room);
            // Above its nodes, or at the edge when those have gone above it.
            let y = band.top().max(room.top() + 6.0);
            let colors = t.step(layer.step);
            let words = format!("{} · {}", layer.title, layer.nodes.len());
            let format = TextRole::Chip.format(Weight::SemiBold, colors.ink);
            let mut job = egui::text::LayoutJob::single_section(words, format);
            job.wrap = egui::text::TextWrapping::truncate_at_width(band.width().max(60.0));
            let galley = ui.painter().layout_job(job);
            let ground = Rect::from_min_size(pos2(band.left(), y), galley.size() + vec2(16.0, 8.0));
            ui.painter().rect_filled(ground, radius::CHIP, colors.tint);
            let at = ground.min + vec2(8.0, 4.0);
            ui.painter().galley(at, galley, colors.ink);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one node in one frame")]
    fn node(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        graph: &Graph,
        number: usize,
        rect: Rect,
        is_stop: bool,
        near: &Near,
    ) {
        let Some(node) = graph.nodes.get(number) else {
            return;
        };
        let id = id_of(graph, number);
        let sense = if is_stop {
            Sense::click()
        } else {
            Sense::CLICK
        };
        let response = ui.interact(rect, id, sense);
        let selected = cx.is_selected(&node.id);
        response.widget_info(|| {
            let needs = graph.closure(number, true).len();
            let unlocks = graph.closure(number, false).len();
            let words = format!("{}, needs {needs}, unlocks {unlocks}", node.title);
            WidgetInfo::selected(Role::Button, true, selected, words)
        });
        let t = theme::tokens(ui);
        paint::node(ui.painter(), t, rect, node, self.zoom, near.node(number));
        if selected || crate::ui::widgets::focused(&response) {
            let ring = crate::ui::widgets::ring(t.accent, rect, radius::CHIP);
            ui.painter().add(ring);
        }
        ui.ctx().accesskit_node_builder(id, |node| {
            node.add_action(Request::Focus);
        });
        let asked = ui.input(|input| input.has_accesskit_action_request(id, Request::Focus));
        if asked {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if asked || response.gained_focus() {
            self.focus = Some(node.id.clone());
        }
        if response.clicked() {
            self.focus = Some(node.id.clone());
            let command = ui.input(|input| input.modifiers.command);
            cx.send(if response.double_clicked() {
                Action::OpenItem(node.id.clone())
            } else if command {
                Action::ToggleSelected(node.id.clone())
            } else {
                Action::Select(node.id.clone())
            });
        }
        context_menu(&response, |ui| super::menu::ui(ui, cx, &node.id));
        if self.zoom < paint::WORDS_FROM {
            response.on_hover_text(&node.title);
        }
    }

    /// The node that Tab comes to.
    fn stop(&self, cx: &ViewContext, graph: &Graph) -> Option<usize> {
        let known = self.focus.as_ref().and_then(|id| graph.number(id));
        let selected = cx.selection.item.as_ref().and_then(|id| graph.number(id));
        let first = (!graph.nodes.is_empty()).then_some(0);
        known.or(selected).or(first)
    }

    fn keys(&mut self, ui: &Ui, cx: &ViewContext, picture: &Picture, node: usize, room: Rect) {
        let Picture { graph, layout } = picture;
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..Default::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id_of(graph, node), arrows));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let directions = [
            (Key::ArrowLeft, vec2(-1.0, 0.0)),
            (Key::ArrowRight, vec2(1.0, 0.0)),
            (Key::ArrowUp, vec2(0.0, -1.0)),
            (Key::ArrowDown, vec2(0.0, 1.0)),
        ];
        for (key, direction) in directions {
            if pressed(key)
                && let Some(to) = layout.beside(node, direction)
                && let Some(item) = graph.nodes.get(to)
            {
                ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::None));
                ui.memory_mut(|memory| memory.request_focus(id_of(graph, to)));
                self.focus = Some(item.id.clone());
                self.reveal(layout, to, room);
                ui.request_repaint();
            }
        }
        let Some(item) = graph.nodes.get(node).map(|node| node.id.clone()) else {
            return;
        };
        if pressed(Key::Enter) {
            cx.send(Action::OpenItem(item));
        } else if pressed(Key::Space) {
            cx.send(if cx.is_selected(&item) {
                Action::Deselect
            } else {
                Action::Select(item)
            });
        }
    }

    /// The buttons at the corner.
    fn buttons(&mut self, ui: &mut Ui, picture: &Picture, room: Rect) {
        let corner = Rect::from_min_max(
            pos2(room.right() - 36.0, room.bottom() - 112.0),
            room.right_bottom() - vec2(6.0, 6.0),
        );
        let mut child = ui.new_child(UiBuilder::new().max_rect(corner));
        child.spacing_mut().item_spacing = vec2(0.0, space::XS);
        let mut button = |icon, name: &str, keys: &str| {
            let button = IconButton::new(icon, name).bordered().small();
            child.add(button.shortcut_hint(keys)).clicked()
        };
        if button(Icon::Plus, "Larger", "+") {
            self.magnify(STEP, room.center(), room);
        }
        if button(Icon::Minus, "Smaller", "−") {
            self.magnify(1.0 / STEP, room.center(), room);
        }
        if button(Icon::Reset, "Show all of it", ".") {
            self.fit(&picture.layout, room);
        }
    }
}

fn placed(rect: Rect, corner: Pos2, zoom: f32) -> Rect {
    Rect::from_min_size(corner + rect.min.to_vec2() * zoom, rect.size() * zoom)
}

fn id_of(graph: &Graph, node: usize) -> egui::Id {
    let id = graph.nodes.get(node).map_or("", |node| node.id.as_str());
    egui::Id::unique(("study graph", id))
}
