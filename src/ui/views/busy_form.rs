//! The form for a busy time: what it is, when, and what it takes. The calendar shows it in a dialog, the Settings in place.
//!
//! Not here: where the busy times are listed or drawn.

use egui::Ui;

use crate::domain::busy::{DAY_FROM, MAX_BUSY, Slot, clock, on_axis};
use crate::domain::item::MAX_TITLE_CHARS;
use crate::domain::time::{Clock, Day, Minutes};
use crate::domain::{Busy, BusyId, Edit, Plan};
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::widgets::{Button, Checkbox, DateField, Stepper, TextField, text};

use super::fields::{HOW_TO_WRITE, clock_read, problem, week_start};

/// Minutes of a day.
const DAY: u32 = 24 * 60;
/// Most days that a busy time can take.
const MOST_DAYS: u32 = MAX_BUSY.0 / DAY;
/// Width of a time of day.
const TIME: f32 = 122.0;

/// A busy time while it is being written.
pub(super) struct BusyForm {
    /// The one that is changed; none: a new one.
    old: Option<Busy>,
    title: String,
    on: Day,
    /// When it begins and ends, in minutes since midnight.
    from: u32,
    to: u32,
    all_day: bool,
    /// Whole days that it lasts where it lasts all day.
    days: u32,
    /// Days that its end is later than its times alone say, where it has times.
    later: u32,
    fresh: bool,
}

/// What was said in the form.
pub(super) enum Word {
    /// Nothing yet.
    None,
    /// It is to be done.
    Done(Edit),
    /// Not after all.
    Close,
}

impl BusyForm {
    /// For a new one on a day: two hours from when its time begins.
    pub fn new(plan: &Plan, on: Day) -> Self {
        let from = plan.availability.usually_from(on) % DAY;
        Self {
            old: None,
            title: String::new(),
            on,
            from,
            to: (from + 120) % DAY,
            all_day: false,
            days: 1,
            later: 0,
            fresh: true,
        }
    }

    /// To change one.
    pub fn of(plan: &Plan, busy: &Busy) -> Self {
        let mut form = Self::new(plan, busy.on);
        let slot = busy.slot();
        let days = slot.minutes().0 / DAY;
        if busy.all_day {
            form.days = days;
        } else {
            (form.from, form.to) = (slot.from % DAY, slot.to % DAY);
            form.later = days;
        }
        form.all_day = busy.all_day;
        form.title.clone_from(&busy.title);
        form.old = Some(busy.clone());
        form
    }

    /// Whether one is changed (else: a new one).
    pub fn changes(&self, id: Option<&BusyId>) -> bool {
        self.old.as_ref().map(|old| &old.id) == id
    }

    /// Whether it has not been shown yet.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Whether the one that is changed is no longer in the plan.
    pub fn is_gone(&self, plan: &Plan) -> bool {
        let busy = &plan.availability.busy;
        self.old
            .as_ref()
            .is_some_and(|old| busy.get(&old.id).is_none())
    }

    /// When it is; `None` where it would end as it begins.
    fn slot(&self) -> Option<Slot> {
        if self.all_day {
            let to = DAY_FROM + self.days.clamp(1, MOST_DAYS) * DAY;
            return Some(Slot { from: DAY_FROM, to });
        }
        let axis = |minutes: u32| on_axis(clock(minutes));
        let (from, mut to) = (axis(self.from), axis(self.to));
        if to < from {
            to += DAY;
        }
        to += self.later * DAY;
        (from < to && to - from <= MAX_BUSY.0).then_some(Slot { from, to })
    }

    fn busy(&self, cx: &ViewContext, slot: Slot) -> Busy {
        let mut busy = match &self.old {
            Some(old) => old.clone(),
            None => Busy::new(cx.fresh_id("busy"), self.on, clock(0), Minutes(1)),
        };
        busy.title = self.title.trim().to_owned();
        busy.on = self.on;
        busy.all_day = self.all_day;
        busy.start = Clock::from_minutes(u16::try_from(slot.from % DAY).unwrap_or(0));
        busy.minutes = slot.minutes();
        busy
    }

