//! That nothing panics, and that it makes no difference how a text is cut into spans.

use peil_model::Place;
use proptest::prelude::*;

use super::{Few, show};
use crate::text::TextReader;

/// Reads whole lines in spans of `size` lines.
fn in_spans(text: &str, size: usize) -> Vec<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut reader = TextReader::new(&Few);
    let mut out = Vec::new();
    for (n, span) in lines.chunks(size.max(1)).enumerate() {
        let first = (n * size.max(1)) as u64 + 1;
        let joined = span.join("\n");
        if joined.trim().is_empty() && !joined.contains('\x0c') {
            continue; // as the reader of files leaves out spans without text
        }
        reader.text(Place::lines(first, first + span.len() as u64 - 1), &joined, &mut out);
    }
    reader.finish(&mut out);
    out.iter().map(show).collect()
}

/// Pieces of which hostile and ordinary texts are made.
const PIECES: &[&str] = &[
    "Naam: ",
    "J. de Vries",
    "Jansen, A.B.",
    "mevr. ",
    "geb. 12-03-1961",
    "(12-3-61)",
    "BSN 123456782",
    "123456782",
    "\n",
    "\n\n",
    "\x0c",
    "tel. 06-12345678",
    "Dorpsstraat 1",
    "1234 AB Ede",
    "Huisarts: P. Bakker",
    "Met vriendelijke groet,",
    "Betreft: ",
    "Contactpersoon: ",
    "2025-01-02 10:00:01 INFO ",
    "bsn=123456782 ",
    "naam=\"x\" ",
    "a@b.nl",
    "Naam        Geb.datum   BSN\n",
    "-------- -------- ------\n",
    "Vries       12-03-1961  123456782\n",
    "   ",
    "(",
    ")",
    "\"",
    "'t ",
    "é",
    "ĳ",
    "\u{a0}",
    "Uitslag: ",
    ": ",
    "= ",
    "....",
    "@",
    "+31",
    "0",
    "°",
    "* ",
    "400123241WIJNEN K                 198109195731GS6\n",
    "Totaal 3\n",
    "|",
    ";",
    "\t",
    "van der",
    "\r",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        in_spans(&text, 3);
    }

    #[test]
    fn spans_make_no_difference(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60), size in 1_usize..6) {
        let text = pieces.concat();
        prop_assert_eq!(in_spans(&text, size), in_spans(&text, usize::MAX / 4));
    }
}
