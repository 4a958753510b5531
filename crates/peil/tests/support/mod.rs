//! Runs the program on a case folder that it may change.
#![allow(dead_code, reason = "each test file uses a part of this")]

pub mod alfa;
pub mod hostile;
pub mod packing;
pub mod watch;

use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The tables that can be exported.
pub const TABLES: [&str; 5] = ["roster", "coverage", "unregistered", "unlinked", "figures"];

/// What a run said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The program, and a case folder that it may change.
pub struct Program {
    dir: TempDir,
    /// Holds the key file: a raw key, for a passphrase is stretched anew by every command.
    aside: TempDir,
}

impl Program {
    /// With an empty folder.
    pub fn on_nothing() -> Program {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        let program = Program { dir: folder(), aside: folder() };
        let mut private = std::fs::OpenOptions::new();
        let mut key =
            private.write(true).create_new(true).mode(0o600).open(program.key_file()).expect("a key file");
        key.write_all("5eed".repeat(16).as_bytes()).expect("written");
        program
    }

    /// With a fresh copy of a case folder.
    pub fn on_copy_of(case: &Path) -> Program {
        let program = Program::on_nothing();
        copy(case, program.dir());
        program
    }

    /// With the invented incident of that many persons, not scoped yet.
    pub fn on_demo(persons: u32) -> Program {
        let program = Program::on_nothing();
        peil_demo::write(program.dir(), &peil_demo::Plan { persons, seed: 7 }).expect("a demo");
        program
    }

    /// With these files, by path and content.
    pub fn on_files(files: &[(&str, &str)]) -> Program {
        let program = Program::on_nothing();
        for (path, content) in files {
            program.write(path, content.as_bytes());
        }
        program
    }

    /// The case folder.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The key file, which lies outside of the case folder.
    pub fn key_file(&self) -> PathBuf {
        self.aside.path().join("key")
    }

    /// Writes a file of the case folder.
    pub fn write(&self, path: impl AsRef<Path>, content: &[u8]) {
        let path = self.dir().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    /// A command in the case folder, to be started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_peil"));
        command
            .args(args)
            .current_dir(self.dir())
            .env("PEIL_KEY_FILE", self.key_file())
            .env_remove("PEIL_PASSPHRASE");
        command
    }

    /// Runs a command in the case folder.
    pub fn run(&self, args: &[&str]) -> Said {
        said(&mut self.command(args))
    }

    /// Scopes the case; it must succeed, with or without gaps.
    pub fn scope(&self) -> Said {
        let said = self.run(&["scope"]);
        assert!([0, 3].contains(&said.code), "{} {}{}", said.code, said.out, said.err);
        said
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

    /// All tables in these formats, by name and format; they are written outside of the case folder.
    pub fn exports(&self, formats: &[&str]) -> BTreeMap<String, Vec<u8>> {
        let aside = tempfile::tempdir().expect("a temporary folder");
        let mut all = BTreeMap::new();
        for (table, format) in TABLES.iter().flat_map(|t| formats.iter().map(move |f| (t, f))) {
            let name = format!("{table}.{format}");
            let out = aside.path().join(&name);
            let path = out.to_str().expect("a plain path");
            let said = self.run(&["export", table, "--format", format, "--out", path]);
            assert_eq!(said.code, 0, "{name}: {}{}", said.out, said.err);
            all.insert(name, std::fs::read(out).expect("an export"));
        }
        all
    }
}

/// Runs a command to its end.
pub fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program starts");
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The first line in which two sets of exports differ, or nothing. Says names and line numbers, and both lines.
pub fn first_difference(a: &BTreeMap<String, Vec<u8>>, b: &BTreeMap<String, Vec<u8>>) -> String {
    for (name, one) in a {
        let other = b.get(name).map_or(&[][..], Vec::as_slice);
        if one == other {
            continue;
        }
        let (one, other) = (String::from_utf8_lossy(one), String::from_utf8_lossy(other));
        let (mut one, mut other) = (one.lines(), other.lines());
        for n in 1.. {
            let (x, y) = (one.next(), other.next());
            if x != y || x.is_none() {
                return format!("{name}, line {n}:\n  {x:?}\n  {y:?}");
            }
        }
    }
    if a.len() == b.len() { String::new() } else { "other tables".to_owned() }
}

/// The rows of a table as maps from column to cell.
pub fn rows(csv_bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv_bytes)
        .deserialize()
        .map(|row| row.expect("a row under its headers"))
        .collect()
}

/// Copies a folder with all that is below it.
pub fn copy(from: &Path, to: &Path) {
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

/// All files below a folder, by path relative to it, sorted.
pub fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(dir).expect("below it").to_owned());
            }
        }
    }
    found.sort();
    found
}
