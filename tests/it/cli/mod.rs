//! The program without a window: what it prints, what it writes, and the codes that it ends with.

mod exporting;
mod importing;
mod lines;
mod plans;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// A folder, and the program in it.
struct Here(tempfile::TempDir);

impl Here {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cairn"));
        // No display: what needs a window must fail rather than hang.
        for gone in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(gone);
        }
        command
            .env("CAIRN_HOME", self.0.path().join("home"))
            .current_dir(self.0.path());
        command.args(arguments).output().expect("the program runs")
    }

    /// Runs it; it must end with 0 and say nothing on standard error.
    fn fine(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*error),
            (Some(0), ""),
            "{arguments:?}"
        );
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs it; it must end with this code, with nothing on standard output. Gives standard error.
    fn wrong(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(
            (output.status.code(), &*said),
            (Some(code), ""),
            "{arguments:?}"
        );
        String::from_utf8(output.stderr).expect("text")
    }

    /// A new plan in this folder. It is made once for all tests: planning takes a while in a debug build.
    fn make(&self) -> PathBuf {
        static PLAN: LazyLock<String> = LazyLock::new(|| {
            let here = Here::new();
            let interview = ["--interview", "Acme=2027-01-26"];
            let day = ["--today", "2026-11-30"];
            here.fine(&[&["new", "--out", "plan.ron"][..], &interview, &day].concat());
            read(&here.path("plan.ron"))
        });
        let file = self.path("plan.ron");
        std::fs::write(&file, &*PLAN).expect("a file");
        file
    }
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a file")
}
