//! Registers from files to persons.

use std::path::Path;

use expect_test::{Expect, expect};
use peil_model::{Address, Name, Person};

use super::*;
use crate::config::Case;
use crate::reader::tests::Here;

/// A case with one register file, more keys of its controller, and what loading it says.
fn loaded(file: &str, bytes: &[u8], keys: &str) -> Result<Register, String> {
    let dir = tempfile::tempdir().expect("dir");
    std::fs::write(dir.path().join(file), bytes).expect("written");
    let toml =
        format!("[case]\nprocessor = \"Lab\"\n[[controller]]\nname = \"A\"\nregister = \"{file}\"\n{keys}\n");
    std::fs::write(dir.path().join("peil.toml"), toml).expect("written");
    open(dir.path())
}

fn open(dir: &Path) -> Result<Register, String> {
    let case = Case::open(dir).map_err(|e| e.to_string())?;
    load(&mut Here, &case.controllers[0])
        .map_err(|e| e.to_string().replace(&format!("{}/", dir.display()), ""))
        .map(|mut r| {
            for p in &mut r.problems {
                *p = p.replace(&format!("{}/", dir.display()), "");
            }
            r
        })
}

fn name(n: &Name) -> String {
    let parts = [&n.initials, &n.given, &n.prefix, &n.surname, &n.partner_prefix, &n.partner_surname];
    parts.map(|p| p.as_str()).join("/")
}

fn home(a: &Address) -> String {
    [&a.street, &a.number, &a.suffix, &a.postcode, &a.city].map(|p| p.as_str()).join("/")
}

fn shown(p: &Person) -> String {
    let list = |title: &str, all: Vec<String>| {
        if all.is_empty() { String::new() } else { format!(" {title}={}", all.join(" + ")) }
    };
    let mut text = p.key.clone();
    text += &list("bsn", p.bsns.clone());
    text += &list("name", p.names.iter().map(name).collect());
    text += &list("born", p.birth.iter().map(|d| d.iso()).collect());
    text += &list("sex", p.sex.iter().map(|s| format!("{s:?}")).collect());
    text += &list("home", p.addresses.iter().map(home).collect());
    text += &list("mail", p.emails.clone());
    text += &list("tel", p.phones.clone());
    text += &list("iban", p.ibans.clone());
    text += &list("number", p.numbers.iter().map(|n| format!("{:?}:{}", n.kind, n.value)).collect());
    for (flag, word) in [(p.deceased, " deceased"), (p.secret, " secret"), (p.abroad, " abroad")] {
        text += if flag { word } else { "" };
    }
    text
}

fn told(result: Result<Register, String>) -> String {
    match result {
        Err(e) => e,
        Ok(r) => r.persons.iter().map(shown).chain(r.problems).collect::<Vec<_>>().join("\n"),
    }
}

fn check(csv: &str, expect: Expect) {
    expect.assert_eq(&told(loaded("r.csv", csv.as_bytes(), "")));
}

