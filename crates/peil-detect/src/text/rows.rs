//! The rows of a print: which lines are one, and what the lines below add to it.

use peil_model::{Category, CategorySet, Cells, Place, Record};

use crate::columns::is_organisation;
use crate::fold;
use crate::headers::FieldRole;
use crate::identifiers::{date, postcode, sex};
use crate::table::records;

use super::finds::{At, Find};
use super::labels::{Labels, Owner};
use super::merge;
use super::print::{self, Layout, Second};
use super::words::{Cue, cue};

/// Lines that are no rows after which the columns no longer hold.
const OTHER_LINES_MAX: u32 = 12;

/// A print being read.
pub(super) struct Print {
    layout: Layout,
    below: Option<Layout>,
    /// A head line or rule was the last line: a second head line may follow.
    heading: bool,
    last: Option<Record>,
    other: u32,
    /// Text lines below the last row that may still be its person's.
    follows: bool,
}

/// What a line was to the print.
pub(super) enum Line {
    /// Taken.
    Taken,
    /// Values of the person named above the table.
    Values(CategorySet),
    /// No row; it may add to the row above.
    More,
    /// Nothing of the table.
    Other,
}

impl Print {
    /// A print whose head was read.
    pub fn new(layout: Layout) -> Print {
        Print { layout, below: None, heading: true, last: None, other: 0, follows: false }
    }

    /// A print whose head and rule were read: no second head line follows.
    pub fn under(layout: Layout) -> Print {
        Print { heading: false, ..Print::new(layout) }
    }

    /// Takes a line that is not blank.
    pub fn line(&mut self, number: u64, text: &str, labels: &mut Labels, out: &mut Vec<Record>) -> Line {
        if print::is_rule(text) {
            self.heading = false;
            return Line::Taken;
        }
        if self.heading {
            self.heading = false;
            match self.layout.second(text, labels) {
                Some(Second::Stacked(layout)) => {
                    self.layout = layout;
                    return Line::Taken;
                }
                Some(Second::Below(layout)) => {
                    self.below = Some(layout);
                    return Line::Taken;
                }
                None => {}
            }
        }
        let first = text.split_whitespace().next().unwrap_or("");
        let total = matches!(cue(first.trim_end_matches([':', '.'])), Cue::Total);
        let cells = self.layout.cut(text);
        if !total && self.layout.is_anonymous() {
            let mut found = Vec::new();
            let said = records(&self.layout.columns, Place::lines(number, number), &cells, &mut found);
            let said = found.first().map_or(said, |r| r.categories);
            let filled = cells.iter().filter(|c| !c.is_empty()).count() >= 2;
            // `Naam : Smit` of the next form is no examination.
            let labelled = cells.get(0).contains(':');
            let values = filled && !labelled && !said.is_empty();
            return if values { Line::Values(said) } else { Line::Other };
        }
        if !total && self.last.is_none() {
            self.layout.adapt(&cells);
        }
        if !total && is_row(&self.layout, &cells) {
            self.end(out);
            let mut found = Vec::new();
            records(&self.layout.columns, Place::lines(number, number), &cells, &mut found);
            let mut found = found.into_iter();
            self.last = found.next();
            if let Some(last) = self.last.as_mut().filter(|_| self.layout.measures(&cells)) {
                last.categories.insert(Category::TestKind);
                last.categories.insert(Category::TestResult);
            }
            out.extend(found);
            self.follows = true;
            self.other = 0;
            return Line::Taken;
        }
        if total {
            self.follows = false;
            return Line::Other;
        }
        if self.follows && self.last.is_some() {
            if let Some(below) = &self.below {
                let cells = below.cut(text);
                let mut found = Vec::new();
                let said = records(&below.columns, Place::lines(number, number), &cells, &mut found);
                let more = found.into_iter().next();
                if let Some(last) = self.last.as_mut().filter(|_| more.is_some() || !said.is_empty()) {
                    absorb(last, more, said, number);
                    return Line::Taken;
                }
            }
            let blank = cells.get(0).is_empty() || text.starts_with([' ', '\t']);
            if blank && !text.trim_start().starts_with("--") && only_results(&self.layout, &cells) {
                let mut found = Vec::new();
                let said = records(&self.layout.columns, Place::lines(number, number), &cells, &mut found);
                if let Some(last) = &mut self.last {
                    absorb(last, found.into_iter().next(), said, number);
                }
                return Line::Taken;
            }
            if blank {
                return Line::More;
            }
        }
        self.follows = false;
        self.other += 1;
        Line::Other
    }

    /// Adds what a line below the row says to its person; a line that names somebody else says nothing of
    /// her.
    pub fn more(&mut self, number: u64, finds: Vec<At>) {
        let Some(last) = &mut self.last else { return };
        let stranger = finds.iter().any(|f| match &f.find {
            Find::Name(n, _) => {
                f.owner == Owner::Subject && !last.names.iter().any(|m| merge::same_person(m, n))
            }
            Find::Birth(d) => last.birth.is_some_and(|b| b != *d),
            _ => false,
        });
        if stranger {
            self.follows = false;
            return;
        }
        for at in finds {
            match at.owner {
                Owner::Subject if !matches!(at.find, Find::Fresh | Find::Made(_)) => {
                    last.place.last = number;
                    merge::into(last, &mut peil_model::Name::default(), at);
                }
                Owner::Gp => {
                    if let Find::Gp(id) = at.find {
                        merge::gp(last, id);
                    }
                }
                _ => {}
            }
        }
    }

