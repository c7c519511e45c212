//! Installs the look in egui: fonts, and one style for light and one for dark, both made of the tokens.
//! Which of them is shown is the user's setting and is set elsewhere (`Context::set_theme`).

use super::{Theme, Tokens, control, fonts, radius, space};
use egui::epaint::FontColorTransferFunction;
use egui::style::{ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Context, CornerRadius, Margin, Stroke, Style, Visuals, vec2};

/// Fonts and both styles. Call it once, when the context is new.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts::definitions());
    for theme in Theme::ALL {
        ctx.set_style_of(theme.into(), style(theme));
    }
}

/// Takes motion away (or gives it back), for desktops that ask for less of it.
pub fn set_reduced_motion(ctx: &Context, reduced: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if reduced { 0.0 } else { control::MOTION };
        style.scroll_animation = scroll_animation(reduced);
    });
}

fn scroll_animation(reduced: bool) -> egui::style::ScrollAnimation {
    if reduced {
        egui::style::ScrollAnimation::none()
    } else {
        egui::style::ScrollAnimation::duration(control::MOTION)
    }
}

/// egui's style of one theme.
pub fn style(theme: Theme) -> Style {
    let tokens = theme.tokens();
    let mut style = Style {
        text_styles: super::TextRole::text_styles(),
        visuals: visuals(tokens),
        animation_time: control::MOTION,
        scroll_animation: scroll_animation(false),
        explanation_tooltips: false,
        url_in_tooltip: true,
        ..Style::default()
    };

    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(space::M, 6.0);
    spacing.interact_size = vec2(control::TARGET, control::SMALL);
    spacing.window_margin = Margin::same(20);
    spacing.menu_margin = Margin::same(6);
    spacing.menu_spacing = space::XS;
    spacing.menu_width = 320.0;
    spacing.combo_height = 320.0;
    spacing.tooltip_width = 360.0;
    spacing.icon_width = control::BADGE;
    spacing.icon_width_inner = 12.0;
    spacing.icon_spacing = space::S;
    spacing.indent = space::XL;
    spacing.text_edit_width = 240.0;
    spacing.slider_width = 160.0;
    spacing.slider_rail_height = control::BAR_THIN;
    spacing.scroll = ScrollStyle {
        floating: true,
        bar_width: 8.0,
        floating_width: 5.0,
        floating_allocated_width: 0.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        handle_min_length: 32.0,
        foreground_color: true,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        dormant_handle_opacity: 0.0,
        active_handle_opacity: 0.25,
        interact_handle_opacity: 0.5,
        ..ScrollStyle::floating()
    };

    let interaction = &mut style.interaction;
    interaction.tooltip_delay = 0.45;
    interaction.selectable_labels = false;
    interaction.multi_widget_text_select = false;
    style
}

fn visuals(tokens: &Tokens) -> Visuals {
    let mut visuals = if tokens.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    visuals.dark_mode = tokens.dark;
    // Inter is drawn for its weights: leave the coverage alone in the light, lift it a little in the dark.
    visuals.text_options.color_transfer_function = if tokens.dark {
        FontColorTransferFunction::Gamma(0.85)
    } else {
        FontColorTransferFunction::Off
    };
    visuals.text_options.font_hinting = true;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(tokens.muted);
    visuals.widgets = widgets(tokens);
    visuals.selection = Selection {
        bg_fill: if tokens.dark {
            tokens.accent_soft.lerp_to_gamma(tokens.accent, 0.18)
        } else {
            tokens.accent_soft.lerp_to_gamma(tokens.accent, 0.14)
        },
        stroke: Stroke::new(1.0, tokens.accent),
    };
    visuals.hyperlink_color = tokens.accent;
    visuals.faint_bg_color = tokens.surface.lerp_to_gamma(tokens.hover, 0.6);
    visuals.extreme_bg_color = tokens.bg;
    visuals.text_edit_bg_color = Some(tokens.surface);
    visuals.code_bg_color = tokens.sunken;
    visuals.warn_fg_color = tokens.warn;
    visuals.error_fg_color = tokens.bad;
    visuals.window_corner_radius = CornerRadius::same(radius::COLUMN);
    visuals.window_fill = tokens.surface;
    visuals.window_stroke = tokens.line();
    visuals.window_shadow = tokens.float_shadow.into();
    visuals.window_highlight_topmost = false;
    visuals.menu_corner_radius = CornerRadius::same(radius::CARD);
    visuals.popup_shadow = tokens.float_shadow.into();
    visuals.panel_fill = tokens.bg;
    visuals.text_cursor.stroke = Stroke::new(1.5, tokens.accent);
    visuals.text_cursor.blink = false;
    visuals.indent_has_left_vline = false;
    visuals.striped = false;
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    visuals.interact_cursor = None;
    visuals.disabled_alpha = 0.45;
    visuals
}

fn widgets(tokens: &Tokens) -> Widgets {
    let corner_radius = CornerRadius::same(radius::CONTROL);
    let state = |fill, stroke: Stroke, ink| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius,
        fg_stroke: Stroke::new(1.5, ink),
        expansion: 0.0,
    };
    let line = tokens.line();
    let strong = Stroke::new(1.0, tokens.border_strong);
    Widgets {
        noninteractive: WidgetVisuals {
            bg_fill: tokens.surface,
            weak_bg_fill: tokens.surface,
            bg_stroke: line,
            corner_radius,
            fg_stroke: Stroke::new(1.0, tokens.text),
            expansion: 0.0,
        },
        inactive: state(tokens.surface, line, tokens.text),
        hovered: state(tokens.hover, strong, tokens.text),
        // egui draws a focused field with this; its stroke is the focus ring.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(control::FOCUS, tokens.accent),
            ..state(tokens.pressed, line, tokens.text)
        },
        open: state(tokens.hover, strong, tokens.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_styles_are_installed() {
        let ctx = Context::default();
        install(&ctx);
        for theme in Theme::ALL {
            let style = ctx.style_of(theme.into());
            assert_eq!(style.visuals.dark_mode, theme == Theme::Dark);
            assert_eq!(style.visuals.panel_fill, theme.tokens().bg);
            assert!(style.animation_time <= 0.15);
        }
        set_reduced_motion(&ctx, true);
        assert_eq!(ctx.style_of(egui::Theme::Dark).animation_time, 0.0);
    }
}
