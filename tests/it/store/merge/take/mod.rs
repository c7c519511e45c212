//! What imports offer: nothing of the user's is lost, nothing comes twice.

mod calendars;
mod lists;
mod plans;

use cairn::domain::merge::Offer;
use cairn::domain::{Path, Plan};
use cairn::store::format::{read_plan, write_plan};

fn legal(offer: &Offer, seed: u64) {
    let text = write_plan(&offer.after).expect("it is written");
    let loaded = read_plan(&text, "plan.ron").expect("it is read");
    assert_eq!(loaded.notes, Vec::<String>::new(), "seed {seed}");
    assert_eq!(loaded.plan, offer.after, "seed {seed}");
}

fn path_of(plan: &Plan) -> Path {
    Path {
        format: 1,
        name: "Path".into(),
        steps: plan.steps.clone(),
        items: plan.items.clone(),
        links: plan.links.clone(),
        prompts: plan.prompts.clone(),
        unknown: Default::default(),
    }
}
