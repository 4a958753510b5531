//! For which controllers a record counts: the ordering party in it, then a ledger's key, then its path; else all.

use peil_model::fold;
use peil_model::{Party, PartyKind};
use peil_resolve::{Candidate, Field, Index};

use crate::config::Case;

/// Registers as bits, one a controller in the order of `peil.toml`.
pub(super) struct Attribution<'a> {
    case: &'a Case,
    names: Vec<String>,
}

impl<'a> Attribution<'a> {
    pub fn new(case: &'a Case) -> Attribution<'a> {
        Attribution { case, names: case.controllers.iter().map(|c| bare(&c.name)).collect() }
    }

    /// All controllers.
    pub fn all(&self) -> u64 {
        (1u64 << self.case.controllers.len().min(63)) - 1
    }

    /// Controllers that a path claims for any of the copies (delivery label, path).
    pub fn by_path(&self, copies: &[(usize, String)]) -> u64 {
        self.mask(|c| {
            copies.iter().any(|(d, p)| self.case.controllers[c].claims_path(&self.case.evidence[*d].label, p))
        })
    }

    /// Controllers named by the parties of a record, clients before systems before requesters.
    pub fn by_party(&self, parties: &[Party]) -> u64 {
        [PartyKind::Client, PartyKind::System, PartyKind::Requester]
            .into_iter()
            .map(|kind| self.mask(|c| parties.iter().any(|p| p.kind == kind && self.names_controller(p, c))))
            .find(|m| *m != 0)
            .unwrap_or(0)
    }

    /// Controllers whose ledger knows a number of the record.
    pub fn by_key(&self, index: &Index, candidates: &[Candidate]) -> u64 {
        candidates
            .iter()
            .filter(|c| c.vector.level(Field::Key) == 1)
            .fold(0, |m, c| m | 1 << index.place(c.person).0)
    }

    fn mask(&self, test: impl Fn(usize) -> bool) -> u64 {
        (0..self.case.controllers.len().min(63)).filter(|c| test(*c)).fold(0, |m, c| m | 1 << c)
    }

    fn names_controller(&self, party: &Party, c: usize) -> bool {
        let controller = &self.case.controllers[c];
        if controller.ids.iter().any(|id| id.eq_ignore_ascii_case(&party.id)) {
            return true;
        }
        let value = party.id.split_once(':').map_or(party.id.as_str(), |(_, v)| v);
        let value = bare(value);
        value.len() >= 3 && value == self.names[c]
    }
}

/// A name of an organisation without case, blanks and legal form.
pub(super) fn bare(name: &str) -> String {
    let folded = fold(name).replace(['.', ',', '-', '\'', '"'], " ");
    let words: Vec<&str> = folded
        .split_whitespace()
        .filter(|w| !matches!(*w, "bv" | "nv" | "b" | "v" | "n" | "stichting" | "vof"))
        .collect();
    words.concat()
}
