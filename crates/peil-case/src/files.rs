//! Files we make: whole or not at all, readable by their owner only, sealed if asked.
//!
//! Content goes to a file without a name (`O_TMPFILE`) where the file system has that, so that even a kill leaves nothing
//! behind; else to a hidden temporary file of the same folder. Then: fsync, rename over the target, fsync of the folder.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

/// A file that could not be written. The target is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system said no.
    #[error("{}: {}", .path.display(), said(.error))]
    Io {
        /// The target.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The target is a folder or lies in no folder.
    #[error("{}: {reason}", .path.display())]
    Target {
        /// The target.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The key to seal to is not one.
    #[error("the key to seal to is not an age public key (age1...)")]
    Key,
}

/// What the system refused, in words.
pub(crate) fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full; nothing was written".to_owned(),
        io::ErrorKind::QuotaExceeded => "the disk quota is used up; nothing was written".to_owned(),
        io::ErrorKind::FileTooLarge => "files may not grow so large here; nothing was written".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to write here".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        io::ErrorKind::NotFound => "the folder does not exist".to_owned(),
        _ => error.to_string(),
    }
}

/// What content is written to.
pub type Sink<'a> = &'a mut (dyn Write + Send);

/// Writes a file through `fill`, mode 0600; with `seal_to` (an `age1...` public key) encrypted to that key.
///
/// # Errors
/// Whatever `fill` or the system refuses; then the target is as it was and nothing remains beside it.
pub fn write<E: From<FileError>>(
    path: &Path,
    seal_to: Option<&str>,
    fill: impl FnOnce(Sink<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let recipient = seal_to.map(recipient).transpose()?;
    let failed = |error| FileError::Io { path: path.to_owned(), error };
    if path.metadata().is_ok_and(|m| m.file_type().is_char_device() || m.file_type().is_fifo()) {
        // `/dev/stdout` and pipes cannot be replaced; they are written to.
        let file = File::options().write(true).open(path).map_err(failed)?;
        pour(&file, path, recipient.as_ref(), fill)?;
        return Ok(());
    }
    let draft = Draft::new(path)?;
    pour(draft.file(), path, recipient.as_ref(), fill)?;
    draft.publish()?;
    Ok(())
}

/// Writes a file that must not be there yet, mode 0600.
///
/// # Errors
/// If it is there, or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    if path.symlink_metadata().is_ok() {
        let reason = "is there already and stays as it is".to_owned();
        return Err(FileError::Target { path: path.to_owned(), reason });
    }
    write(path, None, |out| {
        out.write_all(bytes).map_err(|error| FileError::Io { path: path.to_owned(), error })
    })
}

fn recipient(key: &str) -> Result<age::x25519::Recipient, FileError> {
    age::x25519::Recipient::from_str(key.trim()).map_err(|_| FileError::Key)
}

