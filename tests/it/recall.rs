//! Prompts and ratings as rows of a plan: edits, files of before, repairs, and what an import brings.

use cairn::domain::merge::{take_path, take_plan};
use cairn::domain::{
    Day, Edit, EditError, Grade, Item, ItemId, Kind, Moment, Notes, Part, PartId, Path, Plan,
    PlanId, Prompt, PromptId, Review, ReviewId, Rules,
};
use cairn::store::builtin;
use cairn::store::format::{read_plan, write_plan};

fn monday() -> Day {
    Day::from_ymd(2026, 11, 30).expect("a day")
}

fn at(text: &str) -> Moment {
    Moment::parse(text).expect("a moment")
}

fn id(text: &str) -> PromptId {
    PromptId::new(text).expect("an id")
}

/// One topic with two parts and three prompts, one of them rated twice.
fn plan() -> Plan {
    let mut plan = Plan::empty(PlanId::slug("recall"), "Recall", monday());
    let mut item = Item::new(ItemId::slug("topic.bayes"), Kind::Topic, "Bayes");
    item.parts.push(Part::new(PartId::slug("rule"), "The rule"));
    item.parts.push(Part::new(PartId::slug("priors"), "Priors"));
    plan.items.put(item);
    for (n, part) in [(1, Some("rule")), (2, Some("rule")), (3, None)] {
        let item = ItemId::slug("topic.bayes");
        let answer = Notes::from_text("One line.\n\n- a list");
        let mut prompt = Prompt::new(id(&format!("p{n}")), item, format!("Ask {n}?"), answer);
        prompt.part = part.map(PartId::slug);
        plan = plan.apply(&Edit::AddPrompt(Box::new(prompt))).expect("new");
    }
    for (n, grade) in [(1, Grade::Again), (2, Grade::Good)] {
        let when = at(&format!("2026-12-0{n}T19:00:00"));
        let review = ReviewId::slug(&format!("r{n}"));
        let review = Review::new(review, id("p1"), when, grade, 12);
        plan = plan.apply(&Edit::Review(review)).expect("rated");
    }
    plan
}

fn order(plan: &Plan) -> Vec<String> {
    let item = plan.items.iter().next().expect("an item");
    let prompts = plan.prompts_of(item).into_iter();
    prompts.map(|prompt| prompt.id.to_string()).collect()
}

#[test]
fn prompts_and_ratings_are_read_back_as_they_were_written() {
    let plan = plan();
    let text = write_plan(&plan).expect("written");
    let again = read_plan(&text, "plan.ron").expect("read");
    assert_eq!((again.plan, again.notes), (plan.clone(), Vec::new()));
    assert_eq!(order(&plan), ["p3", "p1", "p2"]);
    assert!(text.contains("One line."), "{text}");
}

#[test]
fn a_plan_from_before_prompts_loads_as_it_was() {
    let text = include_str!("../fixtures/plan-v1.ron");
    let old = read_plan(text, "plan-v1.ron").expect("read").plan;
    assert!(old.prompts.is_empty() && old.reviews.is_empty());
    assert_eq!(old.rules.target_recall, 900);
    assert_eq!(write_plan(&old).expect("written"), text);
}

#[test]
fn what_belongs_to_a_prompt_goes_with_it() {
    let before = plan();
    let gone = before
        .apply(&Edit::DeletePrompt(id("p1")))
        .expect("deleted");
    assert_eq!((gone.prompts.len(), gone.reviews.len()), (2, 0));
    let item = ItemId::slug("topic.bayes");
    let part = Edit::DeletePart {
        item: item.clone(),
        part: PartId::slug("rule"),
    };
    let whole = before.apply(&part).expect("deleted");
    assert_eq!(whole.prompts.len(), 3);
    assert!(whole.prompts.iter().all(|prompt| prompt.part.is_none()));
    let gone = before.apply(&Edit::DeleteItem(item)).expect("deleted");
    assert!(gone.prompts.is_empty() && gone.reviews.is_empty());
}

