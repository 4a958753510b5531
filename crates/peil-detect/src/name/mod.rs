//! A person's name in one string, in every order that Dutch sources use, taken apart.

mod order;
mod tokens;
mod words;

use peil_model::{Name, Sex};
use tokens::Token;
use words::Marker;

/// A whole name in one string, in whatever order.
///
/// `Berg, A.B. van den`, `A.B. van den Berg`, `Berg, van den, A.B.`, `Jan Pieter de Vries`, `JANSEN A B`,
/// `mw. A. Jansen e/v de Vries`, `de Vries geb. Jansen`, `Jansen-de Vries, A.`, `A. Jansen (Anna)`. Titles and forms of
/// address are dropped. Of a double name `X-Y`, X becomes the surname and Y the partner's: which is whose is often
/// unknown. Without other signs the last word is the surname. `None` if no surname is in it.
pub fn parse(raw: &str) -> Option<Name> {
    let raw = raw.rsplit_once(": ").map_or(raw, |(_, name)| name); // a label before it
    let cleaned = tokens::clean(raw.split(" en/of ").next().unwrap_or(raw))?;
    let (main, aside) = take_parentheses(&cleaned);
    let cased = is_cased(&cleaned);
    let list = without_titles(tokens::split(&main));
    let mut name = marked(&list, cased);
    for note in &aside {
        add_aside(&mut name, note, cased);
    }
    Some(name).filter(|n| !n.surname.is_empty())
}

/// A field that should hold only the surname: `van den Berg`, `Berg, van den`, `Jansen-de Vries`, `Doe van- de Testname`.
///
/// Where initials or given names follow a comma, they are taken too. Empty if nothing in it is a name.
pub fn surname(raw: &str) -> Name {
    if let Some(word) = simple(raw) {
        return Name { surname: word.to_owned(), ..Name::default() };
    }
    surname_in_full(raw)
}

fn surname_in_full(raw: &str) -> Name {
    let Some(cleaned) = tokens::clean(raw) else { return Name::default() };
    let (main, aside) = take_parentheses(&cleaned);
    let list = without_titles(tokens::split(&main));
    let cased = is_cased(&cleaned);
    let mut name = if list.contains(&",") || marker_at(&list).is_some() {
        marked(&list, cased)
    } else {
        order::surname(&tokens::classify(&list, cased, true))
    };
    for note in &aside {
        add_aside(&mut name, note, cased);
    }
    name
}

/// The prefix and the rest of a surname: `van den Berg` or `Berg, van den` gives `van den` and `Berg`.
///
/// Double names keep everything after the prefix in the rest.
pub fn split_prefix(surname: &str) -> (String, String) {
    let Some(cleaned) = tokens::clean(surname) else { return (String::new(), surname.trim().to_owned()) };
    let list = tokens::split(&cleaned);
    let found = tokens::classify(&list, is_cased(&cleaned), true);
    if found.contains(&Token::Dash) || list.contains(&",") {
        let whole = self::surname(surname);
        if whole.partner_surname.is_empty() && whole.given.is_empty() && whole.initials.is_empty() {
            return (whole.prefix, whole.surname);
        }
    }
    let lead = found.iter().take_while(|t| matches!(t, Token::Prefix(_))).count();
    let prefix_words = list.get(..lead).unwrap_or(&[]);
    let whole = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    if lead == 0 || lead == found.len() {
        let one = order::surname(&found);
        let simple = one.partner_surname.is_empty() && !one.prefix.is_empty() && lead == 0;
        return if simple { (one.prefix, one.surname) } else { (String::new(), whole) };
    }
    let used: usize = prefix_words.iter().map(|w| w.chars().count()).sum();
    let mut left = used;
    let rest = whole.trim_start_matches(|c: char| {
        let take = left > 0;
        left -= usize::from(take && c != ' ' && c != '-');
        take || c == ' ' || c == '-'
    });
    (prefix_words.join(" "), rest.to_owned())
}

/// A field that should hold given names or initials, or both: `(initials, given names)`.
///
/// `A.B.`, `A B`, `AB` and `Th.` are initials; `Anna Maria` given names; `A.B. (Anna)` both.
pub fn given(raw: &str) -> (String, String) {
    if let Some(word) = simple(raw) {
        return (String::new(), word.to_owned());
    }
    given_in_full(raw)
}

