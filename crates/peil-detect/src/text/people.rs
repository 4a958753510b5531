//! Finds to persons: what belongs together goes into one record, and a new person begins where something
//! contradicts.

use peil_model::{CategorySet, Name, Party, PartyKind, Place, Record, Role};

use crate::Known;
use crate::table::categorise;

use super::finds::{At, Find, How};
use super::labels::Owner;
use super::merge;
use super::open::{Open, stands};

/// Lines without any find after which a record is closed.
const QUIET_LINES: u64 = 40;

/// The persons of one text, in order.
pub(super) struct People<'a> {
    known: &'a dyn Known,
    open: Option<Open>,
    contact: Option<Record>,
    /// The GP of a letter's head, for the person that the letter is about.
    gp: Option<Option<String>>,
    /// Finds that stand before the person whose they are.
    early: Vec<(u64, At)>,
    made: Option<peil_model::PartialDate>,
}

/// What is known of the block whose finds are taken.
pub(super) struct Block {
    /// Line number of its first line.
    pub first: u64,
    /// It is an event of a log: a record by itself.
    pub log: bool,
}

impl<'a> People<'a> {
    /// Nobody yet.
    pub fn new(known: &'a dyn Known) -> Self {
        People { known, open: None, contact: None, gp: None, early: Vec::new(), made: None }
    }

    /// Takes the finds of a block.
    pub fn take(&mut self, block: &Block, finds: Vec<At>, out: &mut Vec<Record>) {
        if block.log {
            self.close(out);
        }
        if let Some(open) = &mut self.open {
            open.touched = false;
        }
        if self.open.as_ref().is_some_and(|o| block.first > o.last + QUIET_LINES) {
            self.close(out);
        }
        let names = first_names(&finds);
        let mut line = usize::MAX;
        for find in finds {
            if find.line != line {
                line = find.line;
                self.end_line(block, out);
                if let Some(Some(n)) = names.get(line)
                    && self.open.as_ref().is_some_and(|o| o.differs(n))
                    && is_listed(&names, line)
                {
                    self.close(out);
                }
            }
            self.one(block, find, out);
        }
        self.end_block(block, out);
        if block.log {
            self.close(out);
        }
    }

    fn one(&mut self, block: &Block, at: At, out: &mut Vec<Record>) {
        let number = block.first + at.line as u64;
        match at.owner {
            Owner::Other => self.take_others(at),
            Owner::Gp => self.take_gp(at),
            Owner::Contact => self.take_contact(number, at, out),
            Owner::Subject => self.subject(number, at, out),
        }
    }

    fn take_others(&mut self, at: At) {
        match at.find {
            Find::Gp(id) => self.general_practitioner(id),
            Find::Party(kind, id) => self.party(kind, id),
            Find::Made(d) => self.made = self.made.or(Some(d)),
            _ => {}
        }
    }

    fn take_gp(&mut self, at: At) {
        match at.find {
            Find::Gp(id) => self.general_practitioner(id),
            Find::Name(n, _) => {
                let name = merge::written(&n);
                self.general_practitioner(Some(format!("NAME:{name}")));
            }
            Find::Party(kind, id) => self.party(kind, id),
            _ => {}
        }
    }

    fn general_practitioner(&mut self, id: Option<String>) {
        match &mut self.open {
            Some(o) => merge::gp(&mut o.record, id),
            None => self.gp = Some(id),
        }
    }

    fn party(&mut self, kind: PartyKind, id: String) {
        let party = Party { kind, id };
        if let Some(o) = &mut self.open
            && !o.record.parties.contains(&party)
        {
            o.record.parties.push(party);
        } else if self.open.is_none() {
            let find = Find::Party(party.kind, party.id);
            self.early.push((0, At { at: 0, line: 0, owner: Owner::Subject, labelled: true, find }));
        }
    }

    fn take_contact(&mut self, number: u64, at: At, out: &mut Vec<Record>) {
        if let Find::Name(n, _) = &at.find
            && self.contact.as_ref().is_some_and(|c| c.names.iter().any(|m| !merge::same_person(m, n)))
        {
            self.close_contact(out);
        }
        let c = self.contact.get_or_insert_with(|| {
            let mut c = Record::at(Place::lines(number, number));
            c.role = Role::Contact;
            c
        });
        c.place.last = number;
        merge::into(c, &mut Name::default(), at);
    }

    fn subject(&mut self, number: u64, at: At, out: &mut Vec<Record>) {
        match &at.find {
            Find::Fresh => {
                if self.open.as_ref().is_some_and(|o| number > o.record.place.first) {
                    self.close(out);
                }
                return;
            }
            Find::Gp(id) => return self.general_practitioner(id.clone()),
            Find::Party(kind, id) => return self.party(*kind, id.clone()),
            Find::Made(d) => {
                let d = *d;
                match &mut self.open {
                    Some(o) => o.record.made = o.record.made.or(Some(d)),
                    None => self.made = Some(d),
                }
                return;
            }
            _ => {}
        }
        if self.open.as_ref().is_some_and(|o| o.contradicts(&at)) {
            self.close(out);
        }
        let begins = matches!(
            at.find,
            Find::Name(..) | Find::NamePart(..) | Find::Birth(_) | Find::Bsn(_, true) | Find::Number(..)
        );
        let opened = self.open.is_none();
        if opened && !begins {
            self.early.push((number, at));
            return;
        }
        if let Some(o) = &self.open
            && !at.labelled
            && !o.touched
            && matches!(at.find, Find::Phone(_) | Find::Email(_) | Find::Address(_) | Find::Iban(_))
        {
            self.early.push((number, at));
            return;
        }
        self.add(number, at);
        if begins || opened {
            for (n, early) in std::mem::take(&mut self.early) {
                self.add(if n == 0 { number } else { n }, early);
            }
        }
    }

