//! Trees as they are built: a document is one tree while it is small; a larger one comes in pieces.
//!
//! What is too large is cut where its structure shows its items: an element that holds more than half of the limit hands on
//! each finished child that has children of its own, and keeps the bare values, which come as one more tree at its end.

use peil_model::Node;

use super::{documents, embedded};
use crate::limits::VALUE_BYTES;

/// What a node weighs beside its text.
const NODE_BYTES: usize = 8;
/// Keys that a path may have above its last.
const PATH_KEYS: usize = 16;
/// Nodes among which the one of a path is looked for.
const PATH_NEIGHBOURS: usize = 256;
/// Keys up to this length are repeated for every item of a list; longer ones would let a small file swell.
pub(crate) const REPEATED_KEY_BYTES: usize = 100;

struct Open {
    node: Node,
    /// Text and nodes that it holds, what is open below it not counted.
    weight: usize,
    /// Its children are handed on one by one.
    streamed: bool,
}

/// A tree that was found inside a value, and the documents that were found in it.
pub(crate) struct Inner {
    pub(crate) node: Node,
    pub(crate) documents: Vec<Vec<u8>>,
}

/// Builds trees from keys and values in the order of a document.
pub(crate) struct Builder {
    limit: usize,
    /// Values inside values that are still opened: JSON in a string of JSON.
    levels: u32,
    stack: Vec<Open>,
    /// Weight of all that is open.
    weight: usize,
    ready: Vec<Node>,
    documents: Vec<Vec<u8>>,
    /// A value is longer than one may be: its rest was passed over.
    pub(crate) cut: bool,
}

impl Builder {
    /// Trees of at most about `limit` bytes.
    pub(crate) fn new(limit: u64) -> Builder {
        Builder {
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            levels: embedded::LEVELS,
            stack: Vec::new(),
            weight: 0,
            ready: Vec::new(),
            documents: Vec::new(),
            cut: false,
        }
    }

    /// The same for a value inside a value, which is a tree whatever its size.
    pub(crate) fn inside(levels: u32) -> Builder {
        Builder { levels, ..Builder::new(u64::MAX) }
    }

    /// Nodes that are open.
    pub(crate) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// A node begins.
    pub(crate) fn open(&mut self, key: &str) {
        self.push(key, false);
    }

    /// A node begins whose children are trees of their own. Counts only where all around it is such a node.
    pub(crate) fn open_list(&mut self, key: &str) {
        let streamed = self.stack.last().is_none_or(|o| o.streamed);
        self.push(key, streamed);
    }

    fn push(&mut self, key: &str, streamed: bool) {
        let weight = NODE_BYTES + key.len();
        self.weight += weight;
        self.stack.push(Open { node: Node::branch(key), weight, streamed });
        self.spill();
    }

    /// A key with its value.
    pub(crate) fn leaf(&mut self, key: &str, value: String) {
        let mut node = Node { key: key.to_owned(), value, children: Vec::new() };
        if !self.waits(key, node.value.len()) {
            self.look_into(&mut node);
        }
        // A list in a value is a list of its key.
        if node.value.is_empty()
            && !node.children.is_empty()
            && node.children.iter().all(|c| c.key.is_empty())
        {
            for mut item in std::mem::take(&mut node.children) {
                item.key.push_str(key);
                self.add_weighed(item);
            }
        } else {
            self.add_weighed(node);
        }
        self.spill();
    }

    /// Whether a value is looked into only when what stands beside it is known.
    fn waits(&self, key: &str, len: usize) -> bool {
        len < documents::LONG_BYTES
            && (documents::is_data_key(key) || (key == "value" && documents::is_data_key(self.key(0))))
    }

    fn add_weighed(&mut self, node: Node) {
        let weight = weight(&node);
        self.add(node, weight);
    }

