//! Names of zip members: UTF-8 where the archive says so or they are that, else code page 437.

/// Characters of code page 437 from byte 0x80 on.
const UPPER: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The name as text.
pub(super) fn decode(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => raw.iter().map(|b| character(*b)).collect(),
    }
}

fn character(b: u8) -> char {
    match b {
        0..=0x7f => b as char,
        _ => UPPER.chars().nth(b as usize - 0x80).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_page_437() {
        assert_eq!(UPPER.chars().count(), 128);
        assert_eq!(decode(b"Zo\x89.csv"), "Zoë.csv");
        assert_eq!(decode("Zoë.csv".as_bytes()), "Zoë.csv");
        assert_eq!(decode(b"\x80\xff"), "Ç\u{a0}");
    }
}
