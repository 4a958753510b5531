//! Which file is a register, which a ledger, which evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use peil_detect::fold;
use peil_detect::headers::FieldRole::{self, *};

use super::peek::Peek;
use crate::reader::Reader;

/// How names of folders and files begin that hold evidence.
const EVIDENCE: [&str; 22] = [
    "evidence",
    "bewijs",
    "wave",
    "golf",
    "levering",
    "delivery",
    "deliveries",
    "gestolen",
    "stolen",
    "leak",
    "lek",
    "gelekt",
    "dump",
    "buit",
    "exfil",
    "darkweb",
    "published",
    "gepubliceerd",
    "tranche",
    "batch",
    "statement",
    "verklaring",
];
/// Words in names of folders and files that hold registers.
const REGISTER: [&str; 9] = [
    "regist",
    "bestand",
    "personen",
    "persons",
    "populati",
    "patienten",
    "patients",
    "clienten",
    "participants",
];
/// Words in names of folders and files that hold ledgers.
const LEDGER: [&str; 12] = [
    "ledger",
    "grootboek",
    "verstrek",
    "uitwissel",
    "exchange",
    "disclos",
    "verzond",
    "sent",
    "orders",
    "opdracht",
    "aanvragen",
    "logboek",
];

const KEYS: [FieldRole; 3] = [Key, Person, PatientNumber];
const NAMES: [FieldRole; 3] = [Surname, FullName, PartnerSurname];
const PERSONAL: [FieldRole; 5] = [Surname, FullName, BirthDate, Bsn, BirthYear];
const SHARED: [FieldRole; 2] = [Recipient, Categories];
const NUMBERS: [FieldRole; 2] = [Specimen, Order];
const DAYS: [FieldRole; 2] = [Date, OtherDate];
const RESULTS: [FieldRole; 2] = [TestResult, TestKind];

/// A table or message file with what was seen of it.
pub(super) struct Seen {
    /// Relative to the case folder.
    pub path: PathBuf,
    /// Its first part.
    pub peek: Peek,
}

/// A register with the ledgers that seem to be its own.
pub(super) struct Client {
    /// Name by the file's.
    pub name: String,
    /// Register files of one name and different numbers.
    pub registers: Vec<Seen>,
    /// Its ledgers.
    pub ledgers: Vec<Seen>,
}

/// Everything in the folder.
#[derive(Default)]
pub(super) struct Sorted {
    /// Registers with their ledgers.
    pub clients: Vec<Client>,
    /// Files of evidence, relative.
    pub evidence: Vec<PathBuf>,
    /// Recipients in the ledgers, by how often they occur.
    pub recipients: BTreeMap<String, u64>,
    /// What was left out or guessed.
    pub notes: Vec<String>,
}

impl Sorted {
    /// Sorts all files below a folder.
    pub fn of(dir: &Path, reader: &mut dyn Reader) -> Sorted {
        let mut sorted = Sorted::default();
        let mut ledgers = Vec::new();
        for found in peil_evidence::walk(dir) {
            let Ok(path) = found.real.strip_prefix(dir).map(Path::to_owned) else { continue };
            if left_out(&path) {
                continue;
            }
            if path.to_str().is_none() || found.problem.is_some() || in_evidence(&path) {
                sorted.evidence.push(path);
                continue;
            }
            let peek = Peek::at(reader, &found.real);
            match kind(&path, &peek) {
                Kind::Register => sorted.add_register(Seen { path, peek }),
                Kind::Ledger => ledgers.push(Seen { path, peek }),
                Kind::Other => sorted.evidence.push(path),
            }
        }
        for ledger in ledgers {
            sorted.add_ledger(ledger);
        }
        sorted
    }

    fn add_register(&mut self, seen: Seen) {
        let name = client_name(&seen.path);
        match self.clients.iter_mut().find(|c| c.name == name) {
            Some(client) => client.registers.push(seen),
            None => self.clients.push(Client { name, registers: vec![seen], ledgers: Vec::new() }),
        }
    }

