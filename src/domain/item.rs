//! Items: the things to study, with their parts, effort at three depths, and how far the user has come.
//!
//! Not here: links between items (`link.rs`), time spent (the sessions tell: `session.rs`, `index.rs`).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::id::{ItemId, PartId, StepId};
use super::table::Row;
use super::time::{Day, Minutes, Moment};

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: usize = 1_000;
/// The longest note, in bytes.
pub const MAX_NOTE_BYTES: usize = 1 << 20;
/// The longest line of a note, in bytes.
pub const MAX_LINE_BYTES: usize = 64 << 10;
/// The most pages of an item or a part, and the most that a session can have done.
pub const MAX_PAGES: u32 = 100_000;
/// The most tags of an item.
pub const MAX_TAGS: usize = 64;
/// The longest link, in bytes.
pub const MAX_URL_BYTES: usize = 2_048;

/// What sort of thing an item is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// A field of knowledge: linear algebra.
    Topic,
    /// An algorithm, data structure or technique, learnt by solving problems.
    Algorithm,
    /// A research paper.
    Paper,
    /// A book, studied by chapters.
    Book,
    /// A system-design prompt, practised against the clock.
    DesignPrompt,
    /// Supporting material: a video, slides, code.
    Resource,
    /// What the user calls it.
    Custom(String),
}

impl Kind {
    /// Those that the program comes with.
    pub const BUILT_IN: [Self; 6] = [
        Self::Topic,
        Self::Algorithm,
        Self::Paper,
        Self::Book,
        Self::DesignPrompt,
        Self::Resource,
    ];
}

/// How thoroughly an item is studied.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Depth {
    /// Can talk about it.
    Lean,
    /// Interview-ready.
    #[default]
    Core,
    /// Thorough.
    Deep,
}

impl Depth {
    /// From least to most.
    pub const ALL: [Self; 3] = [Self::Lean, Self::Core, Self::Deep];
}

/// How far the user has come with an item.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun: a session was done, a part ticked, or the user said so.
    InProgress,
    /// Finished.
    Done,
    /// Left out on purpose; it counts as neither done nor to do.
    Skipped,
}

impl Status {
    /// In the order of a board.
    pub const ALL: [Self; 4] = [Self::ToDo, Self::InProgress, Self::Done, Self::Skipped];

    /// Whether there is still something to do.
    pub fn is_open(self) -> bool {
        matches!(self, Self::ToDo | Self::InProgress)
    }
}

/// Focused time an item needs at each depth, in minutes. Zero at a depth: skip it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// To be able to talk about it.
    pub lean: Minutes,
    /// To be interview-ready.
    pub core: Minutes,
    /// To know it thoroughly.
    pub deep: Minutes,
}

impl Effort {
    /// The same time at every depth.
    pub fn flat(minutes: Minutes) -> Self {
        Self {
            lean: minutes,
            core: minutes,
            deep: minutes,
        }
    }

    /// Minutes at this depth.
    pub fn at(self, depth: Depth) -> Minutes {
        match depth {
            Depth::Lean => self.lean,
            Depth::Core => self.core,
            Depth::Deep => self.deep,
        }
    }
}

impl Default for Effort {
    fn default() -> Self {
        Self::flat(Minutes::hours(1))
    }
}

/// A place on the web, or a file on this machine.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WebLink {
    /// What it is, in a word or two.
    pub label: String,
    /// An http or https address; `file:///…` for a file.
    pub url: String,
}

crate::record! {
    /// A tickable part of an item: a subtopic, a chapter, a section.
    pub struct Part {
        /// Unique within the item.
        pub id: PartId,
        /// What it is called.
        pub title: String,
        /// The least depth at which it is studied.
        pub depth: Depth = Depth::Lean,
        /// The study day it was ticked.
        pub done_on: Option<Day> = None,
        /// Its pages; 0: not known.
        pub pages: u32 = 0,
    }
}

impl Part {
    /// A new part, not done, studied at every depth.
    pub fn new(id: PartId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            depth: Depth::Lean,
            done_on: None,
            pages: 0,
            unknown: Default::default(),
        }
    }
}

/// Which staged clock fits a design prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BriefKind {
    /// A machine-learning system.
    Ml,
    /// A plain system.
    #[default]
    Plain,
}

impl BriefKind {
    /// As it is called on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ml => "ML design",
            Self::Plain => "System design",
        }
    }
}

crate::record! {
    /// What a design prompt asks for.
    pub struct Brief {
        /// Which staged clock fits.
        pub kind: BriefKind = BriefKind::Plain,
        /// Functional requirements to ask about.
        pub functional: Vec<String> = Vec::new(),
        /// Non-functional requirements to ask about.
        pub non_functional: Vec<String> = Vec::new(),
        /// Scale numbers to estimate, with a plausible size to check against.
        pub numbers: Vec<String> = Vec::new(),
        /// The machine-learning component worth raising.
        pub ml: String = String::new(),
        /// Where an interviewer goes deeper.
        pub deep_dives: Vec<String> = Vec::new(),
    }
}

/// Notes: Markdown, kept as a list of lines so that a changed line is one changed line of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Notes(Vec<String>);

impl<'de> Deserialize<'de> for Notes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lines;
        impl<'de> de::Visitor<'de> for Lines {
            type Value = Notes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of lines")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Notes, A::Error> {
                let (mut lines, mut bytes) = (Vec::new(), 0_usize);
                while let Some(line) = seq.next_element::<String>()? {
                    bytes = bytes.saturating_add(line.len() + 1);
                    if bytes > MAX_NOTE_BYTES + 1 {
                        return Err(de::Error::custom("a note holds at most 1 MB of text"));
                    }
                    lines.push(line);
                }
                Ok(Notes(lines))
            }
        }
        deserializer.deserialize_seq(Lines)
    }
}

