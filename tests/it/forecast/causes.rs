//! The causes that the forecast names are the right ones where it is known what is wrong; and it names none without ground.

use cairn::domain::id::Id;
use cairn::domain::{Cut, CutReason, Effort, Item, Kind, Minutes, Plan};
use cairn::planner::forecast::{Cause, Done, Forecast, Remedy, Why, forecast};

use super::simulator::{Character, Set, live, start};

/// Sixteen items in four steps, an hour and a half a day, two thirds of it planned; four weeks of seven are over.
fn set() -> Set {
    Set {
        steps: 4,
        items: 16,
        weekly: [90; 7],
        interview: 49,
        today: 24,
        prompts: 3,
    }
}

fn looked_at(plan: &Plan, set: &Set) -> Forecast {
    forecast(plan, start().plus(set.today), &|| false).expect("there is a plan")
}

fn of(set: &Set, who: &Character) -> Forecast {
    let (plan, _) = live(5, set, who);
    looked_at(&plan, set)
}

fn causes(forecast: &Forecast) -> &[Cause] {
    &forecast.prospects[0].causes
}

fn first(forecast: &Forecast) -> &Why {
    &causes(forecast).first().expect("a cause").why
}

fn is_recall(why: &Why) -> bool {
    matches!(why, Why::Recall { .. })
}

#[test]
fn who_keeps_to_the_plan_is_told_nothing_but_that_things_fade() {
    let forecast = of(&set(), &Character::steady(4));
    assert!(
        causes(&forecast).iter().all(|cause| is_recall(&cause.why)),
        "{forecast:#?}"
    );
    assert!(forecast.prospects[0].in_time > Some(900));
}

#[test]
fn a_slow_step_is_named() {
    let mut who = Character::steady(4);
    // About half of its seven items are done by then.
    who.pace = vec![1.0, 1.0, 2.0, 1.0];
    let set = Set {
        interview: 60,
        today: 42,
        items: 28,
        ..set()
    };
    let forecast = of(&set, &who);
    match first(&forecast) {
        Why::Pace { step, percent } => {
            assert_eq!(step.as_ref().map(|s| s.as_str()), Some("step-2"));
            assert!((125..=200).contains(percent), "{percent}");
        }
        other => panic!("{other:?}\n{forecast:#?}"),
    }
}

#[test]
fn missed_days_are_named() {
    let mut who = Character::steady(4);
    (who.attends, who.recovers) = (0.55, 0.5);
    let set = Set { items: 20, ..set() };
    let forecast = of(&set, &who);
    match first(&forecast) {
        Why::DaysMissed { percent } => assert!((25..=60).contains(percent), "{percent}"),
        other => panic!("{other:?}\n{forecast:#?}"),
    }
}

#[test]
fn short_days_are_named() {
    let mut who = Character::steady(4);
    who.uses = (0.5, 0.6);
    let set = Set { items: 20, ..set() };
    let forecast = of(&set, &who);
    match first(&forecast) {
        Why::ShortDays { percent } => assert!((50..=75).contains(percent), "{percent}"),
        other => panic!("{other:?}\n{forecast:#?}"),
    }
}

#[test]
fn a_weak_memory_is_named_with_its_step() {
    let mut who = Character::steady(4);
    who.memory = 0.35;
    let forecast = of(&set(), &who);
    assert!(is_recall(first(&forecast)), "{forecast:#?}");
    let helps = &forecast.prospects[0].helps;
    let reviews = helps
        .iter()
        .find(|help| matches!(help.remedy, Remedy::Review { .. }));
    assert!(
        reviews.is_some_and(|help| help.effect.per_mille > 10.0),
        "{helps:#?}"
    );
}

#[test]
fn too_few_hours_are_named_and_more_would_help() {
    let mut plan = live(5, &set(), &Character::steady(4)).0;
    // Three more long items, that there is no time for.
    for n in 0..6 {
        let mut item = Item::new(Id::slug(&format!("more-{n}")), Kind::Topic, "More");
        item.effort = Effort::flat(Minutes::hours(8));
        item.importance = 5;
        item.step = Some(Id::slug("step-3"));
        plan.items.put(item);
    }
    let forecast = looked_at(&plan, &set());
    assert_eq!(*first(&forecast), Why::Hours, "{forecast:#?}");
    let help = &forecast.prospects[0].helps[0];
    assert_eq!(help.remedy, Remedy::MoreTime(Minutes(30)), "{forecast:#?}");
    assert!(help.effect.days > 3.0);
}

