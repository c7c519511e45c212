//! What recurs, compared with the `rrule` crate on random rules.

use cairn::store::formats::ics::rule::{Budget, Rule};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};

use crate::support::plans::Dice;

/// A random rule that both this program and the `rrule` crate follow.
fn random_rule(d: &mut Dice) -> String {
    let freq = d.pick(&["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    let mut rule = format!("FREQ={freq}");
    if d.chance(40) {
        rule += &format!(";INTERVAL={}", d.roll(1, 5));
    }
    let list = |d: &mut Dice, low: i64, high: i64| -> String {
        let one = |d: &mut Dice| (low + d.below((high - low + 1) as usize) as i64).to_string();
        let parts: Vec<String> = (0..d.roll(1, 3)).map(|_| one(d)).collect();
        parts.join(",")
    };
    if d.chance(30) {
        rule += &format!(";BYMONTH={}", list(d, 1, 12));
    }
    let mut days = false;
    if d.chance(40) {
        let week = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let numbered = matches!(freq, "MONTHLY" | "YEARLY") && d.chance(50);
        let nth = |d: &mut Dice| {
            if numbered {
                d.pick(&["1", "2", "-1", "4", "-2"])
            } else {
                ""
            }
        };
        let parts: Vec<String> = (0..d.roll(1, 3))
            .map(|_| format!("{}{}", nth(d), d.pick(&week)))
            .collect();
        rule += &format!(";BYDAY={}", parts.join(","));
        days = true;
    }
    if !days && freq != "WEEKLY" && d.chance(30) {
        let low = if d.chance(50) { 1 } else { -5 };
        rule += &format!(
            ";BYMONTHDAY={}",
            list(d, low, if low == 1 { 31 } else { -1 })
        );
        days = true;
    }
    if freq == "YEARLY" && !days && d.chance(20) {
        rule += &format!(";BYYEARDAY={}", list(d, 1, 366));
        days = true;
    }
    if days && freq != "DAILY" && d.chance(20) {
        rule += &format!(";BYSETPOS={}", d.pick(&["1", "-1", "2", "1,-1"]));
    }
    if d.chance(15) {
        rule += &format!(";BYHOUR={}", list(d, 0, 23));
    }
    if d.chance(20) {
        rule += &format!(";WKST={}", d.pick(&["SU", "MO"]));
    }
    match d.below(3) {
        0 => rule += &format!(";COUNT={}", d.roll(1, 40)),
        1 => rule += &format!(";UNTIL=2027{:02}15T120000Z", d.roll(1, 12)),
        _ => {}
    }
    rule
}

/// Rules compared with the `rrule` crate, in UTC; how many there were and how many occurrences.
fn compare(rules: u64, seed: u64) -> (u64, usize) {
    let mut d = Dice::new(seed);
    let (mut compared, mut occurrences) = (0, 0);
    let window = (at(2026, 12, 1), at(2028, 2, 1));
    while compared < rules {
        let text = random_rule(&mut d);
        let start = at(2023, 1, 1)
            + TimeDelta::days(d.below(1_500) as i64)
            + TimeDelta::hours(d.below(24) as i64);
        let from = rrule::Tz::UTC.from_utc_datetime(&start);
        let Ok(other) = text
            .parse::<rrule::RRule<rrule::Unvalidated>>()
            .and_then(|rule| rule.validate(from))
        else {
            continue;
        };
        let set = rrule::RRuleSet::new(from).rrule(other);
        let mut expected: Vec<NaiveDateTime> = Vec::new();
        let mut first = None;
        for next in (&set).into_iter().take(20_000) {
            let next = next.naive_utc();
            first = first.or(Some(next));
            if next > window.1 {
                break;
            }
            if next >= window.0 {
                expected.push(next);
            }
        }
        if first != Some(start) {
            // The standard leaves open what a start that the rule does not say means.
            continue;
        }
        let rule = Rule::parse(&text).expect("a rule");
        let until = rule.until.map(|until| match until {
            cairn::store::formats::ics::rule::Until::Utc(at) => at,
            other => panic!("{other:?}"),
        });
        let ours = rule.occurrences(start, window, until, &mut Budget::new(10_000_000));
        assert_eq!(ours, expected, "seed {seed}: {text} from {start}");
        compared += 1;
        occurrences += ours.len();
    }
    (compared, occurrences)
}

fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|d| d.and_hms_opt(0, 0, 0))
        .expect("a time")
}

#[test]
fn rules_recur_as_another_program_has_it() {
    let (_, occurrences) = compare(60, 1);
    assert!(occurrences > 300, "{occurrences}");
}

#[test]
#[ignore = "long: cargo test --release -- --ignored"]
fn many_rules_recur_as_another_program_has_it() {
    let (rules, occurrences) = compare(20_000, 11);
    println!("{rules} rules, {occurrences} occurrences, seed 11");
}
