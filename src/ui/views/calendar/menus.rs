//! The menus: of a session, of a day, and the list of everything on a day. What they ask for, keys ask for too.

use egui::{Popup, RectAlign, Response, SetOpenCommand, Ui};

use crate::domain::session::{Session, SessionKind};
use crate::domain::time::{Day, Minutes};
use crate::domain::{Edit, SessionId};
use crate::state::{Action, Command};
use crate::ui::breaks;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{Icon, TextRole, control, space};
use crate::ui::widgets::{MenuItem, Stepper, menu_separator, menu_title, text};

use super::CalendarView;
use super::model::{DayModel, SessionModel, State, session_tip};
use super::moving::Moving;

/// Narrowest menu, points.
const WIDTH: f32 = 220.0;
/// What “more” and “less” add and take.
const HALF_HOUR: Minutes = Minutes(30);

/// Takes a day off, or gives it its usual time again.
pub fn toggle_day_off(cx: &ViewContext, day: Day) {
    if day < cx.today() {
        cx.send(Action::Say(format!(
            "{} is over: choose a day ahead with the arrow keys.",
            format::day(day)
        )));
        return;
    }
    let minutes = (!cx.plan.availability.is_day_off(day)).then_some(Minutes::ZERO);
    cx.edit(Edit::SetDay { on: day, minutes });
}

/// Pins a session, or lets the planner move it again.
pub fn pin(cx: &ViewContext, session: &SessionId, pinned: bool) {
    cx.edit(Edit::PinSession {
        session: session.clone(),
        pinned,
    });
}

/// The menu of the other mouse button, or of the menu key, on a session.
pub fn session_menu(
    response: &Response,
    cx: &ViewContext,
    s: &SessionModel,
    moving: &mut Option<Moving>,
) {
    let opens = response.secondary_clicked();
    let id = Popup::default_response_id(response);
    if !opens && !Popup::is_id_open(&response.ctx, id) {
        return;
    }
    Popup::menu(response)
        .open_memory(opens.then_some(SetOpenCommand::Bool(true)))
        .align(RectAlign::BOTTOM_START)
        .gap(space::XS)
        .show(|ui| {
            ui.set_min_width(WIDTH);
            ui.spacing_mut().item_spacing.y = 0.0;
            if let Some(session) = cx.plan.sessions.get(&s.id) {
                session_rows(ui, cx, s, session, moving);
            }
        });
}

fn session_rows(
    ui: &mut Ui,
    cx: &ViewContext,
    s: &SessionModel,
    session: &Session,
    moving: &mut Option<Moving>,
) {
    menu_title(ui, &s.title);
    let today = cx.today();
    let id = || s.id.clone();
    match s.state {
        State::Ahead | State::Missed => {
            let key = cx.keys_of(Command::FinishSession);
            if row(ui, "Mark as done", Icon::Check, Some(&key)) {
                cx.edit(done(cx, session));
            }
            let key = cx.keys_of(Command::PinSession);
            let (words, icon) = if s.pinned {
                ("Unpin", Icon::PinOff)
            } else {
                ("Pin here", Icon::Pin)
            };
            if row(ui, words, icon, Some(&key)) {
                pin(cx, &s.id, !s.pinned);
            }
            let tomorrow = today.plus(1);
            if session.on != today && row(ui, "Move to today", Icon::Today, None) {
                *moving = Some(Moving::at_once(&s.id, today));
            }
            if session.on != tomorrow && row(ui, "Move to tomorrow", Icon::ArrowRight, None) {
                *moving = Some(Moving::at_once(&s.id, tomorrow));
            }
            if row(ui, "Move to…", Icon::CalendarDays, None) {
                *moving = Some(Moving::new(&s.id, session.on, today));
            }
            let key = cx.keys_of(Command::CopySession);
            if row(ui, "Copy to…", Icon::Copy, Some(&key)) {
                *moving = Some(Moving::copy(&s.id, session.on.plus(1), today));
            }
            if row(ui, "Skip", Icon::Skip, None) {
                let at = cx.now.moment;
                cx.edit(Edit::SkipSession { session: id(), at });
            }
        }
        State::Done | State::Skipped => {
            if row(ui, "Put back", Icon::Reset, None) {
                cx.edit(Edit::ReopenSession(id()));
            }
        }
    }
    menu_separator(ui);
    if row(ui, "Open the item page", Icon::File, None) {
        cx.send(Action::OpenItem(s.item.clone()));
    }
    let keys = cx.keys_of(Command::RemoveSession);
    let delete = MenuItem::new("Delete the session")
        .icon(Icon::Trash)
        .shortcut(&keys)
        .danger();
    if ui.add(delete).clicked() {
        cx.edit(Edit::DeleteSession(id()));
        ui.close();
    }
}

