use expect_test::{Expect, expect};

use crate::testing::{show, show_all};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn cards() {
    check(
        concat!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN;CHARSET=utf-8:van den Berg;Anna;B.;dr.;\r\nFN:dr. Anna B. van\r\n  den Berg\r\n",
            "item1.TEL;TYPE=\"HOME,VOICE\":030-1234567\r\nitem1.X-ABLabel:thuis\r\nEMAIL;TYPE=INTERNET:a@post.voorbeeld\r\n",
            "ADR;TYPE=HOME:;;Dorpsstraat 1\\, achter;Utrecht;;3511 AB;NL\r\nBDAY:1980-06-23\r\nORG:Lab\\; Oost;Balie\r\nNOTE:regel\\nBSN 123456782\r\nEND:VCARD\r\n",
            "BEGIN:VCARD\r\nVERSION:4.0\r\nTEL;VALUE=uri:tel:+31-6-12341234\r\nEND:VCARD\r\n",
        ),
        expect![[r#"
            item:1 vcard{n{family=van den Berg given=Anna additional=B. honorific=dr.} fn=dr. Anna B. van den Berg tel=030-1234567{type=HOME type=VOICE} x-ablabel=thuis email=a@post.voorbeeld{type=INTERNET} adr{type=HOME street=Dorpsstraat 1, achter city=Utrecht postalcode=3511 AB country=NL} bday=1980-06-23 org=Lab; Oost / Balie note=regel\nBSN 123456782}
            item:2 vcard{tel=+31-6-12341234}
        "#]],
    );
    check(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Dij=\nk;Zo=EB\nTEL;HOME;VOICE:06-12341234\nEND:VCARD\ntussentekst\nBEGIN:VCARD\nFN:half",
        expect![[r#"
            item:1 vcard{n{family=Dijk given=Zoë} tel=06-12341234{type=HOME type=VOICE}}
            item:2 vcard{fn=half}
            line:7 tussentekst
            partial: ends within a card
        "#]],
    );
    let photo = "BEGIN:VCARD\nN:Jansen\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEA\n AAABCAYAAAAfFcSJ\nEND:VCARD\n";
    expect![[r#"
        open <>
        open <attachment-1>
        close <attachment-1> 33 image/png unreadable: PNG images are not supported yet
        item:1 vcard{n{family=Jansen} photo{encoding=b type=PNG}}
        close <> 104 text/vcard read: 
    "#]]
    .assert_eq(&show_all("f", photo.as_bytes()));
}

#[test]
fn calendars() {
    check(
        concat!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-CALNAME:Spreekuur\nBEGIN:VTIMEZONE\nTZID:Europe/Amsterdam\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n",
            "BEGIN:VEVENT\nDTSTART;TZID=Europe/Amsterdam:20240501T090000\nSUMMARY:Jansen\\, A. (23-06-1980)\nATTENDEE;CN=\"Jansen: A\";ROLE=REQ:mailto:a@post.voorbeeld\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\n",
            "BEGIN:VTODO\nSUMMARY:bellen\nEND:VTODO\nEND:VCALENDAR\n",
        ),
        expect![[r#"
            item:1 vevent{dtstart=20240501T090000 summary=Jansen, A. (23-06-1980) attendee=a@post.voorbeeld{cn=Jansen: A role=REQ} valarm{trigger=-PT5M}}
            item:2 vtodo{summary=bellen}
            item:3 vcalendar{x-wr-calname=Spreekuur}
        "#]],
    );
}

#[test]
fn directories() {
    check(
        concat!(
            "version: 1\n\n# een\ndn: uid=jansen,ou=people,dc=lab\nobjectClass: person\ncn;lang-nl: Anna\n  Jansen\nsn:: SsO8bGlhbg==\nmail: a@post.voorbeeld\nuserPassword:: e1NTSEF9/v8AAQ==\n\n",
            "dn:: dWlkPXpvw6s=\nchangetype: modify\nreplace: telephoneNumber\ntelephoneNumber: 0612341234\n-\n",
        ),
        expect![[r#"
            item:1 {dn=uid=jansen,ou=people,dc=lab objectClass=person cn=Anna Jansen sn=Jülian mail=a@post.voorbeeld userPassword=e1NTSEF9/v8AAQ==}
            item:2 {dn=uid=zoë changetype=modify replace=telephoneNumber telephoneNumber=0612341234}
        "#]],
    );
}
