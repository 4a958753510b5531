//! Orders through ZorgDomein: referral number beside the BSN, e-mail and phone in PID-13, remarks; the practice's own in files
//! of one message, other practices' together.

use std::io;

use super::hospital_order::{address, name, sex};
use super::{MESSAGES, Scene, numbered};
use crate::categories::{ADDRESS, BIRTH, BSN, Cats, EMAIL, GP, KIND, NAME, NONE, PHONE, SEX, TEXT};
use crate::formats::hl7;
use crate::names::DOCTORS;
use crate::person::Human;
use crate::population::Register;
use crate::traps::Trap;
use crate::truth::For;

const HELD: Cats = Cats::all([NAME, ADDRESS, SEX, BIRTH, BSN, KIND, GP, EMAIL]);
const MORE: Cats = Cats::all([PHONE, TEXT, NONE, NONE, NONE, NONE, NONE, NONE]);
/// Orders in files of their own.
const SINGLE: usize = 40;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let rows = s.chosen(Register::Practice, "zorgdomein", 4);
    let mut together = String::new();
    for (n, row) in rows.iter().enumerate() {
        let h = s.people.human(s.people.person(Register::Practice, *row));
        let order = order(&h, *row, "01999901^Zandpad-Oud^M", "Huisartsenpraktijk Zandpad^^01999901");
        let path = if n < SINGLE { numbered("zd/order", n, "hl7") } else { "zd/orders.hl7".to_owned() };
        s.of(Register::Practice, *row, For::Only(Register::Practice), HELD | MORE, &path);
        if n < SINGLE {
            // Line feeds alone, as a text editor leaves them.
            let text = order.replace('\r', if n % 2 == 0 { "\n" } else { "\r\n" });
            s.file(0, &path, text.as_bytes(), "read")?;
        } else {
            together += &order;
        }
    }
    s.file(0, "zd/orders.hl7", together.as_bytes(), "read")?;
    others(s)
}

fn others(s: &mut Scene<'_>) -> io::Result<()> {
    let strangers: Vec<u32> = s.people.strangers().filter(|p| p % 3 == 1).collect();
    for (n, chunk) in strangers.chunks(MESSAGES).enumerate() {
        let path = numbered("zd/elders", n, "hl7");
        let mut text = String::new();
        for person in chunk {
            let (agb, doctor, initials) = DOCTORS[*person as usize % DOCTORS.len()];
            let requester = format!("{agb}^{doctor}^{initials}");
            let h = s.people.human(*person);
            text += &order(&h, *person, &requester, &format!("Praktijk {doctor}^^{agb}"));
            s.sure(*person, For::Any, HELD | MORE);
        }
        s.laid(Trap::Strangers, &path);
        s.file(0, &path, text.as_bytes(), "read")?;
    }
    Ok(())
}

fn order(h: &Human, id: u32, requester: &str, facility: &str) -> String {
    let marks = hl7::UNDERLINE;
    let referral = format!("ZD{:08}", 12_000_000 + id);
    hl7::message(&[
        format!("MSH|{}|ZorgDomein||LIMS|LAB|20230504||OML^O21|{referral}|P|2.5", marks.declared()),
        format!(
            "PID|1||{}^^^NLMINBIZA^NNNLD_{referral}^^^ZorgDomein^VN||{}||{}|{}|||{}||{}^ORN^CP_^NET^Internet^{}||||||||||||||||||Y|NNNLD",
            h.bsn,
            name(h, marks),
            h.birth.ymd(),
            sex(h),
            address(h, marks),
            h.phone,
            marks.escape(&h.email)
        ),
        format!("ORC|NW|{referral}^ZorgDomein||||||||||{requester}|||||||||{facility}"),
        format!("OBR|1|{referral}^ZorgDomein||CRP^CRP"),
        format!("NTE|1|P|{}", marks.escape("moe sinds_mei, koorts & hoesten")),
    ])
}
