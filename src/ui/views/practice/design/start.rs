//! Beginning a design session: how long, by which clock, of which prompt.
//!
//! Not here: the list of prompts (`practice/mod.rs`).

use egui::Ui;

use crate::domain::{BriefKind, Edit, Item, ItemId, Minutes, Run};
use crate::state::Action;
use crate::store::builtin;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Button, FilterChip, Stepper, text};

/// The rounds that interviews have.
const ROUNDS: [u32; 2] = [45, 60];
/// The shortest and the longest design session, minutes.
const RANGE: std::ops::RangeInclusive<u32> = 10..=180;

/// Narrower than this (points) the clocks stand below the lengths.
const ONE_ROW: f32 = 560.0;

/// What is chosen before it begins.
pub struct Choice {
    minutes: u32,
    other: bool,
    /// The clock that the user chose for a prompt; else its brief says which.
    kind: Option<(ItemId, BriefKind)>,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            minutes: 45,
            other: false,
            kind: None,
        }
    }
}

impl Choice {
    fn kind_of(&self, item: &Item) -> BriefKind {
        match &self.kind {
            Some((of, kind)) if *of == item.id => *kind,
            _ => item.brief.as_ref().map_or(BriefKind::Plain, |b| b.kind),
        }
    }
}

/// Draws the choices and the button; begins when it is pressed.
pub fn ui(ui: &mut Ui, cx: &ViewContext, screen: &mut super::DesignScreen, item: &Item) {
    let open = cx
        .plan
        .runs
        .iter()
        .find(|run| run.finished.is_none() && run.item == item.id);
    if let Some(run) = open {
        ui.horizontal_wrapped(|ui| {
            let go_on = Button::primary("Go on").icon(Icon::Play);
            if ui
                .add(go_on.name("Go on with the design session"))
                .clicked()
            {
                cx.send(Action::ShowRun(Some(run.id.clone())));
            }
            let words = format!("A design session began {}.", begun(cx, run));
            text::muted(ui, &words);
        });
        return;
    }
    let choice = &mut screen.start;
    // The clocks stay beside each other.
    let one_row = ui.available_width() >= ONE_ROW;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for minutes in ROUNDS {
            let words = format!("{minutes} min");
            let on = !choice.other && choice.minutes == minutes;
            let name = format!("Length: {minutes} minutes");
            if FilterChip::choice(&words, on)
                .name(&name)
                .show(ui)
                .clicked()
            {
                (choice.minutes, choice.other) = (minutes, false);
            }
        }
        let other = FilterChip::choice("Other", choice.other);
        if other.name("Length: another").show(ui).clicked() {
            choice.other = true;
        }
        if choice.other {
            let say = |n: u32| format::minutes(Minutes(n));
            let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
            Stepper::new(
                &mut choice.minutes,
                "Length of the design session",
                &say,
                &read,
            )
            .step(5)
            .range(RANGE)
            .show(ui);
        }
        if one_row {
            ui.add_space(space::M);
            clocks(ui, choice, item);
        }
    });
    if !one_row {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            clocks(ui, choice, item);
        });
    }
    let guide = builtin::design().clock(choice.kind_of(item));
    let stages = guide.stages(Minutes(choice.minutes));
    let words: Vec<String> = stages
        .iter()
        .map(|stage| {
            format!(
                "{} {}",
                format::lower_first(&stage.name),
                stage.planned / 60
            )
        })
        .collect();
    ui.add_space(space::XS);
    text::small(ui, &format!("Minutes a stage: {}.", words.join(", ")));
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let keys = cx.keys_of(crate::state::Command::DesignNext);
        let start = Button::primary("Practise this now").icon(Icon::Play);
        let start = start
            .shortcut_hint(&keys)
            .tooltip("The clock begins at once");
        if ui.add(start).clicked() {
            begin(cx, screen, item);
        }
    });
    text::small(
        ui,
        "Notes are kept stage by stage; the mock goes into your log.",
    );
}

fn clocks(ui: &mut Ui, choice: &mut Choice, item: &Item) {
    let kind = choice.kind_of(item);
    for one in [BriefKind::Ml, BriefKind::Plain] {
        let words = one.name();
        let name = format!("Clock: {words}");
        let chip = FilterChip::choice(words, kind == one);
        if chip.name(&name).show(ui).clicked() {
            choice.kind = Some((item.id.clone(), one));
        }
    }
}

/// “today at 19:05”, “on Mon 30 Nov at 19:05”.
pub(super) fn begun(cx: &ViewContext, run: &Run) -> String {
    let (day, clock) = (run.started.day(), run.started.clock());
    match cx.today().since(day) {
        0 => format!("today at {clock}"),
        1 => format!("yesterday at {clock}"),
        _ => format!("on {} at {clock}", format::day_of_year(day, cx.today())),
    }
}

impl super::DesignScreen {
    /// Begins a design session of this prompt by key, or goes on with the one there is.
    pub fn begin(&mut self, cx: &ViewContext, item: &Item) {
        let open = cx
            .plan
            .runs
            .iter()
            .find(|run| run.finished.is_none() && run.item == item.id);
        match open {
            Some(run) => cx.send(Action::ShowRun(Some(run.id.clone()))),
            None => begin(cx, self, item),
        }
    }
}

fn begin(cx: &ViewContext, screen: &mut super::DesignScreen, item: &Item) {
    let (kind, minutes) = (screen.start.kind_of(item), Minutes(screen.start.minutes));
    let id = cx.fresh_id(&format!("run.{}", item.id));
    let stages = builtin::design().clock(kind).stages(minutes);
    let now = cx.now.moment;
    let mut run = Run::new(id, item.id.clone(), kind, minutes, now, stages);
    run.running_since = Some(cx.now.stamp);
    let first = run.stages.first().map(|stage| stage.id.clone());
    screen.sheet.focus((run.id.clone(), first));
    // The inspector would stand beside the clock, and bare keys would mean its item.
    cx.send(Action::Deselect);
    cx.send(Action::ShowRun(Some(run.id.clone())));
    cx.edit(Edit::StartRun(Box::new(run)));
}
