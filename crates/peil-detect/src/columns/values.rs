//! One cell's value: what it could be, by its form and by what the registers know.

use super::lists;
use crate::identifiers::{agb, all_digits, bsn, date, email, iban, phone, postcode, sex};
use crate::table::composite;
use crate::{Known, address, fold, health, name};

/// What a value could be. Several at once as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Form {
    Email,
    Iban,
    Phone,
    Postcode,
    PostcodeCity,
    /// A whole date with day, month and year.
    Date,
    /// With a time of day that is not midnight.
    Timed,
    /// A date in part, a year, a spreadsheet's day number: what may stand in a column of dates.
    Dateish,
    /// Eight or nine digits, however written, or twelve of a removed person.
    BsnLike,
    /// Such digits that pass the 11-test.
    Eleven,
    /// Such digits that a register has.
    KnownBsn,
    KnownNumber,
    /// A number by which a register knows one of its persons.
    KnownPatient,
    Agb,
    /// Digits alone.
    Digits,
    /// No digit, two letters or more.
    Words,
    AnyDigit,
    SexWord,
    SexLetter,
    Initials,
    Prefix,
    /// A word that is a known person's surname, or a frequent one.
    Surname,
    Given,
    /// A surname with initials, a comma or a title beside it.
    NameWithParts,
    /// Several words of which one is a known surname or given name.
    KnownFullName,
    Street,
    StreetNumber,
    /// Words and then a number, as a street with its house number is written.
    Numbered,
    House,
    City,
    /// A few digits, at times with a sign before them: what is measured.
    Measure,
    /// A universally unique identifier (RFC 9562).
    Guid,
    /// Two digits, a letter and more digits, as laboratories number what they get in a year.
    LabNumber,
    Result,
    TestKind,
    Function,
}

/// Number of forms.
pub(super) const FORMS: usize = Form::Function as usize + 1;

/// The forms of a value, one bit each.
#[derive(Clone, Copy, Default)]
pub(super) struct Forms(u64);

impl Forms {
    pub(super) fn has(self, f: Form) -> bool {
        self.0 & (1 << f as u8) != 0
    }

    fn set(&mut self, f: Form, holds: bool) {
        self.0 |= u64::from(holds) << f as u8;
    }

    pub(super) fn bits(self) -> impl Iterator<Item = usize> {
        (0..FORMS).filter(move |i| self.0 & (1 << i) != 0)
    }
}

/// What stands for "nothing" in a table.
pub(crate) fn is_filler(v: &str) -> bool {
    // Digits and most letters begin none of them.
    let other = |b: &u8| b.is_ascii_alphanumeric() && !matches!(b.to_ascii_lowercase(), b'n' | b'o' | b'u');
    if v.len() > 12 || v.as_bytes().first().is_some_and(other) {
        return false;
    }
    let marks =
        v.chars().all(|c| matches!(c, '-' | '.' | '?' | '_' | '/' | '*' | '\u{2013}' | '\u{2014}' | ' '));
    marks
        || [
            "null", "n/a", "#n/a", "n.v.t.", "nvt", "onbekend", "unknown", "none", "(null)", "\\n", "nan",
            "<null>", "#ref!",
        ]
        .iter()
        .any(|f| v.eq_ignore_ascii_case(f))
            && !["Null", "None", "Nan"].contains(&v)
}

/// The value without blanks and without quotes that stand on both sides of it.
pub(crate) fn bare(raw: &str) -> &str {
    // Most values are.
    if let [first, .., last] = raw.as_bytes()
        && first.is_ascii_alphanumeric()
        && last.is_ascii_alphanumeric()
    {
        return raw;
    }
    let v = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let inner = v
        .strip_prefix('\'')
        .and_then(|s| s.strip_suffix('\''))
        .or_else(|| v.strip_prefix('"')?.strip_suffix('"'));
    inner.map_or(v, str::trim)
}

/// Everything that a value could be.
pub(super) fn forms(v: &str, known: &dyn Known) -> Forms {
    let mut f = Forms::default();
    let digits = v.bytes().filter(u8::is_ascii_digit).count();
    let letters = v.chars().filter(|c| c.is_alphabetic()).count();
    f.set(Form::AnyDigit, digits > 0);
    f.set(
        Form::Email,
        v.contains('@') && v.split([';', ',', ' ', '/', '|']).any(|e| email::normal(e).is_some()),
    );
    if digits > 0 {
        numeric(v, digits, letters, known, &mut f);
    } else {
        f.set(Form::Words, letters >= 2);
    }
    f.set(Form::SexWord, v.len() <= 12 && (sex::parse(v).is_some() || is_no_sex(v)));
    f.set(
        Form::SexLetter,
        ["M", "V", "F", "m", "v", "f"].contains(&v) || (v.len() > 2 && f.has(Form::SexWord)),
    );
    if letters > 0 && !f.has(Form::Email) && v.len() <= 80 {
        worded(v, digits, known, &mut f);
    }
    f
}

