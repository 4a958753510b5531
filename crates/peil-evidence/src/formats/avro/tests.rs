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
fn records_inside_records_are_columns() {
    expect![[r#"
        open <>
        row:1 [bsn] [geboren] [adres straat] [adres nr] [post straat] [post nr] [moment] [bedrag] [sexe] [foto] [lengte] [vrij]
        row:2 [123456782] [1980-06-23] [Dorpsstraat] [-3] [] [] [2024-05-01T12:30:00] [-1.50] [V] [0001] [1.7] [tekst]
        open <Client-foto-2>
        close <Client-foto-2> 209 application/pdf unreadable: PDF documents are not supported yet
        row:3 [111222333] [] [] [] [Plein] [1] [2024-05-01T12:30:00] [7.00] [M] [] [2] [12]
        close <> 1165 application/vnd.apache.avro+binary read: 
    "#]].assert_eq(&show_all("x", seed!("flat-deflate.avro")));
}

#[test]
fn lists_and_maps_make_trees() {
    check(
        seed!("nested-bzip2.avro"),
        expect![[r#"
        item:1 Patient{naam=Zoë tel=0612345678 tel=0201234567 bezoeken{datum=2024-01-02 waarden{hb=8.5 ldl=2}} bezoeken{datum=2024-02-02 waarden} ouder{naam=Piet}}
        item:2 Patient{naam=Jan}
    "#]],
    );
}

#[test]
fn every_codec() {
    let lines = |bytes: &[u8]| show(bytes).lines().take(3).map(str::to_owned).collect::<Vec<_>>();
    let plain = lines(seed!("flat-deflate.avro"));
    assert_eq!(lines(seed!("flat-snappy.avro")), plain);
    assert_eq!(lines(seed!("flat-zstandard.avro")), plain);
    assert_eq!(lines(seed!("nested-xz.avro")).first(), lines(seed!("nested-bzip2.avro")).first());
}

#[test]
fn damage_is_said() {
    let whole = seed!("flat-deflate.avro");
    check(
        &whole[..whole.len() - 20],
        expect![[r#"
            row:1 [bsn] [geboren] [adres straat] [adres nr] [post straat] [post nr] [moment] [bedrag] [sexe] [foto] [lengte] [vrij]
            row:2 [123456782] [1980-06-23] [Dorpsstraat] [-3] [] [] [2024-05-01T12:30:00] [-1.50] [V] [0001] [1.7] [tekst]
            unreadable: PDF documents are not supported yet
            row:3 [111222333] [] [] [] [Plein] [1] [2024-05-01T12:30:00] [7.00] [M] [] [2] [12]
            partial: damaged or cut off after 2 records
        "#]],
    );
    check(
        &whole[..300],
        expect![[r#"
        unreadable: an Avro file that is damaged
    "#]],
    );
    let mut bad = whole.to_vec();
    let sync = whole[whole.len() - 16..].to_vec();
    // A block that is none stands before the one that is.
    let at = whole.windows(16).position(|w| w == sync).expect("a mark") + 16;
    bad.splice(at..at, [&[4, 8, 1, 2, 3][..], &sync].concat());
    let shown = show(&bad);
    expect!["partial: damaged after 0 records: some are missing"]
        .assert_eq(shown.lines().last().unwrap_or_default());
}
