//! Folders as people leave them.

use expect_test::expect;

use super::*;
use crate::config::Case;
use crate::reader::tests::Here;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::Builder::new().prefix("peil").tempdir().expect("dir");
    for (path, content) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("made");
        std::fs::write(path, content).expect("written");
    }
    dir
}

const REGISTER: &str = "client_id;BSN;Achternaam;Geboortedatum;kleur\n001;123456782;Smit;23-06-1980;x\n002;111222333;Bakker;24-06-1980;\n";
const LEDGER: &str = "client_id;ontvanger;datum;monsternummer\n001;Lab NMDL;03-04-2020;1\n002;Lab NMDL;03-04-2021;2\n001;Elders;03-05-2021;3\n";

#[test]
fn a_proposal_names_everything_and_opens() {
    let dir = folder(&[
        ("registers/bvo.csv", REGISTER),
        (
            "registers/ziekenhuis.csv",
            "patientnummer,naam,dob,email\nP1,A. Visser,1970-01-02,a@example.nl\nP2,B. Mulder,1971-01-02,\n",
        ),
        ("ledger/2020.csv", LEDGER),
        ("evidence/wave-1/a.hl7", "MSH|^~\\&|A|B|C|D|20200101||OUL^R22|1|P|2.5\r"),
        ("evidence/wave-2 20250901/b.txt", "x"),
        ("peil.key", "secret"),
        (".peil/store.db", "x"),
    ]);
    let proposal = propose(dir.path(), &mut Here).expect("proposed");
    let title = dir.path().file_name().expect("name").to_string_lossy().into_owned();
    expect![[r##"
        # Proposed by peil init: check every line. Paths count from this folder.

        [case]
        title = "DIR"
        processor = "Lab NMDL"                    # the commonest recipient in the ledgers: is this the hacked party?
        # Other recipients: "Elders"; other names of the processor go into
        # processor_names = []

        [[controller]]
        name = "bvo"                              # the client's name as letters and messages write it
        register = "registers/bvo.csv"
        ledger = "ledger/2020.csv"
        # ids = ["AGB:01234567", "MSH:..."]  # how messages name this client, if not by its name
        # seal_to = "age1..."  # public key to which its exports are sealed

        [controller.columns]  # as recognised in registers/bvo.csv
        key = "client_id"                         # 100 % filled, digits, 3 characters
        bsn = "BSN"                               # 100 % filled, digits, 9 characters
        surname = "Achternaam"                    # 100 % filled, letters, 4 to 6 characters
        birth_date = "Geboortedatum"              # 100 % filled, digits, 10 characters
        # not used: "kleur"

        [controller.ledger_columns]  # as recognised in ledger/2020.csv
        key = "client_id"                         # 100 % filled, digits, 3 characters
        recipient = "ontvanger"                   # 100 % filled, letters, 6 to 8 characters
        date = "datum"                            # 100 % filled, digits, 10 characters
        specimen = "monsternummer"                # 100 % filled, digits, 1 characters

        [[controller]]
        name = "ziekenhuis"                       # the client's name as letters and messages write it
        register = "registers/ziekenhuis.csv"
        # ledger = "..."  # none was recognised: without one nobody of this register can be ruled out
        # ids = ["AGB:01234567", "MSH:..."]  # how messages name this client, if not by its name
        # seal_to = "age1..."  # public key to which its exports are sealed

        [controller.columns]  # as recognised in registers/ziekenhuis.csv
        patient_number = "patientnummer"          # 100 % filled, letters and digits, 2 characters
        name = "naam"                             # 100 % filled, letters, 9 characters
        birth_date = "dob"                        # 100 % filled, digits, 10 characters
        email = "email"                           # 50 % filled, letters, 12 characters

        [[evidence]]
        label = "wave-1"
        # received = 2025-08-06  # the day it came
        path = "evidence/wave-1"

        [[evidence]]
        label = "wave-2-20250901"
        received = 2025-09-01                     # the day in its name
        path = "evidence/wave-2 20250901"

        # [policy]
        # confirm = 0.99  # posterior from which a person is confirmed
        # notice = 0.05   # posterior from which a person is at least ambiguous
    "##]]
    .assert_eq(&proposal.toml.replace(&title, "DIR"));
    std::fs::write(dir.path().join("peil.toml"), &proposal.toml).expect("written");
    let case = Case::open(dir.path()).expect("opens");
    let register = crate::register::load(&mut Here, &case.controllers[0]).expect("loads");
    assert_eq!(register.persons.len(), 2);
    assert!(propose(dir.path(), &mut Here).expect_err("there").to_string().contains("stays as it is"));
}

/// What is proposed for a folder, names of entries only.
fn outline(files: &[(&str, &str)]) -> String {
    let dir = folder(files);
    let toml = propose(dir.path(), &mut Here).expect("proposed").toml;
    let wanted = ["register =", "ledger =", "label =", "path =", "processor =", "kind ="];
    let lines = toml.lines().filter(|l| wanted.iter().any(|w| l.starts_with(w)));
    lines.map(|l| l.split("  #").next().unwrap_or("").trim()).collect::<Vec<_>>().join("; ")
}

#[test]
fn everything_in_one_folder() {
    assert_eq!(
        outline(&[
            ("clients.csv", REGISTER),
            ("exchange.csv", LEDGER),
            ("share.zip", "PK"),
            ("notes.txt", "words")
        ]),
        "processor = \"Lab NMDL\"; register = \"clients.csv\"; ledger = \"exchange.csv\"; label = \"files\"; \
         path = [\"notes.txt\", \"share.zip\"]"
    );
}

#[test]
fn many_files_become_a_pattern_and_orders_a_ledger() {
    let order =
        "MSH|^~\\&|S|S|L|L|20200101||OML^O21|1|P|2.4\rPID|1||123456782^^^^NNNLD||Smit^A||19800623|F\r";
    let mut files = vec![("persons.csv", REGISTER)];
    files.extend(
        ["orders/1.hl7", "orders/2.hl7", "orders/3.hl7", "orders/4.hl7", "orders/5.hl7"].map(|f| (f, order)),
    );
    assert_eq!(
        outline(&files),
        "processor = \"the hacked processor\"; register = \"persons.csv\"; ledger = \"orders/*.hl7\""
    );
}

#[test]
fn nothing_there() {
    let dir = folder(&[]);
    let proposal = propose(dir.path(), &mut Here).expect("proposed");
    assert!(proposal.notes.iter().any(|n| n.contains("no register was recognised")));
    assert!(
        propose(&dir.path().join("none"), &mut Here)
            .expect_err("fails")
            .to_string()
            .contains("no such folder")
    );
}