#[test]
fn prompts_move_within_their_part() {
    let before = plan();
    let moved = Edit::MovePrompt {
        prompt: id("p2"),
        before: Some(id("p1")),
    };
    let after = before.apply(&moved).expect("moved");
    assert_eq!(order(&after), ["p3", "p2", "p1"]);
    let last = Edit::MovePrompt {
        prompt: id("p2"),
        before: None,
    };
    assert_eq!(
        order(&after.apply(&last).expect("moved")),
        ["p3", "p1", "p2"]
    );
    let elsewhere = Edit::MovePrompt {
        prompt: id("p2"),
        before: Some(id("p3")),
    };
    let refused = before.apply(&elsewhere);
    assert_eq!(
        refused,
        Err(EditError::NoPrompt(id("p3"))),
        "p3 is of no part"
    );
}

#[test]
fn every_deed_has_a_label() {
    let plan = plan();
    let rated = Review::new(
        ReviewId::slug("r9"),
        id("p2"),
        at("2026-12-03T19:00:00"),
        Grade::Hard,
        9,
    );
    let says = |edit: &Edit| edit.label(&plan);
    assert_eq!(says(&Edit::Review(rated)), "Rated “Ask 2?” Hard");
    assert_eq!(says(&Edit::DeletePrompt(id("p2"))), "Deleted “Ask 2?”");
    let pause = |paused| Edit::PausePrompt {
        prompt: id("p2"),
        paused,
    };
    assert_eq!(says(&pause(true)), "Paused “Ask 2?”");
    assert_eq!(says(&pause(false)), "Took up again “Ask 2?”");
}

#[test]
fn numbers_of_the_memory_model_are_checked() {
    let plan = plan();
    let with = |change: fn(&mut Rules)| {
        let mut rules = plan.rules.clone();
        change(&mut rules);
        plan.apply(&Edit::SetRules(rules))
    };
    let set = with(|rules| rules.target_recall = 850).expect("within its bounds");
    assert_eq!(set.rules.target_recall, 850);
    assert!(with(|rules| rules.target_recall = 699).is_err());
    assert!(with(|rules| rules.target_recall = 971).is_err());
    assert!(with(|rules| rules.fsrs = vec![0.5; 20]).is_err());
    assert!(with(|rules| rules.fsrs = vec![f64::NAN; 21]).is_err());
    assert!(with(|rules| rules.fsrs = cairn::planner::fsrs::DEFAULT_PARAMETERS.to_vec()).is_ok());
}

#[test]
fn a_file_that_says_what_a_plan_must_not_is_mended() {
    let mut wrong = plan();
    wrong
        .prompts
        .update(&id("p1"), |prompt| prompt.ask = " ".to_owned());
    let review = |name: &str, prompt: &str, seconds| {
        let when = at("2026-12-03T19:00:00");
        let mut review = Review::new(ReviewId::slug(name), id(prompt), when, Grade::Good, 0);
        review.seconds = seconds;
        review
    };
    wrong.reviews.put(review("r8", "nowhere", 3));
    wrong.reviews.put(review("r9", "p2", 90_000));
    wrong.rules.target_recall = 20;
    wrong.rules.fsrs = vec![1.0; 3];
    let far = Prompt::new(id("p9"), ItemId::slug("gone"), "Where?", Notes::default());
    wrong.prompts.put(far);
    let text = write_plan(&wrong).expect("written");
    let read = read_plan(&text, "plan.ron").expect("read");
    let plan = read.plan;
    assert_eq!(read.notes.len(), 5, "{:?}", read.notes);
    assert_eq!(plan.prompts.get(&id("p1")).expect("there").ask, "p1");
    assert!(
        plan.items.contains(&ItemId::slug("gone")),
        "an item stands for it"
    );
    assert_eq!(plan.reviews.len(), 3);
    assert_eq!((plan.rules.target_recall, plan.rules.fsrs.len()), (700, 0));
    let again = read_plan(&write_plan(&plan).expect("written"), "plan.ron").expect("read");
    assert_eq!(again.notes, Vec::<String>::new());
}

