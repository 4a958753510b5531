//! HL7 v2 written as XML (HL7 v2.xml encoding rules): `<PID><PID.3><CX.1>..</CX.1></PID.3></PID>`.

use peil_model::{Leaf, Message, Node, Part, Syntax};

/// Segments of one message.
const PARTS_MAX: usize = 100_000;

/// The message, if the tree is one: an `MSH` with fields `MSH.n` somewhere below the root.
pub(super) fn message(root: &Node) -> Option<Message> {
    let has_head =
        |n: &Node| n.first("MSH").is_some_and(|m| m.children.iter().any(|f| f.key.starts_with("MSH.")));
    // At most two envelopes around it.
    let mut node = root;
    for _ in 0..3 {
        if has_head(node) {
            let mut parts = Vec::new();
            collect(node, &mut parts, 0);
            return Some(Message { syntax: Syntax::Hl7, parts });
        }
        node = match node.children.as_slice() {
            [only] => only,
            many => many.iter().find(|n| has_head(n))?,
        };
    }
    None
}

/// Segments in order; groups (`ORU_R01.PATIENT_RESULT`) are followed.
fn collect(node: &Node, parts: &mut Vec<Part>, depth: usize) {
    for child in &node.children {
        if parts.len() >= PARTS_MAX || depth > 16 {
            return;
        }
        if is_segment(&child.key) {
            parts.push(part(child));
        } else if child.key.contains('.') {
            collect(child, parts, depth + 1);
        }
    }
}

fn is_segment(key: &str) -> bool {
    key.len() == 3 && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn part(segment: &Node) -> Part {
    let mut leaves: Vec<(Leaf, &str)> = Vec::new();
    let mut last = (0, 0);
    for field in &segment.children {
        let Some(n) = number(&field.key) else { continue };
        last = if last.0 == n { (n, last.1 + 1) } else { (n, 1) };
        let at = |component, sub| Leaf { field: n, repetition: last.1, component, sub };
        if field.children.is_empty() {
            leaves.push((at(1, 1), &field.value));
        }
        for component in &field.children {
            let Some(c) = number(&component.key) else { continue };
            if component.children.is_empty() {
                leaves.push((at(c, 1), &component.value));
            }
            for sub in &component.children {
                if let Some(s) = number(&sub.key) {
                    leaves.push((at(c, s), &sub.value));
                }
            }
        }
    }
    leaves.sort_by_key(|(l, _)| *l);
    leaves.dedup_by_key(|(l, _)| *l);
    let mut out = Part::new(&segment.key);
    leaves.into_iter().for_each(|(l, v)| out.push(l, v.trim()));
    out
}

/// `PID.3`, `CX.1`: the number behind the last dot.
fn number(key: &str) -> Option<u16> {
    key.rsplit_once('.')?.1.parse().ok().filter(|n| *n > 0)
}
