//! Paths and globs of `peil.toml`, relative to the case folder.

use std::path::{Component, Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};
use peil_evidence::Top;

use super::error::ConfigError;
use super::glob::{Hidden, Pattern};
use super::section::{Section, Text};

/// What one pattern stands for, sorted; a plain path stands for itself and must exist.
fn expand(
    dir: &Path,
    section: &Section<'_>,
    pattern: &Text,
    hidden: Hidden,
) -> Result<Vec<Top>, ConfigError> {
    let text = pattern.get_ref().trim();
    let whole = dir.join(text);
    let fail = |what: String, fix: String| section.source.error(pattern.span().start, what, fix);
    // A file whose name holds glob characters is named, not matched.
    if whole.symlink_metadata().is_ok() {
        return Ok(vec![Top { real: whole, named: true }]);
    }
    if !is_glob(text) {
        return Err(fail(
            format!("\"{text}\" does not exist"),
            format!("paths count from {}; put the file there or correct the path", shown(dir)),
        ));
    }
    let glob = Pattern::new(text, hidden)
        .map_err(|e| fail(format!("\"{text}\" is not a valid pattern: {e}"), EXAMPLES.to_owned()))?;
    let found = glob.expand(dir, &whole_base(dir, text));
    if found.is_empty() {
        return Err(fail(
            format!("\"{text}\" matches nothing"),
            format!("patterns count from {}; correct it or leave it out", shown(dir)),
        ));
    }
    Ok(found.into_iter().map(|real| Top { real, named: false }).collect())
}

/// All patterns of evidence together, sorted, each path once. What is hidden counts too: nobody's choice hid it from a thief.
pub(crate) fn tops(dir: &Path, section: &Section<'_>, patterns: &[Text]) -> Result<Vec<Top>, ConfigError> {
    let mut all = Vec::new();
    for pattern in patterns {
        all.extend(expand(dir, section, pattern, Hidden::Taken)?);
    }
    all.sort_by(|a, b| a.real.cmp(&b.real).then(b.named.cmp(&a.named)));
    all.dedup_by(|a, b| a.real == b.real);
    Ok(all)
}

/// Files of a key: folders stand for the files below them, in byte order of their paths.
pub(crate) fn files(dir: &Path, section: &Section<'_>, key: &str) -> Result<Vec<PathBuf>, ConfigError> {
    let mut all = Vec::new();
    for pattern in section.texts(key)? {
        let before = all.len();
        for path in expand(dir, section, &pattern, Hidden::LeftOut)?.into_iter().map(|top| top.real) {
            if path.is_dir() {
                all.extend(visible(peil_evidence::walk(&path)));
            } else {
                all.push(path);
            }
        }
        if all.len() == before {
            let what = format!("\"{}\" holds no file", pattern.get_ref());
            return Err(section.source.error(
                pattern.span().start,
                what,
                "put the file there or correct the path",
            ));
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

fn visible(found: Vec<peil_evidence::Found>) -> impl Iterator<Item = PathBuf> {
    found.into_iter().filter(|f| !f.path.split('/').any(|p| p.starts_with('.'))).map(|f| f.real)
}

/// The deepest folder that holds all the patterns' literal heads; a plain file or folder counts by its parent or itself.
pub(crate) fn common_base(dir: &Path, patterns: &[Text]) -> PathBuf {
    let heads: Vec<PathBuf> =
        patterns.iter().map(|p| head(dir, p.get_ref().trim(), patterns.len() == 1)).collect();
    let Some((first, rest)) = heads.split_first() else { return dir.to_owned() };
    let mut base: Vec<Component<'_>> = first.components().collect();
    for other in rest {
        let same = base.iter().zip(other.components()).take_while(|(a, b)| **a == *b).count();
        base.truncate(same);
    }
    base.iter().collect()
}

fn head(dir: &Path, text: &str, alone: bool) -> PathBuf {
    let whole = dir.join(text);
    if whole.symlink_metadata().is_err() && is_glob(text) {
        return whole_base(dir, text);
    }
    // Of several folders each keeps its own name in the paths; a single one does not need it.
    if alone && whole.is_dir() { whole } else { whole.parent().unwrap_or(dir).to_owned() }
}

/// The folder before the first part with a glob character.
fn whole_base(dir: &Path, text: &str) -> PathBuf {
    let mut base = dir.to_owned();
    let mut parts: Vec<Component<'_>> = Path::new(text).components().collect();
    parts.pop();
    for part in parts {
        if is_glob(&part.as_os_str().to_string_lossy()) {
            break;
        }
        base.push(part);
    }
    base
}

const EXAMPLES: &str = "examples: \"ledger/*.csv\", \"evidence/wave-*\", \"orders/**/*.hl7\"";

pub(super) fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// A pattern of `paths`: `*` also crosses folders, letters match whatever their case.
pub(crate) fn path_pattern(section: &Section<'_>, text: &Text) -> Result<GlobMatcher, ConfigError> {
    let built = GlobBuilder::new(text.get_ref()).case_insensitive(true).build();
    built.map(|g| g.compile_matcher()).map_err(|e| {
        let what = format!("\"{}\" is not a valid pattern: {e}", text.get_ref());
        section.source.error(text.span().start, what, "example: paths = [\"*/bvo/*\"]")
    })
}

fn shown(dir: &Path) -> String {
    if dir.as_os_str().is_empty() { "the case folder".to_owned() } else { dir.display().to_string() }
}
