//! Roles of a table's columns, by header and by content together.
//!
//! | question | see |
//! |---|---|
//! | where are the header lines, what do they say | `head` |
//! | what could one value be | `values`, `lists` |
//! | what is a column by its values alone | `profile`, `content` |
//! | header against content | `verdict` |
//! | what one column says about another | `settle` |
//! | whom the rows are about | `subject` |

mod content;
mod head;
mod keys;
mod lists;
mod profile;
mod settle;
mod subject;
mod values;
mod verdict;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use peil_model::{Cells, Party, PartyKind, Role};

use crate::Known;
use crate::headers::{self, FieldRole, Heading, Owner, Sense, Senses};
use crate::table::said::Memory;
use content::Names;
use head::Head;
use profile::Profile;
use settle::Side;

pub use crate::identifiers::date::DayOrder;
pub(crate) use head::hits as header_hits;
pub use keys::OPEN;
pub(crate) use keys::{Key, Lookup, lookup};
pub(crate) use lists::{
    is_given, is_only_test, is_organisation, is_result, is_test, is_test_with_outcome, names_test,
    speaks_of_test,
};
pub(crate) use values::{bare, is_filler};

/// What is known of a table's columns.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Role of each column, where one is recognised.
    pub roles: Vec<Option<FieldRole>>,
    /// Leading rows that are titles or headers.
    pub header_rows: usize,
    /// Order of day and month in each column's dates.
    pub dates: Vec<DayOrder>,
}

/// Decides from the first rows of a table, the header lines among them.
///
/// Header lines may be absent, one or two (a group's name above), and may follow titles. Each column is judged whole: a
/// header that the content plainly contradicts does not count, and where no header helps the content decides if it is
/// unmistakable. `known` makes the registers' names and numbers recognisable.
pub fn infer(rows: &[Cells], known: &dyn Known) -> Columns {
    judged(rows, Head::of(rows), Database::NONE, known, Side::Register).columns
}

/// Everything that a table's first rows tell.
#[derive(Clone)]
pub(crate) struct Sheet {
    /// Roles, header lines and orders of dates.
    pub(crate) columns: Columns,
    /// By column: whose it is and what, if not the subject's.
    pub(crate) others: Vec<Option<(Owner, FieldRole)>>,
    /// By column: nothing in it is to be looked for.
    pub(crate) closed: Vec<bool>,
    /// By column of results: the header says of which examination.
    pub(crate) names_test: Vec<bool>,
    /// By column: remarks of any kind, in a table without an examination.
    pub(crate) remarks: Vec<bool>,
    /// Texts of which no head says what they are about.
    pub(crate) described: Vec<bool>,
    /// By column of requesters: the header says that they are no general practitioners.
    pub(crate) specialists: Vec<bool>,
    /// By column: keys that no register knows. The processor itself counts its relations by them.
    pub(crate) own_numbers: Vec<bool>,
    /// By column: a practice, which is the client of a laboratory as often as the patient's own.
    pub(crate) practices: Vec<bool>,
    /// By column: the values count rows, or are a database's own.
    pub(crate) counters: Vec<bool>,
    /// As what the rows' subjects appear.
    pub(crate) subject: Role,
    /// The rows are about goods and nobody.
    pub(crate) goods: bool,
    /// Parties that lines above the table name for all of it.
    pub(crate) parties: Vec<Party>,
    /// By column of a database's table: the key of a row that it is.
    pub(crate) keys: Vec<Option<Key>>,
    /// By column of a database's table: it points to the general practitioner.
    pub(crate) gps: Vec<bool>,
    /// By column of a database's table: it points to a kind of examination.
    pub(crate) tests: Vec<bool>,
    /// By column of a database's table: whom it points to.
    pub(crate) points: Vec<Option<Arc<Lookup>>>,
    /// By column: the same where that table comes later.
    pub(crate) awaited: Vec<Option<(PartyKind, String)>>,
    /// What other tables of the database call the rows of this one, if they are about persons.
    pub(crate) persons: Vec<String>,
    /// What its cells said so far.
    pub(crate) memory: Memory,
}

impl Sheet {
    /// A sheet of which only the columns are known.
    pub(crate) fn plain(columns: &Columns) -> Sheet {
        Sheet {
            columns: columns.clone(),
            others: Vec::new(),
            closed: Vec::new(),
            names_test: Vec::new(),
            remarks: Vec::new(),
            described: columns.roles.iter().map(Option::is_none).collect(),
            specialists: Vec::new(),
            practices: Vec::new(),
            own_numbers: Vec::new(),
            counters: Vec::new(),
            subject: Role::Patient,
            goods: false,
            parties: Vec::new(),
            keys: Vec::new(),
            gps: Vec::new(),
            tests: Vec::new(),
            points: Vec::new(),
            awaited: Vec::new(),
            persons: Vec::new(),
            memory: Memory::default(),
        }
    }
}

