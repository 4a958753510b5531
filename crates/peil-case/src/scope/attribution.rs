//! For which controllers a record counts: the ordering party in it, then a ledger's key, then its path; else all.
//!
//! A party that is no controller speaks too, once it is known that this kind of party names controllers at all.

use peil_model::fold;
use peil_model::{Party, PartyKind, Record};
use peil_resolve::{Candidate, Field, Index};

use crate::config::Case;

/// What one record says of the controllers it was made for.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    /// Controllers it counts for, before the others are heard.
    pub registers: u64,
    /// Controllers it names as its client.
    client: u64,
    /// Controllers it names as its requester.
    requester: u64,
    /// It names a client, who is no controller of this case as far as is known.
    foreign_client: bool,
    /// It names a requester by AGB code, who is none either.
    foreign_requester: bool,
}

/// Settles all claims together: a controller whom records of this case name as client does not get those that name another
/// client; the same for requesters.
pub(super) fn settle(claims: &[Claim]) -> Vec<u64> {
    let clients = claims.iter().fold(0, |m, c| m | c.client);
    let requesters = claims.iter().fold(0, |m, c| m | c.requester);
    claims
        .iter()
        .map(|c| {
            let not = |foreign: bool, known: u64| if foreign { known } else { 0 };
            c.registers & !not(c.foreign_client, clients) & !not(c.foreign_requester, requesters)
        })
        .collect()
}

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

    /// Who a record counts for, as far as it alone can say.
    pub fn claim(&self, index: &Index, record: &Record, candidates: &[Candidate], paths: u64) -> Claim {
        let [client, system, requester] = [PartyKind::Client, PartyKind::System, PartyKind::Requester]
            .map(|kind| self.named(&record.parties, kind));
        let keyed = self.by_key(index, candidates);
        // A screening order names the woman's GP as its requester: a ledger that knows the order outranks him.
        let own = [client, system, keyed, requester].into_iter().find(|m| *m != 0);
        let says = |kind: PartyKind, only: &str| {
            record.parties.iter().any(|p| p.kind == kind && p.id.starts_with(only))
        };
        Claim {
            registers: own.or((paths != 0).then_some(paths)).unwrap_or(self.all()),
            client,
            requester,
            foreign_client: own.is_none() && says(PartyKind::Client, ""),
            foreign_requester: own.is_none() && says(PartyKind::Requester, "AGB:"),
        }
    }

    fn named(&self, parties: &[Party], kind: PartyKind) -> u64 {
        self.mask(|c| parties.iter().any(|p| p.kind == kind && self.names_controller(p, c)))
    }

    /// Controllers whose ledger knows a number of the record.
    fn by_key(&self, index: &Index, candidates: &[Candidate]) -> u64 {
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
