//! The stages of a design session, by their ids. Which stages there are is settled when it begins.

use super::field::{Field, NOTHING, Walk};
use super::names::Names;
use super::three::Three;
use crate::domain::run::RunStage;

fn same_stages(a: &[RunStage], b: &[RunStage]) -> bool {
    a.iter().map(|stage| &stage.id).eq(b.iter().map(|s| &s.id))
}

fn label(stage: &RunStage) -> String {
    format!("stage “{}”", stage.name)
}

/// Merged stage by stage where both have the same ones, else as a whole.
impl Field for Vec<RunStage> {
    fn words(&self, _: &Names<'_>) -> String {
        if self.is_empty() {
            return NOTHING.to_owned();
        }
        let names: Vec<&str> = self.iter().map(|stage| stage.name.as_str()).collect();
        names.join(", ")
    }

    fn differ(before: &Self, after: &Self, walk: &mut Walk<'_>) {
        if before == after {
            return;
        }
        if !same_stages(before, after) {
            let names = walk.names();
            let (old, new) = (before.words(names), after.words(names));
            let new = if old == new {
                "changed".to_owned()
            } else {
                new
            };
            walk.changed(old, new);
            return;
        }
        for (old, new) in before.iter().zip(after) {
            walk.way().enter_entry(new.id.to_string(), label(new));
            RunStage::differ(old, new, walk);
            walk.leave();
        }
    }

    fn merge(base: Option<&Self>, ours: &Self, theirs: &Self, three: &mut Three<'_>) -> Self {
        let fits = base.is_none_or(|base| base.is_empty() || same_stages(base, ours));
        if !fits || !same_stages(ours, theirs) {
            return three.choose(base, ours, theirs);
        }
        let merged = ours.iter().zip(theirs).enumerate();
        let merged = merged.map(|(place, (mine, other))| {
            let was = base.and_then(|base| base.get(place));
            three.way().enter_entry(mine.id.to_string(), label(mine));
            let stage = RunStage::merge(was, mine, other, three);
            three.leave();
            stage
        });
        merged.collect()
    }

    fn take(&mut self, from: &Self, way: &[&str]) {
        match way.split_first() {
            Some((id, way)) if same_stages(self, from) => {
                for (stage, old) in self.iter_mut().zip(from) {
                    if stage.id.as_str() == *id {
                        stage.take(old, way);
                    }
                }
            }
            _ => self.clone_from(from),
        }
    }
}
