//! Evidence that nobody would send in good faith, and what must be said of it.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packing::{Tarred, gzip, gzip_of_zeros, tar, zip, zip_nest, zip_of_one_for_all};

/// Levels of zip files inside each other.
const NEST: usize = 40;
/// Levels of brackets and elements inside each other.
const DEEP: usize = 100_000;
/// Members of the archive that is the same bytes again and again, and what each unpacks to.
const SHARED: usize = 400;
const SHARED_MEGABYTES: usize = 20;

/// What the coverage must say of a file or member: its path, the outcomes that are right, and a word of the reason.
pub struct Due {
    pub path: String,
    pub outcomes: &'static [&'static str],
    pub word: &'static str,
}

/// A folder of evidence in the making.
pub struct Hostile {
    dir: PathBuf,
    made: u32,
    pub due: Vec<Due>,
}

const READ: &[&str] = &["read"];
const PARTIAL: &[&str] = &["partial"];
const UNREADABLE: &[&str] = &["unreadable"];
const ENCRYPTED: &[&str] = &["encrypted"];
const EMPTY: &[&str] = &["empty"];
/// Cut or bent: what came out of it depends on where.
const DAMAGED: &[&str] = &["partial", "unreadable"];
/// Without limits to reach: read, whatever it is.
const ANY: &[&str] = &["read", "partial", "unreadable"];
/// One of many that are the same.
const SAME: &[&str] = &["partial", "unreadable", "duplicate"];

/// A list of one person, with a line of its own so that no two files are the same.
pub fn list(person: &str, n: u32) -> Vec<u8> {
    format!("bsn;achternaam;geboortedatum\n{person}\n;Regel{n};\n").into_bytes()
}

/// All of it in this folder; `person` is a row of a BSN, a surname and a birth date that stands in many of the files.
pub fn make(dir: &Path, person: &str) -> Vec<Due> {
    std::fs::create_dir_all(dir).expect("a folder");
    let mut all = Hostile { dir: dir.to_owned(), made: 0, due: Vec::new() };
    all.names(person);
    all.damaged(person);
    all.sealed();
    all.swollen(person);
    all.nested(person);
    all.disguised(person);
    all.climbing(person);
    all.no_files();
    all.due
}

impl Hostile {
    fn file(&mut self, name: &[u8], content: &[u8]) {
        let path = self.dir.join(OsStr::from_bytes(name));
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    fn due(&mut self, path: impl Into<String>, outcomes: &'static [&'static str], word: &'static str) {
        self.due.push(Due { path: path.into(), outcomes, word });
    }

