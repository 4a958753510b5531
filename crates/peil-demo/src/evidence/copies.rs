//! What came twice: the same bytes, alone or as a member, and the same messages with other line ends.

use std::io;

use super::{Scene, WAVES};
use crate::formats::containers;
use crate::traps::Trap;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    for (from, to) in [
        ("lims/out/hpv-results-001.hl7", "kopie/hpv-results.hl7"),
        ("export/werklijst.csv", "export/werklijst (2).csv"),
        ("export/backup.dat", "export/backup.dat"),
    ] {
        let Some(bytes) = first_wave(s, from)? else { continue };
        s.file(1, to, &bytes, "duplicate")?;
        if from.ends_with(".dat") {
            s.member(1, &format!("{to}!/backup/patienten.csv"), "duplicate");
        }
        s.laid(Trap::Overlap, to);
    }
    if let Some(bytes) = first_wave(s, "lims/in/hpv-orders-001.hl7")? {
        let path = "kopie/lims.zip";
        let archive = containers::zip(&[("hpv-orders.hl7", &bytes)], true)?;
        s.file(1, path, &archive, "read")?;
        s.member(1, &format!("{path}!/hpv-orders.hl7"), "duplicate");
        s.laid(Trap::Overlap, path);
        let text: Vec<u8> = bytes
            .iter()
            .flat_map(|b| if *b == b'\r' { b"\r\n".as_slice() } else { std::slice::from_ref(b) })
            .copied()
            .collect();
        let path = "kopie/hpv-orders-windows.hl7";
        s.file(1, path, &text, "read")?;
        s.laid(Trap::SentAgain, path);
    }
    Ok(())
}

/// A file of the first delivery, if it was written.
fn first_wave(s: &Scene<'_>, path: &str) -> io::Result<Option<Vec<u8>>> {
    let path = s.dir.join("evidence").join(WAVES[0]).join(path);
    if path.exists() { std::fs::read(path).map(Some) } else { Ok(None) }
}
