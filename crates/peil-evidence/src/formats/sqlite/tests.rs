use expect_test::expect;

use crate::testing::{show, show_all};

const PEOPLE: &[u8] = include_bytes!("../../../fuzz/seeds/people.sqlite");
const FREED: &[u8] = include_bytes!("../../../fuzz/seeds/freed.sqlite");

/// Lines of what comes out, long ones and all but the first visits left out.
fn brief(shown: &str) -> String {
    let line = |l: &str| l.chars().take(100).collect::<String>() + "\n";
    shown.lines().filter(|l| !l.contains("[2024-05-") || l.contains("row:1 ")).map(line).collect()
}

#[test]
fn tables_of_every_kind() {
    let shown = show_all("x", PEOPLE);
    assert_eq!(shown.matches("[2024-05-").count(), 60);
    expect![[r#"
        open <>
        sheet 1 <persoon>
        sheet:1/row:0 [persoon id] [naam] [bsn] [lengte] [letter]
        sheet:1/row:1 [7] [Zoë] [123456782] [1.75] [00ff10]
        open <persoon-letter-2>
        close <persoon-letter-2> 1033 application/pdf unreadable: PDF documents are not supported yet
        sheet:1/row:2 [9] [lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang l
        sheet 2 <bezoek>
        sheet:2/row:0 [bezoek id] [persoon id] [datum]
        sheet:2/row:1 [1] [9] [2024-05-01]
        sheet 3 <code>
        sheet:3/row:0 [soort] [waarde] [uitleg] [extra]
        sheet:3/row:1 [b] [1] [een] []
        sheet:3/row:2 [a] [2] [twee] []
        sheet 4 <zoek_content>
        sheet:4/row:0 [zoek_content id] [c0]
        sheet:4/row:1 [1] [Anna uit Assen]
        close <> 12288 application/vnd.sqlite3 read: 
    "#]]
    .assert_eq(&brief(&shown));
}

#[test]
fn rows_on_freed_pages() {
    let shown = show(FREED);
    let last = shown.lines().last().unwrap_or_default();
    expect!["partial: 3 freed pages: 18 rows on them were read, more may remain there"].assert_eq(last);
    expect![[r#"
        sheet 1 <blijft>
        sheet:1/row:0 [a]
        sheet:1/row:1 [x]
        sheet 2 <freed>
        sheet:2/row:1 [23] [Klant 23]
        sheet:2/row:2 [24] [Klant 24]
    "#]]
    .assert_eq(&shown.lines().take(6).map(|l| format!("{l}\n")).collect::<String>());
}

#[test]
fn what_is_missing_is_said() {
    let shown = show(&PEOPLE[..PEOPLE.len() - 3 * 512]);
    expect!["partial: is cut off: 3 of 24 pages are missing; 3 pages cannot be read or are missing; 4 rows were read whose table is not known"].assert_eq(shown.lines().last().unwrap_or_default());
    let mut bad = PEOPLE.to_vec();
    bad[100..200].fill(0xff);
    let shown = show(&bad);
    expect![[r#"
        sheet 1 <lost>
        sheet:1/row:1 [7] [Zoë] [123456782] [1.75] [00ff10]
        unreadable: PDF documents are not supported yet
        sheet:1/row:2 [9] [lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang lang l
        sheet:1/row:3 [1] [0103]
        sheet:1/row:4 [10] [000000000101010001010101]
        sheet:1/row:5 [137438953473] [0000001e0530616e6e6101020202047373656e0102040103756974010203040909]
        sheet:1/row:6 [1] [Anna uit Assen]
        sheet:1/row:7 [1] [03]
        partial: 1 pages cannot be read or are missing; 67 rows were read whose table is not known
    "#]]
    .assert_eq(&brief(&shown));
    expect![[r#"
        unreadable: an SQLite database that is damaged or encrypted
    "#]]
    .assert_eq(&show(&PEOPLE[..80]));
}
