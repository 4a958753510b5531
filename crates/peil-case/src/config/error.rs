//! Errors of `peil.toml`: where, what, and what to do.

use std::path::PathBuf;

/// A place in `peil.toml`, both counted from 1; columns in characters. Zero: the file as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

impl At {
    /// The place of a byte offset in the text.
    pub(crate) fn of(text: &str, offset: usize) -> At {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        At { line, column: before[start..].chars().count() + 1 }
    }
}

/// A wrong `peil.toml`: usage error (exit code 2).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {what}\n  fix: {fix}", .file.display(), place(.at))]
pub struct ConfigError {
    /// The file, as the user would name it.
    pub file: PathBuf,
    /// Where in it.
    pub at: At,
    /// What is wrong there.
    pub what: String,
    /// What to do.
    pub fix: String,
}

fn place(at: &At) -> String {
    if at.line == 0 { String::new() } else { format!(":{}:{}", at.line, at.column) }
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn offsets_become_lines_and_columns() {
        for (text, offset, line, column) in [
            ("", 0, 1, 1),
            ("abc", 2, 1, 3),
            ("a\nbc", 3, 2, 2),
            ("é\né=1", 5, 2, 2),
            ("a", 99, 1, 2),
            ("é", 1, 1, 1),
        ] {
            assert_eq!(At::of(text, offset), At { line, column }, "{text:?} {offset}");
        }
    }
}
