//! Ledgers from files to disclosures.

use expect_test::{Expect, expect};

use super::*;
use crate::config::Case;
use crate::reader::tests::Here;
use crate::register::{self, Keys};

const REGISTER: &str = "client_id;bsn;achternaam;geboortedatum\n001;123456782;Smit;23-06-1980\n002;111222333;Bakker;24-06-1980\n";

fn loaded(bytes: &[u8], more: &str, processor: &str) -> Result<Ledger, String> {
    let dir = tempfile::tempdir().expect("dir");
    std::fs::write(dir.path().join("r.csv"), REGISTER).expect("written");
    std::fs::write(dir.path().join("l.csv"), bytes).expect("written");
    let toml = format!(
        "[case]\nprocessor = \"{processor}\"\n[[controller]]\nname = \"A\"\nregister = \"r.csv\"\nledger = \"l.csv\"\n{more}\n"
    );
    std::fs::write(dir.path().join("peil.toml"), toml).expect("written");
    let case = Case::open(dir.path()).map_err(|e| e.to_string())?;
    let controller = &case.controllers[0];
    let known = register::load(&mut Here, controller).map_err(|e| e.to_string())?;
    let keys = Keys::new(&known.persons);
    let lookup = |raw: &str| keys.find(raw).map(str::to_owned);
    let ledger = load(&mut Here, controller, &case.processor_names, &lookup);
    ledger.map_err(|e| e.to_string().replace(&format!("{}/", dir.path().display()), "")).map(|mut l| {
        for p in &mut l.problems {
            *p = p.replace(&format!("{}/", dir.path().display()), "");
        }
        l
    })
}

fn shown(row: &LedgerRow) -> String {
    let d = &row.disclosure;
    let numbers: Vec<String> = d.numbers.iter().map(|n| format!("{:?}:{}", n.kind, n.value)).collect();
    let date = d.date.map_or_else(String::new, |d| d.iso());
    let record = if row.record.is_some() { " +record" } else { "" };
    format!("{}|{}|{date}|{}|{}{record}", d.person, d.recipient, numbers.join(" "), d.categories)
}

fn told(result: Result<Ledger, String>) -> String {
    match result {
        Err(e) => e,
        Ok(l) => l.rows.iter().map(shown).chain(l.problems).collect::<Vec<_>>().join("\n"),
    }
}

fn check(text: &str, expect: Expect) {
    expect.assert_eq(&told(loaded(text.as_bytes(), "", "Lab NMDL")));
}

