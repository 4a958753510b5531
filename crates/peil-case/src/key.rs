//! The key of a case's store: a passphrase or a key file, never printed.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Environment variable that holds a passphrase.
pub const PASSPHRASE_VARIABLE: &str = "PEIL_PASSPHRASE";
/// Environment variable that names a key file.
pub const KEY_FILE_VARIABLE: &str = "PEIL_KEY_FILE";
/// Largest key file, bytes: anything larger is a mistake in the path.
const KEY_FILE_BYTES: u64 = 64 * 1024;
/// Bytes of a raw key.
const RAW_BYTES: usize = 32;

/// What opens a store.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(Secret);

#[derive(Clone, PartialEq, Eq)]
enum Secret {
    /// Stretched by the store (PBKDF2).
    Passphrase(String),
    /// 64 hex digits, used as they are.
    Raw(String),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(masked)")
    }
}

impl Key {
    /// A passphrase as typed; a line end after it does not count.
    ///
    /// # Errors
    /// If it is empty.
    pub fn passphrase(text: &str) -> Result<Key, KeyError> {
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            Err(KeyError::EmptyPassphrase)
        } else {
            Ok(Key(Secret::Passphrase(text.to_owned())))
        }
    }

    /// The content of a key file: 64 hex digits are a raw key, anything else a passphrase. Bytes that are not UTF-8 (or hold
    /// a zero) count by their hex form.
    fn from_file(path: &Path, bytes: &[u8]) -> Result<Key, KeyError> {
        let end = bytes.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |i| i + 1);
        let bytes = &bytes[..end];
        let trimmed = bytes.trim_ascii();
        if trimmed.is_empty() {
            return Err(KeyError::EmptyFile(path.to_owned()));
        }
        if trimmed.len() == 2 * RAW_BYTES && trimmed.iter().all(u8::is_ascii_hexdigit) {
            return Ok(Key(Secret::Raw(String::from_utf8_lossy(trimmed).to_lowercase())));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => Ok(Key(Secret::Passphrase(text.to_owned()))),
            _ => Ok(Key(Secret::Passphrase(hex(bytes)))),
        }
    }

    /// The key as SQLCipher's `PRAGMA key` takes it.
    pub(crate) fn pragma(&self) -> String {
        match &self.0 {
            Secret::Passphrase(p) => p.clone(),
            Secret::Raw(h) => format!("x'{h}'"),
        }
    }
}

/// A key that could not be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No passphrase was typed or given.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// Nothing in the key file.
    #[error("{}: the key file is empty", .0.display())]
    EmptyFile(PathBuf),
    /// The store is there and the key file is not.
    #[error("{}: the key file does not exist, and this case's store was made with a key already; name the right file", .0.display())]
    Missing(PathBuf),
    /// The key file cannot be read or made.
    #[error("{}: {what}: {error}", .path.display())]
    Io {
        /// The key file.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// Why it failed.
        error: io::Error,
    },
    /// Larger than a key can be.
    #[error("{}: too large for a key file", .0.display())]
    Large(PathBuf),
    /// No terminal to ask on.
    #[error(
        "no key: set {PASSPHRASE_VARIABLE} or {KEY_FILE_VARIABLE}, give --key-file, or run on a terminal ({0})"
    )]
    NoPrompt(io::Error),
    /// The environment variable cannot be read as text.
    #[error("{PASSPHRASE_VARIABLE} is not UTF-8 text")]
    NotText,
}

/// A key, and what the user should be told about it.
#[derive(Debug)]
pub struct Found {
    /// The key.
    pub key: Key,
    /// For the user: a key file was made, or others can read it.
    pub notice: Option<String>,
}

impl Key {
    /// The key: `--key-file`, else `PEIL_KEY_FILE`, else `PEIL_PASSPHRASE`, else asked for. Empty variables count as not set.
    ///
    /// A key file that does not exist is made if there is no store yet.
    ///
    /// # Errors
    /// A key file that is missing (with a store there), empty or unreadable; nobody to ask.
    pub fn find(
        key_file: Option<&Path>,
        store_exists: bool,
        prompt: &mut dyn FnMut() -> io::Result<String>,
    ) -> Result<Found, KeyError> {
        find_with(key_file, &|name| std::env::var_os(name), store_exists, prompt)
    }
}

fn find_with(
    key_file: Option<&Path>,
    variable: &dyn Fn(&str) -> Option<OsString>,
    store_exists: bool,
    prompt: &mut dyn FnMut() -> io::Result<String>,
) -> Result<Found, KeyError> {
    let set = |name| variable(name).filter(|v| !v.is_empty());
    let from_variable = set(KEY_FILE_VARIABLE).map(PathBuf::from);
    if let Some(path) = key_file.or(from_variable.as_deref()) {
        return from_file(path, store_exists);
    }
    let text = match set(PASSPHRASE_VARIABLE) {
        Some(v) => v.into_string().map_err(|_| KeyError::NotText)?,
        None => prompt().map_err(KeyError::NoPrompt)?,
    };
    Ok(Found { key: Key::passphrase(&text)?, notice: None })
}

