//! What the case's registers and ledgers know to exist, asked while detecting.

/// Questions to the registers: who could be in the files is known, so a weak clue that a register confirms is worth keeping.
///
/// Names are asked in the form that [`crate::fold`] gives. An answer may be wrong in rare cases (a Bloom filter will
/// do): it steers detection and proves nothing.
pub trait Known: Sync {
    /// Whether somebody in a register has this surname (own or partner's, without prefix), folded.
    fn surname(&self, folded: &str) -> bool;
    /// Whether somebody in a register has this given name, folded.
    fn given(&self, folded: &str) -> bool;
    /// Whether somebody in a register has this BSN of nine digits.
    fn bsn(&self, digits: &str) -> bool;
    /// Whether a ledger or register holds this specimen, order or patient number.
    fn number(&self, value: &str) -> bool;
    /// Whether a register has a person by this number of five digits or more: its own key or a patient number.
    fn patient(&self, value: &str) -> bool;
}

/// Registers that know nobody: detection by form alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Known for Nobody {
    fn surname(&self, _: &str) -> bool {
        false
    }
    fn given(&self, _: &str) -> bool {
        false
    }
    fn bsn(&self, _: &str) -> bool {
        false
    }
    fn number(&self, _: &str) -> bool {
        false
    }
    fn patient(&self, _: &str) -> bool {
        false
    }
}