    fn add(&mut self, number: u64, at: At) {
        let (gp, made) = (&mut self.gp, &mut self.made);
        let open = self.open.get_or_insert_with(|| {
            let mut record = Record::at(Place::lines(number, number));
            record.made = made.take();
            if let Some(id) = gp.take() {
                merge::gp(&mut record, id);
            }
            Open { record, parts: Name::default(), touched: true, how: None, last: number }
        });
        if let Find::Party(kind, id) = at.find {
            open.record.parties.push(Party { kind, id });
            return;
        }
        open.record.place.first = open.record.place.first.min(number);
        open.record.place.last = open.record.place.last.max(number);
        open.last = open.last.max(number);
        if let Find::Name(_, how) = &at.find
            && open.how != Some(How::Labelled)
        {
            open.how = Some(*how);
        }
        open.touched |= at.find.identifies();
        merge::into(&mut open.record, &mut open.parts, at);
    }

    /// Adds what the rows of a table below a person's data say of her.
    pub fn values(&mut self, number: u64, categories: CategorySet) {
        if let Some(o) = &mut self.open {
            o.record.categories = o.record.categories.union(categories);
            o.record.place.last = o.record.place.last.max(number);
            o.last = o.last.max(number);
        }
    }

    /// Finds before a name that no label announces do not outlive their line.
    fn end_line(&mut self, block: &Block, out: &mut Vec<Record>) {
        if !block.log {
            let mut alone = Vec::new();
            self.early.retain(|(n, at)| {
                let stays = at.labelled || *n == 0 || matches!(at.find, Find::Bsn(..));
                if !stays && let Find::Email(e) = &at.find {
                    alone.push((*n, e.clone()));
                }
                stays
            });
            for (n, e) in alone {
                let mut r = Record::at(Place::lines(n, n));
                r.emails.push(e);
                categorise(&mut r);
                out.push(r);
            }
        }
    }

    fn end_block(&mut self, block: &Block, out: &mut Vec<Record>) {
        self.end_line(block, out);
        let early = std::mem::take(&mut self.early);
        let (parties, early): (Vec<_>, Vec<_>) = early.into_iter().partition(|(n, _)| *n == 0);
        if self.open.is_none() {
            self.orphans(block, early, out);
        }
        self.early = if block.log { Vec::new() } else { parties };
        self.close_contact(out);
        if block.log {
            self.gp = None;
            self.made = None;
        }
    }

    /// What a block says of somebody whom it does not name: enough for a record if a number or several things
    /// stand there.
    fn orphans(&mut self, block: &Block, early: Vec<(u64, At)>, out: &mut Vec<Record>) {
        let mut r = Record::at(Place::lines(block.first, block.first));
        let (mut first, mut last) = (u64::MAX, 0);
        for (n, at) in early {
            let keep = match &at.find {
                Find::Bsn(..) | Find::Email(_) | Find::Iban(_) | Find::Sex(_) => true,
                Find::Phone(_) | Find::Address(_) => block.log || at.labelled,
                Find::Category(_) => at.labelled || block.log,
                _ => false,
            };
            if keep {
                first = first.min(n);
                last = last.max(n);
                merge::into(&mut r, &mut Name::default(), at);
            }
        }
        // Nine digits need company; a category alone is nobody's.
        let company = !r.addresses.is_empty() || !r.phones.is_empty() || !r.emails.is_empty();
        if !company {
            r.bsns.retain(|b| b.labelled);
        }
        if first <= last && (company || !r.ibans.is_empty() || !r.bsns.is_empty()) {
            r.place = Place::lines(first, last);
            self.emit(r, out);
        }
    }

    /// Closes the person being read.
    pub fn close(&mut self, out: &mut Vec<Record>) {
        if let Some(open) = self.open.take() {
            let how = open.how;
            let mut record = open.record;
            merge::settle(&mut record, open.parts);
            let listed = record.numbers.iter().any(|n| self.known.number(&n.value));
            if listed || stands(&record, how) {
                self.emit(record, out);
            }
        }
        self.close_contact(out);
    }

    /// The text or the page ends.
    pub fn finish(&mut self, out: &mut Vec<Record>) {
        self.close(out);
        self.gp = None;
        self.made = None;
        self.early.clear();
    }

    fn close_contact(&mut self, out: &mut Vec<Record>) {
        if let Some(c) = self.contact.take() {
            let reachable =
                !c.phones.is_empty() || !c.emails.is_empty() || !c.addresses.is_empty() || c.birth.is_some();
            if reachable && !c.names.is_empty() {
                self.emit(c, out);
            }
        }
    }

    fn emit(&self, mut record: Record, out: &mut Vec<Record>) {
        categorise(&mut record);
        let clash = out
            .iter()
            .rev()
            .take(64)
            .filter(|r| r.place.first == record.place.first && r.place.last == record.place.last)
            .count();
        if clash > 0 {
            record.place = record.place.with_part(clash as u32 + 1);
        }
        out.push(record);
    }
}

/// The first name of each line that is the subject's.
fn first_names(finds: &[At]) -> Vec<Option<Name>> {
    let lines = finds.iter().map(|f| f.line + 1).max().unwrap_or(0);
    let mut out = vec![None; lines];
    for f in finds {
        if let (Find::Name(n, _), Owner::Subject, Some(slot)) = (&f.find, f.owner, out.get_mut(f.line))
            && slot.is_none()
        {
            *slot = Some(n.clone());
        }
    }
    out
}

/// Whether the names of neighbouring lines differ, as in a list with a line for each person.
fn is_listed(names: &[Option<Name>], line: usize) -> bool {
    line.checked_sub(1).and_then(|k| names.get(k)).is_some_and(Option::is_some)
}
