//! Tables written as JSON: the names of their columns once, then rows as lists, as query tools and data frames write them
//! (`{"columns": ["naam", "bsn"], "rows": [["Jansen", "123456782"]]}`).

use peil_model::Node;

use crate::formats::builder::REPEATED_KEY_BYTES;

/// Keys of lists that name columns, and of lists of rows, in small letters.
const NAMES: [&str; 7] = ["columns", "fields", "headers", "header", "column_names", "cols", "schema"];
const ROWS: [&str; 6] = ["rows", "data", "values", "records", "items", "result"];
/// Columns of a table.
const MOST: usize = 10_000;

/// The columns that were named last.
#[derive(Default)]
pub(super) struct Columns {
    names: Vec<String>,
}

fn is_one_of(key: &str, words: &[&str]) -> bool {
    words.iter().any(|w| key.eq_ignore_ascii_case(w))
}

impl Columns {
    /// A list begins.
    pub(super) fn list(&mut self, key: &str) {
        if is_one_of(key, &NAMES) {
            self.names.clear();
        }
    }

    /// A value of the list with this key, or the name of an object in it.
    pub(super) fn name(&mut self, list: &str, value: &str) {
        if is_one_of(list, &NAMES) && self.names.len() < MOST {
            // A long name is not repeated for every row: a small file would swell.
            let short = value.len() <= REPEATED_KEY_BYTES;
            self.names.push(if short { value.to_owned() } else { String::new() });
        }
    }

    /// A list inside the list with this key is complete: where it is a row of the table, its values get their names.
    pub(super) fn row(&self, list: &str, row: &mut Node) {
        if self.names.len() < 2 || row.children.len() != self.names.len() || !is_one_of(list, &ROWS) {
            return;
        }
        for (cell, name) in row.children.iter_mut().zip(&self.names) {
            cell.key.clone_from(name);
        }
        row.children.retain(|c| !c.value.is_empty() || !c.children.is_empty());
    }
}

/// A data frame by columns (`{"naam": {"0": "Jansen"}, "bsn": {"0": "123456782"}}`) as rows. `None` if the tree is none.
pub(super) fn rows(tree: &Node) -> Option<Vec<Node>> {
    let first = tree.children.first().filter(|c| !c.children.is_empty())?;
    let numbered = |column: &Node| {
        let short = column.key.len() <= REPEATED_KEY_BYTES;
        short
            && column.value.is_empty()
            && column.children.iter().all(|c| c.key.bytes().all(|b| b.is_ascii_digit()))
    };
    let regular = first.children.first().is_some_and(|c| c.key == "0") && tree.children.iter().all(numbered);
    if tree.children.len() < 2 || !regular {
        return None;
    }
    let mut rows: Vec<Node> = Vec::new();
    for column in &tree.children {
        for cell in &column.children {
            let at = cell.key.parse::<usize>().ok()?;
            // Where rows were taken out, the numbers are those of the whole.
            if at >= rows.len() {
                (at <= 4 * tree_size(tree)).then_some(())?;
                rows.resize_with(at + 1, Node::default);
            }
            let row = rows.get_mut(at)?;
            row.children.push(Node { key: column.key.clone(), ..cell.clone() });
        }
    }
    rows.retain(|r| !r.children.is_empty());
    Some(rows)
}

fn tree_size(tree: &Node) -> usize {
    tree.children.iter().map(|c| c.children.len()).sum()
}
