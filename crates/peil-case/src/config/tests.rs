//! `peil.toml` as users write it, right and wrong.

use std::path::Path;

use expect_test::{Expect, expect};

use super::*;

/// A folder in which the paths of the tests below lead somewhere.
fn folder(toml: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for file in [
        "registers/bvo.csv",
        "registers/hospital 1.xlsx",
        "ledger/2017.csv",
        "ledger/2018.csv",
        "ledger/.hidden.csv",
        "orders/2019/a.hl7",
        "evidence/wave-1/x/a.csv",
        "evidence/wave-1/b.zip",
        "evidence/wave-2/x/a.csv",
        "evidence/odd[1].txt",
    ] {
        let path = dir.path().join(file);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("made");
        std::fs::write(path, "x").expect("written");
    }
    std::fs::create_dir(dir.path().join("hollow")).expect("made");
    std::fs::write(dir.path().join(FILE_NAME), toml).expect("written");
    dir
}

fn opened(toml: &str) -> Result<Case, String> {
    let dir = folder(toml);
    let case = Case::open(dir.path()).map_err(|e| e.to_string());
    // Paths are looked at while the folder is there.
    case.inspect(|c| c.evidence.iter().for_each(|e| drop(e.files()))).map_err(|e| {
        e.replace(&format!("{}/", dir.path().display()), "").replace(&dir.path().display().to_string(), "DIR")
    })
}

const CASE: &str = "[case]\ntitle = \"T\"\nprocessor = \"Lab\"\n";
const BVO: &str = "[[controller]]\nname = \"BVO\"\nregister = \"registers/bvo.csv\"\n";
const WAVE: &str = "[[evidence]]\nlabel = \"wave-1\"\nreceived = 2025-08-06\npath = \"evidence/wave-1\"\n";

fn wrong(toml: &str, expect: Expect) {
    let said = opened(toml).map_or_else(|e| e, |_| "no complaint".to_owned());
    expect.assert_eq(&said);
}

/// A controller or evidence entry with more lines.
fn with(lines: &str) -> String {
    format!("{CASE}{BVO}{lines}\n")
}

fn delivery(lines: &str) -> String {
    format!("{CASE}{BVO}[[evidence]]\nlabel = \"w\"\n{lines}\n")
}

#[test]
fn the_contracts_example_opens() {
    let toml = r#"
[case]
title = "Clinical Diagnostics 2025"
processor = "Clinical Diagnostics NMDL"
processor_names = ["CD", "Clinical Diagnostics NMDL"]

[[controller]]
name = "Bevolkingsonderzoek Nederland"
register = ["registers/bvo.csv"]
columns = { key = "client_id", bsn = "BSN", Tussenvoegsel = 4, house_suffix = ["letter", "toev"] }
ledger = ["ledger/*.csv", "orders"]
ledger_columns = { person = "cl", recipient = 2 }
ids = ["agb:01234567", "MSH:ScreenIT"]
paths = ["*/bvo/*"]
seal_to = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"

[[evidence]]
label = "wave-1"
received = 2025-08-06
path = "evidence/wave-1"

[[evidence]]
label = "said"
received = "2025-09-01"
kind = "statement"
count = 485_000
state = "accessible"

[policy]
confirm = 1
"#;
    let case = opened(toml).expect("opens");
    assert_eq!(case.processor_names, ["Clinical Diagnostics NMDL", "CD"]);
    assert_eq!(case.policy, Policy { confirm: 1.0, notice: 0.05 });
    let c = &case.controllers[0];
    let names: Vec<_> =
        c.ledger.iter().map(|p| p.file_name().expect("name").to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["2017.csv", "2018.csv", "a.hl7"]);
    assert_eq!(c.ids, ["AGB:01234567", "MSH:SCREENIT"]);
    assert!(c.claims_path("wave-1", "x/BVO/y/a.csv") && c.claims_path("wave-1", "bvo/a.csv"));
    assert!(!c.claims_path("wave-1", "x/bvo.csv"));
    let roles: Vec<_> =
        c.columns.choices.iter().map(|c| format!("{}={}", role_name(c.role), c.columns.len())).collect();
    assert_eq!(roles, ["key=1", "bsn=1", "prefix=1", "house_suffix=2"]);
    assert_eq!(
        (c.columns.choices[2].at.line, &c.columns.choices[2].columns[..]),
        (10, &[ColumnRef::Number(4)][..])
    );
    assert_eq!(case.evidence[1].received.map(|d| d.iso()).as_deref(), Some("2025-09-01"));
    let said = Statement { count: Some(485_000), unit: "records".to_owned() };
    assert_eq!((&case.evidence[1].kind, case.evidence[1].state), (&Kind::Statement(said), State::Accessible));
}

