//! The fields of an item, changed in place on its page: titles, kind, step, group, purpose, authors, effort, importance, tags,
//! web links.

use egui::Ui;

use crate::domain::{Depth, Edit, Item, ItemField, ItemId, Kind, Minutes, WebLink};
use crate::state::{Action, Command};
use crate::store::links;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{
    Button, IconButton, MenuItem, Segmented, Stepper, TextField, popup_menu, text,
};

use super::head::host;
use super::heading;
use super::study::change;

/// A field of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Title,
    Short,
    Byline,
    Purpose,
    Group,
    Tags,
    Custom,
}

/// What is being typed.
#[derive(Default)]
pub(super) struct FieldsEditor {
    lines: [Draft<(ItemId, Line)>; 7],
    url: String,
    renames: Option<ItemId>,
    open: bool,
}

impl FieldsEditor {
    /// The title, changed in place.
    pub(super) fn title(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        ui.horizontal(|ui| {
            if self.renames.as_ref() == Some(&item.id) {
                let width = (ui.available_width() - 60.0).max(200.0);
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    let focus = self.line(ui, cx, item, Line::Title, "Title of the item", "");
                    if !focus {
                        self.renames = None;
                    }
                });
                return;
            }
            let width = (ui.available_width() - 60.0).max(200.0);
            ui.scope(|ui| {
                ui.set_max_width(width);
                text::title_wrapped(ui, &item.title);
            });
            if ui
                .add(IconButton::new(Icon::Edit, "Change the title"))
                .clicked()
            {
                self.renames = Some(item.id.clone());
            }
        });
    }

    /// The web links.
    pub(super) fn web(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        heading(ui, "Links");
        for (n, link) in item.urls.iter().enumerate() {
            ui.horizontal(|ui| {
                let shown = format!("{} · {}", host(&link.url), link.label);
                let is_file = link.url.starts_with("file:");
                let (name, icon) = if is_file {
                    (format!("Open the file {}", host(&link.url)), Icon::File)
                } else {
                    (format!("Open {} in the browser", link.url), Icon::External)
                };
                let shown = if is_file { host(&link.url) } else { shown };
                let open = ui.add(Button::quiet(&shown).icon(icon).small().name(&name));
                if open.on_hover_text(&link.url).clicked() {
                    cx.send(Action::OpenUrl(link.url.clone()));
                }
                let name = format!("Delete the link to {}", link.url);
                if ui.add(IconButton::new(Icon::Trash, &name)).clicked() {
                    let mut urls = item.urls.clone();
                    urls.remove(n);
                    cx.edit(change(item, ItemField::Urls(urls)));
                }
            });
        }
        let keys = cx.keys_of(Command::AttachFile);
        let attach = Button::quiet("Attach a file…").icon(Icon::File).small();
        if ui.add(attach.shortcut_hint(&keys)).clicked() {
            cx.run(Command::AttachFile);
        }
        let field = TextField::new(&mut self.url, "Add a web or file link")
            .placeholder("Add a link: https://… or a file’s path")
            .icon(Icon::Plus)
            .show(ui);
        if field.committed() && !self.url.trim().is_empty() {
            match address(&self.url) {
                Some(url) => {
                    let mut urls = item.urls.clone();
                    urls.push(WebLink {
                        label: host(&url),
                        url,
                    });
                    cx.edit(change(item, ItemField::Urls(urls)));
                    self.url.clear();
                }
                None => cx.send(Action::Hint(format!(
                    "“{}” is no address. Write it like https://arxiv.org/abs/… or /home/me/notes.pdf.",
                    self.url.trim()
                ))),
            }
        }
    }

    /// Everything else, folded away until it is wanted.
    pub(super) fn rest(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        ui.add_space(space::L);
        let (label, icon) = if self.open {
            ("Fewer details", Icon::ChevronDown)
        } else {
            ("Change the details…", Icon::ChevronRight)
        };
        if ui.add(Button::quiet(label).icon(icon).small()).clicked() {
            self.open = !self.open;
        }
        if !self.open {
            return;
        }
        ui.add_space(space::XS);
        for (line, label, hint) in [
            (
                Line::Short,
                "Short title",
                "For narrow places, like the calendar",
            ),
            (Line::Byline, "Authors", "Who wrote it"),
            (Line::Purpose, "Purpose", "What it is for, in one line"),
            (Line::Group, "Group", "A heading within the step"),
            (Line::Tags, "Tags", "Words to find it by, parted by commas"),
        ] {
            text::small(ui, label);
            self.line(ui, cx, item, line, label, hint);
            ui.add_space(space::XS);
        }
        self.kind(ui, cx, item);
        step(ui, cx, item);
        effort(ui, cx, item);
        importance(ui, cx, item);
    }

    /// Sends what is still being typed.
    pub(super) fn flush(&mut self, cx: &ViewContext) {
        for draft in &mut self.lines {
            if let Some(((item, line), ready)) = draft.take_with_key(cx) {
                send(cx, &item, line, ready);
            }
        }
    }

    /// A field of one line. Says whether it has the focus (true, too, in the frame it appears).
    fn line(
        &mut self,
        ui: &mut Ui,
        cx: &ViewContext,
        item: &Item,
        line: Line,
        name: &str,
        hint: &str,
    ) -> bool {
        let Some(draft) = self.lines.get_mut(line as usize) else {
            return false;
        };
        let key = (item.id.clone(), line);
        let document = text_of(item, line);
        let appears = draft.key() != Some(&key) || (line == Line::Title && !draft.is_live());
        if let Some(((other, line), left)) = draft.begin(cx, &key, &document) {
            send(cx, &other, line, left);
        }
        let field = TextField::new(&mut draft.text, name)
            .placeholder(hint)
            .show(ui);
        if line == Line::Title && appears {
            field.response.request_focus();
        }
        draft.set_live(field.response.has_focus() || appears);
        let ready = draft.end(ui, cx, field.response.has_focus());
        if let Some(ready) = ready {
            send(cx, &item.id, line, ready);
        }
        field.response.has_focus() || appears
    }

    fn kind(&mut self, ui: &mut Ui, cx: &ViewContext, item: &Item) {
        text::small(ui, "Kind");
        let button = ui.add(
            Button::new(format::kind(&item.kind))
                .trailing_icon(Icon::ChevronDown)
                .small()
                .name("Kind of the item"),
        );
        popup_menu(&button, |ui| {
            for kind in Kind::BUILT_IN {
                let here = item.kind == kind;
                if ui
                    .add(MenuItem::new(format::kind(&kind)).checked(here))
                    .clicked()
                {
                    cx.edit(change(item, ItemField::Kind(kind)));
                    ui.close();
                }
            }
            let own = matches!(item.kind, Kind::Custom(_));
            if ui
                .add(MenuItem::new("A kind of your own").checked(own))
                .clicked()
            {
                cx.edit(change(
                    item,
                    ItemField::Kind(Kind::Custom("Custom".to_owned())),
                ));
                ui.close();
            }
        });
        if matches!(item.kind, Kind::Custom(_)) {
            self.line(
                ui,
                cx,
                item,
                Line::Custom,
                "What you call its kind",
                "What you call it",
            );
        }
        ui.add_space(space::XS);
    }
}