    /// A value below keys of the open node, in the node that the keys lead to last; it is made where there is none.
    pub(crate) fn path(&mut self, keys: &[&str], value: String) {
        let Some((last, above)) = keys.split_last() else { return };
        let Some(mut open) = self.stack.pop() else { return };
        let mut at = &mut open.node;
        for key in above.iter().take(PATH_KEYS) {
            let near = at.children.len().saturating_sub(PATH_NEIGHBOURS);
            let found = at.children.iter().skip(near).rposition(|c| c.key == **key);
            let found = found.map_or(at.children.len(), |i| near + i);
            if found == at.children.len() {
                at.children.push(Node::branch(key));
                open.weight += NODE_BYTES + key.len();
                self.weight += NODE_BYTES + key.len();
            }
            let Some(next) = at.children.get_mut(found) else { return };
            at = next;
        }
        let mut node = Node { key: (*last).to_owned(), value, children: Vec::new() };
        self.look_into(&mut node);
        let added = weight(&node);
        at.children.push(node);
        open.weight += added;
        self.weight += added;
        self.stack.push(open);
        self.spill();
    }

    /// Text of the open node, behind what it has.
    pub(crate) fn text(&mut self, text: &str) {
        if let Some(open) = self.stack.last_mut() {
            if (open.node.value.len() + text.len()) as u64 > VALUE_BYTES {
                self.cut = true;
                return;
            }
            open.node.value.push_str(text);
            open.weight += text.len();
            self.weight += text.len();
        }
    }

    /// The same for text behind a child: one blank stands between the two.
    pub(crate) fn text_apart(&mut self, text: &str) {
        if let Some(open) = self.stack.last_mut() {
            let kept = open.node.value.trim_end().len();
            open.node.value.truncate(kept);
            if kept > 0 {
                open.node.value.push(' ');
            }
            open.weight += 1;
            self.weight += 1;
        }
        self.text(text.trim_start());
    }

    /// Key of the open node that is `up` levels above the innermost.
    pub(crate) fn key(&self, up: usize) -> &str {
        let at = self.stack.len().checked_sub(up + 1);
        at.and_then(|i| self.stack.get(i)).map_or("", |o| o.node.key.as_str())
    }

    /// Changes the innermost open node when its children are all there.
    pub(crate) fn reshape(&mut self, change: impl FnOnce(&mut Node)) {
        let Some(open) = self.stack.last_mut() else { return };
        let before = open.weight;
        change(&mut open.node);
        open.weight = weight(&open.node);
        self.weight = (self.weight + open.weight).saturating_sub(before);
    }

    /// The innermost open node ends.
    pub(crate) fn close(&mut self) {
        let Some(mut open) = self.stack.pop() else { return };
        self.weight = self.weight.saturating_sub(open.weight);
        if !open.node.value.is_empty() {
            self.look_into_text(&mut open);
        }
        if open.node.children.iter().any(|c| documents::is_data_key(&c.key)) {
            self.look_into_data(&mut open);
        }
        if open.streamed {
            // Its items have gone before it.
            if !open.node.children.is_empty() || !open.node.value.is_empty() {
                self.ready.push(open.node);
            }
        } else {
            self.add(open.node, open.weight);
        }
    }

    fn look_into_text(&mut self, open: &mut Open) {
        let trimmed = open.node.value.trim();
        if trimmed.len() != open.node.value.len() {
            open.node.value = trimmed.to_owned();
        }
        if documents::is_marked(&open.node)
            && let Some(document) = documents::decode(&open.node.value)
        {
            self.documents.push(document);
            open.node.value = String::new();
        } else if !self.waits(&open.node.key, open.node.value.len()) {
            self.look_into(&mut open.node);
        }
        open.weight = weight(&open.node);
    }

    /// Data beside which their type stands are a document; other values under such keys are looked into now.
    fn look_into_data(&mut self, open: &mut Open) {
        if let Some(document) = documents::attached(&mut open.node) {
            self.documents.push(document);
        }
        for child in open.node.children.iter_mut().filter(|c| documents::is_data_key(&c.key)) {
            match child.children.as_mut_slice() {
                [] => self.look_into(child),
                [only] if only.key == "value" && only.children.is_empty() => self.look_into(only),
                _ => {}
            }
        }
        let weight = weight(&open.node);
        open.weight = weight;
    }

