//! A log of the interface: times, queue depths, order numbers, and a BSN with a birth date now and then.

use std::io;

use super::Scene;
use crate::categories::{BIRTH, BSN};
use crate::numbers;
use crate::population::Register;
use crate::truth::For;

pub(super) fn write(s: &mut Scene<'_>) -> io::Result<()> {
    let path = "log/interface.log";
    let mut out = String::new();
    for (n, row) in s.chosen(Register::Screening, "log", 50).into_iter().enumerate() {
        let h = s.people.human(row);
        let at = format!("2025-03-{:02} 10:{:02}", 1 + n % 28, n % 60);
        let order = numbers::stray_bsn(20_000 + n as u64 % 20_000);
        out += &format!("{at}:00 INFO queue depth {} order {order} accepted\n", n % 17);
        out += &format!("{at}:01 INFO sent result bsn={} dob={}\n", h.bsn, h.birth.iso());
        s.screened(row, For::Any, BIRTH | BSN, path);
    }
    s.file(0, path, out.as_bytes(), "read")
}
