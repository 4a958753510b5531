//! Throughput of the main job, end to end: bytes of messages and of tables that `peil scope` reads, matches, keeps and folds in a
//! second. `cargo bench -p peil --bench throughput -- [--mb 64] [--persons 50000]`
//!
//! The register and what every run costs whatever the evidence (reading the register, the index, the store) is measured by a run
//! without bulk and printed apart. The peer in the same run is what is done by hand: `grep` for nine digits in a row.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

fn main() {
    let option = |name: &str, default: u64| {
        let args: Vec<String> = std::env::args().collect();
        let at = args.iter().position(|a| a == name);
        at.and_then(|i| args.get(i + 1)).and_then(|v| v.parse().ok()).unwrap_or(default)
    };
    // `cargo test` builds and runs benches too: then once, small.
    let bench = std::env::args().any(|a| a == "--bench");
    let megabytes = option("--mb", if bench { 64 } else { 1 });
    let people = People { seed: 20_260_101, count: option("--persons", if bench { 50_000 } else { 500 }) };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let fixed = run(&case(dir.path(), "nothing", &people, &|_| ()));
    println!("register of {} persons, no evidence to speak of: {:.2} s", people.count, fixed.as_secs_f64());
    let mut all = (0, Duration::ZERO);
    for (kind, write) in [("messages", messages as Writer), ("tables", tables as Writer)] {
        let case = case(dir.path(), kind, &people, &|evidence| {
            for n in 0..8 {
                let file = File::create(evidence.join(format!("{kind}-{n}"))).expect("a file");
                write(&people, n, megabytes * 1_000_000 / 8, &mut BufWriter::new(file)).expect("written");
            }
        });
        let bytes = size(&case.join("evidence"));
        let time = run(&case);
        let grep = grep(&case.join("evidence"));
        report(kind, bytes, time, fixed, grep);
        all = (all.0 + bytes, all.1 + time);
    }
    report("both", all.0, all.1, fixed * 2, None);
}

fn report(kind: &str, bytes: u64, time: Duration, fixed: Duration, grep: Option<Duration>) {
    let rate = |t: Duration| bytes as f64 / 1e6 / t.as_secs_f64().max(1e-9);
    let beside = time.saturating_sub(fixed);
    print!(
        "{kind}: {:.0} MB, {:.1} MB/s, {:.1} MB/s beside the register",
        bytes as f64 / 1e6,
        rate(time),
        rate(beside)
    );
    match grep {
        Some(g) => println!("; grep -cE '[0-9]{{9}}' on one core {:.1} MB/s", rate(g)),
        None => println!(),
    }
}

/// A person of the register by position; positions beyond it are people in no register.
struct People {
    seed: u64,
    count: u64,
}