fn pour<E: From<FileError>>(
    file: &File,
    path: &Path,
    recipient: Option<&age::x25519::Recipient>,
    fill: impl FnOnce(Sink<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error| FileError::Io { path: path.to_owned(), error };
    let mut out = BufWriter::with_capacity(1 << 18, file);
    match recipient {
        None => fill(&mut out)?,
        Some(r) => {
            let one = std::iter::once(r as &dyn age::Recipient);
            let encryptor = age::Encryptor::with_recipients(one).map_err(|_| FileError::Key)?;
            let mut sealed = encryptor.wrap_output(&mut out).map_err(failed)?;
            fill(&mut sealed)?;
            sealed.finish().map_err(failed)?;
        }
    }
    out.flush().map_err(failed)?;
    Ok(())
}

/// A file in the making.
enum Draft<'a> {
    /// It has no name yet.
    Nameless { file: File, target: &'a Path, folder: PathBuf },
    /// It has a hidden name, and is removed unless published.
    Named { file: tempfile::NamedTempFile, target: &'a Path, folder: PathBuf },
}

impl<'a> Draft<'a> {
    fn new(target: &'a Path) -> Result<Draft<'a>, FileError> {
        let wrong = |reason: &str| FileError::Target { path: target.to_owned(), reason: reason.to_owned() };
        if target.is_dir() {
            return Err(wrong("is a folder, not a file"));
        }
        if target.file_name().is_none() {
            return Err(wrong("is not the name of a file"));
        }
        let folder = match target.parent() {
            Some(p) if !p.as_os_str().is_empty() => p.to_owned(),
            _ => PathBuf::from("."),
        };
        if let Some(file) = nameless(&folder) {
            return Ok(Draft::Nameless { file, target, folder });
        }
        let made = tempfile::Builder::new().prefix(".peil-").suffix(".tmp").tempfile_in(&folder);
        let file = made.map_err(|error| FileError::Io { path: target.to_owned(), error })?;
        Ok(Draft::Named { file, target, folder })
    }

    fn file(&self) -> &File {
        match self {
            Draft::Nameless { file, .. } => file,
            Draft::Named { file, .. } => file.as_file(),
        }
    }

    fn publish(self) -> Result<(), FileError> {
        let target = match &self {
            Draft::Nameless { target, .. } | Draft::Named { target, .. } => target.to_path_buf(),
        };
        self.place().map_err(|error| FileError::Io { path: target, error })
    }

    fn place(self) -> io::Result<()> {
        self.file().sync_all()?;
        let folder = match self {
            Draft::Nameless { file, target, folder } => {
                let name = link(&file, &folder)?;
                std::fs::rename(&name, target).inspect_err(|_| drop(std::fs::remove_file(&name)))?;
                folder
            }
            Draft::Named { file, target, folder } => {
                file.persist(target).map_err(|e| e.error)?;
                folder
            }
        };
        sync_folder(&folder)
    }
}

/// Makes a rename in the folder last through a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems cannot; the rename itself is done.
        Err(e) if e.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

fn nameless(folder: &Path) -> Option<File> {
    if !Path::new("/proc/self/fd").is_dir() {
        return None;
    }
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    rustix::fs::openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR).ok().map(File::from)
}

fn link(file: &File, folder: &Path) -> io::Result<PathBuf> {
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    let mut n = 0;
    loop {
        let name = folder.join(format!(".peil-{}-{n}.tmp", std::process::id()));
        match rustix::fs::linkat(CWD, &from, CWD, &name, AtFlags::SYMLINK_FOLLOW) {
            Ok(()) => return Ok(name),
            Err(rustix::io::Errno::EXIST) if n < 1000 => n += 1,
            Err(e) => return Err(e.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn put(path: &Path, seal_to: Option<&str>, text: &str) -> Result<(), FileError> {
        write(path, seal_to, |out| {
            out.write_all(text.as_bytes()).map_err(|error| FileError::Io { path: path.to_owned(), error })
        })
    }

    fn names(dir: &Path) -> Vec<String> {
        let mut all: Vec<_> = std::fs::read_dir(dir)
            .expect("listed")
            .map(|e| e.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        all.sort();
        all
    }

    #[test]
    fn replaces_whole_and_private() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("out.csv");
        std::fs::write(&path, "old and longer").expect("written");
        put(&path, None, "new").expect("put");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "new");
        assert_eq!(path.metadata().expect("meta").permissions().mode() & 0o777, 0o600);
        assert_eq!(names(dir.path()), ["out.csv"]);
    }

    #[test]
    fn a_failure_leaves_the_old() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("out.csv");
        std::fs::write(&path, "old").expect("written");
        let failed = write(&path, None, |out| {
            out.write_all(b"half").expect("written");
            Err(FileError::Io { path: path.clone(), error: io::ErrorKind::StorageFull.into() })
        });
        assert!(failed.expect_err("fails").to_string().ends_with("the disk is full; nothing was written"));
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "old");
        assert_eq!(names(dir.path()), ["out.csv"]);
    }

    #[test]
    fn a_named_draft_does_the_same() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("out.csv");
        let file = tempfile::Builder::new().prefix(".peil-").tempfile_in(dir.path()).expect("temp");
        let draft = Draft::Named { file, target: &path, folder: dir.path().to_owned() };
        draft.file().write_all(b"new").expect("written");
        draft.publish().expect("published");
        assert_eq!(path.metadata().expect("meta").permissions().mode() & 0o777, 0o600);
        assert_eq!(names(dir.path()), ["out.csv"]);
    }

    #[test]
    fn sealed_opens_with_the_key_only() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("out.csv");
        let key = age::x25519::Identity::generate();
        put(&path, Some(&key.to_public().to_string()), "secret words").expect("put");
        let bytes = std::fs::read(&path).expect("read");
        assert!(bytes.starts_with(b"age-encryption.org/"));
        assert!(!bytes.windows(6).any(|w| w == b"secret"));
        let opened = age::Decryptor::new(&bytes[..]).expect("age");
        let mut text = String::new();
        let mut reader = opened.decrypt(std::iter::once(&key as &dyn age::Identity)).expect("key fits");
        reader.read_to_string(&mut text).expect("read");
        assert_eq!(text, "secret words");
    }

    #[test]
    fn wrong_targets_are_named() {
        let dir = tempfile::tempdir().expect("dir");
        for (path, says) in [
            (dir.path().to_owned(), "is a folder, not a file"),
            (dir.path().join("none/out.csv"), "the folder does not exist"),
        ] {
            assert!(put(&path, None, "x").expect_err("fails").to_string().ends_with(says));
        }
        let wrong_key = put(&dir.path().join("a"), Some("age1nonsense"), "x").expect_err("fails");
        assert!(wrong_key.to_string().contains("age public key"));
        assert!(put(Path::new("/dev/null"), None, "x").is_ok());
        let new = dir.path().join("new");
        write_new(&new, b"1").expect("written");
        assert!(write_new(&new, b"2").expect_err("there").to_string().ends_with("stays as it is"));
    }
}
