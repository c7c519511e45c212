//! The way back: from the planner's answer to sessions of the plan. A session keeps its id as long as there is one of
//! its item and kind, so that its calendar entry moves and is not doubled; reasons become what the plan can keep.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::id::{Id, MAX_ID_BYTES};
use crate::domain::{
    Day, Item, ItemId, Minutes, Relation, Session, SessionId, SessionKind as Kind, StepId, Why,
};

use super::from_plan::{Aim, Facts};
use super::fsrs::{Fsrs, Memory};
use super::pose::{Posed, Stands};
use super::problem::SessionKind;
use super::schedule::{PlannedSession, Reason, Schedule};

/// From this length on (minutes) it is worth a word that no other day is long enough.
const LONG: i32 = 90;
/// An interview that is not the last one is the reason to study something now when it is no more days away.
const SOON: i32 = 42;

/// What is wanted for an item: day, length and reason of each session of a kind.
type Wanted<'a> = BTreeMap<(&'a ItemId, Kind), Vec<(Day, Minutes, Why)>>;

/// The sessions ahead, those that stay among them, by day and in the order of the path.
pub(crate) fn sessions(facts: &Facts, posed: &Posed, answer: &Schedule) -> Vec<Session> {
    let reasons = Reasons::new(facts, posed, answer);
    let mut wanted: Wanted<'_> = BTreeMap::new();
    for planned in &answer.sessions {
        if planned.pinned {
            continue;
        }
        let Some(item) = posed.item(facts, planned.item) else {
            continue;
        };
        let kind = match planned.kind {
            SessionKind::Study => Kind::Study,
            SessionKind::Review => Kind::Review,
            SessionKind::Mock => Kind::Mock,
        };
        let on = facts.today.plus(i64::from(planned.day));
        let minutes = Minutes(u32::try_from(planned.minutes).unwrap_or(0));
        let why = reasons.why(planned);
        let of_item = wanted.entry((&item.id, kind)).or_default();
        of_item.push((on, minutes, why));
    }
    let mut before: BTreeMap<(&ItemId, Kind), Vec<&Session>> = BTreeMap::new();
    for session in &facts.free {
        let of_item = before.entry((&session.item, session.kind)).or_default();
        of_item.push(session);
    }
    let mut ids = Ids::new(facts);
    let mut all: Vec<Session> = facts.fixed.iter().map(|s| (*s).clone()).collect();
    for ((item, kind), mut wanted) in wanted {
        wanted.sort_by_key(|w| w.0);
        let mut pool = before.remove(&(item, kind)).unwrap_or_default();
        pool.sort_by_key(|s| (s.on, s.id.clone()));
        // First those that stay on their day, then the rest in the order of their days.
        let mut same: Vec<Option<&Session>> = Vec::with_capacity(wanted.len());
        for (on, ..) in &wanted {
            let at = pool.iter().position(|s| s.on == *on);
            same.push(at.map(|at| pool.remove(at)));
        }
        let mut pool = pool.into_iter();
        for ((on, minutes, why), same) in wanted.into_iter().zip(same) {
            let mut session = match same.or_else(|| pool.next()) {
                Some(old) => old.clone(),
                None => Session::new(ids.free(item, kind), item.clone(), kind, on, minutes),
            };
            let stays = session.on == on && session.minutes == minutes;
            session.why = match (why, session.why.take()) {
                (Why::Kept, Some(old)) if stays && old != Why::You => Some(old),
                (why, _) => Some(why),
            };
            session.on = on;
            session.minutes = minutes;
            session.pinned = false;
            all.push(session);
        }
    }
    in_order(facts, &mut all);
    all
}

/// Sorts sessions by day, then in the order of the path.
pub(crate) fn in_order(facts: &Facts, sessions: &mut [Session]) {
    let place: BTreeMap<&ItemId, i64> = facts
        .tasks
        .iter()
        .map(|t| (&t.item.id, t.position))
        .chain(facts.done.iter().map(|d| (&d.item.id, d.position)))
        .collect();
    sessions.sort_by_cached_key(|s| {
        let place = place.get(&s.item).copied().unwrap_or(i64::MAX);
        (s.on, s.kind, place, s.id.clone())
    });
}

/// Hands out ids that nothing has.
struct Ids<'f, 'a> {
    facts: &'f Facts<'a>,
    given: BTreeSet<SessionId>,
}

impl<'f, 'a> Ids<'f, 'a> {
    fn new(facts: &'f Facts<'a>) -> Self {
        Self {
            facts,
            given: BTreeSet::new(),
        }
    }

