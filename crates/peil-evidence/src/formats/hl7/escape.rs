//! Escape sequences of HL7 v2 (chapter 2.7): delimiters, hexadecimal data, line ends, highlighting.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::header::Delims;
use crate::charset;

/// Longest sequence other than hexadecimal data, between its escape characters.
const LONGEST: usize = 16;

/// The value with its escape sequences replaced; unknown ones stay as they are.
pub(super) fn unescape<'v>(value: &'v str, delims: &Delims, set: &'static Encoding) -> Cow<'v, str> {
    let escape = delims.escape as char;
    if delims.escape == 0 || !value.as_bytes().contains(&delims.escape) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once(escape) {
        out.push_str(before);
        let done = after
            .split_once(escape)
            .and_then(|(sequence, tail)| replace(sequence, delims, set, &mut out).then_some(tail));
        rest = match done {
            Some(tail) => tail,
            None => {
                out.push(escape);
                after
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Writes what the sequence stands for; false if it is not one that we know.
fn replace(sequence: &str, delims: &Delims, set: &'static Encoding, out: &mut String) -> bool {
    match sequence {
        "F" => out.push(delims.field as char),
        "S" => out.push(delims.component as char),
        "T" => out.push(if delims.sub == 0 { '&' } else { delims.sub as char }),
        "R" => out.push(delims.repetition as char),
        "E" => out.push(delims.escape as char),
        "P" => out.push('#'),
        "H" | "N" | ".fi" | ".nf" => {}
        _ if sequence.starts_with('X') => {
            return hexadecimal(sequence.get(1..).unwrap_or_default(), set, out);
        }
        _ if sequence.len() <= LONGEST && sequence.starts_with('.') => {
            return format_command(sequence.get(1..).unwrap_or_default(), out);
        }
        _ => return false,
    }
    true
}

/// `.br`, `.sp3`, `.ce` end a line; `.sk3` skips; `.in` and `.ti` indent.
fn format_command(command: &str, out: &mut String) -> bool {
    let (name, number) = command.split_at_checked(2).unwrap_or((command, ""));
    let number = number.trim();
    let known_number =
        number.is_empty() || number.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit());
    if !known_number {
        return false;
    }
    let times = number.parse::<usize>().unwrap_or(1).clamp(1, 80);
    match name.to_ascii_lowercase().as_str() {
        "br" | "ce" => out.push('\n'),
        "sp" => (0..times).for_each(|_| out.push('\n')),
        "sk" => (0..times).for_each(|_| out.push(' ')),
        "in" | "ti" => {}
        _ => return false,
    }
    true
}

fn hexadecimal(digits: &str, set: &'static Encoding, out: &mut String) -> bool {
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut rest = digits;
    while let Some((pair, tail)) = rest.split_at_checked(2) {
        let Ok(byte) = u8::from_str_radix(pair, 16) else { return false };
        // A return is a line end of the text; the line feed after it is the same one.
        match (byte, bytes.last()) {
            (b'\r', _) => bytes.push(b'\n'),
            (b'\n', Some(b'\n')) => {}
            _ => bytes.push(byte),
        }
        rest = tail;
    }
    if !rest.is_empty() || bytes.is_empty() {
        return false;
    }
    out.push_str(&charset::decode_as(&bytes, set));
    true
}
