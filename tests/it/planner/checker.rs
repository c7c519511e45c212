//! An independent checker and scorer of plans: a port of the rules H1–H14 and of the score as they are stated for the
//! planning problem. It shares no code with the planner, only the types of question and answer.

use std::collections::{BTreeMap, BTreeSet};

use cairn::planner::{ItemKind, Problem, Schedule, SessionKind};

/// What the checker found.
#[derive(Debug, Default, PartialEq)]
pub struct Report {
    pub violations: Vec<String>,
    pub z1: i64,
    pub z2: i64,
    pub dropped: BTreeSet<usize>,
    pub shortfall: i64,
    pub dropped_minutes: i64,
    pub moved: (u32, u32),
}

type Days = BTreeMap<i32, i32>;
type Key = (usize, SessionKind, i32);

struct Sheet<'a> {
    problem: &'a Problem,
    pins: BTreeMap<Key, i32>,
    sessions: BTreeMap<Key, i32>,
    buffer: BTreeSet<i32>,
    capacity: Vec<i32>,
    complete: BTreeMap<usize, i32>,
    errors: Vec<String>,
}

impl Sheet<'_> {
    fn days(&self, item: usize, kind: SessionKind) -> Days {
        let range = (item, kind, i32::MIN)..=(item, kind, i32::MAX);
        self.sessions.range(range).map(|(k, &m)| (k.2, m)).collect()
    }

    fn pinned(&self, item: usize, kind: SessionKind, day: i32) -> bool {
        self.pins.contains_key(&(item, kind, day))
    }

    fn fault(&mut self, rule: &str, what: impl std::fmt::Debug) {
        self.errors.push(format!("{rule} {what:?}"));
    }

    fn value(&self, item: usize, interview: usize) -> i64 {
        self.problem.items[item]
            .value
            .get(interview)
            .copied()
            .unwrap_or(0)
    }

    fn covered(&self, i: usize, day: i32) -> bool {
        let item = &self.problem.items[i];
        let left = (item.estimate - item.done).max(0);
        let done = self.complete.get(&i).copied();
        if item.kind == ItemKind::Mock {
            return done.is_some_and(|c| c < day);
        }
        if left == 0 {
            return true;
        }
        let Some(c) = done.filter(|&c| c < day) else {
            return false;
        };
        item.review_minutes == 0
            || self
                .days(i, SessionKind::Review)
                .keys()
                .any(|&r| c < r && r < day)
    }
}

/// Checks every rule and computes the score from nothing.
pub fn check(problem: &Problem, plan: &Schedule) -> Report {
    let mut sheet = Sheet {
        problem,
        pins: problem
            .pins
            .iter()
            .map(|p| ((p.item, p.kind, p.day), p.minutes))
            .collect(),
        sessions: BTreeMap::new(),
        buffer: BTreeSet::new(),
        capacity: problem.capacity.clone(),
        complete: BTreeMap::new(),
        errors: Vec::new(),
    };
    for k in &problem.interviews {
        if k.day < problem.days {
            sheet.capacity[k.day as usize] = 0;
        }
        sheet.buffer.extend((k.day - k.buffer_days).max(0)..k.day);
    }
    for s in &plan.sessions {
        let key = (s.item, s.kind, s.day);
        let fits = problem
            .items
            .get(s.item)
            .is_some_and(|i| (i.kind == ItemKind::Mock) == (s.kind == SessionKind::Mock));
        if !fits || !(0..problem.days).contains(&s.day) || s.minutes < 1 {
            sheet.fault("H1", s);
        } else if sheet.sessions.insert(key, s.minutes).is_some() {
            sheet.fault("H2", s);
        }
        if s.pinned != sheet.pins.contains_key(&key) {
            sheet.fault("pinned", s);
        }
    }
    days_and_counts(&mut sheet);
    work(&mut sheet);
    order(&mut sheet);
    reviews(&mut sheet);
    for (key, minutes) in sheet.pins.clone() {
        if sheet.sessions.get(&key) != Some(&minutes) {
            sheet.fault("H13", key);
        }
    }
    let mut report = score(&sheet);
    let stated: BTreeSet<usize> = plan.verdict.dropped.iter().map(|d| d.item).collect();
    if stated != report.dropped || plan.verdict.fits != report.dropped.is_empty() {
        sheet.fault("H14", (&stated, &report.dropped));
    }
    let have = (
        plan.score.z1,
        plan.score.z2,
        i64::from(plan.verdict.shortfall_minutes),
        i64::from(plan.verdict.dropped_minutes),
        plan.score.moved_sessions,
    );
    let want = (
        report.z1,
        report.z2,
        report.shortfall,
        report.dropped_minutes,
        report.moved,
    );
    if have != want {
        sheet.fault("score", (have, want));
    }
    report.violations = sheet.errors;
    report
}

