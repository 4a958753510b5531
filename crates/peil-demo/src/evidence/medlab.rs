//! MEDLAB results to practices: the practice's own through its mailbox, others' through theirs. Surnames and streets are cut
//! at 30 characters, towns at 20.

use std::io;

use super::Scene;
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, GP, KIND, NAME, NONE, PHONE, RESULT, SEX, TEXT};
use crate::formats::edifact::{Interchange, Marks, RARE, USUAL, cut, put, segment};
use crate::names::DOCTORS;
use crate::person::{Date, Human};
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

type Message = (&'static str, Vec<Vec<Vec<String>>>);

/// The practice's mailbox and doctor.
pub(super) const MAILBOX: &str = "500099901";
const DOCTOR: (&str, &str) = ("01999901", "Zandpad-Oud");
pub(super) const OURS: For = For::Only(Register::Practice);
/// Messages of an interchange, and interchanges of a file.
const MESSAGES: usize = 400;
const INTERCHANGES: usize = 25;
const HELD: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, KIND, RESULT, GP, NONE]);

/// A message to be written: of a row of the practice, or of somebody elsewhere.
#[derive(Clone, Copy)]
enum Item {
    /// A patient, with everything.
    Whole(u32),
    /// A patient of a trap.
    Trapped(u32, Trap),
    /// A later message with the laboratory's number and no person.
    Again(u32),
    /// Another practice's patient.
    Other(u32),
}

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let own = own(s);
    save(s, "edi/medlab-zandpad", MAILBOX, &own)?;
    let others: Vec<Item> = s.people.strangers().filter(|p| p % 3 == 2).map(Item::Other).collect();
    s.laid(Trap::Strangers, "edi/medlab-elders-001.edi");
    save(s, "edi/medlab-elders", "500088801", &others)
}

fn own(s: &Scene<'_>) -> Vec<Item> {
    let mut items: Vec<Item> =
        s.chosen(Register::Practice, "medlab", 2).into_iter().map(Item::Whole).collect();
    for trap in [Trap::PracticeTwins, Trap::MotherDaughter] {
        items.extend(s.pairs(trap).into_iter().map(|row| Item::Trapped(row, trap)));
    }
    for trap in [Trap::CutEdifact, Trap::PartialMedlab, Trap::LabNumberAgain] {
        for (row, _) in s.trapped(trap).into_iter().filter(|(_, which)| *which == 0) {
            items.push(Item::Trapped(row, trap));
            if trap == Trap::LabNumberAgain {
                items.push(Item::Again(row));
            }
        }
    }
    items
}

fn save(s: &mut Scene<'_>, name: &str, receiver: &str, items: &[Item]) -> io::Result<()> {
    for (n, items) in items.chunks(MESSAGES * INTERCHANGES).enumerate() {
        let path = super::numbered(name, n, "edi");
        let mut text = String::new();
        for (k, items) in items.chunks(MESSAGES).enumerate() {
            let messages = items.iter().map(|item| one(s, *item, &path)).collect();
            text += &interchange(n * INTERCHANGES + k, receiver, messages);
        }
        s.file(1, &path, text.as_bytes(), "read")?;
    }
    // The doctor's name is in every message; the patient of that name is in none.
    for (row, _) in s.trapped(Trap::OwnDoctor).into_iter().filter(|_| receiver == MAILBOX) {
        s.caught(Trap::OwnDoctor, Register::Practice, row, "");
    }
    Ok(())
}

