//! Registers: a controller's persons, with everything it ever knew of them.

mod cells;
mod columns;
mod history;
mod home;
mod keys;
mod load;
mod names;
mod row;

pub(crate) use cells::several as cells_several;
pub(crate) use columns::{Missing, columns_found};
pub use keys::Keys;
pub use load::{InputError, Register, load};
pub(crate) use row::person as person_of_row;

use crate::config::{ColumnMap, Controller};

/// What of `peil.toml` decides how a controller's files are read; the same text, the same reading.
pub fn column_signature(controller: &Controller) -> String {
    let one = |map: &ColumnMap| {
        let choices =
            map.choices.iter().map(|c| format!("{}={:?};", crate::config::role_name(c.role), c.columns));
        choices.collect::<String>()
    };
    format!("{}|{}|{}", one(&controller.columns), controller.register.len(), one(&controller.ledger_columns))
}

#[cfg(test)]
mod tests;
