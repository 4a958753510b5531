use expect_test::{Expect, expect};

use crate::testing::{show, show_all};

fn check(html: &[u8], expected: Expect) {
    expected.assert_eq(&show(html));
}

#[test]
fn a_page() {
    expect![[r#"
        open <>
        open <script-1>
        item:1 {@type=Person name=Anna Jansen}
        close <script-1> 42 application/json read: 
        line:2-12 Cliënt 123\nnagebeld op 3 juli\n\nDossier van mevrouw De Vries\nGeboren op 23-06-1980 te\nDen Haag & omstreken.\nBSN: 123456782\nTelefoon: 0612345678\n020-1234567
        line:12-13 Naam: Zoë Bakker\nAdres: Dorpsstraat 1\n1234 AB Plaats
        sheet 2 <Uitslagen>
        sheet:2/row:1 [Naam] [BSN] [Uitslag] []
        sheet:2/row:2 [Jansen] [111222333] [neg] [2024-05-01]
        sheet:2/row:3 [Jansen] [123456782] [pos] [2024-05-02]
        sheet 3 <>
        sheet:3/row:1 [binnen] [1]
        sheet 2 <Uitslagen>
        sheet:2/row:1 [Naam] [BSN] [Uitslag] []
        sheet:2/row:4 [Bakker] [] [neg] []
        line:22-33 Achternaam: Kaya\nemail: a@voorbeeld.nl\nGeslacht: vrouw\nOpmerking: \nregel een\nregel <twee>\n  kolom   x\n  123     y\neen\ntwee
        close <> 1477 text/html read: 
    "#]].assert_eq(&show_all("x", include_bytes!("../../../fuzz/seeds/page.html")));
}

#[test]
fn an_export_in_a_layout() {
    check(
        include_bytes!("../../../fuzz/seeds/export-cp1252.html"),
        expect![[r#"
        line:2 Kop links
        sheet 2 <>
        sheet:2/row:1 [naam] [geboren] [plaats]
        sheet:2/row:2 [Zoë] [23-06-1980] [’s-Gravenhage]
        sheet:2/row:3 [André] [01-01-1955] [Súdwest]
    "#]],
    );
}

#[test]
fn tables_without_ends() {
    check(
        b"<table><tr><td>a<td>b<tr><td>c<td rowspan=0>d<tr><td>e",
        expect![[r#"
        sheet 1 <>
        sheet:1/row:1 [a] [b]
        sheet:1/row:2 [c] [d]
        sheet:1/row:3 [e] [d]
    "#]],
    );
    check(
        b"<p>x<table><tr><td>1<td>2</table>y<style>zz",
        expect![[r#"
        line:1 x
        sheet 1 <>
        sheet:1/row:1 [1] [2]
        line:1 y
        partial: a `style` has no end: what follows it was not read
    "#]],
    );
    check(
        b"<table><tr><td>Naam</td><td>Jansen</td></tr><tr><td>Geb.datum</td><td>1980</td></tr></table>",
        expect![[r#"
            line:1 Naam: Jansen\nGeb.datum: 1980
        "#]],
    );
}

#[test]
fn spans_are_bounded() {
    let wide = format!("<table><tr>{}</table>", "<td colspan=100000>x".repeat(1000));
    let shown = show(wide.as_bytes());
    assert!(shown.matches("[]").count() < 64_000 && shown.contains("[x] []"));
    let deep = format!("<html>{}diep</html>", "<table><tr><td>".repeat(5000));
    expect![[r#"
        sheet 32 <>
        sheet:32/row:1 [diep]
        partial: tables stand inside more than 32 others: they were read as text
    "#]]
    .assert_eq(&show(deep.as_bytes()));
}

#[test]
fn classes_of_labels() {
    check(
        br#"<div class="label"><div>BSN</div></div><span>123456782</span><br><input class="field-label"><p class="label">Naam</p><p>A. Jansen</p>
<table><caption class="label">Lijst</caption><tr class="key"><td class="label">Naam</td><td>B. Vos</td></tr></table>
<pre class="key">een
twee</pre>na"#,
        expect![[r#"
            line:1-2 BSN\n123456782\nNaam:\nA. Jansen
            sheet 1 <Lijst>
            sheet:1/row:1 [Naam] [B. Vos]
            line:4 een\ntwee\nna
        "#]],
    );
}
