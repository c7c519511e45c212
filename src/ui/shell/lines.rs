//! A long list in a dialog: headings and lines of two rows, of which only those in sight are laid out. One line has the
//! focus; the arrows move it.
//!
//! Not here: what the lines say (`proposal`, `left_out`).

use std::ops::Range;

use egui::{Key, Modifiers, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::ItemId;
use crate::ui::theme::{self, TextRole, Weight, control, radius, space};
use crate::ui::widgets::{paint, step_badge};

use super::list_focus::{self, ListFocus};

/// Height of a heading, points.
const HEADING: f32 = 34.0;
/// Height of a line of words.
const ROW: f32 = 20.0;
/// Space above and below the words of a line, together.
const AIR: f32 = 10.0;

/// One entry of the list.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Entry {
    /// A heading over the lines that follow, with their number.
    Heading(String, usize),
    /// A line.
    Line(Line),
}

/// A line: badge, title and what happens to it; below, why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// The item it is about.
    pub item: ItemId,
    /// The number of its step; 0 for resources.
    pub step: u8,
    /// Its short title.
    pub title: String,
    /// What happens, at the right: “Tue 1 → Fri 4 Dec”.
    pub what: String,
    /// Why, in one line.
    pub why: String,
    /// Whether there is a third row, for what it would cost to keep.
    pub costs: bool,
}

impl Entry {
    fn height(&self) -> f32 {
        match self {
            Self::Heading(..) => HEADING,
            Self::Line(line) => AIR + ROW * if line.costs { 3.0 } else { 2.0 },
        }
    }
}

/// The entries with the place of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Entries {
    all: Vec<Entry>,
    /// Where each begins, and at last where they end.
    tops: Vec<f32>,
}

impl Entries {
    /// Lays the entries out, one below the other.
    pub(super) fn new(all: Vec<Entry>) -> Self {
        let mut tops = Vec::with_capacity(all.len() + 1);
        let mut y = 0.0;
        for entry in &all {
            tops.push(y);
            y += entry.height();
        }
        tops.push(y);
        Self { all, tops }
    }

    /// How high all of them are together.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        let lines = self.all.iter().filter(|e| matches!(e, Entry::Line(_)));
        lines.count()
    }

    fn in_sight(&self, view: Rect) -> Range<usize> {
        let first = self.tops.partition_point(|top| *top <= view.top());
        let end = self.tops.partition_point(|top| *top < view.bottom());
        first.saturating_sub(1)..end.min(self.all.len())
    }

    fn line(&self, at: usize) -> Option<&Line> {
        match self.all.get(at) {
            Some(Entry::Line(line)) => Some(line),
            _ => None,
        }
    }

    /// The next line from `at` on, forward or back; `at` itself counts.
    fn nearest(&self, at: usize, forward: bool) -> Option<usize> {
        let is_line = |at: &usize| self.line(*at).is_some();
        list_focus::nearest(self.all.len(), is_line, at, forward)
    }
}

/// The list's own state.
#[derive(Debug, Default)]
pub(super) struct LineList {
    focus: ListFocus,
}

/// What a line shows that is worked out only where it is in sight.
pub(super) struct Extra<'a> {
    /// The third row of a line.
    pub cost: &'a mut dyn FnMut(&Line) -> String,
    /// Width kept free at the right, and what is drawn there.
    pub side: f32,
    /// Draws the right side.
    pub controls: &'a mut dyn FnMut(&mut Ui, &Line),
}

