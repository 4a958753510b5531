//! Key-value trees: what JSON, XML, FHIR, vCard and the like have in common.

use serde::{Deserialize, Serialize};

use crate::masked::masked;

/// A node of a tree: an object or a value of JSON, an element or an attribute of XML, a property of a vCard.
///
/// Lists are repeated keys: `"tel": ["1", "2"]` and `<tel>1</tel><tel>2</tel>` are both two children `tel`, so that what reads
/// a tree need not know where it came from. Attributes of XML are children as elements are.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Key of the object's member, local name of the element or attribute; empty where there is none (an item of a bare list).
    pub key: String,
    /// Text of a leaf, unescaped; of an element with children the text between them, if any.
    pub value: String,
    /// What is below it, in order.
    pub children: Vec<Node>,
}

masked!(Node);

impl Node {
    /// A node with children to come.
    pub fn branch(key: &str) -> Node {
        Node { key: key.to_owned(), ..Node::default() }
    }

    /// A key with its value.
    pub fn leaf(key: &str, value: &str) -> Node {
        Node { key: key.to_owned(), value: value.to_owned(), children: Vec::new() }
    }

    /// The children with this key, in order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |c| c.key == key)
    }

    /// The first child with this key.
    pub fn first(&self, key: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.key == key)
    }

    /// The value of the first child with this key, or of that child's `value` (FHIR's XML keeps values there); empty if absent.
    pub fn text(&self, key: &str) -> &str {
        self.first(key).map_or("", Node::own_text)
    }

    /// Its value, or that of its `value` attribute.
    pub fn own_text(&self) -> &str {
        if self.value.is_empty() { self.first("value").map_or("", |v| v.value.as_str()) } else { &self.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_a_leaf_or_in_its_attribute() {
        let mut node = Node::branch("name");
        node.children.push(Node::leaf("given", "A"));
        let mut family = Node::branch("family");
        family.children.push(Node::leaf("value", "B"));
        node.children.push(family);
        assert_eq!((node.text("given"), node.text("family"), node.text("x")), ("A", "B", ""));
        assert_eq!(format!("{node:?}"), "Node(masked)");
    }
}
