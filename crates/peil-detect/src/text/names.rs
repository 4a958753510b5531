//! Names in running text, and whether they are the subject's, a contact person's or a care provider's.

use peil_model::Name;

use crate::{columns, fold, name};

use super::finds::{Find, How};
use super::labels::Owner;
use super::runs::{capital, extent, follows, initials, long_line_before, prefix};
use super::scan::{Scan, Use};
use super::tokens::Gap;
use super::words::{Cue, is_preposition};

/// Reads the names that no label announces.
pub(super) fn read(scan: &mut Scan<'_>) {
    let mut i = 0;
    while i < scan.tokens.len() {
        i = if scan.free(i) && scan.token(i).is_some_and(|t| t.is_word()) {
            candidate(scan, i)
        } else {
            i + 1
        };
    }
}

/// Judges the name that may begin at the token; the token from which to go on.
fn candidate(scan: &mut Scan<'_>, i: usize) -> usize {
    let (titled, academic, start) = titles(scan, i);
    if titled {
        return after_title(scan, i, start, academic);
    }
    // `contact over Anna Mol`: only `van` begins surnames often enough to be doubted.
    let leads = begins_sentence(scan, i) || tells_whose(scan, i) || !scan.word(i).eq_ignore_ascii_case("van");
    let start = if leads && is_preposition(scan.word(i)) && two_words(scan, i + 1) { i + 1 } else { i };
    if !(capital(scan, start) || prefix(scan, start)) || is_verb(scan, start) {
        return i + 1;
    }
    if prefix(scan, start)
        && (initials(scan, start + 1) || matches!(scan.cue(start + 1), Cue::Title | Cue::Academic))
    {
        return i + 1;
    }
    let (end, strong) = extent(scan, start, scan.tokens.len());
    if end <= start {
        return i + 1;
    }
    let beside = stands_beside(scan, start, end);
    let housed = in_address_block(scan, start, end);
    let doctor = strong && initials(scan, start) && neighbour(scan, start, end) == Owner::Gp;
    let formed = strong && (housed || super::subjects::dated(scan, end)) || doctor;
    let told = line_tells(scan, start, false);
    if !(beside || formed || told || housed) {
        return end; // before the costly part
    }
    let Some(n) = parsed(scan, start, end) else { return end };
    let known = known_surname(scan, &n);
    let given = !n.given.is_empty() || !n.initials.is_empty();
    let accepted = formed
        || housed && given && (known || first_is_given(scan, start))
        || beside && (strong || given || known)
        || known && (given && told || line_tells(scan, start, true));
    if accepted {
        place(scan, start, end, n, How::Beside, false);
    }
    end
}

