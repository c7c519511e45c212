//! The README tells the truth: its keys are the program's, its pictures are there, its two commands come first.

use cairn::state::{Command, Scope};

fn readme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::read_to_string(path).expect("there is a README")
}

/// The table of keys as the README has it.
fn keys_table() -> String {
    let mut table = "| where | keys | what |\n| --- | --- | --- |\n".to_owned();
    let mut scopes: Vec<Scope> = Vec::new();
    for command in Command::ALL {
        if !scopes.contains(&command.scope()) {
            scopes.push(command.scope());
        }
    }
    for scope in scopes {
        let mut place = scope.title();
        for command in Command::ALL
            .iter()
            .filter(|c| c.scope() == scope && !c.keys().is_empty())
        {
            let keys: Vec<String> =
                cairn::ui::keys::all_shown(&cairn::state::Keymap::default(), *command)
                    .iter()
                    .map(|k| format!("`{k}`"))
                    .collect();
            let name = command.name().trim_end_matches('…');
            table.push_str(&format!("| {place} | {} | {name} |\n", keys.join(" or ")));
            place = "";
        }
    }
    table
}

#[test]
fn its_keys_are_the_programs_own() {
    let readme = readme();
    let start = readme.find("compares them -->\n").expect("the mark") + "compares them -->\n".len();
    let end = readme.find("<!-- end of keys -->").expect("the mark");
    let expected = keys_table();
    assert!(
        readme[start..end].trim() == expected.trim(),
        "the table of keys must read:\n{expected}"
    );
}

#[test]
fn its_two_commands_come_first_and_its_pictures_are_there() {
    let readme = readme();
    let run = readme.find("cargo run --release").expect("how to run it");
    let test = readme.find("cargo test").expect("how to test it");
    let picture = readme.find("assets/screenshots/").expect("pictures");
    assert!(run < test && test < picture);
    for part in readme.split("](").skip(1) {
        let target = part.split(')').next().unwrap_or("");
        if target.starts_with("http") {
            continue;
        }
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(target);
        assert!(path.exists(), "{target} is not there");
    }
}
