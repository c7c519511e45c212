//! Busy times: what they take of a day, where they leave the sessions, how they are kept.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use cairn::domain::busy::{DAY_FROM, DAY_TO, MAX_BUSY};
use cairn::domain::{
    Availability, Busy, BusyId, Clock, Day, Edit, EditError, Minutes, Plan, PlanId, Slot, WEEK,
    Weekly, Window, times,
};
use cairn::store::format::{read_plan, write_plan};
use proptest::prelude::*;

use crate::support::plans::{random_plan, sample};

fn thursday() -> Day {
    Day::from_ymd(2026, 12, 10).expect("a day")
}

fn at(text: &str) -> Clock {
    Clock::parse(text).expect("a time")
}

fn busy(id: &str, on: Day, from: &str, minutes: u32) -> Busy {
    Busy::new(BusyId::slug(id), on, at(from), Minutes(minutes))
}

/// Every evening two hours from 19:00; weekends two more from 10:00.
fn evenings() -> Availability {
    let mut weekly = Weekly::of_minutes([Minutes(120); 7]);
    for day in WEEK {
        weekly.on_mut(day).clear();
    }
    for (n, day) in WEEK.into_iter().enumerate() {
        if n > 4 {
            weekly.on_mut(day).push(Window {
                at: at("10:00"),
                minutes: Minutes(120),
            });
        }
        weekly.on_mut(day).push(Window {
            at: at("19:00"),
            minutes: Minutes(120),
        });
    }
    Availability {
        weekly,
        ..Availability::default()
    }
}

fn with(all: impl IntoIterator<Item = Busy>) -> Availability {
    let mut there = evenings();
    for one in all {
        there.busy.put(one);
    }
    there
}

fn left(all: impl IntoIterator<Item = Busy>) -> u32 {
    with(all).minutes(thursday()).0
}

#[test]
fn busy_times_take_what_they_overlap_of_the_windows_and_each_minute_once() {
    let on = thursday();
    assert_eq!(left([]), 120);
    assert_eq!(left([busy("a", on, "18:00", 90)]), 90, "half an hour of it");
    assert_eq!(left([busy("a", on, "17:00", 120)]), 120, "it only touches");
    assert_eq!(left([busy("a", on, "19:30", 30)]), 90, "in the middle");
    let both = [busy("a", on, "19:00", 60), busy("b", on, "19:30", 60)];
    assert_eq!(left(both), 30, "the minutes of both count once");
    assert_eq!(left([busy("a", on, "18:00", 300)]), 0);
    let saturday = on.plus(2);
    let one = with([busy("a", saturday, "11:00", 9 * 60)]);
    assert_eq!(one.minutes(saturday), Minutes(60 + 60), "both windows");
    assert_eq!(one.minutes(on), Minutes(120), "other days are as they were");
}

#[test]
fn an_exception_says_how_long_the_windows_are_and_busy_times_take_their_part() {
    let on = thursday();
    let mut there = with([busy("a", on, "20:00", 60)]);
    there.exceptions.insert(on, Minutes(180));
    assert_eq!(there.allotted(on), Minutes(180));
    assert_eq!(
        there.minutes(on),
        Minutes(120),
        "19:00 to 22:00 less an hour"
    );
    there.exceptions.insert(on, Minutes(60));
    assert_eq!(
        there.minutes(on),
        Minutes(60),
        "19:00 to 20:00: none of it is taken"
    );
    there.exceptions.insert(on, Minutes::ZERO);
    assert!(there.is_day_off(on));
    assert_eq!(there.minutes(on), Minutes::ZERO);
}