#[test]
fn what_is_left_out_is_named() {
    let mut plan = live(5, &set(), &Character::steady(4)).0;
    for n in 0..6 {
        let id = format!("out-{n}");
        let mut item = Item::new(Id::slug(&id), Kind::Topic, "Out");
        item.effort = Effort::flat(Minutes::hours(8));
        item.importance = 5;
        item.step = Some(Id::slug("step-3"));
        plan.items.put(item);
        plan.cuts.put(Cut::new(
            Id::slug(&id),
            CutReason::NoTime,
            Minutes::hours(8),
        ));
    }
    let forecast = looked_at(&plan, &set());
    assert_eq!(
        *first(&forecast),
        Why::LeftOut { items: 6 },
        "{forecast:#?}"
    );
    // Forty-eight hours of all: about what they are worth. What stays is recalled better where days are less full.
    let whole: u32 = plan.items.iter().map(|item| plan.effort(item).0 * 5).sum();
    let worth = 1_000.0 * f64::from(6 * 8 * 60 * 5) / f64::from(whole);
    let lost = causes(&forecast)[0].effect.per_mille;
    assert!((0.5 * worth..worth * 1.9).contains(&lost), "{lost} {worth}");
    // More time lets some of it in, never more than all of it.
    let more = &forecast.prospects[0].helps[0];
    assert_eq!(more.remedy, Remedy::MoreTime(Minutes(30)));
    assert!((10.0..lost).contains(&more.effect.per_mille), "{more:?}");
}

#[test]
fn causes_and_helps_stand_by_the_figures_that_are_shown() {
    let mut who = Character::steady(4);
    (who.attends, who.recovers, who.memory) = (0.6, 0.5, 0.35);
    who.pace = vec![1.4, 1.0, 1.8, 1.0];
    let mut compared = 0;
    for today in [10, 17, 24, 31] {
        let set = Set {
            today,
            items: 20,
            ..set()
        };
        let forecast = of(&set, &who);
        for prospect in &forecast.prospects {
            let costs: Vec<_> = prospect.causes.iter().map(|c| c.effect.shown()).collect();
            let helps: Vec<_> = prospect.helps.iter().map(|h| h.effect.shown()).collect();
            for shown in [costs, helps] {
                assert!(shown.is_sorted_by(|a, b| a >= b), "{shown:?}");
            }
            // The step that is to be reviewed is the one that fades most.
            let fades = prospect.causes.iter().find_map(|cause| match &cause.why {
                Why::Recall { step } => Some(step),
                _ => None,
            });
            for help in &prospect.helps {
                if let (Remedy::Review { step, .. }, Some(fades)) = (&help.remedy, fades) {
                    assert_eq!(step, fades);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 0, "a review was compared");
}

#[test]
fn advice_can_be_followed_from_today_on() {
    let mut who = Character::steady(4);
    who.memory = 0.35;
    let mut reviews = 0;
    for before in 1..=4 {
        let set = Set {
            today: set().interview - before,
            ..set()
        };
        let (now, interview) = (start().plus(set.today), start().plus(set.interview));
        let forecast = of(&set, &who);
        for help in &forecast.prospects[0].helps {
            if let Remedy::Review { on, .. } = &help.remedy {
                assert!((now..interview).contains(on), "{before} days before: {on}");
                reviews += 1;
            }
        }
    }
    assert!(
        reviews >= 2,
        "a weak memory is helped on the last days, too"
    );
}

#[test]
fn no_history_no_blame() {
    let set = Set { today: 0, ..set() };
    let mut who = Character::steady(4);
    who.attends = 0.3;
    let forecast = of(&set, &who);
    assert_eq!(forecast.rests.days, 0);
    for cause in causes(&forecast) {
        let guessed = matches!(
            cause.why,
            Why::Pace { .. } | Why::DaysMissed { .. } | Why::ShortDays { .. }
        );
        assert!(!guessed, "{cause:?}");
    }
    let Done::By(wide) = forecast.prospects[0].done else {
        panic!("a band")
    };
    let later = of(
        &Set {
            today: 24,
            ..set.clone()
        },
        &Character::steady(4),
    );
    let Done::By(narrow) = later.prospects[0].done else {
        panic!("a band")
    };
    let width = |band: cairn::planner::forecast::DayBand| band.to.expect("an end").since(band.from);
    assert!(width(wide) > 2 * width(narrow), "{wide:?} {narrow:?}");
}

#[test]
fn the_same_plan_has_the_same_forecast_and_all_done_is_said() {
    let mut set = set();
    let who = Character::steady(4);
    assert_eq!(of(&set, &who), of(&set, &who));
    set.items = 6;
    let forecast = of(&set, &who);
    assert_eq!(forecast.prospects[0].done, Done::Already, "{forecast:#?}");
    assert_eq!(forecast.prospects[0].in_time, Some(1_000));
    let empty = Plan::empty(Id::slug("p"), "P", start());
    assert_eq!(forecast_of_nothing(&empty), None);
}

fn forecast_of_nothing(plan: &Plan) -> Option<Forecast> {
    forecast(plan, start(), &|| false)
}
