//! A tree as rows: each row one person with all that is said of her on her way through the tree.
//!
//! Keys that hold one object are followed and become part of the path. Of a list each element is a row of its own, with the values
//! around the list repeated: an examination keeps its patient. Where both the element and what is around it are whole persons
//! (a mother and the list of her children), they stay apart.

use std::collections::BTreeMap;

use peil_model::Node;

use super::references::Ids;
use super::{connection, maps, pairs};
use crate::headers::{FieldRole as F, Heading, is_other, of_path, role};

/// Keys from the outside in.
pub(super) type Path = Vec<String>;

/// Rows that one tree may become: lists within lists multiply.
const ROWS_MAX: usize = 200_000;
/// Lines with a label from which on a text is taken for labels and values.
const LABELS_MIN: usize = 2;
/// Levels below which nothing is followed; readers cut trees before.
const DEPTH_MAX: usize = 160;

/// A row: where in the document it stands, and its values under their paths.
pub(super) struct Entity {
    pub kind: Path,
    pub cells: Vec<(Path, String)>,
}

/// All rows of a tree, in order.
pub(super) fn entities(root: &Node) -> Vec<Entity> {
    let ids = Ids::of(root);
    let mut walk = Walk { out: Vec::new(), seen: BTreeMap::new(), ids: &ids };
    let path: Path = if root.key.is_empty() { Vec::new() } else { vec![root.key.clone()] };
    walk.node(root, &path, &[], 0);
    walk.out
}

struct Walk<'a> {
    out: Vec<Entity>,
    ids: &'a Ids<'a>,
    /// What paths say, asked for every row.
    seen: BTreeMap<Path, Option<F>>,
}

/// What stands in one object: its own values, and lists of objects.
struct Flat<'a> {
    cells: Vec<(Path, String)>,
    lists: Vec<(Path, Vec<&'a Node>)>,
    /// It is part of what is about somebody.
    inside: bool,
    /// The ids of the whole document.
    ids: &'a Ids<'a>,
}

impl Walk<'_> {
    /// Adds the rows of a node; whether one of them has the values around it.
    fn node(&mut self, node: &Node, path: &Path, around: &[(Path, String)], depth: usize) -> bool {
        if self.out.len() >= ROWS_MAX || depth > DEPTH_MAX {
            return false;
        }
        let ids = self.ids;
        let mut flat = Flat { inside: !around.is_empty(), cells: Vec::new(), lists: Vec::new(), ids };
        if node.children.is_empty() {
            push(&mut flat.cells, path, &node.value);
        } else {
            follow(node, &mut path.clone(), &mut flat, depth);
        }
        let apart = self.is_person(around) && self.is_person(&flat.cells);
        let cells = if apart { flat.cells } else { [around, &flat.cells].concat() };
        let mut told = false;
        for (list, elements) in flat.lists {
            for element in elements {
                let keyed = maps::keyed(element, &list, &cells);
                told |= self.node(element, &list, keyed.as_ref().unwrap_or(&cells), depth + 1);
            }
        }
        if !told && !cells.is_empty() {
            self.out.push(Entity { kind: path.clone(), cells });
        }
        !apart
    }

    /// Whether values are enough to be somebody: a BSN, or a name and a birth date of the subject.
    fn is_person(&mut self, cells: &[(Path, String)]) -> bool {
        let (mut named, mut born) = (false, false);
        for (path, value) in cells.iter().filter(|(_, v)| !v.is_empty()) {
            let role = match self.seen.get(path) {
                Some(known) => *known,
                None => {
                    let found = match of_path(path).heading {
                        Heading::Role(role) => Some(role),
                        _ => None,
                    };
                    self.seen.insert(path.clone(), found);
                    found
                }
            };
            match role {
                Some(F::Bsn) if value.bytes().filter(u8::is_ascii_digit).count() >= 8 => return true,
                Some(F::FullName | F::Surname) => named = true,
                Some(F::BirthDate) => born = true,
                _ => {}
            }
        }
        named && born
    }
}

/// Keys whose value may say whose an object is.
const ROLE_KEYS: [&str; 7] = ["rol", "role", "functie", "function", "relatie", "relationship", "type"];

/// Whoever else an object says that it is of: `{"rol": "huisarts", "naam": ..}`.
fn other_party(node: &Node) -> Option<&str> {
    let told = |c: &&Node| {
        c.children.is_empty()
            && c.value.len() <= 40
            && ROLE_KEYS.iter().any(|k| c.key.trim_start_matches('@').eq_ignore_ascii_case(k))
            && is_other(&c.value)
    };
    node.children.iter().find(told).map(|c| c.value.as_str())
}

