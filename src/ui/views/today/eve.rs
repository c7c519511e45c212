//! The evening before an interview: a card with a short list to tick off. It asks for nothing new.
//!
//! Not here: what stands in it (`domain::eve`).

use egui::{Id, Ui};

use crate::domain::eve::{EveLine, EveList, MAX_LINE_CHARS};
use crate::domain::{Day, Edit, Interview, InterviewId, Notes};
use crate::state::{Action, Memo, Revision};
use crate::store::links::safe_url;
use crate::ui::context::ViewContext;
use crate::ui::draft::{Draft, Ready};
use crate::ui::format;
use crate::ui::theme::{Icon, space};
use crate::ui::views::begins::Begins;
use crate::ui::views::texts::{Name, Texts};
use crate::ui::widgets::{Button, Card, Checkbox, IconButton, TextField, text};

/// Width of the field for the place at most, points.
const PLACE: f32 = 320.0;
/// Room for the button beside it, points.
const LINK: f32 = 90.0;

/// The card's own state: what is being typed.
#[derive(Default)]
pub(super) struct Eve {
    list: Memo<(Revision, Day), Option<EveList>>,
    adding: Draft<(InterviewId, u32)>,
    /// The line that is in the plan and in the field still.
    sent: Option<(InterviewId, String)>,
    /// Counts the lines that were added, so that each has a draft of its own.
    count: u32,
    begins: Begins,
    place: Texts,
}

