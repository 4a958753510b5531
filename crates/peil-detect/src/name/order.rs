//! Which token of a name is what, whatever the order they stand in.

use peil_model::Name;

use super::tokens::Token;
use super::words;

/// A name in free order: `A.B. van den Berg`, `Anna Jansen`, `JANSEN A B`, `de Vries Jan`, `Berg A. van den`.
pub(super) fn free(tokens: &[Token<'_>]) -> Name {
    if let Some((left, right)) = at_dash(tokens) {
        let mut name = free(left);
        if name.surname.is_empty() {
            return free(&without_dash(tokens));
        }
        second(&mut name, tail(right));
        return name;
    }
    let lead = run(tokens, is_initials);
    if lead > 0 {
        let (initials, rest) = tokens.split_at(lead);
        return Name { initials: join_initials(initials), ..surname(rest) };
    }
    match tokens.iter().position(is_initials) {
        Some(i) => around_initials(tokens, i),
        None => only_words(tokens),
    }
}

/// A surname with its prefix in front or behind, and a second surname after a hyphen or another prefix.
pub(super) fn surname(tokens: &[Token<'_>]) -> Name {
    if let Some((left, right)) = at_dash(tokens) {
        let mut name = surname(left);
        if name.surname.is_empty() {
            return surname(&without_dash(tokens));
        }
        second(&mut name, surname(right));
        return name;
    }
    let mut lead = run(tokens, is_prefix);
    if lead == tokens.len() {
        lead = lead.saturating_sub(1); // `Le` alone is a surname
    }
    let (prefix, rest) = tokens.split_at(lead);
    let words = run(rest, |t| !is_prefix(t)).max(usize::from(!rest.is_empty()));
    let (own, rest) = rest.split_at(words);
    let mut name = Name { prefix: join(prefix), surname: join(own), ..Name::default() };
    let more = run(rest, is_prefix);
    let (behind, rest) = rest.split_at(more);
    if !rest.is_empty() {
        name.partner_prefix = join(behind);
        name.partner_surname = join(rest);
    } else if name.prefix.is_empty() {
        name.prefix = join(behind);
    }
    split_hyphen(&mut name);
    name
}

/// What stands behind the comma of `Berg, A.B. van den`: initials, given names, a prefix, seldom a second surname.
pub(super) fn behind_comma(name: &mut Name, tokens: &[Token<'_>]) {
    let tokens = given_not_prefix(tokens);
    let lead = run(&tokens, is_prefix);
    let (prefix, rest) = tokens.split_at(lead);
    let own = run(rest, |t| !is_prefix(t));
    let (own, rest) = rest.split_at(own);
    for t in own {
        match t {
            Token::Initials(_) => push_initials(&mut name.initials, t),
            Token::Word(w) => push(&mut name.given, w),
            Token::Prefix(_) | Token::Dash => {}
        }
    }
    let behind = run(rest, is_prefix);
    let (behind, more) = rest.split_at(behind);
    let mut found = join(prefix);
    if more.is_empty() {
        push(&mut found, &join(behind));
    } else if name.partner_surname.is_empty() {
        name.partner_prefix = join(behind);
        name.partner_surname = join(more);
    }
    if name.prefix.is_empty() {
        name.prefix = found;
    } else if !name.partner_surname.is_empty() && name.partner_prefix.is_empty() {
        name.partner_prefix = found;
    }
}

/// Adds one word of a field of given names: initials to initials, all else to the given names.
pub(super) fn add_given(name: &mut Name, word: &str, cased: bool) {
    if !word.contains(char::is_alphabetic) {
        return;
    }
    if super::tokens::is_initials(word, cased, false) {
        push_initials(&mut name.initials, &Token::Initials(word));
    } else {
        push(&mut name.given, word.trim_end_matches(['.', ',']));
    }
}

/// Puts a second surname where one is missing, and the given names that stand behind it.
pub(super) fn second(name: &mut Name, other: Name) {
    if name.partner_surname.is_empty() {
        name.partner_surname = other.surname;
        name.partner_prefix = other.prefix;
    }
    if name.initials.is_empty() && name.given.is_empty() {
        name.initials = other.initials;
        name.given = other.given;
    }
}

/// The part behind a hyphen: a surname, then perhaps initials.
fn tail(tokens: &[Token<'_>]) -> Name {
    let end = tokens.iter().position(is_initials).unwrap_or(tokens.len());
    let (own, initials) = tokens.split_at(end);
    if own.is_empty() {
        return Name::default();
    }
    Name { initials: join_initials(initials), ..surname(own) }
}

/// Words before the initials: surname first if nothing but a prefix follows them, else a given name.
fn around_initials(tokens: &[Token<'_>], i: usize) -> Name {
    let (before, rest) = tokens.split_at(i);
    let (initials, after) = rest.split_at(run(rest, is_initials));
    let letters = join_initials(initials);
    if run(after, is_prefix) == after.len() {
        let mut name = if letters.trim_end_matches('.').chars().count() == 1 {
            surname_then_given(before)
        } else {
            surname(before)
        };
        name.initials = with_first_letters(&name.given, &letters);
        if name.prefix.is_empty() {
            name.prefix = join(after);
        }
        return name;
    }
    if matches!(before.first(), Some(Token::Prefix(_))) || letters.matches('.').count() > 1 {
        return Name { initials: letters, given: join(after), ..surname(before) };
    }
    let given = join(before);
    Name { initials: with_first_letters(&given, &letters), given, ..surname(after) }
}

/// Neither initials nor hyphens.
fn only_words(tokens: &[Token<'_>]) -> Name {
    let tokens = &given_not_prefix(tokens)[..];
    match tokens.iter().position(is_prefix) {
        None => match tokens.split_last() {
            Some((last, given)) => Name { given: join(given), ..surname(std::slice::from_ref(last)) },
            None => Name::default(),
        },
        Some(0) => surname_then_given(tokens),
        Some(p) => {
            let (before, rest) = tokens.split_at(p);
            if run(rest, is_prefix) < rest.len() {
                return Name { given: join(before), ..surname(rest) };
            }
            Name { prefix: join(rest), ..surname_then_given(before) }
        }
    }
}

/// `de Vries Jan Pieter`, `Berg Jan`: prefix, one word of surname, then given names.
fn surname_then_given(tokens: &[Token<'_>]) -> Name {
    let own = run(tokens, is_prefix) + 1;
    let (own, given) = tokens.split_at(own.min(tokens.len()));
    match given.iter().position(is_prefix) {
        Some(_) => surname(tokens),
        None => Name { given: join(given), ..surname(own) },
    }
}

/// `Ben Jansen`: a prefix word that is a given name too, with a capital, before one other word or alone.
fn given_not_prefix<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    let mut out = tokens.to_vec();
    if let Some(Token::Prefix(w)) = tokens.first()
        && tokens.len() <= 2
        && words::is_also_given(w)
        && w.starts_with(char::is_uppercase)
        && tokens.get(1).is_none_or(|t| matches!(t, Token::Word(_)))
        && let Some(first) = out.first_mut()
    {
        *first = Token::Word(w);
    }
    out
}

/// `Jansen-Vries`: two surnames if both halves have two letters.
fn split_hyphen(name: &mut Name) {
    if !name.partner_surname.is_empty() {
        return;
    }
    let halves = name.surname.split_once('-').filter(|(x, y)| {
        let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
        letters(x) >= 2 && letters(y) >= 2
    });
    if let Some((x, y)) = halves.map(|(x, y)| (x.trim().to_owned(), y.trim().to_owned())) {
        name.surname = x;
        name.partner_surname = y;
    }
}

/// `Anna B.` has the initials `A.B.`: the given name's own letter belongs in front.
fn with_first_letters(given: &str, initials: &str) -> String {
    let mut all: String = given
        .split(' ')
        .filter_map(|w| w.chars().next())
        .flat_map(|c| c.to_uppercase().chain(['.']))
        .collect();
    let same = initials.len() > 1
        && initials.to_uppercase().starts_with(all.trim_end_matches('.'))
        && initials.matches('.').count() > 1;
    if all.is_empty() || same {
        return initials.to_owned();
    }
    all.push_str(initials);
    all
}

fn at_dash<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], &'t [Token<'a>])> {
    let at = tokens.iter().position(|t| *t == Token::Dash)?;
    Some((tokens.get(..at)?, tokens.get(at + 1..)?))
}

fn without_dash<'a>(tokens: &[Token<'a>]) -> Vec<Token<'a>> {
    tokens.iter().copied().filter(|t| *t != Token::Dash).collect()
}

fn is_initials(t: &Token<'_>) -> bool {
    matches!(t, Token::Initials(_))
}

fn is_prefix(t: &Token<'_>) -> bool {
    matches!(t, Token::Prefix(_))
}

/// How many tokens from the start are of a kind.
fn run(tokens: &[Token<'_>], kind: impl Fn(&Token<'_>) -> bool) -> usize {
    tokens.iter().take_while(|t| kind(t)).count()
}

fn join(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    for t in tokens {
        match t {
            Token::Word(w) | Token::Prefix(w) | Token::Initials(w) => push(&mut out, w),
            Token::Dash => {}
        }
    }
    out
}

fn join_initials(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    tokens.iter().filter(|t| is_initials(t)).for_each(|t| push_initials(&mut out, t));
    out
}

/// Initials with dots follow each other without a blank, those without dots with one.
fn push_initials(out: &mut String, t: &Token<'_>) {
    let Token::Initials(w) = t else { return };
    if !out.is_empty() && !out.ends_with('.') {
        out.push(' ');
    }
    out.push_str(w);
}

fn push(out: &mut String, w: &str) {
    if !out.is_empty() && !w.is_empty() {
        out.push(' ');
    }
    out.push_str(w);
}
