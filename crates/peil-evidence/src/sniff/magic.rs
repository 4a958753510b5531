//! Binary formats by their magic bytes.

use peil_model::Outcome;

use super::{Kind, Refused};
use crate::containers::{ar, cpio, packed, tar};
use crate::formats::{arrow, avro, dbf, tnef};

/// Magic bytes at an offset, and what they mean.
type Magic = (usize, &'static [u8], Refused);

macro_rules! refused {
    ($($at:literal $magic:literal $media:literal $singular:literal $plural:literal;)+) => {
        &[$(($at, $magic, Refused::new($media, $singular, $plural))),+]
    };
}

/// Formats that are recognised to be named in a reason.
const UNSUPPORTED: &[Magic] = refused! {
    0 b"\x89PNG\r\n\x1a\n" "image/png" "a PNG image" "PNG images";
    0 b"\xff\xd8\xff" "image/jpeg" "a JPEG image" "JPEG images";
    0 b"GIF8" "image/gif" "a GIF image" "GIF images";
    0 b"II*\0" "image/tiff" "a TIFF image" "TIFF images";
    0 b"MM\0*" "image/tiff" "a TIFF image" "TIFF images";
    8 b"WEBP" "image/webp" "a WebP image" "WebP images";
    8 b"AVI " "video/x-msvideo" "a video" "videos";
    8 b"WAVE" "audio/x-wav" "a sound recording" "sound recordings";
    4 b"ftyp" "video/mp4" "a video or HEIC image" "videos and HEIC images";
    0 b"ID3" "audio/mpeg" "a sound recording" "sound recordings";
    0 b"OggS" "audio/ogg" "a sound recording" "sound recordings";
    0 b".snd\0\0" "audio/basic" "a sound recording" "sound recordings";
    0 b"\0\0\x01\0" "image/x-icon" "an icon" "icons";
    0 b"8BPS" "image/vnd.adobe.photoshop" "a Photoshop image" "Photoshop images";
    128 b"DICM" "application/dicom" "a DICOM image" "DICOM images";
    0 b"Rar!\x1a\x07" "application/vnd.rar" "a RAR archive" "RAR archives";
    0 b"LZIP\x01" "application/x-lzip" "an lzip file" "lzip files";
    0 b"MSCF\0\0\0\0" "application/vnd.ms-cab-compressed" "a cabinet archive" "cabinet archives";
    0 b"\x37\x7f\x06\x82" "application/vnd.sqlite3-wal" "an SQLite write-ahead log" "SQLite write-ahead logs";
    0 b"\x37\x7f\x06\x83" "application/vnd.sqlite3-wal" "an SQLite write-ahead log" "SQLite write-ahead logs";
    0 b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" "application/x-sqlite-journal" "an SQLite journal" "SQLite journals";
    0 b"\0\x01\0\0Standard " "application/x-msaccess" "an Access database" "Access databases";
    0 b"PGDMP" "application/x-postgresql-dump" "a PostgreSQL dump" "PostgreSQL archive dumps";
    0 b"TAPE\0\0" "application/x-sqlserver-backup" "an SQL Server backup" "SQL Server backups";
    0 b"!BDN" "application/vnd.ms-outlook-pst" "an Outlook mailbox" "Outlook mailboxes (.pst)";
    0 b"ORC" "application/vnd.apache.orc" "an ORC file" "ORC files";
    0 b"\x89HDF\r\n\x1a\n" "application/x-hdf5" "an HDF5 file" "HDF5 files";
    0 b"{\\rtf" "application/rtf" "an RTF document" "RTF documents";
    0 b"%!PS" "application/postscript" "a PostScript document" "PostScript documents";
    0 b"\x7fELF" "application/x-elf" "a program" "programs";
    0 b"MZ\x90\0" "application/vnd.microsoft.portable-executable" "a program" "programs";
    0 b"\xca\xfe\xba\xbe" "application/java-vm" "a program" "programs";
    0 b"\0asm" "application/wasm" "a program" "programs";
    0 b"wOFF" "font/woff" "a font" "fonts";
    0 b"wOF2" "font/woff2" "a font" "fonts";
    0 b"\xff\xfe\0\0" "text/plain" "a UTF-32 text" "UTF-32 texts";
    0 b"\0\0\xfe\xff" "text/plain" "a UTF-32 text" "UTF-32 texts";
};

/// Formats whose content is always encrypted.
const ENCRYPTED: &[Magic] = &[
    (0, b"-----BEGIN PGP MESSAGE-----", Refused::encrypted("application/pgp-encrypted", "a PGP message")),
    (0, b"age-encryption.org/v1\n", Refused::encrypted("application/x-age-encryption", "an age file")),
    (
        0,
        b"-----BEGIN AGE ENCRYPTED FILE-----",
        Refused::encrypted("application/x-age-encryption", "an age file"),
    ),
    (0, b"Salted__", Refused::encrypted("application/octet-stream", "an OpenSSL file")),
    (0, b"LUKS\xba\xbe", Refused::encrypted("application/x-luks", "a LUKS volume")),
    (0, b"\x03\xd9\xa2\x9a", Refused::encrypted("application/x-keepass2", "a KeePass file")),
    (0, b"PARE", Refused::encrypted("application/vnd.apache.parquet", "a Parquet file")),
];

const PDF: Refused = Refused {
    media: "application/pdf",
    outcome: Outcome::Unreadable,
    singular: "a PDF document",
    plural: "PDF documents",
    encrypted_if: Some(b"/Encrypt"),
};

/// `EncryptedPackage` in UTF-16: the stream of an OLE file that holds an encrypted Office document.
const ENCRYPTED_PACKAGE: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

const OLE: Refused = Refused {
    media: "application/x-ole-storage",
    outcome: Outcome::Unreadable,
    singular: "an Office document",
    plural: "Office 97-2003 documents and Outlook messages",
    encrypted_if: Some(ENCRYPTED_PACKAGE),
};

/// The kind that the magic bytes tell, if they do.
pub(super) fn find(data: &[u8]) -> Option<Kind> {
    let at = |offset: usize, magic: &[u8]| data.get(offset..).is_some_and(|d| d.starts_with(magic));
    if at(0, b"PK\x03\x04") || at(0, b"PK\x05\x06") || at(0, b"PK\x07\x08PK") || at(0, b"PK00PK\x03\x04") {
        return Some(Kind::Zip);
    }
    if at(0, &[0x1f, 0x8b]) {
        return Some(Kind::Gzip);
    }
    if at(0, b"PAR1") {
        return Some(Kind::Parquet);
    }
    if at(0, arrow::MAGIC) || arrow::is_stream(data) {
        return Some(Kind::Arrow);
    }
    if at(0, avro::MAGIC) {
        return Some(Kind::Avro);
    }
    if dbf::starts(data) {
        return Some(Kind::Dbf);
    }
    if at(0, b"SQLite format 3\0") {
        return Some(Kind::Sqlite);
    }
    if let Some(packing) = packed::recognise(data) {
        return Some(Kind::Packed(packing));
    }
    if at(0, b"7z\xbc\xaf\x27\x1c") {
        return Some(Kind::SevenZip);
    }
    if at(0, tnef::MAGIC) {
        return Some(Kind::Tnef);
    }
    if at(0, ar::MAGIC) {
        return Some(Kind::Ar);
    }
    if cpio::is_header(data) {
        return Some(Kind::Cpio);
    }
    if tar::is_header(data) {
        return Some(Kind::Tar);
    }
    if at(0, &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Some(Kind::Refused(OLE));
    }
    if is_pdf(data) {
        return Some(Kind::Refused(PDF));
    }
    if at(0, b"BM") && at(6, &[0, 0, 0, 0]) {
        return Some(Kind::Refused(Refused::new("image/bmp", "a bitmap image", "bitmap images")));
    }
    let riff = |offset: usize| offset != 8 || at(0, b"RIFF");
    ENCRYPTED
        .iter()
        .chain(UNSUPPORTED)
        .find(|(offset, magic, _)| at(*offset, magic) && riff(*offset) && plausible(*offset, magic, data))
        .map(|(_, _, refused)| Kind::Refused(refused.clone()))
}

/// Marks of letters only could begin a text; the formats that they belong to have control characters soon after.
fn plausible(offset: usize, magic: &[u8], data: &[u8]) -> bool {
    let letters = magic.iter().all(|b| b.is_ascii_alphanumeric());
    !letters || offset > 0 || data.get(..64).unwrap_or(data).iter().any(|b| *b < 9)
}

/// A PDF may have other bytes before its mark, but not a text that speaks of one.
fn is_pdf(data: &[u8]) -> bool {
    let head = data.get(..1024).unwrap_or(data);
    memchr::memmem::find(head, b"%PDF-").is_some_and(|at| {
        let before = head.get(..at).unwrap_or_default();
        before.iter().filter(|b| b.is_ascii_graphic()).count() < 8 || before.contains(&0)
    })
}
