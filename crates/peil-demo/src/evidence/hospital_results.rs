//! Results for the hospital, ORU^R01: ISO 8859-1 by MSH-18, `_` between repetitions, e-mail and phone; odd senders in a file
//! of their own; another hospital's patients.

use std::io;

use super::broken::SCAN;
use super::hospital_order::{address, name, other_client, sex};
use super::{MESSAGES, Scene, numbered};
use crate::categories::{
    ADDRESS, BIRTH, BSN, Cats, EMAIL, GP, KIND, NAME, NONE, PATIENT_NUMBER, PHONE, RESULT, SEX,
};
use crate::formats::{base64, charset, hl7};
use crate::names::DOCTORS;
use crate::person::Human;
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

const OURS: For = For::Only(Register::Hospital);
const PERSON: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, NONE, NONE, NONE, NONE]);
const OUTCOME: Cats = Cats::all([KIND, RESULT, NONE, NONE, NONE, NONE, NONE, NONE]);

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    ordinary(s)?;
    alike(s)?;
    odd(s)?;
    letters(s)?;
    elsewhere(s)
}

fn ordinary(s: &mut Scene<'_>) -> io::Result<()> {
    let mut rows = s.chosen(Register::Hospital, "hospital-result", 2);
    // Participants of the screening of whom nothing else is in the files.
    for (person, _) in s.trapped(Trap::OtherClient) {
        rows.extend(s.people.row(Register::Hospital, person));
    }
    rows.sort_unstable();
    for (n, chunk) in rows.chunks(MESSAGES).enumerate() {
        let path = numbered("lab/uit/kweek", n, "hl7");
        let mut bytes = Vec::new();
        for row in chunk {
            let h = s.people.human(s.people.person(Register::Hospital, *row));
            let gp = row % 2 == 0;
            bytes.extend(charset::latin1(&result(&h, *row, gp)));
            let held = PERSON | BSN | OUTCOME | EMAIL | PHONE | PATIENT_NUMBER | if gp { GP } else { NONE };
            s.of(Register::Hospital, *row, OURS, held, &path);
            other_client(s, *row, &path);
        }
        s.file(1, &path, &bytes, "read")?;
    }
    Ok(())
}

/// Repetitions stand between `_`: one inside a value is escaped.
fn result(h: &Human, row: u32, gp: bool) -> String {
    let marks = hl7::UNDERLINE;
    let key = Register::Hospital.key(row);
    let mut segments = vec![
        format!(
            "MSH|{}|LIMS|LAB|EPD|DELINDE|20240210||ORU^R01|H{row}|P|2.4|||||NLD|8859/1",
            marks.declared()
        ),
        format!(
            "PID|1||{}^^^NLMINBIZA^NNNLD_{key}^^^DELINDE^PI||{}||{}|{}|||{}||{}^PRN^PH_^NET^Internet^{}",
            h.bsn,
            name(h, marks),
            h.birth.ymd(),
            sex(h),
            address(h, marks),
            h.phone,
            marks.escape(&h.email)
        ),
    ];
    if gp {
        let (agb, doctor, initials) = DOCTORS[row as usize % DOCTORS.len()];
        segments.push(format!("PD1||||{agb}^{doctor}^{initials}"));
    }
    segments.push("OBR|1|||URK^Urinekweek|||20240209|||||||||03012345^Stolk^A".to_owned());
    segments.push("OBX|1|ST|URK^Urinekweek||geen groei".to_owned());
    hl7::message(&segments)
}

/// Look-alikes: no BSN, no number.
fn alike(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "lab/uit/gezin.hl7";
    let mut text = String::new();
    for trap in [Trap::FatherSon, Trap::Brothers, Trap::BrotherTold] {
        for row in s.pairs(trap) {
            let h = s.people.human(s.people.person(Register::Hospital, row));
            let given = if trap == Trap::BrotherTold { h.given[0].clone() } else { h.bare_initials() };
            let born = if trap == Trap::FatherSon { String::new() } else { h.birth.ymd() };
            let family = format!("{}&{}&{}", h.own.whole(), h.own.prefix, h.own.name);
            text += &hl7::message(&[
                format!("MSH|^~\\&|LIMS|LAB|EPD|DELINDE|20240211||ORU^R01|G{row}|P|2.4"),
                format!("PID|1||||{family}^{given}^^^^^L||{born}|M|||{}", address(&h, hl7::USUAL)),
                "OBR|1|||KRE^Kreatinine".to_owned(),
                "OBX|1|NM|KRE^Kreatinine||80|umol/l".to_owned(),
            ]);
            let held = NAME | ADDRESS | SEX | OUTCOME | if born.is_empty() { NONE } else { BIRTH };
            let two = [row, row + 1].map(|r| s.people.person(Register::Hospital, r));
            if trap == Trap::BrotherTold {
                s.sure(two[0], OURS, held)
            } else {
                s.unsure(two, OURS, held)
            }
            s.caught(trap, Register::Hospital, row, path);
            s.caught(trap, Register::Hospital, row + 1, path);
        }
    }
    s.file(1, path, text.as_bytes(), "read")
}

