//! Dates as people and programs write them.

use super::*;
use proptest::prelude::*;

fn print(d: Option<PartialDate>) -> String {
    d.map_or(String::new(), |d| d.iso() + if d.short_year { " short" } else { "" })
}

fn check(raw: &str, expect: &str) {
    assert_eq!(print(parse(raw)), expect, "{raw}");
}

#[test]
fn whole_dates() {
    for raw in [
        "19800623",
        "198006231015",
        "19800623101559",
        "1980062310",
        "19800623101559.000+0100",
        "19800623+0200",
        "19800623T1015",
        "23061980",
        "23-06-1980",
        "23-6-1980",
        "23/06/1980",
        "23.06.1980",
        "23 06 1980",
        "1980-06-23",
        "1980/06/23",
        "1980:06:23",
        "1980.06.23",
        "1980-06-23T10:15:00Z",
        "1980-06-23T00:00:00.000+02:00",
        "1980-06-23 00:00:00",
        "23-06-1980 10:15",
        "23-06-1980 0:00:00",
        "23 juni 1980",
        "23 Juni, 1980",
        "23-jun-1980",
        "23-JUN-1980",
        "23 jun. 1980",
        "June 23, 1980",
        "Jun 23 1980",
        "23rd June 1980",
        "ma 23 juni 1980",
        "maandag 23 juni 1980",
        "1980-jun-23",
        "06/23/1980",
        " \"23-06-1980\" ",
        "(23-06-1980)",
        "23 - 06 - 1980",
        "6/23/1980 12:00:00 AM",
        "23 juni 1980 om 10.15 uur",
        "23-06-1980 (45 jr)",
    ] {
        check(raw, "1980-06-23");
    }
    check("1-3-1980", "1980-03-01");
    check("1 mrt 1980", "1980-03-01");
    check("1 maart 1980", "1980-03-01");
    check("1 May 1980", "1980-05-01");
    check("1 mei 1980", "1980-05-01");
    check("1-okt-1980", "1980-10-01");
    check("29-02-2000", "2000-02-29");
}

#[test]
fn short_years() {
    check("23-06-80", "1980-06-23 short");
    check("23-6-26", "2026-06-23 short");
    check("1/2/27", "1927-02-01 short");
    check("23-jun-80", "1980-06-23 short");
    check("23 juni '80", "1980-06-23 short");
    check("80-06-23", "1980-06-23 short");
    assert_eq!(print(yymmdd("800623")), "1980-06-23 short");
    assert_eq!(print(yymmdd("250806")), "2025-08-06 short");
    assert_eq!(print(yymmdd("80062x")), "");
}

#[test]
fn partial_dates() {
    check("00-00-1980", "1980");
    check("00-06-1980", "1980-06");
    check("xx-06-1980", "1980-06");
    check("??-??-1980", "1980");
    check("1980-00-00", "1980");
    check("1980:00:00", "1980");
    check("19800000", "1980");
    check("19800600", "1980-06");
    check("198006", "1980-06");
    check("198000", "1980");
    check("1980", "1980");
    check("06-1980", "1980-06");
    check("juni 1980", "1980-06");
    check("1980-06", "1980-06");
}

#[test]
fn refused() {
    for raw in [
        "",
        "0",
        "31-02-1980",
        "29-02-1900",
        "32-01-1980",
        "19801301",
        "12:30:45",
        "10:15",
        "1234 AB",
        "0612345678",
        "06-12345678",
        "06.11.12.13.14",
        "1234.56.782",
        "123456782",
        "00-00-0000",
        "0000-00-00",
        "99999999",
        "23 juni",
        "15-00-1980",
        "12-34-56",
        "1200",
        "jan",
        "23-06-1980 en meer",
        "198006231099",
        "12-05-1980-13",
        "4 x 4 m",
    ] {
        check(raw, "");
    }
}

#[test]
fn the_order_decides_only_where_both_fit() {
    let us = |raw| print(parse_with(raw, DayOrder::MonthFirst));
    assert_eq!(us("03/04/1980"), "1980-03-04");
    assert_eq!(us("23/04/1980"), "1980-04-23");
    assert_eq!(us("1980-03-04"), "1980-03-04");
    check("03/04/1980", "1980-04-03");
    assert_eq!(order_of("23-06-1980"), Some(DayOrder::DayFirst));
    assert_eq!(order_of("06/23/1980"), Some(DayOrder::MonthFirst));
    assert_eq!(order_of("06/07/1980"), None);
    assert_eq!(order_of("1980-06-23"), None);
}

#[test]
fn serials() {
    let serial = |n| print(from_serial(n));
    assert_eq!(serial(1), "1900-01-01");
    assert_eq!(serial(59), "1900-02-28");
    assert_eq!(serial(60), "");
    assert_eq!(serial(61), "1900-03-01");
    assert_eq!(serial(29395), "1980-06-23");
    assert_eq!(serial(0), "");
    assert_eq!(serial(73_415), "2100-12-31");
    assert_eq!(serial(73_416), "");
}

proptest! {
    #[test]
    fn never_panics(s in "\\PC{0,40}") {
        let _ = (parse(&s), parse_with(&s, DayOrder::MonthFirst), order_of(&s), yymmdd(&s));
    }

    #[test]
    fn numeric_soup_never_panics(s in "[0-9xX?:./ T+Z-]{0,30}") {
        let _ = (parse(&s), order_of(&s));
    }

    #[test]
    fn forms_agree(y in 1900u16..2026, m in 1u8..=12, d in 1u8..=28) {
        let expect = PartialDate::new(y, m, d);
        prop_assert_eq!(parse(&format!("{y}{m:02}{d:02}")), expect);
        prop_assert_eq!(parse(&format!("{d}-{m}-{y}")), expect);
        prop_assert_eq!(parse_with(&format!("{m}/{d}/{y}"), DayOrder::MonthFirst), expect);
        prop_assert_eq!(parse(&format!("{y}-{m:02}-{d:02}T00:00:00")), expect);
    }
}