fn from_file(path: &Path, store_exists: bool) -> Result<Found, KeyError> {
    let failed = |error| KeyError::Io { path: path.to_owned(), what: "the key file cannot be read", error };
    let mut notice = None;
    let file = match File::open(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound && store_exists => {
            return Err(KeyError::Missing(path.to_owned()));
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            make_key_file(path)?;
            notice = Some(format!(
                "made a new key file, {}: without it nobody can open this case again; keep a copy elsewhere",
                path.display()
            ));
            File::open(path).map_err(failed)?
        }
        other => other.map_err(failed)?,
    };
    let about = file.metadata().map_err(failed)?;
    if about.is_file() && about.permissions().mode() & 0o077 != 0 {
        notice =
            Some(format!("others on this machine can read the key file {}: chmod 600 it", path.display()));
    }
    let mut bytes = Vec::new();
    file.take(KEY_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > KEY_FILE_BYTES {
        return Err(KeyError::Large(path.to_owned()));
    }
    Ok(Found { key: Key::from_file(path, &bytes)?, notice })
}

/// Makes a key file of 32 random bytes as hex, mode 0600. An existing file is never touched.
///
/// # Errors
/// If the file exists or cannot be written.
pub fn make_key_file(path: &Path) -> Result<(), KeyError> {
    let failed = |error| KeyError::Io { path: path.to_owned(), what: "the key file cannot be made", error };
    let mut raw = [0; RAW_BYTES];
    File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut raw)).map_err(failed)?;
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    let text = format!("{}\n", hex(&raw));
    let done = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    done.inspect_err(|_| drop(std::fs::remove_file(path))).map_err(failed)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the key is, for tests only.
    fn told(key: &Key) -> String {
        match &key.0 {
            Secret::Passphrase(p) => format!("pass {p}"),
            Secret::Raw(h) => format!("raw {h}"),
        }
    }

    fn check(content: &[u8], expect: &str) {
        let said = Key::from_file(Path::new("k"), content).map_or_else(|e| e.to_string(), |k| told(&k));
        assert_eq!(said, expect);
    }

    #[test]
    fn key_files_hold_raw_keys_or_passphrases() {
        let hex = "0123456789abcdef".repeat(4);
        check(hex.as_bytes(), &format!("raw {hex}"));
        check(format!(" {}\r\n", hex.to_uppercase()).as_bytes(), &format!("raw {hex}"));
        check(&hex.as_bytes()[..63], &format!("pass {}", &hex[..63]));
        check(b"correct horse \n", "pass correct horse ");
        check(b"\xff\x00", "pass ff00");
        check(b"\n", "k: the key file is empty");
    }

    fn ask(key_file: Option<&Path>, variables: &[(&str, &str)], store: bool) -> String {
        let variable = |n: &str| variables.iter().find(|(k, _)| *k == n).map(|(_, v)| OsString::from(v));
        let found = find_with(key_file, &variable, store, &mut || Ok("typed".to_owned()));
        found.map_or_else(|e| e.to_string(), |f| told(&f.key))
    }

    #[test]
    fn the_more_specific_source_wins() {
        let dir = tempfile::tempdir().expect("dir");
        let (a, b) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&a, "in a").expect("written");
        std::fs::write(&b, "in b").expect("written");
        let file = (KEY_FILE_VARIABLE, b.to_str().expect("utf-8"));
        let phrase = (PASSPHRASE_VARIABLE, "phrase");
        assert_eq!(ask(Some(&a), &[file, phrase], true), "pass in a");
        assert_eq!(ask(None, &[file, phrase], true), "pass in b");
        assert_eq!(ask(None, &[(KEY_FILE_VARIABLE, ""), phrase], true), "pass phrase");
        assert_eq!(ask(None, &[], false), "pass typed");
        assert_eq!(ask(None, &[(PASSPHRASE_VARIABLE, "\n")], true), "the passphrase is empty");
    }

    #[test]
    fn a_missing_key_file_is_made_for_a_new_store_only() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("key");
        assert!(ask(Some(&path), &[], true).contains("does not exist"));
        assert!(!path.exists());
        let first = ask(Some(&path), &[], false);
        assert!(first.starts_with("raw ") && first.len() == 4 + 64);
        assert_eq!(ask(Some(&path), &[], true), first);
        assert_eq!(path.metadata().expect("meta").permissions().mode() & 0o777, 0o600);
        assert!(make_key_file(&path).is_err());
    }

    #[test]
    fn debug_is_masked() {
        let key = Key::passphrase("sesame").expect("key");
        assert_eq!(format!("{key:?}"), "Key(masked)");
    }
}
