//! What a session's card asks below its words: the minutes that were really spent, and afterwards how it went.

use egui::{Ui, vec2};

use crate::domain::{Minutes, PartId};
use crate::planner::estimates::Unit;
use crate::ui::format;
use crate::ui::pace::units_stepper;
use crate::ui::theme::{self, Icon, TextRole, Weight, control, space};
use crate::ui::widgets::{Button, FilterChip, Stepper, text};

use super::card_model::CardModel;
use super::deeds::Deed;

/// Asks for the minutes that were really spent.
pub(super) fn other_minutes(
    ui: &mut Ui,
    model: &CardModel,
    minutes: &mut u32,
    deeds: &mut Vec<Deed>,
) {
    let say = |n: u32| format::minutes(Minutes(n));
    let read = |text: &str| format::parse_minutes(text).map(|minutes| minutes.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        text::medium(ui, "Minutes spent");
        let name = format!("Minutes spent on {}", model.short);
        let stepper = Stepper::new(minutes, &name, &say, &read)
            .step(5)
            .range(1..=24 * 60)
            .show(ui);
        // It was just asked for: what is typed next is meant for it.
        let (seen, pass) = (stepper.id.with("seen"), ui.ctx().cumulative_pass_nr());
        let before: Option<u64> = ui.data(|data| data.get_temp(seen));
        ui.data_mut(|data| data.insert_temp(seen, pass));
        let fresh = before.is_none_or(|before| before + 1 < pass);
        if fresh || ui.memory(|memory| memory.focused().is_none()) {
            stepper.request_focus();
        }
        let entered = Stepper::entered(ui, &stepper);
        let done = Button::new("Done").name("Done with these minutes");
        if ui.add(done).clicked() || entered {
            deeds.push(Deed::Finish(Minutes(*minutes)));
        }
        if ui
            .add(Button::quiet("Cancel").name("Leave the minutes as they are"))
            .clicked()
        {
            deeds.push(Deed::Close);
        }
    });
}

/// How many pages or problems were done: only where the user likes to say so.
fn count(ui: &mut Ui, model: &CardModel, deeds: &mut Vec<Deed>) {
    let Some(unit) = model.unit else { return };
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let ask = match unit {
            Unit::Pages => "Pages read",
            Unit::Problems => "Problems solved",
        };
        text::styled(ui, TextRole::Pill, Weight::Regular, t.muted, ask);
        let mut units = model.units;
        let stepper = units_stepper(ui, &mut units, &format!("{ask} of {}", model.short));
        if stepper.changed() {
            deeds.push(Deed::Count(units));
        }
        text::small(ui, "if you like: estimates learn from it");
    });
}

/// The words of a rating.
const RATINGS: [&str; 5] = ["1 hardly", "2 a little", "3 fairly", "4 well", "5 by heart"];

/// What can be said after a session, and just as well left unsaid.
pub(super) fn afterwards(
    ui: &mut Ui,
    model: &CardModel,
    parts: &[PartId],
    words: &str,
    rating: Option<u8>,
    deeds: &mut Vec<Deed>,
) {
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::S);
        ui.set_min_height(control::TARGET);
        let ask = "How well do you know it?";
        text::styled(ui, TextRole::Pill, Weight::Regular, t.muted, ask);
        ui.add_space(space::XS);
        for (words, value) in RATINGS.iter().zip(1_u8..) {
            let chip = FilterChip::choice(words, rating == Some(value));
            let name = format!("Know {}: {words}", model.short);
            if chip.name(&name).show(ui).clicked() {
                deeds.push(Deed::Rate(value));
            }
        }
    });
    count(ui, model, deeds);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        if !parts.is_empty() {
            let tick = format!("Tick {words}");
            if ui
                .add(Button::new(&tick).icon(Icon::ListChecks).small())
                .clicked()
            {
                deeds.push(Deed::TickParts(parts.to_vec()));
            }
        }
        if model.item_open {
            let whole = Button::new("Finished the whole item")
                .icon(Icon::CheckCircle)
                .small();
            if ui.add(whole).clicked() {
                deeds.push(Deed::FinishItem);
            }
        }
        if ui
            .add(Button::quiet("Close").small().name("Close the questions"))
            .clicked()
        {
            deeds.push(Deed::Close);
        }
    });
}
