//! What is near a node: what it needs and what it unlocks, stressed while the pointer or the selection is on it.

use std::collections::BTreeSet;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::model::Graph;
use super::paint::Stress;
use crate::domain::Relation;
use crate::ui::theme::{self, TextRole, Weight, radius};

/// What belongs to the node that is looked at.
pub(super) struct Near {
    node: Option<usize>,
    before: BTreeSet<usize>,
    after: BTreeSet<usize>,
    beside: BTreeSet<usize>,
}

impl Near {
    pub(super) fn of(graph: &Graph, node: Option<usize>) -> Self {
        let set = |forward| {
            let found = node.map(|node| graph.closure(node, forward));
            found.unwrap_or_default().into_iter().collect()
        };
        Self {
            node,
            before: set(true),
            after: set(false),
            beside: node.map(|node| graph.neighbours(node)).unwrap_or_default(),
        }
    }

    pub(super) fn node(&self, node: usize) -> Stress {
        match self.node {
            None => Stress::Even,
            Some(this) if this == node => Stress::Focus,
            _ if self.before.contains(&node) => Stress::Before,
            _ if self.after.contains(&node) => Stress::After,
            _ if self.beside.contains(&node) => Stress::Beside,
            _ => Stress::Away,
        }
    }

    pub(super) fn edge(&self, from: usize, to: usize) -> Stress {
        let Some(this) = self.node else {
            return Stress::Even;
        };
        let in_set = |set: &BTreeSet<usize>, node| node == this || set.contains(&node);
        if in_set(&self.before, from) && self.before.contains(&to) {
            Stress::Before
        } else if self.after.contains(&from) && in_set(&self.after, to) {
            Stress::After
        } else if from == this || to == this {
            Stress::Beside
        } else {
            Stress::Away
        }
    }
}

/// In words, at the foot of the picture: what it needs, what it unlocks.
pub(super) fn says(ui: &Ui, graph: &Graph, node: usize, room: Rect) {
    let Some(this) = graph.nodes.get(node) else {
        return;
    };
    let list = |nodes: Vec<usize>| {
        let names: Vec<&str> = nodes
            .iter()
            .take(4)
            .filter_map(|n| graph.nodes.get(*n))
            .map(|node| node.short.as_str())
            .collect();
        match (nodes.len(), names.join(", ")) {
            (0, _) => "nothing".to_owned(),
            (n, words) if n > 4 => format!("{words} and {} more", n - 4),
            (_, words) => words,
        }
    };
    let (needs, unlocks) = (graph.closure(node, true), graph.closure(node, false));
    let others = graph.edges.iter().filter(|edge| {
        edge.relation != Relation::BuildsOn && (edge.from == node || edge.to == node)
    });
    let words = format!(
        "{}: needs {}; unlocks {}{}",
        this.title,
        list(needs),
        list(unlocks),
        match others.count() {
            0 => String::new(),
            n => format!(
                "; {}",
                crate::ui::format::count(n, "other link", "other links")
            ),
        }
    );
    let t = theme::tokens(ui);
    let width = (room.width() - 80.0).max(120.0);
    let format = TextRole::Pill.format(Weight::Medium, t.text);
    let mut job = egui::text::LayoutJob::single_section(words, format);
    job.wrap.max_width = width;
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    let size = galley.size() + vec2(20.0, 12.0);
    let card = Rect::from_min_size(pos2(room.left() + 8.0, room.bottom() - size.y - 8.0), size);
    let said = ui.interact(card, ui.scope_id().with("says"), Sense::hover());
    said.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
    let line = egui::StrokeKind::Inside;
    ui.painter()
        .rect(card, radius::CONTROL, t.surface, t.line(), line);
    ui.painter()
        .galley(card.min + vec2(10.0, 6.0), galley, t.text);
}
