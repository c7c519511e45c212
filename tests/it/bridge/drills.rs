//! Answers to prompts: when they are asked again, what is due in which order, and what the planner makes of lapses and
//! early successes.

use std::collections::BTreeSet;

use cairn::domain::id::Id;
use cairn::domain::{
    Day, Edit, Grade, Interview, Item, ItemId, Moment, Notes, Part, PartId, Plan, Prompt, PromptId,
    Review, Round, SessionKind, Status,
};
use cairn::planner::queue::cost;
use cairn::planner::{Cause, Drills, Next, Queue, Readiness, causes, serves};

use super::support::{item, monday, planned, quick, small};
use crate::support::plans::Dice;

fn at(day: Day, minute: u32) -> Moment {
    Moment::parse(&format!("{day}T19:{minute:02}:00")).expect("a moment")
}

/// Items that were finished today, each with three prompts.
fn finished(names: &[&str], days: i64) -> Plan {
    let items = names.iter().map(|name| item(name, 1)).collect();
    let mut plan = small(items, days);
    for name in names {
        for n in 0..3 {
            let id = Id::slug(&format!("{name}.p{n}"));
            let mut prompt =
                Prompt::new(id, Id::slug(name), format!("{name} {n}?"), Notes::default());
            prompt.order = n;
            plan.prompts.put(prompt);
        }
        let done = Edit::SetStatus {
            item: Id::slug(name),
            status: Status::Done,
            at: at(monday(), 0),
        };
        plan = plan.apply(&done).expect("done");
    }
    plan
}

fn answer(plan: &Plan, prompt: &str, day: Day, grade: Grade) -> Plan {
    let n = plan.reviews.len();
    let id = Id::slug(&format!("r{n}"));
    let review = Review::new(id, Id::slug(prompt), at(day, 5), grade, 30);
    plan.apply(&Edit::Review(review)).expect("rated")
}

fn answer_all(plan: &Plan, item: &str, day: Day, grade: Grade) -> Plan {
    let mut plan = plan.clone();
    for n in 0..3 {
        plan = answer(&plan, &format!("{item}.p{n}"), day, grade);
    }
    plan
}

fn of<'a>(plan: &'a Plan, item: &str) -> &'a Item {
    plan.items.get(&ItemId::slug(item)).expect("an item")
}

fn ids(queue: &Queue) -> Vec<&str> {
    queue.due.iter().map(|due| due.prompt.as_str()).collect()
}

#[test]
fn a_prompt_is_asked_again_when_its_recall_falls_to_what_is_aimed_at() {
    let plan = answer(&finished(&["a"], 60), "a.p0", monday(), Grade::Good);
    let drills = Drills::read(&plan);
    let known = drills.of(&PromptId::slug("a.p0")).expect("known");
    // 2.3065 days until recall is 90 %.
    let next = drills.next(&plan, of(&plan, "a"), known, monday());
    assert_eq!(next, Next::On(monday().plus(2)));
    let mut lower = plan.clone();
    lower.rules.target_recall = 800;
    let drills = Drills::read(&lower);
    let next = drills.next(&lower, of(&lower, "a"), known, monday());
    assert_eq!(
        next,
        Next::On(monday().plus(8)),
        "recall 80 % after 7.6 days"
    );
    let grades = Grade::ALL.map(|grade| {
        let known = drills.after(&PromptId::slug("a.p1"), monday(), grade);
        drills.next(&lower, of(&lower, "a"), &known, monday())
    });
    let days: Vec<i64> = grades
        .iter()
        .map(|next| match next {
            Next::On(day) => day.since(monday()),
            Next::Holds(_) | Next::Over => 99,
        })
        .collect();
    assert!(days.is_sorted() && days[0] < days[3], "{days:?}");
}