    /// The lowest free `ITEM.sN` (`.rN` for reviews, `.mN` for mocks).
    fn free(&mut self, item: &ItemId, kind: Kind) -> SessionId {
        let letter = match kind {
            Kind::Study => 's',
            Kind::Review => 'r',
            Kind::Mock => 'm',
        };
        let head = item.as_str();
        // Room for a dot, the letter and six digits; a longer item's id is told apart by a short sum of the whole.
        let head = if head.len() + 8 > MAX_ID_BYTES {
            let sum = head.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, b| {
                (sum ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
            });
            let short: String = head.chars().take(90).collect();
            format!("{short}+{sum:016x}")
        } else {
            head.to_owned()
        };
        let mut number = 1_u32;
        loop {
            let id: SessionId = Id::slug(&format!("{head}.{letter}{number}"));
            let taken = self.facts.plan.sessions.contains(&id) || self.given.contains(&id);
            if !taken {
                self.given.insert(id.clone());
                return id;
            }
            number = number.saturating_add(1);
        }
    }
}

/// Says why, in the plan's terms.
struct Reasons<'f, 'a> {
    facts: &'f Facts<'a>,
    posed: &'f Posed<'a>,
    /// By item of the problem: its last day of study, its days of review.
    studied: Vec<Option<i32>>,
    reviewed: Vec<Vec<i32>>,
    /// By item of the problem: what waits for it directly.
    dependants: Vec<Vec<usize>>,
    /// By list: its last planned item.
    list_end: BTreeMap<u32, (i64, usize)>,
    /// By item of the problem: its days of study, rising.
    days: Vec<Vec<i32>>,
    /// By item of the problem: what is studied before it in its step.
    after: Vec<Option<usize>>,
    /// By day: minutes on which nothing is planned, and study sessions that still may be.
    free: Vec<i32>,
    places: Vec<i64>,
    fsrs: Fsrs,
}

impl<'f, 'a> Reasons<'f, 'a> {
    fn new(facts: &'f Facts<'a>, posed: &'f Posed<'a>, answer: &Schedule) -> Self {
        let count = posed.stands.len();
        let mut studied = vec![None; count];
        let mut reviewed = vec![Vec::new(); count];
        let mut days: Vec<Vec<i32>> = vec![Vec::new(); count];
        for s in &answer.sessions {
            if s.kind == SessionKind::Study {
                days[s.item].push(s.day);
            }
            match s.kind {
                SessionKind::Review => reviewed[s.item].push(s.day),
                _ => studied[s.item] = studied[s.item].max(Some(s.day)),
            }
        }
        let mut free = facts.there.clone();
        let most = i64::from(facts.plan.rules.max_items.max(1));
        let mut places = vec![most; free.len()];
        for s in &answer.sessions {
            let Ok(day) = usize::try_from(s.day) else {
                continue;
            };
            if let (Some(free), Some(places)) = (free.get_mut(day), places.get_mut(day)) {
                *free -= s.minutes;
                *places -= i64::from(s.kind == SessionKind::Study);
            }
        }
        let mut dependants = vec![Vec::new(); count];
        let mut list_end: BTreeMap<u32, (i64, usize)> = BTreeMap::new();
        for (n, item) in posed.problem.items.iter().enumerate() {
            if studied[n].is_none() {
                continue;
            }
            if let Some(list) = item.list {
                let end = list_end.entry(list).or_insert((item.position, n));
                *end = (*end).max((item.position, n));
            }
        }
        // All that waits, within a list too; mocks wait for their prompt.
        let mut place: BTreeMap<&ItemId, usize> = BTreeMap::new();
        for (n, stands) in posed.stands.iter().enumerate() {
            match stands {
                Stands::Mock(_) if studied[n].is_some() => {
                    for &p in &posed.problem.items[n].prerequisites {
                        dependants[p].push(n);
                    }
                }
                Stands::Task(_) if studied[n].is_some() => {
                    place.extend(posed.item(facts, n).map(|item| (&item.id, n)));
                }
                _ => {}
            }
        }
        for link in facts.plan.links.iter() {
            if link.relation == Relation::BuildsOn
                && let (Some(&from), Some(&to)) = (place.get(&link.from), place.get(&link.to))
            {
                dependants[to].push(from);
            }
        }
        // Tasks stand in the order of the path.
        let mut last: BTreeMap<Option<&StepId>, usize> = BTreeMap::new();
        let mut after = vec![None; count];
        for (n, stands) in posed.stands.iter().enumerate() {
            let (Stands::Task(_), Some(item)) = (stands, posed.item(facts, n)) else {
                continue;
            };
            days[n].sort_unstable();
            if days[n].is_empty() {
                continue;
            }
            after[n] = last.insert(item.step.as_ref(), n);
        }
        Self {
            facts,
            posed,
            days,
            after,
            free,
            places,
            studied,
            reviewed,
            dependants,
            list_end,
            fsrs: Fsrs::new(posed.problem.fsrs),
        }
    }

