//! The staged clock: the stage that it is at, large, and all stages as a rail. That a stage ends soon, or is over, is said in
//! words with an icon; nothing blinks and nothing stops by itself.

use egui::{Align, Layout, Margin, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::domain::{Minutes, Run, RunStage, StageId};
use crate::state::Command;
use crate::ui::context::ViewContext;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, radius, space};
use crate::ui::views::today::clock;
use crate::ui::widgets::{Button, Card, Chip, focused, paint, paint_bar, text};

/// So many seconds before the end of a stage the clock says that it ends soon.
pub const SOON: u32 = 60;
/// Narrower than this (points) the stages stand below each other.
const RAIL_FROM: f32 = 680.0;
/// Height of a stage in the rail.
const CELL: f32 = 58.0;
/// Height of a stage in the list.
const ROW: f32 = 34.0;

/// Room for the figure and what it means, points.
const FACE: f32 = 250.0;

/// What was pressed.
pub enum Pressed {
    /// Pause, or go on.
    Pause,
    /// The stage before.
    Back,
    /// The next stage.
    Next,
    /// The end.
    Finish,
    /// A stage of the rail.
    Stage(StageId),
}

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// There is time.
    Fine,
    /// It ends within [`SOON`].
    Soon,
    /// It is over by so many seconds.
    Over(u32),
}

fn standing(stage: &RunStage, spent: u32) -> Standing {
    match stage.planned.checked_sub(spent) {
        None => Standing::Over(spent - stage.planned),
        Some(0) => Standing::Over(0),
        // A stage of two minutes is not always about to end.
        Some(left) if left <= SOON.min(stage.planned / 2) => Standing::Soon,
        Some(_) => Standing::Fine,
    }
}

/// Draws the clock; says what was pressed.
pub fn ui(ui: &mut Ui, cx: &ViewContext, run: &Run) -> Option<Pressed> {
    let stage = run.stage()?;
    let t = theme::tokens(ui);
    let spent = run.spent_in(run.at(), cx.now.stamp);
    let standing = standing(stage, spent);
    let mut pressed = None;
    Card::new().margin(Margin::same(20)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            let words = format!("Stage {} of {}", run.at() + 1, run.stages.len());
            text::styled(ui, TextRole::Section, Weight::SemiBold, t.muted, &words);
            text::styled(ui, TextRole::Section, Weight::SemiBold, t.text, &stage.name);
            ui.add(Chip::new(run.kind.name()));
            let whole = format!(
                "{} of {} in all",
                clock(i64::from(run.spent(cx.now.stamp))),
                format::minutes(run.minutes)
            );
            ui.add(Chip::new(&whole).icon(Icon::Clock));
        });
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            face(ui, stage, spent, standing, run.is_running());
            ui.with_layout(
                Layout::left_to_right(Align::Center).with_main_wrap(true),
                |ui| {
                    if let Some(one) = buttons(ui, cx, run) {
                        pressed = Some(one);
                    }
                },
            );
        });
        ui.add_space(space::S);
        if let Some(stage) = rail(ui, cx, run) {
            pressed = Some(Pressed::Stage(stage));
        }
    });
    pressed
}

/// The figure, and what it means.
fn face(ui: &mut Ui, stage: &RunStage, spent: u32, standing: Standing, runs: bool) {
    let t = theme::tokens(ui);
    let planned = format::minutes(Minutes(stage.planned / 60));
    let left = clock(i64::from(stage.planned.saturating_sub(spent)));
    let (figure, words, icon, ink) = match standing {
        Standing::Fine => (left, format!("left of {planned}"), Icon::Clock, t.text),
        Standing::Soon => {
            let words = "left: come to the end".to_owned();
            (left, words, Icon::Hourglass, t.warn)
        }
        Standing::Over(over) => {
            let words = format!("over {planned}: finish the thought");
            let figure = format!("+{}", clock(i64::from(over)));
            (figure, words, Icon::Warning, t.warn)
        }
    };
    let (icon, words, ink) = if runs {
        (icon, words, ink)
    } else {
        (Icon::Pause, format!("{words} (paused)"), t.muted)
    };
    // The buttons beside it stay where they are while the words change.
    let room = if ui.available_width() > RAIL_FROM {
        FACE
    } else {
        0.0
    };
    ui.vertical(|ui| {
        ui.set_min_width(room);
        ui.spacing_mut().item_spacing.y = 0.0;
        let shown = text::styled(ui, TextRole::Big, Weight::Bold, ink, &figure);
        let name = format!("{}: {figure} {words}", stage.name);
        shown.widget_info(|| WidgetInfo::labeled(Role::Timer, true, &name));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            icon.show(ui, control::ICON, ink);
            let weight = Weight::Medium;
            text::styled(ui, TextRole::Body, weight, ink, &words);
        });
    });
}

