//! EDIFACT texts.

/// The characters that separate parts of an interchange.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub component: char,
    pub element: char,
    pub release: char,
    pub end: char,
}

/// `:+?'`.
pub(crate) const USUAL: Marks = Marks { component: ':', element: '+', release: '?', end: '\'' };
/// Others, which an interchange must say in UNA.
pub(crate) const RARE: Marks = Marks { component: '|', element: '*', release: '!', end: '~' };

impl Marks {
    /// The service string advice.
    pub fn una(self) -> String {
        format!("UNA{}{}.{} {}", self.component, self.element, self.release, self.end)
    }

    /// A value without diacritics, with the marks in it released.
    pub fn escape(self, value: &str) -> String {
        let mut out = String::with_capacity(value.len());
        for c in crate::names::unmarked(value).chars() {
            if [self.component, self.element, self.release, self.end].contains(&c) {
                out.push(self.release);
            }
            out.push(c);
        }
        out
    }
}

/// One interchange.
pub(crate) struct Interchange<'a> {
    pub marks: Marks,
    pub una: bool,
    /// What follows each segment's end: nothing, a carriage return, or CR and LF.
    pub line_end: &'a str,
    pub sender: &'a str,
    pub receiver: &'a str,
    pub reference: usize,
    /// Messages: type, and segments as elements of components.
    pub messages: Vec<(&'static str, Vec<Vec<Vec<String>>>)>,
}

impl Interchange<'_> {
    /// The whole text, with the counts of UNT and UNZ.
    pub fn text(&self) -> String {
        let mut out = String::new();
        if self.una {
            out += &self.marks.una();
            out += self.line_end;
        }
        let reference = self.reference.to_string();
        let simple = |parts: &[&[&str]]| -> Vec<Vec<String>> {
            parts.iter().map(|e| e.iter().map(|c| (*c).to_owned()).collect()).collect()
        };
        out += &self.segment(&simple(&[
            &["UNB"],
            &["UNOA", "1"],
            &[self.sender],
            &[self.receiver],
            &["210305", "1010"],
            &[&reference],
        ]));
        for (n, (kind, segments)) in self.messages.iter().enumerate() {
            let id = (n + 1).to_string();
            let kind: Vec<&str> = kind.split(':').collect();
            out += &self.segment(&simple(&[&["UNH"], &[&id], &kind]));
            segments.iter().for_each(|s| out += &self.segment(s));
            let count = (segments.len() + 2).to_string();
            out += &self.segment(&simple(&[&["UNT"], &[&count], &[&id]]));
        }
        let count = self.messages.len().to_string();
        out += &self.segment(&simple(&[&["UNZ"], &[&count], &[&reference]]));
        out
    }

    fn segment(&self, elements: &[Vec<String>]) -> String {
        let m = self.marks;
        let elements: Vec<String> = elements
            .iter()
            .map(|e| e.iter().map(|c| m.escape(c)).collect::<Vec<_>>().join(&m.component.to_string()))
            .collect();
        format!("{}{}{}", elements.join(&m.element.to_string()), m.end, self.line_end)
    }
}

/// A segment from a text in which `+` and `:` separate; values that hold them come as arguments of [`put`].
pub(crate) fn segment(text: &str) -> Vec<Vec<String>> {
    text.split('+').map(|e| e.split(':').map(str::to_owned).collect()).collect()
}

/// Replaces the components `$1`, `$2` ... of a segment by values.
pub(crate) fn put(text: &str, values: &[&str]) -> Vec<Vec<String>> {
    let mut all = segment(text);
    for component in all.iter_mut().flatten() {
        if let Some(n) = component.strip_prefix('$').and_then(|n| n.parse::<usize>().ok()) {
            *component = values.get(n.saturating_sub(1)).map_or_else(String::new, |v| (*v).to_owned());
        }
    }
    all
}

/// The first characters of a value: EDIFACT messages cut.
pub(crate) fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_releases() {
        let made = Interchange {
            marks: USUAL,
            una: true,
            line_end: "",
            sender: "1",
            receiver: "2",
            reference: 7,
            messages: vec![("MEDLAB:1", vec![put("PAD+$1:1::$2", &["'t Pad", "A+B"])])],
        };
        assert_eq!(
            made.text(),
            "UNA:+.? 'UNB+UNOA:1+1+2+210305:1010+7'UNH+1+MEDLAB:1'PAD+?'t Pad:1::A?+B'UNT+3+1'UNZ+1+7'"
        );
    }
}