    fn id(&self, item: usize) -> Option<ItemId> {
        self.posed
            .item(self.facts, item)
            .map(|item: &Item| item.id.clone())
    }

    fn why(&self, session: &PlannedSession) -> Why {
        let name = |interview: usize| {
            let aim = self.facts.aims.get(interview);
            aim.map_or_else(String::new, |aim| aim.interview.name.clone())
        };
        // Where the planner was held to an earlier end than the calendar's, “only” and “last” would not be true.
        let own = self.posed.problem.items.get(session.item);
        let held_short = own.is_some_and(|item| item.latest < self.posed.problem.days - 1);
        match session.reason {
            Reason::PinnedByYou => Why::You,
            Reason::OnlyDay { .. } | Reason::LastDayThatFits { .. }
                if held_short && session.kind == SessionKind::Study =>
            {
                self.study(session)
            }
            // The planner may have kept the order of the path: what that alone forbids is still a chance.
            Reason::OnlyDay { .. } | Reason::LastDayThatFits { .. }
                if session.kind == SessionKind::Study && self.has_other_day(session) =>
            {
                self.study(session)
            }
            // In a full plan nearly every day is “the only one left”: it is worth saying where no day near it is as long.
            Reason::OnlyDay { .. } if self.is_longest(session) => Why::OnlyDay {
                minutes: Minutes(u32::try_from(session.minutes).unwrap_or(0)),
            },
            Reason::KeptFromBefore if session.kind == SessionKind::Review => Why::Kept,
            Reason::OnlyDay { .. } | Reason::KeptFromBefore | Reason::EvenLoad
                if session.kind == SessionKind::Mock =>
            {
                Why::Mock
            }
            Reason::PrerequisiteOf { item, .. } => match self.id(item) {
                Some(first) => Why::Unlocks {
                    first,
                    count: self.waiting(session.item),
                },
                None => self.study(session),
            },
            Reason::LastDayThatFits { interview } => Why::LastChance {
                interview: name(interview),
            },
            Reason::OnlyDay { .. }
            | Reason::KeptFromBefore
            | Reason::NextInList { .. }
            | Reason::FirstDayThatFits
            | Reason::PartOf { .. }
            | Reason::EvenLoad => self.study(session),
            Reason::NeededToCount { .. } => Why::FirstReview,
            Reason::LiftsRecall { from, .. } => Why::RecallFalls {
                percent: percent(i64::from(from)),
            },
            Reason::BeforeRecallFalls { interview, .. } => Why::RecallFalls {
                percent: percent(self.recall_without(session, interview)),
            },
            Reason::MockBefore { .. } => Why::Mock,
        }
    }

    /// Why new material is studied now, where its day itself says nothing: it goes on with something, an interview that
    /// is not the last one asks for it, it is next in its list, or it follows what comes before it.
    fn study(&self, session: &PlannedSession) -> Why {
        let days = self.days.get(session.item).map_or(&[][..], Vec::as_slice);
        let part = days.partition_point(|&d| d < session.day);
        if part > 0 {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            return Why::Part {
                part: count(part + 1),
                parts: count(days.len()),
            };
        }
        if let Some(aim) = self.pulled_by(session) {
            return Why::For {
                interview: aim.interview.name.clone(),
                on: aim.interview.on,
            };
        }
        let earlier = |n: &usize| self.after.get(*n).copied().flatten();
        let own = self.posed.problem.items.get(session.item);
        let sequence = |n: usize| {
            let item = self.posed.item(self.facts, n);
            item.map_or("", |item| item.sequence.as_str())
        };
        let list = sequence(session.item);
        let mut before = std::iter::successors(earlier(&session.item), earlier);
        if !list.is_empty()
            && before.any(|n| sequence(n) == list)
            && let Some(end) = own.and_then(|i| self.list_end.get(&i.list?))
        {
            let last = Some(end.1).filter(|last| *last != session.item);
            return Why::NextInList {
                waits: last.and_then(|last| self.id(last)),
            };
        }
        let done = std::iter::successors(earlier(&session.item), earlier).find(|&n| {
            let days = self.days.get(n).map_or(&[][..], Vec::as_slice);
            days.last().is_some_and(|&last| last <= session.day)
        });
        match done.and_then(|n| self.id(n)) {
            Some(item) => Why::After { item },
            None => Why::Next,
        }
    }

