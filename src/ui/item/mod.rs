//! One item in full: shown narrow in the inspector and wide on the item page. Each section is a file; the page shows all of
//! them, the inspector those that fit beside a view.

mod brief;
mod fields;
mod head;
mod history;
mod links;
mod many;
mod markdown;
mod mentioned;
mod notes;
mod parts;
mod prompt_form;
mod prompts;
mod reading;
mod runs;
pub mod sheet;
mod study;
mod templates;

use std::sync::Arc;

use egui::Ui;

use crate::domain::mentions::Mentions;
use crate::domain::{Day, Item, ItemId};
use crate::planner::estimates::Estimates;
use crate::state::{Action, Command, Memo, Revision};
use crate::ui::context::ViewContext;
use crate::ui::theme::{frame, space};

pub use many::ManyPanel;
pub(in crate::ui) use reading::Reader;

/// Where an item is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the inspector, 344 points wide.
    Inspector,
    /// On its own page.
    Page,
}

/// Whether a note is to be begun, and who is meant by which name.
type Note<'a> = (bool, &'a Mentions);

/// From this width on (points) the page has two columns.
const TWO_COLUMNS: f32 = 860.0;

/// The drafts of one place that shows an item.
#[derive(Default)]
pub struct ItemPanel {
    notes: notes::NotesEditor,
    parts: parts::PartsEditor,
    prompts: prompts::PromptsEditor,
    links: links::LinksEditor,
    fields: fields::FieldsEditor,
    runs: runs::RunsList,
    history: history::History,
    cost: Memo<(Revision, Day, ItemId), String>,
    estimates: Memo<Revision, Estimates>,
    /// Who is meant by which name, at this revision and outline.
    mentions: Option<(Revision, Revision, Arc<Mentions>)>,
}

impl ItemPanel {
    /// Draws the item.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext, item: &ItemId, place: Place) {
        let Some(item) = cx.plan.items.get(item).cloned() else {
            return;
        };
        let writes = cx.take(Command::EditNotes);
        let known = self.mentions(cx);
        ui.push_id(item.id.as_str(), |ui| match place {
            Place::Inspector => self.inspector(ui, cx, &item, (writes, &known)),
            Place::Page => self.page(ui, cx, &item, (writes, &known)),
        });
    }

    /// Who is meant by which name. While only notes change, only those are read again.
    fn mentions(&mut self, cx: &ViewContext) -> Arc<Mentions> {
        let known = match &self.mentions {
            Some((revision, _, known)) if *revision == cx.revision => return Arc::clone(known),
            Some((_, outline, known)) => known.again(&cx.plan, *outline != cx.outline),
            None => Mentions::new(&cx.plan),
        };
        let known = Arc::new(known);
        self.mentions = Some((cx.revision, cx.outline, Arc::clone(&known)));
        known
    }

    /// Sends what is still being typed: the view is about to change, or the window to close.
    pub fn flush(&mut self, cx: &ViewContext) {
        self.notes.flush(cx);
        self.fields.flush(cx);
        self.prompts.flush(cx);
    }

    fn inspector(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, note: Note<'_>) {
        head::inspector(ui, cx, item);
        self.why(ui, cx, item);
        study::status(ui, cx, item);
        study::depth(ui, cx, item);
        self.parts.ui(ui, cx, item, Place::Inspector);
        self.prompts.ui(ui, cx, item, Place::Inspector);
        self.links.ui(ui, cx, item, Place::Inspector);
        self.notes.ui(ui, cx, item, note);
        mentioned::back_links(ui, cx, note.1, item, Place::Inspector);
    }

    fn page(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, note: Note<'_>) {
        self.fields.title(ui, cx, item);
        head::page(ui, cx, item);
        ui.add_space(space::L);
        let width = ui.available_width();
        if width < TWO_COLUMNS {
            self.left(ui, cx, item, note);
            self.right(ui, cx, item);
            return;
        }
        let right = frame::INSPECTOR.max(width * 0.36);
        let gap = space::XXL;
        let spacing = ui.spacing().item_spacing;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = spacing;
                ui.set_width(width - right - gap);
                self.left(ui, cx, item, note);
            });
            ui.add_space(gap);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing = spacing;
                ui.set_width(right);
                self.right(ui, cx, item);
            });
        });
    }

    fn why(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        let key = (cx.revision, cx.today(), item.id.clone());
        let cost = self.cost.get(key, || study::cost(cx, item));
        study::why(ui, cx, item, &cost);
    }

    fn left(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item, note: Note<'_>) {
        self.notes.ui(ui, cx, item, note);
        self.runs.ui(ui, cx, item, note.1);
        brief::ui(ui, item);
        self.parts.ui(ui, cx, item, Place::Page);
        self.prompts.ui(ui, cx, item, Place::Page);
        self.links.ui(ui, cx, item, Place::Page);
        mentioned::back_links(ui, cx, note.1, item, Place::Page);
    }

    fn right(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        self.why(ui, cx, item);
        study::status(ui, cx, item);
        study::depth(ui, cx, item);
        let estimates = self.estimates.get(cx.outline, || Estimates::read(&cx.plan));
        study::estimate(ui, cx, item, estimates.of(&item.id));
        study::rating(ui, cx, item);
        study::interviews(ui, cx, item);
        self.fields.web(ui, cx, item);
        self.fields.rest(ui, cx, item);
        self.history.ui(ui, cx, item);
    }
}

/// Goes to an item: to its page where a page is open, else into the inspector.
fn go_to(cx: &ViewContext, item: &ItemId, place: Place) {
    cx.send(match place {
        Place::Inspector => Action::Select(item.clone()),
        Place::Page => Action::OpenItem(item.clone()),
    });
}

/// A section's heading with the space before it.
fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(space::L);
    crate::ui::widgets::text::field_label(ui, text);
    ui.add_space(space::XS);
}