#[test]
fn the_night_belongs_to_the_day_before_and_the_morning_to_the_next() {
    let on = thursday();
    // From 22:00 to 06:00: until 04:00 it is Thursday, then Friday.
    let night = busy("a", on, "22:00", 8 * 60);
    assert_eq!(night.last_day(), on.plus(1));
    let there = with([night]);
    let slots = |day: Day| -> Vec<(u32, u32)> {
        let parts = there.busy.on(day).iter();
        parts.map(|p| (p.slot.from, p.slot.to)).collect()
    };
    assert_eq!(slots(on), [(22 * 60, DAY_TO)]);
    assert_eq!(slots(on.plus(1)), [(DAY_FROM, 6 * 60)]);
    assert!(slots(on.plus(2)).is_empty() && slots(on.plus(-1)).is_empty());
    // At 01:00 it is still the night after Thursday, as it is for sessions and for windows.
    let late = busy("b", on, "01:00", 60);
    assert_eq!(
        late.slot(),
        Slot {
            from: 25 * 60,
            to: 26 * 60
        }
    );
    assert_eq!(late.when(), "01:00–02:00 in the night after Thu 10 Dec");
    let mut owl = with([late]);
    *owl.weekly.on_mut(on.weekday()) = vec![Window {
        at: at("00:30"),
        minutes: Minutes(60),
    }];
    assert_eq!(owl.minutes(on), Minutes(30));
    // Whole days are study days: the small hours before them stay free.
    let trip = Busy::whole_days(BusyId::slug("t"), on, 2).called("Trip");
    assert_eq!(trip.in_words(), "Thu 10 Dec – Fri 11 Dec, all day: Trip");
    let there = with([trip]);
    let minutes = |n: i64| there.minutes(on.plus(n)).0;
    assert_eq!(
        [minutes(-1), minutes(0), minutes(1), minutes(2)],
        [120, 0, 0, 240]
    );
    assert!(there.busy.on(on).iter().all(|part| part.is_whole_day()));
}

#[test]
fn the_last_day_of_the_calendar_has_no_next() {
    let there = with([busy("a", Day::MAX, "22:00", 3 * 24 * 60)]);
    assert_eq!(there.busy.on(Day::MAX).len(), 1);
    assert_eq!(there.busy.on(Day::MAX.plus(-1)).len(), 0);
}

#[test]
fn sessions_are_laid_around_busy_times() {
    let on = thursday();
    let lay = |there: &Availability, lengths: &[u32]| -> Vec<(String, String)> {
        let lengths = lengths.iter().map(|n| Minutes(*n));
        let said = |minute| cairn::domain::busy::clock(minute).to_string();
        let slots = times::lay(there, on, lengths);
        slots
            .into_iter()
            .map(|s| (said(s.from), said(s.to)))
            .collect()
    };
    let told = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        pairs.iter().map(own).collect()
    };
    let there = with([busy("a", on, "19:30", 30)]);
    assert_eq!(
        lay(&there, &[30, 45, 15]),
        told(&[("19:00", "19:30"), ("20:00", "20:45"), ("20:45", "21:00")])
    );
    // What no free slot has room for is interrupted; what is too much comes after the window.
    assert_eq!(
        lay(&there, &[75, 30]),
        told(&[("19:00", "20:45"), ("20:45", "21:15")])
    );
    // The busy time that begins where the window ends is not run into.
    let there = with([busy("a", on, "21:00", 60)]);
    assert_eq!(
        lay(&there, &[120, 30]),
        told(&[("19:00", "21:00"), ("22:00", "22:30")])
    );
    // A day that is busy to its end has no time after it: what is on it stands where it would.
    let there = with([Busy::whole_days(BusyId::slug("a"), on, 1)]);
    assert_eq!(lay(&there, &[45]), told(&[("19:00", "19:45")]));
    // A day off: as its weekday begins.
    let mut there = evenings();
    there.exceptions.insert(on, Minutes::ZERO);
    assert_eq!(lay(&there, &[45]), told(&[("19:00", "19:45")]));
}