    /// Shows it, as wide as there is room.
    pub fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) -> Word {
        let long = self.title.trim().chars().count() > MAX_TITLE_CHARS;
        let field = TextField::new(&mut self.title, "Title of the busy time")
            .placeholder("What is it? Dentist, conference …")
            .error(long)
            .show(ui);
        if std::mem::take(&mut self.fresh) {
            field.response.request_focus();
        }
        let entered =
            field.response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        ui.add_space(space::S);
        let mut unreadable = false;
        ui.horizontal_wrapped(|ui| {
            let date = DateField::new(&mut self.on, "Day of the busy time", cx.today())
                .week_from(week_start(cx))
                .on_surface()
                .width(168.0)
                .show(ui);
            unreadable = date.unreadable();
            ui.add_space(space::S);
            ui.add(Checkbox::labeled(&mut self.all_day, "All day"));
        });
        ui.add_space(space::S);
        ui.horizontal(|ui| self.times(ui));
        self.end_later(ui);
        let slot = self.slot();
        let wrong = if unreadable {
            Some(HOW_TO_WRITE)
        } else if slot.is_none() {
            Some("It ends when it begins: give it a later end.")
        } else if long {
            Some("A title has at most 1,000 characters.")
        } else {
            None
        };
        problem(ui, wrong);
        if let (None, Some(slot)) = (wrong, slot) {
            ui.add_space(space::XS);
            text::small(ui, &self.said(cx, slot));
        }
        ui.add_space(space::M);
        let mut word = Word::None;
        ui.horizontal_wrapped(|ui| {
            let (words, name) = match self.old {
                Some(_) => ("Save", "Save the busy time"),
                None => ("Add", "Add the busy time"),
            };
            let save = ui.add_enabled(wrong.is_none(), Button::primary(words).name(name));
            if (save.clicked() || entered)
                && let (None, Some(slot)) = (wrong, slot)
            {
                word = self.edit(cx, slot);
            }
            if ui
                .add(Button::quiet("Cancel").name("Change no busy time"))
                .clicked()
            {
                word = Word::Close;
            }
            if let Some(old) = &self.old {
                let delete = Button::danger("Remove")
                    .icon(Icon::Trash)
                    .name("Remove the busy time");
                if ui.add(delete).clicked() {
                    word = Word::Done(Edit::RemoveBusy(old.id.clone()));
                }
            }
        });
        word
    }

    fn edit(&self, cx: &ViewContext, slot: Slot) -> Word {
        let busy = self.busy(cx, slot);
        match &self.old {
            None => Word::Done(Edit::AddBusy(busy)),
            Some(old) if *old == busy.clone().tidied() => Word::Close,
            Some(_) => Word::Done(Edit::ChangeBusy(busy)),
        }
    }

    fn times(&mut self, ui: &mut Ui) {
        ui.set_min_height(control::HEIGHT);
        let t = theme::tokens(ui);
        let word = |ui: &mut Ui, words: &str| {
            text::styled(ui, TextRole::Body, Weight::Regular, t.muted, words);
        };
        if self.all_day {
            let said = |n: u32| format::count(n as usize, "day", "days");
            let read = |text: &str| text.split_whitespace().next()?.parse().ok();
            word(ui, "For");
            Stepper::new(&mut self.days, "Days of the busy time", &said, &read)
                .step(1)
                .range(1..=MOST_DAYS)
                .width(TIME)
                .show(ui);
            return;
        }
        let said = |minutes: u32| clock(minutes).to_string();
        word(ui, "From");
        let before = self.from;
        let from = Stepper::new(&mut self.from, "Busy from", &said, &clock_read)
            .range(0..=DAY - 1)
            .width(TIME)
            .show(ui);
        if from.changed() && self.old.is_none() {
            // The end goes along, so that it keeps its length.
            self.to = (self.to + DAY + self.from - before) % DAY;
        }
        word(ui, "to");
        Stepper::new(&mut self.to, "Busy to", &said, &clock_read)
            .range(0..=DAY - 1)
            .width(TIME)
            .show(ui);
    }

    /// Days that the end is later: only what came from elsewhere lasts so long.
    fn end_later(&mut self, ui: &mut Ui) {
        let long = |busy: &Busy| !busy.all_day && busy.minutes.0 >= DAY;
        if self.all_day || !self.old.as_ref().is_some_and(long) {
            return;
        }
        ui.add_space(space::S);
        let said = |n: u32| format!("+{}", format::count(n as usize, "day", "days"));
        let read = |text: &str| {
            let text = text.trim().trim_start_matches('+');
            text.split_whitespace().next()?.parse().ok()
        };
        Stepper::new(&mut self.later, "Days until it ends", &said, &read)
            .step(1)
            .range(0..=MOST_DAYS - 1)
            .width(TIME)
            .show(ui);
    }

    /// How long it is, and what it takes of the time there is.
    fn said(&self, cx: &ViewContext, slot: Slot) -> String {
        let mut words = if self.all_day {
            match self.days {
                1 => format::day(self.on),
                n => {
                    let last = self.on.plus(i64::from(n) - 1);
                    format!("{} to {}", format::day(self.on), format::day(last))
                }
            }
        } else if slot.from >= DAY {
            let hours = format::minutes(slot.minutes());
            format!("{hours}, in the night after {}", format::day(self.on))
        } else {
            format::minutes(slot.minutes())
        };
        if self.old.is_none() {
            let lost = self.lost(cx, slot);
            let there = cx.plan.availability.minutes(self.on);
            words += &if lost == Minutes::ZERO {
                "; none of it is time to study".to_owned()
            } else if self.all_day && self.days > 1 {
                format!("; takes {} of your time", format::minutes(lost))
            } else {
                format!(
                    "; takes {} of the {} you have that day",
                    format::minutes(lost),
                    format::minutes(there)
                )
            };
        }
        words
    }

    /// The minutes of free time that it would take.
    fn lost(&self, cx: &ViewContext, slot: Slot) -> Minutes {
        let days = slot.to.saturating_sub(DAY_FROM).div_ceil(DAY).max(1);
        (0..days)
            .map(|n| {
                let back = n * DAY;
                let here = Slot {
                    from: slot.from.max(DAY_FROM + back) - back,
                    to: slot.to.min(DAY_FROM + DAY + back) - back,
                };
                let free = cx.plan.availability.free(self.on.plus(i64::from(n)));
                let overlap = |f: Slot| Slot {
                    from: f.from.max(here.from),
                    to: f.to.min(here.to),
                };
                free.into_iter().map(|f| overlap(f).minutes()).sum()
            })
            .sum()
    }
}