#[test]
fn nothing_is_asked_on_the_day_of_its_interview_or_after_the_last() {
    let mut d = Dice::new(7);
    let (mut on, mut holds) = (0, 0);
    for seed in 0..400 {
        let mut plan = finished(&["a"], i64::from(d.roll(1, 60)));
        for n in 0..d.below(3) {
            let day = monday().plus(i64::from(d.roll(1, 60)));
            let id = Id::slug(&format!("early-{n}"));
            plan.interviews
                .put(Interview::new(id, "Early", Round::Screen, day));
        }
        plan.rules.target_recall = d.roll(700, 970) as u16;
        let mut day = monday();
        for _ in 0..d.roll(1, 6) {
            day = day.plus(i64::from(d.roll(0, 4)));
            plan = answer(&plan, "a.p0", day, d.pick(&Grade::ALL));
        }
        let drills = Drills::read(&plan);
        let known = drills.of(&PromptId::slug("a.p0")).expect("known");
        let last = plan.last_day().expect("an interview");
        match drills.next(&plan, of(&plan, "a"), known, day) {
            Next::On(next) => {
                on += 1;
                assert!(next < last && next > known.last, "seed {seed}: {next}");
                assert!(plan.interviews.iter().all(|one| one.on != next));
                // So it is with every grade that can be given.
                for grade in Grade::ALL {
                    let then = drills.after(&PromptId::slug("a.p0"), day, grade);
                    let next = drills.next(&plan, of(&plan, "a"), &then, day);
                    assert!(!matches!(next, Next::On(next) if next >= last));
                }
            }
            Next::Holds(until) => {
                holds += 1;
                assert_eq!(until, last);
            }
            Next::Over => assert!(last <= day),
        }
        let queue = Queue::of(&plan, &drills, last);
        assert!(queue.due.is_empty(), "nothing on the day itself");
        let after = Queue::of(&plan, &drills, last.plus(1));
        assert!(after.due.is_empty(), "nothing after the last interview");
    }
    assert!(on > 50 && holds > 50, "{on} {holds}");
}

#[test]
fn what_would_be_forgotten_most_comes_first_and_no_more_than_a_day_takes() {
    let mut plan = finished(&["a", "b"], 60);
    plan = answer(&plan, "b.p2", monday(), Grade::Again);
    plan = answer(&plan, "b.p1", monday(), Grade::Hard);
    plan = answer(&plan, "a.p0", monday(), Grade::Easy);
    let pause = Edit::PausePrompt {
        prompt: Id::slug("b.p0"),
        paused: true,
    };
    plan = plan.apply(&pause).expect("paused");
    let drills = Drills::read(&plan);
    let today = monday().plus(4);
    let queue = Queue::of(&plan, &drills, today);
    assert_eq!(ids(&queue), ["b.p2", "b.p1", "a.p1", "a.p2"]);
    assert!(queue.due.is_sorted_by_key(|due| due.recall));
    assert_eq!((queue.more, queue.answered, queue.studied), (0, 0, 5));
    let (next, count) = queue.next.expect("a.p0 is due later");
    assert!(next > today && count == 1);
    plan.rules.max_prompts = 3;
    plan = answer(&plan, "b.p2", today, Grade::Good);
    let queue = Queue::of(&plan, &Drills::read(&plan), today);
    assert_eq!(ids(&queue), ["b.p1", "a.p1"], "one of three was answered");
    assert_eq!((queue.more, queue.answered), (1, 1));
}

#[test]
fn only_what_was_studied_is_due() {
    let mut plan = finished(&["a"], 60);
    let part = |name: &str| Part::new(PartId::slug(name), name);
    plan.items.update(&ItemId::slug("a"), |item| {
        item.status = Status::ToDo;
        item.parts = vec![part("one"), part("two")];
    });
    for (n, name) in [(0, "one"), (1, "two")] {
        plan.prompts
            .update(&PromptId::slug(&format!("a.p{n}")), |prompt| {
                prompt.part = Some(PartId::slug(name));
            });
    }
    let due = |plan: &Plan| {
        let queue = Queue::of(plan, &Drills::read(plan), monday());
        ids(&queue).join(" ")
    };
    assert_eq!(due(&plan), "");
    let begun = Edit::SetStatus {
        item: Id::slug("a"),
        status: Status::InProgress,
        at: at(monday(), 0),
    };
    assert_eq!(due(&plan.apply(&begun).expect("begun")), "a.p0 a.p1 a.p2");
    let tick = Edit::TickPart {
        item: Id::slug("a"),
        part: Id::slug("two"),
        done_on: Some(monday()),
    };
    let ticked = plan.apply(&tick).expect("ticked");
    assert_eq!(due(&ticked), "a.p1 a.p2", "the ticked part, and the whole");
    let skip = Edit::SetStatus {
        item: Id::slug("a"),
        status: Status::Skipped,
        at: at(monday(), 0),
    };
    assert_eq!(due(&ticked.apply(&skip).expect("skipped")), "");
}