/// What marks a session as done: one that was planned for later took place today.
pub fn done(cx: &ViewContext, session: &Session) -> Edit {
    let today = cx.today();
    let spent = if session.spent > Minutes::ZERO {
        session.spent
    } else {
        session.minutes
    };
    let finish = Edit::FinishSession {
        session: session.id.clone(),
        spent,
        at: cx.now.moment,
    };
    if session.on <= today {
        return finish;
    }
    let title = cx.plan.short_title_of(&session.item);
    let of = match session.kind {
        SessionKind::Study => "",
        SessionKind::Review => "the review of ",
        SessionKind::Mock => "the mock of ",
    };
    Edit::Several {
        label: format!("Did {of}‘{title}’ today ({})", format::minutes(spent)),
        edits: vec![
            Edit::MoveSession {
                session: session.id.clone(),
                on: today,
            },
            finish,
        ],
    }
}

fn row(ui: &mut Ui, words: &str, icon: Icon, key: Option<&str>) -> bool {
    let mut item = MenuItem::new(words).icon(icon);
    if let Some(key) = key {
        item = item.shortcut(key);
    }
    let clicked = ui.add(item).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

impl CalendarView {
    /// The menu of a day, below its number.
    pub(super) fn day_menu(&mut self, number: &Response, cx: &ViewContext, d: &DayModel) {
        let id = Popup::default_response_id(number);
        if !number.clicked() && !Popup::is_id_open(&number.ctx, id) {
            if self.stepping.is_some_and(|(day, _)| day == d.day) {
                self.stepping = None;
            }
            return;
        }
        Popup::menu(number)
            .align(RectAlign::BOTTOM_START)
            .gap(space::XS)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| {
                ui.set_min_width(WIDTH);
                ui.spacing_mut().item_spacing.y = 0.0;
                self.day_rows(ui, cx, d);
            });
    }

    fn day_rows(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel) {
        menu_title(ui, &format::day_long(d.day));
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            text::small(ui, &d.figure);
        });
        ui.add_space(space::XS);
        if d.past {
            ui.horizontal(|ui| {
                ui.add_space(10.0);
                text::small(ui, "This day is over: its time stays as it was.");
            });
            return;
        }
        let key = cx.keys_of(Command::DayOff);
        let off = MenuItem::new("Day off").checked(d.off).shortcut(&key);
        if ui.add(off).clicked() {
            toggle_day_off(cx, d.day);
            ui.close();
        }
        let set = |minutes: Minutes| Edit::SetDay {
            on: d.day,
            minutes: (minutes != d.usual).then_some(minutes),
        };
        let usual = match d.usual {
            Minutes::ZERO => "Usual time (none)".to_owned(),
            usual => format!("Usual time ({})", format::minutes(usual)),
        };
        // Always there, so that nothing moves while minutes are stepped.
        let usual = MenuItem::new(&usual).icon(Icon::Reset);
        if ui.add_enabled(d.changed, usual).clicked() {
            cx.edit(set(d.usual));
            ui.close();
        }
        // These stay open: one may want an hour more.
        let more = MenuItem::new("30 min more").icon(Icon::Plus);
        if ui.add(more).clicked() {
            cx.edit(set((d.allotted + HALF_HOUR).min(Minutes::hours(24))));
        }
        let less = MenuItem::new("30 min less").icon(Icon::Minus);
        if ui.add_enabled(d.allotted > Minutes::ZERO, less).clicked() {
            cx.edit(set(d.allotted.saturating_sub(HALF_HOUR)));
        }
        self.minutes_row(ui, cx, d);
        menu_separator(ui);
        self.busy_rows(ui, cx, d);
        let selected = cx.selection.item.as_ref();
        let words = match selected {
            Some(item) => format!("Plan ‘{}’ here", short(cx.plan.short_title_of(item))),
            None => "Plan the selected item here".to_owned(),
        };
        let plan = MenuItem::new(&words).icon(Icon::CalendarPlus);
        if ui.add_enabled(selected.is_some(), plan).clicked()
            && let Some(item) = selected
        {
            let minutes = cx.plan.rules.min_session;
            let id = cx.fresh_id(item.as_str());
            let session = Session::new(id, item.clone(), SessionKind::Study, d.day, minutes);
            let known = self.known(cx);
            let lifted = known.lift_new(item, SessionKind::Study, minutes);
            let warning = breaks::warning(&cx.plan, &lifted.on(d.day));
            cx.edit_warned(Edit::AddSession(session), warning);
            ui.close();
        }
    }

    fn minutes_row(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel) {
        ui.add_space(space::XS);
        ui.horizontal(|ui| {
            ui.set_min_height(control::HEIGHT);
            ui.add_space(10.0);
            text::small(ui, "Time");
            ui.add_space(space::S);
            let mut minutes = d.allotted.0;
            let name = format!("Time on {}", format::day_long(d.day));
            let say = |minutes: u32| format::minutes(Minutes(minutes));
            let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
            let stepper = Stepper::new(&mut minutes, &name, &say, &read);
            if stepper.show(ui).changed() {
                let gesture = match self.stepping {
                    Some((day, gesture)) if day == d.day => gesture,
                    _ => cx.fresh_gesture(),
                };
                self.stepping = Some((d.day, gesture));
                let minutes = Minutes(minutes);
                let edit = Edit::SetDay {
                    on: d.day,
                    minutes: (minutes != d.usual).then_some(minutes),
                };
                cx.send(Action::EditIn(edit, gesture));
            }
        });
        ui.add_space(space::XS);
    }

    /// Everything on a day, below the “+2 more” that stands for it.
    pub(super) fn day_list(&mut self, more: &Response, cx: &ViewContext, d: &DayModel) {
        let id = Popup::default_response_id(more);
        if !more.clicked() && !Popup::is_id_open(&more.ctx, id) {
            return;
        }
        Popup::menu(more)
            .align(RectAlign::BOTTOM_START)
            .gap(space::XS)
            .show(|ui| {
                ui.set_min_width(WIDTH);
                ui.spacing_mut().item_spacing.y = 0.0;
                menu_title(ui, &format!("{}: {}", format::day_long(d.day), d.figure));
                for (interview, _) in &d.interviews {
                    ui.add_enabled(false, MenuItem::new(interview).icon(Icon::Flag));
                }
                egui::ScrollArea::vertical()
                    .max_height(320.0)
                    .min_scrolled_height(320.0)
                    .show(ui, |ui| self.list_rows(ui, cx, d));
            });
    }

    fn list_rows(&mut self, ui: &mut Ui, cx: &ViewContext, d: &DayModel) {
        for s in &d.sessions {
            let words = format!("{} · {}", short(&s.title), format::minutes(s.minutes));
            let icon = match (s.state, s.kind) {
                (State::Done, _) => Icon::Check,
                (State::Missed, _) => Icon::History,
                (State::Skipped, _) => Icon::Skip,
                (State::Ahead, _) if s.pinned => Icon::Pin,
                (State::Ahead, SessionKind::Review) => Icon::Review,
                (State::Ahead, SessionKind::Mock) => Icon::Mock,
                (State::Ahead, SessionKind::Study) => Icon::CircleDot,
            };
            let response = ui.add(MenuItem::new(&words).icon(icon));
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::MenuItem, true, s.name.as_str())
            });
            if response.clicked() {
                self.focus = Some(d.day);
                cx.send(Action::SelectSession(s.id.clone()));
                ui.memory_mut(|memory| memory.request_focus(s.widget));
                ui.close();
            }
            if response.hovered() {
                response.on_hover_text(TextRole::Pill.rich(session_tip(&cx.plan, s)));
            }
        }
    }
}

/// Titles in menus are cut, so that the menu stays a menu.
pub fn short(title: &str) -> String {
    const MOST: usize = 36;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    let head: String = title.chars().take(MOST - 1).collect();
    format!("{}…", head.trim_end())
}
