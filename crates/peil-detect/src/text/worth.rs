//! Which blocks of a text are read at all: most lines of logs hold nothing that could be found.

/// Whether anything can be found in a text: a digit, a mark of a label or mail address, or a word that begins
/// with the letters of a form of address or a letter's closing.
pub(super) fn reading(text: &[u8]) -> bool {
    if memchr::memchr3(b'@', b':', b'=', text).is_some() || text.iter().any(u8::is_ascii_digit) {
        return true;
    }
    if tells_of_health(text) {
        return true;
    }
    let mut word = false;
    text.iter().enumerate().any(|(i, b)| {
        let starts = !std::mem::replace(&mut word, b.is_ascii_alphabetic());
        starts
            && matches!(b | 0x20, b'm' | b'd' | b'h' | b'f' | b'g')
            && announces(text.get(i..).unwrap_or(&[]))
    })
}

/// Words for examinations, outcomes and complaints, which need no number: `De uitslag van uw uitstrijkje is negatief.`
fn tells_of_health(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 12] = [
        b"uitsla",
        b"uitstrijk",
        b"negatief",
        b"positief",
        b"afwijk",
        b"onderzoek",
        b"klacht",
        b"gebruikt",
        b"zwanger",
        b"diagnos",
        b"medicat",
        b"result",
    ];
    let low = text.to_ascii_lowercase();
    WORDS.iter().any(|w| memchr::memmem::find(&low, w).is_some())
}

fn announces(word: &[u8]) -> bool {
    const STARTS: [&[u8]; 12] =
        [b"mev", b"mw", b"mvr", b"dhr", b"hee", b"hr.", b"mr", b"ms.", b"fra", b"her", b"gro", b"hoo"];
    STARTS.iter().any(|s| word.get(..s.len()).is_some_and(|h| h.eq_ignore_ascii_case(s)))
}
