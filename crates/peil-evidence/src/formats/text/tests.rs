use expect_test::{Expect, expect};
use peil_model::Content;

use crate::testing::{events, show};
use crate::{Event, Limits};

fn check(text: &[u8], expected: Expect) {
    expected.assert_eq(&show(text));
}

#[test]
fn lines_are_kept_whole() {
    check(
        b"Uitslag voor Zo\xeb\r\n\r\n\x0cPagina 2\r\nklaar",
        expect![[r#"
        line:1-4 Uitslag voor Zoë\n\n\u{c}Pagina 2\nklaar
    "#]],
    );
    check(
        "één\nCuraçao\n".as_bytes(),
        expect![[r#"
        line:1-2 één\nCuraçao
    "#]],
    );
    check(b"\n\n  \n", expect![""]);
}

#[test]
fn chunks_number_their_lines() {
    let text: String = (1..=10_000).map(|i| format!("regel nummer {i} van dit verslag\n")).collect();
    let mut next = 1;
    let mut chunks = 0;
    for event in events("f", text.as_bytes(), &Limits::default()) {
        let Event::Segment(s) = event else { continue };
        let Content::Text(t) = &s.content else { panic!("not a text") };
        assert_eq!(s.place.first, next);
        assert_eq!(t.split('\n').count() as u64, s.place.last - s.place.first + 1);
        assert!(t.starts_with(&format!("regel nummer {next} ")), "{}", s.place);
        next = s.place.last + 1;
        chunks += 1;
    }
    assert_eq!(next, 10_001);
    assert!(chunks > 4, "{chunks}");
}

#[test]
fn a_line_without_end_comes_in_pieces() {
    let word = "woorden en nog meer woorden ";
    let text = word.repeat(100_000);
    let mut back = String::new();
    for event in events("f", text.as_bytes(), &Limits::default()) {
        if let Event::Segment(s) = event {
            assert_eq!((s.place.first, s.place.last), (1, 1));
            if let Content::Text(t) = s.content {
                assert!(t.len() <= 1 << 20);
                back.push_str(&t);
            }
        }
    }
    assert_eq!(back, text);
    let marks = "ë".repeat(1_000_000);
    let shown = show(marks.as_bytes());
    assert_eq!(shown.matches('ë').count(), 1_000_000);
    assert!(!shown.contains('\u{fffd}'));
}

#[test]
fn a_text_that_turns_into_messages() {
    let mut text: String = (0..5_000).map(|i| format!("regel {i} van een log zonder berichten\n")).collect();
    text += "12:00:01 IN MSH|^~\\&|A\rPID|1\r";
    let shown = show(text.as_bytes());
    assert!(
        shown.ends_with("line:5001 12:00:01 IN \nmsg:1 MSH 1=| 2=^~\\\\& 3=A / PID 1=1\n"),
        "{}",
        &shown[shown.len() - 200..]
    );
}

#[test]
fn a_text_with_binary_data_in_it_says_so() {
    let mut bytes = "een gewone regel\n".repeat(5_000).into_bytes();
    bytes.extend_from_slice(&[0; 100_000]);
    bytes.push(b'x');
    assert!(
        show(&bytes).ends_with("partial: 100000 zero bytes stand among the text: a part may be binary\n")
    );
}

#[test]
fn segments_that_a_log_quotes() {
    let text = "Oct  1 08:10:02 gw: seg PID+1961:03:12+V+Mol:van::::A++BSN123456782'PAD+Laan?+:2::Delft:2611AA+'\n\
                Oct  1 08:10:03 gw: it's RAPID+1 'ok'\n";
    assert_eq!(
        show(text.as_bytes()),
        "line:1 Oct  1 08:10:02 gw: seg \n\
         line:1 PID 1=1961 1.2=03 1.3=12 2=V 3=Mol 3.2=van 3.6=A 5=BSN123456782 / PAD 1=Laan+ 1.2=2 1.4=Delft 1.5=2611AA\n\
         line:1-2 \\nOct  1 08:10:03 gw: it's RAPID+1 'ok'\n"
    );
}
