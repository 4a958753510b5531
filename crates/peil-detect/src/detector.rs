//! The path of one file's segments: each to the reader of its kind.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use peil_model::{Category, CategorySet, Content, Party, Place, Record, Role, Segment};

use crate::columns::Lookup;
use crate::headers::{self, FieldRole};
use crate::roles;
use crate::table::TableReader;
use crate::text::TextReader;
use crate::tree::TreeReader;
use crate::{Known, POINTER};

/// Turns the segments of one file or member, in order, into records.
///
/// Make a new one for each member: a table's columns and a text's page heads are remembered between segments.
pub struct Detector<'a> {
    known: &'a dyn Known,
    table: Option<TableReader<'a>>,
    text: Option<TextReader<'a>>,
    tree: Option<TreeReader<'a>>,
    /// Tables of this member whose rows are about persons, by the stem of their names.
    persons: BTreeSet<String>,
    /// Its tables of organisations and care providers.
    lookups: BTreeMap<String, Arc<Lookup>>,
    /// Organisations of resources by the pointers to them.
    organisations: BTreeMap<String, String>,
    /// Whom its text so far is about.
    page: Page,
    /// The last segment was a message.
    in_message: bool,
    /// Whom it was about, if that is one person, and how many documents it had.
    letter: Option<(Box<Record>, u32)>,
    /// Somebody was found in it.
    found: bool,
    /// What its text says under labels.
    said: CategorySet,
}

/// Documents of one tree whose words are kept.
const DOCUMENTS_MAX: usize = 10_000;
/// The first part of a message's place that is one of its documents.
const DOCUMENTS_FROM: u32 = 900;

/// The patients that the text of a member named so far.
#[derive(Default)]
struct Page {
    patients: Patients,
    /// A table came since: who is named now begins anew.
    passed: bool,
}

#[derive(Default)]
enum Patients {
    #[default]
    Nobody,
    One(Box<Record>),
    Several,
}

impl Page {
    fn read(&mut self, records: &[Record]) {
        for r in
            records.iter().filter(|r| r.role == Role::Patient && (!r.names.is_empty() || !r.bsns.is_empty()))
        {
            self.patients = match self.patients {
                Patients::One(_) | Patients::Several if !self.passed => Patients::Several,
                _ => Patients::One(Box::new(r.clone())),
            };
            self.passed = false;
        }
    }

    /// A table of examinations that names nobody, below the words about one patient, is hers.
    fn table(&mut self, orphans: Option<(Place, CategorySet)>) -> Option<Record> {
        self.passed = true;
        let (place, said) = orphans?;
        let Patients::One(person) = &self.patients else { return None };
        Some(Record { place, categories: said, ..(**person).clone() })
    }
}

impl<'a> Detector<'a> {
    /// A detector at the start of a member. `known` says what the registers hold; [`crate::Nobody`] will do.
    pub fn new(known: &'a dyn Known) -> Self {
        Detector {
            known,
            table: None,
            text: None,
            tree: None,
            persons: BTreeSet::new(),
            lookups: BTreeMap::new(),
            organisations: BTreeMap::new(),
            page: Page::default(),
            letter: None,
            in_message: false,
            found: false,
            said: CategorySet::EMPTY,
        }
    }

    /// What the member says of somebody without naming her, once it has ended: the letter inside a message is about its patient.
    pub fn unclaimed(&self) -> CategorySet {
        if self.found { CategorySet::EMPTY } else { self.said }
    }

    /// A document that stood in the last message, or in the tree to come, has ended: what it says of somebody whom it does not name.
    pub fn attached(&mut self, said: CategorySet, out: &mut Vec<Record>) {
        if self.in_message && self.letter.is_none() {
            return;
        }
        if let Some((person, documents)) = &mut self.letter {
            *documents += 1;
            if !said.is_empty() {
                let place = person.place.with_part(DOCUMENTS_FROM + *documents);
                out.push(Record { place, categories: said, ..(**person).clone() });
            }
            return;
        }
        let documents = &mut self.tree.get_or_insert_with(|| TreeReader::new(self.known)).aside.documents;
        if documents.len() < DOCUMENTS_MAX {
            documents.push_back(said);
        }
    }

    /// A new table begins: its rows follow. `name` is that of the sheet or of the table in its database; empty if it has none.
    pub fn table(&mut self, name: &str, out: &mut Vec<Record>) {
        self.finish(out);
        self.table = Some(TableReader::named(
            self.known,
            name,
            self.persons.clone(),
            std::mem::take(&mut self.lookups),
        ));
    }

