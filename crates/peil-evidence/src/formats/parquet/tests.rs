use std::sync::Arc;

use expect_test::expect;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::testing::{show, show_all};

const SCHEMA: &str = "message p {
    REQUIRED BYTE_ARRAY naam (UTF8);
    OPTIONAL INT32 geboren (DATE);
    REQUIRED INT64 moment (TIMESTAMP(MICROS,true));
    REQUIRED INT64 fijn (TIMESTAMP(NANOS,false));
    REQUIRED INT64 bedrag (DECIMAL(10,2));
    REQUIRED DOUBLE bsn;
}";

fn file() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
    let mut out = Vec::new();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(&mut out, schema, properties).expect("memory");
    let mut group = writer.next_row_group().expect("memory");
    macro_rules! column {
        ($kind:ty, $values:expr, $levels:expr) => {{
            let mut column = group.next_column().expect("memory").expect("a column");
            column.typed::<$kind>().write_batch(&$values, $levels, None).expect("memory");
            column.close().expect("memory");
        }};
    }
    column!(ByteArrayType, [ByteArray::from("Zoë"), ByteArray::from("Piet")], None);
    column!(Int32Type, [3826], Some(&[1, 0]));
    column!(Int64Type, [330_566_400_000_000, 330_566_401_000_000], None);
    column!(Int64Type, [330_566_400_000_000_000, 330_566_401_000_000_001], None);
    column!(Int64Type, [12345, -5], None);
    column!(DoubleType, [123_456_782.0, 0.5], None);
    group.close().expect("memory");
    writer.close().expect("memory");
    out
}

#[test]
fn logical_types_become_text() {
    expect![[r#"
        row:1 [naam] [geboren] [moment] [fijn] [bedrag] [bsn]
        row:2 [Zoë] [1980-06-23] [1980-06-23] [1980-06-23] [123.45] [123456782]
        row:3 [Piet] [] [1980-06-23T00:00:01] [1980-06-23T00:00:01] [-0.05] [0.5]
    "#]]
    .assert_eq(&show(&file()));
}

#[test]
fn damage_is_said() {
    let whole = file();
    let cut = show_all("x", &whole[..whole.len() - 20]);
    assert!(
        cut.ends_with(
            "application/vnd.apache.parquet unreadable: a Parquet file that is damaged or cut off\n"
        ),
        "{cut}"
    );
}

#[test]
fn records_and_lists_inside_records() {
    expect![[r#"
        row:1 [bsn] [geboren] [moment] [adres straat] [adres nr] [bedrag] [ja] [scan] [ns] [x]
        row:2 [123456782] [1980-06-23] [2024-05-01T12:30:00] [Dorpsstraat] [3] [1.50] [true] [tekst] [2024-05-01T12:30:00] [0.1]
        row:3 [111222333] [] [2024-05-01T12:30:00] [] [] [] [] [] [] []
    "#]].assert_eq(&show(include_bytes!("../../../fuzz/seeds/struct.parquet")));
    expect![[r#"
        item:1 {naam=Zoë tel=06 tel=020 map{hb=8.5} b{d=2024-01-02 w=1 w=2}}
        item:2 {naam=Jan map}
    "#]]
    .assert_eq(&show(include_bytes!("../../../fuzz/seeds/nested.parquet")));
}
