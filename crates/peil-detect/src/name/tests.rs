//! Names in, parts out: `surname/prefix/partner/partner prefix/initials/given`.

use super::*;
use proptest::prelude::*;

fn print(n: &Name) -> String {
    [&n.surname, &n.prefix, &n.partner_surname, &n.partner_prefix, &n.initials, &n.given]
        .map(String::as_str)
        .join("/")
        .trim_end_matches('/')
        .to_owned()
}

fn check(raw: &str, expect: &str) {
    assert_eq!(parse(raw).as_ref().map(print).unwrap_or_default(), expect, "{raw}");
}

#[test]
fn initials_first() {
    check("A.B. van den Berg", "Berg/van den///A.B.");
    check("A. B. van den Berg", "Berg/van den///A.B.");
    check("A B van den Berg", "Berg/van den///A B");
    check("AB Jansen", "Jansen////AB");
    check("A.B.Jansen", "Jansen////A.B.");
    check("A.B. JANSEN", "JANSEN////A.B.");
    check("J.-P. Jansen", "Jansen////J.-P.");
    check("Th. de Vries", "Vries/de///Th.");
    check("A. van 't Hof", "Hof/van 't///A.");
    check("A. van't Hof", "Hof/van 't///A.");
    check("A. in \u{2019}t Veld", "Veld/in 't///A.");
    check("A. d'Hooghe", "Hooghe/d'///A.");
    check("A. v.d. Berg", "Berg/v.d.///A.");
    check("A. v/d Berg", "Berg/v/d///A.");
    check("A.Ng", "Ng////A.");
    check("F. el Amrani", "Amrani/el///F.");
    check("F. El-Amrani", "Amrani/El///F.");
    check("a. de vries", "vries/de///a.");
}

#[test]
fn comma_forms() {
    check("Berg, A.B. van den", "Berg/van den///A.B.");
    check("Berg, van den, A.B.", "Berg/van den///A.B.");
    check("Berg, van den A.B.", "Berg/van den///A.B.");
    check("Berg, Anna van den", "Berg/van den////Anna");
    check("van den Berg, A.B.", "Berg/van den///A.B.");
    check("de Vries, Jan Pieter", "Vries/de////Jan Pieter");
    check("Berg,A.B. van den", "Berg/van den///A.B.");
    check("BERG, A B VAN DEN", "BERG/VAN DEN///A B");
    check("JANSEN, ANNA", "JANSEN/////ANNA");
    check("JANSEN, JAN", "JANSEN/////JAN");
    check("JANSEN, AB", "JANSEN////AB");
    check("JANSEN, JP", "JANSEN////JP");
    check("SMIT, Anna", "SMIT/////Anna");
    check("Jansen, A", "Jansen////A");
    check("Jansen, HJM", "Jansen////HJM");
    check("Garcia Lopez, M.", "Garcia Lopez////M.");
    check("Jansen, Ben", "Jansen/////Ben");
    check("Berg, van den", "Berg/van den");
    check("Vries, de", "Vries/de");
    check("Anna Maria Berg, van den", "Berg/van den////Anna Maria");
    check("Vries-Jansen, A. de", "Vries/de/Jansen//A.");
    check("von dem Bussche, C.", "Bussche/von dem///C.");
    check("Jansen, Anna (A.B.)", "Jansen////A.B./Anna");
    check("Jansen, A.B. (Anna)", "Jansen////A.B./Anna");
    check("Jansen, A.B., mw.", "Jansen////A.B.");
    check("Jansen, mw. A.B.", "Jansen////A.B.");
    check("Jansen, Th.", "Jansen////Th.");
}

#[test]
fn surname_first_without_comma() {
    check("JANSEN A B", "JANSEN////A B");
    check("Jansen A.B.", "Jansen////A.B.");
    check("van den Berg A.B.", "Berg/van den///A.B.");
    check("Berg A.B. van den", "Berg/van den///A.B.");
    check("de Vries Jan Pieter", "Vries/de////Jan Pieter");
    check("VAN DEN BERG A", "BERG/VAN DEN///A");
    check("Berg van den", "Berg/van den");
}

