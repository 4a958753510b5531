//! Orders of the screening, OML^O21 as ScreenIT sends them: BSN without authority, everybody female, no house suffix, the
//! specimen number with `+.HPV`.

use std::io;

use super::{MESSAGES, Scene, numbered};
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, GP, KIND, NAME, SEX};
use crate::formats::hl7;
use crate::names::DOCTORS;
use crate::numbers;
use crate::person::{Date, Human};
use crate::population::{Population, Register};
use crate::traps::{self, Trap};
use crate::truth::For;

const HELD: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, GP, NAME]);

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let mut rows = s.chosen(Register::Screening, "hpv-order", 3);
    rows.extend(s.people.wiped().filter(|row| row % 3 == 0));
    for trap in [
        Trap::ForcedSex,
        Trap::OldName,
        Trap::Removed,
        Trap::Deceased,
        Trap::Secret,
        Trap::Abroad,
        Trap::OtherLabFound,
        Trap::DoctorIsClient,
    ] {
        rows.extend(s.trapped(trap).iter().map(|(row, _)| *row));
    }
    for (trap, which) in
        [(Trap::DaySwapped, 0), (Trap::Typo, 0), (Trap::PartialBirth, 2), (Trap::LedgerGap, 0)]
    {
        rows.extend(s.trapped(trap).iter().filter(|(_, w)| *w == which).map(|(row, _)| *row));
    }
    rows.sort_unstable();
    for (n, chunk) in rows.chunks(MESSAGES).enumerate() {
        let path = numbered("lims/in/hpv-orders", n, "hl7");
        let text: String = chunk.iter().map(|row| one(s, *row, &path)).collect();
        s.file(0, &path, text.as_bytes(), "read")?;
    }
    // Nobody has these: the doctors of that name are other people.
    for (row, _) in s.trapped(Trap::DoctorName) {
        s.caught(Trap::DoctorName, Register::Screening, row, "lims/in/hpv-orders-001.hl7");
    }
    // In the ledger's gap and not found: nobody can know.
    for (row, _) in s.trapped(Trap::LedgerGap).into_iter().filter(|(_, which)| *which == 1) {
        s.caught(Trap::LedgerGap, Register::Screening, row, "");
    }
    for trap in [Trap::NeverShared, Trap::OtherLab] {
        s.trapped(trap).into_iter().for_each(|(row, _)| s.caught(trap, Register::Screening, row, ""));
    }
    Ok(())
}

fn one(s: &mut Scene<'_>, row: u32, path: &str) -> String {
    let lot = s.people.lot(Register::Screening, row);
    s.screened(row, For::Only(Register::Screening), HELD, path);
    if s.people.wiped().contains(&row) {
        s.caught(Trap::Wiped, Register::Screening, row, path);
    }
    let mut h = sent(s.people, row);
    match lot {
        Some((Trap::DaySwapped, _)) => h.birth = h.birth.swapped(),
        Some((Trap::Typo, _)) => h.own.name = mistyped(&h.own.name),
        Some((Trap::OldName, _)) => {
            h.own = h.former.take().unwrap_or(h.own);
            h.partner = None;
        }
        Some((Trap::PartialBirth, _)) => h.birth = Date { month: 0, day: 0, ..h.birth },
        _ => {}
    }
    let doctor = match lot {
        Some((Trap::DoctorIsClient, _)) => "01999901^Zandpad-Oud^M".to_owned(),
        _ => doctor(s.people, row),
    };
    let number = number(s.people, row);
    message(
        &h,
        row,
        &number,
        "HPV^HPV-onderzoek",
        &[format!("ORC|NW|{number}+.HPV^ScreenIT||||||||||{doctor}")],
    )
}

/// A person as the screening knew her when she was invited: one in four lived elsewhere then.
pub(super) fn sent(people: &Population, row: u32) -> Human {
    let mut h = people.human(row);
    let then = people.draw("then", row).chance(50) && people.lot(Register::Screening, row).is_none();
    if let Some(old) = h.old_home.take().filter(|_| then) {
        h.home = old;
    }
    h
}

/// The number under which somebody was sent: the ledger's, or one that the ledger lacks.
pub(super) fn number(people: &Population, row: u32) -> String {
    crate::disclosures::specimen(people, row).unwrap_or_else(|| numbers::specimen(u64::from(row) * 2))
}

/// A GP: one of other practices, now and then one who has a participant's name.
pub(super) fn doctor(people: &Population, row: u32) -> String {
    let mut rng = people.draw("doctor", row);
    let block = Register::Screening.block() as u32;
    let namesake = row / block * block + traps::position(Trap::DoctorName);
    if rng.chance(15) && people.lot(Register::Screening, namesake).is_some_and(|(t, _)| t == Trap::DoctorName)
    {
        let h = people.human(namesake);
        let (prefix, name) = (&h.own.prefix, &h.own.name);
        return format!("01777{:03}^{name}&{prefix}&{name}^{}", namesake % 1000, h.bare_initials());
    }
    let (agb, name, initials) = rng.pick(&DOCTORS);
    format!("{agb}^{name}&&{name}^{initials}")
}

/// MSH, PID, the order's own segments, OBR.
pub(super) fn message(h: &Human, row: u32, number: &str, kind: &str, order: &[String]) -> String {
    let e = |text: &str| hl7::USUAL.escape(text);
    let (prefix, partner) = h.partner.as_ref().map_or(("", ""), |p| (&p.prefix, &p.name));
    let receiver = if kind.starts_with("HPV") { "LIMS|LAB" } else { "UDPS|PALGA" };
    let suffix = if kind.starts_with("HPV") { "+.HPV" } else { "" };
    let mut segments = vec![
        format!(
            "MSH|^~\\&|SCREENIT_OML|SCREENIT|{receiver}|2021030108{:02}00||OML^O21|{row}|P|2.4|||||NLD|UNICODE UTF-8",
            row % 60
        ),
        format!(
            "PID|1||{}^^^^NNNLD||{}&{}&{}&{}&{}^{}^^^^^L||{}|F|||{}&{}&{}^^{}^^{}^NLD|NLD",
            h.bsn,
            e(&h.used().whole()),
            h.own.prefix,
            e(&h.own.name),
            prefix,
            e(partner),
            e(&h.given.join(" ")),
            h.birth.ymd(),
            e(&format!("{} {}", h.home.street, h.home.number)),
            e(&h.home.street),
            h.home.number,
            e(&h.home.town),
            h.home.postcode,
        ),
    ];
    segments.extend_from_slice(order);
    segments.push(format!("OBR|1|{number}{suffix}^ScreenIT||{kind}"));
    hl7::message(&segments)
}

/// Two neighbouring letters of the middle changed places.
pub(super) fn mistyped(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let middle = letters.len() / 2;
    if let Some(at) = (middle.max(1)..letters.len()).find(|i| letters[*i] != letters[*i - 1]) {
        letters.swap(at, at - 1);
    }
    letters.into_iter().collect()
}
