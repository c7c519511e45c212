//! What the answers come to: what is wrong with them, and the plan they would make, worked out for the preview.
//!
//! Not here: how it is drawn (`form`, `preview`).

use std::collections::BTreeMap;

use crate::domain::item::{Depth, Item, Kind};
use crate::domain::time::{Day, Minutes, Weekday};
use crate::domain::{Answers, CutReason, ItemId, Plan, PlanId, Schedule, SessionKind, StepId};
use crate::planner::{Effort, schedule_plan};
use crate::store::builtin;
use crate::ui::{format, next_parts};

/// The furthest interview that can be planned for, in days.
const FURTHEST: i64 = 3 * 366;
/// Most bars in the chart; more weeks share bars.
const MOST_BARS: i64 = 52;
/// How many of the first days are listed, and most sessions of them in all.
const FIRST_DAYS: usize = 3;
const FIRST_ROWS: usize = 8;

/// What makes a plan impossible, in words, beside what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Problems {
    /// One for each interview.
    pub interviews: Vec<Option<&'static str>>,
    /// About the hours of the week.
    pub hours: Option<&'static str>,
    /// About the days off.
    pub days_off: Option<&'static str>,
    /// About the first day.
    pub start: Option<&'static str>,
}

impl Problems {
    /// What is wrong with these answers today.
    pub fn of(answers: &Answers, today: Day) -> Self {
        let dates = answers.interviews.iter().map(|interview| interview.on);
        let mut problems = Self {
            interviews: dates.clone().map(|on| wrong_date(on, today)).collect(),
            ..Self::default()
        };
        if problems.interviews.iter().any(Option::is_some) {
            return problems;
        }
        let Some(last) = dates.max() else {
            return problems;
        };
        if answers.start_on >= last {
            problems.start = Some("Start on a day before the last interview.");
            return problems;
        }
        let total = answers.minutes.iter().copied().sum::<Minutes>();
        if total == Minutes::ZERO {
            problems.hours = Some("There is no time in the week: give at least one day some.");
            return problems;
        }
        let minutes = |day: Day| {
            let weekday = day.weekday().num_days_from_monday() as usize;
            answers.minutes.get(weekday).copied().unwrap_or_default()
        };
        let mut days = answers.start_on.until(last);
        if !days.clone().any(|day| minutes(day) > Minutes::ZERO) {
            problems.hours = Some("None of these weekdays comes before the interview.");
        } else if !days.any(|day| minutes(day) > Minutes::ZERO && !answers.days_off.contains(&day))
        {
            problems.days_off = Some("Every day with time is off: keep at least one.");
        }
        problems
    }

    /// The first of them.
    pub fn first(&self) -> Option<&'static str> {
        let interviews = self.interviews.iter().copied().flatten();
        interviews
            .chain(self.start)
            .chain(self.hours)
            .chain(self.days_off)
            .next()
    }
}

fn wrong_date(on: Day, today: Day) -> Option<&'static str> {
    match on.since(today) {
        0 => Some("The interview is today: there is no day left to plan. Good luck!"),
        n if n < 0 => Some("That day is over: choose a day to come."),
        n if n > FURTHEST => Some("That is more than three years away: choose an earlier day."),
        _ => None,
    }
}

/// The plan that the answers make, in what the eye takes in.
#[derive(Clone, Debug, Default)]
pub(super) struct Preview {
    /// “Your 8 weeks”.
    pub title: String,
    /// The bars.
    pub weeks: Vec<Week>,
    /// Time there is, and time everything would need.
    pub there: Minutes,
    /// Time that everything asked for would need at the depth core.
    pub wanted: Minutes,
    /// Whether nothing had to be cut or read at a lower depth.
    pub fits: bool,
    /// One sentence of what fits how, with its strong words.
    pub sentence: Vec<(String, bool)>,
    /// The steps that come up, with their short titles.
    pub legend: Vec<(u8, String)>,
    /// Whether reviews or mocks come up.
    pub reviews: bool,
    /// What comes first.
    pub first: Vec<FirstRow>,
}

/// A bar of the chart.
#[derive(Clone, Debug)]
pub(super) struct Week {
    /// Its first day.
    pub from: Day,
    /// Planned minutes by step, 0 for reviews and mocks, in the order of the bar from below.
    pub parts: Vec<(u8, Minutes)>,
    /// Time there is.
    pub there: Minutes,
}

impl Week {
    /// All that is planned.
    pub fn planned(&self) -> Minutes {
        self.parts.iter().map(|(_, minutes)| *minutes).sum()
    }
}

