//! Compressed RTF ([MS-OXRTFCP]): LZ77 with a dictionary that begins with what every RTF text begins with.

/// What the dictionary holds at the start.
const START: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const DICTIONARY: usize = 4096;
const COMPRESSED: &[u8] = b"LZFu";
const PLAIN: &[u8] = b"MELA";
/// Bytes of the header.
const HEADER: usize = 16;

/// The text, or `None` if it is not that.
pub(super) fn unpack(data: &[u8]) -> Option<Vec<u8>> {
    let (header, packed) = data.split_at_checked(HEADER)?;
    let size = u32::from_le_bytes(*header.get(4..)?.first_chunk()?) as usize;
    match header.get(8..12)? {
        PLAIN => Some(packed.get(..size).unwrap_or(packed).to_vec()),
        COMPRESSED => {
            let mut out = decompress(packed);
            out.truncate(size);
            Some(out)
        }
        _ => None,
    }
}

/// At most seventeen bytes come out for two: what comes out is bounded by what goes in.
fn decompress(packed: &[u8]) -> Vec<u8> {
    let mut dictionary = [b' '; DICTIONARY];
    dictionary.iter_mut().zip(START).for_each(|(to, from)| *to = *from);
    let mut at = START.len();
    let mut out = Vec::new();
    let mut write = |dictionary: &mut [u8; DICTIONARY], at: &mut usize, byte: u8| {
        if let Some(to) = dictionary.get_mut(*at) {
            *to = byte;
        }
        *at = (*at + 1) % DICTIONARY;
        out.push(byte);
    };
    let mut bytes = packed.iter().copied();
    'runs: while let Some(control) = bytes.next() {
        for bit in 0..8 {
            let Some(first) = bytes.next() else { break 'runs };
            if control >> bit & 1 == 0 {
                write(&mut dictionary, &mut at, first);
                continue;
            }
            let Some(second) = bytes.next() else { break 'runs };
            let word = usize::from(u16::from_be_bytes([first, second]));
            let (from, len) = (word >> 4, (word & 15) + 2);
            if from == at {
                break 'runs;
            }
            for i in 0..len {
                let byte = dictionary.get((from + i) % DICTIONARY).copied().unwrap_or(0);
                write(&mut dictionary, &mut at, byte);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard() {
        assert_eq!(START.len(), 207);
        // Section 4.1.1.
        let packed = b"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\
            \x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
        let text = unpack(packed).expect("RTF");
        assert_eq!(String::from_utf8_lossy(&text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let cut = unpack(&packed[..30]).expect("RTF");
        assert!(text.starts_with(&cut));
        assert_eq!(unpack(b"short"), None);
    }
}
