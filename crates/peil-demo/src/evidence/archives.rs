//! Archives in archives, and files whose extension lies.

use std::io;

use super::{Scene, orders};
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, GP, KIND, NAME, SEX};
use crate::formats::containers::{gzip, tar, zip};
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

const ROW: Cats = Cats::all([NAME, SEX, BIRTH, BSN, NAME, NAME, NAME, NAME]);
const ORDER: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, GP, NAME]);

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    nested(s)?;
    liars(s)
}

/// A table with English headers; its first row is of somebody in no register, so that no table is empty.
fn table(s: &mut Scene<'_>, topic: &str, of: usize, path: &str) -> Vec<u8> {
    let mut csv = String::from("bsn,last_name,first_name,date_of_birth,gender,batch\n");
    for person in s.people.strangers().take(1) {
        let h = s.people.human(person);
        let sex = if h.sex == 'V' { 'F' } else { 'M' };
        csv += &format!("{},{},{},{},{sex},{topic}\n", h.bsn, h.own.whole(), h.given[0], h.birth.iso());
        s.sure(person, For::Any, ROW);
    }
    for row in s.chosen(Register::Screening, topic, of) {
        let h = s.people.human(row);
        csv += &format!("{},{},{},{},F,{topic}\n", h.bsn, h.own.whole(), h.given[0], h.birth.iso());
        s.screened(row, For::Any, ROW, path);
    }
    csv.into_bytes()
}

fn nested(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "archief/oud.zip";
    let deep = table(s, "deep", 60, path);
    let tarred =
        tar(&[("2019/tabel.csv", &deep), ("2019/leesmij.txt", b"Oude export.\n"), ("2019/leeg.txt", b"")])?;
    let loose = table(s, "zipped", 60, path);
    let archive = zip(
        &[("map/tabel 2020.csv", &loose), ("oud.tar.gz", &gzip(&tarred)?), ("map/los.csv.gz", &gzip(&deep)?)],
        true,
    )?;
    s.file(1, path, &archive, "read")?;
    for (member, outcome) in [
        ("map/tabel 2020.csv", "read"),
        ("map/los.csv.gz", "read"),
        // The first of two equal tables by path is the one that counts.
        ("map/los.csv.gz!/los.csv", "read"),
        ("oud.tar.gz", "read"),
        ("oud.tar.gz!/oud.tar", "read"),
        ("oud.tar.gz!/oud.tar!/2019/tabel.csv", "duplicate"),
        ("oud.tar.gz!/oud.tar!/2019/leesmij.txt", "read"),
        ("oud.tar.gz!/oud.tar!/2019/leeg.txt", "empty"),
    ] {
        s.member(1, &format!("{path}!/{member}"), outcome);
    }
    s.laid(Trap::Nested, path);
    Ok(())
}

/// Messages called a picture, a table called a document, an archive called data.
fn liars(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "scans/foto0001.jpg";
    let mut text = String::new();
    for row in s.chosen(Register::Screening, "picture", 80) {
        let h = s.people.human(row);
        let number = orders::number(s.people, row);
        let doctor = orders::doctor(s.people, row);
        let order = format!("ORC|NW|{number}+.HPV^ScreenIT||||||||||{doctor}");
        text += &orders::message(&h, row, &number, "HPV^HPV-onderzoek", &[order]);
        s.screened(row, For::Only(Register::Screening), ORDER, path);
    }
    if !text.is_empty() {
        s.laid(Trap::WrongExtension, path);
    }
    s.file(0, path, text.as_bytes(), "read")?;
    let path = "export/rapport.pdf";
    let called_pdf = table(s, "pdf", 80, path);
    s.file(0, path, &called_pdf, "read")?;
    s.laid(Trap::WrongExtension, path);
    let path = "export/backup.dat";
    let inner = table(s, "backup", 80, path);
    s.file(0, path, &zip(&[("backup/patienten.csv", &inner)], false)?, "read")?;
    s.member(0, &format!("{path}!/backup/patienten.csv"), "read");
    s.laid(Trap::WrongExtension, path);
    Ok(())
}
