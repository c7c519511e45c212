//! Edits of steps, items and parts.

use std::sync::Arc;

use crate::domain::edit::{Edit, ItemField};
use crate::domain::id::{ItemId, PartId, StepId};
use crate::domain::item::{Item, MAX_NOTE_BYTES, MAX_PAGES, MAX_URL_BYTES, Part, Status};
use crate::domain::path::Step;
use crate::domain::plan::Plan;
use crate::domain::schedule::{Cut, CutReason};
use crate::domain::time::Minutes;

use super::{Applied, EditError, checked_title, room};

/// The distance between two neighbours when a step is numbered afresh.
const GAP: i64 = 1_000;

pub(super) fn change(plan: &mut Plan, edit: &Edit) -> Applied {
    match edit {
        Edit::AddStep(step) => {
            checked_title(&step.title)?;
            if plan.steps.contains(&step.id) {
                return Err(EditError::Taken(step.id.to_string()));
            }
            plan.steps.put(step.clone());
            room(plan.steps.len())
        }
        Edit::ChangeStep {
            step,
            title,
            short,
            purpose,
        } => {
            let title = checked_title(title)?;
            on_step(plan, step, |step| {
                step.title = title;
                step.short = short.trim().to_owned();
                step.purpose = purpose.trim().to_owned();
            })
        }
        Edit::SetFamiliarity { step, familiarity } => {
            on_step(plan, step, |step| step.familiarity = *familiarity)
        }
        Edit::DeleteStep(step) => {
            let of_step = |item: &&std::sync::Arc<Item>| item.step.as_ref() == Some(step);
            let items = plan.items.iter().filter(of_step).count();
            if items > 0 {
                return Err(EditError::StepInUse(items));
            }
            let gone = plan.steps.remove(step);
            gone.map(|_| ())
                .ok_or_else(|| EditError::NoStep(step.clone()))
        }
        Edit::AddItem(item) => {
            checked_title(&item.title)?;
            check_step(plan, item.step.as_ref())?;
            check_urls(item)?;
            if plan.items.contains(&item.id) {
                return Err(EditError::Taken(item.id.to_string()));
            }
            let mut item = (**item).clone();
            item.title = item.title.trim().to_owned();
            item.importance = item.importance.clamp(1, 5);
            plan.items.put(item);
            room(plan.items.len())
        }
        Edit::ChangeItem { item, field } => change_field(plan, item, field),
        Edit::MoveItem { item, step, before } => {
            check_step(plan, step.as_ref())?;
            let order = free_place(plan, item, step.as_ref(), before.as_ref())?;
            on_item(plan, item, |item| {
                item.step.clone_from(step);
                item.order = order;
            })
        }
        Edit::SetStatus { item, status, at } => on_item(plan, item, |item| {
            item.done_at = match status {
                Status::Done => item.done_at.or(Some(*at)),
                _ => None,
            };
            item.status = *status;
        }),
        Edit::SetDepth { item, depth } => {
            let before = find(plan, item)?;
            let (was, fixed) = (before.depth, before.depth_fixed);
            let now = depth.unwrap_or(was);
            if now != was || depth.is_some() != fixed {
                asks_again(plan, item);
            }
            on_item(plan, item, |item| {
                item.depth_fixed = depth.is_some();
                item.depth = now;
            })
        }
        Edit::DeleteItem(id) => delete(plan, id),
        Edit::AddPart { item, part } => {
            checked_title(&part.title)?;
            let there = find(plan, item)?;
            if there.parts.iter().any(|p| p.id == part.id) {
                return Err(EditError::Taken(part.id.to_string()));
            }
            on_item(plan, item, |item| item.parts.push(part.clone()))
        }
        Edit::ChangePart {
            item,
            part,
            title,
            depth,
        } => {
            let title = checked_title(title)?;
            on_part(plan, item, part, |part| {
                part.title = title;
                part.depth = *depth;
            })
        }
        Edit::SetPages { item, pages } => {
            if pages.iter().any(|(_, n)| *n > MAX_PAGES) {
                return Err(EditError::Range("a part has at most 100,000 pages"));
            }
            let there = find(plan, item)?;
            for (part, _) in pages {
                position(there, part)?;
            }
            on_item(plan, item, |item| {
                for (id, n) in pages {
                    for part in item.parts.iter_mut().filter(|part| part.id == *id) {
                        part.pages = *n;
                    }
                }
            })
        }
        Edit::TickPart {
            item,
            part,
            done_on,
        } => {
            on_part(plan, item, part, |part| part.done_on = *done_on)?;
            if done_on.is_some() {
                on_item(plan, item, |item| {
                    if item.status == Status::ToDo {
                        item.status = Status::InProgress;
                    }
                })?;
            }
            Ok(())
        }
        Edit::MovePart { item, part, before } => {
            let there = find(plan, item)?;
            let from = position(there, part)?;
            let mut parts = there.parts.clone();
            let moved = parts.remove(from);
            let to = match before {
                Some(before) => parts
                    .iter()
                    .position(|p| p.id == *before)
                    .ok_or_else(|| EditError::NoPart(before.clone()))?,
                None => parts.len(),
            };
            parts.insert(to, moved);
            on_item(plan, item, |item| item.parts = parts)
        }
        Edit::DeletePart { item, part } => {
            let at = position(find(plan, item)?, part)?;
            super::recall::part_gone(plan, item, part);
            on_item(plan, item, |item| {
                item.parts.remove(at);
            })
        }
        _ => Ok(()),
    }
}