/// Rare delimiters, blanks before the BSN, an empty repetition, a name in one piece.
fn odd(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "lab/uit/vreemd.hl7";
    let mut text = String::new();
    for trap in [Trap::LooseBsn, Trap::Unsplit] {
        for (row, which) in s.trapped(trap) {
            let h = s.people.human(s.people.person(Register::Hospital, row));
            let id = match (trap, which) {
                (Trap::LooseBsn, 0) => format!(" {}^^^NLMINBIZA^NNNLD", h.bsn),
                (Trap::LooseBsn, _) => format!("^^^NLMINBIZA^NNNLD~{}^^^NLMINBIZA^NNNLD", h.bsn),
                _ => format!("{}^^^NLMINBIZA^NNNLD", h.bsn),
            };
            let shown = match trap {
                Trap::Unsplit => {
                    format!("{} {}&&&&^{}", h.used().prefix, h.used().name, h.given[0]).trim().to_owned()
                }
                _ => name(&h, hl7::USUAL),
            };
            let message = hl7::message(&[
                format!("MSH|^~\\&|LIMS|LAB|EPD|DELINDE|20240212||ORU^R01|V{row}|P|2.4"),
                format!("PID|1||{id}||{shown}||{}|{}", h.birth.ymd(), sex(&h)),
                "OBR|1|||HB^Hemoglobine".to_owned(),
                "OBX|1|NM|HB^Hemoglobine||8.1|mmol/l".to_owned(),
            ]);
            // MSH-2 is written by rule and not by exchange of marks.
            let (head, rest) = message.split_once("|^~\\&|").unwrap_or(("MSH", ""));
            let rare = hl7::RARE;
            text += &if trap == Trap::Unsplit {
                format!("{head}${}${}", rare.declared(), rare.of_usual(rest))
            } else {
                message.clone()
            };
            s.of(Register::Hospital, row, OURS, NAME | SEX | BIRTH | BSN | OUTCOME, path);
        }
    }
    s.file(1, path, text.as_bytes(), "read")
}

/// Letters as they hide in a field: a scan, base64. The same patients have results too, which say no less of them.
fn letters(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "lab/uit/brieven.hl7";
    let rows: Vec<u32> = s.chosen(Register::Hospital, "hospital-result", 2).into_iter().step_by(40).collect();
    let mut text = String::new();
    for row in rows {
        let h = s.people.human(s.people.person(Register::Hospital, row));
        text += &hl7::message(&[
            format!("MSH|^~\\&|LIMS|LAB|EPD|DELINDE|20240214||ORU^R01|E{row}|P|2.4"),
            format!(
                "PID|1||{}^^^NLMINBIZA^NNNLD||{}||{}|{}",
                h.bsn,
                name(&h, hl7::USUAL),
                h.birth.ymd(),
                sex(&h)
            ),
            "OBR|1|||BRF^Brief".to_owned(),
            format!("OBX|1|ED|BRF^Brief||^application^pdf^Base64^{}", base64(SCAN)),
        ]);
        s.of(Register::Hospital, row, OURS, NAME | SEX | BIRTH | BSN | OUTCOME, path);
        s.caught(Trap::LetterInField, Register::Hospital, row, path);
    }
    if text.is_empty() { Ok(()) } else { s.open_file(1, path, text.as_bytes(), "read|partial") }
}

/// Another hospital: its patients are in no register, and its patient numbers are its own.
fn elsewhere(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "lab/uit/ander-ziekenhuis.hl7";
    let mut text = String::new();
    let mut taken = s.trapped(Trap::SameNumberElsewhere).into_iter().map(|(row, _)| row);
    for person in s.people.strangers().filter(|p| p % 3 == 0).take(MESSAGES) {
        let h = s.people.human(person);
        let same = taken.next();
        let number =
            same.map_or_else(|| format!("{}", 7_700_000 + person), |row| Register::Hospital.key(row));
        text += &hl7::message(&[
            format!("MSH|^~\\&|LIMS|LAB|ZIS|BUITENHOF|20240213||ORU^R01|B{person}|P|2.4"),
            format!(
                "PID|1||{}^^^NLMINBIZA^NNNLD~{number}^^^BUITENHOF^PI||{}||{}|{}|||{}||{}",
                h.bsn,
                name(&h, hl7::USUAL),
                h.birth.ymd(),
                sex(&h),
                address(&h, hl7::USUAL),
                h.phone
            ),
            "OBR|1|||PSA^PSA".to_owned(),
            "OBX|1|NM|PSA^PSA||1.1|ug/l".to_owned(),
        ]);
        s.sure(person, For::Any, PERSON | BSN | OUTCOME | PHONE | PATIENT_NUMBER);
        if let Some(row) = same {
            s.caught(Trap::SameNumberElsewhere, Register::Hospital, row, path);
        }
    }
    s.laid(Trap::Strangers, path);
    s.file(1, path, text.as_bytes(), "read")
}
