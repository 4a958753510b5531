use expect_test::{Expect, expect};
use peil_model::Content;

use crate::testing::{events, print, show, show_all};
use crate::{Event, Limits};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn documents() {
    check(
        r#"{"bsn":"012345672","id":123456782012345678901,"score":1.50,"dood":false,"gp":null,"naam":{"given":["A","B"],"family":"Zo\u00eb"}}"#,
        expect![[r#"
            item:1 {bsn=012345672 id=123456782012345678901 score=1.50 dood=false naam{given=A given=B family=Zoë}}
        "#]],
    );
    check(
        r#"[{"bsn":"123456782"},{"bsn":"111222333"}]"#,
        expect![[r#"
        item:1 {bsn=123456782}
        item:2 {bsn=111222333}
    "#]],
    );
    check(
        r#"{"patients":[{"id":1,"n":"a"},{"id":2}],"results":[{"patient":1,"v":[[1,2],[3]]}]}"#,
        expect![[r#"
        item:1 {patients{id=1 n=a} patients{id=2} results{patient=1 v{=1 =2} v{=3}}}
    "#]],
    );
    check(
        "[1, \"x\", null, {\"a\": []}]",
        expect![[r#"
        item:1 {=1 =x }
    "#]],
    );
    check(
        r#"["alleen", "woorden"]"#,
        expect![[r#"
        item:1 {=alleen =woorden}
    "#]],
    );
}

#[test]
fn tables_as_json() {
    check(
        r#"{"columns":["naam","bsn","tel"],"index":[0,1],"data":[["Jansen","123456782",null],[null,"111222333","06"]]}"#,
        expect![[r#"
            item:1 {columns=naam columns=bsn columns=tel index=0 index=1 data{naam=Jansen bsn=123456782} data{bsn=111222333 tel=06}}
        "#]],
    );
    check(
        r#"{"columns":[{"name":"naam","type":"text"},{"name":"bsn","type":"text"}],"rows":[["Jansen","123456782"]]}"#,
        expect![[r#"
            item:1 {columns{name=naam type=text} columns{name=bsn type=text} rows{naam=Jansen bsn=123456782}}
        "#]],
    );
    check(
        r#"{"naam":{"0":"Jansen","1":"de Boer"},"bsn":{"0":"123456782","1":null}}"#,
        expect![[r#"
        item:1 {naam=Jansen bsn=123456782}
        item:2 {naam=de Boer}
    "#]],
    );
    check(
        r#"{"fields":{"naam":"a"},"data":[["x","y"]],"punt":{"0":"a"}}"#,
        expect![[r#"
        item:1 {fields{naam=a} data{=x =y} punt{0=a}}
    "#]],
    );
}

#[test]
fn values_in_a_row() {
    check(
        "{\"a\":1}\n{\"a\":2}\n\n{\"a\":\n3}\n",
        expect![[r#"
        line:1 {a=1}
        line:2 {a=2}
        line:4-5 {a=3}
    "#]],
    );
    check(
        "{\"a\":1}{\"a\":2}",
        expect![[r#"
        item:1 {a=1}
        item:2 {a=2}
    "#]],
    );
    check(
        "\u{1e}{\"a\":1}\n\u{1e}{\"a\":2}\n",
        expect![[r#"
        line:1 {a=1}
        line:2 {a=2}
    "#]],
    );
    check(
        "[{\"a\":1},{\"a\":2}]\n[{\"a\":3}]\n",
        expect![[r#"
        item:1 {a=1}
        item:2 {a=2}
        item:3 {{a=3}}
    "#]],
    );
}

#[test]
fn character_sets() {
    check(
        "\u{feff}{\"naam\":\"Zoë\"}",
        expect![[r#"
        item:1 {naam=Zoë}
    "#]],
    );
    let utf16: Vec<u8> = "\u{feff}{\"naam\":\"Zoë\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    expect![[r#"
        item:1 {naam=Zoë}
    "#]]
    .assert_eq(&show(&utf16));
    expect![[r#"
        item:1 {naam=Zoë €}
    "#]]
    .assert_eq(&show(b"{\"naam\":\"Zo\xeb \\u20ac\"}"));
}

#[test]
fn damage() {
    check(
        "[{\"a\":1},{\"a\":2,\"b\":\"x",
        expect![[r#"
        item:1 {a=1}
        item:2 {a=2 b=x}
        partial: ends within a value
    "#]],
    );
    check(
        "{\"patients\":[{\"a\":1,\"b\":{\"c\":12",
        expect![[r#"
        item:1 {patients{a=1 b{c=12}}}
        partial: ends within a value
    "#]],
    );
    check(
        "{\"a\":1}\n{\"a\":2,\"b\" ?? \"c\":[{\"x\":1},{\"y\":2}]}\n{\"a\":3}\n",
        expect![[r#"
        line:1 {a=1}
        line:2 {{x=1} {y=2}}
        line:3 {a=3}
        line:1-3 \n{"a":2,"b" ?? "c":}\n
    "#]],
    );
    let damaged = "[".to_owned() + &"{\"a\":1,\"b\":2},".repeat(6) + "{\"a\":2 \"b\":?},\n {\"a\":3}]";
    check(
        &damaged,
        expect![[r#"
        item:1 {a=1 b=2}
        item:2 {a=1 b=2}
        item:3 {a=1 b=2}
        item:4 {a=1 b=2}
        item:5 {a=1 b=2}
        item:6 {a=1 b=2}
        item:7 {a=2}
        item:8 {a=3}
        partial: is damaged at line 1
    "#]],
    );
    let deep = "{\"a\":".repeat(200) + "1" + &"}".repeat(200) + "\n";
    assert!(
        show(deep.as_bytes()).ends_with("partial: is nested deeper than 128: what is below was not read\n")
    );
}

#[test]
fn values_in_values() {
    check(
        r#"{"id":7,"payload":"{\"bsn\":\"123456782\",\"tags\":[\"a\",\"b\"]}"}"#,
        expect![[r#"
        item:1 {id=7 payload{bsn=123456782 tags=a tags=b}}
    "#]],
    );
    check(
        r#"{"list":"[{\"bsn\":\"123456782\"},{\"bsn\":\"111222333\"}]"}"#,
        expect![[r#"
        item:1 {list{bsn=123456782} list{bsn=111222333}}
    "#]],
    );
    check(
        r#"{"xml":"<Patient><bsn>123456782</bsn></Patient>","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Naam: <b>Zoë</b></p><table><tr><td>BSN</td><td>123456782</td></tr></table></div>"}"#,
        expect![[r#"
        item:1 {xml{Patient{bsn=123456782}} div=Naam: Zoë\nBSN\t123456782}
    "#]],
    );
    check(
        r#"{"url":"/zoek?bsn=123456782&naam=van+den+Berg%20A","t":"eyJic24iOiIxMjM0NTY3ODIifQ==","tekst":"{geen json}"}"#,
        expect![[r#"
        item:1 {url=/zoek{bsn=123456782 naam=van den Berg A} t{bsn=123456782} tekst={geen json}}
    "#]],
    );
    check(
        r#"{"php":"a:2:{s:3:\"bsn\";s:9:\"123456782\";s:4:\"tels\";a:2:{i:0;s:2:\"06\";i:1;i:7;}}"}"#,
        expect![[r#"
        item:1 {php{bsn=123456782 tels=06 tels=7}}
    "#]],
    );
}

#[test]
fn documents_in_values() {
    let pdf = "JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PA==";
    let text = format!(
        "{{\"contentType\":\"text/plain\",\"data\":\"QmVzdGUgY29sbGVnYQ==\"}}\n{{\"scan\":\"{pdf}\",\"naam\":\"x\"}}\n{{\"hl7\":\"MSH|^~\\\\&|A\\rPID|1||123456782\\r\"}}\n"
    );
    expect![[r#"
        open <>
        open <attachment-1>
        line:1 Beste collega
        close <attachment-1> 13 text/plain read: 
        line:1 {contentType=text/plain data}
        open <attachment-2>
        close <attachment-2> 25 application/pdf unreadable: PDF documents are not supported yet
        line:2 {scan naam=x}
        open <attachment-3>
        msg:1 MSH 1=| 2=^~\\& 3=A / PID 1=1 3=123456782
        close <attachment-3> 28 x-application/hl7-v2+er7 read: 
        line:3 {hl7}
        close <> 160 application/json read: 
    "#]]
    .assert_eq(&show_all("f", text.as_bytes()));
}

#[test]
fn large_ones_come_in_pieces() {
    let limits = Limits { tree: 400, ..Limits::default() };
    let entries: Vec<String> =
        (0..20).map(|i| format!("{{\"resource\":{{\"id\":\"{i}\",\"active\":true}}}}")).collect();
    let bundle = format!("{{\"resourceType\":\"Bundle\",\"entry\":[{}],\"total\":20}}", entries.join(","));
    let shown = print(&events("f", bundle.as_bytes(), &limits), false);
    assert_eq!(shown.lines().count(), 21);
    assert!(shown.starts_with("item:1 entry{resource{id=0 active=true}}\n"), "{shown}");
    assert!(shown.ends_with("item:21 {resourceType=Bundle total=20}\n"), "{shown}");
    // An element of a list may be the large one (exports of phpMyAdmin).
    let rows = (0..20).map(|i| format!("{{\"bsn\":\"{i}\"}}")).collect::<Vec<_>>().join(",");
    let export = format!("[{{\"type\":\"header\"}},{{\"type\":\"table\",\"name\":\"p\",\"data\":[{rows}]}}]");
    let limits = Limits { tree: 300, ..Limits::default() };
    let shown = print(&events("f", export.as_bytes(), &limits), false);
    assert!(shown.starts_with("item:1 {type=header}\nitem:2 data{bsn=0}\n"), "{shown}");
    assert!(shown.ends_with("item:22 {type=table name=p}\n"), "{shown}");
}

#[test]
fn one_tree_whatever_the_reads() {
    let text =
        format!("[{}]", (0..30_000).map(|i| format!("{{\"n\": {i}}}")).collect::<Vec<_>>().join(",\n "));
    let mut next = 0;
    for event in events("f", text.as_bytes(), &Limits::default()) {
        let Event::Segment(s) = event else { continue };
        let Content::Tree(node) = &s.content else { panic!("not a tree") };
        assert_eq!((node.text("n"), s.place.first), (next.to_string().as_str(), next + 1));
        next += 1;
    }
    assert_eq!(next, 30_000);
}
