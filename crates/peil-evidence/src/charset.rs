//! Bytes to text: UTF-8, UTF-16 with and without a mark, and the single-byte sets of Western exports.

use std::borrow::Cow;
use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::dos::{self, Dos};
use crate::input::{Input, plain};

/// The byte order mark of UTF-8.
pub(crate) const UTF8_BOM: &[u8] = b"\xef\xbb\xbf";

/// Order of the bytes of UTF-16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Little,
    Big,
}

/// Bytes that Windows-1252 has no character for.
const UNASSIGNED: [u8; 5] = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/// UTF-8 if it is that, else Windows-1252, which has a character for nearly every byte. Text with a byte that it has none for, and
/// with more letters of DOS than of Windows, is of DOS.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let text = decode_as(bytes, WINDOWS_1252);
    // What is borrowed was UTF-8 as it stood.
    let dos = matches!(text, Cow::Owned(_))
        && bytes.iter().any(|b| UNASSIGNED.contains(b))
        && dos::looks_850(bytes);
    if dos { Cow::Owned(Dos::Latin850.decode(bytes)) } else { text }
}

/// UTF-8 if it is that: text of a single-byte set with marks in it is practically never valid UTF-8, whatever a file
/// declares. Else the declared set, or Windows-1252 where that is UTF-8 or UTF-16.
pub(crate) fn decode_as<'b>(bytes: &'b [u8], declared: &'static Encoding) -> Cow<'b, str> {
    match std::str::from_utf8(bytes) {
        Ok(s) => Cow::Borrowed(s),
        Err(_) => {
            let single = if declared.is_single_byte() { declared } else { WINDOWS_1252 };
            single.decode_without_bom_handling(bytes).0
        }
    }
}

/// The character set that a message declares, by the names of HL7 table 0211, of EDIFACT's syntax identifiers and of the
/// usual mistakes for these. `None` for ASCII and unknown names.
pub(crate) fn declared(name: &str) -> Option<&'static Encoding> {
    let key: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let part = key.strip_prefix("ISO").unwrap_or(&key);
    let part = part.strip_prefix("IR").unwrap_or(part);
    let label = match part {
        "88591" | "88591987" | "LATIN1" | "UNOC" | "6" | "100" => "windows-1252",
        "88592" | "LATIN2" | "UNOD" | "101" => "iso-8859-2",
        "88593" | "109" => "iso-8859-3",
        "88594" | "110" => "iso-8859-4",
        "88595" | "UNOE" | "144" => "iso-8859-5",
        "88596" | "127" => "iso-8859-6",
        "88597" | "UNOF" | "126" => "iso-8859-7",
        "88598" | "138" => "iso-8859-8",
        "88599" | "148" => "windows-1254",
        "885915" | "LATIN9" => "iso-8859-15",
        "CP1252" | "WINDOWS1252" | "1252" | "ANSI" => "windows-1252",
        "CP1250" | "WINDOWS1250" => "windows-1250",
        "CP1254" | "WINDOWS1254" => "windows-1254",
        "UTF8" | "UNICODEUTF8" | "UNICODE" | "UNOW" | "UNOY" => "utf-8",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The order of UTF-16 text by its mark, or by where the zero bytes of its Western letters stand.
pub(crate) fn utf16_order(data: &[u8]) -> Option<Order> {
    match data {
        [0xff, 0xfe, 0, 0, ..] => return None, // UTF-32
        [0xff, 0xfe, ..] => return Some(Order::Little),
        [0xfe, 0xff, ..] => return Some(Order::Big),
        _ => {}
    }
    let sample = data.get(..4096).unwrap_or(data);
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        Some(Order::Little)
    } else if even * 10 >= pairs * 7 && odd * 20 <= pairs {
        Some(Order::Big)
    } else {
        None
    }
}

