//! Tokens of JSON (RFC 8259), and of what is written in its place: comments, single quotes, Python's and JavaScript's words.

use crate::charset;

/// A token.
#[derive(Debug, PartialEq)]
pub(crate) enum Token {
    /// `{` or `[`.
    Open(u8),
    /// `}` or `]`.
    Close(u8),
    Comma,
    Colon,
    /// A string, unescaped.
    Text(String),
    /// A number, `true`, `null` or another bare word, as it stands.
    Word(String),
}

/// What stands at the start of some bytes.
#[derive(Debug, PartialEq)]
pub(crate) enum Scan {
    /// A token, where it begins and where it ends.
    Token(Token, usize, usize),
    /// The bytes end within a token, or before one.
    More,
    /// No more tokens.
    End,
    /// A byte here cannot be.
    Bad(usize),
}

/// The next token; `last` if nothing follows these bytes. Where they end within a string or word, that is its end.
pub(crate) fn next(data: &[u8], last: bool) -> Scan {
    let Some(start) = blanks(data, last) else { return Scan::More };
    let rest = data.get(start..).unwrap_or_default();
    let Some(&b) = rest.first() else { return if last { Scan::End } else { Scan::More } };
    let sign = |token| Scan::Token(token, start, start + 1);
    match b {
        b'{' | b'[' => sign(Token::Open(b)),
        b'}' | b']' => sign(Token::Close(b)),
        b',' => sign(Token::Comma),
        b':' => sign(Token::Colon),
        b'"' | b'\'' => match string(rest, b, last) {
            Some((text, len)) => Scan::Token(Token::Text(text), start, start + len),
            None => Scan::More,
        },
        _ if is_word(b) => {
            let len = rest.iter().take_while(|b| is_word(**b)).count();
            if len == rest.len() && !last {
                return Scan::More;
            }
            let word = charset::decode(rest.get(..len).unwrap_or_default()).into_owned();
            Scan::Token(Token::Word(word), start, start + len)
        }
        _ => Scan::Bad(start),
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80 || matches!(b, b'-' | b'+' | b'.' | b'_' | b'$')
}

/// Bytes of white space, comments and record separators (RFC 7464). `None` if a comment does not end.
fn blanks(data: &[u8], last: bool) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = data.get(at..).unwrap_or_default();
        let end = match rest {
            [b' ' | b'\t' | b'\r' | b'\n' | 0x1e | 0x0c, ..] => 1,
            [0xef, 0xbb, 0xbf, ..] => 3,
            [b'/', b'/', ..] => match memchr::memchr(b'\n', rest) {
                Some(end) => end,
                None if last => rest.len(),
                None => return None,
            },
            [b'/', b'*', ..] => match memchr::memmem::find(rest, b"*/") {
                Some(end) => end + 2,
                None if last => rest.len(),
                None => return None,
            },
            [b'/'] if !last => return None,
            _ => return Some(at),
        };
        at += end;
    }
}

/// The string at the start, unescaped, and its length with quotes. `None` if it does not end here and more may come.
fn string(data: &[u8], quote: u8, last: bool) -> Option<(String, usize)> {
    let mut at = 1;
    let mut escaped = false;
    loop {
        let rest = data.get(at..).unwrap_or_default();
        match memchr::memchr2(quote, b'\\', rest) {
            Some(i) if rest.get(i) == Some(&quote) => {
                at += i;
                break;
            }
            Some(i) => {
                escaped = true;
                at += i + 2;
            }
            None if last => {
                at = data.len();
                break;
            }
            None => return None,
        }
    }
    let inner = data.get(1..at).unwrap_or_default();
    let text = charset::decode(inner);
    let text = if escaped { plain(&unescape(text.as_bytes())) } else { text.into_owned() };
    Some((text, (at + 1).min(data.len())))
}

fn plain(bytes: &[u8]) -> String {
    charset::decode(bytes).into_owned()
}

/// The bytes with escapes resolved. What is no escape stands without its backslash.
pub(crate) fn unescape(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some(i) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(rest.get(..i).unwrap_or_default());
        rest = rest.get(i + 1..).unwrap_or_default();
        let Some(&b) = rest.first() else { break };
        let len = match b {
            b'n' => push(&mut out, b'\n'),
            b'r' => push(&mut out, b'\r'),
            b't' => push(&mut out, b'\t'),
            b'b' | b'f' | b'v' => push(&mut out, b' '),
            b'u' => unicode(rest, &mut out),
            b'x' => match hex(rest.get(1..3)) {
                Some(code) => put(&mut out, code, 3),
                None => push(&mut out, b),
            },
            _ => push(&mut out, b),
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

fn push(out: &mut Vec<u8>, b: u8) -> usize {
    out.push(b);
    1
}

fn put(out: &mut Vec<u8>, code: u32, len: usize) -> usize {
    let c = char::from_u32(code).unwrap_or('\u{fffd}');
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    len
}

fn hex(digits: Option<&[u8]>) -> Option<u32> {
    let digits = digits.filter(|d| d.iter().all(u8::is_ascii_hexdigit))?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// `uXXXX`, or two of them for a character beyond the first 65,536. Returns how many bytes it took.
fn unicode(data: &[u8], out: &mut Vec<u8>) -> usize {
    let Some(code) = hex(data.get(1..5)) else { return push(out, b'u') };
    if (0xd800..0xdc00).contains(&code)
        && data.get(5..7) == Some(b"\\u")
        && let Some(low) = hex(data.get(7..11)).filter(|low| (0xdc00..0xe000).contains(low))
    {
        return put(out, 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), 11);
    }
    put(out, code, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> String {
        let mut data = text.as_bytes();
        let mut out = String::new();
        loop {
            match next(data, true) {
                Scan::Token(t, _, end) => {
                    out += &match t {
                        Token::Open(b) | Token::Close(b) => char::from(b).to_string(),
                        Token::Comma => ",".to_owned(),
                        Token::Colon => ":".to_owned(),
                        Token::Text(t) => format!("{t:?}"),
                        Token::Word(w) => w,
                    };
                    data = &data[end..];
                }
                other => return out + &format!(" {other:?}"),
            }
        }
    }

    #[test]
    fn tokens_of_all_kinds() {
        for (text, expected) in [
            ("{\"a\" : [1, -2.50e+3,true] }", "{\"a\":[1,-2.50e+3,true]} End"),
            (
                "\"Zo\\u00eb \\ud83d\\ude00 \\ud83d \\\"x\\\" \\/ \\n\"",
                "\"Zoë 😀 \u{fffd} \\\"x\\\" / \\n\" End",
            ),
            ("/* x */ 'it\\'s' // y\n #", "\"it's\" Bad(7)"),
            ("\"open", "\"open\" End"),
            ("\"\\", "\"\" End"),
            ("\"\\u12", "\"u12\" End"),
            ("\u{feff}\u{1e}null", "null End"),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
        for cut in ["\"ab", "12", "tru", "/* x", "/", "", " ", "\"a\\"] {
            assert_eq!(next(cut.as_bytes(), false), Scan::More, "{cut}");
        }
    }
}
