//! YAML 1.2, by the events of `saphyr-parser`: all documents of a file or nothing.

use std::collections::HashMap;

use peil_model::Node;
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::limits::TREE_DEPTH;

/// Nodes that anchors may hold and aliases may yield in all.
const SHARED_NODES: usize = 100_000;
/// Nodes of a file.
const NODES: usize = 1_000_000;

/// A document: its nodes have no key; the items of an outermost list are several.
pub(super) type Document = Vec<Node>;

/// The documents of a text. `None` if it is no YAML, nests too deep, or has aliases beyond the bounds.
pub(super) fn parse(text: &str) -> Option<Vec<Document>> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        reader.event(event.ok()?.0)?;
        if reader.nodes > NODES {
            return None;
        }
    }
    Some(reader.documents)
}

enum Frame {
    Map(Node, Option<String>, usize),
    List(Vec<Node>, usize),
}

/// What a value is: its nodes, without key, and whether it is a list.
struct Whole {
    nodes: Vec<Node>,
    list: bool,
}

#[derive(Default)]
struct Reader {
    stack: Vec<Frame>,
    anchors: HashMap<usize, (Vec<Node>, bool)>,
    documents: Vec<Document>,
    nodes: usize,
    shared: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => self.scalar(&text, style, anchor),
            Event::MappingStart(anchor, _) => self.open(Frame::Map(Node::default(), None, anchor)),
            Event::SequenceStart(anchor, _) => self.open(Frame::List(Vec::new(), anchor)),
            Event::MappingEnd => match self.stack.pop()? {
                Frame::Map(node, _, anchor) => self.whole(Whole { nodes: vec![node], list: false }, anchor),
                Frame::List(..) => None,
            },
            Event::SequenceEnd => match self.stack.pop()? {
                Frame::List(nodes, anchor) => self.whole(Whole { nodes, list: true }, anchor),
                Frame::Map(..) => None,
            },
            Event::Alias(anchor) => {
                let (nodes, list) = self.anchors.get(&anchor)?.clone();
                self.shared += nodes.iter().map(count).sum::<usize>();
                (self.shared <= SHARED_NODES).then_some(())?;
                self.whole(Whole { nodes, list }, 0)
            }
            Event::DocumentStart(_) => {
                self.anchors.clear();
                Some(())
            }
            _ => Some(()),
        }
    }

    fn open(&mut self, frame: Frame) -> Option<()> {
        self.nodes += 1;
        self.stack.push(frame);
        (self.stack.len() <= TREE_DEPTH).then_some(())
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize) -> Option<()> {
        self.nodes += 1;
        if let Some(Frame::Map(_, key @ None, _)) = self.stack.last_mut() {
            *key = Some(text.to_owned());
            return Some(());
        }
        let null = style == ScalarStyle::Plain && matches!(text, "" | "~" | "null" | "Null" | "NULL");
        let nodes = if null { Vec::new() } else { vec![Node::leaf("", text)] };
        self.whole(Whole { nodes, list: false }, anchor)
    }

    /// A value is complete.
    fn whole(&mut self, mut value: Whole, anchor: usize) -> Option<()> {
        if anchor > 0 {
            self.shared += value.nodes.iter().map(count).sum::<usize>();
            (self.shared <= SHARED_NODES).then_some(())?;
            self.anchors.insert(anchor, (value.nodes.clone(), value.list));
        }
        match self.stack.last_mut() {
            Some(Frame::Map(node, key, _)) => match key.take() {
                // A mapping as a key: its own values are kept.
                None => {
                    *key = Some(String::new());
                    node.children.append(&mut value.nodes);
                }
                // Defaults that are shared.
                Some(key) if key == "<<" => {
                    node.children.extend(value.nodes.into_iter().flat_map(|n| n.children));
                }
                Some(key) => {
                    for mut item in value.nodes {
                        item.key.clone_from(&key);
                        node.children.push(item);
                    }
                }
            },
            Some(Frame::List(items, _)) => {
                if value.list {
                    items.push(Node { children: value.nodes, ..Node::default() });
                } else {
                    items.append(&mut value.nodes);
                }
            }
            None => self.documents.push(value.nodes),
        }
        Some(())
    }
}

fn count(node: &Node) -> usize {
    1 + node.children.iter().map(count).sum::<usize>()
}
