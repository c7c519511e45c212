//! A list of changes: what is new, gone or different, by table; each can be refused where that is asked. Only the rows in
//! sight are laid out. Arrow keys move, Space takes or refuses.
//!
//! Not here: finding the changes (`domain::merge`), the dialogs around the list, one row (`row.rs`).

mod row;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::domain::merge::{Change, ChangeId, Changes, TableName, What};
use crate::ui::theme::{self, TextRole, Weight, space};
use crate::ui::widgets::{Segmented, paint, text};

use super::list_focus::{self, ListFocus};

/// Height of a row, points: what it is about, and below what becomes of it.
const ROW: f32 = 46.0;

/// Height of a row of something new or gone, which is one line.
const SHORT: f32 = 32.0;

/// Height of a heading.
const HEADING: f32 = 32.0;

/// Side of the box at the left of a row.
const BOX: f32 = 18.0;

/// Which changes are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    All,
    Conflicts,
    Added,
    Changed,
    Removed,
    Twins,
}

/// The height of the row of a change.
fn row_height(change: &Change) -> f32 {
    match change.what {
        What::Changed { .. } => ROW,
        _ if change.twin.is_some() => ROW,
        What::Added | What::Removed => SHORT,
    }
}

impl Shown {
    fn takes(self, change: &Change) -> bool {
        match self {
            Self::All => true,
            Self::Conflicts => change.conflict,
            Self::Added => change.what == What::Added && change.twin.is_none(),
            Self::Twins => change.twin.is_some(),
            Self::Changed => matches!(change.what, What::Changed { .. }),
            Self::Removed => change.what == What::Removed,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::All => "All",
            Self::Conflicts => "To look at",
            Self::Added => "New",
            Self::Changed => "Changed",
            Self::Removed => "Gone",
            Self::Twins => "Here already",
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Line {
    Heading(TableName, usize),
    Change(usize),
}

/// The list's own state.
#[derive(Debug, Default)]
pub(super) struct ChangeList {
    shown: Shown,
    /// The lines of what is shown, with where each begins.
    lines: Vec<(Line, f32)>,
    height: f32,
    /// Names the changes and the filter that the lines are of.
    of: Option<(usize, usize, Shown)>,
    focus: ListFocus,
}

impl ChangeList {
    /// Draws the filter and the list, together no higher than `height`. With `refused`, each change can be taken or
    /// refused. Says whether that changed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        height: f32,
        changes: &Arc<Changes>,
        mut refused: Option<&mut BTreeSet<ChangeId>>,
    ) -> bool {
        let mut changed = false;
        let top = ui.cursor().top();
        self.filter(ui, changes, refused.as_deref_mut(), &mut changed);
        let key = (
            Arc::as_ptr(changes) as usize,
            changes.list.len(),
            self.shown,
        );
        if self.of != Some(key) {
            self.of = Some(key);
            self.lay_out(changes);
        }
        let room = (height - (ui.cursor().top() - top)).max(ROW * 2.0);
        let builder = UiBuilder::new()
            .accessibility_role(Role::List)
            .accessibility_label(name);
        ui.scope_builder(builder, |ui| {
            ScrollArea::vertical()
                .id_salt(name)
                .max_height(room)
                .min_scrolled_height(room)
                .auto_shrink([false, true])
                .show_viewport(ui, |ui, view| {
                    ui.set_height(self.height);
                    let (width, origin) = (ui.available_width(), ui.min_rect().min);
                    if std::mem::take(&mut self.focus.follow) {
                        let top = self.lines.get(self.focus.at).map_or(0.0, |line| line.1);
                        let rect = Rect::from_min_size(origin + vec2(0.0, top), vec2(width, ROW));
                        ui.scroll_to_rect(rect, None);
                    }
                    let first = self.lines.partition_point(|line| line.1 <= view.top());
                    let end = self.lines.partition_point(|line| line.1 < view.bottom());
                    let sight = first.saturating_sub(1)..end;
                    let hidden = Some(self.focus.at).filter(|at| !sight.contains(at));
                    for at in sight.chain(hidden) {
                        let Some((line, top)) = self.lines.get(at).copied() else {
                            continue;
                        };
                        let high = match line {
                            Line::Heading(..) => HEADING,
                            Line::Change(n) => changes.list.get(n).map_or(ROW, row_height),
                        };
                        let rect = Rect::from_min_size(origin + vec2(0.0, top), vec2(width, high));
                        match line {
                            Line::Heading(table, count) => heading(ui, rect, table.name(), count),
                            Line::Change(n) => {
                                let Some(change) = changes.list.get(n) else {
                                    continue;
                                };
                                let taken = refused
                                    .as_deref()
                                    .map(|refused| !refused.contains(&change.id));
                                if self.row(ui, at, rect, change, taken)
                                    && let Some(refused) = refused.as_deref_mut()
                                {
                                    changed = true;
                                    if !refused.remove(&change.id) {
                                        refused.insert(change.id.clone());
                                    }
                                }
                            }
                        }
                    }
                });
        });
        changed
    }

    /// How high the list would like to be.
    pub(super) fn wanted(changes: &Changes) -> f32 {
        let tables: BTreeSet<TableName> = changes.list.iter().map(|change| change.table).collect();
        let rows: f32 = changes.list.iter().map(row_height).sum();
        44.0 + HEADING * tables.len() as f32 + rows
    }

    fn filter(
        &mut self,
        ui: &mut Ui,
        changes: &Changes,
        refused: Option<&mut BTreeSet<ChangeId>>,
        changed: &mut bool,
    ) {
        let count = |shown: Shown| {
            changes
                .list
                .iter()
                .filter(|change| shown.takes(change))
                .count()
        };
        let kinds = [
            Shown::Conflicts,
            Shown::Added,
            Shown::Changed,
            Shown::Removed,
            Shown::Twins,
        ];
        let kinds: Vec<(Shown, usize)> = kinds
            .into_iter()
            .map(|kind| (kind, count(kind)))
            .filter(|kind| kind.1 > 0)
            .collect();
        if !kinds.iter().any(|kind| kind.0 == self.shown) {
            self.shown = Shown::All;
        }
        if kinds.len() < 2 && refused.is_none() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, space::XS);
            if kinds.len() > 1 {
                let all = [(Shown::All, changes.list.len())];
                let kinds: Vec<(Shown, usize)> = all.into_iter().chain(kinds).collect();
                let names: Vec<String> = kinds
                    .iter()
                    .map(|(kind, n)| format!("{} {n}", kind.name()))
                    .collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let mut chosen = kinds
                    .iter()
                    .position(|kind| kind.0 == self.shown)
                    .unwrap_or(0);
                Segmented::new("Which changes are shown", &names)
                    .small()
                    .show(ui, &mut chosen);
                self.shown = kinds.get(chosen).map_or(Shown::All, |kind| kind.0);
            }
            if let Some(refused) = refused {
                let shown = self.shown;
                let here = || {
                    changes
                        .list
                        .iter()
                        // What is here already is ticked by itself, or where only that is shown.
                        .filter(move |change| shown == Shown::Twins || change.twin.is_none())
                        .filter(move |change| shown.takes(change))
                };
                let taken = here()
                    .filter(|change| !refused.contains(&change.id))
                    .count();
                let all = taken == here().count() && taken > 0;
                let label = if all { "Take none" } else { "Take all" };
                let button = crate::ui::widgets::Button::quiet(label).small();
                if ui.add(button).clicked() {
                    *changed = true;
                    for change in here() {
                        if all {
                            refused.insert(change.id.clone());
                        } else {
                            refused.remove(&change.id);
                        }
                    }
                }
            }
        });
        ui.add_space(space::XS);
    }

    fn lay_out(&mut self, changes: &Changes) {
        self.lines.clear();
        let shown: Vec<(usize, &Change)> = changes
            .list
            .iter()
            .enumerate()
            .filter(|(_, change)| self.shown.takes(change))
            .collect();
        let mut y = 0.0;
        let mut table = None;
        for (n, change) in &shown {
            if table != Some(change.table) {
                table = Some(change.table);
                let count = shown
                    .iter()
                    .filter(|(_, other)| other.table == change.table)
                    .count();
                self.lines.push((Line::Heading(change.table, count), y));
                y += HEADING;
            }
            self.lines.push((Line::Change(*n), y));
            y += row_height(change);
        }
        self.height = y;
        self.focus.at = nearest(&self.lines, 0, true).unwrap_or(0);
    }
}

/// The next change from `at` on, forward or back; `at` itself counts.
fn nearest(lines: &[(Line, f32)], at: usize, forward: bool) -> Option<usize> {
    let is_change = |at: &usize| matches!(lines.get(*at), Some((Line::Change(_), _)));
    list_focus::nearest(lines.len(), is_change, at, forward)
}

fn heading(ui: &mut Ui, rect: Rect, name: &str, count: usize) {
    let t = theme::tokens(ui);
    let response = ui.interact(rect, ui.scope_id().with(("heading", name)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, format!("{name}: {count}")));
    let said = format!("{name}  {count}");
    let galley = paint::whole_line(ui, TextRole::Pill, Weight::SemiBold, t.muted, &said);
    paint::line_at(
        ui.painter(),
        rect.left() + space::S,
        rect.bottom() - 11.0,
        galley,
    );
}

/// Says that there is nothing to choose from.
pub(super) fn nothing(ui: &mut Ui, words: &str) {
    ui.add_space(space::L);
    text::muted(ui, words);
    ui.add_space(space::L);
}