/// A session of the first days.
#[derive(Clone, Debug)]
pub(super) struct FirstRow {
    /// Its day, on the first row of a day only.
    pub day: Option<Day>,
    /// The number of its step.
    pub step: u8,
    /// What is studied.
    pub title: String,
    /// How.
    pub kind: SessionKind,
    /// How long.
    pub minutes: Minutes,
}

impl Preview {
    /// Plans the answers quickly. `first` is the weekday that weeks begin on.
    pub fn of(answers: &Answers, today: Day, first: Weekday) -> Self {
        let plan = answers.plan(PlanId::slug("preview"), builtin::path());
        let schedule = schedule_plan(&plan, today, Effort::Quick);
        let start = answers.start_on.max(today);
        let Some(last) = plan.last_day() else {
            return Self::default();
        };
        let mut preview = Self {
            title: title(start, last),
            weeks: weeks(&plan, &schedule, start, last, first),
            there: schedule.verdict.available,
            wanted: schedule.verdict.wanted,
            fits: schedule.verdict.fits && schedule.verdict.reduced == 0,
            sentence: sentence(&plan, &schedule, last.since(start)),
            first: first_rows(&plan, &schedule),
            ..Self::default()
        };
        let used = |step: u8| {
            let mut parts = preview.weeks.iter().flat_map(|week| &week.parts);
            parts.any(|(number, _)| *number == step)
        };
        preview.reviews = used(0);
        preview.legend = plan
            .steps_in_order()
            .into_iter()
            .map(|step| (number(step.order), step.short_title().to_owned()))
            .filter(|(step, _)| used(*step))
            .collect();
        preview
    }

    /// The tallest bar or the most time of one, for the scale.
    pub fn tallest(&self) -> Minutes {
        let heights = self.weeks.iter().map(|week| week.planned().max(week.there));
        heights.max().unwrap_or_default()
    }

    /// What a bar says when one rests on it.
    pub fn told(&self, week: &Week) -> String {
        let mut lines = vec![format!(
            "Week of {}: {} planned of {}",
            format::day(week.from),
            format::minutes(week.planned()),
            format::minutes(week.there)
        )];
        for (step, minutes) in &week.parts {
            let name = self.legend.iter().find(|(number, _)| number == step);
            let name = name.map_or("Reviews and mocks", |(_, name)| name.as_str());
            lines.push(format!("{name} {}", format::minutes(*minutes)));
        }
        lines.join("\n")
    }
}

fn number(order: u32) -> u8 {
    u8::try_from(order).unwrap_or(0)
}

fn title(start: Day, last: Day) -> String {
    match last.since(start) {
        1 => "Your one day".to_owned(),
        n if n < 14 => format!("Your {n} days"),
        n => format!("Your {} weeks", (n + 6) / 7),
    }
}

fn weeks(plan: &Plan, schedule: &Schedule, start: Day, last: Day, first: Weekday) -> Vec<Week> {
    let begin = start.week_start(first);
    let count = last.plus(-1).since(begin).max(0) / 7 + 1;
    let shared = (count + MOST_BARS - 1) / MOST_BARS;
    let length = 7 * shared.max(1);
    let mut sums: BTreeMap<i64, BTreeMap<u32, Minutes>> = BTreeMap::new();
    for session in &schedule.sessions {
        let step = plan.items.get(&session.item).and_then(|i| i.step.as_ref());
        let order = match session.kind {
            SessionKind::Study => plan.step_number(step),
            // Above all steps.
            SessionKind::Review | SessionKind::Mock => u32::MAX,
        };
        let bar = session.on.since(begin).div_euclid(length);
        *sums.entry(bar).or_default().entry(order).or_default() += session.minutes;
    }
    (0..(count + shared - 1) / shared.max(1))
        .map(|bar| {
            let from = begin.plus(bar * length);
            let to = from.plus(length).min(last);
            let parts = sums.get(&bar).into_iter().flatten();
            Week {
                from: from.max(start),
                parts: parts
                    .map(|(order, minutes)| (number(*order), *minutes))
                    .collect(),
                there: from
                    .max(start)
                    .until(to)
                    .map(|d| plan.availability.minutes(d))
                    .sum(),
            }
        })
        .collect()
}