fn buttons(ui: &mut Ui, cx: &ViewContext, run: &Run) -> Option<Pressed> {
    let mut pressed = None;
    let last = run.at() + 1 >= run.stages.len();
    let keys = |command| cx.keys_of(command);
    let (words, icon, name) = if run.is_running() {
        ("Pause", Icon::Pause, "Pause the design session")
    } else {
        ("Go on", Icon::Play, "Let the clock go on")
    };
    let [pause, next, back, finish] = [
        keys(Command::PauseTimer),
        keys(Command::DesignNext),
        keys(Command::DesignBack),
        keys(Command::DesignFinish),
    ];
    let button = Button::new(words).icon(icon).name(name);
    let button = button
        .shortcut_hint(&pause)
        .tooltip("The clock stands meanwhile");
    if ui.add(button).clicked() {
        pressed = Some(Pressed::Pause);
    }
    if run.at() > 0 {
        let button = Button::new("Back")
            .icon(Icon::ArrowLeft)
            .name("Back a stage");
        let button = button.shortcut_hint(&back).tooltip("To the stage before");
        if ui.add(button).clicked() {
            pressed = Some(Pressed::Back);
        }
    }
    if last {
        let button = Button::primary("Finish").icon(Icon::Check);
        let button = button
            .name("Finish the design session")
            .shortcut_hint(&next);
        if ui
            .add(button.tooltip("Ends it and writes the log"))
            .clicked()
        {
            pressed = Some(Pressed::Finish);
        }
        return pressed;
    }
    let to = run
        .stages
        .get(run.at() + 1)
        .map_or("", |stage| &*stage.name);
    let tip = format!("To “{to}”");
    let button = Button::primary("Next stage").trailing_icon(Icon::ArrowRight);
    if ui.add(button.shortcut_hint(&next).tooltip(&tip)).clicked() {
        pressed = Some(Pressed::Next);
    }
    let button = Button::quiet("Finish early").name("Finish the design session early");
    let button = button
        .shortcut_hint(&finish)
        .tooltip("Ends it here and writes the log");
    if ui.add(button).clicked() {
        pressed = Some(Pressed::Finish);
    }
    pressed
}

/// All stages: beside each other, as wide as they are long, or below each other where there is little room. Says which one
/// was pressed.
fn rail(ui: &mut Ui, cx: &ViewContext, run: &Run) -> Option<StageId> {
    let mut pressed = None;
    let count = run.stages.len() as f32;
    let (width, gap) = (ui.available_width(), space::S);
    let wide = width >= RAIL_FROM && count <= 8.0;
    let planned = run.stages.iter().map(|stage| stage.planned);
    let sum = planned.fold(0_u32, u32::saturating_add);
    // Half of the room is shared out evenly, so that a short stage has room for its name.
    let room = (width - gap * (count - 1.0)).max(1.0);
    let share = |stage: &RunStage| {
        let part = stage.planned as f32 / sum.max(1) as f32;
        room * (0.6 / count + 0.4 * part)
    };
    let builder = egui::UiBuilder::new()
        .accessibility_role(Role::List)
        .accessibility_label("Stages");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(gap, space::XS);
        let layout = if wide {
            Layout::left_to_right(Align::Min)
        } else {
            Layout::top_down(Align::Min)
        };
        ui.with_layout(layout, |ui| {
            for (place, stage) in run.stages.iter().enumerate() {
                let size = if wide {
                    vec2(share(stage), CELL)
                } else {
                    vec2(width, ROW)
                };
                let spent = run.spent_in(place, cx.now.stamp);
                if cell(ui, run, (place, stage, spent), size, wide) {
                    pressed = Some(stage.id.clone());
                }
            }
        });
    });
    pressed
}

