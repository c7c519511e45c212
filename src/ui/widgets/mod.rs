//! The widgets every view is made of. They take plain values and know nothing of plans, dates or the clock;
//! minutes and dates come as ready words. All colours and sizes are from [`crate::ui::theme`].
//!
//! # A short guide
//!
//! ```text
//! let t = theme::tokens(ui);                                   // colours; t.step(3).ink, t.tone(Tone::Warn).tint
//!
//! text::title(ui, "Sunday 3 January");                         // view title; also welcome_title, item_title,
//! text::muted(ui, "3 sessions, 1 h 50 of your 2 h");           //   section_title, field_label, body, medium, strong,
//! text::truncated(ui, TextRole::Body, Weight::Medium, t.text, "A long title");  // small, faint, big, done, styled
//! text::sentence(ui, TextRole::Body, t.text, &[("Fits by going ", false), ("core", true)]);
//!
//! ui.add(Button::primary("Start").icon(Icon::Play).name("Start Heaps")).clicked();
//! ui.add(Button::new("Replan").icon(Icon::Replan).shortcut_hint("Ctrl+R"));       // quiet, danger, small, large,
//! ui.add_enabled(can_undo, IconButton::new(Icon::Undo, "Undo").shortcut_hint("Ctrl+Z"));   // kind(Outline(Tone::Warn))
//!
//! Segmented::new("Columns by", &["Step", "Status", "Week"]).show(ui, &mut index).changed();   // .small()
//! FilterChip::new("Not done", on).show(ui).clicked();
//! FilterChip::new("All kinds", false).menu(ui, |ui| ui.add(MenuItem::new("Papers").checked(true)).clicked());
//! FilterChip::choice("Onsite", true).show(ui).clicked();       // a choice in a form
//!
//! ui.add(Chip::new("core · 6 h"));                             // .icon(Icon::Pin).tone(Tone::Ok).bare()
//! ui.add(Pill::new("to Onsite · Tue 26 Jan").strong("23 days").icon(Icon::Flag));   // .tone .grounded .opens(name)
//! step_badge(ui, 3);                                           // 1 to 5; 0 is a resource
//! ui.add(Checkbox::new(&mut done, "Heaps: done"));             // Checkbox::labeled shows the name
//!
//! Card::new().stripe(3).selected(true).show(ui, |ui| { … });   // .compact() .faded(true) .lifted(true)
//! Card::new().compact().show_clickable(ui, id, "GPT-3", Sense::click_and_drag(), |ui| { … }).response.clicked();
//! Card::new().compact().paint(ui, rect);                       // hand-made layouts; card::paint_well for columns
//!
//! ui.add(ProgressBar::new(0.4, "2 of 5 parts").step(3).thin()); // .thick() .on_sunken() .width(120.0)
//! ui.add(CapacityBar::new(90, 75, "Tue 5 Jan: 1 h 30 of 1 h 15"));
//! hatch(ui, day_rect);                                         // a day off
//!
//! TextField::new(&mut name, "Plan name").placeholder("My plan").show(ui).committed();   // .edited() .cancelled()
//! TextField::new(&mut query, "Search").icon(Icon::Search).shortcut_hint("Ctrl+K").bar().on_surface().show(ui);
//! Stepper::new(&mut minutes, "Monday", &format_minutes, &parse_minutes).tile("Mon").show(ui).changed();
//! Slider::new(&mut minutes, 0..=2_400, "Hours a week", "11 h").step(30).mark(480).show(ui).changed();
//! DateField::new(&mut day, "Interview date", cx.today()).long().show(ui).changed();     // .unreadable(): say so beside it
//!
//! rail_button(ui, Icon::Board, "Board", view == View::Board, Some("Ctrl+2")).clicked();
//! Banner::new(Tone::Warn, "They fit on Tuesday.").strong("75 minutes were missed.").action("Show the new plan…").show(ui).action;
//! Toast::new("Moved 'GPT-3' to Fri 4 Dec").action("Undo").show(ui).action;
//! popup_menu(&button, |ui| { if ui.add(MenuItem::new("Undo").icon(Icon::Undo).shortcut("Ctrl+Z")).clicked() { … } });
//! context_menu(&card, |ui| { … }); menu_title(ui, "Move to"); menu_separator(ui);
//! empty_state(ui, Icon::Calendar, "Nothing planned", "Pick a day off the list, or replan.", Some("Replan"));
//! key_cap(ui, "Ctrl+K");
//! mark(ui, 30.0);                                              // the app mark
//! ScrollArea::vertical().page(ui, |ui| { … });                 // a page follows the keyboard; .follow for a part of the window
//! Icon::Review.show(ui, 16.0, t.muted);                        // or format!("{} Heaps", Icon::Review.glyph())
//! ```
//!
//! Every widget that can be used has a role and a name in the accessibility tree, can be reached with Tab, is
//! pressed with Enter or Space, shows a ring while it has the focus, and is at least 24 points in both
//! directions. A widget whose meaning is a colour says it in words or with an icon too.

pub mod banner;
pub mod bar;
pub mod button;
pub mod card;
pub mod checkbox;
pub mod chip;
pub mod choice_list;
pub mod date_field;
pub mod empty_state;
pub mod filter_chip;
pub mod hatch;
pub mod icon_button;
pub mod key_cap;
pub mod mark;
pub mod menu;
pub mod paint;
pub mod rail_button;
pub mod scroll;
pub mod segmented;
pub mod slider;
pub mod step_badge;
pub mod stepper;
pub mod text;
pub mod text_field;
pub mod tooltip;

pub use banner::{Banner, Pressed, Toast};
pub use bar::{CapacityBar, ProgressBar, paint_bar};
pub use button::{Button, ButtonKind};
pub use card::Card;
pub use checkbox::Checkbox;
pub use chip::{Chip, Pill};
pub use choice_list::{Choice, choice_list};
pub use date_field::DateField;
pub use empty_state::empty_state;
pub use filter_chip::FilterChip;
pub use hatch::hatch;
pub use icon_button::IconButton;
pub use key_cap::key_cap;
pub use mark::{mark, paint_mark};
pub use menu::{
    MenuItem, context_menu, menu_separator, menu_title, popup_menu, popup_panel, row_opens_menu,
};
pub use paint::{focused, ring};
pub use rail_button::rail_button;
pub use scroll::{Follow, bring_whole};
pub use segmented::Segmented;
pub use slider::Slider;
pub use step_badge::{icon_badge, paint_step_badge, step_badge};
pub use stepper::Stepper;
pub use text::section_title;
pub use text_field::{FieldEvent, FieldOutput, TextField};
pub use tooltip::Hint;
