//! `[[evidence]]`: what was stolen, or what the processor says was.

use std::path::{Path, PathBuf};

use peil_evidence::{Found, Top};
use peil_model::PartialDate;
use toml::de::DeValue;

use super::error::ConfigError;
use super::paths;
use super::section::Section;

/// How far the files of a delivery are known to have gone, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The intruder could have taken them.
    Accessible,
    /// They were taken.
    #[default]
    Stolen,
    /// They were published.
    Published,
}

impl State {
    /// As written in `peil.toml` and in exports.
    pub fn id(self) -> &'static str {
        match self {
            State::Accessible => "accessible",
            State::Stolen => "stolen",
            State::Published => "published",
        }
    }
}

/// What a statement of the processor says, beyond the list it may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How many, if only a number was given.
    pub count: Option<u64>,
    /// What the number counts: `records` or `persons`.
    pub unit: String,
}

/// Files, or a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Files that were or may have been stolen.
    Files,
    /// A list that the processor gives of whom it thinks affected; never mixed up with files.
    Statement(Statement),
}

/// One labelled delivery.
#[derive(Clone, PartialEq)]
pub struct Evidence {
    /// Label, unique in the case.
    pub label: String,
    /// The day it was received, where known.
    pub received: Option<PartialDate>,
    /// Files or statement.
    pub kind: Kind,
    /// How far the files went.
    pub state: State,
    /// The folder from which its files' paths in the coverage count.
    pub base: PathBuf,
    /// Its files and folders; empty only for a statement that is a number.
    pub tops: Vec<Top>,
}

impl std::fmt::Debug for Evidence {
    /// Paths may hold names.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Evidence({}, {} tops)", self.label, self.tops.len())
    }
}

impl Evidence {
    /// Refuses a delivery whose pattern or folder holds the case's own files: everybody in a register would be found in it. A file that is
    /// named itself is meant.
    pub(super) fn apart_from(&self, own: &[PathBuf], section: &Section<'_>) -> Result<(), ConfigError> {
        let met: Vec<(bool, PathBuf)> =
            self.tops.iter().filter(|t| is_entered(t)).map(|t| (t.named, real(&t.real))).collect();
        let holds = |file: &Path| met.iter().any(|(named, m)| file.starts_with(m) && !(*named && file == m));
        let Some(file) = own.iter().find(|f| holds(&real(f))) else {
            return Ok(());
        };
        let what = format!(
            "this delivery would hold {}, which is the case's own and was not stolen",
            file.display()
        );
        let at = section.value("path").map_or(section.start, |v| v.span().start);
        Err(section.source.error(at, what, "put the evidence into a folder of its own, or name its files"))
    }

    /// Every file of the delivery once, by its path in the coverage, in byte order of these paths.
    pub fn files(&self) -> Vec<Found> {
        let mut all = peil_evidence::walk_all(&self.base, &self.tops);
        all.sort_by(|a, b| a.path.as_bytes().cmp(b.path.as_bytes()));
        all
    }
}

const KEYS: &[&str] = &["label", "received", "path", "kind", "count", "unit", "state"];

impl Evidence {
    pub(crate) fn read(dir: &Path, section: &Section<'_>) -> Result<Evidence, ConfigError> {
        section.only(KEYS)?;
        let label = label(section)?;
        let received = received(section)?;
        let state = match choice(section, "state", &["published", "stolen", "accessible"])?.as_str() {
            "published" => State::Published,
            "accessible" => State::Accessible,
            _ => State::Stolen,
        };
        let statement = choice(section, "kind", &["files", "statement"])? == "statement";
        let kind = if statement { Kind::Statement(said(section)?) } else { Kind::Files };
        if !statement {
            files_only(section)?;
        }
        let (base, tops) = tops(dir, section)?;
        Ok(Evidence { label, received, kind, state, base, tops })
    }
}

fn label(section: &Section<'_>) -> Result<String, ConfigError> {
    let label = section.required("label", "\"wave-1\"")?;
    let text = label.get_ref().trim();
    // The label stands before the path in record ids (`label/path#place`) and in `--diff A..B`.
    if text.contains(['/', '#', '|']) || text.contains("..") || text.chars().any(char::is_control) {
        let what = "a label may not hold / # | .. or control characters";
        return Err(section.source.error(
            label.span().start,
            what,
            "use letters, digits, - and _: \"wave-1\"",
        ));
    }
    Ok(text.to_owned())
}

