//! The character set of a page: what stands beside entities must be UTF-8 before they are resolved.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, WINDOWS_1252};

use crate::input::Input;

/// The character set of a page that is not UTF-8: the one that it declares, else that of Windows.
pub(super) fn single_byte(prefix: &[u8]) -> Option<&'static Encoding> {
    let broken = prefix.utf8_chunks().any(|c| !c.invalid().is_empty() && c.invalid().len() < 3);
    let cut = std::str::from_utf8(prefix).err().is_some_and(|e| e.error_len().is_none());
    if !broken || cut {
        return None;
    }
    let head = prefix.get(..4096).unwrap_or(prefix).to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=").map(|at| at + "charset=".len());
    let name = at.and_then(|at| head.get(at..)).unwrap_or_default();
    let name: Vec<u8> = name
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        .collect();
    Some(Encoding::for_label(&name).filter(|e| e.is_single_byte()).unwrap_or(WINDOWS_1252))
}

/// A stream of a single-byte set as UTF-8.
pub(super) fn decoded<'a>(input: &'a mut Input<'_>, set: &'static Encoding) -> Input<'a> {
    let decoder = set.new_decoder_without_bom_handling();
    Input::plain(Box::new(Single { input, decoder, done: false }))
}

struct Single<'a, 'b> {
    input: &'a mut Input<'b>,
    decoder: Decoder,
    done: bool,
}

impl Read for Single<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            self.input.fill(1);
            let last = self.input.at_end();
            let (result, read, written, _) = self.decoder.decode_to_utf8(self.input.data(), buf, last);
            self.input.skip(read);
            self.done = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