/// Codes and words for a sex that is not known.
fn is_no_sex(v: &str) -> bool {
    ["u", "o", "x", "9", "0", "onbekend", "unknown", "-"].iter().any(|w| v.eq_ignore_ascii_case(w))
}

fn numeric(v: &str, digits: usize, letters: usize, known: &dyn Known, f: &mut Forms) {
    f.set(Form::Digits, all_digits(v));
    f.set(Form::Measure, is_measure(v));
    f.set(Form::Guid, is_guid(v));
    f.set(Form::LabNumber, is_lab_number(v));
    f.set(Form::KnownNumber, digits >= 4 && known.number(v));
    f.set(Form::KnownPatient, digits >= 5 && v.len() <= 20 && known.patient(v));
    f.set(Form::Postcode, v.len() <= 10 && postcode::normal(v).is_some());
    if letters <= 20 && (7..=12).contains(&digits) && !v.starts_with('-') && !is_called(v, letters) {
        let found = bsn::normal(v).or_else(|| bsn::registered(v));
        f.set(Form::BsnLike, found.is_some());
        f.set(Form::Eleven, found.as_deref().is_some_and(bsn::eleven_test));
        f.set(Form::KnownBsn, found.as_deref().is_some_and(|d| known.bsn(d)));
        f.set(Form::Agb, agb::normal(v).is_some_and(|c| c.starts_with('0')));
    }
    if (9..=15).contains(&digits) && letters <= 4 {
        f.set(Form::Phone, phone::normal(v).is_some());
    }
    // More than a year before 1970: lesser negative numbers may be amounts.
    let epoch = digits >= 8 && date::before_epoch(v).is_some();
    if epoch {
        f.set(Form::Date, true);
        f.set(Form::Dateish, true);
    }
    if !epoch && (4..=20).contains(&digits) && letters <= 12 {
        let parsed = date::parse(v);
        let written = v.len() >= 6 && digits >= 4;
        f.set(Form::Date, written && parsed.is_some_and(|d| d.is_whole()));
        let clock = v
            .split(['T', ' '])
            .nth(1)
            .is_some_and(|t| t.contains(':') && t.bytes().any(|b| (b'1'..=b'9').contains(&b)));
        f.set(Form::Timed, f.has(Form::Date) && (clock || (all_digits(v) && digits > 8)));
        let serial = all_digits(v) && (5..=7).contains(&digits);
        f.set(Form::Dateish, parsed.is_some() || serial);
    }
    if letters >= 6 {
        f.set(Form::Iban, digits >= 8 && iban::normal(v).is_some());
    }
    let number_at = v.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    f.set(
        Form::House,
        v.len() <= 10 && number_at == 0 && digits <= 5 && letters <= 6 && !v.contains([',', ':', '.']),
    );
}

/// Whether words stand before a number that say that it is no BSN: `job 879020830`, `641548823 bytes`.
fn is_called(v: &str, letters: usize) -> bool {
    const OWN: [&str; 4] = ["bsn", "sofi", "burgerservice", "rni"];
    if letters < 3 || !v.contains(' ') {
        return false;
    }
    let together = fold(v).replace(' ', "");
    !together.starts_with("nl") && !OWN.iter().any(|w| together.contains(w))
}

