//! The files of a delivery, in a fixed order.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::path::{Unique, escape};

/// A file of a delivery, or something in its place that cannot be read as a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// Relative to the root, `/`-separated, hostile bytes escaped as `%XX`; the file's own name if the root is a file.
    pub path: String,
    /// Where it is.
    pub real: PathBuf,
    /// Why it cannot be read, if so.
    pub problem: Option<String>,
}

impl std::fmt::Debug for Found {
    /// Paths may hold names.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Found(masked)")
    }
}

/// A file or folder at which a walk begins.
#[derive(Clone, PartialEq, Eq)]
pub struct Top {
    /// Where it is.
    pub real: PathBuf,
    /// Somebody named it, so that it is followed if it is a link; else a pattern came upon it, as a walk comes upon a file.
    pub named: bool,
}

/// Everything below `root` that is not a directory, sorted by the bytes of its path.
///
/// Symbolic links are not followed (the root itself may be one). Links, pipes, sockets, devices, unreadable directories
/// and a missing root are listed with their problem, so that nothing vanishes.
pub fn walk(root: &Path) -> Vec<Found> {
    walk_all(root, &[Top { real: root.to_owned(), named: true }])
}

/// The same for several files and folders, each once, by their paths from a common folder.
pub fn walk_all(base: &Path, tops: &[Top]) -> Vec<Found> {
    let mut found: Vec<Entry> = Vec::new();
    for top in tops {
        if !top.named && top.real.is_symlink() {
            found.push((relative(base, &top.real), top.real.clone(), Some(LINK.to_owned())));
        } else {
            below(base, &top.real, &mut found);
        }
    }
    found.sort();
    found.dedup_by(|a, b| a.0 == b.0);
    let mut unique = Unique::default();
    found
        .into_iter()
        .map(|(path, real, problem)| Found { path: unique.name(escape(&path)), real, problem })
        .collect()
}

/// The raw path, where it is, and what is wrong with it.
type Entry = (Vec<u8>, PathBuf, Option<String>);

fn below(base: &Path, root: &Path, found: &mut Vec<Entry>) {
    for entry in WalkDir::new(root) {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let top_link = entry.depth() == 0 && kind.is_symlink();
                if kind.is_dir() || (top_link && root.is_dir()) {
                    continue;
                }
                let problem =
                    if kind.is_file() || (top_link && root.is_file()) { None } else { Some(what(kind)) };
                found.push((relative(base, entry.path()), entry.path().to_owned(), problem));
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                found.push((relative(base, &path), path, Some(why(&error))));
            }
        }
    }
}

fn relative(base: &Path, path: &Path) -> Vec<u8> {
    let below = path.strip_prefix(base).unwrap_or(path);
    if below.as_os_str().is_empty() {
        return path.file_name().unwrap_or(OsStr::new(".")).as_bytes().to_owned();
    }
    below.as_os_str().as_bytes().to_owned()
}

const LINK: &str = "a symbolic link, not followed";

fn what(kind: std::fs::FileType) -> String {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_symlink() {
        LINK.to_owned()
    } else if kind.is_fifo() {
        "a named pipe, not a file".to_owned()
    } else if kind.is_socket() {
        "a socket, not a file".to_owned()
    } else {
        "a device, not a file".to_owned()
    }
}

fn why(error: &walkdir::Error) -> String {
    let link = error.depth() == 0 && error.path().is_some_and(Path::is_symlink);
    match error.io_error().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => "the directory may not be read".to_owned(),
        _ if link => "a symbolic link that leads nowhere".to_owned(),
        Some(std::io::ErrorKind::NotFound) => "does not exist".to_owned(),
        _ => "the directory cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    fn listing(root: &Path) -> String {
        walk(root).iter().map(|f| format!("{}|{}\n", f.path, f.problem.as_deref().unwrap_or(""))).collect()
    }

    #[test]
    fn lists_everything_in_byte_order() {
        let dir = tempfile::tempdir().expect("a directory");
        let at = |p: &str| dir.path().join(p);
        fs::create_dir_all(at("b/c")).expect("made");
        fs::create_dir_all(at("empty")).expect("made");
        for p in ["b/c/1.txt", "b.txt", "a#1.txt", "B.txt"] {
            fs::write(at(p), "x").expect("written");
        }
        fs::write(dir.path().join(OsStr::from_bytes(b"caf\xe9")), "x").expect("written");
        std::os::unix::fs::symlink("/etc/passwd", at("link")).expect("linked");
        drop(std::os::unix::net::UnixListener::bind(at("sock")).expect("bound"));
        assert_eq!(
            listing(dir.path()),
            "B.txt|\na%231.txt|\nb.txt|\nb/c/1.txt|\ncaf%E9|\nlink|a symbolic link, not followed\n\
             sock|a socket, not a file\n"
        );
        assert_eq!(listing(&at("b.txt")), "b.txt|\n");
        assert_eq!(listing(&at("nothing")), "nothing|does not exist\n");
    }

    #[test]
    fn a_linked_root_is_followed() {
        let dir = tempfile::tempdir().expect("a directory");
        fs::create_dir(dir.path().join("real")).expect("made");
        fs::write(dir.path().join("real/a.txt"), "x").expect("written");
        std::os::unix::fs::symlink("real", dir.path().join("root")).expect("linked");
        std::os::unix::fs::symlink("real/a.txt", dir.path().join("file")).expect("linked");
        assert_eq!(listing(&dir.path().join("root")), "a.txt|\n");
        assert_eq!(listing(&dir.path().join("file")), "file|\n");
        for (name, to) in [("broken", "nothing"), ("a-loop", "a-loop")] {
            std::os::unix::fs::symlink(to, dir.path().join(name)).expect("linked");
            let due = format!("{name}|a symbolic link that leads nowhere\n");
            assert_eq!(listing(&dir.path().join(name)), due);
        }
    }

    #[test]
    fn several_tops_are_one_listing() {
        let dir = tempfile::tempdir().expect("a directory");
        let at = |p: &[u8]| dir.path().join(OsStr::from_bytes(p));
        let tops: [&[u8]; 6] = [b"d\xff", b"d\xfe", b"e#", b"e%23", b"bang!", b"link"];
        for name in &tops[..5] {
            fs::create_dir(at(name)).expect("made");
            fs::write(at(name).join("a"), "x").expect("written");
        }
        std::os::unix::fs::symlink("e#", at(b"link")).expect("linked");
        let top = |named: bool| move |p: &&[u8]| Top { real: at(p), named };
        let show = |tops: Vec<Top>| -> String {
            let found = walk_all(dir.path(), &tops);
            found.iter().map(|f| format!("{}|{}\n", f.path, f.problem.as_deref().unwrap_or(""))).collect()
        };
        let met = show(tops.iter().map(top(false)).collect());
        let rest = "bang%21/a|\nd%FE/a|\nd%FF/a|\ne%23/a|\ne%23/a%231|\nlink";
        assert_eq!(met, format!("{rest}|a symbolic link, not followed\n"));
        assert_eq!(listing(dir.path()), met);
        assert_eq!(show(tops.iter().chain(&tops).map(top(true)).collect()), format!("{rest}/a|\n"));
    }
}
