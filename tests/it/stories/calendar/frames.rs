//! How long a frame of the calendar takes with a huge plan.

use cairn::state::Command;
use egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::{huge_plan, open};
use crate::support::app::{Setup, Window};

/// Frame times with ten thousand sessions. Run it alone and optimised:
/// `cargo test --release --test it frame_times_of_the_calendar -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a test"]
fn frame_times_of_the_calendar() {
    let mut window = open(Setup::with(huge_plan()));
    for scale in [
        Command::CalendarMonth,
        Command::CalendarWeek,
        Command::CalendarAgenda,
    ] {
        window.command(scale);
        let middle = egui::pos2(760.0, 500.0);
        measure(&mut window, &format!("{scale:?}, still"), |_, _| {});
        measure(
            &mut window,
            &format!("{scale:?}, pointer moves"),
            |window, n| {
                let by = egui::vec2((n % 40) as f32 * 10.0, (n % 23) as f32 * 9.0);
                window.harness.hover_at(middle + by);
            },
        );
        measure(
            &mut window,
            &format!("{scale:?}, page after page"),
            |window, n| {
                let key = if n % 20 < 10 {
                    Key::PageDown
                } else {
                    Key::PageUp
                };
                window.harness.key_press(key);
            },
        );
        window.command(Command::CalendarToday);
        let chip = window
            .harness
            .query_all_by_label_contains(", study, 20 min")
            .nth(40);
        let from = chip.expect("a chip").rect().center();
        window.harness.hover_at(from);
        window.harness.step();
        window.harness.drag_at(from);
        window.harness.step();
        measure(&mut window, &format!("{scale:?}, drag"), |window, n| {
            let by = egui::vec2((n % 40) as f32 * 10.0, (n % 23) as f32 * 9.0);
            window.harness.hover_at(middle + by);
        });
        window.key(Key::Escape);
        window.harness.drop_at(from);
        window.run();
    }
}

/// Frames from the input to the shapes and the accessibility tree, without rasterising.
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn measure(window: &mut Window, what: &str, mut deed: impl FnMut(&mut Window, usize)) {
    let mut times: Vec<f64> = (0..200)
        .map(|n| {
            deed(window, n);
            let before = std::time::Instant::now();
            window.harness.step();
            before.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "{what}: p50 {:.2} ms, p95 {:.2} ms, most {:.2} ms",
        times[100], times[190], times[199]
    );
}