fn first_rows(plan: &Plan, schedule: &Schedule) -> Vec<FirstRow> {
    let mut sessions: Vec<_> = schedule.sessions.iter().collect();
    sessions.sort_by_key(|session| (session.on, session.kind));
    let mut rows = Vec::new();
    let (mut days, mut last) = (0, None);
    let mut studied: BTreeMap<&ItemId, Minutes> = BTreeMap::new();
    for session in sessions {
        let fresh = last != Some(session.on);
        days += usize::from(fresh);
        if days > FIRST_DAYS || rows.len() == FIRST_ROWS {
            break;
        }
        last = Some(session.on);
        let item = plan.items.get(&session.item);
        let step = item.and_then(|i| i.step.as_ref());
        let before = studied.entry(&session.item).or_default();
        let title = match item {
            Some(item) if session.kind == SessionKind::Study => {
                let title = first_title(plan, schedule, item, session.minutes, *before);
                *before += session.minutes;
                title
            }
            _ => plan.title_of(&session.item).to_owned(),
        };
        rows.push(FirstRow {
            day: fresh.then_some(session.on),
            step: number(plan.step_number(step)),
            title,
            kind: session.kind,
            minutes: session.minutes,
        });
    }
    rows
}

/// “Statistics: probability theory”: what of an item a session is for, `before` minutes of study into it.
fn first_title(
    plan: &Plan,
    schedule: &Schedule,
    item: &Item,
    minutes: Minutes,
    before: Minutes,
) -> String {
    let mut item = item.clone();
    item.depth = schedule.depths.get(&item.id).copied().unwrap_or(item.depth);
    let taken = before.0 / next_parts::share(plan, &item).0;
    let taken = usize::try_from(taken).unwrap_or(0);
    let parts = next_parts::of(plan, &item, minutes, taken);
    match parts.words.as_str() {
        "" => item.title.clone(),
        words => format!("{}: {words}", item.short_title()),
    }
}

/// “Not everything fits: core on fundamentals, lean on papers and 8 of 14 prompts. Cut: Murphy, 6 prompts.” `days` are
/// there until the last interview.
fn sentence(plan: &Plan, schedule: &Schedule, days: i64) -> Vec<(String, bool)> {
    let mut at: BTreeMap<Depth, Vec<String>> = BTreeMap::new();
    let (mut cut, mut not_asked) = (Vec::new(), Vec::new());
    for step in plan.steps_in_order() {
        let name = step.short_title().to_lowercase();
        let items = worth_time(plan, &step.id);
        let reason = |item: &&Item| schedule.cuts.get(&item.id).map(|cut| &cut.reason);
        let (out, asked): (Vec<&Item>, Vec<&Item>) = items
            .iter()
            .copied()
            .partition(|item| reason(item) == Some(&CutReason::NotAsked));
        if asked.is_empty() {
            if !out.is_empty() {
                not_asked.push(name);
            }
            continue;
        }
        let gone: Vec<&Item> = asked
            .iter()
            .copied()
            .filter(|i| reason(i).is_some())
            .collect();
        let depth = |item: &Item| schedule.depths.get(&item.id).copied().unwrap_or(item.depth);
        for level in [Depth::Deep, Depth::Core, Depth::Lean] {
            let here = |item: &&&Item| reason(item).is_none() && depth(item) == level;
            match asked.iter().filter(here).count() {
                0 => {}
                n if n == asked.len() => at.entry(level).or_default().push(name.clone()),
                n => {
                    let said = if gone.is_empty() {
                        format!("{n} {}", noun(&asked, n))
                    } else {
                        format!("{n} of {} {}", asked.len(), noun(&asked, 2))
                    };
                    at.entry(level).or_default().push(said);
                }
            }
        }
        match gone.as_slice() {
            [] => {}
            all if all.len() == asked.len() => cut.push(format!("all {}", noun(&asked, 2))),
            few if few.len() <= 2 => {
                cut.extend(few.iter().map(|item| item.short_title().to_owned()));
            }
            many => cut.push(format!("{} {}", many.len(), noun(&asked, many.len()))),
        }
    }
    words(at, cut, not_asked, schedule, days)
}

