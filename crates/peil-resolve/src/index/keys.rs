//! Keys by which persons are looked up. The same functions serve persons and records, so that both sides agree by construction.

use super::{Entry, words};
use crate::normal;

/// Kinds of key; the number is part of the hash.
pub(crate) mod key {
    pub const BSN: u8 = 1;
    pub const BIRTH_SOUND: u8 = 2;
    pub const BIRTH_HOME: u8 = 3;
    pub const BIRTH_INITIAL: u8 = 4;
    pub const HOME: u8 = 5;
    pub const POSTCODE_SOUND: u8 = 6;
    pub const SOUND_INITIAL_TOWN: u8 = 7;
    pub const SURNAME_INITIALS: u8 = 8;
    pub const CONTACT: u8 = 9;
    pub const NUMBER: u8 = 10;
    pub const YEAR_SOUND_INITIAL: u8 = 11;
    pub const DAY_SOUND_INITIAL: u8 = 12;
    pub const STREET_SOUND: u8 = 13;
    pub const BSN_HEAD_SOUND: u8 = 14;
    pub const BSN_TAIL_SOUND: u8 = 15;
    pub const SURNAME_GIVEN: u8 = 16;
    pub const LEDGER: u8 = 17;
}

pub(crate) fn number_key(raw: &str) -> u64 {
    normal::hash(key::NUMBER, &[normal::number(raw).as_bytes()])
}

/// The first keys of an entry: numbers, birth date with surname, address. The same function serves persons and records, so that
/// both sides agree by construction.
pub(crate) fn keys_of(e: &Entry, out: &mut dyn FnMut(u64)) {
    use normal::hash;
    for b in e.bsns().iter() {
        out(hash(key::BSN, &[b.as_bytes()]));
    }
    for h in e.homes.iter().filter(|h| h.postcode > 0 && h.house > 0) {
        out(hash(key::HOME, &[&h.postcode.to_le_bytes(), &h.house.to_le_bytes()]));
    }
    if let Some(d) = day(e) {
        e.sounds.iter().for_each(|s| out(hash(key::BIRTH_SOUND, &[&d, &s.to_le_bytes()])));
    }
    e.contacts.iter().for_each(|c| out(*c));
    e.numbers.iter().for_each(|n| out(*n));
}

/// The narrow keys beside them: birth date with address or initial, postcode with surname.
pub(crate) fn narrow_keys_of(e: &Entry, out: &mut dyn FnMut(u64)) {
    use normal::hash;
    let day = day(e);
    for h in e.homes.iter().filter(|h| h.postcode > 0) {
        let (pc, no) = (h.postcode.to_le_bytes(), h.house.to_le_bytes());
        if let Some(d) = day.as_ref().filter(|_| h.house > 0) {
            out(hash(key::BIRTH_HOME, &[d, &pc, &no]));
        }
        e.sounds.iter().for_each(|s| out(hash(key::POSTCODE_SOUND, &[&pc, &s.to_le_bytes()])));
    }
    if let Some(d) = &day {
        firsts(e).iter().for_each(|f| out(hash(key::BIRTH_INITIAL, &[d, &[*f]])));
    }
}

fn day(e: &Entry) -> Option<[u8; 4]> {
    e.birth.filter(|b| b.is_whole()).map(|b| normal::day(b).to_le_bytes())
}

/// The wide keys, for records that the narrow ones leave in doubt: damaged dates, streets, towns, names alone.
pub(crate) fn wide_keys_of(e: &Entry, out: &mut dyn FnMut(u64)) {
    use normal::hash;
    let firsts = firsts(e);
    let year = e.birth.map(|b| (b.year % 100).to_le_bytes());
    let month_day = e.birth.filter(|b| b.is_whole()).map(|b| [b.month, b.day]);
    for s in &e.sounds {
        let s = s.to_le_bytes();
        for f in &firsts {
            if let Some(y) = &year {
                out(hash(key::YEAR_SOUND_INITIAL, &[y, &s, &[*f]]));
            }
            if let Some(md) = &month_day {
                out(hash(key::DAY_SOUND_INITIAL, &[md, &s, &[*f]]));
            }
        }
        for h in &e.homes {
            if h.house > 0 && !h.street.is_empty() {
                out(hash(key::STREET_SOUND, &[h.street.as_bytes(), &h.house.to_le_bytes(), &s]));
            }
            if !h.city.is_empty() {
                let town = h.city.as_bytes();
                firsts.iter().for_each(|f| out(hash(key::SOUND_INITIAL_TOWN, &[town, &s, &[*f]])));
            }
        }
    }
    for s in e.surnames().iter() {
        e.initials().iter().for_each(|i| out(hash(key::SURNAME_INITIALS, &[s.as_bytes(), i.as_bytes()])));
        words(e).for_each(|g| out(hash(key::SURNAME_GIVEN, &[s.as_bytes(), g.as_bytes()])));
    }
}

/// Keys by which a damaged BSN is found beside its surname.
pub(crate) fn bsn_keys_of(e: &Entry, out: &mut dyn FnMut(u64)) {
    for b in e.bsns().iter().filter(|b| b.len() == 9 && b.is_ascii()) {
        for s in e.sounds.iter().map(|s| s.to_le_bytes()) {
            out(normal::hash(key::BSN_HEAD_SOUND, &[&b.as_bytes()[..4], &s]));
            out(normal::hash(key::BSN_TAIL_SOUND, &[&b.as_bytes()[5..], &s]));
        }
    }
}

/// First letters of initials and given names.
fn firsts(e: &Entry) -> Vec<u8> {
    let letters = e.initials().iter().chain(words(e));
    let mut firsts: Vec<u8> = letters.filter_map(|w| w.bytes().next()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    firsts
}
