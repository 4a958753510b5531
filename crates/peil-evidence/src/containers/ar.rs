//! ar, as `ar` of Unix and Debian packages have it: headers of 60 bytes, long names of GNU and BSD.

use std::io::{self, Read};

use super::{Counted, Tally, too_many};
use crate::input::Input;
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};

/// The first bytes.
pub(crate) const MAGIC: &[u8] = b"!<arch>\n";
/// Bytes of a header.
const HEADER: usize = 60;
/// Bytes of one long name, and of GNU's table of them.
const NAME_BYTES: u64 = 64 * 1024;
const NAMES_BYTES: u64 = 16 * 1024 * 1024;

/// Reads every member.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut tally = Tally::default();
    let mut unique = Unique::default();
    let mut long: Vec<u8> = Vec::new();
    input.skip(MAGIC.len());
    loop {
        let Some(header) = header(input.fill(HEADER)) else {
            if !input.data().iter().all(u8::is_ascii_whitespace) {
                tally.complain(format!("is damaged or cut off after {} members", tally.members()));
            }
            return Ok(tally.verdict());
        };
        let Header { name, mut size } = header;
        input.skip(HEADER);
        let odd = size % 2 == 1;
        match name.as_slice() {
            b"//" if size <= NAMES_BYTES => long = take(input, size),
            // Tables of symbols.
            b"/" | b"//" | b"/SYM64/" | b"__.SYMDEF" | b"__.SYMDEF SORTED" => {
                io::copy(&mut (&mut *input).take(size), &mut io::sink())?;
            }
            _ => {
                if tally.members() >= session.limits.members {
                    tally.complain(too_many(session.limits.members));
                    return Ok(tally.verdict());
                }
                let name = full_name(&name, &long, input, &mut size);
                let name = unique.name(path::member(&name));
                let member = Spot { path: path::below(&spot.path, &name), name, depth: spot.depth + 1 };
                let came = session.member(&member, Input::stream(Box::new(Counted::new(input, size))))?;
                tally.add(came, session.last_fault());
            }
        }
        if odd && input.fill(1).first() == Some(&b'\n') {
            input.skip(1);
        }
    }
}

struct Header {
    name: Vec<u8>,
    size: u64,
}

fn header(data: &[u8]) -> Option<Header> {
    let head = data.get(..HEADER).filter(|h| h.ends_with(b"`\n"))?;
    let name = head.get(..16)?.trim_ascii_end().to_vec();
    let size = std::str::from_utf8(head.get(48..58)?.trim_ascii()).ok()?.parse().ok()?;
    Some(Header { name, size })
}

/// The name, looked up in GNU's table (`/12`), or taken from before the content (BSD's `#1/20`).
fn full_name(name: &[u8], long: &[u8], input: &mut Input<'_>, size: &mut u64) -> Vec<u8> {
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|d| d.parse::<u64>().ok());
    if let Some(len) = name.strip_prefix(b"#1/").and_then(number).filter(|n| *n <= NAME_BYTES && *n <= *size)
    {
        *size -= len;
        let name = take(input, len);
        let end = name.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
        return name.get(..end).unwrap_or_default().to_vec();
    }
    let entry = name.strip_prefix(b"/").and_then(number).and_then(|at| long.get(usize::try_from(at).ok()?..));
    let found = entry.and_then(|e| e.split(|b| matches!(b, b'\n' | 0)).next()).unwrap_or(name);
    found.strip_suffix(b"/").unwrap_or(found).to_vec()
}

fn take(input: &mut Input<'_>, len: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    // A window never fails: what was wrong is its fault.
    let _ = (&mut *input).take(len).read_to_end(&mut bytes);
    bytes
}