#[test]
fn busy_times_are_added_changed_and_removed() {
    let plan = Plan::empty(PlanId::slug("p"), "Plan", thursday());
    let dentist = busy("dentist", thursday(), "18:00", 120).called(" Dentist ");
    let add = Edit::AddBusy(dentist.clone());
    assert_eq!(add.label(&plan), "Busy Thu 10 Dec 18:00–20:00: Dentist");
    let one = plan.apply(&add).expect("it fits");
    assert_eq!(
        one.availability.busy.get(&dentist.id).expect("there").title,
        "Dentist"
    );
    assert!(matches!(one.apply(&add), Err(EditError::Taken(_))));

    let mut later = dentist.clone();
    later.on = thursday().plus(1);
    later.source = Some("uid-1@example.org/20261211".into());
    let change = Edit::ChangeBusy(later);
    assert_eq!(
        change.label(&one),
        "Changed to busy Fri 11 Dec 18:00–20:00: Dentist"
    );
    let two = one.apply(&change).expect("it fits");
    assert!(two.availability.busy.on(thursday()).is_empty());
    assert_eq!(two.availability.busy.on(thursday().plus(1)).len(), 1);
    assert!(matches!(plan.apply(&change), Err(EditError::NoBusy(_))));

    let remove = Edit::RemoveBusy(dentist.id.clone());
    assert_eq!(
        remove.label(&two),
        "No longer busy Fri 11 Dec 18:00–20:00: Dentist"
    );
    let none = two.apply(&remove).expect("it is there");
    assert_eq!(none, plan);
    assert!(matches!(plan.apply(&remove), Err(EditError::NoBusy(_))));

    for (wrong, what) in [
        (busy("w", thursday(), "18:00", 0), "no length"),
        (busy("w", thursday(), "18:00", MAX_BUSY.0 + 1), "too long"),
        (
            busy("w", thursday(), "18:00", 5).called("x".repeat(1_001)),
            "title",
        ),
    ] {
        assert!(plan.apply(&Edit::AddBusy(wrong)).is_err(), "{what}");
    }
    // Whole days are whole, however they were given.
    let mut odd = busy("odd", thursday(), "13:00", 1_500);
    odd.all_day = true;
    let plan = plan.apply(&Edit::AddBusy(odd)).expect("it fits");
    let kept = plan.availability.busy.iter().next().expect("one");
    assert_eq!((kept.start, kept.minutes), (at("04:00"), Minutes(2_880)));
}

#[test]
fn a_busy_time_is_one_line_of_the_file_and_keeps_what_is_unknown() {
    let plain = write_plan(&sample()).expect("written");
    assert!(!plain.contains("busy"), "no field where there is none");
    let dentist = busy("dentist", thursday(), "18:00", 120).called("Dentist");
    let plan = sample().apply(&Edit::AddBusy(dentist)).expect("it fits");
    let text = write_plan(&plan).expect("written");
    let line =
        r#"(id: "dentist", title: "Dentist", on: "2026-12-10", start: "18:00", minutes: 120),"#;
    let found = text.split("busy:").nth(1).unwrap_or_default();
    assert!(text.contains(line), "{}", &found[..found.len().min(300)]);
    let newer = text.replace("minutes: 120),", "minutes: 120, later: Maybe(3)),");
    let loaded = read_plan(&newer, "plan.ron").expect("read");
    assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
    let again = write_plan(&loaded.plan).expect("written");
    assert!(
        again.contains("later: Maybe(3),"),
        "kept on a line of its own"
    );
}

#[test]
fn what_cannot_be_is_repaired_and_said() {
    let dentist = busy("dentist", thursday(), "18:00", 120).called("Dentist");
    let plan = sample().apply(&Edit::AddBusy(dentist)).expect("it fits");
    let text = write_plan(&plan).expect("written");
    let read = |minutes: &str| {
        let text = text.replace(
            "start: \"18:00\", minutes: 120",
            &format!("start: \"18:00\", minutes: {minutes}"),
        );
        read_plan(&text, "plan.ron").expect("read")
    };
    let none = read("0");
    assert!(none.plan.availability.busy.is_empty());
    assert_eq!(
        none.notes,
        ["The busy time “dentist” had no length: it is gone."]
    );
    let long = read("600000");
    let there = &long.plan.availability.busy;
    assert_eq!(there.iter().next().expect("one").minutes, MAX_BUSY);
    assert_eq!(long.notes.len(), 1);
    let odd = read("120, all_day: true");
    let there = &odd.plan.availability.busy;
    assert_eq!(there.iter().next().expect("one").minutes, Minutes(1_440));
    assert_eq!(there.on(thursday()).len(), 1);
}

