//! A plan for other people, in Cairn's own format: its path alone, or a template to begin from. What says something about
//! the user stays behind: notes, progress, sessions, dates, names of interviews, the hours of the week, links to files
//! of this machine, and fields of newer versions, which nobody here can judge.
//!
//! What is studied goes along: titles, words, tags, estimates of effort, parts, links between items, web addresses. Ids
//! of items stay, so that a newer path from the same author finds its items again.
//!
//! Not here: the whole plan (`store/format`).

use crate::domain::plan::FORMAT;
use crate::domain::{
    Availability, Day, Familiarity, Interview, InterviewId, Item, Notes, Part, Path, Plan, PlanId,
    Prompt, Rules, Stamp, Status, Step, Table, WebLink, Weekly,
};
use crate::store::hash::Hash;
use crate::store::links::safe_url;

/// What a shared path is called; the name of a plan often is that of a company.
const PATH_NAME: &str = "Study path";
/// What a template is called.
const TEMPLATE_NAME: &str = "Study plan";

/// Steps, items and links, as if nobody had begun.
pub fn path(plan: &Plan) -> Path {
    Path {
        format: FORMAT,
        name: PATH_NAME.to_owned(),
        steps: plan.steps.iter().map(|step| new_step(step)).collect(),
        items: plan.items.iter().map(|item| new_item(item)).collect(),
        links: links(plan),
        prompts: plan
            .prompts
            .iter()
            .map(|prompt| new_prompt(prompt))
            .collect(),
        unknown: Default::default(),
    }
}

/// A plan over the same path that begins on `today`: interviews as far off as they were from the first study day, under
/// the names of their rounds; the usual hours; nothing scheduled. Its id is new, made from the old one and `at` by a hash.
pub fn template(plan: &Plan, today: Day, at: Stamp) -> Plan {
    let sum = Hash::of(format!("{}\n{}", plan.id, at.0).as_bytes()).to_string();
    let id = PlanId::slug(&format!("plan-{}", sum.get(..12).unwrap_or("0")));
    let mut new = Plan::from_path(id, TEMPLATE_NAME, today, &path(plan));
    new.interviews = interviews(plan, today);
    new.rules = Rules {
        unknown: Default::default(),
        ..plan.rules.clone()
    };
    let usual = crate::domain::Answers::sensible(today).minutes;
    new.availability = Availability {
        weekly: Weekly::of_minutes(usual),
        ..Availability::default()
    };
    new
}

fn interviews(plan: &Plan, today: Day) -> Table<Interview> {
    let ordered = plan.interviews_in_order().into_iter().enumerate();
    let blank = ordered.map(|(n, interview)| {
        let id = InterviewId::slug(&format!("interview-{}", n + 1));
        let days = interview.on.since(plan.start_on).max(1);
        let mut new = Interview::new(
            id,
            interview.round.name(),
            interview.round,
            today.plus(days),
        );
        new.buffer_days = interview.buffer_days;
        new.weights = interview.weights.clone();
        new
    });
    blank.collect()
}

fn links(plan: &Plan) -> Table<crate::domain::Link> {
    let all = plan.links.iter().map(|link| {
        let mut new = crate::domain::Link::new(link.from.clone(), link.relation, link.to.clone());
        new.place = link.place.clone();
        new
    });
    all.collect()
}

fn new_step(step: &Step) -> Step {
    Step {
        familiarity: Familiarity::New,
        unknown: Default::default(),
        ..step.clone()
    }
}

fn new_item(item: &Item) -> Item {
    let fresh = Item::new(item.id.clone(), item.kind.clone(), item.title.clone());
    Item {
        short: item.short.clone(),
        byline: item.byline.clone(),
        year: item.year,
        step: item.step.clone(),
        group: item.group.clone(),
        order: item.order,
        sequence: item.sequence.clone(),
        purpose: item.purpose.clone(),
        effort: item.effort,
        importance: item.importance,
        urls: item.urls.iter().filter_map(web).collect(),
        parts: item.parts.iter().map(new_part).collect(),
        brief: item.brief.clone().map(|mut brief| {
            brief.unknown = Default::default();
            brief
        }),
        tags: item.tags.clone(),
        status: Status::ToDo,
        notes: Notes::default(),
        ..fresh
    }
}

/// Links to the web only: a link to a file names folders of this machine.
fn web(link: &WebLink) -> Option<WebLink> {
    safe_url(&link.url).ok().map(|_| link.clone())
}

fn new_prompt(prompt: &Prompt) -> Prompt {
    Prompt {
        paused: false,
        unknown: Default::default(),
        ..prompt.clone()
    }
}

fn new_part(part: &Part) -> Part {
    let mut new = Part::new(part.id.clone(), part.title.clone());
    new.depth = part.depth;
    new
}
