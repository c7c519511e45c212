//! The palette (Ctrl+K): finds commands, items and lines of notes, best first; Enter acts.

use egui::{
    Align, Align2, Area, Frame, Id, Key, Layout, Margin, Modifiers, Order, Response, Role,
    ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::{ItemId, Plan};
use crate::state::{Action, AppState, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::find::Finder;
use crate::ui::theme::{self, Icon, TextRole, Weight};
use crate::ui::widgets::{TextField, key_cap, paint_step_badge, text};
use crate::ui::{format, keys};

/// The most results that are listed.
const LISTED: usize = 60;
/// The width of the palette, in points.
const WIDTH: f32 = 600.0;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Command(Command),
    Item(ItemId),
    Note { item: ItemId, line: String },
}

/// The open palette.
#[derive(Default)]
pub(super) struct Palette {
    open: bool,
    fresh: bool,
    query: String,
    chosen: usize,
    found: Memo<(Revision, String, Vec<Command>), Vec<Found>>,
}

impl Palette {
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn open(&mut self) {
        self.open = true;
        self.fresh = true;
        self.query.clear();
        self.chosen = 0;
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, state: &AppState) {
        if !self.open {
            return;
        }
        let (up, down, enter, escape) = ui.input_mut(|input| {
            let none = Modifiers::NONE;
            (
                input.consume_key(none, Key::ArrowUp),
                input.consume_key(none, Key::ArrowDown),
                input.consume_key(none, Key::Enter),
                input.consume_key(none, Key::Escape),
            )
        });
        let live: Vec<Command> = Command::ALL
            .iter()
            .copied()
            .filter(|c| *c != Command::Palette && state.is_enabled(*c))
            .collect();
        let query = self.query.trim().to_owned();
        let found = self
            .found
            .get((cx.revision, query.clone(), live.clone()), || {
                find(&cx.plan, &live, &query)
            });
        let last = found.len().saturating_sub(1);
        if down {
            self.chosen = if self.chosen >= last {
                0
            } else {
                self.chosen + 1
            };
        }
        if up {
            self.chosen = if self.chosen == 0 {
                last
            } else {
                self.chosen - 1
            };
        }
        self.chosen = self.chosen.min(last);
        let mut act = enter.then(|| found.get(self.chosen).cloned()).flatten();
        let t = theme::tokens(ui);
        let window = ui.ctx().content_rect();
        let width = WIDTH.min(window.width() - 32.0);
        let left = window.center().x - width / 2.0;
        let area = Area::new(Id::unique("palette"))
            .order(Order::Foreground)
            .fixed_pos(pos2(left, window.top() + 60.0))
            .pivot(Align2::LEFT_TOP)
            .show(ui.ctx(), |ui| {
                Frame::popup(ui.style())
                    .fill(t.surface)
                    .inner_margin(Margin::same(8))
                    .show(ui, |ui| {
                        ui.set_width(width - 16.0);
                        let field = TextField::new(&mut self.query, "Find or do anything")
                            .placeholder("Find or do anything: an item, a note, a command")
                            .icon(Icon::Search)
                            .width(width - 16.0)
                            .id(Id::unique("palette query"))
                            .show(ui);
                        if self.fresh {
                            field.response.request_focus();
                            self.fresh = false;
                        } else if field.edited() {
                            self.chosen = 0;
                        }
                        ui.add_space(4.0);
                        if found.is_empty() {
                            ui.add_space(8.0);
                            text::muted(ui, "Nothing is called that. Fewer letters find more.");
                            ui.add_space(8.0);
                            return;
                        }
                        let height = (window.height() - 200.0).clamp(120.0, 420.0);
                        ScrollArea::vertical()
                            .max_height(height)
                            .auto_shrink([false, true])
                            .show(ui, |ui| {
                                ui.spacing_mut().item_spacing.y = 0.0;
                                for (n, one) in found.iter().enumerate() {
                                    let chosen = n == self.chosen;
                                    let row = row(ui, cx, one, chosen);
                                    if chosen && (up || down) {
                                        row.scroll_to_me(None);
                                    }
                                    if row.clicked() {
                                        act = Some(one.clone());
                                    }
                                }
                            });
                    });
            });
        let outside = ui.input(|input| input.pointer.any_pressed())
            && ui
                .input(|input| input.pointer.interact_pos())
                .is_some_and(|at| !area.response.rect.contains(at));
        if let Some(act) = act {
            match act {
                Found::Command(command) => cx.run(command),
                Found::Item(item) | Found::Note { item, .. } => cx.send(Action::OpenItem(item)),
            }
            self.open = false;
        } else if escape || outside {
            self.open = false;
        }
    }
}

fn row(ui: &mut Ui, cx: &ViewContext, found: &Found, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let name = match found {
        Found::Command(command) => command.name().to_owned(),
        Found::Item(item) => cx.plan.title_of(item).to_owned(),
        Found::Note { item, line } => format!("{}: {line}", cx.plan.title_of(item)),
    };
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if chosen || response.hovered() {
        ui.painter().rect_filled(
            rect,
            theme::radius::CONTROL,
            if chosen { t.accent_soft } else { t.sunken },
        );
    }
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let mut ui = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(Layout::left_to_right(Align::Center)),
    );
    let ui = &mut ui;
    // The row speaks for itself; its pieces are paint.
    let (badge, _) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::hover());
    match found {
        Found::Command(command) => {
            Icon::ArrowRight.paint_in(ui, badge.shrink(3.0), t.muted);
            label(ui, &name, TextRole::Body, t.text);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(keys) = keys::shown(&cx.keymap, *command) {
                    key_cap(ui, &keys);
                }
            });
        }
        Found::Item(item) => {
            let item = cx.plan.items.get(item);
            let step = item.map_or(0, |item| cx.plan.step_number(item.step.as_ref()));
            paint_step_badge(ui, badge, u8::try_from(step).unwrap_or(0));
            label(ui, &name, TextRole::Body, t.text);
            if let Some(item) = item {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    label(
                        ui,
                        &format!(
                            "{} · {}",
                            format::kind(&item.kind),
                            format::status(item.status).to_lowercase()
                        ),
                        TextRole::Chip,
                        t.muted,
                    );
                });
            }
        }
        Found::Note { item, line } => {
            Icon::Note.paint_in(ui, badge.shrink(3.0), t.muted);
            label(ui, cx.plan.short_title_of(item), TextRole::Body, t.text);
            label(ui, line, TextRole::Chip, t.muted);
        }
    }
    response
}

