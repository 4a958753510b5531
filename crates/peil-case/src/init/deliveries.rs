//! Evidence files to deliveries: one for each folder that seems to have come as one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::sort::{is_evidence, parts};

/// Folders that hold deliveries rather than being one.
const SHELVES: [&str; 9] = [
    "evidence",
    "bewijs",
    "bewijsmateriaal",
    "leveringen",
    "deliveries",
    "stolen",
    "gestolen",
    "leaks",
    "dumps",
];
/// How the name of a folder on a shelf begins that is a delivery by itself.
const DELIVERIES: [&str; 12] = [
    "wave", "golf", "delivery", "levering", "batch", "set", "deel", "part", "dump", "drop", "tranche",
    "publi",
];

/// A delivery to be.
pub(super) struct Delivery {
    /// Label.
    pub label: String,
    /// Folders or files, relative.
    pub paths: Vec<PathBuf>,
    /// The day in its name, `2025-08-06`.
    pub day: Option<String>,
    /// Its name says that it is a list which the processor gave.
    pub statement: bool,
}

/// The deliveries that the files make, in order of their paths. Folders of `mixed` hold other things too: of these, the
/// files themselves are listed.
pub(super) fn deliveries(files: &[PathBuf], mixed: &dyn Fn(&Path) -> bool) -> Vec<Delivery> {
    let mut groups: BTreeMap<(String, bool), Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let folder = folder_of(file).filter(|f| !mixed(f));
        let statement = parts(file)
            .iter()
            .any(|p| p.starts_with("statement") || p.starts_with("verklaring") || p.starts_with("opgave"));
        let (label, path) = match folder {
            Some(f) => (label_of(&f), f),
            None => (loose_label(file, statement), file.clone()),
        };
        let paths = groups.entry((label, statement)).or_default();
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    let mut all: Vec<Delivery> = groups
        .into_iter()
        .map(|((label, statement), paths)| {
            let day = paths.iter().find_map(|p| day_in(&p.to_string_lossy()));
            Delivery { label, paths, day, statement }
        })
        .collect();
    for i in 0..all.len() {
        let label = all[i].label.clone();
        if all[..i].iter().any(|d| d.label == label) {
            all[i].label = format!("{label}-{}", i + 1);
        }
    }
    all
}

/// The folder that a file came in, if it lies in one.
fn folder_of(file: &Path) -> Option<PathBuf> {
    let folders: Vec<_> = file.parent()?.components().collect();
    if folders.is_empty() {
        return None;
    }
    let names = parts(&folders.iter().collect::<PathBuf>());
    let at = names.iter().position(|n| is_evidence(n) || SHELVES.contains(&n.as_str())).unwrap_or(0);
    let on_shelf = names.get(at).is_some_and(|n| SHELVES.contains(&n.as_str()));
    let next = names.get(at + 1).is_some_and(|n| {
        DELIVERIES.iter().any(|d| n.starts_with(d)) || n.chars().any(|c| c.is_ascii_digit())
    });
    let depth = if on_shelf && next { at + 2 } else { at + 1 };
    Some(folders.into_iter().take(depth).collect())
}

fn label_of(folder: &Path) -> String {
    clean(&folder.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()))
}

fn loose_label(file: &Path, statement: bool) -> String {
    match file.parent().filter(|p| !p.as_os_str().is_empty()) {
        _ if statement => "statement".to_owned(),
        Some(folder) => label_of(folder),
        None => "files".to_owned(),
    }
}

/// Letters, digits, `-` and `_`.
fn clean(name: &str) -> String {
    let label: String =
        name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if label.trim_matches('-').is_empty() { "delivery".to_owned() } else { label }
}

/// `2025-08-06` or `20250806` in a name.
fn day_in(name: &str) -> Option<String> {
    let runs: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).collect();
    let date = |y: &str, m: &str, d: &str| {
        let whole = peil_model::PartialDate::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)?;
        (whole.is_whole() && whole.year >= 2000).then(|| whole.iso())
    };
    let packed = runs.iter().filter(|r| r.len() == 8).find_map(|r| date(&r[..4], &r[4..6], &r[6..]));
    packed.or_else(|| {
        runs.windows(3).find_map(|w| match w {
            [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => date(y, m, d),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], expect: &str) {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let text: Vec<String> = deliveries(&files, &|f| f == Path::new("mixed"))
            .into_iter()
            .map(|d| {
                let paths: Vec<_> = d.paths.iter().map(|p| p.display().to_string()).collect();
                format!(
                    "{}{}={}{}",
                    d.label,
                    if d.statement { "!" } else { "" },
                    paths.join("+"),
                    d.day.unwrap_or_default()
                )
            })
            .collect();
        assert_eq!(text.join(" "), expect);
    }

    #[test]
    fn folders_are_deliveries() {
        check(
            &["evidence/wave-1/a", "evidence/wave-1/x/b", "evidence/wave-2/a"],
            "wave-1=evidence/wave-1 wave-2=evidence/wave-2",
        );
        check(&["evidence/lab/a", "evidence/mail/b", "evidence/c"], "evidence=evidence");
        check(&["golf 1/a", "20250806 dump/b/c"], "20250806-dump=20250806 dump2025-08-06 golf-1=golf 1");
        check(&["a.zip", "b.zip"], "files=a.zip+b.zip");
        check(&["mixed/a.zip", "share/x/y.csv"], "mixed=mixed/a.zip share=share");
        check(&["statement-2025-09-01.csv"], "statement!=statement-2025-09-01.csv2025-09-01");
    }
}
