//! What the graph shows: the items that the filter leaves, a column of them a step, and the links between them.
//!
//! Not here: where things stand (`layout.rs`).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{ItemId, Plan, Relation, Status};
use crate::ui::context::ViewContext;

use super::super::model::Rows;

/// An item.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: ItemId,
    pub(super) short: String,
    pub(super) title: String,
    /// The number of its step; 0: supporting material.
    pub(super) step: u8,
    pub(super) status: Status,
}

/// A link between two nodes, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) relation: Relation,
}

/// A step with its nodes.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) title: String,
    pub(super) step: u8,
    pub(super) nodes: Vec<usize>,
}

/// What is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    pub(super) layers: Vec<Layer>,
    /// The edges at each node.
    at: Vec<Vec<usize>>,
    number: BTreeMap<ItemId, usize>,
    /// How many links there are of each relation, those that are left out among them.
    counts: BTreeMap<Relation, usize>,
}

/// Which relations are left out.
pub(super) type Hidden = BTreeSet<Relation>;

impl Graph {
    /// The rows of the table, with the links among them: O(n log n).
    pub(super) fn new(cx: &ViewContext, rows: &Rows, hidden: &Hidden) -> Self {
        let plan = &cx.plan;
        let nodes: Vec<Node> = rows
            .list
            .iter()
            .map(|row| Node {
                id: row.id.clone(),
                short: plan.short_title_of(&row.id).to_owned(),
                title: row.title.clone(),
                step: row.step,
                status: row.status,
            })
            .collect();
        Self::of(plan, nodes, hidden)
    }

    fn of(plan: &Plan, nodes: Vec<Node>, hidden: &Hidden) -> Self {
        let number: BTreeMap<ItemId, usize> = nodes
            .iter()
            .enumerate()
            .map(|(n, node)| (node.id.clone(), n))
            .collect();
        let all = plan.links.iter().filter_map(|link| {
            Some(Edge {
                from: *number.get(&link.from)?,
                to: *number.get(&link.to)?,
                relation: link.relation,
            })
        });
        let mut edges: Vec<Edge> = all.collect();
        let mut counts: BTreeMap<Relation, usize> = BTreeMap::new();
        for edge in &edges {
            *counts.entry(edge.relation).or_default() += 1;
        }
        edges.retain(|edge| !hidden.contains(&edge.relation));
        let mut at = vec![Vec::new(); nodes.len()];
        for (n, edge) in edges.iter().enumerate() {
            for end in [edge.from, edge.to] {
                if let Some(edges) = at.get_mut(end) {
                    edges.push(n);
                }
            }
        }
        let mut layers: Vec<Layer> = Vec::new();
        let steps = plan.steps_in_order();
        let steps = steps
            .iter()
            .map(|step| (plan.step_number(Some(&step.id)), step.short_title()));
        for (step, title) in steps.chain([(0, "Resources")]) {
            let step = u8::try_from(step).unwrap_or(0);
            let here: Vec<usize> = nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| node.step == step)
                .map(|(n, _)| n)
                .collect();
            // Steps beyond the five have no colour of their own, and share the last column.
            match layers.iter_mut().find(|layer| layer.step == step) {
                Some(_) => {}
                None if here.is_empty() => {}
                None => layers.push(Layer {
                    title: title.to_owned(),
                    step,
                    nodes: here,
                }),
            }
        }
        Self {
            nodes,
            edges,
            layers,
            at,
            number,
            counts,
        }
    }

    /// How many links there are of a relation, shown or left out.
    pub(super) fn count(&self, relation: Relation) -> usize {
        self.counts.get(&relation).copied().unwrap_or(0)
    }

    /// The number of an item, where it is shown.
    pub(super) fn number(&self, item: &ItemId) -> Option<usize> {
        self.number.get(item).copied()
    }

    /// The edges at a node.
    pub(super) fn edges_at(&self, node: usize) -> impl Iterator<Item = &Edge> {
        let edges = self.at.get(node).into_iter().flatten();
        edges.filter_map(|edge| self.edges.get(*edge))
    }

    /// Everything that has to be known before (`forward`), or that is opened up by it: along “builds on”, near things first.
    pub(super) fn closure(&self, node: usize, forward: bool) -> Vec<usize> {
        let mut found = vec![node];
        let mut seen = BTreeSet::from([node]);
        let mut next = 0;
        while let Some(&here) = found.get(next) {
            next += 1;
            for edge in self.edges_at(here) {
                let (this, other) = if forward {
                    (edge.from, edge.to)
                } else {
                    (edge.to, edge.from)
                };
                if edge.relation == Relation::BuildsOn && this == here && seen.insert(other) {
                    found.push(other);
                }
            }
        }
        found.remove(0);
        found
    }

    /// The nodes that have a link with this one.
    pub(super) fn neighbours(&self, node: usize) -> BTreeSet<usize> {
        let ends = self.edges_at(node);
        let ends = ends.map(|edge| {
            if edge.from == node {
                edge.to
            } else {
                edge.from
            }
        });
        ends.collect()
    }
}
