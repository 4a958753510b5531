//! What cannot be read, or not whole.

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};

use super::Scene;
use crate::formats::containers::{gzip, lock, zip};
use crate::traps::Trap;

/// Bytes of zeros in the bomb: about 150 kB on disk.
const BOMB_BYTES: usize = 150_000_000;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    encrypted(s)?;
    truncated(s)?;
    s.truth.file("wave-1", "stuk/leeg.dat", "empty");
    s.bytes(0, "stuk/leeg.dat", b"")?;
    s.file(0, "stuk/scan.pdf", SCAN, "unreadable")?;
    s.file(0, "stuk/foto.jpg", &picture(), "unreadable")?;
    bomb(s)
}

/// One member behind a password, one not.
fn encrypted(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "archief/geheim.zip";
    let mut archive =
        zip(&[("geheim.csv", b"BSN;naam\n"), ("leesmij.txt", b"Het wachtwoord is bekend.\n")], true)?;
    lock(&mut archive, "geheim.csv");
    // Whether the archive as such is read or partial is a matter of words.
    s.open_file(1, path, &archive, "read|partial|encrypted")?;
    s.member(1, &format!("{path}!/geheim.csv"), "encrypted");
    s.member(1, &format!("{path}!/leesmij.txt"), "read");
    s.laid(Trap::Encrypted, path);
    Ok(())
}

/// A gzip that ends in the middle.
fn truncated(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "stuk/half.txt.gz";
    let lines: String = (0..4000).map(|n| format!("regel {} zonder persoon\n", n * n % 9973)).collect();
    let whole = gzip(lines.as_bytes())?;
    s.file(0, path, &whole[..whole.len() / 2], "partial")?;
    s.member(0, &format!("{path}!/half.txt"), "partial");
    s.laid(Trap::Truncated, path);
    Ok(())
}

/// A page that is one picture, and no text.
pub(super) const SCAN: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 10]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>endobj\n\
4 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\x7f\nendstream endobj\n\
5 0 obj<</Length 25>>stream\nq 10 0 0 10 0 0 cm /I Do Q\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n";

/// The head of a JPEG and noise.
fn picture() -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00".to_vec();
    let mut rng = crate::rng::Rng::of(1, "picture", 0);
    bytes.extend((0..2000).map(|_| (rng.next() >> 8) as u8));
    bytes.extend(b"\xff\xd9");
    bytes
}

/// A thousand to one.
fn bomb(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "stuk/nullen.gz";
    let mut gz = GzBuilder::new().write(Vec::new(), Compression::best());
    let zeros = vec![0u8; 1_000_000];
    for _ in 0..BOMB_BYTES / zeros.len() {
        gz.write_all(&zeros)?;
    }
    s.open_file(0, path, &gz.finish()?, "partial|unreadable")?;
    s.truth.open_file("wave-1", &format!("{path}!/nullen"), "partial|unreadable");
    s.laid(Trap::Bomb, path);
    Ok(())
}
