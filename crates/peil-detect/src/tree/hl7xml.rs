//! HL7 v2 written as XML (HL7 v2.xml encoding rules): `<PID><PID.3><CX.1>..</CX.1></PID.3></PID>`.

use peil_model::{Leaf, Message, Node, Part, Syntax};

/// Envelopes around a message, at most.
const ENVELOPES: usize = 4;

/// The messages of a tree: nodes with an `MSH` that has fields `MSH.n`, under whatever envelopes.
pub(super) fn messages(root: &Node) -> Vec<Message> {
    let mut found = Vec::new();
    search(root, 0, &mut found);
    found
}

fn search(node: &Node, depth: usize, found: &mut Vec<Message>) {
    let head = node.first("MSH").is_some_and(|m| m.children.iter().any(|f| f.key.starts_with("MSH.")));
    if head {
        let mut parts = Vec::new();
        collect(node, &mut parts);
        found.push(Message { syntax: Syntax::Hl7, parts });
    } else if depth < ENVELOPES {
        for child in &node.children {
            search(child, depth + 1, found);
        }
    }
}

/// Segments in order; groups (`ORU_R01.PATIENT_RESULT`) are followed. Trees are of bounded size and depth.
fn collect(node: &Node, parts: &mut Vec<Part>) {
    for child in &node.children {
        if is_segment(&child.key) {
            parts.push(part(child));
        } else if child.key.contains('.') {
            collect(child, parts);
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