#[test]
fn aiming_at_more_costs_more() {
    let plan = finished(&["a", "b", "c", "d", "e", "f", "g", "h"], 60);
    let minutes: Vec<u32> = [700, 800, 900, 970]
        .into_iter()
        .map(|target| {
            let mut plan = plan.clone();
            plan.rules.target_recall = target;
            let cost = cost(&plan, &Drills::read(&plan), monday());
            assert_eq!(cost.days, 28);
            assert!(cost.most >= cost.minutes);
            cost.minutes.0
        })
        .collect();
    assert!(
        minutes.is_sorted() && minutes[0] < minutes[3],
        "{minutes:?}"
    );
    let mut none = plan.clone();
    none.prompts = Default::default();
    assert_eq!(cost(&none, &Drills::read(&none), monday()).minutes.0, 0);
}

/// The days of the reviews ahead of an item.
fn reviews(plan: &Plan, item: &str, today: Day) -> Vec<i64> {
    let ahead = plan.sessions.iter().filter(|s| s.is_ahead(today));
    let own = ahead.filter(|s| s.kind == SessionKind::Review && s.item.as_str() == item);
    let mut days: Vec<i64> = own.map(|s| s.on.since(monday())).collect();
    days.sort_unstable();
    days
}

#[test]
fn lapses_bring_reviews_and_successes_spare_them() {
    let plan = finished(&["a", "b", "open"], 30);
    let open = Edit::SetStatus {
        item: Id::slug("open"),
        status: Status::ToDo,
        at: at(monday(), 0),
    };
    let plan = planned(&plan.apply(&open).expect("open again"), monday());
    let today = monday().plus(1);
    let begun = reviews(&plan, "a", today);
    assert!(serves(&plan, monday()), "nothing was answered yet");
    let readiness = |plan: &Plan| Readiness::of(plan, today).whole.expect("asked");

    let mut lapsed = plan.clone();
    let mut known = plan.clone();
    for day in [0, 1] {
        lapsed = answer_all(&lapsed, "a", monday().plus(day), Grade::Again);
    }
    for day in [-20, -9, 1] {
        known = answer_all(&known, "a", monday().plus(day), Grade::Easy);
    }
    assert!(readiness(&lapsed) < readiness(&plan));
    assert!(readiness(&known) > readiness(&plan));
    let says = |now: &Plan| -> Vec<Cause> { causes(&plan, now, today) };
    let is_recall = |cause: &Cause| matches!(cause, Cause::Recall(named) if named.first == "a");

    // Early successes: a planned review is not needed, and the chip says why.
    assert!(!begun.is_empty());
    assert!(!serves(&known, today));
    assert!(says(&known).iter().any(is_recall), "{:?}", says(&known));
    let spared = planned(&known, today);
    assert!(reviews(&spared, "a", today).len() < begun.len());

    // Lapses of what was known well: reviews come back.
    let mut forgot = spared.clone();
    for day in [2, 3] {
        forgot = answer_all(&forgot, "a", monday().plus(day), Grade::Again);
    }
    let third = monday().plus(3);
    assert!(!serves(&forgot, third));
    let again = planned(&forgot, third);
    let (before, after) = (reviews(&spared, "a", third), reviews(&again, "a", third));
    assert!(after.len() > before.len(), "{before:?} became {after:?}");

    // Never on the day of the interview, or later.
    for plan in [&again, &spared] {
        assert!(reviews(plan, "a", today).iter().all(|day| *day < 30));
    }
}