    /// A blank line: what follows is not the last row's.
    pub fn blank(&mut self, out: &mut Vec<Record>) {
        self.heading = false;
        self.follows = false;
        self.end(out);
    }

    /// A page ends: its columns may hold on the next one.
    pub fn page(&mut self) {
        self.other = 0;
    }

    /// Hands on the last row's person.
    pub fn end(&mut self, out: &mut Vec<Record>) {
        if let Some(mut r) = self.last.take() {
            crate::table::categorise(&mut r);
            let said = !r.numbers.is_empty() || !r.bsns.is_empty();
            if r.is_personal()
                && (said
                    || !r.names.is_empty()
                    || r.birth.is_some()
                    || !r.phones.is_empty()
                    || !r.emails.is_empty()
                    || !r.addresses.is_empty())
            {
                out.push(r);
            }
        }
    }

    /// Whether the last line was a head line.
    pub fn is_heading(&self) -> bool {
        self.heading
    }

    /// Whether so much other text came that the columns no longer hold.
    pub fn is_over(&self) -> bool {
        self.other > OTHER_LINES_MAX
    }
}

/// Puts what a second line says into the row's record; `said` if it names nobody.
fn absorb(last: &mut Record, more: Option<Record>, said: CategorySet, number: u64) {
    last.place.last = number;
    last.categories = last.categories.union(said);
    let Some(more) = more else { return };
    last.bsns.extend(more.bsns);
    last.numbers.extend(more.numbers);
    if last.names.is_empty() {
        last.names = more.names;
    }
    last.birth = last.birth.or(more.birth);
    last.sex = last.sex.or(more.sex);
    for a in more.addresses {
        match last.addresses.last_mut() {
            Some(to) => merge::complete(to, a),
            None => last.addresses.push(a),
        }
    }
    last.emails.extend(more.emails);
    last.phones.extend(more.phones);
    last.ibans.extend(more.ibans);
    last.parties.extend(more.parties);
    last.made = last.made.or(more.made);
    last.categories = last.categories.union(more.categories);
}

/// Whether cells are a row's: those of columns with a form have it, or there is a name where names stand.
fn is_row(layout: &Layout, cells: &Cells) -> bool {
    let (mut good, mut bad, mut named, mut filled) = (0, 0, false, 0);
    for (role, cell) in layout.columns.roles.iter().zip(cells.iter()) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        filled += 1;
        match role.and_then(|r| has_form(r, cell)) {
            Some(true) => good += 1,
            Some(false) => bad += 1,
            None => named |= role.is_some_and(is_name) && looks_like_name(cell),
        }
    }
    (good > bad && (bad == 0 || good >= 2) && filled >= 2) || (named && bad == 0 && filled >= 2)
}

/// Whether a cell has the form of its column; nothing where a column has none.
fn has_form(role: FieldRole, cell: &str) -> Option<bool> {
    use FieldRole as F;
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    Some(match role {
        F::BirthDate | F::OtherDate | F::Date => date::parse(cell).is_some(),
        F::Bsn => (8..=12).contains(&digits),
        F::Specimen | F::Order | F::PatientNumber | F::Key | F::InsuranceNumber => {
            digits >= 2 && !cell.contains(' ') && !cell.contains(':')
        }
        F::Phone => digits >= 6,
        F::Postcode => postcode::normal(cell).is_some(),
        F::Email => cell.contains('@'),
        F::Sex => sex::parse(cell).is_some(),
        F::HouseNumber => cell.starts_with(|c: char| c.is_ascii_digit()),
        _ => return None,
    })
}

fn is_name(role: FieldRole) -> bool {
    matches!(role, FieldRole::FullName | FieldRole::Surname)
}

fn looks_like_name(cell: &str) -> bool {
    cell.len() <= 50
        && cell.starts_with(|c: char| c.is_alphabetic() || c == '\'')
        && !cell.contains([':', '?', '!', '='])
        && cell.split_whitespace().count() <= 6
        && cell
            .split_whitespace()
            .all(|w| !matches!(cue(w.trim_end_matches(['.', ','])), Cue::Total | Cue::Opener | Cue::Closing))
        && cell.contains(|c: char| c.is_uppercase())
        && !is_organisation(&fold(cell))
}

/// Whether a line has values only where examinations and remarks stand: one person's second examination.
fn only_results(layout: &Layout, cells: &Cells) -> bool {
    use FieldRole as F;
    let mut any = false;
    let fits = layout.columns.roles.iter().zip(cells.iter()).all(|(role, cell)| {
        let result = matches!(role, Some(F::TestKind | F::TestResult | F::MedicalText | F::OtherDate));
        any |= result && !cell.trim().is_empty();
        result || cell.trim().is_empty()
    });
    fits && any
}