    /// A ledger belongs to the register that knows its persons, else to the one whose name it bears, else to the first.
    fn add_ledger(&mut self, seen: Seen) {
        for (name, n) in seen.peek.recipients() {
            *self.recipients.entry(name).or_default() += n;
        }
        let persons = seen.peek.values(&KEYS);
        let known = |c: &Client| -> usize {
            let keys: BTreeSet<String> = c.registers.iter().flat_map(|r| r.peek.values(&KEYS)).collect();
            persons.intersection(&keys).count()
        };
        let text = fold(&seen.path.to_string_lossy());
        let named = |c: &Client| {
            fold(&c.name).split_whitespace().filter(|w| w.len() > 2 && text.contains(*w)).count()
        };
        let scores: Vec<(usize, usize)> = self.clients.iter().map(|c| (named(c), known(c))).collect();
        let best = (0..scores.len()).rev().max_by_key(|i| scores[*i]);
        match best {
            Some(i) => {
                if scores[i] == (0, 0) && scores.len() > 1 {
                    self.notes.push(format!("{}: whose ledger this is, is a guess", seen.path.display()));
                }
                self.clients[i].ledgers.push(seen);
            }
            None => {
                self.notes.push(format!(
                    "{}: looks like a ledger, but there is no register; taken as evidence",
                    seen.path.display()
                ));
                self.evidence.push(seen.path);
            }
        }
    }
}

enum Kind {
    Register,
    Ledger,
    Other,
}

fn kind(path: &Path, peek: &Peek) -> Kind {
    let named = |words: &[&str]| parts(path).iter().any(|p| words.iter().any(|w| p.contains(w)));
    let keyed = peek.any(&KEYS);
    let person = peek.any(&NAMES) && (peek.any(&[BirthDate, BirthYear]) || peek.any(&[Bsn]));
    let shared = peek.any(&SHARED) || (peek.any(&DAYS) && peek.any(&NUMBERS));
    match () {
        () if named(&LEDGER)
            && (peek.messages || ((keyed || peek.any(&[Bsn])) && (shared || peek.any(&DAYS)))) =>
        {
            Kind::Ledger
        }
        () if (keyed || peek.any(&[Bsn])) && shared && !person && !peek.any(&RESULTS) => Kind::Ledger,
        () if keyed && named(&REGISTER) && peek.any(&PERSONAL) => Kind::Register,
        () if keyed && person && !shared && !peek.any(&RESULTS) => Kind::Register,
        () if person && named(&REGISTER) => Kind::Register,
        () => Kind::Other,
    }
}

/// Hidden files, keys and the like are nobody's input.
fn left_out(path: &Path) -> bool {
    let hidden = path.iter().any(|p| p.to_string_lossy().starts_with('.'));
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().to_lowercase());
    hidden
        || name == "peil.toml"
        || name == "readme.md"
        || name == "readme.txt"
        || name.ends_with(".key")
        || name == "key"
}

/// Whether a folder's name says evidence; of the file itself only when it is in no folder.
pub(super) fn in_evidence(path: &Path) -> bool {
    let parts = parts(path);
    let folders = if parts.len() > 1 { &parts[..parts.len() - 1] } else { &parts[..] };
    folders.iter().any(|p| is_evidence(p))
}

/// Whether a name begins with a word for evidence.
pub(super) fn is_evidence(name: &str) -> bool {
    EVIDENCE.iter().any(|w| name.starts_with(w))
}

/// The path's parts, folded.
pub(super) fn parts(path: &Path) -> Vec<String> {
    path.iter().map(|p| fold(&p.to_string_lossy())).collect()
}

/// The file's name without its form, numbers and general words.
fn client_name(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let general = |w: &str| {
        let folded = fold(w);
        folded.chars().all(|c| c.is_ascii_digit())
            || REGISTER.iter().any(|r| folded.contains(r))
            || ["part", "deel", "export", "lijst", "list"].contains(&folded.as_str())
    };
    let words: Vec<&str> =
        stem.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !general(w)).collect();
    if words.is_empty() { stem } else { words.join(" ") }
}