impl LineList {
    /// Draws the list, no higher than `height`. Says whether Enter was pressed on a line.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        height: f32,
        entries: &Entries,
        extra: &mut Extra<'_>,
    ) -> bool {
        if entries.line(self.focus.at).is_none() {
            self.focus.at = entries.nearest(0, true).unwrap_or(0);
        }
        let mut entered = false;
        let builder = UiBuilder::new()
            .accessibility_role(Role::List)
            .accessibility_label(name);
        ui.scope_builder(builder, |ui| {
            ScrollArea::vertical()
                .id_salt(name)
                .max_height(height)
                // At once as high as it will be: the dialog would grow frame by frame else.
                .min_scrolled_height(height)
                .auto_shrink([false, true])
                .show_viewport(ui, |ui, view| {
                    ui.set_height(entries.height());
                    let width = ui.available_width();
                    let origin = ui.min_rect().min;
                    let place = |at: usize| {
                        let top = entries.tops.get(at).copied().unwrap_or(0.0);
                        let bottom = entries.tops.get(at + 1).copied().unwrap_or(top);
                        Rect::from_min_max(
                            pos2(origin.x, origin.y + top),
                            pos2(origin.x + width, origin.y + bottom),
                        )
                    };
                    if std::mem::take(&mut self.focus.follow) {
                        ui.scroll_to_rect(place(self.focus.at), None);
                    }
                    let sight = entries.in_sight(view);
                    // The line with the focus is drawn even where it is just out of sight, or the focus would be lost.
                    let hidden = Some(self.focus.at).filter(|at| !sight.contains(at));
                    for at in sight.chain(hidden) {
                        match entries.all.get(at) {
                            Some(Entry::Heading(text, count)) => {
                                heading(ui, place(at), text, *count);
                            }
                            Some(Entry::Line(line)) => {
                                entered |= self.line(ui, at, place(at), line, entries, extra);
                            }
                            None => {}
                        }
                    }
                });
        });
        entered
    }

    fn line(
        &mut self,
        ui: &mut Ui,
        at: usize,
        rect: Rect,
        line: &Line,
        entries: &Entries,
        extra: &mut Extra<'_>,
    ) -> bool {
        let t = theme::tokens(ui);
        let current = at == self.focus.at;
        let sense = if current {
            Sense::click()
        } else {
            paint::click_without_focus()
        };
        let id = ui.scope_id().with(("line", at));
        let words = Rect::from_min_max(rect.min, pos2(rect.right() - extra.side, rect.bottom()));
        let response = ui.interact(words.shrink2(vec2(0.0, 1.0)), id, sense);
        let cost = if line.costs {
            (extra.cost)(line)
        } else {
            String::new()
        };
        let name = [line.title.as_str(), &line.what, &line.why, &cost]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(". ")
            .replace("..", ".");
        response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &name));
        if response.clicked() {
            self.focus.at = at;
            response.request_focus();
        }
        self.focus.give(at, &response);
        let mut entered = false;
        if paint::focused(&response) {
            if response.gained_focus() {
                // Only from the next frame on can it claim the arrows.
                ui.request_repaint();
            }
            let nearest = |at, forward| entries.nearest(at, forward);
            self.focus.keys(ui, response.id, entries.all.len(), nearest);
            entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        }
        let over = paint::reaction(ui, &response, egui::Color32::TRANSPARENT, t.hover, t.hover);
        ui.painter()
            .rect_filled(words.shrink2(vec2(0.0, 1.0)), radius::CONTROL, over);
        if paint::focused(&response) {
            let inner = words.shrink2(vec2(3.0, 4.0));
            paint::focus_ring(ui, &response, inner, radius::BADGE);
        }
        let pad = space::S;
        let y = rect.top() + AIR / 2.0 + ROW / 2.0;
        let badge = Rect::from_center_size(
            pos2(rect.left() + pad + control::BADGE / 2.0, y),
            vec2(control::BADGE, control::BADGE),
        );
        step_badge::paint_step_badge(ui, badge, line.step);
        let left = badge.right() + space::S;
        // Clear of the scroll bar, where nothing else keeps it so.
        let bar = if extra.side > 0.0 { 0.0 } else { space::M };
        let right = words.right() - pad - bar;
        let room = (right - left).max(40.0);
        let role = TextRole::Body;
        let what = paint::line(ui, role, Weight::Regular, t.text, &line.what, room * 0.6);
        let gap = if line.what.is_empty() { 0.0 } else { space::M };
        let title_room = room - what.size().x - gap;
        let title = paint::line(ui, role, Weight::Medium, t.text, &line.title, title_room);
        let mut cut = title.elided || what.elided;
        paint::line_at(ui.painter(), left, y, title);
        let x = right - what.size().x;
        paint::line_at(ui.painter(), x, y, what);
        for (row, text) in [&line.why, &cost].into_iter().enumerate() {
            if text.is_empty() {
                continue;
            }
            let galley = paint::line(ui, TextRole::Pill, Weight::Regular, t.muted, text, room);
            cut |= galley.elided;
            let y = y + ROW * (row + 1) as f32;
            paint::line_at(ui.painter(), left, y, galley);
        }
        if cut {
            response.on_hover_text(&name);
        }
        if extra.side > 0.0 {
            // Clear of the scroll bar.
            let end = pos2(rect.right() - space::M, rect.bottom());
            let side = Rect::from_min_max(pos2(words.right(), rect.top()), end);
            let layout = egui::Layout::right_to_left(egui::Align::Center);
            let mut child = ui.new_child(
                UiBuilder::new()
                    .id_salt(("side", at))
                    .max_rect(side)
                    .layout(layout),
            );
            (extra.controls)(&mut child, line);
        }
        let edge = [
            pos2(rect.left() + pad, rect.bottom()),
            pos2(rect.right() - space::M, rect.bottom()),
        ];
        ui.painter().line_segment(edge, t.line());
        entered
    }
}

fn heading(ui: &mut Ui, rect: Rect, text: &str, count: usize) {
    let t = theme::tokens(ui);
    let response = ui.interact(rect, ui.scope_id().with(("heading", text)), Sense::hover());
    let name = format!("{text}: {count}");
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    let y = rect.bottom() - 12.0;
    let left = rect.left() + space::S;
    let galley = paint::whole_line(ui, TextRole::Pill, Weight::SemiBold, t.muted, text);
    let x = paint::line_at(ui.painter(), left, y, galley) + space::S;
    let count = count.to_string();
    let galley = paint::whole_line(ui, TextRole::Pill, Weight::Regular, t.muted, &count);
    paint::line_at(ui.painter(), x, y, galley);
}
