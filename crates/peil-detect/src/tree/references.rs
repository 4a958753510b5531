//! Objects of one document that point to each other: `{"id": "pt:17", "naam": ..}` and `{"ref": "pt:17", "uitslag": ..}`,
//! `<Patient Id="P4">` and `<Meting PatientRef="P4">`.
//!
//! What a pointer is called matters little: under it stand values that are the ids of other objects. Whose an object is follows
//! pointers over any number of steps: that of a result to its order, of the order to its patient; of a patient to the address that
//! nobody else has. Objects that several persons have in common, such as their doctor, are nobody's.

mod pointers;

use std::collections::{BTreeMap, BTreeSet};

use peil_model::Place;

use super::flatten::{Entity, Path};
use crate::columns;
use crate::headers::{self, FieldRole as F, Heading};
pub(super) use pointers::Ids;
use pointers::{Id, Keys, Pointers, Whom};

/// The key under which rows of one person get the same value.
const PERSON: &str = "person_id";
/// Bytes of an id at most.
const ID_MAX: usize = 64;
/// Steps from an object to its person.
const STEPS_MAX: usize = 6;
/// Pointers of one row that are followed.
const POINTERS_MAX: usize = 32;

/// Gives the rows of a document that are one person's by their pointers a key in common.
pub(super) fn join(place: Place, entities: &mut [Entity]) {
    if entities.len() < 2 {
        return;
    }
    let Some(Found { owners, bare }) = Graph::found(entities) else { return };
    // `"persoon": "A17"` is no number that anybody gave her.
    for (path, _) in entities.iter_mut().flat_map(|e| &mut e.cells) {
        if let Some(last) = path.last().filter(|_| bare.contains(path)).map(|k| format!("{k}_id")) {
            path.pop();
            path.push(last);
        }
    }
    let path = vec![PERSON.to_owned()];
    let mut joined: Vec<usize> = owners
        .iter()
        .enumerate()
        .filter(|(i, o)| o.is_some_and(|o| o != *i))
        .filter_map(|(_, o)| *o)
        .collect();
    joined.sort_unstable();
    joined.dedup();
    for (entity, owner) in entities.iter_mut().zip(&owners) {
        if let Some(owner) = owner.filter(|o| joined.binary_search(o).is_ok()) {
            entity.cells.push((path.clone(), format!("{place}|{owner}")));
        }
    }
}

/// What the pointers of a document say.
struct Found {
    /// By row: the first row of the person whose it is.
    owners: Vec<Option<usize>>,
    /// Pointers that are called as a person is.
    bare: BTreeSet<Path>,
}

/// Rows, the ids that they have, and the ids that they point to.
#[derive(Default)]
struct Graph<'a> {
    /// By id: the rows that have it.
    nodes: Vec<Vec<usize>>,
    /// By row: its own ids.
    own: Vec<Vec<usize>>,
    /// By row: the ids that it points to, and whom that means.
    out: Vec<Vec<(usize, Whom)>>,
    /// By row: the first row about the same person.
    persons: Vec<Option<usize>>,
    /// By row: what tells its person from others, if it is about one.
    told: Vec<Option<Vec<&'a str>>>,
    /// By row: the names in it.
    names: Vec<Vec<&'a str>>,
    /// By row: it is in a list of somebody else, such as doctors.
    others: Vec<bool>,
}

impl<'a> Graph<'a> {
    /// `None` where nothing points to anything.
    fn found(entities: &'a [Entity]) -> Option<Found> {
        let mut keys = Keys::default();
        let mut ids: BTreeMap<Id<'_>, usize> = BTreeMap::new();
        let mut graph = Graph::default();
        for (row, entity) in entities.iter().enumerate() {
            let mut own = Vec::new();
            for (path, value) in &entity.cells {
                if value.len() <= ID_MAX && keys.is_own(path) {
                    let next = ids.len();
                    let node = *ids.entry((keys.column(path), value)).or_insert(next);
                    if node == graph.nodes.len() {
                        graph.nodes.push(Vec::new());
                    }
                    graph.nodes.get_mut(node)?.push(row);
                    own.push(node);
                }
            }
            graph.own.push(own);
        }
        if graph.nodes.len() < 2 {
            return None;
        }
        let pointers = Pointers::of(entities, &mut keys, &ids);
        if pointers.targets.is_empty() {
            return None;
        }
        let mut roles = Roles::default();
        for entity in entities {
            let points = |(path, value): &(Path, String)| {
                let (target, whom) = *pointers.targets.get(path)?;
                Some((*ids.get(&(target, pointers::last(value)))?, whom))
            };
            graph.out.push(entity.cells.iter().filter_map(points).take(POINTERS_MAX).collect());
            let said = roles.of(entity);
            graph.names.push(names(&said));
            graph.told.push(identity(&said));
            graph.others.push(entity.kind.iter().any(|k| pointers::is_other(k)));
        }
        graph.persons = graph.persons_of();
        Some(Found { owners: graph.owners(), bare: pointers.bare() })
    }

