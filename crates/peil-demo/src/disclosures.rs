//! What was ever shared, with whom and when: the screening's and the hospital's; the practice keeps no ledger.

use crate::categories::{
    ADDRESS, BIRTH, BSN, Cats, EMAIL, GP, KIND, NAME, NONE, PATIENT_NUMBER, PHONE, RESULT, SEX,
};
use crate::numbers;
use crate::person::Date;
use crate::population::{Population, Register};
use crate::rng::Rng;
use crate::traps::Trap;

/// One lawful sharing.
pub(crate) struct Disclosure {
    /// Name of the recipient as the ledger writes it.
    pub recipient: &'static str,
    /// Whether that is the processor.
    pub counts: bool,
    pub date: Date,
    /// Specimen or order number.
    pub number: String,
    pub categories: Cats,
}

/// The processor under the variants of its name.
const PROCESSOR: [&str; 6] = [
    "Voorbeeldlab Diagnostiek B.V.",
    "VOORBEELDLAB DIAGNOSTIEK",
    "Voorbeeldlab Diagnostiek BV",
    "voorbeeldlab diagnostiek b.v.",
    "Voorbeeldlab-Diagnostiek",
    "VBL Diagnostics",
];
/// Others.
const OTHERS: [&str; 3] = ["Ander Lab Zuid", "Laboratorium Noord N.V.", "Voorbeeldlab Logistiek B.V."];
/// What the screening shares for an examination.
const SCREENING: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, RESULT, GP]);
/// What the hospital's log says of each year up to 2023.
const HOSPITAL: Cats = Cats::all([NAME, BIRTH, BSN, EMAIL, PHONE, NONE, NONE, NONE]);
/// What an order of the hospital holds.
pub(crate) const HOSPITAL_ORDER: Cats =
    Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, PHONE, PATIENT_NUMBER]);

/// What the ledgers hold of somebody, in the order of time.
pub(crate) fn of(people: &Population, register: Register, row: u32) -> Vec<Disclosure> {
    match register {
        Register::Screening => screening(people, row),
        Register::Hospital => hospital(people, row).into_iter().collect(),
        Register::Practice => Vec::new(),
    }
}

/// Categories that were shared with the processor; `None` if the ledger holds nothing of the kind.
pub(crate) fn shared(people: &Population, register: Register, row: u32) -> Option<Cats> {
    if register == Register::Practice {
        return Some(NONE);
    }
    let all = of(people, register, row);
    all.iter().filter(|d| d.counts).map(|d| d.categories).reduce(|a, b| a | b)
}

/// The specimen number under which the screening sent somebody to the processor.
pub(crate) fn specimen(people: &Population, row: u32) -> Option<String> {
    screening(people, row).into_iter().find(|d| d.counts).map(|d| d.number)
}

/// The order number under which the hospital sent somebody to the processor.
pub(crate) fn order(people: &Population, row: u32) -> String {
    format!("DL{:08}", 70_000_000 + row + (people.seed % 1000) as u32)
}

fn screening(people: &Population, row: u32) -> Vec<Disclosure> {
    let mut rng = people.draw("shared", row);
    let (lab, other) = (rng.chance(85), rng.chance(12));
    let (lab, other) = match people.lot(Register::Screening, row).map(|(trap, _)| trap) {
        Some(Trap::NeverShared | Trap::LedgerGap) => (false, false),
        Some(Trap::OtherLab | Trap::OtherLabFound) => (false, true),
        Some(_) => (true, other),
        None if people.wiped().contains(&row) => (true, other),
        None => (lab, other),
    };
    let serial = u64::from(row) * 2;
    let mut all = Vec::new();
    if lab {
        let number = match people.lot(Register::Screening, row) {
            Some((Trap::NumberIsBsn, 1)) => people.human(row - 1).bsn,
            _ => numbers::specimen(serial),
        };
        let recipient = rng.pick(&PROCESSOR);
        all.push(Disclosure {
            recipient,
            counts: true,
            date: screened(&mut rng),
            number,
            categories: SCREENING,
        });
    }
    if other {
        let (recipient, number) = (rng.pick(&OTHERS), numbers::specimen(serial + 1));
        let date = screened(&mut rng);
        all.push(Disclosure { recipient, counts: false, date, number, categories: NAME | BSN });
    }
    all
}

/// 2017 to June 2025; the ledger lacks September to November 2019.
fn screened(rng: &mut Rng) -> Date {
    let year = 2017 + rng.below(9) as u16;
    let months: &[u8] = match year {
        2019 => &[1, 2, 3, 4, 5, 6, 7, 8, 12],
        2025 => &[1, 2, 3, 4, 5, 6],
        _ => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    };
    Date { year, month: rng.pick(months), day: 1 + rng.below(28) as u8 }
}

/// The hospital's years kept as messages begin here.
pub(crate) const MESSAGES_FROM: u16 = 2024;

fn hospital(people: &Population, row: u32) -> Option<Disclosure> {
    let person = people.person(Register::Hospital, row);
    let mut rng = people.draw("hospital", person);
    let chosen = rng.chance(80);
    let lot = people.lot(Register::Hospital, row);
    // An order that no ledger has.
    if matches!(lot, Some((Trap::OrderThenResult, _))) || (lot.is_none() && !chosen) {
        return None;
    }
    let year = 2017 + rng.below(9) as u16;
    // The archive of orders lacks May to July 2024.
    let months: &[u8] = match year {
        2024 => &[1, 2, 3, 4, 8, 9, 10, 11, 12],
        2025 => &[1, 2, 3, 4, 5, 6],
        _ => &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    };
    let date = Date { year, month: rng.pick(months), day: 1 + rng.below(28) as u8 };
    let counts = rng.chance(93) || lot.is_some();
    let messages = year >= MESSAGES_FROM;
    Some(Disclosure {
        recipient: match (counts, messages) {
            (true, true) => "VOORBEELDLAB DIAGNOSTIEK",
            (false, true) => "ANDERLAB",
            (true, false) => rng.pick(&PROCESSOR),
            (false, false) => rng.pick(&OTHERS),
        },
        counts,
        date,
        number: order(people, row),
        categories: if messages { HOSPITAL_ORDER } else { HOSPITAL },
    })
}
