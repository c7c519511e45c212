//! The words of a card: title, chips, what it is called in the accessibility tree.
//!
//! Not here: how large they are (`layout.rs`), how they are drawn (`paint.rs`).

use crate::domain::{CutReason, Day, Item, Kind, Minutes, Plan, Status};
use crate::ui::format;
use crate::ui::theme::{Icon, Tone};

use super::model::{Card, Projection};

/// One chip of a card.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag {
    /// Its words.
    pub(super) text: String,
    /// The icon before them.
    pub(super) icon: Option<Icon>,
    /// What it means.
    pub(super) tone: Tone,
    /// Without a ground.
    pub(super) bare: bool,
}

impl Tag {
    fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            icon: None,
            tone: Tone::Neutral,
            bare: false,
        }
    }

    fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// What a card says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Face {
    /// Its title.
    pub(super) title: String,
    /// Its chips.
    pub(super) tags: Vec<Tag>,
    /// Its bar, 0 to 1, where it is begun.
    pub(super) bar: Option<f32>,
    /// Its name in the accessibility tree: “GPT-3: …, core, Sat 9 Jan, in progress”.
    pub(super) name: String,
    /// More about it, for the pointer.
    pub(super) help: String,
    /// Whether it is out of the plan: its title is muted.
    pub(super) out: bool,
}

/// The title on a card: papers and books are known by their short names, so those come first.
pub(super) fn title(item: &Item) -> String {
    let known_by = matches!(item.kind, Kind::Paper | Kind::Book) && !item.short.is_empty();
    if known_by
        && !item
            .title
            .to_lowercase()
            .contains(&item.short.to_lowercase())
    {
        return format!("{}: {}", item.short, item.title);
    }
    item.title.clone()
}

impl Face {
    /// The words of a card.
    pub(super) fn new(plan: &Plan, card: &Card, projection: Projection, today: Day) -> Self {
        let item = &card.item;
        let facts = &card.facts;
        let title = title(item);
        let mut tags = Vec::with_capacity(4);
        let mut said = vec![title.clone()];
        if projection != Projection::Step && facts.step > 0 {
            let number = facts.step.to_string();
            said.push(format!("step {number}"));
            tags.push(Tag::new(number).tone(Tone::Step(facts.step)));
        }
        let mut help = Vec::new();
        let out = match (item.status, &facts.cut) {
            (Status::Done, _) => {
                let text = match facts.spent {
                    Minutes::ZERO => "done".to_owned(),
                    spent => format!("done · {}", format::minutes(spent)),
                };
                tags.push(Tag::new(text).icon(Icon::Check));
                false
            }
            (Status::Skipped, _) => {
                tags.push(Tag::new("skipped").icon(Icon::Skip));
                true
            }
            (_, Some(reason)) if facts.next.is_none() => {
                tags.push(Tag::new(cut_short(plan, reason)).icon(Icon::CircleOff));
                if let Some(cut) = plan.cuts.get(&item.id) {
                    help.push(format::cut(plan, cut));
                }
                true
            }
            _ => {
                tags.push(effort(card, &mut help));
                said.push(format::depth(item.depth).to_owned());
                false
            }
        };
        if item.status.is_open() {
            if let Some(missed) = facts.missed {
                let day = format::day_near(missed, today);
                tags.push(
                    Tag::new(format!("missed {day}"))
                        .icon(Icon::Warning)
                        .tone(Tone::Warn),
                );
                said.push(format!("missed {day}"));
            }
            if let Some(next) = &facts.next {
                let day = format::day_near(next.on, today);
                said.push(day.clone());
                let mut tag = Tag::new(day);
                if next.pinned {
                    tag = tag.icon(Icon::Pin);
                    said.push("pinned".to_owned());
                    help.push("Pinned: replanning leaves its next session where it is.".to_owned());
                }
                tags.push(tag);
            }
        }
        said.push(match out && item.status.is_open() {
            true => "left out".to_owned(),
            false => format::status(item.status).to_lowercase(),
        });
        if facts.links > 0 {
            let mut tag = Tag::new(facts.links.to_string()).icon(Icon::Link);
            tag.bare = true;
            tags.push(tag);
        }
        let begun = item.status == Status::InProgress || item.status == Status::Done;
        Self {
            tags,
            bar: begun.then(|| card.progress()),
            name: said.join(", "),
            help: help.join("\n"),
            out,
            title,
        }
    }
}

/// Depth, and the time it takes: “core · 4 h”, once begun “core · 1 h of 4 h”.
fn effort(card: &Card, help: &mut Vec<String>) -> Tag {
    let (item, facts) = (&card.item, &card.facts);
    let depth = format::depth(item.depth);
    let whole = format::minutes(facts.whole);
    let mut tag = if facts.spent > Minutes::ZERO {
        let spent = format::minutes(facts.spent);
        let left = format::minutes(facts.left);
        help.push(format!("{spent} spent, {left} left."));
        Tag::new(format!("{depth} · {spent} of {whole}"))
    } else {
        Tag::new(format!("{depth} · {whole}"))
    };
    if item.depth_fixed {
        help.push("You chose this depth: the planner keeps it.".to_owned());
        tag = tag.icon(Icon::Lock);
    }
    tag
}

/// Why an item is left out, in a few words.
fn cut_short(plan: &Plan, reason: &CutReason) -> String {
    match reason {
        CutReason::NoTime => "left out: no time".to_owned(),
        CutReason::TooLong => "left out: no day is long enough".to_owned(),
        CutReason::Window => "left out: its days do not come".to_owned(),
        CutReason::Prerequisite(item) => {
            format!("left out: needs {}", plan.short_title_of(item))
        }
        CutReason::NoReview => "left out: no time to review".to_owned(),
        CutReason::NotAsked => "left out: no round asks it".to_owned(),
    }
}
