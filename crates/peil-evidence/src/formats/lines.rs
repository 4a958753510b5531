//! Lines of a stream, whatever ends them.

use crate::input::Input;

/// A line at the start of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Bytes of the line without its end.
    pub(crate) len: usize,
    /// Bytes with its end.
    pub(crate) whole: usize,
    /// The byte that ended it; 0 at the end of the stream or where the line was cut for its length.
    pub(crate) end: u8,
    /// The line goes on: it was cut for its length.
    pub(crate) cut: bool,
}

/// The next line, ended by CR, LF, CRLF, or the third byte given; cut at `max` bytes. `None` at the end of the stream.
pub(crate) fn next(input: &mut Input<'_>, third: u8, max: usize) -> Option<Line> {
    let mut scanned = 0;
    loop {
        let data = input.data();
        let rest = data.get(scanned..).unwrap_or_default();
        if let Some(p) = memchr::memchr3(b'\r', b'\n', third, rest) {
            let len = scanned + p;
            let end = data.get(len).copied().unwrap_or(0);
            if end != b'\r' {
                return Some(Line { len, whole: len + 1, end, cut: false });
            }
            let crlf = input.fill(len + 2).get(len + 1) == Some(&b'\n');
            return Some(Line { len, whole: len + 1 + usize::from(crlf), end, cut: false });
        }
        scanned = data.len();
        if scanned >= max {
            return Some(Line { len: max, whole: max, end: 0, cut: true });
        }
        if !input.more() {
            let len = input.data().len();
            return (len > 0).then_some(Line { len, whole: len, end: 0, cut: false });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_all_kinds() {
        let mut input = Input::stream(Box::new(&b"a\rb\r\nc\n\nd\x1c\re"[..]));
        let mut seen = String::new();
        while let Some(line) = next(&mut input, 0x1c, 100) {
            seen += &format!("{:?}{} ", String::from_utf8_lossy(&input.data()[..line.len]), line.end);
            input.skip(line.whole);
        }
        assert_eq!(seen, "\"a\"13 \"b\"13 \"c\"10 \"\"10 \"d\"28 \"\"13 \"e\"0 ");
    }

    #[test]
    fn long_lines_are_cut() {
        let mut input = Input::stream(Box::new(&b"abcdefgh\nx"[..]));
        let line = next(&mut input, 0, 3);
        assert_eq!(line, Some(Line { len: 8, whole: 9, end: b'\n', cut: false }), "its end was at hand");
        let long = vec![b'a'; 300_000];
        let mut input = Input::stream(Box::new(&long[..]));
        assert_eq!(next(&mut input, 0, 1000).map(|l| (l.len, l.cut)), Some((1000, true)));
    }
}