#[test]
fn the_built_in_prompts_fit_the_path() {
    let path = builtin::path();
    for item in path.items.iter() {
        let asks = path.prompts.iter().filter(|p| p.item == item.id).count();
        let wanted = match item.kind {
            Kind::Topic | Kind::Algorithm | Kind::Paper => 3,
            _ => 0,
        };
        assert!(asks >= wanted, "{} has {asks} prompts", item.id);
    }
    for prompt in path.prompts.iter() {
        let of = format!("{}.", prompt.item);
        assert!(prompt.id.as_str().starts_with(&of), "{}", prompt.id);
        let item = path.items.get(&prompt.item);
        let item = item.unwrap_or_else(|| panic!("{}: no item", prompt.id));
        let has = |part: &PartId| item.parts.iter().any(|there| there.id == *part);
        assert!(
            prompt.part.as_ref().is_none_or(has),
            "{}: no part",
            prompt.id
        );
        assert!(!prompt.ask.trim().is_empty() && !prompt.answer.is_empty());
        assert!(!prompt.paused);
    }
    let plan = Plan::from_path(PlanId::slug("new"), "New", monday(), path);
    assert!(plan.prompts == path.prompts);
}

#[test]
fn prompts_come_with_a_path_once() {
    let path: &Path = builtin::path();
    let mut old = Plan::from_path(PlanId::slug("old"), "Old", monday(), path);
    old.prompts = Default::default();
    let all: Vec<Prompt> = path.prompts.iter().map(|p| Prompt::clone(p)).collect();
    let added = old.apply(&Edit::AddPrompts(all.clone())).expect("added");
    assert!(added.prompts == path.prompts);
    assert!(take_path(&old, path).after.prompts == path.prompts);
    assert!(take_path(&added, path).changes.is_empty());
    // Of items that the plan does not have none come, and what is there already stays as it is.
    let first = all.first().expect("a prompt").id.clone();
    let mine = Edit::ChangePrompt {
        prompt: first.clone(),
        part: None,
        ask: "Mine?".to_owned(),
        answer: Notes::default(),
    };
    let changed = added.apply(&mine).expect("changed");
    let again = changed.apply(&Edit::AddPrompts(all)).expect("nothing new");
    assert_eq!(again, changed);
    let shared = cairn::store::formats::shared::path(&changed);
    assert_eq!(shared.prompts.get(&first).expect("there").ask, "Mine?");
}

#[test]
fn ratings_come_from_another_copy_of_the_same_plan_only() {
    let base = plan();
    let mut theirs = base.clone();
    let when = at("2026-12-05T19:00:00");
    let more = Review::new(ReviewId::slug("r7"), id("p3"), when, Grade::Easy, 5);
    theirs.reviews.put(more);
    assert_eq!(take_plan(&base, &theirs).after.reviews.len(), 3);
    theirs.id = PlanId::slug("somebody-else");
    assert_eq!(take_plan(&base, &theirs).after.reviews.len(), 2);
}

#[test]
fn what_does_not_fit_is_refused() {
    let plan = plan();
    let empty = Prompt::new(
        id("p8"),
        ItemId::slug("topic.bayes"),
        "  ",
        Notes::default(),
    );
    let refused = plan.apply(&Edit::AddPrompt(Box::new(empty)));
    let why = "a question has 1 to 1,000 characters";
    assert_eq!(refused, Err(EditError::Range(why)));
    let nowhere = Prompt::new(id("p8"), ItemId::slug("none"), "Why?", Notes::default());
    let refused = plan.apply(&Edit::AddPrompt(Box::new(nowhere)));
    assert_eq!(refused, Err(EditError::NoItem(ItemId::slug("none"))));
    let when = at("2026-12-05T19:00:00");
    let of_none = Review::new(ReviewId::slug("r7"), id("none"), when, Grade::Easy, 5);
    let refused = plan.apply(&Edit::Review(of_none));
    assert_eq!(refused, Err(EditError::NoPrompt(id("none"))));
}