#[test]
fn unknown_keys_get_the_nearest() {
    wrong(
        &with("registre = \"x\""),
        expect![[r#"
        peil.toml:7:1: unknown key "registre" in [[controller]]
          fix: did you mean "register"?"#]],
    );
    wrong(
        &with("wibble = 1"),
        expect![[r#"
        peil.toml:7:1: unknown key "wibble" in [[controller]]
          fix: known here: name, register, columns, ledger, ledger_columns, ids, paths, seal_to"#]],
    );
    wrong(
        &format!("{CASE}{BVO}[polcy]\nconfirm = 0.9"),
        expect![[r#"
        peil.toml:7:2: unknown key "polcy" in peil.toml
          fix: did you mean "policy"?"#]],
    );
    wrong(
        &with("columns = { birth_dat = \"x\" }"),
        expect![[r#"
        peil.toml:7:13: unknown column role "birth_dat" in columns
          fix: did you mean "birth_date"?"#]],
    );
}

#[test]
fn missing_and_misshapen_values() {
    wrong(
        "",
        expect![[r#"
        peil.toml:1:1: there is no [case]
          fix: add: [case] with title and processor"#]],
    );
    wrong(
        "[case]\ntitle = \"x\"\n",
        expect![[r#"
        peil.toml:1:1: [case] has no "processor"
          fix: add: processor = "Clinical Diagnostics NMDL""#]],
    );
    wrong(
        CASE,
        expect![[r#"
        peil.toml:1:1: there is no [[controller]]
          fix: add: [[controller]] with name and register"#]],
    );
    wrong(
        &format!("{CASE}[controller]\nname = \"x\"\n"),
        expect![[r#"
        peil.toml:4:1: "controller" must be a list of tables
          fix: write [[controller]], with two brackets on each side"#]],
    );
    wrong(
        &format!("{CASE}[[controller]]\nname = \"x\"\n"),
        expect![[r#"
        peil.toml:4:1: [[controller]] has no "register"
          fix: add: register = "registers/persons.csv""#]],
    );
    wrong(
        &format!("{CASE}[[controller]]\nname = 3\n"),
        expect![[r#"
        peil.toml:5:8: "name" in [[controller]] must be a text, not a number
          fix: write: name = "...""#]],
    );
    wrong(
        &format!("{CASE}title = \"again\"\n"),
        expect![[r#"
        peil.toml:4:1: duplicate key
          fix: keep one of the two"#]],
    );
    wrong(
        "[case]\ntitle = \"é\" x\n",
        expect![[r#"
        peil.toml:2:13: unexpected key or value, expected newline, `#`
          fix: the file is TOML (toml.io): key = "text", [table], [[list of tables]]"#]],
    );
    wrong(
        &with("ids = [\"AGB:123\"]"),
        expect![[r#"
        peil.toml:7:8: "AGB:123": an AGB code has 8 digits
          fix: examples: "AGB:01234567", "MSH:SCREENIT", "UNB:500012345", "NAME:Zuid Lab""#]],
    );
    wrong(
        &with("columns = { key = 0 }"),
        expect![[r#"
        peil.toml:7:19: "columns" in [[controller]] must be made of headers or column numbers from 1, not a number
          fix: write: columns = { key = "client_id" }"#]],
    );
    wrong(
        &with("seal_to = \"age1x\""),
        expect![[r#"
        peil.toml:7:11: "seal_to" is not an age public key: invalid Bech32 encoding
          fix: give the public key that age-keygen prints: "age1...""#]],
    );
}

#[test]
fn paths_that_lead_nowhere() {
    wrong(
        &with("ledger = [\"ledger/2017.csv\",\n  \"ledger/2016*.csv\"]"),
        expect![[r#"
        peil.toml:8:3: "ledger/2016*.csv" matches nothing
          fix: patterns count from DIR; correct it or leave it out"#]],
    );
    wrong(
        &with("ledger = \"ledger/2016.csv\""),
        expect![[r#"
        peil.toml:7:10: "ledger/2016.csv" does not exist
          fix: paths count from DIR; put the file there or correct the path"#]],
    );
    wrong(
        &with("ledger = \"hollow\""),
        expect![[r#"
        peil.toml:7:10: "hollow" holds no file
          fix: put the file there or correct the path"#]],
    );
    wrong(
        &delivery("path = \"evidence/wave-3\""),
        expect![[r#"
        peil.toml:9:8: "evidence/wave-3" does not exist
          fix: paths count from DIR; put the file there or correct the path"#]],
    );
    wrong(
        &with("ledger = \"ledger/[.csv\""),
        expect![[r#"
        peil.toml:7:10: "ledger/[.csv" is not a valid pattern: error parsing glob 'ledger/[.csv': unclosed character class; missing ']'
          fix: examples: "ledger/*.csv", "evidence/wave-*", "orders/**/*.hl7""#]],
    );
}

#[test]
fn doubles() {
    wrong(
        &format!("{CASE}{BVO}[[controller]]\nname = \"bvo\"\nregister = \"registers/*.xlsx\"\n"),
        expect![[r#"
        peil.toml:8:8: two controllers are named "bvo"
          fix: give each its own name"#]],
    );
    wrong(
        &format!("{CASE}{BVO}{WAVE}{WAVE}"),
        expect![[r#"
        peil.toml:12:9: two deliveries are labelled "wave-1"
          fix: give each its own label"#]],
    );
}

#[test]
fn deliveries_and_statements() {
    wrong(
        &delivery("kind = \"statement\""),
        expect![[r#"
        peil.toml:7:1: a statement needs "path" (a list) or "count" (a number)
          fix: add: path = "evidence/list.csv", or: count = 485000, unit = "records""#]],
    );
    wrong(
        &delivery("path = \"evidence\"\ncount = 3"),
        expect![[r#"
        peil.toml:10:9: "count" belongs to a statement, and this entry is of kind "files"
          fix: add: kind = "statement", or leave it out"#]],
    );
    wrong(
        &delivery("path = \"evidence\"\nstate = \"publishd\""),
        expect![[r#"
        peil.toml:10:9: "publishd" is no state of [[evidence]]
          fix: did you mean "published"?"#]],
    );
    wrong(
        &delivery("path = \"evidence\"\nreceived = \"2025-02-30\""),
        expect![[r#"
        peil.toml:10:12: "received" in [[evidence]] must be a day, not a text
          fix: write: received = 2025-08-06"#]],
    );
    wrong(
        &delivery("received = 2025-08-06"),
        expect![[r#"
        peil.toml:7:1: [[evidence]] has no "path"
          fix: add: path = "evidence/wave-1""#]],
    );
    wrong(
        &format!("{CASE}{BVO}[[evidence]]\nlabel = \"a/b\"\n"),
        expect![[r#"
        peil.toml:8:9: a label may not hold / # | .. or control characters
          fix: use letters, digits, - and _: "wave-1""#]],
    );
    wrong(
        &delivery("kind = \"statement\"\ncount = -1"),
        expect![[r#"
        peil.toml:10:9: "count" in [[evidence]] must be a whole number from 0, not a number
          fix: write: count = 485000"#]],
    );
}

#[test]
fn marks_and_line_ends_of_windows() {
    let toml = format!("\u{feff}{CASE}{BVO}{WAVE}").replace('\n', "\r\n");
    assert_eq!(opened(&toml).expect("opens").evidence.len(), 1);
}

#[test]
fn policy_has_bounds() {
    wrong(
        &with("[policy]\nconfirm = 1.5"),
        expect![[r#"
        peil.toml:8:11: "confirm" is a probability, and 1.5 does not lie between 0 and 1
          fix: write: confirm = 0.99"#]],
    );
    wrong(
        &with("[policy]\nconfirm = nan"),
        expect![[r#"
        peil.toml:8:11: "confirm" is a probability, and NaN does not lie between 0 and 1
          fix: write: confirm = 0.99"#]],
    );
    wrong(
        &with("[policy]\nconfirm = 0.5\nnotice = 0.6"),
        expect![[r#"
        peil.toml:9:10: "notice" (0.6) lies above "confirm" (0.5)
          fix: choose notice below confirm: notice = 0.05, confirm = 0.99"#]],
    );
}

#[test]
fn no_file_or_not_text() {
    let dir = tempfile::tempdir().expect("a folder");
    let said = |p: &Path| Case::open(p).expect_err("fails").to_string();
    assert!(said(dir.path()).contains("there is no peil.toml here\n  fix: run `peil init`"));
    assert!(said(&dir.path().join("none")).contains("there is no such folder"));
    std::fs::write(dir.path().join(FILE_NAME), b"[case]\ntitle = \"\xff\"").expect("written");
    assert!(said(dir.path()).contains("peil.toml:2:10: a byte here is not UTF-8"));
    assert!(said(&dir.path().join(FILE_NAME)).contains(":2:10:"));
}

/// The paths that a delivery's files have in the coverage.
fn listed(path: &str, expect: &[&str]) {
    let dir = folder(&format!("{CASE}{BVO}[[evidence]]\nlabel = \"w\"\npath = {path}\n"));
    let case = Case::open(dir.path()).expect("opens");
    let files: Vec<_> = case.evidence[0].files().into_iter().map(|f| f.path).collect();
    assert_eq!(files, expect, "{path}");
}

#[test]
fn files_are_named_from_the_common_folder() {
    listed("\"evidence/wave-1\"", &["b.zip", "x/a.csv"]);
    listed("\"evidence/wave-1/\"", &["b.zip", "x/a.csv"]);
    listed("\"./evidence/wave-1/b.zip\"", &["b.zip"]);
    listed("\"evidence/wave-1/**/*.csv\"", &["x/a.csv"]);
    listed("\"evidence/wave-*\"", &["wave-1/b.zip", "wave-1/x/a.csv", "wave-2/x/a.csv"]);
    listed(
        "[\"evidence/wave-2\", \"evidence/wave-1\"]",
        &["wave-1/b.zip", "wave-1/x/a.csv", "wave-2/x/a.csv"],
    );
    listed("[\"evidence/wave-1/*\", \"evidence/wave-1/b.zip\"]", &["b.zip", "x/a.csv"]);
    listed("\"evidence/odd[1].txt\"", &["odd[1].txt"]);
    listed("[\"evidence/wave-1\", \"evidence/wave-1/x\"]", &["wave-1/b.zip", "wave-1/x/a.csv"]);
    listed("\"hollow\"", &[]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_breaks_it(lines in proptest::collection::vec(
        "(\\[case\\]|\\[\\[controller\\]\\]|\\[\\[evidence\\]\\]|\\[policy\\]|(name|processor|register|columns|path|label|received|count|confirm) = (\"\\PC{0,12}\"|[0-9.e-]{1,9}|\\[[\"a*\\[/,]{0,9}\\]|\\{ key = [0-9\"a]{1,3} \\}))",
        0..8,
    )) {
        let _ = opened(&lines.join("\n"));
        let _ = opened(&format!("{CASE}{BVO}{}", lines.join("\n")));
    }
}
