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

/// Where to walk.
#[derive(Clone, PartialEq, Eq)]
pub struct Root {
    /// File or folder.
    pub real: PathBuf,
    /// What comes before the paths below it, as bytes of the file system with its final `/`; empty for none.
    pub prefix: Vec<u8>,
    /// It was named: if it is a symbolic link, it is meant. What a pattern found is not.
    pub named: bool,
}

impl Root {
    /// A folder or file by itself.
    pub fn named(real: &Path) -> Root {
        Root { real: real.to_owned(), prefix: Vec::new(), named: true }
    }
}

/// Everything below these roots that is not a directory, sorted by the bytes of its path; no two have the same path.
///
/// Symbolic links are not followed, but a root that was named may be one. Links, pipes, sockets, devices, unreadable directories
/// and a missing root are listed with their problem, so that nothing vanishes.
pub fn walk(roots: &[Root]) -> Vec<Found> {
    let mut found: Vec<Entry> = Vec::new();
    for root in roots {
        let from = found.len();
        if !root.named && root.real.is_symlink() {
            let problem = Some("a symbolic link, not followed".to_owned());
            found.push((relative(&root.real, &root.real), root.real.clone(), problem));
        } else {
            below(&root.real, &mut found);
        }
        for (path, ..) in found.iter_mut().skip(from) {
            path.splice(0..0, root.prefix.iter().copied());
        }
    }
    found.sort();
    let mut unique = Unique::default();
    found
        .into_iter()
        .map(|(path, real, problem)| Found { path: unique.name(escape(&path)), real, problem })
        .collect()
}

/// Path, place and problem.
type Entry = (Vec<u8>, PathBuf, Option<String>);

fn below(root: &Path, found: &mut Vec<Entry>) {
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
                found.push((relative(root, entry.path()), entry.path().to_owned(), problem));
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                found.push((relative(root, &path), path, Some(why(&error))));
            }
        }
    }
}

fn relative(root: &Path, path: &Path) -> Vec<u8> {
    let below = path.strip_prefix(root).unwrap_or(path);
    if below.as_os_str().is_empty() {
        return root.file_name().unwrap_or(OsStr::new(".")).as_bytes().to_owned();
    }
    below.as_os_str().as_bytes().to_owned()
}

fn what(kind: std::fs::FileType) -> String {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_symlink() {
        "a symbolic link, not followed".to_owned()
    } else if kind.is_fifo() {
        "a named pipe, not a file".to_owned()
    } else if kind.is_socket() {
        "a socket, not a file".to_owned()
    } else {
        "a device, not a file".to_owned()
    }
}

fn why(error: &walkdir::Error) -> String {
    match error.io_error().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => "the directory may not be read".to_owned(),
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
        walk(&[Root::named(root)])
            .iter()
            .map(|f| format!("{}|{}\n", f.path, f.problem.as_deref().unwrap_or("")))
            .collect()
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
        // What a pattern found is not followed, and names that print alike stay apart.
        let roots = [
            (&b"x\xff/"[..], "root"),
            (b"x\xfe/", "file"),
            (b"a!/", "real"),
            (b"", "real/a.txt"),
            (b"", "real/a.txt"),
        ];
        let roots =
            roots.map(|(prefix, p)| Root { real: dir.path().join(p), prefix: prefix.to_vec(), named: false });
        let shown: Vec<String> =
            walk(&roots).iter().map(|f| format!("{} {}", f.path, f.problem.is_some())).collect();
        assert_eq!(
            shown,
            ["a%21/a.txt false", "a.txt false", "a.txt%231 false", "x%FE/file true", "x%FF/root true"]
        );
    }
}
