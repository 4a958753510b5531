//! Cytology orders of the screening in MLLP frames with CRLF: complaints, contraception and remarks, the GP in PV1-8.

use std::io;

use super::{MESSAGES, Scene, numbered, orders};
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, GP, KIND, NAME, SEX, TEXT};
use crate::formats::hl7;
use crate::population::Register;
use crate::truth::For;

const HELD: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, GP, TEXT]);
const COMPLAINTS: [&str; 4] =
    ["bloedverlies", "geen klachten", "pijn & jeuk", "onregelmatige cyclus\nsinds januari"];
const MEANS: [&str; 4] = ["pil", "spiraal", "geen", "pil|condoom"];

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let rows = s.chosen(Register::Screening, "cytology", 15);
    for (n, chunk) in rows.chunks(MESSAGES).enumerate() {
        let path = numbered("lims/in/cytology", n, "mllp");
        let mut messages = Vec::new();
        for row in chunk {
            messages.push(one(s, *row));
            s.screened(*row, For::Only(Register::Screening), HELD, &path);
        }
        s.file(0, &path, hl7::framed(&messages, "\r\n").as_bytes(), "read")?;
    }
    Ok(())
}

fn one(s: &Scene<'_>, row: u32) -> String {
    let mut rng = s.people.draw("complaints", row);
    let h = orders::sent(s.people, row);
    let number = orders::number(s.people, row);
    let visit = format!("PV1|1|O||||||{}", orders::doctor(s.people, row));
    let order = format!("ORC|NW|{number}^ScreenIT");
    let mut message = orders::message(&h, row, &number, "CYT^Cytologie", &[visit, order]);
    let observations = [
        ("CR_KLACHTEN", rng.pick(&COMPLAINTS)),
        ("CR_DATUMLM", "20210214"),
        ("CR_ANTICONCEPTIE", rng.pick(&MEANS)),
        ("CR_HORMOONGEBRUIK", "ja, wegens borstkanker"),
    ];
    for (n, (code, value)) in observations.iter().enumerate() {
        message += &format!("OBX|{}|TX|{code}||{}\r", n + 1, hl7::USUAL.escape(value));
    }
    message
}
