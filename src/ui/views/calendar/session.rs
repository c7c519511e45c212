//! A session on screen: the chip of a month, the block of a week, what the pointer does to it.
//!
//! Not here: its menu (`menus.rs`), keys (`focus.rs`).

use egui::epaint::RectShape;
use egui::{Color32, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2};

use crate::domain::Slot;
use crate::domain::session::SessionKind;
use crate::state::Action;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius};
use crate::ui::widgets::paint;

use super::drag::Load;
use super::focus::roving;
use super::model::{SessionModel, State, clock, session_tip};
use super::{CalendarView, Clicked, menus};

/// Width of the stripe that tells the step.
const STRIPE: f32 = 3.0;
/// From the edge to the words.
const INDENT: f32 = 9.0;
/// Blocks at least this tall have a second line.
const TWO_LINES: f32 = 38.0;
/// Narrower chips have no pin and no length at their end.
const ROOMY: f32 = 64.0;
/// Size of the icons at its start and end.
const MARK: f32 = 13.0;

/// How a session is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Where.
    pub rect: Rect,
    /// Past days and days of other months are paler.
    pub calm: bool,
    /// Whether Tab and the arrow keys come here.
    pub focusable: bool,
}

impl CalendarView {
    /// Draws a session; selects, drags, opens its menu.
    pub(super) fn session(&mut self, ui: &Ui, cx: &ViewContext, s: &SessionModel, shown: Shown) {
        let Shown { rect, .. } = shown;
        let carried = self.drag.as_ref().is_some_and(|d| d.carries(&s.id));
        let sense = if s.fixed().is_none() {
            Sense::click_and_drag()
        } else {
            Sense::click()
        };
        let response = roving(ui, rect, s.widget, sense, shown.focusable);
        let selected = cx.is_session_selected(&s.id);
        response
            .widget_info(|| WidgetInfo::selected(Role::Button, true, selected, s.name.as_str()));

        if response.drag_started_by(egui::PointerButton::Primary) {
            self.take_up(ui, Load::Session(s.id.clone()), rect);
        }
        if response.clicked() {
            self.session_clicked(ui, cx, s, selected);
        }
        paint_session(ui, s, rect, shown.calm, if carried { 0.35 } else { 1.0 });
        if response.hovered() && self.drag.is_none() {
            let edge = Stroke::new(1.0, theme::tokens(ui).step(s.step).ink);
            self.over.push(outline(rect, edge));
        }
        if selected || paint::focused(&response) {
            let width = if paint::focused(&response) {
                control::FOCUS
            } else {
                1.5
            };
            let edge = Stroke::new(width, theme::tokens(ui).accent);
            self.over.push(outline(rect.expand(1.0), edge));
        }
        menus::session_menu(&response, cx, s, &mut self.moving);
        if response.hovered() && self.drag.is_none() {
            response.on_hover_text(TextRole::Pill.rich(session_tip(&cx.plan, s)));
        }
    }

    fn session_clicked(&mut self, ui: &Ui, cx: &ViewContext, s: &SessionModel, selected: bool) {
        let pointer = ui.input(|input| {
            let twice = input
                .pointer
                .button_double_clicked(egui::PointerButton::Primary);
            let by_pointer = input.pointer.any_click();
            (
                by_pointer.then(|| input.pointer.interact_pos()).flatten(),
                twice,
                input.time,
            )
        });
        match pointer {
            // The first click has selected; what is under the second does not count (`double_click`).
            (Some(_), true, _) => return,
            (Some(at), false, time) => {
                self.clicked = Some(Clicked {
                    session: s.id.clone(),
                    at,
                    time,
                });
            }
            // By key: once selects, again opens.
            (None, ..) if selected => {
                cx.send(Action::OpenItem(s.item.clone()));
                return;
            }
            (None, ..) => {}
        }
        if let Some(session) = cx.plan.sessions.get(&s.id) {
            self.focus = Some(session.on);
        }
        ui.memory_mut(|memory| memory.request_focus(s.widget));
        cx.send(Action::SelectSession(s.id.clone()));
    }
}

fn outline(rect: Rect, edge: Stroke) -> egui::Shape {
    RectShape::stroke(
        rect,
        CornerRadius::same(radius::CHIP + 1),
        edge,
        StrokeKind::Inside,
    )
    .into()
}

