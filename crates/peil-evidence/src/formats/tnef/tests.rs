use expect_test::expect;

use crate::testing::{seed, show, show_all};

#[test]
fn message_attachments_and_what_is_within() {
    expect![[r#"
        open <>
        line:1-11 From: Zoë de Boer <zoe@lab.voorbeeld>\nSubject: Uitslag van Zoë Jansen\nDate: 2025-03-01T09:30:00\nTo: Bram de Vries\nBirthday: 1961-03-12\nPatiëntnummer: P-12345\nTo: Bram de Vries <bram@zorg.voorbeeld>\nTo: Ünal <unal@zorg.voorbeeld>\n\nBeste Bram,\nBSN 123456782 is van mevrouw Jansen.
        open <body.rtf>
        close <body.rtf> 43 application/rtf unreadable: RTF documents are not supported yet
        open <patiënten maart.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <patiënten maart.csv> 87 text/csv read: 
        open <Doorgestuurd.tnef>
        line:1-3 Subject: Binnenin\n\nMevrouw Jansen belde.
        close <Doorgestuurd.tnef> 93 application/vnd.ms-tnef read: 
        close <> 1152 application/vnd.ms-tnef read: 
    "#]].assert_eq(&show_all("winmail.dat", &seed("winmail.dat")));
    let shown = show_all("winmail.eml", &seed("winmail.eml"));
    assert!(shown.contains("close <winmail.dat!/patiënten maart.csv> 87 text/csv read: \n"), "{shown}");
}

#[test]
fn cut_and_damaged_ones() {
    let whole = seed("winmail.dat");
    let shown = show(&whole[..700]);
    assert!(
        shown.ends_with(
            "partial: is cut off or damaged within an attribute; its list of receivers is damaged\n"
        ),
        "{shown}"
    );
    let mut damaged = whole;
    let at = damaged.windows(6).position(|w| w == b"Jansen").expect("the subject");
    damaged[at] = b'H';
    let shown = show(&damaged);
    assert!(
        shown.contains("Hansen") && shown.contains("partial: an attribute fails its checksum"),
        "{shown}"
    );
}
