//! What one line of text says of a person.

use peil_model::{Address, Bsn, Category, Name, Number, NumberKind, PartialDate, Party, PartyKind, Record};

use crate::headers::{FieldRole, role};
use crate::identifiers::{agb, bsn, date, email, iban, phone, postcode, sex};
use crate::{Known, address, fold, name};

/// The finds of one line.
#[derive(Default)]
pub(super) struct Line {
    bsns: Vec<Bsn>,
    numbers: Vec<Number>,
    names: Vec<Name>,
    labelled_name: bool,
    birth: Option<PartialDate>,
    sex: Option<peil_model::Sex>,
    address: Option<Address>,
    emails: Vec<String>,
    phones: Vec<String>,
    ibans: Vec<String>,
    parties: Vec<Party>,
    categories: peil_model::CategorySet,
    /// The line is a record by itself (a log line).
    pub own_record: bool,
}

/// Reads one line.
pub(super) fn read(text: &str, known: &dyn Known) -> Line {
    let mut line = Line { own_record: is_log(text), ..Line::default() };
    let pairs = pairs(text);
    for (label, value) in &pairs {
        line.labelled(label, value);
    }
    line.loose(text, known, !pairs.is_empty());
    line
}

/// A line that begins with a date and a time, or a bracketed one.
fn is_log(text: &str) -> bool {
    let t = text.trim_start_matches(['[', '<']);
    let b = t.as_bytes();
    let digits = |r: std::ops::Range<usize>| b.get(r).is_some_and(|s| s.iter().all(u8::is_ascii_digit));
    (digits(0..4)
        && b.get(4) == Some(&b'-')
        && digits(5..7)
        && digits(8..10)
        && b.get(10).is_some_and(|c| matches!(c, b'T' | b' '))
        && digits(11..13))
        || (digits(0..2)
            && matches!(b.get(2), Some(b'-' | b'/'))
            && digits(3..5)
            && digits(6..10)
            && digits(11..13)
            && b.get(13) == Some(&b':'))
        || (digits(0..8)
            && b.get(8).is_some_and(|c| matches!(c, b'T' | b' '))
            && digits(9..11)
            && b.get(11) == Some(&b':'))
}

/// `label: value`, `label = value`, `key="value"` pairs whose label is a known header.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let marks: Vec<usize> =
        text.char_indices().filter(|(_, c)| matches!(c, ':' | '=')).map(|(i, _)| i).collect();
    let mut starts: Vec<(usize, usize, String)> = Vec::new();
    for m in marks {
        let before = &text[..m];
        let head = before.trim_end();
        // The label is the last one to three words before the mark.
        let words: Vec<(usize, &str)> = word_starts(head);
        for take in (1..=3usize).rev() {
            if words.len() < take {
                continue;
            }
            let at = words[words.len() - take].0;
            let label = head[at..].trim_matches(|c: char| !c.is_alphanumeric());
            if !label.is_empty() && label.chars().any(char::is_alphabetic) && role(label).is_some() {
                starts.push((at, m + 1, label.to_owned()));
                break;
            }
        }
    }
    for (i, (_, from, label)) in starts.iter().enumerate() {
        let to = starts.get(i + 1).map_or(text.len(), |(at, _, _)| *at).max(*from);
        let mut value = text[*from..to].trim().trim_end_matches([',', ';', '|']).trim();
        if let Some(quoted) = value.strip_prefix('"') {
            value = quoted.split('"').next().unwrap_or(quoted);
        } else if let Some((first, _)) = value.split_once("  ") {
            value = first;
        } else if let Some((first, _)) = value.split_once(" | ") {
            value = first;
        }
        out.push((
            label.clone(),
            value
                .trim_matches(|c: char| matches!(c, '"' | '\'' | '(' | ')' | '[' | ']' | ';'))
                .trim()
                .to_owned(),
        ));
    }
    out
}

