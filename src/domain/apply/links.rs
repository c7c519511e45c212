//! Edits of links. A link never dangles, and prerequisites never form a circle.

use std::collections::BTreeSet;

use crate::domain::edit::Edit;
use crate::domain::id::ItemId;
use crate::domain::link::{Link, Relation};
use crate::domain::plan::Plan;

use super::{Applied, EditError, room};

pub(super) fn change(plan: &mut Plan, edit: &Edit) -> Applied {
    match edit {
        Edit::PutLink(link) => put(plan, link),
        Edit::ReplaceLink { old, new } => {
            plan.links
                .remove(old)
                .ok_or_else(|| EditError::NoLink(old.clone()))?;
            put(plan, new)
        }
        Edit::DeleteLink(id) => plan
            .links
            .remove(id)
            .map(|_| ())
            .ok_or_else(|| EditError::NoLink(id.clone())),
        _ => Ok(()),
    }
}

fn put(plan: &mut Plan, link: &Link) -> Applied {
    for end in [&link.from, &link.to] {
        if !plan.items.contains(end) {
            return Err(EditError::NoItem(end.clone()));
        }
    }
    if link.from == link.to {
        return Err(EditError::Itself);
    }
    if link.relation == Relation::BuildsOn && waits_for(plan, &link.to, &link.from) {
        return Err(EditError::Circle(
            plan.short_title_of(&link.to).to_owned(),
            plan.short_title_of(&link.from).to_owned(),
        ));
    }
    let mut link = link.clone();
    link.place = link.place.trim().to_owned();
    plan.links.put(link);
    room(plan.links.len())
}

/// Whether `item` builds on `other`, directly or through others.
pub(crate) fn waits_for(plan: &Plan, item: &ItemId, other: &ItemId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![item.clone()];
    while let Some(id) = open.pop() {
        if id == *other {
            return true;
        }
        if !seen.insert(id.clone()) {
            continue;
        }
        let needs = plan
            .links
            .iter()
            .filter(|link| link.relation == Relation::BuildsOn && link.from == id);
        open.extend(needs.map(|link| link.to.clone()));
    }
    false
}
