//! Times that are taken by something else: a list of those ahead, and the form that adds and changes them.
//!
//! Not here: the form itself (`views/busy_form.rs`).

use egui::{Align, Layout, ScrollArea, Ui};

use crate::domain::time::Day;
use crate::domain::{Busy, BusyId, Edit, Plan};
use crate::state::Revision;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::views::busy_form::{BusyForm, Word};
use crate::ui::widgets::{Button, IconButton, text};

use super::{SettingsView, section};

/// More rows scroll.
const ROWS: usize = 8;
/// Height of a row.
const ROW: f32 = control::SMALL + space::XS;

/// The busy times that are not over, in the order they begin.
pub(super) struct Ahead {
    ids: Vec<BusyId>,
    /// How many are over.
    over: usize,
}

impl Ahead {
    fn new(plan: &Plan, today: Day) -> Self {
        let busy = &plan.availability.busy;
        let ids: Vec<BusyId> = busy.ahead(today).iter().map(|b| b.id.clone()).collect();
        let over = busy.len() - ids.len();
        Self { ids, over }
    }
}

/// What the list is made from.
pub(super) type AheadOf = (Revision, Day);

impl SettingsView {
    pub(super) fn busy_card(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let key = (cx.revision, cx.today());
        let ahead = self.ahead.get(key, || Ahead::new(&cx.plan, cx.today()));
        let about = "Appointments, trips: they take their part of your time on those days.";
        section(ui, "Busy times", Some(about), |ui| {
            if ahead.ids.is_empty() {
                text::muted(ui, "Nothing else is on your calendar ahead.");
            } else {
                self.busy_list(ui, cx, &ahead.ids);
            }
            if ahead.over > 0 {
                let count = format::count(ahead.over, "busy time", "busy times");
                let verb = if ahead.over == 1 { "is" } else { "are" };
                text::small(ui, &format!("And {count} that {verb} over."));
            }
            self.busy_form(ui, cx);
        });
    }

    fn busy_list(&mut self, ui: &mut Ui, cx: &ViewContext, ids: &[BusyId]) {
        let height = ids.len().min(ROWS) as f32 * ROW;
        let gap = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
        ScrollArea::vertical()
            .id_salt("busy times")
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, ids.len(), |ui, rows| {
                for id in ids.get(rows).unwrap_or_default() {
                    if let Some(busy) = cx.plan.availability.busy.get(id) {
                        ui.push_id(id, |ui| self.busy_row(ui, cx, busy));
                    }
                }
            });
        ui.spacing_mut().item_spacing.y = gap;
    }

    fn busy_row(&mut self, ui: &mut Ui, cx: &ViewContext, busy: &Busy) {
        ui.horizontal(|ui| {
            ui.set_height(ROW);
            let layout = Layout::right_to_left(Align::Center);
            ui.with_layout(layout, |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                let words = busy.in_words();
                let remove = format!("Remove busy {words}");
                if ui
                    .add(IconButton::new(Icon::Trash, &remove).small())
                    .clicked()
                {
                    cx.edit(Edit::RemoveBusy(busy.id.clone()));
                }
                let change = format!("Change busy {words}");
                if ui
                    .add(IconButton::new(Icon::Edit, &change).small())
                    .clicked()
                {
                    self.busy = Some(BusyForm::of(&cx.plan, busy));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = space::S;
                    let t = theme::tokens(ui);
                    let (role, weight) = (TextRole::Body, Weight::Regular);
                    text::styled(ui, role, weight, t.muted, &busy.when());
                    let open = self.busy.as_ref();
                    let open = open.is_some_and(|form| form.changes(Some(&busy.id)));
                    let weight = if open { Weight::SemiBold } else { weight };
                    text::truncated(ui, role, weight, t.text, busy.name());
                });
            });
        });
    }

    fn busy_form(&mut self, ui: &mut Ui, cx: &ViewContext) {
        // The one that is being changed may have gone meanwhile.
        let gone = |form: &BusyForm| form.is_gone(&cx.plan);
        if self.busy.as_ref().is_some_and(gone) {
            self.busy = None;
        }
        let Some(form) = &mut self.busy else {
            ui.add_space(space::XS);
            let add = Button::new("Add a busy time…").small().icon(Icon::Plus);
            if ui.add(add).clicked() {
                self.busy = Some(BusyForm::new(&cx.plan, cx.today().plus(1)));
            }
            return;
        };
        ui.add_space(space::S);
        let fresh = form.is_fresh();
        let shown = ui.scope(|ui| form.ui(ui, cx));
        if fresh {
            shown.response.scroll_to_me(None);
        }
        match shown.inner {
            Word::None => return,
            Word::Close => {}
            Word::Done(edit) => cx.edit(edit),
        }
        self.busy = None;
    }
}
