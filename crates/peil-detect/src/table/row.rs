//! What one row says of its subject, and of the other persons in it.

use peil_model::{Category, CategorySet, Cells, Party, PartyKind, Place, Record, Role};

use super::nested;
use super::person::Person;
use super::said::said;
use crate::columns::{Lookup, Sheet, bare, is_filler};
use crate::headers::FieldRole::{self, *};
use crate::headers::Owner;
use crate::identifiers::agb;
use crate::identifiers::date::DayOrder;
use crate::{POINTER, fold, health, name};

/// Adds the records of a row. Gives what a row says of an examination if it names nobody.
pub(super) fn records(sheet: &Sheet, place: Place, cells: &Cells, out: &mut Vec<Record>) -> CategorySet {
    if sheet.goods || is_footer(cells) {
        return CategorySet::default();
    }
    let mut row = Row {
        subject: Person::new(place, sheet.subject),
        place,
        contact: None,
        partner: None,
        second: None,
        partner_alone: false,
        unknown_requester: false,
        other_requester: false,
        function: None,
    };
    let width = cells.len().min(sheet.columns.roles.len());
    for c in 0..width {
        let v = bare(cells.get(c));
        if !v.is_empty() && !is_filler(v) {
            row.cell(sheet, c, v);
        }
    }
    // Cells beyond the columns that were judged.
    for c in width..cells.len() {
        row.subject.look(cells.get(c).trim());
    }
    row.finish(sheet, out)
}

struct Row {
    place: Place,
    subject: Person,
    /// Made when one of their cells comes: most rows have none.
    contact: Option<Box<Person>>,
    partner: Option<Box<Person>>,
    second: Option<Box<Person>>,
    /// The partner's columns say more than a name.
    partner_alone: bool,
    unknown_requester: bool,
    other_requester: bool,
    function: Option<Role>,
}

impl Row {
    fn cell(&mut self, sheet: &Sheet, c: usize, v: &str) {
        let flag = |list: &[bool]| list.get(c).copied().unwrap_or(false);
        let order = sheet.columns.dates.get(c).copied().unwrap_or_default();
        if let Some((owner, role)) = sheet.others.get(c).copied().flatten() {
            self.of_other(sheet, owner, role, v, order);
        }
        if let Some(Some(lookup)) = sheet.points.get(c) {
            return self.points(lookup, v);
        }
        if let Some(Some((kind, table))) = sheet.awaited.get(c) {
            self.add_party(*kind, format!("{POINTER}:{table}|{v}"));
        }
        if sheet.gps.get(c) == Some(&true) {
            self.subject.record.categories.insert(Category::Gp);
            return;
        }
        if flag(&sheet.tests) {
            self.subject.record.categories.insert(Category::TestKind);
        }
        if let Some(key) = sheet.keys.get(c).and_then(Option::as_ref) {
            self.subject.row_key(&key.table, v);
            if !key.known {
                return;
            }
        }
        if nested::is_object(v) {
            return self.nested(sheet, c, v);
        }
        match sheet.columns.roles.get(c).copied().flatten() {
            Some(Key) if flag(&sheet.counters) => {}
            Some(Key) if sheet.subject == Role::Patient && flag(&sheet.own_numbers) => {
                self.subject.own_number(v);
            }
            Some(role) if sheet.subject == Role::Patient => self.of_patient(role, v, order, c, sheet),
            Some(role) => self.of_staff(sheet, role, v, order),
            None => {
                if !flag(&sheet.closed) {
                    self.subject.look(v);
                }
                if sheet.subject == Role::Patient && flag(&sheet.described) {
                    self.hear(sheet, c, None, v);
                }
            }
        }
    }

    /// A cell that holds an object of keys and values.
    fn nested(&mut self, sheet: &Sheet, c: usize, v: &str) {
        for (role, value) in nested::values(v) {
            match sheet.subject {
                Role::Patient => self.of_patient(role, &value, DayOrder::default(), c, sheet),
                _ => self.of_staff(sheet, role, &value, DayOrder::default()),
            }
        }
    }