impl Eve {
    /// Draws the card where an interview is near.
    pub(super) fn ui(&mut self, ui: &mut Ui, cx: &ViewContext) {
        let key = (cx.revision, cx.today());
        let list = self.list.get(key, || EveList::of(&cx.plan, cx.today()));
        let Some(list) = &*list else { return };
        let one = &list.interview;
        Card::new().margin(20).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::S;
            let when = if one.on == cx.today() {
                "Today"
            } else {
                "Tomorrow"
            };
            text::section_title(ui, &format!("{when}: {}", one.name));
            let words = format!(
                "{} of {} ticked. Nothing new now: what you know is there, and rest brings more than another chapter.",
                list.done(),
                list.lines.len()
            );
            text::muted(ui, &words);
            for (line, done) in &list.lines {
                if matches!(line, EveLine::Own(own) if self.sent_of(one) == Some(own)) {
                    continue;
                }
                self.line(ui, cx, one, line, *done);
            }
            self.add_line(ui, cx, one);
        });
        ui.add_space(space::L);
    }

    fn line(&mut self, ui: &mut Ui, cx: &ViewContext, one: &Interview, line: &EveLine, done: bool) {
        let words = words(cx, one, line);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let mut ticked = done;
            if ui.add(Checkbox::labeled(&mut ticked, &words)).clicked() {
                cx.send(Action::EditQuietly(Edit::TickEve {
                    interview: one.id.clone(),
                    line: line.name(),
                    done: ticked,
                }));
            }
            match line {
                EveLine::When => {
                    self.begins.ui(ui, cx, one, "Begins at");
                    self.place_field(ui, cx, one);
                }
                EveLine::Own(own) => {
                    let name = format!("Remove “{own}”");
                    if ui
                        .add(IconButton::new(Icon::Close, &name).small())
                        .clicked()
                    {
                        let lines = one.logistics.lines().iter();
                        let rest = lines.filter(|line| *line != own).cloned().collect();
                        set_lines(cx, one, rest);
                    }
                }
                EveLine::LookOver(item) => {
                    let name = format!("Show {}", cx.plan.short_title_of(item));
                    let button = Button::quiet("Show").small().name(&name);
                    if ui.add(button).clicked() {
                        cx.send(Action::Select(item.clone()));
                    }
                }
                EveLine::Sleep => {}
            }
        });
    }

    /// Where it is, and the way there where that is a link.
    fn place_field(&mut self, ui: &mut Ui, cx: &ViewContext, one: &Interview) {
        let width = (ui.available_width() - LINK).clamp(140.0, PLACE);
        let id = Id::unique(("eve place", one.id.as_str()));
        let name = Name::Place(one.id.clone());
        self.place.ui(
            ui,
            cx,
            &name,
            |field| {
                field
                    .placeholder("Address, or the link of the call")
                    .icon(Icon::Link)
                    .id(id)
                    .width(width)
                    .small()
                    .on_surface()
            },
            "Where",
        );
        if safe_url(&one.place).is_ok() {
            let name = format!("Open the link of {}", one.name);
            let button = Button::quiet("Open").icon(Icon::External).small();
            if ui.add(button.name(&name)).clicked() {
                cx.send(Action::OpenUrl(one.place.clone()));
            }
        }
    }

    /// Another line of one's own. What is typed is in the plan a moment later; until the field is left it shows there only.
    fn add_line(&mut self, ui: &mut Ui, cx: &ViewContext, one: &Interview) {
        let sent = self.sent_of(one);
        let there = sent.filter(|line| one.logistics.lines().contains(line));
        let mut shown = there.cloned().unwrap_or_default();
        if self.adding.text.trim() == shown {
            // A space at the end of what is being typed stays.
            shown.clone_from(&self.adding.text);
        }
        let key = (one.id.clone(), self.count);
        // The draft of another interview is in its list by now: leaving the field sent it.
        self.adding.begin(cx, &key, &shown);
        let field = TextField::new(&mut self.adding.text, "Add a line to the list")
            .placeholder("Papers to bring, charger, who to call…")
            .icon(Icon::Plus)
            .id(Id::unique(("eve line", one.id.as_str())))
            .on_surface()
            .show(ui);
        if field.cancelled() {
            self.adding.text.clear();
            self.flush(cx);
            return;
        }
        if let Some(ready) = self.adding.end(ui, cx, field.response.has_focus()) {
            self.send(cx, one, ready);
        }
        if field.committed() && !self.adding.text.trim().is_empty() {
            self.flush(cx);
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                field.response.request_focus();
            }
        }
    }

    fn sent_of(&self, one: &Interview) -> Option<&String> {
        let sent = self.sent.as_ref().filter(|sent| sent.0 == one.id);
        sent.map(|sent| &sent.1)
    }

    /// Sends what is still being typed; the line is then written, and the field is empty.
    pub(super) fn flush(&mut self, cx: &ViewContext) {
        self.begins.flush(cx);
        self.place.flush(cx);
        if let Some(((interview, _), ready)) = self.adding.take_with_key(cx)
            && let Some(one) = cx.plan.interviews.get(&interview)
        {
            self.send(cx, one, ready);
        }
        self.adding = Draft::default();
        self.sent = None;
        self.count += 1;
    }

    /// Puts the line in the place of what was sent of it before.
    fn send(&mut self, cx: &ViewContext, one: &Interview, ready: Ready) {
        let line: String = ready.text.trim().chars().take(MAX_LINE_CHARS).collect();
        let before = self.sent.take().map(|sent| sent.1);
        let known = one.logistics.lines().iter();
        let mut lines: Vec<String> = known
            .filter(|line| Some(*line) != before.as_ref())
            .cloned()
            .collect();
        if !line.is_empty() && !lines.contains(&line) {
            lines.push(line.clone());
            self.sent = Some((one.id.clone(), line));
        }
        let edit = Edit::SetLogistics {
            interview: one.id.clone(),
            logistics: Notes::from_lines(lines),
        };
        cx.send(Action::EditIn(edit, ready.gesture));
    }
}

fn set_lines(cx: &ViewContext, one: &Interview, lines: Vec<String>) {
    cx.edit(Edit::SetLogistics {
        interview: one.id.clone(),
        logistics: Notes::from_lines(lines),
    });
}

fn words(cx: &ViewContext, one: &Interview, line: &EveLine) -> String {
    match line {
        EveLine::When => {
            let day = format::day(one.on);
            match one.at {
                Some(at) => format!("{day} at {at}, {}: the time is right", one.round.name()),
                None => format!("{day}, {}: the time is right", one.round.name()),
            }
        }
        EveLine::Own(text) => text.clone(),
        EveLine::LookOver(item) => {
            format!("Look over lightly: {}", cx.plan.short_title_of(item))
        }
        EveLine::Sleep => "Stop in good time, and sleep".to_owned(),
    }
}