/// A stage of the rail. True when it was pressed.
fn cell(
    ui: &mut Ui,
    run: &Run,
    (place, stage, spent): (usize, &RunStage, u32),
    size: egui::Vec2,
    wide: bool,
) -> bool {
    let t = theme::tokens(ui);
    let now = place == run.at();
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let over = spent.saturating_sub(stage.planned);
    let planned = format::minutes(Minutes(stage.planned / 60));
    let so_far = clock(i64::from(spent));
    let mut figures = match spent {
        0 if !now => planned.clone(),
        _ => format!("{so_far} of {planned}"),
    };
    if over > 0 {
        figures = format!("+{} over", clock(i64::from(over)));
    }
    let is = if now { ", now" } else { "" };
    let minutes = |seconds: u32| format::minutes(Minutes(seconds.saturating_add(30) / 60));
    let name = format!(
        "Stage {}: {}, {planned} planned, {} spent{}{is}",
        place + 1,
        stage.name,
        minutes(spent),
        if over > 0 {
            format!(", {} over", minutes(over))
        } else {
            String::new()
        }
    );
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, now, &name));
    if ui.is_rect_visible(rect) {
        let fill = if now {
            t.accent_soft
        } else if response.hovered() {
            t.hover
        } else {
            t.sunken
        };
        let stroke = if now {
            Stroke::new(1.5, t.accent)
        } else {
            Stroke::NONE
        };
        ui.painter().rect(
            rect,
            radius::CONTROL,
            fill,
            stroke,
            egui::StrokeKind::Inside,
        );
        if focused(&response) {
            let stroke = Stroke::new(control::FOCUS, t.accent);
            let kind = egui::StrokeKind::Outside;
            ui.painter()
                .rect_stroke(rect, radius::CONTROL, stroke, kind);
        }
        let ink = if over > 0 { t.warn } else { t.muted };
        let inner = rect.shrink2(vec2(10.0, 6.0));
        let title = format!("{}  {}", place + 1, stage.name);
        let (role, weight) = (TextRole::Pill, Weight::Medium);
        let at = |ui: &Ui, x: f32, y: f32, room: f32, ink, words: &str| {
            let galley = paint::line(ui, role, weight, ink, words, room);
            paint::line_at(ui.painter(), x, y, galley);
        };
        let bar = Rect::from_min_size(
            pos2(inner.left(), inner.bottom() - control::BAR_THIN),
            vec2(inner.width(), control::BAR_THIN),
        );
        if wide {
            let room = inner.width();
            at(ui, inner.left(), inner.top() + 8.0, room, t.text, &title);
            at(ui, inner.left(), inner.top() + 26.0, room, ink, &figures);
        } else {
            let room = inner.width() * 0.55;
            let y = inner.center().y - 2.0;
            at(ui, inner.left(), y, room, t.text, &title);
            let x = inner.left() + inner.width() * 0.6;
            at(ui, x, y, inner.width() * 0.4, ink, &figures);
        }
        let fraction = spent as f32 / stage.planned.max(1) as f32;
        let ink = if over > 0 { t.warn } else { t.accent };
        paint_bar(ui, bar, fraction, ink, t.border);
        if over > 0 {
            // Where its time ended: seen by its shape, too.
            let x = (bar.left() + bar.width() / fraction.max(1.0)).round();
            let tick = Stroke::new(2.0, t.warn);
            ui.painter()
                .vline(x, bar.top() - 4.0..=bar.bottom() + 3.0, tick);
        }
    }
    response.on_hover_text(&name).clicked()
}