fn given_in_full(raw: &str) -> (String, String) {
    let Some(cleaned) = tokens::clean(raw) else { return (String::new(), String::new()) };
    let list: Vec<&str> = cleaned.split(['(', ')', ' ', ',']).filter(|w| !w.is_empty()).collect();
    let mut name = Name::default();
    for w in without_titles(list) {
        // each word alone: a prefix word is a name here (`Ben`), and nothing is a surname
        order::add_given(&mut name, w, is_cased(&cleaned));
    }
    (name.initials, name.given)
}

/// One plain word with a capital in front, which is no prefix, title or marker: most cells of most tables. What it is then
/// needs no grammar.
fn simple(raw: &str) -> Option<&str> {
    let word = raw.trim();
    let (first, rest) = word.as_bytes().split_first()?;
    let plain = first.is_ascii_uppercase()
        && (3..40).contains(&rest.len())
        && rest.iter().all(u8::is_ascii_lowercase);
    (plain && !words::tells(word)).then_some(word)
}

/// Whether every word of it is of a surname's prefix: `van den`, `el`.
pub fn is_prefix(raw: &str) -> bool {
    let mut after = false;
    !raw.trim().is_empty()
        && raw.split_whitespace().all(|w| words::is_prefix(w, std::mem::replace(&mut after, true)))
}

/// The sex that a form of address in front of a name says: `dhr.` male, `mw.` female.
pub fn sex_of_title(raw: &str) -> Option<Sex> {
    let found = |w: &str| match &*words::plain(w) {
        "dhr" | "heer" | "hr" | "meneer" | "herr" => Some(Sex::Male),
        "mw" | "mevr" | "mevrouw" | "mvr" | "mej" | "mejuffrouw" | "mrs" | "ms" | "miss" | "frau" => {
            Some(Sex::Female)
        }
        _ => None,
    };
    let mut list = raw.split([' ', '.', ',']).filter(|w| !w.is_empty());
    let first = list.next()?;
    found(first).or_else(|| if &*words::plain(first) == "de" { list.next().and_then(found) } else { None })
}

/// A name with `e/v`, `wed.` or `geb.` between two surnames, or without.
fn marked(list: &[&str], cased: bool) -> Name {
    let Some((at, kind, count)) = marker_at(list) else { return person(list, cased) };
    let left = list.get(..at).unwrap_or(&[]);
    let right = list.get(at + count..).unwrap_or(&[]);
    let (mut l, mut r) = (person(left, cased), marked(right, cased));
    if l.surname.is_empty() {
        if r.initials.is_empty() && r.given.is_empty() {
            r.initials = initials_of(left, cased);
        }
        return r;
    }
    if r.surname.is_empty() {
        return l;
    }
    if right.len() > 1 && !right.contains(&",") && r.initials.is_empty() {
        r = order::surname(&tokens::classify(right, cased, true)); // `geb. Garcia Lopez`
    }
    if kind == Marker::Own {
        std::mem::swap(&mut l, &mut r);
    }
    l.partner_surname = std::mem::take(&mut r.surname);
    l.partner_prefix = std::mem::take(&mut r.prefix);
    if l.initials.is_empty() && l.given.is_empty() {
        (l.initials, l.given) = (r.initials, r.given);
    }
    l
}

fn marker_at(list: &[&str]) -> Option<(usize, Marker, usize)> {
    (0..list.len()).find_map(|i| {
        let (kind, count) = words::marker(list.get(i..)?)?;
        (list.len() > 1).then_some((i, kind, count))
    })
}

/// Initials that stand before a marker without a surname (`A.B. wed. Jansen`).
fn initials_of(list: &[&str], cased: bool) -> String {
    let mut name = Name::default();
    order::behind_comma(&mut name, &tokens::classify(list, cased, false));
    name.initials
}

