//! Which files belong to a delivery, however its path is written.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

use tempfile::TempDir;

use super::*;
use crate::config::Case;

/// A case folder with files by raw path.
fn folder(files: &[&[u8]]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for file in [b"registers/a.csv".as_slice()].iter().chain(files) {
        let path = dir.path().join(OsStr::from_bytes(file));
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(path, "x").expect("written");
    }
    dir
}

/// Path, place and problem of each file of a delivery with this path.
fn listed(dir: &TempDir, path: &str) -> Vec<String> {
    let toml = format!(
        "[case]\nprocessor = \"Lab\"\n[[controller]]\nname = \"A\"\nregister = \"registers/a.csv\"\n\
         [[evidence]]\nlabel = \"w\"\npath = {path}\n"
    );
    fs::write(dir.path().join("peil.toml"), toml).expect("written");
    let case = match Case::open(dir.path()) {
        Ok(case) => case,
        Err(e) => return vec![e.what],
    };
    let row = |f: Found| {
        let real = f.real.strip_prefix(dir.path()).expect("below it").to_owned();
        format!("{} {real:?} {}", f.path, f.problem.unwrap_or_default())
    };
    case.evidence[0].files().into_iter().map(row).collect()
}

/// Everything that is odd about a name, and what is no file.
fn odd() -> TempDir {
    let dir = folder(&[
        b"outside/secret.csv",
        b"evidence/a.csv",
        b"evidence/.hidden.csv",
        b"evidence/.folder/in.csv",
        b"evidence/d\xff/a.csv",
        b"evidence/d\xfe/a.csv",
        b"evidence/e#",
        b"evidence/e%23",
        b"evidence/f#/a.csv",
        b"evidence/f%23/a.csv",
        b"evidence/bang!/a.csv",
        b"evidence/x/y/a.csv",
        b"evidence/\xff.csv",
    ]);
    let links = [
        ("to-file", "a.csv"),
        ("out.csv", "../outside/secret.csv"),
        ("to-outside", "../outside"),
        ("to-case", ".."),
        ("broken.csv", "nothing"),
        ("loop.csv", "loop.csv"),
        ("x/up", ".."),
    ];
    for (name, to) in links {
        symlink(to, dir.path().join("evidence").join(name)).expect("linked");
    }
    dir
}

#[test]
fn a_pattern_for_all_gives_what_the_folder_gives() {
    let dir = odd();
    let plain = listed(&dir, "\"evidence\"");
    assert_eq!(plain.len(), 19, "{plain:#?}");
    for path in
        ["\"evidence/*\"", "\"evidence/**\"", "[\"evidence/[!x]*\", \"evidence/x\"]", "\"./evidence/*\""]
    {
        assert_eq!(listed(&dir, path), plain, "{path}");
    }
}

#[test]
fn nothing_that_a_pattern_meets_vanishes() {
    let dir = odd();
    // Links to folders stand for what the pattern would find in them.
    assert_eq!(
        listed(&dir, "\"evidence/**/*.csv\""),
        [
            "%FF.csv \"evidence/\\xFF.csv\" ",
            ".folder/in.csv \"evidence/.folder/in.csv\" ",
            ".hidden.csv \"evidence/.hidden.csv\" ",
            "a.csv \"evidence/a.csv\" ",
            "bang%21/a.csv \"evidence/bang!/a.csv\" ",
            "broken.csv \"evidence/broken.csv\" a symbolic link, not followed",
            "d%FE/a.csv \"evidence/d\\xFE/a.csv\" ",
            "d%FF/a.csv \"evidence/d\\xFF/a.csv\" ",
            "f%23/a.csv \"evidence/f#/a.csv\" ",
            "f%23/a.csv%231 \"evidence/f%23/a.csv\" ",
            "loop.csv \"evidence/loop.csv\" a symbolic link, not followed",
            "out.csv \"evidence/out.csv\" a symbolic link, not followed",
            "to-case \"evidence/to-case\" a symbolic link, not followed",
            "to-outside \"evidence/to-outside\" a symbolic link, not followed",
            "x/up \"evidence/x/up\" a symbolic link, not followed",
            "x/y/a.csv \"evidence/x/y/a.csv\" ",
        ]
    );
    assert_eq!(listed(&dir, "\"evidence/x*/y/*.csv\""), ["x/y/a.csv \"evidence/x/y/a.csv\" "]);
    // Its levels are not told apart: whatever leads elsewhere may have what it would find.
    let rows = listed(&dir, "\"evidence/{x/y,bang!}/a.csv\"");
    let files: Vec<_> = rows.iter().filter(|r| !r.ends_with("not followed")).collect();
    assert_eq!(files, ["bang%21/a.csv \"evidence/bang!/a.csv\" ", "x/y/a.csv \"evidence/x/y/a.csv\" "]);
    assert_eq!(rows.len(), 5, "{rows:?}");
}

