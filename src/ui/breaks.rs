//! What a move would break, in words, and the hint that says it while something is carried: “Breaks: before
//! ‘Transformers’, which it builds on (Fri 4 Dec)”, “35 min over the day's 2 h”, “Fits”.
//!
//! Not here: what breaks (`planner::breaks`), and where a view draws the hint.

use egui::{Area, Frame, Id, Order, Pos2, Rect, Role, Ui, UiBuilder, Vec2, accesskit::Live, vec2};

use crate::domain::session::SessionKind;
use crate::domain::{InterviewId, ItemId, Plan};
use crate::planner::{Break, Weight, What};
use crate::state::Warning;
use crate::ui::format;
use crate::ui::theme::{self, Icon, TextRole, Weight as Bold, control, space};

/// Lines of the hint that say what breaks; what is more is counted.
const LINES: usize = 2;
/// The widest hint, points, and as a share of the window.
const WIDEST: f32 = 320.0;
const SHARE: f32 = 0.45;
/// Between the hint and what it stands beside, points.
const GAP: f32 = 6.0;

/// Whether something of the worst sort is among them.
pub fn is_broken(found: &[Break]) -> bool {
    found.iter().any(|one| one.weight == Weight::Breaks)
}

/// What is worth a warning: all but what is only good to know.
pub fn warnings(found: &[Break]) -> impl Iterator<Item = &Break> {
    found.iter().filter(|one| one.weight != Weight::Notes)
}

/// The worst of them as one line for a toast, with how many there are besides; `None` where nothing is worth a warning.
pub fn warning(plan: &Plan, found: &[Break]) -> Option<Warning> {
    let mut all = warnings(found);
    let first = line(plan, all.next()?);
    let text = match all.count() {
        0 => first,
        1 => {
            let second = warnings(found).nth(1).map(|one| line(plan, one));
            let second = second.unwrap_or_default();
            format!("{first}; {}", second.trim_start_matches("Breaks: "))
        }
        more => format!("{first}, and {more} more things"),
    };
    Some(Warning {
        text,
        replan: is_broken(found),
        calm: false,
    })
}

/// One of them as a line: “Breaks: before ‘Transformers’, which it builds on (Fri 4 Dec)”.
pub fn line(plan: &Plan, one: &Break) -> String {
    let words = words(plan, &one.what);
    if !one.what.is_order() {
        return words;
    }
    match one.weight {
        Weight::Breaks => format!("Breaks: {words}"),
        Weight::Strains | Weight::Notes => format!("It comes {words}"),
    }
}

/// As it stands, for a tooltip and a name: “before ‘Transformers’, which it builds on (Fri 4 Dec)”.
pub fn words(plan: &Plan, what: &What) -> String {
    let item = |id: &ItemId| plan.short_title_of(id).to_owned();
    let interview = |id: &InterviewId| {
        let known = plan.interviews.get(id);
        known.map_or_else(
            || "the interview".to_owned(),
            |one| format!("‘{}’", one.name),
        )
    };
    let day = format::day;
    match what {
        What::Past => "the day is over".to_owned(),
        What::BeforeStart { start } => format!("before the plan begins ({})", day(*start)),
        What::OnInterview { interview: id } => format!("on the day of {}", interview(id)),
        What::AfterInterview {
            interview: id,
            asks,
        } => {
            let on = plan
                .interviews
                .get(id)
                .map_or_else(String::new, |one| format!(" ({})", day(one.on)));
            let asks = if *asks { ", which asks for it" } else { "" };
            format!("after {}{asks}{on}", interview(id))
        }
        What::Prerequisite {
            item: id,
            complete_on,
        } => {
            format!(
                "before ‘{}’, which it builds on ({})",
                item(id),
                day(*complete_on)
            )
        }
        What::PrerequisiteUnplanned { item: id } => {
            format!("It builds on ‘{}’, which is not planned", item(id))
        }
        What::Dependant {
            item: id,
            begins_on,
        } => {
            format!(
                "after ‘{}’, which builds on it ({})",
                item(id),
                day(*begins_on)
            )
        }
        What::BeforeStudy { complete_on } => {
            format!("before its study is complete ({})", day(*complete_on))
        }
        What::AfterRecall {
            kind: SessionKind::Mock,
            on,
        } => {
            format!("after its own mock ({})", day(*on))
        }
        What::AfterRecall { on, .. } => format!("not before its own review ({})", day(*on)),
        What::BeforeInList { item: id, on } => {
            format!(
                "before ‘{}’, which comes first in its list ({})",
                item(id),
                day(*on)
            )
        }
        What::AfterInList { item: id, on } => {
            format!(
                "after ‘{}’, which comes later in its list ({})",
                item(id),
                day(*on)
            )
        }
        What::Unready {
            interview: id,
            only_review: true,
        } => {
            format!("not reviewed in time for {}", interview(id))
        }
        What::Unready {
            interview: id,
            only_review: false,
        } => {
            format!("not ready in time for {}", interview(id))
        }
        What::NewMaterial { interview: id } => {
            format!("new material on a buffer day before {}", interview(id))
        }
        What::DayOff => "It is a day off".to_owned(),
        What::NoTime => "There is no time on that day".to_owned(),
        What::Full { over, there } => format!(
            "{} over the day's {}",
            format::minutes(*over),
            format::minutes(*there)
        ),
        What::TooMany { kind, count, most } => {
            let many = match kind {
                SessionKind::Study => "things to study",
                SessionKind::Review => "reviews",
                SessionKind::Mock => "mocks",
            };
            match kind {
                SessionKind::Mock => format!("{count} {many} on a day"),
                _ => format!("{count} {many} on a day; you set at most {most}"),
            }
        }
        What::TooManyReviews { count, most } => {
            format!("{count} reviews of it; you set at most {most}")
        }
        What::Short { least } => {
            format!(
                "Shorter than your shortest session of {}",
                format::minutes(*least)
            )
        }
        What::Unpinned { from } => format!("It leaves its pin on {}", day(*from)),
    }
}

