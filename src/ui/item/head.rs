//! The head of an item: what it is, where it can be read, how far it is, and its menu.

use egui::{Align, Layout, Ui};

use crate::domain::{Depth, Edit, Item, Kind, Status};
use crate::state::{Action, Command};
use crate::ui::context::ViewContext;
use crate::ui::cushion::cushion_chip;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{
    Button, Chip, IconButton, MenuItem, ProgressBar, menu_separator, menu_title, popup_menu,
    step_badge, text,
};

use crate::ui::plan_words::step_of;

/// In the inspector.
pub(super) fn inspector(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    ui.horizontal(|ui| {
        step_badge(ui, step_of(&cx.plan, item));
        text::small(ui, &what(item));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            menu(ui, cx, item)
        });
    });
    ui.add_space(space::XS);
    let title = text::item_title(ui, &item.title);
    if !item.purpose.is_empty() {
        title.on_hover_text(&item.purpose);
    }
    if !item.byline.is_empty() {
        text::small(ui, &item.byline);
    }
    ui.add_space(space::XS);
    chips(ui, cx, item);
    progress(ui, cx, item);
}

/// On the page, below the title.
pub(super) fn page(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    ui.horizontal_wrapped(|ui| {
        step_badge(ui, step_of(&cx.plan, item));
        let step = item.step.as_ref().and_then(|step| cx.plan.steps.get(step));
        let mut words = what(item);
        if let Some(step) = step {
            words = format!("{words} · {}", step.title);
        }
        if !item.group.is_empty() {
            words = format!("{words} · {}", item.group);
        }
        if !item.byline.is_empty() {
            words = format!("{words} · {}", item.byline);
        }
        text::muted(ui, &words);
        menu(ui, cx, item);
    });
    if !item.purpose.is_empty() {
        text::body(ui, &item.purpose);
    }
    ui.add_space(space::XS);
    chips(ui, cx, item);
    progress(ui, cx, item);
}

/// “Research paper · 2017”.
fn what(item: &Item) -> String {
    let kind = match &item.kind {
        Kind::Paper => "Research paper",
        other => format::kind(other),
    };
    match item.year {
        Some(year) => format!("{kind} · {year}"),
        None => kind.to_owned(),
    }
}

fn chips(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let effort = cx.plan.effort(item);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        let mut hosts: Vec<String> = Vec::new();
        for link in &item.urls {
            let host = host(&link.url);
            // The first address of a host is the durable one; the page lists all of them.
            if hosts.contains(&host) || hosts.len() == 3 {
                continue;
            }
            hosts.push(host.clone());
            let name = format!("Open {} in the browser", link.url);
            let button = Button::quiet(&host).icon(Icon::Link).small().name(&name);
            if ui
                .add(button)
                .on_hover_text(format!("{}: {}", link.label, link.url))
                .clicked()
            {
                cx.send(Action::OpenUrl(link.url.clone()));
            }
        }
        if effort.0 > 0 {
            let depth = format!(
                "{} · {}",
                format::depth(item.depth),
                format::minutes(effort)
            );
            let chip = Chip::new(&depth);
            ui.add(if item.depth_fixed {
                chip.icon(Icon::Lock)
            } else {
                chip
            })
            .on_hover_text(if item.depth_fixed {
                "You chose this depth."
            } else {
                "The planner chose this depth to fit the time there is."
            });
        }
        let spent = cx.index.item(&item.id).spent;
        if spent.0 > 0 {
            ui.add(Chip::new(&format!("{} spent", format::minutes(spent))));
        }
        match item.status {
            Status::Done => {
                let when = item
                    .done_at
                    .map(|at| format!("done {}", format::day_near(at.day(), cx.today())));
                ui.add(Chip::new(when.as_deref().unwrap_or("done")).icon(Icon::Check));
            }
            Status::Skipped => {
                ui.add(Chip::new("skipped"));
            }
            Status::ToDo | Status::InProgress => {
                if cx.plan.cuts.contains(&item.id) {
                    ui.add(Chip::new("left out").icon(Icon::Info));
                }
            }
        }
    });
}