    /// The tables of the member whose rows were about persons, by the names that keys call them, once it has ended.
    pub fn persons(&self) -> impl Iterator<Item = &str> {
        self.persons.iter().map(String::as_str)
    }

    /// The party itself, or whom it points to in another table of the member, once that has ended; nothing if nobody is there.
    pub fn party(&self, party: &Party) -> Option<Party> {
        let Some(pointer) = party.id.strip_prefix(POINTER).and_then(|p| p.strip_prefix(':')) else {
            return Some(party.clone());
        };
        let of_table = || {
            let (table, row) = pointer.split_once('|')?;
            self.lookups.get(table)?.names.get(row)
        };
        let id = self.organisations.get(pointer).or_else(of_table)?;
        Some(Party { kind: party.kind, id: id.clone() })
    }

    /// Takes the next segment; records that are complete go to `out`.
    pub fn segment(&mut self, segment: &Segment, out: &mut Vec<Record>) {
        self.letter = None;
        self.in_message = matches!(segment.content, Content::Message(_));
        let before = out.len();
        self.read(segment, out);
        self.found |= out.len() > before;
    }

    fn read(&mut self, segment: &Segment, out: &mut Vec<Record>) {
        match &segment.content {
            Content::Message(message) => {
                let before = out.len();
                roles::message(segment.place, message, self.known, out);
                let mut patients = out.iter().skip(before).filter(|r| r.role == Role::Patient);
                if let (Some(only), None) = (patients.next(), patients.next()) {
                    self.letter = Some((Box::new(only.clone()), 0));
                }
            }
            Content::Row(cells) => {
                self.table.get_or_insert_with(|| TableReader::new(self.known)).row(segment.place, cells, out)
            }
            Content::Tree(node) => {
                self.tree.get_or_insert_with(|| TreeReader::new(self.known)).tree(segment.place, node, out)
            }
            Content::Text(text) => {
                // What stands below a table is no more of it.
                self.end_table(out);
                if !self.found {
                    self.said = self.said.union(labelled(text));
                }
                // Documents in a text are in no tree to come.
                if let Some(tree) = &mut self.tree {
                    tree.aside.documents.clear();
                }
                let before = out.len();
                self.text.get_or_insert_with(|| TextReader::new(self.known)).text(segment.place, text, out);
                self.page.read(out.get(before..).unwrap_or(&[]));
            }
        }
    }

    /// The member ends: gives the records that were still waiting for more. Calling it again gives none.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        let before = out.len();
        self.end(out);
        self.found |= out.len() > before;
    }

    fn end(&mut self, out: &mut Vec<Record>) {
        self.end_table(out);
        if let Some(mut tree) = self.tree.take() {
            tree.finish(out);
            self.persons.extend(tree.persons());
            self.organisations.append(&mut tree.aside.organisations);
        }
        if let Some(mut text) = self.text.take() {
            let before = out.len();
            text.finish(out);
            self.page.read(out.get(before..).unwrap_or(&[]));
        }
    }

    fn end_table(&mut self, out: &mut Vec<Record>) {
        if let Some(mut table) = self.table.take() {
            table.finish(out);
            out.extend(self.page.table(table.orphans()));
            self.persons.extend(table.persons());
            self.lookups.append(&mut table.lookups());
        }
    }
}

