//! One residence out of the cells of its parts.

use peil_model::Address;

use crate::address;
use crate::headers::FieldRole::{self, *};
use crate::identifiers::postcode;

/// The parts of an address as they come.
#[derive(Default)]
pub(super) struct Home {
    lines: Vec<String>,
    street: String,
    house: String,
    suffix: String,
    postcode: String,
    city: String,
    former: Vec<Address>,
    /// Found in a cell of another kind.
    beside: Option<Address>,
    former_house: String,
    former_postcode: String,
}

impl Home {
    /// Takes a cell if it is part of an address.
    pub(super) fn take(&mut self, role: FieldRole, v: &str) -> bool {
        let slot = match role {
            AddressLine | PostcodeCity => {
                self.lines.push(v.to_owned());
                return true;
            }
            FormerAddress => {
                self.former.extend(v.split('|').map(|s| address::parse_line(s.trim())));
                return true;
            }
            Street => &mut self.street,
            HouseNumber => &mut self.house,
            HouseSuffix => {
                if !self.suffix.is_empty() {
                    self.suffix.push(' ');
                }
                self.suffix.push_str(v);
                return true;
            }
            Postcode => &mut self.postcode,
            City => &mut self.city,
            FormerHouseNumber => &mut self.former_house,
            FormerPostcode => &mut self.former_postcode,
            _ => return false,
        };
        if slot.is_empty() {
            *slot = v.to_owned();
        }
        true
    }

    /// An address that stood in a cell with something else.
    pub(super) fn whole(&mut self, found: Option<Address>) {
        self.beside = self.beside.take().or(found);
    }

    /// The address, then former ones; none where no cell said anything.
    pub(super) fn finish(mut self) -> Vec<Address> {
        let mut a = Address::default();
        for line in &self.lines {
            merge(&mut a, address::parse_line(line));
        }
        if let Some(beside) = self.beside.take() {
            merge(&mut a, beside);
        }
        self.set_street(&mut a);
        self.set_town(&mut a);
        if !self.former_postcode.is_empty() || !self.former_house.is_empty() {
            let (number, suffix) = address::split_house(&self.former_house);
            let postcode = normal(&self.former_postcode);
            let part = Address { number, suffix, postcode, ..Address::default() };
            match self.former.first_mut() {
                Some(first) => merge(first, part),
                None => self.former.push(part),
            }
        }
        // Most rows have one.
        let mut out: Vec<Address> = Vec::with_capacity(1);
        for address in std::iter::once(a).chain(self.former) {
            if address != Address::default() && !out.contains(&address) {
                out.push(address);
            }
        }
        out
    }

    fn set_street(&mut self, a: &mut Address) {
        let (number, suffix) = address::split_house(&self.house);
        if !self.street.is_empty() {
            let (street, own_number, own_suffix) = address::split_number(&self.street);
            // `Plein 1945` with number 12 in its own column
            if number.is_empty() || number == own_number {
                (a.street, a.number, a.suffix) = (street, own_number, own_suffix);
            } else {
                a.street = std::mem::take(&mut self.street);
            }
        }
        if !number.is_empty() {
            a.number = number;
            if !suffix.is_empty() {
                a.suffix = suffix;
            }
        }
        let said = a.suffix.split(' ').any(|s| s.eq_ignore_ascii_case(&self.suffix));
        if !self.suffix.is_empty() && !said {
            a.suffix = format!("{} {}", a.suffix, self.suffix).trim().to_owned();
        }
    }

    fn set_town(&mut self, a: &mut Address) {
        if !self.postcode.is_empty() {
            a.postcode = normal(&self.postcode);
        }
        if self.city.bytes().any(|b| b.is_ascii_digit()) {
            merge(a, address::parse_line(&self.city));
        } else if !self.city.is_empty() {
            a.city = std::mem::take(&mut self.city);
        }
    }
}

/// `1234AB`, or as it stands where it is no Dutch postcode; zeros are nothing.
fn normal(raw: &str) -> String {
    let zeros = raw.bytes().filter(u8::is_ascii_digit).all(|b| b == b'0');
    postcode::normal(raw).unwrap_or_else(|| if zeros { String::new() } else { raw.to_owned() })
}

/// Fills what is empty from another address.
fn merge(a: &mut Address, other: Address) {
    for (mine, its) in [
        (&mut a.street, other.street),
        (&mut a.number, other.number),
        (&mut a.suffix, other.suffix),
        (&mut a.postcode, other.postcode),
        (&mut a.city, other.city),
    ] {
        if mine.is_empty() {
            *mine = its;
        }
    }
}
