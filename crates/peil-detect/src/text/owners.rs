//! Whose the lines of a block are: the subject's, the GP's, a contact person's, or nobody's that counts.

use peil_model::PartyKind;

use crate::headers::FieldRole;
use crate::identifiers::{agb, postcode};

use super::fields::Field;
use super::finds::Find;
use super::labels::{Label, Labels, Owner, What};
use super::scan::{Scan, Setting, Use};
use super::tokens::{Gap, Kind};
use super::words::Cue;

/// Bytes of a line beyond which it is prose and not a line of an address.
const ADDRESS_LINE_MAX: usize = 60;

/// Gives each token its owner; says whether a letter closes in the block.
pub(super) fn assign(scan: &mut Scan<'_>, fields: &[Field], setting: &Setting, labels: &mut Labels) -> bool {
    let told = scan.tokens.iter().any(|t| matches!(t.cue, Cue::Born | Cue::Bsn));
    if setting.closing && !told && !fields.iter().any(speaks_of_subject) && !addresses_somebody(scan) {
        scan.owners.fill(Owner::Other);
    }
    headings(scan, fields, labels);
    address_block(scan, fields);
    labelled(scan, fields);
    colleagues(scan, fields);
    closing(scan)
}

/// A block of a name, a street with its number and a postcode, with no word of an organisation or of care: below a signature it
/// is the head of the next letter, or where a private person lives who signed.
fn addresses_somebody(scan: &Scan<'_>) -> bool {
    let Some(code) = (0..scan.tokens.len()).find(|i| is_postcode(scan, *i)) else { return false };
    let line = |i: usize| scan.token(i).map_or(0, |t| t.line);
    let offices = [Cue::Organisation, Cue::Gp, Cue::Practitioner, Cue::Staff, Cue::Ours];
    let housed = (0..code)
        .any(|i| scan.token(i).is_some_and(|t| t.is_number()) && line(i) > 0 && line(i) + 1 >= line(code));
    line(code) >= 2 && housed && scan.tokens.iter().all(|t| !offices.contains(&t.cue))
}

/// A label that only a text about its subject has.
fn speaks_of_subject(f: &Field) -> bool {
    f.label.is_some_and(|l| {
        l.owner == Owner::Subject
            && matches!(
                l.what,
                What::Topic | What::Person | What::Field(FieldRole::Bsn | FieldRole::BirthDate)
            )
    })
}

fn fill(scan: &mut Scan<'_>, from: usize, to: usize, owner: Owner) {
    for o in scan.owners.iter_mut().take(to).skip(from) {
        *o = owner;
    }
}

/// Headings of sections: a line that names an owner and nothing else; what follows up to the next heading is
/// the owner's.
fn headings(scan: &mut Scan<'_>, fields: &[Field], labels: &mut Labels) {
    let mut current = None;
    let mut at = 0;
    while at < scan.tokens.len() {
        let end = scan.line_end(at).max(at + 1);
        let words: Vec<usize> =
            (at..end).filter(|k| !matches!(scan.token(*k).map(|t| t.kind), Some(Kind::Mark(_)))).collect();
        let heading = match (words.first(), words.last()) {
            (Some(a), Some(b)) if words.len() <= 3 => labels.look(scan.span(*a, b + 1)),
            _ => None,
        };
        let valued = fields.iter().any(|f| f.start >= at && f.start < end && f.to > f.from);
        match heading {
            Some(l) if l.what == What::Person && !valued => current = None,
            Some(l) if l.owner != Owner::Subject && !valued && !is_empty_field(scan, fields, at, end) => {
                current = Some(l.owner);
            }
            Some(l) if is_requester(l) && !valued => current = Some(Owner::Gp),
            _ => {}
        }
        if let Some(owner) = current {
            fill(scan, at, end, owner);
        }
        at = end;
    }
}

/// `Huisarts    :` among the fields of a form: the colon stands where it stands on the next line, or what follows is nothing that a
/// doctor or relative has.
fn is_empty_field(scan: &Scan<'_>, fields: &[Field], at: usize, end: usize) -> bool {
    let Some(next) = fields.iter().find(|f| f.start >= end && f.start < scan.line_end(end)) else {
        return false;
    };
    let column = |mark: Option<usize>| {
        let at = scan.token(mark?)?.start;
        scan.text.get(..at).map(|t| t.len() - t.rfind('\n').map_or(0, |n| n + 1))
    };
    let mark = |from: usize, to: usize| (from..to).find(|k| scan.is(*k, ':'));
    let (own, below) = (mark(at, end), mark(next.start, next.from));
    let padded = own.is_some_and(|k| scan.gap(k) == Gap::Wide || scan.gap(k) == Gap::Blank);
    let aligned = padded && column(own).is_some() && column(own) == column(below);
    let hers = next.label.is_some_and(|l| {
        use FieldRole as F;
        l.owner == Owner::Subject
            && matches!(
                l.what,
                What::Field(
                    F::BirthDate
                        | F::Bsn
                        | F::Sex
                        | F::InsuranceNumber
                        | F::PatientNumber
                        | F::MedicalText
                        | F::TestKind
                        | F::TestResult
                )
            )
    });
    aligned || hers
}

