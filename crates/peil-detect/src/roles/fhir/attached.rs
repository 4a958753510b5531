//! Attachments of resources (`Attachment`): their data were taken out of the tree and are files of their own.

use peil_model::Node;

/// Levels of a resource on which attachments are.
const DEPTH_MAX: usize = 24;

/// Attachments in a tree without their data.
pub(super) fn count(root: &Node) -> usize {
    within(root, 0, true)
}

/// Those of a resource itself, and not of the ones that it contains.
pub(super) fn own(resource: &Node) -> usize {
    within(resource, 0, false)
}

fn within(node: &Node, depth: usize, contained: bool) -> usize {
    if depth > DEPTH_MAX {
        return 0;
    }
    let typed = node.text("contentType").contains('/');
    let emptied = |d: &Node| d.children.is_empty() && d.value.is_empty();
    let this = usize::from(typed && node.first("data").is_some_and(emptied));
    let below = node.children.iter().filter(|c| contained || c.key != "contained");
    this + below.map(|c| within(c, depth + 1, contained)).sum::<usize>()
}
