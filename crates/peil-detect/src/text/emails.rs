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

/// What mailboxes of organisations, not of persons, are called.
const ROLES: &str = "aanvragen admin administrator administratie afspraak afspraken apotheek assistente assistentes balie beheer bestellingen \
    contact crediteuren debiteuren dienst donotreply edi facturen facturatie frontoffice helpdesk hl7 hr huisarts huisartsen \
    huisartsenpraktijk ict info inkoop it klantenservice lab laboratorium lims mailer-daemon marketing meldkamer monitoring nagios no-reply \
    noreply no_reply office onderzoek order orders personeelszaken planning poli polikliniek postmaster praktijk privacy receptie recepten \
    resultaat resultaten root sales screening secretariaat security service servicedesk spoed support systeem triage uitslag uitslagen \
    verkoop webmaster zorg";

/// Whether a mailbox is an organisation's: its name is one of those, alone or before a dot or hyphen (`poli-interne`).
fn is_role(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or("");
    let first = local.split(['.', '-', '_', '+']).next().unwrap_or(local);
    ROLES.split_ascii_whitespace().any(|r| r == local || r == first)
}

#[cfg(test)]
mod tests {
    use super::is_role;

    #[test]
    fn mailboxes_of_nobody() {
        for (address, role) in [
            ("info@x.nl", true),
            ("praktijk@linde.nl", true),
            ("poli-interne@zh.nl", true),
            ("no-reply@x.nl", true),
            ("anna.mol@x.nl", false),
            ("contacta@x.nl", false),
        ] {
            assert_eq!(is_role(address), role, "{address}");
        }
    }
}
