//! The case as a whole.

use std::path::{Path, PathBuf};

use peil_model::fold;
use toml::de::{DeTable, DeValue};

use super::controller::{Controller, unique_names};
use super::error::{At, ConfigError};
use super::evidence::Evidence;
use super::section::{Section, Source};

/// Name of the file in a case folder.
pub const FILE_NAME: &str = "peil.toml";

/// Posteriors at which a status changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// From here a person is confirmed.
    pub confirm: f64,
    /// From here a person is at least ambiguous.
    pub notice: f64,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy { confirm: 0.99, notice: 0.05 }
    }
}

/// One incident, as `peil.toml` describes it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder that holds `peil.toml`.
    pub dir: PathBuf,
    /// Title; the processor's name if none is given.
    pub title: String,
    /// The hacked party.
    pub processor: String,
    /// All names of the hacked party, `processor` first.
    pub processor_names: Vec<String>,
    /// The clients, in the order of the file.
    pub controllers: Vec<Controller>,
    /// The deliveries, in the order of the file.
    pub evidence: Vec<Evidence>,
    /// Thresholds.
    pub policy: Policy,
}

impl Case {
    /// Reads and checks `peil.toml` in a folder (or the file itself).
    ///
    /// # Errors
    /// The first thing wrong with it, with its place and a fix; also a path or pattern that leads nowhere.
    pub fn open(dir: &Path) -> Result<Case, ConfigError> {
        let (dir, file) = if dir.is_file() {
            (dir.parent().unwrap_or(Path::new("")).to_owned(), dir.to_owned())
        } else {
            (dir.to_owned(), dir.join(FILE_NAME))
        };
        let text = load(&dir, &file)?;
        let source = Source { file, text: &text };
        let document = DeTable::parse(source.text).map_err(|e| syntax(&source, &e))?;
        let top = Section::new(&source, "peil.toml", 0, document.get_ref());
        Case::read(dir, &top)
    }

    fn read(dir: PathBuf, top: &Section<'_>) -> Result<Case, ConfigError> {
        top.only(&["case", "controller", "evidence", "policy"])?;
        let case = one(top, "case")?.ok_or_else(|| {
            top.source.error(0, "there is no [case]", "add: [case] with title and processor")
        })?;
        case.only(&["title", "processor", "processor_names"])?;
        let processor =
            case.required("processor", "\"Clinical Diagnostics NMDL\"")?.into_inner().trim().to_owned();
        let title =
            case.text("title")?.map_or_else(|| processor.clone(), |t| t.into_inner().trim().to_owned());
        let mut processor_names = vec![processor.clone()];
        for name in case.texts("processor_names")? {
            let name = name.into_inner().trim().to_owned();
            if !processor_names.contains(&name) {
                processor_names.push(name);
            }
        }
        let policy = policy(top)?;
        let sections = many(top, "controller")?;
        if sections.is_empty() {
            let fix = "add: [[controller]] with name and register";
            return Err(top.source.error(0, "there is no [[controller]]", fix));
        }
        let controllers: Vec<_> =
            sections.iter().map(|s| Controller::read(&dir, s)).collect::<Result<_, _>>()?;
        unique_names(&sections, &controllers)?;
        let sections = many(top, "evidence")?;
        let evidence: Vec<_> = sections.iter().map(|s| Evidence::read(&dir, s)).collect::<Result<_, _>>()?;
        unique_labels(&sections, &evidence)?;
        let of_clients =
            controllers.iter().flat_map(|c| c.register.iter().chain(&c.ledger).chain([&c.config]));
        let own: Vec<PathBuf> = of_clients.cloned().chain([top.source.file.clone()]).collect();
        sections.iter().zip(&evidence).try_for_each(|(s, e)| e.apart_from(&own, s))?;
        Ok(Case { dir, title, processor, processor_names, controllers, evidence, policy })
    }
}