    /// A pointer to a table of organisations or care providers.
    fn points(&mut self, lookup: &Lookup, v: &str) {
        let Some(id) = lookup.names.get(v) else { return };
        let categories = &mut self.subject.record.categories;
        if lookup.tests {
            return categories.insert(Category::TestKind);
        }
        categories.insert_if(Category::Gp, lookup.gp);
        self.add_party(lookup.kind, id.clone());
    }

    fn add_party(&mut self, kind: PartyKind, id: String) {
        let parties = &mut self.subject.record.parties;
        let party = Party { kind, id };
        if !parties.contains(&party) {
            parties.push(party);
        }
    }

    /// Columns of a contact person, a partner, a clerk.
    fn of_other(&mut self, sheet: &Sheet, owner: Owner, role: FieldRole, v: &str, order: DayOrder) {
        match owner {
            Owner::Contact => {
                self.contact().take(role, v, order);
            }
            Owner::Partner => {
                self.partner_alone |= !matches!(role, FullName | Surname | Prefix | Initials);
                let place = self.place.with_part(self.place.part + 3);
                let new = || Box::new(Person::new(place, Role::Contact));
                self.partner.get_or_insert_with(new).take(role, v, order);
            }
            Owner::Staff if sheet.subject == Role::Staff && role != Key => {
                self.subject.take(role, v, order);
            }
            Owner::Staff => {}
            Owner::Second => {
                let place = self.place.with_part(self.place.part + 4);
                let new = || Box::new(Person::new(place, Role::Patient));
                self.second.get_or_insert_with(new).take(role, v, order);
            }
        }
    }

    fn of_patient(&mut self, role: FieldRole, v: &str, order: DayOrder, c: usize, sheet: &Sheet) {
        let flag = |list: &[bool]| list.get(c).copied().unwrap_or(false);
        let owned = sheet.others.get(c).copied().flatten().is_some();
        if self.subject.take(role, v, order) {
            return;
        }
        match role {
            TestKind | TestResult | Gp | GpAgb | Requester | Client => self.hear(sheet, c, Some(role), v),
            MedicalText => {
                let text = v.chars().any(char::is_alphanumeric);
                let medical = text && (!flag(&sheet.remarks) || health::is_remark(v));
                self.subject.record.categories.insert_if(Category::MedicalText, medical);
                self.subject.note(v);
            }
            ContactName if !owned => self.contact_name(v, order),
            ContactPhone if !owned => {
                self.contact().take(Phone, v, order);
            }
            Function => self.function = self.function.or(function(v)),
            _ => {}
        }
    }

    /// A cell that says what it says by its text alone.
    fn hear(&mut self, sheet: &Sheet, c: usize, role: Option<FieldRole>, v: &str) {
        said(sheet, c, role, v, &mut |said| {
            let record = &mut self.subject.record;
            record.categories = record.categories.union(said.categories);
            self.other_requester |= said.other_requester;
            self.unknown_requester |= said.unknown_requester;
            if let Some(party) = said.party.as_ref().filter(|p| !record.parties.contains(p)) {
                record.parties.push(party.clone());
            }
        });
    }

    /// In a list of staff or care providers there is no patient: doctors' columns are the subject's own.
    fn of_staff(&mut self, sheet: &Sheet, role: FieldRole, v: &str, order: DayOrder) {
        let named = sheet.columns.roles.iter().flatten().any(|r| matches!(r, FullName | Surname));
        match role {
            Gp | Requester if !named && agb::normal(v).is_none() => {
                self.subject.take(FullName, v, order);
            }
            Function => self.function = self.function.or(function(v)),
            Key | Person | PatientNumber => {}
            _ => {
                self.subject.take(role, v, order);
            }
        }
    }

    fn contact(&mut self) -> &mut Person {
        let place = self.place.with_part(self.place.part + 2);
        self.contact.get_or_insert_with(|| Box::new(Person::new(place, Role::Contact)))
    }

    fn contact_name(&mut self, v: &str, order: DayOrder) {
        self.contact().take(FullName, v, order);
        // `Piet Jansen 06-12345678`
        if let Some(at) = v.find(|c: char| c.is_ascii_digit() || c == '+') {
            self.contact().take(Phone, v.get(at..).unwrap_or(""), order);
        }
    }

