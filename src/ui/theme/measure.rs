//! Lengths that are the same in both themes: space, radii, control and frame sizes. All in points.

/// Distances. Generous around groups, little inside them.
pub mod space {
    /// 4: between an icon and its figure, between chips.
    pub const XS: f32 = 4.0;
    /// 8: between things of one group.
    pub const S: f32 = 8.0;
    /// 12: inside cards and rows.
    pub const M: f32 = 12.0;
    /// 16: between cards' text blocks, inside banners.
    pub const L: f32 = 16.0;
    /// 24: around a view, between groups.
    pub const XL: f32 = 24.0;
    /// 44: between columns of a page.
    pub const XXL: f32 = 44.0;
}

/// Corner radii.
pub mod radius {
    /// Chips, key caps and bars in a calendar day.
    pub const CHIP: u8 = 5;
    /// Step badges and check boxes.
    pub const BADGE: u8 = 6;
    /// Buttons, fields, segmented controls.
    pub const CONTROL: u8 = 8;
    /// Cards, banners, the active place in the rail.
    pub const CARD: u8 = 10;
    /// Board columns, dialogs.
    pub const COLUMN: u8 = 12;
    /// Pills: as round as the height allows.
    pub const PILL: u8 = 255;
}

/// Sizes of controls.
pub mod control {
    /// Height of a normal button or field.
    pub const HEIGHT: f32 = 34.0;
    /// Height of the search field and other fields in a bar.
    pub const FIELD: f32 = 32.0;
    /// Height of a small button.
    pub const SMALL: f32 = 28.0;
    /// Height of the one big button of a page.
    pub const LARGE: f32 = 38.0;
    /// The smallest thing that can be aimed at.
    pub const TARGET: f32 = 24.0;
    /// Height of a static pill.
    pub const PILL: f32 = 26.0;
    /// Height of a chip.
    pub const CHIP: f32 = 18.0;
    /// Icons in buttons, pills and rows.
    pub const ICON: f32 = 18.0;
    /// Icons in chips.
    pub const ICON_CHIP: f32 = 13.0;
    /// Icons in the rail.
    pub const ICON_RAIL: f32 = 22.0;
    /// Side of a step badge and of a check box.
    pub const BADGE: f32 = 20.0;
    /// Width of the focus ring.
    pub const FOCUS: f32 = 2.0;
    /// Gap between a thing and the ring around it.
    pub const FOCUS_GAP: f32 = 1.0;
    /// Width of the stripe at the left of a card.
    pub const STRIPE: f32 = 4.0;
    /// Height of a progress bar in a card; in a page.
    pub const BAR_THIN: f32 = 4.0;
    /// Height of a progress bar that stands alone.
    pub const BAR: f32 = 6.0;
    /// Height of a bar in a table of bars.
    pub const BAR_THICK: f32 = 8.0;
    /// Longest time an animation may take, in seconds.
    pub const MOTION: f32 = 0.12;
}

/// The frame of the window.
pub mod frame {
    /// Width of the rail at the left.
    pub const RAIL: f32 = 84.0;
    /// Height of the bar at the top.
    pub const TOP_BAR: f32 = 52.0;
    /// Width of the inspector at the right.
    pub const INSPECTOR: f32 = 344.0;
    /// In windows narrower than this the inspector slides over the view.
    pub const INSPECTOR_OVER_BELOW: f32 = 1100.0;
    /// Padding of a view.
    pub const PADDING: f32 = 24.0;
    /// Padding of the inspector.
    pub const INSPECTOR_PADDING: f32 = 20.0;
}
