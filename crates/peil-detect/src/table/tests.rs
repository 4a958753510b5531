//! Tables as strings in, records as strings out.

mod content;
mod languages;
mod layout;
mod persons;
mod values;

use expect_test::Expect;
use peil_model::Name;
use proptest::prelude::*;

use super::*;
use crate::Nobody;

fn read(table: &str, known: &dyn Known) -> Vec<Record> {
    let mut reader = TableReader::new(known);
    let mut out = Vec::new();
    for (n, line) in table.lines().enumerate() {
        let cells: Cells = line.split(';').collect();
        reader.row(Place::row(0, n as u64 + 1), &cells, &mut out);
    }
    reader.finish(&mut out);
    out
}

fn name(n: &Name) -> String {
    let all = [&n.initials, &n.given, &n.prefix, &n.surname, &n.partner_prefix, &n.partner_surname];
    let all: Vec<&str> = all.iter().map(|s| s.as_str()).collect();
    all.join("/").trim_end_matches('/').to_owned()
}

/// One line a record: place, role unless patient, what it holds, categories.
fn print(records: &[Record]) -> String {
    let mut out = String::new();
    for r in records {
        let mut line = vec![r.place.to_string()];
        if r.role != peil_model::Role::Patient {
            line.push(format!("{:?}", r.role));
        }
        line.extend(r.names.iter().map(name));
        line.extend(r.birth.map(|b| b.iso()));
        line.extend(r.bsns.iter().map(|b| format!("{}{}", b.digits, if b.labelled { "" } else { "?" })));
        line.extend(r.sex.map(|s| format!("{s:?}")));
        for a in &r.addresses {
            line.push([&a.street, &a.number, &a.suffix, &a.postcode, &a.city].map(String::as_str).join(","));
        }
        line.extend(r.numbers.iter().map(|n| format!("{:?}:{}", n.kind, n.value)));
        line.extend(r.emails.iter().chain(&r.phones).chain(&r.ibans).cloned());
        line.extend(r.parties.iter().map(|p| format!("{:?}={}", p.kind, p.id)));
        line.extend(r.made.map(|d| format!("made {}", d.iso())));
        out += &format!("{} [{}]\n", line.join(" "), r.categories);
    }
    out
}

fn check(table: &str, expected: Expect) {
    expected.assert_eq(&print(&read(table, &Nobody)));
}

proptest! {
    #[test]
    fn never_panics(cells in prop::collection::vec(prop::collection::vec("\\PC{0,14}", 0..7), 0..15)) {
        read_rows(cells);
    }

    #[test]
    fn headed_soup_never_panics(
        head in prop::collection::vec("(naam|bsn|geb|datum|huisarts|partner|tel|pc|straat|nr|vorige naam|uitslag|functie| ){1,2}", 1..7),
        cells in prop::collection::vec(
            prop::collection::vec(
                "(naam|[0-9]{1,12}|[0-9]{2}-[0-9]{2}-[0-9]{4}|[A-Z]\\.|van|é|bsn:| |/|1,2E\\+08|'|=\"){0,4}",
                0..8
            ),
            0..12
        )
    ) {
        read_rows(std::iter::once(head).chain(cells).collect());
    }
}

/// Records come in the order of the rows, and each says something.
fn read_rows(rows: Vec<Vec<String>>) {
    let mut reader = TableReader::new(&Nobody);
    let mut out = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let cells: Cells = row.iter().map(String::as_str).collect();
        reader.row(Place::row(0, n as u64 + 1), &cells, &mut out);
    }
    reader.finish(&mut out);
    assert!(out.iter().zip(out.iter().skip(1)).all(|(a, b)| a.place.first <= b.place.first));
    assert!(out.iter().all(Record::is_personal));
}

#[test]
fn columns_hold_beyond_the_rows_that_were_judged() {
    let mut table = String::from("naam;dob\n");
    for n in 0..1500 {
        table += &format!("A. Bos;{:02}/{:02}/1970\n", 1 + n % 12, 1 + n % 28);
    }
    table += "naam;dob\n\nMonsternr;Uitslag\n1234567;neg\n";
    let out = read(&table, &Nobody);
    assert_eq!(out.len(), 1501);
    let dates: Vec<String> = out.iter().filter_map(|r| r.birth).map(|b| b.iso()).collect();
    assert_eq!((dates.len(), dates[1].as_str(), dates[1499].as_str()), (1500, "1970-02-02", "1970-12-16"));
    assert_eq!(print(&out[1500..]), "row:1505 Specimen:1234567 [test_result]\n");
}
