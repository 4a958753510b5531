//! One invented person, and how others write such a person down.

use crate::names::{ENDS, MEN, MIDDLES, PREFIXES, STEMS, STREETS, SURNAMES, TOWNS, WOMEN};
use crate::numbers;
use crate::rng::Rng;

/// A date; 0 for a part that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// `yyyymmdd`.
    pub fn ymd(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `dd-mm-yyyy`.
    pub fn dmy(self) -> String {
        format!("{:02}-{:02}-{:04}", self.day, self.month, self.year)
    }

    /// `d-m-yyyy`.
    pub fn short(self) -> String {
        format!("{}-{}-{}", self.day, self.month, self.year)
    }

    /// `yyyy-mm-dd`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `m/d/yyyy`.
    pub fn american(self) -> String {
        format!("{}/{}/{}", self.month, self.day, self.year)
    }

    /// `yyyy:mm:dd`, as MEDLAB has it.
    pub fn colons(self) -> String {
        format!("{:04}:{:02}:{:02}", self.year, self.month, self.day)
    }

    /// Day and month changed places.
    pub fn swapped(self) -> Date {
        Date { month: self.day, day: self.month, ..self }
    }

    /// Days since 1 January 1970 (Howard Hinnant's `days_from_civil`).
    pub fn days(self) -> i32 {
        let (y, m, d) = (i32::from(self.year), i32::from(self.month), i32::from(self.day));
        let y = if m <= 2 { y - 1 } else { y };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let day_of_year = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }
}

/// A surname with its prefix (tussenvoegsel).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Surname {
    pub prefix: String,
    pub name: String,
}

impl Surname {
    /// `van den Berg`.
    pub fn whole(&self) -> String {
        format!("{} {}", self.prefix, self.name).trim().to_owned()
    }
}

/// An address.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Home {
    pub street: String,
    pub number: u16,
    pub suffix: String,
    pub postcode: String,
    pub town: String,
}

impl Home {
    /// `Schoonstraat 38 a, 1040 AB Amsterdam`.
    pub fn line(&self) -> String {
        format!("{}, {} {} {}", self.house(), &self.postcode[..4], &self.postcode[4..], self.town)
    }

    /// `Schoonstraat 38 a`.
    pub fn house(&self) -> String {
        format!("{} {} {}", self.street, self.number, self.suffix).trim().to_owned()
    }
}

/// One invented person.
#[derive(Clone)]
pub(crate) struct Human {
    pub bsn: String,
    pub own: Surname,
    pub partner: Option<Surname>,
    /// 1 own name, 2 partner's, 3 partner's and own, 4 own and partner's.
    pub name_use: u8,
    pub former: Option<Surname>,
    pub given: Vec<String>,
    /// `V`, `M` or `X`.
    pub sex: char,
    pub birth: Date,
    pub home: Home,
    pub old_home: Option<Home>,
    pub email: String,
    pub phone: String,
}

impl Human {
    /// A person of a serial number, by chance.
    pub fn new(seed: u64, serial: u64, woman: Option<bool>) -> Human {
        let mut rng = Rng::of(seed, "human", serial);
        let woman = woman.unwrap_or_else(|| rng.chance(55));
        let own = surname(&mut rng);
        let partner = (woman && rng.chance(40)).then(|| surname(&mut rng));
        let given: Vec<String> = (0..1 + rng.below(2))
            .map(|_| if woman { rng.pick(&WOMEN) } else { rng.pick(&MEN) }.to_owned())
            .collect();
        let bsn =
            if rng.chance(7) { numbers::bsn_with_zero(seed, serial) } else { numbers::bsn(seed, serial) };
        let name_use = if partner.is_some() { 1 + rng.below(4) as u8 } else { 1 };
        let glue = rng.pick(&['.', '_', '-']);
        Human {
            email: format!("{}{glue}{serial}@voorbeeld.example", ascii(&given[0])),
            phone: format!("06{:08}", 10_000_000 + (serial * 31 + seed % 1000) % 89_999_999),
            birth: birth(&mut rng),
            home: home(&mut rng),
            old_home: rng.chance(25).then(|| home(&mut rng)),
            former: rng.chance(5).then(|| surname(&mut rng)),
            sex: if woman { 'V' } else { 'M' },
            bsn,
            own,
            partner,
            name_use,
            given,
        }
    }

