//! What the program refuses: with which exit code, and whether the message says where, what is wrong and what to do.

mod support;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::{Program, Said, said};

const TOML: &str = r#"[case]
title = "Refused"
processor = "Voorbeeldlab"

[[controller]]
name = "Alfa"
register = "registers/alfa.csv"
ledger = "ledger/*.csv"

[[evidence]]
label = "one"
path = "evidence"
"#;

/// A case of two invented persons, of whom one is found.
fn small() -> Program {
    Program::on_files(&[
        ("peil.toml", TOML),
        (
            "registers/alfa.csv",
            "client_id;bsn;achternaam;voornamen;geboortedatum;postcode\n\
             K1;135724685;Zandstra;Maria;12-03-1965;3571 AB\n\
             K2;246801359;Oudkerk;Fatma;03-11-1979;1095 CL\n",
        ),
        (
            "ledger/2017.csv",
            "datum;ontvanger;client_id;monsternummer\n14-03-2017;Voorbeeldlab;K1;201700041\n",
        ),
        ("evidence/a.csv", "bsn;achternaam;geboortedatum\n135724685;Zandstra;12-03-1965\n"),
    ])
}

/// The exit code and each of the words must be there; nothing must have been said on standard output.
fn check(title: &str, said: &Said, code: i32, words: &[&str]) {
    assert_eq!(said.code, code, "{title}: {}{}", said.out, said.err);
    for word in words {
        assert!(said.err.contains(word), "{title}: \"{word}\" is not in\n{}", said.err);
    }
    assert_eq!(said.out, "", "{title}");
    for personal in ["135724685", "Zandstra", "Oudkerk"] {
        assert!(!said.err.contains(personal), "{title}: {}", said.err);
    }
}

/// Scopes the small case with one line of its `peil.toml` (from 1) replaced, or with lines added at the end for line 0.
fn with_line(line: usize, text: &str) -> Said {
    let program = small();
    let mut lines: Vec<&str> = TOML.lines().collect();
    match line.checked_sub(1) {
        Some(n) => lines[n] = text,
        None => lines.push(text),
    }
    program.write("peil.toml", lines.join("\n").as_bytes());
    program.run(&["scope"])
}

/// Line replaced (0: added at the end), with what; then place, fault and fix as the message must give them.
const WRONG: &[(usize, &str, &str, &str, &str)] = &[
    (
        7,
        "register = \"registers/beta.csv\"",
        ":7:12:",
        "\"registers/beta.csv\" does not exist",
        "put the file there",
    ),
    (7, "", ":5:1:", "[[controller]] has no \"register\"", "add: register = "),
    (
        7,
        "registre = \"registers/alfa.csv\"",
        ":7:1:",
        "unknown key \"registre\"",
        "did you mean \"register\"?",
    ),
    (
        8,
        "ledger = \"ledger/*.parquet\"",
        ":8:10:",
        "\"ledger/*.parquet\" matches nothing",
        "correct it or leave it out",
    ),
    (8, "xyzzy = 1", ":8:1:", "unknown key \"xyzzy\" in [[controller]]", "known here: name, register"),
    (8, "columns = { bzn = \"bsn\" }", ":8:13:", "unknown column role \"bzn\"", "did you mean \"bsn\"?"),
    (8, "columns = { key = 0 }", ":8:19:", "column numbers from 1", "{ key = \"client_id\" }"),
    (8, "ids = [\"ABG:01234567\"]", ":8:8:", "the kind of an id is AGB, MSH, UNB or NAME", "AGB:01234567"),
    (8, "paths = [\"[a\"]", ":8:10:", "\"[a\" is not a valid pattern", "*/bvo/*"),
    (8, "seal_to = \"age1abc\"", ":8:11:", "is not an age public key", "age-keygen"),
    (1, "[cases]", ":1:2:", "unknown key \"cases\"", "did you mean \"case\"?"),
    (3, "processor = \"Voorbeeldlab", ":3:", "invalid basic string", "toml.io"),
    (3, "", ":1:1:", "[case] has no \"processor\"", "add: processor = "),
    (2, "processor = \"Ander lab\"", ":3:1:", "duplicate key", "keep one of the two"),
    (12, "path = \"evidense\"", ":12:8:", "\"evidense\" does not exist", "correct the path"),
    (12, "path = \".\"", ":12:8:", "would hold the case folder itself", "a folder of its own"),
    (12, "", ":10:1:", "[[evidence]] has no \"path\"", "add: path = "),
    (0, "kind = \"file\"", ":13:8:", "\"file\" is no kind of [[evidence]]", "did you mean \"files\"?"),
    (
        0,
        "received = \"gisteren\"",
        ":13:12:",
        "\"received\" in [[evidence]] must be a day",
        "received = 2025-08-06",
    ),
    (0, "count = 3", ":13:9:", "\"count\" belongs to a statement", "kind = \"statement\""),
    (
        0,
        "[[evidence]]\nlabel = \"ONE\"\npath = \"ledger\"",
        ":14:9:",
        "two deliveries are labelled \"ONE\"",
        "its own label",
    ),
    (0, "[policy]\nconfirm = 2", ":14:11:", "\"confirm\" is a probability", "write: confirm = 0.99"),
    (0, "[policy]\nnotice = 0.999", ":14:10:", "lies above \"confirm\" (0.99)", "notice = 0.05"),
    (0, "[policy]\nconfirm = \"high\"", ":14:11:", "must be a number", "confirm = "),
    (
        0,
        "[[controller]]\nname = \"ALFA\"\nregister = \"registers/alfa.csv\"",
        ":14:8:",
        "two controllers are named \"ALFA\"",
        "its own name",
    ),
];

