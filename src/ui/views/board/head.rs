//! The head of a column: its menu with the limit, and the strip that is left of it where it is collapsed.
//!
//! Not here: its pixels (`paint.rs`), its words (`model.rs`).

use egui::{Key as Press, Modifiers, Popup, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::domain::Edit;
use crate::state::{Action, Command};
use crate::ui::context::ViewContext;
use crate::ui::theme::{Icon, control, space};
use crate::ui::widgets::{
    IconButton, MenuItem, context_menu, menu_separator, menu_title, popup_menu,
};

use super::BoardView;
use super::layout::HEAD;
use super::model::{Column, Key, Model};
use super::paint::{self, Look};

/// The limits that the menu offers.
const LIMITS: [u8; 9] = [1, 2, 3, 4, 5, 7, 10, 15, 20];

fn strip_id(key: &Key) -> egui::Id {
    egui::Id::unique(("board strip", key))
}

/// Which of the columns are collapsed.
pub(super) fn shut(cx: &ViewContext, model: &Model) -> Vec<bool> {
    let names = &cx.settings.board_collapsed;
    let is_shut = |column: &Column| !names.is_empty() && names.contains(&column.key.id(true));
    model.columns.iter().map(is_shut).collect()
}

impl BoardView {
    /// Carries out the commands that mean the column with the focus.
    pub(super) fn column_commands(&mut self, ui: &Ui, cx: &ViewContext, model: &Model) {
        if cx.take(Command::OpenColumns) {
            cx.send(Action::CollapseColumn(None, false));
            ui.request_repaint();
        }
        let focused = self.tab_stop(cx, model).and_then(|item| model.place(&item));
        let open = (0..model.columns.len()).find(|n| !self.layout.is_shut(*n));
        let n = focused.map(|(x, _)| x).or(open);
        let Some(column) = n.and_then(|n| model.columns.get(n)) else {
            return;
        };
        if cx.take(Command::CollapseColumn) {
            self.collapse(ui, cx, column);
        }
        if cx.take(Command::ColumnMenu) {
            self.open_menu = Some(column.key.clone());
        }
    }

    fn collapse(&mut self, ui: &Ui, cx: &ViewContext, column: &Column) {
        cx.send(Action::CollapseColumn(Some(column.key.id(true)), true));
        ui.memory_mut(|memory| memory.request_focus(strip_id(&column.key)));
        ui.request_repaint();
    }

    /// The menu button at the right of a head, and the head's own menu for the other mouse button.
    pub(super) fn head_ui(&mut self, ui: &mut Ui, cx: &ViewContext, column: &Column, rect: Rect) {
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), HEAD));
        let id = ui.scope_id().with("head");
        let mut ground = ui.interact(head, id, Sense::hover() | Sense::CLICK);
        if !column.help.is_empty() {
            ground = ground.on_hover_text(&column.help);
        }
        ground.widget_info(|| WidgetInfo::labeled(Role::Label, true, &column.title));
        context_menu(&ground, |ui| self.menu_rows(ui, cx, column));
        let side = control::TARGET;
        let center = pos2(
            rect.right() - space::M - side / 2.0 + 4.0,
            rect.top() + 22.0,
        );
        let area = Rect::from_center_size(center, vec2(side, side));
        let name = format!("Menu of {}", column.title);
        let keys = cx.keys_of(Command::ColumnMenu);
        let button = IconButton::new(Icon::More, &name)
            .tooltip("Limit, collapse")
            .shortcut_hint(&keys)
            .small();
        let response = ui.put(area, button);
        if self.open_menu.take_if(|key| *key == column.key).is_some() {
            response.request_focus();
            Popup::open_id(ui, Popup::default_response_id(&response));
        }
        popup_menu(&response, |ui| self.menu_rows(ui, cx, column));
    }

    fn menu_rows(&mut self, ui: &mut Ui, cx: &ViewContext, column: &Column) {
        let keys = cx.keys_of(Command::QuickAdd);
        let row = MenuItem::new("Add a card").icon(Icon::Plus);
        if ui.add(row.shortcut(&keys)).clicked() {
            self.open_line(&column.key);
        }
        let keys = cx.keys_of(Command::CollapseColumn);
        let row = MenuItem::new("Collapse the column").icon(Icon::ChevronLeft);
        if ui.add(row.shortcut(&keys)).clicked() {
            self.collapse(ui, cx, column);
        }
        menu_separator(ui);
        let title = match &column.key {
            Key::Week(_) => "Most cards in each week".to_owned(),
            key => format!("Most {} here", key.counted()),
        };
        menu_title(ui, &title);
        let now = cx.plan.limits.get(&column.key.id(false)).copied();
        let set = |limit: Option<u8>| {
            let title = match &column.key {
                Key::Week(_) => "the weeks".to_owned(),
                _ => column.title.clone(),
            };
            cx.edit(Edit::SetLimit {
                column: column.key.id(false),
                title,
                limit,
            });
        };
        let row = MenuItem::new("No limit").checked(now.is_none());
        if ui.add(row).clicked() && now.is_some() {
            set(None);
        }
        for limit in LIMITS {
            let words = format!("At most {limit}");
            let row = MenuItem::new(&words).checked(now == Some(limit));
            if ui.add(row).clicked() && now != Some(limit) {
                set(Some(limit));
            }
        }
    }

    /// Draws a collapsed column; pressed, it opens again.
    pub(super) fn strip_ui(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        column: &Column,
        (rect, target): (Rect, bool),
    ) {
        let response = ui.interact(rect, strip_id(&column.key), Sense::click());
        let name = format!("Open {}", column.name);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let focused = crate::ui::widgets::focused(&response);
        let look = Look {
            ring: focused,
            hovered: response.hovered(),
            lifted: target,
            striped: false,
        };
        paint::strip(ui, rect, column, look);
        let enter = focused
            && ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Press::Enter)
                    || input.consume_key(Modifiers::NONE, Press::Space)
            });
        if response.clicked() || enter {
            cx.send(Action::CollapseColumn(Some(column.key.id(true)), false));
            if let Some(first) = column.cards.first() {
                let item = first.item.id.clone();
                ui.memory_mut(|memory| memory.request_focus(super::focus::card_id(&item)));
                self.focus = Some(item);
            }
            ui.request_repaint();
        }
        response.on_hover_text(format!("{}. Press to open", column.name));
    }
}
