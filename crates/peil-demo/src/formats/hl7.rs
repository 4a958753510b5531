//! HL7 v2 texts.

/// The characters that separate parts of a message.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub field: char,
    pub component: char,
    pub repetition: char,
    pub sub: char,
}

/// `|^~\&`.
pub(crate) const USUAL: Marks = Marks { field: '|', component: '^', repetition: '~', sub: '&' };
/// `|^_\&`, as some systems of hospitals send.
pub(crate) const UNDERLINE: Marks = Marks { repetition: '_', ..USUAL };
/// `$:;\!`, seldom seen and allowed.
pub(crate) const RARE: Marks = Marks { field: '$', component: ':', repetition: ';', sub: '!' };

impl Marks {
    /// MSH-2.
    pub fn declared(self) -> String {
        [self.component, self.repetition, '\\', self.sub].iter().collect()
    }

    /// A value with the marks in it escaped.
    pub fn escape(self, value: &str) -> String {
        let mut out = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' => out.push_str("\\E\\"),
                '\n' => out.push_str("\\.br\\"),
                c if c == self.field => out.push_str("\\F\\"),
                c if c == self.component => out.push_str("\\S\\"),
                c if c == self.repetition => out.push_str("\\R\\"),
                c if c == self.sub => out.push_str("\\T\\"),
                c => out.push(c),
            }
        }
        out
    }

    /// A message written with the usual marks, in these. Escape sequences stay as they are.
    pub fn of_usual(self, message: &str) -> String {
        message
            .chars()
            .map(|c| match c {
                '|' => self.field,
                '^' => self.component,
                '~' => self.repetition,
                '&' => self.sub,
                c => c,
            })
            .collect()
    }
}

/// A message of segments that end with a carriage return.
pub(crate) fn message(segments: &[String]) -> String {
    segments.iter().map(|s| format!("{s}\r")).collect()
}

/// MLLP frames around messages.
pub(crate) fn framed(messages: &[String], line_end: &str) -> String {
    messages.iter().map(|m| format!("\x0b{}\x1c\r", m.replace('\r', line_end))).collect()
}

/// An HL7 batch file: FHS, BHS, the messages, BTS, FTS.
pub(crate) fn batch(messages: &[String]) -> String {
    format!("FHS|^~\\&|LIMS|LAB\rBHS|^~\\&|LIMS|LAB\r{}BTS|{}\rFTS|1\r", messages.concat(), messages.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_values_are_escaped() {
        assert_eq!(USUAL.escape("a&b|c\\d\ne"), "a\\T\\b\\F\\c\\E\\d\\.br\\e");
        assert_eq!(UNDERLINE.escape("a_b~c"), "a\\R\\b~c");
        assert_eq!(RARE.of_usual("PID|1||x^y&z~w"), "PID$1$$x:y!z;w");
    }
}
