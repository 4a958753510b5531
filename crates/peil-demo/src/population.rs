//! The invented persons and in which registers they stand.

use crate::Plan;
use crate::names::{ENDS, MEN, STEMS, STREETS, SURNAMES, TOWNS, WOMEN};
use crate::rng::Rng;

/// One invented person.
#[derive(Clone)]
pub(crate) struct Human {
    pub bsn: String,
    pub prefix: String,
    pub surname: String,
    pub partner: Option<(String, String)>,
    pub given: Vec<String>,
    pub woman: bool,
    pub birth: (u16, u8, u8),
    pub street: String,
    pub number: u16,
    pub postcode: String,
    pub town: String,
    pub email: String,
    pub phone: String,
    /// A twin at the same address with the same initial: position of the other.
    pub twin: Option<usize>,
}

impl Human {
    pub fn initials(&self) -> String {
        self.given.iter().filter_map(|g| g.chars().next()).map(|c| format!("{c}.")).collect()
    }

    pub fn ymd(&self) -> String {
        format!("{:04}{:02}{:02}", self.birth.0, self.birth.1, self.birth.2)
    }

    pub fn dmy(&self) -> String {
        format!("{:02}-{:02}-{:04}", self.birth.2, self.birth.1, self.birth.0)
    }

    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.birth.0, self.birth.1, self.birth.2)
    }
}

/// Everybody: the screening register's women first, then the hospital's, the practice's, and strangers in no register.
pub(crate) struct Population {
    pub humans: Vec<Human>,
    /// Members of each of the three registers, as positions in `humans`.
    pub members: [Vec<usize>; 3],
    /// Persons in no register.
    pub strangers: Vec<usize>,
    /// Screening members whose data went to the processor, with the order number of the disclosure.
    pub disclosed: Vec<Option<u32>>,
}

/// A BSN for a number below 10^8: the last digit makes it pass the 11-test (weights 9 to 2 and -1).
pub(crate) fn bsn(n: u64) -> Option<String> {
    let head = format!("{:08}", n % 100_000_000);
    let sum: u64 = head.bytes().zip((2..=9).rev()).map(|(b, w)| u64::from(b - b'0') * w).sum();
    (sum % 11 < 10 && sum > 0).then(|| format!("{head}{}", sum % 11))
}

impl Population {
    pub fn new(plan: &Plan) -> Population {
        let mut rng = Rng::new(plan.seed);
        let screening = plan.persons.max(20) as usize;
        let (hospital, practice, outside) = (screening / 4, screening / 10, screening / 5);
        let mut humans = Vec::new();
        let mut serial = 10_000_000 + rng.next() % 1_000_000;
        for n in 0..screening + hospital + practice + outside {
            let woman = n < screening || rng.chance(55);
            let twin = (n % 97 == 50).then(|| n - 1);
            let human = match twin {
                Some(t) => twin_of(&humans, t, &mut rng, &mut serial),
                None => one(&mut rng, woman, &mut serial),
            };
            if let (Some(t), Some(other)) = (twin, twin.and_then(|t| humans.get_mut(t))) {
                let _: usize = t;
                let other: &mut Human = other;
                other.twin = Some(n);
            }
            humans.push(human);
        }
        let overlap = screening / 20;
        let members = [
            (0..screening).collect(),
            (screening..screening + hospital).chain(0..overlap).collect(),
            (screening + hospital..screening + hospital + practice)
                .chain(overlap..overlap + overlap / 2)
                .collect(),
        ];
        let strangers = (screening + hospital + practice..humans.len()).collect();
        let mut order = 0;
        let disclosed = (0..screening)
            .map(|_| {
                rng.chance(85).then(|| {
                    order += 7;
                    order
                })
            })
            .collect();
        Population { humans, members, strangers, disclosed }
    }

    pub fn registered(&self) -> usize {
        self.members.iter().map(Vec::len).sum()
    }

    /// The key of a member in a register.
    pub fn key(register: usize, position: usize) -> String {
        format!("{}{position:06}", ["V", "Z", "H"][register])
    }
}

fn one(rng: &mut Rng, woman: bool, serial: &mut u64) -> Human {
    let (prefix, surname) = family(rng);
    let partner = (woman && rng.chance(35)).then(|| family(rng));
    let list: &[&str] = if woman { &WOMEN } else { &MEN };
    let given = (0..1 + rng.below(2)).map(|_| (*rng.pick(list)).to_owned()).collect();
    let birth = (1950 + rng.below(45) as u16, 1 + rng.below(12) as u8, 1 + rng.below(28) as u8);
    let letters = b"ABCDEGHJKLMNPRSTVWXZ";
    let pc =
        format!("{}{}{}", 1011 + rng.below(8900), *rng.pick(letters) as char, *rng.pick(letters) as char);
    let id = next_bsn(rng, serial);
    let mail = format!("p{id}@voorbeeld.example");
    let phone = format!("06{:08}", 10_000_000 + rng.below(49_999_999));
    Human {
        bsn: id,
        prefix,
        surname,
        partner,
        given,
        woman,
        birth,
        street: (*rng.pick(&STREETS)).to_owned(),
        number: 1 + rng.below(180) as u16,
        postcode: pc,
        town: (*rng.pick(&TOWNS)).to_owned(),
        email: mail,
        phone,
        twin: None,
    }
}

fn next_bsn(rng: &mut Rng, serial: &mut u64) -> String {
    loop {
        *serial += 1 + rng.next() % 300;
        if let Some(b) = bsn(*serial) {
            return b;
        }
    }
}

fn twin_of(humans: &[Human], t: usize, rng: &mut Rng, serial: &mut u64) -> Human {
    let mut twin = humans[t].clone();
    let fresh = one(rng, twin.woman, serial);
    let initial = twin.given.first().and_then(|g| g.chars().next());
    let list: &[&str] = if twin.woman { &WOMEN } else { &MEN };
    let other = list
        .iter()
        .find(|g| g.chars().next() == initial && Some(**g) != twin.given.first().map(String::as_str));
    twin.given = vec![other.map_or_else(|| fresh.given[0].clone(), |g| (*g).to_owned())];
    (twin.bsn, twin.email, twin.phone, twin.twin) = (fresh.bsn, fresh.email, fresh.phone, Some(t));
    twin.partner = None;
    twin
}

fn family(rng: &mut Rng) -> (String, String) {
    if rng.chance(25) {
        let (p, s) = SURNAMES[rng.below(SURNAMES.len()).min(rng.below(SURNAMES.len()))];
        return (p.into(), s.into());
    }
    let prefix = if rng.chance(30) { *rng.pick(&["van", "van der", "de", "van den"]) } else { "" };
    let middle = *rng.pick(&["", "", "er", "en", "el", "s"]);
    (prefix.into(), format!("{}{middle}{}", rng.pick(&STEMS), rng.pick(&ENDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bsn_passes_the_eleven_test() {
        let people = Population::new(&Plan { persons: 500, seed: 3 });
        for h in &people.humans {
            let sum: i64 =
                h.bsn.bytes().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(b, w)| i64::from(b - b'0') * w).sum();
            assert_eq!((h.bsn.len(), sum % 11), (9, 0));
        }
    }
}