impl FromIterator<String> for Notes {
    fn from_iter<I: IntoIterator<Item = String>>(lines: I) -> Self {
        Self(lines.into_iter().collect())
    }
}

impl Notes {
    /// From one text; line ends of every kind become lines.
    pub fn from_text(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self(
            text.replace("\r\n", "\n")
                .split(['\n', '\r'])
                .map(str::to_owned)
                .collect(),
        )
    }

    /// The lines as they are, where none has a line end in it.
    pub fn from_lines(lines: Vec<String>) -> Self {
        Self(lines)
    }

    /// As one text.
    pub fn text(&self) -> String {
        self.0.join("\n")
    }

    /// Line by line.
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// Whether there is nothing written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

crate::record! {
    /// One thing to study.
    pub struct Item {
        /// Stable and unique.
        pub id: ItemId,
        /// What sort of thing it is.
        pub kind: Kind,
        /// Its full title, at most [`MAX_TITLE_CHARS`] characters.
        pub title: String,
        /// A short title for narrow places; empty: the title itself.
        pub short: String = String::new(),
        /// Authors.
        pub byline: String = String::new(),
        /// Year of publication.
        pub year: Option<i32> = None,
        /// The step it belongs to; resources belong to none.
        pub step: Option<StepId> = None,
        /// A heading within the step.
        pub group: String = String::new(),
        /// Its place within the step: smaller comes first.
        pub order: i64 = 0,
        /// The ordered list it belongs to: items of one list are studied in their order, and leaving one out never
        /// holds up the later ones (a prerequisite would).
        pub sequence: String = String::new(),
        /// One line: what it is for.
        pub purpose: String = String::new(),
        /// Focused minutes at each depth, for somebody to whom it is new.
        pub effort: Effort = Effort::default(),
        /// 1 (nice to have) to 5 (will be asked).
        pub importance: u8 = 3,
        /// Where it can be read or watched.
        pub urls: Vec<WebLink> = Vec::new(),
        /// Its tickable parts, in order.
        pub parts: Vec<Part> = Vec::new(),
        /// What a design prompt asks for.
        pub brief: Option<Brief> = None,
        /// Words to find it by.
        pub tags: Vec<String> = Vec::new(),
        /// How far the user has come.
        pub status: Status = Status::ToDo,
        /// How thoroughly it is to be studied.
        pub depth: Depth = Depth::Core,
        /// Whether the user chose the depth (else the planner may change it).
        pub depth_fixed: bool = false,
        /// The user's own estimate of the whole effort, in place of [`Self::effort`].
        pub estimate: Option<Minutes> = None,
        /// The user's rating of how well they know it, 1 to 5.
        pub rating: Option<u8> = None,
        /// When it was finished.
        pub done_at: Option<Moment> = None,
        /// What the user wrote.
        pub notes: Notes = Notes::default(),
        /// Time it takes this user, in percent of what the path expects, where the user took that over; the user's own
        /// estimate comes before it.
        pub pace: Option<u32> = None,
        /// All its pages, where its parts do not say theirs; 0: not known.
        pub pages: u32 = 0,
    }
}

impl Row for Item {
    type Key = ItemId;
    fn key(&self) -> ItemId {
        self.id.clone()
    }
}

impl Item {
    /// A new item with nothing but a title and a kind.
    pub fn new(id: ItemId, kind: Kind, title: impl Into<String>) -> Self {
        Self {
            id,
            kind,
            title: title.into(),
            short: String::new(),
            byline: String::new(),
            year: None,
            step: None,
            group: String::new(),
            order: 0,
            sequence: String::new(),
            purpose: String::new(),
            effort: Effort::default(),
            importance: 3,
            urls: Vec::new(),
            parts: Vec::new(),
            brief: None,
            tags: Vec::new(),
            status: Status::ToDo,
            depth: Depth::Core,
            depth_fixed: false,
            estimate: None,
            rating: None,
            done_at: None,
            notes: Notes::default(),
            pace: None,
            pages: 0,
            unknown: Default::default(),
        }
    }

    /// The short title where there is one, else the title.
    pub fn short_title(&self) -> &str {
        if self.short.is_empty() {
            &self.title
        } else {
            &self.short
        }
    }

    /// The parts that its depth asks for.
    pub fn parts_in_depth(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.depth <= self.depth)
    }

    /// Its pages at a depth: those of the parts that it asks for; the parts that do not say theirs share evenly what those of
    /// the others leave of the whole. 0: not known.
    pub fn pages_at(&self, depth: Depth) -> u32 {
        if self.parts.is_empty() {
            return self.pages;
        }
        let (mut said, mut asked, mut open, mut open_asked) = (0_u64, 0_u64, 0_u64, 0_u64);
        for part in &self.parts {
            let pages = u64::from(part.pages);
            let counts = u64::from(part.depth <= depth);
            said = said.saturating_add(pages);
            asked = asked.saturating_add(pages * counts);
            open += u64::from(pages == 0);
            open_asked += u64::from(pages == 0) * counts;
        }
        let rest = u64::from(self.pages).saturating_sub(said);
        let share = (rest * open_asked).checked_div(open).unwrap_or(0);
        u32::try_from(asked.saturating_add(share)).unwrap_or(u32::MAX)
    }

    /// How many of the parts that its depth asks for are ticked, and how many there are.
    pub fn parts_done(&self) -> (usize, usize) {
        self.parts_in_depth().fold((0, 0), |(done, all), part| {
            (done + usize::from(part.done_on.is_some()), all + 1)
        })
    }
}