fn label(ui: &mut Ui, words: &str, role: TextRole, color: egui::Color32) {
    let job = role.job(Weight::Regular, color, words);
    let mut job = job;
    job.wrap = egui::text::TextWrapping::truncate_at_width(ui.available_width().max(10.0));
    let galley = ui.painter().layout_job(job);
    let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, color);
}

/// The button in the top bar that looks like a search field.
pub(super) fn search_button(ui: &mut Ui, keys: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(300.0, 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Find or do anything"));
    let stroke = if crate::ui::widgets::focused(&response) {
        egui::Stroke::new(2.0, t.accent)
    } else {
        t.line()
    };
    ui.painter().rect(
        rect,
        theme::radius::CONTROL,
        t.bg,
        stroke,
        egui::StrokeKind::Inside,
    );
    let mut inner = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(12.0, 0.0)))
            .layout(Layout::left_to_right(Align::Center)),
    );
    let (icon, _) = inner.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
    Icon::Search.paint_in(&inner, icon, t.muted);
    label(&mut inner, "Find or do anything", TextRole::Body, t.faint);
    inner.with_layout(Layout::right_to_left(Align::Center), |ui| key_cap(ui, keys));
    response
}

/// Commands, items and lines of notes for a query; without one, the commands and the items in the order of the path.
fn find(plan: &Plan, live: &[Command], query: &str) -> Vec<Found> {
    if query.is_empty() {
        return live
            .iter()
            .take(LISTED)
            .map(|command| Found::Command(*command))
            .collect();
    }
    let mut finder = Finder::new(query);
    let mut hits: Vec<(u32, usize, Found)> = Vec::new();
    for command in live {
        if let Some(score) = finder.score(command.name()) {
            hits.push((score, hits.len(), Found::Command(*command)));
        }
    }
    let exact = query.to_lowercase();
    for item in plan.items.iter() {
        if let Some(score) = finder.titles(item) {
            // What is studied comes before what the program can do.
            hits.push((score + 12, hits.len(), Found::Item(item.id.clone())));
            continue;
        }
        let others = item
            .parts
            .iter()
            .map(|part| part.title.as_str())
            .chain(item.tags.iter().map(String::as_str))
            .chain([item.byline.as_str()]);
        if let Some(score) = others.filter_map(|text| finder.words(text)).max() {
            hits.push((score / 2, hits.len(), Found::Item(item.id.clone())));
        }
    }
    for item in plan.items.iter().filter(|item| !item.notes.is_empty()) {
        // Notes are searched for the very words: fuzzy matches in prose find everything.
        let lines = item
            .notes
            .lines()
            .iter()
            .filter(|line| line.to_lowercase().contains(&exact));
        for line in lines.take(3) {
            let line: String = line.trim().chars().take(120).collect();
            hits.push((
                20,
                hits.len(),
                Found::Note {
                    item: item.id.clone(),
                    line,
                },
            ));
        }
    }
    hits.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    hits.into_iter()
        .take(LISTED)
        .map(|(_, _, found)| found)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Item, Kind, Notes};

    fn plan() -> Plan {
        let mut plan = Plan::empty(crate::domain::PlanId::slug("p"), "P", Day::MIN);
        let mut gpt = Item::new(
            ItemId::slug("paper.gpt-3"),
            Kind::Paper,
            "Language Models are Few-Shot Learners",
        );
        gpt.short = "GPT-3".to_owned();
        gpt.notes = Notes::from_text("Idea\nscaling makes few-shot work");
        plan.items.put(gpt);
        plan.items.put(Item::new(
            ItemId::slug("topic.calculus"),
            Kind::Topic,
            "Calculus",
        ));
        plan
    }

    #[test]
    fn items_are_found_by_short_and_full_title_and_notes_by_their_words() {
        let plan = plan();
        let gpt = Found::Item(ItemId::slug("paper.gpt-3"));
        assert_eq!(find(&plan, &[], "gpt3").first(), Some(&gpt));
        assert_eq!(find(&plan, &[], "few shot").first(), Some(&gpt));
        let note = find(&plan, &[], "scaling makes");
        assert!(
            matches!(note.as_slice(), [Found::Note { line, .. }] if line == "scaling makes few-shot work")
        );
    }

    #[test]
    fn commands_are_found_by_name() {
        let found = find(&plan(), &[Command::GoBoard, Command::Undo], "board");
        assert_eq!(found.first(), Some(&Found::Command(Command::GoBoard)));
    }
}