    /// By row: the first row about the same person. Rows that repeat an id of hers and say the same of her are.
    fn persons_of(&self) -> Vec<Option<usize>> {
        let told = &self.told;
        let first = |row: usize| {
            let mine = told.get(row)?.as_ref()?;
            let same = |r: &usize| told.get(*r).and_then(Option::as_ref) == Some(mine);
            let shared = self.own.get(row)?.iter().filter_map(|n| self.nodes.get(*n)?.first().copied());
            Some(shared.filter(same).min().unwrap_or(row))
        };
        (0..told.len()).map(first).collect()
    }

    /// Whether a row names nobody else than a person.
    fn may_be(&self, row: usize, person: usize) -> bool {
        let Some(names) = self.names.get(row).filter(|n| !n.is_empty()) else { return true };
        let told = self.told.get(person).and_then(Option::as_ref);
        names.iter().any(|n| told.is_some_and(|t| t.iter().any(|v| crate::fold(v) == crate::fold(n))))
    }

    /// By row: the first row of the person whose it is.
    fn owners(&self) -> Vec<Option<usize>> {
        let mut owners = self.persons.clone();
        let mut pointing: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (row, out) in self.out.iter().enumerate() {
            for (node, whom) in out {
                if let Some(rows) = pointing.get_mut(*node).filter(|_| *whom != Whom::Other) {
                    rows.push(row);
                }
            }
        }
        for _ in 0..STEPS_MAX {
            let of_nodes: Vec<Option<usize>> =
                self.nodes.iter().map(|rows| only(rows.iter().filter_map(|r| owner(&owners, *r)))).collect();
            let out_of = |row: usize| {
                let out = self.out.get(row)?;
                // Who is called the patient is, whoever else is in it.
                let clearest = out.iter().map(|(_, w)| *w).max().filter(|w| *w != Whom::Other)?;
                let targets = out.iter().filter(|(_, w)| *w == clearest);
                only(targets.filter_map(|(n, _)| of_nodes.get(*n).copied().flatten()))
                    .filter(|owner| self.may_be(row, *owner))
            };
            // Whoever else is named keeps to herself.
            let into = |row: usize| {
                let nobody =
                    self.names.get(row).is_some_and(Vec::is_empty) && self.others.get(row) == Some(&false);
                let own = self.own.get(row).filter(|_| nobody)?;
                let by = own.iter().flat_map(|n| pointing.get(*n).into_iter().flatten());
                // A person that points to it without another, and somebody of whom nothing is known, are two.
                let mut all = by.map(|r| owner(&owners, *r)).collect::<Option<Vec<usize>>>()?;
                all.sort_unstable();
                all.dedup();
                only(all.into_iter())
            };
            let found: Vec<(usize, usize)> = (0..owners.len())
                .filter(|row| owner(&owners, *row).is_none())
                .filter_map(|row| Some((row, out_of(row).or_else(|| into(row))?)))
                .collect();
            if found.is_empty() {
                break;
            }
            for (row, of) in found {
                if let Some(slot) = owners.get_mut(row) {
                    *slot = Some(of);
                }
            }
        }
        owners
    }
}

fn owner(owners: &[Option<usize>], row: usize) -> Option<usize> {
    owners.get(row).copied().flatten()
}

/// The only one of these; nothing if they differ.
fn only(mut all: impl Iterator<Item = usize>) -> Option<usize> {
    let first = all.next()?;
    all.all(|x| x == first).then_some(first)
}

/// What paths say, asked for every row.
#[derive(Default)]
struct Roles<'a>(BTreeMap<&'a Path, Option<F>>);

impl<'a> Roles<'a> {
    /// What the values of a row are.
    fn of(&mut self, entity: &'a Entity) -> Vec<(F, &'a str)> {
        let mut out = Vec::new();
        for (path, value) in entity.cells.iter().filter(|(_, v)| !v.is_empty()) {
            let said = self.0.entry(path).or_insert_with(|| match headers::of_path(path).heading {
                Heading::Role(role) => Some(role),
                _ => None,
            });
            out.extend(said.map(|role| (role, value.as_str())));
        }
        out
    }
}

/// What tells a person from others, if a row is about one.
fn identity<'a>(roles: &[(F, &'a str)]) -> Option<Vec<&'a str>> {
    let (mut named, mut more, mut numbered) = (false, false, false);
    let mut out = Vec::new();
    for (role, value) in roles {
        match role {
            F::Bsn => numbered |= value.bytes().filter(u8::is_ascii_digit).count() >= 8,
            F::FullName | F::Surname if !columns::is_test(&crate::fold(value)) => named = true,
            F::BirthDate | F::Sex | F::GivenNames | F::Initials => more = true,
            _ => continue,
        }
        out.push(*value);
    }
    (numbered || (named && more)).then_some(out)
}

/// The names in a row.
fn names<'a>(roles: &[(F, &'a str)]) -> Vec<&'a str> {
    let name = |(role, value): &&(F, &str)| {
        matches!(role, F::FullName | F::Surname | F::GivenNames) && !columns::is_test(&crate::fold(value))
    };
    roles.iter().filter(name).map(|(_, value)| *value).collect()
}
