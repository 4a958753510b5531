//! Cards, calendars, directories and settings. Settings look much like what people write: in doubt a file is a text, whose
//! reader knows labels and values too.

use super::Kind;
use crate::charset;
use crate::formats::settings::lines::{Line, parse};
use crate::formats::{settings, zpl};

/// Lines that are looked at.
const LINES: usize = 200;
/// Pairs that a file of settings has at least.
const PAIRS: usize = 3;

/// Formats that say what they are in their first line.
pub(super) fn marked(data: &[u8]) -> Option<Kind> {
    let body = data.trim_ascii_start();
    let begins = |word: &[u8]| body.get(..word.len()).is_some_and(|d| d.eq_ignore_ascii_case(word));
    if begins(b"BEGIN:VCARD") {
        return Some(Kind::Cards("text/vcard"));
    }
    if ["VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"].iter().any(|c| {
        begins(b"BEGIN:") && body.get(6..6 + c.len()).is_some_and(|n| n.eq_ignore_ascii_case(c.as_bytes()))
    }) {
        return Some(Kind::Cards("text/calendar"));
    }
    if zpl::starts(body) {
        return Some(Kind::Zpl);
    }
    is_ldif(body).then_some(Kind::Ldif)
}

/// A distinguished name, behind the version or comments.
fn is_ldif(body: &[u8]) -> bool {
    let starts =
        |line: &[u8], word: &[u8]| line.get(..word.len()).is_some_and(|l| l.eq_ignore_ascii_case(word));
    let first = body
        .split(|b| *b == b'\n')
        .map(<[u8]>::trim_ascii)
        .take(LINES)
        .find(|l| !l.is_empty() && !l.starts_with(b"#") && !starts(l, b"version:"));
    first.is_some_and(|l| starts(l, b"dn::") || (starts(l, b"dn:") && l.contains(&b'=')))
}

/// INI, YAML and properties by their lines.
pub(super) fn find(data: &[u8], whole: bool) -> Option<Kind> {
    // All of them have a sign between key and value near the start of a line.
    memchr::memchr2(b'=', b':', data.get(..4096).unwrap_or(data))?;
    let text = charset::decode(data);
    let mut lines: Vec<&str> = text.lines().take(LINES).collect();
    if !whole && lines.len() < LINES {
        // The last one is cut.
        lines.pop();
    }
    if is_ini(&lines) || (whole && lines.iter().any(|l| l.starts_with('[')) && settings::is_toml(&text)) {
        return Some(Kind::Sections);
    }
    if is_properties(&lines) {
        return Some(Kind::Properties);
    }
    (is_yaml(&lines) && (!whole || settings::is_yaml(&text))).then_some(Kind::Yaml)
}

fn is_ini(lines: &[&str]) -> bool {
    let (mut sections, mut pairs, mut others) = (0, 0, 0);
    for line in lines {
        match parse(line, true) {
            Line::Section(_) => sections += 1,
            Line::Pair(..) => pairs += usize::from(sections > 0),
            Line::Other => others += 1,
            Line::Blank | Line::Comment | Line::More(_) => {}
        }
    }
    sections > 0 && pairs > 0 && others <= 1 + (sections + pairs) / 10 && pairs * 2 >= sections
}

fn is_properties(lines: &[&str]) -> bool {
    let mut pairs = 0;
    let mut goes_on = false;
    if are_events(lines) {
        return false;
    }
    for line in lines {
        let more = goes_on;
        goes_on = line.ends_with('\\');
        match parse(line, false) {
            _ if more => {}
            Line::Pair(_, _) if line.contains('=') => pairs += 1,
            Line::Blank | Line::Comment => {}
            _ => return false,
        }
    }
    pairs >= PAIRS
}

/// `ts=... level=info msg="..."`, line after line: several pairs in one line, all beginning with the same key, are a log.
fn are_events(lines: &[&str]) -> bool {
    let filled = || lines.iter().filter(|l| !l.trim().is_empty());
    let first = |l: &str| l.split_once('=').map(|(key, _)| key.to_owned());
    let Some(key) = filled().next().and_then(|l| first(l)) else { return false };
    let alike = filled().filter(|l| first(l).as_ref() == Some(&key) && l.matches('=').count() >= 2).count();
    alike >= 2 && alike * 10 >= filled().count() * 8
}

/// Keys with values, lists and blocks below keys, and nothing else. One block at least: pairs alone may be a form.
fn is_yaml(lines: &[&str]) -> bool {
    let (mut pairs, mut nested, mut others) = (0, 0, 0);
    let mut opened: Option<usize> = None;
    let mut block: Option<usize> = None;
    let mut last_key = usize::MAX;
    let declared = lines.first().is_some_and(|l| l.trim_end() == "---" || l.starts_with("%YAML"));
    for line in lines {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text.is_empty() || text.starts_with('#') || matches!(text, "---" | "...") || line.starts_with('%')
        {
            continue;
        }
        // Text of a block may be anything.
        if block.is_some_and(|b| indent > b) {
            continue;
        }
        block = None;
        let item = text.strip_prefix("- ").or((text == "-").then_some(""));
        let key = key(item.unwrap_or(text).trim_start());
        nested += usize::from(opened.take().is_some_and(|o| indent > o || (indent == o && item.is_some())));
        match key {
            Some(value) => {
                pairs += 1;
                last_key = indent;
                if value.starts_with(['|', '>']) && value.len() <= 3 {
                    block = Some(indent);
                } else if value.is_empty() {
                    opened = Some(indent);
                }
                nested += usize::from(item.is_some());
            }
            // The rest of a value stands further in than its key.
            None if item.is_some() || indent > last_key => {}
            None => others += 1,
        }
    }
    pairs >= PAIRS && others * 10 <= pairs && nested > 0 && (declared || nested >= 2 || others == 0)
}

/// The value behind a key that a program would take.
fn key(text: &str) -> Option<&str> {
    let (key, value) = text.split_once(':')?;
    let key = key.trim_matches(['"', '\'']);
    let plain = !key.is_empty()
        && key.len() <= 100
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b >= 0x80 || b"_-./<".contains(&b));
    (plain && (value.is_empty() || value.starts_with(' '))).then(|| value.trim())
}
