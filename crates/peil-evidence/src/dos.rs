//! Code pages of DOS, which the library for character sets leaves out.

/// The characters of the upper half of code page 437.
const CP437: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ",
    "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐",
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀",
    "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
);

/// The same of code page 850.
const CP850: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ",
    "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀",
    "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
);

/// A character set of DOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dos {
    Us437,
    Latin850,
}

impl Dos {
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let upper = match self {
            Dos::Us437 => CP437,
            Dos::Latin850 => CP850,
        };
        let table: Vec<char> = upper.chars().collect();
        let char_of = |b: &u8| match b.checked_sub(0x80) {
            None => char::from(*b),
            Some(i) => table.get(usize::from(i)).copied().unwrap_or('\u{fffd}'),
        };
        bytes.iter().map(char_of).collect()
    }
}

/// Whether text has more letters of code page 850 than of Windows-1252: where a letter stands beside them, the bytes that
/// are accented letters in one are signs in the other.
pub(crate) fn looks_850(data: &[u8]) -> bool {
    let (mut dos, mut windows) = (0_u32, 0_u32);
    for window in data.windows(2) {
        let beside = match window {
            [a, b] if a.is_ascii_alphabetic() => *b,
            [a, b] if b.is_ascii_alphabetic() => *a,
            _ => continue,
        };
        match beside {
            0x81..=0x90 | 0x93..=0x98 | 0xa0..=0xa5 => dos += 1,
            0xc0..=0xff => windows += 1,
            _ => {}
        }
    }
    dos > windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_dos() {
        assert_eq!(Dos::Latin850.decode(b"Zo\x89 \x9d"), "Zo\u{eb} \u{d8}");
        assert_eq!(Dos::Us437.decode(b"\x9d\xff"), "\u{a5}\u{a0}");
        assert!(looks_850(b"Zo\x89 Andr\x82"));
        assert!(!looks_850(b"Zo\xeb Andr\xe9 \x93x\x94"));
        assert!(!looks_850(b"Zoe"));
    }
}
