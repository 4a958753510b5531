//! Archives made byte by byte: no library makes the ones that matter here.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

/// A run of one byte, cheap to make.
pub fn gzip_of_zeros(megabytes: usize) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let zeros = vec![0; 1_000_000];
    (0..megabytes).for_each(|_| packed.write_all(&zeros).expect("packed"));
    packed.finish().expect("packed")
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content).expect("packed");
    packed.finish().expect("packed")
}

/// A member of a zip file in the making.
struct Stored {
    packed: Vec<u8>,
    crc: u32,
    size: u32,
}

fn stored(content: &[u8]) -> Stored {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(content).expect("packed");
    let mut crc = flate2::Crc::new();
    crc.update(content);
    Stored {
        packed: deflate.finish().expect("packed"),
        crc: crc.sum(),
        size: u32::try_from(content.len()).expect("small"),
    }
}

/// Version, flags, method (deflate), time, date, checksum and sizes, as both headers have them.
fn common(member: &Stored, name: &[u8], extra: u16) -> Vec<u8> {
    let mut head = Vec::new();
    for short in [20_u16, 0, 8, 0, 0x21] {
        head.extend(short.to_le_bytes());
    }
    let packed = u32::try_from(member.packed.len()).expect("small");
    for long in [member.crc, packed, member.size] {
        head.extend(long.to_le_bytes());
    }
    head.extend(u16::try_from(name.len()).expect("short").to_le_bytes());
    head.extend(extra.to_le_bytes());
    head
}

fn local(member: &Stored, name: &[u8]) -> Vec<u8> {
    [b"PK\x03\x04", common(member, name, 0).as_slice(), name, &member.packed].concat()
}

fn entry(member: &Stored, name: &[u8], at: usize) -> Vec<u8> {
    let at = u32::try_from(at).expect("small").to_le_bytes();
    // Made by: version 2.0 on MS-DOS. Behind the lengths: comment, disk, attributes, where the member stands.
    [b"PK\x01\x02\x14\x00", common(member, name, 0).as_slice(), &[0; 10], &at, name].concat()
}

fn end(entries: usize, size: usize, at: usize) -> Vec<u8> {
    let count = u16::try_from(entries).expect("few").to_le_bytes();
    let long = |n: usize| u32::try_from(n).expect("small").to_le_bytes();
    [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &long(size), &long(at), &[0, 0]].concat()
}

/// A zip file of these members, whatever their names.
pub fn zip(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in members {
        let member = stored(content);
        directory.extend(entry(&member, name, file.len()));
        file.extend(local(&member, name));
    }
    let close = end(members.len(), directory.len(), file.len());
    [file, directory, close].concat()
}

/// A zip file whose members all are the same bytes of it: small, and huge when unpacked.
pub fn zip_of_one_for_all(members: usize, megabytes: usize) -> Vec<u8> {
    let member = stored(&vec![0; megabytes * 1_000_000]);
    let file = local(&member, b"0");
    let directory: Vec<u8> = (0..members).flat_map(|n| entry(&member, n.to_string().as_bytes(), 0)).collect();
    let close = end(members, directory.len(), file.len());
    [file, directory, close].concat()
}

/// Zip files inside each other, the innermost with this member.
pub fn zip_nest(levels: usize, name: &str, content: &[u8]) -> Vec<u8> {
    let (mut name, mut file) = (name.to_owned(), content.to_vec());
    for level in 1..=levels {
        file = zip(&[(name.as_bytes(), &file)]);
        name = format!("{level}.zip");
    }
    file
}

/// A member of a tar file (POSIX.1-1988): `kind` is its type flag, `link` where links lead.
pub struct Tarred<'a> {
    pub name: &'a str,
    pub kind: u8,
    pub link: &'a str,
    pub content: &'a [u8],
}

pub fn tar(members: &[Tarred<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    for m in members {
        let mut head = [0; 512];
        let mut put = |at: usize, text: &[u8]| head[at..at + text.len()].copy_from_slice(text);
        put(0, m.name.as_bytes());
        put(100, b"0000644\0");
        put(124, format!("{:011o}\0", m.content.len()).as_bytes());
        put(136, b"14000000000\0");
        // The sum counts itself as blanks.
        put(148, b"        ");
        put(156, &[m.kind]);
        put(157, m.link.as_bytes());
        put(257, b"ustar\x0000");
        let sum: u32 = head.iter().map(|b| u32::from(*b)).sum();
        head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        file.extend(head);
        file.extend(m.content);
        file.resize(file.len().next_multiple_of(512), 0);
    }
    file.resize(file.len() + 1024, 0);
    file
}
