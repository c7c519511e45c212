//! The layers hold, and every file says what it is for.

use std::fs;
use std::path::{Path, PathBuf};

/// What must not appear in the code of a layer.
struct Layer {
    folder: &'static str,
    forbidden: &'static [&'static str],
}

const LAYERS: &[Layer] = &[
    Layer {
        folder: "domain",
        forbidden: &[
            "egui",
            "eframe",
            "rfd::",
            "std::fs",
            "std::thread",
            "std::time::",
            "HashMap",
            "HashSet",
            "crate::planner",
            "crate::store",
            "crate::state",
            "crate::ui",
            "crate::app",
            "::now()",
            "rand::",
        ],
    },
    Layer {
        folder: "planner",
        forbidden: &[
            "egui",
            "eframe",
            "rfd::",
            "std::fs",
            "std::thread",
            "std::time::",
            "HashMap",
            "HashSet",
            "crate::store",
            "crate::state",
            "crate::ui",
            "crate::app",
            "::now()",
            "rand::",
        ],
    },
    Layer {
        folder: "store",
        forbidden: &[
            "egui",
            "eframe",
            "rfd::",
            "crate::planner",
            "crate::state",
            "crate::ui",
            "crate::app",
            "Local::now",
            "Utc::now",
        ],
    },
    Layer {
        folder: "state",
        forbidden: &["egui::", "eframe", "std::fs", "crate::ui", "crate::app"],
    },
    Layer {
        folder: "ui",
        forbidden: &[
            "eframe",
            "std::fs",
            "std::thread",
            "rfd::",
            "crate::app",
            "::now()",
        ],
    },
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The code without its comments and without its unit tests.
fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn each_layer_keeps_to_its_own_words() {
    let mut wrong = Vec::new();
    for layer in LAYERS {
        for file in sources(&root().join("src").join(layer.folder)) {
            let code = code_of(&fs::read_to_string(&file).expect("readable"));
            for word in layer.forbidden {
                if code.contains(word) {
                    wrong.push(format!("{}: {word}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_clock_is_asked_in_one_place() {
    let mut askers = Vec::new();
    for file in sources(&root().join("src")) {
        let code = code_of(&fs::read_to_string(&file).expect("readable"));
        if code.contains("Local::now")
            || code.contains("Utc::now")
            || code.contains("SystemTime::now")
        {
            askers.push(
                file.strip_prefix(root())
                    .expect("below the root")
                    .to_owned(),
            );
        }
    }
    assert_eq!(askers, [PathBuf::from("src/state/env.rs")]);
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["src", "tests"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).expect("readable");
            let says = text.starts_with("//!") || text.starts_with("#![doc = include_str!");
            assert!(says, "{} does not open with //!", file.display());
        }
    }
}

#[test]
fn one_place_implements_the_window() {
    let with = |word: &str| {
        let files = sources(&root().join("src")).into_iter();
        let code = |file: &PathBuf| code_of(&fs::read_to_string(file).expect("readable"));
        files.filter(|file| code(file).contains(word)).count()
    };
    assert_eq!(with("impl eframe::App for"), 1);
}

#[test]
fn views_take_colours_and_sizes_from_the_tokens() {
    let mut wrong = Vec::new();
    for folder in ["src/ui/views", "src/ui/shell", "src/ui/item"] {
        for file in sources(&root().join(folder)) {
            let code = code_of(&fs::read_to_string(&file).expect("readable"));
            for word in [
                "Color32::from_rgb",
                "Color32::from_gray",
                "Color32::RED",
                "Color32::WHITE",
                "Color32::BLACK",
                "FontId::new",
                "FontId::proportional",
                "FontId::monospace",
                "hex_color!",
            ] {
                if code.contains(word) {
                    wrong.push(format!("{}: {word}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
