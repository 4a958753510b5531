//! Files that other programs made, or people by hand, each with what must come out of it beside it.
//!
//! `tests/samples/README.md` says where each comes from. `UPDATE_EXPECT=1` writes the expectations anew: what stands in them is then what
//! the program says, and is to be held against the file by eye before it is kept.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use peil_detect::{Detector, Nobody};
use peil_evidence::{Event, Limits, read_here};
use peil_model::{Address, Name, NumberKind, Record};

/// Samples of which less comes out than must, each with the reason. Their expectations say what must, and the test says when one is met.
const KNOWN_GAPS: &[(&str, &str)] = &[
    ("app.sqlite3", "a row of a table of migrations gives a record that says nothing"),
    (
        "doorgestuurd.eml",
        "a paragraph with birth date, address and telephone gives name and BSN only; the sender is not found",
    ),
    ("patientkaart.htm", "who is logged in becomes a patient"),
    ("portaal.ldif", "an employee becomes a patient"),
    ("sess_9c1f0e7d5b2a4c6688d0aa31", "a test in the basket is not found"),
    ("sessie.har", "the browser becomes a name and a status a result"),
    ("shop-mariadb.sql", "a code of a test becomes an order number"),
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/samples")
}

/// Names of the samples, and of those that have an expectation.
fn samples() -> (BTreeSet<String>, BTreeSet<String>) {
    let mut files = BTreeSet::new();
    let mut expected = BTreeSet::new();
    for entry in fs::read_dir(folder()).expect("the folder of samples") {
        let name = entry.expect("an entry").file_name().into_string().expect("names in UTF-8");
        match name.strip_suffix(".expected") {
            Some(sample) => expected.insert(sample.to_owned()),
            None => name != "README.md" && files.insert(name),
        };
    }
    (files, expected)
}

fn joined(parts: &[&String]) -> String {
    parts.iter().filter(|p| !p.is_empty()).map(|p| p.as_str()).collect::<Vec<_>>().join(" ")
}

fn name(n: &Name) -> String {
    let own = joined(&[&n.given, &n.initials, &n.prefix, &n.surname]);
    let partner = joined(&[&n.partner_prefix, &n.partner_surname]);
    if partner.is_empty() { own } else { format!("{own} / {partner}") }
}

fn address(a: &Address) -> String {
    joined(&[&a.street, &a.number, &a.suffix, &a.postcode, &a.city])
}

fn line(r: &Record) -> String {
    let mut parts: Vec<String> = r.names.iter().map(|n| format!("name {}", name(n))).collect();
    parts.extend(r.sex.map(|s| format!("{s:?}").to_lowercase()));
    parts.extend(r.birth.map(|b| format!("born {}", b.iso())));
    parts.extend(r.bsns.iter().map(|b| format!("bsn{} {}", if b.labelled { "" } else { "?" }, b.digits)));
    parts.extend(r.numbers.iter().map(|n| match n.kind {
        NumberKind::Row => format!("row {}:{}", n.issuer, n.value),
        kind => format!("{} {}", format!("{kind:?}").to_lowercase(), n.value),
    }));
    parts.extend(r.addresses.iter().map(|a| format!("address {}", address(a))));
    parts.extend(r.phones.iter().map(|p| format!("phone {p}")));
    parts.extend(r.emails.iter().map(|e| format!("email {e}")));
    parts.extend(r.ibans.iter().map(|i| format!("iban {i}")));
    let role = format!("{:?}", r.role).to_lowercase();
    format!("  {} {role}; {} [{}]\n", r.place, parts.join("; "), r.categories)
}

/// What comes out of a file: a line for it and each member with its outcome, and under each its records.
fn read(file: &Path, name: &str) -> String {
    let mut out = String::new();
    let mut open: Vec<(Detector<'_>, Vec<Record>)> = Vec::new();
    let source = File::open(file).expect("a sample");
    read_here(source, name, &Limits::default(), |event| {
        match event {
            Event::Open { .. } => open.push((Detector::new(&Nobody), Vec::new())),
            Event::Table { name, .. } => {
                open.iter_mut().last().into_iter().for_each(|(d, r)| d.table(&name, r))
            }
            Event::Segment(s) => open.iter_mut().last().into_iter().for_each(|(d, r)| d.segment(&s, r)),
            Event::Close { path, outcome, reason, .. } => {
                let (mut detector, mut records) = open.pop().expect("what closes was opened");
                detector.finish(&mut records);
                let path = if path.is_empty() { name.to_owned() } else { format!("{name}!/{path}") };
                out += format!("{path}: {} {reason}", outcome.id()).trim_end();
                out.push('\n');
                records.iter().for_each(|r| out += &line(r));
            }
            Event::Restart => (),
        }
        Ok(())
    })
    .expect("a sample is read");
    out
}

fn check(sample: &str) {
    let found = read(&folder().join(sample), sample);
    let expected = folder().join(format!("{sample}.expected"));
    match KNOWN_GAPS.iter().any(|(gap, _)| *gap == sample) {
        false => expect_file![expected].assert_eq(&found),
        true => assert_ne!(
            fs::read_to_string(expected).expect("an expectation"),
            found,
            "{sample}: no gap any more"
        ),
    }
}

#[test]
fn every_sample_gives_what_must_come_out_of_it() {
    let (files, _) = samples();
    let wrong: Vec<&String> =
        files.iter().filter(|s| std::panic::catch_unwind(|| check(s)).is_err()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn samples_and_expectations_belong_together() {
    let (files, expected) = samples();
    assert_eq!(files, expected);
    assert!(files.len() >= 36);
    let gaps: BTreeSet<String> = KNOWN_GAPS.iter().map(|(gap, _)| (*gap).to_owned()).collect();
    assert!(gaps.is_subset(&files), "{gaps:?}");
}
