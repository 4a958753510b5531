use expect_test::{Expect, expect};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::testing::{show, show_all};

fn check(bytes: &[u8], expected: Expect) {
    expected.assert_eq(&show(bytes));
}

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let dates = Format::new().set_num_format("dd-mm-yyyy");
    let moments = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "Overzicht", &Format::new()).expect("fits");
    for (i, title) in ["bsn", "geboren", "naam", "getal"].into_iter().enumerate() {
        sheet.write(2, i as u16, title).expect("fits");
    }
    sheet.write(3, 0, 123_456_782).expect("fits");
    sheet
        .write_with_format(3, 1, ExcelDateTime::from_ymd(1980, 6, 23).expect("a day"), &dates)
        .expect("fits");
    sheet.write(3, 2, "Zoë").expect("fits");
    sheet.write(3, 3, 1.5).expect("fits");
    let moment = ExcelDateTime::from_ymd(1980, 6, 23).and_then(|d| d.and_hms(14, 30, 0)).expect("a time");
    sheet.write_with_format(5, 1, moment, &moments).expect("fits");
    sheet.write(5, 3, true).expect("fits");
    let hidden = book.add_worksheet();
    hidden.set_hidden(true);
    hidden.write(0, 1, "verborgen").expect("fits");
    book.save_to_buffer().expect("memory")
}

#[test]
fn every_sheet_cell_by_cell() {
    check(
        &book(),
        expect![[r#"
        sheet 1 <Sheet1>
        sheet:1/row:1 [Overzicht]
        sheet:1/row:3 [bsn] [geboren] [naam] [getal]
        sheet:1/row:4 [123456782] [1980-06-23] [Zoë] [1.5]
        sheet:1/row:6 [] [1980-06-23T14:30:00] [] [true]
        sheet 2 <Sheet2>
        sheet:2/row:1 [] [verborgen]
    "#]],
    );
}

#[test]
fn comments_are_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "a").expect("fits");
    sheet.insert_note(1, 2, &rust_xlsxwriter::Note::new("belt op maandag: 0612345678")).expect("fits");
    check(
        &book.save_to_buffer().expect("memory"),
        expect![[r#"
        sheet 1 <Sheet1>
        sheet:1/row:1 [a]
        line:1 C2: Author: belt op maandag: 0612345678
    "#]],
    );
}

#[test]
fn far_cells_do_not_fill_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "a").expect("fits");
    sheet.write(1_048_575, 16_383, "b").expect("fits");
    let shown = show(&book.save_to_buffer().expect("memory"));
    assert!(shown.contains("sheet:1/row:1 [a]\n") && shown.contains("sheet:1/row:1048576 [] []"));
}

#[test]
fn kinds_of_office_documents() {
    let whole = book();
    let shown = show_all("x", &whole);
    assert!(
        shown.ends_with("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet read: \n"),
        "{shown}"
    );
    let cut = show_all("x", &whole[..whole.len() / 2]);
    assert!(
        cut.ends_with("application/zip unreadable: an Office document that is cut off or damaged\n"),
        "{cut}"
    );
}

#[test]
fn cells_that_share_a_long_text_are_bounded() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let long = "x".repeat(32_000);
    for row in 0..10_000 {
        sheet.write(row, 0, long.as_str()).expect("fits");
    }
    let bytes = book.save_to_buffer().expect("memory");
    let mut rows = 0;
    let mut end = String::new();
    crate::read_here(bytes, "f", &crate::Limits::default(), |e| {
        match e {
            crate::Event::Segment(_) => rows += 1,
            crate::Event::Close { outcome, reason, .. } => end = format!("{}: {reason}", outcome.id()),
            _ => {}
        }
        Ok(())
    })
    .expect("the sink never fails");
    assert_eq!(end, "partial: stopped: its cells hold far more text than its size allows");
    assert!((8_000..9_500).contains(&rows), "{rows}");
}
