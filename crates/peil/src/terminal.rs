//! Progress and tables on a terminal.

use std::fmt::Arguments;
use std::io::{Error, ErrorKind, Write};
use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over files, hidden where standard error is no terminal.
pub fn files_bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} reading {pos}/{len} files {wide_bar} {elapsed}")
    {
        bar.set_style(style);
    }
    bar
}

/// Control characters made visible: names of stolen files are hostile on a terminal.
pub fn safe(s: &str) -> String {
    s.chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}

/// A line on standard output. If it cannot be written, that is told once, in the end ([`unsaid`]).
macro_rules! say {
    ($($what:tt)*) => {{
        $crate::terminal::line(format_args!($($what)*));
    }};
}

/// Why standard output takes no more.
static UNSAID: OnceLock<Error> = OnceLock::new();

/// Writes a line, and tells whether it was written.
pub fn line(what: Arguments<'_>) -> bool {
    if UNSAID.get().is_some() {
        return false;
    }
    let written = writeln!(std::io::stdout(), "{what}");
    written.map_err(|e| UNSAID.set(e)).is_ok()
}

/// Why not all was said. Whoever listens to the first lines only has what was asked for.
pub fn unsaid() -> Option<&'static Error> {
    // What is not flushed yet may fail too.
    if let Err(e) = std::io::stdout().flush() {
        let _ = UNSAID.set(e);
    }
    UNSAID.get().filter(|e| e.kind() != ErrorKind::BrokenPipe)
}
