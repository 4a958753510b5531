//! Service characters, and what begins an interchange or a segment.

use std::borrow::Cow;

use memchr::memmem;

/// The service characters of an interchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chars {
    pub(super) component: u8,
    pub(super) element: u8,
    /// The release character; a blank means that there is none.
    pub(super) release: u8,
    pub(super) terminator: u8,
}

impl Chars {
    /// Those of syntax UNOA where no UNA says otherwise.
    pub(super) const DEFAULT: Chars =
        Chars { component: b':', element: b'+', release: b'?', terminator: b'\'' };

    /// Whether the byte at `at` is data because release characters stand before it.
    pub(super) fn is_released(&self, data: &[u8], at: usize) -> bool {
        let before = data.get(..at).unwrap_or_default();
        self.release != b' ' && before.iter().rev().take_while(|b| **b == self.release).count() % 2 == 1
    }

    /// Pieces between a delimiter that is not released.
    pub(super) fn pieces<'t>(&self, text: &'t str, delimiter: u8) -> impl Iterator<Item = &'t str> {
        let chars = *self;
        let mut rest = Some(text);
        std::iter::from_fn(move || {
            let text = rest?;
            let mut from = 0;
            loop {
                let bytes = text.as_bytes().get(from..).unwrap_or_default();
                // Pieces are short: a plain loop beats a search that must be set up.
                let Some(p) = bytes.iter().position(|b| *b == delimiter) else {
                    rest = None;
                    return Some(text);
                };
                let at = from + p;
                if !chars.is_released(text.as_bytes(), at) {
                    rest = text.get(at + 1..);
                    return text.get(..at);
                }
                from = at + 1;
            }
        })
    }

    /// The value without its release characters.
    pub(super) fn unreleased<'v>(&self, value: &'v str) -> Cow<'v, str> {
        let release = self.release as char;
        if self.release == b' ' || !value.contains(release) {
            return Cow::Borrowed(value);
        }
        let mut out = String::with_capacity(value.len());
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            // A release character before nothing is one that a cut-off segment left.
            out.extend(if c == release { chars.next() } else { Some(c) });
        }
        Cow::Owned(out)
    }
}

/// The start of an interchange or of a message without one.
pub(super) struct Start {
    pub(super) chars: Chars,
    /// Bytes of the UNA segment, 0 without one.
    pub(super) skip: usize,
}

/// Whether an interchange or message begins right here.
pub(super) fn start_at(data: &[u8]) -> Option<Start> {
    match data.get(..3)? {
        b"UNA" => una(data),
        b"UNB" => unb(data).map(|chars| Start { chars: with_line_ends(data, chars), skip: 0 }),
        b"UNH" => {
            unh(data, &Chars::DEFAULT).then(|| Start { chars: with_line_ends(data, Chars::DEFAULT), skip: 0 })
        }
        _ => None,
    }
}

fn una(data: &[u8]) -> Option<Start> {
    let &[component, element, _decimal, release, _reserved, terminator] =
        <&[u8; 6]>::try_from(data.get(3..9)?).ok()?;
    let service = |b: u8| b.is_ascii_punctuation() || b < b' ';
    if !service(component) || !service(element) || !(service(terminator)) || component == element {
        return None;
    }
    let next = data.get(9..).unwrap_or_default().trim_ascii_start();
    let follows = [&b"UNB"[..], b"UNH", b"UNG"].iter().any(|t| next.starts_with(t)) || next.is_empty();
    // A terminator of CR LF is written as its first character.
    let terminator = if terminator == b'\r' { b'\n' } else { terminator };
    follows.then_some(Start { chars: Chars { component, element, release, terminator }, skip: 9 })
}

/// `UNB+UNOA:1+`, with any service characters.
fn unb(data: &[u8]) -> Option<Chars> {
    let (element, component) = (*data.get(3)?, *data.get(8)?);
    let level = data.get(4..8)?;
    let known = level.starts_with(b"UNO") && level.get(3).is_some_and(u8::is_ascii_uppercase);
    let punctuated = element.is_ascii_punctuation() && component.is_ascii_punctuation();
    (known && punctuated).then_some(Chars { component, element, ..Chars::DEFAULT })
}

/// `UNH+reference+MEDLAB:1`.
fn unh(data: &[u8], chars: &Chars) -> bool {
    if data.get(3) != Some(&chars.element) {
        return false;
    }
    let head = data.get(4..80).or(data.get(4..)).unwrap_or_default();
    let mut elements = head.split(|b| *b == chars.element);
    let reference = elements.next().unwrap_or_default();
    let kind = elements.next().unwrap_or_default();
    let name = kind.split(|b| *b == chars.component || *b == chars.terminator).next().unwrap_or_default();
    reference.len() <= 35 && name.len() == 6 && name.iter().all(u8::is_ascii_uppercase)
}

/// Some senders end segments with a line end only.
fn with_line_ends(data: &[u8], chars: Chars) -> Chars {
    let Some(end) = memchr::memchr(b'\n', data) else { return chars };
    let first = data.get(..end).unwrap_or_default();
    let second = data.get(end + 1..).unwrap_or_default();
    let tagged = second.get(..4).is_some_and(|t| is_tagged(t, &chars));
    let ends_by_line = !first.contains(&chars.terminator) && tagged;
    if ends_by_line { Chars { terminator: b'\n', ..chars } } else { chars }
}

/// The first four bytes without line ends, which a transport may have put even into a tag.
pub(super) fn head(data: &[u8]) -> Cow<'_, [u8]> {
    match data.get(..4) {
        Some(head) if !head.contains(&b'\r') && !head.contains(&b'\n') => Cow::Borrowed(head),
        _ => data.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n')).take(4).collect::<Vec<u8>>().into(),
    }
}

/// Whether the bytes begin like a segment: three capitals or digits, then a delimiter or nothing.
pub(super) fn is_tagged(data: &[u8], chars: &Chars) -> bool {
    let Some(tag) = data.get(..3) else { return false };
    let looks = tag.first().is_some_and(u8::is_ascii_uppercase)
        && tag.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let ends = match data.get(3) {
        None => true,
        Some(b) => *b == chars.element || *b == chars.component,
    };
    looks && ends
}

/// The first start in the data that is not in the middle of a word.
pub(super) fn find(data: &[u8]) -> Option<usize> {
    memmem::find_iter(data, b"UN").find(|at| {
        let in_word = *at > 0 && data.get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        !in_word && data.get(*at..).is_some_and(|d| start_at(d).is_some())
    })
}

/// Whether the data begin with an interchange or message.
pub(crate) fn starts(data: &[u8]) -> bool {
    start_at(data.trim_ascii_start()).is_some()
}

/// Whether an interchange or message begins somewhere in the data.
pub(crate) fn occurs(data: &[u8]) -> bool {
    find(data).is_some()
}
