//! Lines of fixed fields without heads or blanks between them: `400123241WIJNEN K        198109195731GS6`.

use peil_model::{Address, PartialDate};

use crate::identifiers::{bsn, phone, sex};
use crate::name;

use super::finds::{Find, How};

/// Digits of the longest run that is taken apart.
const RUN_MAX: usize = 40;

/// The fields of such a line; none if it is not unmistakably one: a name, a birth date, and a BSN or
/// postcode, at least one of them glued to its neighbour.
pub(super) fn read(line: &str) -> Option<Vec<Find>> {
    if line.len() < 20 || line.len() > 500 || line.contains([':', '=', ';', '|', '\t', '@']) {
        return None;
    }
    if !line.as_bytes().split(|b| !b.is_ascii_digit()).any(|run| run.len() >= 8) {
        return None; // the commonest end: no run of digits long enough for a date
    }
    let mut found = Fields::default();
    let mut rest = line;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (run, after) = rest.split_at_checked(digits)?;
            rest = found.digits(run, after)?;
            continue;
        }
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, after) = rest.split_at_checked(end)?;
        found.text(text);
        rest = after;
    }
    found.finish()
}

#[derive(Default)]
struct Fields {
    bsn: Option<String>,
    birth: Option<PartialDate>,
    name: Option<String>,
    sex: Option<peil_model::Sex>,
    address: Address,
    phone: Option<String>,
    glued: bool,
    touching: bool,
}

impl Fields {
    /// Takes a run of digits, and the letters of a postcode behind it.
    fn digits<'t>(&mut self, run: &str, after: &'t str) -> Option<&'t str> {
        if run.len() > RUN_MAX {
            return None;
        }
        let letters = after.get(..2).filter(|l| l.bytes().all(|b| b.is_ascii_uppercase()));
        let more = after.get(2..).and_then(|s| s.chars().next());
        let code = letters.filter(|_| !more.is_some_and(|c| c.is_ascii_uppercase()) || run.len() > 4);
        let pieces = pieces(run, code.is_some());
        let Some(pieces) = pieces else {
            if self.birth.is_some()
                && run.len() <= 5
                && self.address.number.is_empty()
                && !self.address.postcode.is_empty()
            {
                self.address.number = run.trim_start_matches('0').to_owned();
            }
            self.touching = true;
            return Some(after);
        };
        self.glued |= pieces.len() > 1 || self.touching || after.starts_with(|c: char| c.is_alphabetic());
        let mut used = 0;
        for p in pieces {
            match p {
                Piece::Bsn(d) => self.bsn = self.bsn.take().or(Some(d)),
                Piece::Birth(d) => self.birth = self.birth.or(Some(d)),
                Piece::Phone(p) => self.phone = Some(p),
                Piece::Postcode(d) => {
                    self.address.postcode = format!("{d}{}", code.unwrap_or(""));
                    used = 2;
                }
            }
        }
        self.touching = true;
        after.get(used..)
    }

    fn text(&mut self, text: &str) {
        let blank_end = text.ends_with(' ');
        for part in text.split("  ").map(str::trim).filter(|p| !p.is_empty()) {
            let letters = part.chars().filter(|c| c.is_alphabetic()).count();
            if letters >= 3
                && self.name.is_none()
                && !part.contains(|c: char| !(c.is_alphabetic() || " .,-'’/".contains(c)))
            {
                self.name = Some(part.to_owned());
            } else if letters == 1
                && self.sex.is_none()
                && self.birth.is_some()
                && self.address.postcode.is_empty()
            {
                self.sex = sex::parse(part);
            } else if letters >= 3 && !self.address.postcode.is_empty() && self.address.city.is_empty() {
                self.address.city = part.to_owned();
            }
        }
        self.touching = !blank_end;
    }

    fn finish(self) -> Option<Vec<Find>> {
        let birth = self.birth?;
        if !self.glued || (self.bsn.is_none() && self.address.postcode.is_empty()) {
            return None;
        }
        let name = name::parse(&self.name?)?;
        let mut out = vec![Find::Name(name, How::Beside), Find::Birth(birth)];
        out.extend(self.bsn.map(|d| Find::Bsn(d, false)));
        out.extend(self.sex.map(Find::Sex));
        out.extend(self.phone.map(Find::Phone));
        if self.address != Address::default() {
            out.push(Find::Address(self.address));
        }
        Some(out)
    }
}

/// Reads a field of its own length.
type Make = fn(&str) -> Option<Piece>;

enum Piece {
    Bsn(String),
    Birth(PartialDate),
    Phone(String),
    Postcode(String),
}

/// A run of digits as fields without anything left over.
fn pieces(run: &str, code: bool) -> Option<Vec<Piece>> {
    if run.is_empty() {
        return Some(Vec::new());
    }
    let tries: [(usize, Make); 3] = [
        (9, |s| (bsn::eleven_test(s)).then(|| Piece::Bsn(s.to_owned()))),
        (8, |s| birth(s).map(Piece::Birth)),
        (10, |s| if s.starts_with('0') { phone::normal(s).map(Piece::Phone) } else { None }),
    ];
    if run.len() == 4 && code && !run.starts_with('0') {
        return Some(vec![Piece::Postcode(run.to_owned())]);
    }
    for (n, make) in tries {
        if let Some((head, tail)) = run.split_at_checked(n)
            && let Some(piece) = make(head)
            && let Some(mut rest) = pieces(tail, code)
        {
            rest.insert(0, piece);
            return Some(rest);
        }
    }
    None
}

/// Eight digits as a day on which somebody was born, year or day in front.
fn birth(s: &str) -> Option<PartialDate> {
    let n = |from: usize, to: usize| s.get(from..to).and_then(|p| p.parse::<u16>().ok());
    let day = |y: u16, m: u16, d: u16| {
        let date = PartialDate::new(y, u8::try_from(m).ok()?, u8::try_from(d).ok()?)?;
        (1900..=2025).contains(&date.year).then_some(date)
    };
    day(n(0, 4)?, n(4, 6)?, n(6, 8)?).or_else(|| day(n(4, 8)?, n(2, 4)?, n(0, 2)?))
}
