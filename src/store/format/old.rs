//! Files of formats before this one. Each step reads its own format strictly and gives the next; the file itself stays as it
//! is until the plan is saved, and is kept as an earlier version then.
//!
//! Format 0 is that of the drafts before the first release: no `format` field, or 0; the effort of an item is one number of
//! minutes, its notes are one text, and what it builds on is listed in the item.
//!
//! Not here: reading the format that this program writes (`mod.rs`).

use serde::Deserialize;

use crate::domain::{
    Availability, Day, Effort, Interview, Item, ItemId, Kind, Link, Minutes, Notes, Part, Plan,
    PlanId, Relation, Session, Status, Step, StepId, Table, WebLink,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
/// An item of format 0.
pub struct Item0 {
    /// As in format 1.
    pub id: ItemId,
    /// As in format 1; most drafts had topics only.
    #[serde(default = "kind")]
    pub kind: Kind,
    /// As in format 1.
    pub title: String,
    /// As in format 1.
    #[serde(default)]
    pub step: Option<StepId>,
    /// As in format 1.
    #[serde(default)]
    pub order: i64,
    /// Minutes, whatever the depth.
    #[serde(default = "effort")]
    pub effort: Minutes,
    /// As in format 1.
    #[serde(default)]
    pub urls: Vec<WebLink>,
    /// As in format 1.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// As in format 1.
    #[serde(default)]
    pub tags: Vec<String>,
    /// As in format 1.
    #[serde(default)]
    pub status: Status,
    /// One text, with line ends.
    #[serde(default)]
    pub notes: String,
    /// What is studied before it.
    #[serde(default)]
    pub builds_on: Vec<ItemId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
/// A plan of format 0.
pub struct Plan0 {
    /// 0, or not there.
    #[serde(default)]
    pub format: u32,
    /// As in format 1.
    #[serde(default = "id")]
    pub id: PlanId,
    /// As in format 1.
    pub name: String,
    /// As in format 1.
    pub start_on: Day,
    /// As in format 1.
    #[serde(default)]
    pub interviews: Table<Interview>,
    /// As in format 1.
    #[serde(default)]
    pub availability: Availability,
    /// As in format 1.
    #[serde(default)]
    pub steps: Table<Step>,
    /// With effort, notes and prerequisites in the old way.
    pub items: Vec<Item0>,
    /// As in format 1.
    #[serde(default)]
    pub sessions: Table<Session>,
}
fn kind() -> Kind {
    Kind::Topic
}

fn effort() -> Minutes {
    Minutes::hours(1)
}

fn id() -> PlanId {
    PlanId::slug("plan")
}

impl Plan0 {
    /// The same plan in format 1; the id of an item that is there twice where it cannot be.
    pub fn next(self) -> Result<Plan, ItemId> {
        let mut plan = Plan::empty(self.id, self.name, self.start_on);
        plan.interviews = self.interviews;
        plan.availability = self.availability;
        plan.steps = self.steps;
        plan.sessions = self.sessions;
        for old in self.items {
            if plan.items.contains(&old.id) {
                return Err(old.id);
            }
            for before in old.builds_on {
                let link = Link::new(old.id.clone(), Relation::BuildsOn, before);
                plan.links.put(link);
            }
            let mut item = Item::new(old.id, old.kind, old.title);
            item.step = old.step;
            item.order = old.order;
            item.effort = Effort::flat(old.effort);
            item.urls = old.urls;
            item.parts = old.parts;
            item.tags = old.tags;
            item.status = old.status;
            item.notes = Notes::from_text(&old.notes);
            plan.items.put(item);
        }
        Ok(plan)
    }
}
