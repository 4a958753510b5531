//! What a reader says, as lines of text for tests.

use std::fmt::Write;

use peil_model::{Content, Leaf, Segment};

use crate::{Event, Limits, read_here};

/// Every event of bytes that are read under the name `file`.
pub(crate) fn events(name: &str, bytes: &[u8], limits: &Limits) -> Vec<Event> {
    let mut events = Vec::new();
    read_here(bytes, name, limits, |e| {
        events.push(e);
        Ok(())
    })
    .expect("the sink never fails");
    events
}

/// A file made by another program, kept among the seeds of `tests/fuzz.rs`.
pub(crate) fn seed(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name))
        .expect("a seed")
}

/// The segments of bytes, one a line, and the verdict where it is not `read`.
pub(crate) fn show(bytes: &[u8]) -> String {
    print(&events("file", bytes, &Limits::default()), false)
}

/// The same with every member's path, media type and outcome.
pub(crate) fn show_all(name: &str, bytes: &[u8]) -> String {
    print(&events(name, bytes, &Limits::default()), true)
}

/// Events as lines.
pub(crate) fn print(events: &[Event], all: bool) -> String {
    let mut out = String::new();
    for event in events {
        match event {
            Event::Open { path, .. } if all => writeln!(out, "open <{path}>"),
            Event::Table { sheet, name } if *sheet > 0 => writeln!(out, "sheet {sheet} <{name}>"),
            Event::Segment(s) => writeln!(out, "{}", segment(s)),
            Event::Close { path, bytes, media_type, outcome, reason, .. } if all => {
                writeln!(out, "close <{path}> {bytes} {media_type} {}: {reason}", outcome.id())
            }
            Event::Close { outcome, reason, .. } if outcome.id() != "read" => {
                writeln!(out, "{}: {reason}", outcome.id())
            }
            _ => Ok(()),
        }
        .expect("a string takes all");
    }
    out
}

fn segment(s: &Segment) -> String {
    match &s.content {
        Content::Row(cells) => {
            let cells: Vec<String> = cells.iter().map(plain).collect();
            format!("{} [{}]", s.place, cells.join("] ["))
        }
        Content::Text(text) => format!("{} {}", s.place, plain(text)),
        Content::Tree(node) => format!("{} {}", s.place, tree(node)),
        Content::Message(m) => {
            let parts: Vec<String> = m.parts.iter().map(part).collect();
            format!("{} {}", s.place, parts.join(" / "))
        }
    }
}

/// `key=value {child=value ...}`.
fn tree(n: &peil_model::Node) -> String {
    let value = if n.value.is_empty() { String::new() } else { format!("={}", plain(&n.value)) };
    let below: Vec<String> = n.children.iter().map(tree).collect();
    let below = if below.is_empty() { String::new() } else { format!("{{{}}}", below.join(" ")) };
    format!("{}{value}{below}", n.key)
}

fn part(p: &peil_model::Part) -> String {
    let leaves = p.leaves().map(|(l, v)| format!(" {}={}", address(l), plain(v)));
    format!("{}{}", p.id, leaves.collect::<String>())
}

fn address(l: Leaf) -> String {
    let repetition = if l.repetition > 1 { format!("({})", l.repetition) } else { String::new() };
    match (l.component, l.sub) {
        (1, 1) => format!("{}{repetition}", l.field),
        (c, 1) => format!("{}{repetition}.{c}", l.field),
        (c, s) => format!("{}{repetition}.{c}.{s}", l.field),
    }
}

/// Control characters and backslashes as escapes.
fn plain(s: &str) -> String {
    s.chars()
        .map(|c| if c.is_control() || c == '\\' { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}