fn word_starts(s: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for word in s.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | '"')) {
        if !word.is_empty() {
            out.push((at, word));
        }
        at += word.len() + 1;
    }
    out
}

impl Line {
    /// Whether nothing of a person stands in the line.
    pub fn is_empty(&self) -> bool {
        self.bsns.is_empty()
            && self.numbers.is_empty()
            && self.names.is_empty()
            && self.birth.is_none()
            && self.sex.is_none()
            && self.address.is_none()
            && self.emails.is_empty()
            && self.phones.is_empty()
            && self.ibans.is_empty()
            && self.parties.is_empty()
            && self.categories.is_empty()
    }

    /// Whether the line cannot be about the same person as the record.
    pub fn conflicts(&self, r: &Record) -> bool {
        let bsn =
            self.bsns.iter().any(|b| b.labelled && r.bsns.iter().any(|x| x.labelled && x.digits != b.digits));
        let birth = matches!((self.birth, r.birth), (Some(a), Some(b)) if a != b);
        let name = self.labelled_name
            && r.names
                .first()
                .is_some_and(|n| self.names.first().is_some_and(|m| fold(&n.surname) != fold(&m.surname)));
        bsn || birth || name
    }

    /// Adds the finds to a record.
    pub fn add_to(self, r: &mut Record) {
        for b in self.bsns {
            if !r.bsns.iter().any(|x| x.digits == b.digits) {
                r.bsns.push(b);
            }
        }
        for n in self.numbers {
            if !r.numbers.contains(&n) {
                r.numbers.push(n);
            }
        }
        for n in self.names {
            if !r.names.contains(&n) {
                if self.labelled_name { r.names.insert(0, n) } else { r.names.push(n) }
            }
        }
        r.birth = r.birth.or(self.birth);
        r.sex = r.sex.or(self.sex);
        if let Some(a) = self.address {
            match r.addresses.first_mut() {
                Some(known) if known.street.is_empty() || known.postcode.is_empty() => {
                    for (to, from) in [
                        (&mut known.street, a.street),
                        (&mut known.number, a.number),
                        (&mut known.suffix, a.suffix),
                        (&mut known.postcode, a.postcode),
                        (&mut known.city, a.city),
                    ] {
                        if to.is_empty() {
                            *to = from;
                        }
                    }
                }
                Some(_) => {}
                None => r.addresses.push(a),
            }
        }
        r.emails.extend(self.emails);
        r.phones.extend(self.phones);
        r.ibans.extend(self.ibans);
        r.parties.extend(self.parties);
        r.categories = r.categories.union(self.categories);
    }

    /// Last look at a finished record: an unlabelled number beside a labelled BSN says nothing.
    pub fn settle(r: &mut Record) {
        if r.bsns.iter().any(|b| b.labelled) {
            r.bsns.retain(|b| b.labelled);
        }
    }

