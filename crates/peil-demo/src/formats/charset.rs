//! Character sets of the old systems. What a set lacks loses its mark, as it does there.

use crate::names::plain;

/// UTF-16, little end first, with its mark.
pub(crate) fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Windows-1252.
pub(crate) fn cp1252(text: &str) -> Vec<u8> {
    let carried = |c: char| {
        let mut one = [0; 4];
        !encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut one)).2
    };
    let text: String = text.chars().map(|c| if carried(c) { c } else { plain(c) }).collect();
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

/// ISO 8859-1.
pub(crate) fn latin1(text: &str) -> Vec<u8> {
    let byte = |c: char| u8::try_from(c as u32).ok();
    text.chars().map(|c| byte(c).or_else(|| byte(plain(c))).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_keep_or_lose_their_marks() {
        assert_eq!(utf16("ş"), [0xff, 0xfe, 0x5f, 0x01]);
        assert_eq!(cp1252("é€ş"), [0xe9, 0x80, b's']);
        assert_eq!(latin1("éş"), [0xe9, b's']);
    }
}