fn find<'a>(plan: &'a Plan, id: &ItemId) -> Result<&'a Item, EditError> {
    plan.items
        .get(id)
        .map(|item| &**item)
        .ok_or_else(|| EditError::NoItem(id.clone()))
}

fn position(item: &Item, part: &PartId) -> Result<usize, EditError> {
    item.parts
        .iter()
        .position(|p| p.id == *part)
        .ok_or_else(|| EditError::NoPart(part.clone()))
}

/// What the user wants of an item changed: why it was left out before says nothing any more, and the next planning asks
/// for it afresh.
fn asks_again(plan: &mut Plan, item: &ItemId) {
    let asked = |cut: &Arc<Cut>| cut.reason != CutReason::NotAsked;
    if plan.cuts.get(item).is_some_and(asked) {
        plan.cuts.remove(item);
    }
}

fn on_item(plan: &mut Plan, id: &ItemId, change: impl FnOnce(&mut Item)) -> Applied {
    plan.items
        .update(id, change)
        .ok_or_else(|| EditError::NoItem(id.clone()))
}

fn on_step(plan: &mut Plan, id: &StepId, change: impl FnOnce(&mut Step)) -> Applied {
    plan.steps
        .update(id, change)
        .ok_or_else(|| EditError::NoStep(id.clone()))
}

fn on_part(plan: &mut Plan, id: &ItemId, part: &PartId, change: impl FnOnce(&mut Part)) -> Applied {
    let at = position(find(plan, id)?, part)?;
    on_item(plan, id, |item| {
        if let Some(part) = item.parts.get_mut(at) {
            change(part);
        }
    })
}

fn check_step(plan: &Plan, step: Option<&StepId>) -> Applied {
    match step {
        Some(step) if !plan.steps.contains(step) => Err(EditError::NoStep(step.clone())),
        _ => Ok(()),
    }
}

/// Only http and https addresses, of a length that a browser takes.
fn check_urls(item: &Item) -> Applied {
    for link in &item.urls {
        let kinds = ["https://", "http://", "file:///"];
        let fine = kinds.iter().any(|kind| link.url.starts_with(kind));
        if !fine || link.url.len() > MAX_URL_BYTES || link.url.chars().any(char::is_control) {
            return Err(EditError::Url(link.url.chars().take(80).collect()));
        }
    }
    Ok(())
}

