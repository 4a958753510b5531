//! A written name as tokens: words, initials, prefixes, and what separates two surnames.

use super::words;

/// A token of a name, in the source's spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A given name or surname.
    Word(&'a str),
    /// One or more initials.
    Initials(&'a str),
    /// A word of a surname's prefix.
    Prefix(&'a str),
    /// A hyphen or slash between two surnames.
    Dash,
}

/// Blanks, quotes and dashes in their plain form; `None` for what cannot be a name.
pub(super) fn clean(raw: &str) -> Option<String> {
    /// Longer than the longest names of registers (BRP: 200 characters for the surname).
    const LONGEST: usize = 400;
    if raw.len() > LONGEST || raw.contains('@') {
        return None;
    }
    let mut out = String::with_capacity(raw.len());
    let mut run = 0;
    for c in raw.chars() {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        if run >= 3 {
            return None;
        }
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{b4}' | '`' => out.push('\''),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '"' | '\u{201c}' | '\u{201d}' | '*' | '_' | '[' | ']' => out.push(' '),
            ';' => out.push(','),
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.contains(char::is_alphabetic).then_some(out)
}

/// The words of a cleaned name; commas and hyphens between surnames are words of their own.
pub(super) fn split(s: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for chunk in s.split(' ') {
        for (i, piece) in chunk.split(',').enumerate() {
            if i > 0 {
                out.push(",");
            }
            split_piece(piece, &mut out);
        }
    }
    out
}

fn split_piece<'a>(piece: &'a str, out: &mut Vec<&'a str>) {
    if words::marker(&[piece]).is_some() || (piece.contains('/') && words::is_prefix(piece, true)) {
        out.push(piece);
        return;
    }
    for (i, part) in piece.split('/').enumerate() {
        if i > 0 {
            out.push("-");
        }
        split_hyphens(part, out);
    }
}

/// Hyphens at the edge of a word, and those before a prefix (`Jansen-de Vries`), separate surnames; `El-Idrissi` is a
/// prefix and a surname; others stay inside their word.
fn split_hyphens<'a>(part: &'a str, out: &mut Vec<&'a str>) {
    let core = part.trim_matches('-');
    if core.is_empty() {
        if !part.is_empty() {
            out.push("-");
        }
        return;
    }
    if part.starts_with('-') {
        out.push("-");
    }
    let mut rest = core;
    while let Some((at, glue)) = hyphen_at_prefix(rest) {
        let (head, tail) = rest.split_at(at);
        split_dots(head, out);
        if !glue {
            out.push("-");
        }
        rest = tail.trim_start_matches('-');
    }
    split_dots(rest, out);
    if part.ends_with('-') {
        out.push("-");
    }
}

/// The first hyphen with a prefix word behind it, or in front of it at the start (then it only glues).
fn hyphen_at_prefix(s: &str) -> Option<(usize, bool)> {
    let mut from = 0;
    for (at, _) in s.match_indices('-') {
        let head = s.get(from..at)?;
        let tail = s.get(at + 1..)?;
        let next = tail.split('-').next().unwrap_or("");
        if next.len() > 1 && words::is_prefix(next, false) && !head.is_empty() {
            return Some((at, words::is_prefix(head, false) && from == 0));
        }
        if from == 0 && head.len() > 1 && words::is_prefix(head, false) && !tail.is_empty() {
            return Some((at, true));
        }
        from = at + 1;
    }
    None
}

/// Takes titles and initials off what is glued to them by a dot: `mw.A.B.Jansen`, `v.d.Berg`.
fn split_dots<'a>(piece: &'a str, out: &mut Vec<&'a str>) {
    let mut rest = piece;
    while let Some(dot) = rest.find('.') {
        let Some((head, tail)) = rest.split_at_checked(dot + 1) else { break };
        if head.len() < 3 || tail.is_empty() || !words::is_title(head) {
            break;
        }
        out.push(head);
        rest = tail;
    }
    if let Some(dot) = rest.rfind('.')
        && let Some((head, tail)) = rest.split_at_checked(dot + 1)
        && could_be_surname(tail)
        && (is_dotted_initials(head) || words::is_prefix(head, true))
    {
        out.push(head);
        split_apostrophe(tail, out);
    } else {
        split_apostrophe(rest, out);
    }
}

/// Whether what stands behind glued initials is a surname: three letters, or two that are no abbreviated given name.
fn could_be_surname(tail: &str) -> bool {
    let letters = tail.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3
        || (letters == 2 && tail.ends_with(char::is_lowercase) && !matches!(tail, "Th" | "Ph" | "Ch" | "Yv"))
}

/// Takes an elided prefix apart: `van't`, `d'Hooghe`, `'tHart`.
fn split_apostrophe<'a>(piece: &'a str, out: &mut Vec<&'a str>) {
    if let Some(at) = piece.find('\'') {
        let (head, tail) = piece.split_at(at);
        let after = tail.chars().nth(1).map_or(0, char::len_utf8) + 1;
        if !head.is_empty() && words::is_prefix(head, false) && tail.len() == 2 {
            out.extend([head, tail]);
            return;
        }
        if matches!(head, "d" | "D" | "l" | "L") && tail.len() > 2 {
            let (prefix, rest) = piece.split_at(2);
            out.extend([prefix, rest]);
            return;
        }
        if head.is_empty()
            && let Some((prefix, rest)) = tail.split_at_checked(after)
            && words::is_prefix(prefix, false)
            && rest.starts_with(char::is_uppercase)
            && prefix.ends_with(char::is_lowercase)
        {
            out.extend([prefix, rest]);
            return;
        }
    }
    if !piece.is_empty() {
        out.push(piece);
    }
}

/// The tokens of some words of a name; `cased` says that the whole name has small and capital letters.
pub(super) fn classify<'a>(list: &[&'a str], cased: bool, surname_only: bool) -> Vec<Token<'a>> {
    let mut out: Vec<Token<'a>> = Vec::with_capacity(list.len());
    for &w in list {
        let token = if w == "-" {
            Token::Dash
        } else if words::is_prefix(w, matches!(out.last(), Some(Token::Prefix(_)))) {
            Token::Prefix(w)
        } else if !w.contains(char::is_alphabetic) {
            continue;
        } else if is_initials(w, cased, surname_only) {
            Token::Initials(w)
        } else {
            Token::Word(w.trim_end_matches(['.', ':']))
        };
        out.push(token);
    }
    promote_surname(&mut out);
    out
}