fn worded(v: &str, digits: usize, known: &dyn Known, f: &mut Forms) {
    let folded = fold(v);
    if digits > 0 {
        let (street, number, _) = address::split_number(v);
        let street_like = !number.is_empty() && lists::is_numbered_street(&fold(&street));
        let letters = street.chars().filter(|c| c.is_alphabetic()).count();
        f.set(Form::Numbered, !number.is_empty() && number.len() <= 5 && letters >= 4);
        let code = address::parse_line(v).postcode;
        f.set(
            Form::StreetNumber,
            street_like || (!code.is_empty() && !number.is_empty() && !street.is_empty() && v.len() > 12),
        );
        let head = v.get(..4).is_some_and(all_digits);
        f.set(Form::PostcodeCity, head && !code.is_empty() && v.len() > 8);
        f.set(Form::Result, lists::is_result(&folded));
        f.set(Form::TestKind, lists::is_test(&folded));
        // `Berg, A. van den (geb. 29-03-1970)` is a name with more beside it.
        let cell = composite::apart(v);
        if cell.birth.is_some() || cell.home.is_some() {
            named(cell.name, &fold(cell.name), known, f);
            // Whoever is dated beside several words is a person.
            let dated = cell.birth.is_some() && cell.name.split_whitespace().count() >= 2;
            f.set(Form::NameWithParts, dated || f.has(Form::NameWithParts));
        }
        return;
    }
    named(v, &folded, known, f);
    f.set(Form::Given, is_given_first(&folded, known));
    f.set(Form::Initials, is_initials(v));
    f.set(Form::Prefix, name::is_prefix(v));
    f.set(Form::Street, lists::is_street(&folded));
    f.set(Form::City, lists::is_city(&folded));
    f.set(Form::Function, lists::is_function(&folded));
    f.set(Form::Result, lists::is_result(&folded));
    f.set(Form::TestKind, lists::is_test(&folded));
}

fn is_guid(v: &str) -> bool {
    let bare = v.trim_matches(['{', '}']);
    bare.len() == 36
        && bare.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

/// `7.4`, `<1`, `1:64`.
fn is_measure(v: &str) -> bool {
    let value = v.trim_start_matches(['<', '>', '=', '≤', '≥', ' ', '-', '+']);
    // `82 U/L`
    let value = value.split_once(' ').filter(|(_, unit)| unit.len() <= 10).map_or(value, |(value, _)| value);
    value.len() <= 6
        && value.starts_with(|c: char| c.is_ascii_digit())
        && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':'))
}

/// `24W85567`, `T23-004512`: a year and a counter, with a letter.
fn is_lab_number(v: &str) -> bool {
    let mut rest = v.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let lettered = v.len() - rest.len();
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest = rest.get(year..).unwrap_or("");
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_uppercase() || c == '-');
    let sign = rest.len() - behind.len();
    let digits = all_digits(behind) && (4..=8).contains(&behind.len());
    year == 2
        && digits
        && (1..=2).contains(&sign)
        && lettered <= 2
        && (lettered == 0 || rest.starts_with('-'))
        && (lettered > 0 || !rest.starts_with('-'))
}

fn is_given_first(folded: &str, known: &dyn Known) -> bool {
    let words = words_of(folded);
    words.first().is_some_and(|w| known.given(w) || lists::is_given(w)) && words.len() <= 3
}

fn words_of(folded: &str) -> Vec<&str> {
    folded.split([' ', ',', '-', '.', '(', ')']).filter(|w| !w.is_empty()).collect()
}

/// The forms that names have.
fn named(v: &str, folded: &str, known: &dyn Known, f: &mut Forms) {
    let words = words_of(folded);
    // `diabetes mellitus, wil geen 's ochtends prikken`
    let surname = |w: &str| known.surname(w) || lists::is_surname(w);
    let given = |w: &str| known.given(w) || lists::is_given(w);
    if words.len() > 2 && health::tells(v) && !words.iter().any(|w| health::is_word(w) && known.surname(w)) {
        return;
    }
    let (_, bare) = name::split_prefix(v);
    f.set(
        Form::Surname,
        words.len() <= 5
            && !v.contains(',')
            && (surname(&fold(&bare)) || (words.len() == 1 && surname(folded))),
    );
    if (2..=8).contains(&words.len()) && !lists::is_organisation(folded) {
        let parsed = name::parse(v).filter(|n| !n.surname.is_empty());
        let with = parsed.is_some_and(|n| !n.initials.is_empty() || (v.contains(',') && !n.given.is_empty()));
        f.set(Form::NameWithParts, with || name::sex_of_title(v).is_some());
        f.set(
            Form::KnownFullName,
            words.iter().any(|w| surname(w))
                || (words.first().is_some_and(|w| given(w)) && !lists::is_city(folded)),
        );
    }
}

/// `A.B.`, `AB`, `A B`, `Th.`: capitals, each alone or before a dot.
fn is_initials(v: &str) -> bool {
    let letters = v.chars().filter(|c| c.is_alphabetic()).count();
    let dotted = v.contains('.');
    let fits = |c: char| c.is_uppercase() || c == '.' || c == ' ' || (dotted && c.is_lowercase()) || c == '-';
    (1..=if dotted { 8 } else { 4 }).contains(&letters)
        && v.chars().all(fits)
        && v.chars().next().is_some_and(char::is_uppercase)
        && v.split(['.', ' ', '-']).all(|p| p.chars().count() <= if dotted { 2 } else { 4 })
}
