//! The same case gives the same bytes: twice, in another order of its files, in one go or by deliveries.

mod support;

use std::fs::{File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use peil_case::config::Case;
use peil_case::key::Key;
use peil_case::scope::Inputs;
use peil_case::store::Store;
use support::{Program, files_below, first_difference};

const FORMATS: [&str; 2] = ["csv", "jsonl"];

fn hand_made() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/screening/case")
}

/// The same files, made last first and at times that run backwards, each folder with holes where other files were.
fn scrambled(case: &Path) -> Program {
    let program = Program::on_nothing();
    let files = files_below(case);
    for (age, path) in files.iter().rev().enumerate() {
        let target = program.dir().join(path);
        std::fs::create_dir_all(target.parent().expect("a parent")).expect("a folder");
        let stub = target.with_file_name(format!("{age}.stub"));
        std::fs::write(&stub, "removed again").expect("a stub");
        std::fs::copy(case.join(path), &target).expect("a file");
        std::fs::remove_file(stub).expect("removed");
        let then = UNIX_EPOCH + Duration::from_secs(1_000_000 + 86_400 * age as u64);
        let file = File::options().append(true).open(&target).expect("opened");
        file.set_times(FileTimes::new().set_modified(then).set_accessed(then)).expect("times");
    }
    assert_eq!(files_below(program.dir()), files);
    program
}

fn check_order(case: &Path) {
    let (first, second) = (Program::on_copy_of(case), scrambled(case));
    first.scope();
    second.scope();
    let exports = first.exports(&FORMATS);
    assert!(exports.values().filter(|bytes| bytes.len() > 200).count() >= 6, "there is something to compare");
    assert_eq!(first_difference(&exports, &second.exports(&FORMATS)), "");
}

#[test]
fn the_order_of_files_changes_nothing() {
    check_order(&hand_made());
    check_order(Program::on_demo(300).dir());
}

#[test]
fn a_seed_gives_its_bytes() {
    let program = Program::on_nothing();
    for (folder, seed) in [("a", "11"), ("b", "11"), ("c", "12")] {
        let said = program.run(&["demo", "--persons", "150", "--seed", seed, folder]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    }
    let content = |folder: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let dir = program.dir().join(folder);
        files_below(&dir)
            .into_iter()
            // The key is random, and so is a store under it.
            .filter(|p| !p.starts_with(".peil") && p != Path::new("peil.key"))
            .map(|p| (p.clone(), std::fs::read(dir.join(&p)).expect("a file")))
            .collect()
    };
    let (a, b, c) = (content("a"), content("b"), content("c"));
    assert!(a.len() > 60);
    let differing: Vec<_> = a.iter().zip(&b).filter(|(x, y)| x != y).map(|(x, _)| &x.0).collect();
    assert!(a.len() == b.len() && differing.is_empty(), "{differing:?}");
    assert!(a != c, "another seed makes another incident");
}

/// `peil.toml` up to its second delivery.
fn only_the_first(toml: &str) -> String {
    let second = toml.rmatch_indices("[[evidence]]").next().expect("two deliveries").0;
    toml[..second].to_owned()
}

fn check_delivery(both: &Program) {
    let later = Program::on_copy_of(both.dir());
    let toml = std::fs::read_to_string(later.dir().join("peil.toml")).expect("peil.toml");
    later.write("peil.toml", only_the_first(&toml).as_bytes());
    later.scope();
    let before = later.exports(&FORMATS);
    later.write("peil.toml", toml.as_bytes());
    later.scope();
    both.scope();
    let exports = both.exports(&FORMATS);
    assert_ne!(first_difference(&before, &exports), "", "the second delivery adds something");
    assert_eq!(first_difference(&exports, &later.exports(&FORMATS)), "");
    // And back: a delivery taken out leaves no trace in the figures.
    later.write("peil.toml", only_the_first(&toml).as_bytes());
    later.scope();
    assert_eq!(first_difference(&before, &later.exports(&FORMATS)), "");
}

#[test]
fn a_delivery_that_comes_later_gives_what_both_at_once_give() {
    check_delivery(&Program::on_copy_of(&hand_made()));
    check_delivery(&Program::on_demo(300));
}

#[test]
fn a_second_run_changes_nothing() {
    let program = Program::on_demo(300);
    program.scope();
    let exports = program.exports(&FORMATS);
    program.scope();
    assert_eq!(first_difference(&exports, &program.exports(&FORMATS)), "");
}

/// A part in the store is swapped for another file's: a second run must believe it, or it has read the file again.
#[test]
fn a_second_run_reads_nothing_anew() {
    let program = Program::on_copy_of(&hand_made());
    program.scope();
    let before = program.exports(&["csv"]);

    let case = Case::open(program.dir()).expect("the case");
    let inputs = Inputs::load(&case, Path::new(env!("CARGO_BIN_EXE_peil"))).expect("the inputs");
    let key = Key::find(Some(&program.key_file()), true, &mut || unreachable!()).expect("a key").key;
    let mut store = Store::open_existing(program.dir(), &key).expect("the store");
    let digest = |path: &str| {
        let file = File::open(program.dir().join("evidence").join(path)).expect("a file");
        peil_evidence::digest(&file).expect("a digest").0
    };
    let (from, to) = (digest("wave-1/leeg/niets.hl7"), digest("wave-1/oml/20220314_5001.hl7"));
    let part = store.get_part(&from, &inputs.digest).expect("readable").expect("a part");
    store.put_part(&to, &inputs.digest, &part).expect("swapped");
    drop(store);

    program.scope();
    let after = program.exports(&["csv"]);
    let outcome = |exports: &std::collections::BTreeMap<String, Vec<u8>>| {
        let rows = support::rows(&exports["coverage.csv"]);
        let row = rows.iter().find(|r| r["path"] == "oml/20220314_5001.hl7").expect("a row");
        row["outcome"].clone()
    };
    assert_eq!((outcome(&before).as_str(), outcome(&after).as_str()), ("read", "empty"));
}
