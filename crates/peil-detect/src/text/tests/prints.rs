//! Prints with columns.

use expect_test::expect;

use super::check;

#[test]
fn page_heads() {
    check(
        "CLINICAL DIAGNOSTICS NMDL        WERKLIJST HPV        12-04-2023  BLZ   1
MONSTERNR  NAAM                 GEB.DATUM   WOONPLAATS      UITSLAG
---------- -------------------- ----------- --------------- -------
550001460  HEUVEL VD P          14-06-1962  HELMOND         NEG
550001608  KUIJPERS N           08-08-1959  HELMOND         POS

 TOTAAL BLAD:   2
\x0cCLINICAL DIAGNOSTICS NMDL        WERKLIJST HPV        12-04-2023  BLZ   2
MONSTERNR  NAAM                 GEB.DATUM   WOONPLAATS      UITSLAG
---------- -------------------- ----------- --------------- -------
550001645  LAARHOVEN VAN E      17-11-1947  HELMOND         NEG

 TOTAAL:        3
 AKKOORD: K. WIJNEN
",
        expect![[r#"
            line:4 ; P:VD:HEUVEL ; 1962-06-14 ; Specimen 550001460 ;    HELMOND ; [name|address|birth_date|test_result]
            line:5 ; N::KUIJPERS ; 1959-08-08 ; Specimen 550001608 ;    HELMOND ; [name|address|birth_date|test_result]
            line:11 ; E:VAN:LAARHOVEN ; 1947-11-17 ; Specimen 550001645 ;    HELMOND ; [name|address|birth_date|test_result]
        "#]],
    );
}

#[test]
fn rule_under_a_head_that_is_none() {
    check(
        " STICHTING NOORD                                PAGINA 1
 NR        NAAM / ADRES
 ============================================================
 1         SCHOLTEN EV KAYA MMA                26061971
           SCHOOLSTRAAT 176, 2667VJ EDE

 2         BROEK VAN DEN M                     18011959
           MOLENWEG 197, 3308XH EDE
",
        expect![[r#"
            line:4-5 ; ::SCHOLTEN+KAYA MMA ; 1971-06-26 ; SCHOOLSTRAAT 176 2667VJ EDE ; [name|address|birth_date]
            line:7-8 ; M:VAN DEN:BROEK ; 1959-01-18 ; MOLENWEG 197 3308XH EDE ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn stacked_heads() {
    check(
        "            Daglijst
Monster-   Naam                 Geboorte-   Post-
nummer     patient              datum       code     Plaats
=========================================================
4711001    Vries, J. de         23-06-1980  1234AB   Ede
4711002    Smit-Mol, A.B.       01-02-1970  1234CD   Ede
Aantal: 2
",
        expect![[r#"
            line:5 ; J.:de:Vries ; 1980-06-23 ; Specimen 4711001 ;   1234AB Ede ; [name|address|birth_date]
            line:6 ; A.B.::Smit+Mol ; 1970-02-01 ; Specimen 4711002 ;   1234CD Ede ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn two_lines_each() {
    check(
        "NAAM                 GEB.DATUM   BSN
   ADRES             POSTCODE    WOONPLAATS
-------------------------------------------
Vries J. de          23-06-1980  123456782
   Dorpsstraat 1     1234 AB     Ede
Smit A.B.            01-02-1970  111222333
   Laan 22 b         1234 CD     Ede
",
        expect![[r#"
            line:4-5 ; J.:de:Vries ; 1980-06-23 ; bsn 123456782 ; Dorpsstraat 1 1234AB Ede ; [name|address|birth_date|bsn]
            line:6-7 ; A.B.::Smit ; 1970-02-01 ; bsn 111222333 ; Laan 22b 1234CD Ede ; [name|address|birth_date|bsn]
        "#]],
    );
}

#[test]
fn lines_below() {
    check(
        "Naam                 Geb.datum   Onderzoek   Uitslag
Vries J. de          23-06-1980  HPV         neg
                                 cytologie   PAP 1
   tel. 06-12345678, Dorpsstraat 1, 1234 AB Ede
Smit A.B.            01-02-1970  HPV         pos
",
        expect![[r#"
            line:2-4 ; J.:de:Vries ; 1980-06-23 ; Dorpsstraat 1 1234AB Ede ; 31612345678 ; [name|address|birth_date|test_kind|test_result|phone]
            line:5 ; A.B.::Smit ; 1970-02-01 ; [name|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn single_blanks_and_a_rule() {
    check(
        "NR MONSTERNR NAAM           GEBDAT     M/V
-- --------- -------------- ---------- ---
1  550001460 JANSEN A       12-03-1961 V
2  550001461 VRIES DE J     23-06-1980 M
",
        expect![[r#"
            line:3 ; A::JANSEN ; 1961-03-12 ; Specimen 550001460 ; [name|sex|birth_date]
            line:4 ; J:DE:VRIES ; 1980-06-23 ; Specimen 550001461 ; [name|sex|birth_date]
        "#]],
    );
}

#[test]
fn pipes() {
    check(
        "| Naam | Geb.datum | BSN |
|------|-----------|-----|
| J. de Vries | 23-06-1980 | 123456782 |
| A. Smit | 01-02-1970 | 111222333 |
",
        expect![[r#"
            line:3 ; J.:de:Vries ; 1980-06-23 ; bsn 123456782 ; [name|birth_date|bsn]
            line:4 ; A.::Smit ; 1970-02-01 ; bsn 111222333 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn glued() {
    check(
        "400123241WIJNEN K                 198109195731GS6    
400124397ZANTEN O VAN             195704275731JG10   
",
        expect![[r#"
            line:1 ; K::WIJNEN ; 1981-09-19 ; bsn? 400123241 ;  6 5731GS  ; [name|address|birth_date|bsn]
            line:2 ; O:VAN:ZANTEN ; 1957-04-27 ; bsn? 400124397 ;  10 5731JG  ; [name|address|birth_date|bsn]
        "#]],
    );
}

#[test]
fn page_without_head() {
    check(
        "Naam              Telefoon     Opmerking
Jansen, A.        0612345678   belt terug
\x0cSmit, B.          0612345679   
Mol, C.                        komt langs
Totaal            3
",
        expect![[r#"
            line:2 ; A.::Jansen ; 31612345678 ; [name|phone|medical_text]
            line:3 ; B.::Smit ; 31612345679 ; [name|phone]
            line:4 ; C.::Mol ; [name|medical_text]
        "#]],
    );
}

#[test]
fn many_pages() {
    check(
        "PAGINA 1                    LABORATORIUM                 DATUM 01-02-2023
Ordernr    Patient                  Geb.dat.    Arts              Bepaling   Resultaat
23000001   JANSEN-DE VRIES, A.B.    12-03-1961  P. BAKKER         CHLAM      NEG
23000002   BERG, C. VAN DEN         01-02-1950  P. BAKKER         GLUC       5,6
                                                                  HBA1C      41
                                                                  --- vervolg op pagina 2 ---
",
        expect![[r#"
            line:3 ; A.B.::JANSEN+DE VRIES ; 1961-03-12 ; Order 23000001 ; NAME:P. BAKKER ; [name|birth_date|test_kind|test_result|gp]
            line:4-5 ; C.:VAN DEN:BERG ; 1950-02-01 ; Order 23000002 ; NAME:P. BAKKER ; [name|birth_date|test_kind|test_result|gp]
        "#]],
    );
}

#[test]
fn right_aligned() {
    check(
        "    NR  NAAM              POSTCODE  HUISNR  TELEFOON
     1  Jansen, A.        1234 AB        1  0612345678
    12  Smit, B.          1234 CD       22  0612345679
",
        expect![[r#"
            line:2 ; A.::Jansen ;  1 1234AB  ; 31612345678 ; [name|address|phone]
            line:3 ; B.::Smit ;  22 1234CD  ; 31612345679 ; [name|address|phone]
        "#]],
    );
}

#[test]
fn narrative_after_a_table() {
    check(
        "Naam              Geb.datum
Jansen, A.        12-03-1961

Bovenstaande patiënt belde. Mevr. B. Smit, geb. 1-2-1950, niet.
",
        expect![[r#"
            line:2 ; A.::Jansen ; 1961-03-12 ; [name|birth_date]
            line:4 ; B.::Smit ; 1950-02-01 ; [name|birth_date]
        "#]],
    );
}

#[test]
fn report_form_per_page() {
    check(
        "\x0cPatientnr : 0012345            Datum : 01-02-2023
Naam      : JANSEN A.B.        Geb.  : 12-03-1961
Adres     : DORPSSTRAAT 1      Plaats: EDE
-----------------------------------------------
Bepaling            Uitslag      Eenheid
Glucose             5,6          mmol/l
\x0cPatientnr : 0012346            Datum : 01-02-2023
Naam      : SMIT B.            Geb.  : 01-02-1950
Adres     : LAAN 22            Plaats: EDE
-----------------------------------------------
Bepaling            Uitslag      Eenheid
Glucose             6,1          mmol/l
",
        expect![[r#"
            line:1-6 ; A.B.::JANSEN ; 1961-03-12 ; Patient 0012345 ; DORPSSTRAAT 1  EDE ; [name|address|birth_date|test_kind|test_result|patient_number]
            line:7-12 ; B.::SMIT ; 1950-02-01 ; Patient 0012346 ; LAAN 22  EDE ; [name|address|birth_date|test_kind|test_result|patient_number]
        "#]],
    );
}

#[test]
fn rule_without_head() {
    check(
        "Overzicht uitslagen week 12

------------------------------------------------------------
JANSEN A.B.         12-03-1961   V   1234 AB   HPV NEG
SMIT C.             01-02-1950   M   1234 CD   HPV POS
------------------------------------------------------------
",
        expect![[r#"
            line:4 ; A.B.::JANSEN ; 1961-03-12 ; [name|sex|birth_date|test_kind|test_result]
            line:5 ; C.::SMIT ; 1950-02-01 ; [name|sex|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn label_blocks_with_rules() {
    check(
        "--------------------------------
MONSTER : 550001460
PATIENT : JANSEN A.B.   12-03-1961  V
ARTS    : P. BAKKER
HPV     : NEGATIEF
--------------------------------
MONSTER : 550001461
PATIENT : SMIT C.       01-02-1950  M
ARTS    : P. BAKKER
HPV     : POSITIEF
--------------------------------
",
        expect![[r#"
            line:2-5 ; A.B.::JANSEN ; 1961-03-12 ; Specimen 550001460 ; NAME:P. BAKKER ; [name|sex|birth_date|test_kind|test_result|gp]
            line:7-10 ; C.::SMIT ; 1950-02-01 ; Specimen 550001461 ; NAME:P. BAKKER ; [name|sex|birth_date|test_kind|test_result|gp]
        "#]],
    );
}

#[test]
fn head_without_second_gap() {
    check(
        "Nr  Naam                 Geb.datum  Tel
1   A. van der Zee-Mol   12-03-1961 06-12345678
2   B. Smit              01-02-1950
    p/a Laan 22, 1234 CD Ede
",
        expect![[r#"
            line:2 ; A.:van der:Zee+Mol ; 1961-03-12 ; 31612345678 ; [name|birth_date|phone]
            line:3-4 ; B.::Smit ; 1950-02-01 ; Laan 22 1234CD Ede ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn boxes() {
    check(
        "+----------------+------------+-----------+
| Naam           | Geb.datum  | BSN       |
+----------------+------------+-----------+
| Jansen, A.     | 12-03-1961 | 123456782 |
| Smit, B.       | 01-02-1950 | 111222333 |
+----------------+------------+-----------+
Totaal: 2
",
        expect![[r#"
            line:4 ; A.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]
            line:5 ; B.::Smit ; 1950-02-01 ; bsn 111222333 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn empty_cells_and_long_names() {
    check(
        "Naam                 Voorl  Geb.datum   Plaats        BSN
Jansen               A.B.   12-03-1961                123456782
van den Berg-Mol     C.                 's-Gravenhage 111222333
Smit                        01-02-1950  Ede
",
        expect![[r#"
            line:2 ; A.B.::Jansen ; 1961-03-12 ; bsn 123456782 ; [name|birth_date|bsn]
            line:3 ; C.:van den:Berg+Mol ; bsn 111222333 ;    's-Gravenhage ; [name|address|bsn]
            line:4 ; ::Smit ; 1950-02-01 ;    Ede ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn a_column_of_one_examination() {
    check(
        "PATNR    NAAM                     GEB.DATUM   POSTCODE  INR    VOLGENDE
-------- ------------------------ ----------- --------- ------ ----------
0071122  WIELEN, A.M. VAN DER     14-03-1958  3512 LK   2,9    28-11-2019
0071130  HOEKSTRA, W.             30-01-1951  9712 VJ          21-11-2019
",
        expect![[r#"
            line:3 ; A.M.:VAN DER:WIELEN ; 1958-03-14 ; Patient 0071122 ;   3512LK  ; [name|address|birth_date|test_kind|test_result|patient_number]
            line:4 ; W.::HOEKSTRA ; 1951-01-30 ; Patient 0071130 ;   9712VJ  ; [name|address|birth_date|patient_number]
        "#]],
    );
}
