//! Comments on cells, which the library does not read: a line each, behind the cell's address.

use std::io::{self, Read};

use html5gum::{Token, Tokenizer};
use peil_model::{Content, Place, Segment};

use crate::charset;
use crate::containers::zip::{Entry, part};
use crate::input::Store;
use crate::limits::MIB;
use crate::session::Session;

/// Bytes of one part with comments.
const PART_BYTES: u64 = 16 * MIB;

/// Reads every part with comments of a workbook.
pub(super) fn read(session: &mut Session<'_>, store: &Store, entries: &[Entry]) -> io::Result<()> {
    for entry in entries {
        let name = entry.name.to_ascii_lowercase();
        if !name.ends_with(".xml") || !(name.contains("xl/comments") || name.contains("xl/threadedcomments"))
        {
            continue;
        }
        let Some(content) = part(session, store, entry) else { continue };
        let mut xml = Vec::new();
        // Of a part that is damaged or too long the beginning is better than nothing.
        let _ = content.take(PART_BYTES).read_to_end(&mut xml);
        let lines = lines(&xml);
        if lines.is_empty() {
            continue;
        }
        let place = Place::lines(1, lines.len() as u64);
        session.segment(Segment { place, content: Content::Text(lines.join("\n")) })?;
    }
    Ok(())
}

/// The comments of a part. Its elements are few and plain: a reader of HTML knows them as well.
fn lines(xml: &[u8]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut text = false;
    for Ok(token) in Tokenizer::new(xml) {
        match token {
            Token::StartTag(tag) if matches!(&**tag.name, b"comment" | b"threadedcomment") => {
                let cell =
                    tag.attributes.iter().find(|(n, _)| &***n == b"ref").map(|(_, v)| v.value.to_vec());
                lines.push(format!("{}: ", charset::decode(&cell.unwrap_or_default())));
            }
            Token::StartTag(tag) if matches!(&**tag.name, b"t" | b"text") => text = true,
            Token::EndTag(tag) if matches!(&**tag.name, b"t" | b"text") => text = false,
            Token::String(words) if text => {
                if let Some(line) = lines.last_mut() {
                    let words = charset::decode(&words).split_whitespace().collect::<Vec<_>>().join(" ");
                    if !line.ends_with(' ') && !words.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(&words);
                }
            }
            _ => {}
        }
    }
    lines
}
