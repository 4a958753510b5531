//! Runs the program on a copy of a case.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a run said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program, and a case folder that it may change.
pub struct Program {
    dir: TempDir,
}

impl Program {
    /// With a fresh copy of a case folder.
    pub fn on_copy_of(case: &Path) -> Program {
        let dir = tempfile::tempdir().expect("a temporary folder");
        copy(case, dir.path());
        Program { dir }
    }

    /// The case folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Runs a command in the case folder.
    pub fn run(&self, args: &[&str]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_peil"))
            .args(args)
            .current_dir(self.dir())
            .env("PEIL_PASSPHRASE", "a passphrase for tests")
            .env_remove("PEIL_KEY_FILE")
            .output()
            .expect("the program starts");
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Writes an export as CSV and says where it is.
    pub fn export(&self, table: &str) -> PathBuf {
        let out = self.dir().join(format!("{table}.out.csv"));
        let _ = std::fs::remove_file(&out);
        let name = out.to_str().expect("a plain path");
        let said = self.run(&["export", table, "--format", "csv", "--out", name]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        out
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).expect("a file");
        }
    }
}
