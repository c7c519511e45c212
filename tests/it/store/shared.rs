//! What is given to other people: nothing of it says anything about the user.

use cairn::domain::{
    Busy, BusyId, Clock, Day, Interview, InterviewId, ItemId, Minutes, Notes, Plan, PlanId, Round,
    Session, SessionId, SessionKind, Stamp, Status, WebLink, Why,
};
use cairn::store::format::{read_path_bytes, read_plan_bytes, write_path, write_plan_checked};
use cairn::store::formats::shared::{path, template};

use crate::support::plans::{random_plan, sample};

const AT: Stamp = Stamp(1_796_032_800);

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

/// A random plan with a mark in every personal place.
fn marked(seed: u64) -> (Plan, Vec<String>) {
    let mut plan = random_plan(seed);
    let mut n = 0;
    let mut marks = Vec::new();
    let mut mark = || {
        n += 1;
        let text = format!("secret-{seed}-{n}-x");
        marks.push(text.clone());
        text
    };
    plan.id = PlanId::slug(&mark());
    plan.name = mark();
    plan.start_on = day("2031-03-17");
    let interviews: Vec<InterviewId> = plan.interviews.keys().cloned().collect();
    for id in &interviews {
        let name = mark();
        plan.interviews.update(id, |one| one.name = name);
    }
    let items: Vec<ItemId> = plan.items.keys().cloned().collect();
    for id in &items {
        let (note, file) = (mark(), mark());
        plan.items.update(id, |item| {
            item.notes = Notes::from_text(&format!("# {note}\n- {note}"));
            item.urls.push(WebLink {
                label: "mine".into(),
                url: format!("file:///home/{file}.pdf"),
            });
            item.urls.push(WebLink {
                label: "kept".into(),
                url: "https://example.org/kept".into(),
            });
            item.status = Status::Done;
            item.rating = Some(4);
            item.done_at = cairn::domain::Moment::parse("2031-03-18T10:00:00").ok();
            for part in &mut item.parts {
                part.done_on = Some(day("2031-03-19"));
            }
        });
        let mut session = Session::new(
            SessionId::slug(&mark()),
            id.clone(),
            SessionKind::Study,
            day("2031-03-20"),
            Minutes(30),
        );
        session.why = Some(Why::LastChance { interview: mark() });
        plan.sessions.put(session);
    }
    let mut interview = Interview::new(
        InterviewId::slug(&mark()),
        mark(),
        Round::Coding,
        day("2031-05-05"),
    );
    interview.buffer_days = 3;
    plan.interviews.put(interview);
    let busy = Busy::new(
        BusyId::slug(&mark()),
        day("2031-04-01"),
        Clock::from_minutes(19 * 60),
        Minutes(60),
    )
    .called(mark());
    plan.availability.busy.put(Busy {
        source: Some(mark()),
        ..busy
    });
    plan.availability
        .exceptions
        .insert(day("2031-04-02"), Minutes(17));
    (plan, marks)
}

#[test]
fn nothing_personal_goes_out() {
    for seed in 0..150 {
        let (plan, marks) = marked(seed);
        assert!(
            write_plan_checked(&plan)
                .expect("a plan")
                .contains(&marks[0]),
            "the marks are there"
        );
        let shared = write_path(&path(&plan)).expect("a path");
        let begun = write_plan_checked(&template(&plan, day("2027-01-04"), AT)).expect("a plan");
        for text in [&shared, &begun] {
            for mark in &marks {
                assert!(
                    !text.contains(mark.as_str()),
                    "seed {seed}: {mark} in\n{text}"
                );
            }
            for word in [
                "2031", "notes", "done_on", "rating", "estimate", "status", "file:",
            ] {
                let there = text.lines().find(|line| {
                    line.trim_start().starts_with(word)
                        || (word == "2031" && line.contains("\"2031-"))
                });
                assert_eq!(there, None, "seed {seed}: {word}");
            }
            if !plan.items.is_empty() {
                assert!(text.contains("https://example.org/kept"));
            }
        }
    }
}

#[test]
fn both_are_read_again_and_keep_what_is_studied() {
    for seed in 0..60 {
        let plan = random_plan(seed);
        let text = write_path(&path(&plan)).expect("a path");
        let back = read_path_bytes(text.as_bytes(), "path.ron").expect("it is read");
        assert_eq!(back.path, path(&plan), "seed {seed}");
        assert_eq!(back.notes, Vec::<String>::new(), "seed {seed}");
        assert_eq!(
            (back.path.items.len(), back.path.links.len()),
            (plan.items.len(), plan.links.len())
        );
        let new = template(&plan, day("2027-01-04"), AT);
        let text = write_plan_checked(&new).expect("a plan");
        let back = read_plan_bytes(text.as_bytes(), "t.ron").expect("it is read");
        assert_eq!(back.plan, new, "seed {seed}");
        assert_eq!(back.notes, Vec::<String>::new(), "seed {seed}");
        assert_ne!(new.id, plan.id);
    }
}

#[test]
fn a_template_begins_today() {
    let plan = sample();
    let new = template(&plan, day("2027-01-04"), AT);
    assert_eq!(
        (new.name.as_str(), new.start_on),
        ("Study plan", day("2027-01-04"))
    );
    assert_eq!(new.interviews.len(), plan.interviews.len());
    for (old, new) in plan
        .interviews_in_order()
        .iter()
        .zip(new.interviews_in_order())
    {
        assert_eq!(new.name, old.round.name());
        assert_eq!(
            new.on.since(day("2027-01-04")),
            old.on.since(plan.start_on).max(1)
        );
    }
    assert!(new.sessions.is_empty() && new.cuts.is_empty() && new.timer.is_none());
    assert_ne!(
        template(&plan, day("2027-01-04"), Stamp(1)).id,
        new.id,
        "every template is another plan"
    );
}
