//! Everything the roster says of one person, and why.

pub use crate::roster::links::Claimed;
use crate::roster::links::unpack;
use crate::store::{Store, StoreError};

/// What one controller's roster says of a person.
pub struct Explained {
    /// The controller.
    pub controller: String,
    /// Status id.
    pub status: String,
    /// Probability, or empty.
    pub probability: String,
    /// Categories, `|`-joined.
    pub categories: String,
    /// Label of the first delivery that holds a record, or empty.
    pub first_seen: String,
    /// Record ids, each with its claim.
    pub records: Vec<(String, Claimed)>,
}

/// What every controller's roster says of the person with this key. Looking is an event of the case; the event names nobody.
///
/// # Errors
/// The store cannot be read or written, or the case was not scoped yet.
pub fn person(store: &mut Store, key: &str) -> Result<Vec<Explained>, StoreError> {
    let rows = store.get("roster", key)?;
    let links = store.get("links", key)?;
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let [controller, _, status, probability, categories, first_seen, records] =
            <[String; 7]>::try_from(row).map_err(|_| StoreError::Damaged("a roster row"))?;
        let claims = match links.iter().find(|l| l[1] == controller) {
            Some(l) => unpack(&l[4], &l[2], &l[3]).ok_or(StoreError::Damaged("the links"))?,
            None => Vec::new(),
        };
        let ids = records.split('|').filter(|r| !r.is_empty()).map(str::to_owned);
        let records = ids.zip(claims).collect();
        out.push(Explained { controller, status, probability, categories, first_seen, records });
    }
    if !out.is_empty() {
        store.append("explained", "one person")?;
    }
    Ok(out)
}
