//! What a simulated person leaves in the plan: sessions, ratings, and the days ahead as they are planned.

use super::*;

pub(super) fn moment(day: i64) -> Moment {
    let day = start().plus(day);
    Moment::parse(&format!("{day}T20:00:00")).expect("a moment")
}

pub(super) fn log(
    plan: &mut Plan,
    thing: &Thing,
    kind: SessionKind,
    day: i64,
    (planned, spent): (f64, f64),
    number: &mut usize,
) {
    *number += 1;
    let id = Id::slug(&format!("log-{number}"));
    let whole = |minutes: f64| Minutes(minutes.round().max(1.0) as u32);
    let mut session = Session::new(
        id,
        thing.id.clone(),
        kind,
        start().plus(day),
        whole(planned),
    );
    session.spent = whole(spent);
    session.outcome = Outcome::Done;
    session.ended_at = Some(moment(day));
    plan.sessions.put(session);
}

/// Writes the plan as it stands on the morning of `day`.
pub(super) fn write(
    plan: &mut Plan,
    things: &[Thing],
    draft: &[(i64, usize, f64)],
    set: &Set,
    day: i64,
) {
    let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
    for thing in things {
        plan.items.update(&thing.id, |item| {
            if let Some(on) = thing.done_on {
                item.status = Status::Done;
                item.done_at = Some(moment(on));
            } else if thing.spent > 0.0 {
                item.status = Status::InProgress;
            }
        });
        let mut reviews: Vec<i64> = thing
            .reviews
            .iter()
            .copied()
            .filter(|r| *r >= day)
            .collect();
        if thing.done_on.is_none() {
            let last = draft
                .iter()
                .filter(|(_, n, _)| things[*n].id == thing.id)
                .map(|d| d.0)
                .max();
            reviews = last.map(|l| vec![l + 3, l + 9]).unwrap_or_default();
            reviews.retain(|r| *r < set.interview);
        }
        for on in reviews {
            let id = Id::slug(&format!("{}-r{on}", thing.id));
            plan.sessions.put(Session::new(
                id,
                thing.id.clone(),
                SessionKind::Review,
                start().plus(on),
                Minutes(10),
            ));
        }
    }
    for &(on, n, minutes) in draft {
        if things[n].done_on.is_some() {
            continue;
        }
        let part = parts.entry(n).or_default();
        *part += 1;
        let id = Id::slug(&format!("{}-s{part}", things[n].id));
        let session = Session::new(
            id,
            things[n].id.clone(),
            SessionKind::Study,
            start().plus(on),
            Minutes(minutes.max(1.0) as u32),
        );
        plan.sessions.put(session);
    }
}
