//! Weights of comparison levels: Fellegi-Sunter m and u for three classes (same person, housemate, stranger).
//!
//! m are stated priors of Dutch medical exchanges (see `docs/matching.md`); u come from the register's own value counts where
//! a value agreed, and are stated for the fuzzy levels.

use crate::candidates::Candidate;
use crate::levels::{Field, Vector};

/// Share of records that carry a stranger's BSN in the BSN field; a housemate's is the kin class's.
const WRONG_BSN_SHARE: f32 = 0.000_3;
/// Chance that a number under a specimen's header is another issuer's and equals one of a ledger's keys all the same.
const STRAY_NUMBER: f32 = 0.000_05;
/// Chance that a nine-digit number equals a given BSN.
const RANDOM_BSN: f32 = 1.1e-8;

/// Largest posterior ever given: certainty does not exist.
const POSTERIOR_MAX: f64 = 0.999_999;
/// Largest posterior where nothing but a name speaks for the person. Names of staff, doctors and relatives stand everywhere, and
/// no share of any register says how often: a name alone is a hint, never proof.
const NAME_ONLY_MAX: f64 = 0.5;
/// Largest posterior against another BSN, unless birth date, address and first name all agree: two women of one name and one
/// birth date are told apart by nothing else.
const CONTRADICTED_MAX: f64 = 0.95;

/// The weights for one register.
pub struct Model {
    persons: f32,
    number_hit: f32,
}

impl Model {
    /// Weights for a register of this size; the density of ledger numbers in a thousand million ([`crate::Index::ledger_density`]).
    pub fn new(persons: u32, ledger_density: u64) -> Model {
        Model { persons: persons.max(1) as f32, number_hit: (ledger_density as f32 / 1e9).max(STRAY_NUMBER) }
    }

    /// The largest posterior that a candidate may get, for what no share of a register can tell.
    pub(crate) fn ceiling(c: &Candidate) -> f64 {
        let level = |f| c.vector.level(f);
        let at_home = matches!(level(Field::Home), 1 | 2) && level(Field::Birth) == 1;
        if level(Field::Bsn) == 4
            && level(Field::Key) != 1
            && !(at_home && matches!(level(Field::First), 1..=4))
        {
            return CONTRADICTED_MAX;
        }
        let beyond_name = level(Field::Key) == 1
            || matches!(level(Field::Bsn), 1 | 3)
            || matches!(level(Field::Birth), 1..=5)
            || matches!(level(Field::Home), 1..=3 | 6)
            || level(Field::Contact) == 1
            || level(Field::Number) == 1
            || (level(Field::Bsn) == 2 && Model::second_attribute(c));
        if beyond_name { POSTERIOR_MAX } else { NAME_ONLY_MAX }
    }

    /// log2 of the same ratio for a register person who is no candidate: he differs in whatever this candidate could be compared in.
    pub(crate) fn stranger_bits(&self, c: &Candidate) -> f32 {
        const WORST: [(Field, usize); 6] = [
            (Field::Bsn, 4),
            (Field::Surname, 4),
            (Field::First, 7),
            (Field::Birth, 7),
            (Field::Home, 5),
            (Field::Contact, 2),
        ];
        let compared = WORST
            .into_iter()
            .filter(|(f, _)| c.vector.level(*f) > 0 && (*f != Field::Bsn || c.vector.level(*f) != 2));
        compared
            .map(|(f, worst)| self.part(&Candidate { vector: Vector::default().with(f, worst), ..*c }, f).0)
            .sum()
    }

    fn second_attribute(c: &Candidate) -> bool {
        let level = |f| c.vector.level(f);
        matches!(level(Field::Surname), 1..=3)
            || matches!(level(Field::Birth), 1..=5)
            || matches!(level(Field::Home), 1..=3 | 6)
            || level(Field::Contact) == 1
            || level(Field::Number) == 1
    }

    /// log2 of the likelihood ratio same person : stranger.
    pub fn bits(&self, c: &Candidate) -> f32 {
        Field::ALL.into_iter().map(|f| self.part(c, f).0).sum()
    }

    /// log2 of the likelihood ratios same person : stranger and unregistered housemate or kin : stranger.
    pub(crate) fn bits_and_kin(&self, c: &Candidate) -> (f32, f32) {
        let parts = Field::ALL.map(|f| self.part(c, f));
        (parts.iter().map(|p| p.0).sum(), parts.iter().map(|p| p.1).sum())
    }

