//! The palette (Ctrl+K): finds commands, items, their parts, links and lines of notes, best first; without words, what was
//! used last. Enter acts, Ctrl+Enter acts and stays.

use egui::{
    Align, Align2, Area, Frame, Id, Key, Layout, Margin, Modifiers, Order, Response, Role,
    ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::domain::{ItemId, Plan};
use crate::state::{Action, AppState, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::find::Finder;
use crate::ui::haystack::{Haystack, Hit, What};
use crate::ui::theme::{self, Icon, TextRole, Weight};
use crate::ui::widgets::{TextField, key_cap, paint_step_badge, text};
use crate::ui::{format, keys};

/// The most results that are listed.
const LISTED: usize = 60;
/// So many things that were used last are remembered.
const RECENT: usize = 8;
/// How much better something is that was used lately.
const RECENTLY: u32 = 24;
/// The width of the palette, in points.
const WIDTH: f32 = 600.0;

/// Something that was found.
#[derive(Clone, Debug, PartialEq)]
enum Found {
    Command(Command),
    /// Something of the plan: an item, or what belongs to it.
    Item(ItemId, What),
}

/// The open palette.
#[derive(Default)]
pub(super) struct Palette {
    open: bool,
    fresh: bool,
    query: String,
    chosen: usize,
    hay: Memo<Revision, Haystack>,
    found: Memo<(Revision, String, Vec<Command>, usize), Vec<Found>>,
    /// What was used last, the newest first.
    recent: Vec<Found>,
    /// How often something was used: what is found depends on it.
    used: usize,
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
        let (up, down, enter, stay, escape) = ui.input_mut(|input| {
            let none = Modifiers::NONE;
            (
                input.consume_key(none, Key::ArrowUp),
                input.consume_key(none, Key::ArrowDown),
                input.consume_key(none, Key::Enter),
                input.consume_key(Modifiers::COMMAND, Key::Enter),
                input.consume_key(none, Key::Escape),
            )
        });
        let live: Vec<Command> = Command::ALL
            .iter()
            .copied()
            .filter(|c| *c != Command::Palette && state.is_enabled(*c))
            .collect();
        let query = self.query.trim().to_owned();
        let hay = self.hay.get(cx.revision, || Haystack::new(&cx.plan));
        let key = (cx.revision, query.clone(), live.clone(), self.used);
        let recent = &self.recent;
        let found = self
            .found
            .get(key, || find(&cx.plan, &hay, &live, recent, &query));
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
        let mut act = (enter || stay)
            .then(|| found.get(self.chosen).cloned())
            .flatten();
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
                            .placeholder(
                                "An item, a part, a note, a command. Ctrl Enter stays here",
                            )
                            .icon(Icon::Search)
                            .width(width - 16.0)
                            .id(Id::unique("palette query"))
                            .show(ui);
                        let anew = self.fresh || field.edited();
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
                            .min_scrolled_height(height)
                            .auto_shrink([false, true])
                            .show(ui, |ui| {
                                ui.spacing_mut().item_spacing.y = 0.0;
                                for (n, one) in found.iter().enumerate() {
                                    let chosen = n == self.chosen;
                                    let row = row(ui, cx, one, chosen);
                                    if chosen && (up || down || anew) {
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
            let stay = stay || ui.input(|input| input.modifiers.command);
            self.act(cx, act, stay);
        } else if escape || outside {
            self.open = false;
        }
    }
}

impl Palette {
    fn act(&mut self, cx: &ViewContext, act: Found, stay: bool) {
        match &act {
            Found::Command(command) => cx.run(*command),
            Found::Item(item, What::Link(link)) => {
                let item = cx.plan.items.get(item);
                if let Some(link) = item.and_then(|item| item.urls.get(*link)) {
                    cx.send(Action::OpenUrl(link.url.clone()));
                }
            }
            // What stays on screen below is changed, but the page does not come before the palette.
            Found::Item(item, _) if stay => cx.send(Action::Select(item.clone())),
            Found::Item(item, _) => cx.send(Action::OpenItem(item.clone())),
        }
        // A command that asks something of its own needs the room.
        let asks = matches!(&act, Found::Command(command) if command.name().ends_with('…'));
        self.open = stay && !asks;
        self.fresh = self.open;
        self.recent.retain(|known| *known != act);
        self.recent.insert(0, act);
        self.recent.truncate(RECENT);
        self.used += 1;
    }
}

fn row(ui: &mut Ui, cx: &ViewContext, found: &Found, chosen: bool) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    let name = match found {
        Found::Command(command) => command.name().to_owned(),
        Found::Item(item, What::Item) => cx.plan.title_of(item).to_owned(),
        Found::Item(item, what) => {
            format!("{}: {}", cx.plan.title_of(item), said(&cx.plan, item, what))
        }
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
        Found::Item(item, What::Item) => {
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
        Found::Item(item, what) => {
            let icon = match what {
                What::Part(_) => Icon::Check,
                What::Link(_) => Icon::External,
                _ => Icon::Note,
            };
            icon.paint_in(ui, badge.shrink(3.0), t.muted);
            label(ui, cx.plan.short_title_of(item), TextRole::Body, t.text);
            let line = said(&cx.plan, item, what);
            label(ui, &line, TextRole::Chip, t.muted);
        }
    }
    response
}

/// The words of what belongs to an item: the title of a part, the address of a link, the line of a note.
fn said(plan: &Plan, item: &ItemId, what: &What) -> String {
    let Some(item) = plan.items.get(item) else {
        return String::new();
    };
    match what {
        What::Item => item.title.clone(),
        What::Part(n) => item
            .parts
            .get(*n)
            .map_or_else(String::new, |part| part.title.clone()),
        What::Link(n) => item
            .urls
            .get(*n)
            .map_or_else(String::new, |link| format!("{} · {}", link.label, link.url)),
        What::Written(run, n) => plan.runs.get(run).map_or_else(String::new, |run| {
            let text = run.write_up();
            let line = text.lines().nth(*n).unwrap_or_default();
            line.trim().chars().take(120).collect()
        }),
        What::Line(n) => item
            .notes
            .lines()
            .get(*n)
            .map_or_else(String::new, |line| line.trim().chars().take(120).collect()),
    }
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

/// What a query finds; without one, what was used last, then the commands.
fn find(
    plan: &Plan,
    hay: &Haystack,
    live: &[Command],
    recent: &[Found],
    query: &str,
) -> Vec<Found> {
    let is_live = |found: &Found| match found {
        Found::Command(command) => live.contains(command),
        Found::Item(item, _) => plan.items.contains(item),
    };
    if query.is_empty() {
        let mut all: Vec<Found> = recent.iter().filter(|f| is_live(f)).cloned().collect();
        let commands = live.iter().map(|command| Found::Command(*command));
        let fresh: Vec<Found> = commands.filter(|found| !all.contains(found)).collect();
        all.extend(fresh);
        all.truncate(LISTED);
        return all;
    }
    let mut hits: Vec<(u32, Found)> = Vec::new();
    let mut finder = Finder::new(query);
    for command in live {
        if let Some(score) = finder.score(command.name()) {
            hits.push((score, Found::Command(*command)));
        }
    }
    let found = hay.find(query, LISTED);
    hits.extend(found.into_iter().map(|hit| {
        let Hit { score, item, what } = hit;
        (score, Found::Item(item, what))
    }));
    for (score, found) in &mut hits {
        if let Some(ago) = recent.iter().position(|known| known == found) {
            // What was used lately comes before what matches a little better.
            *score += u32::try_from(RECENT - ago.min(RECENT)).unwrap_or(0) + RECENTLY;
        }
    }
    // Stable: commands before items where they match as well.
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.truncate(LISTED);
    hits.into_iter().map(|(_, found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Item, Kind, PlanId};

    fn plan() -> Plan {
        let mut plan = Plan::empty(PlanId::slug("p"), "P", Day::MIN);
        for (id, title) in [("topic.a", "Board games"), ("topic.b", "Board meetings")] {
            let item = Item::new(ItemId::slug(id), Kind::Topic, title);
            plan.items.put(item);
        }
        plan
    }

    fn found(recent: &[Found], query: &str) -> Vec<Found> {
        let plan = plan();
        let live = [Command::GoBoard, Command::Undo];
        find(&plan, &Haystack::new(&plan), &live, recent, query)
    }

    #[test]
    fn commands_are_found_by_name() {
        let first = found(&[], "go to board").into_iter().next();
        assert_eq!(first, Some(Found::Command(Command::GoBoard)));
    }

    #[test]
    fn what_was_used_last_comes_first() {
        let item = |id| Found::Item(ItemId::slug(id), What::Item);
        assert_eq!(found(&[], "board").first(), Some(&item("topic.a")));
        let recent = [item("topic.b"), Found::Command(Command::Undo)];
        assert_eq!(found(&recent, "board").first(), Some(&item("topic.b")));
        assert_eq!(found(&recent, "")[..2], recent);
        let gone = [item("topic.gone")];
        assert!(!found(&gone, "").contains(&gone[0]));
    }
}
