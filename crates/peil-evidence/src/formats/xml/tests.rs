use expect_test::{Expect, expect};

use crate::Limits;
use crate::testing::{events, print, show, show_all};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn documents() {
    check(
        "<?xml version=\"1.0\"?>\n<!-- x -->\n<p:patiënten xmlns:p='urn:x' p:aantal=\"2\">\n <p:patiënt id='1'><naam>Zo&#xEB; &amp; co</naam><leeg/></p:patiënt>\n <p:patiënt>los <b>vet</b> einde<![CDATA[ <c>]]></p:patiënt></p:patiënten>\n",
        expect![[r#"
            item:1 patiënten{aantal=2 patiënt{id=1 naam=Zoë & co leeg} patiënt=los einde <c>{b=vet}}
        "#]],
    );
    check(
        "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"a\"/><text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Naam: <b>Jansen</b>, A.<br/>BSN 123456782</p><table><tr><td>a</td><td>b</td></tr></table></div></text><name><family value=\"Jansen\"/><given value=\"A\"/><given value=\"B\"/></name></Patient>",
        expect![[r#"
            item:1 Patient{id{value=a} text{status{value=generated} div=Naam: Jansen, A.\nBSN 123456782\na\tb} name{family{value=Jansen} given{value=A} given{value=B}}}
        "#]],
    );
    check(
        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><section><title>Uitslag</title><text><paragraph>Geen\n   afwijkingen</paragraph><list><item>een</item><item>twee</item></list></text></section><nonXMLBody><text mediaType=\"text/plain\" representation=\"B64\">QmVzdGUgY29sbGVnYSw=</text></nonXMLBody></ClinicalDocument>",
        expect![[r#"
            line:1 Beste collega,
            item:1 ClinicalDocument{section{title=Uitslag text=Geen afwijkingen\neen\ntwee} nonXMLBody{text{mediaType=text/plain representation=B64}}}
        "#]],
    );
    check(
        "<a><b>1</b></a>\n<a><b>2</b></a>\n",
        expect![[r#"
        item:1 a{b=1}
        item:2 a{b=2}
    "#]],
    );
}

#[test]
fn character_sets() {
    expect![[r#"
        item:1 a=Zoë €
    "#]]
    .assert_eq(&show(b"<?xml version='1.0' encoding='ISO-8859-15'?><a>Zo\xeb \xa4</a>"));
    expect![[r#"
        item:1 a=€{n=Zoë}
    "#]]
    .assert_eq(&show(b"<?xml version='1.0' encoding='UTF-8'?><a n='Zo\xeb'>\x80</a>"));
    let utf16: Vec<u8> = "<?xml version='1.0' encoding='UTF-16'?><a>Zoë</a>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    expect![[r#"
        item:1 a=Zoë
    "#]]
    .assert_eq(&show(&utf16));
}

#[test]
fn entities_of_entities_are_not_expanded() {
    check(
        "<!DOCTYPE x [<!ENTITY og \"Kliniek Oost\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><x a='&og;'>&f;</x>",
        expect![[r#"
            item:1 x=&f;{a=Kliniek Oost}
            partial: entities that the document declares itself are kept as their names
        "#]],
    );
    check(
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b; Zo&euml;&nbsp;x</x>",
        expect![[r#"
            item:1 x=&b; Zoë x
            partial: entities that the document declares itself are kept as their names
        "#]],
    );
}

#[test]
fn damage() {
    check(
        "<a><b>1</b><c d=\"2",
        expect![[r#"
        item:1 a=<c d="2{b=1}
        partial: is damaged at line 1: a tag does not end; ends within an element
    "#]],
    );
    check(
        "<a><b>1</b><c>2</a>",
        expect![[r#"
        item:1 a{b=1 c=2}
        partial: is damaged: tags do not nest or quotes do not close
    "#]],
    );
    check(
        "<a><b>1</c><c>x < y</c></a>",
        expect![[r#"
        item:1 a{b=1{c=x < y}}
        partial: is damaged: tags do not nest or quotes do not close
    "#]],
    );
    check(
        "<a><b n=\"1><c>2</c></b></a> nawoord\n<a>3</a>",
        expect![[r#"
        item:1 a{b{c=2}}
        line:1 nawoord
        item:2 a=3
        partial: is damaged: tags do not nest or quotes do not close
    "#]],
    );
    let deep = "<a>".repeat(200) + &"</a>".repeat(200);
    assert!(
        show(deep.as_bytes()).ends_with("partial: is nested deeper than 128: what is below was not read\n")
    );
    let open = "<a <".repeat(50_000);
    assert!(show(&[b"<r>", open.as_bytes(), b"</r>"].concat()).len() < 300_000);
}

#[test]
fn large_ones_come_in_pieces() {
    let limits = Limits { tree: 300, ..Limits::default() };
    let people: String = (0..20).map(|i| format!("<persoon><bsn>{i}</bsn></persoon>\n")).collect();
    let text =
        format!("<export datum='2024'><meta><bron>x</bron></meta><personen>{people}</personen></export>");
    let shown = print(&events("f", text.as_bytes(), &limits), false);
    assert!(shown.starts_with("item:1 meta{bron=x}\nitem:2 persoon{bsn=0}\n"), "{shown}");
    assert!(shown.ends_with("item:21 persoon{bsn=19}\nitem:22 export{datum=2024}\n"), "{shown}");
}

#[test]
fn workbooks_in_xml_are_tables() {
    check(
        concat!(
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>",
            "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "<Worksheet ss:Name=\"Pati&#235;nten\"><Table><Column ss:Width=\"80\"/>",
            "<Row><Cell><Data ss:Type=\"String\">naam</Data></Cell><Cell><Data ss:Type=\"String\">bsn</Data></Cell><Cell><Data ss:Type=\"String\">geboren</Data></Cell></Row>",
            "<Row ss:Index=\"4\"><Cell><Data ss:Type=\"String\">Zo&#235;</Data><Comment><Data>x</Data></Comment></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"DateTime\">1980-06-23T00:00:00.000</Data></Cell></Row>",
            "</Table></Worksheet><Worksheet ss:Name=\"B\"><Table><Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">1</Data></Cell><Cell><Data>2</Data></Cell></Row></Table></Worksheet></Workbook>",
        ),
        expect![[r#"
            sheet 1 <Patiënten>
            sheet:1/row:1 [naam] [bsn] [geboren]
            sheet:1/row:4 [Zoë] [] [1980-06-23]
            sheet 2 <B>
            sheet:2/row:1 [1] [] [2]
        "#]],
    );
}

#[test]
fn documents_in_values() {
    let pdf = "JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PA==";
    let text = format!(
        "<Bundle><entry><Binary><contentType value=\"application/pdf\"/><data value=\"{pdf}\"/></Binary></entry><json>{{\"bsn\":\"123456782\"}}</json></Bundle>"
    );
    expect![[r#"
        open <>
        open <attachment-1>
        close <attachment-1> 25 application/pdf unreadable: PDF documents are not supported yet
        item:1 Bundle{entry{Binary{contentType{value=application/pdf} data}} json{bsn=123456782}}
        close <> 171 application/xml read: 
    "#]]
    .assert_eq(&show_all("f", text.as_bytes()));
}
