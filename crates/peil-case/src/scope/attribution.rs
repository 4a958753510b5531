//! For which controllers a record counts: the ordering party in it, then a ledger's key, then its path; else all.
//!
//! A party that is no controller speaks too, once it is known that this kind of party names controllers at all.

use peil_model::fold;
use peil_model::{Party, PartyKind};
use peil_resolve::{Candidate, Field, Index};

use super::subject::PatientNumber;
use crate::config::Case;

/// What a set of parties says: controllers it names, by kind, and whether it names anybody.
#[derive(Clone, Copy)]
pub(super) struct Said {
    client: u64,
    system: u64,
    requester: u64,
    gp: u64,
    any_client: bool,
    any_requester: bool,
}

/// What one record says of the controllers it was made for.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    /// Controllers it counts for, before the others are heard.
    pub registers: u64,
    /// It, a ledger or its path says so; else it counts for all because it says nothing.
    spoken: bool,
    /// Controllers it names as its client.
    client: u64,
    /// Controllers it names as its requester.
    requester: u64,
    /// It names a client, who is no controller of this case as far as is known.
    foreign_client: bool,
    /// It names a requester by AGB code, who is none either.
    foreign_requester: bool,
}

impl Claim {
    /// Whether anything says who it counts for.
    pub fn spoken(&self) -> bool {
        self.spoken
    }
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

    /// Controllers that a path claims for any of the copies (delivery label, path): by a pattern of theirs, else by a folder or
    /// file that has their name or one of their ids.
    pub fn by_path(&self, copies: &[(usize, String)]) -> u64 {
        let patterns = self.mask(|c| {
            copies.iter().any(|(d, p)| self.case.controllers[c].claims_path(&self.case.evidence[*d].label, p))
        });
        if patterns != 0 {
            return patterns;
        }
        self.mask(|c| copies.iter().any(|(_, p)| p.split('/').any(|piece| self.is_named_after(piece, c))))
    }

    /// Whether a folder or file is named after this controller.
    fn is_named_after(&self, piece: &str, c: usize) -> bool {
        /// Letters of a name, characters of an id, below which it could be a part of any word.
        const NAME: usize = 6;
        const ID: usize = 5;
        let name = &self.names[c];
        let words = || piece.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= ID);
        let ids = || self.case.controllers[c].ids.iter().map(|id| id.rsplit(':').next().unwrap_or(id));
        (name.len() >= NAME && bare(&piece.replace('_', " ")).contains(name.as_str()))
            || words().any(|w| ids().any(|id| id.eq_ignore_ascii_case(w)))
    }

    /// What a set of parties says.
    pub fn said(&self, parties: &[Party]) -> Said {
        let [client, system, requester, gp] =
            [PartyKind::Client, PartyKind::System, PartyKind::Requester, PartyKind::Gp]
                .map(|kind| self.named(parties, kind));
        let names =
            |kind: PartyKind, only: &str| parties.iter().any(|p| p.kind == kind && p.id.starts_with(only));
        let institution = |p: &Party| p.kind == PartyKind::System && self.is_institution(&p.id);
        Said {
            client,
            system,
            requester,
            gp,
            any_client: names(PartyKind::Client, "") || (system == 0 && parties.iter().any(institution)),
            any_requester: names(PartyKind::Requester, "AGB:") || names(PartyKind::Gp, "AGB:"),
        }
    }

    /// Who a record counts for, as far as it alone can say.
    pub fn claim(&self, index: &Index, said: Said, candidates: &[Candidate], paths: u64) -> Claim {
        let keyed = self.by_key(index, candidates);
        // A screening order names the woman's GP as its requester: a ledger that knows the order outranks him.
        let own = [said.client, said.system, keyed, said.requester].into_iter().find(|m| *m != 0);
        // The patient's own GP ordered it only if nothing says that another did.
        let other = [paths, if said.any_client { 0 } else { said.gp }].into_iter().find(|m| *m != 0);
        Claim {
            registers: own.or(other).unwrap_or(self.all()),
            spoken: own.is_some() || other.is_some(),
            client: said.client | said.system,
            requester: said.requester | said.gp,
            foreign_client: own.is_none() && said.any_client,
            foreign_requester: own.is_none() && said.any_requester && said.gp == 0,
        }
    }

    /// Says of each candidate what its patient number is worth. Everybody hands out short numbers: one counts where its issuer
    /// or the record's parties name the controller, not where another issuer stands beside it, and else as "issuer unknown".
    pub fn weigh_numbers(
        &self,
        index: &Index,
        candidates: &mut [Candidate],
        numbers: &[PatientNumber],
        claim: &Claim,
    ) {
        for c in candidates.iter_mut().filter(|c| c.vector.level(Field::Number) == 1) {
            let register = index.place(c.person).0;
            let named = claim.spoken && claim.registers >> register & 1 == 1;
            let worth = |n: &PatientNumber| match () {
                () if named || n.distinctive => 1,
                () if n.issuer.is_empty() => 3,
                () if self.names(&n.issuer, register) => 1,
                () => 0,
            };
            let level = numbers
                .iter()
                .filter(|n| n.row.is_none())
                .map(worth)
                .min_by_key(|l| [9, 1, 9, 3][*l])
                .unwrap_or(0);
            c.vector = c.vector.with(Field::Number, level);
        }
    }

    /// Whether a sender or receiver is a care institution by its name, and not the processor itself.
    fn is_institution(&self, id: &str) -> bool {
        const WORDS: [&str; 14] = [
            "ziekenhuis",
            "hospital",
            "umc",
            "kliniek",
            "huisarts",
            "huisartsen",
            "praktijk",
            "huisartsenpraktijk",
            "bevolkingsonderzoek",
            "gezondheidscentrum",
            "gasthuis",
            "verloskundigen",
            "verpleeghuis",
            "ggd",
        ];
        let name = id.split_once(':').map_or(id, |(_, v)| v);
        let own = bare(name);
        let processor = self.case.processor_names.iter().any(|p| own.contains(&bare(p)));
        !processor && fold(name).split(|c: char| !c.is_alphanumeric()).any(|w| WORDS.contains(&w))
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
        self.names(party.id.split_once(':').map_or(party.id.as_str(), |(_, v)| v), c)
    }

    /// Whether a word in a record is this controller's name, or one of its ids without their kind.
    fn names(&self, word: &str, c: usize) -> bool {
        let word = bare(word);
        let ids = &self.case.controllers[c].ids;
        word.len() >= 3
            && (word == self.names[c]
                || ids.iter().any(|id| bare(id.rsplit(':').next().unwrap_or(id)) == word))
    }
}

/// A name of an organisation without case, blanks and legal form.
pub(super) fn bare(name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    let folded = fold(name).replace(['.', ',', '-', '\'', '"'], " ");
    let words: Vec<&str> = folded
        .split_whitespace()
        .filter(|w| !matches!(*w, "bv" | "nv" | "b" | "v" | "n" | "stichting" | "vof"))
        .collect();
    words.concat()
}