/// The minutes that a window of the day has and no busy time covers, counted one by one.
fn counted(there: &Availability, day: Day) -> u32 {
    let free = |minute: u32| {
        there.busy.iter().all(|b| {
            let into = i64::from(minute) + day.since(b.on) * 24 * 60;
            let slot = b.slot();
            // A window's minutes after 04:00 of the next day are not looked for.
            !(i64::from(slot.from)..i64::from(slot.to)).contains(&into)
                || !(DAY_FROM..DAY_TO).contains(&minute)
        })
    };
    let windows = there.windows(day);
    let minutes = windows.iter().flat_map(|w| w.from..w.to);
    minutes.filter(|minute| free(*minute)).count() as u32
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn a_days_minutes_are_those_that_nothing_takes(seed in any::<u64>()) {
        let plan = random_plan(seed);
        let there = &plan.availability;
        let around = there.busy.iter().flat_map(|b| b.on.plus(-1).until(b.last_day().plus(2)));
        let some = there.exceptions.keys().copied();
        for day in around.take(40).chain(some) {
            prop_assert_eq!(there.minutes(day).0, counted(there, day), "{}", day);
            let free: u32 = there.free(day).iter().map(|slot| slot.minutes().0).sum();
            prop_assert_eq!(there.minutes(day).0, free);
            let windows: u32 = there.windows(day).iter().map(|slot| slot.minutes().0).sum();
            prop_assert_eq!(there.allotted(day).0, windows);
        }
    }

    #[test]
    fn the_days_at_hand_are_those_of_the_rows(seed in any::<u64>(), gone in 0_usize..6) {
        let plan = random_plan(seed);
        let mut busy = plan.availability.busy.clone();
        let ids: Vec<BusyId> = busy.iter().map(|b| b.id.clone()).collect();
        if let Some(id) = ids.get(gone) {
            busy.remove(id);
        }
        let days = |busy: &cairn::domain::BusyTimes| -> BTreeMap<Day, Vec<_>> {
            let days = Day::from_ymd(2026, 6, 1).expect("a day");
            days.until(days.plus(900)).map(|d| (d, busy.on(d).to_vec())).collect()
        };
        let afresh = busy.iter().map(|b| (**b).clone()).collect();
        prop_assert_eq!(days(&busy), days(&afresh));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "it measures itself")]
fn five_thousand_busy_times_cost_no_more_than_their_days() {
    let first = thursday();
    let all = (0..5_000_i64).map(|n| {
        let id = format!("b{n}");
        busy(&id, first.plus(n % 730), "18:30", 30 + (n % 50) as u32)
    });
    let plan = Plan::empty(PlanId::slug("p"), "Plan", first);
    let edits = all.map(Edit::AddBusy).collect();
    let start = Instant::now();
    let label = "Imported a calendar".to_owned();
    let mut plan = plan
        .apply(&Edit::Several { label, edits })
        .expect("they fit");
    let adding = start.elapsed();
    plan.availability.weekly = evenings().weekly;
    let start = Instant::now();
    let mut sum = 0;
    for day in first.until(first.plus(730)) {
        sum += plan.availability.minutes(day).0;
    }
    let asking = start.elapsed();
    assert!(sum > 0);
    // Generous: the tests are not optimised and share their machine.
    assert!(adding < Duration::from_secs(3), "adding took {adding:?}");
    assert!(
        asking < Duration::from_millis(200),
        "asking took {asking:?}"
    );
}
