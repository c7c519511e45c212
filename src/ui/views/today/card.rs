//! A session's card: what it says and what can be pressed on it. It changes nothing itself: it hands back deeds.

use egui::{Align, Id, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::domain::{Minutes, PartId};
use crate::planner::estimates::Unit;
use crate::ui::format;
use crate::ui::pace::units_stepper;
use crate::ui::theme::{self, Icon, TextRole, Tone, Weight, control, space};
use crate::ui::widgets::{
    Button, Card, Checkbox, Chip, FilterChip, IconButton, MenuItem, Stepper, context_menu,
    menu_separator, paint, popup_menu, step_badge, text,
};

use super::deeds::Deed;
use super::model::{CardModel, CardState};

/// Under this width (points) the buttons stand below the words.
const NARROW: f32 = 470.0;
/// Height of the two lines of words.
const WORDS: f32 = 46.0;

/// What a card shows besides its model.
pub struct CardLook {
    /// Whether it is selected.
    pub selected: bool,
    /// Whether its button is the one thing to do.
    pub primary: bool,
    /// Whether the timer stands.
    pub paused: bool,
    /// Seconds on the running timer, earlier stints counted.
    pub elapsed: i64,
    /// Whether the rating is asked for, with the parts that were done; the rating so far.
    pub asks: Option<(Vec<PartId>, String, Option<u8>)>,
    /// The keys of done, skip and more, for the menu.
    pub keys: [String; 3],
}

/// What came of drawing a card.
pub struct CardOutput {
    /// The card itself, for the focus.
    pub response: Response,
    /// What was asked.
    pub deeds: Vec<Deed>,
}

/// Draws a card. `other` is the minutes being chosen where other minutes are asked for; `below` draws what is under
/// the words (the note line).
pub fn card(
    ui: &mut Ui,
    model: &CardModel,
    look: &CardLook,
    other: Option<&mut u32>,
    below: Option<&mut dyn FnMut(&mut Ui)>,
) -> CardOutput {
    let mut deeds = Vec::new();
    let id = Id::unique(("session card", model.session.as_str()));
    let faded = !model.state.is_open();
    let shown = Card::new()
        .stripe(model.step)
        .margin(egui::Margin::symmetric(12, 12))
        .faded(faded)
        .selected(look.selected)
        .show_clickable(ui, id, &model.name, Sense::click(), |ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            row(ui, model, look, &mut deeds);
            let indent = control::TARGET + space::M;
            if let Some(minutes) = other {
                indented(ui, indent, |ui| {
                    other_minutes(ui, model, minutes, &mut deeds)
                });
            }
            if let Some((parts, words, rating)) = &look.asks {
                indented(ui, indent, |ui| {
                    afterwards(ui, model, parts, words, *rating, &mut deeds)
                });
            }
            if let Some(below) = below {
                indented(ui, indent, below);
            }
        });
    let response = shown.response;
    context_menu(&response, |ui| menu(ui, model, look, &mut deeds));
    if response.clicked() {
        deeds.push(Deed::Select);
    }
    if response.double_clicked() {
        deeds.push(Deed::Open);
    }
    CardOutput { response, deeds }
}

/// What stands below the words, in line with them.
fn indented(ui: &mut Ui, indent: f32, contents: impl FnOnce(&mut Ui)) {
    let margin = egui::Margin {
        left: indent as i8,
        top: space::S as i8,
        ..Default::default()
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        contents(ui);
    });
}

/// The words at the left, minutes and buttons at the right or, where it is narrow, below.
fn row(ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
    let width = ui.available_width();
    let side = Side::new(ui, model, look);
    let narrow = width < NARROW;
    let (rect, _) = ui.allocate_exact_size(vec2(width, WORDS), Sense::hover());
    let mut left = rect;
    if !narrow {
        left.max.x = (rect.right() - side.width - space::L).max(rect.left());
    }
    words(ui, model, left, deeds);
    let right = if narrow {
        ui.add_space(space::S);
        let (below, _) = ui.allocate_exact_size(vec2(width, control::HEIGHT), Sense::hover());
        let mut below = below;
        below.min.x += control::TARGET + space::M;
        below
    } else {
        rect
    };
    let align = if narrow {
        Layout::left_to_right(Align::Center)
    } else {
        let mut area = right;
        area.min.x = rect.right() - side.width;
        return ui_at(ui, area, Layout::left_to_right(Align::Center), |ui| {
            side.ui(ui, model, look, deeds);
        });
    };
    ui_at(ui, right, align, |ui| side.ui(ui, model, look, deeds));
}

