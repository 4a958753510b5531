use expect_test::{Expect, expect};

use crate::testing::{show, show_all};

macro_rules! seed {
    ($name:literal) => {
        include_bytes!(concat!("../../../fuzz/seeds/", $name))
    };
}

fn check(bytes: &[u8], expected: Expect) {
    expected.assert_eq(&show(bytes));
}

#[test]
fn dbase_with_a_code_page_and_a_deleted_record() {
    expect![[r#"
        open <>
        row:1 [NAAM] [BSN] [GEBOREN] [SALDO] [ACTIEF]
        row:2 [Zoë] [123456782] [1980-06-23] [-1.50] [T]
        row:3 [André] [111222333] [] [12.00] [?]
        row:4 [Weg] [] [1955-01-01] [0.00] [F]
        close <> 335 application/x-dbf read: 
    "#]]
    .assert_eq(&show_all("x", seed!("clients-cp850.dbf")));
}

#[test]
fn foxpro_with_its_own_types() {
    check(
        seed!("foxpro.dbf"),
        expect![[r#"
        row:1 [NAAM] [NR] [SAL] [MOMENT] [W] [NOTITIE]
        row:2 [Çelik] [7] [12.3400] [2024-05-01T12:30:00] [1.5] []
        partial: the texts of its memo fields are in another file (.dbt, .fpt), which was not read
    "#]],
    );
}

#[test]
fn code_page_by_letters() {
    check(
        seed!("nomark.dbf"),
        expect![[r#"
        row:1 [NAAM]
        row:2 [Zoë]
        row:3 [Renée]
    "#]],
    );
}

#[test]
fn damage_is_said() {
    let whole = seed!("clients-cp850.dbf");
    check(
        &whole[..whole.len() - 60],
        expect![[r#"
        row:1 [NAAM] [BSN] [GEBOREN] [SALDO] [ACTIEF]
        row:2 [Zoë] [123456782] [1980-06-23] [-1.50] [T]
        partial: cut off after 1 of 3 records
    "#]],
    );
}
