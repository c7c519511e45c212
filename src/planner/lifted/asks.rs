//! What each day would mean for lifted sessions, asked one by one: interviews, order, recall, readiness, time, the rules of a day.

use super::super::breaks::{Aim, Breaks, Weight, What};
use super::{Lifted, Recall, place};
use crate::domain::{Day, InterviewId, ItemId, Minutes, SessionKind};

impl<'a> Lifted<'a> {
    fn asking(&self) -> impl DoubleEndedIterator<Item = &'a Aim> {
        let base = self.base;
        let both = base.aims.iter().zip(&self.asked);
        both.filter(|(_, asked)| **asked).map(|(aim, _)| aim)
    }

    /// Says whether the item would come too late for an interview that asks for it.
    pub(super) fn interviews(&self, to: Day, add: &mut impl FnMut(Weight, What)) -> bool {
        let base = self.base;
        let mut late = false;
        for interview in base.plan.interviews.iter().filter(|one| one.on == to) {
            // Today's interview is over before the evening; what comes after it is for the next one.
            let weight = match to > base.today {
                true => Weight::Breaks,
                false => Weight::Strains,
            };
            late |= to > base.today;
            add(
                weight,
                What::OnInterview {
                    interview: interview.id.clone(),
                },
            );
        }
        let after = |interview: &InterviewId, asks| What::AfterInterview {
            interview: interview.clone(),
            asks,
        };
        let study = self.has(SessionKind::Study);
        match self.asking().next_back() {
            Some(last) if last.on < to => {
                add(Weight::Breaks, after(&last.id, true));
                late |= study;
            }
            Some(_) if study || self.has(SessionKind::Mock) => {
                let crossed =
                    |aim: &&Aim| aim.on < to && self.from.is_some_and(|from| from < aim.on);
                if let Some(aim) = self.asking().find(crossed) {
                    add(Weight::Strains, after(&aim.id, true));
                }
            }
            _ => {
                if let Some(last) = base.aims.last()
                    && last.on < to
                {
                    add(Weight::Breaks, after(&last.id, false));
                }
            }
        }
        if study && let Some(aim) = base.aims.iter().find(|a| a.free_from <= to && to < a.on) {
            let interview = aim.id.clone();
            add(Weight::Breaks, What::NewMaterial { interview });
        }
        late
    }

    /// Study before what it builds on, after what builds on it, out of its ordered list.
    pub(super) fn order(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        for (complete, item) in &self.before {
            let item = (*item).clone();
            match *complete {
                Some(complete_on) if complete_on > to => {
                    add(Weight::Breaks, What::Prerequisite { item, complete_on });
                }
                None if self.fresh => {
                    add(Weight::Strains, What::PrerequisiteUnplanned { item });
                }
                _ => {}
            }
        }
        let weights = [Weight::Breaks, Weight::Strains];
        for (first, item) in &self.after {
            let found = first.iter().zip(weights);
            let mut found = found.filter_map(|(day, weight)| Some(((*day)?, weight)));
            if let Some((begins_on, weight)) = found.find(|(day, _)| *day < to) {
                let item = (*item).clone();
                add(weight, What::Dependant { item, begins_on });
            }
        }
        let (before, after) = &self.list;
        let late = before.iter().zip(weights);
        let mut late = late.filter_map(|(bound, weight)| Some(((*bound)?, weight)));
        if let Some(((on, item), weight)) = late.find(|((day, _), _)| *day > to) {
            let item = item.clone();
            add(weight, What::BeforeInList { item, on });
        }
        let early = after.iter().zip(weights);
        let mut early = early.filter_map(|(bound, weight)| Some(((*bound)?, weight)));
        if let Some(((on, item), weight)) = early.find(|((day, _), _)| *day < to) {
            let item = item.clone();
            add(weight, What::AfterInList { item, on });
        }
    }

    /// Reviews come on a later day than the study of their item, mocks not before it.
    pub(super) fn recall(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        if !self.open {
            return;
        }
        let study = self.has(SessionKind::Study);
        let studied = self.complete_on(to);
        let review = self.has(SessionKind::Review) && studied.is_some_and(|day| day >= to);
        let mock = self.has(SessionKind::Mock) && studied.is_some_and(|day| day > to);
        if (review || mock)
            && let Some(complete_on) = studied
        {
            add(Weight::Breaks, What::BeforeStudy { complete_on });
        }
        if !study {
            return;
        }
        let broken = self.recalls.iter().filter(|r| r.is_overtaken(to));
        if let Some(&Recall { kind, on, own, .. }) = broken.min_by_key(|r| (!r.own, r.on)) {
            let weight = if own { Weight::Breaks } else { Weight::Strains };
            add(weight, What::AfterRecall { kind, on });
        }
    }

    /// The first interview that the item would not be ready for any more.
    pub(super) fn readiness(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        let base = self.base;
        if !self.open {
            return;
        }
        let studied = self.complete_on(to);
        let reviews = self
            .recalls
            .iter()
            .filter(|r| r.kind == SessionKind::Review);
        let mut reviews: Vec<Day> = reviews.map(|r| r.on).collect();
        if self.has(SessionKind::Review) {
            reviews.push(to);
        }
        let mut aims = base.aims.iter().zip(&self.ready);
        let lost = aims.find(|(aim, ready)| **ready && !base.is_ready(studied, &reviews, aim));
        if let Some((aim, _)) = lost {
            let what = What::Unready {
                interview: aim.id.clone(),
                only_review: studied.is_some_and(|day| day < aim.on),
            };
            add(Weight::Breaks, what);
        }
    }

    pub(super) fn time(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        let availability = &self.base.plan.availability;
        let (load, there) = self.load(to);
        if availability.is_day_off(to) {
            add(Weight::Breaks, What::DayOff);
        } else if there == Minutes::ZERO {
            add(Weight::Breaks, What::NoTime);
        } else if load > there {
            let over = load.saturating_sub(there);
            add(Weight::Breaks, What::Full { over, there });
        }
    }

    pub(super) fn counting(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        let rules = &self.base.plan.rules;
        let limits = [
            (SessionKind::Study, usize::from(rules.max_items.max(1))),
            (SessionKind::Review, usize::from(rules.max_reviews)),
            (SessionKind::Mock, 1),
        ];
        for (kind, most) in limits {
            if !self.has(kind) {
                continue;
            }
            let there = self.others(to).filter(|s| s.kind == kind);
            let count = match kind {
                // Of study, items count: two sessions of one item are one topic.
                SessionKind::Study => {
                    let mut items: Vec<&ItemId> = there.map(|s| &s.item).collect();
                    items.push(&self.item);
                    items.sort_unstable();
                    items.dedup();
                    items.len()
                }
                _ => there.count() + self.counts.get(place(kind)).copied().unwrap_or(0),
            };
            if count > most {
                add(Weight::Breaks, What::TooMany { kind, count, most });
            }
        }
        let most = usize::from(rules.max_item_reviews);
        let reviews = self
            .recalls
            .iter()
            .filter(|r| r.kind == SessionKind::Review);
        let count = reviews.count() + 1;
        if self.fresh && self.has(SessionKind::Review) && count > most {
            add(Weight::Breaks, What::TooManyReviews { count, most });
        }
    }

    /// Its length, its pin.
    pub(super) fn own(&self, to: Day, add: &mut impl FnMut(Weight, What)) {
        let base = self.base;
        let least = base.plan.rules.min_session;
        if self.new_length && self.has(SessionKind::Study) && self.minutes < least {
            let left = base.index.remaining(&base.plan, &self.item);
            if self.minutes < left {
                add(Weight::Strains, What::Short { least });
            }
        }
        if let Some(from) = self
            .pinned
            .filter(|from| *from != to && *from >= base.today)
        {
            add(Weight::Notes, What::Unpinned { from });
        }
    }
}

impl Breaks {
    /// Whether an item that is studied until a day and reviewed on these is ready for an interview.
    pub(super) fn is_ready(&self, studied: Option<Day>, reviews: &[Day], aim: &Aim) -> bool {
        let Some(complete) = studied.filter(|day| *day < aim.on) else {
            return false;
        };
        let in_time = |day: &Day| complete < *day && *day < aim.on;
        self.plan.rules.review == Minutes::ZERO || reviews.iter().any(in_time)
    }
}
