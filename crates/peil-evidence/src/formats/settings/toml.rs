//! TOML 1.0, by the `toml` crate: the whole document or nothing.

use toml::{Table, Value};

use crate::formats::builder::Builder;

/// Puts a document into the tree; false if the text is none.
pub(super) fn build(text: &str, builder: &mut Builder) -> bool {
    let Ok(table) = text.parse::<Table>() else { return false };
    builder.open("");
    table_into(&table, builder);
    builder.close();
    true
}

// The crate bounds how deep its values nest.
fn table_into(table: &Table, builder: &mut Builder) {
    for (key, value) in table {
        value_into(key, value, builder);
    }
}

fn value_into(key: &str, value: &Value, builder: &mut Builder) {
    match value {
        Value::Table(table) => {
            builder.open(key);
            table_into(table, builder);
            builder.close();
        }
        Value::Array(items) => items.iter().for_each(|item| value_into(key, item, builder)),
        Value::String(text) => builder.leaf(key, text.clone()),
        Value::Integer(n) => builder.leaf(key, n.to_string()),
        Value::Float(n) => builder.leaf(key, n.to_string()),
        Value::Boolean(b) => builder.leaf(key, b.to_string()),
        Value::Datetime(d) => builder.leaf(key, d.to_string()),
    }
}
