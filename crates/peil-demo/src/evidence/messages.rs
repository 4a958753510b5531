//! HL7 v2 and EDIFACT messages.

use std::fmt::Write as _;
use std::io;

use super::Scene;
use crate::population::Human;
use crate::registers::order;

const ORDER: [&str; 7] = ["name", "address", "sex", "birth_date", "bsn", "test_kind", "gp"];

/// Screening orders: BSN without authority, sex forced to female, no house suffix; one in five also as a cytology order with complaints.
pub(super) fn orders(s: &mut Scene<'_>) -> io::Result<()> {
    let (mut hpv, mut cytology) = (String::new(), String::new());
    for (i, number) in s.people.disclosed.clone().into_iter().enumerate().filter(|(i, _)| i % 3 == 0) {
        let Some(n) = number else { continue };
        let h = s.people.humans[i].clone();
        let text = i % 15 == 0;
        let out = if text { &mut cytology } else { &mut hpv };
        let (own, partner) = (
            format!("{}&{}", h.prefix, h.surname),
            h.partner.as_ref().map_or("&".into(), |(p, n)| format!("{p}&{n}")),
        );
        let _ = write!(
            out,
            "MSH|^~\\&|SCREENIT_OML|SCREENIT|LIMS|LAB|20210301080000||OML^O21|{n}|P|2.4|||||NLD|UNICODE UTF-8\rPID|1||{}^^^^NNNLD||{}&{own}&{partner}^{}^^^^^L||{}|F|||{}&{}&{}^^{}^^{}^NLD||||||||\rORC|NW|{}^ScreenIT||||||||||01999902^Bakker&&Bakker^J\rOBR|1|{}^ScreenIT||{}\r",
            h.bsn,
            h.surname,
            h.given.join(" "),
            h.ymd(),
            h.street,
            h.street,
            h.number,
            h.town,
            h.postcode,
            order(n),
            order(n),
            if text { "CYT^Cytologie" } else { "HPV^HPV-onderzoek" }
        );
        if text {
            out.push_str("OBX|1|TX|CR_KLACHTEN||bloedverlies\rOBX|2|TX|CR_ANTICONCEPTIE||pil\r");
        }
        let mut categories = ORDER.to_vec();
        if text {
            categories.push("medical_text");
        }
        s.record(i, Some(0), true, &categories);
    }
    s.file("wave-1", "lims/hpv-orders.hl7", hpv.as_bytes(), "read")?;
    // MLLP framing and CRLF, as dumped from a socket.
    let framed = cytology.split("MSH|").filter(|m| !m.is_empty()).fold(String::new(), |mut out, m| {
        let _ = write!(out, "\x0bMSH|{}\x1c\r", m.replace('\r', "\r\n"));
        out
    });
    s.file("wave-1", "lims/cytology.mllp", framed.as_bytes(), "read")
}

/// Results with only specimen numbers: the ledger alone knows whose they are.
pub(super) fn results(s: &mut Scene<'_>) -> io::Result<()> {
    let mut out = String::from("FHS|^~\\&|LIMS|LAB\rBHS|^~\\&|LIMS|LAB\r");
    let mut messages = 0;
    let disclosed: Vec<(usize, u32)> = s
        .people
        .disclosed
        .iter()
        .enumerate()
        .filter(|(i, _)| i % 4 == 1)
        .filter_map(|(i, n)| n.map(|n| (i, n)))
        .collect();
    for chunk in disclosed.chunks(8) {
        messages += 1;
        let _ = write!(out, "MSH|^~\\&|LIMS|LAB|SCREENIT|SCREENIT|20220105||OUL^R22|R{messages}|P|2.5.1\r");
        for (k, (i, n)) in chunk.iter().enumerate() {
            let _ = write!(
                out,
                "SPM|{}|{}\rOBR|{}|{}^ScreenIT||HPV^HPV\rOBX|1|CE|HPV^HPV||NEG^negatief\r",
                k + 1,
                order(*n),
                k + 1,
                order(*n)
            );
            s.record(*i, Some(0), true, &["test_kind", "test_result"]);
        }
    }
    let _ = write!(out, "BTS|{messages}\rFTS|1\r");
    s.file("wave-1", "lims/hpv-results.hl7", out.as_bytes(), "read")?;
    // The same bytes came again with the second delivery.
    s.file("wave-2", "copy/hpv-results.hl7", out.as_bytes(), "duplicate")
}