impl People {
    fn number(&self, position: u64, salt: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        let mut z = self.seed
            ^ position.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ salt.wrapping_mul(0xd134_2543_de82_ef95);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// BSN, surname, given name, birth date (d, m, y), street, house number, postcode, town.
    fn person(&self, p: u64) -> Person {
        let n = |salt, below: u64| self.number(p, salt) % below;
        let bsn = (0..).map(|i| 100_000_000 + n(100 + i, 800_000_000)).find(|b| eleven(*b)).unwrap_or(0);
        let syllable = |salt| {
            ["bra", "del", "mos", "kin", "vel", "tor", "ham", "rij", "zee", "wol", "drie", "kam"]
                [n(salt, 12) as usize]
        };
        let ends = ["", "s", "ma", "stra", "inga", "mans", "huis", "veld", "berg", "dijk"];
        let given =
            ["Anna", "Maria", "Johanna", "Petra", "Els", "Karin", "Ingrid", "Marijke", "Sofie", "Lotte"];
        let capital = |s: String| s[..1].to_uppercase() + &s[1..];
        let letters = [b'A' + n(9, 26) as u8, b'A' + n(10, 26) as u8].map(char::from);
        Person {
            bsn: bsn.to_string(),
            surname: capital([syllable(1), syllable(2), syllable(13), ends[n(3, 10) as usize]].concat()),
            given: given[n(4, 10) as usize],
            birth: (n(5, 28) + 1, n(6, 12) + 1, 1940 + n(7, 55)),
            street: capital([syllable(8), syllable(14), "straat"].concat()),
            house: n(11, 200) + 1,
            postcode: format!("{}{}{}", 1000 + n(12, 8999), letters[0], letters[1]),
            town: capital([syllable(15), "stad"].concat()),
        }
    }
}

struct Person {
    bsn: String,
    surname: String,
    given: &'static str,
    birth: (u64, u64, u64),
    street: String,
    house: u64,
    postcode: String,
    town: String,
}

fn eleven(n: u64) -> bool {
    let digit = |i: u32| (n / 10u64.pow(i) % 10) as i64;
    let sum: i64 = (1..9).map(|i| i64::from(i + 1) * digit(i)).sum::<i64>() - digit(0);
    sum % 11 == 0
}

type Writer = fn(&People, u64, u64, &mut dyn Write) -> std::io::Result<()>;

/// Who the n-th record of a file is about: two in three a register person.
fn subject(people: &People, file: u64, n: u64) -> Person {
    let pick = people.number(n, 1000 + file);
    people.person(if pick % 3 < 2 { pick / 3 % people.count } else { people.count + pick / 3 })
}

/// Orders, and results with four observations, of usual length.
fn messages(people: &People, file: u64, bytes: u64, out: &mut dyn Write) -> std::io::Result<()> {
    let (mut written, mut n) = (0, 0);
    let mut m = String::new();
    while written < bytes {
        let p = subject(people, file, n);
        let number = format!("{:09}", file * 10_000_000 + n);
        let (d, mo, y) = p.birth;
        m.clear();
        let kind = if n % 2 == 0 { "OML^O21^OML_O21" } else { "ORU^R01" };
        let _ = write!(
            m,
            "MSH|^~\\&|SCREENIT_OML|SCREENIT|LIMS|NMDL|20220316080000||{kind}|{number}|P|2.5|||||NLD|UNICODE UTF-8\r\
             PID|1||{}^^^NLMINBIZA^NNNLD||{}&&{}^{}^^^^^L||{y}{mo:02}{d:02}|F|||{} {}&{}&{}^^{}^^{}^NL^M|NLD||||||||||||||||||||Y|NNNLD\r\
             PV1|1|O|||||||01012345^Terpstra^A.B.^^^^^^VEKTIS\r\
             ORC|NW|{number}^ScreenIT|||||^^^20220316||20220316080000|||01012345^Terpstra^A.B.^^^^^^VEKTIS||||||||Bevolkingsonderzoek\r\
             OBR|1|{number}^ScreenIT||HPV^HPV-onderzoek^ScreenIT|||20220316080000||||||||CERVIX|01012345^Terpstra^A.B.\r",
            p.bsn, p.surname, p.surname, p.given, p.street, p.house, p.street, p.house, p.town, p.postcode
        );
        if n % 2 == 1 {
            for (i, test) in ["HPV16", "HPV18", "HPV-overig", "Kwaliteit"].iter().enumerate() {
                let _ = write!(
                    m,
                    "OBX|{}|ST|{test}^{test} bepaling^L||negatief||niet aantoonbaar|N|||F|||20220318101500\r",
                    i + 1
                );
            }
        }
        out.write_all(m.as_bytes())?;
        written += m.len() as u64;
        n += 1;
    }
    Ok(())
}

/// An export of eighteen columns.
fn tables(people: &People, file: u64, bytes: u64, out: &mut dyn Write) -> std::io::Result<()> {
    let head = "regel;monsternummer;ontvangen;bsn;achternaam;voornamen;geboortedatum;geslacht;straat;huisnummer;postcode;\
                woonplaats;aanvrager;agb;onderzoek;uitslag;status;opmerking\n";
    out.write_all(head.as_bytes())?;
    let (mut written, mut n) = (0, 0);
    let mut row = String::new();
    while written < bytes {
        let p = subject(people, file, n);
        let (d, m, y) = p.birth;
        row.clear();
        let _ = writeln!(
            row,
            "{n};{:09};16-03-2022 08:00;{};{};{};{d:02}-{m:02}-{y};V;{};{};{};{};Huisartsenpraktijk Terpstra;01012345;HPV-onderzoek;negatief;afgerond;",
            500_000_000 + file * 10_000_000 + n,
            p.bsn,
            p.surname,
            p.given,
            p.street,
            p.house,
            p.postcode,
            p.town
        );
        out.write_all(row.as_bytes())?;
        written += row.len() as u64;
        n += 1;
    }
    Ok(())
}

/// A case folder with a register; `fill` writes its evidence beside one small file.
fn case(dir: &Path, name: &str, people: &People, fill: &dyn Fn(&Path)) -> std::path::PathBuf {
    let case = dir.join(name);
    fs::create_dir_all(case.join("evidence")).expect("a folder");
    let toml = "[case]\nprocessor = \"Clinical Diagnostics NMDL\"\n[[controller]]\nname = \"Bevolkingsonderzoek\"\n\
                register = \"register.csv\"\n[[evidence]]\nlabel = \"wave-1\"\npath = \"evidence\"\n";
    fs::write(case.join("peil.toml"), toml).expect("written");
    fs::write(case.join("evidence/note"), "Een regel.\n").expect("written");
    let mut register = BufWriter::new(File::create(case.join("register.csv")).expect("a file"));
    writeln!(
        register,
        "client_id;bsn;voornamen;achternaam;geboortedatum;straat;huisnummer;postcode;woonplaats"
    )
    .expect("written");
    for i in 0..people.count {
        let p = people.person(i);
        let (d, m, y) = p.birth;
        writeln!(
            register,
            "V{i:07};{};{};{};{d:02}-{m:02}-{y};{};{};{};{}",
            p.bsn, p.given, p.surname, p.street, p.house, p.postcode, p.town
        )
        .expect("written");
    }
    register.flush().expect("written");
    fill(&case.join("evidence"));
    case
}

fn run(case: &Path) -> Duration {
    let start = Instant::now();
    let said = Command::new(env!("CARGO_BIN_EXE_peil"))
        .args(["scope", "--case"])
        .arg(case)
        .env("PEIL_PASSPHRASE", "a passphrase for benchmarks")
        .output()
        .expect("the program starts");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    start.elapsed()
}

fn grep(dir: &Path) -> Option<Duration> {
    let start = Instant::now();
    // Its output is read: grep stops at the first match where nobody listens.
    let said = Command::new("grep").args(["-rcaE", "[0-9]{9}"]).arg(dir).output().ok()?;
    said.status.success().then(|| start.elapsed())
}

fn size(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).expect("a folder");
    entries.map(|e| e.expect("an entry").metadata().expect("metadata").len()).sum()
}
