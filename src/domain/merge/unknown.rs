//! Fields that this version does not know, compared name by name.

use crate::domain::record::Unknown;

use super::field::Walk;

/// Tells the walk what differs.
pub fn differ(before: &Unknown, after: &Unknown, walk: &mut Walk<'_>) {
    if before.is_empty() && after.is_empty() {
        return;
    }
    let names = before.fields().chain(after.fields()).map(|field| field.0);
    let names: std::collections::BTreeSet<&'static str> = names.collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old.map(|raw| raw.get_ron()) != new.map(|raw| raw.get_ron()) {
            let say = |raw: Option<&ron::value::RawValue>| {
                raw.map_or_else(
                    || super::field::NOTHING.to_owned(),
                    |raw| raw.get_ron().trim().to_owned(),
                )
            };
            walk.enter(name);
            walk.changed(say(old), say(new));
            walk.leave();
        }
    }
}