#[test]
fn a_lapse_shows_where_no_review_is_planned() {
    let plan = finished(&["a", "open"], 30);
    let open = Edit::SetStatus {
        item: Id::slug("open"),
        status: Status::ToDo,
        at: at(monday(), 0),
    };
    let plan = answer_all(
        &plan.apply(&open).expect("open"),
        "a",
        monday(),
        Grade::Easy,
    );
    let plan = planned(&plan, monday());
    assert!(serves(&plan, monday()));
    let mut lapsed = plan.clone();
    lapsed
        .sessions
        .retain(|s| s.kind != SessionKind::Review || s.item.as_str() != "a");
    let lapsed = answer_all(&lapsed, "a", monday().plus(1), Grade::Again);
    let today = monday().plus(1);
    assert!(!serves(&lapsed, today));
    let schedule = quick(&lapsed, today);
    let reviewed: BTreeSet<&str> = schedule
        .sessions
        .iter()
        .filter(|s| s.kind == SessionKind::Review)
        .map(|s| s.item.as_str())
        .collect();
    assert!(reviewed.contains("a"), "{reviewed:?}");
    // What was proposed serves: it is not asked twice.
    assert!(serves(&planned(&lapsed, today), today));
}

#[test]
fn asking_twice_changes_nothing_with_answers_either() {
    let mut plan = finished(&["a", "b", "open"], 40);
    plan = answer_all(&plan, "a", monday(), Grade::Again);
    plan = answer(&plan, "b.p1", monday(), Grade::Good);
    let open = Edit::SetStatus {
        item: Id::slug("open"),
        status: Status::ToDo,
        at: at(monday(), 0),
    };
    let plan = planned(&plan.apply(&open).expect("open"), monday());
    super::support::check_settled(&plan, monday());
}

#[test]
fn what_is_replayed_after_an_edit_is_what_is_read_anew() {
    let mut plan = finished(&["a", "b", "c"], 40);
    let mut drills = Drills::read(&plan);
    let mut dice = Dice::new(7);
    let prompts: Vec<PromptId> = plan.prompts.keys().cloned().collect();
    for n in 0..60_u32 {
        let before = plan.clone();
        let prompt = dice.pick(&prompts);
        match n % 10 {
            // A rating that goes, one that comes earlier than the last, another model, another target.
            3 => {
                let gone = plan.reviews.keys().next().cloned();
                gone.map(|id| plan.reviews.remove(&id));
            }
            5 => {
                let first = plan.reviews.keys().next().cloned();
                first.map(|id| {
                    plan.reviews
                        .update(&id, |review| review.grade = Grade::Hard)
                });
            }
            7 => plan.rules.target_recall = 800 + n as u16,
            9 => {
                let mut own = cairn::planner::fsrs::DEFAULT_PARAMETERS.to_vec();
                own[2] = 2.0 + f64::from(n) / 60.0;
                plan.rules.fsrs = own;
            }
            _ => {
                let when = at(monday().plus(i64::from(dice.roll(0, 29))), 5);
                let (id, grade) = (Id::slug(&format!("new-{n}")), dice.pick(&Grade::ALL));
                let review = Review::new(id, prompt, when, grade, 30);
                plan = plan.apply(&Edit::Review(review)).expect("rated");
            }
        }
        drills = drills.after_edit(&before, &plan);
        let anew = Drills::read(&plan);
        for prompt in &prompts {
            assert_eq!(drills.of(prompt), anew.of(prompt), "{n}: {prompt}");
        }
        let today = monday().plus(30);
        assert_eq!(
            Queue::of(&plan, &drills, today),
            Queue::of(&plan, &anew, today)
        );
    }
}

#[test]
fn a_review_that_is_begun_costs_no_more_than_before() {
    let plan = planned(&finished(&["a", "b"], 30), monday());
    let review = plan
        .sessions
        .iter()
        .find(|s| s.kind == SessionKind::Review && s.is_ahead(monday()))
        .expect("a review");
    let on = review.on;
    let session = review.id.clone();
    let begun = Edit::AddMinutes {
        session,
        minutes: cairn::domain::Minutes(4),
    };
    let begun = plan.apply(&begun).expect("begun");
    let whole = |plan: &Plan| cairn::planner::Cushions::new(plan, on).whole;
    assert!(whole(&plan).is_some());
    assert_eq!(whole(&begun), whole(&plan));
}
