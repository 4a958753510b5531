//! MEDRPT results (D:93A, MRPN32) to the practice: qualified segments, street and town cut at 24.

use std::io;

use super::Scene;
use super::medlab::{MAILBOX, OURS, interchange};
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, GP, KIND, NAME, NONE, RESULT, SEX, TEXT};
use crate::formats::edifact::{cut, put, segment};
use crate::person::Human;
use crate::population::Register;
use crate::traps::Trap;

const HELD: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, KIND, RESULT, GP, TEXT]);

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "edi/medrpt.edi";
    let mut rows = s.chosen(Register::Practice, "medrpt", 5);
    rows.extend(s.trapped(Trap::CutEdifact).iter().filter(|(_, w)| *w == 1).map(|(row, _)| *row));
    let mut messages = Vec::new();
    for row in rows {
        let h = s.people.human(s.people.person(Register::Practice, row));
        let bsn = s.people.lot(Register::Practice, row).is_none();
        messages.push(("MEDRPT:D:93A:UN:MRPN32", message(&h, row, bsn)));
        s.of(Register::Practice, row, OURS, HELD | if bsn { BSN } else { NONE }, path);
    }
    let text: String =
        messages.chunks(500).enumerate().map(|(n, some)| interchange(n, MAILBOX, some.to_vec())).collect();
    s.file(1, path, text.as_bytes(), "read")
}

fn message(h: &Human, row: u32, bsn: bool) -> Vec<Vec<Vec<String>>> {
    let id = if bsn { format!("PNA+PAT+::{}:PCL:LZB", h.bsn) } else { "PNA+PAT+".to_owned() };
    let initials: Vec<&str> = h.given.iter().filter_map(|g| g.get(..1)).collect();
    let first = [initials.concat(), h.own.prefix.clone()].join("*");
    let partner = h.partner.clone();
    let names = match &partner {
        Some(_) => format!("{id}+++NAN:$1+NVV:$2++NEA:$3+NEV:$4"),
        None => format!("{id}+++NAN:$1+NVV:$2"),
    };
    let (partner_name, partner_prefix) = partner.map_or_else(Default::default, |p| (p.name, p.prefix));
    let home = &h.home;
    vec![
        segment("BGM+LRP+RPT77+9"),
        segment("S01+1"),
        segment("NAD+SLA+05012345:CLB:VEK++Voorbeeldlab"),
        segment("NAD+PO+01999901:CGP:VEK++Zandpad-Oud+Dorpsstraat:9+Rijswijk+2288ER"),
        segment("S02+2"),
        segment(&format!("RFF+SRI:R{}", 8_800_000 + row)),
        segment("S06+6"),
        put(
            "ADR++1:$1:$2+$3+$4+NL",
            &[&cut(&home.street, 24), &home.number.to_string(), &cut(&home.town, 24), &home.postcode],
        ),
        segment("S07+7"),
        put(&names, &[&cut(&h.own.name, 30), &first, &cut(&partner_name, 30), &partner_prefix]),
        segment(&format!("DTM+329:{}:102", h.birth.ymd())),
        segment(if h.sex == 'V' { "PDI+2" } else { "PDI+1" }),
        segment("S16+16"),
        segment("SPC+SER:::serum"),
        segment("DTM+SCO:202103040915:203"),
        segment("S18+18"),
        segment("INV+MQ+1234:AMB:NHG"),
        segment("RSL+NV+7.9+++mmol/l"),
        put("FTX+LIN+++$1:$2", &["Monster licht hemolytisch;", "herhalen is niet nodig."]),
    ]
}