fn step(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    text::small(ui, "Step");
    let here = item.step.as_ref().and_then(|step| cx.plan.steps.get(step));
    let label = here.map_or("None: supporting material", |step| step.title.as_str());
    let button = ui.add(
        Button::new(label)
            .trailing_icon(Icon::ChevronDown)
            .small()
            .name("Step of the item"),
    );
    popup_menu(&button, |ui| {
        let choice = |ui: &mut Ui, label: &str, to: Option<crate::domain::StepId>| {
            let checked = item.step == to;
            if ui.add(MenuItem::new(label).checked(checked)).clicked() {
                if !checked {
                    cx.edit(Edit::MoveItem {
                        item: item.id.clone(),
                        step: to,
                        before: None,
                    });
                }
                ui.close();
            }
        };
        for step in cx.plan.steps_in_order() {
            choice(ui, &step.title, Some(step.id.clone()));
        }
        choice(ui, "None: supporting material", None);
    });
    ui.add_space(space::XS);
}

fn effort(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    text::small(
        ui,
        "Focused time at each depth, for somebody to whom it is new",
    );
    ui.horizontal_wrapped(|ui| {
        for depth in Depth::ALL {
            let mut minutes = item.effort.at(depth).0;
            let name = format::depth(depth);
            let long = format!("Time at the depth {name}");
            let stepper = Stepper::new(
                &mut minutes,
                &long,
                &|n| format::minutes(Minutes(n)),
                &|t| format::parse_minutes(t).map(|m| m.0),
            );
            if stepper
                .step(30)
                .range(0..=60_000)
                .tile(name)
                .show(ui)
                .changed()
            {
                let mut effort = item.effort;
                match depth {
                    Depth::Lean => effort.lean = Minutes(minutes),
                    Depth::Core => effort.core = Minutes(minutes),
                    Depth::Deep => effort.deep = Minutes(minutes),
                }
                cx.edit(change(item, ItemField::Effort(effort)));
            }
        }
    });
    ui.add_space(space::XS);
}

