//! The way from a plan down to a field: names the place of a change or a conflict, for the program and for people.

use std::borrow::Cow;

use super::change::{ChangeId, TableName};
use super::field::field_name;

/// A step of the way.
struct Segment {
    /// As it stands in the change's id.
    id: Cow<'static, str>,
    /// As people call it, where that is not the name of a field; empty: not said.
    label: Option<String>,
}

/// Where a walk through a plan is.
#[derive(Default)]
pub(super) struct Way {
    segments: Vec<Segment>,
    title: Option<String>,
}

impl Way {
    /// Goes into a field.
    pub fn enter(&mut self, field: &'static str) {
        self.segments.push(Segment {
            id: Cow::Borrowed(field),
            label: None,
        });
    }

    /// Goes into one entry of a list, which is said in the place of the list.
    pub fn enter_entry(&mut self, id: String, label: String) {
        self.segments.push(Segment {
            id: Cow::Owned(id),
            label: Some(label),
        });
    }

    /// Goes back.
    pub fn leave(&mut self) {
        self.segments.pop();
    }

    /// Goes into a row of a table.
    pub fn enter_row(&mut self, id: String, title: String) {
        self.title = Some(title);
        self.enter_entry(id, String::new());
    }

    /// Goes back to the table.
    pub fn leave_row(&mut self) {
        self.title = None;
        self.leave();
    }

    /// Names the place.
    pub fn id(&self) -> ChangeId {
        let ids: Vec<&str> = self.segments.iter().map(|segment| &*segment.id).collect();
        ChangeId::new(&ids.join("/"))
    }

    /// In which table it is.
    pub fn table(&self) -> TableName {
        let mut ids = self.segments.iter().map(|segment| &*segment.id);
        let first = ids.next().unwrap_or_default();
        TableName::of(first, ids.next())
    }

    /// What the row is called, or the table where there is none.
    pub fn title(&self) -> String {
        let name = || self.table().name().to_owned();
        self.title.clone().unwrap_or_else(name)
    }

    /// “estimate”, “part “Chapter 2”, ticked”.
    pub fn field(&self) -> String {
        let mut said: Vec<Cow<'_, str>> = Vec::new();
        for (n, segment) in self.segments.iter().enumerate() {
            match &segment.label {
                // An entry of a list is said in the place of the list.
                Some(label) => {
                    said.pop();
                    said.push(Cow::Borrowed(label));
                }
                // The table says this much.
                None if (n == 0 && self.segments.len() > 1) || segment.id == "weekly" => {}
                None => said.push(field_name(&segment.id)),
            }
        }
        said.retain(|word| !word.is_empty());
        said.join(", ")
    }
}
