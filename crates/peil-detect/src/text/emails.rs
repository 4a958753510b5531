//! Mail addresses in running text.

use crate::identifiers::email;

use super::finds::Find;
use super::scan::{Scan, Use};
use super::tokens::{Gap, Kind};

/// Mail addresses, wherever they stand.
pub(super) fn read(scan: &mut Scan<'_>) {
    let ats: Vec<usize> = (0..scan.tokens.len()).filter(|i| scan.is(*i, '@')).collect();
    for at in ats {
        let joins = |k: usize| {
            scan.token(k).is_some_and(|t| {
                t.is_word() || t.is_number() || matches!(t.kind, Kind::Mark('.' | '-' | '_' | '%' | '+'))
            })
        };
        let tight = |k: usize| {
            scan.gap(k) == Gap::None
                && !scan.token(k.wrapping_sub(1)).is_some_and(|t| {
                    t.dot
                        && !scan
                            .text
                            .get(t.end + 1..)
                            .is_some_and(|s| s.starts_with(|c: char| c.is_alphanumeric() || c == '@'))
                })
        };
        let mut from = at;
        while from > 0 && tight(from) && joins(from - 1) {
            from -= 1;
        }
        let mut to = at + 1;
        while tight(to) && joins(to) && scan.token(to).is_some() {
            to += 1;
        }
        if let Some(address) = email::normal(scan.span(from, to)) {
            let labelled = !is_role(&address);
            scan.mark(from, to, Use::Reach);
            if labelled {
                scan.found(from, false, Find::Email(address));
            }
        }
    }
}

/// Mailboxes of organisations, not of persons.
fn is_role(address: &str) -> bool {
    const ROLES: [&str; 27] = [
        "info",
        "noreply",
        "no-reply",
        "support",
        "helpdesk",
        "servicedesk",
        "admin",
        "administrator",
        "root",
        "postmaster",
        "lab",
        "laboratorium",
        "secretariaat",
        "balie",
        "contact",
        "klantenservice",
        "administratie",
        "receptie",
        "mailer-daemon",
        "webmaster",
        "beheer",
        "ict",
        "privacy",
        "uitslagen",
        "planning",
        "donotreply",
        "facturen",
    ];
    address.split('@').next().is_some_and(|local| ROLES.contains(&local))
}
