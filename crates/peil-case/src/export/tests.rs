//! One table in every format, and back.

use std::fs::File;
use std::path::Path;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

use super::*;

const COLUMNS: [&str; 3] = ["person", "status", "records"];

fn rows() -> Vec<[String; 3]> {
    let own = |a: &str, b: &str, c: &str| [a.to_owned(), b.to_owned(), c.to_owned()];
    vec![
        own("007", "confirmed", "wave-1/a,b.csv#row:2|wave-1/\"c\".csv#row:3"),
        own("=1+1", "", "line\nbreak"),
        own("Łukasz 🐟", "possible", ""),
    ]
}

fn put(path: &Path, format: Format, rows: &[[String; 3]]) -> Result<(), ExportError> {
    write(path, format, "roster", &COLUMNS, None, |w| rows.iter().try_for_each(|r| w.row(r)))
}

/// What the format reads back as; also that a second time gives the same bytes.
fn made(format: Format, rows: &[[String; 3]]) -> (tempfile::TempDir, std::path::PathBuf) {
    let dir = tempfile::tempdir().expect("dir");
    let (first, second) = (dir.path().join("1"), dir.path().join("2"));
    put(&first, format, rows).expect("written");
    put(&second, format, rows).expect("written");
    assert!(std::fs::read(&first).expect("read") == std::fs::read(&second).expect("read"), "{format:?}");
    (dir, first)
}

#[test]
fn csv_is_plain() {
    let (_dir, path) = made(Format::Csv, &rows());
    assert_eq!(
        std::fs::read_to_string(path).expect("read"),
        "person,status,records\n\
         007,confirmed,\"wave-1/a,b.csv#row:2|wave-1/\"\"c\"\".csv#row:3\"\n\
         =1+1,,\"line\nbreak\"\n\
         Łukasz 🐟,possible,\n"
    );
}

#[test]
fn jsonl_has_an_object_a_line() {
    let (_dir, path) = made(Format::Jsonl, &rows()[1..]);
    assert_eq!(
        std::fs::read_to_string(path).expect("read"),
        "{\"person\":\"=1+1\",\"status\":\"\",\"records\":\"line\\nbreak\"}\n\
         {\"person\":\"Łukasz 🐟\",\"status\":\"possible\",\"records\":\"\"}\n"
    );
}

#[test]
fn parquet_reads_back() {
    let many: Vec<_> = (0..120_001).map(|i| [format!("{i:07}"), String::new(), "x".to_owned()]).collect();
    for rows in [rows(), many, Vec::new()] {
        let (_dir, path) = made(Format::Parquet, &rows);
        let reader = SerializedFileReader::new(File::open(path).expect("opened")).expect("parquet");
        let schema = reader.metadata().file_metadata().schema();
        assert_eq!(schema.get_fields().iter().map(|f| f.name()).collect::<Vec<_>>(), COLUMNS);
        let back: Vec<[String; 3]> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|r| r.expect("row"))
            .map(|r| [0, 1, 2].map(|i| r.get_string(i).expect("text").clone()))
            .collect();
        assert!(back == rows);
    }
}

/// Rows of all sheets, through our own reader of evidence.
fn sheets(path: &Path) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    crate::reader::tests::rows_of(path, &mut |sheet, row| {
        let mut cells = vec![sheet.to_string()];
        cells.extend(row.iter().map(str::to_owned));
        all.push(cells);
    });
    all
}

#[test]
fn xlsx_reads_back() {
    let (_dir, path) = made(Format::Xlsx, &rows());
    let back = sheets(&path);
    assert_eq!(back[0], ["1", "person", "status", "records"]);
    assert_eq!(back[1][..3], ["1", "007", "confirmed"]);
    assert_eq!(back[2][..4], ["1", "=1+1", "", "line\nbreak"]);
    assert_eq!(back[3][..3], ["1", "Łukasz 🐟", "possible"]);
}

#[test]
fn a_full_sheet_is_followed_by_another() {
    let many: Vec<_> = (0..1001).map(|i| [format!("{i}"), String::new(), "x".to_owned()]).collect();
    let (_dir, path) = made(Format::Xlsx, &many);
    let back = sheets(&path);
    assert_eq!(back.len(), 1003);
    assert_eq!(back[999][..2], ["1", "998"]);
    assert_eq!(back[1000][..2], ["2", "person"]);
    assert_eq!(back[1001][..2], ["2", "999"]);
}

#[test]
fn what_does_not_fit_is_said_and_leaves_nothing() {
    let dir = tempfile::tempdir().expect("dir");
    let path = dir.path().join("out");
    let long = [["1".to_owned(), String::new(), "x".repeat(40_000)]];
    let said = put(&path, Format::Xlsx, &long).expect_err("fails").to_string();
    assert!(said.ends_with(
        "row 2 has a \"records\" longer than the 32767 characters of an XLSX cell; use csv, jsonl or parquet"
    ));
    let narrow = write(&path, Format::Csv, "t", &COLUMNS, None, |w| w.row(&["one"]));
    assert!(narrow.is_err());
    assert_eq!(std::fs::read_dir(dir.path()).expect("listed").count(), 0);
}

#[test]
fn a_stored_table_is_split_by_controller() {
    let dir = tempfile::tempdir().expect("dir");
    let key = crate::key::Key::passphrase("k").expect("key");
    let mut store = Store::open(dir.path(), &key).expect("made");
    let filled = store.replace(|w| {
        w.table("roster", &["controller", "person"], 1)?;
        [["A", "1"], ["B", "2"], ["A", "3"]].iter().try_for_each(|r| w.row(r))?;
        w.table("coverage", &["path"], 0)
    });
    filled.expect("filled");
    let path = dir.path().join("out.csv");
    for (only, expect) in [
        (None, "controller,person\nA,1\nB,2\nA,3\n"),
        (Some("A"), "controller,person\nA,1\nA,3\n"),
        (Some("C"), "controller,person\n"),
    ] {
        table(&store, "roster", only, Format::Csv, None, &path).expect("written");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), expect);
    }
    let said = table(&store, "coverage", Some("A"), Format::Csv, None, &path).expect_err("fails").to_string();
    assert!(said.ends_with("cannot be split by controller"));
    assert!(table(&store, "none", None, Format::Csv, None, &path).is_err());
}
