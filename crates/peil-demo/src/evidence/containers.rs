//! Archives, and what cannot be read.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use zip::write::SimpleFileOptions;

use super::Scene;

/// Bytes of zeros in the bomb: about 300 kB on disk.
const BOMB_BYTES: usize = 300_000_000;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let (inner, rows) = table(s);
    let archive = zipped("tabel.csv.gz", &gzip(&inner)?)?;
    s.file("wave-2", "archief/oud.zip", &archive, "read")?;
    s.truth.file("wave-2", "archief/oud.zip!/tabel.csv.gz", "read");
    s.truth.file("wave-2", "archief/oud.zip!/tabel.csv.gz!/tabel.csv", "read");
    for m in rows {
        s.record(m, None, true, &["name", "sex", "birth_date", "bsn"]);
    }
    let mut locked = zipped("geheim.csv", b"BSN;naam\n")?;
    encrypt_flag(&mut locked);
    s.file("wave-2", "archief/geheim.zip", &locked, "encrypted")?;
    s.truth.file("wave-2", "archief/geheim.zip!/geheim.csv", "encrypted");
    let whole = gzip("regel zonder persoon\n".repeat(4000).as_bytes())?;
    s.file("wave-1", "stuk/half.txt.gz", &whole[..whole.len() / 2], "partial")?;
    s.truth.file("wave-1", "stuk/half.txt.gz!/half.txt", "partial");
    s.file("wave-1", "stuk/leeg.dat", b"", "empty")?;
    s.file("wave-1", "stuk/scan.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj\n", "unreadable")?;
    let mut bomb = GzBuilder::new().write(Vec::new(), Compression::best());
    let zeros = vec![0u8; 1_000_000];
    for _ in 0..BOMB_BYTES / zeros.len() {
        bomb.write_all(&zeros)?;
    }
    let bomb = bomb.finish()?;
    save_unjudged(s, "stuk/nullen.gz", &bomb)
}

/// A file whose outcome may be more than one thing (a bomb is partial or unreadable): not judged by the truth.
fn save_unjudged(s: &mut Scene<'_>, path: &str, bytes: &[u8]) -> io::Result<()> {
    s.summary.files += 1;
    crate::save(&s.dir.join("evidence/wave-1").join(path), bytes)
}

fn table(s: &Scene<'_>) -> (Vec<u8>, Vec<usize>) {
    let rows: Vec<usize> = (0..s.people.members[0].len()).filter(|m| m % 30 == 17).collect();
    let mut csv = String::from("citizen_service_number,last_name,first_name,date_of_birth,gender\n")
        .replace("citizen_service_number", "bsn");
    for m in &rows {
        let h = &s.people.humans[*m];
        csv.push_str(&format!("{},{} {},{},{},F\n", h.bsn, h.prefix, h.surname, h.given[0], h.iso()));
    }
    (csv.into_bytes(), rows)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut gz = GzBuilder::new().write(Vec::new(), Compression::default());
    gz.write_all(bytes)?;
    gz.finish()
}

fn zipped(name: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    zip.start_file(name, options).map_err(io::Error::other)?;
    zip.write_all(bytes)?;
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

/// Sets the encryption bit of every header, as a password would.
fn encrypt_flag(zip: &mut [u8]) {
    for i in 0..zip.len().saturating_sub(10) {
        if zip[i..].starts_with(b"PK\x03\x04") {
            zip[i + 6] |= 1;
        } else if zip[i..].starts_with(b"PK\x01\x02") {
            zip[i + 8] |= 1;
        }
    }
}
