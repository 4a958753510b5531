//! What people write of themselves or of others in sentences.

use expect_test::expect;

use super::*;

#[test]
fn own_data() {
    let place = "Sint Servaasklooster 9B, 6211 TE Maastricht";
    for (start, reach) in [
        ("Mijn gegevens: Renee Coenen, geboren 17-08-1979", "bel 043-3219876"),
        ("Dit zijn mijn gegevens: Renee Coenen, geboren op 17-8-1979", "tel. 043-321 98 76"),
        ("Ik ben Renee Coenen, geboren op 17-08-1979", "bel mij op 043-3219876"),
        ("Mijn naam is Renee Coenen, geboren 17 augustus 1979", "tel: 043-3219876"),
        ("Gegevens van Renee Coenen, geboren 17-08-1979", "telefoon 043-3219876"),
        ("Hierbij de gegevens van Renee Coenen, geb. 17-08-1979", "telefoon 043-3219876"),
    ] {
        check(
            &format!("{start}, BSN 123456782, {place}, {reach}.\n"),
            expect![
                "line:1 ; Renee::Coenen ; 1979-08-17 ; bsn 123456782 ; Sint Servaasklooster 9B 6211TE Maastricht ; 31433219876 ; [name|address|birth_date|bsn|phone]"
            ],
        );
    }
}

#[test]
fn own_data_below_other_words() {
    check(
        "Ik wacht al twee weken op de uitslag van mijn bloedonderzoek (schildklier). Mijn gegevens: Renée Coenen, \
         geboren 17-8-1979, BSN 123456782, Sint Servaasklooster 9B, 6211 TE Maastricht. U kunt mij bellen op 043-321 98 76.
",
        expect!["line:1 ; Renée::Coenen ; 1979-08-17 ; bsn 123456782 ; Sint Servaasklooster 9B 6211TE Maastricht ; 31433219876 ; [name|address|birth_date|bsn|test_kind|phone]"],
    );
}

#[test]
fn a_person_behind_a_label_of_something_else() {
    check(
        "Omschrijving: Anna Mol, geboren 1-2-1950, Laan 3, 1234 AB Ede\n",
        expect!["line:1 ; Anna::Mol ; 1950-02-01 ; Laan 3 1234AB Ede ; [name|address|birth_date]"],
    );
    check("Mijn gegevens: zie bijlage 123456782, ontvangen 1-2-1950\n", expect![""]);
}

#[test]
fn prepositions_that_stay_prefixes() {
    check(
        "Mevrouw Renee van Dijk Coenen, geboren 17-08-1979\n",
        expect!["line:1 ; Renee:van:Dijk Coenen ; 1979-08-17 ; [name|birth_date]"],
    );
    check(
        "Uitslag van Dongen, A., geboren 17-08-1979\n",
        expect!["line:1 ; A.:van:Dongen ; 1979-08-17 ; [name|birth_date]"],
    );
}

#[test]
fn who_is_logged_in() {
    for text in [
        "Afmelden (mw. T. Overbeek)\n",
        "Ingelogd als mw. T. Overbeek\n",
        "Ingelogd als: mw. T. Overbeek\n",
        "Logged in as mrs. T. Overbeek\n",
        "ingelogd: Miranda Prins (verpleegkundige)\n",
    ] {
        check(text, expect![""]);
    }
}

fn sex(text: &str) -> String {
    let mut reader = TextReader::new(&Few);
    let mut out = Vec::new();
    reader.text(Place::lines(1, 1), text, &mut out);
    reader.finish(&mut out);
    let shown: Vec<String> = out.iter().map(|r| format!("{:?}", r.sex)).collect();
    shown.join(" ")
}

#[test]
fn sex_behind_a_birth_date() {
    for text in [
        "geb. 25-12-1982  vrouw   BSN 2265 02 545",
        "geb. 25-12-1982 vrouw BSN 226502545",
        "A. Jansen (1961-03-12, V)",
        "A. Jansen (12-03-1961) V",
        "A. Jansen 12-03-1961 / v",
        "Jansen, A. (geb. 12-03-1961, vrouw), tel. 06-12345678",
        "A. Jansen, born 12-03-1961, female",
        "A. Jansen 12-03-1961 F   Dorpsstraat 5",
        "Naam: A. Jansen  Geboortedatum: 12-03-1961 (v)",
    ] {
        assert_eq!(sex(text), "Some(Female)", "{text}");
    }
    for text in
        ["A. Jansen 12-03-1961 (m)", "Naam: A. Jansen, geb. 12-03-1961, man.", "DOB 1961-03-12 M, MRN 4711"]
    {
        assert_eq!(sex(text), "Some(Male)", "{text}");
    }
}

#[test]
fn initials_and_relatives_are_no_sex() {
    for text in [
        "geb. 12-03-1961, man: J. Mol",
        "geb. 12-03-1961, man van mw. Mol",
        "geb. 12-03-1961 vrouw heeft gebeld",
        "Naam: A. Jansen, geb. 12-03-1961 m. Mol",
        "Naam: A. Jansen, geb. 12-03-1961, f 12,50",
        "Naam: A. Jansen, geb. 12-03-1961\nM",
    ] {
        assert!(!sex(text).contains("Some"), "{text}: {}", sex(text));
    }
}

#[test]
fn sentence_before_a_label() {
    check(
        "Betreft: A.B. Voorbeeld, geboren 13.03.58
Op 24 februari 2024 ontvingen wij materiaal (urine) voor kweek. Klinische gegevens: recidiverende cystitis.
",
        expect!["line:1-2 ; A.B.::Voorbeeld ; 1958-03-13 ; [name|birth_date|test_kind|medical_text]"],
    );
}