fn is_requester(label: Label) -> bool {
    label.what == What::Field(FieldRole::Requester)
}

/// A letterhead, or the address of a care provider or an organisation to which a letter goes.
fn address_block(scan: &mut Scan<'_>, fields: &[Field]) {
    let about =
        fields.iter().find(|f| speaks_of_subject(f)).map_or(scan.tokens.len(), |f| scan.line_start(f.start));
    let Some(code) = (0..about).find(|i| is_postcode(scan, *i)) else { return };
    let end = scan.line_end(code);
    let short = scan.text.lines().take(scan.token(code).map_or(0, |t| t.line) + 1);
    if short.clone().count() < 2 || short.into_iter().any(|l| l.trim().len() > ADDRESS_LINE_MAX) {
        return;
    }
    let head = 0..end;
    let subject = head.clone().any(|i| matches!(scan.cue(i), Cue::Born | Cue::Bsn | Cue::Patient));
    let provider = head.clone().find(|i| match scan.cue(*i) {
        Cue::Gp | Cue::Practitioner | Cue::Organisation | Cue::Staff => true,
        // `Professor Lorentzlaan 3` is where somebody lives.
        Cue::Academic => {
            !(scan.line_start(*i)..scan.line_end(*i)).any(|k| scan.token(k).is_some_and(|t| t.is_number()))
        }
        _ => false,
    });
    let Some(provider) = provider.filter(|_| !subject) else { return };
    // A patient's own address above or below a line that names her GP keeps its lines.
    if fields
        .iter()
        .any(|f| f.label.is_some_and(|l| l.owner != Owner::Subject) && f.from > provider.saturating_sub(1))
        && scan.token(provider).map(|t| t.line) != scan.token(0).map(|t| t.line)
    {
        return;
    }
    let gp = head.clone().any(|i| scan.cue(i) == Cue::Gp);
    fill(scan, 0, end, if gp { Owner::Gp } else { Owner::Other });
    institutions(scan, code);
}

/// The institutions and AGB codes in an address block: who writes, or to whom a letter goes.
fn institutions(scan: &mut Scan<'_>, code: usize) {
    let mut at = 0;
    while at < scan.line_start(code).min(scan.tokens.len()) {
        let end = scan.line_end(at).max(at + 1);
        let number = (at..end).find_map(|i| {
            let labelled = (at..i).any(|k| scan.word(k).eq_ignore_ascii_case("agb"));
            agb::normal(scan.word(i)).filter(|_| labelled).map(|found| (i, found))
        });
        if let Some((i, found)) = number {
            scan.mark(i, i + 1, Use::Number);
            scan.found(i, true, Find::Party(PartyKind::Requester, format!("AGB:{found}")));
        }
        let has = |list: &[Cue]| (at..end).any(|i| list.contains(&scan.cue(i)));
        // `Aan: Huisartsenpraktijk De Linde`
        let from = (at..end).find(|i| scan.is(*i, ':')).filter(|i| *i <= at + 2).map_or(at, |i| i + 1);
        let person =
            has(&[Cue::Title, Cue::Academic, Cue::Practitioner]) || (from..end).any(|i| scan.is(i, ':'));
        let named = (from..end).any(|i| matches!(scan.cue(i), Cue::Organisation | Cue::Gp));
        if named && !person && !told_by_hand(scan, from) {
            let line = scan.span(from, end).trim().to_owned();
            scan.found(from, true, Find::Party(PartyKind::System, format!("NAME:{line}")));
        }
        at = end;
    }
}

/// `t.a.v. S. el Idrissi, huisarts`: a person within the institution.
fn told_by_hand(scan: &Scan<'_>, at: usize) -> bool {
    ["t.a.v", "tav", "tnv", "t.n.v"].iter().any(|w| scan.word(at).eq_ignore_ascii_case(w))
}

/// Whether a postcode begins at the token: `1234AB`, or `1234` and `AB`.
pub(super) fn is_postcode(scan: &Scan<'_>, i: usize) -> bool {
    let Some(t) = scan.token(i).filter(|t| t.is_number()) else { return false };
    match t.end - t.start {
        6 => postcode::normal(scan.word(i)).is_some(),
        4 => {
            let letters = scan.word(i + 1);
            letters.len() == 2
                && letters.bytes().all(|b| b.is_ascii_uppercase())
                && scan.gap(i + 1) <= Gap::Wide
                && scan.gap(i + 1) != Gap::None
                && !["MG", "ML", "IN", "KG", "CM", "MM", "SA", "SD", "SS", "EU", "NR", "IU", "OM", "EN"]
                    .contains(&letters)
                && postcode::normal(scan.span(i, i + 2)).is_some()
        }
        _ => false,
    }
}