/// Where all that is left looks like initials, the longest without dots is a short surname (`Ng`, `VOS`).
fn promote_surname(tokens: &mut [Token<'_>]) {
    if tokens.iter().any(|t| matches!(t, Token::Word(_))) {
        return;
    }
    let length = |t: &Token<'_>| match t {
        Token::Initials(w) if w.len() > 1 && !w.contains('.') => w.len(),
        _ => 0,
    };
    if let Some(best) = tokens.iter_mut().rev().max_by_key(|t| length(t))
        && length(best) > 0
        && let Token::Initials(w) = *best
    {
        *best = Token::Word(w);
    }
}

/// `A.B.`, `Th.`, `J.-P.`, `A.B`: groups of at most four letters, a dot among them or behind them.
fn is_dotted_initials(w: &str) -> bool {
    let groups = || w.split(['.', '-']).filter(|g| !g.is_empty());
    let short = |g: &str| g.chars().count() <= 4 && g.chars().all(char::is_alphabetic);
    let last = groups().next_back().map_or(0, |g| g.chars().count());
    w.contains('.') && groups().next().is_some() && groups().all(short) && (w.ends_with('.') || last <= 2)
}

/// Whether a word is one or more initials; `surname_only` where capitals alone are no sign of it.
pub(super) fn is_initials(w: &str, cased: bool, surname_only: bool) -> bool {
    if w.contains('.') {
        let capitals = !cased || w.split(['.', '-']).all(|g| !g.starts_with(char::is_lowercase));
        return capitals && is_dotted_initials(w);
    }
    let letters = w.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 || (letters == 2 && w.eq_ignore_ascii_case("ij")) {
        return true;
    }
    if w.split('-').all(|g| g.chars().count() == 1) {
        return true;
    }
    if surname_only || w.contains(['-', '\'']) || words::is_short_name(w, cased) {
        return false;
    }
    let capitals = !w.contains(char::is_lowercase);
    match letters {
        2 => !cased || capitals || !has_vowel(w),
        3 => !has_vowel(w) || (cased && capitals),
        4 | 5 => (!cased || capitals) && three_consonants(w),
        _ => false,
    }
}

fn is_vowel(c: char) -> bool {
    !c.is_ascii() || "aeiouyAEIOUY".contains(c)
}

fn has_vowel(w: &str) -> bool {
    w.contains(is_vowel)
}

/// Initials of four or five letters are told from a surname by three consonants in a row that no Dutch word begins with.
fn three_consonants(w: &str) -> bool {
    let lower = w.to_lowercase();
    let common = [
        "sch", "str", "cht", "rst", "nst", "lst", "rts", "rth", "ndt", "ngs", "tsch", "ldt", "rdt", "ntz",
        "ltz",
    ];
    let run = lower.split(is_vowel).map(str::len).max().unwrap_or(0);
    run >= 3 && !common.iter().any(|c| lower.contains(c))
}

/// The tokens of what stands behind a comma, where no surname is expected.
pub(super) fn classify_behind<'a>(list: &[&'a str], cased: bool) -> Vec<Token<'a>> {
    classify(list, cased, false)
        .into_iter()
        .map(|t| match t {
            Token::Word(w) if !w.contains('-') && is_initials(w, cased, false) => Token::Initials(w),
            other => other,
        })
        .collect()
}