#[test]
fn an_exchange_log() {
    check(
        "client_id;ontvanger;datum;monsternummer;ordernummer;gegevens\n\
         001;Lab NMDL B.V.;03-04-2020;012345678;O1+.HPV;NAW, geboortedatum\n\
         1;Elsewhere;2020-05-03;1|2;;bsn|raadsel\n\
         900;lab nmdl;geen;;;\n\
         ;lab nmdl;03-04-2020;5;;\n",
        expect![[r#"
            001|Lab NMDL B.V.|2020-04-03|Specimen:012345678 Order:O1|name|address|birth_date
            001|Elsewhere|2020-05-03|Specimen:1 Specimen:2|bsn
            900|lab nmdl|||
            l.csv: 1 rows have no date that can be read (row:4)
            l.csv: 1 rows list a category that is not known (row:3)
            l.csv: 1 rows name nobody (row:5)"#]],
    );
}

#[test]
fn the_person_is_the_column_that_the_register_knows() {
    check(
        "id;deelnemer;verzonden\n10;001;01-01-2020\n11;002;02-01-2020\n12;903;02-01-2020\n",
        expect![[r#"
            001||2020-01-01||
            002||2020-01-02||
            903||2020-01-02||"#]],
    );
}

#[test]
fn months_count_the_processors_rows() {
    let csv = "client_id,ontvanger,datum\n1,Lab NMDL,01-11-2019\n1,Lab NMDL,01-02-2020\n1,Other,01-07-2020\n";
    let ledger = loaded(csv.as_bytes(), "", "Lab NMDL").expect("loads");
    let said: Vec<String> = gaps(&ledger).iter().map(ToString::to_string).collect();
    assert_eq!(said, ["no disclosures from 2019-12 to 2020-01"]);
    assert_eq!(
        ledger.recipients.into_iter().collect::<Vec<_>>(),
        [("Lab NMDL".to_owned(), 2), ("Other".to_owned(), 1)]
    );
}

#[test]
fn persons_by_bsn_or_likeness() {
    check(
        "bsn;achternaam;geboortedatum;datum verzending\n\
         123456782;Smit;23-06-1980;01-01-2020\n\
         999999990;Visser;01-01-1990;02-01-2020\n",
        expect![[r#"
            001||2020-01-01||
            ||2020-01-02|| +record"#]],
    );
}

#[test]
fn columns_without_a_telling_header() {
    check(
        "wie;kit;x;datum\n001;KIT-10001;Lab NMDL B.V.;2020-01-01\n002;KIT-10002;Elsewhere;2020-01-02\n",
        expect![[r#"
            001|Lab NMDL B.V.|2020-01-01|Specimen:KIT-10001|
            002|Elsewhere|2020-01-02|Specimen:KIT-10002|"#]],
    );
    check(
        "client;d\nWIS-1;2020-01-01\nWIS-2;2020-01-01\n",
        expect![[r#"
        WIS-1||2020-01-01||
        WIS-2||2020-01-01||"#]],
    );
}

#[test]
fn no_recipient_is_the_processor() {
    check(
        "client_id;ontvanger\n001;Somebody\n",
        expect![[r#"
            001|Somebody|||
            no recipient in the ledger of A is the processor; recipients are: Somebody; if one is, add it to processor_names"#]],
    );
}

const ORDER: &str = "MSH|^~\\&|SCREENIT_OML|SCREENIT|LIMS|NMDL|20200403101500||OML^O21|1|P|2.4\r\
    PID|1||123456782^^^^NNNLD||Smit&&Smit^Anna^^^^^L||19800623|F\r\
    ORC|NW|012345678+.HPV^ScreenIT\r\
    OBR|1|012345678+.HPV^ScreenIT||HPV\r";

#[test]
fn order_messages() {
    let two = format!("{ORDER}{}", ORDER.replace("|NMDL|", "|ELDERS|").replace("123456782", "999999990"));
    let said = told(loaded(two.as_bytes(), "", "Lab NMDL"));
    expect![[r#"
        001||2020-04-03|Specimen:012345678|name|sex|birth_date|bsn|test_kind +record
        ||2020-04-03|Specimen:012345678|name|sex|birth_date|bsn|test_kind +record
        receivers of the ledger's messages (LIMS/ELDERS, LIMS/NMDL) are not the processor's name, so all of them count as the processor; if some are not, give the processor's own codes as processor_names"#]]
    .assert_eq(&said);
    let said = told(loaded(two.as_bytes(), "", "nmdl"));
    assert!(said.contains("\n|LIMS/ELDERS|"), "{said}");
}

#[test]
fn columns_by_the_users_word_and_what_is_wrong() {
    let csv = "w;d\n001;2020-01-01\n";
    assert_eq!(
        told(loaded(csv.as_bytes(), "ledger_columns = { person = \"W\", date = 2 }", "L")),
        "001||2020-01-01||"
    );
    expect![[r#"
        peil.toml:6:10: nothing in l.csv is recognised as naming the persons; columns that are there: "w", "datum"
          fix: name it below the ledger: ledger_columns = { person = "<header>" }, or a column number"#]]
    .assert_eq(&told(loaded(b"w;datum\nniets;2020-01-01\n", "", "L")));
    let said = told(loaded(csv.as_bytes(), "ledger_columns = { person = \"w\", recipient = \"naar\" }", "L"));
    assert!(said.starts_with("peil.toml:7:46: no file of A has a column \"naar\" for recipient"), "{said}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_table_breaks_it(text in "(client_id|bsn|naam|datum|ontvanger|gegevens|monster)(;[a-z]{0,9}){0,4}\n([^\u{0}]{0,80}\n){0,6}") {
        let _ = loaded(text.as_bytes(), "", "Lab");
    }

    #[test]
    fn no_list_of_categories_breaks_it(text in "\\PC{0,60}") {
        let _ = categories(&text);
    }
}