fn ui_at(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    contents(&mut child);
}

fn words(ui: &mut Ui, model: &CardModel, area: Rect, deeds: &mut Vec<Deed>) {
    let t = theme::tokens(ui);
    let done = matches!(model.state, CardState::Done(_));
    let faded = !model.state.is_open();
    let mut ticked = done;
    let side = control::TARGET;
    let tick = Rect::from_center_size(
        pos2(area.left() + side / 2.0, area.center().y),
        vec2(side, side),
    );
    let name = format!("Done: {}", model.title);
    ui_at(ui, tick, Layout::left_to_right(Align::Center), |ui| {
        if ui.add(Checkbox::new(&mut ticked, &name)).changed() {
            deeds.push(Deed::Toggle);
        }
    });
    let mut area = area;
    area.min.x += side + space::M;
    let upper = Rect::from_min_max(area.min, pos2(area.right(), area.top() + WORDS / 2.0));
    let lower = Rect::from_min_max(pos2(area.left(), upper.bottom()), area.max);
    ui_at(ui, upper, Layout::left_to_right(Align::Center), |ui| {
        ui.scope(|ui| {
            if faded {
                ui.multiply_opacity(0.6);
            }
            step_badge(ui, model.step);
        });
        let kind = Chip::new(model.kind.name());
        let kind_room = kind.width(ui) + space::S;
        let pin_room = if model.pinned { 24.0 + space::S } else { 0.0 };
        let room = (ui.available_width() - kind_room - pin_room).max(40.0);
        let title = ui
            .scope(|ui| {
                ui.set_max_width(room);
                if faded {
                    text::done(ui, TextRole::Section, Weight::SemiBold, &model.title)
                } else {
                    let weight = Weight::SemiBold;
                    text::truncated(ui, TextRole::Section, weight, t.text, &model.title)
                }
            })
            .inner;
        if !model.parts_help.is_empty() {
            title.on_hover_text(&model.parts_help);
        }
        ui.add(kind);
        if model.pinned {
            ui.add(
                Chip::new("")
                    .icon(Icon::Pin)
                    .bare()
                    .tooltip("Pinned: it stays here when the plan changes"),
            );
        }
    });
    ui_at(ui, lower, Layout::left_to_right(Align::Center), |ui| {
        text::truncated(ui, TextRole::Body, Weight::Regular, t.muted, &model.why);
    });
}

/// The right side: minutes, the button or what became of it, the menu.
struct Side {
    minutes: String,
    control: String,
    width: f32,
}

impl Side {
    fn new(ui: &Ui, model: &CardModel, look: &CardLook) -> Self {
        let minutes = match model.state {
            CardState::Running => clock(look.elapsed),
            CardState::Open if model.spent > Minutes::ZERO => format!(
                "{} of {}",
                format::minutes(model.spent),
                format::minutes(model.minutes)
            ),
            CardState::Done(_) => format::minutes(model.spent),
            CardState::Open | CardState::Skipped => format::minutes(model.minutes),
        };
        let control = match model.state {
            CardState::Open if model.drills => "Drill".to_owned(),
            CardState::Open => "Start".to_owned(),
            CardState::Running => "Stop".to_owned(),
            CardState::Done(Some(at)) => format!("Done {at}"),
            CardState::Done(None) => "Done".to_owned(),
            CardState::Skipped => "Put back".to_owned(),
        };
        let measure = |role, weight, text: &str| {
            paint::whole_line(ui, role, weight, egui::Color32::PLACEHOLDER, text)
                .size()
                .x
        };
        let mut width = measure(TextRole::Section, Weight::SemiBold, &minutes) + space::M;
        width += match model.state {
            CardState::Done(_) => Chip::new(&control).width(ui),
            CardState::Open if look.primary => {
                measure(TextRole::Body, Weight::SemiBold, &control) + 28.0 + 24.0
            }
            CardState::Running => measure(TextRole::Body, Weight::Medium, &control) + 28.0 + 24.0,
            _ => measure(TextRole::Body, Weight::Medium, &control) + 28.0,
        };
        width += space::S + control::TARGET;
        if model.state == CardState::Running {
            // The button that pauses.
            width += space::S + control::TARGET;
            // The figures change their width while they run.
            width += space::S;
        }
        Self {
            minutes,
            control,
            width: width.ceil() + 1.0,
        }
    }

