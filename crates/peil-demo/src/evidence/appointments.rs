//! An appointment list without BSN: look-alikes, and persons written otherwise than in the register.

use std::io;

use super::Scene;
use crate::categories::{ADDRESS, BIRTH, KIND, NAME};
use crate::formats::edifact::cut;
use crate::names::unmarked;
use crate::person::{Date, Home, Human};
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

const PATH: &str = "export/afspraken.csv";

/// One row of the list: name, birth date and home as written.
struct Line {
    name: String,
    born: String,
    home: Option<Home>,
}

impl Line {
    fn text(&self) -> String {
        let (street, number, code, town) = match &self.home {
            Some(h) => (h.street.as_str(), h.number.to_string(), h.postcode.as_str(), h.town.as_str()),
            None => ("", String::new(), "", ""),
        };
        format!("{};{};{street};{number};{code};{town};HPV\n", self.name, self.born)
    }
}

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let mut lines: Vec<(u32, Line)> = Vec::new();
    alike(s, &mut lines);
    told(s, &mut lines);
    otherwise(s, &mut lines);
    lines.sort_by_key(|(row, _)| *row);
    if lines.is_empty() {
        return Ok(());
    }
    let mut text = String::from("Naam;Geb.datum;Straat;Huisnr;Postcode;Plaats;Onderzoek\n");
    lines.iter().for_each(|(_, line)| text += &line.text());
    s.file(0, PATH, text.as_bytes(), "read")
}

fn line(h: &Human) -> Line {
    Line { name: h.listed(), born: h.birth.dmy(), home: Some(h.home.clone()) }
}

/// Pairs that nothing in the row tells apart.
fn alike(s: &mut Scene<'_>, lines: &mut Vec<(u32, Line)>) {
    for trap in [Trap::Twins, Trap::Namesakes, Trap::Housemates] {
        for row in s.pairs(trap) {
            let mut line = line(&s.people.human(row));
            let mut held = NAME | KIND;
            if trap == Trap::Namesakes {
                line.home = None
            } else {
                held |= ADDRESS
            };
            if trap == Trap::Housemates {
                line.born = String::new()
            } else {
                held |= BIRTH
            };
            s.unsure([row, row + 1], For::Any, held);
            s.caught(trap, Register::Screening, row, PATH);
            s.caught(trap, Register::Screening, row + 1, PATH);
            lines.push((row, line));
        }
    }
}

/// Pairs of which one field tells which of them it is.
fn told(s: &mut Scene<'_>, lines: &mut Vec<(u32, Line)>) {
    for trap in [Trap::TwinTold, Trap::NamesakeTold, Trap::HousemateTold] {
        for row in s.pairs(trap) {
            let h = s.people.human(row);
            let mut line = line(&h);
            if trap == Trap::TwinTold {
                line.name = format!("{} {}", h.given[0], h.used().whole());
            }
            s.sure(row, For::Any, NAME | ADDRESS | BIRTH | KIND);
            s.caught(trap, Register::Screening, row, PATH);
            s.caught(trap, Register::Screening, row + 1, PATH);
            lines.push((row, line));
        }
    }
}

/// One person, written otherwise.
fn otherwise(s: &mut Scene<'_>, lines: &mut Vec<(u32, Line)>) {
    for trap in [
        Trap::LostMarks,
        Trap::PrefixMoved,
        Trap::NameUse,
        Trap::OldAddress,
        Trap::CutTable,
        Trap::ShortYear,
        Trap::PartialBirth,
        Trap::DaySwapped,
        Trap::Typo,
    ] {
        for (row, which) in s.trapped(trap) {
            let h = s.people.human(row);
            let Some(line) = rewritten(trap, which, &h) else { continue };
            s.screened(row, For::Any, NAME | ADDRESS | BIRTH | KIND, PATH);
            lines.push((row, line));
        }
    }
}

fn rewritten(trap: Trap, which: usize, h: &Human) -> Option<Line> {
    let mut line = line(h);
    let own = &h.own;
    match (trap, which) {
        (Trap::LostMarks, _) => line.name = unmarked(&line.name).to_uppercase(),
        (Trap::PrefixMoved, 0) => {
            line.name = format!("{}{}, {}", glued(&own.prefix), own.name.to_lowercase(), h.initials())
        }
        (Trap::PrefixMoved, 1) => line.name = format!("{} {}, {}", own.name, own.prefix, h.initials()),
        (Trap::PrefixMoved, 2) => line.name = format!("{}, {}", own.name, h.initials()),
        (Trap::PrefixMoved, _) => line.name = format!("{} {} {}", h.initials(), short(&own.prefix), own.name),
        (Trap::NameUse, _) => line.name = used_otherwise(which, h),
        (Trap::OldAddress, _) => line.home = h.old_home.clone(),
        (Trap::CutTable, _) => {
            line.name = format!("{}, {}", cut(&own.name, 24), h.initials());
            line.home.iter_mut().for_each(|home| {
                home.street = cut(&home.street, 24);
                home.town = cut(&home.town, 20);
            });
        }
        (Trap::ShortYear, _) => {
            let b = h.birth;
            line.born = format!("{:02}-{:02}-{:02}", b.day, b.month, b.year % 100);
        }
        (Trap::PartialBirth, 0 | 1) => {}
        (Trap::DaySwapped, 1) => line.born = h.birth.swapped().dmy(),
        (Trap::Typo, 2) => {
            let year = if h.birth.year % 10 == 9 { h.birth.year - 1 } else { h.birth.year + 1 };
            line.born = Date { year, ..h.birth }.dmy();
        }
        _ => return None,
    }
    Some(line)
}

/// `Vander`.
fn glued(prefix: &str) -> String {
    let joined = prefix.replace(' ', "");
    let mut letters = joined.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// `v.d.`
fn short(prefix: &str) -> &str {
    match prefix {
        "van der" | "van den" | "van de" => "v.d.",
        other => other,
    }
}

/// A name other than the register says that she uses.
fn used_otherwise(which: usize, h: &Human) -> String {
    let Some(partner) = &h.partner else { return h.listed() };
    let initials = h.initials();
    match which {
        // Registered under her own name, written with her partner's.
        0 => format!("{initials} {}", partner.whole()),
        1 => format!("{initials} {}", h.own.whole()),
        2 => format!("{initials} {} e/v {}", h.own.whole(), partner.whole()),
        _ => format!("{initials} {}-{}", partner.whole(), h.own.whole()),
    }
}
