//! Shift notes, labels, boxed forms, letters in a row, logs of pairs, fixed lists with a head.

use expect_test::expect;

use super::check;

#[test]
fn a_list_whose_lines_are_long() {
    check(
        "Overdracht avonddienst

- Maria Visser (21-03-1949): tel 06-12345678, kalium 6,1 doorgebeld; al drie weken moe na reis naar Ghana
- Anna Bakker (02-11-1943, BSN 1234.56.782): kalium 6,1 doorgebeld; verdenking coeliakie
- Jan de Boer (04-12-1968): CRP 12 mg/L
",
        expect![[r#"
            line:3 ; Maria::Visser ; 1949-03-21 ; 31612345678 ; [name|birth_date|test_kind|test_result|phone|medical_text]
            line:4 ; Anna::Bakker ; 1943-11-02 ; bsn 123456782 ; [name|birth_date|bsn|test_kind|test_result|medical_text]
            line:5 ; Jan:de:Boer ; 1968-12-04 ; [name|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn whose_telephone() {
    check(
        "Graag contact over Anna Mol, geboren 12-03-1961, patiëntnummer 0012345.
Bereikbaar op 06-12345678.

Wij zijn bereikbaar op 020-1234567.
",
        expect![
            "line:1-2 ; Anna::Mol ; 1961-03-12 ; Patient 0012345 ; 31612345678 ; [name|birth_date|phone|patient_number]"
        ],
    );
}

#[test]
fn outcomes_of_a_laboratory() {
    check(
        "Patiënt : Anna Mol
Geb.    : 12-03-1961
Lab     : Hemoglobine 8.6 mmol/L
------------------------------
Patiënt : Kees Smit
Geb.    : 01-02-1950
Lab     : Noord
Allergie:
------------------------------
Patiënt : Els Bos
Geb.    : 01-02-1951
De CRP was 143 mg/L
",
        expect![[r#"
            line:1-3 ; Anna::Mol ; 1961-03-12 ; [name|birth_date|test_kind|test_result]
            line:5-6 ; Kees::Smit ; 1950-02-01 ; [name|birth_date]
            line:10-12 ; Els::Bos ; 1951-02-01 ; [name|birth_date|test_kind|test_result]
        "#]],
    );
}

#[test]
fn letters_in_a_row() {
    check(
        "Bevolkingsonderzoek Noord
Postbus 1, 5700 BD Helmond

Linda Jansen
Raadhuisstraat 87
5631 KZ  GELDROP


Helmond, 17 november 2023
Onderwerp: uitslag HPV-test
Geboortedatum: 8 april 1966

Beste lezer,

De uitslag van de HPV-test is: geen hrHPV gevonden.

Met vriendelijke groet,
D. Ringeling
medisch immunoloog
Bevolkingsonderzoek Noord
Postbus 1, 5700 BD Helmond

Johanna Smit
Beukenhof 56
5467 KZ  GEMERT

Geboortedatum: 4 mei 1964
",
        expect![[r#"
            line:4-15 ; Linda::Jansen ; 1966-04-08 ; Raadhuisstraat 87 5631KZ GELDROP ; NAME:Bevolkingsonderzoek Noord ; [name|address|birth_date|test_kind|test_result]
            line:23-27 ; Johanna::Smit ; 1964-05-04 ; Beukenhof 56 5467KZ GEMERT ; [name|address|birth_date]
        "#]],
    );
}

#[test]
fn boxes_of_a_form() {
    check(
        "Naam ............. Lotte van der Heijden
Geboortedatum .... 28 / 01 / 1956
B.S.N. ........... 1 2 3 4 5 6 7 8 2
Geslacht ......... [ ] man  [x] vrouw
",
        expect!["line:1-4 ; Lotte:van der:Heijden ; 1956-01-28 ; bsn 123456782 ; [name|sex|birth_date|bsn]"],
    );
}

#[test]
fn empty_fields_are_no_headings() {
    check(
        "Naam        : Jan de Vries
Geb.datum   : 26-10-1990      Geslacht: M
Huisarts    :
Verz.nummer : 1234567890
Bijzonderh. : verdenking coeliakie, vader ook
",
        expect![
            "line:1-5 ; Jan:de:Vries ; 1990-10-26 ; Insurance 1234567890 ; [name|sex|birth_date|insurance_number|medical_text]"
        ],
    );
}

#[test]
fn pairs_of_a_log() {
    check(
        "ts=2023-08-16T11:31:48 lvl=info monster=550012345 bsn=123456782 naam=\"Anna Mol\" geb=1961-03-12
ts=2023-08-16T11:31:48 lvl=debug evt=queue depth=64 job=235310503
ts=2023-08-16T11:31:49 lvl=info monster=550012346 bsn=111222333 naam=\"Kees Smit\" geb=1950-02-01
",
        expect![[r#"
            line:1 ; Anna::Mol ; 1961-03-12 ; bsn 123456782 ; Specimen 550012345 ; [name|birth_date|bsn]
            line:3 ; Kees::Smit ; 1950-02-01 ; bsn 111222333 ; Specimen 550012346 ; [name|birth_date|bsn]
        "#]],
    );
}

#[test]
fn a_printed_label() {
    check(
        "\x0c550012345\nA.B. de Vries\n30-04-1984\nVechtdijk 56\n1242 XJ Hilversum\n",
        expect![
            "line:1-4 ; A.B.:de:Vries ; 1984-04-30 ; bsn? 550012345 ; Vechtdijk 56 1242XJ Hilversum ; [name|address|birth_date|bsn]"
        ],
    );
}

#[test]
fn a_doctor_by_name_in_a_log() {
    check(
        "Apr  5 11:17:02 gw01 hl7d[2299]: patient 0026281 Smit, B. geb 14-01-1944 - geen ontvanger, huisarts M. Okafor\n",
        expect![
            "line:1 ; B.::Smit ; 1944-01-14 ; Patient 0026281 ; NAME:M. Okafor ; [name|birth_date|gp|patient_number]"
        ],
    );
}

#[test]
fn fixed_fields_between_a_head_and_a_count() {
    check(
        concat!(
            "01NOORDLAB            20230930\n",
            "020000000000011234567823311490142547      1947030311Verbakel            M     5774VT\n",
            "020000000000021112223333311K5014971       1983032521Visser              KG    5686NJ\n",
            "020000000000039584767063311844748251      1943092221Janssen             RZ    5544LA\n",
            "020000000000041101302483311M3884530       2001121711Hof                 YF    5748TC\n",
            "020000000000053051451373311290486388      1936041321Meijer              ES    5750VH\n",
            "99000005\n",
        ),
        expect![[r#"
            line:2 ; M::Verbakel ; 1947-03-03 ; bsn 123456782 ;   5774VT  ; [name|address|sex|birth_date|bsn]
            line:3 ; KG::Visser ; 1983-03-25 ; bsn 111222333 ;   5686NJ  ; [name|address|sex|birth_date|bsn]
            line:4 ; RZ::Janssen ; 1943-09-22 ; bsn 958476706 ;   5544LA  ; [name|address|sex|birth_date|bsn]
            line:5 ; YF::Hof ; 2001-12-17 ; bsn 110130248 ;   5748TC  ; [name|address|sex|birth_date|bsn]
            line:6 ; ES::Meijer ; 1936-04-13 ; bsn 305145137 ;   5750VH  ; [name|address|sex|birth_date|bsn]
        "#]],
    );
    check(
        concat!(
            "123456782JONG      DE      NOOR WILHELMINA   19540505V                                         \n",
            "111222333SMITS             AICHA             19840627V                                         \n",
            "958476706HOEKS             ANNA              19560207VPeelkant          795689KMGeldrop        \n",
            "110130248JANSEN            DANUTA            19620213M                                         \n",
            "305145137BERG      VAN DEN EMMA HENDRIKA     19560403VDeurneseweg      2065630LBEindhoven      \n",
        ),
        expect![[r#"
            line:1 ; NOOR WILHELMINA:DE:JONG ; 1954-05-05 ; bsn 123456782 ; [name|sex|birth_date|bsn]
            line:2 ; AICHA::SMITS ; 1984-06-27 ; bsn 111222333 ; [name|sex|birth_date|bsn]
            line:3 ; ANNA::HOEKS ; 1956-02-07 ; bsn 958476706 ; Peelkant 79 5689KM Geldrop ; [name|address|sex|birth_date|bsn]
            line:4 ; DANUTA::JANSEN ; 1962-02-13 ; bsn 110130248 ; [name|sex|birth_date|bsn]
            line:5 ; EMMA HENDRIKA:VAN DEN:BERG ; 1956-04-03 ; bsn 305145137 ; Deurneseweg 206 5630LB Eindhoven ; [name|address|sex|birth_date|bsn]
        "#]],
    );
}

#[test]
fn values_in_brackets() {
    check(
        "20220322.71338 T30 PATZOEK PATNAAM=[SCHOUTEN] VOORV=[] VOORL=[FT] GEBDAT=[19341212] GESL=[V] BSN=[123456782] HITS=1\n",
        expect!["line:1 ; FT::SCHOUTEN ; 1934-12-12 ; bsn 123456782 ; [name|sex|birth_date|bsn]"],
    );
}

#[test]
fn a_letter_to_a_practice_about_an_examination() {
    check(
        "Medisch Laboratorium Noord B.V.
Kanaalweg 12, 3144 AB Maassluis

Aan: Huisartsenpraktijk De Linde
     t.a.v. S. el Idrissi, huisarts
     Kade 12
     3131 CA Vlaardingen

Betreft:  B.T. Vos, geboren 25-01-1977 (m)
Kenmerk:  22W0051643

Geachte collega,

Urinekweek: E. coli, gevoelig voor nitrofurantoïne. Klinische gegevens:
recidiverende cystitis. CA-125 38 kU/l.

Met vriendelijke groet,
dr. H. Brouwer, arts-microbioloog
",
        expect![
            "line:9-15 ; B.T.::Vos ; 1977-01-25 ; NAME:S. el Idrissi ; NAME:Huisartsenpraktijk De Linde ; [name|sex|birth_date|test_kind|test_result|gp|medical_text]"
        ],
    );
}
