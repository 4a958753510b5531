use expect_test::{Expect, expect};

use crate::testing::{show, show_all};

fn check(sql: &[u8], expected: Expect) {
    expected.assert_eq(&show(sql));
}

macro_rules! seed {
    ($name:literal) => {
        include_bytes!(concat!("../../../fuzz/seeds/", $name))
    };
}

#[test]
fn mysql() {
    check(
        seed!("mysqldump.sql"),
        expect![[r#"
        sheet 1 <clienten>
        sheet:1/row:0 [clienten id] [achternaam] [bsn] [geboren] [opmerking] [actief]
        sheet:1/row:1 [1] [Jansen] [123456782] [1980-06-23] [regel een\nregel "twee"; einde] [1]
        sheet:1/row:2 [2] [O'Brien] [111222333] [1955-01-01] [] [0]
        sheet:1/row:3 [3] ['t Hoen] [] [0000-00-00] [pad C:\\map\\] [1]
        sheet 2 <uitslagen>
        sheet:2/row:0 [uitslagen id] [clienten id] [monster] [sleutel] [uitslag]
        sheet:2/row:1 [1] [2] [900000001] [deadbeef] [-1.50]
        sheet:2/row:2 [2] [1] [900000002] [61620063] [2e3]
        sheet 1 <clienten>
        sheet:1/row:0 [clienten id] [achternaam] [bsn] [geboren] [opmerking] [actief]
        sheet:1/row:4 [4] [Zoë] [123456782] [1980-06-23] [] [1]
        line:59 gecorrigeerd op verzoek van mevrouw De Vries
        line:61-62 UPDATE `clienten` SET `achternaam` = 'Bakker'\nWHERE `id` = 4;
    "#]],
    );
}

#[test]
fn postgresql() {
    check(
        seed!("pg_dump.sql"),
        expect![[r#"
            sheet 1 <patient>
            sheet:1/row:0 [patient id] [naam] [geboortedatum] [telefoon] [scan]
            sheet:1/row:1 [1] [Anna Vries] [1980-06-23] [{0612345678}] [doc]
            sheet:1/row:2 [2] ["Bob" O'Neil\tjr.] [] [] []
            sheet:1/row:3 [3] [regel\\een\nregel twee] [1955-02-28] [{}] []
            sheet 1 <patient>
            sheet:1/row:0 [patient id] [naam] [geboortedatum] [telefoon] [scan]
            sheet:1/row:4 [4] [It's C:\\] [1970-01-01] [a b] [00ff]
            sheet 2 <Order Regel>
            sheet:2/row:0 [Nr] [patient] [Tekst]
            sheet:2/row:1 [1] [3] [een\ntwee]
            sheet:2/row:2 [2] [4] [vrije 'tekst']
        "#]],
    );
}

#[test]
fn sql_server_in_utf16() {
    check(
        seed!("mssql-utf16.sql"),
        expect![[r#"
        sheet 1 <Patient>
        sheet:1/row:0 [Patient id] [Naam] [Geboren] [Huisarts id]
        sheet:1/row:1 [1] [De Wit; Ánna] [1980-06-23T00:00:00.0000000] [7]
        sheet:1/row:2 [2] [D'Ancona] [2009-01-01] []
        sheet 2 <Huisarts>
        sheet:2/row:0 [Huisarts id] [Naam]
        sheet:2/row:1 [7] [Dr. Pillen]
        sheet:2/row:2 [8] [Dr. Zalf]
        line:31 SELECT 1;
    "#]],
    );
}

#[test]
fn sqlite() {
    check(
        seed!("sqlite-dump.sql"),
        expect![[r#"
        sheet 1 <contact>
        sheet:1/row:0 [contact id] [persoon id] [chef contact id] [notitie] [foto]
        sheet:1/row:1 [1] [2] [1] [x] [ffd8ff00]
        sheet:1/row:2 [2] [1] [] [1.5] []
        sheet 2 <persoon>
        sheet:2/row:0 [persoon id] [naam] [bsn]
        sheet:2/row:1 [1] [Piet "de" O'Hara] [123456782]
        sheet:2/row:2 [2] [regel\ntwee] []
        sheet:2/row:3 [3] [een\ntwee] [café]
    "#]],
    );
}

#[test]
fn oracle() {
    check(
        seed!("oracle.sql"),
        expect![[r#"
        sheet 1 <PATIENT>
        sheet:1/row:0 [PATIENTNR] [NAAM] [GEBDATUM] [FOTO]
        sheet:1/row:1 [10] [Kaya] [23-06-80] []
        sheet:1/row:2 [11] [d'Or] [1981-01-01 00:00:00] []
        sheet 2 <arts>
        sheet:2/row:0 [agb] [naam]
        sheet:2/row:1 [01234567] [Pil Jan]
        sheet:2/row:2 [01234568] [Zalf]
    "#]],
    );
}

#[test]
fn of_an_unknown_maker() {
    check(
        seed!("latin1.sql"),
        expect![[r#"
            sheet 1 <klant>
            sheet:1/row:0 [naam] [plaats]
            sheet:1/row:1 [Zoë] [Den Haag]
            sheet 1 <klant>
            sheet:1/row:0 [naam] [pad]
            sheet:1/row:2 [C:\\map\\] [x]
            sheet:1/row:3 [it's] [y]
            line:1 eigen uitvoer
        "#]],
    );
}

#[test]
fn tables_that_alternate_have_their_headers_again() {
    check(
        b"CREATE TABLE a (nr int, x int);\nINSERT INTO a VALUES (1,2);\nINSERT INTO b VALUES (3);\n\
          INSERT INTO A VALUES (4,5);\nINSERT INTO a (x) VALUES (6),(7);\nINSERT INTO a VALUES (8,9,10);\n",
        expect![[r#"
            sheet 1 <a>
            sheet:1/row:0 [a id] [x]
            sheet:1/row:1 [1] [2]
            sheet 2 <b>
            sheet:2/row:1 [3]
            sheet 1 <A>
            sheet:1/row:0 [a id] [x]
            sheet:1/row:2 [4] [5]
            sheet 1 <a>
            sheet:1/row:0 [x]
            sheet:1/row:3 [6]
            sheet:1/row:4 [7]
            sheet 1 <a>
            sheet:1/row:5 [8] [9] [10]
        "#]],
    );
}

#[test]
fn what_is_cut_off_is_said() {
    check(
        b"INSERT INTO a (x,y) VALUES (1,2),(3,'vi",
        expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x] [y]
        sheet:1/row:1 [1] [2]
        sheet:1/row:2 [3] [vi]
        partial: ends in the middle of a statement
    "#]],
    );
    check(
        b"INSERT INTO a (x,y) VALUES (1,2),(3",
        expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x] [y]
        sheet:1/row:1 [1] [2]
        sheet:1/row:2 [3]
        partial: ends in the middle of a statement
    "#]],
    );
    check(
        b"COPY a (x,y) FROM stdin;\n1\t2\n3\tvi",
        expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x] [y]
        sheet:1/row:1 [1] [2]
        sheet:1/row:2 [3] [vi]
        partial: ends in the middle of a table's data
    "#]],
    );
    check(
        b"INSERT INTO a (x,y) VALUES (1,'b;\nINSERT INTO a (x) VALUES (2);",
        expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x] [y]
        sheet:1/row:1 [1] [b;\nINSERT INTO a (x) VALUES (2);]
        partial: ends in the middle of a statement
    "#]],
    );
    check(
        b"INSERT INTO a (x,y) VALUES (1,f(2;\nINSERT INTO a (x) VALUES (2);",
        expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x] [y]
        sheet:1/row:1 [1] [2]
        sheet 1 <a>
        sheet:1/row:0 [x]
        sheet:1/row:2 [2]
        partial: the row at line 1 has no end: what follows may be read wrongly
    "#]],
    );
}

#[test]
fn keys_speak() {
    check(
        b"CREATE TABLE p (nr int, code int primary key);\n\
          CREATE TABLE k (id int primary key, p int references p, q int references p (code), r int references z(id));\n\
          INSERT INTO k VALUES (1,2,3,4);\nINSERT INTO p VALUES (5,6);\nINSERT INTO z (id, key) VALUES (7,8);\n",
        expect![[r#"
            sheet 1 <k>
            sheet:1/row:0 [k id] [p id] [q p id] [z id]
            sheet:1/row:1 [1] [2] [3] [4]
            sheet 2 <p>
            sheet:2/row:0 [nr] [p id]
            sheet:2/row:1 [5] [6]
            sheet 3 <z>
            sheet:3/row:0 [z id] [key]
            sheet:3/row:1 [7] [8]
        "#]],
    );
}

#[test]
fn documents_in_values_are_members() {
    let letter = "Geachte mevrouw,\n".repeat(20);
    let hex = |data: &[u8]| data.iter().map(|b| format!("{b:02X}")).collect::<String>();
    let pdf = [b"%PDF-1.4\n%\xe2\xe3".as_slice(), &[0; 80]].concat();
    let sql = format!(
        "INSERT INTO brief (nr, inhoud) VALUES (1,0x{}),(2,x'{}'),(3,0x{});",
        hex(letter.as_bytes()).get(..68).unwrap_or_default(),
        hex(&pdf),
        hex(&[0xff; 100]),
    );
    expect![[r#"
        open <>
        sheet 1 <brief>
        sheet:1/row:0 [nr] [inhoud]
        sheet:1/row:1 [1] [Geachte mevrouw,\nGeachte mevrouw,\n]
        open <brief-inhoud-2>
        close <brief-inhoud-2> 92 application/pdf unreadable: PDF documents are not supported yet
        sheet:1/row:2 [2] []
        sheet:1/row:3 [3] [ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff]
        close <> 512 application/sql read: 
    "#]].assert_eq(&show_all("x", sql.as_bytes()));
}

#[test]
fn rows_and_values_are_bounded() {
    let sql = format!("INSERT INTO a (x) VALUES ({}),(1);", "'x',".repeat(5_000_000) + "1");
    let shown = show(sql.as_bytes());
    assert!(shown.ends_with("[1]\npartial: a row is longer than 8 MiB: it was cut\n"));
    let deep = format!("INSERT INTO a (x) VALUES ({}1{});", "f(".repeat(100_000), ")".repeat(100_000));
    expect![[r#"
        sheet 1 <a>
        sheet:1/row:0 [x]
        sheet:1/row:1 []
        partial: functions stand inside more than 8 others
    "#]]
    .assert_eq(&show(deep.as_bytes()));
}

#[test]
fn messages_in_texts_are_members() {
    let hl7 = r"MSH|^~\\&|A|B|C|D|20240501||ORU^R01|1|P|2.4\rPID|1||123456782^^^NLMINBIZA^NNNLD||Jansen^A\r";
    let json = r#"{"naam": "Bakker", "telefoon": "0612345678", "adres": {"plaats": "Assen"}}"#;
    let pdf = "JVBERi0xLjQKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2c+PmVuZG9iagpKVkJFUmkw";
    let sql = format!("INSERT INTO `log` (`id`, `bericht`) VALUES (1,'{hl7}'),(2,'{json}'),(3,'{pdf}');");
    expect![[r#"
        open <>
        open <log-bericht-1>
        msg:1 MSH 1=| 2=^~\\& 3=A 4=B 5=C 6=D 7=20240501 9=ORU 9.2=R01 10=1 11=P 12=2.4 / PID 1=1 3=123456782 3.4=NLMINBIZA 3.5=NNNLD 5=Jansen 5.2=A
        close <log-bericht-1> 88 x-application/hl7-v2+er7 read: 
        sheet 1 <log>
        sheet:1/row:0 [log id] [bericht]
        sheet:1/row:1 [1] []
        sheet:1/row:2 [2] [{"naam": "Bakker", "telefoon": "0612345678", "adres": {"plaats": "Assen"}}]
        open <log-bericht-3>
        close <log-bericht-3> 54 application/pdf unreadable: PDF documents are not supported yet
        sheet:1/row:3 [3] []
        close <> 301 application/sql read: 
    "#]].assert_eq(&show_all("x", sql.as_bytes()));
}
