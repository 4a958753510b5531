//! The hospital's ledger: a Parquet log up to 2023, and the archive of the order messages since.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::disclosures::{self, Disclosure, MESSAGES_FROM};
use crate::evidence::hospital_order;
use crate::formats::containers;
use crate::population::{Population, Register};

const SCHEMA: &str = "message log {
    required binary patient_number (UTF8);
    required binary recipient (UTF8);
    required int32 sent_on (DATE);
    required binary order_number (UTF8);
    required binary categories (UTF8);
}";
/// What a text column holds of a row.
type Text<'a> = &'a dyn Fn(&(u32, Disclosure)) -> String;
/// Rows of a row group: one is built in memory.
const ROWS: usize = 20_000;

pub(super) fn write(folder: &Path, people: &Population) -> io::Result<()> {
    let mut months: BTreeMap<(u16, u8), Vec<u32>> = BTreeMap::new();
    let mut log: Vec<u32> = Vec::new();
    for row in 0..people.rows(Register::Hospital) {
        for d in disclosures::of(people, Register::Hospital, row) {
            if d.date.year < MESSAGES_FROM {
                log.push(row);
            } else {
                months.entry((d.date.year, d.date.month)).or_default().push(row);
            }
        }
    }
    parquet(folder, people, &log).map_err(io::Error::other)?;
    archive(folder, people, &months)
}

fn disclosure(people: &Population, row: u32) -> Option<Disclosure> {
    disclosures::of(people, Register::Hospital, row).into_iter().next()
}

fn parquet(folder: &Path, people: &Population, log: &[u32]) -> parquet::errors::Result<()> {
    let file = std::fs::File::create(folder.join("ziekenhuis.parquet"))?;
    // The name of the writing program would change with every release of the library.
    let properties = WriterProperties::builder().set_created_by("invented".to_owned()).build();
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties))?;
    for chunk in log.chunks(ROWS) {
        let rows: Vec<(u32, Disclosure)> =
            chunk.iter().filter_map(|r| Some((*r, disclosure(people, *r)?))).collect();
        let columns: [Text<'_>; 4] = [
            &|(r, _)| Register::Hospital.key(*r),
            &|(_, d)| d.recipient.to_owned(),
            &|(_, d)| d.number.clone(),
            &|(_, d)| d.categories.to_string(),
        ];
        let mut texts = columns.into_iter();
        let mut group = writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            if at == 2 {
                let days: Vec<i32> = rows.iter().map(|(_, d)| d.date.days()).collect();
                column.typed::<Int32Type>().write_batch(&days, None, None)?;
            } else if let Some(text) = texts.next() {
                let values: Vec<ByteArray> = rows.iter().map(|r| text(r).into_bytes().into()).collect();
                column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
            }
            column.close()?;
            at += 1;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn archive(folder: &Path, people: &Population, months: &BTreeMap<(u16, u8), Vec<u32>>) -> io::Result<()> {
    let file = BufWriter::new(std::fs::File::create(folder.join("ziekenhuis-orders.zip"))?);
    let mut zip = zip::ZipWriter::new(file);
    let start = |zip: &mut zip::ZipWriter<_>, name: String| {
        zip.start_file(name, containers::options(true)).map_err(io::Error::other)
    };
    if months.is_empty() {
        // A month in which nothing was sent but an order for the laboratory's own control.
        start(&mut zip, "2024-01.hl7".to_owned())?;
        zip.write_all(hospital_order::control().as_bytes())?;
    }
    for ((year, month), rows) in months {
        start(&mut zip, format!("{year}-{month:02}.hl7"))?;
        for row in rows {
            let Some(d) = disclosure(people, *row) else { continue };
            let h = people.human(people.person(Register::Hospital, *row));
            let order = hospital_order::message(&h, *row, &d.number, d.recipient, d.date);
            zip.write_all(order.as_bytes())?;
        }
    }
    zip.finish().map_err(io::Error::other)?.flush()
}