    fn ui(&self, ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
        let t = theme::tokens(ui);
        let ink = match model.state {
            CardState::Running if look.paused => t.muted,
            CardState::Running => t.accent,
            CardState::Open => t.text,
            _ => t.muted,
        };
        ui.spacing_mut().item_spacing.x = 0.0;
        let figure = text::styled(ui, TextRole::Section, Weight::SemiBold, ink, &self.minutes);
        if model.state == CardState::Running {
            let name = format!(
                "Timer{}: {} of {}",
                if look.paused { ", paused" } else { "" },
                format::minutes(Minutes(u32::try_from(look.elapsed / 60).unwrap_or(0))),
                format::minutes(model.minutes)
            );
            figure.widget_info(|| WidgetInfo::labeled(Role::Timer, true, &name));
            figure.on_hover_text(&name);
        }
        ui.add_space(space::M);
        let short = &model.short;
        match model.state {
            CardState::Open => {
                let name = format!("{} {short}", self.control);
                let button = if look.primary {
                    Button::primary(&self.control).icon(Icon::Play)
                } else {
                    Button::new(&self.control)
                };
                if ui.add(button.name(&name)).clicked() {
                    deeds.push(if model.drills {
                        Deed::Drill
                    } else {
                        Deed::Start
                    });
                }
            }
            CardState::Running => {
                let (icon, words) = if look.paused {
                    (Icon::Play, format!("Go on with {short}"))
                } else {
                    (Icon::Pause, format!("Pause {short}"))
                };
                if ui.add(IconButton::new(icon, &words).small()).clicked() {
                    deeds.push(Deed::Pause);
                }
                ui.add_space(space::S);
                let name = format!("Stop {short}");
                let button = Button::new(&self.control).icon(Icon::Stop).name(&name);
                if ui.add(button).clicked() {
                    deeds.push(Deed::Stop);
                }
            }
            CardState::Done(_) => {
                ui.add(Chip::new(&self.control).tone(Tone::Ok));
            }
            CardState::Skipped => {
                let name = format!("Put {short} back");
                if ui.add(Button::new(&self.control).name(&name)).clicked() {
                    deeds.push(Deed::Toggle);
                }
            }
        }
        ui.add_space(space::S);
        let name = format!("More for {short}");
        let button = ui.add(IconButton::new(Icon::More, &name).tooltip("More").small());
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            popup_menu(&button, |ui| menu(ui, model, look, deeds));
        });
    }
}

fn menu(ui: &mut Ui, model: &CardModel, look: &CardLook, deeds: &mut Vec<Deed>) {
    let [done_keys, skip_keys, more_keys] = &look.keys;
    let mut item = |ui: &mut Ui, item: MenuItem<'_>, deed: Deed| {
        if ui.add(item).clicked() {
            deeds.push(deed);
            ui.close();
        }
    };
    if model.drills && model.state == CardState::Open {
        let timer = MenuItem::new("Start the timer").icon(Icon::Play);
        item(ui, timer, Deed::Start);
    }
    if model.state.is_open() {
        let done = MenuItem::new("Done").icon(Icon::Check).shortcut(done_keys);
        item(ui, done, Deed::Toggle);
        let other = MenuItem::new("Done with other minutes…").icon(Icon::Clock);
        item(ui, other, Deed::AskMinutes);
        let skip = MenuItem::new("Skip").icon(Icon::Skip).shortcut(skip_keys);
        item(ui, skip, Deed::Skip);
    } else {
        let back = MenuItem::new("Put back").icon(Icon::Reset);
        item(ui, back, Deed::Toggle);
        let other = MenuItem::new("Change the minutes…").icon(Icon::Clock);
        if matches!(model.state, CardState::Done(_)) {
            item(ui, other, Deed::AskMinutes);
        }
    }
    menu_separator(ui);
    let more = MenuItem::new("Log 15 minutes more")
        .icon(Icon::Plus)
        .shortcut(more_keys);
    item(ui, more, Deed::More);
    if model.state.is_open() {
        let longer = MenuItem::new("Make it 15 minutes longer").icon(Icon::Hourglass);
        item(ui, longer, Deed::Longer);
        let tomorrow = MenuItem::new("Move to tomorrow").icon(Icon::ArrowRight);
        item(ui, tomorrow, Deed::Tomorrow);
        let (words, icon) = if model.pinned {
            ("Unpin", Icon::PinOff)
        } else {
            ("Pin to today", Icon::Pin)
        };
        item(
            ui,
            MenuItem::new(words).icon(icon),
            Deed::Pin(!model.pinned),
        );
    }
    menu_separator(ui);
    item(
        ui,
        MenuItem::new("Write a note").icon(Icon::Note),
        Deed::Note,
    );
    item(
        ui,
        MenuItem::new("Open the item").icon(Icon::Panel),
        Deed::Open,
    );
}

