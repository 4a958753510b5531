//! Progress and tables on a terminal.

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