/// A stream of UTF-16 as one of UTF-8. Where it is not valid, a replacement character stands and the fault says so.
pub(crate) fn utf16<'a>(input: &'a mut Input<'_>, order: Order) -> Input<'a> {
    let encoding = if order == Order::Little { UTF_16LE } else { UTF_16BE };
    let decoder = encoding.new_decoder_with_bom_removal();
    Input::plain(Box::new(Utf16 { input, decoder, bad: 0, done: false }))
}

struct Utf16<'a, 'b> {
    input: &'a mut Input<'b>,
    decoder: Decoder,
    bad: u64,
    done: bool,
}

impl Read for Utf16<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while !self.done && buf.len() - written >= 16 {
            self.input.fill(2);
            let last = self.input.at_end();
            let Some(out) = buf.get_mut(written..) else { break };
            let (result, read, n) =
                self.decoder.decode_to_utf8_without_replacement(self.input.data(), out, last);
            self.input.skip(read);
            written += n;
            match result {
                DecoderResult::OutputFull => break,
                DecoderResult::InputEmpty if last => self.done = true,
                DecoderResult::InputEmpty => {
                    if written > 0 {
                        break;
                    }
                }
                DecoderResult::Malformed(..) => {
                    self.bad += 1;
                    written += replacement(buf, written);
                }
            }
        }
        if written == 0 && self.done && self.bad > 0 {
            return Err(plain(format!("{} places are not valid UTF-16", self.bad)));
        }
        Ok(written)
    }
}

fn replacement(buf: &mut [u8], at: usize) -> usize {
    match buf.get_mut(at..at + 3) {
        Some(to) => {
            to.copy_from_slice("\u{fffd}".as_bytes());
            3
        }
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check16(bytes: &[u8], expect: &str) {
        let order = utf16_order(bytes).map(|o| format!("{o:?}"));
        let Some(o) = utf16_order(bytes) else { return assert_eq!("none", expect) };
        let mut input = Input::stream(Box::new(bytes));
        let mut decoded = utf16(&mut input, o);
        while decoded.more() {}
        let text = String::from_utf8_lossy(decoded.data()).into_owned();
        assert_eq!(format!("{} {text:?} {:?}", order.unwrap_or_default(), decoded.fault()), expect);
    }

    #[test]
    fn utf16_streams() {
        let le = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let be = |s: &str| s.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        check16(&le("\u{feff}é€"), "Little \"é€\" None");
        check16(&be("\u{feff}Zoë"), "Big \"Zoë\" None");
        check16(&le("naam;bsn"), "Little \"naam;bsn\" None");
        check16(&be("naam;bsn"), "Big \"naam;bsn\" None");
        let mut odd = le("\u{feff}abc");
        odd.push(b'x');
        check16(&odd, "Little \"abc\u{fffd}\" Some(\"1 places are not valid UTF-16\")");
        check16(b"naam;bsn", "none");
        check16(&[0; 64], "none");
    }

    #[test]
    fn single_bytes() {
        assert_eq!(decode(b"Zo\xeb \x80"), "Zoë €");
        assert_eq!(decode("Zoë".as_bytes()), "Zoë");
        assert_eq!(decode(b"M\x81ller, Zo\x89"), "Müller, Zoë");
        assert_eq!(decode(b"\x93Zo\xeb\x94 \x81"), "\u{201c}Zoë\u{201d} \u{81}");
        assert_eq!(decode("Łódź \u{81}\u{90}".as_bytes()), "Łódź \u{81}\u{90}");
        let set = |n: &str| declared(n).map_or("", Encoding::name);
        assert_eq!(set("8859/1"), "windows-1252");
        assert_eq!(set("ISO-8859-15"), "ISO-8859-15");
        assert_eq!(set("UNICODE UTF-8"), "UTF-8");
        assert_eq!(set("ISO IR6"), "windows-1252");
        assert_eq!((set("ASCII"), set("")), ("", ""));
        assert_eq!(decode_as(b"\xa4", declared("8859/15").unwrap_or(WINDOWS_1252)), "€");
        assert_eq!(decode_as(b"\xeb", declared("UTF-8").unwrap_or(WINDOWS_1252)), "ë");
    }
}