/// Asks for the minutes that were really spent.
fn other_minutes(ui: &mut Ui, model: &CardModel, minutes: &mut u32, deeds: &mut Vec<Deed>) {
    let say = |n: u32| format::minutes(Minutes(n));
    let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        text::medium(ui, "Minutes spent");
        let name = format!("Minutes spent on {}", model.short);
        let stepper = Stepper::new(minutes, &name, &say, &read)
            .step(5)
            .range(1..=24 * 60)
            .show(ui);
        // It was just asked for: what is typed next is meant for it.
        let (seen, pass) = (stepper.id.with("seen"), ui.ctx().cumulative_pass_nr());
        let before: Option<u64> = ui.data(|data| data.get_temp(seen));
        ui.data_mut(|data| data.insert_temp(seen, pass));
        let fresh = before.is_none_or(|before| before + 1 < pass);
        if fresh || ui.memory(|memory| memory.focused().is_none()) {
            stepper.request_focus();
        }
        let entered = Stepper::entered(ui, &stepper);
        let done = Button::new("Done").name("Done with these minutes");
        if ui.add(done).clicked() || entered {
            deeds.push(Deed::Finish(Minutes(*minutes)));
        }
        if ui
            .add(Button::quiet("Cancel").name("Leave the minutes as they are"))
            .clicked()
        {
            deeds.push(Deed::Close);
        }
    });
}

/// How many pages or problems were done: only where the user likes to say so.
fn count(ui: &mut Ui, model: &CardModel, deeds: &mut Vec<Deed>) {
    let Some(unit) = model.unit else { return };
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let ask = match unit {
            Unit::Pages => "Pages read",
            Unit::Problems => "Problems solved",
        };
        text::styled(ui, TextRole::Pill, Weight::Regular, t.muted, ask);
        let mut units = model.units;
        let stepper = units_stepper(ui, &mut units, &format!("{ask} of {}", model.short));
        if stepper.changed() {
            deeds.push(Deed::Count(units));
        }
        text::small(ui, "if you like: estimates learn from it");
    });
}

/// The words of a rating.
const RATINGS: [&str; 5] = ["1 hardly", "2 a little", "3 fairly", "4 well", "5 by heart"];

/// What can be said after a session, and just as well left unsaid.
fn afterwards(
    ui: &mut Ui,
    model: &CardModel,
    parts: &[PartId],
    words: &str,
    rating: Option<u8>,
    deeds: &mut Vec<Deed>,
) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::S);
        ui.set_min_height(control::TARGET);
        let ask = "How well do you know it?";
        text::styled(ui, TextRole::Pill, Weight::Regular, t.muted, ask);
        ui.add_space(space::XS);
        for (words, value) in RATINGS.iter().zip(1_u8..) {
            let chip = FilterChip::choice(words, rating == Some(value));
            let name = format!("Know {}: {words}", model.short);
            if chip.name(&name).show(ui).clicked() {
                deeds.push(Deed::Rate(value));
            }
        }
    });
    count(ui, model, deeds);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        if !parts.is_empty() {
            let tick = format!("Tick {words}");
            if ui
                .add(Button::new(&tick).icon(Icon::ListChecks).small())
                .clicked()
            {
                deeds.push(Deed::TickParts(parts.to_vec()));
            }
        }
        if model.item_open {
            let whole = Button::new("Finished the whole item")
                .icon(Icon::CheckCircle)
                .small();
            if ui.add(whole).clicked() {
                deeds.push(Deed::FinishItem);
            }
        }
        if ui
            .add(Button::quiet("Close").small().name("Close the questions"))
            .clicked()
        {
            deeds.push(Deed::Close);
        }
    });
}

/// “12:34”, “1:02:03”.
pub fn clock(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}