/// In a word or two, for a day that would not do.
pub fn short(what: &What) -> &'static str {
    match what {
        What::Past => "over",
        What::OnInterview { .. } => "interview",
        What::BeforeStart { .. }
        | What::Prerequisite { .. }
        | What::PrerequisiteUnplanned { .. }
        | What::BeforeStudy { .. }
        | What::BeforeInList { .. } => "too early",
        What::AfterInterview { .. }
        | What::Dependant { .. }
        | What::AfterRecall { .. }
        | What::AfterInList { .. }
        | What::Unready { .. } => "too late",
        What::NewMaterial { .. } => "buffer",
        What::DayOff => "day off",
        What::NoTime => "no time",
        What::Full { .. } => "too full",
        What::TooMany { .. } | What::TooManyReviews { .. } => "too many",
        What::Short { .. } => "short",
        What::Unpinned { .. } => "pinned",
    }
}

/// One line of a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its icon and tone.
    pub mood: Mood,
    /// Its words.
    pub text: String,
}

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// All is well.
    Fits,
    /// It breaks or strains something.
    Warns,
    /// It cannot be done at all.
    Refuses,
    /// Good to know.
    Notes,
}

impl Mood {
    fn icon(self) -> Icon {
        match self {
            Self::Fits => Icon::Check,
            Self::Warns => Icon::Warning,
            Self::Refuses => Icon::CircleOff,
            Self::Notes => Icon::Info,
        }
    }
}

/// The lines below a hint's first: what breaks, or that it fits.
pub fn lines(plan: &Plan, found: &[Break]) -> Vec<Line> {
    let all: Vec<&Break> = warnings(found).collect();
    let mut made: Vec<Line> = all
        .iter()
        .take(LINES)
        .map(|one| Line {
            mood: Mood::Warns,
            text: line(plan, one),
        })
        .collect();
    if all.is_empty() {
        made.push(Line {
            mood: Mood::Fits,
            text: "Fits".to_owned(),
        });
    }
    let more = all.len().saturating_sub(LINES);
    if let (true, Some(last)) = (more > 0, made.last_mut()) {
        last.text += &format!(", and {more} more");
    }
    let notes = found.iter().filter(|one| one.weight == Weight::Notes);
    made.extend(notes.map(|one| Line {
        mood: Mood::Notes,
        text: line(plan, one),
    }));
    made
}

/// Shows lines in a ui: an icon and words each; they wrap.
pub fn show(ui: &mut Ui, lines: &[Line]) {
    let t = theme::tokens(ui);
    ui.spacing_mut().interact_size.y = TextRole::Chip.line();
    for line in lines {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let ink = match line.mood {
                Mood::Fits => t.ok,
                Mood::Warns => t.warn,
                Mood::Refuses => t.bad,
                Mood::Notes => t.muted,
            };
            let size = vec2(control::ICON_CHIP, TextRole::Chip.line());
            let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
            let icon = line.mood.icon();
            icon.paint(ui.painter(), rect.center(), control::ICON_CHIP, ink);
            let rich = TextRole::Chip.rich(&line.text).color(t.text);
            ui.add(egui::Label::new(rich).wrap());
        });
    }
}

/// As [`show`], in a node that tells screen readers its words when they change.
pub fn show_live(ui: &mut Ui, lines: &[Line]) {
    let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    live(ui, words.join(". "), |ui| show(ui, lines));
}

/// A part of a ui that screen readers follow.
fn live(ui: &mut Ui, words: String, contents: impl FnOnce(&mut Ui)) {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Status)
        .accessibility_label(words);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_live(Live::Polite);
        });
        contents(ui);
    });
}

/// A hint that stands beside what something is carried over. Screen readers are told its words when they change.
pub struct Hint<'a> {
    /// Tells it from other hints.
    pub name: &'a str,
    /// Its first line.
    pub title: &'a str,
    /// The lines below.
    pub lines: &'a [Line],
}