#[test]
fn a_plain_register() {
    check(
        "client_id;BSN;Voorletters;Voornamen;Tussenvoegsel;Achternaam;Geboortedatum;Geslacht;Straat;Huisnummer;Toevoeging;Postcode;Woonplaats\n\
         007;123456782;A.B.;Anna Bea;van den;Berg;23-06-1980;V;Schoonstraat;38;a;1040 AB;Amsterdam\n\
         008;12345672;C;;;Ångström;00-00-1971;X;Plein 1945;12;;3511XX;Utrecht\n\
         009;999012345672;;;;Smit;00-03-1965;M;;;;;\n",
        expect![[r#"
            007 bsn=123456782 name=A.B./Anna Bea/van den/Berg// born=1980-06-23 sex=Female home=Schoonstraat/38/a/1040AB/Amsterdam
            008 bsn=012345672 name=C///Ångström// born=1971 sex=Other home=Plein 1945/12//3511XX/Utrecht
            009 bsn=012345672 name=///Smit// born=1965-03 sex=Male"#]],
    );
}

#[test]
fn names_of_two_and_former_names() {
    check(
        "id,surname,prefix,partner_surname,partner_prefix,name_use,initials,former_surname,former_prefix\n\
         1,Vries,de,Jansen,van,NL3,A.,Bakker|Smit,|van der\n\
         2,Jansen-de Vries,,Jansen,,V,B.,,\n\
         3,Jansen-de Vries,,,,V,C.,,\n\
         4,\"Berg, van den\",,,,E,D.,,\n",
        expect![[r#"
            1 name=A.//de/Vries/van/Jansen + A.///Bakker// + A.//van der/Smit//
            2 name=B.//de/Vries//Jansen
            3 name=C.//de/Vries//Jansen
            4 name=D.//van den/Berg//"#]],
    );
}

#[test]
fn unsplit_names_and_addresses() {
    check(
        "persoon_id\tNaam\tAdres\tPostcode/woonplaats\tgeb.datum\tvorig adres\n\
         a1\tmw. A.B. van den Berg\tSchoonstraat 38 a\t1040AB Amsterdam\t1980-06-23\tKade 3, 2011 CD Haarlem | Dam 1; 1012 JS Amsterdam\n",
        expect![[r#"
            a1 name=A.B.//van den/Berg// born=1980-06-23 home=Schoonstraat/38/a/1040AB/Amsterdam + Kade/3//2011CD/Haarlem + Dam/1//1012JS/Amsterdam"#]],
    );
}

#[test]
fn fillers_are_not_values() {
    check(
        "key,voornaam,tussenvoegsel,achternaam,geboortedatum,postcode,telefoon\n\
         1,Nan,NULL,Null,00-00-0000,NULL,-\n\
         2,onbekend,,-,01-01-9999,n.v.t.,onbekend\n",
        expect![[r#"
            1 name=/Nan//Null//
            2"#]],
    );
}

#[test]
fn a_register_of_numbers_alone_is_told() {
    check(
        "a;b\n1;2\n",
        expect![[r#"
        1
        A: no column of its register is recognised as names, birth dates or BSNs, so only numbers find its persons; name the columns in peil.toml if there are any"#]],
    );
}

#[test]
fn history_in_rows() {
    check(
        "key,surname,birth_date,postcode,house_number,former_postcode,former_house_number\n\
         1,Vries,23-06-1980,1040AB,38a,2011CD|3011EF,4|5 b\n\
         2,Smit,00-00-1970,,,,\n\
         1,Jansen,23-06-1980,2011CD,4,,\n\
         2,Smit,05-05-1970,,,,\n\
         ,Keyless,05-05-1970,,,,\n\
         ,,,,,,\n\
         1,Jansen,24-06-1980,,,,\n",
        expect![[r#"
            1 name=///Vries// + ///Jansen// born=1980-06-23 home=/38/a/1040AB/ + /4//2011CD/ + /5/b/3011EF/
            2 name=///Smit// born=1970-05-05
            r.csv: 3 rows repeat a key and are taken as that person's history (row:4, row:5, row:8)
            r.csv: 1 rows repeat a key with another birth date (row:8)
            r.csv: 1 rows without a key, which are nobody's (row:6)"#]],
    );
}

#[test]
fn contacts_and_flags() {
    check(
        "key;surname;email;phone;iban;patientnummer;overleden;geheim;emigratie\n\
         1;A;X@Example.nl, y@example.nl;06-12345678 / 020-1234567;NL91ABNA0417164300;P1;;0;\n\
         2;B;;;;;01-02-2020;J;N\n\
         3;C;;;;;N;7;12-03-2019\n\
         4;D;geen mail;12;;;31-12-9999;nee;Duitsland\n",
        expect![[r#"
            1 name=///A// mail=x@example.nl + y@example.nl tel=31612345678 + 31201234567 iban=NL91ABNA0417164300 number=Patient:P1
            2 name=///B// deceased secret
            3 name=///C// secret abroad
            4 name=///D// abroad
            r.csv: 2 e-mail addresses cannot be read (row:5, row:5)
            r.csv: 1 phone numbers cannot be read (row:5)"#]],
    );
}

#[test]
fn encodings_quotes_and_line_ends() {
    let (latin, _, _) = encoding(
        "client_id;achternaam;geboortedatum\r\n1;\"de \"\"Groot\"\"; Müller\";1-2-1980\r\n2;Özdemir;1-2-1981\r\n",
    );
    let one = told(loaded("r.csv", &latin, ""));
    assert!(one.contains("2 name=///Özdemir// born=1981-02-01"), "{one}");
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain("id,surname,dob\n1,Łukasz,19800201\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(told(loaded("r.csv", &wide, "")), "1 name=///Łukasz// born=1980-02-01");
    let marked = "\u{feff}key|achternaam|dob\r1|Smit|1980/02/01\r";
    assert_eq!(told(loaded("r.csv", marked.as_bytes(), "")), "1 name=///Smit// born=1980-02-01");
}

/// As cp1252 writes it: for these letters one byte each.
fn encoding(text: &str) -> (Vec<u8>, (), ()) {
    (text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect(), (), ())
}

#[test]
fn parquet_and_xlsx_are_registers_too() {
    use crate::export::{Format, write};
    for (format, file) in [(Format::Xlsx, "r.xlsx"), (Format::Parquet, "r.parquet")] {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join(file);
        let columns = ["client_id", "bsn", "achternaam", "geboortedatum"];
        let written = write(&path, format, "t", &columns, None, |w| {
            w.row(&["007", "012345672", "Smit", "23-06-1980"])?;
            w.row(&["008", "", "Özdemir", ""])
        });
        written.expect("written");
        let bytes = std::fs::read(&path).expect("read");
        assert_eq!(
            told(loaded(file, &bytes, "")),
            "007 bsn=012345672 name=///Smit// born=1980-06-23\n008 name=///Özdemir//"
        );
    }
}

#[test]
fn the_users_word_outranks_recognition() {
    let csv = "A;B;C;D\n1;Smit;23-06-1980;x\n2;Bakker;24-06-1980;y\n";
    let keys = "columns = { key = \"d\", surname = 2, birth_date = \"C\" }";
    assert_eq!(
        told(loaded("r.csv", csv.as_bytes(), keys)),
        "x name=///Smit// born=1980-06-23\ny name=///Bakker// born=1980-06-24"
    );
    let bare = "k1;Smit;23-06-1980\nk2;Bakker;24-06-1980\n";
    let keys = "columns = { key = 1, surname = 2 }";
    assert_eq!(
        told(loaded("r.csv", bare.as_bytes(), keys)),
        "k1 name=///Smit// born=1980-06-23\nk2 name=///Bakker// born=1980-06-24"
    );
}

#[test]
fn a_key_is_known_by_its_values() {
    let csv =
        b"Dossier X;Deelnemer;Achternaam;Geboortedatum\nja;A-17;Smit;23-06-1980\nja;A-18;Bakker;24-06-1980\n";
    assert_eq!(
        told(loaded("r.csv", csv, "")),
        "A-17 name=///Smit// born=1980-06-23\nA-18 name=///Bakker// born=1980-06-24"
    );
}

#[test]
fn wrong_columns_are_said_with_place_and_fix() {
    let csv = b"nr2;Achternaam;Geboortedatum\n1;Smit;23-06-1980\n1;Smit;23-06-1980\n";
    expect![[r#"
        peil.toml:5:12: no column of r.csv is recognised as the persons' key; columns that are there: "nr2", "Achternaam", "Geboortedatum"
          fix: name it below the register: columns = { key = "<header>" }, or a column number"#]]
    .assert_eq(&told(loaded("r.csv", csv, "")));
    expect![[r#"
        peil.toml:6:34: no file of A has a column "BSN" for bsn
          fix: columns that are there: "nr2", "Achternaam", "Geboortedatum""#]]
    .assert_eq(&told(loaded("r.csv", csv, "columns = { key = \"NR2\", bsn   = \"BSN\" }")));
    assert_eq!(told(loaded("r.csv", b"", "")), "r.csv: empty");
    let zip = told(loaded("r.csv", b"PK\x03\x04 broken", ""));
    assert!(zip.starts_with("r.csv: unreadable: "), "{zip}");
    let text = told(loaded("r.csv", b"just a line of words\n", ""));
    assert!(text.contains("recognised as the persons' key"), "{text}");
}

#[test]
fn several_files_are_one_register() {
    let dir = tempfile::tempdir().expect("dir");
    std::fs::write(dir.path().join("a.csv"), "key;surname\n1;Smit\n2;Jansen\n").expect("written");
    std::fs::write(dir.path().join("b.csv"), "surname,key\nBakker,1\nVisser,3\n").expect("written");
    let toml = "[case]\nprocessor = \"L\"\n[[controller]]\nname = \"A\"\nregister = [\"b.csv\", \"a.csv\"]\n";
    std::fs::write(dir.path().join("peil.toml"), toml).expect("written");
    expect![[r#"
        1 name=///Smit// + ///Bakker//
        2 name=///Jansen//
        3 name=///Visser//
        b.csv: 1 rows repeat a key and are taken as that person's history (row:2)"#]]
    .assert_eq(&told(open(dir.path())));
}

const HEADERS: &str = "key;bsn;naam;achternaam;partnernaam;naamgebruik;vorige naam;geboortedatum;adres;straat;huisnummer;toev;\
    postcode;vorig adres;vorige postcode;email;telefoon;overleden;geheim;land\n";

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn no_row_breaks_it(cells in proptest::collection::vec("[^;\n\u{0}]{0,24}", 20)) {
        let text = format!("{HEADERS}k{}\n", cells.join(";"));
        let _ = loaded("r.csv", text.as_bytes(), "");
    }

    #[test]
    fn no_file_breaks_it(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        let _ = loaded("r.csv", &bytes, "");
    }
}