fn words(
    mut at: BTreeMap<Depth, Vec<String>>,
    cut: Vec<String>,
    not_asked: Vec<String>,
    schedule: &Schedule,
    days: i64,
) -> Vec<(String, bool)> {
    if at.is_empty() {
        let text = if days <= 1 {
            "The one day before the interview is too short to plan anything. Rest well, or choose a later interview."
        } else {
            "Nothing fits into this time yet: give the week more hours, or a later interview."
        };
        return vec![(text.to_owned(), false)];
    }
    let whole = cut.is_empty() && schedule.verdict.reduced == 0;
    let begin = match (whole, cut.is_empty()) {
        (true, _) => "Everything fits: ",
        (false, true) => "Fits with less: ",
        (false, false) => "Not everything fits: ",
    };
    let mut pieces = vec![(begin.to_owned(), false)];
    let levels: Vec<Depth> = [Depth::Deep, Depth::Core, Depth::Lean]
        .into_iter()
        .filter(|level| at.contains_key(level))
        .collect();
    let only = levels.len() == 1 && whole;
    for (n, level) in levels.iter().enumerate() {
        let list = joined(&at.remove(level).unwrap_or_default());
        if n > 0 {
            pieces.push(("; ".to_owned(), false));
        }
        pieces.push((format::depth(*level).to_owned(), true));
        let on = if only { "everything".to_owned() } else { list };
        pieces.push((format!(" on {on}"), false));
    }
    let mut end = ".".to_owned();
    if !cut.is_empty() {
        end = format!(". Cut: {}.", joined(&cut));
    }
    if !not_asked.is_empty() {
        end.push_str(&format!(
            " Not asked in this interview: {}.",
            joined(&not_asked)
        ));
    }
    pieces.push((end, false));
    pieces
}

/// The items of a step that take time.
fn worth_time<'a>(plan: &'a Plan, step: &StepId) -> Vec<&'a Item> {
    let items = plan.items.iter().map(|item| &**item);
    items
        .filter(|item| item.step.as_ref() == Some(step) && item.kind != Kind::Resource)
        .filter(|item| item.effort.at(Depth::Core) > Minutes::ZERO)
        .collect()
}

/// What these items are together: “papers”, “items” where they are of several kinds.
fn noun(items: &[&Item], count: usize) -> &'static str {
    let kind = items.first().map(|item| &item.kind);
    let same = items.iter().all(|item| Some(&item.kind) == kind);
    let (one, many) = match kind.filter(|_| same) {
        Some(Kind::Topic) => ("topic", "topics"),
        Some(Kind::Algorithm) => ("algorithm", "algorithms"),
        Some(Kind::Paper) => ("paper", "papers"),
        Some(Kind::Book) => ("book", "books"),
        Some(Kind::DesignPrompt) => ("design prompt", "design prompts"),
        _ => ("item", "items"),
    };
    if count == 1 { one } else { many }
}

/// “a, b and c”.
fn joined(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monday() -> Day {
        Day::from_ymd(2026, 11, 30).unwrap_or(Day::MIN)
    }

    #[test]
    fn impossible_answers_are_told_in_words() {
        let fine = Answers::sensible(monday());
        assert_eq!(Problems::of(&fine, monday()).first(), None);
        let with = |change: &dyn Fn(&mut Answers)| {
            let mut answers = fine.clone();
            change(&mut answers);
            Problems::of(&answers, monday())
        };
        let on = |by: i64| {
            with(&move |a| {
                a.interviews
                    .iter_mut()
                    .for_each(|i| i.on = monday().plus(by))
            })
        };
        assert!(on(0).interviews.iter().all(Option::is_some));
        assert!(on(-5).interviews.iter().all(Option::is_some));
        assert!(on(100_000).interviews.iter().all(Option::is_some));
        assert!(with(&|a| a.minutes = [Minutes::ZERO; 7]).hours.is_some());
        assert!(with(&|a| a.start_on = a.start_on.plus(56)).start.is_some());
        assert!(
            with(&|a| a.days_off = monday().until(monday().plus(60)).collect())
                .days_off
                .is_some()
        );
        let only_friday = with(&|a| {
            a.minutes = [Minutes::ZERO; 7];
            a.minutes[4] = Minutes::hours(1);
            a.interviews
                .iter_mut()
                .for_each(|i| i.on = monday().plus(2));
        });
        assert!(only_friday.hours.is_some());
    }

    #[test]
    fn any_answers_can_be_previewed() {
        for (days, minutes) in [(1, 60), (9, 0), (9, 20), (56, 60), (365, 600), (1000, 1440)] {
            let mut answers = Answers::sensible(monday());
            answers.minutes = [Minutes(minutes); 7];
            for interview in &mut answers.interviews {
                interview.on = monday().plus(days);
            }
            let preview = Preview::of(&answers, monday(), Weekday::Sun);
            assert!(!preview.weeks.is_empty() && preview.weeks.len() <= MOST_BARS as usize + 1);
            let said: String = preview.sentence.iter().map(|(text, _)| &**text).collect();
            assert!(!said.is_empty());
            assert!(
                said.contains("Cut: ") == said.starts_with("Not everything fits: "),
                "{said}"
            );
        }
        let none = Answers {
            interviews: Vec::new(),
            ..Answers::sensible(monday())
        };
        assert!(Preview::of(&none, monday(), Weekday::Mon).weeks.is_empty());
    }
}
