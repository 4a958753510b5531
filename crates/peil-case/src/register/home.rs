//! Addresses of a register row, now and before.

use peil_detect::address;
use peil_detect::headers::FieldRole;
use peil_detect::identifiers::postcode;
use peil_model::{Address, Cells};

use super::cells::aligned;
use crate::tables::{Layout, meaningful};

/// All addresses of a row, the present one first, each once.
pub(crate) fn addresses(layout: &Layout, row: &Cells) -> Vec<Address> {
    let mut all: Vec<Address> = Vec::new();
    let sets = [FieldRole::Street, FieldRole::AddressLine, FieldRole::Postcode]
        .into_iter()
        .map(|r| layout.columns(r).count())
        .max()
        .unwrap_or(0)
        .max(1);
    let now = (0..sets).map(|k| Set { layout, row, k, sets }.address());
    for a in now.chain(former(layout, row)) {
        if a != Address::default() && !all.contains(&a) {
            all.push(a);
        }
    }
    all
}

/// The k-th of several addresses that a row has columns for.
struct Set<'a> {
    layout: &'a Layout,
    row: &'a Cells,
    k: usize,
    sets: usize,
}

impl Set<'_> {
    /// The values of this set's share of a role's columns, blank-joined.
    fn value(&self, role: FieldRole) -> String {
        let columns: Vec<usize> = self.layout.columns(role).collect();
        let (from, to) = (columns.len() * self.k / self.sets, columns.len() * (self.k + 1) / self.sets);
        let cells = columns.get(from..to).unwrap_or(&[]).iter().map(|i| meaningful(self.row.get(*i)));
        cells.filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn address(&self) -> Address {
        let mut a = line(&self.value(FieldRole::AddressLine));
        merge(&mut a, line(&self.value(FieldRole::PostcodeCity)));
        let street = self.value(FieldRole::Street);
        let house = self.value(FieldRole::HouseNumber);
        if !street.is_empty() {
            let (name, number, suffix) = address::split_number(&street);
            if house.is_empty() || number == address::split_house(&house).0 {
                (a.street, a.number, a.suffix) = (name, number, suffix);
            } else {
                a.street = street;
            }
        }
        if !house.is_empty() {
            (a.number, a.suffix) = address::split_house(&house);
        }
        let suffix = self.value(FieldRole::HouseSuffix);
        if !suffix.is_empty() && !a.suffix.split(' ').any(|s| s.eq_ignore_ascii_case(&suffix)) {
            a.suffix = format!("{} {suffix}", a.suffix).trim().to_owned();
        }
        let code = self.value(FieldRole::Postcode);
        if !code.is_empty() {
            a.postcode = normal(&code);
        }
        let city = self.value(FieldRole::City);
        if !city.is_empty() {
            a.city = city;
        }
        a
    }
}

fn line(raw: &str) -> Address {
    if raw.is_empty() { Address::default() } else { address::parse_line(raw) }
}

/// Fills what is empty from another address.
fn merge(a: &mut Address, other: Address) {
    let Address { street, number, suffix, postcode, city } = other;
    for (mine, its) in [
        (&mut a.street, street),
        (&mut a.number, number),
        (&mut a.suffix, suffix),
        (&mut a.postcode, postcode),
        (&mut a.city, city),
    ] {
        if mine.is_empty() {
            *mine = its;
        }
    }
}

/// `1234AB`, or as it stands where it is no Dutch postcode.
fn normal(raw: &str) -> String {
    postcode::normal(raw).unwrap_or_else(|| raw.to_owned())
}

fn former(layout: &Layout, row: &Cells) -> Vec<Address> {
    let mut lines: Vec<Address> = Vec::new();
    for raw in layout.values(row, FieldRole::FormerAddress).flat_map(aligned) {
        let a = line(raw);
        match lines.last_mut() {
            // `Schoonstraat 38; 1040 AB Amsterdam` is one address.
            Some(before) if a.street.is_empty() && before.postcode.is_empty() && !a.postcode.is_empty() => {
                merge(before, a)
            }
            _ => lines.push(a),
        }
    }
    let codes: Vec<&str> = layout.values(row, FieldRole::FormerPostcode).flat_map(aligned).collect();
    let houses: Vec<&str> = layout.values(row, FieldRole::FormerHouseNumber).flat_map(aligned).collect();
    for i in 0..codes.len().max(houses.len()) {
        let (number, suffix) = houses.get(i).map_or_else(Default::default, |h| address::split_house(h));
        let postcode = codes.get(i).map_or_else(String::new, |c| normal(c));
        let part = Address { number, suffix, postcode, ..Address::default() };
        match lines.get_mut(i) {
            Some(a) if a.postcode.is_empty() || part.postcode.is_empty() || a.postcode == part.postcode => {
                merge(a, part)
            }
            _ => lines.push(part),
        }
    }
    lines
}