fn days_and_counts(sheet: &mut Sheet) {
    let problem = sheet.problem;
    let limits = [
        (SessionKind::Study, problem.max_items),
        (SessionKind::Review, problem.max_reviews),
        (SessionKind::Mock, 1),
    ];
    for day in 0..problem.days {
        let on = |map: &BTreeMap<Key, i32>| -> Vec<(SessionKind, i32)> {
            map.iter()
                .filter(|(k, _)| k.2 == day)
                .map(|(k, &m)| (k.1, m))
                .collect()
        };
        let (all, pinned) = (on(&sheet.sessions), on(&sheet.pins));
        let minutes = |list: &[(SessionKind, i32)]| list.iter().map(|s| s.1).sum::<i32>();
        if minutes(&all) > sheet.capacity[day as usize].max(minutes(&pinned)) {
            sheet.fault("H3", day);
        }
        for (kind, most) in limits {
            let number =
                |list: &[(SessionKind, i32)]| list.iter().filter(|s| s.0 == kind).count() as u32;
            if number(&all) > most.max(number(&pinned)) {
                sheet.fault("H10", (day, kind));
            }
        }
    }
}

fn work(sheet: &mut Sheet) {
    for (i, item) in sheet.problem.items.iter().enumerate() {
        let left = (item.estimate - item.done).max(0);
        let window = item.earliest..=item.latest;
        if item.kind == ItemKind::Mock {
            let days = sheet.days(i, SessionKind::Mock);
            if days.len() > 1 || days.values().any(|&m| m != left) {
                sheet.fault("H7 mock", i);
            }
            for &day in days.keys() {
                if !sheet.pinned(i, SessionKind::Mock, day) && !window.contains(&day) {
                    sheet.fault("H5 mock", (i, day));
                }
                sheet.complete.insert(i, day);
            }
            continue;
        }
        let days = sheet.days(i, SessionKind::Study);
        let sum: i32 = days.values().sum();
        if left == 0 {
            sheet.complete.insert(i, -1);
        } else if sum == left
            && let Some((&last, _)) = days.last_key_value()
        {
            sheet.complete.insert(i, last);
        }
        let free: Vec<(i32, i32)> = days
            .iter()
            .filter(|(day, _)| !sheet.pinned(i, SessionKind::Study, **day))
            .map(|(&d, &m)| (d, m))
            .collect();
        if sum > left || (sum != left && !free.is_empty()) {
            sheet.fault("H6", (i, sum, left));
        }
        let pinned = sum - free.iter().map(|s| s.1).sum::<i32>();
        if !item.splittable && days.values().any(|&m| m != left) {
            sheet.fault("H7 whole", i);
        }
        for (day, minutes) in free {
            if minutes < item.min_session.min(left - pinned) {
                sheet.fault("H7", (i, day, minutes));
            }
            if sheet.buffer.contains(&day) {
                sheet.fault("H4", (i, day));
            }
            if !window.contains(&day) {
                sheet.fault("H5", (i, day));
            }
        }
    }
}

