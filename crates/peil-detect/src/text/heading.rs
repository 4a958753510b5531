//! For whom the pages of a print were made: `OPDRACHTGEVER: ZIEKENHUIS NOORD` or `AANVRAGER : ...` above the rows holds for all
//! of them, until another heading says otherwise.

use peil_model::{Party, PartyKind, Record};

use crate::headers::FieldRole;

use super::labels::{Labels, What};
use super::values::party_id;

/// What headings said so far.
#[derive(Default)]
pub(super) struct Heading {
    holds: Option<Party>,
    /// Seen in the lines at hand, which may still turn out to be one person's form and no heading.
    pending: Option<Party>,
    /// Records from here on have not been told yet.
    from: usize,
}

impl Heading {
    /// A line begins.
    pub fn begin(&mut self, out: &[Record]) {
        self.from = out.len();
    }

    /// Looks whether a line names a client.
    pub fn look(&mut self, line: &str, labels: &mut Labels) {
        let Some((label, value)) = line.split_once(':') else { return };
        // A customer number may stand before the name.
        let worded = |p: &&str| p.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let pieces = || value.trim().split("  ").map(str::trim);
        let value =
            pieces().find(worded).or_else(|| pieces().next()).unwrap_or("").trim_end_matches(['.', ',']);
        let numbered = value.split_once(' ').filter(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
        let value = numbered.map_or(value, |(_, name)| name.trim());
        if value.len() < 3 || !value.contains(char::is_alphabetic) && value.len() < 8 {
            return;
        }
        // Dots lead the eye from label to value.
        let label = label.trim().trim_end_matches(['.', ' ']);
        let kind = match labels.look(label).map(|l| l.what) {
            Some(What::Field(FieldRole::Client)) => PartyKind::Client,
            Some(What::Field(FieldRole::Requester)) => PartyKind::Requester,
            _ => return,
        };
        self.pending = Some(Party { kind, id: party_id(value) });
    }

    /// Whether a heading waits to be believed.
    pub fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// The lines were somebody's form.
    pub fn forget(&mut self) {
        self.pending = None;
    }

    /// The lines were a heading: it holds for what comes.
    pub fn settle(&mut self, out: &mut [Record]) {
        self.stamp(out);
        self.holds = self.pending.take();
    }

    /// Tells new records for whom they were made, unless they say so themselves.
    pub fn stamp(&mut self, out: &mut [Record]) {
        for r in out.iter_mut().skip(self.from) {
            if let Some(party) = &self.holds
                && !r.parties.iter().any(|p| p.kind == party.kind)
            {
                r.parties.push(party.clone());
            }
        }
        self.from = out.len();
    }
}