#[test]
fn given_names() {
    check("Anna Jansen", "Jansen/////Anna");
    check("Anna Maria Jansen", "Jansen/////Anna Maria");
    check("Jan Pieter de Vries", "Vries/de////Jan Pieter");
    check("Anne-Marie van der Berg", "Berg/van der////Anne-Marie");
    check("Jan-Willem Jansen", "Jansen/////Jan-Willem");
    check("Anna B. Jansen", "Jansen////A.B./Anna");
    check("Ben Jansen", "Jansen/////Ben");
    check("Mohamed Ben Ali", "Ali/Ben////Mohamed");
    check("Ayşe Yılmaz", "Yılmaz/////Ayşe");
    check("Anna O'Brien", "O'Brien/////Anna");
    check("Jansen", "Jansen");
    check("Le", "Le");
    check("anna jansen", "jansen/////anna");
}

#[test]
fn double_names_and_markers() {
    check("Jansen-de Vries, A.", "Jansen//Vries/de/A.");
    check("A. Jansen-de Vries", "Jansen//Vries/de/A.");
    check("A. de Vries - van den Berg", "Vries/de/Berg/van den/A.");
    check("A. de Vries-van den Berg", "Vries/de/Berg/van den/A.");
    check("A. Jansen - Vries", "Jansen//Vries//A.");
    check("Jansen-Vries", "Jansen//Vries");
    check("Jansen/de Vries, A.", "Jansen//Vries/de/A.");
    check("Anna Jansen-Vries", "Jansen//Vries///Anna");
    check("Doe van- de Testname", "Doe/van/Testname/de");
    check("Doe - Testname", "Doe//Testname");
    check("mw. A. Jansen e/v de Vries", "Jansen//Vries/de/A.");
    check("de Vries e/v Jansen", "Vries/de/Jansen");
    check("Jansen e/v de Vries, A.", "Jansen//Vries/de/A.");
    check("mw. A. de Vries geb. Jansen", "Jansen//Vries/de/A.");
    check("A. de Vries (geb. Jansen)", "Jansen//Vries/de/A.");
    check("Jansen wed. de Vries, A.", "Jansen//Vries/de/A.");
    check("wed. A. de Vries", "Vries/de///A.");
    check("Jansen echtg. van de Vries", "Jansen//Vries/de");
    check("Jansen weduwe van der Berg", "Jansen//Berg/van der");
    check("Jansen, A. e/v Vries, de", "Jansen//Vries/de/A.");
}

#[test]
fn titles() {
    check("mw. dr. A.B. van den Berg", "Berg/van den///A.B.");
    check("Dhr. A. Jansen", "Jansen////A.");
    check("de heer A. Jansen", "Jansen////A.");
    check("Mevrouw Jansen", "Jansen");
    check("prof.dr. A. Jansen MSc", "Jansen////A.");
    check("Mw. ing. A. Jansen", "Jansen////A.");
    check("mw.A.Jansen", "Jansen////A.");
    check("de Heer, A.", "Heer/de///A.");
    check("SMIT, MW A", "SMIT////A");
    check("SMIT, MW", "SMIT////MW");
    check("J.W.F. graaf van Rechteren", "Rechteren/van///J.W.F.");
    check("de Graaf, A.", "Graaf/de///A.");
    check("Patient: A. Smit", "Smit////A.");
    check("J. Smit en/of A. Jansen", "Smit////J.");
    check("Jansen jr., A.", "Jansen////A.");
    assert_eq!(sex_of_title("mw. A. Jansen"), Some(Sex::Female));
    assert_eq!(sex_of_title("De heer A. Jansen"), Some(Sex::Male));
    assert_eq!(sex_of_title("A. Jansen"), None);
}

#[test]
fn no_names() {
    for raw in ["", "  ", "A.B.", "123", "0612345678", "a@b.nl", "-", ",", "A", "(", "..."] {
        check(raw, "");
    }
}