    /// Whether a study session could be on another day, as the calendar, what builds on what and the ordered lists have it:
    /// on a later one where it is said to be the last chance, on any where it is the only day.
    fn has_other_day(&self, session: &PlannedSession) -> bool {
        let n = session.item;
        let Some(item) = self.posed.item(self.facts, n) else {
            return false;
        };
        let days = |n: usize| self.days.get(n).map_or(&[][..], Vec::as_slice);
        let aim = match session.reason {
            Reason::LastDayThatFits { interview } => self.facts.aims.get(interview),
            _ => self.facts.aims.last(),
        };
        let mut to = aim.map_or(self.facts.days, |aim| aim.day) - 2;
        let mut from = match session.reason {
            Reason::LastDayThatFits { .. } => session.day + 1,
            _ => 0,
        };
        for &later in self.dependants.get(n).map_or(&[][..], Vec::as_slice) {
            to = to.min(days(later).first().copied().unwrap_or(to));
        }
        for (other, stands) in self.posed.stands.iter().enumerate() {
            let Stands::Task(_) = stands else { continue };
            let Some(one) = self.posed.item(self.facts, other) else {
                continue;
            };
            let (Some(&first), Some(&last)) = (days(other).first(), days(other).last()) else {
                continue;
            };
            let waits = self
                .dependants
                .get(other)
                .is_some_and(|all| all.contains(&n));
            let listed = !item.sequence.is_empty() && one.sequence == item.sequence;
            if waits || listed && one.order < item.order {
                from = from.max(last);
            } else if listed && one.order > item.order {
                to = to.min(first);
            }
        }
        if let Some(&review) = self.reviewed.get(n).and_then(|all| all.iter().min()) {
            to = to.min(review - 1);
        }
        (from..=to).any(|day| {
            let Ok(at) = usize::try_from(day) else {
                return false;
            };
            day != session.day
                && self.facts.buffer.get(at) == Some(&false)
                && self
                    .free
                    .get(at)
                    .is_some_and(|&free| free >= session.minutes)
                && self.places.get(at).is_some_and(|&places| places > 0)
                && !days(n).contains(&day)
        })
    }

    /// Whether a session is long and no other day within three days of it has as much time at all.
    fn is_longest(&self, session: &PlannedSession) -> bool {
        let near = (session.day - 3).max(0)..=session.day + 3;
        let mut near = near.filter(|&d| d != session.day);
        session.minutes >= LONG
            && !near.any(|d| {
                let there = usize::try_from(d)
                    .ok()
                    .and_then(|d| self.facts.there.get(d));
                there.is_some_and(|&there| there >= session.minutes)
            })
    }

    /// The interview, not the last one, that a session's item is in time for and that is near.
    fn pulled_by(&self, session: &PlannedSession) -> Option<&Aim<'a>> {
        let Stands::Task(task) = *self.posed.stands.get(session.item)? else {
            return None;
        };
        let asked = &self.facts.tasks.get(task)?.asked;
        let done = self.studied.get(session.item).copied().flatten()?;
        let mut aims = self.facts.aims.iter().zip(asked);
        let (aim, _) = aims.find(|(aim, asked)| **asked > 0 && done < aim.day)?;
        let last = self
            .facts
            .aims
            .last()
            .is_some_and(|last| last.day == aim.day);
        (!last && aim.day - session.day <= SOON).then_some(aim)
    }

    /// How many planned items wait for this one, directly or not; at least one is known to.
    fn waiting(&self, item: usize) -> u32 {
        let mut seen = BTreeSet::new();
        let mut stack = vec![item];
        while let Some(at) = stack.pop() {
            for &next in self.dependants.get(at).map_or(&[][..], Vec::as_slice) {
                let real = !matches!(self.posed.stands.get(next), Some(Stands::Mock(_)));
                if real && seen.insert(next) {
                    stack.push(next);
                }
            }
        }
        u32::try_from(seen.len()).unwrap_or(u32::MAX).max(1)
    }

    /// Recall expected on the interview's day (per mille) if this review is left out.
    fn recall_without(&self, session: &PlannedSession, interview: usize) -> i64 {
        let (Some(item), Some(aim)) = (
            self.posed.problem.items.get(session.item),
            self.facts.aims.get(interview),
        ) else {
            return 0;
        };
        let last = match item.memory {
            Some(memory) => memory.last,
            None => self
                .studied
                .get(session.item)
                .copied()
                .flatten()
                .unwrap_or(0),
        };
        let mut days: Vec<i32> = self
            .reviewed
            .get(session.item)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .copied()
            .filter(|&d| d != session.day && d > last && d < aim.day)
            .collect();
        days.sort_unstable();
        let memory = Memory {
            stability: item.memory.map_or(item.stability, |m| m.stability),
            difficulty: item.difficulty,
        };
        self.fsrs.expected_per_mille(memory, last, &days, aim.day)
    }
}

fn percent(per_mille: i64) -> u8 {
    u8::try_from(((per_mille + 5) / 10).clamp(0, 100)).unwrap_or(100)
}