#[test]
fn a_wrong_case_file_is_refused_with_place_fault_and_fix() {
    for (line, text, place, fault, fix) in WRONG {
        let said = with_line(*line, text);
        check(text, &said, 2, &[&format!("peil.toml{place}"), fault, "\n  fix: ", fix]);
    }
}

/// A table head of one bracket, a list of tables that is none.
#[test]
fn a_case_without_its_tables_is_refused() {
    for (toml, fault, fix) in [
        ("", "there is no [case]", "add: [case] with title and processor"),
        ("[case]\nprocessor = \"Lab\"\n", "there is no [[controller]]", "add: [[controller]]"),
        ("[[case]]\nprocessor = \"Lab\"\n", "\"case\" must be one table", "write: [case]"),
        (
            "[case]\nprocessor = \"Lab\"\n[controller]\nname = \"A\"\n",
            "must be a list of tables",
            "[[controller]]",
        ),
    ] {
        let program = small();
        program.write("peil.toml", toml.as_bytes());
        check(toml, &program.run(&["scope"]), 2, &["peil.toml:", fault, "\n  fix: ", fix]);
    }
    let program = small();
    program.write("peil.toml", b"[case]\ntitle = \"caf\xe9\"\n");
    check(
        "latin-1",
        &program.run(&["scope"]),
        2,
        &["peil.toml:2:13:", "not UTF-8", "save the file as UTF-8"],
    );
    std::fs::remove_file(program.dir().join("peil.toml")).expect("removed");
    check("no file", &program.run(&["scope"]), 2, &["there is no peil.toml here", "peil init"]);
    let said = program.run(&["scope", "--case", "elsewhere"]);
    check("no folder", &said, 2, &["elsewhere", "there is no such folder", "--case DIR"]);
}

/// Only the register itself shows that these columns are not there: line, fault and fix as for the rest.
#[test]
fn a_wrong_column_is_refused_with_place_fault_and_fix() {
    for (text, place, fault, fix) in [
        (
            "columns = { key = \"clientid\" }",
            ":8:19:",
            "no file of Alfa has a column \"clientid\" for key",
            "\"client_id\"",
        ),
        (
            "columns = { bsn = 99 }",
            ":8:19:",
            "no file of Alfa has a column number 99 for bsn",
            "\"client_id\"",
        ),
        (
            "ledger = \"ledger/*.csv\"\nledger_columns = { person = \"klant\" }",
            ":9:29:",
            "no file of Alfa has a column \"klant\" for person",
            "\"monsternummer\"",
        ),
    ] {
        check(text, &with_line(8, text), 2, &[&format!("peil.toml{place}"), fault, "\n  fix: ", fix]);
    }
}

#[test]
fn wrong_arguments_are_refused() {
    let program = small();
    program.scope();
    for (args, words) in [
        (&["frobnicate"][..], &["unrecognized subcommand 'frobnicate'", "--help"][..]),
        (&["scoop"], &["unrecognized subcommand 'scoop'", "'scope'"]),
        (&[], &["Usage:", "scope", "export"]),
        (&["scope", "--quickly"], &["--quickly"]),
        (
            &["export", "people", "--out", "x"],
            &["'people'", "roster, coverage, unregistered, unlinked, figures"],
        ),
        (&["export", "roster", "--format", "pdf", "--out", "x"], &["'pdf'", "csv, parquet, xlsx, jsonl"]),
        (&["export", "roster"], &["--out <FILE>"]),
        (
            &["export", "roster", "--controller", "Beta", "--out", "x"],
            &["no controller of that name", "Alfa"],
        ),
        (&["export", "unlinked", "--controller", "Alfa", "--out", "x"], &["case owner's alone", "leave out"]),
        (&["explain"], &["<KEY>"]),
        (&["explain", "K404"], &["no register or ledger of this case has that key", "column `person`"]),
        (&["demo", "--persons", "many"], &["'many'"]),
        (&["demo", "."], &["is not empty and no demo of ours", "name another folder"]),
        (&["init", "nowhere"], &["nowhere", "there is no such folder"]),
        (&["init"], &["peil.toml", "is there already and stays as it is"]),
    ] {
        check(&format!("{args:?}"), &program.run(args), 2, words);
    }
    assert!(!program.dir().join("x").exists());
    assert_eq!(std::fs::read_to_string(program.dir().join("peil.toml")).expect("peil.toml"), TOML);
}

