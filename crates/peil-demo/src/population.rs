//! Everybody: who stands in which register, and who was ever shared with whom. Nothing is stored: every person and every
//! disclosure follows from seed and position, so that a million persons need no memory.

use crate::Plan;
use crate::names::{BROTHERS, SISTERS, STREETS, TOWNS};
use crate::numbers;
use crate::person::{Human, Surname};
use crate::rng::Rng;
use crate::traps::{TRAPS, Trap, Who};

/// A register, by its controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Register {
    Screening,
    Hospital,
    Practice,
}

impl Register {
    /// All three.
    pub const ALL: [Register; 3] = [Register::Screening, Register::Hospital, Register::Practice];

    /// The controller's name.
    pub fn controller(self) -> &'static str {
        ["Screening Nederland", "Ziekenhuis De Linde", "Huisartsenpraktijk Zandpad"][self as usize]
    }

    /// The register's own key of a row.
    pub fn key(self, row: u32) -> String {
        match self {
            Register::Screening => format!("V{row:06}"),
            Register::Hospital => (4_100_000 + row).to_string(),
            Register::Practice => format!("H{row:05}"),
        }
    }
}

/// Of the screening's rows, those at this position of every twenty are the hospital's too.
const HOSPITAL_SHARES: (u32, u32) = (3, 20);
/// Of the screening's rows, those at this position of every forty are the practice's too.
const PRACTICE_SHARES: (u32, u32) = (9, 40);

/// How many there are of whom, and the seed.
pub(crate) struct Population {
    pub seed: u64,
    women: u32,
    wiped: u32,
    hospital: u32,
    practice: u32,
    strangers: u32,
    lots: [Vec<Option<(Trap, usize)>>; 3],
}

impl Population {
    /// A population in the proportions of the incident.
    pub fn new(plan: &Plan) -> Population {
        let women = plan.persons.max(1);
        Population {
            seed: plan.seed,
            women,
            wiped: women.div_ceil(250),
            hospital: women.div_ceil(4),
            practice: women.div_ceil(10),
            strangers: women.div_ceil(5),
            lots: Register::ALL.map(lots),
        }
    }

    /// Rows of a register file.
    pub fn rows(&self, register: Register) -> u32 {
        let shared = |(at, of): (u32, u32)| (self.women + of - 1 - at) / of;
        match register {
            Register::Screening => self.women,
            Register::Hospital => self.hospital + shared(HOSPITAL_SHARES),
            Register::Practice => self.practice + shared(PRACTICE_SHARES),
        }
    }

    /// Rows that only the screening's ledger has, behind those of its register.
    pub fn wiped(&self) -> std::ops::Range<u32> {
        self.women..self.women + self.wiped
    }

    /// Persons in no register.
    pub fn strangers(&self) -> std::ops::Range<u32> {
        let from = self.women + self.wiped + self.hospital + self.practice;
        from..from + self.strangers
    }

    /// Who stands in a row.
    pub fn person(&self, register: Register, row: u32) -> u32 {
        let shared = |own: u32, first: u32, (at, of): (u32, u32)| {
            if row < own { first + row } else { (row - own) * of + at }
        };
        let hospital = self.women + self.wiped;
        match register {
            Register::Screening => row,
            Register::Hospital => shared(self.hospital, hospital, HOSPITAL_SHARES),
            Register::Practice => shared(self.practice, hospital + self.hospital, PRACTICE_SHARES),
        }
    }

    /// In which row of a register somebody stands.
    pub fn row(&self, register: Register, person: u32) -> Option<u32> {
        let shared = |own: u32, first: u32, (at, of): (u32, u32)| {
            if (first..first + own).contains(&person) {
                Some(person - first)
            } else {
                (person < self.women && person % of == at).then(|| own + person / of)
            }
        };
        let hospital = self.women + self.wiped;
        match register {
            Register::Screening => (person < hospital).then_some(person),
            Register::Hospital => shared(self.hospital, hospital, HOSPITAL_SHARES),
            Register::Practice => shared(self.practice, hospital + self.hospital, PRACTICE_SHARES),
        }
    }

    /// The trap of a register's own row, and which of its persons this is. A pair of which one is missing is none.
    pub fn lot(&self, register: Register, row: u32) -> Option<(Trap, usize)> {
        let own = match register {
            Register::Screening => self.women,
            Register::Hospital => self.hospital,
            Register::Practice => self.practice,
        };
        let (trap, which) =
            (row < own).then(|| self.lots[register as usize][row as usize % register.block()]).flatten()?;
        let cut = is_pair(trap) && which == 0 && row + 1 >= own;
        (!cut).then_some((trap, which))
    }