fn order(sheet: &mut Sheet) {
    let mut lists: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, item) in sheet.problem.items.iter().enumerate() {
        let kind = match item.kind {
            ItemKind::Mock => SessionKind::Mock,
            ItemKind::Study => SessionKind::Study,
        };
        for &day in sheet.days(i, kind).keys() {
            if sheet.pinned(i, kind, day) {
                continue;
            }
            for p in &item.prerequisites {
                if sheet.complete.get(p).is_none_or(|&c| c > day) {
                    sheet.fault("H8", (i, day, p));
                }
            }
        }
        if let (Some(list), ItemKind::Study) = (item.list, item.kind) {
            lists.entry(list).or_default().push(i);
        }
    }
    for (_, mut members) in lists {
        members.sort_by_key(|&i| sheet.problem.items[i].position);
        let mut latest = -1;
        for i in members {
            let days = sheet.days(i, SessionKind::Study);
            let free: Vec<i32> = days
                .into_keys()
                .filter(|&d| !sheet.pinned(i, SessionKind::Study, d))
                .collect();
            if let (Some(&first), Some(&last)) = (free.first(), free.last()) {
                if first < latest {
                    sheet.fault("H9", (i, first, latest));
                }
                latest = latest.max(last);
            }
        }
    }
}

fn reviews(sheet: &mut Sheet) {
    for (i, item) in sheet.problem.items.iter().enumerate() {
        let days = sheet.days(i, SessionKind::Review);
        let pinned = days
            .keys()
            .filter(|&&d| sheet.pinned(i, SessionKind::Review, d))
            .count();
        if days.len() > (sheet.problem.max_item_reviews as usize).max(pinned) {
            sheet.fault("H12", i);
        }
        for (day, minutes) in days {
            if sheet.pinned(i, SessionKind::Review, day) {
                continue;
            }
            let after = sheet.complete.get(&i).is_some_and(|&c| c < day);
            if item.review_minutes <= 0 || minutes != item.review_minutes || !after {
                sheet.fault("H11", (i, day));
            }
        }
    }
}

/// Expected recall, written out anew.
fn expected(w: &[f64; 21], s: f64, d: f64, last: i32, reviews: &[i32], day: i32) -> f64 {
    let f = 0.9_f64.powf(-1.0 / w[20]) - 1.0;
    let r = |t: i32| (1.0 + f * f64::from(t) / s).powf(-w[20]);
    let Some((&next, rest)) = reviews.split_first() else {
        return r(day - last);
    };
    let q = r(next - last);
    let up =
        s * (1.0 + w[8].exp() * (11.0 - d) * s.powf(-w[9]) * ((w[10] * (1.0 - q)).exp() - 1.0));
    let down = (w[11] * d.powf(-w[12]) * ((s + 1.0).powf(w[13]) - 1.0) * (w[14] * (1.0 - q)).exp())
        .min(s / (w[17] * w[18]).exp());
    let easy = w[4] - (3.0 * w[5]).exp() + 1.0;
    let towards = |x: f64| (w[7] * easy + (1.0 - w[7]) * x).clamp(1.0, 10.0);
    q * expected(w, up.max(0.001), towards(d), next, rest, day)
        + (1.0 - q)
            * expected(
                w,
                down.max(0.001),
                towards(d + (10.0 - d) * 2.0 * w[6] / 9.0),
                next,
                rest,
                day,
            )
}

