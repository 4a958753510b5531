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
fn files() {
    expect![[r#"
        open <>
        row:1 [bsn] [geboren] [moment] [adres straat] [adres nr] [sexe] [bedrag] [ja] [scan] [ns] [uur] [x] [view]
        row:2 [123456782] [1980-06-23] [2024-05-01T12:30:00] [Dorpsstraat] [3] [V] [1.50] [true] [tekst] [2024-05-01T12:30:00] [08:30:00] [0.1] [een lange tekst die niet past]
        row:3 [111222333] [] [2024-05-01T12:30:00] [] [] [V] [] [] [] [] [] [] []
        close <> 3650 application/vnd.apache.arrow.file read: 
    "#]].assert_eq(&show_all("x", seed!("table-lz4.feather")));
    assert_eq!(show(seed!("table-zstd.feather")), show(seed!("table-lz4.feather")));
}

#[test]
fn streams_with_lists() {
    check(
        seed!("nested.arrows"),
        expect![[r#"
        item:1 {naam=Zoë tel=06 tel=020 map{hb=8.5} b{d=2024-01-02 w=1 w=2}}
        item:2 {naam=Jan map}
    "#]],
    );
}

#[test]
fn damage_is_said() {
    let whole = seed!("table-lz4.feather");
    let shown = show(&whole[..whole.len() / 2]);
    expect!["unreadable: damaged after 0 records: it is cut off"]
        .assert_eq(shown.lines().last().unwrap_or_default());
    let stream = seed!("nested.arrows");
    let shown = show(&stream[..stream.len() - 100]);
    expect!["partial: damaged after 1 records: it is cut off"]
        .assert_eq(shown.lines().last().unwrap_or_default());
}