#[test]
fn a_link_that_is_named_is_followed() {
    let dir = odd();
    assert_eq!(listed(&dir, "\"evidence/to-outside\""), ["secret.csv \"evidence/to-outside/secret.csv\" "]);
    assert_eq!(
        listed(&dir, "[\"evidence/to-*\", \"evidence/to-outside/secret.csv\", \"evidence/to-file\"]"),
        [
            "to-case \"evidence/to-case\" a symbolic link, not followed",
            "to-file \"evidence/to-file\" ",
            "to-outside \"evidence/to-outside\" a symbolic link, not followed",
            "to-outside/secret.csv \"evidence/to-outside/secret.csv\" ",
        ]
    );
    let nowhere = "broken.csv \"evidence/broken.csv\" a symbolic link that leads nowhere";
    assert_eq!(listed(&dir, "\"evidence/broken.csv\""), [nowhere]);
    let whole = "this delivery would hold the case folder itself, with its store and registers";
    assert_eq!(listed(&dir, "\"evidence/to-case\""), [whole]);
}

#[test]
fn the_store_is_no_evidence() {
    let dir = folder(&[b".peil/store.db", b".other/a.csv"]);
    let rows = listed(&dir, "\".*\"");
    assert!(rows.iter().any(|r| r.starts_with(".other/a.csv")), "{rows:?}");
    assert!(!rows.iter().any(|r| r.contains(".peil")), "{rows:?}");
}

#[test]
fn patterns_never_take_the_cases_own_files() {
    let dir = folder(&[b"evidence/a.csv"]);
    for (path, file) in
        [("\"*\"", "registers/a.csv"), ("\"**/*.csv\"", "registers/a.csv"), ("\"*.toml\"", "peil.toml")]
    {
        let said = listed(&dir, path).join("\n");
        assert!(said.contains(file) && said.contains("the case's own"), "{path}: {said}");
    }
    assert_eq!(listed(&dir, "\"evidence/*.csv\"").len(), 1);
    let said = listed(&dir, "\"registers\"").join("\n");
    assert!(said.contains("registers/a.csv") && said.contains("the case's own"), "{said}");
    // A file that is named is meant.
    assert_eq!(listed(&dir, "[\"evidence\", \"registers/a.csv\"]").len(), 2);
}

/// Root may read anything, so there is nothing to see then.
#[test]
fn a_folder_that_may_not_be_read_is_listed() {
    let dir = folder(&[b"evidence/shut/a.csv", b"evidence/open/a.csv", b"evidence/b/c/a.csv"]);
    let shut = dir.path().join("evidence/shut");
    fs::set_permissions(&shut, PermissionsExt::from_mode(0o0)).expect("a mode");
    let is_root = fs::read_dir(&shut).is_ok();
    let rows = listed(&dir, "\"evidence/*/*.csv\"");
    fs::set_permissions(&shut, PermissionsExt::from_mode(0o700)).expect("a mode");
    let expected =
        ["open/a.csv \"evidence/open/a.csv\" ", "shut \"evidence/shut\" the directory may not be read"];
    assert!(is_root || rows == expected, "{rows:?}");
}
