use expect_test::{Expect, expect};

use crate::testing::{seed, show_all};

fn check(name: &str, expected: Expect) {
    expected.assert_eq(&show_all(name, &seed(name)));
}

#[test]
fn attachments_and_mails_within() {
    check(
        "attachments.eml",
        expect![[r#"
        open <>
        line:1-12 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: Uitslagen van patiënt Jansen, geboren 12-03-1961\nDate: 2025-03-01T09:30:00+01:00\n\nBeste Bram,\n\nHierbij de uitslag van mevrouw Jansen, BSN 123456782.\n\nZoë\n
        open <part-5>
        close <part-5> 70 image/png unreadable: PNG images are not supported yet
        open <patiënten maart.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <patiënten maart.csv> 87 text/csv read: 
        open <berichten.zip>
        open <berichten.zip!/map/bericht.hl7>
        msg:1 MSH 1=| 2=^~\\& 3=LAB 4=ZEIST 5=EPD 6=ZKH 7=20250301 9=ORU 9.2=R01 10=1 11=P 12=2.4 / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 5=Jansen 5.2=Z 7=19610312 8=F / OBX 1=1 2=ST 3=HPV 5=negatief
        close <berichten.zip!/map/bericht.hl7> 133 x-application/hl7-v2+er7 read: 
        close <berichten.zip> 252 application/zip read: 
        open <message-1.eml>
        line:1-8 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: Lijst van gisteren\nDate: 2025-03-01T09:30:00+01:00\n\nZie de bijlage.\n
        open <message-1.eml!/lijst.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <message-1.eml!/lijst.csv> 88 text/csv read: 
        close <message-1.eml> 850 message/rfc822 read: 
        close <> 3455 message/rfc822 read: 
    "#]],
    );
}

#[test]
fn bodies_in_html() {
    check(
        "html-only.eml",
        expect![[r#"
        open <>
        line:1-5 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: Overzicht\nDate: 2025-03-01T09:30:00+01:00
        row:7 [Beste collega's,]
        row:8 [Naam] [Geboren] [BSN]
        row:9 [Zoë Jansen] [12-03-1961] [123456782]
        row:10 [Bram de Vries] [01-11-1975] [111222333]
        close <> 682 message/rfc822 read: 
    "#]],
    );
    check(
        "stub.eml",
        expect![[r#"
        open <>
        line:1-12 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: Uitslag\nDate: 2025-03-01T09:30:00+01:00\n\nUw programma kan dit bericht niet tonen.\n\n\nMevrouw Jansen, geboren 12-03-1961, is negatief getest.\n\n
        close <> 773 message/rfc822 read: 
    "#]],
    );
}

#[test]
fn what_bad_writers_make() {
    check(
        "broken.eml",
        expect![[r#"
        open <>
        line:1-7 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: Bram de Vriës <bram@zorg.voorbeeld>\nSubject: Uitslag van Zoë Jansen\nReply-To: balie@lab.voorbeeld\nX-Patient: 123456782\n\nGeachte collega, Zoë Jansen (12-03-1961) belde.
        open <patiënten van maart.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <patiënten van maart.csv> 88 text/csv partial: its base64 text holds stray signs
        open <ouë lijst.txt>
        line:1 Zoë Jansen, BSN 111222333, woont op de Lange Laan 3, 3511 AB Utrecht
        close <ouë lijst.txt> 69 text/plain read: 
        open <afgekapt.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [12345]
        close <afgekapt.csv> 46 text/csv partial: the mail ends within it
        close <> 1156 message/rfc822 partial: its last boundary is missing: it may be cut off; 2 of 3 members did not come out whole (its base64 text holds stray signs)
    "#]],
    );
}

#[test]
fn files_among_the_lines() {
    check(
        "uuencode.eml",
        expect![[r#"
        open <>
        line:1-11 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: lijst\nDate: 2000-01-03T10:00:00+01:00\n\nHierbij de lijst.\n\n\ngroet,\nJansen\n
        open <lijst.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <lijst.csv> 87 text/csv read: 
        close <> 276 message/rfc822 read: 
    "#]],
    );
}

#[test]
fn messages_as_bodies() {
    check(
        "message.eml",
        expect![[r#"
        open <>
        line:1-5 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: EDI\nDate: 2025-03-01T09:30:00+01:00
        msg:1 UNB 1=UNOA 1.2=1 2=500000001 3=500000002 4=250301 4.2=0930 5=1 / UNH 1=1 2=MEDLAB 2.2=1 / ZKH 1=Lab 2=Weg 2.2=1 2.4=Zeist 2.5=1234AB 3=030 / PID 1=1980 1.2=10 1.3=01 2=V 3=Vries 3.2=de 3.3=Jansen 3.4=van 3.6=A 5=BSN123456782 / PAD 1=Straat 1.2=1 a 1.4=Stad 1.5=1234AB 2=tel / BEP 1=0 2=HPV 3=neg / UNT 1=6 2=1
        close <> 594 message/rfc822 read: 
    "#]],
    );
}

#[test]
fn mailboxes() {
    check(
        "mailbox.mbox",
        expect![[r#"
        open <>
        open <1>
        line:1-11 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: een\nDate: 2025-03-01T09:30:00+01:00\n\nHallo,\n\nFrom hier zie je mevrouw Jansen, 12-03-1961.\nFrom daar ook.\n
        close <1> 423 message/rfc822 read: 
        open <2>
        line:1-8 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: twee\nDate: 2025-03-01T09:30:00+01:00\n\nBSN 111222333 hoort bij Bram de Vries.\n
        close <2> 392 message/rfc822 read: 
        open <3>
        line:1-8 From: Zoë de Boer <zoe@lab.voorbeeld>\nTo: "Vries, Bram de" <bram@zorg.voorbeeld>, info@zorg.voorbeeld\nCc: Ünal <unal@zorg.voorbeeld>\nSubject: Lijst van gisteren\nDate: 2025-03-01T09:30:00+01:00\n\nZie de bijlage.\n
        open <3!/lijst.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <3!/lijst.csv> 88 text/csv read: 
        close <3> 850 message/rfc822 read: 
        close <> 1816 application/mbox read: 
    "#]],
    );
}

/// A mail with this head and body, and every event.
fn mail(head: &str, body: &str, expected: Expect) {
    let head = head.replace('\n', "\r\n");
    let body = body.replace('\n', "\r\n");
    let text = format!("From: a@lab.voorbeeld\r\nTo: b@zorg.voorbeeld\r\nSubject: x\r\n{head}\r\n{body}");
    expected.assert_eq(&show_all("file", text.as_bytes()));
}

#[test]
fn boundaries_that_are_wrong() {
    let parts = "--echt\nContent-Type: text/plain\n\nhallo\n--echt\nContent-Type: text/csv; name=a.csv\n\
                 Content-Transfer-Encoding: base64\n\nbmFhbTtic24KSmFuc2VuOzEyMzQ1Njc4Mgo=\n--echt--\n";
    mail(
        "Content-Type: multipart/mixed; boundary=fout\n",
        parts,
        expect![[r#"
        open <>
        line:1-5 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\nhallo
        open <a.csv>
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
        close <a.csv> 26 text/csv read: 
        close <> 277 message/rfc822 read: 
    "#]],
    );
    mail(
        "Content-Type: multipart/mixed\n",
        parts,
        expect![[r#"
        open <>
        line:1-5 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\nhallo
        open <a.csv>
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
        close <a.csv> 26 text/csv read: 
        close <> 262 message/rfc822 read: 
    "#]],
    );
}

#[test]
fn bodies_of_all_kinds() {
    mail(
        "Content-Type: text/plain\n",
        "<html><body><p>Jansen</p></body></html>\n",
        expect![[r#"
        open <>
        line:1-7 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\nJansen\n\n
        close <> 126 message/rfc822 read: 
    "#]],
    );
    mail(
        "Content-Type: text/plain; format=flowed\n",
        "Mevrouw \nJansen\n> en zij \n> ook\n-- \ngroet\n",
        expect![[r#"
            open <>
            line:1-9 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\nMevrouw Jansen\n> en zij ook\n-- \ngroet\n
            close <> 148 message/rfc822 read: 
        "#]],
    );
    mail(
        "",
        "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
        expect![[r#"
        open <>
        line:1-9 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n
        close <> 124 message/rfc822 partial: a body holds a PGP message that is encrypted
    "#]],
    );
    mail(
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n",
        "MIIB\n",
        expect![[r#"
            open <>
            line:1-3 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x
            open <smime.p7m>
            close <smime.p7m> 3 application/pkcs7-mime encrypted: an S/MIME message that is encrypted
            close <> 181 message/rfc822 partial: every member is encrypted
        "#]],
    );
    mail(
        "Content-Type: text/csv; name=a.csv\nContent-Disposition: attachment\n",
        "naam;bsn\nJansen;123456782\nVries;111222333\n",
        expect![[r#"
            open <>
            line:1-3 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x
            open <a.csv>
            row:1 [naam] [bsn]
            row:2 [Jansen] [123456782]
            row:3 [Vries] [111222333]
            close <a.csv> 45 text/csv read: 
            close <> 173 message/rfc822 read: 
        "#]],
    );
    mail(
        "",
        "",
        expect![[r#"
        open <>
        line:1-5 From: a@lab.voorbeeld\nTo: b@zorg.voorbeeld\nSubject: x\n\n
        close <> 59 message/rfc822 read: 
    "#]],
    );
}