/// What the lines of a text say of an examination, by their labels: `Vraagstelling: ..`, `Conclusie: ..`.
fn labelled(text: &str) -> CategorySet {
    const LABEL_MAX: usize = 40;
    let pairs = text.lines().filter_map(|line| line.split_once(':'));
    let worded = |(label, value): &(&str, &str)| {
        label.trim().len() <= LABEL_MAX && value.chars().any(char::is_alphanumeric)
    };
    pairs
        .filter(worded)
        .filter_map(|(label, _)| match headers::role(label.trim())? {
            FieldRole::MedicalText => Some(Category::MedicalText),
            FieldRole::TestKind => Some(Category::TestKind),
            FieldRole::TestResult => Some(Category::TestResult),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use peil_model::{Leaf, Message, Part, PartyKind, Place, Syntax};

    use super::*;
    use crate::Nobody;

    fn records(texts: &[&str]) -> Vec<String> {
        let mut detector = Detector::new(&Nobody);
        let mut out = Vec::new();
        let text =
            |text: &str| Segment { place: Place::lines(1, 1), content: Content::Text(text.to_owned()) };
        texts.iter().for_each(|t| detector.segment(&text(t), &mut out));
        detector.table("", &mut out);
        for (n, line) in (1..).zip(["Datum\tOnderzoek\tUitslag", "16-01-2023\tHbA1c\t67"]) {
            let content = Content::Row(line.split('\t').collect());
            detector.segment(&Segment { place: Place::row(1, n), content }, &mut out);
        }
        detector.finish(&mut out);
        out.iter().map(|r| format!("{} [{}]", r.place, r.categories)).collect()
    }

    #[test]
    fn results_that_name_nobody_are_of_the_one_patient_of_the_page() {
        let one = "Patiënt: Anna Bos\nBSN: 123456782";
        assert_eq!(records(&[one]), ["line:1-2 [name|bsn]", "sheet:1/row:2 [test_kind|test_result]"]);
        let two = "Patiënt: Anna Bos\nBSN: 123456782\n\nPatiënt: Jan Mol\nBSN: 111222333";
        assert_eq!(records(&[two]), ["line:1-2 [name|bsn]", "line:4-5 [name|bsn]"]);
        assert!(records(&["Overzicht van de week"]).is_empty());
    }

    #[test]
    fn a_letter_inside_a_message_is_about_its_patient() {
        let text =
            |text: &str| Segment { place: Place::lines(1, 1), content: Content::Text(text.to_owned()) };
        let said = |words: &str| {
            let mut inner = Detector::new(&Nobody);
            let mut out = Vec::new();
            inner.segment(&text(words), &mut out);
            inner.finish(&mut out);
            inner.unclaimed()
        };
        let letter = said("Vraagstelling: al weken moe\nConclusie: geen afwijkingen");
        assert_eq!(letter.to_string(), "test_result|medical_text");
        assert_eq!(said("Patiënt: Anna Bos\nBSN: 123456782\nVraagstelling: moe").to_string(), "");
        let mut part = Part::new("PID");
        part.push(Leaf { field: 5, repetition: 1, component: 1, sub: 1 }, "Jansen");
        let message = Message { syntax: Syntax::Hl7, parts: vec![part] };
        let mut detector = Detector::new(&Nobody);
        let mut out = Vec::new();
        detector.segment(&Segment { place: Place::message(7), content: Content::Message(message) }, &mut out);
        detector.attached(letter, &mut out);
        detector.attached(CategorySet::EMPTY, &mut out);
        let shown: Vec<String> =
            out.iter().map(|r| format!("{} {} [{}]", r.place, r.names.len(), r.categories)).collect();
        assert_eq!(shown, ["msg:7 1 [name]", "msg:7/901 1 [test_result|medical_text]"]);
    }

    #[test]
    fn words_between_tables_forget_no_table() {
        let mut detector = Detector::new(&Nobody);
        let mut out = Vec::new();
        detector.table("huisarts", &mut out);
        for (n, line) in (1..).zip(["id;naam", "7;Dokter Vos", "8;Dokter Mol"]) {
            let content = Content::Row(line.split(';').collect());
            detector.segment(&Segment { place: Place::row(1, n), content }, &mut out);
        }
        let words = Segment { place: Place::lines(9, 9), content: Content::Text("einde".to_owned()) };
        detector.segment(&words, &mut out);
        let content = Content::Row("los;woord".split(';').collect());
        detector.segment(&Segment { place: Place::row(0, 10), content }, &mut out);
        detector.finish(&mut out);
        let table = detector.lookups.keys().next().expect("the doctors").clone();
        let party = Party { kind: PartyKind::Gp, id: format!("{POINTER}:{table}|7") };
        assert_eq!(detector.party(&party).map(|p| p.id).as_deref(), Some("NAME:Dokter Vos"));
    }

    #[test]
    fn a_message_goes_to_its_reader_and_finishing_twice_gives_nothing_more() {
        let mut part = Part::new("PID");
        part.push(Leaf { field: 5, repetition: 1, component: 1, sub: 1 }, "Jansen");
        let message = Message { syntax: Syntax::Hl7, parts: vec![part] };
        let segment = Segment { place: Place::message(7), content: Content::Message(message) };
        let mut detector = Detector::new(&Nobody);
        let mut out = Vec::new();
        detector.segment(&segment, &mut out);
        detector.finish(&mut out);
        detector.finish(&mut out);
        let places: Vec<String> = out.iter().map(|r| r.place.to_string()).collect();
        assert_eq!(places, ["msg:7"]);
    }
}