fn with_passphrase(program: &Program, passphrase: &str, args: &[&str]) -> Said {
    said(program.command(args).env_remove("PEIL_KEY_FILE").env("PEIL_PASSPHRASE", passphrase))
}

#[test]
fn another_key_opens_nothing_and_breaks_nothing() {
    let program = small();
    assert_eq!(with_passphrase(&program, "right", &["scope"]).code, 0);
    for args in [&["scope"][..], &["explain", "K1"], &["export", "roster", "--out", "x.csv"]] {
        let said = with_passphrase(&program, "wrong", args);
        check("wrong passphrase", &said, 1, &["store.db", "the key does not open this store", "passphrase"]);
        check(
            "key file",
            &program.run(args),
            1,
            &["store.db", "the key does not open this store", "key file"],
        );
    }
    let said = program.run(&["--key-file", "nowhere", "scope"]);
    check("missing key file", &said, 1, &["nowhere", "does not exist", "name the right file"]);
    assert!(!program.dir().join("nowhere").exists() && !program.dir().join("x.csv").exists());
    assert_eq!(with_passphrase(&program, "right", &["explain", "K1"]).code, 0);
}

#[test]
fn a_damaged_store_is_said_to_be_one() {
    let program = small();
    program.scope();
    let path = program.dir().join(".peil/store.db");
    let whole = std::fs::read(&path).expect("a store");
    let noise: Vec<u8> = (0..40_960_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let clear = [b"SQLite format 3\0".as_slice(), &[0; 4096]].concat();
    for (title, bytes, word) in [
        ("cut inside its first page", &whole[..100], "damaged"),
        ("cut after its first page", &whole[..5000], "damaged"),
        ("cut at its end", &whole[..whole.len() - 4096], "damaged"),
        ("noise", &noise, "damaged"),
        ("in the clear", &clear, "not encrypted, so it is not a store; move it away"),
    ] {
        std::fs::write(&path, bytes).expect("written");
        for args in [&["scope"][..], &["explain", "K1"], &["export", "roster", "--out", "x.csv"]] {
            check(title, &program.run(args), 1, &[word]);
        }
        assert_eq!(std::fs::read(&path).expect("a file"), bytes, "{title}: kept as it was");
        assert!(!program.dir().join("x.csv").exists(), "{title}");
    }
    std::fs::write(&path, whole).expect("written");
    assert_eq!(program.run(&["explain", "K1"]).code, 0);
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("a file").permissions().mode() & 0o777
}

#[test]
fn exports_are_whole_and_private() {
    let program = small();
    program.scope();
    for format in ["csv", "jsonl", "parquet", "xlsx"] {
        let out = program.dir().join(format!("roster.{format}"));
        // What was there is replaced, and its looser mode with it.
        std::fs::write(&out, "old").expect("written");
        std::fs::set_permissions(&out, PermissionsExt::from_mode(0o644)).expect("mode");
        let name = out.to_str().expect("a plain path");
        let said = program.run(&["export", "roster", "--format", format, "--out", name]);
        assert_eq!((said.code, said.err.as_str(), mode(&out)), (0, "", 0o600), "{format}");
        assert_ne!(std::fs::read(&out).expect("an export"), b"old", "{format}");
    }
    assert_eq!(
        (mode(&program.dir().join(".peil")), mode(&program.dir().join(".peil/store.db"))),
        (0o700, 0o600)
    );
    for (out, words) in [
        ("nowhere/x.csv", &["nowhere/x.csv", "the folder does not exist"][..]),
        ("evidence", &["evidence", "is a folder, not a file"]),
        ("peil.toml/x.csv", &["peil.toml/x.csv"]),
    ] {
        check(out, &program.run(&["export", "roster", "--out", out]), 1, words);
    }
    let left: Vec<_> = support::files_below(program.dir());
    assert!(!left.iter().any(|p| p.to_string_lossy().contains("x.csv")), "{left:?}");
}

/// Root may do anything, so there is nothing to see then.
#[test]
fn folders_without_permission_are_refused() {
    let program = small();
    program.scope();
    let shut = program.dir().join("shut");
    std::fs::create_dir(&shut).expect("a folder");
    let set =
        |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("mode");
    set(&shut, 0o500);
    if std::fs::write(shut.join("probe"), "").is_ok() {
        return;
    }
    check(
        "export",
        &program.run(&["export", "roster", "--out", "shut/x.csv"]),
        1,
        &["shut/x.csv", "no permission"],
    );
    let fresh = small();
    set(fresh.dir(), 0o500);
    let refused = fresh.run(&["scope"]);
    set(fresh.dir(), 0o700);
    check("case folder", &refused, 1, &[".peil", "ermission"]);
    set(&fresh.dir().join("peil.toml"), 0);
    check(
        "peil.toml",
        &fresh.run(&["scope"]),
        2,
        &["peil.toml", "cannot be read", "fix: make the file readable"],
    );
    set(&fresh.dir().join("peil.toml"), 0o600);
    set(&fresh.dir().join("registers/alfa.csv"), 0);
    check("register", &fresh.run(&["scope"]), 1, &["registers/alfa.csv", "cannot be opened"]);
}
