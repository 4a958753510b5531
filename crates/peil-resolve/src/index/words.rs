//! The words of a person in one piece of memory: comparing waits for memory, and a list of texts is two jumps away where this is one.

/// BSNs, surnames, given names and initials end to end, each word with a line end behind it; folded texts and digits hold none.
#[derive(Default)]
pub(crate) struct Lists {
    text: Box<str>,
    /// Where the first three lists end.
    ends: [u32; 3],
}

impl Lists {
    /// Four lists of words.
    pub fn of(lists: [&[String]; 4]) -> Lists {
        let mut text = String::with_capacity(lists.iter().flat_map(|l| l.iter()).map(|w| w.len() + 1).sum());
        let ends = lists.map(|list| {
            for word in list {
                text.push_str(word);
                text.push('\n');
            }
            text.len() as u32
        });
        let [a, b, c, _] = ends;
        Lists { text: text.into(), ends: [a, b, c] }
    }

    /// The first byte of all of it, zero if there is none.
    pub fn first_byte(&self) -> u8 {
        self.text.as_bytes().first().copied().unwrap_or(0)
    }

    /// The n-th list.
    pub fn get(&self, n: usize) -> Words<'_> {
        let end = |n: usize| self.ends.get(n).map_or(self.text.len(), |e| *e as usize);
        let start = n.checked_sub(1).map_or(0, end);
        Words(self.text.get(start..end(n)).unwrap_or(""))
    }
}

/// A list of words.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    /// The words in order.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        let mut rest = self.0;
        // Words are short: looking for the end byte by byte is quicker than preparing to look quickly.
        std::iter::from_fn(move || {
            let end = rest.bytes().position(|b| b == b'\n')?;
            let (word, behind) = rest.split_at(end);
            rest = behind.get(1..).unwrap_or("");
            Some(word)
        })
    }

    /// Whether it is one of them.
    pub fn has(self, word: &str) -> bool {
        self.iter().any(|w| w == word)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back() {
        let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let given = [own(&["123456782"]), own(&[]), own(&["anna maria", "an"]), own(&["", "am"])];
        let lists = Lists::of(given.each_ref().map(Vec::as_slice));
        for (n, words) in given.iter().enumerate() {
            assert_eq!(lists.get(n).iter().collect::<Vec<_>>(), *words);
            assert_eq!(lists.get(n).is_empty(), words.is_empty());
        }
        assert!(lists.get(2).has("an") && !lists.get(2).has("anna") && Lists::default().get(3).is_empty());
    }
}