/// The name in some tokens. The two commonest forms, `Jansen` and `A.B. Jansen`, need no taking apart.
fn parsed(scan: &Scan<'_>, start: usize, end: usize) -> Option<Name> {
    let plain = |i: usize| {
        let w = scan.word(i);
        w.len() >= 4
            && scan.cue(i) == Cue::None
            && w.bytes().all(|b| b.is_ascii_alphabetic())
            && !name::is_prefix(w)
    };
    let dotted = |i: usize| {
        let w = scan.word(i);
        scan.token(i).is_some_and(|t| t.dot)
            && w.split('.').all(|g| g.len() == 1 && g.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let surname = || scan.word(end - 1).to_owned();
    match end.checked_sub(start) {
        Some(1) if plain(start) => Some(Name { surname: surname(), ..Name::default() }),
        Some(2) if dotted(start) && plain(start + 1) && capital(scan, start + 1) => Some(Name {
            initials: scan.span(start, start + 1).to_owned(),
            surname: surname(),
            ..Name::default()
        }),
        _ => name::parse(scan.span(start, end)),
    }
}

/// Titles at the token: whether there are, whether only academic ones, and the first token behind.
fn titles(scan: &Scan<'_>, i: usize) -> (bool, bool, usize) {
    let (mut at, mut plain, mut academic) = (i, false, false);
    if scan.word(at).eq_ignore_ascii_case("de") && scan.word(at + 1).eq_ignore_ascii_case("heer") {
        at += 1;
    }
    while at < i + 6 {
        match scan.cue(at) {
            Cue::Title => plain = true,
            Cue::Academic if scan.gap(at + 1) <= Gap::Blank => academic = true,
            _ if plain
                && (scan.is(at, '/') || matches!(scan.word(at), "en" | "of"))
                && scan.cue(at + 1) == Cue::Title => {}
            _ => break,
        }
        at += 1;
    }
    (plain || academic, academic, at)
}

fn after_title(scan: &mut Scan<'_>, i: usize, start: usize, academic: bool) -> usize {
    if scan.gap(start) > Gap::Blank && !long_line_before(scan, start) {
        return start.max(i + 1);
    }
    let (mut end, _) = extent(scan, start, scan.tokens.len());
    if end <= start
        && scan.token(start).is_some_and(|t| t.is_word())
        && scan.known.surname(&fold(scan.word(start)))
    {
        end = start + 1;
    }
    if end <= start {
        return start.max(i + 1);
    }
    if let Some(n) = parsed(scan, start, end) {
        place(scan, start, end, n, How::Titled, academic);
    }
    end
}

/// Takes the name down, for whom it is.
fn place(scan: &mut Scan<'_>, start: usize, end: usize, n: Name, how: How, academic: bool) {
    let owner = scan.owners.get(start).copied().unwrap_or(Owner::Subject);
    let beside = stands_beside(scan, start, end);
    let said = match (owner, neighbour(scan, start, end)) {
        (Owner::Subject, Owner::Contact) if beside => Owner::Subject, // `uw zoon Kees Mol (12-03-2011)`
        (Owner::Subject, Owner::Subject) if (academic || done_by(scan, start)) && !beside => Owner::Other,
        (Owner::Subject, said) => said,
        (Owner::Other, Owner::Gp) => Owner::Gp, // `c.c. huisarts P. Bakker` below a signature
        _ => owner,
    };
    let text = scan.span(start, end).to_owned();
    scan.mark(start, end, Use::Name);
    if said != owner {
        let to = if said == Owner::Subject { end } else { clause_end(scan, end) };
        for o in scan.owners.iter_mut().take(to).skip(start) {
            *o = said;
        }
        for f in scan.finds.iter_mut() {
            let inside = scan.tokens.get(end).is_some_and(|t| f.at >= t.start)
                && scan.tokens.get(to).is_none_or(|t| f.at < t.start);
            if inside && !f.find.identifies() {
                f.owner = said;
            }
        }
    }
    match said {
        Owner::Gp => scan.found(start, false, Find::Gp(Some(super::loose::party(&text)))),
        _ => scan.found(start, false, Find::Name(n, how)),
    }
}

/// `Uitgevoerd door A. Bos`: who does something is of the staff.
fn done_by(scan: &Scan<'_>, start: usize) -> bool {
    let mut k = start;
    while k > 0 && matches!(scan.cue(k - 1), Cue::Title | Cue::Academic) {
        k -= 1;
    }
    k > 0 && ["door", "by"].iter().any(|w| scan.word(k - 1).eq_ignore_ascii_case(w))
}

/// The end of the clause that tells more of a contact person or care provider.
fn clause_end(scan: &Scan<'_>, from: usize) -> usize {
    let mut k = from;
    while k < scan.tokens.len()
        && scan.gap(k) < Gap::Line
        && !(scan.token(k).is_some_and(|t| t.is('.') || t.is(';')))
        && !matches!(scan.cue(k), Cue::Title | Cue::Patient | Cue::Born | Cue::Bsn)
    {
        let sentence = scan.token(k).is_some_and(|t| t.dot && t.is_word() && t.end - t.start > 3);
        k += 1;
        if sentence {
            break;
        }
    }
    k
}

/// What the words around a name say of the role: `mw. W. Geerts, analist`, `huisarts dr. Bakker`, `haar
/// dochter Anna`.
fn neighbour(scan: &Scan<'_>, start: usize, end: usize) -> Owner {
    let role = |cue: Cue| match cue {
        Cue::Gp => Some(Owner::Gp),
        Cue::Practitioner | Cue::Staff | Cue::Sender => Some(Owner::Other),
        _ => None,
    };
    let mut after = end;
    while after < end + 2 && (scan.is(after, ',') || scan.is(after, '(') || scan.is(after, '-')) {
        after += 1;
    }
    if after > end && scan.gap(after) < Gap::Line {
        let words =
            (after..after + 3).take_while(|k| *k == after || scan.gap(*k) <= Gap::Blank && !scan.is_mark(*k));
        let found =
            words.filter(|k| scan.token(*k).is_some_and(|t| t.is_word())).find_map(|k| role(scan.cue(k)));
        if let Some(owner) = found {
            return owner;
        }
        if scan.cue(after) == Cue::Relative && scan.word(after + 1) != "van" {
            return Owner::Contact;
        }
    }
    let mut before = start;
    for _ in 0..5 {
        let Some(k) = before.checked_sub(1) else { break };
        if scan.gap(before) == Gap::Line && !long_line_before(scan, before) {
            break;
        }
        before = k;
        let title = matches!(scan.cue(k), Cue::Title | Cue::Academic) || scan.is(k, ',') || scan.is(k, ':');
        if let Some(owner) = role(scan.cue(k)) {
            return owner;
        }
        if scan.cue(k) == Cue::Relative {
            return Owner::Contact;
        }
        if says_user(scan, k) {
            return Owner::Other;
        }
        if !title {
            break;
        }
    }
    Owner::Subject
}

/// Whether the words up to the token say who sits at the screen: `Afmelden (mw. A. Mol)`, `Ingelogd als A. Mol`.
fn says_user(scan: &Scan<'_>, k: usize) -> bool {
    let Some(before) = k.checked_sub(1) else { return false };
    let said = |words: &[&str]| words.iter().any(|w| scan.word(before).eq_ignore_ascii_case(w));
    if scan.is(k, '(') {
        return said(&["afmelden", "uitloggen", "logout", "log-out"]);
    }
    matches!(scan.word(k), "als" | "as") && said(&["ingelogd", "aangemeld"])
        || scan.word(k) == "as"
            && said(&["in"])
            && before.checked_sub(1).is_some_and(|b| scan.word(b).eq_ignore_ascii_case("logged"))
}

/// Whether a birth date or BSN stands directly behind the name, or directly before it.
fn stands_beside(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let mut after = end;
    while after < end + 4 && scan.is_mark(after) && scan.gap(after) < Gap::Line
        || scan.used(after) == Use::Reach && after == end
    {
        after += 1;
    }
    let tells = |k: usize| {
        matches!(scan.used(k), Use::Birth | Use::Bsn) && scan.token(k).is_some()
            || matches!(scan.cue(k), Cue::Born | Cue::Bsn)
    };
    let parenthesised = scan.is(end, '(') || scan.is(end, '[') || scan.is(end, '*') || scan.is(end, '°');
    if tells(after) || parenthesised && super::subjects::date_in_parentheses(scan, end).is_some() {
        return true;
    }
    let mut before = start;
    while before > 0 && scan.gap(before) < Gap::Line {
        before -= 1;
        if !scan.is_mark(before) {
            return matches!(scan.used(before), Use::Birth | Use::Bsn);
        }
    }
    false
}

/// Whether the first word is a frequent given name, or one that a register has: `Anna Mol` above her address.
fn first_is_given(scan: &Scan<'_>, start: usize) -> bool {
    let first = fold(scan.word(start));
    columns::is_given(&first) || scan.known.given(&first)
}

/// Whether the registers know the surname.
pub(super) fn known_surname(scan: &Scan<'_>, n: &Name) -> bool {
    scan.known.surname(&fold(&n.surname))
        || (!n.partner_surname.is_empty() && scan.known.surname(&fold(&n.partner_surname)))
}

/// Whether the line holds something else of a person; `strict`: a birth date or BSN.
fn line_tells(scan: &Scan<'_>, i: usize, strict: bool) -> bool {
    (scan.line_start(i)..scan.line_end(i)).any(|k| match scan.used(k) {
        Use::Birth | Use::Bsn => true,
        Use::Reach => !strict && !has_organisation(scan, i),
        Use::Number => !strict,
        _ => false,
    }) || super::subjects::only_date(scan, i).is_some()
}

fn has_organisation(scan: &Scan<'_>, i: usize) -> bool {
    (scan.line_start(i)..scan.line_end(i)).any(|k| matches!(scan.cue(k), Cue::Organisation | Cue::Ours))
}

/// A name alone on its line, with an address on the line below.
fn in_address_block(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    scan.line_start(start) == start && scan.line_end(start) == end && scan.used(end) == Use::Reach
}

fn begins_sentence(scan: &Scan<'_>, i: usize) -> bool {
    i == 0
        || scan.gap(i) >= Gap::Wide
        || scan.token(i - 1).is_some_and(|t| t.dot || t.is('.') || t.is(':') || t.is('-'))
}

/// `Gegevens van Anna Mol`: the word before the preposition is no part of a name.
fn tells_whose(scan: &Scan<'_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|k| {
        scan.gap(i) == Gap::Blank && matches!(scan.cue(k), Cue::Opener | Cue::Result | Cue::Test)
    })
}

/// `Ik ben Anna Mol`: no prefix.
fn is_verb(scan: &Scan<'_>, i: usize) -> bool {
    scan.word(i) == "ben" && i.checked_sub(1).is_some_and(|k| scan.word(k).eq_ignore_ascii_case("ik"))
}

fn two_words(scan: &Scan<'_>, i: usize) -> bool {
    scan.gap(i) <= Gap::Blank && (initials(scan, i) || capital(scan, i) && follows(scan, i + 1))
}
