//! Which columns of a document hold ids, and which hold pointers to them.

use std::collections::{BTreeMap, BTreeSet};

use peil_model::Node;

use super::super::flatten::{Entity, Path};
use super::super::maps;
use super::ID_MAX;
use crate::headers::{self, Sense, Senses};

/// Levels of a document in which ids are looked for.
const DEPTH_MAX: usize = 160;
/// Characters from which a number is no chance.
const NUMBER_MIN: usize = 6;

/// A column of ids and one of them.
pub(super) type Id<'a> = (usize, &'a str);

/// The ids in a document.
#[derive(Default)]
pub(in super::super) struct Ids<'a>(BTreeSet<&'a str>);

impl<'a> Ids<'a> {
    /// Those of all objects in a tree, entries of maps among them.
    pub(in super::super) fn of(root: &'a Node) -> Ids<'a> {
        let mut ids = Ids::default();
        ids.add(root, 0);
        ids
    }

    fn add(&mut self, node: &'a Node, depth: usize) {
        if depth > DEPTH_MAX {
            return;
        }
        for child in node.children.iter().filter(|c| c.children.is_empty() && is_id(&c.key)) {
            self.0.extend(Some(child.value.as_str()).filter(|v| !v.is_empty() && v.len() <= ID_MAX));
        }
        self.0.extend(maps::elements(node).into_iter().map(|entry| entry.key.as_str()));
        node.children.iter().filter(|c| !c.children.is_empty()).for_each(|c| self.add(c, depth + 1));
    }

    /// Whether an object points to another one: then it is an element of a list, though the only one, and nothing around the others.
    pub(in super::super) fn points(&self, object: &Node) -> bool {
        self.0.len() > 1
            && object.children.iter().any(|c| {
                c.children.is_empty() && !is_id(&c.key) && points(&c.key) && self.0.contains(last(&c.value))
            })
    }
}

/// Whom a pointer means by its name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whom {
    /// Somebody else than the subject.
    Other,
    Unsaid,
    Subject,
}

/// The id in a pointer: `Patient/17` and `#17` are `17`.
pub(super) fn last(value: &str) -> &str {
    value.rsplit(['/', '#']).next().unwrap_or(value)
}

/// Whether a key means somebody else. A laboratory and an organisation hold what is the subject's.
pub(super) fn is_other(key: &str) -> bool {
    const CLOSE: Senses = Senses::of(&[
        Sense::Staff,
        Sense::Gp,
        Sense::Doctor,
        Sense::Specialist,
        Sense::Requester,
        Sense::Practice,
        Sense::Contact,
        Sense::Partner,
        Sense::Relative,
        Sense::Insurer,
    ]);
    headers::senses(key).meets(CLOSE)
}

/// Numbers for paths, and what their last keys are.
#[derive(Default)]
pub(super) struct Keys<'a> {
    columns: BTreeMap<&'a Path, (usize, bool)>,
}

impl<'a> Keys<'a> {
    pub(super) fn known(&mut self, path: &'a Path) -> (usize, bool) {
        let next = self.columns.len();
        *self.columns.entry(path).or_insert_with(|| (next, is_own(path)))
    }

    pub(super) fn column(&mut self, path: &'a Path) -> usize {
        self.known(path).0
    }

    /// Whether ids of the objects themselves are under a path.
    pub(super) fn is_own(&mut self, path: &'a Path) -> bool {
        self.known(path).1
    }
}

/// Whether a key holds an object's own id.
fn is_id(key: &str) -> bool {
    const OWN: [&str; 10] = ["id", "_id", "@id", "uuid", "guid", "uid", "key", "pk", "sleutel", "identifier"];
    OWN.iter().any(|own| own.eq_ignore_ascii_case(key))
}

fn is_own(path: &Path) -> bool {
    path.last().is_some_and(|k| is_id(k)) && !path.iter().any(|k| is_other(k))
}

/// Columns of pointers.
pub(super) struct Pointers<'a> {
    /// By path: the column of ids that its values are of, and whom it means.
    pub(super) targets: BTreeMap<&'a Path, (usize, Whom)>,
}

