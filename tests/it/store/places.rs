//! Settings and the places of files.

use std::path::Path;

use cairn::store::places::Places;
use cairn::store::settings::{MAX_RECENT, Settings, Theme};

fn places() -> (tempfile::TempDir, Places) {
    let home = tempfile::tempdir().expect("a folder");
    let places = Places::under(home.path());
    (home, places)
}

#[test]
fn settings_are_kept() {
    let (_home, places) = places();
    let (mut settings, note) = Settings::load(&places);
    assert_eq!((&settings, note), (&Settings::default(), None));
    settings.theme = Theme::Dark;
    settings.zoom = 1.25;
    settings.link_hosts.push("arxiv.org".into());
    for n in 0..30 {
        settings.opened(Path::new(&format!("/plans/{n}.ron")), "A plan");
    }
    settings.opened(Path::new("/plans/25.ron"), "Another name");
    settings.save(&places).expect("saved");
    let (again, note) = Settings::load(&places);
    assert_eq!(note, None);
    assert_eq!(again, settings);
    assert_eq!(again.recent.len(), MAX_RECENT);
    assert_eq!(again.recent[0].name, "Another name");
    assert_eq!(again.last_plan.as_deref(), Some("/plans/25.ron"));
}

#[test]
fn damaged_settings_are_put_aside_and_said() {
    let (home, places) = places();
    Settings::default().save(&places).expect("saved");
    let file = Settings::file(&places);
    std::fs::write(&file, "(zoom: \"large\")").expect("a file");
    let (settings, note) = Settings::load(&places);
    assert_eq!(settings, Settings::default());
    assert!(
        note.is_some_and(|note| note.contains("settings.damaged.ron") && note.contains("line 1"))
    );
    let aside = home.path().join("config/settings.damaged.ron");
    assert_eq!(std::fs::read(aside).expect("kept"), b"(zoom: \"large\")");
    for (text, zoom) in [
        ("(zoom: NaN)", 1.0),
        ("(zoom: 900.0)", 3.0),
        ("(zoom: 0.0)", 0.5),
        ("(later: [1])", 1.0),
    ] {
        std::fs::write(&file, text).expect("a file");
        let (settings, note) = Settings::load(&places);
        assert_eq!((settings.zoom, note), (zoom, None), "{text}");
    }
}

#[test]
fn a_new_plan_never_takes_the_name_of_another() {
    let (_home, places) = places();
    std::fs::create_dir_all(places.plans()).expect("a folder");
    let first = places.new_plan_file("Onsite: Acme/Berlin");
    assert_eq!(first, places.plans().join("Onsite Acme Berlin.ron"));
    std::fs::write(&first, "").expect("a file");
    let second = places.new_plan_file("Onsite: Acme/Berlin");
    assert_eq!(second, places.plans().join("Onsite Acme Berlin 2.ron"));
    assert!(places.exists(&first) && !places.exists(&second) && !places.exists(&places.plans()));
}