/// The message, and its truth.
fn one(s: &mut Scene<'_>, item: Item, path: &str) -> Message {
    let patient = |s: &Scene<'_>, row| s.people.human(s.people.person(Register::Practice, row));
    match item {
        Item::Whole(row) => {
            let h = patient(s, row);
            let view = View { born: h.birth, bsn: true, phone: row % 2 == 0, remark: row % 5 == 0 };
            let more = if view.phone { PHONE } else { NONE } | if view.remark { TEXT } else { NONE };
            s.of(Register::Practice, row, OURS, HELD | BSN | more, path);
            message(&h, &view, DOCTOR, row, false)
        }
        Item::Trapped(row, trap) => {
            let h = patient(s, row);
            let partial = trap == Trap::PartialMedlab;
            let born = if partial { Date { month: 0, day: 0, ..h.birth } } else { h.birth };
            let bsn = partial || trap == Trap::LabNumberAgain;
            let look_alike = matches!(trap, Trap::PracticeTwins | Trap::MotherDaughter);
            if trap == Trap::PracticeTwins {
                let two = [row, row + 1].map(|r| s.people.person(Register::Practice, r));
                s.unsure(two, OURS, HELD);
                s.caught(trap, Register::Practice, row, path);
            } else {
                s.of(Register::Practice, row, OURS, HELD | if bsn { BSN } else { NONE }, path);
            }
            if look_alike {
                s.caught(trap, Register::Practice, row + 1, path);
            }
            message(&h, &View { born, bsn, phone: false, remark: false }, DOCTOR, row, look_alike)
        }
        Item::Again(row) => {
            s.of(Register::Practice, row, OURS, GP | KIND | RESULT, path);
            again(row)
        }
        Item::Other(person) => {
            let (agb, doctor, _) = DOCTORS[person as usize % DOCTORS.len()];
            let h = s.people.human(person);
            let view = View { born: h.birth, bsn: true, phone: false, remark: false };
            s.sure(person, For::Any, HELD | BSN);
            message(&h, &view, (agb, doctor), 900_000 + person, false)
        }
    }
}

/// How a message writes a patient down.
struct View {
    born: Date,
    bsn: bool,
    phone: bool,
    remark: bool,
}

/// With and without UNA, with other marks, and with the line ends of three systems.
pub(super) fn interchange(n: usize, receiver: &str, messages: Vec<Message>) -> String {
    let marks: Marks = if n % 3 == 2 { RARE } else { USUAL };
    let una = n % 3 != 1;
    let line_end = ["\r", "", "\r\n"][n % 3];
    Interchange { marks, una, line_end, sender: "500012345", receiver, reference: 77 + n, messages }.text()
}

/// The pair of surnames of element 3: partner's first and own second; of a man his own stands first.
fn surnames(h: &Human) -> String {
    let own = (cut(&h.own.name, 30), cut(&h.own.prefix, 8));
    let (first, second) = match &h.partner {
        Some(p) => ((cut(&p.name, 30), cut(&p.prefix, 8)), own),
        None if h.sex == 'M' => (own, (String::new(), String::new())),
        None => (own.clone(), own),
    };
    [first.0, first.1, second.0, second.1].join("\u{1f}")
}

fn message(h: &Human, view: &View, doctor: (&str, &str), number: u32, capitals: bool) -> Message {
    let case =
        |text: &str| if capitals { crate::names::unmarked(text).to_uppercase() } else { text.to_owned() };
    let names: Vec<String> = surnames(h).split('\u{1f}').map(case).collect();
    let sex = if h.sex == 'V' { "V" } else { "M" };
    let bsn = if view.bsn { format!("BSN{}", h.bsn) } else { String::new() };
    let home = &h.home;
    let house = format!("{} {}", home.number, home.suffix).trim().to_owned();
    let mut segments = vec![
        segment("ZKH+Voorbeeldlab+Labweg:1::Rijswijk:2288ER+0701234567"),
        put(
            &format!("PID+{}+{sex}+$1:$2:$3:$4::{}++$5", view.born.colons(), h.bare_initials()),
            &[&names[0], &names[1], &names[2], &names[3], &bsn],
        ),
        put(
            "PAD+$1:$2::$3:$4+$5",
            &[
                &case(&cut(&home.street, 30)),
                &cut(&house, 8),
                &case(&cut(&home.town, 20)),
                &home.postcode,
                if view.phone { &h.phone } else { "" },
            ],
        ),
        put("ART+$1+$2", &[doctor.0, doctor.1]),
        segment("DET+A:210304:0915"),
        segment(&format!("IDE:1+J+{}", 7_300_000 + number)),
        segment("BEP:1:1:1+0+Hemoglobine+7.9++mmol/l++7.5+10.0"),
    ];
    if view.remark {
        segments.push(put("OPB:1:1+$1", &["graag over 3 maanden herhalen + ferritine"]));
    }
    ("MEDLAB:1", segments)
}

/// A later message with the laboratory's number and no person.
fn again(number: u32) -> Message {
    let segments = vec![
        segment("ZKH+Voorbeeldlab+Labweg:1::Rijswijk:2288ER"),
        put("ART+$1+$2", &[DOCTOR.0, DOCTOR.1]),
        segment(&format!("IDE:1+J+{}", 7_300_000 + number)),
        segment("BEP:1:1:1+0+Ferritine+41++ug/l"),
    ];
    ("MEDLAB:1", segments)
}