    /// Both ratios for one field.
    fn part(&self, c: &Candidate, f: Field) -> (f32, f32) {
        let level = c.vector.level(f);
        if level == 0 {
            return (0.0, 0.0);
        }
        let u = self.u(c, f, level);
        let pick = |table: &[f32]| table.get(level - 1).copied().unwrap_or(0.01);
        let (m, kin) = match f {
            Field::Key => {
                return (if level == 1 { (0.98 * self.persons / self.number_hit).log2() } else { 0.0 }, 0.0);
            }
            // Short numbers are given out by everybody: without its issuer one counts with a second attribute only.
            // A number without a label counts with a second attribute only: one in eleven passes the test.
            Field::Number if level == 3 && !Model::second_attribute(c) => return (0.0, 0.0),
            Field::Bsn if level == 2 && !Model::second_attribute(c) => return (0.0, 0.0),
            Field::Bsn => ([0.96, 0.96, 0.03, 0.004], [0.004, 0.004, 0.0005, 0.99]),
            Field::Surname => {
                return ratio(pick(&[0.89, 0.07, 0.02, 0.008]), pick(&[0.65, 0.05, 0.03, 0.27]), u);
            }
            Field::First => {
                return ratio(
                    pick(&[0.90, 0.03, 0.90, 0.90, 0.03, 0.015, 0.012, 0.01]),
                    pick(&[0.03, 0.01, 0.02, 0.07, 0.06, 0.1, 0.75, 0.06]),
                    u,
                );
            }
            Field::Birth => {
                return ratio(
                    pick(&[0.95, 0.012, 0.015, 0.95, 0.9, 0.004, 0.000_3]),
                    pick(&[0.015, 0.001, 0.003, 0.02, 0.04, 0.03, 0.93]),
                    u,
                );
            }
            Field::Sex => ([0.97, 0.03, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0]),
            Field::Home => {
                return ratio(
                    pick(&[0.75, 0.06, 0.02, 0.05, 0.12, 0.78]),
                    pick(&[0.9, 0.06, 0.01, 0.01, 0.02, 0.95]),
                    u,
                );
            }
            Field::Contact => ([0.8, 0.3, 0.0, 0.0], [0.15, 0.9, 0.0, 0.0]),
            Field::Number => ([0.97, 0.3, 0.97, 0.0], [0.001, 1.0, 0.002, 0.0]),
        };
        ratio(pick(&m), pick(&kin), u)
    }

    fn u(&self, c: &Candidate, f: Field, level: usize) -> f32 {
        let at = |table: &[f32]| table.get(level - 1).copied().unwrap_or(1.0);
        match f {
            Field::Key => 1.0,
            Field::Bsn => at(&[RANDOM_BSN + WRONG_BSN_SHARE / self.persons, 20.0 / self.persons, 1e-6, 1.0]),
            Field::Surname => {
                at(&[c.rarity.surname.max(1e-5), (c.rarity.surname * 5.0).max(5e-4), 0.01, 0.99])
            }
            Field::First => at(&[c.rarity.first.max(1e-4), 0.01, 0.012, 0.07, 0.06, 0.2, 0.65, 0.06]),
            Field::Birth => at(&[c.rarity.birth.max(4e-6), 4e-5, 0.0013, 0.0012, 0.015, 0.01, 0.97]),
            Field::Sex => at(&[0.6, 0.4]),
            Field::Home => at(&[
                3.0 / self.persons.max(10_000.0),
                4.0 / self.persons.max(10_000.0),
                20.0 / self.persons.max(10_000.0),
                0.03,
                0.97,
                20.0 / self.persons.max(10_000.0),
            ]),
            Field::Contact => at(&[1.0 / self.persons.max(10_000.0), 1.0]),
            Field::Number => at(&[0.000_2 / self.persons + 1e-7, 1.0, 0.002]),
        }
    }
}

fn ratio(m: f32, kin: f32, u: f32) -> (f32, f32) {
    ((m / u).log2(), (kin.max(1e-6) / u).log2())
}

/// The parts of a candidate's score, field by field: name of the field, name of the level, bits.
pub fn part_bits(model: &Model, c: &Candidate) -> Vec<(Field, &'static str, f32)> {
    Field::ALL
        .into_iter()
        .filter(|f| c.vector.level(*f) > 0)
        .map(|f| (f, f.levels().get(c.vector.level(f)).copied().unwrap_or("?"), model.part(c, f).0))
        .collect()
}