    fn plain(&mut self, name: &str, content: &[u8], outcomes: &'static [&'static str], word: &'static str) {
        self.file(name.as_bytes(), content);
        self.due(name, outcomes, word);
    }

    fn list(&mut self, person: &str) -> Vec<u8> {
        self.made += 1;
        list(person, self.made)
    }

    /// Names that break a line, a cell, a terminal, a locator or a path; each is that of a list that must be read.
    fn names(&mut self, person: &str) {
        let (long, deep) = (format!("{}.csv", "l".repeat(250)), format!("{}x.csv", "k/".repeat(500)));
        let same: [&str; 11] = [
            "good.csv",
            " ",
            "-rf",
            "=1+1.csv",
            ".hidden.csv",
            "quo\"te's;,|.csv",
            "caf\u{e9}.csv",
            "50%.csv",
            "$(id)",
            &long,
            &deep,
        ];
        let mut all: Vec<(&[u8], &str)> = same.iter().map(|n| (n.as_bytes(), *n)).collect();
        all.extend([
            (&b"new\nline.csv"[..], "new%0Aline.csv"),
            (b"esc\x1b[31m.csv", "esc%1B[31m.csv"),
            (b"caf\xe9.csv", "caf%E9.csv"),
            (b"caf%E9.csv", "caf%E9.csv%231"),
            (b"a#1.csv", "a%231.csv"),
            (b"a%231.csv", "a%231.csv%231"),
            (b"pack.zip!/x.csv", "pack.zip%21/x.csv"),
            ("x\u{202e}vsc.exe".as_bytes(), "x%E2%80%AEvsc.exe"),
        ]);
        for (name, path) in all {
            let content = self.list(person);
            self.file(name, &content);
            self.due(path, READ, "");
        }
        // Longer as a whole than a path may be: what cannot be reached is named by its folder.
        let step = "p".repeat(200);
        let dig = format!(
            "cd \"$0\" && for i in $(seq 25); do mkdir {step} && cd {step} || exit 1; done && echo x > y"
        );
        let dug = Command::new("bash").args(["-c", &dig]).arg(&self.dir).status().expect("bash runs");
        assert!(dug.success());
        self.due([step.as_str(); 21].join("/"), UNREADABLE, "cannot be read");
    }

    fn damaged(&mut self, person: &str) {
        self.plain("empty.csv", b"", EMPTY, "");
        self.plain("zeros.bin", &vec![0; 3_000_000], UNREADABLE, "binary data");
        self.plain("zeros.zip", &[0; 1000], UNREADABLE, "binary data");
        let noise: Vec<u8> = (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        self.plain("noise.csv", &noise, UNREADABLE, "binary data");
        self.plain("noise.zip", &[b"PK\x03\x04", &noise[..]].concat(), UNREADABLE, "damaged");
        self.plain("noise.sqlite", &[b"SQLite format 3\0", &noise[..]].concat(), DAMAGED, "");
        self.plain("noise.parquet", &[b"PAR1", &noise[..]].concat(), UNREADABLE, "damaged");
        let (a, b) = (self.list(person), self.list(person));
        let whole = zip(&[(b"a.csv", &a), (b"b.csv", &b)]);
        self.plain("cut.zip", &whole[..whole.len() / 2], PARTIAL, "cut off");
        self.due("cut.zip!/a.csv", READ, "");
        self.due("cut.zip!/b.csv", DAMAGED, "");
        let mut bent = zip(&[(b"c.csv", &self.list(person).repeat(50))]);
        bent[45] ^= 0xff;
        self.plain("bent.zip", &bent, DAMAGED, "did not come out whole");
        self.due("bent.zip!/c.csv", DAMAGED, "");
        let packed = gzip(&[self.list(person), b";Regel;\n".repeat(3000)].concat());
        self.plain("cut.csv.gz", &packed[..packed.len() - 9], PARTIAL, "ends too early");
        self.due("cut.csv.gz!/cut.csv", PARTIAL, "ends too early");
        let content = self.list(person);
        let cut = tar(&[Tarred { name: "d.csv", kind: b'0', link: "", content: &content }]);
        self.plain("cut.tar", &cut[..540], PARTIAL, "");
        self.due("cut.tar!/d.csv", PARTIAL, "ends too early");
    }

    /// The archives are made by other programs.
    fn sealed(&mut self) {
        self.plain("aes.zip", include_bytes!("../files/aes.zip"), ENCRYPTED, "encrypted");
        self.due("aes.zip!/lijst.csv", ENCRYPTED, "password");
        self.due("aes.zip!/brief.txt", ENCRYPTED, "password");
        let members = include_bytes!("../../../peil-evidence/fuzz/seeds/encrypted.7z");
        self.plain("aes.7z", members, ENCRYPTED, "encrypted");
        self.due("aes.7z!/a.csv", ENCRYPTED, "password");
        self.due("aes.7z!/brief.txt", ENCRYPTED, "password");
        let names = include_bytes!("../../../peil-evidence/fuzz/seeds/encrypted-names.7z");
        self.plain("names.7z", names, ENCRYPTED, "names of its members");
        self.plain("age.csv", b"age-encryption.org/v1\n-> X25519 abc\n", ENCRYPTED, "encrypted");
        self.plain("pgp.txt", b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", ENCRYPTED, "encrypted");
    }

    /// Small, and huge when unpacked.
    fn swollen(&mut self, person: &str) {
        self.plain("bomb.gz", &gzip_of_zeros(300), PARTIAL, "expands more than");
        self.due("bomb.gz!/bomb", DAMAGED, "expands more than");
        self.plain(
            "shared.zip",
            &zip_of_one_for_all(SHARED, SHARED_MEGABYTES),
            PARTIAL,
            "expand to more than",
        );
        (0..SHARED).for_each(|n| self.due(format!("shared.zip!/{n}"), SAME, ""));
        let entity = |n: u32| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
        let entities: String = (1..12).map(entity).collect();
        let (bsn, rest) = person.split_once(';').expect("a row");
        let bomb = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"lol\">{entities}]>\
             <l><bsn>{bsn}</bsn><achternaam>{rest}</achternaam><n>&a11;</n></l>"
        );
        self.plain("entities.xml", bomb.as_bytes(), PARTIAL, "entities");
        let outside =
            "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l>&x;</l>";
        self.plain("outside.xml", outside.as_bytes(), PARTIAL, "entities");
        let level = |n: u8| {
            let (own, below) = (char::from(b'a' + n), char::from(b'a' + n - 1));
            format!("{own}: &{own} [{}]\n", vec![format!("*{below}"); 9].join(", "))
        };
        let anchors: String = (1..12).map(level).collect();
        let laughs = format!("---\n# billion laughs\na: &a [lol, lol, lol]\n{anchors}");
        self.plain("anchors.yaml", laughs.as_bytes(), ANY, "");
    }

    /// Deeper than any honest file.
    fn nested(&mut self, person: &str) {
        let content = self.list(person);
        self.plain("deep.zip", &zip_nest(NEST, "list.csv", &content), READ, "");
        let mut path = "deep.zip".to_owned();
        for level in (NEST - 16..NEST).rev() {
            path = format!("{path}!/{level}.zip");
            self.due(path.clone(), READ, "");
        }
        path = format!("{path}!/{}.zip", NEST - 17);
        self.due(path, UNREADABLE, "inside more than 16 containers");
        let twice = |open: &str, close: &str| [open.repeat(DEEP), close.repeat(DEEP)].concat();
        self.plain("deep.json", twice("[", "]").as_bytes(), PARTIAL, "nested deeper");
        self.plain("objects.json", (twice("{\"a\":", "}") + "\n").as_bytes(), DAMAGED, "");
        self.plain("open.json", "[".repeat(DEEP).as_bytes(), PARTIAL, "nested deeper");
        let declared = format!("<?xml version=\"1.0\"?>{}", twice("<a>", "</a>"));
        self.plain("deep.xml", declared.as_bytes(), DAMAGED, "");
        let page = |inner: &str| format!("<html><body>{}", inner.repeat(DEEP));
        self.plain("deep.html", page("<div>").as_bytes(), ANY, "");
        self.plain("tables.html", page("<table><tr><td>").as_bytes(), ANY, "");
        self.plain("deep.yaml", ("---\na: ".to_owned() + &"[".repeat(DEEP)).as_bytes(), ANY, "");
        self.plain("deep.toml", ("[a]\nb = ".to_owned() + &"[".repeat(DEEP)).as_bytes(), ANY, "");
    }

    /// Content that is not what the name says.
    fn disguised(&mut self, person: &str) {
        for name in ["list.pdf", "list.zip", "list.exe", "list"] {
            let content = self.list(person);
            self.plain(name, &content, READ, "");
        }
        let (a, b) = (self.list(person), self.list(person));
        self.plain("zip.csv", &zip(&[(b"a.csv", &a)]), READ, "");
        self.due("zip.csv!/a.csv", READ, "");
        self.plain("gzip.xlsx", &gzip(&b), READ, "");
        self.due("gzip.xlsx!/data", READ, "");
    }

    /// Members that want to be written elsewhere, twice, or that are none.
    fn climbing(&mut self, person: &str) {
        let contents: Vec<Vec<u8>> = (0..13).map(|_| self.list(person)).collect();
        let absolute = self.dir.join("../../absolute.csv");
        let absolute = absolute.to_str().expect("a plain path");
        let names: [&[u8]; 8] =
            [b"../../escape.csv", absolute.as_bytes(), b"C:\\x.csv", b"..", b".", b"two", b"two", b"a\nb"];
        let members: Vec<(&[u8], &[u8])> =
            names.iter().zip(&contents).map(|(n, c)| (*n, c.as_slice())).collect();
        self.plain("climb.zip", &zip(&members), READ, "");
        for name in ["../../escape.csv", absolute, "C:/x.csv", "..", "data", "two", "two%231", "a%0Ab"] {
            self.due(format!("climb.zip!/{name}"), READ, "");
        }
        let file = |n: usize, name| Tarred { name, kind: b'0', link: "", content: &contents[n] };
        let other = |kind: u8, name| Tarred { name, kind, link: "/etc/passwd", content: b"" };
        let members = [
            file(8, "../../escape.csv"),
            file(9, "/peil-absolute.csv"),
            file(10, "two"),
            file(11, "two"),
            other(b'1', "hard"),
            other(b'2', "soft"),
            other(b'3', "device"),
            other(b'6', "pipe"),
        ];
        self.plain("climb.tar", &tar(&members), READ, "");
        for name in ["../../escape.csv", "/peil-absolute.csv", "two", "two%231"] {
            self.due(format!("climb.tar!/{name}"), READ, "");
        }
        for (name, word) in
            [("hard", "hard link"), ("soft", "symbolic link"), ("device", "device"), ("pipe", "pipe")]
        {
            self.due(format!("climb.tar!/{name}"), UNREADABLE, word);
        }
    }

    /// What stands in a folder like a file and is none.
    fn no_files(&mut self) {
        let out = self.dir.join("../../outside.csv");
        std::fs::write(&out, list("246801359;Oudkerk;03-11-1979", 0)).expect("a file");
        let links = [
            ("link.csv", "good.csv"),
            ("to-outside.csv", "../../outside.csv"),
            ("to-etc", "/etc"),
            ("nowhere", "gone"),
            ("self", "."),
            ("loop-1", "loop-2"),
            ("loop-2", "loop-1"),
        ];
        for (name, to) in links {
            symlink(to, self.dir.join(name)).expect("a link");
            self.due(name, UNREADABLE, "symbolic link");
        }
        let made = Command::new("mkfifo").arg(self.dir.join("fifo")).status().expect("mkfifo runs");
        assert!(made.success());
        self.due("fifo", UNREADABLE, "named pipe");
        // Its address may have 107 bytes.
        drop(UnixListener::bind(self.dir.join("sock")).expect("a socket"));
        self.due("sock", UNREADABLE, "socket");
        std::fs::create_dir(self.dir.join("empty-folder")).expect("a folder");
    }
}