fn importance(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    text::small(ui, "Importance");
    let mut chosen = usize::from(item.importance.clamp(1, 5)) - 1;
    let labels = ["1", "2", "3", "4", "5"];
    if Segmented::new("Importance, 1 to 5", &labels)
        .small()
        .show(ui, &mut chosen)
        .changed()
    {
        let importance = u8::try_from(chosen + 1).unwrap_or(3);
        cx.edit(change(item, ItemField::Importance(importance)));
    }
    text::small(ui, "1: nice to have · 5: will be asked");
}

fn text_of(item: &Item, line: Line) -> String {
    match line {
        Line::Title => item.title.clone(),
        Line::Short => item.short.clone(),
        Line::Byline => item.byline.clone(),
        Line::Purpose => item.purpose.clone(),
        Line::Group => item.group.clone(),
        Line::Tags => item.tags.join(", "),
        Line::Custom => format::kind(&item.kind).to_owned(),
    }
}

fn send(cx: &ViewContext, item: &ItemId, line: Line, ready: Ready) {
    let Some(item) = cx.plan.items.get(item) else {
        return;
    };
    let text = ready.text;
    if text.trim().is_empty() && matches!(line, Line::Title | Line::Custom) {
        // A title cannot be empty; while it is being retyped it may be.
        return;
    }
    let field = match line {
        Line::Title => ItemField::Title(text),
        Line::Short => ItemField::Short(text),
        Line::Byline => ItemField::Byline(text),
        Line::Purpose => ItemField::Purpose(text),
        Line::Group => ItemField::Group(text),
        Line::Custom => ItemField::Kind(Kind::Custom(text.trim().to_owned())),
        Line::Tags => {
            let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
            ItemField::Tags(tags.map(str::to_owned).collect())
        }
    };
    cx.send(Action::EditIn(change(item, field), ready.gesture));
}

/// What was typed as the address of a link: a web address, with or without its scheme, or the whole path of a file.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.starts_with("file:///") {
        return Some(typed.to_owned());
    }
    let path = std::path::Path::new(typed);
    if path.is_absolute() {
        return links::file_url(path);
    }
    let web = typed.starts_with("https://") || typed.starts_with("http://");
    let url = if web {
        typed.to_owned()
    } else {
        format!("https://{typed}")
    };
    let fine = !url.contains(' ') && host(&url).contains('.');
    fine.then_some(url)
}
