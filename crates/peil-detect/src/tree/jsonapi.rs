//! Documents of JSON:API (version 1.1): resources with a type and an id lie side by side, and point to each other.
//!
//! They become lists of rows that keep these pointers. What one resource points to and no other does is its own: it takes the pointer
//! back, as a table of a database would have it.

use std::collections::BTreeMap;

use peil_model::Node;

use crate::headers;

/// A resource by its type and id.
type Key<'a> = (&'a str, &'a str);

/// The document as lists of rows, one list a type; `None` for what is no such document.
pub(super) fn plain(root: &Node) -> Option<Node> {
    let resources: Vec<&Node> =
        root.children.iter().filter(|c| matches!(c.key.as_str(), "data" | "included") && is_one(c)).collect();
    if resources.len() < 2 || !resources.iter().any(|r| r.key == "included") {
        return None;
    }
    let mut owners: BTreeMap<Key<'_>, Vec<Key<'_>>> = BTreeMap::new();
    for resource in &resources {
        for (_, target) in pointers(resource) {
            owners.entry(target).or_default().push(key(resource));
        }
    }
    let mut out = Node::branch(&root.key);
    let mut types: Vec<&str> = Vec::new();
    for resource in &resources {
        let (kind, id) = key(resource);
        if !types.contains(&kind) {
            types.push(kind);
            // With an empty one beside it a single resource is a list too.
            out.children.push(Node::branch(kind));
        }
        let mut row = Node::branch(kind);
        row.children.push(Node::leaf("id", id));
        row.children.extend(resource.all("attributes").flat_map(|a| a.children.iter().cloned()));
        if let Some([(owner, id)]) = owners.get(&(kind, id)).map(Vec::as_slice) {
            row.children.push(Node::leaf(&format!("{owner}_id"), id));
        }
        for (name, (kind, id)) in pointers(resource) {
            let name = if headers::is_other(name) { name } else { kind };
            row.children.push(Node::leaf(&format!("{name}_id"), id));
        }
        out.children.push(row);
    }
    Some(out)
}

fn is_one(node: &Node) -> bool {
    let leaf = |k: &str| node.first(k).is_some_and(|c| c.children.is_empty() && !c.value.is_empty());
    leaf("type") && leaf("id")
}

fn key(node: &Node) -> Key<'_> {
    (node.text("type"), node.text("id"))
}

/// The names of a resource's relationships, and to what they point.
fn pointers(resource: &Node) -> impl Iterator<Item = (&str, Key<'_>)> {
    let relations = resource.all("relationships").flat_map(|r| &r.children);
    relations.flat_map(|relation| {
        relation.all("data").filter(|d| is_one(d)).map(|data| (relation.key.as_str(), key(data)))
    })
}
