//! Where the nodes stand: a band of columns for each step, from left to right; in a band as many columns as keep the
//! picture about as wide as a window; up and down in the order that lets the fewest links cross, as far as that is cheap to
//! find (Sugiyama's barycentre sweeps).

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::model::Graph;

/// Size of a node, in points at 100 %.
pub(super) const NODE: Vec2 = vec2(148.0, 30.0);
/// Room between nodes.
const GAP: Vec2 = vec2(20.0, 10.0);
/// Room between the bands of two steps.
const BAND: f32 = 60.0;
/// Room above the nodes for the name of the step.
pub(super) const HEAD: f32 = 40.0;
/// How often the order is swept through.
const SWEEPS: usize = 8;

/// Where a layer is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) left: f32,
    pub(super) width: f32,
    /// Where its head is.
    pub(super) top: f32,
}

/// Where everything is, in points at 100 %.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The middle of each node.
    pub(super) at: Vec<Pos2>,
    /// Where each layer is.
    pub(super) bands: Vec<Band>,
    /// The size of the whole.
    pub(super) size: Vec2,
}

impl Layout {
    /// Lays a graph out: O(sweeps × (n log n + links)).
    pub(super) fn new(graph: &Graph) -> Self {
        let order = order(graph);
        let all = graph.nodes.len().max(1) as f32;
        // So many below each other that width and height are about 3 : 2.
        let rows = (all * (NODE.x + GAP.x) / (NODE.y + GAP.y) / 1.5).sqrt();
        let rows = (rows.ceil() as usize).max(15);
        let mut at = vec![Pos2::ZERO; graph.nodes.len()];
        let mut bands = Vec::new();
        let (mut x, mut bottom) = (0.0_f32, 0.0_f32);
        // Every band stands in the middle of the highest.
        let high = |len: usize| len.div_ceil(len.div_ceil(rows).max(1));
        let most = order.iter().map(|layer| high(layer.len())).max();
        let most = most.unwrap_or(0);
        for layer in &order {
            let lead = (most - high(layer.len()).min(most)) as f32 / 2.0;
            let columns = layer.len().div_ceil(rows).max(1);
            let width = columns as f32 * (NODE.x + GAP.x) - GAP.x;
            for (n, node) in layer.iter().enumerate() {
                // Across first, so that neighbours in the order stay near each other.
                let (column, row) = (n % columns, n / columns);
                let left = x + column as f32 * (NODE.x + GAP.x);
                // Every other column stands half a row lower: its links show between the nodes beside it.
                let lower = if column % 2 == 1 { 0.5 } else { 0.0 };
                let top = HEAD + (row as f32 + lead + lower) * (NODE.y + GAP.y);
                bottom = bottom.max(top + NODE.y);
                if let Some(at) = at.get_mut(*node) {
                    *at = pos2(left, top) + NODE / 2.0;
                }
            }
            bands.push(Band {
                left: x,
                width,
                top: lead * (NODE.y + GAP.y),
            });
            x += width + BAND;
        }
        Self {
            at,
            bands,
            size: vec2((x - BAND).max(0.0), bottom),
        }
    }

    /// The room of a node.
    pub(super) fn rect(&self, node: usize) -> Rect {
        let at = self.at.get(node).copied().unwrap_or(Pos2::ZERO);
        Rect::from_center_size(at, NODE)
    }

    /// The nearest node in a direction; straight ahead counts more than aside.
    pub(super) fn beside(&self, node: usize, direction: Vec2) -> Option<usize> {
        let here = *self.at.get(node)?;
        let aside = vec2(direction.y, direction.x);
        let cost = |at: Pos2| {
            let by = at - here;
            let ahead = by.dot(direction);
            (ahead > 1.0).then(|| ahead + 2.5 * by.dot(aside).abs())
        };
        let costs = self.at.iter().enumerate();
        costs
            .filter_map(|(n, at)| Some((n, cost(*at)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(n, _)| n)
    }
}

/// The nodes of each layer from top to bottom.
fn order(graph: &Graph) -> Vec<Vec<usize>> {
    let mut layers: Vec<Vec<usize>> = graph.layers.iter().map(|l| l.nodes.clone()).collect();
    let mut place = vec![0.0_f32; graph.nodes.len()];
    let note = |layer: &[usize], place: &mut Vec<f32>| {
        let len = layer.len().max(1) as f32;
        for (n, node) in layer.iter().enumerate() {
            if let Some(place) = place.get_mut(*node) {
                *place = (n as f32 + 0.5) / len;
            }
        }
    };
    for layer in &layers {
        note(layer, &mut place);
    }
    for sweep in 0..SWEEPS {
        let count = layers.len();
        for n in 0..count {
            let n = if sweep % 2 == 0 { n } else { count - 1 - n };
            let Some(layer) = layers.get_mut(n) else {
                continue;
            };
            let mut wanted: Vec<(f32, usize)> = layer
                .iter()
                .map(|node| (wish(graph, *node, &place), *node))
                .collect();
            // Stable: without links the order of the path stays.
            wanted.sort_by(|a, b| a.0.total_cmp(&b.0));
            *layer = wanted.into_iter().map(|(_, node)| node).collect();
            note(layer, &mut place);
        }
    }
    layers
}

/// Where a node would like to stand, 0 at the top to 1: in the middle of what it is linked with, a little where it is.
fn wish(graph: &Graph, node: usize, place: &[f32]) -> f32 {
    let here = place.get(node).copied().unwrap_or(0.0);
    let (mut sum, mut count) = (0.0, 0.0);
    for other in graph.neighbours(node) {
        sum += place.get(other).copied().unwrap_or(here);
        count += 1.0;
    }
    if count == 0.0 {
        return here;
    }
    0.3 * here + 0.7 * sum / count
}
