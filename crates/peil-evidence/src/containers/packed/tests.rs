use expect_test::{Expect, expect};

use crate::testing::{seed, show_all};

/// A seed under its own name: every event, or where members are closed.
fn check(name: &str, all: bool, expected: Expect) {
    let shown = show_all(name, &seed(name));
    let closes: String = shown.lines().filter(|l| l.starts_with("close")).map(|l| format!("{l}\n")).collect();
    expected.assert_eq(if all { shown.as_str() } else { closes.as_str() });
}

#[test]
fn streams_of_other_programs() {
    check(
        "table.csv.zst",
        true,
        expect![[r#"
        open <>
        open <table.csv>
        row:1 [naam] [geboren] [bsn]
        row:2 [Finn van den Berg] [13-11-1946] [281590837]
        row:3 [Anna de Vries] [14-07-1948] [418609135]
        row:4 [Mees Jansen] [19-10-1990] [130824628]
        row:5 [Lotte de Vries] [19-05-1963] [299351816]
        row:6 [Mees Jansen] [20-04-2003] [965797545]
        row:7 [Daan van den Berg] [23-04-1950] [587574914]
        row:8 [Bram Ünal] [06-06-1959] [860189557]
        row:9 [Finn Meijer] [19-08-1948] [247104978]
        row:10 [Evi Ünal] [22-06-1942] [523667127]
        row:11 [Joost Ünal] [18-05-1957] [784656320]
        row:12 [Bram van den Berg] [05-04-1969] [179244024]
        row:13 [Zoë Smit] [20-10-1980] [389078669]
        close <table.csv> 444 text/csv read: 
        close <> 296 application/zstd read: 
    "#]],
    );
    check(
        "frames.csv.zst",
        false,
        expect![[r#"
        close <frames.csv> 444 text/csv read: 
        close <> 363 application/zstd read: 
    "#]],
    );
    check(
        "streams.csv.xz",
        false,
        expect![[r#"
        close <streams.csv> 444 text/csv read: 
        close <> 484 application/x-xz read: 
    "#]],
    );
    check(
        "streams.csv.bz2",
        false,
        expect![[r#"
        close <streams.csv> 444 text/csv read: 
        close <> 396 application/x-bzip2 read: 
    "#]],
    );
    check(
        "table.csv.lzma",
        false,
        expect![[r#"
        close <table.csv> 444 text/csv read: 
        close <> 294 application/x-lzma read: 
    "#]],
    );
    check(
        "table.csv.lz4",
        false,
        expect![[r#"
        close <table.csv> 444 text/csv read: 
        close <> 402 application/x-lz4 read: 
    "#]],
    );
    check(
        "table.csv.Z",
        false,
        expect![[r#"
        close <table.csv> 444 text/csv read: 
        close <> 346 application/x-compress read: 
    "#]],
    );
    check(
        "long.txt.Z",
        false,
        expect![[r#"
        close <long.txt> 4462 text/plain read: 
        close <> 1517 application/x-compress read: 
    "#]],
    );
    check(
        "archive.txz",
        false,
        expect![[r#"
        close <archive.tar!/a.csv> 444 text/csv read: 
        close <archive.tar!/map/b.csv> 296 text/csv read: 
        close <archive.tar> 10240 application/x-tar read: 
        close <> 592 application/x-xz read: 
    "#]],
    );
}

#[test]
fn content_is_the_same_however_it_is_packed() {
    let rows = |name: &str| -> Vec<String> {
        let shown = show_all(name, &seed(name));
        shown.lines().filter(|l| l.starts_with("row")).map(str::to_owned).collect()
    };
    let whole = rows("table.csv.zst");
    assert_eq!(whole.len(), 13);
    for name in [
        "frames.csv.zst",
        "streams.csv.xz",
        "streams.csv.bz2",
        "table.csv.lzma",
        "table.csv.lz4",
        "table.csv.Z",
    ] {
        assert_eq!(rows(name), whole, "{name}");
    }
}

#[test]
fn widths_of_codes_change() {
    let shown = show_all("long.txt.Z", &seed("long.txt.Z"));
    assert!(shown.contains("regel 0149 4445 patiënt 711\n"), "{shown}");
}

#[test]
fn cut_and_damaged_streams() {
    for name in ["table.csv.zst", "streams.csv.xz", "streams.csv.bz2", "table.csv.lz4", "table.csv.lzma"] {
        let whole = seed(name);
        let shown = show_all(name, &whole[..whole.len() - 5]);
        assert!(shown.contains("(ends too early)\n"), "{name}: {shown}");
        let mut damaged = whole.clone();
        let half = whole.len() / 2;
        damaged[half] ^= 0x55;
        let shown = show_all(name, &damaged);
        let words = ["(the compressed data are damaged)\n", "(fails its checksum)\n", "(ends too early)\n"];
        assert!(words.iter().any(|w| shown.ends_with(w)), "{name}: {shown}");
    }
    for name in ["table.csv.zst", "streams.csv.xz", "streams.csv.bz2", "table.csv.lz4"] {
        let trailed = [seed(name), b"en nog iets".to_vec()].concat();
        let shown = show_all(name, &trailed);
        assert!(shown.contains("text/csv partial: "), "{name}: {shown}");
    }
}

#[test]
fn windows_are_bounded() {
    // A frame that asks for a window of 2 GiB, and a dictionary of 4 GiB.
    let zstd = b"\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00";
    let shown = show_all("x.zst", zstd);
    assert!(shown.contains("(needs a window of more than 256 MiB to decompress)\n"), "{shown}");
    let lzma = b"\x5d\0\0\0\x40\xff\xff\xff\xff\xff\xff\xff\xff\0\x37\x19\x4a";
    let shown = show_all("x.lzma", lzma);
    assert!(shown.contains("(needs a window of more than 256 MiB to decompress)\n"), "{shown}");
}