/// Hospital results in ISO 8859-1 with other delimiters, e-mail and phone; twins' results without given name or BSN.
pub(super) fn hospital(s: &mut Scene<'_>) -> io::Result<()> {
    let mut out: Vec<u8> = Vec::new();
    for (k, m) in s.people.members[1].clone().into_iter().enumerate().filter(|(k, _)| k % 2 == 0) {
        let h = s.people.humans[m].clone();
        let message = format!(
            "MSH|^_\\&|EPD|DELINDE|LIMS|LAB|20240210||ORU^R01|H{k}|P|2.4|||||NLD|8859/1\rPID|1||{}^^^NLMINBIZA^NNNLD_{:07}^^^DELINDE^PI||{}&{}&{}^{}^^^^^L||{}|{}|||{} {}&{}&{}^^{}^^{}^NL^M||{}^PRN^PH_^NET^Internet^{}\rOBR|1|DL{:07}||URK^Urinekweek\rOBX|1|ST|URK^Urinekweek||geen groei\r",
            h.bsn,
            4_100_000 + k,
            if h.prefix.is_empty() { h.surname.clone() } else { format!("{} {}", h.prefix, h.surname) },
            h.prefix,
            h.surname,
            h.given.first().cloned().unwrap_or_default(),
            h.ymd(),
            if h.woman { "F" } else { "M" },
            h.street,
            h.number,
            h.street,
            h.number,
            h.town,
            h.postcode,
            h.phone,
            h.email,
            8_000_000 + k
        );
        out.extend(message.chars().map(|c| u8::try_from(c as u32).unwrap_or(b'?')));
        s.record(
            m,
            Some(1),
            true,
            &[
                "name",
                "address",
                "sex",
                "birth_date",
                "bsn",
                "test_kind",
                "test_result",
                "email",
                "phone",
                "patient_number",
            ],
        );
    }
    s.file("wave-2", "delinde/urine.hl7", &out, "read")
}

/// MEDLAB messages to a practice; strangers of another practice among them.
pub(super) fn practice(s: &mut Scene<'_>) -> io::Result<()> {
    let mut out = String::from("UNA:+.? 'UNB+UNOA:1+500012345+01999901+210305:1010+77'\r");
    let members: Vec<usize> = s.people.members[2].iter().copied().filter(|m| m % 3 != 0).collect();
    let others: Vec<usize> = s.people.strangers.iter().copied().filter(|m| m % 2 == 0).collect();
    let mut n = 0;
    for (m, ours) in members.into_iter().map(|m| (m, true)).chain(others.into_iter().map(|m| (m, false))) {
        let h = s.people.humans[m].clone();
        n += 1;
        out.push_str(&medlab(&h, n));
        let categories = ["name", "address", "sex", "birth_date", "bsn", "test_kind", "test_result", "gp"];
        s.record(m, if ours { Some(2) } else { None }, true, &categories);
    }
    let _ = write!(out, "UNZ+{n}+77'\r");
    s.file("wave-2", "edi/medlab.edi", out.as_bytes(), "read")
}

fn medlab(h: &Human, n: usize) -> String {
    let clean = |t: &str| {
        t.chars()
            .map(|c| if c.is_ascii() { c.to_string() } else { plain(c).to_string() })
            .collect::<String>()
            .replace('\'', "?'")
    };
    format!(
        "UNH+{n}+MEDLAB:1'\rZKH+Voorbeeldlab+Labweg:1::Rijswijk:2288ER'\rPID+{}:{:02}:{:02}+{}+{}:{}::::{}++BSN{}'\rPAD+{}:{}::{}:{}'\rART+01999901+Zandpad'\rIDE:1+J+{}'\rBEP:1:1:1+0+Hemoglobine+7.9++mmol/l'\rUNT+9+{n}'\r",
        h.birth.0,
        h.birth.1,
        h.birth.2,
        if h.woman { "V" } else { "M" },
        clean(&h.surname),
        h.prefix,
        h.initials().chars().map(plain).filter(char::is_ascii_alphabetic).collect::<String>(),
        h.bsn,
        clean(&h.street),
        h.number,
        clean(&h.town),
        h.postcode,
        7_300_000 + n
    )
}

fn plain(c: char) -> char {
    match c {
        'ı' | 'ï' => 'i',
        'ş' => 's',
        'ż' => 'z',
        'ł' => 'l',
        'ë' | 'é' => 'e',
        c => c,
    }
}
