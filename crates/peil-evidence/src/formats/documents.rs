//! Documents inside values: whole letters and images in base64, messages of other formats as they stand.

use peil_model::Node;

use super::hl7::is_document;

/// Bytes from which a run of base64 is a document, whatever its key says.
pub(crate) const LONG_BYTES: usize = 1024;
/// Bytes from which a value is looked at.
const LEAST_BYTES: usize = 24;
/// Keys beside which `data` is a document (FHIR's Attachment and Binary), and those of such data.
const TYPE_KEYS: [&str; 4] = ["contentType", "content_type", "mimeType", "mediaType"];
const DATA_KEYS: [&str; 3] = ["data", "content", "body"];

/// The document that a value is: base64 with the mark of a known format, or long; or an HL7 message.
pub(crate) fn find(value: &str) -> Option<Vec<u8>> {
    if value.len() < LEAST_BYTES {
        return None;
    }
    let first = *value.as_bytes().first()?;
    if first == b'M' && is_message(value) {
        return Some(value.as_bytes().to_vec());
    }
    let base64 = first.is_ascii_alphanumeric() || matches!(first, b'/' | b'+');
    if !base64 || value.starts_with("%PDF-") || !is_document(value) {
        return None;
    }
    let data = match value.split_once(";base64,") {
        Some((head, data)) if head.starts_with("data:") => data,
        _ => value,
    };
    let bytes = decode(data)?;
    let marked = value.len() < LONG_BYTES || data.len() < value.len();
    // Certificates and keys (DER) say nothing of persons.
    let is_der = bytes.starts_with(&[0x30, 0x82]);
    let known = marked && crate::sniff::is_document(&bytes);
    (known || (value.len() >= LONG_BYTES && !is_der)).then_some(bytes)
}

fn is_message(value: &str) -> bool {
    value.starts_with("MSH|") && value.contains(['\r', '\n'])
}

/// Whether an element says that its text is base64 (CDA: `representation="B64"`).
pub(crate) fn is_marked(node: &Node) -> bool {
    let is = |key: &str, words: &[&str]| words.iter().any(|w| node.text(key).eq_ignore_ascii_case(w));
    !node.children.is_empty() && (is("representation", &["B64"]) || is("encoding", &["base64"]))
}

/// Whether the value of a key may be a document because of what stands beside it.
pub(crate) fn is_data_key(key: &str) -> bool {
    DATA_KEYS.contains(&key)
}

/// Takes the document out of an object that has data and says of what kind they are.
pub(crate) fn attached(node: &mut Node) -> Option<Vec<u8>> {
    let at = node.children.iter().position(|c| DATA_KEYS.contains(&c.key.as_str()))?;
    if !TYPE_KEYS.iter().any(|k| node.text(k).contains('/')) {
        return None;
    }
    let data = node.children.get_mut(at)?;
    let bytes = decode(data.own_text()).filter(|b| !b.is_empty())?;
    data.value = String::new();
    data.children.retain(|c| c.key != "value");
    Some(bytes)
}

/// The bytes of base64, of either alphabet, in lines or not, with its padding or without; nothing where other signs are in it.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let unpadded = text.trim_end_matches(|c: char| c == '=' || c.is_whitespace());
    let found = super::document::base64(text.as_bytes());
    (found.damage.is_none() && !unpadded.contains('=')).then_some(found.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_all_kinds() {
        for (text, bytes) in [
            ("SmFuc2Vu", Some(&b"Jansen"[..])),
            ("SmFuc2U=", Some(b"Janse")),
            ("SmFuc2U", Some(b"Janse")),
            ("SmFu\r\n c2Vu", Some(b"Jansen")),
            ("-_-_", Some(b"\xfb\xff\xbf")),
            ("SmFu=c2Vu", None),
            ("SmFuc", None),
            ("Jan-sen.", None),
        ] {
            assert_eq!(decode(text).as_deref(), bytes, "{text}");
        }
    }
}
