use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::testing::{events, show};
use crate::{Event, Limits};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

const MEDLAB: &str = "UNB+UNOA:1+500001+500002+240501:1200+1'UNH+1+MEDLAB:1'PID+1980:10:01+V+Vries:de:Jansen:van::A++BSN123456782'UNT+3+1'UNZ+1+1'";

#[test]
fn a_plain_interchange() {
    let expected = "msg:1 UNB 1=UNOA 1.2=1 2=500001 3=500002 4=240501 4.2=1200 5=1 / UNH 1=1 2=MEDLAB 2.2=1 / \
                    PID 1=1980 1.2=10 1.3=01 2=V 3=Vries 3.2=de 3.3=Jansen 3.4=van 3.6=A 5=BSN123456782 / UNT 1=3 2=1\n";
    for end in ["'", "'\r\n", "'\r", "'\n", "\n", "\r\n"] {
        assert_eq!(show(MEDLAB.replace('\'', end).as_bytes()), expected, "{end:?}");
    }
    assert_eq!(show(format!("UNA:+.? '{MEDLAB}").as_bytes()), expected);
    assert_eq!(show(format!("\u{feff}\r\n\r\nUNA:+.? '\r\n{MEDLAB}\r\n").as_bytes()), expected);
}

#[test]
fn service_characters_and_releases() {
    check(
        "UNA#*.! ~UNB*UNOC#3*A*B~UNH*1*MEDVRI#1~TXT*1*a!#b!!c!~d+e:f~UNT*3*1~UNZ*1*1~",
        expect![[r#"
        msg:1 UNB 1=UNOC 1.2=3 2=A 3=B / UNH 1=1 2=MEDVRI 2.2=1 / TXT 1=1 2=a#b!c~d+e:f / UNT 1=3 2=1
    "#]],
    );
    check(
        "UNB+UNOA:1+A+B'UNH+1+MEDVRI:1'TXT+1+foto?'s van d'Hondt ?+ 1?:2'UNT+3+1'UNZ+1+1'",
        expect![[r#"
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDVRI 2.2=1 / TXT 1=1 2=foto's van d'Hondt + 1:2 / UNT 1=3 2=1
    "#]],
    );
}

#[test]
fn envelopes_that_disagree() {
    check(
        "UNB+UNOA:1+A+B'UNH+1+MEDLAB:1'PID+1'UNT+3+1'UNH+2+MEDLAB:1'PID+2'",
        expect![[r#"
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDLAB 2.2=1 / PID 1=1 / UNT 1=3 2=1
        msg:2 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=2 2=MEDLAB 2.2=1 / PID 1=2
        partial: message 2 has no trailer (UNT): segments may be missing; an interchange has no trailer (UNZ): messages may be missing
    "#]],
    );
    check(
        "UNB+UNOA:1+A+B'UNH+1+MEDLAB:1'PID+1'UNT+9+1'UNZ+2+1'",
        expect![[r#"
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDLAB 2.2=1 / PID 1=1 / UNT 1=9 2=1
        partial: message 1 should have 9 segments and has 3; an interchange should have 2 messages and has 1
    "#]],
    );
    check(
        "UNH+1+MEDLAB:1'PID+1'UNT+3+1'\nUNH+2+MEDLAB:1'PID+2'UNT+3+2'",
        expect![[r#"
        msg:1 UNH 1=1 2=MEDLAB 2.2=1 / PID 1=1 / UNT 1=3 2=1
        msg:2 UNH 1=2 2=MEDLAB 2.2=1 / PID 1=2 / UNT 1=3 2=2
    "#]],
    );
    check(
        "UNB+UNOA:1+A+B'UNH+1+MEDLAB:1'PID+19",
        expect![[r#"
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDLAB 2.2=1 / PID 1=19
        partial: ends in the middle of a segment; message 1 has no trailer (UNT): segments may be missing; an interchange has no trailer (UNZ): messages may be missing
    "#]],
    );
}

#[test]
fn text_around_interchanges() {
    let two = format!("From: lab@example.nl\nTo: arts@example.nl\n\n{MEDLAB}\nTussentekst\n{MEDLAB}\n");
    check(
        &two,
        expect![[r#"
        line:1-2 From: lab@example.nl\nTo: arts@example.nl
        msg:1 UNB 1=UNOA 1.2=1 2=500001 3=500002 4=240501 4.2=1200 5=1 / UNH 1=1 2=MEDLAB 2.2=1 / PID 1=1980 1.2=10 1.3=01 2=V 3=Vries 3.2=de 3.3=Jansen 3.4=van 3.6=A 5=BSN123456782 / UNT 1=3 2=1
        line:5 Tussentekst
        msg:2 UNB 1=UNOA 1.2=1 2=500001 3=500002 4=240501 4.2=1200 5=1 / UNH 1=1 2=MEDLAB 2.2=1 / PID 1=1980 1.2=10 1.3=01 2=V 3=Vries 3.2=de 3.3=Jansen 3.4=van 3.6=A 5=BSN123456782 / UNT 1=3 2=1
    "#]],
    );
    check(
        "12:00:01 IN UNB+UNOA:1+A+B'UNH+1+MEDLAB:1'UNT+2+1'UNZ+1+1'UNB+UNOA:1+C+D'UNH+1+MEDLAB:1'UNT+2+1'UNZ+1+1'",
        expect![[r#"
        line:1 12:00:01 IN 
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDLAB 2.2=1 / UNT 1=2 2=1
        msg:2 UNB 1=UNOA 1.2=1 2=C 3=D / UNH 1=1 2=MEDLAB 2.2=1 / UNT 1=2 2=1
    "#]],
    );
}

#[test]
fn wrapped_lines_and_character_sets() {
    // A transport has cut the text into lines of 80.
    let mut cut = String::new();
    let long = MEDLAB.replace("Vries:de", &format!("Vries{}:de", "X".repeat(90)));
    for (i, c) in long.chars().enumerate() {
        if i > 0 && i % 80 == 0 {
            cut.push_str("\r\n");
        }
        cut.push(c);
    }
    assert_eq!(show(cut.as_bytes()), show(long.as_bytes()));
    check(
        "UNB+UNOA:1+A+B'UNH+1+MEDVRI:1'TXT+1+eerste\nregel'UNT+3+1'UNZ+1+1'",
        expect![[r#"
        msg:1 UNB 1=UNOA 1.2=1 2=A 3=B / UNH 1=1 2=MEDVRI 2.2=1 / TXT 1=1 2=eerste regel / UNT 1=3 2=1
    "#]],
    );
    let latin = |set: &str, name: &[u8]| {
        let bytes =
            [b"UNB+", set.as_bytes(), b":1+A+B'UNH+1+MEDLAB:1'PID+", name, b"'UNT+3+1'UNZ+1+1'"].concat();
        let shown = show(&bytes);
        let at = shown.find("PID 1=").expect("a name") + 6;
        shown[at..].split(" /").next().unwrap_or("").to_owned()
    };
    assert_eq!(latin("UNOC", b"Zo\xeb"), "Zoë");
    assert_eq!(latin("UNOA", "Zoë".as_bytes()), "Zoë");
    assert_eq!(latin("UNOA", b"Zo\xeb"), "Zoë");
    assert_eq!(latin("UNOD", b"\xb3"), "ł");
}

proptest! {
    #[test]
    fn any_bytes_are_survived(tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = b"UNB+UNOA:1+A+B'UNH+1+MEDLAB:1'PID+".to_vec();
        bytes.extend_from_slice(&tail);
        let events = events("f", &bytes, &Limits::default());
        let opens = events.iter().filter(|e| matches!(e, Event::Open { .. })).count();
        let closes = events.iter().filter(|e| matches!(e, Event::Close { .. })).count();
        prop_assert_eq!((opens, closes), (1, 1));
    }
}