    fn finish(mut self, sheet: &Sheet, out: &mut Vec<Record>) -> CategorySet {
        let unknown = self.unknown_requester && !self.other_requester;
        self.subject.record.categories.insert_if(Category::Gp, unknown);
        for party in &sheet.parties {
            if !self.subject.record.parties.contains(party) {
                self.subject.record.parties.push(party.clone());
            }
        }
        if let Some(role) = self.function {
            self.subject.record.role = role;
        }
        let said = self.subject.record.categories;
        let subject = self.subject.finish();
        let nobody = subject.is_none() && self.contact.is_none() && self.second.is_none();
        out.extend(subject);
        if sheet.subject == Role::Patient {
            out.extend(self.second.and_then(|p| p.finish()));
            out.extend(self.contact.and_then(|p| p.finish()).filter(is_somebody));
            out.extend(self.partner.and_then(|p| p.finish()).filter(|_| self.partner_alone));
        }
        if nobody { said } else { CategorySet::default() }
    }
}

/// A number alone is no contact person: a table of contacts numbers its rows.
fn is_somebody(r: &Record) -> bool {
    !r.names.is_empty()
        || !r.phones.is_empty()
        || !r.emails.is_empty()
        || !r.bsns.is_empty()
        || r.birth.is_some()
}

/// The part that a word of function or role says; `None` if it says none.
fn function(v: &str) -> Option<Role> {
    const PRACTITIONER: [&str; 9] = [
        "huisarts",
        "arts",
        "gp",
        "specialist",
        "gynaecoloog",
        "doctor",
        "verloskundige",
        "patholoog",
        "physician",
    ];
    const STAFF: [&str; 22] = [
        "analist",
        "medewerk",
        "staff",
        "balie",
        "assistent",
        "manager",
        "laborant",
        "secretar",
        "employee",
        "koerier",
        "hoofd",
        "directeur",
        "beheer",
        "administrat",
        "stagiair",
        "technicus",
        "analyst",
        "kwaliteit",
        "receptie",
        "planner",
        "leider",
        "ict",
    ];
    const CONTACT: [&str; 12] = [
        "contact",
        "partner",
        "moeder",
        "vader",
        "mantelzorg",
        "echtgeno",
        "ouder",
        "voogd",
        "mother",
        "father",
        "spouse",
        "next of kin",
    ];
    let f = fold(v);
    let any = |list: &[&str]| list.iter().any(|w| f.contains(w));
    // Whole words: `gp` is in no other, `arts` is in `artsassistent`, who is staff.
    match () {
        () if ["patient", "client", "deelnemer", "participant", "subject"].iter().any(|w| f.contains(w)) => {
            Some(Role::Patient)
        }
        () if any(&STAFF) => Some(Role::Staff),
        () if any(&PRACTITIONER) => Some(Role::Practitioner),
        () if any(&CONTACT) => Some(Role::Contact),
        () => None,
    }
}

/// What database shells write below a table: `(3 rows)`, `3 rows selected.`, `3 rows in set (0.00 sec)`.
fn is_count(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let number = words.next().is_some_and(|w| w == "no" || w.bytes().all(|b| b.is_ascii_digit()));
    number && matches!(words.next(), Some("row" | "rows" | "rij" | "rijen" | "record" | "records" | "tuples"))
}

/// Totals, page feet and other lines that are no row.
fn is_footer(cells: &Cells) -> bool {
    const FIRST: [&str; 22] = [
        "totaal",
        "total",
        "subtotaal",
        "pagina",
        "page",
        "blad",
        "afgedrukt",
        "printed",
        "einde",
        "end",
        "gegenereerd",
        "generated",
        "aantal",
        "legenda",
        "bron",
        "vertrouwelijk",
        "confidential",
        "summe",
        "gesamt",
        "rapport",
        "export",
        "eof",
    ];
    let mut filled = cells.iter().map(str::trim).filter(|c| !c.is_empty());
    let Some(first) = filled.next() else { return true };
    let others = filled.take(3).count();
    if others == 0 && is_count(&fold(first)) {
        return true;
    }
    if others > 2 || cells.len() < 2 {
        return false;
    }
    let folded = fold(first);
    let word = folded.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
    FIRST.contains(&word) && name::sex_of_title(first).is_none()
}