/// One person: surname before a comma and the rest behind it, or free order.
fn person(list: &[&str], cased: bool) -> Name {
    let mut groups = list.split(|w| *w == ",").filter(|g| g.iter().any(|w| w.contains(char::is_alphabetic)));
    let Some(first) = groups.next() else { return Name::default() };
    let rest: Vec<Vec<Token<'_>>> = groups.map(|g| tokens::classify_behind(g, cased)).collect();
    let only_prefixes = rest.iter().flatten().all(|t| matches!(t, Token::Prefix(_)));
    if rest.is_empty() {
        return order::free(&tokens::classify(first, cased, false));
    }
    let head = tokens::classify(first, cased, !only_prefixes);
    let full = head.iter().any(|t| matches!(t, Token::Initials(_)))
        || (head.len() > 1 && head.iter().all(|t| matches!(t, Token::Word(_))));
    let mut name = if only_prefixes && full {
        order::free(&head) // `Anna Berg, van den`
    } else {
        order::surname(&head)
    };
    for group in &rest {
        order::behind_comma(&mut name, group);
    }
    name
}

/// Takes out what stands between parentheses.
fn take_parentheses(s: &str) -> (String, Vec<String>) {
    let (mut main, mut aside) = (String::new(), Vec::new());
    let mut rest = s;
    while let Some((before, after)) = rest.split_once('(') {
        main.push_str(before);
        main.push(' ');
        let (inside, tail) = after.split_once(')').unwrap_or((after, ""));
        aside.push(inside.to_owned());
        rest = tail;
    }
    main.push_str(rest);
    if main.contains(char::is_alphabetic) {
        (main.replace(')', " "), aside)
    } else {
        (s.replace(['(', ')'], " "), Vec::new())
    }
}

/// A note between parentheses: a maiden name with its marker, a call name, initials.
fn add_aside(name: &mut Name, note: &str, cased: bool) {
    let list = without_titles(tokens::split(note));
    if let Some((0, kind, count)) = marker_at(&list) {
        let other = order::surname(&tokens::classify(list.get(count..).unwrap_or(&[]), cased, true));
        match kind {
            Marker::Partner => order::second(name, other),
            Marker::Own if name.partner_surname.is_empty() && !other.surname.is_empty() => {
                name.partner_surname = std::mem::replace(&mut name.surname, other.surname);
                name.partner_prefix = std::mem::replace(&mut name.prefix, other.prefix);
            }
            Marker::Own => {}
        }
        return;
    }
    let sex_letter = matches!(note.trim(), "v" | "m" | "f" | "V" | "M" | "F" | "vrouw" | "man");
    if sex_letter {
        return;
    }
    let mut found = Name::default();
    order::behind_comma(&mut found, &tokens::classify_behind(&list, cased));
    if name.given.is_empty() {
        name.given = found.given;
    }
    if name.initials.is_empty() {
        name.initials = found.initials;
    }
}

/// The words without titles; the last word that could be a surname stays whatever it is.
fn without_titles(list: Vec<&str>) -> Vec<&str> {
    let is_name = |w: &&&str| {
        w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.contains('.') && !words::is_prefix(w, true)
    };
    let mut names = list.iter().filter(is_name).count();
    let mut out: Vec<&str> = Vec::with_capacity(list.len());
    let mut leading = true;
    for (i, w) in list.iter().enumerate() {
        let heer = &*words::plain(w) == "de" && list.get(i + 1).is_some_and(|n| &*words::plain(n) == "heer");
        if heer && leading && names > 1 {
            continue;
        }
        let followed = list.get(i + 1).is_some_and(|n| *n != ",");
        let plain_title = words::is_plain_title(w) && followed;
        let certain = leading
            || w.ends_with('.')
            || words::is_degree(w)
            || plain_title
            || !w.contains(char::is_uppercase);
        let counts = is_name(&w);
        let title = (words::is_title(w) && certain) || (words::is_noble(w) && !leading && followed);
        if title && (!counts || names > 1) {
            names -= usize::from(counts);
            continue;
        }
        leading &= *w == ",";
        out.push(w);
    }
    out
}

/// Whether a name has both capitals and small letters.
fn is_cased(s: &str) -> bool {
    s.contains(char::is_lowercase) && s.contains(char::is_uppercase)
}

#[cfg(test)]
mod tests;