fn follow<'a>(node: &'a Node, path: &mut Path, flat: &mut Flat<'a>, depth: usize) {
    if depth > DEPTH_MAX {
        return;
    }
    // A list of doctors is of them.
    let party = other_party(node).filter(|_| flat.inside || !flat.cells.is_empty());
    path.extend(party.map(str::to_owned));
    members(node, path, flat, depth);
    if party.is_some() {
        path.pop();
    }
}

fn members<'a>(node: &'a Node, path: &mut Path, flat: &mut Flat<'a>, depth: usize) {
    if !node.value.trim().is_empty() {
        push(&mut flat.cells, path, &node.value);
    }
    let mapped = maps::elements(node);
    let mut keys: Vec<&str> = Vec::new();
    for child in node.children.iter().filter(|c| mapped.is_empty() || c.children.is_empty()) {
        if !keys.contains(&child.key.as_str()) {
            keys.push(&child.key);
        }
    }
    for key in keys {
        let all: Vec<&Node> = node.all(key).collect();
        if !key.is_empty() {
            path.push(key.to_owned());
        }
        match all.as_slice() {
            [one] if connection::is_one(one) => {}
            [one] if flat.ids.points(one) => flat.lists.push((path.clone(), all)),
            [one] => single(one, path, flat, depth),
            many if pairs::are_columns(many) => columns(many, path, flat),
            many if many.iter().all(|n| n.children.is_empty() || pairs::of(n).is_some()) => {
                many.iter().for_each(|n| single(n, path, flat, depth));
            }
            _ => flat.lists.push((path.clone(), all)),
        }
        if !key.is_empty() {
            path.pop();
        }
    }
    if !mapped.is_empty() {
        flat.lists.push((path.clone(), mapped));
    }
}

/// Elements that name their columns: the name replaces the key they share.
fn columns<'a>(elements: &[&'a Node], path: &mut Path, flat: &mut Flat<'a>) {
    let shared = path.pop();
    for element in elements {
        path.extend(pairs::column_head(element));
        push(&mut flat.cells, path, &element.value);
        path.pop();
    }
    path.extend(shared);
}

/// A text whose lines are labels and values (`Geboortedatum: 19-06-1995`), as programs write into remarks: each is a value under
/// its label, what else the lines say stays a text.
fn labelled(cells: &mut Vec<(Path, String)>, path: &mut Path, text: &str) {
    let pairs = || {
        text.lines().map(|line| {
            let pair = line.split_once(':').map(|(label, value)| (label.trim(), value.trim()));
            (line, pair.filter(|(label, value)| !value.is_empty() && role(label).is_some()))
        })
    };
    if pairs().filter(|(_, pair)| pair.is_some()).count() < LABELS_MIN {
        return push(cells, path, text);
    }
    // The labels say more than the key of the text.
    let key = path.pop();
    for (line, pair) in pairs() {
        let Some((label, value)) = pair else {
            path.extend(key.clone());
            push(cells, path, line);
            path.pop();
            continue;
        };
        path.push(label.to_owned());
        push(cells, path, value);
        path.pop();
    }
    path.extend(key);
}

fn single<'a>(node: &'a Node, path: &mut Path, flat: &mut Flat<'a>, depth: usize) {
    if node.children.is_empty() {
        return labelled(&mut flat.cells, path, &node.value);
    }
    if let Some(value) = pairs::extended(node) {
        return push(&mut flat.cells, path, &value);
    }
    let Some((head, value)) = pairs::of(node) else { return follow(node, path, flat, depth + 1) };
    match head {
        Some(head) => {
            // What the pair says of itself replaces the key that holds such pairs.
            let last = path.pop();
            path.push(head);
            push(&mut flat.cells, path, value);
            path.pop();
            path.extend(last);
        }
        None => push(&mut flat.cells, path, value),
    }
}

/// Adds a value; a second one under the same path stands behind the first.
fn push(cells: &mut Vec<(Path, String)>, path: &Path, value: &str) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    match cells.iter_mut().find(|(p, _)| p == path) {
        Some((_, old)) if old.len() < 4096 && *old != value => {
            let name =
                matches!(of_path(path).heading, Heading::Role(F::GivenNames | F::Initials | F::Prefix));
            old.push_str(if name { " " } else { "; " });
            old.push_str(value);
        }
        Some(_) => {}
        None => cells.push((path.clone(), value.to_owned())),
    }
}