/// A column while the table is judged.
struct Column {
    heading: Heading,
    senses: Senses,
    /// There is a header, and it says something, known or not.
    titled: bool,
    /// The header is the name of an examination, in words of its own: `Hb`, `Vitamine D`.
    examined: bool,
    /// The header as folded where it is of three letters at most, as signs of what is measured are.
    symbol: String,
    /// The header is a French word that no other language of these tables has.
    french: bool,
    /// The header alone gave the role.
    headed: bool,
    role: Option<FieldRole>,
    profile: Profile,
}

impl Column {
    /// Whether numbers that pass the 11-test are none: their header says something else, and the registers
    /// have hardly one of them.
    fn is_claimed(&self, role: FieldRole) -> bool {
        const ENOUGH: usize = 8;
        let p = &self.profile;
        role == FieldRole::Bsn
            && self.titled
            && p.count(values::Form::BsnLike) >= ENOUGH
            && p.count(values::Form::KnownBsn) * 10 < p.count(values::Form::BsnLike)
    }
}

/// A table of a database: its name, empty outside of one, and the tables before it whose rows are about persons.
#[derive(Clone, Copy)]
pub(crate) struct Database<'a> {
    pub(crate) table: &'a str,
    pub(crate) persons: &'a BTreeSet<String>,
    /// Tables before it of organisations and care providers.
    pub(crate) lookups: &'a BTreeMap<String, Arc<Lookup>>,
}

impl Database<'_> {
    /// A table that is in no database.
    pub(crate) const NONE: Database<'static> =
        Database { table: "", persons: &BTreeSet::new(), lookups: &BTreeMap::new() };
}

/// Decides from the first rows of a table in evidence.
pub(crate) fn sheet(rows: &[Cells], database: Database<'_>, known: &dyn Known) -> Sheet {
    judged(rows, Head::of(rows), database, known, Side::Evidence)
}

/// Decides for rows whose column heads are known: those of a tree.
pub(crate) fn sheet_under(heads: &[headers::Head], table: &str, rows: &[Cells], known: &dyn Known) -> Sheet {
    let head = Head {
        rows: 0,
        headings: heads.iter().map(|h| h.heading).collect(),
        senses: heads.iter().map(|h| h.senses).collect(),
        titles: heads.iter().map(|h| h.title.clone()).collect(),
        title: Senses::NONE,
    };
    judged(rows, head, Database { table, ..Database::NONE }, known, Side::Evidence)
}

fn judged(rows: &[Cells], head: Head, database: Database<'_>, known: &dyn Known, side: Side) -> Sheet {
    let body = rows.get(head.rows..).unwrap_or(&[]);
    let width = rows.iter().map(Cells::len).max().unwrap_or(0);
    let mut columns: Vec<Column> = (0..width).map(|c| column(&head, c, body, known)).collect();
    judge(&mut columns);
    settle::settle(&mut columns, body, side);
    let subject = subject::of(&columns, head.title);
    let parties = subject::parties(rows.get(..head.rows).unwrap_or(&[]));
    let keys = match database.table {
        "" => keys::Keys::default(),
        table => keys::of(&columns, &head.titles, table, subject, database),
    };
    let keys::Keys { columns: keys, gps, tests, points, awaited, names: persons } = keys;
    Sheet { parties, keys, gps, tests, points, awaited, persons, ..conclude(&columns, head.rows, subject) }
}

/// Heads by which a table is known to be French.
const FRENCH: [&str; 6] =
    ["prenom", "prenoms", "date de naissance", "ne(e) le", "nom de naissance", "medecin traitant"];

fn column(head: &Head, c: usize, body: &[Cells], known: &dyn Known) -> Column {
    // A header line that stands again among the data is no value.
    let values: Vec<&str> = body.iter().map(|r| values::bare(r.get(c))).filter(|v| !v.is_empty()).collect();
    let heading = head.headings.get(c).copied().unwrap_or(Heading::Unknown);
    Column {
        heading,
        senses: head.senses.get(c).copied().unwrap_or_default(),
        titled: head.titles.get(c).is_some_and(|t| !t.is_empty()),
        examined: head.titles.get(c).is_some_and(|t| lists::is_test(&crate::fold(t))),
        symbol: head.titles.get(c).map(|t| crate::fold(t)).filter(|t| t.len() <= 3).unwrap_or_default(),
        french: head.titles.get(c).is_some_and(|t| FRENCH.contains(&crate::fold(t).as_str())),
        headed: false,
        role: None,
        profile: Profile::of(&values, known),
    }
}

