//! Words in the roles of the type scale. Each returns the label's response. Nothing here wraps unless it says so.

use crate::ui::theme::{self, TextRole, Weight};
use egui::{Color32, Label, Response, Role, Ui, WidgetInfo};

/// The title of the welcome page.
pub fn welcome_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, TextRole::WelcomeTitle, text)
}

/// The title of a view.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, TextRole::ViewTitle, text)
}

/// The title of a page that may be long; wraps.
pub fn title_wrapped(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    let rich = TextRole::ViewTitle.rich(text).color(color);
    as_heading(ui.add(Label::new(rich).wrap()), text)
}

/// The title of an item; wraps.
pub fn item_title(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    let rich = TextRole::ItemTitle.rich(text).color(color);
    as_heading(ui.add(Label::new(rich).wrap()), text)
}

/// The title of a section or card.
pub fn section_title(ui: &mut Ui, text: &str) -> Response {
    heading(ui, TextRole::Section, text)
}

/// The name of a field or of a short list: small, half-bold, muted ("Why here").
pub fn field_label(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).muted;
    styled(ui, TextRole::Chip, Weight::SemiBold, color, text)
}

/// The one big number of a page.
pub fn big(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    styled(ui, TextRole::Big, Weight::Bold, color, text)
}

/// Plain words; wraps.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    ui.add(Label::new(TextRole::Body.rich(text).color(color)).wrap())
}

/// Plain words, weight 500, one line.
pub fn medium(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    styled(ui, TextRole::Body, Weight::Medium, color, text)
}

/// Plain words, weight 600, one line.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    styled(ui, TextRole::Body, Weight::SemiBold, color, text)
}

/// Second words; wraps.
pub fn muted(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).muted;
    ui.add(Label::new(TextRole::Body.rich(text).color(color)).wrap())
}

/// Second words of the smallest size; wraps.
pub fn small(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).muted;
    ui.add(Label::new(TextRole::Chip.rich(text).color(color)).wrap())
}

/// Third words of the smallest size. Not on a sunken ground.
pub fn faint(ui: &mut Ui, text: &str) -> Response {
    let color = theme::tokens(ui).faint;
    styled(ui, TextRole::Chip, Weight::Regular, color, text)
}

/// Any role, weight and colour, on one line that is not cut.
pub fn styled(ui: &mut Ui, role: TextRole, weight: Weight, color: Color32, text: &str) -> Response {
    ui.add(Label::new(role.rich_in(weight, text).color(color)).extend())
}

/// One line, cut with an ellipsis where the room ends; the whole text is then the tooltip.
pub fn truncated(
    ui: &mut Ui,
    role: TextRole,
    weight: Weight,
    color: Color32,
    text: &str,
) -> Response {
    ui.add(Label::new(role.rich_in(weight, text).color(color)).truncate())
}

/// Any role and colour, wrapped where the room ends.
pub fn styled_wrapped(ui: &mut Ui, role: TextRole, color: Color32, text: &str) -> Response {
    let text = role.rich_in(Weight::Regular, text).color(color);
    ui.add(Label::new(text).wrap())
}

/// A line struck through, for what is done.
pub fn done(ui: &mut Ui, role: TextRole, weight: Weight, text: &str) -> Response {
    let color = theme::tokens(ui).muted;
    ui.add(Label::new(role.rich_in(weight, text).color(color).strikethrough()).truncate())
}

/// A sentence in which some words are strong: `(text, strong)` pieces, wrapped together.
pub fn sentence(ui: &mut Ui, role: TextRole, color: Color32, pieces: &[(&str, bool)]) -> Response {
    let mut job = egui::text::LayoutJob::default();
    for (text, strong) in pieces {
        let weight = if *strong {
            Weight::Bold
        } else {
            Weight::Regular
        };
        job.append(text, 0.0, role.format(weight, color));
    }
    ui.add(Label::new(job).wrap())
}

fn heading(ui: &mut Ui, role: TextRole, text: &str) -> Response {
    let color = theme::tokens(ui).text;
    as_heading(styled(ui, role, role.weight(), color, text), text)
}

/// Lets people who do not see the screen jump from title to title.
fn as_heading(response: Response, text: &str) -> Response {
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, text));
    response
}