impl Hint<'_> {
    /// Draws it outside of `target`, as near to `pointer` as there is room, and wholly inside the window.
    pub fn show(&self, ui: &Ui, target: Option<Rect>, pointer: Pos2) {
        let screen = ui.ctx().content_rect().shrink(GAP);
        let id = Id::unique(("hint of a move", self.name));
        let width = WIDEST.min(screen.width() * SHARE);
        let known = ui.ctx().memory(|memory| memory.area_rect(id));
        let size = known.map_or(vec2(width, 80.0), |rect| rect.size());
        let at = beside(screen, target, pointer, size);
        Area::new(id)
            .order(Order::Tooltip)
            .interactable(false)
            .constrain_to(screen)
            .fixed_pos(at)
            .show(ui.ctx(), |ui| self.contents(ui, width));
    }

    fn contents(&self, ui: &mut Ui, width: f32) {
        let mut whole = self.title.to_owned();
        for line in self.lines {
            whole = format!("{whole}. {}", line.text);
        }
        live(ui, whole, |ui| {
            Frame::popup(ui.style())
                .inner_margin(egui::Margin::symmetric(10, 6))
                .show(ui, |ui| {
                    ui.set_max_width(width - 20.0);
                    ui.spacing_mut().item_spacing.y = space::XS;
                    let ink = theme::tokens(ui).text;
                    let title = TextRole::Pill.rich_in(Bold::SemiBold, self.title);
                    ui.add(egui::Label::new(title.color(ink)).wrap());
                    show(ui, self.lines);
                });
        });
    }
}

/// A place for a box of a size: outside of the target, inside the screen; below it, above it, at its right, at its left;
/// where there is none, in the corner that is farthest from it.
fn beside(screen: Rect, target: Option<Rect>, pointer: Pos2, size: Vec2) -> Pos2 {
    let within = |at: Pos2| {
        let most = (screen.max - size).max(screen.min);
        at.clamp(screen.min, most)
    };
    let Some(target) = target.map(|rect| rect.intersect(screen)) else {
        return within(pointer + vec2(GAP * 2.0, GAP * 2.0));
    };
    let x = pointer.x - size.x / 2.0;
    let y = pointer.y - size.y / 2.0;
    let below_and_beside = [
        Pos2::new(x, target.bottom() + GAP),
        Pos2::new(x, target.top() - GAP - size.y),
        Pos2::new(target.right() + GAP, y),
        Pos2::new(target.left() - GAP - size.x, y),
    ];
    let free = |at: &Pos2| !Rect::from_min_size(*at, size).intersects(target);
    // Beside what is taller than wide: above and below it what is carried would be in the way.
    let [below, above, right, left] = below_and_beside;
    let places = match target.height() > target.width() * 1.5 {
        true => [right, left, below, above],
        false => [below, above, right, left],
    };
    let mut places = places.into_iter().map(within);
    places.find(free).unwrap_or_else(|| {
        let far = |low: f32, high: f32, at: f32| if at - low > high - at { low } else { high };
        let center = target.center();
        within(Pos2::new(
            far(screen.left(), screen.right(), center.x),
            far(screen.top(), screen.bottom(), center.y),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_hint_never_covers_its_target_where_there_is_room() {
        let size = vec2(200.0, 70.0);
        for screen in [vec2(1440.0, 900.0), vec2(900.0, 600.0), vec2(450.0, 300.0)] {
            let screen = Rect::from_min_size(Pos2::ZERO, screen).shrink(GAP);
            for n in 0..400 {
                let cell = vec2(screen.width() / 9.0, screen.height() / 7.0);
                let (x, y) = ((n % 20) as f32 / 19.0, (n / 20) as f32 / 19.0);
                let min = screen.min + (screen.size() - cell) * vec2(x, y);
                let target = Rect::from_min_size(min, cell);
                let at = beside(screen, Some(target), target.center(), size);
                let hint = Rect::from_min_size(at, size);
                assert!(screen.contains_rect(hint), "{hint} in {screen}");
                assert!(!hint.intersects(target), "{hint} over {target}");
            }
            // A whole column of a week, where the window is wide enough for a hint beside it.
            if screen.width() / 2.0 - 20.0 < size.x + GAP {
                continue;
            }
            let column = Rect::from_x_y_ranges(
                screen.center().x - 20.0..=screen.center().x + 20.0,
                screen.y_range(),
            );
            let at = beside(screen, Some(column), column.center(), size);
            assert!(!Rect::from_min_size(at, size).intersects(column));
        }
        let at = beside(
            Rect::from_min_max(Pos2::ZERO, pos2(100.0, 100.0)),
            None,
            pos2(95.0, 95.0),
            size,
        );
        // Larger than the window: it begins at the left edge, where reading begins.
        assert_eq!(at.x, 0.0);
    }
}
