//! What a design session goes by: the stages of its clock, what to ask in each, what the levels of its rubric mean, and what
//! to hold oneself against afterwards. The content comes with the program (`data/design.ron`).
//!
//! Not here: a design session itself (`run.rs`), reading the content (`store/builtin.rs`).

use serde::{Deserialize, Serialize};

use super::id::{ItemId, StageId};
use super::item::{Brief, BriefKind, Kind};
use super::link::Relation;
use super::plan::Plan;
use super::run::{RunStage, share_out};
use super::time::Minutes;

/// How many levels a rubric has.
pub const LEVELS: usize = 5;

/// A part of a prompt's brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BriefPart {
    /// Functional requirements to ask about.
    Functional,
    /// Non-functional requirements to ask about.
    NonFunctional,
    /// Numbers to estimate.
    Numbers,
    /// The machine-learning component.
    Ml,
    /// Where they go deeper.
    DeepDives,
}

impl BriefPart {
    /// As a heading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Functional => "Functional requirements to ask about",
            Self::NonFunctional => "Non-functional requirements to ask about",
            Self::Numbers => "Numbers to estimate",
            Self::Ml => "The machine-learning component",
            Self::DeepDives => "Where they go deeper",
        }
    }

    /// What a brief says there.
    pub fn of(self, brief: &Brief) -> &[String] {
        match self {
            Self::Functional => &brief.functional,
            Self::NonFunctional => &brief.non_functional,
            Self::Numbers => &brief.numbers,
            Self::Ml if brief.ml.is_empty() => &[],
            Self::Ml => std::slice::from_ref(&brief.ml),
            Self::DeepDives => &brief.deep_dives,
        }
    }
}

/// What one stage is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageGuide {
    /// Its name in files: `estimate`.
    pub id: StageId,
    /// What it is called.
    pub name: String,
    /// Its share of a round of [`Clock::minutes`](ClockGuide::minutes).
    pub minutes: u32,
    /// What to ask, of the interviewer and of oneself.
    pub asks: Vec<String>,
    /// Which parts of the prompt's brief belong here.
    pub brief: Vec<BriefPart>,
    /// What each level means, from 1 to [`LEVELS`].
    pub levels: Vec<String>,
    /// What to hold oneself against afterwards.
    pub compare: Vec<String>,
    /// Words that tell which of the linked items help with this stage, the best first: of an id or of a link's place.
    pub helped_by: Vec<String>,
}

/// The staged clock of one kind of prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockGuide {
    /// The stages, in order.
    pub stages: Vec<StageGuide>,
}

impl ClockGuide {
    /// What the stages add up to.
    pub fn minutes(&self) -> Minutes {
        Minutes(self.stages.iter().map(|stage| stage.minutes).sum())
    }

    /// The stages of a round that is so long: their minutes add up to it exactly.
    pub fn stages(&self, whole: Minutes) -> Vec<RunStage> {
        let weights: Vec<u32> = self.stages.iter().map(|stage| stage.minutes).collect();
        let shares = share_out(whole, &weights);
        let stages = self.stages.iter().zip(shares);
        stages
            .map(|(stage, minutes)| RunStage::new(stage.id.clone(), &*stage.name, minutes))
            .collect()
    }

    /// The guide of a stage; `None` for a stage of another program.
    pub fn stage(&self, id: &StageId) -> Option<&StageGuide> {
        self.stages.iter().find(|stage| stage.id == *id)
    }
}

/// Both clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DesignGuide {
    /// For a machine-learning system.
    pub ml: ClockGuide,
    /// For a plain system.
    pub plain: ClockGuide,
}

impl DesignGuide {
    /// The clock that fits.
    pub fn clock(&self, kind: BriefKind) -> &ClockGuide {
        match kind {
            BriefKind::Ml => &self.ml,
            BriefKind::Plain => &self.plain,
        }
    }
}

/// What helps with a stage that went badly: of what the prompt is linked to, the first item that the stage's words name
/// and that is a topic, an algorithm, a paper, a book or a resource; else the prompt itself. `taken` are items that were
/// proposed for other stages already: they come last.
pub fn help_for(
    plan: &Plan,
    prompt: &ItemId,
    guide: Option<&StageGuide>,
    taken: &[ItemId],
) -> Help {
    let own = || Help {
        item: prompt.clone(),
        place: String::new(),
    };
    let Some(guide) = guide else { return own() };
    let linked = plan.links.iter().filter(|link| {
        link.from == *prompt
            && matches!(
                link.relation,
                Relation::DrawsOn
                    | Relation::Practises
                    | Relation::GroundedIn
                    | Relation::ExplainedBy
                    | Relation::BuildsOn
            )
    });
    let rank = |item: &ItemId, place: &str| {
        let place = place.to_lowercase();
        let named =
            |word: &String| item.as_str().contains(word.as_str()) || place.contains(word.as_str());
        guide.helped_by.iter().position(named)
    };
    linked
        .filter(|link| {
            let there = plan.items.get(&link.to);
            there.is_some_and(|item| item.kind != Kind::DesignPrompt)
        })
        .filter_map(|link| {
            let rank = rank(&link.to, &link.place)?;
            Some(((taken.contains(&link.to), rank, link.to.clone()), link))
        })
        .min_by(|a, b| a.0.cmp(&b.0))
        .map_or_else(own, |(_, link)| Help {
            item: link.to.clone(),
            place: link.place.clone(),
        })
}

/// What to study for a stage that went badly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// The item.
    pub item: ItemId,
    /// Where in it: “ch. 2, bandits”; empty: no place in particular.
    pub place: String,
}
