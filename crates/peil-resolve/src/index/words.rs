//! A few words in one piece of memory: comparing waits for memory, and a list of texts is two jumps away where this is one.

/// Words, each with a line end behind it; folded texts and digits hold none.
#[derive(Default)]
pub(crate) struct Words(String);

impl Words {
    /// These words in this order.
    pub fn of(words: &[String]) -> Words {
        let mut all = String::with_capacity(words.iter().map(|w| w.len() + 1).sum());
        for word in words {
            all.push_str(word);
            all.push('\n');
        }
        Words(all)
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.0.as_str();
        // Words are short: looking for the end byte by byte is quicker than preparing to look quickly.
        std::iter::from_fn(move || {
            let end = rest.bytes().position(|b| b == b'\n')?;
            let (word, behind) = rest.split_at(end);
            rest = behind.get(1..).unwrap_or("");
            Some(word)
        })
    }

    /// Whether it is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.iter().any(|w| w == word)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
