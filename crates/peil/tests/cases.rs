//! Cases written by hand, each with its truth: what `peil scope` makes of them, row by row.
//!
//! A truth row says `controller,person,status,categories` or `evidence,path,outcome`; `*` stands for what is not judged.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::Program;

type Rows = BTreeMap<(String, String), Vec<String>>;

fn rows(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).expect("truth and exports are tables");
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| {
            let value = row.iter().skip(2).map(str::to_owned).collect();
            ((row[0].to_owned(), row[1].to_owned()), value)
        })
        .collect()
}

fn same(expected: &str, found: &str) -> bool {
    expected == "*" || expected.split('/').any(|e| e == found)
}

/// Differences between a truth table and an export: `found` maps a row of the export to the truth's columns.
fn differences(truth: &Rows, export: &Rows, found: impl Fn(&[String]) -> Vec<String>) -> String {
    let mut out = String::new();
    for (key, expected) in truth {
        let Some(row) = export.get(key) else {
            out.push_str(&format!("{} {}: no row\n", key.0, key.1));
            continue;
        };
        let found = found(row);
        if !expected.iter().zip(&found).all(|(e, f)| same(e, f)) {
            out.push_str(&format!(
                "{} {}: {} for {}  [{}]\n",
                key.0,
                key.1,
                found.join(" "),
                expected.join(" "),
                row.join(" ")
            ));
        }
    }
    let open = |key: &(String, String)| {
        let above = |t: &(String, String)| t.0 == key.0 && key.1.starts_with(&format!("{}!/", t.1));
        truth.iter().any(|(t, outcome)| above(t) && outcome == &["*"])
    };
    for key in export.keys().filter(|k| !truth.contains_key(*k) && !open(k)) {
        out.push_str(&format!("{} {}: not in the truth\n", key.0, key.1));
    }
    out
}

fn case(name: &str) -> String {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases").join(name);
    let program = Program::on_copy_of(&source.join("case"));
    let scope = program.run(&["scope"]);
    assert!([0, 3].contains(&scope.code), "{}{}", scope.out, scope.err);
    let mut out = String::new();
    let roster = rows(&program.export("roster"));
    let truth = rows(&source.join("truth/persons.csv"));
    out += &differences(&truth, &roster, |r| vec![r[0].clone(), r[2].clone()]);
    let coverage = rows(&program.export("coverage"));
    let truth = rows(&source.join("truth/coverage.csv"));
    out += &differences(&truth, &coverage, |r| vec![r[3].clone()]);
    out
}

macro_rules! cases {
    ($($name:ident),*) => { $(
        #[test]
        fn $name() {
            let differences = case(stringify!($name));
            assert!(differences.is_empty(), "\n{differences}");
        }
    )* };
}

cases!(containers, hospital, practice, screening, tables, text);