fn change_field(plan: &mut Plan, id: &ItemId, field: &ItemField) -> Applied {
    let mut item = find(plan, id)?.clone();
    match field.clone() {
        ItemField::Title(title) => item.title = checked_title(&title)?,
        ItemField::Short(short) => item.short = short.trim().to_owned(),
        ItemField::Kind(kind) => item.kind = kind,
        ItemField::Byline(byline) => item.byline = byline.trim().to_owned(),
        ItemField::Year(year) => {
            if year.is_some_and(|year| !(0..=9_999).contains(&year)) {
                return Err(EditError::Range("a year has up to four digits"));
            }
            item.year = year;
        }
        ItemField::Group(group) => item.group = group.trim().to_owned(),
        ItemField::Purpose(purpose) => item.purpose = purpose.trim().to_owned(),
        ItemField::Effort(effort) => {
            if effort.lean.max(effort.core).max(effort.deep) > Minutes::MAX {
                return Err(EditError::Range("an item takes at most 10,000 hours"));
            }
            item.effort = effort;
        }
        ItemField::Importance(importance) => {
            if !(1..=5).contains(&importance) {
                return Err(EditError::Range("importance goes from 1 to 5"));
            }
            if importance != item.importance {
                asks_again(plan, id);
            }
            item.importance = importance;
        }
        ItemField::Urls(urls) => {
            item.urls = urls;
            check_urls(&item)?;
        }
        ItemField::Brief(brief) => item.brief = brief.map(|brief| *brief),
        ItemField::Tags(tags) => {
            if tags.len() > 64 {
                return Err(EditError::Range("an item has at most 64 tags"));
            }
            item.tags = tags;
        }
        ItemField::Pace(pace) => {
            if pace.is_some_and(|pace| !(10..=1_000).contains(&pace)) {
                return Err(EditError::Range(
                    "a pace is 10 to 1,000 percent of the path's estimate",
                ));
            }
            item.pace = pace;
        }
        ItemField::Pages(pages) => {
            if pages > MAX_PAGES {
                return Err(EditError::Range("an item has at most 100,000 pages"));
            }
            item.pages = pages;
        }
        ItemField::Estimate(estimate) => {
            if estimate.is_some_and(|e| e > Minutes::MAX) {
                return Err(EditError::Range("an item takes at most 10,000 hours"));
            }
            item.estimate = estimate;
        }
        ItemField::Rating(rating) => {
            if rating.is_some_and(|r| !(1..=5).contains(&r)) {
                return Err(EditError::Range("a rating goes from 1 to 5"));
            }
            item.rating = rating;
        }
        ItemField::Notes(notes) => {
            let bytes: usize = notes.lines().iter().map(|line| line.len() + 1).sum();
            if bytes > MAX_NOTE_BYTES + 1 {
                return Err(EditError::Range("a note holds at most 1 MB of text"));
            }
            item.notes = notes;
        }
    }
    plan.items.put(item);
    Ok(())
}

fn delete(plan: &mut Plan, id: &ItemId) -> Applied {
    plan.items
        .remove(id)
        .ok_or_else(|| EditError::NoItem(id.clone()))?;
    plan.links.retain(|link| link.from != *id && link.to != *id);
    plan.sessions.retain(|session| session.item != *id);
    plan.runs.retain(|run| run.item != *id);
    plan.cuts.remove(id);
    super::recall::item_gone(plan, id);
    if let Some(timer) = &plan.timer
        && !plan.sessions.contains(&timer.session)
    {
        plan.timer = None;
    }
    Ok(())
}

/// An order for `item` in `step`, before `before` or at the end; numbers the step afresh where there is no gap.
fn free_place(
    plan: &mut Plan,
    item: &ItemId,
    step: Option<&StepId>,
    before: Option<&ItemId>,
) -> Result<i64, EditError> {
    find(plan, item)?;
    let mut others: Vec<(i64, ItemId)> = plan
        .items
        .iter()
        .filter(|other| other.step.as_ref() == step && other.id != *item)
        .map(|other| (other.order, other.id.clone()))
        .collect();
    others.sort();
    let at = match before {
        Some(before) if before == item => return Ok(find(plan, item)?.order),
        Some(before) => others
            .iter()
            .position(|(_, id)| id == before)
            .ok_or_else(|| EditError::NoItem(before.clone()))?,
        None => others.len(),
    };
    let below = at.checked_sub(1).and_then(|n| others.get(n)).map(|o| o.0);
    let above = others.get(at).map(|o| o.0);
    let free = match (below, above) {
        (None, None) => Some(GAP),
        (Some(below), None) => below.checked_add(GAP),
        (None, Some(above)) => above.checked_sub(GAP),
        (Some(below), Some(above)) => {
            let gap = above.saturating_sub(below);
            (gap > 1).then(|| below + gap / 2)
        }
    };
    if let Some(free) = free {
        return Ok(free);
    }
    let mut order = 0;
    let mut place = 0;
    for (n, (_, id)) in others.iter().enumerate() {
        order += GAP;
        if n == at {
            place = order;
            order += GAP;
        }
        on_item(plan, id, |item| item.order = order)?;
    }
    Ok(if at == others.len() {
        order + GAP
    } else {
        place
    })
}
