use expect_test::{Expect, expect};
use proptest::prelude::*;

use crate::testing::{events, show};
use crate::{Event, Limits};

fn check(table: &str, expected: Expect) {
    expected.assert_eq(&show(table.as_bytes()));
}

/// Texts that are not tables: one segment of lines.
fn check_text(text: &str) {
    let shown = show(text.as_bytes());
    assert!(shown.starts_with("line:") && shown.lines().count() == 1, "{shown}");
}

#[test]
fn delimiters() {
    for d in [",", ";", "\t", "|"] {
        let table = ["naam", "bsn", "datum\nJansen", "123456782", "01-02-1980\n"].join(d);
        let shown = show(table.as_bytes());
        assert_eq!(shown, "row:1 [naam] [bsn] [datum]\nrow:2 [Jansen] [123456782] [01-02-1980]\n", "{d:?}");
    }
    check(
        "a^b\n1^2\n3^4\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 [1] [2]
        row:3 [3] [4]
    "#]],
    );
    check(
        "a~b\r\n1~2\r\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 [1] [2]
    "#]],
    );
}

#[test]
fn tiny_tables() {
    check(
        "naam,bsn\nJansen,123456782",
        expect![[r#"
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
    "#]],
    );
    check(
        "naam;geboren\nJansen;1980\n",
        expect![[r#"
        row:1 [naam] [geboren]
        row:2 [Jansen] [1980]
    "#]],
    );
    check("123456782;Jansen;01-02-1980\n", expect!["row:1 [123456782] [Jansen] [01-02-1980]\n"]);
    check(
        "bsn\n123456782\n123456790\n",
        expect![[r#"
        row:1 [bsn]
        row:2 [123456782]
        row:3 [123456790]
    "#]],
    );
    check(
        "\"123456782\"\n\"123456790\"\n",
        expect![[r#"
        row:1 [123456782]
        row:2 [123456790]
    "#]],
    );
    check(
        "naam, bsn\nJansen, 123456782\nPietersen, 123456790\n",
        expect![[r#"
        row:1 [naam] [ bsn]
        row:2 [Jansen] [ 123456782]
        row:3 [Pietersen] [ 123456790]
    "#]],
    );
}

#[test]
fn quotes() {
    check(
        "a;b;c\n\"x;1\";\"say \"\"hi\"\"\";\"two\r\nlines\"\n1;2;3\n",
        expect![[r#"
        row:1 [a] [b] [c]
        row:2 [x;1] [say "hi"] [two\r\nlines]
        row:3 [1] [2] [3]
    "#]],
    );
    check(
        "a,b\n'x,1','y'\n'z','q'\n'z','q'\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 [x,1] [y]
        row:3 [z] [q]
        row:4 [z] [q]
    "#]],
    );
    check(
        "a;b\n\"say \\\"hi\\\" now\";\"y\"\n\"z\";\"q\"\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 [say "hi" now] [y]
        row:3 [z] [q]
    "#]],
    );
    check(
        "naam;plaats\n't Hart;'s-Gravenhage\nd'Hondt;'t Zand\n",
        expect![[r#"
        row:1 [naam] [plaats]
        row:2 ['t Hart] ['s-Gravenhage]
        row:3 [d'Hondt] ['t Zand]
    "#]],
    );
    check(
        "\"a\", \"b\"\n\"1, 2\", \"3\"\n\"4\", \"5\"\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 [1, 2] [3]
        row:3 [4] [5]
    "#]],
    );
}

#[test]
fn stray_quotes_cost_nothing() {
    check(
        "a;b;c\n1;\"open;3\n4;5;6\n",
        expect![[r#"
        row:1 [a] [b] [c]
        row:2 [1] ["open] [3]
        row:3 [4] [5] [6]
    "#]],
    );
    check(
        "a;b;c\n\"1\";\"x\";\"3\"\n4;\"open;6\n7;8;9\n10;\"close\";12\n\"1\";\"2\";\"3\"\n",
        expect![[r#"
        row:1 [a] [b] [c]
        row:2 [1] [x] [3]
        row:3 [4] ["open] [6]
        row:4 [7] [8] [9]
        row:5 [10] [close] [12]
        row:6 [1] [2] [3]
    "#]],
    );
    check(
        "a;b\n\"Jan\" de Vries;1980\n\"Piet\";1981\n\"Kees\";1982\n",
        expect![[r#"
        row:1 [a] [b]
        row:2 ["Jan" de Vries] [1980]
        row:3 [Piet] [1981]
        row:4 [Kees] [1982]
    "#]],
    );
    check(
        "a;b;c\n1;5\" buis;3\n4;5;6\n",
        expect![[r#"
        row:1 [a] [b] [c]
        row:2 [1] [5" buis] [3]
        row:3 [4] [5] [6]
    "#]],
    );
}

#[test]
fn what_stands_around_a_table() {
    check(
        "sep=;\na;b\n1;2\n",
        expect![[r#"
        row:2 [a] [b]
        row:3 [1] [2]
    "#]],
    );
    check(
        "\u{feff}sep=,\r\na,b\r\n1,2\r\n",
        expect![[r#"
        row:2 [a] [b]
        row:3 [1] [2]
    "#]],
    );
    check(
        "Overzicht 2024\nafdeling pathologie\n\nnaam;bsn\nJansen;123456782\nTotaal 1\n",
        expect![[r#"
        row:1 [Overzicht 2024]
        row:2 [afdeling pathologie]
        row:4 [naam] [bsn]
        row:5 [Jansen] [123456782]
        row:6 [Totaal 1]
    "#]],
    );
    check(
        "a;b;c\n1;2\n1;2;3\n1;2;3;4\n;;\n1;2;3\n",
        expect![[r#"
        row:1 [a] [b] [c]
        row:2 [1] [2]
        row:3 [1] [2] [3]
        row:4 [1] [2] [3] [4]
        row:5 [] [] []
        row:6 [1] [2] [3]
    "#]],
    );
    check(
        "a;b\r1;2\r3;4\r",
        expect![[r#"
        row:1 [a] [b]
        row:2 [1] [2]
        row:3 [3] [4]
    "#]],
    );
}

#[test]
fn encodings() {
    let rows = "row:1 [naam] [plaats]\nrow:2 [Zoë] [Curaçao]\n";
    let table = "naam;plaats\nZoë;Curaçao\n";
    let latin: Vec<u8> = table.chars().map(|c| c as u8).collect();
    let le: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let utf8_bom = [b"\xef\xbb\xbf", table.as_bytes()].concat();
    let le_bom = [b"\xff\xfe", le.as_slice()].concat();
    let be_bom = [b"\xfe\xff", be.as_slice()].concat();
    for (name, bytes) in [
        ("utf8", table.as_bytes()),
        ("utf8 bom", &utf8_bom),
        ("cp1252", &latin),
        ("utf16le", &le),
        ("utf16be", &be),
        ("utf16le bom", &le_bom),
        ("utf16be bom", &be_bom),
    ] {
        assert_eq!(show(bytes), rows, "{name}");
    }
    // A mixed file: each cell by itself.
    assert_eq!(show(b"a;b\nZo\xeb;Zo\xc3\xab\nx;y\n"), "row:1 [a] [b]\nrow:2 [Zoë] [Zoë]\nrow:3 [x] [y]\n");
}

#[test]
fn texts_are_not_tables() {
    check_text(
        "Beste mevrouw Jansen,\n\nUw uitslag is bekend, wij bellen u morgen.\nMet vriendelijke groet,\nPiet\n",
    );
    check_text(
        "Geachte heer, hierbij de uitslag van het onderzoek.\nMet groet, de assistente van de praktijk\n",
    );
    check_text(
        "2024-05-01 12:00:03,123 INFO gestart\n2024-05-01 12:00:04,456 INFO klaar\n2024-05-01 12:00:05,001 WARN traag\n",
    );
    check_text(
        "2024-05-01 12:00:03 verwerkt patient=1;bsn=123456782;ok\n2024-05-01 12:00:04 verwerkt patient=2;bsn=123456790;ok\n",
    );
    check_text(
        "123456782  Jansen, A.B.        12-03-1980  1234 AB\n123456790  Pietersen, C.       01-01-1970  5678 CD\n",
    );
    check_text("Naam:\tJansen\nGeboren:\t01-02-1980\nBSN:\t123456782\n");
    check_text("Jansen, A.\nPietersen, B.\nde Vries, C.\n");
    check_text("NAAM          GEBOREN\nJansen        01-02-1980\n");
    check_text("één regel tekst\n");
    check_text("Dorpsstraat 1, 1234 AB Utrecht\nKerkweg 2, 5678 CD Zeist\n");
    check_text("int main() {\n  return 0;\n}\nvoid f();\nvoid g();\n");
    check_text("appel\npeer\nbanaan\n");
}

/// The first row of each table, and where it stands.
fn tables(text: &str) -> String {
    let mut out = String::new();
    let mut rows = 0;
    for event in events("file", text.as_bytes(), &Limits::default()) {
        match event {
            Event::Table { .. } => rows = 0,
            Event::Segment(s) => {
                rows += 1;
                let what = match &s.content {
                    peil_model::Content::Row(c) if rows == 1 => c.iter().collect::<Vec<_>>().join("|"),
                    peil_model::Content::Row(_) => continue,
                    _ => "text".to_owned(),
                };
                out += &format!("{} {what}\n", s.place);
            }
            _ => {}
        }
    }
    out
}

#[test]
fn tables_below_each_other() {
    let first = "naam;geboortedatum;postcode;huisnummer;bsn\nRoelien;19-10-1986;1386 TT;193;199453330\n\
                 Linda;08-04-1977;6546 TV;39;722898691\nJohanna;18-01-1985;4307 HT;224;619853426\n";
    let second = "naam;geboortedatum;postcode\nMarijke;07-06-1969;7448 JG\nVera;21-04-1980;4832 EX\n\
                  Wilma;14-03-1974;4469 KS\n";
    let comma = second.replace(';', ",");
    let mut shown = String::new();
    for (name, text) in [
        ("an empty line", format!("{first}\n{second}")),
        ("a title", format!("{first}Lijst van februari\n{second}")),
        ("both", format!("{first}\n\nLijst van februari\nafdeling 2\n\n{second}")),
        ("nothing", format!("{first}{second}")),
        ("another delimiter", format!("{first}\n{comma}")),
        ("sep=", format!("{first}sep=,\n{comma}")),
        ("a third one", format!("{first}\n{second}Naam;Telefoon\nHelpdesk;0800-1234\n")),
        ("the same again", format!("{first}{first}")),
        ("totals", format!("{first}Totaal;3;;;\n\n{second}Totaal;3\n")),
        ("unknown names", format!("{first}\nproduct;aantal\nappels;1200\nperen;1300\n")),
        ("padded by a spreadsheet", format!("{first};;;;\nLijst 2;;;;\n{}", second.replace('\n', ";;\n"))),
        ("no header", format!("{second}\n{}", first.split_once('\n').expect("lines").1)),
    ] {
        shown += &format!("{name}\n{}", tables(&text));
    }
    expect![[r#"
        an empty line
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 naam|geboortedatum|postcode
        a title
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:5 Lijst van februari
        both
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:7 Lijst van februari
        nothing
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:5 naam|geboortedatum|postcode
        another delimiter
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 naam|geboortedatum|postcode
        sep=
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 naam|geboortedatum|postcode
        a third one
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 naam|geboortedatum|postcode
        row:10 Naam|Telefoon
        the same again
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:5 naam|geboortedatum|postcode|huisnummer|bsn
        totals
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:7 naam|geboortedatum|postcode
        unknown names
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 product|aantal
        padded by a spreadsheet
        row:1 naam|geboortedatum|postcode|huisnummer|bsn
        row:6 Lijst 2||||
        no header
        row:1 naam|geboortedatum|postcode
        row:6 Roelien|19-10-1986|1386 TT|193|199453330
    "#]]
    .assert_eq(&shown);
}

#[test]
fn ragged_rows_are_no_new_table() {
    for text in [
        "naam;voornaam;plaats;tel\nJansen;Piet;Utrecht;0612345678\n\nBos;Kees;Zeist\nMul;An;Breda;0612345679\n",
        "naam;bsn;opmerking\nJansen;123456782;x\n\nBos;123456790\nMul;123456781;y;z\n",
        "naam;bsn;opmerking\nJansen;123456782;regel\nregel twee\nBos;123456790;Naam\nVan der Plaats;Jan;x\n",
        "Patiënt;;Adres;\nnaam;bsn;straat;postcode\nJansen;123456782;Kerkweg 1;1234 AB\n",
        "naam;bsn\nJansen;123456782\nBos;123456790\n\nTotaal;2\n",
        "naam;bsn;arts\nJansen;123456782;Mul\n;;\nBos;123456790;\nMul;;\n",
        "naam,bsn\nJansen,123456782\nBos,123456790\n\nDit is een opmerking, van de beheerder\n",
    ] {
        let tables = events("f", text.as_bytes(), &Limits::default());
        let count = |f: fn(&Event) -> bool| tables.iter().filter(|e| f(e)).count();
        let lines = text.lines().filter(|l| !l.is_empty()).count();
        assert_eq!(count(|e| matches!(e, Event::Table { .. })), 1, "{text}");
        assert_eq!(count(|e| matches!(e, Event::Segment(_))), lines, "{text}");
    }
}

#[test]
fn long_tables_are_streamed() {
    let mut table = String::from("naam;opmerking;bsn\n");
    for i in 0..20_000 {
        table += &format!("Persoon {i};\"eerste regel\ntweede; regel\";{i:09}\n");
    }
    let events = events("file", table.as_bytes(), &Limits::default());
    let rows = events.iter().filter(|e| matches!(e, Event::Segment(_))).count();
    assert_eq!(rows, 20_001);
}

proptest! {
    #[test]
    fn rows_come_back(rows in prop::collection::vec(prop::collection::vec("[a-zé\", \n]{0,8}|[a-zé\";, ]{0,8}", 3), 2..12)) {
        // Fully quoted cells under a header hold anything.
        let mut table = String::from("\"kolom\";\"waarde\";\"derde\"\n");
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            table += &(cells.join(";") + "\n");
        }
        let events = events("file", table.as_bytes(), &Limits::default());
        let got: Vec<Vec<String>> = events.iter().filter_map(|e| match e {
            Event::Segment(s) => match &s.content {
                peil_model::Content::Row(c) => Some(c.iter().map(str::to_owned).collect()),
                _ => None,
            },
            _ => None,
        }).skip(1).collect();
        prop_assert_eq!(got, rows);
    }
}

#[test]
fn zeros_behind_a_table_do_not_hide_it() {
    let text = [b"naam;bsn\nBos;123456782\nMol;111222333\n".to_vec(), vec![0; 300]].concat();
    let shown = crate::testing::show(&text);
    assert!(
        shown.starts_with("row:1 [naam] [bsn]\nrow:2 [Bos] [123456782]\nrow:3 [Mol] [111222333]\n"),
        "{shown}"
    );
}
