//! Names, numbers and addresses in the form in which they compare.

use peil_model::{Address, Name, PartialDate, fold};

/// A number without blanks, dots, dashes and case; all-digit numbers without leading zeros, which spreadsheets eat.
pub fn number(raw: &str) -> String {
    let kept = if raw.is_ascii() {
        ascii_letters_and_digits(raw, |b| b.to_ascii_uppercase())
    } else {
        raw.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    if !kept.is_empty() && kept.bytes().all(|b| b.is_ascii_digit()) {
        match kept.trim_start_matches('0') {
            rest if rest.len() < kept.len() => rest.to_owned(),
            _ => kept,
        }
    } else {
        kept
    }
}

/// Most texts are ASCII, and need no tables: each letter and digit in another case.
fn ascii_letters_and_digits(raw: &str, case: impl Fn(u8) -> u8) -> String {
    let mut out = String::with_capacity(raw.len());
    out.extend(raw.bytes().filter(u8::is_ascii_alphanumeric).map(|b| char::from(case(b))));
    out
}

/// Letters only, folded.
pub fn letters(raw: &str) -> String {
    if raw.is_ascii() {
        return ascii_letters_and_digits(raw, |b| b.to_ascii_lowercase());
    }
    let mut s = fold(raw);
    s.retain(|c| c.is_alphanumeric());
    s
}

/// All ways in which the surname of a name may be written elsewhere: own, partner's, with glued prefix, both together.
pub fn surnames(name: &Name) -> Vec<String> {
    let own = letters(&name.surname);
    if name.partner_surname.is_empty() && name.prefix.is_empty() {
        return if own.is_empty() { Vec::new() } else { vec![own] };
    }
    let partner = letters(&name.partner_surname);
    let mut forms = Vec::with_capacity(6);
    let glue = |prefix: &str, s: &str| if s.is_empty() { String::new() } else { letters(prefix) + s };
    let own_glued = glue(&name.prefix, &own);
    let partner_glued = glue(&name.partner_prefix, &partner);
    if !own.is_empty() && !partner.is_empty() {
        forms.push(format!("{own}{partner_glued}"));
        forms.push(format!("{partner}{own_glued}"));
    }
    forms.extend([own, partner, own_glued, partner_glued]);
    forms.retain(|f| !f.is_empty());
    forms.sort();
    forms.dedup();
    forms
}

/// Given names (folded, in order, blank-separated) and initials (lower-case letters) of a name; initials are drawn from given names if absent.
pub fn first(name: &Name) -> (String, String) {
    let folded = fold(&name.given);
    let mut given = String::with_capacity(folded.len());
    let words = folded.split([' ', '-', ',']).map(|w| w.trim_matches('.'));
    for word in words.filter(|w| w.chars().nth(1).is_some()) {
        if !given.is_empty() {
            given.push(' ');
        }
        given.push_str(word);
    }
    let mut initials = letters(&name.initials);
    if initials.is_empty() {
        initials =
            folded.split([' ', '-']).filter_map(|w| w.chars().next()).filter(|c| c.is_alphabetic()).collect();
    }
    (given, initials)
}

/// A coarse sound of a folded surname for Dutch spelling: vowels dropped after the first letter, `ck/k/c`, `z/s`, `v/f`, `dt/d/t` alike.
pub fn sound(s: &str) -> u64 {
    let mut out = [0u8; 8];
    let mut n = 0;
    let mut last = 0u8;
    for (i, b) in s.bytes().enumerate() {
        let code = match b {
            b'c' | b'k' | b'q' | b'x' => b'k',
            b's' | b'z' => b's',
            b'f' | b'v' | b'w' => b'f',
            b'd' | b't' => b't',
            b'b' | b'p' => b'p',
            b'g' | b'h' | b'j' if i > 0 => continue,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => {
                if i == 0 {
                    b'a'
                } else {
                    last = 0;
                    continue;
                }
            }
            b => b,
        };
        if code != last && n < 8 {
            out[n] = code;
            n += 1;
        }
        last = code;
    }
    u64::from_le_bytes(out)
}

/// Postcode as `1234AB` packed, with its four digits; 0 for what is missing.
pub fn postcode(raw: &str) -> (u32, u16) {
    let mut own = [0; 6];
    let folded;
    let s = if raw.is_ascii() {
        let kept = raw.bytes().filter(u8::is_ascii_alphanumeric);
        let count = own.iter_mut().zip(kept).map(|(to, b)| *to = b.to_ascii_lowercase()).count();
        &own[..count]
    } else {
        folded = letters(raw);
        folded.as_bytes()
    };
    let digits = s.get(..4).and_then(|d| std::str::from_utf8(d).ok()?.parse().ok()).unwrap_or(0);
    let tail = s.get(4..6).filter(|t| t.iter().all(u8::is_ascii_lowercase));
    match tail {
        Some(t) if digits >= 1000 => {
            ((u32::from(digits) << 10) | (u32::from(t[0] - b'a') << 5) | u32::from(t[1] - b'a'), digits)
        }
        _ => (0, digits),
    }
}

/// House number as a number, 0 if none.
pub fn house(a: &Address) -> u16 {
    let number = a.number.trim();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    number.get(..digits).and_then(|d| d.parse().ok()).unwrap_or(0)
}

/// A date as `yyyymmdd`, zeros for unknown parts.
pub fn day(d: PartialDate) -> u32 {
    u32::from(d.year) * 10_000 + u32::from(d.month) * 100 + u32::from(d.day)
}

/// Town names that are written in two ways.
pub fn city(raw: &str) -> String {
    let town = letters(raw);
    match town.as_str() {
        "sgravenhage" => "denhaag".into(),
        "shertogenbosch" => "denbosch".into(),
        _ => town,
    }
}

/// FNV-1a over bytes with a kind in front: stable between runs and machines.
pub fn hash(kind: u8, parts: &[&[u8]]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325 ^ u64::from(kind).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for part in parts {
        for b in part.iter().chain(&[0xff]) {
            h = (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    // FNV's high bits are weak, and the index takes its buckets from them.
    h ^= h >> 32;
    h.wrapping_mul(0xd6e8_feb8_6659_fd93)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_meet() {
        let a = Name { surname: "Berg".into(), prefix: "van den".into(), ..Name::default() };
        let b = Name { surname: "VandenBerg".into(), ..Name::default() };
        assert!(surnames(&a).iter().any(|f| surnames(&b).contains(f)));
        assert_eq!(sound("dijk"), sound("dyck"));
        assert_eq!(number(" 000.123-45 "), "12345");
        assert_eq!(postcode("1234 ab").1, 1234);
        assert_ne!(postcode("1234AB").0, postcode("1234AC").0);
    }
}