fn score(sheet: &Sheet) -> Report {
    let problem = sheet.problem;
    let mut report = Report::default();
    let (mut recall, mut fragments) = (0_i64, 0_i64);
    for (i, item) in problem.items.iter().enumerate() {
        let left = (item.estimate - item.done).max(0);
        let study = sheet.days(i, SessionKind::Study);
        fragments += (study.len() as i64 - 1).max(0);
        for (k, interview) in problem.interviews.iter().enumerate() {
            let value = sheet.value(i, k);
            let covered = sheet.covered(i, interview.day);
            if left > 0 && covered {
                report.z1 += value;
            }
            if left > 0 && value > 0 && !covered {
                report.dropped.insert(i);
            }
            if item.kind == ItemKind::Mock || value <= 0 || !covered {
                continue;
            }
            let rho = if item.review_minutes == 0 {
                1000
            } else {
                let (s, last) = match (left, item.memory) {
                    (0, Some(m)) => (m.stability, m.last),
                    _ => (item.stability, sheet.complete[&i]),
                };
                let counted: Vec<i32> = sheet
                    .days(i, SessionKind::Review)
                    .into_keys()
                    .filter(|&r| last < r && r < interview.day)
                    .collect();
                let e = expected(
                    &problem.fsrs,
                    s,
                    item.difficulty,
                    last,
                    &counted,
                    interview.day,
                );
                (1000.0 * e + 0.5).floor() as i64
            };
            recall += value * rho;
        }
    }
    let (mut smooth, mut mono) = (0_i64, 0_i64);
    for day in 0..problem.days {
        let load: i32 = sheet
            .sessions
            .iter()
            .filter(|(k, _)| k.2 == day)
            .map(|(_, &m)| m)
            .sum();
        smooth += i64::from((load - problem.fair[day as usize]).max(0));
        let steps: Vec<u8> = sheet
            .sessions
            .keys()
            .filter(|k| k.2 == day && k.1 == SessionKind::Study)
            .map(|k| problem.items[k.0].step)
            .collect();
        mono += i64::from(steps.len() >= 2 && steps.iter().all(|s| *s == steps[0]));
    }
    let mut moved = 0;
    for s in &problem.previous {
        let item = &problem.items[s.item];
        if s.kind == SessionKind::Study && item.estimate <= item.done {
            continue;
        }
        report.moved.1 += 1;
        if !sheet.sessions.contains_key(&(s.item, s.kind, s.day)) {
            report.moved.0 += 1;
            moved += if s.day <= 2 {
                3
            } else if s.day <= 7 {
                2
            } else {
                1
            };
        }
    }
    let reviews = sheet
        .sessions
        .keys()
        .filter(|k| k.1 == SessionKind::Review)
        .count() as i64;
    let w = &problem.weights;
    report.z2 = w.recall * recall
        - w.review * reviews
        - w.fragment * fragments
        - w.smooth * smooth
        - w.mono * mono
        - w.shift * moved;
    shortfall(sheet, &mut report);
    report
}

fn shortfall(sheet: &Sheet, report: &mut Report) {
    let problem = sheet.problem;
    let left = |i: usize| i64::from((problem.items[i].estimate - problem.items[i].done).max(0));
    for (n, interview) in problem.interviews.iter().enumerate() {
        let mut stack: Vec<usize> = (0..problem.items.len())
            .filter(|&i| (0..=n).any(|k| sheet.value(i, k) > 0))
            .collect();
        let mut want = BTreeSet::new();
        while let Some(i) = stack.pop() {
            if left(i) > 0 && want.insert(i) {
                stack.extend(&problem.items[i].prerequisites);
            }
        }
        let study = |i: &&usize| problem.items[**i].kind == ItemKind::Study;
        let need: i64 = want.iter().filter(study).map(|&i| left(i)).sum();
        let all: i64 = want
            .iter()
            .map(|&i| left(i) + i64::from(problem.items[i].review_minutes))
            .sum();
        let (mut room, mut any) = (0_i64, 0_i64);
        for day in 0..interview.day.min(problem.days) {
            let pinned = |study_only: bool| -> i64 {
                let on = sheet
                    .pins
                    .iter()
                    .filter(|(k, _)| k.2 == day && (!study_only || k.1 == SessionKind::Study));
                on.map(|(_, &m)| i64::from(m)).sum()
            };
            let minutes = i64::from(sheet.capacity[day as usize]).max(pinned(false));
            any += minutes;
            room += if sheet.buffer.contains(&day) {
                pinned(true)
            } else {
                minutes
            };
        }
        report.shortfall = report.shortfall.max(need - room).max(all - any);
    }
    for &i in &report.dropped {
        let planned = |kind| {
            sheet
                .days(i, kind)
                .values()
                .map(|&m| i64::from(m))
                .sum::<i64>()
        };
        report.dropped_minutes +=
            left(i) - planned(SessionKind::Study) - planned(SessionKind::Mock);
        if sheet.days(i, SessionKind::Review).is_empty() {
            report.dropped_minutes += i64::from(problem.items[i].review_minutes);
        }
    }
}
