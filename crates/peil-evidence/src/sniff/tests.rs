use peil_model::Outcome;

use super::{Kind, sniff};

fn check(data: &[u8], expected: &str) {
    let kind = sniff(data, true);
    let shown = match &kind {
        Kind::Refused(r) => format!("{} {}: {}", r.media, r.outcome.id(), r.reason()),
        Kind::Table(d) => format!("table {:?} {}", d.delimiter.map(char::from), d.columns),
        other => format!("{other:?}"),
    };
    assert_eq!(shown, expected, "{}", String::from_utf8_lossy(data.get(..40).unwrap_or(data)));
}

#[test]
fn binary_formats() {
    check(b"", "Empty");
    check(b"PK\x03\x04xxxx", "Zip");
    check(b"\x1f\x8b\x08\0", "Gzip");
    check(b"PAR1xxxx", "Parquet");
    check(b"%PDF-1.4\n%\xe2\xe3", "application/pdf unreadable: PDF documents are not supported yet");
    check(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "application/x-ole-storage unreadable: Office 97-2003 documents and Outlook messages are not supported yet",
    );
    check(b"\x89PNG\r\n\x1a\n", "image/png unreadable: PNG images are not supported yet");
    check(b"7z\xbc\xaf\x27\x1c", "SevenZip");
    check(b"Rar!\x1a\x07\x00", "application/vnd.rar unreadable: RAR archives: no free library reads them");
    check(b"BZh91AY&SY\0", "Packed(Bzip2)");
    check(b"\x28\xb5\x2f\xfd\x04", "Packed(Zstd)");
    check(b"\x50\x2a\x4d\x18\x01\0\0\0x\x28\xb5\x2f\xfd", "Packed(Zstd)");
    check(b"\x51\x2a\x4d\x18\x01\0\0\0x\x04\x22\x4d\x18", "Packed(Lz4)");
    check(b"\xfd7zXZ\0\0\x04", "Packed(Xz)");
    check(b"\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0\x37\x19", "Packed(Lzma)");
    check(b"\x1f\x9d\x90abc", "Packed(Compress)");
    check(b"!<arch>\n", "Ar");
    check(b"SQLite format 3\0", "Sqlite");
    check(
        b"-----BEGIN PGP MESSAGE-----\n",
        "application/pgp-encrypted encrypted: a PGP message that is encrypted",
    );
    check(&[0; 600], "application/octet-stream unreadable: binary data of an unknown kind");
    check(
        &(0..=255).collect::<Vec<u8>>(),
        "application/octet-stream unreadable: binary data of an unknown kind",
    );
    let ebcdic: Vec<u8> = b"\xd5\x81\x81\x94\x40\xd1\x81\x95\xa2\x85\x95\x40\xf1\xf9\xf8\xf0\x15".repeat(4);
    check(&ebcdic, "text/plain unreadable: EBCDIC texts are not supported yet");
}

#[test]
fn texts_with_a_grammar() {
    check(b"<?xml version=\"1.0\"?><a/>", "Xml");
    check(b"<ClinicalDocument xmlns=\"x\"><id/></ClinicalDocument>", "Xml");
    check(b"  <!DOCTYPE html><html></html>", "Html");
    check(b"{\"a\": [1, 2, {\"b\": null}]}", "Json");
    check(b"{\"a\":1}\n{\"a\":2}\n", "Json");
    check(b"\x1e{\"a\":1}\n\x1e{\"a\":2}\n", "Json");
    check(b"[1,2]", "Json");
    check(b"[{\"a\": \"x\", \"b\": [\"y", "Json");
    let damaged = [&b"["[..], &b"{\"a\": 1},".repeat(10), b"{\"a\": 1 \"b\" ?? }]"].concat();
    check(&damaged, "Json");
    check(b"-- dump\nCREATE TABLE p (id int);\nINSERT INTO p VALUES (1,'x');\n", "Sql");
    check(b"Received: from a\n by b\nFrom: a@b.nl\nSubject: x\n\nDag\n", "Mail");
    check(b"From a@b.nl Mon Jan  1\nFrom: a@b.nl\nTo: c@d.nl\nSubject: x\nDate: y\n\nDag\n", "Mbox");
    check(b"<!-- x -->\n<?a b?><lijst><p/></lijst>", "Xml");
    check(b"<?xml version=\"1.0\"?>\n<!-- <html> --><a>b</a>", "Xml");
    check(b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\">\n<html></html>", "Html");
    check(b"begin:vcard\r\nFN:x\r\nend:vcard\r\n", "Cards(\"text/vcard\")");
    check(b"BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n", "Cards(\"text/calendar\")");
    check(b"# x\nversion: 1\n\ndn: uid=x,dc=y\ncn: x\n", "Ldif");
    check(b"[a]\nb = 1\n", "Sections");
    check(b"a = 1\n[b]\nc = [\n  1,\n  2,\n  3,\n]\n", "Sections");
    check(b"a.b=1\nc=2\nd=3\n", "Properties");
    check(b"a:\n  - b: 1\n    c: 2\n", "Yaml");
    check(b"Content-Type: multipart/mixed; boundary=a\n\n--a\n\nDag\n--a--\n", "Mail");
    check(b"\r\nFrom: a@b.nl\r\nTo: c@d.nl\r\nSubject: x\r\n\r\nMSH|^~\\&|A\r", "Mail");
    check(b"{\\rtf1 x}", "application/rtf unreadable: RTF documents are not supported yet");
}

#[test]
fn texts_without_one() {
    check(b"[2024-05-01 12:00:01] gestart\n[2024-05-01 12:00:02] klaar\n", "Text");
    check(b"<14>May  1 12:00:00 host app: regel een\n", "Text");
    check(b"Van: de huisarts\nAan: het lab\nBetreft: uitslag\n\nGeachte collega\n", "Text");
    check(b"Set de tafel klaar en begin\n", "Text");
    check(b"{ dit is geen json }\n", "Text");
    check(b"{\"a\":1}\n2024-05-01 gestart\n", "Text");
    check(b"<jan@post.nl> schreef:\nDag\n", "Text");
    check(b"<!-- x -->\n# Titel\n<p>regel</p>\n", "Text");
    check(b"BEGIN:\nDag allemaal\n", "Text");
    check(b"Naam: x\nAdres: y\n- a: b\n", "Text");
    check(b"naam;bsn\nx;1\n", "table Some(';') 2");
    check(b"GIF8 is een formaat\nen dit een tekst\n", "Text");
    check(b"MSH|^~\\&|A\r\x00\x01\x02\x03", "Hl7");
    check(b"id;bericht\n1;\"MSH|^~\\&|A|B|\"\n", "Hl7");
    check(b"UNB+UNOA:1+A+B'", "Edifact");
    check(b"\r\nUNB+UNOA:1+A+B'\0\0\0\0\0\0\0\0", "Edifact");
    check(b"UNA is geen bericht\nUNB ook niet\n", "Text");
}

#[test]
fn refusals_are_not_read() {
    let Kind::Refused(r) = sniff(b"%PDF-1.7", true) else { panic!("a PDF") };
    assert_eq!((r.outcome, r.encrypted_if), (Outcome::Unreadable, Some(&b"/Encrypt"[..])));
}