/// Paints a session as a chip, or as a block where the rectangle is tall enough for two lines.
pub fn paint_session(ui: &Ui, s: &SessionModel, rect: Rect, calm: bool, opacity: f32) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let t = theme::tokens(ui);
    let mut painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    painter.multiply_opacity(opacity);
    let colors = t.step(s.step);
    let calm = calm || matches!(s.state, State::Done | State::Skipped);
    let ground = if calm {
        t.surface.lerp_to_gamma(colors.tint, 0.6)
    } else {
        colors.tint
    };
    let ink = match s.state {
        State::Skipped => t.muted,
        _ => colors.ink,
    };
    let (fill, edge) = match s.state {
        State::Missed => (t.surface, Stroke::new(1.0, t.warn)),
        State::Skipped => (t.surface, Stroke::new(1.0, t.border)),
        State::Ahead | State::Done => (ground, Stroke::NONE),
    };
    painter.add(paint::boxed(rect, radius::CHIP, fill, edge));
    let stripe = Rect::from_min_max(rect.min, pos2(rect.left() + STRIPE, rect.bottom()));
    let corners = CornerRadius {
        nw: 3,
        sw: 3,
        ne: 0,
        se: 0,
    };
    painter.rect_filled(
        stripe,
        corners,
        if calm { ink.gamma_multiply(0.7) } else { ink },
    );

    let two_lines = rect.height() >= TWO_LINES;
    let y = if rect.height() > 24.0 {
        rect.top() + 12.0
    } else {
        rect.center().y
    };
    let roomy = rect.width() >= ROOMY;
    let mut left = rect.left() + if roomy { INDENT } else { 6.0 };
    let mut right = rect.right() - if roomy { 6.0 } else { 2.0 };
    if s.pinned && roomy {
        Icon::Pin.paint(&painter, pos2(right - MARK / 2.0 + 1.0, y), MARK, ink);
        right -= MARK + 3.0;
    }
    // In the narrowest chips the words are worth more than the icons; what was missed or breaks something is still told.
    let [state, kind] = marks(s);
    let shown = if roomy {
        [state, kind]
    } else {
        [state.filter(|icon| tells(*icon)), None]
    };
    for icon in shown.into_iter().flatten() {
        let color = if tells(icon) { t.warn } else { ink };
        icon.paint(&painter, pos2(left + MARK / 2.0, y), MARK, color);
        left += MARK + 3.0;
    }
    // A word says what an icon alone may not.
    let word = match s.state {
        State::Missed => Some(("missed", t.warn)),
        State::Skipped => Some(("skipped", t.muted)),
        _ => None,
    };
    let role = TextRole::Chip;
    let line = |text: &str, color: Color32, width: f32| {
        paint::line(ui, role, Weight::Regular, color, text, width)
    };
    if let Some((word, color)) = word {
        let galley = line(word, color, f32::INFINITY);
        if right - left - galley.size().x > 48.0 {
            let x = right - galley.size().x;
            paint::line_at(&painter, x, y, galley);
            right = x - 4.0;
        }
    } else if !two_lines && rect.width() > 220.0 {
        let galley = line(&format::minutes(s.minutes), t.muted, f32::INFINITY);
        let x = right - galley.size().x;
        paint::line_at(&painter, x, y, galley);
        right = x - 6.0;
    }
    let title = line(&s.title, ink, right - left);
    let end = paint::line_at(&painter, left, y, title);
    if s.state == State::Skipped {
        painter.hline(
            left..=end,
            y + 1.0,
            Stroke::new(1.0, ink.gamma_multiply(0.7)),
        );
    }
    if two_lines {
        let room = rect.width() - INDENT - 6.0;
        let length = format::minutes(s.minutes);
        let whole = format!("{} · {length}", span_of(s.slot));
        let galley = line(&whole, t.muted, f32::INFINITY);
        let galley = if galley.size().x <= room {
            galley
        } else {
            line(&length, t.muted, room)
        };
        paint::line_at(&painter, rect.left() + INDENT, y + 17.0, galley);
    }
}

/// “19:00–19:45”.
fn span_of(slot: Slot) -> String {
    format!("{}–{}", clock(slot.from), clock(slot.to))
}

/// Icons of what has to be looked at.
fn tells(icon: Icon) -> bool {
    matches!(icon, Icon::History | Icon::Warning)
}

/// The icons before the words.
fn marks(s: &SessionModel) -> [Option<Icon>; 2] {
    let state = match s.state {
        State::Ahead => s.warning.as_ref().map(|_| Icon::Warning),
        State::Missed => Some(Icon::History),
        State::Done => Some(Icon::Check),
        State::Skipped => Some(Icon::Skip),
    };
    let kind = match s.kind {
        SessionKind::Study => None,
        SessionKind::Review => Some(Icon::Review),
        SessionKind::Mock => Some(Icon::Mock),
    };
    [state, kind]
}