/// Each column by itself: its heading against its content.
fn judge(columns: &mut [Column]) {
    let said = |c: &Column| head::public(c.heading);
    let named = columns.iter().any(|c| {
        matches!(said(c), Some(FieldRole::FullName | FieldRole::Surname))
            && !c.profile.hardly(values::Form::Words)
    });
    let names = if named { Names::Leave } else { Names::Take };
    let any_of =
        |roles: &[FieldRole]| columns.iter().any(|c| said(c).is_some_and(|role| roles.contains(&role)));
    let persons = any_of(&[FieldRole::FullName, FieldRole::Surname, FieldRole::BirthDate]);
    let numbered = any_of(&[FieldRole::Bsn, FieldRole::PatientNumber]);
    for c in columns.iter_mut() {
        c.role = match c.heading {
            Heading::Role(role) => verdict::of(role, &c.profile, names),
            // `contact` over addresses and numbers is how the subject is reached.
            Heading::Of(Owner::Contact, FieldRole::FullName) if c.profile.is_reach() => {
                c.heading = Heading::Role(FieldRole::Phone);
                Some(FieldRole::Phone)
            }
            // `gebruikersnaam` over mail addresses: that of the person whose account it is, if each row is an account. Where rows are
            // what users did with persons, the same few users come again.
            Heading::Of(Owner::Staff, _)
                if c.senses.has(Sense::Key)
                    && c.profile.most(values::Form::Email)
                    && (!persons && !numbered || persons && c.profile.distinct * 10 >= c.profile.n * 9) =>
            {
                c.heading = Heading::Role(FieldRole::Email);
                Some(FieldRole::Email)
            }
            Heading::Of(..) => said(c),
            // What an event calls by name is the examination.
            Heading::Other
                if c.senses.has(Sense::Name)
                    && c.profile.n >= 2
                    && c.profile.share(values::Form::TestKind) >= 0.6 =>
            {
                Some(FieldRole::TestKind)
            }
            Heading::Other => None,
            Heading::Unknown if c.examined && c.profile.is_outcome() => Some(FieldRole::TestResult),
            Heading::Unknown => {
                content::role(&c.profile, names).map(|r| if c.is_claimed(r) { FieldRole::Order } else { r })
            }
        };
        c.headed = c.role.is_some() && c.role == said(c);
    }
}

fn conclude(columns: &[Column], header_rows: usize, subject: Role) -> Sheet {
    let proven = |c: &Column| c.profile.order();
    let american = columns.iter().any(|c| proven(c) == Some(DayOrder::MonthFirst))
        && !columns.iter().any(|c| proven(c) == Some(DayOrder::DayFirst));
    // What other columns of the table prove holds for one that proves nothing.
    let fallback = if american { DayOrder::MonthFirst } else { DayOrder::DayFirst };
    let owned = |c: &Column| match c.heading {
        Heading::Of(owner, role) => Some((owner, role)),
        _ => None,
    };
    let examined = subject::is_of_examinations(columns);
    Sheet {
        others: columns.iter().map(owned).collect(),
        closed: columns
            .iter()
            .map(|c| matches!(c.heading, Heading::Other | Heading::Of(..)) && c.role.is_none())
            .collect(),
        names_test: columns.iter().map(|c| c.examined || c.senses.has(Sense::TestName)).collect(),
        described: columns.iter().map(is_described).collect(),
        remarks: columns.iter().map(|c| !examined && c.senses.has(Sense::Remark)).collect(),
        specialists: columns.iter().map(|c| c.senses.has(Sense::Specialist)).collect(),
        own_numbers: columns.iter().map(is_own_number).collect(),
        practices: columns.iter().map(|c| c.senses.has(Sense::Practice)).collect(),
        counters: columns.iter().map(is_counter).collect(),
        subject,
        goods: subject::is_of_goods(columns),
        parties: Vec::new(),
        keys: Vec::new(),
        gps: Vec::new(),
        tests: Vec::new(),
        points: Vec::new(),
        awaited: Vec::new(),
        persons: Vec::new(),
        memory: Memory::default(),
        columns: Columns {
            roles: columns.iter().map(|c| c.role).collect(),
            header_rows,
            dates: columns.iter().map(|c| proven(c).unwrap_or(fallback)).collect(),
        },
    }
}

/// What is described, of whatever kind it may be: an examination, an article, a complaint.
fn is_described(c: &Column) -> bool {
    c.role.is_none()
        && match c.heading {
            Heading::Unknown => true,
            Heading::Other => !c.senses.meets(headers::SOMEBODY_ELSE),
            Heading::Role(_) | Heading::Of(..) => false,
        }
}

/// `relatienummer`, `kaartnummer`: the processor's own, unless a register knows the half of them. So is the key of a row about a
/// person (`subject_id`) of which no register knows one.
fn is_own_number(c: &Column) -> bool {
    let surrogate = c.senses.without(Senses::of(&[Sense::Filler, Sense::And]))
        == Senses::of(&[Sense::Person, Sense::Key])
        && c.profile.n >= 2
        && c.profile.count(values::Form::KnownPatient) == 0;
    let own = c.senses.has(Sense::Own) && c.profile.share(values::Form::KnownPatient) < 0.5;
    c.role == Some(FieldRole::Key) && (own || surrogate)
}

/// A bare `id` that no register knows, or numbers that only count.
fn is_counter(c: &Column) -> bool {
    let bare = c.senses.without(Senses::of(&[Sense::Filler, Sense::And])) == Senses::of(&[Sense::Key]);
    c.profile.counting || (bare && c.profile.share(values::Form::KnownNumber) < 0.5)
}
