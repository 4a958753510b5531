//! `[[controller]]`: a client with its register, its ledger and how files name it.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use globset::GlobMatcher;
use peil_detect::headers::FieldRole;
use peil_model::fold;
use toml::Spanned;
use toml::de::DeValue;

use super::error::{At, ConfigError};
use super::paths;
use super::roles::{nearest_role, role_from_name, role_names};
use super::section::{Section, Text, whole};

/// A column as `columns` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// By header; compared folded and trimmed.
    Header(String),
    /// By number from 1, for files without headers.
    Number(usize),
}

impl std::fmt::Display for ColumnRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ColumnRef::Header(h) => write!(f, "\"{h}\""),
            ColumnRef::Number(n) => write!(f, "number {n}"),
        }
    }
}

/// The user's word on one role: these columns hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Role.
    pub role: FieldRole,
    /// One column or several.
    pub columns: Vec<ColumnRef>,
    /// Where `peil.toml` says so.
    pub at: At,
}

/// `columns` or `ledger_columns`: choices that outrank recognition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMap {
    /// In the order of the file.
    pub choices: Vec<ColumnChoice>,
}

/// A client on whose behalf data were processed.
#[derive(Clone)]
pub struct Controller {
    /// Name, unique in the case.
    pub name: String,
    /// Files of the register, sorted.
    pub register: Vec<PathBuf>,
    /// The user's word on the register's columns.
    pub columns: ColumnMap,
    /// Files of the ledger, sorted; empty: no ledger, nobody can be ruled out.
    pub ledger: Vec<PathBuf>,
    /// The user's word on the ledger's columns.
    pub ledger_columns: ColumnMap,
    /// How messages name it, normal form: `AGB:01234567`, `MSH:SCREENIT`, `UNB:...`, `NAME:...`.
    pub ids: Vec<String>,
    /// Public key (`age1...`) to which its exports are sealed.
    pub seal_to: Option<String>,
    /// `peil.toml` as the user names it, for errors that show when the files are read.
    pub config: PathBuf,
    /// Where `register` stands in it.
    pub register_at: At,
    /// Where `ledger` stands in it.
    pub ledger_at: At,
    paths: Vec<GlobMatcher>,
}

impl std::fmt::Debug for Controller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Controller({}, {} + {} files)", self.name, self.register.len(), self.ledger.len())
    }
}

impl Controller {
    /// Whether one of its `paths` patterns fits a file or member of a delivery: its path, or its path with the label first.
    pub fn claims_path(&self, label: &str, path: &str) -> bool {
        let labelled = format!("{label}/{path}");
        self.paths.iter().any(|p| p.is_match(path) || p.is_match(&labelled))
    }

    /// An error at a place of `peil.toml` that shows only when the files are read.
    pub(crate) fn error(&self, at: At, what: String, fix: String) -> ConfigError {
        ConfigError { file: self.config.clone(), at, what, fix }
    }
}

const KEYS: &[&str] = &["name", "register", "columns", "ledger", "ledger_columns", "ids", "paths", "seal_to"];

impl Controller {
    pub(crate) fn read(dir: &Path, section: &Section<'_>) -> Result<Controller, ConfigError> {
        section.only(KEYS)?;
        let name =
            section.required("name", "\"Bevolkingsonderzoek Nederland\"")?.into_inner().trim().to_owned();
        let register = paths::files(dir, section, "register")?;
        if register.is_empty() {
            return Err(section.missing("register", "\"registers/persons.csv\""));
        }
        let place =
            |key| section.value(key).map_or(At::default(), |v| At::of(section.source.text, v.span().start));
        let texts = |key| section.texts(key);
        Ok(Controller {
            name,
            register,
            columns: columns(section, "columns")?,
            ledger: paths::files(dir, section, "ledger")?,
            ledger_columns: columns(section, "ledger_columns")?,
            ids: texts("ids")?.iter().map(|t| id(section, t)).collect::<Result<_, _>>()?,
            seal_to: seal_to(section)?,
            config: section.source.file.clone(),
            register_at: place("register"),
            ledger_at: place("ledger"),
            paths: texts("paths")?
                .iter()
                .map(|t| paths::path_pattern(section, t))
                .collect::<Result<_, _>>()?,
        })
    }
}

