//! What a cell says by its text and its column alone: examinations, their outcomes, care providers, clients. Such a column says the
//! same few things in row after row, so what they mean is remembered.

use std::cell::RefCell;
use std::collections::BTreeMap;

use peil_model::{Category, CategorySet, Party, PartyKind};

use crate::columns::{self, Sheet};
use crate::headers::FieldRole::{self, *};
use crate::identifiers::agb;
use crate::{fold, health, provider};

/// What a cell says.
#[derive(Clone, Default)]
pub(crate) struct Said {
    pub(super) categories: CategorySet,
    pub(super) party: Option<Party>,
    /// Who asked for the examination is no general practitioner, and it is known who it is.
    pub(super) other_requester: bool,
    /// Who asked for it may be any care provider.
    pub(super) unknown_requester: bool,
}

/// What cells said before, by column.
#[derive(Clone, Default)]
pub(crate) struct Memory(RefCell<Vec<BTreeMap<String, Said>>>);

/// Texts of a column that are remembered, and bytes of the longest.
const REMEMBERED: usize = 64;
const LENGTH_MAX: usize = 100;

/// What a cell says, if its column has no role or one of these: an examination, an outcome, a care provider, a client.
pub(super) fn said(sheet: &Sheet, c: usize, role: Option<FieldRole>, v: &str, take: &mut dyn FnMut(&Said)) {
    let own = sheet.columns.roles.get(c).copied().flatten() == role;
    if !own || v.len() > LENGTH_MAX {
        return take(&judged(sheet, c, role, v));
    }
    let mut columns = sheet.memory.0.borrow_mut();
    if columns.len() <= c {
        columns.resize(c + 1, BTreeMap::new());
    }
    let Some(column) = columns.get_mut(c) else { return };
    match column.get(v) {
        Some(said) => take(said),
        None => {
            let said = judged(sheet, c, role, v);
            take(&said);
            if column.len() < REMEMBERED {
                column.insert(v.to_owned(), said);
            }
        }
    }
}

fn judged(sheet: &Sheet, c: usize, role: Option<FieldRole>, v: &str) -> Said {
    let flag = |list: &[bool]| list.get(c).copied().unwrap_or(false);
    let text = || v.chars().any(char::is_alphanumeric);
    let mut said = Said::default();
    let categories = &mut said.categories;
    match role {
        None => described(v, categories),
        Some(TestKind) => {
            categories.insert_if(Category::TestKind, text());
            categories.insert_if(Category::TestResult, columns::is_test_with_outcome(&fold(v)));
        }
        Some(TestResult) => {
            let outcome = !is_pending(v);
            categories.insert_if(Category::TestResult, outcome);
            categories.insert_if(
                Category::TestKind,
                outcome && (flag(&sheet.names_test) || columns::names_test(&fold(v))),
            );
        }
        Some(Client) => said.party = Some(coded_party(PartyKind::Client, v, agb::labelled(v))),
        Some(role) => return requester(role, v, flag(&sheet.specialists), flag(&sheet.practices)),
    }
    said
}

/// A text of which no head says what it is about: an examination, with its outcome or without, or somebody's health.
fn described(v: &str, categories: &mut CategorySet) {
    const SENTENCE_MAX: usize = 4096;
    if v.len() > SENTENCE_MAX || !v.contains(char::is_alphabetic) {
        return;
    }
    let folded = fold(v);
    let outcome = columns::is_test_with_outcome(&folded);
    let named = outcome || columns::is_only_test(&folded) || columns::speaks_of_test(&folded);
    categories.insert_if(Category::TestKind, named);
    categories.insert_if(Category::TestResult, outcome);
    categories.insert_if(Category::MedicalText, health::tells(v));
}

fn requester(role: FieldRole, v: &str, specialist: bool, practice: bool) -> Said {
    let code = agb::labelled(v);
    let word = fold(v);
    let mut said = Said::default();
    if is_no(&word) {
        return said;
    }
    let no_gp = || provider::is_no_gp_folded(&word);
    let gp = match (&code, role) {
        (Some(code), _) => agb::is_gp(code),
        (None, Gp) => !no_gp(),
        (None, _) => word.contains("huisarts"),
    };
    said.categories.insert_if(Category::Gp, gp);
    let other = specialist || code.is_some() || no_gp();
    said.other_requester = !gp && other;
    said.unknown_requester = !gp && !other && role == Requester;
    let own = matches!(role, Gp | GpAgb) && !practice;
    said.party = Some(coded_party(if own { PartyKind::Gp } else { PartyKind::Requester }, v, code));
    said
}

fn coded_party(kind: PartyKind, v: &str, code: Option<String>) -> Party {
    Party { kind, id: code.map_or_else(|| ["NAME:", v].concat(), |code| ["AGB:", &code].concat()) }
}

/// Says that there is none.
fn is_no(folded: &str) -> bool {
    ["geen", "nee", "none", "no", "nihil", "-", "x", "n", "niet bekend", "geen bijzonderheden"]
        .contains(&folded)
}

/// No outcome yet.
fn is_pending(v: &str) -> bool {
    const WORDS: [&str; 9] = [
        "volgt",
        "pending",
        "nog niet bekend",
        "in behandeling",
        "in bewerking",
        "aangevraagd",
        "open",
        "onderhanden",
        "requested",
    ];
    WORDS.contains(&fold(v).as_str())
}