impl<'a> Pointers<'a> {
    pub(super) fn of(
        entities: &'a [Entity],
        keys: &mut Keys<'a>,
        ids: &BTreeMap<Id<'a>, usize>,
    ) -> Pointers<'a> {
        let mut by_value: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        ids.keys().for_each(|(column, value)| by_value.entry(value).or_default().push(*column));
        let mut seen: BTreeMap<&'a Path, Seen> = BTreeMap::new();
        for (path, value) in entities.iter().flat_map(|e| &e.cells) {
            // Objects of two lists may have the same ids: `{"personen": {"pt:17": ..}, "uitslagen": {"pt:17": ..}}`.
            let (own, is_own) = keys.known(path);
            let seen = seen.entry(path).or_default();
            seen.values += 1;
            seen.telling &= is_telling(value) && (!is_own || is_unique(value));
            for column in by_value.get(last(value)).into_iter().flatten().filter(|c| **c != own) {
                *seen.hits.entry(*column).or_default() += 1;
            }
        }
        let names: BTreeMap<usize, &Path> = keys.columns.iter().map(|(path, (n, _))| (*n, *path)).collect();
        let target = |(path, seen): (&'a Path, Seen)| {
            let named = |n: &usize| names.get(n).is_some_and(|ids| is_called(path, ids));
            let fits = |(n, hits): &(&usize, &usize)| {
                *hits * 5 >= seen.values * 4 && (named(n) || (seen.telling && is_pointer(path)))
            };
            let best = seen.hits.iter().filter(fits).max_by_key(|(n, hits)| (named(n), **hits))?;
            Some((path, (*best.0, whom(path))))
        };
        Pointers { targets: seen.into_iter().filter_map(target).collect() }
    }
}

impl Pointers<'_> {
    /// Pointers to persons whose names are only the word for one.
    pub(super) fn bare(&self) -> BTreeSet<Path> {
        let word = |path: &Path| {
            path.last().is_some_and(|k| !headers::words(k).iter().any(|w| POINTING.contains(&w.as_str())))
        };
        let named = self.targets.iter().filter(|(path, (_, w))| *w == Whom::Subject && word(path));
        named.map(|(path, _)| (*path).clone()).collect()
    }
}

fn whom(path: &Path) -> Whom {
    match () {
        () if path.iter().any(|k| is_other(k)) || path.last().is_some_and(|k| headers::is_other(k)) => {
            Whom::Other
        }
        () if path.last().is_some_and(|k| headers::senses(k).meets(SUBJECTS)) => Whom::Subject,
        () => Whom::Unsaid,
    }
}

/// What the values of a path are.
struct Seen {
    values: usize,
    /// None of them could be a number that counts something.
    telling: bool,
    /// By column of ids: how many of them are there.
    hits: BTreeMap<usize, usize>,
}

impl Default for Seen {
    fn default() -> Self {
        Seen { values: 0, telling: true, hits: BTreeMap::new() }
    }
}

fn is_telling(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().any(|b| b.is_ascii_alphabetic());
    digits > 0 && (letters || digits >= NUMBER_MIN)
}

/// Whether it is no number that two lists may both have counted to.
fn is_unique(value: &str) -> bool {
    const SHORTEST: usize = 5;
    value.len() >= SHORTEST && value.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Words that make a key a pointer.
const POINTING: [&str; 9] = ["id", "ids", "ref", "refs", "reference", "key", "fk", "uuid", "guid"];

/// Words for the person herself.
const SUBJECTS: Senses =
    Senses::of(&[Sense::Patient, Sense::Participant, Sense::Person, Sense::Client, Sense::Dossier]);

/// Whether a key may be that of a pointer, by one of its words or as the word for a person.
fn is_pointer(path: &Path) -> bool {
    path.last().is_some_and(|k| points(k))
}

fn points(key: &str) -> bool {
    let words = headers::words(key);
    words.iter().any(|w| POINTING.contains(&w.as_str())) || headers::senses(key).meets(SUBJECTS)
}

/// Whether a pointer is called as the objects whose ids these are: `patient_id` and `patients.id`.
fn is_called(path: &Path, ids: &Path) -> bool {
    const SHORTEST: usize = 4;
    let Some(last) = path.last() else { return false };
    let words = headers::words(last);
    if !is_pointer(path) {
        return false;
    }
    let said = headers::senses(last).within(SUBJECTS);
    let stem: String = words.into_iter().filter(|w| !POINTING.contains(&w.as_str())).collect();
    let called = |key: &String| {
        if headers::senses(key).meets(said) {
            return true;
        }
        let key: String = headers::words(key).concat();
        key.len() >= SHORTEST && stem.len() >= SHORTEST && (key.starts_with(&stem) || stem.starts_with(&key))
    };
    ids.iter().rev().skip(1).take(2).any(called)
}