fn choice(section: &Section<'_>, key: &str, known: &[&str]) -> Result<String, ConfigError> {
    let Some(text) = section.text(key)? else { return Ok(String::new()) };
    let word = text.get_ref().trim().to_lowercase();
    if known.contains(&word.as_str()) {
        return Ok(word);
    }
    let what = format!("\"{}\" is no {key} of {}", text.get_ref().escape_debug(), section.title);
    let fix = match super::nearest::nearest(&word, known.iter().copied()) {
        Some(k) => format!("did you mean \"{k}\"?"),
        None => format!("one of: {}", known.join(", ")),
    };
    Err(section.source.error(text.span().start, what, fix))
}

fn said(section: &Section<'_>) -> Result<Statement, ConfigError> {
    let count = section.count("count")?;
    if count.is_none() && section.value("path").is_none() {
        let what = "a statement needs \"path\" (a list) or \"count\" (a number)";
        let fix = "add: path = \"evidence/list.csv\", or: count = 485000, unit = \"records\"";
        return Err(section.source.error(section.start, what, fix));
    }
    let unit = choice(section, "unit", &["records", "persons"])?;
    Ok(Statement { count, unit: if unit.is_empty() { "records".to_owned() } else { unit } })
}

/// A count without `kind = "statement"` would silently count for nothing.
fn files_only(section: &Section<'_>) -> Result<(), ConfigError> {
    for key in ["count", "unit"] {
        if let Some(value) = section.value(key) {
            let what = format!("\"{key}\" belongs to a statement, and this entry is of kind \"files\"");
            return Err(section.source.error(
                value.span().start,
                what,
                "add: kind = \"statement\", or leave it out",
            ));
        }
    }
    Ok(())
}

fn tops(dir: &Path, section: &Section<'_>) -> Result<(PathBuf, Vec<Top>), ConfigError> {
    let patterns = section.texts("path")?;
    if patterns.is_empty() {
        let number = section.value("count").is_some() && section.value("path").is_none();
        let none = (dir.to_owned(), Vec::new());
        return if number { Ok(none) } else { Err(section.missing("path", "\"evidence/wave-1\"")) };
    }
    let found = paths::tops(dir, section, &patterns)?;
    let case = real(dir);
    if found.iter().any(|t| is_entered(t) && case.starts_with(real(&t.real))) {
        let what = "this delivery would hold the case folder itself, with its store and registers";
        let at = section.value("path").map_or(section.start, |v| v.span().start);
        return Err(section.source.error(at, what, "put the evidence into a folder of its own"));
    }
    Ok((paths::common_base(dir, &patterns), outermost(found)))
}

/// Whether what lies below it comes with it.
fn is_entered(top: &Top) -> bool {
    top.named || !top.real.is_symlink()
}

/// Those that do not lie below another one. They are sorted, so that what lies below a folder follows it.
fn outermost(found: Vec<Top>) -> Vec<Top> {
    let mut folder: Option<PathBuf> = None;
    let mut kept = Vec::new();
    for top in found {
        if folder.as_ref().is_some_and(|f| top.real.starts_with(f)) {
            continue;
        }
        if is_entered(&top) {
            folder = Some(top.real.clone());
        }
        kept.push(top);
    }
    kept
}

fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn received(section: &Section<'_>) -> Result<Option<PartialDate>, ConfigError> {
    let Some(value) = section.value("received") else { return Ok(None) };
    let date = match value.get_ref() {
        DeValue::Datetime(d) => d.date.and_then(|d| PartialDate::new(d.year, d.month, d.day)),
        DeValue::String(s) => day(s.trim()),
        _ => None,
    };
    date.map(Some).ok_or_else(|| section.wrong("received", value, "a day", "2025-08-06"))
}

/// `2025-08-06`, `06-08-2025`, `6/8/2025`.
fn day(text: &str) -> Option<PartialDate> {
    let parts: Vec<u16> = text.split(['-', '/', '.']).map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = if a > 31 { (a, b, c) } else { (c, b, a) };
    PartialDate::new(year, month.try_into().ok()?, day.try_into().ok()?).filter(|d| d.is_whole())
}

#[cfg(test)]
mod tests;