#[test]
fn prefixes() {
    let check = |raw: &str, prefix: &str, rest: &str| {
        assert_eq!(split_prefix(raw), (prefix.to_owned(), rest.to_owned()), "{raw}");
    };
    check("van den Berg", "van den", "Berg");
    check("Berg, van den", "van den", "Berg");
    check("Berg van den", "van den", "Berg");
    check("Van der Berg-Jansen", "Van der", "Berg-Jansen");
    check("van den Berg - de Vries", "van den", "Berg - de Vries");
    check("'t Hart", "'t", "Hart");
    check("Jansen", "", "Jansen");
    check("d'Hooghe", "d'", "Hooghe");
    check("da Silva Santos", "da", "Silva Santos");
    check("Le", "", "Le");
    check("", "", "");
}

#[test]
fn given_names_alone() {
    let check = |raw: &str, initials: &str, names: &str| {
        assert_eq!(given(raw), (initials.to_owned(), names.to_owned()), "{raw}");
    };
    check("Anna Maria", "", "Anna Maria");
    check("A.B.", "A.B.", "");
    check("A B", "A B", "");
    check("AB", "AB", "");
    check("A", "A", "");
    check("Ben", "", "Ben");
    check("ANNA", "", "ANNA");
    check("A.B. (Anna)", "A.B.", "Anna");
    check("", "", "");
    assert!(is_prefix("van den") && is_prefix("el") && !is_prefix("Jansen") && !is_prefix(""));
}

#[test]
fn surnames_alone() {
    let check = |raw: &str, expect: &str| assert_eq!(print(&surname(raw)), expect, "{raw}");
    check("van den Berg", "Berg/van den");
    check("Garcia Lopez", "Garcia Lopez");
    check("Jansen-de Vries", "Jansen//Vries/de");
    check("Doe - Testname", "Doe//Testname");
    check("Doe van- de Testname", "Doe/van/Testname/de");
    check("Berg, van den", "Berg/van den");
    check("de Vries e/v Jansen", "Vries/de/Jansen");
    check("Ben", "Ben");
    check("VOS", "VOS");
    check("", "");
}

proptest! {
    #[test]
    fn a_simple_word_needs_no_grammar(s in "[A-Z][a-z]{3,9}|Van[a-z]{0,6}|(Mevr|Prof|Ridder|Graaf|Weduwe|Over|Onder|Voor|Born|Junior|Geboren)[a-z]{0,2}") {
        if simple(&s).is_some() {
            prop_assert_eq!(print(&surname(&s)), print(&surname_in_full(&s)));
            prop_assert_eq!(given(&s), given_in_full(&s));
        }
    }

    #[test]
    fn never_panics(s in "\\PC{0,60}") {
        let _ = (parse(&s), surname(&s), split_prefix(&s), sex_of_title(&s));
    }

    #[test]
    fn name_soup_never_panics(s in "([Aa]|[Jj]an|[Vv]an|de|'t|d'|e/v|geb\\.|mw\\.|-|,|/|\\.|\\(|\\)| |ĳ){0,14}") {
        let _ = (parse(&s), surname(&s), split_prefix(&s));
    }

    #[test]
    fn orders_agree(prefix in prop::sample::select(vec!["van den", "de", "van", "el", "'t", "von"]),
                    own in "[B-Z][aeou][krst]{1,2}[aeu]n", initials in "([B-H]\\.){1,3}") {
        let expect = format!("{own}/{prefix}///{initials}");
        for raw in [format!("{initials} {prefix} {own}"), format!("{own}, {initials} {prefix}"),
                    format!("{prefix} {own}, {initials}"), format!("mw. {initials} {prefix} {own}"),
                    format!("{own}, {prefix}, {initials}")] {
            prop_assert_eq!(parse(&raw).as_ref().map(print).unwrap_or_default(), expect.clone(), "{}", raw);
        }
    }
}
