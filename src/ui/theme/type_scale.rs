//! The type scale: eight roles with size, line height and weight. Views name a role, never a size.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, RichText, TextStyle};

/// Weights of the text face. Bold is for titles and for the strong words of a sentence only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// 400
    #[default]
    Regular,
    /// 500
    Medium,
    /// 600
    SemiBold,
    /// 700
    Bold,
}

impl Weight {
    /// The font family that has this weight.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => FontFamily::Name(super::fonts::MEDIUM.into()),
            Self::SemiBold => FontFamily::Name(super::fonts::SEMIBOLD.into()),
            Self::Bold => FontFamily::Name(super::fonts::BOLD.into()),
        }
    }
}

/// What a text is on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextRole {
    /// 28/36, 700: the title of the welcome page.
    WelcomeTitle,
    /// 22/28, 700: the title of a view.
    ViewTitle,
    /// 19/25, 700: the title of an item in the inspector or on its page.
    ItemTitle,
    /// 15/20, 600: the title of a section; the plan's name.
    Section,
    /// 14/20, 400: everything that is read.
    #[default]
    Body,
    /// 13/18, 400: pills, segments.
    Pill,
    /// 12/18, 400: chips, second lines.
    Chip,
    /// 44/52, 700: the one big number of a page.
    Big,
}

impl TextRole {
    /// All roles.
    pub const ALL: [Self; 8] = [
        Self::WelcomeTitle,
        Self::ViewTitle,
        Self::ItemTitle,
        Self::Section,
        Self::Body,
        Self::Pill,
        Self::Chip,
        Self::Big,
    ];

    /// Font size, points.
    pub fn size(self) -> f32 {
        match self {
            Self::WelcomeTitle => 28.0,
            Self::ViewTitle => 22.0,
            Self::ItemTitle => 19.0,
            Self::Section => 15.0,
            Self::Body => 14.0,
            Self::Pill => 13.0,
            Self::Chip => 12.0,
            Self::Big => 44.0,
        }
    }

    /// Line height, points.
    pub fn line(self) -> f32 {
        match self {
            Self::WelcomeTitle => 36.0,
            Self::ViewTitle => 28.0,
            Self::ItemTitle => 25.0,
            Self::Section | Self::Body => 20.0,
            Self::Pill | Self::Chip => 18.0,
            Self::Big => 52.0,
        }
    }

    /// The weight it has when nothing else is said.
    pub fn weight(self) -> Weight {
        match self {
            Self::WelcomeTitle | Self::ViewTitle | Self::ItemTitle | Self::Big => Weight::Bold,
            Self::Section => Weight::SemiBold,
            Self::Body | Self::Pill | Self::Chip => Weight::Regular,
        }
    }

    /// Extra space between letters, points: large letters stand a little closer.
    pub fn tracking(self) -> f32 {
        match self {
            Self::WelcomeTitle | Self::ViewTitle | Self::ItemTitle | Self::Big => {
                -0.01 * self.size()
            }
            Self::Section | Self::Body | Self::Pill | Self::Chip => 0.0,
        }
    }

    /// The font in its own weight.
    pub fn font(self) -> FontId {
        self.font_in(self.weight())
    }

    /// The font in another weight.
    pub fn font_in(self, weight: Weight) -> FontId {
        FontId::new(self.size(), weight.family())
    }

    /// Text in this role, for egui's own widgets.
    pub fn rich(self, text: impl Into<String>) -> RichText {
        self.rich_in(self.weight(), text)
    }

    /// Text in this role and another weight.
    pub fn rich_in(self, weight: Weight, text: impl Into<String>) -> RichText {
        RichText::new(text)
            .font(self.font_in(weight))
            .line_height(Some(self.line()))
            .extra_letter_spacing(self.tracking())
    }

    /// A format for a [`LayoutJob`], with the role's line height.
    pub fn format(self, weight: Weight, color: Color32) -> TextFormat {
        TextFormat {
            font_id: self.font_in(weight),
            line_height: Some(self.line()),
            extra_letter_spacing: self.tracking(),
            color,
            ..Default::default()
        }
    }

    /// A job of one format, to lay out and paint by hand.
    pub fn job(self, weight: Weight, color: Color32, text: impl Into<String>) -> LayoutJob {
        LayoutJob::single_section(text.into(), self.format(weight, color))
    }

    /// egui's styles in terms of these roles; the rest by name ("title", "section", …).
    pub(super) fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
        [
            (TextStyle::Heading, Self::ViewTitle.font()),
            (TextStyle::Body, Self::Body.font()),
            (TextStyle::Button, Self::Body.font_in(Weight::Medium)),
            (TextStyle::Small, Self::Chip.font()),
            (
                TextStyle::Monospace,
                FontId::new(Self::Pill.size(), FontFamily::Monospace),
            ),
        ]
        .into()
    }
}