    fn labelled(&mut self, label: &str, value: &str) {
        use FieldRole as F;
        if value.is_empty() {
            return;
        }
        let first = value.split_whitespace().next().unwrap_or("");
        match role(label) {
            Some(F::Bsn) => {
                let digits: String =
                    value.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ' ')).collect();
                if let Some(digits) = bsn::normal(digits.trim()).or_else(|| bsn::normal(first)) {
                    self.bsns.push(Bsn { digits, labelled: true });
                }
            }
            Some(F::FullName | F::Surname | F::PartnerSurname) => {
                if let Some(n) = name::parse(value) {
                    self.names.push(n);
                    self.labelled_name = true;
                }
            }
            Some(F::BirthDate) => self.birth = date::parse(value).or_else(|| date::parse(first)),
            Some(F::Sex) => self.sex = sex::parse(first),
            Some(F::AddressLine | F::Street | F::PostcodeCity) => {
                self.address = Some(address::parse_line(value))
            }
            Some(F::Postcode) => {
                self.address = Some(Address {
                    postcode: postcode::normal(value).unwrap_or_default(),
                    ..Address::default()
                })
            }
            Some(F::City) => self.address = Some(Address { city: value.to_owned(), ..Address::default() }),
            Some(F::PatientNumber | F::Key) => self.number(NumberKind::Patient, first),
            Some(F::Specimen) => self.number(NumberKind::Specimen, first),
            Some(F::Order) => self.number(NumberKind::Order, first),
            Some(F::InsuranceNumber) => self.number(NumberKind::Insurance, first),
            Some(F::TestKind) => self.categories.insert(Category::TestKind),
            Some(F::TestResult) => self.categories.insert(Category::TestResult),
            Some(F::MedicalText) => self.categories.insert(Category::MedicalText),
            Some(F::Gp) => {
                self.categories.insert(Category::Gp);
                self.parties.push(Party { kind: PartyKind::Requester, id: format!("NAME:{value}") });
            }
            Some(F::GpAgb) => {
                if let Some(code) = agb::normal(first) {
                    self.categories.insert_if(Category::Gp, agb::is_gp(&code));
                    self.parties.push(Party { kind: PartyKind::Requester, id: format!("AGB:{code}") });
                }
            }
            Some(F::Requester) => {
                self.parties.push(Party { kind: PartyKind::Requester, id: format!("NAME:{value}") })
            }
            Some(F::Client) => {
                self.parties.push(Party { kind: PartyKind::Client, id: format!("NAME:{value}") })
            }
            _ => {}
        }
    }

    fn number(&mut self, kind: NumberKind, value: &str) {
        let value = value.trim_matches(|c: char| !c.is_alphanumeric());
        if value.chars().any(|c| c.is_ascii_digit()) {
            self.numbers.push(Number { kind, issuer: String::new(), value: value.to_owned() });
        }
    }

    /// What stands in the line without a label.
    fn loose(&mut self, text: &str, known: &dyn Known, has_labels: bool) {
        if text.contains('@') {
            self.emails.extend(
                text.split(|c: char| {
                    c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | '=' | ':')
                })
                .filter_map(|w| email::normal(w.trim_end_matches('.'))),
            );
        }
        let low = fold(text);
        self.categories.insert_if(
            Category::TestKind,
            ["uitstrijkje", "hpv", "cytologie", "kweek", "papanicolaou", "onderzoek naar", "smear"]
                .iter()
                .any(|w| low.contains(w)),
        );
        self.categories.insert_if(
            Category::TestResult,
            [
                "uitslag",
                "positief",
                "negatief",
                "positive",
                "negative",
                "afwijkend",
                "pap 1",
                "pap 2",
                "pap 3",
                "resultaat",
            ]
            .iter()
            .any(|w| low.contains(w))
                && self.categories.contains(Category::TestKind),
        );
        self.categories.insert_if(
            Category::MedicalText,
            ["klachten", "anticonceptie", "menstruatie", "bloedverlies", "anamnese", "medicatie", "zwanger"]
                .iter()
                .any(|w| low.contains(w)),
        );
        if text.bytes().any(|b| b.is_ascii_digit()) {
            self.digits(text, &low, known);
        }
        if !has_labels || self.names.is_empty() {
            self.addressed(text, &low);
        }
    }

    fn digits(&mut self, text: &str, low: &str, known: &dyn Known) {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ')' | '"' | '='))
            .filter(|w| !w.is_empty())
            .collect();
        let born = ["geb", "born", "dob", "geboren"].iter().any(|w| low.contains(w));
        for (i, w) in words.iter().enumerate() {
            let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() || !bare.bytes().any(|b| b.is_ascii_digit()) {
                continue;
            }
            let before = i.checked_sub(1).map_or(String::new(), |j| fold(words[j]));
            let plain = bare.bytes().all(|b| b.is_ascii_digit());
            if before.starts_with("bsn") || bare.to_ascii_lowercase().starts_with("bsn") {
                if let Some(digits) = bsn::normal(bare) {
                    self.push_bsn(digits, true);
                }
            } else if plain && known.number(bare) {
                self.number(NumberKind::Specimen, bare);
            } else if plain
                && bare.len() == 9
                && bsn::eleven_test(bare)
                && !self.numbers.iter().any(|n| n.value == bare)
                && !labelled_number(&before)
            {
                self.push_bsn(bare.to_owned(), false);
            }
            if born && self.birth.is_none() && bare.len() >= 6 {
                self.birth = date::parse(bare).filter(|d| d.is_whole() && d.year < 2024);
            }
            let pair = words
                .get(i + 1)
                .map(|n| format!("{bare} {}", n.trim_matches(|c: char| !c.is_alphanumeric())));
            let code = postcode::normal(bare).filter(|_| bare.len() == 6).or_else(|| {
                pair.filter(|p| {
                    p.len() == 7 && bare.len() == 4 && p[5..].bytes().all(|b| b.is_ascii_uppercase())
                })
                .and_then(|p| postcode::normal(&p))
            });
            if code.is_some() && self.address.is_none() {
                self.address = Some(address::parse_line(text));
            }
        }
        if self.phones.is_empty()
            && (low.contains("tel") || low.contains("mobiel") || low.contains("06-") || low.contains("+31"))
        {
            self.phones.extend(phone::all(text));
        }
        if low.contains("nl") {
            self.ibans.extend(text.split([',', ';', ':']).filter_map(|p| iban::normal(p.trim())));
        }
        // "Dorpsstraat 12" alone on its line, as in an address block.
        if self.address.is_none() && words.len() <= 5 && self.bsns.is_empty() && self.birth.is_none() {
            let (street, number, suffix) = address::split_number(text.trim());
            let streetlike = [
                "straat", "laan", "weg", "plein", "kade", "singel", "gracht", "hof", "dijk", "pad", "dreef",
                "steeg",
            ]
            .iter()
            .any(|e| fold(&street).ends_with(e));
            if streetlike && !number.is_empty() {
                self.address = Some(Address { street, number, suffix, ..Address::default() });
            }
        }
    }

    fn push_bsn(&mut self, digits: String, labelled: bool) {
        if !self.bsns.iter().any(|b| b.digits == digits) {
            self.bsns.push(Bsn { digits, labelled });
        }
    }

    /// Names after a form of address: "mevrouw A. de Vries", "Geachte mevrouw De Vries,", "Betreft: ...".
    fn addressed(&mut self, text: &str, low: &str) {
        for cue in ["mevrouw ", "mevr. ", "mw. ", "de heer ", "dhr. ", "patiente ", "patient "] {
            if let Some(at) = low.find(cue) {
                // Folding may change lengths; find the cue in the text itself.
                let Some(from) = text.to_lowercase().find(cue).map(|i| i + cue.len()) else { continue };
                let _ = at;
                let Some(rest) = text.get(from..) else { continue };
                let end = rest.find([',', ':', ';', '(', '|']).unwrap_or(rest.len());
                let mut words: Vec<&str> = Vec::new();
                for w in rest[..end].split_whitespace().take(6) {
                    let named = w.chars().next().is_some_and(char::is_uppercase) || name::is_prefix(w);
                    if !named {
                        break;
                    }
                    words.push(w);
                }
                while words.last().is_some_and(|w| name::is_prefix(w)) {
                    words.pop();
                }
                if let Some(n) = name::parse(&words.join(" ")).filter(|n| !n.surname.is_empty()) {
                    self.names.push(n);
                }
                return;
            }
        }
    }
}

fn labelled_number(before: &str) -> bool {
    [
        "order", "ordernr", "nr", "nummer", "aanvraag", "monster", "barcode", "lab", "factuur", "ref", "id",
        "ticket", "kenmerk",
    ]
    .iter()
    .any(|w| before.contains(w))
}
