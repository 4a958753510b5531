use std::io::Write;

use expect_test::{Expect, expect};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::testing::{events, print, seed, show_all};
use crate::{Event, Limits};

const CSV: &[u8] = b"naam;bsn\nJansen;123456782\n";

fn check(name: &str, bytes: &[u8], expected: Expect) {
    expected.assert_eq(&show_all(name, bytes));
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip_with(options: SimpleFileOptions, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, options).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(SimpleFileOptions::default(), members)
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // Written by hand: the library refuses names that climb.
        let field = &mut header.as_gnu_mut().expect("GNU").name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).expect("memory");
    }
    builder.into_inner().expect("memory")
}

#[test]
fn members_are_read_as_files_are() {
    check(
        "a.zip",
        &zip(&[("map/", b""), ("map/a.csv", CSV), ("leeg.txt", b""), ("b.txt", b"een regel tekst")]),
        expect![[r#"
            open <>
            open <map/a.csv>
            row:1 [naam] [bsn]
            row:2 [Jansen] [123456782]
            close <map/a.csv> 26 text/csv read: 
            open <leeg.txt>
            close <leeg.txt> 0 application/x-empty empty: 
            open <b.txt>
            line:1 een regel tekst
            close <b.txt> 15 text/plain read: 
            close <> 427 application/zip read: 
        "#]],
    );
    check(
        "a.tar",
        &tar(&[("./a.csv", CSV), ("../../etc/passwd", b"x y z"), ("a.csv", CSV)]),
        expect![[r#"
        open <>
        open <a.csv>
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
        close <a.csv> 26 text/csv read: 
        open <../../etc/passwd>
        line:1 x y z
        close <../../etc/passwd> 5 text/plain read: 
        open <a.csv%231>
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
        close <a.csv%231> 26 text/csv read: 
        close <> 4096 application/x-tar read: 
    "#]],
    );
    check(
        "a.csv.gz",
        &gz(CSV),
        expect![[r#"
        open <>
        open <a.csv>
        row:1 [naam] [bsn]
        row:2 [Jansen] [123456782]
        close <a.csv> 26 text/csv read: 
        close <> 46 application/gzip read: 
    "#]],
    );
}

#[test]
fn nesting_in_any_order() {
    let inner = zip(&[("c.csv", CSV)]);
    let packed = tar(&[("binnen/a.zip", &inner), ("b.csv.gz", &gz(CSV))]);
    check(
        "x.tgz",
        &gz(&packed),
        expect![[r#"
            open <>
            open <x.tar>
            open <x.tar!/binnen/a.zip>
            open <x.tar!/binnen/a.zip!/c.csv>
            row:1 [naam] [bsn]
            row:2 [Jansen] [123456782]
            close <x.tar!/binnen/a.zip!/c.csv> 26 text/csv read: 
            close <x.tar!/binnen/a.zip> 136 application/zip read: 
            open <x.tar!/b.csv.gz>
            open <x.tar!/b.csv.gz!/b.csv>
            row:1 [naam] [bsn]
            row:2 [Jansen] [123456782]
            close <x.tar!/b.csv.gz!/b.csv> 26 text/csv read: 
            close <x.tar!/b.csv.gz> 46 application/gzip read: 
            close <x.tar> 3072 application/x-tar read: 
            close <> 252 application/gzip read: 
        "#]],
    );
    let outer = zip(&[("a.tgz", &gz(&packed)), ("b.zip", &inner)]);
    let shown = show_all("x.zip", &outer);
    assert!(shown.contains("close <a.tgz!/a.tar!/binnen/a.zip!/c.csv> 26 text/csv read: \n"), "{shown}");
    assert!(shown.contains("close <b.zip!/c.csv> 26 text/csv read: \n"), "{shown}");
}

#[test]
fn several_streams_are_one_member() {
    let (a, b) = CSV.split_at(10);
    let two = [gz(a), gz(b)].concat();
    assert!(show_all("a.csv.gz", &two).contains("close <a.csv> 26 text/csv read: \n"));
    let padded = [two.clone(), vec![0; 1000]].concat();
    assert!(show_all("a.csv.gz", &padded).ends_with("application/gzip read: \n"));
    let trailed = [two, b"rest".to_vec()].concat();
    let shown = show_all("a.csv.gz", &trailed);
    assert!(
        shown.contains("close <a.csv> 26 text/csv partial: other bytes follow its compressed data\n"),
        "{shown}"
    );
}

/// A table that does not compress to nothing.
fn long_table() -> Vec<u8> {
    let mut table = b"naam;bsn\n".to_vec();
    let mut n = 1_u64;
    for _ in 0..5_000 {
        n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        table.extend_from_slice(format!("Persoon{:x};{:09}\n", n >> 40, n >> 35).as_bytes());
    }
    table
}

fn closes(name: &str, bytes: &[u8]) -> String {
    show_all(name, bytes).lines().filter(|l| l.starts_with("close")).map(|l| format!("{l}\n")).collect()
}

#[test]
fn truncation_is_said() {
    let table = long_table();
    let whole = gz(&table);
    expect![[r#"
        close <a.csv> 65223 text/csv partial: ends too early
        close <> 40000 application/gzip partial: its content did not come out whole (ends too early)
    "#]]
    .assert_eq(&closes("a.csv.gz", &whole[..40_000]));
    expect![[r#"
        close <a.csv> 1 text/plain partial: ends too early
        close <> 12 application/gzip partial: its content did not come out whole (ends too early)
    "#]]
    .assert_eq(&closes("a.csv.gz", &whole[..12]));
    let archive = tar(&[("a.csv", CSV), ("b.csv", &table)]);
    expect![[r#"
        close <a.csv> 26 text/csv read: 
        close <b.csv> 98464 text/csv partial: ends too early
        close <> 100000 application/x-tar partial: is damaged or cut off after 2 members; 1 of 2 members did not come out whole (ends too early)
    "#]]
    .assert_eq(&closes("a.tar", &archive[..100_000]));
    expect![[r#"
        close <a.csv> 26 text/csv read: 
        close <> 1024 application/x-tar partial: has no end mark: members may be missing
    "#]]
    .assert_eq(&closes("a.tar", &archive[..1024]));
    let archive = zip(&[("a.csv", CSV), ("b.csv", &table)]);
    expect![[r#"
        close <a.csv> 26 text/csv read: 
        close <b.csv> 97235 text/csv partial: ends too early
        close <> 40000 application/zip partial: has no directory: it is cut off or damaged, and members may be missing; 1 of 2 members did not come out whole (ends too early)
    "#]]
    .assert_eq(&closes("a.zip", &archive[..40_000]));
    expect![[r#"
        close <> 20 application/zip unreadable: has no directory: it is cut off or damaged, and members may be missing
    "#]]
    .assert_eq(&closes("a.zip", &archive[..20]));
}

#[test]
fn a_zip_of_a_stream_is_recovered_too() {
    // Written as a stream: sizes stand behind the members.
    let mut writer = ZipWriter::new_stream(Vec::new());
    let table = long_table();
    for (name, bytes) in [("a.csv", CSV), ("b.csv", &table), ("c.csv", CSV)] {
        writer.start_file(name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    let bytes = writer.finish().expect("memory").into_inner();
    assert!(closes("a.zip", &bytes).ends_with("application/zip read: \n"));
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("a directory");
    let shown = closes("a.zip", &bytes[..directory]);
    for name in ["<a.csv> 26", "<c.csv> 26", &format!("<b.csv> {}", table.len())] {
        assert!(shown.contains(&format!("close {name} text/csv read: \n")), "{shown}");
    }
    assert!(shown.contains(" application/zip partial: has no directory"), "{shown}");
}

#[test]
fn damage_is_said() {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut archive = zip_with(stored, &[("a.csv", CSV), ("b.csv", CSV)]);
    let at = memchr::memmem::find(&archive, b"Jansen").expect("content");
    archive[at] = b'K';
    expect![[r#"
        close <a.csv> 26 text/csv partial: fails its checksum
        close <b.csv> 26 text/csv read: 
        close <> 246 application/zip partial: 1 of 2 members did not come out whole (fails its checksum)
    "#]]
    .assert_eq(&closes("a.zip", &archive));
    let mut packed = gz(&long_table());
    let end = packed.len() - 8;
    packed[end] ^= 1;
    let shown = closes("a.csv.gz", &packed);
    assert!(shown.contains("text/csv partial: fails its checksum\n"), "{shown}");
}

/// Sets the flag of encryption on the n-th member, in its header and in the directory.
fn lock(archive: &mut [u8], n: usize) {
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = memchr::memmem::find_iter(archive, mark).nth(n).expect("a header");
        archive[at + flags] |= 1;
    }
}

#[test]
fn encrypted_members_are_said() {
    let mut archive = zip(&[("a.csv", CSV), ("b.csv", CSV)]);
    lock(&mut archive, 0);
    expect![[r#"
        close <a.csv> 28 application/octet-stream encrypted: encrypted with a password
        close <b.csv> 26 text/csv read: 
        close <> 250 application/zip partial: 1 of 2 members are encrypted
    "#]]
    .assert_eq(&closes("a.zip", &archive));
    lock(&mut archive, 1);
    expect![[r#"
        close <a.csv> 28 application/octet-stream encrypted: encrypted with a password
        close <b.csv> 28 application/octet-stream encrypted: encrypted with a password
        close <> 250 application/zip encrypted: every member is encrypted
    "#]]
    .assert_eq(&closes("a.zip", &archive));
}

#[test]
fn what_is_no_file_has_a_row() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "link", "/etc/passwd").expect("memory");
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Fifo);
    header.set_size(0);
    builder.append_data(&mut header, "pijp", &b""[..]).expect("memory");
    let bytes = builder.into_inner().expect("memory");
    expect![[r#"
        close <link> 0 application/octet-stream unreadable: a symbolic link: it has no content
        close <pijp> 0 application/octet-stream unreadable: a named pipe: it has no content
        close <> 2048 application/x-tar read: 
    "#]]
    .assert_eq(&closes("a.tar", &bytes));
}

#[test]
fn equal_names_in_a_zip_both_count() {
    // The library refuses to write two equal names: write two different ones and rename.
    let mut archive = zip(&[("aa.csv", CSV), ("bb.csv", b"een andere tekst")]);
    let places: Vec<usize> = memchr::memmem::find_iter(&archive, b"bb.csv").collect();
    for at in places {
        archive[at..at + 2].copy_from_slice(b"aa");
    }
    let shown = closes("a.zip", &archive);
    assert!(shown.contains("<aa.csv> 26") && shown.contains("<aa.csv%231> 16"), "{shown}");
}

#[test]
fn bombs_end_soon() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let zeros = vec![0; 1 << 20];
    for _ in 0..300 {
        encoder.write_all(&zeros).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    let shown = closes("bom.gz", &bomb);
    assert!(
        shown.contains("<bom> ")
            && shown.contains(
                "unreadable: binary data of an unknown kind; stopped: expands more than 256 times, beyond 64 MiB\n"
            ),
        "{shown}"
    );
    assert!(shown.contains("application/gzip partial: "), "{shown}");
    // A text bomb: what came is read.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let lines = [&[b'r'; 999][..], b"\n"].concat().repeat(1200);
    for _ in 0..80 {
        encoder.write_all(&lines).expect("memory");
    }
    let bomb = encoder.finish().expect("memory");
    let mut last = None;
    crate::read_here(bomb, "bom.txt.gz", &Limits::default(), |e| {
        if let Event::Close { path, outcome, reason, .. } = e {
            last.get_or_insert((path, outcome.id(), reason));
        }
        Ok(())
    })
    .expect("the sink never fails");
    let reason = "stopped: expands more than 256 times, beyond 64 MiB".to_owned();
    assert_eq!(last, Some(("bom.txt".to_owned(), "partial", reason)));
}

#[test]
fn nests_without_end_are_cut() {
    let mut nest = CSV.to_vec();
    for _ in 0..40 {
        nest = gz(&nest);
    }
    let shown = closes("a.gz", &nest);
    assert!(shown.contains("unreadable: inside more than 16 containers\n"), "{shown}");
    assert_eq!(shown.lines().count(), 18);
    let limits = Limits { members: 3, ..Limits::default() };
    let many: Vec<(String, &[u8])> = (0..9).map(|i| (format!("{i}.txt"), &b"een regel"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    for bytes in [zip(&many), tar(&many)] {
        let shown = print(&events("x", &bytes, &limits), true);
        assert_eq!(shown.lines().filter(|l| l.starts_with("open")).count(), 4, "{shown}");
        assert!(shown.contains("partial: has more than 3 members: the rest was not read\n"), "{shown}");
    }
}

#[test]
fn a_zip_in_a_stream_has_a_bound() {
    let limits = Limits { buffer: 100, ..Limits::default() };
    let bytes = gz(&zip(&[("a.csv", CSV), ("b.csv", CSV)]));
    let shown = print(&events("x.zip.gz", &bytes, &limits), true);
    assert!(
        shown.contains("<x.zip> 250 application/zip unreadable: inside another container only"),
        "{shown}"
    );
}

#[test]
fn bytes_before_a_zip_do_not_matter() {
    let archive = zip(&[("a.csv", CSV)]);
    let mut shifted = b"PK\x07\x08".to_vec();
    shifted.extend_from_slice(&archive);
    assert!(closes("a.zip", &shifted).contains("<a.csv> 26 text/csv read"), "{}", closes("a.zip", &shifted));
}

#[test]
fn archives_of_unix() {
    for (name, expected) in [
        (
            "archive.a",
            expect![[r#"
            close <a.csv> 444 text/csv read: 
            close <brief.txt> 65 text/plain read: 
            close <> 638 application/x-archive read: 
        "#]],
        ),
        (
            "names.a",
            expect![[r#"
            close <een-lange-naam-voor-een-bestand.csv> 444 text/csv read: 
            close <brief.txt> 65 text/plain read: 
            close <> 736 application/x-archive read: 
        "#]],
        ),
        (
            "archive.cpio",
            expect![[r#"
            close <a.csv> 444 text/csv read: 
            close <brief.txt> 65 text/plain read: 
            close <leeg.txt> 0 application/x-empty empty: 
            close <map/b.csv> 296 text/csv read: 
            close <> 2048 application/x-cpio read: 
        "#]],
        ),
        (
            "posix.cpio",
            expect![[r#"
            close <a.csv> 444 text/csv read: 
            close <brief.txt> 65 text/plain read: 
            close <> 1024 application/x-cpio read: 
        "#]],
        ),
        (
            "binary.cpio",
            expect![[r#"
            close <a.csv> 444 text/csv read: 
            close <brief.txt> 65 text/plain read: 
            close <> 1024 application/x-cpio read: 
        "#]],
        ),
    ] {
        expected.assert_eq(&closes(name, &seed(name)));
    }
    for (name, at) in [("archive.a", 540), ("archive.cpio", 700), ("posix.cpio", 530), ("binary.cpio", 480)] {
        let shown = closes(name, &seed(name)[..at]);
        assert!(shown.contains("partial: is damaged or cut off after 1 members"), "{name}: {shown}");
        let shown = closes(name, &seed(name)[..at - 200]);
        assert!(shown.contains("(ends too early)"), "{name}: {shown}");
    }
}

#[test]
fn newer_methods_of_zip() {
    expect![[r#"
        close <bzip2.csv> 444 text/csv read: 
        close <lzma.csv> 444 text/csv read: 
        close <deflate.csv> 444 text/csv read: 
        close <> 1178 application/zip read: 
    "#]]
    .assert_eq(&closes("methods.zip", &seed("methods.zip")));
}