    /// Everything above this depth that is open ends.
    pub(crate) fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            self.close();
        }
    }

    /// A value that is a document in base64 is taken out; one that is written in another grammar becomes a tree.
    fn look_into(&mut self, node: &mut Node) {
        if node.value.len() < embedded::LEAST_BYTES {
            return;
        }
        if let Some(document) = documents::find(&node.value) {
            self.documents.push(document);
            node.value = String::new();
        } else if node.value.len() > embedded::MOST_BYTES {
            if embedded::is_document(&node.value) {
                self.documents.push(std::mem::take(&mut node.value).into_bytes());
            }
        } else if let Some(inner) = embedded::value(&node.value, self.levels) {
            node.value = inner.node.value;
            node.children.extend(inner.node.children);
            self.documents.extend(inner.documents);
        }
    }

    fn add(&mut self, node: Node, weight: usize) {
        match self.stack.last_mut() {
            Some(open) if !open.streamed || node.children.is_empty() => {
                open.node.children.push(node);
                open.weight += weight;
                self.weight += weight;
            }
            _ => self.ready.push(node),
        }
    }

    /// Hands on what is finished where the tree has become too large.
    fn spill(&mut self) {
        if self.weight <= self.limit {
            return;
        }
        let mut below = self.weight;
        let mut kept = 0;
        for (i, open) in self.stack.iter_mut().enumerate() {
            if i > 0 && !open.streamed && below <= self.limit / 2 {
                break;
            }
            below -= open.weight.min(below);
            open.streamed = true;
            let (leaves, items): (Vec<Node>, Vec<Node>) =
                std::mem::take(&mut open.node.children).into_iter().partition(|n| n.children.is_empty());
            self.ready.extend(items);
            open.node.children = leaves;
            let before = open.weight;
            open.weight = weight(&open.node);
            if kept + open.weight > self.limit / 4 {
                let rest = Node::branch(&open.node.key);
                self.ready.push(std::mem::replace(&mut open.node, rest));
                open.weight = weight(&open.node);
            }
            kept += open.weight;
            self.weight = (self.weight + open.weight).saturating_sub(before);
        }
    }

    /// The trees that are finished.
    pub(crate) fn take(&mut self) -> Vec<Node> {
        std::mem::take(&mut self.ready)
    }

    /// What was built of a value inside a value: one tree.
    pub(crate) fn inner(&mut self) -> Option<Inner> {
        let node = self.ready.pop()?;
        self.ready.is_empty().then(|| Inner { node, documents: self.take_documents() })
    }

    /// The documents that were found in values.
    pub(crate) fn take_documents(&mut self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.documents)
    }

    /// Whether something is to be taken.
    pub(crate) fn has_some(&self) -> bool {
        !self.ready.is_empty() || !self.documents.is_empty()
    }
}

/// Text and nodes of a tree.
fn weight(node: &Node) -> usize {
    NODE_BYTES + node.key.len() + node.value.len() + node.children.iter().map(weight).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(builder: &mut Builder, items: usize) -> usize {
        let mut most = 0;
        builder.open("doc");
        builder.leaf("date", "2024".to_owned());
        builder.open("list");
        for i in 0..items {
            builder.open("item");
            builder.leaf("n", i.to_string());
            builder.close();
            most = most.max(builder.weight);
        }
        builder.close();
        builder.close();
        most
    }

    #[test]
    fn small_ones_stay_whole_and_large_ones_come_in_pieces() {
        let mut builder = Builder::new(1000);
        fill(&mut builder, 10);
        assert_eq!(builder.take().len(), 1);
        let most = fill(&mut builder, 1000);
        let ready = builder.take();
        assert!(most <= 1100, "{most}");
        let items = ready.iter().filter(|n| n.key == "item").count();
        let last = ready.last().map(|n| (n.key.as_str(), n.text("date")));
        assert_eq!((items, ready.len(), last), (1000, 1001, Some(("doc", "2024"))));
    }

    #[test]
    fn bare_values_come_in_pieces_too() {
        let mut builder = Builder::new(1000);
        builder.open_list("");
        for i in 0..1000 {
            builder.leaf("n", i.to_string());
        }
        builder.close();
        let ready = builder.take();
        assert_eq!(ready.iter().map(|n| n.children.len()).sum::<usize>(), 1000);
        assert!(ready.len() > 5 && ready.iter().all(|n| weight(n) <= 1100));
    }
}
