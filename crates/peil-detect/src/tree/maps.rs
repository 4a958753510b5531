//! Objects whose keys are no names of fields but of entries: `{"p17": {"naam": ..}, "p18": {"naam": ..}}` is a list of persons, and so are
//! the sections `[visit.1]`, `[visit.2]` of a settings file.

use peil_model::Node;

use super::flatten::Path;
use crate::headers;

/// Entries from which keys without a digit are taken for keys of a map.
const ENTRIES_MIN: usize = 3;
/// Bytes of a key that names an entry in the whole file.
const KEY_MIN: usize = 4;

/// The entries of a map; none if the node is an object like others.
pub(super) fn elements(node: &Node) -> Vec<&Node> {
    let objects: Vec<&Node> = node.children.iter().filter(|c| !c.children.is_empty()).collect();
    let Some(first) = objects.first().filter(|_| objects.len() >= 2) else { return Vec::new() };
    let numbered = objects.iter().all(|o| o.key.bytes().any(|b| b.is_ascii_digit()));
    let entry = |o: &&Node| {
        let named = !headers::senses(&o.key).is_empty() && !numbered;
        !o.key.is_empty() && !named && is_alike(first, o)
    };
    let once = |o: &&Node| node.all(&o.key).nth(1).is_none();
    let enough = numbered || objects.len() >= ENTRIES_MIN;
    let telling = || first.children.iter().any(|c| headers::is_meaningful(&c.key));
    let map = enough && telling() && objects.iter().all(|o| entry(o) && once(o));
    if map { objects } else { Vec::new() }
}

/// Whether two objects have half of the smaller one's keys in common.
fn is_alike(a: &Node, b: &Node) -> bool {
    let common = a.children.iter().filter(|c| b.first(&c.key).is_some()).count();
    common > 0 && common * 2 >= a.children.len().min(b.children.len())
}

/// The values around an entry of a map, with the entry's key as its id if it has none of its own.
pub(super) fn keyed(element: &Node, list: &Path, around: &[(Path, String)]) -> Option<Vec<(Path, String)>> {
    // Elements of a list share the last key of their path; a short key is another one's in the next document.
    let entry = element.key.len() >= KEY_MIN && list.last() != Some(&element.key);
    if !entry || element.children.iter().any(|c| c.key.eq_ignore_ascii_case("id")) {
        return None;
    }
    let mut path = list.clone();
    path.push("id".to_owned());
    Some([around, &[(path, element.key.clone())]].concat())
}