    /// Rows of a trap, in order, with which of its persons each is.
    pub fn trapped(&self, trap: Trap) -> impl Iterator<Item = (u32, usize)> + '_ {
        let who = TRAPS.iter().find(|e| e.trap == trap).map_or(Who::Nobody, |e| e.who);
        let (register, positions): (Register, Vec<usize>) = match who {
            Who::Each(r, p) => (r, p.to_vec()),
            Who::Pair(r, p) => (r, p.to_vec()),
            Who::Chosen(_) | Who::Nobody => (Register::Screening, Vec::new()),
        };
        let block = register.block() as u32;
        let blocks = if positions.is_empty() { 0 } else { self.rows(register).div_ceil(block) };
        (0..blocks)
            .flat_map(move |b| positions.clone().into_iter().map(move |p| b * block + p as u32))
            .filter_map(move |row| self.lot(register, row).map(|(_, which)| (row, which)))
    }

    /// The first rows of a trap's pairs.
    pub fn pairs(&self, trap: Trap) -> impl Iterator<Item = u32> + '_ {
        self.trapped(trap).filter(|(_, which)| *which == 0).map(|(row, _)| row)
    }

    /// Rows of a register that no trap wants, neither this register's nor another's.
    pub fn ordinary(&self, register: Register) -> impl Iterator<Item = u32> + '_ {
        (0..self.rows(register)).filter(move |row| {
            let person = self.person(register, *row);
            self.lot(register, *row).is_none()
                && (person >= self.women || self.lot(Register::Screening, person).is_none())
        })
    }

    /// A number for a person and a topic, to choose by.
    pub fn draw(&self, topic: &str, person: u32) -> Rng {
        Rng::of(self.seed, topic, u64::from(person))
    }

    /// Somebody, as the registers know them.
    pub fn human(&self, person: u32) -> Human {
        let serial = u64::from(person);
        let mut h = if person < self.women + self.wiped {
            Human::new(self.seed, serial, Some(true))
        } else {
            Human::new(self.seed, serial, None)
        };
        let lot = Register::ALL.into_iter().find_map(|r| self.lot(r, self.row(r, person)?));
        if let Some((trap, which)) = lot {
            if is_pair(trap) && trap != Trap::NumberIsBsn {
                h = self.kin(h, person, trap, which);
            }
            self.shape(&mut h, person, trap, which);
        }
        h
    }

    /// The first or second of a pair of look-alikes: both are made from the first.
    fn kin(&self, own: Human, person: u32, trap: Trap, which: usize) -> Human {
        let men = matches!(trap, Trap::FatherSon | Trap::Brothers | Trap::BrotherTold);
        let first = Human::new(self.seed, u64::from(person) - which as u64, Some(!men));
        let mut rng = self.draw("kin", person - which as u32);
        let names = if men { rng.pick(&BROTHERS) } else { rng.pick(&SISTERS) };
        let namesake = matches!(trap, Trap::Namesakes | Trap::NamesakeTold | Trap::FatherSon);
        let given = if which == 0 || namesake { names.0 } else { names.1 };
        let mut h = Human {
            own: first.own,
            partner: None,
            name_use: 1,
            former: None,
            given: vec![given.to_owned()],
            sex: if men { 'M' } else { 'V' },
            birth: first.birth,
            home: first.home,
            old_home: None,
            bsn: own.bsn,
            email: own.email,
            phone: own.phone,
        };
        if which == 1 && matches!(trap, Trap::Namesakes | Trap::NamesakeTold) {
            h.home = own.home;
        }
        let generations =
            [Trap::Housemates, Trap::HousemateTold, Trap::FatherSon, Trap::MotherDaughter, Trap::Contact];
        if generations.contains(&trap) {
            h.birth.year = if which == 0 { 1958 } else { 1985 };
            h.birth.day = if which == 0 { 4 + h.birth.day % 20 } else { 1 + h.birth.day % 20 };
        }
        h
    }

    /// What a trap needs of a person.
    fn shape(&self, h: &mut Human, person: u32, trap: Trap, which: usize) {
        let mut rng = self.draw("shape", person);
        let single = |h: &mut Human| (h.partner, h.name_use, h.former) = (None, 1, None);
        let other = |rng: &mut Rng| crate::person::surname(rng);
        match trap {
            Trap::ForcedSex => h.sex = if which == 0 { 'M' } else { 'X' },
            Trap::EatenZero => h.bsn = numbers::bsn_with_zero(self.seed, u64::from(person)),
            Trap::OldAddress if h.old_home.is_none() => {
                h.old_home = Human::new(self.seed, u64::from(person) + 900_000_000, Some(true)).home.into();
            }
            Trap::OldName if h.former.is_none() => h.former = Some(other(&mut rng)),
            Trap::DaySwapped => {
                h.birth.month = 1 + h.birth.month % 12;
                h.birth.day = 1 + h.birth.month % 12;
            }
            Trap::PartialBirth | Trap::ShortYear => single(h),
            Trap::PrefixMoved => {
                single(h);
                let (prefix, name) = rng.pick(&[("van der", "Meulen"), ("van den", "Berg"), ("de", "Vries")]);
                h.own = Surname { prefix: prefix.into(), name: name.into() };
            }
            Trap::LostMarks => {
                single(h);
                let (prefix, name) =
                    rng.pick(&[("", "Yılmaz"), ("", "Wójcik"), ("", "Çelik"), ("", "Nuñez")]);
                h.own = Surname { prefix: prefix.into(), name: name.into() };
                h.given = vec![rng.pick(&["Zoë", "Renée", "Ayşe", "Elżbieta"]).to_owned()];
            }
            Trap::NameUse => {
                h.partner = Some(other(&mut rng));
                h.name_use = which as u8 + 1;
                h.former = None;
            }
            Trap::CutTable | Trap::CutEdifact => {
                single(h);
                let long = ["Zilverschaapsmeijer-Hazelwaterpoort", "Oldenbarneveldt-Kwikstaartenhuizen"];
                h.own = Surname { prefix: String::new(), name: rng.pick(&long).into() };
                h.home.street = STREETS[STREETS.len() - 1].into();
                h.home.town = TOWNS[TOWNS.len() - 1].into();
            }
            Trap::Wrapped => {
                single(h);
                h.own = Surname { prefix: "van 't".into(), name: "Hof".into() };
            }
            Trap::StaffName | Trap::DoctorName | Trap::WeakName => single(h),
            Trap::OwnDoctor => {
                single(h);
                let (prefix, name) = crate::evidence::OWN_DOCTOR;
                h.own = Surname { prefix: prefix.into(), name: name.into() };
                h.given = vec!["Maria".into()];
                h.sex = 'V';
            }
            _ => {}
        }
    }
}

