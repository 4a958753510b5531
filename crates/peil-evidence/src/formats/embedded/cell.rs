//! Cells of a table that hold a tree in another grammar than JSON: what a web shop keeps in its database by PHP's `serialize`, the
//! request lines of an access log in columns.

use peil_model::{Content, Node};
use serde_json::{Map, Value};

use super::{LEVELS, value};

/// Writes such cells as objects of JSON, which is the one grammar that cells are read in.
pub(crate) fn plain(content: &mut Content) {
    if let Content::Row(cells) = content
        && may_hold(cells.text())
    {
        let objects: Vec<Option<String>> = cells.iter().map(object).collect();
        if objects.iter().any(Option::is_some) {
            let new = objects.iter().zip(cells.iter());
            *cells = new.map(|(object, old)| object.as_deref().unwrap_or(old)).collect();
        }
    }
}

fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let byte = |b: u8| memchr::memchr(b, bytes).is_some();
    let mark = |m: &[u8]| memchr::memmem::find(bytes, m).is_some();
    // A byte of each mark first: every row is asked.
    byte(b'?') && byte(b'=')
        || byte(b'{') && (mark(b":{") || mark(b"{\\\""))
        || byte(b'%') && mark(b"%7B")
        || byte(b'J') && mark(b"eyJ")
}

/// The cell as an object of JSON, unless it is one already.
fn object(text: &str) -> Option<String> {
    if !may_hold(text) || (text.starts_with('{') && !text.starts_with("{\\\"")) {
        return None;
    }
    let inner = value(text, LEVELS).filter(|i| !i.node.children.is_empty() && i.documents.is_empty())?;
    serde_json::to_string(&json(&inner.node)).ok()
}

/// Repeated keys become a list. The builder bounds the depth.
fn json(node: &Node) -> Value {
    if node.children.is_empty() {
        return Value::String(node.value.clone());
    }
    let mut map: Map<String, Value> = Map::new();
    for child in &node.children {
        let new = json(child);
        match map.get_mut(&child.key) {
            Some(Value::Array(list)) => list.push(new),
            Some(one) => *one = Value::Array(vec![one.take(), new]),
            None => {
                map.insert(child.key.clone(), new);
            }
        }
    }
    Value::Object(map)
}
