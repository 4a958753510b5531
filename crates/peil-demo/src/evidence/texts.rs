//! Letters, prints and logs.

use std::fmt::Write as _;
use std::io;

use super::Scene;

/// One letter a file.
pub(super) fn letters(s: &mut Scene<'_>) -> io::Result<()> {
    for m in (0..s.people.members[0].len()).filter(|m| m % 200 == 11) {
        let h = s.people.humans[m].clone();
        let text = format!(
            "Voorbeeldlab Diagnostiek\n\nRijswijk, 3 maart 2024\n\nBetreft: mevrouw {} {} {}\nGeboortedatum: {}\nBSN: {}\n\nDe uitslag van het uitstrijkje is negatief.\n\nMet vriendelijke groet,\nAfdeling Uitslagen\n",
            h.initials(),
            h.prefix,
            h.surname,
            h.dmy(),
            h.bsn
        );
        s.file("wave-2", &format!("brieven/brief{m:06}.txt"), text.as_bytes(), "read")?;
        s.record(m, None, true, &["name", "birth_date", "bsn", "test_kind", "test_result"]);
    }
    Ok(())
}

/// A fixed-width print with page heads.
pub(super) fn print(s: &mut Scene<'_>) -> io::Result<()> {
    let mut out = String::new();
    let chosen: Vec<usize> = (0..s.people.members[0].len()).filter(|m| m % 50 == 23).collect();
    for (page, rows) in chosen.chunks(40).enumerate() {
        let _ = write!(
            out,
            "{}DAGLIJST CYTOLOGIE                                        BLAD {}\n\n",
            if page > 0 { "\x0c" } else { "" },
            page + 1
        );
        out.push_str("Naam                          Geb.datum   BSN        Uitslag\n------------------------------------------------------------\n");
        for m in rows {
            let h = s.people.humans[*m].clone();
            let name = format!("{} {} {}", h.initials(), h.prefix, h.surname).replace("  ", " ");
            let _ = writeln!(
                out,
                "{:<30}{:<12}{:<11}Pap 1",
                name.chars().take(29).collect::<String>(),
                h.dmy(),
                h.bsn
            );
            s.record(*m, None, true, &["name", "birth_date", "bsn", "test_result"]);
        }
        let _ = writeln!(out, "\nTotaal {}", rows.len());
    }
    s.file("wave-2", "print/daglijst.prn", out.as_bytes(), "read")
}

/// A log with a BSN now and then.
pub(super) fn log(s: &mut Scene<'_>) -> io::Result<()> {
    let mut out = String::new();
    for m in (0..s.people.members[0].len()).filter(|m| m % 60 == 31) {
        let h = s.people.humans[m].clone();
        let _ = writeln!(out, "2025-03-{:02} 10:{:02}:00 INFO queue depth {}", 1 + m % 28, m % 60, m % 17);
        let _ = writeln!(
            out,
            "2025-03-{:02} 10:{:02}:01 INFO sent result bsn={} dob={}",
            1 + m % 28,
            m % 60,
            h.bsn,
            h.iso()
        );
        s.record(m, None, true, &["birth_date", "bsn"]);
    }
    s.file("wave-1", "log/interface.log", out.as_bytes(), "read")
}