fn is_pair(trap: Trap) -> bool {
    TRAPS.iter().any(|e| e.trap == trap && matches!(e.who, Who::Pair(..)))
}

fn lots(register: Register) -> Vec<Option<(Trap, usize)>> {
    let mut lots = vec![None; register.block()];
    for e in TRAPS {
        let (r, positions): (Register, &[usize]) = match &e.who {
            Who::Each(r, p) => (*r, p),
            Who::Pair(r, p) => (*r, p),
            Who::Chosen(_) | Who::Nobody => continue,
        };
        if r == register {
            positions.iter().enumerate().for_each(|(which, p)| lots[*p] = Some((e.trap, which)));
        }
    }
    lots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_persons_are_one_to_one() {
        for persons in [1, 3, 4, 37, 450] {
            let people = Population::new(&Plan { persons, seed: 3 });
            for register in Register::ALL {
                for row in 0..people.rows(register) {
                    let person = people.person(register, row);
                    assert_eq!(people.row(register, person), Some(row), "{persons} {register:?} {row}");
                }
            }
            assert!(people.strangers().all(|p| Register::ALL.iter().all(|r| people.row(*r, p).is_none())));
        }
    }

    #[test]
    fn twins_are_alike_and_two() {
        let people = Population::new(&Plan { persons: 400, seed: 3 });
        for row in people.pairs(Trap::Twins) {
            let (a, b) = (people.human(row), people.human(row + 1));
            assert_eq!(
                (a.own.whole(), a.birth, a.home.line(), a.initials()),
                (b.own.whole(), b.birth, b.home.line(), b.initials())
            );
            assert!(a.given != b.given && a.bsn != b.bsn);
        }
    }

    #[test]
    fn only_the_traps_that_mean_it_are_in_two_registers() {
        let people = Population::new(&Plan { persons: 2000, seed: 3 });
        for row in 0..2000 {
            let Some((trap, _)) = people.lot(Register::Screening, row) else { continue };
            let shared = people.row(Register::Hospital, row).or(people.row(Register::Practice, row));
            let means = matches!(trap, Trap::OtherClient | Trap::DoctorIsClient);
            assert_eq!(shared.is_some(), means, "{trap:?} {row}");
        }
    }
}
