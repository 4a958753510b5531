//! Archives without a clock: every time in them is fixed.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// Gzip without name and time.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut gz = GzBuilder::new().write(Vec::new(), Compression::default());
    gz.write_all(bytes)?;
    gz.finish()
}

/// A zip of these members, deflated or stored.
pub(crate) fn zip(members: &[(&str, &[u8])], deflated: bool) -> io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, options(deflated)).map_err(io::Error::other)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

/// Options of a zip member: 1 January 1980.
pub(crate) fn options(deflated: bool) -> SimpleFileOptions {
    let method = if deflated { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
}

/// A tar of these members, of the first second of 1970.
pub(crate) fn tar(members: &[(&str, &[u8])]) -> io::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o644);
        head.set_mtime(0);
        head.set_cksum();
        tar.append_data(&mut head, name, *bytes)?;
    }
    tar.into_inner()
}

/// Sets the encryption bit of the headers of one member and scrambles its data, as a password would.
pub(crate) fn lock(zip: &mut [u8], name: &str) {
    let named = |zip: &[u8], at: usize| zip.get(at..at + name.len()) == Some(name.as_bytes());
    for i in 0..zip.len().saturating_sub(46) {
        if zip[i..].starts_with(b"PK\x03\x04") && named(zip, i + 30) {
            zip[i + 6] |= 1;
            let size = u32::from_le_bytes([zip[i + 18], zip[i + 19], zip[i + 20], zip[i + 21]]) as usize;
            let data = i + 30 + name.len();
            zip.iter_mut().skip(data).take(size).for_each(|b| *b = b.wrapping_mul(167).wrapping_add(91));
        } else if zip[i..].starts_with(b"PK\x01\x02") && named(zip, i + 46) {
            zip[i + 8] |= 1;
        }
    }
}
