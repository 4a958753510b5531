//! Directories as LDIF (RFC 2849): entries and changes of LDAP servers.

use std::io;

use super::folded::Folded;
use crate::charset;
use crate::formats::aside::Aside;
use crate::formats::builder::Builder;
use crate::formats::documents;
use crate::formats::items::Items;
use crate::input::Input;
use crate::limits::{VALUE_BYTES, amount};
use crate::session::{Session, Spot, Verdict};

/// Reads entries until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut builder = Builder::new(session.limits.tree);
    let mut items = Items::new(session, spot);
    let mut aside = Aside::default();
    let mut folded = Folded::new(input);
    while let Some(line) = folded.next() {
        if line.cut {
            items
                .complaints
                .add(format!("a value is longer than {}: its rest was not read", amount(VALUE_BYTES)));
        }
        let bytes = line.bytes.trim_ascii_end();
        if bytes.is_empty() {
            builder.close_to(0);
        } else if bytes.first() == Some(&b'#') || bytes == b"-" {
            // A comment, or the end of one change.
        } else if let Some((name, value)) = split(bytes) {
            if builder.depth() == 0 && name.eq_ignore_ascii_case("version") {
                continue;
            }
            if name.eq_ignore_ascii_case("dn") {
                builder.close_to(0);
            }
            if builder.depth() == 0 {
                builder.open("");
            }
            put(&mut builder, &mut items, &name, value)?;
        } else {
            aside.line(items.session, line.first, bytes)?;
        }
        items.hand_on(&mut builder)?;
    }
    builder.close_to(0);
    items.hand_on(&mut builder)?;
    aside.flush(items.session)?;
    Ok(Verdict::of(items.complaints.list()))
}

/// Name without its options, and the value with the sign that says how it is written.
fn split(line: &[u8]) -> Option<(String, &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    let name = charset::decode(line.get(..colon)?);
    let name = name.split(';').next().unwrap_or_default().trim();
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    plain.then(|| (name.to_owned(), line.get(colon + 1..).unwrap_or_default()))
}

fn put(builder: &mut Builder, items: &mut Items<'_, '_>, name: &str, value: &[u8]) -> io::Result<()> {
    let Some(encoded) = value.strip_prefix(b":") else {
        let value = value.strip_prefix(b"<").unwrap_or(value);
        builder.leaf(name, charset::decode(value.trim_ascii()).into_owned());
        return Ok(());
    };
    let encoded = charset::decode(encoded.trim_ascii());
    match documents::decode(&encoded) {
        Some(bytes) if crate::sniff::is_document(&bytes) => {
            builder.leaf(name, String::new());
            items.document(&bytes)?;
        }
        Some(bytes) if !bytes.iter().any(|b| *b < b' ' && !b.is_ascii_whitespace()) => {
            builder.leaf(name, charset::decode(&bytes).into_owned());
        }
        _ => builder.leaf(name, encoded.into_owned()),
    }
    Ok(())
}
