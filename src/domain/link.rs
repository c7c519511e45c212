//! Links: typed relations between two items, with a place (“ch. 2, 5, 6”). Read in both directions.
//!
//! Not here: links to the web (`item.rs`).

use serde::{Deserialize, Serialize};

use super::id::{Id, ItemId, LinkId};
use super::table::Row;

/// How one item bears on another. The first name reads from `from` to `to`, the second from `to` to `from`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// “builds on” / “unlocks”: a prerequisite, studied before.
    BuildsOn,
    /// “grounded in” / “grounds”: the book that gives the foundations.
    GroundedIn,
    /// “explained by” / “explains”.
    ExplainedBy,
    /// “practises” / “practised by”.
    Practises,
    /// “draws on” / “used in”.
    DrawsOn,
}

impl Relation {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::BuildsOn,
        Self::GroundedIn,
        Self::ExplainedBy,
        Self::Practises,
        Self::DrawsOn,
    ];

    /// As read from the item that has the link.
    pub fn forward(self) -> &'static str {
        match self {
            Self::BuildsOn => "builds on",
            Self::GroundedIn => "grounded in",
            Self::ExplainedBy => "explained by",
            Self::Practises => "practises",
            Self::DrawsOn => "draws on",
        }
    }

    /// As read from the item that the link points to.
    pub fn backward(self) -> &'static str {
        match self {
            Self::BuildsOn => "unlocks",
            Self::GroundedIn => "grounds",
            Self::ExplainedBy => "explains",
            Self::Practises => "practised by",
            Self::DrawsOn => "used in",
        }
    }
}

crate::record! {
    /// A link from one item to another.
    pub struct Link {
        /// The item that has the link.
        pub from: ItemId,
        /// The item it points to.
        pub to: ItemId,
        /// How they bear on each other.
        pub relation: Relation,
        /// Where in `to`, or what of it: “ch. 10”, “ranking with attention”.
        pub place: String = String::new(),
    }
}

impl Link {
    /// A new link.
    pub fn new(from: ItemId, relation: Relation, to: ItemId) -> Self {
        Self {
            from,
            to,
            relation,
            place: String::new(),
            unknown: Default::default(),
        }
    }

    /// The id that a link between these ends has.
    pub fn id_of(from: &ItemId, relation: Relation, to: &ItemId) -> LinkId {
        let verb = relation.forward();
        let text = format!("{from}>{verb}>{to}");
        if text.len() <= super::id::MAX_ID_BYTES {
            return Id::slug(&text);
        }
        // Two long ids: keep the link apart by a short sum of the whole.
        let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, b| {
            (sum ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
        let head: String = text.chars().take(90).collect();
        Id::slug(&format!("{head}>{sum:016x}"))
    }
}

impl Row for Link {
    type Key = LinkId;
    fn key(&self) -> LinkId {
        Self::id_of(&self.from, self.relation, &self.to)
    }
}