/// What labels say: the value and the rest of its line, and the ways to reach somebody on the lines below.
fn labelled(scan: &mut Scan<'_>, fields: &[Field]) {
    for (n, field) in fields.iter().enumerate() {
        let Some(label) = field.label else { continue };
        if is_requester(label) && field.to <= field.from {
            fill(scan, field.start, scan.line_end(field.start), Owner::Gp);
            continue;
        }
        if label.owner == Owner::Subject {
            if matches!(label.what, What::Topic | What::Person) {
                let end = fields
                    .iter()
                    .skip(n + 1)
                    .find(|f| f.label.is_some_and(|l| l.owner != Owner::Subject))
                    .map_or(scan.tokens.len(), |f| f.start);
                fill(scan, field.start, end, Owner::Subject);
            }
            continue;
        }
        let end = rest_of_line(scan, fields, n);
        fill(scan, field.start, end, label.owner);
        if label.owner != Owner::Gp {
            below(scan, fields, n, label.owner);
        }
    }
}

/// The end of what a label of another owner covers on its line: other data of the subject end it.
fn rest_of_line(scan: &Scan<'_>, fields: &[Field], n: usize) -> usize {
    let Some(field) = fields.get(n) else { return 0 };
    let line_end = scan.line_end(field.from.min(scan.tokens.len().saturating_sub(1)));
    let mut end = if field.to > field.from { line_end.max(field.to) } else { scan.line_end(field.start) };
    if field.to <= field.from {
        return end; // the head of all that follows on its line
    }
    for f in fields.iter().skip(n + 1).take_while(|f| f.start < line_end) {
        let reach = f.label.and_then(|l| l.role()).is_some_and(is_reach);
        if !reach || scan.gap(f.start) == Gap::Wide {
            end = end.min(f.start);
            break;
        }
    }
    // A sentence may go on about somebody else behind the value; a list in columns certainly does.
    (field.from + 1..end).find(|k| scan.gap(*k) == Gap::Wide).unwrap_or(end)
}

/// Roles by which one reaches somebody.
fn is_reach(role: FieldRole) -> bool {
    use FieldRole as F;
    matches!(
        role,
        F::Phone
            | F::Email
            | F::AddressLine
            | F::Street
            | F::HouseNumber
            | F::Postcode
            | F::City
            | F::PostcodeCity
            | F::GpAgb
    )
}

/// Lines below `Behandeld door: ...` or `Contactpersoon: ...` that hold a telephone number or mail address.
fn below(scan: &mut Scan<'_>, fields: &[Field], n: usize, owner: Owner) {
    let Some(mut line) = fields.get(n).and_then(|f| scan.token(f.start)).map(|t| t.line) else { return };
    for f in fields.iter().skip(n + 1) {
        let Some(t) = scan.token(f.start).copied() else { return };
        if t.line == line {
            continue;
        }
        let reach =
            f.label.and_then(|l| l.role()).is_some_and(|r| matches!(r, FieldRole::Phone | FieldRole::Email));
        if t.line != line + 1 || !reach {
            return;
        }
        line = t.line;
        fill(scan, scan.line_start(f.start), scan.line_end(f.start), owner);
    }
}

/// Mail to an address of the sender's own domain goes to a colleague.
fn colleagues(scan: &mut Scan<'_>, fields: &[Field]) {
    let domain = |f: &Field| {
        let at = (f.from..scan.line_end(f.from)).find(|i| scan.is(*i, '@'))?;
        Some(scan.word(at + 1).to_ascii_lowercase())
    };
    let label = |f: &Field| f.label.map(|l| (l.owner, l.what));
    let sender = fields.iter().filter(|f| label(f).is_some_and(|(o, _)| o == Owner::Other)).find_map(domain);
    let Some(sender) = sender else { return };
    let own: Vec<(usize, usize)> = fields
        .iter()
        .filter(|f| {
            label(f).is_some_and(|(_, w)| w == What::Addressee)
                && domain(f).as_deref() == Some(sender.as_str())
        })
        .map(|f| (f.start, scan.line_end(f.from)))
        .collect();
    own.into_iter().for_each(|(from, to)| fill(scan, from, to, Owner::Other));
}

/// A letter's closing: all below it is the sender's.
fn closing(scan: &mut Scan<'_>) -> bool {
    let found = (0..scan.tokens.len()).find(|&i| {
        scan.cue(i) == Cue::Closing && {
            let from = scan.line_start(i);
            i - from <= 2 && scan.line_end(i) - from <= 8
        }
    });
    let Some(at) = found else { return false };
    fill(scan, at, scan.tokens.len(), Owner::Other);
    true
}
