//! Cells that hold a JSON object, as a database keeps settings: `{"insurer": {"policy": "9860176157"}}`.

use serde_json::Value;

use crate::headers::{self, FieldRole, Heading};

/// Longest cell that is parsed, in bytes.
const LONGEST: usize = 1 << 16;

/// Whether a cell looks like an object with keys.
pub(super) fn is_object(cell: &str) -> bool {
    cell.len() <= LONGEST && cell.starts_with('{') && cell.ends_with('}') && cell.contains("\":")
}

/// What the object says under keys of a known meaning, in its order; nothing if it is not JSON.
pub(super) fn values(cell: &str) -> Vec<(FieldRole, String)> {
    let mut out = Vec::new();
    if let Ok(object) = serde_json::from_str(cell) {
        walk(&object, &mut Vec::new(), &mut out);
    }
    out
}

/// The parser bounds the depth.
fn walk(value: &Value, path: &mut Vec<String>, out: &mut Vec<(FieldRole, String)>) {
    match value {
        Value::Object(entries) => {
            for (key, inner) in entries {
                path.push(key.clone());
                walk(inner, path, out);
                path.pop();
            }
        }
        Value::Array(items) => items.iter().for_each(|inner| walk(inner, path, out)),
        Value::String(text) => leaf(text.clone(), path, out),
        Value::Number(number) => leaf(number.to_string(), path, out),
        Value::Null | Value::Bool(_) => {}
    }
}

fn leaf(text: String, path: &[String], out: &mut Vec<(FieldRole, String)>) {
    if let Heading::Role(role) = headers::of_path(path).heading
        // A bare key may be anything's.
        && !matches!(role, FieldRole::Key | FieldRole::Person)
        && !text.trim().is_empty()
    {
        out.push((role, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_say_what_their_values_are() {
        let check = |cell: &str, expected: &str| {
            let found = if is_object(cell) { values(cell) } else { Vec::new() };
            let shown: Vec<String> = found.iter().map(|(r, v)| format!("{r:?} {v}")).collect();
            assert_eq!(shown.join(", "), expected, "{cell}");
        };
        check(
            r#"{"taal": "nl", "zorgverzekeraar": {"uzovi": "3311", "polisnr": "9860176157"}}"#,
            "InsuranceNumber 9860176157",
        );
        check(
            r#"{"bsn": 111222333, "x": [{"geboortedatum": "1980-02-01"}]}"#,
            "Bsn 111222333, BirthDate 1980-02-01",
        );
        check(r#"{"event": "login", "uid": 12}"#, "");
        check("{not json \":}", "");
        check("{}", "");
    }
}