    /// `A.B.`
    pub fn initials(&self) -> String {
        self.given.iter().filter_map(|g| g.chars().next()).map(|c| format!("{c}.")).collect()
    }

    /// `AB`, letters of the alphabet alone.
    pub fn bare_initials(&self) -> String {
        self.given.iter().filter_map(|g| g.chars().next()).map(crate::names::plain).collect()
    }

    /// The surname as she uses it: prefix, and the rest (`Jansen-de Vries`).
    pub fn used(&self) -> Surname {
        let Some(p) = &self.partner else { return self.own.clone() };
        let joined = |a: &Surname, b: &Surname| Surname {
            prefix: a.prefix.clone(),
            name: format!("{}-{}", a.name, b.whole()),
        };
        match self.name_use {
            2 => p.clone(),
            3 => joined(p, &self.own),
            4 => joined(&self.own, p),
            _ => self.own.clone(),
        }
    }

    /// `A.B. van den Berg`.
    pub fn spoken(&self) -> String {
        format!("{} {}", self.initials(), self.used().whole())
    }

    /// `Berg, A.B. van den`.
    pub fn listed(&self) -> String {
        let used = self.used();
        format!("{}, {} {}", used.name, self.initials(), used.prefix).trim().to_owned()
    }

    /// `mevrouw` or `de heer`.
    pub fn address_form(&self) -> &'static str {
        if self.sex == 'M' { "de heer" } else { "mevrouw" }
    }
}

fn ascii(text: &str) -> String {
    text.chars().map(crate::names::plain).filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

/// A surname by chance: one in five is one of the frequent.
pub(crate) fn surname(rng: &mut Rng) -> Surname {
    let (prefix, name) = if rng.chance(20) {
        let (p, s) = SURNAMES[rng.below(SURNAMES.len()).min(rng.below(SURNAMES.len()))];
        (p.to_owned(), s.to_owned())
    } else {
        let prefix = if rng.chance(30) { rng.pick(&PREFIXES) } else { "" };
        (prefix.to_owned(), format!("{}{}{}", rng.pick(&STEMS), rng.pick(&MIDDLES), rng.pick(&ENDS)))
    };
    Surname { prefix, name }
}

fn birth(rng: &mut Rng) -> Date {
    let month = 1 + rng.below(12) as u8;
    let days = if month == 2 { 28 } else { 30 };
    Date { year: 1945 + rng.below(52) as u16, month, day: 1 + rng.below(days) as u8 }
}

fn home(rng: &mut Rng) -> Home {
    // Letters that Dutch postcodes use; never SA, SD, SS.
    let letters =
        ['A', 'B', 'C', 'D', 'E', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'V', 'W', 'X', 'Z'];
    Home {
        street: rng.pick(&STREETS[..STREETS.len() - 1]).to_owned(),
        number: 1 + rng.below(180) as u16,
        suffix: if rng.chance(12) { rng.pick(&["a", "B", "2", "hs", "bis"]) } else { "" }.to_owned(),
        postcode: format!("{}{}{}", 1011 + rng.below(8900), rng.pick(&letters), rng.pick(&letters)),
        town: rng.pick(&TOWNS[..TOWNS.len() - 1]).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_and_counted() {
        let d = Date { year: 1980, month: 6, day: 3 };
        assert_eq!(
            [d.ymd(), d.dmy(), d.short(), d.iso(), d.american(), d.colons()],
            ["19800603", "03-06-1980", "3-6-1980", "1980-06-03", "6/3/1980", "1980:06:03"]
        );
        for (year, month, day, days) in [(1970, 1, 1, 0), (2000, 3, 1, 11_017), (1969, 12, 31, -1)] {
            assert_eq!(Date { year, month, day }.days(), days);
        }
    }

    #[test]
    fn a_person_does_not_depend_on_the_others() {
        let (a, b) = (Human::new(5, 77, Some(true)), Human::new(5, 77, Some(true)));
        assert_eq!((a.spoken(), a.bsn), (b.spoken(), b.bsn));
    }
}