fn columns(section: &Section<'_>, key: &str) -> Result<ColumnMap, ConfigError> {
    let Some(table) = section.table(key)? else { return Ok(ColumnMap::default()) };
    let mut choices: Vec<ColumnChoice> = Vec::new();
    for (name, value) in table.keys() {
        let role = role_from_name(name.get_ref()).ok_or_else(|| unknown_role(section, key, name))?;
        let at = At::of(section.source.text, value.span().start);
        let refs = match value.get_ref() {
            DeValue::Array(list) => list.iter().map(|v| column(section, key, v)).collect::<Result<_, _>>()?,
            _ => vec![column(section, key, value)?],
        };
        match choices.iter_mut().find(|c| c.role == role) {
            Some(choice) => choice.columns.extend(refs),
            None => choices.push(ColumnChoice { role, columns: refs, at }),
        }
    }
    Ok(ColumnMap { choices })
}

fn unknown_role(section: &Section<'_>, key: &str, name: &Spanned<std::borrow::Cow<'_, str>>) -> ConfigError {
    let fix = match nearest_role(name.get_ref()) {
        Some(n) => format!("did you mean \"{n}\"?"),
        None => format!("known: {}", role_names().collect::<Vec<_>>().join(", ")),
    };
    let what = format!("unknown column role \"{}\" in {key}", name.get_ref().escape_debug());
    section.source.error(name.span().start, what, fix)
}

fn column(section: &Section<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Result<ColumnRef, ConfigError> {
    match value.get_ref() {
        DeValue::String(s) if !s.trim().is_empty() => Ok(ColumnRef::Header(s.trim().to_owned())),
        v => match whole(v).and_then(|n| usize::try_from(n).ok()) {
            Some(n) if n > 0 => Ok(ColumnRef::Number(n)),
            _ => Err(section.wrong(
                key,
                value,
                "made of headers or column numbers from 1",
                "{ key = \"client_id\" }",
            )),
        },
    }
}

/// Normal form of an id, or what is wrong with it.
fn id(section: &Section<'_>, text: &Text) -> Result<String, ConfigError> {
    let fail = |what: &str| {
        let what = format!("\"{}\": {what}", text.get_ref().escape_debug());
        section.source.error(
            text.span().start,
            what,
            "examples: \"AGB:01234567\", \"MSH:SCREENIT\", \"UNB:500012345\", \"NAME:Zuid Lab\"",
        )
    };
    let (kind, value) =
        text.get_ref().split_once(':').ok_or_else(|| fail("an id needs its kind before a colon"))?;
    let value = value.trim();
    if value.is_empty() {
        return Err(fail("an id needs a value after the colon"));
    }
    match kind.trim().to_uppercase().as_str() {
        "AGB" if value.len() == 8 && value.bytes().all(|b| b.is_ascii_digit()) => Ok(format!("AGB:{value}")),
        "AGB" => Err(fail("an AGB code has 8 digits")),
        "MSH" => Ok(format!("MSH:{}", value.to_uppercase())),
        "UNB" => Ok(format!("UNB:{value}")),
        "NAME" => Ok(format!("NAME:{value}")),
        _ => Err(fail("the kind of an id is AGB, MSH, UNB or NAME")),
    }
}

fn seal_to(section: &Section<'_>) -> Result<Option<String>, ConfigError> {
    let Some(text) = section.text("seal_to")? else { return Ok(None) };
    let key = text.get_ref().trim();
    match age::x25519::Recipient::from_str(key) {
        Ok(_) => Ok(Some(key.to_owned())),
        Err(e) => {
            let secret = key.to_uppercase().starts_with("AGE-SECRET");
            let what = if secret { "this is a secret key" } else { e };
            let what = format!("\"seal_to\" is not an age public key: {what}");
            Err(section.source.error(
                text.span().start,
                what,
                "give the public key that age-keygen prints: \"age1...\"",
            ))
        }
    }
}

/// Refuses two controllers of one name.
pub(crate) fn unique_names(sections: &[Section<'_>], all: &[Controller]) -> Result<(), ConfigError> {
    for (i, c) in all.iter().enumerate() {
        if all.iter().take(i).any(|other| fold(&other.name) == fold(&c.name)) {
            let what = format!("two controllers are named \"{}\"", c.name);
            let section = &sections[i];
            let at = section.value("name").map_or(section.start, |v| v.span().start);
            return Err(section.source.error(at, what, "give each its own name"));
        }
    }
    Ok(())
}
