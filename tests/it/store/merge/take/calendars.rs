//! What a calendar brings, read again.

use std::collections::BTreeSet;

use cairn::domain::merge::{take_busy, without};
use cairn::domain::{Busy, BusyId, Clock, Day, Minutes};

use crate::support::plans::sample;

fn busy(event: &str, day: u32, title: &str) -> Busy {
    let id = BusyId::slug(&format!("cal-{event}"));
    let on = Day::from_ymd(2026, 12, day).expect("a day");
    let mut busy = Busy::new(id, on, Clock::from_minutes(600), Minutes(60)).called(title);
    busy.source = Some(event.to_owned());
    busy
}

#[test]
fn a_calendar_read_again_updates_what_it_brought() {
    let mut mine = sample();
    mine.availability.busy.put(Busy::new(
        BusyId::slug("own"),
        Day::from_ymd(2026, 12, 10).expect("a day"),
        Clock::from_minutes(60),
        Minutes(30),
    ));
    let work = [
        busy("u1", 8, "Stand-up"),
        busy("u2", 9, "Review"),
        busy("u3", 20, "Offsite"),
    ];
    let first = take_busy(&mine, "work.ics", &work);
    assert_eq!(first.after.availability.busy.len(), 4);
    assert_eq!(take_busy(&first.after, "work.ics", &work).changes.list, []);
    // Another calendar leaves them alone.
    let home = take_busy(&first.after, "home.ics", &[busy("h1", 1, "Dentist")]).after;
    assert_eq!(home.availability.busy.len(), 5);
    // From the 9th on: one moved, one gone, one new; what was before the 9th stays.
    let work = [busy("u2", 9, "Design review"), busy("u4", 12, "Lunch")];
    let offer = take_busy(&home, "work.ics", &work);
    let titles: BTreeSet<String> = offer
        .after
        .availability
        .busy
        .iter()
        .map(|b| b.title.clone())
        .collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    assert_eq!(
        titles,
        ["", "Dentist", "Design review", "Lunch", "Stand-up"]
    );
    // The same calendar under another name: nothing is doubled.
    let offer = take_busy(&offer.after, "work (1).ics", &work);
    assert_eq!(offer.after.availability.busy.len(), 5);
    assert_eq!(take_busy(&home, "work.ics", &[]).changes.list, []);
}

#[test]
fn a_series_is_one_row_in_the_order_of_time() {
    let mine = sample();
    let mut dates: Vec<Busy> = [22, 1, 8, 15]
        .into_iter()
        .map(|day| {
            let mut busy = busy(&format!("team-{day}"), day, "Team meeting");
            busy.source = Some(format!("team/2026-12-{day:02}"));
            busy
        })
        .collect();
    dates.push(busy("dentist", 3, "Dentist"));
    let offer = take_busy(&mine, "work.ics", &dates);
    let titles: Vec<&str> = offer
        .changes
        .list
        .iter()
        .map(|c| c.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Team meeting · every Tue 10:00–11:00 · 4 times, until Tue 22 Dec",
            "Thu 3 Dec 10:00–11:00: Dentist"
        ]
    );
    let series = offer.changes.list[0].id.clone();
    let refused = offer.changes.with_their_series(&BTreeSet::from([series]));
    assert_eq!(refused.len(), 4);
    let after = without(&mine, &offer.after, &refused);
    assert_eq!(
        after.availability.busy.len(),
        mine.availability.busy.len() + 1
    );
    let again = take_busy(&offer.after, "work.ics", &dates);
    assert_eq!(again.changes.summary(), "5 the same");
}
