//! Which column of a register holds what: by header and content (`peil_detect::columns`), the key by its values, and the user's word.

use peil_detect::headers::FieldRole;
use peil_model::Cells;

use crate::config::{ColumnMap, ColumnRef, ConfigError, Controller, role_name};
use crate::tables::{Layout, ids};

/// Roles that can be the key, best first.
const KEY_ROLES: [FieldRole; 3] = [FieldRole::Key, FieldRole::Person, FieldRole::PatientNumber];

/// Where no header names a key, the column of identifiers is it. `peil init` and the run both show which it was.
pub(super) fn find_key(layout: &mut Layout, rows: &[Cells]) {
    if key_column(layout).is_none()
        && let Some(role) = ids::identifiers(layout, rows).and_then(|i| layout.roles.get_mut(i))
    {
        *role = Some(FieldRole::Key);
    }
}

/// The column that holds the key. A plain row number beside a better key is not one.
pub(super) fn key_column(layout: &Layout) -> Option<usize> {
    let role = KEY_ROLES.into_iter().find(|r| layout.has(*r))?;
    let counter = |i: &usize| {
        let header = peil_model::fold(layout.headers.get(*i).map_or("", String::as_str));
        matches!(
            header.as_str(),
            "id" | "nr" | "#" | "no" | "row" | "rij" | "regel" | "volgnummer" | "nummer"
        )
    };
    layout.columns(role).find(|i| !counter(i)).or_else(|| layout.columns(role).next())
}

/// Columns of `peil.toml` that no table had.
pub(crate) struct Missing {
    left: Vec<(usize, ColumnRef)>,
    headers: String,
}

impl Missing {
    /// All of them, to begin with.
    pub fn new(map: &ColumnMap) -> Missing {
        let all =
            map.choices.iter().enumerate().flat_map(|(n, c)| c.columns.iter().map(move |r| (n, r.clone())));
        Missing { left: all.collect(), headers: String::new() }
    }

    /// A table has what it does not miss.
    pub fn seen(&mut self, layout: &Layout) {
        self.left.retain(|c| layout.missing.contains(c));
        if self.headers.is_empty() {
            self.headers = layout.headers_seen();
        }
    }

    /// An error for the first that no table had.
    pub fn check(&self, controller: &Controller, map: &ColumnMap) -> Result<(), ConfigError> {
        let Some((n, column)) = self.left.first() else { return Ok(()) };
        let Some(choice) = map.choices.get(*n) else { return Ok(()) };
        let what =
            format!("no file of {} has a column {column} for {}", controller.name, role_name(choice.role));
        let fix = format!("columns that are there: {}", self.headers);
        Err(controller.error(choice.at, what, fix))
    }
}

/// What was recognised, for the user to check.
pub(crate) fn columns_found(file: &str, layout: &Layout) -> Vec<(String, String, &'static str)> {
    layout
        .found()
        .into_iter()
        .map(|(header, role)| (file.to_owned(), header, role.map_or("", role_name)))
        .collect()
}