fn load(dir: &Path, file: &Path) -> Result<String, ConfigError> {
    let fail = |what: String, fix: &str| ConfigError {
        file: file.to_owned(),
        at: At::default(),
        what,
        fix: fix.to_owned(),
    };
    let bytes = std::fs::read(file).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound if dir.is_dir() => fail(
            "there is no peil.toml here".to_owned(),
            "run `peil init` in the folder, or name the case with --case DIR",
        ),
        std::io::ErrorKind::NotFound => {
            fail("there is no such folder".to_owned(), "name the case folder with --case DIR")
        }
        _ => fail(format!("cannot be read: {e}"), "make the file readable for this user"),
    })?;
    String::from_utf8(bytes).map_err(|e| {
        let valid = e.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&e.as_bytes()[..valid]).into_owned();
        let at = At::of(&text, text.len());
        let what = "a byte here is not UTF-8".to_owned();
        ConfigError { file: file.to_owned(), at, what, fix: "save the file as UTF-8".to_owned() }
    })
}

fn syntax(source: &Source<'_>, error: &toml::de::Error) -> ConfigError {
    let offset = error.span().map_or(0, |s| s.start);
    let fix = if error.message().contains("duplicate") {
        "keep one of the two"
    } else {
        "the file is TOML (toml.io): key = \"text\", [table], [[list of tables]]"
    };
    source.error(offset, error.message().to_owned(), fix)
}

fn one<'a>(top: &Section<'a>, key: &str) -> Result<Option<Section<'a>>, ConfigError> {
    let Some(value) = top.value(key) else { return Ok(None) };
    match value.get_ref() {
        DeValue::Table(t) => Ok(Some(Section::new(top.source, &format!("[{key}]"), value.span().start, t))),
        _ => Err(top.source.error(
            value.span().start,
            format!("\"{key}\" must be one table"),
            format!("write: [{key}]"),
        )),
    }
}

fn many<'a>(top: &Section<'a>, key: &str) -> Result<Vec<Section<'a>>, ConfigError> {
    let Some(value) = top.value(key) else { return Ok(Vec::new()) };
    let title = format!("[[{key}]]");
    let wrong = |offset| {
        let what = format!("\"{key}\" must be a list of tables");
        top.source.error(offset, what, format!("write {title}, with two brackets on each side"))
    };
    let DeValue::Array(list) = value.get_ref() else { return Err(wrong(value.span().start)) };
    list.iter()
        .map(|v| match v.get_ref() {
            DeValue::Table(t) => Ok(Section::new(top.source, &title, v.span().start, t)),
            _ => Err(wrong(v.span().start)),
        })
        .collect()
}

fn policy(top: &Section<'_>) -> Result<Policy, ConfigError> {
    let mut policy = Policy::default();
    let Some(section) = one(top, "policy")? else { return Ok(policy) };
    section.only(&["confirm", "notice"])?;
    let share = |key: &str, default: f64| -> Result<f64, ConfigError> {
        let Some(n) = section.number(key)? else { return Ok(default) };
        let value = *n.get_ref();
        if (0.0..=1.0).contains(&value) {
            return Ok(value);
        }
        let what = format!("\"{key}\" is a probability, and {value} does not lie between 0 and 1");
        Err(section.source.error(n.span().start, what, format!("write: {key} = {default}")))
    };
    policy = Policy { confirm: share("confirm", policy.confirm)?, notice: share("notice", policy.notice)? };
    if policy.notice > policy.confirm {
        let at =
            section.value("notice").or(section.value("confirm")).map_or(section.start, |v| v.span().start);
        let what = format!("\"notice\" ({}) lies above \"confirm\" ({})", policy.notice, policy.confirm);
        return Err(section.source.error(
            at,
            what,
            "choose notice below confirm: notice = 0.05, confirm = 0.99",
        ));
    }
    Ok(policy)
}

fn unique_labels(sections: &[Section<'_>], all: &[Evidence]) -> Result<(), ConfigError> {
    for (i, e) in all.iter().enumerate() {
        if all.iter().take(i).any(|other| fold(&other.label) == fold(&e.label)) {
            let section = &sections[i];
            let at = section.value("label").map_or(section.start, |v| v.span().start);
            let what = format!("two deliveries are labelled \"{}\"", e.label);
            return Err(section.source.error(at, what, "give each its own label"));
        }
    }
    Ok(())
}