/// The host of an address, without “www.”; of a file, its name.
pub(super) fn host(url: &str) -> String {
    if url.starts_with("file:") {
        return url.rsplit('/').next().unwrap_or(url).replace("%20", " ");
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.trim_start_matches("www.").to_owned()
}

fn progress(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let effort = cx.plan.effort(item);
    let (ticked, parts) = item.parts_done();
    if effort.0 == 0 && parts == 0 {
        return;
    }
    let left = cx.index.remaining(&cx.plan, &item.id);
    let mut words = Vec::new();
    if parts > 0 {
        words.push(format!(
            "{ticked} of {}",
            format::count(parts, "part", "parts")
        ));
    }
    if item.status.is_open() {
        words.push(format!("{} left", format::minutes(left)));
    }
    let words = words.join(" · ");
    let fraction = match item.status {
        Status::Done => 1.0,
        _ if effort.0 > 0 => 1.0 - (left.0 as f32 / effort.0 as f32).clamp(0.0, 1.0),
        _ => ticked as f32 / parts.max(1) as f32,
    };
    ui.add_space(space::S);
    let name = format!("Progress of {}: {words}", item.short_title());
    ui.add(ProgressBar::new(fraction, &name).step(step_of(&cx.plan, item)));
    let cushion = cx.cushions.spare.get(&item.id);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        text::small(ui, &words);
        // What is left out has no place that could be late.
        let planned = item.status.is_open() && !cx.plan.cuts.contains(&item.id);
        if let Some(cushion) = cushion.filter(|_| planned) {
            cushion_chip(
                ui,
                *cushion,
                "The cushion: how much longer it may take before something has to give way. It is the time there is before the interview that asks for it, less what it and everything due by then still need.",
            );
        }
    });
}

fn menu(ui: &mut Ui, cx: &ViewContext, item: &Item) {
    let button = ui.add(IconButton::new(Icon::More, "More for this item"));
    popup_menu(&button, |ui| {
        let entry = |ui: &mut Ui, command: Command, icon: Icon| {
            let keys = cx.keys_of(command);
            if ui
                .add(MenuItem::new(command.name()).icon(icon).shortcut(&keys))
                .clicked()
            {
                cx.send(Action::Select(item.id.clone()));
                cx.run(command);
                ui.close();
            }
        };
        entry(ui, Command::OpenItem, Icon::External);
        entry(ui, Command::EditNotes, Icon::Note);
        if !item.urls.is_empty() {
            entry(ui, Command::OpenLink, Icon::Link);
        }
        entry(ui, Command::PlanSession, Icon::Plus);
        menu_separator(ui);
        menu_title(ui, "Status");
        for status in Status::ALL {
            let here = item.status == status;
            if ui
                .add(MenuItem::new(format::status(status)).checked(here))
                .clicked()
            {
                let (item, at) = (item.id.clone(), cx.now.moment);
                cx.edit(Edit::SetStatus { item, status, at });
                ui.close();
            }
        }
        menu_title(ui, "Depth");
        for depth in Depth::ALL {
            let here = item.depth_fixed && item.depth == depth;
            if ui
                .add(MenuItem::new(format::depth_help(depth)).checked(here))
                .clicked()
            {
                let item = item.id.clone();
                cx.edit(Edit::SetDepth {
                    item,
                    depth: Some(depth),
                });
                ui.close();
            }
        }
        let planner = MenuItem::new("Let the planner choose").checked(!item.depth_fixed);
        if ui.add(planner).clicked() {
            cx.edit(Edit::SetDepth {
                item: item.id.clone(),
                depth: None,
            });
            ui.close();
        }
        menu_separator(ui);
        let keys = cx.keys_of(Command::DeleteItem);
        let delete = MenuItem::new("Delete the item")
            .icon(Icon::Trash)
            .danger()
            .shortcut(&keys);
        if ui.add(delete).clicked() {
            cx.edit(Edit::DeleteItem(item.id.clone()));
            ui.close();
        }
    });
}
