use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::testing::{events, print, seed, show, show_all};
use crate::{Event, Limits};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn delimiters_come_from_the_message() {
    check(
        "MSH|^~\\&|SCREENIT|X\rPID|1||123456782^^^NLMINBIZA^NNNLD~ZD1^^^Z^VN||Doe&de&Doe^A\r",
        expect![[r#"
            msg:1 MSH 1=| 2=^~\\& 3=SCREENIT 4=X / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 3(2)=ZD1 3(2).4=Z 3(2).5=VN 5=Doe 5.1.2=de 5.1.3=Doe 5.2=A
        "#]],
    );
    check(
        "MSH|^_\\&|A\rPID|||1_2^x&y\r",
        expect![[r#"
            msg:1 MSH 1=| 2=^_\\& 3=A / PID 3=1 3(2)=2 3(2).2=x 3(2).2.2=y
        "#]],
    );
    check(
        "MSH#*!$%#A\rPID###1!2*x%y$F$z\r",
        expect![[r#"
            msg:1 MSH 1=# 2=*!$% 3=A / PID 3=1 3(2)=2 3(2).2=x 3(2).2.2=y#z
        "#]],
    );
}

#[test]
fn line_ends_of_all_kinds() {
    let rows = "msg:1 MSH 1=| 2=^~\\\\& 3=A / PID 1=1 / NTE 3=x\n";
    for end in ["\r", "\n", "\r\n", "\r\r\n", "\n\n"] {
        for last in [end, ""] {
            let text = ["MSH|^~\\&|A", "PID|1", "NTE|||x"].join(end) + last;
            assert_eq!(show(text.as_bytes()), rows, "{end:?} {last:?}");
        }
    }
    check(
        "MSH|^~\\&|A\rPID|1\nNTE|||x\r\nMSH|^~\\&|B\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 / NTE 3=x
        msg:2 MSH 1=| 2=^~\\& 3=B
    "#]],
    );
}

#[test]
fn framing() {
    let expected = "msg:1 MSH 1=| 2=^~\\\\& 3=A / PID 1=1\nmsg:2 MSH 1=| 2=^~\\\\& 3=B\n";
    assert_eq!(show(b"\x0bMSH|^~\\&|A\rPID|1\r\x1c\r\x0bMSH|^~\\&|B\r\x1c\r"), expected);
    assert_eq!(show(b"\x0bMSH|^~\\&|A\rPID|1\x1c\x0bMSH|^~\\&|B\x1c"), expected);
    assert_eq!(show(b"\xef\xbb\xbf\r\n\r\nMSH|^~\\&|A\r\nPID|1\r\n\r\nMSH|^~\\&|B\r\n"), expected);
    assert_eq!(show(b"MSH|^~\\&|A\rPID|1\r\x1c\r\n\x1a"), "msg:1 MSH 1=| 2=^~\\\\& 3=A / PID 1=1\n");
    let utf16: Vec<u8> = "\u{feff}MSH|^~\\&|A\rPID|1\r".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(show(&utf16), "msg:1 MSH 1=| 2=^~\\\\& 3=A / PID 1=1\n");
}

#[test]
fn batches() {
    check(
        "FHS|^~\\&|L\rBHS|^~\\&|L\rMSH|^~\\&|A\rMSH|^~\\&|B\rBTS|2\rFTS|1\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A
        msg:2 MSH 1=| 2=^~\\& 3=B
    "#]],
    );
    check(
        "FHS|^~\\&|L\rBHS|^~\\&|L\rMSH|^~\\&|A\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A
        partial: a batch ends without its trailer (BTS): messages may be missing; the file ends without its trailer (FTS): messages may be missing
    "#]],
    );
    check(
        "BHS|^~\\&|L\rMSH|^~\\&|A\rBTS|3|x\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A
        partial: a batch should have 3 messages and has 1
    "#]],
    );
    check(
        "BHS|^~\\&|L\nMSH|^~\\&|A\nBTS\n",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A
    "#]],
    );
    check(
        "BHS|^~\\&|L\rMSH|^~\\&|A\rBTS|1\rBHS|^~\\&|L\rMSH|^~\\&|B\rMSH|^~\\&|C\rBTS|2\rFTS|2\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A
        msg:2 MSH 1=| 2=^~\\& 3=B
        msg:3 MSH 1=| 2=^~\\& 3=C
    "#]],
    );
}

#[test]
fn wrapped_lines_go_on() {
    check(
        "MSH|^~\\&|A\rPID|1||12345\r6782^^^X||Doe\rOBX|1|TX|c||eerste\rtweede\r||F\rPV1|1\r",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=123456782 3.4=X 5=Doe / OBX 1=1 2=TX 3=c 5=eerste\ntweede\n 7=F / PV1 1=1
    "#]],
    );
}

#[test]
fn logs_with_messages() {
    check(
        "2024-05-01 12:00:03 INFO gestart\n2024-05-01 12:00:04 IN MSH|^~\\&|A\nPID|1||1\n2024-05-01 12:00:05 INFO klaar\nOBR|1\n\
         2024-05-01 12:00:06 IN MSH|^~\\&|B\nPID|2\n",
        expect![[r#"
            line:1-2 2024-05-01 12:00:03 INFO gestart\n2024-05-01 12:00:04 IN 
            line:4 2024-05-01 12:00:05 INFO klaar
            msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=1 / OBR 1=1
            line:6 2024-05-01 12:00:06 IN 
            msg:2 MSH 1=| 2=^~\\& 3=B / PID 1=2
        "#]],
    );
    check(
        "2024-05-01 12:00:04.001 [a] MSH|^~\\&|A\n2024-05-01 12:00:04.002 [a] PID|1||1\n2024-05-01 12:00:04.003 [a] OBX|1\n",
        expect![[r#"
            line:1 2024-05-01 12:00:04.001 [a] 
            msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=1 / OBX 1=1
        "#]],
    );
    check(
        "12:00:04 MSH|^~\\&|A\\rPID|1||1\\rOBX|1|||\\.br\\x\\r\n12:00:05 MSH|^~\\&|B<CR>PID|2<CR>\n",
        expect![[r#"
        line:1 12:00:04 
        msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=1 / OBX 1=1 4=\nx\\r
        line:2 12:00:05 
        msg:2 MSH 1=| 2=^~\\& 3=B / PID 1=2<CR>
    "#]],
    );
    check(
        "12:00:04 sending: MSH|^~\\&|A<0D>PID|1||1<0D>OBX|1|||x\n",
        expect![[r#"
        line:1 12:00:04 sending: 
        msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=1 / OBX 1=1 4=x
    "#]],
    );
}

#[test]
fn escapes_and_nulls() {
    check(
        "MSH|^~\\&|A\rOBX|\\F\\|\\S\\\\T\\\\R\\\\E\\|a\\.br\\b|\\H\\vet\\N\\|\\X41\\\\X0D0A\\x|\\Zxx\\ en \\|\"\"|a^\"\"^b|\\.sp2\\c|los \\ teken|\r",
        expect![[r##"
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=| 2=^&~\\ 3=a\nb 4=vet 5=A\nx 6=\\Zxx\\ en \\ 8=a 8.3=b 9=\n\nc 10=los \\ teken
        "##]],
    );
}

#[test]
fn character_sets() {
    let message = |set: &str, name: &[u8]| {
        let mut m = format!("MSH|^~\\&|||||||||||||||{}|{set}\rPID|||||", "").into_bytes();
        m.extend_from_slice(name);
        m.push(b'\r');
        let shown = show(&m);
        let at = shown.find("PID 5=").expect("a name") + 6;
        shown[at..].trim_end().to_owned()
    };
    assert_eq!(message("8859/1", b"Zo\xeb"), "Zoë");
    assert_eq!(message("8859/15", b"\xa4"), "€");
    assert_eq!(message("UNICODE UTF-8", "Zoë".as_bytes()), "Zoë");
    assert_eq!(message("UNICODE UTF-8", b"Zo\xeb"), "Zoë");
    assert_eq!(message("ASCII", "Zoë".as_bytes()), "Zoë");
    assert_eq!(message("", b"Zo\xeb\x80"), "Zoë€");
    assert_eq!(message("", "Zoë".as_bytes()), "Zoë");
    assert_eq!(message("8859/1~UNICODE UTF-8", b"\\XEB\\"), "ë");
    assert_eq!(message("8859/2", b"\xb3"), "ł");
}

#[test]
fn cut_off_ends_and_starts() {
    check(
        "PID|1||123456782\rOBX|1\rMSH|^~\\&|B\rPID|2||1234567",
        expect![[r#"
        msg:1 PID 1=1 3=123456782 / OBX 1=1
        msg:2 MSH 1=| 2=^~\\& 3=B / PID 1=2 3=1234567
    "#]],
    );
    check(
        "MSH|^~\\&",
        expect![[r#"
        msg:1 MSH 1=| 2=^~\\&
    "#]],
    );
}

#[test]
fn messages_have_a_bound() {
    let mut text = String::from("MSH|^~\\&|A\rOBX|1|ED|||");
    text += &"A".repeat(10_000);
    text += "\rPID|1\rMSH|^~\\&|B\rPID|2\r";
    let limits = Limits { message: 4096, ..Limits::default() };
    let shown = print(&events("f", text.as_bytes(), &limits), false);
    assert!(shown.contains("msg:2 MSH 1=| 2=^~\\\\& 3=B / PID 1=2"), "{shown}");
    assert!(
        shown.ends_with("partial: message 1 is longer than 4096 bytes: its rest was not read\n"),
        "{shown}"
    );
    let big = format!("MSH|^~\\&|A\rOBX|1|TX|||{}\r", "tekst ".repeat(500_000));
    let shown = show(big.as_bytes());
    assert_eq!(shown.len(), 3_000_000 + "msg:1 MSH 1=| 2=^~\\\\& 3=A / OBX 1=1 2=TX 5=\n".len());
}

/// A message with these lines below its header.
fn check_documents(lines: &str, expected: Expect) {
    expected.assert_eq(&show_all("file", format!("MSH|^~\\&|A\r{lines}\rPID|1||9\r").as_bytes()));
}

#[test]
fn documents_in_fields_are_members() {
    let long = "QUJDZGVmMTIzNDU2".repeat(80);
    check_documents(
        "OBX|1|ED|PDF^Brief||^application^pdf^Base64^JVBERi0xLjQK||F",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=PDF 3.2=Brief 5.2=application 5.3=pdf 5.4=Base64 7=F / PID 1=1 3=9
            open <message-1-document-1.pdf>
            close <message-1-document-1.pdf> 9 application/pdf unreadable: PDF documents are not supported yet
            close <> 80 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|ED|x||a^application^pdf^Base64^AAAA~a^application^pdf^Base64^BBBB\rOBX|2|ED|y||^^^^CCCC",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=x 5=a 5.2=application 5.3=pdf 5.4=Base64 5(2)=a 5(2).2=application 5(2).3=pdf 5(2).4=Base64 / OBX 1=2 2=ED 3=y / PID 1=1 3=9
            open <message-1-document-1.pdf>
            close <message-1-document-1.pdf> 3 application/octet-stream unreadable: binary data of an unknown kind
            open <message-1-document-2.pdf>
            close <message-1-document-2.pdf> 3 application/octet-stream unreadable: binary data of an unknown kind
            open <message-1-document-3>
            line:1 \u{8} ‚
            close <message-1-document-3> 3 text/plain read: 
            close <> 113 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|ED|PA^Verslag||^text^plain^Base64^Q29uY2x1c2ll||F",
        expect![[r#"
        open <>
        msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=PA 3.2=Verslag 5.2=text 5.3=plain 5.4=Base64 7=F / PID 1=1 3=9
        open <message-1-document-1.txt>
        line:1 Conclusie
        close <message-1-document-1.txt> 9 text/plain read: 
        close <> 76 x-application/hl7-v2+er7 read: 
    "#]],
    );
    check_documents(
        "OBX|1|ED|x||application^pdf^BASE64^AAAA",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=x 5=application 5.2=pdf 5.3=BASE64 / PID 1=1 3=9
            open <message-1-document-1.pdf>
            close <message-1-document-1.pdf> 3 application/octet-stream unreadable: binary data of an unknown kind
            close <> 60 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|ED|x||^TEXT^plain^A^gewone tekst||F",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=x 5.2=TEXT 5.3=plain 5.4=A 5.5=gewone tekst 7=F / PID 1=1 3=9
            close <> 62 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|RP|x||pad/naam.pdf^lab^application^pdf",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=RP 3=x 5=pad/naam.pdf 5.2=lab 5.3=application 5.4=pdf / PID 1=1 3=9
            close <> 65 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|TX|x||JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PA==\rZZZ|^^^Base64^AAAA",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=TX 3=x / ZZZ 1.4=Base64 / PID 1=1 3=9
            open <message-1-document-1>
            close <message-1-document-1> 25 application/pdf unreadable: PDF documents are not supported yet
            open <message-1-document-2>
            close <message-1-document-2> 3 application/octet-stream unreadable: binary data of an unknown kind
            close <> 88 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        &format!("NTE|1||{long}"),
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / NTE 1=1 / PID 1=1 3=9
            open <message-1-document-1>
            line:1 ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456
            close <message-1-document-1> 960 text/plain read: 
            close <> 1308 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        &format!("OBX|1|ED|x||^application^pdf^Base64^{long}\n{long}\n||F"),
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=ED 3=x 5.2=application 5.3=pdf 5.4=Base64 7=F / PID 1=1 3=9
            open <message-1-document-1.pdf>
            line:1 ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456ABCdef123456
            close <message-1-document-1.pdf> 1920 text/plain read: 
            close <> 2622 x-application/hl7-v2+er7 read: 
        "#]],
    );
    check_documents(
        "OBX|1|TX|x||zie base64^Base64 is een codering",
        expect![[r#"
            open <>
            msg:1 MSH 1=| 2=^~\\& 3=A / OBX 1=1 2=TX 3=x 5=zie base64 5.2=Base64 is een codering / PID 1=1 3=9
            close <> 66 x-application/hl7-v2+er7 read: 
        "#]],
    );
}

#[test]
fn documents_are_opened() {
    expect![[r#"
        open <>
        msg:1 MSH 1=| 2=^~\\& 3=LAB 4=ZEIST 5=EPD 6=ZKH 7=20250301 9=ORU 9.2=R01 10=1 11=P 12=2.5 / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 5=Jansen 5.2=Z 7=19610312 8=F / OBX 1=1 2=ED 3=BRF 3.2=Brief 5=LAB 5.2=text 5.3=csv 5.4=Base64 11=F
        open <message-1-document-1.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <message-1-document-1.csv> 88 text/csv read: 
        msg:2 MSH 1=| 2=^~\\& 3=LAB 4=ZEIST 5=EPD 6=ZKH 7=20250301 9=ORU 9.2=R01 10=2 11=P 12=2.5 / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 5=Jansen 5.2=Z 7=19610312 8=F / OBX 1=1 2=ED 3=BRF 3.2=Brief 5.2=application 5.3=zip 5.4=Base64 11=F / OBX 1=2 2=ED 3=HEX 5.2=text 5.3=csv 5.4=Hex
        open <message-2-document-1.zip>
        open <message-2-document-1.zip!/lijst.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <message-2-document-1.zip!/lijst.csv> 88 text/csv read: 
        close <message-2-document-1.zip> 202 application/zip read: 
        open <message-2-document-2.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <message-2-document-2.csv> 87 text/csv read: 
        msg:3 MSH 1=| 2=^~\\& 3=LAB 4=ZEIST 5=EPD 6=ZKH 7=20250301 9=ORU 9.2=R01 10=3 11=P 12=2.5 / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 5=Jansen 5.2=Z 7=19610312 8=F / OBX 1=1 2=ED 3=BRF 3.2=Brief 4=1 5.2=application 5.3=zip 5.4=Base64 11=F / OBX 1=2 2=ED 3=BRF 3.2=Brief 4=2 5.2=application 5.3=zip 5.4=Base64 11=F / OBX 1=3 2=ED 3=BRF 3.2=Brief 4=3 5.2=application 5.3=zip 5.4=Base64 11=F
        open <message-3-document-1.zip>
        open <message-3-document-1.zip!/lijst.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Zoë Jansen] [12-03-1961] [123456782]
        row:3 [Bram de Vries] [01-11-1975] [111222333]
        close <message-3-document-1.zip!/lijst.csv> 88 text/csv read: 
        close <message-3-document-1.zip> 202 application/zip read: 
        close <> 1471 x-application/hl7-v2+er7 read: 
    "#]].assert_eq(&show_all("documents.hl7", &seed("documents.hl7")));
}

proptest! {
    #[test]
    fn any_bytes_are_survived(tail in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut bytes = b"MSH|^~\\&|A\rPID|".to_vec();
        bytes.extend_from_slice(&tail);
        let events = events("f", &bytes, &Limits::default());
        let opens = events.iter().filter(|e| matches!(e, Event::Open { .. })).count();
        let closes = events.iter().filter(|e| matches!(e, Event::Close { .. })).count();
        prop_assert_eq!((opens, closes), (1, 1));
    }

    #[test]
    fn escaped_values_come_back(value in "[a-z|^~&\\\\#]{1,20}") {
        let escaped: String = value.chars().map(|c| match c {
            '|' => "\\F\\".to_owned(),
            '^' => "\\S\\".to_owned(),
            '~' => "\\R\\".to_owned(),
            '&' => "\\T\\".to_owned(),
            '\\' => "\\E\\".to_owned(),
            c => c.to_string(),
        }).collect();
        let events = events("f", format!("MSH|^~\\&|A\rZZZ|{escaped}\r").as_bytes(), &Limits::default());
        let got = events.iter().find_map(|e| match e {
            Event::Segment(s) => match &s.content {
                peil_model::Content::Message(m) => m.parts.get(1).map(|p| p.value(1, 1).to_owned()),
                _ => None,
            },
            _ => None,
        });
        prop_assert_eq!(got, Some(value));
    }
}
